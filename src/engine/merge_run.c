/* SPDX-License-Identifier: Apache-2.0
 * Doing a merge: links move, the losing record is voided, what loses is kept aside.
 *
 * The kept record is written last, so that an undo, which goes backwards, gives a number that only
 * one record may have back before the other takes it again.
 */
#include "engine/merge_impl.h"

#include <assert.h>

#include "engine/chain.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/transfer.h"

typedef struct {
    Ctx *c;
    const MergePlan *p;
    Str why;
    Record *final; /* the kept record as it will be */
    Ids between;   /* chain_word of rows that link the two with each other */
    MergeDone *out;
} Run;

/* ---- values ---- */

static bool seen_before(Str list, Str one)
{
    Str piece;
    while (str_next(&list, '|', &piece))
        if (str_eq(piece, one))
            return true;
    return false;
}

/* Appends pieces of "|a|b|" that are not there yet; `from` is written as `to` (empty: left out). */
static void put_pieces(Buf *out, Str list, Str from, Str to)
{
    Str piece;
    while (str_next(&list, '|', &piece)) {
        Str one = from.n && str_eq(piece, from) ? to : piece;
        if (one.n && !seen_before(buf_str(out), one))
            buf_printf(out, "%s%.*s|", out->n ? "" : "|", STR(one));
    }
}

static Str id_word(Arena *a, int64_t id)
{
    return arena_printf(a, "%" PRId64, id);
}

/* One list of both, or of one side; links to the two themselves are none. */
static Value several(Run *run, const MergeField *m)
{
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    Arena *a = run->c->arena;
    bool links =
        m->field->kind == T_LINKS && str_eq(str_z(m->field->link), str_z(run->p->type->name));
    Str lost = links ? id_word(a, run->p->lose->id) : (Str){ 0 };
    Str kept = links ? id_word(a, run->p->keep->id) : (Str){ 0 };

    if (m->take != TAKE_LOSE)
        put_pieces(&b, m->keep.text, lost, (Str){ 0 });
    if (m->take != TAKE_KEEP)
        put_pieces(&b, m->lose.text, kept, (Str){ 0 });
    return (Value){ .set = b.n > 0, .text = arena_str(a, buf_str(&b)) };
}

static Value taken(Run *run, const MergeField *m)
{
    const Field *f = m->field;
    const MergePlan *p = run->p;
    Value v = m->take == TAKE_LOSE ? m->lose : m->keep;

    if (f->kind == T_LINKS || f->kind == T_CHOICES)
        return several(run, m);
    if (m->slot >= 0 && f->kind == T_LINK && str_eq(str_z(f->link), str_z(p->type->name)) &&
        (v.i == p->keep->id || v.i == p->lose->id))
        return (Value){ 0 };
    return v;
}

/* Where one of the texts that every record has stands; NULL for fields of the type. */
static Str *std_place(Record *r, const Field *f)
{
    return f == &std_fields[STD_KEY]        ? &r->key
           : f == &std_fields[STD_SOURCE]   ? &r->source
           : f == &std_fields[STD_EVIDENCE] ? &r->evidence
                                            : NULL;
}

static void make_final(Run *run)
{
    const MergePlan *p = run->p;
    Record *final = record_copy(run->c->arena, p->keep);

    assert(final);
    run->final = final;
    for (size_t i = 0; i < p->nfields; i++) {
        const MergeField *m = &p->fields[i];
        Str *place = std_place(final, m->field);
        Value v = taken(run, m);
        if (place)
            *place = v.text;
        else
            final->v[m->slot] = v;
    }
}

/* ---- writes ---- */

/* Writes a record that was complete and valid before. The links in it are known to be there, and
 * what an old case would have to pass today was passed when it was written. */
static bool write(Run *run, Record *r, Err *e)
{
    Ctx *c = run->c;
    bool importing = c->importing, ok;
    Check k = { 0 };

    c->importing = true;
    ok = store_update(c, r, &k, e);
    c->importing = importing;
    return ok || err_prefix(e, "%s #%" PRId64 ": ", r->type->name, r->id);
}

static bool make(Run *run, Record *r, Err *e)
{
    Check k = { 0 };
    r->unit = run->p->keep->unit;
    return store_create(run->c, r, &k, e);
}

