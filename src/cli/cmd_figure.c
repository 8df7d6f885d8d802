/* SPDX-License-Identifier: Apache-2.0
 * qiao figure: the figures of a period, each with the records behind it.
 */
#include <stdio.h>

#include "cli/cli.h"
#include "cli/scope.h"
#include "figure/figure.h"

typedef struct {
    Cli *cli;
    const Figures *all;
    FigureScope scope;
    const FigureDef **defs;
    FigureValue *values, *before;
    size_t n;
    bool evidence;
} Report;

/* Those that were named, or all of them. */
static bool choose(Report *r)
{
    Cli *cli = r->cli;
    size_t n = cli->nargs ? (size_t)cli->nargs : figures_count(r->all);
    r->defs = NEWN(cli->arena, const FigureDef *, n + 1);
    for (size_t i = 0; i < n; i++) {
        r->defs[i] =
            cli->nargs ? figures_need(r->all, str_z(cli->args[i]), &cli->e) : figures_at(r->all, i);
        if (!r->defs[i])
            return false;
    }
    r->n = n;
    return true;
}

/* In a list of all figures, one that the user may not count is not available; asked for by name it
 * is refused. */
static bool count(Report *r, const FigureScope *s, FigureValue *out)
{
    Cli *cli = r->cli;
    FigureAskFor *list = NEWN(cli->arena, FigureAskFor, r->n + 1);

    for (size_t i = 0; i < r->n; i++)
        list[i] = (FigureAskFor){ r->defs[i], *s };
    if (!figures_fetch(&cli->c, r->all, list, r->n, &cli->e))
        return false;
    for (size_t i = 0; i < r->n; i++)
        if (!(cli->nargs ? figure_value : figure_shown)(&cli->c, r->all, r->defs[i], s, &out[i],
                                                        &cli->e))
            return false;
    return true;
}

/* ---- JSON ---- */

static void put_number(int64_t value, int places, Buf *out)
{
    const FigureValue v = { .value = value, .places = places };
    const Ctx plain = { 0 };
    figure_print(&plain, &v, out);
}

static bool put_evidence(Report *r, const FigureDef *d, int places, Buf *out)
{
    Cli *cli = r->cli;
    AUTO(evidence_done)
    EvidenceRows *rows = evidence_open(&cli->c, r->all, d, &r->scope, &cli->e);
    Evidence each;
    bool more = false;
    while (rows && evidence_next(rows, &each, &cli->e)) {
        buf_put(out, more ? S(",") : S(""));
        buf_printf(out, "{\"type\":\"%s\",\"id\":%" PRId64 ",\"quantity\":", each.type->name,
                   each.id);
        if (each.unknown)
            buf_put(out, S("null"));
        else
            put_number(each.quantity, places, out);
        buf_put(out, S(",\"title\":"));
        buf_json(out, each.title);
        if (each.same)
            buf_printf(out, ",\"counted_through\":%" PRId64, each.same);
        buf_putc(out, '}');
        more = true;
        cli_put(buf_str(out));
        buf_clear(out);
    }
    return rows && !cli->e.kind;
}

static NONNULL const char *standing_name(Standing s)
{
    static const char *const names[STANDING__N] = { [STANDING_COUNTED] = "counted",
                                                    [STANDING_DECLARED] = "declared",
                                                    [STANDING_ESTIMATED] = "estimated",
                                                    [STANDING_UNAVAILABLE] = "unavailable" };
    return names[s];
}

static bool put_json(Report *r, size_t i, Buf *out)
{
    const FigureValue *v = &r->values[i];
    const FigureDef *d = r->defs[i];
    Lang lang = r->cli->c.lang;
    char day[11];

    day_print(v->as_of, day);
    buf_put(out, i ? S(",\n") : S(""));
    buf_put(out, S("{\"name\":"));
    buf_json(out, d->name);
    json_text(out, "label", d->labels[lang]);
    buf_put(out, S(",\"value\":"));
    if (v->standing == STANDING_UNAVAILABLE)
        buf_put(out, S("null"));
    else
        put_number(v->value, v->places, out);
    json_text(out, "unit", d->units[lang]);
    json_text(out, "period", r->scope.text);
    buf_printf(out, ",\"as_of\":\"%s\",\"records\":%" PRId64 ",\"standing\":\"%s\"", day,
               v->records, standing_name(v->standing));
    json_text(out, "currency", str_z(v->currency));
    json_text(out, "why", v->why);
    json_text(out, "source", v->source);
    buf_put(out, S(",\"evidence\":["));
    cli_put(buf_str(out));
    buf_clear(out);
    if (r->evidence && !put_evidence(r, d, v->places, out))
        return false;
    buf_put(out, S("]}"));
    cli_put(buf_str(out));
    buf_clear(out);
    return true;
}

static int print_json(Report *r)
{
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    cli_put(S("{\"figures\":["));
    for (size_t i = 0; i < r->n; i++)
        if (!put_json(r, i, &b))
            return cli_fail(r->cli);
    cli_put(S("]}\n"));
    return EXIT_DONE;
}

