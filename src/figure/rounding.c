/* SPDX-License-Identifier: Apache-2.0
 * Rounding: every comparison is made on whole numbers, so that a limit of a twentieth or a tenth
 * is exact and nothing overflows.
 */
#include "figure/rounding.h"

#include <stdlib.h>

/* 多 and 余 promise less than one more of the last place that the number fills; 超 does not. */
static bool bounded(Str word)
{
    static const char *const words[] = { "多", "余", "餘", "来", "來", "odd", "-odd" };
    for (size_t i = 0; i < LEN(words); i++)
        if (str_same(word, str_z(words[i])))
            return true;
    return false;
}

/* The place of the last digit that is not 0: 30 → 10, 170 → 10, 4000000 → 1000000. */
static int64_t last_place(int64_t n)
{
    int64_t place = 1;
    while (n && n % 10 == 0) {
        n /= 10;
        place *= 10;
    }
    return place;
}

bool approx_true(Approx approx, Str word, int64_t stated, int64_t actual)
{
    if (stated < 0 || actual < 0)
        return approx == APPROX_EXACT && stated == actual;
    switch (approx) {
    case APPROX_EXACT: return stated == actual;
    case APPROX_OVER:
        return actual > stated && (!bounded(word) || actual - stated < last_place(stated));
    case APPROX_AT_LEAST: return actual >= stated;
    case APPROX_NEARLY: return actual < stated && stated - actual <= stated / 20;
    case APPROX_ABOUT: return llabs(stated - actual) <= stated / 20;
    case APPROX__N: break;
    }
    return false;
}

bool approx_wide(Approx approx, int64_t stated, int64_t actual)
{
    return approx == APPROX_OVER && stated >= 0 && actual > stated && actual - stated > stated / 10;
}

/* ---- writing ---- */

static const char *const codes[ROUND__N] = {
    [ROUND_EXACT] = "exact", [ROUND_DUO] = "duo",     [ROUND_YU] = "yu",
    [ROUND_NEAR] = "near",   [ROUND_ABOUT] = "about", [ROUND_OVER] = "over",
};

/* Words before the number, and those that stand in or behind it. */
static const char *const before[ROUND__N][LANG__N] = {
    [ROUND_EXACT] = { "", "", "" },
    [ROUND_DUO] = { "more than ", "", "" },
    [ROUND_YU] = { "more than ", "", "" },
    [ROUND_NEAR] = { "nearly ", "近", "近" },
    [ROUND_ABOUT] = { "about ", "约", "約" },
    [ROUND_OVER] = { "over ", "超", "超" },
};
static const char *const behind[ROUND__N][LANG__N] = {
    [ROUND_EXACT] = { "", "", "" }, [ROUND_DUO] = { "", "多", "多" },
    [ROUND_YU] = { "", "余", "餘" }, [ROUND_NEAR] = { "", "", "" },
    [ROUND_ABOUT] = { "", "", "" }, [ROUND_OVER] = { "", "", "" },
};

bool round_style(Str code, RoundStyle *out)
{
    for (int i = 0; i < ROUND__N; i++) {
        if (!str_eq(code, str_z(codes[i])))
            continue;
        *out = (RoundStyle)i;
        return true;
    }
    return false;
}

/* One of the place that the k-th digit of n stands in: (432, 2) → 10. */
static int64_t digit_place(int64_t n, int k)
{
    int64_t place = 1;
    while (n / place >= 10)
        place *= 10;
    while (--k > 0 && place > 1)
        place /= 10;
    return place;
}

/* The round number that is `place` exact, on the side that the style speaks of. */
static int64_t round_to(RoundStyle style, int64_t n, int64_t place)
{
    int64_t below = n - n % place;
    bool up = style == ROUND_NEAR || (style == ROUND_ABOUT && n - below >= place - place / 2);
    return up && below <= INT64_MAX - place ? below + place : below;
}

