/* SPDX-License-Identifier: Apache-2.0
 * GEDCOM: lines to trees and back, encodings, limits, dates.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/gedcom.h"

#define HEAD551 "0 HEAD\n1 GEDC\n2 VERS 5.5.1\n1 CHAR UTF-8\n"
#define HEAD7 "0 HEAD\n1 GEDC\n2 VERS 7.0\n"

static GedDoc parsed(Arena *a, Str bytes)
{
    GedDoc doc;
    Err e = { 0 };
    if (!gedcom_parse(a, bytes, &doc, &e))
        fail_msg("%s", e.msg);
    return doc;
}

static void same(Str is, const char *want)
{
    if (!str_eq(is, str_z(want)))
        fail_msg("'%.*s' instead of '%s'", STR(is), want);
}

/* ---- lines ---- */

typedef struct {
    const char *text, *value; /* of the first NOTE of the second record */
} ValueRow;

static const ValueRow values[] = {
    { HEAD551 "0 INDI\n1 NOTE one\n2 CONC  two\n2 CONT three\n", "one two\nthree" },
    { HEAD551 "0 INDI\r\n1 NOTE one\r\n2 CONT\r\n2 CONT three\r\n", "one\n\nthree" },
    { HEAD551 "0 INDI\r1 NOTE cr only\r", "cr only" },
    { HEAD551 "0 INDI\n1 NOTE a@@b@@c\n", "a@b@c" },     /* 5.5.1 doubles each @ */
    { HEAD7 "0 INDI\n1 NOTE @@a@@b\n", "@a@@b" },        /* 7 the first only */
    { HEAD7 "0 INDI\n1 NOTE @@x@@\n2 CONT @@y\n", "@x@@\n@y" },
    { HEAD551 "0 INDI\n\n  1 NOTE indented\n", "indented" },
    { HEAD7 "0 INDI\n1 NOTE  two blanks\n", " two blanks" },
    { HEAD551 "0 INDI\n1 NOTE a\n2 SOUR x\n2 CONT b\n", "a\nb" }, /* CONT behind another child */
};

static void joins_values(void **state)
{
    (void)state;
    for (size_t i = 0; i < LEN(values); i++) {
        Arena *a = arena_new(ARENA_REQUEST);
        GedDoc doc = parsed(a, str_z(values[i].text));
        assert_int_equal(doc.problems.n, 0);
        same(ged_value(doc.records->next, "NOTE"), values[i].value);
        arena_free(a);
    }
}

static void prints_what_it_read(void **state)
{
    static const char *const texts[] = {
        HEAD7 "0 @I1@ INDI\n1 NAME /陈/嘉庚\n1 NOTE @@home\n2 CONT\n2 CONT a @ b\n1 FAMC @I1@\n0 TRLR\n",
        HEAD551 "0 @I1@ INDI\n1 NOTE a@@b\n2 CONT @@c\n1 BIRT\n2 DATE @#DJULIAN@ 5 FEB 1699/00\n",
    };
    (void)state;
    for (size_t i = 0; i < LEN(texts); i++) {
        Arena *a = arena_new(ARENA_REQUEST);
        AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
        GedDoc doc = parsed(a, str_z(texts[i]));
        for (const GedNode *r = doc.records; r; r = r->next)
            ged_print(r, 0, doc.version, &b);
        same(buf_str(&b), texts[i]);
        arena_free(a);
    }
}

/* 5.5.1 allows 255 characters a line; 7 has no limit and no CONC. */
static void cuts_long_lines(void **state)
{
    Arena *a = arena_new(ARENA_REQUEST);
    AUTO(buf_done) Buf text = buf_new(BUF_PAGE);
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    GedNode root = { .tag = S("NOTE") };
    GedDoc doc;
    Str rest, line;

    (void)state;
    for (int i = 0; i < 300; i++)
        buf_put(&text, i % 7 ? S("厦门") : S(" x @"));
    root.value = buf_str(&text);
    buf_put(&b, S(HEAD551));
    ged_print(&root, 0, GEDCOM_551, &b);
    for (rest = buf_str(&b); str_next(&rest, '\n', &line);)
        assert_true(line.n <= 255);
    doc = parsed(a, buf_str(&b));
    assert_true(str_eq(doc.records->next->value, root.value));
    buf_clear(&b);
    ged_print(&root, 0, GEDCOM_7, &b);
    assert_true(str_find(buf_str(&b), S("CONC")) < 0);
    arena_free(a);
}

typedef struct {
    const char *text;
    uint32_t line;
    const char *said;
} BadRow;

