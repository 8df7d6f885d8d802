/* SPDX-License-Identifier: Apache-2.0
 * The engine's own record types: units of the federation with their dated edges and names, users
 * and their grants, and the types and fields that staff make.
 */
#include "engine/core.h"

#include "engine/approval.h"
#include "engine/attach.h"
#include "engine/merge.h"
#include "engine/registry.h"
#include "engine/retention.h"
#include "engine/rights.h"
#include "engine/schema.h"
#include "engine/setting.h"
#include "engine/store.h"
#include "engine/units.h"
#include "engine/webhook.h"
#include "engine/workday.h"

/* Names of tables have at most 63 letters in PostgreSQL. */
enum { NAMES_MAX = 60 };

/* Letters, digits, '-', '_' and '.', 1 to 40 of them. */
static bool plain_code(Str s)
{
    if (s.n == 0 || s.n > 40)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!letter && c != '-' && c != '_' && c != '.')
            return false;
    }
    return true;
}

/* ---- units ---- */

static const Choice unit_kinds[] = {
    { "region", N_("Region federation"), "区域|地方侨联|地方僑聯" },
    { "sector", N_("Sector federation"), "行业|行業|系统侨联|系統僑聯|行业系统" },
    { "university", N_("University federation"), "高校|高校侨联|高校僑聯" },
    { "enterprise", N_("Enterprise or park federation"), "企业|園區|园区|楼宇|樓宇" },
    { "affiliated", N_("Affiliated body"), "直属|直屬|附属|下属" },
    { "partner", N_("Partner body"), "合作单位|合作單位" },
    { 0 },
};

static const Choice unit_levels[] = {
    { "national", N_("National"), "全国|全國|国家" },
    { "province", N_("Province"), "省|省级|省級" },
    { "city", N_("City"), "市|市级|市級|设区市" },
    { "district", N_("District or county"), "区|區|县|區級|区级|县级" },
    { "street", N_("Street or town"), "街道|镇|鎮|乡|鄉" },
    { "community", N_("Community or village"), "社区|社區|村" },
    { "body", N_("Single body"), "单位|單位" },
    { 0 },
};

static const State unit_states[] = {
    { "active", N_("Active"), "正常|存续|存續", 0 },
    { "preparing", N_("Being founded"), "筹备|籌備", 0 },
    { "merged", N_("Merged"), "合并|合併", STATE_END },
    { "split", N_("Split"), "拆分|分立", STATE_END },
    { "dissolved", N_("Dissolved"), "撤销|撤銷", STATE_END },
    { 0 },
};

static const Move unit_moves[] = {
    { "preparing", "active", N_("Found"), RIGHT_DECIDE, 0 },
    { "active", "preparing", N_("Return to preparation"), RIGHT_DECIDE, MOVE_REASON },
    { "active", "merged", N_("Merge"), RIGHT_DECIDE, MOVE_REASON },
    { "active", "split", N_("Split"), RIGHT_DECIDE, MOVE_REASON },
    { "active", "dissolved", N_("Dissolve"), RIGHT_DECIDE, MOVE_REASON },
    { 0 },
};

