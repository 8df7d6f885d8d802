/* SPDX-License-Identifier: Apache-2.0
 * Audit: the history of everything, for who may read it whole: signing in, refusals, reading of
 * what is sensitive, exports, changes.
 *
 * Of a change only the names of the fields are here, not what they held: the audit administrator
 * sees what was done, and not the data itself.
 */
#pragma once

#include "engine/history.h"

/* Which rows; what is zero or empty does not matter. */
typedef struct {
    Str login, act, type, record; /* record: its number or its key */
    Day from, to;                 /* both included */
    int64_t before;               /* rows older than this one */
    size_t limit;
} AuditQuery;

typedef struct {
    HistoryRow row; /* its before and after are what the store holds: show none of it */
    Str who, about; /* names of users: of who did it, and, of a row of ACT_SIGN, of the account */
    Str what;       /* what was read, exported or refused, or the fields that changed */
    int64_t rows;   /* read or exported */
} AuditRow;

/* Newest first. Needs RIGHT_AUDIT for the whole office. ERR_INVALID names what cannot be read. */
MUST_USE bool audit_list(Ctx *c, const AuditQuery *q, const AuditRow **out, size_t *n, Err *e);