static const BadRow bad[] = {
    { HEAD551 "0 @I@ INDI\nrunaway text\n", 6, "a line begins with its level" },
    { HEAD551 "0 @I@ INDI\n3 NAME x\n", 6, "the level is 3 below one of 0" },
    { HEAD551 "0 CONT x\n", 5, "the level is 0" },
    { HEAD551 "0 @I@ INDI\n1 NAME x\x01y\n", 6, "a control character" },
    { HEAD551 "0 @I@ INDI\n1 NA-ME x\n", 6, "a tag of letters and digits" },
    { HEAD551 "0 @I@ INDI\n1 FAMS @F1@\n", 6, "no record of the file is called so" },
    { HEAD551 "0 @I@ INDI\n0 @I@ INDI\n", 6, "the record of line 5 has the same name" },
};

static void lists_bad_lines(void **state)
{
    (void)state;
    for (size_t i = 0; i < LEN(bad); i++) {
        Arena *a = arena_new(ARENA_REQUEST);
        GedDoc doc = parsed(a, str_z(bad[i].text));
        assert_int_equal(doc.problems.n, 1);
        assert_int_equal(doc.problems.p[0].line, bad[i].line);
        if (!strstr(doc.problems.p[0].what.msg, bad[i].said))
            fail_msg("'%s' does not say '%s'", doc.problems.p[0].what.msg, bad[i].said);
        arena_free(a);
    }
}

static void follows_pointers(void **state)
{
    Arena *a = arena_new(ARENA_REQUEST);
    GedDoc doc = parsed(a, S(HEAD7 "0 @I1@ INDI\n1 FAMS @F1@\n1 FAMC @VOID@\n0 @F1@ FAM\n"));
    const GedNode *person = doc.records->next;

    (void)state;
    assert_int_equal(doc.problems.n, 0);
    assert_ptr_equal(ged_child(person, "FAMS")->target, person->next);
    assert_true(ged_child(person, "FAMC")->pointer);
    assert_null(ged_child(person, "FAMC")->target);
    arena_free(a);
}

static void refuses(Str bytes, const char *said)
{
    Arena *a = arena_new(ARENA_REQUEST);
    GedDoc doc;
    Err e = { 0 };
    if (gedcom_parse(a, bytes, &doc, &e))
        fail_msg("not refused: %s", said);
    if (!strstr(e.msg, said))
        fail_msg("'%s' does not say '%s'", e.msg, said);
    arena_free(a);
}

static void keeps_to_limits(void **state)
{
    AUTO(buf_done) Buf deep = buf_new(BUF_PAGE);
    AUTO(buf_done) Buf wide = buf_new(BUF_PAGE);

    (void)state;
    buf_put(&deep, S(HEAD551 "0 @I@ INDI\n"));
    for (int i = 1; i <= GEDCOM_LEVEL_MAX + 1; i++)
        buf_printf(&deep, "%d X\n", i);
    refuses(buf_str(&deep), "the level is above 40");
    buf_put(&wide, S(HEAD551 "0 @I@ INDI\n"));
    for (int i = 0; i <= GEDCOM_BELOW_MAX; i++)
        buf_put(&wide, S("1 X\n"));
    refuses(buf_str(&wide), "more than 2000 lines stand directly below one");
    refuses(S("0 INDI\n"), "does not begin with '0 HEAD'");
    refuses(S(""), "does not begin with '0 HEAD'");
}

/* ---- encodings ---- */

typedef struct {
    Str bytes;
    const char *name; /* NAME of the person; NULL: refused */
    const char *encoding;
} CodeRow;

#define HEAD_CHAR(code) "0 HEAD\n1 CHAR " code "\n0 @I@ INDI\n1 NAME "

static const CodeRow codes[] = {
    { { HEAD_CHAR("UTF-8") "陈", sizeof(HEAD_CHAR("UTF-8") "陈") - 1 }, "陈", "UTF-8" },
    { { "\xEF\xBB\xBF" HEAD_CHAR("UTF-8") "陈", sizeof("\xEF\xBB\xBF" HEAD_CHAR("UTF-8") "陈") - 1 },
      "陈", "UTF-8" },
    { { HEAD_CHAR("ANSI") "Jos\xE9", sizeof(HEAD_CHAR("ANSI") "Jos\xE9") - 1 }, "José", "ANSI" },
    { { HEAD_CHAR("GB2312") "\xB3\xC2", sizeof(HEAD_CHAR("GB2312") "\xB3\xC2") - 1 }, "陈", "GB2312" },
    { { HEAD_CHAR("BIG5") "\xB3\xAF", sizeof(HEAD_CHAR("BIG5") "\xB3\xAF") - 1 }, "陳", "BIG5" },
    { { HEAD_CHAR("ANSEL") "Tan", sizeof(HEAD_CHAR("ANSEL") "Tan") - 1 }, "Tan", "ANSEL" },
    { { HEAD_CHAR("ANSEL") "Jos\xE2" "e", sizeof(HEAD_CHAR("ANSEL") "Jos\xE2" "e") - 1 }, NULL, "ANSEL" },
    { { HEAD_CHAR("UTF-8") "Jos\xE9", sizeof(HEAD_CHAR("UTF-8") "Jos\xE9") - 1 }, NULL, "not UTF-8" },
    { { HEAD_CHAR("GBK") "\xB3", sizeof(HEAD_CHAR("GBK") "\xB3") - 1 }, NULL, "GB18030" },
};

