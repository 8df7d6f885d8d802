/* SPDX-License-Identifier: Apache-2.0
 * Changes beside editing: void, restore, remove, erase.
 */
#include "engine/chain.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/store.h"

static Record *load_for(Ctx *c, const Type *t, int64_t id, Right right, Err *e)
{
    Record *r = row_load(c, t, id, e);
    if (!r) {
        err_set(e, ERR_NOT_FOUND, "there is no %s #%" PRId64, t->name, id);
        return NULL;
    }
    return rights_check(c, right, t, r->unit, e) ? r : NULL;
}

static bool set_void(Ctx *c, const Type *t, int64_t id, bool away, Str why, Err *e)
{
    AUTO(store_rollback) StoreTxn txn = store_begin(c, e);
    Record *r, *now;
    Str before = c->why;
    bool ok;

    if (str_trim(why).n == 0)
        return err_set(e, ERR_INVALID, "to void a record or take it back needs a reason; say why");
    r = e->kind ? NULL : load_for(c, t, id, t->write ? t->write : RIGHT_VOID, e);
    if (!r)
        return false;
    if ((r->voided_at != 0) == away)
        return err_set(e, ERR_CONFLICT,
                       away ? N_("%s #%" PRId64 " is void already")
                            : N_("%s #%" PRId64 " is not void"),
                       t->name, id);
    now = record_copy(c->arena, r);
    now->voided_at = away ? c->now : 0;
    c->why = why;
    ok = row_update(c, r, now, away ? ACT_VOID : ACT_UNVOID, e);
    c->why = before;
    return ok && store_commit(&txn, e);
}

bool store_void(Ctx *c, const Type *t, int64_t id, Str why, Err *e)
{
    return set_void(c, t, id, true, why, e);
}

bool store_unvoid(Ctx *c, const Type *t, int64_t id, Str why, Err *e)
{
    return set_void(c, t, id, false, why, e);
}

/* ---- restoring ---- */

/* A removed record comes back as a whole: for an undo, or for somebody who could have made it. */
static bool bring_back(Ctx *c, Record *was, Err *e)
{
    const Type *t = was->type;
    int level = rights_level(c, t, was->unit);

    if (c->batch)
        return row_reinsert(c, was, e);
    if (!rights_check(c, RIGHT_UNDO, t, was->unit, e))
        return false;
    for (size_t i = 0; i < t->nfields; i++)
        if ((int)t->fields[i].level > level && was->v[i].set)
            return err_set(e, ERR_DENIED,
                           "%s #%" PRId64
                           " holds more than '%.*s' may see, so it takes somebody who"
                           " sees all of it to bring it back",
                           t->name, was->id, STR(c->user->login));
    return check_links(c, NULL, was, e) && row_reinsert(c, was, e);
}

/* Lays the version that was over the one that is. Outside of an undo the state stays, as states
 * change by moves alone, and so do fields that the user does not see. */
static Record *as_it_was(Ctx *c, const Record *old, const Record *was, int slot)
{
    Record *now = record_copy(c->arena, slot < 0 ? was : old);
    int level = rights_level(c, old->type, old->unit);

    if (slot >= 0)
        now->v[slot] = was->v[slot];
    now->id = old->id;
    now->version = old->version;
    if (!c->batch)
        now->state = old->state;
    for (size_t i = 0; i < old->type->nfields; i++) {
        const Field *f = &old->type->fields[i];
        if ((int)f->level > level && (!c->batch || value_same(f, &old->v[i], &now->v[i])))
            now->v[i] = (Value){ 0 }; /* the update keeps what is there */
    }
    return now;
}

static bool restore(Ctx *c, const Type *t, int64_t id, int64_t version, const char *field, Err *e)
{
    Right right = t->write ? t->write : RIGHT_WRITE;
    Record *old = row_load(c, t, id, e), *was, *now;
    Check k = { 0 };
    int slot = field ? type_slot(t, str_z(field)) : -1;
    bool importing = c->importing, ok;

    if (e->kind || (old && !rights_check(c, right, t, old->unit, e)))
        return false;
    if (field && slot < 0)
        return err_set(e, ERR_NOT_FOUND, "%s has no field '%s'", t->name, field);
    was = row_at_version(c, t, id, version, e);
    if (!was || (!old && !rights_check(c, right, t, was->unit, e)))
        return false;
    if (!old)
        return bring_back(c, was, e);
    now = as_it_was(c, old, was, slot);
    if (!check_links(c, old, now, e))
        return false;
    c->importing = c->batch != 0; /* an undo leads to any state that it had, whatever the moves */
    c->chain->undoing = c->importing;
    ok = store_update(c, now, &k, e);
    c->chain->undoing = false;
    c->importing = importing;
    return ok;
}

bool store_restore(Ctx *c, const Type *t, int64_t id, int64_t version, const char *field, Err *e)
{
    if (c->chain)
        return restore(c, t, id, version, field, e);
    AUTO(store_rollback) StoreTxn txn = store_begin(c, e);
    return !e->kind && restore(c, t, id, version, field, e) && store_commit(&txn, e);
}

/* ---- removing ---- */

/* The queries that find a record linking to one of type t; tables without any such link are left
 * out. */
