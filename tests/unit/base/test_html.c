/* SPDX-License-Identifier: Apache-2.0
 * Markup and addresses: whatever is inserted stays text.
 */
#include "base/html.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void escapes(void **state)
{
    static const struct {
        const char *in, *out;
    } rows[] = {
        { "", "" },
        { "plain", "plain" },
        { "陈嘉庚", "陈嘉庚" },
        { "<script>", "&lt;script&gt;" },
        { "a & b", "a &amp; b" },
        { "\" onclick='x'", "&quot; onclick=&#39;x&#39;" },
        { "&amp;", "&amp;amp;" }, /* once more, as it was text */
        { "<<>>&&", "&lt;&lt;&gt;&gt;&amp;&amp;" },
    };
    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        AUTO(buf_done) Buf b = buf_new(BUF_LINE);
        Str in = str_z(rows[i].in);
        html(&b, "[%s|%.*s]", rows[i].in, STR(in));
        buf_putc(&b, '\0');
        {
            AUTO(buf_done) Buf want = buf_new(BUF_LINE);
            buf_printf(&want, "[%s|%s]%c", rows[i].out, rows[i].out, '\0');
            assert_string_equal(b.p, want.p);
        }
    }
}

static void converts_numbers(void **state)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    (void)state;
    html(&b, "%d %ld %zu %u %lu %" PRId64 " 100%%", -5, -6L, (size_t)7, 8U, 9UL, INT64_MIN);
    buf_putc(&b, '\0');
    assert_string_equal(b.p, "-5 -6 7 8 9 -9223372036854775808 100%");
}

/* A precision that is not above 0 inserts nothing, as a Str that is empty has no pointer. */
static void takes_empty_texts(void **state)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    const char *volatile nothing = NULL; /* the compiler would warn of it */
    Str none = str_z(nothing);
    (void)state;
    html(&b, "<b>%.*s</b>%s", STR(none), "");
    buf_putc(&b, '\0');
    assert_string_equal(b.p, "<b></b>");
}

static void encodes_addresses(void **state)
{
    static const struct {
        const char *in, *out;
    } rows[] = {
        { "a-b_c.d~9", "/x/a-b_c.d~9?q=a-b_c.d~9" },
        { "a b", "/x/a%20b?q=a%20b" },
        { "../&?=#%", "/x/..%2F%26%3F%3D%23%25?q=..%2F%26%3F%3D%23%25" },
        { "侨", "/x/%E4%BE%A8?q=%E4%BE%A8" },
        { "\"<>'", "/x/%22%3C%3E%27?q=%22%3C%3E%27" },
    };
    Arena *a = arena_new(ARENA_REQUEST);
    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        Str in = str_z(rows[i].in);
        assert_string_equal(url(a, "/x/%.*s?q=%s", STR(in), rows[i].in).p, rows[i].out);
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(escapes),
        cmocka_unit_test(converts_numbers),
        cmocka_unit_test(takes_empty_texts),
        cmocka_unit_test(encodes_addresses),
    };
    return cmocka_run_group_tests_name("html", tests, NULL, NULL);
}
