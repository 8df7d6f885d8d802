/* SPDX-License-Identifier: Apache-2.0
 * Words of approximation: when they are true, and which number is written with them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "figure/rounding.h"

typedef struct {
    Approx approx;
    const char *word;
    int64_t stated, actual;
    bool is_true, wide;
} Row;

static const Row rows[] = {
    { APPROX_EXACT, "", 38, 38, true, false },
    { APPROX_EXACT, "", 38, 37, false, false },
    { APPROX_EXACT, "", 0, 0, true, false },
    /* 多 and 余: between the number and one more of its last place, both ends out */
    { APPROX_OVER, "多", 30, 38, true, true },
    { APPROX_OVER, "多", 30, 31, true, false },
    { APPROX_OVER, "多", 30, 39, true, true },
    { APPROX_OVER, "多", 30, 30, false, false },
    { APPROX_OVER, "多", 30, 40, false, true },
    { APPROX_OVER, "多", 30, 29, false, false },
    { APPROX_OVER, "余", 400, 432, true, false },
    { APPROX_OVER, "餘", 400, 499, true, true },
    { APPROX_OVER, "余", 400, 500, false, true },
    { APPROX_OVER, "多", 200, 300, false, true },
    { APPROX_OVER, "余", 80, 86, true, false },
    { APPROX_OVER, "余", 170, 176, true, false },
    { APPROX_OVER, "余", 170, 180, false, false },
    { APPROX_OVER, "余", 170, 170, false, false },
    { APPROX_OVER, "多", 12000, 12999, true, false },
    { APPROX_OVER, "多", 12000, 13000, false, false },
    { APPROX_OVER, "多", 4000000, 4183200, true, false },
    { APPROX_OVER, "多", 0, 0, false, false },
    /* 超 and its like have no upper end, but owe a remark beyond a tenth */
    { APPROX_OVER, "超", 500, 512, true, false },
    { APPROX_OVER, "突破", 4000000, 4183200, true, false },
    { APPROX_OVER, "逾", 400, 440, true, false },
    { APPROX_OVER, "超", 400, 441, true, true },
    { APPROX_OVER, "超", 400, 500, true, true },
    { APPROX_OVER, "超过", 400, 400, false, false },
    { APPROX_OVER, "more than", 30, 45, true, true },
    { APPROX_OVER, "over", 30, 30, false, false },
    /* 近: up to a twentieth below */
    { APPROX_NEARLY, "近", 200, 196, true, false },
    { APPROX_NEARLY, "近", 200, 199, true, false },
    { APPROX_NEARLY, "将近", 200, 190, true, false },
    { APPROX_NEARLY, "近", 200, 189, false, false },
    { APPROX_NEARLY, "近", 200, 180, false, false },
    { APPROX_NEARLY, "近", 200, 200, false, false },
    { APPROX_NEARLY, "nearly", 200, 201, false, false },
    /* 约: a twentieth to either side */
    { APPROX_ABOUT, "约", 2000, 1980, true, false },
    { APPROX_ABOUT, "左右", 2000, 1900, true, false },
    { APPROX_ABOUT, "about", 2000, 2100, true, false },
    { APPROX_ABOUT, "约", 2000, 1899, false, false },
    { APPROX_ABOUT, "约", 2000, 2101, false, false },
    { APPROX_AT_LEAST, "以上", 30, 30, true, false },
    { APPROX_AT_LEAST, "以上", 30, 38, true, false },
    { APPROX_AT_LEAST, "at least", 30, 29, false, false },
    /* numbers at the ends */
    { APPROX_OVER, "多", INT64_MAX - 1, INT64_MAX, false, false },
    { APPROX_ABOUT, "约", INT64_MAX, 0, false, false },
    { APPROX_NEARLY, "近", -5, -5, false, false },
};

static void knows_when_a_word_is_true(void **state)
{
    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        const Row *r = &rows[i];
        if (approx_true(r->approx, str_z(r->word), r->stated, r->actual) != r->is_true)
            fail_msg("row %zu: %s %" PRId64 " of %" PRId64, i, r->word, r->stated, r->actual);
        if (approx_wide(r->approx, r->stated, r->actual) != r->wide)
            fail_msg("row %zu: wide: %s %" PRId64 " of %" PRId64, i, r->word, r->stated, r->actual);
    }
}

typedef struct {
    const char *style;
    int64_t value;
    int places;
    const char *en, *hans, *hant;
    bool kept;
} Written;

