/* SPDX-License-Identifier: Apache-2.0
 * Honours: awards to the federation, its units and its people; and written endorsements of leaders,
 * which are no honours and are kept apart.
 *
 * The year that was assessed is not the year of the award. Several issuers, or several holders,
 * make one honour.
 */
#include "areas/areas.h"
#include "areas/rules.h"

static const Choice levels[] = {
    { "state", N_("State level"), "国家|國家|国家级|國家級" },
    { "national", N_("National federation level"), "中国侨联|中國僑聯|全国侨联系统|全國僑聯系統|全国|全國" },
    { "province", N_("Provincial level"), "省|省级|省級|省侨联|省僑聯" },
    { "city", N_("City level"), "市|市级|市級|市侨联|市僑聯" },
    { "district", N_("District level"), "区|區|区县|區縣|区级|區級" },
    { "other", N_("Other"), "其他|其它" },
    { 0 }
};

/* ---- honours ---- */

enum {
    H_NAME,
    H_KIND,
    H_LEVEL,
    H_ISSUER,
    H_CO_ISSUERS,
    H_DOCUMENT,
    H_AWARDED,
    H_ASSESSED,
    H_RANK,
    H_WORK,
    H_HOLDER,
    H_UNITS,
    H_PERSONS,
    H_ASSOCIATIONS,
    H_NOTICE_FROM,
    H_NOTICE_TO,
    H_DISCIPLINE,
    H_VALID,
    H_NOTE,
    H__N
};

static const Choice kinds[] = {
    { "commendation", N_("Commendation"), "表彰|联合表彰|聯合表彰|通报表扬|通報表揚|表扬" },
    { "prize", N_("Prize"), "奖项|獎項|一等奖|获奖|獲獎|评比奖项" },
    { "advanced", N_("Advanced collective or individual"), "先进集体|先進集體|先进个人|先進個人|先进|先進" },
    { "typical_unit", N_("Typical unit"), "典型选树单位|典型選樹單位|基层组织典型选树单位" },
    { "typical_home", N_("Typical home"), "侨胞之家典型选树单位|僑胞之家典型選樹單位|典型侨胞之家" },
    { "title", N_("Honorary title"), "荣誉称号|榮譽稱號|称号|稱號|爱心单位|愛心單位" },
    { "other", N_("Other"), "其他|其它" },
    { 0 }
};

static const Choice ranks[] = {
    { "special", N_("Special prize"), "特等奖|特等獎" },
    { "first", N_("First prize"), "一等奖|一等獎" },
    { "second", N_("Second prize"), "二等奖|二等獎" },
    { "third", N_("Third prize"), "三等奖|三等獎" },
    { "merit", N_("Prize of merit"), "优秀奖|優秀獎|鼓励奖|鼓勵獎" },
    { 0 }
};

static const Choice works[] = {
    { "information", N_("Information work"), "信息工作|資訊工作|信息" },
    { "culture", N_("Culture"), "文化工作|文化" },
    { "rights", N_("Rights and law"), "维护侨益|維護僑益|法律工作" },
    { "charity", N_("Charity"), "慈善公益|公益慈善|慈善|公益" },
    { "grassroots", N_("Grass roots"), "基层建设|基層建設|基层组织|基層組織" },
    { "liaison", N_("Liaison"), "联谊联络|聯誼聯絡|联谊|聯誼" },
    { "economy", N_("Economy and talent"), "经济科技|經濟科技|招商引资|双招双引" },
    { "publicity", N_("Publicity"), "宣传工作|宣傳工作|宣传|宣傳" },
    { "party", N_("Party building"), "党建|黨建" },
    { "general", N_("All work"), "综合|綜合|全面工作" },
    { 0 }
};

