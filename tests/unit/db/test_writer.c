/* SPDX-License-Identifier: Apache-2.0
 * The writer: what it acknowledged is there, and a job that fails takes no other with it.
 */
#include "support.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <unistd.h>

#include "db/writer.h"

static int64_t number(Db *db, Str sql)
{
    Err e = { 0 };
    AUTO(stmt_done) Stmt *q = db_query_text(db, sql, NULL, 0);
    OK(db_next(q, &e), e);
    return db_int(q, 0);
}

static Writer *start(TestDb *t)
{
    Err e = { 0 };
    Writer *w;
    OK(db_exec(t->db, &e, "CREATE TABLE t (id BIGINT PRIMARY KEY)"), e);
    OK(db_exec(t->db, &e,
               "CREATE TABLE child (t_id BIGINT REFERENCES t (id)"
               " DEFERRABLE INITIALLY DEFERRED)"),
       e);
    w = writer_new(t->url, &e);
    OK(w, e);
    return w;
}

static bool add(Db *db, void *arg, Err *e)
{
    return db_exec(db, e, "INSERT INTO t (id) VALUES ($1)", P(*(int *)arg));
}

/* ---- many threads ---- */

enum { THREADS = 64, EACH = 40 };

typedef struct {
    Writer *w;
    int number;
    int done, refused, wrong;
} Client;

/* Adds its row, then wants another thing that fails in one of three ways. */
static bool spoil(Db *db, void *arg, Err *e)
{
    int id = *(int *)arg;
    if (!db_exec(db, e, "INSERT INTO t (id) VALUES ($1)", P(-1 - id)))
        return false;
    if (id % 3 == 0)
        return db_exec(db, e, "INSERT INTO t (id) VALUES ($1)", P(-1 - id));
    if (id % 3 == 1)
        return err_set(e, ERR_DENIED, "not you");
    {
        Txn left = txn_begin(db, e); /* a failure inside of an inner transaction */
        bool ok = left.db && db_exec(db, e, "nonsense");
        txn_rollback(&left);
        return ok;
    }
}

static void *client(void *arg)
{
    static const ErrKind kinds[] = { ERR_CONFLICT, ERR_DENIED, ERR_INTERNAL };
    Client *c = arg;
    for (int i = 0; i < EACH; i++) {
        int id = c->number * EACH + i;
        bool bad = i % 4 == 3;
        Err e = { .lang = (Lang)(c->number % LANG__N) };
        bool ok = writer_do(c->w, bad ? spoil : add, &id, &e);
        c->done += ok;
        c->refused += !ok && e.kind == kinds[id % 3];
        c->wrong += ok == bad || (int)e.lang != c->number % LANG__N;
    }
    return NULL;
}

