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
    RECOVERY_CODES = 10,
    SECOND_SECRET = 32,         /* letters */
};

typedef struct {
    Str id; /* the hash of the token */
    int64_t user, made_at, seen_at;
    Str client, agent;
    bool second;  /* the user has a second factor */
    bool vouched; /* the identity provider asked for one, and the office counts on that */
    bool half;    /* only the password was said yet: nobody is signed in */
} Session;

/* ---- signing in ---- */

/* What somebody who wants in says. */
typedef struct {
    Str login, password;
    Str client, agent; /* where from, and with which browser; for the list of sessions */
    bool outside;      /* no password: an identity provider vouches for him */
} SignIn;

/* Has anybody a password? Until then nobody can sign in. */
MUST_USE bool account_any(Ctx *c, bool *out, Err *e);
/* Checks the password and opens a session; *token is for the browser and stored nowhere.
 * ERR_DENIED with the same words, after the same work, whether the login or the password is wrong,
 * or the account is closed or locked. Who has a second factor is only half in: out->half, and
 * *token is for account_sign_in_second. */
MUST_USE bool account_sign_in(Ctx *c, const SignIn *in, Session *out, Str *token, Err *e);
/* The other half: a number of the second factor, or a recovery code, as in->password. ERR_DENIED if
 * it is wrong, which counts as a wrong password does; ERR_NOT_FOUND if it took too long. */
MUST_USE bool account_sign_in_second(Ctx *c, Str half, const SignIn *in, Session *out, Str *token,
                                     Err *e);
/* The identity provider vouches for in->login, and in->outside is set. Opens a session for the open
 * account of exactly that login; half as above, unless the setting oidc_second says that the
 * provider does it. ERR_DENIED with the same words if there is none or it is closed. */
MUST_USE bool account_sign_in_outside(Ctx *c, const SignIn *in, Session *out, Str *token, Err *e);
/* The identity provider did not vouch: the history has it. */
MUST_USE bool account_note_outside(Ctx *c, int64_t user, const SignIn *in, Err *e);
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

/* ---- the second factor ---- */

typedef enum { SECOND_NOBODY, SECOND_ADMINISTRATORS, SECOND_EVERYBODY } SecondWho;

/* Has the user one, and how many recovery codes are left? */
MUST_USE bool second_left(Ctx *c, int64_t user, bool *on, int *codes, Err *e);
/* A new secret, in letters that an application of the telephone takes; stored nowhere yet. */
Str second_secret(Arena *a);
/* Stores it if `code` is its number now. The recovery codes are told this once. */
MUST_USE bool second_set(Ctx *c, int64_t user, Str secret, Str code, Str codes[RECOVERY_CODES],
                         Err *e);
/* The caller has looked at the rights. */
MUST_USE bool second_drop(Ctx *c, int64_t user, Err *e);
/* Must that user have one? As the setting says. */
bool second_wanted(const Ctx *c, const User *u);

/* ---- one's own record ---- */

/* What somebody may say of himself, without the right to change users: slots of the type `user`. */
extern const int own_slots[];
enum { OWN__N = 5 };
/* The record of the context's user, whatever he may read of others. */
Record *account_own(Ctx *c, Err *e);
/* Takes these fields, and nothing else, from the record as it was changed. */
MUST_USE bool account_save_own(Ctx *c, const Record *changed, Check *k, Err *e);

/* ---- sessions ---- */

/* The session of that token; out->user is 0 if there is none, or it is over. */
MUST_USE bool session_find(Ctx *c, Str token, Session *out, Err *e);
/* Newest first. */
MUST_USE bool session_list(Ctx *c, int64_t user, const Session **out, size_t *n, Err *e);
/* One of that user's sessions; all of them if id is empty. */
MUST_USE bool session_end(Ctx *c, int64_t user, Str id, Err *e);
/* What a form of the session has to bring back. */
Str session_form_token(Arena *a, Str token);
