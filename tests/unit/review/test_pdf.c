/* SPDX-License-Identifier: Apache-2.0
 * PDF: valid, the same each time, with lines broken as the standard wants them. How it looks is
 * measured by tools/check-print.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "review/pdf_parts.h"
#include "review/sample_doc.h"

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

static Str printed(Arena *a, const Doc *d, Str *replaced)
{
    AUTO(buf_done) Buf b = buf_new(DOC_OUTPUT_MAX);
    Err e = { 0 };

    if (!doc_pdf(a, d, &b, replaced, &e))
        fail_msg("doc_pdf: %s", e.msg);
    return arena_str(a, buf_str(&b));
}

static size_t count(Str s, Str what)
{
    size_t n = 0;
    ptrdiff_t at;

    for (; (at = str_find(s, what)) >= 0; n++)
        s = str_part(s, (size_t)at + what.n, SIZE_MAX);
    return n;
}

static Doc text_doc(Arena *a, Lang lang, Str text)
{
    Run *run = NEW(a, Run);
    Block *block = NEW(a, Block);

    run->text = text;
    *block = (Block){ .kind = BLOCK_TEXT, .runs = { run, 1 } };
    return (Doc){ .lang = lang, .blocks = block, .n = 1 };
}

/* A figure of the text and one of a chart lead to the appendix, six entries to their headings. */
static void a_report_has_pages_links_and_bookmarks(void **state)
{
    for (int lang = 0; lang < LANG__N; lang++) {
        Doc d = sample_doc(*state, SAMPLE_REPORT, (Lang)lang);
        Str replaced, pdf = printed(*state, &d, &replaced);
        assert_true(str_starts(pdf, S("%PDF-1.")));
        assert_true(str_ends(str_trim(pdf), S("%%EOF")));
        assert_in_range(count(pdf, S("/Type /Page %")), 5, 12);
        assert_int_equal(count(pdf, S("/Subtype /Link")), 6 + 1 + 3);
        assert_int_equal(count(pdf, S("/Type /Outlines")), 1);
        assert_true(count(pdf, S("/ToUnicode")) > 0);
    }
}

static void full_pages_have_22_lines_of_28(void **state)
{
    Doc d = sample_doc(*state, SAMPLE_GRID, LANG_HANS);
    Str replaced, pdf = printed(*state, &d, &replaced);

    /* 60 × 28 characters and an indent of two are 61 lines */
    assert_int_equal(count(pdf, S("/Type /Page %")), (61 + 21) / 22);
}

static void the_same_document_gives_the_same_bytes(void **state)
{
    for (int lang = 0; lang < LANG__N; lang++) {
        Doc d = sample_doc(*state, SAMPLE_REPORT, (Lang)lang);
        Str r, first = printed(*state, &d, &r), again = printed(*state, &d, &r);
        assert_true(str_eq(first, again));
    }
}

static void the_date_is_that_of_the_imprint(void **state)
{
    Doc d = text_doc(*state, LANG_EN, S("Text"));
    Str replaced;

    d.frame.printed_on = 20260121;
    assert_int_equal(count(printed(*state, &d, &replaced), S("Date (20260121000000")), 2);
    d.frame.printed_on = 0;
    assert_int_equal(count(printed(*state, &d, &replaced), S("Date (20000101000000")), 2);
}

static void an_empty_document_is_a_page(void **state)
{
    Doc d = { .lang = LANG_HANS };
    Str replaced, pdf = printed(*state, &d, &replaced);

    assert_int_equal(count(pdf, S("/Type /Page %")), 1);
}

static void any_text_can_be_printed(void **state)
{
    static const char *const texts[] = {
        "",
        "\n",
        "\n\n\n一\n\n",
        " ",
        "　",
        "\x01\x02\x1f\x7f一\xef\xbf\xbe\xef\xbf\xbf",
        "𠮷野家 𰻞 㐂 龘靐齉 ⿰亻侨",
        "مرحبا بكم في الاتحاد 2025 نص طويل", /* from right to left */
        "中文 مرحبا 中文 שלום 中文",
        "สวัสดีชาวจีนโพ้นทะเล", /* without blanks */
        "Tiếng Việt có dấu; e\xcc\x81\xcc\x82\xcc\x83 combining",
        "👨‍👩‍👧‍👦🇨🇳👍🏽",
        "（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（",
        "。。。。。。。。。。。。。。。。。。。。。。。。。。。。。。。。。。。。。。。。。。。。",
        "————————————————————————————————————————————————————————————————",
        "\xf4\x8f\xbf\xbd\xee\x80\x80\xf3\xb0\x80\x80", /* private and unassigned */
    };
    for (size_t i = 0; i < LEN(texts); i++)
        for (int lang = 0; lang < LANG__N; lang++) {
            Doc d = text_doc(*state, (Lang)lang, str_z(texts[i]));
            Str replaced;
            d.title = d.frame.issuer = d.frame.number = d.frame.copies_to = str_z(texts[i]);
            assert_true(printed(*state, &d, &replaced).n > 0);
        }
}

