/* SPDX-License-Identifier: Apache-2.0
 * The lattice of what was typed: which units may stand between any two of its places.
 */
#include <math.h>

#include "names/find_impl.h"

enum {
    SYLLABLE_MAX = 8, /* letters of a written syllable */
    OTHER_COST = 1 * BIT, /* read in another way than its own letters say */
    JOINED_COST = 2 * BIT, /* words that were typed apart */
    COST_MAX = 60
};
static const uint64_t EVERY_SYSTEM = ~(uint64_t)0;
static const float RARE = 0.02F;

/* ---- edges ---- */

static uint8_t cost_of(float p)
{
    float bits = -log2f(p) * BIT;
    return bits < 0 ? 0 : bits > COST_MAX ? COST_MAX : (uint8_t)bits;
}

bool find_has(const Find *f, size_t cls)
{
    for (Order o = 0; o < ORDER__N; o++)
        if (f->order_at[o][cls] < f->order_at[o][cls + 1])
            return true;
    return false;
}

void lattice_han(Lattice *l, uint16_t cls, HanEdge edge)
{
    if (cls >= HAN_CLASSES || !find_has(l->f, cls))
        return;
    for (uint32_t i = l->head[cls]; i; i = l->edges.p[i].next) {
        HanEdge *e = &l->edges.p[i];
        if (e->from != edge.from || e->to != edge.to || e->steps != edge.steps)
            continue;
        e->systems |= edge.systems;
        if (edge.cost < e->cost)
            e->cost = edge.cost;
        return;
    }
    edge.next = l->head[cls];
    l->head[cls] = (uint32_t)l->edges.n;
    vec_push(l->a, &l->edges, edge);
}

static void add_word(Lattice *l, uint32_t lo, uint32_t hi, WordEdge edge)
{
    edge.lo = lo;
    edge.hi = hi;
    if (lo < hi)
        vec_push(l->a, &l->words, edge);
}

void lattice_syllable(Lattice *l, DialectId which, uint16_t syllable, float p, HanEdge edge)
{
    const Dialect *d = &l->f->names->dialects[which];
    uint8_t base = edge.cost;

    for (uint32_t k = d->syllable_at[syllable]; k < d->syllable_at[syllable + 1]; k++) {
        const Reading *r = &d->by_syllable[k];
        float reading = fmaxf(r->p[AS_GIVEN], r->p[AS_SURNAME]);
        if (reading < RARE)
            continue;
        edge.cost = (uint8_t)(base + cost_of(p * reading));
        lattice_han(l, r->cls, edge);
    }
}

void lattice_surname(Lattice *l, uint16_t cls, float p, HanEdge edge)
{
    uint16_t parts[2];
    HanEdge second = edge;

    edge.cost = (uint8_t)(edge.cost + cost_of(p));
    if (!names_compound_parts(l->f->names, cls, parts)) {
        lattice_han(l, cls, edge);
        return;
    }
    if (l->nodes == NODES_MAX)
        return;
    edge.to = second.from = (uint8_t)l->nodes++;
    second.steps &= (uint8_t)~STEP_NEAR; /* it is one slip */
    lattice_han(l, parts[0], edge);
    lattice_han(l, parts[1], second);
}

void lattice_spelling(Lattice *l, const Spelling *spelled, HanEdge edge)
{
    uint64_t systems = edge.systems;

    for (uint32_t k = spelled->first; k < spelled->first + spelled->n; k++) {
        const SpelledAs *as = &l->s->as.p[k];
        edge.systems = as->systems & systems;
        if (edge.systems && as->surname)
            lattice_surname(l, as->what, as->p, edge);
        else if (edge.systems)
            lattice_syllable(l, as->dialect, as->what, 1, edge);
    }
}

bool lattice_solid(const Lattice *l, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (atom_kind(&l->atoms[i]) != ATOM_LETTER || (i > from && l->atoms[i].gap))
            return false;
    return true;
}

