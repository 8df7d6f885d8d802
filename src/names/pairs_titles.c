/* SPDX-License-Identifier: Apache-2.0
 * Names of associations, enterprises and places: compared as wholes, by the pairs of characters
 * that they share.
 */
#include <math.h>

#include "base/mem.h"
#include "names/pairs_impl.h"

enum { TITLE_BYTES = 300, TITLE_CHARS = 96 };

/* What says only that it is a company; folded, as titles are. */
static const char *const forms[] = {
    "股份有限公司", "有限责任公司", "有限公司", "集团公司", "公司",    "集团",
    "sdnbhd",       "coltd",        "pteltd",   "limited",  "private", "ltd",
    "inc",          "llc",          "gmbh",     "bhd",      "pte",     "corp",
};

static bool letter(uint32_t ch)
{
    return ch >= 0x3400 || (ch >= 'a' && ch <= 'z') || (ch >= '0' && ch <= '9') ||
           (ch >= 0xC0 && ch < 0x2000);
}

/* The key of a title: folded, without signs and without its form. */
static Str title_key(const PairTables *t, Arena *a, Str title)
{
    Str rest = folder_key(t->folder, a, utf8_part(title, TITLE_BYTES));
    char *out = arena_get(a, rest.n + 1);
    size_t n = 0;
    uint32_t ch;
    Str key;

    while (utf8_next(&rest, &ch))
        if (letter(ch))
            n += utf8_put(ch, out + n);
    key = (Str){ out, n };
    for (size_t i = 0; i < LEN(forms); i++) {
        Str form = str_z(forms[i]);
        if (!str_ends(key, form) || key.n == form.n)
            continue;
        key.n -= form.n;
        i = (size_t)-1; /* "… Pte. Ltd.": one behind the other */
    }
    return key;
}

bool pair_read_title(const PairTables *t, Arena *a, Str text, PairName *name, Str *key)
{
    enum { FIRST = 3 };
    size_t n = 0;
    uint32_t ch, hash = 17;
    Str rest;

    *key = title_key(t, a, text);
    if (key->n == 0)
        return false;
    for (rest = *key; n < FIRST && utf8_next(&rest, &ch); n++)
        hash = hash * 0x9E3779B1u + ch;
    name->script = PAIR_TITLE;
    name->n = 1;
    name->fused = (uint32_t)(str_hash(*key) >> 32) | 1;
    name->c[0] = (uint16_t)(hash >> 16); /* how it begins, for the block */
    name->c[1] = (uint16_t)hash;
    return true;
}

/* Twice what two titles share of their neighbouring characters, by what they have: 0 to 1. */
static double dice(Str a, Str b)
{
    uint64_t x[TITLE_CHARS], y[TITLE_CHARS];
    size_t nx = 0, ny = 0, both = 0;
    uint32_t ch, last;

    for (last = '^'; nx < TITLE_CHARS && utf8_next(&a, &ch); last = ch)
        x[nx++] = (uint64_t)last << 32 | ch;
    for (last = '^'; ny < TITLE_CHARS && utf8_next(&b, &ch); last = ch)
        y[ny++] = (uint64_t)last << 32 | ch;
    for (size_t i = 0; i < nx; i++)
        for (size_t k = 0; k < ny; k++)
            if (x[i] == y[k]) {
                y[k] = 0;
                both++;
                break;
            }
    return nx + ny ? 2 * (double)both / (double)(nx + ny) : 0;
}

PairPart pair_title(const Pairs *p, const PairName *a, const PairName *b)
{
    /* By tenths of what they share, from none. */
    static const int16_t shared[] = {
        -900, -900, -850, -750, -600, -400, -150, 150, 450, 750, 900
    };
    double part;

    if (a->fused == b->fused)
        return (PairPart){ a->given_bits < b->given_bits ? a->given_bits : b->given_bits,
                           PAIR_SAME };
    part = dice(p->spots[a->title], p->spots[b->title]);
    return (PairPart){ shared[(size_t)(part * 10)], part >= 0.7 ? PAIR_NEAR : PAIR_OTHER };
}

PairPart pair_country(const PairName *a, const PairName *b)
{
    enum { COUNTRY_SAME_BITS = 250, COUNTRY_OTHER_BITS = -500 };

    if (!a->country || !b->country)
        return (PairPart){ 0, PAIR_SAME };
    return a->country == b->country ? (PairPart){ COUNTRY_SAME_BITS, PAIR_SAME }
                                    : (PairPart){ COUNTRY_OTHER_BITS, PAIR_OTHER };
}

void pairs_weigh_titles(Pairs *p)
{
    enum { SAMPLE_BITS = 1500, MOST_BITS = 17 };
    AUTO(ids_done) Ids m = { 0 };
    int64_t n;

    for (size_t i = 0; i < p->nlist; i++) {
        const PairName *name = &p->list[i];
        n = 0;
        if (name->script == PAIR_TITLE && !p->sample) {
            (void)(m.n && ids_get(&m, name->fused, &n));
            ids_set(&m, name->fused, n + 1);
        }
    }
    for (size_t i = 0; i < p->nlist; i++) {
        PairName *name = &p->list[i];
        double share;
        if (name->script != PAIR_TITLE)
            continue;
        name->given_bits = SAMPLE_BITS;
        if (!ids_get(&m, name->fused, &n) || p->sample)
            continue;
        share = (double)(n > 2 ? n - 2 : 0) + 0.05;
        name->given_bits = (int16_t)lrint(
            PAIR_UNIT * fmin(log2(((double)p->nlist + PRIOR_ROWS) / share), MOST_BITS));
    }
}
