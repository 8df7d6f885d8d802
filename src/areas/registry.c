/* SPDX-License-Identifier: Apache-2.0
 * Registry: the people that all other work refers to; associations, enterprises and places are in
 * bodies.c.
 *
 * A person's status (returned, relative of, …) is a claim with its evidence and has a beginning and
 * an end; Qiao records it and never decides it. A person may hold several, so people are counted as
 * distinct persons. Personal names are never converted between scripts: each script has its field.
 */
#include "areas/areas.h"
#include "areas/choices.h"
#include "areas/rules.h"
#include "engine/kin_case.h"
#include "engine/registry.h"

/* ---- person ---- */

enum {
    PERSON_NAME_HANS, PERSON_NAME_HANT, PERSON_NAME_LATIN, PERSON_SEX, PERSON_BORN, PERSON_DIED,
    PERSON_RESIDENCE, PERSON_NATIONALITY, PERSON_BIRTHPLACE, PERSON_ANCESTRAL_PLACE,
    PERSON_ANCESTRAL_PLACE_TEXT, PERSON_HOUSEHOLD_DIVISION, PERSON_LIVING_DIVISION,
    PERSON_HOUSEHOLD, PERSON_ADDRESS, PERSON_ADDRESS_ABROAD, PERSON_DOCUMENT_KIND,
    PERSON_DOCUMENT_NUMBER, PERSON_DOCUMENT_COUNTRY, PERSON_DOCUMENT_EXPIRES, PERSON_PHONE,
    PERSON_MESSENGER, PERSON_MAIL, PERSON_EDUCATION, PERSON_OCCUPATION, PERSON_EMPLOYMENT,
    PERSON_INDUSTRY, PERSON_DEPARTURE_PERIOD, PERSON_LEFT_CHINA, PERSON_SETTLED, PERSON_RETURNED,
    PERSON_RETURNED_ENTREPRENEUR, PERSON_RETURNED_STUDENT, PERSON_HARDSHIP, PERSON_HARDSHIP_UNTIL,
    PERSON_PUBLIC_POSTS, PERSON_DIALECT, PERSON_ENTERPRISE, PERSON_PRESENCE, PERSON_SURVEYED,
    PERSON_ENUMERATOR, PERSON_LAST_VERIFIED, PERSON_VERIFIED_BY, PERSON_NOTE, PERSON__N
};

static const Choice person_occupations[] = {
    { "student", N_("Student"), "学生|學生" },
    { "teacher", N_("University teacher"), "高校教师|高校教師|教师|教師" },
    { "employee", N_("Company employee"), "公司职员|公司職員|职员|職員" },
    { "government", N_("Government staff"), "政府机构人员|政府機構人員|政府人员|政府人員" },
    { "freelance", N_("Freelance"), "自由职业者|自由職業者|自由职业|自由職業" },
    { "professional", N_("Professional"), "专业人士|專業人士" },
    { "owner", N_("Owner or partner of an enterprise"),
      "企业主合伙人|企業主合夥人|企业主|企業主|合伙人|合夥人|"
      "企业主、合伙人|企業主、合夥人" },
    { "research", N_("Research"), "科研|科研人员|科研人員" },
    { "other", N_("Other"), "其他" },
    { 0 },
};

static const Choice person_departures[] = {
    { "before_1979", N_("Until 1978-12-31"), "1978年12月31日以前|1978-12-31以前|老侨|老僑" },
    { "since_1979", N_("Since 1979-01-01"), "1979年1月1日以后|1979年1月1日以後|1979-01-01以后|"
      "1979-01-01以後|新侨|新僑" },
    { 0 },
};

static const Choice person_hardships[] = {
    { "none", N_("No hardship"), "无困难|無困難|否|无|無" },
    { "hardship", N_("In hardship"), "困难|困難|是" },
    { "severe", N_("In severe hardship"), "特别困难|特別困難|特困|重病困难|重病困難" },
    { 0 },
};

static const Choice person_presences[] = {
    { "present", N_("Present here"), "在住|在册|在冊|在" },
    { "abroad", N_("Living abroad"), "在海外|在国外|在國外" },
    { "moved_out", N_("Moved out"), "迁出|遷出|外迁|外遷" },
    { "deceased", N_("Deceased"), "已故|去世|死亡" },
    { "unknown", N_("Whereabouts unknown"), "去向不明|失联|失聯" },
    { 0 },
};

