/* SPDX-License-Identifier: Apache-2.0
 * Culture: series and activities of every kind, who took part, broadcasts; objects and narrators.
 *
 * Activities of all areas are of this one type, so that one evening is entered once, whoever counts
 * it: a talk on talent policy at the liaison headquarters during a fair is one record with a kind,
 * a host, a fair. An activity of several days is one session. How many saw a broadcast is a dated
 * series, type reach in publicity.c.
 */
#include "areas/areas.h"
#include "areas/choices.h"
#include "areas/rules.h"

/* ---- series ---- */

enum {
    SERIES_NAME, SERIES_KIND, SERIES_REMEMBERS, SERIES_BEGAN, SERIES_ENDED, SERIES_PLANNED,
    SERIES_TOPICS, SERIES_NOTE, SERIES__N
};

static const Choice series_kinds[] = {
    { "talent_month", N_("Talent service month"),
      "人才服务月|人才服務月|人才服务月活动|人才服務月活動" },
    { "seminar", N_("Innovation and entrepreneurship seminar"),
      "创新创业研讨会|創新創業研討會|研讨会|研討會" },
    { "commemoration", N_("Commemorative series"),
      "纪念系列|紀念系列|系列纪念活动|系列紀念活動|十个一|十個一" },
    { "gala", N_("Gala"), "晚会|晚會|春晚|侨乡春晚|僑鄉春晚" },
    { "tour", N_("Tours"), "考察行|走访行|走訪行" },
    { "lecture", N_("Lectures"), "讲座|講座|讲堂|講堂" },
    { "competition", N_("Competitions"), "比赛|比賽|大赛|大賽" },
    { "festival", N_("Festival"), "文化节|文化節|节庆|節慶" },
    { "fair", N_("Fair series"), "展会系列|展會系列|展会|展會" },
    { "other", N_("Other"), "其他" },
    { 0 },
};

static const Field series_fields[SERIES__N] = {
    [SERIES_NAME] = { .name = "name", .label = N_("Name of the series"),
        .also = "系列名称|系列名稱|系列|品牌名称|品牌名稱|活动系列|活動系列", .kind = T_NAME,
        .flags = REQUIRED | IN_LIST | SEARCHED | CONVERTED },
    [SERIES_KIND] = { .name = "kind", .label = N_("Kind of series"),
        .also = "系列类型|系列類型|系列类别|系列類別", .kind = T_CHOICE,
        .flags = IN_LIST | INDEXED, .choices = series_kinds },
    [SERIES_REMEMBERS] = { .name = "remembers", .label = N_("Day that it commemorates"),
        .also = "纪念日|紀念日|纪念的日子|紀念的日子|诞辰|誕辰", .kind = T_DATE,
        .help = N_("the birth or founding itself, not this year's day") },
    [SERIES_BEGAN] = { .name = "began", .label = N_("Since"),
        .also = "始于|始於|创办时间|創辦時間|起始日期", .kind = T_DATE, .flags = IN_LIST },
    [SERIES_ENDED] = { .name = "ended", .label = N_("Series ended"),
        .also = "停办日期|停辦日期|系列结束|系列結束", .kind = T_DATE },
    [SERIES_PLANNED] = { .name = "planned", .label = N_("Activities planned"),
        .also = "计划场次|計劃場次|计划活动数|計劃活動數", .kind = T_COUNT, .unit = N_("activity"),
        .max = 1000 },
    [SERIES_TOPICS] = { .name = "topics", .label = N_("Topics"), .also = "主题|主題|专题|專題",
        .kind = T_CHOICES, .choices = topic_choices },
    [SERIES_NOTE] = { .name = "note", .label = N_("Note"), .also = "备注|備註", .kind = T_NOTE, .flags = CONVERTED },
};

static const Panel series_panels[] = {
    { "events", N_("Activities"), "event where series = this" },
    { 0 },
};

static void series_check(Check *k, const Record *r)
{
    if (rule_backwards(r, SERIES_BEGAN, SERIES_ENDED))
        problem(k, SERIES_ENDED, "the series ends before it begins");
}

static const Figure series_figures[] = {
    { .name = "culture.anniversary",
      .label = N_("Years since what the commemorative series remembers"),
      .unit = N_("anniversary"), .query = "series where kind = commemoration and remembers in period",
      .count = COUNT_YEARS, .of = "remembers", .period = PERIOD_AT },
    { 0 },
};

const Type series_type = {
    .name = "series", .label = N_("Series"),
    .also = "系列|系列活动|系列活動|活动系列|活動系列|品牌活动|品牌活動", .area = "culture",
    .fields = series_fields, .nfields = LEN(series_fields), .figures = series_figures,
    .panels = series_panels,
    .title = "name", .identity = { "name" }, .check = series_check,
};

/* ---- event ---- */

enum {
    EVENT_NAME, EVENT_SERIES, EVENT_EDITION, EVENT_KIND, EVENT_HOST, EVENT_BEGAN, EVENT_ENDED,
    EVENT_FORM, EVENT_SESSIONS, EVENT_VENUE, EVENT_PLACE, EVENT_DIVISION, EVENT_COUNTRY,
    EVENT_FAIR, EVENT_TOPICS, EVENT_PARTICIPANTS, EVENT_LEADERS, EVENT_MERCHANTS, EVENT_TALENTS,
    EVENT_SPEAKERS, EVENT_SUMMARY, EVENT_BUDGET, EVENT_COST, EVENT_RESULTS, EVENT_NOTE, EVENT__N
};

