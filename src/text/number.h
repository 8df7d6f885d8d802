/* SPDX-License-Identifier: Apache-2.0
 * Counts, decimals and money as people write them in cells: 1,234 · 三十八 · 1.2万 · RM 500.
 *
 *     int64_t n;
 *     if (!number_count(S("38人"), &n, &e)) return false;    // 38
 *
 * Estimates (约30人, 30多, 三四百) are refused with a remedy: only exact numbers may be added up.
 * Amounts in words follow 正确填写票据和结算凭证的基本规定 of the People's Bank of China.
 */
#pragma once

#include "base/buf.h"
#include "base/err.h"

/* A count, 0 or more; a counting word may follow (人, 家, 批次 …). */
MUST_USE bool number_count(Str s, int64_t *out, Err *e);
/* A decimal number times 10^scale (scale 0 to 9); more places than that must be zeros. */
MUST_USE bool number_decimal(Str s, int scale, int64_t *out, Err *e);
/* "-12.50" for -1250 with scale 2; nothing is dropped. */
void decimal_print(int64_t v, int scale, Buf *out);
/* A whole Chinese numeral: 三十八, 一万二千, 两百零五, 二〇二四; false if it is none. */
MUST_USE bool number_chinese(Str s, int64_t *out);

/* An amount with its currency before or behind it, in the smallest unit of that currency. Without
 * one, `currency` is taken (three letters). */
MUST_USE bool money_parse(Str s, Str currency, int64_t *minor, char out_currency[4], Err *e);
/* "200000.00 CNY". */
void money_print(int64_t minor, Str currency, Buf *out);
/* Decimal places of a currency: JPY 0, KWD 3, others 2. */
int currency_places(Str currency);
/* 壹万零伍拾元叁角整 for 1005030. */
void money_words(int64_t fen, Buf *out);
