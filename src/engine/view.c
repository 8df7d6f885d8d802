/* SPDX-License-Identifier: Apache-2.0
 * The table of views.
 */
#include "engine/view.h"

#include "base/rand.h"

#include "engine/rights.h"
#include "engine/units.h"

#define VIEW_COLUMNS                                                                               \
    "\"id\", \"user_id\", \"unit\", \"type\", \"name\", \"search\", \"condition\", \"columns\","   \
    " \"sort\", \"share\", \"dense\""

static View read_view(Arena *a, const Stmt *q)
{
    int64_t share = db_int(q, 9);
    return (View){
        .id = db_int(q, 0),
        .owner = db_int(q, 1),
        .unit = db_int(q, 2),
        .type = db_text(q, a, 3),
        .name = db_text(q, a, 4),
        .search = db_text(q, a, 5),
        .where = db_text(q, a, 6),
        .columns = db_text(q, a, 7),
        .order = db_text(q, a, 8),
        .share = share > 0 && share < VIEW_SHARE__N ? (ViewShare)share : VIEW_OWN,
        .dense = db_int(q, 10) != 0,
    };
}

static bool may_open(const Ctx *c, const View *v)
{
    int64_t home = c->user->home;

    if (v->owner == c->user->id)
        return true;
    return (v->share != VIEW_OWN && v->unit == home) ||
           (v->share == VIEW_BELOW && units_under(c->units, home, v->unit));
}

/* ---- writing ---- */

static bool fits(const View *v, Err *e)
{
    const Str texts[] = { v->search, v->where, v->columns, v->order };

    if (utf8_len(v->name) > VIEW_NAME_MAX || !str_plain(v->name, false))
        return err_set(e, ERR_INVALID,
                       N_("the name of a view is one line of at most %d characters"),
                       VIEW_NAME_MAX);
    for (size_t i = 0; i < LEN(texts); i++)
        if (texts[i].n > VIEW_TEXT_MAX)
            return err_set(e, ERR_INVALID, N_("a view has texts of at most %d bytes"),
                           VIEW_TEXT_MAX);
    return true;
}

/* The id of the user's view of that name, or a new one; it stands in addresses. */
static bool find_id(Ctx *c, const View *v, int64_t *id, Err *e)
{
    AUTO(stmt_done) Stmt *q =
        db_query(c->db,
                 "/* view of a name */ SELECT \"id\" FROM qiao_view WHERE \"user_id\" = $1 AND"
                 " \"type\" = $2 AND \"name\" = $3",
                 P(c->user->id), P(v->type), P(v->name));

    *id = 0;
    if (db_next(q, e))
        *id = db_int(q, 0);
    return !e->kind;
}

static bool has_room(Ctx *c, Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query(
        c->db, "/* number of views */ SELECT count(*) FROM qiao_view WHERE \"user_id\" = $1",
        P(c->user->id));

    if (!db_next(q, e))
        return false;
    return db_int(q, 0) < VIEWS_MAX ||
           err_set(e, ERR_INVALID, N_("one person has at most %d views; delete one first"),
                   VIEWS_MAX);
}

bool view_save(Ctx *c, View *v, Err *e)
{
    AUTO(txn_rollback) Txn t = { 0 };
    uint64_t fresh;

    Str *texts[] = { &v->name, &v->search, &v->where, &v->columns, &v->order };

    for (size_t i = 0; i < LEN(texts); i++)
        if (!texts[i]->p)
            *texts[i] = S("");
    v->owner = c->user->id;
    v->unit = c->user->home;
    if (!fits(v, e))
        return false;
    t = txn_begin(c->db, e);
    if (!t.db || !find_id(c, v, &v->id, e) || (!v->id && !has_room(c, e)))
        return false;
    rand_system(&fresh, sizeof fresh);
    if (!v->id)
        v->id = (int64_t)(fresh >> 11) + 1; /* a number that scripts hold exactly */
    return db_exec(c->db, e,
                   "/* save view */ INSERT INTO qiao_view (" VIEW_COLUMNS ", \"at\") VALUES"
                   " ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
                   " ON CONFLICT (\"user_id\", \"type\", \"name\") DO UPDATE SET"
                   " \"unit\" = excluded.\"unit\", \"search\" = excluded.\"search\","
                   " \"condition\" = excluded.\"condition\", \"columns\" = excluded.\"columns\","
                   " \"sort\" = excluded.\"sort\", \"share\" = excluded.\"share\","
                   " \"dense\" = excluded.\"dense\", \"at\" = excluded.\"at\"",
                   P(v->id), P(v->owner), P(v->unit), P(v->type), P(v->name), P(v->search),
                   P(v->where), P(v->columns), P(v->order), P((int64_t)v->share),
                   P((int64_t)v->dense), P(c->now)) &&
           txn_commit(&t, e);
}

bool view_drop(Ctx *c, int64_t id, Err *e)
{
    View v = { .id = 0 };

    if (!view_get(c, id, &v, e))
        return false;
    if (v.owner != c->user->id)
        return err_set(e, ERR_DENIED, N_("only its owner deletes or changes a view"));
    return db_exec(c->db, e,
                   "/* drop view */ DELETE FROM qiao_view WHERE \"id\" = $1 AND \"user_id\" = $2",
                   P(id), P(c->user->id));
}

/* ---- reading ---- */

bool view_get(Ctx *c, int64_t id, View *out, Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query(
        c->db, "/* view */ SELECT " VIEW_COLUMNS " FROM qiao_view WHERE \"id\" = $1", P(id));

    if (db_next(q, e)) {
        *out = read_view(c->arena, q);
        if (may_open(c, out))
            return true;
    }
    return err_set(e, ERR_NOT_FOUND, N_("there is no such view, or it is not shared with you"));
}

bool view_list(Ctx *c, const Type *t, const View **out, size_t *n, View *look, Err *e)
{
    VEC(View) list = { 0 };
    AUTO(stmt_done) Stmt *q =
        db_query(c->db,
                 "/* views */ SELECT " VIEW_COLUMNS " FROM qiao_view WHERE (\"user_id\" = $1 OR"
                 " \"share\" > 0) AND ($2 = '' OR \"type\" = $2)"
                 " ORDER BY CASE WHEN \"user_id\" = $1 THEN 0 ELSE 1 END, \"name\", \"id\"",
                 P(c->user->id), P(t ? str_z(t->name) : S("")));

    if (look)
        *look = (View){ 0 };
    while (db_next(q, e)) {
        View v = read_view(c->arena, q);
        if (v.name.n && may_open(c, &v))
            vec_push(c->arena, &list, v);
        else if (!v.name.n && look && v.owner == c->user->id)
            *look = v;
    }
    *out = list.p;
    *n = list.n;
    return !e->kind;
}

bool view_look(Ctx *c, Str type, View *out, Err *e)
{
    AUTO(stmt_done)
    Stmt *q = db_query(c->db,
                       "/* look */ SELECT " VIEW_COLUMNS " FROM qiao_view WHERE \"user_id\" = $1"
                       " AND \"type\" = $2 AND \"name\" = ''",
                       P(c->user->id), P(type));

    *out = (View){ .share = VIEW_OWN };
    if (db_next(q, e))
        *out = read_view(c->arena, q);
    return !e->kind;
}
