/* SPDX-License-Identifier: Apache-2.0
 * Legal: consultation days, questions, cases, referrals, and the stations where all that happens.
 *
 * A day may be kept as tallies only. Cases are confidential; before one is accepted somebody looks
 * whether the other side is helped already.
 */
#include "areas/areas.h"
#include "areas/rules.h"

static const Choice topics[] = {
    { "property", N_("Houses and land"), "房产|房產|房屋|房地产|房地產" },
    { "inheritance", N_("Inheritance"), "继承|繼承|遗产|遺產" },
    { "marriage", N_("Marriage and family"), "婚姻家庭|婚姻|家庭" },
    { "investment", N_("Investment and contracts"), "投资合同|投資合同|投资|投資|合同" },
    { "labour", N_("Labour"), "劳动|勞動|劳动争议" },
    { "debt", N_("Debt"), "债务|債務|借贷|借貸" },
    { "border", N_("Entry, exit and residence"), "出入境|户籍|戶籍|身份" },
    { "donation", N_("Gifts"), "捐赠|捐贈" },
    { "tort", N_("Damages"), "侵权|侵權|损害赔偿" },
    { "administrative", N_("Dealings with authorities"), "行政|行政争议|行政爭議" },
    { "other", N_("Other"), "其他|其它" },
    { 0 }
};

static const Choice satisfactions[] = {
    { "satisfied", N_("Satisfied"), "满意|滿意" },
    { "basically", N_("Basically satisfied"), "基本满意|基本滿意" },
    { "dissatisfied", N_("Dissatisfied"), "不满意|不滿意" },
    { 0 }
};

/* ---- consultation days ---- */

enum {
    Y_HELD,
    Y_NAME,
    Y_PLACE,
    Y_STATION,
    Y_LAWYERS,
    Y_VISITORS,
    Y_QUESTIONS,
    Y_REFERRED,
    Y_TOPICS,
    Y_NOTE,
    Y__N
};

static const Field day_fields[Y__N] = {
    [Y_HELD] = { .name = "held", .label = N_("Day"), .kind = T_DATE, .also = "咨询日期|諮詢日期|日期|举办日期|舉辦日期",
                 .flags = REQUIRED | IN_LIST | INDEXED },
    [Y_NAME] = { .name = "name", .label = N_("Title"), .kind = T_TEXT, .also = "咨询日主题|諮詢日主題|主题|主題|活动名称|活動名稱|名称",
                 .flags = IN_LIST | SEARCHED | CONVERTED },
    [Y_PLACE] = { .name = "venue", .label = N_("Where it was held"), .kind = T_TEXT, .also = "咨询地点|諮詢地點|地点|地點|场所",
                  .flags = IN_LIST | CONVERTED },
    [Y_STATION] = { .name = "station", .label = N_("Station"), .kind = T_LINK, .link = "station",
                    .also = "工作站|法律服务站|法律服務站" },
    [Y_LAWYERS] = { .name = "lawyers", .label = N_("Lawyers on duty"), .kind = T_TEXT,
                    .also = "值班律师|值班律師|律师|律師" },
    [Y_VISITORS] = { .name = "visitors", .label = N_("Visitors, tallied"), .kind = T_COUNT, .unit = N_("person-times"),
                     .also = "咨询人次|諮詢人次|来访人次|來訪人次|接待人次|人次", .flags = IN_LIST,
                     .help = N_("only those who are not entered as consultations") },
    [Y_QUESTIONS] = { .name = "questions", .label = N_("Questions, tallied"), .kind = T_COUNT, .unit = N_("case"),
                      .also = "咨询件数|諮詢件數|咨询问题数|諮詢問題數|件数" },
    [Y_REFERRED] = { .name = "referred", .label = N_("Taken on as cases"), .kind = T_COUNT, .unit = N_("case"),
                     .also = "转案件数|轉案件數|转办件数|轉辦件數" },
    [Y_TOPICS] = { .name = "topics", .label = N_("Topics"), .kind = T_CHOICES, .choices = topics,
                   .also = "咨询类型|諮詢類型|咨询内容|諮詢內容" },
    [Y_NOTE] = { .name = "note", .label = N_("Note"), .kind = T_NOTE, .also = "备注|備註", .flags = SEARCHED | CONVERTED },
};

static const State day_states[] = {
    { "planned", N_("Planned"), "计划|計劃|计划中|計劃中", 0 },
    { "held", N_("Held"), "已举办|已舉辦|举办|已完成", 0 },
    { "cancelled", N_("Cancelled"), "取消|已取消", STATE_END | STATE_FAILED },
    { 0 }
};

static const Move day_moves[] = {
    { "planned", "held", N_("Record as held"), 0, 0 },
    { "planned", "cancelled", N_("Cancel"), 0, MOVE_REASON },
    { "held", "cancelled", N_("Cancel"), RIGHT_CONFIRM, MOVE_REASON },
    { 0 }
};

