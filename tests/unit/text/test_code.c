/* SPDX-License-Identifier: Apache-2.0
 * Numbers of documents: samples of the standards, and what each rule refuses.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/code.h"

static void accepts_and_normalises(void **state)
{
    static const struct {
        CodeKind kind;
        const char *text, *normal;
    } rows[] = {
        /* samples of GB 11643, small x and blanks, full width */
        { CODE_CITIZEN_ID, "11010519491231002X", "11010519491231002X" },
        { CODE_CITIZEN_ID, " 110105 19491231 002x ", "11010519491231002X" },
        { CODE_CITIZEN_ID, "１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X" },
        { CODE_CITIZEN_ID, "440524188001010014", "440524188001010014" },
        { CODE_CITIZEN_ID, "350200199001010019", "350200199001010019" },
        /* a leap day */
        { CODE_CITIZEN_ID, "35020020000229002X", "35020020000229002X" },
        /* residence permits of Hong Kong, Macao and Taiwan */
        { CODE_CITIZEN_ID, "810000199001010019", "810000199001010019" },
        { CODE_CITIZEN_ID, "820000198505150020", "820000198505150020" },
        { CODE_CITIZEN_ID, "830000199201300022", "830000199201300022" },
        /* foreign permanent residents: card of 2023, older card */
        { CODE_FOREIGN_ID, "932682198501010017", "932682198501010017" },
        { CODE_FOREIGN_ID, "935458197806150034", "935458197806150034" },
        { CODE_FOREIGN_ID, "935608200102030044", "935608200102030044" },
        { CODE_FOREIGN_ID, "kaz110090123105", "KAZ110090123105" },
        /* permits with and without the count of reissues; not of Chinese nationality */
        { CODE_HKMO_PERMIT, "H12345678", "H12345678" },
        { CODE_HKMO_PERMIT, "m1234567801", "M1234567801" },
        { CODE_HKMO_PERMIT, "HA1234567", "HA1234567" },
        { CODE_HKMO_PERMIT, "MA1234567", "MA1234567" },
        { CODE_TAIWAN_PERMIT, "12345678", "12345678" },
        { CODE_TAIWAN_PERMIT, "1234567801", "1234567801" },
        { CODE_TAIWAN_PERMIT, "T1234567", "T1234567" },
        /* Chinese passports: new, newer, old, service, Hong Kong, Macao, travel document */
        { CODE_CN_PASSPORT, "E12345678", "E12345678" },
        { CODE_CN_PASSPORT, "EA1234567", "EA1234567" },
        { CODE_CN_PASSPORT, "g12345678", "G12345678" },
        { CODE_CN_PASSPORT, "141234567", "141234567" },
        { CODE_CN_PASSPORT, "PE1234567", "PE1234567" },
        { CODE_CN_PASSPORT, "D1234567", "D1234567" },
        { CODE_CN_PASSPORT, "HJ1234567", "HJ1234567" },
        { CODE_CN_PASSPORT, "K12345678", "K12345678" },
        { CODE_CN_PASSPORT, "MA1234567", "MA1234567" },
        { CODE_CN_PASSPORT, "L12345678", "L12345678" },
        /* others as printed; the machine-readable form with its check digit */
        { CODE_PASSPORT, "L898902C3", "L898902C3" },
        { CODE_PASSPORT, "a 123-456", "A123456" },
        { CODE_PASSPORT, "AB12345<<6", "AB12345" },
        /* Hong Kong identity cards with one and two letters */
        { CODE_HKID, "A123456(3)", "A123456(3)" },
        { CODE_HKID, "a1234563", "A123456(3)" },
        { CODE_HKID, "AB987654（3）", "AB987654(3)" },
        { CODE_TAIWAN_ID, "A123456789", "A123456789" },
        { CODE_TAIWAN_ID, "F131104093", "F131104093" },
        /* credit codes: the sample of GB 32100 and one of each common prefix */
        { CODE_USCC, "91350100M000100Y43", "91350100M000100Y43" },
        { CODE_USCC, "91350200ma00ql014h", "91350200MA00QL014H" },
        { CODE_USCC, "513502005020001231", "513502005020001231" },
        { CODE_USCC, "533502005020003425", "533502005020003425" },
        { CODE_USCC, "133502000040000165", "133502000040000165" },
        { CODE_USCC, "31350000MD00QL023H", "31350000MD00QL023H" },
        /* the trap: a residence permit that is also a valid credit code */
        { CODE_USCC, "810000199001010019", "810000199001010019" },
        { CODE_ORG, "D2143569-X", "D2143569-X" },
        { CODE_ORG, "D2143569X", "D2143569-X" },
        { CODE_ORG, "M000100Y4", "M000100Y-4" },
        /* no rules */
        { CODE_NONE, " 侨字 12号 ", "侨字 12号" },
    };

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        AUTO(buf_done) Buf out = buf_new(BUF_LINE);
        AUTO(buf_done) Buf again = buf_new(BUF_LINE);
        Err e = { 0 };
        if (!code_normal(rows[i].kind, str_z(rows[i].text), &out, &e))
            fail_msg("%s: %s", rows[i].text, e.msg);
        if (!str_eq(buf_str(&out), str_z(rows[i].normal)))
            fail_msg("%s: became %.*s", rows[i].text, STR(buf_str(&out)));
        assert_true(code_normal(rows[i].kind, buf_str(&out), &again, &e));
        assert_true(str_eq(buf_str(&out), buf_str(&again)));
    }
}

