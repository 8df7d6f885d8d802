/* SPDX-License-Identifier: Apache-2.0
 * XLSX files of every origin read as what a person sees, and what is written reads back the same.
 *
 * Most files here are put together from raw parts, since no library writes all the variants that
 * offices hand in, and none writes broken ones.
 */
#include "engine/sheet.h"

#include <sys/resource.h>
#include <zip.h>

#include "base/mem.h"
#include "sheet_text.h"

typedef struct {
    const char *name;
    Str bytes;
} Piece;

#define B(literal)                                                                                 \
    {                                                                                              \
        literal, sizeof(literal) - 1                                                               \
    }
#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE_RELATIONS                                                                          \
    "<Relationships><Relationship Id='rId1' Type='" RELS "/officeDocument' "                       \
    "Target='xl/workbook.xml'/></Relationships>"
#define WORKBOOK_RELATIONS                                                                         \
    "<Relationships><Relationship Id='rId1' Type='" RELS                                           \
    "/worksheet' Target='worksheets/s1.xml'/>"                                                     \
    "<Relationship Id='rId2' Type='" RELS "/worksheet' Target='/xl/worksheets/s2.xml'/>"           \
    "<Relationship Id='rId3' Type='" RELS "/styles' Target='styles.xml'/>"                         \
    "<Relationship Id='rId4' Type='" RELS "/sharedStrings' Target='./sharedStrings.xml'/>"         \
    "<Relationship Id='rId5' Type='" RELS "/chartsheet' Target='chartsheets/c.xml'/>"              \
    "</Relationships>"
#define WORKBOOK                                                                                   \
    "<workbook xmlns='" MAIN "' xmlns:r='" RELS "'><sheets>"                                       \
    "<sheet name='甲 &amp; 乙' sheetId='7' r:id='rId1'/></sheets></workbook>"
#define STYLES                                                                                     \
    "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='yyyy\"年\"m\"月\"'/>"               \
    "<numFmt numFmtId='165' formatCode='00000'/></numFmts>"                                        \
    "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs><xf numFmtId='0'/>"                  \
    "<xf numFmtId='14'/><xf numFmtId='22'/><xf numFmtId='164'/><xf numFmtId='165'/>"               \
    "<xf numFmtId='46'/><xf numFmtId='9'/></cellXfs></styleSheet>"
#define STRINGS                                                                                    \
    "<sst><si><t>陈嘉庚</t></si><si><r><t>Tan </t></r><r><rPr/><t>Kah Kee</t></r>"              \
    "<rPh sb='0' eb='1'><t>phonetic</t></rPh></si><si><t xml:space='preserve'> a_x000D_\n_x005F_"  \
    "</t></si><si/></sst>"
#define SHEET(rows) "<worksheet xmlns='" MAIN "'><sheetData>" rows "</sheetData></worksheet>"

static bool has_piece(const Piece *pieces, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(str_z(pieces[i].name), str_z(name)))
            return true;
    return false;
}

/* A zip of those parts, and of the usual ones where they are not among them. One without bytes is
 * left out. */
