/* SPDX-License-Identifier: Apache-2.0
 * Single dates in Chinese: 2024年3月5日, 光绪三十年八月, 甲辰年（2024）正月初一, 20世纪30年代.
 *
 * What makes a date lunar: 农历 or a like word, a Qing reign, a year of the cycle of sixty, the
 * months 正 冬 腊 闰…, the days 初… and 廿…, a festival. 八月十五 without any of these and without 日
 * could be either and is refused.
 */
#include "text/when_part.h"

#include <uchar.h>

#include "text/era.h"
#include "text/lunar.h"
#include "text/numeral.h"

typedef struct {
    int64_t year, month, day; /* 0: not given */
    int span;                 /* how many years: 10 for a decade, 100 for a century */
    int third;                /* 1 to 3: 上旬, 中旬, 下旬; 0: none */
    const Era *era;
    bool lunar, leap;
    bool named;   /* 日 or 号 stands behind the day */
    bool unclear; /* the day is in Chinese numerals without 日 */
} Date;

/* Takes a number in digits or Chinese numerals; how many characters it had. */
static size_t read_number(Scan *in, int64_t *out, bool *chinese)
{
    size_t n = scan_digits(in, 5, out);
    *chinese = n == 0;
    if (n)
        return n;
    n = numeral_length(in);
    if (n == 0 || !numeral_value(in->ch + in->at, n, out))
        return 0;
    in->at += n;
    return n;
}

static bool read_lunar_word(Scan *in)
{
    static const Str words[] = { S("农历"), S("阴历"), S("旧历"), S("夏历") };
    size_t start = in->at;
    bool bracket;

    scan_space(in);
    bracket = scan_char(in, '(');
    for (size_t i = 0; i < LEN(words); i++) {
        if (!scan_word(in, words[i]))
            continue;
        if (bracket && !scan_char(in, ')'))
            break;
        scan_space(in);
        return true;
    }
    in->at = start;
    return false;
}

/* The only year of that place in the cycle between two years; says which ones if there are more. */
static PartState pick_cycle(int index, int from, int to, Str s, Date *d, Err *e)
{
    int year = cycle_year(index, from);

    if (year > to) {
        err_set(e, ERR_INVALID, "the year of '%.*s' does not occur between %d and %d",
                STR(scan_shown(s)), from, to);
        return PART_BAD;
    }
    if (year + 60 <= to) {
        err_set(e, ERR_INVALID,
                "'%.*s' may be %d, %d or another year 60 years off: add the reign or the year",
                STR(scan_shown(s)), year, year + 60);
        return PART_BAD;
    }
    d->year = year;
    d->lunar = true;
    return PART_OK;
}

/* Behind the name of an era: 元, a number or two characters of the cycle; then 年. */
static PartState read_era_year(Scan *in, Str s, Date *d, Err *e)
{
    int last = d->era->years ? d->era->years : 9999 - d->era->first + 1, index;
    int64_t n = 1;
    bool chinese;

    scan_space(in);
    if (cycle_read(in, &index)) {
        int to = d->era->years ? d->era->first + d->era->years - 1 : 2099;
        (void)scan_char(in, u'年');
        return pick_cycle(index, d->era->first, to, s, d, e);
    }
    if (!scan_char(in, u'元') && read_number(in, &n, &chinese) == 0)
        return PART_NOT;
    if (!scan_char(in, u'年') && !scan_end(in))
        return PART_NOT;
    if (n < 1 || n > last) {
        err_set(e, ERR_INVALID, "'%.*s' is impossible: the era %.*s has the years 1 to %d",
                STR(scan_shown(s)), STR(d->era->name), last);
        return PART_BAD;
    }
    d->year = d->era->first + n - 1;
    d->lunar = d->era->lunar;
    return PART_OK;
}

/* 甲辰年, or 甲辰年（2024）: alone it is one of many years. */
static PartState read_cycle(Scan *in, Str s, int index, Date *d, Err *e)
{
    int64_t year = 0;
    bool chinese, bracket;

    (void)scan_char(in, u'年');
    scan_space(in);
    bracket = scan_char(in, '(');
    if (bracket) {
        (void)scan_word(in, S("公元"));
        if (read_number(in, &year, &chinese) < 3)
            return PART_NOT;
        (void)scan_char(in, u'年');
        if (!scan_char(in, ')'))
            return PART_NOT;
    }
    if (year == 0) {
        int latest = cycle_year(index, 1984);
        err_set(e, ERR_INVALID,
                "'%.*s' may be %d, %d, %d or another year 60 years off: add the reign or the year",
                STR(scan_shown(s)), latest - 120, latest - 60, latest);
        return PART_BAD;
    }
    return pick_cycle(index, (int)year, (int)year, s, d, e);
}

/* Behind a year in numbers: 甲辰 in brackets or not, which must fit. */
static PartState read_cycle_behind(Scan *in, Str s, Date *d, Err *e)
{
    size_t start = in->at;
    bool bracket;
    int index;

    scan_space(in);
    bracket = scan_char(in, '(');
    if (!cycle_read(in, &index)) {
        in->at = start;
        return PART_OK;
    }
    (void)scan_char(in, u'年');
    if (bracket && !scan_char(in, ')'))
        return PART_NOT;
    return pick_cycle(index, (int)d->year, (int)d->year, s, d, e);
}

