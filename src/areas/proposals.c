/* SPDX-License-Identifier: Apache-2.0
 * Proposals: what is handed in at the consultative conference, and what becomes of it.
 *
 * Six kinds of proposer. Suggestions and motions at the people's congress are kept here too and
 * never counted with proposals. A proposal that was filed is assigned to a lead and to co-handling
 * units; it is not done before the co-units countersigned, the supervisor reviewed and the members
 * rated it.
 */
#include "areas/areas.h"
#include "areas/rules.h"

enum {
    P_TITLE,
    P_FORUM,
    P_FORM,
    P_KIND,
    P_LEVEL,
    P_SESSION,
    P_OFF_SESSION,
    P_LEAD,
    P_LEAD_PERSON,
    P_JOINT,
    P_JOINT_PERSONS,
    P_CONVENOR,
    P_TOPIC,
    P_TEXT,
    P_SUBMITTED,
    P_EXAMINED,
    P_FILING_NO,
    P_MERGED,
    P_KEY,
    P_EXCELLENT,
    P_MODE,
    P_LEAD_UNIT,
    P_CO_UNITS,
    P_ASSIGNED,
    P_HARD,
    P_DUE,
    P_COUNTERSIGNED,
    P_REVIEWED,
    P_REPLIED,
    P_REPLY_NO,
    P_RESULT,
    P_RATED,
    P_RATING,
    P_REHANDLED,
    P_COMMITTED,
    P_CASES,
    P_NOTE,
    P__N
};

static const Choice forums[] = {
    { "cppcc", N_("Consultative conference"), "政协|政協" },
    { "congress", N_("People's congress"), "人大|人民代表大会" },
    { 0 }
};

static const Choice forms[] = {
    { "proposal", N_("Proposal"), "提案" },
    { "suggestion", N_("Suggestion"), "建议|建議" },
    { "motion", N_("Motion"), "议案|議案" },
    { 0 }
};

static const Choice proposers[] = {
    { "individual", N_("Individual members"), "个人提案|個人提案|委员提案|委員提案|委员|委員|个人|個人|联名提案" },
    { "party", N_("Political party"), "党派提案|黨派提案|党派|黨派" },
    { "body", N_("People's organisation"), "团体提案|團體提案|团体|團體" },
    { "sector", N_("Sector of the conference"), "界别提案|界別提案|界别|界別" },
    { "group", N_("Group of members"), "小组提案|小組提案|小组|小組|界别活动小组|委员小组" },
    { "committee", N_("Special committee"), "专委会提案|專委會提案|专委会|專委會" },
    { 0 }
};

static const Choice forum_levels[] = {
    { "national", N_("National level"), "全国|全國" },
    { "province", N_("Provincial level"), "省|省级|省級" },
    { "city", N_("City level"), "市|市级|市級" },
    { "district", N_("District level"), "区|區|区县|區縣|县|縣" },
    { 0 }
};

static const Choice modes[] = {
    { "single", N_("One unit"), "单独承办|單獨承辦|独办" },
    { "joint", N_("Lead and co-handling units"), "主会办|主會辦|主办会办|会办" },
    { "separate", N_("Several units, separately"), "分别办理|分別辦理|分办|分辦" },
    { 0 }
};

static const Choice result_classes[] = {
    { "a", N_("A: solved"), "A|A类|A類|已解决|已解決|已采纳" },
    { "b", N_("B: being solved"), "B|B类|B類|正在解决|正在解決|列入计划" },
    { "c", N_("C: kept for reference"), "C|C类|C類|留作参考|留作參考" },
    { 0 }
};

static const Choice ratings[] = {
    { "satisfied", N_("Satisfied"), "满意|滿意" },
    { "basically", N_("Basically satisfied"), "基本满意|基本滿意" },
    { "dissatisfied", N_("Dissatisfied"), "不满意|不滿意" },
    { 0 }
};

