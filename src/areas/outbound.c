/* SPDX-License-Identifier: Apache-2.0
 * Outbound visits: groups that go abroad on official work.
 *
 * The rules for such groups (days, countries, people, public notice) stop a plan that breaks them;
 * of a journey of the past that is read from a spreadsheet they are only said. An overdue report
 * blocks nothing, its deadline shows.
 */
#include "areas/areas.h"
#include "areas/choices.h"
#include "areas/rules.h"

/* ---- outbound_visit ---- */

enum {
    OUT_NAME, OUT_KIND, OUT_LEADER, OUT_HEADCOUNT, OUT_COUNTRIES, OUT_LONG_FLIGHTS, OUT_DEPARTED,
    OUT_RETURNED, OUT_PURPOSE, OUT_INVITER, OUT_INVITER_KIND, OUT_OFFICIAL_DAYS, OUT_FAMILY,
    OUT_PLANNED_YEAR, OUT_NOTICE_FROM, OUT_NOTICE_TO, OUT_SUBMITTED_ON, OUT_APPROVAL_NO,
    OUT_APPROVED_ON, OUT_PASSPORTS_ON, OUT_REPORT_ON, OUT_REPORT_PUBLISHED, OUT_BUDGET, OUT_COST,
    OUT_COST_SOURCE, OUT_RESULTS, OUT_NOTE, OUT__N
};

static const Choice outbound_visit_kinds[] = {
    { "abroad", N_("To a foreign country"), "出国|出國|因公出国|因公出國|海外|境外|国外|國外" },
    { "hkmo", N_("To Hong Kong or Macao"), "赴港澳|港澳|因公赴港澳" },
    { "taiwan", N_("To Taiwan"), "赴台|赴臺|台湾|臺灣" },
    { 0 },
};

static const Choice outbound_visit_inviter_kinds[] = {
    { "counterpart", N_("Foreign counterpart"), "对等机构|對等機構|外方对口单位|外方對口單位" },
    { "association", N_("Overseas association"), "海外侨团|海外僑團|侨团|僑團|社团|社團" },
    { "overseas_person", N_("Overseas Chinese person"),
      "侨胞个人|僑胞個人|华侨华人个人|華僑華人個人" },
    { "embassy", N_("Chinese embassy or consulate"), "驻外使领馆|駐外使領館|使领馆|使領館" },
    { "other", N_("Other"), "其他" },
    { 0 },
};

