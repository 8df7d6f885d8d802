/* SPDX-License-Identifier: Apache-2.0
 * The PostgreSQL engine.
 *
 * A savepoint that is made or released waits for the next statement and travels with it, since a
 * journey costs more than most statements; a write of two statements needs two journeys, not four.
 *
 * A result is read row by row from the wire, so that a large one takes no memory. The wire carries
 * one result at a time: when another statement comes, the rows that are left of the one being read
 * move into its Spill first. Parameters travel in binary: no copy, and no zero at the end.
 */
#include <libpq-fe.h>
#include <poll.h>
#include <stdio.h>

#include "base/mem.h"
#include "db/driver.h"
#include "db/spill.h"

enum { OID_BOOL = 16, OID_BYTEA = 17, OID_INT8 = 20, OID_TEXT = 25 };
enum { PARAMS_MAX = 4096, BULK_FLUSH = 1 << 20, BULK_MAX = 1 << 30, WAITING_MAX = 4 };

typedef struct {
    Stmt base;
    int64_t number;  /* of the prepared statement */
    bool restarted;  /* its plan was out of date once */
    PGresult *row;   /* from the wire; the values point into it */
    PGresult *error; /* came while the rest of the result moved to `rows` */
    Spill *rows;
    Str *values; /* of the row; behind them is room for one more row */
} PgStmt;

typedef struct {
    Db base;
    PGconn *conn;
    PgStmt *reading;               /* whose result is on the wire */
    int64_t numbers;               /* prepared statements so far */
    char waiting[WAITING_MAX][48]; /* savepoints that the server does not know of yet */
    int nwaiting;
    bool piped;  /* the current statement travelled with some of them */
    int timeout; /* in ms, as the server knows it */
} Pg;

static Pg *pg_of(Db *db)
{
    return (Pg *)db;
}

static PgStmt *pg_stmt(Stmt *q)
{
    return (PgStmt *)q;
}

/* ---- errors ---- */

/* The state of a statement that statement_timeout ended. */
#define LATE "57014"

static ErrKind kind_of(Str state)
{
    if (str_eq(state, S("23505")))
        return ERR_CONFLICT;
    if (str_eq(state, S("40001")) || str_eq(state, S("40P01")) || str_eq(state, S("55P03")) ||
        str_eq(state, S(LATE)))
        return ERR_BUSY;
    return ERR_INTERNAL;
}

/* Sets the error from a result, or from the connection if there is none. */
static bool failed(Db *db, Str sql, const PGresult *res, Err *e)
{
    const PGconn *conn = pg_of(db)->conn;
    const char *why = res ? PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    Str state = str_z(res ? PQresultErrorField(res, PG_DIAG_SQLSTATE) : NULL), all;
    char text[256];

    if (PQstatus(conn) == CONNECTION_BAD || str_starts(state, S("57P0"))) {
        db->lost = true;
        return db_failed(e, ERR_INTERNAL, sql, N_("the connection to the database is lost"));
    }
    if (why)
        return db_failed(e, kind_of(state), sql, str_eq(state, S(LATE)) ? db_too_late : why);
    all = str_trim(str_z(res ? PQresultErrorMessage(res) : PQerrorMessage(conn)));
    snprintf(text, sizeof text, "%.*s", STR(all));
    return db_failed(e, ERR_INTERNAL, sql, text);
}

/* ---- the wire ---- */

/* The two hexadecimal digits at p. */
static char hex_byte(const char *p)
{
    unsigned high = (unsigned char)p[0], low = (unsigned char)p[1];
    high = high <= '9' ? high - '0' : high - 'a' + 10;
    low = low <= '9' ? low - '0' : low - 'a' + 10;
    return (char)(high << 4 | low);
}

/* The values of a row that arrived. Truth becomes 1 and 0 and "\x…" becomes bytes, in their place,
 * so that both engines give the same. */
