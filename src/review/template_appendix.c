/* SPDX-License-Identifier: Apache-2.0
 * What is said of all figures of a document: the appendix, in which each one has its definition and
 * its records; the findings; the list of attachments.
 *
 * The name of a record is shown only where it is no private person's: the others are listed by
 * their numbers.
 */
#include "review/template_impl.h"

enum { RECORDS_USUAL = 10 };

typedef struct {
    Writer *w;
    const FigureValue *now, *before;
    const FigureDef *def;
    Lang lang;
    const Query *query; /* its records: key, and what is counted of them */
    int64_t max;
} Entry;

/* ---- lines ---- */

static bool put_line(const Entry *n, const char *label, const Buf *text)
{
    Arena *a = n->w->c->arena;
    Str line = arena_printf(a, n->lang == LANG_EN ? "%s: %.*s" : "%s：%.*s", tr(n->lang, label),
                            STR(buf_str(text)));
    return write_block(n->w, &(Block){ .kind = BLOCK_ITEM, .runs = text_runs(a, line) });
}

static void put_value(const Entry *n, const FigureValue *v, Buf *out)
{
    AUTO(buf_done) Buf unit = buf_new(BUF_LINE);
    figure_print(n->w->c, v, out);
    if (v->standing == STANDING_UNAVAILABLE)
        return;
    unit_words(n->lang, v, &unit);
    buf_printf(out, n->lang == LANG_EN && unit.n ? " %.*s" : "%.*s", STR(buf_str(&unit)));
}

static bool value_line(const Entry *n)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE), year = buf_new(BUF_LINE);
    FigureScope before = scope_year_before(n->w->c, &n->w->order->scope);

    put_value(n, n->now, &b);
    if (n->now->standing == STANDING_UNAVAILABLE)
        buf_printf(&b, n->lang == LANG_EN ? " (%.*s)" : "（%.*s）", STR(n->now->why));
    if (n->before->standing != STANDING_UNAVAILABLE) {
        period_words(n->lang, &before, &year);
        buf_printf(&b, n->lang == LANG_EN ? " (%.*s: " : "（%.*s：", STR(buf_str(&year)));
        put_value(n, n->before, &b);
        buf_printf(&b, n->lang == LANG_EN ? ")" : "）");
    }
    return put_line(n, N_("Value"), &b);
}

/* ---- how it is counted ---- */

static Str counted_field(const Entry *n)
{
    const Field *f =
        n->query && query_columns(n->query) > 1 ? query_column(n->query, 1)->field : NULL;
    return f ? str_z(field_label(f, n->lang)) : n->def->of;
}

static void put_count(const Entry *n, Buf *out)
{
    static const char *const words[COUNT__N] = {
        [COUNT_ROWS] = N_("number of records"),
        [COUNT_SUM] = N_("sum of '%s'"),
        [COUNT_DISTINCT] = N_("number of different values of '%s'"),
        [COUNT_PEOPLE] = N_("number of different persons in '%s'"),
        [COUNT_MAX] = N_("highest value of '%s'"),
        [COUNT_LAST] = N_("last value of '%s' of each series, added up"),
        [COUNT_YEARS] = N_("whole years since '%s'"),
        [COUNT_FIRST] = N_("1 if the first one ever, by '%s', is in the period"),
    };
    Str field = counted_field(n);
    Str text = str_z(tr(n->lang, words[n->def->count])), head, tail;
    bool names = str_cut(text, S("%s"), &head, &tail);
    buf_put(out, head);
    if (names) {
        buf_put(out, field);
        buf_put(out, tail);
    }
}

static void put_days(const Entry *n, Buf *out)
{
    AUTO(buf_done) Buf from = buf_new(BUF_LINE), to = buf_new(BUF_LINE);
    const FigureValue *v = n->now;

    if (v->from)
        day_words(n->lang, v->from, STYLE_ROUND, &from);
    day_words(n->lang, v->to, STYLE_ROUND, &to);
    if (v->from)
        buf_printf(out, tr(n->lang, N_("from %.*s to %.*s")), STR(buf_str(&from)),
                   STR(buf_str(&to)));
    else
        buf_printf(out, tr(n->lang, N_("all up to %.*s")), STR(buf_str(&to)));
}