static const Field outbound_visit_fields[OUT__N] = {
    [OUT_NAME] = { .name = "name", .label = N_("Group"),
        .also = "出访团组名称|出訪團組名稱|团组名称|團組名稱|出访团组|"
        "出訪團組|团组|團組",
        .kind = T_TEXT, .flags = REQUIRED | IN_LIST | SEARCHED | CONVERTED, .max = 200 },
    [OUT_KIND] = { .name = "kind", .label = N_("Kind of visit"),
        .also = "出访类型|出訪類型|出访类别|出訪類別", .kind = T_CHOICE, .flags = IN_LIST,
        .choices = outbound_visit_kinds },
    [OUT_LEADER] = { .name = "leader", .label = N_("Head of the group"),
        .also = "团长|團長|带队领导|帶隊領導|领队|領隊", .kind = T_NAME, .flags = IN_LIST },
    [OUT_HEADCOUNT] = { .name = "headcount", .label = N_("Group size"),
        .also = "团组人数|團組人數|人数|人數|出访人数|出訪人數", .kind = T_COUNT, .flags = IN_LIST,
        .unit = N_("person-times"), .max = 1000 },
    [OUT_COUNTRIES] = { .name = "countries", .label = N_("Countries and regions visited"),
        .also = "出访国家和地区数|出訪國家和地區數|国家数|國家數|出访国家数|"
        "出訪國家數",
        .kind = T_COUNT, .unit = N_("country or region"), .max = 50,
        .help = N_("with those of a transit that leaves the airport") },
    [OUT_LONG_FLIGHTS] = { .name = "long_flights",
        .label = N_("Africa or Latin America with poor flights"),
        .also = "是否航班衔接不便|是否航班銜接不便|拉美非洲航班不便", .kind = T_BOOL },
    [OUT_DEPARTED] = { .name = "departed", .label = N_("Left the country"),
        .also = "出境日期|出访日期|出訪日期|出发日期|出發日期|出国日期|"
        "出國日期",
        .kind = T_DATE, .flags = IN_LIST | INDEXED },
    [OUT_RETURNED] = { .name = "returned", .label = N_("Back in the country"),
        .also = "回国日期|回國日期|入境日期|返回日期", .kind = T_DATE, .flags = IN_LIST },
    [OUT_PURPOSE] = { .name = "purpose", .label = N_("Task"),
        .also = "出访任务|出訪任務|出访目的|出訪目的|任务|任務", .kind = T_NOTE,
        .flags = SEARCHED | CONVERTED },
    [OUT_INVITER] = { .name = "inviter", .label = N_("Inviter"),
        .also = "邀请单位|邀請單位|邀请方|邀請方", .kind = T_TEXT, .max = 200 },
    [OUT_INVITER_KIND] = { .name = "inviter_kind", .label = N_("Kind of inviter"),
        .also = "邀请方类型|邀請方類型", .kind = T_CHOICE,
        .choices = outbound_visit_inviter_kinds },
    [OUT_OFFICIAL_DAYS] = { .name = "official_days", .label = N_("Days of official work"),
        .also = "公务天数|公務天數|公务活动天数|公務活動天數", .kind = T_DECIMAL, .scale = 1,
        .unit = N_("day"), .max = 3650 },
    [OUT_FAMILY] = { .name = "family", .label = N_("Spouses or children in the group"),
        .also = "是否携配偶子女|是否攜配偶子女|携带配偶子女|攜帶配偶子女", .kind = T_BOOL },
    [OUT_PLANNED_YEAR] = { .name = "planned_year", .label = N_("In the plan of the year"),
        .also = "计划年度|計劃年度|年度计划|年度計劃", .kind = T_COUNT, .max = 9999 },
    [OUT_NOTICE_FROM] = { .name = "notice_from", .label = N_("Public notice from"),
        .also = "公示开始|公示開始|公示起|公示开始日期|公示開始日期", .kind = T_DATE },
    [OUT_NOTICE_TO] = { .name = "notice_to", .label = N_("Public notice until"),
        .also = "公示结束|公示結束|公示止|公示截止日期", .kind = T_DATE },
    [OUT_SUBMITTED_ON] = { .name = "submitted_on", .label = N_("Submitted on"),
        .also = "报批日期|報批日期|报送日期|報送日期", .kind = T_DATE },
    [OUT_APPROVAL_NO] = { .name = "approval_no", .label = N_("Approval number"),
        .also = "任务批件号|任務批件號|批件号|批件號|批文号|批文號", .kind = T_TEXT, .max = 100 },
    [OUT_APPROVED_ON] = { .name = "approved_on", .label = N_("Approved on"),
        .also = "批准日期|批件日期", .kind = T_DATE },
    [OUT_PASSPORTS_ON] = { .name = "passports_on", .label = N_("Passports handed in"),
        .also = "证照交回日期|證照交回日期|护照交回日期|護照交回日期|"
        "证件上交日期|證件上交日期",
        .kind = T_DATE },
    [OUT_REPORT_ON] = { .name = "report_on", .label = N_("Report handed in"),
        .also = "总结提交日期|總結提交日期|报告日期|報告日期|出访报告日期|"
        "出訪報告日期",
        .kind = T_DATE },
    [OUT_REPORT_PUBLISHED] = { .name = "report_published", .label = N_("Report published"),
        .also = "总结公开日期|總結公開日期|报告公示日期|報告公示日期", .kind = T_DATE },
    [OUT_BUDGET] = { .name = "budget", .label = N_("Budget"),
        .also = "预算|預算|经费预算|經費預算", .kind = T_MONEY },
    [OUT_COST] = { .name = "cost", .label = N_("Cost"), .also = "实际费用|實際費用|费用|費用|支出",
        .kind = T_MONEY },
    [OUT_COST_SOURCE] = { .name = "cost_source", .label = N_("Source of the money"),
        .also = "经费来源|經費來源|费用来源|費用來源", .kind = T_TEXT, .flags = CONVERTED, .max = 200 },
    [OUT_RESULTS] = { .name = "results", .label = N_("Results"), .also = "成果|出访成果|出訪成果",
        .kind = T_NOTE, .flags = CONVERTED },
    [OUT_NOTE] = { .name = "note", .label = N_("Note"), .also = "备注|備註", .kind = T_NOTE, .flags = CONVERTED },
};