static void take_values(const PGresult *row, Str *values, int cols)
{
    for (int i = 0; i < cols; i++) {
        char *p = PQgetvalue(row, 0, i);
        size_t n = (size_t)PQgetlength(row, 0, i);
        Oid type = PQftype(row, i);

        values[i] = PQgetisnull(row, 0, i) ? (Str){ 0 } : (Str){ p, n };
        if (!values[i].p)
            continue;
        if (type == OID_BOOL)
            p[0] = p[0] == 't' ? '1' : '0';
        if (type != OID_BYTEA || n < 2)
            continue;
        values[i].n = n / 2 - 1;
        for (size_t k = 0; k < values[i].n; k++)
            p[k] = hex_byte(p + 2 + 2 * k);
    }
}

/* Throws away what is left of the current result. Behind a piped one comes a mark; two ends without
 * it mean that the connection broke. */
static void drain(Pg *pg)
{
    int ends = 0;
    while (ends < (pg->piped ? 2 : 1)) {
        PGresult *res = PQgetResult(pg->conn);
        bool mark = res && PQresultStatus(res) == PGRES_PIPELINE_SYNC;
        ends = res ? 0 : ends + 1;
        PQclear(res);
        if (mark)
            break;
    }
    if (pg->piped && !PQexitPipelineMode(pg->conn))
        pg->base.lost = true;
    pg->piped = false;
    pg->reading = NULL;
}

/* The next row from the wire. NULL at the end of the result; *error is set then if it is a bad one,
 * and the caller's. */
static PGresult *receive(Pg *pg, PgStmt *s, PGresult **error)
{
    PGresult *res = PQgetResult(pg->conn);
    ExecStatusType status = res ? PQresultStatus(res) : PGRES_FATAL_ERROR;

    if (!s->values) {
        s->base.cols = PQnfields(res);
        s->values = mem_zget((size_t)s->base.cols * 2, sizeof *s->values);
    }
    if (status == PGRES_SINGLE_TUPLE)
        return res;
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) {
        /* "INSERT 0 5", "UPDATE 3", but "SELECT 7" changed nothing and "CREATE TABLE" has no number */
        if (PQcmdStatus(res)[0] == 'S' || !str_int(str_z(PQcmdTuples(res)), &s->base.changed))
            s->base.changed = 0;
        PQclear(res);
    } else {
        *error = res ? res : PQmakeEmptyPGresult(pg->conn, PGRES_FATAL_ERROR);
    }
    drain(pg);
    return NULL;
}

/* Frees the wire for another statement. */
static bool settle(Pg *pg, Str sql, Err *e)
{
    PgStmt *s = pg->reading;
    PGresult *row;
    bool ok = true;

    if (!s)
        return true;
    s->rows = spill_new();
    while ((row = receive(pg, s, &s->error))) {
        Str *values = s->values + s->base.cols;
        take_values(row, values, s->base.cols);
        ok = ok && spill_put(s->rows, values, (size_t)s->base.cols);
        PQclear(row);
    }
    return ok || db_failed(e, ERR_INTERNAL, sql, N_("no room for the rows of a large result"));
}

/* Runs `sql` and before it what waits, in one journey. */
static bool run_now(Pg *pg, Str sql, Err *e)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    PGresult *res;
    bool ok;

    for (int i = 0; i < pg->nwaiting; i++)
        buf_printf(&b, "%s;", pg->waiting[i]);
    pg->nwaiting = 0;
    buf_put(&b, sql);
    buf_putc(&b, '\0');
    res = PQexec(pg->conn, b.p);
    ok = PQresultStatus(res) == PGRES_COMMAND_OK;
    if (!ok)
        failed(&pg->base, sql, res, e);
    /* the answer to COMMIT in a transaction that failed before */
    if (ok && str_eq(sql, S("COMMIT")) && str_eq(str_z(PQcmdStatus(res)), S("ROLLBACK")))
        ok = db_failed(e, ERR_INTERNAL, sql, N_("a statement of the transaction failed before"));
    PQclear(res);
    return ok;
}

