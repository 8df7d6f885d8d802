/* SPDX-License-Identifier: Apache-2.0
 * Decimal numbers read from short texts.
 */
#include "text/decimal.h"

#include "text/numeral.h"

static bool push_digit(Decimal *d, uint32_t ch)
{
    return !__builtin_mul_overflow(d->digits, 10, &d->digits) &&
           !__builtin_add_overflow(d->digits, (int64_t)(ch - '0'), &d->digits);
}

/* True if a comma and a full group of three digits come next: ",234" but not ",2345". */
static bool at_group(const Scan *in)
{
    return scan_peek(in, 0) == ',' && is_digit(scan_peek(in, 1)) && is_digit(scan_peek(in, 2)) &&
           is_digit(scan_peek(in, 3)) && !is_digit(scan_peek(in, 4));
}

static DecimalState read_digits(Scan *in, Decimal *d)
{
    size_t ahead = 0, start = in->at;
    bool fits = true;

    while (is_digit(scan_peek(in, ahead)))
        ahead++;
    if (ahead == 0)
        return DECIMAL_NONE;
    for (size_t i = 0; i < ahead; i++)
        fits = fits && push_digit(d, in->ch[in->at + i]);
    in->at += ahead;
    while (ahead <= 3 && at_group(in)) {
        for (size_t i = 1; i <= 3; i++)
            fits = fits && push_digit(d, scan_peek(in, i));
        in->at += 4;
    }
    if (scan_peek(in, 0) == ',') {
        in->at = start;
        return DECIMAL_NONE;
    }
    if (scan_peek(in, 0) == '.' && is_digit(scan_peek(in, 1))) {
        for (in->at++; is_digit(scan_peek(in, 0)); in->at++, d->places++)
            fits = fits && push_digit(d, scan_peek(in, 0));
    }
    return fits ? DECIMAL_OK : DECIMAL_TOO_LARGE;
}

static DecimalState read_multipliers(Scan *in, Decimal *d)
{
    for (int64_t unit; (unit = numeral_unit(scan_peek(in, 0))) != 0; in->at++) {
        while (unit > 1 && d->places > 0) {
            d->places--;
            unit /= 10;
        }
        if (__builtin_mul_overflow(d->digits, unit, &d->digits))
            return DECIMAL_TOO_LARGE;
    }
    return DECIMAL_OK;
}

DecimalState decimal_read(Scan *in, Decimal *out)
{
    DecimalState state;
    size_t n;

    *out = (Decimal){ 0 };
    if (scan_char(in, '-') || scan_word(in, S("负")))
        out->negative = true;
    else
        (void)scan_char(in, '+');
    scan_space(in);
    state = read_digits(in, out);
    if (state == DECIMAL_OK) {
        scan_space(in);
        return read_multipliers(in, out);
    }
    n = numeral_length(in);
    if (state != DECIMAL_NONE || !numeral_value(in->ch + in->at, n, &out->digits))
        return state;
    in->at += n;
    return DECIMAL_OK;
}

bool decimal_scaled(const Decimal *d, int scale, int64_t *out, bool *exact)
{
    int64_t value = d->digits;

    *exact = true;
    for (int i = scale; i < d->places; i++) {
        *exact = *exact && value % 10 == 0;
        value /= 10;
    }
    for (int i = d->places; i < scale; i++)
        if (__builtin_mul_overflow(value, 10, &value))
            return false;
    *out = d->negative ? -value : value;
    return true;
}

bool decimal_estimate(Scan *in, bool ahead)
{
    static const Str before[] = {
        S("约"),     S("大约"),      S("近"),     S("将近"),  S("逾"), S("超"),      S("超过"),
        S("不足"),   S("不到"),      S("至少"),   S("几"),    S("数"), S("上"),      S("about "),
        S("around"), S("approx"),    S("nearly"), S("over "), S("c."), S("almost "), S("ca."),
        S("~"),      S("more than"), S("some "),  S(">"),     S("<"),  S("≈"),
    };
    static const Str behind[] = {
        S("多"),    S("余"),   S("几"), S("来"), S("左右"), S("上下"), S("以上"),
        S("以下"),  S("前后"), S("许"), S("+"),  S("以内"), S("~"),    S("?"),
        S("or so"), S("-"),    S("—"),  S("至"), S("到"),   S("不到"),
    };
    const Str *words = ahead ? before : behind;
    size_t n = ahead ? LEN(before) : LEN(behind);

    for (size_t i = 0; i < n; i++)
        if (scan_word(in, words[i]))
            return true;
    return false;
}