static const Field person_fields[PERSON__N] = {
    [PERSON_NAME_HANS] = { .name = "name_hans", .label = N_("Name in simplified characters"),
        .also = "简体姓名|簡體姓名|姓名|中文姓名|中文名|名字", .kind = T_NAME,
        .flags = IN_LIST | SEARCHED | INDEXED_SET },
    [PERSON_NAME_HANT] = { .name = "name_hant", .label = N_("Name in traditional characters"),
        .also = "繁体姓名|繁體姓名|繁体名|繁體名|姓名（繁体）|姓名（繁體）", .kind = T_NAME,
        .flags = SEARCHED },
    [PERSON_NAME_LATIN] = { .name = "name_latin", .label = N_("Name in Latin letters"),
        .also = "拉丁字母姓名|外文姓名|英文姓名|英文名|护照姓名|護照姓名|"
        "拼音姓名",
        .kind = T_NAME, .flags = IN_LIST | SEARCHED | INDEXED_SET,
        .help = N_("as printed in the passport") },
    [PERSON_SEX] = { .name = "sex", .label = N_("Sex"), .also = "性别|性別", .kind = T_CHOICE,
        .flags = TELLS_APART, .choices = sexes },
    [PERSON_BORN] = { .name = "born", .label = N_("Born"),
        .also = "出生日期|出生年月|出生年月日|生日", .kind = T_DATE, .level = LEVEL_PERSONAL,
        .flags = TELLS_APART },
    [PERSON_DIED] = { .name = "died", .label = N_("Died"), .also = "逝世日期|去世日期|死亡日期",
        .kind = T_DATE, .level = LEVEL_PERSONAL, .flags = TELLS_APART },
    [PERSON_RESIDENCE] = { .name = "residence", .label = N_("Country of residence"),
        .also = "住在国|住在國|居住国|居住國|居住国家|居住國家|"
        "居住国（地区）|居住國（地區）|住在国（地区）|住在國（地區）|"
        "旅居国|旅居國|侨居国|僑居國",
        .kind = T_COUNTRY, .flags = IN_LIST | INDEXED },
    [PERSON_NATIONALITY] = { .name = "nationality", .label = N_("Nationality"),
        .also = "国籍|國籍|国籍（地区）|國籍（地區）", .kind = T_COUNTRY },
    [PERSON_BIRTHPLACE] = { .name = "birthplace", .label = N_("Birthplace"), .also = "出生地",
        .kind = T_TEXT, .level = LEVEL_PERSONAL, .max = 200 },
    [PERSON_ANCESTRAL_PLACE] = { .name = "ancestral_place", .label = N_("Ancestral place"),
        .also = "祖籍地|祖籍|籍贯|籍貫", .kind = T_DIVISION, .flags = INDEXED },
    [PERSON_ANCESTRAL_PLACE_TEXT] = { .name = "ancestral_place_text",
        .label = N_("Ancestral place as written"),
        .also = "祖籍地原文|祖籍村|祖籍地详址|祖籍地詳址", .kind = T_TEXT, .flags = CONVERTED, .max = 200 },
    [PERSON_HOUSEHOLD_DIVISION] = { .name = "household_division",
        .label = N_("Household registered in"),
        .also = "户籍地|戶籍地|户籍所在地|戶籍所在地|户口所在地|戶口所在地", .kind = T_DIVISION,
        .level = LEVEL_PERSONAL },
    [PERSON_LIVING_DIVISION] = { .name = "living_division", .label = N_("Living in"),
        .also = "现居地|現居地|现居住地|現居住地|居住地", .kind = T_DIVISION,
        .level = LEVEL_PERSONAL },
    [PERSON_HOUSEHOLD] = { .name = "household", .label = N_("Household"),
        .also = "家庭户|家庭戶|户|戶|户编号|戶編號", .kind = T_LINK, .link = "household" },
    [PERSON_ADDRESS] = { .name = "address", .label = N_("Address"),
        .also = "地址|住址|现住址|現住址|家庭住址|国内地址|國內地址|通讯地址|"
        "通訊地址",
        .kind = T_TEXT, .level = LEVEL_PERSONAL, .max = 300 },
    [PERSON_ADDRESS_ABROAD] = { .name = "address_abroad", .label = N_("Address abroad"),
        .also = "国外地址|國外地址|国外住址|國外住址|海外地址|境外地址", .kind = T_TEXT,
        .level = LEVEL_PERSONAL, .max = 300 },
    [PERSON_DOCUMENT_KIND] = { .name = "document_kind", .label = N_("Kind of document"),
        .also = "证件类型|證件類型|证件种类|證件種類|证件类别|證件類別", .kind = T_CHOICE,
        .level = LEVEL_SENSITIVE, .choices = document_kinds },
    [PERSON_DOCUMENT_NUMBER] = { .name = "document_number", .label = N_("Document number"),
        .also = "证件号码|證件號碼|证件号|證件號|身份证号|身份證號|"
        "身份证号码|身份證號碼|护照号|護照號|护照号码|護照號碼",
        .kind = T_DOCUMENT, .level = LEVEL_SENSITIVE, .flags = INDEXED_SET, .code_by = "document_kind" },
    [PERSON_DOCUMENT_COUNTRY] = { .name = "document_country", .label = N_("Issuing country"),
        .also = "签发国|簽發國|证件签发国|證件簽發國", .kind = T_COUNTRY,
        .level = LEVEL_SENSITIVE },
    [PERSON_DOCUMENT_EXPIRES] = { .name = "document_expires", .label = N_("Document valid until"),
        .also = "证件有效期|證件有效期|证件有效期至|證件有效期至|有效期至", .kind = T_DATE,
        .level = LEVEL_SENSITIVE },
    [PERSON_PHONE] = { .name = "phone", .label = N_("Phone"),
        .also = "电话|電話|联系电话|聯繫電話|手机|手機|手机号|手機號|"
        "手机号码|手機號碼|联系方式|聯繫方式",
        .kind = T_PHONE, .level = LEVEL_PERSONAL },
    [PERSON_MESSENGER] = { .name = "messenger", .label = N_("Messenger"),
        .also = "即时通讯|即時通訊|微信|微信号|微信號|WhatsApp", .kind = T_TEXT,
        .level = LEVEL_PERSONAL, .max = 100 },
    [PERSON_MAIL] = { .name = "mail", .label = N_("E-mail"),
        .also = "电子邮箱|電子郵箱|邮箱|郵箱|电子邮件|電子郵件|E-mail|Email", .kind = T_MAIL,
        .level = LEVEL_PERSONAL },
    [PERSON_EDUCATION] = { .name = "education", .label = N_("Education"),
        .also = "学历|學歷|最高学历|最高學歷|文化程度", .kind = T_CHOICE, .level = LEVEL_PERSONAL,
        .choices = education_levels },
    [PERSON_OCCUPATION] = { .name = "occupation", .label = N_("Occupation"), .also = "职业|職業",
        .kind = T_CHOICE, .choices = person_occupations },
    [PERSON_EMPLOYMENT] = { .name = "employment", .label = N_("Employer and post"),
        .also = "单位及职务|單位及職務|工作单位及职务|工作單位及職務|"
        "单位职务|單位職務|工作单位|工作單位|单位|單位",
        .kind = T_TEXT, .level = LEVEL_PERSONAL, .max = 200 },
    [PERSON_INDUSTRY] = { .name = "industry", .label = N_("Industry"),
        .also = "行业|行業|所属行业|所屬行業|从事行业|從事行業", .kind = T_TEXT, .flags = CONVERTED, .max = 100 },
    [PERSON_DEPARTURE_PERIOD] = { .name = "departure_period", .label = N_("Departure period"),
        .also = "出国时期|出國時期|出境时期|出境時期|离境时期|離境時期", .kind = T_CHOICE,
        .choices = person_departures },
    [PERSON_LEFT_CHINA] = { .name = "left_china", .label = N_("Left China"),
        .also = "出国时间|出國時間|出国日期|出國日期|出境时间|出境時間", .kind = T_DATE,
        .level = LEVEL_PERSONAL },
    [PERSON_SETTLED] = { .name = "settled", .label = N_("Settled abroad"),
        .also = "定居时间|定居時間|国外定居时间|國外定居時間|定居日期", .kind = T_DATE,
        .level = LEVEL_PERSONAL },
    [PERSON_RETURNED] = { .name = "returned", .label = N_("Returned to China"),
        .also = "回国时间|回國時間|归国时间|歸國時間|回国日期|回國日期|"
        "回国定居时间|回國定居時間",
        .kind = T_DATE, .level = LEVEL_PERSONAL },
    [PERSON_RETURNED_ENTREPRENEUR] = { .name = "returned_entrepreneur",
        .label = N_("Returned entrepreneur"),
        .also = "归国创业|歸國創業|是否回国创业|是否回國創業|回国创业|"
        "回國創業",
        .kind = T_BOOL },
    [PERSON_RETURNED_STUDENT] = { .name = "returned_student",
        .label = N_("Returned from study abroad"),
        .also = "留学回国|留學回國|是否留学回国|是否留學回國|归国留学|"
        "歸國留學",
        .kind = T_BOOL },
    [PERSON_HARDSHIP] = { .name = "hardship", .label = N_("Hardship"),
        .also = "困难情况|困難情況|困难类型|困難類型|困难程度|困難程度|"
        "是否困难|是否困難",
        .kind = T_CHOICE, .level = LEVEL_SENSITIVE, .choices = person_hardships },
    [PERSON_HARDSHIP_UNTIL] = { .name = "hardship_until", .label = N_("Hardship assessed until"),
        .also = "困难认定有效期|困難認定有效期|困难认定至|困難認定至", .kind = T_DATE,
        .level = LEVEL_SENSITIVE },
    [PERSON_PUBLIC_POSTS] = { .name = "public_posts", .label = N_("Public posts"),
        .also = "社会职务|社會職務|社会兼职|社會兼職|人大政协职务|"
        "人大政協職務",
        .kind = T_TEXT, .flags = CONVERTED, .max = 300, .help = N_("only posts that are held in public") },
    [PERSON_DIALECT] = { .name = "dialect", .label = N_("Home dialect"),
        .also = "方言|母语方言|母語方言", .kind = T_TEXT, .flags = CONVERTED, .max = 60 },
    [PERSON_ENTERPRISE] = { .name = "enterprise", .label = N_("Enterprise"),
        .also = "企业|企業|所属企业|所屬企業", .kind = T_LINK, .link = "enterprise" },
    [PERSON_PRESENCE] = { .name = "presence", .label = N_("Where the person is now"),
        .also = "人员去向|人員去向|去向|在册情况|在冊情況", .kind = T_CHOICE,
        .choices = person_presences },
    [PERSON_SURVEYED] = { .name = "surveyed", .label = N_("Survey date"),
        .also = "普查日期|调查日期|調查日期|登记日期|登記日期|填表日期", .kind = T_DATE },
    [PERSON_ENUMERATOR] = { .name = "enumerator", .label = N_("Enumerator"),
        .also = "普查员|普查員|调查员|調查員|登记人|登記人|填表人", .kind = T_TEXT, .max = 60 },
    [PERSON_LAST_VERIFIED] = { .name = "last_verified", .label = N_("Last verified"),
        .also = "最近核实日期|最近核實日期|核实日期|核實日期|最后核实日期|"
        "最後核實日期|更新日期",
        .kind = T_DATE, .flags = INDEXED_SET },
    [PERSON_VERIFIED_BY] = { .name = "verified_by", .label = N_("Verified by"),
        .also = "核实人|核實人|审核人|審核人", .kind = T_TEXT, .max = 60 },
    [PERSON_NOTE] = { .name = "note", .label = N_("Note"), .also = "备注|備註", .kind = T_NOTE },
};

