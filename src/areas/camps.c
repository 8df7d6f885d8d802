/* SPDX-License-Identifier: Apache-2.0
 * Camps: root-seeking camps for the young of Chinese descent.
 *
 * Campers are minors: their records are sensitive as a whole, their guardian's consent is a gate
 * that nobody opens, and health data goes 90 days after the camp. Nobody is in two camps of one
 * year.
 */
#include "areas/areas.h"
#include "areas/choices.h"
#include "areas/rules.h"

/* ---- camps ---- */

enum {
    P_NAME,
    P_EDITION,
    P_SEASON,
    P_SERIES,
    P_STARTS,
    P_ENDS,
    P_PLACE,
    P_BASE,
    P_HOST,
    P_ORGANISERS,
    P_PARTNERS,
    P_QUOTA,
    P_HEADCOUNT,
    P_LEADERS,
    P_AGE_FROM,
    P_AGE_TO,
    P_DEADLINE,
    P_BUDGET,
    P_COST,
    P_PROGRAMME,
    P_SAFETY,
    P_NOTE,
    P__N
};

static const Choice seasons[] = {
    { "summer", N_("Summer camp"), "夏令营|夏令營|夏" },
    { "winter", N_("Winter camp"), "冬令营|冬令營|冬" },
    { "spring", N_("Spring camp"), "春令营|春令營|春" },
    { "autumn", N_("Autumn camp"), "秋令营|秋令營|秋" },
    { "online", N_("Online camp"), "线上营|線上營|网上夏令营|云上营" },
    { 0 }
};

static const Field camp_fields[P__N] = {
    [P_NAME] = { .name = "name", .label = N_("Name of the camp"), .kind = T_NAME,
                 .also = "营名|營名|营期名称|營期名稱|活动名称|活動名稱|名称|名稱", .flags = REQUIRED | IN_LIST | SEARCHED | CONVERTED },
    [P_EDITION] = { .name = "edition", .label = N_("Edition"), .kind = T_COUNT, .also = "届次|屆次|期次|届", .max = 999 },
    [P_SEASON] = { .name = "season", .label = N_("Season"), .kind = T_CHOICE, .choices = seasons,
                   .also = "营别|營別|季节|季節|类型|類型", .flags = IN_LIST },
    [P_SERIES] = { .name = "series", .label = N_("Series"), .kind = T_TEXT, .flags = CONVERTED, .also = "系列|品牌|系列品牌" },
    [P_STARTS] = { .name = "begins", .label = N_("Starts"), .kind = T_DATE, .flags = IN_LIST | INDEXED,
                   .also = "开营日期|開營日期|开始日期|開始日期|开始时间|開始時間" },
    [P_ENDS] = { .name = "ends", .label = N_("Ends"), .kind = T_DATE,
                 .also = "结营日期|結營日期|闭营日期|結束日期|结束日期|结束时间" },
    [P_PLACE] = { .name = "place", .label = N_("Place"), .kind = T_DIVISION, .also = "举办地|舉辦地|地点|地點|所在地" },
    [P_BASE] = { .name = "base", .label = N_("Base of the camp"), .kind = T_TEXT, .flags = IN_LIST | CONVERTED,
                 .also = "营地|營地|承办学校|承辦學校|基地" },
    [P_HOST] = { .name = "host", .label = N_("Host"), .kind = T_TEXT, .flags = CONVERTED, .also = "主办单位|主辦單位|主办|主辦" },
    [P_ORGANISERS] = { .name = "organisers", .label = N_("Carried out by"), .kind = T_TEXT, .flags = CONVERTED,
                       .also = "承办单位|承辦單位|承办|承辦" },
    [P_PARTNERS] = { .name = "partners", .label = N_("Sending associations"), .kind = T_LINKS,
                     .also = "组团社团|組團社團|参营社团|參營社團|组团单位|組團單位", .link = "association" },
    [P_QUOTA] = { .name = "quota", .label = N_("Places"), .kind = T_COUNT, .unit = N_("person"),
                  .also = "名额|名額|计划人数|計劃人數" },
    [P_HEADCOUNT] = { .name = "headcount", .label = N_("Campers"), .kind = T_COUNT, .unit = N_("person"),
                      .also = "营员人数|營員人數|参营人数|參營人數|人数|人數", .flags = IN_LIST },
    [P_LEADERS] = { .name = "leaders", .label = N_("Leaders"), .kind = T_COUNT, .unit = N_("person"),
                    .also = "领队人数|領隊人數|领队|領隊" },
    [P_AGE_FROM] = { .name = "age_from", .label = N_("Youngest age"), .kind = T_COUNT, .max = 99,
                     .also = "最小年龄|最小年齡|年龄下限|年齡下限", .help = N_("12 unless given") },
    [P_AGE_TO] = { .name = "age_to", .label = N_("Oldest age"), .kind = T_COUNT, .max = 99,
                   .also = "最大年龄|最大年齡|年龄上限|年齡上限", .help = N_("18 unless given") },
    [P_DEADLINE] = { .name = "enrol_by", .label = N_("Enrol by"), .kind = T_DATE,
                     .also = "报名截止日期|報名截止日期|报名截止|報名截止" },
    [P_BUDGET] = { .name = "budget", .label = N_("Budget"), .kind = T_MONEY, .also = "预算|預算|经费预算|經費預算" },
    [P_COST] = { .name = "cost", .label = N_("Cost"), .kind = T_MONEY, .also = "实际支出|實際支出|决算|決算|经费" },
    [P_PROGRAMME] = { .name = "programme", .label = N_("Programme"), .kind = T_NOTE, .flags = CONVERTED, .also = "日程安排|日程|活动安排|活動安排" },
    [P_SAFETY] = { .name = "safety_plan", .label = N_("Safety and medical plan"), .kind = T_NOTE, .flags = CONVERTED,
                   .also = "安全医疗预案|安全醫療預案|安全预案|安全預案" },
    [P_NOTE] = { .name = "note", .label = N_("Note"), .kind = T_NOTE, .also = "备注|備註", .flags = SEARCHED | CONVERTED },
};

