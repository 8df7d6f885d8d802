/* SPDX-License-Identifier: Apache-2.0
 * Tokens of programs, and what they leave of a user's rights.
 */
#include "engine/api_token.h"

#include "engine/account_impl.h"
#include "engine/history.h"
#include "engine/registry.h"
#include "engine/store.h"

#define TOKEN_START "qiao_" /* so that a leaked one is known for what it is */
#define API_HASH "qiao token of programs"
#define BIT(right) (1u << (right))

enum { DAY_MS = 24 * 3600 * 1000, SHOWN_ID = 12 };

/* ---- scopes ---- */

static const struct {
    const char *word;
    uint32_t rights;
} scopes[] = {
    { "read", BIT(RIGHT_READ) },
    { "write", BIT(RIGHT_READ) | BIT(RIGHT_WRITE) | BIT(RIGHT_CONFIRM) | BIT(RIGHT_APPROVE) |
                   BIT(RIGHT_DECIDE) | BIT(RIGHT_VOID) | BIT(RIGHT_IMPORT) | BIT(RIGHT_UNDO) |
                   BIT(RIGHT_DESK) },
    { "export", BIT(RIGHT_READ) | BIT(RIGHT_EXPORT) },
    { "system", BIT(RIGHT_READ) | BIT(RIGHT_SYSTEM) },
};

/* "write:liaison" → rights and area; area is empty for all. */
static bool read_scope(Str word, uint32_t *rights, Str *area)
{
    Str verb;
    if (!str_cut(word, S(":"), &verb, area))
        *area = S("");
    for (size_t i = 0; i < LEN(scopes); i++)
        if (str_eq(str_z(scopes[i].word), verb)) {
            *rights = scopes[i].rights;
            return area->n > 0 || verb.n == word.n;
        }
    return false;
}

static bool is_area(const Registry *types, Str area)
{
    for (size_t i = 0; i < registry_count(types); i++)
        if (str_eq(str_z(registry_at(types, i)->area), area))
            return true;
    return false;
}

static bool check_scope(const Ctx *c, Str scope, Err *e)
{
    Str word, area;
    uint32_t rights;
    size_t n = 0;

    while (str_next(&scope, ',', &word)) {
        word = str_trim(word);
        if (++n > API_SCOPES_MAX)
            return err_field(e, "scope", ERR_INVALID, N_("a token has at most %d scopes"),
                             API_SCOPES_MAX);
        if (!read_scope(word, &rights, &area))
            return err_field(e, "scope", ERR_INVALID,
                             N_("'%.*s' is no scope; write read, write, export or system, with "
                                ":AREA for one area alone"),
                             STR(word));
        if (area.n && !is_area(c->types, area))
            return err_field(e, "scope", ERR_INVALID, N_("there is no area '%.*s'"), STR(area));
    }
    return n > 0 || err_field(e, "scope", ERR_INVALID, N_("a token needs a scope"));
}

static bool has_desk(const Role *r)
{
    return r->areas[0] && r->rights & BIT(RIGHT_DESK);
}

static bool role_reaches(const Role *r, Str area)
{
    if (!r->areas[0] || (has_desk(r) && str_eq(area, S("desk"))))
        return true;
    for (size_t i = 0; i < LEN(r->areas) && r->areas[i]; i++)
        if (str_eq(str_z(r->areas[i]), area))
            return true;
    return false;
}

/* What is left of a role: some of its rights, in all its areas or in one of them alone. */
static const Role *lessened(Arena *a, const Role *of, uint32_t rights, Str area)
{
    Role *role = NEW(a, Role);
    size_t n = 0;

    *role = *of;
    role->rights &= rights;
    if (area.n) {
        memset(role->areas, 0, sizeof role->areas);
        memset(role->sees, 0, sizeof role->sees);
        role->areas[0] = arena_z(a, area);
        if (!str_eq(area, S("desk")))
            role->rights &= ~BIT(RIGHT_DESK);
    } else if (has_desk(of)) { /* it is an area also of a token that may not write there */
        while (role->areas[n])
            n++;
        role->areas[n] = "desk";
    }
    return role;
}

const User *api_token_user(Arena *a, const User *u, const ApiToken *t)
{
    User *less = NEW(a, User);
    VEC(Grant) list = { 0 };
    Str rest = t->scope, word, area;
    uint32_t rights;

    *less = *u;
    while (str_next(&rest, ',', &word)) {
        if (!read_scope(str_trim(word), &rights, &area))
            continue;
        for (size_t i = 0; i < u->ngrants; i++) {
            Grant g = u->grants[i];
            if (area.n && !role_reaches(g.role, area))
                continue;
            g.role = lessened(a, g.role, rights, area);
            vec_push(a, &list, g);
        }
    }
    less->grants = list.p;
    less->ngrants = list.n;
    return less;
}

/* ---- making ---- */

static bool check_new(const Ctx *c, Str name, Str scope, int64_t days, Err *e)
{
    if (!name.n || utf8_len(name) > API_NAME_MAX || !str_plain(name, false))
        return err_field(e, "name", ERR_INVALID, N_("a token has a name of at most %d characters"),
                         API_NAME_MAX);
    if (days < 1 || days > API_DAYS_MAX)
        return err_field(e, "days", ERR_INVALID, N_("a token is good for 1 to %d days"),
                         API_DAYS_MAX);
    return check_scope(c, scope, e);
}

