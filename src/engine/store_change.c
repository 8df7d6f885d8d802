/* SPDX-License-Identifier: Apache-2.0
 * Changes beside editing: void, restore, remove, erase.
 */
#include "engine/attach.h"
#include "engine/chain.h"
#include "engine/draft.h"
#include "engine/finder.h"
#include "engine/kin_case.h"
#include "engine/merge_impl.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/store.h"

/* Voids the record or takes it back in, for who may; nothing if it is so already. */
static bool write_void(Ctx *c, const Record *r, bool away, Err *e)
{
    const Type *t = r->type;
    Record *now = record_copy(c->arena, r);
    if ((r->voided_at != 0) == away)
        return true;
    now->voided_at = away ? c->now : 0;
    return rights_check(c, t->write ? t->write : RIGHT_VOID, t, r->unit, e) &&
           row_update(c, r, now, away ? ACT_VOID : ACT_UNVOID, e);
}

static bool set_void(Ctx *c, const Type *t, int64_t id, bool away, Str why, Err *e)
{
    AUTO(store_rollback) StoreTxn txn = store_begin(c, e);
    Record *r;
    Str before = c->why;
    bool ok;

    if (str_trim(why).n == 0)
        return err_set(e, ERR_INVALID, "to void a record or take it back needs a reason; say why");
    r = e->kind ? NULL : row_load_for(c, t, id, t->write ? t->write : RIGHT_VOID, e);
    if (!r)
        return false;
    if ((r->voided_at != 0) == away)
        return err_set(e, ERR_CONFLICT,
                       away ? N_("%s #%" PRId64 " is void already")
                            : N_("%s #%" PRId64 " is not void"),
                       t->name, id);
    c->why = why;
    ok = write_void(c, r, away, e);
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

/* Leaves out what the user does not see, so that the update keeps what is there; within a batch
 * only where nothing differs. */
static void leave_out_hidden(Ctx *c, const Record *old, Record *now)
{
    int level = rights_level(c, old->type, old->unit);
    for (size_t i = 0; i < old->type->nfields; i++) {
        const Field *f = &old->type->fields[i];
        if ((int)f->level > level && (!c->batch || value_same(f, &old->v[i], &now->v[i])))
            now->v[i] = (Value){ 0 };
    }
}

/* Lays the version that was over the one that is. Outside of an undo the state stays, as states
 * change by moves alone, and so do fields that the user does not see. */
static Record *as_it_was(Ctx *c, const Record *old, const Record *was, int slot)
{
    Record *now = record_copy(c->arena, slot < 0 ? was : old);

    if (slot >= 0)
        now->v[slot] = was->v[slot];
    now->id = old->id;
    now->version = old->version;
    if (!c->batch)
        now->state = old->state;
    leave_out_hidden(c, old, now);
    return now;
}

/* Writes what was, in an undo: to any state that it had, whatever the moves, and void or not. */
static bool write_was(Ctx *c, Record *now, bool away, Err *e)
{
    bool importing = c->importing, ok;
    const Record *written;
    Check k = { 0 };

    c->importing = c->batch != 0;
    c->chain->undoing = c->importing;
    ok = store_update(c, now, &k, e);
    c->chain->undoing = false;
    c->importing = importing;
    if (!ok || !c->batch || (now->voided_at != 0) == away)
        return ok;
    written = row_load(c, now->type, now->id, e);
    return written && write_void(c, written, away, e);
}

static bool restore(Ctx *c, const Type *t, int64_t id, int64_t version, const char *field, Err *e)
{
    Right right = t->write ? t->write : RIGHT_WRITE;
    Record *old = row_load(c, t, id, e), *was, *now;
    int slot = field ? type_slot(t, str_z(field)) : -1;

    if (e->kind || (old && !row_permits(c, t, id, old, right, e)))
        return false;
    if (field && slot < 0)
        return err_set(e, ERR_NOT_FOUND, "%s has no field '%s'", t->name, field);
    was = old ? row_at_version(c, t, id, version, e) : row_removed(c, t, id, version, right, e);
    if (!was)
        return false;
    if (!old)
        return bring_back(c, was, e);
    now = as_it_was(c, old, was, slot);
    return check_links(c, old, now, e) && write_was(c, now, was->voided_at != 0, e);
}

bool store_restore(Ctx *c, const Type *t, int64_t id, int64_t version, const char *field, Err *e)
{
    if (c->chain)
        return restore(c, t, id, version, field, e);
    AUTO(store_rollback) StoreTxn txn = store_begin(c, e);
    return !e->kind && restore(c, t, id, version, field, e) && store_commit(&txn, e);
}

/* ---- restoring what was not edited since ---- */

/* What a change made of a record: as it was before, after, and as it is now. */
typedef struct {
    const Record *was, *did;
    Record *now;
    Buf kept; /* labels of what was changed again since, and stays */
} Between;

static void stays(Ctx *c, Between *b, const Field *f)
{
    buf_printf(&b->kept, "%s'%s'", b->kept.n ? ", " : "", field_label(f, c->lang));
}

static bool has_piece(Str list, Str one)
{
    Str piece;
    while (str_next(&list, '|', &piece))
        if (piece.n && str_eq(piece, one))
            return true;
    return false;
}

/* Appends the pieces of `from` that are not in `without`, nor there already. */
static void put_but(Buf *out, Str from, Str without)
{
    Str piece;
    while (str_next(&from, '|', &piece))
        if (piece.n && !has_piece(without, piece) && !has_piece(buf_str(out), piece))
            buf_printf(out, "%s%.*s|", out->n ? "" : "|", STR(piece));
}

/* Several values, of which some were added or taken since: what the change had added goes, what it
 * had taken comes back, the rest stays. */
static Value several_back(Arena *a, Str was, Str did, Str now)
{
    AUTO(buf_done) Buf added = buf_new(BUF_PAGE);
    AUTO(buf_done) Buf out = buf_new(BUF_PAGE);
    put_but(&added, did, was);
    put_but(&out, now, buf_str(&added));
    put_but(&out, was, did);
    return (Value){ .set = out.n > 0, .text = arena_str(a, buf_str(&out)) };
}

static void field_back(Ctx *c, Between *b, size_t i)
{
    const Field *f = &b->now->type->fields[i];
    const Value *was = &b->was->v[i], *did = &b->did->v[i];
    Value *now = &b->now->v[i];

    if (value_same(f, was, did) || value_same(f, was, now))
        return;
    if (value_same(f, did, now))
        *now = *was;
    else if (f->kind == T_LINKS || f->kind == T_CHOICES)
        *now = several_back(c->arena, was->text, did->text, now->text);
    else
        stays(c, b, f);
}

static void text_back(Ctx *c, Between *b, StdField which, Str was, Str did, Str *now)
{
    if (str_eq(was, did) || str_eq(was, *now))
        return;
    if (str_eq(did, *now))
        *now = was;
    else
        stays(c, b, &std_fields[which]);
}

static bool take_back(Ctx *c, Between *b, Err *e)
{
    const Record *old = record_copy(c->arena, b->now);
    bool away = old->voided_at != 0;

    if ((b->was->voided_at != 0) != (b->did->voided_at != 0) && away == (b->did->voided_at != 0))
        away = b->was->voided_at != 0;
    text_back(c, b, STD_KEY, b->was->key, b->did->key, &b->now->key);
    text_back(c, b, STD_SOURCE, b->was->source, b->did->source, &b->now->source);
    text_back(c, b, STD_EVIDENCE, b->was->evidence, b->did->evidence, &b->now->evidence);
    for (size_t i = 0; i < old->type->nfields; i++)
        field_back(c, b, i);
    leave_out_hidden(c, old, b->now);
    return check_links(c, old, b->now, e) && write_was(c, b->now, away, e);
}

bool store_take_back(Ctx *c, const Type *t, int64_t id, const int64_t versions[2], Str *kept,
                     Err *e)
{
    Between b = { .now = row_load(c, t, id, e), .kept = buf_new(BUF_LINE) };
    bool ok = b.now && rights_check(c, t->write ? t->write : RIGHT_WRITE, t, b.now->unit, e);

    if (!b.now && !e->kind)
        err_set(e, ERR_NOT_FOUND, "there is no %s #%" PRId64, t->name, id);
    if (ok && !(c->chain && c->batch))
        ok = err_set(e, ERR_INTERNAL, "a change is taken back only as part of an undo");
    b.was = ok ? row_at_version(c, t, id, versions[0], e) : NULL;
    b.did = b.was ? row_at_version(c, t, id, versions[1], e) : NULL;
    ok = b.did && take_back(c, &b, e);
    *kept = arena_str(c->arena, buf_str(&b.kept));
    buf_done(&b.kept);
    return ok;
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
    AttachGone gone = { 0 };
    Str before = c->why;
    bool ok;

    if (str_trim(why).n == 0)
        return err_set(e, ERR_INVALID,
                       "an erasure needs a reason: name the request that asks for it");
    if (str_eq(str_z(t->area), S("system")) && !str_eq(str_z(t->name), S("user")))
        return err_set(e, ERR_INVALID, "a %s holds nothing of a private person to erase", t->name);
    old = e->kind ? NULL : row_load_for(c, t, id, RIGHT_ERASE, e);
    if (!old || !store_flush(c, e))
        return false;
    if (!db_exec(
            c->db, e,
            "/* erase */ UPDATE qiao_history SET \"before\" = NULL, \"after\" = NULL, \"salt\" = NULL"
            " WHERE \"type\" = $1 AND \"record\" = $2",
            P(t->name), P(id)) ||
        !db_exec(c->db, e, "/* erase */ DELETE FROM qiao_kept") || !draft_forget(c, t, id, e))
        return false;
    now = record_copy(c->arena, old);
    forget(now);
    c->why = why;
    ok = row_update(c, old, now, ACT_ERASE, e);
    c->why = before;
    if (!ok || !attach_erase(c, old, why, &gone, e) || !merge_erase(c, t, id, why, e) ||
        !kin_erase(c, t, id, why, e) || !store_commit(&txn, e) || !attach_remove(c, &gone, e))
        return false;
    finder_forget(c); /* its file holds names */
    return true;
}

bool store_erase_all(Ctx *c, const Type *t, const int64_t *ids, size_t n, Str why, Err *e)
{
    for (size_t i = 0; i < n; i++)
        if (!store_erase(c, t, ids[i], why, e))
            return err_prefix(e, "%s #%" PRId64 ", which is erased with it: ", t->name, ids[i]);
    return true;
}
