/* SPDX-License-Identifier: Apache-2.0
 * Connections that wait for readers; the one given back last goes out first, its cache is warm.
 */
#include "db/pool.h"

#include <errno.h>
#include <pthread.h>
#include <time.h>

#include "base/mem.h"
#include "db/driver.h"

enum { KEEP_MS = 1000 };

struct Pool {
    pthread_mutex_t lock;
    pthread_cond_t given;
    size_t max, open, idle; /* open ones are counted while they are being opened, too */
    pthread_cond_t due;     /* the log, or the end */
    pthread_t keeper;
    bool kept, log_grew, stop; /* kept: there is a keeper */
    char *url;
    Db *free[]; /* the first `idle` of max */
};

/* ---- the log ---- */

/* The moment in wait_ms, for pthread_cond_timedwait. */
static struct timespec moment(int wait_ms)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_sec += wait_ms / 1000;
    t.tv_nsec += (long)(wait_ms % 1000) * 1000000;
    if (t.tv_nsec >= 1000000000) {
        t.tv_sec++;
        t.tv_nsec -= 1000000000;
    }
    return t;
}

static void on_grown(void *pool)
{
    Pool *p = pool;
    pthread_mutex_lock(&p->lock);
    p->log_grew = true;
    pthread_cond_signal(&p->due);
    pthread_mutex_unlock(&p->lock);
}

/* Whoever reads for long is in the way, so there is a while between two tries. */
static void *keep(void *pool)
{
    Pool *p = pool;
    Db *db = NULL;

    pthread_mutex_lock(&p->lock);
    while (!p->stop) {
        struct timespec until;
        Err quiet = { 0 };
        if (!p->log_grew) {
            pthread_cond_wait(&p->due, &p->lock);
            continue;
        }
        p->log_grew = false;
        pthread_mutex_unlock(&p->lock);
        if (!db)
            db = db_open(p->url, false, &quiet);
        if (db)
            db->driver->empty_log(db);
        until = moment(KEEP_MS);
        pthread_mutex_lock(&p->lock);
        while (!p->stop && pthread_cond_timedwait(&p->due, &p->lock, &until) != ETIMEDOUT)
            ;
    }
    pthread_mutex_unlock(&p->lock);
    db_close(db);
    return NULL;
}

/* Without a thread for it, each connection does it as SQLite would. */
static void watch_log(Pool *p, Db *db)
{
    bool kept;

    if (!db || !db->driver->watch_log)
        return;
    pthread_mutex_lock(&p->lock);
    p->kept = kept = p->kept || pthread_create(&p->keeper, NULL, keep, p) == 0;
    pthread_mutex_unlock(&p->lock);
    if (!kept)
        return;
    db->grown = on_grown;
    db->grown_arg = p;
    db->driver->watch_log(db);
}

/* ---- connections ---- */

Pool *pool_new(const char *url, size_t max)
{
    size_t n = strlen(url) + 1;
    Pool *p = mem_zget(1, sizeof *p + max * sizeof(Db *));
    pthread_condattr_t attr;

    p->max = max;
    p->url = memcpy(mem_get(n), url, n);
    pthread_mutex_init(&p->lock, NULL);
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&p->given, &attr);
    pthread_cond_init(&p->due, &attr);
    pthread_condattr_destroy(&attr);
    return p;
}

/* One less is open: somebody who waits may open one. */
static void close_one(Pool *p, Db *db)
{
    db_close(db);
    pthread_mutex_lock(&p->lock);
    p->open--;
    pthread_cond_signal(&p->given);
    pthread_mutex_unlock(&p->lock);
}

/* Waits for an idle connection (*db) or for leave to open one (*db is NULL). */
static bool reserve(Pool *p, int wait_ms, Db **db)
{
    struct timespec until = moment(wait_ms);
    bool ok = true;

    pthread_mutex_lock(&p->lock);
    while (ok && p->idle == 0 && p->open == p->max)
        ok = pthread_cond_timedwait(&p->given, &p->lock, &until) != ETIMEDOUT;
    ok = p->idle > 0 || p->open < p->max;
    *db = p->idle > 0 ? p->free[--p->idle] : NULL;
    if (ok && !*db)
        p->open++;
    pthread_mutex_unlock(&p->lock);
    return ok;
}

Db *pool_take(Pool *p, int wait_ms, Err *e)
{
    Db *db;
    if (!reserve(p, wait_ms, &db)) {
        err_set(e, ERR_BUSY, "all connections to the database are in use, try again");
        return NULL;
    }
    if (db && db_is_lost(db))
        db_closep(&db);
    if (!db) {
        db = db_open(p->url, false, e);
        watch_log(p, db);
    }
    if (!db)
        close_one(p, NULL);
    return db;
}

Db *pool_take_idle(Pool *p)
{
    Db *db;

    pthread_mutex_lock(&p->lock);
    db = p->idle > 0 ? p->free[--p->idle] : NULL;
    pthread_mutex_unlock(&p->lock);
    if (db && db_is_lost(db)) {
        close_one(p, db);
        return NULL;
    }
    return db;
}

void pool_give(Pool *p, Db *db)
{
    if (!db)
        return;
    db_rollback_all(db);
    db_fail_at(db, 0);
    if (db->lost) {
        close_one(p, db);
        return;
    }
    pthread_mutex_lock(&p->lock);
    p->free[p->idle++] = db;
    pthread_cond_signal(&p->given);
    pthread_mutex_unlock(&p->lock);
}

void pool_free(Pool *p)
{
    if (!p)
        return;
    pthread_mutex_lock(&p->lock);
    p->stop = true;
    pthread_cond_signal(&p->due);
    pthread_mutex_unlock(&p->lock);
    if (p->kept)
        pthread_join(p->keeper, NULL);
    while (p->idle)
        db_close(p->free[--p->idle]);
    pthread_cond_destroy(&p->given);
    pthread_cond_destroy(&p->due);
    pthread_mutex_destroy(&p->lock);
    mem_give(p->url);
    mem_give(p);
}
