/* SPDX-License-Identifier: Apache-2.0
 * Tokens of programs: found until they end, and never more than their user.
 */
#include "engine/fixture.h"

#include "engine/api_token.h"

enum { DAY_MS = 24 * 3600 * 1000 };

static Str made(Fixture *f, const char *name, const char *scope, int64_t days)
{
    Err e = { 0 };
    Str text;
    OK(api_token_new(&f->c, str_z(name), str_z(scope), days, &text, &e), e);
    return text;
}

static ApiToken found(Fixture *f, Str text)
{
    ApiToken t;
    Err e = { 0 };
    OK(api_token_find(&f->c, text, &t, &e), e);
    return t;
}

static void is_found_until_it_ends(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Err e = { 0 };
    ApiToken token;
    Str text;

    fixture_as(f, "ann");
    text = made(f, "one", "read", 2);
    token = found(f, text);
    assert_int_equal(token.user, f->c.user->id);
    SAYS(token.name, "one");
    assert_int_equal(token.used_at, 0);
    assert_int_equal(found(f, text).used_at, f->c.now); /* that it was used is noted */
    assert_int_equal(found(f, S("qiao_")).user, 0);
    assert_int_equal(found(f, str_part(text, 0, text.n - 1)).user, 0);
    assert_int_equal(found(f, token.id).user, 0); /* what the store holds opens nothing */
    f->c.now += 2LL * DAY_MS - 1;
    assert_int_equal(found(f, text).user, token.user);
    f->c.now += 1;
    assert_int_equal(found(f, text).user, 0);

    text = made(f, "two", "read", 2);
    fixture_as(f, "bob");
    FAILS(api_token_revoke(&f->c, found(f, text).id, &e), e, ERR_NOT_FOUND); /* another's */
    fixture_as(f, "ann");
    FAILS(api_token_revoke(&f->c, S(""), &e), e, ERR_NOT_FOUND);
    FAILS(api_token_revoke(&f->c, str_part(found(f, text).id, 0, 11), &e), e, ERR_NOT_FOUND);
    OK(api_token_revoke(&f->c, str_part(found(f, text).id, 0, 12), &e), e);
    assert_int_equal(found(f, text).user, 0);
    fixture_close(f);
}

static void what_is_no_scope_is_refused(TestDb *t)
{
    static const struct {
        const char *scope;
        bool good;
    } cases[] = {
        { "read", true },           { "read,write", true }, { " read , export:liaison ", true },
        { "system", true },         { "", false },          { "reading", false },
        { "read,,write", false },   { "read:", false },     { "read:nowhere", false },
        { "grant", false },         { "read:liaison:x", false },
        { "read read", false },
    };
    Fixture *f = fixture_open(t);

    fixture_as(f, "ann");
    for (size_t i = 0; i < LEN(cases); i++) {
        Err e = { 0 };
        Str text, name = arena_printf(f->arena, "case %zu", i);
        if (cases[i].good) {
            OK(api_token_new(&f->c, name, str_z(cases[i].scope), 1, &text, &e), e);
            continue;
        }
        assert_false(api_token_new(&f->c, name, str_z(cases[i].scope), 1, &text, &e));
        assert_int_equal(e.kind, ERR_INVALID);
        assert_string_equal(e.field, "scope");
    }
    fixture_close(f);
}

static void names_and_days_have_limits(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Err e = { 0 };
    Str text;

    fixture_as(f, "ann");
    FAILS(api_token_new(&f->c, S(" "), S("read"), 1, &text, &e), e, ERR_INVALID);
    FAILS(api_token_new(&f->c, S("a\nb"), S("read"), 1, &text, &e), e, ERR_INVALID);
    FAILS(api_token_new(&f->c, S("a"), S("read"), 0, &text, &e), e, ERR_INVALID);
    FAILS(api_token_new(&f->c, S("a"), S("read"), API_DAYS_MAX + 1, &text, &e), e, ERR_INVALID);
    for (int i = 0; i < API_TOKENS_MAX; i++)
        (void)made(f, arena_printf(f->arena, "%d", i).p, "read", 1);
    FAILS(api_token_new(&f->c, S("more"), S("read"), 1, &text, &e), e, ERR_INVALID);
    fixture_as(f, "bob");
    (void)made(f, "0", "read", 1);
    FAILS(api_token_new(&f->c, S("0"), S("read"), 1, &text, &e), e, ERR_CONFLICT);
    fixture_close(f);
}

