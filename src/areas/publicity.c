/* SPDX-License-Identifier: Apache-2.0
 * Publicity: articles on the federation's channels and elsewhere, how far they reached, and
 * information sent upward.
 *
 * One article may have many placements; articles and placements are counted apart. How many read
 * something is a dated series of readings (reach), never a field. One piece of information sent by
 * several ways stays one record with as many adoptions.
 */
#include "areas/areas.h"
#include "areas/choices.h"
#include "areas/rules.h"

/* ---- article ---- */

enum {
    ARTICLE_TITLE, ARTICLE_KIND, ARTICLE_CHANNEL, ARTICLE_SITE_LEVEL, ARTICLE_TOPICS,
    ARTICLE_AUTHOR, ARTICLE_EDITOR, ARTICLE_PUBLISHED, ARTICLE_LINK, ARTICLE_ORIGINAL,
    ARTICLE_FIRST_SOURCE, ARTICLE_EVENT, ARTICLE_RECEPTION, ARTICLE_PEOPLE_CONSENT, ARTICLE_MINORS,
    ARTICLE_SENSITIVE, ARTICLE_WORDS, ARTICLE_BODY, ARTICLE_CORRECTED_ON, ARTICLE_NOTE, ARTICLE__N
};

static const Choice article_kinds[] = {
    { "news", N_("News"), "动态|動態|新闻|新聞|消息" },
    { "feature", N_("Feature"), "专题|專題|专题宣传|專題宣傳|专题报道|專題報道|通讯|通訊" },
    { "experience", N_("Experience article"),
      "经验做法|經驗做法|经验文章|經驗文章|经验交流|經驗交流" },
    { "story", N_("Story of a person"), "人物|人物故事|侨胞故事|僑胞故事" },
    { "notice", N_("Notice"), "通知|公告" },
    { "policy", N_("Policy"), "政策|政策解读|政策解讀" },
    { "reprint", N_("Reprint"), "转载|轉載" },
    { "other", N_("Other"), "其他" },
    { 0 },
};

static const Choice article_channels[] = {
    { "wechat", N_("WeChat account"), "微信公众号|微信公眾號|公众号|公眾號|微信" },
    { "website", N_("Website"), "网站|網站|官网|官網|门户网站|門戶網站" },
    { "national_journal", N_("Journal of the national federation"),
      "中国侨联刊物|中國僑聯刊物|中国侨联主办刊物|中國僑聯主辦刊物|"
      "中国侨联期刊|中國僑聯期刊" },
    { "journal", N_("Other journal"), "其他刊物|刊物|期刊" },
    { "newspaper", N_("Newspaper"), "报纸|報紙|纸媒|紙媒" },
    { "television", N_("Radio or television"), "广播电视|廣播電視|电视|電視|电台|電臺" },
    { "video", N_("Video account"), "视频号|視頻號|短视频|短視頻" },
    { "overseas_media", N_("Media abroad"),
      "海外媒体|海外媒體|海外华媒|海外華媒|华文媒体|華文媒體" },
    { "other", N_("Other"), "其他" },
    { 0 },
};

