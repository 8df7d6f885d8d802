/* SPDX-License-Identifier: Apache-2.0
 * Liaison: parties received, the liaison headquarters with its associations, and what is sent to
 * them. Visits abroad are in outbound.c.
 *
 * A reception is one party, one purpose, one continuous stay: one batch. Batches, person-times and
 * people are three numbers. Hosts and interpreters are never counted, meetings online are counted
 * by themselves. When a second unit receives the same stay, its record points to the first one by
 * shared_with: the second unit counts it too, the units above both count it once.
 */
#include "areas/areas.h"
#include "areas/choices.h"
#include "areas/rules.h"

/* ---- reception ---- */

enum {
    RECEPTION_NAME, RECEPTION_DIRECTION, RECEPTION_PARTY, RECEPTION_COUNTRY, RECEPTION_ARRIVED,
    RECEPTION_DEPARTED, RECEPTION_HEADCOUNT, RECEPTION_UNNAMED, RECEPTION_LEADER,
    RECEPTION_LEADER_PERSON, RECEPTION_GUEST_KIND, RECEPTION_PURPOSE, RECEPTION_INVITER,
    RECEPTION_LETTER_NO, RECEPTION_LETTER_ON, RECEPTION_HOSTS, RECEPTION_HOST_COUNT,
    RECEPTION_INTERPRETER, RECEPTION_PROGRAMME, RECEPTION_LODGING, RECEPTION_TRANSPORT,
    RECEPTION_MEAL_GUESTS, RECEPTION_MEAL_HOSTS, RECEPTION_GIFTS_OUT, RECEPTION_GIFTS_IN,
    RECEPTION_BUDGET, RECEPTION_COST, RECEPTION_COST_APPROVAL, RECEPTION_FOREIGN_AFFAIRS_NO,
    RECEPTION_SAFETY, RECEPTION_PHOTO_CONSENT, RECEPTION_RESULTS, RECEPTION_FAIR,
    RECEPTION_SHARED_WITH, RECEPTION_NOTE, RECEPTION__N
};

static const Choice reception_directions[] = {
    { "inbound", N_("Visit from abroad"), "来访|來訪|境外来访|境外來訪|海外来访|海外來訪|入境" },
    { "drop_in", N_("Drop-in"), "零散来访|零散來訪|散客|个人来访|個人來訪|临时来访|臨時來訪" },
    { "online", N_("Online meeting"), "线上|線上|线上会见|線上會見|视频会见|視頻會見|网络会议|"
      "網絡會議" },
    { "domestic", N_("Visit from within the country"),
      "国内来访|國內來訪|内宾|內賓|国内来宾|國內來賓" },
    { 0 },
};

static const Choice reception_guest_kinds[] = {
    { "overseas", N_("Overseas Chinese guests"), "海外侨胞|海外僑胞|侨胞|僑胞" },
    { "foreign", N_("Foreign guests"), "外宾|外賓|外国来宾|外國來賓|外籍嘉宾|外籍嘉賓" },
    { "foreign_officials", N_("Foreign officials"),
      "外国官员|外國官員|外国官方人士|外國官方人士" },
    { "domestic", N_("Domestic guests"), "国内公务|國內公務|国内公务来宾|國內公務來賓|内宾|內賓" },
    { "mixed", N_("Mixed"), "混合" },
    { 0 },
};