static const Figure day_figures[] = {
    { .name = "law.consult_days", .label = N_("Legal consultation days"), .unit = N_("time"),
      .query = "consultation_day where held in period and state != cancelled",
      .count = COUNT_ROWS },
    { .name = "law.consult_visitors", .label = N_("Visitors of consultation days, tallied"), .unit = N_("person-times"),
      .query = "consultation_day where held in period and state != cancelled",
      .count = COUNT_SUM, .of = "visitors" },
    { 0 },
};

static const Panel day_panels[] = {
    { "consultations", N_("Consultations"), "consultation where consultation_day = this" },
    { 0 }
};

static void day_check(Check *k, const Record *r)
{
    if (rec_state(r, "held") && rec_has(r, Y_HELD) && rec_first_day(r, Y_HELD) > k->c->today)
        problem(k, Y_HELD, "the day is still to come; plan it first");
    if (rec_has(r, Y_QUESTIONS) && rec_int(r, Y_REFERRED) > rec_int(r, Y_QUESTIONS))
        warning(k, Y_REFERRED, "more cases were taken on than questions were asked");
}

const Type consultation_day_type = {
    .name = "consultation_day", .label = N_("Consultation day"), .area = "legal",
    .also = "法律咨询日|法律諮詢日|咨询日|諮詢日",
    .fields = day_fields, .nfields = LEN(day_fields), .states = day_states, .moves = day_moves,
    .figures = day_figures, .panels = day_panels, .title = "held", .identity = { "held", "venue" },
    .check = day_check,
};

/* ---- consultations ---- */

enum {
    Q_ASKED,
    Q_DAY,
    Q_PERSON,
    Q_NAME,
    Q_COUNTRY,
    Q_CHANNEL,
    Q_TOPIC,
    Q_QUESTION,
    Q_ANSWER,
    Q_LAWYER,
    Q_ANSWERED,
    Q_STATION,
    Q_SATISFACTION,
    Q_CASE,
    Q_NOTE,
    Q__N
};

static const Choice channels[] = {
    { "desk", N_("At the desk"), "现场|現場|来访|來訪|当面" },
    { "phone", N_("Telephone"), "电话|電話" },
    { "video", N_("Video"), "视频|視頻" },
    { "mail", N_("Letter or mail"), "来信|來信|邮件|郵件|信函" },
    { "messenger", N_("Messenger"), "微信|即时通讯|即時通訊" },
    { 0 }
};

static const Field consultation_fields[Q__N] = {
    [Q_ASKED] = { .name = "asked", .label = N_("Asked on"), .kind = T_DATE, .also = "咨询日期|諮詢日期|登记日期|登記日期|日期",
                  .flags = REQUIRED | IN_LIST | INDEXED },
    [Q_DAY] = { .name = "consultation_day", .label = N_("Consultation day"), .kind = T_LINK,
                .also = "所属咨询日|所屬諮詢日|法律咨询日", .link = "consultation_day" },
    [Q_PERSON] = { .name = "person", .label = N_("Person"), .kind = T_LINK, .link = "person",
                   .also = "咨询人档案|諮詢人檔案|人员|人員", .level = LEVEL_SENSITIVE },
    [Q_NAME] = { .name = "name", .label = N_("Who asked"), .kind = T_NAME, .level = LEVEL_SENSITIVE,
                 .also = "咨询人|諮詢人|咨询人姓名|諮詢人姓名|姓名", .flags = IN_LIST },
    [Q_COUNTRY] = { .name = "country", .label = N_("Country of residence"), .kind = T_COUNTRY,
                    .also = "住在国|住在國|国家地区|國家地區|居住国" },
    [Q_CHANNEL] = { .name = "channel", .label = N_("Asked by way of"), .kind = T_CHOICE, .choices = channels,
                    .also = "咨询方式|諮詢方式|方式" },
    [Q_TOPIC] = { .name = "topic", .label = N_("Topic"), .kind = T_CHOICE, .choices = topics, .flags = IN_LIST,
                  .also = "咨询类型|諮詢類型|类型|類型|类别|類別" },
    [Q_QUESTION] = { .name = "question", .label = N_("Question"), .kind = T_NOTE, .level = LEVEL_SENSITIVE,
                     .also = "咨询问题|諮詢問題|咨询内容|諮詢內容|问题" },
    [Q_ANSWER] = { .name = "answer", .label = N_("Answer"), .kind = T_NOTE, .level = LEVEL_SENSITIVE,
                   .also = "解答内容|解答內容|答复内容|答覆內容|答复" },
    [Q_LAWYER] = { .name = "lawyer", .label = N_("Lawyer"), .kind = T_TEXT, .also = "解答律师|解答律師|律师|律師" },
    [Q_ANSWERED] = { .name = "answered", .label = N_("Answered on"), .kind = T_DATE, .also = "解答日期|答复日期|答覆日期",
                     .flags = IN_LIST },
    [Q_STATION] = { .name = "station", .label = N_("Station"), .kind = T_LINK, .link = "station",
                    .also = "工作站|法律服务站|法律服務站" },
    [Q_SATISFACTION] = { .name = "satisfaction", .label = N_("Satisfaction"), .kind = T_CHOICE,
                         .also = "满意度|滿意度|评价|評價", .choices = satisfactions },
    [Q_CASE] = { .name = "legal_case", .label = N_("Legal case"), .kind = T_LINK, .link = "legal_case",
                 .also = "转为案件|轉為案件|案件", .level = LEVEL_SENSITIVE },
    [Q_NOTE] = { .name = "note", .label = N_("Note"), .kind = T_NOTE, .level = LEVEL_SENSITIVE, .also = "备注|備註" },
};