static const State person_states[] = {
    { "unverified", N_("To be verified"), "待核实|待核實|未核实|未核實", 0 },
    { "verified", N_("Verified"), "已核实|已核實", 0 },
    { "doubtful", N_("Doubtful"), "存疑", 0 },
    { "left_scope", N_("No longer in scope"), "已移出|退出|移出", STATE_END },
    { 0 },
};

static const Move person_moves[] = {
    { "unverified", "verified", N_("Confirm"), RIGHT_CONFIRM, 0 },
    { "doubtful", "verified", N_("Confirm"), RIGHT_CONFIRM, 0 },
    { "unverified", "doubtful", N_("Put in doubt"), RIGHT_WRITE, MOVE_REASON },
    { "verified", "doubtful", N_("Put in doubt"), RIGHT_WRITE, MOVE_REASON },
    { "verified", "unverified", N_("Ask for a new check"), RIGHT_WRITE, 0 },
    { "*", "left_scope", N_("Take out of scope"), RIGHT_CONFIRM, MOVE_REASON },
    { 0 },
};

static const Deadline person_deadlines[] = {
    { "verify", N_("Verify again"), "last_verified", 12, DAYS_MONTHS,
      "state = verified and (presence is empty or presence = present)" },
    { 0 },
};

static const Figure person_figures[] = {
    { .name = "registry.people", .label = N_("People in the registry"), .unit = N_("person"),
      .query = "person where state != left_scope", .count = COUNT_ROWS, .period = PERIOD_AT },
    { 0 },
};

static const Panel person_panels[] = {
    { "names", N_("Names"), "person_name where person = this" },
    { "statuses", N_("Statuses"), "person_status where person = this" },
    { "relations", N_("Relatives"), "relation where person = this or relative = this" },
    { "consents", N_("Consents"), "consent where person = this" },
    { "receptions", N_("Receptions"), "visitor where person = this" },
    { "events", N_("Activities"), "participation where person = this" },
    { 0 },
};

/* A citizen number tells birthday and sex; where the row says otherwise, one of them is wrong. */
static void person_against_document(Check *k, const Record *r)
{
    Day born;
    bool male;

    if (!rec_is(r, PERSON_DOCUMENT_KIND, "citizen_id") ||
        !code_citizen_facts(rec_text(r, PERSON_DOCUMENT_NUMBER), &born, &male))
        return;
    if (rec_has(r, PERSON_BORN) &&
        (born < rec_first_day(r, PERSON_BORN) || born > rec_last_day(r, PERSON_BORN)))
        warning(k, PERSON_BORN, "the birthday is not that of the identity number");
    if (rec_has(r, PERSON_SEX) && rec_is(r, PERSON_SEX, "male") != male)
        warning(k, PERSON_SEX, "the sex is not that of the identity number");
}

static void person_check(Check *k, const Record *r)
{
    if (!rec_has(r, PERSON_NAME_HANS) && !rec_has(r, PERSON_NAME_HANT) &&
        !rec_has(r, PERSON_NAME_LATIN))
        problem(k, PERSON_NAME_HANS, "give the name in at least one script");
    if (rule_backwards(r, PERSON_BORN, PERSON_DIED))
        problem(k, PERSON_DIED, "the person died before being born");
    if (rec_has(r, PERSON_BORN) && rec_first_day(r, PERSON_BORN) > k->c->today)
        problem(k, PERSON_BORN, "the birthday lies in the future");
    if (rule_backwards(r, PERSON_LEFT_CHINA, PERSON_RETURNED))
        warning(k, PERSON_RETURNED, "the return lies before the departure");
    if (rec_has(r, PERSON_DOCUMENT_NUMBER) && !rec_has(r, PERSON_DOCUMENT_KIND))
        problem(k, PERSON_DOCUMENT_KIND, "say what kind of document the number is of");
    if (rec_has(r, PERSON_HARDSHIP_UNTIL) && !rec_has(r, PERSON_HARDSHIP))
        warning(k, PERSON_HARDSHIP, "a date of assessment without a hardship");
    person_against_document(k, r);
}

