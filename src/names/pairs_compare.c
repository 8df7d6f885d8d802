/* SPDX-License-Identifier: Apache-2.0
 * Comparing two rows, part by part. The same functions score and explain, so that the reasons of a
 * score are its parts.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "names/pairs_impl.h"

/* In hundredths of a bit: log2 of how often one person's two rows stand so, over how often those of
 * two do, where that does not depend on the value. */
enum {
    CONFUSED_BITS = -560,   /* a character and one that looks like it: 0.02, of its own weight */
    VARIANT_BITS = -500,
    OTHER_BITS = -850,      /* another character */
    TURNED_BITS = -800,     /* characters of the given name in another order */
    NO_GIVEN_BITS = -150,   /* one has no given name */
    WORD_MISSED_BITS = -350, WORD_MORE_BITS = -120, FUSED_BITS = -30,
    SPELLED_BITS = 615,     /* a syllable that spells the character, over one that only might */
    UNSPELLED_BITS = -300,
    SEX_OTHER_BITS = -650,
    DAY_NEAR_BITS = -50, DAY_OTHER_BITS = -370,
    MONTH_SAME_BITS = 340, MONTH_OTHER_BITS = -280,
    NODE_SAME_BITS = -50, NODE_NEAR_BITS = -150, NODE_CITY_BITS = -250,
    NODE_PROVINCE_BITS = -400, NODE_OTHER_BITS = -450,
    TOWN_OTHER_BITS = -200, VILLAGE_OTHER_BITS = -350, VILLAGE_PART_BITS = 100,
    VILLAGE_SAME_BITS = -15,
    PHONE_SAME_BITS = 650, PHONE_OTHER_BITS = -80,
    DOCUMENT_SAME_BITS = 1800, DOCUMENT_OTHER_BITS = -900,
    BODY_OTHER_BITS = -50, BODY_MOST_BITS = 500, BODY_SAMPLE_BITS = 300,
};

/* ---- names ---- */

static PairHow mistaken(const Pairs *p, uint16_t a, uint16_t b)
{
    uint32_t both = a < b ? (uint32_t)a << 16 | b : (uint32_t)b << 16 | a;
    size_t at = (both * 0x9E3779B1u) >> 20;

    for (; p->tables->mistaken[at].both; at = (at + 1) % MISTAKEN_SLOTS)
        if (p->tables->mistaken[at].both == both)
            return (PairHow)p->tables->mistaken[at].how;
    return PAIR_OTHER;
}

static inline __attribute__((always_inline)) PairPart character(const Pairs *p, Slot slot,
                                                                uint16_t a, uint16_t b)
{
    const PairCode *x = &p->code[slot][a], *y = &p->code[slot][b];

    if (a == b)
        return (PairPart){ x->same, PAIR_SAME };
    if (x->mistaken && y->mistaken) {
        PairHow how = mistaken(p, a, b);
        int32_t bits = how == PAIR_VARIANT ? VARIANT_BITS : CONFUSED_BITS;
        if (how != PAIR_OTHER)
            return (PairPart){ (x->same + y->same) / 2 + bits, how };
    }
    if (x->sound && x->sound == y->sound)
        return (PairPart){ x->alike, PAIR_SOUND };
    if (x->initial && x->initial == y->initial && slot == AS_GIVEN)
        return (PairPart){ p->starts[slot][x->initial], PAIR_INITIAL };
    return (PairPart){ OTHER_BITS, PAIR_OTHER };
}

PairPart pair_surname(const Pairs *p, const PairName *a, const PairName *b)
{
    return character(p, AS_SURNAME, a->c[0], b->c[0]);
}

/* n characters of both, one beside the other. */
static inline __attribute__((always_inline)) PairPart aligned(const Pairs *p, const uint16_t *a,
                                                              const uint16_t *b, size_t n)
{
    PairPart all = { 0, PAIR_SAME };

    for (size_t i = 0; i < n; i++) {
        PairPart one = character(p, AS_GIVEN, a[i], b[i]);
        all.bits += one.bits;
        all.how = one.how > all.how ? one.how : all.how;
    }
    return all;
}

/* One of them has less: it is the beginning or the end of the other. */
static PairPart part(const Pairs *p, const PairName *less, const PairName *more)
{
    size_t n = less->n - 1;
    PairPart first = aligned(p, less->c + 1, more->c + 1, n);
    PairPart last = aligned(p, less->c + 1, more->c + more->n - n, n);
    int32_t bits = first.bits > last.bits ? first.bits : last.bits;

    if (n == 0)
        return (PairPart){ NO_GIVEN_BITS, PAIR_PART };
    return (PairPart){ bits + PART_BITS, PAIR_PART };
}

