/* SPDX-License-Identifier: Apache-2.0
 * Queries from outside: building them from parts or from a text, their rows, totals and plans.
 */
#include "engine/query.h"

#include <stdio.h>

#include "base/log.h"
#include "engine/finder.h"
#include "engine/history.h"
#include "engine/query_impl.h"
#include "engine/rights.h"

enum { SCRATCH = 40 };

/* ---- building ---- */

static void put_clause(Buf *out, const char *word, Str text)
{
    if (text.n)
        buf_printf(out, " %s %.*s", word, STR(text));
}

/* The query as one text, for the log. */
static Str whole_text(Ctx *c, const Type *t, const QueryParts *p)
{
    AUTO(buf_done) Buf b = buf_new((size_t)QUERY_TEXT_MAX * 8);
    buf_printf(&b, "%s", t->name);
    put_clause(&b, "search", p->search);
    put_clause(&b, "where", p->where);
    put_clause(&b, "columns", p->columns);
    put_clause(&b, "count", p->count);
    put_clause(&b, "by", p->by);
    put_clause(&b, "order", p->order);
    if (p->limit)
        buf_printf(&b, " limit %" PRId64, p->limit);
    return arena_str(c->arena, buf_str(&b));
}

static bool read_parts(Ctx *c, const QueryParts *p, Parsed *out, Err *e)
{
    const struct {
        Str text;
        const char *part;
    } all[] = { { p->where, "where" },
                { p->columns, "columns" },
                { p->count, "count" },
                { p->by, "by" },
                { p->order, "order" } };
    for (size_t i = 0; i < LEN(all); i++)
        if (all[i].text.n && !query_read_part(c, all[i].text, all[i].part, out, e))
            return false;
    out->limit = p->limit;
    return true;
}

/* What the search finds, which the user may see by the fields that it is found by. */
static bool find_records(Ctx *c, Query *q, Err *e)
{
    FinderAsk ask = { .text = q->parts.search,
                      .type = q->type,
                      .top = (size_t)q->parts.best,
                      .with_void = q->parts.with_void };
    FoundList list;
    int64_t *ids;

    if (!c->db || !str_trim(ask.text).n)
        return true;
    if (q->parts.found) {
        q->found = q->parts.found;
        q->nfound = q->parts.nfound;
        return true;
    }
    if (!c->finder)
        return err_set(e, ERR_INTERNAL, "nothing is searched here");
    if (!finder_find(c, &ask, &list, e))
        return false;
    if (list.more && !q->parts.best)
        return err_set(e, ERR_INVALID, N_("more than %d records are found; write more of the name"),
                       FIND_TOP_MAX);
    ids = NEWN(c->arena, int64_t, list.n + 1);
    for (size_t i = 0; i < list.n; i++)
        ids[i] = list.p[i].id;
    q->found = ids;
    q->nfound = list.n;
    return true;
}

/* What remains when the tree is there: the same for parts and for a text. */
static Query *finish(Ctx *c, Query *q, Err *e)
{
    if (q->ast.by.n && q->ast.counts.n == 0)
        vec_push(c->arena, &q->ast.counts, (Item){ .agg = AGG_ROWS, .name = S("rows") });
    if (q->ast.limit < 0) {
        err_set(e, ERR_INVALID, "'limit' needs a whole number from 1");
        return NULL;
    }
    if (!query_bind(c, q, e) || !find_records(c, q, e) || (c->db && !query_compile(c, q, e)))
        return NULL;
    return q;
}

/* A text that has its length before it. */
static void put_part(Buf *b, Str s)
{
    buf_printf(b, "%zu:", s.n);
    buf_put(b, s);
}

Str query_key(Arena *a, Str text, const QueryParts *p)
{
    AUTO(buf_done) Buf b = buf_new((size_t)QUERY_TEXT_MAX * 8);
    const Str texts[] = { text, p->where, p->columns, p->count, p->by, p->order };
    const int64_t numbers[] = {
        p->limit, p->self, p->from, p->to, p->tree, p->collate, p->with_void
    };

    if (p->search.n || p->found || p->after.n || p->backward)
        return (Str){ 0 };
    for (size_t i = 0; i < LEN(texts); i++)
        put_part(&b, texts[i]);
    for (size_t i = 0; i < LEN(numbers); i++)
        buf_printf(&b, "%" PRId64 ";", numbers[i]);
    return b.failed ? (Str){ 0 } : arena_str(a, buf_str(&b));
}

