/* SPDX-License-Identifier: Apache-2.0
 * The chain: what was done past the store is found and named; a failure at any point leaves no half.
 */
#include "engine/fixture.h"

/* Five visits, the third of them edited. */
static int64_t fill(Fixture *f)
{
    Check k = { 0 };
    Err e = { 0 };
    int64_t third = 0;
    for (int i = 0; i < 5; i++) {
        Record *r = fixture_visit(f, arena_printf(f->arena, "Visit %d", i).p, "2024-03-05", 10 + i);
        OK(store_create(&f->c, r, &k, &e), e);
        if (i != 2)
            continue;
        third = r->id;
        rec_set_int(r, V_SIZE, 99);
        OK(store_update(&f->c, r, &k, &e), e);
    }
    SAYS(fixture_check(f), "");
    return third;
}

static void finds(TestDb *t, const char *sql, const char *needle)
{
    Fixture *f = fixture_open(t);
    int64_t third = fill(f);
    Str text = str_z(sql), head, tail, found;
    Err e = { 0 };

    if (str_cut(text, S("{id}"), &head, &tail))
        text = arena_printf(f->arena, "%.*s%" PRId64 "%.*s", STR(head), third, STR(tail));
    OK(db_exec_text(t->db, text, NULL, 0, NULL, &e), e);
    found = fixture_check(f);
    if (found.n == 0)
        fail_msg("nothing was found after: %s", sql);
    if (str_find(found, str_z(needle)) < 0)
        fail_msg("'%.*s' does not say '%s'", STR(found), needle);
    fixture_close(f);
}

static void finds_a_changed_byte(TestDb *t)
{
    finds(
        t,
        "UPDATE qiao_history SET \"after\" = replace(\"after\", '99', '98') WHERE \"act\" = 'update'"
        " AND \"record\" = {id}",
        "was changed");
}

static void finds_a_changed_reason(TestDb *t)
{
    finds(t, "UPDATE qiao_history SET \"why\" = 'x' WHERE \"seq\" = 3", "history row 3 ");
}

static void finds_a_lost_history_row(TestDb *t)
{
    finds(t, "DELETE FROM qiao_history WHERE \"seq\" = 4", "history row 4 is missing");
}

static void finds_a_lost_end(TestDb *t)
{
    finds(t, "DELETE FROM qiao_history WHERE \"seq\" = (SELECT max(\"seq\") FROM qiao_history)",
          "missing at the end");
}

static void finds_swapped_history_rows(TestDb *t)
{
    finds(
        t,
        "UPDATE qiao_history SET \"seq\" = CASE \"seq\" WHEN -5 THEN 6 ELSE -5 END WHERE \"seq\" IN (5)",
        "5");
}

static void finds_a_lost_record(TestDb *t)
{
    finds(t, "DELETE FROM \"visit\" WHERE \"id\" = {id}", "is missing");
}

static void finds_a_changed_record(TestDb *t)
{
    finds(t, "UPDATE \"visit\" SET \"size\" = 11 WHERE \"id\" = {id}",
          "is not what its history says");
}

static void finds_swapped_records(TestDb *t)
{
    finds(
        t,
        "UPDATE \"visit\" SET \"title\" = CASE \"title\" WHEN 'Visit 0' THEN 'Visit 1' ELSE 'Visit 0' END"
        " WHERE \"title\" IN ('Visit 0', 'Visit 1')",
        "is not what its history says");
}

static void finds_an_added_record(TestDb *t)
{
    finds(
        t,
        "INSERT INTO \"guide\" (\"id\", \"unit\", \"version\", \"created_at\", \"created_by\", \"changed_at\","
        " \"changed_by\", \"name\") VALUES (77, 1, 1, 1, 1, 1, 1, 'X')",
        "has no history");
}

static void finds_a_blanked_row(TestDb *t)
{
    finds(
        t,
        "UPDATE qiao_history SET \"after\" = NULL, \"salt\" = NULL WHERE \"record\" = {id} AND \"act\" = 'create'",
        "without an erasure");
}