static const Field honour_fields[H__N] = {
    [H_NAME] = { .name = "name", .label = N_("Name of the honour"), .kind = T_TEXT,
                 .also = "荣誉名称|榮譽名稱|奖项名称|獎項名稱|荣誉|榮譽|名称|名稱", .flags = REQUIRED | IN_LIST | SEARCHED | CONVERTED },
    [H_KIND] = { .name = "kind", .label = N_("Kind of honour"), .kind = T_CHOICE, .choices = kinds,
                 .also = "荣誉类型|榮譽類型|类型|類型|类别|類別", .flags = IN_LIST | INDEXED },
    [H_LEVEL] = { .name = "level", .label = N_("Level"), .kind = T_CHOICE, .choices = levels,
                  .also = "荣誉级别|榮譽級別|级别|級別|层级|層級", .flags = IN_LIST | INDEXED },
    [H_ISSUER] = { .name = "issuer", .label = N_("Awarded by"), .kind = T_TEXT, .flags = IN_LIST | SEARCHED | CONVERTED,
                   .also = "颁发单位|頒發單位|授予单位|授予單位|表彰单位|表彰單位|颁奖单位" },
    [H_CO_ISSUERS] = { .name = "co_issuers", .label = N_("Issued jointly with"), .kind = T_TEXT, .flags = CONVERTED,
                       .also = "联合颁发单位|聯合頒發單位|联合表彰单位|聯合表彰單位" },
    [H_DOCUMENT] = { .name = "document_no", .label = N_("Document number"), .kind = T_TEXT,
                     .also = "荣誉文号|表彰文号|表彰文號|文号|文號|证书编号|證書編號" },
    [H_AWARDED] = { .name = "awarded", .label = N_("Awarded on"), .kind = T_DATE, .flags = IN_LIST | INDEXED,
                    .also = "授予日期|颁发日期|頒發日期|获奖日期|獲獎日期|获得年份|獲得年份|授予时间" },
    [H_ASSESSED] = { .name = "assessed", .label = N_("Year or years assessed"), .kind = T_DATE, .flags = IN_LIST,
                     .also = "考评年度|考評年度|评选年度|評選年度|荣誉年度|榮譽年度|年度" },
    [H_RANK] = { .name = "rank", .label = N_("Rank"), .kind = T_CHOICE, .choices = ranks, .also = "等次|奖次|獎次|名次|等级" },
    [H_WORK] = { .name = "work", .label = N_("Work honoured"), .kind = T_CHOICE, .choices = works,
                 .also = "工作领域|工作領域|领域|領域" },
    [H_HOLDER] = { .name = "holder", .label = N_("Holder as written"), .kind = T_NAME, .flags = IN_LIST | SEARCHED,
                   .also = "获奖单位或个人|獲獎單位或個人|获得者|獲得者|获奖者|獲獎者|获奖单位|獲獎單位|获评单位|獲評單位" },
    [H_UNITS] = { .name = "holder_units", .label = N_("Federations that hold it"), .kind = T_LINKS, .link = "unit",
                  .also = "获评侨联|獲評僑聯|获奖侨联|獲獎僑聯" },
    [H_PERSONS] = { .name = "holder_persons", .label = N_("Persons who hold it"), .kind = T_LINKS,
                    .also = "获奖个人档案|獲獎個人檔案|获奖个人|獲獎個人", .link = "person" },
    [H_ASSOCIATIONS] = { .name = "holder_associations", .label = N_("Associations that hold it"),
                         .kind = T_LINKS, .also = "获奖社团|獲獎社團", .link = "association" },
    [H_NOTICE_FROM] = { .name = "notice_from", .label = N_("Public notice from"), .kind = T_DATE,
                        .also = "公示开始|公示開始|公示起" },
    [H_NOTICE_TO] = { .name = "notice_to", .label = N_("Public notice to"), .kind = T_DATE,
                      .also = "公示结束|公示結束|公示止" },
    [H_DISCIPLINE] = { .name = "discipline_opinion", .label = N_("Opinion of discipline inspection"),
                       .kind = T_TEXT, .flags = CONVERTED, .also = "纪检意见|紀檢意見" },
    [H_VALID] = { .name = "valid_until", .label = N_("Valid until"), .kind = T_DATE, .also = "有效期至|有效期" },
    [H_NOTE] = { .name = "note", .label = N_("Note"), .kind = T_NOTE, .also = "备注|備註", .flags = SEARCHED | CONVERTED },
};