static bool has_room(Ctx *c, Str name, Err *e)
{
    const ApiToken *list;
    size_t n;

    if (!api_token_list(c, &list, &n, e))
        return false;
    if (n >= API_TOKENS_MAX)
        return err_set(e, ERR_INVALID, N_("a user has at most %d tokens; end one of them first"),
                       API_TOKENS_MAX);
    for (size_t i = 0; i < n; i++)
        if (str_eq(list[i].name, name))
            return err_field(e, "name", ERR_CONFLICT, N_("there is a token '%.*s' already"),
                             STR(name));
    return true;
}

bool api_token_new(Ctx *c, Str name, Str scope, int64_t days, Str *text, Err *e)
{
    name = str_trim(name);
    if (!check_new(c, name, scope, days, e))
        return false;
    AUTO(store_rollback) StoreTxn t = store_begin(c, e);
    *text = arena_printf(c->arena, TOKEN_START "%.*s", STR(token_make(c->arena)));
    return !e->kind && has_room(c, name, e) &&
           db_exec(c->db, e,
                   "/* new token */ INSERT INTO qiao_token (\"id\", \"user_id\", \"name\","
                   " \"scope\", \"made_at\", \"until\", \"used_at\")"
                   " VALUES ($1, $2, $3, $4, $5, $6, 0)",
                   P(token_hash(c->arena, API_HASH, *text)), P(c->user->id), P(name), P(scope),
                   P(c->now), P(c->now + days * DAY_MS)) &&
           history_sign(c, c->user->id,
                        arena_printf(c->arena, "token '%.*s' made: %.*s", STR(name), STR(scope)),
                        e) &&
           store_commit(&t, e);
}

/* ---- finding ---- */

#define TOKEN_COLUMNS                                                                              \
    "\"id\", \"user_id\", \"made_at\", \"until\", \"used_at\", \"name\", \"scope\""

static void read_token(const Stmt *q, Arena *a, ApiToken *out)
{
    *out = (ApiToken){ .id = db_text(q, a, 0),
                       .user = db_int(q, 1),
                       .made_at = db_int(q, 2),
                       .until = db_int(q, 3),
                       .used_at = db_int(q, 4),
                       .name = db_text(q, a, 5),
                       .scope = db_text(q, a, 6) };
}

/* Kept to the minute, as with sessions, so that reading writes little, and waits for nobody. */
static bool touch(Ctx *c, const ApiToken *t, Err *e)
{
    return c->now - t->used_at < SEEN_EVERY_MS ||
           db_try(c->db, e,
                  "/* token is used */ UPDATE qiao_token SET \"used_at\" = $2 WHERE \"id\" = $1",
                  P(t->id), P(c->now));
}

bool api_token_find(Ctx *c, Str text, ApiToken *out, Err *e)
{
    *out = (ApiToken){ 0 };
    if (text.n != TOKEN_TEXT + sizeof TOKEN_START - 1 || !str_starts(text, S(TOKEN_START)))
        return true;
    {
        AUTO(stmt_done) Stmt *q = db_query(
            c->db, "/* token */ SELECT " TOKEN_COLUMNS " FROM qiao_token WHERE \"id\" = $1",
            P(token_hash(c->arena, API_HASH, text)));
        if (!db_next(q, e))
            return !e->kind;
        read_token(q, c->arena, out);
    }
    if (out->until > c->now)
        return touch(c, out, e);
    *out = (ApiToken){ 0 };
    return true;
}

bool api_token_list(Ctx *c, const ApiToken **out, size_t *n, Err *e)
{
    VEC(ApiToken) list = { 0 };
    AUTO(stmt_done) Stmt *q =
        db_query(c->db,
                 "/* tokens */ SELECT " TOKEN_COLUMNS " FROM qiao_token WHERE \"user_id\" = $1"
                 " ORDER BY \"made_at\" DESC, \"id\"",
                 P(c->user->id));
    while (db_next(q, e)) {
        ApiToken t;
        read_token(q, c->arena, &t);
        vec_push(c->arena, &list, t);
    }
    *out = list.p;
    *n = list.n;
    return !e->kind;
}

/* ---- ending ---- */

bool api_token_revoke(Ctx *c, Str id, Err *e)
{
    const ApiToken *list, *found = NULL;
    size_t n, hits = 0;

    if (!api_token_list(c, &list, &n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        if (id.n >= SHOWN_ID && str_starts(list[i].id, id)) {
            found = &list[i];
            hits++;
        }
    if (hits != 1)
        return err_set(e, ERR_NOT_FOUND, N_("you have no token '%.*s'"), STR(id));
    AUTO(store_rollback) StoreTxn t = store_begin(c, e);
    return !e->kind &&
           db_exec(c->db, e, "/* end token */ DELETE FROM qiao_token WHERE \"id\" = $1",
                   P(found->id)) &&
           history_sign(c, c->user->id,
                        arena_printf(c->arena, "token '%.*s' ended", STR(found->name)), e) &&
           store_commit(&t, e);
}
