/* SPDX-License-Identifier: Apache-2.0
 * Reading, making and changing records, with everything that a write has to pass.
 */
#include "engine/store.h"

#include "engine/alike.h"
#include "engine/approval.h"
#include "engine/chain.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/schema.h"
#include "engine/units.h"

/* ---- reading ---- */

/* Empties what the user may not see; true if something sensitive is left. */
static bool mask(Record *r, int level)
{
    bool sensitive = false;
    for (size_t i = 0; i < r->type->nfields; i++) {
        if (!r->v[i].set)
            continue;
        if ((int)r->type->fields[i].level > level)
            r->v[i] = (Value){ 0 };
        else
            sensitive |= r->type->fields[i].level == LEVEL_SENSITIVE;
    }
    return sensitive;
}

bool store_no_record(Ctx *c, const Type *t, int64_t id, Err *e)
{
    const int64_t *units;
    bool all;
    size_t n;

    if (e->kind || !rights_check(c, RIGHT_READ, t, 0, e))
        return false;
    rights_scope(c, RIGHT_READ, t, LEVEL_PUBLIC, &all, &units, &n);
    if (all)
        return err_set(e, ERR_NOT_FOUND, "there is no %s #%" PRId64, t->name, id);
    c->refused = arena_printf(c->arena, "%s #%" PRId64 ", which is not there or not to be read",
                              t->name, id);
    return err_set(e, ERR_NOT_FOUND,
                   "there is no %s #%" PRId64 ", or you may not read it; %.*s can give a role that"
                   " may",
                   t->name, id, STR(rights_givers(c)));
}

static bool is_known(Ctx *c, const Type *t, int64_t id, bool open, Err *e)
{
    const Param p = param_int(id);
    AUTO(stmt_done) Stmt *q = db_query_text(
        c->db,
        arena_printf(c->arena, "/* known */ SELECT \"unit\" FROM \"%s\" WHERE \"id\" = $1",
                     t->name),
        &p, 1);

    return db_next(q, e) && (open || rights_has(c, RIGHT_READ, t, db_int(q, 0)));
}

bool store_may_read(Ctx *c, const Type *t, int64_t id, Err *e)
{
    return is_known(c, t, id, false, e);
}

bool store_knows(Ctx *c, const Type *t, int64_t id, Err *e)
{
    return is_known(c, t, id, str_eq(str_z(t->name), S("unit")), e);
}

bool row_permits(Ctx *c, const Type *t, int64_t id, const Record *r, Right right, Err *e)
{
    if (r && (rights_has(c, right, t, r->unit) || rights_has(c, RIGHT_READ, t, r->unit)))
        return rights_check(c, right, t, r->unit, e);
    return store_no_record(c, t, id, e);
}

Record *row_removed(Ctx *c, const Type *t, int64_t id, int64_t version, Right right, Err *e)
{
    Err own = { .lang = e->lang };
    Record *was = row_at_version(c, t, id, version, &own);

    if (own.kind && own.kind != ERR_NOT_FOUND) {
        *e = own;
        return NULL;
    }
    return row_permits(c, t, id, was, right, e) ? was : NULL;
}

Record *row_load_for(Ctx *c, const Type *t, int64_t id, Right right, Err *e)
{
    Record *r = row_load(c, t, id, e);
    return row_permits(c, t, id, r, right, e) ? r : NULL;
}

Record *store_get(Ctx *c, const Type *t, int64_t id, Err *e)
{
    Record *r = row_load_for(c, t, id, RIGHT_READ, e);
    if (!r)
        return NULL;
    if (mask(r, rights_level(c, t, r->unit)) && c->user &&
        !history_read(c, t, id, S("record"), 1, e))
        return NULL;
    return r;
}

