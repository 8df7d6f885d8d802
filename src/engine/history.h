/* SPDX-License-Identifier: Apache-2.0
 * History: every change, every reading of what is sensitive and every export, append-only, each row
 * chained to the one before it by hash.
 *
 * A row is sealed in two steps, so that a person's data can be erased without breaking the chain:
 *     payload = BLAKE2b-256(salt, before, after)
 *     hash    = BLAKE2b-256(hash of the row before, seq, at, by, act, type, record, version, batch,
 *                           why, payload)
 * Erasing removes before, after and the salt; payload stays, and without the salt says nothing.
 */
#pragma once

#include "engine/ctx.h"
#include "engine/record.h"

enum { HASH_SIZE = 32, SALT_SIZE = 16, CHECKPOINT_EVERY = 10000 };

/* What was done. The code is what the table holds. */
typedef enum {
    ACT_CREATE,
    ACT_UPDATE,
    ACT_REMOVE, /* only by undo of what made it */
    ACT_VOID,
    ACT_UNVOID,
    ACT_ERASE,
    ACT_BATCH, /* a batch was made or taken back */
    ACT_READ,  /* sensitive fields were read */
    ACT_EXPORT,
    ACT_REFUSE, /* somebody tried what they may not */
    ACT_SIGN,   /* signing in and out, and what became of the keys to an account */
    ACT__N
} Act;
NONNULL const char *act_code(Act act);

typedef struct {
    int64_t seq, at, by;
    Act act;
    Str type;
    int64_t record, version, batch;
    Str why, before,
        after; /* JSON objects of canonical texts; p is NULL where there is none or erased */
} HistoryRow;

/* Appends a row to the open transaction of the store (store_begin). seq and at are filled in. */
MUST_USE bool history_append(Ctx *c, HistoryRow *row, Err *e);
/* Logs that fields above LEVEL_PERSONAL were read: what was asked, how many rows came. In a
 * transaction of its own; where the context gathers readings, when these are written down. */
MUST_USE bool history_read(Ctx *c, const Type *t, int64_t record, Str what, int64_t rows, Err *e);
MUST_USE bool history_export(Ctx *c, const Type *t, Str what, int64_t rows, Err *e);

/* Readings of one request, written down together: at its end, before its answer goes out, or before
 * anything else that it writes. */
NONNULL Readings *readings_new(Arena *a);
/* Writes down what the context gathered, in one transaction; what was read must not be told if this
 * fails. */
MUST_USE bool readings_write(Ctx *c, Err *e);
/* For what is made once more from the start: how many there are, and back to so many. */
size_t readings_mark(const Ctx *c);
void readings_rewind(Ctx *c, size_t mark);

/* Logs that somebody tried what he may not, if the error says that he did: in its own words, or in
 * those that the store kept of it (ctx.h). */
MUST_USE bool history_refuse(Ctx *c, const Err *refusal, Err *e);

/* Logs that the account of that user was signed in to, or what else became of it. */
MUST_USE bool history_sign(Ctx *c, int64_t user, Str what, Err *e);

/* The columns that history_row_read wants, in its order. */
#define HISTORY_COLUMNS                                                                            \
    "\"seq\", \"at\", \"actor\", \"act\", \"type\", \"record\", \"version\", \"batch\", \"why\","  \
    " \"before\", \"after\""
void history_row_read(const Stmt *q, Arena *a, HistoryRow *out);
/* ACT__N if there is no such act. */
Act act_by_code(Str code);
/* All rows of one record, oldest first, in the arena. Needs the right to read the record or to
 * audit; values above the reader's level are left out, and reading sensitive ones is logged. */
MUST_USE bool history_of(Ctx *c, const Type *t, int64_t id, const HistoryRow **rows, size_t *n,
                         Err *e);

/* The same of a record that was just read. */
MUST_USE bool history_of_record(Ctx *c, const Record *r, const HistoryRow **rows, size_t *n,
                                Err *e);

/* Goes over the whole chain, then compares every record with what its history says it is. Stops at
 * the first thing that is wrong, which *finding then names (empty: all is well). */
typedef struct {
    int64_t rows, records; /* looked at */
    Str finding;
} CheckReport;
MUST_USE bool history_check(Ctx *c, CheckReport *out, Err *e);