static const State camp_states[] = {
    { "planned", N_("Planned"), "计划中|計劃中|筹备|籌備", 0 },
    { "enrolling", N_("Enrolling"), "报名中|報名中|招募中", 0 },
    { "ready", N_("Campers approved"), "名单已批准|名單已批准|名单确定|名單確定", 0 },
    { "running", N_("Running"), "进行中|進行中|开营|開營", 0 },
    { "done", N_("Done"), "已结束|已結束|已举办|已舉辦|结营|結營|完成", STATE_END },
    { "cancelled", N_("Cancelled"), "取消|已取消", STATE_END | STATE_FAILED },
    { 0 }
};

static const Move camp_moves[] = {
    { "planned", "enrolling", N_("Open enrolment"), RIGHT_CONFIRM, 0 },
    { "enrolling", "ready", N_("Approve the list of campers"), RIGHT_APPROVE, 0 },
    { "ready", "enrolling", N_("Return"), RIGHT_APPROVE, MOVE_REASON },
    { "ready", "running", N_("Begin"), 0, 0 },
    { "running", "done", N_("Finish"), 0, 0 },
    { "*", "cancelled", N_("Cancel"), RIGHT_CONFIRM, MOVE_REASON },
    { 0 }
};

static const Deadline camp_deadlines[] = {
    { "enrol_by", N_("End of enrolment"), "enrol_by", 0, DAYS_CALENDAR, "state in (planned, enrolling)" },
    { 0 }
};

static const Figure camp_figures[] = {
    { .name = "culture.camps", .label = N_("Camps held for the young"), .unit = N_("camp"),
      .query = "camp where begins in period and state != cancelled",
      .count = COUNT_ROWS },
    { .name = "camps.headcount", .label = N_("Campers by the camps' own count"), .unit = N_("person"),
      .query = "camp where begins in period and state != cancelled",
      .count = COUNT_SUM, .of = "headcount" },
    { 0 },
};

static const Panel camp_panels[] = {
    { "campers", N_("Campers"), "camper where camp = this" },
    { 0 }
};

static void camp_check(Check *k, const Record *r)
{
    if (rule_backwards(r, P_STARTS, P_ENDS))
        problem(k, P_ENDS, "the camp ends before it starts");
    if (rec_has(r, P_AGE_FROM) && rec_has(r, P_AGE_TO) &&
        rec_int(r, P_AGE_TO) < rec_int(r, P_AGE_FROM))
        problem(k, P_AGE_TO, "the oldest age is below the youngest");
    if (rule_backwards(r, P_DEADLINE, P_STARTS))
        problem(k, P_DEADLINE, "enrolment ends after the camp starts");
    if (rec_has(r, P_LEADERS) && rec_int(r, P_LEADERS) * 10 < rec_int(r, P_HEADCOUNT))
        warning(k, P_LEADERS, "a leader has more than ten campers");
    if (rec_has(r, P_QUOTA) && rec_int(r, P_HEADCOUNT) > rec_int(r, P_QUOTA))
        warning(k, P_HEADCOUNT, "there are more campers than places");
    if (rec_state(r, "done") && rec_has(r, P_STARTS) && rec_first_day(r, P_STARTS) > k->c->today)
        problem(k, P_STARTS, "the camp is done, but its first day is still to come");
}

