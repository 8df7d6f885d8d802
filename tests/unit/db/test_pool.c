/* SPDX-License-Identifier: Apache-2.0
 * The pool: connections are shared, waited for and replaced.
 */
#include "support.h"

#include <pthread.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/date.h"
#include "db/pool.h"

static int64_t number(Db *db, Str sql)
{
    Err e = { 0 };
    AUTO(stmt_done) Stmt *q = db_query_text(db, sql, NULL, 0);
    OK(db_next(q, &e), e);
    return db_int(q, 0);
}

static void the_last_given_is_the_next_taken(TestDb *t)
{
    Err e = { 0 };
    Pool *p = pool_new(t->url, 3);
    Db *a = pool_take(p, 0, &e), *b = pool_take(p, 0, &e);
    assert_true(a && b && a != b);
    assert_int_equal(number(a, S("SELECT 5")), 5);
    pool_give(p, a);
    assert_ptr_equal(pool_take(p, 0, &e), a);
    pool_give(p, b);
    pool_give(p, a);
    pool_give(p, NULL);
    pool_free(p);
    pool_free(NULL);
}

static void waits_so_long_and_no_longer(TestDb *t)
{
    Err e = { 0 };
    Pool *p = pool_new(t->url, 1);
    Db *a = pool_take(p, 0, &e);
    int64_t from = clock_steady_us(), took;
    FAILS(pool_take(p, 0, &e), e, ERR_BUSY);
    FAILS(pool_take(p, 150, &e), e, ERR_BUSY);
    took = clock_steady_us() - from;
    assert_in_range(took, 149000, 5000000);
    pool_give(p, a);
    OK(pool_take(p, 0, &e), e);
    pool_give(p, a);
    pool_free(p);
}

typedef struct {
    Pool *p;
    int taken, failed;
} Client;

static void *client(void *arg)
{
    Client *c = arg;
    for (int i = 0; i < 50; i++) {
        Err e = { 0 };
        Db *db = pool_take(c->p, 20000, &e);
        if (db) {
            AUTO(stmt_done) Stmt *q = db_query(db, "SELECT $1 + 1", P(i));
            c->taken += db_next(q, &e) && db_int(q, 0) == i + 1;
            stmt_done(&q);
            pool_give(c->p, db);
        } else {
            c->failed++;
        }
    }
    return NULL;
}

static void many_threads_share_a_few(TestDb *t)
{
    Pool *p = pool_new(t->url, 3);
    Client clients[16];
    pthread_t threads[LEN(clients)];
    for (size_t i = 0; i < LEN(clients); i++) {
        clients[i] = (Client){ .p = p };
        assert_int_equal(pthread_create(&threads[i], NULL, client, &clients[i]), 0);
    }
    for (size_t i = 0; i < LEN(clients); i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(clients[i].taken, 50);
        assert_int_equal(clients[i].failed, 0);
    }
    pool_free(p);
}

static void a_transaction_left_open_is_rolled_back(TestDb *t)
{
    Err e = { 0 };
    Pool *p = pool_new(t->url, 1);
    Db *a = pool_take(p, 0, &e);
    OK(db_exec(a, &e, "CREATE TABLE t (id BIGINT)"), e);
    for (int depth = 1; depth <= 2; depth++) {
        for (int i = 0; i < depth; i++) {
            Txn left = txn_begin(a, &e);
            OK(left.db, e);
        }
        OK(db_exec(a, &e, "INSERT INTO t VALUES (1)"), e);
        pool_give(p, a);
        a = pool_take(p, 0, &e);
        assert_false(db_in_txn(a));
        assert_int_equal(number(a, S("SELECT count(*) FROM t")), 0);
    }
    pool_give(p, a);
    pool_free(p);
}

static void an_injected_failure_does_not_outlive_its_user(TestDb *t)
{
    Err e = { 0 };
    Pool *p = pool_new(t->url, 1);
    Db *a = pool_take(p, 0, &e);
    db_fail_at(a, 1);
    pool_give(p, a);
    a = pool_take(p, 0, &e);
    assert_int_equal(number(a, S("SELECT 1")), 1);
    pool_give(p, a);
    pool_free(p);
}

static void a_failure_to_open_uses_up_nothing(TestDb *t)
{
    Err e = { 0 };
    char path[128];
    snprintf(path, sizeof path, "%s/later.db", t->dir);
    Pool *p = pool_new(path, 1);
    for (int i = 0; i < 3; i++)
        FAILS(pool_take(p, 0, &e), e, ERR_NOT_FOUND);
    db_close(db_open(path, true, &e));
    OK(e.kind == ERR_NONE, e);
    Db *a = pool_take(p, 0, &e);
    OK(a, e);
    pool_give(p, a);
    pool_free(p);
}

