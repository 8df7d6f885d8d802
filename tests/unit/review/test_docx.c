/* SPDX-License-Identifier: Apache-2.0
 * DOCX: the parts of the package, its measures, fonts, links and contents. How a word processor
 * prints it is measured by tools/check-print.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <zip.h>

#include "base/map.h"
#include "base/vec.h"
#include "review/flow.h"
#include "review/sample_doc.h"

/* A document, its archive opened, and the part that questions are asked about. */
typedef struct {
    Arena *a;
    Str bytes;
    zip_t *zip;
    xmlDocPtr part;
    xmlXPathContextPtr xpath;
} Opened;

static int open_arena(void **state)
{
    *state = arena_new(ARENA_COMMAND);
    return 0;
}

static int close_arena(void **state)
{
    arena_free(*state);
    return 0;
}

static Str written(Arena *a, const Doc *d)
{
    AUTO(buf_done) Buf b = buf_new(DOC_OUTPUT_MAX);
    Err e = { 0 };

    if (!doc_docx(a, d, &b, &e))
        fail_msg("doc_docx: %s", e.msg);
    return arena_str(a, buf_str(&b));
}

static Opened open_docx(Arena *a, const Doc *d)
{
    Opened o = { .a = a, .bytes = written(a, d) };
    zip_source_t *source = zip_source_buffer_create(o.bytes.p, o.bytes.n, 0, NULL);

    assert_non_null(source);
    o.zip = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, NULL);
    assert_non_null(o.zip);
    return o;
}

static void close_part(Opened *o)
{
    if (o->xpath)
        xmlXPathFreeContext(o->xpath);
    if (o->part)
        xmlFreeDoc(o->part);
    o->xpath = NULL;
    o->part = NULL;
}

static void close_docx(Opened *o)
{
    close_part(o);
    zip_discard(o->zip);
}

static Str file_of(const Opened *o, const char *name)
{
    zip_stat_t stat;
    zip_file_t *f;
    char *p;

    if (zip_stat(o->zip, name, 0, &stat) != 0)
        fail_msg("there is no %s", name);
    p = arena_get(o->a, (size_t)stat.size + 1);
    f = zip_fopen(o->zip, name, 0);
    assert_int_equal(zip_fread(f, p, stat.size), (zip_int64_t)stat.size);
    assert_int_equal(zip_fclose(f), 0);
    return (Str){ p, (size_t)stat.size };
}

static void open_part(Opened *o, const char *name)
{
    static const char *const spaces[][2] = {
        { "w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main" },
        { "r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships" },
        { "wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" },
        { "a", "http://schemas.openxmlformats.org/drawingml/2006/main" },
        { "ct", "http://schemas.openxmlformats.org/package/2006/content-types" },
        { "rel", "http://schemas.openxmlformats.org/package/2006/relationships" },
    };
    Str s = file_of(o, name);

    close_part(o);
    o->part = xmlReadMemory(s.p, (int)s.n, name, NULL, XML_PARSE_NONET);
    assert_non_null(o->part);
    o->xpath = xmlXPathNewContext(o->part);
    for (size_t i = 0; i < LEN(spaces); i++)
        assert_int_equal(xmlXPathRegisterNs(o->xpath, (const xmlChar *)spaces[i][0],
                                            (const xmlChar *)spaces[i][1]),
                         0);
}

/* The text that an XPath gives: of the first node, or of a number or string. */
static const char *ask(const Opened *o, const char *path)
{
    xmlXPathObjectPtr found = xmlXPathEvalExpression((const xmlChar *)path, o->xpath);
    xmlChar *text;
    const char *kept;

    if (!found)
        fail_msg("XPath: %s", path);
    text = xmlXPathCastToString(found);
    kept = arena_z(o->a, str_z((const char *)text));
    xmlFree(text);
    xmlXPathFreeObject(found);
    return kept;
}

static int64_t ask_number(const Opened *o, const char *path)
{
    int64_t n;
    const char *text = ask(o, path);

    if (!str_int(str_z(text), &n))
        fail_msg("%s is '%s'", path, text);
    return n;
}

typedef VEC(Str) Strs;

static Strs ask_all(const Opened *o, const char *path)
{
    xmlXPathObjectPtr found = xmlXPathEvalExpression((const xmlChar *)path, o->xpath);
    Strs all = { 0 };

    assert_non_null(found);
    for (int i = 0; found->nodesetval && i < found->nodesetval->nodeNr; i++) {
        xmlChar *text = xmlNodeGetContent(found->nodesetval->nodeTab[i]);
        vec_push(o->a, &all, arena_str(o->a, str_z((const char *)text)));
        xmlFree(text);
    }
    xmlXPathFreeObject(found);
    return all;
}

