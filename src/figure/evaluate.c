/* SPDX-License-Identifier: Apache-2.0
 * Values of figures: each way of counting as one query of the engine, or as the sum of its evidence
 * where one record decides (last readings, anniversaries, firsts).
 */
#include "engine/registry.h"
#include "engine/units.h"
#include "figure/impl.h"
#include "text/number.h"

typedef struct {
    Ctx *c;
    const Figures *all;
    const FigureDef *def;
    const FigureScope *s;
    Span span;
} Job;

typedef bool CountFn(const Job *j, FigureValue *out, Err *e);

static bool unavailable(FigureValue *out, Str why)
{
    out->standing = STANDING_UNAVAILABLE;
    out->why = why;
    out->value = 0;
    return true;
}

static const Query *ask_counts(const Job *j, const char *counts, Err *e)
{
    Str of = j->def->of;
    FigureAsk ask = { .from = j->span.from, .to = j->span.to };
    ask.count =
        of.n ? arena_printf(j->c->arena, "rows, filled %.*s, %s %.*s", STR(of), counts, STR(of))
             : str_z("rows");
    return figure_query(j->c, j->def, j->s, &ask, e);
}

static bool ask(const Job *j, const Query *q, Answer *out, Err *e)
{
    return q && kept_ask(j->c, j->all->kept, q, out, e);
}

/* A count without groups is one row. */
static bool ask_one(const Job *j, const Query *q, Answer *out, Err *e)
{
    return ask(j, q, out, e) &&
           (out->rows == 1 || err_set(e, ERR_INTERNAL, "the count gave no row"));
}

static bool count_rows(const Job *j, FigureValue *out, Err *e)
{
    FigureAsk how = { .count = S("rows"), .from = j->span.from, .to = j->span.to };
    Answer a;
    if (!ask_one(j, figure_query(j->c, j->def, j->s, &how, e), &a, e))
        return false;
    out->value = out->records = a.cells[0].i;
    return true;
}

/* One row of rows, filled, result. */
static bool count_one(const Job *j, const char *how, FigureValue *out, Err *e)
{
    Answer a;
    if (!ask_one(j, ask_counts(j, how, e), &a, e))
        return false;
    out->records = a.cells[0].i;
    out->unknown = out->records - a.cells[1].i;
    out->value = a.cells[2].i;
    return true;
}

/* Several currencies are several numbers: no one number stands for them. */
static bool count_money(const Job *j, FigureValue *out, Err *e)
{
    AUTO(buf_done) Buf sums = buf_new(BUF_LINE);
    int currencies = 0;
    Answer a;

    if (!ask(j, ask_counts(j, "sum", e), &a, e))
        return false;
    out->places = 2;
    for (size_t i = 0; i < a.rows; i++) {
        const Value *row = &a.cells[i * a.columns], *sum = &row[2];
        out->records += row[0].i;
        out->unknown += row[0].i - row[1].i;
        if (!sum->set || sum->text.n != 3)
            continue;
        buf_put(&sums, currencies++ ? S(", ") : S(""));
        money_print(sum->i, sum->text, &sums);
        out->value = sum->i;
        out->places = currency_places(sum->text);
        memcpy(out->currency, sum->text.p, 3);
    }
    if (currencies > 1) {
        memset(out->currency, 0, sizeof out->currency);
        return unavailable(out, arena_printf(j->c->arena,
                                             tr(j->c->lang, N_("in several currencies: %.*s")),
                                             STR(buf_str(&sums))));
    }
    return true;
}

static bool count_sum(const Job *j, FigureValue *out, Err *e)
{
    const Field *f = figure_field(j->c, j->def);
    if (f && f->kind == T_MONEY)
        return count_money(j, out, e);
    out->places = f ? f->scale : 0;
    return count_one(j, "sum", out, e);
}

static bool ask_countries(const Job *j, Answer *out, Err *e)
{
    FigureAsk how = {
        .count = S("rows"), .by = j->def->of, .from = j->span.from, .to = j->span.to
    };
    return ask(j, figure_query(j->c, j->def, j->s, &how, e), out, e);
}

