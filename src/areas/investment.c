/* SPDX-License-Identifier: Apache-2.0
 * Investment: delegations brought to fairs, leads followed to agreements and projects.
 *
 * A delegation is not its guest list: guests are invited, accept, come or do not. A project has
 * five amounts, intended, signed, contracted, paid in and landed, each with its own date and proof;
 * they are never added to one another. A project stays one project over all fairs. Several units
 * may have a share in the credit for it, together at most all of it.
 */
#include "areas/areas.h"
#include "areas/choices.h"
#include "areas/rules.h"

/* ---- fair ---- */

enum {
    FAIR_NAME, FAIR_SERIES, FAIR_EDITION, FAIR_KIND, FAIR_OPENED, FAIR_CLOSED, FAIR_VENUE_TEXT,
    FAIR_ORGANISER, FAIR_NOTE, FAIR__N
};

static const Choice fair_kinds[] = {
    { "investment_fair", N_("Investment and trade fair"),
      "投资贸易洽谈会|投資貿易洽談會|投洽会|投洽會|九八|98|厦洽会|"
      "廈洽會" },
    { "trade_show", N_("Trade show"), "展览会|展覽會|博览会|博覽會|交易会|交易會|展览|展覽" },
    { "summit", N_("Summit or forum"), "论坛|論壇|峰会|峰會|大会|大會" },
    { "other", N_("Other"), "其他" },
    { 0 },
};

static const Field fair_fields[FAIR__N] = {
    [FAIR_NAME] = { .name = "name", .label = N_("Fair's name"),
        .also = "展会名称|展會名稱|展会|展會|名称|名稱", .kind = T_NAME,
        .flags = REQUIRED | IN_LIST | SEARCHED | CONVERTED },
    [FAIR_SERIES] = { .name = "series", .label = N_("Series"), .also = "系列|活动系列|活動系列",
        .kind = T_LINK, .link = "series" },
    [FAIR_EDITION] = { .name = "edition", .label = N_("Edition"),
        .also = "届次|屆次|届|屆|第几届|第幾屆", .kind = T_COUNT, .flags = IN_LIST, .max = 1000 },
    [FAIR_KIND] = { .name = "kind", .label = N_("Kind of fair"),
        .also = "展会类型|展會類型|类型|類型", .kind = T_CHOICE, .flags = IN_LIST | INDEXED,
        .choices = fair_kinds },
    [FAIR_OPENED] = { .name = "opened", .label = N_("Opened on"),
        .also = "开幕日期|開幕日期|举办日期|舉辦日期|开始日期|開始日期|"
        "举办时间|舉辦時間",
        .kind = T_DATE, .flags = IN_LIST | INDEXED },
    [FAIR_CLOSED] = { .name = "closed", .label = N_("Closed on"),
        .also = "闭幕日期|閉幕日期|结束日期|結束日期", .kind = T_DATE },
    [FAIR_VENUE_TEXT] = { .name = "venue_text", .label = N_("Place"),
        .also = "地点|地點|举办地点|舉辦地點", .kind = T_TEXT, .flags = CONVERTED, .max = 200 },
    [FAIR_ORGANISER] = { .name = "organiser", .label = N_("Organiser"),
        .also = "主办单位|主辦單位|主办方|主辦方", .kind = T_TEXT, .flags = CONVERTED, .max = 300 },
    [FAIR_NOTE] = { .name = "note", .label = N_("Note"), .also = "备注|備註", .kind = T_NOTE, .flags = CONVERTED },
};

static const Panel fair_panels[] = {
    { "delegations", N_("Delegations"), "delegation where fair = this" },
    { "agreements", N_("Agreements"), "agreement where fair = this" },
    { "events", N_("Activities"), "event where fair = this" },
    { "projects", N_("Projects"), "project where fair = this" },
    { 0 },
};

static void fair_check(Check *k, const Record *r)
{
    if (rule_backwards(r, FAIR_OPENED, FAIR_CLOSED))
        problem(k, FAIR_CLOSED, "the fair closes before it opens");
    if (rec_has(r, FAIR_EDITION) && rec_int(r, FAIR_EDITION) == 0)
        problem(k, FAIR_EDITION, "editions are counted from 1");
}

static const Figure fair_figures[] = {
    { .name = "fair.edition", .label = N_("Edition of the investment fair"), .unit = N_("edition"),
      .query = "fair where kind = investment_fair and opened in period", .count = COUNT_MAX,
      .of = "edition" },
    { 0 },
};

const Type fair_type = {
    .name = "fair", .label = N_("Fair"), .also = "展会|展會|经贸活动|經貿活動|展会名录|展會名錄",
    .area = "investment", .fields = fair_fields, .nfields = LEN(fair_fields),
    .figures = fair_figures, .panels = fair_panels, .title = "name", .identity = { "name", "opened" }, .check = fair_check,
};

/* ---- delegation ---- */

enum {
    DELEG_FAIR, DELEG_NAME, DELEG_COUNTRY, DELEG_ASSOCIATION, DELEG_LEADER, DELEG_LEADER_PERSON,
    DELEG_INVITED, DELEG_HEADCOUNT, DELEG_ARRIVED, DELEG_DEPARTED, DELEG_MATCHED, DELEG_RECEPTION,
    DELEG_NOTE, DELEG__N
};

