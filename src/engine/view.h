/* SPDX-License-Identifier: Apache-2.0
 * Views: lists that somebody saved under a name, for himself or shared, and how his lists look.
 *
 * A view holds a question and no answer: whoever opens it sees what he may read. Only its owner
 * changes it. It is no record: it stands in no list, no export and no history (decision 0028).
 */
#pragma once

#include "engine/ctx.h"

enum { VIEWS_MAX = 200, VIEW_NAME_MAX = 60, VIEW_TEXT_MAX = 8192 };

typedef enum {
    VIEW_OWN,   /* the owner alone */
    VIEW_HERE,  /* everybody at the owner's unit */
    VIEW_BELOW, /* and everybody at the units below it */
    VIEW_SHARE__N
} ViewShare;

typedef struct {
    int64_t id, owner, unit;
    Str type, name; /* without a name: how the owner's lists of the type look */
    Str search, where, columns, order;
    ViewShare share;
    bool dense; /* of the look: rows close together */
} View;

/* Makes a view of the context's user, or puts it in the place of his own of that type and name.
 * Sets id, owner and unit. ERR_INVALID if a text is too long, or there are VIEWS_MAX. */
MUST_USE bool view_save(Ctx *c, View *v, Err *e);
/* ERR_NOT_FOUND if the user owns no such view. */
MUST_USE bool view_drop(Ctx *c, int64_t id, Err *e);
/* ERR_NOT_FOUND too if it is not shared with the user. */
MUST_USE bool view_get(Ctx *c, int64_t id, View *out, Err *e);
/* Those of the type that the user may open, his own first, by name; of all types if t is NULL.
 * *look (may be NULL): how his lists of the type look, all empty if he said nothing. */
MUST_USE bool view_list(Ctx *c, const Type *t, const View **out, size_t *n, View *look, Err *e);
/* How the user's lists of that type look, or what else he keeps under that word; all empty if he
 * said nothing. */
MUST_USE bool view_look(Ctx *c, Str type, View *out, Err *e);
