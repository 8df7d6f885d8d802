/* SPDX-License-Identifier: Apache-2.0
 * `qiao check`: is the history whole, and are the records what it says?
 *
 * First the chain is walked from its first row to its head. Then, type by type, the history of each
 * record and the records themselves are read side by side in order of id, and each record is
 * rebuilt from its history and compared. At last every link must lead somewhere, and what is kept
 * beside the history must agree with it (check_tables.c).
 */
#include <sodium.h>

#include "base/map.h"
#include "engine/chain.h"
#include "engine/registry.h"
#include "engine/schema.h"

#define FINDING(report, ...) ((report)->finding = arena_printf(c->arena, __VA_ARGS__))

/* ---- the chain ---- */

typedef struct {
    int64_t seq;
    unsigned char hash[HASH_SIZE];
    Ids blank; /* record → 1 while a row without payload has no later erasure */
    int64_t blanks;
    Buf scratch;
} Walk;

static bool same_hash(Str stored, const unsigned char *ours)
{
    return stored.n == HASH_SIZE && memcmp(stored.p, ours, HASH_SIZE) == 0;
}

/* A row whose values were erased needs an erasure behind it. */
static void watch_blank(Walk *w, const HistoryRow *row, bool blank)
{
    int64_t open = 0;
    (void)ids_get(&w->blank, (uint64_t)row->record, &open);
    if (blank && !open) {
        ids_set(&w->blank, (uint64_t)row->record, row->seq);
        w->blanks++;
    }
    if (row->act == ACT_ERASE && open) {
        ids_set(&w->blank, (uint64_t)row->record, 0);
        w->blanks--;
    }
}

static void check_row(Ctx *c, Walk *w, const Stmt *q, CheckReport *out)
{
    HistoryRow row;
    unsigned char payload[HASH_SIZE], hash[HASH_SIZE];
    Str salt = db_blob(q, c->arena, 11), stored_payload = db_blob(q, c->arena, 12),
        stored = db_blob(q, c->arena, 13);

    history_row_read(q, c->arena, &row);
    if (row.seq != w->seq + 1) {
        FINDING(out,
                tr(c->lang,
                   N_("history row %" PRId64 " is missing: row %" PRId64 " follows row %" PRId64)),
                w->seq + 1, row.seq, w->seq);
        return;
    }
    if (row.act == ACT__N || stored_payload.n != HASH_SIZE || (salt.n && salt.n != SALT_SIZE)) {
        FINDING(out, tr(c->lang, N_("history row %" PRId64 " is damaged")), row.seq);
        return;
    }
    memcpy(payload, stored_payload.p, HASH_SIZE);
    history_seal(&w->scratch, &row, salt.n ? (const unsigned char *)salt.p : NULL, w->hash, payload,
                 hash);
    if (!same_hash(stored_payload, payload) || !same_hash(stored, hash)) {
        FINDING(out,
                tr(c->lang, N_("history row %" PRId64
                               " was changed after it was written (%.*s #%" PRId64 ")")),
                row.seq, STR(row.type), row.record);
        return;
    }
    watch_blank(w, &row, salt.n == 0);
    w->seq = row.seq;
    memcpy(w->hash, hash, HASH_SIZE);
}

static bool check_head(Ctx *c, const Walk *w, CheckReport *out, Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query(
        c->db, "/* check head */ SELECT \"seq\", \"hash\" FROM qiao_head WHERE \"one\" = 1");
    if (!db_next(q, e)) {
        if (!e->kind && w->seq)
            FINDING(out, "%s", tr(c->lang, N_("the head of the history is missing")));
        return !e->kind;
    }
    if (db_int(q, 0) != w->seq)
        FINDING(out,
                tr(c->lang, N_("the history ends at row %" PRId64 ", but its head says %" PRId64
                               ": rows are missing at the end")),
                w->seq, db_int(q, 0));
    else if (!same_hash(db_blob(q, c->arena, 1), w->hash))
        FINDING(out,
                tr(c->lang, N_("history row %" PRId64 " does not match the head of the history")),
                w->seq);
    return true;
}

static bool check_checkpoints(Ctx *c, CheckReport *out, Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query(
        c->db,
        "/* checkpoints */ SELECT k.\"seq\" FROM qiao_checkpoint k LEFT JOIN qiao_history h ON h.\"seq\" = k.\"seq\""
        " WHERE h.\"hash\" IS NULL OR h.\"hash\" <> k.\"hash\" ORDER BY k.\"seq\" LIMIT 1");
    if (db_next(q, e))
        FINDING(out,
                tr(c->lang, N_("history row %" PRId64
                               " differs from its checkpoint: the history was rewritten")),
                db_int(q, 0));
    return !e->kind;
}