Record *store_get_version(Ctx *c, const Type *t, int64_t id, int64_t version, Err *e)
{
    const Record *now = row_load(c, t, id, e);
    Record *was;
    int level;

    if (e->kind)
        return NULL;
    if (now && !row_permits(c, t, id, now, RIGHT_READ, e))
        return NULL;
    was =
        now ? row_at_version(c, t, id, version, e) : row_removed(c, t, id, version, RIGHT_READ, e);
    if (!was)
        return NULL;
    was->id = id;
    was->version = version;
    level = rights_level(c, t, now ? now->unit : was->unit);
    if (mask(was, level) && c->user && !history_read(c, t, id, S("version"), 1, e))
        return NULL;
    return was;
}

int64_t store_find_key(Ctx *c, const Type *t, Str key, Err *e)
{
    const Param p = param_text(key);
    if (!store_flush(c, e))
        return 0;
    AUTO(stmt_done) Stmt *q = db_query_text(
        c->db,
        arena_printf(c->arena, "/* by key */ SELECT \"id\" FROM \"%s\" WHERE \"key\" = $1",
                     t->name),
        &p, 1);
    return db_next(q, e) ? db_int(q, 0) : 0;
}

int64_t store_find_name(Ctx *c, const Type *t, Str text, Err *e)
{
    int64_t id = store_find_key(c, t, text, e);
    const Param p = param_text(text);

    for (size_t i = 0; !id && !e->kind && i < t->nfields; i++) {
        const Field *f = &t->fields[i];
        if (!(f->flags & UNIQUE) || f->kind != T_TEXT || f->level > LEVEL_INTERNAL)
            continue;
        AUTO(stmt_done) Stmt *q = db_query_text(
            c->db,
            arena_printf(c->arena, "/* by name */ SELECT \"id\" FROM \"%s\" WHERE \"%s\" = $1",
                         t->name, f->name),
            &p, 1);
        id = db_next(q, e) ? db_int(q, 0) : 0;
    }
    return id;
}

Str store_title(Ctx *c, const Type *t, int64_t id)
{
    Err quiet = { .lang = c->lang };
    Record *r = row_load(c, t, id, &quiet);
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    int title = type_title(t);

    bool shown = r && title >= 0 && t->fields[title].kind != T_LINK;

    if (shown && (str_eq(str_z(t->name), S("unit")) || /* units are no secret */
                  rights_sees(c, t, &t->fields[title], r->unit)))
        value_show(c, &t->fields[title], &r->v[title], &b);
    if (b.n == 0 && r && r->key.n && rights_has(c, RIGHT_READ, t, r->unit))
        buf_put(&b, r->key);
    if (b.n == 0)
        buf_printf(&b, "#%" PRId64, id);
    return arena_str(c->arena, buf_str(&b));
}

/* ---- what a write has to pass ---- */

static Right write_right(const Type *t)
{
    return t->write ? t->write : RIGHT_WRITE;
}

static bool may_not_write(Ctx *c, const Field *f, Err *e)
{
    return err_field(e, f->name, ERR_DENIED,
                     "'%.*s' may not write '%s', which is above what the role sees",
                     STR(c->user->login), field_label(f, c->lang));
}

static bool check_levels(Ctx *c, const Record *old, const Record *r, Err *e)
{
    int level = rights_writes(c, r->type, r->unit);
    for (size_t i = 0; i < r->type->nfields; i++) {
        const Field *f = &r->type->fields[i];
        if ((int)f->level <= level || !r->v[i].set || (old && value_same(f, &old->v[i], &r->v[i])))
            continue;
        return may_not_write(c, f, e);
    }
    return true;
}

/* Of types that are about private persons, not even that there is a record is told to who may not
 * read it. */