/* Sends what waits, alone; for what cannot travel with it. */
static bool run_waiting(Pg *pg, Err *e)
{
    char last[sizeof pg->waiting[0]];
    if (pg->nwaiting == 0)
        return true;
    memcpy(last, pg->waiting[--pg->nwaiting], sizeof last);
    return run_now(pg, str_z(last), e);
}

static bool pg_run(Db *db, const char *sql, Err *e)
{
    Pg *pg = pg_of(db);
    Str text = str_z(sql);
    bool patient = str_starts(text, S("SAVEPOINT")) || str_starts(text, S("RELEASE"));

    if (!settle(pg, text, e))
        return false;
    if (str_eq(text, S("ROLLBACK")))
        pg->nwaiting = 0;
    /* In a transaction that failed they must fail too, and nowhere else can they. */
    if (!patient || pg->nwaiting == WAITING_MAX || PQtransactionStatus(pg->conn) != PQTRANS_INTRANS)
        return run_now(pg, text, e);
    snprintf(pg->waiting[pg->nwaiting++], sizeof pg->waiting[0], "%s", sql);
    return true;
}

/* Locks are taken by the statements that follow. */
static bool pg_begin_at_once(Db *db, Err *e)
{
    return pg_run(db,
                  "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = '10ms';"
                  " SET LOCAL synchronous_commit = off",
                  e);
}

/* The server is told when the limit changes; it holds for each statement, db->until for all. */
static bool pg_limit(Db *db, int ms, Err *e)
{
    Pg *pg = pg_of(db);
    char sql[48];

    if (ms == pg->timeout)
        return true;
    snprintf(sql, sizeof sql, "SET statement_timeout = %d", ms);
    if (!pg_run(db, sql, e))
        return false;
    pg->timeout = ms;
    return true;
}

/* ---- opening ---- */

static void ignore_notice(void *arg, const char *message)
{
    (void)arg;
    (void)message;
}

static bool pg_open(Db *db, const char *url, bool create, Err *e)
{
    static const char settings[] = "SET standard_conforming_strings = on;"
                                   "SET timezone = 'UTC';"
                                   "SET bytea_output = 'hex';"
                                   "SET lock_timeout = '5s';"
                                   "SET jit = off;"
                                   "SET client_min_messages = warning";
    /* A later one wins, so that the URL may say how long to wait, but not the encoding. */
    const char *names[] = { "connect_timeout", "dbname", "client_encoding",
                            "fallback_application_name", NULL };
    const char *values[] = { "10", url, "UTF8", "qiao", NULL };
    Pg *pg = pg_of(db);

    (void)create; /* the server's administrator makes databases */
    pg->conn = PQconnectdbParams(names, values, 1);
    if (PQstatus(pg->conn) != CONNECTION_OK) {
        Str why = str_trim(str_z(PQerrorMessage(pg->conn)));
        return err_set(e, ERR_INTERNAL, "cannot reach the database: %.*s", STR(why));
    }
    PQsetNoticeProcessor(pg->conn, ignore_notice, NULL);
    if (!str_eq(str_z(PQparameterStatus(pg->conn, "server_encoding")), S("UTF8")))
        return err_set(e, ERR_INVALID, "the PostgreSQL database must have the encoding UTF8");
    return pg_run(db, settings, e);
}

static void pg_close(Db *db)
{
    Cached *entry;
    while ((entry = cache_take(&db->cache)))
        cached_free(entry);
    PQfinish(pg_of(db)->conn);
}

/* A server that went away has closed its end: the socket can be read, and reading fails. */
static void pg_check(Db *db)
{
    PGconn *conn = pg_of(db)->conn;
    for (int i = 0; i < 4 && !db->lost; i++) {
        struct pollfd fd = { .fd = PQsocket(conn), .events = POLLIN };
        if (fd.fd >= 0 && poll(&fd, 1, 0) <= 0)
            return;
        db->lost = fd.fd < 0 || !PQconsumeInput(conn) || PQstatus(conn) == CONNECTION_BAD;
    }
}