static bool find_inbound(Ctx *c, TypeWriter *w, Err *e)
{
    VEC(Str) list = { 0 };
    Arena *a = c->chain->arena;

    for (size_t i = 0; i < registry_count(c->types); i++) {
        const Type *from = registry_at(c->types, i);
        for (size_t j = 0; j < from->nfields; j++) {
            const Field *f = &from->fields[j];
            bool many = f->kind == T_LINKS;
            Str table = many ? links_table(a, from, f) : str_z(from->name);
            Str column = many ? S("to_id") : str_z(f->name);
            if ((!many && f->kind != T_LINK) || !str_eq(str_z(f->link), str_z(w->type->name)))
                continue;
            AUTO(stmt_done) Stmt *q = db_query_text(
                c->db,
                arena_printf(
                    a, "/* any link */ SELECT 1 FROM \"%.*s\" WHERE \"%.*s\" IS NOT NULL LIMIT 1",
                    STR(table), STR(column)),
                NULL, 0);
            if (db_next(q, e))
                vec_push(
                    a, &list,
                    arena_printf(
                        a,
                        "/* inbound */ SELECT \"id\", '%s' FROM \"%.*s\" WHERE \"%.*s\" = $1 AND \"id\" <> $1",
                        from->name, STR(table), STR(column)));
            if (e->kind)
                return false;
        }
    }
    w->inbound = list.p ? list.p : NEWN(a, Str, 1);
    w->ninbound = list.n;
    return true;
}

uint64_t chain_word(Str type, int64_t id)
{
    return str_hash(type) ^ (uint64_t)id * 0x9E3779B97F4A7C15u;
}

bool chain_unlinked(Ctx *c, const Type *t, int64_t id, Err *e)
{
    TypeWriter *w = chain_writer(c, t);
    const Ids *leaving = c->chain->leaving;
    const Param p = param_int(id);
    int64_t also;

    if (!store_flush(c, e) || (!w->inbound && !find_inbound(c, w, e)))
        return false;
    for (size_t i = 0; i < w->ninbound; i++) {
        Str sql = arena_printf(c->arena, "%.*s%s", STR(w->inbound[i]), leaving ? "" : " LIMIT 1");
        AUTO(stmt_done) Stmt *q = db_query_text(c->db, sql, &p, 1);
        while (db_next(q, e))
            if (!leaving || !ids_get(leaving, chain_word(db_str(q, 1), db_int(q, 0)), &also))
                return err_set(e, ERR_CONFLICT, "%.*s #%" PRId64 " links to it", STR(db_str(q, 1)),
                               db_int(q, 0));
        if (e->kind)
            return false;
    }
    return true;
}

bool store_remove(Ctx *c, const Type *t, int64_t id, Err *e)
{
    Record *r = row_load(c, t, id, e);
    HistoryRow row = { .act = ACT_REMOVE, .type = str_z(t->name), .record = id, .why = c->why };

    if (!r)
        return err_set(e, ERR_NOT_FOUND, "there is no %s #%" PRId64, t->name, id);
    if (!c->chain)
        return err_set(e, ERR_INTERNAL, "a record is removed only as part of an undo");
    if (!chain_unlinked(c, t, id, e))
        return false;
    row.version = r->version + 1;
    return row_delete(c, t, id, e) && history_append(c, &row, e);
}

/* ---- erasing ---- */

static void forget(Record *r)
{
    r->key = r->source = r->evidence = (Str){ 0 };
    for (size_t i = 0; i < r->type->nfields; i++) {
        const Field *f = &r->type->fields[i];
        if (f->level < LEVEL_PERSONAL && f->kind != T_NAME && f->kind != T_NOTE)
            continue;
        r->v[i] = (Value){ 0 };
        if ((f->flags & REQUIRED) && (f->kind == T_NAME || f->kind == T_TEXT))
            rec_set_text(r, (int)i, S("—"));
    }
}

bool store_erase(Ctx *c, const Type *t, int64_t id, Str why, Err *e)
{
    AUTO(store_rollback) StoreTxn txn = store_begin(c, e);
    Record *old, *now;
    Str before = c->why;
    bool ok;

    if (str_trim(why).n == 0)
        return err_set(e, ERR_INVALID,
                       "an erasure needs a reason: name the request that asks for it");
    if (str_eq(str_z(t->area), S("system")) && !str_eq(str_z(t->name), S("user")))
        return err_set(e, ERR_INVALID, "a %s holds nothing of a private person to erase", t->name);
    old = e->kind ? NULL : load_for(c, t, id, RIGHT_ERASE, e);
    if (!old || !store_flush(c, e))
        return false;
    if (!db_exec(
            c->db, e,
            "/* erase */ UPDATE qiao_history SET \"before\" = NULL, \"after\" = NULL, \"salt\" = NULL"
            " WHERE \"type\" = $1 AND \"record\" = $2",
            P(t->name), P(id)) ||
        !db_exec(c->db, e, "/* erase */ DELETE FROM qiao_kept"))
        return false;
    now = record_copy(c->arena, old);
    forget(now);
    c->why = why;
    ok = row_update(c, old, now, ACT_ERASE, e);
    c->why = before;
    return ok && store_commit(&txn, e);
}
