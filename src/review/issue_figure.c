/* SPDX-License-Identifier: Apache-2.0
 * What issued reviews said of one figure, for the page of that figure.
 *
 * A sealed text is long, and only a few numbers of it are wanted: they are found by their keys and
 * not by reading the whole as JSON. In a JSON text a quotation mark inside a string has a backslash
 * before it, so that no sentence can look like a key.
 */
#include "engine/query.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "review/issue.h"

/* The number or word behind a key, which comes next after `from`. */
static Str behind(Str body, size_t from, Str key)
{
    Str rest = str_part(body, from, body.n), value;
    ptrdiff_t at = str_find(rest, key);

    if (at < 0)
        return (Str){ 0 };
    rest = str_part(rest, (size_t)at + key.n, rest.n);
    value = rest;
    for (size_t i = 0; i < rest.n; i++)
        if (rest.p[i] == ',' || rest.p[i] == '}' || rest.p[i] == '"') {
            value.n = i;
            break;
        }
    return value;
}

static int64_t number(Str s)
{
    int64_t n = 0;
    return str_int(s, &n) ? n : 0;
}

static bool find_value(Arena *a, Str body, Str figure, FigureValue *out)
{
    Str key = arena_printf(a, "{\"name\":\"%.*s\"", STR(figure));
    ptrdiff_t at = str_find(body, key);
    int64_t standing;
    Str currency;

    if (at < 0)
        return false;
    standing = number(behind(body, (size_t)at, S("\"standing\":")));
    currency = behind(body, (size_t)at, S("\"currency\":\""));
    *out = (FigureValue){ .value = number(behind(body, (size_t)at, S("\"value\":"))),
                          .places = (int)number(behind(body, (size_t)at, S("\"places\":"))),
                          .records = number(behind(body, (size_t)at, S("\"records\":"))) };
    out->standing =
        standing >= 0 && standing < STANDING__N ? (Standing)standing : STANDING_UNAVAILABLE;
    if (currency.n == 3)
        memcpy(out->currency, currency.p, 3);
    return true;
}

/* The newest issued reviews, without their values. */
static bool list_reviews(Ctx *c, FrozenValue *out, size_t most, size_t *n, Err *e)
{
    const QueryParts parts = { .where = S("state = issued"),
                               .columns = S("title, covers, issued_on, signer"),
                               .order = S("issued_on desc, id desc"),
                               .limit = (int64_t)most };
    const Query *q = query_build(c, registry_find(c->types, S("review")), &parts, e);
    AUTO(rows_done) Rows *rows = q ? query_run(c, q, e) : NULL;

    for (*n = 0; rows && *n < most && rows_next(rows, e); ++*n)
        out[*n] = (FrozenValue){
            .review = rows_id(rows),
            .title = arena_str(c->arena, rows_value(rows, 0)->text),
            .period = arena_str(c->arena, rows_value(rows, 1)->text),
            .issued_on = (Day)rows_value(rows, 2)->i,
            .signer = arena_str(c->arena, rows_value(rows, 3)->text),
        };
    return rows && !e->kind;
}

static void settle(Ctx *c, Str figure, FrozenValue *list, size_t n, int64_t review, Str body)
{
    for (size_t i = 0; i < n; i++)
        if (list[i].review == review) {
            list[i].found = find_value(c->arena, body, figure, &list[i].value);
            list[i].confirmed_by =
                arena_str(c->arena, behind(body, 0, S("{\"state\":\"confirmed\",\"by\":\"")));
        }
}

static bool read_parts(Ctx *c, Str figure, FrozenValue *list, size_t n, Err *e)
{
    AUTO(buf_done) Buf where = buf_new(BUF_LINE);
    AUTO(buf_done) Buf body = buf_new(SEALED_MAX);
    QueryParts parts = { .columns = S("review, body"), .order = S("review, number, id") };
    int64_t review = 0;

    for (size_t i = 0; i < n; i++)
        buf_printf(&where, "%sreview = #%" PRId64, i ? " or " : "", list[i].review);
    parts.where = buf_str(&where);
    const Query *q = query_build(c, registry_find(c->types, S("review_part")), &parts, e);
    AUTO(rows_done) Rows *rows = q ? query_run(c, q, e) : NULL;
    while (rows && rows_next(rows, e)) {
        if (rows_value(rows, 0)->i != review)
            settle(c, figure, list, n, review, buf_str(&body));
        if (rows_value(rows, 0)->i != review)
            buf_clear(&body);
        review = rows_value(rows, 0)->i;
        buf_put(&body, rows_value(rows, 1)->text);
    }
    settle(c, figure, list, n, review, buf_str(&body));
    return rows && !e->kind;
}

bool issue_values(Ctx *c, Str figure, FrozenValue *out, size_t most, size_t *n, Err *e)
{
    size_t all, kept = 0;

    *n = 0;
    if (!rights_has(c, RIGHT_READ, registry_find(c->types, S("review")), 0))
        return true; /* what was issued is for those who may read reviews */
    if (!list_reviews(c, out, most, &all, e) || (all && !read_parts(c, figure, out, all, e)))
        return false;
    for (size_t i = 0; i < all; i++)
        if (out[i].found)
            out[kept++] = out[i];
    *n = kept;
    return true;
}
