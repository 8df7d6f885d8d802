/* SPDX-License-Identifier: Apache-2.0
 * The way through the names of an index: the sorted stretches of units are walked like a tree, as
 * far as the lattice leads, so that names which begin alike are looked at once.
 */
#include "names/find_walk.h"

#include <stdlib.h>

/* What a path through the lattice costs more: read in one system that is not pinyin; and words in
 * another order than typed. */
enum { SYSTEM_COST = 2 * BIT, ROTATED_COST = 4 * BIT, COST_MOST = 255 };
/* Beyond it a reading is so rare that it counts no more than one mixed of several systems. */
enum { RARE_COST = 9 * BIT };
enum { WIDTH = 24, FEW = 2 };

typedef struct {
    uint8_t node, steps, cost;
    uint64_t systems;
} State;

/* The best ways to stand at nodes of the lattice after some units. */
typedef struct {
    size_t n;
    State p[WIDTH];
} Front;

typedef struct {
    const Lattice *l;
    const Find *f;
    Order order;
    uint16_t index;
    Spans *out;
} Walk;

static FoundHow how_of(const State *s)
{
    if (s->steps & STEP_NEAR)
        return FOUND_NEAR;
    if (s->steps & STEP_INITIAL)
        return s->steps & STEP_SOUND ? FOUND_MIXED : FOUND_INITIALS;
    if (s->steps & STEP_SOUND)
        return s->systems && s->cost <= RARE_COST ? FOUND_SOUND : FOUND_MIXED;
    return FOUND_EXACT;
}

static bool is_better(const State *a, const State *b)
{
    FoundHow x = how_of(a), y = how_of(b);
    return x != y ? x < y : a->cost < b->cost;
}

/* ---- steps ---- */

/* Do two states compete: at the same node, and with the last syllable whole in both or in none? */
static bool compete(const State *a, const State *b)
{
    return a->node == b->node && (a->steps & STEP_BEGINNING) == (b->steps & STEP_BEGINNING);
}

/* A step from a state; kept if it is the best to its node. There is one slip at most. */
static void step(const State *from, State to, Front *out)
{
    unsigned cost = from->cost + (unsigned)to.cost;

    if (from->steps & to.steps & STEP_NEAR)
        return;
    to.steps |= from->steps;
    to.cost = (uint8_t)(cost > COST_MOST ? COST_MOST : cost);
    to.systems &= from->systems;
    for (size_t i = 0; i < out->n; i++)
        if (compete(&out->p[i], &to)) {
            if (is_better(&to, &out->p[i]))
                out->p[i] = to;
            return;
        }
    if (out->n < WIDTH)
        out->p[out->n++] = to;
}

static void step_class(const Lattice *l, const Front *in, uint32_t cls, Front *out)
{
    out->n = 0;
    for (uint32_t i = l->head[cls]; i; i = l->edges.p[i].next) {
        const HanEdge *e = &l->edges.p[i];
        for (size_t k = 0; k < in->n; k++)
            if (in->p[k].node == e->from)
                step(&in->p[k], (State){ e->to, e->steps, e->cost, e->systems }, out);
    }
}

static void step_word(const Lattice *l, const Front *in, uint32_t word, Front *out)
{
    out->n = 0;
    for (size_t i = 0; i < l->words.n; i++) {
        const WordEdge *e = &l->words.p[i];
        if (word < e->lo || word >= e->hi)
            continue;
        for (size_t k = 0; k < in->n; k++)
            if (in->p[k].node == e->from)
                step(&in->p[k], (State){ e->to, e->steps, e->cost, ~(uint64_t)0 }, out);
    }
}

static bool has_node(const Front *f, uint8_t node)
{
    for (size_t i = 0; i < f->n; i++)
        if (f->p[i].node == node)
            return true;
    return false;
}

/* ---- stretches that lead through ---- */

static uint32_t score_of(const Walk *w, const State *s, bool whole)
{
    const Lattice *l = w->l;
    FoundHow how = how_of(s);
    unsigned cost = s->cost + (l->rotated ? (unsigned)ROTATED_COST : 0), part = PART_INSIDE;
    bool pinyin = l->s->pinyin >= 0 && (s->systems >> l->s->pinyin & 1);

    if (w->order == ORDER_HEADS)
        part = whole && !(s->steps & STEP_BEGINNING) ? PART_WHOLE : PART_BEGINNING;
    if (how != FOUND_EXACT && !pinyin)
        cost += SYSTEM_COST;
    if (cost > COST_MOST)
        cost = COST_MOST;
    return (uint32_t)how << HOW_SHIFT | part << PART_SHIFT | cost;
}

