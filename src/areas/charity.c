/* SPDX-License-Identifier: Apache-2.0
 * Charity: funds, gifts in cash and in kind, and the rounds of aid that they pay for.
 *
 * Each delivery is one row: person-times are deliveries, people are the distinct persons in them,
 * and households are counted apart. What a gift in kind is worth needs a basis; what cannot be
 * valued, or never passed through the fund's hands, is kept but is no income and gets no receipt.
 */
#include "areas/areas.h"
#include "areas/rules.h"

/* ---- funds ---- */

enum {
    F_NAME,
    F_KIND,
    F_OPENED,
    F_CLOSED,
    F_CUSTODIAN,
    F_ACCOUNT,
    F_PURPOSE,
    F_PUBLIC,
    F_EMERGENCY,
    F_PLAN_NO,
    F_PLAN_FILED,
    F_RAISING_FROM,
    F_RAISING_TO,
    F_PARTNER,
    F_DISCLOSED,
    F_SURPLUS,
    F_NOTE,
    F__N
};

static const Choice fund_kinds[] = {
    { "charity", N_("Charity fund"), "慈善基金|公益基金" },
    { "named", N_("Named fund"), "冠名基金" },
    { "restricted", N_("Restricted fund"), "定向基金|专项基金|專項基金" },
    { "general", N_("General fund"), "非定向基金|一般资金|一般資金" },
    { 0 }
};

static const Field fund_fields[F__N] = {
    [F_NAME] = { .name = "name", .label = N_("Name of the fund"), .kind = T_NAME,
                 .also = "基金名称|基金名稱|基金|名称|名稱", .flags = REQUIRED | IN_LIST | SEARCHED | CONVERTED },
    [F_KIND] = { .name = "kind", .label = N_("Kind of fund"), .kind = T_CHOICE, .choices = fund_kinds,
                 .also = "基金类型|基金類型|类型|類型", .flags = IN_LIST },
    [F_OPENED] = { .name = "opened", .label = N_("Set up on"), .kind = T_DATE, .flags = IN_LIST,
                   .also = "设立日期|設立日期|成立日期|成立时间" },
    [F_CLOSED] = { .name = "closed", .label = N_("Wound up on"), .kind = T_DATE, .also = "终止日期|終止日期|关闭日期" },
    [F_CUSTODIAN] = { .name = "custodian", .label = N_("Account kept by"), .kind = T_TEXT,
                      .also = "管理单位|管理單位|资金管理单位|資金管理單位|托管单位", .flags = IN_LIST | CONVERTED },
    [F_ACCOUNT] = { .name = "account_no", .label = N_("Account number"), .kind = T_TEXT,
                    .also = "银行账号|銀行帳號|账号|帳號", .level = LEVEL_SENSITIVE },
    [F_PURPOSE] = { .name = "purpose", .label = N_("Purpose"), .kind = T_NOTE, .flags = CONVERTED,
                    .also = "基金用途|基金用途说明|用途|宗旨" },
    [F_PUBLIC] = { .name = "public_raising", .label = N_("Raises from the public"), .kind = T_BOOL,
                   .also = "公开募捐|公開募捐|是否公开募捐" },
    [F_EMERGENCY] = { .name = "emergency", .label = N_("In a major emergency"), .kind = T_BOOL,
                      .also = "重大突发事件|重大突發事件" },
    [F_PLAN_NO] = { .name = "plan_no", .label = N_("Filing number of the plan"), .kind = T_TEXT,
                    .also = "募捐方案备案号|募捐方案備案號|备案编号|備案編號" },
    [F_PLAN_FILED] = { .name = "plan_filed", .label = N_("Plan filed"), .kind = T_DATE,
                       .also = "方案备案日期|方案備案日期|备案日期|備案日期" },
    [F_RAISING_FROM] = { .name = "raising_starts", .label = N_("Raising starts"), .kind = T_DATE,
                         .also = "募捐开始日期|募捐開始日期" },
    [F_RAISING_TO] = { .name = "raising_ends", .label = N_("Raising ends"), .kind = T_DATE,
                       .also = "募捐结束日期|募捐結束日期" },
    [F_PARTNER] = { .name = "partner", .label = N_("Qualified partner"), .kind = T_TEXT, .flags = CONVERTED,
                    .also = "合作公募组织|合作公募組織|合作募捐单位|合作募捐單位" },
    [F_DISCLOSED] = { .name = "disclosed", .label = N_("Last disclosed"), .kind = T_DATE,
                      .also = "最近公开日期|最近公開日期|信息公开日期|信息公開日期" },
    [F_SURPLUS] = { .name = "surplus", .label = N_("What became of the surplus"), .kind = T_NOTE, .flags = CONVERTED,
                    .also = "剩余财产处理|剩餘財產處理|结余处理" },
    [F_NOTE] = { .name = "note", .label = N_("Note"), .kind = T_NOTE, .also = "备注|備註", .flags = SEARCHED | CONVERTED },
};

static const State fund_states[] = {
    { "preparing", N_("Being prepared"), "筹备|籌備|筹备中", 0 },
    { "active", N_("Operating"), "运行中|運行中|存续|存續|在用", 0 },
    { "closing", N_("Being closed"), "清算中|终止中|終止中", 0 },
    { "closed", N_("Closed"), "已终止|已終止|已关闭|已關閉", STATE_END },
    { 0 }
};

static const Move fund_moves[] = {
    { "preparing", "active", N_("Open"), RIGHT_DECIDE, 0 },
    { "active", "closing", N_("Begin closing"), RIGHT_DECIDE, MOVE_REASON },
    { "closing", "closed", N_("Close"), RIGHT_DECIDE, MOVE_OTHER_PERSON },
    { 0 }
};

