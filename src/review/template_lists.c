/* SPDX-License-Identifier: Apache-2.0
 * Records in a text: lists within a sentence, and tables. What they show is a query, or the very
 * records that a figure counts.
 */
#include "review/template_impl.h"

#include "text/number.h"

enum { LIST_SHORT = 10 /* records of a list that are few */ };

/* ---- the query ---- */

static bool is_figure(Str what)
{
    for (size_t i = 0; i < what.n; i++) {
        char ch = what.p[i];
        if (ch == '.')
            return i > 0;
        if (!(ch >= 'a' && ch <= 'z') && !(ch >= '0' && ch <= '9') && ch != '_')
            return false;
    }
    return false;
}

/* "reception where …": the period, the unit and the day of the tree are those of the review. */
static const Query *plain_query(Writer *w, const Command *k, QueryParts *parts)
{
    const FigureScope *s = &w->order->scope;
    parts->from = k->all ? DAY_MIN : s->from;
    parts->to = w->until;
    parts->tree = s->tree_then ? w->until : 0;
    if (s->unit && parts->where.n)
        parts->where = arena_printf(w->c->arena, "(%.*s) and unit under #%" PRId64,
                                    STR(parts->where), s->unit);
    else if (s->unit)
        parts->where = arena_printf(w->c->arena, "unit under #%" PRId64, s->unit);
    return query_parse(w->c, k->what, parts, w->e);
}

static const Query *rows_query(Writer *w, const Command *k, Str columns)
{
    QueryParts parts = {
        .where = k->where, .columns = k->by.n ? (Str){ 0 } : columns, .by = k->by, .order = k->order
    };
    size_t slot;

    if (!is_figure(k->what))
        return plain_query(w, k, &parts);
    if (!known_slot(w, k->what, &slot))
        return NULL;
    return figure_rows(w->c, w->known.p[slot].def, &w->order->scope, &parts, w->e);
}

/* The fields that the text of a record names, as columns of a query. */
static void name_fields(const Part *p, Buf *out)
{
    for (; p; p = p->next) {
        if (p->kind == PART_FIELD)
            buf_printf(out, "%s%.*s", out->n ? ", " : "", STR(p->text));
        name_fields(p->kids, out);
    }
}

static const Query *list_query(Writer *w, const Command *k)
{
    AUTO(buf_done) Buf b = buf_new(QUERY_TEXT_MAX);
    name_fields(k->item, &b);
    return rows_query(w, k, arena_str(w->c->arena, buf_str(&b)));
}

static int column_find(const Query *q, Str name)
{
    for (size_t i = 0; i < query_columns(q); i++)
        if (str_eq(query_column(q, i)->name, name))
            return (int)i;
    return -1;
}

/* ---- checks before anything is written ---- */

static bool check_fields(Writer *w, const Query *q, const Part *p)
{
    for (; p; p = p->next) {
        if (p->kind == PART_FIELD && column_find(q, p->text) < 0)
            return err_set(w->e, ERR_INVALID, "the list has no column '%.*s'", STR(p->text));
        if (!check_fields(w, q, p->kids))
            return false;
    }
    return true;
}

static bool check_more(Writer *w, const Part *p)
{
    for (; p; p = p->next) {
        if (p->kind == PART_FIELD && !str_eq(p->text, S("total")) && !str_eq(p->text, S("rest")))
            return err_set(w->e, ERR_INVALID, "'more' knows {{total}} and {{rest}}, but no '%.*s'",
                           STR(p->text));
        if (!check_more(w, p->kids))
            return false;
    }
    return true;
}

/* "figures a, b, c" without its first word; empty if it begins otherwise. */
static Str figure_names(const Command *k)
{
    return str_starts(k->what, S("figures ")) ? str_part(k->what, 8, k->what.n) : (Str){ 0 };
}

static bool each_figure(Writer *w, Str names, bool (*each)(Writer *w, size_t slot, void *to),
                        void *to)
{
    Str name;
    for (size_t n = 0; str_next(&names, ',', &name); n++) {
        size_t slot;
        if (n == TEMPLATE_NAMES_MAX)
            return err_set(w->e, ERR_INVALID, "a command names at most %d figures",
                           TEMPLATE_NAMES_MAX);
        if (!known_slot(w, str_trim(name), &slot) || (each && !each(w, slot, to)))
            return false;
    }
    return true;
}