static Opened open_report(Arena *a, Lang lang)
{
    Doc d = sample_doc(a, SAMPLE_REPORT, lang);
    return open_docx(a, &d);
}

/* Every part is well-formed, has a type, and is where the relations say. */
static void the_package_is_whole(void **state)
{
    Opened o = open_report(*state, LANG_HANS);
    zip_int64_t n = zip_get_num_entries(o.zip, 0);

    assert_string_equal(zip_get_name(o.zip, 0, 0), "[Content_Types].xml");
    for (zip_int64_t i = 0; i < n; i++) {
        const char *name = zip_get_name(o.zip, (zip_uint64_t)i, 0);
        if (str_ends(str_z(name), S(".png")))
            assert_true(str_starts(file_of(&o, name), S("\x89PNG\r\n\x1a\n")));
        else
            open_part(&o, name);
    }
    open_part(&o, "[Content_Types].xml");
    Strs typed = ask_all(&o, "//ct:Override/@PartName");
    assert_int_equal(typed.n, 7);
    for (size_t i = 0; i < typed.n; i++)
        (void)file_of(&o, typed.p[i].p + 1);
    open_part(&o, "word/_rels/document.xml.rels");
    Strs targets = ask_all(&o, "//rel:Relationship/@Target");
    assert_int_equal(targets.n, 5 + 3);
    for (size_t i = 0; i < targets.n; i++)
        (void)file_of(&o, arena_printf(*state, "word/%.*s", STR(targets.p[i])).p);
    close_docx(&o);
}

/* 37 mm above, 28 at the left, 156 × 225 mm of text; a pitch of 225 mm / 22. */
static void the_page_is_that_of_the_standard(void **state)
{
    static const struct {
        const char *path;
        int64_t twips;
    } measures[] = {
        { "//w:pgSz/@w:w", 11906 },       { "//w:pgSz/@w:h", 16838 },
        { "//w:pgMar/@w:top", 2098 },     { "//w:pgMar/@w:left", 1587 },
        { "//w:pgMar/@w:right", 1474 },   { "//w:pgMar/@w:bottom", 1984 },
        { "//w:docGrid/@w:linePitch", 579 },
    };
    for (int lang = LANG_HANS; lang <= LANG_HANT; lang++) {
        Opened o = open_report(*state, (Lang)lang);
        open_part(&o, "word/document.xml");
        for (size_t i = 0; i < LEN(measures); i++)
            assert_int_equal(ask_number(&o, measures[i].path), measures[i].twips);
        assert_string_equal(ask(&o, "//w:docGrid/@w:type"), "linesAndChars");
        open_part(&o, "word/settings.xml");
        assert_int_equal(ask_number(&o, "count(//w:evenAndOddHeaders)"), 1);
        close_docx(&o);
    }
}

/* 28 characters of 16 points, set closer, fill a line of 156 mm, and no 29th has room. */
static void styles_fill_the_cells(void **state)
{
    Opened o = open_report(*state, LANG_HANS);
    int64_t step;

    open_part(&o, "word/styles.xml");
    step = 20 * 16L + ask_number(&o, "//w:style[@w:styleId='BodyText']/w:rPr/w:spacing/@w:val");
    assert_true(28 * step <= 8844 && 29 * step > 8844);
    assert_true(ask_number(&o, "//w:style[@w:styleId='BodyText']/w:pPr/w:spacing/@w:line") * 22 <=
                12756);
    close_docx(&o);
}

static void fonts_are_those_of_the_standard(void **state)
{
    static const struct {
        const char *style, *hans, *hant;
        int half_points;
    } cases[] = {
        { "BodyText", "仿宋_GB2312", "仿宋", 32 },
        { "Title", "方正小标宋简体", "方正小标宋_GBK", 44 },
        { "Heading1", "黑体", "黑体", 32 },
        { "Heading2", "楷体_GB2312", "楷体", 32 },
        { "Heading3", "仿宋_GB2312", "仿宋", 32 },
        { "Heading4", "仿宋_GB2312", "仿宋", 32 },
        { "Secrecy", "黑体", "黑体", 32 },
        { "Signer", "楷体_GB2312", "楷体", 32 },
        { "Imprint", "仿宋_GB2312", "仿宋", 28 },
        { "Footer", "宋体", "宋体", 28 },
    };
    for (int lang = LANG_HANS; lang <= LANG_HANT; lang++) {
        Opened o = open_report(*state, (Lang)lang);
        open_part(&o, "word/styles.xml");
        for (size_t i = 0; i < LEN(cases); i++) {
            Str style = arena_printf(*state, "//w:style[@w:styleId='%s']/w:rPr", cases[i].style);
            assert_string_equal(
                ask(&o, arena_printf(*state, "%.*s/w:rFonts/@w:eastAsia", STR(style)).p),
                lang == LANG_HANS ? cases[i].hans : cases[i].hant);
            assert_int_equal(ask_number(&o, arena_printf(*state, "%.*s/w:sz/@w:val", STR(style)).p),
                             cases[i].half_points);
        }
        close_docx(&o);
    }
}