static const Deadline fund_deadlines[] = {
    { "disclose", N_("Full disclosure after the raising"), "raising_ends", 3, DAYS_MONTHS,
      "public_raising = yes and state != closed" },
    { 0 }
};

static const Panel fund_panels[] = {
    { "donations", N_("Donations"), "donation where fund = this" },
    { "programmes", N_("Aid programmes"), "aid_programme where fund = this" },
    { 0 }
};

static void check_raising(Check *k, const Record *r)
{
    if (!rec_has(r, F_PLAN_FILED)) {
        gate(k, F_PLAN_FILED, "raising from the public needs a plan that was filed; enter the day");
        return;
    }
    if (!rec_has(r, F_RAISING_FROM))
        return;
    int64_t ahead =
        day_number(rec_first_day(r, F_RAISING_FROM)) - day_number(rec_last_day(r, F_PLAN_FILED));
    bool emergency = rec_has(r, F_EMERGENCY) && rec_int(r, F_EMERGENCY);
    if (!emergency && ahead < 10)
        gate(k, F_PLAN_FILED, "the plan must be filed ten days before the raising starts");
    if (emergency && ahead < -10)
        gate(k, F_PLAN_FILED,
             "in an emergency the plan must be filed within ten days after the raising starts");
}

static void fund_check(Check *k, const Record *r)
{
    if (rule_backwards(r, F_OPENED, F_CLOSED))
        problem(k, F_CLOSED, "the fund closes before it opens");
    if (rule_backwards(r, F_RAISING_FROM, F_RAISING_TO))
        problem(k, F_RAISING_TO, "the raising ends before it starts");
    if (rec_has(r, F_PUBLIC) && rec_int(r, F_PUBLIC) && !rec_state(r, "preparing"))
        check_raising(k, r);
    if (rec_state(r, "closed") && !rec_has(r, F_SURPLUS))
        warning(k, F_SURPLUS, "the fund is closed; say what became of what was left");
}

const Type fund_type = {
    .name = "fund", .label = N_("Fund"), .area = "charity", .also = "慈善基金|基金名录|基金名錄|基金",
    .fields = fund_fields, .nfields = LEN(fund_fields), .states = fund_states, .moves = fund_moves,
    .deadlines = fund_deadlines, .panels = fund_panels, .title = "name", .identity = { "name" },
    .check = fund_check,
};

/* ---- donations ---- */

enum {
    D_DONOR,
    D_PERSON,
    D_ASSOCIATION,
    D_ENTERPRISE,
    D_ANONYMOUS,
    D_ORIGIN,
    D_COUNTRY,
    D_FUND,
    D_PROGRAMME,
    D_KIND,
    D_ITEM,
    D_QUANTITY,
    D_AMOUNT,
    D_ORIGINAL,
    D_BASIS,
    D_PURPOSE,
    D_RESTRICTED,
    D_AGREED,
    D_AGREEMENT_NO,
    D_RECEIVED,
    D_ACCEPTED_1,
    D_ACCEPTED_2,
    D_DIRECT,
    D_RECEIPT_NO,
    D_RECEIPT_ON,
    D_INCOME,
    D_NAMING,
    D_NAMING_NO,
    D_CONFIRMED_NO,
    D_ORIGIN_OK,
    D_PUBLISH,
    D_REPORTED,
    D_NOTE,
    D__N
};

static const Choice origins[] = {
    { "overseas", N_("From abroad"), "海外|境外" },
    { "hkmo", N_("Hong Kong or Macao"), "港澳|香港|澳门|澳門" },
    { "taiwan", N_("Taiwan"), "台湾|臺灣" },
    { "domestic", N_("From the mainland"), "境内|境內|国内|國內" },
    { 0 }
};

static const Choice gift_kinds[] = {
    { "cash", N_("Cash"), "现金|現金|资金|資金|款项|款項|捐款" },
    { "goods", N_("Goods"), "物资|物資|实物|實物|物品|捐物" },
    { "works", N_("A building or works"), "捐建|捐建工程|工程项目" },
    { "service", N_("Services"), "服务|服務" },
    { 0 }
};

static const Choice bases[] = {
    { "invoice", N_("Invoice"), "发票凭证|發票憑證|发票|發票" },
    { "fair_value", N_("Fair value"), "公允价值|公允價值|市价|市價" },
    { "appraisal", N_("Appraisal by a third party"), "第三方评估|第三方評估|评估|評估" },
    { "not_valuable", N_("Cannot be valued"), "无法估价|無法估價|无法计价|無法計價" },
    { 0 }
};

static const Choice publish[] = {
    { "name", N_("With the name"), "公开姓名|公開姓名|实名公开" },
    { "amount", N_("Amount only"), "仅公开金额|僅公開金額|匿名公开" },
    { "no", N_("Not at all"), "不公开|不公開" },
    { 0 }
};

