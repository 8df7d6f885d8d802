/* SPDX-License-Identifier: Apache-2.0
 * Requests from outside: a case that somebody in the public asks for, and its withdrawal.
 *
 * Whoever asks gets a number and a code, and whoever has both may withdraw. The store keeps a seal
 * of the code, from which it cannot be told.
 */
#pragma once

#include "engine/ctx.h"
#include "engine/record.h"

enum { REQUEST_CLUES_MAX = 8 };

typedef struct {
    const char *kind; /* of type clue */
    Str text;
} RequestClue;

typedef struct {
    Record *kin_case; /* filled but for what follows from its being a request */
    RequestClue clues[REQUEST_CLUES_MAX];
    size_t nclues;
} KinRequest;

typedef struct {
    Str number, code; /* "W20261125-7KQFD", "ABCDE-FGHJK" */
} KinTicket;

/* Makes the case and its clues, received today, by the context's user, who needs no more than the
 * right to write them. */
MUST_USE bool kin_request_make(Ctx *c, const KinRequest *request, Check *k, KinTicket *out, Err *e);
/* Withdraws the case of that number, if the code is right; needs no right but the code.
 * ERR_NOT_FOUND alike if the number or the code is wrong. */
MUST_USE bool kin_request_withdraw(Ctx *c, Str number, Str code, Err *e);
