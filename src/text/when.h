/* SPDX-License-Identifier: Apache-2.0
 * Dates that may be partial or uncertain, as people write them: 2024-03-05, 1937—1945, 约1874年,
 * 光绪三十年, 农历2024年八月十五. Each is read as the span of days that it may be.
 *
 *     When w;
 *     if (!when_parse(S("about 1874"), &w, &e)) return false;    // 1872-01-01 to 1876-12-31, about
 *
 * "About" widens: a year (or more) by 2 years at both ends, a month by 1 month, a day by 7 days.
 * A lunar date is exact where the table of lunar months reaches (1900 to 2100, lunar.h). Outside it
 * a lunar year, month or day is all days from 20 January of that year to 20 February of the next.
 */
#pragma once

#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"

typedef struct {
    Day from, to; /* the days it may be, both included */
    bool about;
} When;

/* Reads s. ERR_INVALID with a remedy if it is no date, an impossible one or one that can be read in
 * two ways (03/05/2024). Excel's serial numbers are not read here. */
MUST_USE bool when_parse(Str s, When *out, Err *e);
/* The text to store: ISO for plain dates (2024-03-05, 2024-03, 2024, 1937/1945) with "~" behind it
 * when about; other texts (lunar, reign years) as written, trimmed. Reading it gives *w again. */
void when_canon(Str s, const When *w, Buf *out);