static const Field delegation_fields[DELEG__N] = {
    [DELEG_FAIR] = { .name = "fair", .label = N_("Fair"),
        .also = "展会|展會|参加展会|參加展會|展会名称|展會名稱", .kind = T_LINK,
        .flags = REQUIRED | IN_LIST, .link = "fair" },
    [DELEG_NAME] = { .name = "name", .label = N_("Delegation's name"),
        .also = "团组名称|團組名稱|团组|團組|代表团|代表團|代表团名称|"
        "代表團名稱",
        .kind = T_NAME, .flags = REQUIRED | IN_LIST | SEARCHED | CONVERTED },
    [DELEG_COUNTRY] = { .name = "country", .label = N_("Country or region"),
        .also = "国家（地区）|國家（地區）|来自国家|來自國家|"
        "来自国家（地区）|來自國家（地區）|国家和地区|國家和地區|"
        "国别|國別",
        .kind = T_COUNTRY, .flags = IN_LIST | INDEXED },
    [DELEG_ASSOCIATION] = { .name = "association", .label = N_("Association"),
        .also = "侨团|僑團|组团社团|組團社團|社团|社團", .kind = T_LINK, .link = "association" },
    [DELEG_LEADER] = { .name = "leader", .label = N_("Head of the delegation"),
        .also = "团长|團長|领队|領隊|带队人|帶隊人", .kind = T_NAME, .flags = IN_LIST | SEARCHED },
    [DELEG_LEADER_PERSON] = { .name = "leader_person", .label = N_("Record of the leader"),
        .also = "团长档案|團長檔案", .kind = T_LINK, .link = "person" },
    [DELEG_INVITED] = { .name = "invited", .label = N_("Invited guests"),
        .also = "邀请人数|邀請人數|拟到会人数|擬到會人數|报名人数|報名人數", .kind = T_COUNT,
        .unit = N_("person"), .max = 100000 },
    [DELEG_HEADCOUNT] = { .name = "headcount", .label = N_("Guests who came"),
        .also = "到会人数|到會人數|参会人数|參會人數|人数|人數|客商人数|"
        "客商人數",
        .kind = T_COUNT, .flags = IN_LIST, .unit = N_("person"), .max = 100000 },
    [DELEG_ARRIVED] = { .name = "arrived", .label = N_("Arrived"),
        .also = "抵达日期|抵達日期|抵厦日期|抵廈日期", .kind = T_DATE },
    [DELEG_DEPARTED] = { .name = "departed", .label = N_("Departed"),
        .also = "离开日期|離開日期|离厦日期|離廈日期", .kind = T_DATE },
    [DELEG_MATCHED] = { .name = "matched", .label = N_("Meetings arranged"),
        .also = "对接场次|對接場次|洽谈场次|洽談場次", .kind = T_COUNT, .unit = N_("session"),
        .max = 10000 },
    [DELEG_RECEPTION] = { .name = "reception", .label = N_("Reception"), .also = "接待|接待批次",
        .kind = T_LINK, .link = "reception" },
    [DELEG_NOTE] = { .name = "note", .label = N_("Note"), .also = "备注|備註", .kind = T_NOTE, .flags = CONVERTED },
};

static const State delegation_states[] = {
    { "listed", N_("On the list"), "拟邀|擬邀|列入名单|列入名單", 0 },
    { "invited", N_("Invited"), "已邀请|已邀請|邀请|邀請", 0 },
    { "confirmed", N_("Confirmed"), "已确认|已確認|确认|確認", 0 },
    { "registered", N_("Registered"), "已注册|已註冊|已报名|已報名|已办证|已辦證", 0 },
    { "attended", N_("Attended"), "已到会|已到會|到会|到會|已参会|已參會|参会|參會", STATE_END },
    { "declined", N_("Declined"), "不同意|谢绝|謝絕|婉拒", STATE_END | STATE_FAILED },
    { "absent", N_("Did not come"), "未到会|未到會|未参会|未參會", STATE_END | STATE_FAILED },
    { 0 },
};

static const Move delegation_moves[] = {
    { "listed", "invited", N_("Invite"), RIGHT_WRITE, 0 },
    { "invited", "confirmed", N_("Confirm"), RIGHT_WRITE, 0 },
    { "confirmed", "registered", N_("Register"), RIGHT_WRITE, 0 },
    { "registered", "attended", N_("Came"), RIGHT_WRITE, 0 },
    { "confirmed", "attended", N_("Came"), RIGHT_WRITE, 0 },
    { "invited", "declined", N_("Declines"), RIGHT_WRITE, MOVE_REASON },
    { "confirmed", "declined", N_("Declines"), RIGHT_WRITE, MOVE_REASON },
    { "registered", "absent", N_("Did not come"), RIGHT_WRITE, 0 },
    { "confirmed", "absent", N_("Did not come"), RIGHT_WRITE, 0 },
    { 0 },
};

static const Figure delegation_figures[] = {
    { .name = "fair.delegations", .label = N_("Delegations at the investment fair"),
      .unit = N_("delegation"),
      .query = "delegation where fair.kind = investment_fair and fair.opened in period and "
      "state = attended",
      .count = COUNT_ROWS },
    { .name = "fair.countries",
      .label = N_("Countries and regions of the delegations at the investment fair"),
      .unit = N_("country or region"),
      .query = "delegation where fair.kind = investment_fair and fair.opened in period and "
      "state = attended",
      .count = COUNT_DISTINCT, .of = "country" },
    { .name = "fair.merchants", .label = N_("Merchants in the delegations at the investment fair"),
      .unit = N_("person"),
      .query = "delegation where fair.kind = investment_fair and fair.opened in period and "
      "state = attended",
      .count = COUNT_SUM, .of = "headcount" },
    { 0 },
};

static const Panel delegation_panels[] = {
    { "guests", N_("Guests"), "guest where delegation = this" },
    { 0 },
};

static void delegation_check(Check *k, const Record *r)
{
    if (rule_backwards(r, DELEG_ARRIVED, DELEG_DEPARTED))
        problem(k, DELEG_DEPARTED, "the delegation departs before it arrives");
    if (rec_state(r, "attended") && rec_has(r, DELEG_HEADCOUNT) && rec_int(r, DELEG_HEADCOUNT) == 0)
        problem(k, DELEG_HEADCOUNT, "a delegation that attended has guests");
    if (rule_state_in(r, S("|declined|absent|")) && rec_int(r, DELEG_HEADCOUNT) > 0)
        problem(k, DELEG_HEADCOUNT, "nobody came of a delegation that declined or was absent");
    if (rec_has(r, DELEG_INVITED) && rec_int(r, DELEG_HEADCOUNT) > rec_int(r, DELEG_INVITED))
        warning(k, DELEG_HEADCOUNT, "more guests came than were invited");
    if (rec_state(r, "attended") && !rec_has(r, DELEG_COUNTRY))
        warning(k, DELEG_COUNTRY, "without a country this delegation adds none");
}

const Type delegation_type = {
    .name = "delegation", .label = N_("Delegation"),
    .also = "团组|團組|参会团组|參會團組|邀请团组|邀請團組|客商团组|"
    "客商團組",
    .area = "investment", .fields = delegation_fields, .nfields = LEN(delegation_fields),
    .states = delegation_states, .moves = delegation_moves, .figures = delegation_figures,
    .panels = delegation_panels, .title = "name", .identity = { "fair", "name" },
    .check = delegation_check,
};

/* ---- guest ---- */

enum {
    GUEST_DELEGATION, GUEST_PERSON, GUEST_NAME, GUEST_NAME_LATIN, GUEST_COUNTRY, GUEST_NATIONALITY,
    GUEST_SEX, GUEST_COMPANY, GUEST_POST, GUEST_SECTOR, GUEST_ARRIVED, GUEST_ARRIVED_ON,
    GUEST_BADGE, GUEST_IN_PLACE_OF, GUEST_NOTE, GUEST__N
};

