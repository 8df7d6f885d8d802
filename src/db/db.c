/* SPDX-License-Identifier: Apache-2.0
 * The common half of both engines: statements, transactions, injected failures.
 */
#include "db/db.h"

#include <assert.h>
#include <stdio.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/vec.h"
#include "db/driver.h"

const char db_too_late[] = N_("it takes longer than is allowed here");

/* ---- errors ---- */

/* The words that name a statement in messages: its tag comment, or its first three words. */
static void sql_name(Str sql, char *out, size_t size)
{
    Str head, tail;
    size_t n = 0;

    sql = str_trim(sql);
    if (str_starts(sql, S("/*")) && str_cut(str_part(sql, 2, sql.n), S("*/"), &head, &tail))
        sql = str_trim(head);
    for (int words = 0; n < sql.n && n + 1 < size; n++) {
        bool space = sql.p[n] == ' ' || sql.p[n] == '\n' || sql.p[n] == '(';
        if (space && ++words == 3)
            break;
        out[n] = space ? ' ' : sql.p[n];
    }
    while (n && ((unsigned char)out[n - 1] & 0x80))
        n--; /* no half characters; names are ASCII anyway */
    out[n] = '\0';
}

bool db_failed(Err *e, ErrKind kind, Str sql, const char *why)
{
    char name[48];
    sql_name(sql, name, sizeof name);
    if (why[0]) /* our reasons are in the catalogues, the engine's stay as they are */
        why = tr(e->lang, why);
    if (kind == ERR_BUSY)
        return err_set(e, kind, "the database is busy, try again: '%s': %s", name, why);
    if (kind == ERR_CONFLICT)
        return err_set(e, kind, "this key is already taken: '%s': %s", name, why);
    return err_set(e, kind, "the database could not do '%s': %s", name, why);
}

/* True when this is the call that db_fail_at chose. */
static bool injected(Db *db, Err *e)
{
    if (db->fails == 0 || --db->fails > 0)
        return false;
    db->gave_up = true;
    err_set(e, ERR_INTERNAL, "injected failure");
    return true;
}

static bool may_write(Db *db, Err *e)
{
    if (!db->looking)
        return true;
    db->gave_up = true;
    return db_failed(e, ERR_BUSY, S("BEGIN"), N_("the transaction is for reading only"));
}

void db_fail_at(Db *db, int64_t n)
{
    db->fails = n;
}

/* ---- parameters ---- */

Param param_int(int64_t i)
{
    return (Param){ .kind = PARAM_INT, .i = i };
}

Param param_text(Str s)
{
    return s.p ? (Param){ .kind = PARAM_TEXT, .s = s } : P_NULL;
}

Param param_z(const char *z)
{
    return z ? param_text(str_z(z)) : P_NULL;
}

Param param_blob(const void *p, size_t n)
{
    return p ? (Param){ .kind = PARAM_BLOB, .s = { p, n } } : P_NULL;
}

/* PostgreSQL keeps no zero byte in text, so neither engine is given one. */
static bool params_ok(const Param *params, size_t n, Err *e)
{
    for (size_t i = 0; i < n; i++)
        if (params[i].kind == PARAM_TEXT && params[i].s.n &&
            memchr(params[i].s.p, '\0', params[i].s.n))
            return err_set(e, ERR_INVALID, "a text must not contain a zero byte");
    return true;
}

/* ---- connections ---- */

DbKind db_kind_of(const char *url)
{
    Str s = str_z(url);
    bool remote = str_starts(s, S("postgresql://")) || str_starts(s, S("postgres://"));
    return remote ? DB_POSTGRES : DB_SQLITE;
}

Db *db_open(const char *url, bool create, Err *e)
{
    const Driver *driver = db_kind_of(url) == DB_POSTGRES ? &postgres_driver : &sqlite_driver;
    Db *db = mem_zget(1, driver->db_size);

    db->driver = driver;
    if (driver->open(db, url, create, e))
        return db;
    db_close(db);
    return NULL;
}

void db_close(Db *db)
{
    if (!db)
        return;
    db->driver->close(db);
    mem_give(db);
}

void db_closep(Db **db)
{
    db_close(*db);
    *db = NULL;
}

DbKind db_kind(const Db *db)
{
    return db->driver->kind;
}

int64_t db_statements(const Db *db)
{
    return db->sent;
}

bool db_limit(Db *db, int ms, Err *e)
{
    db->until = ms ? clock_steady_us() + (int64_t)ms * 1000 : 0;
    return db->driver->limit(db, ms, e);
}

