/* SPDX-License-Identifier: Apache-2.0
 * Counts, decimals, money and amounts in words.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/number.h"

static void reads_exact_counts(void **state)
{
    static const struct {
        const char *text;
        int64_t value;
    } rows[] = {
        { "0", 0 },
        { " 38 ", 38 },
        { "1,234", 1234 },
        { "1，234，567", 1234567 },
        { "１２３４", 1234 },
        { "+5", 5 },
        /* decimals that are zeros, as spreadsheets write them */
        { "30.0", 30 },
        { "三十八", 38 },
        { "两百", 200 },
        { "兩百零五", 205 },
        { "十", 10 },
        { "十五", 15 },
        { "廿一", 21 },
        { "一万二千", 12000 },
        { "一万二", 12000 },
        { "壹佰贰拾", 120 },
        { "〇", 0 },
        /* multipliers */
        { "1.2万", 12000 },
        { "3千", 3000 },
        { "2亿", 200000000 },
        { "5百万", 5000000 },
        /* a unit behind it */
        { "38人", 38 },
        { "38 名", 38 },
        { "1.2万人次", 12000 },
        { "三十八位", 38 },
        { "12批次", 12 },
        { "44個國家和地區", 44 },
        { "5 persons", 5 },
        { "9223372036854775807", INT64_MAX },
    };

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        Err e = { 0 };
        int64_t value;
        if (!number_count(str_z(rows[i].text), &value, &e))
            fail_msg("%s: %s", rows[i].text, e.msg);
        if (value != rows[i].value)
            fail_msg("%s: %" PRId64, rows[i].text, value);
    }
}

static void refuses_estimates_and_other_texts(void **state)
{
    static const struct {
        const char *text, *says;
    } rows[] = {
        { "约30人", "'约30人' is an estimate" },
        { "約30人", "estimate" },
        { "近百人", "estimate" },
        { "30多", "estimate" },
        { "30余人", "estimate" },
        { "30餘人", "estimate" },
        { "30人左右", "put the exact number here" },
        { "30 人以上", "estimate" },
        { "30+", "estimate" },
        { "30多万", "estimate" },
        { "10—15批", "estimate" },
        { "30~40", "estimate" },
        { "三四十人", "estimate" },
        { "二三", "estimate" },
        { "几十人", "estimate" },
        { "十几批", "estimate" },
        { "数百", "estimate" },
        { "about 30", "estimate" },
        { "~30", "estimate" },
        { "-3", "below zero" },
        { "1.5", "not a whole number" },
        { "1.23456万", "not a whole number" },
        { "", "is missing" },
        { "  ", "is missing" },
        { "hello", "not a number" },
        { "1,23", "not a number" },
        { "12,34,567", "not a number" },
        { "1,2345", "not a number" },
        { "6870人（户）次", "more than a number" },
        { "12 13", "more than a number" },
        { "30元", "more than a number" },
        { "9223372036854775808", "too large" },
        { "99999999999亿", "too large" },
        { "\xFF", "not a number" },
    };

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        Err e = { 0 };
        int64_t value;
        if (number_count(str_z(rows[i].text), &value, &e))
            fail_msg("%s was read as %" PRId64, rows[i].text, value);
        if (e.kind != ERR_INVALID || str_find(str_z(e.msg), str_z(rows[i].says)) < 0)
            fail_msg("%s: %s", rows[i].text, e.msg);
    }
}

static void reads_and_prints_decimals(void **state)
{
    static const struct {
        const char *text;
        int scale;
        int64_t value;
        const char *printed; /* NULL: refused, with value as nothing */
    } rows[] = {
        { "12.5", 2, 1250, "12.50" },
        { "-12.5", 2, -1250, "-12.50" },
        { "－0.05", 2, -5, "-0.05" },
        { "1,234.5600", 2, 123456, "1234.56" },
        { "0", 0, 0, "0" },
        { "0", 3, 0, "0.000" },
        { "7", 0, 7, "7" },
        { "3.5万", 2, 3500000, "35000.00" },
        { "0.000000001", 9, 1, "0.000000001" },
        { "12.345", 2, 0, NULL },
        { "12.", 2, 0, NULL },
        { ".5", 2, 0, NULL },
        { "1.2.3", 2, 0, NULL },
        { "约1.5", 2, 0, NULL },
        { "1.5左右", 2, 0, NULL },
        { "", 2, 0, NULL },
        { "abc", 2, 0, NULL },
        { "5 kg", 2, 0, NULL },
        { "9223372036854775807", 1, 0, NULL },
        { "99999999999999999999", 0, 0, NULL },
        { "\xFF", 2, 0, NULL },
    };

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        AUTO(buf_done) Buf out = buf_new(BUF_LINE);
        Err e = { 0 };
        int64_t value;
        bool done = number_decimal(str_z(rows[i].text), rows[i].scale, &value, &e);
        if (done != (rows[i].printed != NULL))
            fail_msg("%s: %s", rows[i].text, e.msg);
        if (!done)
            continue;
        decimal_print(value, rows[i].scale, &out);
        if (value != rows[i].value || !str_eq(buf_str(&out), str_z(rows[i].printed)))
            fail_msg("%s: %" PRId64 " %.*s", rows[i].text, value, STR(buf_str(&out)));
    }
    AUTO(buf_done) Buf least = buf_new(BUF_LINE);
    decimal_print(INT64_MIN, 2, &least);
    assert_true(str_eq(buf_str(&least), S("-92233720368547758.08")));
}

