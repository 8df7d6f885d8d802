/* SPDX-License-Identifier: Apache-2.0
 * Holidays from data/holidays.tsv.
 */
#include "text/holiday.h"

#include "text/tsv.h"

typedef struct {
    Day from, to;
    bool work;
} Span;

struct Holidays {
    VEC(Span) spans;
};

const Holidays *holidays_load(Arena *a)
{
    Holidays *h = NEW(a, Holidays);
    Str rest = tsv_table("holidays.tsv"), cells[3];

    while (tsv_row(&rest, cells, LEN(cells))) {
        Span span = { .work = str_eq(cells[2], S("work")) };
        if (day_parse(cells[0], &span.from) && day_parse(cells[1], &span.to))
            vec_push(a, &h->spans, span);
    }
    return h;
}

bool holiday_workday(const Holidays *h, Day d)
{
    for (size_t i = 0; i < h->spans.n; i++)
        if (d >= h->spans.p[i].from && d <= h->spans.p[i].to)
            return h->spans.p[i].work;
    return day_weekday(d) < 5;
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
    for (size_t i = 0; i < h->spans.n; i++)
        if (day_year(h->spans.p[i].to) == year)
            return true;
    return false;
}
