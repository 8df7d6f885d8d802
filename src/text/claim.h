/* SPDX-License-Identifier: Apache-2.0
 * Claims: the numbers that a text states, in simplified or traditional Chinese or in English, with
 * the words that make them less than exact (30多批, 近200名, nearly 300) and what they count.
 *
 *     Claims all;
 *     if (!claims_find(arena, text, &all, &e)) return false;
 *     for (size_t i = 0; i < all.n; i++) use(&all.p[i]);
 *
 * A number that claims nothing (a date, an edition, a telephone number, 六個一) is found too, under
 * a kind of its own, so that a reader sees that it was not overlooked. Pure: no store, no state.
 */
#pragma once

#include "base/arena.h"
#include "base/err.h"

typedef enum {
    CLAIM_COUNT,   /* so many of something */
    CLAIM_MONEY,   /* an amount */
    CLAIM_PERCENT, /* 12.5%, 三成 (30), 百分之五; the value is in percent */
    CLAIM_ORDINAL, /* 第十届, 成立20周年, 首家 (1), the third */
    CLAIM_DATE,    /* a date, a year, a span of years, an age, a time of day, a duration */
    CLAIM_RANGE,   /* 10～15批, 三四百人, between 20 and 30: from value to high */
    CLAIM_CODE,    /* a telephone or document number, a number in a name or a fixed phrase */
    CLAIM__N
} ClaimKind;

typedef enum {
    APPROX_EXACT,
    APPROX_OVER,     /* 多 余 超 逾 突破, more than, over */
    APPROX_AT_LEAST, /* 以上 不少于, at least */
    APPROX_NEARLY,   /* 近 将近, nearly, almost */
    APPROX_ABOUT,    /* 约 左右, about, some */
    APPROX__N
} Approx;

typedef struct {
    size_t start, end; /* bytes of the text: words of approximation, number and unit */
    Str text;          /* borrowed from the text: from start to end */
    Str word;          /* the word of approximation as written, empty if exact */
    Str number;        /* the digits as written: "３０", "四百萬", "1.2亿", "1,234" */
    Str unit; /* what is counted, as written: 批, 人次, 个国家和地区, guests, 元, yuan, US$;
                        * for 12.5%, 三成 and 百分之五 "%"; may be empty */
    ClaimKind kind;
    Approx approx;
    int64_t value;    /* times 10^places; 万, 億, 成, million folded in */
    int64_t high;     /* CLAIM_RANGE: the upper end, times 10^places; else equal to value */
    int places;       /* 0 for whole numbers */
    char currency[4]; /* CLAIM_MONEY: ISO 4217, the likeliest for $ or 元; else empty */
    bool stacked; /* two words of approximation that exclude each other: 约…左右, 近…余 */
    bool first;   /* CLAIM_ORDINAL: 首次, 首家, 唯一, the first: something that needs proof */
} Claim;

typedef struct {
    Claim *p;
    size_t n;
} Claims;

enum {
    CLAIM_TEXT_MAX = 16 << 20, /* bytes of a text */
    CLAIMS_MAX = 200000,       /* claims of a text */
};

/* All claims of the text in their order, in the arena; they do not overlap. Bytes that are not
 * UTF-8 end a number and are otherwise passed over. ERR_INVALID if a limit above is passed, which
 * is named. Time is linear in the length of the text. */
MUST_USE bool claims_find(Arena *a, Str text, Claims *out, Err *e);

/* "count", "money" …; "exact", "over" …: as JSON has them. */
NONNULL const char *claim_kind_name(ClaimKind kind);
NONNULL const char *approx_name(Approx approx);
