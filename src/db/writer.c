/* SPDX-License-Identifier: Apache-2.0
 * The writer thread: takes all that waits, does it in one transaction, answers after the commit.
 *
 * While a commit waits for the disk the next jobs gather, so that the more there is to do, the more
 * goes into a commit. A batch is bounded in number and time, for the sake of those who wait in it.
 */
#include "db/writer.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>

#include "base/date.h"
#include "base/mem.h"
#include "db/driver.h"

enum { QUEUE_MAX = 10000, BATCH_MAX = 1000, BATCH_US = 20000 };

/* On the stack of the thread that waits for it. */
typedef struct Task Task;
struct Task {
    Task *next;
    WriteJob *job;
    void *arg;
    Err *e;
    bool ok;
    sem_t done;
};

typedef struct {
    Task *first, **last;
    size_t n;
} Queue;

struct Writer {
    pthread_t thread;
    pthread_mutex_t lock; /* of all below it, but not of db and url */
    pthread_cond_t more;
    Queue queue;
    bool stop;
    int64_t jobs, commits;
    Db *db; /* the thread's alone */
    char *url;
};

static void queue_init(Queue *q)
{
    *q = (Queue){ .last = &q->first };
}

static void queue_add(Queue *q, Task *t)
{
    t->next = NULL;
    *q->last = t;
    q->last = &t->next;
    q->n++;
}

static Task *queue_take(Queue *q)
{
    Task *t = q->first;
    if (!t)
        return NULL;
    q->first = t->next;
    if (!q->first)
        q->last = &q->first;
    q->n--;
    return t;
}

/* ---- the thread ---- */

static Task *next_task(Writer *w, bool wait)
{
    Task *t;
    pthread_mutex_lock(&w->lock);
    while (wait && !w->queue.first && !w->stop)
        pthread_cond_wait(&w->more, &w->lock);
    t = queue_take(&w->queue);
    pthread_mutex_unlock(&w->lock);
    return t;
}

/* One job, in a savepoint of its own. */
static bool run_task(Db *db, Task *t)
{
    AUTO(txn_rollback) Txn own = txn_begin(db, t->e);
    bool ok = own.db && t->job(db, t->arg, t->e) && txn_commit(&own, t->e);
    if (!ok && !t->e->kind)
        err_set(t->e, ERR_INTERNAL, "the change was not made, and nobody said why");
    return ok;
}

/* The connection, opened anew if it was lost. */
static bool connected(Writer *w, Err *e)
{
    if (w->db && !db_is_lost(w->db))
        return true;
    db_closep(&w->db);
    w->db = db_open(w->url, false, e);
    return w->db != NULL;
}

/* Begins, with a second try on a new connection if the old one turns out to be lost. */
static Txn begin(Writer *w, Err *e)
{
    Txn t = { 0 };
    if (!connected(w, e))
        return t;
    t = txn_begin(w->db, e);
    if (t.db || !w->db->lost)
        return t;
    err_clear(e);
    return connected(w, e) ? txn_begin(w->db, e) : t;
}

/* Does `first` and what else waits; all that was taken is in *batch. Without a transaction all of
 * them fail at once, rather than each after a wait of its own. */
static bool run_batch(Writer *w, Task *first, Queue *batch, int64_t *good, Err *e)
{
    int64_t until = clock_steady_us() + BATCH_US;
    AUTO(txn_rollback) Txn t = begin(w, e);

    for (Task *task = first; task;) {
        queue_add(batch, task);
        if (t.db) {
            task->ok = run_task(w->db, task);
            *good += task->ok;
        }
        if (t.db && (batch->n >= BATCH_MAX || clock_steady_us() >= until))
            break;
        task = next_task(w, false);
    }
    if (!t.db)
        return false;
    return *good == 0 || txn_commit(&t, e);
}

/* Answers; after that the task is not there any more. */
static void answer(Task *t, const Err *failure)
{
    if (failure && (t->ok || !t->e->kind)) {
        t->ok = false;
        err_set(t->e, failure->kind, "nothing was saved: %s", failure->msg);
    }
    sem_post(&t->done);
}

static void *run(void *arg)
{
    Writer *w = arg;
    Task *first;

    while ((first = next_task(w, true))) {
        Queue batch;
        Err e = { .lang = first->e->lang };
        int64_t good = 0;
        bool ok;

        queue_init(&batch);
        ok = run_batch(w, first, &batch, &good, &e);
        pthread_mutex_lock(&w->lock);
        w->jobs += ok ? good : 0;
        w->commits += ok && good;
        pthread_mutex_unlock(&w->lock);
        for (Task *t; (t = queue_take(&batch));)
            answer(t, ok ? NULL : &e);
    }
    return NULL;
}

/* ---- for the others ---- */

/* Signals belong to the thread that waits for them. */
static bool start_thread(Writer *w)
{
    sigset_t all, before;
    int rc;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    rc = pthread_create(&w->thread, NULL, run, w);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return rc == 0;
}

static void destroy(Writer *w)
{
    db_close(w->db);
    pthread_cond_destroy(&w->more);
    pthread_mutex_destroy(&w->lock);
    mem_give(w->url);
    mem_give(w);
}

Writer *writer_new(const char *url, Err *e)
{
    size_t n = strlen(url) + 1;
    Writer *w = mem_zget(1, sizeof *w);

    w->url = memcpy(mem_get(n), url, n);
    queue_init(&w->queue);
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->more, NULL);
    w->db = db_open(url, false, e);
    if (w->db && start_thread(w))
        return w;
    if (w->db)
        err_set(e, ERR_INTERNAL, "cannot start the thread that writes");
    destroy(w);
    return NULL;
}

bool writer_do(Writer *w, WriteJob *job, void *arg, Err *e)
{
    Task t = { .job = job, .arg = arg, .e = e };
    bool full;

    assert(!pthread_equal(pthread_self(), w->thread)); /* it would wait for itself */
    sem_init(&t.done, 0, 0);
    pthread_mutex_lock(&w->lock);
    full = w->stop || w->queue.n >= QUEUE_MAX;
    if (!full) {
        queue_add(&w->queue, &t);
        pthread_cond_signal(&w->more);
    }
    pthread_mutex_unlock(&w->lock);
    while (!full && sem_wait(&t.done) != 0 && errno == EINTR)
        ;
    sem_destroy(&t.done);
    if (full)
        return err_set(e, ERR_BUSY, "too many changes are waiting, try again");
    return t.ok;
}

void writer_counts(Writer *w, int64_t *jobs, int64_t *commits)
{
    pthread_mutex_lock(&w->lock);
    *jobs = w->jobs;
    *commits = w->commits;
    pthread_mutex_unlock(&w->lock);
}

void writer_free(Writer *w)
{
    if (!w)
        return;
    pthread_mutex_lock(&w->lock);
    w->stop = true;
    pthread_cond_signal(&w->more);
    pthread_mutex_unlock(&w->lock);
    pthread_join(w->thread, NULL);
    destroy(w);
}
