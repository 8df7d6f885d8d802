/* SPDX-License-Identifier: Apache-2.0
 * Roles and what they may do: the posts that work in a federation's office has.
 */
#include "engine/rights.h"

#include <stdlib.h>

#include "engine/units.h"

#define BIT(right) (1u << (right))
enum {
    LOOK = BIT(RIGHT_READ) | BIT(RIGHT_EXPORT) | BIT(RIGHT_DESK),
    WORK = LOOK | BIT(RIGHT_WRITE) | BIT(RIGHT_IMPORT),
    HEAD = WORK | BIT(RIGHT_CONFIRM) | BIT(RIGHT_VOID) | BIT(RIGHT_UNDO),
    LEAD = LOOK | BIT(RIGHT_CONFIRM) | BIT(RIGHT_APPROVE),
    ALL_WORK = HEAD | BIT(RIGHT_APPROVE) | BIT(RIGHT_DECIDE) | BIT(RIGHT_ERASE),
};

/* It sees nothing besides the areas in which it works. */
#define NOTHING_MORE { 0 }, LEVEL_PUBLIC

const Role roles[] = {
    { "office", N_("Whole office (one desk does all)"), ALL_WORK, LEVEL_SENSITIVE, { 0 }, NOTHING_MORE },
    { "handler", N_("Handler"), WORK, LEVEL_PERSONAL, { 0 }, NOTHING_MORE },
    { "caseworker",
      N_("Caseworker"),
      WORK,
      LEVEL_SENSITIVE,
      { "roots", "camps", "charity", "legal" },
      { "registry" }, /* the persons whom a case is about; no numbers of documents */
      LEVEL_PERSONAL },
    { "head", N_("Head of department"), HEAD, LEVEL_SENSITIVE, { 0 }, NOTHING_MORE },
    { "leader", N_("Leader in charge"), LEAD, LEVEL_PERSONAL, { 0 }, NOTHING_MORE },
    { "principal", N_("Principal leader"), LEAD | BIT(RIGHT_DECIDE), LEVEL_PERSONAL, { 0 }, NOTHING_MORE },
    { "district", N_("District user"), WORK | BIT(RIGHT_CONFIRM), LEVEL_SENSITIVE, { 0 }, NOTHING_MORE },
    { "street",
      N_("Street liaison"),
      WORK,
      LEVEL_PERSONAL,
      { "registry", "roots", "charity", "grassroots" }, NOTHING_MORE },
    { "association", N_("Association liaison"), BIT(RIGHT_READ), LEVEL_INTERNAL, { "liaison" }, NOTHING_MORE },
    { "lawyer", N_("Lawyer"), BIT(RIGHT_READ) | BIT(RIGHT_WRITE) | BIT(RIGHT_DESK), LEVEL_SENSITIVE, { "legal" }, NOTHING_MORE },
    { "volunteer",
      N_("Volunteer"),
      BIT(RIGHT_READ) | BIT(RIGHT_WRITE) | BIT(RIGHT_DESK),
      LEVEL_INTERNAL,
      { "culture", "charity" }, NOTHING_MORE },
    { "finance", N_("Finance"), WORK | BIT(RIGHT_CONFIRM), LEVEL_SENSITIVE, { "charity" }, NOTHING_MORE },
    { "public", N_("Public form (writes and reads nothing)"), BIT(RIGHT_WRITE), LEVEL_SENSITIVE,
      { "roots" }, NOTHING_MORE },
    { "archivist", N_("Archivist"), LOOK, LEVEL_PERSONAL, { 0 }, NOTHING_MORE },
    { "statistician", N_("Statistician"), LOOK | BIT(RIGHT_CONFIRM), LEVEL_INTERNAL, { 0 }, NOTHING_MORE },
    { "sysadmin",
      N_("System administrator"),
      LOOK | BIT(RIGHT_SYSTEM) | BIT(RIGHT_DECIDE),
      LEVEL_PERSONAL,
      { "system" }, NOTHING_MORE },
    { "secadmin",
      N_("Security administrator"),
      BIT(RIGHT_READ) | BIT(RIGHT_GRANT) | BIT(RIGHT_DESK),
      LEVEL_PERSONAL,
      { "system" }, NOTHING_MORE },
    { "auditadmin",
      N_("Audit administrator"),
      BIT(RIGHT_READ) | BIT(RIGHT_AUDIT) | BIT(RIGHT_DESK),
      LEVEL_SENSITIVE,
      { "system" }, NOTHING_MORE },
    { 0 },
};

const Role *role_find(Str code)
{
    for (const Role *r = roles; r->code; r++)
        if (str_eq(str_z(r->code), code))
            return r;
    return NULL;
}

Day rights_day(const Ctx *c)
{
    return day_at(c->now, c->tz);
}