static bool target_there(Ctx *c, const Field *f, int64_t id, Err *e)
{
    const Type *t = registry_find(c->types, str_z(f->link));
    const Param p = param_int(id);
    bool there;
    if (!t)
        return err_field(e, f->name, ERR_INTERNAL, "field '%s' links to an unknown type '%s'",
                         f->name, f->link);
    AUTO(stmt_done) Stmt *q = db_query_text(
        c->db,
        arena_printf(c->arena, "/* link target */ SELECT \"unit\" FROM \"%s\" WHERE \"id\" = $1",
                     t->name),
        &p, 1);
    there = db_next(q, e);
    if (there && (t->level < LEVEL_PERSONAL || rights_has(c, RIGHT_READ, t, db_int(q, 0))))
        return true;
    return err_field(e, f->name, ERR_INVALID, "there is no %s #%" PRId64 " to link to", t->name,
                     id);
}

bool check_links(Ctx *c, const Record *old, const Record *r, Err *e)
{
    if (!store_flush(c, e))
        return false;
    for (size_t i = 0; i < r->type->nfields; i++) {
        const Field *f = &r->type->fields[i];
        Str rest = rec_text(r, (int)i), piece;
        int64_t id;
        if (!r->v[i].set || (old && value_same(f, &old->v[i], &r->v[i])))
            continue;
        if (f->kind == T_LINK && !target_there(c, f, r->v[i].i, e))
            return false;
        while (f->kind == T_LINKS && str_next(&rest, '|', &piece))
            if (piece.n && str_int(piece, &id) && !target_there(c, f, id, e))
                return false;
    }
    return true;
}

/* Says that another record has the text already; its number only to who may read it. */
static bool taken(Ctx *c, const Type *t, const char *field, Str text, int64_t by, Err *e)
{
    const Record *other = row_load(c, t, by, e);
    if (e->kind)
        return false;
    if (other && rights_has(c, RIGHT_READ, t, other->unit))
        return err_field(e, field, ERR_CONFLICT, "'%.*s' is taken by #%" PRId64, STR(text), by);
    return err_field(e, field, ERR_CONFLICT, "'%.*s' is taken by another record", STR(text));
}

static bool check_unique(Ctx *c, const Record *old, const Record *r, Err *e)
{
    int64_t other =
        r->key.n && !(old && str_eq(old->key, r->key)) ? store_find_key(c, r->type, r->key, e) : 0;
    if (e->kind)
        return false;
    if (other && other != r->id)
        return taken(c, r->type, "key", r->key, other, e);
    for (size_t i = 0; i < r->type->nfields; i++) {
        const Field *f = &r->type->fields[i];
        const Param p[] = { param_text(r->v[i].text), param_int(r->id) };
        if (!(f->flags & UNIQUE) || !r->v[i].set || !r->v[i].text.p)
            continue;
        AUTO(stmt_done) Stmt *q = db_query_text(
            c->db,
            arena_printf(
                c->arena,
                "/* unique */ SELECT \"id\" FROM \"%s\" WHERE \"%s\" = $1 AND \"id\" <> $2",
                r->type->name, f->name),
            p, 2);
        if (db_next(q, e))
            return taken(c, r->type, f->name, r->v[i].text, db_int(q, 0), e);
        if (e->kind)
            return false;
    }
    return true;
}

/* An import may enter any state, but only one that the user could have moved to: the right of one
 * of the moves that lead there is enough. */
static bool may_import_state(Ctx *c, const Record *r, Err *e)
{
    const Type *t = r->type;
    Right needed = RIGHT_WRITE;
    for (const Move *m = t->moves; m && m->to; m++) {
        if (!str_eq(str_z(m->to), r->state))
            continue;
        needed = m->by ? m->by : RIGHT_WRITE;
        if (rights_has(c, needed, t, r->unit))
            return true;
    }
    return needed == RIGHT_WRITE ||
           err_field(e, "state", ERR_DENIED,
                     "'%.*s' may not bring a %s into state '%.*s', which takes the right '%s'",
                     STR(c->user->login), t->name, STR(r->state), right_name(needed));
}

/* ---- making ---- */