static const Field reception_fields[RECEPTION__N] = {
    [RECEPTION_NAME] = { .name = "name", .label = N_("Party"),
        .also = "来访团组|來訪團組|团组名称|團組名稱|团组|團組|来访单位|"
        "來訪單位|来宾单位|來賓單位|来访者|來訪者",
        .kind = T_NAME, .flags = IN_LIST | SEARCHED | CONVERTED },
    [RECEPTION_DIRECTION] = { .name = "direction", .label = N_("Way of visit"),
        .also = "来访方式|來訪方式|接待类别|接待類別|来访类型|來訪類型|"
        "接待类型|接待類型",
        .kind = T_CHOICE, .flags = REQUIRED | IN_LIST | INDEXED, .choices = reception_directions },
    [RECEPTION_PARTY] = { .name = "party", .label = N_("Association"),
        .also = "侨团|僑團|来访侨团|來訪僑團|所属社团|所屬社團|社团|社團", .kind = T_LINK,
        .link = "association" },
    [RECEPTION_COUNTRY] = { .name = "country", .label = N_("Country or region"),
        .also = "国家（地区）|國家（地區）|来自国家|來自國家|"
        "来自国家（地区）|來自國家（地區）|国别|國別|国家和地区|"
        "國家和地區|国家地区|國家地區|住在国|住在國",
        .kind = T_COUNTRY, .flags = IN_LIST | INDEXED },
    [RECEPTION_ARRIVED] = { .name = "arrived", .label = N_("Arrived"),
        .also = "抵达日期|抵達日期|来访日期|來訪日期|来访时间|來訪時間|"
        "接待日期|接待时间|接待時間|抵达时间|抵達時間|日期",
        .kind = T_DATE, .flags = IN_LIST | INDEXED },
    [RECEPTION_DEPARTED] = { .name = "departed", .label = N_("Departed"),
        .also = "离开日期|離開日期|离开时间|離開時間|离厦日期|離廈日期|"
        "结束日期|結束日期",
        .kind = T_DATE },
    [RECEPTION_HEADCOUNT] = { .name = "headcount", .label = N_("Headcount"),
        .also = "来访人数|來訪人數|人数|人數|人次|来宾人数|來賓人數|团组人数|"
        "團組人數",
        .kind = T_COUNT, .flags = IN_LIST, .unit = N_("person-times"), .max = 10000,
        .help = N_("guests only, without hosts and interpreters") },
    [RECEPTION_UNNAMED] = { .name = "unnamed", .label = N_("Unnamed guests"),
        .also = "未列名人数|未列名人數|未具名人数|未具名人數", .kind = T_COUNT,
        .unit = N_("person"), .max = 10000 },
    [RECEPTION_LEADER] = { .name = "leader", .label = N_("Leader of the party"),
        .also = "团长|團長|领队|領隊|负责人|負責人", .kind = T_NAME, .flags = SEARCHED },
    [RECEPTION_LEADER_PERSON] = { .name = "leader_person", .label = N_("Record of the leader"),
        .also = "团长档案|團長檔案|领队档案|領隊檔案", .kind = T_LINK, .link = "person" },
    [RECEPTION_GUEST_KIND] = { .name = "guest_kind", .label = N_("Kind of guests"),
        .also = "来宾类别|來賓類別|来宾性质|來賓性質", .kind = T_CHOICE,
        .choices = reception_guest_kinds },
    [RECEPTION_PURPOSE] = { .name = "purpose", .label = N_("Purpose of the visit"),
        .also = "来访目的|來訪目的|事由|来访事由|來訪事由|来访内容|來訪內容", .kind = T_NOTE,
        .flags = SEARCHED | CONVERTED },
    [RECEPTION_INVITER] = { .name = "inviter", .label = N_("Inviter"),
        .also = "邀请单位|邀請單位|邀请方|邀請方", .kind = T_TEXT, .max = 200 },
    [RECEPTION_LETTER_NO] = { .name = "letter_no", .label = N_("Number of the letter"),
        .also = "来函号|來函號|公函号|公函號|来函文号|來函文號|公函文号|"
        "公函文號",
        .kind = T_TEXT, .max = 100 },
    [RECEPTION_LETTER_ON] = { .name = "letter_on", .label = N_("Date of the letter"),
        .also = "来函日期|來函日期|公函日期", .kind = T_DATE },
    [RECEPTION_HOSTS] = { .name = "hosts", .label = N_("Hosts by rank"),
        .also = "接待领导|接待領導|接待人员|接待人員|陪同人员|陪同人員|"
        "出席领导|出席領導",
        .kind = T_NOTE },
    [RECEPTION_HOST_COUNT] = { .name = "host_count", .label = N_("Number of hosts"),
        .also = "陪同人数|陪同人數|接待人数|接待人數", .kind = T_COUNT, .unit = N_("person"),
        .max = 1000 },
    [RECEPTION_INTERPRETER] = { .name = "interpreter", .label = N_("Interpreter"),
        .also = "翻译|翻譯|译员|譯員", .kind = T_TEXT, .max = 100 },
    [RECEPTION_PROGRAMME] = { .name = "programme", .label = N_("Programme"),
        .also = "日程|行程|行程安排|活动安排|活動安排", .kind = T_NOTE, .flags = CONVERTED },
    [RECEPTION_LODGING] = { .name = "lodging", .label = N_("Lodging"), .also = "住宿|住宿安排",
        .kind = T_TEXT, .flags = CONVERTED, .max = 200 },
    [RECEPTION_TRANSPORT] = { .name = "transport", .label = N_("Transport"),
        .also = "交通|用车|用車", .kind = T_TEXT, .flags = CONVERTED, .max = 200 },
    [RECEPTION_MEAL_GUESTS] = { .name = "meal_guests", .label = N_("Guests at the meal"),
        .also = "用餐来宾人数|用餐來賓人數|就餐来宾|就餐來賓", .kind = T_COUNT,
        .unit = N_("person"), .max = 1000 },
    [RECEPTION_MEAL_HOSTS] = { .name = "meal_hosts", .label = N_("Hosts at the meal"),
        .also = "陪餐人数|陪餐人數", .kind = T_COUNT, .unit = N_("person"), .max = 1000 },
    [RECEPTION_GIFTS_OUT] = { .name = "gifts_out", .label = N_("Gifts given"),
        .also = "赠出礼品|贈出禮品|赠送礼品|贈送禮品", .kind = T_TEXT, .flags = CONVERTED, .max = 300 },
    [RECEPTION_GIFTS_IN] = { .name = "gifts_in", .label = N_("Gifts received"),
        .also = "收受礼品|收受禮品|回赠礼品|回贈禮品", .kind = T_TEXT, .flags = CONVERTED, .max = 300 },
    [RECEPTION_BUDGET] = { .name = "budget", .label = N_("Budget"),
        .also = "预算|預算|经费预算|經費預算", .kind = T_MONEY },
    [RECEPTION_COST] = { .name = "cost", .label = N_("Cost"),
        .also = "实际费用|實際費用|费用|費用|支出|决算|決算", .kind = T_MONEY },
    [RECEPTION_COST_APPROVAL] = { .name = "cost_approval", .label = N_("Cost approval number"),
        .also = "经费审批号|經費審批號|费用审批号|費用審批號", .kind = T_TEXT, .max = 100 },
    [RECEPTION_FOREIGN_AFFAIRS_NO] = { .name = "foreign_affairs_no",
        .label = N_("Filing with the foreign affairs office"),
        .also = "外事备案号|外事備案號|外办备案号|外辦備案號|外办批文|"
        "外辦批文",
        .kind = T_TEXT, .max = 100 },
    [RECEPTION_SAFETY] = { .name = "safety", .label = N_("Safety and medical plan"),
        .also = "安全医疗预案|安全醫療預案|安保方案", .kind = T_NOTE, .flags = CONVERTED },
    [RECEPTION_PHOTO_CONSENT] = { .name = "photo_consent", .label = N_("Pictures may be used"),
        .also = "是否同意拍摄|是否同意拍攝|影像同意", .kind = T_BOOL },
    [RECEPTION_RESULTS] = { .name = "results", .label = N_("Results"),
        .also = "成果|来访成果|來訪成果|合作意向", .kind = T_NOTE, .flags = CONVERTED },
    [RECEPTION_FAIR] = { .name = "fair", .label = N_("At the fair"),
        .also = "所属展会|所屬展會|参加展会|參加展會|展会|展會", .kind = T_LINK, .link = "fair" },
    [RECEPTION_SHARED_WITH] = { .name = "shared_with", .label = N_("Same stay, received by"),
        .also = "同一批次|共同接待|合并接待|合併接待", .kind = T_LINK, .link = "reception",
        .help = N_("the record of the unit that received this stay first") },
    [RECEPTION_NOTE] = { .name = "note", .label = N_("Note"), .also = "备注|備註",
        .kind = T_NOTE, .flags = CONVERTED },
};

static const State reception_states[] = {
    { "inquiry", N_("Inquiry"), "来函|來函|咨询|諮詢|来函登记|來函登記", 0 },
    { "plan_draft", N_("Plan drafted"), "拟方案|擬方案|方案起草|拟定方案|擬定方案", 0 },
    { "plan_checked", N_("Plan checked"), "科室审核|科室審核|部门审核|部門審核", 0 },
    { "approved", N_("Approved"), "已批准|批准|同意", 0 },
    { "confirmed", N_("Confirmed"), "已确认|已確認|确认|確認", 0 },
    { "in_progress", N_("In progress"), "进行中|進行中|接待中", 0 },
    { "closed", N_("Concluded"), "已结束|已結束|结束|結束|完成|已完成", 0 },
    { "report_filed", N_("Report filed"), "已报备|已報備|已报总结|已報總結|清单已报|清單已報", 0 },
    { "archived", N_("Archived"), "已归档|已歸檔|归档|歸檔", STATE_END },
    { "cancelled", N_("Cancelled"), "已取消|取消", STATE_END | STATE_FAILED },
    { 0 },
};

static const Move reception_moves[] = {
    { "inquiry", "plan_draft", N_("Draft a plan"), RIGHT_WRITE, 0 },
    { "plan_draft", "plan_checked", N_("Check"), RIGHT_CONFIRM, 0 },
    { "plan_checked", "approved", N_("Approve"), RIGHT_APPROVE, 0 },
    { "plan_checked", "plan_draft", N_("Return"), RIGHT_CONFIRM, MOVE_REASON },
    { "approved", "plan_draft", N_("Change the plan"), RIGHT_WRITE, MOVE_REASON },
    { "approved", "confirmed", N_("Confirm with the guests"), RIGHT_WRITE, 0 },
    { "confirmed", "in_progress", N_("Guests have arrived"), RIGHT_WRITE, 0 },
    { "in_progress", "closed", N_("Close"), RIGHT_WRITE, 0 },
    { "closed", "report_filed", N_("File the report"), RIGHT_WRITE, 0 },
    { "report_filed", "archived", N_("Archive"), RIGHT_CONFIRM, 0 },
    { "*", "cancelled", N_("Cancel"), RIGHT_WRITE, MOVE_REASON },
    { 0 },
};

