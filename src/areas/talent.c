/* SPDX-License-Identifier: Apache-2.0
 * Talent: people abroad who would come, help or advise, the posts that look for them, and how the
 * two are brought together.
 *
 * Somebody who was a guest as well is one person: link the person of the registry.
 */
#include "areas/areas.h"
#include "areas/choices.h"
#include "areas/rules.h"

/* ---- talent ---- */

enum {
    TALENT_NAME, TALENT_NAME_LATIN, TALENT_PERSON, TALENT_COUNTRY, TALENT_DISCIPLINE, TALENT_GRADE,
    TALENT_GRADE_CODE, TALENT_EDUCATION, TALENT_INSTITUTION, TALENT_POST, TALENT_WILLING,
    TALENT_WANTS, TALENT_PHONE, TALENT_MAIL, TALENT_REGISTERED_ON, TALENT_EVENT,
    TALENT_LAST_CONTACT, TALENT_NOTE, TALENT__N
};

static const Choice talent_grades[] = {
    { "national", N_("National level"), "国家级|國家級" },
    { "province", N_("Provincial level"), "省级|省級" },
    { "city", N_("City level"), "市级|市級" },
    { "other", N_("Other"), "其他" },
    { 0 },
};

static const Choice talent_willings[] = {
    { "return", N_("Return home"), "回国工作|回國工作|回国|回國|全职回国|全職回國" },
    { "start_up", N_("Start an enterprise"), "回国创业|回國創業|创业|創業" },
    { "part_time", N_("Work part-time"), "兼职|兼職|柔性引进|柔性引進" },
    { "advise", N_("Advise"), "担任顾问|擔任顧問|顾问|顧問|咨询|諮詢" },
    { "project", N_("Join a project"), "项目合作|項目合作|合作" },
    { "none", N_("Nothing at present"), "暂无意愿|暫無意願|无|無" },
    { 0 },
};

static const Field talent_fields[TALENT__N] = {
    [TALENT_NAME] = { .name = "name", .label = N_("Talent's name"),
        .also = "人才姓名|姓名|中文姓名", .kind = T_NAME, .flags = IN_LIST | SEARCHED },
    [TALENT_NAME_LATIN] = { .name = "name_latin", .label = N_("Name in Latin letters"),
        .also = "拉丁字母姓名|外文姓名|英文姓名|英文名", .kind = T_NAME,
        .flags = IN_LIST | SEARCHED },
    [TALENT_PERSON] = { .name = "person", .label = N_("Person"),
        .also = "人员|人員|人员档案|人員檔案", .kind = T_LINK, .link = "person" },
    [TALENT_COUNTRY] = { .name = "country", .label = N_("Country of residence"),
        .also = "住在国|住在國|居住国|居住國|所在国|所在國|国家（地区）|"
        "國家（地區）",
        .kind = T_COUNTRY, .flags = IN_LIST | INDEXED },
    [TALENT_DISCIPLINE] = { .name = "discipline", .label = N_("Field of work"),
        .also = "专业领域|專業領域|专业|專業|研究方向|研究领域|研究領域", .kind = T_TEXT,
        .flags = IN_LIST | SEARCHED | CONVERTED, .max = 200 },
    [TALENT_GRADE] = { .name = "grade", .label = N_("Level of talent"),
        .also = "人才层次|人才層次|人才类别|人才類別|人才级别|人才級別", .kind = T_CHOICE,
        .flags = IN_LIST | INDEXED, .choices = talent_grades },
    [TALENT_GRADE_CODE] = { .name = "grade_code", .label = N_("Code of the level"),
        .also = "人才层次代码|人才層次代碼|认定类别|認定類別", .kind = T_TEXT, .max = 60 },
    [TALENT_EDUCATION] = { .name = "education", .label = N_("Education"),
        .also = "学历|學歷|最高学历|最高學歷", .kind = T_CHOICE, .level = LEVEL_PERSONAL,
        .choices = education_levels },
    [TALENT_INSTITUTION] = { .name = "institution", .label = N_("Institution"),
        .also = "所在机构|所在機構|工作单位|工作單位|单位|單位|就职单位|"
        "就職單位",
        .kind = T_TEXT, .flags = SEARCHED | CONVERTED, .max = 200 },
    [TALENT_POST] = { .name = "post", .label = N_("Post"), .also = "职务|職務|职称|職稱|职位|職位",
        .kind = T_TEXT, .flags = CONVERTED, .max = 100 },
    [TALENT_WILLING] = { .name = "willing", .label = N_("Willing to"),
        .also = "意愿|意願|合作意愿|合作意願|回国意愿|回國意願", .kind = T_CHOICES,
        .flags = IN_LIST, .choices = talent_willings },
    [TALENT_WANTS] = { .name = "wants", .label = N_("Wishes"), .also = "诉求|訴求|需求|期望",
        .kind = T_NOTE },
    [TALENT_PHONE] = { .name = "phone", .label = N_("Phone"),
        .also = "电话|電話|联系电话|聯繫電話", .kind = T_PHONE, .level = LEVEL_PERSONAL },
    [TALENT_MAIL] = { .name = "mail", .label = N_("E-mail"), .also = "电子邮箱|電子郵箱|邮箱|郵箱",
        .kind = T_MAIL, .level = LEVEL_PERSONAL },
    [TALENT_REGISTERED_ON] = { .name = "registered_on", .label = N_("Entered on"),
        .also = "登记日期|登記日期|入库日期|入庫日期", .kind = T_DATE,
        .flags = IN_LIST | INDEXED },
    [TALENT_EVENT] = { .name = "event", .label = N_("Registered at the activity"),
        .also = "登记活动|登記活動|来源活动|來源活動", .kind = T_LINK, .link = "event" },
    [TALENT_LAST_CONTACT] = { .name = "last_contact", .label = N_("Last contact"),
        .also = "最近联系日期|最近聯繫日期", .kind = T_DATE },
    [TALENT_NOTE] = { .name = "note", .label = N_("Note"), .also = "备注|備註", .kind = T_NOTE },
};