static const Field unit_fields[UNIT__N] = {
    [UNIT_CODE] = { .name = "code",
                    .label = N_("Unit code"),
                    .also = "单位代码|單位代碼|代码|代碼",
                    .kind = T_TEXT,
                    .max = 40,
                    .flags = REQUIRED | UNIQUE | IN_LIST },
    [UNIT_NAME] = { .name = "name",
                    .label = N_("Unit name"),
                    .also = "单位名称|組織名稱|组织名称|单位全称",
                    .kind = T_NAME,
                    .flags = REQUIRED | IN_LIST | SEARCHED | CONVERTED },
    [UNIT_NAME_HANT] = { .name = "name_hant",
                         .label = N_("Unit name in traditional characters"),
                         .also = "繁体名称|繁體名稱",
                         .kind = T_NAME,
                         .flags = SEARCHED },
    [UNIT_NAME_EN] = { .name = "name_en",
                       .label = N_("Unit name in English"),
                       .also = "英文名称|英文名稱",
                       .kind = T_NAME,
                       .flags = SEARCHED },
    [UNIT_SHORT] = { .name = "short",
                     .label = N_("Short name"),
                     .also = "简称|簡稱",
                     .kind = T_NAME,
                     .flags = IN_LIST | CONVERTED },
    [UNIT_KIND] = { .name = "kind",
                    .label = N_("Kind of unit"),
                    .also = "单位类型|單位類型|组织类型",
                    .kind = T_CHOICE,
                    .choices = unit_kinds,
                    .flags = IN_LIST },
    [UNIT_LEVEL] = { .name = "level",
                     .label = N_("Level of unit"),
                     .also = "层级|層級|级别|級別",
                     .kind = T_CHOICE,
                     .choices = unit_levels,
                     .flags = IN_LIST },
    [UNIT_DIVISION] = { .name = "division",
                        .label = N_("Administrative division"),
                        .also = "行政区划|行政區劃",
                        .kind = T_DIVISION },
    [UNIT_FOUNDED] = { .name = "founded",
                       .label = N_("Founded"),
                       .also = "成立日期|成立时间|成立時間",
                       .kind = T_DATE,
                       .flags = IN_LIST },
    [UNIT_DISSOLVED] = { .name = "dissolved",
                         .label = N_("Ended"),
                         .also = "撤销日期|撤銷日期",
                         .kind = T_DATE },
    [UNIT_PARENT] = { .name = "parent",
                      .label = N_("Founded under"),
                      .also = "上级单位|上級單位|上级侨联|上級僑聯",
                      .kind = T_LINK,
                      .link = "unit",
                      .flags = FIXED,
                      .help = N_(
                          "where it stood in the tree when it was entered; a later move is a unit edge") },
    [UNIT_PHONE] = { .name = "phone",
                     .label = N_("Phone"),
                     .also = "电话|電話|联系电话",
                     .kind = T_PHONE },
    [UNIT_ADDRESS] = { .name = "address", .label = N_("Address"), .also = "地址", .kind = T_TEXT, .flags = CONVERTED },
    [UNIT_NOTE] = { .name = "note", .label = N_("Note"), .also = "备注|備註", .kind = T_NOTE, .flags = CONVERTED },
};

static void unit_check(Check *k, const Record *r)
{
    if (rec_has(r, UNIT_CODE) && !plain_code(rec_text(r, UNIT_CODE)))
        problem(k, UNIT_CODE, "a unit code has 1 to 40 letters, digits, '-', '_' or '.'");
    if (rec_has(r, UNIT_FOUNDED) && rec_has(r, UNIT_DISSOLVED) &&
        rec_last_day(r, UNIT_DISSOLVED) < rec_first_day(r, UNIT_FOUNDED))
        problem(k, UNIT_DISSOLVED, "the unit ends before it was founded");
    if (!rec_has(r, UNIT_PARENT) && r->id == 0 && k->c->units && units_count(k->c->units) > 0)
        problem(k, UNIT_PARENT,
                "say which unit it stands under; only the first unit of a store stands under none");
}

/* A new unit stands under its parent from the day it was founded. */
static bool unit_after(Ctx *c, const Record *old, const Record *now, Err *e)
{
    Record *edge;
    Check k = { 0 };
    Day from = rec_first_day(now, UNIT_FOUNDED);

    if (!old && rec_has(now, UNIT_PARENT)) {
        char day[11];
        edge = record_new(c->arena, registry_find(c->types, S("unit_edge")));
        edge->unit = now->unit; /* the new one is not in the tree yet: nobody has rights there */
        rec_set_int(edge, EDGE_UNIT, now->id);
        rec_set_int(edge, EDGE_PARENT, rec_int(now, UNIT_PARENT));
        day_print(from ? from : DAY_MIN, day);
        if (from)
            edge->v[EDGE_FROM] = (Value){ true, arena_str(c->arena, str_z(day)), from, from };
        if (!store_create(c, edge, &k, e))
            return false;
    }
    if (now->voided_at && units_has_below(c->units, now->id))
        return err_set(e, ERR_INVALID, "units stand under this one; put them under another first");
    if (now->voided_at && units_above(c->units, now->id) == 0)
        return err_set(e, ERR_INVALID, "the unit at the top of the tree cannot be void");
    return store_flush(c, e) && store_reload_units(c, e);
}

const Type unit_type = {
    .name = "unit",
    .label = N_("Unit"),
    .also = "单位|單位|侨联组织|僑聯組織|组织名单|單位名單",
    .area = "system",
    .fields = unit_fields,
    .nfields = LEN(unit_fields),
    .states = unit_states,
    .moves = unit_moves,
    .title = "name",
    .identity = { "code" },
    .write = RIGHT_DECIDE,
    .check = unit_check,
    .after = unit_after,
};