static void reads_encodings(void **state)
{
    (void)state;
    for (size_t i = 0; i < LEN(codes); i++) {
        Arena *a = arena_new(ARENA_REQUEST);
        if (!codes[i].name) {
            refuses(codes[i].bytes, codes[i].encoding);
        } else {
            GedDoc doc = parsed(a, codes[i].bytes);
            same(ged_value(doc.records->next, "NAME"), codes[i].name);
            same(doc.encoding, codes[i].encoding);
        }
        arena_free(a);
    }
}

/* The same text in UTF-16, in both orders, with and without its mark. */
static void reads_utf16(void **state)
{
    static const char narrow[] = "0 HEAD\n0 @I@ INDI\n1 NAME Tan\n";
    (void)state;
    for (int form = 0; form < 4; form++) {
        Arena *a = arena_new(ARENA_REQUEST);
        char wide[2 * sizeof narrow + 2];
        size_t n = 0;
        bool big = form & 1;
        if (form & 2) {
            wide[n++] = big ? '\xFE' : '\xFF';
            wide[n++] = big ? '\xFF' : '\xFE';
        }
        for (size_t i = 0; i + 1 < sizeof narrow; i++) {
            wide[n++] = big ? 0 : narrow[i];
            wide[n++] = big ? narrow[i] : 0;
        }
        assert_true(gedcom_looks_so((Str){ wide, n }));
        same(ged_value(parsed(a, (Str){ wide, n }).records->next, "NAME"), "Tan");
        arena_free(a);
    }
    assert_false(gedcom_looks_so(S("0 HEADING")));
    assert_false(gedcom_looks_so(S("编号,姓名")));
    assert_true(gedcom_looks_so(S("\xEF\xBB\xBF"
                                  "0 HEAD\r\n")));
}

/* ---- dates ---- */

typedef struct {
    const char *date, *phrase, *text; /* NULL: cannot be told */
    bool exact;                       /* is the same written again? */
} DateRow;

static const DateRow dates[] = {
    { "5 MAR 1874", "", "1874-03-05", true },
    { "mar 1874", "", "1874-03", true },
    { "1874", "", "1874", true },
    { "850", "", "0850", true },
    { "ABT 1874", "", "1874~", true },
    { "ABT 5 MAR 1874", "", "1874-03-05~", true },
    { "EST 1874", "", "1874~", false },
    { "CAL 1874", "", "1874~", false },
    { "BEF 1874", "", "1774/1874", false },
    { "AFT MAR 1874", "", "1874-03/1974", false },
    { "BET 1874 AND 1875", "", "1874/1875", true },
    { "BET 3 MAR 1874 AND 1875", "", "1874-03-03/1875", true },
    { "FROM 1901 TO 1912", "", "1901/1912", false },
    { "FROM 1901", "", "1901/2001", false },
    { "TO 1901", "", "1801/1901", false },
    { "@#DGREGORIAN@ 1874", "", "1874", false },
    { "@#DJULIAN@ 5 FEB 1699/00", "", "1700-02-15", false },
    { "JULIAN 25 DEC 1700", "", "1701-01-05", false },
    { "JULIAN 29 FEB 1700", "", "1700-03-11", false }, /* leap only in the Julian calendar */
    { "JULIAN FEB 1900", "", "1900-02-13/1900-03-13", false },
    { "5 FEB 1699/00", "", "1700-02-05", false },
    { "INT 1904 (about 1904)", "", "1904", false },
    { "BET 1 SEP 1904 AND 30 SEP 1904", "1904-09-01/1904-09-30", "1904-09-01/1904-09-30", false },
    { "(1874)", "", "1874", false },
    { "", "1874", "1874", false },
    { "5 MAR 1874", "the day of the storm", "1874-03-05", false },
    { "30 FEB 1874", "", NULL, false },
    { "JULIAN 30 FEB 1700", "", NULL, false },
    { "44 BCE", "", NULL, false },
    { "@#DHEBREW@ 2 TVT 5758", "", NULL, false },
    { "FRENCH_R 1 VEND 3", "", NULL, false },
    { "BET 1875 AND 1874", "", NULL, false },
    { "(unknown)", "", NULL, false },
    { "", "", NULL, false },
    { "1874 1875", "", NULL, false },
};