static const Choice event_kinds[] = {
    { "salon", N_("Salon"), "沙龙|沙龍" },
    { "seminar", N_("Seminar"), "研讨会|研討會|研讨|研討|论坛|論壇" },
    { "policy_talk", N_("Talk on policy"), "政策宣介|政策宣讲|政策宣講|政策宣传|政策宣傳" },
    { "legal_talk", N_("Talk on law"), "法律宣讲|法律宣講|法律讲座|法律講座|海外投资宣讲|"
      "海外投資宣講" },
    { "promotion", N_("Promotion session"), "推介会|推介會|专场推介会|專場推介會|推介" },
    { "tour", N_("Tour of a district"), "考察|走进|走進|侨商行|僑商行|新春行" },
    { "exhibition", N_("Visit to a trade show"), "参展|參展|观展|觀展|展览展会|展覽展會" },
    { "briefing", N_("Briefing"), "通报会|通報會|情况通报|情況通報|宣传推介|宣傳推介" },
    { "gathering", N_("Gathering"), "联谊活动|聯誼活動|联谊|聯誼|茶话会|茶話會|座谈会|座談會" },
    { "exchange", N_("Exchange"), "交流|交流活动|交流活動" },
    { "commemoration", N_("Commemoration"), "纪念活动|紀念活動|纪念|紀念|敬献花篮|敬獻花籃" },
    { "gala", N_("Gala"), "晚会|晚會|春晚|文艺晚会|文藝晚會" },
    { "performance", N_("Performance"), "演出|文艺演出|文藝演出" },
    { "lecture", N_("Lecture"), "讲座|講座|讲堂|講堂" },
    { "reading", N_("Recital"), "诵读|誦讀|读书|讀書|征文|徵文" },
    { "exhibit", N_("Exhibition"), "展览|展覽|展览活动|展覽活動|主题展|主題展" },
    { "filming", N_("Film or series"), "拍摄|拍攝|专题片|專題片|纪录片|紀錄片" },
    { "competition", N_("Competition"), "比赛|比賽|大赛|大賽|创业大赛|創業大賽" },
    { "recruitment", N_("Recruitment"), "招聘|引才|招聘会|招聘會" },
    { "ceremony", N_("Ceremony"), "仪式|儀式|揭牌|签约仪式|簽約儀式" },
    { "other", N_("Other"), "其他" },
    { 0 },
};

static const Choice event_hosts[] = {
    { "federation", N_("Federation"), "侨联|僑聯" },
    { "headquarters", N_("Liaison headquarters"),
      "联络总部|聯絡總部|海外侨团联络总部|海外僑團聯絡總部" },
    { "chamber", N_("Chamber of overseas-Chinese merchants"),
      "侨商会|僑商會|侨商联合会|僑商聯合會" },
    { "youth", N_("Youth committee"),
      "青委会|青委會|侨青会|僑青會|侨界青年联合会|僑界青年聯合會" },
    { "experts", N_("Expert committee"), "特聘专家委员会|特聘專家委員會|专家委员会|專家委員會" },
    { "lawyers", N_("Legal advisers' committee"), "法律顾问委员会|法律顧問委員會|法顾委|法顧委" },
    { "friendship", N_("Friendship association of returnees"),
      "归侨联谊会|歸僑聯誼會|联谊会|聯誼會" },
    { "partner", N_("Partner body"), "合作单位|合作單位|协办单位|協辦單位" },
    { "other", N_("Other"), "其他" },
    { 0 },
};

static const Choice event_forms[] = {
    { "in_person", N_("In person"), "线下|線下|现场|現場" },
    { "online", N_("Online"), "线上|線上|网络|網絡" },
    { "hybrid", N_("Both"), "线上线下结合|線上線下結合|线上线下|線上線下" },
    { 0 },
};

static const Field event_fields[EVENT__N] = {
    [EVENT_NAME] = { .name = "name", .label = N_("Name of the activity"),
        .also = "活动名称|活動名稱|活动|活動|名称|名稱|活动主题|活動主題", .kind = T_NAME,
        .flags = REQUIRED | IN_LIST | SEARCHED | CONVERTED },
    [EVENT_SERIES] = { .name = "series", .label = N_("Series"),
        .also = "系列|活动系列|活動系列|所属系列|所屬系列", .kind = T_LINK, .link = "series" },
    [EVENT_EDITION] = { .name = "edition", .label = N_("Edition"),
        .also = "届次|屆次|届|屆|第几届|第幾屆", .kind = T_COUNT, .flags = IN_LIST, .max = 1000 },
    [EVENT_KIND] = { .name = "kind", .label = N_("Kind of activity"),
        .also = "活动类型|活動類型|活动类别|活動類別|类型|類型|类别|類別", .kind = T_CHOICE,
        .flags = IN_LIST | INDEXED, .choices = event_kinds },
    [EVENT_HOST] = { .name = "host", .label = N_("Held by"),
        .also = "举办主体|舉辦主體|举办方|舉辦方|主办主体|主辦主體", .kind = T_CHOICE,
        .flags = INDEXED, .choices = event_hosts },
    [EVENT_BEGAN] = { .name = "began", .label = N_("Began"),
        .also = "活动日期|活動日期|开始日期|開始日期|举办日期|舉辦日期|"
        "举办时间|舉辦時間|活动时间|活動時間|时间|時間|日期",
        .kind = T_DATE, .flags = IN_LIST | INDEXED },
    [EVENT_ENDED] = { .name = "ended", .label = N_("Ended on"),
        .also = "结束日期|結束日期|结束时间|結束時間", .kind = T_DATE },
    [EVENT_FORM] = { .name = "form", .label = N_("Form"),
        .also = "举办形式|舉辦形式|形式|活动形式|活動形式", .kind = T_CHOICE,
        .choices = event_forms },
    [EVENT_SESSIONS] = { .name = "sessions", .label = N_("Sessions"),
        .also = "场次数|場次數|场次|場次", .kind = T_COUNT, .unit = N_("session"), .max = 1000,
        .help = N_("several only where they are programmed separately; empty is one") },
    [EVENT_VENUE] = { .name = "venue", .label = N_("Venue"), .also = "场馆|場館", .kind = T_LINK,
        .link = "venue" },
    [EVENT_PLACE] = { .name = "place", .label = N_("Place"),
        .also = "地点|地點|活动地点|活動地點|举办地点|舉辦地點", .kind = T_TEXT, .flags = IN_LIST | CONVERTED,
        .max = 200 },
    [EVENT_DIVISION] = { .name = "division", .label = N_("District of the activity"),
        .also = "活动所在区|活動所在區|所在区|所在區|行政区划|行政區劃", .kind = T_DIVISION },
    [EVENT_COUNTRY] = { .name = "country", .label = N_("Country or region"),
        .also = "国家（地区）|國家（地區）|举办国家|舉辦國家", .kind = T_COUNTRY },
    [EVENT_FAIR] = { .name = "fair", .label = N_("During the fair"),
        .also = "所属展会|所屬展會|展会|展會|展会期间|展會期間", .kind = T_LINK, .link = "fair" },
    [EVENT_TOPICS] = { .name = "topics", .label = N_("Topics"), .also = "主题|主題|专题|專題",
        .kind = T_CHOICES, .choices = topic_choices },
    [EVENT_PARTICIPANTS] = { .name = "participants", .label = N_("Attendance"),
        .also = "参加人次|參加人次|参加人数|參加人數|参与人数|參與人數|人数|"
        "人數|参会人数|參會人數",
        .kind = T_COUNT, .flags = IN_LIST, .unit = N_("person-times"), .max = 10000000 },
    [EVENT_LEADERS] = { .name = "leaders", .label = N_("Community leaders"),
        .also = "侨领人数|僑領人數|侨领|僑領", .kind = T_COUNT, .unit = N_("person-times"),
        .max = 100000 },
    [EVENT_MERCHANTS] = { .name = "merchants", .label = N_("Merchants"),
        .also = "侨商人数|僑商人數|客商人数|客商人數|侨商|僑商", .kind = T_COUNT,
        .unit = N_("person-times"), .max = 100000 },
    [EVENT_TALENTS] = { .name = "talents", .label = N_("Talents registered here"),
        .also = "登记人才数|登記人才數|新增人才", .kind = T_COUNT, .unit = N_("person"),
        .max = 100000 },
    [EVENT_SPEAKERS] = { .name = "speakers", .label = N_("Speakers"),
        .also = "主讲人|主講人|嘉宾|嘉賓|主讲嘉宾|主講嘉賓", .kind = T_NOTE },
    [EVENT_SUMMARY] = { .name = "summary", .label = N_("Summary"),
        .also = "摘要|活动概况|活動概況|活动内容|活動內容|活动简介|活動簡介", .kind = T_NOTE,
        .flags = SEARCHED | CONVERTED },
    [EVENT_BUDGET] = { .name = "budget", .label = N_("Budget"),
        .also = "预算|預算|经费预算|經費預算", .kind = T_MONEY },
    [EVENT_COST] = { .name = "cost", .label = N_("Cost"),
        .also = "实际费用|實際費用|费用|費用|支出", .kind = T_MONEY },
    [EVENT_RESULTS] = { .name = "results", .label = N_("Results"),
        .also = "成果|活动成效|活動成效", .kind = T_NOTE, .flags = CONVERTED },
    [EVENT_NOTE] = { .name = "note", .label = N_("Note"), .also = "备注|備註", .kind = T_NOTE, .flags = CONVERTED },
};