static Query *build_now(Ctx *c, const Type *t, const QueryParts *parts, Err *e)
{
    Query *q = NEW(c->arena, Query);
    q->type = t;
    q->parts = *parts;
    q->text = whole_text(c, t, parts);
    return read_parts(c, parts, &q->ast, e) ? finish(c, q, e) : NULL;
}

Query *query_build(Ctx *c, const Type *t, const QueryParts *parts, Err *e)
{
    Str key = c->ahead && !c->opened ? query_key(c->arena, str_z(t->name), parts) : (Str){ 0 };
    Query *q = key.n ? ahead_built(c, key) : NULL;

    if (q)
        return q;
    q = build_now(c, t, parts, e);
    if (q && key.n)
        ahead_keep(c, key, q);
    return q;
}

/* Both conditions hold. */
static Node *both(Arena *a, Node *x, Node *y)
{
    Node *n;
    if (!x || !y)
        return x ? x : y;
    n = NEW(a, Node);
    n->kind = NODE_AND;
    n->kids = x;
    x->next = y;
    return n;
}

/* What the text does not say is taken from the defaults. */
static void add_defaults(Ctx *c, Parsed *ast, const Parsed *from)
{
    bool counts = ast->counts.n || ast->by.n;
    ast->where = both(c->arena, ast->where, from->where);
    if (!counts && !ast->columns.n) {
        ast->columns = from->columns;
        ast->counts = from->counts;
        ast->by = from->by;
    }
    if (!ast->order.n && !counts)
        ast->order = from->order;
    if (!ast->limit)
        ast->limit = from->limit;
}

static Query *parse_now(Ctx *c, Str text, const QueryParts *defaults, Err *e)
{
    Query *q = NEW(c->arena, Query);
    Parsed usual = { 0 };
    const Token *type = NULL;

    if (defaults)
        q->parts = *defaults;
    if (!query_read_whole(c, text, &q->ast, &type, e))
        return NULL;
    q->type = registry_need(c->types, type->text, e);
    if (!q->type) {
        query_blame(e, type->place);
        return NULL;
    }
    if ((q->ast.counts.n || q->ast.by.n) && q->ast.columns.n) {
        err_set(e, ERR_INVALID, "a count has no columns; group it with 'by'");
        query_blame(e, q->ast.columns.p[0].place);
        return NULL;
    }
    q->text = arena_str(c->arena, str_trim(text));
    if (defaults) {
        if (!read_parts(c, defaults, &usual, e))
            return NULL;
        add_defaults(c, &q->ast, &usual);
    }
    return finish(c, q, e);
}

/* A text as a key has more than the name of a type, or the same. */
Query *query_parse(Ctx *c, Str text, const QueryParts *defaults, Err *e)
{
    static const QueryParts none;
    Str key = c->ahead && !c->opened ? query_key(c->arena, text, defaults ? defaults : &none)
                                     : (Str){ 0 };
    Query *q = key.n ? ahead_built(c, key) : NULL;

    if (q)
        return q;
    q = parse_now(c, text, defaults, e);
    if (q && key.n)
        ahead_keep(c, key, q);
    return q;
}

/* ---- asking about a query ---- */

const Type *query_type(const Query *q)
{
    return q->type;
}

bool query_counts(const Query *q)
{
    return q->ast.counts.n > 0;
}

size_t query_columns(const Query *q)
{
    return q->ncolumns;
}

const Column *query_column(const Query *q, size_t i)
{
    return &q->columns[i];
}

Str query_sql(const Query *q)
{
    return q->first.sql;
}

static bool explain_one(Ctx *c, const Sql *sql, Buf *out, Err *e)
{
    Str plan;
    if (!db_explain(c->db, sql->sql, sql->params, sql->n, c->arena, &plan, e))
        return false;
    buf_printf(out, "%.*s\n", STR(sql->sql));
    for (size_t i = 0; i < sql->n; i++) {
        const Param *p = &sql->params[i];
        if (p->kind == PARAM_INT)
            buf_printf(out, "$%zu = %" PRId64 "\n", i + 1, p->i);
        else
            buf_printf(out, "$%zu = '%.*s'\n", i + 1, STR(p->s));
    }
    buf_printf(out, "%.*s\n", STR(str_trim(plan)));
    return true;
}

