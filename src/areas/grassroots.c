/* SPDX-License-Identifier: Apache-2.0
 * Grass roots: posts and terms of office, homes for overseas Chinese and their certification,
 * training.
 *
 * The tree of federations itself is the engine's (units). What makes a home is data: a set of
 * criteria with a version; an assessment says how a home stood against it, by at least two
 * inspectors.
 */
#include "areas/areas.h"
#include "areas/rules.h"

/* ---- posts ---- */

enum {
    O_PERSON,
    O_NAME,
    O_UNIT,
    O_ASSOCIATION,
    O_BODY,
    O_POST,
    O_ENGAGEMENT,
    O_TERM,
    O_HOW,
    O_SINCE,
    O_UNTIL,
    O_DOCUMENT,
    O_REASON,
    O_END_DOCUMENT,
    O_PUBLISH,
    O_NOTE,
    O__N
};

static const Choice engagements[] = {
    { "full_time", N_("Full time"), "专职|專職" },
    { "seconded", N_("Seconded"), "挂职|掛職" },
    { "part_time", N_("Part time"), "兼职|兼職" },
    { 0 }
};

static const Choice entries[] = {
    { "elected", N_("Elected"), "选举|選舉|当选|當選" },
    { "by_election", N_("By-election"), "增补|增補|补选|補選" },
    { "replacement", N_("Replacement"), "替补|替補" },
    { "appointed", N_("Appointed"), "任命|聘任" },
    { "invited", N_("By invitation"), "特邀|聘请|聘請" },
    { 0 }
};

static const Choice end_reasons[] = {
    { "term_end", N_("End of the term"), "届满|屆滿|换届|換屆" },
    { "resigned", N_("Resigned"), "辞职|辭職|辞去|辭去" },
    { "moved", N_("Moved to other work"), "工作调动|工作調動|调离|調離" },
    { "retired", N_("Retired"), "退休" },
    { "died", N_("Has died"), "去世|逝世" },
    { "removed", N_("Removed from office"), "免职|免職|罢免|罷免" },
    { 0 }
};

static const Field post_fields[O__N] = {
    [O_PERSON] = { .name = "person", .label = N_("Person"), .kind = T_LINK, .link = "person",
                   .also = "人员档案|人員檔案|人员|人員", .flags = IN_LIST },
    [O_NAME] = { .name = "name", .label = N_("Name"), .kind = T_NAME, .level = LEVEL_PERSONAL,
                 .also = "姓名|任职人|任職人", .flags = IN_LIST | SEARCHED },
    [O_UNIT] = { .name = "body_unit", .label = N_("Federation"), .kind = T_LINK, .link = "unit",
                 .also = "任职侨联|任職僑聯|侨联|僑聯|侨联组织", .flags = IN_LIST },
    [O_ASSOCIATION] = { .name = "association", .label = N_("Association"), .kind = T_LINK, .link = "association",
                        .also = "任职社团|任職社團|社团|社團", .flags = IN_LIST },
    [O_BODY] = { .name = "body", .label = N_("Body"), .kind = T_TEXT, .flags = CONVERTED, .also = "机构|機構|委员会|委員會|任职机构" },
    [O_POST] = { .name = "post", .label = N_("Post"), .kind = T_TEXT, .also = "职务|職務|任职|任職|担任职务",
                 .flags = REQUIRED | IN_LIST | SEARCHED | CONVERTED },
    [O_ENGAGEMENT] = { .name = "engagement", .label = N_("Engagement"), .kind = T_CHOICE, .choices = engagements,
                       .also = "任职方式|任職方式|专兼职|專兼職|专挂兼" },
    [O_TERM] = { .name = "term", .label = N_("Term"), .kind = T_LINK, .link = "term", .also = "届次|屆次|届|屆" },
    [O_HOW] = { .name = "entered_by", .label = N_("Came in by"), .kind = T_CHOICE, .choices = entries,
                .also = "产生方式|產生方式" },
    [O_SINCE] = { .name = "since", .label = N_("Since"), .kind = T_DATE, .flags = IN_LIST | INDEXED,
                  .also = "任职日期|任職日期|任职时间|任職時間|任职起|开始日期" },
    [O_UNTIL] = { .name = "until", .label = N_("Until"), .kind = T_DATE, .flags = IN_LIST | INDEXED,
                  .also = "离任日期|離任日期|离任时间|任职止|结束日期" },
    [O_DOCUMENT] = { .name = "document_no", .label = N_("Document of election or appointment"), .kind = T_TEXT,
                     .also = "任职文号|任職文號|任职文件|任職文件|文号|文號" },
    [O_REASON] = { .name = "end_reason", .label = N_("Reason of the end"), .kind = T_CHOICE, .choices = end_reasons,
                   .also = "离任原因|離任原因" },
    [O_END_DOCUMENT] = { .name = "end_document_no", .label = N_("Document of the end"), .kind = T_TEXT,
                         .also = "离任文号|離任文號|免职文号" },
    [O_PUBLISH] = { .name = "publish", .label = N_("May be published"), .kind = T_BOOL, .also = "可否公开|可否公開|是否公开" },
    [O_NOTE] = { .name = "note", .label = N_("Note"), .kind = T_NOTE, .level = LEVEL_PERSONAL, .also = "备注|備註" },
};

static const Figure post_figures[] = {
    { .name = "org.officers", .label = N_("Posts held in federations"), .unit = N_("post"),
      .query = "post where body_unit is not empty and since in period and not until in period",
      .count = COUNT_ROWS, .period = PERIOD_AT },
    { 0 },
};

static void post_check(Check *k, const Record *r)
{
    if (!rec_has(r, O_PERSON) && !rec_has(r, O_NAME))
        problem(k, O_NAME, "nobody holds this post; choose a person or give a name");
    if (!rec_has(r, O_UNIT) && !rec_has(r, O_ASSOCIATION) && !rec_has(r, O_BODY))
        warning(k, O_UNIT, "say in which federation or association this post is");
    if (rule_backwards(r, O_SINCE, O_UNTIL))
        problem(k, O_UNTIL, "the post ends before it begins");
    if (rec_has(r, O_REASON) && !rec_has(r, O_UNTIL))
        problem(k, O_UNTIL, "there is a reason of the end; enter the day of the end too");
    if (rec_has(r, O_UNTIL) && !rec_has(r, O_REASON))
        warning(k, O_REASON, "say why the post ended");
}