static const State outbound_visit_states[] = {
    { "annual_plan", N_("In the annual plan"), "列入年度计划|列入年度計劃|年度计划|年度計劃", 0 },
    { "proposed", N_("Proposed"), "已立项|已立項|立项|立項|申报|申報", 0 },
    { "invited", N_("Invitation received"), "收到邀请|收到邀請|已邀请|已邀請", 0 },
    { "public_notice", N_("Public notice"), "公示|公示中", 0 },
    { "approved_inside", N_("Approved inside"), "内部审批|內部審批|集体研究通过|集體研究通過", 0 },
    { "task_approved", N_("Task approved"), "任务批件|任務批件|已获批件|已獲批件", 0 },
    { "documents", N_("Passports and visas"), "办理证照|辦理證照|办理护照签证|辦理護照簽證", 0 },
    { "briefed", N_("Briefed"), "行前教育|行前培训|行前培訓", 0 },
    { "abroad", N_("Abroad now"), "出访中|出訪中|在外", 0 },
    { "returned", N_("Returned home"), "已回国|已回國|已返回", 0 },
    { "passports_returned", N_("Passports are in"), "证照已交回|證照已交回", 0 },
    { "reported", N_("Reported"), "已提交报告|已提交報告|已总结|已總結", 0 },
    { "settled", N_("Settled accounts"), "已核销|已核銷|已结算|已結算", STATE_END },
    { "cancelled", N_("Cancelled"), "已取消|取消", STATE_END | STATE_FAILED },
    { 0 },
};

static const Move outbound_visit_moves[] = {
    { "annual_plan", "proposed", N_("Propose"), RIGHT_WRITE, 0 },
    { "proposed", "invited", N_("Accept the invitation"), RIGHT_CONFIRM, 0 },
    { "proposed", "annual_plan", N_("Return"), RIGHT_CONFIRM, MOVE_REASON },
    { "invited", "public_notice", N_("Give public notice"), RIGHT_WRITE, 0 },
    { "public_notice", "approved_inside", N_("Decide"), RIGHT_DECIDE, 0 },
    { "public_notice", "proposed", N_("Return"), RIGHT_DECIDE, MOVE_REASON },
    { "approved_inside", "task_approved", N_("Record the task approval"), RIGHT_WRITE, 0 },
    { "task_approved", "documents", N_("Apply for passports and visas"), RIGHT_WRITE, 0 },
    { "documents", "briefed", N_("Brief the group"), RIGHT_WRITE, 0 },
    { "briefed", "abroad", N_("Group has left"), RIGHT_WRITE, 0 },
    { "abroad", "returned", N_("Group is back"), RIGHT_WRITE, 0 },
    { "returned", "passports_returned", N_("Hand in the passports"), RIGHT_WRITE, 0 },
    { "passports_returned", "reported", N_("Hand in the report"), RIGHT_WRITE, 0 },
    { "reported", "settled", N_("Settle"), RIGHT_CONFIRM, 0 },
    { "*", "cancelled", N_("Cancel"), RIGHT_WRITE, MOVE_REASON },
    { 0 },
};

static const Paper outbound_visit_papers[] = {
    { "invitation", N_("Invitation"), "public_notice" },
    { "notice", N_("Proof of public notice"), "approved_inside" },
    { "task_approval", N_("Task approval"), "task_approved" },
    { "report", N_("Report of the visit"), "reported" },
    { "photos", N_("Three pictures or more"), NULL },
    { 0 },
};

static const Deadline outbound_visit_deadlines[] = {
    { "passports", N_("Hand in the passports"), "returned", 7, DAYS_CALENDAR,
      "passports_on is empty and state in (returned)" },
    { "report", N_("Hand in the report"), "returned", 15, DAYS_WORK,
      "report_on is empty and state in (returned, passports_returned)" },
    { 0 },
};

static const Figure outbound_visit_figures[] = {
    { .name = "visit.outbound_groups", .label = N_("Groups that went abroad"), .unit = N_("group"),
      .query = "outbound_visit where state in (returned, passports_returned, reported, "
      "settled) and departed in period",
      .count = COUNT_ROWS },
    { .name = "visit.outbound_persons", .label = N_("Person-times of visits abroad"),
      .unit = N_("person-times"),
      .query = "outbound_visit where state in (returned, passports_returned, reported, "
      "settled) and departed in period",
      .count = COUNT_SUM, .of = "headcount" },
    { 0 },
};

