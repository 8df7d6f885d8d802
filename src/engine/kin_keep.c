/* SPDX-License-Identifier: Apache-2.0
 * Candidates as records, and cold cases.
 *
 * What a person decided stands: only a candidate that is still put forward, and that nobody but a
 * batch of this kind has written, takes new results.
 */
#include "engine/kin_case.h"

#include <math.h>

#include "engine/query.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/store.h"
#include "engine/transfer.h"

/* Batches of this program's own candidates: asked for, or because of an import. */
#define BATCH "kin"
enum { CASES_MAX = 100000 };

typedef struct {
    Ctx *c;
    const Type *type;
    int64_t kin_case, unit;
    int64_t after; /* the receipt that gave rise to it; 0: asked for */
    KinKept *out;
    int64_t before; /* the context's batch */
} Keep;

/* ---- one candidate ---- */

typedef struct {
    int64_t id;
    bool ours; /* written by this program alone, and still put forward */
} Known;

static bool find_known(const Keep *k, int64_t person, Known *out, Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query(
        k->c->db,
        "/* known candidate */ SELECT d.\"id\", CASE WHEN d.\"state\" = 'proposed'"
        " AND d.\"voided_at\" IS NULL AND NOT EXISTS (SELECT 1 FROM qiao_history h"
        " LEFT JOIN qiao_batch b ON b.\"id\" = h.\"batch\" WHERE h.\"type\" = 'candidate'"
        " AND h.\"record\" = d.\"id\" AND h.\"act\" NOT IN ('read', 'export', 'refuse', 'sign')"
        " AND COALESCE(b.\"kind\", '') NOT IN ('" BATCH "', '" BATCH_FOLLOWS "'))"
        " THEN 1 ELSE 0 END"
        " FROM \"candidate\" d WHERE d.\"kin_case\" = $1 AND d.\"person\" = $2"
        " ORDER BY d.\"id\" DESC LIMIT 1",
        P(k->kin_case), P(person));

    *out = (Known){ .id = 0 };
    if (db_next(q, e))
        *out = (Known){ db_int(q, 0), db_int(q, 1) != 0 };
    return !e->kind;
}

static void fill(const Keep *k, const KinFound *f, Record *r)
{
    static const double SCALE = 1000; /* three places behind the point */

    rec_set_int(r, type_slot(r->type, S("score")), (int64_t)lrint(f->p * SCALE));
    rec_set_text(r, type_slot(r->type, S("name")), f->name);
    for (int i = 0; i < KIN__N; i++)
        rec_set_text(r, type_slot(r->type, str_z(kin_field_name((KinField)i))),
                     str_z(kin_result_code(f->cells[i].result)));
    if (r->id == 0) {
        char day[11];
        Value *proposed = &r->v[type_slot(r->type, S("proposed"))];
        day_print(k->c->today, day);
        *proposed = (Value){ .set = true,
                             .text = arena_str(k->c->arena, str_z(day)),
                             .i = k->c->today,
                             .j = k->c->today };
        rec_set_int(r, type_slot(r->type, S("kin_case")), k->kin_case);
        rec_set_int(r, type_slot(r->type, S("person")), f->person);
        r->unit = k->unit;
        r->source = S("qiao kin");
    }
}

/* The batch is opened with the first record that is written. */
static bool open_batch(Keep *k, Err *e)
{
    Str what = k->after ? arena_printf(k->c->arena, "receipt %" PRId64, k->after)
                        : arena_printf(k->c->arena, "kin_case #%" PRId64, k->kin_case);

    if (k->out->batch)
        return true;
    if (!batch_begin(k->c, k->after ? BATCH_FOLLOWS : BATCH, what, e))
        return false;
    k->out->batch = k->c->batch;
    return true;
}

static bool make_one(Keep *k, const KinFound *f, Err *e)
{
    Record *r = record_new(k->c->arena, k->type);
    Check check = { 0 };

    fill(k, f, r);
    k->out->made++;
    return open_batch(k, e) && store_create(k->c, r, &check, e);
}

static bool change_one(Keep *k, const KinFound *f, int64_t id, Err *e)
{
    Record *r = store_get(k->c, k->type, id, e);
    int64_t version = r ? r->version : 0;
    Check check = { 0 };

    if (!r)
        return false;
    fill(k, f, r);
    if (!open_batch(k, e) || !store_update(k->c, r, &check, e))
        return false;
    k->out->changed += r->version != version;
    return true;
}

static bool keep_one(Keep *k, const KinFound *f, Err *e)
{
    Known known;

    if (!find_known(k, f->person, &known, e))
        return false;
    if (!known.id)
        return make_one(k, f, e);
    if (known.ours)
        return change_one(k, f, known.id, e);
    k->out->left++;
    return true;
}

static bool unit_of_case(Keep *k, Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query(
        k->c->db, "/* unit of a case */ SELECT \"unit\" FROM \"kin_case\" WHERE \"id\" = $1",
        P(k->kin_case));

    if (!db_next(q, e))
        return err_set(e, ERR_NOT_FOUND, "there is no kin_case #%" PRId64, k->kin_case);
    k->unit = db_int(q, 0);
    return true;
}

static bool keep_all(Keep *k, const KinCaseAnswer *answer, int least, Err *e)
{
    AUTO(store_rollback) StoreTxn txn = store_begin(k->c, e);

    for (size_t i = 0; !e->kind && i < answer->n; i++)
        if (answer->p[i].p * 100 >= least && !keep_one(k, &answer->p[i], e))
            return false;
    if (e->kind)
        return false;
    if (k->out->made + k->out->changed == 0) {
        k->out->batch = 0;
        return true; /* rolled back: a batch of nothing is none */
    }
    return batch_end(k->c, (int64_t)k->out->made, (int64_t)k->out->changed, e) &&
           store_commit(&txn, e);
}

