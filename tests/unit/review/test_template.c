/* SPDX-License-Identifier: Apache-2.0
 * Templates: what each part of the language makes of four visits, and what is said of a template
 * that is wrong.
 *
 * Documents are compared as text: "# " and so on for headings, "«36»" for a run that opens a
 * figure, tables and charts in square brackets.
 */
#include "engine/fixture.h"

#include "figure/impl.h"
#include "review/template_impl.h"

/* ---- the store ---- */

static FigureDef figure(Fixture *f, const char *name, const char *query)
{
    return (FigureDef){ .name = str_z(name),
                        .labels = { str_z(name), str_z(name), str_z(name) },
                        .units = { S("visits"), S("次"), S("次") },
                        .type = registry_find(f->c.types, S("visit")),
                        .query = str_z(query) };
}

static void add(Fixture *f, Figures *all, FigureDef d)
{
    vec_push(f->arena, &all->list, d);
}

static const Figures *make_figures(Fixture *f)
{
    static const char in_year[] = "visit where began in period";
    Figures *all = NEW(f->arena, Figures);
    FigureDef d;

    add(f, all, figure(f, "visit.all", in_year));
    add(f, all, figure(f, "visit.galas", "visit where began in period and kind = gala"));
    d = figure(f, "visit.people", in_year);
    d.count = COUNT_SUM;
    d.of = S("size");
    d.note = S("hosts are not counted");
    add(f, all, d);
    d = figure(f, "visit.guides", in_year);
    d.count = COUNT_PEOPLE;
    d.of = S("guide");
    add(f, all, d);
    d = figure(f, "visit.cost", in_year);
    d.count = COUNT_SUM;
    d.of = S("cost");
    add(f, all, d);
    d = figure(f, "visit.countries", in_year);
    d.count = COUNT_DISTINCT;
    d.of = S("country");
    add(f, all, d);
    d = figure(f, "visit.ever", in_year);
    d.period = PERIOD_AT;
    add(f, all, d);
    d = figure(f, "visit.leaders", in_year);
    d.count = COUNT_DISTINCT;
    d.of = S("leader");
    add(f, all, d);
    return all;
}

static void visit_for(Fixture *f, const char *title, const char *began, int64_t size,
                      const char *country, const char *cost)
{
    Record *r = fixture_visit(f, title, began, size);
    Check k = { 0 };
    Err e = { 0 };
    r->key = str_z(arena_printf(f->arena, "K-%s", title).p);
    fixture_set(f, r, V_COUNTRY, country);
    fixture_set(f, r, V_COST, cost);
    fixture_set(f, r, V_NAME, "Lim");
    OK(store_create(&f->c, r, &k, &e), e);
}

static void visit(Fixture *f, const char *title, const char *began, int64_t size,
                  const char *country)
{
    visit_for(f, title, began, size, country, "50000");
}

static void fill(Fixture *f)
{
    visit(f, "Alpha", "2024-03-05", 20, "MY");
    visit(f, "Beta", "2024-03-20", 15, "SB");
    visit(f, "Gamma", "2024-07", 3, "MY");
    visit(f, "Old", "2023-05-05", 10, "MY");
}

/* ---- documents as text ---- */

static void dump_runs(const Runs *r, Buf *out)
{
    for (size_t i = 0; i < r->n; i++)
        buf_printf(out, r->p[i].figure.n ? "«%.*s»" : "%.*s", STR(r->p[i].text));
}

static void dump_table(const DocTable *t, Buf *out)
{
    buf_printf(out, "[%.*s", STR(t->caption));
    for (size_t i = 0; i < t->ncols; i++)
        buf_printf(out, "%s%.*s", i ? "|" : ": ", STR(t->headings[i]));
    for (size_t i = 0; i < t->nrows * t->ncols; i++) {
        buf_printf(out, i % t->ncols ? "|" : " / ");
        dump_runs(&t->cells[i], out);
    }
    buf_printf(out, "]");
}

static void dump_chart(const Chart *c, Buf *out)
{
    static const char *const kinds[] = { "bars", "line", "tiles" };
    buf_printf(out, "[%s %.*s:", kinds[c->kind], STR(c->title));
    for (size_t i = 0; i < c->n; i++) {
        buf_printf(out, " %.*s=", STR(c->p[i].label));
        if (c->p[i].missing)
            buf_printf(out, "?");
        else
            buf_int(out, c->p[i].value);
    }
    buf_printf(out, "]");
}