static bool walk_chain(Ctx *c, CheckReport *out, Err *e)
{
    Walk w = { .scratch = buf_new(64 << 20) };
    {
        AUTO(stmt_done) Stmt *q =
            db_query(c->db, "/* whole chain */ SELECT " HISTORY_COLUMNS
                            ", \"salt\", \"payload\", \"hash\" FROM qiao_history ORDER BY \"seq\"");
        for (ArenaMark mark = arena_mark(c->arena); !out->finding.n && db_next(q, e); out->rows++) {
            check_row(c, &w, q, out);
            if (!out->finding.n)
                arena_rewind(c->arena, mark);
        }
    }
    if (!e->kind && !out->finding.n && w.blanks) {
        for (size_t i = 0; i < w.blank.size && !out->finding.n; i++)
            if (w.blank.keys[i] && w.blank.values[i])
                FINDING(
                    out,
                    tr(c->lang, N_("history row %" PRId64 " lost its values without an erasure")),
                    w.blank.values[i]);
    }
    if (!e->kind && !out->finding.n)
        (void)(check_head(c, &w, out, e) && (out->finding.n || check_checkpoints(c, out, e)));
    ids_done(&w.blank);
    buf_done(&w.scratch);
    return !e->kind;
}

/* ---- records against their history ---- */

typedef struct {
    const Type *type;
    Stmt *history, *table, *idents;
    HistoryRow row; /* the next one, if has_row */
    Record *stored; /* the next one, if has_stored */
    int64_t ident;  /* its column */
    bool has_row, has_stored;
    Buf is, should;
    ArenaMark mark;
} Merge;

/* Gives back what the record before needed; the two rows that are next are read again from their
 * statements, which still stand on them. */
static void start_over(Ctx *c, Merge *m)
{
    arena_rewind(c->arena, m->mark);
    if (m->has_row)
        history_row_read(m->history, c->arena, &m->row);
    if (!m->has_stored)
        return;
    m->stored = record_new(c->arena, m->type);
    row_read(m->table, c->arena, m->stored);
}

static bool next_row(Ctx *c, Merge *m, Err *e)
{
    m->has_row = db_next(m->history, e);
    if (m->has_row)
        history_row_read(m->history, c->arena, &m->row);
    return !e->kind;
}

static bool next_stored(Ctx *c, Merge *m, Err *e)
{
    m->has_stored = db_next(m->table, e) && db_next(m->idents, e);
    if (!m->has_stored)
        return !e->kind;
    m->ident = db_int(m->idents, 0);
    m->stored = record_new(c->arena, m->type);
    row_read(m->table, c->arena, m->stored);
    return true;
}

/* Lays the rows of one record over each other. *alive says whether it should be in the table. */
static bool fold(Ctx *c, Merge *m, Record *r, bool *alive, Str *only, Err *e)
{
    int64_t id = m->row.record;

    *alive = false;
    for (size_t rows = 0; m->has_row && m->row.record == id; rows++) {
        const HistoryRow *row = &m->row;
        *only = row->act == ACT_CREATE && rows == 0 ? row->after : (Str){ 0 };
        if (!row_replay(r, alive, row, c->arena, e) || !next_row(c, m, e))
            return false;
    }
    return true;
}

static bool same_values(Merge *m, const Record *is, const Record *should, Str only)
{
    buf_clear(&m->is);
    row_json(is, &m->is);
    if (only.p && str_eq(only, buf_str(&m->is)))
        return true;
    buf_clear(&m->should);
    row_json(should, &m->should);
    return str_eq(buf_str(&m->is), buf_str(&m->should));
}

/* Version, times and persons, which the rows of history carry themselves. */
static bool same_stamps(const Record *is, const Record *should)
{
    return is->version == should->version && is->voided_at == should->voided_at &&
           is->created_at == should->created_at && is->created_by == should->created_by &&
           is->changed_at == should->changed_at && is->changed_by == should->changed_by;
}

/* Columns that are made from others: the days of a date, the number of the identity. */
static bool same_derived(const Merge *m, const Record *is)
{
    for (size_t i = 0; i < is->type->nfields; i++) {
        const Field *f = &is->type->fields[i];
        const Value *v = &is->v[i];
        Err quiet = { 0 };
        Value again;
        if (f->kind == T_DATE && v->set &&
            (!value_read(f, v->text, &again, &quiet) || again.i != v->i || again.j != v->j))
            return false;
    }
    return m->ident == record_ident(is);
}

static void compare(Ctx *c, Merge *m, const Record *should, Str only, CheckReport *out)
{
    const Record *is = m->stored;
    if (same_stamps(is, should) && same_values(m, is, should, only) && same_derived(m, is))
        return;
    FINDING(out,
            tr(c->lang,
               N_("%s #%" PRId64 " is not what its history says: it was changed past the store")),
            m->type->name, is->id);
}

