/* SPDX-License-Identifier: Apache-2.0
 * Writing JSON: what comes out is read again by jansson.
 */
#include "api/json.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void says(const Buf *b, const char *want)
{
    json_error_t bad;
    json_t *read = json_loadb(b->p, b->n, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, &bad);

    assert_non_null(read);
    json_decref(read);
    assert_int_equal(b->n, strlen(want));
    assert_memory_equal(b->p, want, b->n);
}

static void commas_come_by_themselves(void **state)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);

    (void)state;
    j_open(&b, NULL, '{');
    j_text(&b, "a", S("x\"\\\n{"));
    j_open(&b, "list", '[');
    j_int(&b, NULL, -1);
    j_open(&b, NULL, '{');
    j_close(&b, '}');
    j_open(&b, NULL, '[');
    j_close(&b, ']');
    j_text(&b, NULL, S("{"));
    j_text(&b, NULL, S(":"));
    j_null(&b, NULL);
    j_close(&b, ']');
    j_bool(&b, "yes", true);
    j_bool(&b, "no", false);
    j_id(&b, "id", INT64_MAX);
    j_id_or_null(&b, "none", 0);
    j_text_or_null(&b, "empty", S(""));
    j_close(&b, '}');
    says(&b, "{\"a\":\"x\\\"\\\\\\n{\",\"list\":[-1,{},[],\"{\",\":\",null],\"yes\":true,"
             "\"no\":false,\"id\":\"9223372036854775807\",\"none\":null,\"empty\":null}");
}

static void numbers_are_exact(void **state)
{
    static const struct {
        int64_t value;
        int places;
        const char *want;
    } cases[] = {
        { 0, 0, "\"0\"" },          { 1250, 2, "\"12.50\"" },   { -5, 2, "\"-0.05\"" },
        { 7, 0, "\"7\"" },          { 100, 2, "\"1.00\"" },     { -1200, 3, "\"-1.200\"" },
        { INT64_MIN, 0, "\"-9223372036854775808\"" },
        { INT64_MAX, 2, "\"92233720368547758.07\"" },
    };

    (void)state;
    for (size_t i = 0; i < LEN(cases); i++) {
        AUTO(buf_done) Buf b = buf_new(BUF_LINE);
        j_places(&b, NULL, cases[i].value, cases[i].places);
        says(&b, cases[i].want);
    }
}

static void times_are_utc(void **state)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);

    (void)state;
    j_open(&b, NULL, '[');
    j_time(&b, NULL, 1711929600000);
    j_day(&b, NULL, 20240310);
    j_day(&b, NULL, 0);
    j_close(&b, ']');
    says(&b, "[\"2024-04-01T00:00:00Z\",\"2024-03-10\",null]");
}

static void values_keep_their_kind(void **state)
{
    static const struct {
        FieldKind kind;
        Value v;
        const char *want;
    } cases[] = {
        { T_TEXT, { .set = true, .text = { "a\"b", 3 } }, "\"a\\\"b\"" },
        { T_COUNT, { .set = true, .i = 12 }, "12" },
        { T_COUNT, { 0 }, "null" },
        { T_BOOL, { .set = true, .i = 0 }, "false" },
        { T_LINK, { .set = true, .i = 228321963680698382 }, "\"228321963680698382\"" },
        { T_LINKS, { .set = true, .text = { "|1|22|", 6 } }, "[\"1\",\"22\"]" },
        { T_CHOICES, { .set = true, .text = { "|a|", 3 } }, "[\"a\"]" },
        { T_MONEY,
          { .set = true, .i = 120050, .text = { "CNY", 3 } },
          "{\"amount\":\"1200.50\",\"currency\":\"CNY\"}" },
        { T_DATE, { .set = true, .text = { "2024-03", 7 } }, "\"2024-03\"" },
    };

    (void)state;
    for (size_t i = 0; i < LEN(cases); i++) {
        const Field f = { .name = "f", .label = "F", .kind = cases[i].kind };
        AUTO(buf_done) Buf b = buf_new(BUF_LINE);
        j_value(&b, NULL, &f, &cases[i].v);
        says(&b, cases[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commas_come_by_themselves),
        cmocka_unit_test(numbers_are_exact),
        cmocka_unit_test(times_are_utc),
        cmocka_unit_test(values_keep_their_kind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