static const Field guest_fields[GUEST__N] = {
    [GUEST_DELEGATION] = { .name = "delegation", .label = N_("Delegation"),
        .also = "团组|團組|团组名称|團組名稱|代表团|代表團", .kind = T_LINK,
        .flags = REQUIRED | IN_LIST, .link = "delegation" },
    [GUEST_PERSON] = { .name = "person", .label = N_("Person"),
        .also = "人员|人員|人员档案|人員檔案", .kind = T_LINK, .link = "person" },
    [GUEST_NAME] = { .name = "name", .label = N_("Guest's name"),
        .also = "客商姓名|姓名|中文姓名|嘉宾姓名|嘉賓姓名", .kind = T_NAME,
        .flags = IN_LIST | SEARCHED },
    [GUEST_NAME_LATIN] = { .name = "name_latin", .label = N_("Name in Latin letters"),
        .also = "拉丁字母姓名|外文姓名|英文姓名|英文名", .kind = T_NAME, .flags = SEARCHED },
    [GUEST_COUNTRY] = { .name = "country", .label = N_("Country of residence"),
        .also = "住在国|住在國|居住国|居住國|国家（地区）|國家（地區）|"
        "居住国家|居住國家",
        .kind = T_COUNTRY, .flags = IN_LIST | INDEXED },
    [GUEST_NATIONALITY] = { .name = "nationality", .label = N_("Nationality"), .also = "国籍|國籍",
        .kind = T_COUNTRY },
    [GUEST_SEX] = { .name = "sex", .label = N_("Sex"), .also = "性别|性別", .kind = T_CHOICE,
        .choices = sexes },
    [GUEST_COMPANY] = { .name = "company", .label = N_("Company"),
        .also = "公司|单位|單位|企业|企業|所在企业|所在企業", .kind = T_TEXT,
        .flags = IN_LIST | SEARCHED | CONVERTED, .max = 200 },
    [GUEST_POST] = { .name = "post", .label = N_("Post"), .also = "职务|職務|职位|職位",
        .kind = T_TEXT, .flags = CONVERTED, .max = 100 },
    [GUEST_SECTOR] = { .name = "sector", .label = N_("Sector"),
        .also = "行业|行業|从事行业|從事行業", .kind = T_TEXT, .flags = CONVERTED, .max = 100 },
    [GUEST_ARRIVED] = { .name = "arrived", .label = N_("Has come"),
        .also = "是否到会|是否到會|到会|到會|是否参会|是否參會", .kind = T_BOOL,
        .flags = IN_LIST },
    [GUEST_ARRIVED_ON] = { .name = "arrived_on", .label = N_("Came on"),
        .also = "到会日期|到會日期|抵达日期|抵達日期", .kind = T_DATE },
    [GUEST_BADGE] = { .name = "badge", .label = N_("Badge number"),
        .also = "证件编号|證件編號|参会证号|參會證號|胸卡号|胸卡號", .kind = T_TEXT, .max = 60 },
    [GUEST_IN_PLACE_OF] = { .name = "in_place_of", .label = N_("In place of"),
        .also = "替换|替換|代替|替换客商|替換客商", .kind = T_LINK, .link = "guest" },
    [GUEST_NOTE] = { .name = "note", .label = N_("Note"), .also = "备注|備註", .kind = T_NOTE },
};

static const State guest_states[] = {
    { "invited", N_("Invited"), "已邀请|已邀請|邀请|邀請", 0 },
    { "accepted", N_("Accepted"), "已接受|接受|同意参会|同意參會", 0 },
    { "permit", N_("Visa or permit at hand"), "已办签证|已辦簽證|签证已办|簽證已辦", 0 },
    { "came", N_("Came"), "到会|到會|已到会|已到會|已参会|已參會", 0 },
    { "left_early", N_("Left early"), "早退|提前离会|提前離會", STATE_END },
    { "declined", N_("Declined"), "不同意|谢绝|謝絕|婉拒", STATE_END | STATE_FAILED },
    { "replaced", N_("Replaced"), "已替换|已替換|替换|替換", STATE_END | STATE_FAILED },
    { "absent", N_("Did not come"), "未到会|未到會|缺席", STATE_END | STATE_FAILED },
    { 0 },
};

static const Move guest_moves[] = {
    { "invited", "accepted", N_("Accepts"), RIGHT_WRITE, 0 },
    { "accepted", "permit", N_("Visa or permit at hand"), RIGHT_WRITE, 0 },
    { "accepted", "came", N_("Came"), RIGHT_WRITE, 0 },
    { "permit", "came", N_("Came"), RIGHT_WRITE, 0 },
    { "came", "left_early", N_("Left early"), RIGHT_WRITE, 0 },
    { "invited", "declined", N_("Declines"), RIGHT_WRITE, 0 },
    { "accepted", "declined", N_("Declines"), RIGHT_WRITE, 0 },
    { "accepted", "replaced", N_("Replace"), RIGHT_WRITE, 0 },
    { "permit", "replaced", N_("Replace"), RIGHT_WRITE, 0 },
    { "accepted", "absent", N_("Did not come"), RIGHT_WRITE, 0 },
    { "permit", "absent", N_("Did not come"), RIGHT_WRITE, 0 },
    { 0 },
};

static const Figure guest_figures[] = {
    { .name = "fair.guests_named", .label = N_("Guests at the investment fair who are named"),
      .unit = N_("person"),
      .query = "guest where delegation.fair.kind = investment_fair and delegation.fair.opened "
      "in period and arrived = yes",
      .count = COUNT_ROWS },
    { .name = "fair.guest_countries",
      .label = N_("Countries and regions in which the guests live"),
      .unit = N_("country or region"),
      .query = "guest where delegation.fair.kind = investment_fair and delegation.fair.opened "
      "in period and arrived = yes",
      .count = COUNT_DISTINCT, .of = "country" },
    { 0 },
};

static void guest_check(Check *k, const Record *r)
{
    bool came = rec_has(r, GUEST_ARRIVED) && rec_int(r, GUEST_ARRIVED);
    if (!rec_has(r, GUEST_NAME) && !rec_has(r, GUEST_NAME_LATIN) && !rec_has(r, GUEST_PERSON))
        problem(k, GUEST_NAME, "give a name or link a person");
    if (came && rule_state_in(r, S("|declined|replaced|absent|")))
        problem(k, GUEST_ARRIVED, "the state says that this guest did not come");
    if (rec_has(r, GUEST_ARRIVED) && !came && rule_state_in(r, S("|came|left_early|")))
        problem(k, GUEST_ARRIVED, "the state says that this guest came");
    if (rec_has(r, GUEST_IN_PLACE_OF) && rec_int(r, GUEST_IN_PLACE_OF) == r->id)
        problem(k, GUEST_IN_PLACE_OF, "a guest cannot stand in for themselves");
}

const Type guest_type = {
    .name = "guest", .label = N_("Guest"),
    .also = "客商|客商名单|客商名單|嘉宾|嘉賓|参会客商|參會客商", .area = "investment",
    .fields = guest_fields, .nfields = LEN(guest_fields), .states = guest_states,
    .moves = guest_moves, .figures = guest_figures, .title = "name",
    .identity = { "delegation", "name", "name_latin" }, .check = guest_check,
};