static void dump_block(const Block *b, Buf *out)
{
    static const char *const marks[BLOCK__N] = {
        [BLOCK_HEADING] = "",   [BLOCK_TEXT] = "",          [BLOCK_ADDRESSEE] = "to: ",
        [BLOCK_ITEM] = "- ",    [BLOCK_TABLE] = "",         [BLOCK_CHART] = "",
        [BLOCK_NOTE] = "note ", [BLOCK_SIGNATURE] = "by: ", [BLOCK_ATTACHMENTS] = "with: ",
        [BLOCK_APPENDIX] = "annex: ",
    };
    buf_printf(out, "%.*s%s%s", b->level, "####", b->level ? " " : "", marks[b->kind]);
    if (b->anchor.n)
        buf_printf(out, "(%.*s) ", STR(b->anchor));
    dump_runs(&b->runs, out);
    if (b->kind == BLOCK_TABLE)
        dump_table(b->table, out);
    if (b->kind == BLOCK_CHART)
        dump_chart(b->chart, out);
    buf_printf(out, "\n");
}

static Str dump(Arena *a, const Doc *d)
{
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    if (d->title.n)
        buf_printf(&b, "= %.*s\n", STR(d->title));
    for (size_t i = 0; i < d->n; i++)
        dump_block(&d->blocks[i], &b);
    return arena_str(a, buf_str(&b));
}

static bool build(Fixture *f, const Figures *all, const char *text, Lang lang, Review *out, Err *e)
{
    ReviewOrder o = { .text = str_z(text),
                      .name = S("t.txt"),
                      .lang = lang,
                      .office = S("Harbour Federation"),
                      .office_short = S("the federation"),
                      .issued = 20250120 };
    if (!scope_period(&f->c, S("2024"), &o.scope, e))
        return false;
    f->c.today = 20260101;
    return review_build(&f->c, all, &o, out, e);
}

/* ---- what parts become ---- */

typedef struct {
    const char *text, *becomes;
} Case;

/* Paragraphs, headings, items, comments, escapes. */
static const Case lines[] = {
    { "= Review of {{year}}\n\nText.", "= Review of 2024\nText.\n" },
    { "One\ntwo.\n\n\nThree.", "One two.\nThree.\n" },
    { "一行\n二行", "一行二行\n" },
    { "投洽会\n24 届", "投洽会24 届\n" },
    { "// a remark\nOne\n// another\ntwo.", "One two.\n" },
    { "- a\n- b\n  c", "- a\n- b c\n" },
    { "== A\n\nx\n\n=== B\n\ny\n\n== C\n\nz", "# A\nx\n## B\ny\n# C\nz\n" },
    { "\\{{ \\[[ \\]] \\}\\} \\|| \\\\ \\- \\=", "{{ [[ ]] }} || \\ - =\n" },
    { "\\- no item\n\n\\= no title", "- no item\n= no title\n" },
    { "a // b", "a // b\n" },
    { "", "" },
    { "\xEF\xBB\xBF= T\r\n\r\nx\r\n", "= T\nx\n" },
};

static const Case values[] = {
    { "{{period}} {{year}} {{last_year}} {{next_year}}", "2024 2024 2023 2025\n" },
    { "{{office}}, {{office_short}}", "Harbour Federation, the federation\n" },
    { "{{issued}} {{until}}", "20 January 2025 31 December 2024\n" },
    { "{{visit.all}} visits", "«3» visits\n" },
    { "{{ visit.all }} of {{visit.people|duo}}", "«3» of «more than 30»\n" },
    { "{{visit.people|near}}", "«nearly 40»\n" },
    { "{{visit.all|words}} and {{visit.all|ordinal}}", "«three» and «third»\n" },
    { "{{visit.cost}} {{visit.cost|money}} {{visit.cost|wan}}", "«150,000» «150,000 yuan» «150,000 yuan»\n" },
    { "{{visit.all|\"some\"}}", "«some»\n" },
    { "{{visit.galas}} galas", "«0» galas\n" },
    { "{{visit.guides}} guides", "«not available» guides\n" },
    { "{{visit.all}} {{plural visit.all \"visit\" \"visits\"}}", "«3» visits\n" },
};

