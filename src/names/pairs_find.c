/* SPDX-License-Identifier: Apache-2.0
 * The pairs and groups of a whole registry.
 *
 * Threads take blocks one by one; what they found is sorted before anything is made of it, so that
 * their number and their speed change nothing.
 */
#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/date.h"
#include "base/mem.h"
#include "names/pairs_impl.h"

/* Scores are sums of parts that are not quite independent: a bit of theirs is worth so much. */
static const double WORTH = 0.92;
/* Of a new registry so many persons are expected to be there twice. */
static const double TWICE = 0.02;
/* Pairs so many bits below an even chance are not kept, unless they are asked for. */
static const double KEPT_BELOW = 3.5;
/* A pair as unlikely as this in two groups keeps them apart. */
static const double CONTRADICTS = 0.05;

/* ---- probabilities ---- */

double pairs_probability(int32_t prior, int32_t bits)
{
    return 1 / (1 + exp2(-WORTH * (prior + bits) / PAIR_UNIT));
}

/* A registry of a few rows is taken for one of so many: it says little of how many are there
 * twice. */
static const double FEW = 200;

static int32_t prior_of(double pairs, int64_t population)
{
    double n = fmax((double)population, FEW), all = n * (n - 1) / 2;
    return (int32_t)lrint(PAIR_UNIT * log2(fmax(pairs, 0.01) / all));
}

int32_t pairs_prior(const Pairs *p)
{
    return prior_of(TWICE * fmax((double)p->population, FEW), p->population);
}

/* The bits from which pairs are kept, to list those of a probability of `least` and more. */
static int32_t floor_of(const Pairs *p, double least)
{
    static const double MARGIN = 2; /* the prior is not learned yet */
    double asked = MARGIN - log2(least / fmax(1 - least, 1e-6)) / WORTH;
    return -pairs_prior(p) - (int32_t)lrint(fmax(KEPT_BELOW, asked) * PAIR_UNIT);
}

/* How many pairs are one person is told from the scores: the prior that their probabilities add up
 * to (the E and M steps for this one number). */
static int32_t learn_prior(const Pairs *p, const Pair *list, size_t n)
{
    enum { STEPS = 12, SLOTS = 8192, SLOT = 5 };
    int64_t *count = mem_zget((size_t)SLOTS * 2, sizeof *count);
    int32_t prior = pairs_prior(p);

    for (size_t i = 0; i < n; i++) {
        int32_t slot = list[i].bits / SLOT + SLOTS;
        if (list[i].bits < floor_of(p, 1))
            continue; /* the same pairs whatever was asked for */
        count[slot < 0 ? 0 : slot >= SLOTS * 2 ? SLOTS * 2 - 1 : slot]++;
    }
    for (int step = 0; step < STEPS; step++) {
        double pairs = 1;
        for (int32_t i = 0; i < SLOTS * 2; i++)
            if (count[i])
                pairs += (double)count[i] * pairs_probability(prior, (i - SLOTS) * SLOT);
        prior = prior_of(pairs, p->population);
    }
    mem_give(count);
    return prior;
}

/* ---- threads ---- */

typedef struct {
    const Pairs *p;
    const Places *places;
    const uint32_t *starts; /* of the blocks, and the end */
    size_t nblocks, most;
    int32_t floor;
    atomic_size_t next;
} Work;

typedef struct {
    Work *work;
    Met met;
} Worker;

enum { BLOCKS_AT_ONCE = 256 };

static void *work(void *arg)
{
    Worker *me = arg;
    Work *w = me->work;
    PairName *room = mem_get((w->most + 1) * sizeof *room);

    for (size_t from; (from = atomic_fetch_add(&w->next, BLOCKS_AT_ONCE)) < w->nblocks;) {
        size_t to = from + BLOCKS_AT_ONCE < w->nblocks ? from + BLOCKS_AT_ONCE : w->nblocks;
        for (size_t i = from; i < to; i++) {
            uint32_t first = w->starts[2 * i], end = w->starts[2 * i + 1];
            pairs_block(w->p, w->places->p + first, end - first, w->floor, room, &me->met);
        }
    }
    mem_give(room);
    return NULL;
}

/* First and end of each block of two names and more. */
static uint32_t *find_starts(const Places *places, Work *w)
{
    uint32_t *starts = NULL;
    size_t room = 0;

    for (size_t from = 0, to; from < places->n; from = to) {
        for (to = from + 1; to < places->n && places->p[to] >> 32 == places->p[from] >> 32; to++)
            ;
        if (to - from < 2)
            continue;
        if (w->nblocks == room) {
            room = room ? room * 2 : 1024;
            starts = mem_resize(starts, 2 * room * sizeof *starts);
        }
        starts[2 * w->nblocks] = (uint32_t)from;
        starts[2 * w->nblocks++ + 1] = (uint32_t)to;
        w->most = to - from > w->most ? to - from : w->most;
    }
    return starts;
}