bool query_explain(Ctx *c, const Query *q, Buf *out, Err *e)
{
    return explain_one(c, &q->first, out, e) &&
           (!q->rest.sql.n || explain_one(c, &q->rest, out, e));
}

static Stmt *start(const Ctx *c, const Query *q, const Sql *sql)
{
    return (q->ranged ? db_query_once : db_query_text)(c->db, sql->sql, sql->params, sql->n);
}

/* The number of its records as a query that counts. */
static const Query *total_of(Ctx *c, const Query *q, const Sql *sql)
{
    Query *t = NEW(c->arena, Query);
    *t = (Query){ .type = q->type, .first = *sql, .nselected = 1, .ranged = q->ranged };
    vec_push(c->arena, &t->ast.counts, (Item){ .agg = AGG_ROWS });
    return t;
}

bool query_total(Ctx *c, const Query *q, int64_t *out, Err *e)
{
    Sql sql = query_total_sql(c, q);
    Fetched ahead;

    if (c->ahead && ahead_ask(c, total_of(c, q, &sql), true, &ahead)) {
        *out = 0;
        return !ahead.rows || !ahead.cells[0].p || str_int(ahead.cells[0], out) ||
               err_set(e, ERR_INTERNAL, "the count gave no number");
    }
    AUTO(stmt_done) Stmt *s = start(c, q, &sql);
    if (!db_next(s, e))
        return e->kind ? false : err_set(e, ERR_INTERNAL, "the count gave no row");
    *out = db_int(s, 0);
    return true;
}

/* ---- rows ---- */

/* How deep the user sees in records of a table: the answer for the unit of the last row. */
typedef struct {
    bool known;
    int64_t unit;
    int level;
} Sight;

struct Rows {
    Ctx *c;
    const Query *q;
    const Item **items; /* of each column */
    Stmt *stmt;
    Fetched ahead;    /* rows that were fetched before; cells is NULL: there are none */
    const Str *cells; /* the row among them; NULL: the row is that of stmt */
    bool second, ended, logged;
    int64_t given, sensitive; /* rows so far; those with something sensitive in them */
    Value *values;
    bool *masked;
    Sight *sights;            /* by alias */
    char (*scratch)[SCRATCH]; /* texts that are made and not stored, by column */
};

Rows *rows_over(Ctx *c, const Query *q, Stmt *s)
{
    Rows *r = NEW(c->arena, Rows);
    const Items *lists[] = { &q->ast.by, query_counts(q) ? &q->ast.counts : &q->ast.columns };
    size_t n = q->ncolumns, at = 0;

    *r = (Rows){ .c = c, .q = q, .stmt = s };
    r->items = NEWN(c->arena, const Item *, n + 1);
    r->values = NEWN(c->arena, Value, n + 1);
    r->masked = NEWN(c->arena, bool, n + 1);
    r->scratch = arena_zget(c->arena, n + 1, sizeof *r->scratch);
    r->sights = NEWN(c->arena, Sight, (size_t)q->aliases + 1);
    for (size_t l = 0; l < LEN(lists); l++)
        for (size_t i = 0; i < lists[l]->n; i++)
            r->items[at++] = &lists[l]->p[i];
    return r;
}

static Rows *run(Ctx *c, const Query *q, bool all)
{
    Fetched ahead;
    Rows *r;

    if (!c->ahead || !ahead_ask(c, q, all, &ahead))
        return rows_over(c, q, start(c, q, &q->first));
    r = rows_over(c, q, NULL);
    r->ahead = ahead;
    return r;
}

Rows *query_run(Ctx *c, const Query *q, Err *e)
{
    (void)e;
    return run(c, q, false);
}

Rows *query_run_all(Ctx *c, const Query *q, Err *e)
{
    (void)e;
    return run(c, q, true);
}

/* ---- the row, wherever it is ---- */

static bool is_null(const Rows *r, int col)
{
    return r->cells ? !r->cells[col].p : db_null(r->stmt, col);
}

static Str get_str(const Rows *r, int col)
{
    return r->cells ? r->cells[col] : db_str(r->stmt, col);
}

static int64_t get_int(const Rows *r, int col)
{
    int64_t n;
    if (!r->cells)
        return db_int(r->stmt, col);
    return r->cells[col].p && str_int(r->cells[col], &n) ? n : 0;
}

/* ---- what may be seen of a row ---- */