/* Pieces vanish, and what they leave behind is mended. */
static const Case pieces[] = {
    { "[[We held {{visit.all}} visits.]]", "We held «3» visits.\n" },
    { "a [[{{visit.galas}} galas]] b", "" },
    { "{{visit.all}} visits[[, {{visit.galas}} of them galas]], in the year.",
      "«3» visits, in the year.\n" },
    { "{{visit.all}}[[; {{visit.galas}} galas;]][[ {{visit.guides}} guides]].", "«3».\n" },
    { "接待{{visit.all}}次；[[晚会{{visit.galas}}场；]][[讲座{{visit.galas}}场]]。", "接待«3»次。\n" },
    { "[[晚会{{visit.galas}}场，]]接待{{visit.all}}次，[[讲座{{visit.galas}}场。]]", "接待«3»次。\n" },
    { "[[{{visit.galas}} galas||{{visit.all}} visits]]", "«3» visits\n" },
    { "[[{{visit.galas}}||{{visit.guides}}||none]]", "none\n" },
    { "Always.[[ {{visit.galas}} galas.||]]", "Always.\n" },
    { "Theme: [[{{visit.galas}} galas]][[{{visit.guides}} guides]].", "" },
    { "[[Theme: [[{{visit.galas}} a]][[{{visit.all}} b]].]]", "Theme: «3» b.\n" },
    { "[[Theme: [[{{visit.galas}} a]].]] {{visit.all}}", "«3»\n" },
    { "[[At [[{{visit.galas}}||the gala]] [[{{visit.guides}} guides]]]]", "" },
    { "[[At [[{{visit.galas}}||the gala]] [[{{visit.all}} visits]]]]", "At the gala «3» visits\n" },
    { "[[{{visit.galas}} galas||No gala.]][[ {{visit.guides}}]]", "No gala.\n" },
    { "[[{{if visit.all}}yes]]", "yes\n" },
    { "[[{{if visit.all, visit.galas}}yes||no]]", "no\n" },
    { "[[{{any visit.all, visit.galas}}yes||no]]", "yes\n" },
    { "== Gone\n\n[[{{visit.galas}}]]\n\n== Stays\n\n{{visit.all}}", "# Stays\n«3»\n" },
    { "== A\n\n=== B\n\n[[{{visit.galas}}]]\n\n=== C\n\nx", "# A\n## C\nx\n" },
    { "== A\n\n=== B\n\n[[{{visit.galas}}]]\n\n{{signature}}", "by: Harbour Federation20 January 2025\n" },
    { "{{numbered}}\n\n== A\n\nx\n\n=== B\n\ny\n\n== C\n\nz", "# 1. A\nx\n## 1.1 B\ny\n# 2. C\nz\n" },
};

static const Case lists[] = {
    { "{{list visit where began in period order title | \"{{title}}\"}}", "Alpha, Beta, Gamma\n" },
    { "{{list visit where began in period order title | \"{{title}}\" | last \" and \"}}",
      "Alpha, Beta and Gamma\n" },
    { "{{list visit.all | \"{{title}} ({{size|words}})\" | order \"size\" | sep \"; \"}}",
      "Gamma (three); Beta (15); Alpha (20)\n" },
    { "{{list visit.all | \"{{title}}\" | order \"title\" | max 2}}", "Alpha, Beta and 1 more\n" },
    { "{{list visit.all | \"{{title}}\" | order \"title\" | max 1 | more \" and {{rest}} of {{total}}\"}}",
      "Alpha and 2 of 3\n" },
    { "{{list visit.all | \"{{title}}\" | where \"size > 10\" | order \"title\"}}", "Alpha, Beta\n" },
    { "{{list visit.all | \"{{country}}: {{rows}}\" | by \"country\" | order \"rows desc\"}}",
      "Malaysia: 2, Solomon Islands: 1\n" },
    { "{{list visit where began in period by country order rows | \"{{country}}\"}}",
      "Solomon Islands, Malaysia\n" },
    { "{{list visit | \"{{title}}\" | order \"title\"}}", "Alpha, Beta, Gamma, Old\n" },
    { "{{list visit where began in period order title | \"{{title}}\" | all}}",
      "Alpha, Beta, Gamma, Old\n" },
    { "{{list visit.all | \"{{title}}[[ ({{kind}})]][[ {{began|day}}]]\" | order \"title\"}}",
      "Alpha 5 March, Beta 20 March, Gamma 2024-07\n" },
    { "{{list visit.all | \"{{began|month}} {{began|year}}\" | order \"title\"}}",
      "March 2024, March 2024, July 2024\n" },
    { "{{list visit.all | \"{{cost|wan}}\" | order \"title\" | max 1 | more \"\"}}", "50,000 yuan\n" },
    { "[[Galas: {{list visit.galas | \"{{title}}\"}}.||None.]]", "None.\n" },
    { "{{list visit where title = 'it''s \"|\" }}' | \"{{title}}\"}}{{visit.all}}", "«3»\n" },
};

