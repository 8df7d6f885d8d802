/* SPDX-License-Identifier: Apache-2.0
 * Surnames: how each is written in each system, as people did and no rule tells; and what a token
 * may be, as a surname or in a given name.
 */
#include <math.h>
#include <stdlib.h>

#include "names/impl.h"
#include "text/tsv.h"

/* How much the table counts beside the rules: its own rows, those of another system of the same
 * dialect, none. */
static const float TABLE_PART[] = { 0.0F, 0.4F, 0.92F };
/* A reading of a region, in a system that follows the region, and in others. */
static const float OWN_REGION = 4.5F, OTHER_REGION = 0.4F;
static const float UNLISTED_SHARE = 1e-6F;

/* ---- loading ---- */

/* What the table says of a surname in a system. */
static uint8_t *listed_of(const Names *n, uint16_t cls, size_t system)
{
    return &n->surname_listed[(size_t)cls * SYSTEMS_MAX + system];
}

static uint16_t compound_class(Names *n, uint16_t first, uint16_t second)
{
    uint16_t found = names_compound(n, first, second);

    if (found || n->ncompounds == COMPOUNDS_MAX)
        return found;
    n->compounds[n->ncompounds][0] = first;
    n->compounds[n->ncompounds][1] = second;
    n->ncompounds++;
    return (uint16_t)(n->class_char.n + n->ncompounds - 1);
}

/* The class of a surname in a table, made if it is a compound one. */
static uint16_t surname_class(Names *n, Str text)
{
    uint32_t first = 0, second = 0;

    if (!utf8_next(&text, &first))
        return 0;
    if (text.n == 0)
        return names_class(n, first);
    if (!utf8_next(&text, &second) || text.n || !names_class(n, first) || !names_class(n, second))
        return 0;
    return compound_class(n, names_class(n, first), names_class(n, second));
}

/* Its letters alone: "ou-yang" and "au yong" are met joined. */
static Str letters_only(Arena *a, Str s)
{
    char *out = arena_get(a, s.n + 1);
    size_t n = 0;

    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] >= 'a' && s.p[i] <= 'z')
            out[n++] = s.p[i];
    return (Str){ out, n };
}

typedef struct {
    Str text;
    SurnameForm form;
} WrittenSurname;

typedef VEC(WrittenSurname) SurnameRows;

/* The words of a cell; a spelling may hold a blank, which ends only behind a weight. */
static void read_forms(Names *n, Arena *a, size_t system, uint16_t cls, Str cell, SurnameRows *all)
{
    size_t first = all->n;
    float total = 0, weight;
    Str piece, rest = cell;

    while (rest.n) {
        size_t end = 0;
        while (end < rest.n && rest.p[end] != ':')
            end++;
        while (end < rest.n && rest.p[end] != ' ')
            end++;
        piece = weight_cut(str_trim(str_part(rest, 0, end)), 10, &weight);
        rest = str_trim(str_part(rest, end, rest.n));
        piece = letters_only(a, piece);
        if (piece.n && weight > 0)
            vec_push(a, all, (WrittenSurname){ piece, { (uint8_t)system, cls, weight } });
    }
    for (size_t i = first; i < all->n; i++)
        total += all->p[i].form.p;
    for (size_t i = first; i < all->n; i++)
        all->p[i].form.p /= total;
    if (all->n > first)
        *listed_of(n, cls, system) = 2;
}

