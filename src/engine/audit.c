/* SPDX-License-Identifier: Apache-2.0
 * Finding rows of the history.
 */
#include "engine/audit.h"

#include <jansson.h>

#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/store.h"
#include "engine/units.h"

enum { WHAT_MAX = 400, DAY_MS = 24 * 3600 * 1000, MINUTE_MS = 60 * 1000 };

/* ---- what is asked ---- */

typedef struct {
    int64_t user, record, since, until;
} Bounds;

static bool find_user(Ctx *c, Str login, int64_t *out, Err *e)
{
    AUTO(stmt_done) Stmt *q =
        db_query(c->db, "/* user */ SELECT \"id\" FROM \"user\" WHERE \"login\" = $1", P(login));
    if (db_next(q, e)) {
        *out = db_int(q, 0);
        return true;
    }
    return err_field(e, "user", ERR_INVALID, N_("there is no user '%.*s'"), STR(login));
}

static bool find_record(Ctx *c, const AuditQuery *q, int64_t *out, Err *e)
{
    const Type *t;

    if (str_int(q->record, out))
        return true;
    if (!q->type.n)
        return err_field(e, "record", ERR_INVALID,
                         N_("a key belongs to a type: choose the type, or give the number"));
    t = registry_need(c->types, q->type, e);
    if (!t)
        return false;
    *out = store_find_name(c, t, q->record, e);
    return *out || (!e->kind && err_field(e, "record", ERR_INVALID, N_("there is no %s '%.*s'"),
                                          t->name, STR(q->record)));
}

static int64_t midnight(const Ctx *c, Day d)
{
    return day_number(d) * DAY_MS - (int64_t)c->tz * MINUTE_MS;
}

static bool read_bounds(Ctx *c, const AuditQuery *q, Bounds *out, Err *e)
{
    *out = (Bounds){ .since = q->from ? midnight(c, q->from) : INT64_MIN,
                     .until = q->to ? midnight(c, q->to) + DAY_MS : INT64_MAX };
    if (q->act.n && act_by_code(q->act) == ACT__N)
        return err_field(e, "act", ERR_INVALID, N_("there is no act '%.*s'"), STR(q->act));
    return (!q->login.n || find_user(c, q->login, &out->user, e)) &&
           (!q->record.n || find_record(c, q, &out->record, e));
}

/* ---- what is found ---- */

static void put_names(Buf *b, json_t *fields)
{
    const char *name;
    json_t *value;

    json_object_foreach(fields, name, value) buf_printf(b, "%s%s", b->n ? ", " : "", name);
}

/* "what" and "rows" of what was no change; else the names of the fields. */
static void read_what(Ctx *c, AuditRow *r)
{
    bool change = r->row.act != ACT_READ && r->row.act != ACT_EXPORT && r->row.act != ACT_REFUSE &&
                  r->row.act != ACT_SIGN;
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    Str json = r->row.after.n ? r->row.after : r->row.before;
    json_t *all = json.n ? json_loadb(json.p, json.n, 0, NULL) : NULL;

    if (change)
        put_names(&b, all);
    else
        buf_printf(&b, "%s", json_string_value(json_object_get(all, "what")));
    r->what = arena_str(c->arena, utf8_part(buf_str(&b), WHAT_MAX));
    r->rows = change ? 0 : json_integer_value(json_object_get(all, "rows"));
    json_decref(all);
}

bool audit_list(Ctx *c, const AuditQuery *q, const AuditRow **out, size_t *n, Err *e)
{
    VEC(AuditRow) list = { 0 };
    Bounds b;

    if (!rights_check(c, RIGHT_AUDIT, NULL, units_root(c->units), e) || !read_bounds(c, q, &b, e))
        return false;
    AUTO(stmt_done) Stmt *s = db_query(
        c->db,
        "/* audit */ SELECT h.\"seq\", h.\"at\", h.\"actor\", h.\"act\", h.\"type\", h.\"record\","
        " h.\"version\", h.\"batch\", h.\"why\", h.\"before\", h.\"after\","
        " COALESCE(u.\"login\", ''), COALESCE(o.\"login\", '') FROM qiao_history AS h"
        " LEFT JOIN \"user\" AS u ON u.\"id\" = h.\"actor\""
        " LEFT JOIN \"user\" AS o ON h.\"act\" = 'sign' AND o.\"id\" = h.\"record\""
        " WHERE ($1 = 0 OR h.\"seq\" < $1)"
        " AND ($2 = 0 OR h.\"actor\" = $2 OR (h.\"act\" = 'sign' AND h.\"record\" = $2))"
        " AND ($3 = '' OR h.\"act\" = $3) AND ($4 = '' OR h.\"type\" = $4)"
        " AND ($5 = 0 OR h.\"record\" = $5) AND h.\"at\" >= $6 AND h.\"at\" < $7"
        " ORDER BY h.\"seq\" DESC LIMIT $8",
        P(q->before), P(b.user), P(q->act), P(q->type), P(b.record), P(b.since), P(b.until),
        P((int64_t)q->limit));
    while (db_next(s, e)) {
        AuditRow r = { .who = db_text(s, c->arena, 11), .about = db_text(s, c->arena, 12) };
        history_row_read(s, c->arena, &r.row);
        read_what(c, &r);
        vec_push(c->arena, &list, r);
    }
    *out = list.p;
    *n = list.n;
    return !e->kind;
}