static const State event_states[] = {
    { "plan", N_("Planned"), "计划|計劃|策划中|策劃中|拟办|擬辦", 0 },
    { "checked", N_("Checked by the department"), "部门已审|部門已審|科室审核|科室審核", 0 },
    { "approved", N_("Approved"), "已批准|批准|同意", 0 },
    { "promoted", N_("Announced"), "已发布通知|已發佈通知|宣传中|宣傳中|报名中|報名中", 0 },
    { "held", N_("Held"), "已举办|已舉辦|举办|舉辦|完成|已完成", 0 },
    { "closed", N_("Concluded"), "已结束|已結束|结束|結束|已办结|已辦結", 0 },
    { "followed_up", N_("Followed up"), "已跟进|已跟進|后续跟进完成|後續跟進完成", STATE_END },
    { "cancelled", N_("Cancelled"), "已取消|取消", STATE_END | STATE_FAILED },
    { 0 },
};

static const Move event_moves[] = {
    { "plan", "checked", N_("Check"), RIGHT_CONFIRM, 0 },
    { "checked", "approved", N_("Approve"), RIGHT_APPROVE, 0 },
    { "checked", "plan", N_("Return"), RIGHT_CONFIRM, MOVE_REASON },
    { "approved", "promoted", N_("Announce"), RIGHT_WRITE, 0 },
    { "promoted", "held", N_("Was held"), RIGHT_WRITE, 0 },
    { "approved", "held", N_("Was held"), RIGHT_WRITE, 0 },
    { "held", "closed", N_("Close"), RIGHT_WRITE, 0 },
    { "closed", "followed_up", N_("Followed up"), RIGHT_WRITE, 0 },
    { "approved", "plan", N_("Change the plan"), RIGHT_WRITE, MOVE_REASON },
    { "*", "cancelled", N_("Cancel"), RIGHT_WRITE, MOVE_REASON },
    { 0 },
};

static const Paper event_papers[] = {
    { "plan", N_("Plan of the activity"), "checked" },
    { "attendance", N_("List of those present"), NULL },
    { "photos", N_("Pictures"), NULL },
    { 0 },
};

static const Figure event_figures[] = {
    { .name = "event.huli_tour",
      .label = N_("New-year tours of a district for leaders and merchants"), .unit = N_("session"),
      .query = "event where kind = tour and state in (held, closed, followed_up) and began in "
      "period",
      .count = COUNT_ROWS },
    { .name = "event.legal_outbound_talk",
      .label = N_("Talks for enterprises on the law of investing abroad"), .unit = N_("session"),
      .query = "event where kind = legal_talk and state in (held, closed, followed_up) and "
      "began in period",
      .count = COUNT_ROWS },
    { .name = "event.central_asia_energy",
      .label = N_("Promotion sessions during the investment fair"), .unit = N_("session"),
      .query = "event where kind = promotion and fair.kind = investment_fair and state in "
      "(held, closed, followed_up) and began in period",
      .count = COUNT_ROWS },
    { .name = "talent.service_month", .label = N_("Activities of the talent service month"),
      .unit = N_("activity"),
      .query = "event where series.kind = talent_month and state in (held, closed, "
      "followed_up) and began in period",
      .count = COUNT_ROWS, .part_of = "event.all" },
    { .name = "talent.seminar_edition",
      .label = N_("Edition of the innovation and entrepreneurship seminar"), .unit = N_("edition"),
      .query = "event where series.kind = seminar and state in (held, closed, followed_up) "
      "and began in period",
      .count = COUNT_MAX, .of = "edition" },
    { .name = "talent.policy_talks", .label = N_("Talks on talent policy"), .unit = N_("session"),
      .query = "event where kind = policy_talk and state in (held, closed, followed_up) and "
      "began in period",
      .count = COUNT_ROWS, .part_of = "event.all" },
    { .name = "talent.events", .label = N_("Activities for talents"), .unit = N_("activity"),
      .query = "event where topics = talent and state in (held, closed, followed_up) and "
      "began in period",
      .count = COUNT_ROWS, .part_of = "event.all" },
    { .name = "talent.attendance", .label = N_("Attendance of activities for talents"),
      .unit = N_("person-times"),
      .query = "event where topics = talent and state in (held, closed, followed_up) and "
      "began in period",
      .count = COUNT_SUM, .of = "participants" },
    { .name = "hq.events", .label = N_("Briefings and gatherings of the liaison headquarters"),
      .unit = N_("session"),
      .query = "event where host = headquarters and state in (held, closed, followed_up) and "
      "began in period",
      .count = COUNT_ROWS, .part_of = "event.all" },
    { .name = "culture.ten_ones", .label = N_("Activities of the commemorative series"),
      .unit = N_("activity"),
      .query = "event where series.kind = commemoration and state in (held, closed, "
      "followed_up) and began in period",
      .count = COUNT_ROWS, .part_of = "event.all" },
    { .name = "culture.gala_edition", .label = N_("Edition of the gala"), .unit = N_("edition"),
      .query = "event where series.kind = gala and state in (held, closed, followed_up) and "
      "began in period",
      .count = COUNT_MAX, .of = "edition" },
    { .name = "event.all", .label = N_("Activities held"), .unit = N_("activity"),
      .query = "event where state in (held, closed, followed_up) and began in period",
      .count = COUNT_ROWS },
    { 0 },
};

