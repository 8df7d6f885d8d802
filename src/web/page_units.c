/* SPDX-License-Identifier: Apache-2.0
 * The tree of units as it was on any day: names of then, what came of what, and what comes later.
 * It is changed by records, of which this page says which.
 */
#include <stdlib.h>

#include "base/map.h"
#include "engine/core.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/units.h"
#include "web/form.h"
#include "web/pages.h"

enum {
    UNITS_SHOWN = 600, /* of a tree with more, only the upper levels stand on one page */
    LEVELS_OPEN = 2,
    LEVELS_MANY = 3,
    LEVELS_MOST = 64,
    LATER_MOST = 100
};

/* One that came of another, or that another came of; they are a list. */
typedef struct Kin {
    const struct Kin *next;
    size_t unit;
    const char *kind;
    Day on;
} Kin;

typedef struct {
    int64_t id;
    Str name, level;
    Day founded, ended;
    int64_t users;
    size_t child, sibling; /* 1 more than their number; 0: none */
    const Kin *before, *after;
} Node;

/* What comes later than the day that is shown. */
typedef struct {
    Day on;
    Str what, href;
} Later;

typedef struct {
    Request *q;
    Day on;
    const Units *tree;
    VEC(Node) nodes; /* by their code */
    VEC(Later) later;
    Ids at;              /* number of each id */
    size_t there, first; /* so many there were; the first that stood under none */
} Tree;

static Node *node_of(Tree *t, int64_t id)
{
    int64_t i;
    return ids_get(&t->at, (uint64_t)id, &i) ? &t->nodes.p[i] : NULL;
}

static Str own_name(const Request *q, const Stmt *s, int col)
{
    Str named = q->c.lang == LANG_HANT ? db_str(s, col + 1)
                : q->c.lang == LANG_EN ? db_str(s, col + 2)
                                       : (Str){ 0 };
    return arena_str(q->c.arena, named.n ? named : db_str(s, col));
}

static void add_later(Tree *t, Day on, Str what, const char *type, int64_t id)
{
    if (on > t->on && on < DAY_MAX)
        vec_push(t->q->c.arena, &t->later, (Later){ on, what, record_url(t->q, type, id) });
}

/* ---- what is known ---- */

static bool load_units(Tree *t, Err *e)
{
    Request *q = t->q;
    AUTO(stmt_done) Stmt *s = db_query(
        q->c.db,
        "/* units of a day */ SELECT \"id\", \"name\", \"name_hant\", \"name_en\", \"level\","
        " COALESCE(\"founded_from\", 0), COALESCE(\"dissolved_from\", 99991231), \"state\""
        " FROM \"unit\" WHERE \"voided_at\" IS NULL ORDER BY \"code\", \"id\"");
    while (db_next(s, e)) {
        Node n = { .id = db_int(s, 0),
                   .name = own_name(q, s, 1),
                   .level = db_text(s, q->c.arena, 4),
                   .founded = (Day)db_int(s, 5),
                   .ended = (Day)db_int(s, 6) };
        ids_set(&t->at, (uint64_t)n.id, (int64_t)t->nodes.n);
        vec_push(q->c.arena, &t->nodes, n);
        add_later(t, n.founded,
                  arena_printf(q->c.arena, say(q, N_("%.*s is founded")), STR(n.name)), "unit",
                  n.id);
        add_later(t, n.ended, arena_printf(q->c.arena, say(q, N_("%.*s ends")), STR(n.name)),
                  "unit", n.id);
    }
    return !e->kind;
}

/* Names that held on the day; and those that end later, since another follows then. */
static bool load_names(Tree *t, Err *e)
{
    Request *q = t->q;
    AUTO(stmt_done) Stmt *s = db_query(
        q->c.db,
        "/* names of a day */ SELECT \"of_unit\", \"name\", COALESCE(\"ended_from\", 99991231)"
        " FROM \"unit_name\" WHERE \"voided_at\" IS NULL"
        " AND COALESCE(\"began_from\", 0) <= $1 AND COALESCE(\"ended_from\", 99991231) > $1",
        P((int64_t)t->on));
    while (db_next(s, e)) {
        Node *n = node_of(t, db_int(s, 0));
        if (!n)
            continue;
        add_later(t, (Day)db_int(s, 2),
                  arena_printf(q->c.arena, say(q, N_("%.*s is then called %.*s")),
                               STR(db_str(s, 1)), STR(n->name)),
                  "unit", n->id);
        n->name = db_text(s, q->c.arena, 1);
    }
    return !e->kind;
}