static const Field donation_fields[D__N] = {
    [D_DONOR] = { .name = "donor", .label = N_("Donor"), .kind = T_NAME, .level = LEVEL_PERSONAL,
                  .also = "捐赠人|捐贈人|捐赠者|捐贈者|捐赠方|捐贈方|捐赠单位|捐贈單位", .flags = IN_LIST | SEARCHED },
    [D_PERSON] = { .name = "donor_person", .label = N_("Donor in the registry"), .kind = T_LINK,
                   .also = "捐赠人档案|捐贈人檔案", .link = "person", .level = LEVEL_PERSONAL },
    [D_ASSOCIATION] = { .name = "donor_association", .label = N_("Donor association"), .kind = T_LINK,
                        .also = "捐赠社团|捐贈社團", .link = "association" },
    [D_ENTERPRISE] = { .name = "donor_enterprise", .label = N_("Donor enterprise"), .kind = T_LINK,
                       .also = "捐赠企业|捐贈企業", .link = "enterprise" },
    [D_ANONYMOUS] = { .name = "anonymous", .label = N_("Anonymous"), .kind = T_BOOL, .also = "匿名|是否匿名" },
    [D_ORIGIN] = { .name = "origin", .label = N_("Origin of the gift"), .kind = T_CHOICE, .choices = origins,
                   .also = "捐赠来源|捐贈來源|来源地|來源地" },
    [D_COUNTRY] = { .name = "country", .label = N_("Country or region of the donor"), .kind = T_COUNTRY,
                    .also = "捐赠人国家地区|捐贈人國家地區|国家地区|國家地區|国家（地区）" },
    [D_FUND] = { .name = "fund", .label = N_("Fund"), .kind = T_LINK, .link = "fund", .flags = IN_LIST,
                 .also = "所属基金|所屬基金|基金|入账基金" },
    [D_PROGRAMME] = { .name = "programme", .label = N_("Aid programme"), .kind = T_LINK,
                      .also = "资助项目|資助項目|所属项目|所屬項目|项目|項目", .link = "aid_programme" },
    [D_KIND] = { .name = "kind", .label = N_("Kind of gift"), .kind = T_CHOICE, .choices = gift_kinds,
                 .also = "捐赠类型|捐贈類型|捐赠方式|捐贈方式|类型|類型", .flags = REQUIRED | IN_LIST },
    [D_ITEM] = { .name = "item", .label = N_("What was given"), .kind = T_TEXT, .flags = IN_LIST | CONVERTED,
                 .also = "捐赠物品|捐贈物品|物资名称|物資名稱|捐赠内容|捐贈內容" },
    [D_QUANTITY] = { .name = "quantity", .label = N_("Quantity"), .kind = T_TEXT, .flags = CONVERTED, .also = "数量|數量" },
    [D_AMOUNT] = { .name = "amount", .label = N_("Value in yuan"), .kind = T_MONEY, .flags = IN_LIST,
                   .also = "金额|金額|捐赠金额|捐贈金額|价值|價值|折合人民币|折合人民幣|人民币金额|金额（元）|金额(元)" },
    [D_ORIGINAL] = { .name = "original", .label = N_("Amount in the donor's currency"), .kind = T_MONEY,
                     .also = "原币金额|原幣金額|外币金额|外幣金額", .currency = "USD" },
    [D_BASIS] = { .name = "valuation_basis", .label = N_("Basis of the value"), .kind = T_CHOICE,
                  .also = "计价依据|計價依據|估值依据|估值依據|价值依据", .choices = bases },
    [D_PURPOSE] = { .name = "purpose", .label = N_("Purpose that the donor set"), .kind = T_TEXT,
                    .also = "捐赠用途|捐贈用途|用途|捐赠意向" },
    [D_RESTRICTED] = { .name = "restricted", .label = N_("Restricted"), .kind = T_BOOL,
                       .also = "是否定向|定向捐赠|定向捐贈" },
    [D_AGREED] = { .name = "agreed_on", .label = N_("Agreement of"), .kind = T_DATE,
                   .also = "捐赠协议日期|捐贈協議日期|协议日期|協議日期" },
    [D_AGREEMENT_NO] = { .name = "agreement_no", .label = N_("Agreement number"), .kind = T_TEXT,
                         .also = "捐赠协议编号|捐贈協議編號|协议编号|協議編號" },
    [D_RECEIVED] = { .name = "received_on", .label = N_("Gift received on"), .kind = T_DATE,
                     .also = "到账日期|到帳日期|接收日期|收到日期|捐赠日期|捐贈日期|日期", .flags = IN_LIST | INDEXED },
    [D_ACCEPTED_1] = { .name = "accepted_by", .label = N_("Accepted by"), .kind = T_TEXT,
                       .also = "验收人|驗收人|接收人|经手人|經手人" },
    [D_ACCEPTED_2] = { .name = "accepted_by2", .label = N_("Accepted by, second person"), .kind = T_TEXT,
                       .also = "验收人二|驗收人二|第二验收人|第二驗收人|复核人|複核人" },
    [D_DIRECT] = { .name = "direct", .label = N_("Handed over by the donor directly"), .kind = T_BOOL,
                   .also = "捐赠人直接交付|捐贈人直接交付|直接捐给受益人|直接捐給受益人" },
    [D_RECEIPT_NO] = { .name = "receipt_no", .label = N_("Receipt number"), .kind = T_TEXT,
                       .also = "捐赠票据号|捐贈票據號|票据号|票據號|收据号|收據號" },
    [D_RECEIPT_ON] = { .name = "receipt_on", .label = N_("Receipt of"), .kind = T_DATE,
                       .also = "开票日期|開票日期|票据日期|票據日期" },
    [D_INCOME] = { .name = "counts_as_income", .label = N_("Counts as income"), .kind = T_BOOL,
                   .also = "计入收入|計入收入|是否入账|是否入帳" },
    [D_NAMING] = { .name = "naming", .label = N_("Named after the donor"), .kind = T_TEXT,
                   .also = "冠名名称|冠名名稱|冠名" },
    [D_NAMING_NO] = { .name = "naming_approval", .label = N_("Approval of the name"), .kind = T_TEXT,
                      .also = "冠名批准文号|冠名批准文號" },
    [D_CONFIRMED_NO] = { .name = "confirmed_no", .label = N_("Confirmed as an overseas gift"), .kind = T_TEXT,
                         .also = "侨捐项目确认编号|僑捐項目確認編號|侨捐确认号" },
    [D_ORIGIN_OK] = { .name = "origin_checked", .label = N_("Origin of the money checked"), .kind = T_DATE,
                      .also = "来源核查日期|來源核查日期|资金来源核查" },
    [D_PUBLISH] = { .name = "publish", .label = N_("May be published"), .kind = T_CHOICE, .choices = publish,
                    .also = "公开意愿|公開意願|是否公开|是否公開" },
    [D_REPORTED] = { .name = "reported_on", .label = N_("Use reported to the donor"), .kind = T_DATE,
                     .also = "使用情况反馈日期|使用情況反饋日期|反馈日期|反饋日期" },
    [D_NOTE] = { .name = "note", .label = N_("Note"), .kind = T_NOTE, .also = "备注|備註", .flags = SEARCHED | CONVERTED },
};