/* Each font that the styles name has others that may stand in for it. */
static void the_font_table_names_substitutes(void **state)
{
    Opened o = open_report(*state, LANG_HANS);

    open_part(&o, "word/styles.xml");
    Strs used = ask_all(&o, "//w:rFonts/@w:eastAsia | //w:rFonts/@w:ascii");
    open_part(&o, "word/fontTable.xml");
    for (size_t i = 0; i < used.n; i++) {
        Str path =
            arena_printf(*state, "//w:font[@w:name='%.*s']/w:altName/@w:val", STR(used.p[i]));
        assert_true(str_z(ask(&o, path.p)).n > 0);
    }
    Str others = str_z(ask(&o, "//w:font[@w:name='仿宋_GB2312']/w:altName/@w:val"));
    assert_true(str_find(others, S("FangSong_GB2312")) >= 0);
    assert_true(str_find(others, S("Noto Serif CJK SC")) >= 0);
    close_docx(&o);
}

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

/* Names of bookmarks are such as Word takes, and each is there once. */
static void links_lead_to_bookmarks_and_look_like_text(void **state)
{
    Opened o = open_report(*state, LANG_HANS);
    AUTO(map_done) Map names = { 0 };
    int64_t seen;

    open_part(&o, "word/document.xml");
    Strs marks = ask_all(&o, "//w:bookmarkStart/@w:name"),
         ids = ask_all(&o, "//w:bookmarkStart/@w:id");
    for (size_t i = 0; i < marks.n; i++) {
        assert_in_range(marks.p[i].n, 1, 40);
        for (size_t k = 0; k < marks.p[i].n; k++)
            assert_true(marks.p[i].p[k] == '_' || strchr(LETTERS, marks.p[i].p[k]));
        assert_false(map_get(&names, marks.p[i], &seen));
        map_set(&names, marks.p[i], 1);
        assert_false(map_get(&names, ids.p[i], &seen));
        map_set(&names, ids.p[i], 1);
    }
    Strs links = ask_all(&o, "//w:hyperlink/@w:anchor");
    assert_int_equal(links.n, 6 + 1 + 3); /* entries, a figure, charts */
    for (size_t i = 0; i < links.n; i++)
        assert_true(map_get(&names, links.p[i], &seen));
    assert_string_equal(ask(&o, "//w:hyperlink[w:r/w:t='38']/w:r/w:t"), "38");
    assert_int_equal(ask_number(&o, "count(//w:hyperlink//w:color | //w:hyperlink//w:rStyle | "
                                    "//w:hyperlink//w:u)"),
                     0);
    close_docx(&o);
}

/* "38" leads to the heading of its figure in the appendix. */
static void a_figure_leads_to_its_place(void **state)
{
    Opened o = open_report(*state, LANG_HANS);

    open_part(&o, "word/document.xml");
    assert_string_equal(ask(&o, "string(//w:p[w:bookmarkStart/@w:name = "
                                "//w:hyperlink[w:r/w:t='38']/@w:anchor])"),
                        "接待批次");
    close_docx(&o);
}

/* A row of a table in the appendix is the place of the figure that stands first in it. */
static void a_figure_leads_to_its_row(void **state)
{
    Run words[] = { { .text = S("共") },
                    { .text = S("38"), .figure = S("visit.batches") },
                    { .text = S("、") },
                    { .text = S("9"), .figure = S("visit.unknown") } };
    Run row[] = { { .text = S("批次"), .figure = S("visit.batches") } }, cell = { .text = S("38") };
    Run label = { .text = S("附件") };
    const Runs cells[] = { { row, 1 }, { &cell, 1 } };
    const Str headings[] = { S("数据"), S("数值") };
    const DocTable t = { .ncols = 2, .nrows = 1, .headings = headings, .cells = cells };
    const Block blocks[] = { { .kind = BLOCK_TEXT, .runs = { words, LEN(words) } },
                             { .kind = BLOCK_APPENDIX, .runs = { &label, 1 } },
                             { .kind = BLOCK_TABLE, .table = &t } };
    Doc d = { .lang = LANG_HANS, .blocks = blocks, .n = LEN(blocks) };
    Opened o = open_docx(*state, &d);

    open_part(&o, "word/document.xml");
    assert_string_equal(ask(&o, "string(//w:tc//w:p[w:bookmarkStart/@w:name = "
                                "//w:hyperlink[w:r/w:t='38']/@w:anchor])"),
                        "批次");
    /* what the appendix does not explain is no link */
    assert_int_equal(ask_number(&o, "count(//w:body/w:p//w:hyperlink)"), 1);
    close_docx(&o);
}