const Type camp_type = {
    .name = "camp", .label = N_("Camp"), .area = "camps", .also = "寻根之旅|尋根之旅|夏令营|夏令營|冬令营|冬令營|营期|營期",
    .fields = camp_fields, .nfields = LEN(camp_fields), .states = camp_states, .moves = camp_moves,
    .deadlines = camp_deadlines, .figures = camp_figures, .panels = camp_panels,
    .title = "name", .identity = { "name", "begins" }, .check = camp_check,
};

/* ---- campers ---- */

enum {
    M_CAMP,
    M_LATIN,
    M_NAME,
    M_SEX,
    M_BORN,
    M_NATIONALITY,
    M_RESIDENCE,
    M_DOC_KIND,
    M_DOC,
    M_DOC_UNTIL,
    M_VISA,
    M_ASSOCIATION,
    M_SCHOOL,
    M_PLACE,
    M_DIALECT,
    M_CHINESE,
    M_G1_NAME,
    M_G1_RELATION,
    M_G1_PHONE,
    M_G1_MAIL,
    M_G2_NAME,
    M_G2_RELATION,
    M_G2_PHONE,
    M_G2_MAIL,
    M_EMERGENCY,
    M_EMERGENCY_PHONE,
    M_HEALTH,
    M_ALLERGIES,
    M_MEDICATION,
    M_DIET,
    M_BLOOD,
    M_INSURANCE,
    M_INSURED_UNTIL,
    M_PHOTO,
    M_SHIRT,
    M_FLIGHT_IN,
    M_FLIGHT_OUT,
    M_LEADER,
    M_GROUP,
    M_ROOM,
    M_ARRIVED,
    M_DEPARTED,
    M_DAYS,
    M_CERTIFICATE,
    M_NOTE,
    M__N
};

static const Choice levels_of_chinese[] = {
    { "none", N_("No Chinese"), "零基础|零基礎|不会|不會" },
    { "basic", N_("Basic"), "初级|初級" },
    { "middle", N_("Intermediate"), "中级|中級" },
    { "fluent", N_("Fluent"), "流利|高级|高級" },
    { 0 }
};

static const Choice guardians[] = {
    { "mother", N_("Mother"), "母亲|母親|母" },
    { "father", N_("Father"), "父亲|父親|父" },
    { "grandparent", N_("Grandparent"), "祖父母|外祖父母" },
    { "other", N_("Other guardian"), "其他监护人|其他監護人|其他" },
    { 0 }
};

