/* SPDX-License-Identifier: Apache-2.0
 * Holidays as records.
 */
#include "engine/workday.h"

#include "engine/record.h"

enum { HOLIDAY_NAME, HOLIDAY_KIND, HOLIDAY_FROM, HOLIDAY_TO, HOLIDAY__N };
enum { DAYS_MAX = 60 };

static const Choice kinds[] = {
    { "off", N_("Day off"), "放假|休息|节假日|節假日|假日" },
    { "work", N_("Working day"), "上班|调休上班|調休上班|补班|補班|工作日" },
    { 0 },
};

static const Field fields[HOLIDAY__N] = {
    [HOLIDAY_NAME] = { .name = "name", .label = N_("Holiday"),
                       .also = "节日|節日|名称|名稱|假期名称|假期名稱", .kind = T_TEXT, .max = 60,
                       .flags = REQUIRED | IN_LIST },
    [HOLIDAY_KIND] = { .name = "kind", .label = N_("Off or worked"),
                       .also = "类型|類型|放假或上班", .kind = T_CHOICE, .choices = kinds,
                       .flags = REQUIRED | IN_LIST },
    [HOLIDAY_FROM] = { .name = "began", .label = N_("First day"),
                       .also = "日期|开始日期|開始日期|首日", .kind = T_DATE,
                       .flags = REQUIRED | IN_LIST },
    [HOLIDAY_TO] = { .name = "ended", .label = N_("Last day"),
                     .also = "结束日期|結束日期|末日", .kind = T_DATE, .flags = IN_LIST,
                     .help = N_("empty: one day") },
};

static bool is_one_day(const Record *r, int field)
{
    return !rec_has(r, field) || rec_first_day(r, field) == rec_last_day(r, field);
}

static void check(Check *k, const Record *r)
{
    Day from = rec_first_day(r, HOLIDAY_FROM);
    Day to = rec_has(r, HOLIDAY_TO) ? rec_first_day(r, HOLIDAY_TO) : from;

    if (!is_one_day(r, HOLIDAY_FROM))
        problem(k, HOLIDAY_FROM, "a holiday begins on one day; write it as 2027-01-01");
    if (!is_one_day(r, HOLIDAY_TO))
        problem(k, HOLIDAY_TO, "a holiday ends on one day; write it as 2027-01-03");
    else if (rec_has(r, HOLIDAY_FROM) && to < from)
        problem(k, HOLIDAY_TO, "the last day is before the first");
    else if (rec_has(r, HOLIDAY_FROM) && day_number(to) - day_number(from) >= DAYS_MAX)
        problem(k, HOLIDAY_TO, "a holiday has at most %d days", DAYS_MAX);
}

const Type holiday_type = {
    .name = "holiday",
    .label = N_("Holiday or worked day"),
    .also = "节假日|節假日|放假安排|节假日安排|節假日安排",
    .area = "system",
    .fields = fields,
    .nfields = LEN(fields),
    .title = "name",
    .identity = { "began", "kind" },
    .write = RIGHT_DECIDE,
    .check = check,
};

/* What was recorded last says how it is. */
const Holidays *workdays_load(Arena *a, Db *db, const Holidays *announced, Err *e)
{
    Holidays *h = holidays_over(a, announced);
    AUTO(stmt_done) Stmt *q = db_query(
        db,
        "/* holidays */ SELECT \"began_from\", COALESCE(\"ended_from\", \"began_from\"), \"kind\","
        " \"name\" FROM \"holiday\" WHERE \"voided_at\" IS NULL ORDER BY \"id\" DESC");
    while (db_next(q, e))
        holidays_put(a, h, (Day)db_int(q, 0), (Day)db_int(q, 1), str_eq(db_str(q, 2), S("work")),
                     db_text(q, a, 3));
    return e->kind ? NULL : h;
}

const Holidays *workdays(const Ctx *c)
{
    return c->holidays ? c->holidays : c->facts ? c->facts->holidays : NULL;
}
