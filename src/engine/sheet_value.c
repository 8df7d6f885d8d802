/* SPDX-License-Identifier: Apache-2.0
 * Numbers and dates as a spreadsheet stores them, and as a person sees them.
 *
 * Numbers are rewritten as text, digit by digit; no locale and no rounding by the C library comes
 * in between. A spreadsheet stores 3.3 as 3.3000000000000003 and shows 15 digits, so do we.
 */
#include "engine/sheet_parts.h"

#include <stdio.h>

#include "base/date.h"

enum {
    DIGITS = 40,
    SHOWN = 15,   /* digits that a spreadsheet shows */
    LONGEST = 30, /* digits before the point, or zeros behind it, that are written out */
    DAY_SECONDS = 86400,
    SERIAL_END = 2958466,   /* the day after 9999-12-31 */
    SERIAL_OF_1970 = 25569, /* in the 1900 system, right from March 1900 on */
    SERIAL_1904 = 1462,     /* what the 1904 system lags behind */
    SERIAL_LEAP = 60        /* 29 February 1900, which only spreadsheets know */
};

/* 0.d1 d2 d3 … × 10^point; d1 and the last digit are not 0; n is 0 for the number 0. */
typedef struct {
    bool negative;
    int n, point;
    char digits[DIGITS];
} Decimal;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Reads the digits and the point at the start of s; returns what follows them. */
static Str decimal_digits(Str s, Decimal *d, bool *any)
{
    bool point = false;
    size_t i = 0;
    for (; i < s.n && (is_digit(s.p[i]) || (s.p[i] == '.' && !point)); i++) {
        if (s.p[i] == '.') {
            point = true;
            continue;
        }
        *any = true;
        if (d->n == 0 && s.p[i] == '0') {
            d->point -= point;
            continue;
        }
        d->point += !point;
        if (d->n < DIGITS)
            d->digits[d->n++] = s.p[i];
    }
    return str_part(s, i, s.n);
}

static bool decimal_parse(Str raw, Decimal *d)
{
    bool any = false;
    Str rest;
    int64_t exponent;

    *d = (Decimal){ .negative = raw.n && raw.p[0] == '-' };
    if (raw.n >= VALUE_TEXT)
        return false;
    rest = decimal_digits(str_part(raw, raw.n && (raw.p[0] == '-' || raw.p[0] == '+'), raw.n), d,
                          &any);
    if (!any)
        return false;
    if (rest.n) {
        if ((rest.p[0] != 'e' && rest.p[0] != 'E') ||
            !str_int(str_part(rest, 1, rest.n), &exponent) || exponent < -9999 || exponent > 9999)
            return false;
        d->point += (int)exponent;
    }
    while (d->n && d->digits[d->n - 1] == '0')
        d->n--;
    if (d->n == 0)
        *d = (Decimal){ 0 };
    return true;
}

/* Rounds to `keep` digits. */
static void decimal_round(Decimal *d, int keep)
{
    bool up;
    if (d->n <= keep)
        return;
    up = d->digits[keep] >= '5';
    d->n = keep;
    while (up && d->n && d->digits[d->n - 1] == '9')
        d->n--;
    if (up && d->n == 0) {
        d->digits[d->n++] = '1';
        d->point++;
    } else if (up) {
        d->digits[d->n - 1]++;
    }
    while (d->n && d->digits[d->n - 1] == '0')
        d->n--;
}

static Str decimal_print(const Decimal *d, int zeros, char out[VALUE_TEXT])
{
    size_t n = 0;
    if (d->negative)
        out[n++] = '-';
    if (d->point >= d->n)
        for (int i = d->point > 0 ? d->point : 1; i < zeros; i++)
            out[n++] = '0';
    if (d->point <= 0)
        out[n++] = '0';
    for (int i = 0; i < d->point; i++)
        out[n++] = i < d->n ? d->digits[i] : '0';
    if (d->n > d->point && d->n) {
        out[n++] = '.';
        for (int i = d->point; i < 0; i++)
            out[n++] = '0';
        for (int i = d->point > 0 ? d->point : 0; i < d->n; i++)
            out[n++] = d->digits[i];
    }
    return (Str){ out, n };
}

static double power_of_ten(int exponent)
{
    double p = 1;
    for (; exponent > 0; exponent--)
        p *= 10;
    return p;
}

/* Close enough for days and seconds, and exact up to 15 digits. */
static double decimal_double(const Decimal *d)
{
    int used = d->n < 17 ? d->n : 17, shift = d->point - used;
    int64_t whole = 0;
    double v;

    if (d->point < -LONGEST)
        return 0;
    for (int i = 0; i < used; i++)
        whole = whole * 10 + (d->digits[i] - '0');
    v = (double)whole;
    v = shift < 0 ? v / power_of_ten(-shift) : v * power_of_ten(shift);
    return d->negative ? -v : v;
}