static void a_lost_connection_is_replaced(TestDb *t)
{
    Err e = { 0 };
    Pool *p = pool_new(t->url, 1);
    Db *a = pool_take(p, 0, &e);
    if (t->kind == DB_POSTGRES) {
        int64_t pid = number(a, S("SELECT pg_backend_pid()"));
        FAILS(db_exec(a, &e, "SELECT pg_terminate_backend(pg_backend_pid())"), e, ERR_INTERNAL);
        FAILS(db_exec(a, &e, "SELECT 1"), e, ERR_INTERNAL);
        pool_give(p, a); /* lost in use */
        a = pool_take(p, 0, &e);
        OK(a, e);
        assert_true(number(a, S("SELECT pg_backend_pid()")) != pid);
        pid = number(a, S("SELECT pg_backend_pid()"));
        pool_give(p, a);
        OK(db_exec(t->db, &e, "SELECT pg_terminate_backend($1::int)", P(pid)), e);
        usleep(100000);
        a = pool_take(p, 0, &e); /* lost while idle */
        OK(a, e);
    }
    assert_int_equal(number(a, S("SELECT 1")), 1);
    pool_give(p, a);
    pool_free(p);
}

static void gives_an_idle_one_or_none(TestDb *t)
{
    Err e = { 0 };
    Pool *p = pool_new(t->url, 2);
    Db *a;

    assert_null(pool_take_idle(p)); /* it opens none */
    a = pool_take(p, 0, &e);
    OK(a, e);
    assert_null(pool_take_idle(p));
    pool_give(p, a);
    assert_ptr_equal(pool_take_idle(p), a);
    assert_null(pool_take_idle(p));
    OK(db_look(a, &e), e);
    pool_give(p, a); /* in the middle of a look */
    a = pool_take_idle(p);
    assert_int_equal(number(a, S("SELECT 1")), 1);
    OK(db_exec(a, &e, "CREATE TABLE t (a BIGINT)"), e);
    pool_give(p, a);
    pool_free(p);
}

/* What a reader writes stands in the log first; a thread of the pool brings it into the file. */
static void the_log_is_put_into_the_file(TestDb *t)
{
    const struct timespec moment = { .tv_nsec = 10000000 };
    Err e = { 0 };
    Pool *p = pool_new(t->url, 2);
    Db *a = pool_take(p, 0, &e);
    struct stat st = { 0 };

    OK(a, e);
    OK(db_exec(a, &e, "CREATE TABLE much (x TEXT)"), e);
    for (int i = 0; i < 150; i++) {
        AUTO(txn_rollback) Txn txn = txn_begin(a, &e);
        for (int k = 0; k < 100; k++)
            OK(db_exec(
                   a, &e, "INSERT INTO much (x) VALUES ($1)",
                   P("a text of which a thousand and more fill as many pages as the log is to"
                     " have before it is put away: a text of which a thousand and more fill as"
                     " many pages as the log is to have before it is put away, and so on, until"
                     " all of it is as long as it has to be for that: a text of which a thousand"
                     " and more fill as many pages as the log is to have before it is put away"
                     " and so on, until all of it is as long as it has to be for that to be")),
               e);
        OK(txn_commit(&txn, &e), e);
    }
    for (int i = 0; t->kind == DB_SQLITE && i < 1000 && st.st_size < 2 << 20; i++) {
        nanosleep(&moment, NULL);
        assert_int_equal(stat(t->url, &st), 0);
    }
    assert_true(t->kind == DB_POSTGRES || st.st_size >= 2 << 20);
    assert_int_equal(number(a, S("SELECT count(*) FROM much")), 15000);
    pool_give(p, a);
    pool_free(p);
}

static const DbCase cases[] = {
    DB_CASE(gives_an_idle_one_or_none),
    DB_CASE(the_last_given_is_the_next_taken),
    DB_CASE(waits_so_long_and_no_longer),
    DB_CASE(many_threads_share_a_few),
    DB_CASE(a_transaction_left_open_is_rolled_back),
    DB_CASE(an_injected_failure_does_not_outlive_its_user),
    DB_CASE(a_failure_to_open_uses_up_nothing),
    DB_CASE(a_lost_connection_is_replaced),
    DB_CASE(the_log_is_put_into_the_file),
};

int main(void)
{
    return run_db_cases("pool", cases, LEN(cases));
}
