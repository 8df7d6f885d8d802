/* SPDX-License-Identifier: Apache-2.0
 * Merge: two records of one type that are the same thing become one.
 *
 *     MergePlan *p = merge_plan(c, type, keep, lose, e);
 *     p->fields[3].take = TAKE_LOSE;                      // where the proposal is not wanted
 *     MergeDone done;
 *     if (!merge_run(c, p, (MergeWill){ .why = why }, &done, e)) return false;
 *
 * The plan sets the two side by side: each field with a proposal, what speaks against it, and every
 * link that will lead to the kept record. The run is one batch through the store: what loses is
 * kept as another name or as an alternate, links move, the losing record is voided and says where
 * it went. Undoing the batch takes all of it back but for what was edited since.
 */
#pragma once

#include "base/map.h"
#include "engine/ctx.h"
#include "engine/record.h"

/* Most links that one merge moves, pairs that a rule finds, and records that it puts together. */
enum { MERGE_LINKS_MAX = 100000, MERGE_PAIRS_MAX = 100000, MERGE_GROUP_MAX = 50 };

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

typedef struct {
    int64_t id;         /* of the alternate */
    int64_t from, at;   /* the record that it stood in, and when that was merged, ms since 1970 */
    const Field *field; /* of the type or one of std_fields */
    Value value;
} Alternate;
/* What other records said that were merged into this one, as far as the user may see it there,
 * oldest first. Reading sensitive ones is logged. */
MUST_USE bool alternates_of(Ctx *c, const Record *r, const Alternate **out, size_t *n, Err *e);

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

/* ---- one merge ---- */

typedef enum {
    TAKE_KEEP, /* the value of the record that stays */
    TAKE_LOSE, /* that of the record that goes */
    TAKE_BOTH, /* all of both: fields of several values only */
} MergeTake;

typedef struct {
    const Field *field; /* of the type or one of std_fields: key, source, evidence */
    int slot;           /* of the type; -1 for one of std_fields */
    Value keep, lose;
    bool differ;    /* both have one, and not the same */
    bool fixed;     /* set once and for all in the kept record: there is no choice */
    MergeTake take; /* the proposal; merge_take changes it */
} MergeField;

/* What speaks against a merge. From CLASH_APART on it stops unless the user insists. */
typedef enum {
    CLASH_VALUE,    /* two values, of which one becomes an alternate */
    CLASH_SAME_ROW, /* a row of another type will be there twice */
    CLASH_APART,    /* a field that tells things apart differs: birth, sex, document number */
    CLASH_LINKED,   /* one is linked to the other: two relatives are not one person */
    CLASH_DOUBLE,   /* both stand in one list, so that somebody was counted twice */
    CLASH__N
} ClashKind;

typedef struct {
    ClashKind kind;
    const Field *field; /* that differs, or through which the rows link */
    const Type *type;   /* of the rows; NULL for a field of the two records */
    int64_t row, other; /* the row of the losing record and the one that it meets; 0: none */
} Clash;
/* A sentence for people, in the context's language. */
Str clash_text(Ctx *c, const Clash *clash);

/* Rows of a type that lead to the losing record through one field. */
typedef struct {
    const Type *type;
    const Field *field;
    int slot;
    const int64_t *rows;
    size_t nrows;
} MergeLinks;

typedef struct {
    const Type *type;
    Record *keep, *lose;
    MergeField *fields; /* those that one of them has */
    size_t nfields;
    const Clash *clashes;
    size_t nclashes, nstops; /* nstops of them stop */
    const MergeLinks *links;
    size_t nlinks, nrows; /* nrows: rows over all links */
} MergePlan;

/* Looks at two records. Needs the right to write and see all of both and to void the losing one.
 * ERR_CONFLICT if one is void or the pair is not the same. In the context's arena. */
MergePlan *merge_plan(Ctx *c, const Type *t, int64_t keep, int64_t lose, Err *e);
/* Chooses for one field: "keep", "lose" or "both". */
MUST_USE bool merge_take(MergePlan *p, Str field, Str take, Err *e);

typedef struct {
    Str why;
    bool insist;   /* also against what stops */
    bool rehearse; /* run it all and roll it back */
} MergeWill;

typedef struct {
    int64_t batch; /* to take it back with; 0 for a rehearsal */
    int64_t moved, names, alternates;
    int64_t voided;        /* rows that linked the two with each other, void now */
    int64_t made, changed; /* records in all */
} MergeDone;

/* Does what the plan says, if both records are still of the versions that it saw. */
MUST_USE bool merge_run(Ctx *c, const MergePlan *p, MergeWill will, MergeDone *out, Err *e);

/* ---- many merges by rule ---- */

typedef struct MergeRules MergeRules;
/* Reads a text of rules, docs/manual.md; ERR_INVALID names the line. */
MergeRules *merge_rules(Ctx *c, const Type *t, Str text, Err *e);

typedef enum {
    PAIR_MERGED,
    PAIR_HELD,    /* something speaks against it */
    PAIR_REFUSED, /* the user may not */
    PAIR_APART,   /* it was said that they are not the same */
} PairResult;

typedef struct {
    int64_t keep, lose;
    int line; /* of the rule */
    PairResult result;
    size_t nrows, nclashes;
    Str why; /* of what was held or refused */
} MergePair;

typedef struct {
    int64_t batch;
    const MergePair *pairs;
    size_t npairs, merged, held, refused, apart;
} BulkDone;

/* Merges all pairs that the rules find, in one batch. */
MUST_USE bool merge_bulk(Ctx *c, const MergeRules *rules, MergeWill will, BulkDone *out, Err *e);
