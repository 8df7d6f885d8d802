/* SPDX-License-Identifier: Apache-2.0
 * Readings: which syllables a character has in each dialect, and how likely each is.
 *
 * Tables by hand (data/names) give literary and colloquial readings: given names mostly take the
 * first, surnames mostly the second. Mandarin, Cantonese, Vietnamese and Japanese come from Unihan.
 */
#include <math.h>
#include <stdlib.h>

#include "names/impl.h"
#include "text/tsv.h"

/* A weight in the tables where none is written; and what the layers weigh in each place. */
static const float USUAL = 10.0F;
static const float LITERARY[AS__N] = { [AS_SURNAME] = 0.35F, [AS_GIVEN] = 1.0F };
static const float COLLOQUIAL[AS__N] = { [AS_SURNAME] = 1.0F, [AS_GIVEN] = 0.45F };
static const float REGIONAL = 0.3F;

typedef VEC(Reading) Readings;

uint16_t dialect_syllable(Dialect *d, Arena *a, Str syllable)
{
    int64_t id;

    if (map_get(&d->syllable_ids, syllable, &id))
        return (uint16_t)id;
    if (d->syllables.n == SYLLABLES_MAX)
        return NO_SYLLABLE;
    vec_push(a, &d->syllables, syllable);
    map_set(&d->syllable_ids, syllable, (int64_t)d->syllables.n - 1);
    return (uint16_t)(d->syllables.n - 1);
}

/* Without the digit of the tone. */
static Str toneless(Str reading)
{
    while (reading.n && reading.p[reading.n - 1] >= '0' && reading.p[reading.n - 1] <= '9')
        reading.n--;
    return reading;
}

static void add(Dialect *d, Arena *a, Readings *all, uint16_t cls, Str word, char region,
                const float layer[AS__N])
{
    float weight;
    Str reading = toneless(weight_cut(word, USUAL, &weight));
    uint16_t syllable = reading.n ? dialect_syllable(d, a, reading) : NO_SYLLABLE;

    if (cls == 0 || syllable == NO_SYLLABLE)
        return;
    vec_push(a, all,
             (Reading){ cls, syllable, region, false, { weight * layer[0], weight * layer[1] } });
}

static int by_class(const void *x, const void *y)
{
    const Reading *a = x, *b = y;
    if (a->cls != b->cls)
        return a->cls < b->cls ? -1 : 1;
    if (a->syllable != b->syllable)
        return a->syllable < b->syllable ? -1 : 1;
    return (a->region > b->region) - (a->region < b->region);
}

/* Puts the same reading of one class (from several of its characters) into one; the likeliest
 * weight counts, so that a class of many characters is not read more surely for that. */
static size_t merge(Reading *all, size_t n)
{
    size_t kept = 0;

    for (size_t i = 0; i < n; i++) {
        if (kept && by_class(&all[kept - 1], &all[i]) == 0)
            for (size_t k = 0; k < AS__N; k++)
                all[kept - 1].p[k] = fmaxf(all[kept - 1].p[k], all[i].p[k]);
        else
            all[kept++] = all[i];
    }
    return kept;
}

static void to_shares(Reading *all, size_t n)
{
    for (size_t k = 0; k < AS__N; k++) {
        float total = 0;
        for (size_t i = 0; i < n; i++)
            total += all[i].p[k];
        for (size_t i = 0; i < n && total > 0; i++)
            all[i].p[k] /= total;
    }
}

static void index_syllables(Dialect *d, Arena *a)
{
    uint32_t *at = NEWN(a, uint32_t, d->syllables.n + 2);
    Reading *sorted = NEWN(a, Reading, d->nreadings + 1);

    for (size_t i = 0; i < d->nreadings; i++)
        at[d->by_class[i].syllable + 2]++;
    for (size_t s = 2; s < d->syllables.n + 2; s++)
        at[s] += at[s - 1];
    for (size_t i = 0; i < d->nreadings; i++)
        sorted[at[d->by_class[i].syllable + 1]++] = d->by_class[i];
    d->syllable_at = at;
    d->by_syllable = sorted;
}

static void settle(const Names *n, Dialect *d, Arena *a, Readings *all)
{
    size_t count;

    if (all->n)
        qsort(all->p, all->n, sizeof *all->p, by_class);
    count = merge(all->p, all->n);
    d->by_class = all->p;
    d->nreadings = count;
    d->class_at = NEWN(a, uint32_t, n->class_char.n + 1);
    for (size_t cls = 0, i = 0; cls <= n->class_char.n; cls++) {
        size_t first;
        while (i < count && all->p[i].cls < cls)
            i++;
        first = i;
        d->class_at[cls] = (uint32_t)first;
        while (i < count && all->p[i].cls == cls)
            i++;
        to_shares(all->p + first, i - first);
    }
    index_syllables(d, a);
}

