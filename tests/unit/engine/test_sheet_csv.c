/* SPDX-License-Identifier: Apache-2.0
 * CSV files of every origin read as what a person sees, and what is written reads back the same.
 */
#include "engine/sheet.h"

#include <unicode/ucnv.h>

#include "base/mem.h"
#include "base/rand.h"
#include "sheet_text.h"

#define B(bytes)                                                                                   \
    {                                                                                              \
        bytes, sizeof(bytes) - 1                                                                   \
    }

typedef struct {
    Str bytes;
    const char *text;
} Case;

static void reads_what_a_person_sees(void **state)
{
    static const Case cases[] = {
        { B("a,b\r\n1,2\r\n"), "1 a|b\n2 1|2\n" },
        { B("a,b\n1,2"), "1 a|b\n2 1|2\n" },         /* no line end at the end */
        { B("a,b\r1,2\r"), "1 a|b\n2 1|2\n" },       /* old Mac */
        { B("a\tb\n1,5\t2\n"), "1 a|b\n2 1,5|2\n" }, /* tab */
        { B("a;b\n1,5;2\n"), "1 a|b\n2 1,5|2\n" },   /* semicolon */
        { B("\"x\";\"y, z\"\n\"1\";\"2, 3\"\n"), "1 x|y, z\n2 1|2, 3\n" },
        { B("title\n\na;b;c\n1;2;3\n"), "1 title\n3 a|b|c\n4 1|2|3\n" },
        { B("sep=;\r\na;b,c\r\n"), "1 a|b,c\n" },
        { B("one\ntwo\n"), "1 one\n2 two\n" },
        { B("\"a \"\"b\"\" c\",\"d\n e\r\n\"\n"), "1 a \"b\" c|d\n e\r\n\n" },
        { B("a\n\"\"\n,,,\n\nb\n"), "1 a\n5 b\n" }, /* empty rows count */
        { B("a,b,c\n1\n1,2,3,4,\n,2,,\n"), "1 a|b|c\n2 1\n3 1|2|3|4\n4 |2\n" },
        { B("\"a\"b,5\" pipe,\"\"x\n"), "1 ab|5\" pipe|x\n" }, /* quotes where none belong */
        { B("\xEF\xBB\xBFname\n\xE9\x99\x88\n"), "1 name\n2 陈\n" },
        { B("\xFF\xFE"
            "a\0,\0\x48\x96\n\0"),
          "1 a|陈\n" }, /* UTF-16 LE */
        { B("\xFE\xFF"
            "\0a\0,\x96\x48\0\n"),
          "1 a|陈\n" }, /* UTF-16 BE */
        { B("\xD0\xD5\xC3\xFB,x\n\xB3\xC2\xBC\xCE\xB8\xFD,1\n"), "1 姓名|x\n2 陈嘉庚|1\n" },
        { B("\x81\x39\xEE\x39,\xC1\xAA\n"), "1 㐀|联\n" }, /* GB18030, four bytes */
        { B(""), "" },
        { B("\xEF\xBB\xBF"), "" },
        { B("\n\n\n"), "" },
    };
    (void)state;
    for (size_t i = 0; i < LEN(cases); i++) {
        AUTO(scratch_done) Scratch f = scratch_file(S("t.csv"), cases[i].bytes);
        AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
        Err e = { 0 };
        OK(file_text(f.path, false, &b, &e), e);
        buf_putc(&b, '\0');
        assert_string_equal(b.p, cases[i].text);
    }
}

static void undoes_guards(void **state)
{
    static const Case cases[] = {
        { B("=\"0123\",'0123,\t0123\n"), "1 0123|0123|0123\n" },
        { B("\"=\"\"01\"\"\",'=1+1,'+86,'-x,'@a\n"), "1 01|=1+1|+86|-x|@a\n" },
        { B("'35020019990101123X,''=a\n"), "1 35020019990101123X|'=a\n" },
        { B("'s-Gravenhage,'90s,',''\n"), "1 's-Gravenhage|'90s|'|''\n" },
        { B("=A1,=\"a\"&\"b\",=\"\n"), "1 =A1|=\"a\"&\"b\"|=\"\n" },
    };
    (void)state;
    for (size_t i = 0; i < LEN(cases); i++) {
        AUTO(scratch_done) Scratch f = scratch_file(S("t.csv"), cases[i].bytes);
        AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
        Err e = { 0 };
        OK(file_text(f.path, false, &b, &e), e);
        buf_putc(&b, '\0');
        assert_string_equal(b.p, cases[i].text);
    }
}