static const Field camper_fields[M__N] = {
    [M_CAMP] = { .name = "camp", .label = N_("Camp"), .kind = T_LINK, .link = "camp",
                 .also = "所属营期|所屬營期|营期|營期|营名|營名", .flags = REQUIRED | IN_LIST },
    [M_LATIN] = { .name = "passport_name", .label = N_("Name as in the passport"), .kind = T_NAME,
                  .also = "护照姓名|護照姓名|外文姓名|英文姓名|英文名", .level = LEVEL_SENSITIVE, .flags = IN_LIST | SEARCHED },
    [M_NAME] = { .name = "name", .label = N_("Chinese name"), .kind = T_NAME, .level = LEVEL_SENSITIVE,
                 .also = "中文姓名|中文名|姓名|营员姓名|營員姓名", .flags = IN_LIST | SEARCHED },
    [M_SEX] = { .name = "sex", .label = N_("Sex"), .kind = T_CHOICE, .choices = sexes, .also = "性别|性別",
                .level = LEVEL_PERSONAL },
    [M_BORN] = { .name = "born", .label = N_("Born"), .kind = T_DATE, .level = LEVEL_SENSITIVE,
                 .also = "出生日期|出生年月日|出生年月|生日" },
    [M_NATIONALITY] = { .name = "nationality", .label = N_("Nationality"), .kind = T_COUNTRY, .also = "国籍|國籍",
                        .level = LEVEL_PERSONAL },
    [M_RESIDENCE] = { .name = "residence", .label = N_("Country of residence"), .kind = T_COUNTRY,
                      .also = "住在国|住在國|居住国|居住國|国家地区|國家地區|国家（地区）", .flags = IN_LIST | INDEXED },
    [M_DOC_KIND] = { .name = "document_kind", .label = N_("Kind of document"), .kind = T_CHOICE,
                     .also = "证件类型|證件類型|证件种类|證件種類", .choices = document_kinds },
    [M_DOC] = { .name = "document_no", .label = N_("Document number"), .kind = T_DOCUMENT,
                .also = "证件号码|證件號碼|护照号码|護照號碼|护照号|護照號", .code_by = "document_kind",
                .level = LEVEL_SENSITIVE, .flags = INDEXED },
    [M_DOC_UNTIL] = { .name = "document_until", .label = N_("Document valid until"), .kind = T_DATE,
                      .also = "证件有效期至|證件有效期至|护照有效期|護照有效期|有效期", .level = LEVEL_PERSONAL },
    [M_VISA] = { .name = "visa_no", .label = N_("Visa number"), .kind = T_TEXT, .also = "签证号码|簽證號碼|签证号",
                 .level = LEVEL_SENSITIVE },
    [M_ASSOCIATION] = { .name = "association", .label = N_("Sent by association"), .kind = T_LINK,
                        .also = "选送社团|選送社團|推荐社团|推薦社團|组团社团", .link = "association" },
    [M_SCHOOL] = { .name = "school", .label = N_("School"), .kind = T_TEXT, .level = LEVEL_PERSONAL,
                   .also = "就读学校|就讀學校|学校|學校|华校|華校" },
    [M_PLACE] = { .name = "ancestral_place", .label = N_("Ancestral place"), .kind = T_DIVISION,
                  .also = "祖籍地|祖籍", .level = LEVEL_PERSONAL },
    [M_DIALECT] = { .name = "dialect", .label = N_("Dialect"), .kind = T_TEXT, .also = "方言", .level = LEVEL_PERSONAL },
    [M_CHINESE] = { .name = "chinese", .label = N_("Level of Chinese"), .kind = T_CHOICE, .level = LEVEL_PERSONAL,
                    .also = "中文水平|汉语水平|漢語水平|華語水平", .choices = levels_of_chinese },
    [M_G1_NAME] = { .name = "guardian", .label = N_("Guardian"), .kind = T_NAME, .level = LEVEL_SENSITIVE,
                    .also = "监护人|監護人|监护人姓名|監護人姓名|家长姓名|家長姓名" },
    [M_G1_RELATION] = { .name = "guardian_relation", .label = N_("Guardian's relation"), .kind = T_CHOICE,
                        .also = "监护人关系|監護人關係|与营员关系|與營員關係", .choices = guardians,
                        .level = LEVEL_SENSITIVE },
    [M_G1_PHONE] = { .name = "guardian_phone", .label = N_("Guardian's telephone"), .kind = T_PHONE,
                     .also = "监护人电话|監護人電話|家长电话|家長電話", .level = LEVEL_SENSITIVE },
    [M_G1_MAIL] = { .name = "guardian_mail", .label = N_("Guardian's mail"), .kind = T_MAIL,
                    .also = "监护人邮箱|監護人郵箱|家长邮箱|家長郵箱", .level = LEVEL_SENSITIVE },
    [M_G2_NAME] = { .name = "guardian2", .label = N_("Second guardian"), .kind = T_NAME,
                    .also = "监护人二|監護人二|第二监护人|第二監護人", .level = LEVEL_SENSITIVE },
    [M_G2_RELATION] = { .name = "guardian2_relation", .label = N_("Second guardian's relation"),
                        .kind = T_CHOICE, .also = "监护人二关系|監護人二關係|第二监护人关系", .choices = guardians,
                        .level = LEVEL_SENSITIVE },
    [M_G2_PHONE] = { .name = "guardian2_phone", .label = N_("Second guardian's telephone"), .kind = T_PHONE,
                     .also = "监护人二电话|監護人二電話|第二监护人电话", .level = LEVEL_SENSITIVE },
    [M_G2_MAIL] = { .name = "guardian2_mail", .label = N_("Second guardian's mail"), .kind = T_MAIL,
                    .also = "监护人二邮箱|監護人二郵箱|第二监护人邮箱", .level = LEVEL_SENSITIVE },
    [M_EMERGENCY] = { .name = "emergency", .label = N_("Emergency contact"), .kind = T_NAME,
                      .also = "紧急联系人|緊急聯繫人", .level = LEVEL_SENSITIVE },
    [M_EMERGENCY_PHONE] = { .name = "emergency_phone", .label = N_("Emergency telephone"), .kind = T_PHONE,
                            .also = "紧急联系电话|緊急聯繫電話|紧急电话", .level = LEVEL_SENSITIVE },
    [M_HEALTH] = { .name = "health", .label = N_("Health declaration"), .kind = T_NOTE,
                   .also = "健康状况|健康狀況|健康申报|健康申報|健康声明", .level = LEVEL_SENSITIVE },
    [M_ALLERGIES] = { .name = "allergies", .label = N_("Allergies"), .kind = T_TEXT, .also = "过敏史|過敏史|过敏",
                      .level = LEVEL_SENSITIVE },
    [M_MEDICATION] = { .name = "medication", .label = N_("Medication"), .kind = T_TEXT,
                       .also = "用药情况|用藥情況|常用药物|常用藥物", .level = LEVEL_SENSITIVE },
    [M_DIET] = { .name = "diet", .label = N_("Diet"), .kind = T_TEXT, .also = "饮食禁忌|飲食禁忌|饮食要求|飲食要求",
                 .level = LEVEL_SENSITIVE },
    [M_BLOOD] = { .name = "blood_type", .label = N_("Blood type"), .kind = T_TEXT, .max = 10, .also = "血型",
                  .level = LEVEL_SENSITIVE },
    [M_INSURANCE] = { .name = "insurance_no", .label = N_("Insurance policy"), .kind = T_TEXT,
                      .also = "保险单号|保險單號|保单号|保單號", .level = LEVEL_PERSONAL },
    [M_INSURED_UNTIL] = { .name = "insured_until", .label = N_("Insured until"), .kind = T_DATE,
                          .also = "保险期至|保險期至|保险有效期", .level = LEVEL_PERSONAL },
    [M_PHOTO] = { .name = "photo_consent", .label = N_("May be photographed"), .kind = T_BOOL,
                  .also = "同意拍摄|同意拍攝|肖像授权|肖像授權|照片使用同意", .level = LEVEL_PERSONAL },
    [M_SHIRT] = { .name = "shirt", .label = N_("Shirt size"), .kind = T_TEXT, .max = 10, .level = LEVEL_PERSONAL,
                  .also = "营服尺码|營服尺碼|衣服尺码|衣服尺碼|T恤尺码" },
    [M_FLIGHT_IN] = { .name = "flight_in", .label = N_("Flight in"), .kind = T_TEXT, .level = LEVEL_PERSONAL,
                      .also = "抵达航班|抵達航班|来程航班" },
    [M_FLIGHT_OUT] = { .name = "flight_out", .label = N_("Flight out"), .kind = T_TEXT, .level = LEVEL_PERSONAL,
                       .also = "离开航班|離開航班|返程航班" },
    [M_LEADER] = { .name = "leader", .label = N_("Group leader"), .kind = T_NAME, .level = LEVEL_PERSONAL,
                   .also = "领队|領隊|领队姓名|領隊姓名" },
    [M_GROUP] = { .name = "group_name", .label = N_("Group in the camp"), .kind = T_TEXT, .level = LEVEL_PERSONAL,
                  .also = "组别|組別|分组|分組|班级" },
    [M_ROOM] = { .name = "room", .label = N_("Room"), .kind = T_TEXT, .also = "房号|房號|房间|房間",
                 .level = LEVEL_PERSONAL },
    [M_ARRIVED] = { .name = "arrived", .label = N_("Arrived"), .kind = T_DATE, .level = LEVEL_PERSONAL,
                    .also = "报到日期|報到日期|抵达日期|抵達日期" },
    [M_DEPARTED] = { .name = "departed", .label = N_("Departed"), .kind = T_DATE, .level = LEVEL_PERSONAL,
                     .also = "离营日期|離營日期|离开日期|離開日期" },
    [M_DAYS] = { .name = "days", .label = N_("Days in camp"), .kind = T_COUNT, .unit = N_("person-day"), .max = 366,
                 .also = "在营天数|在營天數|天数|天數" },
    [M_CERTIFICATE] = { .name = "certificate_no", .label = N_("Completion certificate"), .kind = T_TEXT,
                        .also = "证书编号|證書編號|结业证书号", .level = LEVEL_PERSONAL },
    [M_NOTE] = { .name = "note", .label = N_("Note"), .kind = T_NOTE, .level = LEVEL_SENSITIVE, .also = "备注|備註" },
};

