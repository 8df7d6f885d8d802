/* SPDX-License-Identifier: Apache-2.0
 * Sessions: who is signed in.
 */
#include "engine/account_impl.h"
#include "engine/history.h"
#include "engine/setting.h"
#include "engine/store.h"

enum { AGENT_MAX = 200 };

Str session_form_token(Arena *a, Str token)
{
    return token_hash(a, FORM_HASH, token);
}

/* ---- how long ---- */

static int64_t idle_since(const Ctx *c)
{
    return c->now - setting_number(c, SET_IDLE_MINUTES) * 60 * 1000;
}

static int64_t made_since(const Ctx *c)
{
    return c->now - setting_number(c, SET_SESSION_HOURS) * 3600 * 1000;
}

/* ---- opening ---- */

/* Over ones of everybody, and the user's oldest beyond the limit. */
static bool sweep(Ctx *c, int64_t user, Err *e)
{
    return db_exec(c->db, e,
                   "/* sessions that are over */ DELETE FROM qiao_session WHERE \"seen_at\" < $1"
                   " OR \"made_at\" < $2",
                   P(idle_since(c)), P(made_since(c))) &&
           db_exec(c->db, e,
                   "/* too many sessions */ DELETE FROM qiao_session WHERE \"user_id\" = $1 AND"
                   " \"id\" NOT IN (SELECT \"id\" FROM qiao_session WHERE \"user_id\" = $1"
                   " ORDER BY \"made_at\" DESC, \"id\" LIMIT $2)",
                   P(user), P(SESSIONS_MAX - 1));
}

/* A token says of itself, under the same hash, that the identity provider vouched for its user. */
static Str session_token(Ctx *c, bool outside)
{
    Str token = token_make(c->arena);
    return outside ? arena_printf(c->arena, OUTSIDE_MARK "%.*s", STR(token)) : token;
}

static bool is_outside(Str token)
{
    return token.n == sizeof OUTSIDE_MARK - 1 + TOKEN_TEXT && str_starts(token, S(OUTSIDE_MARK));
}

bool session_open(Ctx *c, int64_t user, const SignIn *in, Session *out, Str *token, Err *e)
{
    AUTO(store_rollback) StoreTxn t = store_begin(c, e);

    *token = session_token(c, in->outside);
    *out = (Session){ .id = token_hash(c->arena, SESSION_HASH, *token),
                      .user = user,
                      .made_at = c->now,
                      .seen_at = c->now,
                      .client = in->client,
                      .agent = utf8_part(in->agent, AGENT_MAX) };
    return !e->kind && sweep(c, user, e) &&
           db_exec(c->db, e,
                   "/* signed in */ UPDATE qiao_account SET \"failed\" = 0, \"locked_until\" = 0"
                   " WHERE \"user_id\" = $1",
                   P(user)) &&
           db_exec(c->db, e,
                   "/* open session */ INSERT INTO qiao_session (\"id\", \"user_id\", \"made_at\","
                   " \"seen_at\", \"client\", \"agent\") VALUES ($1, $2, $3, $3, $4, $5)",
                   P(out->id), P(user), P(c->now), P(out->client), P(out->agent)) &&
           history_sign(c, user,
                        arena_printf(c->arena, "in%s from %.*s",
                                     in->outside ? " by identity provider" : "", STR(in->client)),
                        e) &&
           store_commit(&t, e);
}

/* ---- finding ---- */

static void read_session(const Stmt *q, Arena *a, Session *out)
{
    *out = (Session){ .id = db_text(q, a, 0),
                      .user = db_int(q, 1),
                      .made_at = db_int(q, 2),
                      .seen_at = db_int(q, 3),
                      .client = db_text(q, a, 4),
                      .agent = db_text(q, a, 5),
                      .second = db_int(q, 6) != 0 };
}

/* Kept to the minute, so that reading pages writes little, and later where somebody else writes, an
 * import for instance: but not if the session is half-way to its end. What is written is no
 * record. */
static bool touch(Ctx *c, Session *s, Err *e)
{
    static const char sql[] =
        "/* session is used */ UPDATE qiao_session SET \"seen_at\" = $2 WHERE \"id\" = $1";
    const Param p[] = { param_text(s->id), param_int(c->now) };
    int64_t unseen = c->now - s->seen_at;

    if (unseen < SEEN_EVERY_MS)
        return true;
    s->seen_at = c->now;
    if (unseen * 2 > c->now - idle_since(c))
        return db_exec_text(c->db, str_z(sql), p, LEN(p), NULL, e);
    return db_try_text(c->db, str_z(sql), p, LEN(p), e);
}

bool session_find(Ctx *c, Str token, Session *out, Err *e)
{
    *out = (Session){ 0 };
    if (token.n != TOKEN_TEXT && !is_outside(token))
        return true;
    {
        AUTO(stmt_done) Stmt *q = db_query(
            c->db,
            "/* session */ SELECT \"id\", \"user_id\", \"made_at\", \"seen_at\", \"client\","
            " \"agent\", (SELECT count(a.\"totp\") FROM qiao_account AS a WHERE a.\"user_id\" ="
            " qiao_session.\"user_id\") FROM qiao_session WHERE \"id\" = $1",
            P(token_hash(c->arena, SESSION_HASH, token)));
        if (!db_next(q, e))
            return !e->kind;
        read_session(q, c->arena, out);
    }
    if (out->seen_at < idle_since(c) || out->made_at < made_since(c)) {
        *out = (Session){ 0 };
        return true;
    }
    out->vouched = is_outside(token) && setting_number(c, SET_OIDC_SECOND);
    return touch(c, out, e);
}

bool session_list(Ctx *c, int64_t user, const Session **out, size_t *n, Err *e)
{
    VEC(Session) list = { 0 };
    AUTO(stmt_done) Stmt *q = db_query(
        c->db,
        "/* sessions */ SELECT \"id\", \"user_id\", \"made_at\", \"seen_at\", \"client\", \"agent\","
        " 0 FROM qiao_session WHERE \"user_id\" = $1 AND \"seen_at\" >= $2 AND \"made_at\" >= $3"
        " ORDER BY \"seen_at\" DESC, \"id\"",
        P(user), P(idle_since(c)), P(made_since(c)));
    while (db_next(q, e)) {
        Session s;
        read_session(q, c->arena, &s);
        vec_push(c->arena, &list, s);
    }
    *out = list.p;
    *n = list.n;
    return !e->kind;
}

/* ---- ending ---- */

bool session_end(Ctx *c, int64_t user, Str id, Err *e)
{
    AUTO(store_rollback) StoreTxn t = store_begin(c, e);

    return !e->kind &&
           db_exec(c->db, e,
                   "/* sign out */ DELETE FROM qiao_session WHERE \"user_id\" = $1 AND"
                   " ($2 = '' OR \"id\" = $2)",
                   P(user), P(id)) &&
           history_sign(c, user, id.n ? S("out") : S("out everywhere"), e) && store_commit(&t, e);
}
