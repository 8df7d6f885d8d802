/* SPDX-License-Identifier: Apache-2.0
 * The database layer: both engines must give the same answers.
 */
#include "support.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/mem.h"

static int64_t number(Db *db, Str sql)
{
    Err e = { 0 };
    AUTO(stmt_done) Stmt *q = db_query_text(db, sql, NULL, 0);
    OK(db_next(q, &e), e);
    return db_int(q, 0);
}

static void make_table(TestDb *t)
{
    Err e = { 0 };
    OK(db_exec(t->db, &e, "CREATE TABLE t (id BIGINT PRIMARY KEY, a TEXT, b BIGINT)"), e);
}

/* ---- values ---- */

static void keeps_each_type_and_null(TestDb *t)
{
    static const int64_t ints[] = { 0, 1, -1, INT64_MAX, INT64_MIN, 1700000000000 };
    Arena *a = arena_new(ARENA_REQUEST);
    Err e = { 0 };
    Str sql = arena_printf(a, "CREATE TABLE v (i BIGINT, s %.*s, x %.*s)", STR(db_sql_text(t->db)),
                           STR(db_sql_blob(t->db)));
    char bytes[256];

    for (int i = 0; i < 256; i++)
        bytes[i] = (char)i;
    OK(db_exec_text(t->db, sql, NULL, 0, NULL, &e), e);
    for (size_t i = 0; i < LEN(ints); i++) {
        Param p[] = { P(ints[i]), P("x"), param_blob(bytes, sizeof bytes) };
        AUTO(stmt_done) Stmt *q = db_query(t->db, "SELECT i, s, x FROM v WHERE i = $1", P(ints[i]));
        OK(db_exec_text(t->db, S("INSERT INTO v VALUES ($1, $2, $3)"), p, 3, NULL, &e), e);
        OK(db_next(q, &e), e);
        assert_int_equal(db_cols(q), 3);
        assert_true(db_int(q, 0) == ints[i]);
        assert_false(db_null(q, 0));
        SAYS(db_str(q, 1), "x");
        assert_int_equal(db_blob(q, a, 2).n, 256);
        assert_memory_equal(db_blob(q, a, 2).p, bytes, 256);
        assert_false(db_next(q, &e));
        assert_int_equal(e.kind, ERR_NONE);
        assert_false(db_next(q, &e)); /* after the end is the end */
    }
    OK(db_exec(t->db, &e, "INSERT INTO v VALUES ($1, $2, $3)", P_NULL, P((const char *)NULL),
               param_blob("", 0)),
       e);
    AUTO(stmt_done) Stmt *q = db_query(t->db, "SELECT i, s, x FROM v WHERE i IS NULL");
    OK(db_next(q, &e), e);
    assert_true(db_null(q, 0) && db_null(q, 1) && !db_null(q, 2));
    assert_int_equal(db_int(q, 0), 0);
    assert_null(db_str(q, 1).p);
    assert_null(db_text(q, a, 1).p);
    assert_int_equal(db_str(q, 2).n, 0);
    arena_free(a);
}

static void keeps_text_as_it_is(TestDb *t)
{
    static const char *const texts[] = {
        "",           "'",       "''; DROP TABLE t; --", "\"",       "\\", "\\N", "$1",
        "a\tb\nc\rd", "Ünïcôde", "教友 𠮷野家",          "\x01\x7f", "%_?"
    };
    Err e = { 0 };
    make_table(t);
    for (size_t i = 0; i < LEN(texts); i++)
        OK(db_exec(t->db, &e, "INSERT INTO t (a, id) VALUES ($2, $1)", P((int)i), P(texts[i])), e);
    for (size_t i = 0; i < LEN(texts); i++) {
        AUTO(stmt_done) Stmt *q = db_query(t->db, "SELECT id, a FROM t WHERE a = $1", P(texts[i]));
        OK(db_next(q, &e), e);
        assert_int_equal(db_int(q, 0), i);
        assert_true(str_eq(db_str(q, 1), str_z(texts[i])));
    }
}

static void refuses_a_zero_byte(TestDb *t)
{
    static const Str columns[] = { { "id", 2 }, { "a", 1 } };
    Err e = { 0 };
    make_table(t);
    Bulk *b = bulk_new(t->db, S("t"), columns, 2);
    Param row[] = { P(1), P(S("a\0b")) };

    FAILS(db_exec(t->db, &e, "INSERT INTO t (id, a) VALUES (1, $1)", P(S("a\0b"))), e, ERR_INVALID);
    FAILS(bulk_row(b, row, &e), e, ERR_INVALID);
    bulk_free(&b);
    assert_int_equal(number(t->db, S("SELECT count(*) FROM t")), 0);
}

static void truth_and_fractions_are_numbers(TestDb *t)
{
    Err e = { 0 };
    AUTO(stmt_done) Stmt *q = db_query(
        t->db, "SELECT 1 = 1, 1 = 2, CAST(12.75 AS NUMERIC), sum(n), CAST(NULL AS BIGINT) = 1"
               "  FROM (SELECT 3 AS n UNION ALL SELECT 4) x");
    OK(db_next(q, &e), e);
    assert_int_equal(db_int(q, 0), 1);
    assert_int_equal(db_int(q, 1), 0);
    SAYS(db_str(q, 0), "1");
    assert_int_equal(db_int(q, 2), 12);
    assert_int_equal(db_int(q, 3), 7);
    assert_true(db_null(q, 4));
}

