/* SPDX-License-Identifier: Apache-2.0
 * Feeds: the key by which a program of a user's own (a telephone's calendar) reads his calendar
 * without signing in. It opens nothing else; he sees when it was used last, and takes it back
 * whenever he wants. Only a hash of it is stored.
 */
#pragma once

#include "engine/ctx.h"

typedef struct {
    bool there;
    int64_t made_at, used_at; /* 0: never used */
} FeedState;

MUST_USE bool feed_state(Ctx *c, int64_t user, FeedState *out, Err *e);
/* A new key, in place of the old one. */
MUST_USE bool feed_make(Ctx *c, int64_t user, Str *key, Err *e);
MUST_USE bool feed_end(Ctx *c, int64_t user, Err *e);
/* Whose key that is; ERR_NOT_FOUND if it is none, or was taken back. */
MUST_USE bool feed_find(Ctx *c, Str key, int64_t *user, Err *e);
