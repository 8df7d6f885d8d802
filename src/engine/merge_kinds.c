/* SPDX-License-Identifier: Apache-2.0
 * What the engine records about merges: that one record went into another, what the losing one
 * said, and which pairs are not the same.
 *
 * They speak of records of any type, so they hold numbers and the name of the type instead of
 * links. A lost value stands in one of three fields by the level of the field that it was in, so
 * that lists, exports and the history mask it like the original.
 */
#include "engine/merge_impl.h"

#include "engine/chain.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/store.h"

enum { REASON_MAX = 500, VALUE_MAX = 1 << 20 };

/* ---- the types ---- */

static const Field merge_fields[MERGE__N] = {
    [MERGE_TYPE] = { .name = "of_type", .label = N_("Record type"), .kind = T_TEXT, .max = 63,
                     .flags = REQUIRED | FIXED | IN_LIST },
    [MERGE_LOST] = { .name = "lost", .label = N_("Record that was merged"), .kind = T_COUNT,
                     .flags = REQUIRED | FIXED | IN_LIST | INDEXED },
    [MERGE_KEPT] = { .name = "kept", .label = N_("Record that was kept"), .kind = T_COUNT,
                     .flags = REQUIRED | FIXED | IN_LIST | INDEXED },
    [MERGE_REASON] = { .name = "reason", .label = N_("Reason given"), .kind = T_NOTE,
                       .max = REASON_MAX, .flags = IN_LIST },
};

const Type merge_type = {
    .name = "merge", .label = N_("Merge of two records"), .area = "merging",
    .fields = merge_fields, .nfields = LEN(merge_fields), .title = "of_type",
    .identity = { "of_type", "lost" }, .write = RIGHT_VOID,
};

static const Field alternate_fields[ALT__N] = {
    [ALT_TYPE] = { .name = "of_type", .label = N_("Record type"), .kind = T_TEXT, .max = 63,
                   .flags = REQUIRED | IN_LIST },
    [ALT_RECORD] = { .name = "record", .label = N_("Record that was kept"), .kind = T_COUNT,
                     .flags = REQUIRED | IN_LIST | INDEXED },
    [ALT_FIELD] = { .name = "field", .label = N_("Field"), .kind = T_TEXT, .max = 63,
                    .flags = REQUIRED | IN_LIST },
    [ALT_VALUE] = { .name = "value", .label = N_("Recorded value"), .kind = T_NOTE, .max = VALUE_MAX,
                    .flags = IN_LIST },
    [ALT_PERSONAL] = { .name = "value_personal", .label = N_("Value about a person"),
                       .kind = T_NOTE, .max = VALUE_MAX, .level = LEVEL_PERSONAL },
    [ALT_SENSITIVE] = { .name = "value_sensitive", .label = N_("Sensitive value"),
                        .kind = T_NOTE, .max = VALUE_MAX, .level = LEVEL_SENSITIVE },
    [ALT_FROM] = { .name = "lost", .label = N_("Record that was merged"), .kind = T_COUNT,
                   .flags = REQUIRED | IN_LIST | INDEXED },
};

const Type alternate_type = {
    .name = "alternate", .label = N_("Value of a merged record"), .area = "merging",
    .fields = alternate_fields, .nfields = LEN(alternate_fields), .title = "field",
    .identity = { "of_type", "lost", "field" }, .write = RIGHT_VOID,
};

static const Field apart_fields[APART__N] = {
    [APART_TYPE] = { .name = "of_type", .label = N_("Record type"), .kind = T_TEXT, .max = 63,
                     .flags = REQUIRED | IN_LIST },
    [APART_ONE] = { .name = "one", .label = N_("One record"), .kind = T_COUNT,
                    .flags = REQUIRED | IN_LIST | INDEXED },
    [APART_OTHER] = { .name = "other", .label = N_("The other record"), .kind = T_COUNT,
                      .flags = REQUIRED | IN_LIST | INDEXED },
    [APART_REASON] = { .name = "reason", .label = N_("Reason given"), .kind = T_NOTE,
                       .max = REASON_MAX, .flags = IN_LIST },
};