/* Gives a system that says nothing of a surname the forms of the others of its dialect. */
static void lend_forms(Names *n, Arena *a, SurnameRows *all)
{
    size_t own = all->n;

    for (size_t i = 0; i < own; i++) {
        const SurnameForm f = all->p[i].form;
        for (size_t s = 0; s < n->nsystems; s++) {
            uint8_t *listed = listed_of(n, f.cls, s);
            if (n->systems[s].dialect != n->systems[f.system].dialect || *listed == 2)
                continue;
            *listed = 1;
            vec_push(a, all, (WrittenSurname){ all->p[i].text, { (uint8_t)s, f.cls, f.p } });
        }
    }
    /* Lent by several: their mean. */
    for (size_t i = own; i < all->n; i++) {
        const SurnameForm *f = &all->p[i].form;
        size_t lenders = 0;
        for (size_t s = 0; s < n->nsystems; s++)
            lenders += n->systems[s].dialect == n->systems[f->system].dialect &&
                       *listed_of(n, f->cls, s) == 2;
        all->p[i].form.p /= (float)(lenders ? lenders : 1);
    }
}

static int by_text(const void *x, const void *y)
{
    const WrittenSurname *a = x, *b = y;
    int order = str_cmp(a->text, b->text);
    if (order)
        return order;
    if (a->form.system != b->form.system)
        return a->form.system < b->form.system ? -1 : 1;
    return (a->form.cls > b->form.cls) - (a->form.cls < b->form.cls);
}

static void index_surnames(Names *n, Arena *a, SurnameRows *all)
{
    if (all->n)
        qsort(all->p, all->n, sizeof *all->p, by_text);
    for (size_t i = 0; i < all->n; i++) {
        /* Characters of one class (鍾 and 鐘) have rows alike: the surname is written so once. */
        if (i > 0 && by_text(&all->p[i], &all->p[i - 1]) == 0) {
            SurnameForm *before = &n->surname_forms.p[n->surname_forms.n - 1];
            before->p = fmaxf(before->p, all->p[i].form.p);
            continue;
        }
        if (i == 0 || !str_eq(all->p[i].text, all->p[i - 1].text)) {
            map_set(&n->surname_ids, all->p[i].text, (int64_t)n->surname_lists.n);
            vec_push(a, &n->surname_lists, (FormList){ .first = (uint32_t)n->surname_forms.n });
        }
        n->surname_lists.p[n->surname_lists.n - 1].n[0]++;
        vec_push(a, &n->surname_forms, all->p[i].form);
    }
}

/* Shares by region into one: the Minnan column counts most, the others as much as their people
 * are met in a registry of southern Fujian. */
static void load_shares(Names *n)
{
    static const float part[] = { 0.70F, 0.08F, 0.06F, 0.08F, 0.03F, 0.05F };
    Str rest = tsv_table("surname_share.tsv"), cells[1 + LEN(part)];
    float total = 0;

    while (tsv_row(&rest, cells, LEN(cells))) {
        uint16_t cls = surname_class(n, cells[0]);
        float share = 0;
        for (size_t i = 0; i < LEN(part); i++) {
            char *end = NULL;
            char text[16] = "";
            if (cells[1 + i].n && cells[1 + i].n < sizeof text)
                memcpy(text, cells[1 + i].p, cells[1 + i].n);
            share += part[i] * strtof(text, &end);
        }
        n->share[AS_SURNAME][cls] += share;
    }
    for (size_t c = 1; c < classes_all(n); c++)
        total += n->share[AS_SURNAME][c];
    for (size_t c = 1; c < classes_all(n); c++)
        n->share[AS_SURNAME][c] =
            fmaxf(n->share[AS_SURNAME][c] / (total > 0 ? total : 1), UNLISTED_SHARE);
}

void load_surnames(Names *n, Arena *a)
{
    Str rest = tsv_table("surnames.tsv"), cells[3];
    SurnameRows all = { 0 };
    size_t room = n->class_char.n + COMPOUNDS_MAX;

    n->surname_listed = NEWN(a, uint8_t, room * SYSTEMS_MAX);
    while (tsv_row(&rest, cells, LEN(cells))) {
        int system = names_system_find(n, cells[1]);
        uint16_t cls = surname_class(n, cells[0]);
        if (system >= 0 && cls)
            read_forms(n, a, (size_t)system, cls, cells[2], &all);
    }
    lend_forms(n, a, &all);
    index_surnames(n, a, &all);
    load_shares(n);
}

