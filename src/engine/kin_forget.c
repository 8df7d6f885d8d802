/* SPDX-License-Identifier: Apache-2.0
 * What of a person stays in kin cases when an erasure or a withdrawal asks for less.
 *
 * An erasure takes what is personal out of the rows that follow from the record, and out of their
 * history. A withdrawal takes back that a name may be shown: the candidates keep it masked.
 */
#include "engine/chain.h"
#include "engine/kin_case_impl.h"
#include "engine/registry.h"
#include "engine/store.h"

/* The rows of other types that tell of a record. */
static const struct {
    const char *of, *type, *sql;
} followers[] = {
    { "person", "candidate",
      "/* of a person */ SELECT \"id\" FROM \"candidate\" WHERE \"person\" = $1 ORDER BY \"id\"" },
    { "kin_case", "candidate",
      "/* of a case */ SELECT \"id\" FROM \"candidate\" WHERE \"kin_case\" = $1 ORDER BY \"id\"" },
    { "kin_case", "clue",
      "/* of a case */ SELECT \"id\" FROM \"clue\" WHERE \"kin_case\" = $1 ORDER BY \"id\"" },
    { "kin_case", "relay",
      "/* of a case */ SELECT \"id\" FROM \"relay\" WHERE \"kin_case\" = $1 ORDER BY \"id\"" },
};

typedef bool FollowerFn(Ctx *c, const Type *t, const int64_t *ids, size_t n, Str why, Err *e);

/* Calls fn with the rows of each type that follow from the record; `only`: of that type alone. */
static bool each_follower(Ctx *c, const Type *of, int64_t id, const char *only, FollowerFn *fn,
                          Str why, Err *e)
{
    const Param p = param_int(id);

    for (size_t i = 0; i < LEN(followers); i++) {
        const Type *t = registry_find(c->types, str_z(followers[i].type));
        const int64_t *ids;
        size_t n;
        if (!t || strcmp(followers[i].of, of->name) != 0 || (only && strcmp(only, t->name) != 0))
            continue;
        if (!store_flush(c, e))
            return false;
        AUTO(stmt_done) Stmt *q = db_query_text(c->db, str_z(followers[i].sql), &p, 1);
        if (!row_ids(c, q, &ids, &n, e) || !fn(c, t, ids, n, why, e))
            return false;
    }
    return true;
}

bool kin_erase(Ctx *c, const Type *t, int64_t id, Str why, Err *e)
{
    return each_follower(c, t, id, NULL, store_erase_all, why, e);
}

static bool mask_all(Ctx *c, const Type *t, const int64_t *ids, size_t n, Str why, Err *e)
{
    int slot = type_slot(t, S("name"));

    (void)why;
    for (size_t i = 0; i < n; i++) {
        Record *old = row_load(c, t, ids[i], e), *now;
        Str masked = old ? kin_masked_name(c->arena, rec_text(old, slot)) : S("");
        if (!old)
            return false;
        if (str_eq(masked, rec_text(old, slot)))
            continue;
        now = record_copy(c->arena, old);
        rec_set_text(now, slot, masked);
        if (!row_update(c, old, now, ACT_UPDATE, e))
            return false;
    }
    return true;
}

bool kin_withdrawn(Ctx *c, const Type *t, int64_t id, Err *e)
{
    return each_follower(c, t, id, "candidate", mask_all, S(""), e);
}
