/* SPDX-License-Identifier: Apache-2.0
 * The SQLite engine.
 *
 * A connection is opened without SQLite's own mutex, as a Db belongs to one thread at a time.
 * Settings and their measured worth: docs/decisions (WAL, mmap, FULL).
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "db/driver.h"

enum { BUSY_MS = 5000, LOG_PAGES = 1000 };

typedef struct {
    Db base;
    sqlite3 *h;
} Lite;

typedef struct {
    Stmt base;
    sqlite3_stmt *h;
    Cached *entry;
} LiteStmt;

static Lite *lite(Db *db)
{
    return (Lite *)db;
}

static LiteStmt *lite_stmt(Stmt *q)
{
    return (LiteStmt *)q;
}

/* ---- errors ---- */

static ErrKind kind_of(int code)
{
    if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY ||
        code == SQLITE_CONSTRAINT_ROWID)
        return ERR_CONFLICT;
    code &= 0xFF;
    return code == SQLITE_BUSY || code == SQLITE_LOCKED || code == SQLITE_INTERRUPT ? ERR_BUSY
                                                                                    : ERR_INTERNAL;
}

static bool failed(Db *db, Str sql, Err *e)
{
    sqlite3 *h = lite(db)->h;
    int code = sqlite3_extended_errcode(h);
    return db_failed(e, kind_of(code), sql,
                     code == SQLITE_INTERRUPT ? db_too_late : sqlite3_errmsg(h));
}

/* ---- opening ---- */

/* Counting its memory costs SQLite a lock at each allocation, and nobody reads the count. */
static void configure(void)
{
    sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static int compare(void *collator, int na, const void *a, int nb, const void *b)
{
    return collator_compare(collator, (Str){ a, (size_t)na }, (Str){ b, (size_t)nb });
}

static void end_compare(void *collator)
{
    collator_close(collator);
}

/* Called when a statement first needs an order, so that most connections open none. */
static void give_collation(void *arg, sqlite3 *h, int encoding, const char *name)
{
    (void)arg;
    (void)encoding;
    for (Collate order = COLLATE_PINYIN; order < COLLATE__N; order++) {
        Collator *c;
        if (strcmp(name, collate_name(order)) != 0)
            continue;
        c = collator_open(order);
        if (c &&
            sqlite3_create_collation_v2(h, name, SQLITE_UTF8, c, compare, end_compare) != SQLITE_OK)
            collator_close(c);
    }
}

static bool lite_collations_version(Db *db, Arena *a, Str *out, Err *e)
{
    (void)db;
    (void)e;
    *out = collate_version(a);
    return true;
}

/* A database holds people's data: it is made for its owner alone; WAL and index follow it. */
static bool make_file(const char *path, bool create, Err *e)
{
    char why[128];
    struct stat st;
    int fd;

    if (strcmp(path, ":memory:") == 0 || stat(path, &st) == 0)
        return true;
    if (errno == ENOENT && !create)
        return err_set(e, ERR_NOT_FOUND,
                       "there is no database '%s': make one with 'qiao init', or check the path",
                       path);
    fd = create ? open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600) : -1;
    if (fd < 0)
        return err_set(e, ERR_INTERNAL, "cannot open the database '%s': %s", path,
                       strerror_r(errno, why, sizeof why));
    close(fd);
    return true;
}

static bool lite_open(Db *db, const char *path, bool create, Err *e)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT; /* SQLite's settings are the process's */
    static const char settings[] =
        "PRAGMA journal_mode = WAL;"
        "PRAGMA synchronous = FULL;"
        "PRAGMA foreign_keys = ON;"
        "PRAGMA secure_delete = ON;" /* what is erased leaves the file too */
        "PRAGMA case_sensitive_like = ON;"
        "PRAGMA mmap_size = 1073741824;"
        "PRAGMA cache_size = -32768;"
        "PRAGMA temp_store = MEMORY;"
        "PRAGMA journal_size_limit = 67108864;"
        "PRAGMA analysis_limit = 1000;";
    Lite *l = lite(db);
    int rc;

    pthread_once(&once, configure);
    if (!make_file(path, create, e))
        return false;
    rc = sqlite3_open_v2(path, &l->h, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    if (rc == SQLITE_OK) {
        sqlite3_busy_timeout(l->h, BUSY_MS);
        sqlite3_extended_result_codes(l->h, 1);
        sqlite3_collation_needed(l->h, NULL, give_collation);
        rc = sqlite3_exec(l->h, settings, NULL, NULL, NULL);
    }
    if (rc == SQLITE_OK)
        return true;
    if ((rc & 0xFF) == SQLITE_NOTADB)
        return err_set(e, ERR_INVALID, "'%s' is not a database", path);
    return err_set(e, kind_of(rc), "cannot open the database '%s': %s", path,
                   l->h ? sqlite3_errmsg(l->h) : sqlite3_errstr(rc));
}