void db_trace(Db *db, DbSeen *seen, void *arg)
{
    db->seen = seen;
    db->seen_arg = arg;
}

bool db_is_late(const Db *db)
{
    return db->until && clock_steady_us() > db->until;
}

bool db_is_lost(Db *db)
{
    if (!db->lost)
        db->driver->check(db);
    return db->lost;
}

/* ---- statements ---- */

/* One piece of memory holds the engine's Stmt, the parameters and the text. */
Stmt *db_query_text(Db *db, Str sql, const Param *params, size_t n)
{
    size_t size = db->driver->stmt_size, room = n * sizeof *params;
    char *p = mem_get(size + room + sql.n + 1);
    void *at = p;
    Stmt *q = at;

    memset(q, 0, size);
    if (n)
        memcpy(p + size, params, room);
    memcpy(p + size + room, sql.p, sql.n);
    p[size + room + sql.n] = '\0';
    at = p + size;
    q->db = db;
    q->params = at;
    q->n = n;
    q->sql = (Str){ p + size + room, sql.n };
    db->open++;
    return q;
}

Stmt *db_query_once(Db *db, Str sql, const Param *params, size_t n)
{
    Stmt *q = db_query_text(db, sql, params, n);
    q->once = true;
    return q;
}

static bool start(Stmt *q, Err *e)
{
    Db *db = q->db;
    db->sent++;
    if (db->seen)
        db->seen(db->seen_arg, q->sql, q->params, q->n);
    if ((db_is_late(db) && !db_failed(e, ERR_BUSY, q->sql, db_too_late)) ||
        !params_ok(q->params, q->n, e) || !db->driver->start(q, e)) {
        db->gave_up = true;
        q->state = STMT_ENDED;
        return false;
    }
    q->state = STMT_RUNS;
    return true;
}

static Step step(Stmt *q, Err *e)
{
    Step s = q->db->driver->step(q, e);
    if (s != STEP_ROW)
        q->state = STMT_ENDED;
    q->db->gave_up |= s == STEP_FAILED;
    return s;
}

bool db_next(Stmt *q, Err *e)
{
    if (q->state == STMT_ENDED)
        return false;
    if (injected(q->db, e)) {
        q->state = STMT_ENDED;
        return false;
    }
    if (q->state == STMT_NEW && !start(q, e))
        return false;
    return step(q, e) == STEP_ROW;
}

int64_t db_int(const Stmt *q, int col)
{
    assert(q->state == STMT_RUNS && col < q->cols);
    return q->db->driver->get_int(q, col);
}

bool db_null(const Stmt *q, int col)
{
    assert(q->state == STMT_RUNS && col < q->cols);
    return q->db->driver->is_null(q, col);
}

Str db_str(const Stmt *q, int col)
{
    assert(q->state == STMT_RUNS && col < q->cols);
    return q->db->driver->get_str(q, col);
}

Str db_text(const Stmt *q, Arena *a, int col)
{
    Str s = db_str(q, col);
    return s.p ? arena_str(a, s) : s;
}

Str db_blob(const Stmt *q, Arena *a, int col)
{
    return db_text(q, a, col);
}

int db_cols(const Stmt *q)
{
    return q->cols;
}

void stmt_done(Stmt **q)
{
    if (!*q)
        return;
    (*q)->db->driver->stop(*q);
    (*q)->db->open--;
    mem_give(*q);
    *q = NULL;
}

bool db_exec_text(Db *db, Str sql, const Param *params, size_t n, int64_t *changed, Err *e)
{
    Step s;
    if (injected(db, e))
        return false;
    AUTO(stmt_done) Stmt *q = db_query_text(db, sql, params, n);
    if (!start(q, e))
        return false;
    do
        s = step(q, e);
    while (s == STEP_ROW);
    if (changed)
        *changed = q->changed;
    return s == STEP_END;
}

/* ---- many rows ---- */

Bulk *bulk_new(Db *db, Str table, const Str *columns, size_t n)
{
    Bulk *b = mem_zget(1, sizeof *b);
    *b = (Bulk){ .db = db, .sql = buf_new(BUF_LINE), .n = n };
    db->driver->bulk_text(b, table, columns);
    buf_putc(&b->sql, '\0');
    assert(!b->sql.failed);
    return b;
}