/* One digit behind letters, 1 to 6, is a tone. */
size_t lattice_tone(const Lattice *l, size_t to)
{
    const Atom *at = &l->atoms[to];

    if (to < l->natoms && !at->gap && at->ch >= '1' && at->ch <= '6' &&
        (to + 1 == l->natoms || atom_kind(at + 1) != ATOM_DIGIT))
        return to + 1;
    return to;
}

/* ---- characters and words as they are ---- */

static Str span_text(const Lattice *l, size_t from, size_t to, char *out)
{
    return atoms_text(l->atoms, from, to, out);
}

/* The first word of the index that is not below the text; or of those, that does not begin so. */
static uint32_t words_bound(const Find *f, Str text, bool behind)
{
    size_t low = 0, high = f->nwords;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        Str word = find_word(f, middle);
        bool below =
            behind ? str_cmp(str_part(word, 0, text.n), text) <= 0 : str_cmp(word, text) < 0;
        if (below)
            low = middle + 1;
        else
            high = middle;
    }
    return (uint32_t)low;
}

void words_starting(const Find *f, Str text, uint32_t *lo, uint32_t *hi)
{
    *lo = words_bound(f, text, false);
    *hi = words_bound(f, text, true);
}

/* Words from place `from`: whole ones, and at the end of what was typed those that begin so. Words
 * that were typed apart may be one in the name. */
static void add_words(Lattice *l, size_t from)
{
    AtomKind kind = atom_kind(&l->atoms[from]);
    char text[LONGEST_WORD + 4];
    bool apart = false;
    uint32_t lo = 0, hi = (uint32_t)l->f->nwords;

    for (size_t to = from + 1; to <= l->natoms && to - from <= LONGEST_WORD && lo < hi; to++) {
        uint8_t steps, cost;
        Str word;
        if (atom_kind(&l->atoms[to - 1]) != kind || (kind == ATOM_OTHER && to > from + 1))
            break;
        apart = apart || (to > from + 1 && l->atoms[to - 1].gap);
        steps = apart ? STEP_SOUND : 0;
        cost = apart ? JOINED_COST : 0;
        word = span_text(l, from, to, text);
        words_starting(l->f, word, &lo, &hi);
        if (lo < hi && str_eq(find_word(l->f, lo), word))
            add_word(l, lo, lo + 1, (WordEdge){ (uint8_t)from, (uint8_t)to, steps, cost, 0, 0 });
        if (to == l->natoms && kind != ATOM_OTHER)
            add_word(l, lo, hi,
                     (WordEdge){ (uint8_t)from, (uint8_t)to, steps | STEP_BEGINNING, cost, 0, 0 });
    }
}

/* ---- by sound ---- */

/* A syllable of a dialect that a span may be, in some of its systems. */
typedef struct {
    uint16_t syllable;
    uint8_t dialect;
    float p;
    uint64_t systems;
} HeardIn;

enum { HEARD_MAX = 96 };

static void heard_gather(const Lattice *l, const Heard *heard, HeardIn *out, size_t *n)
{
    const Names *names = l->f->names;

    for (size_t s = 0; s < names->nsystems; s++)
        for (size_t i = 0; i < heard->as[s].n; i++) {
            HeardAs h = heard->as[s].p[i];
            size_t k = 0;
            if (h.p < RARE)
                continue;
            while (k < *n && (out[k].syllable != h.syllable ||
                              out[k].dialect != (uint8_t)names->systems[s].dialect))
                k++;
            if (k == HEARD_MAX)
                continue;
            if (k == *n)
                out[(*n)++] = (HeardIn){ h.syllable, (uint8_t)names->systems[s].dialect, 0, 0 };
            out[k].p = fmaxf(out[k].p, h.p);
            out[k].systems |= (uint64_t)1 << s;
        }
}