static bool load_users(Tree *t, Err *e)
{
    AUTO(stmt_done) Stmt *s =
        db_query(t->q->c.db,
                 "/* users by unit */ SELECT \"home\", count(*) FROM \"user\" WHERE"
                 " \"voided_at\" IS NULL AND COALESCE(\"closed_from\", 99991231) > $1"
                 " GROUP BY \"home\"",
                 P((int64_t)t->on));
    while (db_next(s, e)) {
        Node *n = node_of(t, db_int(s, 0));
        if (n)
            n->users = db_int(s, 1);
    }
    return !e->kind;
}

static bool load_moves(Tree *t, Err *e)
{
    Request *q = t->q;
    AUTO(stmt_done) Stmt *s =
        db_query(q->c.db,
                 "/* later places */ SELECT \"id\", \"member\", \"parent\", \"began_from\" FROM"
                 " \"unit_edge\" WHERE \"voided_at\" IS NULL AND \"began_from\" > $1"
                 " ORDER BY \"began_from\" LIMIT $2",
                 P((int64_t)t->on), P(LATER_MOST));
    while (db_next(s, e)) {
        const Node *n = node_of(t, db_int(s, 1)), *to = node_of(t, db_int(s, 2));
        if (n && to && n->founded != (Day)db_int(s, 3))
            add_later(t, (Day)db_int(s, 3),
                      arena_printf(q->c.arena, say(q, N_("%.*s goes under %.*s")), STR(n->name),
                                   STR(to->name)),
                      "unit_edge", db_int(s, 0));
    }
    return !e->kind;
}

/* ---- what came of what ---- */

static void tie(Tree *t, Node *old, Node *now, const char *kind, Day on)
{
    Kin *before = NEW(t->q->c.arena, Kin), *after = NEW(t->q->c.arena, Kin);

    *before = (Kin){ now->before, (size_t)(old - t->nodes.p), kind, on };
    *after = (Kin){ old->after, (size_t)(now - t->nodes.p), kind, on };
    now->before = before;
    old->after = after;
    if (strcmp(kind, "rename") != 0 && strcmp(kind, "move") != 0 && on < old->ended)
        old->ended = on;
}

static void tie_all(Tree *t, Str olds, Str news, const char *kind, Day on)
{
    Str one, other, rest;
    int64_t id, to;

    while (str_next(&olds, '|', &one)) {
        Node *old = str_int(one, &id) ? node_of(t, id) : NULL;
        for (rest = news; old && str_next(&rest, '|', &other);) {
            Node *now = str_int(other, &to) ? node_of(t, to) : NULL;
            if (now && now != old)
                tie(t, old, now, kind, on);
        }
    }
}

static Str names_in(Tree *t, Str ids)
{
    Str one, all = { 0 };
    int64_t id;

    while (str_next(&ids, '|', &one)) {
        const Node *n = str_int(one, &id) ? node_of(t, id) : NULL;
        if (n)
            all = arena_printf(t->q->c.arena, "%.*s%s%.*s", STR(all),
                               all.n ? say(t->q, N_(", ")) : "", STR(n->name));
    }
    return all;
}

static bool load_changes(Tree *t, Err *e)
{
    Request *q = t->q;
    const Type *type = registry_need(q->c.types, S("unit_change"), e);
    AUTO(stmt_done) Stmt *s = db_query(
        q->c.db, "/* changes of units */ SELECT \"id\", \"kind\", \"happened_from\", \"old_units\","
                 " \"new_units\" FROM \"unit_change\" WHERE \"voided_at\" IS NULL"
                 " ORDER BY \"happened_from\", \"id\"");
    while (type && db_next(s, e)) {
        const Choice *kind = field_choice(&type->fields[CHANGE_KIND], db_str(s, 1));
        Str olds = db_text(s, q->c.arena, 3), news = db_text(s, q->c.arena, 4);
        Day on = (Day)db_int(s, 2);
        if (!kind)
            continue;
        if (on > t->on)
            add_later(t, on,
                      arena_printf(q->c.arena, news.n ? "%s: %.*s → %.*s" : "%s: %.*s",
                                   say(q, kind->label), STR(names_in(t, olds)),
                                   STR(names_in(t, news))),
                      "unit_change", db_int(s, 0));
        else
            tie_all(t, olds, news, kind->code, on);
    }
    return !e->kind;
}

/* ---- the tree ---- */

static bool is_there(const Tree *t, const Node *n)
{
    return n->founded <= t->on && n->ended > t->on;
}

/* The unit above that there was on that day, if need be beyond one that had ended. */
static Node *upper(Tree *t, const Node *n)
{
    Node *above = node_of(t, units_above(t->tree, n->id));

    for (int i = 0; i < LEVELS_MOST && above && !is_there(t, above); i++)
        above = node_of(t, units_above(t->tree, above->id));
    return above;
}