static inline __attribute__((always_inline)) PairPart given(const Pairs *p, const PairName *a,
                                                            const PairName *b)
{
    PairPart straight, turned;

    if (a->n != b->n)
        return a->n < b->n ? part(p, a, b) : part(p, b, a);
    if (a->n > 1 && a->c[1] == b->c[1] && a->c[2] == b->c[2] && a->c[3] == b->c[3])
        return (PairPart){ a->given_bits < b->given_bits ? a->given_bits : b->given_bits,
                           PAIR_SAME };
    straight = aligned(p, a->c + 1, b->c + 1, (size_t)a->n - 1);
    if (a->n != 3 || a->c[1] != b->c[2] || a->c[2] != b->c[1] || a->c[1] == a->c[2])
        return straight;
    turned.bits = p->code[AS_GIVEN][a->c[1]].same + p->code[AS_GIVEN][a->c[2]].same + TURNED_BITS;
    turned.how = PAIR_TURNED;
    return turned.bits > straight.bits ? turned : straight;
}

PairPart pair_given(const Pairs *p, const PairName *a, const PairName *b)
{
    return given(p, a, b);
}

static int32_t all_words(const Pairs *p, const PairName *a)
{
    int32_t bits = 0;

    for (size_t i = 0; i < a->n; i++)
        bits += a->script == PAIR_LATIN ? p->word[a->c[i] - WORD_BASE].same
                                        : p->code[i ? AS_GIVEN : AS_SURNAME][a->c[i]].alike;
    return bits;
}

/* Each word of the shorter name with the one of the longer that it is most like. */
static PairPart words(const Pairs *p, const PairName *a, const PairName *b)
{
    PairPart all = { WORD_MORE_BITS * (b->n - a->n), a->n == b->n ? PAIR_SAME : PAIR_PART };
    unsigned used = 0;

    for (size_t i = 0; i < a->n; i++) {
        int32_t best = WORD_MISSED_BITS;
        PairHow how = PAIR_OTHER;
        size_t at = WORDS;
        for (size_t k = 0; k < b->n; k++) {
            const PairCode *x = &p->word[a->c[i] - WORD_BASE], *y = &p->word[b->c[k] - WORD_BASE];
            bool same = a->c[i] == b->c[k];
            int32_t bits = same ? x->same : x->alike;
            if (used & 1u << k || (!same && x->sound != y->sound) || bits <= best)
                continue;
            best = bits;
            how = same ? PAIR_SAME : PAIR_SOUND;
            at = k;
        }
        used |= at < WORDS ? 1u << at : 0;
        all.bits += best;
        all.how = how > all.how ? how : all.how;
    }
    return all;
}

PairPart pair_latin(const Pairs *p, const PairName *a, const PairName *b)
{
    bool fused = a->fused && a->fused == b->fused;

    if (a->script != b->script) { /* what is spelled in a dialect is hardly held against it */
        const PairName *chinese = a->script == PAIR_LATIN ? b : a;
        return fused ? (PairPart){ all_words(p, chinese) + SPELLED_BITS * chinese->n, PAIR_SOUND }
                     : (PairPart){ UNSPELLED_BITS, PAIR_OTHER };
    }
    if (fused)
        return (PairPart){ (all_words(p, a) + all_words(p, b)) / 2 + FUSED_BITS, PAIR_SAME };
    return a->n <= b->n ? words(p, a, b) : words(p, b, a);
}

/* ---- births ---- */

PairPart pair_sex(const PairName *a, const PairName *b)
{
    if (a->sex == PAIR_SEX_UNKNOWN || b->sex == PAIR_SEX_UNKNOWN)
        return (PairPart){ 0, PAIR_SAME };
    return a->sex == b->sex ? (PairPart){ SEX_SAME_BITS, PAIR_SAME }
                            : (PairPart){ SEX_OTHER_BITS, PAIR_OTHER };
}

PairPart pair_year(const Pairs *p, const PairName *a, const PairName *b)
{
    /* log2 of how often the years of one person's rows are so far apart: most often by one, where
     * age was counted from the new year. */
    static const int16_t apart[] = { -43, -325, -664, -840, -840, -840 };
    enum { FAR_BITS = -1330, WIDE_STEP = 100 };
    int gap = a->year < b->year ? b->year - a->year - a->years : a->year - b->year - b->years;
    int wide = a->years > b->years ? a->years : b->years;
    int32_t bits;

    if (!a->year || !b->year)
        return (PairPart){ 0, PAIR_SAME };
    gap = gap < 0 ? 0 : gap;
    bits = (p->years[a->year] + p->years[b->year]) / 2;
    bits += gap < (int)LEN(apart) ? apart[gap] : FAR_BITS;
    for (; wide; wide >>= 1) /* what may be any of many years says less */
        bits -= WIDE_STEP;
    return (PairPart){ bits, gap == 0 ? PAIR_SAME : gap <= 2 ? PAIR_NEAR : PAIR_OTHER };
}