static const Alike person_alike = {
    .names = { "name_hans", "name_hant", "name_latin" }, .born = "born", .sex = "sex",
    .place = "ancestral_place", .village = "ancestral_place_text", .phone = "phone",
    .document = "document_number", .document_kind = "document_kind", .body = "enterprise",
    .other = "person_name", .other_of = "person", .other_name = "name",
};

enum {
    PNAME_PERSON, PNAME_NAME, PNAME_KIND, PNAME_SYSTEM, PNAME_USED_FROM, PNAME_USED_TO,
    PNAME_DOCUMENT, PNAME__N
};

/* Where a merge cannot tell whether a name was an alias or a slip of the pen, it says alias. */
static Record *person_other_name(Ctx *c, const Record *person, int field, Str name)
{
    Record *r = record_new(c->arena, registry_find(c->types, S("person_name")));
    rec_set_int(r, PNAME_PERSON, person->id);
    rec_set_text(r, PNAME_NAME, name);
    rec_set_text(r, PNAME_KIND, field == PERSON_NAME_LATIN ? S("variant") : S("alias"));
    if (field != PERSON_NAME_LATIN)
        rec_set_text(r, PNAME_SYSTEM, field == PERSON_NAME_HANS ? S("hans") : S("hant"));
    return r;
}

const Type person_type = {
    .name = "person", .label = N_("Person"),
    .also = "人员|人員|侨情登记表|僑情登記表|侨情普查|僑情普查|华侨|華僑|"
    "归侨侨眷|歸僑僑眷|侨界人士|僑界人士|人员名册|人員名冊",
    .area = "registry", .fields = person_fields, .nfields = LEN(person_fields),
    .states = person_states, .moves = person_moves, .deadlines = person_deadlines,
    .figures = person_figures, .panels = person_panels, .title = "name_hans",
    .identity = { "name_hans", "name_latin", "born", "residence", "living_division" },
    .alike = &person_alike, .check = person_check, .other_name = person_other_name,
};

/* ---- person_name ---- */

static const Choice person_name_kinds[] = {
    { "former", N_("Former name"), "曾用名|原名" },
    { "alias", N_("Alias"), "别名|別名|又名|化名" },
    { "courtesy", N_("Courtesy name"), "字|号|號|字号|字號" },
    { "generation", N_("Genealogy name"), "谱名|譜名|族谱名|族譜名" },
    { "dialect", N_("Dialect name"), "方言名|方言拼音" },
    { "religious", N_("Religious name"), "教名|法名" },
    { "pen", N_("Pen name"), "笔名|筆名" },
    { "maiden", N_("Maiden name"), "婚前姓名|娘家姓名|孃家姓名" },
    { "married", N_("Married name"), "婚后姓名|婚後姓名|夫姓姓名" },
    { "local", N_("Name in the country of residence"), "当地姓名|當地姓名|住在国姓名|住在國姓名" },
    { "variant", N_("Other spelling"), "异写|異寫|别写|別寫" },
    { 0 },
};

static const Choice person_name_systems[] = {
    { "hans", N_("Simplified characters"), "简体字|簡體字|简体|簡體" },
    { "hant", N_("Traditional characters"), "繁体字|繁體字|繁体|繁體" },
    { "pinyin", N_("Pinyin"), "汉语拼音|漢語拼音|拼音" },
    { "wade_giles", N_("Wade-Giles"), "威妥玛拼音|威妥瑪拼音|威妥玛|威妥瑪" },
    { "hokkien", N_("Hokkien"), "闽南语|閩南語|闽南话|閩南話|福建话|福建話" },
    { "teochew", N_("Teochew"), "潮州话|潮州話|潮汕话|潮汕話" },
    { "cantonese", N_("Cantonese"), "粤语|粵語|广东话|廣東話" },
    { "hakka", N_("Hakka"), "客家话|客家話|客语|客語" },
    { "hainanese", N_("Hainanese"), "海南话|海南話" },
    { "local", N_("Language of the country of residence"),
      "住在国语言|住在國語言|当地语言|當地語言" },
    { "other", N_("Other"), "其他" },
    { 0 },
};

static const Field person_name_fields[PNAME__N] = {
    [PNAME_PERSON] = { .name = "person", .label = N_("Person"), .also = "人员|人員|姓名|本人",
        .kind = T_LINK, .flags = REQUIRED | IN_LIST, .link = "person" },
    [PNAME_NAME] = { .name = "name", .label = N_("Other name"),
        .also = "其他姓名|曾用名|别名|別名|又名", .kind = T_NAME,
        .flags = REQUIRED | IN_LIST | SEARCHED },
    [PNAME_KIND] = { .name = "kind", .label = N_("Kind of name"),
        .also = "姓名类型|姓名類型|名称类型|名稱類型", .kind = T_CHOICE, .flags = IN_LIST,
        .choices = person_name_kinds },
    [PNAME_SYSTEM] = { .name = "system", .label = N_("Spelling"), .also = "拼写方式|拼寫方式|拼法",
        .kind = T_CHOICE, .choices = person_name_systems },
    [PNAME_USED_FROM] = { .name = "used_from", .label = N_("Used from"),
        .also = "启用时间|啟用時間|使用自", .kind = T_DATE, .level = LEVEL_PERSONAL },
    [PNAME_USED_TO] = { .name = "used_to", .label = N_("Used until"),
        .also = "停用时间|停用時間|使用至", .kind = T_DATE, .level = LEVEL_PERSONAL },
    [PNAME_DOCUMENT] = { .name = "document", .label = N_("Where it is written"),
        .also = "见于|見於|出处|出處", .kind = T_TEXT, .max = 200 },
};

static void person_name_check(Check *k, const Record *r)
{
    if (rule_backwards(r, PNAME_USED_FROM, PNAME_USED_TO))
        problem(k, PNAME_USED_TO, "the name ends before it begins");
}

const Type person_name_type = {
    .name = "person_name", .label = N_("Name of a person"), .also = "人名|曾用名|别名|別名",
    .area = "registry", .fields = person_name_fields, .nfields = LEN(person_name_fields),
    .title = "name", .names = "person", .identity = { "person", "name", "kind" },
    .check = person_name_check,
};

/* ---- person_status ---- */

enum {
    STATUS_PERSON, STATUS_STATUS, STATUS_HELD_FROM, STATUS_HELD_TO, STATUS_EVIDENCE_KIND,
    STATUS_DOCUMENT_NO, STATUS_ISSUER, STATUS_ISSUED, STATUS_THROUGH, STATUS_LAST_VERIFIED,
    STATUS_NOTE, STATUS__N
};

