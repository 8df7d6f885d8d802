/* SPDX-License-Identifier: Apache-2.0
 * Workdays of mainland China.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/holiday.h"

static void tells_workdays(void **state)
{
    static const struct {
        Day day;
        bool work;
    } rows[] = {
        { 20240308, true },                      /* a Friday */
        { 20240309, false },                     /* a Saturday */
        { 20240204, true },                      /* a Sunday made up for Spring Festival */
        { 20240210, false },                     /* Spring Festival */
        { 20240217, false },                     /* its last day, a Saturday */
        { 20240218, true },                      /* the Sunday after */
        { 20241007, false },                     /* a Monday in the National Day week */
        { 20250128, false },                     /* Spring Festival's eve */
        { 20251008, false },                     /* the eighth day of the long week of 2025 */
        { 20251011, true },                      /* made up */
        { 20230102, false },                     /* New Year 2023, in the row of the year before */
        { 20260920, true },                      /* made up */
        { 20260515, true },  { 19990104, true }, /* a year that is not in the table: Monday */
        { 19990103, false },                     /* Sunday */
    };
    Arena *a = arena_new(ARENA_REQUEST);
    const Holidays *h = holidays_load(a);

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++)
        if (holiday_workday(h, rows[i].day) != rows[i].work)
            fail_msg("%d", rows[i].day);
    assert_true(holiday_year_known(h, 2023));
    assert_true(holiday_year_known(h, 2026));
    assert_false(holiday_year_known(h, 2022));
    arena_free(a);
}

/* What an office says goes over what was announced, the later word over the earlier. */
static void takes_days_of_the_office(void **state)
{
    Arena *a = arena_new(ARENA_REQUEST);
    Holidays *h = holidays_over(a, holidays_load(a));

    (void)state;
    holidays_put(a, h, 20240912, 20240912, false, S("中秋博饼节"));
    holidays_put(a, h, 20240210, 20240211, true, S("值班"));
    holidays_put(a, h, 20240211, 20240211, false, S("too late"));
    assert_false(holiday_workday(h, 20240912));
    assert_true(holiday_workday(h, 20240210));
    assert_true(holiday_workday(h, 20240211));
    assert_false(holiday_workday(h, 20240212)); /* as it was announced */
    assert_true(holiday_workday(h, 20240913));
    assert_true(str_eq(holiday_name(h, 20240912), S("中秋博饼节")));
    assert_true(str_eq(holiday_name(h, 20240212), S("春节")));
    assert_int_equal(holiday_name(h, 20240913).n, 0);
    assert_int_equal(workday_add(h, 20240911, 1), 20240913);
    assert_true(holiday_year_known(h, 2024));
    arena_free(a);
}

static void adds_workdays(void **state)
{
    static const struct {
        Day from;
        int n;
        Day to;
    } rows[] = {
        { 20240308, 1, 20240311 },  /* over a weekend */
        { 20240308, 0, 20240308 },  /* nothing to add */
        { 20240309, 0, 20240309 },  /* even on a day off */
        { 20240209, 1, 20240218 },  /* over Spring Festival, to a Sunday that is made up */
        { 20240218, -1, 20240209 }, /* and back */
        { 20240930, 5, 20241012 },  /* over the National Day week, to a Saturday made up */
        { 20240311, 15, 20240401 }, /* three plain weeks */
        { 99991230, 10, 99991231 }, /* the end of the calendar */
    };
    Arena *a = arena_new(ARENA_REQUEST);
    const Holidays *h = holidays_load(a);

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        Day to = workday_add(h, rows[i].from, rows[i].n);
        if (to != rows[i].to)
            fail_msg("%d + %d: %d", rows[i].from, rows[i].n, to);
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_workdays),
        cmocka_unit_test(takes_days_of_the_office),
        cmocka_unit_test(adds_workdays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