static const char *lite_file(const Db *db)
{
    return sqlite3_db_filename(((const Lite *)db)->h, "main");
}

static void drop(Cached *entry)
{
    if (entry)
        sqlite3_finalize(entry->handle);
    cached_free(entry);
}

static void lite_close(Db *db)
{
    Cached *entry;
    while ((entry = cache_take(&db->cache)))
        drop(entry);
    sqlite3_close(lite(db)->h);
}

static void lite_check(Db *db)
{
    (void)db; /* a file does not go away */
}

enum { TICK_STEPS = 5000 };

/* SQLite asks every few thousand steps of its machine whether it is to go on. */
static int is_late(void *arg)
{
    Db *db = arg;
    return db_is_late(db) || (db->looking && ++db->ticks > LOOK_TICKS);
}

static bool lite_limit(Db *db, int ms, Err *e)
{
    (void)e;
    sqlite3_progress_handler(lite(db)->h, TICK_STEPS, ms ? is_late : NULL, db);
    sqlite3_busy_timeout(lite(db)->h, ms && ms < BUSY_MS ? ms : BUSY_MS);
    return true;
}

/* ---- statements ---- */

static bool prepare(Db *db, Str sql, sqlite3_stmt **out, Err *e)
{
    const char *rest;
    int rc = sqlite3_prepare_v3(lite(db)->h, sql.p, (int)sql.n + 1, SQLITE_PREPARE_PERSISTENT, out,
                                &rest);
    if (rc != SQLITE_OK)
        return failed(db, sql, e);
    if (*out && str_trim((Str){ rest, sql.n - (size_t)(rest - sql.p) }).n == 0)
        return true;
    sqlite3_finalize(*out);
    *out = NULL;
    return db_failed(e, ERR_INTERNAL, sql, N_("not exactly one statement"));
}

static bool bind_value(sqlite3_stmt *h, int at, const Param *p)
{
    switch (p->kind) {
    case PARAM_NULL: return sqlite3_bind_null(h, at) == SQLITE_OK;
    case PARAM_INT: return sqlite3_bind_int64(h, at, p->i) == SQLITE_OK;
    case PARAM_TEXT:
        return sqlite3_bind_text64(h, at, p->s.p, p->s.n, SQLITE_STATIC, SQLITE_UTF8) == SQLITE_OK;
    case PARAM_BLOB: return sqlite3_bind_blob64(h, at, p->s.p, p->s.n, SQLITE_STATIC) == SQLITE_OK;
    }
    return false;
}

/* SQLite numbers $1, $2, … by first appearance, hence the numbers are read from the names, once. */
static bool read_numbers(Cached *entry)
{
    sqlite3_stmt *h = entry->handle;
    int count = sqlite3_bind_parameter_count(h);
    int64_t number;

    entry->numbers = mem_zget((size_t)count + 1, sizeof *entry->numbers);
    for (int i = 1; i <= count; i++) {
        const char *name = sqlite3_bind_parameter_name(h, i);
        if (!name || name[0] != '$' || !str_int(str_z(name + 1), &number) || number < 1 ||
            number > UINT32_MAX)
            return false;
        entry->numbers[i] = (uint32_t)number;
    }
    return true;
}

static bool bind_all(Cached *entry, Str sql, const Param *params, size_t n, Err *e)
{
    bool ok = entry->numbers || read_numbers(entry);
    sqlite3_stmt *h = entry->handle;
    int count = sqlite3_bind_parameter_count(h);

    for (int i = 1; ok && i <= count; i++)
        ok = entry->numbers[i] && entry->numbers[i] <= n &&
             bind_value(h, i, &params[entry->numbers[i] - 1]);
    return ok || db_failed(e, ERR_INTERNAL, sql, N_("a parameter is missing or too long"));
}

/* A failure like a full disk makes SQLite roll the whole transaction back on its own; what follows
 * in it must not run outside of it. */
static bool txn_stands(Db *db, Str sql, Err *e)
{
    if (db->depth == 0 || !sqlite3_get_autocommit(lite(db)->h))
        return true;
    return db_failed(e, ERR_INTERNAL, sql, N_("the transaction was rolled back before"));
}

