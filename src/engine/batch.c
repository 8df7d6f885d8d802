/* SPDX-License-Identifier: Apache-2.0
 * Batches: writes that belong together, and taking them back.
 *
 * An undo goes over the batch's rows of history, newest first. It never touches a record that was
 * edited since, but for that of a merge, which takes back what was not edited of such a record
 * too: a merge touches records that people go on working with. It is a batch itself, so that it
 * can be taken back too.
 */
#include <stdio.h>

#include "base/map.h"
#include "engine/chain.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/transfer.h"
#include "engine/units.h"

enum { UNDO_ARENA = 256 << 20, FOLLOWERS_MAX = 4096 };

#define BATCH_COLUMNS                                                                              \
    "\"id\", \"kind\", \"what\", \"at\", \"actor\", \"created\", \"updated\", \"undone_by\","      \
    " \"first_seq\", \"last_seq\""

/* ---- batches ---- */

static bool note_batch(Ctx *c, Str after, int64_t *seq, Err *e)
{
    HistoryRow row = { .act = ACT_BATCH, .batch = c->batch, .after = after, .why = c->why };
    if (!history_append(c, &row, e))
        return false;
    *seq = row.seq;
    return true;
}

static bool next_batch(Ctx *c, int64_t *id, Err *e)
{
    AUTO(stmt_done) Stmt *q =
        db_query(c->db, "/* next batch */ SELECT COALESCE(max(\"id\"), 0) + 1 FROM qiao_batch");
    if (!db_next(q, e))
        return err_set(e, ERR_INTERNAL, "the store gives no number for a batch");
    *id = db_int(q, 0);
    return true;
}

bool batch_begin(Ctx *c, const char *kind, Str what, Err *e)
{
    AUTO(buf_done) Buf after = buf_new(BUF_LINE);
    int64_t seq;

    if (!c->chain)
        return err_set(e, ERR_INTERNAL, "a batch needs an open transaction of the store");
    what = utf8_part(what, 4096);
    if (!next_batch(c, &c->batch, e))
        return false;
    buf_printf(&after, "{\"kind\":\"%s\",\"what\":", kind);
    buf_json(&after, what);
    buf_put(&after, S("}"));
    if (!note_batch(c, buf_str(&after), &seq, e))
        return false;
    return db_exec(
        c->db, e,
        "/* batch */ INSERT INTO qiao_batch (\"id\", \"kind\", \"what\", \"at\", \"actor\","
        " \"created\", \"updated\", \"first_seq\") VALUES ($1, $2, $3, $4, $5, 0, 0, $6)",
        P(c->batch), P(kind), P(what), P(c->now), P(c->user ? c->user->id : (int64_t)0), P(seq));
}

bool batch_end(Ctx *c, int64_t created, int64_t updated, Err *e)
{
    AUTO(buf_done) Buf after = buf_new(BUF_LINE);
    int64_t seq;

    buf_printf(&after, "{\"created\":%" PRId64 ",\"updated\":%" PRId64 "}", created, updated);
    return note_batch(c, buf_str(&after), &seq, e) &&
           db_exec(
               c->db, e,
               "/* batch end */ UPDATE qiao_batch SET \"created\" = $2, \"updated\" = $3, \"last_seq\" = $4"
               " WHERE \"id\" = $1",
               P(c->batch), P(created), P(updated), P(seq));
}

static void read_batch(const Stmt *q, Arena *a, Batch *out)
{
    *out = (Batch){
        .id = db_int(q, 0),
        .kind = db_text(q, a, 1),
        .what = db_text(q, a, 2),
        .at = db_int(q, 3),
        .by = db_int(q, 4),
        .created = db_int(q, 5),
        .updated = db_int(q, 6),
        .undone_by = db_int(q, 7),
    };
}

static bool get_batch(Ctx *c, int64_t id, Batch *out, int64_t seqs[2], Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query(
        c->db, "/* batch */ SELECT " BATCH_COLUMNS " FROM qiao_batch WHERE \"id\" = $1", P(id));
    if (!db_next(q, e))
        return err_set(e, ERR_NOT_FOUND,
                       "there is no batch %" PRId64 "; the receipt of an import shows its number",
                       id);
    read_batch(q, c->arena, out);
    seqs[0] = db_int(q, 8);
    seqs[1] = db_int(q, 9);
    return true;
}

