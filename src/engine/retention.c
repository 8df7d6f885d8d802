/* SPDX-License-Identifier: Apache-2.0
 * Rules of retention as records, and what is due by them.
 */
#include "engine/retention.h"

#include "base/map.h"
#include "engine/query.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/store.h"
#include "engine/transfer.h"
#include "engine/units.h"

enum { R_NAME, R_TYPE, R_YEARS, R_SINCE, R_WHERE, R_BASIS, R__N };
enum { H_TYPE, H_RECORD, H_UNTIL, H_WHY, H__N };
enum { YEARS_MAX = 100, NAME_MAX = 80, WHERE_MAX = 1000 };

/* ---- the types ---- */

static const Field rule_fields[R__N] = {
    [R_NAME] = { .name = "name", .label = N_("Rule of retention"), .also = "保管规则|保管規則",
                 .kind = T_TEXT, .max = NAME_MAX, .flags = REQUIRED | UNIQUE | IN_LIST },
    [R_TYPE] = { .name = "of_type", .label = N_("Record type"), .also = "记录类型|記錄類型",
                 .kind = T_TEXT, .max = 63, .flags = REQUIRED | IN_LIST,
                 .help = N_("the name of a type, such as visitor") },
    [R_YEARS] = { .name = "years", .label = N_("Kept for"), .also = "保管年限|保存年限",
                  .kind = T_COUNT, .max = YEARS_MAX, .unit = N_("years"),
                  .flags = REQUIRED | IN_LIST },
    [R_SINCE] = { .name = "since", .label = N_("Counted from"), .also = "起算日期|起算",
                  .kind = T_TEXT, .max = 63, .flags = IN_LIST,
                  .help = N_("the name of a date field, such as arrived; empty: the last change") },
    [R_WHERE] = { .name = "condition", .label = N_("Only where"), .also = "条件|條件", .kind = T_TEXT,
                  .max = WHERE_MAX,
                  .help = N_("a condition in the query language; empty: all records of the type") },
    [R_BASIS] = { .name = "basis", .label = N_("Basis"), .also = "依据|依據", .kind = T_TEXT,
                  .flags = IN_LIST },
};

static const char *since_of(Str field)
{
    return field.n ? field.p : "changed_at";
}

/* The condition that finds what is past its time. */
static Str condition(Arena *a, Str where, Str since, Day day)
{
    char text[11];

    day_print(day, text);
    return where.n ? arena_printf(a, "(%.*s) and %.*s < %s", STR(where), STR(since), text)
                   : arena_printf(a, "%.*s < %s", STR(since), text);
}

static bool is_date(const Type *t, Str field)
{
    const Field *f = type_field(t, field);
    return !field.n || (f && f->kind == T_DATE) || str_eq(field, S("created_at")) ||
           str_eq(field, S("changed_at"));
}

static void rule_check(Check *k, const Record *r)
{
    const Type *t = registry_find(k->c->types, rec_text(r, R_TYPE));
    QueryParts parts = { .count = S("rows") };
    Err e = { .lang = k->c->lang };

    if (rec_has(r, R_TYPE) && (!t || str_eq(str_z(t->area), S("system"))))
        problem(k, R_TYPE, "there is no type '%.*s' that holds something of a person",
                STR(rec_text(r, R_TYPE)));
    else if (t && !is_date(t, rec_text(r, R_SINCE)))
        problem(k, R_SINCE, "'%.*s' is no date field of that type", STR(rec_text(r, R_SINCE)));
    if (rec_has(r, R_YEARS) && rec_int(r, R_YEARS) < 1)
        problem(k, R_YEARS, "a record is kept for a year at least");
    parts.where = rec_text(r, R_WHERE);
    if (t && parts.where.n && k->c->user && !query_build(k->c, t, &parts, &e))
        problem(k, R_WHERE, "%s", e.msg);
}

const Type retention_type = {
    .name = "retention",
    .label = N_("Rule of retention"),
    .also = "保管规则|保管規則|保存期限",
    .area = "system",
    .fields = rule_fields,
    .nfields = LEN(rule_fields),
    .title = "name",
    .identity = { "name" },
    .write = RIGHT_DECIDE,
    .check = rule_check,
};

static const Field hold_fields[H__N] = {
    [H_TYPE] = { .name = "of_type", .label = N_("Record type"), .kind = T_TEXT, .max = 63,
                 .flags = REQUIRED | FIXED | IN_LIST },
    [H_RECORD] = { .name = "of_record", .label = N_("Record"), .kind = T_COUNT,
                   .flags = REQUIRED | FIXED | IN_LIST | INDEXED },
    [H_UNTIL] = { .name = "until", .label = N_("Kept on until"), .kind = T_DATE,
                  .flags = REQUIRED | IN_LIST },
    [H_WHY] = { .name = "reason", .label = N_("Why it is kept on"), .kind = T_NOTE,
                .flags = REQUIRED | IN_LIST },
};