/* ---- parameters ---- */

static void parameters_go_by_number(TestDb *t)
{
    Err e = { 0 };
    AUTO(stmt_done)
    Stmt *q = db_query(t->db, "SELECT $2, $1, $3, $2, $1 + 1", P(1), P("two"), P("three"));
    OK(db_next(q, &e), e);
    SAYS(db_str(q, 0), "two");
    assert_int_equal(db_int(q, 1), 1);
    SAYS(db_str(q, 2), "three");
    SAYS(db_str(q, 3), "two");
    assert_int_equal(db_int(q, 4), 2);
}

static void null_goes_where_a_value_went(TestDb *t)
{
    Err e = { 0 };
    make_table(t);
    for (int i = 0; i < 4; i++)
        OK(db_exec(t->db, &e, "INSERT INTO t (id, a, b) VALUES ($1, $2, $3)", P(i),
                   i & 1 ? P("x") : P_NULL, i & 2 ? P(i) : P_NULL),
           e);
    assert_int_equal(number(t->db, S("SELECT count(*) FROM t WHERE a IS NULL")), 2);
    assert_int_equal(number(t->db, S("SELECT count(*) FROM t WHERE b IS NULL")), 2);
}

static void a_missing_parameter_is_an_error(TestDb *t)
{
    Err e = { 0 };
    FAILS(db_exec(t->db, &e, "SELECT $1, $2", P(1)), e, ERR_INTERNAL);
    OK(db_exec(t->db, &e, "SELECT $1", P(1), P("left over")), e);
}

static void two_statements_in_one_text_are_refused(TestDb *t)
{
    Err e = { 0 };
    FAILS(db_exec(t->db, &e, "SELECT 1; SELECT 2"), e, ERR_INTERNAL);
    OK(db_exec(t->db, &e, "SELECT 1;\n "), e);
}

/* ---- statements ---- */

static void fill(TestDb *t, int rows, size_t width)
{
    static const Str columns[] = { { "id", 2 }, { "a", 1 }, { "b", 1 } };
    char *text = memset(mem_get(width), 'x', width);
    Err e = { 0 };
    AUTO(txn_rollback) Txn txn = txn_begin(t->db, &e);
    AUTO(bulk_free) Bulk *b = bulk_new(t->db, S("t"), columns, 3);

    for (int i = 0; i < rows; i++) {
        Param row[] = { P(i), P(((Str){ text, width })), P((int64_t)i * 2) };
        OK(bulk_row(b, row, &e), e);
    }
    OK(bulk_flush(b, &e), e);
    OK(txn_commit(&txn, &e), e);
    mem_give(text);
}

static void reads_many_rows(TestDb *t)
{
    Err e = { 0 };
    int n = 0;
    make_table(t);
    fill(t, 10000, 20);
    AUTO(stmt_done) Stmt *q = db_query(t->db, "SELECT id, b FROM t ORDER BY id");
    for (; db_next(q, &e); n++) {
        assert_int_equal(db_int(q, 0), n);
        assert_int_equal(db_int(q, 1), 2 * n);
    }
    assert_int_equal(e.kind, ERR_NONE);
    assert_int_equal(n, 10000);
}

/* On PostgreSQL the rows that are left move aside, beyond 16 MiB into a file. */
static void other_statements_run_while_rows_are_read(TestDb *t)
{
    Err e = { 0 };
    int n = 0;
    make_table(t);
    fill(t, 30000, 1000);
    AUTO(stmt_done) Stmt *q =
        db_query(t->db, "SELECT id, a FROM t WHERE id >= $1 ORDER BY id", P(0));
    for (; db_next(q, &e); n++) {
        assert_int_equal(db_int(q, 0), n);
        assert_int_equal(db_str(q, 1).n, 1000);
        if (n % 100)
            continue;
        AUTO(stmt_done)
        Stmt *inner = db_query(t->db, "SELECT b FROM t WHERE id BETWEEN $1 AND $1 + 9", P(n));
        for (int i = 0; i < 5; i++) {
            OK(db_next(inner, &e), e);
            OK(db_exec(t->db, &e, "UPDATE t SET b = b + 0 WHERE id = $1", P(n)), e);
        }
        assert_int_equal(db_str(q, 1).n, 1000); /* the outer row stays */
        assert_int_equal(db_int(q, 0), n);
    }
    assert_int_equal(e.kind, ERR_NONE);
    assert_int_equal(n, 30000);
}

static void a_result_may_be_left_early(TestDb *t)
{
    Err e = { 0 };
    make_table(t);
    fill(t, 5000, 10);
    for (int i = 0; i < 3; i++) {
        AUTO(stmt_done) Stmt *q = db_query(t->db, "SELECT id FROM t ORDER BY id");
        OK(db_next(q, &e), e);
        assert_int_equal(db_int(q, 0), 0);
    }
    AUTO(stmt_done) Stmt *never = db_query(t->db, "SELECT no such thing"); /* and not at all */
    assert_non_null(never);
    assert_int_equal(number(t->db, S("SELECT count(*) FROM t")), 5000);
}

static int64_t depth_sum(Db *db, int64_t depth)
{
    Err e = { 0 };
    int64_t sum = depth;
    AUTO(stmt_done) Stmt *q = db_query(db, "SELECT id FROM t WHERE id < $1 ORDER BY id", P(2));
    while (depth < 5 && db_next(q, &e))
        sum += depth_sum(db, depth + 1);
    assert_int_equal(e.kind, ERR_NONE);
    return sum;
}

