/* SPDX-License-Identifier: Apache-2.0
 * Accounts: how a user proves to be who he says. Passwords, links that set one, sessions.
 *
 * These tables are no records: what they hold must not stand in the history, be exported or be
 * listed. What is done with them is in the history, as rows of ACT_SIGN. Passwords are hashed with
 * argon2id; of tokens only a hash is stored, so that whoever reads the store can use none.
 * docs/decisions/0026-sign-in.md
 */
#pragma once

#include "engine/ctx.h"

enum {
    PASSWORD_MAX = 256,         /* bytes */
    SESSIONS_MAX = 20,          /* of one user; the oldest goes */
    SEEN_EVERY_MS = 60 * 1000,  /* how exactly the time of the last request is kept */
};

typedef struct {
    Str id; /* the hash of the token */
    int64_t user, made_at, seen_at;
    Str client, agent;
} Session;

/* ---- signing in ---- */

/* What somebody who wants in says. */
typedef struct {
    Str login, password;
    Str client, agent; /* where from, and with which browser; for the list of sessions */
} SignIn;

/* Has anybody a password? Until then nobody can sign in. */
MUST_USE bool account_any(Ctx *c, bool *out, Err *e);
/* Checks the password and opens a session; *token is for the browser and stored nowhere.
 * ERR_DENIED with the same words, after the same work, whether the login or the password is wrong,
 * or the account is closed or locked. */
MUST_USE bool account_sign_in(Ctx *c, const SignIn *in, Session *out, Str *token, Err *e);
/* The user has this password: asked again before what is grave. */
MUST_USE bool account_confirm(Ctx *c, int64_t user, Str password, Err *e);

/* ---- passwords ---- */

/* Sets it, unlocks the account, ends all sessions of the user but `keep` (may be empty). */
MUST_USE bool account_set_password(Ctx *c, int64_t user, Str password, Str keep, Err *e);
/* A link that sets a password, once; the caller has looked at the rights. */
MUST_USE bool account_link_make(Ctx *c, int64_t user, Str *token, Err *e);
/* Whose link that is; ERR_NOT_FOUND if it is used, too old or none. */
MUST_USE bool account_link_find(Ctx *c, Str token, int64_t *user, Err *e);
/* Sets the password and uses the link up. */
MUST_USE bool account_link_use(Ctx *c, Str token, Str password, Err *e);

/* ---- sessions ---- */

/* The session of that token; out->user is 0 if there is none, or it is over. */
MUST_USE bool session_find(Ctx *c, Str token, Session *out, Err *e);
/* Newest first. */
MUST_USE bool session_list(Ctx *c, int64_t user, const Session **out, size_t *n, Err *e);
/* One of that user's sessions; all of them if id is empty. */
MUST_USE bool session_end(Ctx *c, int64_t user, Str id, Err *e);
/* What a form of the session has to bring back. */
Str session_form_token(Arena *a, Str token);
