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
    return a > 12 ? when_civil(year, b, a, s, out, e) : when_civil(year, a, b, s, out, e);
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

/* Digits with - / . between them. */
static PartState read_digits(Scan *in, Str s, const WhenPart *before, WhenPart *out, Err *e)
{
    int64_t v[3] = { 0 };
    size_t len[3] = { 0 }, n = 0;
    uint32_t sep = 0;

    for (; n < 3; n++) {
        len[n] = scan_digits(in, n ? 4 : 9, &v[n]);
        if (len[n] == 0)
            return PART_NOT;
        if (!separator(scan_peek(in, 0)) || (sep && scan_peek(in, 0) != sep))
            break;
        if (n < 2) {
            sep = scan_peek(in, 0);
            in->at++;
        }
    }
    n = n < 3 ? n + 1 : 3;
    if (n == 1 && len[0] == 4 && v[0] % 10 == 0 && scan_char(in, 's') && scan_end(in)) {
        PartState state = when_civil(v[0], 0, 0, s, out, e);
        if (state == PART_OK)
            out->to = day_make((int)v[0] + 9, 12, 31);
        return state;
    }
    if (n < 3 && len[0] != 8 ? !scan_end(in) : !when_ends(in))
        return PART_NOT;
    if (n == 1 && len[0] == 8)
        return when_civil(v[0] / 10000, v[0] / 100 % 100 ? v[0] / 100 % 100 : 13,
                          v[0] % 100 ? v[0] % 100 : 32, s, out, e);
    if (n == 1)
        return len[0] == 4 ? when_civil(v[0], 0, 0, s, out, e) : PART_NOT;
    if (n == 2 && before && before->plain && sep == '.' && len[0] <= 2 && len[1] <= 2)
        return when_civil(day_year(before->from), v[0] ? v[0] : 13, v[1] ? v[1] : 32, s, out, e);
    if (len[1] > 2)
        return PART_NOT;
    if (n == 2)
        return len[0] == 4 ? when_civil(v[0], v[1] ? v[1] : 13, 0, s, out, e) : PART_NOT;
    if (len[0] == 4 && len[2] <= 2)
        return when_civil(v[0], v[1] ? v[1] : 13, v[2] ? v[2] : 32, s, out, e);
    if (len[0] > 2)
        return PART_NOT;
    return len[2] == 4 ? day_first(v[0], v[1], v[2], s, out, e) : short_year(s, e);
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