static const Case blocks[] = {
    { "{{table figures visit.all, visit.galas, visit.cost | title \"Visits of {{year}}\"}}",
      "[Visits of 2024: Figure|2024|2023|Change / visit.all (visits)|«3»|1|+2 (+200.0%)"
      " / visit.cost (visits)|«150000»|50000|+100000 (+200.0%)]\n" },
    { "{{table figures visit.guides, visit.galas}}", "" },
    { "{{table visit.all | columns \"title, size\" | order \"title\"}}",
      "[: Title|Size / Alpha|20 / Beta|15 / Gamma|3]\n" },
    { "{{table visit.all | by \"country\" | order \"rows desc\" | headings \"Country\", \"Visits\"}}",
      "[: Country|Visits / Malaysia|2 / Solomon Islands|1]\n" },
    { "{{table visit columns title order title | max 3 | title \"T\"}}",
      "[T: Title / Alpha / Beta / Gamma / and 1 more]\n" },
    { "{{table visit.galas | columns \"title\"}}", "" },
    { "{{chart months visit.people | title \"M\"}}",
      "[bars M: January=0 February=0 March=35 April=0 May=0 June=0 July=3 August=0 September=0 "
      "October=0 November=0 December=0]\n" },
    { "{{chart years visit.all | years 3}}", "[line visit.all: 2022=0 2023=1 2024=3]\n" },
    { "{{chart bars visit.people by country}}",
      "[bars visit.people: Malaysia=23 Solomon Islands=15]\n" },
    { "{{chart bars visit.people by title | max 1}}", "[bars visit.people: Alpha=20 others=18]\n" },
    { "{{chart tiles visit.all by country}}", "[tiles visit.all: Malaysia=2 Solomon Islands=1]\n" },
    { "{{chart bars visit.galas by country}}", "" },
    { "{{visit.galas}}\n\n{{findings}}", "«0»\n" },
    { "{{visit.people}}\n\n{{findings}}",
      "«38»\n- 'visit.people' went from 10 to 38 in a year: explain it\n" },
};

static const Case appendix[] = {
    { "== H\n\n{{visit.people}}[[{{visit.guides}}]]\n\n{{attachments}}\n\n{{appendix | title "
      "\"All of {{year}}\" | records 2}}",
      "# H\n«38»\nwith: All of 2024\nannex: AnnexAll of 2024\n"
      "### (figure-visit.people) 1. visit.people\n"
      "- Value: 38 visits (2023: 10 visits)\n"
      "- Counted: sum of 'Size', from 1 January 2024 to 31 December 2024\n"
      "- Definition: hosts are not counted\n- Query: visit where began in period\n"
      "- Standing: counted from 3 records\n"
      "- Records behind it: K-Alpha Alpha (20); K-Beta Beta (15); 1 more are not listed here\n"
      "### (figure-visit.guides) 2. visit.guides\n"
      "- Value: n/a (3 of 3 entries do not say who it was)\n"
      "- Counted: number of different persons in 'Guide', from 1 January 2024 to 31 December 2024\n"
      "- Query: visit where began in period\n- Standing: not available\n"
      "- Records behind it: K-Alpha Alpha (not stated); K-Beta Beta (not stated); 1 more are not listed here\n" },
    /* values that are personal are not shown, only how many records there are */
    { "{{visit.leaders}}\n\n{{appendix}}",
      "«1»\nannex: AnnexFigures and the records behind them\n"
      "### (figure-visit.leaders) 1. visit.leaders\n- Value: 1 visits (2023: 1 visits)\n"
      "- Counted: number of different values of 'Leader', from 1 January 2024 to 31 December 2024\n"
      "- Query: visit where began in period\n- Standing: counted from 3 records\n"
      "- Records behind it: K-Alpha Alpha; 2 more are not listed here\n" },
    { "{{visit.ever}}\n\n{{appendix | records 1}}",
      "«4»\nannex: AnnexFigures and the records behind them\n"
      "### (figure-visit.ever) 1. visit.ever\n- Value: 4 visits (2023: 1 visits)\n"
      "- Counted: number of records, all up to 31 December 2024\n"
      "- Query: visit where began in period\n- Standing: counted from 4 records\n"
      "- Records behind it: K-Alpha Alpha; 3 more are not listed here\n" },
};

