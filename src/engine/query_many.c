/* SPDX-License-Identifier: Apache-2.0
 * Many counts or lists in one statement: a page that shows fifty numbers asks the store once.
 *
 * Each of them is a table with columns of its own; a UNION of all gives rows of text, or of
 * numbers, whose last column is the number of the question.
 */
#include "engine/query_impl.h"

enum {
    TOGETHER = 450, /* SQLite takes 500 parts of a UNION */
    PARAMS_MOST = 4000, /* PostgreSQL gets at most 4,096 (db_postgres.c) */
    SQL_MAX = 1 << 21
};

void query_renumber(Buf *out, Str sql, size_t by)
{
    Str head, rest = sql;
    int64_t n;

    while (str_cut(rest, S("$"), &head, &rest)) {
        size_t len = 0;
        buf_put(out, head);
        while (len < rest.n && rest.p[len] >= '0' && rest.p[len] <= '9')
            len++;
        if (str_int(str_part(rest, 0, len), &n))
            buf_printf(out, "$%" PRId64, n + (int64_t)by);
        rest = str_part(rest, len, rest.n);
    }
    buf_put(out, head);
}

typedef struct {
    Buf with, select;
    VEC(Param) params;
    size_t width; /* columns of the widest count */
    bool numbers; /* all columns are whole numbers */
} Many;

static void put_columns(Buf *out, size_t n, size_t width, const char *format)
{
    for (size_t i = 0; i < width; i++) {
        buf_put(out, i ? S(", ") : S(""));
        if (i < n)
            buf_printf(out, "%s%zu%s", format, i, *format == 'C' ? " AS TEXT)" : "");
        else
            buf_put(out, S("NULL"));
    }
}

/* (SELECT …) AS q0(c0, c1). The OFFSET keeps PostgreSQL from taking the parts of the union into one
 * another, for which it walks over all of them for each. */
static void put_inside(Many *m, const Sql *one, size_t n, size_t k)
{
    buf_putc(&m->select, '(');
    query_renumber(&m->select, one->sql, m->params.n);
    buf_printf(&m->select, ") AS q%zu(", k);
    put_columns(&m->select, n, n, "c");
    buf_put(&m->select, S(") OFFSET 0)"));
}

/* WITH q0(c0, c1) AS (SELECT …) … q0 */
static void put_before(Many *m, const Sql *one, size_t n, size_t k)
{
    buf_printf(&m->with, "%sq%zu(", k ? ", " : "WITH ", k);
    put_columns(&m->with, n, n, "c");
    buf_put(&m->with, S(") AS ("));
    query_renumber(&m->with, one->sql, m->params.n);
    buf_putc(&m->with, ')');
    buf_printf(&m->select, "q%zu", k);
}

static void add_params(Ctx *c, Many *m, const Sql *one)
{
    for (size_t i = 0; i < one->n; i++)
        vec_push(c->arena, &m->params, one->params[i]);
}

static void add(Ctx *c, Many *m, const Sql *one, size_t n, size_t k)
{
    bool inside = db_sql_names_columns(c->db);
    buf_put(&m->select, k ? S(" UNION ALL ") : S(" "));
    buf_put(&m->select, inside ? S("(SELECT ") : S("SELECT "));
    put_columns(&m->select, n, m->width, m->numbers ? "c" : "CAST(c");
    buf_printf(&m->select, ", %zu FROM ", k);
    (inside ? put_inside : put_before)(m, one, n, k);
    add_params(c, m, one);
}

typedef struct {
    Rows *rows;
    VEC(Value) cells;
} Part;

static void take_row(Ctx *c, Part *p, size_t columns)
{
    rows_read(p->rows);
    for (size_t i = 0; i < columns; i++) {
        Value v = *rows_value(p->rows, i);
        v.text = v.text.n ? arena_str(c->arena, v.text) : (Str){ 0 };
        vec_push(c->arena, &p->cells, v);
    }
}

/* The statement that all were added to, by the text that is known, or is from now on; NULL if it is
 * too large. */