static const State talent_states[] = {
    { "registered", N_("Registered in the pool"), "已入库|已入庫|入库|入庫|登记|登記", 0 },
    { "contacted", N_("In contact"), "对接中|對接中|已联系|已聯繫", 0 },
    { "matched", N_("Matched"), "已匹配|匹配", 0 },
    { "settled", N_("Settled here"), "已引进|已引進|已落户|已落戶", 0 },
    { "inactive", N_("Out of the pool"), "已出库|已出庫|出库|出庫|退出", STATE_END },
    { 0 },
};

static const Move talent_moves[] = {
    { "registered", "contacted", N_("Make contact"), RIGHT_WRITE, 0 },
    { "contacted", "matched", N_("Match"), RIGHT_WRITE, 0 },
    { "matched", "contacted", N_("Match failed"), RIGHT_WRITE, MOVE_REASON },
    { "matched", "settled", N_("Bring in"), RIGHT_CONFIRM, 0 },
    { "*", "inactive", N_("Take out of the pool"), RIGHT_WRITE, MOVE_REASON },
    { 0 },
};

static const Figure talent_figures[] = {
    { .name = "talent.registered", .label = N_("Talents registered"), .unit = N_("person"),
      .query = "talent where registered_on in period", .count = COUNT_ROWS },
    { .name = "talent.pool", .label = N_("Talents in the pool"), .unit = N_("person"),
      .query = "talent where registered_on in period and state != inactive", .count = COUNT_ROWS,
      .period = PERIOD_AT },
    { 0 },
};

static const Panel talent_panels[] = {
    { "matches", N_("Matches"), "talent_match where talent = this" },
    { 0 },
};

static void talent_check(Check *k, const Record *r)
{
    if (!rec_has(r, TALENT_NAME) && !rec_has(r, TALENT_NAME_LATIN))
        problem(k, TALENT_NAME, "give the name in at least one script");
    if (rec_picked(r, TALENT_WILLING, "none") && rec_text(r, TALENT_WILLING).n > S("|none|").n)
        problem(k, TALENT_WILLING, "'nothing at present' excludes the other answers");
    if (rec_has(r, TALENT_GRADE_CODE) && !rec_has(r, TALENT_GRADE))
        warning(k, TALENT_GRADE, "a code of a level, but no level");
}

const Type talent_type = {
    .name = "talent", .label = N_("Talent"),
    .also = "人才|海外人才|人才库|人才庫|侨界人才|僑界人才", .area = "talent",
    .fields = talent_fields, .nfields = LEN(talent_fields), .states = talent_states,
    .moves = talent_moves, .figures = talent_figures, .panels = talent_panels, .title = "name",
    .identity = { "name", "name_latin", "institution" }, .check = talent_check,
};

/* ---- talent_demand ---- */

enum {
    DEMAND_NAME, DEMAND_ENTERPRISE, DEMAND_EMPLOYER, DEMAND_DIVISION, DEMAND_DISCIPLINE,
    DEMAND_OPENINGS, DEMAND_EDUCATION, DEMAND_OFFER, DEMAND_POSTED, DEMAND_EXPIRES, DEMAND_NOTE,
    DEMAND__N
};

