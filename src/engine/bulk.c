/* SPDX-License-Identifier: Apache-2.0
 * The run over many records: each as the store would change it alone.
 */
#include "engine/bulk.h"

#include "engine/chain.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/transfer.h"

enum { BULK_ARENA = 64 << 20 };

/* ---- which ---- */

bool bulk_ids(Ctx *c, const Type *t, const QueryParts *parts, const int64_t **out, size_t *n,
              Err *e)
{
    QueryParts all = *parts;
    VEC(int64_t) ids = { 0 };
    const Query *q;

    all.columns = S("id");
    all.limit = BULK_MAX + 1;
    q = query_build(c, t, &all, e);
    AUTO(rows_done) Rows *rows = q ? query_run(c, q, e) : NULL;
    if (!rows)
        return false;
    while (rows_next(rows, e))
        vec_push(c->arena, &ids, rows_id(rows));
    if (e->kind)
        return false;
    if (ids.n > BULK_MAX)
        return err_set(e, ERR_INVALID,
                       N_("at most %d records are changed at once; narrow the list first"),
                       BULK_MAX);
    *out = ids.p;
    *n = ids.n;
    return true;
}

/* ---- one record ---- */

typedef struct {
    Ctx *c;
    const BulkEdit *b;
    Arena *keep, *work;
    BulkReport *out;
    VEC(BulkLine) lines, refused;
} Run;

/* The record as the user may see it: a reading of what is sensitive is logged. */
static Record *load(Run *run, int64_t id, Err *e)
{
    Ctx *c = run->c;
    const Type *t = run->b->type;
    int field = run->b->field, level;
    Record *r;

    if (field >= 0 && t->fields[field].level == LEVEL_SENSITIVE)
        return store_get(c, t, id, e);
    r = row_load(c, t, id, e);
    level = r ? rights_level(c, t, r->unit) : LEVEL_PUBLIC - 1;
    if (e->kind)
        return NULL;
    if (level < LEVEL_PUBLIC) {
        err_set(e, ERR_NOT_FOUND, N_("there is no such record, or you may not see it"));
        return NULL;
    }
    for (size_t i = 0; i < t->nfields; i++)
        if ((int)t->fields[i].level > level)
            r->v[i] = (Value){ 0 };
    return r;
}

static Str shown(Run *run, const Record *r)
{
    const Type *t = run->b->type;
    const Field *f = run->b->field >= 0 ? &t->fields[run->b->field] : NULL;
    AUTO(buf_done) Buf text = buf_new(BUF_PAGE);
    const State *s = type_state(t, r->state);

    if (!f)
        return s ? str_z(tr(run->c->lang, s->label)) : arena_str(run->keep, r->state);
    if (f->kind == T_LINK && r->v[run->b->field].set) {
        const Type *to = registry_find(run->c->types, str_z(f->link));
        buf_put(&text, to ? store_title(run->c, to, r->v[run->b->field].i) : S("?"));
    } else if (r->v[run->b->field].set) {
        value_show(run->c, f, &r->v[run->b->field], &text);
    }
    return arena_str(run->keep, utf8_part(buf_str(&text), 200));
}

static Str title(Run *run, int64_t id)
{
    return arena_str(run->keep, store_title(run->c, run->b->type, id));
}

static void refuse(Run *run, int64_t id, bool seen, const Err *own)
{
    run->out->left++;
    if (run->refused.n < BULK_SHOWN)
        vec_push(run->keep, &run->refused,
                 (BulkLine){ .id = id,
                             .title = seen ? title(run, id) : S(""),
                             .why = arena_str(run->keep, str_z(own->msg)) });
}

/* Does it to r, which becomes what is stored then; *same: it was so before. */
static bool apply(Run *run, Record *r, bool *same, Check *k, Err *e)
{
    const BulkEdit *b = run->b;

    *same = b->field >= 0 ? value_same(&b->type->fields[b->field], &r->v[b->field], &b->value)
                          : str_eq(r->state, b->to);
    if (*same)
        return true;
    if (b->field < 0) {
        if (!store_move(run->c, b->type, r->id, (MoveTo){ b->to, b->why, r->version }, k, e))
            return false;
        r->state = b->to;
        return true;
    }
    r->v[b->field] = b->value;
    return store_update(run->c, r, k, e);
}