/* A number that two records may not share leaves the losing one before the other takes it. */
static bool release(Run *run, Err *e)
{
    const MergePlan *p = run->p;
    bool any = false;

    for (size_t i = 0; i < p->nfields; i++) {
        const MergeField *m = &p->fields[i];
        if (m->take != TAKE_LOSE || !m->lose.set)
            continue;
        if (m->field == &std_fields[STD_KEY])
            p->lose->key = (Str){ 0 };
        else if (m->slot >= 0 && (m->field->flags & UNIQUE))
            p->lose->v[m->slot] = (Value){ 0 };
        else
            continue;
        any = true;
    }
    return !any || write(run, p->lose, e);
}

/* ---- links ---- */

/* Rows that link the two with each other, as the plan found them. */
static void list_between(Run *run)
{
    for (size_t i = 0; i < run->p->nclashes; i++) {
        const Clash *one = &run->p->clashes[i];
        if (one->kind == CLASH_LINKED && one->type)
            ids_set(&run->between, chain_word(str_z(one->type->name), one->row), 1);
    }
}

static void lead_on(Run *run, Record *r, int slot)
{
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    Arena *a = run->c->arena;
    if (r->type->fields[slot].kind == T_LINK) {
        r->v[slot].i = run->p->keep->id;
        return;
    }
    put_pieces(&b, r->v[slot].text, id_word(a, run->p->lose->id), id_word(a, run->p->keep->id));
    r->v[slot].text = arena_str(a, buf_str(&b));
}

/* What the user does not see stays as it is: the store wants it left out. */
static void leave_out_hidden(Ctx *c, Record *r)
{
    int level = rights_level(c, r->type, r->unit);
    for (size_t i = 0; i < r->type->nfields; i++)
        if ((int)r->type->fields[i].level > level)
            r->v[i] = (Value){ 0 };
}

static bool move_row(Run *run, const MergeLinks *links, int64_t id, Err *e)
{
    Ctx *c = run->c;
    ArenaMark m = arena_mark(c->arena);
    Record *r = row_load(c, links->type, id, e);
    int64_t found;
    bool ok;

    if (!r)
        return err_set(e, ERR_CONFLICT, "%s #%" PRId64 " was there and is no more",
                       links->type->name, id);
    leave_out_hidden(c, r);
    if (ids_get(&run->between, chain_word(str_z(links->type->name), id), &found)) {
        ok = r->voided_at || store_void(c, links->type, id, run->why, e);
        run->out->voided += ok && !r->voided_at;
    } else {
        lead_on(run, r, links->slot);
        ok = write(run, r, e);
        run->out->moved += ok;
    }
    if (ok)
        arena_rewind(c->arena, m);
    return ok;
}

static bool move_links(Run *run, Err *e)
{
    for (size_t i = 0; i < run->p->nlinks; i++)
        for (size_t k = 0; k < run->p->links[i].nrows; k++)
            if (!move_row(run, &run->p->links[i], run->p->links[i].rows[k], e))
                return false;
    return true;
}

/* ---- what was said of the losing record by its number ---- */

static bool move_alternates(Run *run, Err *e)
{
    Ctx *c = run->c;
    const Type *t = registry_find(c->types, S("alternate"));
    const int64_t *ids;
    size_t n;
    {
        AUTO(stmt_done) Stmt *q = db_query(
            c->db,
            "/* merge: alternates */ SELECT \"id\" FROM \"alternate\" WHERE \"record\" = $1"
            " AND \"of_type\" = $2 AND \"voided_at\" IS NULL ORDER BY \"id\"",
            P(run->p->lose->id), P(run->p->type->name));
        if (!row_ids(c, q, &ids, &n, e))
            return false;
    }
    for (size_t i = 0; i < n; i++) {
        Record *r = row_load(c, t, ids[i], e);
        if (!r)
            return false;
        rec_set_int(r, ALT_RECORD, run->p->keep->id);
        if (!write(run, r, e))
            return false;
        run->out->moved++;
    }
    return true;
}