static const State camper_states[] = {
    { "enrolled", N_("Enrolled"), "已报名|已報名|报名|報名", 0 },
    { "checked", N_("Documents checked"), "材料已核|材料已核對|已初审|已初審", 0 },
    { "supported", N_("Supported by the department"), "部门同意|部門同意|已复审|已複審", 0 },
    { "approved", N_("Approved"), "已批准|批准|已录取|已錄取|录取|錄取", 0 },
    { "in_camp", N_("In camp"), "在营|在營|已报到|已報到", 0 },
    { "finished", N_("Finished"), "已结营|已結營|结业|結業|已离营|已離營", STATE_END },
    { "declined", N_("Declined"), "不同意|未录取|未錄取|不予录取", STATE_END | STATE_FAILED },
    { "withdrawn", N_("Withdrawn"), "撤回|退出|放弃|放棄", STATE_END | STATE_FAILED },
    { "absent", N_("Absent from camp"), "未到|未报到|未報到|缺席", STATE_END | STATE_FAILED },
    { 0 }
};

static const Move camper_moves[] = {
    { "enrolled", "checked", N_("Documents are in order"), 0, 0 },
    { "checked", "enrolled", N_("Return"), 0, MOVE_REASON },
    { "checked", "supported", N_("Support"), RIGHT_CONFIRM, MOVE_OTHER_PERSON },
    { "supported", "approved", N_("Approve"), RIGHT_APPROVE, MOVE_OTHER_PERSON },
    { "supported", "checked", N_("Return"), RIGHT_APPROVE, MOVE_REASON },
    { "approved", "in_camp", N_("Record the arrival"), 0, 0 },
    { "approved", "absent", N_("Did not come"), 0, 0 },
    { "in_camp", "finished", N_("Record the departure"), 0, 0 },
    { "enrolled", "declined", N_("Decline"), RIGHT_CONFIRM, MOVE_REASON },
    { "checked", "declined", N_("Decline"), RIGHT_CONFIRM, MOVE_REASON },
    { "supported", "declined", N_("Decline"), RIGHT_APPROVE, MOVE_REASON },
    { "*", "withdrawn", N_("Withdraw"), 0, MOVE_REASON },
    { 0 }
};