static const Field fields[P__N] = {
    [P_TITLE] = { .name = "title", .label = N_("Title"), .kind = T_TEXT, .also = "提案标题|提案標題|标题|標題|题目|題目|案由|提案名称",
                  .flags = REQUIRED | IN_LIST | SEARCHED | CONVERTED },
    [P_FORUM] = { .name = "forum", .label = N_("Handed in at"), .kind = T_CHOICE, .choices = forums,
                  .also = "提交会议|提交會議|渠道" },
    [P_FORM] = { .name = "form", .label = N_("Kind of paper"), .kind = T_CHOICE, .choices = forms, .also = "文种|文種|形式" },
    [P_KIND] = { .name = "kind", .label = N_("Kind of proposer"), .kind = T_CHOICE, .choices = proposers,
                 .also = "提案类型|提案類型|提案类别|提案類別|提案形式|类型|類型|类别",
                 .flags = REQUIRED | IN_LIST | INDEXED },
    [P_LEVEL] = { .name = "level", .label = N_("Level"), .kind = T_CHOICE, .choices = forum_levels,
                  .also = "层级|層級|级别|級別" },
    [P_SESSION] = { .name = "session", .label = N_("Session"), .kind = T_TEXT, .flags = IN_LIST | CONVERTED,
                    .also = "届次|屆次|会议届次|會議屆次|会议|會議" },
    [P_OFF_SESSION] = { .name = "off_session", .label = N_("Between sessions"), .kind = T_BOOL,
                        .also = "平时提案|平時提案|闭会期间|閉會期間" },
    [P_LEAD] = { .name = "proposer", .label = N_("Lead proposer"), .kind = T_NAME, .flags = IN_LIST | SEARCHED,
                 .also = "第一提案人|提案人|提案者|领衔人|領銜人|提出者" },
    [P_LEAD_PERSON] = { .name = "proposer_person", .label = N_("Lead proposer in the registry"), .kind = T_LINK,
                        .also = "提案人档案|提案人檔案", .link = "person" },
    [P_JOINT] = { .name = "joint_names", .label = N_("Joint proposers"), .kind = T_NOTE, .flags = SEARCHED,
                  .also = "联名人|聯名人|附议人|附議人|联名委员" },
    [P_JOINT_PERSONS] = { .name = "joint_persons", .label = N_("Joint proposers in the registry"),
                          .kind = T_LINKS, .also = "联名人档案|聯名人檔案", .link = "person" },
    [P_CONVENOR] = { .name = "convenor", .label = N_("Signed or stamped by"), .kind = T_TEXT,
                     .also = "召集人签名|召集人簽名|召集人|盖章单位|蓋章單位" },
    [P_TOPIC] = { .name = "topic", .label = N_("Subject area"), .kind = T_TEXT, .flags = CONVERTED, .also = "主题分类|主題分類|领域|領域|主题" },
    [P_TEXT] = { .name = "text", .label = N_("Facts, analysis, suggestion"), .kind = T_NOTE,
                 .also = "提案内容|提案內容|内容|內容|建议内容", .flags = SEARCHED },
    [P_SUBMITTED] = { .name = "submitted", .label = N_("Handed in on"), .kind = T_DATE, .flags = IN_LIST | INDEXED,
                      .also = "提交日期|提交时间|提交時間|日期" },
    [P_EXAMINED] = { .name = "examined", .label = N_("Examined on"), .kind = T_DATE,
                     .also = "审查日期|審查日期|立案日期" },
    [P_FILING_NO] = { .name = "filing_no", .label = N_("Filing number"), .kind = T_TEXT, .flags = IN_LIST,
                      .also = "立案号|立案號|提案号|提案號|案号|案號" },
    [P_MERGED] = { .name = "merged_into", .label = N_("Merged into"), .kind = T_LINK, .link = "proposal",
                   .also = "并入提案|併入提案|并案至|併案至" },
    [P_KEY] = { .name = "key_proposal", .label = N_("Key proposal"), .kind = T_BOOL, .also = "重点提案|重點提案" },
    [P_EXCELLENT] = { .name = "excellent", .label = N_("Chosen as excellent"), .kind = T_BOOL,
                      .also = "优秀提案|優秀提案" },
    [P_MODE] = { .name = "mode", .label = N_("How it is handled"), .kind = T_CHOICE, .choices = modes,
                 .also = "办理方式|辦理方式|承办方式|承辦方式" },
    [P_LEAD_UNIT] = { .name = "lead_unit", .label = N_("Lead handling unit"), .kind = T_TEXT, .flags = IN_LIST | CONVERTED,
                      .also = "主办单位|主辦單位|承办单位|承辦單位|主办" },
    [P_CO_UNITS] = { .name = "co_units", .label = N_("Co-handling units"), .kind = T_TEXT, .flags = CONVERTED,
                     .also = "会办单位|會辦單位|协办单位|協辦單位|分办单位" },
    [P_ASSIGNED] = { .name = "assigned", .label = N_("Assigned on"), .kind = T_DATE, .also = "交办日期|交辦日期|交办时间" },
    [P_HARD] = { .name = "extended", .label = N_("Extension told to the proposer"), .kind = T_DATE,
                 .also = "延期告知日期|延期" },
    [P_DUE] = { .name = "due", .label = N_("Due"), .kind = T_DATE, .also = "办理期限|辦理期限|答复期限|答覆期限" },
    [P_COUNTERSIGNED] = { .name = "countersigned", .label = N_("Countersigned by the co-units"), .kind = T_DATE,
                          .also = "会签日期|會簽日期|会签完成" },
    [P_REVIEWED] = { .name = "reviewed", .label = N_("Reviewed by the supervisor"), .kind = T_DATE,
                     .also = "督办审核日期|督辦審核日期|审核日期" },
    [P_REPLIED] = { .name = "replied", .label = N_("Replied"), .kind = T_DATE, .flags = INDEXED,
                    .also = "答复日期|答覆日期|答复时间|答覆時間" },
    [P_REPLY_NO] = { .name = "reply_no", .label = N_("Number of the reply"), .kind = T_TEXT,
                     .also = "答复文号|答覆文號|复函文号|覆函文號" },
    [P_RESULT] = { .name = "result", .label = N_("Result class"), .kind = T_CHOICE, .choices = result_classes,
                   .also = "办理结果|辦理結果|办理类别|辦理類別|结果分类", .flags = IN_LIST },
    [P_RATED] = { .name = "rated", .label = N_("Rated on"), .kind = T_DATE, .also = "反馈日期|反饋日期|评价日期|評價日期" },
    [P_RATING] = { .name = "rating", .label = N_("Proposer's rating"), .kind = T_CHOICE, .choices = ratings,
                   .also = "委员评价|委員評價|满意度|滿意度|反馈意见|反饋意見" },
    [P_REHANDLED] = { .name = "rehandled", .label = N_("Handled again"), .kind = T_DATE,
                      .also = "重新办理日期|重新辦理日期|再次办理" },
    [P_COMMITTED] = { .name = "commitment", .label = N_("Commitment and its due day"), .kind = T_TEXT, .flags = CONVERTED,
                      .also = "承诺事项|承諾事項" },
    [P_CASES] = { .name = "legal_cases", .label = N_("Cases behind it"), .kind = T_LINKS, .link = "legal_case",
                  .also = "关联案件|關聯案件", .level = LEVEL_SENSITIVE },
    [P_NOTE] = { .name = "note", .label = N_("Note"), .kind = T_NOTE, .also = "备注|備註", .flags = SEARCHED | CONVERTED },
};