static const Paper reception_papers[] = {
    { "plan", N_("Reception plan"), "plan_checked" },
    { "letter", N_("Letter of the guests"), NULL },
    { "budget", N_("Approved budget"), NULL },
    { "guest_list", N_("List of guests and costs"), "report_filed" },
    { "photos", N_("Pictures"), NULL },
    { 0 },
};

static const Deadline reception_deadlines[] = {
    { "approve_before", N_("Approve before the guests arrive"), "arrived", 0, DAYS_CALENDAR,
      "state in (inquiry, plan_draft, plan_checked)" },
    { 0 },
};

static const Figure reception_figures[] = {
    { .name = "visit.inbound_batches", .label = N_("Parties of overseas visitors received"),
      .unit = N_("batch"),
      .query = "reception where direction in (inbound, drop_in) and state in (in_progress, "
      "closed, report_filed, archived) and arrived in period",
      .once = "shared_with", .count = COUNT_ROWS },
    { .name = "visit.inbound_persons", .label = N_("Person-times of overseas visitors received"),
      .unit = N_("person-times"),
      .query = "reception where direction in (inbound, drop_in) and state in (in_progress, "
      "closed, report_filed, archived) and arrived in period",
      .once = "shared_with", .count = COUNT_SUM, .of = "headcount" },
    { .name = "visit.inbound_own_batches",
      .label = N_("Parties received by the unit itself, shared stays too"), .unit = N_("batch"),
      .query = "reception where direction in (inbound, drop_in) and state in (in_progress, "
      "closed, report_filed, archived) and arrived in period",
      .count = COUNT_ROWS },
    { .name = "visit.inbound_own_persons",
      .label = N_("Person-times received by the unit itself, shared stays too"),
      .unit = N_("person-times"),
      .query = "reception where direction in (inbound, drop_in) and state in (in_progress, "
      "closed, report_filed, archived) and arrived in period",
      .count = COUNT_SUM, .of = "headcount" },
    { .name = "visit.inbound_unnamed", .label = N_("Visitors received whose names are not known"),
      .unit = N_("person-times"),
      .query = "reception where direction in (inbound, drop_in) and state in (in_progress, "
      "closed, report_filed, archived) and arrived in period and unnamed > 0",
      .once = "shared_with", .count = COUNT_SUM, .of = "unnamed",
      .part_of = "visit.inbound_persons" },
    { .name = "visit.inbound_party_countries",
      .label = N_("Countries and regions of the parties received"),
      .unit = N_("country or region"),
      .query = "reception where direction in (inbound, drop_in) and state in (in_progress, "
      "closed, report_filed, archived) and arrived in period",
      .once = "shared_with", .count = COUNT_DISTINCT, .of = "country" },
    { .name = "visit.online", .label = N_("Meetings online with people abroad"),
      .unit = N_("session"),
      .query = "reception where direction = online and state in (in_progress, closed, "
      "report_filed, archived) and arrived in period",
      .once = "shared_with", .count = COUNT_ROWS },
    { 0 },
};

static const Panel reception_panels[] = {
    { "visitors", N_("Visitors"), "visitor where reception = this" },
    { "also_received", N_("Received by others too"), "reception where shared_with = this" },
    { "leads", N_("Leads"), "lead where reception = this" },
    { "articles", N_("Articles"), "article where reception = this" },
    { 0 },
};

static bool took_place(const Record *r)
{
    return rule_state_in(r, S("|in_progress|closed|report_filed|archived|"));
}

/* Working meals: up to 10 guests at most 3 hosts, above that at most a third of them. */
static void reception_meal(Check *k, const Record *r)
{
    int64_t guests = rec_int(r, RECEPTION_MEAL_GUESTS), hosts = rec_int(r, RECEPTION_MEAL_HOSTS);
    if (!rec_has(r, RECEPTION_MEAL_GUESTS) || !rec_has(r, RECEPTION_MEAL_HOSTS))
        return;
    if (guests <= 10 && hosts > 3)
        warning(k, RECEPTION_MEAL_HOSTS, "with up to 10 guests at most 3 hosts share the meal");
    if (guests > 10 && hosts * 3 > guests)
        warning(k, RECEPTION_MEAL_HOSTS,
                "with more than 10 guests the hosts at the meal are at most a "
                "third of the guests");
}

static void reception_counts(Check *k, const Record *r)
{
    int64_t n = rec_int(r, RECEPTION_HEADCOUNT);
    if (rec_int(r, RECEPTION_UNNAMED) > n && rec_has(r, RECEPTION_HEADCOUNT))
        problem(k, RECEPTION_UNNAMED, "there are more unnamed guests than guests");
    if (rec_is(r, RECEPTION_DIRECTION, "inbound") && rec_has(r, RECEPTION_HEADCOUNT) &&
        (n < 2 || n > 60))
        warning(k, RECEPTION_HEADCOUNT,
                "a party has 2 to 60 guests as a rule; is this number right, or "
                "a drop-in?");
    if (took_place(r) && rec_has(r, RECEPTION_HEADCOUNT) && n == 0)
        problem(k, RECEPTION_HEADCOUNT, "a reception without guests is cancelled, not closed");
}

static void reception_paperwork(Check *k, const Record *r)
{
    if (!took_place(r) && !rule_state_in(r, S("|approved|confirmed|")))
        return;
    if (rec_is(r, RECEPTION_GUEST_KIND, "domestic") && !rec_has(r, RECEPTION_LETTER_NO))
        gate(k, RECEPTION_LETTER_NO,
             "domestic guests are received on an official letter; give its number");
    if (rec_is(r, RECEPTION_GUEST_KIND, "foreign_officials") &&
        !rec_has(r, RECEPTION_FOREIGN_AFFAIRS_NO))
        gate(k, RECEPTION_FOREIGN_AFFAIRS_NO,
             "foreign officials are received after a filing with the "
             "foreign affairs office; give its number");
    if (rec_int(r, RECEPTION_COST) > rec_int(r, RECEPTION_BUDGET) && rec_has(r, RECEPTION_BUDGET) &&
        str_eq(rec_text(r, RECEPTION_COST), rec_text(r, RECEPTION_BUDGET)))
        warning(k, RECEPTION_COST, "the cost is above the budget");
}