static bool load_grants(Arena *a, Db *db, User *u, Day today, Err *e)
{
    VEC(Grant) list = { 0 };
    AUTO(stmt_done) Stmt *q = db_query(
        db,
        "/* grants of a user */ SELECT \"role\", \"at\", COALESCE(\"began_from\", 0), COALESCE(\"ended_from\", 99991231)"
        " FROM \"grant\" WHERE \"holder\" = $1 AND \"voided_at\" IS NULL ORDER BY \"id\"",
        P(u->id));
    while (db_next(q, e)) {
        Grant g = { role_find(db_str(q, 0)), db_int(q, 1), (Day)db_int(q, 2), (Day)db_int(q, 3) };
        if (g.role && g.from <= today && today < g.to)
            vec_push(a, &list, g);
    }
    u->grants = list.p;
    u->ngrants = list.n;
    return !e->kind;
}

#define USER_SELECT                                                                                \
    "SELECT \"id\", \"name\", \"home\", COALESCE(\"closed_from\", 99991231), \"login\","           \
    " \"language\", \"reading_order\", \"text_size\" FROM \"user\" WHERE \"voided_at\" IS NULL AND "

static Collate order_of(Str code)
{
    return str_eq(code, S("pinyin"))    ? COLLATE_PINYIN
           : str_eq(code, S("strokes")) ? COLLATE_STROKES
                                        : COLLATE_BYTES;
}

Collate user_order(const Ctx *c)
{
    return c->user && c->user->order ? c->user->order : collate_default(c->lang);
}

static User *read_user(Arena *a, const Stmt *q, Day today, Err *e)
{
    User *u = NEW(a, User);

    *u = (User){ .id = db_int(q, 0),
                 .name = db_text(q, a, 1),
                 .home = db_int(q, 2),
                 .login = db_text(q, a, 4) };
    int64_t size;

    u->has_lang = lang_parse(db_str(q, 5), &u->lang);
    u->order = order_of(db_str(q, 6));
    u->text_size = str_int(db_str(q, 7), &size) ? (int)size : 0;
    if (db_int(q, 3) > today)
        return u;
    err_set(e, ERR_DENIED,
            "the account of '%.*s' is closed; a system administrator can open it again",
            STR(u->login));
    return NULL;
}

User *user_load(Arena *a, Db *db, Str login, Day today, Err *e)
{
    User *u = NULL;
    AUTO(stmt_done) Stmt *q =
        db_query(db, "/* user by login */ " USER_SELECT "\"login\" = $1", P(login));
    if (db_next(q, e))
        u = read_user(a, q, today, e);
    else
        err_set(e, ERR_NOT_FOUND, "there is no user '%.*s'; `qiao list user` shows who there is",
                STR(login));
    return u && load_grants(a, db, u, today, e) ? u : NULL;
}

User *user_load_id(Arena *a, Db *db, int64_t id, Day today, Err *e)
{
    User *u = NULL;
    AUTO(stmt_done) Stmt *q = db_query(db, "/* user */ " USER_SELECT "\"id\" = $1", P(id));
    if (db_next(q, e))
        u = read_user(a, q, today, e);
    else
        err_set(e, ERR_NOT_FOUND, "there is no user #%" PRId64, id);
    return u && load_grants(a, db, u, today, e) ? u : NULL;
}

static bool names_area(const char *const *areas, size_t n, const Type *t)
{
    for (size_t i = 0; i < n && areas[i]; i++)
        if (str_eq(str_z(areas[i]), str_z(t->area)))
            return true;
    return false;
}

/* Does the role work in the area of that type? */
static bool role_covers(const Role *role, const Type *t)
{
    if (!role->areas[0] || !t)
        return true;
    if (strcmp(t->area, "desk") == 0 && (role->rights & BIT(RIGHT_DESK)))
        return true; /* whoever works here has a desk */
    return names_area(role->areas, LEN(role->areas), t);
}

/* How deep the grant lets one do that to records of the type; below LEVEL_PUBLIC if not at all. */
static int grant_level(const Grant *g, Right right, const Type *t)
{
    const Role *role = g->role;

    if (!(role->rights & BIT(right)))
        return LEVEL_PUBLIC - 1;
    if (role_covers(role, t))
        return (int)role->reads;
    if (right == RIGHT_READ && names_area(role->sees, LEN(role->sees), t))
        return (int)role->sees_to;
    return LEVEL_PUBLIC - 1;
}

static bool grant_gives(const Grant *g, Right right, const Type *t)
{
    int level = grant_level(g, right, t);
    return level >= (t ? (int)t->level : LEVEL_PUBLIC);
}

bool rights_has(const Ctx *c, Right right, const Type *t, int64_t unit)
{
    if (!c->user || (t && c->opened == t))
        return true;
    for (size_t i = 0; i < c->user->ngrants; i++) {
        const Grant *g = &c->user->grants[i];
        if (grant_gives(g, right, t) && (unit == 0 || units_under(c->units, unit, g->unit)))
            return true;
    }
    return false;
}