static const Field article_fields[ARTICLE__N] = {
    [ARTICLE_TITLE] = { .name = "title", .label = N_("Title"),
        .also = "标题|標題|题目|題目|文章标题|文章標題|稿件标题|稿件標題", .kind = T_TEXT,
        .flags = REQUIRED | IN_LIST | SEARCHED | CONVERTED, .max = 300 },
    [ARTICLE_KIND] = { .name = "kind", .label = N_("Kind of article"),
        .also = "稿件类型|稿件類型|文章类型|文章類型|体裁|體裁", .kind = T_CHOICE,
        .flags = IN_LIST | INDEXED, .choices = article_kinds },
    [ARTICLE_CHANNEL] = { .name = "channel", .label = N_("Published through"),
        .also = "发布渠道|發佈渠道|首发平台|首發平臺|发布平台|發佈平臺|渠道|"
        "平台|平臺",
        .kind = T_CHOICE, .flags = IN_LIST | INDEXED, .choices = article_channels },
    [ARTICLE_SITE_LEVEL] = { .name = "site_level", .label = N_("Level of the channel"),
        .also = "平台级别|平臺級別|发布级别|發佈級別|级别|級別", .kind = T_CHOICE,
        .flags = INDEXED, .choices = site_levels },
    [ARTICLE_TOPICS] = { .name = "topics", .label = N_("Topics"), .also = "主题|主題|专题|專題",
        .kind = T_CHOICES, .flags = IN_LIST, .choices = topic_choices },
    [ARTICLE_AUTHOR] = { .name = "author", .label = N_("Author"), .also = "作者|撰稿人|供稿",
        .kind = T_TEXT, .max = 200 },
    [ARTICLE_EDITOR] = { .name = "editor", .label = N_("Editor"),
        .also = "编辑|編輯|责任编辑|責任編輯", .kind = T_TEXT, .max = 100 },
    [ARTICLE_PUBLISHED] = { .name = "published", .label = N_("Published on"),
        .also = "发布日期|發佈日期|推送日期|发布时间|發佈時間|推送时间|"
        "推送時間|刊发日期|刊發日期",
        .kind = T_DATE, .flags = IN_LIST | INDEXED },
    [ARTICLE_LINK] = { .name = "link", .label = N_("Link"), .also = "链接|鏈接|网址|網址",
        .kind = T_TEXT, .max = 500 },
    [ARTICLE_ORIGINAL] = { .name = "original", .label = N_("Our own work"),
        .also = "是否原创|是否原創|原创|原創", .kind = T_BOOL },
    [ARTICLE_FIRST_SOURCE] = { .name = "first_source", .label = N_("First published by"),
        .also = "首发单位|首發單位|转载来源|轉載來源|稿件来源|稿件來源", .kind = T_TEXT, .flags = CONVERTED,
        .max = 200 },
    [ARTICLE_EVENT] = { .name = "event", .label = N_("Activity"),
        .also = "活动|活動|对应活动|對應活動", .kind = T_LINK, .link = "event" },
    [ARTICLE_RECEPTION] = { .name = "reception", .label = N_("Reception"),
        .also = "接待|对应接待|對應接待", .kind = T_LINK, .link = "reception" },
    [ARTICLE_PEOPLE_CONSENT] = { .name = "people_consent",
        .label = N_("Consent for pictures is there"), .also = "是否取得肖像同意|肖像同意",
        .kind = T_BOOL },
    [ARTICLE_MINORS] = { .name = "minors", .label = N_("Shows minors"),
        .also = "是否涉及未成年人|未成年人", .kind = T_BOOL },
    [ARTICLE_SENSITIVE] = { .name = "sensitive", .label = N_("Sensitive subject"),
        .also = "是否敏感题材|是否敏感題材|敏感题材|敏感題材", .kind = T_BOOL },
    [ARTICLE_WORDS] = { .name = "words", .label = N_("Words"), .also = "字数|字數",
        .kind = T_COUNT, .unit = N_("character"), .max = 1000000 },
    [ARTICLE_BODY] = { .name = "body", .label = N_("Text"), .also = "正文|内容|內容",
        .kind = T_NOTE, .flags = SEARCHED },
    [ARTICLE_CORRECTED_ON] = { .name = "corrected_on", .label = N_("Corrected on"),
        .also = "更正日期", .kind = T_DATE },
    [ARTICLE_NOTE] = { .name = "note", .label = N_("Note"), .also = "备注|備註", .kind = T_NOTE, .flags = CONVERTED },
};

static const State article_states[] = {
    { "draft", N_("Draft"), "草稿", 0 },
    { "first_reviewed", N_("First review passed"), "一审通过|一審通過|初审|初審|一审|一審", 0 },
    { "second_reviewed", N_("Second review passed"), "二审通过|二審通過|复审|複審|二审|二審", 0 },
    { "third_reviewed", N_("Third review passed"), "三审通过|三審通過|终审|終審|三审|三審", 0 },
    { "laid_out", N_("Laid out"), "已排版|排版", 0 },
    { "proof_1", N_("First proof read"), "一校", 0 },
    { "proof_2", N_("Second proof read"), "二校", 0 },
    { "proof_3", N_("Third proof read"), "三校", 0 },
    { "published", N_("Published"), "已发布|已發佈|发布|發佈|已推送", 0 },
    { "checked", N_("Checked after publication"), "发布后已核查|發佈後已核查|发后核查|發後核查",
      0 },
    { "corrected", N_("Corrected"), "更正|已更正", 0 },
    { "withdrawn", N_("Withdrawn"), "已撤回|撤回", STATE_END | STATE_FAILED },
    { 0 },
};

