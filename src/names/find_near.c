/* SPDX-License-Identifier: Apache-2.0
 * Slips: edges for a syllable, a word or a character that was written wrong, between places that
 * the rest of what was typed leads to and from.
 */
#include "names/find_impl.h"

enum { SLIP_COST = 8 * BIT, NEAR_SYLLABLE_MAX = 8, NEAR_LETTERS_MIN = 5, NEAR_HAN_MIN = 3 };
static const uint64_t EVERY_SYSTEM = ~(uint64_t)0;

/* Which nodes can be reached from the beginning, and from which the end can be. */
typedef struct {
    bool ahead[NODES_MAX + 1], back[NODES_MAX + 1];
} Reach;

static void reach(const Lattice *l, Reach *r)
{
    bool changed = true;

    *r = (Reach){ .ahead[0] = true };
    r->back[l->end] = true;
    while (changed) {
        changed = false;
        for (size_t i = 1; i < l->edges.n + l->words.n; i++) {
            bool han = i < l->edges.n;
            uint8_t from = han ? l->edges.p[i].from : l->words.p[i - l->edges.n].from;
            uint8_t to = han ? l->edges.p[i].to : l->words.p[i - l->edges.n].to;
            if (r->ahead[from] && !r->ahead[to])
                changed = r->ahead[to] = true;
            if (r->back[to] && !r->back[from])
                changed = r->back[from] = true;
        }
    }
}

/* Do the texts differ by one letter: another, one more, one less, or two that changed places? */
static bool one_slip(Str a, Str b)
{
    size_t i = 0, x = a.n, y = b.n;

    if (a.n > b.n + 1 || b.n > a.n + 1)
        return false;
    while (i < x && i < y && a.p[i] == b.p[i])
        i++;
    while (x > i && y > i && a.p[x - 1] == b.p[y - 1]) {
        x--;
        y--;
    }
    if (x - i <= 1 && y - i <= 1)
        return x != y || x > i;
    return x - i == 2 && y - i == 2 && a.p[i] == b.p[i + 1] && a.p[i + 1] == b.p[i];
}

/* Syllables that differ by a slip from what stands from..to. */
static void near_syllables(Lattice *l, size_t from, size_t to)
{
    char text[LONGEST_WORD + 4];
    Str span = atoms_text(l->atoms, from, to, text);
    HanEdge edge = { .from = (uint8_t)from,
                     .to = (uint8_t)lattice_tone(l, to),
                     .steps = STEP_SOUND | STEP_NEAR,
                     .cost = SLIP_COST,
                     .systems = EVERY_SYSTEM };

    for (size_t i = 0; i < l->s->list.n; i++)
        if (one_slip(l->s->list.p[i].text, span))
            lattice_spelling(l, &l->s->list.p[i], edge);
}

/* Words of the index that differ by a slip, but not in their first letter. */
static void near_words(Lattice *l, size_t from, size_t to)
{
    char text[LONGEST_WORD + 4];
    Str span = atoms_text(l->atoms, from, to, text);
    uint32_t lo, hi;

    if (span.n < NEAR_LETTERS_MIN)
        return;
    words_starting(l->f, str_part(span, 0, 1), &lo, &hi);
    for (uint32_t w = lo; w < hi; w++)
        if (one_slip(find_word(l->f, w), span))
            vec_push(l->a, &l->words,
                     (WordEdge){ (uint8_t)from, (uint8_t)to, STEP_NEAR, SLIP_COST, w, w + 1 });
}

/* A character of the same sound instead; and where there are some that are right, any. */
static void near_character(Lattice *l, size_t at, bool any)
{
    const Dialect *d = &l->f->names->dialects[DIALECT_MANDARIN];
    uint16_t cls = l->atoms[at].cls;
    HanEdge edge = { .from = (uint8_t)at,
                     .to = (uint8_t)(at + 1),
                     .steps = STEP_NEAR,
                     .cost = SLIP_COST / 2,
                     .systems = EVERY_SYSTEM };

    for (uint32_t i = d->class_at[cls]; i < d->class_at[cls + 1]; i++)
        lattice_syllable(l, DIALECT_MANDARIN, d->by_class[i].syllable, 1, edge);
    edge.cost = SLIP_COST * 2;
    for (uint32_t c = 1; any && c < HAN_CLASSES; c++)
        if (find_has(l->f, c))
            lattice_han(l, (uint16_t)c, edge);
}

void lattice_near(Lattice *l)
{
    Reach r;
    size_t han = l->natoms - l->letters;

    reach(l, &r);
    for (size_t from = 0; from < l->natoms; from++) {
        if (!r.ahead[from])
            continue;
        if (l->atoms[from].cls && r.back[from + 1])
            near_character(l, from, han >= NEAR_HAN_MIN);
        for (size_t to = from + 1; to <= l->natoms && to - from <= LONGEST_WORD; to++) {
            if (!lattice_solid(l, from, to))
                break;
            if (!r.back[lattice_tone(l, to)])
                continue;
            if (l->letters >= NEAR_LETTERS_MIN && to - from <= NEAR_SYLLABLE_MAX &&
                from < SOUND_MAX)
                near_syllables(l, from, to);
            if (to == l->natoms || l->atoms[to].gap || atom_kind(&l->atoms[to]) != ATOM_LETTER)
                near_words(l, from, to);
        }
    }
}