static void reception_check(Check *k, const Record *r)
{
    if (!rec_has(r, RECEPTION_NAME) && !rec_has(r, RECEPTION_PARTY))
        problem(k, RECEPTION_NAME, "say who came: the party's name or its association");
    if (rule_backwards(r, RECEPTION_ARRIVED, RECEPTION_DEPARTED))
        problem(k, RECEPTION_DEPARTED, "the party departs before it arrives");
    if (rec_has(r, RECEPTION_SHARED_WITH) && rec_int(r, RECEPTION_SHARED_WITH) == r->id)
        problem(k, RECEPTION_SHARED_WITH, "a reception cannot be shared with itself");
    if (took_place(r) && !rec_has(r, RECEPTION_ARRIVED))
        problem(k, RECEPTION_ARRIVED, "say when the party arrived");
    if (took_place(r) && !rec_has(r, RECEPTION_HEADCOUNT))
        warning(k, RECEPTION_HEADCOUNT, "without a headcount this party adds no person-times");
    reception_counts(k, r);
    reception_meal(k, r);
    reception_paperwork(k, r);
}

const Type reception_type = {
    .name = "reception", .label = N_("Reception"),
    .also = "接待|来访接待|來訪接待|来访|來訪|接待登记|接待登記|接待台账|"
    "接待臺賬|来访团组|來訪團組",
    .area = "liaison", .fields = reception_fields, .nfields = LEN(reception_fields),
    .states = reception_states, .moves = reception_moves, .papers = reception_papers,
    .deadlines = reception_deadlines, .figures = reception_figures, .panels = reception_panels,
    .title = "name", .identity = { "name", "arrived" }, .check = reception_check,
};

/* ---- visitor ---- */

enum {
    VISITOR_RECEPTION, VISITOR_PERSON, VISITOR_NAME, VISITOR_NAME_LATIN, VISITOR_OTHERS,
    VISITOR_COUNTRY, VISITOR_NATIONALITY, VISITOR_SEX, VISITOR_ASSOCIATION,
    VISITOR_ASSOCIATION_TEXT, VISITOR_POST, VISITOR_LEADS, VISITOR_DOCUMENT_KIND,
    VISITOR_DOCUMENT_NUMBER, VISITOR_NOTE, VISITOR__N
};

static const Field visitor_fields[VISITOR__N] = {
    [VISITOR_RECEPTION] = { .name = "reception", .label = N_("Reception"),
        .also = "接待|接待批次|来访团组|來訪團組|团组|團組", .kind = T_LINK,
        .flags = REQUIRED | IN_LIST, .link = "reception" },
    [VISITOR_PERSON] = { .name = "person", .label = N_("Person"),
        .also = "人员|人員|人员档案|人員檔案|档案编号|檔案編號", .kind = T_LINK,
        .link = "person" },
    [VISITOR_NAME] = { .name = "name", .label = N_("Visitor's name"),
        .also = "来宾姓名|來賓姓名|姓名|中文姓名", .kind = T_NAME, .flags = IN_LIST | SEARCHED },
    [VISITOR_NAME_LATIN] = { .name = "name_latin", .label = N_("Name in Latin letters"),
        .also = "拉丁字母姓名|外文姓名|英文姓名|英文名", .kind = T_NAME, .flags = SEARCHED },
    [VISITOR_OTHERS] = { .name = "others", .label = N_("Unnamed others"),
        .also = "其余人数|其餘人數|另有人数|另有人數", .kind = T_COUNT, .unit = N_("person"),
        .max = 10000, .help = N_("instead of a name: so many guests whose names are not known") },
    [VISITOR_COUNTRY] = { .name = "country", .label = N_("Country of residence"),
        .also = "住在国|住在國|居住国|居住國|居住国家|居住國家|"
        "住在国（地区）|住在國（地區）|国家（地区）|國家（地區）|国家|國家|国别|國別",
        .kind = T_COUNTRY, .flags = IN_LIST | INDEXED },
    [VISITOR_NATIONALITY] = { .name = "nationality", .label = N_("Nationality"),
        .also = "国籍|國籍", .kind = T_COUNTRY },
    [VISITOR_SEX] = { .name = "sex", .label = N_("Sex"), .also = "性别|性別", .kind = T_CHOICE,
        .choices = sexes },
    [VISITOR_ASSOCIATION] = { .name = "association", .label = N_("Association"),
        .also = "侨团|僑團|社团|社團", .kind = T_LINK, .link = "association" },
    [VISITOR_ASSOCIATION_TEXT] = { .name = "association_text",
        .label = N_("Association as written"),
        .also = "所在单位|所在單位|单位|單位|社团及单位|社團及單位", .kind = T_TEXT, .flags = CONVERTED, .max = 200 },
    [VISITOR_POST] = { .name = "post", .label = N_("Post"),
        .also = "职务|職務|职位|職位|社团职务|社團職務", .kind = T_TEXT, .flags = IN_LIST | CONVERTED,
        .max = 100 },
    [VISITOR_LEADS] = { .name = "leads", .label = N_("Leads the party"),
        .also = "是否团长|是否團長|是否领队|是否領隊", .kind = T_BOOL },
    [VISITOR_DOCUMENT_KIND] = { .name = "document_kind", .label = N_("Kind of document"),
        .also = "证件类型|證件類型|证件种类|證件種類", .kind = T_CHOICE, .level = LEVEL_SENSITIVE,
        .choices = document_kinds },
    [VISITOR_DOCUMENT_NUMBER] = { .name = "document_number", .label = N_("Document number"),
        .also = "证件号码|證件號碼|证件号|證件號|护照号|護照號", .kind = T_DOCUMENT,
        .level = LEVEL_SENSITIVE, .code_by = "document_kind" },
    [VISITOR_NOTE] = { .name = "note", .label = N_("Note"), .also = "备注|備註", .kind = T_NOTE },
};

static const Figure visitor_figures[] = {
    { .name = "visit.inbound_countries",
      .label = N_("Countries and regions that overseas visitors came from"),
      .unit = N_("country or region"),
      .query = "visitor where reception.direction in (inbound, drop_in) and reception.state "
      "in (in_progress, closed, report_filed, archived) and reception.arrived in period",
      .once = "reception.shared_with", .count = COUNT_DISTINCT, .of = "country" },
    { .name = "visit.inbound_people", .label = N_("Overseas visitors received, each person once"),
      .unit = N_("person"),
      .query = "visitor where reception.direction in (inbound, drop_in) and reception.state "
      "in (in_progress, closed, report_filed, archived) and reception.arrived in period",
      .once = "reception.shared_with", .count = COUNT_PEOPLE, .of = "person",
      .whole = "visit.inbound_persons", .part_of = "visit.inbound_persons" },
    { 0 },
};

static void visitor_check(Check *k, const Record *r)
{
    bool named =
        rec_has(r, VISITOR_NAME) || rec_has(r, VISITOR_NAME_LATIN) || rec_has(r, VISITOR_PERSON);
    if (!named && !rec_has(r, VISITOR_OTHERS))
        problem(k, VISITOR_NAME, "give a name, or the number of unnamed others");
    if (named && rec_int(r, VISITOR_OTHERS) > 0)
        problem(k, VISITOR_OTHERS, "unnamed others stand in a row of their own, without a name");
    if (rec_has(r, VISITOR_DOCUMENT_NUMBER) && !rec_has(r, VISITOR_DOCUMENT_KIND))
        problem(k, VISITOR_DOCUMENT_KIND, "say what kind of document the number is of");
}