static double least_of(const PairsOptions *o)
{
    static const double LEAST = 0.8;
    return o->least > 0 ? o->least : LEAST;
}

static unsigned threads_of(const PairsOptions *o)
{
    long n = o->threads ? (long)o->threads : sysconf(_SC_NPROCESSORS_ONLN);
    return (unsigned)(n < 1 ? 1 : n > PAIRS_THREADS_MAX ? PAIRS_THREADS_MAX : n);
}

/* Runs the workers; a thread that cannot be made leaves its work to the others. */
static void run(Work *w, Worker *workers, unsigned n)
{
    pthread_t threads[PAIRS_THREADS_MAX];
    bool made[PAIRS_THREADS_MAX] = { false };

    for (unsigned i = 0; i < n; i++)
        workers[i].work = w;
    for (unsigned i = 1; i < n; i++)
        made[i] = pthread_create(&threads[i], NULL, work, &workers[i]) == 0;
    (void)work(&workers[0]);
    for (unsigned i = 1; i < n; i++)
        if (made[i])
            (void)pthread_join(threads[i], NULL);
}

static int by_rows(const void *x, const void *y)
{
    const Pair *a = x, *b = y;
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    return (a->b > b->b) - (a->b < b->b);
}

static int by_bits(const void *x, const void *y)
{
    const Pair *a = x, *b = y;
    return a->bits != b->bits ? (a->bits > b->bits ? -1 : 1) : by_rows(x, y);
}

/* What all workers met, each pair once. */
static Pair *join(Worker *workers, unsigned n, PairsFound *out, size_t *count)
{
    size_t all = 0, kept = 0;
    Pair *list;

    for (unsigned i = 0; i < n; i++)
        all += workers[i].met.n;
    list = mem_get((all + 1) * sizeof *list);
    all = 0;
    for (unsigned i = 0; i < n; i++) {
        const Met *m = &workers[i].met;
        if (m->n)
            memcpy(list + all, m->p, m->n * sizeof *list);
        all += m->n;
        out->compared += m->compared;
        out->divided += m->divided;
        out->largest = m->largest > out->largest ? m->largest : out->largest;
    }
    qsort(list, all, sizeof *list, by_rows);
    for (size_t i = 0; i < all; i++)
        if (kept == 0 || by_rows(&list[kept - 1], &list[i]) != 0)
            list[kept++] = list[i];
    *count = kept;
    return list;
}

/* Every pair that shares a block and may be one person. */
static bool meet_all(const Pairs *p, const PairsOptions *o, PairsFound *out, Pair **list, size_t *n,
                     Err *e)
{
    Worker workers[PAIRS_THREADS_MAX] = { 0 };
    unsigned threads = threads_of(o);
    Places places;
    Work w = { .p = p, .places = &places };
    uint32_t *starts;
    bool full = false;

    pairs_places(p, o->quick, &places);
    w.starts = starts = find_starts(&places, &w);
    w.floor = floor_of(p, least_of(o));
    out->blocks = (int64_t)w.nblocks;
    out->compared_us = -clock_steady_us();
    run(&w, workers, threads);
    out->compared_us += clock_steady_us();
    *list = join(workers, threads, out, n);
    for (unsigned i = 0; i < threads; i++) {
        full |= workers[i].met.full;
        mem_give(workers[i].met.p);
    }
    mem_give(starts);
    mem_give(places.p);
    return !full ||
           err_set(e, ERR_INVALID, N_("more than %d pairs are alike; compare a part of the rows"),
                   PAIRS_MET_MAX);
}

/* Was it said that they are two? */
static bool apart(const Pairs *p, const PairsOptions *o, uint32_t a, uint32_t b)
{
    return o->apart && o->apart(o->apart_arg, p->rows[a].id, p->rows[b].id);
}

/* ---- groups ---- */

typedef struct {
    uint32_t *rows;
    size_t n;
    Pair strongest, weakest;
} Group;

typedef struct {
    const Pairs *p;
    const PairsOptions *o;
    PairsFound *out;
    Ids of; /* row, plus one → group */
    Group *list;
    size_t n, room;
} Grouping;

static uint32_t group_of(Grouping *g, uint32_t row)
{
    int64_t at;

    if (g->of.n && ids_get(&g->of, (uint64_t)row + 1, &at))
        return (uint32_t)at;
    if (g->n == g->room) {
        g->room = g->room ? g->room * 2 : 256;
        g->list = mem_resize(g->list, g->room * sizeof *g->list);
    }
    g->list[g->n] = (Group){ .rows = mem_get(sizeof(uint32_t)), .n = 1 };
    g->list[g->n].rows[0] = row;
    ids_set(&g->of, (uint64_t)row + 1, (int64_t)g->n);
    return (uint32_t)g->n++;
}

