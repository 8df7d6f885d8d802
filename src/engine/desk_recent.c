/* SPDX-License-Identifier: Apache-2.0
 * What a user did last, and what came back to him: from the newest rows of the history.
 */
#include <jansson.h>

#include "engine/desk.h"
#include "engine/registry.h"
#include "engine/rights.h"

enum { WINDOW = 20000 }; /* rows of the history that are looked through */

/* Does the change lead back along a move that needs a reason? */
static bool is_return(const Type *t, Str before, Str after)
{
    json_t *old = json_loadb(before.p, before.n, 0, NULL);
    json_t *now = json_loadb(after.p, after.n, 0, NULL);
    const char *from = json_string_value(json_object_get(old, "state"));
    const char *to = json_string_value(json_object_get(now, "state"));
    bool found = false;

    for (const Move *m = t->moves; from && to && m && m->to; m++)
        found |= (m->flags & MOVE_REASON) && strcmp(m->from, from) == 0 && strcmp(m->to, to) == 0;
    json_decref(old);
    json_decref(now);
    return found;
}

/* Kind 0: what the user made or changed, once each. Kind 1: where somebody else said why he changed
 * the state of what the user worked on before, and nobody changed it since. Groups are by no column
 * itself, lest SQLite goes through all of the history in the order of its index on records. */
static const char sql[] =
    "/* recent work */ SELECT 0 AS k, min(\"type\"), min(\"record\"), max(\"at\") AS t, $2 AS \"actor\", '' AS"
    " \"why\", '' AS \"before\", '' AS \"after\" FROM qiao_history WHERE"
    " \"seq\" > (SELECT \"seq\" FROM qiao_head WHERE \"one\" = 1) - $1 AND \"actor\" = $2 AND"
    " \"act\" IN ('create', 'update') AND \"batch\" IS NULL AND \"record\" IS NOT NULL"
    " GROUP BY \"type\" || '', \"record\" + 0"
    " UNION ALL SELECT 1 AS k, h.\"type\", h.\"record\", h.\"at\" AS t, h.\"actor\", h.\"why\","
    " h.\"before\", h.\"after\" FROM qiao_history AS h WHERE"
    " h.\"seq\" > (SELECT \"seq\" FROM qiao_head WHERE \"one\" = 1) - $1 AND h.\"act\" = 'update'"
    " AND h.\"why\" IS NOT NULL AND h.\"actor\" <> $2 AND h.\"before\" LIKE '%\"state\":%' AND"
    " EXISTS (SELECT 1 FROM qiao_history AS p WHERE p.\"type\" = h.\"type\" AND"
    " p.\"record\" = h.\"record\" AND p.\"seq\" < h.\"seq\" AND p.\"actor\" = $2 AND p.\"act\" IN"
    " ('create', 'update')) AND NOT EXISTS (SELECT 1 FROM qiao_history AS l WHERE"
    " l.\"type\" = h.\"type\" AND l.\"record\" = h.\"record\" AND l.\"seq\" > h.\"seq\" AND"
    " l.\"act\" NOT IN ('read', 'export', 'refuse', 'sign')) ORDER BY t DESC";

bool desk_recent(Ctx *c, size_t most, bool (*people)(const Type *t), RecentList *recent,
                 RecentList *returned, Err *e)
{
    const Param p[] = { param_int(WINDOW), param_int(c->user ? c->user->id : 0) };
    AUTO(stmt_done) Stmt *q = db_query_text(c->db, str_z(sql), p, LEN(p));

    while (db_next(q, e)) {
        const Type *t = registry_find(c->types, db_str(q, 1));
        bool back = db_int(q, 0) != 0;
        RecentList *list = back ? returned : recent;
        if (list->n == most || !t || !people(t) || !rights_has(c, RIGHT_READ, t, 0) ||
            (back && !is_return(t, db_str(q, 6), db_str(q, 7))))
            continue;
        vec_push(c->arena, list,
                 (RecentItem){ .type = t,
                               .id = db_int(q, 2),
                               .at = db_int(q, 3),
                               .by = db_int(q, 4),
                               .why = db_text(q, c->arena, 5) });
    }
    return !e->kind;
}