static const Paper camper_papers[] = {
    { "passport_copy", N_("Copy of the passport"), "approved" },
    { "consent_form", N_("Guardian's consent, signed"), "approved" },
    { "health_form", N_("Health declaration, signed"), "approved" },
    { "photo", N_("Portrait photograph"), NULL },
    { "descent_proof", N_("Proof of Chinese descent"), NULL },
    { "insurance_copy", N_("Copy of the insurance policy"), "in_camp" },
    { "visa_copy", N_("Copy of the visa"), NULL },
    { 0 }
};

static const Deadline camper_deadlines[] = {
    { "erase_health", N_("Remove the health data"), "departed", 90, DAYS_CALENDAR,
      "health is not empty or allergies is not empty or medication is not empty" },
    { "anonymise", N_("Anonymise the camper"), "departed", 36, DAYS_MONTHS, "document_no is not empty" },
    { 0 }
};

static const Figure camper_figures[] = {
    { .name = "camps.campers", .label = N_("Campers"), .unit = N_("person"),
      .query = "camper where camp.begins in period and camp.state != cancelled and "
      "state not in (declined, withdrawn, absent)",
      .count = COUNT_ROWS, .part_of = "camps.headcount" },
    { .name = "camps.countries", .label = N_("Countries and regions of the campers"), .unit = N_("country or region"),
      .query = "camper where camp.begins in period and camp.state != cancelled and "
      "state not in (declined, withdrawn, absent)",
      .count = COUNT_DISTINCT, .of = "residence" },
    { .name = "camps.days", .label = N_("Person-days in camp"), .unit = N_("person-day"),
      .query = "camper where camp.begins in period and camp.state != cancelled and "
      "state not in (declined, withdrawn, absent)",
      .count = COUNT_SUM, .of = "days" },
    { 0 },
};

static const Panel camper_panels[] = {
    { "consents", N_("Guardians' consents"), "guardian_consent where camper = this" },
    { 0 }
};

/* What a camper's checks need of the camp; all 0 where it is not known. */
typedef struct {
    Day starts, ends;
    int youngest, oldest;
} CampFacts;

static CampFacts camp_facts(const Check *k, const Record *r)
{
    CampFacts f = { 0 };
    Err e = { 0 };
    if (!rec_has(r, M_CAMP) || !rule_has_store(k))
        return f;
    AUTO(stmt_done) Stmt *q =
        db_query(k->c->db,
                 "/* camp_facts */ SELECT begins_from, ends_to, age_from, age_to"
                 "  FROM camp WHERE id = $1",
                 P(rec_int(r, M_CAMP)));
    if (!db_next(q, &e))
        return f;
    f.starts = (Day)db_int(q, 0);
    f.ends = db_null(q, 1) ? f.starts : (Day)db_int(q, 1);
    f.youngest = db_null(q, 2) ? 12 : (int)db_int(q, 2);
    f.oldest = db_null(q, 3) ? 18 : (int)db_int(q, 3);
    return f;
}

static int age_on(Day born, Day day)
{
    return day_year(day) - day_year(born) - (day % 10000 < born % 10000);
}

/* A birth date of which only the year is known has two possible ages: both must be out of range. */
static void check_age(Check *k, const Record *r, const CampFacts *camp)
{
    if (!camp->starts || !rec_has(r, M_BORN))
        return;
    int oldest = age_on(rec_first_day(r, M_BORN), camp->starts);
    int youngest = age_on(rec_last_day(r, M_BORN), camp->starts);
    if (youngest > camp->oldest)
        warning(k, M_BORN, "%d years old when the camp starts; it takes up to %d", youngest,
                camp->oldest);
    if (oldest < camp->youngest)
        warning(k, M_BORN, "%d years old when the camp starts; it takes from %d", oldest,
                camp->youngest);
}

