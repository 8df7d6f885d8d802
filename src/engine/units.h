/* SPDX-License-Identifier: Apache-2.0
 * Units: the tree of federations as it was on a day.
 *
 * Edges carry dates, so the same question can be asked on the tree of then and on that of today. A
 * unit that was merged, split or dissolved stands under its successor from that day on, so that its
 * old records are found there.
 */
#pragma once

#include "engine/ctx.h"

/* The tree on `day`, in the arena. */
Units *units_load(Arena *a, Db *db, Day day, Err *e);
/* Is `unit` the same as `above` or below it? */
bool units_under(const Units *u, int64_t unit, int64_t above);
/* All ids at and below `above`, sorted; *n of them, in the arena. */
const int64_t *units_below(const Units *u, Arena *a, int64_t above, size_t *n);
/* How it is called in that language, or as it is recorded; empty if unknown. */
Str units_name(const Units *u, int64_t unit, Lang lang);
/* The one that is `above` everything; 0 in an empty store. */
int64_t units_root(const Units *u);
/* The unit above, 0 at the top or if unknown. */
int64_t units_above(const Units *u, int64_t unit);
/* Does any unit stand right below it? */
bool units_has_below(const Units *u, int64_t unit);
size_t units_count(const Units *u);
/* What a unit is called, as it is recorded; texts are empty where nothing is. */
typedef struct {
    int64_t id;
    Str names[LANG__N], brief, kind;
} UnitNames;
/* Those that are not voided, in order of id. */
UnitNames units_at(const Units *u, size_t i);
/* False if there is none, or it is voided. */
bool units_find(const Units *u, int64_t unit, UnitNames *out);