bool bulk_row(Bulk *b, const Param *values, Err *e)
{
    return !injected(b->db, e) && may_write(b->db, e) && params_ok(values, b->n, e) &&
           b->db->driver->bulk_row(b, values, e);
}

bool bulk_flush(Bulk *b, Err *e)
{
    return !injected(b->db, e) && b->db->driver->bulk_flush(b, e);
}

void bulk_free(Bulk **b)
{
    if (!*b)
        return;
    (*b)->db->driver->bulk_stop(*b);
    buf_done(&(*b)->sql);
    buf_done(&(*b)->rows);
    mem_give(*b);
    *b = NULL;
}

/* ---- transactions ---- */

/* Runs "SAVEPOINT s2" and the like. */
static bool run_savepoint(Db *db, const char *verb, int depth, Err *e)
{
    char sql[48];
    snprintf(sql, sizeof sql, "%s s%d", verb, depth);
    return db->driver->run(db, sql, e);
}

static Txn begin(Db *db, const char *sql, bool reading, Err *e)
{
    if (injected(db, e) || (!reading && !may_write(db, e)))
        return (Txn){ 0 };
    if (db->depth == 0 ? !db->driver->run(db, sql, e)
                       : !run_savepoint(db, "SAVEPOINT", db->depth, e))
        return (Txn){ 0 };
    if (db->depth == 0)
        db->reading = reading;
    db->depth++;
    return (Txn){ db, db->depth };
}

Txn txn_begin(Db *db, Err *e)
{
    return begin(db, db->driver->begin, false, e);
}

/* The outermost transaction is over. */
static void end(Db *db)
{
    if (db->at_once && db->driver->end_at_once)
        db->driver->end_at_once(db);
    db->at_once = false;
    db->reading = false;
}

Txn txn_begin_at_once(Db *db, Err *e)
{
    assert(!db_in_txn(db));
    if (injected(db, e) || !may_write(db, e) || !db->driver->begin_at_once(db, e))
        return (Txn){ 0 };
    db->reading = false;
    db->at_once = true;
    db->depth = 1;
    return (Txn){ db, 1 };
}

static bool do_at_once(Db *db, Str sql, const Param *params, size_t n, Err *e)
{
    AUTO(txn_rollback) Txn t = txn_begin_at_once(db, e);
    return t.db && db_exec_text(db, sql, params, n, NULL, e) && txn_commit(&t, e);
}

bool db_try_text(Db *db, Str sql, const Param *params, size_t n, Err *e)
{
    Err own = { .lang = e->lang };

    if (db_in_txn(db))
        return db_exec_text(db, sql, params, n, NULL, e);
    return do_at_once(db, sql, params, n, &own) || own.kind == ERR_BUSY ||
           err_set(e, own.kind, "%s", own.msg);
}

Txn txn_begin_read(Db *db, Err *e)
{
    return begin(db, db->driver->begin_read, true, e);
}

bool txn_commit(Txn *t, Err *e)
{
    Db *db = t->db;
    assert(db && db->depth == t->depth);
    if (injected(db, e))
        return false;
    if (t->depth == 1 ? !db->driver->run(db, "COMMIT", e)
                      : !run_savepoint(db, "RELEASE SAVEPOINT", t->depth - 1, e))
        return false;
    if (--db->depth == 0)
        end(db);
    *t = (Txn){ 0 };
    return true;
}

/* What it cannot do it leaves to the outermost ROLLBACK, or to the engine when the connection ends:
 * then nothing is saved either. */
void txn_rollback(Txn *t)
{
    Db *db = t->db;
    Err ignored = { 0 };

    if (!db)
        return;
    assert(db->depth == t->depth);
    if (t->depth == 1)
        db->driver->run(db, "ROLLBACK", &ignored);
    else if (run_savepoint(db, "ROLLBACK TO SAVEPOINT", t->depth - 1, &ignored))
        run_savepoint(db, "RELEASE SAVEPOINT", t->depth - 1, &ignored);
    if (--db->depth == 0)
        end(db);
    *t = (Txn){ 0 };
}

void db_rollback_all(Db *db)
{
    db->looking = false;
    if (db->depth == 0)
        return;
    db->depth = 1;
    txn_rollback(&(Txn){ db, 1 });
}

bool db_in_txn(const Db *db)
{
    return db->depth > (db->looking ? 1 : 0);
}

bool db_look(Db *db, Err *e)
{
    assert(!db_in_txn(db));
    db->gave_up = false;
    db->ticks = 0;
    db->looking = txn_begin_read(db, e).db != NULL;
    return db->looking;
}