const Type visitor_type = {
    .name = "visitor", .label = N_("Visitor"),
    .also = "来宾|來賓|来宾名单|來賓名單|来访人员|來訪人員|访客|訪客", .area = "liaison",
    .fields = visitor_fields, .nfields = LEN(visitor_fields), .figures = visitor_figures,
    .title = "name", .identity = { "reception", "name", "name_latin" }, .check = visitor_check,
};

/* ---- membership ---- */

enum {
    MEMBER_ASSOCIATION, MEMBER_APPLIED, MEMBER_ADMITTED, MEMBER_ENDED, MEMBER_END_REASON,
    MEMBER_MEETING_ON, MEMBER_MINUTE_NO, MEMBER_AGREEMENT_FROM, MEMBER_AGREEMENT_TO, MEMBER_DESK,
    MEMBER_LIAISON_PERSON, MEMBER_RECOMMENDED_BY, MEMBER_OPINIONS, MEMBER_LEGAL_CHECK, MEMBER_NOTE,
    MEMBER__N
};

static const Choice membership_end_reasons[] = {
    { "left", N_("Left"), "主动退出|主動退出|退出" },
    { "lapsed", N_("Not renewed"), "未续期|未續期|到期未续|到期未續" },
    { "dissolved", N_("Association dissolved"), "社团解散|社團解散|解散" },
    { "merged", N_("Association merged"), "社团合并|社團合併|合并|合併" },
    { "removed", N_("Removed"), "劝退|勸退|除名" },
    { 0 },
};

static const Field membership_fields[MEMBER__N] = {
    [MEMBER_ASSOCIATION] = { .name = "association", .label = N_("Association"),
        .also = "侨团|僑團|入驻社团|入駐社團|社团|社團|社团名称|社團名稱", .kind = T_LINK,
        .flags = REQUIRED | IN_LIST, .link = "association" },
    [MEMBER_APPLIED] = { .name = "applied", .label = N_("Applied"),
        .also = "申请日期|申請日期|申请时间|申請時間", .kind = T_DATE, .flags = IN_LIST },
    [MEMBER_ADMITTED] = { .name = "admitted", .label = N_("Admitted"),
        .also = "入驻日期|入駐日期|吸纳日期|吸納日期|批准入驻日期|"
        "批准入駐日期|入驻时间|入駐時間|吸纳时间|吸納時間",
        .kind = T_DATE, .flags = IN_LIST | INDEXED },
    [MEMBER_ENDED] = { .name = "ended", .label = N_("Membership ended"),
        .also = "退出日期|退驻日期|退駐日期|终止日期|終止日期", .kind = T_DATE,
        .flags = IN_LIST | INDEXED },
    [MEMBER_END_REASON] = { .name = "end_reason", .label = N_("Why it ended"), .also = "退出原因",
        .kind = T_CHOICE, .choices = membership_end_reasons },
    [MEMBER_MEETING_ON] = { .name = "meeting_on", .label = N_("Meeting that decided"),
        .also = "会议日期|會議日期|研究日期", .kind = T_DATE },
    [MEMBER_MINUTE_NO] = { .name = "minute_no", .label = N_("Number of the minutes"),
        .also = "会议纪要号|會議紀要號|纪要文号|紀要文號", .kind = T_TEXT, .max = 100 },
    [MEMBER_AGREEMENT_FROM] = { .name = "agreement_from", .label = N_("Agreement from"),
        .also = "协议起|協議起|协议生效|協議生效", .kind = T_DATE },
    [MEMBER_AGREEMENT_TO] = { .name = "agreement_to", .label = N_("Agreement until"),
        .also = "协议止|協議止|协议到期|協議到期", .kind = T_DATE },
    [MEMBER_DESK] = { .name = "desk", .label = N_("Desk or room"),
        .also = "工位|房号|房號|办公室|辦公室", .kind = T_TEXT, .flags = CONVERTED, .max = 60 },
    [MEMBER_LIAISON_PERSON] = { .name = "liaison_person", .label = N_("Liaison person"),
        .also = "联络员|聯絡員|派驻联络员|派駐聯絡員", .kind = T_TEXT, .level = LEVEL_PERSONAL,
        .max = 100 },
    [MEMBER_RECOMMENDED_BY] = { .name = "recommended_by", .label = N_("Recommended by"),
        .also = "推荐单位|推薦單位|推荐人|推薦人", .kind = T_TEXT, .max = 200 },
    [MEMBER_OPINIONS] = { .name = "opinions", .label = N_("Opinions of partner offices"),
        .also = "相关部门意见|相關部門意見|统战部意见|統戰部意見|外办意见|"
        "外辦意見",
        .kind = T_NOTE, .flags = CONVERTED },
    [MEMBER_LEGAL_CHECK] = { .name = "legal_check", .label = N_("Legal check"),
        .also = "合法性审查|合法性審查|法律核查", .kind = T_NOTE, .flags = CONVERTED,
        .help = N_("what was found about the law on foreign NGOs") },
    [MEMBER_NOTE] = { .name = "note", .label = N_("Note"), .also = "备注|備註", .kind = T_NOTE, .flags = CONVERTED },
};

static const State membership_states[] = {
    { "draft", N_("Draft"), "草稿", 0 },
    { "submitted", N_("Submitted"), "已提交|已上报|已上報|已申请|已申請", 0 },
    { "document_check", N_("Documents being checked"), "材料审核|材料審核|材料审核中|材料審核中",
      0 },
    { "returned_to_fix", N_("Returned for completion"), "补正|補正|退回补正|退回補正", 0 },
    { "background_check", N_("Background being checked"), "背景核查|核查中", 0 },
    { "review_meeting", N_("Before the meeting"), "会议审议|會議審議|上会|上會", 0 },
    { "approved", N_("Approved"), "已批准|批准|同意", 0 },
    { "declined", N_("Declined"), "不同意|未通过|未通過", STATE_END | STATE_FAILED },
    { "agreement_signed", N_("Agreement signed"), "已签协议|已籤協議|签署协议|簽署協議", 0 },
    { "resident", N_("Resident"), "入驻|入駐|已入驻|已入駐|在驻|在駐", 0 },
    { "suspended", N_("Suspended"), "暂停|暫停", 0 },
    { "renewal_due", N_("Renewal due"), "待续期|待續期", 0 },
    { "exited", N_("Exited"), "退出|已退出", STATE_END },
    { 0 },
};