static const Panel outbound_visit_panels[] = {
    { "stops", N_("Countries visited"), "outbound_stop where outbound = this" },
    { "members", N_("Members of the group"), "outbound_member where outbound = this" },
    { "leads", N_("Leads"), "lead where outbound = this" },
    { 0 },
};

/* Days away, with those of departure and arrival, that the rules allow for 1, 2 and 3 countries. */
static void outbound_days(Check *k, const Record *r)
{
    static const int64_t allowed[] = { 0, 5, 8, 10 };
    int64_t n = rec_int(r, OUT_COUNTRIES);
    int64_t most, days;

    if (!rec_has(r, OUT_DEPARTED) || !rec_has(r, OUT_RETURNED) || n < 1 || n > 3)
        return;
    days =
        day_number(rec_first_day(r, OUT_RETURNED)) - day_number(rec_last_day(r, OUT_DEPARTED)) + 1;
    most = allowed[n] + (rec_int(r, OUT_LONG_FLIGHTS) ? 1 : 0);
    if (days > most)
        gate(k, OUT_RETURNED, "%d days for %d countries or regions; the rules allow %d", (int)days,
             (int)n, (int)most);
    if (rec_has(r, OUT_OFFICIAL_DAYS) && rec_int(r, OUT_OFFICIAL_DAYS) * 3 < days * 2 * 10)
        warning(k, OUT_OFFICIAL_DAYS, "official work takes less than two thirds of the time");
}

static void outbound_notice(Check *k, const Record *r)
{
    if (rule_backwards(r, OUT_NOTICE_FROM, OUT_NOTICE_TO)) {
        problem(k, OUT_NOTICE_TO, "the public notice ends before it begins");
        return;
    }
    if (rec_has(r, OUT_NOTICE_FROM) && rec_has(r, OUT_NOTICE_TO) &&
        rule_working_days(k, r, OUT_NOTICE_FROM, OUT_NOTICE_TO) < 5)
        gate(k, OUT_NOTICE_TO, "the public notice lasts less than 5 working days");
    if (rule_backwards(r, OUT_NOTICE_TO, OUT_SUBMITTED_ON))
        gate(k, OUT_SUBMITTED_ON, "it was submitted before the public notice ended");
}

static void outbound_visit_check(Check *k, const Record *r)
{
    if (rule_backwards(r, OUT_DEPARTED, OUT_RETURNED))
        problem(k, OUT_RETURNED, "the group returns before it leaves");
    if (rec_int(r, OUT_COUNTRIES) > 3)
        gate(k, OUT_COUNTRIES, "a group visits at most 3 countries or regions");
    if (rec_int(r, OUT_HEADCOUNT) > 6)
        gate(k, OUT_HEADCOUNT, "a group has at most 6 people, the interpreter included");
    if (rec_int(r, OUT_FAMILY))
        gate(k, OUT_FAMILY, "spouses and children do not travel with the group");
    if (rec_is(r, OUT_INVITER_KIND, "overseas_person") || rec_is(r, OUT_INVITER_KIND, "embassy"))
        warning(k, OUT_INVITER_KIND,
                "some foreign affairs offices do not accept this inviter; ask yours");
    if (rule_state_in(r, S("|abroad|returned|passports_returned|reported|settled|")) &&
        !rec_has(r, OUT_DEPARTED))
        problem(k, OUT_DEPARTED, "say when the group left");
    if (rule_state_in(r, S("|task_approved|documents|briefed|abroad|")) &&
        !rec_has(r, OUT_APPROVAL_NO))
        gate(k, OUT_APPROVAL_NO, "give the number of the task approval");
    outbound_days(k, r);
    outbound_notice(k, r);
}

const Type outbound_visit_type = {
    .name = "outbound_visit", .label = N_("Outbound visit"),
    .also = "出访|出訪|因公出访|因公出訪|出访团组|出訪團組|出国（境）|"
    "出國（境）|出访登记|出訪登記",
    .area = "liaison", .fields = outbound_visit_fields, .nfields = LEN(outbound_visit_fields),
    .states = outbound_visit_states, .moves = outbound_visit_moves,
    .papers = outbound_visit_papers, .deadlines = outbound_visit_deadlines,
    .figures = outbound_visit_figures, .panels = outbound_visit_panels, .title = "name",
    .identity = { "name", "departed" }, .check = outbound_visit_check,
};