PairPart pair_day(const PairName *a, const PairName *b)
{
    int month_a = a->day >> 5, month_b = b->day >> 5, day_a = a->day & 31, day_b = b->day & 31;

    if (!a->day || !b->day)
        return (PairPart){ 0, PAIR_SAME };
    if (!day_a || !day_b)
        return month_a == month_b ? (PairPart){ MONTH_SAME_BITS, PAIR_SAME }
                                  : (PairPart){ MONTH_OTHER_BITS, PAIR_OTHER };
    if (a->day == b->day)
        return (PairPart){ DAY_SAME_BITS, PAIR_SAME };
    if (month_a == month_b || day_a == day_b || (month_a == day_b && day_a == month_b))
        return (PairPart){ DAY_NEAR_BITS, PAIR_NEAR };
    return (PairPart){ DAY_OTHER_BITS, PAIR_OTHER };
}

/* ---- places ---- */

PairPart pair_node(const Pairs *p, const PairName *a, const PairName *b)
{
    static const PairPart others[KINSHIP__N] = {
        [KINSHIP_OTHER] = { NODE_OTHER_BITS, PAIR_OTHER },
        [KINSHIP_PROVINCE] = { NODE_PROVINCE_BITS, PAIR_OTHER },
        [KINSHIP_CITY] = { NODE_CITY_BITS, PAIR_NEAR },
    };
    Kinship kinship;
    int32_t bits;

    if (!a->node || !b->node)
        return (PairPart){ 0, PAIR_SAME };
    if (a->node == b->node)
        return (PairPart){ (a->node_bits + b->node_bits) / 2 + NODE_SAME_BITS, PAIR_SAME };
    kinship = pairs_kinship(p, a->node, b->node);
    if (kinship < KINSHIP_WIDER)
        return others[kinship];
    bits = (p->near_bits[p->dense[a->node] - 1] + p->near_bits[p->dense[b->node] - 1]) / 2;
    return (PairPart){ bits + NODE_NEAR_BITS, kinship == KINSHIP_OVERLAP ? PAIR_NEAR : PAIR_PART };
}

static bool same_village(const PairName *a, const PairName *b)
{
    return a->village && a->village == b->village;
}

PairPart pair_town(const Pairs *p, const PairName *a, const PairName *b)
{
    if (!a->town || !b->town || (a->town == b->town && same_village(a, b)))
        return (PairPart){ 0, PAIR_SAME }; /* what the village weighs has it in it */
    if (a->town == b->town)
        return (PairPart){ p->town_bits[a->town], PAIR_SAME };
    return (PairPart){ a->village && b->village && a->village != b->village ? 0 : TOWN_OTHER_BITS,
                       PAIR_OTHER };
}

PairPart pair_village(const PairName *a, const PairName *b)
{
    if (!a->village || !b->village)
        return (PairPart){ 0, PAIR_SAME };
    if (a->village == b->village)
        return (PairPart){ (a->village_bits + b->village_bits) / 2 + VILLAGE_SAME_BITS, PAIR_SAME };
    if (a->village == b->town || a->town == b->village)
        return (PairPart){ VILLAGE_PART_BITS, PAIR_PART };
    return (PairPart){ VILLAGE_OTHER_BITS, PAIR_OTHER };
}

/* ---- marks ---- */

PairPart pair_phone(const PairMarks *a, const PairMarks *b)
{
    if (!a->phone || !b->phone)
        return (PairPart){ 0, PAIR_SAME };
    return a->phone == b->phone ? (PairPart){ PHONE_SAME_BITS, PAIR_SAME }
                                : (PairPart){ PHONE_OTHER_BITS, PAIR_OTHER };
}

PairPart pair_document(const PairMarks *a, const PairMarks *b)
{
    if (!a->document || !b->document)
        return (PairPart){ 0, PAIR_SAME };
    if (a->document == b->document)
        return (PairPart){ DOCUMENT_SAME_BITS, PAIR_SAME };
    if ((a->document & DOCUMENT_KIND) != (b->document & DOCUMENT_KIND))
        return (PairPart){ 0, PAIR_SAME };
    return (PairPart){ DOCUMENT_OTHER_BITS, PAIR_OTHER };
}