/* ---- lead ---- */

enum {
    LEAD_NAME, LEAD_FOUND_ON, LEAD_ORIGIN, LEAD_FAIR, LEAD_RECEPTION, LEAD_OUTBOUND,
    LEAD_ASSOCIATION, LEAD_PERSON, LEAD_COUNTRY, LEAD_SECTOR, LEAD_DIVISION, LEAD_AMOUNT,
    LEAD_OWNER, LEAD_FIRST_CONTACT, LEAD_NEXT_STEP, LEAD_NEXT_ON, LEAD_LAST_CONTACT, LEAD_PROJECT,
    LEAD_NOTE, LEAD__N
};

static const Choice lead_origins[] = {
    { "fair", N_("At a fair"), "展会|展會|投洽会|投洽會" },
    { "reception", N_("From a reception"), "来访接待|來訪接待|来访|來訪|接待" },
    { "outbound", N_("From a visit abroad"), "出访|出訪" },
    { "association", N_("From an association"), "侨团推荐|僑團推薦|侨团|僑團" },
    { "person", N_("From a person"), "侨胞推荐|僑胞推薦|个人推荐|個人推薦" },
    { "bulletin", N_("From a bulletin"), "政策推送|信息推送" },
    { "enterprise", N_("From an enterprise"), "企业推荐|企業推薦|侨企推荐|僑企推薦" },
    { "other", N_("Other"), "其他" },
    { 0 },
};

static const Field lead_fields[LEAD__N] = {
    [LEAD_NAME] = { .name = "name", .label = N_("Lead's name"),
        .also = "线索名称|線索名稱|项目线索|項目線索|线索|線索", .kind = T_NAME,
        .flags = REQUIRED | IN_LIST | SEARCHED | CONVERTED },
    [LEAD_FOUND_ON] = { .name = "found_on", .label = N_("Found on"),
        .also = "获得日期|獲得日期|线索日期|線索日期|登记日期|登記日期", .kind = T_DATE,
        .flags = IN_LIST | INDEXED },
    [LEAD_ORIGIN] = { .name = "origin", .label = N_("Where it came from"),
        .also = "线索来源|線索來源|来源渠道|來源渠道", .kind = T_CHOICE, .flags = IN_LIST,
        .choices = lead_origins },
    [LEAD_FAIR] = { .name = "fair", .label = N_("Fair"), .also = "展会|展會|来源展会|來源展會",
        .kind = T_LINK, .link = "fair" },
    [LEAD_RECEPTION] = { .name = "reception", .label = N_("Reception"),
        .also = "接待|来源接待|來源接待", .kind = T_LINK, .link = "reception" },
    [LEAD_OUTBOUND] = { .name = "outbound", .label = N_("Outbound visit"),
        .also = "出访|出訪|来源出访|來源出訪", .kind = T_LINK, .link = "outbound_visit" },
    [LEAD_ASSOCIATION] = { .name = "association", .label = N_("Association"),
        .also = "侨团|僑團|社团|社團", .kind = T_LINK, .link = "association" },
    [LEAD_PERSON] = { .name = "person", .label = N_("Person"),
        .also = "人员|人員|联系人档案|聯繫人檔案", .kind = T_LINK, .link = "person" },
    [LEAD_COUNTRY] = { .name = "country", .label = N_("Country or region"),
        .also = "国家（地区）|國家（地區）|投资来源地|投資來源地|资金来源地|"
        "資金來源地",
        .kind = T_COUNTRY, .flags = IN_LIST },
    [LEAD_SECTOR] = { .name = "sector", .label = N_("Sector"),
        .also = "行业|行業|产业领域|產業領域", .kind = T_TEXT, .flags = CONVERTED, .max = 100 },
    [LEAD_DIVISION] = { .name = "division", .label = N_("Wished place"),
        .also = "意向落地区|意向落地區|意向区域|意向區域", .kind = T_DIVISION },
    [LEAD_AMOUNT] = { .name = "amount", .label = N_("Amount spoken of"),
        .also = "拟投资额|擬投資額|意向金额|意向金額", .kind = T_MONEY },
    [LEAD_OWNER] = { .name = "owner", .label = N_("Who follows it"),
        .also = "跟进人|跟進人|责任人|責任人", .kind = T_LINK, .flags = IN_LIST, .link = "user" },
    [LEAD_FIRST_CONTACT] = { .name = "first_contact", .label = N_("First contact and its proof"),
        .also = "首谈情况|首談情況|牵线情况|牽線情況|首谈证明|首談證明", .kind = T_TEXT, .flags = CONVERTED,
        .max = 300 },
    [LEAD_NEXT_STEP] = { .name = "next_step", .label = N_("Next step"),
        .also = "下一步|下一步工作", .kind = T_TEXT, .flags = IN_LIST | CONVERTED, .max = 300 },
    [LEAD_NEXT_ON] = { .name = "next_on", .label = N_("Next step due"),
        .also = "下一步时限|下一步時限|下次跟进日期|下次跟進日期|完成时限|"
        "完成時限",
        .kind = T_DATE, .flags = IN_LIST },
    [LEAD_LAST_CONTACT] = { .name = "last_contact", .label = N_("Last contact"),
        .also = "最近联系日期|最近聯繫日期|最近跟进日期|最近跟進日期", .kind = T_DATE,
        .flags = INDEXED },
    [LEAD_PROJECT] = { .name = "project", .label = N_("Became project"),
        .also = "转化项目|轉化項目|对应项目|對應項目", .kind = T_LINK, .link = "project" },
    [LEAD_NOTE] = { .name = "note", .label = N_("Note"), .also = "备注|備註", .kind = T_NOTE, .flags = CONVERTED },
};

static const State lead_states[] = {
    { "clue", N_("Clue"), "线索|線索", 0 },
    { "contact", N_("In contact"), "对接中|對接中|接洽|跟进中|跟進中", 0 },
    { "intention", N_("Intention"), "意向|有意向", 0 },
    { "project", N_("Became a project"), "已转项目|已轉項目|转化|轉化", STATE_END },
    { "dead", N_("Came to nothing"), "终止|終止|未成|已终止|已終止", STATE_END | STATE_FAILED },
    { 0 },
};

static const Move lead_moves[] = {
    { "clue", "contact", N_("Make contact"), RIGHT_WRITE, 0 },
    { "contact", "intention", N_("Intention stated"), RIGHT_WRITE, 0 },
    { "contact", "clue", N_("Back to clue"), RIGHT_WRITE, MOVE_REASON },
    { "intention", "project", N_("Make it a project"), RIGHT_CONFIRM, 0 },
    { "*", "dead", N_("Give up"), RIGHT_WRITE, MOVE_REASON },
    { 0 },
};

