/* SPDX-License-Identifier: Apache-2.0
 * Maps, against plain lists.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/map.h"
#include "base/rand.h"

static void keeps_text_and_number(void **state)
{
    AUTO(map_done) Map m = { 0 };
    int64_t n = 5;

    (void)state;
    assert_false(map_get(&m, S("SB"), &n));
    map_set(&m, S("SB"), 90);
    assert_true(map_get(&m, S("SB"), &n) && n == 90);
    map_set(&m, S("SB"), INT64_MIN);
    assert_true(map_get(&m, S("SB"), &n) && n == INT64_MIN);
    assert_int_equal(m.n, 1);
    n = 5;
    assert_false(map_get(&m, S("sb"), &n));
    assert_int_equal(n, 5);
}

static void takes_any_key(void **state)
{
    AUTO(map_done) Map m = { 0 };
    int64_t n;

    (void)state;
    map_set(&m, (Str){ 0 }, 1);
    assert_true(map_get(&m, S(""), &n) && n == 1);
    map_set(&m, S(""), 2);
    assert_int_equal(m.n, 1);
    map_set(&m, S("a\0b"), 3);
    assert_false(map_get(&m, S("a"), &n));
    assert_true(map_get(&m, S("a\0b"), &n) && n == 3);
}

static void copies_its_keys(void **state)
{
    AUTO(map_done) Map m = { 0 };
    char key[] = "first";
    int64_t n;

    (void)state;
    map_set(&m, str_z(key), 1);
    memcpy(key, "other", sizeof key);
    assert_true(map_get(&m, S("first"), &n) && n == 1);
    assert_false(map_get(&m, S("other"), &n));
}

static void holds_what_a_list_holds(void **state)
{
    enum { KEYS = 700 };
    static int64_t list[KEYS];
    static bool there[KEYS];
    AUTO(map_done) Map m = { 0 };
    Rand r = rand_seeded(11);
    size_t n = 0;

    (void)state;
    for (int i = 0; i < 20000; i++) {
        size_t k = (size_t)rand_below(&r, KEYS);
        char key[32];
        int64_t got = -1;
        Str s = { key, (size_t)snprintf(key, sizeof key, "%zx陈%zu", k * 977, k) };
        if (map_get(&m, s, &got) != there[k] || (there[k] && got != list[k]))
            fail_msg("round %d: '%s'", i, key);
        if (rand_below(&r, 2))
            continue;
        n += !there[k];
        there[k] = true;
        list[k] = (int64_t)rand_next(&r);
        map_set(&m, s, list[k]);
        assert_int_equal(m.n, n);
    }
    assert_true(n > KEYS * 9 / 10);
    assert_true(m.n * 3 <= m.size * 2);
}

static void starts_again_when_done(void **state)
{
    Map m = { 0 };
    Ids ids = { 0 };
    int64_t n;

    (void)state;
    map_done(&m);
    map_set(&m, S("a"), 1);
    map_done(&m);
    assert_false(map_get(&m, S("a"), &n));
    map_set(&m, S("b"), 2);
    assert_true(map_get(&m, S("b"), &n) && n == 2);
    map_done(&m);
    ids_done(&ids);
    ids_set(&ids, 1, 1);
    ids_done(&ids);
    assert_false(ids_get(&ids, 1, &n));
}

static void keeps_numbers_by_number(void **state)
{
    AUTO(ids_done) Ids m = { 0 };
    int64_t n = 5;

    (void)state;
    assert_false(ids_get(&m, 0, &n));
    ids_set(&m, UINT64_MAX, -1);
    assert_true(ids_get(&m, UINT64_MAX, &n) && n == -1);
    n = 5;
    assert_false(ids_get(&m, 0, &n));
    assert_int_equal(n, 5);
    /* 0 is kept as 1 */
    ids_set(&m, 0, 7);
    assert_true(ids_get(&m, 0, &n) && n == 7);
    assert_true(ids_get(&m, 1, &n) && n == 7);
    assert_int_equal(m.n, 2);
}

static void holds_as_many_numbers_as_a_list(void **state)
{
    enum { KEYS = 3000 };
    static uint64_t keys[KEYS];
    static int64_t values[KEYS];
    AUTO(ids_done) Ids m = { 0 };
    Rand r = rand_seeded(12);
    int64_t n;

    (void)state;
    /* ids of records that were made one after another, and wild ones */
    for (size_t i = 0; i < KEYS; i++)
        keys[i] = i % 2 ? ((uint64_t)1 << 50) + (i << 20) : rand_next(&r) | 2;
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < KEYS; i++) {
            values[i] = (int64_t)rand_next(&r);
            ids_set(&m, keys[i], values[i]);
        }
        assert_int_equal(m.n, KEYS);
        for (size_t i = 0; i < KEYS; i++)
            assert_true(ids_get(&m, keys[i], &n) && n == values[i]);
    }
    for (int i = 0; i < 1000; i++)
        assert_false(ids_get(&m, ((uint64_t)1 << 60) + rand_below(&r, 1 << 20), &n));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_text_and_number),
        cmocka_unit_test(takes_any_key),
        cmocka_unit_test(copies_its_keys),
        cmocka_unit_test(holds_what_a_list_holds),
        cmocka_unit_test(starts_again_when_done),
        cmocka_unit_test(keeps_numbers_by_number),
        cmocka_unit_test(holds_as_many_numbers_as_a_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