/* Ann is a handler of the district: she reads and writes there, and does nothing else. */
static void never_has_more_than_its_user(TestDb *t)
{
    static const struct {
        const char *login, *scope;
        Right right;
        bool elsewhere; /* at another unit than hers */
        const char *type;
        bool has;
    } cases[] = {
        { "ann", "read", RIGHT_READ, false, "visit", true },
        { "ann", "read", RIGHT_WRITE, false, "visit", false },
        { "ann", "read", RIGHT_READ, true, "visit", false },
        { "ann", "write", RIGHT_WRITE, false, "visit", true },
        { "ann", "write", RIGHT_READ, false, "visit", true },
        { "ann", "write", RIGHT_EXPORT, false, "visit", false },
        { "ann", "export", RIGHT_EXPORT, false, "visit", true },
        { "ann", "write", RIGHT_CONFIRM, false, "visit", false }, /* she may not either */
        { "ann", "system", RIGHT_SYSTEM, false, "unit", false },
        { "ann", "read:liaison", RIGHT_READ, false, "visit", true },
        { "ann", "read:system", RIGHT_READ, false, "visit", false },
        { "ann", "read:system,write:liaison", RIGHT_WRITE, false, "visit", true },
        { "sysadmin", "system", RIGHT_SYSTEM, false, "unit", true },
        { "sysadmin", "read,write", RIGHT_SYSTEM, false, "unit", false },
        { "secadmin", "read,write,export,system", RIGHT_GRANT, false, "grant", false },
        { "auditadmin", "read,write,export,system", RIGHT_AUDIT, false, "unit", false },
        { "office", "read,write,export,system", RIGHT_ERASE, false, "visit", false },
        { "sysadmin", "read", RIGHT_READ, false, "absence", true }, /* his desk is one of his areas */
        { "sysadmin", "export", RIGHT_EXPORT, false, "absence", true },
        { "sysadmin", "read", RIGHT_DESK, false, "absence", false },
        { "sysadmin", "read:desk", RIGHT_READ, false, "absence", true },
        { "sysadmin", "write:system", RIGHT_DESK, false, "absence", false },
    };
    Fixture *f = fixture_open(t);

    for (size_t i = 0; i < LEN(cases); i++) {
        const Type *type = registry_find(f->c.types, str_z(cases[i].type));
        ApiToken token = { .scope = str_z(cases[i].scope) };
        int64_t at;
        fixture_as(f, cases[i].login);
        at = cases[i].elsewhere ? f->other : f->c.user->home;
        f->c.user = api_token_user(f->arena, f->c.user, &token);
        if (rights_has(&f->c, cases[i].right, type, at) != cases[i].has)
            fail_msg("case %zu: %s with %s", i, cases[i].login, cases[i].scope);
    }
    fixture_close(f);
}

/* How deep a field may be seen stays that of the role. */
static void sees_no_deeper(TestDb *t)
{
    Fixture *f = fixture_open(t);
    const Type *visit = registry_find(f->c.types, S("visit"));
    ApiToken token = { .scope = S("read,write") };

    fixture_as(f, "ann");
    f->c.user = api_token_user(f->arena, f->c.user, &token);
    assert_int_equal(rights_level(&f->c, visit, f->district), LEVEL_PERSONAL);
    fixture_as(f, "office");
    f->c.user = api_token_user(f->arena, f->c.user, &token);
    assert_int_equal(rights_level(&f->c, visit, f->district), LEVEL_SENSITIVE);
    fixture_close(f);
}

/* What a role sees beside its areas is none of the areas that a token names. */
static void one_area_is_one_area(TestDb *t)
{
    static const struct {
        const char *scope;
        bool registry, roots;
    } cases[] = { { "read", true, true },
                  { "read:roots", false, true },
                  { "read:registry", false, false } };
    Fixture *f = fixture_open(t);
    const Grant grant = { role_find(S("caseworker")), f->district, 0, 99991231 };
    const User worker = { .id = 1, .home = f->district, .grants = &grant, .ngrants = 1 };
    const Type registry = { .name = "r", .area = "registry" },
               roots = { .name = "k", .area = "roots" };

    for (size_t i = 0; i < LEN(cases); i++) {
        const ApiToken token = { .scope = str_z(cases[i].scope) };
        f->c.user = api_token_user(f->arena, &worker, &token);
        if (rights_has(&f->c, RIGHT_READ, &registry, f->district) != cases[i].registry ||
            rights_has(&f->c, RIGHT_READ, &roots, f->district) != cases[i].roots)
            fail_msg("%s", cases[i].scope);
    }
    fixture_close(f);
}

int main(void)
{
    static const DbCase cases[] = {
        DB_CASE(is_found_until_it_ends),       DB_CASE(what_is_no_scope_is_refused),
        DB_CASE(names_and_days_have_limits),   DB_CASE(never_has_more_than_its_user),
        DB_CASE(sees_no_deeper),                DB_CASE(one_area_is_one_area),
    };
    return run_db_cases("engine/api_token", cases, LEN(cases));
}
