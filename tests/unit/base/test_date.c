/* SPDX-License-Identifier: Apache-2.0
 * The calendar and the clock.
 */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/date.h"

static void knows_which_days_there_are(void **state)
{
    static const struct {
        int year, month, day;
        bool valid;
    } rows[] = {
        { 2024, 2, 29, true },  { 2023, 2, 29, false }, { 2000, 2, 29, true },
        { 1900, 2, 29, false }, { 2100, 2, 29, false }, { 2024, 4, 30, true },
        { 2024, 4, 31, false }, { 2024, 12, 31, true }, { 2024, 13, 1, false },
        { 2024, 0, 1, false },  { 2024, 1, 0, false },  { 2024, 1, 32, false },
        { 0, 1, 1, false },     { 1, 1, 1, true },      { 9999, 12, 31, true },
        { 10000, 1, 1, false }, { -1, 1, 1, false },    { 2024, -1, 1, false },
        { 2024, 1, -1, false },
    };

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++)
        if (day_valid(rows[i].year, rows[i].month, rows[i].day) != rows[i].valid)
            fail_msg("%d-%d-%d", rows[i].year, rows[i].month, rows[i].day);
}

/* Every day of 400 years, the length after which the calendar repeats, and of the first and last.
 * */
static void counts_days_without_a_gap(void **state)
{
    static const struct {
        int first, last;
    } rows[] = { { 1, 4 }, { 1780, 2180 }, { 9996, 9999 } };

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        int64_t number = day_number(day_make(rows[i].first, 1, 1));
        int weekday = day_weekday(day_make(rows[i].first, 1, 1));
        for (int y = rows[i].first; y <= rows[i].last; y++)
            for (int m = 1; m <= 12; m++)
                for (int d = 1; d <= days_in_month(y, m); d++, number++) {
                    Day day = day_make(y, m, d);
                    if (day_number(day) != number || day_from_number(number) != day ||
                        day_weekday(day) != weekday)
                        fail_msg("%d", day);
                    weekday = (weekday + 1) % 7;
                }
    }
}

static void knows_a_few_days_by_heart(void **state)
{
    static const struct {
        Day day;
        int64_t number;
        int weekday;
    } rows[] = {
        { 19700101, 0, 3 },     { 19691231, -1, 2 },     { 20000229, 11016, 1 },
        { 20240310, 19792, 6 }, { DAY_MIN, -719162, 0 }, { DAY_MAX, 2932896, 4 },
    };

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        assert_int_equal(day_number(rows[i].day), rows[i].number);
        assert_int_equal(day_from_number(rows[i].number), rows[i].day);
        assert_int_equal(day_weekday(rows[i].day), rows[i].weekday);
    }
    assert_int_equal(day_year(20240310), 2024);
    assert_int_equal(day_month(20240310), 3);
    assert_int_equal(day_of(20240310), 10);
}

static void adds_days_within_the_calendar(void **state)
{
    static const struct {
        Day day;
        int64_t n;
        Day sum;
    } rows[] = {
        { 20240228, 1, 20240229 },        { 20240301, -1, 20240229 },
        { 20231231, 366, 20241231 },      { 20240310, 0, 20240310 },
        { DAY_MIN, -1, DAY_MIN },         { DAY_MAX, 1, DAY_MAX },
        { DAY_MIN, 3652058, DAY_MAX },    { DAY_MAX, -3652058, DAY_MIN },
        { 20240310, INT64_MAX, DAY_MAX }, { 19000101, INT64_MIN, DAY_MIN },
    };

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++)
        if (day_add(rows[i].day, rows[i].n) != rows[i].sum)
            fail_msg("row %zu: %d", i, day_add(rows[i].day, rows[i].n));
}

static void adds_months_within_the_calendar(void **state)
{
    static const struct {
        Day day;
        int n;
        Day sum;
    } rows[] = {
        { 20240131, 1, 20240229 },
        { 20230131, 1, 20230228 },
        { 20240229, 12, 20250228 },
        { 20240229, 48, 20280229 },
        { 20241231, -1, 20241130 },
        { 20240115, -1, 20231215 },
        { 20240115, 0, 20240115 },
        { 20241115, 2, 20250115 },
        { DAY_MIN, -1, DAY_MIN },
        { DAY_MAX, 1, DAY_MAX },
        { 10115, 0, 10115 },
        { 99991130, 1, 99991230 },
        { 20240115, INT_MAX, DAY_MAX },
        { 20240115, INT_MIN, DAY_MIN },
    };

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++)
        if (day_add_months(rows[i].day, rows[i].n) != rows[i].sum)
            fail_msg("row %zu: %d", i, day_add_months(rows[i].day, rows[i].n));
}