/* ---- statements ---- */

typedef struct {
    const char *values[PARAMS_MAX];
    int lengths[PARAMS_MAX], formats[PARAMS_MAX];
    uint64_t numbers[PARAMS_MAX];
} Wire;

static void to_wire(Wire *w, const Param *params, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const Param *p = &params[i];
        w->formats[i] = 1;
        w->numbers[i] = __builtin_bswap64((uint64_t)p->i);
        switch (p->kind) {
        case PARAM_NULL:
            w->values[i] = NULL;
            w->lengths[i] = 0;
            break;
        case PARAM_INT:
            w->values[i] = (const char *)&w->numbers[i];
            w->lengths[i] = 8;
            break;
        case PARAM_TEXT:
        case PARAM_BLOB:
            w->values[i] = p->s.p;
            w->lengths[i] = (int)p->s.n;
            break;
        }
    }
}

static bool params_fit(const Param *params, size_t n, Str sql, Err *e)
{
    if (n > PARAMS_MAX)
        return db_failed(e, ERR_INTERNAL, sql, N_("too many parameters"));
    for (size_t i = 0; i < n; i++)
        if (params[i].s.n > INT32_MAX)
            return db_failed(e, ERR_INTERNAL, sql, N_("a parameter is too long"));
    return true;
}

/* Statements are known to the server as q1, q2, … */
static void number_name(int64_t number, char name[24])
{
    snprintf(name, 24, "q%" PRId64, number);
}

/* Makes the server forget it too. A failure only costs the server some memory. */
static void forget(Pg *pg, Cached *entry)
{
    char name[24], sql[48];
    if (!entry)
        return;
    number_name(entry->number, name);
    snprintf(sql, sizeof sql, "DEALLOCATE %s", name);
    if (PQtransactionStatus(pg->conn) != PQTRANS_INERROR)
        PQclear(PQexec(pg->conn, sql));
    cached_free(entry);
}

/* NULL travels without a type: the server finds it in the statement. */
static void param_types(const Stmt *q, Oid out[PARAMS_MAX])
{
    static const Oid types[] = {
        [PARAM_INT] = OID_INT8, [PARAM_TEXT] = OID_TEXT, [PARAM_BLOB] = OID_BYTEA
    };
    for (size_t i = 0; i < q->n; i++)
        out[i] = types[q->params[i].kind];
}

static bool prepare(PgStmt *s, Err *e)
{
    Stmt *q = &s->base;
    Pg *pg = pg_of(q->db);
    Cached *entry = cache_find(&q->db->cache, q->sql, q->params, q->n);
    Oid oids[PARAMS_MAX];
    char name[24];
    PGresult *res;
    bool ok;

    if (entry) {
        s->number = entry->number;
        return true;
    }
    if (!run_waiting(pg, e))
        return false;
    forget(pg, cache_make_room(&q->db->cache, q->sql));
    param_types(q, oids);
    s->number = ++pg->numbers;
    number_name(s->number, name);
    res = PQprepare(pg->conn, name, q->sql.p, (int)q->n, oids);
    ok = PQresultStatus(res) == PGRES_COMMAND_OK;
    if (ok)
        cache_add(&q->db->cache, q->sql, q->params, q->n)->number = s->number;
    else
        failed(q->db, q->sql, res, e);
    PQclear(res);
    return ok;
}

/* Sends what waits in front of the statement that follows. */
static bool send_waiting(Pg *pg)
{
    bool ok = true;
    if (pg->nwaiting == 0)
        return true;
    ok = PQenterPipelineMode(pg->conn);
    pg->piped = ok;
    for (int i = 0; ok && i < pg->nwaiting; i++)
        ok = PQsendQueryParams(pg->conn, pg->waiting[i], 0, NULL, NULL, NULL, NULL, 0);
    return ok;
}