static void apart_check(Check *k, const Record *r)
{
    if (rec_int(r, APART_ONE) >= rec_int(r, APART_OTHER))
        problem(k, APART_OTHER, "write two records, the one with the smaller number first");
}

const Type not_same_type = {
    .name = "not_same", .label = N_("Two records that are not the same"), .area = "registry",
    .fields = apart_fields, .nfields = LEN(apart_fields), .title = "of_type",
    .identity = { "of_type", "one", "other" }, .check = apart_check,
};

/* ---- pairs that are not the same ---- */

uint64_t pair_word(int64_t a, int64_t b)
{
    uint64_t low = (uint64_t)(a < b ? a : b), high = (uint64_t)(a < b ? b : a);
    uint64_t h = low * 0x9E3779B97F4A7C15u ^ (high + (high << 21)) * 0xff51afd7ed558ccdu;
    return h ^ h >> 32;
}

bool not_same(Ctx *c, const Type *t, int64_t a, int64_t b, bool *out, Err *e)
{
    *out = false;
    if (!store_flush(c, e))
        return false;
    AUTO(stmt_done) Stmt *q = db_query(
        c->db,
        "/* not the same */ SELECT 1 FROM \"not_same\" WHERE \"one\" = $1 AND \"other\" = $2"
        " AND \"of_type\" = $3 AND \"voided_at\" IS NULL",
        P(a < b ? a : b), P(a < b ? b : a), P(t->name));
    *out = db_next(q, e);
    return !e->kind;
}

bool not_same_all(Ctx *c, const Type *t, Ids *out, Err *e)
{
    if (!store_flush(c, e))
        return false;
    AUTO(stmt_done) Stmt *q =
        db_query(c->db,
                 "/* all not the same */ SELECT \"one\", \"other\", \"id\" FROM \"not_same\""
                 " WHERE \"of_type\" = $1 AND \"voided_at\" IS NULL",
                 P(t->name));
    while (db_next(q, e))
        ids_set(out, pair_word(db_int(q, 0), db_int(q, 1)), db_int(q, 2));
    return !e->kind;
}

/* May the user read both, and are they there? */
static bool pair_there(Ctx *c, const Type *t, int64_t a, int64_t b, Err *e)
{
    if (a == b)
        return err_set(e, ERR_INVALID, "%s #%" PRId64 " is one record; name two", t->name, a);
    return store_get(c, t, a, e) && store_get(c, t, b, e);
}

bool not_same_say(Ctx *c, const Type *t, int64_t a, int64_t b, Str why, int64_t *id, Err *e)
{
    const Type *kind = registry_need(c->types, S("not_same"), e);
    Check k = { 0 };
    bool said;
    Record *r;

    if (!kind || !merge_allowed(t, e) || !pair_there(c, t, a, b, e) ||
        !not_same(c, t, a, b, &said, e))
        return false;
    if (said)
        return err_set(e, ERR_CONFLICT,
                       "it was said before that %s #%" PRId64 " and #%" PRId64 " are not the same",
                       t->name, a, b);
    if (str_trim(why).n == 0)
        return err_set(e, ERR_INVALID, "say why the two are not the same");
    r = record_new(c->arena, kind);
    rec_set_text(r, APART_TYPE, str_z(t->name));
    rec_set_int(r, APART_ONE, a < b ? a : b);
    rec_set_int(r, APART_OTHER, a < b ? b : a);
    rec_set_text(r, APART_REASON, why);
    if (!store_create(c, r, &k, e))
        return false;
    *id = r->id;
    return true;
}

/* ---- what was merged ---- */

bool merge_allowed(const Type *t, Err *e)
{
    static const char *const closed[] = { "system", "review", "merging" };
    bool own = str_eq(str_z(t->name), str_z(not_same_type.name));
    for (size_t i = 0; i < LEN(closed); i++)
        own |= str_eq(str_z(t->area), str_z(closed[i]));
    return !own ||
           err_set(e, ERR_INVALID, "a %s is not merged: the engine and what is sealed refer to it",
                   t->name);
}