PairPart pair_body(const Pairs *p, const PairMarks *a, const PairMarks *b)
{
    int64_t n = 1;
    int32_t bits;

    if (!a->body || !b->body)
        return (PairPart){ 0, PAIR_SAME };
    if (a->body != b->body)
        return (PairPart){ BODY_OTHER_BITS, PAIR_OTHER };
    if (p->sample)
        return (PairPart){ BODY_SAMPLE_BITS, PAIR_SAME };
    (void)ids_get(&p->bodies, a->body, &n);
    for (bits = 0; n < (int64_t)p->nrows && bits < BODY_MOST_BITS; n *= 2)
        bits += PAIR_UNIT;
    return (PairPart){ bits, PAIR_SAME };
}

/* ---- all of it ---- */

static inline int32_t beside_bits(const Pairs *p, const PairName *a, const PairName *b)
{
    return pair_sex(a, b).bits + pair_year(p, a, b).bits + pair_day(a, b).bits +
           pair_node(p, a, b).bits + pair_town(p, a, b).bits + pair_village(a, b).bits;
}

static inline int32_t said_bits(const Pairs *p, const PairName *a, const PairName *b)
{
    if (!a->n || !b->n)
        return 0;
    if (a->script == PAIR_TITLE)
        return pair_title(p, a, b).bits + pair_country(a, b).bits;
    if (a->script == PAIR_LATIN || b->script == PAIR_LATIN)
        return pair_latin(p, a, b).bits;
    return character(p, AS_SURNAME, a->c[0], b->c[0]).bits + given(p, a, b).bits;
}

int32_t pair_names_bits(const Pairs *p, const PairName *a, const PairName *b)
{
    return said_bits(p, a, b) + beside_bits(p, a, b);
}

int32_t pair_marks_bits(const Pairs *p, uint32_t a, uint32_t b)
{
    const PairMarks *x = &p->marks[a], *y = &p->marks[b];

    if (!p->marks)
        return 0;
    return pair_phone(x, y).bits + pair_document(x, y).bits + pair_body(p, x, y).bits;
}

static const PairName *names_of(const Pairs *p, uint32_t row, const PairName **end)
{
    *end = p->list + (row + 1 < p->nrows ? p->rows[row + 1].first : p->nlist);
    return p->list + p->rows[row].first;
}

/* Names in one script are compared in it; only if there is no such pair, across. */
static int script_rank(const PairName *a, const PairName *b)
{
    return !a->n || !b->n ? 0 : a->script != b->script ? 1 : a->script == PAIR_LATIN ? 2 : 3;
}

void pair_best_names(const Pairs *p, uint32_t a, uint32_t b, const PairName **x, const PairName **y)
{
    const PairName *a_end, *b_end, *i = names_of(p, a, &a_end), *first = names_of(p, b, &b_end);
    int32_t best = INT32_MIN;
    int rank = -1;

    for (; i < a_end; i++)
        for (const PairName *k = first; k < b_end; k++) {
            int script = script_rank(i, k);
            int32_t bits = said_bits(p, i, k);
            if (script < rank || (script == rank && bits <= best))
                continue;
            rank = script;
            best = bits;
            *x = i;
            *y = k;
        }
}

int32_t pairs_bits(const Pairs *p, uint32_t a, uint32_t b)
{
    const PairName *x = NULL, *y = NULL;

    pair_best_names(p, a, b, &x, &y);
    return pair_names_bits(p, x, y) + pair_marks_bits(p, a, b);
}

/* ---- a block ---- */

static void keep(Met *m, const Pairs *p, uint32_t a, uint32_t b, int32_t floor)
{
    int32_t bits = pairs_bits(p, a, b);

    if (bits < floor)
        return;
    if (m->n == PAIRS_MET_MAX) {
        m->full = true;
        return;
    }
    if (m->n == m->room) {
        m->room = m->room ? m->room * 2 : 4096;
        m->p = mem_resize(m->p, m->room * sizeof *m->p);
    }
    m->p[m->n++] = (Pair){ a < b ? a : b, a < b ? b : a, bits };
}

/* Two names of a block; most pairs end here. */
static inline void meet(const Pairs *p, const PairName *a, const PairName *b, int32_t floor, Met *m)
{
    bool marked = (a->phone && a->phone == b->phone) || (a->document && a->document == b->document);

    if (!marked) {
        int32_t bits = said_bits(p, a, b);
        if (bits + (a->most + b->most) / 2 < floor || bits + beside_bits(p, a, b) < floor)
            return;
    }
    if (a->row != b->row)
        keep(m, p, a->row, b->row, floor);
}

