/* SPDX-License-Identifier: Apache-2.0
 * Bodies: the associations, enterprises and places of the registry, and one sheet a district for
 * what is known only as a number.
 *
 * An association is what it is in its country: names in all its languages, its president with a
 * term, the last proof that it is active. It stays when it is merged, split or dissolved. Numbers
 * on a district sheet are estimates and never added to counted rows.
 */
#include "areas/areas.h"
#include "areas/choices.h"
#include "areas/rules.h"

/* ---- association ---- */

enum {
    ASSOC_NAME_HANS, ASSOC_NAME_HANT, ASSOC_NAME_LOCAL, ASSOC_ABBR, ASSOC_FORMER_NAMES,
    ASSOC_COUNTRY, ASSOC_CITY, ASSOC_KIND, ASSOC_LEGAL_FORM, ASSOC_REGISTRATION_NO,
    ASSOC_REGISTERED, ASSOC_REGISTRY_OFFICE, ASSOC_FOUNDED, ASSOC_MEMBERS, ASSOC_HEAD_NAME,
    ASSOC_HEAD, ASSOC_HEAD_FROM, ASSOC_HEAD_UNTIL, ASSOC_ANCESTRAL_PLACE, ASSOC_NGO_STATUS,
    ASSOC_NGO_NUMBER, ASSOC_NGO_FROM, ASSOC_NGO_TO, ASSOC_ACTIVE_ON, ASSOC_ACTIVE_EVIDENCE,
    ASSOC_PREDECESSOR, ASSOC_SUCCESSOR, ASSOC_ADDRESS, ASSOC_WEBSITE, ASSOC_CONTACT_NAME,
    ASSOC_CONTACT_PHONE, ASSOC_CONTACT_MAIL, ASSOC_LIAISON_HERE, ASSOC_RECOMMENDED_BY, ASSOC_NOTE,
    ASSOC__N
};

static const Choice association_kinds[] = {
    { "hometown", N_("Hometown association"), "同乡会|同鄉會|乡亲会|鄉親會" },
    { "clan", N_("Clan association"), "宗亲会|宗親會|宗亲总会|宗親總會" },
    { "chamber", N_("Chamber of commerce"), "商会|商會|总商会|總商會|工商会|工商會" },
    { "alumni", N_("Alumni association"), "校友会|校友會" },
    { "professional", N_("Professional association"), "专业协会|專業協會|专业团体|專業團體" },
    { "women", N_("Women's association"), "妇女会|婦女會|妇女协会|婦女協會" },
    { "youth", N_("Youth association"), "青年会|青年會|青年联合会|青年聯合會" },
    { "reunification", N_("Council for the promotion of reunification"),
      "统促会|統促會|和平统一促进会|和平統一促進會" },
    { "federation", N_("General association"),
      "华侨华人总会|華僑華人總會|总会|總會|联合会|聯合會|联合总会|"
      "聯合總會|中华会馆|中華會館" },
    { "friendship", N_("Friendship association of returnees"),
      "归侨联谊会|歸僑聯誼會|联谊会|聯誼會" },
    { "culture", N_("Cultural association"), "文化协会|文化協會|文化团体|文化團體" },
    { "school", N_("Chinese school"), "华文学校|華文學校|华校|華校" },
    { "media", N_("Chinese-language media"), "华文媒体|華文媒體|华媒|華媒" },
    { "charity", N_("Charity"), "公益慈善|慈善团体|慈善團體" },
    { "other", N_("Other"), "其他" },
    { 0 },
};

static const Choice association_legal_forms[] = {
    { "society", N_("Registered society"), "注册社团|註冊社團|社团法人|社團法人" },
    { "company", N_("Company limited by guarantee"),
      "担保有限公司|擔保有限公司|非营利公司|非營利公司" },
    { "charity", N_("Registered charity"), "注册慈善机构|註冊慈善機構|慈善机构|慈善機構" },
    { "foundation", N_("Foundation"), "基金会|基金會" },
    { "unregistered", N_("Not registered"), "未注册|未註冊|未登记|未登記" },
    { "other", N_("Other"), "其他" },
    { 0 },
};

static const Choice association_ngo_statuses[] = {
    { "rep_office", N_("Representative office"), "代表机构|代表機構|设立代表机构|設立代表機構" },
    { "temp_filing", N_("Temporary activity filed"),
      "临时活动备案|臨時活動備案|临时备案|臨時備案" },
    { "liaison_only", N_("Liaison only"), "仅联络|僅聯絡|仅联谊联络|僅聯誼聯絡" },
    { "unknown", N_("Not known"), "不详|不詳|未知" },
    { 0 },
};