bool merged_into(Ctx *c, const Type *t, int64_t id, int64_t *out, Err *e)
{
    *out = 0;
    if (!store_flush(c, e))
        return false;
    for (int step = 0; step < 1000; step++) {
        AUTO(stmt_done) Stmt *q =
            db_query(c->db,
                     "/* merged into */ SELECT \"kept\" FROM \"merge\" WHERE \"lost\" = $1"
                     " AND \"of_type\" = $2 AND \"voided_at\" IS NULL ORDER BY \"id\" DESC LIMIT 1",
                     P(*out ? *out : id), P(t->name));
        if (!db_next(q, e))
            return !e->kind;
        *out = db_int(q, 0);
    }
    return true;
}

/* ---- alternates ---- */

static const Field *field_called(const Type *t, Str name)
{
    int std = std_slot(name);
    return std >= 0 ? &std_fields[std] : type_field(t, name);
}

/* Reads one row of alternates_of; false if the user may not see it, or the field is no more. */
static bool read_alternate(Ctx *c, const Record *r, const Stmt *q, Alternate *out)
{
    Err quiet = { 0 };
    Str text = db_null(q, 4) ? (db_null(q, 5) ? db_str(q, 6) : db_str(q, 5)) : db_str(q, 4);
    *out = (Alternate){ .id = db_int(q, 0),
                        .from = db_int(q, 1),
                        .at = db_int(q, 2),
                        .field = field_called(r->type, db_str(q, 3)) };
    return out->field && rights_sees(c, r->type, out->field, r->unit) &&
           value_read(out->field, arena_str(c->arena, text), &out->value, &quiet);
}

bool alternates_of(Ctx *c, const Record *r, const Alternate **out, size_t *n, Err *e)
{
    VEC(Alternate) list = { 0 };
    bool sensitive = false;
    {
        AUTO(stmt_done) Stmt *q = db_query(
            c->db,
            "/* alternates */ SELECT \"id\", \"lost\", \"created_at\", \"field\", \"value\","
            " \"value_personal\", \"value_sensitive\" FROM \"alternate\" WHERE \"record\" = $1"
            " AND \"of_type\" = $2 AND \"voided_at\" IS NULL ORDER BY \"id\"",
            P(r->id), P(r->type->name));
        while (db_next(q, e)) {
            Alternate one;
            if (!read_alternate(c, r, q, &one))
                continue;
            sensitive |= one.field->level == LEVEL_SENSITIVE;
            vec_push(c->arena, &list, one);
        }
    }
    *out = list.p;
    *n = list.n;
    return !e->kind && (!sensitive || !c->user ||
                        history_read(c, r->type, r->id, S("alternates"), (int64_t)list.n, e));
}

/* ---- erasing ---- */

bool merge_erase(Ctx *c, const Type *t, int64_t id, Str why, Err *e)
{
    const Type *alternate = registry_find(c->types, S("alternate"));
    const int64_t *ids;
    size_t n;

    if (!merge_allowed(t, &(Err){ 0 }))
        return true;
    if (!store_flush(c, e))
        return false;
    {
        AUTO(stmt_done) Stmt *q =
            db_query(c->db,
                     "/* erase: alternates */ SELECT \"id\" FROM \"alternate\" WHERE"
                     " (\"record\" = $1 OR \"lost\" = $1) AND \"of_type\" = $2 ORDER BY \"id\"",
                     P(id), P(t->name));
        if (!row_ids(c, q, &ids, &n, e))
            return false;
    }
    if (!store_erase_all(c, alternate, ids, n, why, e))
        return false;
    AUTO(stmt_done) Stmt *q =
        db_query(c->db,
                 "/* erase: merged records */ SELECT \"lost\" FROM \"merge\" WHERE \"kept\" = $1"
                 " AND \"of_type\" = $2 AND \"voided_at\" IS NULL ORDER BY \"id\"",
                 P(id), P(t->name));
    return row_ids(c, q, &ids, &n, e) && store_erase_all(c, t, ids, n, why, e);
}