static Scratch zip_of(const Piece *pieces, size_t n)
{
    static const Piece usual[] = {
        { "_rels/.rels", { PACKAGE_RELATIONS, sizeof PACKAGE_RELATIONS - 1 } },
        { "xl/_rels/workbook.xml.rels", { WORKBOOK_RELATIONS, sizeof WORKBOOK_RELATIONS - 1 } },
        { "xl/workbook.xml", { WORKBOOK, sizeof WORKBOOK - 1 } },
        { "xl/styles.xml", { STYLES, sizeof STYLES - 1 } },
        { "xl/sharedStrings.xml", { STRINGS, sizeof STRINGS - 1 } },
    };
    Scratch f = scratch_file(S("t.xlsx"), S(""));
    zip_t *z = zip_open(f.path, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    assert_non_null(z);
    for (size_t i = 0; i < n + LEN(usual); i++) {
        const Piece *p = i < n ? &pieces[i] : &usual[i - n];
        if (p->bytes.p && (i < n || !has_piece(pieces, n, p->name)))
            assert_true(
                zip_file_add(z, p->name, zip_source_buffer(z, p->bytes.p, p->bytes.n, 0), 0) >= 0);
    }
    assert_int_equal(zip_close(z), 0);
    return f;
}

static void reads_as(const Piece *pieces, size_t n, const char *text)
{
    AUTO(scratch_done) Scratch f = zip_of(pieces, n);
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    Err e = { 0 };
    OK(file_text(f.path, true, &b, &e), e);
    buf_putc(&b, '\0');
    assert_string_equal(b.p, text);
}

static void fails_with(const Piece *pieces, size_t n, const char *msg)
{
    AUTO(scratch_done) Scratch f = zip_of(pieces, n);
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    Err e = { 0 };
    assert_false(file_text(f.path, true, &b, &e));
    assert_string_equal(e.msg, msg);
}

/* The sheets of these tests are literals. */
#define SHEET_READS_AS(sheet, text) reads_as(&(Piece){ "xl/worksheets/s1.xml", S(sheet) }, 1, text)
#define SHEET_FAILS_WITH(sheet, msg)                                                               \
    fails_with(&(Piece){ "xl/worksheets/s1.xml", S(sheet) }, 1, msg)

static void reads_texts(void **state)
{
    (void)state;
    SHEET_READS_AS(SHEET("<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v> 1 </v></c>"
                         "<c r='C1' t='s'><v>2</v></c><c r='D1' t='s'><v>3</v></c></row>"
                         "<row r='2'><c r='A2' t='inlineStr'><is><t>x</t></is></c>"
                         "<c r='B2' t='inlineStr'><is><r><t>a</t></r><r><t>b</t></r>"
                         "<rPh sb='0'><t>no</t></rPh></is></c>"
                         "<c r='C2' t='str'><f>A1&amp;\"z\"</f><v>&lt;z_x0041_&gt;</v></c></row>"),
                   "1 t陈嘉庚|tTan Kah Kee|t a\r\n_\n"
                   "2 tx|tab|t<zA>\n");
}

static void reads_values(void **state)
{
    (void)state;
    SHEET_READS_AS(
        SHEET("<row r='1'><c r='A1'><v>1E+05</v></c><c r='B1' t='n'><v>3.3000000000000003</v></c>"
              "<c r='C1' s='1'><v>45356</v></c><c r='D1' s='2'><v>45356.3541666667</v></c>"
              "<c r='E1' s='3'><v>45352</v></c><c r='F1' s='4'><v>123</v></c>"
              "<c r='G1' s='5'><v>1.0625</v></c><c r='H1' s='6'><v>0.5</v></c>"
              "<c r='I1' t='b'><v>1</v></c><c r='J1' t='b'><v>0</v></c>"
              "<c r='K1' t='e'><v>#N/A</v></c><c r='L1'><f>SUM(A1:A2)</f><v>100000</v></c>"
              "<c r='M1' t='d'><v>2024-03-05T00:00:00</v></c><c r='N1' s='99'><v>7</v></c>"
              "<c r='O1' s='1'><v>-1</v></c><c r='P1' s='1'/></row>"),
        "1 n100000|n3.3|d2024-03-05|d2024-03-05 08:30:00|d2024-03-01|n00123|t25:30:00|n0.5|"
        "btrue|bfalse|e#N/A|n100000|d2024-03-05|n7|n-1\n");
}

static void reads_sparse_rows(void **state)
{
    (void)state;
    SHEET_READS_AS(SHEET("<row r='3'><c r='C3'><v>1</v></c><c><v>2</v></c></row>"
                         "<row><c><v>3</v></c><c t='inlineStr'><is><t/></is></c></row>"
                         "<row r='7'><c r='A7'/></row><row r='9'/>"
                         "<row r='10'><c r='AB10'><v>4</v></c></row>"),
                   "3 -|-|n1|n2\n4 n3\n"
                   "10 -|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|n4\n");
    SHEET_READS_AS("<worksheet><sheetData/></worksheet>", "");
}

static void gives_merged_ranges_their_value(void **state)
{
    (void)state;
    SHEET_READS_AS(
        "<worksheet><sheetData>"
        "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1'><v>99</v></c></row>"
        "<row r='2'><c r='A2'><v>1</v></c><c r='B2'><v>2</v></c><c r='C2'><v>3</v></c></row>"
        "<row r='3'><c r='B3'><v>4</v></c></row>"
        "<row r='4'><c r='A4'/></row>"
        "<row r='5'><c r='B5'><v>5</v></c><c r='D5'><v>6</v></c></row>"
        "<row r='6'><c r='B6'><v>7</v></c></row>"
        "</sheetData><mergeCells><mergeCell ref='A2:A5'/><mergeCell ref='A1:C1'/>"
        "<mergeCell ref='C2:D3'/><mergeCell ref='C3:C6'/><mergeCell ref='F8:F9'/>"
        "<mergeCell ref='B4'/><mergeCell ref='junk'/></mergeCells></worksheet>",
        "1 t陈嘉庚|T陈嘉庚|T陈嘉庚\n"
        "2 n1|n2|n3|N3\n"
        "3 N1|n4|N3|N3\n"
        "5 N1|n5|-|n6\n" /* row 4 holds nothing but a copy */
        "6 -|n7\n");
}

/* A range as large as the sheet costs one row of 1,024 cells. */
static void bounds_merged_ranges(void **state)
{
    static const Piece piece = {
        "xl/worksheets/s1.xml",
        B("<worksheet><sheetData><row r='1'><c r='A1'><v>1</v></c></row></sheetData><mergeCells>"
          "<mergeCell ref='A1:XFD1048576'/></mergeCells></worksheet>")
    };
    AUTO(scratch_done) Scratch f = zip_of(&piece, 1);
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    Err e = { 0 };
    (void)state;
    OK(file_text(f.path, true, &b, &e), e);
    assert_int_equal(b.n, 2 + 1024 * 3);
    assert_true(str_starts(buf_str(&b), S("1 n1|N1|N1|")));
}

static void reads_strict_files_and_prefixes(void **state)
{
    static const Piece pieces[] = {
        { "_rels/.rels",
          B("<Relationships><Relationship Type='http://purl.oclc.org/ooxml/officeDocument/"
            "relationships/officeDocument' Target='/book/main.xml'/></Relationships>") },
        { "book/_rels/main.xml.rels",
          B("<x:Relationships xmlns:x='r'><x:Relationship Id='a' Type='http://purl.oclc.org/ooxml/"
            "officeDocument/relationships/worksheet' Target='../sheets/one.xml'/>"
            "</x:Relationships>") },
        { "book/main.xml",
          B("<x:workbook xmlns:x='http://purl.oclc.org/ooxml/spreadsheetml/main' xmlns:q='r'>"
            "<x:workbookPr date1904='1'/><x:sheets><x:sheet name='S' sheetId='1' q:id='a'/>"
            "</x:sheets></x:workbook>") },
        { "sheets/one.xml",
          B("<x:worksheet xmlns:x='http://purl.oclc.org/ooxml/spreadsheetml/main'><x:sheetData>"
            "<x:row r='1'><x:c r='A1' t='d'><x:v>2024-03-05T08:30:00</x:v></x:c>"
            "<x:c r='B1' t='inlineStr'><x:is><x:t>b</x:t></x:is></x:c></x:row></x:sheetData>"
            "<x:mergeCells><x:mergeCell ref='B1:C1'/></x:mergeCells></x:worksheet>") },
    };
    (void)state;
    reads_as(pieces, LEN(pieces), "1 d2024-03-05 08:30:00|tb|Tb\n");
}

static void knows_the_epoch_of_1904(void **state)
{
    static const Piece pieces[] = {
        { "xl/workbook.xml", B("<workbook><workbookPr date1904='true'/><sheets>"
                               "<sheet name='S' r:id='rId1'/></sheets></workbook>") },
        { "xl/worksheets/s1.xml",
          B("<worksheet><sheetData><row><c s='1'><v>43894</v></c></row></sheetData></worksheet>") },
    };
    (void)state;
    reads_as(pieces, LEN(pieces), "1 d2024-03-05\n");
}

static void lists_sheets(void **state)
{
    static const Piece pieces[] = {
        { "xl/workbook.xml",
          B("<workbook xmlns:r='x'><sheets><sheet name='One' sheetId='1' r:id='rId1'/>"
            "<sheet name='Chart' sheetId='2' r:id='rId5'/>"
            "<sheet name='Two' sheetId='3' state='hidden' r:id='rId2'/>"
            "<sheet name='Gone' sheetId='4' r:id='rId99'/></sheets></workbook>") },
        { "xl/worksheets/s1.xml", B(SHEET("<row><c><v>1</v></c></row>")) },
        { "xl/worksheets/s2.xml", B(SHEET("<row><c><v>2</v></c></row>")) },
    };
    AUTO(scratch_done) Scratch f = zip_of(pieces, LEN(pieces));
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    Err e = { 0 };
    (void)state;
    Sheets *s = sheets_open(f.path, &e);
    assert_non_null(s);
    assert_int_equal(sheets_count(s), 2);
    SAYS(sheets_name(s, 0), "One");
    SAYS(sheets_name(s, 1), "Two");
    assert_false(sheets_hidden(s, 0));
    assert_true(sheets_hidden(s, 1));
    OK(sheet_text(s, 1, true, &b, &e), e); /* in any order, and again */
    OK(sheet_text(s, 0, true, &b, &e), e);
    OK(sheet_text(s, 0, true, &b, &e), e);
    assert_int_equal((int)(sheets_progress(s) * 100), 100);
    SAYS(buf_str(&b), "1 n2\n1 n1\n1 n1\n");
    sheets_close(&s);
}

static void names_what_is_wrong(void **state)
{
    static const Piece no_rels[] = { { "_rels/.rels", { 0 } }, { "a.txt", B("a") } };
    static const Piece ods[] = { { "_rels/.rels", { 0 } }, { "mimetype", B("application/x") } };
    static const Piece xlsb[] = {
        { "_rels/.rels",
          B("<Relationships><Relationship Type='x/officeDocument' Target='xl/workbook.bin'/>"
            "</Relationships>") }
    };
    static const Piece no_sheets[] = { { "xl/workbook.xml", B("<workbook/>") } };
    (void)state;
    fails_with(no_rels, 2, "'t.xlsx' is not a table: save it as .xlsx or .csv");
    fails_with(ods, 2, "'t.xlsx' is an OpenDocument file: save it as .xlsx");
    fails_with(xlsb, 1, "'t.xlsx' is in the .xlsb format: save it as .xlsx");
    fails_with(no_sheets, 1, "'t.xlsx' has no sheet with a table: save it as .xlsx or .csv");
    fails_with(NULL, 0, "'t.xlsx' is damaged: its part xl/worksheets/s1.xml is missing");
    SHEET_FAILS_WITH("<worksheet><sheetData><row></worksheet>",
                     "'t.xlsx' is damaged: mismatched tag in its part xl/worksheets/s1.xml");
    SHEET_FAILS_WITH("<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet/>",
                     "'t.xlsx' is damaged: there is a DOCTYPE in its part xl/worksheets/s1.xml");
    SHEET_FAILS_WITH(SHEET("<row r='5'/><row r='4'/>"),
                     "'t.xlsx', sheet '甲 & 乙', row 5: row 4 comes after it; the file is damaged");
    SHEET_FAILS_WITH(
        SHEET("<row r='2'><c r='C2' t='s'><v>4</v></c></row>"),
        "'t.xlsx', sheet '甲 & 乙', row 2, column C: there is no shared text 4; the file is damaged");
    SHEET_FAILS_WITH(
        SHEET("<row r='2'><c r='C2' t='s'><v>-1</v></c></row>"),
        "'t.xlsx', sheet '甲 & 乙', row 2, column C: there is no shared text -1; the file is damaged");
    SHEET_FAILS_WITH(
        SHEET("<row r='2'><c r='AMK2'><v>1</v></c></row>"),
        "'t.xlsx', sheet '甲 & 乙', row 2, column AMK: more than 1024 columns: split the table");
    SHEET_FAILS_WITH(
        SHEET("<row r='2000001'><c r='A2000001'><v>1</v></c></row>"),
        "'t.xlsx', sheet '甲 & 乙', row 2000001, column A: more than 2000000 rows: split the table");
}

static void refuses_what_is_too_long(void **state)
{
    AUTO(buf_done) Buf b = buf_new(64 << 20);
    Piece piece = { "xl/worksheets/s1.xml", { 0 } };
    (void)state;
    buf_put(&b, S("<worksheet><sheetData><row r='1'><c r='A1' t='str'><v>"));
    for (int i = 0; i <= SHEET_CELL_MAX / 16; i++)
        buf_put(&b, S("0123456789abcdef"));
    piece.bytes = buf_str(&b);
    fails_with(&piece, 1,
               "'t.xlsx', sheet '甲 & 乙', row 1, column A: the cell is longer than 1 MB");

    buf_clear(&b);
    buf_put(&b, S("<worksheet><sheetData><row r='1' x='"));
    for (int i = 0; i < SHEET_CELL_MAX / 4; i++)
        buf_put(&b, S("0123456789abcdef"));
    piece.bytes = buf_str(&b);
    fails_with(
        &piece, 1,
        "'t.xlsx' is damaged: a piece of markup is too long in its part xl/worksheets/s1.xml");

    buf_clear(&b);
    for (int i = 0; i < 200; i++)
        buf_put(&b, S("<a>"));
    piece.bytes = buf_str(&b);
    fails_with(
        &piece, 1,
        "'t.xlsx' is damaged: elements are nested too deep in its part xl/worksheets/s1.xml");
}

/* 20 shared texts of 1 MB in a row: a small file, a large row. */
static void refuses_rows_that_swell(void **state)
{
    AUTO(buf_done) Buf b = buf_new(64 << 20), rows = buf_new(BUF_PAGE);
    (void)state;
    buf_put(&b, S("<sst><si><t>"));
    for (int i = 0; i < SHEET_CELL_MAX / 16; i++)
        buf_put(&b, S("0123456789abcdef"));
    buf_put(&b, S("</t></si></sst>"));
    buf_put(&rows, S("<worksheet><sheetData><row r='1'>"));
    for (int i = 0; i < 20; i++)
        buf_put(&rows, S("<c t='s'><v>0</v></c>"));
    buf_put(&rows, S("</row></sheetData></worksheet>"));
    Piece pieces[] = { { "xl/sharedStrings.xml", buf_str(&b) },
                       { "xl/worksheets/s1.xml", buf_str(&rows) } };
    fails_with(pieces, 2,
               "'t.xlsx', sheet '甲 & 乙', row 1, column Q: the row is longer than 16 MB");
}

static void refuses_bombs(void **state)
{
    size_t n = 70 << 20;
    char *zeros = mem_zget(n, 1);
    Piece piece = { "xl/worksheets/s1.xml", { zeros, n } };
    (void)state;
    memset(zeros, ' ', n);
    fails_with(&piece, 1,
               "'t.xlsx' is refused: its part xl/worksheets/s1.xml unpacks to 70 MB, more "
               "than 2048 MB or 200 times its packed size");
    mem_give(zeros);
}

static void refuses_secrets_and_damage(void **state)
{
    static const Piece piece = { "xl/worksheets/s1.xml", B(SHEET("<row><c><v>1</v></c></row>")) };
    AUTO(scratch_done) Scratch f = zip_of(&piece, 1);
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    Err e = { 0 };
    char bytes[4096];
    (void)state;

    int fd = open(f.path, O_RDONLY);
    ssize_t n = read(fd, bytes, sizeof bytes);
    close(fd);
    assert_true(n > 1000);
    AUTO(scratch_done) Scratch cut = scratch_file(S("t.xlsx"), (Str){ bytes, (size_t)n / 2 });
    assert_false(file_text(cut.path, true, &b, &e));
    assert_true(str_starts(str_z(e.msg), S("'t.xlsx' is damaged: ")));
    err_clear(&e);

    zip_t *z = zip_open(f.path, 0, NULL);
    assert_int_equal(zip_file_set_encryption(z, 0, ZIP_EM_AES_256, "secret"), 0);
    assert_int_equal(zip_close(z), 0);
    assert_false(file_text(f.path, true, &b, &e));
    assert_string_equal(e.msg, "'t.xlsx' is protected by a password: save it without one");
}

/* ---- writing ---- */

#define CELL(kind, text)                                                                           \
    {                                                                                              \
        kind, { text, sizeof(text) - 1 }, false                                                    \
    }

static const Cell header[] = { CELL(CELL_TEXT, "姓名"), CELL(CELL_TEXT, "n") };

static void reads_back_what_it_wrote(void **state)
{
    static const Cell rows[][2] = {
        { CELL(CELL_TEXT, "=1+1"), CELL(CELL_NUMBER, "-12.5") },
        { CELL(CELL_TEXT, "http://a.example"), CELL(CELL_NUMBER, "123456789012345") },
        { CELL(CELL_TEXT, "{=1}"), CELL(CELL_NUMBER, "350200199001011234") },
        { CELL(CELL_TEXT, " a\r\n\tb <&\" "), CELL(CELL_NUMBER, "0123") },
        { CELL(CELL_TEXT, "_x0041_ \x01 _"), CELL(CELL_DATE, "2024-03-05") },
        { CELL(CELL_TEXT, "'a"), CELL(CELL_DATE, "2024-03-05 08:30:59") },
        { CELL(CELL_BOOL, "true"), CELL(CELL_DATE, "1850-03-05") },
        { CELL(CELL_ERROR, "#N/A"), CELL(CELL_BOOL, "false") },
        { { 0 }, CELL(CELL_TEXT, "12") },
    };
    AUTO(scratch_done) Scratch f = scratch_file(S("t.xlsx"), S(""));
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    Err e = { 0 };
    (void)state;
    XlsxOut *x = xlsx_new(f.path, &e);
    assert_non_null(x);
    OK(xlsx_sheet(x, S("名册"), &e), e);
    xlsx_column_width(x, 0, 30);
    OK(xlsx_row(x, header, 2, &e), e);
    for (size_t i = 0; i < LEN(rows); i++)
        OK(xlsx_row(x, rows[i], 2, &e), e);
    OK(xlsx_close(&x, &e), e);
    assert_null(x);
    OK(file_text(f.path, true, &b, &e), e);
    SAYS(buf_str(&b), "1 t姓名|tn\n"
                      "2 t=1+1|n-12.5\n"
                      "3 thttp://a.example|n123456789012345\n"
                      "4 t{=1}|t350200199001011234\n"
                      "5 t a\r\n\tb <&\" |t0123\n"
                      "6 t_x0041_ \x01 _|d2024-03-05\n"
                      "7 t'a|d2024-03-05 08:30:59\n"
                      "8 btrue|t1850-03-05\n"
                      "9 t#N/A|bfalse\n"
                      "10 -|t12\n");
}

/* The text of a part of an XLSX file. */
static Str part_of(const char *path, const char *name, char *out, size_t size)
{
    zip_t *z = zip_open(path, ZIP_RDONLY, NULL);
    assert_non_null(z);
    zip_file_t *file = zip_fopen(z, name, 0);
    zip_int64_t n = file ? zip_fread(file, out, size) : 0;
    if (file)
        zip_fclose(file);
    zip_discard(z);
    return (Str){ out, (size_t)n };
}

static void marks_cells(void **state)
{
    static const Cell row[] = { CELL(CELL_TEXT, "张三"), CELL(CELL_DATE, "2024-03-05") };
    static const Str remarks[] = { { 0 }, B("the date is <wrong>") };
    AUTO(scratch_done) Scratch f = scratch_file(S("t.xlsx"), S(""));
    Err e = { 0 };
    static char part[1 << 16];
    (void)state;
    XlsxOut *x = xlsx_new(f.path, &e);
    OK(xlsx_row(x, header, 2, &e), e); /* the first sheet may go without a name */
    OK(xlsx_marked_row(x, row, remarks, 2, &e), e);
    OK(xlsx_close(&x, &e), e);
    Str comments = part_of(f.path, "xl/comments1.xml", part, sizeof part);
    assert_true(str_find(comments, S("<comment ref=\"B2\"")) > 0);
    assert_true(str_find(comments, S("the date is &lt;wrong&gt;")) > 0);
    Str sheet = part_of(f.path, "xl/worksheets/sheet1.xml", part, sizeof part);
    assert_true(str_find(sheet, S("<autoFilter ref=\"A1:B2\"/>")) > 0);
    assert_true(str_find(sheet, S("state=\"frozen\"")) > 0);
    assert_true(str_find(part_of(f.path, "xl/styles.xml", part, sizeof part), S("FFFFC7CE")) > 0);
}

static void write_some(const char *path, Err *e)
{
    XlsxOut *x = xlsx_new(path, e);
    OK(xlsx_sheet(x, S("a"), e), *e);
    for (int i = 0; i < 100; i++)
        OK(xlsx_row(x, header, 2, e), *e);
    OK(xlsx_close(&x, e), *e);
}

static void writes_the_same_bytes_again(void **state)
{
    AUTO(scratch_done) Scratch f = scratch_file(S("a.xlsx"), S(""));
    AUTO(scratch_done) Scratch g = scratch_file(S("b.xlsx"), S(""));
    Err e = { 0 };
    static char one[1 << 16], two[1 << 16];
    (void)state;
    write_some(f.path, &e);
    (void)usleep(2100 * 1000); /* zip writes times in steps of two seconds */
    write_some(g.path, &e);
    int a = open(f.path, O_RDONLY), b = open(g.path, O_RDONLY);
    ssize_t n = read(a, one, sizeof one);
    assert_true(n > 1000 && n < (ssize_t)sizeof one);
    assert_int_equal(read(b, two, sizeof two), n);
    assert_memory_equal(one, two, (size_t)n);
    close(a);
    close(b);
}

static void finds_names_that_spreadsheets_take(void **state)
{
    static const Str names[] = {
        B("a/b[c]"),
        B("A_B_C_"),
        B(""),
        B("history"),
        B("'x'"),
        B("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三"),
        B("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四")
    };
    AUTO(scratch_done) Scratch f = scratch_file(S("t.xlsx"), S(""));
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    Err e = { 0 };
    (void)state;
    XlsxOut *x = xlsx_new(f.path, &e);
    for (size_t i = 0; i < LEN(names); i++)
        OK(xlsx_sheet(x, names[i], &e), e);
    OK(xlsx_close(&x, &e), e);
    Sheets *s = sheets_open(f.path, &e);
    for (size_t i = 0; i < sheets_count(s); i++) {
        buf_put(&b, sheets_name(s, i));
        buf_putc(&b, '\n');
    }
    sheets_close(&s);
    SAYS(buf_str(&b), "a_b_c_\nA_B_C_ (2)\nSheet\nSheet (2)\n_x_\n"
                      "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一\n"
                      "一二三四五六七八九十一二三四五六七八九十一二三 (2)\n");
}

static void goes_on_in_a_next_sheet(void **state)
{
    enum { MORE = 5 };
    AUTO(scratch_done) Scratch f = scratch_file(S("t.xlsx"), S(""));
    Arena *a = arena_new(ARENA_REQUEST);
    ArenaMark mark = arena_mark(a);
    Err e = { 0 };
    Row r;
    size_t rows[2] = { 0 };
    (void)state;
    XlsxOut *x = xlsx_new(f.path, &e);
    OK(xlsx_sheet(x, S("many"), &e), e);
    for (int i = 0; i < (1 << 20) + MORE; i++)
        OK(xlsx_row(x, header, 1, &e), e);
    OK(xlsx_close(&x, &e), e);
    Sheets *s = sheets_open(f.path, &e);
    assert_int_equal(sheets_count(s), 2);
    SAYS(sheets_name(s, 1), "many (2)");
    for (size_t i = 0; i < 2; i++) {
        OK(sheets_start(s, i, &e), e);
        for (; sheets_row(s, a, &r, &e); arena_rewind(a, mark))
            rows[i]++;
    }
    assert_int_equal(rows[0], 1 << 20);
    assert_int_equal(rows[1], 1 + MORE); /* the header again */
    sheets_close(&s);
    arena_free(a);
}

static void leaves_nothing_behind(void **state)
{
    AUTO(scratch_done) Scratch f = scratch_file(S("t.xlsx"), S("as it was"));
    char bytes[16];
    Err e = { 0 };
    (void)state;
    XlsxOut *x = xlsx_new(f.path, &e);
    OK(xlsx_row(x, header, 2, &e), e);
    xlsx_drop(&x);
    xlsx_drop(&x);
    int fd = open(f.path, O_RDONLY);
    assert_int_equal(read(fd, bytes, sizeof bytes), 9);
    close(fd);
    /* scratch_done removes the folder only if nothing else is in it. */
    scratch_done(&f);
    assert_int_equal(access(f.path, F_OK), -1);
    assert_null(xlsx_new("/tmp/there/is/none.xlsx", &e));
    assert_int_equal(e.kind, ERR_INVALID);
}

static void writes_to_standard_output(void **state)
{
    AUTO(scratch_done) Scratch f = scratch_file(S("t.xlsx"), S(""));
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    int kept = dup(STDOUT_FILENO), fd = open(f.path, O_WRONLY);
    bool ok;
    Err e = { 0 };
    (void)state;
    XlsxOut *x = xlsx_new("-", &e);
    assert_non_null(x);
    OK(xlsx_row(x, header, 2, &e), e);
    assert_true(fd >= 0 && fflush(stdout) == 0 && dup2(fd, STDOUT_FILENO) == STDOUT_FILENO);
    ok = xlsx_close(&x, &e);
    (void)dup2(kept, STDOUT_FILENO);
    close(kept);
    close(fd);
    OK(ok, e);
    OK(file_text(f.path, true, &b, &e), e);
    SAYS(buf_str(&b), "1 t姓名|tn\n");
}

static void refuses_more_columns_than_it_reads(void **state)
{
    AUTO(scratch_done) Scratch f = scratch_file(S("t.xlsx"), S(""));
    static const Cell wide[SHEET_COLUMNS_MAX + 1] = { 0 };
    Err e = { 0 };
    (void)state;
    XlsxOut *x = xlsx_new(f.path, &e);
    assert_false(xlsx_row(x, wide, LEN(wide), &e));
    assert_true(str_ends(str_z(e.msg), S("more than 1024 columns: split the table")));
    xlsx_drop(&x);
}

static void refuses_a_cell_that_xlsx_cannot_hold(void **state)
{
    AUTO(scratch_done) Scratch f = scratch_file(S("t.xlsx"), S(""));
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    Err e = { 0 };
    (void)state;
    for (int i = 0; i < 32767; i++)
        buf_put(&b, S("侨"));
    XlsxOut *x = xlsx_new(f.path, &e);
    Cell c = { CELL_TEXT, buf_str(&b), false };
    OK(xlsx_row(x, &c, 1, &e), e);
    buf_put(&b, S("侨"));
    c.text = buf_str(&b);
    assert_false(xlsx_row(x, &c, 1, &e));
    assert_true(str_ends(
        str_z(e.msg), S("row 2, column A: a cell of .xlsx holds 32,767 characters: write .csv")));
    xlsx_drop(&x);
}

/* ---- memory ---- */

static long resident_kb(void)
{
    struct rusage u;
    (void)getrusage(RUSAGE_SELF, &u);
    return u.ru_maxrss;
}

/* A sheet of so many rows, each with a shared text of its own, and one with merged cells. */
static Scratch large_file(int rows)
{
    AUTO(buf_done) Buf strings = buf_new(256 << 20), sheet = buf_new(256 << 20);
    buf_put(&strings, S("<sst>"));
    buf_put(&sheet, S("<worksheet><sheetData>"));
    for (int i = 0; i < rows; i++) {
        buf_printf(&strings, "<si><t>a text that is told apart by %d, of some length</t></si>", i);
        buf_printf(&sheet, "<row><c t='s'><v>%d</v></c><c><v>%d</v></c></row>", rows - 1 - i, i);
    }
    buf_put(&strings, S("</sst>"));
    buf_put(&sheet, S("</sheetData><mergeCells><mergeCell ref='C1:C9'/></mergeCells></worksheet>"));
    Piece pieces[] = { { "xl/sharedStrings.xml", buf_str(&strings) },
                       { "xl/worksheets/s1.xml", buf_str(&sheet) } };
    return zip_of(pieces, 2);
}

static void count_rows(const char *path, int rows)
{
    Arena *a = arena_new(ARENA_REQUEST);
    ArenaMark mark = arena_mark(a);
    Err e = { 0 };
    Row r;
    int n = 0;
    Sheets *s = sheets_open(path, &e);
    OK(sheets_start(s, 0, &e), e);
    for (; sheets_row(s, a, &r, &e); arena_rewind(a, mark), n++)
        assert_int_equal(r.n, 2);
    assert_int_equal(e.kind, ERR_NONE);
    assert_int_equal(n, rows);
    sheets_close(&s);
    arena_free(a);
}

/* The high-water mark of a process never falls, so this runs first, and in a child. */
static void keeps_memory_bounded(void **state)
{
    enum { ROWS = 400000 };
#ifndef __has_feature
#define __has_feature(x) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)
    enum { ALLOWED_KB = 512 << 10 }; /* sanitizers hold freed memory back */
#else
    enum { ALLOWED_KB = 24 << 10 };
#endif
    AUTO(scratch_done) Scratch small = large_file(1000);
    AUTO(scratch_done) Scratch large = large_file(ROWS);
    char kb[32] = { 0 };
    int ends[2];
    (void)state;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        long before, after;
        count_rows(small.path, 1000);
        before = resident_kb();
        count_rows(large.path, ROWS);
        after = resident_kb();
        int n = snprintf(kb, sizeof kb, "%ld", after - before);
        _exit(write(ends[1], kb, (size_t)n) != n);
    }
    assert_true(read(ends[0], kb, sizeof kb - 1) > 0);
    int64_t grown = 0;
    assert_true(str_int(str_z(kb), &grown));
    if (grown > ALLOWED_KB)
        fail_msg("reading %d rows took %d KB more than reading 1000", ROWS, (int)grown);
    close(ends[0]);
    close(ends[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_memory_bounded),
        cmocka_unit_test(reads_texts),
        cmocka_unit_test(reads_values),
        cmocka_unit_test(reads_sparse_rows),
        cmocka_unit_test(gives_merged_ranges_their_value),
        cmocka_unit_test(bounds_merged_ranges),
        cmocka_unit_test(reads_strict_files_and_prefixes),
        cmocka_unit_test(knows_the_epoch_of_1904),
        cmocka_unit_test(lists_sheets),
        cmocka_unit_test(names_what_is_wrong),
        cmocka_unit_test(refuses_what_is_too_long),
        cmocka_unit_test(refuses_rows_that_swell),
        cmocka_unit_test(refuses_bombs),
        cmocka_unit_test(refuses_secrets_and_damage),
        cmocka_unit_test(reads_back_what_it_wrote),
        cmocka_unit_test(marks_cells),
        cmocka_unit_test(writes_the_same_bytes_again),
        cmocka_unit_test(finds_names_that_spreadsheets_take),
        cmocka_unit_test(goes_on_in_a_next_sheet),
        cmocka_unit_test(leaves_nothing_behind),
        cmocka_unit_test(writes_to_standard_output),
        cmocka_unit_test(refuses_more_columns_than_it_reads),
        cmocka_unit_test(refuses_a_cell_that_xlsx_cannot_hold),
    };
    return cmocka_run_group_tests_name("sheet_xlsx", tests, NULL, NULL);
}
