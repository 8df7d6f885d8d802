/* SPDX-License-Identifier: Apache-2.0
 * Changing many records at once: one field gets one value, or all go to one state.
 *
 * A rehearsal is the very same run, rolled back: what it says of a record is what will happen.
 * Those that cannot be changed are left, each with the reason. What was changed is a batch of kind
 * "bulk", which batch_undo takes back.
 */
#pragma once

#include "engine/ctx.h"
#include "engine/query.h"
#include "engine/record.h"

enum { BULK_MAX = 5000, BULK_SHOWN = 50 };

typedef struct {
    const Type *type;
    const int64_t *ids;
    size_t n;
    int field;      /* that gets `value`; -1: the records go to state `to` */
    Value value;    /* not set: the field is emptied */
    Str to, why;    /* why: for moves that want a reason; it stands in the history of each record */
    uint64_t stamp; /* of the rehearsal that was looked at; 0: whatever is there now */
} BulkEdit;

typedef struct {
    int64_t id;
    Str title;         /* empty if the user may not read the record */
    Str before, after; /* as a person reads them */
    Str why;           /* it was left */
} BulkLine;

typedef struct {
    int64_t batch; /* 0: a rehearsal, or nothing was changed */
    size_t changed, same, left;
    const BulkLine *lines; /* of those changed, at most BULK_SHOWN */
    size_t nlines;
    const BulkLine *refused; /* of those left, at most BULK_SHOWN */
    size_t nrefused;
    uint64_t stamp; /* which records, in which versions */
} BulkReport;

/* May records of the type be changed so at all? Not units, users and the like. */
bool bulk_may(const Type *t);
/* The ids that a list finds. ERR_INVALID if there are more than BULK_MAX. */
MUST_USE bool bulk_ids(Ctx *c, const Type *t, const QueryParts *parts, const int64_t **out,
                       size_t *n, Err *e);
/* ERR_CONFLICT if the records are not those of b->stamp any more; *out says how they are now. */
MUST_USE bool bulk_run(Ctx *c, const BulkEdit *b, bool rehearse, BulkReport *out, Err *e);