static bool create(Ctx *c, Record *r, Check *k, Err *e)
{
    const Type *t = r->type;
    const char *first = t->states ? t->states[0].code : NULL;

    r->id = 0;
    if (r->unit == 0)
        r->unit = c->user ? c->user->home : units_root(c->units);
    if (!rights_check(c, write_right(t), t, r->unit, e) ||
        (c->user && !check_levels(c, NULL, r, e)))
        return false;
    if (first && r->state.n == 0)
        r->state = str_z(first);
    if (!t->states && r->state.n)
        return err_field(e, "state", ERR_INVALID, "a %s has no states", t->name);
    if (!check_record(c, r, k, e))
        return false;
    if (c->importing && first && !str_eq(r->state, str_z(first)) && !may_import_state(c, r, e))
        return false;
    if (!c->importing) {
        if (first && !str_eq(r->state, str_z(first)))
            return err_field(e, "state", ERR_INVALID,
                             "a new %s begins in state '%s'; move it from there", t->name, first);
        if (!check_links(c, NULL, r, e) || !check_unique(c, NULL, r, e) || !alike_warn(c, r, k, e))
            return false;
    }
    return row_insert(c, r, e);
}

bool store_create(Ctx *c, Record *r, Check *k, Err *e)
{
    if (c->chain)
        return create(c, r, k, e);
    AUTO(store_rollback) StoreTxn t = store_begin(c, e);
    return !e->kind && create(c, r, k, e) && store_commit(&t, e);
}

/* ---- changing ---- */

/* Says field by field how the stored record differs from the one that is to be written. */
static void list_differences(Ctx *c, const Record *stored, const Record *r, Check *k)
{
    k->c = c;
    k->type = r->type;
    for (size_t i = 0; i < r->type->nfields; i++) {
        const Field *f = &r->type->fields[i];
        AUTO(buf_done) Buf theirs = buf_new(BUF_LINE);
        AUTO(buf_done) Buf ours = buf_new(BUF_LINE);
        if (value_same(f, &stored->v[i], &r->v[i]) || !rights_sees(c, r->type, f, stored->unit))
            continue;
        value_show(c, f, &stored->v[i], &theirs);
        value_show(c, f, &r->v[i], &ours);
        problem(k, (int)i, "stored is '%.*s', yours is '%.*s'", STR(buf_str(&theirs)),
                STR(buf_str(&ours)));
    }
}

static bool check_fixed(Ctx *c, const Record *old, const Record *r, Err *e)
{
    for (size_t i = 0; i < r->type->nfields; i++) {
        const Field *f = &r->type->fields[i];
        if ((f->flags & FIXED) && old->v[i].set && !value_same(f, &old->v[i], &r->v[i]))
            return err_field(e, f->name, ERR_INVALID, "'%s' cannot be changed once it is set",
                             field_label(f, c->lang));
    }
    return true;
}

/* Into a unit where the user may write, but not where he would see more of the record than
 * before. */
static bool may_hand_over(Ctx *c, const Record *old, const Record *r, Err *e)
{
    const Type *t = r->type;
    if (!rights_check(c, write_right(t), t, r->unit, e))
        return false;
    if (rights_level(c, t, r->unit) <= rights_level(c, t, old->unit))
        return true;
    return err_field(
        e, "unit", ERR_DENIED,
        "'%.*s' may see more in that unit than in this one, so somebody who sees all of"
        " the record must hand it over",
        STR(c->user->login));
}

/* Puts in what the user does not see. He may not say it himself, even rightly: that would tell
 * whether he guessed it. */
static bool keep_hidden(Ctx *c, const Record *old, Record *r, Err *e)
{
    int level = rights_level(c, r->type, old->unit);
    for (size_t i = 0; i < r->type->nfields; i++) {
        const Field *f = &r->type->fields[i];
        if ((int)f->level <= level)
            continue;
        if (r->v[i].set)
            return may_not_write(c, f, e);
        r->v[i] = old->v[i];
    }
    return true;
}

