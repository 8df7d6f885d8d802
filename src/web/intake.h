/* SPDX-License-Identifier: Apache-2.0
 * Intake: what guards a form that anybody may send: tokens that are of this server, young and used
 * once, and a limit on how much an address sends in an hour.
 *
 * A token is a time and some random bytes, sealed with a key that lives as long as the process. No
 * cookie is needed: whoever has no token did not open the form.
 */
#pragma once

#include "base/arena.h"
#include "base/err.h"

enum {
    TOKEN_YOUNGEST_MS = 2000,          /* nobody fills in a form faster */
    TOKEN_OLDEST_MS = 3 * 3600 * 1000, /* an old page is opened again */
    INTAKE_USUAL = 5,                  /* forms of one address in an hour */
    INTAKE_ALL = 200,                  /* of all together */
};

typedef struct Intake Intake;

/* Takes at most `each` forms of an address in an hour. The caller frees it. */
NONNULL Intake *intake_new(int each);
void intake_free(Intake *in);

/* A token for a form that is shown now. */
Str intake_token(const Intake *in, Arena *a, int64_t now);
/* Is it one of ours, neither too young nor too old? ERR_INVALID if not. */
MUST_USE bool intake_check(Intake *in, Str token, int64_t now, Err *e);
/* Counts a form of that address; ERR_BUSY if there were too many. */
MUST_USE bool intake_admit(Intake *in, Str client, int64_t now, Err *e);
/* Has that address used up its hour? */
bool intake_full(Intake *in, Str client, int64_t now);
/* Marks a token as used; false if it was before. */
MUST_USE bool intake_spend(Intake *in, Str token, Err *e);
