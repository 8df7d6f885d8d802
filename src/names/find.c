/* SPDX-License-Identifier: Apache-2.0
 * A search: what was typed as a lattice, the stretches of names that lead through it, and the best
 * of those that may be seen.
 */
#include "names/find.h"

#include <stdlib.h>

#include "names/find_walk.h"

typedef struct {
    const FindIn *in;
    const FindAsk *ask;
    Arena *a;
    Spans spans;
    Ids given;            /* records that are in the answer */
    uint8_t **field_seen; /* of each index, field × unit: 0 not asked yet, 1 no, 2 yes */
    uint8_t **kind_seen;
    FindHits *out;
    VEC(FindHit) hits;
} Search;

/* ---- what may be seen ---- */

static bool sees(const Search *s, size_t index, const FindName *name, FoundHow how)
{
    const FindAsk *ask = s->ask;
    const Find *f = s->in[index].find;
    const FindEntry *r = &f->records[name->record];
    uint16_t field = name->field & (uint16_t)~WORDS_ONLY;
    uint16_t kind = r->kind & (uint16_t)~HIDDEN_KIND;
    uint8_t *seen;
    int64_t ignored;

    if (((name->field & WORDS_ONLY) && how != FOUND_EXACT) ||
        (ask->kind >= 0 && kind != ask->kind) || ((r->kind & HIDDEN_KIND) && !ask->hidden) ||
        (s->in[index].gone && ids_get(s->in[index].gone, (uint64_t)f->ids[name->record], &ignored)))
        return false;
    seen = s->kind_seen[index] + (size_t)kind * f->nunits + r->unit;
    if (!*seen)
        *seen = !ask->sees_kind || ask->sees_kind(ask->arg, kind, f->units[r->unit]) ? 2 : 1;
    if (*seen == 1)
        return false;
    seen = s->field_seen[index] + (size_t)field * f->nunits + name->unit;
    if (!*seen)
        *seen = !ask->sees_field || ask->sees_field(ask->arg, field, f->units[name->unit]) ? 2 : 1;
    return *seen == 2;
}

static void seen_new(Search *s, size_t n)
{
    s->field_seen = NEWN(s->a, uint8_t *, n);
    s->kind_seen = NEWN(s->a, uint8_t *, n);
    for (size_t i = 0; i < n; i++) {
        const Find *f = s->in[i].find;
        s->field_seen[i] = arena_zget(s->a, (size_t)f->head->fields * f->nunits + 1, 1);
        s->kind_seen[i] = arena_zget(s->a, (size_t)f->head->kinds * f->nunits + 1, 1);
    }
}

/* ---- stages ---- */

/* What was typed, as it stands; with its last word first; allowing for a slip. */
typedef enum { STAGE_PLAIN, STAGE_ROTATED, STAGE_NEAR, STAGE__N } Stage;

/* Puts the last word first: "Kah Kee Tan" as "Tan Kah Kee". */
static bool rotate(Lattice *l)
{
    Atom turned[ATOMS_MAX];
    size_t at = l->natoms;

    for (size_t i = 0; i < l->natoms; i++) {
        if (atom_kind(&l->atoms[i]) != ATOM_LETTER)
            return false;
        if (i && l->atoms[i].gap)
            at = i;
    }
    if (at == l->natoms)
        return false;
    for (size_t i = 0; i < l->natoms; i++)
        turned[i] = l->atoms[(at + i) % l->natoms];
    memcpy(l->atoms, turned, l->natoms * sizeof *turned);
    l->atoms[l->natoms - at].gap = true;
    l->atoms[0].gap = false;
    l->rotated = true;
    return true;
}

/* The matches of one index. A letter alone, and letters with a slip, are only looked for at the
 * beginning of names: within them they would be everywhere. */
static void walk_index(Search *s, uint16_t index, const Speller *speller, Stage stage)
{
    const Find *f = s->in[index].find;
    Lattice *l = NEW(s->a, Lattice);

    l->f = f;
    l->s = speller;
    l->a = s->a;
    l->natoms = atoms_read(f->names, s->a, s->ask->text, l->atoms, ATOMS_MAX);
    if (l->natoms == 0 || (stage == STAGE_ROTATED && !rotate(l)))
        return;
    lattice_make(l, stage == STAGE_NEAR);
    find_walk(l, ORDER_HEADS, index, &s->spans);
    if (stage == STAGE_NEAR ? l->letters < l->natoms : l->natoms > 1 || l->letters == 0)
        find_walk(l, ORDER_TAILS, index, &s->spans);
}