static const State states[] = {
    { "topic", N_("Topic collected"), "选题|選題|征集选题|徵集選題", 0 },
    { "draft", N_("Draft"), "草稿|起草", 0 },
    { "reviewed", N_("Reviewed by the department"), "部门已审|部門已審|初审|初審", 0 },
    { "endorsed", N_("Endorsed by the leader"), "分管领导已审|分管領導已審|复审|複審", 0 },
    { "cleared", N_("Cleared by the meeting"), "会议通过|會議通過|主席会议通过", 0 },
    { "submitted", N_("Submitted"), "已提交|提交", 0 },
    { "examined", N_("Examined"), "已审查|已審查|审查中|審查中", 0 },
    { "filed", N_("Filed"), "立案|已立案", 0 },
    { "not_filed", N_("Not filed, passed on as a suggestion"), "未立案|不予立案|转为意见建议|转社情民意", STATE_END | STATE_FAILED },
    { "merged", N_("Merged"), "并案|併案|已并案", STATE_END },
    { "assigned", N_("Assigned"), "交办|交辦|已交办|已交辦", 0 },
    { "handling", N_("Being handled"), "办理中|辦理中|承办|承辦", 0 },
    { "countersigning", N_("Waiting for the co-units"), "会签中|會簽中|待会签|待會簽", 0 },
    { "supervising", N_("Waiting for the supervisor"), "待督办审核|待督辦審核|督办", 0 },
    { "replied", N_("Replied, not yet rated"), "已答复|已答覆|答复|答覆|待评价", 0 },
    { "rated", N_("Rated"), "已评价|已評價|已反馈|已反饋", 0 },
    { "rehandling", N_("Being handled again"), "重新办理|重新辦理", 0 },
    { "tracking", N_("Commitment tracked"), "跟踪落实|跟蹤落實|承诺跟踪", 0 },
    { "closed", N_("Disposed of"), "办结|辦結|已办结|已辦結", STATE_END },
    { "withdrawn", N_("Withdrawn"), "撤回|撤案|已撤案", STATE_END | STATE_FAILED },
    { 0 }
};