const Type post_type = {
    .name = "post", .label = N_("Post held"), .area = "grassroots", .also = "任职|任職|任职名单|任職名單|班子成员|班子成員|委员名单",
    .fields = post_fields, .nfields = LEN(post_fields), .figures = post_figures, .title = "name",
    .identity = { "person", "name", "body_unit", "association", "post", "since" }, .check = post_check,
};

/* ---- terms ---- */

enum {
    R_UNIT,
    R_ASSOCIATION,
    R_ORDINAL,
    R_ELECTED,
    R_CONGRESS,
    R_DELEGATES,
    R_SEATS,
    R_FILLED,
    R_YEARS,
    R_DUE,
    R_APPROVAL,
    R_ENDED,
    R_NOTE,
    R__N
};

static const Field term_fields[R__N] = {
    [R_UNIT] = { .name = "body_unit", .label = N_("Federation"), .kind = T_LINK, .link = "unit",
                   .also = "侨联|僑聯|侨联组织|僑聯組織|单位|單位", .flags = IN_LIST },
    [R_ASSOCIATION] = { .name = "association", .label = N_("Association"), .kind = T_LINK,
                          .also = "社团|社團", .link = "association", .flags = IN_LIST },
    [R_ORDINAL] = { .name = "ordinal", .label = N_("Number of the term"), .kind = T_COUNT, .max = 999,
                    .also = "届次|屆次|第几届|届|屆", .flags = REQUIRED | IN_LIST },
    [R_ELECTED] = { .name = "elected", .label = N_("Elected on"), .kind = T_DATE, .flags = IN_LIST | INDEXED,
                    .also = "换届日期|換屆日期|选举日期|選舉日期|当选日期|換屆時間|换届时间" },
    [R_CONGRESS] = { .name = "congress", .label = N_("Congress"), .kind = T_TEXT, .flags = CONVERTED, .also = "代表大会|代表大會|大会名称|大會名稱" },
    [R_DELEGATES] = { .name = "delegates", .label = N_("Delegates"), .kind = T_COUNT, .unit = N_("person"),
                      .also = "代表人数|代表人數" },
    [R_SEATS] = { .name = "seats", .label = N_("Seats"), .kind = T_COUNT, .unit = N_("seat"),
                  .also = "委员名额|委員名額|名额|名額|席位", .flags = IN_LIST },
    [R_FILLED] = { .name = "filled", .label = N_("Seats filled"), .kind = T_COUNT, .unit = N_("seat"),
                   .also = "实选委员数|實選委員數|委员人数|委員人數|当选人数" },
    [R_YEARS] = { .name = "years", .label = N_("Length in years"), .kind = T_COUNT, .max = 20, .unit = N_("year"),
                  .also = "任期年数|任期年數|任期（年）|任期" },
    [R_DUE] = { .name = "due", .label = N_("Next election due"), .kind = T_DATE, .flags = IN_LIST | INDEXED,
                .also = "下次换届日期|下次換屆日期|届满日期|屆滿日期|应换届日期" },
    [R_APPROVAL] = { .name = "approval_no", .label = N_("Approval"), .kind = T_TEXT, .also = "批复文号|批覆文號|批准文号" },
    [R_ENDED] = { .name = "ended", .label = N_("Ended"), .kind = T_DATE, .also = "实际届满日期|實際屆滿日期|结束日期" },
    [R_NOTE] = { .name = "note", .label = N_("Note"), .kind = T_NOTE, .also = "备注|備註", .flags = SEARCHED | CONVERTED },
};

static const Deadline term_deadlines[] = {
    { "prepare_election", N_("Prepare the next election"), "due", -6, DAYS_MONTHS, "ended is empty" },
    { "election", N_("Next election"), "due", 0, DAYS_CALENDAR, "ended is empty" },
    { 0 }
};

/* Figures over the tree of federations stand here, since the engine that keeps the tree counts
 * nothing. */
static const Figure term_figures[] = {
    { .name = "org.sector_first", .label = N_("First sector federation"),
      .unit = N_("federation"),
      .query = "unit where kind = sector and founded in period",
      .count = COUNT_FIRST, .of = "founded" },
    { .name = "org.sectors_founded", .label = N_("Sector federations founded"),
      .unit = N_("federation"),
      .query = "unit where kind = sector and founded in period",
      .count = COUNT_ROWS },
    { .name = "org.federations", .label = N_("Federations"), .unit = N_("federation"),
      .query = "unit where (founded is empty or founded in period) and not dissolved in period",
      .count = COUNT_ROWS, .period = PERIOD_AT },
    { .name = "org.elections", .label = N_("Elections held"), .unit = N_("election"),
      .query = "term where elected in period",
      .count = COUNT_ROWS },
    { 0 },
};

static const Panel term_panels[] = {
    { "posts", N_("Posts of the term"), "post where term = this" },
    { 0 }
};

static void term_check(Check *k, const Record *r)
{
    if (rec_has(r, R_UNIT) && rec_has(r, R_ASSOCIATION))
        problem(k, R_ASSOCIATION,
                "a term is that of a federation or of an association, not of both");
    if (rec_has(r, R_ORDINAL) && rec_int(r, R_ORDINAL) == 0)
        problem(k, R_ORDINAL, "terms are numbered from 1");
    if (rule_backwards(r, R_ELECTED, R_DUE))
        problem(k, R_DUE, "the next election is due before this one was held");
    if (rule_backwards(r, R_ELECTED, R_ENDED))
        problem(k, R_ENDED, "the term ended before it began");
    if (rec_has(r, R_SEATS) && rec_int(r, R_FILLED) > rec_int(r, R_SEATS))
        problem(k, R_FILLED, "more seats are filled than there are");
    if (rec_has(r, R_ELECTED) && !rec_has(r, R_DUE))
        warning(k, R_DUE, "enter when the next election is due; nobody is warned otherwise");
}

const Type term_type = {
    .name = "term", .label = N_("Term of office"), .area = "grassroots", .also = "换届|換屆|换届情况|換屆情況|届期",
    .fields = term_fields, .nfields = LEN(term_fields), .deadlines = term_deadlines,
    .figures = term_figures,
    .panels = term_panels, .title = "congress", .identity = { "body_unit", "association", "ordinal" },
    .check = term_check,
};