/* Where several must agree and some have not, it is written down and the record stays. */
static Str after_it(Run *run, const Record *r, const Check *k)
{
    if (run->b->field < 0 && k->list.n && k->list.p[0].warning && !k->list.p[0].field)
        return arena_str(run->keep, k->list.p[0].message);
    return shown(run, r);
}

static void note_change(Run *run, const Record *r, Str before, const Check *k)
{
    run->out->changed++;
    if (run->lines.n < BULK_SHOWN)
        vec_push(run->keep, &run->lines,
                 (BulkLine){ .id = r->id,
                             .title = title(run, r->id),
                             .before = before,
                             .after = after_it(run, r, k) });
}

/* A refusal is no error of the run. */
static bool change_one(Run *run, int64_t id, Err *e)
{
    Ctx *c = run->c;
    Err own = { .lang = c->lang };
    Record *r = load(run, id, &own);
    uint64_t word[3] = { run->out->stamp, (uint64_t)id, r ? (uint64_t)r->version : 0 };
    Str before = { 0 };
    Check k = { 0 };
    bool same = false, ok;

    run->out->stamp = str_hash((Str){ (const char *)word, sizeof word }) | 1;
    if (r && run->lines.n < BULK_SHOWN)
        before = shown(run, r);
    ok = r && apply(run, r, &same, &k, &own);
    if (own.kind == ERR_INTERNAL || own.kind == ERR_BUSY || c->chain->doomed) {
        *e = own;
        return err_prefix(e, "while changing %s #%" PRId64 ": ", run->b->type->name, id);
    }
    if (!ok)
        refuse(run, id, r != NULL, &own);
    else if (same)
        run->out->same++;
    else
        note_change(run, r, before, &k);
    return true;
}

/* ---- all ---- */

static bool change_all(Run *run, Err *e)
{
    const BulkEdit *b = run->b;
    Ctx *c = run->c;
    Str what =
        arena_printf(run->keep, "%s: %s", b->type->name,
                     b->field >= 0 ? b->type->fields[b->field].name : arena_z(run->keep, b->to));

    c->why = b->why;
    if (!batch_begin(c, "bulk", what, e))
        return false;
    c->arena = run->work;
    for (size_t i = 0; i < b->n; i++) {
        ArenaMark m = arena_mark(run->work);
        if (!change_one(run, b->ids[i], e))
            return false;
        arena_rewind(run->work, m);
    }
    c->arena = run->keep;
    if (b->stamp && b->stamp != run->out->stamp)
        return err_set(e, ERR_CONFLICT,
                       N_("the records are not what they were when you looked; look again"));
    return batch_end(c, 0, (int64_t)run->out->changed, e) && store_flush(c, e);
}

static bool change_in_txn(Run *run, bool rehearse, Err *e)
{
    AUTO(store_rollback) StoreTxn t = store_begin(run->c, e);

    if (e->kind || !change_all(run, e))
        return false;
    if (rehearse || !run->out->changed)
        return true;
    run->out->batch = run->c->batch;
    return store_commit(&t, e);
}

bool bulk_may(const Type *t)
{
    return !str_eq(str_z(t->area), S("system"));
}

bool bulk_run(Ctx *c, const BulkEdit *b, bool rehearse, BulkReport *out, Err *e)
{
    Run run = { .c = c, .b = b, .keep = c->arena, .out = out };
    int64_t batch = c->batch;
    Str why = c->why;
    bool ok;

    *out = (BulkReport){ 0 };
    if (!bulk_may(b->type)) /* a change of one changes what all others mean */
        return err_set(e, ERR_INVALID, N_("records of the system itself are changed one by one"));
    if (b->n > BULK_MAX)
        return err_set(e, ERR_INVALID,
                       N_("at most %d records are changed at once; narrow the list first"),
                       BULK_MAX);
    run.work = arena_new(BULK_ARENA);
    ok = change_in_txn(&run, rehearse, e);
    c->arena = run.keep;
    c->batch = batch;
    c->why = why;
    if (!ok)
        out->batch = 0;
    out->lines = run.lines.p;
    out->nlines = run.lines.n;
    out->refused = run.refused.p;
    out->nrefused = run.refused.n;
    arena_free(run.work);
    return ok;
}