static const Field association_fields[ASSOC__N] = {
    [ASSOC_NAME_HANS] = { .name = "name_hans", .label = N_("Association name"),
        .also = "侨团名称|僑團名稱|侨团|僑團|社团名称|社團名稱|社团|社團|"
        "名称|名稱|中文名称|中文名稱|会名|會名",
        .kind = T_NAME, .flags = IN_LIST | SEARCHED | CONVERTED },
    [ASSOC_NAME_HANT] = { .name = "name_hant",
        .label = N_("Association in traditional characters"),
        .also = "侨团繁体名称|僑團繁體名稱|繁体名称|繁體名稱", .kind = T_NAME, .flags = SEARCHED },
    [ASSOC_NAME_LOCAL] = { .name = "name_local", .label = N_("Association in the local language"),
        .also = "外文名称|外文名稱|当地名称|當地名稱|英文名称|英文名稱|外文名", .kind = T_NAME,
        .flags = SEARCHED },
    [ASSOC_ABBR] = { .name = "abbr", .label = N_("Abbreviation"), .also = "简称|簡稱|缩写|縮寫",
        .kind = T_TEXT, .flags = SEARCHED | CONVERTED, .max = 60 },
    [ASSOC_FORMER_NAMES] = { .name = "former_names", .label = N_("Former names"),
        .also = "曾用名称|曾用名稱|原名称|原名稱", .kind = T_TEXT, .flags = SEARCHED | CONVERTED, .max = 300 },
    [ASSOC_COUNTRY] = { .name = "country", .label = N_("Country of registration"),
        .also = "注册国家|註冊國家|国家|國家|国家（地区）|國家（地區）|国别|"
        "國別|所在国|所在國|所在国家|所在國家|注册地国家|註冊地國家",
        .kind = T_COUNTRY, .flags = REQUIRED | IN_LIST | INDEXED },
    [ASSOC_CITY] = { .name = "city", .label = N_("City of registration"),
        .also = "注册城市|註冊城市|所在城市|城市", .kind = T_TEXT, .flags = CONVERTED, .max = 100 },
    [ASSOC_KIND] = { .name = "kind", .label = N_("Kind of association"),
        .also = "侨团类型|僑團類型|社团类型|社團類型|类型|類型|类别|類別", .kind = T_CHOICE,
        .flags = IN_LIST, .choices = association_kinds },
    [ASSOC_LEGAL_FORM] = { .name = "legal_form", .label = N_("Legal form"),
        .also = "法律形式|组织形式|組織形式", .kind = T_CHOICE,
        .choices = association_legal_forms },
    [ASSOC_REGISTRATION_NO] = { .name = "registration_no", .label = N_("Registration number"),
        .also = "注册号|註冊號|注册登记号|註冊登記號|登记证号|登記證號", .kind = T_TEXT,
        .max = 100 },
    [ASSOC_REGISTERED] = { .name = "registered", .label = N_("Registered on"),
        .also = "注册日期|註冊日期|登记日期|登記日期", .kind = T_DATE },
    [ASSOC_REGISTRY_OFFICE] = { .name = "registry_office", .label = N_("Registration authority"),
        .also = "注册机关|註冊機關|登记机关|登記機關", .kind = T_TEXT, .flags = CONVERTED, .max = 200 },
    [ASSOC_FOUNDED] = { .name = "founded", .label = N_("Founded"),
        .also = "成立日期|成立时间|成立時間|创立时间|創立時間|创会时间|"
        "創會時間",
        .kind = T_DATE },
    [ASSOC_MEMBERS] = { .name = "members", .label = N_("Number of members"),
        .also = "会员数|會員數|会员人数|會員人數", .kind = T_COUNT, .unit = N_("person") },
    [ASSOC_HEAD_NAME] = { .name = "head_name", .label = N_("President"),
        .also = "会长|會長|会长姓名|會長姓名|负责人|負責人|主席|理事长|理事長", .kind = T_NAME,
        .flags = IN_LIST | SEARCHED },
    [ASSOC_HEAD] = { .name = "head", .label = N_("Record of the president"),
        .also = "会长档案|會長檔案", .kind = T_LINK, .link = "person" },
    [ASSOC_HEAD_FROM] = { .name = "head_from", .label = N_("President since"),
        .also = "会长任期起|會長任期起|任期起|就任日期", .kind = T_DATE },
    [ASSOC_HEAD_UNTIL] = { .name = "head_until", .label = N_("President until"),
        .also = "会长任期止|會長任期止|任期止|任期届满|任期屆滿", .kind = T_DATE },
    [ASSOC_ANCESTRAL_PLACE] = { .name = "ancestral_place",
        .label = N_("Ancestral place of members"),
        .also = "会员祖籍地|會員祖籍地|乡籍|鄉籍|祖籍地", .kind = T_DIVISION, .flags = INDEXED },
    [ASSOC_NGO_STATUS] = { .name = "ngo_status",
        .label = N_("Status under the law on foreign NGOs"),
        .also = "境外非政府组织状态|境外非政府組織狀態|境外NGO状态|"
        "境外NGO狀態|NGO状态|NGO狀態",
        .kind = T_CHOICE, .choices = association_ngo_statuses },
    [ASSOC_NGO_NUMBER] = { .name = "ngo_number", .label = N_("Registration or filing number"),
        .also = "境外非政府组织登记备案号|境外非政府組織登記備案號|备案号|"
        "備案號|代表机构登记号|代表機構登記號",
        .kind = T_TEXT, .max = 100 },
    [ASSOC_NGO_FROM] = { .name = "ngo_from", .label = N_("Filing valid from"),
        .also = "备案起|備案起|备案自|備案自", .kind = T_DATE },
    [ASSOC_NGO_TO] = { .name = "ngo_to", .label = N_("Filing valid until"),
        .also = "备案止|備案止|备案至|備案至", .kind = T_DATE },
    [ASSOC_ACTIVE_ON] = { .name = "active_on", .label = N_("Last proof of activity"),
        .also = "最近活动日期|最近活動日期|最近活跃日期|最近活躍日期", .kind = T_DATE },
    [ASSOC_ACTIVE_EVIDENCE] = { .name = "active_evidence", .label = N_("What proves the activity"),
        .also = "活动证明|活動證明|活跃证明|活躍證明", .kind = T_TEXT, .flags = CONVERTED, .max = 300 },
    [ASSOC_PREDECESSOR] = { .name = "predecessor", .label = N_("Predecessor"), .also = "前身",
        .kind = T_LINK, .link = "association" },
    [ASSOC_SUCCESSOR] = { .name = "successor", .label = N_("Successor"),
        .also = "后继社团|後繼社團|合并后社团|合併後社團|承继社团|承繼社團", .kind = T_LINK,
        .link = "association" },
    [ASSOC_ADDRESS] = { .name = "address", .label = N_("Address"),
        .also = "地址|会址|會址|联系地址|聯繫地址", .kind = T_TEXT, .flags = CONVERTED, .max = 300 },
    [ASSOC_WEBSITE] = { .name = "website", .label = N_("Website"), .also = "网站|網站|网址|網址",
        .kind = T_TEXT, .max = 300 },
    [ASSOC_CONTACT_NAME] = { .name = "contact_name", .label = N_("Contact person"),
        .also = "联系人|聯繫人|联络人|聯絡人", .kind = T_NAME, .level = LEVEL_PERSONAL },
    [ASSOC_CONTACT_PHONE] = { .name = "contact_phone", .label = N_("Contact phone"),
        .also = "联系人电话|聯繫人電話|联系电话|聯繫電話|电话|電話", .kind = T_PHONE,
        .level = LEVEL_SENSITIVE },
    [ASSOC_CONTACT_MAIL] = { .name = "contact_mail", .label = N_("Contact e-mail"),
        .also = "联系人邮箱|聯繫人郵箱|邮箱|郵箱|电子邮箱|電子郵箱", .kind = T_MAIL,
        .level = LEVEL_SENSITIVE },
    [ASSOC_LIAISON_HERE] = { .name = "liaison_here", .label = N_("Liaison person here"),
        .also = "在厦联络人|在廈聯絡人|国内联络人|國內聯絡人|在国内联络人|"
        "在國內聯絡人",
        .kind = T_TEXT, .level = LEVEL_PERSONAL, .max = 100 },
    [ASSOC_RECOMMENDED_BY] = { .name = "recommended_by", .label = N_("Recommended by"),
        .also = "推荐单位|推薦單位|推荐人|推薦人", .kind = T_TEXT, .max = 200 },
    [ASSOC_NOTE] = { .name = "note", .label = N_("Note"), .also = "备注|備註", .kind = T_NOTE, .flags = CONVERTED },
};

