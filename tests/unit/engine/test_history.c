/* SPDX-License-Identifier: Apache-2.0
 * The chain: what was done past the store is found and named; a failure at any point leaves no
 * half.
 */
#include "engine/fixture.h"

#include "engine/transfer.h"

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

static void finds_changed_days(TestDb *t)
{
    finds(t, "UPDATE \"visit\" SET \"began_from\" = 20200101 WHERE \"id\" = {id}",
          "is not what its history says");
}

static void finds_a_changed_last_day(TestDb *t)
{
    finds(t, "UPDATE \"visit\" SET \"began_to\" = 20990101 WHERE \"id\" = {id}",
          "is not what its history says");
}

static void finds_a_changed_identity(TestDb *t)
{
    finds(t, "UPDATE \"visit\" SET \"ident\" = 7 WHERE \"id\" = {id}",
          "is not what its history says");
}

static void finds_a_changed_maker(TestDb *t)
{
    finds(t, "UPDATE \"visit\" SET \"created_by\" = 7 WHERE \"id\" = {id}",
          "is not what its history says");
}

static void finds_a_changed_time(TestDb *t)
{
    finds(t, "UPDATE \"visit\" SET \"changed_at\" = 7 WHERE \"id\" = {id}",
          "is not what its history says");
}

static void finds_a_row_in_the_place_of_another(TestDb *t)
{
    finds(t, "UPDATE \"visit\" SET \"id\" = \"id\" + 1000000 WHERE \"id\" = {id}", "missing");
}

static void finds_an_added_history_row(TestDb *t)
{
    finds(t,
          "INSERT INTO qiao_history (\"seq\", \"at\", \"actor\", \"act\", \"payload\", \"hash\")"
          " SELECT (SELECT max(\"seq\") FROM qiao_history) + 1, 1, 1, 'read', \"payload\", \"hash\""
          " FROM qiao_history WHERE \"seq\" = 1",
          "was changed");
}

static void finds_a_head_set_back(TestDb *t)
{
    finds(t, "UPDATE qiao_head SET \"last_id\" = 5", "is the last record");
}

static void finds_a_forged_checkpoint(TestDb *t)
{
    finds(t,
          "INSERT INTO qiao_checkpoint (\"seq\", \"at\", \"hash\")"
          " SELECT \"seq\", \"at\", \"hash\" FROM qiao_history WHERE \"seq\" = 3",
          "checkpoints");
}

/* A visit with two hosts, and what was done to the table behind them. */
static void finds_links(TestDb *t, const char *sql)
{
    Fixture *f = fixture_open(t);
    Record *r = fixture_visit(f, "Hosted", "2024-03-05", 1);
    int64_t a = fixture_guide(f, "Tan"), b = fixture_guide(f, "Lim"), c = fixture_guide(f, "Ong");
    Check k = { 0 };
    Err e = { 0 };

    fixture_set(f, r, V_HOSTS, arena_printf(f->arena, "#%" PRId64 ";#%" PRId64, a, b).p);
    OK(store_create(&f->c, r, &k, &e), e);
    SAYS(fixture_check(f), "");
    const Param p[] = { param_int(r->id), param_int(a), param_int(c) };
    OK(db_exec_text(t->db, str_z(sql), p, LEN(p), NULL, &e), e);
    if (str_find(fixture_check(f), S("the links of 'hosts'")) < 0)
        fail_msg("found '%.*s' after: %s", STR(fixture_check(f)), sql);
    fixture_close(f);
}

static void finds_a_lost_link(TestDb *t)
{
    finds_links(
        t, "DELETE FROM \"visit_hosts\" WHERE \"id\" = $1 AND \"to_id\" = $2 AND \"to_id\" <> $3");
}

static void finds_an_added_link(TestDb *t)
{
    finds_links(t, "INSERT INTO \"visit_hosts\" (\"id\", \"to_id\") SELECT $1, $3 WHERE $2 <> $1");
}

