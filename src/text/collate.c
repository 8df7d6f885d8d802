/* SPDX-License-Identifier: Apache-2.0
 * Orders of Chinese texts, from ICU's tables (CLDR).
 */
#include "text/collate.h"

#include <stdlib.h>
#include <unicode/ucol.h>

#include "base/mem.h"

static const struct {
    const char *name, *locale, *keyword; /* ICU reads the second form without its large tables */
} orders[COLLATE__N] = {
    [COLLATE_BYTES]   = { "", "", "" },
    [COLLATE_PINYIN]  = { "qiao_pinyin", "zh-u-co-pinyin", "zh@collation=pinyin" },
    [COLLATE_STROKES] = { "qiao_strokes", "zh-u-co-stroke", "zh@collation=stroke" },
};

const char *collate_name(Collate order)
{
    return orders[order].name;
}

const char *collate_locale(Collate order)
{
    return orders[order].locale;
}

Collate collate_default(Lang lang)
{
    return lang == LANG_HANT ? COLLATE_STROKES : COLLATE_PINYIN;
}

/* Of most pairs of names the first characters that differ are two common ones, whose places in the
 * order are learned when a collator is asked often. */
enum {
    HAN_FIRST = 0x4E00,
    HAN_LAST = 0x9FFF,
    HAN__N = HAN_LAST - HAN_FIRST + 1,
    LEARN_AFTER = 20000
};

struct Collator {
    UCollator *icu;
    int asked;
    uint16_t *place; /* of each of HAN__N characters, from 1; 0: ask ICU */
};

Collator *collator_open(Collate order)
{
    UErrorCode status = U_ZERO_ERROR;
    UCollator *icu = order ? ucol_open(orders[order].keyword, &status) : NULL;
    Collator *c;

    if (U_FAILURE(status) || !icu)
        return NULL;
    c = mem_zget(1, sizeof *c);
    c->icu = icu;
    return c;
}

void collator_close(Collator *c)
{
    if (!c)
        return;
    ucol_close(c->icu);
    mem_give(c->place);
    mem_give(c);
}

static int ask(const UCollator *icu, Str a, Str b)
{
    UErrorCode status = U_ZERO_ERROR;
    int order =
        ucol_strcollUTF8(icu, a.p ? a.p : "", (int32_t)a.n, b.p ? b.p : "", (int32_t)b.n, &status);
    return U_SUCCESS(status) ? order : 0;
}

/* ---- places of single characters ---- */

typedef struct {
    uint16_t at;
    uint8_t n, key[13]; /* the start of ICU's sort key, which is compared by bytes */
} Place;

static int by_key(const void *a, const void *b)
{
    const Place *x = a, *y = b;
    int order = memcmp(x->key, y->key, x->n < y->n ? x->n : y->n);
    return order ? order : x->n - y->n;
}

/* Of each character what decides before all that may follow; n is 0 where that does not fit. */
static void weigh(UCollator *icu, Place *all)
{
    ucol_setStrength(icu, UCOL_PRIMARY);
    for (int i = 0; i < HAN__N; i++) {
        const UChar ch = (UChar)(HAN_FIRST + i);
        int32_t n = ucol_getSortKey(icu, &ch, 1, all[i].key, sizeof all[i].key);
        all[i].at = (uint16_t)i;
        all[i].n = n > 0 && n <= (int32_t)sizeof all[i].key ? (uint8_t)n : 0;
    }
    ucol_setStrength(icu, UCOL_TERTIARY);
}

static void learn(Collator *c)
{
    Place *all = mem_zget(HAN__N, sizeof *all);

    c->place = mem_zget(HAN__N, sizeof *c->place);
    weigh(c->icu, all);
    qsort(all, HAN__N, sizeof *all, by_key);
    for (int i = 0; i < HAN__N; i++) {
        bool alone = (i == 0 || by_key(&all[i - 1], &all[i]) != 0) &&
                     (i + 1 == HAN__N || by_key(&all[i], &all[i + 1]) != 0);
        if (all[i].n && alone)
            c->place[all[i].at] = (uint16_t)(i + 1);
    }
    mem_give(all);
}

/* The place of the character that byte i of s is part of, 0 if it has none. */
static int place_at(const Collator *c, Str s, size_t i)
{
    uint32_t ch = 0;
    Str rest;

    while (i && i < s.n && ((unsigned char)s.p[i] & 0xC0) == 0x80)
        i--;
    rest = str_part(s, i, s.n);
    return utf8_next(&rest, &ch) && ch >= HAN_FIRST && ch <= HAN_LAST ? c->place[ch - HAN_FIRST]
                                                                      : 0;
}

/* By the first characters that differ, if both have a place; 0 if not. */
static int quick(const Collator *c, Str a, Str b)
{
    size_t i = 0, n = a.n < b.n ? a.n : b.n;
    int x, y;

    while (i < n && a.p[i] == b.p[i])
        i++;
    x = place_at(c, a, i);
    y = place_at(c, b, i);
    return x && y ? x - y : 0;
}

int collator_compare(Collator *c, Str a, Str b)
{
    int bytes = str_cmp(a, b), order;

    if (!bytes)
        return 0;
    if (c->asked < LEARN_AFTER && ++c->asked == LEARN_AFTER)
        learn(c);
    order = c->place ? quick(c, a, b) : 0;
    order = order ? order : ask(c->icu, a, b);
    return order ? order : bytes;
}

Str collate_version(Arena *a)
{
    Str all = { 0 };

    for (Collate order = COLLATE_PINYIN; order < COLLATE__N; order++) {
        Collator *c = collator_open(order);
        UVersionInfo v = { 0 };
        char text[U_MAX_VERSION_STRING_LENGTH];
        if (c)
            ucol_getVersion(c->icu, v);
        u_versionToString(v, text);
        all = arena_printf(a, "%.*s%s%s", STR(all), all.n ? " " : "", text);
        collator_close(c);
    }
    return all;
}