static void names_what_is_wrong(void **state)
{
    static const Case cases[] = {
        { B("a,b\n1,\"x\n\n"), "'t.csv', row 2: the quote that opens here is never closed" },
        { B("a\nb\0c\n"),
          "'t.csv', row 2: a zero byte, which no text has: save the table as .xlsx or "
          "as CSV in UTF-8" },
        { B("\xE9\x99\x88\xE5\x98\x89\n\xE5\xBA\x9A,\xFF\n"),
          "'t.csv', row 2: the byte 0xFF at position 12 is not UTF-8 text: save the table as .xlsx or "
          "as CSV in UTF-8" },
        { B("\xB3\xC2\n\xBC\xCE,\xFF\n"),
          "'t.csv', row 2: the byte 0xFF at position 7 is not GB18030 text: save the table as .xlsx "
          "or as CSV in UTF-8" },
        { B("\xFF\xFE"
            "a\0\n\0\x00\xD8\n\0"),
          "'t.csv', row 2: the byte 0x00 at position 7 is not UTF-16LE text: save the table as .xlsx "
          "or as CSV in UTF-8" },
        { B("<html><table>"), "'t.csv' is a web page or XML, not a table: open it in a spreadsheet "
                              "program and save it as .xlsx" },
        { B("%PDF-1.4\n"), "'t.csv' is a PDF: save the table as .xlsx or .csv" },
        { B("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 workbook"),
          "'t.csv' is in the old .xls format: save it as .xlsx" },
        { B("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 "
            "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"),
          "'t.csv' is protected by a password: save it without one" },
    };
    (void)state;
    for (size_t i = 0; i < LEN(cases); i++) {
        AUTO(scratch_done) Scratch f = scratch_file(S("t.csv"), cases[i].bytes);
        AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
        Err e = { 0 };
        assert_false(file_text(f.path, false, &b, &e));
        assert_int_equal(e.kind, ERR_INVALID);
        assert_string_equal(e.msg, cases[i].text);
    }
}

static void fill(Buf *b, Str what, size_t times)
{
    for (size_t i = 0; i < times; i++)
        buf_put(b, what);
}

static void fails_with(Buf *bytes, const char *msg)
{
    AUTO(scratch_done) Scratch f = scratch_file(S("t.csv"), buf_str(bytes));
    AUTO(buf_done) Buf b = buf_new(64 << 20);
    Err e = { 0 };
    assert_false(bytes->failed);
    assert_false(file_text(f.path, false, &b, &e));
    assert_string_equal(e.msg, msg);
    buf_clear(bytes);
}

static void names_its_limits(void **state)
{
    AUTO(buf_done) Buf b = buf_new(64 << 20);
    (void)state;
    fill(&b, S("a,"), 1024);
    buf_put(&b, S("b\n"));
    fails_with(&b, "'t.csv', row 1: more than 1024 columns: split the table");
    buf_put(&b, S("a\nb,"));
    fill(&b, S("0123456789abcdef"), (1 << 16) + 1);
    fails_with(&b, "'t.csv', row 2, column B: the cell is longer than 1 MB; perhaps a quote is not "
                   "closed");
    buf_put(&b, S("a\n\"b"));
    fill(&b, S("0123456789,bcde\n"), 5 << 16);
    fails_with(&b, "'t.csv', row 2, column A: the cell is longer than 1 MB; perhaps a quote is not "
                   "closed");
    for (int i = 0; i < 20; i++) {
        fill(&b, S("0123456789abcdef"), (1 << 16) - 1);
        buf_putc(&b, ',');
    }
    fails_with(&b, "'t.csv', row 1: the row is longer than 16 MB");
    fill(&b, S("a\n"), SHEET_ROWS_MAX + 1);
    fails_with(&b, "'t.csv' has more than 2000000 rows: split the table");
}

/* Empty cells behind column 1,024 are what a stray format leaves; a cell of just 1 MB is fine. */
static void takes_what_is_just_within_limits(void **state)
{
    AUTO(buf_done) Buf b = buf_new(64 << 20), text = buf_new(64 << 20);
    Err e = { 0 };
    (void)state;
    fill(&b, S("0123456789abcdef"), 1 << 16);
    fill(&b, S(","), 3000);
    AUTO(scratch_done) Scratch f = scratch_file(S("t.csv"), buf_str(&b));
    OK(file_text(f.path, false, &text, &e), e);
    assert_int_equal(text.n, 2 + (1 << 20) + 1);
}

