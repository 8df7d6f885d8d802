/* SPDX-License-Identifier: Apache-2.0
 * Several threads search one index, each in its own arena, and all get the same answers.
 */
#include <pthread.h>

#include "made.h"

enum { THREADS = 4, QUERIES = 12 };

typedef struct {
    const Kin *k;
    int64_t first[QUERIES]; /* who came first; -1 for nobody, -2 for an error */
    int bits[QUERIES];
} Work;

static void *search_often(void *arg)
{
    Work *w = arg;
    Arena *a = arena_new(ARENA_REQUEST);
    Rand r = rand_seeded(11);

    for (size_t i = 0; i < QUERIES; i++) {
        ArenaMark mark = arena_mark(a);
        KinQuery q = made_query(&r, a);
        KinAnswer answer;
        Err e = { 0 };
        bool done = kin_match(w->k, a, &q, 10, &answer, &e);
        w->first[i] = !done ? -2 : answer.n ? answer.p[0].person : -1;
        w->bits[i] = done && answer.n ? answer.p[0].bits : 0;
        arena_rewind(a, mark);
    }
    arena_free(a);
    return NULL;
}

static void threads_share_an_index(void **state)
{
    const Tables *t = *state;
    Rand r = rand_seeded(5);
    Made *m = mem_zget(1, sizeof *m);
    pthread_t threads[THREADS];
    Work work[THREADS + 1];
    size_t found = 0;
    Kin *k;

    made_registry(&r, t->arena, 500, m);
    k = made_index(t, m);
    for (size_t i = 0; i <= THREADS; i++)
        work[i] = (Work){ .k = k };
    for (size_t i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, search_often, &work[i]), 0);
    for (size_t i = 0; i < THREADS; i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    (void)search_often(&work[THREADS]);
    for (size_t q = 0; q < QUERIES; q++) {
        assert_true(work[THREADS].first[q] >= -1);
        found += work[THREADS].first[q] >= 0;
        for (size_t i = 0; i < THREADS; i++) {
            assert_int_equal(work[i].first[q], work[THREADS].first[q]);
            assert_int_equal(work[i].bits[q], work[THREADS].bits[q]);
        }
    }
    assert_true(found > QUERIES / 2);
    kin_free(k);
    mem_give(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(threads_share_an_index) };
    return cmocka_run_group_tests(tests, tables_open, tables_close);
}