static const Field talent_demand_fields[DEMAND__N] = {
    [DEMAND_NAME] = { .name = "name", .label = N_("Post wanted"),
        .also = "岗位名称|崗位名稱|岗位|崗位|需求岗位|需求崗位|需求名称|"
        "需求名稱",
        .kind = T_NAME, .flags = REQUIRED | IN_LIST | SEARCHED | CONVERTED },
    [DEMAND_ENTERPRISE] = { .name = "enterprise", .label = N_("Enterprise"),
        .also = "企业|企業|用人企业|用人企業", .kind = T_LINK, .link = "enterprise" },
    [DEMAND_EMPLOYER] = { .name = "employer", .label = N_("Employer"),
        .also = "用人单位|用人單位|单位名称|單位名稱|单位|單位", .kind = T_TEXT,
        .flags = IN_LIST | SEARCHED | CONVERTED, .max = 200 },
    [DEMAND_DIVISION] = { .name = "division", .label = N_("Place of work"),
        .also = "工作地点|工作地點|工作地", .kind = T_DIVISION },
    [DEMAND_DISCIPLINE] = { .name = "discipline", .label = N_("Field of work"),
        .also = "专业领域|專業領域|专业|專業|专业要求|專業要求", .kind = T_TEXT, .flags = IN_LIST | CONVERTED,
        .max = 200 },
    [DEMAND_OPENINGS] = { .name = "openings", .label = N_("Number wanted"),
        .also = "需求人数|需求人數|招聘人数|招聘人數", .kind = T_COUNT, .flags = IN_LIST,
        .unit = N_("person"), .max = 100000 },
    [DEMAND_EDUCATION] = { .name = "education", .label = N_("Education wanted"),
        .also = "学历要求|學歷要求|学历|學歷", .kind = T_CHOICE, .choices = education_levels },
    [DEMAND_OFFER] = { .name = "offer", .label = N_("Offer"),
        .also = "待遇|薪酬待遇|提供条件|提供條件", .kind = T_NOTE, .flags = CONVERTED },
    [DEMAND_POSTED] = { .name = "posted", .label = N_("Posted on"),
        .also = "发布日期|發佈日期|需求日期", .kind = T_DATE, .flags = IN_LIST | INDEXED },
    [DEMAND_EXPIRES] = { .name = "expires", .label = N_("Valid until"),
        .also = "有效期至|截止日期", .kind = T_DATE },
    [DEMAND_NOTE] = { .name = "note", .label = N_("Note"), .also = "备注|備註", .kind = T_NOTE, .flags = CONVERTED },
};

static const State talent_demand_states[] = {
    { "wanted", N_("Wanted"), "招聘中|需求中|有效", 0 },
    { "filled", N_("Filled"), "已满足|已滿足|已招满|已招滿", STATE_END },
    { "withdrawn", N_("Withdrawn"), "已撤回|撤回", STATE_END | STATE_FAILED },
    { "expired", N_("Expired"), "到期|已到期", STATE_END | STATE_FAILED },
    { 0 },
};

static const Move talent_demand_moves[] = {
    { "wanted", "filled", N_("Filled"), RIGHT_WRITE, 0 },
    { "wanted", "withdrawn", N_("Withdraw"), RIGHT_WRITE, 0 },
    { "wanted", "expired", N_("Mark as expired"), RIGHT_WRITE, 0 },
    { 0 },
};

static const Deadline talent_demand_deadlines[] = {
    { "expire", N_("Demand ends"), "expires", 0, DAYS_CALENDAR, "state = wanted" },
    { 0 },
};

static const Figure talent_demand_figures[] = {
    { .name = "talent.demands", .label = N_("Posts for talents collected"), .unit = N_("post"),
      .query = "talent_demand where posted in period", .count = COUNT_SUM, .of = "openings" },
    { 0 },
};

static const Panel talent_demand_panels[] = {
    { "matches", N_("Matches"), "talent_match where demand = this" },
    { 0 },
};

static void talent_demand_check(Check *k, const Record *r)
{
    if (!rec_has(r, DEMAND_ENTERPRISE) && !rec_has(r, DEMAND_EMPLOYER))
        problem(k, DEMAND_EMPLOYER, "say who looks for the talent");
    if (rule_backwards(r, DEMAND_POSTED, DEMAND_EXPIRES))
        problem(k, DEMAND_EXPIRES, "it ends before it was posted");
}

