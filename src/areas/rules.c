/* SPDX-License-Identifier: Apache-2.0
 * Rules that several areas share.
 */
#include "areas/rules.h"

#include "engine/store.h"
#include "engine/workday.h"

bool rule_backwards(const Record *r, int from, int to)
{
    return rec_has(r, from) && rec_has(r, to) && rec_last_day(r, to) < rec_first_day(r, from);
}

bool rule_longer(const Record *r, int from, int to, int64_t days)
{
    if (!rec_has(r, from) || !rec_has(r, to))
        return false;
    return day_number(rec_last_day(r, to)) - day_number(rec_first_day(r, from)) > days;
}

bool rule_state_in(const Record *r, Str states)
{
    Str one;
    while (str_next(&states, '|', &one))
        if (one.n && str_eq(one, r->state))
            return true;
    return false;
}

int64_t rule_working_days(const Check *k, const Record *r, int from, int to)
{
    const Holidays *h = workdays(k->c);
    int64_t first = day_number(rec_first_day(r, from)), last = day_number(rec_last_day(r, to));
    int64_t n = 0;
    if (last - first > 366) /* a whole year is more than any rule asks for */
        return 250;
    for (int64_t d = first; d <= last; d++) {
        Day day = day_from_number(d);
        n += h ? holiday_workday(h, day) : day_weekday(day) < 5;
    }
    return n;
}

bool rule_has_store(const Check *k)
{
    Err e = { 0 };
    return k->c->db && store_flush(k->c, &e);
}