static bool style_true(RoundStyle style, int64_t stated, int64_t actual)
{
    switch (style) {
    case ROUND_DUO:
    case ROUND_YU: return approx_true(APPROX_OVER, S("多"), stated, actual);
    case ROUND_NEAR: return approx_true(APPROX_NEARLY, S("近"), stated, actual);
    case ROUND_ABOUT: return approx_true(APPROX_ABOUT, S("约"), stated, actual);
    case ROUND_OVER:
        return approx_true(APPROX_OVER, S("超"), stated, actual) &&
               !approx_wide(APPROX_OVER, stated, actual);
    case ROUND_EXACT:
    case ROUND__N: break;
    }
    return false;
}

/* The number that the style states for n; false if it has none. One digit comes first, but 多 and
 * 余 behind a 1 take two, as 170余 says more than 100多. What is round already is left exact. */
static bool round_number(RoundStyle style, int64_t n, int64_t *out)
{
    bool duo = style == ROUND_DUO || style == ROUND_YU;
    int first = duo && n / digit_place(n, 1) == 1 ? 2 : 1, step = first == 2 ? -1 : 1;

    for (int k = first; k == 1 || k == 2; k += step) {
        int64_t place = digit_place(n, k);
        if (n % place == 0 && !duo)
            return false;
        *out = round_to(style, n, place);
        if (style_true(style, *out, n))
            return true;
    }
    return false;
}

/* A large unit in which numbers are written from `from` on, if what is left has at most two
 * decimals: 万 and 亿, million and billion. */
typedef struct {
    int64_t from, unit;
    const char *word[LANG__N]; /* NULL: not used in that language */
} Large;
static const Large larges[] = {
    { 1000000000, 1000000000, { " billion", NULL, NULL } },
    { 100000000, 100000000, { NULL, "亿", "億" } },
    { 1000000, 1000000, { " million", NULL, NULL } },
    { 10000, 10000, { NULL, "万", "萬" } },
};

static const Large *large_of(Lang lang, int64_t whole, int64_t part)
{
    for (size_t i = 0; i < LEN(larges) && part == 0; i++)
        if (larges[i].word[lang] && whole >= larges[i].from && whole % (larges[i].unit / 100) == 0)
            return &larges[i];
    return NULL;
}

static void put_grouped(Buf *out, Lang lang, int64_t n)
{
    if (lang != LANG_EN || n < 1000) {
        buf_int(out, n);
        return;
    }
    put_grouped(out, lang, n / 1000);
    buf_printf(out, ",%03d", (int)(n % 1000));
}

/* part / 10^places without its last zeros. */
static void put_part(Buf *out, int64_t part, int places)
{
    for (; part && part % 10 == 0; places--)
        part /= 10;
    if (part)
        buf_printf(out, ".%0*" PRId64, places, part);
}

/* 40多万 but 4万多 and 1.2万多. */
static void put_number(Buf *out, Lang lang, int64_t n, int places, const char *word)
{
    int64_t scale = 1;
    for (int i = 0; i < places; i++)
        scale *= 10;
    int64_t whole = n / scale, part = n % scale;
    const Large *large = large_of(lang, whole, part);
    if (!large) {
        put_grouped(out, lang, whole);
        put_part(out, part, places);
        buf_put(out, str_z(word));
        return;
    }
    bool inside = whole % (large->unit * 10) == 0;
    put_grouped(out, lang, whole / large->unit);
    put_part(out, whole % large->unit / (large->unit / 100), 2);
    buf_printf(out, "%s%s%s", inside ? word : "", large->word[lang], inside ? "" : word);
}

void round_print(RoundStyle style, Lang lang, int64_t value, int places, Buf *out, bool *kept)
{
    int64_t n = value;
    *kept = style == ROUND_EXACT || (value > 0 && round_number(style, value, &n));
    if (!*kept) {
        style = ROUND_EXACT;
        n = value;
    }
    if (n < 0)
        buf_putc(out, '-');
    n = n == INT64_MIN ? INT64_MAX : llabs(n);
    buf_put(out, str_z(before[style][lang]));
    put_number(out, lang, n, places, behind[style][lang]);
}
