/* SPDX-License-Identifier: Apache-2.0
 * Names that a registry has in Latin letters only, as of members abroad and passenger lists: met by
 * the very token, or by one that sounds the same. For them no dialect is heard, and all ways of the
 * name are read in a system of their own.
 */
#include <math.h>

#include "names/impl.h"
#include "names/kin_impl.h"

/* How a token is written again by somebody else: the same, or in one of the ways that sound
 * alike. */
static const float AGAIN = 0.85F, ALIKE = 0.02F;

static Standing codes_of(Search *s, Str token)
{
    uint32_t sound = names_sound(token);
    Standing all = { .at = NULL };

    for (size_t i = 0; i < s->k->nlatin; i++) {
        bool same = str_eq(token, s->k->latin[i]);
        if (same || (sound && names_sound(s->k->latin[i]) == sound))
            vec_push(s->a, &all.codes,
                     (Weighed){ (uint16_t)(TOKEN_BASE + i), same ? AGAIN : ALIKE });
    }
    standing_place(s, &all);
    return all;
}

/* The weights of a token by code, and log2 of how likely it is of anybody. */
static Weights latin_weights(Search *s, const Token *t, Slot slot, float *log_p)
{
    const Standing standing = codes_of(s, t->text);
    const WeighedList codes = standing.codes;
    Weights w = { .list = codes.p, .at = standing.at, .n = codes.n };
    float sum = 0, all, miss;

    for (size_t i = 0; i < codes.n; i++)
        sum += codes.p[i].p * s->k->share[slot][codes.p[i].cls];
    all = sum + t->unheard;
    miss = (SLIP * sum + t->unheard) / all;
    *log_p += log2f(all);
    w.w = arena_get(s->a, (w.n + 1) * sizeof *w.w);
    for (size_t i = 0; i < w.n; i++)
        w.w[i] = centibits(log2f((1 - SLIP) * codes.p[i].p / all + miss));
    w.w[w.n] = centibits(log2f(miss));
    return w;
}

static bool all_latin(const Search *s, const Way *way)
{
    if (way->surname != NO_TOKEN && s->name.tokens[way->surname].kind != TOKEN_LATIN)
        return false;
    for (size_t i = 0; i < way->ngiven; i++)
        if (s->name.tokens[way->given[i]].kind != TOKEN_LATIN)
            return false;
    return true;
}

float kin_latin_part(const Kin *k)
{
    return ((float)(k->nrows - k->surname_at[TOKEN_BASE]) + 0.5F) / ((float)k->nrows + 1);
}

size_t search_latin(Search *s, Combo combos[], float log_p[])
{
    const Kin *k = s->k;
    size_t n = 0;

    for (size_t w = 0; k->nlatin && w < s->name.nways && n < LATIN_COMBOS; w++) {
        const Way *way = &s->name.ways[w];
        if (!all_latin(s, way))
            continue;
        combos[n] = (Combo){ .way = (uint8_t)w, .system = LATIN_SYSTEM };
        log_p[n] = way->prior + log2f(k->latin_part);
        if (way->surname != NO_TOKEN)
            combos[n].surname =
                latin_weights(s, &s->name.tokens[way->surname], AS_SURNAME, &log_p[n]);
        for (size_t i = 0; i < way->ngiven; i++)
            combos[n].given[i] =
                latin_weights(s, &s->name.tokens[way->given[i]], AS_GIVEN, &log_p[n]);
        n++;
    }
    return n;
}