/* May the user see what others changed together? */
static bool sees_all(const Ctx *c)
{
    int64_t root = units_root(c->units);
    return !c->user || rights_has(c, RIGHT_UNDO, NULL, root) ||
           rights_has(c, RIGHT_AUDIT, NULL, root);
}

static bool see_batch(Ctx *c, int64_t id, Batch *out, int64_t seqs[2], Err *e)
{
    Err own = { .lang = e->lang };
    bool there = get_batch(c, id, out, seqs, &own);

    if (there && (sees_all(c) || out->by == c->user->id))
        return true;
    if (!there && (own.kind != ERR_NOT_FOUND || sees_all(c)))
        return err_set(e, own.kind, "%s", own.msg);
    c->refused =
        arena_printf(c->arena, "batch %" PRId64 ", which is not there or not to be seen", id);
    return err_set(e, ERR_NOT_FOUND, "there is no batch %" PRId64 ", or you may not see it", id);
}

bool batch_see(Ctx *c, int64_t id, Batch *out, Err *e)
{
    int64_t seqs[2];
    return see_batch(c, id, out, seqs, e);
}

bool batch_list(Ctx *c, int64_t before, int64_t limit, const Batch **out, size_t *n, Err *e)
{
    VEC(Batch) list = { 0 };
    AUTO(stmt_done) Stmt *q =
        db_query(c->db,
                 "/* batches */ SELECT " BATCH_COLUMNS " FROM qiao_batch"
                 " WHERE \"id\" < $1 AND ($2 = 1 OR \"actor\" = $3) ORDER BY \"id\" DESC LIMIT $4",
                 P(before), P(sees_all(c) ? (int64_t)1 : (int64_t)0),
                 P(c->user ? c->user->id : (int64_t)0), P(limit));
    while (db_next(q, e)) {
        Batch one;
        read_batch(q, c->arena, &one);
        vec_push(c->arena, &list, one);
    }
    *out = list.p;
    *n = list.n;
    return !e->kind;
}

/* ---- what a batch touched ---- */

typedef struct {
    const Type *type;
    int64_t id;
    Act first;          /* what the batch did to it first */
    int64_t version;    /* that this made */
    int64_t last;       /* version that the batch left */
    int64_t edited_seq; /* of the first change after the batch, 0 if none */
    int64_t edited_at, edited_by;
    bool open; /* still to be removed */
} Touch;

typedef struct {
    Ctx *c;
    Arena *keep, *work;
    Right right;
    VEC(Touch) list; /* newest first */
    Ids at;          /* hash of type and id → place in list + 1 */
    VEC(LeftBehind) left;
    bool reload;
    bool merge; /* of a merge: by field */
    UndoReport *out;
} Undo;

/* Rows that changed a record, as SQL. */
#define CHANGES                                                                                    \
    "\"record\" IS NOT NULL AND \"act\" IN ('create', 'update', 'remove', 'void', 'unvoid', 'erase')"

/* What the batch did to that record; NULL if it did not touch it. */
static Touch *touch_of(Undo *u, Str type, int64_t id)
{
    int64_t at;
    if (!u->list.p || !ids_get(&u->at, chain_word(type, id), &at))
        return NULL;
    return &u->list.p[at - 1];
}

static bool read_touched(Undo *u, int64_t batch, const int64_t seqs[2], Err *e)
{
    Ctx *c = u->c;
    AUTO(stmt_done) Stmt *q = db_query(
        c->db,
        "/* undo: rows of a batch */ SELECT \"type\", \"record\", \"act\", \"version\" FROM qiao_history"
        " WHERE \"seq\" BETWEEN $1 AND $2 AND \"batch\" = $3 AND " CHANGES " ORDER BY \"seq\" DESC",
        P(seqs[0]), P(seqs[1]), P(batch));
    while (db_next(q, e)) {
        Touch *seen = touch_of(u, db_str(q, 0), db_int(q, 1));
        const Type *t;
        if (seen) {
            seen->first = act_by_code(db_str(q, 2));
            seen->version = db_int(q, 3);
            continue;
        }
        t = registry_need(c->types, db_str(q, 0), e);
        if (!t)
            return err_prefix(e, "while taking a batch back: ");
        vec_push(u->keep, &u->list,
                 (Touch){ .type = t,
                          .id = db_int(q, 1),
                          .first = act_by_code(db_str(q, 2)),
                          .version = db_int(q, 3),
                          .last = db_int(q, 3) });
        ids_set(&u->at, chain_word(db_str(q, 0), db_int(q, 1)), (int64_t)u->list.n);
    }
    return !e->kind;
}