static bool keep_after(Ctx *c, int64_t kin_case, int64_t after, const KinCaseAnswer *answer,
                       int least, KinKept *out, Err *e)
{
    Keep k = { .c = c,
               .type = registry_need(c->types, S("candidate"), e),
               .kin_case = kin_case,
               .after = after,
               .out = out,
               .before = c->batch };
    bool ok;

    *out = (KinKept){ .made = 0 };
    ok = k.type && unit_of_case(&k, e) && rights_check(c, RIGHT_WRITE, k.type, k.unit, e) &&
         keep_all(&k, answer, least, e);
    c->batch = k.before;
    return ok;
}

bool kin_keep(Ctx *c, int64_t kin_case, const KinCaseAnswer *answer, int least, KinKept *out,
              Err *e)
{
    return keep_after(c, kin_case, 0, answer, least, out, e);
}

/* ---- cold cases ---- */

bool kin_history_seq(Ctx *c, int64_t *out, Err *e)
{
    AUTO(stmt_done) Stmt *q =
        db_query(c->db, "/* newest of the history */ SELECT \"seq\" FROM qiao_head");

    *out = db_next(q, e) ? db_int(q, 0) : 0;
    return !e->kind;
}

static Query *cold_cases(Ctx *c, Err *e)
{
    const Type *t = registry_need(c->types, S("kin_case"), e);
    const QueryParts parts = { .where = S("state in (dormant, searching)"),
                               .columns = S("state"),
                               .order = S("id"),
                               .limit = CASES_MAX };

    return t ? query_build(c, t, &parts, e) : NULL;
}

bool kin_has_cold(Ctx *c, bool *out, Err *e)
{
    const Type *t = registry_find(c->types, S("candidate"));
    const Type *cases = registry_find(c->types, S("kin_case"));
    int64_t n = 0;
    const Query *q;

    *out = false;
    if (!t || !cases || !rights_has(c, RIGHT_WRITE, t, 0) || !rights_has(c, RIGHT_READ, cases, 0))
        return true;
    q = cold_cases(c, e);
    if (!q || !query_total(c, q, &n, e))
        return false;
    *out = n > 0;
    return true;
}

static bool read_cases(Ctx *c, int64_t **ids, size_t *n, Err *e)
{
    const Query *q = cold_cases(c, e);
    AUTO(rows_done) Rows *rows = q ? query_run(c, q, e) : NULL;
    VEC(int64_t) list = { 0 };

    if (!rows)
        return false;
    while (rows_next(rows, e))
        vec_push(c->arena, &list, rows_id(rows));
    *ids = list.p;
    *n = list.n;
    return !e->kind;
}

static bool changed_since(Ctx *c, int64_t since, Ids *out, Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query(
        c->db,
        "/* persons since */ SELECT DISTINCT \"record\" FROM qiao_history WHERE \"seq\" > $1"
        " AND \"type\" = 'person' AND \"act\" IN ('create', 'update', 'unvoid')"
        " UNION SELECT n.\"person\" FROM qiao_history h JOIN \"person_name\" n"
        " ON n.\"id\" = h.\"record\" WHERE h.\"seq\" > $1 AND h.\"type\" = 'person_name'"
        " AND h.\"act\" IN ('create', 'update', 'unvoid')",
        P(since));

    while (db_next(q, e))
        ids_set(out, (uint64_t)db_int(q, 0), 1);
    return !e->kind;
}

/* What has no candidate in the case yet, and is among those persons. */
static void only_new(KinCaseAnswer *answer, const Ids *only)
{
    size_t kept = 0;
    int64_t one;

    for (size_t i = 0; i < answer->n; i++)
        if (!answer->p[i].state.n && (!only || ids_get(only, (uint64_t)answer->p[i].person, &one)))
            answer->p[kept++] = answer->p[i];
    answer->n = kept;
}

static bool match_again(Kinfolk *k, Ctx *c, int64_t kin_case, const Ids *only, KinCold *out, Err *e)
{
    KinCaseAnswer answer;
    KinKept kept;
    Err one = { .lang = e->lang };

    out->cases++;
    if (!kin_case_match(k, c, &(KinAsk){ kin_case, KIN_TOP_MAX, only }, &answer, &one))
        return one.kind == ERR_INVALID || err_set(e, one.kind, "%s", one.msg);
    only_new(&answer, only);
    if (!keep_after(c, kin_case, out->after, &answer, KIN_COLD_LEAST, &kept, e))
        return false;
    out->with_new += kept.made > 0;
    out->made += kept.made;
    if (kept.batch)
        out->batch = kept.batch;
    return true;
}

bool kin_cold(Kinfolk *k, Ctx *c, int64_t since, int64_t after, KinCold *out, Err *e)
{
    AUTO(ids_done) Ids changed = { 0 };
    Arena *before = c->arena;
    int64_t *cases;
    size_t n;
    bool ok = true;

    *out = (KinCold){ .after = after };
    if ((since && !changed_since(c, since, &changed, e)) || !read_cases(c, &cases, &n, e))
        return false;
    if (since && changed.n == 0)
        return true;
    for (size_t i = 0; ok && i < n; i++) {
        c->arena = arena_new(ARENA_REQUEST);
        ok = match_again(k, c, cases[i], since ? &changed : NULL, out, e);
        arena_free(c->arena);
        c->arena = before;
    }
    return ok;
}
