/* SPDX-License-Identifier: Apache-2.0
 * Level texts: what is folded, which blanks stay, and where each byte came from.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/level.h"

static const struct {
    const char *text, *level;
} rows[] = {
    { "接待３０多批，４００多人次﹔", "接待30多批,400多人次;" },
    { "華僑聯誼會 來訪", "华侨联谊会来访" },
    { "Received  MORE than\t30 Parties", "received more than 30 parties" },
    { "在 Xiamen 接待", "在xiamen接待" },
    { "一行\n二行", "一行\n二行" },
    { "Short line\nnext", "short line\nnext" },
    { "A line that is long enough to have been wrapped by some editor\nand goes on\n\nend",
      "a line that is long enough to have been wrapped by some editor and goes on\n\nend" },
    { "", "" },
};

static void folds_and_keeps_what_parts_words(void **state)
{
    Arena *a = arena_new(ARENA_REQUEST);
    Folder *f = folder_new();
    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        LevelText l = level_text(leveller_new(a, f), a, str_z(rows[i].text));
        if (!str_eq(l.text, str_z(rows[i].level)))
            fail_msg("%s: '%.*s'", rows[i].text, STR(l.text));
    }
    folder_free(f);
    arena_free(a);
}

static void knows_where_each_byte_came_from(void **state)
{
    static const char text[] = "共３批\nﬁve 團組";
    Arena *a = arena_new(ARENA_REQUEST);
    Folder *f = folder_new();
    LevelText l = level_text(leveller_new(a, f), a, str_z(text));
    ptrdiff_t at = str_find(l.text, S("团组"));

    (void)state;
    assert_true(str_eq(l.text, S("共3批\nfive团组")));
    assert_int_equal(l.from[3], 3); /* the full-width digit */
    assert_int_equal(l.from[at], strstr(text, "團") - text);
    assert_int_equal(l.from[l.text.n], strlen(text));
    for (size_t i = 0; i < l.text.n; i++) {
        assert_true(l.from[i] <= l.from[i + 1]);
        assert_true(l.from[level_place(&l, l.from[i])] == l.from[i]);
    }
    assert_int_equal(level_place(&l, sizeof text), l.text.n);
    folder_free(f);
    arena_free(a);
}

/* U+FDFA would be eighteen characters. */
static void is_never_longer_than_the_text(void **state)
{
    Arena *a = arena_new(ARENA_REQUEST);
    Folder *f = folder_new();
    static const char text[] = "\xEF\xB7\xBA ½ ㍿ … ﬁ ａ\xFF";
    LevelText l = level_text(leveller_new(a, f), a, str_z(text));
    (void)state;
    assert_true(l.text.n <= strlen(text));
    assert_true(str_starts(l.text, S("\xEF\xB7\xBA")));
    assert_true(str_ends(l.text, S("...fia~")));
    folder_free(f);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folds_and_keeps_what_parts_words),
        cmocka_unit_test(knows_where_each_byte_came_from),
        cmocka_unit_test(is_never_longer_than_the_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