static void lite_stop(Stmt *q)
{
    LiteStmt *s = lite_stmt(q);
    if (!s->h)
        return;
    sqlite3_reset(s->h);
    sqlite3_clear_bindings(s->h);
    s->entry->busy = false;
    s->h = NULL;
    s->entry = NULL;
}

static bool lite_start(Stmt *q, Err *e)
{
    Db *db = q->db;
    LiteStmt *s = lite_stmt(q);

    if (!txn_stands(db, q->sql, e))
        return false;
    s->entry = cache_find(&db->cache, q->sql, NULL, 0);
    if (!s->entry) {
        if (!prepare(db, q->sql, &s->h, e))
            return false;
        drop(cache_make_room(&db->cache, q->sql));
        s->entry = cache_add(&db->cache, q->sql, NULL, 0);
        s->entry->handle = s->h;
    }
    s->h = s->entry->handle;
    s->entry->busy = true;
    if (db->reading && !sqlite3_stmt_readonly(s->h))
        db_failed(e, ERR_INTERNAL, q->sql, N_("the transaction is for reading only"));
    else if (bind_all(s->entry, q->sql, q->params, q->n, e))
        return true;
    lite_stop(q);
    return false;
}

static Step lite_step(Stmt *q, Err *e)
{
    sqlite3 *h = lite(q->db)->h;
    int64_t before = sqlite3_total_changes64(h);
    int rc = sqlite3_step(lite_stmt(q)->h);

    if (rc == SQLITE_ROW) {
        q->cols = sqlite3_data_count(lite_stmt(q)->h);
        return STEP_ROW;
    }
    if (rc != SQLITE_DONE)
        failed(q->db, q->sql, e);
    else if (sqlite3_total_changes64(h) != before)
        q->changed = sqlite3_changes64(h);
    lite_stop(q);
    return rc == SQLITE_DONE ? STEP_END : STEP_FAILED;
}

static bool lite_run(Db *db, const char *sql, Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query_text(db, str_z(sql), NULL, 0);
    bool was = db->reading;
    bool ok;
    db->reading = false;
    ok = lite_start(q, e) && lite_step(q, e) == STEP_END;
    db->reading = was;
    return ok;
}

static void lite_end_at_once(Db *db)
{
    sqlite3_exec(lite(db)->h, "PRAGMA synchronous = FULL", NULL, NULL, NULL);
}

/* NORMAL keeps the file sound; what was committed last may be missing after a power failure. */
static bool lite_begin_at_once(Db *db, Err *e)
{
    sqlite3 *h = lite(db)->h;
    bool ok;
    sqlite3_busy_timeout(h, 0);
    sqlite3_exec(h, "PRAGMA synchronous = NORMAL", NULL, NULL, NULL);
    ok = lite_run(db, "BEGIN IMMEDIATE", e);
    if (!ok)
        lite_end_at_once(db);
    sqlite3_busy_timeout(h, BUSY_MS);
    return ok;
}

/* ---- the log ---- */

static int on_commit(void *arg, sqlite3 *h, const char *name, int pages)
{
    const Db *db = arg;
    (void)h;
    (void)name;
    if (pages >= LOG_PAGES)
        db->grown(db->grown_arg);
    return SQLITE_OK;
}

static void lite_watch_log(Db *db)
{
    sqlite3_wal_hook(lite(db)->h, on_commit, db);
}