static const State consultation_states[] = {
    { "registered", N_("Entered"), "已登记|已登記|登记", 0 },
    { "answered", N_("Answered"), "已解答|已答复|已答覆", 0 },
    { "referred", N_("Taken on as a case"), "已转案件|已轉案件|转案", STATE_END },
    { "closed", N_("Disposed of"), "办结|辦結|已办结", STATE_END },
    { 0 }
};

static const Move consultation_moves[] = {
    { "registered", "answered", N_("Answer"), 0, 0 },
    { "registered", "referred", N_("Take on as a case"), 0, 0 },
    { "answered", "referred", N_("Take on as a case"), 0, 0 },
    { "answered", "closed", N_("Close"), 0, 0 },
    { 0 }
};

static const Deadline consultation_deadlines[] = {
    { "answer", N_("Answer to a legal question"), "asked", 15, DAYS_WORK, "answered is empty and state = registered" },
    { 0 }
};

static const Figure consultation_figures[] = {
    { .name = "law.consultations", .label = N_("Legal consultations, entered one by one"), .unit = N_("person-times"),
      .query = "consultation where asked in period",
      .count = COUNT_ROWS },
    { 0 },
};

static void consultation_check(Check *k, const Record *r)
{
    if (rule_backwards(r, Q_ASKED, Q_ANSWERED))
        problem(k, Q_ANSWERED, "it was answered before it was asked");
    if (rec_state(r, "referred") && !rec_has(r, Q_CASE))
        gate(k, Q_CASE, "name the case that this became");
}

const Type consultation_type = {
    .name = "consultation", .label = N_("Consultation"), .area = "legal", .also = "法律咨询|法律諮詢|咨询登记|諮詢登記",
    .fields = consultation_fields, .nfields = LEN(consultation_fields),
    .states = consultation_states,
    .moves = consultation_moves, .deadlines = consultation_deadlines,
    .figures = consultation_figures,
    .title = "name", .identity = { "asked", "person", "name", "topic" }, .check = consultation_check,
};

/* ---- cases ---- */

enum {
    L_TITLE,
    L_APPLICANT,
    L_PERSON,
    L_STATUS,
    L_COUNTRY,
    L_ABROAD,
    L_AGENT,
    L_OTHER,
    L_TOPIC,
    L_AMOUNT,
    L_PLACE,
    L_URGENCY,
    L_FACTS,
    L_RECEIVED,
    L_SCREENED,
    L_CONFLICT,
    L_ACCEPTED,
    L_LAWYER,
    L_MEDIATOR,
    L_STATION,
    L_WAY,
    L_NOTARY,
    L_ANSWERED,
    L_HOURS,
    L_OUTCOME,
    L_RECOVERED,
    L_CLOSED,
    L_SATISFACTION,
    L_ELSEWHERE,
    L_NOTE,
    L__N
};

static const Choice applicant_kinds[] = {
    { "overseas", N_("Overseas Chinese"), "华侨|華僑" },
    { "foreign", N_("Ethnic Chinese of foreign nationality"), "外籍华人|外籍華人|华人|華人" },
    { "hkmotw", N_("Compatriot of Hong Kong, Macao or Taiwan"), "港澳台同胞|港澳臺同胞|港澳同胞|台胞" },
    { "returned", N_("Returned overseas Chinese"), "归侨|歸僑" },
    { "relative", N_("Relative of overseas Chinese"), "侨眷|僑眷|侨属|僑屬" },
    { "enterprise", N_("Enterprise"), "侨企|僑企|企业|企業" },
    { "association", N_("Association"), "侨团|僑團|社团|社團" },
    { "other", N_("Other"), "其他|其它" },
    { 0 }
};

static const Choice urgencies[] = {
    { "normal", N_("Normal"), "一般|普通" },
    { "urgent", N_("Urgent"), "紧急|緊急|急" },
    { "very_urgent", N_("Very urgent"), "特急" },
    { 0 }
};

static const Choice conflicts[] = {
    { "none", N_("Looked for, none found"), "已查无冲突|已查無衝突|无冲突|無衝突|无" },
    { "found", N_("We help the other side"), "存在冲突|存在衝突|有冲突|有衝突" },
    { 0 }
};

static const Choice ways[] = {
    { "mediation", N_("Mediation"), "调解|調解" },
    { "letter", N_("Letter"), "发函|發函|函" },
    { "legal_aid", N_("Legal aid"), "法律援助" },
    { "court", N_("Court"), "诉讼|訴訟|诉调对接|訴調對接|法院" },
    { "coordination", N_("Coordination between departments"), "部门协调|部門協調|协调|協調" },
    { "transfer", N_("Transfer"), "转办|轉辦|移交" },
    { 0 }
};

