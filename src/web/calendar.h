/* SPDX-License-Identifier: Apache-2.0
 * What goes on, day by day.
 */
#pragma once

#include "engine/desk.h"
#include "web/layout.h"

/* A record on some days, or a deadline of it. */
typedef struct {
    const Type *type;
    int64_t id;
    Day from, to;
    Str title;
    const Deadline *deadline; /* NULL: the record itself */
} Entry;

typedef struct {
    Entry *p;
    size_t n;
    bool more; /* not all were looked at */
} Entries;

/* What touches those days, still without titles. */
MUST_USE bool entries_find(Request *q, Day since, Day until, Entries *out, Err *e);
/* The same for the next days, with the deadlines of `due`, whose window is coming_window. */
MUST_USE bool coming_find(Request *q, const DueWindow *due, Entries *out, Err *e);
DueWindow coming_window(const Request *q, int days);
/* Whose titles are wanted, one for each entry; and what desk_titles found. */
NONNULL Titled *entries_ask(Request *q, const Entries *all);
void entries_take(const Entries *all, const Titled *titles);
/* A section with them; nothing where nothing goes on. */
void put_coming(Request *q, int days, const Entries *all);