/* A cell of readings. */
static void add_cell(Dialect *d, Arena *a, Readings *all, uint16_t cls, Str cell,
                     const float layer[AS__N])
{
    Str word;
    while (str_next(&cell, ' ', &word))
        add(d, a, all, cls, word, 0, layer);
}

static void add_regional(Dialect *d, Arena *a, Readings *all, uint16_t cls, Str cell)
{
    static const float layer[AS__N] = { REGIONAL, REGIONAL };
    Str word;

    while (str_next(&cell, ' ', &word))
        if (word.n > 2 && word.p[1] == ':')
            add(d, a, all, cls, str_part(word, 2, word.n), word.p[0], layer);
}

/* The n-th character of a table by hand is about so common among given names. */
static float share_of_rank(size_t rank)
{
    return 1.0F / (float)(rank + 60);
}

static void load_hand(Names *n, Arena *a, DialectId which, const char *file)
{
    static const float only[AS__N] = { 1, 1 };
    Dialect *d = &n->dialects[which];
    Readings all = { 0 };
    Str rest = tsv_table(file), cells[4];

    for (size_t rank = 0; tsv_row(&rest, cells, LEN(cells)); rank++) {
        uint16_t cls = class_of_text(n, cells[0]);
        bool layers = cells[2].n > 0;
        add_cell(d, a, &all, cls, cells[1], layers ? LITERARY : only);
        add_cell(d, a, &all, cls, cells[2], COLLOQUIAL);
        add_regional(d, a, &all, cls, cells[3]);
        n->share[AS_GIVEN][cls] = fmaxf(n->share[AS_GIVEN][cls], share_of_rank(rank));
    }
    settle(n, d, a, &all);
}

static void load_unihan(Names *n, Arena *a)
{
    static const DialectId of_cell[] = { DIALECT_MANDARIN, DIALECT_CANTONESE, DIALECT_VIETNAMESE,
                                         DIALECT_JAPANESE };
    static const float layer[AS__N] = { 1, 1 };
    Readings all[LEN(of_cell)] = { 0 };
    Str rest = tsv_table("unihan.tsv"), cells[2 + LEN(of_cell)];

    while (tsv_row(&rest, cells, LEN(cells)))
        for (size_t i = 0; i < LEN(of_cell); i++)
            add_cell(&n->dialects[of_cell[i]], a, &all[i], class_of_text(n, cells[0]), cells[2 + i],
                     layer);
    for (size_t i = 0; i < LEN(of_cell); i++)
        settle(n, &n->dialects[of_cell[i]], a, &all[i]);
}

void load_readings(Names *n, Arena *a)
{
    size_t room = n->class_char.n + COMPOUNDS_MAX;
    float total = 0, rare = 1e-5F;

    for (size_t k = 0; k < AS__N; k++)
        n->share[k] = NEWN(a, float, room);
    load_hand(n, a, DIALECT_HOKKIEN, "hokkien.tsv");
    load_hand(n, a, DIALECT_TEOCHEW, "teochew.tsv");
    load_hand(n, a, DIALECT_HAKKA, "hakka.tsv");
    load_hand(n, a, DIALECT_HAINAN, "hainan.tsv");
    load_hand(n, a, DIALECT_FOOCHOW, "foochow.tsv");
    load_unihan(n, a);
    for (size_t d = 0; d < DIALECT__N; d++)
        for (size_t i = 0; i < n->dialects[d].nreadings; i++)
            n->dialects[d].by_syllable[i].rare =
                n->share[AS_GIVEN][n->dialects[d].by_syllable[i].cls] <= 0;
    for (size_t c = 1; c < n->class_char.n; c++)
        total += n->share[AS_GIVEN][c] = fmaxf(n->share[AS_GIVEN][c], rare);
    for (size_t c = 1; c < n->class_char.n; c++)
        n->share[AS_GIVEN][c] /= total;
}

Str names_syllable(const Names *n, DialectId d, uint16_t syllable)
{
    const Dialect *of = &n->dialects[d];
    return syllable < of->syllables.n ? of->syllables.p[syllable] : S("");
}

Str names_reading(const Names *n, DialectId d, uint16_t cls, Slot slot)
{
    const Dialect *of = &n->dialects[d];
    const Reading *best = NULL;

    if (cls >= n->class_char.n)
        return S("");
    for (uint32_t i = of->class_at[cls]; i < of->class_at[cls + 1]; i++)
        if (!best || of->by_class[i].p[slot] > best->p[slot])
            best = &of->by_class[i];
    return best ? of->syllables.p[best->syllable] : S("");
}
