/* SPDX-License-Identifier: Apache-2.0
 * Documents for the tests of printing.
 */
#include "review/sample_doc.h"

#include "base/vec.h"

typedef struct {
    Arena *a;
    Lang lang;
    VEC(Block) blocks;
} Sampling;

/* One of three texts, by language: English, simplified, traditional. */
static Str by_lang(const Sampling *s, const char *en, const char *hans, const char *hant)
{
    return str_z(s->lang == LANG_EN ? en : s->lang == LANG_HANS ? hans : hant);
}

static Block *add(Sampling *s, BlockKind kind, Str text)
{
    Run *run = NEW(s->a, Run);
    run->text = text;
    vec_push(s->a, &s->blocks, (Block){ .kind = kind, .runs = { run, 1 } });
    return &s->blocks.p[s->blocks.n - 1];
}

static void heading(Sampling *s, int level, Str text)
{
    add(s, BLOCK_HEADING, text)->level = level;
}

/* A paragraph: text, a figure that can be opened, text. */
static void figured(Sampling *s, Str before, const char *figure, const char *value, Str behind)
{
    Run *p = NEWN(s->a, Run, 4);
    p[0].text = before;
    p[1] = (Run){ .text = str_z(value), .figure = str_z(figure) };
    p[2] = (Run){ .text = by_lang(s, " delegations", "批", "批"), .strong = true };
    p[3].text = behind;
    vec_push(s->a, &s->blocks, (Block){ .kind = BLOCK_TEXT, .runs = { p, 4 } });
}

static Runs cell(Arena *a, Str text, const char *figure)
{
    Run *run = NEW(a, Run);
    *run = (Run){ .text = text, .figure = str_z(figure) };
    return (Runs){ run, 1 };
}

/* Many rows, so that it goes over pages and repeats its heading. */
static void table(Sampling *s, size_t nrows)
{
    static const bool numeric[] = { false, true, false };
    static const int widths[] = { 2, 1, 4 };
    Str *headings = NEWN(s->a, Str, 3);
    Runs *cells = NEWN(s->a, Runs, 3 * nrows);
    DocTable *t = NEW(s->a, DocTable);

    headings[0] = by_lang(s, "Association", "社团", "社團");
    headings[1] = by_lang(s, "Guests", "人次", "人次");
    headings[2] = by_lang(s, "Remarks", "说明", "說明");
    for (size_t i = 0; i < nrows; i++) {
        cells[3 * i] = cell(
            s->a,
            arena_printf(s->a, "%.*s%zu", STR(by_lang(s, "Society ", "联谊会", "聯誼會")), i + 1),
            "");
        cells[3 * i + 1] = cell(s->a, arena_printf(s->a, "%zu", 7 * i + 3), "");
        cells[3 * i + 2] =
            cell(s->a,
                 by_lang(s, "Came for the fair and went on to the villages of their forebears.",
                         "参加投洽会并回乡谒祖，走访侨村三处，座谈一次。",
                         "參加投洽會並回鄉謁祖，走訪僑村三處，座談一次。"),
                 "");
    }
    *t = (DocTable){ .caption = by_lang(s, "Table 1. Receptions", "表1　接待情况", "表1　接待情況"),
                     .ncols = 3,
                     .nrows = nrows,
                     .headings = headings,
                     .cells = cells,
                     .numeric = numeric,
                     .widths = widths };
    vec_push(s->a, &s->blocks, (Block){ .kind = BLOCK_TABLE, .table = t });
}

static void chart(Sampling *s, ChartKind kind)
{
    static const struct { const char *code, *en, *hans, *hant; int64_t value; } countries[] = {
        { "PH", "Philippines", "菲律宾", "菲律賓", 38 }, { "MY", "Malaysia", "马来西亚", "馬來西亞", 24 },
        { "SG", "Singapore", "新加坡", "新加坡", 17 },   { "ID", "Indonesia", "印度尼西亚", "印尼", 12 },
        { "TH", "Thailand", "泰国", "泰國", 9 },         { "HK", "Hong Kong, China", "中国香港", "中國香港", 30 },
        { "MO", "Macao, China", "中国澳门", "中國澳門", 6 }, { "US", "United States", "美国", "美國", 11 },
        { "AU", "Australia", "澳大利亚", "澳洲", 7 },    { "GB", "United Kingdom", "英国", "英國", 2 },
        { "IT", "Italy", "意大利", "義大利", 1 },        { "ZA", "South Africa", "南非", "南非", 3 },
    };
    ChartPoint *p = NEWN(s->a, ChartPoint, LEN(countries));
    Chart *c = NEW(s->a, Chart);

    for (size_t i = 0; i < LEN(countries); i++) {
        p[i] = (ChartPoint){ .label =
                                 by_lang(s, countries[i].en, countries[i].hans, countries[i].hant),
                             .code = str_z(countries[i].code),
                             .value = countries[i].value,
                             .missing = kind != CHART_TILES && i == 4 };
        if (kind == CHART_LINE)
            p[i].label = arena_printf(s->a, "%zu", 2014 + i);
    }
    *c = (Chart){ .kind = kind, .p = p, .n = LEN(countries), .figure = S("visit.batches") };
    c->title = by_lang(s, "Delegations received", "接待海外侨团批次", "接待海外僑團批次");
    c->unit = by_lang(s, "delegations", "批", "批");
    vec_push(s->a, &s->blocks, (Block){ .kind = BLOCK_CHART, .chart = c });
}