/* ---- homes ---- */

enum {
    H_NAME,
    H_BODY,
    H_PLACE,
    H_ADDRESS,
    H_FOUNDED,
    H_AREA,
    H_HOURS,
    H_STAFF,
    H_BUDGET,
    H_ACTIVITIES,
    H_HAVES,
    H_GOODS,
    H_NAMED,
    H_MODEL_SITE,
    H_FIVE_GOOD,
    H_NATIONAL,
    H_VALID,
    H_RECHECK,
    H_WITHDRAWN,
    H_CONTACT,
    H_PHONE,
    H_NOTE,
    H__N
};

static const Choice haves[] = {
    { "organisation", N_("An organisation"), "有组织|有組織|组织" },
    { "team", N_("A team"), "有队伍|有隊伍|队伍" },
    { "funds", N_("Funds"), "有经费|有經費|经费" },
    { "premises", N_("Premises"), "有阵地|有陣地|阵地" },
    { "activities", N_("Activities"), "有活动|有活動|活动" },
    { 0 }
};

static const Choice goods[] = {
    { "leadership", N_("Good leadership"), "领导班子好|領導班子好" },
    { "cadres", N_("Good cadres"), "干部队伍好|幹部隊伍好" },
    { "support", N_("Good support"), "工作保障好" },
    { "effect", N_("Good effect"), "活动成效好|活動成效好" },
    { "echo", N_("Good echo"), "群众反映好|群眾反映好" },
    { 0 }
};

static const Field home_fields[H__N] = {
    [H_NAME] = { .name = "name", .label = N_("Name of the home"), .kind = T_NAME,
                 .also = "侨胞之家名称|僑胞之家名稱|侨胞之家|僑胞之家|名称|名稱", .flags = REQUIRED | IN_LIST | SEARCHED | CONVERTED },
    [H_BODY] = { .name = "body_unit", .label = N_("Federation"), .kind = T_LINK, .link = "unit", .flags = IN_LIST,
                 .also = "所属侨联|所屬僑聯|主办侨联|依托侨联" },
    [H_PLACE] = { .name = "place", .label = N_("Place"), .kind = T_DIVISION, .also = "所在地|所在区|所在區|地区|地區",
                  .flags = INDEXED },
    [H_ADDRESS] = { .name = "address", .label = N_("Address"), .kind = T_TEXT, .flags = CONVERTED, .also = "地址|详细地址|詳細地址" },
    [H_FOUNDED] = { .name = "founded", .label = N_("Founded"), .kind = T_DATE, .flags = IN_LIST | INDEXED,
                    .also = "成立日期|成立时间|成立時間|设立日期|設立日期|揭牌日期" },
    [H_AREA] = { .name = "area", .label = N_("Floor area"), .kind = T_DECIMAL, .scale = 1, .unit = N_("m²"),
                 .also = "面积|面積|建筑面积|建築面積|面积（平方米）" },
    [H_HOURS] = { .name = "hours", .label = N_("Opening hours"), .kind = T_TEXT, .also = "开放时间|開放時間" },
    [H_STAFF] = { .name = "staff", .label = N_("Staff"), .kind = T_COUNT, .unit = N_("person"),
                  .also = "工作人员数|工作人員數|人员数|人員數" },
    [H_BUDGET] = { .name = "budget", .label = N_("Budget a year"), .kind = T_MONEY, .also = "年度经费|年度經費|经费|經費" },
    [H_ACTIVITIES] = { .name = "activities", .label = N_("Activities a year"), .kind = T_COUNT, .unit = N_("session"),
                       .also = "年活动场次|年活動場次|年度活动数|年度活動數" },
    [H_HAVES] = { .name = "haves", .label = N_("The five haves"), .kind = T_CHOICES, .choices = haves, .also = "五有" },
    [H_GOODS] = { .name = "goods", .label = N_("The five goods"), .kind = T_CHOICES, .choices = goods, .also = "五好" },
    [H_NAMED] = { .name = "named", .label = N_("Named on"), .kind = T_DATE, .flags = IN_LIST | INDEXED,
                  .also = "命名日期|省级命名日期|省級命名日期|授牌日期" },
    [H_MODEL_SITE] = { .name = "demonstration", .label = N_("Demonstration site since"), .kind = T_DATE,
                       .also = "示范点命名日期|示範點命名日期|示范日期" },
    [H_FIVE_GOOD] = { .name = "five_good", .label = N_("Five-good home since"), .kind = T_DATE,
                      .also = "五好命名日期|五好侨胞之家命名日期|五好僑胞之家命名日期" },
    [H_NATIONAL] = { .name = "national", .label = N_("National model since"), .kind = T_DATE,
                     .also = "全国典型选树日期|全國典型選樹日期|典型选树日期" },
    [H_VALID] = { .name = "valid_until", .label = N_("Valid until"), .kind = T_DATE, .also = "有效期至|有效期" },
    [H_RECHECK] = { .name = "recheck", .label = N_("To be checked again"), .kind = T_DATE, .also = "复核日期|複核日期|下次复核" },
    [H_WITHDRAWN] = { .name = "withdrawn", .label = N_("Withdrawn on"), .kind = T_DATE, .also = "撤销日期|撤銷日期|摘牌日期" },
    [H_CONTACT] = { .name = "contact", .label = N_("Contact"), .kind = T_TEXT, .level = LEVEL_PERSONAL,
                    .also = "联系人|聯繫人|负责人|負責人" },
    [H_PHONE] = { .name = "phone", .label = N_("Contact's telephone"), .kind = T_PHONE, .level = LEVEL_PERSONAL,
                  .also = "联系人电话|联系电话|聯繫電話|电话|電話" },
    [H_NOTE] = { .name = "note", .label = N_("Note"), .kind = T_NOTE, .also = "备注|備註", .flags = SEARCHED | CONVERTED },
};