/* One child in several camps of a year: the same passport, and no other birthday. */
static void check_twice(Check *k, const Record *r, const CampFacts *camp)
{
    Err e = { 0 };
    if (!camp->starts || !rec_has(r, M_DOC) || rule_state_in(r, S("declined|withdrawn|absent")))
        return;
    int year = day_year(camp->starts);
    AUTO(stmt_done) Stmt *q = db_query(
        k->c->db,
        "/* camper_twice */ SELECT c.name FROM camper m JOIN camp c ON c.id = m.camp"
        " WHERE m.document_no = $1 AND m.id <> $2 AND COALESCE(m.voided_at, 0) = 0"
        "   AND m.state NOT IN ('declined', 'withdrawn', 'absent')"
        "   AND c.begins_from >= $3 AND c.begins_from <= $4"
        "   AND (m.born IS NULL OR (m.born_from <= $5 AND m.born_to >= $6)) LIMIT 1",
        P(rec_text(r, M_DOC)), P(r->id), P((int64_t)year * 10000), P((int64_t)year * 10000 + 9999),
        P(rec_has(r, M_BORN) ? rec_last_day(r, M_BORN) : DAY_MAX),
        P(rec_has(r, M_BORN) ? rec_first_day(r, M_BORN) : DAY_MIN));
    if (!db_next(q, &e))
        return;
    Str other = db_text(q, k->c->arena, 0);
    problem(
        k, M_DOC,
        "this passport is enrolled in '%.*s' in the same year; nobody comes to two camps a year",
        STR(other));
}

/* In an import the consents are rows of a later sheet: there is nothing to look for yet. */
static bool has_consent(const Check *k, const Record *r)
{
    Err e = { 0 };
    if (k->c->importing || !rule_has_store(k))
        return true;
    AUTO(stmt_done) Stmt *q =
        db_query(k->c->db,
                 "/* camper_consent */ SELECT id FROM guardian_consent"
                 " WHERE camper = $1 AND given_on IS NOT NULL AND withdrawn_on IS NULL"
                 "   AND COALESCE(voided_at, 0) = 0 LIMIT 1",
                 P(r->id));
    return db_next(q, &e);
}

static void camper_check(Check *k, const Record *r)
{
    CampFacts camp = camp_facts(k, r);
    if (!rec_has(r, M_LATIN) && !rec_has(r, M_NAME))
        problem(k, M_LATIN, "the camper has no name");
    if (rule_backwards(r, M_ARRIVED, M_DEPARTED))
        problem(k, M_DEPARTED, "the camper departed before arriving");
    if (rec_has(r, M_BORN) && rec_first_day(r, M_BORN) > k->c->today)
        problem(k, M_BORN, "the birthday lies in the future");
    if (camp.ends && rec_has(r, M_DOC_UNTIL) &&
        rec_last_day(r, M_DOC_UNTIL) < day_add_months(camp.ends, 6))
        warning(k, M_DOC_UNTIL, "the document should be valid for six months after the camp");
    if (camp.ends && rec_has(r, M_INSURED_UNTIL) && rec_last_day(r, M_INSURED_UNTIL) < camp.ends)
        warning(k, M_INSURED_UNTIL, "the insurance ends before the camp does");
    check_age(k, r, &camp);
    check_twice(k, r, &camp);
    if (rule_state_in(r, S("approved|in_camp|finished")) && !has_consent(k, r))
        gate(k, M_G1_NAME,
             "without a guardian's consent that is on record and not withdrawn, "
             "nobody is approved for a camp");
}

const Type camper_type = {
    .name = "camper", .label = N_("Camper"), .area = "camps", .also = "营员|營員|营员名单|營員名單|营员名册|營員名冊",
    .fields = camper_fields, .nfields = LEN(camper_fields), .states = camper_states,
    .moves = camper_moves,
    .papers = camper_papers, .deadlines = camper_deadlines, .figures = camper_figures,
    .panels = camper_panels, .title = "passport_name",
    .identity = { "camp", "passport_name", "name", "born" }, .level = LEVEL_SENSITIVE, .check = camper_check,
};

/* ---- guardians' consents ---- */

enum {
    N_CAMPER,
    N_GUARDIAN,
    N_RELATION,
    N_COVERS,
    N_LANGUAGE,
    N_VERSION,
    N_CHANNEL,
    N_GIVEN,
    N_PROOF,
    N_WITHDRAWN,
    N_NOTE,
    N__N
};