static int sight(Rows *r, const Table *t)
{
    Sight *s = &r->sights[t->alias];
    int64_t unit = get_int(r, t->unit_col);
    if (!s->known || s->unit != unit)
        *s = (Sight){ true, unit, rights_level(r->c, t->type, unit) };
    return t->all && s->level < t->level ? t->level : s->level;
}

/* Is the field, or a link on the way to it, hidden from the user in this row? */
static bool hidden(Rows *r, const Ref *ref)
{
    for (; ref; ref = ref->table->parent ? &ref->table->via : NULL)
        if (!is_null(r, ref->table->unit_col) && sight(r, ref->table) < (int)ref->field->level)
            return true;
    return false;
}

/* ---- values of a row ---- */

static Str day_text(char *scratch, int64_t day)
{
    day_print((Day)day, scratch);
    return (Str){ scratch, 10 };
}

/* 2024, 20243 (a quarter) or 202403 as a span of days with its name. */
static void period_value(Fn fn, int64_t n, char *scratch, Value *v)
{
    static const int parts[FN__N] = { [FN_YEAR] = 1, [FN_QUARTER] = 10, [FN_MONTH] = 100 };
    static const int months[FN__N] = { [FN_YEAR] = 12, [FN_QUARTER] = 3, [FN_MONTH] = 1 };
    int year = (int)(n / parts[fn]), part = (int)(n % parts[fn]);
    int first = fn == FN_YEAR ? 1 : (part - 1) * months[fn] + 1;
    Day from = day_make(year, first, 1);

    if (fn == FN_YEAR)
        (void)snprintf(scratch, SCRATCH, "%04d", year);
    else
        (void)snprintf(scratch, SCRATCH, fn == FN_MONTH ? "%04d-%02d" : "%04d-Q%d", year, part);
    v->text = str_z(scratch);
    v->i = from;
    v->j = day_add(day_add_months(from, months[fn]), -1);
}

static void moment_value(const Rows *r, int64_t ms, char *scratch, Value *v)
{
    time_print(ms, r->c->tz, scratch);
    v->text = str_z(scratch);
    v->i = v->j = day_at(ms, r->c->tz);
}

static bool is_number(Shape s)
{
    static const bool numbers[SHAPE__N] = {
        [SHAPE_INT] = true,  [SHAPE_DECIMAL] = true, [SHAPE_MONEY] = true,
        [SHAPE_BOOL] = true, [SHAPE_LINK] = true,
    };
    return numbers[s];
}

/* A field of a record, or what a count is grouped by. */
static void field_value(const Rows *r, const Item *item, char *scratch, Value *v)
{
    int col = item->col;

    if (item->fn) {
        period_value(item->fn, get_int(r, col), scratch, v);
        return;
    }
    if (item->ref.shape == SHAPE_MOMENT) {
        moment_value(r, get_int(r, col), scratch, v);
        return;
    }
    if (is_number(item->ref.shape))
        v->i = get_int(r, col);
    else
        v->text = get_str(r, col);
    if (item->ref.shape == SHAPE_MONEY)
        v->text = get_str(r, col + 1);
    if (item->ref.shape == SHAPE_DATE) {
        v->i = get_int(r, col + 1);
        v->j = get_int(r, col + 2);
    }
}

/* What was counted. */
static void agg_value(const Rows *r, const Item *item, char *scratch, Value *v)
{
    bool ends = item->agg == AGG_MIN || item->agg == AGG_MAX;
    if (ends && item->ref.shape == SHAPE_TEXT) {
        v->text = get_str(r, item->col);
        return;
    }
    v->i = get_int(r, item->col);
    if (ends && item->ref.shape == SHAPE_DATE) {
        v->j = v->i;
        v->text = day_text(scratch, v->i);
    }
    if (!query_agg_number(item->agg) && item->ref.shape == SHAPE_MONEY)
        v->text = get_str(r, item->col + 1);
}

bool query_item_sensitive(const Item *item)
{
    if (query_agg_number(item->agg) || item->agg == AGG_SUM)
        return false;
    for (const Ref *ref = &item->ref; ref; ref = ref->table->parent ? &ref->table->via : NULL)
        if (ref->field->level >= LEVEL_SENSITIVE)
            return true;
    return false;
}

void rows_read(Rows *r)
{
    bool sensitive = false;
    for (size_t i = 0; i < r->q->ncolumns; i++) {
        const Item *item = r->items[i];
        Value *v = &r->values[i];
        *v = (Value){ 0 };
        r->masked[i] = item->hides && hidden(r, &item->ref);
        if (r->masked[i] || is_null(r, item->col))
            continue;
        v->set = true;
        if (item->agg)
            agg_value(r, item, r->scratch[i], v);
        else
            field_value(r, item, r->scratch[i], v);
        sensitive |= query_item_sensitive(item);
    }
    r->given++;
    r->sensitive += sensitive;
}