static const Choice person_status_statuses[] = {
    { "oc_citizen", N_("Overseas Chinese (citizen settled abroad)"), "华侨|華僑" },
    { "foreign_chinese", N_("Ethnic Chinese of foreign nationality"),
      "外籍华人|外籍華人|华人|華人" },
    { "descent", N_("Person of Chinese descent"), "华裔|華裔" },
    { "returned", N_("Returned overseas Chinese"), "归侨|歸僑" },
    { "relative_oc", N_("Relative of overseas Chinese"), "侨眷|僑眷" },
    { "wider_kin", N_("Wider kin of overseas Chinese"), "侨属|僑屬" },
    { "hkmo", N_("Compatriot of Hong Kong or Macao"), "港澳同胞|港澳居民|港澳乡亲|港澳鄉親" },
    { "taiwan", N_("Compatriot of Taiwan"), "台胞|臺胞|台湾同胞|臺灣同胞" },
    { "student_abroad", N_("Student abroad"),
      "留学人员|留學人員|留学生|留學生|在外留学人员|在外留學人員" },
    { "returned_student", N_("Returned student"),
      "留学回国人员|留學回國人員|归国留学人员|歸國留學人員|海归|"
      "海歸" },
    { "new_migrant", N_("New emigrant"), "新侨|新僑|新移民" },
    { "new_generation", N_("New generation of Chinese descent"), "华裔新生代|華裔新生代|新生代" },
    { "exam_bonus", N_("Student with overseas-Chinese status"), "三侨生|三僑生" },
    { "representative", N_("Representative person"), "侨界代表人士|僑界代表人士|代表人士" },
    { 0 },
};

static const Choice person_status_evidence_kinds[] = {
    { "claimed", N_("Claimed"), "自述|自报|自報|声称|聲稱" },
    { "documented", N_("Documented"), "有材料|有证明材料|有證明材料" },
    { "certified", N_("Certified"), "已认定|已認定|认定|認定|出具证明|出具證明" },
    { 0 },
};

static const Field person_status_fields[STATUS__N] = {
    [STATUS_PERSON] = { .name = "person", .label = N_("Person"), .also = "人员|人員|姓名|本人",
        .kind = T_LINK, .flags = REQUIRED | IN_LIST, .link = "person" },
    [STATUS_STATUS] = { .name = "status", .label = N_("Status"),
        .also = "涉侨身份|涉僑身份|身份|身份类别|身份類別|身份类型|身份類型|"
        "侨属性|僑屬性",
        .kind = T_CHOICE, .flags = REQUIRED | IN_LIST | INDEXED,
        .choices = person_status_statuses },
    [STATUS_HELD_FROM] = { .name = "held_from", .label = N_("Held from"),
        .also = "取得日期|身份起|自", .kind = T_DATE, .flags = IN_LIST },
    [STATUS_HELD_TO] = { .name = "held_to", .label = N_("Held until"),
        .also = "终止日期|終止日期|身份止|至", .kind = T_DATE, .flags = IN_LIST },
    [STATUS_EVIDENCE_KIND] = { .name = "evidence_kind", .label = N_("How it is shown"),
        .also = "认定方式|認定方式|证明方式|證明方式|认定情况|認定情況", .kind = T_CHOICE,
        .flags = IN_LIST, .choices = person_status_evidence_kinds },
    [STATUS_DOCUMENT_NO] = { .name = "document_no", .label = N_("Certificate number"),
        .also = "证明文号|證明文號|证书编号|證書編號|认定文号|認定文號", .kind = T_TEXT,
        .level = LEVEL_PERSONAL, .max = 100 },
    [STATUS_ISSUER] = { .name = "issuer", .label = N_("Issued by"),
        .also = "出具单位|出具單位|发证单位|發證單位|认定单位|認定單位", .kind = T_TEXT, .flags = CONVERTED,
        .max = 200 },
    [STATUS_ISSUED] = { .name = "issued", .label = N_("Issued on"),
        .also = "出具日期|发证日期|發證日期|认定日期|認定日期", .kind = T_DATE },
    [STATUS_THROUGH] = { .name = "through", .label = N_("Through whom"),
        .also = "所属侨亲|所屬僑親|侨亲|僑親|亲属关系人|親屬關係人", .kind = T_LINK,
        .link = "person", .help = N_("the person abroad or returned whose relative this is") },
    [STATUS_LAST_VERIFIED] = { .name = "last_verified", .label = N_("Last verified"),
        .also = "最近核实日期|最近核實日期|核实日期|核實日期", .kind = T_DATE },
    [STATUS_NOTE] = { .name = "note", .label = N_("Note"), .also = "备注|備註", .kind = T_NOTE },
};

static const Figure person_status_figures[] = {
    { .name = "registry.returned", .label = N_("Returned overseas Chinese in the registry"),
      .unit = N_("person"),
      .query = "person_status where status = returned and (held_from is empty or held_from in "
      "period) and not held_to in period",
      .count = COUNT_PEOPLE, .of = "person", .period = PERIOD_AT },
    { .name = "registry.relatives", .label = N_("Relatives of overseas Chinese in the registry"),
      .unit = N_("person"),
      .query = "person_status where status = relative_oc and (held_from is empty or held_from "
      "in period) and not held_to in period",
      .count = COUNT_PEOPLE, .of = "person", .period = PERIOD_AT },
    { .name = "registry.overseas", .label = N_("Overseas Chinese in the registry"),
      .unit = N_("person"),
      .query = "person_status where status = oc_citizen and (held_from is empty or held_from "
      "in period) and not held_to in period",
      .count = COUNT_PEOPLE, .of = "person", .period = PERIOD_AT },
    { .name = "registry.foreign_chinese",
      .label = N_("Ethnic Chinese of foreign nationality in the registry"), .unit = N_("person"),
      .query = "person_status where status = foreign_chinese and (held_from is empty or "
      "held_from in period) and not held_to in period",
      .count = COUNT_PEOPLE, .of = "person", .period = PERIOD_AT },
    { .name = "registry.hkmo", .label = N_("Compatriots of Hong Kong and Macao in the registry"),
      .unit = N_("person"),
      .query = "person_status where status = hkmo and (held_from is empty or held_from in "
      "period) and not held_to in period",
      .count = COUNT_PEOPLE, .of = "person", .period = PERIOD_AT },
    { .name = "registry.students",
      .label = N_("Students abroad and returned students in the registry"), .unit = N_("person"),
      .query = "person_status where status in (student_abroad, returned_student) and "
      "(held_from is empty or held_from in period) and not held_to in period",
      .count = COUNT_PEOPLE, .of = "person", .period = PERIOD_AT },
    { 0 },
};

/* Citizens settled abroad are Chinese citizens; what the person's own record says may contradict.
 * Not asked for each row of an import, where it would cost more than all else. */