static const Move article_moves[] = {
    { "draft", "first_reviewed", N_("Pass the first review"), RIGHT_WRITE, MOVE_OTHER_PERSON },
    { "first_reviewed", "second_reviewed", N_("Pass the second review"), RIGHT_CONFIRM, MOVE_OTHER_PERSON },
    { "second_reviewed", "third_reviewed", N_("Pass the third review"), RIGHT_APPROVE, MOVE_OTHER_PERSON },
    { "third_reviewed", "laid_out", N_("Lay out"), RIGHT_WRITE, 0 },
    { "laid_out", "proof_1", N_("Read the first proof"), RIGHT_WRITE, 0 },
    { "proof_1", "proof_2", N_("Read the second proof"), RIGHT_WRITE, MOVE_OTHER_PERSON },
    { "proof_2", "proof_3", N_("Read the third proof"), RIGHT_WRITE, MOVE_OTHER_PERSON },
    { "proof_3", "published", N_("Publish"), RIGHT_WRITE, 0 },
    { "first_reviewed", "draft", N_("Return"), RIGHT_WRITE, MOVE_REASON },
    { "second_reviewed", "draft", N_("Return"), RIGHT_CONFIRM, MOVE_REASON },
    { "third_reviewed", "draft", N_("Return"), RIGHT_APPROVE, MOVE_REASON },
    { "proof_1", "laid_out", N_("Mistakes found"), RIGHT_WRITE, MOVE_REASON },
    { "proof_2", "laid_out", N_("Mistakes found"), RIGHT_WRITE, MOVE_REASON },
    { "proof_3", "laid_out", N_("Mistakes found"), RIGHT_WRITE, MOVE_REASON },
    { "published", "checked", N_("Check after publication"), RIGHT_WRITE, 0 },
    { "published", "corrected", N_("Correct"), RIGHT_CONFIRM, MOVE_REASON },
    { "checked", "corrected", N_("Correct"), RIGHT_CONFIRM, MOVE_REASON },
    { "*", "withdrawn", N_("Withdraw"), RIGHT_APPROVE, MOVE_REASON },
    { 0 },
};

static const Figure article_figures[] = {
    { .name = "culture.features", .label = N_("Features on the Tan Kah Kee spirit"),
      .unit = N_("article"),
      .query = "article where topics = tan_kah_kee and kind = feature and state in "
      "(published, checked, corrected) and published in period",
      .count = COUNT_ROWS, .part_of = "publicity.articles" },
    { .name = "culture.wechat", .label = N_("Items on the WeChat account"), .unit = N_("entry"),
      .query = "article where channel = wechat and state in (published, checked, corrected) "
      "and published in period",
      .count = COUNT_ROWS, .part_of = "publicity.articles" },
    { .name = "honour.experience_published",
      .label = N_("Experience articles in the journal of the national federation"),
      .unit = N_("article"),
      .query = "article where channel = national_journal and kind = experience and state in "
      "(published, checked, corrected) and published in period",
      .count = COUNT_ROWS, .part_of = "publicity.articles" },
    { .name = "publicity.articles", .label = N_("Articles published"), .unit = N_("article"),
      .query = "article where state in (published, checked, corrected) and published in period",
      .count = COUNT_ROWS },
    { .name = "publicity.roots", .label = N_("Articles on root-seeking"), .unit = N_("article"),
      .query = "article where topics = root_seeking and state in (published, checked, "
      "corrected) and published in period",
      .count = COUNT_ROWS },
    { 0 },
};

static const Panel article_panels[] = {
    { "placements", N_("Placements"), "placement where article = this" },
    { "readings", N_("Reach"), "reach where article = this" },
    { 0 },
};

static void article_check(Check *k, const Record *r)
{
    bool out = rule_state_in(r, S("|published|checked|corrected|"));
    if (out && !rec_has(r, ARTICLE_PUBLISHED))
        problem(k, ARTICLE_PUBLISHED, "say when it was published");
    if (rec_int(r, ARTICLE_MINORS) && !rec_int(r, ARTICLE_PEOPLE_CONSENT) && !rec_state(r, "draft"))
        gate(k, ARTICLE_PEOPLE_CONSENT, "pictures of minors need the consent of their guardians");
    if (rec_has(r, ARTICLE_ORIGINAL) && !rec_int(r, ARTICLE_ORIGINAL) &&
        !rec_has(r, ARTICLE_FIRST_SOURCE))
        warning(k, ARTICLE_FIRST_SOURCE, "say who published it first");
    if (rule_backwards(r, ARTICLE_PUBLISHED, ARTICLE_CORRECTED_ON))
        problem(k, ARTICLE_CORRECTED_ON, "it was corrected before it was published");
    if (out && !rec_has(r, ARTICLE_CHANNEL))
        warning(k, ARTICLE_CHANNEL, "say on which channel it was published");
}