static void one_text_may_run_inside_itself(TestDb *t)
{
    make_table(t);
    fill(t, 5, 1);
    for (int i = 0; i < 3; i++)
        assert_int_equal(depth_sum(t->db, 0), 258); /* 0 + 2·1 + 4·2 + 8·3 + 16·4 + 32·5 */
}

static void more_texts_than_the_cache_holds(TestDb *t)
{
    Arena *a = arena_new(ARENA_REQUEST);
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < 600; i++)
            assert_int_equal(number(t->db, arena_printf(a, "SELECT %d", i)), i);
    arena_free(a);
}

static void a_changed_table_does_not_disturb(TestDb *t)
{
    Err e = { 0 };
    make_table(t);
    OK(db_exec(t->db, &e, "INSERT INTO t VALUES (1, 'x', 2)"), e);
    for (int i = 0; i < 2; i++) {
        AUTO(stmt_done) Stmt *q = db_query(t->db, "SELECT * FROM t");
        OK(db_next(q, &e), e);
        assert_int_equal(db_cols(q), 3 + i);
        stmt_done(&q);
        if (i == 0)
            OK(db_exec(t->db, &e, "ALTER TABLE t ADD COLUMN c TEXT"), e);
    }
}

static void counts_what_changed(TestDb *t)
{
    static const struct {
        Str sql;
        int64_t changed;
    } rows[] = {
        { { "INSERT INTO t VALUES (1, 'a', 1), (2, 'b', 2), (3, 'c', 3)", 59 }, 3 },
        { { "UPDATE t SET b = 7 WHERE id < 3", 31 }, 2 },
        { { "SELECT * FROM t", 15 }, 0 },
        { { "DELETE FROM t WHERE id = 9", 26 }, 0 },
        { { "CREATE TABLE other (a BIGINT)", 29 }, 0 },
        { { "DELETE FROM t", 13 }, 3 },
    };
    Err e = { 0 };
    int64_t before, changed;
    make_table(t);
    before = db_statements(t->db);
    for (size_t i = 0; i < LEN(rows); i++) {
        changed = -1;
        OK(db_exec_text(t->db, str_z(rows[i].sql.p), NULL, 0, &changed, &e), e);
        assert_int_equal(changed, rows[i].changed);
    }
    assert_int_equal(db_statements(t->db) - before, LEN(rows));
}

/* ---- errors ---- */

static void the_kind_tells_the_cause(TestDb *t)
{
    Err e = { 0 };
    make_table(t);
    OK(db_exec(t->db, &e,
               "CREATE TABLE child (id BIGINT PRIMARY KEY,"
               " t_id BIGINT NOT NULL REFERENCES t (id), b BIGINT UNIQUE,"
               " CHECK (b > 0))"),
       e);
    OK(db_exec(t->db, &e, "INSERT INTO t (id) VALUES (1)"), e);
    OK(db_exec(t->db, &e, "INSERT INTO child VALUES (1, 1, 1)"), e);
    FAILS(db_exec(t->db, &e, "INSERT INTO child VALUES (1, 1, 2)"), e, ERR_CONFLICT);
    FAILS(db_exec(t->db, &e, "INSERT INTO child VALUES (2, 1, 1)"), e, ERR_CONFLICT);
    FAILS(db_exec(t->db, &e, "INSERT INTO child VALUES (3, 9, 3)"), e, ERR_INTERNAL);
    FAILS(db_exec(t->db, &e, "INSERT INTO child VALUES (3, NULL, 3)"), e, ERR_INTERNAL);
    FAILS(db_exec(t->db, &e, "INSERT INTO child VALUES (3, 1, -3)"), e, ERR_INTERNAL);
    FAILS(db_exec(t->db, &e, "nonsense"), e, ERR_INTERNAL);
    assert_false(db_exec(t->db, &e, "/* the tag */ SELECT a_long_text FROM nowhere"));
    assert_non_null(strstr(e.msg, "'the tag'"));
    assert_null(strstr(e.msg, "a_long_text"));
    err_clear(&e);
    assert_false(db_exec(t->db, &e, "SELECT a_long_text, another FROM nowhere WHERE x = 1"));
    assert_non_null(strstr(e.msg, "'SELECT a_long_text, another'"));
}

static void a_lock_that_is_held_is_busy(TestDb *t)
{
    Err e = { 0 };
    Db *other = test_db_again(t);
    Txn mine = txn_begin(t->db, &e);
    Txn theirs = { 0 };

    OK(mine.db, e);
    OK(db_lock_history(t->db, &e), e);
    if (t->kind == DB_SQLITE) {
        theirs = txn_begin(other, &e);
        FAILS(theirs.db, e, ERR_BUSY);
    } else {
        theirs = txn_begin(other, &e);
        FAILS(db_lock_history(other, &e), e, ERR_BUSY);
    }
    txn_rollback(&theirs);
    txn_rollback(&mine);
    theirs = txn_begin(other, &e);
    OK(theirs.db, e);
    OK(db_lock_history(other, &e), e);
    OK(txn_commit(&theirs, &e), e);
    db_close(other);
}

/* ---- transactions ---- */

static void add(Db *db, int id)
{
    Err e = { 0 };
    OK(db_exec(db, &e, "INSERT INTO t (id) VALUES ($1)", P(id)), e);
}