static const State donation_states[] = {
    { "intent", N_("Intended"), "意向|认捐|認捐", 0 },
    { "agreed", N_("Agreed"), "已签协议|已簽協議|协议", 0 },
    { "received", N_("Gift received"), "已接收|已收到|已到账|已到帳|到账", 0 },
    { "receipted", N_("Receipted"), "已开票|已開票|已开票据|已開票據", 0 },
    { "allocated", N_("Allocated"), "已分配|已拨付|已撥付", 0 },
    { "spent", N_("Spent"), "已使用|使用完毕|使用完畢", 0 },
    { "closed", N_("Reported and closed"), "已反馈办结|已反饋辦結|办结|辦結|已公示", STATE_END },
    { "cancelled", N_("Cancelled"), "取消|已取消|作废|作廢", STATE_END | STATE_FAILED },
    { 0 }
};

/* Who allocates is not who wrote the receipt, and who pays is not who allocated. */
static const Move donation_moves[] = {
    { "intent", "agreed", N_("Record the agreement"), 0, 0 },
    { "intent", "received", N_("Receive"), 0, 0 },
    { "agreed", "received", N_("Receive"), 0, 0 },
    { "received", "receipted", N_("Write the receipt"), 0, 0 },
    { "received", "allocated", N_("Allocate"), RIGHT_APPROVE, MOVE_OTHER_PERSON },
    { "receipted", "allocated", N_("Allocate"), RIGHT_APPROVE, MOVE_OTHER_PERSON },
    { "allocated", "spent", N_("Record the spending"), 0, MOVE_OTHER_PERSON },
    { "spent", "closed", N_("Report and close"), RIGHT_CONFIRM, 0 },
    { "intent", "cancelled", N_("Cancel"), 0, MOVE_REASON },
    { "agreed", "cancelled", N_("Cancel"), RIGHT_CONFIRM, MOVE_REASON },
    { 0 }
};

static const Figure donation_figures[] = {
    { .name = "charity.donations", .label = N_("Gifts received"), .unit = N_("gift"),
      .query = "donation where received_on in period and state != cancelled",
      .count = COUNT_ROWS },
    { .name = "charity.donations_value", .label = N_("Value of the gifts received"), .unit = N_("yuan"),
      .query = "donation where received_on in period and state != cancelled",
      .count = COUNT_SUM, .of = "amount" },
    { .name = "charity.goods_value", .label = N_("Value of the gifts in kind"), .unit = N_("yuan"),
      .query = "donation where received_on in period and state != cancelled and kind != cash",
      .count = COUNT_SUM, .of = "amount", .part_of = "charity.donations_value" },
    { .name = "charity.income", .label = N_("Gifts entered as income"), .unit = N_("yuan"),
      .query = "donation where received_on in period and state != cancelled and counts_as_income = yes",
      .count = COUNT_SUM, .of = "amount", .part_of = "charity.donations_value" },
    { 0 },
};

static bool is_on(const Record *r, int field)
{
    return rec_has(r, field) && rec_int(r, field);
}

/* PRACTICE of two foundations: no value, or never ours: no receipt and no income. */
static void check_income(Check *k, const Record *r)
{
    bool unvalued = rec_is(r, D_BASIS, "not_valuable");
    if (unvalued && rec_has(r, D_AMOUNT))
        problem(k, D_AMOUNT, "the gift cannot be valued and yet has a value; clear one of the two");
    if (unvalued && rec_has(r, D_RECEIPT_NO))
        problem(k, D_RECEIPT_NO, "a gift that cannot be valued gets no receipt");
    if (unvalued && is_on(r, D_INCOME))
        problem(k, D_INCOME, "a gift that cannot be valued is no income");
    if (is_on(r, D_DIRECT) && is_on(r, D_INCOME))
        problem(k, D_INCOME, "what the donor handed over directly is no income of the fund");
    if (is_on(r, D_DIRECT) && rec_has(r, D_RECEIPT_NO))
        problem(k, D_RECEIPT_NO, "what the donor handed over directly gets no receipt of the fund");
    if (is_on(r, D_INCOME) && !rec_has(r, D_RECEIVED))
        problem(k, D_INCOME, "income is what was received; enter the day");
    if (rec_has(r, D_RECEIPT_NO) && !rec_has(r, D_RECEIVED))
        problem(k, D_RECEIPT_NO, "a receipt is written after the gift was received; enter the day");
    if (rule_backwards(r, D_RECEIVED, D_RECEIPT_ON))
        problem(k, D_RECEIPT_ON, "the receipt is older than the gift's arrival");
}

