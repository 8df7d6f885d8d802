/* SPDX-License-Identifier: Apache-2.0
 * Reviews as records: draft, filled by the units, confirmed by the sections, approved by the
 * leader, issued. Each step keeps who took it and when, as every move does.
 */
#include "review/kinds.h"

#include "engine/record.h"
#include "engine/rights.h"
#include "engine/store.h"
#include "review/confirmed.h"

static const Choice review_languages[] = {
    { "zh-Hans", N_("Simplified Chinese"), "简体|简体中文" },
    { "zh-Hant", N_("Traditional Chinese"), "繁体|繁體|繁體中文" },
    { "en", N_("English"), "英文|英语" },
    { 0 },
};

static const Field review_fields[REVIEW__N] = {
    [REVIEW_TITLE] = { .name = "title", .label = N_("Title"), .also = "标题|標題", .kind = T_TEXT,
        .max = 200, .flags = REQUIRED | IN_LIST },
    [REVIEW_PERIOD] = { .name = "covers", .label = N_("Period"), .also = "期间|期間|年度",
        .kind = T_DATE, .flags = REQUIRED | IN_LIST },
    [REVIEW_OF_UNIT] = { .name = "of_unit", .label = N_("Unit reviewed"),
        .also = "总结单位|總結單位", .kind = T_LINK, .link = "unit", .flags = IN_LIST },
    [REVIEW_LANGUAGE] = { .name = "language", .label = N_("Language"), .also = "语言|語言",
        .kind = T_CHOICE, .choices = review_languages, .flags = IN_LIST },
    [REVIEW_AS_OF] = { .name = "as_of", .label = N_("Cut-off"), .also = "数据截止日|數據截止日",
        .kind = T_DATE },
    [REVIEW_ISSUED_ON] = { .name = "issued_on", .label = N_("Issued on"),
        .also = "印发日期|印發日期", .kind = T_DATE, .flags = IN_LIST },
    [REVIEW_HASH] = { .name = "hash", .label = N_("Hash of what was frozen"),
        .also = "固化摘要|固化摘要值", .kind = T_TEXT, .max = 64 },
    [REVIEW_SIGNER] = { .name = "signer", .label = N_("Signed by"), .also = "签发人|簽發人",
        .kind = T_TEXT, .max = 100, .flags = IN_LIST },
    [REVIEW_KEY] = { .name = "signing_key", .label = N_("Key of the signature"),
        .also = "签名公钥|簽名公鑰", .kind = T_TEXT, .max = 64 },
    [REVIEW_NOTE] = { .name = "note", .label = N_("Note"), .also = "备注|備註", .kind = T_NOTE },
};

static const State review_states[] = {
    { "draft", N_("Draft"), "草稿", 0 },
    { "filled", N_("Filled by the units"), "单位已填报|單位已填報", 0 },
    { "confirmed", N_("Confirmed by the sections"), "部门已确认|部門已確認|科室已确认", 0 },
    { "approved", N_("Approved by the leader"), "领导已批准|領導已批准", 0 },
    { "issued", N_("Issued"), "已印发|已印發|已签发", STATE_END },
    { "withdrawn", N_("Withdrawn"), "已撤回|撤回", STATE_END | STATE_FAILED },
    { 0 },
};

static const Move review_moves[] = {
    { "draft", "filled", N_("Report as filled"), RIGHT_WRITE, 0 },
    { "filled", "confirmed", N_("Confirm the figures"), RIGHT_CONFIRM, 0 },
    { "filled", "draft", N_("Return"), RIGHT_CONFIRM, MOVE_REASON },
    { "confirmed", "approved", N_("Approve"), RIGHT_APPROVE, 0 },
    { "confirmed", "draft", N_("Return"), RIGHT_APPROVE, MOVE_REASON },
    { "approved", "issued", N_("Issue the review"), RIGHT_APPROVE, 0 },
    { "approved", "draft", N_("Return"), RIGHT_APPROVE, MOVE_REASON },
    { "*", "withdrawn", N_("Withdraw"), RIGHT_CONFIRM, MOVE_REASON },
    { 0 },
};

/* What was frozen is what was signed. */
static void review_check(Check *k, const Record *r)
{
    if (str_eq(r->state, S("issued")) && rec_text(r, REVIEW_HASH).n != 64)
        problem(k, REVIEW_HASH, "a review is issued by `qiao review --issue`, which freezes it");
}

static const Panel review_panels[] = {
    { "chapters", N_("Chapters"), "review_chapter where review = this" },
    { 0 },
};

const Type review_type = {
    .name = "review", .label = N_("Annual review"), .also = "工作回顾|工作回顧|工作总结|工作總結",
    .area = "review", .fields = review_fields, .nfields = LEN(review_fields),
    .states = review_states, .moves = review_moves, .title = "title", .panels = review_panels,
    .identity = { "title", "covers", "of_unit", "language" }, .check = review_check,
    .after = confirmed_after,
};

bool review_is_open(Str state)
{
    return str_eq(state, S("draft")) || str_eq(state, S("filled"));
}