static void what_is_not_committed_is_gone(TestDb *t)
{
    Err e = { 0 };
    make_table(t);
    {
        AUTO(txn_rollback) Txn txn = txn_begin(t->db, &e);
        OK(txn.db, e);
        assert_true(db_in_txn(t->db));
        add(t->db, 1);
    }
    assert_false(db_in_txn(t->db));
    assert_int_equal(number(t->db, S("SELECT count(*) FROM t")), 0);
    Txn txn = txn_begin(t->db, &e);
    add(t->db, 1);
    OK(txn_commit(&txn, &e), e);
    assert_null(txn.db);
    txn_rollback(&txn); /* does nothing */
    assert_int_equal(number(t->db, S("SELECT count(*) FROM t")), 1);
}

static void an_inner_failure_leaves_the_outer_standing(TestDb *t)
{
    Err e = { 0 };
    make_table(t);
    AUTO(txn_rollback) Txn outer = txn_begin(t->db, &e);
    add(t->db, 1);
    for (int i = 0; i < 3; i++) {
        AUTO(txn_rollback) Txn inner = txn_begin(t->db, &e);
        OK(inner.db, e);
        add(t->db, 10 + i);
        FAILS(db_exec(t->db, &e, "INSERT INTO t (id) VALUES (1)"), e, ERR_CONFLICT);
    }
    {
        AUTO(txn_rollback) Txn inner = txn_begin(t->db, &e);
        add(t->db, 20);
        {
            AUTO(txn_rollback) Txn innermost = txn_begin(t->db, &e);
            OK(innermost.db, e);
            FAILS(db_exec(t->db, &e, "not SQL"), e, ERR_INTERNAL);
        }
        OK(txn_commit(&inner, &e), e);
    }
    add(t->db, 2);
    OK(txn_commit(&outer, &e), e);
    assert_int_equal(number(t->db, S("SELECT count(*) FROM t")), 3);
    assert_int_equal(number(t->db, S("SELECT sum(id) FROM t")), 23);
}

static int64_t nest(Db *db, int depth)
{
    Err e = { 0 };
    int64_t sum = 0;
    AUTO(txn_rollback) Txn txn = txn_begin(db, &e);
    OK(txn.db, e);
    if (depth < 12)
        sum = nest(db, depth + 1);
    if (depth % 3 == 0) {
        add(db, depth);
        sum += depth;
    }
    if (depth == 9)
        return 0; /* takes itself and all that is inside back */
    OK(txn_commit(&txn, &e), e);
    return sum;
}

static void transactions_nest_deeply(TestDb *t)
{
    make_table(t);
    for (int i = 0; i < 2; i++) {
        Err e = { 0 };
        assert_int_equal(nest(t->db, 0), 9);
        assert_int_equal(number(t->db, S("SELECT sum(id) FROM t")), 9);
        OK(db_exec(t->db, &e, "DELETE FROM t"), e);
    }
}

static void each_row_may_be_worked_on_in_its_own_transaction(TestDb *t)
{
    Err e = { 0 };
    int n = 0;
    make_table(t);
    for (int i = 0; i < 50; i++)
        add(t->db, i);
    AUTO(txn_rollback) Txn outer = txn_begin(t->db, &e);
    {
        AUTO(txn_rollback) Txn inner = txn_begin(t->db, &e);
        OK(inner.db, e);
        AUTO(stmt_done) Stmt *q = db_query(t->db, "SELECT id FROM t ORDER BY id");
        for (; db_next(q, &e); n++) {
            AUTO(txn_rollback) Txn each = txn_begin(t->db, &e);
            Err ignored = { 0 };
            assert_int_equal(db_int(q, 0), n);
            OK(db_exec(t->db, &e, "UPDATE t SET b = id WHERE id = $1", P(n)), e);
            if (n % 3 == 0)
                FAILS(db_exec(t->db, &ignored, "INSERT INTO t (id) VALUES (1)"), ignored,
                      ERR_CONFLICT);
            else
                OK(txn_commit(&each, &e), e);
        }
        OK(txn_commit(&inner, &e), e);
    }
    OK(txn_commit(&outer, &e), e);
    assert_int_equal(n, 50);
    assert_int_equal(number(t->db, S("SELECT count(b) FROM t")), 33);
}

/* A full disk does that to SQLite; here a conflict is told to. */
static void what_follows_an_undone_transaction_is_not_saved(TestDb *t)
{
    static const Str columns[] = { { "id", 2 } };
    Err e = { 0 };
    AUTO(bulk_free) Bulk *b = bulk_new(t->db, S("t"), columns, 1);
    Txn outer, inner;

    if (t->kind == DB_POSTGRES)
        return;
    make_table(t);
    outer = txn_begin(t->db, &e);
    add(t->db, 1);
    inner = txn_begin(t->db, &e);
    FAILS(db_exec(t->db, &e, "INSERT OR ROLLBACK INTO t (id) VALUES (1)"), e, ERR_CONFLICT);
    FAILS(db_exec(t->db, &e, "INSERT INTO t (id) VALUES (2)"), e, ERR_INTERNAL);
    FAILS(bulk_row(b, (const Param[]){ P(3) }, &e), e, ERR_INTERNAL);
    FAILS(txn_commit(&inner, &e), e, ERR_INTERNAL);
    txn_rollback(&inner);
    FAILS(txn_commit(&outer, &e), e, ERR_INTERNAL);
    txn_rollback(&outer);
    assert_int_equal(number(t->db, S("SELECT count(*) FROM t")), 0);
    add(t->db, 4);
}

