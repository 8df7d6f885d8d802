/* SPDX-License-Identifier: Apache-2.0
 * Keys that do not mind script, width, case and blanks; also from several threads.
 */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "text/fold.h"

typedef struct {
    const char *text, *key;
} Row;

static const Row rows[] = {
    { "香港", "香港" },
    { "華僑聯誼會", "华侨联谊会" },
    { "ＡＢＣ　ｄｅ f", "abcdef" },
    { "Hong Kong", "hongkong" },
    { "Straße", "strasse" },
    { "ﬁle №5", "fileno5" },
    { "Côte d’Ivoire ", "côted’ivoire" },
    { "ｶﾀｶﾅ", "カタカナ" },
    { "\xC2\xA0 \t\n", "" },
    { "", "" },
    /* a rare character (4 bytes) is kept */
    { "𠮷野", "𠮷野" },
    { "a\xFFz", "a\xEF\xBF\xBDz" },
};

static void makes_one_key_of_many_spellings(void **state)
{
    Arena *a = arena_new(ARENA_REQUEST);
    Folder *f = folder_new();

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        char space[FOLD_SHORT];
        Str key = folder_key(f, a, str_z(rows[i].text));
        if (!str_eq(key, str_z(rows[i].key)))
            fail_msg("%s: %.*s", rows[i].text, STR(key));
        assert_true(str_eq(folder_short(f, str_z(rows[i].text), space), key));
        assert_true(str_eq(folder_key(f, a, key), key));
    }
    folder_free(f);
    arena_free(a);
}

/* One that grows eighteenfold fits into an arena and not into the short place. */
static void copes_with_long_texts(void **state)
{
    static char text[1200];
    Arena *a = arena_new(ARENA_REQUEST);
    Folder *f = folder_new();
    char space[FOLD_SHORT];

    (void)state;
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = "\xEF\xB7\xBA"[i % 3]; /* U+FDFA */
    assert_true(folder_key(f, a, (Str){ text, sizeof text }).n > sizeof text);
    assert_int_equal(folder_short(f, (Str){ text, sizeof text }, space).n, 0);
    assert_int_equal(folder_short(f, (Str){ text, 240 }, space).n, 0);
    folder_free(f);
    arena_free(a);
}

static void *fold_often(void *folder)
{
    Arena *a = arena_new(ARENA_REQUEST);
    for (int n = 0; n < 2000; n++) {
        const Row *row = &rows[(size_t)n % LEN(rows)];
        ArenaMark mark = arena_mark(a);
        if (!str_eq(folder_key(folder, a, str_z(row->text)), str_z(row->key)))
            abort();
        arena_rewind(a, mark);
    }
    arena_free(a);
    return NULL;
}

static void may_be_shared_by_threads(void **state)
{
    pthread_t threads[4];
    Folder *f = folder_new();

    (void)state;
    for (size_t i = 0; i < LEN(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, fold_often, f), 0);
    for (size_t i = 0; i < LEN(threads); i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    folder_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(makes_one_key_of_many_spellings),
        cmocka_unit_test(copes_with_long_texts),
        cmocka_unit_test(may_be_shared_by_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