bool check_rows(Writer *w, const Command *k)
{
    Str names = figure_names(k);
    const Query *q;

    if (k->kind == COMMAND_TABLE && names.n)
        return each_figure(w, names, NULL, NULL);
    q = k->kind == COMMAND_LIST ? list_query(w, k) : rows_query(w, k, k->columns);
    if (!q)
        return kept_from(w);
    if (k->kind == COMMAND_TABLE && query_columns(q) > TEMPLATE_COLUMNS_MAX)
        return err_set(w->e, ERR_INVALID, "a table has at most %d columns", TEMPLATE_COLUMNS_MAX);
    return check_fields(w, q, k->item) && check_more(w, k->more);
}

/* ---- fields ---- */

/* A date in that style, if all days that it may be agree in it. */
static bool date_styled(const Value *v, const Style *s, Lang lang, Buf *out)
{
    Day first = (Day)v->i, last = (Day)v->j;
    int64_t part = s->kind == STYLE_YEAR ? 10000 : s->kind == STYLE_MONTH ? 100 : 1;
    if (s->kind != STYLE_YEAR && s->kind != STYLE_MONTH && s->kind != STYLE_DAY)
        return false;
    if (first / part != last / part)
        return false;
    day_words(lang, first, s->kind, out);
    return true;
}

static bool is_number(const Field *f)
{
    return f->kind == T_COUNT || f->kind == T_DECIMAL || f->kind == T_MONEY;
}

static int places_of(const Field *f, const Value *v)
{
    return f->kind == T_MONEY ? currency_places(v->text) : f->scale;
}

static void show_value(const Writer *w, const Column *col, const Value *v, const Style *s, Buf *out)
{
    const Field *f = col->field ? col->field : col->counted;
    FigureValue n = { .value = v->i };
    if (f && f->kind == T_DATE && date_styled(v, s, w->order->lang, out))
        return;
    if (f && (!is_number(f) || (f->kind == T_MONEY && s->kind == STYLE_ROUND))) {
        value_show(w->c, f, v, out);
        return;
    }
    n.places = f ? places_of(f, v) : 0;
    if (f && f->kind == T_MONEY && v->text.n == 3)
        memcpy(n.currency, v->text.p, 3);
    number_write(s, w->order->lang, &n, out);
}

void write_field(const Writer *w, const Part *p, Buf *out)
{
    int col;
    if (!w->query) {
        buf_int(out, str_eq(p->text, S("total")) ? w->total : w->rest);
        return;
    }
    col = column_find(w->query, p->text);
    if (col < 0 || rows_masked(w->row, (size_t)col) || !rows_value(w->row, (size_t)col)->set)
        return;
    show_value(w, query_column(w->query, (size_t)col), rows_value(w->row, (size_t)col), &p->style,
               out);
}

/* ---- lists ---- */

/* Blanks stay as they are written: the paragraph around it mends them. */
static bool write_text_of(Writer *w, const Part *parts, Buf *out, bool *kept)
{
    Snippets snippets = { 0 };
    if (!write_parts(w, parts, &snippets, kept))
        return false;
    for (size_t i = 0; i < snippets.n && *kept; i++)
        buf_put(out, snippets.p[i].text);
    return true;
}

/* The record that came last is written when the next one is there, or none: only then is it known
 * which sign goes before it. */
typedef struct {
    Buf text, held;
    int64_t n;
} Listed;

static void put_held(const Writer *w, const Command *k, Listed *l, bool last)
{
    Str usual = w->order->lang == LANG_EN ? S(", ") : S("、");
    Str sep = k->sep.p ? k->sep : usual; /* "" is a sign too: none */
    if (l->text.n)
        buf_put(&l->text, last && k->last.p ? k->last : sep);
    buf_put(&l->text, buf_str(&l->held));
    buf_clear(&l->held);
}

/* What is said of those that are not shown. */
static bool put_more(Writer *w, const Command *k, const Query *q, Rows *rows, Listed *l)
{
    bool kept;
    w->total = l->n + 1;
    if (query_counts(q))
        while (rows_next(rows, w->e))
            w->total++;
    else if (!query_total(w->c, q, &w->total, w->e))
        return false;
    if (w->e->kind)
        return false;
    w->rest = w->total - l->n;
    w->query = NULL;
    if (k->says_more)
        return write_text_of(w, k->more, &l->text, &kept);
    if (w->order->lang == LANG_EN)
        buf_printf(&l->text, " and %" PRId64 " more", w->rest);
    else
        buf_printf(&l->text, "等");
    return true;
}