static const Choice notaries[] = {
    { "not_needed", N_("Not needed"), "无需公证|無需公證|不需要" },
    { "asked", N_("Asked for"), "待办理|待辦理|已申请|已申請" },
    { "video", N_("Notarised by video"), "视频公证|視頻公證" },
    { "consulate", N_("Notarised by a consulate"), "领事公证|領事公證|使领馆公证" },
    { "done", N_("Notarised"), "已公证|已公證" },
    { 0 }
};

static const Choice outcomes[] = {
    { "settled", N_("Settled"), "达成调解|達成調解|调解成功|調解成功|和解" },
    { "won", N_("Decided in favour"), "胜诉|勝訴|支持" },
    { "partly", N_("Decided in part"), "部分支持|部分胜诉|部分勝訴" },
    { "lost", N_("Decided against"), "败诉|敗訴|未支持" },
    { "referred", N_("Handed on"), "已转办|已轉辦|移交" },
    { "withdrawn", N_("Withdrawn by the applicant"), "当事人撤回|當事人撤回|撤诉|撤訴" },
    { "unsolved", N_("Unsolved"), "未解决|未解決" },
    { 0 }
};

static const Field case_fields[L__N] = {
    [L_TITLE] = { .name = "title", .label = N_("Subject of the case"), .kind = T_TEXT, .level = LEVEL_SENSITIVE,
                  .also = "案件名称|案件名稱|案由|标题|標題|事由", .flags = REQUIRED | IN_LIST | SEARCHED },
    [L_APPLICANT] = { .name = "applicant", .label = N_("Applicant"), .kind = T_NAME, .level = LEVEL_SENSITIVE,
                      .also = "申请人|申請人|当事人|當事人|求助人|投诉人|投訴人", .flags = IN_LIST | SEARCHED | INDEXED },
    [L_PERSON] = { .name = "applicant_person", .label = N_("Applicant in the registry"), .kind = T_LINK,
                   .also = "申请人档案|申請人檔案", .link = "person", .level = LEVEL_SENSITIVE },
    [L_STATUS] = { .name = "applicant_kind", .label = N_("Kind of applicant"), .kind = T_CHOICE,
                   .also = "申请人身份|申請人身份|身份类别|身份類別|身份", .choices = applicant_kinds },
    [L_COUNTRY] = { .name = "country", .label = N_("Country of residence"), .kind = T_COUNTRY,
                    .also = "住在国|住在國|国家地区|國家地區|居住国" },
    [L_ABROAD] = { .name = "abroad", .label = N_("A party is abroad"), .kind = T_BOOL, .flags = IN_LIST,
                   .also = "是否涉外|涉境外|境外当事人|境外當事人|涉外" },
    [L_AGENT] = { .name = "agent", .label = N_("Authorised agent"), .kind = T_NAME, .level = LEVEL_SENSITIVE,
                  .also = "委托代理人|委託代理人|代理人|受托人|受託人" },
    [L_OTHER] = { .name = "other_party", .label = N_("Other party"), .kind = T_NAME, .level = LEVEL_SENSITIVE,
                  .also = "对方当事人|對方當事人|被申请人|被申請人|对方|對方", .flags = SEARCHED | INDEXED },
    [L_TOPIC] = { .name = "topic", .label = N_("Kind of case"), .kind = T_CHOICE, .choices = topics,
                  .also = "案件类型|案件類型|类型|類型|类别|類別", .flags = IN_LIST },
    [L_AMOUNT] = { .name = "amount", .label = N_("Amount in dispute"), .kind = T_MONEY,
                   .also = "涉案金额|涉案金額|标的额|標的額|金额|金額" },
    [L_PLACE] = { .name = "place", .label = N_("Place"), .kind = T_DIVISION, .also = "案发地|案發地|所在地|地区|地區" },
    [L_URGENCY] = { .name = "urgency", .label = N_("Urgency"), .kind = T_CHOICE, .choices = urgencies,
                    .also = "紧急程度|緊急程度" },
    [L_FACTS] = { .name = "facts", .label = N_("Facts"), .kind = T_NOTE, .level = LEVEL_SENSITIVE,
                  .also = "基本情况|基本情況|案情|诉求|訴求", .flags = SEARCHED },
    [L_RECEIVED] = { .name = "received", .label = N_("Came in on"), .kind = T_DATE, .flags = IN_LIST | INDEXED,
                     .also = "收件日期|收案日期|登记日期|登記日期|来访日期|來訪日期" },
    [L_SCREENED] = { .name = "screened", .label = N_("Screened on"), .kind = T_DATE, .also = "审查日期|審查日期|初审日期" },
    [L_CONFLICT] = { .name = "conflict", .label = N_("Conflict of interest"), .kind = T_CHOICE,
                     .also = "利益冲突审查|利益衝突審查|利益冲突|利益衝突", .choices = conflicts },
    [L_ACCEPTED] = { .name = "accepted", .label = N_("Accepted on"), .kind = T_DATE, .also = "受理日期|受理时间|受理時間",
                     .flags = INDEXED },
    [L_LAWYER] = { .name = "lawyer", .label = N_("Lawyer"), .kind = T_TEXT, .also = "承办律师|承辦律師|律师|律師" },
    [L_MEDIATOR] = { .name = "mediator", .label = N_("Mediator"), .kind = T_TEXT, .also = "调解员|調解員|特邀调解员" },
    [L_STATION] = { .name = "station", .label = N_("Station"), .kind = T_LINK, .link = "station",
                    .also = "工作站|法律服务站|法律服務站" },
    [L_WAY] = { .name = "way", .label = N_("Handled by"), .kind = T_CHOICES, .choices = ways,
                .also = "办理方式|辦理方式|处理方式|處理方式" },
    [L_NOTARY] = { .name = "notarisation", .label = N_("Notarisation"), .kind = T_CHOICE, .choices = notaries,
                   .also = "公证情况|公證情況|公证|公證" },
    [L_ANSWERED] = { .name = "first_answer", .label = N_("First answered on"), .kind = T_DATE,
                     .also = "首次答复日期|首次答覆日期|答复日期|答覆日期" },
    [L_HOURS] = { .name = "hours", .label = N_("Hours worked"), .kind = T_DECIMAL, .scale = 1, .unit = N_("hour"),
                  .also = "工时|工時|办理工时|辦理工時" },
    [L_OUTCOME] = { .name = "outcome", .label = N_("Outcome"), .kind = T_CHOICE, .choices = outcomes,
                    .also = "办理结果|辦理結果|结果|結果", .flags = IN_LIST },
    [L_RECOVERED] = { .name = "recovered", .label = N_("Amount recovered"), .kind = T_MONEY,
                      .also = "挽回损失|挽回損失|挽回金额|挽回金額" },
    [L_CLOSED] = { .name = "closed", .label = N_("Disposed of on"), .kind = T_DATE, .also = "办结日期|辦結日期|结案日期|結案日期",
                   .flags = INDEXED },
    [L_SATISFACTION] = { .name = "satisfaction", .label = N_("Satisfaction"), .kind = T_CHOICE,
                         .also = "满意度|滿意度|评价|評價", .choices = satisfactions },
    [L_ELSEWHERE] = { .name = "elsewhere", .label = N_("Where to go instead"), .kind = T_TEXT, .flags = CONVERTED,
                      .also = "建议途径|建議途徑|不受理告知" },
    [L_NOTE] = { .name = "note", .label = N_("Note"), .kind = T_NOTE, .level = LEVEL_SENSITIVE, .also = "备注|備註" },
};