static void body(Sampling *s)
{
    add(s, BLOCK_ADDRESSEE,
        by_lang(s, "To all branches:", "各区侨联、各直属社团：", "各區僑聯、各直屬社團："));
    figured(
        s,
        by_lang(s, "In 2025 the federation received ",
                "2025年，市侨联坚持“以侨为桥”，围绕中心、服务大局，全年共接待",
                "2025年，市僑聯堅持「以僑為橋」，圍繞中心、服務大局，全年共接待"),
        "visit.batches", "38",
        by_lang(
            s,
            " from 25 countries and regions, held 12 meetings with associations abroad, and "
            "brought the first of its readers together with the villages of their forebears.",
            "来自25个国家和地区的海外侨团，举办恳亲联谊活动（含线上）12场次，参加人数约1,980人次；走访慰问归侨侨眷120户——其中散居归侨36户，发放慰问金36.5万元。",
            "來自25個國家和地區的海外僑團，舉辦懇親聯誼活動（含線上）12場次，參加人數約1,980人次；走訪慰問歸僑僑眷120戶——其中散居歸僑36戶，發放慰問金36.5萬元。"));
    heading(s, 1,
            by_lang(s, "1. Liaison", "一、以侨为桥　深化联谊联络", "一、以僑為橋　深化聯誼聯絡"));
    heading(s, 2, by_lang(s, "1.1 Guests from abroad", "（一）请进来", "（一）請進來"));
    add(s, BLOCK_TEXT,
        by_lang(
            s,
            "The year's guests came from associations of long standing and from young ones. "
            "Names in Chinese stay as they are: 陈明义, 林秀兰.",
            "来访侨团中既有百年老会馆，也有新近成立的青年商会、专业人士协会。会同侨务、商务、文旅等部门，按照“一团一策”做好接待，建立台账，逐一回访，做到件件有着落、事事有回音。",
            "來訪僑團中既有百年老會館，也有新近成立的青年商會、專業人士協會。會同僑務、商務、文旅等部門，按照「一團一策」做好接待，建立臺帳，逐一回訪，做到件件有著落、事事有回音。"));
    heading(s, 3, by_lang(s, "1.1.1 Programme", "1.接待工作", "1.接待工作"));
    add(s, BLOCK_ITEM,
        by_lang(
            s,
            "a visit to the museum of the overseas Chinese and the schools that they founded, with time for questions",
            "参观华侨博物院和侨办学校，听取馆史介绍，并与师生代表交流座谈；",
            "參觀華僑博物院和僑辦學校，聽取館史介紹，並與師生代表交流座談；"));
    add(s, BLOCK_ITEM,
        by_lang(s, "a meeting with the young", "与青年侨胞见面。", "與青年僑胞見面。"));
    heading(s, 4, by_lang(s, "(1) Costs", "（1）经费", "（1）經費"));
    add(s, BLOCK_TEXT,
        by_lang(s, "None beyond the plan.",
                "均在预算之内，详见附件。邮箱qiao-report@example.org，电话0592-1234567。",
                "均在預算之內，詳見附件。郵箱qiao-report@example.org，電話0592-1234567。"));
    chart(s, CHART_BARS);
    heading(s, 2, by_lang(s, "1.2 Over the years", "（二）走出去", "（二）走出去"));
    chart(s, CHART_LINE);
    heading(s, 1, by_lang(s, "2. Where they come from", "二、侨情分布", "二、僑情分布"));
    chart(s, CHART_TILES);
    table(s, 30);
}

