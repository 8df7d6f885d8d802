/* SPDX-License-Identifier: Apache-2.0
 * Questions asked ahead: the same rows and readings as one by one, in few statements; and readings
 * that are gathered.
 */
#include "engine/fixture.h"

#include "engine/query_ahead.h"

enum { MANY = 2500 /* more than are fetched with others */ };

/* Visits of sizes 0…6 by SQL; those of size 3 have a passport. */
static void add_visits(Fixture *f)
{
    Err e = { 0 };
    AUTO(txn_rollback) Txn txn = txn_begin(f->c.db, &e);

    for (int i = 0; i < MANY; i++) {
        Param p[] = { P((int64_t)(1000000 + i)), P(f->root), P((int64_t)(i % 7)),
                      P(arena_printf(f->arena, "t%d", i)), i % 7 == 3 ? P(S("P 1")) : P_NULL };
        OK(db_exec_text(f->c.db,
                        S("INSERT INTO \"visit\" (\"id\", \"unit\", \"version\", \"created_at\","
                          " \"created_by\", \"changed_at\", \"changed_by\", \"size\", \"title\","
                          " \"pass\") VALUES ($1, $2, 1, 0, 0, 0, 0, $3, $4, $5)"),
                        p, LEN(p), NULL, &e),
           e);
    }
    OK(txn_commit(&txn, &e), e);
}

static int64_t readings(Fixture *f)
{
    Err e = { 0 };
    AUTO(stmt_done)
    Stmt *q = db_query(f->c.db, "SELECT count(*) FROM qiao_history WHERE \"act\" = 'read'");
    assert_true(db_next(q, &e));
    return db_int(q, 0);
}

static const char *const questions[] = {
    "visit where size < 2 count rows, sum size",
    "visit where size = 99 count rows",
    "visit by size count rows",
    "visit where size = 3 columns pass, size order id desc limit 4",
    "visit columns size, title order id limit 20",
    "visit columns title order title desc",
    "visit where size = 99 columns title",
};

/* All rows of all questions, or the first few of each. */
static Str made(Fixture *f, int64_t most)
{
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    Err e = { 0 };

    for (size_t i = 0; i < LEN(questions); i++) {
        const Query *q = query_parse(&f->c, str_z(questions[i]), NULL, &e);
        OK(q, e);
        AUTO(rows_done) Rows *rows = query_run(&f->c, q, &e);
        for (int64_t n = 0; n < most && rows_next(rows, &e); n++)
            for (size_t k = 0; k < query_columns(q); k++)
                buf_printf(&b, "%" PRId64 " %" PRId64 " %.*s;", rows_id(rows),
                           rows_value(rows, k)->i, STR(rows_value(rows, k)->text));
        assert_int_equal(e.kind, ERR_NONE);
    }
    assert_false(b.failed);
    return arena_str(f->arena, buf_str(&b));
}

/* Made again until nothing new is asked; *statements: how many that took. */
static Str made_ahead(Fixture *f, int64_t most, int64_t *statements)
{
    int64_t before = db_statements(f->c.db);
    size_t mark = readings_mark(&f->c);
    bool asked = true;
    Err e = { 0 };
    Str out = { 0 };

    ahead_begin(&f->c);
    while (asked) {
        readings_rewind(&f->c, mark);
        out = made(f, most);
        OK(ahead_fetch(&f->c, &asked, &e), e);
    }
    ahead_end(&f->c);
    *statements = db_statements(f->c.db) - before;
    return out;
}

static void gives_what_asking_gives(TestDb *t)
{
    static const struct {
        int64_t most, statements;
    } all[] = {
        { 10, 1 },       /* what was fetched at first is enough */
        { 100, 2 },      /* longer lists are fetched again */
        { MANY + 1, 3 }, /* and the longest is asked by itself */
    };
    Fixture *f = fixture_open(t);

    add_visits(f);
    fixture_as(f, "office");
    for (size_t i = 0; i < LEN(all); i++) {
        int64_t before = readings(f), one, together, statements;
        Err e = { 0 };
        Str want = made(f, all[i].most), got;

        one = readings(f) - before;
        f->c.readings = readings_new(f->arena);
        got = made_ahead(f, all[i].most, &statements);
        assert_true(str_eq(got, want));
        assert_int_equal(statements, all[i].statements);
        OK(readings_write(&f->c, &e), e);
        f->c.readings = NULL;
        together = readings(f) - before - one;
        assert_int_equal(one, 1);
        assert_int_equal(together, one);
    }
    fixture_close(f);
}

/* ---- readings ---- */

static void writes_readings_before_anything_else(TestDb *t)
{
    Fixture *f = fixture_open(t);
    const Type *guides = registry_find(f->c.types, S("guide"));
    int64_t id = fixture_guide(f, "A"), before;
    const HistoryRow *rows;
    Err e = { 0 };
    size_t n, had;

    fixture_as(f, "office");
    before = readings(f);
    OK(history_of(&f->c, guides, id, &rows, &had, &e), e);
    f->c.readings = readings_new(f->arena);
    OK(history_read(&f->c, guides, id, S("record"), 1, &e), e);
    assert_int_equal(readings(f), before); /* not written yet, … */
    OK(history_of(&f->c, guides, id, &rows, &n, &e), e);
    assert_int_equal(n, had + 1); /* … but told */
    assert_int_equal(rows[n - 1].act, ACT_READ);
    OK(history_export(&f->c, guides, S("guide"), 1, &e), e);
    assert_int_equal(readings(f), before + 1);
    OK(readings_write(&f->c, &e), e); /* once only */
    assert_int_equal(readings(f), before + 1);
    f->c.readings = NULL;
    OK(history_of(&f->c, guides, id, &rows, &n, &e), e);
    assert_int_equal(n, had + 1);
    SAYS(fixture_check(f), "");
    fixture_close(f);
}

/* What cannot be written down is kept, and whoever asked is told. */
static void says_what_cannot_be_written(TestDb *t)
{
    Fixture *f = fixture_open(t);
    const Type *guides = registry_find(f->c.types, S("guide"));
    int64_t before;
    Err e = { 0 };

    fixture_as(f, "office");
    before = readings(f);
    f->c.readings = readings_new(f->arena);
    OK(history_read(&f->c, guides, 0, S("guide"), 2, &e), e);
    db_fail_at(f->c.db, 2);
    assert_false(readings_write(&f->c, &e));
    assert_int_equal(e.kind, ERR_INTERNAL);
    db_fail_at(f->c.db, 0);
    assert_int_equal(readings(f), before);
    e = (Err){ 0 };
    OK(readings_write(&f->c, &e), e);
    assert_int_equal(readings(f), before + 1);
    f->c.readings = NULL;
    SAYS(fixture_check(f), "");
    fixture_close(f);
}

int main(void)
{
    static const DbCase cases[] = {
        DB_CASE(gives_what_asking_gives),
        DB_CASE(writes_readings_before_anything_else),
        DB_CASE(says_what_cannot_be_written),
    };
    return run_db_cases("ahead", cases, LEN(cases));
}