static const State association_states[] = {
    { "active", N_("Active"), "活跃|活躍|正常|存续|存續", 0 },
    { "dormant", N_("Dormant"), "停止活动|停止活動|不活跃|不活躍|休眠", 0 },
    { "merged", N_("Merged"), "合并|合併|已合并|已合併", STATE_END },
    { "split", N_("Split"), "拆分|分立", STATE_END },
    { "dissolved", N_("Dissolved"), "解散|注销|註銷|已解散", STATE_END },
    { 0 },
};

static const Move association_moves[] = {
    { "active", "dormant", N_("Set dormant"), RIGHT_WRITE, MOVE_REASON },
    { "dormant", "active", N_("Active again"), RIGHT_WRITE, 0 },
    { "*", "merged", N_("Merge"), RIGHT_CONFIRM, MOVE_REASON },
    { "*", "split", N_("Split"), RIGHT_CONFIRM, MOVE_REASON },
    { "*", "dissolved", N_("Dissolve"), RIGHT_CONFIRM, MOVE_REASON },
    { 0 },
};

static const Deadline association_deadlines[] = {
    { "term_ends", N_("Term of the president ends"), "head_until", -60, DAYS_CALENDAR,
      "state = active" },
    { "filing_ends", N_("Filing ends"), "ngo_to", -30, DAYS_CALENDAR,
      "ngo_status = temp_filing and state = active" },
    { "still_active", N_("Is it still active?"), "active_on", 24, DAYS_MONTHS, "state = active" },
    { 0 },
};

static const Figure association_figures[] = {
    { .name = "registry.associations", .label = N_("Associations abroad in the registry"),
      .unit = N_("association"),
      .query = "association where state in (active, dormant) and country != CN",
      .count = COUNT_ROWS, .period = PERIOD_AT },
    { .name = "registry.association_countries",
      .label = N_("Countries and regions with associations in the registry"),
      .unit = N_("country or region"),
      .query = "association where state in (active, dormant) and country != CN",
      .count = COUNT_DISTINCT, .of = "country", .period = PERIOD_AT },
    { 0 },
};

static const Panel association_panels[] = {
    { "membership", N_("Membership of the liaison headquarters"),
      "membership where association = this" },
    { "receptions", N_("Receptions"), "reception where party = this" },
    { "posts", N_("Posts"), "post where association = this" },
    { "delegations", N_("Delegations"), "delegation where association = this" },
    { "dispatches", N_("Sent to it"), "dispatch where association = this" },
    { 0 },
};

static void association_filing(Check *k, const Record *r)
{
    bool filing = rec_is(r, ASSOC_NGO_STATUS, "temp_filing");
    if ((filing || rec_is(r, ASSOC_NGO_STATUS, "rep_office")) && !rec_has(r, ASSOC_NGO_NUMBER))
        warning(k, ASSOC_NGO_NUMBER, "give the number of the registration or filing");
    if (rule_backwards(r, ASSOC_NGO_FROM, ASSOC_NGO_TO))
        problem(k, ASSOC_NGO_TO, "the filing ends before it begins");
    if (filing && rule_longer(r, ASSOC_NGO_FROM, ASSOC_NGO_TO, 366))
        warning(k, ASSOC_NGO_TO, "a temporary activity is filed for one year at most");
}

static void association_check(Check *k, const Record *r)
{
    if (!rec_has(r, ASSOC_NAME_HANS) && !rec_has(r, ASSOC_NAME_HANT) &&
        !rec_has(r, ASSOC_NAME_LOCAL))
        problem(k, ASSOC_NAME_HANS, "give the association's name in at least one language");
    if (rule_backwards(r, ASSOC_FOUNDED, ASSOC_REGISTERED))
        warning(k, ASSOC_REGISTERED, "it was registered before it was founded");
    if (rule_backwards(r, ASSOC_HEAD_FROM, ASSOC_HEAD_UNTIL))
        problem(k, ASSOC_HEAD_UNTIL, "the president's term ends before it begins");
    if (rec_has(r, ASSOC_SUCCESSOR) && rec_int(r, ASSOC_SUCCESSOR) == r->id)
        problem(k, ASSOC_SUCCESSOR, "an association cannot follow itself");
    if (rec_has(r, ASSOC_PREDECESSOR) && rec_int(r, ASSOC_PREDECESSOR) == r->id)
        problem(k, ASSOC_PREDECESSOR, "an association cannot follow itself");
    if (rec_state(r, "merged") && !rec_has(r, ASSOC_SUCCESSOR))
        gate(k, ASSOC_SUCCESSOR, "say into which association it was merged");
    if (rec_has(r, ASSOC_ACTIVE_ON) && !rec_has(r, ASSOC_ACTIVE_EVIDENCE) && r->evidence.n == 0)
        warning(k, ASSOC_ACTIVE_EVIDENCE, "say what proves that it was active");
    association_filing(k, r);
}