/* A block that is being compared. */
typedef struct {
    const Pairs *p;
    int32_t floor;
    bool loose;
    Met *met;
} Block;

/* Takes out of a loose block what cannot reach the floor with any other in it; what is left. */
static size_t take_out(const Block *b, PairName *list, size_t n)
{
    int32_t most = INT16_MIN;
    size_t kept = 0;

    for (size_t i = 0; i < n; i++)
        most = list[i].reach > most ? list[i].reach : most;
    for (size_t i = 0; i < n; i++)
        if (list[i].reach + most >= 2 * b->floor)
            list[kept++] = list[i];
    return kept;
}

/* The names of a block by year: those without a known year first. */
static void compare_run(const Block *b, const PairName *list, size_t n)
{
    enum { YEARS_APART = 5, FEW = 64 };
    int32_t least = b->loose ? 2 * b->floor : INT32_MIN;
    size_t open = 0;

    while (open < n && (!list[open].year || list[open].years))
        open++;
    for (size_t i = 0; i < n; i++)
        for (size_t k = i + 1; k < n; k++) {
            if (n > FEW && i >= open && list[k].year > list[i].year + YEARS_APART)
                break;
            b->met->compared++;
            if (list[i].reach + list[k].reach >= least)
                meet(b->p, &list[i], &list[k], b->floor, b->met);
        }
}

/* By what a block that is too large is divided, one behind the other. */
typedef uint32_t Finer(const Pairs *p, const PairName *a);

static uint32_t by_characters(const Pairs *p, const PairName *a)
{
    uint32_t x = a->n > 1 ? p->tables->group[a->c[1]] : 0;
    uint32_t y = a->n > 2 ? p->tables->group[a->c[2]] : 0;
    return x < y ? x << 16 | y : y << 16 | x;
}

static uint32_t by_node(const Pairs *p, const PairName *a)
{
    (void)p;
    return a->node;
}

static uint32_t by_year(const Pairs *p, const PairName *a)
{
    (void)p;
    return a->year;
}

static Finer *const finer[] = { by_characters, by_node, by_year };

typedef struct {
    uint32_t key, at;
} Sorted;

static int by_key(const void *x, const void *y)
{
    const Sorted *a = x, *b = y;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->at > b->at) - (a->at < b->at);
}

/* Sorts the names by a finer key, in the same order within it. */
static uint32_t *sort_finer(const Pairs *p, PairName *list, size_t n, Finer *key)
{
    Sorted *order = mem_get(n * sizeof *order);
    PairName *copy = mem_get(n * sizeof *copy);
    uint32_t *keys = mem_get(n * sizeof *keys);

    memcpy(copy, list, n * sizeof *copy);
    for (size_t i = 0; i < n; i++)
        order[i] = (Sorted){ key(p, &copy[i]), (uint32_t)i };
    qsort(order, n, sizeof *order, by_key);
    for (size_t i = 0; i < n; i++) {
        list[i] = copy[order[i].at];
        keys[i] = order[i].key;
    }
    mem_give(order);
    mem_give(copy);
    return keys;
}

static void compare(const Block *b, PairName *list, size_t n, size_t level)
{
    uint32_t *keys;

    if (n <= BLOCK_MAX) {
        compare_run(b, list, n);
        return;
    }
    if (level == LEN(finer)) { /* nothing tells them apart: each with those near it */
        for (size_t from = 0; from < n; from += BLOCK_MAX)
            compare_run(b, list + from, n - from < BLOCK_MAX ? n - from : BLOCK_MAX);
        return;
    }
    keys = sort_finer(b->p, list, n, finer[level]);
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from + 1; to < n && keys[to] == keys[from]; to++)
            ;
        compare(b, list + from, to - from, level + 1);
    }
    mem_give(keys);
}

void pairs_block(const Pairs *p, const uint64_t *places, size_t n, int32_t floor, PairName *room,
                 Met *out)
{
    Block b = { .p = p, .floor = floor, .loose = (places[0] & LOOSE) != 0, .met = out };

    for (size_t i = 0; i < n; i++)
        room[i] = p->list[(uint32_t)places[i]];
    if (b.loose)
        n = take_out(&b, room, n);
    out->divided += n > BLOCK_MAX;
    if (n > BLOCK_MAX && (int64_t)n > out->largest)
        out->largest = (int64_t)n;
    compare(&b, room, n, 0);
}