static bool counting_line(const Entry *n)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    put_count(n, &b);
    buf_put(&b, n->lang == LANG_EN ? S(", ") : S("，"));
    put_days(n, &b);
    return put_line(n, N_("Counted"), &b);
}

static bool definition_lines(const Entry *n)
{
    AUTO(buf_done) Buf note = buf_new(BUF_LINE), query = buf_new(BUF_LINE);
    if (n->def->id) /* of the office's own words; ours are translated */
        words_show(n->w->c, n->def->note, &note);
    else
        buf_put(&note, n->def->note);
    buf_put(&query, n->def->query);
    return (!note.n || put_line(n, N_("Definition"), &note)) &&
           (!query.n || put_line(n, N_("Query"), &query));
}

static bool standing_line(const Entry *n)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE), source = buf_new(BUF_LINE);

    words_show(n->w->c, n->now->source, &source);
    switch (n->now->standing) {
    case STANDING_COUNTED:
        buf_printf(&b, tr(n->lang, N_("counted from %" PRId64 " records")), n->now->records);
        break;
    case STANDING_DECLARED:
        buf_printf(&b, tr(n->lang, N_("declared without records, by %.*s")), STR(buf_str(&source)));
        break;
    case STANDING_ESTIMATED:
        buf_printf(&b, tr(n->lang, N_("an estimate without records, by %.*s")),
                   STR(buf_str(&source)));
        break;
    case STANDING_UNAVAILABLE: buf_printf(&b, "%s", tr(n->lang, N_("not available"))); break;
    case STANDING__N: break;
    }
    if (n->now->standing == STANDING_COUNTED && n->now->unknown)
        buf_printf(&b, tr(n->lang, N_(", of which %" PRId64 " do not say how much")),
                   n->now->unknown);
    return put_line(n, N_("Standing"), &b);
}

/* ---- records ---- */

static bool may_be_named(const Type *t)
{
    return t->level <= LEVEL_INTERNAL && t->fields[type_title(t)].level <= LEVEL_INTERNAL;
}

/* What a record adds, where that is not simply one. */
static void put_quantity(const Entry *n, const Evidence *ev, Buf *out)
{
    const Field *f =
        n->query && query_columns(n->query) > 1 ? query_column(n->query, 1)->field : NULL;
    FigureValue q = { .def = n->def, .value = ev->quantity, .places = n->now->places };
    bool en = n->lang == LANG_EN;

    if (n->def->count == COUNT_ROWS || !f || f->level > LEVEL_INTERNAL)
        return;
    buf_printf(out, en ? " (" : "（");
    if (ev->unknown)
        buf_printf(out, "%s", tr(n->lang, N_("not stated")));
    else if (n->def->count == COUNT_SUM || n->def->count == COUNT_MAX)
        figure_print(n->w->c, &q, out);
    else
        buf_put(out, ev->value);
    buf_printf(out, en ? ")" : "）");
}

static void put_record(const Entry *n, const Evidence *ev, Str key, Buf *out)
{
    bool named = may_be_named(ev->type);
    if (out->n)
        buf_put(out, n->lang == LANG_EN ? S("; ") : S("；"));
    if (key.n)
        buf_put(out, key);
    else if (!named)
        buf_printf(out, "#%" PRId64, ev->id);
    if (named)
        buf_printf(out, "%s%.*s", key.n ? " " : "", STR(ev->title));
    put_quantity(n, ev, out);
}

/* Records that count, in order of id, with the office's own numbers, which a second query has in
 * the same order. */
static bool put_records(const Entry *n, Buf *out, int64_t *shown)
{
    Writer *w = n->w;
    AUTO(evidence_done)
    EvidenceRows *rows = evidence_open(w->c, w->all, n->def, &w->order->scope, w->e);
    AUTO(rows_done)
    Rows *keys = (evidence_repeats(n->def) ? query_run_all : query_run)(w->c, n->query, w->e);
    Evidence ev;

    while (rows && *shown < n->max && evidence_next(rows, &ev, w->e)) {
        bool found = false;
        if (ev.same)
            continue;
        while (!found && rows_next(keys, w->e))
            found = rows_id(keys) == ev.id;
        if (w->e->kind)
            return false;
        put_record(n, &ev,
                   found && rows_value(keys, 0)->set ? rows_value(keys, 0)->text : (Str){ 0 }, out);
        (*shown)++;
    }
    return rows && !w->e->kind;
}