static void writes_days_that_it_reads(void **state)
{
    (void)state;
    for (int64_t n = day_number(DAY_MIN); n <= day_number(DAY_MAX); n += 97) {
        Day day = day_from_number(n), again = 0;
        char text[11];
        day_print(day, text);
        if (!day_parse(str_z(text), &again) || again != day)
            fail_msg("%d '%s' %d", day, text, again);
    }
}

static void reads_only_whole_days(void **state)
{
    static const struct {
        const char *text;
        Day day; /* 0: refused */
    } rows[] = {
        { "2024-03-10", 20240310 },
        { "0001-01-01", DAY_MIN },
        { "9999-12-31", DAY_MAX },
        { "0000-01-01", 0 },
        { "2024-02-30", 0 },
        { "2024-13-01", 0 },
        { "2024-3-10", 0 },
        { "2024-03-1", 0 },
        { "2024-03-100", 0 },
        { "2024/03/10", 0 },
        { "2024-03/10", 0 },
        { "20240310", 0 },
        { "", 0 },
        { " 2024-03-10", 0 },
        { "2o24-03-10", 0 },
        { "2024-o3-10", 0 },
        { "2024-03-1o", 0 },
        /* a sign is no digit */
        { "+024-03-10", 0 },
        { "-024-03-10", 0 },
        { "2024-+3-10", 0 },
        { "2024-03-+1", 0 },
        { "2024--3-10", 0 },
    };

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        Day day = 7;
        if (day_parse(str_z(rows[i].text), &day) != (rows[i].day != 0))
            fail_msg("'%s'", rows[i].text);
        assert_int_equal(day, rows[i].day ? rows[i].day : 7);
    }
}

static void tells_the_time_anywhere(void **state)
{
    static const struct {
        int64_t ms;
        int offset;
        const char *text;
    } rows[] = {
        { 0, 0, "1970-01-01T00:00:00+00:00" },
        { 0, 480, "1970-01-01T08:00:00+08:00" },
        { 0, -210, "1969-12-31T20:30:00-03:30" },
        { -1, 0, "1969-12-31T23:59:59+00:00" },
        { -86400000, 0, "1969-12-31T00:00:00+00:00" },
        { -86400001, 0, "1969-12-30T23:59:59+00:00" },
        { 1710028800000, 480, "2024-03-10T08:00:00+08:00" },
        { 1710086399999, 480, "2024-03-10T23:59:59+08:00" },
        { 1710086400000, 480, "2024-03-11T00:00:00+08:00" },
        { 1710086400000, 345, "2024-03-10T21:45:00+05:45" },
    };

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        char text[32];
        Day day;
        time_print(rows[i].ms, rows[i].offset, text);
        assert_string_equal(text, rows[i].text);
        assert_true(day_parse(str_part(str_z(text), 0, 10), &day));
        assert_int_equal(day, day_at(rows[i].ms, rows[i].offset));
    }
}

/* A damaged store may hold any number where a time should be. */
static void prints_impossible_times_without_harm(void **state)
{
    static const int64_t times[] = { INT64_MIN,         INT64_MIN + 1, -99999999999999999,
                                     99999999999999999, INT64_MAX - 1, INT64_MAX };
    (void)state;
    for (size_t i = 0; i < LEN(times); i++) {
        char text[32];
        Day day = day_at(times[i], 480);
        assert_true(day >= DAY_MIN && day <= DAY_MAX);
        time_print(times[i], i % 2 ? 480 : -480, text);
        assert_int_equal(str_z(text).n, 25);
    }
    assert_int_equal(day_from_number(INT64_MAX), DAY_MAX);
    assert_int_equal(day_from_number(INT64_MIN), DAY_MIN);
}

static void has_clocks_that_run_forward(void **state)
{
    int64_t before = clock_steady_us(), ms = clock_ms();
    (void)state;
    assert_true(day_at(ms, 0) > 20240101);
    assert_true(clock_steady_us() >= before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_which_days_there_are),
        cmocka_unit_test(counts_days_without_a_gap),
        cmocka_unit_test(knows_a_few_days_by_heart),
        cmocka_unit_test(adds_days_within_the_calendar),
        cmocka_unit_test(adds_months_within_the_calendar),
        cmocka_unit_test(writes_days_that_it_reads),
        cmocka_unit_test(reads_only_whole_days),
        cmocka_unit_test(tells_the_time_anywhere),
        cmocka_unit_test(prints_impossible_times_without_harm),
        cmocka_unit_test(has_clocks_that_run_forward),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