const Type article_type = {
    .name = "article", .label = N_("Article"),
    .also = "文章|稿件|新闻稿件|新聞稿件|公众号推文|公眾號推文|宣传报道|"
    "宣傳報道|推送",
    .area = "publicity", .fields = article_fields, .nfields = LEN(article_fields),
    .states = article_states, .moves = article_moves, .figures = article_figures,
    .panels = article_panels, .title = "title", .identity = { "title", "published" },
    .check = article_check,
};

/* ---- placement ---- */

enum {
    PLACE_ARTICLE, PLACE_SITE, PLACE_KIND, PLACE_SITE_LEVEL, PLACE_COUNTRY, PLACE_LANGUAGE,
    PLACE_PLACED_ON, PLACE_LINK, PLACE__N
};

static const Choice placement_kinds[] = {
    { "original", N_("Original"), "首发|首發|原创|原創" },
    { "reprint", N_("Reprint"), "转载|轉載" },
    { "translated", N_("Translation"), "翻译|翻譯|译载|譯載" },
    { 0 },
};

static const Field placement_fields[PLACE__N] = {
    [PLACE_ARTICLE] = { .name = "article", .label = N_("Article"),
        .also = "文章|稿件标题|稿件標題|标题|標題", .kind = T_LINK, .flags = REQUIRED | IN_LIST,
        .link = "article" },
    [PLACE_SITE] = { .name = "site", .label = N_("Site or paper"),
        .also = "刊载平台|刊載平臺|转载平台|轉載平臺|刊载媒体|刊載媒體|媒体|"
        "媒體",
        .kind = T_TEXT, .flags = REQUIRED | IN_LIST | SEARCHED | CONVERTED, .max = 200 },
    [PLACE_KIND] = { .name = "kind", .label = N_("Kind of placement"),
        .also = "刊载类型|刊載類型|类型|類型", .kind = T_CHOICE, .flags = IN_LIST,
        .choices = placement_kinds },
    [PLACE_SITE_LEVEL] = { .name = "site_level", .label = N_("Level of the channel"),
        .also = "平台级别|平臺級別|媒体级别|媒體級別|级别|級別", .kind = T_CHOICE,
        .flags = IN_LIST | INDEXED, .choices = site_levels },
    [PLACE_COUNTRY] = { .name = "country", .label = N_("Country or region"),
        .also = "国家（地区）|國家（地區）|媒体所在国家|媒體所在國家", .kind = T_COUNTRY },
    [PLACE_LANGUAGE] = { .name = "language", .label = N_("Language"),
        .also = "语言|語言|语种|語種", .kind = T_CHOICE, .choices = language_choices },
    [PLACE_PLACED_ON] = { .name = "placed_on", .label = N_("Placed on"),
        .also = "刊载日期|刊載日期|转载日期|轉載日期|刊发日期|刊發日期", .kind = T_DATE,
        .flags = IN_LIST | INDEXED },
    [PLACE_LINK] = { .name = "link", .label = N_("Link"), .also = "链接|鏈接|网址|網址",
        .kind = T_TEXT, .max = 500 },
};

static const Figure placement_figures[] = {
    { .name = "publicity.placements", .label = N_("Placements of articles"),
      .unit = N_("placement"), .query = "placement where placed_on in period",
      .count = COUNT_ROWS },
    { 0 },
};

static const Panel placement_panels[] = {
    { "readings", N_("Reach"), "reach where placement = this" },
    { 0 },
};

const Type placement_type = {
    .name = "placement", .label = N_("Placement"), .also = "刊载|刊載|转载|轉載|刊载情况|刊載情況",
    .area = "publicity", .fields = placement_fields, .nfields = LEN(placement_fields),
    .figures = placement_figures, .panels = placement_panels, .title = "site",
    .identity = { "article", "site", "placed_on" },
};

/* ---- reach ---- */

enum {
    REACH_ARTICLE, REACH_PLACEMENT, REACH_BROADCAST, REACH_EVENT, REACH_CHANNEL, REACH_METRIC,
    REACH_READ_ON, REACH_READING, REACH_PROOF, REACH__N
};

static const Choice reach_metrics[] = {
    { "views", N_("Views"), "浏览量|瀏覽量|播放量|观看量|觀看量" },
    { "reads", N_("Reads"), "阅读量|閱讀量" },
    { "likes", N_("Likes"), "点赞量|點贊量|点赞|點贊" },
    { "shares", N_("Shares"), "转发量|轉發量|分享量" },
    { "comments", N_("Comments"), "评论量|評論量|评论|評論" },
    { 0 },
};

