/* SPDX-License-Identifier: Apache-2.0
 * Scopes: periods as people write them, and the query of a figure within one.
 */
#include "engine/query_kept.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "figure/impl.h"
#include "text/when.h"

/* "2024-H1": half a year; "2024-Q3": a quarter. First month and number of months. */
static bool part_of_year(Str s, int *first, int *months)
{
    char kind = s.n == 2 ? s.p[0] : 0, digit = s.n == 2 ? s.p[1] : 0;
    if ((kind == 'H' || kind == 'h') && digit >= '1' && digit <= '2')
        *months = 6;
    else if ((kind == 'Q' || kind == 'q') && digit >= '1' && digit <= '4')
        *months = 3;
    else
        return false;
    *first = (digit - '1') * *months + 1;
    return true;
}

static bool plain_period(Str s, Day *from, Day *to)
{
    Str year, part;
    int64_t y;
    int first, months;
    When w;
    Err quiet = { 0 };

    if (str_cut(s, S("-"), &year, &part) && str_int(year, &y) && y >= 1 && y <= 9999 &&
        part_of_year(part, &first, &months)) {
        *from = day_make((int)y, first, 1);
        *to = day_add(day_add_months(*from, months), -1);
        return true;
    }
    if (!when_parse(s, &w, &quiet) || w.about)
        return false;
    *from = w.from;
    *to = w.to;
    return true;
}

bool scope_period(Ctx *c, Str text, FigureScope *out, Err *e)
{
    Str first, last;
    Day ignored;
    bool range = str_cut(text, S(".."), &first, &last);

    text = str_trim(text);
    if (range ? !plain_period(str_trim(first), &out->from, &ignored) ||
                    !plain_period(str_trim(last), &ignored, &out->to)
              : !plain_period(text, &out->from, &out->to))
        return err_set(e, ERR_INVALID,
                       "'%.*s' is no period; write 2024, 2024-H1, 2024-Q3, 2024-03 or 2023..2024",
                       STR(text));
    if (out->from > out->to)
        return err_set(e, ERR_INVALID, "the period '%.*s' ends before it begins", STR(text));
    out->text = arena_str(c->arena, text);
    return true;
}

bool scope_days(Ctx *c, Day from, Day to, FigureScope *out, Err *e)
{
    int year = day_year(from), month = day_month(from);
    char first[11], last[11];

    day_print(from, first);
    day_print(to, last);
    const Str ways[] = {
        arena_printf(c->arena, "%d", year),
        arena_printf(c->arena, "%d-H%d", year, (month - 1) / 6 + 1),
        arena_printf(c->arena, "%d-Q%d", year, (month - 1) / 3 + 1),
        arena_printf(c->arena, "%.*s", 7, first),
        str_z(first),
        arena_printf(c->arena, "%d..%d", year, day_year(to)),
    };
    for (size_t i = 0; i < LEN(ways); i++) {
        Err own = { 0 };
        if (scope_period(c, ways[i], out, &own) && out->from == from && out->to == to)
            return true;
    }
    return scope_period(c, arena_printf(c->arena, "%s..%s", first, last), out, e);
}

static Day year_earlier(Day d)
{
    int year = day_year(d) - 1, month = day_month(d), day = day_of(d);
    if (year < 1)
        return DAY_MIN;
    if (day == days_in_month(year + 1, month) || day > days_in_month(year, month))
        day = days_in_month(year, month);
    return day_make(year, month, day);
}

FigureScope scope_year_before(const Ctx *c, const FigureScope *s)
{
    FigureScope out = *s;
    Day as_of = s->as_of ? s->as_of : c->today;
    out.from = year_earlier(s->from);
    out.to = year_earlier(s->to);
    out.as_of = as_of < s->to ? year_earlier(as_of) : out.to;
    out.text = (Str){ 0 };
    return out;
}

Span figure_span(const Ctx *c, const FigureDef *def, const FigureScope *s)
{
    Day as_of = s->as_of ? s->as_of : c->today;
    Day to = as_of < s->to ? as_of : s->to;
    Span span = { s->from, to, to };

    if (def->period == PERIOD_AT)
        span.from = 0;
    if (def->period == PERIOD_SINCE)
        span.from = def->since;
    return span;
}

/* ---- the query ---- */

