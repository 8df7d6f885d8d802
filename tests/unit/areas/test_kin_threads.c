/* SPDX-License-Identifier: Apache-2.0
 * Searches go on while the index of names is brought up to the store, and while it is made anew.
 */
#include "areas/office.h"

#include <pthread.h>
#include <stdatomic.h>

#include "engine/kinfolk.h"

enum { SEARCHERS = 3, ROUNDS = 12 };

typedef struct {
    Kinfolk *folk;
    atomic_bool done;
    atomic_int searches, wrong;
} Shared;

/* 陈文瑞 is in the registry from the first view to the last, and always comes first. */
static void *search(void *arg)
{
    static const KinQuery q = { .name = S("Tan Boon Swee") };
    Shared *s = arg;

    while (!atomic_load(&s->done)) {
        Arena *a = arena_new(ARENA_REQUEST);
        const KinView *v = kinfolk_take(s->folk);
        KinAnswer answer;
        Err e = { 0 };
        if (!kin_match_in(v, a, &q, 3, &answer, &e) || answer.n == 0 || answer.p[0].bits < 1000)
            atomic_fetch_add(&s->wrong, 1);
        kinfolk_give(s->folk, v);
        arena_free(a);
        atomic_fetch_add(&s->searches, 1);
    }
    return NULL;
}

static void searches_go_on_while_it_is_made_anew(TestDb *t)
{
    Office o = office_open(t);
    AUTO(kinfolk_freep) Kinfolk *folk = kinfolk_new(arena_printf(o.arena, "%s/index.kin", t->dir));
    Shared s = { .folk = folk };
    pthread_t threads[SEARCHERS];
    Err e = { 0 };
    int64_t id;

    (void)OFFICE(&o, "person", "name_hans=陈文瑞");
    OK(kinfolk_refresh(folk, &o.c, &e), e);
    for (size_t i = 0; i < SEARCHERS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, search, &s), 0);
    for (int i = 0; i < ROUNDS; i++) {
        /* a new person beside the base; then its erasure, for which the base is made anew */
        id = OFFICE(&o, "person", "name_hans=黄大山");
        OK(kinfolk_refresh(folk, &o.c, &e), e);
        OK(store_erase(&o.c, registry_find(o.c.types, S("person")), id, S("request"), &e), e);
        OK(kinfolk_refresh(folk, &o.c, &e), e);
        while (atomic_load(&s.searches) < 2 * i)
            ;
    }
    atomic_store(&s.done, true);
    for (size_t i = 0; i < SEARCHERS; i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    assert_int_equal(kinfolk_rebuilds(folk), ROUNDS + 1);
    assert_int_equal(atomic_load(&s.wrong), 0);
    assert_true(atomic_load(&s.searches) >= SEARCHERS);
    office_close(&o);
}

static const DbCase cases[] = { DB_CASE(searches_go_on_while_it_is_made_anew) };

int main(void)
{
    return run_db_cases("kin threads", cases, LEN(cases));
}