static void lite_empty_log(Db *db)
{
    sqlite3_wal_checkpoint_v2(lite(db)->h, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
}

static bool lite_null(const Stmt *q, int col)
{
    return sqlite3_column_type(((const LiteStmt *)q)->h, col) == SQLITE_NULL;
}

static int64_t lite_int(const Stmt *q, int col)
{
    return sqlite3_column_int64(((const LiteStmt *)q)->h, col);
}

static Str lite_str(const Stmt *q, int col)
{
    sqlite3_stmt *h = ((const LiteStmt *)q)->h;
    int type = sqlite3_column_type(h, col);
    const void *p = NULL;

    if (type == SQLITE_NULL)
        return (Str){ 0 };
    p = type == SQLITE_BLOB ? sqlite3_column_blob(h, col)
                            : (const void *)sqlite3_column_text(h, col);
    return p ? (Str){ p, (size_t)sqlite3_column_bytes(h, col) } : S("");
}

/* ---- many rows ---- */

static void lite_bulk_text(Bulk *b, Str table, const Str *columns)
{
    buf_printf(&b->sql, "INSERT INTO \"%.*s\" (", STR(table));
    for (size_t i = 0; i < b->n; i++)
        buf_printf(&b->sql, "%s\"%.*s\"", i ? ", " : "", STR(columns[i]));
    buf_put(&b->sql, S(") VALUES ("));
    for (size_t i = 0; i < b->n; i++)
        buf_printf(&b->sql, "%s$%zu", i ? ", " : "", i + 1);
    buf_putc(&b->sql, ')');
}

static bool lite_bulk_row(Bulk *b, const Param *values, Err *e)
{
    Str sql = str_z(b->sql.p);
    sqlite3_stmt *h = b->insert;
    int rc;

    if (!txn_stands(b->db, sql, e))
        return false;
    if (!h) {
        if (!prepare(b->db, sql, &h, e))
            return false;
        b->insert = h;
    }
    for (size_t i = 0; i < b->n; i++) /* $1 … $n stand in this order: no need to look at names */
        if (!bind_value(h, (int)i + 1, &values[i]))
            return db_failed(e, ERR_INTERNAL, sql, N_("a parameter is missing or too long"));
    rc = sqlite3_step(h);
    if (rc != SQLITE_DONE)
        failed(b->db, sql, e);
    sqlite3_reset(h);
    sqlite3_clear_bindings(h);
    return rc == SQLITE_DONE;
}

static bool lite_bulk_flush(Bulk *b, Err *e)
{
    (void)b;
    (void)e;
    return true;
}

static void lite_bulk_stop(Bulk *b)
{
    sqlite3_finalize(b->insert);
}

/* ---- backup ---- */

/* In one step, so that writers cannot make it begin anew; WAL lets them go on meanwhile. */
static int copy_pages(sqlite3 *from, sqlite3 *to)
{
    sqlite3_backup *b = sqlite3_backup_init(to, "main", from, "main");
    if (!b)
        return sqlite3_errcode(to);
    sqlite3_backup_step(b, -1);
    return sqlite3_backup_finish(b);
}

/* A copy that was not finished goes, with the journal that a full disk left beside it. */
static void drop_half(const char *path)
{
    AUTO(buf_done) Buf journal = buf_new(BUF_LINE);
    buf_printf(&journal, "%s-journal%c", path, '\0');
    unlink(path);
    if (!journal.failed)
        unlink(journal.p);
}

static bool lite_backup(Db *db, const char *path, Err *e)
{
    char why[128];
    sqlite3 *to = NULL;
    int rc;
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    if (fd < 0 && errno == EEXIST)
        return err_set(e, ERR_CONFLICT, "'%s' exists already: choose a new name", path);
    if (fd < 0)
        return err_set(e, ERR_INTERNAL, "cannot make '%s': %s", path,
                       strerror_r(errno, why, sizeof why));
    close(fd);
    rc = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    if (rc == SQLITE_OK)
        rc = copy_pages(lite(db)->h, to);
    if (rc == SQLITE_OK) /* one file, without a WAL beside it */
        rc = sqlite3_exec(to, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
    sqlite3_close(to);
    if (rc == SQLITE_OK)
        return true;
    drop_half(path);
    return err_set(e, kind_of(rc), "cannot back up to '%s': %s", path, sqlite3_errstr(rc));
}

const Driver sqlite_driver = {
    .kind = DB_SQLITE,
    .db_size = sizeof(Lite),
    .stmt_size = sizeof(LiteStmt),
    .open = lite_open,
    .close = lite_close,
    .check = lite_check,
    .run = lite_run,
    .begin_at_once = lite_begin_at_once,
    .end_at_once = lite_end_at_once,
    .watch_log = lite_watch_log,
    .empty_log = lite_empty_log,
    .limit = lite_limit,
    .start = lite_start,
    .file = lite_file,
    .step = lite_step,
    .stop = lite_stop,
    .is_null = lite_null,
    .get_int = lite_int,
    .get_str = lite_str,
    .bulk_text = lite_bulk_text,
    .bulk_row = lite_bulk_row,
    .bulk_flush = lite_bulk_flush,
    .bulk_stop = lite_bulk_stop,
    .backup = lite_backup,
    .collations_version = lite_collations_version,
    .begin = "BEGIN IMMEDIATE",
    .begin_read = "BEGIN",
    .text_type = "TEXT",
    .blob_type = "BLOB",
    .id_type = "INTEGER",
    .each_text = "SELECT value FROM json_each(%s)",
    .each_int = "SELECT value FROM json_each(%s)",
    .ranked = "SELECT value AS \"id\", key AS \"rank\" FROM json_each(%s)",
    .contains = "instr",
    .explain = "EXPLAIN QUERY PLAN",
    .explain_col = 3,
    .columns = "SELECT name FROM pragma_table_info($1) ORDER BY cid",
    .indexes = "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
               " ORDER BY name",
};
