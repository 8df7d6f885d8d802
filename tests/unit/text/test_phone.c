/* SPDX-License-Identifier: Apache-2.0
 * Telephone numbers and mail addresses: one form to store, and remedies.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/phone.h"

static void normalises_phones(void **state)
{
    static const struct {
        const char *text, *country, *normal;
    } rows[] = {
        /* mobiles of the mainland */
        { "13800138000", "CN", "+8613800138000" },
        { "138-0013-8000", "CN", "+8613800138000" },
        { "138 0013 8000", "CN", "+8613800138000" },
        { "１３８００１３８０００", "CN", "+8613800138000" },
        { "+86 138 0013 8000", NULL, "+8613800138000" },
        { "(+86)13800138000", NULL, "+8613800138000" },
        { "0086 13800138000", "CN", "+8613800138000" },
        { "8613800138000", "CN", "+8613800138000" },
        /* landlines: area codes of three and of two digits, with the 0 or after +86 */
        { "0592-5055123", "CN", "+865925055123" },
        { "(0592)5055123", "CN", "+865925055123" },
        { "（0592）5055123", "CN", "+865925055123" },
        { "0592 505 5123", "CN", "+865925055123" },
        { "0592-505-5123", "CN", "+865925055123" },
        { "+86 592 5055123", NULL, "+865925055123" },
        { "+86 (0)592 5055123", NULL, "+865925055123" },
        { "010-65055123", "CN", "+861065055123" },
        { "0755-12345678", "CN", NULL },
        { "0755-22345678", "CN", "+8675522345678" },
        { "400-888-1234", "CN", "+864008881234" },
        /* extensions */
        { "0592-5055123-12", "CN", "+865925055123;ext=12" },
        { "0592-5055123转12", "CN", "+865925055123;ext=12" },
        { "0592-5055123轉12", "CN", "+865925055123;ext=12" },
        { "0592-5055123 ext. 12", "CN", "+865925055123;ext=12" },
        { "+865925055123;ext=12", NULL, "+865925055123;ext=12" },
        { "010-65055123-8001", "CN", "+861065055123;ext=8001" },
        { "+65 6123 4567 x12", NULL, "+6561234567;ext=12" },
        /* elsewhere, with code or with a default country */
        { "+852 2345 6789", NULL, "+85223456789" },
        { "2345 6789", "HK", "+85223456789" },
        { "+60 12-345 6789", NULL, "+60123456789" },
        { "012-345 6789", "MY", "+60123456789" },
        { "+63 917 123 4567", NULL, "+639171234567" },
        { "+886 2 2345 6789", NULL, "+886223456789" },
        { "02-2345-6789", "TW", "+886223456789" },
        { "+44 (0)20 7946 0018", NULL, "+442079460018" },
        { "+1 212 555 0100", NULL, "+12125550100" },
        { "tel:+12125550100", NULL, "+12125550100" },
        /* a country that has no plan here */
        { "+260 211 123456", NULL, "+260211123456" },
    };

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        AUTO(buf_done) Buf out = buf_new(BUF_LINE);
        AUTO(buf_done) Buf again = buf_new(BUF_LINE);
        Err e = { 0 };
        bool done = phone_normal(str_z(rows[i].text), rows[i].country, &out, &e);
        if (done != (rows[i].normal != NULL))
            fail_msg("%s: %s%.*s", rows[i].text, e.msg, STR(buf_str(&out)));
        if (!done)
            continue;
        if (!str_eq(buf_str(&out), str_z(rows[i].normal)))
            fail_msg("%s: became %.*s", rows[i].text, STR(buf_str(&out)));
        assert_true(phone_normal(buf_str(&out), NULL, &again, &e));
        assert_true(str_eq(buf_str(&out), buf_str(&again)));
    }
}

static void refuses_what_is_no_phone(void **state)
{
    static const struct {
        const char *text, *country, *says;
    } rows[] = {
        { "", "CN", "is missing" },
        { "5055123", "CN", "no area code" },
        { "12345", "CN", "not a telephone number" },
        { "1380013800", "CN", "not a telephone number" },
        { "5925055123", "CN", "0592-5055123" },
        { "13800138000/13900139000", "CN", "more than one number" },
        { "13800138000、13900139000", "CN", "more than one number" },
        { "13800138000", NULL, "no country code" },
        { "2345678", "HK", "have 8 to 8" },
        { "+852 123", NULL, "have 8 to 8" },
        { "+999", NULL, "not a telephone number" },
        { "+1234567890123456789", NULL, "digits behind its prefix" },
        { "call me", "CN", "not a telephone number" },
        { "0592-5055123转", "CN", "not a telephone number" },
        { "0592-5055123转1234567", "CN", "not a telephone number" },
        { "+", "CN", "not a telephone number" },
        { "11111111111111111111111111111111111111111111", "CN", "not a telephone number" },
        { "\xFF", "CN", "not a telephone number" },
    };

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        AUTO(buf_done) Buf out = buf_new(BUF_LINE);
        Err e = { 0 };
        if (phone_normal(str_z(rows[i].text), rows[i].country, &out, &e))
            fail_msg("%s became %.*s", rows[i].text, STR(buf_str(&out)));
        if (e.kind != ERR_INVALID || str_find(str_z(e.msg), str_z(rows[i].says)) < 0)
            fail_msg("%s: %s", rows[i].text, e.msg);
    }
}

static void hides_the_middle_of_a_phone(void **state)
{
    static const struct {
        const char *normal, *masked;
    } rows[] = {
        { "+8613800138000", "+86138****8000" },
        { "+865925055123;ext=12", "+8659****5123" },
        { "+6771234", "+6****34" },
        { "", "" },
    };
    Arena *a = arena_new(ARENA_REQUEST);

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        Str masked = phone_mask(str_z(rows[i].normal), a);
        if (!str_eq(masked, str_z(rows[i].masked)))
            fail_msg("%s: %.*s", rows[i].normal, STR(masked));
    }
    arena_free(a);
}

static void normalises_mail(void **state)
{
    static const struct {
        const char *text, *normal; /* NULL: refused */
    } rows[] = {
        { "Chen.Wei@Example.ORG", "Chen.Wei@example.org" },
        { " mailto:a+b@example.co.uk ", "a+b@example.co.uk" },
        { "mailto:　a@example.org", "a@example.org" },
        { "陈@例子.中国", "陈@例子.中国" },
        { "a＠example.org", "a@example.org" },
        { "", NULL },
        { "a@localhost", NULL },
        { "a@@example.org", NULL },
        { "a b@example.org", NULL },
        { ".a@example.org", NULL },
        { "a..b@example.org", NULL },
        { "@example.org", NULL },
        { "a@", NULL },
        { "a@-example.org", NULL },
        { "a@exa_mple.org", NULL },
        { "a@example.org, b@example.org", NULL },
        { "a@\xFF.org", NULL },
    };

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        AUTO(buf_done) Buf out = buf_new(BUF_LINE);
        Err e = { 0 };
        bool done = mail_normal(str_z(rows[i].text), &out, &e);
        if (done != (rows[i].normal != NULL) ||
            (done && !str_eq(buf_str(&out), str_z(rows[i].normal))))
            fail_msg("%s: %s%.*s", rows[i].text, e.msg, STR(buf_str(&out)));
        assert_int_equal(e.kind, done ? ERR_NONE : ERR_INVALID);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(normalises_phones),
        cmocka_unit_test(refuses_what_is_no_phone),
        cmocka_unit_test(hides_the_middle_of_a_phone),
        cmocka_unit_test(normalises_mail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
