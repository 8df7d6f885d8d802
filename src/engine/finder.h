/* SPDX-License-Identifier: Apache-2.0
 * Finder: the search box. Which records have a name that somebody types, in any script, by sound,
 * by its beginning, with a slip; only what the user may see.
 *
 *     FoundList list;
 *     if (!finder_find(c, &(FinderAsk){ .text = S("Tan Kah Kee"), .top = 20 }, &list, e)) …
 *
 * A process has one Finder, whose index of names is made from the store when first needed and kept
 * true by the history: what changed since is read again, all of it if that is much or something was
 * erased. Of a large store in SQLite the index is also kept in a file beside it, which only its
 * owner reads; without it, or with one that is not of this store, it is made again.
 *
 * Names are the fields of kind T_NAME and those with SEARCHED that hold text. A type whose `names`
 * is set holds further names of the records that it links to.
 */
#pragma once

#include "engine/ctx.h"
#include "names/find.h"

/* Threads may share it. It must outlive all that search with it. The caller frees it. */
NONNULL Finder *finder_new(void);
void finder_free(Finder *f);
void finder_freep(Finder **f);

typedef struct {
    Str text;
    const Type *type; /* NULL: all */
    size_t top;       /* at most so many; 0: FIND_TOP_MAX */
    bool with_void;   /* voided records too */
} FinderAsk;

typedef struct {
    const Type *type;
    int64_t id;
    const Type *named_by; /* the type of the field that holds the name: its own, or one of names */
    const Field *field;
    FoundHow how;
} Found;

typedef struct {
    Found *p; /* best first */
    size_t n;
    bool more;
} FoundList;

/* In the context's arena. ERR_INVALID if the text is too long. */
MUST_USE bool finder_find(Ctx *c, const FinderAsk *ask, FoundList *out, Err *e);
/* Removes the file of names beside the store, since something in it was erased. */
void finder_forget(Ctx *c);