static void check_acceptance(Check *k, const Record *r)
{
    bool goods = rec_is(r, D_KIND, "goods") || rec_is(r, D_KIND, "works");
    bool came = rule_state_in(r, S("received|receipted|allocated|spent|closed"));
    if (rec_has(r, D_ACCEPTED_1) && rec_has(r, D_ACCEPTED_2) &&
        str_eq(rec_text(r, D_ACCEPTED_1), rec_text(r, D_ACCEPTED_2)))
        problem(k, D_ACCEPTED_2, "two different persons accept a gift");
    if (came && !rec_has(r, D_RECEIVED))
        gate(k, D_RECEIVED, "the gift was received; enter the day");
    if (goods && came && !is_on(r, D_DIRECT) &&
        (!rec_has(r, D_ACCEPTED_1) || !rec_has(r, D_ACCEPTED_2)))
        gate(k, D_ACCEPTED_1, "goods are accepted by two persons; enter both");
    if (goods && rec_has(r, D_AMOUNT) && !rec_has(r, D_BASIS))
        warning(k, D_BASIS,
                "say what the value of the goods is based on: invoice, fair value or appraisal");
}

static void donation_check(Check *k, const Record *r)
{
    if (!rec_has(r, D_DONOR) && !rec_has(r, D_PERSON) && !rec_has(r, D_ASSOCIATION) &&
        !rec_has(r, D_ENTERPRISE) && !is_on(r, D_ANONYMOUS))
        problem(k, D_DONOR, "nobody gave this; name the donor or mark the gift as anonymous");
    if (rec_has(r, D_AMOUNT) && !str_eq(rec_text(r, D_AMOUNT), S("CNY")))
        problem(k, D_AMOUNT,
                "the value is kept in yuan, so that gifts can be added up; "
                "put the donor's currency into the field beside it");
    if (rec_has(r, D_ORIGINAL) && !rec_has(r, D_AMOUNT))
        warning(k, D_AMOUNT, "enter the value in yuan at the central parity of the day");
    if (rec_is(r, D_KIND, "cash") && rec_has(r, D_RECEIVED) && !rec_has(r, D_AMOUNT) &&
        !rec_has(r, D_ORIGINAL))
        problem(k, D_AMOUNT, "a gift of money needs an amount");
    if (rule_backwards(r, D_AGREED, D_RECEIVED))
        warning(k, D_RECEIVED, "the gift was received before it was agreed");
    if (is_on(r, D_RESTRICTED) && !rec_has(r, D_PURPOSE))
        warning(k, D_PURPOSE, "a restricted gift needs the purpose that the donor set");
    check_income(k, r);
    check_acceptance(k, r);
}

const Type donation_type = {
    .name = "donation", .label = N_("Donation"), .area = "charity",
    .also = "捐赠登记|捐贈登記|捐赠台账|捐贈臺賬|捐赠明细|捐贈明細|捐赠|捐贈|侨捐",
    .fields = donation_fields, .nfields = LEN(donation_fields), .states = donation_states,
    .moves = donation_moves, .figures = donation_figures, .title = "donor",
    .identity = { "donor", "kind", "item", "received_on", "amount" }, .check = donation_check,
};

/* ---- aid programmes ---- */

enum {
    A_NAME,
    A_KIND,
    A_FUND,
    A_SINCE,
    A_ENDED,
    A_PLACE,
    A_STANDARD,
    A_BUDGET,
    A_OWNER,
    A_PARTNERS,
    A_NOTE,
    A__N
};

static const Choice aid_kinds[] = {
    { "new_year", N_("New-year visits"), "新春慰问|新春慰問|春节慰问|春節慰問|温暖送百家" },
    { "illness", N_("Grave illness"), "重病困难资助|重病困難資助|大病救助|重病资助" },
    { "double_ninth", N_("Double Ninth for the old"), "重阳慰问|重陽慰問|重阳敬老|重陽敬老" },
    { "school", N_("School aid"), "助学|助學|爱心助学|愛心助學" },
    { "hardship", N_("Help in hardship"), "困难帮扶|困難幫扶|困难归侨帮扶" },
    { "disaster", N_("Disaster relief"), "救灾|救災|灾害救助" },
    { "paired", N_("Help to a paired region"), "对口帮扶|對口幫扶|东西部协作|東西部協作|闽宁协作" },
    { "other", N_("Other"), "其他|其它" },
    { 0 }
};

static const Field programme_fields[A__N] = {
    [A_NAME] = { .name = "name", .label = N_("Name of the programme"), .kind = T_NAME,
                 .also = "项目名称|項目名稱|慰问项目|资助项目|資助項目|名称|名稱", .flags = REQUIRED | IN_LIST | SEARCHED | CONVERTED },
    [A_KIND] = { .name = "kind", .label = N_("Kind of aid"), .kind = T_CHOICE, .choices = aid_kinds,
                 .also = "资助类别|資助類別|帮扶类别|幫扶類別|类别|類別|类型|類型", .flags = IN_LIST | INDEXED },
    [A_FUND] = { .name = "fund", .label = N_("Fund"), .kind = T_LINK, .link = "fund", .also = "所属基金|所屬基金|基金|资金来源",
                 .flags = IN_LIST },
    [A_SINCE] = { .name = "since", .label = N_("Since"), .kind = T_DATE, .also = "起始日期|开始年份|開始年份|启动时间",
                  .flags = IN_LIST, .help = N_("where cumulative figures begin") },
    [A_ENDED] = { .name = "ended", .label = N_("Ended"), .kind = T_DATE, .also = "终止日期|終止日期|结束日期" },
    [A_PLACE] = { .name = "place", .label = N_("Where it helps"), .kind = T_DIVISION,
                  .also = "实施地区|實施地區|受助地区|受助地區|地区|地區", .flags = INDEXED },
    [A_STANDARD] = { .name = "standard", .label = N_("Standard of aid"), .kind = T_NOTE, .flags = CONVERTED,
                     .also = "资助标准|資助標準|慰问标准|慰問標準" },
    [A_BUDGET] = { .name = "budget", .label = N_("Budget a year"), .kind = T_MONEY, .also = "年度预算|年度預算|预算" },
    [A_OWNER] = { .name = "owner", .label = N_("Department in charge"), .kind = T_TEXT, .flags = CONVERTED,
                  .also = "负责部门|負責部門|责任部门" },
    [A_PARTNERS] = { .name = "partners", .label = N_("Partners"), .kind = T_TEXT, .flags = CONVERTED, .also = "合作单位|合作單位|协办单位" },
    [A_NOTE] = { .name = "note", .label = N_("Note"), .kind = T_NOTE, .also = "备注|備註", .flags = SEARCHED | CONVERTED },
};