static const Panel event_panels[] = {
    { "organisers", N_("Organisers"), "event_organiser where event = this" },
    { "participants", N_("Participants"), "participation where event = this" },
    { "broadcasts", N_("Broadcasts"), "broadcast where event = this" },
    { "articles", N_("Articles"), "article where event = this" },
    { "readings", N_("Reach"), "reach where event = this" },
    { 0 },
};

/* Editions of a series follow one another without a gap. */
static void event_edition(Check *k, const Record *r)
{
    Err e = { 0 };
    AUTO(stmt_done) Stmt *q = NULL;
    int64_t own = rec_int(r, EVENT_EDITION);

    if (!rec_has(r, EVENT_EDITION) || !rec_has(r, EVENT_SERIES) || !rule_has_store(k))
        return;
    q = db_query(
        k->c->db,
        "/* event_edition */ SELECT max(edition), count(CASE WHEN edition = $3 THEN 1 END)"
        " FROM event WHERE series = $1 AND id <> $2 AND edition <= $3 AND voided_at IS NULL",
        P(rec_int(r, EVENT_SERIES)), P(r->id), P(own));
    if (!db_next(q, &e) || db_null(q, 0))
        return;
    if (db_int(q, 1) > 0)
        warning(k, EVENT_EDITION, "the series has an edition %d already", (int)own);
    else if (db_int(q, 0) + 1 != own)
        warning(k, EVENT_EDITION, "edition %d follows edition %d of the series", (int)own,
                (int)db_int(q, 0));
}

static void event_check(Check *k, const Record *r)
{
    static const int parts[] = { EVENT_LEADERS, EVENT_MERCHANTS };
    bool held = rule_state_in(r, S("|held|closed|followed_up|"));

    if (rule_backwards(r, EVENT_BEGAN, EVENT_ENDED))
        problem(k, EVENT_ENDED, "the activity ends before it begins");
    if (held && !rec_has(r, EVENT_BEGAN))
        problem(k, EVENT_BEGAN, "say when it was held");
    if (held && rec_first_day(r, EVENT_BEGAN) > k->c->today)
        problem(k, EVENT_BEGAN, "an activity of the future has not been held yet");
    if (rec_has(r, EVENT_EDITION) && rec_int(r, EVENT_EDITION) == 0)
        problem(k, EVENT_EDITION, "editions are counted from 1");
    if (rec_has(r, EVENT_EDITION) && !rec_has(r, EVENT_SERIES))
        warning(k, EVENT_SERIES, "an edition belongs to a series");
    for (size_t i = 0; i < LEN(parts); i++)
        if (rec_has(r, EVENT_PARTICIPANTS) && rec_int(r, parts[i]) > rec_int(r, EVENT_PARTICIPANTS))
            problem(k, parts[i], "more than the whole attendance");
    event_edition(k, r);
}

const Type event_type = {
    .name = "event", .label = N_("Activity"),
    .also = "活动|活動|活动台账|活動臺賬|活动登记|活動登記|文化活动|"
    "文化活動|人才活动|人才活動|联谊活动|聯誼活動",
    .area = "culture", .fields = event_fields, .nfields = LEN(event_fields),
    .states = event_states, .moves = event_moves, .papers = event_papers, .figures = event_figures,
    .panels = event_panels, .title = "name", .identity = { "name", "began" }, .check = event_check,
};

/* ---- event_organiser ---- */

enum {
    ORGANISER_EVENT, ORGANISER_ROLE, ORGANISER_ORGANISER, ORGANISER_ASSOCIATION, ORGANISER_NAME,
    ORGANISER__N
};

static const Choice event_organiser_roles[] = {
    { "host", N_("Host"), "主办|主辦|主办单位|主辦單位" },
    { "undertaker", N_("Undertaker"), "承办|承辦|承办单位|承辦單位" },
    { "co_organiser", N_("Co-organiser"), "协办|協辦|协办单位|協辦單位" },
    { "adviser", N_("Adviser"), "指导|指導|指导单位|指導單位" },
    { "supporter", N_("Supporter"), "支持|支持单位|支持單位" },
    { 0 },
};

static const Field event_organiser_fields[ORGANISER__N] = {
    [ORGANISER_EVENT] = { .name = "event", .label = N_("Activity"),
        .also = "活动|活動|活动名称|活動名稱", .kind = T_LINK, .flags = REQUIRED | IN_LIST,
        .link = "event" },
    [ORGANISER_ROLE] = { .name = "role", .label = N_("Role of the organiser"),
        .also = "举办角色|舉辦角色|角色|承担角色|承擔角色", .kind = T_CHOICE,
        .flags = REQUIRED | IN_LIST, .choices = event_organiser_roles },
    [ORGANISER_ORGANISER] = { .name = "organiser", .label = N_("Unit"),
        .also = "单位|單位|侨联组织|僑聯組織", .kind = T_LINK, .link = "unit" },
    [ORGANISER_ASSOCIATION] = { .name = "association", .label = N_("Association"),
        .also = "侨团|僑團|社团|社團", .kind = T_LINK, .link = "association" },
    [ORGANISER_NAME] = { .name = "name", .label = N_("Organiser's name"),
        .also = "举办单位名称|舉辦單位名稱|单位名称|單位名稱|举办单位|"
        "舉辦單位",
        .kind = T_NAME, .flags = IN_LIST | SEARCHED | CONVERTED },
};

static void event_organiser_check(Check *k, const Record *r)
{
    if (!rec_has(r, ORGANISER_ORGANISER) && !rec_has(r, ORGANISER_ASSOCIATION) &&
        !rec_has(r, ORGANISER_NAME))
        problem(k, ORGANISER_NAME, "say which unit, association or other body it was");
}

const Type event_organiser_type = {
    .name = "event_organiser", .label = N_("Organiser of an activity"),
    .also = "举办单位|舉辦單位|主办单位|主辦單位|活动举办单位|"
    "活動舉辦單位",
    .area = "culture", .fields = event_organiser_fields, .nfields = LEN(event_organiser_fields),
    .title = "name", .identity = { "event", "role", "name", "organiser", "association" },
    .check = event_organiser_check,
};

