/* SPDX-License-Identifier: Apache-2.0
 * One end of a When: a single date in any of the ways to write it. For when.c only.
 */
#pragma once

#include "base/date.h"
#include "base/err.h"
#include "text/scan.h"

typedef enum { UNIT_DAY, UNIT_MONTH, UNIT_YEAR } WhenUnit;

typedef struct {
    Day from, to;
    WhenUnit unit;
    bool plain; /* civil and without an era, so that ISO can say it */
} WhenPart;

/* NOT: no date looks like this. BAD: it does, but is impossible or unclear; the error is set. */
typedef enum { PART_NOT, PART_OK, PART_BAD } PartState;

/* Reads all of `in`. `s` is the text for messages; `before` (or NULL) is the start of the range of
 * which this is the end, and lends its year and month to a date without them (5日至8日). */
PartState when_part(const Scan *in, Str s, const WhenPart *before, WhenPart *out, Err *e);
/* As when_part, with years, months and days in Chinese (when_chinese.c). */
PartState when_chinese(Scan *in, Str s, const WhenPart *before, WhenPart *out, Err *e);
/* A civil date; month and day may be 0. */
PartState when_civil(int64_t year, int64_t month, int64_t day, Str s, WhenPart *out, Err *e);
/* Skips a time and a weekday behind a day; true if nothing is left then. */
bool when_ends(Scan *in);
