/* SPDX-License-Identifier: Apache-2.0
 * Documents as HTML and Markdown, charts as SVG: structure, and text that stays text.
 */
#include "review/doc.h"

#include "support.h"

static const DocLinks links = { .before = "/figure/", .behind = "?period=2024&unit=1" };

static void holds(const Buf *b, const char *what)
{
    if (str_find(buf_str(b), str_z(what)) < 0)
        fail_msg("no '%s' in:\n%.*s", what, STR(buf_str(b)));
}

static void lacks(const Buf *b, const char *what)
{
    if (str_find(buf_str(b), str_z(what)) >= 0)
        fail_msg("'%s' in:\n%.*s", what, STR(buf_str(b)));
}

typedef void Maker(Arena *a, const Doc *d, const DocLinks *links, Buf *out);

static Buf make(Maker *maker, const Doc *d)
{
    Arena *a = arena_new(ARENA_REQUEST);
    Buf b = buf_new(BUF_PAGE);
    maker(a, d, &links, &b);
    assert_false(b.failed);
    arena_free(a);
    return b;
}

static Runs one(Run *r)
{
    return (Runs){ r, 1 };
}

static void links_figures(void **state)
{
    Run runs[] = { { .text = S("接待") },
                   { .text = S("30多"), .figure = S("visit.<x>") },
                   { .text = S("批 <b>&\"'"), .strong = true } };
    Block b = { .kind = BLOCK_TEXT, .runs = { runs, LEN(runs) }, .anchor = S("here") };
    Doc d = { .lang = LANG_HANS, .title = S("一\n二<"), .blocks = &b, .n = 1 };
    AUTO(buf_done) Buf out = make(doc_html_body, &d);
    (void)state;
    holds(&out, "<h1>一<br>二&lt;</h1>");
    holds(&out, "<p class=\"body\" id=\"here\">接待<a class=\"figure\""
                " href=\"/figure/visit.%3Cx%3E?period=2024&amp;unit=1\">30多</a>");
    holds(&out, "<strong>批 &lt;b&gt;&amp;&quot;&#39;</strong></p>");
    lacks(&out, "<b>");
    lacks(&out, "<nav");
}

/* A level that is left out does not leave out a heading, and items stand in one list. */
static void keeps_structure(void **state)
{
    Run text = { .text = S("x") };
    Block blocks[] = {
        { .kind = BLOCK_HEADING, .level = 1, .runs = one(&text), .anchor = S("first") },
        { .kind = BLOCK_HEADING, .level = 3, .runs = one(&text) },
        { .kind = BLOCK_ITEM, .runs = one(&text) },
        { .kind = BLOCK_ITEM, .runs = one(&text) },
        { .kind = BLOCK_TEXT, .runs = one(&text) },
        { .kind = BLOCK_APPENDIX, .runs = one(&text) },
        { .kind = BLOCK_HEADING, .level = 4, .runs = one(&text) },
        { .kind = BLOCK_ITEM, .runs = one(&text) },
    };
    Doc d = { .title = S("t"), .blocks = blocks, .n = LEN(blocks), .contents = true };
    AUTO(buf_done) Buf out = make(doc_html_body, &d);
    (void)state;
    holds(&out, "<h2 id=\"first\">x</h2>\n<h3 id=\"part-2\">x</h3>");
    holds(&out, "<ul>\n<li>x</li>\n<li>x</li>\n</ul>\n<p");
    holds(&out, "<h2 id=\"part-6\" class=\"appendix\"><span>x</span></h2>\n<h3");
    holds(&out, "<li>x</li>\n</ul>\n</div>");
    holds(&out, "<li><a href=\"#first\">x</a></li>\n<li><a href=\"#part-6\">x</a></li>");
}