/* ---- participation ---- */

enum {
    PART_EVENT, PART_PERSON, PART_NAME, PART_NAME_LATIN, PART_KIND, PART_COUNTRY, PART_ASSOCIATION,
    PART_EMPLOYMENT, PART_ATTENDANCE, PART_NOTE, PART__N
};

static const Choice participation_kinds[] = {
    { "leader", N_("Community leader"), "侨领|僑領" },
    { "merchant", N_("Merchant"), "侨商|僑商|客商" },
    { "talent", N_("Talent"), "人才|专家学者|專家學者|专家|專家" },
    { "youth", N_("Young person"), "青年|侨青|僑青|华裔青少年|華裔青少年" },
    { "student", N_("Student"), "学生|學生|留学生|留學生" },
    { "media", N_("Media"), "媒体|媒體|记者|記者" },
    { "official", N_("Official"), "领导|領導|公职人员|公職人員" },
    { "speaker", N_("Speaker"), "主讲人|主講人|嘉宾|嘉賓" },
    { "staff", N_("Working staff"), "工作人员|工作人員" },
    { "other", N_("Other"), "其他" },
    { 0 },
};

static const Field participation_fields[PART__N] = {
    [PART_EVENT] = { .name = "event", .label = N_("Activity"),
        .also = "活动|活動|活动名称|活動名稱", .kind = T_LINK, .flags = REQUIRED | IN_LIST,
        .link = "event" },
    [PART_PERSON] = { .name = "person", .label = N_("Person"),
        .also = "人员|人員|人员档案|人員檔案", .kind = T_LINK, .link = "person" },
    [PART_NAME] = { .name = "name", .label = N_("Participant's name"),
        .also = "参加者姓名|參加者姓名|姓名|参加人员|參加人員|中文姓名", .kind = T_NAME,
        .flags = IN_LIST | SEARCHED },
    [PART_NAME_LATIN] = { .name = "name_latin", .label = N_("Name in Latin letters"),
        .also = "拉丁字母姓名|外文姓名|英文姓名|英文名", .kind = T_NAME, .flags = SEARCHED },
    [PART_KIND] = { .name = "kind", .label = N_("Kind of participant"),
        .also = "参加者类别|參加者類別|人员类别|人員類別|身份|类别|類別", .kind = T_CHOICE,
        .flags = IN_LIST | INDEXED, .choices = participation_kinds },
    [PART_COUNTRY] = { .name = "country", .label = N_("Country of residence"),
        .also = "住在国|住在國|居住国|居住國|国家（地区）|國家（地區）|"
        "居住国家|居住國家",
        .kind = T_COUNTRY, .flags = IN_LIST },
    [PART_ASSOCIATION] = { .name = "association", .label = N_("Association"),
        .also = "侨团|僑團|社团|社團", .kind = T_LINK, .link = "association" },
    [PART_EMPLOYMENT] = { .name = "employment", .label = N_("Employer and post"),
        .also = "单位及职务|單位及職務|单位职务|單位職務|单位|單位", .kind = T_TEXT, .flags = CONVERTED, .max = 200 },
    [PART_ATTENDANCE] = { .name = "attendance", .label = N_("Did they come?"),
        .also = "出席情况|出席情況|到会情况|到會情況|签到|簽到", .kind = T_CHOICE,
        .flags = IN_LIST | INDEXED, .choices = attendances },
    [PART_NOTE] = { .name = "note", .label = N_("Note"), .also = "备注|備註", .kind = T_NOTE },
};

static const Figure participation_figures[] = {
    { .name = "expo.leaders", .label = N_("Community leaders and merchants taken to trade shows"),
      .unit = N_("person"),
      .query = "participation where event.kind = exhibition and event.state in (held, closed, "
      "followed_up) and event.began in period and kind in (leader, merchant) and "
      "attendance in (present, left_early)",
      .count = COUNT_ROWS },
    { .name = "event.countries",
      .label = N_("Countries and regions of the participants of activities"),
      .unit = N_("country or region"),
      .query = "participation where event.state in (held, closed, followed_up) and "
      "event.began in period and attendance in (present, left_early)",
      .count = COUNT_DISTINCT, .of = "country" },
    { 0 },
};

static void participation_check(Check *k, const Record *r)
{
    if (!rec_has(r, PART_NAME) && !rec_has(r, PART_NAME_LATIN) && !rec_has(r, PART_PERSON))
        problem(k, PART_NAME, "give a name or link a person");
}

const Type participation_type = {
    .name = "participation", .label = N_("Participation"),
    .also = "参加人员|參加人員|签到表|簽到表|参会名单|參會名單|"
    "活动参加人员|活動參加人員",
    .area = "culture", .fields = participation_fields, .nfields = LEN(participation_fields),
    .figures = participation_figures, .title = "name",
    .identity = { "event", "name", "name_latin" }, .check = participation_check,
};

/* ---- broadcast ---- */

enum {
    CAST_EVENT, CAST_NAME, CAST_AIRED, CAST_CHANNEL, CAST_LANGUAGES, CAST_LINK, CAST_NOTE, CAST__N
};

static const Field broadcast_fields[CAST__N] = {
    [CAST_EVENT] = { .name = "event", .label = N_("Activity"),
        .also = "活动|活動|播出活动|播出活動|活动名称|活動名稱", .kind = T_LINK, .flags = IN_LIST,
        .link = "event" },
    [CAST_NAME] = { .name = "name", .label = N_("Name of the broadcast"),
        .also = "播出名称|播出名稱|节目名称|節目名稱|栏目|欄目", .kind = T_NAME,
        .flags = REQUIRED | IN_LIST | SEARCHED | CONVERTED },
    [CAST_AIRED] = { .name = "aired", .label = N_("Aired on"),
        .also = "播出日期|直播日期|首播日期", .kind = T_DATE, .flags = IN_LIST | INDEXED },
    [CAST_CHANNEL] = { .name = "channel", .label = N_("Station or platform"),
        .also = "播出平台|播出平臺|平台|平臺|频道|頻道|播出渠道", .kind = T_TEXT, .flags = IN_LIST | CONVERTED,
        .max = 200 },
    [CAST_LANGUAGES] = { .name = "languages", .label = N_("Languages"),
        .also = "语种|語種|语言|語言", .kind = T_CHOICES, .choices = language_choices },
    [CAST_LINK] = { .name = "link", .label = N_("Link"), .also = "链接|鏈接|网址|網址",
        .kind = T_TEXT, .max = 500 },
    [CAST_NOTE] = { .name = "note", .label = N_("Note"), .also = "备注|備註", .kind = T_NOTE, .flags = CONVERTED },
};