const Type talent_demand_type = {
    .name = "talent_demand", .label = N_("Talent wanted"),
    .also = "人才需求|岗位需求|崗位需求|用人需求", .area = "talent",
    .fields = talent_demand_fields, .nfields = LEN(talent_demand_fields),
    .states = talent_demand_states, .moves = talent_demand_moves,
    .deadlines = talent_demand_deadlines, .figures = talent_demand_figures,
    .panels = talent_demand_panels, .title = "name", .identity = { "name", "employer", "posted" },
    .check = talent_demand_check,
};

/* ---- talent_match ---- */

enum {
    MATCH_TALENT, MATCH_DEMAND, MATCH_PROPOSED_ON, MATCH_EVENT, MATCH_RESULT_ON, MATCH_RESULT,
    MATCH__N
};

static const Field talent_match_fields[MATCH__N] = {
    [MATCH_TALENT] = { .name = "talent", .label = N_("Talent"), .also = "人才|人才姓名",
        .kind = T_LINK, .flags = REQUIRED | IN_LIST, .link = "talent" },
    [MATCH_DEMAND] = { .name = "demand", .label = N_("Talent wanted"),
        .also = "人才需求|岗位|崗位|岗位名称|崗位名稱", .kind = T_LINK,
        .flags = REQUIRED | IN_LIST, .link = "talent_demand" },
    [MATCH_PROPOSED_ON] = { .name = "proposed_on", .label = N_("Proposed on"),
        .also = "推荐日期|推薦日期|匹配日期", .kind = T_DATE, .flags = IN_LIST | INDEXED },
    [MATCH_EVENT] = { .name = "event", .label = N_("At the activity"),
        .also = "对接活动|對接活動|活动|活動", .kind = T_LINK, .link = "event" },
    [MATCH_RESULT_ON] = { .name = "result_on", .label = N_("Result on"),
        .also = "结果日期|結果日期", .kind = T_DATE, .flags = IN_LIST | INDEXED },
    [MATCH_RESULT] = { .name = "result", .label = N_("Result"),
        .also = "结果|結果|对接结果|對接結果", .kind = T_TEXT, .flags = CONVERTED, .max = 300 },
};

static const State talent_match_states[] = {
    { "proposed", N_("Recommended"), "推荐|推薦|已推荐|已推薦", 0 },
    { "introduced", N_("Introduced"), "已对接|已對接|对接|對接", 0 },
    { "interview", N_("Interview"), "面谈|面談|面试|面試", 0 },
    { "agreed", N_("Agreed"), "达成|達成|签约|簽約|已达成|已達成", 0 },
    { "arrived", N_("Took up the post"), "已到岗|已到崗|到岗|到崗", STATE_END },
    { "failed", N_("Came to nothing"), "终止|終止|未成|未达成|未達成", STATE_END | STATE_FAILED },
    { 0 },
};

static const Move talent_match_moves[] = {
    { "proposed", "introduced", N_("Introduce"), RIGHT_WRITE, 0 },
    { "introduced", "interview", N_("Interview"), RIGHT_WRITE, 0 },
    { "interview", "agreed", N_("Agree"), RIGHT_CONFIRM, 0 },
    { "introduced", "agreed", N_("Agree"), RIGHT_CONFIRM, 0 },
    { "agreed", "arrived", N_("Take up the post"), RIGHT_WRITE, 0 },
    { "*", "failed", N_("Give up"), RIGHT_WRITE, MOVE_REASON },
    { 0 },
};

static const Figure talent_match_figures[] = {
    { .name = "talent.matches", .label = N_("Talents matched with posts"), .unit = N_("match"),
      .query = "talent_match where state in (agreed, arrived) and result_on in period",
      .count = COUNT_ROWS },
    { 0 },
};

static void talent_match_check(Check *k, const Record *r)
{
    if (rule_backwards(r, MATCH_PROPOSED_ON, MATCH_RESULT_ON))
        problem(k, MATCH_RESULT_ON, "the result lies before the proposal");
    if (rule_state_in(r, S("|agreed|arrived|")) && !rec_has(r, MATCH_RESULT_ON))
        problem(k, MATCH_RESULT_ON, "say when it was agreed");
}

const Type talent_match_type = {
    .name = "talent_match", .label = N_("Talent match"),
    .also = "人才匹配|人才对接|人才對接|匹配记录|匹配記錄", .area = "talent",
    .fields = talent_match_fields, .nfields = LEN(talent_match_fields),
    .states = talent_match_states, .moves = talent_match_moves, .figures = talent_match_figures,
    .title = "talent", .identity = { "talent", "demand" }, .check = talent_match_check,
};