const Type retention_hold_type = {
    .name = "retention_hold",
    .label = N_("Kept on"),
    .area = "system",
    .fields = hold_fields,
    .nfields = LEN(hold_fields),
    .title = "reason",
    .write = RIGHT_ERASE,
};

/* ---- what is due ---- */

/* A rule holds for its unit and those below: for whoever works there, or reads what it is of. */
static bool concerns(const Ctx *c, const Type *of, int64_t unit)
{
    return !c->user || rights_has(c, RIGHT_READ, of, unit) ||
           rights_has(c, RIGHT_READ, &retention_type, unit) ||
           units_under(c->units, c->user->home, unit);
}

bool retention_rules(Ctx *c, const RetentionRule **out, size_t *n, Err *e)
{
    VEC(RetentionRule) list = { 0 };
    AUTO(stmt_done) Stmt *q = db_query(
        c->db,
        "/* rules of retention */ SELECT \"id\", \"name\", \"of_type\", \"years\", \"since\","
        " \"condition\", \"basis\", \"unit\" FROM \"retention\" WHERE \"voided_at\" IS NULL ORDER BY \"name\"");
    while (db_next(q, e)) {
        const Type *t = registry_find(c->types, db_str(q, 2));
        Str since = db_text(q, c->arena, 4);
        if (t && concerns(c, t, db_int(q, 7)))
            vec_push(c->arena, &list,
                     (RetentionRule){ .id = db_int(q, 0),
                                      .name = db_text(q, c->arena, 1),
                                      .of = t,
                                      .years = db_int(q, 3),
                                      .since = str_z(since_of(since)),
                                      .where = db_text(q, c->arena, 5),
                                      .basis = db_text(q, c->arena, 6) });
    }
    *out = list.p;
    *n = list.n;
    return !e->kind;
}

Day retention_day(const Ctx *c, const RetentionRule *rule)
{
    return day_add_months(rights_day(c), (int)rule->years * -12);
}

static bool find_all(Ctx *c, const RetentionRule *rule, const int64_t **ids, size_t *n, Err *e)
{
    const QueryParts parts = {
        .where = condition(c->arena, rule->where, rule->since, retention_day(c, rule)),
        .columns = S("id"),
        .order = arena_printf(c->arena, "%.*s, id", STR(rule->since)),
        .limit = RETENTION_MOST,
        .with_void = true,
    };
    VEC(int64_t) list = { 0 };
    const Query *q = query_build(c, rule->of, &parts, e);
    AUTO(rows_done) Rows *rows = q ? query_run(c, q, e) : NULL;

    while (rows && rows_next(rows, e))
        vec_push(c->arena, &list, rows_id(rows));
    *ids = list.p;
    *n = list.n;
    return !e->kind;
}

/* Adds what was erased already, and what is kept on. */
static bool find_settled(Ctx *c, const RetentionRule *rule, const int64_t *ids, size_t n, Ids *out,
                         Err *e)
{
    AUTO(buf_done) Buf json = buf_new(BUF_PAGE);
    Str sql = arena_printf(
        c->arena,
        "/* erased or kept on */ SELECT \"record\" FROM qiao_history WHERE \"type\" = $1 AND \"act\" ="
        " 'erase' AND \"record\" IN (%.*s) UNION SELECT \"of_record\" FROM \"retention_hold\" WHERE"
        " \"of_type\" = $1 AND \"voided_at\" IS NULL AND \"until_from\" > $3",
        STR(db_sql_each_int(c->db, c->arena, "$2")));

    buf_putc(&json, '[');
    for (size_t i = 0; i < n; i++) {
        buf_put(&json, i ? S(",") : S(""));
        buf_int(&json, ids[i]);
    }
    buf_putc(&json, ']');
    const Param p[] = { P(rule->of->name), P(buf_str(&json)), P((int64_t)rights_day(c)) };
    AUTO(stmt_done) Stmt *q = db_query_text(c->db, sql, p, LEN(p));
    while (db_next(q, e))
        ids_set(out, (uint64_t)db_int(q, 0), 1);
    return !e->kind;
}