/* ---- its text, by chapters ---- */

static const Field chapter_fields[CHAPTER__N] = {
    [CHAPTER_REVIEW] = { .name = "review", .label = N_("Annual review"),
        .also = "工作回顾|工作回顧", .kind = T_LINK, .link = "review",
        .flags = REQUIRED | FIXED | IN_LIST },
    [CHAPTER_NUMBER] = { .name = "number", .label = N_("Number of the chapter"),
        .also = "章节序号|章節序號", .kind = T_COUNT, .max = 999, .flags = REQUIRED | IN_LIST },
    [CHAPTER_NAME] = { .name = "name", .label = N_("Heading"), .also = "标题|標題",
        .kind = T_TEXT, .max = 200, .flags = REQUIRED | IN_LIST },
    [CHAPTER_BODY] = { .name = "body", .label = N_("Text"), .also = "正文", .kind = T_NOTE,
        .max = CHAPTER_BYTES_MAX / 4,
        .help = N_("Figures stand in it by name, in double braces; docs/templates.md has the"
                   " language.") },
};

/* The state of the review that a chapter is of; empty where the store cannot be asked. */
static Str state_of(const Check *k, int64_t review)
{
    Err e = { 0 };
    if (!k->c->db || !store_flush(k->c, &e))
        return (Str){ 0 };
    AUTO(stmt_done) Stmt *q = db_query(
        k->c->db, "/* state of a review */ SELECT state FROM review WHERE id = $1", P(review));
    return db_next(q, &e) ? db_text(q, k->c->arena, 0) : (Str){ 0 };
}

/* What was confirmed is not changed any more, and what is written can be read. */
static void chapter_check(Check *k, const Record *r)
{
    Str state = state_of(k, rec_int(r, CHAPTER_REVIEW));
    Err e = { .lang = k->c->lang };

    if (state.n && !review_is_open(state))
        problem(
            k, CHAPTER_BODY,
            "the figures of this review were confirmed, so its text is closed; whoever confirms "
            "or approves it can return it to draft, with a reason");
    if (!template_sound(k->c->arena, rec_text(r, CHAPTER_BODY), rec_text(r, CHAPTER_NAME), &e))
        problem(k, CHAPTER_BODY, "%s", e.msg);
}

const Type review_chapter_type = {
    .name = "review_chapter", .label = N_("Chapter of a review"), .area = "review",
    .also = "章节|章節", .fields = chapter_fields, .nfields = LEN(chapter_fields), .title = "name",
    .identity = { "review", "number" }, .check = chapter_check,
};

/* ---- what is said of it ---- */

static const Field comment_fields[COMMENT__N] = {
    [COMMENT_CHAPTER] = { .name = "chapter", .label = N_("Chapter of a review"),
        .also = "章节|章節", .kind = T_LINK, .link = "review_chapter",
        .flags = REQUIRED | FIXED | IN_LIST },
    [COMMENT_WORDS] = { .name = "words", .label = N_("About the words"),
        .also = "针对的文字|針對的文字", .kind = T_TEXT, .max = 200, .flags = IN_LIST },
    [COMMENT_BODY] = { .name = "body", .label = N_("Comment"), .also = "意见|意見",
        .kind = T_NOTE, .max = 2000, .flags = REQUIRED | IN_LIST },
};

static const State comment_states[] = {
    { "open", N_("To be dealt with"), "待处理|待處理", 0 },
    { "settled", N_("Dealt with"), "已处理|已處理", 0 },
    { 0 },
};

static const Move comment_moves[] = {
    { "open", "settled", N_("Mark as dealt with"), RIGHT_DESK, 0 },
    { "settled", "open", N_("Open again"), RIGHT_DESK, 0 },
    { 0 },
};

const Type review_comment_type = {
    .name = "review_comment", .label = N_("Comment on a review"), .area = "review",
    .also = "审阅意见|審閱意見", .fields = comment_fields, .nfields = LEN(comment_fields),
    .states = comment_states, .moves = comment_moves, .title = "body", .write = RIGHT_DESK,
    .identity = { "chapter", "body" },
};

/* ---- its figures as they were confirmed ---- */

static const Field confirmed_fields[CONFIRMED__N] = {
    [CONFIRMED_REVIEW] = { .name = "review", .label = N_("Annual review"), .kind = T_LINK,
        .link = "review", .flags = REQUIRED | FIXED | IN_LIST },
    [CONFIRMED_ROUND] = { .name = "round", .label = N_("Version of the review"),
        .kind = T_COUNT, .flags = REQUIRED | FIXED },
    [CONFIRMED_FIGURE] = { .name = "figure", .label = N_("Name of the figure"),
        .kind = T_TEXT, .max = 100, .flags = REQUIRED | FIXED | IN_LIST | INDEXED },
    [CONFIRMED_VALUE] = { .name = "value", .label = N_("Value"), .kind = T_TEXT, .max = 60,
        .flags = REQUIRED | FIXED | IN_LIST },
    [CONFIRMED_RECORDS] = { .name = "records", .label = N_("Records behind it"),
        .kind = T_COUNT, .flags = FIXED | IN_LIST },
};

