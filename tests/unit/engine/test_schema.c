/* SPDX-License-Identifier: Apache-2.0
 * The schema: it grows by itself, runs numbered steps once, and keeps away from what is newer.
 */
#include "engine/fixture.h"

static const Field shop_fields[] = {
    { .name = "name", .label = "Name", .kind = T_NAME, .flags = REQUIRED },
    { .name = "opened", .label = "Opened", .kind = T_DATE },
    { .name = "owners", .label = "Owners", .kind = T_LINKS, .link = "guide" },
};
static const Type shop_then = {
    .name = "shop", .label = "Shop", .area = "liaison", .fields = shop_fields, .nfields = 1
};
static const Type shop_now = {
    .name = "shop", .label = "Shop", .area = "liaison", .fields = shop_fields, .nfields = 3
};

/* The fixture's types and one more. */
static const Registry *with(Fixture *f, const Type *shop)
{
    const Type **list = NEWN(f->arena, const Type *, 4);
    list[0] = &test_visit_type;
    list[1] = &test_guide_type;
    list[2] = shop;
    return registry_builtin(f->arena, list);
}

static void grows_by_itself(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Check k = { 0 };
    Err e = { 0 };
    Record *r, *got;

    f->c.types = with(f, &shop_then);
    FAILS(schema_check(t->db, f->c.types, f->arena, &e), e, ERR_INVALID);
    OK(schema_update(t->db, f->c.types, &e), e);
    r = record_new(f->arena, registry_find(f->c.types, S("shop")));
    rec_set_text(r, 0, S("Old shop"));
    OK(store_create(&f->c, r, &k, &e), e);

    f->c.types = with(f, &shop_now);
    FAILS(schema_check(t->db, f->c.types, f->arena, &e), e, ERR_INVALID);
    OK(schema_update(t->db, f->c.types, &e), e);
    OK(schema_check(t->db, f->c.types, f->arena, &e), e);
    got = store_get(&f->c, registry_find(f->c.types, S("shop")), r->id, &e);
    assert_non_null(got);
    SAYS(rec_text(got, 0), "Old shop");
    assert_false(rec_has(got, 1));
    fixture_set(f, got, 1, "1998");
    OK(store_update(&f->c, got, &k, &e), e);
    SAYS(fixture_check(f), "");
    fixture_close(f);
}

static void does_nothing_when_all_is_there(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Err e = { 0 };
    int64_t before = db_statements(t->db);
    OK(schema_update(t->db, f->c.types, &e), e);
    assert_true(db_statements(t->db) - before <= 4);
    fixture_close(f);
}

static int64_t order_indexes(Fixture *f)
{
    Err e = { 0 };
    Str *names;
    size_t n;
    int64_t found = 0;

    OK(db_indexes(f->c.db, f->arena, &names, &n, &e), e);
    for (size_t i = 0; i < n; i++)
        found += str_starts(names[i], S("ox_"));
    return found;
}

/* A store that another ICU wrote has its orders made again, and is not found current before. */
static void makes_orders_anew(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Err e = { 0 };
    int64_t all = order_indexes(f);

    assert_true(all >= 4); /* two of visits and two of guides at least */
    OK(db_exec(t->db, &e, "DROP INDEX \"ox_visit_pinyin\""), e);
    OK(db_exec(t->db, &e,
               "UPDATE qiao_meta SET \"value\" = 'of old' WHERE \"name\" IN"
               " ('collations', 'schema')"),
       e);
    OK(schema_update(t->db, f->c.types, &e), e);
    assert_int_equal(order_indexes(f), all);
    fixture_close(f);
}

static void runs_later_steps_in_order(TestDb *t)
{
    static const SchemaStep steps[] = {
        { 2, "gone long ago", "THIS IS NO SQL" },
        { 3, "a table", "CREATE TABLE step_a (x BIGINT)" },
        { 4, "its new name", "ALTER TABLE step_a RENAME TO step_b" },
        { 0 },
    };
    static const SchemaStep broken[] = { { 5, "what cannot be", "THIS IS NO SQL" }, { 0 } };
    Err e = { 0 };
    Arena *a = arena_new(1 << 20);
    Str *names;
    size_t n;

    OK(schema_steps(t->db, steps, 2, &e), e);
    OK(db_columns(t->db, S("step_b"), a, &names, &n, &e), e);
    assert_int_equal(n, 1);
    assert_false(schema_steps(t->db, broken, 4, &e));
    assert_non_null(strstr(e.msg, "version 5 (what cannot be)"));
    arena_free(a);
}

static void keeps_away_from_newer_stores(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Err e = { 0 };
    OK(db_exec(t->db, &e,
               "UPDATE qiao_meta SET \"value\" = '999' WHERE \"name\" = 'schema_version'"),
       e);
    FAILS(schema_update(t->db, f->c.types, &e), e, ERR_INVALID);
    fixture_close(f);
}

int main(void)
{
    static const DbCase cases[] = {
        DB_CASE(grows_by_itself),
        DB_CASE(does_nothing_when_all_is_there),
        DB_CASE(makes_orders_anew),
        DB_CASE(runs_later_steps_in_order),
        DB_CASE(keeps_away_from_newer_stores),
    };
    return run_db_cases("schema", cases, LEN(cases));
}