static void a_connection_that_breaks_says_so(TestDb *t)
{
    enum { PLAIN, NESTED, READING, COPYING, WAYS };
    static const Str columns[] = { { "id", 2 } };
    Err e = { 0 };

    make_table(t);
    fill(t, 30000, 100);
    for (int way = PLAIN; t->kind == DB_POSTGRES && way < WAYS; way++) {
        AUTO(db_closep) Db *db = test_db_again(t);
        AUTO(bulk_free) Bulk *b = bulk_new(db, S("t"), columns, 1);
        AUTO(stmt_done) Stmt *q = db_query(db, "SELECT id, a FROM t ORDER BY id");
        AUTO(txn_rollback) Txn outer = txn_begin(db, &e);
        AUTO(txn_rollback) Txn inner = { 0 };

        int64_t pid = number(db, S("SELECT pg_backend_pid()"));
        add(db, -2); /* prepared now */
        if (way == NESTED)
            inner = txn_begin(db, &e);
        if (way == READING)
            OK(db_next(q, &e), e);
        OK(bulk_row(b, (const Param[]){ P(-1) }, &e), e);
        OK(db_exec(t->db, &e, "SELECT pg_terminate_backend($1::int)", P(pid)), e);
        if (way == COPYING)
            FAILS(bulk_flush(b, &e), e, ERR_INTERNAL);
        for (int i = 0; i < 3; i++)
            FAILS(db_exec(db, &e, "INSERT INTO t (id) VALUES ($1)", P(-3)), e, ERR_INTERNAL);
        FAILS(txn_commit(inner.db ? &inner : &outer, &e), e, ERR_INTERNAL);
    }
    assert_int_equal(number(t->db, S("SELECT count(*) FROM t WHERE id < 0")), 0);
}

static void reading_sees_one_moment_and_may_not_write(TestDb *t)
{
    Err e = { 0 };
    Db *other = test_db_again(t);
    make_table(t);
    add(t->db, 1);
    Txn txn = txn_begin_read(t->db, &e);
    OK(txn.db, e);
    assert_int_equal(number(t->db, S("SELECT count(*) FROM t")), 1);
    add(other, 2);
    assert_int_equal(number(t->db, S("SELECT count(*) FROM t")), 1);
    FAILS(db_exec(t->db, &e, "INSERT INTO t (id) VALUES (3)"), e, ERR_INTERNAL);
    txn_rollback(&txn);
    assert_int_equal(number(t->db, S("SELECT count(*) FROM t")), 2);
    add(t->db, 3);
    db_close(other);
}

/* Where somebody writes it gives up: SQLite at the beginning, PostgreSQL at the row. Others wait
 * 5 s each time. */
static void what_need_not_be_done_does_not_wait(TestDb *t)
{
    Err e = { 0 };
    Db *other = test_db_again(t);
    int64_t began = clock_steady_us();
    make_table(t);
    add(t->db, 1);
    Txn theirs = txn_begin(other, &e);
    OK(db_exec(other, &e, "UPDATE t SET id = 2"), e);
    for (int i = 0; i < 4; i++) {
        AUTO(txn_rollback) Txn ours = txn_begin_at_once(t->db, &e);
        if (t->kind == DB_POSTGRES)
            FAILS(db_exec(t->db, &e, "UPDATE t SET id = 3"), e, ERR_BUSY);
        else
            FAILS(ours.db, e, ERR_BUSY);
    }
    assert_true(clock_steady_us() - began < 15000000);
    assert_false(db_in_txn(t->db));
    OK(txn_commit(&theirs, &e), e);
    Txn ours = txn_begin_at_once(t->db, &e);
    OK(ours.db, e);
    OK(db_exec(t->db, &e, "UPDATE t SET id = 3"), e);
    OK(txn_commit(&ours, &e), e);
    assert_int_equal(number(t->db, S("SELECT max(id) FROM t")), 3);
    db_close(other);
}

/* Does a commit wait until the disk has it? Asked in other words each time, since SQLite answers
 * when it reads the statement. */
static bool waits_for_disk(const TestDb *t, int n)
{
    char sql[80];
    if (t->kind == DB_POSTGRES)
        snprintf(sql, sizeof sql,
                 "SELECT CASE current_setting('synchronous_commit') WHEN 'off'"
                 " THEN 0 ELSE 1 END");
    else
        snprintf(sql, sizeof sql, "PRAGMA synchronous%*s", n, "");
    return number(t->db, str_z(sql)) == (t->kind == DB_POSTGRES ? 1 : 2);
}

static void nor_for_the_disk(TestDb *t)
{
    Err e = { 0 };
    make_table(t);
    assert_true(waits_for_disk(t, 1));
    for (int i = 0; i < 2; i++) {
        AUTO(txn_rollback) Txn ours = txn_begin_at_once(t->db, &e);
        OK(ours.db, e);
        add(t->db, i);
        assert_false(waits_for_disk(t, 2 * i + 2));
        if (i == 0)
            OK(txn_commit(&ours, &e), e);
        else
            txn_rollback(&ours);
        assert_true(waits_for_disk(t, 2 * i + 3));
    }
    Txn txn = txn_begin(t->db, &e);
    assert_true(waits_for_disk(t, 6));
    txn_rollback(&txn);
}

