/* SPDX-License-Identifier: Apache-2.0
 * Pieces of text and UTF-8.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/rand.h"
#include "base/str.h"

static void takes_text_that_ends_with_zero(void **state)
{
    (void)state;
    assert_int_equal(str_z(NULL).n, 0);
    assert_null(str_z(NULL).p);
    assert_int_equal(str_z("").n, 0);
    assert_int_equal(str_z("abc").n, 3);
    assert_int_equal(S("a\0b").n, 3);
}

static void compares(void **state)
{
    static const struct {
        const char *a, *b;
        bool eq, same;
        int order;
    } rows[] = {
        { NULL, NULL, true, true, 0 },
        { NULL, "", true, true, 0 },
        { "", "a", false, false, -1 },
        { "abc", "abc", true, true, 0 },
        { "abc", "ABC", false, true, 1 },
        { "Zz", "zZ", false, true, -1 },
        { "abc", "abd", false, false, -1 },
        { "abc", "ab", false, false, 1 },
        /* only the 26 letters are the same in both cases */
        { "@", "`", false, false, -1 },
        { "[", "{", false, false, -1 },
        { "É", "é", false, false, -1 },
        /* bytes count as unsigned */
        { "z", "é", false, false, -1 },
        { "陈", "陳", false, false, -1 },
    };

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        Str a = str_z(rows[i].a), b = str_z(rows[i].b);
        int order = str_cmp(a, b);
        if (str_eq(a, b) != rows[i].eq || str_eq(b, a) != rows[i].eq)
            fail_msg("eq %zu", i);
        if (str_same(a, b) != rows[i].same || str_same(b, a) != rows[i].same)
            fail_msg("same %zu", i);
        if ((order > 0) - (order < 0) != rows[i].order)
            fail_msg("cmp %zu: %d", i, order);
        if (rows[i].eq && str_hash(a) != str_hash(b))
            fail_msg("hash %zu", i);
    }
    assert_true(str_cmp(S("a\0b"), S("a\0c")) < 0);
    assert_true(str_hash(S("ab")) != str_hash(S("ba")));
}

static void compares_with_what_ends_with_zero(void **state)
{
    static const struct {
        const char *s, *z;
        bool is;
    } rows[] = {
        { "", "", true },     { "", "a", false },   { "a", "", false },     { "a", "a", true },
        { "ab", "a", false }, { "a", "ab", false }, { "abc", "abd", false }, { "僑", "僑", true },
    };

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++)
        if (str_is(str_z(rows[i].s), rows[i].z) != rows[i].is)
            fail_msg("'%s' and '%s'", rows[i].s, rows[i].z);
    assert_true(str_is((Str){ 0 }, ""));
    assert_true(str_is((Str){ "abc", 2 }, "ab"));
    assert_false(str_is((Str){ "ab\0\0\0", 5 }, "ab"));
}

static void looks_at_both_ends_and_inside(void **state)
{
    static const struct {
        const char *s, *what;
        bool starts, ends;
        ptrdiff_t at;
    } rows[] = {
        { "", "", true, true, 0 },           { NULL, "", true, true, 0 },
        { "abc", "", true, true, 0 },        { "", "a", false, false, -1 },
        { NULL, "a", false, false, -1 },     { "abc", "abc", true, true, 0 },
        { "abc", "abcd", false, false, -1 }, { "abcab", "ab", true, true, 0 },
        { "abcde", "cd", false, false, 2 },  { "aab", "ab", false, true, 1 },
        { "abc", "x", false, false, -1 },    { "侨联", "联", false, true, 3 },
    };

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        Str s = str_z(rows[i].s), what = str_z(rows[i].what);
        if (str_starts(s, what) != rows[i].starts)
            fail_msg("starts %zu", i);
        if (str_ends(s, what) != rows[i].ends)
            fail_msg("ends %zu", i);
        if (str_find(s, what) != rows[i].at)
            fail_msg("find %zu: %td", i, str_find(s, what));
    }
}

static void cuts_parts_to_what_there_is(void **state)
{
    static const struct {
        size_t from, n;
        const char *part;
    } rows[] = {
        { 0, 0, "" },          { 0, 3, "abc" }, { 0, SIZE_MAX, "abc" }, { 1, 1, "b" },
        { 2, 9, "c" },         { 3, 1, "" },    { 4, 1, "" },           { SIZE_MAX, SIZE_MAX, "" },
        { 1, SIZE_MAX, "bc" },
    };

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++)
        if (!str_eq(str_part(S("abc"), rows[i].from, rows[i].n), str_z(rows[i].part)))
            fail_msg("part %zu", i);
    assert_int_equal(str_part((Str){ 0 }, 0, 1).n, 0);
}