static const State case_states[] = {
    { "received", N_("Received"), "已收件|收件|已登记|已登記|待受理", 0 },
    { "screened", N_("Screened"), "已审查|已審查|初审|初審", 0 },
    { "accepted", N_("Taken on"), "已受理|受理", 0 },
    { "assigned", N_("Assigned"), "已交办|已交辦|交办|交辦", 0 },
    { "in_progress", N_("Being handled"), "办理中|辦理中|承办|承辦", 0 },
    { "result", N_("Result reached"), "已有结果|已有結果", 0 },
    { "closed", N_("Disposed of"), "办结|辦結|已办结|已辦結|结案|結案", 0 },
    { "archived", N_("Archived"), "归档|歸檔|已归档|已歸檔", STATE_END },
    { "declined", N_("Not taken on"), "不予受理|未受理", STATE_END | STATE_FAILED },
    { 0 }
};

static const Move case_moves[] = {
    { "received", "screened", N_("Screen"), 0, 0 },
    { "screened", "accepted", N_("Accept"), RIGHT_CONFIRM, MOVE_OTHER_PERSON },
    { "screened", "received", N_("Return"), RIGHT_CONFIRM, MOVE_REASON },
    { "received", "declined", N_("Decline"), RIGHT_CONFIRM, MOVE_REASON },
    { "screened", "declined", N_("Decline"), RIGHT_CONFIRM, MOVE_REASON },
    { "accepted", "assigned", N_("Assign"), RIGHT_CONFIRM, 0 },
    { "assigned", "in_progress", N_("Begin"), 0, 0 },
    { "in_progress", "result", N_("Record the result"), 0, 0 },
    { "result", "in_progress", N_("Reopen"), 0, MOVE_REASON },
    { "result", "closed", N_("Close"), RIGHT_CONFIRM, 0 },
    { "closed", "archived", N_("Archive"), 0, 0 },
    { 0 }
};

static const Paper case_papers[] = {
    { "application", N_("Application"), "screened" },
    { "identity", N_("Proof of identity"), NULL },
    { "authorisation", N_("Authorisation of the agent"), NULL },
    { "evidence", N_("Evidence"), NULL },
    { "result", N_("Document of the result"), NULL },
    { 0 }
};

static const Deadline case_deadlines[] = {
    { "screen", N_("Screening of a case"), "received", 5, DAYS_WORK, "state = received" },
    { "answer", N_("First answer in a case"), "received", 15, DAYS_WORK,
      "first_answer is empty and state in (received, screened, accepted, assigned, in_progress)" },
    { 0 }
};

