/* SPDX-License-Identifier: Apache-2.0
 * Searches over made registries, hundreds of seeds: what holds of every answer, and that the bounds
 * and passes of a search lose nothing against weighing every row in every way.
 */
#include <math.h>

#include "made.h"
#include "names/kin_impl.h"

enum { SEEDS = 300, ROWS = 220, MANY_SEEDS = 30 };

/* What kin_scan.c leaves out on purpose: below LEAST, or SPAN below the best. */
enum { LEAST = -2000, SPAN = 2000 };

/* ---- what holds of every answer ---- */

static void check_sums(const KinAnswer *answer, uint64_t seed)
{
    double all = answer->nobody;

    for (size_t i = 0; i < answer->n; i++) {
        const KinCandidate *c = &answer->p[i];
        int sum = 0;
        assert_true(c->nreasons > 0 && c->nreasons < KIN_REASONS);
        for (size_t w = 0; w < c->nreasons; w++)
            sum += c->reasons[w].bits;
        assert_int_equal(sum, c->bits);
        assert_true(c->p >= 0 && c->p <= 1);
        all += c->p;
        /* The reasons shown are those of the score: odds go with 2 to the bits. */
        if (i && answer->p[0].p > 0 &&
            fabs(log2(c->p / answer->p[0].p) - (double)(c->bits - answer->p[0].bits) / KIN_UNIT) >
                1e-6)
            fail_msg("seed %d, candidate %zu: the score is not that of its reasons", (int)seed, i);
    }
    assert_true(answer->nobody >= 0 && all <= 1 + 1e-9);
}

static void check_order(const KinAnswer *answer, size_t top)
{
    assert_true(answer->n <= top);
    for (size_t i = 1; i < answer->n; i++) {
        const KinCandidate *a = &answer->p[i - 1], *b = &answer->p[i];
        assert_true(a->bits > b->bits || (a->bits == b->bits && a->person < b->person));
    }
    for (size_t i = 0; i < answer->n; i++)
        for (size_t k = 0; k < i; k++)
            assert_int_not_equal(answer->p[i].person, answer->p[k].person);
}

static void same_answer(const KinAnswer *a, const KinAnswer *b, uint64_t seed)
{
    bool same = a->n == b->n && fabs(a->nobody - b->nobody) < 1e-12;

    for (size_t i = 0; same && i < a->n; i++)
        same = a->p[i].person == b->p[i].person && a->p[i].bits == b->p[i].bits &&
               a->p[i].alias == b->p[i].alias && a->p[i].nreasons == b->p[i].nreasons &&
               fabs(a->p[i].p - b->p[i].p) < 1e-12;
    if (!same)
        fail_msg("seed %d: two answers to one question", (int)seed);
}

static void shuffle(Rand *r, Made *m)
{
    for (size_t i = m->n; i > 1; i--) {
        size_t k = (size_t)rand_below(r, i);
        KinRow swap = m->rows[k];
        m->rows[k] = m->rows[i - 1];
        m->rows[i - 1] = swap;
    }
}

static bool ask(const Kin *k, Arena *a, const KinQuery *q, size_t top, KinAnswer *out)
{
    Err e = { 0 };

    if (kin_match(k, a, q, top, out, &e))
        return true;
    fail_msg("%.*s: %s", STR(q->name), e.msg);
    return false;
}

static void answers_are_sums_and_always_the_same(void **state)
{
    const Tables *t = *state;
    Made *m = mem_zget(1, sizeof *m);

    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        ArenaMark mark = arena_mark(t->arena);
        Rand r = rand_seeded(seed);
        KinAnswer first, again, other;
        size_t top = 1 + (size_t)rand_below(&r, 30);
        KinQuery q;
        Kin *k, *shuffled;
        made_registry(&r, t->arena, 1 + (size_t)rand_below(&r, ROWS), m);
        k = made_index(t, m);
        shuffle(&r, m);
        shuffled = made_index(t, m);
        q = made_query(&r, t->arena);
        (void)ask(k, t->arena, &q, top, &first);
        (void)ask(k, t->arena, &q, top, &again);
        (void)ask(shuffled, t->arena, &q, top, &other);
        check_sums(&first, seed);
        check_order(&first, top);
        same_answer(&first, &again, seed);
        same_answer(&first, &other, seed);
        kin_free(k);
        kin_free(shuffled);
        arena_rewind(t->arena, mark);
    }
    mem_give(m);
}

/* ---- nothing is lost ---- */

typedef struct {
    Search *s;
    bool *listed; /* by way and code: may the way's surname be that one? */
} Slow;