static void a_commit_after_a_failure_does_not_lie(TestDb *t)
{
    Err e = { 0 };
    make_table(t);
    Txn txn = txn_begin(t->db, &e);
    add(t->db, 1);
    FAILS(db_exec(t->db, &e, "INSERT INTO t (id) VALUES (1)"), e, ERR_CONFLICT);
    if (t->kind == DB_POSTGRES) { /* the server undoes all of it, and says COMMIT went well */
        FAILS(txn_commit(&txn, &e), e, ERR_INTERNAL);
        txn_rollback(&txn);
    } else {
        OK(txn_commit(&txn, &e), e);
    }
    assert_false(db_in_txn(t->db));
    assert_int_equal(number(t->db, S("SELECT count(*) FROM t")), t->kind == DB_SQLITE);
}

/* ---- many rows ---- */

static void bulk_keeps_odd_characters(TestDb *t)
{
    static const char *const texts[] = {
        "",    NULL,    "\\N",   "\\",  "\t",   "\n",     "\r\n",
        "\\.", "a\\tb", "\\x41", "'\"", "教友", "\v\f\b", " lead and trail "
    };
    static const Str columns[] = { { "id", 2 }, { "s", 1 }, { "x", 1 } };
    Err e = { 0 };
    Arena *a = arena_new(ARENA_REQUEST);
    Str sql =
        arena_printf(a, "CREATE TABLE odd (id BIGINT, s TEXT, x %.*s)", STR(db_sql_blob(t->db)));
    int i = 0;

    OK(db_exec_text(t->db, sql, NULL, 0, NULL, &e), e);
    Bulk *b = bulk_new(t->db, S("odd"), columns, 3);
    for (i = 0; i < (int)LEN(texts); i++) {
        Param row[] = { P(i - 3), P(texts[i]),
                        texts[i] ? param_blob(texts[i], strlen(texts[i])) : P_NULL };
        OK(bulk_row(b, row, &e), e);
        assert_true(number(t->db, S("SELECT count(*) FROM odd")) >= 0); /* others may run between */
    }
    OK(bulk_flush(b, &e), e);
    OK(bulk_flush(b, &e), e);
    AUTO(stmt_done) Stmt *q = db_query(t->db, "SELECT id, s, x FROM odd ORDER BY id");
    for (i = 0; db_next(q, &e); i++) {
        assert_int_equal(db_int(q, 0), i - 3);
        assert_int_equal(db_null(q, 1), texts[i] == NULL);
        assert_int_equal(db_null(q, 2), texts[i] == NULL);
        assert_true(str_eq(db_str(q, 1), str_z(texts[i])));
        assert_true(str_eq(db_str(q, 2), str_z(texts[i])));
    }
    assert_int_equal(e.kind, ERR_NONE);
    assert_int_equal(i, LEN(texts));
    bulk_free(&b);
    bulk_free(&b); /* nothing */
    arena_free(a);
}

static void bulk_meets_a_taken_key(TestDb *t)
{
    static const Str columns[] = { { "id", 2 } };
    Err e = { 0 };
    make_table(t);
    add(t->db, 5);
    Txn outer = txn_begin(t->db, &e);
    {
        AUTO(txn_rollback) Txn inner = txn_begin(t->db, &e);
        AUTO(bulk_free) Bulk *b = bulk_new(t->db, S("t"), columns, 1);
        bool ok = inner.db;
        for (int i = 0; ok && i < 10; i++)
            ok = bulk_row(b, (const Param[]){ P(i) }, &e);
        FAILS(ok && bulk_flush(b, &e), e, ERR_CONFLICT);
    }
    AUTO(bulk_free) Bulk *b = bulk_new(t->db, S("t"), columns, 1);
    OK(bulk_row(b, (const Param[]){ P(6) }, &e), e);
    OK(bulk_flush(b, &e), e);
    OK(txn_commit(&outer, &e), e);
    assert_int_equal(number(t->db, S("SELECT sum(id) FROM t")), 11);
}

static void bulk_into_no_table_is_an_error(TestDb *t)
{
    static const Str columns[] = { { "id", 2 } };
    Err e = { 0 };
    AUTO(bulk_free) Bulk *b = bulk_new(t->db, S("nowhere"), columns, 1);
    FAILS(bulk_row(b, (const Param[]){ P(1) }, &e) && bulk_flush(b, &e), e, ERR_INTERNAL);
}

/* ---- injected failures ---- */

static bool small_work(Db *db, Err *e)
{
    static const Str columns[] = { { "id", 2 } };
    AUTO(txn_rollback) Txn txn = txn_begin(db, e);
    if (!txn.db || !db_exec(db, e, "INSERT INTO t (id) VALUES (1)"))
        return false;
    {
        AUTO(txn_rollback) Txn inner = txn_begin(db, e);
        AUTO(bulk_free) Bulk *b = bulk_new(db, S("t"), columns, 1);
        if (!inner.db || !bulk_row(b, (const Param[]){ P(2) }, e) || !bulk_flush(b, e) ||
            !txn_commit(&inner, e))
            return false;
    }
    AUTO(stmt_done) Stmt *q = db_query(db, "SELECT id FROM t ORDER BY id");
    int n = 0;
    while (db_next(q, e))
        n++;
    return e->kind == ERR_NONE && n == 2 && txn_commit(&txn, e);
}

