/* SPDX-License-Identifier: Apache-2.0
 * The tree of units on a day, in memory: a sorted list of (unit, unit above).
 *
 * A few thousand rows even for a province, so it is read whole.
 */
#include "engine/units.h"

#include <stdlib.h>

enum { DEPTH_MAX = 64, UNITS_MAX = 200000 };

typedef struct {
    int64_t id, above;
    Day from; /* when that edge began */
    Str names[LANG__N], brief, kind;
    bool successor; /* `above` came from a change; an edge that began later wins over it */
} Node;

struct Units {
    Node *nodes; /* sorted by id */
    size_t n;
    int64_t root;
};

static int by_id(const void *a, const void *b)
{
    const Node *x = a, *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

static Node *find(const Units *u, int64_t id)
{
    Node key = { .id = id };
    return u->n ? bsearch(&key, u->nodes, u->n, sizeof *u->nodes, by_id) : NULL;
}

static bool read_units(Units *u, Arena *a, Db *db, Err *e)
{
    VEC(Node) list = { 0 };
    AUTO(stmt_done) Stmt *q = db_query(db, "/* units */ SELECT \"id\", \"name\", \"name_hant\","
                                           " \"name_en\", \"short\", \"kind\" FROM \"unit\""
                                           " WHERE \"voided_at\" IS NULL ORDER BY \"id\"");
    while (db_next(q, e)) {
        if (list.n == UNITS_MAX)
            return err_set(e, ERR_INVALID, "a store holds at most %d units", UNITS_MAX);
        vec_push(a, &list,
                 (Node){ .id = db_int(q, 0),
                         .names = { [LANG_HANS] = db_text(q, a, 1),
                                    [LANG_HANT] = db_text(q, a, 2),
                                    [LANG_EN] = db_text(q, a, 3) },
                         .brief = db_text(q, a, 4),
                         .kind = db_text(q, a, 5) });
    }
    u->nodes = list.p;
    u->n = list.n;
    return !e->kind;
}

static void node_under(Node *node, int64_t above, Day from, bool successor)
{
    node->above = above;
    node->from = from;
    node->successor = successor;
}

static bool read_edges(Units *u, Db *db, Day day, Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query(
        db,
        "/* edges of a day */ SELECT \"member\", \"parent\", COALESCE(\"began_from\", 0) FROM \"unit_edge\""
        " WHERE \"voided_at\" IS NULL"
        " AND COALESCE(\"began_from\", 0) <= $1 AND COALESCE(\"ended_from\", 99991231) > $1",
        P((int64_t)day));
    while (db_next(q, e)) {
        Node *node = find(u, db_int(q, 0));
        if (node)
            node_under(node, db_int(q, 1), (Day)db_int(q, 2), false);
    }
    return !e->kind;
}

/* Units that ended stand under what came after them. */
static bool read_successors(Units *u, Arena *a, Db *db, Day day, Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query(
        db,
        "/* successors */ SELECT \"old_units\", \"new_units\", \"happened_from\" FROM \"unit_change\""
        " WHERE \"voided_at\" IS NULL"
        " AND \"kind\" IN ('merge', 'split', 'dissolve') AND \"happened_from\" <= $1 ORDER BY \"happened_from\"",
        P((int64_t)day));
    while (db_next(q, e)) {
        Str olds = db_text(q, a, 0), news = db_text(q, a, 1), piece;
        int64_t first = 0, id;
        while (first == 0 && str_next(&news, '|', &piece))
            if (piece.n && !str_int(piece, &first))
                first = 0;
        while (first && str_next(&olds, '|', &piece)) {
            Node *node = str_int(piece, &id) ? find(u, id) : NULL;
            if (node && id != first && (node->successor || node->from < (Day)db_int(q, 2)))
                node_under(node, first, 0, true);
        }
    }
    return !e->kind;
}

Units *units_load(Arena *a, Db *db, Day day, Err *e)
{
    Units *u = NEW(a, Units);
    if (!read_units(u, a, db, e) || !read_edges(u, db, day, e) ||
        !read_successors(u, a, db, day, e))
        return NULL;
    for (size_t i = 0; i < u->n && !u->root; i++)
        if (u->nodes[i].above == 0)
            u->root = u->nodes[i].id;
    return u;
}

bool units_under(const Units *u, int64_t unit, int64_t above)
{
    for (int depth = 0; depth < DEPTH_MAX && unit; depth++) {
        if (unit == above)
            return true;
        unit = units_above(u, unit);
    }
    return false;
}

const int64_t *units_below(const Units *u, Arena *a, int64_t above, size_t *n)
{
    int64_t *out = NEWN(a, int64_t, u->n + 1);
    *n = 0;
    for (size_t i = 0; i < u->n; i++)
        if (units_under(u, u->nodes[i].id, above))
            out[(*n)++] = u->nodes[i].id;
    return out;
}

Str units_name(const Units *u, int64_t unit, Lang lang)
{
    const Node *node = find(u, unit);
    if (!node)
        return (Str){ 0 };
    return node->names[lang].n ? node->names[lang] : node->names[LANG_HANS];
}

int64_t units_root(const Units *u)
{
    return u->root;
}

int64_t units_above(const Units *u, int64_t unit)
{
    const Node *node = find(u, unit);
    return node ? node->above : 0;
}

bool units_has_below(const Units *u, int64_t unit)
{
    for (size_t i = 0; i < u->n; i++)
        if (u->nodes[i].above == unit)
            return true;
    return false;
}

size_t units_count(const Units *u)
{
    return u->n;
}

UnitNames units_at(const Units *u, size_t i)
{
    const Node *node = &u->nodes[i];
    UnitNames out = { .id = node->id, .brief = node->brief, .kind = node->kind };
    memcpy(out.names, node->names, sizeof out.names);
    return out;
}

bool units_find(const Units *u, int64_t unit, UnitNames *out)
{
    const Node *node = find(u, unit);
    if (node)
        *out = units_at(u, (size_t)(node - u->nodes));
    return node != NULL;
}