static Slow slow_of(const Kin *k, Arena *a, const KinQuery *q)
{
    Slow slow = { .s = NEW(a, Search), .listed = NEWN(a, bool, (size_t)WAYS_MAX *CODES) };
    Search *s = slow.s;
    Err e = { 0 };

    s->k = k;
    s->a = a;
    s->q = q;
    s->ncodes = CODES;
    if (!search_weights(s, &e) || !search_context(s, &e))
        fail_msg("%s", e.msg);
    for (size_t i = 0; i < s->ncombos; i++)
        for (size_t c = 0; c < s->combos[i].surname.n; c++)
            slow.listed[(size_t)s->combos[i].way * CODES + s->combos[i].surname.list[c].cls] = true;
    return slow;
}

/* The most that a row weighs in any combo; with `listed`, in those of ways whose surname it has. */
static int row_bits(const Slow *slow, const KinName *row, bool listed)
{
    const Search *s = slow->s;
    int best = INT32_MIN;

    for (size_t i = 0; i < s->ncombos; i++) {
        const Combo *c = &s->combos[i];
        int bits;
        if (listed && !slow->listed[(size_t)c->way * CODES + row->c[0]])
            continue;
        bits = surname_bits(s, c, row->c[0]) + given_fit(s, c, row).bits + context_bits(s, row);
        best = bits > best ? bits : best;
    }
    return best;
}

static const KinCandidate *answered(const KinAnswer *answer, int64_t person)
{
    for (size_t i = 0; i < answer->n; i++)
        if (answer->p[i].person == person)
            return &answer->p[i];
    return NULL;
}

/* By person: the most of any of his names, over combos of his surname and over all. */
static void check_nothing_lost(const Kin *k, const Slow *slow, const KinAnswer *answer, size_t top,
                               uint64_t seed)
{
    int *listed = NEWN(slow->s->a, int, k->nids + 1), *all = NEWN(slow->s->a, int, k->nids + 1);
    int least = LEAST;

    for (size_t i = 0; i < k->nids; i++)
        listed[i] = all[i] = INT32_MIN;
    for (size_t i = 0; i < k->nrows; i++) {
        uint32_t person = k->rows[i].person;
        int mine = row_bits(slow, &k->rows[i], true), most = row_bits(slow, &k->rows[i], false);
        listed[person] = mine > listed[person] ? mine : listed[person];
        all[person] = most > all[person] ? most : all[person];
    }
    if (answer->n && answer->p[0].bits - SPAN > least)
        least = answer->p[0].bits - SPAN;
    if (answer->n == top && answer->p[top - 1].bits > least)
        least = answer->p[top - 1].bits;
    for (size_t i = 0; i < k->nids; i++) {
        const KinCandidate *c = answered(answer, k->ids[i]);
        if (listed[i] > least && (!c || c->bits < listed[i]))
            fail_msg("seed %d, '%.*s', person %d: %d bits and not %d", (int)seed,
                     STR(slow->s->q->name), (int)k->ids[i], c ? c->bits : 0, listed[i]);
        if (c && c->bits > all[i])
            fail_msg("seed %d, person %d: %d bits, more than %d", (int)seed, (int)k->ids[i],
                     c->bits, all[i]);
    }
}

static void compare(const Tables *t, Made *m, uint64_t seed, size_t rows, size_t top)
{
    ArenaMark mark = arena_mark(t->arena);
    Rand r = rand_seeded(seed);
    KinAnswer answer;
    KinQuery q;
    Slow slow;
    Kin *k;

    made_registry(&r, t->arena, rows, m);
    k = made_index(t, m);
    q = made_query(&r, t->arena);
    (void)ask(k, t->arena, &q, top, &answer);
    slow = slow_of(k, t->arena, &q);
    check_nothing_lost(k, &slow, &answer, top, seed);
    kin_free(k);
    arena_rewind(t->arena, mark);
}

static void bounds_and_passes_lose_nothing(void **state)
{
    const Tables *t = *state;
    Made *m = mem_zget(1, sizeof *m);

    for (uint64_t seed = 1; seed <= SEEDS; seed++)
        compare(t, m, 1000 + seed, 1 + seed % ROWS, KIN_TOP_MAX);
    /* more rows than are kept */
    for (uint64_t seed = 1; seed <= MANY_SEEDS; seed++)
        compare(t, m, 5000 + seed, MADE_MAX, 10);
    mem_give(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_are_sums_and_always_the_same),
        cmocka_unit_test(bounds_and_passes_lose_nothing),
    };
    return cmocka_run_group_tests(tests, tables_open, tables_close);
}