static const Move membership_moves[] = {
    { "draft", "submitted", N_("Submit"), RIGHT_WRITE, 0 },
    { "submitted", "document_check", N_("Check the documents"), RIGHT_WRITE, 0 },
    { "document_check", "returned_to_fix", N_("Return for completion"), RIGHT_WRITE, MOVE_REASON },
    { "returned_to_fix", "document_check", N_("Completed"), RIGHT_WRITE, 0 },
    { "document_check", "background_check", N_("Check the background"), RIGHT_CONFIRM, 0 },
    { "background_check", "review_meeting", N_("Put before the meeting"), RIGHT_APPROVE, 0 },
    { "review_meeting", "approved", N_("Approve"), RIGHT_DECIDE, 0 },
    { "review_meeting", "declined", N_("Decline"), RIGHT_DECIDE, MOVE_REASON },
    { "approved", "agreement_signed", N_("Sign the agreement"), RIGHT_WRITE, 0 },
    { "agreement_signed", "resident", N_("Move in"), RIGHT_WRITE, 0 },
    { "resident", "suspended", N_("Suspend"), RIGHT_APPROVE, MOVE_REASON },
    { "suspended", "resident", N_("Resume"), RIGHT_APPROVE, 0 },
    { "resident", "renewal_due", N_("Renewal due"), RIGHT_WRITE, 0 },
    { "renewal_due", "resident", N_("Renew"), RIGHT_CONFIRM, 0 },
    { "*", "exited", N_("Exit"), RIGHT_CONFIRM, MOVE_REASON },
    { 0 },
};

static const Paper membership_papers[] = {
    { "application", N_("Application"), "document_check" },
    { "certificate", N_("Registration certificate with translation"), "background_check" },
    { "charter", N_("Charter"), NULL },
    { "officers", N_("List of officers"), NULL },
    { "premises", N_("Picture of the premises"), NULL },
    { "recommendation", N_("Recommendation"), NULL },
    { "authorisation", N_("Authorisation of the liaison person"), NULL },
    { "agreement", N_("Signed agreement"), "agreement_signed" },
    { 0 },
};

static const Deadline membership_deadlines[] = {
    { "renew", N_("Agreement ends"), "agreement_to", -30, DAYS_CALENDAR,
      "state in (resident, renewal_due)" },
    { 0 },
};

static const Figure membership_figures[] = {
    { .name = "hq.admitted", .label = N_("Associations admitted to the liaison headquarters"),
      .unit = N_("association"), .query = "membership where admitted in period",
      .count = COUNT_ROWS },
    { .name = "hq.members", .label = N_("Associations in the liaison headquarters"),
      .unit = N_("association"),
      .query = "membership where admitted in period and not ended in period", .count = COUNT_ROWS,
      .period = PERIOD_AT },
    { .name = "hq.countries",
      .label = N_("Countries and regions of the associations in the liaison headquarters"),
      .unit = N_("country or region"),
      .query = "membership where admitted in period and not ended in period",
      .count = COUNT_DISTINCT, .of = "association.country", .period = PERIOD_AT },
    { 0 },
};

/* An association is a member once: no other membership may run at the same time. */
static void membership_overlap(Check *k, const Record *r)
{
    Err e = { 0 };
    AUTO(stmt_done) Stmt *q = NULL;
    Day to = rec_has(r, MEMBER_ENDED) ? rec_last_day(r, MEMBER_ENDED) : DAY_MAX;

    if (!rec_has(r, MEMBER_ADMITTED) || !rule_has_store(k))
        return;
    q = db_query(k->c->db,
                 "/* membership_overlap */ SELECT 1 FROM membership"
                 " WHERE association = $1 AND id <> $2 AND voided_at IS NULL"
                 " AND admitted_from IS NOT NULL AND admitted_from < $3"
                 " AND coalesce(ended_to, 99991231) > $4",
                 P(rec_int(r, MEMBER_ASSOCIATION)), P(r->id), P(to),
                 P(rec_first_day(r, MEMBER_ADMITTED)));
    if (db_next(q, &e))
        problem(k, MEMBER_ASSOCIATION, "the association is a member already at that time");
}

static void membership_check(Check *k, const Record *r)
{
    if (rule_backwards(r, MEMBER_APPLIED, MEMBER_ADMITTED))
        problem(k, MEMBER_ADMITTED, "it was admitted before it applied");
    if (rule_backwards(r, MEMBER_ADMITTED, MEMBER_ENDED))
        problem(k, MEMBER_ENDED, "the membership ends before it begins");
    if (rule_backwards(r, MEMBER_AGREEMENT_FROM, MEMBER_AGREEMENT_TO))
        problem(k, MEMBER_AGREEMENT_TO, "the agreement ends before it begins");
    if (rule_state_in(r, S("|resident|suspended|renewal_due|")) && !rec_has(r, MEMBER_ADMITTED))
        problem(k, MEMBER_ADMITTED, "say when the association was admitted");
    if (rec_state(r, "declined") && rec_has(r, MEMBER_ADMITTED))
        problem(k, MEMBER_ADMITTED, "a declined association has no date of admission");
    if (rec_state(r, "exited") && rec_has(r, MEMBER_ADMITTED) && !rec_has(r, MEMBER_ENDED))
        problem(k, MEMBER_ENDED, "say when the membership ended");
    if (rec_state(r, "resident") && rec_has(r, MEMBER_ENDED) &&
        rec_last_day(r, MEMBER_ENDED) <= k->c->today)
        warning(k, MEMBER_ENDED, "the membership has ended, but the state is still 'resident'");
    if (rec_has(r, MEMBER_ADMITTED) && !rec_has(r, MEMBER_MINUTE_NO))
        warning(k, MEMBER_MINUTE_NO, "no minutes of the meeting that admitted it");
    if (rule_state_in(r, S("|review_meeting|approved|agreement_signed|")) &&
        !rec_has(r, MEMBER_LEGAL_CHECK))
        gate(k, MEMBER_LEGAL_CHECK, "note what was checked about the law on foreign NGOs");
    membership_overlap(k, r);
}

const Type membership_type = {
    .name = "membership", .label = N_("Membership of the liaison headquarters"),
    .also = "入驻联络总部|入駐聯絡總部|入驻|入駐|入驻社团|入駐社團|"
    "联络总部入驻|聯絡總部入駐|联络总部社团|聯絡總部社團|"
    "入驻名单|入駐名單",
    .area = "liaison", .fields = membership_fields, .nfields = LEN(membership_fields),
    .states = membership_states, .moves = membership_moves, .papers = membership_papers,
    .deadlines = membership_deadlines, .figures = membership_figures, .title = "association",
    .identity = { "association", "admitted" }, .check = membership_check,
};

/* ---- bulletin ---- */

enum {
    BULLETIN_TITLE, BULLETIN_KIND, BULLETIN_ISSUER, BULLETIN_DOCUMENT_NO, BULLETIN_ISSUED,
    BULLETIN_EFFECTIVE, BULLETIN_EXPIRES, BULLETIN_AUDIENCE, BULLETIN_DIVISION, BULLETIN_LANGUAGES,
    BULLETIN_SUMMARY, BULLETIN_LINK, BULLETIN_CONTACT, BULLETIN_PUBLISHED, BULLETIN_NOTE,
    BULLETIN__N
};