static const State home_states[] = {
    { "applied", N_("Application made"), "已申报|已申報|申报|申報|申请|筹建|籌建", 0 },
    { "self_checked", N_("Checked by itself"), "自查|已自查", 0 },
    { "district_ok", N_("Reviewed by the district"), "区级审核|區級審核|区侨联已审", 0 },
    { "city_ok", N_("Inspected by the city"), "市级验收|市級驗收|市侨联实地核查", 0 },
    { "named", N_("Named"), "已命名|命名|已授牌|授牌|已成立", 0 },
    { "rectify", N_("To be put right"), "整改|限期整改", 0 },
    { "declined", N_("Not passed"), "不通过|不通過|未通过", STATE_END | STATE_FAILED },
    { "withdrawn", N_("Withdrawn"), "撤销|撤銷|摘牌", STATE_END | STATE_FAILED },
    { 0 }
};

/* Street, district, city, province: who inspects is not who applied. */
static const Move home_moves[] = {
    { "applied", "self_checked", N_("Record the self-check"), 0, 0 },
    { "self_checked", "district_ok", N_("Pass by the district"), RIGHT_CONFIRM, MOVE_OTHER_PERSON },
    { "self_checked", "applied", N_("Return"), RIGHT_CONFIRM, MOVE_REASON },
    { "district_ok", "city_ok", N_("Pass by the city"), RIGHT_APPROVE, MOVE_OTHER_PERSON },
    { "district_ok", "self_checked", N_("Return"), RIGHT_APPROVE, MOVE_REASON },
    { "city_ok", "named", N_("Record the naming by the province"), RIGHT_DECIDE, 0 },
    { "city_ok", "declined", N_("Decline"), RIGHT_DECIDE, MOVE_REASON },
    { "district_ok", "declined", N_("Decline"), RIGHT_APPROVE, MOVE_REASON },
    { "named", "rectify", N_("Order to put right"), RIGHT_CONFIRM, MOVE_REASON },
    { "rectify", "named", N_("Confirm that it was put right"), RIGHT_CONFIRM, MOVE_OTHER_PERSON },
    { "rectify", "withdrawn", N_("Withdraw the name"), RIGHT_DECIDE, MOVE_REASON },
    { "named", "withdrawn", N_("Withdraw the name"), RIGHT_DECIDE, MOVE_REASON },
    { 0 }
};

static const Paper home_papers[] = {
    { "application", N_("Application"), "self_checked" },
    { "org_document", N_("Document that founded the federation"), NULL },
    { "rules", N_("Rules on the wall"), NULL },
    { "ledger", N_("Ledgers of activities"), NULL },
    { "photos", N_("Photographs of the premises"), NULL },
    { 0 }
};

static const Deadline home_deadlines[] = {
    { "recheck", N_("Home to be checked again"), "recheck", -30, DAYS_CALENDAR, "state in (named, rectify)" },
    { "renew", N_("Title of a home ends"), "valid_until", -90, DAYS_CALENDAR, "state = named" },
    { 0 }
};

static const Figure home_figures[] = {
    { .name = "org.homes", .label = N_("Homes set up by grass-roots federations"), .unit = N_("home"),
      .query = "home where founded in period and state != declined",
      .count = COUNT_ROWS },
    { .name = "homes.named", .label = N_("Homes named by the province"), .unit = N_("home"),
      .query = "home where named in period and not withdrawn in period",
      .count = COUNT_ROWS, .period = PERIOD_AT },
    { .name = "homes.demonstration", .label = N_("Demonstration homes"), .unit = N_("home"),
      .query = "home where demonstration in period and not withdrawn in period",
      .count = COUNT_ROWS, .period = PERIOD_AT, .part_of = "homes.named" },
    { .name = "homes.five_good", .label = N_("Five-good homes"), .unit = N_("home"),
      .query = "home where five_good in period and not withdrawn in period",
      .count = COUNT_ROWS, .period = PERIOD_AT, .part_of = "homes.named" },
    { .name = "homes.national", .label = N_("National model homes"), .unit = N_("home"),
      .query = "home where national in period and not withdrawn in period",
      .count = COUNT_ROWS, .period = PERIOD_AT },
    { 0 },
};

static const Panel home_panels[] = {
    { "assessments", N_("Assessments"), "assessment where home = this" },
    { 0 }
};

/* Was the home inspected on the spot by two, and did it pass? In an import the inspections are rows
 * of a later sheet. */
static bool was_inspected(const Check *k, const Record *r)
{
    Err e = { 0 };
    if (k->c->importing || !rule_has_store(k))
        return true;
    AUTO(stmt_done) Stmt *q =
        db_query(k->c->db,
                 "/* home_inspected */ SELECT id FROM assessment"
                 " WHERE home = $1 AND visited IS NOT NULL AND decision = 'passed'"
                 "   AND inspector IS NOT NULL AND inspector2 IS NOT NULL"
                 "   AND COALESCE(voided_at, 0) = 0 LIMIT 1",
                 P(r->id));
    return db_next(q, &e);
}

static void home_check(Check *k, const Record *r)
{
    bool named = rule_state_in(r, S("city_ok|named"));
    for (size_t i = 0; named && haves[i].code; i++)
        if (!rec_picked(r, H_HAVES, haves[i].code)) {
            gate(
                k, H_HAVES,
                "a home is named when it has all five: organisation, team, funds, premises, activities");
            break;
        }
    if (named && !was_inspected(k, r))
        gate(k, PROBLEM_RECORD,
             "a home is named after it passed an inspection on the spot by two inspectors");
    if (rec_state(r, "named") && !rec_has(r, H_NAMED) && !rec_has(r, H_FOUNDED))
        gate(k, H_NAMED, "enter the day on which the home was named");
    if (rec_has(r, H_FIVE_GOOD) && rec_has(r, H_GOODS))
        for (size_t i = 0; goods[i].code; i++)
            if (!rec_picked(r, H_GOODS, goods[i].code)) {
                warning(k, H_GOODS, "a five-good home should have all five goods ticked");
                break;
            }
    if (rule_backwards(r, H_FOUNDED, H_NAMED))
        problem(k, H_NAMED, "the home was named before it was founded");
    if (rule_backwards(r, H_NAMED, H_WITHDRAWN))
        problem(k, H_WITHDRAWN, "the name was withdrawn before it was given");
    if (rule_backwards(r, H_NAMED, H_VALID))
        problem(k, H_VALID, "the title ends before it was given");
}

