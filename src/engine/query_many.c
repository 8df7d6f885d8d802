/* SPDX-License-Identifier: Apache-2.0
 * Many counts in one statement: a page that shows fifty numbers asks the store once.
 *
 * Each count is a common table with columns of its own; a UNION of all gives rows of text, whose
 * last column is the number of the count. What is logged when it is read is never asked this way.
 */
#include "engine/query_impl.h"

enum {
    TOGETHER = 450, /* SQLite takes 500 parts of a UNION */
    PARAMS_MOST = 2500, /* with one more count: PostgreSQL gets at most 4,096 (db_postgres.c) */
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

static void add(Ctx *c, Many *m, const Query *q, size_t k)
{
    const Sql *one = &q->first;
    size_t n = (size_t)q->nselected;

    buf_printf(&m->with, "%sq%zu(", k ? ", " : "WITH ", k);
    put_columns(&m->with, n, n, "c");
    buf_put(&m->with, S(") AS ("));
    query_renumber(&m->with, one->sql, m->params.n);
    buf_putc(&m->with, ')');
    buf_put(&m->select, k ? S(" UNION ALL SELECT ") : S(" SELECT "));
    put_columns(&m->select, n, m->width, "CAST(c");
    buf_printf(&m->select, ", %zu FROM q%zu", k, k);
    for (size_t i = 0; i < one->n; i++)
        vec_push(c->arena, &m->params, one->params[i]);
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

static bool count_together(Ctx *c, const Query *const *qs, size_t n, Answer *out, Err *e)
{
    Many m = { .with = buf_new(SQL_MAX), .select = buf_new(SQL_MAX) };
    Part *parts = NEWN(c->arena, Part, n);
    Str sql;

    for (size_t i = 0; i < n; i++)
        if ((size_t)qs[i]->nselected > m.width)
            m.width = (size_t)qs[i]->nselected;
    for (size_t i = 0; i < n; i++)
        add(c, &m, qs[i], i);
    buf_put(&m.with, buf_str(&m.select));
    sql = arena_printf(c->arena, "/* counts */ %.*s", STR(buf_str(&m.with)));
    if (m.with.failed)
        err_set(e, ERR_INTERNAL, "a statement of many counts is too large");
    buf_done(&m.with);
    buf_done(&m.select);
    if (e->kind)
        return false;
    AUTO(stmt_done) Stmt *s = db_query_once(c->db, sql, m.params.p, m.params.n);
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

bool query_count_many(Ctx *c, const Query *const *qs, size_t n, Answer *out, Err *e)
{
    for (size_t at = 0, some; at < n; at += some) {
        size_t params = 0;
        for (some = 0; at + some < n && some < TOGETHER && params < PARAMS_MOST; some++)
            params += qs[at + some]->first.n;
        if (!count_together(c, qs + at, some, out + at, e))
            return false;
    }
    return true;
}