/* ---- outbound_stop ---- */

enum {
    STOP_OUTBOUND, STOP_COUNTRY, STOP_REGION, STOP_CITY, STOP_ARRIVED, STOP_DEPARTED, STOP_INVITER,
    STOP_TRANSIT, STOP__N
};

static const Choice outbound_stop_regions[] = {
    { "asia", N_("Asia"), "亚洲|亞洲" },
    { "africa", N_("Africa"), "非洲" },
    { "europe", N_("Europe"), "欧洲|歐洲" },
    { "americas", N_("Americas"), "美洲|北美洲|南美洲|拉丁美洲" },
    { "oceania", N_("Oceania"), "大洋洲" },
    { "hong_kong", N_("Hong Kong"), "香港|中国香港|中國香港" },
    { "macao", N_("Macao"), "澳门|澳門|中国澳门|中國澳門" },
    { "taiwan", N_("Taiwan"), "台湾|臺灣|中国台湾|中國臺灣" },
    { 0 },
};

static const Field outbound_stop_fields[STOP__N] = {
    [STOP_OUTBOUND] = { .name = "outbound", .label = N_("Outbound visit"),
        .also = "出访|出訪|出访团组|出訪團組|团组|團組", .kind = T_LINK,
        .flags = REQUIRED | IN_LIST, .link = "outbound_visit" },
    [STOP_COUNTRY] = { .name = "country", .label = N_("Country or region"),
        .also = "国家（地区）|國家（地區）|国家|國家|出访国家|出訪國家|"
        "出访国家（地区）|出訪國家（地區）|国家和地区|國家和地區",
        .kind = T_COUNTRY, .flags = REQUIRED | IN_LIST | INDEXED },
    [STOP_REGION] = { .name = "region", .label = N_("Part of the world"),
        .also = "所在地区|所在地區|地区|地區|大洲", .kind = T_CHOICE, .flags = IN_LIST,
        .choices = outbound_stop_regions },
    [STOP_CITY] = { .name = "city", .label = N_("City"), .also = "城市|到访城市|到訪城市",
        .kind = T_TEXT, .flags = CONVERTED, .max = 200 },
    [STOP_ARRIVED] = { .name = "arrived", .label = N_("Arrived"),
        .also = "抵达日期|抵達日期|到达日期|到達日期", .kind = T_DATE },
    [STOP_DEPARTED] = { .name = "departed", .label = N_("Departed"), .also = "离开日期|離開日期",
        .kind = T_DATE },
    [STOP_INVITER] = { .name = "inviter", .label = N_("Inviter"),
        .also = "邀请单位|邀請單位|邀请方|邀請方", .kind = T_TEXT, .max = 200 },
    [STOP_TRANSIT] = { .name = "transit", .label = N_("Transit that leaves the airport"),
        .also = "是否过境出机场|是否過境出機場|过境|過境", .kind = T_BOOL },
};

static const Figure outbound_stop_figures[] = {
    { .name = "visit.outbound_regions", .label = N_("Parts of the world visited"),
      .unit = N_("region"),
      .query = "outbound_stop where outbound.state in (returned, passports_returned, "
      "reported, settled) and outbound.departed in period",
      .count = COUNT_DISTINCT, .of = "region" },
    { .name = "visit.outbound_countries", .label = N_("Countries and regions visited in the year"),
      .unit = N_("country or region"),
      .query = "outbound_stop where outbound.state in (returned, passports_returned, "
      "reported, settled) and outbound.departed in period",
      .count = COUNT_DISTINCT, .of = "country" },
    { 0 },
};

static void outbound_stop_check(Check *k, const Record *r)
{
    Err e = { 0 };
    AUTO(stmt_done) Stmt *q = NULL;

    if (rule_backwards(r, STOP_ARRIVED, STOP_DEPARTED))
        problem(k, STOP_DEPARTED, "the group departs before it arrives");
    if (rec_is(r, STOP_COUNTRY, "CN"))
        problem(k, STOP_COUNTRY, "an outbound visit goes to another country or region");
    if (!rule_has_store(k))
        return;
    q = db_query(k->c->db,
                 "/* outbound_stop */ SELECT count(DISTINCT country) FROM outbound_stop"
                 " WHERE outbound = $1 AND country <> $2 AND id <> $3 AND voided_at IS NULL",
                 P(rec_int(r, STOP_OUTBOUND)), P(rec_text(r, STOP_COUNTRY)), P(r->id));
    if (db_next(q, &e) && db_int(q, 0) >= 3)
        gate(k, STOP_COUNTRY, "a group visits at most 3 countries or regions");
}