static void refuses_and_says_which_rule(void **state)
{
    static const struct {
        CodeKind kind;
        const char *text, *says;
    } rows[] = {
        { CODE_CITIZEN_ID, "110105194912310021", "check digit" },
        { CODE_CITIZEN_ID, "350200199013010016", "1990-13-01" },
        { CODE_CITIZEN_ID, "350200190002290023", "1900-02-29" },
        { CODE_CITIZEN_ID, "110105491231002", "ended in 2013" },
        { CODE_CITIZEN_ID, "11010519491231002", "has 17 characters and needs 18" },
        { CODE_CITIZEN_ID, "1101051949123100XX", "form" },
        { CODE_CITIZEN_ID, "010105194912310021", "form" },
        { CODE_CITIZEN_ID, "932682198501010017", "choose that kind" },
        { CODE_CITIZEN_ID, "", "is missing" },
        { CODE_CITIZEN_ID, "　", "is missing" },
        { CODE_CITIZEN_ID, "11010519491231002X11010519491231002X", "too long" },
        { CODE_CITIZEN_ID, "身份证11010519491231002X", "neither letters nor digits" },
        { CODE_FOREIGN_ID, "932682198501010018", "check digit" },
        { CODE_FOREIGN_ID, "932682198513010017", "1985-13-01" },
        { CODE_FOREIGN_ID, "11010519491231002X", "begin with 9" },
        { CODE_FOREIGN_ID, "KA1110090123105", "form" },
        { CODE_HKMO_PERMIT, "H1234567", "form" },
        { CODE_HKMO_PERMIT, "HB1234567", "form" },
        { CODE_TAIWAN_PERMIT, "123456789", "form" },
        { CODE_CN_PASSPORT, "EI1234567", "form" },
        { CODE_CN_PASSPORT, "EO1234567", "form" },
        { CODE_CN_PASSPORT, "E1234567", "form" },
        { CODE_PASSPORT, "L898902C<5", "check digit" },
        { CODE_PASSPORT, "L8<8902C<5", "check digit" },
        { CODE_PASSPORT, "L898902C<<<", "form" },
        { CODE_PASSPORT, "<<<<<<<<<0", "form" },
        { CODE_PASSPORT, "A/123", "form" },
        { CODE_PASSPORT, "- -", "is missing" },
        { CODE_HKID, "C668668(E)", "check digit" },
        { CODE_HKID, "A123456(4)", "check digit" },
        { CODE_HKID, "A123456", "is missing" },
        { CODE_HKID, "A12B456(3)", "form" },
        { CODE_HKID, "1234567", "form" },
        { CODE_HKID, "()", "form" },
        { CODE_TAIWAN_ID, "A123456788", "check digit" },
        { CODE_TAIWAN_ID, "A12345678", "needs 10" },
        { CODE_TAIWAN_ID, "AB23456789", "form" },
        { CODE_USCC, "91350100M000100Y4Z", "contains 'Z'" },
        { CODE_USCC, "91350100M000100Y44", "check digit" },
        { CODE_USCC, "91350100M000100Y4", "needs 18" },
        { CODE_USCC, "9135A100M000100Y43", "form" },
        { CODE_ORG, "D2143569-1", "check digit" },
        { CODE_ORG, "D214356-9X", "needs 9" },
        { CODE_ORG, "D214356", "needs 9" },
        { CODE_ORG, "D214*5691", "form" },
        { CODE_PASSPORT, "AB<1234<<0", "check digit" },
        { CODE_CITIZEN_ID,
          "11010519491231002X 11010519491231002X 11010519491231002X 11010519491231002X "
          "11010519491231002X 11010519491231002X 11010519491231002X",
          "too long" },
    };

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        AUTO(buf_done) Buf out = buf_new(BUF_LINE);
        Err e = { 0 };
        if (code_normal(rows[i].kind, str_z(rows[i].text), &out, &e))
            fail_msg("%s was accepted", rows[i].text);
        if (e.kind != ERR_INVALID || str_find(str_z(e.msg), str_z(rows[i].says)) < 0)
            fail_msg("%s: %s", rows[i].text, e.msg);
        assert_int_equal(out.n, 0);
    }
}