/* The field at the end of a path of links from a type; NULL if the way is wrong. */
static const Field *path_field(const Ctx *c, const Type *t, Str path)
{
    const Field *f = NULL;
    Str step;
    while (t && str_next(&path, '.', &step)) {
        f = type_field(t, step);
        t = f && f->link ? registry_find(c->types, str_z(f->link)) : NULL;
        if (!f)
            return NULL;
    }
    return f;
}

/* Does the reader see every record that the link may lead to? */
static bool sees_all(Ctx *c, const FigureDef *def)
{
    const Field *f = path_field(c, def->type, def->once);
    const Type *t = f && f->link ? registry_find(c->types, str_z(f->link)) : NULL;
    const int64_t *units;
    size_t n;
    bool all = false;
    if (t)
        rights_scope(c, RIGHT_READ, t, LEVEL_INTERNAL, &all, &units, &n);
    return all;
}

/* Where both units that keep the same thing are in the scope, the one that points to the other does
 * not count. A record that the reader may not see is in no scope of his: its unit is empty. */
static void put_once(Buf *where, Ctx *c, const FigureDef *def, int64_t unit)
{
    Str o = def->once;
    if (!o.n)
        return;
    if (unit)
        buf_printf(where, " and not %.*s.unit under #%" PRId64, STR(o), unit);
    else
        buf_printf(where, " and %.*s%s is empty", STR(o), sees_all(c, def) ? "" : ".unit");
}

const Query *figure_query(Ctx *c, const FigureDef *def, const FigureScope *s, const FigureAsk *ask,
                          Err *e)
{
    AUTO(buf_done) Buf text = buf_new(QUERY_TEXT_MAX);
    AUTO(buf_done) Buf where = buf_new(QUERY_TEXT_MAX);
    QueryParts parts = { .columns = ask->columns,
                         .count = ask->count,
                         .by = ask->by,
                         .order = ask->order,
                         .from = ask->from ? ask->from : DAY_MIN,
                         .to = ask->to,
                         .tree = s->tree_then ? figure_span(c, def, s).as_of : 0 };
    const Query *q;

    if (s->unit)
        buf_printf(&where, " and unit under #%" PRId64, s->unit);
    put_once(&where, c, def, s->unit);
    if (ask->more.n)
        buf_printf(&where, " and (%.*s)", STR(ask->more));
    parts.where = str_part(arena_str(c->arena, buf_str(&where)), 5, where.n);
    buf_put(&text, def->query);
    q = query_kept_parts(c, arena_str(c->arena, buf_str(&text)), &parts, e);
    if (!q)
        err_prefix(e, "the figure %.*s: ", STR(def->name));
    return q;
}

const Query *figure_rows(Ctx *c, const FigureDef *def, const FigureScope *s, const QueryParts *ask,
                         Err *e)
{
    Span span = figure_span(c, def, s);
    FigureAsk more = { .count = ask->count,
                       .by = ask->by,
                       .columns = ask->columns,
                       .order = ask->order,
                       .more = ask->where,
                       .from = span.from,
                       .to = span.to };
    if (!def->type) {
        err_set(e, ERR_NOT_FOUND, "the figure %.*s has no records that could be listed",
                STR(def->name));
        return NULL;
    }
    return figure_query(c, def, s, &more, e);
}

const Field *figure_field(const Ctx *c, const FigureDef *def)
{
    return path_field(c, def->type, def->of);
}

bool figure_of_countries(const Ctx *c, const FigureDef *def)
{
    const Field *f = def->count == COUNT_DISTINCT ? figure_field(c, def) : NULL;
    return f && f->kind == T_COUNTRY;
}

bool figure_query_check(Ctx *c, const FigureDef *def, Err *e)
{
    static const char *const counts[COUNT__N] = {
        [COUNT_ROWS] = "rows",       [COUNT_SUM] = "sum ",   [COUNT_DISTINCT] = "distinct ",
        [COUNT_PEOPLE] = "distinct ", [COUNT_MAX] = "max ",  [COUNT_LAST] = "sum ",
        [COUNT_YEARS] = "min ",      [COUNT_FIRST] = "min ",
    };
    FigureScope s = { .from = 20240101, .to = 20241231 };
    FigureAsk ask = { .count = arena_printf(c->arena, "%s%.*s", counts[def->count],
                                            STR(def->count == COUNT_ROWS ? (Str){ 0 } : def->of)),
                      .from = s.from,
                      .to = s.to };
    return figure_query(c, def, &s, &ask, e) != NULL;
}
