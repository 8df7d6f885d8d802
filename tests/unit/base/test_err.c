/* SPDX-License-Identifier: Apache-2.0
 * Errors as values.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/err.h"

static void keeps_the_first_error(void **state)
{
    Err e = { 0 };

    (void)state;
    assert_false(err_set(&e, ERR_INVALID, "row %d of %s", 3, "'x'"));
    assert_int_equal(e.kind, ERR_INVALID);
    assert_string_equal(e.msg, "row 3 of 'x'");
    assert_string_equal(e.field, "");
    assert_false(err_set(&e, ERR_DENIED, "later"));
    assert_false(err_field(&e, "name", ERR_BUSY, "later still"));
    assert_int_equal(e.kind, ERR_INVALID);
    assert_string_equal(e.msg, "row 3 of 'x'");
    assert_string_equal(e.field, "");
}

static void names_the_field(void **state)
{
    Err e = { 0 };

    (void)state;
    assert_false(err_field(&e, "arrived", ERR_CONFLICT, "%d days", 2));
    assert_int_equal(e.kind, ERR_CONFLICT);
    assert_string_equal(e.field, "arrived");
    assert_string_equal(e.msg, "2 days");
    err_clear(&e);
    err_field(&e, "a_name_of_a_field_that_is_longer_than_any_field_of_the_program_could_be_really",
              ERR_INVALID, "x");
    assert_int_equal(str_z(e.field).n, sizeof e.field - 1);
}

static void puts_context_in_front(void **state)
{
    Err e = { 0 };

    (void)state;
    assert_false(err_prefix(&e, "nothing to put this before: "));
    assert_int_equal(e.kind, ERR_NONE);
    assert_string_equal(e.msg, "");
    err_field(&e, "f", ERR_INVALID, "bad");
    assert_false(err_prefix(&e, "row %d: ", 3));
    assert_false(err_prefix(&e, "sheet %s: ", "S"));
    assert_string_equal(e.msg, "sheet S: row 3: bad");
    assert_string_equal(e.field, "f");
}

static void forgets_all_but_the_language(void **state)
{
    Err e = { .lang = LANG_HANT };

    (void)state;
    err_field(&e, "f", ERR_BUSY, "busy");
    err_clear(&e);
    assert_int_equal(e.kind, ERR_NONE);
    assert_int_equal(e.lang, LANG_HANT);
    assert_string_equal(e.msg, "");
    assert_string_equal(e.field, "");
    err_set(&e, ERR_INTERNAL, "a second one");
    assert_string_equal(e.msg, "a second one");
}

/* What is quoted may be no UTF-8: half of a character cut off by a library, or a file's name. */
static void quotes_bad_bytes_as_question_marks(void **state)
{
    Err e = { 0 };

    (void)state;
    err_set(&e, ERR_INVALID, "near '%s'", "\\ud80\xe5 \x92");
    assert_string_equal(e.msg, "near '\\ud80? ?'");
    err_prefix(&e, "%s: ", "\xef\xbf\xbd\xff 僑");
    assert_string_equal(e.msg, "\xef\xbf\xbd? 僑: near '\\ud80? ?'");
}

/* However long, a message ends with a whole character. */
static void cuts_long_messages_between_characters(void **state)
{
    static const char *const fill[] = { "x", "é", "侨", "𠮷" };
    char text[1000];

    (void)state;
    for (size_t k = 0; k < LEN(fill); k++) {
        for (size_t shift = 0; shift < 5; shift++) {
            Str unit = str_z(fill[k]);
            size_t n = 0;
            Err e = { 0 };
            while (n < shift)
                text[n++] = '-';
            while (n + unit.n < sizeof text) {
                memcpy(text + n, unit.p, unit.n);
                n += unit.n;
            }
            text[n] = '\0';
            err_set(&e, ERR_INVALID, "%s", text);
            if (!utf8_valid(str_z(e.msg)) || str_z(e.msg).n + 5 < sizeof e.msg)
                fail_msg("set %zu %zu: %zu bytes", k, shift, str_z(e.msg).n);
            err_prefix(&e, "%s: ", "row 1");
            if (!utf8_valid(str_z(e.msg)) || str_z(e.msg).n + 5 < sizeof e.msg)
                fail_msg("prefix %zu %zu: %zu bytes", k, shift, str_z(e.msg).n);
        }
    }
    /* a message of continuation bytes only */
    memset(text, 0x80, sizeof text - 1);
    text[sizeof text - 1] = '\0';
    {
        Err e = { 0 };
        err_set(&e, ERR_INVALID, "%s", text);
        assert_string_equal(e.msg, "");
    }
}

static void speaks_the_readers_language(void **state)
{
    static const struct {
        Lang lang;
        const char *msg;
    } rows[] = {
        { LANG_EN, "a text must not contain a zero byte" },
        { LANG_HANS, "文本中不能含有零字节" },
        { LANG_HANT, "文本中不能含有零字節" },
    };

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        Err e = { .lang = rows[i].lang };
        err_set(&e, ERR_INVALID, "a text must not contain a zero byte");
        assert_string_equal(e.msg, rows[i].msg);
    }
}

static void has_an_exit_code_for_each_kind(void **state)
{
    (void)state;
    assert_int_equal(err_exit_code(ERR_NONE), 0);
    for (int kind = ERR_NONE + 1; kind < ERR__N; kind++)
        assert_int_equal(err_exit_code((ErrKind)kind), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_the_first_error),
        cmocka_unit_test(names_the_field),
        cmocka_unit_test(puts_context_in_front),
        cmocka_unit_test(forgets_all_but_the_language),
        cmocka_unit_test(quotes_bad_bytes_as_question_marks),
        cmocka_unit_test(cuts_long_messages_between_characters),
        cmocka_unit_test(speaks_the_readers_language),
        cmocka_unit_test(has_an_exit_code_for_each_kind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