const Type association_type = {
    .name = "association", .label = N_("Association"),
    .also = "侨团|僑團|海外社团|海外社團|社团|社團|海外侨团|海外僑團|"
    "侨团名录|僑團名錄",
    .area = "registry", .fields = association_fields, .nfields = LEN(association_fields),
    .states = association_states, .moves = association_moves, .deadlines = association_deadlines,
    .figures = association_figures, .panels = association_panels, .title = "name_hans",
    .identity = { "name_hans", "country" }, .check = association_check,
};

/* ---- enterprise ---- */

enum {
    ENT_NAME, ENT_NAME_LATIN, ENT_USCC, ENT_FUNDING, ENT_SHARE, ENT_SOURCE_COUNTRY, ENT_SECTOR,
    ENT_LEGAL_PERSON_NAME, ENT_LEGAL_PERSON, ENT_FOUNDED, ENT_CAPITAL, ENT_STAFF, ENT_OUTPUT,
    ENT_OUTPUT_YEAR, ENT_DIVISION, ENT_ADDRESS, ENT_CONTACT_NAME, ENT_PHONE, ENT_NEEDS, ENT_NOTE,
    ENT__N
};

static const Choice enterprise_fundings[] = {
    { "overseas", N_("Funded by overseas Chinese"), "侨资企业|僑資企業|侨资|僑資" },
    { "relatives", N_("Run by relatives"), "侨属企业|僑屬企業|侨属|僑屬" },
    { "hkmo", N_("Funded from Hong Kong or Macao"),
      "港澳资企业|港澳資企業|港资|港資|澳资|澳資|港澳资|港澳資" },
    { "taiwan", N_("Funded from Taiwan"), "台资企业|臺資企業|台资|臺資" },
    { "returned", N_("Founded by returned students"),
      "留学人员企业|留學人員企業|海归企业|海歸企業" },
    { 0 },
};

static const Field enterprise_fields[ENT__N] = {
    [ENT_NAME] = { .name = "name", .label = N_("Enterprise name"),
        .also = "企业名称|企業名稱|企业|企業|单位名称|單位名稱|公司名称|"
        "公司名稱|侨企名称|僑企名稱",
        .kind = T_NAME, .flags = REQUIRED | IN_LIST | SEARCHED | CONVERTED },
    [ENT_NAME_LATIN] = { .name = "name_latin", .label = N_("Enterprise in Latin letters"),
        .also = "企业外文名称|企業外文名稱|英文名称|英文名稱", .kind = T_NAME, .flags = SEARCHED },
    [ENT_USCC] = { .name = "uscc", .label = N_("Unified social credit code"),
        .also = "统一社会信用代码|統一社會信用代碼|社会信用代码|社會信用代碼|"
        "信用代码|信用代碼",
        .kind = T_DOCUMENT, .flags = IN_LIST | UNIQUE, .code = CODE_USCC },
    [ENT_FUNDING] = { .name = "funding", .label = N_("Kind of overseas-Chinese enterprise"),
        .also = "侨企类型|僑企類型|企业性质|企業性質|企业类型|企業類型", .kind = T_CHOICES,
        .flags = IN_LIST, .choices = enterprise_fundings },
    [ENT_SHARE] = { .name = "share", .label = N_("Overseas-funded share"),
        .also = "侨资占比|僑資佔比|侨资比例|僑資比例|外资比例|外資比例", .kind = T_DECIMAL,
        .scale = 2, .max = 10000, .unit = N_("%") },
    [ENT_SOURCE_COUNTRY] = { .name = "source_country", .label = N_("Source country"),
        .also = "资金来源国|資金來源國|侨资来源国|僑資來源國|资金来源地|"
        "資金來源地|来源国家|來源國家",
        .kind = T_COUNTRY, .flags = IN_LIST | INDEXED },
    [ENT_SECTOR] = { .name = "sector", .label = N_("Sector"),
        .also = "行业|行業|所属行业|所屬行業|主营业务|主營業務", .kind = T_TEXT, .flags = CONVERTED, .max = 100 },
    [ENT_LEGAL_PERSON_NAME] = { .name = "legal_person_name", .label = N_("Legal person"),
        .also = "法定代表人|法人|法人代表", .kind = T_NAME, .flags = SEARCHED },
    [ENT_LEGAL_PERSON] = { .name = "legal_person", .label = N_("Record of the legal person"),
        .also = "法人档案|法人檔案|法定代表人档案|法定代表人檔案", .kind = T_LINK,
        .link = "person" },
    [ENT_FOUNDED] = { .name = "founded", .label = N_("Founded"),
        .also = "成立日期|成立时间|成立時間|注册日期|註冊日期", .kind = T_DATE },
    [ENT_CAPITAL] = { .name = "capital", .label = N_("Registered capital"),
        .also = "注册资本|註冊資本|注册资金|註冊資金", .kind = T_MONEY },
    [ENT_STAFF] = { .name = "staff", .label = N_("Staff"),
        .also = "员工数|員工數|职工人数|職工人數|从业人数|從業人數", .kind = T_COUNT,
        .unit = N_("person") },
    [ENT_OUTPUT] = { .name = "output", .label = N_("Yearly output"),
        .also = "年产值|年產值|年营业额|年營業額|年营收|年營收", .kind = T_MONEY },
    [ENT_OUTPUT_YEAR] = { .name = "output_year", .label = N_("Year of the output"),
        .also = "产值年度|產值年度", .kind = T_COUNT, .max = 9999 },
    [ENT_DIVISION] = { .name = "division", .label = N_("Division"),
        .also = "行政区划|行政區劃|所在区|所在區|所属区|所屬區|所在区划|"
        "所在區劃",
        .kind = T_DIVISION, .flags = INDEXED },
    [ENT_ADDRESS] = { .name = "address", .label = N_("Address"),
        .also = "地址|企业地址|企業地址|注册地址|註冊地址", .kind = T_TEXT, .flags = CONVERTED, .max = 300 },
    [ENT_CONTACT_NAME] = { .name = "contact_name", .label = N_("Contact person"),
        .also = "联系人|聯繫人|联络人|聯絡人", .kind = T_NAME, .level = LEVEL_PERSONAL },
    [ENT_PHONE] = { .name = "phone", .label = N_("Phone"), .also = "电话|電話|联系电话|聯繫電話",
        .kind = T_PHONE, .level = LEVEL_PERSONAL },
    [ENT_NEEDS] = { .name = "needs", .label = N_("Needs"),
        .also = "需求|企业诉求|企業訴求|诉求|訴求", .kind = T_NOTE },
    [ENT_NOTE] = { .name = "note", .label = N_("Note"), .also = "备注|備註", .kind = T_NOTE, .flags = CONVERTED },
};

