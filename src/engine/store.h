/* SPDX-License-Identifier: Apache-2.0
 * Store: the only way to write a record. Checks the rights, the fields, the rules of the type, the
 * version that was seen; keeps the history; all in one transaction.
 *
 *     AUTO(store_rollback) StoreTxn t = store_begin(c, e);
 *     Record *r = record_new(c->arena, type);
 *     rec_set_text(r, P_NAME, name);
 *     if (!store_create(c, r, &check, e)) return false;
 *     return store_commit(&t, e);
 */
#pragma once

#include "engine/ctx.h"
#include "engine/history.h"
#include "engine/record.h"

typedef struct {
    Ctx *c;
    Chain *outer; /* of a transaction around this one */
    Txn txn;
} StoreTxn;

StoreTxn store_begin(Ctx *c, Err *e);
MUST_USE bool store_commit(StoreTxn *t, Err *e);
void store_rollback(StoreTxn *t);

/* Sends what bulk writing still holds, so that the next query sees it. */
MUST_USE bool store_flush(Ctx *c, Err *e);
/* Reads the tree, or the types and their tables, again after they changed. */
MUST_USE bool store_reload_units(Ctx *c, Err *e);
MUST_USE bool store_reload_types(Ctx *c, Err *e);

/* ---- reading ---- */

/* A record by id; fields that the user may not see are empty. ERR_NOT_FOUND, ERR_DENIED. Voided
 * records are found too. Reading sensitive fields is logged. In the context's arena. */
Record *store_get(Ctx *c, const Type *t, int64_t id, Err *e);
/* The record as it was in that version, masked like store_get. */
Record *store_get_version(Ctx *c, const Type *t, int64_t id, int64_t version, Err *e);
/* Says of a record that is not there, and of one that the user may not read, the same, so that
 * nobody learns which it is. Always false. */
bool store_no_record(Ctx *c, const Type *t, int64_t id, Err *e);
/* Is there such a record, and may the user read it? */
bool store_may_read(Ctx *c, const Type *t, int64_t id, Err *e);
/* The same for a link to it: units are no secret. */
bool store_knows(Ctx *c, const Type *t, int64_t id, Err *e);
/* Id of the record with that key; 0 without an error if there is none. */
int64_t store_find_key(Ctx *c, const Type *t, Str key, Err *e);
/* The same, or that with this text in a field that no two records share: the code of a unit, the
 * login of a user. */
int64_t store_find_name(Ctx *c, const Type *t, Str text, Err *e);
/* How a record is called on screen: its title field, else its key, else its id. */
Str store_title(Ctx *c, const Type *t, int64_t id);

/* ---- writing; each opens a transaction of its own unless one is open ---- */

/* Makes a record and sets its id, unit (if 0: the user's own), version, state and times. On a
 * failed check: ERR_INVALID with the first problem, all of them in *k. */
MUST_USE bool store_create(Ctx *c, Record *r, Check *k, Err *e);
/* Writes r over the stored record of r->id if that is still of version r->version; otherwise
 * ERR_CONFLICT, and a field-by-field difference in *k. Writing what is there already changes
 * nothing and makes no version. */
MUST_USE bool store_update(Ctx *c, Record *r, Check *k, Err *e);
/* Where a record is to go. version is the one that was seen; 0: whatever is there now. */
typedef struct {
    Str to, why;
    int64_t version;
} MoveTo;
/* Moves a record to another state along the type's moves. Where more than one must agree
 * (approval.h) and some have not, that is written down, the record stays, and *k warns of it. */
MUST_USE bool store_move(Ctx *c, const Type *t, int64_t id, MoveTo go, Check *k, Err *e);
/* Takes a record out of lists and counts, with a reason; and back. */
MUST_USE bool store_void(Ctx *c, const Type *t, int64_t id, Str why, Err *e);
MUST_USE bool store_unvoid(Ctx *c, const Type *t, int64_t id, Str why, Err *e);
/* Puts a record, or only one field of it (NULL: all), back to what it was in that version. Outside
 * of a batch its state stays, and so do fields that the user does not see. */
MUST_USE bool store_restore(Ctx *c, const Type *t, int64_t id, int64_t version, const char *field,
                            Err *e);
/* Takes back what changed from version versions[0] to versions[1], field by field, but for what was
 * changed again since: *kept has the labels of that. Only within an undo. */
MUST_USE bool store_take_back(Ctx *c, const Type *t, int64_t id, const int64_t versions[2],
                              Str *kept, Err *e);
/* Takes out what a batch made (only undo does that): the row goes, the history stays. ERR_CONFLICT
 * if another record links to it. */
MUST_USE bool store_remove(Ctx *c, const Type *t, int64_t id, Err *e);
/* Erases what is personal in a record and in all its history, and in what was merged into it or
 * follows from it; what counts stays. `why` names the request. Cannot be undone. */
MUST_USE bool store_erase(Ctx *c, const Type *t, int64_t id, Str why, Err *e);
/* Those records, which go with another that is erased. */
MUST_USE bool store_erase_all(Ctx *c, const Type *t, const int64_t *ids, size_t n, Str why, Err *e);
