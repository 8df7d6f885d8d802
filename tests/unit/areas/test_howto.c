/* SPDX-License-Identifier: Apache-2.0
 * The type of docs/howto-add-a-type.md does what the page says, and the page shows the very file.
 */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>

#include "areas/areas.h"
#include "base/buf.h"
#include "engine/query.h"
#include "engine/registry.h"
#include "engine/schema.h"
#include "engine/store.h"
#include "engine/transfer.h"
#include "engine/units.h"

extern const Type festival_card_type; /* tests/howto/festival_card.c */

typedef struct {
    Arena *arena;
    Facts *facts;
    const Type *type;
    Ctx c;
} Office;

/* A list of types is a list: this one is all areas and the new type. */
static const Type *const *with_cards(Arena *a)
{
    size_t n = 0;
    while (area_types[n])
        n++;
    const Type **all = NEWN(a, const Type *, n + 2);
    memcpy(all, area_types, n * sizeof *all);
    all[n] = &festival_card_type;
    return all;
}

static Record *record_with(Office *o, const Type *t, const char *const *pairs)
{
    Record *r = record_new(o->arena, t);
    Err e = { 0 };
    for (size_t i = 0; pairs[i]; i += 2) {
        int slot = type_slot(t, str_z(pairs[i]));
        assert_true(slot >= 0);
        OK(value_parse(&o->c, &t->fields[slot], r, str_z(pairs[i + 1]), &r->v[slot], &e), e);
    }
    return r;
}

static Office office_open(TestDb *t)
{
    Office o = { .arena = arena_new(ARENA_COMMAND) };
    Err e = { 0 };
    Check k = { 0 };
    o.facts = facts_load(o.arena);
    o.c = (Ctx){ .arena = o.arena,
                 .db = t->db,
                 .facts = o.facts,
                 .tz = 480,
                 .now = 1737000000000,
                 .today = 20250116 };
    o.c.types = registry_builtin(o.arena, with_cards(o.arena));
    o.type = registry_find(o.c.types, S("festival_card"));
    OK(schema_update(t->db, o.c.types, &e), e);
    o.c.units = units_load(o.arena, t->db, o.c.today, &e);
    Record *unit = record_with(&o, registry_find(o.c.types, S("unit")),
                               (const char *const[]){ "code", "XM", "name", "市侨联", NULL });
    OK(store_create(&o.c, unit, &k, &e), e);
    o.c.units = units_load(o.arena, t->db, o.c.today, &e);
    assert_non_null(o.c.units);
    return o;
}

static void office_close(Office *o)
{
    facts_done(o->facts);
    arena_free(o->arena);
}

static int64_t card(Office *o, const char *name, const char *country, const char *sent)
{
    Err e = { 0 };
    Check k = { 0 };
    Record *r = record_with(o, o->type,
                            (const char *const[]){ "year", "2025", "name", name, "country", country,
                                                   "sent_on", sent, NULL });
    OK(store_create(&o->c, r, &k, &e), e);
    return r->id;
}

static int64_t total(Office *o, const char *where)
{
    Err e = { 0 };
    int64_t n = -1;
    Query *q = query_build(&o->c, o->type, &(QueryParts){ .where = str_z(where) }, &e);
    if (!q)
        fail_msg("%s: %s", where, e.msg);
    OK(query_total(&o->c, q, &n, &e), e);
    return n;
}

static void keeps_and_refuses(TestDb *t)
{
    Office o = office_open(t);
    Err e = { 0 };
    Check k = { 0 };
    int64_t id = card(&o, "陈嘉明", "SG", "");
    Record *nobody = record_with(&o, o.type, (const char *const[]){ "year", "2025", NULL });
    FAILS(store_create(&o.c, nobody, &k, &e), e, ERR_INVALID);
    assert_int_equal(k.errors, 1);

    k = (Check){ 0 };
    Record *r = store_get(&o.c, o.type, id, &e);
    assert_non_null(r);
    SAYS(r->state, "listed");
    OK(store_move(&o.c, o.type, id, (MoveTo){ S("approved"), S(""), 1 }, &k, &e), e);
    FAILS(store_move(&o.c, o.type, id, (MoveTo){ S("listed"), S(""), 2 }, &k, &e), e,
          ERR_INVALID); /* says no reason */
    OK(store_move(&o.c, o.type, id, (MoveTo){ S("listed"), S("wrong address"), 2 }, &k, &e), e);
    office_close(&o);
}