static const Figure case_figures[] = {
    { .name = "law.cases", .label = N_("Cases with a party abroad that were accepted"), .unit = N_("case"),
      .query = "legal_case where accepted in period and abroad = yes and state != declined",
      .count = COUNT_ROWS },
    { .name = "law.cases_received", .label = N_("Legal cases received"), .unit = N_("case"),
      .query = "legal_case where received in period",
      .count = COUNT_ROWS },
    { .name = "law.cases_accepted", .label = N_("Legal cases accepted"), .unit = N_("case"),
      .query = "legal_case where accepted in period and state != declined",
      .count = COUNT_ROWS },
    { .name = "law.cases_closed", .label = N_("Legal cases closed"), .unit = N_("case"),
      .query = "legal_case where closed in period",
      .count = COUNT_ROWS },
    { .name = "law.cases_settled", .label = N_("Legal cases settled by mediation"), .unit = N_("case"),
      .query = "legal_case where closed in period and outcome = settled",
      .count = COUNT_ROWS },
    { .name = "law.recovered", .label = N_("Amount recovered in legal cases"), .unit = N_("yuan"),
      .query = "legal_case where closed in period",
      .count = COUNT_SUM, .of = "recovered" },
    { 0 },
};

static const Panel case_panels[] = {
    { "referrals", N_("Referrals"), "referral where legal_case = this" },
    { "consultations", N_("Consultations"), "consultation where legal_case = this" },
    { 0 }
};

/* Is the other party of this case the applicant of another one? */
static bool helps_other_side(const Check *k, const Record *r)
{
    Err e = { 0 };
    if (!rec_has(r, L_OTHER) || !rule_has_store(k))
        return false;
    AUTO(stmt_done) Stmt *q = db_query(k->c->db,
                                       "/* case_conflict */ SELECT id FROM legal_case"
                                       " WHERE applicant = $1 AND id <> $2 AND state <> 'declined'"
                                       "   AND COALESCE(voided_at, 0) = 0 LIMIT 1",
                                       P(rec_text(r, L_OTHER)), P(r->id));
    return db_next(q, &e);
}

static void check_conflict(Check *k, const Record *r)
{
    if (rule_state_in(r, S("accepted|assigned|in_progress|result"))) {
        if (rec_is(r, L_CONFLICT, "found"))
            problem(k, L_CONFLICT,
                    "a case is not accepted while we help the other side; decline it");
        if (!rec_has(r, L_CONFLICT))
            gate(k, L_CONFLICT,
                 "before a case is accepted, look whether we help the other side, and enter it");
    }
    if (!rec_is(r, L_CONFLICT, "found") && helps_other_side(k, r))
        warning(
            k, L_OTHER,
            "the other party is the applicant of another case; look for a conflict of interest");
}

static void case_check(Check *k, const Record *r)
{
    if (!rec_has(r, L_APPLICANT) && !rec_has(r, L_PERSON))
        problem(k, L_APPLICANT, "the case has no applicant");
    if (rec_has(r, L_APPLICANT) && rec_has(r, L_OTHER) &&
        str_eq(rec_text(r, L_APPLICANT), rec_text(r, L_OTHER)))
        problem(k, L_OTHER, "applicant and other party are the same");
    if (rule_backwards(r, L_RECEIVED, L_ACCEPTED))
        problem(k, L_ACCEPTED, "the case was accepted before it was received");
    if (rule_backwards(r, L_RECEIVED, L_CLOSED))
        problem(k, L_CLOSED, "the case was closed before it was received");
    if (rule_state_in(r, S("closed|archived")) && !rec_has(r, L_OUTCOME))
        gate(k, L_OUTCOME, "a closed case needs its outcome");
    if (rule_state_in(r, S("closed|archived")) && !rec_has(r, L_CLOSED))
        gate(k, L_CLOSED, "a closed case needs the day on which it was closed");
    if (rec_state(r, "declined") && !rec_has(r, L_ELSEWHERE))
        warning(k, L_ELSEWHERE, "tell the applicant where to go instead");
    check_conflict(k, r);
}

const Type legal_case_type = {
    .name = "legal_case", .label = N_("Legal case"), .area = "legal",
    .also = "涉侨案件|涉僑案件|维权案件|維權案件|法律案件|案件台账|案件臺賬",
    .fields = case_fields, .nfields = LEN(case_fields), .states = case_states, .moves = case_moves,
    .papers = case_papers, .deadlines = case_deadlines, .figures = case_figures,
    .panels = case_panels,
    .title = "title", .identity = { "title", "applicant", "received" }, .level = LEVEL_SENSITIVE,
    .check = case_check,
};

/* ---- referrals ---- */

enum {
    E_CASE,
    E_UNIT,
    E_NAME,
    E_SENT,
    E_CONSENTED,
    E_OVERRIDDEN,
    E_REASON,
    E_ANSWERED,
    E_DONE,
    E_OUTCOME,
    E_NOTE,
    E__N
};

