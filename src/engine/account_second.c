/* SPDX-License-Identifier: Apache-2.0
 * The second factor: a number from a telephone (TOTP, RFC 6238), and codes for when it is lost.
 */
#include <liboath/oath.h>
#include <sodium.h>

#include "engine/account_impl.h"
#include "engine/history.h"
#include "engine/rights.h"
#include "engine/setting.h"
#include "engine/store.h"

enum {
    SECRET_BYTES = 20,   /* as long as the hash of RFC 4226 */
    DIGITS = 6,
    STEP_MS = 30 * 1000, /* how long a number is shown */
    DRIFT = 1,           /* steps that a clock may be wrong */
    CODE_LETTERS = 10,   /* of a recovery code: 50 bits */
    HALF_MS = 5 * 60 * 1000,
};

/* ---- letters: base32 of RFC 4648, without padding ---- */

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

static Str random_letters(Arena *a, size_t n)
{
    char *text = arena_get(a, n + 1);

    for (size_t i = 0; i < n; i++)
        text[i] = letters[randombytes_uniform(32)];
    text[n] = '\0';
    return (Str){ text, n };
}

Str second_secret(Arena *a)
{
    return random_letters(a, SECOND_SECRET);
}

/* 32 letters are 20 bytes. */
static bool decode(Str secret, unsigned char out[SECRET_BYTES])
{
    unsigned bits = 0, have = 0;
    size_t n = 0;

    if (secret.n != SECOND_SECRET)
        return false;
    for (size_t i = 0; i < secret.n; i++) {
        const char *at = secret.p[i] ? strchr(letters, secret.p[i]) : NULL;
        if (!at)
            return false;
        bits = bits << 5 | (unsigned)(at - letters);
        have += 5;
        if (have >= 8) {
            have -= 8;
            out[n++] = (unsigned char)(bits >> have);
            bits &= (1U << have) - 1;
        }
    }
    return true;
}

/* What was typed, without blanks and in capitals. */
static Str tidy(Arena *a, Str typed)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);

    for (size_t i = 0; i < typed.n; i++) {
        char ch = typed.p[i];
        if (ch != ' ' && ch != '-')
            buf_putc(&b, ch >= 'a' && ch <= 'z' ? (char)(ch - 'a' + 'A') : ch);
    }
    return arena_str(a, buf_str(&b));
}

/* ---- numbers ---- */

/* The step whose number that is, later than `after`; 0 if none. */
static int64_t find_step(int64_t now, Str secret, int64_t after, Str code)
{
    unsigned char key[SECRET_BYTES];
    char number[DIGITS + 1];
    int64_t found = 0;

    if (code.n != DIGITS || !decode(secret, key))
        return 0;
    for (int64_t step = now / STEP_MS - DRIFT; step <= now / STEP_MS + DRIFT; step++)
        if (oath_hotp_generate((const char *)key, sizeof key, (uint64_t)step, DIGITS, false,
                               OATH_HOTP_DYNAMIC_TRUNCATION, number) == OATH_OK &&
            sodium_memcmp(number, code.p, DIGITS) == 0 && step > after)
            found = step;
    sodium_memzero(key, sizeof key);
    return found;
}

/* Of two that send the same number at once, only one gets in. */
static bool use_step(Ctx *c, int64_t user, int64_t step, bool *used, Err *e)
{
    const Param params[] = { P(user), P(step) };
    int64_t n;

    if (!db_exec_text(c->db,
                      S("/* use number */ UPDATE qiao_account SET \"totp_step\" = $2 WHERE"
                        " \"user_id\" = $1 AND \"totp_step\" < $2"),
                      params, LEN(params), &n, e))
        return false;
    *used = n == 1;
    return true;
}

/* ---- codes for when the telephone is lost ---- */

static Str make_codes(Ctx *c, Str codes[RECOVERY_CODES])
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);

    for (size_t i = 0; i < RECOVERY_CODES; i++) {
        codes[i] = random_letters(c->arena, CODE_LETTERS);
        buf_printf(&b, "%s%.*s", i ? " " : "", STR(token_hash(c->arena, RECOVERY_HASH, codes[i])));
    }
    return arena_str(c->arena, buf_str(&b));
}

/* Takes the code out of the list, which others may have changed meanwhile. */
static bool use_code(Ctx *c, int64_t user, Str list, Str code, bool *used, Err *e)
{
    AUTO(buf_done) Buf rest = buf_new(BUF_LINE);
    Str hash = token_hash(c->arena, RECOVERY_HASH, code), left = list, each;
    bool found = false;
    int64_t n;

    while (str_next(&left, ' ', &each)) {
        bool same = each.n == hash.n && sodium_memcmp(each.p, hash.p, hash.n) == 0;
        found |= same;
        if (!same)
            buf_printf(&rest, "%s%.*s", rest.n ? " " : "", STR(each));
    }
    *used = false;
    if (!found)
        return true;
    const Param params[] = { P(user), P(buf_str(&rest)), P(list) };
    if (!db_exec_text(c->db,
                      S("/* use code */ UPDATE qiao_account SET \"recovery\" = $2 WHERE"
                        " \"user_id\" = $1 AND \"recovery\" = $3"),
                      params, LEN(params), &n, e))
        return false;
    *used = n == 1;
    return !*used || history_sign(c, user, S("recovery code used"), e);
}