/* Hangs each unit that there was below its upper one; backwards, so that codes stay in order. */
static void hang(Tree *t)
{
    for (size_t i = t->nodes.n; i-- > 0;) {
        Node *n = &t->nodes.p[i];
        if (!is_there(t, n))
            continue;
        size_t *first = &t->first;
        Node *above = upper(t, n);
        t->there++;
        if (above)
            first = &above->child;
        n->sibling = *first;
        *first = i + 1;
    }
}

static int by_day(const void *a, const void *b)
{
    const Later *x = a, *y = b;
    return x->on < y->on ? -1 : x->on > y->on;
}

static bool load(Tree *t, Err *e)
{
    t->tree = units_load(t->q->c.arena, t->q->c.db, t->on, e);
    if (!t->tree || !load_units(t, e) || !load_names(t, e) || !load_users(t, e) ||
        !load_moves(t, e) || !load_changes(t, e))
        return false;
    hang(t);
    if (t->later.n)
        qsort(t->later.p, t->later.n, sizeof *t->later.p, by_day);
    return true;
}

static int64_t count_below(const Tree *t, const Node *n, int depth, int64_t *users)
{
    int64_t all = 0;

    for (size_t i = depth < LEVELS_MOST ? n->child : 0; i; i = t->nodes.p[i - 1].sibling) {
        const Node *below = &t->nodes.p[i - 1];
        *users += below->users;
        all += 1 + count_below(t, below, depth + 1, users);
    }
    return all;
}

/* ---- writing ---- */

static void put_kin(const Tree *t, const Kin *list, const char *label)
{
    Request *q = t->q;

    if (!list)
        return;
    html(&q->out, " <span class=\"hint\">%s", label);
    for (; list; list = list->next) {
        const Node *n = &t->nodes.p[list->unit];
        char day[11];
        day_print(list->on, day);
        html(&q->out, " <a href=\"%s\">%.*s</a> (%s)%s", record_url(q, "unit", n->id).p,
             STR(n->name), day, list->next ? say(q, N_(", ")) : "");
    }
    html(&q->out, "</span>");
}

static void put_node(const Tree *t, const Node *n, int depth);

static void put_below(const Tree *t, const Node *n, int depth)
{
    Request *q = t->q;
    int64_t users = 0, below = count_below(t, n, depth, &users);
    Str label;

    if (!below)
        return;
    label = arena_printf(q->c.arena, say(q, N_("units below: %" PRId64)), below);
    if (users)
        label = arena_printf(q->c.arena,
                             say(q, N_("units below: %" PRId64 ", users in them: %" PRId64)), below,
                             users);
    if (t->there > UNITS_SHOWN && depth >= LEVELS_MANY) {
        char day[11];
        day_print(t->on, day);
        html(&q->out, " <a href=\"%s\">%.*s</a>",
             url(q->c.arena, "/admin/units?on=%s&under=%.*s", day,
                 STR(arena_printf(q->c.arena, "%" PRId64, n->id)))
                 .p,
             STR(label));
        return;
    }
    html(&q->out, "<details%s><summary>%.*s</summary><ul>\n", depth < LEVELS_OPEN ? " open" : "",
         STR(label));
    for (size_t i = n->child; i; i = t->nodes.p[i - 1].sibling)
        put_node(t, &t->nodes.p[i - 1], depth + 1);
    html(&q->out, "</ul></details>");
}

static void put_node(const Tree *t, const Node *n, int depth)
{
    Request *q = t->q;
    const Type *type = registry_find(q->c.types, S("unit"));
    const Choice *level = type ? field_choice(&type->fields[UNIT_LEVEL], n->level) : NULL;

    html(&q->out, "<li><a href=\"%s\">%.*s</a>", record_url(q, "unit", n->id).p, STR(n->name));
    if (level)
        html(&q->out, " <span class=\"hint\">%s</span>", say(q, level->label));
    if (n->users)
        html(&q->out, " <span class=\"hint\">%s</span>",
             arena_printf(q->c.arena, say(q, N_("users: %" PRId64)), n->users).p);
    put_kin(t, n->before, say(q, N_("came of")));
    put_below(t, n, depth);
    html(&q->out, "</li>\n");
}

static void put_ended(const Tree *t)
{
    Request *q = t->q;
    bool any = false;

    for (size_t i = 0; i < t->nodes.n; i++) {
        const Node *n = &t->nodes.p[i];
        char day[11];
        if (n->ended > t->on)
            continue;
        if (!any)
            html(&q->out, "<h2>%s</h2><ul class=\"tree\">\n", say(q, N_("Ended before")));
        any = true;
        day_print(n->ended, day);
        html(&q->out, "<li><a href=\"%s\">%.*s</a> <span class=\"hint\">%s</span>",
             record_url(q, "unit", n->id).p, STR(n->name), day);
        put_kin(t, n->after, say(q, N_("became")));
        html(&q->out, "</li>\n");
    }
    if (any)
        html(&q->out, "</ul>\n");
}

