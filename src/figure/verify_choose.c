/* SPDX-License-Identifier: Apache-2.0
 * Which claim of a sentence gets which figure: each figure once, with the largest sum of scores.
 */
#include "figure/verify_impl.h"

#include <stdlib.h>

enum { SWAPS_MAX = 48 }; /* claims of a sentence that are compared with each other */

/* How much better the figure must be than the next one; how much of the best score a second choice
 * must have. */
static const double MARGIN = 0.3, FALLBACK = 0.75;

static int by_score(const void *x, const void *y)
{
    const Candidate *a = x, *b = y;
    if (a->score != b->score)
        return a->score < b->score ? 1 : -1;
    if (a->spot != b->spot)
        return a->spot < b->spot ? -1 : 1;
    return (a->figure > b->figure) - (a->figure < b->figure);
}

/* The candidates of a claim stand together in the list of its sentence. */
static const Candidate *candidates(const Contest *k, size_t claim, size_t *n)
{
    const Spot *s = &k->v->spots[claim];
    *n = s->candidates;
    return k->found + s->first;
}

/* 0 for no figure, below 0 for one that is no candidate of the claim. */
static double score_of(const Contest *k, size_t claim, int32_t figure)
{
    size_t n;
    const Candidate *list = candidates(k, claim, &n);
    for (size_t i = 0; figure >= 0 && i < n; i++)
        if (list[i].figure == figure)
            return list[i].score;
    return figure < 0 ? 0 : -1;
}

/* What is left to a claim that gives its figure away, if another one lets go of `freed`. */
static const Candidate *second_choice(const Contest *k, size_t claim, int32_t freed)
{
    size_t n;
    const Candidate *list = candidates(k, claim, &n), *best = NULL;
    for (size_t i = 0; i < n; i++) {
        bool is_free = list[i].figure == freed || !k->taken[list[i].figure];
        if (list[i].figure != k->v->spots[claim].figure && is_free &&
            (!best || list[i].score > best->score))
            best = &list[i];
    }
    return best;
}

/* Gives claim y's figure to x and the best one left to y, if the sum gains by it. */
static bool swap_gains(Contest *k, size_t x, size_t y)
{
    Spot *spots = k->v->spots;
    int32_t had = spots[x].figure, wanted = spots[y].figure;
    if (wanted < 0 || spots[x].by_hand || spots[y].by_hand || score_of(k, x, wanted) < 0)
        return false;
    const Candidate *second = second_choice(k, y, had);
    double now = score_of(k, x, had) + score_of(k, y, wanted),
           then = score_of(k, x, wanted) + (second ? second->score : 0);
    if (then <= now + 1e-9)
        return false;
    if (had >= 0)
        k->taken[had] = false;
    spots[x].figure = wanted;
    spots[y].figure = second ? second->figure : -1;
    if (second)
        k->taken[second->figure] = true;
    return true;
}

static void improve(Contest *k)
{
    bool again = k->to - k->from <= SWAPS_MAX;
    for (size_t round = 0; again && round < k->to - k->from; round++) {
        again = false;
        for (size_t x = k->from; x < k->to; x++)
            for (size_t y = k->from; y < k->to; y++)
                again |= x != y && swap_gains(k, x, y);
    }
}

/* Is the figure hardly better than another one would be, or a poor second choice? */
static bool is_doubtful(const Contest *k, size_t claim)
{
    size_t n;
    const Candidate *list = candidates(k, claim, &n);
    int32_t figure = k->v->spots[claim].figure;
    double own = score_of(k, claim, figure);
    for (size_t i = 0; i < n; i++)
        if (list[i].figure != figure && (k->taken[list[i].figure] ? own < FALLBACK * list[i].score
                                                                  : own < list[i].score + MARGIN))
            return true;
    return false;
}

void verify_choose(Contest *k)
{
    Spot *spots = k->v->spots;
    Candidate *order = arena_get(k->v->arena, (k->n + 1) * sizeof *order);
    memset(k->taken, 0, figures_count(k->v->all) * sizeof *k->taken);
    for (size_t i = k->from; i < k->to; i++)
        if (spots[i].figure >= 0)
            k->taken[spots[i].figure] = true;
    for (size_t i = 0; i < k->n; i++)
        order[i] = k->found[i];
    qsort(order, k->n, sizeof *order, by_score);
    for (size_t i = 0; i < k->n; i++) {
        if (spots[order[i].spot].figure >= 0 || k->taken[order[i].figure])
            continue;
        spots[order[i].spot].figure = order[i].figure;
        k->taken[order[i].figure] = true;
    }
    improve(k);
    for (size_t i = k->from; i < k->to; i++)
        if (spots[i].figure >= 0 && !spots[i].by_hand && is_doubtful(k, i))
            spots[i].figure = -1;
}