static const Field reach_fields[REACH__N] = {
    [REACH_ARTICLE] = { .name = "article", .label = N_("Article"),
        .also = "文章|稿件标题|稿件標題", .kind = T_LINK, .link = "article" },
    [REACH_PLACEMENT] = { .name = "placement", .label = N_("Placement"), .also = "刊载|刊載",
        .kind = T_LINK, .link = "placement" },
    [REACH_BROADCAST] = { .name = "broadcast", .label = N_("Broadcast"),
        .also = "播出|播出名称|播出名稱|节目名称|節目名稱", .kind = T_LINK, .link = "broadcast" },
    [REACH_EVENT] = { .name = "event", .label = N_("Activity"),
        .also = "活动|活動|活动名称|活動名稱", .kind = T_LINK, .link = "event" },
    [REACH_CHANNEL] = { .name = "channel", .label = N_("Platform"),
        .also = "平台|平臺|渠道|统计平台|統計平臺", .kind = T_TEXT, .flags = REQUIRED | IN_LIST | CONVERTED,
        .max = 100 },
    [REACH_METRIC] = { .name = "metric", .label = N_("What was read off"),
        .also = "指标|指標|数据类型|數據類型", .kind = T_CHOICE, .flags = IN_LIST,
        .choices = reach_metrics },
    [REACH_READ_ON] = { .name = "read_on", .label = N_("Read off on"),
        .also = "统计日期|統計日期|读数日期|讀數日期|数据日期|數據日期", .kind = T_DATE,
        .flags = REQUIRED | IN_LIST | INDEXED },
    [REACH_READING] = { .name = "reading", .label = N_("Reading"),
        .also = "浏览量|瀏覽量|阅读量|閱讀量|数值|數值|浏览人次|瀏覽人次|"
        "播放量",
        .kind = T_COUNT, .flags = REQUIRED | IN_LIST, .unit = N_("person-times") },
    [REACH_PROOF] = { .name = "proof", .label = N_("Proof"),
        .also = "凭证|憑證|截图|截圖|证明|證明", .kind = T_TEXT, .flags = CONVERTED, .max = 300 },
};

static const Figure reach_figures[] = {
    { .name = "culture.gala_views", .label = N_("Views of the gala on all platforms"),
      .unit = N_("person-times"),
      .query = "reach where broadcast.event.kind = gala and metric = views and read_on in "
      "period",
      .count = COUNT_LAST, .of = "reading" },
    { 0 },
};

/* Readings of a series do not fall. */
static void reach_against_last(Check *k, const Record *r)
{
    Err e = { 0 };
    AUTO(stmt_done) Stmt *q = NULL;

    if (k->c->importing || !rule_has_store(k))
        return;
    q = db_query(k->c->db,
                 "/* reach_against_last */ SELECT max(reading) FROM reach"
                 " WHERE coalesce(article, 0) = $1 AND coalesce(placement, 0) = $2"
                 " AND coalesce(broadcast, 0) = $3 AND coalesce(event, 0) = $4 AND channel = $5"
                 " AND coalesce(metric, '') = $6 AND read_on_from < $7 AND id <> $8"
                 " AND voided_at IS NULL",
                 P(rec_int(r, REACH_ARTICLE)), P(rec_int(r, REACH_PLACEMENT)),
                 P(rec_int(r, REACH_BROADCAST)), P(rec_int(r, REACH_EVENT)),
                 P(rec_text(r, REACH_CHANNEL)), P(rec_text(r, REACH_METRIC)),
                 P(rec_first_day(r, REACH_READ_ON)), P(r->id));
    if (db_next(q, &e) && !db_null(q, 0) && rec_int(r, REACH_READING) < db_int(q, 0))
        warning(k, REACH_READING, "less than was read off before");
}

static void reach_check(Check *k, const Record *r)
{
    int parents = rec_has(r, REACH_ARTICLE) + rec_has(r, REACH_PLACEMENT) +
                  rec_has(r, REACH_BROADCAST) + rec_has(r, REACH_EVENT);
    if (parents != 1)
        problem(k, PROBLEM_RECORD,
                "a reading is of one thing: an article, a placement, a broadcast or "
                "an activity");
    if (rec_has(r, REACH_READ_ON) && rec_first_day(r, REACH_READ_ON) > k->c->today)
        problem(k, REACH_READ_ON, "a reading cannot be of the future");
    if (!rec_has(r, REACH_PROOF) && r->evidence.n == 0)
        warning(k, REACH_PROOF, "keep a screenshot or other proof of the reading");
    reach_against_last(k, r);
}