/* The unit at that depth of a stretch. */
static uint32_t unit_at(const Walk *w, uint32_t i, size_t depth)
{
    return w->f->pool[(w->order == ORDER_HEADS ? w->f->list[i].first : w->f->tails[i]) + depth];
}

/* Is it below `unit`? Of second units there is a list that takes fewer looks into memory. */
static bool is_below(const Walk *w, uint32_t i, size_t depth, uint32_t unit)
{
    if (depth == 1 && w->order == ORDER_TAILS && unit <= HAN_CLASSES)
        return w->f->seconds[i] < unit;
    return unit_at(w, i, depth) < unit;
}

/* The first place in lo..hi whose unit at that depth is not below. */
static uint32_t place_bound(const Walk *w, uint32_t lo, uint32_t hi, size_t depth, uint32_t unit)
{
    while (lo < hi) {
        uint32_t middle = lo + (hi - lo) / 2;
        if (is_below(w, middle, depth, unit))
            lo = middle + 1;
        else
            hi = middle;
    }
    return lo;
}

static void add_span(const Walk *w, uint32_t lo, uint32_t hi, uint32_t score)
{
    if (lo < hi && w->out->n < SPANS_MAX)
        vec_push(w->l->a, w->out, (Span){ lo, hi, score, (uint16_t)w->order, w->index });
}

/* If the lattice is at its end, all that stands in lo..hi matches. */
static void note_end(const Walk *w, const Front *f, uint32_t lo, uint32_t hi, size_t depth)
{
    for (size_t i = 0; i < f->n; i++) {
        uint32_t whole;
        if (f->p[i].node != w->l->end)
            continue;
        whole = place_bound(w, lo, hi, depth, 1);
        add_span(w, lo, whole, score_of(w, &f->p[i], true));
        add_span(w, whole, hi, score_of(w, &f->p[i], false));
    }
}

static void walk(const Walk *w, const Front *f, uint32_t lo, uint32_t hi, size_t depth);

static void walk_class(const Walk *w, const Front *f, uint16_t cls, uint32_t lo, uint32_t hi,
                       size_t depth)
{
    Front next;

    step_class(w->l, f, cls, &next);
    if (next.n)
        walk(w, &next, lo, hi, depth + 1);
}

/* As place_bound, for something near the beginning. */
static uint32_t place_near(const Walk *w, uint32_t lo, uint32_t hi, size_t depth, uint32_t unit)
{
    uint32_t far = 1;

    while (lo + far < hi && is_below(w, lo + far, depth, unit)) {
        lo += far;
        far *= 2;
    }
    return place_bound(w, lo, lo + far < hi ? lo + far : hi, depth, unit);
}

/* Where the stretches with that class begin, from lo on; *to: where they end. */
static uint32_t class_range(const Walk *w, uint32_t lo, uint32_t hi, size_t depth, uint16_t cls,
                            uint32_t *to)
{
    if (depth == 0) {
        *to = w->f->order_at[w->order][cls + 1];
        return w->f->order_at[w->order][cls];
    }
    lo = place_near(w, lo, hi, depth, cls);
    *to = lo;
    if (lo < hi && unit_at(w, lo, depth) == cls)
        *to = place_near(w, lo, hi, depth, cls + 1U);
    return lo;
}

/* Does an edge of the class begin at one of the first n nodes? */
static bool leads_from(const Lattice *l, const Front *f, size_t n, uint16_t cls)
{
    for (uint32_t e = n ? l->head[cls] : 0; e; e = l->edges.p[e].next)
        for (size_t k = 0; k < n; k++)
            if (f->p[k].node == l->edges.p[e].from &&
                !(f->p[k].steps & l->edges.p[e].steps & STEP_NEAR))
                return true;
    return false;
}

/* Where a state may lead: there is one slip at most. */
static const Next *next_of(const Lattice *l, const State *s)
{
    return s->steps & STEP_NEAR ? &l->next_exact : &l->next;
}

