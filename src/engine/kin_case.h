/* SPDX-License-Identifier: Apache-2.0
 * Kin cases: what a case tells of the person who is sought, and who of the registry that may be.
 *
 *     KinCaseAnswer answer;
 *     if (!kin_case_match(k, c, id, 10, &answer, e)) return false;
 *     answer.p[0].cells[KIN_BORN]      // told 約1874, recorded 1874, match, +3.10 bits
 *
 * A candidate is compared field by field. The bits of its cells add up to its score; what one
 * side does not tell is blank and weighs nothing. A clue that is doubtful weighs less. What a
 * record says of a person who may be living is masked until both sides have consented.
 */
#pragma once

#include "base/map.h"
#include "engine/kinfolk.h"
#include "engine/record.h"

typedef enum {
    KIN_NAME, /* in Chinese characters */
    KIN_LATIN,
    KIN_OTHER,
    KIN_BORN,
    KIN_DEPARTED,
    KIN_PLACE,
    KIN_VILLAGE,
    KIN_HALL,
    KIN_GENERATION,
    KIN_RELATIVES,
    KIN_LETTER,
    KIN__N
} KinField;

typedef enum { KIN_BLANK, KIN_MATCH, KIN_VARIANT, KIN_MISMATCH, KIN_RESULT__N } KinResult;

typedef struct {
    Str told, recorded; /* empty where a side says nothing */
    Str how;            /* how the two meet; may be empty */
    KinResult result;
    int bits; /* in 1/KIN_UNIT */
} KinCell;

typedef struct {
    int64_t person, unit;
    Str name, place; /* as they may be shown */
    bool living;     /* or not known to be dead */
    bool masked;     /* living, and not both sides have consented */
    int bits;        /* the sum of the cells */
    double p;        /* probability that it is the sought person */
    Str state;       /* of the candidate record that the case has for the person; empty if none */
    KinCell cells[KIN__N];
} KinFound;

typedef struct {
    KinFound *p; /* likeliest first */
    size_t n;
    double nobody;
    Str unused; /* clues that say nothing by which a person could be found, "; " between them */
} KinCaseAnswer;

/* The field of type `candidate` that keeps the result, and its label. */
NONNULL const char *kin_field_name(KinField f);
NONNULL const char *kin_field_label(KinField f);
/* The code of a result, as the fields of a candidate have it, and its word. */
NONNULL const char *kin_result_code(KinResult r);
NONNULL const char *kin_result_label(KinResult r);

typedef struct {
    int64_t kin_case;
    size_t top; /* at most KIN_TOP_MAX */
    const Ids
        *only; /* nothing is compared unless one of these persons may be meant; NULL: always */
} KinAsk;

/* The likeliest persons among those that the user may see. ERR_INVALID if the case tells no name.
 * In the context's arena; the index is refreshed first. */
MUST_USE bool kin_case_match(Kinfolk *k, Ctx *c, const KinAsk *ask, KinCaseAnswer *out, Err *e);

/* ---- keeping ---- */

enum { KIN_KEEP_LEAST = 5, KIN_COLD_LEAST = 30 }; /* per cent */

typedef struct {
    size_t made, changed, left; /* candidates; those left are somebody's decision already */
    int64_t batch;              /* receipt; 0 if nothing was written */
} KinKept;

/* Writes those of a probability of at least `least` per cent as candidates of the case, in one
 * batch. A candidate that somebody has edited, moved, ruled out or voided stays as it is. */
MUST_USE bool kin_keep(Ctx *c, int64_t kin_case, const KinCaseAnswer *answer, int least,
                       KinKept *out, Err *e);

typedef struct {
    size_t cases, with_new; /* looked at; with new candidates */
    size_t made;
    int64_t after; /* as given */
    int64_t batch; /* the last of the receipts; 0 if nothing was written */
} KinCold;

/* Matches the cases again that are dormant or searching, as far as the user sees them, and keeps
 * what is new and of at least KIN_COLD_LEAST per cent. `since`: only with persons that changed
 * after that row of the history; 0: with all. `after`: the receipt that gave rise to it, with which
 * it is taken back; 0 if it was asked for. */
MUST_USE bool kin_cold(Kinfolk *k, Ctx *c, int64_t since, int64_t after, KinCold *out, Err *e);
/* Are there cases for kin_cold, which the user may give candidates to? */
MUST_USE bool kin_has_cold(Ctx *c, bool *out, Err *e);
/* The newest row of the history. */
MUST_USE bool kin_history_seq(Ctx *c, int64_t *out, Err *e);

/* ---- forgetting; nothing to do for a record that is neither a person nor a case ---- */

/* Erases what follows from an erased record: of a person the candidates, of a case those, its
 * clues and relays. */
MUST_USE bool kin_erase(Ctx *c, const Type *t, int64_t id, Str why, Err *e);
/* Masks the names of the candidates: the person does not wish to be shown any more, or the case was
 * withdrawn. */
MUST_USE bool kin_withdrawn(Ctx *c, const Type *t, int64_t id, Err *e);