static void each_call_can_be_made_to_fail(TestDb *t)
{
    Err e = { 0 };
    int n = 1;
    make_table(t);
    for (;; n++) {
        db_fail_at(t->db, n);
        if (small_work(t->db, &e))
            break;
        assert_int_equal(e.kind, ERR_INTERNAL);
        assert_string_equal(e.msg, "injected failure");
        err_clear(&e);
        db_fail_at(t->db, 0);
        assert_false(db_in_txn(t->db));
        assert_int_equal(number(t->db, S("SELECT count(*) FROM t")), 0);
    }
    db_fail_at(t->db, 0);
    /* begin, insert, begin, row, flush, commit, two rows and the end, commit: all ten were hit */
    assert_int_equal(n, 11);
    assert_int_equal(number(t->db, S("SELECT count(*) FROM t")), 2);
}

/* ---- where the engines differ ---- */

static void one_list_is_one_parameter(TestDb *t)
{
    Err e = { 0 };
    Arena *a = arena_new(ARENA_REQUEST);
    Param texts[] = { P("[\"a\", \"it's\", \"教\", \"\"]") },
          ints[] = { P("[3, 9007199254740993]") };
    make_table(t);
    OK(db_exec(t->db, &e,
               "INSERT INTO t VALUES (1, 'a', 3), (2, 'it''s', 9007199254740993),"
               " (3, '教', 9007199254740992), (4, '', 0), (5, 'b', 0), (6, NULL, 0)"),
       e);
    Str sql = arena_printf(a, "SELECT sum(id) FROM t WHERE a IN (%.*s)",
                           STR(db_sql_each_text(t->db, a, "$1")));
    Stmt *q = db_query_text(t->db, sql, texts, 1);
    OK(db_next(q, &e), e);
    assert_int_equal(db_int(q, 0), 10);
    stmt_done(&q);
    sql = arena_printf(a, "SELECT sum(id) FROM t WHERE b IN (%.*s)",
                       STR(db_sql_each_int(t->db, a, "$1")));
    q = db_query_text(t->db, sql, ints, 1);
    OK(db_next(q, &e), e);
    assert_int_equal(db_int(q, 0), 3);
    stmt_done(&q);
    arena_free(a);
}

static void contains_is_by_bytes(TestDb *t)
{
    static const struct {
        const char *hay, *needle;
        bool held;
    } rows[] = {
        { "chapel of St Ann", "St", true },
        { "chapel", "CHAPEL", false }, /* case counts */
        { "教堂区", "堂", true },
        { "100%", "%", true }, /* no wildcards */
        { "100", "%", false },
        { "a_b", "_", true },
        { "x", "", true },
        { "", "x", false },
        { NULL, "x", false },
    };
    Err e = { 0 };
    Arena *a = arena_new(ARENA_REQUEST);
    make_table(t);
    Str sql = arena_printf(a, "SELECT count(*) FROM t WHERE %.*s",
                           STR(db_sql_contains(t->db, a, S("a"), S("$1"))));
    for (size_t i = 0; i < LEN(rows); i++) {
        Param p[] = { P(rows[i].needle) };
        OK(db_exec(t->db, &e, "DELETE FROM t"), e);
        OK(db_exec(t->db, &e, "INSERT INTO t (id, a) VALUES (1, $1)", P(rows[i].hay)), e);
        AUTO(stmt_done) Stmt *q = db_query_text(t->db, sql, p, 1);
        OK(db_next(q, &e), e);
        assert_int_equal(db_int(q, 0), rows[i].held);
    }
    arena_free(a);
}

static void text_sorts_by_bytes_and_like_minds_case(TestDb *t)
{
    Err e = { 0 };
    Arena *a = arena_new(ARENA_REQUEST);
    Str sql = arena_printf(a, "CREATE TABLE s (a %.*s)", STR(db_sql_text(t->db)));
    OK(db_exec_text(t->db, sql, NULL, 0, NULL, &e), e);
    OK(db_exec(t->db, &e, "INSERT INTO s VALUES ('b'), ('B'), ('a'), ('é'), ('Z')"), e);
    AUTO(stmt_done) Stmt *q = db_query(t->db, "SELECT a FROM s ORDER BY a");
    for (const char *want = "BZab"; *want; want++) {
        OK(db_next(q, &e), e);
        assert_int_equal(db_str(q, 0).p[0], *want);
    }
    assert_int_equal(number(t->db, S("SELECT count(*) FROM s WHERE a LIKE 'b%'")), 1);
    arena_free(a);
}

static void knows_columns_and_indexes(TestDb *t)
{
    Err e = { 0 };
    Arena *a = arena_new(ARENA_REQUEST);
    Str *names;
    size_t n;

    OK(db_indexes(t->db, a, &names, &n, &e), e);
    assert_int_equal(n, 0);
    OK(db_exec(t->db, &e, "CREATE TABLE t (id BIGINT PRIMARY KEY, z TEXT, a BIGINT UNIQUE)"), e);
    OK(db_exec(t->db, &e, "CREATE INDEX t_z ON t (z, id)"), e);
    OK(db_exec(t->db, &e, "CREATE UNIQUE INDEX t_a ON t (a, z)"), e);
    OK(db_columns(t->db, S("t"), a, &names, &n, &e), e);
    assert_int_equal(n, 3);
    SAYS(names[0], "id");
    SAYS(names[1], "z");
    SAYS(names[2], "a");
    OK(db_columns(t->db, S("nowhere"), a, &names, &n, &e), e);
    assert_int_equal(n, 0);
    OK(db_indexes(t->db, a, &names, &n, &e), e); /* those of keys are not counted */
    assert_int_equal(n, 2);
    SAYS(names[0], "t_a");
    SAYS(names[1], "t_z");
    OK(db_analyze(t->db, &e), e);
    arena_free(a);
}

