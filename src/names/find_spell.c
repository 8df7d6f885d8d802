/* SPDX-License-Identifier: Apache-2.0
 * Speller: every syllable as each system usually writes it, and every written surname, in order, so
 * that beginnings and slips can be looked up.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "names/find_impl.h"

enum { TEXT_MAX = TOKEN_LONGEST * 2 };

/* The usual form of each initial and final of a system. */
typedef struct {
    Str text[2][UNITS_MAX];
    float p[2][UNITS_MAX];
} Usual;

typedef struct {
    Str text;
    SpelledAs as;
} Written;

typedef VEC(Written) WrittenList;

/* The likeliest form of every unit of every system. */
static Usual *usual_forms(const Names *n)
{
    Usual *all = mem_zget(n->nsystems + 1, sizeof *all);

    for (size_t i = 0; i < n->form_ids.size; i++) {
        const MapSlot *slot = &n->form_ids.slots[i];
        const FormList *list;
        if (!slot->key.p)
            continue;
        list = &n->form_lists.p[slot->value];
        for (uint32_t k = 0; k < list->n[PART_INITIAL] + list->n[PART_FINAL]; k++) {
            const Form *f = &n->forms.p[list->first + k];
            Usual *u = &all[f->system];
            bool first = f->p == u->p[f->part][f->unit] && /* equal ones: the lesser text */
                         str_cmp(slot->key, u->text[f->part][f->unit]) < 0;
            if (f->p <= u->p[f->part][f->unit] && !first)
                continue;
            u->p[f->part][f->unit] = f->p;
            u->text[f->part][f->unit] = slot->key;
        }
    }
    return all;
}

static SpelledAs written_as(const Names *n, size_t system, bool surname, uint16_t what, float p)
{
    return (SpelledAs){ (uint8_t)n->systems[system].dialect, surname, what, p,
                        (uint64_t)1 << system };
}

static void add_syllables(Arena *a, const Names *n, size_t system, const Usual *u, WrittenList *all)
{
    const Dialect *d = &n->dialects[n->systems[system].dialect];

    for (size_t i = 0; i < d->units[0].n; i++)
        for (size_t f = 0; f < d->units[1].n; f++) {
            uint16_t s = d->of_units[i * UNITS_MAX + f];
            Str text;
            if (s == NO_SYLLABLE || u->p[0][i] <= 0 || u->p[1][f] <= 0)
                continue;
            text = arena_printf(a, "%.*s%.*s", STR(u->text[0][i]), STR(u->text[1][f]));
            if (text.n && text.n <= TEXT_MAX)
                vec_push(a, all, (Written){ text, written_as(n, system, false, s, 1) });
        }
}

static void add_surnames(Arena *a, const Names *n, WrittenList *all)
{
    static const float RARE = 0.05F;

    for (size_t i = 0; i < n->surname_ids.size; i++) {
        const MapSlot *slot = &n->surname_ids.slots[i];
        const FormList *list;
        if (!slot->key.p || slot->key.n > TEXT_MAX)
            continue;
        list = &n->surname_lists.p[slot->value];
        for (uint32_t k = 0; k < list->n[0]; k++) {
            const SurnameForm *f = &n->surname_forms.p[list->first + k];
            if (f->p >= RARE)
                vec_push(a, all,
                         (Written){ slot->key, written_as(n, f->system, true, f->cls, f->p) });
        }
    }
}

/* 0 for those that are one but for their systems. */
static int by_meaning(const Written *a, const Written *b)
{
    int order = str_cmp(a->text, b->text);
    if (order)
        return order;
    if (a->as.dialect != b->as.dialect)
        return a->as.dialect < b->as.dialect ? -1 : 1;
    if (a->as.surname != b->as.surname)
        return a->as.surname ? 1 : -1;
    return (a->as.what > b->as.what) - (a->as.what < b->as.what);
}

static int by_text(const void *x, const void *y)
{
    const Written *a = x, *b = y;
    int order = by_meaning(a, b);
    return order ? order : (a->as.systems > b->as.systems) - (a->as.systems < b->as.systems);
}

static void add_written(Speller *s, const Written *w, const Written *before)
{
    if (before && by_meaning(w, before) == 0) {
        SpelledAs *last = &s->as.p[s->as.n - 1];
        last->systems |= w->as.systems;
        if (w->as.p > last->p)
            last->p = w->as.p;
        return;
    }
    if (!before || !str_eq(w->text, before->text))
        vec_push(s->arena, &s->list, (Spelling){ w->text, (uint32_t)s->as.n, 0 });
    s->list.p[s->list.n - 1].n++;
    vec_push(s->arena, &s->as, w->as);
}

Speller *speller_new(const Names *n)
{
    Arena *a = arena_new(NAMES_CAP);
    Speller *s = NEW(a, Speller);
    Usual *usual = usual_forms(n);
    WrittenList all = { 0 };

    *s = (Speller){ .names = n, .arena = a, .pinyin = names_system_find(n, S("cm-py")) };
    for (size_t i = 0; i < n->nsystems; i++)
        add_syllables(a, n, i, &usual[i], &all);
    add_surnames(a, n, &all);
    mem_give(usual);
    if (all.n)
        qsort(all.p, all.n, sizeof *all.p, by_text);
    for (size_t i = 0; i < all.n; i++)
        add_written(s, &all.p[i], i ? &all.p[i - 1] : NULL);
    return s;
}

void speller_free(Speller *s)
{
    if (s)
        arena_free(s->arena);
}
