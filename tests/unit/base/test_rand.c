/* SPDX-License-Identifier: Apache-2.0
 * Random numbers.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/rand.h"

/* First numbers of the reference program of xoshiro256**, state 1 2 3 4. */
static void agrees_with_the_reference(void **state)
{
    static const uint64_t wanted[] = {
        11520u,
        0u,
        1509978240u,
        1215971899390074240u,
        1216172134540287360u,
        607988272756665600u,
        16172922978634559625u,
        8476171486693032832u,
        10595114339597558777u,
        2904607092377533576u,
    };
    Rand r = { { 1, 2, 3, 4 } };

    (void)state;
    for (size_t i = 0; i < LEN(wanted); i++)
        assert_int_equal(rand_next(&r), wanted[i]);
}

/* First numbers of the reference program of splitmix64, seed 1234567. */
static void seeds_as_the_reference(void **state)
{
    static const uint64_t wanted[] = { 6457827717110365317u, 3203168211198807973u,
                                       9817491932198370423u, 4593380528125082431u };
    Rand r = rand_seeded(1234567);

    (void)state;
    for (size_t i = 0; i < LEN(wanted); i++)
        assert_int_equal(r.s[i], wanted[i]);
}

static void repeats_itself_by_seed(void **state)
{
    Rand a = rand_seeded(5), b = rand_seeded(5), c = rand_seeded(6);
    bool differ = false;

    (void)state;
    for (int i = 0; i < 100; i++) {
        uint64_t x = rand_next(&a);
        assert_int_equal(x, rand_next(&b));
        differ = differ || x != rand_next(&c);
    }
    assert_true(differ);
}

static void stays_below_and_reaches_all(void **state)
{
    Rand r = rand_seeded(9);
    size_t seen[7] = { 0 };

    (void)state;
    for (int i = 0; i < 70000; i++) {
        uint64_t x = rand_below(&r, LEN(seen));
        assert_true(x < LEN(seen));
        seen[x]++;
    }
    for (size_t i = 0; i < LEN(seen); i++)
        if (seen[i] < 9500 || seen[i] > 10500)
            fail_msg("%zu came %zu times", i, seen[i]);
    for (int i = 0; i < 100; i++) {
        assert_int_equal(rand_below(&r, 1), 0);
        assert_true(rand_below(&r, UINT64_MAX) < UINT64_MAX);
    }
}

static void takes_bytes_from_the_system(void **state)
{
    unsigned char a[1000] = { 0 }, b[1000] = { 0 };

    (void)state;
    rand_system(a, 0);
    assert_memory_equal(a, b, sizeof a);
    rand_system(a, sizeof a - 1);
    rand_system(b, sizeof b - 1);
    assert_memory_not_equal(a, b, sizeof a);
    assert_int_equal(a[999], 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_the_reference),
        cmocka_unit_test(seeds_as_the_reference),
        cmocka_unit_test(repeats_itself_by_seed),
        cmocka_unit_test(stays_below_and_reaches_all),
        cmocka_unit_test(takes_bytes_from_the_system),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
