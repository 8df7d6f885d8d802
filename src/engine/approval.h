/* SPDX-License-Identifier: Apache-2.0
 * Approval: who must agree before a record is moved on, and who stands in for whom.
 *
 * The moves of a type say which right each step needs; that is the chain. An office may say more of
 * a step, in records of type `approval_step`: who exactly agrees, how many of them, for which
 * records, and who may do it instead when it takes too long. Who is away names a stand-in
 * (`absence`). What was agreed is kept as `approval`, and holds for the version that was seen:
 * whoever edits the record begins the step anew.
 */
#pragma once

#include "engine/ctx.h"
#include "engine/record.h"

extern const Type approval_step_type, approval_type, absence_type;

enum {
    STEP_TYPE,
    STEP_FROM,
    STEP_TO,
    STEP_WHEN,
    STEP_WHO,
    STEP_NEEDED,
    STEP_DAYS,
    STEP_INSTEAD,
    STEP_OTHER,
    STEP_NOTE,
    STEP__N
};
enum {
    APPROVAL_TYPE,
    APPROVAL_RECORD,
    APPROVAL_SEEN,
    APPROVAL_TO,
    APPROVAL_FOR,
    APPROVAL_SAID,
    APPROVAL__N
};
enum { ABSENCE_USER, ABSENCE_FROM, ABSENCE_TO, ABSENCE_STAND_IN, ABSENCE_NOTE, ABSENCE__N };

/* What is between a user and a move. */
typedef struct {
    int64_t needed, agreed; /* how many must agree; how many did so far, without this user */
    int64_t instead_of;     /* the user that he stands in for; 0: nobody */
    bool named;             /* steps say who; then only those and their stand-ins may */
    bool may;               /* this user may agree now */
    bool did;               /* he did already */
    bool own;               /* a step wants somebody else than the one who took a step before */
} ApprovalState;

/* Where the record stands before that move, for the context's user. */
MUST_USE bool approval_state(Ctx *c, const Record *r, const Move *m, ApprovalState *out, Err *e);
/* The steps that begin where the record stands, for several moves at once. */
typedef struct {
    Record *const *p;
    size_t n;
} ApprovalSteps;
MUST_USE bool approval_steps(Ctx *c, const Record *r, ApprovalSteps *out, Err *e);
MUST_USE bool approval_state_by(Ctx *c, const ApprovalSteps *steps, const Record *r, const Move *m,
                                ApprovalState *out, Err *e);
/* Writes down that the user agrees, in the open transaction of the store. */
MUST_USE bool approval_note(Ctx *c, const Record *r, const Move *m, const ApprovalState *s,
                            Str said, Err *e);
/* Is somebody who has that right away today, with the context's user as his stand-in? *who: 0 if
 * not. */
MUST_USE bool approval_stands_in(Ctx *c, Right right, const Type *t, int64_t unit, int64_t *who,
                                 Err *e);
