/* SPDX-License-Identifier: Apache-2.0
 * Transactions of the store: the history's open end, ids, and one writer a table.
 */
#include "engine/chain.h"

#include "base/mem.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/units.h"

enum { CHAIN_ARENA = 256 << 20, JSON_MAX = 8 << 20, ID_SHIFT = 20 };
static const int64_t ID_EPOCH_MS = 1577836800000; /* 2020-01-01 */

static bool load_head(Ctx *c, Chain *chain, Err *e)
{
    {
        AUTO(stmt_done) Stmt *q = db_query(
            c->db,
            "/* head */ SELECT \"seq\", \"hash\", \"last_id\" FROM qiao_head WHERE \"one\" = 1");
        if (db_next(q, e)) {
            Str hash = db_blob(q, chain->arena, 1);
            if (hash.n != HASH_SIZE)
                return err_set(e, ERR_INTERNAL,
                               "the head of the history is damaged; run `qiao check`");
            chain->seq = db_int(q, 0);
            chain->last_id = db_int(q, 2);
            memcpy(chain->hash, hash.p, HASH_SIZE);
            return true;
        }
    }
    {
        AUTO(stmt_done) Stmt *q =
            db_query(c->db, "/* any history */ SELECT 1 FROM qiao_history LIMIT 1");
        if (db_next(q, e))
            return err_set(e, ERR_INTERNAL, "the head of the history is damaged; run `qiao check`");
    }
    return !e->kind &&
           db_exec(
               c->db, e,
               "/* first head */ INSERT INTO qiao_head (\"one\", \"seq\", \"hash\", \"last_id\")"
               " VALUES (1, 0, $1, 0)",
               param_blob(chain->hash, HASH_SIZE));
}

StoreTxn store_begin(Ctx *c, Err *e)
{
    StoreTxn t = { .c = c };
    Chain *chain;

    if (c->chain) {
        t.outer = c->chain;
        return t;
    }
    if (!readings_write(c, e)) /* they came first */
        return t;
    t.txn = txn_begin(c->db, e);
    if (!t.txn.db)
        return t;
    chain = mem_zget(1, sizeof *chain);
    chain->arena = arena_new(CHAIN_ARENA);
    chain->before = buf_new(JSON_MAX);
    chain->after = buf_new(JSON_MAX);
    chain->seal = buf_new(3 * (size_t)JSON_MAX);
    chain->salts_used = SALTS;
    chain->units = c->units;
    chain->types = c->types;
    c->chain = chain;
    if (!db_lock_history(c->db, e) || !load_head(c, chain, e))
        store_rollback(&t);
    return t;
}

static void chain_free(Ctx *c)
{
    Chain *chain = c->chain;
    for (size_t i = 0; i < chain->writers.n; i++) {
        TypeWriter *w = chain->writers.p[i];
        bulk_free(&w->rows);
        for (size_t j = 0; j < w->type->nfields; j++)
            if (w->links[j])
                bulk_free(&w->links[j]);
    }
    if (chain->history)
        bulk_free(&chain->history);
    buf_done(&chain->before);
    buf_done(&chain->after);
    buf_done(&chain->seal);
    arena_free(chain->arena);
    mem_give(chain);
    c->chain = NULL;
}

bool store_flush(Ctx *c, Err *e)
{
    Chain *chain = c->chain;
    if (!chain)
        return true;
    for (size_t i = 0; i < chain->writers.n; i++) {
        TypeWriter *w = chain->writers.p[i];
        if (!bulk_flush(w->rows, e))
            return false;
        for (size_t j = 0; j < w->type->nfields; j++)
            if (w->links[j] && !bulk_flush(w->links[j], e))
                return false;
    }
    return !chain->history || bulk_flush(chain->history, e);
}

bool store_commit(StoreTxn *t, Err *e)
{
    Ctx *c = t->c;
    Chain *chain = c->chain;

    if (t->outer) {
        t->c = NULL;
        return true;
    }
    if (!chain)
        return err_set(e, ERR_INTERNAL, "there is no transaction to commit");
    if (chain->doomed)
        return err_set(e, ERR_INTERNAL,
                       "a step of the transaction failed, so all of it was taken back");
    if (!store_flush(c, e) ||
        !db_exec(
            c->db, e,
            "/* head */ UPDATE qiao_head SET \"seq\" = $1, \"hash\" = $2, \"last_id\" = $3 WHERE \"one\" = 1",
            P(chain->seq), param_blob(chain->hash, HASH_SIZE), P(chain->last_id)) ||
        !txn_commit(&t->txn, e))
        return false;
    chain_free(c);
    t->c = NULL;
    return true;
}

void store_rollback(StoreTxn *t)
{
    Ctx *c = t->c;
    if (!c)
        return;
    t->c = NULL;
    if (t->outer) {
        t->outer->doomed = true;
        return;
    }
    if (c->chain) {
        c->units = c->chain->units;
        c->types = c->chain->types;
        chain_free(c);
    }
    txn_rollback(&t->txn);
}

int64_t chain_id(Ctx *c)
{
    int64_t by_time = c->now > ID_EPOCH_MS ? (c->now - ID_EPOCH_MS) << ID_SHIFT : 1;
    int64_t next = c->chain->last_id + 1;
    c->chain->last_id = next > by_time ? next : by_time;
    return c->chain->last_id;
}

static Bulk *links_writer(Ctx *c, const Type *t, const Field *f)
{
    static const Str columns[] = { { "id", 2 }, { "to_id", 5 } };
    return bulk_new(c->db, links_table(c->chain->arena, t, f), columns, LEN(columns));
}

TypeWriter *chain_writer(Ctx *c, const Type *t)
{
    static const char *const standard[STD_COLUMNS] = {
        "id",       "key",        "ident",      "unit",       "state",      "version",   "source",
        "evidence", "created_at", "created_by", "changed_at", "changed_by", "voided_at",
    };
    Chain *chain = c->chain;
    Arena *a = chain->arena;
    TypeWriter *w;

    for (size_t i = 0; i < chain->writers.n; i++)
        if (chain->writers.p[i]->type == t)
            return chain->writers.p[i];
    w = NEW(a, TypeWriter);
    w->type = t;
    w->columns = NEWN(a, Str, STD_COLUMNS + 3 * t->nfields);
    w->params = NEWN(a, Param, STD_COLUMNS + 3 * t->nfields);
    w->links = NEWN(a, Bulk *, t->nfields + 1);
    for (size_t i = 0; i < STD_COLUMNS; i++)
        w->columns[w->ncolumns++] = str_z(standard[i]);
    for (size_t i = 0; i < t->nfields; i++) {
        Str parts[3];
        size_t n = field_columns(&t->fields[i], a, parts);
        for (size_t k = 0; k < n; k++)
            w->columns[w->ncolumns++] = parts[k];
        if (t->fields[i].kind == T_LINKS)
            w->links[i] = links_writer(c, t, &t->fields[i]);
    }
    w->rows = bulk_new(c->db, str_z(t->name), w->columns, w->ncolumns);
    vec_push(a, &chain->writers, w);
    return w;
}

bool store_reload_units(Ctx *c, Err *e)
{
    const Units *units = units_load(c->arena, c->db, rights_day(c), e);
    if (units)
        c->units = units;
    return units != NULL;
}
