/* SPDX-License-Identifier: Apache-2.0
 * Rules between figures: what cannot be, and what wants an explanation.
 */
#include "figure/impl.h"

enum { ALERT_PERCENT = 30, SMALL = 10 };

typedef struct {
    Ctx *c;
    const Figures *all;
    const FigureValue *now, *before;
    size_t n;
    VEC(Finding) found;
} Compare;

static Str shown(const Ctx *c, const FigureValue *v)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    figure_print(c, v, &b);
    return arena_str(c->arena, buf_str(&b));
}

static Str label(const Compare *k, const FigureDef *d)
{
    return d->labels[k->c->lang];
}

static const FigureValue *value_of(const Compare *k, Str name)
{
    for (size_t i = 0; i < k->n; i++)
        if (str_eq(k->now[i].def->name, name))
            return &k->now[i];
    return NULL;
}

static bool known(const FigureValue *v)
{
    return v && v->standing != STANDING_UNAVAILABLE;
}

/* As whole units: a declared value has places that a count lacks. */
static double plain(const FigureValue *v)
{
    double x = (double)v->value;
    for (int i = 0; i < v->places; i++)
        x /= 10;
    return x;
}

static void check_part(Compare *k, const FigureValue *v)
{
    const FigureValue *whole = v->def->part_of.n ? value_of(k, v->def->part_of) : NULL;
    if (!known(v) || !known(whole) || plain(v) <= plain(whole))
        return;
    vec_push(k->c->arena, &k->found,
             (Finding){ RULE_PART, true, v->def, whole->def,
                        arena_printf(k->c->arena,
                                     tr(k->c->lang, N_("'%.*s' (%.*s) is a part of '%.*s' (%.*s) "
                                                       "and cannot be more")),
                                     STR(label(k, v->def)), STR(shown(k->c, v)),
                                     STR(label(k, whole->def)), STR(shown(k->c, whole))) });
}

static void check_last_year(Compare *k, const FigureValue *v, const FigureValue *before)
{
    double now = plain(v), then = plain(before), gap = now > then ? now - then : then - now;
    CountKind how = v->def->count;

    if (!known(v) || !known(before) || how == COUNT_MAX || how == COUNT_YEARS || how == COUNT_FIRST)
        return;
    if (then == 0 || (now < SMALL && then < SMALL) || gap * 100 < then * ALERT_PERCENT)
        return;
    vec_push(k->c->arena, &k->found,
             (Finding){ RULE_LAST_YEAR, false, v->def, NULL,
                        arena_printf(k->c->arena,
                                     tr(k->c->lang, N_("'%.*s' went from %.*s to %.*s in a year: "
                                                       "explain it")),
                                     STR(label(k, v->def)), STR(shown(k->c, before)),
                                     STR(shown(k->c, v))) });
}

static void check_unknown(Compare *k, const FigureValue *v)
{
    if (!v->unknown || !known(v))
        return;
    vec_push(k->c->arena, &k->found,
             (Finding){ RULE_UNKNOWN, false, v->def, NULL,
                        arena_printf(k->c->arena,
                                     tr(k->c->lang, N_("'%.*s': %" PRId64 " of %" PRId64
                                                       " records do not say how much; the value is "
                                                       "at least %.*s")),
                                     STR(label(k, v->def)), v->unknown, v->records,
                                     STR(shown(k->c, v))) });
}

static void check_declared(Compare *k, const FigureValue *v, const FigureScope *s)
{
    const Declared *d = figures_declared(k->c, k->all, v->def, s);
    if (!d || v->standing != STANDING_COUNTED || plain(v) * 100 == (double)d->value)
        return;
    FigureValue said = { .def = v->def, .value = d->value, .places = 2 };
    vec_push(k->c->arena, &k->found,
             (Finding){ RULE_DECLARED, true, v->def, NULL,
                        arena_printf(k->c->arena,
                                     tr(k->c->lang, N_("'%.*s' is declared as %.*s (%.*s), but the "
                                                       "records say %.*s")),
                                     STR(label(k, v->def)), STR(shown(k->c, &said)), STR(d->source),
                                     STR(shown(k->c, v))) });
}

static void check_definition(Compare *k, const FigureValue *v, const FigureScope *s)
{
    char day[11];
    if (v->def->version <= s->from)
        return;
    day_print(v->def->version, day);
    vec_push(k->c->arena, &k->found,
             (Finding){ RULE_DEFINITION, false, v->def, NULL,
                        arena_printf(k->c->arena,
                                     tr(k->c->lang, N_("the definition of '%.*s' holds from %s; "
                                                       "earlier numbers were counted otherwise")),
                                     STR(label(k, v->def)), day) });
}

Findings figures_compare(Ctx *c, const Figures *all, const FigureScope *s, const FigureValue *now,
                         const FigureValue *before, size_t n)
{
    Compare k = { .c = c, .all = all, .now = now, .before = before, .n = n };
    for (size_t i = 0; i < n; i++) {
        check_part(&k, &now[i]);
        if (before)
            check_last_year(&k, &now[i], &before[i]);
        check_unknown(&k, &now[i]);
        check_declared(&k, &now[i], s);
        check_definition(&k, &now[i], s);
    }
    return (Findings){ k.found.p, k.found.n };
}
