/* SPDX-License-Identifier: Apache-2.0
 * What counts, decimals and amounts have in common: reading digits exactly, without floating point.
 * For number.c and money.c only.
 */
#pragma once

#include "text/scan.h"

typedef struct {
    int64_t digits; /* the value times 10^places */
    int places;
    bool negative;
} Decimal;

typedef enum { DECIMAL_NONE, DECIMAL_OK, DECIMAL_TOO_LARGE } DecimalState;

/* Takes a number at the cursor: sign, digits (grouped by three or not) and decimals, or a Chinese
 * numeral; then multipliers (万, 亿, 千 …). */
DecimalState decimal_read(Scan *in, Decimal *out);
/* The value times 10^scale. *exact is false when that drops digits; false when it overflows. */
MUST_USE bool decimal_scaled(const Decimal *d, int scale, int64_t *out, bool *exact);
/* Takes a word of estimating (约, 多, 左右 …): before the number with `ahead`, else behind it. */
bool decimal_estimate(Scan *in, bool ahead);