/* The lines of a text, set in the width of a page. */
typedef struct {
    Flow flow;
    Fonts fonts;
    Setter setter;
    TextLines lines;
} Set;

static void set_up(Set *s, Arena *a, Lang lang, Str text)
{
    Doc d = text_doc(a, lang, text);
    Err e = { 0 };

    *s = (Set){ 0 };
    assert_true(flow_build(a, &d, &s->flow, &e));
    fonts_choose(a, &s->flow, LANG_EN, &s->fonts);
    assert_false(s->fonts.none);
    setter_init(&s->setter, a, &s->fonts, lang);
    s->lines = set_text(&s->setter, &(Paragraph){ .runs = s->flow.p[0].runs,
                                                  .style = &s->flow.layout->text[TEXT_BODY],
                                                  .width = s->flow.layout->width });
}

static void tear_down(Set *s)
{
    setter_done(&s->setter);
    flow_done(&s->flow);
}

static Str line_text(Arena *a, const TextLine *line)
{
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);

    for (size_t i = 0; i < line->n; i++) {
        const PangoItem *item = line->p[i].glyphs->item;
        buf_put(&b, (Str){ line->p[i].text + item->offset, (size_t)item->length });
    }
    return arena_str(a, buf_str(&b));
}

static void lines_are_broken_by_the_rules(void **state)
{
    static const struct {
        const char *text, *first; /* and where its first line ends */
    } cases[] = {
        /* 28 characters fit */
        { "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九",
          "一二三四五六七八九十一二三四五六七八九十一二三四五六七八" },
        /* no mark begins a line: a character goes down with it */
        { "一二三四五六七八九十一二三四五六七八九十一二三四五六七八，九",
          "一二三四五六七八九十一二三四五六七八九十一二三四五六七" },
        { "一二三四五六七八九十一二三四五六七八九十一二三四五六七”。九",
          "一二三四五六七八九十一二三四五六七八九十一二三四五六" },
        /* no opening mark ends one */
        { "一二三四五六七八九十一二三四五六七八九十一二三四五六七《八》九",
          "一二三四五六七八九十一二三四五六七八九十一二三四五六七" },
        { "一二三四五六七八九十一二三四五六七八九十一二三四五六七“八”九",
          "一二三四五六七八九十一二三四五六七八九十一二三四五六七" },
        /* a line may be broken beside a quotation mark */
        { "一二三四五六七八九十一二三四五六七八九十一二三四五六七”八九",
          "一二三四五六七八九十一二三四五六七八九十一二三四五六七”" },
        /* numbers stay whole, and so do words and codes with hyphens */
        { "一二三四五六七八九十一二三四五六七八九十一二三四五六七2025年",
          "一二三四五六七八九十一二三四五六七八九十一二三四五六七" },
        { "一二三四五六七八九十一二三四五六七八九十一二三四五六1,980.5万元",
          "一二三四五六七八九十一二三四五六七八九十一二三四五六" },
        { "一二三四五六七八九十一二三四五六七八九十一二三四五36.5%的",
          "一二三四五六七八九十一二三四五六七八九十一二三四五36.5%" },
        { "一二三四五六七八九十一二三四五六七八九十一二三四Federation的",
          "一二三四五六七八九十一二三四五六七八九十一二三四" },
        /* but a number may part from its unit */
        { "一二三四五六七八九十一二三四五六七八九十一二三四五六2025年",
          "一二三四五六七八九十一二三四五六七八九十一二三四五六2025" },
        /* dashes and dots of two cells are whole */
        { "一二三四五六七八九十一二三四五六七八九十一二三四五六七——八",
          "一二三四五六七八九十一二三四五六七八九十一二三四五六" },
        { "一二三四五六七八九十一二三四五六七八九十一二三四五六七……八",
          "一二三四五六七八九十一二三四五六七八九十一二三四五六" },
        /* a line end in the text is one */
        { "一二\n三四", "一二" },
    };
    for (size_t i = 0; i < LEN(cases); i++) {
        Set s;
        set_up(&s, *state, LANG_HANS, str_z(cases[i].text));
        assert_true(s.lines.n >= 2);
        Str got = line_text(*state, &s.lines.p[0]);
        if (!str_eq(got, str_z(cases[i].first)))
            fail_msg("'%s' begins with '%.*s'", cases[i].text, STR(got));
        tear_down(&s);
    }
}