static void status_against_person(Check *k, const Record *r)
{
    Err e = { 0 };
    AUTO(stmt_done) Stmt *q = NULL;
    bool chinese, citizen = rec_is(r, STATUS_STATUS, "oc_citizen");

    if ((!citizen && !rec_is(r, STATUS_STATUS, "foreign_chinese")) || k->c->importing ||
        !rule_has_store(k))
        return;
    q = db_query(k->c->db,
                 "/* status_against_person */ SELECT nationality FROM person WHERE id = $1",
                 P(rec_int(r, STATUS_PERSON)));
    if (!db_next(q, &e) || db_null(q, 0))
        return;
    chinese = str_eq(db_str(q, 0), S("CN"));
    if (citizen && !chinese)
        warning(k, STATUS_STATUS,
                "an overseas Chinese is a Chinese citizen, but the person's "
                "nationality is another");
    if (!citizen && chinese)
        warning(k, STATUS_STATUS, "the person's nationality is Chinese");
}

/* Who studies abroad or holds another nationality is not an overseas Chinese at the same time. */
static void status_against_others(Check *k, const Record *r)
{
    Err e = { 0 };
    AUTO(stmt_done) Stmt *q = NULL;
    Day from = rec_first_day(r, STATUS_HELD_FROM);
    Day to = rec_has(r, STATUS_HELD_TO) ? rec_last_day(r, STATUS_HELD_TO) : DAY_MAX;

    if (!rec_is(r, STATUS_STATUS, "oc_citizen") || k->c->importing || !rule_has_store(k))
        return;
    q = db_query(k->c->db,
                 "/* status_against_others */ SELECT 1 FROM person_status"
                 " WHERE person = $1 AND status IN ('student_abroad', 'foreign_chinese', 'hkmo')"
                 " AND id <> $2 AND voided_at IS NULL"
                 " AND coalesce(held_from_from, 0) <= $3 AND coalesce(held_to_to, 99991231) >= $4",
                 P(rec_int(r, STATUS_PERSON)), P(r->id), P(to), P(from));
    if (db_next(q, &e))
        warning(k, STATUS_STATUS, "another status of the person excludes this one at that time");
}

static void person_status_check(Check *k, const Record *r)
{
    if (rule_backwards(r, STATUS_HELD_FROM, STATUS_HELD_TO))
        problem(k, STATUS_HELD_TO, "the status ends before it begins");
    if (rec_is(r, STATUS_EVIDENCE_KIND, "certified") &&
        (!rec_has(r, STATUS_DOCUMENT_NO) || !rec_has(r, STATUS_ISSUER)))
        problem(k, STATUS_DOCUMENT_NO, "a certified status needs its document number and issuer");
    if (rec_is(r, STATUS_EVIDENCE_KIND, "documented") && r->evidence.n == 0 &&
        !rec_has(r, STATUS_DOCUMENT_NO))
        warning(k, STATUS_EVIDENCE_KIND, "say which document shows the status");
    if (rec_has(r, STATUS_THROUGH) && rec_int(r, STATUS_THROUGH) == rec_int(r, STATUS_PERSON))
        problem(k, STATUS_THROUGH, "a person is not their own relative");
    status_against_person(k, r);
    status_against_others(k, r);
}

const Type person_status_type = {
    .name = "person_status", .label = N_("Status of a person"),
    .also = "人员身份|人員身份|涉侨身份|涉僑身份|身份", .area = "registry",
    .fields = person_status_fields, .nfields = LEN(person_status_fields),
    .figures = person_status_figures, .title = "status",
    .identity = { "person", "status", "held_from" }, .level = LEVEL_PERSONAL,
    .check = person_status_check,
};

/* ---- relation ---- */

enum {
    RELATION_PERSON, RELATION_RELATIVE, RELATION_KIND, RELATION_DESCENT, RELATION_BEGAN,
    RELATION_ENDED, RELATION_CERTAINTY, RELATION_SUPPORTED_SINCE, RELATION_NOTE, RELATION__N
};

static const Choice relation_kinds[] = {
    { "spouse", N_("Spouse"), "配偶|丈夫|妻子" },
    { "parent", N_("Parent"), "父母|父亲|父親|母亲|母親" },
    { "child", N_("Child"), "子女|儿子|兒子|女儿|女兒" },
    { "child_spouse", N_("Spouse of a child"), "子女配偶|媳妇|媳婦|女婿" },
    { "sibling", N_("Brother or sister"), "兄弟姐妹|兄弟|姐妹" },
    { "grandparent", N_("Grandparent"), "祖父母|外祖父母|祖父母、外祖父母" },
    { "grandchild", N_("Grandchild"), "孙子女|孫子女|外孙子女|外孫子女|孙子女、外孙子女|"
      "孫子女、外孫子女" },
    { "supported", N_("Supported for long"),
      "长期扶养关系|長期扶養關係|扶养人|扶養人|被扶养人|被扶養人" },
    { "collateral", N_("Collateral kin within three generations"),
      "三代以内旁系|三代以內旁系|旁系亲属|旁系親屬" },
    { "other", N_("Other kin"), "其他亲属|其他親屬|其他" },
    { 0 },
};

static const Choice descents[] = {
    { "birth", N_("By birth"), "亲生|親生|生育" },
    { "adopted", N_("By adoption"), "收养|收養|抱养|抱養|养子女|養子女|螟蛉" },
    { "heir", N_("As heir from among kin"), "过继|過繼|承嗣|嗣子|过房|過房" },
    { "foster", N_("In foster care"), "寄养|寄養" },
    { "step", N_("As stepchild"), "继子女|繼子女|继亲|繼親" },
    { 0 },
};

static const Choice relation_certainties[] = {
    { "proven", N_("Proven"), "已证实|已證實|确定|確定" },
    { "challenged", N_("Challenged"), "存疑|有争议|有爭議" },
    { "disproven", N_("Disproven"), "已否定|不成立" },
    { 0 },
};

static const Field relation_fields[RELATION__N] = {
    [RELATION_PERSON] = { .name = "person", .label = N_("Person"), .also = "人员|人員|姓名|本人",
        .kind = T_LINK, .flags = REQUIRED | IN_LIST, .link = "person" },
    [RELATION_RELATIVE] = { .name = "relative", .label = N_("Relative"),
        .also = "亲属|親屬|亲属姓名|親屬姓名|关系人|關係人", .kind = T_LINK,
        .flags = REQUIRED | IN_LIST, .link = "person" },
    [RELATION_KIND] = { .name = "kind", .label = N_("What the relative is to the person"),
        .also = "亲属关系|親屬關係|关系|關係|与本人关系|與本人關係|称谓|稱謂", .kind = T_CHOICE,
        .flags = REQUIRED | IN_LIST, .choices = relation_kinds },
    [RELATION_DESCENT] = { .name = "descent", .label = N_("How child of the parent"),
        .also = "亲子关系性质|親子關係性質|收养过继|收養過繼", .kind = T_CHOICE,
        .choices = descents },
    [RELATION_BEGAN] = { .name = "began", .label = N_("Married on"),
        .also = "结婚日期|結婚日期|成婚时间|成婚時間", .kind = T_DATE },
    [RELATION_ENDED] = { .name = "ended", .label = N_("Divorced on"), .also = "离婚日期|離婚日期",
        .kind = T_DATE },
    [RELATION_CERTAINTY] = { .name = "certainty", .label = N_("Certainty of the relation"),
        .also = "关系可信度|關係可信度|关系确定性|關係確定性", .kind = T_CHOICE,
        .choices = relation_certainties },
    [RELATION_SUPPORTED_SINCE] = { .name = "supported_since", .label = N_("Supported since"),
        .also = "扶养起始|扶養起始|扶养自|扶養自", .kind = T_DATE },
    [RELATION_NOTE] = { .name = "note", .label = N_("Note"), .also = "备注|備註", .kind = T_NOTE },
};

