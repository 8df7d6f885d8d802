/* SPDX-License-Identifier: Apache-2.0
 * Checking the ID token of an identity provider (OpenID Connect Core 1.0, section 3.1.3.7).
 *
 * Nothing here asks anybody: keys and time are given. Faults are for the log, in English; whoever
 * signs in is told no more than that he was not let in.
 */
#pragma once

#include "base/arena.h"
#include "base/str.h"

typedef struct {
    Str issuer, client, nonce; /* what the token has to say */
    Str claim;                 /* which of its claims is wanted */
    int64_t now;               /* ms since 1970 */
} TokenWanted;

typedef struct {
    const char *fault; /* why it is refused; NULL: it is good */
    bool unknown_key;  /* refused because the keys do not hold the one that it names */
    Str value;         /* of the claim, in the arena */
} TokenAnswer;

/* `keys` is a JWK Set. Signatures are RS256 or ES256. */
TokenAnswer token_check(Arena *a, Str token, Str keys, const TokenWanted *w);