static Stmt *run_together(Ctx *c, Many *m, Str *sql, Err *e)
{
    buf_put(&m->with, buf_str(&m->select));
    if (!sql->p)
        *sql = arena_str(c->arena, buf_str(&m->with));
    if (m->with.failed)
        err_set(e, ERR_INTERNAL, "a statement of many questions is too large");
    buf_done(&m->with);
    buf_done(&m->select);
    return e->kind ? NULL : db_query_once(c->db, *sql, m->params.p, m->params.n);
}

static Many many_of(const char *what, const Query *const *qs, size_t n)
{
    Many m = { .with = buf_new(SQL_MAX), .select = buf_new(SQL_MAX) };
    buf_printf(&m.with, "/* %s */ ", what);
    for (size_t i = 0; i < n; i++)
        if ((size_t)qs[i]->nselected > m.width)
            m.width = (size_t)qs[i]->nselected;
    return m;
}

static bool count_together(Ctx *c, const Query *const *qs, size_t n, Answer *out, Err *e)
{
    Many m = many_of("counts", qs, n);
    Part *parts = NEWN(c->arena, Part, n);
    Str sql = { 0 };

    for (size_t i = 0; i < n; i++)
        add(c, &m, &qs[i]->first, (size_t)qs[i]->nselected, i);
    AUTO(stmt_done) Stmt *s = run_together(c, &m, &sql, e);
    if (!s)
        return false;
    for (size_t i = 0; i < n; i++)
        parts[i].rows = rows_over(c, qs[i], s);
    while (db_next(s, e)) {
        size_t k = (size_t)db_int(s, (int)m.width);
        take_row(c, &parts[k], qs[k]->ncolumns);
    }
    for (size_t i = 0; i < n; i++)
        out[i] = (Answer){ parts[i].cells.p, parts[i].cells.n / qs[i]->ncolumns, qs[i]->ncolumns };
    return !e->kind;
}

/* How many of them go into one statement; a question alone always does. */
static size_t count_fitting(const Query *const *qs, size_t n)
{
    size_t params = qs[0]->first.n, some = 1;

    while (some < n && some < TOGETHER && params + qs[some]->first.n <= PARAMS_MOST)
        params += qs[some++]->first.n;
    return some;
}

bool query_count_many(Ctx *c, const Query *const *qs, size_t n, Answer *out, Err *e)
{
    for (size_t at = 0, some; at < n; at += some) {
        some = count_fitting(qs + at, n - at);
        if (!count_together(c, qs + at, some, out + at, e))
            return false;
    }
    return true;
}

/* The text is made once for questions that are kept; the values are each record's own. */
bool query_total_many(Ctx *c, const Query *const *qs, size_t n, int64_t *out, Err *e)
{
    Str kept = query_kept_totals(c, qs, n);
    Many m;

    if (n == 0)
        return true;
    m = many_of("totals", qs, 0);
    m.width = 1;
    m.numbers = true;
    for (size_t i = 0; i < n; i++) {
        Sql one = query_total_sql(c, qs[i]);
        if (kept.p)
            add_params(c, &m, &one);
        else
            add(c, &m, &one, 1, i);
        out[i] = 0;
    }
    AUTO(stmt_done) Stmt *s = run_together(c, &m, &kept, e);
    while (s && db_next(s, e))
        out[db_int(s, 1)] = db_int(s, 0);
    if (s && !e->kind)
        query_keep_totals(c, qs, n, kept);
    return !e->kind;
}

/* ---- rows of many lists ---- */

typedef VEC(ListRow) ListRows;

static void copy_row(Ctx *c, const Rows *r, size_t columns, ListRows *list)
{
    Value *values = NEWN(c->arena, Value, columns + 1);
    bool *masked = NEWN(c->arena, bool, columns + 1);

    for (size_t i = 0; i < columns; i++) {
        values[i] = *rows_value(r, i);
        values[i].text = values[i].text.n ? arena_str(c->arena, values[i].text) : (Str){ 0 };
        masked[i] = rows_masked(r, i);
    }
    vec_push(c->arena, list, (ListRow){ rows_id(r), values, masked, rows_key(r) });
}

bool query_list(Ctx *c, const Query *q, RowList *out, Err *e)
{
    AUTO(rows_done) Rows *rows = query_run(c, q, e);
    ListRows list = { 0 };

    while (rows && rows_next(rows, e))
        copy_row(c, rows, q->ncolumns, &list);
    *out = (RowList){ list.p, list.n };
    return !e->kind;
}