Str rights_givers(Ctx *c)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    Err quiet = { 0 };
    AUTO(stmt_done) Stmt *q = db_query(
        c->db,
        "/* who grants */ SELECT DISTINCT u.\"login\" FROM \"grant\" g JOIN \"user\" u ON u.\"id\" = g.\"holder\""
        " WHERE g.\"role\" = 'secadmin' AND g.\"voided_at\" IS NULL AND u.\"voided_at\" IS NULL"
        " AND COALESCE(g.\"ended_from\", 99991231) > $1 ORDER BY 1 LIMIT 3",
        P((int64_t)rights_day(c)));
    while (db_next(q, &quiet))
        buf_printf(&b, "%s%.*s", b.n ? ", " : "", STR(db_str(q, 0)));
    return arena_str(c->arena, b.n ? buf_str(&b) : S("secadmin"));
}

static Str unit_code(Ctx *c, int64_t unit)
{
    Err quiet = { 0 };
    AUTO(stmt_done) Stmt *q =
        db_query(c->db, "/* unit code */ SELECT \"code\" FROM \"unit\" WHERE \"id\" = $1", P(unit));
    return db_next(q, &quiet) ? db_text(q, c->arena, 0) : S("?");
}

bool rights_same(const User *a, const User *b)
{
    if (a == b)
        return true;
    if (!a || !b || a->ngrants != b->ngrants)
        return false;
    for (size_t i = 0; i < a->ngrants; i++)
        if (a->grants[i].role != b->grants[i].role || a->grants[i].unit != b->grants[i].unit)
            return false;
    return true;
}

bool rights_check(Ctx *c, Right right, const Type *t, int64_t unit, Err *e)
{
    Str who;
    if (rights_has(c, right, t, unit))
        return true;
    who = rights_givers(c);
    if (!t)
        return err_set(e, ERR_DENIED,
                       "'%.*s' lacks the right '%s'; %.*s can give a role that has it",
                       STR(c->user->login), right_name(right), STR(who));
    if (unit == 0)
        return err_set(e, ERR_DENIED,
                       "'%.*s' lacks the right '%s' for %s; %.*s can give a role that has it",
                       STR(c->user->login), right_name(right), t->name, STR(who));
    return err_set(
        e, ERR_DENIED,
        "'%.*s' lacks the right '%s' for %s of unit %.*s; %.*s can give a role that has it",
        STR(c->user->login), right_name(right), t->name, STR(unit_code(c, unit)), STR(who));
}

int rights_level(const Ctx *c, const Type *t, int64_t unit)
{
    int level = LEVEL_PUBLIC - 1;
    if (!c->user || (t && c->opened == t))
        return LEVEL_SENSITIVE;
    for (size_t i = 0; i < c->user->ngrants; i++) {
        const Grant *g = &c->user->grants[i];
        if (grant_gives(g, RIGHT_READ, t) && grant_level(g, RIGHT_READ, t) > level &&
            units_under(c->units, unit, g->unit))
            level = grant_level(g, RIGHT_READ, t);
    }
    return level;
}

int rights_writes(const Ctx *c, const Type *t, int64_t unit)
{
    int level = rights_level(c, t, unit);

    for (size_t i = 0; c->user && i < c->user->ngrants; i++) {
        const Grant *g = &c->user->grants[i];
        if (!(g->role->rights & BIT(RIGHT_READ)) && grant_gives(g, RIGHT_WRITE, t) &&
            (int)g->role->reads > level && units_under(c->units, unit, g->unit))
            level = (int)g->role->reads;
    }
    return level;
}

bool rights_sees(const Ctx *c, const Type *t, const Field *f, int64_t unit)
{
    return rights_level(c, t, unit) >= (int)f->level;
}

static int by_number(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

void rights_scope(Ctx *c, Right right, const Type *t, int level, bool *all, const int64_t **units,
                  size_t *n)
{
    VEC(int64_t) list = { 0 };
    size_t kept = 0;

    *all = !c->user || (t && c->opened == t);
    *units = NULL;
    *n = 0;
    for (size_t i = 0; c->user && !*all && i < c->user->ngrants; i++) {
        const Grant *g = &c->user->grants[i];
        const int64_t *below;
        size_t count;
        if (!grant_gives(g, right, t) || grant_level(g, right, t) < level)
            continue;
        below = units_below(c->units, c->arena, g->unit, &count);
        *all = count == units_count(c->units);
        for (size_t j = 0; j < count; j++)
            vec_push(c->arena, &list, below[j]);
    }
    if (*all || list.n == 0)
        return;
    qsort(list.p, list.n, sizeof *list.p, by_number);
    for (size_t i = 0; i < list.n; i++)
        if (kept == 0 || list.p[kept - 1] != list.p[i])
            list.p[kept++] = list.p[i];
    *units = list.p;
    *n = kept;
}