static void trims_white_space_of_all_kinds(void **state)
{
    static const struct {
        const char *s, *trimmed;
    } rows[] = {
        { NULL, "" },
        { "", "" },
        { "a", "a" },
        { " a b ", "a b" },
        { "\t\n\v\f\ra\t\n\v\f\r", "a" },
        { "\b a", "\b a" },
        { "\016a", "\016a" },
        { "\xC2\xA0陈\xC2\xA0", "陈" },
        { "\xE3\x80\x80 陈 嘉庚 \xE3\x80\x80", "陈 嘉庚" },
        { "\xEF\xBB\xBFname", "name" },
        { "name\xEF\xBB\xBF", "name" },
        { " \xC2\xA0\xE3\x80\x80\xEF\xBB\xBF\t", "" },
        /* the last bytes of letters that look a little like white space */
        { "\xC3\xA0", "\xC3\xA0" },
        { "a\xE3\x80\x81", "a\xE3\x80\x81" },
        { "\xF0\xA0\xA0\xA0", "\xF0\xA0\xA0\xA0" },
        /* bytes that are no character stay */
        { "\x80", "\x80" },
        { "\x80\x80\x80\x80", "\x80\x80\x80\x80" },
        { "a\x80\xC2", "a\x80\xC2" },
    };

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++)
        if (!str_eq(str_trim(str_z(rows[i].s)), str_z(rows[i].trimmed)))
            fail_msg("trim %zu", i);
}

static void splits_once(void **state)
{
    static const struct {
        const char *s, *sep, *head, *tail;
        bool found;
    } rows[] = {
        { "a=b=c", "=", "a", "b=c", true }, { "a", "=", "a", "", false },
        { "=", "=", "", "", true },         { "", "=", "", "", false },
        { "a::b", "::", "a", "b", true },   { "a=", "=", "a", "", true },
    };

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        Str head, tail;
        if (str_cut(str_z(rows[i].s), str_z(rows[i].sep), &head, &tail) != rows[i].found ||
            !str_eq(head, str_z(rows[i].head)) || !str_eq(tail, str_z(rows[i].tail)))
            fail_msg("cut %zu", i);
    }
}

static void gives_one_piece_after_another(void **state)
{
    static const struct {
        const char *s;
        size_t n;
        const char *pieces[4];
    } rows[] = {
        { NULL, 0, { 0 } },
        { "", 1, { "" } },
        { "a", 1, { "a" } },
        { "a|b", 2, { "a", "b" } },
        { "a||b", 3, { "a", "", "b" } },
        { "|", 2, { "", "" } },
        { "a|", 2, { "a", "" } },
        { "|a", 2, { "", "a" } },
    };

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        Str rest = str_z(rows[i].s), piece;
        size_t n = 0;
        while (str_next(&rest, '|', &piece)) {
            if (n >= rows[i].n || !str_eq(piece, str_z(rows[i].pieces[n])))
                fail_msg("piece %zu of row %zu", n, i);
            n++;
        }
        if (n != rows[i].n)
            fail_msg("row %zu: %zu pieces", i, n);
    }
}

static void reads_whole_numbers(void **state)
{
    static const struct {
        const char *s;
        bool ok;
        int64_t value;
    } rows[] = {
        { "0", true, 0 },
        { "-0", true, 0 },
        { "+7", true, 7 },
        { "007", true, 7 },
        { "-12", true, -12 },
        { "9223372036854775807", true, INT64_MAX },
        { "-9223372036854775808", true, INT64_MIN },
        { "9223372036854775808", false, 0 },
        { "-9223372036854775809", false, 0 },
        { "92233720368547758070", false, 0 },
        { "99999999999999999999999", false, 0 },
        { "", false, 0 },
        { NULL, false, 0 },
        { "-", false, 0 },
        { "+", false, 0 },
        { "+-1", false, 0 },
        { "1 ", false, 0 },
        { " 1", false, 0 },
        { "1.0", false, 0 },
        { "1a", false, 0 },
        { "/", false, 0 },
        { ":", false, 0 },
        { "１", false, 0 },
    };

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        int64_t value = 77;
        if (str_int(str_z(rows[i].s), &value) != rows[i].ok)
            fail_msg("'%s'", rows[i].s);
        if (value != (rows[i].ok ? rows[i].value : 77))
            fail_msg("'%s' gives %" PRId64, rows[i].s, value);
    }
}