static void reads_chinese_numerals(void **state)
{
    static const struct {
        const char *text;
        int64_t value; /* -1: refused */
    } rows[] = {
        { "零", 0 },
        { "十", 10 },
        { "一十", 10 },
        { "二十", 20 },
        { "一百零五", 105 },
        { "一百一十", 110 },
        { "一百五", 150 },
        { "一千零五十", 1050 },
        { "两千五", 2500 },
        { "一万零五", 10005 },
        { "三万五", 35000 },
        { "十五万", 150000 },
        { "三百零五万", 3050000 },
        { "一亿二千万", 120000000 },
        { "三万亿", 3000000000000 },
        { "一亿零三百", 100000300 },
        { "二〇二四", 2024 },
        { "二零二四", 2024 },
        { "一九四九", 1949 },
        { "卅八", 38 },
        { "貳拾萬", 200000 },
        /* units out of order, estimates, what is no numeral */
        { "百", -1 },
        { "一百千", -1 },
        { "十百", -1 },
        { "三百五万", -1 },
        { "三四十", -1 },
        { "二三", -1 },
        { "两三", -1 },
        { "一百零", -1 },
        { "一万万", -1 },
        { "万", -1 },
        { "一亿二亿", -1 },
        { "一百零万", -1 },
        { "五廿", -1 },
        { "一亿亿", -1 },
        { "一零零十", -1 },
        { "一二三四五六七八九一二三四五六七八", -1 },
        { "abc", -1 },
        { "", -1 },
    };

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        int64_t value = -1;
        bool done = number_chinese(str_z(rows[i].text), &value);
        if (done != (rows[i].value >= 0) || value != rows[i].value)
            fail_msg("%s: %" PRId64, rows[i].text, value);
    }
}

static void reads_money(void **state)
{
    static const struct {
        const char *text, *standard, *printed;
    } rows[] = {
        { "20万元", "CNY", "200000.00 CNY" },
        { "3.45亿元", "CNY", "345000000.00 CNY" },
        { "￥2,000.50", "CNY", "2000.50 CNY" },
        { "¥2,000.50", "USD", "2000.50 CNY" },
        { "¥2,000", "JPY", "2000 JPY" },
        { "JPY ¥2,000", "CNY", "2000 JPY" },
        { "2000.5", "CNY", "2000.50 CNY" },
        { "人民币20万元", "USD", "200000.00 CNY" },
        { "20万元人民币", "USD", "200000.00 CNY" },
        { "20万人民币", "USD", "200000.00 CNY" },
        { "RMB 500", "USD", "500.00 CNY" },
        { "USD 1,000", "CNY", "1000.00 USD" },
        { "1000 CNY", "USD", "1000.00 CNY" },
        { "1000cny", "USD", "1000.00 CNY" },
        { "US$1,000.25", "CNY", "1000.25 USD" },
        { "20万美元", "CNY", "200000.00 USD" },
        { "RM 500", "CNY", "500.00 MYR" },
        { "500马币", "CNY", "500.00 MYR" },
        { "500馬幣", "CNY", "500.00 MYR" },
        { "HK$500", "CNY", "500.00 HKD" },
        { "港币500元", "CNY", "500.00 HKD" },
        { "500港元", "CNY", "500.00 HKD" },
        { "S$500", "CNY", "500.00 SGD" },
        { "500新币", "CNY", "500.00 SGD" },
        { "$500", "HKD", "500.00 HKD" },
        { "500元", "HKD", "500.00 HKD" },
        { "NT$500", "CNY", "500.00 TWD" },
        { "新臺幣500元", "CNY", "500.00 TWD" },
        /* no decimals, three decimals */
        { "JPY 5000", "CNY", "5000 JPY" },
        { "5000日元", "CNY", "5000 JPY" },
        { "KRW 5,000.00", "CNY", "5000 KRW" },
        { "KWD 1.234", "CNY", "1.234 KWD" },
        /* Chinese numerals, 角 and 分, 整 */
        { "二十万元", "CNY", "200000.00 CNY" },
        { "贰拾万元整", "CNY", "200000.00 CNY" },
        { "壹万零伍拾元叁角整", "CNY", "10050.30 CNY" },
        { "20元5角3分", "CNY", "20.53 CNY" },
        { "20元5角人民币", "HKD", "20.50 CNY" },
        { "叁佰贰拾伍元零肆分", "CNY", "325.04 CNY" },
        { "-200", "CNY", "-200.00 CNY" },
        { "0", "CNY", "0.00 CNY" },
    };

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        AUTO(buf_done) Buf out = buf_new(BUF_LINE);
        char currency[4];
        Err e = { 0 };
        int64_t minor;
        if (!money_parse(str_z(rows[i].text), str_z(rows[i].standard), &minor, currency, &e))
            fail_msg("%s: %s", rows[i].text, e.msg);
        money_print(minor, str_z(currency), &out);
        if (!str_eq(buf_str(&out), str_z(rows[i].printed)))
            fail_msg("%s: %.*s", rows[i].text, STR(buf_str(&out)));
    }
}

