/* SPDX-License-Identifier: Apache-2.0
 * Dates as people write them: what is read, what is stored, what is refused.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/lunar.h"
#include "text/when.h"

typedef struct {
    const char *text;
    Day from, to;
    bool about;
    const char *canon; /* NULL: the text itself */
} Row;

static void check_row(const Row *row)
{
    AUTO(buf_done) Buf canon = buf_new(BUF_LINE);
    Err e = { 0 };
    When w, again;

    if (!when_parse(str_z(row->text), &w, &e))
        fail_msg("%s: %s", row->text, e.msg);
    if (w.from != row->from || w.to != row->to || w.about != row->about)
        fail_msg("%s: %d to %d about %d", row->text, w.from, w.to, w.about);
    when_canon(str_z(row->text), &w, &canon);
    if (!str_eq(buf_str(&canon), str_z(row->canon ? row->canon : row->text)))
        fail_msg("%s: stored as '%.*s'", row->text, STR(buf_str(&canon)));
    assert_true(when_parse(buf_str(&canon), &again, &e));
    assert_int_equal(w.from, again.from);
    assert_int_equal(w.to, again.to);
    assert_int_equal(w.about, again.about);
}

static void reads_plain_dates(void **state)
{
    static const Row rows[] = {
        /* ISO, in all three precisions */
        { "2024-03-05", 20240305, 20240305, false, NULL },
        { "2024-03", 20240301, 20240331, false, NULL },
        { "2024", 20240101, 20241231, false, NULL },
        /* other separators, without zeros, with blanks around */
        { "2024/3/5", 20240305, 20240305, false, "2024-03-05" },
        { "2024.3.5", 20240305, 20240305, false, "2024-03-05" },
        { " 2024-3-5\t", 20240305, 20240305, false, "2024-03-05" },
        { "2024/3", 20240301, 20240331, false, "2024-03" },
        /* eight digits */
        { "20240305", 20240305, 20240305, false, "2024-03-05" },
        /* leap day */
        { "2024-02-29", 20240229, 20240229, false, NULL },
        { "2023年2月", 20230201, 20230228, false, "2023-02" },
        /* year, month, day in Chinese */
        { "2024年3月5日", 20240305, 20240305, false, "2024-03-05" },
        { "2024年03月05号", 20240305, 20240305, false, "2024-03-05" },
        { "2024年3月", 20240301, 20240331, false, "2024-03" },
        { "2024年", 20240101, 20241231, false, "2024" },
        { "2024 年 3 月 5 日", 20240305, 20240305, false, "2024-03-05" },
        { "公元1874年", 18740101, 18741231, false, "1874" },
        { "874年", 8740101, 8741231, false, "0874" },
        { "0874", 8740101, 8741231, false, NULL },
        /* Chinese numerals, both zeros */
        { "二〇二四年三月五日", 20240305, 20240305, false, "2024-03-05" },
        { "二○二四年十二月二十五日", 20241225, 20241225, false, "2024-12-25" },
        { "一九四九年十月", 19491001, 19491031, false, "1949-10" },
        { "二零二四", 20240101, 20241231, false, "2024" },
        /* full width */
        { "２０２４－０３－０５", 20240305, 20240305, false, "2024-03-05" },
        { "２０２４年３月", 20240301, 20240331, false, "2024-03" },
        /* traditional */
        { "2024年3月5號", 20240305, 20240305, false, "2024-03-05" },
        /* English */
        { "5 Mar 2024", 20240305, 20240305, false, "2024-03-05" },
        { "5-Mar-2024", 20240305, 20240305, false, "2024-03-05" },
        { "5th of March 2024", 20240305, 20240305, false, "2024-03-05" },
        { "Mar 2024", 20240301, 20240331, false, "2024-03" },
        { "March 5, 2024", 20240305, 20240305, false, "2024-03-05" },
        { "Sept. 5, 2024", 20240905, 20240905, false, "2024-09-05" },
        { "2024 Mar 5", 20240305, 20240305, false, "2024-03-05" },
        { "MAY 2024", 20240501, 20240531, false, "2024-05" },
        /* a time or a weekday is left out */
        { "2024-03-05 00:00:00", 20240305, 20240305, false, "2024-03-05" },
        { "2024-03-05T08:30:00+08:00", 20240305, 20240305, false, "2024-03-05" },
        { "2024/3/5 3:04:05 PM", 20240305, 20240305, false, "2024-03-05" },
        { "2024年3月5日上午9时30分", 20240305, 20240305, false, "2024-03-05" },
        { "2024年3月5日（星期二）", 20240305, 20240305, false, "2024-03-05" },
        /* the day cannot be a month; both orders give the same */
        { "25/03/2024", 20240325, 20240325, false, "2024-03-25" },
        { "05/05/2024", 20240505, 20240505, false, "2024-05-05" },
        /* first and last day of the calendar */
        { "0001-01-01", 10101, 10101, false, NULL },
        { "9999-12-31", 99991231, 99991231, false, NULL },
    };

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++)
        check_row(&rows[i]);
}

