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

static const DbCase cases[] = {
    DB_CASE(ends_what_takes_too_long),
    DB_CASE(leaves_the_rest_alone),
    DB_CASE(tells_what_runs),
};

int main(void)
{
    return run_db_cases("limit", cases, LEN(cases));
}