static bool update(Ctx *c, Record *r, bool moving, Check *k, Err *e)
{
    const Type *t = r->type;
    const Record *old =
        moving ? row_load(c, t, r->id, e) : row_load_for(c, t, r->id, write_right(t), e);

    if (!old)
        return e->kind ? false : store_no_record(c, t, r->id, e);
    if (old->version != r->version) {
        list_differences(c, old, r, k);
        return err_set(e, ERR_CONFLICT,
                       "%s #%" PRId64 " was changed since you saw it (version %" PRId64
                       ", yours %" PRId64 "); look at the differences and save again",
                       t->name, r->id, old->version, r->version);
    }
    if (!moving && !keep_hidden(c, old, r, e))
        return false;
    r->created_at = old->created_at;
    r->created_by = old->created_by;
    r->voided_at = old->voided_at;
    r->unit = r->unit ? r->unit : old->unit;
    if (r->unit != old->unit && !may_hand_over(c, old, r, e))
        return false;
    if (c->user && !check_levels(c, old, r, e))
        return false;
    if (!str_eq(r->state, old->state) && !moving && !c->importing)
        return err_field(e, "state", ERR_INVALID, "the state is changed by a move, not by an edit");
    if (!str_eq(r->state, old->state) && c->importing && !c->chain->undoing &&
        !may_import_state(c, r, e))
        return false;
    if ((!c->chain->undoing && !check_fixed(c, old, r, e)) || !check_record(c, r, k, e) ||
        (!c->importing && !check_links(c, old, r, e)) ||
        ((!c->importing || c->chain->undoing) && !check_unique(c, old, r, e)))
        return false;
    buf_clear(&c->chain->before);
    buf_clear(&c->chain->after);
    if (!row_difference(old, r, &c->chain->before, &c->chain->after))
        return true;
    return row_update(c, old, r, ACT_UPDATE, e);
}

static bool update_in_txn(Ctx *c, Record *r, bool moving, Check *k, Err *e)
{
    if (c->chain)
        return update(c, r, moving, k, e);
    AUTO(store_rollback) StoreTxn t = store_begin(c, e);
    return !e->kind && update(c, r, moving, k, e) && store_commit(&t, e);
}

bool store_update(Ctx *c, Record *r, Check *k, Err *e)
{
    return update_in_txn(c, r, false, k, e);
}

/* ---- moving ---- */

static const Move *find_move(const Type *t, Str from, Str to)
{
    const State *here = type_state(t, from);
    bool ended = here && (here->flags & STATE_END);
    for (const Move *m = t->moves; m && m->to; m++) {
        bool starts = str_eq(str_z(m->from), from) || (str_eq(str_z(m->from), S("*")) && !ended);
        if (starts && str_eq(str_z(m->to), to))
            return m;
    }
    return NULL;
}

/* The state that a row of history brought the record into; empty if it changed none. */
static Str state_after(Ctx *c, const Type *t, const HistoryRow *row, Err *e)
{
    Record *r = record_new(c->arena, t);
    bool writes = row->act == ACT_CREATE || row->act == ACT_UPDATE;
    return writes && row->after.p && row_apply(r, c->arena, row->after, e) ? r->state : (Str){ 0 };
}

/* Did the user take one of the steps that led here since the record last stood in its first state?
 * As long as it stands there, the one who put it there counts. */
static bool took_part(Ctx *c, const Record *r, bool *out, Err *e)
{
    const HistoryRow *rows;
    size_t n;
    *out = false;
    if (!history_rows(c, r->type, r->id, &rows, &n, e))
        return false;
    for (size_t i = 0; i < n && !e->kind; i++) {
        Str state = state_after(c, r->type, &rows[i], e);
        bool first = state.n && str_eq(state, str_z(r->type->states[0].code));
        bool self = state.n && rows[i].by == c->user->id;
        if (first)
            *out = self && str_eq(r->state, state);
        else
            *out |= self;
    }
    return !e->kind;
}

