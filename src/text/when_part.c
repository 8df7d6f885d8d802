/* SPDX-License-Identifier: Apache-2.0
 * Single dates in digits and in English.
 */
#include "text/when_part.h"

#include <uchar.h>

static PartState impossible(Str s, Err *e)
{
    err_set(e, ERR_INVALID, "there is no day '%.*s': check its month and day", STR(scan_shown(s)));
    return PART_BAD;
}

PartState when_civil(int64_t year, int64_t month, int64_t day, Str s, WhenPart *out, Err *e)
{
    if (year < 1 || year > 9999) {
        err_set(e, ERR_INVALID, "the year of '%.*s' is not between 1 and 9999", STR(scan_shown(s)));
        return PART_BAD;
    }
    if (!day_valid((int)year, month ? (int)month : 1, day ? (int)day : 1))
        return impossible(s, e);
    out->plain = true;
    out->unit = day ? UNIT_DAY : month ? UNIT_MONTH : UNIT_YEAR;
    out->from = day_make((int)year, month ? (int)month : 1, day ? (int)day : 1);
    out->to = out->from;
    if (!month)
        month = 12;
    if (!day)
        out->to = day_make((int)year, (int)month, days_in_month((int)year, (int)month));
    return PART_OK;
}

static bool skip_weekday(Scan *in)
{
    bool bracket = scan_char(in, '(');
    if (scan_word(in, S("星期")) || scan_word(in, S("周")) || scan_word(in, S("礼拜")))
        in->at += scan_end(in) ? 0 : 1;
    else if (bracket)
        return false;
    return !bracket || scan_char(in, ')');
}

bool when_ends(Scan *in)
{
    static const char16_t signs[] = u"0123456789:.+-tzapm 时点分秒半整刻上下午晚早中凌晨";
    bool clock = false;

    scan_space(in);
    if (!skip_weekday(in))
        return false;
    if (scan_end(in))
        return true;
    scan_space(in);
    (void)scan_char(in, 't');
    if (scan_peek(in, 0) == '-' || scan_peek(in, 0) == '.' || scan_peek(in, 0) == '+')
        return false;
    for (; !scan_end(in); in->at++) {
        uint32_t ch = scan_peek(in, 0);
        bool known = false;
        for (size_t i = 0; i + 1 < LEN(signs); i++)
            known = known || signs[i] == ch;
        if (!known)
            return false;
        clock = clock || ch == ':' || ch == u'时' || ch == u'点' || ch == u'午';
    }
    return clock;
}

/* A month or day of 0 is written, and so is impossible; when_civil takes 0 as not written. */
static int64_t written(int64_t v)
{
    return v ? v : 99;
}

/* 03/05/2024: clear only where both orders give the same, or one of them no month. */
static PartState day_first(int64_t a, int64_t b, int64_t year, Str s, WhenPart *out, Err *e)
{
    if (a <= 12 && b <= 12 && a != b && a > 0 && b > 0) {
        err_set(e, ERR_INVALID,
                "'%.*s' may mean two days, since day and month could stand either way round: "
                "write it as 2024-03-05",
                STR(scan_shown(s)));
        return PART_BAD;
    }
    if (a > 12)
        return when_civil(year, written(b), a, s, out, e);
    return when_civil(year, written(a), written(b), s, out, e);
}

static PartState short_year(Str s, Err *e)
{
    err_set(e, ERR_INVALID, "write the year of '%.*s' with four digits", STR(scan_shown(s)));
    return PART_BAD;
}

static bool separator(uint32_t ch)
{
    return ch == '-' || ch == '/' || ch == '.';
}

/* One to three numbers with the same sign between them. */
typedef struct {
    int64_t v[3];
    size_t len[3], n;
    uint32_t sep;
} Digits;

static bool take_digits(Scan *in, Digits *d)
{
    *d = (Digits){ .n = 0 };
    while (d->n < 3) {
        size_t i = d->n++;
        d->len[i] = scan_digits(in, i ? 4 : 9, &d->v[i]);
        if (d->len[i] == 0)
            return false;
        if (d->n == 3 || !separator(scan_peek(in, 0)) || (d->sep && scan_peek(in, 0) != d->sep))
            break;
        d->sep = scan_peek(in, 0);
        in->at++;
    }
    return true;
}

/* 2024, 1920s, 20240305. */
static PartState one_number(Scan *in, const Digits *d, Str s, WhenPart *out, Err *e)
{
    int64_t v = d->v[0];
    PartState state;

    if (d->len[0] == 8)
        return when_ends(in)
                   ? when_civil(v / 10000, written(v / 100 % 100), written(v % 100), s, out, e)
                   : PART_NOT;
    if (d->len[0] != 4)
        return PART_NOT;
    if (scan_end(in))
        return when_civil(v, 0, 0, s, out, e);
    if (v % 10 || !scan_char(in, 's') || !scan_end(in))
        return PART_NOT;
    state = when_civil(v, 0, 0, s, out, e);
    if (state == PART_OK)
        out->to = day_make((int)v + 9, 12, 31);
    return state;
}