/* A collective proposal goes author, department, leader, meeting; an individual one is the
 * member's own affair. When a co-unit changes the reply, countersigning begins anew. */
static const Move moves[] = {
    { "topic", "draft", N_("Draft"), 0, 0 },
    { "draft", "reviewed", N_("Review"), RIGHT_CONFIRM, MOVE_OTHER_PERSON },
    { "reviewed", "endorsed", N_("Endorse"), RIGHT_APPROVE, MOVE_OTHER_PERSON },
    { "endorsed", "cleared", N_("Clear in the meeting"), RIGHT_DECIDE, 0 },
    { "reviewed", "draft", N_("Return"), RIGHT_APPROVE, MOVE_REASON },
    { "endorsed", "draft", N_("Return"), RIGHT_DECIDE, MOVE_REASON },
    { "cleared", "submitted", N_("Stamp and submit"), 0, 0 },
    { "draft", "submitted", N_("Submit a member's own"), 0, 0 },
    { "submitted", "examined", N_("Record the examination"), 0, 0 },
    { "submitted", "filed", N_("Record the filing"), 0, 0 },
    { "examined", "filed", N_("Record the filing"), 0, 0 },
    { "submitted", "not_filed", N_("Record as not filed"), 0, MOVE_REASON },
    { "examined", "not_filed", N_("Record as not filed"), 0, MOVE_REASON },
    { "submitted", "merged", N_("Merge"), 0, 0 },
    { "examined", "merged", N_("Merge"), 0, 0 },
    { "filed", "merged", N_("Merge"), 0, 0 },
    { "filed", "assigned", N_("Assign"), 0, 0 },
    { "assigned", "filed", N_("Return to the assigner"), 0, MOVE_REASON },
    { "assigned", "handling", N_("Begin"), 0, 0 },
    { "handling", "countersigning", N_("Pass to the co-units"), 0, 0 },
    { "countersigning", "handling", N_("A co-unit changed the reply"), 0, MOVE_REASON },
    { "countersigning", "supervising", N_("All co-units have countersigned"), 0, 0 },
    { "handling", "supervising", N_("Pass to the supervisor"), 0, 0 },
    { "supervising", "handling", N_("Return"), 0, MOVE_REASON },
    { "supervising", "replied", N_("Reply"), 0, 0 },
    { "replied", "rated", N_("Record the rating"), 0, 0 },
    { "rated", "rehandling", N_("Handle again"), 0, MOVE_REASON },
    { "rehandling", "replied", N_("Reply"), 0, 0 },
    { "rated", "tracking", N_("Track the commitment"), 0, 0 },
    { "rated", "closed", N_("Close"), 0, 0 },
    { "tracking", "closed", N_("Close"), 0, 0 },
    { "*", "withdrawn", N_("Withdraw"), 0, MOVE_REASON },
    { 0 }
};