/* What is later than the day shown; what is later than today is only planned. */
static void put_later(const Tree *t)
{
    Request *q = t->q;

    if (!t->later.n)
        return;
    html(&q->out, "<h2>%s</h2><ul class=\"tree\">\n", say(q, N_("What comes later")));
    for (size_t i = 0; i < t->later.n && i < LATER_MOST; i++) {
        const Later *l = &t->later.p[i];
        char day[11];
        day_print(l->on, day);
        html(&q->out, "<li><time datetime=\"%s\">%s</time> <a href=\"%.*s\">%.*s</a>%s%s%s</li>\n",
             day, day, STR(l->href), STR(l->what), l->on > q->c.today ? " (" : "",
             l->on > q->c.today ? say(q, N_("planned")) : "", l->on > q->c.today ? ")" : "");
    }
    html(&q->out, "</ul>\n");
}

static void put_how(Request *q)
{
    static const struct {
        const char *href, *label, *how;
    } ways[] = {
        { "/unit/new", N_("New unit"), N_("with the day it is founded and the unit it stands under") },
        { "/unit_edge", N_("Move a unit"),
          N_("put the last day on its place in the tree, then make a new place from that day") },
        { "/unit_name/new", N_("Rename a unit"),
          N_("keep the former name here with its last day, then change the name in the unit") },
        { "/unit_change/new", N_("Merge, split, dissolve"),
          N_("units before, units after, the day; old records are then found under what came after") },
    };
    const Type *t = registry_find(q->c.types, S("unit"));

    if (!t || !rights_has(&q->c, t->write, t, 0))
        return;
    html(&q->out, "<h2>%s</h2>\n<ul class=\"ways\">\n", say(q, N_("To change the tree")));
    for (size_t i = 0; i < LEN(ways); i++)
        html(&q->out, "<li><a href=\"%s\">%s</a> <span>%s</span></li>\n", ways[i].href,
             say(q, ways[i].label), say(q, ways[i].how));
    html(&q->out, "</ul>\n");
}

/* What stood under none, or what is below the one that was asked for. */
static void put_tree(const Tree *t, const Node *top)
{
    html(&t->q->out, "<ul class=\"tree\">\n");
    if (top)
        put_node(t, top, 0);
    for (size_t i = top ? 0 : t->first; i; i = t->nodes.p[i - 1].sibling)
        put_node(t, &t->nodes.p[i - 1], 0);
    html(&t->q->out, "</ul>\n");
}

static void put_page(Tree *t, const Node *top)
{
    Request *q = t->q;
    char day[11];

    day_print(t->on, day);
    layout_begin(q, NAV_ADMIN, str_z(say(q, N_("Units"))));
    if (rights_has(&q->c, RIGHT_SYSTEM, NULL, 0) || rights_has(&q->c, RIGHT_GRANT, NULL, 0))
        put_crumb(q, S("/admin"), str_z(say(q, N_("Administration"))));
    html(
        &q->out,
        "<h1>%s</h1>\n<form class=\"scope\" method=\"get\" action=\"/admin/units\"><div>"
        "<label for=\"on\">%s</label><input id=\"on\" name=\"on\" type=\"date\" value=\"%s\"></div>"
        "<button type=\"submit\">%s</button></form>\n<p class=\"about\">%s</p>\n",
        say(q, N_("Units")), say(q, N_("As on the day")), day, say(q, N_("Show that day")),
        arena_printf(q->c.arena, say(q, N_("%zu units on %s, by the names of that day")), t->there,
                     day)
            .p);
    put_tree(t, top);
    put_later(t);
    put_ended(t);
    put_how(q);
    layout_end(q);
}

bool page_units(Request *q, Err *e)
{
    const Type *type = registry_need(q->c.types, S("unit"), e);
    Str on = request_query(q, "on"), under = request_query(q, "under");
    Tree t = { .q = q, .on = q->c.today };
    int64_t id = 0;
    bool ok;

    if (!type || !rights_check(&q->c, RIGHT_READ, type, 0, e))
        return false;
    if (on.n && !day_parse(on, &t.on))
        return err_set(e, ERR_INVALID, N_("'%.*s' is no day; write it as 2024-03-10"), STR(on));
    if (under.n && !str_int(under, &id))
        return err_set(e, ERR_INVALID, N_("'%.*s' is no unit"), STR(under));
    ok = load(&t, e);
    if (ok)
        put_page(&t, id ? node_of(&t, id) : NULL);
    ids_done(&t.at);
    return ok;
}
