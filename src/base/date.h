/* SPDX-License-Identifier: Apache-2.0
 * The civil calendar (proleptic Gregorian) and the clock.
 *
 * A day is one number, year × 10000 + month × 100 + day (20240310), which sorts, reads and goes
 * into an index as it is. Partial, lunar and uncertain dates are text/when.h.
 */
#pragma once

#include "base/def.h"
#include "base/str.h"

typedef int32_t Day;

enum { DAY_MIN = 10101, DAY_MAX = 99991231 };

/* False for month 13, 30 February and the like, and outside the years 1 to 9999. */
bool day_valid(int year, int month, int day);
Day day_make(int year, int month, int day);
int day_year(Day d);
int day_month(Day d);
int day_of(Day d);
int days_in_month(int year, int month);
/* Days since 1970-01-01, and back; a number outside the calendar gives its first or last day. */
int64_t day_number(Day d);
Day day_from_number(int64_t number);
/* n days later (or earlier), kept inside DAY_MIN … DAY_MAX. */
Day day_add(Day d, int64_t n);
/* n months later; a day that the month lacks becomes its last. */
Day day_add_months(Day d, int n);
/* 0 is Monday. */
int day_weekday(Day d);
/* "2024-03-10" from the number, and back; false if it is no such day. */
void day_print(Day d, char out[11]);
MUST_USE bool day_parse(Str s, Day *out);

/* Milliseconds since 1970 in UTC. */
int64_t clock_ms(void);
/* For measuring how long something took. */
int64_t clock_steady_us(void);
/* The day at that moment, `offset` minutes east of UTC (China: 480). */
Day day_at(int64_t ms, int offset);
/* "2024-03-10T08:00:00+08:00", 25 bytes and a zero. */
void time_print(int64_t ms, int offset, char out[32]);