static const State honour_states[] = {
    { "nominated", N_("Nominated"), "提名|申报|申報|推荐|推薦", 0 },
    { "reviewed", N_("Reviewed"), "已审核|已審核|部门审核|部門審核", 0 },
    { "cleared", N_("Cleared by the meeting"), "会议通过|會議通過|主席会议通过", 0 },
    { "notice", N_("Public notice"), "公示|公示中", 0 },
    { "sent", N_("Submitted"), "已上报|已上報|已提交|上报", 0 },
    { "awarded", N_("Awarded"), "已授予|授予|获评|獲評|已获奖|已獲獎", 0 },
    { "not_awarded", N_("Not awarded"), "未获评|未獲評|落选|落選", STATE_END | STATE_FAILED },
    { "revoked", N_("Revoked"), "撤销|撤銷|已撤销|已撤銷", STATE_END | STATE_FAILED },
    { 0 }
};

static const Move honour_moves[] = {
    { "nominated", "reviewed", N_("Review"), RIGHT_CONFIRM, MOVE_OTHER_PERSON },
    { "reviewed", "nominated", N_("Return"), RIGHT_CONFIRM, MOVE_REASON },
    { "reviewed", "cleared", N_("Clear in the meeting"), RIGHT_DECIDE, 0 },
    { "cleared", "notice", N_("Publish the notice"), 0, 0 },
    { "notice", "sent", N_("Submit"), 0, 0 },
    { "notice", "nominated", N_("Return"), RIGHT_CONFIRM, MOVE_REASON },
    { "sent", "awarded", N_("Record the award"), 0, 0 },
    { "nominated", "awarded", N_("Record the award"), 0, 0 }, /* given without a nomination of ours */
    { "sent", "not_awarded", N_("Record as not awarded"), 0, 0 },
    { "awarded", "revoked", N_("Revoke"), RIGHT_CONFIRM, MOVE_REASON },
    { 0 }
};

static const Figure honour_figures[] = {
    { .name = "honour.joint_commendation", .label = N_("Commendations by several bodies"), .unit = N_("honour"),
      .query = "honour where awarded in period and state not in (not_awarded, revoked) and kind = commendation and co_issuers is not empty",
      .count = COUNT_ROWS, .part_of = "honour.honours" },
    { .name = "honour.info_work_first_prize", .label = N_("First prizes of the province for information work"), .unit = N_("honour"),
      .query = "honour where awarded in period and state not in (not_awarded, revoked) and level = province and work = information and "
      "rank = first",
      .count = COUNT_ROWS },
    { .name = "care.honour", .label = N_("Honours for charity"), .unit = N_("honour"),
      .query = "honour where awarded in period and state not in (not_awarded, revoked) and work = charity",
      .count = COUNT_ROWS, .part_of = "honour.honours" },
    { .name = "honour.typical_units", .label = N_("National typical units"), .unit = N_("unit"),
      .query = "honour where awarded in period and state not in (not_awarded, revoked) and level = national and kind = typical_unit",
      .count = COUNT_ROWS },
    { .name = "honour.typical_homes", .label = N_("National typical homes"), .unit = N_("home"),
      .query = "honour where awarded in period and state not in (not_awarded, revoked) and level = national and kind = typical_home",
      .count = COUNT_ROWS },
    { .name = "honour.honours", .label = N_("Honours"), .unit = N_("honour"),
      .query = "honour where awarded in period and state not in (not_awarded, revoked)",
      .count = COUNT_ROWS },
    { .name = "honour.national", .label = N_("National honours"), .unit = N_("honour"),
      .query = "honour where awarded in period and state not in (not_awarded, revoked) and level in (state, national)",
      .count = COUNT_ROWS, .part_of = "honour.honours" },
    { .name = "honour.provincial", .label = N_("Provincial honours"), .unit = N_("honour"),
      .query = "honour where awarded in period and state not in (not_awarded, revoked) and level = province",
      .count = COUNT_ROWS, .part_of = "honour.honours" },
    { .name = "honour.city", .label = N_("City honours"), .unit = N_("honour"),
      .query = "honour where awarded in period and state not in (not_awarded, revoked) and level = city",
      .count = COUNT_ROWS, .part_of = "honour.honours" },
    { 0 },
};

