/* SPDX-License-Identifier: Apache-2.0
 * A bare server to compare `qiao serve` with: libmicrohttpd, a connection to the store for each
 * thread, SQL by hand; the same rows and the same exact number of records as Qiao's list and record
 * pages, escaped; no rights, no languages, no related lists, no layout.
 *
 *     bench_pages STORE     prints its port and serves until it is killed
 */
#include <microhttpd.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "base/html.h"
#include "base/mem.h"
#include "db/pool.h"

enum { THREADS = 2 };

static void put_rows(Buf *out, Stmt *q, Err *e)
{
    while (db_next(q, e)) {
        html(out, "<tr><th><a href=\"/person/%" PRId64 "\">", db_int(q, 0));
        for (int i = 1; i < db_cols(q); i++)
            html(out, "<td>%.*s</td>", STR(db_str(q, i)));
        html(out, "</tr>\n");
    }
}

static bool put_list(Db *db, Buf *out, Err *e)
{
    AUTO(stmt_done) Stmt *n = db_query(db, "SELECT count(*) FROM person WHERE voided_at IS NULL");
    AUTO(stmt_done) Stmt *q = db_query(db, "SELECT id, name_hans, name_latin, residence FROM person"
                                           " WHERE voided_at IS NULL ORDER BY id LIMIT 50");
    if (db_next(n, e))
        html(out, "<p>%" PRId64 " records</p><table>\n", db_int(n, 0));
    put_rows(out, q, e);
    html(out, "</table>");
    return !e->kind;
}

static bool put_record(Db *db, int64_t id, Buf *out, Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query(db, "SELECT * FROM person WHERE id = $1", P(id));
    AUTO(stmt_done) Stmt *changes =
        db_query(db,
                 "SELECT seq, at, actor, act, version, why FROM qiao_history"
                 " WHERE type = 'person' AND record = $1 ORDER BY seq",
                 P(id));
    html(out, "<table>");
    put_rows(out, q, e);
    put_rows(out, changes, e);
    html(out, "</table>");
    return !e->kind;
}

/* The library's signature. NOLINTNEXTLINE(readability-function-size) */
static enum MHD_Result answer(void *arg, struct MHD_Connection *con, const char *path,
                              const char *method, const char *version, const char *data,
                              size_t *size, void **state)
{
    static int begun;
    Buf out = buf_new(BUF_PAGE);
    Err e = { 0 };
    Str id = str_part(str_z(path), strlen("/person/"), SIZE_MAX);
    int64_t number;
    struct MHD_Response *r;
    enum MHD_Result result;
    Db *db;

    (void)method;
    (void)version;
    (void)data;
    *size = 0;
    if (!*state) {
        *state = &begun;
        return MHD_YES;
    }
    db = pool_take(arg, 1000, &e);
    html(&out, "<!DOCTYPE html><html><head><title>bare</title></head><body>\n");
    if (db && (str_int(id, &number) ? put_record(db, number, &out, &e) : put_list(db, &out, &e)))
        html(&out, "</body></html>");
    pool_give(arg, db);
    r = MHD_create_response_from_buffer_with_free_callback(out.n, out.p, mem_give);
    result = MHD_queue_response(con, e.kind ? 500 : 200, r);
    MHD_destroy_response(r);
    return result;
}

int main(int argc, char **argv)
{
    Pool *pool;
    struct MHD_Daemon *d;
    int signal_number;
    sigset_t ends;

    if (argc != 2) {
        (void)fputs("usage: bench_pages STORE\n", stderr);
        return 2;
    }
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ends, NULL);
    pool = pool_new(argv[1], THREADS);
    d = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_TURBO, 0, NULL, NULL, answer, pool,
                         MHD_OPTION_THREAD_POOL_SIZE, THREADS, MHD_OPTION_END);
    if (!d)
        return 2;
    (void)printf("%u\n", (unsigned)MHD_get_daemon_info(d, MHD_DAEMON_INFO_BIND_PORT)->port);
    (void)fflush(stdout);
    (void)sigwait(&ends, &signal_number);
    MHD_stop_daemon(d);
    pool_free(pool);
    return 0;
}
