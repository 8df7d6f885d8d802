/* SPDX-License-Identifier: Apache-2.0
 * Group commit against one commit a write: 64 clients, each with one change at a time.
 *
 * Both ways do the same job on one connection; without the writer each job has its own transaction
 * under a mutex. Rounds alternate, so that a slow stretch of the machine hits both. On SQLite in
 * the current folder's file system, and on the PostgreSQL of QIAO_TEST_PG if there is one.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/date.h"
#include "db/writer.h"

enum { CLIENTS = 64, ROUNDS = 3, ROUND_US = 1500000 };

typedef struct {
    Writer *w; /* NULL: each for itself */
    Db *db;
    pthread_mutex_t lock;
    atomic_llong ids;
    atomic_llong done;
    atomic_bool failed;
    int64_t until;
} Bench;

static bool save(Db *db, void *arg, Err *e)
{
    int64_t id = *(int64_t *)arg;
    return db_exec(db, e, "INSERT INTO bench_writer (id, name, at) VALUES ($1, $2, $3)", P(id),
                   P("a change of usual size: a name, a place, a note of some words"), P(id * 7));
}

static bool save_alone(Bench *b, int64_t id, Err *e)
{
    bool ok;
    pthread_mutex_lock(&b->lock);
    {
        AUTO(txn_rollback) Txn t = txn_begin(b->db, e);
        ok = t.db && save(b->db, &id, e) && txn_commit(&t, e);
    }
    pthread_mutex_unlock(&b->lock);
    return ok;
}

static void *client(void *arg)
{
    Bench *b = arg;
    while (clock_steady_us() < b->until && !b->failed) {
        int64_t id = atomic_fetch_add(&b->ids, 1);
        Err e = { 0 };
        if (b->w ? writer_do(b->w, save, &id, &e) : save_alone(b, id, &e)) {
            atomic_fetch_add(&b->done, 1);
            continue;
        }
        b->failed = true;
        fprintf(stderr, "bench_writer: %s\n", e.msg);
    }
    return NULL;
}

/* Writes per second of one round. */
static double run_round(Bench *b, Writer *w)
{
    pthread_t threads[CLIENTS];
    int64_t from = clock_steady_us();

    b->w = w;
    b->done = 0;
    b->until = from + ROUND_US;
    for (int i = 0; i < CLIENTS; i++)
        if (pthread_create(&threads[i], NULL, client, b))
            abort();
    for (int i = 0; i < CLIENTS; i++)
        pthread_join(threads[i], NULL);
    return (double)b->done * 1e6 / (double)(clock_steady_us() - from);
}

/* Prints the line that script/bench looks for; false below the budget. */
static bool compare(const char *name, const char *url, double budget)
{
    Bench b = { .lock = PTHREAD_MUTEX_INITIALIZER };
    Err e = { 0 };
    double grouped = 0, alone = 0;
    int64_t jobs = 0, commits = 0;
    Writer *w = NULL;

    b.db = db_open(url, true, &e);
    if (b.db && db_exec(b.db, &e, "DROP TABLE IF EXISTS bench_writer") &&
        db_exec(b.db, &e,
                "CREATE TABLE bench_writer (id BIGINT PRIMARY KEY, name TEXT NOT NULL, at BIGINT)"))
        w = writer_new(url, &e);
    for (int i = 0; w && i < ROUNDS && !b.failed; i++) {
        alone += run_round(&b, NULL) / ROUNDS;
        grouped += run_round(&b, w) / ROUNDS;
    }
    if (w)
        writer_counts(w, &jobs, &commits);
    writer_free(w);
    if (!w || b.failed || !db_exec(b.db, &e, "DROP TABLE bench_writer")) {
        fprintf(stderr, "bench_writer: %s: %s\n", name, e.msg);
        db_close(b.db);
        return false;
    }
    db_close(b.db);
    printf("%s: %d clients, %.0f writes/s one by one, %.0f grouped, %.1f to a commit\n", name,
           CLIENTS, alone, grouped, (double)jobs / (double)(commits ? commits : 1));
    printf("%s ratio %.2f budget %.2f\n", name, grouped / alone, budget);
    return grouped / alone >= budget;
}

int main(void)
{
    char dir[] = "bench-writer-XXXXXX", path[64];
    const char *pg = getenv("QIAO_TEST_PG"); /* NOLINT(concurrency-mt-unsafe): read only */
    bool ok;

    if (!mkdtemp(dir))
        return 2;
    snprintf(path, sizeof path, "%s/bench.db", dir);
    ok = compare("writer-sqlite", path, 3);
    for (int i = 0; i < 3; i++) {
        static const char *const ends[] = { "", "-wal", "-shm" };
        snprintf(path, sizeof path, "%s/bench.db%s", dir, ends[i]);
        unlink(path);
    }
    rmdir(dir);
    if (pg && pg[0])
        ok = compare("writer-postgres", pg, 1.5) && ok;
    return ok ? 0 : 1;
}