/* Takes the answers to what waited off the wire. */
static bool receive_waiting(Pg *pg, Str sql, Err *e)
{
    int n = pg->piped ? pg->nwaiting : 0;
    bool ok = true;

    pg->nwaiting = 0;
    for (int i = 0; ok && i < n; i++) {
        PGresult *res = PQgetResult(pg->conn);
        ok = PQresultStatus(res) == PGRES_COMMAND_OK;
        if (!ok)
            failed(&pg->base, sql, res, e);
        PQclear(res);
        PQclear(ok ? PQgetResult(pg->conn) : NULL); /* the end of this answer */
    }
    return ok;
}

static bool send_query(Pg *pg, const PgStmt *s)
{
    const Stmt *q = &s->base;
    Oid oids[PARAMS_MAX];
    char name[24];
    Wire w;

    to_wire(&w, q->params, q->n);
    if (q->once) {
        param_types(q, oids);
        return PQsendQueryParams(pg->conn, q->sql.p, (int)q->n, oids, w.values, w.lengths,
                                 w.formats, 0);
    }
    number_name(s->number, name);
    return PQsendQueryPrepared(pg->conn, name, (int)q->n, w.values, w.lengths, w.formats, 0);
}

static bool pg_start(Stmt *q, Err *e)
{
    Pg *pg = pg_of(q->db);
    PgStmt *s = pg_stmt(q);

    if (!params_fit(q->params, q->n, q->sql, e) || !settle(pg, q->sql, e) ||
        (!q->once && !prepare(s, e)))
        return false;
    if (!send_waiting(pg) || !send_query(pg, s) || (pg->piped && !PQpipelineSync(pg->conn))) {
        failed(q->db, q->sql, NULL, e);
        drain(pg);
        return false;
    }
    if (!receive_waiting(pg, q->sql, e)) {
        drain(pg);
        return false;
    }
    PQsetSingleRowMode(pg->conn);
    pg->reading = s;
    return true;
}

/* A plan that was prepared before a table changed is of no use; outside of a transaction the
 * statement can simply be started again. */
static bool restart(Stmt *q, Err *e)
{
    PgStmt *s = pg_stmt(q);
    Str state = str_z(PQresultErrorField(s->error, PG_DIAG_SQLSTATE));

    if (s->restarted || !str_eq(state, S("0A000")))
        return false;
    forget(pg_of(q->db), cache_take_number(&q->db->cache, s->number));
    s->restarted = true;
    if (q->db->depth)
        return false;
    PQclear(s->error);
    s->error = NULL;
    mem_give(s->values);
    s->values = NULL;
    return pg_start(q, e);
}

static Step pg_step(Stmt *q, Err *e)
{
    PgStmt *s = pg_stmt(q);
    bool ok = true;

    PQclear(s->row);
    s->row = NULL;
    if (s->rows) {
        if (spill_next(s->rows, s->values, (size_t)q->cols, &ok))
            return STEP_ROW;
        if (!ok)
            db_failed(e, ERR_INTERNAL, q->sql,
                      N_("the rows of a large result cannot be read back"));
    } else {
        s->row = receive(pg_of(q->db), s, &s->error);
        if (s->row) {
            take_values(s->row, s->values, q->cols);
            return STEP_ROW;
        }
        if (s->error && restart(q, e))
            return pg_step(q, e);
    }
    if (s->error)
        failed(q->db, q->sql, s->error, e);
    return ok && !s->error ? STEP_END : STEP_FAILED;
}

static void pg_stop(Stmt *q)
{
    PgStmt *s = pg_stmt(q);
    if (pg_of(q->db)->reading == s)
        drain(pg_of(q->db));
    PQclear(s->row);
    PQclear(s->error);
    spill_free(s->rows);
    mem_give(s->values);
}