static void names_the_swapped_pair(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Err e = { 0 };
    (void)fill(f);
    OK(db_exec(t->db, &e, "UPDATE qiao_history SET \"seq\" = -5 WHERE \"seq\" = 5"), e);
    OK(db_exec(t->db, &e, "UPDATE qiao_history SET \"seq\" = 5 WHERE \"seq\" = 6"), e);
    OK(db_exec(t->db, &e, "UPDATE qiao_history SET \"seq\" = 6 WHERE \"seq\" = -5"), e);
    assert_true(str_find(fixture_check(f), S("history row 5 ")) >= 0);
    fixture_close(f);
}

/* Everything that a failure may hit: make, change, link, move, void, erase. */
static bool work(Fixture *f, Err *e)
{
    Record *r = fixture_visit(f, "Torture", "2024-05-01", 7);
    AUTO(store_rollback) StoreTxn t = store_begin(&f->c, e);
    Check k = { 0 };

    if (e->kind || !store_create(&f->c, r, &k, e))
        return false;
    rec_set_int(r, V_SIZE, 8);
    if (!store_update(&f->c, r, &k, e) ||
        !store_move(&f->c, r->type, r->id, (MoveTo){ S("off"), S("rain"), 0 }, &k, e) ||
        !store_void(&f->c, r->type, r->id, S("test"), e))
        return false;
    return store_commit(&t, e);
}

static int64_t visits(Fixture *f)
{
    Err e = { 0 };
    AUTO(stmt_done) Stmt *q = db_query(f->t->db, "SELECT count(*) FROM \"visit\"");
    assert_true(db_next(q, &e));
    return db_int(q, 0);
}

static void survives_a_failure_anywhere(TestDb *t)
{
    Fixture *f = fixture_open(t);
    int64_t n = 1, before = visits(f);
    for (;; n++) {
        Err e = { 0 };
        bool done;
        db_fail_at(t->db, n);
        done = work(f, &e);
        db_fail_at(t->db, 0);
        if (done)
            break;
        assert_int_equal(e.kind, ERR_INTERNAL);
        assert_non_null(strstr(e.msg, "injected"));
        assert_false(db_in_txn(t->db));
        assert_null(f->c.chain);
        assert_int_equal(visits(f), before);
        SAYS(fixture_check(f), "");
    }
    assert_true(n > 10); /* it did fail at many places */
    assert_int_equal(visits(f), before + 1);
    SAYS(fixture_check(f), "");
    fixture_close(f);
}

static void checkpoints_are_kept(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Err e = { 0 };
    Check k = { 0 };
    {
        AUTO(store_rollback) StoreTxn txn = store_begin(&f->c, &e);
        for (int i = 0; i < CHECKPOINT_EVERY; i++) {
            ArenaMark mark = arena_mark(f->arena);
            Record *r = record_new(f->arena, registry_find(f->c.types, S("guide")));
            rec_set_text(r, 0, arena_printf(f->arena, "Guide %d", i));
            OK(store_create(&f->c, r, &k, &e), e);
            arena_rewind(f->arena, mark);
        }
        OK(store_commit(&txn, &e), e);
    }
    SAYS(fixture_check(f), "");
    OK(db_exec(t->db, &e, "UPDATE qiao_checkpoint SET \"hash\" = \"hash\" || \"hash\""), e);
    assert_true(str_find(fixture_check(f), S("differs from its checkpoint")) >= 0);
    fixture_close(f);
}

int main(void)
{
    static const DbCase cases[] = {
        DB_CASE(finds_a_changed_byte),       DB_CASE(finds_a_changed_reason),
        DB_CASE(finds_a_lost_history_row),   DB_CASE(finds_a_lost_end),
        DB_CASE(finds_swapped_history_rows), DB_CASE(names_the_swapped_pair),
        DB_CASE(finds_a_lost_record),        DB_CASE(finds_a_changed_record),
        DB_CASE(finds_swapped_records),      DB_CASE(finds_an_added_record),
        DB_CASE(finds_a_blanked_row),        DB_CASE(survives_a_failure_anywhere),
        DB_CASE(checkpoints_are_kept),
    };
    return run_db_cases("history", cases, LEN(cases));
}
