/* SPDX-License-Identifier: Apache-2.0
 * Kinfolk: the index of names of the persons in a store, kept up with the store.
 *
 *     Kinfolk *k = kinfolk_new(kinfolk_path(arena, DB_SQLITE, url, cache));
 *     if (!kinfolk_refresh(k, c, e)) return false;
 *     const KinView *v = kinfolk_take(k);
 *     … kin_match_in(v, …) …
 *     kinfolk_give(k, v);
 *
 * The index is a file beside the store (names/kin_file.h), made anew where it is not of this store,
 * of these tables, or too old; what changed since stands in a small index in memory, so that a new
 * person is found at once and an erased one is out at once. Threads may take views while another
 * one refreshes: they keep what they took.
 */
#pragma once

#include "engine/ctx.h"
#include "names/kin.h"

enum { KINFOLK_DELTA_MAX = 65536 }; /* persons that changed since the file was made */

/* KinRow.alias, of the rows of a person. */
enum { KINFOLK_HANS, KINFOLK_HANT, KINFOLK_LATIN, KINFOLK_OTHER_NAME };

typedef struct Kinfolk Kinfolk;

/* Where the index of the store of that URL stands: beside an SQLite file, else in the folder
 * `cache`. Empty if there is no such folder: the index is kept in memory only then. */
Str kinfolk_path(Arena *a, DbKind kind, const char *url, const char *cache);
/* Reads the tables of names; the file is opened at the first refresh. The caller frees it. */
NONNULL Kinfolk *kinfolk_new(Str path);
/* NULL is fine. No view may be out. */
void kinfolk_free(Kinfolk *k);
void kinfolk_freep(Kinfolk **k);

const Names *kinfolk_names(const Kinfolk *k);
const Gazetteer *kinfolk_places(const Kinfolk *k);

/* Brings the index up to the newest row of the history. Needs no right: what a reader may see is
 * for the search to leave out (KinView.shows). */
MUST_USE bool kinfolk_refresh(Kinfolk *k, Ctx *c, Err *e);
/* The index as it is now; NULL before the first refresh. To be given back. */
const KinView *kinfolk_take(Kinfolk *k);
void kinfolk_give(Kinfolk *k, const KinView *v);
/* Why the file could not be written; NULL if it could, or needed not be. */
const char *kinfolk_remark(const Kinfolk *k);
/* How often the index was made anew, and the persons that changed since it was; for tests. */
size_t kinfolk_rebuilds(const Kinfolk *k);
size_t kinfolk_changed(const Kinfolk *k);

/* Deletes the file of an index, since it holds what was erased from the store. */
void kinfolk_forget(Str path);