static const Field referral_fields[E__N] = {
    [E_CASE] = { .name = "legal_case", .label = N_("Legal case"), .kind = T_LINK, .link = "legal_case",
                 .also = "所属案件|所屬案件|案件|案件名称", .flags = REQUIRED | IN_LIST },
    [E_UNIT] = { .name = "to_unit", .label = N_("Referred to federation"), .kind = T_LINK, .link = "unit",
                 .also = "转往侨联|轉往僑聯|转往单位|轉往單位", .flags = IN_LIST },
    [E_NAME] = { .name = "to_name", .label = N_("Referred to"), .kind = T_TEXT, .flags = IN_LIST | CONVERTED,
                 .also = "转往部门|轉往部門|受转单位|受轉單位|转介机构|轉介機構" },
    [E_SENT] = { .name = "sent", .label = N_("Sent on"), .kind = T_DATE, .flags = IN_LIST | INDEXED,
                 .also = "转办日期|轉辦日期|转介日期|轉介日期" },
    [E_CONSENTED] = { .name = "consented", .label = N_("Applicant consented"), .kind = T_DATE,
                      .also = "申请人同意日期|申請人同意日期|同意日期" },
    [E_OVERRIDDEN] = { .name = "overridden_by", .label = N_("Sent without consent by order of"), .kind = T_TEXT,
                       .also = "未经同意批准人|未經同意批准人" },
    [E_REASON] = { .name = "reason", .label = N_("Reason"), .kind = T_TEXT, .also = "转办事由|轉辦事由|理由|原因",
                   .level = LEVEL_SENSITIVE },
    [E_ANSWERED] = { .name = "first_answer", .label = N_("First answered on"), .kind = T_DATE,
                     .also = "首次回复日期|首次回覆日期|回复日期" },
    [E_DONE] = { .name = "done", .label = N_("Done on"), .kind = T_DATE, .also = "办结日期|辦結日期|完成日期" },
    [E_OUTCOME] = { .name = "outcome", .label = N_("Outcome"), .kind = T_CHOICE, .choices = outcomes,
                    .also = "办理结果|辦理結果|结果|結果" },
    [E_NOTE] = { .name = "note", .label = N_("Note"), .kind = T_NOTE, .level = LEVEL_SENSITIVE, .also = "备注|備註" },
};

static const State referral_states[] = {
    { "sent", N_("Referred"), "已转出|已轉出|已转办|已轉辦", 0 },
    { "accepted", N_("Taken on"), "已接收|已受理|接收", 0 },
    { "done", N_("Disposed of"), "办结|辦結|已办结|已完成", STATE_END },
    { "rejected", N_("Rejected"), "退回|拒收|已退回", STATE_END | STATE_FAILED },
    { "revoked", N_("Taken back"), "撤回|已撤回", STATE_END | STATE_FAILED },
    { 0 }
};

static const Move referral_moves[] = {
    { "sent", "accepted", N_("Record the acceptance"), 0, 0 },
    { "sent", "rejected", N_("Record the rejection"), 0, MOVE_REASON },
    { "accepted", "done", N_("Record as done"), 0, 0 },
    { "*", "revoked", N_("Revoke"), RIGHT_CONFIRM, MOVE_REASON },
    { 0 }
};

static const Deadline referral_deadlines[] = {
    { "answer", N_("Answer to a referral"), "sent", 15, DAYS_WORK, "state = sent" },
    { 0 }
};

static void referral_check(Check *k, const Record *r)
{
    if (!rec_has(r, E_UNIT) && !rec_has(r, E_NAME))
        problem(k, E_NAME, "the referral goes nowhere; name a federation or a body");
    if (!rec_has(r, E_CONSENTED) && !rec_has(r, E_OVERRIDDEN))
        gate(k, E_CONSENTED, "enter the day of the applicant's consent, or who ordered it without");
    if (rec_has(r, E_OVERRIDDEN) && !rec_has(r, E_REASON))
        problem(k, E_REASON, "it is sent without consent; say why");
    if (rule_backwards(r, E_SENT, E_ANSWERED))
        problem(k, E_ANSWERED, "the answer is older than the referral");
    if (rule_backwards(r, E_SENT, E_DONE))
        problem(k, E_DONE, "the referral was done before it was sent");
}

const Type referral_type = {
    .name = "referral", .label = N_("Referral"), .area = "legal", .also = "案件转办|案件轉辦|转介登记|轉介登記",
    .fields = referral_fields, .nfields = LEN(referral_fields), .states = referral_states,
    .moves = referral_moves, .deadlines = referral_deadlines, .title = "to_name",
    .identity = { "legal_case", "to_unit", "to_name", "sent" }, .level = LEVEL_SENSITIVE, .check = referral_check,
};

/* ---- stations ---- */

enum {
    S_NAME,
    S_KIND,
    S_PARENT,
    S_PARTNERS,
    S_PLACE,
    S_ADDRESS,
    S_FOUNDED,
    S_CLOSED,
    S_PHONE,
    S_CONTACT,
    S_LAWYERS,
    S_HOURS,
    S_NOTE,
    S__N
};

