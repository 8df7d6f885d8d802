/* SPDX-License-Identifier: Apache-2.0
 * The table of drafts.
 */
#include "engine/draft.h"

#include "engine/rights.h"
#include "engine/setting.h"

enum { DAY_MS = 24 * 3600 * 1000 };

static int64_t kept_since(const Ctx *c)
{
    return c->now - setting_number(c, SET_DRAFT_DAYS) * DAY_MS;
}

/* Old ones of everybody, and the user's oldest beyond the limit. */
static bool sweep(Ctx *c, Err *e)
{
    return db_exec(c->db, e, "/* old drafts */ DELETE FROM qiao_draft WHERE \"at\" < $1",
                   P(kept_since(c))) &&
           db_exec(c->db, e,
                   "/* too many drafts */ DELETE FROM qiao_draft WHERE \"user_id\" = $1 AND"
                   " \"address\" NOT IN (SELECT \"address\" FROM qiao_draft WHERE \"user_id\" = $1"
                   " ORDER BY \"at\" DESC, \"address\" LIMIT $2)",
                   P(c->user->id), P(DRAFTS_MAX));
}

bool draft_keep(Ctx *c, Str address, Str body, Err *e)
{
    AUTO(txn_rollback) Txn t = { 0 };

    if (address.n > DRAFT_ADDRESS_MAX)
        return err_set(e, ERR_INVALID, "the address of a draft has at most %d bytes",
                       DRAFT_ADDRESS_MAX);
    if (body.n > DRAFT_MAX)
        return err_set(e, ERR_INVALID, "a draft has at most %d KB; save the record",
                       DRAFT_MAX >> 10);
    t = txn_begin(c->db, e);
    return t.db &&
           db_exec(c->db, e,
                   "/* keep draft */ INSERT INTO qiao_draft (\"user_id\", \"address\", \"at\","
                   " \"body\") VALUES ($1, $2, $3, $4) ON CONFLICT (\"user_id\", \"address\")"
                   " DO UPDATE SET \"at\" = excluded.\"at\", \"body\" = excluded.\"body\"",
                   P(c->user->id), P(address), P(c->now), P(body)) &&
           sweep(c, e) && txn_commit(&t, e);
}

bool draft_find(Ctx *c, Str address, Draft *out, Err *e)
{
    AUTO(stmt_done) Stmt *q =
        db_query(c->db,
                 "/* draft */ SELECT \"at\", \"body\" FROM qiao_draft WHERE \"user_id\" = $1 AND"
                 " \"address\" = $2 AND \"at\" >= $3",
                 P(c->user->id), P(address), P(kept_since(c)));

    *out = (Draft){ .address = address };
    if (db_next(q, e)) {
        out->at = db_int(q, 0);
        out->body = db_text(q, c->arena, 1);
    }
    return !e->kind;
}

bool draft_list(Ctx *c, const Draft **out, size_t *n, Err *e)
{
    VEC(Draft) list = { 0 };
    AUTO(stmt_done) Stmt *q =
        db_query(c->db,
                 "/* drafts */ SELECT \"address\", \"at\" FROM qiao_draft WHERE \"user_id\" = $1"
                 " AND \"at\" >= $2 ORDER BY \"at\" DESC, \"address\"",
                 P(c->user->id), P(kept_since(c)));

    while (db_next(q, e))
        vec_push(c->arena, &list,
                 (Draft){ .address = db_text(q, c->arena, 0), .at = db_int(q, 1) });
    *out = list.p;
    *n = list.n;
    return !e->kind;
}

bool draft_drop(Ctx *c, Str address, Err *e)
{
    return db_exec(c->db, e,
                   "/* drop draft */ DELETE FROM qiao_draft WHERE \"user_id\" = $1 AND"
                   " \"address\" = $2",
                   P(c->user->id), P(address));
}

bool draft_forget(Ctx *c, const Type *t, int64_t id, Err *e)
{
    Str address = arena_printf(c->arena, "/%s/%" PRId64 "/edit", t->name, id);

    return db_exec(c->db, e, "/* forget drafts */ DELETE FROM qiao_draft WHERE \"address\" = $1",
                   P(address));
}