/* ---- tables ---- */

static Str shown(const Report *r, const FigureValue *v)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    figure_print(&r->cli->c, v, &b);
    return arena_str(r->cli->arena, buf_str(&b));
}

static Str remark(const Report *r, const FigureValue *v)
{
    Lang lang = r->cli->c.lang;
    Arena *a = r->cli->arena;
    if (v->standing == STANDING_UNAVAILABLE)
        return v->why;
    if (v->standing == STANDING_DECLARED)
        return arena_printf(a, tr(lang, N_("declared: %.*s")), STR(v->source));
    if (v->standing == STANDING_ESTIMATED)
        return arena_printf(a, tr(lang, N_("estimate: %.*s")), STR(v->source));
    return (Str){ 0 };
}

static void print_table(const Report *r)
{
    Lang lang = r->cli->c.lang;
    Str headings[] = { str_z(tr(lang, N_("figure"))), str_z(tr(lang, N_("label"))),
                       str_z(tr(lang, N_("value"))),  str_z(tr(lang, N_("year before"))),
                       str_z(tr(lang, N_("unit"))),   str_z(tr(lang, N_("records"))),
                       str_z(tr(lang, N_("remark"))) };
    Str *cells = NEWN(r->cli->arena, Str, r->n * LEN(headings) + 1), *p = cells;

    for (size_t i = 0; i < r->n; i++) {
        const FigureValue *v = &r->values[i];
        *p++ = v->def->name;
        *p++ = v->def->labels[lang];
        *p++ = shown(r, v);
        *p++ = shown(r, &r->before[i]);
        *p++ = v->def->units[lang];
        *p++ = arena_printf(r->cli->arena, "%" PRId64, v->records);
        *p++ = remark(r, v);
    }
    table_print(headings, LEN(headings), cells, r->n, r->cli->arena);
}

static bool print_evidence(const Report *r, size_t i)
{
    Cli *cli = r->cli;
    Lang lang = cli->c.lang;
    Str headings[] = { str_z(tr(lang, N_("type"))), S("id"), str_z(tr(lang, N_("record"))),
                       str_z(tr(lang, N_("adds"))), str_z(tr(lang, N_("through"))) };
    AUTO(evidence_done)
    EvidenceRows *rows = evidence_open(&cli->c, r->all, r->defs[i], &r->scope, &cli->e);
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    VEC(Str) cells = { 0 };
    Evidence each;
    size_t n = 0;

    for (; rows && evidence_next(rows, &each, &cli->e); n++) {
        buf_clear(&b);
        put_number(each.quantity, r->values[i].places, &b);
        vec_push(cli->arena, &cells, str_z(each.type->name));
        vec_push(cli->arena, &cells, arena_printf(cli->arena, "%" PRId64, each.id));
        vec_push(cli->arena, &cells, arena_str(cli->arena, each.title));
        vec_push(cli->arena, &cells, each.unknown ? S("?") : arena_str(cli->arena, buf_str(&b)));
        vec_push(cli->arena, &cells,
                 each.same ? arena_printf(cli->arena, "#%" PRId64, each.same) : (Str){ 0 });
    }
    if (!rows || cli->e.kind)
        return false;
    (void)printf("\n%.*s: %.*s\n", STR(r->defs[i]->name), STR(shown(r, &r->values[i])));
    table_print(headings, LEN(headings), cells.p, n, cli->arena);
    return true;
}

static void print_findings(const Report *r)
{
    Findings found = figures_compare(&r->cli->c, r->all, &r->scope, r->values, r->before, r->n);
    for (size_t i = 0; i < found.n; i++)
        (void)printf("%s %.*s\n", found.p[i].wrong ? "!" : "·", STR(found.p[i].text));
}

int cmd_figure(Cli *cli)
{
    Report r = { .cli = cli, .evidence = cli_option(cli, "evidence") != NULL };
    FigureScope before;

    if (!cli_scope(cli, &r.scope))
        return cli_fail(cli);
    r.all = figures_load(&cli->c, &cli->e);
    if (!r.all || !choose(&r))
        return cli_fail(cli);
    r.values = NEWN(cli->arena, FigureValue, r.n + 1);
    r.before = NEWN(cli->arena, FigureValue, r.n + 1);
    if (!count(&r, &r.scope, r.values))
        return cli_fail(cli);
    if (cli->json) {
        figures_keep(&cli->c, r.all);
        return print_json(&r);
    }
    before = scope_year_before(&cli->c, &r.scope);
    if (!count(&r, &before, r.before))
        return cli_fail(cli);
    figures_keep(&cli->c, r.all);
    print_table(&r);
    for (size_t i = 0; i < r.n && r.evidence; i++)
        if (!print_evidence(&r, i))
            return cli_fail(cli);
    if (!cli->quiet)
        print_findings(&r);
    return EXIT_DONE;
}