/* ---- the best ---- */

/* Of equal scores the larger stretch first: the surname that more people have. */
static int by_score(const void *x, const void *y)
{
    const Span *a = x, *b = y;

    if (a->score != b->score)
        return a->score < b->score ? -1 : 1;
    if (a->hi - a->lo != b->hi - b->lo)
        return a->hi - a->lo > b->hi - b->lo ? -1 : 1;
    if (a->order != b->order)
        return a->order < b->order ? -1 : 1;
    if (a->index != b->index)
        return a->index < b->index ? -1 : 1;
    return (a->lo > b->lo) - (a->lo < b->lo);
}

/* The name that a place of the pool belongs to. */
static const FindName *name_at(const Find *f, uint32_t place)
{
    size_t low = 0, high = f->nnames;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (f->list[middle].first <= place)
            low = middle;
        else
            high = middle;
    }
    return &f->list[low];
}

/* Gives the records of a span that may be seen, until there are enough; false then. */
static bool give_span(Search *s, const Span *span)
{
    const Find *f = s->in[span->index].find;
    FoundHow how = (FoundHow)(span->score >> HOW_SHIFT);

    for (uint32_t i = span->lo; i < span->hi; i++) {
        const FindName *name = span->order == ORDER_HEADS ? &f->list[i] : name_at(f, f->tails[i]);
        int64_t id = f->ids[name->record], ignored;
        if (ids_get(&s->given, (uint64_t)id, &ignored) || !sees(s, span->index, name, how))
            continue;
        if (s->hits.n == s->ask->top) {
            s->out->more = true;
            return false;
        }
        ids_set(&s->given, (uint64_t)id, 0);
        vec_push(s->a, &s->hits,
                 (FindHit){ id, f->records[name->record].kind & (uint16_t)~HIDDEN_KIND,
                            name->field & (uint16_t)~WORDS_ONLY, how, span->score });
    }
    return true;
}

/* Mixed readings and slips count only where there is nothing better: else they are noise. */
static bool is_noise(const Search *s, const Span *span)
{
    FoundHow how = (FoundHow)(span->score >> HOW_SHIFT);
    return how > FOUND_INITIALS && s->hits.n > 0 && s->hits.p[s->hits.n - 1].how < how;
}

/* Of equal scores the lower id first, whatever index a record is in. */
static int by_score_and_id(const void *x, const void *y)
{
    const FindHit *a = x, *b = y;

    if (a->score != b->score)
        return a->score < b->score ? -1 : 1;
    return (a->id > b->id) - (a->id < b->id);
}

static void give(Search *s)
{
    if (s->spans.n)
        qsort(s->spans.p, s->spans.n, sizeof *s->spans.p, by_score);
    for (size_t i = 0; i < s->spans.n; i++)
        if (is_noise(s, &s->spans.p[i]) || !give_span(s, &s->spans.p[i]))
            break;
    if (s->hits.n)
        qsort(s->hits.p, s->hits.n, sizeof *s->hits.p, by_score_and_id);
    s->out->p = s->hits.p;
    s->out->n = s->hits.n;
}

bool find_search(const FindIn *in, size_t n, const Speller *speller, Arena *a, const FindAsk *ask,
                 FindHits *out, Err *e)
{
    Search s = { .ask = ask, .in = in, .a = a, .out = out };

    *out = (FindHits){ 0 };
    if (ask->text.n > FIND_TEXT_MAX)
        return err_set(e, ERR_INVALID, N_("what is searched for has at most %d bytes"),
                       FIND_TEXT_MAX);
    if (ask->top < 1 || ask->top > FIND_TOP_MAX)
        return err_set(e, ERR_INVALID, N_("a search gives from 1 to %d records"), FIND_TOP_MAX);
    seen_new(&s, n);
    for (Stage stage = 0; stage < STAGE__N && s.hits.n == 0; stage++) {
        s.spans.n = 0;
        for (size_t i = 0; i < n; i++)
            walk_index(&s, (uint16_t)i, speller, stage);
        give(&s);
    }
    ids_done(&s.given);
    return true;
}