/* Each country with its records; China itself is none of "countries and regions". */
static bool count_countries(const Job *j, FigureValue *out, Err *e)
{
    Answer a;

    if (!ask_countries(j, &a, e))
        return false;
    for (size_t i = 0; i < a.rows; i++) {
        const Value *country = &a.cells[i * a.columns];
        const Country *known =
            country->set ? country_find(j->c->facts->countries, country->text) : NULL;
        int64_t n = country[1].i;
        out->records += n;
        out->unknown += country->set ? 0 : n;
        if (!country->set || str_eq(country->text, S("CN")))
            continue;
        out->value++;
        out->regions = out->regions || (known && known->region);
    }
    return true;
}

static bool count_distinct(const Job *j, FigureValue *out, Err *e)
{
    return figure_of_countries(j->c, j->def) ? count_countries(j, out, e)
                                             : count_one(j, "distinct", out, e);
}

/* People are known only where every one of them has a name: nobody is guessed. */
static bool count_people(const Job *j, FigureValue *out, Err *e)
{
    const FigureDef *whole = j->def->whole.n ? figures_find(j->all, j->def->whole) : NULL;
    FigureValue times;

    if (!count_one(j, "distinct", out, e))
        return false;
    if (out->unknown)
        return unavailable(out, arena_printf(j->c->arena,
                                             tr(j->c->lang, N_("%" PRId64 " of %" PRId64
                                                               " entries do not say who it was")),
                                             out->unknown, out->records));
    if (!whole || whole->count == COUNT_PEOPLE)
        return true;
    if (!figure_value(j->c, j->all, whole, j->s, &times, e))
        return false;
    if (times.standing == STANDING_COUNTED && times.value != out->records)
        return unavailable(out, arena_printf(j->c->arena,
                                             tr(j->c->lang, N_("names are recorded for %" PRId64
                                                               " of %" PRId64 " person-times")),
                                             out->records, times.value));
    return true;
}

static bool count_max(const Job *j, FigureValue *out, Err *e)
{
    return count_one(j, "max", out, e);
}

/* Records are counted like those of other figures, so that a page that asks for many need ask no
 * more where there are none. */
static bool count_records(const Job *j, FigureValue *out, Err *e)
{
    Answer a;
    if (!ask_one(j, ask_counts(j, "filled", e), &a, e))
        return false;
    out->records = a.cells[0].i;
    out->unknown = a.cells[0].i - a.cells[1].i;
    return true;
}

static bool count_last(const Job *j, FigureValue *out, Err *e)
{
    bool unknown;
    if (!count_records(j, out, e))
        return false;
    return out->records == out->unknown ||
           evidence_sum(j->c, j->def, j->s, &out->value, &unknown, e);
}

/* Does the period ask for the very date that decides? */
static bool is_of_period(const Job *j)
{
    Str words = arena_printf(j->c->arena, "%.*s in period", STR(j->def->of));
    return str_find(j->def->query, words) >= 0;
}

/* The first date ever, up to the end of the period. */
static bool ask_first(const Job *j, Answer *out, Err *e)
{
    FigureAsk how = { .count = arena_printf(j->c->arena, "min %.*s", STR(j->def->of)),
                      .to = j->span.to };
    return ask_one(j, figure_query(j->c, j->def, j->s, &how, e), out, e);
}

/* The first ever may be a record of another period. */
static bool count_first(const Job *j, FigureValue *out, Err *e)
{
    AUTO(evidence_done) EvidenceRows *rows = NULL;
    bool simple = is_of_period(j);
    Evidence each;
    Answer first;

    if (!count_records(j, out, e) || (simple && !ask_first(j, &first, e)))
        return false;
    if (simple && out->records)
        out->value = first.cells[0].set && first.cells[0].i >= j->span.from;
    if (simple || !out->records)
        return true;
    rows = evidence_open(j->c, j->all, j->def, j->s, e);
    while (rows && evidence_next(rows, &each, e))
        out->value += each.quantity;
    return rows && !e->kind;
}

