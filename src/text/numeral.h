/* SPDX-License-Identifier: Apache-2.0
 * Chinese numerals as characters that scan.h has levelled: 三十八, 廿一, 两百零五, 一万二, 二〇二四.
 */
#pragma once

#include "text/scan.h"

/* The value of n characters; false if they are no exact numeral (三四十, 几十). */
MUST_USE bool numeral_value(const uint32_t *ch, size_t n, int64_t *out);
/* How many of the next characters can belong to a numeral. */
size_t numeral_length(const Scan *in);
/* 0 to 9 for 〇 to 九 (also 壹, 两), else -1. */
int numeral_digit(uint32_t ch);
/* 10, 100, 1000, 10^4 or 10^8 for 十 … 亿, else 0. */
int64_t numeral_unit(uint32_t ch);