/* ---- going through ---- */

/* Once for a run, when something sensitive was shown. */
bool rows_log(Rows *r, Err *e)
{
    if (r->logged || r->sensitive == 0)
        return true;
    r->logged = true;
    return history_read(r->c, r->q->type, 0, r->q->text, r->sensitive, e);
}

static bool ended(Rows *r, Err *e)
{
    r->ended = true;
    stmt_done(&r->stmt);
    if (!e->kind)
        (void)!rows_log(r, e);
    return false;
}

/* The next of the rows that were fetched. Where the reader wants more than were fetched they end if
 * they will be fetched; else the question is asked now, and those that he had are passed over. */
static bool next_ahead(Rows *r, bool *asks, Err *e)
{
    size_t at = (size_t)r->given;

    *asks = false;
    if (at < r->ahead.rows) {
        r->cells = r->ahead.cells + at * r->ahead.width;
        return true;
    }
    if (!r->ahead.more || ahead_more(r->c, r->q))
        return false;
    *asks = true;
    r->cells = NULL;
    r->stmt = start(r->c, r->q, &r->q->first);
    for (size_t i = 0; i < r->ahead.rows; i++)
        if (!db_next(r->stmt, e))
            return false;
    r->ahead = (Fetched){ 0 };
    return true;
}

bool rows_next(Rows *r, Err *e)
{
    const Query *q = r->q;
    bool asks = true;

    if (r->ended)
        return false;
    if (q->ast.limit && r->given >= q->ast.limit)
        return ended(r, e);
    if (r->ahead.cells && !next_ahead(r, &asks, e))
        return ended(r, e);
    while (asks && !db_next(r->stmt, e)) {
        if (e->kind || r->second || !q->rest.sql.n)
            return ended(r, e);
        r->second = true;
        stmt_done(&r->stmt);
        r->stmt = start(r->c, q, &q->rest);
    }
    rows_read(r);
    return true;
}

const Value *rows_value(const Rows *r, size_t col)
{
    return &r->values[col];
}

bool rows_masked(const Rows *r, size_t col)
{
    return r->masked[col];
}

int64_t rows_id(const Rows *r)
{
    return query_counts(r->q) ? 0 : get_int(r, 0);
}

int64_t rows_unit(const Rows *r)
{
    return query_counts(r->q) ? 0 : get_int(r, r->q->scope->base->unit_col);
}

void query_escape(Buf *out, Str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == ',' || s.p[i] == '%')
            buf_printf(out, "%%%02X", (unsigned)s.p[i]);
        else
            buf_putc(out, s.p[i]);
}

static int hex(char ch)
{
    return ch >= '0' && ch <= '9' ? ch - '0' : ch >= 'A' && ch <= 'F' ? ch - 'A' + 10 : -1;
}

Str query_unescape(Arena *a, Str s)
{
    char *out = arena_get(a, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        int high = s.p[i] == '%' && i + 2 < s.n ? hex(s.p[i + 1]) : -1;
        int low = high >= 0 ? hex(s.p[i + 2]) : -1;
        out[n++] = low >= 0 ? (char)(high * 16 + low) : s.p[i];
        i += low >= 0 ? 2 : 0;
    }
    return (Str){ out, n };
}

Str rows_key(const Rows *r)
{
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    const Query *q = r->q;
    if (query_counts(q))
        return (Str){ 0 };
    for (size_t i = 0; i < q->nkeys; i++) {
        int col = q->key_col[i];
        buf_put(&b, i ? S(",") : S(""));
        if (is_null(r, col))
            buf_putc(&b, '~');
        else if (!q->key_text[i])
            buf_int(&b, get_int(r, col));
        else {
            buf_putc(&b, '=');
            query_escape(&b, get_str(r, col));
        }
    }
    return arena_str(r->c->arena, buf_str(&b));
}

void rows_done(Rows **r)
{
    Err e = { 0 };
    if (!*r)
        return;
    stmt_done(&(*r)->stmt);
    if (!rows_log(*r, &e))
        log_line(LOG_ERROR, "a reading was not logged: %s", e.msg);
    *r = NULL;
}
