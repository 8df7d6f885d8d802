/* SPDX-License-Identifier: Apache-2.0
 * Tokens of programs: what a program that works for a user shows instead of a password.
 *
 * A token has less than its user or as much, never more: each use takes the user's grants of that
 * moment and leaves of them what its scopes name. No token administers, audits or erases, but for
 * the scope `system`, which lets it manage webhooks, types and units if its user may. Only a hash
 * is stored. docs/decisions/0030-the-api.md
 */
#pragma once

#include "engine/ctx.h"
#include "engine/rights.h"

enum {
    API_TOKENS_MAX = 50, /* of one user */
    API_NAME_MAX = 60,   /* characters of a name */
    API_SCOPES_MAX = 16, /* of one token */
    API_DAYS_MAX = 366,
    API_DAYS_USUAL = 90,
};

typedef struct {
    Str id; /* the hash; what is shown of it names the token */
    int64_t user, made_at, until, used_at;
    Str name, scope;
} ApiToken;

/* Makes a token of the context's user; *text is shown once and stored nowhere. scope: words between
 * commas, each `read`, `write`, `export` or `system`, with `:AREA` behind it for one area alone. */
MUST_USE bool api_token_new(Ctx *c, Str name, Str scope, int64_t days, Str *text, Err *e);
/* The token of that text; out->user is 0 if there is none or it is over. Notes that it was used. */
MUST_USE bool api_token_find(Ctx *c, Str text, ApiToken *out, Err *e);
/* Those of the context's user, the newest first. */
MUST_USE bool api_token_list(Ctx *c, const ApiToken **out, size_t *n, Err *e);
/* Ends the one of the context's user whose id begins so; ERR_NOT_FOUND if not exactly one does. */
MUST_USE bool api_token_revoke(Ctx *c, Str id, Err *e);
/* The user with what the scopes leave of his grants. In the arena. */
const User *api_token_user(Arena *a, const User *u, const ApiToken *t);