static const State enterprise_states[] = {
    { "active", N_("In operation"), "在营|在營|存续|存續|开业|開業|正常", 0 },
    { "preparing", N_("Being founded"), "筹备|籌備|筹建|籌建", 0 },
    { "moved", N_("Moved away"), "迁出|遷出|外迁|外遷", STATE_END },
    { "closed", N_("Closed down"), "注销|註銷|吊销|吊銷|停业|停業|关闭|關閉", STATE_END },
    { 0 },
};

static const Move enterprise_moves[] = {
    { "preparing", "active", N_("Start operation"), RIGHT_WRITE, 0 },
    { "active", "preparing", N_("Return to preparation"), RIGHT_WRITE, MOVE_REASON },
    { "*", "moved", N_("Moved away"), RIGHT_WRITE, MOVE_REASON },
    { "*", "closed", N_("Close"), RIGHT_WRITE, MOVE_REASON },
    { 0 },
};

static const Figure enterprise_figures[] = {
    { .name = "registry.enterprises", .label = N_("Overseas-Chinese enterprises in the registry"),
      .unit = N_("enterprise"), .query = "enterprise where state in (active, preparing)",
      .count = COUNT_ROWS, .period = PERIOD_AT },
    { 0 },
};

static const Panel enterprise_panels[] = {
    { "visits", N_("Visits"), "enterprise_visit where enterprise = this" },
    { "problems", N_("Problems raised"), "enterprise_problem where enterprise = this" },
    { "projects", N_("Projects"), "project where enterprise = this" },
    { "demands", N_("Talent wanted"), "talent_demand where enterprise = this" },
    { 0 },
};

static void enterprise_check(Check *k, const Record *r)
{
    if (rec_has(r, ENT_SHARE) && rec_int(r, ENT_SHARE) > 0 && rec_has(r, ENT_FUNDING) &&
        !rec_picked(r, ENT_FUNDING, "overseas") && !rec_picked(r, ENT_FUNDING, "hkmo") &&
        !rec_picked(r, ENT_FUNDING, "taiwan"))
        warning(k, ENT_SHARE,
                "a share of overseas funds, but the enterprise is not marked as so funded");
    if (rec_picked(r, ENT_FUNDING, "overseas") && !rec_has(r, ENT_SOURCE_COUNTRY))
        warning(k, ENT_SOURCE_COUNTRY, "say from which country the funds come");
    if (rec_has(r, ENT_OUTPUT) && !rec_has(r, ENT_OUTPUT_YEAR))
        warning(k, ENT_OUTPUT_YEAR, "say of which year the output is");
    if (rec_has(r, ENT_OUTPUT_YEAR) &&
        (rec_int(r, ENT_OUTPUT_YEAR) < 1949 || rec_int(r, ENT_OUTPUT_YEAR) > day_year(k->c->today)))
        problem(k, ENT_OUTPUT_YEAR, "the year of the output is not between 1949 and this year");
}

const Type enterprise_type = {
    .name = "enterprise", .label = N_("Enterprise"),
    .also = "企业|企業|侨企|僑企|侨资企业|僑資企業|侨属企业|僑屬企業|"
    "侨企名录|僑企名錄",
    .area = "registry", .fields = enterprise_fields, .nfields = LEN(enterprise_fields),
    .states = enterprise_states, .moves = enterprise_moves, .figures = enterprise_figures,
    .panels = enterprise_panels, .title = "name", .identity = { "name" },
    .check = enterprise_check,
};

/* ---- venue ---- */

enum {
    VENUE_NAME, VENUE_KIND, VENUE_FOUNDED, VENUE_FOUNDER_KIND, VENUE_FOUNDER, VENUE_FOUNDER_PERSON,
    VENUE_GRADE, VENUE_FIRST_CLAIM, VENUE_GUIDED, VENUE_COUNTRY, VENUE_DIVISION, VENUE_ADDRESS,
    VENUE_AREA, VENUE_HOURS, VENUE_PHONE, VENUE_NOTE, VENUE__N
};

static const Choice venue_kinds[] = {
    { "museum", N_("Museum"), "博物馆|博物館|侨史馆|僑史館|展览馆|展覽館|华侨博物院|"
      "華僑博物院" },
    { "memorial", N_("Memorial hall"), "纪念馆|紀念館" },
    { "residence", N_("Former residence"), "故居|名人故居" },
    { "base", N_("Exchange base"), "交流基地|文化交流基地|国际文化交流基地|國際文化交流基地" },
    { "hall", N_("Hall"), "会堂|會堂|礼堂|禮堂|会议场所|會議場所" },
    { "school", N_("School"), "学校|學校" },
    { "park", N_("Park or scenic place"), "公园|公園|景区|景區|陵园|陵園" },
    { "other", N_("Other"), "其他" },
    { 0 },
};

static const Choice venue_founder_kinds[] = {
    { "individual", N_("Individual"), "个人|個人|个人创办|個人創辦|民间|民間" },
    { "federation", N_("Federation"), "侨联|僑聯" },
    { "government", N_("Government"), "政府" },
    { "association", N_("Association"), "侨团|僑團|社团|社團|协会|協會" },
    { "enterprise", N_("Enterprise"), "企业|企業" },
    { "school", N_("School"), "学校|學校" },
    { 0 },
};