static const Field edge_fields[EDGE__N] = {
    [EDGE_UNIT] = { .name = "member",
                    .label = N_("Lower unit"),
                    .also = "下级单位|下級單位",
                    .kind = T_LINK,
                    .link = "unit",
                    .flags = REQUIRED | IN_LIST },
    [EDGE_PARENT] = { .name = "parent",
                      .label = N_("Upper unit"),
                      .also = "上级单位|上級單位",
                      .kind = T_LINK,
                      .link = "unit",
                      .flags = REQUIRED | IN_LIST },
    [EDGE_FROM] = { .name = "began",
                    .label = N_("From"),
                    .also = "开始日期|自|起",
                    .kind = T_DATE,
                    .flags = IN_LIST },
    [EDGE_TO] = { .name = "ended",
                  .label = N_("Until before"),
                  .also = "结束日期|至|止",
                  .kind = T_DATE,
                  .flags = IN_LIST,
                  .help = N_("the first day on which it no longer holds") },
    [EDGE_BASIS] = { .name = "basis",
                     .label = N_("Basis"),
                     .also = "依据|依據|文号|文號",
                     .kind = T_TEXT, .flags = CONVERTED },
};

static void edge_check(Check *k, const Record *r)
{
    if (rec_has(r, EDGE_UNIT) && rec_int(r, EDGE_UNIT) == rec_int(r, EDGE_PARENT))
        problem(k, EDGE_PARENT, "a unit cannot stand under itself");
    if (rec_has(r, EDGE_FROM) && rec_has(r, EDGE_TO) &&
        rec_first_day(r, EDGE_TO) <= rec_first_day(r, EDGE_FROM))
        problem(k, EDGE_TO, "the edge ends before it begins");
}

/* A unit stands in one place at a time, and never below itself. */
static bool edge_after(Ctx *c, const Record *old, const Record *now, Err *e)
{
    int64_t from = rec_first_day(now, EDGE_FROM);
    int64_t to = rec_has(now, EDGE_TO) ? rec_first_day(now, EDGE_TO) : DAY_MAX;
    const Units *tree;
    (void)old;

    if (!store_flush(c, e))
        return false;
    {
        AUTO(stmt_done) Stmt *q = db_query(
            c->db,
            "/* edge overlap */ SELECT \"id\" FROM \"unit_edge\" WHERE \"member\" = $1 AND \"id\" <> $2"
            " AND \"voided_at\" IS NULL AND COALESCE(\"began_from\", 0) < $3"
            " AND COALESCE(\"ended_from\", 99991231) > $4 LIMIT 1",
            P(rec_int(now, EDGE_UNIT)), P(now->id), P(to), P(from));
        if (db_next(q, e))
            return err_field(e, "began", ERR_INVALID,
                             "the unit stands in another place at that time; end that edge first");
        if (e->kind)
            return false;
    }
    tree = units_load(c->arena, c->db, from ? (Day)from : rights_day(c), e);
    if (!tree)
        return false;
    if (units_under(tree, rec_int(now, EDGE_PARENT), rec_int(now, EDGE_UNIT)))
        return err_field(e, "parent", ERR_INVALID, "that would put a unit below itself");
    return store_reload_units(c, e);
}

const Type unit_edge_type = {
    .name = "unit_edge",
    .label = N_("Place in the tree"),
    .also = "隶属关系|隸屬關係",
    .area = "system",
    .fields = edge_fields,
    .nfields = LEN(edge_fields),
    .title = "member",
    .identity = { "member", "began" },
    .write = RIGHT_DECIDE,
    .check = edge_check,
    .after = edge_after,
};

static const Field uname_fields[UNAME__N] = {
    [UNAME_UNIT] = { .name = "of_unit",
                     .label = N_("Unit"),
                     .also = "单位|單位",
                     .kind = T_LINK,
                     .link = "unit",
                     .flags = REQUIRED | IN_LIST },
    [UNAME_NAME] = { .name = "name",
                     .label = N_("Name at that time"),
                     .also = "当时名称|曾用名称|曾用名稱",
                     .kind = T_NAME,
                     .flags = REQUIRED | IN_LIST | SEARCHED | CONVERTED },
    [UNAME_FROM] = { .name = "began",
                     .label = N_("From"),
                     .also = "开始日期|自|起",
                     .kind = T_DATE,
                     .flags = IN_LIST },
    [UNAME_TO] = { .name = "ended",
                   .label = N_("Until before"),
                   .also = "结束日期|至|止",
                   .kind = T_DATE,
                   .flags = IN_LIST },
    [UNAME_BASIS] = { .name = "basis",
                      .label = N_("Basis"),
                      .also = "依据|依據|文号|文號",
                      .kind = T_TEXT, .flags = CONVERTED },
};