static const Deadline lead_deadlines[] = {
    { "next_step", N_("Next step"), "next_on", 0, DAYS_CALENDAR,
      "state in (clue, contact, intention)" },
    { "silent", N_("Silent for 60 days"), "last_contact", 60, DAYS_CALENDAR,
      "state in (clue, contact, intention)" },
    { 0 },
};

static const Figure lead_figures[] = {
    { .name = "investment.leads", .label = N_("Leads found"), .unit = N_("lead"),
      .query = "lead where found_on in period", .count = COUNT_ROWS },
    { 0 },
};

static void lead_check(Check *k, const Record *r)
{
    if (rec_state(r, "project") && !rec_has(r, LEAD_PROJECT))
        gate(k, LEAD_PROJECT, "say which project it became");
    if (rule_backwards(r, LEAD_FOUND_ON, LEAD_LAST_CONTACT))
        problem(k, LEAD_LAST_CONTACT, "the last contact lies before the lead was found");
    if (rule_state_in(r, S("|contact|intention|")) &&
        (!rec_has(r, LEAD_NEXT_STEP) || !rec_has(r, LEAD_NEXT_ON)))
        warning(k, LEAD_NEXT_STEP, "an open lead has a next step and a date for it");
}

const Type lead_type = {
    .name = "lead", .label = N_("Lead"), .also = "线索|線索|项目线索|項目線索|招商线索|招商線索",
    .area = "investment", .fields = lead_fields, .nfields = LEN(lead_fields),
    .states = lead_states, .moves = lead_moves, .deadlines = lead_deadlines,
    .figures = lead_figures, .title = "name", .identity = { "name", "found_on" },
    .check = lead_check,
};

/* ---- agreement ---- */

enum {
    AGREE_NAME, AGREE_KIND, AGREE_SIGNED_ON, AGREE_PARTIES, AGREE_ASSOCIATION, AGREE_ENTERPRISE,
    AGREE_COUNTRY, AGREE_FAIR, AGREE_EVENT, AGREE_PROJECT, AGREE_AMOUNT, AGREE_TERM_FROM,
    AGREE_TERM_TO, AGREE_END_REASON, AGREE_NOTE, AGREE__N
};

static const Choice agreement_kinds[] = {
    { "intention", N_("Letter of intent"), "意向书|意向書|意向协议|意向協議|意向" },
    { "framework", N_("Framework agreement"), "框架协议|框架協議|合作框架协议|合作框架協議|框架" },
    { "formal", N_("Contract"), "合同|正式协议|正式協議|正式合同" },
    { "memorandum", N_("Memorandum"), "备忘录|備忘錄|谅解备忘录|諒解備忘錄" },
    { 0 },
};

static const Field agreement_fields[AGREE__N] = {
    [AGREE_NAME] = { .name = "name", .label = N_("Agreement's name"),
        .also = "协议名称|協議名稱|签约名称|簽約名稱|项目名称|項目名稱", .kind = T_NAME,
        .flags = REQUIRED | IN_LIST | SEARCHED | CONVERTED },
    [AGREE_KIND] = { .name = "kind", .label = N_("Kind of agreement"),
        .also = "协议类型|協議類型|协议类别|協議類別|签约类型|簽約類型", .kind = T_CHOICE,
        .flags = REQUIRED | IN_LIST | INDEXED, .choices = agreement_kinds },
    [AGREE_SIGNED_ON] = { .name = "signed_on", .label = N_("Signed on"),
        .also = "签订日期|簽訂日期|签约日期|簽約日期|签署日期|簽署日期|"
        "签订时间|簽訂時間",
        .kind = T_DATE, .flags = IN_LIST | INDEXED },
    [AGREE_PARTIES] = { .name = "parties", .label = N_("Parties"),
        .also = "签约方|簽約方|签约各方|簽約各方|合作方", .kind = T_NOTE, .flags = SEARCHED },
    [AGREE_ASSOCIATION] = { .name = "association", .label = N_("Association"),
        .also = "侨团|僑團|签约社团|簽約社團", .kind = T_LINK, .link = "association" },
    [AGREE_ENTERPRISE] = { .name = "enterprise", .label = N_("Enterprise"),
        .also = "企业|企業|签约企业|簽約企業", .kind = T_LINK, .link = "enterprise" },
    [AGREE_COUNTRY] = { .name = "country", .label = N_("Country or region"),
        .also = "国家（地区）|國家（地區）|合作方国家|合作方國家|国别|國別", .kind = T_COUNTRY,
        .flags = IN_LIST },
    [AGREE_FAIR] = { .name = "fair", .label = N_("Signed at the fair"),
        .also = "签约展会|簽約展會|展会|展會", .kind = T_LINK, .link = "fair" },
    [AGREE_EVENT] = { .name = "event", .label = N_("Signed at the activity"),
        .also = "签约活动|簽約活動|签约仪式|簽約儀式", .kind = T_LINK, .link = "event" },
    [AGREE_PROJECT] = { .name = "project", .label = N_("Project"),
        .also = "项目|項目|对应项目|對應項目", .kind = T_LINK, .link = "project" },
    [AGREE_AMOUNT] = { .name = "amount", .label = N_("Amount of the agreement"),
        .also = "协议金额|協議金額|签约金额|簽約金額", .kind = T_MONEY, .flags = IN_LIST },
    [AGREE_TERM_FROM] = { .name = "term_from", .label = N_("Term from"),
        .also = "协议期限起|協議期限起|有效期起", .kind = T_DATE },
    [AGREE_TERM_TO] = { .name = "term_to", .label = N_("Term until"),
        .also = "协议期限止|協議期限止|有效期止", .kind = T_DATE },
    [AGREE_END_REASON] = { .name = "end_reason", .label = N_("Why it was terminated"),
        .also = "终止原因|終止原因", .kind = T_TEXT, .flags = CONVERTED, .max = 300 },
    [AGREE_NOTE] = { .name = "note", .label = N_("Note"), .also = "备注|備註", .kind = T_NOTE, .flags = CONVERTED },
};

static const State agreement_states[] = {
    { "draft", N_("Draft"), "草稿", 0 },
    { "checked", N_("Checked by the department"), "部门已审|部門已審|科室审核|科室審核", 0 },
    { "approved", N_("Approved"), "已批准|批准|同意", 0 },
    { "signed", N_("Signed"), "已签订|已簽訂|签约|簽約|已签约|已簽約|签订|簽訂", 0 },
    { "fulfilled", N_("Fulfilled"), "已履行|履行完毕|履行完畢", STATE_END },
    { "terminated", N_("Terminated"), "终止|終止|已终止|已終止", STATE_END | STATE_FAILED },
    { "expired", N_("Expired"), "到期|已到期", STATE_END },
    { 0 },
};