static const Field venue_fields[VENUE__N] = {
    [VENUE_NAME] = { .name = "name", .label = N_("Venue name"),
        .also = "场馆名称|場館名稱|场馆|場館|名称|名稱|馆名|館名", .kind = T_NAME,
        .flags = REQUIRED | IN_LIST | SEARCHED | CONVERTED },
    [VENUE_KIND] = { .name = "kind", .label = N_("Kind of venue"),
        .also = "场馆类型|場館類型|类型|類型", .kind = T_CHOICE, .flags = IN_LIST,
        .choices = venue_kinds },
    [VENUE_FOUNDED] = { .name = "founded", .label = N_("Founded"),
        .also = "成立日期|成立时间|成立時間|开馆日期|開館日期", .kind = T_DATE,
        .flags = IN_LIST | INDEXED },
    [VENUE_FOUNDER_KIND] = { .name = "founder_kind", .label = N_("Kind of founder"),
        .also = "创办主体|創辦主體|创办者类型|創辦者類型|创办性质|創辦性質", .kind = T_CHOICE,
        .flags = IN_LIST, .choices = venue_founder_kinds },
    [VENUE_FOUNDER] = { .name = "founder", .label = N_("Founder"),
        .also = "创办人|創辦人|创办者|創辦者|创办单位|創辦單位", .kind = T_NAME },
    [VENUE_FOUNDER_PERSON] = { .name = "founder_person", .label = N_("Record of the founder"),
        .also = "创办人档案|創辦人檔案", .kind = T_LINK, .link = "person" },
    [VENUE_GRADE] = { .name = "grade", .label = N_("Grade"), .also = "级别|級別|基地级别|基地級別",
        .kind = T_CHOICE, .choices = site_levels },
    [VENUE_FIRST_CLAIM] = { .name = "first_claim", .label = N_("First of its kind"),
        .also = "首创说明|首創說明|首个|首個|首家说明|首家說明", .kind = T_TEXT, .flags = CONVERTED, .max = 200,
        .help = N_("in what scope it is the first, and since when") },
    [VENUE_GUIDED] = { .name = "guided", .label = N_("Founded with our guidance"),
        .also = "是否指导成立|是否指導成立|指导成立|指導成立", .kind = T_BOOL },
    [VENUE_COUNTRY] = { .name = "country", .label = N_("Country or region"),
        .also = "国家（地区）|國家（地區）|国家和地区|國家和地區|国家|國家", .kind = T_COUNTRY },
    [VENUE_DIVISION] = { .name = "division", .label = N_("Division"),
        .also = "行政区划|行政區劃|所在区|所在區|所属区|所屬區", .kind = T_DIVISION,
        .flags = IN_LIST | INDEXED },
    [VENUE_ADDRESS] = { .name = "address", .label = N_("Address"), .also = "地址", .kind = T_TEXT, .flags = CONVERTED,
        .max = 300 },
    [VENUE_AREA] = { .name = "area", .label = N_("Floor area"),
        .also = "面积|面積|建筑面积|建築面積", .kind = T_DECIMAL, .scale = 1, .unit = N_("m²") },
    [VENUE_HOURS] = { .name = "hours", .label = N_("Opening hours"), .also = "开放时间|開放時間",
        .kind = T_TEXT, .max = 200 },
    [VENUE_PHONE] = { .name = "phone", .label = N_("Phone"), .also = "电话|電話|联系电话|聯繫電話",
        .kind = T_PHONE },
    [VENUE_NOTE] = { .name = "note", .label = N_("Note"), .also = "备注|備註", .kind = T_NOTE, .flags = CONVERTED },
};

static const State venue_states[] = {
    { "open", N_("Open"), "开放|開放|开馆|開館|正常", 0 },
    { "preparing", N_("Being prepared"), "筹建|籌建|筹备|籌備", 0 },
    { "closed", N_("Closed"), "关闭|關閉|闭馆|閉館|停办|停辦", STATE_END },
    { 0 },
};

static const Move venue_moves[] = {
    { "preparing", "open", N_("Open to the public"), RIGHT_WRITE, 0 },
    { "open", "preparing", N_("Close for works"), RIGHT_WRITE, MOVE_REASON },
    { "*", "closed", N_("Close"), RIGHT_CONFIRM, MOVE_REASON },
    { 0 },
};

static const Figure venue_figures[] = {
    { .name = "culture.museum", .label = N_("First museum founded by an individual"),
      .unit = N_("museum"),
      .query = "venue where kind = museum and founder_kind = individual and founded in period",
      .count = COUNT_FIRST, .of = "founded" },
    { .name = "culture.museums_founded", .label = N_("Museums founded by individuals"),
      .unit = N_("museum"),
      .query = "venue where kind = museum and founder_kind = individual and founded in period",
      .count = COUNT_ROWS },
    { 0 },
};

static const Panel venue_panels[] = {
    { "objects", N_("Objects"), "collection_object where venue = this" },
    { "events", N_("Activities"), "event where venue = this" },
    { 0 },
};

const Type venue_type = {
    .name = "venue", .label = N_("Venue"),
    .also = "场馆|場館|展馆|展館|纪念馆|紀念館|阵地|陣地|文化场馆|"
    "文化場館",
    .area = "registry", .fields = venue_fields, .nfields = LEN(venue_fields),
    .states = venue_states, .moves = venue_moves, .figures = venue_figures, .panels = venue_panels,
    .title = "name", .identity = { "name" },
};

/* ---- district_sheet ---- */

enum {
    SHEET_DISTRICT, SHEET_AS_OF, SHEET_METHOD, SHEET_METHOD_NOTE, SHEET_ORGS_DISTRICT,
    SHEET_ORGS_STREET, SHEET_ORGS_COMMUNITY, SHEET_ORGS_UNIVERSITY, SHEET_ORGS_ENTERPRISE,
    SHEET_ORGS_SECTOR, SHEET_HOMES, SHEET_RETURNED, SHEET_RELATIVES, SHEET_RETURNED_AND_RELATIVES,
    SHEET_OVERSEAS, SHEET_FOREIGN_CHINESE, SHEET_OVERSEAS_ALL, SHEET_HKMO, SHEET_STUDENTS,
    SHEET_COUNTRIES, SHEET_ASSOCIATIONS, SHEET_ENTERPRISES, SHEET_EXPLANATION, SHEET_NOTE, SHEET__N
};

