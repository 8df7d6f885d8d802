/* SPDX-License-Identifier: Apache-2.0
 * Writing rows of a type's table, each with its row of history.
 */
#include "engine/chain.h"
#include "engine/registry.h"
#include "engine/rights.h"

static Param text_param(Str s)
{
    return s.n ? param_text(s) : P_NULL;
}

static size_t value_params(const Field *f, const Value *v, Param *out)
{
    size_t n = f->kind == T_DATE ? 3 : f->kind == T_MONEY ? 2 : 1;
    if (!v->set) {
        for (size_t i = 0; i < n; i++)
            out[i] = P_NULL;
        return n;
    }
    if (f->kind == T_DATE) {
        out[0] = param_text(v->text);
        out[1] = param_int(v->i);
        out[2] = param_int(v->j);
        return n;
    }
    if (f->kind == T_MONEY) {
        out[0] = param_int(v->i);
        out[1] = param_text(v->text);
        return n;
    }
    out[0] = v->text.p ? param_text(v->text) : param_int(v->i);
    return n;
}

static const Param *row_params(TypeWriter *w, const Record *r)
{
    Param *p = w->params;
    int64_t ident = record_ident(r);

    *p++ = param_int(r->id);
    *p++ = text_param(r->key);
    *p++ = ident ? param_int(ident) : P_NULL;
    *p++ = param_int(r->unit);
    *p++ = text_param(r->state);
    *p++ = param_int(r->version);
    *p++ = text_param(r->source);
    *p++ = text_param(r->evidence);
    *p++ = param_int(r->created_at);
    *p++ = param_int(r->created_by);
    *p++ = param_int(r->changed_at);
    *p++ = param_int(r->changed_by);
    *p++ = r->voided_at ? param_int(r->voided_at) : P_NULL;
    for (size_t i = 0; i < r->type->nfields; i++)
        p += value_params(&r->type->fields[i], &r->v[i], p);
    return w->params;
}

static bool write_links(TypeWriter *w, const Record *r, size_t field, Err *e)
{
    Str rest = rec_text(r, (int)field), piece;
    int64_t id;
    while (str_next(&rest, '|', &piece)) {
        if (piece.n == 0 || !str_int(piece, &id))
            continue;
        const Param values[] = { param_int(r->id), param_int(id) };
        if (!bulk_row(w->links[field], values, e))
            return false;
    }
    return true;
}

/* Lets the outermost transaction fail when one of its steps was only half done. */
static bool doom(Ctx *c)
{
    c->chain->doomed = true;
    return false;
}

static bool run_after(Ctx *c, const Record *old, const Record *now, Err *e)
{
    return !now->type->after || now->type->after(c, old, now, e);
}

/* A row with its id and version set, and its history as a creation. */
static bool insert(Ctx *c, Record *now, Err *e)
{
    TypeWriter *w = chain_writer(c, now->type);
    Chain *chain = c->chain;
    HistoryRow row = { .act = ACT_CREATE,
                       .type = str_z(now->type->name),
                       .record = now->id,
                       .version = now->version,
                       .why = c->why };

    now->created_at = now->changed_at = c->now;
    now->created_by = now->changed_by = c->user ? c->user->id : 0;
    now->voided_at = 0;
    buf_clear(&chain->after);
    row_json(now, &chain->after);
    row.after = buf_str(&chain->after);
    if (chain->after.failed) {
        err_set(e, ERR_INVALID, "the record is too large");
        return doom(c);
    }
    if (!bulk_row(w->rows, row_params(w, now), e))
        return doom(c);
    for (size_t i = 0; i < now->type->nfields; i++)
        if (w->links[i] && now->v[i].set && !write_links(w, now, i, e))
            return doom(c);
    if (!history_append(c, &row, e) || !run_after(c, NULL, now, e))
        return doom(c);
    return true;
}

