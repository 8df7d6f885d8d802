/* SPDX-License-Identifier: Apache-2.0
 * Counts and decimals; money is money.c.
 */
#include "text/number.h"

#include "text/decimal.h"
#include "text/numeral.h"

/* Words of counting that may stand behind an exact number; the longer first where one starts
 * another. Mixed units such as 人（户）次 are left out on purpose. */
static const Str units[] = {
    S("个国家和地区"), S("个国家"), S("个地区"), S("个批次"), S("人次"), S("人天"),
    S("人"),           S("名"),     S("位"),     S("家次"),   S("家"),   S("批次"),
    S("批"),           S("个"),     S("件次"),   S("件"),     S("次"),   S("篇"),
    S("场次"),         S("场"),     S("项"),     S("条"),     S("期"),   S("户"),
    S("届"),           S("课时"),   S("学时"),   S("小时"),   S("天"),   S("份"),
    S("部"),           S("本"),     S("册"),     S("幅"),     S("张"),   S("对"),
    S("组"),           S("支"),     S("队"),     S("所"),     S("座"),   S("栋"),
    S("间"),           S("处"),     S("辆"),     S("台"),     S("套"),   S("岁"),
    S("团"),           S("国"),     S("起"),     S("宗"),     S("例"),   S("persons"),
    S("person-times"), S("person"), S("people"), S("times"),
};

static bool estimate(Str s, Err *e)
{
    return err_set(
        e, ERR_INVALID,
        "'%.*s' is an estimate: put the exact number here and the estimate into the note",
        STR(scan_shown(s)));
}

static bool no_number(Str s, Err *e)
{
    return err_set(e, ERR_INVALID, "'%.*s' is not a number: write it as 1234, 1,234 or 三十八",
                   STR(scan_shown(s)));
}

static bool too_large(Str s, Err *e)
{
    return err_set(e, ERR_INVALID, "the number '%.*s' is too large", STR(scan_shown(s)));
}

static void skip_unit(Scan *in)
{
    scan_space(in);
    for (size_t i = 0; i < LEN(units); i++)
        if (scan_word(in, units[i]))
            return;
}

bool number_chinese(Str s, int64_t *out)
{
    Scan in;
    return scan_open(&in, s) && numeral_value(in.ch, in.n, out);
}

/* What stands behind the number of a count: a unit at most, and no word of estimating. */
static bool count_ends(Scan *in, Str s, Err *e)
{
    if (decimal_estimate(in, false))
        return estimate(s, e);
    skip_unit(in);
    scan_space(in);
    if (decimal_estimate(in, false))
        return estimate(s, e);
    if (!scan_end(in))
        return err_set(e, ERR_INVALID,
                       "'%.*s' has more than a number and its unit: put the rest into the note",
                       STR(scan_shown(s)));
    return true;
}

bool number_count(Str s, int64_t *out, Err *e)
{
    DecimalState state;
    bool exact;
    Decimal d;
    Scan in;

    if (str_trim(s).n == 0)
        return err_set(e, ERR_INVALID, "the number is missing");
    if (!scan_open(&in, s))
        return no_number(s, e);
    if (decimal_estimate(&in, true))
        return estimate(s, e);
    state = decimal_read(&in, &d);
    if (state == DECIMAL_TOO_LARGE)
        return too_large(s, e);
    if (state == DECIMAL_NONE)
        return numeral_length(&in) > 1 ? estimate(s, e) : no_number(s, e);
    if (!count_ends(&in, s, e))
        return false;
    if (d.negative)
        return err_set(e, ERR_INVALID, "'%.*s' is below zero: a count is 0 or more",
                       STR(scan_shown(s)));
    if (!decimal_scaled(&d, 0, out, &exact))
        return too_large(s, e);
    if (!exact)
        return err_set(e, ERR_INVALID, "'%.*s' is not a whole number: a count has no decimals",
                       STR(scan_shown(s)));
    return true;
}

bool number_decimal(Str s, int scale, int64_t *out, Err *e)
{
    DecimalState state;
    bool exact;
    Decimal d;
    Scan in;

    if (str_trim(s).n == 0)
        return err_set(e, ERR_INVALID, "the number is missing");
    if (!scan_open(&in, s))
        return no_number(s, e);
    if (decimal_estimate(&in, true))
        return estimate(s, e);
    state = decimal_read(&in, &d);
    if (state == DECIMAL_TOO_LARGE)
        return too_large(s, e);
    if (state == DECIMAL_NONE)
        return no_number(s, e);
    if (decimal_estimate(&in, false))
        return estimate(s, e);
    if (!scan_end(&in))
        return no_number(s, e);
    if (!decimal_scaled(&d, scale, out, &exact))
        return too_large(s, e);
    if (!exact)
        return err_set(e, ERR_INVALID, "'%.*s' has too many decimals: at most %d are kept",
                       STR(scan_shown(s)), scale);
    return true;
}

void decimal_print(int64_t v, int scale, Buf *out)
{
    uint64_t left = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    char text[40]; /* at most 20 digits, or 9 decimals with a point and a digit before it */
    size_t at = sizeof text;

    for (int i = 0; i <= scale || left; i++) {
        if (i == scale && scale > 0)
            text[--at] = '.';
        text[--at] = (char)('0' + left % 10);
        left /= 10;
    }
    if (v < 0)
        buf_putc(out, '-');
    buf_put(out, (Str){ text + at, sizeof text - at });
}