static bool read_edited(Undo *u, int64_t last_seq, Err *e)
{
    AUTO(stmt_done) Stmt *q =
        db_query(u->c->db,
                 "/* undo: changes since */ SELECT \"type\", \"record\", \"seq\", \"at\", \"actor\""
                 " FROM qiao_history WHERE \"seq\" > $1 AND " CHANGES " ORDER BY \"seq\"",
                 P(last_seq));
    while (db_next(q, e)) {
        Touch *touch = touch_of(u, db_str(q, 0), db_int(q, 1));
        if (!touch)
            continue;
        touch->edited_seq = db_int(q, 2);
        touch->edited_at = db_int(q, 3);
        touch->edited_by = db_int(q, 4);
    }
    return !e->kind;
}

/* ---- what is left ---- */

static void leave(Undo *u, const Touch *touch, Str why)
{
    Ctx *c = u->c;
    LeftBehind one = { .type = touch->type, .id = touch->id, .why = arena_str(u->keep, why) };
    one.title = arena_str(u->keep, store_title(c, touch->type, touch->id));
    vec_push(u->keep, &u->left, one);
}

/* "edited since by … on …" */
static Str edited_since(Undo *u, const Touch *touch)
{
    Ctx *c = u->c;
    Err quiet = { 0 };
    char when[32];
    Str who = S("?");
    AUTO(stmt_done) Stmt *q =
        db_query(c->db, "/* who edited */ SELECT \"name\" FROM \"user\" WHERE \"id\" = $1",
                 P(touch->edited_by));
    if (db_next(q, &quiet))
        who = db_text(q, c->arena, 0);
    time_print(touch->edited_at, c->tz, when);
    return arena_printf(c->arena, tr(c->lang, "edited since by %.*s on %.*s"), STR(who),
                        STR(str_part(str_z(when), 0, 16)));
}

/* The record was put back, but for what was edited since. */
static void leave_part(Undo *u, const Touch *touch, Str kept)
{
    Ctx *c = u->c;
    Str edited = edited_since(u, touch);
    leave(u, touch,
          kept.n ? arena_printf(c->arena, tr(c->lang, N_("%.*s; what stays is %.*s")), STR(edited),
                                STR(kept))
                 : arena_printf(c->arena, tr(c->lang, N_("%.*s; the edit stays")), STR(edited)));
    u->left.p[u->left.n - 1].back = true;
}

/* ---- one record ---- */

/* Puts one record back; a refusal is no error of the run: the record is left. */
static bool take_back(Undo *u, Touch *touch, bool remove, Err *e)
{
    Ctx *c = u->c;
    Err own = { .lang = c->lang };
    const int64_t versions[2] = { touch->version - 1, touch->last };
    bool part = !remove && touch->edited_seq, ok;
    Str kept = { 0 };

    if (remove)
        ok = store_remove(c, touch->type, touch->id, &own);
    else if (part)
        ok = store_take_back(c, touch->type, touch->id, versions, &kept, &own);
    else
        ok = store_restore(c, touch->type, touch->id, touch->version - 1, NULL, &own);
    if (ok) {
        if (part)
            leave_part(u, touch, kept);
        touch->open = false;
        u->out->removed += remove;
        u->out->restored += !remove;
        u->reload |= touch->type->area && str_eq(str_z(touch->type->area), S("system"));
        return true;
    }
    if (own.kind == ERR_INTERNAL || own.kind == ERR_BUSY || c->chain->doomed) {
        *e = own;
        return err_prefix(e, "while taking back %s #%" PRId64 ": ", touch->type->name, touch->id);
    }
    if (!remove || own.kind != ERR_CONFLICT) {
        touch->open = false;
        leave(u, touch, str_z(own.msg));
    }
    return true; /* what is linked to stays open: the link may go too */
}