static void knows_no_such_file(void **state)
{
    Err e = { 0 };
    (void)state;
    assert_null(sheets_open("/tmp/there/is/none.csv", &e));
    assert_int_equal(e.kind, ERR_NOT_FOUND);
    err_clear(&e);
    assert_null(sheets_open("/tmp", &e));
    assert_string_equal(e.msg, "'/tmp' is a folder, not a file");
}

static void describes_the_file(void **state)
{
    AUTO(scratch_done) Scratch f = scratch_file(S("a.b.csv"), S("a\nb\n"));
    Arena *a = arena_new(ARENA_REQUEST);
    Err e = { 0 };
    Row r;
    (void)state;
    Sheets *s = sheets_open(f.path, &e);
    assert_non_null(s);
    assert_int_equal(sheets_count(s), 1);
    assert_false(sheets_hidden(s, 0));
    SAYS(sheets_name(s, 0), "a.b");
    for (int again = 0; again < 2; again++) { /* a sheet can be started more than once */
        OK(sheets_start(s, 0, &e), e);
        OK(sheets_row(s, a, &r, &e), e);
        assert_int_equal((int)(sheets_progress(s) * 100), 50);
        OK(sheets_row(s, a, &r, &e), e);
        SAYS(r.cells[0].text, "b");
        assert_false(sheets_row(s, a, &r, &e));
        assert_false(sheets_row(s, a, &r, &e)); /* after the end is the end */
        assert_int_equal(e.kind, ERR_NONE);
        assert_int_equal((int)(sheets_progress(s) * 100), 100);
    }
    sheets_close(&s);
    sheets_close(&s);
    arena_free(a);
}

static void reads_standard_input(void **state)
{
    AUTO(scratch_done) Scratch f = scratch_file(S("t.csv"), S("a,b\n1,2\n"));
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    int kept = dup(STDIN_FILENO), fd = open(f.path, O_RDONLY);
    Err e = { 0 };
    (void)state;
    assert_true(fd >= 0 && dup2(fd, STDIN_FILENO) == STDIN_FILENO);
    OK(file_text("-", false, &b, &e), e);
    (void)dup2(kept, STDIN_FILENO);
    close(kept);
    close(fd);
    SAYS(buf_str(&b), "1 a|b\n2 1|2\n");
}

static void names_columns(void **state)
{
    static const struct {
        size_t col;
        const char *name;
    } cases[] = { { 0, "A" },    { 25, "Z" },    { 26, "AA" },
                  { 701, "ZZ" }, { 702, "AAA" }, { 16383, "XFD" } };
    char out[8];
    (void)state;
    for (size_t i = 0; i < LEN(cases); i++) {
        assert_int_equal(column_name(cases[i].col, out).n, strlen(cases[i].name));
        assert_string_equal(out, cases[i].name);
    }
}

static void writes_rfc_4180(void **state)
{
    static const Str rows[][4] = {
        { B("a"), B("b c"), B("d,e"), B("f\"g") },
        { B("1\n2"), B("x;y"), B("-5"), B("-12.50") },
        { B("=1"), B("+86"), B("@a"), B("-x") },
        { B("'=1"), B("'a"), B("'012"), B("\tz") },
    };
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    (void)state;
    csv_bom(&b);
    for (size_t i = 0; i < LEN(rows); i++)
        csv_row(&b, rows[i], 4);
    SAYS(buf_str(&b), "\xEF\xBB\xBF"
                      "a,b c,\"d,e\",\"f\"\"g\"\r\n"
                      "\"1\n2\",\"x;y\",-5,-12.50\r\n"
                      "\"'=1\",\"'+86\",\"'@a\",\"'-x\"\r\n"
                      "\"''=1\",'a,\"''012\",\"'\tz\"\r\n");
}

