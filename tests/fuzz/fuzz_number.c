/* SPDX-License-Identifier: Apache-2.0
 * Counts, decimals, numerals and money: what is read and printed is read as the same.
 */
#include "fuzz.h"

#include <stdlib.h>

#include "text/number.h"

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void check_count(Str text)
{
    AUTO(buf_done) Buf out = buf_new(BUF_LINE);
    int64_t value, again;
    Err e = { 0 };

    if (!number_count(text, &value, &e)) {
        must(e.kind == ERR_INVALID && e.msg[0]);
        return;
    }
    must(value >= 0);
    buf_int(&out, value);
    must(number_count(buf_str(&out), &again, &e) && again == value);
}

static void check_decimal(Str text, int scale)
{
    AUTO(buf_done) Buf out = buf_new(BUF_LINE);
    int64_t value, again;
    Err e = { 0 };

    if (!number_decimal(text, scale, &value, &e)) {
        must(e.kind == ERR_INVALID && e.msg[0]);
        return;
    }
    decimal_print(value, scale, &out);
    must(number_decimal(buf_str(&out), scale, &again, &e) && again == value);
}

static void check_money(Str text)
{
    AUTO(buf_done) Buf out = buf_new(BUF_LINE);
    AUTO(buf_done) Buf words = buf_new(BUF_LINE);
    char currency[4], same[4];
    int64_t minor, again;
    Err e = { 0 };

    if (!money_parse(text, S("CNY"), &minor, currency, &e)) {
        must(e.kind == ERR_INVALID && e.msg[0]);
        return;
    }
    money_print(minor, str_z(currency), &out);
    must(money_parse(buf_str(&out), S("USD"), &again, same, &e) && again == minor);
    must(str_eq(str_z(currency), str_z(same)));
    money_words(minor, &words);
    if (minor >= 100 && minor < 1000000000000000 && str_eq(str_z(currency), S("CNY")))
        must(money_parse(buf_str(&words), S("CNY"), &again, same, &e) && again == minor);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Str text = size ? (Str){ (const char *)data + 1, size - 1 } : (Str){ 0 };
    int64_t value;

    check_count(text);
    check_decimal(text, size ? data[0] % 10 : 0);
    check_money(text);
    must(!number_chinese(text, &value) || value >= 0);
    return 0;
}