/* ---- Chinese ---- */

static const Case chinese[] = {
    { "= {{period}}{{office}}工作", "= 2024年Harbour Federation工作\n" },
    { "{{issued}}，{{until}}", "2025年1月20日，2024年12月31日\n" },
    { "{{visit.people|duo}}人，{{visit.all|words}}次，{{visit.all|ordinal}}届", "«30多»人，«三»次，«第三»届\n" },
    { "{{visit.cost|money}}，{{visit.cost|wan}}", "«15万元»，«15万元»\n" },
    { "{{list visit.all | \"{{cost|money}}\" | order \"title\" | max 1 | more \"\"}}", "5万元\n" },
    { "{{list visit.all | \"{{title}}（{{began|month}}）\" | order \"title\" | max 2}}",
      "Alpha（3月）、Beta（3月）等\n" },
    { "{{list visit.all | \"{{title}}\" | order \"title\" | last \"和\"}}", "Alpha、Beta和Gamma\n" },
    { "{{numbered}}\n\n== 甲\n\n=== 乙\n\n字\n\n==== 丙\n\n字\n\n===== 丁\n\n字",
      "# 一、甲\n## （一）乙\n字\n### 1. 丙\n字\n#### （1）丁\n字\n" },
    { "{{table figures visit.people | headings \"指标\", \"增减\"}}",
      "[: 指标|2024年|2023年|增减 / visit.people（次）|«38»|10|+28（+280.0%）]\n" },
};

/* Periods as they are called. */
static const struct {
    Day from, to;
    const char *en, *zh;
} periods[] = {
    { 20240101, 20241231, "2024", "2024年" },
    { 20240101, 20240630, "the first half of 2024", "2024年上半年" },
    { 20240701, 20241231, "the second half of 2024", "2024年下半年" },
    { 20240701, 20240930, "the third quarter of 2024", "2024年第三季度" },
    { 20240201, 20240229, "February 2024", "2024年2月" },
    { 20230101, 20241231, "2023 to 2024", "2023年至2024年" },
    { 20240305, 20240305, "5 March 2024", "2024年3月5日" },
    { 20240305, 20240410, "5 March 2024 to 10 April 2024", "2024年3月5日至2024年4月10日" },
};

static void periods_have_names(void **state)
{
    (void)state;
    for (size_t i = 0; i < LEN(periods); i++) {
        FigureScope s = { .from = periods[i].from, .to = periods[i].to };
        AUTO(buf_done) Buf en = buf_new(BUF_LINE), zh = buf_new(BUF_LINE);
        period_words(LANG_EN, &s, &en);
        period_words(LANG_HANT, &s, &zh);
        assert_true(str_eq(buf_str(&en), str_z(periods[i].en)));
        assert_true(str_eq(buf_str(&zh), str_z(periods[i].zh)));
    }
}

/* Says what is wrong with each case before it fails, since they fail in families. */
static void compare_in(Fixture *f, const Figures *all, Lang lang, const Case *cases, size_t n)
{
    size_t wrong = 0;
    for (size_t i = 0; i < n; i++) {
        Err e = { 0 };
        Review r;
        Str got = S("");
        if (build(f, all, cases[i].text, lang, &r, &e))
            got = dump(f->arena, &r.doc);
        if (!e.kind && str_eq(got, str_z(cases[i].becomes)))
            continue;
        print_error("%s\nbecomes '%.*s' %s\ninstead of '%s'\n", cases[i].text, STR(got), e.msg,
                    cases[i].becomes);
        wrong++;
    }
    assert_int_equal(wrong, 0);
}