static bool list_rows(Writer *w, const Command *k, const Query *q, Listed *l)
{
    int64_t max = k->max ? k->max : TEMPLATE_ROWS_MAX;
    AUTO(rows_done) Rows *rows = (max > LIST_SHORT ? query_run_all : query_run)(w->c, q, w->e);
    bool more = false;

    while (rows && !more && rows_next(rows, w->e)) {
        ArenaMark mark = arena_mark(w->c->arena);
        bool kept = false;
        if (l->held.n)
            put_held(w, k, l, false);
        more = l->n == max;
        w->query = q;
        w->row = rows;
        if (!more && !write_text_of(w, k->item, &l->held, &kept))
            return false;
        arena_rewind(w->c->arena, mark);
        l->n += kept;
        if (!write_room(w, l->held.n))
            return false;
    }
    if (!rows || w->e->kind)
        return false;
    if (more && !k->max)
        return err_set(w->e, ERR_INVALID, "the list has more than %d records; give it a 'max'",
                       TEMPLATE_ROWS_MAX);
    if (more)
        return put_more(w, k, q, rows, l);
    put_held(w, k, l, true);
    return true;
}

bool write_list(Writer *w, const Command *k, Str *out)
{
    Listed l = { .text = buf_new(TEMPLATE_OUT_MAX), .held = buf_new(TEMPLATE_OUT_MAX) };
    const Query *q = list_query(w, k);
    bool ok = q ? list_rows(w, k, q, &l) : kept_from(w);

    *out = arena_str(w->c->arena, buf_str(&l.text));
    buf_done(&l.text);
    buf_done(&l.held);
    return ok;
}

/* ---- tables of records ---- */

static Str column_heading(const Writer *w, const Command *k, const Query *q, size_t i)
{
    const Column *col = query_column(q, i);
    const Field *f = col->field ? col->field : col->counted;
    if (i < k->nheadings)
        return k->headings[i];
    return str_z(f ? field_label(f, w->order->lang) : tr(w->order->lang, N_("Count")));
}

static bool table_rows(Writer *w, const Command *k, const Query *q, DocTable *t)
{
    AUTO(rows_done) Rows *rows = query_run_all(w->c, q, w->e);
    size_t max = k->max ? (size_t)k->max : TEMPLATE_ROWS_MAX;
    static const Style plain;
    VEC(Runs) cells = { 0 };

    while (rows && rows_next(rows, w->e)) {
        if (t->nrows == max && !k->max)
            return err_set(w->e, ERR_INVALID, "the table has more than %d rows; give it a 'max'",
                           TEMPLATE_ROWS_MAX);
        for (size_t i = 0; t->nrows < max && i < t->ncols; i++) {
            AUTO(buf_done) Buf b = buf_new(TEMPLATE_OUT_MAX);
            if (!rows_masked(rows, i) && rows_value(rows, i)->set)
                show_value(w, query_column(q, i), rows_value(rows, i), &plain, &b);
            if (!write_room(w, b.n + sizeof(Run)))
                return false;
            vec_push(w->c->arena, &cells,
                     text_runs(w->c->arena, arena_str(w->c->arena, buf_str(&b))));
        }
        if (t->nrows == max) {
            w->rest++;
            continue;
        }
        t->nrows++;
    }
    t->cells = cells.p;
    return rows && !w->e->kind;
}

/* A last row that says what is not shown. */
static void add_rest(Writer *w, DocTable *t)
{
    Runs *cells = NEWN(w->c->arena, Runs, (t->nrows + 1) * t->ncols);
    if (t->cells)
        memcpy(cells, t->cells, t->nrows * t->ncols * sizeof *cells);
    cells[t->nrows * t->ncols] = text_runs(
        w->c->arena,
        arena_printf(w->c->arena, tr(w->order->lang, N_("and %" PRId64 " more")), w->rest));
    t->cells = cells;
    t->nrows++;
}

static bool put_table(Writer *w, const DocTable *t)
{
    DocTable *table = NEW(w->c->arena, DocTable);
    *table = *t;
    return t->nrows == 0 || write_block(w, &(Block){ .kind = BLOCK_TABLE, .table = table });
}

static bool table_of_records(Writer *w, const Command *k)
{
    const Query *q = rows_query(w, k, k->columns);
    DocTable t = { 0 };
    Str *headings;
    bool *numeric;

    if (!q)
        return kept_from(w);
    if (!write_plain(w, k->title, &t.caption))
        return false;
    t.ncols = query_columns(q);
    t.headings = headings = NEWN(w->c->arena, Str, t.ncols);
    t.numeric = numeric = NEWN(w->c->arena, bool, t.ncols);
    for (size_t i = 0; i < t.ncols; i++) {
        const Field *f = query_column(q, i)->field;
        headings[i] = column_heading(w, k, q, i);
        numeric[i] = !f || is_number(f);
    }
    w->rest = 0;
    if (!table_rows(w, k, q, &t))
        return false;
    if (w->rest)
        add_rest(w, &t);
    return put_table(w, &t);
}