static void refuses_unclear_money(void **state)
{
    static const struct {
        const char *text, *standard, *says;
    } rows[] = {
        { "", "CNY", "is missing" },
        { "约20万元", "CNY", "estimate" },
        { "20多万元", "CNY", "estimate" },
        { "20余万元", "CNY", "estimate" },
        { "20万元左右", "CNY", "estimate" },
        { "人民币约20万元", "CNY", "estimate" },
        { "$500", "CNY", "which currency" },
        { "500元", "MYR", "which currency" },
        { "500", "", "has no currency" },
        { "500", "XYZ", "has no currency" },
        { "USD 500 CNY", "CNY", "two currencies" },
        { "20.005", "CNY", "too many decimals: CNY has 2" },
        { "JPY 0.5", "CNY", "too many decimals: JPY has 0" },
        { "20日元5角", "CNY", "not an amount" },
        { "HK$500美元", "CNY", "two currencies" },
        { "20元5角CNY USD", "CNY", "not an amount" },
        { "US$20元整CNY", "CNY", "two currencies" },
        { "HK$ USD 500", "CNY", "two currencies" },
        { "¥500美元", "CNY", "two currencies" },
        { "-20元5角", "CNY", "not an amount" },
        { "9223372036854775807", "CNY", "too large" },
        { "twenty", "CNY", "not an amount" },
        { "XYZ 500", "CNY", "not an amount" },
        { "500 CNY each", "CNY", "not an amount" },
        { "1,00", "CNY", "not an amount" },
        { "92233720368547758.08", "CNY", "too large" },
        { "999999999999999999999", "CNY", "too large" },
        { "\xFF", "CNY", "not an amount" },
    };

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        char currency[4];
        Err e = { 0 };
        int64_t minor;
        if (money_parse(str_z(rows[i].text), str_z(rows[i].standard), &minor, currency, &e))
            fail_msg("%s was read as %" PRId64 " %s", rows[i].text, minor, currency);
        if (e.kind != ERR_INVALID || str_find(str_z(e.msg), str_z(rows[i].says)) < 0)
            fail_msg("%s: %s", rows[i].text, e.msg);
    }
}

static void writes_amounts_in_words(void **state)
{
    static const struct {
        int64_t fen;
        const char *words;
    } rows[] = {
        { 1005030, "壹万零伍拾元叁角整" },
        { 282910000, "贰佰捌拾贰万玖仟壹佰元整" },
        { 0, "零元整" },
        { 5, "伍分" },
        { 50, "伍角整" },
        { 1000, "壹拾元整" },
        { 32504, "叁佰贰拾伍元零肆分" },
        { 140950, "壹仟肆佰零玖元伍角整" },
        { 600714, "陆仟零柒元壹角肆分" },
        { 10700053, "壹拾万零柒仟元伍角叁分" },
        { 10000000000, "壹亿元整" },
        { 10000000100, "壹亿零壹元整" },
        { 100000000000000, "壹万亿元整" },
        { 1000100000000, "壹佰亿零壹佰万元整" },
        { -1005030, "负壹万零伍拾元叁角整" },
    };

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        AUTO(buf_done) Buf out = buf_new(BUF_LINE);
        money_words(rows[i].fen, &out);
        if (!str_eq(buf_str(&out), str_z(rows[i].words)))
            fail_msg("%" PRId64 ": %.*s", rows[i].fen, STR(buf_str(&out)));
    }
}

/* What is written in words is read as the same amount. */
static void reads_its_own_words(void **state)
{
    (void)state;
    for (int64_t fen = 0, step = 1; fen < 1000000000000; fen += step, step = step * 3 / 2 + 7) {
        AUTO(buf_done) Buf out = buf_new(BUF_LINE);
        char currency[4];
        Err e = { 0 };
        int64_t minor;
        money_words(fen, &out);
        if (fen && fen < 100)
            continue; /* without yuan it is read by people only */
        if (!money_parse(buf_str(&out), S("CNY"), &minor, currency, &e) || minor != fen)
            fail_msg("%" PRId64 ": %.*s: %s", fen, STR(buf_str(&out)), e.msg);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_exact_counts),
        cmocka_unit_test(refuses_estimates_and_other_texts),
        cmocka_unit_test(reads_and_prints_decimals),
        cmocka_unit_test(reads_chinese_numerals),
        cmocka_unit_test(reads_money),
        cmocka_unit_test(refuses_unclear_money),
        cmocka_unit_test(writes_amounts_in_words),
        cmocka_unit_test(reads_its_own_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
