/* SPDX-License-Identifier: Apache-2.0
 * Growing arrays.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/vec.h"

static void keeps_order_while_it_grows(void **state)
{
    AUTO(arena_freep) Arena *a = arena_new(ARENA_REQUEST);
    VEC(int) v = { 0 };

    (void)state;
    for (int i = 0; i < 10000; i++)
        vec_push(a, &v, i * 3);
    assert_int_equal(v.n, 10000);
    assert_true(v.size >= v.n && v.size < 2 * v.n);
    for (int i = 0; i < 10000; i++)
        assert_int_equal(v.p[i], i * 3);
}

static void takes_whole_structs(void **state)
{
    AUTO(arena_freep) Arena *a = arena_new(ARENA_REQUEST);
    VEC(Str) v = { 0 };

    (void)state;
    for (size_t i = 0; i < 9; i++)
        vec_push(a, &v, (Str){ "abcdefghi", i });
    for (size_t i = 0; i < 9; i++)
        assert_int_equal(v.p[i].n, i);
    /* room that is not used yet is clear */
    assert_int_equal(v.size, 16);
    assert_null(v.p[15].p);
}

static void costs_nothing_while_it_is_empty(void **state)
{
    AUTO(arena_freep) Arena *a = arena_new(ARENA_REQUEST);
    VEC(int) v = { 0 };

    (void)state;
    assert_int_equal(arena_used(a), 0);
    assert_null(v.p);
    vec_push(a, &v, 1);
    assert_int_equal(v.size, 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_order_while_it_grows),
        cmocka_unit_test(takes_whole_structs),
        cmocka_unit_test(costs_nothing_while_it_is_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