/* Has the user the right, or somebody for whom he stands in? */
static bool has_right(Ctx *c, const Record *r, Right right, ApprovalState *s, Err *e)
{
    int64_t who;
    if (rights_has(c, right, r->type, r->unit))
        return true;
    if (!approval_stands_in(c, right, r->type, r->unit, &who, e))
        return false;
    if (!who)
        return rights_check(c, right, r->type, r->unit, e);
    s->instead_of = who;
    return true;
}

static bool may_move(Ctx *c, const Record *r, const Move *m, Str why, ApprovalState *s, Err *e)
{
    bool before;

    if (!approval_state(c, r, m, s, e) || !has_right(c, r, m->by ? m->by : RIGHT_WRITE, s, e))
        return false;
    if (s->named && !s->may)
        return err_set(e, ERR_DENIED, "to '%s' is for those whom the step of approval names",
                       tr(c->lang, m->label));
    if ((m->flags & MOVE_REASON) && str_trim(why).n == 0)
        return err_set(e, ERR_INVALID, "to '%s' needs a reason; say why", tr(c->lang, m->label));
    if ((!(m->flags & MOVE_OTHER_PERSON) && !s->own) || !c->user)
        return true;
    if (!took_part(c, r, &before, e))
        return false;
    return !before ||
           err_set(e, ERR_DENIED, "to '%s' needs somebody who took none of the steps before",
                   tr(c->lang, m->label));
}

/* Have all agreed with the user, so that the record moves? */
static bool is_enough(const ApprovalState *s)
{
    return s->agreed + 1 >= s->needed;
}

/* Writes down who agreed where more than the right was asked for. */
static bool agree(Ctx *c, const Record *r, const Move *m, const ApprovalState *s, Str why, Check *k,
                  Err *e)
{
    bool enough = is_enough(s);
    if (s->needed == 1 && !s->named && !s->instead_of)
        return true;
    if (!enough && s->did)
        return err_set(e, ERR_CONFLICT, "you agreed already; %d more must agree",
                       (int)(s->needed - s->agreed - 1));
    if (!s->did && !approval_note(c, r, m, s, why, e))
        return false;
    k->c = c;
    k->type = r->type;
    if (!enough)
        warning(k, PROBLEM_RECORD, "%d of %d have agreed; the record moves when all have",
                (int)s->agreed + 1, (int)s->needed);
    return true;
}

static bool move(Ctx *c, const Type *t, int64_t id, MoveTo go, Check *k, Err *e)
{
    Record *r = row_load_for(c, t, id, RIGHT_READ, e); /* not even in which state it is */
    const Move *m;
    Str before = c->why;
    ApprovalState s;
    bool ok;

    if (!r)
        return false;
    m = find_move(t, r->state, go.to);
    if (!m)
        return err_set(e, ERR_INVALID, "a %s cannot go from '%.*s' to '%.*s'", t->name,
                       STR(r->state), STR(go.to));
    if (!may_move(c, r, m, go.why, &s, e) || !agree(c, r, m, &s, go.why, k, e))
        return false;
    if (!is_enough(&s))
        return true;
    r->state = str_z(m->to);
    r->version = go.version ? go.version : r->version;
    c->why = go.why;
    ok = update(c, r, true, k, e);
    c->why = before;
    return ok;
}

bool store_move(Ctx *c, const Type *t, int64_t id, MoveTo go, Check *k, Err *e)
{
    if (c->chain)
        return move(c, t, id, go, k, e);
    AUTO(store_rollback) StoreTxn txn = store_begin(c, e);
    return !e->kind && move(c, t, id, go, k, e) && store_commit(&txn, e);
}

bool store_reload_types(Ctx *c, Err *e)
{
    const Registry *types = registry_reload(c->types, c->arena, c->db, e);
    if (!types || !schema_update(c->db, types, e))
        return false;
    c->types = types;
    return true;
}