const Type unit_name_type = {
    .name = "unit_name",
    .label = N_("Former name of a unit"),
    .also = "单位曾用名|單位曾用名",
    .area = "system",
    .fields = uname_fields,
    .nfields = LEN(uname_fields),
    .title = "name",
    .identity = { "of_unit", "name", "began" },
    .write = RIGHT_DECIDE,
};

static const Choice change_kinds[] = {
    { "merge", N_("Merger"), "合并|合併" },         { "split", N_("Division"), "拆分|分立" },
    { "rename", N_("Renaming"), "更名" },           { "move", N_("Transfer"), "划转|劃轉" },
    { "dissolve", N_("Dissolution"), "撤销|撤銷" }, { 0 },
};

static const Field change_fields[CHANGE__N] = {
    [CHANGE_KIND] = { .name = "kind",
                      .label = N_("Kind of change"),
                      .also = "变更类型|變更類型",
                      .kind = T_CHOICE,
                      .choices = change_kinds,
                      .flags = REQUIRED | IN_LIST },
    [CHANGE_ON] = { .name = "happened",
                    .label = N_("Date of change"),
                    .also = "变更日期|變更日期",
                    .kind = T_DATE,
                    .flags = REQUIRED | IN_LIST },
    [CHANGE_OLD] = { .name = "old_units",
                     .label = N_("Units before"),
                     .also = "原单位|原單位",
                     .kind = T_LINKS,
                     .link = "unit",
                     .flags = REQUIRED | IN_LIST },
    [CHANGE_NEW] = { .name = "new_units",
                     .label = N_("Units after"),
                     .also = "新单位|新單位",
                     .kind = T_LINKS,
                     .link = "unit",
                     .flags = IN_LIST },
    [CHANGE_BASIS] = { .name = "basis",
                       .label = N_("Basis"),
                       .also = "依据|依據|文号|文號",
                       .kind = T_TEXT, .flags = CONVERTED },
    [CHANGE_NOTE] = { .name = "note", .label = N_("Note"), .also = "备注|備註", .kind = T_NOTE, .flags = CONVERTED },
};

static bool change_after(Ctx *c, const Record *old, const Record *now, Err *e)
{
    (void)old;
    (void)now;
    return store_flush(c, e) && store_reload_units(c, e);
}

const Type unit_change_type = {
    .name = "unit_change",
    .label = N_("Change of units"),
    .also = "机构变更|機構變更|单位变更",
    .area = "system",
    .fields = change_fields,
    .nfields = LEN(change_fields),
    .title = "kind",
    .identity = { "kind", "happened", "old_units" },
    .write = RIGHT_DECIDE,
    .after = change_after,
};

/* ---- users and grants ---- */

static const Choice languages[] = {
    { "zh-Hans", N_("Simplified Chinese"), "简体|简体中文" },
    { "zh-Hant", N_("Traditional Chinese"), "繁体|繁體|繁體中文" },
    { "en", N_("English"), "英文|英语" },
    { 0 },
};

static const Choice reading_orders[] = {
    { "pinyin", N_("By sound (pinyin)"), "拼音|按拼音|拼音序" },
    { "strokes", N_("By strokes"), "笔画|筆畫|按笔画|按筆畫|笔画序" },
    { 0 },
};

static const Choice text_sizes[] = {
    { "100", N_("Usual"), "100%" },
    { "125", N_("Large, 125 %"), "125%" },
    { "150", N_("Very large, 150 %"), "150%" },
    { 0 },
};