static void reads_uncertain_dates_and_ranges(void **state)
{
    static const Row rows[] = {
        /* about a year: two years at each end */
        { "约1874年", 18720101, 18761231, true, "1874~" },
        { "約1874年", 18720101, 18761231, true, "1874~" },
        { "1874年前后", 18720101, 18761231, true, "1874~" },
        { "1874年左右", 18720101, 18761231, true, "1874~" },
        { "about 1874", 18720101, 18761231, true, "1874~" },
        { "c. 1874", 18720101, 18761231, true, "1874~" },
        { "Circa 1874", 18720101, 18761231, true, "1874~" },
        { "1874~", 18720101, 18761231, true, NULL },
        { "1874？", 18720101, 18761231, true, "1874~" },
        { "约公元1874年", 18720101, 18761231, true, "1874~" },
        /* about a month: one month; its last day stays the last */
        { "2024-02~", 20240101, 20240331, true, NULL },
        { "约2024年1月", 20231201, 20240229, true, "2024-01~" },
        /* about a day: seven days */
        { "2024-03-05~", 20240227, 20240312, true, NULL },
        /* the calendar ends */
        { "0001~", 10101, 31231, true, NULL },
        { "9999~", 99970101, 99991231, true, NULL },
        /* decades and centuries */
        { "1920年代", 19200101, 19291231, false, "1920/1929" },
        { "一九二〇年代", 19200101, 19291231, false, "1920/1929" },
        { "1920s", 19200101, 19291231, false, "1920/1929" },
        { "约1920年代", 19180101, 19311231, true, "1920/1929~" },
        { "20世纪30年代", 19300101, 19391231, false, "1930/1939" },
        { "二十世纪三十年代", 19300101, 19391231, false, "1930/1939" },
        { "19世纪", 18010101, 19001231, false, "1801/1900" },
        /* ranges */
        { "2024-03-05/2024-03-08", 20240305, 20240308, false, NULL },
        { "1937—1945", 19370101, 19451231, false, "1937/1945" },
        { "1937-1945", 19370101, 19451231, false, "1937/1945" },
        { "1937 - 1945", 19370101, 19451231, false, "1937/1945" },
        { "约 1937 年 至 1945 年", 19350101, 19471231, true, "1937/1945~" },
        { "1937～1945年", 19370101, 19451231, false, "1937/1945" },
        { "1937年至1945年8月", 19370101, 19450831, false, "1937/1945-08" },
        { "2024-03/2024-05", 20240301, 20240531, false, NULL },
        { "2024.3.5-2024.3.8", 20240305, 20240308, false, "2024-03-05/2024-03-08" },
        { "5 Mar 2024 to 8 Mar 2024", 20240305, 20240308, false, "2024-03-05/2024-03-08" },
        { "约1937年至约1945年", 19350101, 19471231, true, "1937/1945~" },
        { "1920s-1930s", 19200101, 19391231, false, "1920/1939" },
        /* the end of a range without its year or month */
        { "2024年3月5日至8日", 20240305, 20240308, false, "2024-03-05/2024-03-08" },
        { "2024年3月5日—4月8日", 20240305, 20240408, false, "2024-03-05/2024-04-08" },
        { "2024年3月—5月", 20240301, 20240531, false, "2024-03/2024-05" },
        { "2024.3.5-4.8", 20240305, 20240408, false, "2024-03-05/2024-04-08" },
        /* thirds of a month */
        { "2024年2月上旬", 20240201, 20240210, false, "2024-02-01/2024-02-10" },
        { "2024年2月中旬", 20240211, 20240220, false, "2024-02-11/2024-02-20" },
        { "2024年2月下旬", 20240221, 20240229, false, "2024-02-21/2024-02-29" },
    };

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++)
        check_row(&rows[i]);
}