static void the_contents_are_filled_in(void **state)
{
    Opened o = open_report(*state, LANG_HANS);

    open_part(&o, "word/document.xml");
    assert_int_equal(ask_number(&o, "count(//w:instrText[contains(., ' TOC ')])"), 1);
    assert_int_equal(ask_number(&o, "count(//w:instrText[contains(., 'PAGEREF')])"), 6);
    assert_int_equal(ask_number(&o, "count(//w:fldChar[@w:fldCharType='begin'])"), 7);
    assert_int_equal(ask_number(&o, "count(//w:fldChar[@w:fldCharType='end'])"), 7);
    Strs pages =
        ask_all(&o, "//w:p[w:pPr/w:pStyle[starts-with(@w:val, 'TOC')]]//w:hyperlink/"
                    "w:r[preceding-sibling::w:r[w:fldChar/@w:fldCharType='separate']]/w:t");
    assert_int_equal(pages.n, 6);
    for (size_t i = 0; i < pages.n; i++) {
        int64_t page;
        assert_true(str_int(pages.p[i], &page));
        assert_in_range(page, 2, 12);
    }
    close_docx(&o);
}

static void tables_repeat_their_heading(void **state)
{
    Opened o = open_report(*state, LANG_HANS);
    int64_t sum = 0, width = 0;

    open_part(&o, "word/document.xml");
    assert_int_equal(ask_number(&o, "count(//w:tbl[1]/w:tr)"), 31);
    assert_int_equal(ask_number(&o, "count(//w:tbl[1]/w:tr/w:trPr/w:tblHeader)"), 1);
    assert_int_equal(ask_number(&o, "count(//w:tbl[1]/w:tr/w:trPr/w:cantSplit)"), 31);
    Strs widths = ask_all(&o, "//w:tbl[1]/w:tblGrid/w:gridCol/@w:w");
    assert_int_equal(widths.n, 3);
    for (size_t i = 0; i < widths.n; i++) {
        assert_true(str_int(widths.p[i], &width));
        sum += width;
    }
    assert_in_range(sum, 8841, 8847);
    assert_in_range(width * 7, 4 * 8837, 4 * 8851); /* four of seven shares */
    /* numbers stand to the right */
    assert_string_equal(ask(&o, "//w:tbl[1]/w:tr[2]/w:tc[2]/w:p/w:pPr/w:jc/@w:val"), "right");
    close_docx(&o);
}

static void page_numbers_change_sides(void **state)
{
    Opened o = open_report(*state, LANG_HANS);

    open_part(&o, "word/footer1.xml");
    assert_string_equal(ask(&o, "//w:jc/@w:val"), "right");
    assert_string_equal(ask(&o, "string(/*)"), "— 1 —");
    open_part(&o, "word/footer2.xml");
    assert_string_equal(ask(&o, "//w:jc/@w:val"), "left");
    open_part(&o, "word/document.xml");
    assert_string_equal(ask(&o, "//w:footerReference[@w:type='even']/@r:id"), "footer2");
    close_docx(&o);
}

static void an_appendix_begins_a_page(void **state)
{
    Opened o = open_report(*state, LANG_HANS);

    open_part(&o, "word/document.xml");
    assert_string_equal(ask(&o, "string(//w:p[w:pPr/w:pStyle/@w:val='Appendix']"
                                "[w:pPr/w:pageBreakBefore])"),
                        "附件1");
    close_docx(&o);
}

static Doc text_doc(Arena *a, Str text)
{
    Run *run = NEW(a, Run);
    Block *block = NEW(a, Block);

    run->text = text;
    *block = (Block){ .kind = BLOCK_TEXT, .runs = { run, 1 } };
    return (Doc){ .lang = LANG_HANS, .blocks = block, .n = 1 };
}

