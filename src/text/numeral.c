/* SPDX-License-Identifier: Apache-2.0
 * Chinese numerals, strictly: units must fall (千 before 百), and two digits side by side are no
 * exact number but an estimate (三四十), unless all are digits (二〇二四).
 */
#include "text/numeral.h"

#include <uchar.h>

static const char16_t digits[] = u"〇一二三四五六七八九";
static const char16_t formal[] = u"零壹贰叁肆伍陆柒捌玖";

enum { WAN = 10000, YI = 100000000 };

typedef struct {
    int64_t total, low, section; /* finished 亿, finished 万, the four digits being read */
    int64_t limit, big;          /* the next unit must be below; the last of 万 and 亿, or 0 */
    int digit;                   /* a digit waiting for its unit, or -1 */
    bool zero;
} Numeral;

int numeral_digit(uint32_t ch)
{
    for (int i = 0; i < 10; i++)
        if (digits[i] == ch || formal[i] == ch)
            return i;
    return ch == u'两' ? 2 : -1;
}

int64_t numeral_unit(uint32_t ch)
{
    switch (ch) {
    case u'十':
    case u'拾': return 10;
    case u'百':
    case u'佰': return 100;
    case u'千':
    case u'仟': return 1000;
    case u'万': return WAN;
    case u'亿': return YI;
    default: return 0;
    }
}

/* 20, 30, 40 for the characters that are a digit and its ten in one. */
static int tens(uint32_t ch)
{
    return ch == u'廿' ? 2 : ch == u'卅' ? 3 : ch == u'卌' ? 4 : 0;
}

size_t numeral_length(const Scan *in)
{
    size_t n = 0;
    for (uint32_t ch; (ch = scan_peek(in, n)) != 0; n++)
        if (numeral_digit(ch) < 0 && numeral_unit(ch) == 0 && tens(ch) == 0)
            break;
    return n;
}

static bool add_small_unit(Numeral *v, int64_t unit)
{
    if (v->digit < 0 && unit == 10 && v->section == 0 && !v->zero)
        v->digit = 1;
    if (v->digit <= 0 || unit >= v->limit)
        return false;
    v->section += v->digit * unit;
    v->limit = unit;
    v->digit = -1;
    v->zero = false;
    return true;
}

static bool add_big_unit(Numeral *v, int64_t unit)
{
    bool skipped = v->limit > 10 && v->limit < WAN && !v->zero; /* 三百五万 */
    if (v->digit >= 0 && skipped)
        return false;
    if (v->digit < 0 && v->zero)
        return false;
    if (v->digit >= 0)
        v->section += v->digit;
    if (v->section == 0 && !(unit == YI && v->low))
        return false;
    if (unit == WAN) {
        if (v->low)
            return false;
        v->low = v->section * WAN;
    } else {
        if (v->total)
            return false;
        v->total = (v->low + v->section) * YI;
        v->low = 0;
    }
    v->section = 0;
    v->limit = WAN;
    v->big = unit;
    v->digit = -1;
    v->zero = false;
    return true;
}

static bool add_digit(Numeral *v, int digit)
{
    if (digit == 0) {
        bool first = v->digit < 0 && !v->zero && (v->section || v->big);
        v->zero = true;
        return first;
    }
    if (v->digit >= 0)
        return false;
    v->digit = digit;
    return true;
}

/* The last digit: a 5 in 一百五 is fifty, in 三万五 five thousand, in 一百零五 five. */
static bool finish(Numeral *v, int64_t *out)
{
    if (v->digit < 0 && v->zero)
        return false;
    if (v->digit >= 0) {
        int64_t place = v->limit < WAN              ? v->limit / 10
                        : v->big && v->section == 0 ? v->big / 10
                                                    : 1;
        v->section += v->digit * (v->zero || place == 0 ? 1 : place);
    }
    *out = v->total + v->low + v->section;
    return true;
}

/* All digits: 二〇二四. Two of them (二三) are rather an estimate. */
static bool in_places(const uint32_t *ch, size_t n, int64_t *out)
{
    int64_t value = 0;
    if (n > 16 || (n == 2 && numeral_digit(ch[0]) && numeral_digit(ch[1])))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (numeral_digit(ch[i]) < 0 || (n > 1 && ch[i] == u'两'))
            return false;
        value = value * 10 + numeral_digit(ch[i]);
    }
    *out = value;
    return true;
}

bool numeral_value(const uint32_t *ch, size_t n, int64_t *out)
{
    Numeral v = { .limit = WAN, .digit = -1 };

    if (n == 0 || in_places(ch, n, out))
        return n > 0;
    for (size_t i = 0; i < n; i++) {
        int digit = numeral_digit(ch[i]), ten = tens(ch[i]);
        int64_t unit = numeral_unit(ch[i]);
        bool fits = digit >= 0    ? add_digit(&v, digit)
                    : ten         ? add_digit(&v, ten) && add_small_unit(&v, 10)
                    : unit >= WAN ? add_big_unit(&v, unit)
                                  : unit && add_small_unit(&v, unit);
        if (!fits)
            return false;
    }
    return finish(&v, out);
}