static const Field user_fields[USER__N] = {
    [USER_LOGIN] = { .name = "login",
                     .label = N_("Login"),
                     .also = "用户名|用戶名|账号|帳號",
                     .kind = T_TEXT,
                     .max = 40,
                     .flags = REQUIRED | UNIQUE | FIXED | IN_LIST },
    [USER_NAME] = { .name = "name",
                    .label = N_("Name"),
                    .also = "姓名",
                    .kind = T_NAME,
                    .flags = REQUIRED | IN_LIST | SEARCHED },
    [USER_UNIT] = { .name = "home",
                    .label = N_("Home unit"),
                    .also = "所在单位|所在單位",
                    .kind = T_LINK,
                    .link = "unit",
                    .flags = REQUIRED | IN_LIST },
    [USER_MAIL] = { .name = "mail",
                    .label = N_("Mail"),
                    .also = "邮箱|郵箱|电子邮件",
                    .kind = T_MAIL,
                    .level = LEVEL_PERSONAL },
    [USER_LANG] = { .name = "language",
                    .label = N_("Language"),
                    .also = "语言|語言",
                    .kind = T_CHOICE,
                    .choices = languages },
    [USER_ORDER] = { .name = "reading_order",
                     .label = N_("Order of lists"),
                     .also = "排序|排序方式",
                     .kind = T_CHOICE,
                     .choices = reading_orders,
                     .help = N_("how names follow each other; empty: as is usual in the language") },
    [USER_TEXT] = { .name = "text_size",
                    .label = N_("Size of text"),
                    .also = "字号|字號",
                    .kind = T_CHOICE,
                    .choices = text_sizes },
    [USER_NO_MAIL] = { .name = "no_mail", .label = N_("No reminders by mail"), .kind = T_BOOL },
    [USER_CLOSED] = { .name = "closed",
                      .label = N_("Closed on"),
                      .also = "停用日期",
                      .kind = T_DATE,
                      .flags = IN_LIST },
};

static void user_check(Check *k, const Record *r)
{
    if (rec_has(r, USER_LOGIN) && !plain_code(rec_text(r, USER_LOGIN)))
        problem(k, USER_LOGIN, "a login has 1 to 40 letters, digits, '-', '_' or '.'");
}

const Type user_type = {
    .name = "user",
    .label = N_("User"),
    .also = "用户|用戶",
    .area = "system",
    .fields = user_fields,
    .nfields = LEN(user_fields),
    .title = "name",
    .identity = { "login" },
    .write = RIGHT_SYSTEM,
    .check = user_check,
};

static const Field grant_fields[GRANT__N] = {
    [GRANT_USER] = { .name = "holder",
                     .label = N_("User"),
                     .also = "用户|用戶",
                     .kind = T_LINK,
                     .link = "user",
                     .flags = REQUIRED | IN_LIST },
    [GRANT_ROLE] = { .name = "role",
                     .label = N_("Role"),
                     .also = "角色",
                     .kind = T_TEXT,
                     .max = 40,
                     .flags = REQUIRED | IN_LIST },
    [GRANT_UNIT] = { .name = "at",
                     .label = N_("At the unit and below"),
                     .also = "授权单位|授權單位",
                     .kind = T_LINK,
                     .link = "unit",
                     .flags = REQUIRED | IN_LIST },
    [GRANT_FROM] = { .name = "began",
                     .label = N_("From"),
                     .also = "开始日期|自|起",
                     .kind = T_DATE,
                     .flags = IN_LIST },
    [GRANT_TO] = { .name = "ended",
                   .label = N_("Until before"),
                   .also = "结束日期|至|止",
                   .kind = T_DATE,
                   .flags = IN_LIST },
    [GRANT_BASIS] = { .name = "basis", .label = N_("Basis"), .also = "依据|依據", .kind = T_TEXT },
};

static void grant_check(Check *k, const Record *r)
{
    if (rec_has(r, GRANT_ROLE) && !role_find(rec_text(r, GRANT_ROLE)))
        problem(k, GRANT_ROLE, "there is no role '%.*s'", STR(rec_text(r, GRANT_ROLE)));
    if (rec_has(r, GRANT_FROM) && rec_has(r, GRANT_TO) &&
        rec_first_day(r, GRANT_TO) <= rec_first_day(r, GRANT_FROM))
        problem(k, GRANT_TO, "the grant ends before it begins");
    if (k->c->user && rec_int(r, GRANT_USER) == k->c->user->id)
        problem(k, GRANT_USER,
                "nobody can give a role to himself; ask another security administrator");
}

/* A role is given, changed and taken only by who may do so where it holds, before and after. */
static bool may_grant(Ctx *c, const Record *old, const Record *now, Err *e)
{
    if (!c->user)
        return true;
    if (rec_int(now, GRANT_USER) == c->user->id && !now->voided_at)
        return err_field(e, "holder", ERR_DENIED,
                         "nobody can give a role to himself; ask another security administrator");
    return (!old || rights_check(c, RIGHT_GRANT, now->type, rec_int(old, GRANT_UNIT), e)) &&
           rights_check(c, RIGHT_GRANT, now->type, rec_int(now, GRANT_UNIT), e);
}

