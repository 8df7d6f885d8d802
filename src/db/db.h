/* SPDX-License-Identifier: Apache-2.0
 * One small API over SQLite and PostgreSQL: the same SQL text for both.
 *
 *     AUTO(stmt_done) Stmt *q = db_query(db, "SELECT id FROM unit WHERE code = $1", P(code));
 *     while (db_next(q, e)) use(db_int(q, 0));
 *     if (e->kind) return false;
 *
 * Parameters are $1, $2, …; a value never becomes part of the text. Prepared statements are kept
 * per connection by their text. A Db is one connection and belongs to one thread at a time. All
 * failures are ERR_INTERNAL, but for ERR_BUSY (locked, serialisation) and ERR_CONFLICT (a unique
 * key is taken), and name the statement's first words; a text with a zero byte is ERR_INVALID.
 * Statements nest. After a failure in a transaction PostgreSQL refuses all else until a rollback,
 * so what may fail and go on stands in an inner transaction.
 */
#pragma once

#include "base/arena.h"
#include "base/err.h"
#include "text/collate.h"

typedef struct Db Db;
typedef struct Stmt Stmt;
typedef enum { DB_SQLITE, DB_POSTGRES } DbKind;

/* ---- parameters ---- */

typedef enum { PARAM_NULL, PARAM_INT, PARAM_TEXT, PARAM_BLOB } ParamKind;
typedef struct {
    ParamKind kind;
    int64_t i;
    Str s; /* must stay until the statement is done */
} Param;

Param param_int(int64_t i);
Param param_text(Str s); /* a Str with p == NULL is NULL */
Param param_z(const char *z);
Param param_blob(const void *p, size_t n);
#define P_NULL ((Param){ PARAM_NULL, 0, { 0 } })
#define P(x)                                                                                       \
    _Generic((x),                                                                                  \
        int: param_int,                                                                            \
        bool: param_int,                                                                           \
        int64_t: param_int,                                                                        \
        Str: param_text,                                                                           \
        char *: param_z,                                                                           \
        const char *: param_z)(x)

/* ---- connections ---- */

/* Opens a path (SQLite; made if `create`) or a postgresql:// URL. SQLite: WAL, synchronous=FULL,
 * foreign keys on, LIKE case-sensitive, busy timeout 5 s. NULL on failure. */
Db *db_open(const char *url, bool create, Err *e);
void db_close(Db *db);
void db_closep(Db **db);
DbKind db_kind(const Db *db);
/* The kind of the database that db_open would open. */
DbKind db_kind_of(const char *url);
/* The file that an SQLite database is in, in the arena; empty for one that is in no file. */
Str db_file(const Db *db, Arena *a);
/* Number of db_query and db_exec that ran so far; for tests of budgets. */
int64_t db_statements(const Db *db);
/* All work must be done within `ms` from now: what runs longer, or begins later, fails with
 * ERR_BUSY. 0 takes the limit away. */
MUST_USE bool db_limit(Db *db, int ms, Err *e);
/* `seen` is told each statement before it runs; NULL: nobody is. What the parameters point to is
 * the asker's. */
typedef void DbSeen(void *arg, Str sql, const Param *params, size_t n);
void db_trace(Db *db, DbSeen *seen, void *arg);

/* ---- statements ---- */