static void parts_become_text(TestDb *t)
{
    Fixture *f = fixture_open(t);
    const Figures *all = make_figures(f);
    fill(f);
    compare_in(f, all, LANG_EN, lines, LEN(lines));
    compare_in(f, all, LANG_EN, values, LEN(values));
    compare_in(f, all, LANG_EN, pieces, LEN(pieces));
    compare_in(f, all, LANG_EN, lists, LEN(lists));
    compare_in(f, all, LANG_EN, blocks, LEN(blocks));
    compare_in(f, all, LANG_EN, appendix, LEN(appendix));
    compare_in(f, all, LANG_HANS, chinese, LEN(chinese));
    fixture_close(f);
}

/* Money of another currency is never called yuan. */
static const Case dollars[] = {
    { "{{visit.cost|money}}", "«2 million US dollars»\n" },
    { "{{table figures visit.cost}}",
      "[: Figure|2024|2023|Change / visit.cost (US dollars)|«2000000»|0|+2000000]\n" },
};
static const Case chinese_dollars[] = { { "{{visit.cost|money}}", "«200万美元»\n" } };

static void money_has_its_currency(TestDb *t)
{
    Fixture *f = fixture_open(t);
    const Figures *all = make_figures(f);
    visit_for(f, "Far", "2024-03-05", 20, "US", "2000000 USD");
    compare_in(f, all, LANG_EN, dollars, LEN(dollars));
    compare_in(f, all, LANG_HANS, chinese_dollars, LEN(chinese_dollars));
    visit(f, "Near", "2024-03-06", 20, "MY");
    compare_in(f, all, LANG_EN, &(Case){ "[[{{visit.cost|money}}||several]]", "several\n" }, 1);
    fixture_close(f);
}

/* ---- what is wrong with a template ---- */