/* One person is at most one of the three administrators. */
static bool grant_after(Ctx *c, const Record *old, const Record *now, Err *e)
{
    if (!may_grant(c, old, now, e) || !store_flush(c, e))
        return false;
    AUTO(stmt_done) Stmt *q = db_query(
        c->db,
        "/* three administrators */ SELECT count(DISTINCT \"role\") FROM \"grant\" WHERE \"holder\" = $1"
        " AND \"voided_at\" IS NULL AND \"role\" IN ('sysadmin', 'secadmin', 'auditadmin')"
        " AND COALESCE(\"ended_from\", 99991231) > $2",
        P(rec_int(now, GRANT_USER)), P((int64_t)rights_day(c)));
    if (db_next(q, e) && db_int(q, 0) > 1)
        return err_field(
            e, "role", ERR_INVALID,
            "the system, security and audit administrators must be three different persons");
    return !e->kind;
}

const Type grant_type = {
    .name = "grant",
    .label = N_("Grant of a role"),
    .also = "授权|授權",
    .area = "system",
    .fields = grant_fields,
    .nfields = LEN(grant_fields),
    .title = "role",
    .identity = { "holder", "role", "at", "began" },
    .write = RIGHT_GRANT,
    .check = grant_check,
    .after = grant_after,
};

/* ---- types and fields that staff make ---- */

/* Custom names begin with x_, so that no later built-in name can collide with them. */
static bool custom_name(Str s)
{
    if (s.n < 3 || s.n > 40 || !str_starts(s, S("x_")))
        return false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '_')
            return false;
    }
    return true;
}

/* No field may be left that links to a type which is no more. */
static bool links_have_types(const Ctx *c, Err *e)
{
    for (size_t i = 0; i < registry_count(c->types); i++) {
        const Type *t = registry_at(c->types, i);
        for (size_t j = 0; j < t->nfields; j++)
            if (t->fields[j].link && !registry_find(c->types, str_z(t->fields[j].link)))
                return err_set(e, ERR_CONFLICT,
                               "field '%s' of %s links to '%s'; take that field away first",
                               t->fields[j].name, t->name, t->fields[j].link);
    }
    return true;
}

static bool definition_after(Ctx *c, const Record *old, const Record *now, Err *e)
{
    (void)old;
    (void)now;
    return store_flush(c, e) && store_reload_types(c, e) && links_have_types(c, e);
}

static const Field ctype_fields[CTYPE__N] = {
    [CTYPE_NAME] = { .name = "name",
                     .label = N_("Internal name"),
                     .also = "内部名称",
                     .kind = T_TEXT,
                     .max = 40,
                     .flags = REQUIRED | UNIQUE | FIXED | IN_LIST },
    [CTYPE_LABEL] = { .name = "label",
                      .label = N_("Label"),
                      .also = "名称|标签",
                      .kind = T_TEXT,
                      .max = 60,
                      .flags = REQUIRED | IN_LIST },
    [CTYPE_LABEL_HANT] = { .name = "label_hant",
                           .label = N_("Label in traditional characters"),
                           .kind = T_TEXT,
                           .max = 60 },
    [CTYPE_LABEL_EN] = { .name = "label_en",
                         .label = N_("Label in English"),
                         .kind = T_TEXT,
                         .max = 60 },
    [CTYPE_TITLE] = { .name = "title",
                      .label = N_("Field that names a record"),
                      .kind = T_TEXT,
                      .max = 40 },
};

static void ctype_check(Check *k, const Record *r)
{
    Str name = rec_text(r, CTYPE_NAME);
    if (rec_has(r, CTYPE_NAME) && !custom_name(name))
        problem(
            k, CTYPE_NAME,
            "a name of one's own begins with x_ and has small letters, digits and '_', at most 40");
}

const Type custom_type_type = {
    .name = "custom_type",
    .label = N_("Record type of our own"),
    .also = "自定义类型|自定義類型",
    .area = "system",
    .fields = ctype_fields,
    .nfields = LEN(ctype_fields),
    .title = "label",
    .identity = { "name" },
    .write = RIGHT_SYSTEM,
    .check = ctype_check,
    .after = definition_after,
};