static void explains_a_plan(TestDb *t)
{
    Err e = { 0 };
    Arena *a = arena_new(ARENA_REQUEST);
    Param p[] = { P("x") };
    Str plan;
    make_table(t);
    fill(t, 10000, 8);
    OK(db_exec(t->db, &e, "UPDATE t SET a = CAST(id AS TEXT)"), e);
    OK(db_exec(t->db, &e, "CREATE INDEX t_by_a ON t (a)"), e);
    OK(db_analyze(t->db, &e), e);
    OK(db_explain(t->db, S("SELECT id FROM t WHERE a = $1"), p, 1, a, &plan, &e), e);
    assert_true(str_find(plan, S("t_by_a")) >= 0);
    FAILS(db_explain(t->db, S("SELECT id FROM nowhere"), NULL, 0, a, &plan, &e), e, ERR_INTERNAL);
    arena_free(a);
}

static void backs_up_to_a_new_file(TestDb *t)
{
    Err e = { 0 };
    char path[128];
    struct stat st;
    Db *copy;

    snprintf(path, sizeof path, "%s/copy.db", t->dir);
    make_table(t);
    fill(t, 1000, 10);
    if (t->kind == DB_POSTGRES) {
        FAILS(db_backup(t->db, path, &e), e, ERR_INVALID);
        return;
    }
    OK(db_backup(t->db, path, &e), e);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    FAILS(db_backup(t->db, path, &e), e, ERR_CONFLICT);
    FAILS(db_backup(t->db, "/nowhere/copy.db", &e), e, ERR_INTERNAL);
    copy = db_open(path, false, &e);
    OK(copy, e);
    assert_int_equal(number(copy, S("SELECT count(*) FROM t")), 1000);
    db_close(copy);
}

/* ---- opening ---- */

static void opens_only_what_is_there(TestDb *t)
{
    Err e = { 0 };
    char path[128];
    struct stat st;
    FILE *f;

    if (t->kind == DB_POSTGRES) {
        FAILS(db_open("postgresql:///none?host=/nowhere", true, &e), e, ERR_INTERNAL);
        return;
    }
    assert_int_equal(stat(t->url, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    snprintf(path, sizeof path, "%s/none.db", t->dir);
    assert_null(db_open(path, false, &e));
    assert_non_null(strstr(e.msg, path));
    assert_non_null(strstr(e.msg, "qiao init"));
    FAILS(false, e, ERR_NOT_FOUND);
    assert_int_not_equal(access(path, F_OK), 0);
    FAILS(db_open("/nowhere/at/all.db", true, &e), e, ERR_INTERNAL);
    FAILS(db_open(t->dir, false, &e), e, ERR_INTERNAL);
    f = fopen(path, "w");
    for (int i = 0; i < 1000; i++)
        assert_true(fputs("this is a letter, not a database\n", f) >= 0);
    assert_int_equal(fclose(f), 0);
    FAILS(db_open(path, true, &e), e, ERR_INVALID);
}

static const DbCase cases[] = {
    DB_CASE(keeps_each_type_and_null),
    DB_CASE(keeps_text_as_it_is),
    DB_CASE(refuses_a_zero_byte),
    DB_CASE(truth_and_fractions_are_numbers),
    DB_CASE(parameters_go_by_number),
    DB_CASE(null_goes_where_a_value_went),
    DB_CASE(a_missing_parameter_is_an_error),
    DB_CASE(two_statements_in_one_text_are_refused),
    DB_CASE(reads_many_rows),
    DB_CASE(other_statements_run_while_rows_are_read),
    DB_CASE(a_result_may_be_left_early),
    DB_CASE(one_text_may_run_inside_itself),
    DB_CASE(more_texts_than_the_cache_holds),
    DB_CASE(a_changed_table_does_not_disturb),
    DB_CASE(counts_what_changed),
    DB_CASE(the_kind_tells_the_cause),
    DB_CASE(a_lock_that_is_held_is_busy),
    DB_CASE(what_is_not_committed_is_gone),
    DB_CASE(an_inner_failure_leaves_the_outer_standing),
    DB_CASE(transactions_nest_deeply),
    DB_CASE(each_row_may_be_worked_on_in_its_own_transaction),
    DB_CASE(what_follows_an_undone_transaction_is_not_saved),
    DB_CASE(a_connection_that_breaks_says_so),
    DB_CASE(reading_sees_one_moment_and_may_not_write),
    DB_CASE(what_need_not_be_done_does_not_wait),
    DB_CASE(nor_for_the_disk),
    DB_CASE(a_commit_after_a_failure_does_not_lie),
    DB_CASE(bulk_keeps_odd_characters),
    DB_CASE(bulk_meets_a_taken_key),
    DB_CASE(bulk_into_no_table_is_an_error),
    DB_CASE(each_call_can_be_made_to_fail),
    DB_CASE(one_list_is_one_parameter),
    DB_CASE(contains_is_by_bytes),
    DB_CASE(text_sorts_by_bytes_and_like_minds_case),
    DB_CASE(knows_columns_and_indexes),
    DB_CASE(explains_a_plan),
    DB_CASE(backs_up_to_a_new_file),
    DB_CASE(opens_only_what_is_there),
};

int main(void)
{
    return run_db_cases("db", cases, LEN(cases));
}