/* 20世纪, 20世纪30年代, 20世纪甲子年. */
static PartState read_century(Scan *in, Str s, int64_t century, Date *d, Err *e)
{
    int64_t decade;
    bool chinese;
    int index;

    if (century < 1 || century > 99)
        return PART_NOT;
    if (cycle_read(in, &index)) {
        (void)scan_char(in, u'年');
        return pick_cycle(index, (int)century * 100 - 99, (int)century * 100, s, d, e);
    }
    if (read_number(in, &decade, &chinese)) {
        if (decade > 90 || decade % 10 || !scan_word(in, S("年代")))
            return PART_NOT;
        d->year = (century - 1) * 100 + decade;
        d->span = 10;
        return PART_OK;
    }
    d->year = (century - 1) * 100 + 1;
    d->span = 100;
    return PART_OK;
}

/* A year in numbers, with 年, 年代 or 世纪 behind it, or 甲辰 at once. */
static PartState read_year_number(Scan *in, Str s, Date *d, Err *e)
{
    size_t start, n;
    bool chinese, exact = scan_word(in, S("公元")) || scan_word(in, S("西元"));

    start = in->at;
    n = read_number(in, &d->year, &chinese);
    if (n == 0)
        return PART_NOT;
    if (scan_word(in, S("世纪")))
        return read_century(in, s, d->year, d, e);
    if (scan_word(in, S("年代"))) {
        d->span = 10;
        return n == 4 && d->year % 10 == 0 ? PART_OK : PART_NOT;
    }
    if (!scan_char(in, u'年') &&
        !(n == 4 && (chinese || exact || d->lunar || scan_peek(in, 0) > 0x3000))) {
        in->at = start;
        return PART_NOT;
    }
    if (n < 3 && !exact) {
        err_set(e, ERR_INVALID, "write the year of '%.*s' with four digits", STR(scan_shown(s)));
        return PART_BAD;
    }
    if (d->year < 1 || d->year > 9999) {
        err_set(e, ERR_INVALID, "the year of '%.*s' is not between 1 and 9999", STR(scan_shown(s)));
        return PART_BAD;
    }
    return read_cycle_behind(in, s, d, e);
}

static PartState read_year(Scan *in, Str s, Date *d, Err *e)
{
    int index;

    d->era = era_read(in);
    if (d->era)
        return read_era_year(in, s, d, e);
    if (cycle_read(in, &index))
        return read_cycle(in, s, index, d, e);
    return read_year_number(in, s, d, e);
}

static bool read_festival(Scan *in, Date *d)
{
    static const struct {
        Str name;
        int month, day;
    } days[] = {
        { S("春节"), 1, 1 }, { S("元宵"), 1, 15 }, { S("端午"), 5, 5 },
        { S("七夕"), 7, 7 }, { S("中秋"), 8, 15 }, { S("重阳"), 9, 9 },
    };

    for (size_t i = 0; i < LEN(days); i++) {
        if (!scan_word(in, days[i].name))
            continue;
        (void)scan_char(in, u'节');
        d->month = days[i].month;
        d->day = days[i].day;
        d->lunar = true;
        return true;
    }
    return false;
}

static bool read_month(Scan *in, Date *d)
{
    size_t start = in->at;
    bool chinese;

    if (scan_char(in, u'闰'))
        d->lunar = d->leap = true;
    if (scan_word(in, S("正月")) || scan_word(in, S("冬月")) || scan_word(in, S("腊月"))) {
        uint32_t name = in->ch[in->at - 2];
        d->month = name == u'正' ? 1 : name == u'冬' ? 11 : 12;
        d->lunar = true;
        return true;
    }
    if (read_number(in, &d->month, &chinese) == 0 || !scan_char(in, u'月')) {
        in->at = start;
        d->month = 0;
        return false;
    }
    if (d->month == 0)
        d->month = 13;
    return true;
}

static bool read_day(Scan *in, Date *d)
{
    static const Str thirds[] = { S("上旬"), S("中旬"), S("下旬") };
    uint32_t first = scan_peek(in, 0);
    size_t start = in->at;
    bool chinese;

    for (int i = 0; i < 3; i++) {
        if (scan_word(in, thirds[i])) {
            d->third = i + 1;
            return true;
        }
    }
    if (scan_char(in, u'初'))
        d->lunar = true;
    if (read_number(in, &d->day, &chinese) == 0) {
        in->at = start;
        d->day = 0;
        return false;
    }
    if (d->day == 0 || (first == u'初' && d->day > 10))
        d->day = 32;
    d->named = scan_char(in, u'日') || scan_char(in, u'号');
    if (!d->named && (first == u'廿' || first == u'卅'))
        d->lunar = true;
    d->unclear = chinese && !d->named;
    return true;
}

static PartState no_lunar_day(Str s, Err *e)
{
    err_set(e, ERR_INVALID, "there is no lunar day '%.*s': check its month, leap month and day",
            STR(scan_shown(s)));
    return PART_BAD;
}