static void finds_a_link_led_elsewhere(TestDb *t)
{
    finds_links(t,
                "UPDATE \"visit_hosts\" SET \"to_id\" = $3 WHERE \"id\" = $1 AND \"to_id\" = $2");
}

static void finds_a_link_of_nothing(TestDb *t)
{
    finds_links(t, "INSERT INTO \"visit_hosts\" (\"id\", \"to_id\") SELECT $2, $3 WHERE $1 <> $2");
}

/* Two batches, the first of which the second took back, and what was done to them. */
static void finds_batch(TestDb *t, const char *sql)
{
    Fixture *f = fixture_open(t);
    Check k = { 0 };
    Err e = { 0 };
    UndoReport undo;
    int64_t batch;
    {
        AUTO(store_rollback) StoreTxn txn = store_begin(&f->c, &e);
        OK(batch_begin(&f->c, "import", S("a \"file\""), &e), e);
        OK(store_create(&f->c, fixture_visit(f, "One", "2024", 1), &k, &e), e);
        OK(batch_end(&f->c, 1, 0, &e), e);
        OK(store_commit(&txn, &e), e);
    }
    batch = f->c.batch;
    f->c.batch = 0;
    OK(batch_undo(&f->c, batch, false, &undo, &e), e);
    SAYS(fixture_check(f), "");
    OK(db_exec_text(t->db, str_z(sql), NULL, 0, NULL, &e), e);
    if (str_find(fixture_check(f), S("batch 1 is not")) < 0)
        fail_msg("found '%.*s' after: %s", STR(fixture_check(f)), sql);
    fixture_close(f);
}

static void finds_a_changed_batch(TestDb *t)
{
    finds_batch(t, "UPDATE qiao_batch SET \"what\" = 'x' WHERE \"id\" = 1");
}

static void finds_a_changed_count_of_a_batch(TestDb *t)
{
    finds_batch(t, "UPDATE qiao_batch SET \"created\" = 9 WHERE \"id\" = 1");
}

static void finds_a_lost_batch(TestDb *t)
{
    finds_batch(t, "DELETE FROM qiao_batch WHERE \"id\" = 1");
}

static void finds_a_hidden_undo(TestDb *t)
{
    finds_batch(t, "UPDATE qiao_batch SET \"undone_by\" = NULL WHERE \"id\" = 1");
}