static bool pg_null(const Stmt *q, int col)
{
    return ((const PgStmt *)q)->values[col].p == NULL;
}

static Str pg_str(const Stmt *q, int col)
{
    return ((const PgStmt *)q)->values[col];
}

/* A numeric like 12.50 loses its fraction, as on SQLite. */
static int64_t pg_int(const Stmt *q, int col)
{
    Str whole, rest;
    int64_t i;
    str_cut(pg_str(q, col), S("."), &whole, &rest);
    return str_int(whole, &i) ? i : 0;
}

/* ---- many rows ---- */

static void pg_bulk_text(Bulk *b, Str table, const Str *columns)
{
    b->rows = buf_new(BULK_MAX);
    buf_printf(&b->sql, "COPY \"%.*s\" (", STR(table));
    for (size_t i = 0; i < b->n; i++)
        buf_printf(&b->sql, "%s\"%.*s\"", i ? ", " : "", STR(columns[i]));
    buf_put(&b->sql, S(") FROM STDIN"));
}

/* The four that mean something to COPY. */
static char copy_escape(char c)
{
    switch (c) {
    case '\\': return '\\';
    case '\t': return 't';
    case '\n': return 'n';
    case '\r': return 'r';
    default: return 0;
    }
}

static void copy_text(Buf *b, Str s)
{
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        char c = copy_escape(s.p[i]);
        if (!c)
            continue;
        buf_put(b, str_part(s, from, i - from));
        buf_putc(b, '\\');
        buf_putc(b, c);
        from = i + 1;
    }
    buf_put(b, str_part(s, from, s.n));
}

static void copy_blob(Buf *b, Str s)
{
    static const char digits[] = "0123456789abcdef";
    buf_put(b, S("\\\\x"));
    for (size_t i = 0; i < s.n; i++) {
        buf_putc(b, digits[(unsigned char)s.p[i] >> 4]);
        buf_putc(b, digits[(unsigned char)s.p[i] & 15]);
    }
}

static bool pg_bulk_flush(Bulk *b, Err *e);

static bool pg_bulk_row(Bulk *b, const Param *values, Err *e)
{
    for (size_t i = 0; i < b->n; i++) {
        if (i)
            buf_putc(&b->rows, '\t');
        switch (values[i].kind) {
        case PARAM_NULL: buf_put(&b->rows, S("\\N")); break;
        case PARAM_INT: buf_int(&b->rows, values[i].i); break;
        case PARAM_TEXT: copy_text(&b->rows, values[i].s); break;
        case PARAM_BLOB: copy_blob(&b->rows, values[i].s); break;
        }
    }
    buf_putc(&b->rows, '\n');
    return (b->rows.n < BULK_FLUSH && !b->rows.failed) || pg_bulk_flush(b, e);
}

/* Sends what has gathered to a COPY that has begun, and ends it. */
static bool send_rows(Pg *pg, const Buf *rows, Str sql, Err *e)
{
    PGresult *res;
    bool ok =
        PQputCopyData(pg->conn, rows->p, (int)rows->n) == 1 && PQputCopyEnd(pg->conn, NULL) == 1;

    res = PQgetResult(pg->conn);
    ok = ok && PQresultStatus(res) == PGRES_COMMAND_OK;
    if (!ok)
        failed(&pg->base, sql, res, e);
    PQclear(res);
    drain(pg);
    return ok;
}

static bool pg_bulk_flush(Bulk *b, Err *e)
{
    Pg *pg = pg_of(b->db);
    Str sql = str_z(b->sql.p);
    PGresult *res;
    bool ok;

    if (b->rows.failed)
        return db_failed(e, ERR_INTERNAL, sql, N_("a row is too long"));
    if (b->rows.n == 0)
        return true;
    if (!settle(pg, sql, e) || !run_waiting(pg, e))
        return false;
    res = PQexec(pg->conn, sql.p);
    if (PQresultStatus(res) == PGRES_COPY_IN)
        ok = send_rows(pg, &b->rows, sql, e);
    else
        ok = failed(b->db, sql, res, e);
    PQclear(res);
    buf_clear(&b->rows);
    return ok;
}