const Type home_type = {
    .name = "home", .label = N_("Home for overseas Chinese"), .area = "grassroots",
    .also = "侨胞之家|僑胞之家|侨胞之家名录|僑胞之家名錄",
    .fields = home_fields, .nfields = LEN(home_fields), .states = home_states, .moves = home_moves,
    .papers = home_papers, .deadlines = home_deadlines, .figures = home_figures,
    .panels = home_panels,
    .title = "name", .identity = { "name", "place" }, .check = home_check,
};

/* ---- criteria ---- */

enum {
    S_NAME,
    S_TITLE,
    S_VERSION,
    S_ISSUER,
    S_PLACE,
    S_FROM,
    S_TO,
    S_PASS,
    S_DOCUMENT,
    S_NOTE,
    S__N
};

static const Choice titles[] = {
    { "home", N_("Home"), "侨胞之家|僑胞之家|五有" },
    { "demonstration", N_("Demonstration site"), "示范点|示範點" },
    { "five_good", N_("Five-good home"), "五好侨胞之家|五好僑胞之家|五好" },
    { "national", N_("National model"), "全国典型选树|全國典型選樹" },
    { "stars", N_("Stars"), "星级|星級" },
    { 0 }
};

static const Field set_fields[S__N] = {
    [S_NAME] = { .name = "name", .label = N_("Name of the criteria"), .kind = T_TEXT,
                 .also = "标准名称|標準名稱|评定标准|評定標準|名称|名稱", .flags = REQUIRED | IN_LIST | SEARCHED | CONVERTED },
    [S_TITLE] = { .name = "awards", .label = N_("Title that they lead to"), .kind = T_CHOICE, .choices = titles,
                  .also = "适用称号|適用稱號|称号|稱號", .flags = IN_LIST },
    [S_VERSION] = { .name = "edition", .label = N_("Version"), .kind = T_TEXT, .also = "版本|版次", .flags = IN_LIST | CONVERTED },
    [S_ISSUER] = { .name = "issuer", .label = N_("Published by"), .kind = T_TEXT, .flags = CONVERTED, .also = "发布单位|發布單位|制定单位|制定單位" },
    [S_PLACE] = { .name = "place", .label = N_("Holds in"), .kind = T_DIVISION, .also = "适用地区|適用地區" },
    [S_FROM] = { .name = "valid_since", .label = N_("Valid from"), .kind = T_DATE, .also = "生效日期|施行日期",
                 .flags = IN_LIST },
    [S_TO] = { .name = "valid_until", .label = N_("Valid until"), .kind = T_DATE, .also = "失效日期|废止日期|廢止日期" },
    [S_PASS] = { .name = "pass_mark", .label = N_("Pass mark"), .kind = T_DECIMAL, .scale = 1, .also = "合格分|合格分数|及格分" },
    [S_DOCUMENT] = { .name = "document_no", .label = N_("Document number"), .kind = T_TEXT, .also = "标准文号|標準文號|文号|文號" },
    [S_NOTE] = { .name = "note", .label = N_("Note"), .kind = T_NOTE, .flags = CONVERTED, .also = "备注|備註" },
};

static const Panel set_panels[] = {
    { "criteria", N_("Criteria"), "criterion where criteria_set = this" },
    { "assessments", N_("Assessments"), "assessment where criteria_set = this" },
    { 0 }
};

static void set_check(Check *k, const Record *r)
{
    if (rule_backwards(r, S_FROM, S_TO))
        problem(k, S_TO, "the criteria end before they begin to hold");
}

const Type criteria_set_type = {
    .name = "criteria_set", .label = N_("Set of criteria"), .area = "grassroots", .also = "评定标准|評定標準|标准|標準",
    .fields = set_fields, .nfields = LEN(set_fields), .panels = set_panels, .title = "name",
    .identity = { "name", "edition" }, .check = set_check,
};

enum { C_SET, C_NUMBER, C_NAME, C_REQUIREMENT, C_EVIDENCE, C_MAX, C_MUST, C__N };

static const Field criterion_fields[C__N] = {
    [C_SET] = { .name = "criteria_set", .label = N_("Set of criteria"), .kind = T_LINK, .link = "criteria_set",
                .also = "所属标准|所屬標準|标准|標準", .flags = REQUIRED | IN_LIST },
    [C_NUMBER] = { .name = "number", .label = N_("Item number"), .kind = T_TEXT, .max = 20, .also = "序号|序號|条目号",
                   .flags = IN_LIST },
    [C_NAME] = { .name = "name", .label = N_("Criterion"), .kind = T_TEXT, .also = "评定项目|評定項目|条目|條目|指标|指標",
                 .flags = REQUIRED | IN_LIST | SEARCHED | CONVERTED },
    [C_REQUIREMENT] = { .name = "requirement", .label = N_("Requirement"), .kind = T_NOTE, .flags = CONVERTED, .also = "具体要求|具體要求|要求" },
    [C_EVIDENCE] = { .name = "proof", .label = N_("What proves it"), .kind = T_NOTE, .flags = CONVERTED, .also = "佐证材料|佐證材料|证明材料" },
    [C_MAX] = { .name = "max_score", .label = N_("Highest score"), .kind = T_DECIMAL, .scale = 1, .flags = IN_LIST,
                .also = "满分|滿分|分值" },
    [C_MUST] = { .name = "must", .label = N_("Must be met"), .kind = T_BOOL, .also = "必备项|必備項|是否必备" },
};

const Type criterion_type = {
    .name = "criterion", .label = N_("Criterion"), .area = "grassroots", .also = "评定细则|評定細則|评分细则|評分細則",
    .fields = criterion_fields, .nfields = LEN(criterion_fields), .title = "name",
    .identity = { "criteria_set", "number", "name" },
};

/* ---- assessments ---- */

enum {
    A_HOME,
    A_SET,
    A_VISITED,
    A_INSPECTOR,
    A_INSPECTOR2,
    A_OTHERS,
    A_SCORE,
    A_DECISION,
    A_DECIDED,
    A_VALID,
    A_RECHECK,
    A_FINDINGS,
    A_NOTE,
    A__N
};

static const Choice decisions[] = {
    { "passed", N_("Passed"), "通过|通過|合格" },
    { "rectify", N_("To be put right"), "整改|限期整改" },
    { "failed", N_("Failed"), "不通过|不通過|不合格" },
    { 0 }
};

