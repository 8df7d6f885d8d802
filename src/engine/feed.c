/* SPDX-License-Identifier: Apache-2.0
 * Keys of calendars.
 */
#include "engine/feed.h"

#include "engine/account_impl.h"
#include "engine/history.h"
#include "engine/store.h"

enum { USED_EVERY_MS = 3600 * 1000 };

bool feed_state(Ctx *c, int64_t user, FeedState *out, Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query(
        c->db,
        "/* feed of */ SELECT \"made_at\", COALESCE(\"used_at\", 0) FROM qiao_feed WHERE \"user_id\" = $1",
        P(user));
    *out = (FeedState){ 0 };
    if (db_next(q, e))
        *out = (FeedState){ true, db_int(q, 0), db_int(q, 1) };
    return !e->kind;
}

static bool drop(Ctx *c, int64_t user, Err *e)
{
    return db_exec(c->db, e, "/* no feed */ DELETE FROM qiao_feed WHERE \"user_id\" = $1", P(user));
}

bool feed_make(Ctx *c, int64_t user, Str *key, Err *e)
{
    AUTO(store_rollback) StoreTxn t = store_begin(c, e);

    *key = token_make(c->arena);
    return !e->kind && drop(c, user, e) &&
           db_exec(c->db, e,
                   "/* new feed */ INSERT INTO qiao_feed (\"id\", \"user_id\", \"made_at\")"
                   " VALUES ($1, $2, $3)",
                   P(token_hash(c->arena, FEED_HASH, *key)), P(user), P(c->now)) &&
           history_sign(c, user, S("calendar key made"), e) && store_commit(&t, e);
}

bool feed_end(Ctx *c, int64_t user, Err *e)
{
    AUTO(store_rollback) StoreTxn t = store_begin(c, e);
    return !e->kind && drop(c, user, e) && history_sign(c, user, S("calendar key taken back"), e) &&
           store_commit(&t, e);
}

bool feed_find(Ctx *c, Str key, int64_t *user, Err *e)
{
    Str id = token_hash(c->arena, FEED_HASH, key);
    int64_t used;
    {
        AUTO(stmt_done) Stmt *q = db_query(c->db,
                                           "/* feed */ SELECT \"user_id\", COALESCE(\"used_at\", 0)"
                                           " FROM qiao_feed WHERE \"id\" = $1",
                                           P(id));
        if (!db_next(q, e))
            return e->kind ? false
                           : err_set(e, ERR_NOT_FOUND, N_("there is no calendar with that key"));
        *user = db_int(q, 0);
        used = db_int(q, 1);
    }
    return c->now - used < USED_EVERY_MS ||
           db_exec(c->db, e,
                   "/* feed is used */ UPDATE qiao_feed SET \"used_at\" = $2 WHERE \"id\" = $1",
                   P(id), P(c->now));
}