static void writes_nothing_behind_a_lost_head(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Check k = { 0 };
    Err e = { 0 };
    (void)fill(f);
    OK(db_exec(t->db, &e, "DELETE FROM qiao_head"), e);
    assert_false(store_create(&f->c, fixture_visit(f, "Late", "2024-03-05", 1), &k, &e));
    assert_non_null(strstr(e.msg, "head of the history is damaged"));
    assert_true(str_find(fixture_check(f), S("head")) >= 0);
    fixture_close(f);
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

static Record *of_type(Fixture *f, const char *type, const char *const *pairs)
{
    Record *r = record_new(f->arena, registry_find(f->c.types, str_z(type)));
    for (size_t i = 0; pairs[i]; i += 2)
        fixture_set(f, r, type_slot(r->type, str_z(pairs[i])), pairs[i + 1]);
    r->unit = f->root;
    return r;
}

/* Units, edges, grants, types and fields of our own: what other parts of memory are made from. */
static bool work_on_system(Fixture *f, Err *e)
{
    const char *root = arena_printf(f->arena, "#%" PRId64, f->root).p;
    const char *const unit[] = { "code", "T-1", "name", "T", "parent", root, NULL };
    const char *const type[] = { "name", "x_tort", "label", "T", NULL };
    const char *const field[] = { "type", "x_tort", "name", "x_one", "label", "F",
                                  "kind", "links",  "link", "guide", NULL };
    Record *r = of_type(f, "unit", unit), *grant;
    const User *before = f->c.user;
    Check k = { 0 };
    bool ok;

    f->c.user = NULL;
    ok = store_create(&f->c, r, &k, e) && store_void(&f->c, r->type, r->id, S("test"), e) &&
         store_create(&f->c, of_type(f, "custom_type", type), &k, e) &&
         store_create(&f->c, of_type(f, "custom_field", field), &k, e);
    if (ok) {
        const char *const pairs[] = { "holder", arena_printf(f->arena, "#%" PRId64, before->id).p,
                                      "role",   "archivist",
                                      "at",     root,
                                      NULL };
        grant = of_type(f, "grant", pairs);
        ok = store_create(&f->c, grant, &k, e) &&
             store_void(&f->c, grant->type, grant->id, S("test"), e);
    }
    f->c.user = before;
    return ok;
}

static bool work_on_hosts(Fixture *f, Record *r, Err *e)
{
    Record *guide = record_new(f->arena, registry_find(f->c.types, S("guide")));
    Check k = { 0 };

    rec_set_text(guide, 0, S("Tan"));
    if (!store_create(&f->c, guide, &k, e))
        return false;
    fixture_set(f, r, V_HOSTS, arena_printf(f->arena, "#%" PRId64, guide->id).p);
    rec_set_int(r, V_SIZE, 8);
    return store_update(&f->c, r, &k, e) && store_restore(&f->c, r->type, r->id, 1, NULL, e) &&
           store_restore(&f->c, r->type, r->id, 2, "hosts", e) &&
           store_restore(&f->c, r->type, r->id, 1, "hosts", e) &&
           store_remove(&f->c, guide->type, guide->id, e);
}

/* Everything that a failure may hit. */
static bool work(Fixture *f, Err *e)
{
    Record *r = fixture_visit(f, "Torture", "2024-05-01", 7);
    AUTO(store_rollback) StoreTxn t = store_begin(&f->c, e);
    Check k = { 0 };

    if (e->kind || !work_on_system(f, e) || !store_create(&f->c, r, &k, e) ||
        !work_on_hosts(f, r, e) ||
        !store_move(&f->c, r->type, r->id, (MoveTo){ S("off"), S("rain"), 0 }, &k, e) ||
        !store_void(&f->c, r->type, r->id, S("test"), e) ||
        !store_unvoid(&f->c, r->type, r->id, S("test"), e) ||
        !store_erase(&f->c, r->type, r->id, S("request 7"), e))
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
        DB_CASE(finds_a_changed_byte),
        DB_CASE(finds_a_changed_reason),
        DB_CASE(finds_a_lost_history_row),
        DB_CASE(finds_a_lost_end),
        DB_CASE(finds_swapped_history_rows),
        DB_CASE(names_the_swapped_pair), DB_CASE(writes_nothing_behind_a_lost_head),
        DB_CASE(finds_a_lost_record),
        DB_CASE(finds_a_changed_record),
        DB_CASE(finds_swapped_records),
        DB_CASE(finds_an_added_record),
        DB_CASE(finds_changed_days),
        DB_CASE(finds_a_changed_last_day),
        DB_CASE(finds_a_changed_identity),
        DB_CASE(finds_a_changed_maker),
        DB_CASE(finds_a_changed_time),
        DB_CASE(finds_a_row_in_the_place_of_another),
        DB_CASE(finds_an_added_history_row),
        DB_CASE(finds_a_head_set_back),
        DB_CASE(finds_a_forged_checkpoint),
        DB_CASE(finds_a_lost_link),
        DB_CASE(finds_an_added_link),
        DB_CASE(finds_a_link_led_elsewhere),
        DB_CASE(finds_a_link_of_nothing),
        DB_CASE(finds_a_changed_batch),
        DB_CASE(finds_a_changed_count_of_a_batch),
        DB_CASE(finds_a_lost_batch),
        DB_CASE(finds_a_hidden_undo),
        DB_CASE(finds_a_blanked_row),
        DB_CASE(survives_a_failure_anywhere),
        DB_CASE(checkpoints_are_kept),
    };
    return run_db_cases("history", cases, LEN(cases));
}