const Type reach_type = {
    .name = "reach", .label = N_("Reach"),
    .also = "传播量|傳播量|阅读量|閱讀量|浏览量|瀏覽量|传播数据|傳播數據", .area = "publicity",
    .fields = reach_fields, .nfields = LEN(reach_fields), .figures = reach_figures,
    .title = "channel",
    .identity = { "article", "placement", "broadcast", "event", "channel", "metric", "read_on" },
    .check = reach_check,
};

/* ---- info_report ---- */

enum {
    INFO_TITLE, INFO_KIND, INFO_AUTHORS, INFO_AUTHOR, INFO_COLLECTIVE, INFO_SIGNED_BY,
    INFO_SECRECY_CHECKED, INFO_REPORTED_ON, INFO_REPORTED_TO, INFO_ISSUE, INFO_BODY, INFO_NOTE,
    INFO__N
};

static const Choice info_report_kinds[] = {
    { "opinion", N_("Public opinion"), "社情民意|社情民意信息" },
    { "work", N_("Work information"), "工作信息|工作动态|工作動態" },
    { "research", N_("Research report"), "调研报告|調研報告|调研成果|調研成果" },
    { "proposal", N_("Advice"), "建言献策|建言獻策|意见建议|意見建議|建议|建議" },
    { "other", N_("Other"), "其他" },
    { 0 },
};

static const Choice info_report_receivers[] = {
    { "district", N_("District"), "区|區|区侨联|區僑聯|区委|區委" },
    { "city", N_("City federation"), "市侨联|市僑聯" },
    { "city_committee", N_("Office of the city committee"),
      "市委办公厅|市委辦公廳|市委信息|市委" },
    { "city_conference", N_("City consultative conference"), "市政协|市政協" },
    { "province", N_("Provincial federation"), "省侨联|省僑聯" },
    { "national", N_("National federation"), "中国侨联|中國僑聯" },
    { "united_front", N_("United front department"), "统战部|統戰部" },
    { "other", N_("Other"), "其他" },
    { 0 },
};

static const Field info_report_fields[INFO__N] = {
    [INFO_TITLE] = { .name = "title", .label = N_("Title"),
        .also = "标题|標題|题目|題目|信息标题|信息標題|信息题目|信息題目", .kind = T_TEXT,
        .flags = REQUIRED | IN_LIST | SEARCHED | CONVERTED, .max = 300 },
    [INFO_KIND] = { .name = "kind", .label = N_("Kind of information"),
        .also = "信息类型|信息類型|信息类别|信息類別|类别|類別", .kind = T_CHOICE,
        .flags = IN_LIST, .choices = info_report_kinds },
    [INFO_AUTHORS] = { .name = "authors", .label = N_("Authors"),
        .also = "作者|撰写人|撰寫人|报送人|報送人", .kind = T_TEXT, .flags = IN_LIST, .max = 200 },
    [INFO_AUTHOR] = { .name = "author", .label = N_("First author in the registry"),
        .also = "作者档案|作者檔案|第一作者", .kind = T_LINK, .link = "person" },
    [INFO_COLLECTIVE] = { .name = "collective", .label = N_("Collective work"),
        .also = "是否集体|是否集體|集体撰写|集體撰寫", .kind = T_BOOL },
    [INFO_SIGNED_BY] = { .name = "signed_by", .label = N_("Signed by"),
        .also = "签发人|簽發人|审签人|審籤人", .kind = T_TEXT, .max = 100 },
    [INFO_SECRECY_CHECKED] = { .name = "secrecy_checked", .label = N_("Secrecy checked"),
        .also = "保密审查|保密審查|是否保密审查|是否保密審查|已保密审查|"
        "已保密審查",
        .kind = T_BOOL },
    [INFO_REPORTED_ON] = { .name = "reported_on", .label = N_("Reported on"),
        .also = "报送日期|報送日期|报送时间|報送時間|上报日期|上報日期", .kind = T_DATE,
        .flags = IN_LIST | INDEXED },
    [INFO_REPORTED_TO] = { .name = "reported_to", .label = N_("Reported to"),
        .also = "报送渠道|報送渠道|报送单位|報送單位|报送对象|報送對象", .kind = T_CHOICES,
        .flags = IN_LIST, .choices = info_report_receivers },
    [INFO_ISSUE] = { .name = "issue", .label = N_("Issue"), .also = "期号|期號|期数|期數",
        .kind = T_TEXT, .flags = CONVERTED, .max = 60 },
    [INFO_BODY] = { .name = "body", .label = N_("Text"), .also = "正文|内容|內容", .kind = T_NOTE,
        .flags = SEARCHED },
    [INFO_NOTE] = { .name = "note", .label = N_("Note"), .also = "备注|備註", .kind = T_NOTE, .flags = CONVERTED },
};