static void reads_eras_and_lunar_dates(void **state)
{
    static const Row rows[] = {
        /* reigns of the Qing have lunar years; before 1900 they are only about known */
        { "光绪三十年", 19040216, 19050203, false, NULL },
        { "光緒30年八月", 19040910, 19041008, false, NULL },
        { "光绪三十年八月十五", 19040924, 19040924, false, NULL },
        { "清光绪甲辰年", 19040216, 19050203, false, NULL },
        { "光绪甲辰", 19040216, 19050203, false, NULL },
        { "顺治元年", 16440120, 16450220, false, NULL },
        { "宣统三年八月十九", 19111010, 19111010, false, NULL },
        { "乾隆五年三月初一", 17400120, 17410220, false, NULL },
        { "约光绪三十年", 19020216, 19070203, true, NULL },
        /* the Republic and Japan have civil years */
        { "民国十三年", 19240101, 19241231, false, NULL },
        { "民國13年5月6日", 19240506, 19240506, false, NULL },
        { "中华民国元年", 19120101, 19121231, false, NULL },
        { "民国113年", 20240101, 20241231, false, NULL },
        { "昭和12年", 19370101, 19371231, false, NULL },
        { "昭和12年7月7日", 19370707, 19370707, false, NULL },
        { "大正元年", 19120730, 19121231, false, NULL },
        { "明治45年", 19120101, 19120730, false, NULL },
        { "民国十三年八月初三", 19240901, 19240901, false, NULL },
        { "光绪三十年至民国十三年", 19040216, 19241231, false, NULL },
        /* a year of the cycle with the year in numbers */
        { "甲辰年（2024）正月初一", 20240210, 20240210, false, NULL },
        { "2024甲辰年正月初一", 20240210, 20240210, false, NULL },
        { "2024年甲辰", 20240210, 20250128, false, NULL },
        /* a century has some of them once */
        { "20世纪甲申年正月初一", 19440125, 19440125, false, NULL },
        /* lunar by word, month or day */
        { "农历2024年八月十五", 20240917, 20240917, false, NULL },
        { "農曆二〇二四年八月十五日", 20240917, 20240917, false, NULL },
        { "2024年农历八月十五", 20240917, 20240917, false, NULL },
        { "2024年（农历）八月", 20240903, 20241002, false, NULL },
        { "2024年正月初一", 20240210, 20240210, false, NULL },
        { "2024年腊月廿九", 20250128, 20250128, false, NULL },
        { "2023年闰二月初一", 20230322, 20230322, false, NULL },
        { "2024年中秋节", 20240917, 20240917, false, NULL },
        { "农历2024年八月上旬", 20240903, 20240912, false, NULL },
        { "农历2024年八月下旬", 20240923, 20241002, false, NULL },
        { "1904年（甲辰年）八月十五", 19040924, 19040924, false, NULL },
        { "农历2024年", 20240210, 20250128, false, NULL },
        { "农历2033年闰十一月初一", 20331222, 20331222, false, NULL },
        { "农历2100年腊月廿九", 21010128, 21010128, false, NULL },
        /* outside the table */
        { "农历1850年八月十五", 18500120, 18510220, false, NULL },
    };

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++)
        check_row(&rows[i]);
}