/* Who is not the losing record is not the kept one either. */
static bool move_apart(Run *run, Err *e)
{
    Ctx *c = run->c;
    const Type *t = registry_find(c->types, S("not_same"));
    int64_t kept = run->p->keep->id, lost = run->p->lose->id;
    const int64_t *ids;
    size_t n;
    {
        AUTO(stmt_done) Stmt *q = db_query(
            c->db,
            "/* merge: pairs apart */ SELECT \"id\" FROM \"not_same\" WHERE (\"one\" = $1 OR"
            " \"other\" = $1) AND \"of_type\" = $2 AND \"voided_at\" IS NULL ORDER BY \"id\"",
            P(lost), P(run->p->type->name));
        if (!row_ids(c, q, &ids, &n, e))
            return false;
    }
    for (size_t i = 0; i < n; i++) {
        Record *r = row_load(c, t, ids[i], e);
        int64_t other;
        bool said;
        if (!r)
            return false;
        other = rec_int(r, APART_ONE) == lost ? rec_int(r, APART_OTHER) : rec_int(r, APART_ONE);
        if (!not_same(c, run->p->type, kept, other, &said, e))
            return false;
        if (said)
            continue;
        rec_set_int(r, APART_ONE, kept < other ? kept : other);
        rec_set_int(r, APART_OTHER, kept < other ? other : kept);
        if (!write(run, r, e))
            return false;
        run->out->moved++;
    }
    return true;
}

/* ---- what is kept aside ---- */

static int alternate_slot(const Type *t, const Field *f)
{
    Level level = f->level > t->level ? f->level : t->level;
    if (level < LEVEL_PERSONAL && (f->kind == T_NAME || f->kind == T_NOTE))
        level = LEVEL_PERSONAL; /* what an erasure takes out of the record goes here too */
    return level == LEVEL_SENSITIVE  ? ALT_SENSITIVE
           : level == LEVEL_PERSONAL ? ALT_PERSONAL
                                     : ALT_VALUE;
}

static bool keep_alternate(Run *run, const MergeField *m, const Value *v, int64_t from, Err *e)
{
    Ctx *c = run->c;
    const MergePlan *p = run->p;
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    Record *r = record_new(c->arena, registry_find(c->types, S("alternate")));

    value_write(m->field, v, &b);
    rec_set_text(r, ALT_TYPE, str_z(p->type->name));
    rec_set_int(r, ALT_RECORD, p->keep->id);
    rec_set_text(r, ALT_FIELD, str_z(m->field->name));
    rec_set_text(r, alternate_slot(p->type, m->field), arena_str(c->arena, buf_str(&b)));
    rec_set_int(r, ALT_FROM, from);
    if (!make(run, r, e))
        return false;
    run->out->alternates++;
    return true;
}

/* Is the name one that the kept record has itself? */
static bool has_name(const Record *r, Str name)
{
    for (size_t i = 0; i < r->type->nfields; i++)
        if (r->type->fields[i].kind == T_NAME && str_eq(rec_text(r, (int)i), name))
            return true;
    return false;
}

static bool has_row(Ctx *c, const Record *row, bool *out, Err *e)
{
    const Param p = param_int(record_ident(row));
    *out = false;
    if (!p.i)
        return true;
    if (!store_flush(c, e))
        return false;
    AUTO(stmt_done) Stmt *q =
        db_query_text(c->db,
                      arena_printf(c->arena,
                                   "/* merge: same row */ SELECT 1 FROM \"%s\" WHERE \"ident\" = $1"
                                   " AND \"voided_at\" IS NULL",
                                   row->type->name),
                      &p, 1);
    *out = db_next(q, e);
    return !e->kind;
}

static bool keep_aside(Run *run, const MergeField *m, const Value *v, int64_t from, Err *e)
{
    const Type *t = run->p->type;
    Record *row = NULL;
    bool there = false;

    if (m->slot >= 0 && m->field->kind == T_NAME && has_name(run->final, v->text))
        return true;
    if (m->slot >= 0 && m->field->kind == T_NAME && t->other_name)
        row = t->other_name(run->c, run->final, m->slot, v->text);
    if (!row)
        return keep_alternate(run, m, v, from, e);
    if (!has_row(run->c, row, &there, e))
        return false;
    if (there)
        return true;
    if (!make(run, row, e))
        return false;
    run->out->names++;
    return true;
}