static void relation_check(Check *k, const Record *r)
{
    if (rec_has(r, RELATION_PERSON) && rec_int(r, RELATION_PERSON) == rec_int(r, RELATION_RELATIVE))
        problem(k, RELATION_RELATIVE, "a person is not their own relative");
    if (rec_has(r, RELATION_SUPPORTED_SINCE) && !rec_is(r, RELATION_KIND, "supported"))
        warning(k, RELATION_SUPPORTED_SINCE, "only support relations have a beginning of support");
    if (rule_backwards(r, RELATION_BEGAN, RELATION_ENDED))
        problem(k, RELATION_ENDED, "the marriage ended before it began");
    if ((rec_has(r, RELATION_BEGAN) || rec_has(r, RELATION_ENDED)) &&
        !rec_is(r, RELATION_KIND, "spouse"))
        warning(k, RELATION_BEGAN, "only spouses have dates of marriage and divorce");
    if (rec_has(r, RELATION_DESCENT) && !rec_is(r, RELATION_KIND, "child") &&
        !rec_is(r, RELATION_KIND, "parent"))
        warning(k, RELATION_DESCENT, "only parents and children have a kind of descent");
}

const Type relation_type = {
    .name = "relation", .label = N_("Relation"),
    .also = "亲属关系|親屬關係|亲属|親屬|家庭成员|家庭成員", .area = "registry",
    .fields = relation_fields, .nfields = LEN(relation_fields), .title = "kind",
    .identity = { "person", "relative", "kind" }, .level = LEVEL_PERSONAL, .check = relation_check,
};

/* ---- household ---- */

enum {
    HOUSE_HEAD_NAME, HOUSE_HEAD, HOUSE_KIND, HOUSE_DIVISION, HOUSE_ADDRESS, HOUSE_MEMBERS,
    HOUSE_MEMBERS_ABROAD, HOUSE_PHONE, HOUSE_LAST_VERIFIED, HOUSE_NOTE, HOUSE__N
};

static const Choice household_kinds[] = {
    { "returned", N_("Household of a returned person"), "归侨户|歸僑戶" },
    { "relatives", N_("Household of relatives"), "侨眷户|僑眷戶" },
    { "hkmo", N_("Household of Hong Kong or Macao relatives"), "港澳眷属户|港澳眷屬戶" },
    { "mixed", N_("Mixed household"), "混合户|混合戶" },
    { 0 },
};

static const Field household_fields[HOUSE__N] = {
    [HOUSE_HEAD_NAME] = { .name = "head_name", .label = N_("Head of household"),
        .also = "户主|戶主|户主姓名|戶主姓名", .kind = T_NAME, .level = LEVEL_PERSONAL,
        .flags = REQUIRED | IN_LIST | SEARCHED },
    [HOUSE_HEAD] = { .name = "head", .label = N_("Record of the head"),
        .also = "户主档案|戶主檔案|户主编号|戶主編號", .kind = T_LINK, .link = "person" },
    [HOUSE_KIND] = { .name = "kind", .label = N_("Kind of household"),
        .also = "户类型|戶類型|户别|戶別", .kind = T_CHOICE, .flags = IN_LIST,
        .choices = household_kinds },
    [HOUSE_DIVISION] = { .name = "division", .label = N_("Division"),
        .also = "行政区划|行政區劃|所在区划|所在區劃|所属街道|所屬街道|"
        "所属社区|所屬社區",
        .kind = T_DIVISION, .flags = IN_LIST | INDEXED },
    [HOUSE_ADDRESS] = { .name = "address", .label = N_("Address"), .also = "地址|住址|家庭住址",
        .kind = T_TEXT, .level = LEVEL_PERSONAL, .max = 300 },
    [HOUSE_MEMBERS] = { .name = "members", .label = N_("Members here"),
        .also = "在册人数|在冊人數|家庭人口|人口数|人口數", .kind = T_COUNT, .max = 200,
        .unit = N_("person") },
    [HOUSE_MEMBERS_ABROAD] = { .name = "members_abroad", .label = N_("Members abroad"),
        .also = "海外人数|海外人數|海外亲属人数|海外親屬人數", .kind = T_COUNT, .max = 500,
        .unit = N_("person") },
    [HOUSE_PHONE] = { .name = "phone", .label = N_("Phone"), .also = "电话|電話|联系电话|聯繫電話",
        .kind = T_PHONE, .level = LEVEL_PERSONAL },
    [HOUSE_LAST_VERIFIED] = { .name = "last_verified", .label = N_("Last verified"),
        .also = "最近核实日期|最近核實日期|核实日期|核實日期", .kind = T_DATE },
    [HOUSE_NOTE] = { .name = "note", .label = N_("Note"), .also = "备注|備註", .kind = T_NOTE },
};

static const Figure household_figures[] = {
    { .name = "registry.households", .label = N_("Households in the registry"),
      .unit = N_("household"), .query = "household", .count = COUNT_ROWS, .period = PERIOD_AT },
    { 0 },
};

static const Panel household_panels[] = {
    { "members", N_("Members"), "person where household = this" },
    { 0 },
};

const Type household_type = {
    .name = "household", .label = N_("Household"),
    .also = "家庭户|家庭戶|侨户|僑戶|归侨侨眷户|歸僑僑眷戶", .area = "registry",
    .fields = household_fields, .nfields = LEN(household_fields), .figures = household_figures,
    .panels = household_panels, .title = "head_name", .identity = { "head_name", "address" },
};

/* ---- consent ---- */

enum {
    CONSENT_PERSON, CONSENT_PURPOSE, CONSENT_DATA_SET, CONSENT_RECIPIENT, CONSENT_TEXT_VERSION,
    CONSENT_LANGUAGE, CONSENT_CHANNEL, CONSENT_GIVEN, CONSENT_GIVEN_BY, CONSENT_VALID_UNTIL,
    CONSENT_WITHDRAWN, CONSENT_PROOF, CONSENT_NOTE, CONSENT__N
};