static void pg_bulk_stop(Bulk *b)
{
    (void)b;
}

static bool pg_backup(Db *db, const char *path, Err *e)
{
    (void)db;
    (void)path;
    return err_set(e, ERR_INVALID,
                   "this copies SQLite databases only: back a PostgreSQL database up with pg_dump");
}

/* ---- orders of text ---- */

/* One that stands already is of an earlier ICU perhaps: the indexes on it are made anew then. */
static bool pg_collation_make(Db *db, Collate order, Err *e)
{
    const char *name = collate_name(order);
    AUTO(arena_freep) Arena *a = arena_new(1 << 20);

    return db_exec_text(
               db,
               arena_printf(a,
                            "CREATE COLLATION IF NOT EXISTS \"%s\" (provider = icu, locale = '%s')",
                            name, collate_locale(order)),
               NULL, 0, NULL, e) &&
           db_exec_text(db, arena_printf(a, "ALTER COLLATION \"%s\" REFRESH VERSION", name), NULL,
                        0, NULL, e);
}

/* The server has an ICU of its own. */
static bool pg_collations_version(Db *db, Arena *a, Str *out, Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query(
        db, "/* version of orders */ SELECT pg_collation_actual_version(\"oid\") FROM pg_collation"
            " WHERE \"collname\" = 'zh-x-icu' LIMIT 1");
    *out = db_next(q, e) ? db_text(q, a, 0) : (Str){ 0 };
    return !e->kind;
}

const Driver postgres_driver = {
    .kind = DB_POSTGRES,
    .db_size = sizeof(Pg),
    .stmt_size = sizeof(PgStmt),
    .open = pg_open,
    .close = pg_close,
    .check = pg_check,
    .run = pg_run,
    .begin_at_once = pg_begin_at_once,
    .limit = pg_limit,
    .start = pg_start,
    .step = pg_step,
    .stop = pg_stop,
    .is_null = pg_null,
    .get_int = pg_int,
    .get_str = pg_str,
    .bulk_text = pg_bulk_text,
    .bulk_row = pg_bulk_row,
    .bulk_flush = pg_bulk_flush,
    .bulk_stop = pg_bulk_stop,
    .backup = pg_backup,
    .collation_make = pg_collation_make,
    .collations_version = pg_collations_version,
    .begin = "BEGIN ISOLATION LEVEL READ COMMITTED",
    .begin_read = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    .lock_history = "SELECT pg_advisory_xact_lock(5711346)",
    .text_type = "TEXT COLLATE \"C\"",
    .blob_type = "BYTEA",
    .id_type = "BIGINT",
    .each_text = "SELECT value FROM json_array_elements_text(%s::json)",
    .each_int = "SELECT value::bigint FROM json_array_elements_text(%s::json)",
    .ranked = "SELECT value::bigint AS \"id\", ordinality - 1 AS \"rank\""
              " FROM json_array_elements_text(%s::json) WITH ORDINALITY",
    .contains = "strpos",
    .explain = "EXPLAIN",
    .explain_col = 0,
    .columns = "SELECT a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
               " WHERE c.relname = $1 AND pg_table_is_visible(c.oid) AND a.attnum > 0"
               "   AND NOT a.attisdropped"
               " ORDER BY a.attnum",
    .indexes = "SELECT c.relname FROM pg_class c"
               "  JOIN pg_index i ON i.indexrelid = c.oid"
               "  JOIN pg_namespace n ON n.oid = c.relnamespace"
               " WHERE n.nspname = current_schema()"
               "   AND NOT EXISTS (SELECT 1 FROM pg_constraint k"
               "                    WHERE k.conindid = c.oid AND k.contype IN ('p', 'u', 'x'))"
               " ORDER BY c.relname COLLATE \"C\"",
};
