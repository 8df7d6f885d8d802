/* SPDX-License-Identifier: Apache-2.0
 * What the files of accounts share. Private to account.c and session.c.
 */
#pragma once

#include "engine/account.h"

enum { TOKEN_BYTES = 32, TOKEN_TEXT = 43 }; /* 32 bytes are 43 letters of base64 */

/* Keys of hashes, at least 16 letters; one for each use, so that none stands in for another. */
#define SESSION_HASH "qiao session token"
#define LINK_HASH "qiao one-time link"
#define FORM_HASH "qiao token of forms"
#define FEED_HASH "qiao calendar key"

/* A new secret as text. */
Str token_make(Arena *a);
/* Its hash as hexadecimal text. */
Str token_hash(Arena *a, const char *what, Str token);
/* Opens a session for a user whose password was right. */
MUST_USE bool session_open(Ctx *c, int64_t user, const SignIn *in, Session *out, Str *token,
                           Err *e);
