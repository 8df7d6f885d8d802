/* SPDX-License-Identifier: Apache-2.0
 * Driver: what an engine does for db.c. Private to src/db.
 *
 * An engine puts its own Db and Stmt around these, with them as the first member, and states their
 * sizes in its Driver; db.c makes and frees them.
 */
#pragma once

#include "base/buf.h"
#include "db/cache.h"
#include "db/db.h"

typedef enum { STEP_END, STEP_ROW, STEP_FAILED } Step;
typedef struct Driver Driver;

struct Db {
    const Driver *driver;
    int depth;     /* transactions that are open, inner ones counted */
    int open;      /* statements that are not done */
    bool reading;  /* the outermost transaction may not write */
    bool looking;  /* it is that of a look */
    bool gave_up;  /* something failed or was refused in the look */
    int ticks;     /* how often SQLite asked in the look whether to go on */
    bool lost;     /* the connection is gone for good */
    int64_t sent;  /* statements so far */
    int64_t fails; /* calls until the injected failure; 0 is never */
    int64_t until; /* steady time in us when work must be done; 0 is never */
    DbSeen *seen;  /* is told each statement; NULL: nobody is */
    void *seen_arg;
    bool at_once;          /* the transaction is one of txn_begin_at_once */
    void (*grown)(void *); /* is told that the log is due to be put into the file; NULL: it is done
                              where it is noticed */
    void *grown_arg;
    Cache cache;
};

struct Stmt {
    Db *db;
    Str sql; /* a copy, zero-terminated */
    const Param *params;
    size_t n;
    enum { STMT_NEW, STMT_RUNS, STMT_ENDED } state;
    int cols;
    int64_t changed; /* rows, known at the end */
    bool once;       /* planned for these values */
};

struct Bulk {
    Db *db;
    Buf sql;  /* zero-terminated */
    size_t n; /* columns */
    Buf rows; /* PostgreSQL: what was not sent yet */
    void *insert;
};

struct Driver {
    DbKind kind;
    size_t db_size, stmt_size;

    bool (*open)(Db *db, const char *url, bool create, Err *e);
    void (*close)(Db *db);
    const char *(*file)(const Db *db); /* NULL: it is in none */
    /* Looks whether an idle connection still stands, without a round trip; sets db->lost. */
    void (*check)(Db *db);
    /* Runs a statement without parameters and rows: BEGIN, SAVEPOINT and the like. */
    bool (*run)(Db *db, const char *sql, Err *e);
    /* Begins a transaction of writing in which nothing waits for another one, nor its end for the
     * disk. */
    bool (*begin_at_once)(Db *db, Err *e);
    void (*end_at_once)(Db *db); /* after it; NULL: nothing to do */
    /* From now on db->grown is told; NULL: there is no log of ours. */
    void (*watch_log)(Db *db);
    /* Puts what is in the log into the file, as far as nobody is in the way. */
    void (*empty_log)(Db *db);
    /* Ends a statement that runs longer than `ms`, or beyond db->until; 0: none. */
    bool (*limit)(Db *db, int ms, Err *e);

    bool (*start)(Stmt *q, Err *e);
    Step (*step)(Stmt *q, Err *e);
    void (*stop)(Stmt *q);
    bool (*is_null)(const Stmt *q, int col);
    int64_t (*get_int)(const Stmt *q, int col);
    Str (*get_str)(const Stmt *q, int col);

    void (*bulk_text)(Bulk *b, Str table, const Str *columns);
    bool (*bulk_row)(Bulk *b, const Param *values, Err *e);
    bool (*bulk_flush)(Bulk *b, Err *e);
    void (*bulk_stop)(Bulk *b);

    bool (*backup)(Db *db, const char *path, Err *e);

    bool (*collation_make)(Db *db, Collate order, Err *e); /* NULL: the engine asks for them */
    bool (*collations_version)(Db *db, Arena *a, Str *out, Err *e);

    const char *begin, *begin_read;
    const char *lock_history; /* NULL: nothing to do */
    const char *text_type, *blob_type, *id_type;
    const char *each_text, *each_int; /* one %s: the parameter */
    const char *ranked;               /* the same */
    const char *contains;
    const char *explain;
    int explain_col;
    const char *columns, *indexes;
};

extern const Driver sqlite_driver, postgres_driver;

/* Sets the error of a statement: what was tried in a few words, and the engine's reason. */
bool db_failed(Err *e, ErrKind kind, Str sql, const char *why);
/* See Driver.check. */
bool db_is_lost(Db *db);
/* Has the time of db_limit passed? */
bool db_is_late(const Db *db);
/* The reason that is given then. */
extern const char db_too_late[];
/* A look has so many ticks. */
enum { LOOK_TICKS = 20 };
/* Ends all open transactions without saving. */
void db_rollback_all(Db *db);