static const Panel programme_panels[] = {
    { "rounds", N_("Rounds"), "aid_round where programme = this" },
    { "donations", N_("Donations"), "donation where programme = this" },
    { 0 }
};

static void programme_check(Check *k, const Record *r)
{
    if (rule_backwards(r, A_SINCE, A_ENDED))
        problem(k, A_ENDED, "the programme ends before it begins");
    if (!rec_has(r, A_SINCE))
        warning(k, A_SINCE, "without its beginning the programme has no cumulative figures");
}

const Type aid_programme_type = {
    .name = "aid_programme", .label = N_("Aid programme"), .area = "charity",
    .also = "慈善项目|慈善項目|帮扶项目|幫扶項目|公益项目|公益項目",
    .fields = programme_fields, .nfields = LEN(programme_fields), .panels = programme_panels,
    .title = "name", .identity = { "name" }, .check = programme_check,
};

/* ---- aid rounds ---- */

enum {
    R_NAME,
    R_PROGRAMME,
    R_YEAR,
    R_OPENED,
    R_LISTED,
    R_BUDGET,
    R_NOTICE_FROM,
    R_NOTICE_TO,
    R_FROZEN,
    R_MINUTES,
    R_PAID,
    R_NOTE,
    R__N
};

static const Field round_fields[R__N] = {
    [R_NAME] = { .name = "name", .label = N_("Name of the round"), .kind = T_NAME,
                 .also = "批次名称|批次名稱|轮次|輪次|批次|活动名称|活動名稱", .flags = REQUIRED | IN_LIST | SEARCHED | CONVERTED },
    [R_PROGRAMME] = { .name = "programme", .label = N_("Aid programme"), .kind = T_LINK,
                      .also = "所属项目|所屬項目|资助项目|資助項目|项目|項目|项目名称", .link = "aid_programme",
                      .flags = REQUIRED | IN_LIST },
    [R_YEAR] = { .name = "year", .label = N_("Year"), .kind = T_DATE, .also = "年度|年份", .flags = IN_LIST | INDEXED },
    [R_OPENED] = { .name = "opened", .label = N_("Round opened on"), .kind = T_DATE, .also = "启动日期|啟動日期|开始日期" },
    [R_LISTED] = { .name = "listed", .label = N_("Number on the list"), .kind = T_COUNT, .unit = N_("person"),
                   .also = "名单人数|名單人數|拟资助人数|擬資助人數|计划人数", .flags = IN_LIST },
    [R_BUDGET] = { .name = "budget", .label = N_("Budget"), .kind = T_MONEY, .also = "预算|預算|预算金额|預算金額" },
    [R_NOTICE_FROM] = { .name = "notice_from", .label = N_("Public notice from"), .kind = T_DATE,
                        .also = "公示开始|公示開始|公示起" },
    [R_NOTICE_TO] = { .name = "notice_to", .label = N_("Public notice to"), .kind = T_DATE,
                      .also = "公示结束|公示結束|公示止" },
    [R_FROZEN] = { .name = "list_frozen", .label = N_("List frozen on"), .kind = T_DATE,
                   .also = "名单锁定日期|名單鎖定日期|名单审定日期|名單審定日期" },
    [R_MINUTES] = { .name = "minutes", .label = N_("Approval document"), .kind = T_TEXT, .flags = CONVERTED,
                    .also = "审批文号|審批文號|会议纪要|會議紀要" },
    [R_PAID] = { .name = "paid_on", .label = N_("Paid out by"), .kind = T_DATE, .also = "发放完成日期|發放完成日期" },
    [R_NOTE] = { .name = "note", .label = N_("Note"), .kind = T_NOTE, .also = "备注|備註", .flags = SEARCHED | CONVERTED },
};

static const State round_states[] = {
    { "nominating", N_("Nominating"), "提名中|申报中|申報中|拟定名单", 0 },
    { "verified", N_("Verified"), "已核实|已核實|已复核", 0 },
    { "financed", N_("Checked by finance"), "财务已审|財務已審", 0 },
    { "approved", N_("Approved, list frozen"), "已批准|名单已锁定|名單已鎖定|批准", 0 },
    { "paying", N_("Being delivered"), "发放中|發放中", 0 },
    { "closed", N_("Disposed of"), "已完成|办结|辦結|发放完毕|發放完畢", STATE_END },
    { "cancelled", N_("Cancelled"), "取消|已取消", STATE_END | STATE_FAILED },
    { 0 }
};

/* Handler, head of department, finance, leader: and who approves does not pay. */
static const Move round_moves[] = {
    { "nominating", "verified", N_("Confirm the list"), RIGHT_CONFIRM, MOVE_OTHER_PERSON },
    { "verified", "nominating", N_("Return"), RIGHT_CONFIRM, MOVE_REASON },
    { "verified", "financed", N_("Pass by finance"), RIGHT_CONFIRM, MOVE_OTHER_PERSON },
    { "financed", "approved", N_("Approve and freeze the list"), RIGHT_APPROVE, MOVE_OTHER_PERSON },
    { "financed", "nominating", N_("Return"), RIGHT_APPROVE, MOVE_REASON },
    { "approved", "paying", N_("Begin to deliver"), 0, MOVE_OTHER_PERSON },
    { "paying", "closed", N_("Close"), RIGHT_CONFIRM, 0 },
    { "*", "cancelled", N_("Cancel"), RIGHT_CONFIRM, MOVE_REASON },
    { 0 }
};