static const Move agreement_moves[] = {
    { "draft", "checked", N_("Check"), RIGHT_CONFIRM, 0 },
    { "checked", "approved", N_("Approve"), RIGHT_APPROVE, 0 },
    { "checked", "draft", N_("Return"), RIGHT_CONFIRM, MOVE_REASON },
    { "approved", "signed", N_("Sign"), RIGHT_DECIDE, 0 },
    { "signed", "fulfilled", N_("Fulfil"), RIGHT_WRITE, 0 },
    { "signed", "expired", N_("Mark as expired"), RIGHT_WRITE, 0 },
    { "signed", "terminated", N_("Terminate"), RIGHT_APPROVE, MOVE_REASON },
    { 0 },
};

static const Deadline agreement_deadlines[] = {
    { "renew", N_("Agreement ends"), "term_to", -60, DAYS_CALENDAR, "state = signed" },
    { 0 },
};

static const Figure agreement_figures[] = {
    { .name = "fair.agreements", .label = N_("Framework agreements signed at the investment fair"),
      .unit = N_("agreement"),
      .query = "agreement where kind = framework and fair.kind = investment_fair and state in "
      "(signed, fulfilled, terminated, expired) and signed_on in period",
      .count = COUNT_ROWS },
    { .name = "investment.frameworks", .label = N_("Framework agreements signed"),
      .unit = N_("agreement"),
      .query = "agreement where kind = framework and state in (signed, fulfilled, terminated, "
      "expired) and signed_on in period",
      .count = COUNT_ROWS },
    { .name = "investment.contracts", .label = N_("Contracts signed"), .unit = N_("agreement"),
      .query = "agreement where kind = formal and state in (signed, fulfilled, terminated, "
      "expired) and signed_on in period",
      .count = COUNT_ROWS },
    { 0 },
};

static void agreement_check(Check *k, const Record *r)
{
    bool was_signed = rule_state_in(r, S("|signed|fulfilled|terminated|expired|"));
    if (was_signed && !rec_has(r, AGREE_SIGNED_ON))
        problem(k, AGREE_SIGNED_ON, "say when it was signed");
    if (!was_signed && rec_has(r, AGREE_SIGNED_ON) &&
        rec_last_day(r, AGREE_SIGNED_ON) < k->c->today)
        warning(k, AGREE_SIGNED_ON,
                "it has a day of signing, but the state says that it is not signed");
    if (rule_backwards(r, AGREE_TERM_FROM, AGREE_TERM_TO))
        problem(k, AGREE_TERM_TO, "the agreement ends before it begins");
    if (rec_state(r, "terminated") && !rec_has(r, AGREE_END_REASON))
        gate(k, AGREE_END_REASON, "say why it was terminated");
}

const Type agreement_type = {
    .name = "agreement", .label = N_("Agreement"),
    .also = "协议|協議|合作协议|合作協議|签约|簽約|签约项目|簽約項目", .area = "investment",
    .fields = agreement_fields, .nfields = LEN(agreement_fields), .states = agreement_states,
    .moves = agreement_moves, .deadlines = agreement_deadlines, .figures = agreement_figures,
    .title = "name", .identity = { "name", "signed_on" }, .check = agreement_check,
};

/* ---- project ---- */

enum {
    PROJ_NAME, PROJ_INVESTOR, PROJ_ASSOCIATION, PROJ_PERSON, PROJ_ENTERPRISE, PROJ_COUNTRY,
    PROJ_DIVISION, PROJ_SECTOR, PROJ_FAIR, PROJ_LEAD_UNIT, PROJ_TOTAL, PROJ_INTENDED,
    PROJ_INTENDED_ON, PROJ_INTENDED_PROOF, PROJ_SIGNED, PROJ_SIGNED_ON, PROJ_SIGNED_PROOF,
    PROJ_CONTRACTED, PROJ_CONTRACTED_ON, PROJ_CONTRACTED_PROOF, PROJ_PAID_IN, PROJ_PAID_IN_ON,
    PROJ_PAID_IN_PROOF, PROJ_LANDED, PROJ_LANDED_ON, PROJ_LANDED_PROOF, PROJ_USCC,
    PROJ_RATE_SOURCE, PROJ_FIRST_CONTACT, PROJ_NOTE, PROJ__N
};