static void answers_queries(TestDb *t)
{
    Office o = office_open(t);
    (void)card(&o, "陈嘉明", "SG", "2025-01-10");
    (void)card(&o, "Lim Ah Kow", "MY", "2025-01-11");
    (void)card(&o, "李文", "SG", "");
    assert_int_equal(total(&o, "year = 2025"), 3);
    assert_int_equal(total(&o, "sent_on in 2025 and answered is empty"), 2);
    assert_int_equal(total(&o, "country = SG and sent_on is empty"), 1);
    assert_int_equal(total(&o, "state = approved"), 0);
    assert_int_equal(total(&o, "not sent_on in 2025"), 1); /* an empty day is in no year */
    office_close(&o);
}

/* What was written as a spreadsheet reads in again, and nothing changes. */
static void goes_out_and_comes_back(TestDb *t)
{
    Office o = office_open(t);
    Err e = { 0 };
    ExportReport report;
    Receipt receipt;
    (void)card(&o, "陈嘉明", "SG", "2025-01-10");
    (void)card(&o, "Lim Ah Kow", "MY", "2025-01-11");
    Query *q = query_build(&o.c, o.type,
                           &(QueryParts){ .columns = export_columns(&o.c, o.type, S("")) }, &e);
    assert_non_null(q);
    Str path = arena_printf(o.arena, "%s/cards.csv", t->dir);
    OK(export_query(&o.c, q, EXPORT_CSV, path.p, &report, &e), e);
    assert_int_equal(report.rows, 2);
    OK(import_path(&o.c, path.p, &(ImportOptions){ .type = "festival_card" }, &receipt, &e), e);
    assert_int_equal(receipt.same, 2);
    assert_int_equal(receipt.created + receipt.updated, 0);
    office_close(&o);
}

/* An office's own sheet: Chinese headings, nothing said about what it is. */
static void reads_the_sheet_of_an_office(TestDb *t)
{
    Office o = office_open(t);
    Err e = { 0 };
    Receipt receipt;
    Str path = arena_printf(o.arena, "%s/新春贺卡.csv", t->dir);
    FILE *f = fopen(path.p, "w");
    assert_non_null(f);
    assert_true(fputs("年度,姓名,国家地区,寄送方式,地址,寄出日期\n"
                      "2025,陈嘉明,新加坡,邮寄,12 Cairnhill Road,2025年1月10日\n"
                      "2025,林文,马来西亚,电子邮件,,2025/1/11\n",
                      f) >= 0);
    assert_int_equal(fclose(f), 0);
    if (!import_path(&o.c, path.p, &(ImportOptions){ 0 }, &receipt, &e))
        fail_msg("%s: %.*s", e.msg, STR(receipt.nlisted ? receipt.bad[0].message : S("")));
    assert_int_equal(receipt.created, 2);
    assert_ptr_equal(receipt.sheets[0].type, o.type);
    assert_int_equal(total(&o, "channel = post and country = SG and sent_on = 2025-01-10"), 1);
    office_close(&o);
}

/* ---- the page ---- */

static Str read_file(Arena *a, const char *name)
{
    const char *root = getenv("SOURCE_ROOT"); /* NOLINT(concurrency-mt-unsafe) */
    FILE *f = fopen(arena_printf(a, "%s/%s", root ? root : ".", name).p, "r");
    if (!f)
        fail_msg("there is no %s below SOURCE_ROOT", name);
    enum { MOST = 1 << 18 };
    char *p = arena_get(a, MOST);
    size_t n = fread(p, 1, MOST, f);
    (void)fclose(f);
    assert_true(n > 0 && n < MOST);
    return (Str){ p, n };
}

static void the_page_shows_the_file(void **state)
{
    Arena *a = arena_new(ARENA_REQUEST);
    Str head, shown, rest;
    (void)state;
    Str page = read_file(a, "docs/howto-add-a-type.md"),
        file = read_file(a, "tests/howto/festival_card.c");
    assert_true(str_cut(page, S("```c\n"), &head, &rest));
    assert_true(str_cut(rest, S("```\n"), &shown, &rest));
    if (!str_eq(shown, file))
        fail_msg(
            "the code in docs/howto-add-a-type.md is not tests/howto/festival_card.c; copy it there");
    arena_free(a);
}

static const DbCase cases[] = {
    DB_CASE(keeps_and_refuses),
    DB_CASE(answers_queries),
    DB_CASE(goes_out_and_comes_back),
    DB_CASE(reads_the_sheet_of_an_office),
};

int main(void)
{
    const struct CMUnitTest page[] = { cmocka_unit_test(the_page_shows_the_file) };
    int failed = cmocka_run_group_tests_name("the page", page, NULL, NULL);
    return failed + run_db_cases("howto", cases, LEN(cases));
}