static const Panel broadcast_panels[] = {
    { "targets", N_("Broadcast to"), "broadcast_target where broadcast = this" },
    { "readings", N_("Reach"), "reach where broadcast = this" },
    { 0 },
};

const Type broadcast_type = {
    .name = "broadcast", .label = N_("Broadcast"), .also = "播出|直播|播送", .area = "culture",
    .fields = broadcast_fields, .nfields = LEN(broadcast_fields), .panels = broadcast_panels,
    .title = "name", .identity = { "event", "name", "aired" },
};

/* ---- broadcast_target ---- */

enum {
    TARGET_BROADCAST, TARGET_COUNTRY, TARGET_CHANNEL, TARGET__N
};

static const Field broadcast_target_fields[TARGET__N] = {
    [TARGET_BROADCAST] = { .name = "broadcast", .label = N_("Broadcast"),
        .also = "播出|播出名称|播出名稱|节目名称|節目名稱", .kind = T_LINK,
        .flags = REQUIRED | IN_LIST, .link = "broadcast" },
    [TARGET_COUNTRY] = { .name = "country", .label = N_("Country or region"),
        .also = "国家（地区）|國家（地區）|国家|國家|播送国家|播送國家|"
        "国家和地区|國家和地區",
        .kind = T_COUNTRY, .flags = REQUIRED | IN_LIST | INDEXED },
    [TARGET_CHANNEL] = { .name = "channel", .label = N_("Station or platform"),
        .also = "播出平台|播出平臺|平台|平臺|当地平台|當地平臺", .kind = T_TEXT, .flags = IN_LIST | CONVERTED,
        .max = 200 },
};

static const Figure broadcast_target_figures[] = {
    { .name = "culture.gala_countries",
      .label = N_("Countries that the gala was broadcast to, without regions"),
      .unit = N_("country"),
      .query = "broadcast_target where broadcast.event.kind = gala and broadcast.aired in "
      "period and not country in (HK, MO, TW)",
      .count = COUNT_DISTINCT, .of = "country", .part_of = "culture.gala_regions" },
    { .name = "culture.gala_regions",
      .label = N_("Countries and regions that the gala was broadcast to"),
      .unit = N_("country or region"),
      .query = "broadcast_target where broadcast.event.kind = gala and broadcast.aired in "
      "period",
      .count = COUNT_DISTINCT, .of = "country" },
    { 0 },
};

const Type broadcast_target_type = {
    .name = "broadcast_target", .label = N_("Broadcast target"),
    .also = "播送国家|播送國家|播出国家和地区|播出國家和地區|覆盖国家|"
    "覆蓋國家",
    .area = "culture", .fields = broadcast_target_fields, .nfields = LEN(broadcast_target_fields),
    .figures = broadcast_target_figures, .title = "country",
    .identity = { "broadcast", "country" },
};

/* ---- collection_object ---- */

enum {
    OBJECT_NAME, OBJECT_KIND, OBJECT_VENUE, OBJECT_MADE, OBJECT_ORIGIN, OBJECT_DONOR,
    OBJECT_DONOR_NAME, OBJECT_AGREEMENT_NO, OBJECT_RECEIVED, OBJECT_MATERIAL, OBJECT_CONDITION,
    OBJECT_CONDITION_ON, OBJECT_LOCATION, OBJECT_MOVED_ON, OBJECT_LENT_TO, OBJECT_LENT_ON,
    OBJECT_DUE, OBJECT_BACK_ON, OBJECT_RIGHTS, OBJECT_STORY, OBJECT_CAMPAIGN,
    OBJECT_CAMPAIGN_RESULT, OBJECT_CAMPAIGN_ON, OBJECT_NOTE, OBJECT__N
};

static const Choice collection_object_kinds[] = {
    { "letter", N_("Remittance letter"), "侨批|僑批|侨批银信|僑批銀信|银信|銀信" },
    { "genealogy", N_("Genealogy"), "族谱|族譜|家谱|家譜" },
    { "document", N_("Document"), "文献|文獻|证件|證件|档案|檔案" },
    { "photo", N_("Photograph"), "照片|老照片" },
    { "artefact", N_("Artefact"), "实物|實物|器物" },
    { "art", N_("Work of art"), "艺术品|藝術品|书画|書畫" },
    { "book", N_("Book or newspaper"), "书报|書報|书刊|書刊|报刊|報刊" },
    { "media", N_("Sound or film"), "音像|影像" },
    { "other", N_("Other"), "其他" },
    { 0 },
};

static const Choice collection_object_origins[] = {
    { "gift", N_("Gift"), "捐赠|捐贈|赠予|贈予" },
    { "loan", N_("Loan"), "借展|借入|寄存" },
    { "purchase", N_("Purchase"), "征购|徵購|购买|購買|购入|購入" },
    { "transfer", N_("Transfer"), "移交|划拨|劃撥" },
    { "found", N_("Found"), "征集|徵集|发现|發現" },
    { 0 },
};

static const Choice collection_object_conditions[] = {
    { "good", N_("Intact"), "完好|良好" },
    { "fair", N_("Mostly intact"), "基本完好|一般" },
    { "poor", N_("Damaged"), "残损|殘損|较差|較差" },
    { "fragile", N_("Fragile"), "濒危|瀕危|脆弱" },
    { 0 },
};

static const Choice collection_object_rights[] = {
    { "owned", N_("Ours"), "自有|本馆所有|本館所有" },
    { "licensed", N_("Licensed"), "已授权|已授權|授权使用|授權使用" },
    { "unclear", N_("Unclear"), "不明|待确认|待確認" },
    { 0 },
};