static void refuses_with_a_remedy(void **state)
{
    static const struct {
        const char *text, *says;
    } rows[] = {
        { "", "the date is missing" },
        { " \t", "the date is missing" },
        /* day and month either way round */
        { "03/05/2024", "write it as 2024-03-05" },
        { "3.5.2024", "either way round" },
        { "03/05/2024-04/05/2024", "either way round" },
        /* impossible */
        { "2024-02-30", "there is no day" },
        { "2023-02-29", "there is no day" },
        { "2024-13-01", "there is no day" },
        { "2024-00-10", "there is no day" },
        { "20241301", "there is no day" },
        { "2024-03-00", "there is no day" },
        { "2024年13月", "there is no day" },
        { "30 Feb 2024", "there is no day" },
        { "2024年0月", "there is no day" },
        { "00/05/2024", "there is no day" },
        { "0000", "between 1 and 9999" },
        { "0000年", "between 1 and 9999" },
        { "12345年", "between 1 and 9999" },
        /* two-digit years */
        { "24年3月5日", "four digits" },
        { "5/3/24", "four digits" },
        { "5 Mar 24", "four digits" },
        /* no year */
        { "3月5日", "year of '3月5日' is missing" },
        { "八月十五", "is missing" },
        /* lunar or not */
        { "2024年八月十五", "may be lunar or not" },
        /* eras */
        { "光绪35年", "years 1 to 34" },
        { "光绪甲子", "does not occur" },
        { "康熙壬寅", "1662, 1722" },
        { "昭和64年3月", "did not include" },
        { "甲辰年", "1904, 1964, 2024" },
        { "甲子年", "1864, 1924, 1984" },
        { "2023年甲辰", "does not occur" },
        /* no such lunar day */
        { "农历2024年闰八月", "no lunar day" },
        { "2024年二月初三十", "no lunar day" },
        { "农历2024年十二月三十", "no lunar day" },
        { "农历1850年十三月", "no lunar day" },
        /* swapped */
        { "1945-1937", "ends before it begins" },
        /* not dates */
        { "45356", "format that column" },
        { "874", "not understood" },
        { "hello", "not understood" },
        { "光绪", "not understood" },
        { "光绪三十年（甲辰", "not understood" },
        { "光绪三十八月", "not understood" },
        { "甲辰年（2024", "not understood" },
        { "甲辰年（龙）", "not understood" },
        { "2024年（甲辰", "not understood" },
        { "2024（农历八月", "not understood" },
        { "0世纪", "not understood" },
        { "20世纪35年代", "not understood" },
        { "20年代", "not understood" },
        { "2024年3月5日（晴）", "not understood" },
        { "2024年3月5日 -", "not understood" },
        { "20240305 or so", "not understood" },
        { "2024-123", "not understood" },
        { "1937—8", "not understood" },
        { "2024-03-05至8", "not understood" },
        { "1937年—8月", "is missing" },
        { "2024-3-5-", "not understood" },
        { "123-4-5", "not understood" },
        { "Mar 5 123", "not understood" },
        { "5 Foo 2024", "not understood" },
        { "农历1850年八月三十一", "no lunar day" },
        { "农历2024年十三月", "no lunar day" },
        { "2024-03-05 and later", "not understood" },
        { "2024-03-05-06", "four digits" },
        { "～", "not understood" },
        { "\xFF", "not understood" },
    };

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        Err e = { 0 };
        When w;
        if (when_parse(str_z(rows[i].text), &w, &e))
            fail_msg("%s was read as %d to %d", rows[i].text, w.from, w.to);
        if (e.kind != ERR_INVALID || str_find(str_z(e.msg), str_z(rows[i].says)) < 0)
            fail_msg("%s: %s", rows[i].text, e.msg);
    }
}

/* Spring Festival, Mid-Autumn and leap months as published. */
static void knows_the_lunar_calendar(void **state)
{
    static const struct {
        int year, leap;
        Day spring, autumn;
    } rows[] = {
        { 2024, 0, 20240210, 20240917 },  { 2025, 6, 20250129, 20251006 },
        { 2026, 0, 20260217, 20260925 },  { 2027, 0, 20270206, 20270915 }, /* ICU says 7 February */
        { 2028, 5, 20280126, 20281003 },  { 2029, 0, 20290213, 20290922 },
        { 2030, 0, 20300203, 20300912 }, /* ICU says 2 February */
        { 2031, 3, 20310123, 20311001 },  { 2032, 0, 20320211, 20320919 },
        { 2033, 11, 20330131, 20330908 }, { 2034, 0, 20340219, 20340927 },
        { 2035, 0, 20350208, 20350916 },
    };
    Day day;

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        assert_int_equal(lunar_leap_month(rows[i].year), rows[i].leap);
        assert_true(lunar_day(rows[i].year, 1, false, 1, &day));
        assert_int_equal(day, rows[i].spring);
        assert_true(lunar_day(rows[i].year, 8, false, 15, &day));
        assert_int_equal(day, rows[i].autumn);
    }
    assert_int_equal(lunar_leap_month(2020), 4);
    assert_int_equal(lunar_leap_month(2023), 2);
    assert_false(lunar_day(2024, 8, true, 1, &day));
    assert_false(lunar_day(1899, 1, false, 1, &day));
    assert_false(lunar_day(2101, 1, false, 1, &day));
}

/* Each lunar year ends the day before the next begins. */
static void lunar_years_follow_one_another(void **state)
{
    (void)state;
    for (int year = LUNAR_FIRST; year < LUNAR_LAST; year++) {
        Day first, next;
        int days;
        assert_true(lunar_month(year, 12, lunar_leap_month(year) == 12, &first, &days));
        assert_true(lunar_day(year + 1, 1, false, 1, &next));
        assert_int_equal(day_add(first, days), next);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_plain_dates),
        cmocka_unit_test(reads_uncertain_dates_and_ranges),
        cmocka_unit_test(reads_eras_and_lunar_dates),
        cmocka_unit_test(refuses_with_a_remedy),
        cmocka_unit_test(knows_the_lunar_calendar),
        cmocka_unit_test(lunar_years_follow_one_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