static const Choice consent_purposes[] = {
    { "registry", N_("Keeping the record"), "登记建档|登記建檔|建档|建檔" },
    { "contact", N_("Being contacted"), "联系|聯繫|通知联络|通知聯絡" },
    { "publication", N_("Publication"), "公开|公開|宣传报道|宣傳報道|公开发布|公開發布" },
    { "portrait", N_("Use of pictures"), "肖像使用|肖像|照片使用" },
    { "third_party", N_("Passing on to others"), "向第三方提供|对外提供|對外提供" },
    { "cross_border", N_("Passing on across the border"), "出境提供|跨境提供" },
    { "sensitive", N_("Sensitive data"), "敏感信息处理|敏感信息處理|敏感个人信息|敏感個人信息" },
    { "kin_disclosure", N_("Showing to found kin"), "寻亲信息披露|尋親信息披露|寻亲|尋親" },
    { "dna", N_("Genetic test"), "基因检测|基因檢測|DNA检测|DNA檢測" },
    { "guardian", N_("Guardian's consent"), "监护人同意|監護人同意" },
    { "other", N_("Other purpose"), "其他用途|其他" },
    { 0 },
};

static const Choice consent_channels[] = {
    { "paper", N_("On paper"), "纸质|紙質|书面|書面" },
    { "web", N_("On a web page"), "网页|網頁|网上|網上" },
    { "mail", N_("By mail"), "邮件|郵件|电子邮件|電子郵件" },
    { "wechat", N_("By WeChat"), "微信" },
    { "oral", N_("By word of mouth"), "口头|口頭" },
    { 0 },
};

static const Field consent_fields[CONSENT__N] = {
    [CONSENT_PERSON] = { .name = "person", .label = N_("Person"), .also = "人员|人員|姓名|本人",
        .kind = T_LINK, .flags = REQUIRED | IN_LIST, .link = "person" },
    [CONSENT_PURPOSE] = { .name = "purpose", .label = N_("Purpose"),
        .also = "用途|授权用途|授權用途|处理目的|處理目的", .kind = T_CHOICE,
        .flags = REQUIRED | IN_LIST | INDEXED, .choices = consent_purposes },
    [CONSENT_DATA_SET] = { .name = "data_set", .label = N_("Data covered"),
        .also = "数据范围|數據範圍|涉及信息", .kind = T_TEXT, .max = 300 },
    [CONSENT_RECIPIENT] = { .name = "recipient", .label = N_("Given on to"),
        .also = "接收方|提供对象|提供對象", .kind = T_TEXT, .max = 200 },
    [CONSENT_TEXT_VERSION] = { .name = "text_version", .label = N_("Version of the text"),
        .also = "文本版本|告知书版本|告知書版本", .kind = T_TEXT, .max = 60 },
    [CONSENT_LANGUAGE] = { .name = "language", .label = N_("Language shown"),
        .also = "告知语言|告知語言|语言|語言", .kind = T_CHOICE, .choices = language_choices },
    [CONSENT_CHANNEL] = { .name = "channel", .label = N_("Way it was given"),
        .also = "同意方式|取得方式", .kind = T_CHOICE, .choices = consent_channels },
    [CONSENT_GIVEN] = { .name = "given", .label = N_("Given"),
        .also = "同意日期|授权日期|授權日期|签署日期|簽署日期", .kind = T_DATE,
        .flags = REQUIRED | IN_LIST },
    [CONSENT_GIVEN_BY] = { .name = "given_by", .label = N_("Given by"),
        .also = "同意人|签署人|簽署人|监护人|監護人", .kind = T_TEXT, .level = LEVEL_PERSONAL,
        .max = 100, .help = N_("where it is not the person: guardian, heir") },
    [CONSENT_VALID_UNTIL] = { .name = "valid_until", .label = N_("Valid until"),
        .also = "有效期至|授权期限|授權期限", .kind = T_DATE, .flags = IN_LIST },
    [CONSENT_WITHDRAWN] = { .name = "withdrawn", .label = N_("Withdrawn on"), .also = "撤回日期",
        .kind = T_DATE, .flags = IN_LIST },
    [CONSENT_PROOF] = { .name = "proof", .label = N_("Proof"),
        .also = "凭证|憑證|证明|證明|存档编号|存檔編號", .kind = T_TEXT, .max = 300 },
    [CONSENT_NOTE] = { .name = "note", .label = N_("Note"), .also = "备注|備註", .kind = T_NOTE },
};

static void consent_check(Check *k, const Record *r)
{
    if (rule_backwards(r, CONSENT_GIVEN, CONSENT_WITHDRAWN))
        problem(k, CONSENT_WITHDRAWN, "the consent was withdrawn before it was given");
    if (rule_backwards(r, CONSENT_GIVEN, CONSENT_VALID_UNTIL))
        problem(k, CONSENT_VALID_UNTIL, "the consent ends before it was given");
    if (rec_is(r, CONSENT_CHANNEL, "oral") &&
        (rec_is(r, CONSENT_PURPOSE, "sensitive") || rec_is(r, CONSENT_PURPOSE, "dna") ||
         rec_is(r, CONSENT_PURPOSE, "cross_border")))
        warning(k, CONSENT_CHANNEL,
                "for this purpose a separate consent that can be shown is needed");
    if (rec_is(r, CONSENT_PURPOSE, "guardian") && !rec_has(r, CONSENT_GIVEN_BY))
        problem(k, CONSENT_GIVEN_BY, "name the guardian who gave the consent");
    if ((rec_is(r, CONSENT_PURPOSE, "third_party") || rec_is(r, CONSENT_PURPOSE, "cross_border")) &&
        !rec_has(r, CONSENT_RECIPIENT))
        warning(k, CONSENT_RECIPIENT, "say who receives the data");
}

/* Who takes the consent back is shown to found kin no more. */
static bool consent_after(Ctx *c, const Record *old, const Record *now, Err *e)
{
    if (!rec_is(now, CONSENT_PURPOSE, "kin_disclosure") || !rec_has(now, CONSENT_WITHDRAWN) ||
        (old && rec_has(old, CONSENT_WITHDRAWN)))
        return true;
    return kin_withdrawn(c, registry_find(c->types, S("person")), rec_int(now, CONSENT_PERSON), e);
}

const Type consent_type = {
    .name = "consent", .label = N_("Consent"),
    .also = "同意记录|同意記錄|个人信息授权|個人信息授權|知情同意|授权书|"
    "授權書",
    .area = "registry", .fields = consent_fields, .nfields = LEN(consent_fields),
    .title = "purpose", .identity = { "person", "purpose", "given" }, .level = LEVEL_PERSONAL,
    .check = consent_check, .after = consent_after,
};