/* What utf8_next yields, and whether utf8_valid agrees that all of it is well formed. */
static void reads_utf8_and_refuses_what_is_none(void **state)
{
    static const struct {
        const char *s;
        bool valid;
        size_t n;
        uint32_t ch[4];
    } rows[] = {
        { "", true, 0, { 0 } },
        { "a", true, 1, { 'a' } },
        { "\x7F", true, 1, { 0x7F } },
        { "\xC2\x80", true, 1, { 0x80 } },
        { "\xDF\xBF", true, 1, { 0x7FF } },
        { "\xE0\xA0\x80", true, 1, { 0x800 } },
        { "\xED\x9F\xBF", true, 1, { 0xD7FF } },
        { "\xEE\x80\x80", true, 1, { 0xE000 } },
        { "\xEF\xBF\xBF", true, 1, { 0xFFFF } },
        { "\xF0\x90\x80\x80", true, 1, { 0x10000 } },
        { "\xF4\x8F\xBF\xBF", true, 1, { 0x10FFFF } },
        { "陈a", true, 2, { 0x9648, 'a' } },
        /* a continuation byte alone */
        { "\x80", false, 1, { 0xFFFD } },
        /* longer than needed */
        { "\xC0\x80", false, 2, { 0xFFFD, 0xFFFD } },
        { "\xC1\xBF", false, 2, { 0xFFFD, 0xFFFD } },
        { "\xE0\x9F\xBF", false, 3, { 0xFFFD, 0xFFFD, 0xFFFD } },
        { "\xF0\x8F\xBF\xBF", false, 4, { 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD } },
        /* half of a pair of UTF-16 */
        { "\xED\xA0\x80", false, 3, { 0xFFFD, 0xFFFD, 0xFFFD } },
        { "\xED\xBF\xBF", false, 3, { 0xFFFD, 0xFFFD, 0xFFFD } },
        /* above the last character */
        { "\xF4\x90\x80\x80", false, 4, { 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD } },
        { "\xF5", false, 1, { 0xFFFD } },
        { "\xFF", false, 1, { 0xFFFD } },
        /* cut short */
        { "\xC2", false, 1, { 0xFFFD } },
        { "\xE9\x99", false, 2, { 0xFFFD, 0xFFFD } },
        { "\xE9\x99(", false, 3, { 0xFFFD, 0xFFFD, '(' } },
        { "a\xC2"
          "b",
          false,
          3,
          { 'a', 0xFFFD, 'b' } },
    };

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        Str s = str_z(rows[i].s), rest = s;
        uint32_t ch;
        size_t n = 0;
        if (utf8_valid(s) != rows[i].valid)
            fail_msg("valid %zu", i);
        while (utf8_next(&rest, &ch)) {
            if (n >= rows[i].n || ch != rows[i].ch[n])
                fail_msg("row %zu character %zu: %x", i, n, (unsigned)ch);
            n++;
        }
        if (n != rows[i].n || utf8_len(s) != n)
            fail_msg("row %zu: %zu characters", i, n);
    }
}

static void writes_every_character_so_that_it_is_read_again(void **state)
{
    (void)state;
    for (uint32_t ch = 0; ch <= 0x10FFFF; ch++) {
        char bytes[4];
        uint32_t again = 0;
        Str s = { bytes, utf8_put(ch, bytes) };
        bool surrogate = ch >= 0xD800 && ch <= 0xDFFF;
        if (utf8_valid(s) == surrogate)
            fail_msg("U+%04X", (unsigned)ch);
        if (!surrogate && (!utf8_next(&s, &again) || again != ch || s.n))
            fail_msg("U+%04X comes back as U+%04X", (unsigned)ch, (unsigned)again);
    }
}

/* Any bytes: the reader ends, and what it yields is as long as the text. */
static void reads_any_bytes_to_their_end(void **state)
{
    Rand r = rand_seeded(1);
    (void)state;
    for (int i = 0; i < 20000; i++) {
        char bytes[16];
        uint32_t ch;
        Str s = { bytes, (size_t)rand_below(&r, sizeof bytes + 1) }, rest = s;
        size_t bad = 0, used = 0;
        for (size_t k = 0; k < s.n; k++)
            bytes[k] =
                (char)(rand_below(&r, 3) ? 0x80 | rand_below(&r, 0x80) : rand_below(&r, 256));
        while (utf8_next(&rest, &ch)) {
            char again[4];
            bad += ch == 0xFFFD;
            used += ch == 0xFFFD ? 1 : utf8_put(ch, again);
        }
        if (rest.n || (used != s.n && !bad) || (utf8_valid(s) && used != s.n && !bad))
            fail_msg("round %d", i);
        if (!utf8_valid(s) && !bad)
            fail_msg("round %d: bad bytes went unseen", i);
    }
}