static bool list_together(Ctx *c, const Query *const *qs, size_t n, ListRows *out, Err *e)
{
    Many m = many_of("lists", qs, n);
    Rows **rows = NEWN(c->arena, Rows *, n);
    Str sql = { 0 };

    for (size_t i = 0; i < n; i++)
        add(c, &m, &qs[i]->first, (size_t)qs[i]->nselected, i);
    {
        AUTO(stmt_done) Stmt *s = run_together(c, &m, &sql, e);
        if (!s)
            return false;
        for (size_t i = 0; i < n; i++)
            rows[i] = rows_over(c, qs[i], s);
        while (db_next(s, e)) {
            size_t k = (size_t)db_int(s, (int)m.width);
            rows_read(rows[k]);
            copy_row(c, rows[k], qs[k]->ncolumns, &out[k]);
        }
    }
    for (size_t i = 0; i < n && !e->kind; i++)
        if (!rows_log(rows[i], e))
            return false;
    return !e->kind;
}

bool query_list_many(Ctx *c, const Query *const *qs, size_t n, RowList *out, Err *e)
{
    ListRows *lists = NEWN(c->arena, ListRows, n + 1);

    if (n && !list_together(c, qs, n, lists, e))
        return false;
    for (size_t i = 0; i < n; i++)
        out[i] = (RowList){ lists[i].p, lists[i].n };
    return true;
}

/* ---- rows for whoever reads them later ---- */

typedef VEC(Str) Cells;

/* Has the list a limit of its own that is narrower? */
static bool is_narrow(const Query *q, size_t most)
{
    return q->ast.limit && (size_t)q->ast.limit <= most;
}

/* With an order, a list keeps it within the union only if it has a limit. */
static Sql limited(Ctx *c, const Query *q, size_t most)
{
    Sql one = q->first;
    if (is_narrow(q, most))
        return one;
    if (q->ast.limit)
        one.sql = arena_printf(c->arena, "SELECT * FROM (%.*s) AS x", STR(one.sql));
    one.sql = arena_printf(c->arena, "%.*s LIMIT %zu", STR(one.sql), most + 1);
    return one;
}

enum { CELL = 64 /* bytes that a cell takes beside its text, at most */ };

/* Once there is no room, no row is taken any more: of each question the first ones are there. */
static bool take_room(const Stmt *s, int columns, size_t *room)
{
    size_t need = 0;

    for (int i = 0; i < columns; i++)
        need += CELL + db_str(s, i).n;
    *room = need > *room ? 0 : *room - need;
    return *room > 0;
}

static bool fetch_together(Ctx *c, const Query *const *qs, size_t n, Fetched *out, size_t *room,
                           Err *e)
{
    Many m = many_of("answers", qs, n);
    Str sql = { 0 };
    Cells *cells = NEWN(c->arena, Cells, n + 1);

    for (size_t i = 0; i < n; i++) {
        Sql one = limited(c, qs[i], out[i].most);
        add(c, &m, &one, (size_t)qs[i]->nselected, i);
    }
    AUTO(stmt_done) Stmt *s = run_together(c, &m, &sql, e);
    while (s && db_next(s, e)) {
        size_t k = (size_t)db_int(s, (int)m.width);
        if ((!is_narrow(qs[k], out[k].most) && out[k].rows == out[k].most) ||
            !take_room(s, qs[k]->nselected, room)) {
            out[k].more = true;
            continue;
        }
        out[k].rows++;
        for (int i = 0; i < qs[k]->nselected; i++)
            vec_push(c->arena, &cells[k], db_text(s, c->arena, i));
    }
    for (size_t i = 0; i < n; i++) {
        out[i].cells = cells[i].p ? cells[i].p : NEWN(c->arena, Str, 1);
        out[i].width = (size_t)qs[i]->nselected;
    }
    return !e->kind;
}

bool query_fetch_many(Ctx *c, const Query *const *qs, size_t n, Fetched *out, size_t *room, Err *e)
{
    for (size_t at = 0, some; at < n; at += some) {
        some = count_fitting(qs + at, n - at);
        if (!fetch_together(c, qs + at, some, out + at, room, e))
            return false;
    }
    return true;
}