/* All but the last are as wide as the text area; no cluster is lost. */
static void lines_are_justified(void **state)
{
    Str text =
        S("2025年，市侨联坚持“以侨为桥”，全年共接待38批来自25个国家和地区的海外侨团1,980人次；走访"
          "慰问归侨侨眷120户，发放慰问金36.5万元，邮箱qiao@example.org，电话0592-1234567。");
    AUTO(buf_done) Buf all = buf_new(BUF_PAGE);
    Set s;

    set_up(&s, *state, LANG_HANS, text);
    for (size_t i = 0; i < s.lines.n; i++) {
        const TextLine *line = &s.lines.p[i];
        buf_put(&all, line_text(*state, line));
        if (i + 1 < s.lines.n)
            assert_true(line->width > s.flow.layout->width - 0.5);
        assert_true(line->x + line->width < s.flow.layout->width + 0.5);
    }
    assert_true(str_eq(buf_str(&all), text));
    tear_down(&s);
}

/* A word that is longer than a line is broken anywhere. */
static void a_word_without_end_is_broken(void **state)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    Set s;

    for (int i = 0; i < 5000; i++)
        buf_putc(&b, 'x');
    set_up(&s, *state, LANG_EN, arena_str(*state, buf_str(&b)));
    assert_in_range(s.lines.n, 50, 200);
    for (size_t i = 0; i < s.lines.n; i++)
        assert_true(s.lines.p[i].width < s.flow.layout->width + 0.5);
    tear_down(&s);
}

static void english_is_not_stretched(void **state)
{
    Set s;

    set_up(
        &s, *state, LANG_EN,
        S("The federation received guests from many countries and held meetings with associations "
          "abroad; it brought the first of its readers together with the villages of their "
          "forebears, and the archives with those who look for them."));
    assert_true(s.lines.n > 2);
    assert_true(str_ends(line_text(*state, &s.lines.p[0]), S(" ")));
    assert_true(s.lines.p[0].width < s.flow.layout->width);
    tear_down(&s);
}

/* Latin text needs none of the fonts of the standard. */
static void replaced_fonts_are_told(void **state)
{
    Doc zh = sample_doc(*state, SAMPLE_REPORT, LANG_HANS),
        en = text_doc(*state, LANG_EN, S("Text"));
    Str replaced, rest, line;
    size_t n = 0;

    (void)printed(*state, &en, &replaced);
    assert_int_equal(replaced.n, 0);
    (void)printed(*state, &zh, &replaced);
    for (rest = replaced; str_next(&rest, '\n', &line) && line.n; n++)
        assert_true(str_find(line, S(" is not installed; ")) > 0);
    assert_in_range(n, 0, 5);
}

/* Characters that a font lacks choose another one for the whole document. */
static void a_font_must_have_the_characters(void **state)
{
    Set hans, hant;

    set_up(&hans, *state, LANG_HANS, S("临海市归国华侨联合会"));
    set_up(&hant, *state, LANG_HANT, S("临海市归国华侨联合会")); /* simplified, by mistake */
    assert_string_not_equal(hant.fonts.of[FONT_FANGSONG].family, "cwTeXFangSong");
    assert_string_not_equal(hans.fonts.of[FONT_FANGSONG].family, "cwTeXFangSong");
    tear_down(&hans);
    tear_down(&hant);
}

static Doc table_doc(Arena *a, size_t ncols, size_t nrows, Str text)
{
    DocTable *t = NEW(a, DocTable);
    Str *headings = NEWN(a, Str, ncols + 1);
    Runs *cells = NEWN(a, Runs, ncols * nrows + 1);
    Run *run = NEW(a, Run);
    Block *block = NEW(a, Block);

    run->text = text;
    for (size_t i = 0; i < ncols * nrows; i++)
        cells[i] = (Runs){ run, 1 };
    for (size_t i = 0; i < ncols; i++)
        headings[i] = S("列");
    *t = (DocTable){ .ncols = ncols, .nrows = nrows, .headings = headings, .cells = cells };
    *block = (Block){ .kind = BLOCK_TABLE, .table = t };
    return (Doc){ .lang = LANG_HANS, .blocks = block, .n = 1 };
}

