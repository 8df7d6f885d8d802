/* SPDX-License-Identifier: Apache-2.0
 * A limit of time ends what takes too long and nothing else; a trace sees what runs.
 */
#include <stdio.h>

#include "base/date.h"
#include "support.h"

enum { SHORT_MS = 100 };

/* Counts for minutes if nobody ends it. */
static bool count_long(Db *db, Err *e)
{
    AUTO(stmt_done) Stmt *q =
        db_query(db, "/* long */ WITH RECURSIVE n(i) AS (SELECT CAST(1 AS BIGINT) UNION ALL"
                     " SELECT i + 1 FROM n WHERE i < 3000000000) SELECT count(*) FROM n");
    return db_next(q, e);
}

static bool ask_one(Db *db, Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query(db, "SELECT 1");
    return db_next(q, e);
}

static void ends_what_takes_too_long(TestDb *t)
{
    int64_t began = clock_steady_us();
    Err e = { 0 };
    OK(db_limit(t->db, SHORT_MS, &e), e);
    FAILS(count_long(t->db, &e), e, ERR_BUSY);
    assert_in_range(clock_steady_us() - began, SHORT_MS * 1000, 20 * SHORT_MS * 1000);
    FAILS(ask_one(t->db, &e), e, ERR_BUSY); /* it begins too late */
    OK(db_limit(t->db, 60000, &e), e);
    OK(ask_one(t->db, &e), e);
    OK(db_limit(t->db, 0, &e), e);
    OK(ask_one(t->db, &e), e);
}

static void leaves_the_rest_alone(TestDb *t)
{
    Err e = { 0 };
    OK(db_exec(t->db, &e, "CREATE TABLE t (a BIGINT)"), e);
    OK(db_limit(t->db, 60000, &e), e);
    for (int i = 0; i < 100; i++)
        OK(db_exec(t->db, &e, "INSERT INTO t VALUES ($1)", P(i)), e);
    OK(db_limit(t->db, 0, &e), e);
}

typedef struct {
    int n;
    int64_t value;
    char sql[32];
} Seen;

static void see(void *arg, Str sql, const Param *params, size_t n)
{
    Seen *s = arg;
    s->n++;
    s->value = n ? params[0].i : -1;
    snprintf(s->sql, sizeof s->sql, "%.*s", STR(sql));
}

static void tells_what_runs(TestDb *t)
{
    Seen s = { 0 };
    Err e = { 0 };
    db_trace(t->db, see, &s);
    {
        AUTO(stmt_done) Stmt *q = db_query(t->db, "SELECT $1 + 1", P(41));
        assert_int_equal(s.n, 0); /* it has not run yet */
        assert_true(db_next(q, &e));
    }
    assert_int_equal(s.n, 1);
    assert_int_equal(s.value, 41);
    assert_string_equal(s.sql, "SELECT $1 + 1");
    db_trace(t->db, NULL, NULL);
    OK(ask_one(t->db, &e), e);
    assert_int_equal(s.n, 1);
}

/* ---- looks ---- */

static int64_t count(Db *db)
{
    Err e = { 0 };
    AUTO(stmt_done) Stmt *q = db_query(db, "SELECT count(*) FROM t");
    OK(db_next(q, &e), e);
    return db_int(q, 0);
}

static void a_look_sees_one_moment(TestDb *t)
{
    Err e = { 0 };
    Db *other = test_db_again(t);

    OK(db_exec(t->db, &e, "CREATE TABLE t (a BIGINT)"), e);
    OK(db_look(t->db, &e), e);
    assert_int_equal(count(t->db), 0);
    OK(db_exec(other, &e, "INSERT INTO t VALUES (1)"), e);
    assert_int_equal(count(t->db), 0);
    assert_false(db_in_txn(t->db)); /* nothing in it is of a change */
    {
        AUTO(txn_rollback) Txn inner = txn_begin_read(t->db, &e);
        OK(inner.db, e);
        assert_int_equal(count(t->db), 0);
    }
    assert_int_equal(db_look_end(t->db), LOOK_GOOD);
    assert_int_equal(count(t->db), 1);
    db_close(other);
}

/* Each way of writing fails, and the end of the look says so though the error is forgotten. */
static void a_look_writes_nothing(TestDb *t)
{
    static const Str columns[] = { { "a", 1 } };
    Err e = { 0 };

    OK(db_exec(t->db, &e, "CREATE TABLE t (a BIGINT)"), e);
    for (int way = 0; way < 5; way++) {
        Err own = { 0 };
        OK(db_look(t->db, &e), e);
        if (way == 0) {
            assert_false(db_exec(t->db, &own, "INSERT INTO t VALUES (1)"));
        } else if (way == 1) {
            AUTO(txn_rollback) Txn txn = txn_begin(t->db, &own);
            assert_null(txn.db);
        } else if (way == 2) {
            AUTO(txn_rollback) Txn txn = txn_begin_at_once(t->db, &own);
            assert_null(txn.db);
        } else if (way == 3) {
            AUTO(bulk_free) Bulk *b = bulk_new(t->db, S("t"), columns, 1);
            const Param one = P(1);
            assert_false(bulk_row(b, &one, &own));
        } else {
            AUTO(stmt_done) Stmt *q = db_query(t->db, "SELECT nothing FROM nowhere");
            assert_false(db_next(q, &own));
        }
        assert_int_not_equal(own.kind, ERR_NONE);
        assert_int_equal(db_look_end(t->db), LOOK_FAILED);
        assert_int_equal(count(t->db), 0);
    }
    OK(db_look(t->db, &e), e);
    assert_int_equal(count(t->db), 0);
    assert_int_equal(db_look_end(t->db), LOOK_GOOD);
    OK(db_exec(t->db, &e, "INSERT INTO t VALUES (1)"), e);
}

static void a_look_is_short(TestDb *t)
{
    int64_t began = clock_steady_us();
    Err e = { 0 };

    OK(db_limit(t->db, t->kind == DB_SQLITE ? 60000 : SHORT_MS, &e), e);
    OK(db_look(t->db, &e), e);
    FAILS(count_long(t->db, &e), e, ERR_BUSY);
    assert_int_equal(db_look_end(t->db), LOOK_LONG);
    assert_in_range(clock_steady_us() - began, 0, 20 * SHORT_MS * 1000);
    OK(db_limit(t->db, 60000, &e), e);
    OK(db_look(t->db, &e), e);
    OK(ask_one(t->db, &e), e);
    assert_int_equal(db_look_end(t->db), LOOK_GOOD);
    OK(db_limit(t->db, 0, &e), e);
}

static const DbCase cases[] = {
    DB_CASE(a_look_sees_one_moment),
    DB_CASE(a_look_writes_nothing),
    DB_CASE(a_look_is_short),
    DB_CASE(ends_what_takes_too_long),
    DB_CASE(leaves_the_rest_alone),
    DB_CASE(tells_what_runs),
};

int main(void)
{
    return run_db_cases("limit", cases, LEN(cases));
}