static const Deadline deadlines[] = {
    { "return", N_("Last day for a unit to return a proposal"), "assigned", 10, DAYS_CALENDAR, "state = assigned" },
    { "reply", N_("Reply to a proposal"), "assigned", 3, DAYS_MONTHS,
      "extended is empty and state in (assigned, handling, countersigning, supervising)" },
    { "reply_hard", N_("Reply to a proposal that was extended"), "assigned", 6, DAYS_MONTHS,
      "extended is not empty and state in (assigned, handling, countersigning, supervising)" },
    { "rehandle", N_("New reply after a dissatisfied rating"), "rated", 1, DAYS_MONTHS,
      "rating = dissatisfied and state in (rated, rehandling)" },
    { 0 }
};

/* A proposal without a form is one at the conference: that is what offices list. Whether it was
 * handed in is said by its day, as lists of old ones have no states. */
#define AT_CONFERENCE " and (form is empty or form = proposal) and state != withdrawn"

static const Figure figures[] = {
    { .name = "proposal.group", .label = N_("Group proposals handed in"), .unit = N_("proposal"),
      .query = "proposal where submitted in period and kind = group" AT_CONFERENCE,
      .count = COUNT_ROWS, .part_of = "proposal.submitted" },
    { .name = "proposal.individual", .label = N_("Individual proposals handed in"), .unit = N_("proposal"),
      .query = "proposal where submitted in period and kind = individual" AT_CONFERENCE,
      .count = COUNT_ROWS, .part_of = "proposal.submitted" },
    { .name = "proposal.submitted", .label = N_("Proposals handed in"), .unit = N_("proposal"),
      .query = "proposal where submitted in period" AT_CONFERENCE,
      .count = COUNT_ROWS },
    { .name = "proposal.collective", .label = N_("Collective proposals handed in"), .unit = N_("proposal"),
      .query = "proposal where submitted in period and kind != individual" AT_CONFERENCE,
      .count = COUNT_ROWS, .part_of = "proposal.submitted" },
    { .name = "proposal.filed", .label = N_("Proposals filed"), .unit = N_("proposal"),
      .query = "proposal where submitted in period and (filing_no is not empty or state in (filed, assigned, handling, "
      "countersigning, supervising, replied, rated, rehandling, tracking, closed))" AT_CONFERENCE,
      .count = COUNT_ROWS, .part_of = "proposal.submitted" },
    { .name = "proposal.key", .label = N_("Key proposals"), .unit = N_("proposal"),
      .query = "proposal where submitted in period and key_proposal = yes" AT_CONFERENCE,
      .count = COUNT_ROWS, .part_of = "proposal.submitted" },
    { .name = "proposal.excellent", .label = N_("Excellent proposals"), .unit = N_("proposal"),
      .query = "proposal where submitted in period and excellent = yes" AT_CONFERENCE,
      .count = COUNT_ROWS, .part_of = "proposal.submitted" },
    { .name = "proposal.solved", .label = N_("Proposals solved (class A)"), .unit = N_("proposal"),
      .query = "proposal where replied in period and result = a" AT_CONFERENCE,
      .count = COUNT_ROWS },
    { .name = "congress.suggestions", .label = N_("Suggestions and motions at the people's congress"), .unit = N_("item"),
      .query = "proposal where submitted in period and form in (suggestion, motion) and state != withdrawn",
      .count = COUNT_ROWS },
    { 0 },
};

static const Panel panels[] = {
    { "merged", N_("Merged into this one"), "proposal where merged_into = this" },
    { 0 }
};

/* Was one of the same title handed in during the three years before? */
static bool handed_in_before(const Check *k, const Record *r)
{
    Err e = { 0 };
    if (!rec_has(r, P_SUBMITTED) || !rule_has_store(k))
        return false;
    Day day = rec_first_day(r, P_SUBMITTED);
    AUTO(stmt_done) Stmt *q =
        db_query(k->c->db,
                 "/* proposal_before */ SELECT id FROM proposal"
                 " WHERE title = $1 AND id <> $2 AND COALESCE(voided_at, 0) = 0"
                 "   AND submitted_from >= $3 AND submitted_from <= $4 LIMIT 1",
                 P(rec_text(r, P_TITLE)), P(r->id), P(day_add_months(day, -36)), P(day));
    return db_next(q, &e);
}