/* Compares the next record of either side; false at the end, on failure and on a finding. */
static bool step(Ctx *c, Merge *m, CheckReport *out, Err *e)
{
    Record *should;
    Str only = { 0 };
    bool alive;

    if (!m->has_row && !m->has_stored)
        return false;
    start_over(c, m);
    should = record_new(c->arena, m->type);
    if (!m->has_row || (m->has_stored && m->stored->id < m->row.record)) {
        FINDING(out, tr(c->lang, N_("%s #%" PRId64 " has no history: it was added past the store")),
                m->type->name, m->stored->id);
        return false;
    }
    if (!fold(c, m, should, &alive, &only, e))
        return false;
    out->records += alive;
    if (!m->has_stored || m->stored->id != should->id) {
        if (alive)
            FINDING(out, tr(c->lang, N_("%s #%" PRId64 " is missing: its row was lost")),
                    m->type->name, should->id);
        return !alive;
    }
    if (!alive)
        FINDING(out, tr(c->lang, N_("%s #%" PRId64 " is there although it was taken back")),
                m->type->name, should->id);
    else
        compare(c, m, should, only, out);
    return !out->finding.n && next_stored(c, m, e);
}

static bool check_type(Ctx *c, const Type *t, CheckReport *out, Err *e)
{
    const Param name = param_z(t->name);
    AUTO(stmt_done) Stmt *history = db_query_text(
        c->db,
        S("/* history by record */ SELECT " HISTORY_COLUMNS
          " FROM qiao_history WHERE \"type\" = $1 AND"
          " \"record\" IS NOT NULL AND \"act\" NOT IN ('read', 'export') ORDER BY \"record\", \"seq\""),
        &name, 1);
    AUTO(stmt_done) Stmt *table =
        db_query_text(c->db, row_select(c->arena, t, "ORDER BY \"id\""), NULL, 0);
    AUTO(stmt_done) Stmt *idents = db_query_text(
        c->db,
        arena_printf(c->arena, "/* idents */ SELECT \"ident\" FROM \"%s\" ORDER BY \"id\"",
                     t->name),
        NULL, 0);
    Merge m = { .type = t,
                .history = history,
                .table = table,
                .idents = idents,
                .is = buf_new(BUF_PAGE),
                .should = buf_new(BUF_PAGE),
                .mark = arena_mark(c->arena) };

    if (next_row(c, &m, e) && next_stored(c, &m, e))
        while (step(c, &m, out, e))
            continue;
    buf_done(&m.is);
    buf_done(&m.should);
    return !e->kind;
}

/* ---- links ---- */

static bool check_link(Ctx *c, const Type *t, const Field *f, CheckReport *out, Err *e)
{
    bool many = f->kind == T_LINKS;
    Str table = many ? links_table(c->arena, t, f) : str_z(t->name);
    Str column = many ? S("to_id") : str_z(f->name);
    if (!registry_find(c->types, str_z(f->link))) {
        FINDING(out, tr(c->lang, N_("field '%s' of %s links to an unknown type '%s'")), f->name,
                t->name, f->link);
        return true;
    }
    AUTO(stmt_done) Stmt *q = db_query_text(
        c->db,
        arena_printf(
            c->arena,
            "/* loose links */ SELECT a.\"id\", a.\"%.*s\" FROM \"%.*s\" a LEFT JOIN \"%s\" b ON b.\"id\" = a.\"%.*s\""
            " WHERE a.\"%.*s\" IS NOT NULL AND b.\"id\" IS NULL ORDER BY 1 LIMIT 1",
            STR(column), STR(table), f->link, STR(column), STR(column)),
        NULL, 0);
    if (db_next(q, e))
        FINDING(
            out,
            tr(c->lang, N_("%s #%" PRId64 " links by '%s' to #%" PRId64 ", which does not exist")),
            t->name, db_int(q, 0), f->name, db_int(q, 1));
    return !e->kind;
}

static bool check_types(Ctx *c, CheckReport *out, Err *e)
{
    for (size_t i = 0; i < registry_count(c->types) && !out->finding.n; i++) {
        const Type *t = registry_at(c->types, i);
        ArenaMark mark = arena_mark(c->arena);
        if (!check_type(c, t, out, e))
            return err_prefix(e, "while checking %s: ", t->name);
        for (size_t j = 0; j < t->nfields && !out->finding.n; j++)
            if ((t->fields[j].kind == T_LINK || t->fields[j].kind == T_LINKS) &&
                (!check_link(c, t, &t->fields[j], out, e) ||
                 (t->fields[j].kind == T_LINKS && !out->finding.n &&
                  !check_links_table(c, t, &t->fields[j], out, e))))
                return false;
        if (!out->finding.n)
            arena_rewind(c->arena, mark);
    }
    return true;
}

bool history_check(Ctx *c, CheckReport *out, Err *e)
{
    AUTO(txn_rollback) Txn t = txn_begin_read(c->db, e);
    Err schema = { .lang = e->lang };

    *out = (CheckReport){ 0 };
    if (!t.db)
        return false;
    if (!schema_check(c->db, c->types, c->arena, &schema)) {
        out->finding = arena_str(c->arena, str_z(schema.msg));
        return schema.kind == ERR_INVALID || err_set(e, schema.kind, "%s", schema.msg);
    }
    return walk_chain(c, out, e) && (out->finding.n || check_types(c, out, e)) &&
           (out->finding.n || check_own_tables(c, out, e));
}
