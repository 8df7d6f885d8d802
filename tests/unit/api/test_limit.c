/* SPDX-License-Identifier: Apache-2.0
 * How often somebody may ask within a minute.
 */
#include "api/limit.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sodium.h>

enum { THREADS = 4, EACH = 1000 };
static const int64_t MINUTE = 60000;

static void a_minute_has_a_limit(void **state)
{
    Limits *l = limits_new();
    LimitLeft left;

    (void)state;
    for (int i = 0; i < 3; i++) {
        assert_true(limits_take(l, S("ann"), 3, 5 * MINUTE + 1000, &left));
        assert_int_equal(left.left, 2 - i);
        assert_int_equal(left.limit, 3);
        assert_int_equal(left.reset, 59);
    }
    assert_false(limits_take(l, S("ann"), 3, 6 * MINUTE - 1, &left));
    assert_int_equal(left.left, 0);
    assert_int_equal(left.reset, 1);
    assert_true(limits_take(l, S("bob"), 3, 6 * MINUTE - 1, &left)); /* somebody else */
    assert_true(limits_take(l, S("ann"), 3, 6 * MINUTE, &left));     /* the next minute */
    assert_int_equal(left.left, 2);
    assert_int_equal(left.reset, 60);
    limits_free(l);
}

typedef struct {
    Limits *limits;
    int taken;
} Taker;

static void *take(void *arg)
{
    Taker *t = arg;
    LimitLeft left;
    for (int i = 0; i < EACH; i++)
        t->taken += limits_take(t->limits, S("ann"), EACH, MINUTE, &left);
    return NULL;
}

static void threads_share_it(void **state)
{
    Limits *l = limits_new();
    pthread_t threads[THREADS];
    Taker takers[THREADS];
    int taken = 0;

    (void)state;
    for (int i = 0; i < THREADS; i++) {
        takers[i] = (Taker){ l, 0 };
        assert_int_equal(pthread_create(&threads[i], NULL, take, &takers[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        taken += takers[i].taken;
    }
    assert_int_equal(taken, EACH);
    limits_free(l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_minute_has_a_limit),
        cmocka_unit_test(threads_share_it),
    };
    return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