static const Panel round_panels[] = {
    { "deliveries", N_("Deliveries"), "delivery where round = this" },
    { "undelivered", N_("Not delivered"), "delivery where round = this and given is empty" },
    { 0 }
};

static void round_check(Check *k, const Record *r)
{
    if (rule_backwards(r, R_NOTICE_FROM, R_NOTICE_TO))
        problem(k, R_NOTICE_TO, "the public notice ends before it begins");
    if (rule_state_in(r, S("approved|paying|closed")) && !rec_has(r, R_FROZEN))
        gate(k, R_FROZEN, "an approved round has a frozen list; enter the day");
    if (rule_backwards(r, R_FROZEN, R_PAID))
        problem(k, R_PAID, "the aid was paid out before the list was frozen");
}

const Type aid_round_type = {
    .name = "aid_round", .label = N_("Round of aid"), .area = "charity", .also = "资助批次|資助批次|慰问批次|慰問批次",
    .fields = round_fields, .nfields = LEN(round_fields), .states = round_states,
    .moves = round_moves,
    .panels = round_panels, .title = "name", .identity = { "name", "programme" }, .check = round_check,
};

/* ---- deliveries ---- */

enum {
    V_ROUND,
    V_PERSON,
    V_HOUSEHOLD,
    V_NAME,
    V_ORGANISATION,
    V_PLACE,
    V_GIVEN,
    V_KIND,
    V_AMOUNT,
    V_GOODS,
    V_UNDELIVERED,
    V_OFF_LIST,
    V_VERIFIED,
    V_GIVEN_BY,
    V_SIGNED_BY,
    V_NOTE,
    V__N
};

static const Choice delivery_kinds[] = {
    { "cash", N_("Cash"), "现金|現金|慰问金|慰問金|资金|資金" },
    { "goods", N_("Goods"), "物资|物資|慰问品|慰問品|实物|實物" },
    { "both", N_("Cash and goods"), "现金和物资|現金和物資|钱物|錢物" },
    { "service", N_("Services"), "服务|服務" },
    { 0 }
};

static const Choice undelivered[] = {
    { "absent", N_("Was not there"), "未遇|不在家" },
    { "declined", N_("Declined it"), "谢绝|謝絕|放弃|放棄" },
    { "died", N_("Has died"), "已故|去世" },
    { "moved", N_("Has moved away"), "迁出|遷出|已搬离" },
    { "not_needed", N_("No longer in need"), "已不符合条件|已不符合條件" },
    { "other", N_("Another reason"), "其他原因|其他" },
    { 0 }
};

static const Field delivery_fields[V__N] = {
    [V_ROUND] = { .name = "round", .label = N_("Round of aid"), .kind = T_LINK, .link = "aid_round",
                  .also = "资助批次|資助批次|所属批次|所屬批次|批次|批次名称|活动|活動", .flags = REQUIRED | IN_LIST },
    [V_PERSON] = { .name = "person", .label = N_("Person"), .kind = T_LINK, .link = "person",
                   .also = "受助人档案|受助人檔案|人员|人員", .level = LEVEL_SENSITIVE, .flags = IN_LIST },
    [V_HOUSEHOLD] = { .name = "household", .label = N_("Household"), .kind = T_LINK, .link = "household",
                      .also = "受助户|受助戶|户|戶", .level = LEVEL_SENSITIVE },
    [V_NAME] = { .name = "name", .label = N_("Name of the recipient"), .kind = T_NAME, .level = LEVEL_SENSITIVE,
                 .also = "受助人|受助人姓名|受益人|姓名|慰问对象|慰問對象", .flags = IN_LIST },
    [V_ORGANISATION] = { .name = "organisation", .label = N_("Receiving organisation"), .kind = T_TEXT,
                         .also = "受助单位|受助單位|受赠单位|受贈單位|接收单位", .flags = IN_LIST | CONVERTED },
    [V_PLACE] = { .name = "place", .label = N_("Place"), .kind = T_DIVISION, .level = LEVEL_PERSONAL,
                  .also = "所在区|所在區|区|所在地区|住址所在区" },
    [V_GIVEN] = { .name = "given", .label = N_("Delivered on"), .kind = T_DATE, .flags = IN_LIST | INDEXED,
                  .also = "发放日期|發放日期|慰问日期|慰問日期|日期", .help = N_("empty until it was handed over") },
    [V_KIND] = { .name = "kind", .label = N_("Kind of help"), .kind = T_CHOICE, .choices = delivery_kinds,
                 .also = "资助形式|資助形式|慰问形式|慰問形式|形式|类型|類型" },
    [V_AMOUNT] = { .name = "amount", .label = N_("Value in yuan"), .kind = T_MONEY, .flags = IN_LIST,
                   .also = "金额|金額|资助金额|資助金額|慰问金额|慰問金額|价值|價值|金额（元）|金额(元)" },
    [V_GOODS] = { .name = "goods", .label = N_("Goods or service"), .kind = T_TEXT, .flags = CONVERTED,
                  .also = "物品|物资名称|物資名稱|慰问品|慰問品|服务内容" },
    [V_UNDELIVERED] = { .name = "undelivered", .label = N_("Why it was not delivered"), .kind = T_CHOICE,
                        .also = "未发放原因|未發放原因", .choices = undelivered },
    [V_OFF_LIST] = { .name = "off_list", .label = N_("Why it is not on the list"), .kind = T_TEXT, .flags = CONVERTED,
                     .also = "名单外原因|名單外原因|增补原因|增補原因" },
    [V_VERIFIED] = { .name = "need_checked", .label = N_("Need verified on"), .kind = T_DATE,
                     .also = "困难核实日期|困難核實日期|核实日期", .level = LEVEL_SENSITIVE },
    [V_GIVEN_BY] = { .name = "given_by", .label = N_("Delivered by"), .kind = T_TEXT,
                     .also = "发放人|發放人|慰问人|慰問人|经办人|經辦人" },
    [V_SIGNED_BY] = { .name = "signed_by", .label = N_("Signed for by"), .kind = T_TEXT, .level = LEVEL_PERSONAL,
                      .also = "签收人|簽收人|领取人|領取人" },
    [V_NOTE] = { .name = "note", .label = N_("Note"), .kind = T_NOTE, .level = LEVEL_SENSITIVE, .also = "备注|備註" },
};