/* 2024-03; behind 2024.3.5 also 4.8. */
static PartState two_numbers(Scan *in, const Digits *d, Str s, const WhenPart *before,
                             WhenPart *out, Err *e)
{
    if (!scan_end(in) || d->len[1] > 2)
        return PART_NOT;
    if (d->len[0] == 4)
        return when_civil(d->v[0], written(d->v[1]), 0, s, out, e);
    if (!before || !before->plain || before->unit != UNIT_DAY || d->sep != '.' || d->len[0] > 2)
        return PART_NOT;
    return when_civil(day_year(before->from), written(d->v[0]), written(d->v[1]), s, out, e);
}

/* 2024-03-05, 05/03/2024. */
static PartState three_numbers(Scan *in, const Digits *d, Str s, WhenPart *out, Err *e)
{
    if (!when_ends(in) || d->len[1] > 2)
        return PART_NOT;
    if (d->len[0] == 4 && d->len[2] <= 2)
        return when_civil(d->v[0], written(d->v[1]), written(d->v[2]), s, out, e);
    if (d->len[0] > 2)
        return PART_NOT;
    return d->len[2] == 4 ? day_first(d->v[0], d->v[1], d->v[2], s, out, e) : short_year(s, e);
}

/* Digits with - / . between them. */
static PartState read_digits(Scan *in, Str s, const WhenPart *before, WhenPart *out, Err *e)
{
    Digits d;

    if (!take_digits(in, &d))
        return PART_NOT;
    if (d.n == 1)
        return one_number(in, &d, s, out, e);
    return d.n == 2 ? two_numbers(in, &d, s, before, out, e) : three_numbers(in, &d, s, out, e);
}

/* Takes the name of a month, in full or at least three letters of it; 0 if none comes next. */
static int read_month(Scan *in)
{
    static const char months[] =
        "january february march april may june july august september october "
        "november december ";
    size_t n = 0, at = 0;

    while (is_letter(scan_peek(in, n)))
        n++;
    for (int month = 1; month <= 12 && n >= 3; month++) {
        size_t same = 0;
        while (same < n && (uint32_t)months[at + same] == scan_peek(in, same))
            same++;
        if (same == n) {
            in->at += n;
            (void)scan_char(in, '.');
            return month;
        }
        while (months[at++] != ' ')
            ;
    }
    return 0;
}

static void skip_between(Scan *in)
{
    while (scan_peek(in, 0) == ' ' || scan_peek(in, 0) == ',' || scan_peek(in, 0) == '-' ||
           scan_peek(in, 0) == '.')
        in->at++;
}

/* Takes a day of the month: 5, 5th. */
static int64_t read_day(Scan *in)
{
    static const Str ends[] = { S("st"), S("nd"), S("rd"), S("th") };
    size_t start = in->at;
    int64_t day;

    if (scan_digits(in, 4, &day) - 1 > 1) {
        in->at = start;
        return 0;
    }
    for (size_t i = 0; i < LEN(ends); i++)
        if (scan_word(in, ends[i]))
            break;
    skip_between(in);
    if (scan_word(in, S("of ")))
        scan_space(in);
    return day ? day : 32;
}

/* 5 Mar 2024, March 5, 2024, Mar 2024, 2024 March 5. */
static PartState read_english(Scan *in, Str s, const WhenPart *before, WhenPart *out, Err *e)
{
    int64_t year = 0, day;
    size_t start = in->at;
    int month;

    (void)before;
    if (scan_digits(in, 4, &year) == 4) {
        skip_between(in);
    } else {
        in->at = start;
        year = -1;
    }
    day = year < 0 ? read_day(in) : 0;
    month = read_month(in);
    if (month == 0)
        return PART_NOT;
    skip_between(in);
    if (day == 0)
        day = read_day(in);
    if (year < 0) {
        size_t len = scan_digits(in, 4, &year);
        if (len == 2)
            return when_ends(in) ? short_year(s, e) : PART_NOT;
        if (len != 4)
            return PART_NOT;
    }
    if (!(day ? when_ends(in) : scan_end(in)))
        return PART_NOT;
    return when_civil(year, month, day, s, out, e);
}

PartState when_part(const Scan *in, Str s, const WhenPart *before, WhenPart *out, Err *e)
{
    static PartState (*const readers[])(Scan *, Str, const WhenPart *, WhenPart *,
                                        Err *) = { read_digits, when_chinese, read_english };

    for (size_t i = 0; i < LEN(readers); i++) {
        Scan copy = *in;
        PartState state = readers[i](&copy, s, before, out, e);
        if (state != PART_NOT)
            return state;
    }
    return PART_NOT;
}