/* The samples of ICAO 9303, and two Chinese passports. */
static void computes_the_check_digit_of_passports(void **state)
{
    static const struct {
        const char *field;
        int digit;
    } rows[] = {
        { "L898902C3", 6 },
        { "740812", 2 },
        { "120415", 9 },
        { "ZE184226B<<<<<", 1 },
        { "L898902C3674081221204159ZE184226B<<<<<1", 0 },
        { "EA1234567", 6 },
        { "E12345678", 2 },
    };
    int digit;

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        assert_true(mrz_check_digit(str_z(rows[i].field), &digit));
        assert_int_equal(digit, rows[i].digit);
    }
    assert_false(mrz_check_digit(S("l898902c3"), &digit));
}

static void knows_what_a_citizen_number_says(void **state)
{
    Day born;
    bool male;

    (void)state;
    assert_true(code_citizen_facts(S("11010519491231002X"), &born, &male));
    assert_int_equal(born, 19491231);
    assert_false(male);
    assert_true(code_citizen_facts(S("350200199001010019"), &born, &male));
    assert_true(male);
    assert_false(code_citizen_facts(S("110105194912310021"), &born, &male));
    assert_false(code_citizen_facts(S("110105"), &born, &male));
}

static void hides_the_inner_part(void **state)
{
    static const struct {
        const char *normal, *masked;
    } rows[] = {
        { "350200199001010019", "3502**********0019" },
        { "E12345678", "E1*****78" },
        { "A123456(3)", "A1******3)" },
        { "12345", "1***5" },
        { "123", "***" },
        { "侨字第一二三四号", "侨字****四号" },
        { "", "" },
    };
    Arena *a = arena_new(ARENA_REQUEST);

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        Str masked = code_mask(CODE_CITIZEN_ID, str_z(rows[i].normal), a);
        assert_true(str_eq(masked, str_z(rows[i].masked)));
    }
    arena_free(a);
}

static void each_kind_has_a_name_and_a_label(void **state)
{
    (void)state;
    for (int i = 0; i < CODE__N; i++) {
        CodeKind kind;
        assert_true(code_kind(str_z(code_name((CodeKind)i)), &kind));
        assert_int_equal(kind, i);
        assert_true(code_label((CodeKind)i)[0] != '\0');
    }
    CodeKind none;
    assert_false(code_kind(S("driver"), &none));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accepts_and_normalises),
        cmocka_unit_test(refuses_and_says_which_rule),
        cmocka_unit_test(computes_the_check_digit_of_passports),
        cmocka_unit_test(knows_what_a_citizen_number_says),
        cmocka_unit_test(hides_the_inner_part),
        cmocka_unit_test(each_kind_has_a_name_and_a_label),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