static void honour_check(Check *k, const Record *r)
{
    if (!rec_has(r, H_HOLDER) && !rec_has(r, H_UNITS) && !rec_has(r, H_PERSONS) &&
        !rec_has(r, H_ASSOCIATIONS))
        warning(k, H_HOLDER, "nobody holds this honour; it will be taken as the unit's own");
    if (rec_has(r, H_ISSUER) && rec_has(r, H_CO_ISSUERS) &&
        str_eq(rec_text(r, H_ISSUER), rec_text(r, H_CO_ISSUERS)))
        problem(k, H_CO_ISSUERS, "the second issuer is the first one again");
    if (rec_state(r, "awarded") && !rec_has(r, H_AWARDED))
        gate(k, H_AWARDED, "an honour that was awarded needs the day or year of the award");
    if (rec_has(r, H_ASSESSED) && rec_has(r, H_AWARDED) &&
        day_year(rec_first_day(r, H_ASSESSED)) > day_year(rec_last_day(r, H_AWARDED)))
        problem(k, H_ASSESSED, "the year assessed lies behind the year of the award");
    if (rule_backwards(r, H_AWARDED, H_VALID))
        problem(k, H_VALID, "the honour ends before it was awarded");
    if (rule_backwards(r, H_NOTICE_FROM, H_NOTICE_TO))
        problem(k, H_NOTICE_TO, "the public notice ends before it begins");
    else if (rec_has(r, H_NOTICE_FROM) && rec_has(r, H_NOTICE_TO) &&
             rule_working_days(k, r, H_NOTICE_FROM, H_NOTICE_TO) < 5)
        gate(k, H_NOTICE_TO, "a public notice lasts at least five working days");
    if (rec_state(r, "sent") && !rec_has(r, H_NOTICE_TO))
        gate(k, H_NOTICE_TO,
             "before it is submitted, a nomination is published; enter the last day of the notice");
}

const Type honour_type = {
    .name = "honour", .label = N_("Honour"), .area = "honours", .also = "荣誉|榮譽|荣誉台账|榮譽臺賬|表彰奖励|表彰獎勵|获奖情况|獲獎情況",
    .fields = honour_fields, .nfields = LEN(honour_fields), .states = honour_states,
    .moves = honour_moves, .figures = honour_figures, .title = "name",
    .identity = { "name", "issuer", "awarded", "holder" }, .check = honour_check,
};

/* ---- endorsements ---- */

enum {
    E_ABOUT,
    E_LEADER,
    E_OFFICE,
    E_LEVEL,
    E_NATURE,
    E_GIVEN,
    E_TEXT,
    E_SECRECY,
    E_INFO,
    E_PROPOSAL,
    E_DOCUMENT,
    E_FOLLOWED,
    E_NOTE,
    E__N
};

static const Choice natures[] = {
    { "praise", N_("Praise"), "肯定批示|肯定性批示|肯定" },
    { "order", N_("Instruction to act"), "部署批示|要求落实|要求落實|指示" },
    { "attention", N_("Passed on for attention"), "圈阅|圈閱|转阅|轉閱|阅示" },
    { 0 }
};

static const Choice secrecies[] = {
    { "open", N_("Not confidential"), "公开|公開" },
    { "internal", N_("Internal"), "内部|內部" },
    { "classified", N_("State secret"), "涉密|秘密|机密|機密|绝密|絕密" },
    { 0 }
};

