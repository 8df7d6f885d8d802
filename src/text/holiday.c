/* SPDX-License-Identifier: Apache-2.0
 * Holidays from data/holidays.tsv.
 */
#include "text/holiday.h"

#include "text/tsv.h"

typedef struct {
    Day from, to;
    bool work;
    Str name;
} Span;

struct Holidays {
    VEC(Span) spans;
    const Holidays *below; /* where these say nothing; may be NULL */
};

void holidays_put(Arena *a, Holidays *h, Day from, Day to, bool work, Str name)
{
    vec_push(a, &h->spans, (Span){ from, to, work, name });
}

const Holidays *holidays_load(Arena *a)
{
    Holidays *h = NEW(a, Holidays);
    Str rest = tsv_table("holidays.tsv"), cells[4];
    Day from, to;

    while (tsv_row(&rest, cells, LEN(cells)))
        if (day_parse(cells[0], &from) && day_parse(cells[1], &to))
            holidays_put(a, h, from, to, str_eq(cells[2], S("work")), cells[3]);
    return h;
}

Holidays *holidays_over(Arena *a, const Holidays *below)
{
    Holidays *h = NEW(a, Holidays);
    h->below = below;
    return h;
}

static const Span *span_of(const Holidays *h, Day d)
{
    for (; h; h = h->below)
        for (size_t i = 0; i < h->spans.n; i++)
            if (d >= h->spans.p[i].from && d <= h->spans.p[i].to)
                return &h->spans.p[i];
    return NULL;
}

Str holiday_name(const Holidays *h, Day d)
{
    const Span *s = span_of(h, d);
    return s ? s->name : (Str){ 0 };
}

bool holiday_workday(const Holidays *h, Day d)
{
    const Span *s = span_of(h, d);
    return s ? s->work : day_weekday(d) < 5;
}

Day workday_add(const Holidays *h, Day d, int n)
{
    int step = n < 0 ? -1 : 1;

    while (n != 0 && d > DAY_MIN && d < DAY_MAX) {
        d = day_add(d, step);
        if (holiday_workday(h, d))
            n -= step;
    }
    return d;
}

bool holiday_year_known(const Holidays *h, int year)
{
    for (; h; h = h->below)
        for (size_t i = 0; i < h->spans.n; i++)
            if (day_year(h->spans.p[i].to) == year)
                return true;
    return false;
}