static const Choice covers[] = {
    { "participation", N_("Taking part"), "参营|參營|参加|參加" },
    { "data", N_("Keeping the data"), "个人信息处理|個人信息處理|信息处理" },
    { "medical", N_("Medical treatment"), "紧急医疗|緊急醫療|医疗|醫療" },
    { "photos", N_("Photographs"), "肖像使用|肖像|照片" },
    { "abroad", N_("Passing data across the border"), "跨境提供|个人信息出境|個人信息出境" },
    { "pick_up", N_("Being picked up by a named person"), "指定接送|接送" },
    { 0 }
};

static const Choice languages[] = {
    { "zh_hans", N_("Simplified Chinese"), "简体中文|簡體中文|中文" },
    { "zh_hant", N_("Traditional Chinese"), "繁体中文|繁體中文|繁体|繁體" },
    { "en", N_("English"), "英文|英语|英語" },
    { "other", N_("Another language"), "其他语言|其他語言|其他" },
    { 0 }
};

static const Choice consent_channels[] = {
    { "paper", N_("On paper"), "纸质|紙質|书面|書面" },
    { "web", N_("Web form"), "网上|網上|线上|線上" },
    { "mail", N_("Mail"), "邮件|郵件|电子邮件|電子郵件" },
    { "desk", N_("At the desk"), "现场|現場|当面|當面" },
    { 0 }
};

static const Field guardian_fields[N__N] = {
    [N_CAMPER] = { .name = "camper", .label = N_("Camper"), .kind = T_LINK, .link = "camper",
                   .also = "营员|營員|营员姓名|營員姓名", .flags = REQUIRED | IN_LIST },
    [N_GUARDIAN] = { .name = "guardian", .label = N_("Guardian"), .kind = T_NAME, .level = LEVEL_SENSITIVE,
                     .also = "监护人|監護人|监护人姓名|監護人姓名|签字人|簽字人", .flags = REQUIRED | IN_LIST },
    [N_RELATION] = { .name = "relation", .label = N_("Guardian's relation"), .kind = T_CHOICE,
                     .also = "监护人关系|監護人關係|与营员关系|與營員關係", .choices = guardians },
    [N_COVERS] = { .name = "covers", .label = N_("Consents to"), .kind = T_CHOICES, .choices = covers,
                   .also = "同意事项|同意事項|授权事项|授權事項", .flags = IN_LIST },
    [N_LANGUAGE] = { .name = "form_language", .label = N_("Language of the form"), .kind = T_CHOICE,
                     .also = "同意书语言|同意書語言|表格语言", .choices = languages },
    [N_VERSION] = { .name = "form_version", .label = N_("Version of the form"), .kind = T_TEXT,
                    .also = "同意书版本|同意書版本|版本" },
    [N_CHANNEL] = { .name = "channel", .label = N_("Given by way of"), .kind = T_CHOICE,
                    .also = "同意方式|签署方式|簽署方式", .choices = consent_channels },
    [N_GIVEN] = { .name = "given_on", .label = N_("Given on"), .kind = T_DATE, .flags = IN_LIST,
                  .also = "同意日期|签署日期|簽署日期|签字日期|簽字日期" },
    [N_PROOF] = { .name = "proof", .label = N_("Where the proof is kept"), .kind = T_TEXT,
                  .also = "凭证存放|憑證存放|凭证|憑證" },
    [N_WITHDRAWN] = { .name = "withdrawn_on", .label = N_("Withdrawn on"), .kind = T_DATE,
                      .also = "撤回日期|撤回同意日期" },
    [N_NOTE] = { .name = "note", .label = N_("Note"), .kind = T_NOTE, .level = LEVEL_SENSITIVE, .also = "备注|備註" },
};

static void guardian_check(Check *k, const Record *r)
{
    if (rule_backwards(r, N_GIVEN, N_WITHDRAWN))
        problem(k, N_WITHDRAWN, "the consent was withdrawn before it was given");
    if (rec_has(r, N_GIVEN) && rec_first_day(r, N_GIVEN) > k->c->today)
        problem(k, N_GIVEN, "the consent is dated in the future");
    if (rec_has(r, N_COVERS) && !rec_picked(r, N_COVERS, "participation"))
        problem(k, N_COVERS,
                "the consent does not cover taking part; the camper needs another one");
    if (rec_has(r, N_COVERS) && !rec_picked(r, N_COVERS, "data"))
        warning(k, N_COVERS, "the consent does not cover keeping the data; under 14 it must");
}

const Type guardian_consent_type = {
    .name = "guardian_consent", .label = N_("Guardian's consent"), .area = "camps",
    .also = "监护人同意书|監護人同意書|家长同意书|家長同意書",
    .fields = guardian_fields, .nfields = LEN(guardian_fields), .title = "guardian",
    .identity = { "camper", "guardian", "given_on" }, .level = LEVEL_SENSITIVE, .check = guardian_check,
};
