/* SPDX-License-Identifier: Apache-2.0
 * Stored numbers and dates become the text that a spreadsheet shows.
 */
#include "engine/sheet_parts.h"

#include "support.h"

static void shows_numbers(void **state)
{
    static const struct {
        const char *raw, *text;
        Show show;
    } cases[] = {
        { "12", "12", { 0 } },
        { "-12.50", "-12.5", { 0 } },
        { "1E+05", "100000", { 0 } },
        { "1.5E3", "1500", { 0 } },
        { "1.0", "1", { 0 } },
        { "+7", "7", { 0 } },
        { "0", "0", { 0 } },
        { "-0", "0", { 0 } },
        { "0.000", "0", { 0 } },
        { ".5", "0.5", { 0 } },
        { "1e-7", "0.0000001", { 0 } },
        { "3.3000000000000003", "3.3", { 0 } }, /* 15 digits are shown */
        { "0.30000000000000004", "0.3", { 0 } },
        { "99.99999999999999999", "100", { 0 } },
        { "123456.789012345678", "123456.789012346", { 0 } },
        { "350200199001011234", "350200199001011234", { 0 } }, /* as stored */
        { "3.50200199001011E+17", "350200199001011000", { 0 } },
        { "1E+300", "1E+300", { 0 } }, /* nobody writes that out */
        { "abc", "abc", { 0 } },
        { "1.2.3", "1.2.3", { 0 } },
        { "1E", "1E", { 0 } },
        { "", "", { 0 } },
        { "361001", "361001", { .zeros = 6 } },
        { "123", "00123", { .zeros = 5 } },
        { "0", "00", { .zeros = 2 } },
        { "-7", "-007", { .zeros = 3 } },
        { "1.5", "1.5", { .zeros = 5 } },
        { "45356", "2024-03-05", { .kind = SHOW_DATE } },
        { "45356.3541666667", "2024-03-05 08:30:00", { .kind = SHOW_DATE } },
        { "45356.9999999", "2024-03-06", { .kind = SHOW_DATE } },
        { "1", "1900-01-01", { .kind = SHOW_DATE } },
        { "59", "1900-02-28", { .kind = SHOW_DATE } },
        { "60", "1900-02-29", { .kind = SHOW_DATE } }, /* spreadsheets know that day */
        { "61", "1900-03-01", { .kind = SHOW_DATE } },
        { "0.354166666666667", "08:30:00", { .kind = SHOW_DATE } },
        { "2958465", "9999-12-31", { .kind = SHOW_DATE } },
        { "2958466", "2958466", { .kind = SHOW_DATE } }, /* no date any more */
        { "-1", "-1", { .kind = SHOW_DATE } },
        { "1.0625", "25:30:00", { .kind = SHOW_ELAPSED } },
    };
    (void)state;
    for (size_t i = 0; i < LEN(cases); i++) {
        char room[VALUE_TEXT];
        CellKind kind;
        Str s = value_text(str_z(cases[i].raw), cases[i].show, false, &kind, room);
        if (!str_eq(s, str_z(cases[i].text)))
            fail_msg("%s gives '%.*s' instead of '%s'", cases[i].raw, STR(s), cases[i].text);
    }
}

static void knows_the_epoch_of_1904(void **state)
{
    static const Show date = { .kind = SHOW_DATE };
    char room[VALUE_TEXT];
    CellKind kind;
    (void)state;
    SAYS(value_text(S("43894"), date, true, &kind, room), "2024-03-05");
    assert_int_equal(kind, CELL_DATE);
    SAYS(value_text(S("0"), date, true, &kind, room), "1904-01-01");
    SAYS(value_text(S("2957003"), date, true, &kind, room), "9999-12-31");
    SAYS(value_text(S("2957004"), date, true, &kind, room), "2957004");
    assert_int_equal(kind, CELL_NUMBER);
}