const Type outbound_stop_type = {
    .name = "outbound_stop", .label = N_("Country visited"),
    .also = "出访国家|出訪國家|出访行程|出訪行程|出访站点|出訪站點", .area = "liaison",
    .fields = outbound_stop_fields, .nfields = LEN(outbound_stop_fields),
    .figures = outbound_stop_figures, .title = "country", .identity = { "outbound", "country" },
    .check = outbound_stop_check,
};

/* ---- outbound_member ---- */

enum {
    OMEMBER_OUTBOUND, OMEMBER_PERSON, OMEMBER_NAME, OMEMBER_POST, OMEMBER_ROLE, OMEMBER_PASSPORT,
    OMEMBER_RETURNED_ON, OMEMBER__N
};

static const Choice outbound_member_roles[] = {
    { "leader", N_("Leader"), "团长|團長|领队|領隊" },
    { "member", N_("Member"), "团员|團員|成员|成員" },
    { "interpreter", N_("Interpreter"), "翻译|翻譯|译员|譯員" },
    { 0 },
};

static const Field outbound_member_fields[OMEMBER__N] = {
    [OMEMBER_OUTBOUND] = { .name = "outbound", .label = N_("Outbound visit"),
        .also = "出访|出訪|出访团组|出訪團組|团组|團組", .kind = T_LINK,
        .flags = REQUIRED | IN_LIST, .link = "outbound_visit" },
    [OMEMBER_PERSON] = { .name = "person", .label = N_("Person"),
        .also = "人员|人員|人员档案|人員檔案", .kind = T_LINK, .link = "person" },
    [OMEMBER_NAME] = { .name = "name", .label = N_("Name"), .also = "姓名|成员姓名|成員姓名",
        .kind = T_NAME, .flags = IN_LIST | SEARCHED },
    [OMEMBER_POST] = { .name = "post", .label = N_("Post"),
        .also = "职务|職務|单位及职务|單位及職務", .kind = T_TEXT, .flags = IN_LIST | CONVERTED, .max = 200 },
    [OMEMBER_ROLE] = { .name = "role", .label = N_("Role in the group"),
        .also = "团内职务|團內職務|团内身份|團內身份|角色", .kind = T_CHOICE, .flags = IN_LIST,
        .choices = outbound_member_roles },
    [OMEMBER_PASSPORT] = { .name = "passport", .label = N_("Passport number"),
        .also = "护照号|護照號|护照号码|護照號碼|因公护照号|因公護照號", .kind = T_DOCUMENT,
        .level = LEVEL_SENSITIVE, .code = CODE_CN_PASSPORT },
    [OMEMBER_RETURNED_ON] = { .name = "returned_on", .label = N_("Passport handed in"),
        .also = "证照交回|證照交回|证件交回日期|證件交回日期", .kind = T_DATE },
};

static void outbound_member_check(Check *k, const Record *r)
{
    Err e = { 0 };
    AUTO(stmt_done) Stmt *q = NULL;

    if (!rec_has(r, OMEMBER_NAME) && !rec_has(r, OMEMBER_PERSON))
        problem(k, OMEMBER_NAME, "give a name or link a person");
    if (!rule_has_store(k))
        return;
    q = db_query(k->c->db,
                 "/* outbound_member */ SELECT count(*) FROM outbound_member"
                 " WHERE outbound = $1 AND id <> $2 AND voided_at IS NULL",
                 P(rec_int(r, OMEMBER_OUTBOUND)), P(r->id));
    if (db_next(q, &e) && db_int(q, 0) >= 6)
        gate(k, OMEMBER_OUTBOUND, "a group has at most 6 people, the interpreter included");
}

const Type outbound_member_type = {
    .name = "outbound_member", .label = N_("Member of an outbound group"),
    .also = "出访成员|出訪成員|团组成员|團組成員|出访人员|出訪人員", .area = "liaison",
    .fields = outbound_member_fields, .nfields = LEN(outbound_member_fields), .title = "name",
    .identity = { "outbound", "name" }, .check = outbound_member_check,
};
