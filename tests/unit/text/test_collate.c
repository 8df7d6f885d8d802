/* SPDX-License-Identifier: Apache-2.0
 * The orders of Chinese texts: what follows what, and that what was learned says the same as ICU.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/collate.h"

static void puts_names_in_order(void **state)
{
    static const struct {
        Collate order;
        const char *less, *more;
    } rows[] = {
        { COLLATE_PINYIN, "阿明", "陈明" },   { COLLATE_PINYIN, "李四", "王五" },
        { COLLATE_PINYIN, "王安", "王五" },   { COLLATE_PINYIN, "王", "王安" },
        { COLLATE_PINYIN, "张", "ZHANG" },    { COLLATE_PINYIN, "", "阿" },
        { COLLATE_STROKES, "丁二", "王五" },  { COLLATE_STROKES, "王五", "李四" },
        { COLLATE_STROKES, "王", "王一" },    { COLLATE_STROKES, "二", "龍" },
        { COLLATE_PINYIN, "a", "B" },         { COLLATE_PINYIN, "王", "王\u200d" },
    };

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        Collator *c = collator_open(rows[i].order);
        assert_non_null(c);
        if (collator_compare(c, str_z(rows[i].less), str_z(rows[i].more)) >= 0 ||
            collator_compare(c, str_z(rows[i].more), str_z(rows[i].less)) <= 0)
            fail_msg("%s is not before %s", rows[i].less, rows[i].more);
        assert_int_equal(collator_compare(c, str_z(rows[i].less), str_z(rows[i].less)), 0);
        collator_close(c);
    }
    assert_null(collator_open(COLLATE_BYTES));
}

/* A text of up to 4 characters: common ones, rare ones, Latin, and what nobody sees. */
static Str some_text(Arena *a, uint32_t *seed)
{
    static const uint32_t others[] = {
        'a', 'Z', ' ', 0xE9, 0x200D, 0x3007, 0xF900, 0x20000, 0x3400
    };
    char text[16];
    size_t n = 0;

    for (uint32_t k = *seed % 4; k < 4; k++) {
        uint32_t ch;
        *seed = *seed * 1664525 + 1013904223;
        ch = *seed >> 16;
        ch = ch % 5 ? 0x4E00 + ch % (ch % 2 ? 40 : 0x5200) : others[ch / 5 % LEN(others)];
        n += utf8_put(ch, text + n);
    }
    return arena_str(a, (Str){ text, n });
}

static void learns_what_icu_says(void **state)
{
    (void)state;
    for (Collate order = COLLATE_PINYIN; order < COLLATE__N; order++) {
        Arena *a = arena_new(ARENA_REQUEST);
        Collator *taught = collator_open(order);
        uint32_t seed = 7;
        for (int i = 0; i < 20000; i++)
            (void)collator_compare(taught, S("王"), S("李"));
        for (int i = 0; i < 3; i++) { /* each stays below what makes it learn */
            Collator *fresh = collator_open(order);
            for (int k = 0; k < 15000; k++) {
                Str x = some_text(a, &seed), y = some_text(a, &seed);
                int said = collator_compare(taught, x, y), wanted = collator_compare(fresh, x, y);
                if ((said > 0) - (said < 0) != (wanted > 0) - (wanted < 0))
                    fail_msg("%.*s and %.*s: %d, not %d", STR(x), STR(y), said, wanted);
            }
            collator_close(fresh);
        }
        collator_close(taught);
        arena_free(a);
    }
}

static void has_a_default_and_a_version(void **state)
{
    Arena *a = arena_new(1 << 20);

    (void)state;
    assert_int_equal(collate_default(LANG_HANS), COLLATE_PINYIN);
    assert_int_equal(collate_default(LANG_HANT), COLLATE_STROKES);
    assert_int_equal(collate_default(LANG_EN), COLLATE_PINYIN);
    assert_true(str_find(collate_version(a), S(".")) > 0);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(puts_names_in_order),
        cmocka_unit_test(learns_what_icu_says),
        cmocka_unit_test(has_a_default_and_a_version),
    };
    return cmocka_run_group_tests_name("collate", tests, NULL, NULL);
}