static bool records_line(const Entry *n)
{
    AUTO(buf_done) Buf b = buf_new(TEMPLATE_OUT_MAX);
    int64_t shown = 0;

    if (!n->query || n->now->records == 0)
        return true;
    if (!put_records(n, &b, &shown))
        return false;
    if (shown < n->now->records)
        buf_printf(&b, tr(n->lang, N_("; %" PRId64 " more are not listed here")),
                   n->now->records - shown);
    return put_line(n, N_("Records behind it"), &b);
}

/* ---- the appendix ---- */

static bool write_heading(const Entry *n, size_t number)
{
    Arena *a = n->w->c->arena;
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    buf_printf(&b, "%zu. ", number);
    buf_put(&b, n->def->labels[n->lang]);
    return write_block(n->w,
                       &(Block){ .kind = BLOCK_HEADING,
                                 .level = 3,
                                 .runs = text_runs(a, arena_str(a, buf_str(&b))),
                                 .anchor = arena_printf(a, "figure-%.*s", STR(n->def->name)) });
}

static bool write_entry(Writer *w, size_t i, int64_t max)
{
    const FigureValue *now = &w->review->values[i];
    Entry n = { .w = w,
                .now = now,
                .before = &w->review->year_before[i],
                .def = now->def,
                .lang = w->order->lang,
                .max = max };
    QueryParts ask = { .order = S("id"), .columns = S("key") };

    if (n.def->of.n)
        ask.columns = arena_printf(w->c->arena, "key, %.*s", STR(n.def->of));
    if (n.def->type) {
        n.query = figure_rows(w->c, n.def, &w->order->scope, &ask, w->e);
        if (!n.query && !kept_from(w))
            return false;
    }
    return write_heading(&n, i + 1) && value_line(&n) && counting_line(&n) &&
           definition_lines(&n) && standing_line(&n) && records_line(&n);
}

static bool appendix_title(Writer *w, const Command *k, Str *out)
{
    if (!write_plain(w, k->title, out))
        return false;
    if (!out->n)
        *out = str_z(tr(w->order->lang, N_("Figures and the records behind them")));
    return true;
}

static bool write_appendix(Writer *w, const Command *k)
{
    Run *runs = NEWN(w->c->arena, Run, 2);

    runs[0].text = str_z(tr(w->order->lang, N_("Annex")));
    if (!appendix_title(w, k, &runs[1].text) ||
        !write_block(w, &(Block){ .kind = BLOCK_APPENDIX, .runs = { runs, 2 } }))
        return false;
    for (size_t i = 0; i < w->review->nvalues; i++)
        if (!write_entry(w, i, k->records ? k->records : RECORDS_USUAL))
            return false;
    return true;
}

/* ---- findings, attachments ---- */

static bool write_findings(Writer *w)
{
    for (size_t i = 0; i < w->review->findings.n; i++)
        if (!write_block(w,
                         &(Block){ .kind = BLOCK_ITEM,
                                   .runs = text_runs(w->c->arena, w->review->findings.p[i].text) }))
            return false;
    return true;
}

static bool write_attachments(Writer *w)
{
    VEC(Run) runs = { 0 };
    for (size_t i = 0; i < w->later.n; i++) {
        Str title;
        if (w->later.p[i]->kind != COMMAND_APPENDIX)
            continue;
        if (!appendix_title(w, w->later.p[i], &title))
            return false;
        vec_push(w->c->arena, &runs, (Run){ .text = title });
    }
    return runs.n == 0 ||
           write_block(w, &(Block){ .kind = BLOCK_ATTACHMENTS, .runs = { runs.p, runs.n } });
}

bool write_summary(Writer *w, const Command *k)
{
    if (k->kind == COMMAND_APPENDIX)
        return write_appendix(w, k);
    return k->kind == COMMAND_FINDINGS ? write_findings(w) : write_attachments(w);
}