/* The forms of surnames; all systems that write one so at once. */
static void add_surnames(Lattice *l, Str text, HanEdge edge)
{
    const Names *n = l->f->names;
    const SurnameForm *f, *end;
    int64_t id;

    if (!map_get(&n->surname_ids, text, &id))
        return;
    f = n->surname_forms.p + n->surname_lists.p[id].first;
    end = f + n->surname_lists.p[id].n[0];
    for (; f < end; f++) {
        uint16_t parts[2];
        edge.systems = (uint64_t)1 << f->system;
        if (names_compound_parts(n, f->cls, parts) && f > end - n->surname_lists.p[id].n[0] &&
            f[-1].cls == f->cls)
            continue; /* a node is enough for a compound one */
        if (f->p >= RARE)
            lattice_surname(l, f->cls, f->p, edge);
    }
}

static uint64_t pinyin_of(const Speller *s)
{
    return s->pinyin >= 0 ? (uint64_t)1 << s->pinyin : EVERY_SYSTEM;
}

/* lü is lv in the tables, and typed lu, lv, lü or lyu. */
static void add_umlaut(Lattice *l, Str text, HanEdge edge)
{
    const Dialect *d = &l->f->names->dialects[DIALECT_MANDARIN];
    char other[LONGEST_WORD + 4];
    int64_t id;

    if (text.n < 2 || (text.p[0] != 'l' && text.p[0] != 'n') || text.p[1] != 'u')
        return;
    memcpy(other, text.p, text.n);
    other[1] = 'v';
    edge.cost += OTHER_COST;
    edge.systems = pinyin_of(l->s);
    if (map_get(&d->syllable_ids, (Str){ other, text.n }, &id))
        lattice_syllable(l, DIALECT_MANDARIN, (uint16_t)id, 1, edge);
}

static void add_sounds(Lattice *l, size_t from, size_t to)
{
    char text[LONGEST_WORD + 4];
    Str span = span_text(l, from, to, text);
    ArenaMark mark = arena_mark(l->a);
    HanEdge edge = { .from = (uint8_t)from,
                     .to = (uint8_t)lattice_tone(l, to),
                     .steps = STEP_SOUND };
    HeardIn heard_in[HEARD_MAX];
    Heard heard = { 0 };
    size_t n = 0;

    names_hear(l->f->names, l->a, span, &heard);
    heard_gather(l, &heard, heard_in, &n);
    arena_rewind(l->a, mark);
    for (size_t i = 0; i < n; i++) {
        edge.systems = heard_in[i].systems;
        lattice_syllable(l, heard_in[i].dialect, heard_in[i].syllable, heard_in[i].p, edge);
    }
    add_surnames(l, span, edge);
    add_umlaut(l, span, edge);
}

/* ---- initials and beginnings ---- */

/* A letter (or zh, ch, sh) for each character whose syllable in Mandarin begins so. */
static void add_initials(Lattice *l, size_t from, size_t to)
{
    const Dialect *d = &l->f->names->dialects[DIALECT_MANDARIN];
    char text[LONGEST_WORD + 4];
    Str span = span_text(l, from, to, text);
    HanEdge edge = {
        .from = (uint8_t)from, .to = (uint8_t)to, .steps = STEP_INITIAL, .systems = EVERY_SYSTEM
    };
    uint32_t lo, hi;

    for (size_t s = 0; s < d->syllables.n; s++)
        if (str_starts(d->syllables.p[s], span))
            lattice_syllable(l, DIALECT_MANDARIN, (uint16_t)s, 1, edge);
    words_starting(l->f, span, &lo, &hi);
    if (to == from + 1)
        add_word(l, lo, hi, (WordEdge){ edge.from, edge.to, STEP_INITIAL, 0, 0, 0 });
}