static const Choice station_kinds[] = {
    { "committee", N_("Legal advisory committee"), "法律顾问委员会|法律顧問委員會|法顾委|法顧委" },
    { "centre", N_("Legal service centre"), "涉侨法律服务中心|涉僑法律服務中心|法律服务中心" },
    { "judicial", N_("Station of judicial protection"), "侨胞权益司法保护工作站|僑胞權益司法保護工作站|司法保护工作站" },
    { "service", N_("Station of legal service"), "涉侨法律服务工作站|涉僑法律服務工作站|法律服务工作站" },
    { "mediation", N_("Mediation room"), "涉侨调解室|涉僑調解室|调解室|調解室" },
    { "overseas", N_("Contact point abroad"), "海外联络点|海外聯絡點|海外调解联络点" },
    { 0 }
};

static const Field station_fields[S__N] = {
    [S_NAME] = { .name = "name", .label = N_("Name of the station"), .kind = T_NAME,
                 .also = "工作站名称|工作站名稱|机构名称|機構名稱|名称|名稱", .flags = REQUIRED | IN_LIST | SEARCHED | CONVERTED },
    [S_KIND] = { .name = "kind", .label = N_("Kind of station"), .kind = T_CHOICE, .choices = station_kinds,
                 .also = "工作站类型|工作站類型|机构类型|機構類型|类型|類型", .flags = REQUIRED | IN_LIST },
    [S_PARENT] = { .name = "centre", .label = N_("Belongs to"), .kind = T_LINK, .link = "station",
                   .also = "所属机构|所屬機構|所属中心|所屬中心" },
    [S_PARTNERS] = { .name = "partners", .label = N_("Set up with"), .kind = T_TEXT, .flags = CONVERTED,
                     .also = "共建单位|共建單位|合作单位|合作單位" },
    [S_PLACE] = { .name = "place", .label = N_("Place"), .kind = T_DIVISION, .also = "所在地|地区|地區|所在区" },
    [S_ADDRESS] = { .name = "address", .label = N_("Address"), .kind = T_TEXT, .flags = CONVERTED, .also = "地址|详细地址|詳細地址" },
    [S_FOUNDED] = { .name = "founded", .label = N_("Founded"), .kind = T_DATE, .flags = IN_LIST | INDEXED,
                    .also = "成立日期|成立时间|成立時間|设立日期|設立日期|揭牌日期" },
    [S_CLOSED] = { .name = "closed", .label = N_("Wound up on"), .kind = T_DATE, .also = "撤销日期|撤銷日期|终止日期" },
    [S_PHONE] = { .name = "phone", .label = N_("Telephone"), .kind = T_PHONE, .also = "联系电话|聯繫電話|电话|電話" },
    [S_CONTACT] = { .name = "contact", .label = N_("Contact"), .kind = T_TEXT, .level = LEVEL_PERSONAL,
                    .also = "联系人|聯繫人|负责人|負責人" },
    [S_LAWYERS] = { .name = "lawyers", .label = N_("Lawyers"), .kind = T_COUNT, .unit = N_("person"),
                    .also = "律师人数|律師人數" },
    [S_HOURS] = { .name = "hours", .label = N_("Opening hours"), .kind = T_TEXT, .also = "开放时间|開放時間|服务时间" },
    [S_NOTE] = { .name = "note", .label = N_("Note"), .kind = T_NOTE, .also = "备注|備註", .flags = SEARCHED | CONVERTED },
};

/* A station counts at a date if it was founded by then and not closed by then. */
static const Figure station_figures[] = {
    { .name = "law.stations", .label = N_("Kinds of stations of the legal service centre"), .unit = N_("kind"),
      .query = "station where kind in (judicial, service) and founded in period and not closed in period",
      .count = COUNT_DISTINCT, .of = "kind", .period = PERIOD_AT },
    { .name = "law.committee_years", .label = N_("Years since the legal advisory committee was founded"), .unit = N_("anniversary"),
      .query = "station where kind = committee and founded in period and not closed in period",
      .count = COUNT_YEARS, .of = "founded", .period = PERIOD_AT },
    { 0 },
};

static const Panel station_panels[] = {
    { "stations", N_("Stations"), "station where centre = this" },
    { "days", N_("Consultation days"), "consultation_day where station = this" },
    { "cases", N_("Legal cases"), "legal_case where station = this" },
    { 0 }
};

static void station_check(Check *k, const Record *r)
{
    if (rule_backwards(r, S_FOUNDED, S_CLOSED))
        problem(k, S_CLOSED, "the station was closed before it was founded");
    if (r->id && rec_int(r, S_PARENT) == r->id)
        problem(k, S_PARENT, "a station cannot belong to itself");
}

const Type station_type = {
    .name = "station", .label = N_("Legal service station"), .area = "legal",
    .also = "法律服务工作站|法律服務工作站|工作站名录|工作站名錄|法律服务机构|法律服務機構",
    .fields = station_fields, .nfields = LEN(station_fields), .figures = station_figures,
    .panels = station_panels, .title = "name", .identity = { "name" }, .check = station_check,
};