static const Choice kind_choices[] = {
    { "text", N_("Text"), NULL },
    { "note", N_("Long text"), NULL },
    { "name", N_("Name"), NULL },
    { "count", N_("Whole number"), NULL },
    { "decimal", N_("Decimal number"), NULL },
    { "money", N_("Amount of money"), NULL },
    { "date", N_("Date"), NULL },
    { "choice", N_("One choice"), NULL },
    { "choices", N_("Several choices"), NULL },
    { "bool", N_("Yes or no"), NULL },
    { "country", N_("Country or region"), NULL },
    { "division", N_("Administrative division"), NULL },
    { "link", N_("Link to a record"), NULL },
    { "links", N_("Links to records"), NULL },
    { "document", N_("Document number"), NULL },
    { "phone", N_("Phone"), NULL },
    { "mail", N_("Mail"), NULL },
    { 0 },
};

static const Choice level_choices[] = {
    { "public", N_("Public"), "公开|公開" },
    { "internal", N_("Internal"), "内部|內部" },
    { "personal", N_("Personal"), "个人|個人" },
    { "sensitive", N_("Sensitive"), "敏感" },
    { 0 },
};

static const Field cfield_fields[CFIELD__N] = {
    [CFIELD_TYPE] = { .name = "type",
                      .label = N_("Of record type"),
                      .also = "所属类型",
                      .kind = T_TEXT,
                      .max = 40,
                      .flags = REQUIRED | FIXED | IN_LIST },
    [CFIELD_NAME] = { .name = "name",
                      .label = N_("Internal name"),
                      .also = "内部名称",
                      .kind = T_TEXT,
                      .max = 40,
                      .flags = REQUIRED | FIXED | IN_LIST },
    [CFIELD_LABEL] = { .name = "label",
                       .label = N_("Label"),
                       .also = "名称|标签",
                       .kind = T_TEXT,
                       .max = 60,
                       .flags = REQUIRED | IN_LIST },
    [CFIELD_LABEL_HANT] = { .name = "label_hant",
                            .label = N_("Label in traditional characters"),
                            .kind = T_TEXT,
                            .max = 60 },
    [CFIELD_LABEL_EN] = { .name = "label_en",
                          .label = N_("Label in English"),
                          .kind = T_TEXT,
                          .max = 60 },
    [CFIELD_KIND] = { .name = "kind",
                      .label = N_("Kind of field"),
                      .also = "字段类型",
                      .kind = T_CHOICE,
                      .choices = kind_choices,
                      .flags = REQUIRED | FIXED | IN_LIST },
    [CFIELD_CHOICES] = { .name = "choices",
                         .label = N_("Choices"),
                         .kind = T_NOTE,
                         .max = 4000,
                         .help = N_("code=label, separated by |") },
    [CFIELD_LINK] = { .name = "link",
                      .label = N_("Links to record type"),
                      .kind = T_TEXT,
                      .max = 40,
                      .flags = FIXED },
    [CFIELD_LEVEL] = { .name = "level",
                       .label = N_("Sensitivity"),
                       .also = "敏感级别",
                       .kind = T_CHOICE,
                       .choices = level_choices },
    [CFIELD_REQUIRED] = { .name = "required",
                          .label = N_("Required"),
                          .also = "必填",
                          .kind = T_BOOL },
    [CFIELD_IN_LIST] = { .name = "in_list", .label = N_("Shown in lists"), .kind = T_BOOL },
    [CFIELD_SCALE] = { .name = "scale",
                       .label = N_("Decimal places"),
                       .kind = T_COUNT,
                       .max = 6,
                       .flags = FIXED },
};

/* Does a column of the field have the name of a column that the type has already? Money and dates
 * have more than one. */
static bool columns_clash(Arena *a, const Type *of, const Field *f)
{
    Str ours[3], theirs[3];
    size_t n = field_columns(f, a, ours);
    for (size_t i = 0; i < of->nfields; i++) {
        size_t m = field_columns(&of->fields[i], a, theirs);
        for (size_t j = 0; j < n * m; j++)
            if (!str_eq(str_z(f->name), str_z(of->fields[i].name)) &&
                str_eq(ours[j / m], theirs[j % m]))
                return true;
    }
    return false;
}