static const Field assessment_fields[A__N] = {
    [A_HOME] = { .name = "home", .label = N_("Home"), .kind = T_LINK, .link = "home",
                 .also = "侨胞之家|僑胞之家|受评侨胞之家|受評僑胞之家", .flags = REQUIRED | IN_LIST },
    [A_SET] = { .name = "criteria_set", .label = N_("Set of criteria"), .kind = T_LINK, .link = "criteria_set",
                .also = "评定标准|評定標準|标准|標準", .flags = IN_LIST },
    [A_VISITED] = { .name = "visited", .label = N_("Inspected on"), .kind = T_DATE, .flags = IN_LIST | INDEXED,
                    .also = "实地核查日期|實地核查日期|验收日期|驗收日期|核查日期" },
    [A_INSPECTOR] = { .name = "inspector", .label = N_("Inspector"), .kind = T_TEXT, .also = "核查人|核查人员|核查人員|验收人|驗收人" },
    [A_INSPECTOR2] = { .name = "inspector2", .label = N_("Second inspector"), .kind = T_TEXT,
                       .also = "核查人二|第二核查人|验收人二|驗收人二" },
    [A_OTHERS] = { .name = "inspectors", .label = N_("Further inspectors"), .kind = T_TEXT,
                   .also = "其他核查人|其他核查人员|其他核查人員" },
    [A_SCORE] = { .name = "score", .label = N_("Total score"), .kind = T_DECIMAL, .scale = 1, .flags = IN_LIST,
                  .also = "总分|總分|得分|评分|評分" },
    [A_DECISION] = { .name = "decision", .label = N_("Decision"), .kind = T_CHOICE, .choices = decisions,
                     .also = "评定结论|評定結論|结论|結論|结果|結果", .flags = IN_LIST },
    [A_DECIDED] = { .name = "decided", .label = N_("Decided on"), .kind = T_DATE, .also = "评定日期|評定日期|结论日期" },
    [A_VALID] = { .name = "valid_until", .label = N_("Valid until"), .kind = T_DATE, .also = "有效期至|有效期" },
    [A_RECHECK] = { .name = "recheck", .label = N_("To be checked again"), .kind = T_DATE, .also = "复核日期|複核日期" },
    [A_FINDINGS] = { .name = "findings", .label = N_("Findings"), .kind = T_NOTE, .also = "核查情况|核查情況|存在问题|存在問題",
                     .flags = SEARCHED | CONVERTED },
    [A_NOTE] = { .name = "note", .label = N_("Note"), .kind = T_NOTE, .flags = CONVERTED, .also = "备注|備註" },
};

static const Panel assessment_panels[] = {
    { "scores", N_("Scores"), "criterion_score where assessment = this" },
    { 0 }
};

/* The pass mark of the set; -1 if there is none. */
static int64_t pass_mark(const Check *k, const Record *r)
{
    Err e = { 0 };
    if (!rec_has(r, A_SET) || !rule_has_store(k))
        return -1;
    AUTO(stmt_done) Stmt *q =
        db_query(k->c->db, "/* pass_mark */ SELECT pass_mark FROM criteria_set WHERE id = $1",
                 P(rec_int(r, A_SET)));
    return db_next(q, &e) && !db_null(q, 0) ? db_int(q, 0) : -1;
}

static void assessment_check(Check *k, const Record *r)
{
    bool two = rec_has(r, A_INSPECTOR) && rec_has(r, A_INSPECTOR2);
    if (two && str_eq(rec_text(r, A_INSPECTOR), rec_text(r, A_INSPECTOR2)))
        problem(k, A_INSPECTOR2, "two different persons inspect a home");
    if (rec_is(r, A_DECISION, "passed") && !two)
        gate(k, A_INSPECTOR2,
             "a home passes when at least two inspectors have seen it; enter both");
    if (rec_is(r, A_DECISION, "passed") && !rec_has(r, A_VISITED))
        gate(k, A_VISITED, "a home passes after an inspection on the spot; enter the day");
    if (rule_backwards(r, A_VISITED, A_DECIDED))
        problem(k, A_DECIDED, "it was decided before the inspection");
    if (rule_backwards(r, A_VISITED, A_VALID))
        problem(k, A_VALID, "the result ends before the inspection");
    if (rec_is(r, A_DECISION, "passed") && rec_has(r, A_SCORE) &&
        rec_int(r, A_SCORE) < pass_mark(k, r))
        warning(k, A_SCORE, "the home passed although its score lies below the pass mark");
}

const Type assessment_type = {
    .name = "assessment", .label = N_("Assessment of a home"), .area = "grassroots",
    .also = "侨胞之家评定|僑胞之家評定|实地核查|實地核查|验收记录|驗收記錄",
    .fields = assessment_fields, .nfields = LEN(assessment_fields), .panels = assessment_panels,
    .title = "home", .identity = { "home", "criteria_set", "visited" }, .check = assessment_check,
};

enum { X_ASSESSMENT, X_CRITERION, X_SCORE, X_MET, X_NOTE, X__N };

static const Field score_fields[X__N] = {
    [X_ASSESSMENT] = { .name = "assessment", .label = N_("Assessment of a home"), .kind = T_LINK, .link = "assessment",
                       .also = "所属评定|所屬評定|评定|評定", .flags = REQUIRED | IN_LIST },
    [X_CRITERION] = { .name = "criterion", .label = N_("Criterion"), .kind = T_LINK, .link = "criterion",
                      .also = "评定项目|評定項目|条目|條目|指标|指標", .flags = REQUIRED | IN_LIST },
    [X_SCORE] = { .name = "score", .label = N_("Score"), .kind = T_DECIMAL, .scale = 1, .also = "得分|分数|分數",
                  .flags = IN_LIST },
    [X_MET] = { .name = "met", .label = N_("Criterion met"), .kind = T_BOOL, .also = "是否达标|是否達標|达标", .flags = IN_LIST },
    [X_NOTE] = { .name = "note", .label = N_("Note"), .kind = T_NOTE, .flags = CONVERTED, .also = "备注|備註|评语|評語" },
};

static void score_check(Check *k, const Record *r)
{
    Err e = { 0 };
    if (!rec_has(r, X_SCORE) || !rec_has(r, X_CRITERION) || !rule_has_store(k))
        return;
    AUTO(stmt_done) Stmt *q =
        db_query(k->c->db, "/* highest_score */ SELECT max_score FROM criterion WHERE id = $1",
                 P(rec_int(r, X_CRITERION)));
    if (db_next(q, &e) && !db_null(q, 0) && rec_int(r, X_SCORE) > db_int(q, 0))
        problem(k, X_SCORE, "the score is above the highest that this criterion gives");
}

