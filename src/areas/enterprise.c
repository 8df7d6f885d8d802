/* SPDX-License-Identifier: Apache-2.0
 * Enterprise: leaders linked with enterprises for a year, their visits, and the problems raised.
 *
 * Each problem is a row with an owner and a due day, so that "30 visits, 41 problems, 35 solved"
 * is a query. Enterprises visited and visits are two numbers.
 */
#include "areas/areas.h"
#include "areas/rules.h"

/* ---- links ---- */

enum { K_YEAR, K_LEADER, K_PERSON, K_ENTERPRISE, K_DEPARTMENT, K_PLANNED, K_NOTE, K__N };

static const Field link_fields[K__N] = {
    [K_YEAR] = { .name = "year", .label = N_("Year"), .kind = T_DATE, .also = "年度|年份",
                 .flags = REQUIRED | IN_LIST | INDEXED },
    [K_LEADER] = { .name = "leader", .label = N_("Linked leader"), .kind = T_NAME,
                   .also = "挂钩领导|掛鈎領導|挂钩联系领导|联系领导|聯繫領導|领导|領導", .flags = IN_LIST | SEARCHED },
    [K_PERSON] = { .name = "leader_person", .label = N_("Leader in the registry"), .kind = T_LINK,
                   .also = "领导档案|領導檔案", .link = "person" },
    [K_ENTERPRISE] = { .name = "enterprise", .label = N_("Enterprise"), .kind = T_LINK, .link = "enterprise",
                       .also = "侨企|僑企|企业|企業|企业名称|企業名稱|挂钩企业|掛鈎企業", .flags = REQUIRED | IN_LIST },
    [K_DEPARTMENT] = { .name = "department", .label = N_("Supporting department"), .kind = T_TEXT, .flags = CONVERTED,
                       .also = "配合部门|配合部門|协助部门|協助部門" },
    [K_PLANNED] = { .name = "planned", .label = N_("Visits planned"), .kind = T_COUNT, .unit = N_("time"),
                    .also = "计划走访次数|計劃走訪次數|计划次数" },
    [K_NOTE] = { .name = "note", .label = N_("Note"), .kind = T_NOTE, .also = "备注|備註", .flags = SEARCHED | CONVERTED },
};

static const Figure link_figures[] = {
    { .name = "enterprise.links", .label = N_("Enterprises linked with a leader"), .unit = N_("enterprise"),
      .query = "enterprise_link where year in period",
      .count = COUNT_DISTINCT, .of = "enterprise" },
    { 0 },
};

static void link_check(Check *k, const Record *r)
{
    if (!rec_has(r, K_LEADER) && !rec_has(r, K_PERSON))
        problem(k, K_LEADER, "the enterprise is linked with nobody; name the leader");
    if (rec_has(r, K_PLANNED) && rec_int(r, K_PLANNED) < 2)
        warning(k, K_PLANNED, "each linked enterprise is contacted at least twice a year");
}

const Type enterprise_link_type = {
    .name = "enterprise_link", .label = N_("Leader's link with an enterprise"), .area = "enterprise",
    .also = "领导挂钩联系侨企|領導掛鈎聯繫僑企|挂钩联系|掛鈎聯繫|挂钩侨企名单",
    .fields = link_fields, .nfields = LEN(link_fields), .figures = link_figures, .title = "leader",
    .identity = { "year", "leader", "leader_person", "enterprise" }, .check = link_check,
};

/* ---- visits ---- */

enum {
    V_ENTERPRISE,
    V_VISITED,
    V_LEADER,
    V_LINK,
    V_KIND,
    V_STAFF,
    V_MET,
    V_PLACE,
    V_TALK,
    V_NOTE,
    V__N
};

static const Choice visit_kinds[] = {
    { "visit", N_("Visit"), "实地走访|實地走訪|走访|走訪|调研|調研" },
    { "meeting", N_("Meeting"), "座谈|座談|会面" },
    { "phone", N_("Telephone"), "电话|電話" },
    { 0 }
};