static const Choice district_sheet_methods[] = {
    { "census", N_("Census"), "普查|侨情普查|僑情普查" },
    { "survey", N_("Sample survey"), "抽样调查|抽樣調查|调查|調查" },
    { "register", N_("Count of the register"), "登记册统计|登記冊統計|名册统计|名冊統計" },
    { "estimate", N_("Estimate"), "估算|估计|估計|推算" },
    { "reported", N_("As reported"), "上报|上報|据上报|據上報" },
    { 0 },
};

static const Field district_sheet_fields[SHEET__N] = {
    [SHEET_DISTRICT] = { .name = "district", .label = N_("District"),
        .also = "区|區|区侨联|區僑聯|所属区|所屬區|单位|單位", .kind = T_LINK,
        .flags = REQUIRED | IN_LIST, .link = "unit" },
    [SHEET_AS_OF] = { .name = "as_of", .label = N_("As of"),
        .also = "统计截止日期|統計截止日期|截止日期|统计日期|統計日期|"
        "统计时间|統計時間|截至日期",
        .kind = T_DATE, .flags = REQUIRED | IN_LIST | INDEXED },
    [SHEET_METHOD] = { .name = "method", .label = N_("How it was found"),
        .also = "统计方法|統計方法|数据来源方式|數據來源方式|取得方式", .kind = T_CHOICE,
        .flags = REQUIRED | IN_LIST, .choices = district_sheet_methods },
    [SHEET_METHOD_NOTE] = { .name = "method_note", .label = N_("Source of the numbers"),
        .also = "数据出处|數據出處|依据|依據", .kind = T_TEXT, .flags = CONVERTED, .max = 300 },
    [SHEET_ORGS_DISTRICT] = { .name = "orgs_district", .label = N_("District federations"),
        .also = "区级侨联数|區級僑聯數|区侨联数|區僑聯數", .kind = T_COUNT,
        .unit = N_("organisation") },
    [SHEET_ORGS_STREET] = { .name = "orgs_street", .label = N_("Street and town federations"),
        .also = "街镇侨联数|街鎮僑聯數|镇街侨联数|鎮街僑聯數|"
        "街道（镇）侨联数|街道（鎮）僑聯數",
        .kind = T_COUNT, .flags = IN_LIST, .unit = N_("organisation") },
    [SHEET_ORGS_COMMUNITY] = { .name = "orgs_community",
        .label = N_("Community and village federations"),
        .also = "社区（村）侨联数|社區（村）僑聯數|村居侨联数|村居僑聯數|"
        "社区侨联数|社區僑聯數",
        .kind = T_COUNT, .flags = IN_LIST, .unit = N_("organisation") },
    [SHEET_ORGS_UNIVERSITY] = { .name = "orgs_university", .label = N_("University federations"),
        .also = "高校侨联数|高校僑聯數|学校侨联数|學校僑聯數", .kind = T_COUNT,
        .unit = N_("organisation") },
    [SHEET_ORGS_ENTERPRISE] = { .name = "orgs_enterprise",
        .label = N_("Enterprise, park and building federations"),
        .also = "企业侨联数|企業僑聯數|园区侨联数|園區僑聯數|楼宇侨联数|"
        "樓宇僑聯數",
        .kind = T_COUNT, .unit = N_("organisation") },
    [SHEET_ORGS_SECTOR] = { .name = "orgs_sector", .label = N_("Sector federations"),
        .also = "行业侨联数|行業僑聯數|系统侨联数|系統僑聯數", .kind = T_COUNT,
        .unit = N_("organisation") },
    [SHEET_HOMES] = { .name = "homes", .label = N_("Homes for overseas Chinese"),
        .also = "侨胞之家数|僑胞之家數|侨胞之家|僑胞之家", .kind = T_COUNT,
        .unit = N_("organisation") },
    [SHEET_RETURNED] = { .name = "returned", .label = N_("Returned overseas Chinese (estimate)"),
        .also = "归侨人数|歸僑人數|归侨|歸僑", .kind = T_COUNT, .flags = ESTIMATE | IN_LIST,
        .unit = N_("person") },
    [SHEET_RELATIVES] = { .name = "relatives",
        .label = N_("Relatives of overseas Chinese (estimate)"),
        .also = "侨眷人数|僑眷人數|侨眷|僑眷", .kind = T_COUNT, .flags = ESTIMATE | IN_LIST,
        .unit = N_("person") },
    [SHEET_RETURNED_AND_RELATIVES] = { .name = "returned_and_relatives",
        .label = N_("Returned overseas Chinese and relatives (estimate)"),
        .also = "归侨侨眷人数|歸僑僑眷人數|归侨侨眷|歸僑僑眷", .kind = T_COUNT, .flags = ESTIMATE,
        .unit = N_("person"), .help = N_("where the district does not part them") },
    [SHEET_OVERSEAS] = { .name = "overseas", .label = N_("Overseas Chinese (estimate)"),
        .also = "华侨人数|華僑人數|海外华侨|海外華僑", .kind = T_COUNT, .flags = ESTIMATE,
        .unit = N_("person") },
    [SHEET_FOREIGN_CHINESE] = { .name = "foreign_chinese",
        .label = N_("Ethnic Chinese of foreign nationality (estimate)"),
        .also = "外籍华人人数|外籍華人人數|华人人数|華人人數|海外华人|"
        "海外華人",
        .kind = T_COUNT, .flags = ESTIMATE, .unit = N_("person") },
    [SHEET_OVERSEAS_ALL] = { .name = "overseas_all",
        .label = N_("Overseas Chinese of either nationality (estimate)"),
        .also = "海外侨胞人数|海外僑胞人數|华侨华人人数|華僑華人人數|"
        "海外侨胞|海外僑胞",
        .kind = T_COUNT, .flags = ESTIMATE, .unit = N_("person"),
        .help = N_("where the district does not part them") },
    [SHEET_HKMO] = { .name = "hkmo", .label = N_("Compatriots of Hong Kong and Macao (estimate)"),
        .also = "港澳同胞人数|港澳同胞人數|港澳乡亲人数|港澳鄉親人數|港澳同胞", .kind = T_COUNT,
        .flags = ESTIMATE, .unit = N_("person") },
    [SHEET_STUDENTS] = { .name = "students", .label = N_("Students abroad (estimate)"),
        .also = "留学人员人数|留學人員人數|留学人员|留學人員", .kind = T_COUNT, .flags = ESTIMATE,
        .unit = N_("person") },
    [SHEET_COUNTRIES] = { .name = "countries", .label = N_("Countries and regions (estimate)"),
        .also = "分布国家和地区数|分佈國家和地區數|分布国家和地区|"
        "分佈國家和地區",
        .kind = T_COUNT, .flags = ESTIMATE, .unit = N_("country or region"), .max = 250 },
    [SHEET_ASSOCIATIONS] = { .name = "associations", .label = N_("Associations abroad (estimate)"),
        .also = "海外社团数|海外社團數|侨团数|僑團數", .kind = T_COUNT, .flags = ESTIMATE,
        .unit = N_("association") },
    [SHEET_ENTERPRISES] = { .name = "enterprises",
        .label = N_("Overseas-Chinese enterprises (estimate)"),
        .also = "侨企数|僑企數|侨资企业数|僑資企業數", .kind = T_COUNT, .flags = ESTIMATE,
        .unit = N_("enterprise") },
    [SHEET_EXPLANATION] = { .name = "explanation", .label = N_("Why numbers fell"),
        .also = "减少原因|減少原因|下降说明|下降說明|增减说明|增減說明", .kind = T_NOTE, .flags = CONVERTED },
    [SHEET_NOTE] = { .name = "note", .label = N_("Note"), .also = "备注|備註", .kind = T_NOTE, .flags = CONVERTED },
};