static const Field project_fields[PROJ__N] = {
    [PROJ_NAME] = { .name = "name", .label = N_("Project's name"),
        .also = "项目名称|項目名稱|项目|項目", .kind = T_NAME,
        .flags = REQUIRED | IN_LIST | SEARCHED | CONVERTED },
    [PROJ_INVESTOR] = { .name = "investor", .label = N_("Investor"),
        .also = "投资方|投資方|投资者|投資者|投资人|投資人", .kind = T_NAME,
        .flags = IN_LIST | SEARCHED },
    [PROJ_ASSOCIATION] = { .name = "association", .label = N_("Association"),
        .also = "侨团|僑團|引荐社团|引薦社團|社团|社團", .kind = T_LINK, .link = "association" },
    [PROJ_PERSON] = { .name = "person", .label = N_("Investor in the registry"),
        .also = "投资人档案|投資人檔案", .kind = T_LINK, .link = "person" },
    [PROJ_ENTERPRISE] = { .name = "enterprise", .label = N_("Enterprise of the project"),
        .also = "项目企业|項目企業|落地企业|落地企業", .kind = T_LINK, .link = "enterprise" },
    [PROJ_COUNTRY] = { .name = "country", .label = N_("Where the money comes from"),
        .also = "资金来源地|資金來源地|投资来源地|投資來源地|国家（地区）|"
        "國家（地區）",
        .kind = T_COUNTRY, .flags = IN_LIST | INDEXED },
    [PROJ_DIVISION] = { .name = "division", .label = N_("Place of the project"),
        .also = "项目所在地|項目所在地|落地区|落地區|所在区|所在區", .kind = T_DIVISION,
        .flags = IN_LIST | INDEXED },
    [PROJ_SECTOR] = { .name = "sector", .label = N_("Sector"),
        .also = "行业|行業|产业领域|產業領域", .kind = T_TEXT, .flags = CONVERTED, .max = 100 },
    [PROJ_FAIR] = { .name = "fair", .label = N_("Fair"), .also = "展会|展會|对接展会|對接展會",
        .kind = T_LINK, .link = "fair" },
    [PROJ_LEAD_UNIT] = { .name = "lead_unit", .label = N_("Lead unit"),
        .also = "牵头单位|牽頭單位|责任单位|責任單位", .kind = T_LINK, .link = "unit" },
    [PROJ_TOTAL] = { .name = "total", .label = N_("Total investment"),
        .also = "总投资|總投資|投资总额|投資總額|项目总投资|項目總投資", .kind = T_MONEY },
    [PROJ_INTENDED] = { .name = "intended", .label = N_("Intended amount"),
        .also = "意向金额|意向金額|意向投资额|意向投資額", .kind = T_MONEY },
    [PROJ_INTENDED_ON] = { .name = "intended_on", .label = N_("Intended on"), .also = "意向日期",
        .kind = T_DATE },
    [PROJ_INTENDED_PROOF] = { .name = "intended_proof", .label = N_("Proof of the intention"),
        .also = "意向凭证|意向憑證", .kind = T_TEXT, .flags = CONVERTED, .max = 300 },
    [PROJ_SIGNED] = { .name = "signed", .label = N_("Signed amount"),
        .also = "签约金额|簽約金額|协议投资额|協議投資額", .kind = T_MONEY, .flags = IN_LIST },
    [PROJ_SIGNED_ON] = { .name = "signed_on", .label = N_("Signed on"),
        .also = "签订日期|簽訂日期|签约日期|簽約日期", .kind = T_DATE, .flags = INDEXED },
    [PROJ_SIGNED_PROOF] = { .name = "signed_proof", .label = N_("Proof of the signing"),
        .also = "签约凭证|簽約憑證", .kind = T_TEXT, .flags = CONVERTED, .max = 300 },
    [PROJ_CONTRACTED] = { .name = "contracted", .label = N_("Contracted amount"),
        .also = "合同金额|合同金額|合同外资|合同外資", .kind = T_MONEY },
    [PROJ_CONTRACTED_ON] = { .name = "contracted_on", .label = N_("Contracted on"),
        .also = "合同日期|合同签订日期|合同簽訂日期", .kind = T_DATE, .flags = INDEXED },
    [PROJ_CONTRACTED_PROOF] = { .name = "contracted_proof", .label = N_("Proof of the contract"),
        .also = "合同凭证|合同憑證|合同编号|合同編號", .kind = T_TEXT, .flags = CONVERTED, .max = 300 },
    [PROJ_PAID_IN] = { .name = "paid_in", .label = N_("Amount paid in"),
        .also = "到资金额|到資金額|实际到资|實際到資|实际使用外资|"
        "實際使用外資",
        .kind = T_MONEY },
    [PROJ_PAID_IN_ON] = { .name = "paid_in_on", .label = N_("Paid in on"),
        .also = "到资日期|到資日期", .kind = T_DATE, .flags = INDEXED },
    [PROJ_PAID_IN_PROOF] = { .name = "paid_in_proof", .label = N_("Proof of the payment"),
        .also = "到资凭证|到資憑證|验资报告|驗資報告", .kind = T_TEXT, .flags = CONVERTED, .max = 300 },
    [PROJ_LANDED] = { .name = "landed", .label = N_("Landed amount"),
        .also = "落地金额|落地金額|落地投资额|落地投資額", .kind = T_MONEY },
    [PROJ_LANDED_ON] = { .name = "landed_on", .label = N_("Landed on"),
        .also = "落地日期|注册落地日期|註冊落地日期", .kind = T_DATE, .flags = INDEXED },
    [PROJ_LANDED_PROOF] = { .name = "landed_proof", .label = N_("Proof of the landing"),
        .also = "落地凭证|落地憑證|落地证明|落地證明", .kind = T_TEXT, .flags = CONVERTED, .max = 300 },
    [PROJ_USCC] = { .name = "uscc", .label = N_("Credit code of the licence"),
        .also = "营业执照信用代码|營業執照信用代碼|统一社会信用代码|"
        "統一社會信用代碼",
        .kind = T_DOCUMENT, .code = CODE_USCC },
    [PROJ_RATE_SOURCE] = { .name = "rate_source", .label = N_("Source of the exchange rate"),
        .also = "汇率来源|匯率來源|汇率依据|匯率依據", .kind = T_TEXT, .flags = CONVERTED, .max = 200 },
    [PROJ_FIRST_CONTACT] = { .name = "first_contact", .label = N_("First contact and its proof"),
        .also = "首谈情况|首談情況|牵线情况|牽線情況|首谈证明|首談證明", .kind = T_TEXT, .flags = CONVERTED,
        .max = 300 },
    [PROJ_NOTE] = { .name = "note", .label = N_("Note"), .also = "备注|備註", .kind = T_NOTE, .flags = CONVERTED },
};

static const State project_states[] = {
    { "clue", N_("Clue"), "线索|線索", 0 },
    { "contact", N_("In contact"), "对接中|對接中|接洽|跟进中|跟進中", 0 },
    { "intention", N_("Intention"), "意向|意向阶段|意向階段", 0 },
    { "framework", N_("Framework agreement signed"), "签订框架协议|簽訂框架協議|框架协议|框架協議",
      0 },
    { "contract", N_("Contract signed"), "签订合同|簽訂合同|合同|已签约|已簽約|签约|簽約", 0 },
    { "registered", N_("Company registered"), "注册|註冊|已注册|已註冊|落地", 0 },
    { "construction", N_("Under construction"), "开工|開工|在建|建设中|建設中", 0 },
    { "production", N_("In production"), "投产|投產|已投产|已投產", STATE_END },
    { "dead", N_("Came to nothing"), "终止|終止|已终止|已終止", STATE_END | STATE_FAILED },
    { 0 },
};

static const Move project_moves[] = {
    { "clue", "contact", N_("Make contact"), RIGHT_WRITE, 0 },
    { "contact", "intention", N_("Intention stated"), RIGHT_WRITE, 0 },
    { "intention", "framework", N_("Framework signed"), RIGHT_CONFIRM, 0 },
    { "intention", "contract", N_("Contract signed"), RIGHT_APPROVE, 0 },
    { "framework", "contract", N_("Contract signed"), RIGHT_APPROVE, 0 },
    { "contract", "registered", N_("Company registered"), RIGHT_CONFIRM, 0 },
    { "registered", "construction", N_("Construction began"), RIGHT_WRITE, 0 },
    { "registered", "production", N_("Production began"), RIGHT_CONFIRM, 0 },
    { "construction", "production", N_("Production began"), RIGHT_CONFIRM, 0 },
    { "contract", "framework", N_("Back to the framework"), RIGHT_APPROVE, MOVE_REASON },
    { "*", "dead", N_("Give up"), RIGHT_CONFIRM, MOVE_REASON },
    { 0 },
};