static const Choice bulletin_kinds[] = {
    { "investment", N_("Attracting investment"), "招商引资|招商引資|招商|投资|投資" },
    { "talent", N_("Attracting talent"), "招才引智|人才" },
    { "entry", N_("Entry, exit and residence"), "出入境|出入境居留|签证|簽證" },
    { "education", N_("Education policy"), "教育|升学|升學|华文教育|華文教育" },
    { "taxes", N_("Tax and customs"), "税务|稅務|税收|稅收|海关|海關" },
    { "law", N_("Law"), "法律|法律法规|法律法規" },
    { "benefits", N_("Benefits for overseas Chinese"), "惠侨政策|惠僑政策|惠侨|惠僑" },
    { "other", N_("Other"), "其他" },
    { 0 },
};

static const Choice bulletin_audiences[] = {
    { "associations", N_("Associations abroad"), "海外侨团|海外僑團|侨团|僑團" },
    { "merchants", N_("Merchants and enterprises"), "侨商侨企|僑商僑企|侨商|僑商|侨企|僑企" },
    { "talents", N_("Talents abroad"), "海外人才|人才" },
    { "students", N_("Students abroad"), "留学人员|留學人員|留学生|留學生" },
    { "returned", N_("Returned overseas Chinese and relatives"), "归侨侨眷|歸僑僑眷" },
    { "youth", N_("Young people of Chinese descent"),
      "华裔青少年|華裔青少年|华裔新生代|華裔新生代" },
    { 0 },
};

static const Field bulletin_fields[BULLETIN__N] = {
    [BULLETIN_TITLE] = { .name = "title", .label = N_("Title"),
        .also = "标题|標題|题目|題目|信息标题|信息標題|政策名称|政策名稱", .kind = T_TEXT,
        .flags = REQUIRED | IN_LIST | SEARCHED | CONVERTED, .max = 300 },
    [BULLETIN_KIND] = { .name = "kind", .label = N_("Subject"),
        .also = "政策类别|政策類別|信息类别|信息類別|类别|類別", .kind = T_CHOICE,
        .flags = IN_LIST | INDEXED, .choices = bulletin_kinds },
    [BULLETIN_ISSUER] = { .name = "issuer", .label = N_("Issuer"),
        .also = "发文单位|發文單位|发文机关|發文機關|发布单位|發佈單位", .kind = T_TEXT, .flags = CONVERTED,
        .max = 200 },
    [BULLETIN_DOCUMENT_NO] = { .name = "document_no", .label = N_("Document number of the issuer"),
        .also = "发文字号|發文字號|文号|文號", .kind = T_TEXT, .flags = SEARCHED, .max = 100 },
    [BULLETIN_ISSUED] = { .name = "issued", .label = N_("Date of the document"),
        .also = "发文日期|發文日期|印发日期|印發日期", .kind = T_DATE },
    [BULLETIN_EFFECTIVE] = { .name = "effective", .label = N_("In force from"),
        .also = "生效日期|施行日期", .kind = T_DATE },
    [BULLETIN_EXPIRES] = { .name = "expires", .label = N_("In force until"),
        .also = "失效日期|有效期至|截止日期", .kind = T_DATE },
    [BULLETIN_AUDIENCE] = { .name = "audience", .label = N_("Audience"),
        .also = "适用对象|適用對象|面向对象|面向對象|受众|受眾", .kind = T_CHOICES,
        .choices = bulletin_audiences },
    [BULLETIN_DIVISION] = { .name = "division", .label = N_("Applies in"),
        .also = "适用地区|適用地區", .kind = T_DIVISION },
    [BULLETIN_LANGUAGES] = { .name = "languages", .label = N_("Languages"),
        .also = "语种|語種|语言|語言", .kind = T_CHOICES, .choices = language_choices },
    [BULLETIN_SUMMARY] = { .name = "summary", .label = N_("Summary"),
        .also = "摘要|内容摘要|內容摘要|通俗解读|通俗解讀", .kind = T_NOTE, .flags = SEARCHED | CONVERTED },
    [BULLETIN_LINK] = { .name = "link", .label = N_("Link to the original"),
        .also = "原文链接|原文鏈接|链接|鏈接", .kind = T_TEXT, .max = 500 },
    [BULLETIN_CONTACT] = { .name = "contact", .label = N_("Whom to ask"),
        .also = "咨询方式|諮詢方式|咨询电话|諮詢電話", .kind = T_TEXT, .max = 200 },
    [BULLETIN_PUBLISHED] = { .name = "published", .label = N_("Published on"),
        .also = "发布日期|發佈日期|推送日期|发布时间|發佈時間|推送时间|"
        "推送時間",
        .kind = T_DATE, .flags = IN_LIST | INDEXED },
    [BULLETIN_NOTE] = { .name = "note", .label = N_("Note"), .also = "备注|備註", .kind = T_NOTE, .flags = CONVERTED },
};

static const State bulletin_states[] = {
    { "collected", N_("Collected"), "已收集|收集|来源登记|來源登記", 0 },
    { "summarised", N_("Summarised"), "已摘编|已摘編|摘编|摘編", 0 },
    { "reviewed", N_("Checked by the department"), "部门已审|部門已審|科室已审|科室已審", 0 },
    { "approved", N_("Approved"), "已批准|批准|同意", 0 },
    { "published", N_("Published"), "已发布|已發佈|发布|發佈|已推送", 0 },
    { "expired", N_("Expired"), "到期|已失效", STATE_END },
    { "withdrawn", N_("Withdrawn"), "已撤回|撤回", STATE_END | STATE_FAILED },
    { 0 },
};

static const Move bulletin_moves[] = {
    { "collected", "summarised", N_("Summarise"), RIGHT_WRITE, 0 },
    { "summarised", "reviewed", N_("Check"), RIGHT_CONFIRM, MOVE_OTHER_PERSON },
    { "summarised", "collected", N_("Return"), RIGHT_CONFIRM, MOVE_REASON },
    { "reviewed", "approved", N_("Approve"), RIGHT_APPROVE, MOVE_OTHER_PERSON },
    { "reviewed", "summarised", N_("Return"), RIGHT_APPROVE, MOVE_REASON },
    { "approved", "published", N_("Publish"), RIGHT_WRITE, 0 },
    { "published", "expired", N_("Mark as expired"), RIGHT_WRITE, 0 },
    { "*", "withdrawn", N_("Withdraw"), RIGHT_CONFIRM, MOVE_REASON },
    { 0 },
};

static const Deadline bulletin_deadlines[] = {
    { "expire", N_("Goes out of force"), "expires", 0, DAYS_CALENDAR, "state = published" },
    { 0 },
};

static const Figure bulletin_figures[] = {
    { .name = "hq.bulletins", .label = N_("Items of policy sent to associations abroad"),
      .unit = N_("entry"),
      .query = "bulletin where state in (published, expired) and published in period",
      .count = COUNT_ROWS },
    { 0 },
};

static const Panel bulletin_panels[] = {
    { "dispatches", N_("Sent to"), "dispatch where bulletin = this" },
    { 0 },
};

