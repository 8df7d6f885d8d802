/* SPDX-License-Identifier: Apache-2.0
 * Blocks: which names are compared at all.
 *
 * A name stands in several blocks, each told by a hash of 32 bits; two blocks of one hash become
 * one, which costs time and nothing else.
 */
#include "base/mem.h"
#include "names/pairs_impl.h"

typedef enum {
    BY_SURNAME_AND_ONE = 1, /* with one character of the given name, or one like it */
    BY_SURNAME_AND_ALL,     /* with all of them, in any order */
    BY_SURNAME_AND_SOUND,
    BY_SURNAME_AND_INITIALS,
    BY_GIVEN_AND_VILLAGE,
    BY_GIVEN_AND_DAY,
    BY_TWO_SOUNDS,
    BY_ONE_SOUND,
    BY_LETTERS,
    BY_TITLE,
    BY_TITLE_BEGIN,
    BY_PHONE,
    BY_DOCUMENT,
} BlockKind;

typedef struct {
    const Pairs *p;
    uint64_t *list;
    size_t n, room;
    bool quick;
} Writer;

static void put(Writer *w, uint32_t name, BlockKind kind, uint64_t a, uint64_t b)
{
    uint64_t h = (a * 0x9E3779B97F4A7C15u ^ b) * 0xD6E8FEB86659FD93u + (uint64_t)kind;

    h = (h ^ h >> 32) * 0x9E3779B97F4A7C15u;
    if (w->n == w->room) {
        w->room = w->room ? w->room * 2 : 4096;
        w->list = mem_resize(w->list, w->room * sizeof *w->list);
    }
    h &= ~((LOOSE << 1) - 1);
    w->list[w->n++] = h | (kind == BY_SURNAME_AND_ONE ? LOOSE : 0) | name;
}

static void put_latin(Writer *w, uint32_t at, const PairName *name)
{
    const PairCode *word = w->p->word;

    if (name->n == 1)
        put(w, at, BY_ONE_SOUND, word[name->c[0] - WORD_BASE].sound, 0);
    for (size_t i = 0; i < name->n; i++)
        for (size_t k = i + 1; k < name->n; k++) {
            uint16_t x = word[name->c[i] - WORD_BASE].sound, y = word[name->c[k] - WORD_BASE].sound;
            put(w, at, BY_TWO_SOUNDS, x < y ? x : y, x < y ? y : x);
        }
}

static void put_chinese(Writer *w, uint32_t at, const PairName *name)
{
    const Pairs *p = w->p;
    uint64_t surname = p->tables->group[name->c[0]], given = 0, sounds = 0, initials = 0;
    uint64_t any_order = 0;
    uint16_t last = 0;

    for (size_t i = 1; i < name->n; i++) {
        const PairCode *code = &p->code[AS_GIVEN][name->c[i]];
        uint16_t group = p->tables->group[name->c[i]];
        if (!w->quick && group != last)
            put(w, at, BY_SURNAME_AND_ONE, surname, group);
        last = group;
        given = given << 16 | group;
        any_order += (uint64_t)group * group * 0x9E3779B97F4A7C15u + group;
        sounds = sounds << 16 | (code->sound ? code->sound : group);
        initials = initials << 8 | code->initial;
    }
    if (name->n < 2)
        return;
    put(w, at, BY_SURNAME_AND_ALL, surname, any_order);
    put(w, at, BY_SURNAME_AND_SOUND, surname, sounds);
    if (name->day & 31)
        put(w, at, BY_SURNAME_AND_INITIALS, surname << 32 | initials,
            (uint64_t)name->year << 16 | name->day);
    if (name->n < 3)
        return;
    if (name->village)
        put(w, at, BY_GIVEN_AND_VILLAGE, given, name->village);
    if (name->day & 31)
        put(w, at, BY_GIVEN_AND_DAY, given, (uint64_t)name->year << 16 | name->day);
}

static void put_name(Writer *w, uint32_t at)
{
    const PairName *name = &w->p->list[at];

    if (name->n && name->script == PAIR_TITLE) {
        put(w, at, BY_TITLE, name->fused, 0);
        put(w, at, BY_TITLE_BEGIN, (uint64_t)name->c[0] << 16 | name->c[1], name->country);
    } else if (name->n && name->script == PAIR_LATIN) {
        put_latin(w, at, name);
    } else if (name->n) {
        put_chinese(w, at, name);
    }
    if (name->fused && name->script != PAIR_TITLE)
        put(w, at, BY_LETTERS, name->fused, 0);
    if (w->p->marks && at == w->p->rows[name->row].first) {
        const PairMarks *marks = &w->p->marks[name->row];
        if (marks->phone)
            put(w, at, BY_PHONE, marks->phone, 0);
        if (marks->document)
            put(w, at, BY_DOCUMENT, marks->document, 0);
    }
}

/* The names by year; those whose year is unknown or wide first. */
static uint32_t *by_year(const Pairs *p)
{
    uint32_t next[BORN_YEARS + 1] = { 0 };
    uint32_t *order = mem_get((p->nlist + 1) * sizeof *order);

    for (size_t i = 0; i < p->nlist; i++)
        next[(p->list[i].years ? 0 : p->list[i].year) + 1]++;
    for (size_t y = 1; y <= BORN_YEARS; y++)
        next[y] += next[y - 1];
    for (size_t i = 0; i < p->nlist; i++)
        order[next[p->list[i].years ? 0 : p->list[i].year]++] = (uint32_t)i;
    return order;
}

/* Sorts by the upper half, in the order that there is within equal ones. */
static void sort_stable(uint64_t **list, size_t n)
{
    enum { DIGIT = 11, DIGITS = 1 << DIGIT };
    uint64_t *from = *list, *to = mem_get((n + 1) * sizeof *to);
    uint32_t *next = mem_get((DIGITS + 1) * sizeof *next);

    for (unsigned shift = 32; shift < 64; shift += DIGIT) {
        uint64_t *was = from;
        memset(next, 0, (DIGITS + 1) * sizeof *next);
        for (size_t i = 0; i < n; i++)
            next[(from[i] >> shift & (DIGITS - 1)) + 1]++;
        for (size_t d = 1; d <= DIGITS; d++)
            next[d] += next[d - 1];
        for (size_t i = 0; i < n; i++)
            to[next[from[i] >> shift & (DIGITS - 1)]++] = from[i];
        from = to;
        to = was;
    }
    mem_give(next);
    mem_give(to);
    *list = from;
}

void pairs_places(const Pairs *p, bool quick, Places *out)
{
    Writer w = { .p = p, .quick = quick };
    uint32_t *order = by_year(p);

    for (size_t i = 0; i < p->nlist; i++)
        put_name(&w, order[i]);
    mem_give(order);
    if (w.n)
        sort_stable(&w.list, w.n);
    *out = (Places){ w.list, w.n };
}
