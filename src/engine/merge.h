/* SPDX-License-Identifier: Apache-2.0
 * Merge: what the engine records about two records of one type that are the same thing, or are not.
 */
#pragma once

#include "base/map.h"
#include "engine/ctx.h"
#include "engine/record.h"

/* ---- records of the engine about merges ---- */

extern const Type merge_type, alternate_type, not_same_type;

enum { MERGE_TYPE, MERGE_LOST, MERGE_KEPT, MERGE_REASON, MERGE__N };
enum {
    ALT_TYPE,
    ALT_RECORD,
    ALT_FIELD,
    ALT_VALUE,     /* as value_write writes it; in one of the three, by the level of the field */
    ALT_PERSONAL,
    ALT_SENSITIVE,
    ALT_FROM,
    ALT__N
};
enum { APART_TYPE, APART_ONE, APART_OTHER, APART_REASON, APART__N };

/* Can records of the type be merged at all? Not those of the engine, and nothing that is sealed. */
MUST_USE bool merge_allowed(const Type *t, Err *e);
/* The record that this one was merged into, and that one into, up to the last; 0 if it was not. */
MUST_USE bool merged_into(Ctx *c, const Type *t, int64_t id, int64_t *out, Err *e);

/* ---- pairs that are not the same ---- */

/* Keeps that two records are different things, with the reason and who said so; *id is the record
 * of that. Needs the right to read both and to write there. ERR_CONFLICT if it was said before. */
MUST_USE bool not_same_say(Ctx *c, const Type *t, int64_t a, int64_t b, Str why, int64_t *id,
                           Err *e);
/* Was it said of these two? In any order. */
MUST_USE bool not_same(Ctx *c, const Type *t, int64_t a, int64_t b, bool *out, Err *e);
/* All such pairs of a type by pair_word, for who asks for many; the caller frees *out. */
MUST_USE bool not_same_all(Ctx *c, const Type *t, Ids *out, Err *e);
/* One number for two records, in any order. */
uint64_t pair_word(int64_t a, int64_t b);
