/* SPDX-License-Identifier: Apache-2.0
 * Passwords and links.
 */
#include "engine/account.h"

#include <sodium.h>

#include "engine/account_impl.h"
#include "engine/core.h"
#include "engine/history.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/setting.h"
#include "engine/store.h"
#include "engine/units.h"

/* The least that OWASP's Password Storage Cheat Sheet asks of argon2id: 19 MiB, two passes. */
enum { HASH_PASSES = 2, HASH_BYTES = 19 << 20, DAY_MS = 24 * 3600 * 1000, MINUTE_MS = 60 * 1000 };

/* ---- tokens ---- */

Str token_make(Arena *a)
{
    unsigned char bytes[TOKEN_BYTES];
    char *text = arena_get(a, TOKEN_TEXT + 1);

    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2base64(text, TOKEN_TEXT + 1, bytes, sizeof bytes,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return (Str){ text, TOKEN_TEXT };
}

Str token_hash(Arena *a, const char *what, Str token)
{
    unsigned char hash[32];
    char *hex = arena_get(a, 2 * sizeof hash + 1);

    crypto_generichash(hash, sizeof hash, (const unsigned char *)token.p, token.n,
                       (const unsigned char *)what, strlen(what));
    sodium_bin2hex(hex, 2 * sizeof hash + 1, hash, sizeof hash);
    return (Str){ hex, 2 * sizeof hash };
}

/* ---- passwords ---- */

static bool hash_password(Arena *a, Str password, Str *out, Err *e)
{
    char *text = arena_zget(a, 1, crypto_pwhash_STRBYTES);

    if (crypto_pwhash_str_alg(text, password.p, password.n, HASH_PASSES, HASH_BYTES,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        return err_set(e, ERR_INTERNAL, "a password could not be hashed for want of memory");
    *out = str_z(text);
    return true;
}

/* As much work as a right one makes, where there is none to compare with. */
static void waste_time(Arena *a, Str password)
{
    Err none = { 0 };
    Str hash;
    (void)!hash_password(a, password, &hash, &none);
}

static bool check_password(const Ctx *c, Str password, Err *e)
{
    int64_t least = setting_number(c, SET_PASSWORD_LEAST);
    size_t first = 1;

    if (password.n > PASSWORD_MAX)
        return err_field(e, "password", ERR_INVALID, N_("a password has at most %d bytes"),
                         PASSWORD_MAX);
    if ((int64_t)utf8_len(password) < least)
        return err_field(e, "password", ERR_INVALID, N_("a password has at least %d characters"),
                         (int)least);
    while (first < password.n && ((unsigned char)password.p[first] & 0xC0) == 0x80)
        first++; /* the bytes of the first letter */
    for (size_t i = first; i < password.n; i++)
        if (password.p[i] != password.p[i - first])
            return true;
    return err_field(e, "password", ERR_INVALID,
                     N_("a password is not one letter again and again"));
}

static bool write_password(Ctx *c, int64_t user, Str hash, Err *e)
{
    return db_exec(
        c->db, e,
        "/* set password */ INSERT INTO qiao_account (\"user_id\", \"password\", \"changed_at\","
        " \"failed\", \"locked_until\", \"totp_step\") VALUES ($1, $2, $3, 0, 0, 0)"
        " ON CONFLICT (\"user_id\") DO UPDATE SET \"password\" = EXCLUDED.\"password\","
        " \"changed_at\" = EXCLUDED.\"changed_at\", \"failed\" = 0, \"locked_until\" = 0",
        P(user), P(hash), P(c->now));
}

static bool set_password(Ctx *c, int64_t user, Str hash, Str keep, Err *e)
{
    return write_password(c, user, hash, e) &&
           db_exec(c->db, e,
                   "/* other sessions */ DELETE FROM qiao_session WHERE \"user_id\" = $1 AND"
                   " \"id\" <> $2",
                   P(user), P(keep)) &&
           history_sign(c, user, S("password set"), e);
}

bool account_set_password(Ctx *c, int64_t user, Str password, Str keep, Err *e)
{
    Str hash = { 0 };
    if (!check_password(c, password, e) || !hash_password(c->arena, password, &hash, e))
        return false;
    AUTO(store_rollback) StoreTxn t = store_begin(c, e);
    return !e->kind && set_password(c, user, hash, keep.p ? keep : S(""), e) && store_commit(&t, e);
}

bool account_any(Ctx *c, bool *out, Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query(c->db, "/* any password */ SELECT 1 FROM qiao_account"
                                              " WHERE \"password\" IS NOT NULL LIMIT 1");
    *out = db_next(q, e);
    return !e->kind;
}

/* ---- links ---- */

bool account_link_make(Ctx *c, int64_t user, Str *token, Err *e)
{
    int64_t until = c->now + setting_number(c, SET_LINK_HOURS) * 3600 * 1000;
    AUTO(store_rollback) StoreTxn t = store_begin(c, e);

    *token = token_make(c->arena);
    return !e->kind &&
           db_exec(c->db, e,
                   "/* old links */ DELETE FROM qiao_link WHERE \"user_id\" = $1 OR \"until\" < $2",
                   P(user), P(c->now)) &&
           db_exec(c->db, e,
                   "/* new link */ INSERT INTO qiao_link (\"id\", \"user_id\", \"until\")"
                   " VALUES ($1, $2, $3)",
                   P(token_hash(c->arena, LINK_HASH, *token)), P(user), P(until)) &&
           history_sign(c, user, S("sign-in link made"), e) && store_commit(&t, e);
}

bool account_link_find(Ctx *c, Str token, int64_t *user, Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query(
        c->db, "/* link */ SELECT \"user_id\" FROM qiao_link WHERE \"id\" = $1 AND \"until\" > $2",
        P(token_hash(c->arena, LINK_HASH, token)), P(c->now));

    if (db_next(q, e)) {
        *user = db_int(q, 0);
        return true;
    }
    return err_set(
        e, ERR_NOT_FOUND,
        N_("this link was used already, or is too old; ask the security administrator for"
           " a new one"));
}

bool account_link_use(Ctx *c, Str token, Str password, Err *e)
{
    int64_t user = 0, used = 0;
    Str hash = { 0 };
    const Param id = param_text(token_hash(c->arena, LINK_HASH, token));

    if (!account_link_find(c, token, &user, e) || !check_password(c, password, e) ||
        !hash_password(c->arena, password, &hash, e))
        return false;
    AUTO(store_rollback) StoreTxn t = store_begin(c, e);
    if (e->kind ||
        !db_exec_text(c->db, S("/* link is used */ DELETE FROM qiao_link WHERE \"id\" = $1"), &id,
                      1, &used, e))
        return false;
    if (!used) /* somebody else was faster */
        return err_set(e, ERR_NOT_FOUND, N_("this link was used already"));
    return set_password(c, user, hash, S(""), e) && store_commit(&t, e);
}

/* ---- signing in ---- */

typedef struct {
    int64_t user, failed, locked_until;
    Str password;
    bool closed;
    Second second;
} Account;

#define ACCOUNT_FROM                                                                               \
    "SELECT u.\"id\", a.\"password\", a.\"failed\", a.\"locked_until\","                           \
    " COALESCE(u.\"closed_from\", 99991231), a.\"totp\", a.\"recovery\", a.\"totp_step\""          \
    " FROM \"user\" AS u LEFT JOIN qiao_account AS a ON a.\"user_id\" = u.\"id\""                  \
    " WHERE u.\"voided_at\" IS NULL AND "

static bool read_account(Ctx *c, Stmt *q, Account *out, Err *e)
{
    *out = (Account){ 0 };
    if (db_next(q, e))
        *out = (Account){ .user = db_int(q, 0),
                          .password = db_text(q, c->arena, 1),
                          .failed = db_int(q, 2),
                          .locked_until = db_int(q, 3),
                          .closed = db_int(q, 4) <= day_at(c->now, c->tz),
                          .second = { db_text(q, c->arena, 5), db_text(q, c->arena, 6),
                                      db_int(q, 7) } };
    return !e->kind;
}

static bool load_account(Ctx *c, Str login, Account *out, Err *e)
{
    AUTO(stmt_done) Stmt *q =
        db_query(c->db, "/* account */ " ACCOUNT_FROM "u.\"login\" = $1", P(login));
    return read_account(c, q, out, e);
}

static bool load_account_id(Ctx *c, int64_t user, Account *out, Err *e)
{
    AUTO(stmt_done) Stmt *q =
        db_query(c->db, "/* account by id */ " ACCOUNT_FROM "u.\"id\" = $1", P(user));
    return read_account(c, q, out, e);
}

static bool is_right(Ctx *c, const Account *a, Str password)
{
    if (!a->password.p || password.n > PASSWORD_MAX) {
        waste_time(c->arena, S("nobody"));
        return false;
    }
    return crypto_pwhash_str_verify(a->password.p, password.p, password.n) == 0 && !a->closed;
}

/* So long is an account locked after that many wrong passwords in a row. */
static int64_t lock_ms(const Ctx *c, int64_t failed)
{
    int64_t beyond = failed - setting_number(c, SET_LOCK_AFTER);
    int64_t ms = setting_number(c, SET_LOCK_MINUTES) * MINUTE_MS;

    if (beyond < 0)
        return 0;
    while (beyond-- > 0 && ms < DAY_MS)
        ms *= 2;
    return ms < DAY_MS ? ms : DAY_MS;
}

/* What was typed as a login may be a password by mistake: it is not written down. */
static bool note_failure(Ctx *c, const Account *a, const SignIn *in, Err *e)
{
    AUTO(store_rollback) StoreTxn t = store_begin(c, e);
    int64_t locked = lock_ms(c, a->failed + 1);

    return !e->kind &&
           (!a->user || a->locked_until > c->now || /* who is locked is locked no longer by more */
            db_exec(c->db, e,
                    "/* wrong password */ UPDATE qiao_account SET \"failed\" = \"failed\" + 1,"
                    " \"locked_until\" = CASE WHEN $2 > 0 THEN $3 ELSE \"locked_until\" END"
                    " WHERE \"user_id\" = $1",
                    P(a->user), P(locked), P(c->now + locked))) &&
           history_sign(c, a->user, arena_printf(c->arena, "failed from %.*s", STR(in->client)),
                        e) &&
           store_commit(&t, e);
}

/* The same words in every case, so that they tell nobody which logins there are. */
static bool refuse_sign_in(const Ctx *c, Err *e)
{
    return err_set(e, ERR_DENIED,
                   N_("the login or the password is wrong; after %d wrong passwords an account is"
                      " locked for a while, and the right one is refused too"),
                   (int)setting_number(c, SET_LOCK_AFTER));
}

bool account_confirm(Ctx *c, int64_t user, Str password, Err *e)
{
    Account a = { .user = user };
    AUTO(stmt_done) Stmt *q = db_query(
        c->db, "/* password of */ SELECT \"password\" FROM qiao_account WHERE \"user_id\" = $1",
        P(user));
    if (db_next(q, e))
        a.password = db_text(q, c->arena, 0);
    if (e->kind)
        return false;
    return is_right(c, &a, password) ||
           err_field(e, "password", ERR_DENIED, N_("the password is wrong"));
}

bool account_sign_in(Ctx *c, const SignIn *in, Session *out, Str *token, Err *e)
{
    Account a;
    bool right;

    if (!load_account(c, in->login, &a, e))
        return false;
    right = is_right(c, &a, in->password);
    if (!right || a.locked_until > c->now)
        return note_failure(c, &a, in, e) && refuse_sign_in(c, e);
    if (!a.second.secret.p)
        return session_open(c, a.user, in, out, token, e);
    *out = (Session){ .user = 0, .half = true };
    return second_begin(c, a.user, token, e);
}

bool account_note_outside(Ctx *c, int64_t user, const SignIn *in, Err *e)
{
    AUTO(store_rollback) StoreTxn t = store_begin(c, e);

    return !e->kind &&
           history_sign(
               c, user,
               arena_printf(c->arena, "failed by identity provider from %.*s", STR(in->client)),
               e) &&
           store_commit(&t, e);
}

/* The provider was asked for the password, so a lock for wrong ones is none of its business. */
bool account_sign_in_outside(Ctx *c, const SignIn *in, Session *out, Str *token, Err *e)
{
    Account a;

    if (!load_account(c, in->login, &a, e))
        return false;
    if (!a.user || a.closed)
        return account_note_outside(c, a.user, in, e) &&
               err_set(e, ERR_DENIED,
                       N_("the identity provider knows you, but there is no open account of that"
                          " login here; the security administrator can make one"));
    if (!a.second.secret.p || setting_number(c, SET_OIDC_SECOND))
        return session_open(c, a.user, in, out, token, e);
    *out = (Session){ .user = 0, .half = true };
    return second_begin(c, a.user, token, e);
}

bool account_sign_in_second(Ctx *c, Str half, const SignIn *in, Session *out, Str *token, Err *e)
{
    Account a;
    int64_t user;
    bool right = false;

    if (!second_find(c, half, &user, e) || !load_account_id(c, user, &a, e))
        return false;
    AUTO(store_rollback) StoreTxn t = store_begin(c, e);
    if (e->kind || (!a.closed && a.locked_until <= c->now && a.second.secret.p &&
                    !second_check(c, user, &a.second, in->password, &right, e)))
        return false;
    if (!right)
        return note_failure(c, &a, in, e) && store_commit(&t, e) &&
               err_set(e, ERR_DENIED,
                       N_("this number is wrong, or was used already; wait for the next one"));
    return second_end(c, half, e) && session_open(c, user, in, out, token, e) &&
           store_commit(&t, e);
}