static void confirmed_check(Check *k, const Record *r)
{
    (void)r;
    if (k->c->opened != k->type && !k->c->importing)
        problem(k, PROBLEM_RECORD,
                "figures are confirmed by the step of their review, not one by one");
}

const Type confirmed_figure_type = {
    .name = "confirmed_figure", .label = N_("Confirmed figure"), .area = "review",
    .also = "已确认的数字|已確認的數字", .fields = confirmed_fields,
    .nfields = LEN(confirmed_fields), .title = "figure", .write = RIGHT_CONFIRM,
    .identity = { "review", "round", "figure" }, .check = confirmed_check,
};

/* ---- what was frozen ---- */

static const Field part_fields[PART__N] = {
    [PART_REVIEW] = { .name = "review", .label = N_("Annual review"), .kind = T_LINK,
        .link = "review", .flags = REQUIRED | FIXED | IN_LIST },
    [PART_NUMBER] = { .name = "number", .label = N_("Number of the part"), .kind = T_COUNT,
        .max = 100000, .flags = REQUIRED | FIXED | IN_LIST },
    [PART_BODY] = { .name = "body", .label = N_("Frozen text and evidence"), .kind = T_NOTE,
        .max = 1 << 20, .flags = REQUIRED | FIXED },
};

const Type review_part_type = {
    .name = "review_part", .label = N_("Frozen part of a review"), .area = "review",
    .fields = part_fields, .nfields = LEN(part_fields), .title = "number",
    .identity = { "review", "number" }, .write = RIGHT_APPROVE,
};

static const Field key_fields[KEY__N] = {
    [KEY_HOLDER] = { .name = "holder", .label = N_("User"), .also = "用户|用戶", .kind = T_LINK,
        .link = "user", .flags = REQUIRED | FIXED | IN_LIST },
    [KEY_PUBLIC] = { .name = "public_key", .label = N_("Public key"), .also = "公钥|公鑰",
        .kind = T_TEXT, .max = 64, .flags = REQUIRED | UNIQUE | FIXED | IN_LIST },
    [KEY_SINCE] = { .name = "since", .label = N_("In use from"), .also = "启用日期|啟用日期",
        .kind = T_DATE, .flags = IN_LIST },
    [KEY_UNTIL] = { .name = "until", .label = N_("In use until before"),
        .also = "停用日期", .kind = T_DATE, .flags = IN_LIST },
};

static void key_check(Check *k, const Record *r)
{
    Str key = rec_text(r, KEY_PUBLIC);
    bool hex = key.n == 64;
    for (size_t i = 0; hex && i < key.n; i++)
        hex = (key.p[i] >= '0' && key.p[i] <= '9') || (key.p[i] >= 'a' && key.p[i] <= 'f');
    if (!hex)
        problem(k, KEY_PUBLIC, "a public key has 64 digits of 0-9 and a-f");
    if (k->c->user && !k->c->importing && rec_int(r, KEY_HOLDER) != k->c->user->id)
        problem(k, KEY_HOLDER, "everybody registers his own keys");
}

const Type signing_key_type = {
    .name = "signing_key", .label = N_("Key for signing"), .also = "签名密钥|簽名密鑰",
    .area = "review", .fields = key_fields, .nfields = LEN(key_fields), .title = "public_key",
    .identity = { "public_key" }, .write = RIGHT_APPROVE, .check = key_check,
};

/* ---- what a text may begin from ---- */

static const Field template_fields[TEMPLATE__N] = {
    [TEMPLATE_NAME] = { .name = "name", .label = N_("Name"), .also = "名称|名稱", .kind = T_TEXT,
        .max = 100, .flags = REQUIRED | IN_LIST },
    [TEMPLATE_LANGUAGE] = { .name = "language", .label = N_("Language"), .also = "语言|語言",
        .kind = T_CHOICE, .choices = review_languages, .flags = REQUIRED | IN_LIST },
    [TEMPLATE_BODY] = { .name = "body", .label = N_("Text"), .also = "正文", .kind = T_NOTE,
        .max = CHAPTER_BYTES_MAX / 4, .flags = REQUIRED,
        .help = N_("Figures stand in it by name, in double braces; docs/templates.md has the"
                   " language.") },
    [TEMPLATE_NOTE] = { .name = "note", .label = N_("Note"), .also = "备注|備註", .kind = T_TEXT,
        .max = 200, .flags = IN_LIST },
};

static void template_check(Check *k, const Record *r)
{
    Err e = { .lang = k->c->lang };

    if (!template_sound(k->c->arena, rec_text(r, TEMPLATE_BODY), rec_text(r, TEMPLATE_NAME), &e))
        problem(k, TEMPLATE_BODY, "%s", e.msg);
}

const Type review_template_type = {
    .name = "review_template", .label = N_("Template of a review"), .area = "review",
    .also = "总结模板|總結範本", .fields = template_fields, .nfields = LEN(template_fields),
    .title = "name", .identity = { "name", "language" }, .write = RIGHT_CONFIRM,
    .check = template_check,
};