static const State district_sheet_states[] = {
    { "draft", N_("Draft"), "草稿", 0 },
    { "submitted", N_("Submitted"), "已提交|已上报|已上報", 0 },
    { "confirmed", N_("Confirmed"), "已确认|已確認|已审核|已審核", STATE_END },
    { 0 },
};

static const Move district_sheet_moves[] = {
    { "draft", "submitted", N_("Submit"), RIGHT_WRITE, 0 },
    { "submitted", "confirmed", N_("Confirm"), RIGHT_CONFIRM, 0 },
    { "submitted", "draft", N_("Return"), RIGHT_CONFIRM, MOVE_REASON },
    { 0 },
};

static const Figure district_sheet_figures[] = {
    { .name = "registry.district_sheets",
      .label = N_("Districts with a sheet of organisations and people"), .unit = N_("sheet"),
      .query = "district_sheet where as_of in period", .count = COUNT_DISTINCT, .of = "district" },
    { 0 },
};

/* A census explains each decrease against the sheet before. */
static void sheet_against_last(Check *k, const Record *r)
{
    static const int compared[] = { SHEET_RETURNED, SHEET_RELATIVES, SHEET_OVERSEAS,
                                    SHEET_FOREIGN_CHINESE };
    Err e = { 0 };
    AUTO(stmt_done) Stmt *q = NULL;

    if (rec_has(r, SHEET_EXPLANATION) || !rule_has_store(k))
        return;
    q = db_query(k->c->db,
                 "/* sheet_against_last */ SELECT returned, relatives, overseas, foreign_chinese"
                 " FROM district_sheet WHERE district = $1 AND id <> $2 AND voided_at IS NULL"
                 " AND as_of_from < $3 ORDER BY as_of_from DESC LIMIT 1",
                 P(rec_int(r, SHEET_DISTRICT)), P(r->id),
                 P((int64_t)rec_first_day(r, SHEET_AS_OF)));
    if (!db_next(q, &e))
        return;
    for (int i = 0; i < (int)LEN(compared); i++)
        if (rec_has(r, compared[i]) && !db_null(q, i) && rec_int(r, compared[i]) < db_int(q, i))
            warning(k, compared[i], "less than on the sheet before; say why in 'Why numbers fell'");
}

static void district_sheet_check(Check *k, const Record *r)
{
    if (rec_has(r, SHEET_RETURNED_AND_RELATIVES) &&
        (rec_has(r, SHEET_RETURNED) || rec_has(r, SHEET_RELATIVES)) &&
        rec_int(r, SHEET_RETURNED) + rec_int(r, SHEET_RELATIVES) >
            rec_int(r, SHEET_RETURNED_AND_RELATIVES))
        problem(k, SHEET_RETURNED_AND_RELATIVES, "the parts are more than the whole");
    if (rec_has(r, SHEET_OVERSEAS_ALL) &&
        (rec_has(r, SHEET_OVERSEAS) || rec_has(r, SHEET_FOREIGN_CHINESE)) &&
        rec_int(r, SHEET_OVERSEAS) + rec_int(r, SHEET_FOREIGN_CHINESE) >
            rec_int(r, SHEET_OVERSEAS_ALL))
        problem(k, SHEET_OVERSEAS_ALL, "the parts are more than the whole");
    if (rec_is(r, SHEET_METHOD, "estimate") && !rec_has(r, SHEET_METHOD_NOTE) && r->source.n == 0)
        warning(k, SHEET_METHOD_NOTE, "say what the estimate is based on");
    sheet_against_last(k, r);
}

const Type district_sheet_type = {
    .name = "district_sheet", .label = N_("District sheet"),
    .also = "一区一侨情|一區一僑情|侨情概况|僑情概況|区侨情表|區僑情表|"
    "侨情统计表|僑情統計表",
    .area = "registry", .fields = district_sheet_fields, .nfields = LEN(district_sheet_fields),
    .states = district_sheet_states, .moves = district_sheet_moves,
    .figures = district_sheet_figures, .title = "district", .identity = { "district", "as_of" },
    .check = district_sheet_check,
};