/* A statement with a literal text; it runs, and may fail, at the first db_next. Never NULL. */
#define db_query(db, sql, ...)                                                                     \
    db_query_text(db, S(sql), (const Param[]){ P_NULL, ##__VA_ARGS__ } + 1,                        \
                  sizeof((const Param[]){ P_NULL, ##__VA_ARGS__ }) / sizeof(Param) - 1)
/* The same for SQL that the engine made from descriptors; values only as parameters. The text and
 * the array are copied, what the parameters point to is not. */
Stmt *db_query_text(Db *db, Str sql, const Param *params, size_t n);
/* The same for a question whose values decide how it is best answered: PostgreSQL plans it anew for
 * them each time, instead of once for any. */
Stmt *db_query_once(Db *db, Str sql, const Param *params, size_t n);
/* The next row; false at the end and on failure (e is set then). */
MUST_USE bool db_next(Stmt *q, Err *e);
int64_t db_int(const Stmt *q, int col); /* 0 for NULL */
bool db_null(const Stmt *q, int col);
/* Borrowed until the next db_next or stmt_done. */
Str db_str(const Stmt *q, int col);
/* Copied into the arena; p is NULL for NULL. */
Str db_text(const Stmt *q, Arena *a, int col);
/* Bytes of a blob, copied into the arena. */
Str db_blob(const Stmt *q, Arena *a, int col);
int db_cols(const Stmt *q);
void stmt_done(Stmt **q); /* for AUTO */

/* Runs a statement that gives no rows. */
#define db_exec(db, e, sql, ...)                                                                   \
    db_exec_text(db, S(sql), (const Param[]){ P_NULL, ##__VA_ARGS__ } + 1,                         \
                 sizeof((const Param[]){ P_NULL, ##__VA_ARGS__ }) / sizeof(Param) - 1, NULL, e)
/* *changed (may be NULL) gets the number of rows that were inserted, updated or deleted. */
MUST_USE bool db_exec_text(Db *db, Str sql, const Param *params, size_t n, int64_t *changed,
                           Err *e);

/* ---- many rows ---- */

/* Inserts many rows into one table: prepared statement on SQLite, COPY on PostgreSQL, where rows
 * become visible to this connection at bulk_flush. Other statements may run between rows. */
typedef struct Bulk Bulk;
/* table and columns are names from descriptors, not user text; both must outlive the Bulk. */
Bulk *bulk_new(Db *db, Str table, const Str *columns, size_t n);
MUST_USE bool bulk_row(Bulk *b, const Param *values, Err *e);
MUST_USE bool bulk_flush(Bulk *b, Err *e);
void bulk_free(Bulk **b); /* drops what was not flushed */

/* ---- transactions ---- */

/* Nests: an inner transaction is a savepoint. Ends in rollback unless committed:
 *     AUTO(txn_rollback) Txn t = txn_begin(db, e);
 *     if (!t.db) return false;
 *     … return txn_commit(&t, e);
 */
typedef struct {
    Db *db;
    int depth;
} Txn;
/* The outermost one takes the write lock at once (BEGIN IMMEDIATE; PostgreSQL: READ COMMITTED). */
Txn txn_begin(Db *db, Err *e);
/* An outermost transaction that waits for nobody, nor for the disk: ERR_BUSY at once where another
 * one writes, and a power failure may undo it. For what may as well be left undone. */
Txn txn_begin_at_once(Db *db, Err *e);
/* One statement in a transaction of that kind; true, and nothing done, where another one writes. In
 * a transaction that is open it is a part of that. */
#define db_try(db, e, sql, ...)                                                                    \
    db_try_text(db, S(sql), (const Param[]){ P_NULL, ##__VA_ARGS__ } + 1,                          \
                sizeof((const Param[]){ P_NULL, ##__VA_ARGS__ }) / sizeof(Param) - 1, e)
MUST_USE bool db_try_text(Db *db, Str sql, const Param *params, size_t n, Err *e);
/* A read-only snapshot: everything read in it is of one moment. */
Txn txn_begin_read(Db *db, Err *e);
MUST_USE bool txn_commit(Txn *t, Err *e);
void txn_rollback(Txn *t);
/* Is a transaction open? A look is none: nothing in it can be of a change that is under way. */
bool db_in_txn(const Db *db);
/* A look: to its end everything read is of one moment, nothing is written, and SQLite works a few
 * milliseconds at most, besides what db_limit says. What would write, or is more work, fails, and
 * the end of the look says so, whatever became of that error: unless it is LOOK_GOOD, all that was
 * done since db_look is to be forgotten and done anew without one. */
typedef enum { LOOK_GOOD, LOOK_FAILED, LOOK_LONG } LookEnd;
MUST_USE bool db_look(Db *db, Err *e);
LookEnd db_look_end(Db *db);
/* Makes all writers of the history wait for this transaction's end. Nothing to do on SQLite. */
MUST_USE bool db_lock_history(Db *db, Err *e);

/* ---- where the engines differ ---- */

/* Column type for text whose order is by bytes: TEXT, or TEXT COLLATE "C". */
Str db_sql_text(const Db *db);
Str db_sql_blob(const Db *db);
/* Column type of a 63-bit primary key: INTEGER (SQLite's own row number) or BIGINT. */
Str db_sql_id(const Db *db);
/* What an index column needs behind its name, so that empty values come first: " NULLS FIRST" or
 * nothing where they do so anyway. */
Str db_sql_empty_first(const Db *db);
/* May a query in FROM name its columns, as in (SELECT …) AS q(a, b)? Else a common table names
 * them, hundreds of which PostgreSQL plans slowly. */
bool db_sql_names_columns(const Db *db);
/* What stands behind a text to compare and order it so: " COLLATE …", nothing for bytes. */
Str db_sql_collate(Arena *a, Collate order);
/* Makes the orders known to the database, or known anew after their tables changed. */
MUST_USE bool db_collations_make(Db *db, Err *e);
/* Changes whenever one of them may have changed, and with it what indexes are made of. */
MUST_USE bool db_collations_version(Db *db, Arena *a, Str *out, Err *e);
/* "SELECT value FROM …" over a JSON array of strings / numbers given as text parameter `$n`;
 * use as  key IN (db_sql_each_text("$1")). */
Str db_sql_each_text(const Db *db, Arena *a, const char *param);
Str db_sql_each_int(const Db *db, Arena *a, const char *param);
/* "SELECT id, rank FROM …" over a JSON array of different numbers; rank is the place of each, from
 * 0. */
Str db_sql_ranked(const Db *db, Arena *a, const char *param);
/* Boolean SQL: does text expression `hay` hold `needle`, as bytes? */
Str db_sql_contains(const Db *db, Arena *a, Str hay, Str needle);
/* The plan of a query, one line each. */
MUST_USE bool db_explain(Db *db, Str sql, const Param *params, size_t n, Arena *a, Str *plan,
                         Err *e);
/* Names of the columns of a table; none if there is no such table. */
MUST_USE bool db_columns(Db *db, Str table, Arena *a, Str **names, size_t *n, Err *e);
/* Names of all indexes that CREATE INDEX made, sorted; those behind keys are not among them. */
MUST_USE bool db_indexes(Db *db, Arena *a, Str **names, size_t *n, Err *e);
/* Refreshes the planner's statistics. */
MUST_USE bool db_analyze(Db *db, Err *e);
/* A consistent copy of an SQLite database into a new file; PostgreSQL: ERR_INVALID, with the remedy
 * (pg_dump). */
MUST_USE bool db_backup(Db *db, const char *path, Err *e);

/* ---- for tests ---- */

/* The n-th call from now on (statement, row, commit, bulk) fails with ERR_INTERNAL; 0: none. */
void db_fail_at(Db *db, int64_t n);