static const Field endorsement_fields[E__N] = {
    [E_ABOUT] = { .name = "about", .label = N_("About what"), .kind = T_TEXT, .also = "批示事项|批示事項|事项|事項|批示对象|工作事项",
                  .flags = REQUIRED | IN_LIST | SEARCHED | CONVERTED },
    [E_LEADER] = { .name = "leader", .label = N_("Leader who wrote it"), .kind = T_NAME, .flags = IN_LIST | SEARCHED,
                   .also = "批示领导|批示領導|领导|領導|批示人" },
    [E_OFFICE] = { .name = "office", .label = N_("Leader's office"), .kind = T_TEXT, .flags = CONVERTED, .also = "领导职务|領導職務|职务|職務" },
    [E_LEVEL] = { .name = "level", .label = N_("Level"), .kind = T_CHOICE, .choices = levels,
                  .also = "批示级别|批示級別|级别|級別|层级", .flags = IN_LIST },
    [E_NATURE] = { .name = "nature", .label = N_("Nature"), .kind = T_CHOICE, .choices = natures,
                   .also = "批示性质|批示性質|性质|性質" },
    [E_GIVEN] = { .name = "given", .label = N_("Written on"), .kind = T_DATE, .flags = IN_LIST | INDEXED,
                  .also = "批示日期|批示时间|批示時間|日期" },
    [E_TEXT] = { .name = "text", .label = N_("Wording"), .kind = T_NOTE, .level = LEVEL_SENSITIVE,
                 .also = "批示内容|批示內容|批示原文" },
    [E_SECRECY] = { .name = "secrecy", .label = N_("Confidentiality"), .kind = T_CHOICE, .choices = secrecies,
                    .also = "密级|密級|公开程度|公開程度" },
    [E_INFO] = { .name = "info_report", .label = N_("On the information report"), .kind = T_LINK,
                 .also = "来源信息|來源信息|对应信息", .link = "info_report" },
    [E_PROPOSAL] = { .name = "proposal", .label = N_("On the proposal"), .kind = T_LINK, .link = "proposal",
                     .also = "来源提案|來源提案|对应提案" },
    [E_DOCUMENT] = { .name = "document_no", .label = N_("Document number"), .kind = T_TEXT,
                     .also = "批示文号|批示文號|文号|文號|办文编号" },
    [E_FOLLOWED] = { .name = "followed_up", .label = N_("Carried out"), .kind = T_DATE,
                     .also = "落实日期|落實日期|反馈日期|反饋日期" },
    [E_NOTE] = { .name = "note", .label = N_("Note"), .kind = T_NOTE, .also = "备注|備註", .flags = SEARCHED | CONVERTED },
};

static const Deadline endorsement_deadlines[] = {
    { "follow_up", N_("Report on an instruction"), "given", 30, DAYS_CALENDAR,
      "nature = order and followed_up is empty" },
    { 0 }
};

static const Figure endorsement_figures[] = {
    { .name = "honour.leader_endorsements", .label = N_("Endorsements by leaders of the national federation"), .unit = N_("endorsement"),
      .query = "endorsement where given in period and level = national",
      .count = COUNT_ROWS },
    { .name = "honour.endorsements", .label = N_("Endorsements by leaders"), .unit = N_("endorsement"),
      .query = "endorsement where given in period",
      .count = COUNT_ROWS },
    { 0 },
};

static void endorsement_check(Check *k, const Record *r)
{
    if (rec_is(r, E_SECRECY, "classified"))
        problem(k, E_SECRECY, "state secrets must not enter this system; remove the record");
    if (rule_backwards(r, E_GIVEN, E_FOLLOWED))
        problem(k, E_FOLLOWED, "it was carried out before it was given");
}

const Type endorsement_type = {
    .name = "endorsement", .label = N_("Endorsement by a leader"), .area = "honours",
    .also = "领导批示|領導批示|批示登记|批示登記|批示",
    .fields = endorsement_fields, .nfields = LEN(endorsement_fields),
    .deadlines = endorsement_deadlines,
    .figures = endorsement_figures, .title = "about", .identity = { "about", "leader", "given" },
    .check = endorsement_check,
};
