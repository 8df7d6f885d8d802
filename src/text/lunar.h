/* SPDX-License-Identifier: Apache-2.0
 * The Chinese calendar of the lunar years 1900 to 2100, as a table (GB/T 33661-2017).
 *
 *     Day first;
 *     if (lunar_day(2024, 8, false, 15, &first)) …    // 2024-09-17
 */
#pragma once

#include "base/date.h"

enum { LUNAR_FIRST = 1900, LUNAR_LAST = 2100 };

/* The leap month of a year in the table, 0 if it has none. */
int lunar_leap_month(int year);
/* The first day of a month and its length, 29 or 30; false if the table or the year lacks it. */
MUST_USE bool lunar_month(int year, int month, bool leap, Day *first, int *days);
/* The civil day of a lunar one; false if there is no such day. */
MUST_USE bool lunar_day(int year, int month, bool leap, int day, Day *out);