/* Texts made of what CSV, guards and encodings stumble over. */
static Str nasty(Rand *r, Arena *a)
{
    static const char *const parts[] = {
        "'", "=", "\"", "-",  "+", "\t", "@",    "\r", "\n",   ",",
        ";", "a", "0",  "12", " ", "陈", "嘉庚", "é",  "sep=", "X"
    };
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    for (uint64_t n = rand_below(r, 6); n; n--)
        buf_put(&b, str_z(parts[rand_below(r, LEN(parts))]));
    if (rand_below(r, 500) == 0)
        for (int i = 0; i < 3000; i++)
            buf_put(&b, S("侨乡\n"));
    return arena_str(a, buf_str(&b));
}

/* The bytes in another encoding. */
static Str encode(const char *encoding, Str mark, Str utf8, Buf *out)
{
    UErrorCode status = U_ZERO_ERROR;
    size_t size = utf8.n * 4 + 16;
    char *p = mem_get(size);
    int32_t n = ucnv_convert(encoding, "UTF-8", p, (int32_t)size, utf8.p, (int32_t)utf8.n, &status);
    assert_true(U_SUCCESS(status));
    buf_put(out, mark);
    buf_put(out, (Str){ p, (size_t)n });
    mem_give(p);
    return buf_str(out);
}

enum { NASTY_ROWS = 20000, NASTY_COLUMNS = 5 };

static void same_rows(const char *path, const Str (*rows)[NASTY_COLUMNS])
{
    Arena *a = arena_new(ARENA_REQUEST);
    ArenaMark mark = arena_mark(a);
    Err e = { 0 };
    Row r;
    Sheets *s = sheets_open(path, &e);
    assert_non_null(s);
    OK(sheets_start(s, 0, &e), e);
    while (sheets_row(s, a, &r, &e)) {
        const Str *wanted = rows[r.row - 1];
        for (size_t i = 0; i < NASTY_COLUMNS; i++) {
            Str got = i < r.n ? r.cells[i].text : (Str){ 0 };
            if (!str_eq(got, wanted[i]))
                fail_msg("row %d: '%.*s' instead of '%.*s'", (int)r.row, STR(got), STR(wanted[i]));
        }
        arena_rewind(a, mark);
    }
    assert_int_equal(e.kind, ERR_NONE);
    assert_int_equal(r.row, NASTY_ROWS);
    sheets_close(&s);
    arena_free(a);
}

static void reads_back_what_it_wrote(void **state)
{
    Arena *a = arena_new(1 << 30);
    Str(*rows)[NASTY_COLUMNS] = arena_zget(a, NASTY_ROWS, sizeof *rows);
    AUTO(buf_done) Buf csv = buf_new(64 << 20), other = buf_new(256 << 20);
    Rand r = rand_seeded(7);

    (void)state;
    csv_bom(&csv);
    for (size_t i = 0; i < NASTY_ROWS; i++) {
        for (size_t k = 0; k < NASTY_COLUMNS; k++)
            rows[i][k] = k || i % 2 ? nasty(&r, a) : S("x");
        if (i == NASTY_ROWS - 1)
            rows[i][0] = S("end");
        csv_row(&csv, rows[i], NASTY_COLUMNS);
    }
    AUTO(scratch_done) Scratch f = scratch_file(S("utf-8.csv"), buf_str(&csv));
    same_rows(f.path, (const Str(*)[NASTY_COLUMNS])rows);
    Str plain = str_part(buf_str(&csv), 3, csv.n);
    AUTO(scratch_done) Scratch g =
        scratch_file(S("gb.csv"), encode("GB18030", S(""), plain, &other));
    same_rows(g.path, (const Str(*)[NASTY_COLUMNS])rows);
    buf_clear(&other);
    AUTO(scratch_done)
    Scratch h = scratch_file(S("utf-16.csv"), encode("UTF-16LE", S("\xFF\xFE"), plain, &other));
    same_rows(h.path, (const Str(*)[NASTY_COLUMNS])rows);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_a_person_sees),
        cmocka_unit_test(undoes_guards),
        cmocka_unit_test(names_what_is_wrong),
        cmocka_unit_test(names_its_limits),
        cmocka_unit_test(takes_what_is_just_within_limits),
        cmocka_unit_test(knows_no_such_file),
        cmocka_unit_test(describes_the_file),
        cmocka_unit_test(reads_standard_input),
        cmocka_unit_test(names_columns),
        cmocka_unit_test(writes_rfc_4180),
        cmocka_unit_test(reads_back_what_it_wrote),
    };
    return cmocka_run_group_tests_name("sheet_csv", tests, NULL, NULL);
}