LookEnd db_look_end(Db *db)
{
    bool good = db->looking && !db->gave_up;
    bool is_long = db->ticks > LOOK_TICKS || db_is_late(db);

    db_rollback_all(db);
    return good ? LOOK_GOOD : is_long ? LOOK_LONG : LOOK_FAILED;
}

bool db_lock_history(Db *db, Err *e)
{
    const char *sql = db->driver->lock_history;
    return !sql || db_exec_text(db, str_z(sql), NULL, 0, NULL, e);
}

/* ---- where the engines differ ---- */

Str db_sql_text(const Db *db)
{
    return str_z(db->driver->text_type);
}

Str db_sql_blob(const Db *db)
{
    return str_z(db->driver->blob_type);
}

Str db_sql_id(const Db *db)
{
    return str_z(db->driver->id_type);
}

Str db_file(const Db *db, Arena *a)
{
    const char *path = db->driver->file ? db->driver->file(db) : NULL;
    return path ? arena_str(a, str_z(path)) : (Str){ 0 };
}

Str db_sql_empty_first(const Db *db)
{
    return db_kind(db) == DB_SQLITE ? (Str){ 0 } : S(" NULLS FIRST");
}

bool db_sql_names_columns(const Db *db)
{
    return db_kind(db) == DB_POSTGRES;
}

Str db_sql_collate(Arena *a, Collate order)
{
    return order ? arena_printf(a, " COLLATE \"%s\"", collate_name(order)) : (Str){ 0 };
}

bool db_collations_make(Db *db, Err *e)
{
    bool ok = true;
    for (Collate order = COLLATE_PINYIN; ok && order < COLLATE__N; order++)
        ok = !db->driver->collation_make || db->driver->collation_make(db, order, e);
    return ok;
}

bool db_collations_version(Db *db, Arena *a, Str *out, Err *e)
{
    return db->driver->collations_version(db, a, out, e);
}

/* The template with `param` for its %s. */
static Str fill(Arena *a, const char *template, const char *param)
{
    Str head, tail;
    str_cut(str_z(template), S("%s"), &head, &tail);
    return arena_printf(a, "%.*s%s%.*s", STR(head), param, STR(tail));
}

Str db_sql_each_text(const Db *db, Arena *a, const char *param)
{
    return fill(a, db->driver->each_text, param);
}

Str db_sql_each_int(const Db *db, Arena *a, const char *param)
{
    return fill(a, db->driver->each_int, param);
}

Str db_sql_ranked(const Db *db, Arena *a, const char *param)
{
    return fill(a, db->driver->ranked, param);
}

Str db_sql_contains(const Db *db, Arena *a, Str hay, Str needle)
{
    return arena_printf(a, "%s(%.*s, %.*s) > 0", db->driver->contains, STR(hay), STR(needle));
}

bool db_explain(Db *db, Str sql, const Param *params, size_t n, Arena *a, Str *plan, Err *e)
{
    Str text = arena_printf(a, "%s %.*s", db->driver->explain, STR(sql));
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    AUTO(stmt_done) Stmt *q = db_query_text(db, text, params, n);

    while (db_next(q, e)) {
        buf_put(&b, db_str(q, db->driver->explain_col));
        buf_putc(&b, '\n');
    }
    *plan = arena_str(a, buf_str(&b));
    return e->kind == ERR_NONE;
}

/* All rows of a one-column query. */
static bool names_of(Stmt *q, Arena *a, Str **names, size_t *n, Err *e)
{
    VEC(Str) found = { 0 };
    while (db_next(q, e))
        vec_push(a, &found, db_text(q, a, 0));
    *names = found.p;
    *n = found.n;
    return e->kind == ERR_NONE;
}

bool db_columns(Db *db, Str table, Arena *a, Str **names, size_t *n, Err *e)
{
    Param param = P(table);
    AUTO(stmt_done) Stmt *q = db_query_text(db, str_z(db->driver->columns), &param, 1);
    return names_of(q, a, names, n, e);
}

bool db_indexes(Db *db, Arena *a, Str **names, size_t *n, Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query_text(db, str_z(db->driver->indexes), NULL, 0);
    return names_of(q, a, names, n, e);
}

bool db_analyze(Db *db, Err *e)
{
    return db_exec(db, e, "ANALYZE");
}

bool db_backup(Db *db, const char *path, Err *e)
{
    return !injected(db, e) && db->driver->backup(db, path, e);
}
