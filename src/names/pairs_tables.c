/* SPDX-License-Identifier: Apache-2.0
 * What pairs know before they see a row: characters that look or sound alike, and how common they
 * are.
 */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "names/impl.h"
#include "names/pairs_impl.h"
#include "text/tsv.h"

enum { TABLES_CAP = 64 << 20 };

static void mistaken_set(PairTables *t, uint16_t a, uint16_t b, PairHow how)
{
    uint32_t both = a < b ? (uint32_t)a << 16 | b : (uint32_t)b << 16 | a;
    size_t at = (both * 0x9E3779B1u) >> 20;

    while (t->mistaken[at].both && t->mistaken[at].both != both)
        at = (at + 1) % MISTAKEN_SLOTS;
    t->mistaken[at] = (Mistaken){ both, (uint8_t)how };
}

/* Puts two groups together unless that makes too large a one: then the characters still count as
 * alike where another part of the name brings them together. */
static void join_groups(uint16_t *group, size_t *size, uint16_t a, uint16_t b, size_t codes)
{
    enum { GROUP_MOST = 6 };
    uint16_t from = group[b], to = group[a];

    if (from == to || size[from] + size[to] > GROUP_MOST)
        return;
    size[to] += size[from];
    for (size_t c = 0; c < codes; c++)
        if (group[c] == from)
            group[c] = to;
}

static void read_mistaken(PairTables *t)
{
    size_t codes = names_classes(t->names);
    size_t *size = NEWN(t->arena, size_t, WORD_BASE);
    Str rest = tsv_table("confusable.tsv"), cells[2];

    for (size_t c = 0; c < WORD_BASE; c++) {
        t->group[c] = (uint16_t)c;
        size[c] = 1;
    }
    while (tsv_row(&rest, cells, LEN(cells))) {
        PairHow how = str_eq(cells[1], S("variant")) ? PAIR_VARIANT : PAIR_CONFUSED;
        uint16_t c[8];
        uint32_t ch;
        size_t n = 0;
        while (n < LEN(c) && utf8_next(&cells[0], &ch))
            c[n++] = names_class(t->names, ch);
        for (size_t i = 0; i < n; i++)
            for (size_t k = i + 1; k < n; k++)
                if (c[i] && c[k] && c[i] != c[k]) {
                    mistaken_set(t, c[i], c[k], how);
                    for (size_t s = 0; s < AS__N; s++)
                        t->code[s][c[i]].mistaken = t->code[s][c[k]].mistaken = true;
                    join_groups(t->group, size, c[i], c[k], codes);
                }
    }
}

static void read_sounds(PairTables *t)
{
    AUTO(map_done) Map ids = { 0 };
    int64_t id, next = 0;

    for (size_t s = 0; s < AS__N; s++)
        for (size_t cls = 1; cls < names_classes(t->names); cls++) {
            uint16_t c = (uint16_t)cls;
            Str syllable = names_reading(t->names, DIALECT_MANDARIN, c, (Slot)s);
            if (syllable.n == 0)
                continue;
            if (!map_get(&ids, syllable, &id))
                map_set(&ids, syllable, id = ++next);
            t->code[s][c].sound = (uint16_t)id;
            t->code[s][c].initial = (uint8_t)(syllable.p[0] & (INITIALS - 1));
        }
}

/* The characters of each class. */
static void list_forms(PairTables *t)
{
    t->form_at = NEWN(t->arena, uint32_t, WORD_BASE + 2);
    t->forms = NEWN(t->arena, uint32_t, HAN_LAST - HAN_FIRST + 1);
    for (uint32_t ch = HAN_FIRST; ch <= HAN_LAST; ch++)
        t->form_at[names_class(t->names, ch) + 1]++;
    for (size_t c = 0; c < WORD_BASE; c++)
        t->form_at[c + 1] += t->form_at[c];
    t->form_at[WORD_BASE + 1] = t->form_at[WORD_BASE];
    for (uint32_t ch = HAN_LAST; ch >= HAN_FIRST; ch--)
        t->forms[--t->form_at[names_class(t->names, ch) + 1]] = ch;
    memmove(t->form_at, t->form_at + 1, (WORD_BASE + 1) * sizeof *t->form_at);
}

/* How often each class is met in PRIOR_ROWS rows. The order of the tables of readings says which
 * characters of given names are common at all; given_share.tsv, how common those are. */
static void read_shares(PairTables *t)
{
    enum { GIVEN_CHARS = 2 };
    Str rest = tsv_table("given_share.tsv"), cells[2];
    double *given = t->count[AS_GIVEN], left = 1, all = 0;
    size_t classes = classes_all(t->names);

    while (tsv_row(&rest, cells, LEN(cells))) {
        char number[16] = "";
        uint32_t ch;
        memcpy(number, cells[1].p, cells[1].n < sizeof number ? cells[1].n : sizeof number - 1);
        while (utf8_next(&cells[0], &ch)) {
            double *one = &given[names_class(t->names, ch)];
            if (*one > 0)
                continue; /* the first row that has it counts */
            *one = strtod(number, NULL) / 1000;
            left -= *one;
        }
    }
    for (size_t c = 1; c < classes; c++)
        all += given[c] > 0 ? 0 : (double)names_share(t->names, (uint16_t)c, AS_GIVEN);
    for (size_t c = 1; c < classes; c++) {
        double share = (double)names_share(t->names, (uint16_t)c, AS_GIVEN) / all * left;
        given[c] = (given[c] > 0 ? given[c] : share) * PRIOR_ROWS * GIVEN_CHARS + 1e-3;
        t->count[AS_SURNAME][c] =
            (double)names_share(t->names, (uint16_t)c, AS_SURNAME) * PRIOR_ROWS + 1e-3;
    }
}

PairTables *pair_tables_new(const Names *n, const Gazetteer *g, const Folder *f)
{
    Arena *a = arena_new(TABLES_CAP);
    PairTables *t = NEW(a, PairTables);
    size_t classes = classes_all(n);

    *t = (PairTables){ .names = n, .gazetteer = g, .folder = f, .arena = a };
    t->group = NEWN(a, uint16_t, WORD_BASE);
    for (size_t s = 0; s < AS__N; s++) {
        t->code[s] = NEWN(a, PairCode, WORD_BASE);
        t->count[s] = NEWN(a, double, WORD_BASE);
    }
    read_shares(t);
    read_mistaken(t);
    read_sounds(t);
    list_forms(t);
    for (size_t s = 0; s < AS__N; s++)
        pairs_weigh_codes(t->code[s], t->count[s], 1, classes, t->starts[s]);
    return t;
}

void pair_tables_free(PairTables *t)
{
    if (t)
        arena_free(t->arena);
}

void pair_tables_freep(PairTables **t)
{
    pair_tables_free(*t);
}
