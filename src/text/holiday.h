/* SPDX-License-Identifier: Apache-2.0
 * Public holidays and make-up workdays of mainland China, as the State Council publishes them each
 * year (data/holidays.tsv). In years that the table lacks, Monday to Friday are workdays.
 *
 *     const Holidays *h = holidays_load(arena);
 *     Day due = workday_add(h, received, 15);
 *
 * An office puts its own over them: a year whose notice is newer than the program, or days off of
 * its place.
 */
#pragma once

#include "base/arena.h"
#include "base/date.h"

typedef struct Holidays Holidays;

/* Reads the embedded holidays.tsv. */
NONNULL const Holidays *holidays_load(Arena *a);
/* None of their own yet, over those below. */
NONNULL Holidays *holidays_over(Arena *a, const Holidays *below);
/* The days from the first to the last are off, or worked. What was put first wins. */
void holidays_put(Arena *a, Holidays *h, Day from, Day to, bool work, Str name);
/* What the day is off or worked for; empty for an ordinary one. */
Str holiday_name(const Holidays *h, Day d);
bool holiday_workday(const Holidays *h, Day d);
/* The n-th workday after d (before it if n is below 0); d itself for n = 0. */
Day workday_add(const Holidays *h, Day d, int n);
/* True if the arrangements of that year are in the table. */
bool holiday_year_known(const Holidays *h, int year);