static void reads_dates(void **state)
{
    (void)state;
    for (size_t i = 0; i < LEN(dates); i++) {
        const DateRow *d = &dates[i];
        AUTO(buf_done) Buf b = buf_new(BUF_LINE);
        bool ok = gedcom_date_read(str_z(d->date), str_z(d->phrase), &b);
        if (ok != (d->text != NULL))
            fail_msg("'%s' was read as '%.*s'", d->date, STR(buf_str(&b)));
        if (!ok)
            continue;
        if (!str_eq(buf_str(&b), str_z(d->text)))
            fail_msg("'%s' was read as '%.*s' instead of '%s'", d->date, STR(buf_str(&b)), d->text);
        if (gedcom_date_same(buf_str(&b), str_z(d->date), str_z(d->phrase)) != d->exact)
            fail_msg("'%s' is written %s", d->date, d->exact ? "otherwise" : "the same");
    }
}

typedef struct {
    const char *text, *now, *phrase, *old;
} WriteRow;

static const WriteRow writes[] = {
    { "1874-03-05", "5 MAR 1874", "", "5 MAR 1874" },
    { "1874-03", "MAR 1874", "", "MAR 1874" },
    { "1874~", "ABT 1874", "", "ABT 1874" },
    { "1937/1945", "BET 1937 AND 1945", "", "BET 1937 AND 1945" },
    { "1937/1945~", "BET 1 JAN 1935 AND 31 DEC 1947", "1937/1945~",
      "BET 1 JAN 1935 AND 31 DEC 1947" },
    { "农历2024年八月十五", "17 SEP 2024", "农历2024年八月十五",
      "INT 17 SEP 2024 (农历2024年八月十五)" },
};

/* What is written reads as the same again, in both versions. */
static void writes_dates(void **state)
{
    (void)state;
    for (size_t i = 0; i < LEN(writes); i++) {
        Arena *a = arena_new(ARENA_REQUEST);
        AUTO(buf_done) Buf date = buf_new(BUF_LINE);
        AUTO(buf_done) Buf phrase = buf_new(BUF_LINE);
        gedcom_date_write(str_z(writes[i].text), &date, &phrase);
        same(buf_str(&date), writes[i].now);
        same(buf_str(&phrase), writes[i].phrase);
        for (GedVersion v = GEDCOM_551; v <= GEDCOM_7; v++) {
            GedNode n = { .tag = S("DATE") };
            AUTO(buf_done) Buf again = buf_new(BUF_LINE);
            gedcom_date_print(buf_str(&date), buf_str(&phrase), v, &n, a);
            same(n.value, v == GEDCOM_7 ? writes[i].now : writes[i].old);
            assert_true(gedcom_date_read(n.value, ged_phrase(&n), &again));
            same(buf_str(&again), writes[i].text);
        }
        arena_free(a);
    }
}

typedef struct {
    const char *date, *now, *phrase, *old;
} VersionRow;

static const VersionRow versions[] = {
    { "@#DJULIAN@ 5 FEB 1700", "JULIAN 5 FEB 1700", "", "@#DJULIAN@ 5 FEB 1700" },
    { "FRENCH_R 1 VEND 3", "FRENCH_R 1 VEND 3", "", "@#DFRENCH R@ 1 VEND 3" },
    { "@#DFRENCH R@ 1 VEND 3", "FRENCH_R 1 VEND 3", "", "@#DFRENCH R@ 1 VEND 3" },
    { "5 FEB 1699/00", "5 FEB 1700", "5 FEB 1699/00", "5 FEB 1699/00" },
    { "(winter)", "", "winter", "(winter)" },
    { "BEF 1900", "BEF 1900", "", "BEF 1900" },
};

static void changes_versions(void **state)
{
    (void)state;
    for (size_t i = 0; i < LEN(versions); i++) {
        Arena *a = arena_new(ARENA_REQUEST);
        GedNode now = { .tag = S("DATE") }, old = { .tag = S("DATE") }, back = { .tag = S("DATE") };
        gedcom_date_print(str_z(versions[i].date), S(""), GEDCOM_7, &now, a);
        same(now.value, versions[i].now);
        same(ged_phrase(&now), versions[i].phrase);
        gedcom_date_print(str_z(versions[i].date), S(""), GEDCOM_551, &old, a);
        same(old.value, versions[i].old);
        gedcom_date_print(now.value, ged_phrase(&now), GEDCOM_551, &back, a);
        same(back.value, versions[i].old);
        arena_free(a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(joins_values),     cmocka_unit_test(prints_what_it_read),
        cmocka_unit_test(cuts_long_lines),  cmocka_unit_test(lists_bad_lines),
        cmocka_unit_test(follows_pointers), cmocka_unit_test(keeps_to_limits),
        cmocka_unit_test(reads_encodings),  cmocka_unit_test(reads_utf16),
        cmocka_unit_test(reads_dates),      cmocka_unit_test(writes_dates),
        cmocka_unit_test(changes_versions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