static Str clock_text(int64_t seconds, bool elapsed, char *out, size_t size)
{
    int n = snprintf(out, size, elapsed ? "%d:%02d:%02d" : "%02d:%02d:%02d", (int)(seconds / 3600),
                     (int)(seconds / 60 % 60), (int)(seconds % 60));
    return (Str){ out, n < 0 ? 0 : (size_t)n };
}

static Str serial_text(double serial, bool epoch1904, char out[VALUE_TEXT])
{
    int64_t seconds = (int64_t)(serial * DAY_SECONDS + 0.5);
    int64_t day = seconds / DAY_SECONDS;
    seconds %= DAY_SECONDS;

    if (day == 0 && (seconds || !epoch1904))
        return clock_text(seconds, false, out, VALUE_TEXT);
    if (epoch1904)
        day += SERIAL_1904;
    if (day == SERIAL_LEAP)
        memcpy(out, "1900-02-29", sizeof "1900-02-29");
    else
        day_print(day_from_number(day - SERIAL_OF_1970 + (day < SERIAL_LEAP)), out);
    if (seconds == 0)
        return (Str){ out, 10 };
    out[10] = ' ';
    return (Str){ out, 11 + clock_text(seconds, false, out + 11, VALUE_TEXT - 11).n };
}

static bool is_plain_whole(Str raw)
{
    size_t i = raw.n > 1 && raw.p[0] == '-';
    if (raw.n - i > VALUE_TEXT || raw.n == i || raw.p[i] == '0')
        return raw.n == 1 && raw.p[0] == '0';
    for (; i < raw.n; i++)
        if (!is_digit(raw.p[i]))
            return false;
    return true;
}

Str value_text(Str raw, Show show, bool epoch1904, CellKind *kind, char out[VALUE_TEXT])
{
    Decimal d;
    *kind = CELL_NUMBER;
    if (show.kind == SHOW_PLAIN && show.zeros == 0 && is_plain_whole(raw))
        return raw;
    if (!decimal_parse(raw, &d)) {
        *kind = CELL_TEXT;
        return raw;
    }
    if (d.point > LONGEST || d.point < -LONGEST)
        return raw;
    if (show.kind != SHOW_PLAIN) {
        double serial = decimal_double(&d);
        if (serial >= 0 && serial < SERIAL_END - (epoch1904 ? SERIAL_1904 : 0)) {
            *kind = show.kind == SHOW_DATE ? CELL_DATE : CELL_TEXT;
            if (show.kind == SHOW_DATE)
                return serial_text(serial, epoch1904, out);
            return clock_text((int64_t)(serial * DAY_SECONDS + 0.5), true, out, VALUE_TEXT);
        }
    }
    decimal_round(&d, d.point < d.n && d.point <= SHOWN ? SHOWN : DIGITS);
    return decimal_print(&d, show.zeros, out);
}

/* The length of a clock time at the start of s: 8 for 08:30:00, 5 for 08:30, 0 for none. */
static size_t clock_length(Str s)
{
    static const char form[] = "00:00:00";
    size_t n = 0;
    while (n < s.n && n < 8 && (form[n] == '0' ? is_digit(s.p[n]) : s.p[n] == form[n]))
        n++;
    return n == 8 ? 8 : n >= 5 ? 5 : 0;
}

Str value_iso_date(Str raw, char out[VALUE_TEXT])
{
    Str date = str_part(raw, 0, 10), clock = str_part(raw, 11, raw.n);
    Day day;
    size_t n;

    if (!day_parse(date, &day)) {
        clock = str_part(raw, raw.n && raw.p[0] == 'T', raw.n);
        n = clock_length(clock);
        return n ? str_part(clock, 0, n) : raw;
    }
    n = clock_length(clock);
    if (n == 0 || str_eq(str_part(clock, 0, n), str_part(S("00:00:00"), 0, n)))
        return date;
    memcpy(out, date.p, 10);
    memcpy(out + 10, " 00:00:00", sizeof " 00:00:00");
    memcpy(out + 11, clock.p, n);
    return (Str){ out, 19 };
}

/* Digits of "-12.50" without the point, or -1 for any other form and for zeros in front. */
static int count_digits(Str s)
{
    int digits = 0;
    size_t whole = 0;
    bool point = false;

    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '.' && !point && i && i + 1 < s.n)
            point = true;
        else if (is_digit(s.p[i]))
            digits++;
        else
            return -1;
        whole += !point;
    }
    return digits == 0 || (s.p[0] == '0' && whole > 1) ? -1 : digits;
}