static void knows_control_characters(void **state)
{
    static const struct {
        Str s;
        bool plain, with_lines;
    } rows[] = {
        { S(""), true, true },
        { S("陈 a\tb~\xC2\x80"), true, true },
        { S("a\nb"), false, true },
        { S("a\r\nb"), false, true },
        { S("a\0b"), false, false },
        { S("\x1B[2J"), false, false },
        { S("\x1F"), false, false },
        { S("\x7F"), false, false },
        { S("\x0B"), false, false },
    };

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++)
        if (str_plain(rows[i].s, false) != rows[i].plain ||
            str_plain(rows[i].s, true) != rows[i].with_lines)
            fail_msg("row %zu", i);
}

static void cuts_between_characters(void **state)
{
    static const struct {
        const char *s;
        size_t n;
        const char *part;
    } rows[] = {
        { "", 0, "" },      { "", 5, "" },        { "abc", 3, "abc" }, { "abc", 2, "ab" },
        { "abc", 0, "" },   { "陈嘉", 6, "陈嘉" }, { "陈嘉", 5, "陈" },  { "陈嘉", 4, "陈" },
        { "陈嘉", 3, "陈" }, { "陈嘉", 2, "" },     { "a𠮷", 4, "a" },   { "a𠮷", 5, "a𠮷" },
        { "\x80\x80", 1, "" },
    };

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++)
        if (!str_eq(utf8_part(str_z(rows[i].s), rows[i].n), str_z(rows[i].part)))
            fail_msg("row %zu", i);
}

static void measures_how_far_words_are_apart(void **state)
{
    static const struct {
        const char *a, *b;
        size_t limit, far;
    } rows[] = {
        { "", "", 3, 0 },
        { "list", "list", 3, 0 },
        { "LIST", "list", 3, 0 },
        { "list", "lsit", 3, 2 },
        { "list", "lis", 3, 1 },
        { "lis", "list", 3, 1 },
        { "kitten", "sitting", 3, 3 },
        { "kitten", "sitting", 2, 3 },
        { "", "abc", 3, 3 },
        { "abc", "", 2, 3 },
        { "abc", "xyz", 0, 1 },
        { "abc", "abc", 0, 0 },
        /* 64 bytes are the most that is looked at */
        { "0123456789012345678901234567890123456789012345678901234567890123",
          "0123456789012345678901234567890123456789012345678901234567890123", 3, 0 },
        { "01234567890123456789012345678901234567890123456789012345678901234",
          "01234567890123456789012345678901234567890123456789012345678901234", 3, 4 },
        { "a", "01234567890123456789012345678901234567890123456789012345678901234", 3, 4 },
    };

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        size_t far = str_distance(str_z(rows[i].a), str_z(rows[i].b), rows[i].limit);
        if (far != rows[i].far)
            fail_msg("'%s' and '%s': %zu", rows[i].a, rows[i].b, far);
    }
}

static void cuts_no_character_in_two(void **state)
{
    Str s = S("a僑𠮷b"); /* 1, 3, 4 and 1 bytes */
    static const size_t left[] = { 0, 1, 1, 1, 4, 4, 4, 4, 8, 9, 9 };
    (void)state;
    for (size_t n = 0; n < LEN(left); n++)
        assert_int_equal(utf8_part(s, n).n, left[n]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_text_that_ends_with_zero),
        cmocka_unit_test(compares),
        cmocka_unit_test(compares_with_what_ends_with_zero),
        cmocka_unit_test(looks_at_both_ends_and_inside),
        cmocka_unit_test(cuts_parts_to_what_there_is),
        cmocka_unit_test(trims_white_space_of_all_kinds),
        cmocka_unit_test(splits_once),
        cmocka_unit_test(gives_one_piece_after_another),
        cmocka_unit_test(reads_whole_numbers),
        cmocka_unit_test(reads_utf8_and_refuses_what_is_none),
        cmocka_unit_test(writes_every_character_so_that_it_is_read_again),
        cmocka_unit_test(reads_any_bytes_to_their_end),
        cmocka_unit_test(knows_control_characters),
        cmocka_unit_test(cuts_between_characters),
        cmocka_unit_test(measures_how_far_words_are_apart),
        cmocka_unit_test(cuts_no_character_in_two),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