/* The weakest pair across two groups; false if one says that they are two persons. */
static bool weakest_across(const Grouping *g, const Group *x, const Group *y, Pair *weakest)
{
    for (size_t i = 0; i < x->n; i++)
        for (size_t k = 0; k < y->n; k++) {
            uint32_t a = x->rows[i] < y->rows[k] ? x->rows[i] : y->rows[k];
            uint32_t b = x->rows[i] < y->rows[k] ? y->rows[k] : x->rows[i];
            int32_t bits = pairs_bits(g->p, a, b);
            if (pairs_probability(g->out->prior, bits) < CONTRADICTS || apart(g->p, g->o, a, b))
                return false;
            if (bits < weakest->bits)
                *weakest = (Pair){ a, b, bits };
        }
    return true;
}

/* Joins the groups of a pair, if no pair across them speaks against it. */
static void group_pair(Grouping *g, const Pair *pair)
{
    uint32_t to = group_of(g, pair->a), from = group_of(g, pair->b);
    Group *x = &g->list[to], *y = &g->list[from];
    Pair weakest = *pair;

    if (to == from)
        return;
    if (x->n + y->n > GROUP_ROWS_MAX || !weakest_across(g, x, y, &weakest)) {
        g->out->chains++;
        return;
    }
    if (x->n == 1 && y->n == 1)
        x->strongest = *pair;
    else if (x->n == 1 || (y->n > 1 && by_bits(&y->strongest, &x->strongest) < 0))
        x->strongest = y->strongest;
    if (x->n > 1 && x->weakest.bits < weakest.bits)
        weakest = x->weakest;
    if (y->n > 1 && y->weakest.bits < weakest.bits)
        weakest = y->weakest;
    x->weakest = weakest;
    x->rows = mem_resize(x->rows, (x->n + y->n) * sizeof *x->rows);
    memcpy(x->rows + x->n, y->rows, y->n * sizeof *x->rows);
    for (size_t i = 0; i < y->n; i++)
        ids_set(&g->of, (uint64_t)y->rows[i] + 1, to);
    x->n += y->n;
    y->n = 0;
}

static int by_row(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

static int by_strongest(const void *x, const void *y)
{
    return by_bits(&((const PairGroup *)x)->strongest, &((const PairGroup *)y)->strongest);
}

/* The groups of more than one row as the caller gets them. */
static void hand_out(Grouping *g)
{
    PairsFound *out = g->out;
    size_t rows = 0, at = 0;

    for (size_t i = 0; i < g->n; i++)
        rows += g->list[i].n;
    out->group_rows = mem_get((rows + 1) * sizeof *out->group_rows);
    out->groups = mem_get((g->n + 1) * sizeof *out->groups);
    for (size_t i = 0; i < g->n; i++) {
        Group *x = &g->list[i];
        if (x->n < 2)
            continue;
        qsort(x->rows, x->n, sizeof *x->rows, by_row);
        memcpy(out->group_rows + at, x->rows, x->n * sizeof *x->rows);
        out->groups[out->ngroups++] =
            (PairGroup){ out->group_rows + at, x->n, x->strongest, x->weakest };
        at += x->n;
    }
    qsort(out->groups, out->ngroups, sizeof *out->groups, by_strongest);
}

static void make_groups(const Pairs *p, const PairsOptions *o, PairsFound *out)
{
    Grouping g = { .p = p, .o = o, .out = out };

    for (size_t i = 0; i < out->npairs; i++)
        group_pair(&g, &out->pairs[i]);
    hand_out(&g);
    for (size_t i = 0; i < g.n; i++)
        mem_give(g.list[i].rows);
    mem_give(g.list);
    ids_done(&g.of);
}

/* ---- all of it ---- */

bool pairs_find(const Pairs *p, const PairsOptions *o, PairsFound *out, Err *e)
{
    double least = least_of(o);
    Pair *met = NULL;
    size_t n = 0;

    *out = (PairsFound){ 0 };
    if (!meet_all(p, o, out, &met, &n, e)) {
        mem_give(met);
        return false;
    }
    out->prior = learn_prior(p, met, n);
    for (size_t i = 0; i < n; i++)
        if (pairs_probability(out->prior, met[i].bits) >= least && !apart(p, o, met[i].a, met[i].b))
            met[out->npairs++] = met[i];
    out->pairs = met;
    qsort(met, out->npairs, sizeof *met, by_bits);
    if (!o->quick)
        make_groups(p, o, out);
    return true;
}

void pairs_found_done(PairsFound *f)
{
    mem_give(f->pairs);
    mem_give(f->groups);
    mem_give(f->group_rows);
    *f = (PairsFound){ 0 };
}