/* Goes on with each class that an edge leads over, where a stretch has it. */
static void walk_edges(const Walk *w, const Front *f, uint32_t lo, uint32_t hi, size_t depth)
{
    const Lattice *l = w->l;

    for (size_t k = 0; k < f->n; k++) {
        uint8_t node = f->p[k].node;
        const Next *next = next_of(l, &f->p[k]);
        uint32_t at = lo;
        for (uint32_t i = next->at[node]; i < next->end[node]; i++) {
            uint16_t cls = next->classes[i];
            uint32_t to, from = class_range(w, at, hi, depth, cls, &to);
            if (depth)
                at = to;
            if (from < to && !leads_from(l, f, k, cls))
                walk_class(w, f, cls, from, to, depth);
        }
    }
}

/* Goes on with each class that the few stretches have. */
static void walk_few(const Walk *w, const Front *f, uint32_t lo, uint32_t hi, size_t depth)
{
    const Lattice *l = w->l;

    while (lo < hi) {
        uint32_t unit = unit_at(w, lo, depth), to = lo + 1;
        while (to < hi && unit_at(w, to, depth) == unit)
            to++;
        if (unit < HAN_CLASSES && leads_from(l, f, f->n, (uint16_t)unit))
            walk_class(w, f, (uint16_t)unit, lo, to, depth);
        lo = to;
    }
}

static size_t edges_from(const Lattice *l, const Front *f)
{
    size_t n = 0;

    for (size_t k = 0; k < f->n; k++)
        n += next_of(l, &f->p[k])->end[f->p[k].node] - next_of(l, &f->p[k])->at[f->p[k].node];
    return n;
}

/* Goes on with the words in lo..hi that edges lead over. */
static void walk_words(const Walk *w, const Front *f, uint32_t lo, uint32_t hi, size_t depth)
{
    while (lo < hi) {
        uint32_t unit = unit_at(w, lo, depth);
        uint32_t to = place_bound(w, lo, hi, depth, unit + 1);
        Front next;
        step_word(w->l, f, unit - WORD_BASE, &next);
        if (next.n)
            walk(w, &next, lo, to, depth + 1);
        lo = to;
    }
}

static int by_place(const void *x, const void *y)
{
    const WordEdge *a = x, *b = y;
    return (a->lo > b->lo) - (a->lo < b->lo);
}

/* The words that the edges from here lead over, as ranges that do not overlap. */
static void walk_word_edges(const Walk *w, const Front *f, uint32_t lo, uint32_t hi, size_t depth)
{
    const Lattice *l = w->l;
    WordEdge *edges;
    uint32_t done = 0; /* words below it */
    size_t n = 0;

    for (size_t i = 0; i < l->words.n; i++)
        n += has_node(f, l->words.p[i].from);
    edges = NEWN(l->a, WordEdge, n);
    n = 0;
    for (size_t i = 0; i < l->words.n; i++)
        if (has_node(f, l->words.p[i].from))
            edges[n++] = l->words.p[i];
    qsort(edges, n, sizeof *edges, by_place);
    for (size_t i = 0; i < n; i++) {
        uint32_t from = edges[i].lo < done ? done : edges[i].lo;
        if (from >= edges[i].hi)
            continue;
        done = edges[i].hi;
        walk_words(w, f, place_bound(w, lo, hi, depth, from + WORD_BASE),
                   place_bound(w, lo, hi, depth, done + WORD_BASE), depth);
    }
}

static bool leads_to_words(const Lattice *l, const Front *f)
{
    for (size_t i = 0; i < l->words.n; i++)
        if (has_node(f, l->words.p[i].from))
            return true;
    return false;
}

static void walk(const Walk *w, const Front *f, uint32_t lo, uint32_t hi, size_t depth)
{
    uint32_t words = depth ? hi : w->f->order_at[w->order][HAN_CLASSES];

    if (depth)
        note_end(w, f, lo, hi, depth);
    if (depth >= LONGEST_NAME || w->out->n >= SPANS_MAX)
        return;
    if (leads_to_words(w->l, f)) {
        words = depth ? place_bound(w, lo, hi, depth, WORD_BASE) : words;
        walk_word_edges(w, f, words, hi, depth);
    }
    if (depth && words - lo <= edges_from(w->l, f) * FEW)
        walk_few(w, f, lo, words, depth);
    else
        walk_edges(w, f, lo, words, depth);
}

void find_walk(const Lattice *l, Order order, uint16_t index, Spans *out)
{
    Walk w = { l, l->f, order, index, out };
    Front front = { .n = 1 };

    front.p[0] = (State){ .systems = ~(uint64_t)0 };
    if (l->natoms)
        walk(&w, &front, 0, (uint32_t)l->f->norder[order], 0);
}