/* First of the spellings that is not below the text. */
static size_t spelling_at(const Speller *s, Str text)
{
    size_t low = 0, high = s->list.n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_cmp(s->list.p[middle].text, text) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* What is typed at the end may be the beginning of a syllable; a letter alone, that of pinyin. */
static void add_beginnings(Lattice *l, size_t from)
{
    const Speller *s = l->s;
    char text[LONGEST_WORD + 4];
    Str span = span_text(l, from, l->natoms, text);
    HanEdge edge = { .from = (uint8_t)from,
                     .to = (uint8_t)l->natoms,
                     .steps = STEP_SOUND | STEP_BEGINNING,
                     .systems = l->natoms > 1 ? EVERY_SYSTEM : pinyin_of(s) };

    for (size_t i = spelling_at(s, span); i < s->list.n; i++) {
        const Spelling *spelled = &s->list.p[i];
        if (!str_starts(spelled->text, span))
            break;
        lattice_spelling(l, spelled, edge);
    }
}

static bool is_retroflex(const Lattice *l, size_t i)
{
    uint32_t ch = l->atoms[i].ch;
    return i + 1 < l->natoms && lattice_solid(l, i, i + 2) && l->atoms[i + 1].ch == 'h' &&
           (ch == 'z' || ch == 'c' || ch == 's');
}

static void add_letters(Lattice *l, size_t from, bool initials)
{
    for (size_t to = from + 1; to <= l->natoms && to - from <= SYLLABLE_MAX; to++) {
        if (!lattice_solid(l, from, to))
            break;
        add_sounds(l, from, to);
        if (to == l->natoms)
            add_beginnings(l, from);
    }
    if (!initials || l->letters > INITIALS_MAX)
        return;
    add_initials(l, from, from + 1);
    if (is_retroflex(l, from))
        add_initials(l, from, from + 2);
}

/* ---- the whole ---- */

/* Sorts the classes by the nodes that their edges lead on from, each once for a node. */
static void note_next(Lattice *l, Next *out, bool near)
{
    uint32_t at[NODES_MAX + 2] = { 0 };
    uint16_t *last = NEWN(l->a, uint16_t, NODES_MAX + 1);

    out->classes = NEWN(l->a, uint16_t, l->edges.n + 1);
    for (size_t i = 1; i < l->edges.n; i++)
        at[l->edges.p[i].from + 1]++;
    for (size_t k = 0; k <= NODES_MAX; k++)
        at[k + 1] += at[k];
    memcpy(out->at, at, sizeof at);
    for (uint32_t c = 1; c < HAN_CLASSES; c++)
        for (uint32_t i = l->head[c]; i; i = l->edges.p[i].next) {
            uint8_t from = l->edges.p[i].from;
            if (last[from] != c && (near || !(l->edges.p[i].steps & STEP_NEAR)))
                out->classes[at[from]++] = last[from] = (uint16_t)c;
        }
    memcpy(out->end, at, sizeof out->end);
}

void lattice_make(Lattice *l, bool near)
{
    l->nodes = l->natoms + 1;
    l->end = (uint8_t)l->natoms;
    l->head = NEWN(l->a, uint32_t, HAN_CLASSES);
    l->letters = 0;
    vec_push(l->a, &l->edges, (HanEdge){ 0 });
    for (size_t i = 0; i < l->natoms; i++)
        l->letters += atom_kind(&l->atoms[i]) == ATOM_LETTER;
    for (size_t i = l->natoms; i-- > 0;) {
        if (l->atoms[i].cls) {
            lattice_han(
                l, l->atoms[i].cls,
                (HanEdge){ .from = (uint8_t)i, .to = (uint8_t)(i + 1), .systems = EVERY_SYSTEM });
            continue;
        }
        add_words(l, i);
        if (atom_kind(&l->atoms[i]) == ATOM_LETTER && i < SOUND_MAX)
            add_letters(l, i, !near);
    }
    if (near)
        lattice_near(l);
    note_next(l, &l->next, true);
    note_next(l, &l->next_exact, false);
}
