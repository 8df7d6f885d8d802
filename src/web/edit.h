/* SPDX-License-Identifier: Apache-2.0
 * What the pages that make and change records share.
 */
#pragma once

#include "engine/draft.h"
#include "web/form.h"

typedef struct {
    const Type *t;
    Record *r;            /* what is typed; id 0: a new one */
    const Record *stored; /* as it is now; NULL for a new one */
    Form f;
    Draft draft; /* at 0: none */
} Edit;

/* What stands in the address: a number, or the office's own number. */
MUST_USE bool edit_find(Request *q, const Type **t, int64_t *id, Err *e);
/* The right that making and changing records of the type takes. */
Right edit_right(const Type *t);
/* Do people make such records? Some the program alone makes, when something else is done. */
bool edit_by_hand(const Type *t);
/* The page of a record with what was done to it; `was` is the version before, 0 if there is nothing
 * to be taken back. */
void edit_done(Request *q, const Type *t, int64_t id, const char *done, int64_t was);

/* page_edit_stale.c */
/* Somebody else saved the record meanwhile: the page that shows mine and theirs. */
MUST_USE bool edit_stale(Request *q, Edit *x, Err *e);
/* Takes theirs where the user chose it on that page. */
void edit_take_theirs(Request *q, Edit *x);

/* page_draft.c */
/* Keeps what the browser sent as a draft of this address, and answers. */
MUST_USE bool edit_keep_draft(Request *q, Err *e);
/* Puts a draft in the place of what the browser sent. */
void edit_load_draft(Request *q, const Draft *d);
/* Says that there is a draft. */
void edit_put_draft(Request *q, const Draft *d);