/* None, too many for their width, and rows that are longer than a page. */
static void tables_of_any_size_are_printed(void **state)
{
    Str replaced;
    Doc none = table_doc(*state, 0, 0, S("")), empty = table_doc(*state, 3, 0, S(""));
    Doc wide = table_doc(*state, FLOW_COLUMNS_MAX, 3, S("一二三"));
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);

    for (int i = 0; i < 4000; i++)
        buf_put(&b, S("字"));
    Doc tall = table_doc(*state, 2, 2, buf_str(&b));
    assert_int_equal(count(printed(*state, &none, &replaced), S("/Type /Page %")), 1);
    assert_int_equal(count(printed(*state, &empty, &replaced), S("/Type /Page %")), 1);
    assert_int_equal(count(printed(*state, &wide, &replaced), S("/Type /Page %")), 1);
    /* 18 characters in a line, 225 lines in a row */
    assert_in_range(count(printed(*state, &tall, &replaced), S("/Type /Page %")), 12, 20);
}

static void limits_are_named(void **state)
{
    enum { LONG = FLOW_PARAGRAPH_MAX + 1 };
    char *text = arena_get(*state, LONG);
    memset(text, 'a', LONG);
    Run run = { .text = { text, FLOW_PARAGRAPH_MAX } };
    Block *many = NEWN(*state, Block, DOC_BLOCKS_MAX + 1);
    for (size_t i = 0; i <= DOC_BLOCKS_MAX; i++)
        many[i] = (Block){ .kind = BLOCK_TEXT, .runs = { &run, i < 9 } };
    Chart chart = { .n = FLOW_POINTS_MAX + 1 };
    Block of_chart = { .kind = BLOCK_CHART, .chart = &chart };
    const Chart small = { .n = 0 };
    Block *charts = NEWN(*state, Block, FLOW_CHARTS_MAX + 1);
    for (size_t i = 0; i <= FLOW_CHARTS_MAX; i++)
        charts[i] = (Block){ .kind = BLOCK_CHART, .chart = &small };
    const struct {
        Doc d;
        const char *says;
    } cases[] = {
        { { .blocks = many, .n = DOC_BLOCKS_MAX + 1 }, "at most 20000 blocks; this one has 20001" },
        { { .blocks = many, .n = 9 }, "at most 2 MB" },
        { text_doc(*state, LANG_EN, (Str){ text, LONG }), "at most 256 KB" },
        { table_doc(*state, FLOW_COLUMNS_MAX + 1, 1, S("")), "61 columns; a document takes 60" },
        { table_doc(*state, 50, 2001, S("")), "at most 100000 cells" },
        { { .blocks = &of_chart, .n = 1 }, "at most 1000 points; this one has 1001" },
        { { .blocks = charts, .n = FLOW_CHARTS_MAX + 1 }, "at most 200 charts" },
    };
    for (size_t i = 0; i < LEN(cases); i++) {
        AUTO(buf_done) Buf b = buf_new(DOC_OUTPUT_MAX);
        Err e = { 0 };
        Str replaced;
        assert_false(doc_pdf(*state, &cases[i].d, &b, &replaced, &e));
        assert_int_equal(e.kind, ERR_INVALID);
        if (str_find(str_z(e.msg), str_z(cases[i].says)) < 0)
            fail_msg("'%s' instead of '%s'", e.msg, cases[i].says);
    }
}

/* What a Buf does not take is an error and no half document. */
static void output_has_a_limit(void **state)
{
    Doc d = sample_doc(*state, SAMPLE_REPORT, LANG_HANS);
    AUTO(buf_done) Buf b = buf_new(1000);
    Err e = { 0 };
    Str replaced;

    assert_false(doc_pdf(*state, &d, &b, &replaced, &e));
    assert_string_equal(e.msg, "the document would be larger than 64 MB");
}

#define CASE(fn) cmocka_unit_test_setup_teardown(fn, open_arena, close_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_report_has_pages_links_and_bookmarks),
        CASE(full_pages_have_22_lines_of_28),
        CASE(the_same_document_gives_the_same_bytes),
        CASE(the_date_is_that_of_the_imprint),
        CASE(an_empty_document_is_a_page),
        CASE(any_text_can_be_printed),
        CASE(lines_are_broken_by_the_rules),
        CASE(lines_are_justified),
        CASE(a_word_without_end_is_broken),
        CASE(english_is_not_stretched),
        CASE(replaced_fonts_are_told),
        CASE(a_font_must_have_the_characters),
        CASE(tables_of_any_size_are_printed),
        CASE(limits_are_named),
        CASE(output_has_a_limit),
    };
    return cmocka_run_group_tests_name("pdf", tests, NULL, NULL);
}