static const Figure delivery_figures[] = {
    { .name = "care.person_times", .label = N_("Person-times reached by the year's charity"), .unit = N_("person-times"),
      .query = "delivery where given in period and household is empty and organisation is empty",
      .count = COUNT_ROWS, .part_of = "care.person_times_since" },
    { .name = "care.people", .label = N_("People reached by the year's charity"), .unit = N_("person"),
      .query = "delivery where given in period and household is empty and organisation is empty",
      .count = COUNT_PEOPLE, .of = "person", .part_of = "care.person_times" },
    { .name = "care.households", .label = N_("Households reached by the year's charity"), .unit = N_("household"),
      .query = "delivery where given in period and household is not empty",
      .count = COUNT_DISTINCT, .of = "household", .part_of = "care.household_times" },
    { .name = "care.household_times", .label = N_("Visits to households by the year's charity"), .unit = N_("visit to a household"),
      .query = "delivery where given in period and household is not empty",
      .count = COUNT_ROWS },
    { .name = "care.value", .label = N_("Value of the aid delivered"), .unit = N_("yuan"),
      .query = "delivery where given in period",
      .count = COUNT_SUM, .of = "amount" },
    { .name = "care.ningxia_value", .label = N_("Value of the aid given to Ningxia"), .unit = N_("yuan"),
      .query = "delivery where given in period and round.programme.place = 640000",
      .count = COUNT_SUM, .of = "amount", .part_of = "care.value" },
    { .name = "care.person_times_since", .label = N_("Person-times reached by charity since the beginning"), .unit = N_("person-times"),
      .query = "delivery where given in period and household is empty and organisation is empty",
      .count = COUNT_ROWS, .period = PERIOD_SINCE },
    { 0 },
};

/* Was the list of this delivery's round frozen? False if it is not known. */
static bool list_is_frozen(const Check *k, const Record *r)
{
    Err e = { 0 };
    if (!rec_has(r, V_ROUND) || !rule_has_store(k))
        return false;
    AUTO(stmt_done) Stmt *q =
        db_query(k->c->db, "/* round_frozen */ SELECT state FROM aid_round WHERE id = $1",
                 P(rec_int(r, V_ROUND)));
    if (!db_next(q, &e))
        return false;
    Str state = db_str(q, 0);
    return str_eq(state, S("approved")) || str_eq(state, S("paying")) || str_eq(state, S("closed"));
}

static void delivery_check(Check *k, const Record *r)
{
    int named = rec_has(r, V_PERSON) || rec_has(r, V_NAME);
    if (!named && !rec_has(r, V_HOUSEHOLD) && !rec_has(r, V_ORGANISATION))
        problem(k, V_NAME,
                "nobody is named; give a person, a household, a name or an organisation");
    if (rec_has(r, V_PERSON) && rec_has(r, V_HOUSEHOLD))
        problem(k, V_HOUSEHOLD,
                "one delivery goes to a person or to a household, as they are counted apart");
    if (named && rec_has(r, V_ORGANISATION))
        problem(k, V_ORGANISATION,
                "one delivery goes to a person or to an organisation; make two rows");
    if (rec_has(r, V_GIVEN) && rec_has(r, V_UNDELIVERED))
        problem(k, V_UNDELIVERED,
                "it was delivered and has a reason why not; clear one of the two");
    if (rec_has(r, V_GIVEN) && rec_first_day(r, V_GIVEN) > k->c->today)
        problem(k, V_GIVEN,
                "the delivery lies in the future; leave the day empty until it was handed over");
    if (rec_is(r, V_KIND, "cash") && rec_has(r, V_GIVEN) && !rec_has(r, V_AMOUNT))
        warning(k, V_AMOUNT, "money was delivered, but the amount is missing");
    if (rec_has(r, V_AMOUNT) && !str_eq(rec_text(r, V_AMOUNT), S("CNY")))
        problem(k, V_AMOUNT, "the value of aid is kept in yuan, so that it can be added up");
    if (rule_longer(r, V_VERIFIED, V_GIVEN, 366))
        warning(k, V_VERIFIED, "the need was verified more than a year before; verify it again");
    if (!r->id && !k->c->importing && !rec_has(r, V_OFF_LIST) && list_is_frozen(k, r))
        problem(k, V_OFF_LIST, "the round's list is frozen; say why this one is added");
}

const Type delivery_type = {
    .name = "delivery", .label = N_("Delivery of aid"), .area = "charity",
    .also = "慰问发放|慰問發放|发放名单|發放名單|慰问名单|慰問名單|资助名单|資助名單|发放明细|發放明細",
    .fields = delivery_fields, .nfields = LEN(delivery_fields), .figures = delivery_figures,
    .title = "name", .identity = { "round", "person", "household", "name", "organisation", "given" },
    .check = delivery_check,
};