bool row_insert(Ctx *c, Record *now, Err *e)
{
    now->id = now->promised ? now->promised : chain_id(c);
    now->version = 1;
    if (now->unit == 0)
        now->unit = now->id; /* the first unit of a store belongs to itself */
    return insert(c, now, e);
}

bool row_reinsert(Ctx *c, Record *was, Err *e)
{
    const HistoryRow *rows;
    size_t n;
    if (!history_rows(c, was->type, was->id, &rows, &n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        if (rows[i].version >= was->version)
            was->version = rows[i].version + 1;
    return insert(c, was, e);
}

static Str update_sql(Arena *a, const TypeWriter *w)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    buf_printf(&b, "/* row update */ UPDATE \"%s\" SET", w->type->name);
    for (size_t i = 1; i < w->ncolumns; i++)
        buf_printf(&b, "%s \"%.*s\" = $%zu", i > 1 ? "," : "", STR(w->columns[i]), i + 1);
    buf_put(&b, S(" WHERE \"id\" = $1"));
    return arena_str(a, buf_str(&b));
}

static bool rewrite_links(Ctx *c, TypeWriter *w, const Record *old, const Record *now, Err *e)
{
    for (size_t i = 0; i < now->type->nfields; i++) {
        const Field *f = &now->type->fields[i];
        const Param p = param_int(now->id);
        if (!w->links[i] || value_same(f, &old->v[i], &now->v[i]))
            continue;
        if (!db_exec_text(c->db,
                          arena_printf(c->arena,
                                       "/* links */ DELETE FROM \"%.*s\" WHERE \"id\" = $1",
                                       STR(links_table(c->arena, now->type, f))),
                          &p, 1, NULL, e) ||
            !write_links(w, now, i, e))
            return false;
    }
    return true;
}

bool row_update(Ctx *c, const Record *old, Record *now, Act act, Err *e)
{
    TypeWriter *w = chain_writer(c, now->type);
    Chain *chain = c->chain;
    HistoryRow row = {
        .act = act, .type = str_z(now->type->name), .record = now->id, .why = c->why
    };
    int64_t changed;

    now->version = old->version + 1;
    now->changed_at = c->now;
    now->changed_by = c->user ? c->user->id : 0;
    row.version = now->version;
    buf_clear(&chain->before);
    buf_clear(&chain->after);
    if (act == ACT_UPDATE)
        (void)row_difference(old, now, &chain->before, &chain->after);
    else if (act == ACT_ERASE)
        row_json(now, &chain->after);
    row.before = buf_str(&chain->before);
    row.after = buf_str(&chain->after);
    if (chain->before.failed || chain->after.failed) {
        err_set(e, ERR_INVALID, "the record is too large");
        return doom(c);
    }
    if (!store_flush(c, e) ||
        !db_exec_text(c->db, update_sql(c->arena, w), row_params(w, now), w->ncolumns, &changed,
                      e) ||
        !rewrite_links(c, w, old, now, e) || !history_append(c, &row, e) ||
        !run_after(c, old, now, e))
        return doom(c);
    return true;
}

bool row_delete(Ctx *c, const Type *t, int64_t id, Err *e)
{
    const Param p = param_int(id);
    if (!store_flush(c, e))
        return doom(c);
    for (size_t i = 0; i < t->nfields; i++)
        if (t->fields[i].kind == T_LINKS &&
            !db_exec_text(c->db,
                          arena_printf(c->arena,
                                       "/* links */ DELETE FROM \"%.*s\" WHERE \"id\" = $1",
                                       STR(links_table(c->arena, t, &t->fields[i]))),
                          &p, 1, NULL, e))
            return doom(c);
    if (!db_exec_text(c->db,
                      arena_printf(c->arena,
                                   "/* row delete */ DELETE FROM \"%s\" WHERE \"id\" = $1",
                                   t->name),
                      &p, 1, NULL, e))
        return doom(c);
    return true;
}
