/* SPDX-License-Identifier: Apache-2.0
 * A bare server to compare `qiao serve` with: libmicrohttpd, a connection to the store for each
 * thread, SQL by hand, prepared once; the same rows and the same exact numbers of records as Qiao's
 * list page and a person's page have, escaped; no rights, no languages, no forms, no layout.
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

static void put_statement(Stmt *q, Buf *out, Err *e)
{
    html(out, "<table>");
    put_rows(out, q, e);
    html(out, "</table>");
}

/* All that the page of a person in Qiao is asked for: who asks, the record, its unit, how many rows
 * its lists have, merges, attachments, steps, history with its authors. */
static bool put_record(Db *db, int64_t id, Buf *out, Err *e)
{
    AUTO(stmt_done) Stmt *session =
        db_query(db, "SELECT user_id, seen_at FROM qiao_session WHERE id = $1", P("nobody"));
    AUTO(stmt_done) Stmt *q = db_query(db, "SELECT * FROM person WHERE id = $1", P(id));
    AUTO(stmt_done) Stmt *unit = db_query(
        db, "SELECT u.id, u.name FROM person p JOIN unit u ON u.id = p.unit WHERE p.id = $1",
        P(id));
    AUTO(stmt_done) Stmt *counts = db_query(
        db,
        "SELECT 1, count(*) FROM person_name WHERE voided_at IS NULL AND person = $1 UNION ALL"
        " SELECT 2, count(*) FROM person_status WHERE voided_at IS NULL AND person = $1 UNION ALL"
        " SELECT 3, count(*) FROM relation WHERE voided_at IS NULL AND (person = $1 OR relative ="
        " $1) UNION ALL SELECT 4, count(*) FROM consent WHERE voided_at IS NULL AND person = $1"
        " UNION ALL SELECT 5, count(*) FROM visitor WHERE voided_at IS NULL AND person = $1"
        " UNION ALL SELECT 6, count(*) FROM participation WHERE voided_at IS NULL AND person = $1",
        P(id));
    AUTO(stmt_done) Stmt *merged = db_query(
        db, "SELECT id, field, value FROM alternate WHERE record = $1 AND of_type = 'person'",
        P(id));
    AUTO(stmt_done) Stmt *files =
        db_query(db,
                 "SELECT id, name, size FROM attachment WHERE of_record = $1 AND of_type = 'person'"
                 " AND voided_at IS NULL ORDER BY id",
                 P(id));
    AUTO(stmt_done) Stmt *steps = db_query(
        db,
        "SELECT id, to_state FROM approval_step WHERE of_type = 'person' AND voided_at IS NULL");
    AUTO(stmt_done) Stmt *changes = db_query(
        db,
        "SELECT h.seq, h.at, coalesce(u.name, u.login), h.act, h.version, h.why FROM qiao_history h"
        " LEFT JOIN \"user\" u ON u.id = h.actor WHERE h.type = 'person' AND h.record = $1"
        " ORDER BY h.seq",
        P(id));
    Stmt *all[] = { session, q, unit, counts, merged, files, steps, changes };

    for (size_t i = 0; i < LEN(all); i++)
        put_statement(all[i], out, e);
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