const Type criterion_score_type = {
    .name = "criterion_score", .label = N_("Score of a criterion"), .area = "grassroots", .also = "评分明细|評分明細|逐项评分",
    .fields = score_fields, .nfields = LEN(score_fields), .title = "criterion",
    .identity = { "assessment", "criterion" }, .check = score_check,
};

/* ---- training ---- */

enum {
    G_NAME,
    G_KIND,
    G_EDITION,
    G_STARTS,
    G_ENDS,
    G_DAYS,
    G_HOURS,
    G_HOST,
    G_ORGANISER,
    G_BASE,
    G_PLACE,
    G_ONLINE,
    G_PARTICIPANTS,
    G_MODULES,
    G_COST,
    G_NOTICE,
    G_RATING,
    G_NOTE,
    G__N
};

static const Choice training_kinds[] = {
    { "cadres", N_("Grass-roots cadres"), "基层骨干培训|基層骨幹培訓|骨干培训|基层侨联骨干" },
    { "national", N_("National conditions"), "国情研修|國情研修|国情研修班" },
    { "representatives", N_("Representative persons"), "代表人士培训|代表人士培訓|归侨侨眷代表人士" },
    { "leaders", N_("Community leaders from abroad"), "海外侨领研习|海外僑領研習|侨领研习班" },
    { "talent", N_("New-generation talent"), "新侨人才研修|新僑人才研修|新侨人才" },
    { "professional", N_("Professional matters"), "业务培训|業務培訓|法律培训|信息员培训" },
    { 0 }
};

static const Choice modules[] = {
    { "lecture", N_("Lecture"), "专题讲座|專題講座|讲座|授课" },
    { "field", N_("Field teaching"), "现场教学|現場教學" },
    { "discussion", N_("Discussion"), "研讨交流|研討交流|座谈" },
    { "online", N_("On-line course"), "线上课程|線上課程" },
    { 0 }
};

static const Field class_fields[G__N] = {
    [G_NAME] = { .name = "name", .label = N_("Name of the class"), .kind = T_TEXT,
                 .also = "培训班名称|培訓班名稱|班次名称|班次名稱|名称|名稱", .flags = REQUIRED | IN_LIST | SEARCHED | CONVERTED },
    [G_KIND] = { .name = "kinds", .label = N_("Kinds of training"), .kind = T_CHOICES, .choices = training_kinds,
                 .also = "培训类型|培訓類型|类型|類型" },
    [G_EDITION] = { .name = "edition", .label = N_("Edition"), .kind = T_COUNT, .max = 999, .also = "期次|届次|屆次|期数" },
    [G_STARTS] = { .name = "begins", .label = N_("Starts"), .kind = T_DATE, .flags = IN_LIST | INDEXED,
                   .also = "开班日期|開班日期|开始日期|開始日期|开始时间" },
    [G_ENDS] = { .name = "ends", .label = N_("Ends"), .kind = T_DATE, .also = "结业日期|結業日期|结束日期|結束日期" },
    [G_DAYS] = { .name = "days", .label = N_("Days"), .kind = T_COUNT, .max = 366, .unit = N_("day"), .also = "天数|天數" },
    [G_HOURS] = { .name = "hours", .label = N_("Teaching hours"), .kind = T_COUNT, .unit = N_("teaching hour"),
                  .also = "学时|學時|课时|課時" },
    [G_HOST] = { .name = "host", .label = N_("Host"), .kind = T_TEXT, .also = "主办单位|主辦單位|主办|主辦", .flags = IN_LIST | CONVERTED },
    [G_ORGANISER] = { .name = "organiser", .label = N_("Carried out by"), .kind = T_TEXT, .flags = CONVERTED, .also = "承办单位|承辦單位|承办|承辦" },
    [G_BASE] = { .name = "base", .label = N_("Training base"), .kind = T_TEXT, .flags = CONVERTED, .also = "培训基地|培訓基地|培训地点|培訓地點|地点" },
    [G_PLACE] = { .name = "place", .label = N_("Place"), .kind = T_DIVISION, .also = "举办地|舉辦地|所在地" },
    [G_ONLINE] = { .name = "online", .label = N_("Online"), .kind = T_BOOL, .also = "是否线上|是否線上|线上|線上" },
    [G_PARTICIPANTS] = { .name = "participants", .label = N_("Number of participants"), .kind = T_COUNT, .unit = N_("person"),
                         .also = "参训人数|參訓人數|学员人数|學員人數|人数|人數", .flags = IN_LIST },
    [G_MODULES] = { .name = "modules", .label = N_("Modules"), .kind = T_CHOICES, .choices = modules,
                    .also = "课程形式|課程形式|教学形式|教學形式" },
    [G_COST] = { .name = "cost", .label = N_("Cost"), .kind = T_MONEY, .also = "培训经费|培訓經費|经费|經費" },
    [G_NOTICE] = { .name = "notice_on", .label = N_("Announced on"), .kind = T_DATE, .also = "通知日期|发文日期|發文日期" },
    [G_RATING] = { .name = "evaluation", .label = N_("Evaluation"), .kind = T_NOTE, .flags = CONVERTED, .also = "培训评估|培訓評估|评估|評估" },
    [G_NOTE] = { .name = "note", .label = N_("Note"), .kind = T_NOTE, .also = "备注|備註", .flags = SEARCHED | CONVERTED },
};

static const State class_states[] = {
    { "planned", N_("Planned"), "计划|計劃|计划中|計劃中", 0 },
    { "enrolling", N_("Enrolling"), "报名中|報名中|已通知", 0 },
    { "approved", N_("Approved"), "已批准|批准", 0 },
    { "held", N_("Held"), "已举办|已舉辦|已结束|已結束|结业", 0 },
    { "closed", N_("Disposed of"), "已归档|已歸檔|办结|辦結", STATE_END },
    { "cancelled", N_("Cancelled"), "取消|已取消", STATE_END | STATE_FAILED },
    { 0 }
};