static bool may_undo(Undo *u, const Touch *touch, Err *e)
{
    Ctx *c = u->c;
    const Record *r = row_load(c, touch->type, touch->id, e);
    Err own = { .lang = c->lang };
    if (e->kind)
        return false;
    if (rights_check(c, u->right, touch->type, r ? r->unit : 0, &own))
        return true;
    leave(u, touch, str_z(own.msg));
    return false;
}

static void back_to(Undo *u, ArenaMark m)
{
    if (!u->reload)
        arena_rewind(u->work, m);
}

/* First pass: restores, and removes what nothing links to. */
static bool take_back_all(Undo *u, Err *e)
{
    for (size_t i = 0; i < u->list.n; i++) {
        ArenaMark m = arena_mark(u->work);
        Touch *touch = &u->list.p[i];
        if (touch->edited_seq && (!u->merge || touch->first == ACT_CREATE)) {
            leave(u, touch, edited_since(u, touch));
        } else if (may_undo(u, touch, e)) {
            touch->open = touch->first == ACT_CREATE;
            if (!take_back(u, touch, touch->open, e))
                return false;
        }
        if (e->kind)
            return false;
        back_to(u, m);
    }
    return true;
}

/* Then again those that were linked to, until no more can go. */
static bool remove_linked(Undo *u, Err *e)
{
    int64_t before;
    do {
        before = u->out->removed;
        for (size_t i = 0; i < u->list.n; i++) {
            ArenaMark m = arena_mark(u->work);
            if (u->list.p[i].open && !take_back(u, &u->list.p[i], true, e))
                return false;
            back_to(u, m);
        }
    } while (u->out->removed > before);
    return true;
}

/* Leaves what is linked from a record that stays; false when there was none. */
static bool leave_linked(Undo *u, Ids *leaving, Err *e)
{
    Ctx *c = u->c;
    bool any = false;

    for (size_t i = 0; i < u->list.n; i++)
        if (u->list.p[i].open)
            ids_set(leaving, chain_word(str_z(u->list.p[i].type->name), u->list.p[i].id), 1);
    c->chain->leaving = leaving;
    for (size_t i = 0; i < u->list.n && !e->kind; i++) {
        Touch *touch = &u->list.p[i];
        Err own = { .lang = c->lang };
        if (!touch->open || chain_unlinked(c, touch->type, touch->id, &own))
            continue;
        if (own.kind != ERR_CONFLICT)
            *e = own;
        touch->open = false;
        leave(u, touch, str_z(own.msg));
        any = true;
    }
    c->chain->leaving = NULL;
    return any && !e->kind;
}

/* Last, circles: records that only link to one another go together. */
static bool remove_circles(Undo *u, Err *e)
{
    Chain *chain = u->c->chain;
    AUTO(ids_done) Ids leaving = { 0 };
    bool ok = true;

    while (leave_linked(u, &leaving, e))
        ids_done(&leaving);
    chain->leaving = &leaving;
    for (size_t i = 0; i < u->list.n && ok && !e->kind; i++)
        if (u->list.p[i].open)
            ok = take_back(u, &u->list.p[i], true, e);
    chain->leaving = NULL;
    return ok && !e->kind;
}

/* ---- the undo ---- */