static const Figure project_figures[] = {
    { .name = "investment.intended", .label = N_("Projects with a stated intention"),
      .unit = N_("project"), .query = "project where intended_on in period", .count = COUNT_ROWS },
    { .name = "investment.intended_amount", .label = N_("Intended amount of projects"),
      .unit = N_("yuan"), .query = "project where intended_on in period", .count = COUNT_SUM,
      .of = "intended" },
    { .name = "investment.signed", .label = N_("Projects signed"), .unit = N_("project"),
      .query = "project where signed_on in period", .count = COUNT_ROWS },
    { .name = "investment.signed_amount", .label = N_("Signed amount of projects"),
      .unit = N_("yuan"), .query = "project where signed_on in period", .count = COUNT_SUM,
      .of = "signed" },
    { .name = "investment.contracted", .label = N_("Projects contracted"), .unit = N_("project"),
      .query = "project where contracted_on in period", .count = COUNT_ROWS },
    { .name = "investment.contracted_amount", .label = N_("Contracted amount of projects"),
      .unit = N_("yuan"), .query = "project where contracted_on in period", .count = COUNT_SUM,
      .of = "contracted" },
    { .name = "investment.paid_in_amount", .label = N_("Amount paid in to projects"),
      .unit = N_("yuan"), .query = "project where paid_in_on in period", .count = COUNT_SUM,
      .of = "paid_in" },
    { .name = "investment.landed", .label = N_("Projects landed"), .unit = N_("project"),
      .query = "project where landed_on in period and state in (registered, construction, "
      "production)",
      .count = COUNT_ROWS },
    { .name = "investment.landed_amount", .label = N_("Landed amount of projects"),
      .unit = N_("yuan"),
      .query = "project where landed_on in period and state in (registered, construction, "
      "production)",
      .count = COUNT_SUM, .of = "landed" },
    { 0 },
};

static const Panel project_panels[] = {
    { "shares", N_("Shares in the credit"), "credit_share where project = this" },
    { "agreements", N_("Agreements"), "agreement where project = this" },
    { "leads", N_("Leads"), "lead where project = this" },
    { 0 },
};

static const struct {
    int amount, day;
} project_amounts[] = {
    { PROJ_INTENDED, PROJ_INTENDED_ON }, { PROJ_SIGNED, PROJ_SIGNED_ON },
    { PROJ_CONTRACTED, PROJ_CONTRACTED_ON }, { PROJ_PAID_IN, PROJ_PAID_IN_ON },
    { PROJ_LANDED, PROJ_LANDED_ON },
};

/* Only amounts in one currency can be compared. */
static bool more_than(const Record *r, int part, int whole)
{
    return rec_has(r, part) && rec_has(r, whole) && str_eq(rec_text(r, part), rec_text(r, whole)) &&
           rec_int(r, part) > rec_int(r, whole);
}

static void project_check(Check *k, const Record *r)
{
    bool landed = rec_has(r, PROJ_LANDED) || rec_has(r, PROJ_LANDED_ON) ||
                  rule_state_in(r, S("|registered|construction|production|"));

    for (size_t i = 0; i < LEN(project_amounts); i++)
        if (rec_has(r, project_amounts[i].amount) && !rec_has(r, project_amounts[i].day))
            warning(k, project_amounts[i].day,
                    "an amount without its date is not counted in any year");
    if (landed && !rec_has(r, PROJ_USCC) && !rec_has(r, PROJ_PAID_IN) &&
        !rec_has(r, PROJ_ENTERPRISE))
        gate(k, PROJ_USCC,
             "a project has landed when its company is registered or first capital is "
             "paid in: give the credit code, the enterprise or the amount paid in");
    if (more_than(r, PROJ_PAID_IN, PROJ_CONTRACTED))
        warning(k, PROJ_PAID_IN, "more is paid in than was contracted");
    if (rule_backwards(r, PROJ_INTENDED_ON, PROJ_CONTRACTED_ON))
        warning(k, PROJ_CONTRACTED_ON, "the contract lies before the intention");
    if (rule_backwards(r, PROJ_SIGNED_ON, PROJ_LANDED_ON))
        warning(k, PROJ_LANDED_ON, "it landed before it was signed");
}

const Type project_type = {
    .name = "project", .label = N_("Project"),
    .also = "项目|項目|招商项目|招商項目|项目跟踪|項目跟蹤|重点项目|"
    "重點項目",
    .area = "investment", .fields = project_fields, .nfields = LEN(project_fields),
    .states = project_states, .moves = project_moves, .figures = project_figures,
    .panels = project_panels, .title = "name", .identity = { "name" }, .check = project_check,
};

/* ---- credit_share ---- */

enum {
    SHARE_PROJECT, SHARE_SHARER, SHARE_SHARE, SHARE_BASIS, SHARE__N
};

static const Field credit_share_fields[SHARE__N] = {
    [SHARE_PROJECT] = { .name = "project", .label = N_("Project"),
        .also = "项目|項目|项目名称|項目名稱", .kind = T_LINK, .flags = REQUIRED | IN_LIST,
        .link = "project" },
    [SHARE_SHARER] = { .name = "sharer", .label = N_("Unit with a share"),
        .also = "分成单位|分成單位|业绩单位|業績單位|认定单位|認定單位", .kind = T_LINK,
        .flags = REQUIRED | IN_LIST, .link = "unit" },
    [SHARE_SHARE] = { .name = "share", .label = N_("Share"),
        .also = "占比|佔比|分成比例|业绩占比|業績佔比", .kind = T_DECIMAL,
        .flags = REQUIRED | IN_LIST, .scale = 2, .max = 10000, .unit = N_("%") },
    [SHARE_BASIS] = { .name = "basis", .label = N_("Basis"), .also = "依据|依據|认定依据|認定依據",
        .kind = T_TEXT, .flags = CONVERTED, .max = 300 },
};

static void credit_share_check(Check *k, const Record *r)
{
    Err e = { 0 };
    AUTO(stmt_done) Stmt *q = NULL;

    if (rec_has(r, SHARE_SHARE) && rec_int(r, SHARE_SHARE) == 0)
        problem(k, SHARE_SHARE, "a share is more than nothing");
    if (!rule_has_store(k))
        return;
    q = db_query(
        k->c->db,
        "/* credit_share */ SELECT CAST(coalesce(sum(share), 0) AS BIGINT) FROM credit_share"
        " WHERE project = $1 AND id <> $2 AND voided_at IS NULL",
        P(rec_int(r, SHARE_PROJECT)), P(r->id));
    if (db_next(q, &e) && db_int(q, 0) + rec_int(r, SHARE_SHARE) > 10000)
        problem(k, SHARE_SHARE, "the shares of the project would be more than 100 %%");
}

const Type credit_share_type = {
    .name = "credit_share", .label = N_("Share in the credit"),
    .also = "业绩分成|業績分成|业绩认定|業績認定|引资业绩|引資業績", .area = "investment",
    .fields = credit_share_fields, .nfields = LEN(credit_share_fields), .title = "sharer",
    .identity = { "project", "sharer" }, .check = credit_share_check,
};