static const Move class_moves[] = {
    { "planned", "approved", N_("Approve"), RIGHT_APPROVE, 0 },
    { "approved", "enrolling", N_("Open enrolment"), 0, 0 },
    { "enrolling", "held", N_("Record as held"), 0, 0 },
    { "planned", "held", N_("Record as held"), RIGHT_CONFIRM, 0 }, /* small ones need no approval */
    { "held", "closed", N_("Close"), 0, 0 },
    { "*", "cancelled", N_("Cancel"), RIGHT_CONFIRM, MOVE_REASON },
    { 0 }
};

static const Figure class_figures[] = {
    { .name = "training.classes", .label = N_("Training classes held"), .unit = N_("class"),
      .query = "training_class where begins in period and state != cancelled",
      .count = COUNT_ROWS },
    { .name = "training.participants", .label = N_("Participants of training classes"), .unit = N_("person-times"),
      .query = "training_class where begins in period and state != cancelled",
      .count = COUNT_SUM, .of = "participants" },
    { 0 },
};

static const Panel class_panels[] = {
    { "trainees", N_("Trainees"), "trainee where training_class = this" },
    { 0 }
};

static void class_check(Check *k, const Record *r)
{
    if (rule_backwards(r, G_STARTS, G_ENDS))
        problem(k, G_ENDS, "the class ends before it starts");
    if (rule_backwards(r, G_NOTICE, G_STARTS))
        problem(k, G_NOTICE, "the class was announced after it started");
    if (rec_has(r, G_DAYS) && rec_has(r, G_STARTS) && rec_has(r, G_ENDS) &&
        rec_int(r, G_DAYS) >
            day_number(rec_last_day(r, G_ENDS)) - day_number(rec_first_day(r, G_STARTS)) + 1)
        problem(k, G_DAYS, "the class has more days than there are between its first and its last");
    if (rec_state(r, "held") && rec_has(r, G_STARTS) && rec_first_day(r, G_STARTS) > k->c->today)
        problem(k, G_STARTS, "the class was held, but its first day is still to come");
}

const Type training_class_type = {
    .name = "training_class", .label = N_("Training class"), .area = "grassroots",
    .also = "培训班|培訓班|培训班次|培訓班次|研修班",
    .fields = class_fields, .nfields = LEN(class_fields), .states = class_states,
    .moves = class_moves,
    .figures = class_figures, .panels = class_panels, .title = "name", .identity = { "name", "begins" },
    .check = class_check,
};

enum {
    N_CLASS,
    N_PERSON,
    N_NAME,
    N_ORGANISATION,
    N_POST,
    N_COUNTRY,
    N_ATTENDED,
    N_HOURS,
    N_SCORE,
    N_CERTIFICATE,
    N_NOTE,
    N__N
};

static const Field trainee_fields[N__N] = {
    [N_CLASS] = { .name = "training_class", .label = N_("Training class"), .kind = T_LINK, .link = "training_class",
                  .also = "所属培训班|所屬培訓班|培训班|培訓班|班次", .flags = REQUIRED | IN_LIST },
    [N_PERSON] = { .name = "person", .label = N_("Person"), .kind = T_LINK, .link = "person",
                   .also = "学员档案|學員檔案|人员|人員", .flags = IN_LIST },
    [N_NAME] = { .name = "name", .label = N_("Name"), .kind = T_NAME, .level = LEVEL_PERSONAL,
                 .also = "姓名|学员姓名|學員姓名|学员|學員", .flags = IN_LIST | SEARCHED },
    [N_ORGANISATION] = { .name = "organisation", .label = N_("Organisation"), .kind = T_TEXT, .flags = IN_LIST | CONVERTED,
                         .also = "所在单位|所在單位|单位|單位|社团|社團" },
    [N_POST] = { .name = "post", .label = N_("Post"), .kind = T_TEXT, .flags = CONVERTED, .also = "职务|職務" },
    [N_COUNTRY] = { .name = "country", .label = N_("Country of residence"), .kind = T_COUNTRY,
                    .also = "住在国|住在國|国家地区|國家地區|居住国", .flags = IN_LIST },
    [N_ATTENDED] = { .name = "attended", .label = N_("Was there"), .kind = T_BOOL, .also = "是否到班|是否參訓|是否参训|到课" },
    [N_HOURS] = { .name = "hours", .label = N_("Hours attended"), .kind = T_COUNT, .unit = N_("teaching hour"),
                  .also = "实际学时|實際學時|学时|學時" },
    [N_SCORE] = { .name = "score", .label = N_("Mark"), .kind = T_DECIMAL, .scale = 1, .also = "考核成绩|考核成績|成绩|成績" },
    [N_CERTIFICATE] = { .name = "certificate_no", .label = N_("Completion certificate"), .kind = T_TEXT,
                        .also = "证书编号|證書編號|结业证书号" },
    [N_NOTE] = { .name = "note", .label = N_("Note"), .kind = T_NOTE, .level = LEVEL_PERSONAL, .also = "备注|備註" },
};

static const Figure trainee_figures[] = {
    { .name = "training.people", .label = N_("People trained"), .unit = N_("person"),
      .query = "trainee where training_class.begins in period and training_class.state != cancelled and "
      "(attended is empty or attended = yes)",
      .count = COUNT_PEOPLE, .of = "person", .part_of = "training.participants" },
    { .name = "training.countries", .label = N_("Countries and regions of the trainees"), .unit = N_("country or region"),
      .query = "trainee where training_class.begins in period and training_class.state != cancelled and "
      "(attended is empty or attended = yes)",
      .count = COUNT_DISTINCT, .of = "country" },
    { 0 },
};

static void trainee_check(Check *k, const Record *r)
{
    if (!rec_has(r, N_PERSON) && !rec_has(r, N_NAME))
        problem(k, N_NAME, "the trainee has no name");
    if (rec_has(r, N_ATTENDED) && !rec_int(r, N_ATTENDED) && rec_has(r, N_CERTIFICATE))
        problem(k, N_CERTIFICATE, "who did not attend gets no certificate");
}

const Type trainee_type = {
    .name = "trainee", .label = N_("Trainee"), .area = "grassroots", .also = "学员|學員|学员名单|學員名單|参训名单|參訓名單",
    .fields = trainee_fields, .nfields = LEN(trainee_fields), .figures = trainee_figures, .title = "name",
    .identity = { "training_class", "person", "name" }, .check = trainee_check,
};