/* ---- tables of figures ---- */

typedef VEC(Runs) Cells;

static Runs number_cell(Writer *w, const FigureValue *v, Str figure)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    Run *run = NEW(w->c->arena, Run);
    figure_print(w->c, v, &b);
    *run = (Run){ .text = arena_str(w->c->arena, buf_str(&b)), .figure = figure };
    return (Runs){ run, 1 };
}

static int64_t scaled(const FigureValue *v, int places)
{
    int64_t x = v->value;
    for (int i = v->places; i < places; i++)
        x = x > INT64_MAX / 10 || x < INT64_MIN / 10 ? x : x * 10;
    return x;
}

/* Is a difference in percent of the year before something that can be said of it? */
static bool has_percent(const FigureDef *d)
{
    return d->count != COUNT_MAX && d->count != COUNT_YEARS && d->count != COUNT_FIRST;
}

/* "+6（+20.0%）" */
static Runs change_cell(Writer *w, const FigureValue *now, const FigureValue *before)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    int places = now->places > before->places ? now->places : before->places;
    int64_t n = scaled(now, places), was = scaled(before, places), gap = n - was;
    FigureValue change = { .def = now->def, .value = gap, .places = places };
    bool en = w->order->lang == LANG_EN;

    if (now->standing == STANDING_UNAVAILABLE || before->standing == STANDING_UNAVAILABLE)
        return text_runs(w->c->arena, S("—"));
    buf_put(&b, gap > 0 ? S("+") : S(""));
    figure_print(w->c, &change, &b);
    if (was > 0 && gap && has_percent(now->def))
        buf_printf(&b, en ? " (%+.1f%%)" : "（%+.1f%%）", (double)gap * 100 / (double)was);
    return text_runs(w->c->arena, arena_str(w->c->arena, buf_str(&b)));
}

static Str label_with_unit(Writer *w, const FigureValue *v)
{
    Lang lang = w->order->lang;
    AUTO(buf_done) Buf unit = buf_new(BUF_LINE);
    unit_words(lang, v, &unit);
    if (unit.n == 0)
        return v->def->labels[lang];
    return arena_printf(w->c->arena, lang == LANG_EN ? "%.*s (%.*s)" : "%.*s（%.*s）",
                        STR(v->def->labels[lang]), STR(buf_str(&unit)));
}

static bool figure_row(Writer *w, size_t slot, void *to)
{
    Cells *cells = to;
    const FigureValue *now = known_now(w, slot), *before = now ? known_before(w, slot) : NULL;
    Arena *a = w->c->arena;

    if (!before)
        return false;
    if (!value_counts(now) && !value_counts(before))
        return true;
    vec_push(a, cells, text_runs(a, label_with_unit(w, now->value ? now : before)));
    vec_push(a, cells, number_cell(w, now, now->def->name));
    vec_push(a, cells, number_cell(w, before, (Str){ 0 }));
    vec_push(a, cells, change_cell(w, now, before));
    return true;
}

static bool table_of_figures(Writer *w, const Command *k, Str names)
{
    static const bool numeric[] = { false, true, true, true };
    static const int widths[] = { 10, 4, 4, 6 };
    FigureScope before = scope_year_before(w->c, &w->order->scope);
    AUTO(buf_done) Buf now = buf_new(BUF_LINE), then = buf_new(BUF_LINE);
    Cells cells = { 0 };
    Str *headings = NEWN(w->c->arena, Str, 4);
    DocTable t = { .ncols = 4, .headings = headings, .numeric = numeric, .widths = widths };

    period_words(w->order->lang, &w->order->scope, &now);
    period_words(w->order->lang, &before, &then);
    headings[0] = str_z(tr(w->order->lang, N_("Figure")));
    headings[1] = arena_str(w->c->arena, buf_str(&now));
    headings[2] = arena_str(w->c->arena, buf_str(&then));
    headings[3] = str_z(tr(w->order->lang, N_("Change")));
    if (k->nheadings) /* the periods name themselves */
        headings[0] = k->headings[0];
    if (k->nheadings > 1)
        headings[3] = k->headings[1];
    if (!write_plain(w, k->title, &t.caption) || !each_figure(w, names, figure_row, &cells))
        return false;
    t.cells = cells.p;
    t.nrows = cells.n / t.ncols;
    return put_table(w, &t);
}

bool write_table(Writer *w, const Command *k)
{
    Str names = figure_names(k);
    return names.n ? table_of_figures(w, k, names) : table_of_records(w, k);
}