uint16_t names_compound(const Names *n, uint16_t first, uint16_t second)
{
    for (size_t i = 0; i < n->ncompounds; i++)
        if (n->compounds[i][0] == first && n->compounds[i][1] == second)
            return (uint16_t)(n->class_char.n + i);
    return 0;
}

bool names_compound_parts(const Names *n, uint16_t cls, uint16_t parts[2])
{
    if (cls < n->class_char.n || cls >= classes_all(n))
        return false;
    parts[0] = n->compounds[cls - n->class_char.n][0];
    parts[1] = n->compounds[cls - n->class_char.n][1];
    return true;
}

bool names_is_surname(const Names *n, Str token)
{
    int64_t id;
    return map_get(&n->surname_ids, token, &id);
}

bool names_is_compound(const Names *n, Str token)
{
    int64_t id;
    const FormList *list;

    if (!map_get(&n->surname_ids, token, &id))
        return false;
    list = &n->surname_lists.p[id];
    for (uint32_t i = 0; i < list->n[0]; i++)
        if (n->surname_forms.p[list->first + i].cls >= n->class_char.n)
            return true;
    return false;
}

/* ---- what a token may be ---- */

ClassSum *class_sum_new(const Names *n, Arena *a)
{
    ClassSum *sum = NEW(a, ClassSum);
    sum->p = NEWN(a, float, classes_all(n));
    sum->touched = NEWN(a, uint16_t, classes_all(n));
    return sum;
}

static void add_by_rules(const Names *n, ClassSum *sum, size_t system, Slot slot,
                         const Heard *heard)
{
    const System *s = &n->systems[system];
    const Dialect *d = &n->dialects[s->dialect];

    for (size_t i = 0; i < heard->as[system].n; i++) {
        HeardAs h = heard->as[system].p[i];
        for (uint32_t k = d->syllable_at[h.syllable]; k < d->syllable_at[h.syllable + 1]; k++) {
            const Reading *r = &d->by_syllable[k];
            float part = 1;
            if (r->rare && heard->common)
                continue;
            if (slot == AS_SURNAME)
                part -= TABLE_PART[*listed_of(n, r->cls, system)];
            if (r->region)
                part *= r->region == s->region ? OWN_REGION : OTHER_REGION;
            class_sum_add(sum, r->cls, part * h.p * r->p[slot]);
        }
    }
}

static void add_by_table(const Names *n, ClassSum *sum, size_t system, Str token)
{
    const SurnameForm *f, *end;
    int64_t id;

    if (!map_get(&n->surname_ids, token, &id))
        return;
    f = n->surname_forms.p + n->surname_lists.p[id].first;
    end = f + n->surname_lists.p[id].n[0];
    for (; f < end; f++)
        if (f->system == system)
            class_sum_add(sum, f->cls, f->p * TABLE_PART[*listed_of(n, f->cls, system)]);
}

void class_sum_take(ClassSum *sum, Arena *a, WeighedList *out)
{
    if (out->size - out->n < sum->n) {
        Weighed *before = out->p;
        out->size = out->n + sum->n;
        out->p = arena_get(a, out->size * sizeof *out->p);
        if (out->n)
            memcpy(out->p, before, out->n * sizeof *out->p);
    }
    for (size_t i = 0; i < sum->n; i++) {
        uint16_t cls = sum->touched[i];
        out->p[out->n++] = (Weighed){ cls, sum->p[cls] < 1 ? sum->p[cls] : 1 };
        sum->p[cls] = 0;
    }
    sum->n = 0;
}

void names_classes_of(const Names *n, ClassSum *sum, size_t system, Str token, Slot slot,
                      const Heard *heard)
{
    add_by_rules(n, sum, system, slot, heard);
    if (slot == AS_SURNAME)
        add_by_table(n, sum, system, token);
}