static const struct {
    const char *text, *said;
} mistakes[] = {
    { "One\n[[two", "t.txt:2:1: the piece that begins here is not closed with ']]' before its paragraph ends" },
    { "[[a\n\nb]]", "t.txt:1:1: the piece that begins here is not closed with ']]' before its paragraph ends" },
    { "一二]]", "t.txt:1:3: ']]' stands outside of a piece; write it with backslashes for the signs" },
    { "a || b", "t.txt:1:3: '||' stands outside of a piece; write it with backslashes for the signs" },
    { "a }} b", "t.txt:1:3: there is no '{{' for this '}}'; write \\}\\} for the signs" },
    { "\n\n  {{visit.all", "t.txt:3:3: the '{{' that stands here is not closed with '}}'" },
    { "{{list visit | \"a}}", "t.txt:1:16: the quote that opens here is not closed" },
    { "x {{visit.al}}", "t.txt:1:3: there is no figure 'visit.al'; nearest: 'visit.all'" },
    { "[[{{visit.galas}} {{nothing.known}}]]", "t.txt:1:19: there is no figure 'nothing.known'; `qiao figure` lists them" },
    { "{{yaer}}", "t.txt:1:3: there is no value 'yaer'; nearest: 'year'" },
    { "{{visitors}}", "t.txt:1:3: 'visitors' is no value, no figure and no command; docs/templates.md has them" },
    { "{{}}", "t.txt:1:1: there is no name between '{{' and '}}'" },
    { "{{visit.all|doo}}", "t.txt:1:13: 'doo' is no way to write a number; use exact, duo, yu, near, about, over, words, ordinal, money, wan or a text in quotes" },
    { "{{visit.all|duo|yu}}", "t.txt:1:17: a number is written in one way only" },
    { "{{year|duo}}", "t.txt:1:8: 'year' takes no style" },
    { "{{if }}", "t.txt:1:3: 'if' is no value, no figure and no command; docs/templates.md has them" },
    { "{{if all}}", "t.txt:1:6: 'all' is no name of a figure; those are like area.name" },
    { "{{plural visit.all \"a\"}}", "t.txt:1:23: here goes a text in quotes: \"…\"" },
    { "a {{appendix}}", "t.txt:1:3: this command stands in a paragraph of its own" },
    { "{{appendix}} a", "t.txt:1:14: this command makes a block of its own; an empty line goes behind it" },
    { "{{table}}", "t.txt:1:8: 'table' needs to know what to show; docs/templates.md has examples" },
    { "{{signature now}}", "t.txt:1:13: 'now' is not understood here" },
    { "{{list visit.all}}", "t.txt:1:8: a list needs a text in quotes that says how a record is written: | \"{{name}}\"" },
    { "{{list visit.all | \"{{titel}}\"}}", "t.txt:1:8: the figure visit.all: at character 1, near 'titel': there is no field 'titel' in visit; nearest: 'title'" },
    { "{{list visits | \"{{title}}\"}}", "t.txt:1:8: at character 1, near 'visits': there is no record type 'visits'; the nearest is 'visit'" },
    { "{{list visit.all | \"{{title}}\" | by \"country\"}}", "t.txt:1:8: the list has no column 'title'" },
    { "{{list visit.all | \"{{title}}\" | max 0}}", "t.txt:1:38: '0' is no number from 1 to 2000" },
    { "{{list visit.all | \"{{title}}\" | max 1 | more \"{{all}}\"}}", "t.txt:1:8: 'more' knows {{total}} and {{rest}}, but no 'all'" },
    { "{{list visit.all | \"{{title}}\" | least 1}}", "t.txt:1:34: 'list' has no option 'least'; docs/templates.md has them" },
    { "{{table figures visit.all, visit.al}}", "t.txt:1:9: there is no figure 'visit.al'; nearest: 'visit.all'" },
    { "{{chart pie visit.all}}", "t.txt:1:9: a chart is 'months FIGURE', 'years FIGURE', 'bars FIGURE by FIELD' or 'tiles FIGURE by COUNTRY'" },
    { "{{chart bars visit.countries by country}}", "t.txt:1:9: the figure visit.countries is no number of records and no sum, so it cannot be drawn by a field" },
    { "{{chart tiles visit.all by title}}", "t.txt:1:9: 'title' is no country, so it has no place on the tiles" },
    { "\xff", "the template 't.txt' is not plain text in UTF-8; save it as such" },
};

/* ---- the script of values ---- */

static const struct {
    Lang lang;
    const char *text, *becomes;
} scripts[] = {
    /* words about things, in a list, a table, a chart, and in the names of places */
    { LANG_HANT, "{{list visit.all | \"{{title}}\"}}", "「發展」理髮店聯絡會\n" },
    { LANG_HANT, "{{table visit.all | columns \"title, division\" | headings \"甲\", \"乙\"}}",
      "[: 甲|乙 / 「發展」理髮店聯絡會|福建省廈門市]\n" },
    { LANG_HANT, "{{chart bars visit.all by title}}", "[bars visit.all: 「發展」理髮店聯絡會=1]\n" },
    /* names of persons: in a field, as a title that a link leads to, as what is counted apart */
    { LANG_HANT, "{{list visit.all | \"{{leader}} {{guide}} {{hosts}} {{guide.name}}\"}}",
      "范仲云 范仲云 范仲云 范仲云\n" },
    { LANG_HANT, "{{chart bars visit.all by guide}}", "[bars visit.all: 范仲云=1]\n" },
    /* what nobody has said of that it is about things */
    { LANG_HANT, "{{list visit.all | \"{{note}}\"}}", "后勤由范仲云负责\n" },
    /* the other way, as recorded in the same script, and in English */
    { LANG_HANS, "{{list other.all | \"{{title}}，{{leader}}\"}}", "“发展”理发店联络会，鍾曉\n" },
    { LANG_HANS, "{{list visit.all | \"{{title}}\"}}", "“发展”理发店联络会\n" },
    { LANG_EN, "{{list visit.all | \"{{title}}, {{leader}}\"}}", "“发展”理发店联络会, 范仲云\n" },
};

