/* SPDX-License-Identifier: Apache-2.0
 * Text that grows, up to its cap.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/rand.h"

static void assert_buf(const Buf *b, const char *text)
{
    if (!str_eq(buf_str(b), str_z(text)))
        fail_msg("'%.*s' instead of '%s'", STR(buf_str(b)), text);
}

static void gathers_pieces(void **state)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);

    (void)state;
    assert_buf(&b, "");
    buf_put(&b, S("侨"));
    buf_putc(&b, ' ');
    buf_put(&b, (Str){ 0 });
    buf_int(&b, 42);
    buf_printf(&b, " %s%%", "x");
    buf_printf(&b, "%s", "");
    assert_buf(&b, "侨 42 x%");
    buf_clear(&b);
    assert_buf(&b, "");
    for (int i = 0; i < 1000; i++)
        buf_put(&b, S("0123456789"));
    assert_int_equal(b.n, 10000);
    buf_printf(&b, "%3000d", 7);
    assert_int_equal(b.n, 13000);
    assert_int_equal(b.p[12999], '7');
    assert_false(b.failed);
    buf_done(&b);
    assert_int_equal(b.max, BUF_LINE);
    buf_put(&b, S("again"));
    assert_buf(&b, "again");
}

static void writes_whole_numbers(void **state)
{
    static const struct {
        int64_t i;
        const char *text;
    } rows[] = {
        { 0, "0" },
        { 9, "9" },
        { -1, "-1" },
        { 1000000, "1000000" },
        { INT64_MAX, "9223372036854775807" },
        { INT64_MIN, "-9223372036854775808" },
    };

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        AUTO(buf_done) Buf b = buf_new(BUF_LINE);
        int64_t again;
        buf_int(&b, rows[i].i);
        assert_buf(&b, rows[i].text);
        assert_true(str_int(buf_str(&b), &again) && again == rows[i].i);
    }
}

static void fails_at_its_cap_and_stays_failed(void **state)
{
    AUTO(buf_done) Buf b = buf_new(8);

    (void)state;
    buf_put(&b, S("12345678"));
    assert_false(b.failed);
    assert_buf(&b, "12345678");
    buf_put(&b, (Str){ 0 });
    assert_false(b.failed);
    buf_putc(&b, '9');
    assert_true(b.failed);
    assert_buf(&b, "12345678");
    buf_clear(&b);
    assert_false(b.failed);
    buf_put(&b, S("123456789"));
    assert_true(b.failed);
    buf_put(&b, S("1"));
    buf_putc(&b, '1');
    buf_int(&b, 1);
    buf_printf(&b, "%d", 1);
    buf_json(&b, S("1"));
    assert_buf(&b, "");
    buf_clear(&b);
    buf_printf(&b, "%d", 123456789);
    assert_true(b.failed);
}

static void fills_to_the_last_byte_by_printf_too(void **state)
{
    AUTO(buf_done) Buf b = buf_new(8);
    (void)state;
    buf_printf(&b, "%s", "1234");
    buf_printf(&b, "%s", "5678");
    assert_false(b.failed);
    assert_buf(&b, "12345678");
}

/* A format may begin with what is written at once and go on with what printf does. */
static void writes_formats_of_both_kinds(void **state)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);

    (void)state;
    buf_printf(&b, "%s|%.*s|%d|%ld|%zu|%%|%03d|%c|%s|%.*s|%" PRId64, "a", 2, "bcd", -1, 2L,
               (size_t)3, 7, 'x', "y", 1, "zz", INT64_MIN);
    assert_buf(&b, "a|bc|-1|2|3|%|007|x|y|z|-9223372036854775808");
    buf_clear(&b);
    buf_printf(&b, "%.10s%.2s", "abc", "def");
    assert_buf(&b, "abcde");
}

static void leaves_lent_memory_when_it_is_too_small(void **state)
{
    char small[8];

    (void)state;
    for (size_t n = 0; n < 40; n++) {
        AUTO(buf_done) Buf b = buf_lent(small, sizeof small, 30);
        for (size_t i = 0; i < n; i++)
            buf_putc(&b, (char)('a' + i % 26));
        assert_int_equal(b.failed, n > 30);
        assert_int_equal(b.p == small, n < sizeof small);
        assert_true(str_eq(buf_str(&b), str_part(S("abcdefghijklmnopqrstuvwxyzabcd"), 0, n)));
        buf_done(&b);
        buf_putc(&b, 'x');
        assert_buf(&b, "x");
    }
}

static void nothing_fits_into_nothing(void **state)
{
    AUTO(buf_done) Buf b = buf_new(0);
    (void)state;
    buf_printf(&b, "%s", "");
    assert_false(b.failed);
    buf_putc(&b, 'x');
    assert_true(b.failed);
}

static void writes_json_strings(void **state)
{
    static const struct {
        Str s;
        const char *json;
    } rows[] = {
        { S(""), "\"\"" },
        { S("a"), "\"a\"" },
        { S("陈\"嘉庚\"\\"), "\"陈\\\"嘉庚\\\"\\\\\"" },
        { S("\n\t\r"), "\"\\n\\u0009\\u000d\"" },
        { S("a\0b"), "\"a\\u0000b\"" },
        { S("\x1F \x7F"), "\"\\u001f \x7F\"" },
        { S("\""), "\"\\\"\"" },
    };

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        AUTO(buf_done) Buf b = buf_new(BUF_LINE);
        buf_json(&b, rows[i].s);
        assert_buf(&b, rows[i].json);
    }
}

/* Against a plain array, with pieces of random length. */
static void holds_what_was_put_in(void **state)
{
    enum { MOST = 5000 };
    static char plain[MOST];
    Rand r = rand_seeded(3);

    (void)state;
    for (int round = 0; round < 50; round++) {
        AUTO(buf_done) Buf b = buf_new(MOST);
        size_t n = 0;
        while (n < MOST - 200) {
            char piece[100];
            size_t length = (size_t)rand_below(&r, sizeof piece + 1);
            for (size_t i = 0; i < length; i++)
                piece[i] = (char)rand_below(&r, 256);
            buf_put(&b, (Str){ piece, length });
            memcpy(plain + n, piece, length);
            n += length;
        }
        assert_true(str_eq(buf_str(&b), (Str){ plain, n }));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gathers_pieces),
        cmocka_unit_test(writes_whole_numbers),
        cmocka_unit_test(fails_at_its_cap_and_stays_failed),
        cmocka_unit_test(fills_to_the_last_byte_by_printf_too),
        cmocka_unit_test(writes_formats_of_both_kinds),
        cmocka_unit_test(leaves_lent_memory_when_it_is_too_small),
        cmocka_unit_test(nothing_fits_into_nothing),
        cmocka_unit_test(writes_json_strings),
        cmocka_unit_test(holds_what_was_put_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