static const Field collection_object_fields[OBJECT__N] = {
    [OBJECT_NAME] = { .name = "name", .label = N_("Name of the object"),
        .also = "藏品名称|藏品名稱|名称|名稱|见证物名称|見證物名稱|文物名称|"
        "文物名稱",
        .kind = T_NAME, .flags = REQUIRED | IN_LIST | SEARCHED | CONVERTED },
    [OBJECT_KIND] = { .name = "kind", .label = N_("Kind of object"),
        .also = "藏品类别|藏品類別|文物类别|文物類別|类别|類別|类型|類型", .kind = T_CHOICE,
        .flags = IN_LIST, .choices = collection_object_kinds },
    [OBJECT_VENUE] = { .name = "venue", .label = N_("Venue"),
        .also = "场馆|場館|收藏单位|收藏單位|馆藏单位|館藏單位", .kind = T_LINK, .flags = IN_LIST,
        .link = "venue" },
    [OBJECT_MADE] = { .name = "made", .label = N_("Made in"), .also = "年代|制作年代|製作年代",
        .kind = T_DATE },
    [OBJECT_ORIGIN] = { .name = "origin", .label = N_("How it was acquired"),
        .also = "来源方式|來源方式|入藏方式", .kind = T_CHOICE,
        .choices = collection_object_origins },
    [OBJECT_DONOR] = { .name = "donor", .label = N_("Donor in the registry"),
        .also = "捐赠人档案|捐贈人檔案", .kind = T_LINK, .link = "person" },
    [OBJECT_DONOR_NAME] = { .name = "donor_name", .label = N_("Donor or lender"),
        .also = "捐赠人|捐贈人|提供者|出借人", .kind = T_NAME, .level = LEVEL_PERSONAL,
        .flags = SEARCHED },
    [OBJECT_AGREEMENT_NO] = { .name = "agreement_no", .label = N_("Number of the donor agreement"),
        .also = "捐赠协议号|捐贈協議號|协议编号|協議編號", .kind = T_TEXT, .max = 100 },
    [OBJECT_RECEIVED] = { .name = "received", .label = N_("Received on"),
        .also = "入藏日期|接收日期|收到日期", .kind = T_DATE },
    [OBJECT_MATERIAL] = { .name = "material", .label = N_("Material and size"),
        .also = "材质尺寸|材質尺寸|质地|質地|尺寸", .kind = T_TEXT, .flags = CONVERTED, .max = 200 },
    [OBJECT_CONDITION] = { .name = "condition", .label = N_("Condition"),
        .also = "保存状况|保存狀況|完残程度|完殘程度", .kind = T_CHOICE,
        .choices = collection_object_conditions },
    [OBJECT_CONDITION_ON] = { .name = "condition_on", .label = N_("Condition checked on"),
        .also = "检查日期|檢查日期|状况检查日期|狀況檢查日期", .kind = T_DATE },
    [OBJECT_LOCATION] = { .name = "location", .label = N_("Where it is kept"),
        .also = "存放位置|库位|庫位|现存放地|現存放地", .kind = T_TEXT, .flags = CONVERTED, .max = 200 },
    [OBJECT_MOVED_ON] = { .name = "moved_on", .label = N_("Moved there on"),
        .also = "移动日期|移動日期|入库日期|入庫日期", .kind = T_DATE },
    [OBJECT_LENT_TO] = { .name = "lent_to", .label = N_("Lent to"),
        .also = "借展单位|借展單位|借用单位|借用單位|借出单位|借出單位", .kind = T_TEXT,
        .max = 200 },
    [OBJECT_LENT_ON] = { .name = "lent_on", .label = N_("Lent on"), .also = "借出日期",
        .kind = T_DATE },
    [OBJECT_DUE] = { .name = "due", .label = N_("Due back"),
        .also = "应还日期|應還日期|归还期限|歸還期限", .kind = T_DATE },
    [OBJECT_BACK_ON] = { .name = "back_on", .label = N_("Came back on"),
        .also = "归还日期|歸還日期|实际归还日期|實際歸還日期", .kind = T_DATE },
    [OBJECT_RIGHTS] = { .name = "rights", .label = N_("Rights in pictures of it"),
        .also = "图像权利|圖像權利|版权情况|版權情況", .kind = T_CHOICE,
        .choices = collection_object_rights },
    [OBJECT_STORY] = { .name = "story", .label = N_("Story of the object"),
        .also = "藏品故事|说明|說明|简介|簡介", .kind = T_NOTE, .flags = SEARCHED | CONVERTED },
    [OBJECT_CAMPAIGN] = { .name = "campaign", .label = N_("Campaign"),
        .also = "参选活动|參選活動|主题活动|主題活動|活动名称|活動名稱", .kind = T_TEXT,
        .flags = SEARCHED | CONVERTED, .max = 200 },
    [OBJECT_CAMPAIGN_RESULT] = { .name = "campaign_result", .label = N_("Result of the campaign"),
        .also = "入选情况|入選情況|评选结果|評選結果|是否入选|是否入選", .kind = T_CHOICE,
        .flags = IN_LIST | INDEXED, .choices = campaign_results },
    [OBJECT_CAMPAIGN_ON] = { .name = "campaign_on", .label = N_("Campaign decided on"),
        .also = "入选日期|入選日期|公布日期|公佈日期", .kind = T_DATE,
        .flags = IN_LIST | INDEXED },
    [OBJECT_NOTE] = { .name = "note", .label = N_("Note"), .also = "备注|備註", .kind = T_NOTE, .flags = CONVERTED },
};

static const State collection_object_states[] = {
    { "in_store", N_("In store"), "在库|在庫|库藏|庫藏", 0 },
    { "on_show", N_("On show"), "展出|在展", 0 },
    { "on_loan", N_("On loan"), "借出|外借", 0 },
    { "given_back", N_("Given back"), "已归还|已歸還|退还|退還", STATE_END },
    { "lost", N_("Lost"), "遗失|遺失|灭失|滅失", STATE_END | STATE_FAILED },
    { 0 },
};

static const Move collection_object_moves[] = {
    { "in_store", "on_show", N_("Show"), RIGHT_WRITE, 0 },
    { "on_show", "in_store", N_("Put in store"), RIGHT_WRITE, 0 },
    { "in_store", "on_loan", N_("Lend"), RIGHT_CONFIRM, 0 },
    { "on_show", "on_loan", N_("Lend"), RIGHT_CONFIRM, 0 },
    { "on_loan", "in_store", N_("Came back"), RIGHT_WRITE, 0 },
    { "*", "given_back", N_("Give back to the lender"), RIGHT_CONFIRM, MOVE_REASON },
    { "*", "lost", N_("Report as lost"), RIGHT_APPROVE, MOVE_REASON },
    { 0 },
};

static const Deadline collection_object_deadlines[] = {
    { "due_back", N_("Due back"), "due", 0, DAYS_CALENDAR, "state = on_loan" },
    { 0 },
};

static const Figure collection_object_figures[] = {
    { .name = "culture.relics", .label = N_("Objects chosen for a campaign"), .unit = N_("item"),
      .query = "collection_object where campaign_result = selected and campaign_on in period",
      .count = COUNT_ROWS },
    { .name = "culture.objects", .label = N_("Objects in the collections"), .unit = N_("item"),
      .query = "collection_object where state in (in_store, on_show, on_loan)",
      .count = COUNT_ROWS, .period = PERIOD_AT },
    { 0 },
};