static const State info_report_states[] = {
    { "collected", N_("Collected"), "已收集|收集|线索|線索", 0 },
    { "drafted", N_("Drafted"), "已起草|起草", 0 },
    { "edited", N_("Edited"), "已编辑|已編輯|编辑|編輯", 0 },
    { "signed", N_("Signed and issued"), "已签发|已簽發|签发|簽發|签批|籤批", 0 },
    { "reported", N_("Reported upward"), "已上报|已上報|已报送|已報送|报送|報送", 0 },
    { "adopted", N_("Adopted"), "采用|採用|已采用|已採用", 0 },
    { "instructed", N_("Instructed upon"), "批示|获批示|獲批示", 0 },
    { "concluded", N_("Concluded"), "已结束|已結束|已办结|已辦結|已归档|已歸檔", STATE_END },
    { "not_adopted", N_("Not adopted"), "未采用|未採用", STATE_END | STATE_FAILED },
    { 0 },
};

static const Move info_report_moves[] = {
    { "collected", "drafted", N_("Write a draft"), RIGHT_WRITE, 0 },
    { "drafted", "edited", N_("Edit"), RIGHT_CONFIRM, 0 },
    { "edited", "drafted", N_("Return"), RIGHT_CONFIRM, MOVE_REASON },
    { "edited", "signed", N_("Sign and issue"), RIGHT_APPROVE, 0 },
    { "signed", "reported", N_("Report"), RIGHT_WRITE, 0 },
    { "reported", "adopted", N_("Adopted"), RIGHT_WRITE, 0 },
    { "reported", "instructed", N_("Instructed upon"), RIGHT_WRITE, 0 },
    { "adopted", "instructed", N_("Instructed upon"), RIGHT_WRITE, 0 },
    { "adopted", "concluded", N_("Conclude"), RIGHT_WRITE, 0 },
    { "instructed", "concluded", N_("Conclude"), RIGHT_WRITE, 0 },
    { "reported", "not_adopted", N_("Not adopted"), RIGHT_WRITE, 0 },
    { 0 },
};

static const Figure info_report_figures[] = {
    { .name = "info.reported", .label = N_("Information reported"), .unit = N_("entry"),
      .query = "info_report where state in (reported, adopted, instructed, concluded, "
      "not_adopted) and reported_on in period",
      .count = COUNT_ROWS },
    { 0 },
};

static const Panel info_report_panels[] = {
    { "adoptions", N_("Adoptions"), "adoption where info_report = this" },
    { 0 },
};

static void info_report_check(Check *k, const Record *r)
{
    bool sent = rule_state_in(r, S("|reported|adopted|instructed|concluded|not_adopted|"));
    if (sent && !rec_has(r, INFO_REPORTED_ON))
        problem(k, INFO_REPORTED_ON, "say when it was reported");
    if (sent && !rec_int(r, INFO_SECRECY_CHECKED))
        gate(k, INFO_SECRECY_CHECKED,
             "nothing is reported by a network before its secrecy was checked");
    if (rec_has(r, INFO_REPORTED_TO) && !rec_has(r, INFO_REPORTED_ON) && sent)
        warning(k, INFO_REPORTED_ON, "without this date it is not counted in any year");
}

const Type info_report_type = {
    .name = "info_report", .label = N_("Information report"),
    .also = "信息报送|信息報送|社情民意|社情民意信息|信息", .area = "publicity",
    .fields = info_report_fields, .nfields = LEN(info_report_fields), .states = info_report_states,
    .moves = info_report_moves, .figures = info_report_figures, .panels = info_report_panels,
    .title = "title", .identity = { "title", "reported_on" }, .check = info_report_check,
};

/* ---- adoption ---- */

enum {
    ADOPT_INFO_REPORT, ADOPT_BODY, ADOPT_ADOPTED_LEVEL, ADOPT_FORM, ADOPT_ADOPTED_ON, ADOPT_ISSUE,
    ADOPT_INSTRUCTED_BY, ADOPT_INSTRUCTED_ON, ADOPT_INSTRUCTION, ADOPT_POINTS, ADOPT__N
};

static const Choice adoption_levels[] = {
    { "district", N_("District level"), "区级|區級|区|區" },
    { "city", N_("City level"), "市级|市級|市" },
    { "province", N_("Provincial level"), "省级|省級|省" },
    { "national", N_("National level"), "国家级|國家級|中国侨联|中國僑聯|全国|全國|中央" },
    { 0 },
};