bool value_exact(Str text, double *out)
{
    Decimal d;
    int digits = count_digits(str_part(text, text.n && text.p[0] == '-', text.n));
    if (digits < 0 || digits > SHOWN || !decimal_parse(text, &d))
        return false;
    *out = decimal_double(&d);
    return true;
}

bool value_serial(Str text, double *out, bool *has_time)
{
    Str date = str_part(text, 0, 10), clock = str_part(text, 11, text.n);
    Day day;
    int64_t serial, part[3] = { 0 };

    if (!day_parse(date, &day))
        return false;
    serial = day_number(day) + SERIAL_OF_1970;
    *has_time = text.n > 10;
    if (serial <= SERIAL_LEAP)
        return false;
    if (*has_time && ((text.p[10] != ' ' && text.p[10] != 'T') || clock_length(clock) != clock.n))
        return false;
    for (size_t i = 0; i * 3 < clock.n; i++)
        if (!str_int(str_part(clock, i * 3, 2), &part[i]))
            return false;
    if (part[0] > 23 || part[1] > 59 || part[2] > 59)
        return false;
    *out = (double)serial + (double)(part[0] * 3600 + part[1] * 60 + part[2]) / DAY_SECONDS;
    return true;
}

static bool is_one_of(int c, Str set)
{
    return memchr(set.p, c, set.n);
}

/* What stands in [ ]: hours, minutes or seconds mean elapsed time, anything else shows nothing. */
static bool is_elapsed(Str inside)
{
    for (size_t i = 0; i < inside.n; i++)
        if ((inside.p[i] | 0x20) != (inside.p[0] | 0x20))
            return false;
    return inside.n && inside.n <= 4 && is_one_of(inside.p[0] | 0x20, S("hms"));
}

/* The bytes of a format code at the start of s that are text, not code: "…", \x, _x, *x. */
static size_t literal_length(Str s)
{
    const char *end;
    if (s.p[0] == '\\' || s.p[0] == '_' || s.p[0] == '*')
        return s.n < 2 ? 1 : 2;
    if (s.p[0] != '"')
        return 0;
    end = memchr(s.p + 1, '"', s.n - 1);
    return end ? (size_t)(end - s.p) + 1 : s.n;
}

Show show_of_code(Str code)
{
    size_t zeros = 0;
    bool date = false;

    for (Str s = code; s.n;) {
        size_t skip = literal_length(s);
        Str inside, rest;
        if (skip == 0 && s.p[0] == '[' && str_cut(s, S("]"), &inside, &rest)) {
            if (is_elapsed(str_part(inside, 1, inside.n)))
                return (Show){ .kind = SHOW_ELAPSED };
            skip = inside.n + 1;
        }
        if (skip == 0 && is_one_of(s.p[0] | 0x20, S("ymdhs")))
            date = true;
        zeros += s.p[0] == '0';
        s = str_part(s, skip ? skip : 1, s.n);
    }
    if (date)
        return (Show){ .kind = SHOW_DATE };
    return (Show){ .zeros = zeros == code.n && zeros > 1 && zeros <= LONGEST ? (uint8_t)zeros : 0 };
}

Show show_of_builtin(int64_t id)
{
    bool date = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || id == 45 || id == 47 ||
                (id >= 50 && id <= 58);
    return (Show){ .kind = id == 46 ? SHOW_ELAPSED : date ? SHOW_DATE : SHOW_PLAIN };
}

static int hex(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : -1;
}

uint32_t value_escaped(Str s)
{
    uint32_t ch = 0;
    if (s.n < 7 || s.p[1] != 'x' || s.p[6] != '_')
        return 0;
    for (size_t i = 2; i < 6; i++) {
        int digit = hex(s.p[i]);
        if (digit < 0)
            return 0;
        ch = ch << 4 | (uint32_t)digit;
    }
    return (ch >= 0xD800 && ch <= 0xDFFF) || ch >= 0xFFFE ? 0 : ch;
}

size_t value_unescape(char *p, size_t n)
{
    char *at = n ? memchr(p, '_', n) : NULL;
    size_t to, i;

    if (!at)
        return n;
    for (to = i = (size_t)(at - p); i < n;) {
        uint32_t ch = p[i] == '_' ? value_escaped((Str){ p + i, n - i }) : 0;
        if (ch) {
            char bytes[4];
            size_t size = utf8_put(ch, bytes);
            memcpy(p + to, bytes, size);
            to += size;
            i += 7;
        } else {
            p[to++] = p[i++];
        }
    }
    return to;
}