static const Field visit_fields[V__N] = {
    [V_ENTERPRISE] = { .name = "enterprise", .label = N_("Enterprise"), .kind = T_LINK, .link = "enterprise",
                       .also = "侨企|僑企|企业|企業|企业名称|企業名稱|走访企业|走訪企業", .flags = REQUIRED | IN_LIST },
    [V_VISITED] = { .name = "visited", .label = N_("Visited on"), .kind = T_DATE,
                    .also = "走访日期|走訪日期|调研日期|調研日期|日期|走访时间|走訪時間",
                    .flags = REQUIRED | IN_LIST | INDEXED },
    [V_LEADER] = { .name = "leader", .label = N_("Visiting leader"), .kind = T_NAME, .flags = IN_LIST | SEARCHED,
                   .also = "走访领导|走訪領導|带队领导|帶隊領導|领导|領導|走访人" },
    [V_LINK] = { .name = "enterprise_link", .label = N_("On the ground of the link"), .kind = T_LINK,
                 .also = "挂钩联系|掛鈎聯繫", .link = "enterprise_link" },
    [V_KIND] = { .name = "kind", .label = N_("Kind of contact"), .kind = T_CHOICE, .choices = visit_kinds,
                 .also = "联系方式|聯繫方式|走访方式|走訪方式|方式" },
    [V_STAFF] = { .name = "staff", .label = N_("Accompanied by"), .kind = T_TEXT, .also = "陪同人员|陪同人員|参加人员|參加人員" },
    [V_MET] = { .name = "met", .label = N_("Received by"), .kind = T_TEXT, .level = LEVEL_PERSONAL,
                .also = "企业接待人|企業接待人|接待人" },
    [V_PLACE] = { .name = "place", .label = N_("Place"), .kind = T_DIVISION, .also = "所在区|所在區|地点|地點" },
    [V_TALK] = { .name = "talk", .label = N_("What was talked about"), .kind = T_NOTE, .flags = SEARCHED | CONVERTED,
                 .also = "走访情况|走訪情況|交流内容|交流內容|企业情况" },
    [V_NOTE] = { .name = "note", .label = N_("Note"), .kind = T_NOTE, .also = "备注|備註", .flags = SEARCHED | CONVERTED },
};

static const Figure visit_figures[] = {
    { .name = "enterprise.visits", .label = N_("Visits of leaders to enterprises"), .unit = N_("visit"),
      .query = "enterprise_visit where visited in period",
      .count = COUNT_ROWS },
    { .name = "enterprise.visited", .label = N_("Enterprises visited"), .unit = N_("enterprise"),
      .query = "enterprise_visit where visited in period",
      .count = COUNT_DISTINCT, .of = "enterprise", .part_of = "enterprise.visits" },
    { 0 },
};

static const Panel visit_panels[] = {
    { "problems", N_("Problems raised"), "enterprise_problem where enterprise_visit = this" },
    { 0 }
};

static void visit_check(Check *k, const Record *r)
{
    if (rec_has(r, V_VISITED) && rec_first_day(r, V_VISITED) > k->c->today)
        problem(k, V_VISITED, "the visit lies in the future; enter it when it was made");
}

const Type enterprise_visit_type = {
    .name = "enterprise_visit", .label = N_("Visit to an enterprise"), .area = "enterprise",
    .also = "走访侨企|走訪僑企|侨企走访|僑企走訪|企业走访|企業走訪|侨企调研|僑企調研",
    .fields = visit_fields, .nfields = LEN(visit_fields), .figures = visit_figures,
    .panels = visit_panels,
    .title = "enterprise", .identity = { "enterprise", "visited", "leader" }, .check = visit_check,
};

/* ---- problems ---- */

enum {
    P_PROBLEM,
    P_ENTERPRISE,
    P_VISIT,
    P_KIND,
    P_CLASS,
    P_RAISED,
    P_OWNER,
    P_UNIT,
    P_DUE,
    P_PROGRESS,
    P_SOLVED,
    P_ANSWER,
    P_CONFIRMED,
    P_SATISFACTION,
    P_NOTE,
    P__N
};