/* What does not stand in the kept record any more, of either. */
static bool keep_losers(Run *run, Err *e)
{
    const MergePlan *p = run->p;
    Record *final = run->final;

    assert(final);
    for (size_t i = 0; i < p->nfields; i++) {
        const MergeField *m = &p->fields[i];
        Str *place = std_place(final, m->field);
        Value now = place ? (Value){ .set = place->n > 0, .text = *place } : final->v[m->slot];
        bool both = m->take == TAKE_BOTH;
        if (m->keep.set && !both && !value_same(m->field, &m->keep, &now) &&
            !keep_aside(run, m, &m->keep, p->keep->id, e))
            return false;
        if (m->lose.set && !both && !value_same(m->field, &m->lose, &now) &&
            !keep_aside(run, m, &m->lose, p->lose->id, e))
            return false;
    }
    return true;
}

static bool keep_pointer(Run *run, Err *e)
{
    Ctx *c = run->c;
    Record *r = record_new(c->arena, registry_find(c->types, S("merge")));
    rec_set_text(r, MERGE_TYPE, str_z(run->p->type->name));
    rec_set_int(r, MERGE_LOST, run->p->lose->id);
    rec_set_int(r, MERGE_KEPT, run->p->keep->id);
    rec_set_text(r, MERGE_REASON, run->why);
    return make(run, r, e);
}

/* ---- the run ---- */

/* Both as the plan saw them? */
static bool unchanged(Ctx *c, const Record *r, Err *e)
{
    const Record *now = row_load(c, r->type, r->id, e);
    if (e->kind)
        return false;
    return (now && now->version == r->version) ||
           err_set(e, ERR_CONFLICT, "%s #%" PRId64 " was changed since the two were compared",
                   r->type->name, r->id);
}

static bool may_merge(Ctx *c, const MergePlan *p, MergeWill will, Err *e)
{
    const Clash *first = NULL;
    for (size_t i = 0; i < p->nclashes && !first; i++)
        if (p->clashes[i].kind >= CLASH_APART)
            first = &p->clashes[i];
    if (!first || will.insist)
        return true;
    return err_set(e, ERR_CONFLICT,
                   "%.*s; insist with --anyway, or keep the two apart with `qiao distinct`",
                   STR(clash_text(c, first)));
}

bool merge_once(Ctx *c, const MergePlan *p, MergeWill will, MergeDone *out, Err *e)
{
    Run run = { .c = c, .p = p, .why = will.why, .out = out };
    Str before = c->why;
    bool ok;

    if (!may_merge(c, p, will, e) || !unchanged(c, p->keep, e) || !unchanged(c, p->lose, e))
        return false;
    if (str_trim(run.why).n == 0)
        run.why = arena_printf(c->arena, tr(c->lang, N_("merged into #%" PRId64)), p->keep->id);
    c->why = run.why;
    make_final(&run);
    list_between(&run);
    ok = release(&run, e) && move_links(&run, e) && move_alternates(&run, e) &&
         move_apart(&run, e) && store_void(c, p->type, p->lose->id, run.why, e) &&
         keep_pointer(&run, e) && keep_losers(&run, e) && write(&run, run.final, e);
    out->made = out->names + out->alternates + 1;
    out->changed = out->moved + out->voided + 1 + (run.final->version > p->keep->version);
    ids_done(&run.between);
    c->why = before;
    return ok;
}

static bool run_in_batch(Ctx *c, const MergePlan *p, MergeWill will, MergeDone *out, Err *e)
{
    AUTO(store_rollback) StoreTxn t = store_begin(c, e);
    Str what;

    if (e->kind)
        return false;
    what = arena_printf(c->arena, "%s #%" PRId64 " → #%" PRId64, p->type->name, p->lose->id,
                        p->keep->id);
    if (!batch_begin(c, "merge", what, e) || !merge_once(c, p, will, out, e) ||
        !batch_end(c, out->made, out->changed, e) || !store_flush(c, e))
        return false;
    if (will.rehearse)
        return true;
    out->batch = c->batch;
    return store_commit(&t, e);
}

bool merge_run(Ctx *c, const MergePlan *p, MergeWill will, MergeDone *out, Err *e)
{
    int64_t before = c->batch;
    bool ok;

    *out = (MergeDone){ 0 };
    ok = run_in_batch(c, p, will, out, e);
    c->batch = before;
    if (!ok)
        out->batch = 0;
    return ok;
}