static void a_failure_takes_no_other_with_it(TestDb *t)
{
    Writer *w = start(t);
    Client clients[THREADS] = { 0 };
    pthread_t threads[THREADS];
    int64_t jobs, commits;
    int done = 0, refused = 0;

    for (int i = 0; i < THREADS; i++) {
        clients[i] = (Client){ .w = w, .number = i };
        assert_int_equal(pthread_create(&threads[i], NULL, client, &clients[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(clients[i].wrong, 0);
        done += clients[i].done;
        refused += clients[i].refused;
    }
    assert_int_equal(done, THREADS * EACH * 3 / 4);
    assert_int_equal(refused, THREADS * EACH / 4);
    assert_int_equal(number(t->db, S("SELECT count(*) FROM t WHERE id >= 0")), done);
    assert_int_equal(number(t->db, S("SELECT count(*) FROM t WHERE id < 0")), 0);
    writer_counts(w, &jobs, &commits);
    assert_int_equal(jobs, done);
    assert_true(commits > 0 && commits < jobs);
    writer_free(w);
}

/* ---- failures ---- */

static bool silent(Db *db, void *arg, Err *e)
{
    (void)db;
    (void)arg;
    (void)e;
    return false;
}

static void a_failure_without_a_word_is_an_error(TestDb *t)
{
    Writer *w = start(t);
    Err e = { 0 };
    int64_t jobs, commits;
    FAILS(writer_do(w, silent, NULL, &e), e, ERR_INTERNAL);
    writer_counts(w, &jobs, &commits);
    assert_int_equal(jobs + commits, 0);
    writer_free(w);
}

static bool orphan(Db *db, void *arg, Err *e)
{
    (void)arg;
    return db_exec(db, e, "INSERT INTO child VALUES (99)");
}

static bool fail_the_commit(Db *db, void *arg, Err *e)
{
    if (!add(db, arg, e))
        return false;
    db_fail_at(db, 2); /* the savepoint's end is the first */
    return true;
}

static void a_commit_that_fails_saves_nothing(TestDb *t)
{
    Writer *w = start(t);
    Err e = { 0 };
    int64_t jobs, commits;
    int id = 1;

    FAILS(writer_do(w, orphan, NULL, &e), e, ERR_INTERNAL);
    FAILS(writer_do(w, fail_the_commit, &id, &e), e, ERR_INTERNAL);
    assert_int_equal(number(t->db, S("SELECT count(*) FROM t")), 0);
    OK(writer_do(w, add, &id, &e), e);
    assert_int_equal(number(t->db, S("SELECT count(*) FROM t")), 1);
    writer_counts(w, &jobs, &commits);
    assert_int_equal(jobs, 1);
    assert_int_equal(commits, 1);
    writer_free(w);
}

static void a_lock_that_another_holds_is_busy(TestDb *t)
{
    Writer *w = start(t);
    Err e = { 0 };
    int id = 1;
    Txn mine;

    if (t->kind == DB_POSTGRES) { /* there only those wait who write the same row */
        writer_free(w);
        return;
    }
    mine = txn_begin(t->db, &e);
    FAILS(writer_do(w, add, &id, &e), e, ERR_BUSY);
    txn_rollback(&mine);
    OK(writer_do(w, add, &id, &e), e);
    writer_free(w);
}

static bool process_id(Db *db, void *arg, Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query(db, "SELECT pg_backend_pid()");
    if (!db_next(q, e))
        return false;
    *(int64_t *)arg = db_int(q, 0);
    return true;
}

static bool suicide(Db *db, void *arg, Err *e)
{
    (void)arg;
    return db_exec(db, e, "SELECT pg_terminate_backend(pg_backend_pid())");
}

static void a_lost_connection_is_replaced(TestDb *t)
{
    Writer *w = start(t);
    Err e = { 0 };
    int id = 1;
    int64_t pid, other;

    if (t->kind == DB_POSTGRES) {
        OK(writer_do(w, process_id, &pid, &e), e);
        OK(db_exec(t->db, &e, "SELECT pg_terminate_backend($1::int)", P(pid)), e);
        OK(writer_do(w, process_id, &other, &e), e); /* lost while idle: nobody notices */
        assert_true(other != pid);
        FAILS(writer_do(w, suicide, NULL, &e), e, ERR_INTERNAL);
    }
    OK(writer_do(w, add, &id, &e), e);
    writer_free(w);
}

static void no_database_no_writer(TestDb *t)
{
    Err e = { 0 };
    char path[128];
    snprintf(path, sizeof path, "%s/none.db", t->dir);
    FAILS(writer_new(path, &e), e, ERR_NOT_FOUND);
    writer_free(NULL);
}

/* ---- the end ---- */

typedef struct {
    Writer *w;
    sem_t entered, leave;
    int id;
    bool ok;
} Slow;

static bool wait_first(Db *db, void *arg, Err *e)
{
    Slow *s = arg;
    sem_post(&s->entered);
    while (sem_wait(&s->leave))
        ;
    return add(db, &s->id, e);
}

static void *slow_client(void *arg)
{
    Slow *s = arg;
    Err e = { 0 };
    s->ok = writer_do(s->w, wait_first, s, &e);
    return NULL;
}

static void *quick_client(void *arg)
{
    Slow *s = arg;
    Err e = { 0 };
    s->ok = writer_do(s->w, add, &s->id, &e);
    return NULL;
}

static void what_is_queued_is_finished_at_the_end(TestDb *t)
{
    Slow s[5] = { 0 };
    pthread_t threads[LEN(s)];
    Writer *w = start(t);

    sem_init(&s[0].entered, 0, 0);
    sem_init(&s[0].leave, 0, 0);
    for (size_t i = 0; i < LEN(s); i++) {
        s[i].w = w;
        s[i].id = (int)i;
        pthread_create(&threads[i], NULL, i ? quick_client : slow_client, &s[i]);
        if (i == 0)
            sem_wait(&s[0].entered);
    }
    usleep(200000); /* so that all wait in the queue */
    sem_post(&s[0].leave);
    writer_free(w);
    for (size_t i = 0; i < LEN(s); i++) {
        pthread_join(threads[i], NULL);
        assert_true(s[i].ok);
    }
    assert_int_equal(number(t->db, S("SELECT count(*) FROM t")), LEN(s));
}

static const DbCase cases[] = {
    DB_CASE(a_failure_takes_no_other_with_it),
    DB_CASE(a_failure_without_a_word_is_an_error),
    DB_CASE(a_commit_that_fails_saves_nothing),
    DB_CASE(a_lock_that_another_holds_is_busy),
    DB_CASE(a_lost_connection_is_replaced),
    DB_CASE(no_database_no_writer),
    DB_CASE(what_is_queued_is_finished_at_the_end),
};

int main(void)
{
    return run_db_cases("writer", cases, LEN(cases));
}