static void bulletin_check(Check *k, const Record *r)
{
    bool out = rule_state_in(r, S("|published|expired|"));
    if (rule_backwards(r, BULLETIN_EFFECTIVE, BULLETIN_EXPIRES) ||
        rule_backwards(r, BULLETIN_ISSUED, BULLETIN_EXPIRES))
        problem(k, BULLETIN_EXPIRES, "it goes out of force before it comes into force");
    if (out && !rec_has(r, BULLETIN_PUBLISHED))
        problem(k, BULLETIN_PUBLISHED, "say when it was published");
    if (out && !rec_has(r, BULLETIN_LINK) && !rec_has(r, BULLETIN_DOCUMENT_NO))
        warning(k, BULLETIN_LINK,
                "a summary does not replace the original: link it or give its number");
    if (rec_state(r, "approved") && rec_has(r, BULLETIN_EXPIRES) &&
        rec_last_day(r, BULLETIN_EXPIRES) < k->c->today)
        gate(k, BULLETIN_EXPIRES, "it has gone out of force already");
}

const Type bulletin_type = {
    .name = "bulletin", .label = N_("Policy bulletin"),
    .also = "政策信息|政策推送|政策通报|政策通報|信息发布|信息發佈", .area = "liaison",
    .fields = bulletin_fields, .nfields = LEN(bulletin_fields), .states = bulletin_states,
    .moves = bulletin_moves, .deadlines = bulletin_deadlines, .figures = bulletin_figures,
    .panels = bulletin_panels, .title = "title", .identity = { "title", "published" },
    .check = bulletin_check,
};

/* ---- dispatch ---- */

enum {
    DISPATCH_BULLETIN, DISPATCH_ASSOCIATION, DISPATCH_CHANNEL, DISPATCH_GROUP_NAME, DISPATCH_SENT,
    DISPATCH_RECIPIENTS, DISPATCH_DELIVERED, DISPATCH_BOUNCED, DISPATCH_OPENED, DISPATCH_CONFIRMED,
    DISPATCH_CROSS_BORDER, DISPATCH_NOTE, DISPATCH__N
};

static const Choice dispatch_channels[] = {
    { "mail", N_("By mail"), "邮件|郵件|电子邮件|電子郵件" },
    { "wechat_group", N_("WeChat group"), "微信群" },
    { "wechat_account", N_("WeChat account"), "微信公众号|微信公眾號|公众号|公眾號" },
    { "website", N_("Website"), "网站|網站|官网|官網" },
    { "meeting", N_("At a meeting"), "会议发放|會議發放|现场发放|現場發放" },
    { "paper", N_("On paper"), "纸质|紙質|书面|書面" },
    { 0 },
};

static const Field dispatch_fields[DISPATCH__N] = {
    [DISPATCH_BULLETIN] = { .name = "bulletin", .label = N_("Policy bulletin"),
        .also = "政策信息|信息标题|信息標題", .kind = T_LINK, .flags = REQUIRED | IN_LIST,
        .link = "bulletin" },
    [DISPATCH_ASSOCIATION] = { .name = "association", .label = N_("Association"),
        .also = "侨团|僑團|接收侨团|接收僑團|社团|社團", .kind = T_LINK, .flags = IN_LIST,
        .link = "association" },
    [DISPATCH_CHANNEL] = { .name = "channel", .label = N_("Channel"),
        .also = "发送渠道|發送渠道|推送渠道|渠道", .kind = T_CHOICE, .flags = REQUIRED | IN_LIST,
        .choices = dispatch_channels },
    [DISPATCH_GROUP_NAME] = { .name = "group_name", .label = N_("Group or list"),
        .also = "群名|群组|群組|名单|名單", .kind = T_TEXT, .flags = CONVERTED, .max = 100 },
    [DISPATCH_SENT] = { .name = "sent", .label = N_("Sent"),
        .also = "发送日期|發送日期|推送日期|发送时间|發送時間", .kind = T_DATE,
        .flags = IN_LIST | INDEXED },
    [DISPATCH_RECIPIENTS] = { .name = "recipients", .label = N_("Stated audience"),
        .also = "接收人数|接收人數|群人数|群人數|发送人数|發送人數", .kind = T_COUNT,
        .flags = IN_LIST, .unit = N_("person"), .max = 10000000 },
    [DISPATCH_DELIVERED] = { .name = "delivered", .label = N_("Delivered"),
        .also = "送达数|送達數|送达|送達", .kind = T_COUNT, .unit = N_("person"),
        .max = 10000000 },
    [DISPATCH_BOUNCED] = { .name = "bounced", .label = N_("Bounced"),
        .also = "退信数|退信數|退回数|退回數", .kind = T_COUNT, .unit = N_("person"),
        .max = 10000000 },
    [DISPATCH_OPENED] = { .name = "opened", .label = N_("Opened"),
        .also = "打开数|打開數|已读数|已讀數", .kind = T_COUNT, .unit = N_("person"),
        .max = 10000000 },
    [DISPATCH_CONFIRMED] = { .name = "confirmed", .label = N_("Confirmed receipt"),
        .also = "确认数|確認數|回执数|回執數", .kind = T_COUNT, .unit = N_("person"),
        .max = 10000000 },
    [DISPATCH_CROSS_BORDER] = { .name = "cross_border",
        .label = N_("Personal data cross the border"),
        .also = "是否涉及个人信息出境|是否涉及個人信息出境", .kind = T_BOOL },
    [DISPATCH_NOTE] = { .name = "note", .label = N_("Note"), .also = "备注|備註", .kind = T_NOTE, .flags = CONVERTED },
};

static const Figure dispatch_figures[] = {
    { .name = "hq.dispatches", .label = N_("Sendings to associations abroad"),
      .unit = N_("sending"), .query = "dispatch where sent in period", .count = COUNT_ROWS },
    { 0 },
};

static void dispatch_check(Check *k, const Record *r)
{
    static const int parts[] = { DISPATCH_DELIVERED, DISPATCH_BOUNCED, DISPATCH_OPENED,
                                 DISPATCH_CONFIRMED };
    for (size_t i = 0; i < LEN(parts); i++)
        if (rec_has(r, DISPATCH_RECIPIENTS) &&
            rec_int(r, parts[i]) > rec_int(r, DISPATCH_RECIPIENTS))
            problem(k, parts[i], "more than the audience");
    if (rec_is(r, DISPATCH_CHANNEL, "wechat_group") && rec_has(r, DISPATCH_OPENED))
        problem(k, DISPATCH_OPENED,
                "a post in a group is one sending to a stated audience; nobody can "
                "tell how many read it");
    if (rec_int(r, DISPATCH_CROSS_BORDER))
        warning(k, DISPATCH_CROSS_BORDER,
                "personal data that cross the border need a consent for it");
}

const Type dispatch_type = {
    .name = "dispatch", .label = N_("Dispatch"),
    .also = "寄送|推送记录|推送記錄|发送记录|發送記錄", .area = "liaison",
    .fields = dispatch_fields, .nfields = LEN(dispatch_fields), .figures = dispatch_figures,
    .title = "channel", .identity = { "bulletin", "association", "channel", "sent" },
    .check = dispatch_check,
};