/* Everything that XML can say comes back as it was; what it forbids is gone. */
static void any_text_comes_back(void **state)
{
    static const struct {
        const char *text, *back;
    } cases[] = {
        { "<w:t> & \"quotes\" 'and' ]]> &amp;", NULL },
        { "𠮷野家 𰻞 龘 é 👨‍👩‍👧 مرحبا", NULL },
        { "  blanks  at both ends  ", NULL },
        { "a\x01\x02\x0b\x1f\x7f\xc2\x85"
          "b\xef\xbf\xbe\xef\xbf\xbf"
          "c",
          "abc" },
        { "tab\there", "tab here" },
        { "%s %n 100%", NULL },
    };
    for (size_t i = 0; i < LEN(cases); i++) {
        Doc d = text_doc(*state, str_z(cases[i].text));
        Opened o = open_docx(*state, &d);
        open_part(&o, "word/document.xml");
        assert_string_equal(ask(&o, "string(//w:body/w:p)"),
                            cases[i].back ? cases[i].back : cases[i].text);
        close_docx(&o);
    }
}

static void a_line_end_is_a_break(void **state)
{
    Doc d = text_doc(*state, S("一\n二\n"));
    Opened o = open_docx(*state, &d);

    open_part(&o, "word/document.xml");
    assert_int_equal(ask_number(&o, "count(//w:body/w:p)"), 1);
    assert_int_equal(ask_number(&o, "count(//w:body/w:p//w:br)"), 2);
    close_docx(&o);
}

static void the_same_document_gives_the_same_bytes(void **state)
{
    for (int lang = 0; lang < LANG__N; lang++) {
        Doc d = sample_doc(*state, SAMPLE_REPORT, (Lang)lang);
        assert_true(str_eq(written(*state, &d), written(*state, &d)));
    }
}

/* Also where the clock stands in another zone. */
static void the_zone_does_not_matter(void **state)
{
    Doc d = sample_doc(*state, SAMPLE_REPORT, LANG_HANS);
    Str here, there;

    assert_int_equal(setenv("TZ", "Asia/Shanghai", 1), 0); /* NOLINT(concurrency-mt-unsafe) */
    tzset();
    here = written(*state, &d);
    assert_int_equal(setenv("TZ", "America/Lima", 1), 0); /* NOLINT(concurrency-mt-unsafe) */
    tzset();
    there = written(*state, &d);
    assert_int_equal(unsetenv("TZ"), 0); /* NOLINT(concurrency-mt-unsafe) */
    tzset();
    assert_true(str_eq(here, there));
}

static void small_documents_are_written(void **state)
{
    Doc nothing = { .lang = LANG_EN };
    const DocTable t = { 0 };
    const Block block = { .kind = BLOCK_TABLE, .table = &t };
    Doc no_columns = { .lang = LANG_HANS, .blocks = &block, .n = 1 };
    Opened o = open_docx(*state, &nothing);

    open_part(&o, "word/document.xml");
    assert_int_equal(ask_number(&o, "count(//w:body/w:p)"), 1);
    close_docx(&o);
    o = open_docx(*state, &no_columns);
    open_part(&o, "word/document.xml");
    assert_int_equal(ask_number(&o, "count(//w:tbl)"), 0);
    close_docx(&o);
}

static void limits_are_named(void **state)
{
    Doc d = { .lang = LANG_HANS, .n = DOC_BLOCKS_MAX + 1 };
    AUTO(buf_done) Buf b = buf_new(DOC_OUTPUT_MAX), small = buf_new(100);
    Err e = { 0 };

    assert_false(doc_docx(*state, &d, &b, &e));
    assert_string_equal(e.msg, "a document has at most 20000 blocks; this one has 20001");
    err_clear(&e);
    d = text_doc(*state, S("text"));
    assert_false(doc_docx(*state, &d, &small, &e));
    assert_string_equal(e.msg, "the document would be larger than 64 MB");
}

#define CASE(fn) cmocka_unit_test_setup_teardown(fn, open_arena, close_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(the_package_is_whole),
        CASE(the_page_is_that_of_the_standard),
        CASE(styles_fill_the_cells),
        CASE(fonts_are_those_of_the_standard),
        CASE(the_font_table_names_substitutes),
        CASE(links_lead_to_bookmarks_and_look_like_text),
        CASE(a_figure_leads_to_its_place),
        CASE(a_figure_leads_to_its_row),
        CASE(the_contents_are_filled_in),
        CASE(tables_repeat_their_heading),
        CASE(page_numbers_change_sides),
        CASE(an_appendix_begins_a_page),
        CASE(any_text_comes_back),
        CASE(a_line_end_is_a_break),
        CASE(the_same_document_gives_the_same_bytes),
        CASE(the_zone_does_not_matter),
        CASE(small_documents_are_written),
        CASE(limits_are_named),
    };
    return cmocka_run_group_tests_name("docx", tests, NULL, NULL);
}
