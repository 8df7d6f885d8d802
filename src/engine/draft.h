/* SPDX-License-Identifier: Apache-2.0
 * Drafts: forms that somebody has begun and not sent, so that neither a break nor a lost connection
 * costs what was typed.
 *
 * A user has one draft for each address of a form. A draft is no record: it stands in no list, no
 * export and no history. Only its user sees it; it goes after the time that a setting says, when
 * the form is sent, or when the record that it is of is erased.
 */
#pragma once

#include "engine/ctx.h"

enum { DRAFT_MAX = 256 << 10, DRAFTS_MAX = 50, DRAFT_ADDRESS_MAX = 200 };

typedef struct {
    Str address; /* of the form: "/reception/new" */
    Str body;    /* what was typed; as the page that kept it wrote it */
    int64_t at;
} Draft;

/* Keeps it instead of the one before; the user's oldest goes beyond DRAFTS_MAX. ERR_INVALID if it
 * is too large. */
MUST_USE bool draft_keep(Ctx *c, Str address, Str body, Err *e);
/* The context user's own; out->at is 0 if there is none. */
MUST_USE bool draft_find(Ctx *c, Str address, Draft *out, Err *e);
/* All of them without their bodies, the newest first. For the start page. */
MUST_USE bool draft_list(Ctx *c, const Draft **out, size_t *n, Err *e);
MUST_USE bool draft_drop(Ctx *c, Str address, Err *e);
/* Those of everybody that are of that record: it was erased. */
MUST_USE bool draft_forget(Ctx *c, const Type *t, int64_t id, Err *e);