static const Choice problem_kinds[] = {
    { "policy", N_("Policy"), "政策" },
    { "funds", N_("Finance"), "融资|融資|资金|資金" },
    { "land", N_("Land and premises"), "用地|土地|场地|場地" },
    { "staff", N_("Staff and talent"), "用工|人才|招工" },
    { "licence", N_("Licences"), "审批|審批|证照|證照" },
    { "tax", N_("Tax and customs"), "税务|稅務|海关|海關" },
    { "market", N_("Market"), "市场|市場|销售|銷售" },
    { "law", N_("Law"), "法律|法务|法務|维权" },
    { "family", N_("Schooling and family"), "子女入学|子女入學|生活" },
    { "other", N_("Other"), "其他|其它" },
    { 0 }
};

static const Choice problem_classes[] = {
    { "self", N_("We solve it"), "自行解决|自行解決|自办" },
    { "coordinate", N_("To be coordinated"), "协调解决|協調解決|协调|協調" },
    { "report", N_("To be reported up"), "上报解决|上報解決|上报|上報" },
    { 0 }
};

static const Choice ratings[] = {
    { "satisfied", N_("Satisfied"), "满意|滿意" },
    { "basically", N_("Basically satisfied"), "基本满意|基本滿意" },
    { "dissatisfied", N_("Dissatisfied"), "不满意|不滿意" },
    { 0 }
};

static const Field problem_fields[P__N] = {
    [P_PROBLEM] = { .name = "problem", .label = N_("Problem"), .kind = T_TEXT,
                    .also = "反映问题|反映問題|问题|問題|诉求|訴求|困难问题", .flags = REQUIRED | IN_LIST | SEARCHED | CONVERTED },
    [P_ENTERPRISE] = { .name = "enterprise", .label = N_("Enterprise"), .kind = T_LINK, .link = "enterprise",
                       .also = "侨企|僑企|企业|企業|企业名称|企業名稱", .flags = REQUIRED | IN_LIST },
    [P_VISIT] = { .name = "enterprise_visit", .label = N_("Raised at the visit"), .kind = T_LINK,
                  .also = "来源走访|來源走訪|走访|走訪", .link = "enterprise_visit" },
    [P_KIND] = { .name = "kind", .label = N_("Kind of problem"), .kind = T_CHOICE, .choices = problem_kinds,
                 .also = "问题类型|問題類型|类型|類型|类别" },
    [P_CLASS] = { .name = "class", .label = N_("Who is to solve it"), .kind = T_CHOICE,
                  .also = "问题分类|問題分類|办理途径|辦理途徑|分类", .choices = problem_classes },
    [P_RAISED] = { .name = "raised", .label = N_("Raised on"), .kind = T_DATE, .flags = IN_LIST | INDEXED,
                   .also = "提出日期|反映日期|登记日期|登記日期|日期" },
    [P_OWNER] = { .name = "owner", .label = N_("Owner"), .kind = T_TEXT, .flags = IN_LIST,
                  .also = "责任部门|責任部門|承办部门|承辦部門|责任人|責任人" },
    [P_UNIT] = { .name = "outside", .label = N_("Body outside"), .kind = T_TEXT, .flags = CONVERTED, .also = "协办单位|協辦單位|外部单位|对口部门" },
    [P_DUE] = { .name = "due", .label = N_("Due"), .kind = T_DATE, .flags = IN_LIST, .also = "办理期限|辦理期限|期限|截止日期" },
    [P_PROGRESS] = { .name = "progress", .label = N_("Progress"), .kind = T_NOTE, .flags = CONVERTED, .also = "办理进展|辦理進展|进展|進展" },
    [P_SOLVED] = { .name = "solved", .label = N_("Solved on"), .kind = T_DATE, .flags = IN_LIST | INDEXED,
                   .also = "解决日期|解決日期|办结日期|辦結日期" },
    [P_ANSWER] = { .name = "answer", .label = N_("Result"), .kind = T_NOTE, .flags = CONVERTED, .also = "办理结果|辦理結果|结果|結果|答复" },
    [P_CONFIRMED] = { .name = "confirmed", .label = N_("Confirmed by the enterprise"), .kind = T_DATE,
                      .also = "企业确认日期|企業確認日期|企业确认" },
    [P_SATISFACTION] = { .name = "satisfaction", .label = N_("Satisfaction"), .kind = T_CHOICE,
                         .also = "满意度|滿意度|企业评价|企業評價", .choices = ratings },
    [P_NOTE] = { .name = "note", .label = N_("Note"), .kind = T_NOTE, .also = "备注|備註", .flags = SEARCHED | CONVERTED },
};

