/* SPDX-License-Identifier: Apache-2.0
 * Words of approximation: when they are true, and how a number is written with one of them.
 *
 * The rules are those of usage in official texts (docs/figures.md has the table): with x the number
 * recorded and N the one stated,
 *     多 余          N < x < N + one of the last place that N fills (30多: 31 to 39; 170余: 171 to 179)
 *     超 逾 突破 over x > N; a gap of more than a tenth is true but owed a remark
 *     近 nearly      N - 5 % ≤ x < N
 *     约 左右 about  5 % to either side
 *     以上 at least  x ≥ N
 */
#pragma once

#include "base/buf.h"
#include "base/lang.h"
#include "text/claim.h"

/* Is what the text states true of `actual`? `word` is the word of approximation as written, which
 * tells 多 (bounded) from 超 (open). Both numbers are in the same unit, hundredths or whole. */
bool approx_true(Approx approx, Str word, int64_t stated, int64_t actual);
/* True, but the gap is more than a tenth, so that a nearer number would say more. */
bool approx_wide(Approx approx, int64_t stated, int64_t actual);

typedef enum {
    ROUND_EXACT,
    ROUND_DUO,   /* 30多批, more than 30 */
    ROUND_YU,    /* 80余条, more than 80 */
    ROUND_NEAR,  /* 近200名, nearly 200 */
    ROUND_ABOUT, /* 约2000人, about 2,000 */
    ROUND_OVER,  /* 超400万人次, over 4 million */
    ROUND__N
} RoundStyle;

/* False if there is no such style; codes: exact, duo (多), yu (余), near (近), about (约), over (超). */
MUST_USE bool round_style(Str code, RoundStyle *out);
/* The number as that style writes it, with its word and before the unit ("30多", "近200", "nearly
 * 200"); 万 and 亿 where a reader expects them (400万, 4 million). Where the style is not true of the
 * number, it is written exactly, and *kept says false. */
void round_print(RoundStyle style, Lang lang, int64_t value, int places, Buf *out, bool *kept);