/* Outside the table a lunar date may be anywhere from the earliest New Year to the latest next. */
static PartState lunar_outside(const Date *d, Str s, WhenPart *out, Err *e)
{
    if (d->month > 12 || d->day > 30)
        return no_lunar_day(s, e);
    out->from = day_make((int)d->year, 1, 20);
    out->to = d->year < 9999 ? day_make((int)d->year + 1, 2, 20) : DAY_MAX;
    return PART_OK;
}

static PartState lunar_part(const Date *d, Str s, WhenPart *out, Err *e)
{
    static const int starts[] = { 0, 0, 10, 20 };
    int year = (int)d->year, month = (int)d->month, days;

    out->plain = false;
    out->unit = d->day || d->third ? UNIT_DAY : d->month ? UNIT_MONTH : UNIT_YEAR;
    if (year < LUNAR_FIRST || year > LUNAR_LAST)
        return lunar_outside(d, s, out, e);
    if (d->month == 0) {
        Day last;
        if (!lunar_month(year, 1, false, &out->from, &days) ||
            !lunar_month(year, 12, lunar_leap_month(year) == 12, &last, &days))
            return no_lunar_day(s, e);
        out->to = day_add(last, days - 1);
        return PART_OK;
    }
    if (!lunar_month(year, month, d->leap, &out->from, &days) || d->day > days)
        return no_lunar_day(s, e);
    out->to = day_add(out->from, days - 1);
    if (d->third) {
        out->from = day_add(out->from, starts[d->third]);
        out->to = d->third < 3 ? day_add(out->from, 9) : out->to;
    }
    if (d->day)
        out->from = out->to = day_add(out->from, d->day - 1);
    return PART_OK;
}

static PartState civil_part(const Date *d, Str s, WhenPart *out, Err *e)
{
    static const int starts[] = { 0, 1, 11, 21 };
    int last = (int)d->year + (d->span > 1 ? d->span - 1 : 0);
    PartState state = when_civil(d->year, d->month, d->day, s, out, e);

    if (state != PART_OK)
        return state;
    if (d->span)
        out->to = last > 9999 ? DAY_MAX : day_make(last, 12, 31);
    if (d->third) {
        out->unit = UNIT_DAY;
        out->from += starts[d->third] - 1;
        out->to = d->third < 3 ? out->from + 9 : out->to;
    }
    if (!d->era)
        return PART_OK;
    out->plain = false;
    if (!d->month && d->era->from && out->from < d->era->from)
        out->from = d->era->from;
    if (!d->month && d->era->to && out->to > d->era->to)
        out->to = d->era->to;
    if ((d->era->from && out->to < d->era->from) || (d->era->to && out->from > d->era->to)) {
        err_set(e, ERR_INVALID, "'%.*s' is impossible: the era %.*s did not include that day",
                STR(scan_shown(s)), STR(d->era->name));
        return PART_BAD;
    }
    return PART_OK;
}

static PartState no_year(Str s, Err *e)
{
    err_set(e, ERR_INVALID, "the year of '%.*s' is missing: write it in front", STR(scan_shown(s)));
    return PART_BAD;
}

/* Month and day; a day alone (8日) takes its month from the day before. */
static PartState read_rest(Scan *in, const WhenPart *before, Date *d)
{
    if (d->span)
        return scan_end(in) ? PART_OK : PART_NOT;
    d->lunar = read_lunar_word(in) || d->lunar;
    scan_space(in);
    if (!read_festival(in, d) && !scan_end(in)) {
        bool lent = !read_month(in, d);
        if (lent && (d->year || !before || before->unit != UNIT_DAY))
            return PART_NOT;
        scan_space(in);
        if (lent)
            d->month = day_month(before->from);
        if (lent ? !read_day(in, d) || !d->named : !read_day(in, d) && !scan_end(in))
            return PART_NOT;
    }
    if (!(d->day ? when_ends(in) : scan_end(in)))
        return PART_NOT;
    return d->year || d->month ? PART_OK : PART_NOT;
}

PartState when_chinese(Scan *in, Str s, const WhenPart *before, WhenPart *out, Err *e)
{
    Date d = { .lunar = read_lunar_word(in) };
    PartState state = read_year(in, s, &d, e);

    if (state == PART_BAD)
        return state;
    if (state == PART_NOT) {
        if (d.era || d.span)
            return state;
        d.year = 0;
    }
    state = read_rest(in, d.year ? NULL : before, &d);
    if (state != PART_OK)
        return state;
    if (d.year == 0) {
        if (!before || !before->plain || before->unit == UNIT_YEAR)
            return no_year(s, e);
        d.year = day_year(before->from);
    }
    if (d.lunar)
        return lunar_part(&d, s, out, e);
    if (d.unclear) {
        err_set(e, ERR_INVALID,
                "'%.*s' may be lunar or not: write 农历 in front of it, or 日 behind the day",
                STR(scan_shown(s)));
        return PART_BAD;
    }
    return civil_part(&d, s, out, e);
}