static void shows_tables_and_the_frame(void **state)
{
    static const Str headings[] = { S("a"), S("b") };
    static const bool numeric[] = { false, true };
    Run cell = { .text = S("<1>") }, sign[] = { { .text = S("署名") }, { .text = S("日期") } };
    Runs cells[] = { one(&cell), one(&cell) };
    DocTable t = { .caption = S("c"),
                   .ncols = 2,
                   .nrows = 1,
                   .headings = headings,
                   .cells = cells,
                   .numeric = numeric };
    Block blocks[] = { { .kind = BLOCK_TABLE, .table = &t },
                       { .kind = BLOCK_SIGNATURE, .runs = { sign, 2 } },
                       { .kind = BLOCK_ATTACHMENTS, .runs = { sign, 2 } } };
    Doc d = { .title = S("t"),
              .blocks = blocks,
              .n = LEN(blocks),
              .frame = { .issuer = S("机关&"), .number = S("〔2025〕3号") } };
    AUTO(buf_done) Buf out = make(doc_html_body, &d);
    (void)state;
    holds(&out, "<th scope=\"col\" class=\"number\">b</th>");
    holds(&out, "<tr><td>&lt;1&gt;</td><td class=\"number\">&lt;1&gt;</td></tr>");
    holds(&out, "<p class=\"signature\">署名<br>日期</p>");
    holds(&out, "<p>Attachments:</p>");
    holds(&out, "<p class=\"issuer\">机关&amp;</p>");
    lacks(&out, "<footer>");
}

static void stands_alone(void **state)
{
    Doc d = { .lang = LANG_HANT, .title = S("a\nb") };
    AUTO(buf_done) Buf out = make(doc_html, &d);
    (void)state;
    holds(&out, "<!DOCTYPE html>\n<html lang=\"zh-Hant\">");
    holds(&out, "<title>a b </title>\n<style>");
    holds(&out, ".review");
    lacks(&out, "<script");
    lacks(&out, " style=");
    lacks(&out, "<link");
}

static void draws_charts(void **state)
{
    static const ChartKind kinds[] = { CHART_BARS, CHART_LINE, CHART_TILES };
    static const ChartPoint points[] = { { .label = S("<马>"), .code = S("MY"), .value = 5 },
                                         { .label = S("b\"&"), .code = S("SB"), .value = 3 },
                                         { .label = S("c"), .code = S("PH"), .missing = true } };
    Arena *a = arena_new(ARENA_REQUEST);
    (void)state;
    for (size_t i = 0; i < LEN(kinds); i++) {
        Chart c = {
            .kind = kinds[i], .title = S("<t>"), .unit = S("批"), .p = points, .n = LEN(points)
        };
        AUTO(buf_done) Buf out = buf_new(BUF_PAGE);
        chart_svg(a, &c, LANG_HANS, 640, &out);
        holds(&out, "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart ");
        holds(&out, " role=\"img\"");
        holds(&out, "&lt;t&gt;");
        holds(&out, "</svg>");
        holds(&out, " width=\"640.00\"");
        lacks(&out, "<t>");
        lacks(&out, "<马>");
        lacks(&out, "style=");
        lacks(&out, "nan");
    }
    arena_free(a);
}

static void writes_markdown(void **state)
{
    Run runs[] = { { .text = S("1. *a* [b] <c>") }, { .text = S("30多"), .figure = S("v.x") } };
    Run item = { .text = S("- x") };
    static const ChartPoint points[] = { { .label = S("a|b"), .value = 125 },
                                         { .label = S("c"), .missing = true } };
    Chart chart = { .title = S("图"), .unit = S("元"), .places = 2, .p = points, .n = 2 };
    Block blocks[] = { { .kind = BLOCK_HEADING, .level = 2, .runs = one(runs), .anchor = S("h") },
                       { .kind = BLOCK_TEXT, .runs = { runs, 2 } },
                       { .kind = BLOCK_ITEM, .runs = one(&item) },
                       { .kind = BLOCK_ITEM, .runs = one(&item) },
                       { .kind = BLOCK_CHART, .chart = &chart } };
    Doc d = { .title = S("t_1"), .blocks = blocks, .n = LEN(blocks) };
    AUTO(buf_done) Buf out = make(doc_markdown, &d);
    (void)state;
    holds(&out, "# t\\_1\n\n<a id=\"h\"></a>\n\n### 1. \\*a\\* \\[b\\] \\<c\\>\n\n");
    holds(&out, "1\\. \\*a\\*");
    holds(&out, "[30多](</figure/v.x?period=2024&unit=1>)\n\n");
    holds(&out, "- \\- x\n- \\- x\n\n");
    holds(&out, "||元|\n|---|---:|\n|a\\|b|1.25|\n|c||\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(links_figures),  cmocka_unit_test(keeps_structure),
        cmocka_unit_test(shows_tables_and_the_frame), cmocka_unit_test(stands_alone),
        cmocka_unit_test(draws_charts),   cmocka_unit_test(writes_markdown),
    };
    return cmocka_run_group_tests_name("html", tests, NULL, NULL);
}