static const Choice adoption_forms[] = {
    { "single", N_("Single"), "单篇|單篇|单篇采用|單篇採用" },
    { "combined", N_("Combined"), "综合|綜合|综合采用|綜合採用" },
    { 0 },
};

static const Field adoption_fields[ADOPT__N] = {
    [ADOPT_INFO_REPORT] = { .name = "info_report", .label = N_("Information report"),
        .also = "信息报送|信息報送|信息标题|信息標題|标题|標題", .kind = T_LINK,
        .flags = REQUIRED | IN_LIST, .link = "info_report" },
    [ADOPT_BODY] = { .name = "body", .label = N_("Adopted by"),
        .also = "采用单位|採用單位|采用部门|採用部門", .kind = T_TEXT,
        .flags = REQUIRED | IN_LIST | SEARCHED | CONVERTED, .max = 200 },
    [ADOPT_ADOPTED_LEVEL] = { .name = "adopted_level", .label = N_("Level of adoption"),
        .also = "采用级别|採用級別|级别|級別|采用层级|採用層級", .kind = T_CHOICE,
        .flags = IN_LIST | INDEXED, .choices = adoption_levels },
    [ADOPT_FORM] = { .name = "form", .label = N_("Form of adoption"),
        .also = "采用形式|採用形式|采用方式|採用方式", .kind = T_CHOICE, .flags = IN_LIST,
        .choices = adoption_forms },
    [ADOPT_ADOPTED_ON] = { .name = "adopted_on", .label = N_("Adopted on"),
        .also = "采用日期|採用日期|采用时间|採用時間", .kind = T_DATE,
        .flags = IN_LIST | INDEXED },
    [ADOPT_ISSUE] = { .name = "issue", .label = N_("Issue"),
        .also = "期号|期號|期数|期數|刊物期号|刊物期號", .kind = T_TEXT, .flags = CONVERTED, .max = 100 },
    [ADOPT_INSTRUCTED_BY] = { .name = "instructed_by", .label = N_("Instruction by"),
        .also = "批示领导|批示領導|批示人", .kind = T_TEXT, .max = 100 },
    [ADOPT_INSTRUCTED_ON] = { .name = "instructed_on", .label = N_("Instruction on"),
        .also = "批示日期", .kind = T_DATE, .flags = INDEXED },
    [ADOPT_INSTRUCTION] = { .name = "instruction", .label = N_("Instruction"),
        .also = "批示内容|批示內容|批示", .kind = T_NOTE, .level = LEVEL_SENSITIVE },
    [ADOPT_POINTS] = { .name = "points", .label = N_("Points"), .also = "得分|分值|计分|計分",
        .kind = T_DECIMAL, .flags = IN_LIST, .scale = 2, .unit = N_("point") },
};

static const Figure adoption_figures[] = {
    { .name = "info.adopted", .label = N_("Adoptions of information"), .unit = N_("entry"),
      .query = "adoption where adopted_on in period", .count = COUNT_ROWS },
    { .name = "info.adopted_items", .label = N_("Pieces of information adopted, each once"),
      .unit = N_("entry"), .query = "adoption where adopted_on in period", .count = COUNT_DISTINCT,
      .of = "info_report", .part_of = "info.adopted" },
    { .name = "info.instructed", .label = N_("Instructions upon information"), .unit = N_("entry"),
      .query = "adoption where instructed_on in period", .count = COUNT_ROWS },
    { .name = "info.points", .label = N_("Points for adopted information"), .unit = N_("point"),
      .query = "adoption where adopted_on in period", .count = COUNT_SUM, .of = "points" },
    { 0 },
};

static void adoption_check(Check *k, const Record *r)
{
    if (rec_has(r, ADOPT_INSTRUCTED_BY) != rec_has(r, ADOPT_INSTRUCTED_ON))
        warning(k, ADOPT_INSTRUCTED_ON, "an instruction has a name and a date");
    if (rule_backwards(r, ADOPT_ADOPTED_ON, ADOPT_INSTRUCTED_ON))
        warning(k, ADOPT_INSTRUCTED_ON, "the instruction lies before the adoption");
}

const Type adoption_type = {
    .name = "adoption", .label = N_("Adoption"),
    .also = "采用|採用|信息采用|信息採用|采用情况|採用情況|采用记录|"
    "採用記錄",
    .area = "publicity", .fields = adoption_fields, .nfields = LEN(adoption_fields),
    .figures = adoption_figures, .title = "body",
    .identity = { "info_report", "body", "adopted_on" }, .check = adoption_check,
};