bool retention_due(Ctx *c, const RetentionRule *rule, const int64_t **ids, size_t *n, Err *e)
{
    AUTO(ids_done) Ids settled = { 0 };
    VEC(int64_t) list = { 0 };
    const int64_t *all;
    size_t nall;
    int64_t known;

    if (!find_all(c, rule, &all, &nall, e) || !find_settled(c, rule, all, nall, &settled, e))
        return false;
    for (size_t i = 0; i < nall; i++)
        if (!ids_get(&settled, (uint64_t)all[i], &known))
            vec_push(c->arena, &list, all[i]);
    *ids = list.p;
    *n = list.n;
    return true;
}

/* Of the ids that somebody chose, those that are due. */
static bool choose(Ctx *c, const RetentionRule *rule, const int64_t *ids, size_t n, int64_t **out,
                   size_t *nout, Err *e)
{
    AUTO(ids_done) Ids due = { 0 };
    const int64_t *all;
    size_t nall;
    int64_t known;

    if (!retention_due(c, rule, &all, &nall, e))
        return false;
    for (size_t i = 0; i < nall; i++)
        ids_set(&due, (uint64_t)all[i], 1);
    *out = NEWN(c->arena, int64_t, n + 1);
    *nout = 0;
    for (size_t i = 0; i < n; i++)
        if (ids_get(&due, (uint64_t)ids[i], &known))
            (*out)[(*nout)++] = ids[i];
    return *nout || err_set(e, ERR_INVALID, N_("choose records that are due"));
}

/* ---- what is done about it ---- */

/* Each erasure stands alone, since files go with it that no rollback brings back; the receipt comes
 * after them. */
static bool note(Ctx *c, const RetentionRule *rule, RetentionReport *out, Err *e)
{
    int64_t before = c->batch;
    AUTO(store_rollback) StoreTxn t = store_begin(c, e);
    bool ok = !e->kind &&
              batch_begin(c, "erase",
                          arena_printf(c->arena, "%s: %.*s", rule->of->name, STR(rule->name)), e) &&
              batch_end(c, 0, (int64_t)out->erased, e);

    out->batch = c->batch;
    c->batch = before;
    return ok && store_commit(&t, e);
}

bool retention_erase(Ctx *c, const RetentionRule *rule, const int64_t *ids, size_t n, Str why,
                     RetentionReport *out, Err *e)
{
    int64_t *chosen;
    size_t nchosen;
    Str reason = arena_printf(c->arena, "%.*s (%.*s)", STR(str_trim(why)), STR(rule->name));

    *out = (RetentionReport){ 0 };
    if (!str_trim(why).n)
        return err_set(e, ERR_INVALID, N_("say why, for the history"));
    if (!choose(c, rule, ids, n, &chosen, &nchosen, e))
        return false;
    for (size_t i = 0; i < nchosen; i++) {
        Err one = { .lang = e->lang };
        if (store_erase(c, rule->of, chosen[i], reason, &one)) {
            out->erased++;
            continue;
        }
        if (one.kind == ERR_INTERNAL || one.kind == ERR_BUSY) {
            *e = one;
            break;
        }
        if (!out->left++)
            out->why = arena_str(c->arena, str_z(one.msg));
    }
    return out->erased ? note(c, rule, out, e) : !e->kind;
}

bool retention_keep(Ctx *c, const RetentionRule *rule, const int64_t *ids, size_t n, Day until,
                    Str why, Err *e)
{
    const Type *t = registry_need(c->types, S("retention_hold"), e);
    int64_t *chosen;
    size_t nchosen;
    char day[11];

    if (!t || !choose(c, rule, ids, n, &chosen, &nchosen, e))
        return false;
    if (until <= rights_day(c))
        return err_set(e, ERR_INVALID, N_("say until which day to come they are kept on"));
    day_print(until, day);
    AUTO(store_rollback) StoreTxn txn = store_begin(c, e);
    for (size_t i = 0; i < nchosen && !e->kind; i++) {
        const Record *of = store_get(c, rule->of, chosen[i], e);
        Record *hold = record_new(c->arena, t);
        Check k = { 0 };
        if (!of || !rights_check(c, RIGHT_ERASE, rule->of, of->unit, e))
            return false;
        hold->unit = of->unit;
        rec_set_text(hold, H_TYPE, str_z(rule->of->name));
        rec_set_int(hold, H_RECORD, chosen[i]);
        hold->v[H_UNTIL] = (Value){ true, arena_str(c->arena, str_z(day)), until, until };
        if (str_trim(why).n)
            rec_set_text(hold, H_WHY, str_trim(why));
        if (!store_create(c, hold, &k, e))
            return false;
    }
    return !e->kind && store_commit(&txn, e);
}