static bool count_years(const Job *j, FigureValue *out, Err *e)
{
    bool unknown = false;

    if (!count_records(j, out, e))
        return false;
    if (out->records == 0)
        return unavailable(out, str_z(tr(j->c->lang, N_("there is no record of its beginning"))));
    if (!out->unknown && !evidence_sum(j->c, j->def, j->s, &out->value, &unknown, e))
        return false;
    if (out->unknown || unknown)
        return unavailable(out,
                           str_z(tr(j->c->lang, N_("the date of its beginning is not exact"))));
    return true;
}

static CountFn *const counters[COUNT__N] = {
    [COUNT_ROWS] = count_rows,     [COUNT_SUM] = count_sum,  [COUNT_DISTINCT] = count_distinct,
    [COUNT_PEOPLE] = count_people, [COUNT_MAX] = count_max,  [COUNT_LAST] = count_last,
    [COUNT_YEARS] = count_years,   [COUNT_FIRST] = count_first,
};

/* Records that all leave out what is counted say nothing: that is not the number 0. */
static void check_known(const Job *j, FigureValue *out)
{
    if (out->standing == STANDING_COUNTED && out->records && out->unknown == out->records)
        (void)unavailable(
            out, arena_printf(j->c->arena,
                              tr(j->c->lang, N_("none of %" PRId64 " records says how much")),
                              out->records));
}

/* Where there are no records, what was declared stands in, and is said to be declared. */
static void use_declared(const Job *j, FigureValue *out)
{
    const Declared *d = figures_declared(j->c, j->all, j->def, j->s);
    if (!d)
        return;
    out->declared = d->id;
    out->source = d->source;
    if (out->records)
        return;
    out->standing = d->estimate ? STANDING_ESTIMATED : STANDING_DECLARED;
    out->value = d->value;
    out->places = 2;
    out->why = (Str){ 0 };
}

bool figure_value(Ctx *c, const Figures *all, const FigureDef *def, const FigureScope *s,
                  FigureValue *out, Err *e)
{
    Job j = { c, all, def, s, figure_span(c, def, s) };

    *out = (FigureValue){ .def = def, .from = j.span.from, .to = j.span.to, .as_of = j.span.as_of };
    if (!def->type)
        (void)unavailable(out, str_z(tr(c->lang, N_("no records are kept of it"))));
    else if (j.span.to < j.span.from || s->from > j.span.as_of)
        (void)unavailable(out, str_z(tr(c->lang, N_("the period has not begun"))));
    else if (!counters[def->count](&j, out, e))
        return false;
    check_known(&j, out);
    use_declared(&j, out);
    return true;
}

bool figure_shown(Ctx *c, const Figures *all, const FigureDef *def, const FigureScope *s,
                  FigureValue *out, Err *e)
{
    Err refused = { .lang = e->lang };
    if (figure_value(c, all, def, s, out, &refused))
        return true;
    if (refused.kind == ERR_DENIED)
        return unavailable(out, arena_str(c->arena, str_z(refused.msg)));
    return err_set(e, refused.kind, "%s", refused.msg);
}

bool figure_by_country(Ctx *c, const Figures *all, const FigureDef *def, const FigureScope *s,
                       const FigureCountry **out, size_t *n, Err *e)
{
    Job j = { c, all, def, s, figure_span(c, def, s) };
    VEC(FigureCountry) found = { 0 };
    Answer a = { 0 };

    if (!figure_of_countries(c, def) || !ask_countries(&j, &a, e)) {
        *n = 0;
        return !e->kind;
    }
    for (size_t i = 0; i < a.rows; i++) {
        const Value *country = &a.cells[i * a.columns];
        if (country->set && !str_eq(country->text, S("CN")))
            vec_push(c->arena, &found, (FigureCountry){ country->text, country[1].i });
    }
    *out = found.p;
    *n = found.n;
    return true;
}