static void ending(Sampling *s)
{
    Run *attachments = NEWN(s->a, Run, 2), *signature = NEWN(s->a, Run, 2);
    Run *appendix = NEWN(s->a, Run, 2);

    attachments[0].text = by_lang(s, "1.Figures and where they come from",
                                  "1.数据来源及统计口径说明（含各区侨联报送情况和核对结果汇总）",
                                  "1.數據來源及統計口徑說明（含各區僑聯報送情況和核對結果彙總）");
    attachments[1].text = by_lang(s, "2.List of associations", "2.社团名录", "2.社團名錄");
    vec_push(s->a, &s->blocks, (Block){ .kind = BLOCK_ATTACHMENTS, .runs = { attachments, 2 } });
    signature[0].text = by_lang(s, "Federation of Returned Overseas Chinese of Linhai",
                                "临海市归国华侨联合会", "臨海市歸國華僑聯合會");
    signature[1].text = by_lang(s, "20 January 2026", "2026年1月20日", "2026年1月20日");
    vec_push(s->a, &s->blocks, (Block){ .kind = BLOCK_SIGNATURE, .runs = { signature, 2 } });
    add(s, BLOCK_NOTE,
        by_lang(s, "(Contact: the office)", "（联系人：办公室）", "（聯繫人：辦公室）"));
    appendix[0].text = by_lang(s, "Attachment 1", "附件1", "附件1");
    appendix[1].text = by_lang(s, "Figures and where they come from", "数据来源及统计口径说明",
                               "數據來源及統計口徑說明");
    vec_push(s->a, &s->blocks, (Block){ .kind = BLOCK_APPENDIX, .runs = { appendix, 2 } });
    heading(s, 2, by_lang(s, "Delegations received", "接待批次", "接待批次"));
    s->blocks.p[s->blocks.n - 1].anchor = S("figure-visit.batches");
    add(s, BLOCK_TEXT,
        by_lang(s, "38 visits of the year, of which 4 by two units together.",
                "全年来访38批，其中4批由两个单位共同接待，只计一次。",
                "全年來訪38批，其中4批由兩個單位共同接待，只計一次。"));
}

static DocFrame frame(Sampling *s)
{
    Str *signers = NEWN(s->a, Str, 3);

    signers[0] = by_lang(s, "Chen Mingyi", "陈明义", "陳明義");
    signers[1] = by_lang(s, "Lin Xiulan", "林秀兰", "林秀蘭");
    signers[2] = by_lang(s, "Wu An", "吴安", "吳安");
    return (DocFrame){
        .copy_no = S("000012"),
        .secrecy = by_lang(s, "Internal", "内部★1年", "內部★1年"),
        .urgency = by_lang(s, "Urgent", "加急", "加急"),
        .issuer = by_lang(s, "Federation of Linhai", "临海市归国华侨联合会文件",
                          "臨海市歸國華僑聯合會文件"),
        .number = by_lang(s, "No. 3 of 2026", "临侨联〔2026〕3号", "臨僑聯〔2026〕3號"),
        .signers = signers,
        .nsigners = 3,
        .copies_to = by_lang(s, "the provincial federation, the city's offices.",
                             "省侨联，市委办公室、市政府办公室，市委统战部。",
                             "省僑聯，市委辦公室、市政府辦公室，市委統戰部。"),
        .printed_by =
            by_lang(s, "Office of the federation", "临海市侨联办公室", "臨海市僑聯辦公室"),
        .printed_on = 20260121,
    };
}

/* Full lines without a mark, by which cells and lines can be counted. */
static void grid(Sampling *s)
{
    static const char words[] = "侨联工作回顾交流合作文化教育慈善公益社团会馆桑梓乡情同心";
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);

    for (size_t i = 0; i < 60; i++)
        buf_put(&b, str_z(words));
    add(s, BLOCK_TEXT, arena_str(s->a, buf_str(&b)));
}

Doc sample_doc(Arena *a, Sample which, Lang lang)
{
    Sampling s = { .a = a, .lang = lang };
    Doc d = { .lang = lang };

    if (which == SAMPLE_GRID) {
        grid(&s);
    } else {
        d.title = by_lang(&s, "Review of the Year 2025", "临海市归国华侨联合会\n2025年度工作回顾",
                          "臨海市歸國華僑聯合會\n2025年度工作回顧");
        d.frame = frame(&s);
        d.contents = true;
        d.language_note = by_lang(&s, "Fonts: see the manual.", "本文件按国家标准排版。",
                                  "本文件按國家標準排版，簡繁轉換由程式完成。");
        body(&s);
        ending(&s);
    }
    d.blocks = s.blocks.p;
    d.n = s.blocks.n;
    return d;
}

/* fontconfig keeps a pattern for the life of the process, and cairo 1.16 loses some bytes for each
 * OpenType font that it takes a subset of. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\nleak:libcairo\n";
}
