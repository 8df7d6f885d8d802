/* SPDX-License-Identifier: Apache-2.0
 * Chain: what a transaction of the store holds open. For store*.c, history*.c and
 * the import (match.c, batch.c), which read and number many rows at once.
 *
 * It carries the newest row of the history, the next id, and a Bulk for each table that is written,
 * so that a thousand rows cost a thousand inserts and nothing else.
 */
#pragma once

#include "base/map.h"
#include "engine/history.h"
#include "engine/store.h"

enum { SALTS = 256, STD_COLUMNS = 13 };

/* Writes rows of one type. */
typedef struct {
    const Type *type;
    Bulk *rows;
    Bulk **links; /* one for each T_LINKS field, else NULL */
    Str *columns;
    size_t ncolumns;
    Param *params;
    Str *inbound; /* queries that find a record which links here; NULL until asked for */
    size_t ninbound;
} TypeWriter;

struct Chain {
    Arena *arena; /* of the transaction */
    int64_t seq, last_id;
    unsigned char hash[HASH_SIZE];
    const Units *units; /* as they were at the beginning, for a rollback */
    const Registry *types;
    bool undoing; /* what is written was so before */
    bool doomed;  /* an inner step was rolled back: so is all of it */
    Bulk *history;
    const Ids *leaving; /* chain_word of records that an undo removes together; NULL: none */
    VEC(TypeWriter *) writers;
    Buf before, after, seal;
    unsigned char salts[SALTS][SALT_SIZE];
    size_t salts_used;
};

/* The next id: time of now in its upper bits, above every id given before. */
int64_t chain_id(Ctx *c);
/* The writer of a type, made when first asked for. */
TypeWriter *chain_writer(Ctx *c, const Type *t);
/* Does nothing link to the record, but for those that leave with it? ERR_CONFLICT if something
 * does. */
MUST_USE bool chain_unlinked(Ctx *c, const Type *t, int64_t id, Err *e);
/* One number for a record of any type, for chain->leaving. */
uint64_t chain_word(Str type, int64_t id);

/* ---- rows of a type's table ---- */

/* "SELECT … FROM …" with all columns that row_read wants, in the arena; `rest` follows. */
Str row_select(Arena *a, const Type *t, const char *rest);
void row_read(const Stmt *q, Arena *a, Record *out);
/* The stored record without regard to rights; NULL without an error if there is none. */
Record *row_load(Ctx *c, const Type *t, int64_t id, Err *e);
/* May the user do that to the row, which was loaded (NULL: there is none)? Who may not even read it
 * is told what store_no_record says. */
bool row_permits(Ctx *c, const Type *t, int64_t id, const Record *r, Right right, Err *e);
/* What a row was that is not there any more, in that version, if the user may do that to it. */
Record *row_removed(Ctx *c, const Type *t, int64_t id, int64_t version, Right right, Err *e);
/* The row, if the user may do that to it. */
Record *row_load_for(Ctx *c, const Type *t, int64_t id, Right right, Err *e);
/* The first column of all rows, read before anything is written, in the context's arena. */
MUST_USE bool row_ids(Ctx *c, Stmt *q, const int64_t **ids, size_t *n, Err *e);
/* A JSON object of everything that a record holds, in the order of its fields. */
void row_json(const Record *r, Buf *out);
/* Two JSON objects of what differs; a value that is missing on one side is null. False if nothing
 * does. */
bool row_difference(const Record *old, const Record *now, Buf *before, Buf *after);
/* Lays a JSON object of history over the record. */
MUST_USE bool row_apply(Record *r, Arena *a, Str json, Err *e);
/* Does to the record what that row of its history did. *alive says whether it is in its table. */
MUST_USE bool row_replay(Record *r, bool *alive, const HistoryRow *row, Arena *a, Err *e);
/* The record as it was in that version; NULL with ERR_NOT_FOUND if there is none, or it was
 * erased. */
Record *row_at_version(Ctx *c, const Type *t, int64_t id, int64_t version, Err *e);

/* Writes what is in *now over *old (NULL: a new row), with history. Both are complete; nothing is
 * checked any more. A failure dooms the transaction. */
MUST_USE bool row_insert(Ctx *c, Record *now, Err *e);
/* Puts a removed record back under its old id, as a further version. */
MUST_USE bool row_reinsert(Ctx *c, Record *was, Err *e);
MUST_USE bool row_update(Ctx *c, const Record *old, Record *now, Act act, Err *e);
/* Deletes the row and its links; no history. */
MUST_USE bool row_delete(Ctx *c, const Type *t, int64_t id, Err *e);

/* All checks of a record that do not need the stored one: fields, state, rules of the type. */
MUST_USE bool check_record(Ctx *c, const Record *r, Check *k, Err *e);
/* For `qiao check`: the table of a T_LINKS field against its column, and the engine's own tables
 * against the history. */
MUST_USE bool check_links_table(Ctx *c, const Type *t, const Field *f, CheckReport *out, Err *e);
MUST_USE bool check_own_tables(Ctx *c, CheckReport *out, Err *e);
/* Links that are new (old may be NULL) must lead somewhere. */
MUST_USE bool check_links(Ctx *c, const Record *old, const Record *r, Err *e);
/* All rows of a record, without regard to rights. */
MUST_USE bool history_rows(Ctx *c, const Type *t, int64_t id, const HistoryRow **rows, size_t *n,
                           Err *e);
/* payload and hash of a history row; salt may be NULL for an erased one, payload is taken as it is
 * then. */
void history_seal(Buf *scratch, const HistoryRow *row, const unsigned char *salt,
                  const unsigned char before_hash[HASH_SIZE], unsigned char payload[HASH_SIZE],
                  unsigned char hash[HASH_SIZE]);