static void cfield_check_names(Check *k, const Record *r, const Type *of)
{
    Str name = rec_text(r, CFIELD_NAME);
    bool money = rec_is(r, CFIELD_KIND, "money"), date = rec_is(r, CFIELD_KIND, "date");
    Field f = { .name = arena_z(k->c->arena, name),
                .kind = money  ? T_MONEY
                        : date ? T_DATE
                               : T_TEXT };

    if (of && r->id == 0 && type_field(of, name))
        problem(k, CFIELD_NAME, "%s has a field '%.*s' already", of->name, STR(name));
    else if (of && columns_clash(k->c->arena, of, &f))
        problem(k, CFIELD_NAME,
                "'%.*s' would share a column with another field of %s; choose"
                " another name",
                STR(name), of->name);
    if (rec_is(r, CFIELD_KIND, "links") && rec_text(r, CFIELD_TYPE).n + name.n > NAMES_MAX)
        problem(k, CFIELD_NAME,
                "the names of type and field have at most %d letters together for several links",
                NAMES_MAX);
}

/* What was stored under a name must go on meaning the same, also after the field was away. */
static bool cfield_after(Ctx *c, const Record *old, const Record *now, Err *e)
{
    if (old && rec_int(old, CFIELD_SCALE) != rec_int(now, CFIELD_SCALE))
        return err_field(e, "scale", ERR_INVALID, "'%s' cannot be changed once it is set",
                         tr(c->lang, "Decimal places"));
    if (!store_flush(c, e))
        return false;
    AUTO(stmt_done) Stmt *q = db_query(
        c->db,
        "/* same field */ SELECT \"id\" FROM \"custom_field\" WHERE \"type\" = $1 AND \"name\" = $2"
        " AND \"id\" <> $3 LIMIT 1",
        P(rec_text(now, CFIELD_TYPE)), P(rec_text(now, CFIELD_NAME)), P(now->id));
    if (!now->voided_at && db_next(q, e))
        return err_field(e, "name", ERR_CONFLICT,
                         "there was a field '%.*s' before (#%" PRId64
                         "); take that one back with `qiao unvoid`, or choose another name",
                         STR(rec_text(now, CFIELD_NAME)), db_int(q, 0));
    return !e->kind && definition_after(c, old, now, e);
}

/* Choice codes end up between '|' in the store and in history: plain words only. */
static bool choices_plain(Str text)
{
    Str piece, code, label;
    while (str_next(&text, '|', &piece)) {
        str_cut(piece, S("="), &code, &label);
        if (!plain_code(str_trim(code)))
            return false;
    }
    return true;
}

static void cfield_check(Check *k, const Record *r)
{
    const Type *of = registry_find(k->c->types, rec_text(r, CFIELD_TYPE));
    bool of_choices = rec_is(r, CFIELD_KIND, "choice") || rec_is(r, CFIELD_KIND, "choices");
    bool of_links = rec_is(r, CFIELD_KIND, "link") || rec_is(r, CFIELD_KIND, "links");

    if (!of && !custom_name(rec_text(r, CFIELD_TYPE)))
        problem(k, CFIELD_TYPE, "there is no record type '%.*s'", STR(rec_text(r, CFIELD_TYPE)));
    if (of && str_eq(str_z(of->area), S("system")))
        problem(k, CFIELD_TYPE, "the engine's own types take no further fields");
    if (!custom_name(rec_text(r, CFIELD_NAME)))
        problem(
            k, CFIELD_NAME,
            "a name of one's own begins with x_ and has small letters, digits and '_', at most 40");
    cfield_check_names(k, r, of);
    if (of_choices && (!rec_has(r, CFIELD_CHOICES) || !choices_plain(rec_text(r, CFIELD_CHOICES))))
        problem(
            k, CFIELD_CHOICES,
            "write the choices as code=label|code=label; codes have letters, digits, '-', '_' or '.'");
    if (of_links && !registry_find(k->c->types, rec_text(r, CFIELD_LINK)))
        problem(k, CFIELD_LINK, "say which record type it links to; `qiao types` lists them");
}

const Type custom_field_type = {
    .name = "custom_field",
    .label = N_("Field of our own"),
    .also = "自定义字段|自定義欄位",
    .area = "system",
    .fields = cfield_fields,
    .nfields = LEN(cfield_fields),
    .title = "label",
    .identity = { "type", "name" },
    .write = RIGHT_SYSTEM,
    .check = cfield_check,
    .after = cfield_after,
};

const Type *const core_types[] = {
    &unit_type,        &unit_edge_type,    &unit_name_type,
    &unit_change_type, &user_type,         &grant_type,
    &custom_type_type, &custom_field_type, &merge_type,
    &alternate_type,   &not_same_type,     &setting_type,
    &approval_step_type, &approval_type, &absence_type, &webhook_type,
    &attachment_type, &holiday_type,
    &retention_type,   &retention_hold_type, NULL,
};