static bool undo(Undo *u, int64_t batch, Err *e)
{
    Ctx *c = u->c;
    Batch b = { 0 };
    int64_t seqs[2] = { 0 };
    char number[24];

    if (!see_batch(c, batch, &b, seqs, e))
        return false;
    if (b.undone_by)
        return err_set(e, ERR_CONFLICT,
                       "batch %" PRId64 " was taken back already, by batch %" PRId64
                       "; take that one back to have it again",
                       batch, b.undone_by);
    u->merge = str_eq(b.kind, S("merge"));
    u->right = c->user && b.by != c->user->id          ? RIGHT_UNDO
               : u->merge || str_eq(b.kind, S("bulk")) ? RIGHT_WRITE
                                                       : RIGHT_IMPORT;
    if (!rights_check(c, u->right, NULL, 0, e) || !read_touched(u, batch, seqs, e) ||
        !read_edited(u, seqs[1], e))
        return false;
    if (!batch_begin(c, "undo",
                     (Str){ number, (size_t)snprintf(number, sizeof number, "%" PRId64, batch) },
                     e))
        return false;
    c->arena = u->work;
    if (!take_back_all(u, e) || !remove_linked(u, e) || !remove_circles(u, e))
        return false;
    c->arena = u->keep;
    if (u->reload && (!store_flush(c, e) || !store_reload_units(c, e) || !store_reload_types(c, e)))
        return false;
    if (!batch_end(c, u->out->removed, u->out->restored, e))
        return false;
    return db_exec(c->db, e,
                   "/* batch undone */ UPDATE qiao_batch SET \"undone_by\" = $2 WHERE \"id\" = $1",
                   P(batch), P(c->batch));
}

static bool undo_in_txn(Undo *u, int64_t batch, bool rehearse, Err *e)
{
    AUTO(store_rollback) StoreTxn t = store_begin(u->c, e);
    bool nothing;

    if (e->kind || !undo(u, batch, e) || !store_flush(u->c, e))
        return false;
    nothing = u->out->removed + u->out->restored == 0 && u->left.n > 0;
    u->out->batch = rehearse || nothing ? 0 : u->c->batch;
    return rehearse || nothing || store_commit(&t, e);
}

static bool undo_one(Ctx *c, int64_t batch, bool rehearse, UndoReport *out, Err *e)
{
    Undo u = { .c = c, .keep = c->arena, .work = arena_new(UNDO_ARENA), .out = out };
    int64_t before = c->batch;
    const Units *units = c->units;
    bool ok;

    *out = (UndoReport){ 0 };
    ok = undo_in_txn(&u, batch, rehearse, e);
    c->arena = u.keep;
    c->batch = before;
    if (!ok || out->batch == 0)
        c->units = units;
    if (!ok)
        out->batch = 0;
    out->left = u.left.p;
    out->nleft = u.left.n;
    ids_done(&u.at);
    arena_free(u.work);
    return ok;
}

/* ---- what followed from a batch ---- */

/* Batches that were made because of another and still stand, the newest first. */
static bool followers(Ctx *c, int64_t batch, int64_t *ids, size_t *n, Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query(
        c->db,
        "/* followers */ SELECT \"id\" FROM qiao_batch WHERE \"kind\" = $1 AND \"what\" = $2"
        " AND COALESCE(\"undone_by\", 0) = 0 ORDER BY \"id\" DESC",
        P(S(BATCH_FOLLOWS)), P(arena_printf(c->arena, "receipt %" PRId64, batch)));

    while (*n < FOLLOWERS_MAX && db_next(q, e))
        ids[(*n)++] = db_int(q, 0);
    return !e->kind;
}

static bool undo_all(Ctx *c, int64_t batch, UndoReport *out, Err *e)
{
    int64_t ids[FOLLOWERS_MAX], removed = 0, restored = 0;
    size_t n = 0;

    if (!followers(c, batch, ids, &n, e))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!undo_one(c, ids[i], false, out, e))
            return false;
        removed += out->removed;
        restored += out->restored;
    }
    if (!undo_one(c, batch, false, out, e))
        return false;
    out->removed += removed;
    out->restored += restored;
    return true;
}

bool batch_undo(Ctx *c, int64_t batch, bool rehearse, UndoReport *out, Err *e)
{
    AUTO(store_rollback) StoreTxn txn = { .c = NULL };
    int64_t ids[FOLLOWERS_MAX];
    const Units *units = c->units;
    size_t n = 0;
    Batch b;

    if (!batch_see(c, batch, &b, e) || !followers(c, batch, ids, &n, e))
        return false;
    if (str_eq(b.kind, S("erase")))
        return err_set(e, ERR_INVALID, N_("what was erased cannot be taken back"));
    if (n == 0)
        return undo_one(c, batch, rehearse, out, e);
    txn = store_begin(c, e);
    if (e->kind || !undo_all(c, batch, out, e))
        return false;
    if (!rehearse && out->batch)
        return store_commit(&txn, e);
    out->batch = 0;
    c->units = units;
    return true;
}