static const Written written[] = {
    { "exact", 38, 0, "38", "38", "38", true },
    { "exact", 1234, 0, "1,234", "1234", "1234", true },
    { "exact", 4183200, 0, "4,183,200", "418.32万", "418.32萬", true },
    { "exact", 20000000, 2, "200,000", "20万", "20萬", true },
    { "exact", 123456, 2, "1,234.56", "1234.56", "1234.56", true },
    { "exact", 320000000, 0, "320 million", "3.2亿", "3.2億", true },
    { "exact", 0, 0, "0", "0", "0", true },
    { "exact", -15, 0, "-15", "-15", "-15", true },
    { "duo", 38, 0, "more than 30", "30多", "30多", true },
    { "duo", 432, 0, "more than 400", "400多", "400多", true },
    { "duo", 265, 0, "more than 200", "200多", "200多", true },
    { "duo", 12, 0, "more than 10", "10多", "10多", true },
    { "duo", 110, 0, "more than 100", "100多", "100多", true },
    { "duo", 12345, 0, "more than 12,000", "1.2万多", "1.2萬多", true },
    { "duo", 45678, 0, "more than 40,000", "4万多", "4萬多", true },
    { "duo", 4183200, 0, "more than 4 million", "400多万", "400多萬", true },
    { "yu", 176, 0, "more than 170", "170余", "170餘", true },
    { "yu", 86, 0, "more than 80", "80余", "80餘", true },
    { "near", 196, 0, "nearly 200", "近200", "近200", true },
    { "near", 38, 0, "nearly 40", "近40", "近40", true },
    { "about", 1980, 0, "about 2,000", "约2000", "約2000", true },
    { "about", 2044, 0, "about 2,000", "约2000", "約2000", true },
    { "about", 436, 0, "about 440", "约440", "約440", true },
    { "over", 4183200, 0, "over 4 million", "超400万", "超400萬", true },
    { "over", 512, 0, "over 500", "超500", "超500", true },
    { "over", 485, 0, "over 480", "超480", "超480", true },
    /* a style that cannot be true of the number */
    { "duo", 30, 0, "30", "30", "30", false },
    { "duo", 7, 0, "7", "7", "7", false },
    { "yu", 200, 0, "200", "200", "200", false },
    { "near", 200, 0, "200", "200", "200", false },
    { "near", 181, 0, "nearly 190", "近190", "近190", true },
    { "near", 101, 0, "101", "101", "101", false },
    { "about", 2000, 0, "2,000", "2000", "2000", false },
    { "over", 38, 0, "38", "38", "38", false },
    { "over", 0, 0, "0", "0", "0", false },
};

static void writes_the_largest_true_round_number(void **state)
{
    (void)state;
    for (size_t i = 0; i < LEN(written); i++) {
        const Written *w = &written[i];
        const char *const expected[LANG__N] = { w->en, w->hans, w->hant };
        RoundStyle style;
        assert_true(round_style(str_z(w->style), &style));
        for (int lang = 0; lang < LANG__N; lang++) {
            AUTO(buf_done) Buf b = buf_new(BUF_LINE);
            bool kept;
            round_print(style, (Lang)lang, w->value, w->places, &b, &kept);
            if (!str_eq(buf_str(&b), str_z(expected[lang])) || kept != w->kept)
                fail_msg("row %zu: '%.*s' instead of '%s'", i, STR(buf_str(&b)), expected[lang]);
        }
    }
}

static void knows_the_styles_by_their_codes(void **state)
{
    RoundStyle style;
    (void)state;
    assert_true(round_style(S("yu"), &style) && style == ROUND_YU);
    assert_true(round_style(S("exact"), &style) && style == ROUND_EXACT);
    assert_false(round_style(S("roughly"), &style));
    assert_false(round_style(S(""), &style));
}

/* Whatever is written is true by the rules of reading. */
static void writes_only_what_is_true(void **state)
{
    static const int64_t scales[] = { 1, 10, 100, 1000, 1000000 };
    (void)state;
    for (int64_t n = 1; n < 3000; n++) {
        for (size_t i = 0; i < LEN(scales); i++) {
            AUTO(buf_done) Buf b = buf_new(BUF_LINE);
            bool kept;
            int64_t value = n * scales[i], stated;
            round_print(ROUND_YU, LANG_EN, value, 0, &b, &kept);
            if (!kept)
                continue;
            Str digits = str_part(buf_str(&b), strlen("more than "), b.n);
            if (!str_int(digits, &stated)) /* grouped, or in millions */
                continue;
            assert_true(approx_true(APPROX_OVER, S("余"), stated, value));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_when_a_word_is_true),
        cmocka_unit_test(writes_the_largest_true_round_number),
        cmocka_unit_test(knows_the_styles_by_their_codes),
        cmocka_unit_test(writes_only_what_is_true),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
