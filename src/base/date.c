/* SPDX-License-Identifier: Apache-2.0
 * The civil calendar, by the era method of Howard Hinnant's "chrono-compatible low-level date
 * algorithms", and the clock.
 */
#include "base/date.h"

#include <stdio.h>
#include <time.h>

enum { MINUTE_MS = 60 * 1000, DAY_MS = 24 * 60 * MINUTE_MS };
enum { FIRST_DAY = -719162, LAST_DAY = 2932896 }; /* numbers of DAY_MIN and DAY_MAX */
enum { MONTHS_MAX = 10000 * 12 };

/* a + b, kept inside what a number can be. */
static int64_t later(int64_t a, int64_t b)
{
    int64_t sum;
    if (__builtin_add_overflow(a, b, &sum))
        return b < 0 ? INT64_MIN : INT64_MAX;
    return sum;
}

static bool leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int days_in_month(int year, int month)
{
    static const int8_t days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    return month == 2 && leap(year) ? 29 : days[month - 1];
}

bool day_valid(int year, int month, int day)
{
    return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
           day <= days_in_month(year, month);
}

Day day_make(int year, int month, int day)
{
    return year * 10000 + month * 100 + day;
}

int day_year(Day d)
{
    return d / 10000;
}

int day_month(Day d)
{
    return d / 100 % 100;
}

int day_of(Day d)
{
    return d % 100;
}

int64_t day_number(Day d)
{
    int month = day_month(d);
    int64_t year = day_year(d) - (month <= 2);
    int64_t era = year / 400;
    int64_t in_era = year - era * 400;
    int64_t in_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day_of(d) - 1;
    return era * 146097 + in_era * 365 + in_era / 4 - in_era / 100 + in_year - 719468;
}

Day day_from_number(int64_t number)
{
    int64_t z = 719468 + (number < FIRST_DAY ? FIRST_DAY : number > LAST_DAY ? LAST_DAY : number);
    int64_t era = z / 146097;
    int64_t in_era = z - era * 146097;
    int64_t year = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
    int64_t in_year = in_era - (365 * year + year / 4 - year / 100);
    int64_t shifted = (5 * in_year + 2) / 153;
    int day = (int)(in_year - (153 * shifted + 2) / 5 + 1);
    int month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
    return day_make((int)(year + era * 400) + (month <= 2), month, day);
}

Day day_add(Day d, int64_t n)
{
    return day_from_number(later(day_number(d), n));
}

Day day_add_months(Day d, int n)
{
    int64_t months = (int64_t)day_year(d) * 12 + day_month(d) - 1 + n;
    int year, month, day = day_of(d);
    if (months < 12)
        return DAY_MIN;
    if (months >= MONTHS_MAX)
        return DAY_MAX;
    year = (int)(months / 12);
    month = (int)(months % 12 + 1);
    if (day > days_in_month(year, month))
        day = days_in_month(year, month);
    return day_make(year, month, day);
}

int day_weekday(Day d)
{
    return (int)(((day_number(d) + 3) % 7 + 7) % 7);
}

void day_print(Day d, char out[11])
{
    static const int places[] = { 10000000, 1000000, 100000, 10000, 0, 1000, 100, 0, 10, 1 };
    for (size_t i = 0; i < LEN(places); i++)
        out[i] = places[i] ? (char)('0' + d / places[i] % 10) : '-';
    out[LEN(places)] = '\0';
}

bool day_parse(Str s, Day *out)
{
    int64_t y, m, d;
    if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-')
        return false;
    if (s.p[0] < '0' || s.p[5] < '0' || s.p[8] < '0') /* str_int takes a sign too */
        return false;
    if (!str_int(str_part(s, 0, 4), &y) || !str_int(str_part(s, 5, 2), &m) ||
        !str_int(str_part(s, 8, 2), &d) || !day_valid((int)y, (int)m, (int)d))
        return false;
    *out = day_make((int)y, (int)m, (int)d);
    return true;
}

int64_t clock_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t clock_steady_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static int64_t floor_days(int64_t ms)
{
    return ms / DAY_MS - (ms % DAY_MS < 0);
}

Day day_at(int64_t ms, int offset)
{
    return day_from_number(floor_days(later(ms, (int64_t)offset * MINUTE_MS)));
}

void time_print(int64_t ms, int offset, char out[32])
{
    int64_t in_day = later(ms, (int64_t)offset * MINUTE_MS) % DAY_MS;
    int seconds = (int)((in_day < 0 ? in_day + DAY_MS : in_day) / 1000);
    int off = offset < 0 ? -offset : offset;
    char day[11];

    day_print(day_at(ms, offset), day);
    snprintf(out, 32, "%sT%02d:%02d:%02d%c%02d:%02d", day, seconds / 3600 % 24, seconds / 60 % 60,
             seconds % 60, offset < 0 ? '-' : '+', off / 60 % 24, off % 60);
}