static void knows_formats(void **state)
{
    static const struct {
        const char *code;
        ShowKind kind;
        uint8_t zeros;
    } cases[] = {
        { "General", SHOW_PLAIN, 0 },
        { "0.00", SHOW_PLAIN, 0 },
        { "00000", SHOW_PLAIN, 5 },
        { "0", SHOW_PLAIN, 0 },
        { "#,##0;[Red]-#,##0", SHOW_PLAIN, 0 },
        { "0.00E+00", SHOW_PLAIN, 0 },
        { "@", SHOW_PLAIN, 0 },
        { "0\"days\"", SHOW_PLAIN, 0 },
        { "0\\d", SHOW_PLAIN, 0 },
        { "[$-804]0.0", SHOW_PLAIN, 0 },
        { "\"unclosed", SHOW_PLAIN, 0 },
        { "yyyy-mm-dd", SHOW_DATE, 0 },
        { "YYYY\"年\"M\"月\"D\"日\"", SHOW_DATE, 0 },
        { "[$-804]yyyy/m/d;@", SHOW_DATE, 0 },
        { "h:mm AM/PM", SHOW_DATE, 0 },
        { "[DBNum1]m/d", SHOW_DATE, 0 },
        { "[h]:mm:ss", SHOW_ELAPSED, 0 },
        { "[mm]:ss", SHOW_ELAPSED, 0 },
    };
    (void)state;
    for (size_t i = 0; i < LEN(cases); i++) {
        Show s = show_of_code(str_z(cases[i].code));
        if (s.kind != cases[i].kind || s.zeros != cases[i].zeros)
            fail_msg("%s is taken for kind %d", cases[i].code, (int)s.kind);
    }
    assert_int_equal(show_of_builtin(0).kind, SHOW_PLAIN);
    assert_int_equal(show_of_builtin(10).kind, SHOW_PLAIN); /* percent */
    assert_int_equal(show_of_builtin(14).kind, SHOW_DATE);
    assert_int_equal(show_of_builtin(22).kind, SHOW_DATE);
    assert_int_equal(show_of_builtin(31).kind, SHOW_DATE);
    assert_int_equal(show_of_builtin(46).kind, SHOW_ELAPSED);
    assert_int_equal(show_of_builtin(49).kind, SHOW_PLAIN);
    assert_int_equal(show_of_builtin(57).kind, SHOW_DATE);
}

static void reads_iso_dates(void **state)
{
    static const char *const cases[][2] = {
        { "2024-03-05", "2024-03-05" },
        { "2024-03-05T00:00:00", "2024-03-05" },
        { "2024-03-05T08:30:00.000Z", "2024-03-05 08:30:00" },
        { "2024-03-05T08:30", "2024-03-05 08:30:00" },
        { "08:30:00", "08:30:00" },
        { "T08:30:00", "08:30:00" },
        { "soon", "soon" },
        { "", "" },
    };
    char room[VALUE_TEXT];
    (void)state;
    for (size_t i = 0; i < LEN(cases); i++) {
        Str s = value_iso_date(str_z(cases[i][0]), room);
        assert_true(str_eq(s, str_z(cases[i][1])));
    }
}

static void keeps_exact_numbers_only(void **state)
{
    static const struct {
        const char *text;
        bool exact;
        double value;
    } cases[] = {
        { "0", true, 0 },
        { "12", true, 12 },
        { "-12.50", true, -12.5 },
        { "0.1", true, 0.1 },
        { "123456789012345", true, 123456789012345 },
        { "1234567890123456", false, 0 },
        { "012", false, 0 },
        { "1.", false, 0 },
        { ".5", false, 0 },
        { "1e5", false, 0 },
        { "", false, 0 },
        { "-", false, 0 },
        { "1,000", false, 0 },
    };
    (void)state;
    for (size_t i = 0; i < LEN(cases); i++) {
        double v = 0;
        assert_int_equal(value_exact(str_z(cases[i].text), &v), cases[i].exact);
        assert_true(v >= cases[i].value && v <= cases[i].value);
    }
}

static void knows_serial_numbers(void **state)
{
    double v;
    bool has_time;
    (void)state;
    assert_true(value_serial(S("2024-03-05"), &v, &has_time) && v > 45355.9 && v < 45356.1);
    assert_false(has_time);
    assert_true(value_serial(S("2024-03-05 08:30:00"), &v, &has_time) && has_time);
    assert_true(value_serial(S("2024-03-05 08:30"), &v, &has_time) && v > 45356.35 && v < 45356.36);
    assert_true(value_serial(S("1900-03-01"), &v, &has_time));
    assert_false(value_serial(S("1900-02-28"), &v, &has_time));
    assert_false(value_serial(S("2024-02-30"), &v, &has_time));
    assert_false(value_serial(S("2024-03-05 25:00:00"), &v, &has_time));
    assert_false(value_serial(S("2024-03-05 noon"), &v, &has_time));
    assert_false(value_serial(S("2024"), &v, &has_time));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shows_numbers),
        cmocka_unit_test(knows_the_epoch_of_1904),
        cmocka_unit_test(knows_formats),
        cmocka_unit_test(reads_iso_dates),
        cmocka_unit_test(keeps_exact_numbers_only),
        cmocka_unit_test(knows_serial_numbers),
    };
    return cmocka_run_group_tests_name("sheet_value", tests, NULL, NULL);
}