static void check_dates(Check *k, const Record *r)
{
    if (rule_backwards(r, P_SUBMITTED, P_ASSIGNED))
        problem(k, P_ASSIGNED, "the proposal was assigned before it was submitted");
    if (rule_backwards(r, P_ASSIGNED, P_REPLIED))
        problem(k, P_REPLIED, "the reply is older than the assignment");
    if (rule_backwards(r, P_REPLIED, P_RATED))
        problem(k, P_RATED, "the reply was rated before it was given");
    if (rec_has(r, P_ASSIGNED) && rec_has(r, P_REPLIED)) {
        int months = rec_has(r, P_HARD) ? 6 : 3;
        if (rec_first_day(r, P_REPLIED) > day_add_months(rec_last_day(r, P_ASSIGNED), months))
            warning(k, P_REPLIED, "the reply came more than %d months after the assignment",
                    months);
    }
}

static void check_handling(Check *k, const Record *r)
{
    bool joint = rec_is(r, P_MODE, "joint") || rec_is(r, P_MODE, "separate");
    if (joint && !rec_has(r, P_CO_UNITS))
        problem(k, P_CO_UNITS, "several units handle it; name the others");
    if (rule_state_in(r, S("assigned|handling|countersigning|supervising|replied|rated")) &&
        !rec_has(r, P_LEAD_UNIT))
        gate(k, P_LEAD_UNIT, "an assigned proposal needs its lead unit");
    if (rule_state_in(r, S("supervising|replied")) && rec_is(r, P_MODE, "joint") &&
        !rec_has(r, P_COUNTERSIGNED))
        gate(k, P_COUNTERSIGNED, "the co-units have not countersigned yet");
    if (rec_state(r, "replied") && !rec_has(r, P_REPLY_NO))
        gate(k, P_REPLY_NO, "a reply is an official letter; enter its number");
    if (rec_state(r, "replied") && !rec_has(r, P_REVIEWED))
        gate(k, P_REVIEWED, "the supervisor has not reviewed the reply yet");
    if (rec_has(r, P_RESULT) && !rec_has(r, P_REPLIED))
        warning(k, P_REPLIED, "there is a result, but the day of the reply is missing");
    if (rec_state(r, "rated") && !rec_has(r, P_RATING))
        gate(k, P_RATING, "enter how the proposer rated the reply");
    if (rec_state(r, "closed") && rec_is(r, P_RATING, "dissatisfied") && !rec_has(r, P_REHANDLED))
        gate(k, P_REHANDLED,
             "the proposer was dissatisfied; the proposal is handled again before it is closed");
}

static void proposal_check(Check *k, const Record *r)
{
    if (rec_is(r, P_KIND, "individual") && !rec_has(r, P_LEAD) && !rec_has(r, P_LEAD_PERSON))
        problem(k, P_LEAD, "an individual proposal needs its proposer");
    if ((rec_is(r, P_FORUM, "congress") && rec_is(r, P_FORM, "proposal")) ||
        (rec_is(r, P_FORUM, "cppcc") && rec_has(r, P_FORM) && !rec_is(r, P_FORM, "proposal")))
        problem(k, P_FORM,
                "proposals belong to the conference, suggestions and motions to the congress");
    if (rec_state(r, "merged") && !rec_has(r, P_MERGED))
        gate(k, P_MERGED, "say which proposal it was merged into");
    if (r->id && rec_int(r, P_MERGED) == r->id)
        problem(k, P_MERGED, "a proposal cannot be merged into itself");
    if (handed_in_before(k, r))
        warning(k, P_TITLE, "a proposal of this title was handed in within the last three years");
    check_dates(k, r);
    check_handling(k, r);
}

const Type proposal_type = {
    .name = "proposal", .label = N_("Proposal"), .area = "proposals",
    .also = "政协提案|政協提案|提案|提案台账|提案臺賬|提案建议|建议提案",
    .fields = fields, .nfields = LEN(fields), .states = states, .moves = moves,
    .deadlines = deadlines,
    .figures = figures, .panels = panels, .title = "title",
    .identity = { "title", "kind", "proposer", "submitted" }, .check = proposal_check,
};