/* ---- setting up ---- */

bool second_left(Ctx *c, int64_t user, bool *on, int *codes, Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query(c->db,
                                       "/* second factor */ SELECT \"totp\", \"recovery\" FROM"
                                       " qiao_account WHERE \"user_id\" = $1",
                                       P(user));
    Str list, each;

    *on = false;
    *codes = 0;
    if (!db_next(q, e))
        return !e->kind;
    *on = !db_null(q, 0);
    list = db_str(q, 1);
    while (str_next(&list, ' ', &each))
        *codes += each.n > 0;
    return true;
}

bool second_set(Ctx *c, int64_t user, Str secret, Str code, Str codes[RECOVERY_CODES], Err *e)
{
    int64_t step = find_step(c->now, secret, 0, tidy(c->arena, code));

    if (!step)
        return err_field(e, "code", ERR_INVALID,
                         N_("this is not the number that belongs to it now; is the clock of the"
                            " telephone right?"));
    AUTO(store_rollback) StoreTxn t = store_begin(c, e);
    return !e->kind &&
           db_exec(c->db, e,
                   "/* set second factor */ UPDATE qiao_account SET \"totp\" = $2,"
                   " \"totp_step\" = $3, \"recovery\" = $4 WHERE \"user_id\" = $1",
                   P(user), P(secret), P(step), P(make_codes(c, codes))) &&
           history_sign(c, user, S("second factor set"), e) && store_commit(&t, e);
}

bool second_drop(Ctx *c, int64_t user, Err *e)
{
    AUTO(store_rollback) StoreTxn t = store_begin(c, e);

    return !e->kind &&
           db_exec(c->db, e,
                   "/* no second factor */ UPDATE qiao_account SET \"totp\" = NULL,"
                   " \"totp_step\" = 0, \"recovery\" = NULL WHERE \"user_id\" = $1",
                   P(user)) &&
           history_sign(c, user, S("second factor taken away"), e) && store_commit(&t, e);
}

static bool administers(const User *u)
{
    const uint32_t all = 1U << RIGHT_SYSTEM | 1U << RIGHT_GRANT | 1U << RIGHT_AUDIT;

    for (size_t i = 0; i < u->ngrants; i++)
        if (u->grants[i].role->rights & all)
            return true;
    return false;
}

bool second_wanted(const Ctx *c, const User *u)
{
    int64_t who = setting_number(c, SET_SECOND_FACTOR);
    return who == SECOND_EVERYBODY || (who == SECOND_ADMINISTRATORS && administers(u));
}

/* ---- signing in ---- */

bool second_begin(Ctx *c, int64_t user, Str *token, Err *e)
{
    *token = token_make(c->arena);
    return db_exec(c->db, e, "/* old links */ DELETE FROM qiao_link WHERE \"until\" < $1",
                   P(c->now)) &&
           db_exec(c->db, e,
                   "/* half signed in */ INSERT INTO qiao_link (\"id\", \"user_id\", \"until\")"
                   " VALUES ($1, $2, $3)",
                   P(token_hash(c->arena, HALF_HASH, *token)), P(user), P(c->now + HALF_MS));
}

bool second_find(Ctx *c, Str token, int64_t *user, Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query(
        c->db, "/* half */ SELECT \"user_id\" FROM qiao_link WHERE \"id\" = $1 AND \"until\" > $2",
        P(token_hash(c->arena, HALF_HASH, token)), P(c->now));

    if (db_next(q, e)) {
        *user = db_int(q, 0);
        return true;
    }
    return err_set(e, ERR_NOT_FOUND,
                   N_("signing in took too long; begin again with login and password"));
}

bool second_end(Ctx *c, Str token, Err *e)
{
    return db_exec(c->db, e, "/* no half more */ DELETE FROM qiao_link WHERE \"id\" = $1",
                   P(token_hash(c->arena, HALF_HASH, token)));
}

bool second_check(Ctx *c, int64_t user, const Second *s, Str typed, bool *right, Err *e)
{
    Str code = tidy(c->arena, typed);
    int64_t step = find_step(c->now, s->secret, s->step, code);

    *right = false;
    if (step)
        return use_step(c, user, step, right, e);
    return code.n != CODE_LETTERS || !s->recovery.n ||
           use_code(c, user, s->recovery, code, right, e);
}
