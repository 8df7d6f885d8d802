/* SPDX-License-Identifier: Apache-2.0
 * What the files of accounts share. Private to account.c, account_second.c
 * and session.c.
 */
#pragma once

#include "engine/account.h"

enum { TOKEN_BYTES = 32, TOKEN_TEXT = 43 }; /* 32 bytes are 43 letters of base64 */

#define OUTSIDE_MARK "." /* before the token of a session that an identity provider vouched for */

/* Keys of hashes, at least 16 letters; one for each use, so that none stands in for another. */
#define SESSION_HASH "qiao session token"
#define LINK_HASH "qiao one-time link"
#define HALF_HASH "qiao half signed in"
#define RECOVERY_HASH "qiao recovery code"
#define FORM_HASH "qiao token of forms"
#define FEED_HASH "qiao calendar key"

/* A new secret as text. */
Str token_make(Arena *a);
/* Its hash as hexadecimal text. */
Str token_hash(Arena *a, const char *what, Str token);
/* Opens a session for a user whose password was right. */
MUST_USE bool session_open(Ctx *c, int64_t user, const SignIn *in, Session *out, Str *token,
                           Err *e);

/* ---- between the password and the second factor ---- */

/* What the store holds of a second factor; secret.p NULL: there is none. */
typedef struct {
    Str secret, recovery;
    int64_t step; /* of the last number that was used: no number is good twice */
} Second;

/* The password was right: *token stands for that, for a few minutes. */
MUST_USE bool second_begin(Ctx *c, int64_t user, Str *token, Err *e);
/* Whose it is; ERR_NOT_FOUND if it is too old or none. */
MUST_USE bool second_find(Ctx *c, Str token, int64_t *user, Err *e);
MUST_USE bool second_end(Ctx *c, Str token, Err *e);
/* Is that the number of now, or a recovery code? It is used up. */
MUST_USE bool second_check(Ctx *c, int64_t user, const Second *s, Str typed, bool *right, Err *e);
