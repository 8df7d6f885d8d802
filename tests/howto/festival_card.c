/* SPDX-License-Identifier: Apache-2.0
 * Festival cards: who gets a greeting for the Spring Festival, and what came of it.
 *
 * A card goes to a person or an association of the registry, or to a name. One that came back
 * counts as sent; the address is then to be asked for again.
 */
#include "areas/areas.h"
#include "areas/rules.h"

enum {
    F_YEAR,
    F_NAME,
    F_PERSON,
    F_ASSOCIATION,
    F_COUNTRY,
    F_CHANNEL,
    F_ADDRESS,
    F_SEND_BY,
    F_SENT,
    F_ANSWERED,
    F_BEFORE,
    F_NOTE,
    F__N
};

/* Code, label, and what else spreadsheets call it. */
static const Choice channels[] = {
    { "post", N_("Post"), "邮寄|郵寄" },
    { "mail", N_("Mail"), "电子邮件|電子郵件" },
    { "hand", N_("By hand"), "面送" },
    { 0 }
};

static const Field fields[F__N] = {
    [F_YEAR]        = { .name = "year", .label = N_("Year"), .also = "年度|年份", .kind = T_DATE,
                        .flags = REQUIRED | IN_LIST | INDEXED },
    [F_NAME]        = { .name = "name", .label = N_("Name"), .also = "姓名|收件人", .kind = T_NAME,
                        .level = LEVEL_PERSONAL, .flags = IN_LIST | SEARCHED },
    [F_PERSON]      = { .name = "person", .label = N_("Person"), .also = "人员|人員", .kind = T_LINK,
                        .link = "person" },
    [F_ASSOCIATION] = { .name = "association", .label = N_("Association"), .also = "社团|社團", .kind = T_LINK,
                        .link = "association" },
    [F_COUNTRY]     = { .name = "country", .label = N_("Country of residence"), .also = "国家地区|國家地區",
                        .kind = T_COUNTRY, .flags = IN_LIST },
    [F_CHANNEL]     = { .name = "channel", .label = N_("Sent by way of"), .also = "寄送方式", .kind = T_CHOICE,
                        .choices = channels },
    [F_ADDRESS]     = { .name = "address", .label = N_("Address"), .also = "地址", .kind = T_TEXT,
                        .level = LEVEL_PERSONAL },
    [F_SEND_BY]     = { .name = "send_by", .label = N_("To be sent by"), .also = "最迟寄出日期|最遲寄出日期",
                        .kind = T_DATE },
    [F_SENT]        = { .name = "sent_on", .label = N_("Sent on"), .also = "寄出日期", .kind = T_DATE,
                        .flags = IN_LIST | INDEXED },
    [F_ANSWERED]    = { .name = "answered", .label = N_("Answered on"), .also = "回复日期|回覆日期",
                        .kind = T_DATE },
    [F_BEFORE]      = { .name = "last_card", .label = N_("Card of the year before"), .also = "上年贺卡|上年賀卡",
                        .kind = T_LINK, .link = "festival_card" },
    [F_NOTE]        = { .name = "note", .label = N_("Note"), .also = "备注|備註", .kind = T_NOTE },
};

/* The first state is that of a new record. */
static const State states[] = {
    { "listed", N_("Listed"), "已列入", 0 },
    { "approved", N_("Approved"), "已批准", 0 },
    { "sent", N_("Sent"), "已寄出", 0 },
    { "answered", N_("Answered"), "已回复|已回覆", STATE_END },
    { "returned", N_("Came back"), "已退回", STATE_END | STATE_FAILED },
    { 0 }
};

/* The handler lists, the head of department approves, and it may not be the same person. */
static const Move moves[] = {
    { "listed", "approved", N_("Approve"), RIGHT_CONFIRM, MOVE_OTHER_PERSON },
    { "approved", "listed", N_("Return"), RIGHT_CONFIRM, MOVE_REASON },
    { "approved", "sent", N_("Send"), RIGHT_WRITE, 0 },
    { "sent", "answered", N_("Record the answer"), RIGHT_WRITE, 0 },
    { "sent", "returned", N_("Record the return"), RIGHT_WRITE, MOVE_REASON },
    { 0 }
};

static const Deadline deadlines[] = {
    { "send", N_("Send the festival card"), "send_by", -7, DAYS_CALENDAR, "state in (listed, approved)" },
    { 0 }
};

static const Figure figures[] = {
    { .name = "festival.cards", .label = N_("Festival cards sent"), .unit = N_("card"),
      .query = "festival_card where sent_on in period",
      .count = COUNT_ROWS },
    { .name = "festival.countries", .label = N_("Countries and regions that cards went to"), .unit = N_("country or region"),
      .query = "festival_card where sent_on in period",
      .count = COUNT_DISTINCT, .of = "country" },
    { 0 },
};

static const Panel panels[] = {
    { "next", N_("Card of the year after"), "festival_card where last_card = this" },
    { 0 }
};

static void check(Check *k, const Record *r)
{
    if (!rec_has(r, F_NAME) && !rec_has(r, F_PERSON) && !rec_has(r, F_ASSOCIATION))
        problem(k, F_NAME, "the card goes to nobody; give a name, a person or an association");
    if (rec_is(r, F_CHANNEL, "post") && !rec_has(r, F_ADDRESS))
        warning(k, F_ADDRESS, "a card that goes by post needs an address");
    if (rule_backwards(r, F_SENT, F_ANSWERED))
        problem(k, F_ANSWERED, "the card was answered before it was sent");
}

const Type festival_card_type = {
    .name = "festival_card", .label = N_("Festival card"), .also = "新春贺卡|新春賀卡|贺卡名单|賀卡名單",
    .area = "liaison", .fields = fields, .nfields = LEN(fields), .states = states, .moves = moves,
    .deadlines = deadlines, .figures = figures, .panels = panels, .title = "name",
    .identity = { "year", "name", "person", "association" }, .check = check,
};