static void visit_by(Fixture *f, const char *title, const char *leader, const char *began)
{
    Record *r = fixture_visit(f, title, began, 5);
    Check k = { 0 };
    Err e = { 0 };
    rec_set_int(r, V_GUIDE, fixture_guide(f, leader));
    fixture_set(f, r, V_HOSTS, arena_printf(f->arena, "#%" PRId64, rec_int(r, V_GUIDE)).p);
    fixture_set(f, r, V_NAME, leader);
    fixture_set(f, r, V_DIVISION, "350200");
    fixture_set(f, r, V_NOTE, "后勤由范仲云负责");
    OK(store_create(&f->c, r, &k, &e), e);
}

static void values_come_in_the_script_of_the_text(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Figures *all = NEW(f->arena, Figures);
    Review r = { 0 };
    Err e = { 0 };

    add(f, all, figure(f, "visit.all", "visit where began in period and began before 2024-06"));
    add(f, all, figure(f, "other.all", "visit where began in period and began after 2024-06"));
    visit_by(f, "“发展”理发店联络会", "范仲云", "2024-03-05");
    visit_by(f, "「發展」理髮店聯絡會", "鍾曉", "2024-08-05");
    for (size_t i = 0; i < LEN(scripts); i++) {
        OK(build(f, all, scripts[i].text, scripts[i].lang, &r, &e), e);
        if (!str_eq(dump(f->arena, &r.doc), str_z(scripts[i].becomes)))
            fail_msg("%s: %.*s", scripts[i].text, STR(dump(f->arena, &r.doc)));
    }
    OK(build(f, all, "{{visit.all}}\n\n{{appendix}}", LANG_HANT, &r, &e), e);
    assert_true(str_find(dump(f->arena, &r.doc), S("「發展」理髮店聯絡會")) > 0);
    assert_true(f->c.script == NULL); /* only what is written into the document */
    fixture_close(f);
}

static void mistakes_have_a_place(TestDb *t)
{
    Fixture *f = fixture_open(t);
    const Figures *all = make_figures(f);
    size_t wrong = 0;

    for (size_t i = 0; i < LEN(mistakes); i++) {
        Err e = { 0 };
        Review r;
        if (!build(f, all, mistakes[i].text, LANG_EN, &r, &e) &&
            str_eq(str_z(e.msg), str_z(mistakes[i].said)))
            continue;
        print_error("%s\nsays '%s'\ninstead of '%s'\n", mistakes[i].text, e.msg, mistakes[i].said);
        wrong++;
    }
    assert_int_equal(wrong, 0);
    fixture_close(f);
}

/* ---- limits ---- */

/* n times that text. */
static Str many(Arena *a, const char *text, size_t n)
{
    AUTO(buf_done) Buf b = buf_new(8 << 20);
    for (size_t i = 0; i < n; i++)
        buf_put(&b, str_z(text));
    return arena_str(a, buf_str(&b));
}

static const struct {
    const char *text;
    size_t times;
    const char *said;
} limits[] = {
    { "x", TEMPLATE_MAX + 1, "the template 't.txt' has more than 1048576 bytes" },
    { "[[", 17, "t.txt:1:33: pieces are nested more than 16 deep" },
    { "[[a]]", 20000, "t.txt:1:33333: a template has at most 20000 parts" },
    { "a {{list visit | \"{{title}}\"}}\n", 201, "t.txt:201:10: a template has at most 200 lists, tables and charts" },
    { "{{if a.b, c.d}}\n{{list visit | \"[[x||y||z]]\" |}}", 1, "t.txt:2:31: 'list' has no option ''; docs/templates.md has them" },
    { "a\n\n", 20001, "t.txt:20001:1: a template has at most 20000 parts" },
};

static void limits_are_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < LEN(limits); i++) {
        AUTO(arena_freep) Arena *a = arena_new(ARENA_REQUEST);
        Template t;
        Err e = { 0 };
        assert_false(
            template_parse(a, many(a, limits[i].text, limits[i].times), S("t.txt"), &t, &e));
        assert_string_equal(e.msg, limits[i].said);
    }
}

static const DbCase cases[] = {
    DB_CASE(parts_become_text),
    DB_CASE(money_has_its_currency),
    DB_CASE(values_come_in_the_script_of_the_text),
    DB_CASE(mistakes_have_a_place),
};

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(periods_have_names),
                                        cmocka_unit_test(limits_are_named) };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    return run_db_cases("template", cases, LEN(cases)) + failed;
}