static void collection_object_check(Check *k, const Record *r)
{
    if (rule_backwards(r, OBJECT_LENT_ON, OBJECT_DUE))
        problem(k, OBJECT_DUE, "it is due back before it was lent");
    if (rule_backwards(r, OBJECT_LENT_ON, OBJECT_BACK_ON))
        problem(k, OBJECT_BACK_ON, "it came back before it was lent");
    if (rec_state(r, "on_loan") && !rec_has(r, OBJECT_LENT_TO))
        problem(k, OBJECT_LENT_TO, "say to whom it is lent");
    if (rec_state(r, "on_loan") && !rec_has(r, OBJECT_DUE))
        warning(k, OBJECT_DUE, "say when it is due back");
    if (rec_is(r, OBJECT_ORIGIN, "gift") && !rec_has(r, OBJECT_AGREEMENT_NO))
        warning(k, OBJECT_AGREEMENT_NO, "a gift has an agreement with its donor");
    if (rec_is(r, OBJECT_CAMPAIGN_RESULT, "selected") && !rec_has(r, OBJECT_CAMPAIGN_ON))
        warning(k, OBJECT_CAMPAIGN_ON, "without this date it is not counted in any year");
}

const Type collection_object_type = {
    .name = "collection_object", .label = N_("Collection object"),
    .also = "藏品|见证物|見證物|文物|馆藏|館藏", .area = "culture",
    .fields = collection_object_fields, .nfields = LEN(collection_object_fields),
    .states = collection_object_states, .moves = collection_object_moves,
    .deadlines = collection_object_deadlines, .figures = collection_object_figures,
    .title = "name", .identity = { "name", "venue" }, .check = collection_object_check,
};

/* ---- narrator ---- */

enum {
    NARRATOR_PERSON, NARRATOR_NAME, NARRATOR_VENUE, NARRATOR_SUBJECT, NARRATOR_OBJECT,
    NARRATOR_LANGUAGES, NARRATOR_GROUPS_LED, NARRATOR_PERSON_TIMES, NARRATOR_CAMPAIGN,
    NARRATOR_CAMPAIGN_RESULT, NARRATOR_CAMPAIGN_ON, NARRATOR_NOTE, NARRATOR__N
};

static const Field narrator_fields[NARRATOR__N] = {
    [NARRATOR_PERSON] = { .name = "person", .label = N_("Person"),
        .also = "人员|人員|人员档案|人員檔案", .kind = T_LINK, .link = "person" },
    [NARRATOR_NAME] = { .name = "name", .label = N_("Narrator's name"),
        .also = "讲述人姓名|講述人姓名|姓名|讲解员姓名|講解員姓名", .kind = T_NAME,
        .flags = REQUIRED | IN_LIST | SEARCHED },
    [NARRATOR_VENUE] = { .name = "venue", .label = N_("Venue"),
        .also = "场馆|場館|所在场馆|所在場館", .kind = T_LINK, .link = "venue" },
    [NARRATOR_SUBJECT] = { .name = "subject", .label = N_("Subject told about"),
        .also = "讲述主题|講述主題|讲述内容|講述內容|题目|題目", .kind = T_TEXT,
        .flags = IN_LIST | SEARCHED | CONVERTED, .max = 200 },
    [NARRATOR_OBJECT] = { .name = "object", .label = N_("Object told about"),
        .also = "对应见证物|對應見證物|见证物|見證物", .kind = T_LINK,
        .link = "collection_object" },
    [NARRATOR_LANGUAGES] = { .name = "languages", .label = N_("Languages"),
        .also = "语种|語種|语言|語言", .kind = T_CHOICES, .choices = language_choices },
    [NARRATOR_GROUPS_LED] = { .name = "groups_led", .label = N_("Groups led"),
        .also = "讲解批次|講解批次|接待批次", .kind = T_COUNT, .unit = N_("batch"),
        .max = 1000000 },
    [NARRATOR_PERSON_TIMES] = { .name = "person_times", .label = N_("Person-times led"),
        .also = "讲解人次|講解人次|听众人次|聽眾人次", .kind = T_COUNT, .unit = N_("person-times"),
        .max = 100000000 },
    [NARRATOR_CAMPAIGN] = { .name = "campaign", .label = N_("Campaign"),
        .also = "参选活动|參選活動|主题活动|主題活動", .kind = T_TEXT, .flags = SEARCHED | CONVERTED,
        .max = 200 },
    [NARRATOR_CAMPAIGN_RESULT] = { .name = "campaign_result",
        .label = N_("Result of the campaign"),
        .also = "入选情况|入選情況|评选结果|評選結果|是否入选|是否入選", .kind = T_CHOICE,
        .flags = IN_LIST | INDEXED, .choices = campaign_results },
    [NARRATOR_CAMPAIGN_ON] = { .name = "campaign_on", .label = N_("Campaign decided on"),
        .also = "入选日期|入選日期|公布日期|公佈日期", .kind = T_DATE,
        .flags = IN_LIST | INDEXED },
    [NARRATOR_NOTE] = { .name = "note", .label = N_("Note"), .also = "备注|備註", .kind = T_NOTE },
};

static const Figure narrator_figures[] = {
    { .name = "culture.narrators", .label = N_("Narrators chosen for a campaign"),
      .unit = N_("person"),
      .query = "narrator where campaign_result = selected and campaign_on in period",
      .count = COUNT_ROWS },
    { 0 },
};

static void narrator_check(Check *k, const Record *r)
{
    if (rec_is(r, NARRATOR_CAMPAIGN_RESULT, "selected") && !rec_has(r, NARRATOR_CAMPAIGN_ON))
        warning(k, NARRATOR_CAMPAIGN_ON, "without this date it is not counted in any year");
    if (rec_has(r, NARRATOR_PERSON_TIMES) && rec_has(r, NARRATOR_GROUPS_LED) &&
        rec_int(r, NARRATOR_PERSON_TIMES) < rec_int(r, NARRATOR_GROUPS_LED))
        problem(k, NARRATOR_PERSON_TIMES, "fewer person-times than groups");
}

const Type narrator_type = {
    .name = "narrator", .label = N_("Narrator"), .also = "讲述人|講述人|讲解员|講解員",
    .area = "culture", .fields = narrator_fields, .nfields = LEN(narrator_fields),
    .figures = narrator_figures, .title = "name", .identity = { "name", "campaign" },
    .check = narrator_check,
};