static const State problem_states[] = {
    { "raised", N_("Raised"), "已提出|已登记|已登記|收集", 0 },
    { "classified", N_("Classified"), "已分类|已分類", 0 },
    { "assigned", N_("Assigned"), "已交办|已交辦|交办|交辦", 0 },
    { "in_progress", N_("Being handled"), "办理中|辦理中|推进中", 0 },
    { "solved", N_("Solved"), "已解决|已解決", 0 },
    { "explained", N_("Explained"), "已解释说明|已解釋說明|解释说明", 0 },
    { "closed", N_("Disposed of"), "办结|辦結|已办结|已辦結|销号", STATE_END },
    { 0 }
};

static const Move problem_moves[] = {
    { "raised", "classified", N_("Classify"), 0, 0 },
    { "classified", "assigned", N_("Assign"), RIGHT_CONFIRM, 0 },
    { "assigned", "in_progress", N_("Begin"), 0, 0 },
    { "assigned", "classified", N_("Return"), 0, MOVE_REASON },
    { "in_progress", "solved", N_("Record as solved"), 0, 0 },
    { "in_progress", "explained", N_("Explain why not"), 0, MOVE_REASON },
    { "solved", "in_progress", N_("Reopen"), 0, MOVE_REASON },
    { "explained", "in_progress", N_("Reopen"), 0, MOVE_REASON },
    { "solved", "closed", N_("Close"), RIGHT_CONFIRM, 0 },
    { "explained", "closed", N_("Close"), RIGHT_CONFIRM, 0 },
    { 0 }
};

static const Deadline problem_deadlines[] = {
    { "due", N_("Problem of an enterprise"), "due", 0, DAYS_CALENDAR,
      "state in (raised, classified, assigned, in_progress)" },
    { 0 }
};

static const Figure problem_figures[] = {
    { .name = "enterprise.problems", .label = N_("Problems raised by enterprises"), .unit = N_("problem"),
      .query = "enterprise_problem where raised in period",
      .count = COUNT_ROWS },
    { .name = "enterprise.solved", .label = N_("Problems of enterprises solved"), .unit = N_("problem"),
      .query = "enterprise_problem where solved in period",
      .count = COUNT_ROWS },
    { 0 },
};

static void problem_check(Check *k, const Record *r)
{
    if (rule_backwards(r, P_RAISED, P_SOLVED))
        problem(k, P_SOLVED, "the problem was solved before it was raised");
    if (rule_backwards(r, P_RAISED, P_DUE))
        problem(k, P_DUE, "the problem is due before it was raised");
    if (rec_state(r, "solved") && !rec_has(r, P_SOLVED))
        gate(k, P_SOLVED, "a solved problem needs the day on which it was solved");
    if (rule_state_in(r, S("assigned|in_progress")) && !rec_has(r, P_OWNER))
        gate(k, P_OWNER, "an assigned problem needs an owner");
    if (rule_state_in(r, S("assigned|in_progress")) && !rec_has(r, P_DUE))
        gate(k, P_DUE, "an assigned problem needs the day on which it is due");
    if (rec_state(r, "explained") && rec_has(r, P_SOLVED))
        problem(k, P_SOLVED, "the problem was explained, not solved; clear the day");
    if (rec_state(r, "closed") && !rec_has(r, P_CONFIRMED))
        warning(k, P_CONFIRMED, "the problem is closed without the enterprise's word");
}

const Type enterprise_problem_type = {
    .name = "enterprise_problem", .label = N_("Problem of an enterprise"), .area = "enterprise",
    .also = "侨企问题|僑企問題|企业诉求|企業訴求|问题台账|問題臺賬",
    .fields = problem_fields, .nfields = LEN(problem_fields), .states = problem_states,
    .moves = problem_moves, .deadlines = problem_deadlines, .figures = problem_figures,
    .title = "problem", .identity = { "enterprise", "problem", "raised" }, .check = problem_check,
};
