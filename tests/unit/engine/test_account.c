/* SPDX-License-Identifier: Apache-2.0
 * Signing in: who gets in, who is locked out, what ends a session, and what the history says of it.
 */
#include "engine/fixture.h"

#include "engine/account.h"
#include "engine/setting.h"

enum { MINUTE = 60 * 1000, HOUR = 60 * MINUTE };

#define GOOD "four small boats at dusk"
#define OTHER "the tide table of 1931"

static int64_t id_of(Fixture *f, const char *login)
{
    Err e = { 0 };
    User *u = user_load(f->arena, f->t->db, str_z(login), f->c.today, &e);
    OK(u, e);
    return u->id;
}

static void give_password(Fixture *f, const char *login, const char *password)
{
    Err e = { 0 };
    OK(account_set_password(&f->c, id_of(f, login), str_z(password), S(""), &e), e);
}

static bool try(Fixture *f, const char *login, const char *password, Str *token, Err *e)
{
    const SignIn in = { str_z(login), str_z(password), S("192.0.2.7"), S("Browser/1"), false };
    Session s;
    return account_sign_in(&f->c, &in, &s, token, e);
}

static Str sign_in(Fixture *f, const char *login, const char *password)
{
    Err e = { 0 };
    Str token;
    OK(try(f, login, password, &token, &e), e);
    return token;
}

static Session find(Fixture *f, Str token)
{
    Session s;
    Err e = { 0 };
    OK(session_find(&f->c, token, &s, &e), e);
    return s;
}

static int64_t count(Fixture *f, const char *sql)
{
    Err e = { 0 };
    AUTO(stmt_done) Stmt *q = db_query_text(f->t->db, str_z(sql), NULL, 0);
    OK(db_next(q, &e), e);
    return db_int(q, 0);
}

/* ---- by an identity provider ---- */

static bool try_outside(Fixture *f, const char *login, Session *s, Str *token, Err *e)
{
    const SignIn in = {
        .login = str_z(login), .client = S("192.0.2.7"), .agent = S("Browser/1"), .outside = true
    };
    return account_sign_in_outside(&f->c, &in, s, token, e);
}

static void a_provider_vouches_for_open_accounts(TestDb *t)
{
    static const char *const none[] = { "nobody", "ANN", "ann ", "", "gone" };
    Fixture *f = fixture_open(t);
    Err e = { 0 };
    Session s;
    Str token;

    give_password(f, "ann", GOOD);
    OK(db_exec(t->db, &e,
               "UPDATE \"user\" SET \"login\" = 'gone', \"closed_from\" = 20200101"
               " WHERE \"login\" = 'eve'"),
       e);
    OK(try_outside(f, "ann", &s, &token, &e), e);
    assert_int_equal(find(f, token).user, id_of(f, "ann"));
    /* without its mark it is another token */
    assert_int_equal(find(f, str_part(token, 1, token.n)).user, 0);
    for (size_t i = 0; i < LEN(none); i++) {
        FAILS(try_outside(f, none[i], &s, &token, &e), e, ERR_DENIED);
    }
    assert_int_equal(count(f, "SELECT count(*) FROM qiao_history WHERE \"act\" = 'sign' AND"
                              " \"after\" LIKE '%failed by identity provider from 192.0.2.7%'"),
                     LEN(none));
    fixture_close(f);
}

/* Wrong passwords of somebody else do not keep out who does not need one. */
static void a_lock_of_passwords_is_none_of_a_provider(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Session s;
    Str token;
    Err e = { 0 };

    give_password(f, "ann", GOOD);
    for (int i = 0; i < 6; i++)
        FAILS(try(f, "ann", OTHER, &token, &e), e, ERR_DENIED);
    FAILS(try(f, "ann", GOOD, &token, &e), e, ERR_DENIED);
    OK(try_outside(f, "ann", &s, &token, &e), e);
    assert_int_equal(find(f, token).user, id_of(f, "ann"));
    fixture_close(f);
}

/* Who has a second factor is asked for it, unless the office says that the provider does that. */
static void a_second_factor_is_asked_by_one_of_both(TestDb *t)
{
    Settings chosen = { 0 };
    Fixture *f = fixture_open(t);
    Err e = { 0 };
    Session s;
    Str token;

    for (SettingId i = 0; i < SET__N; i++)
        chosen.number[i] = setting_number(&f->c, i);
    f->c.settings = &chosen;
    give_password(f, "ann", GOOD);
    OK(db_exec(t->db, &e, "UPDATE qiao_account SET \"totp\" = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'"),
       e);
    OK(try_outside(f, "ann", &s, &token, &e), e);
    assert_true(s.half && !s.user);
    assert_int_equal(find(f, token).user, 0);
    chosen.number[SET_OIDC_SECOND] = 1;
    OK(try_outside(f, "ann", &s, &token, &e), e);
    assert_true(!s.half && s.user == id_of(f, "ann"));
    assert_true(find(f, token).vouched);
    /* a session by password says nothing of the kind */
    OK(db_exec(t->db, &e, "UPDATE qiao_account SET \"totp\" = NULL"), e);
    assert_false(find(f, sign_in(f, "ann", GOOD)).vouched);
    fixture_close(f);
}

/* ---- signing in ---- */

static void says_the_same_whatever_is_wrong(TestDb *t)
{
    static const struct {
        const char *login, *password;
    } wrong[] = {
        { "ann", OTHER },   { "ann", "" },           { "nobody", GOOD }, /* no such login */
        { "bob", GOOD },                                                 /* never had a password */
        { "eve", GOOD },                                                 /* closed */
        { "ann'--", GOOD }, { "", GOOD },
    };
    Fixture *f = fixture_open(t);
    Err first = { 0 };
    Str token;

    give_password(f, "ann", GOOD);
    give_password(f, "eve", GOOD);
    OK(db_exec(t->db, &first, "UPDATE \"user\" SET \"closed_from\" = 20200101 WHERE \"login\" = $1",
               P("eve")),
       first);
    assert_int_equal(find(f, sign_in(f, "ann", GOOD)).user, id_of(f, "ann"));
    assert_false(try(f, "ann", "wrong", &token, &first));
    for (size_t i = 0; i < LEN(wrong); i++) {
        Err e = { 0 };
        if (try(f, wrong[i].login, wrong[i].password, &token, &e))
            fail_msg("case %zu: %s got in", i, wrong[i].login);
        assert_int_equal(e.kind, ERR_DENIED);
        assert_string_equal(e.msg, first.msg);
    }
    fixture_close(f);
}

/* Five wrong ones lock it for a minute, the next for two, then four; a right one forgets them. */
static void locks_longer_and_longer(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Str token;
    Err e = { 0 };

    give_password(f, "ann", GOOD);
    for (int i = 0; i < 5; i++)
        FAILS(try(f, "ann", OTHER, &token, &e), e, ERR_DENIED);
    for (int64_t minutes = 1; minutes <= 4; minutes *= 2) {
        f->c.now += minutes * MINUTE - 1;
        FAILS(try(f, "ann", GOOD, &token, &e), e, ERR_DENIED);  /* right, and locked */
        FAILS(try(f, "ann", OTHER, &token, &e), e, ERR_DENIED); /* does not lengthen it */
        f->c.now += 1;
        if (minutes < 4)
            FAILS(try(f, "ann", OTHER, &token, &e), e, ERR_DENIED);
    }
    (void)sign_in(f, "ann", GOOD);
    for (int i = 0; i < 4; i++)
        FAILS(try(f, "ann", OTHER, &token, &e), e, ERR_DENIED);
    (void)sign_in(f, "ann", GOOD);
    fixture_close(f);
}

/* However many addresses the tries come from. */
static void is_locked_from_everywhere(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Err e = { 0 };
    Session s;
    Str token;

    give_password(f, "ann", GOOD);
    for (int i = 0; i < 6; i++) {
        const SignIn in = { S("ann"), i < 5 ? S(OTHER) : S(GOOD),
                            arena_printf(f->arena, "198.51.100.%d", i), S(""), false };
        FAILS(account_sign_in(&f->c, &in, &s, &token, &e), e, ERR_DENIED);
    }
    fixture_close(f);
}

static void passwords_have_limits(TestDb *t)
{
    static const struct {
        int n;
        const char *each;
        bool good;
    } cases[] = {
        { 11, "ab", true },  { 5, "ab", false }, { 12, "a", false }, { 12, "橋", false },
        { 6, "僑橋", true }, { 86, "橋", false }, /* 258 bytes */
        { 128, "ab", true }, { 129, "ab", false },
    };
    Fixture *f = fixture_open(t);
    int64_t ann = id_of(f, "ann");

    for (size_t i = 0; i < LEN(cases); i++) {
        Err e = { 0 };
        AUTO(buf_done) Buf b = buf_new(BUF_LINE);
        for (int k = 0; k < cases[i].n; k++)
            buf_put(&b, str_z(cases[i].each));
        if (account_set_password(&f->c, ann, buf_str(&b), S(""), &e) != cases[i].good)
            fail_msg("case %zu: %s", i, e.msg);
        if (!cases[i].good)
            assert_int_equal(e.kind, ERR_INVALID);
    }
    fixture_close(f);
}

/* ---- links ---- */

static void a_link_works_once(TestDb *t)
{
    Fixture *f = fixture_open(t);
    int64_t ann = id_of(f, "ann"), user;
    Err e = { 0 };
    Str old, link;

    OK(account_link_make(&f->c, ann, &old, &e), e);
    OK(account_link_make(&f->c, ann, &link, &e), e);
    FAILS(account_link_find(&f->c, old, &user, &e), e,
          ERR_NOT_FOUND); /* the new one took its place */
    OK(account_link_find(&f->c, link, &user, &e), e);
    assert_int_equal(user, ann);
    FAILS(account_link_use(&f->c, link, S("short"), &e), e,
          ERR_INVALID); /* that does not use it up */
    OK(account_link_use(&f->c, link, S(GOOD), &e), e);
    FAILS(account_link_use(&f->c, link, S(OTHER), &e), e, ERR_NOT_FOUND);
    (void)sign_in(f, "ann", GOOD);
    OK(account_link_make(&f->c, ann, &link, &e), e);
    f->c.now += 24LL * HOUR;
    FAILS(account_link_use(&f->c, link, S(OTHER), &e), e, ERR_NOT_FOUND);
    fixture_close(f);
}

/* ---- sessions ---- */

static void ends_when_idle_and_at_last(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Str token;

    give_password(f, "ann", GOOD);
    token = sign_in(f, "ann", GOOD);
    f->c.now += 60LL * MINUTE;
    assert_int_equal(find(f, token).user, id_of(f, "ann")); /* and that was a sign of life */
    f->c.now += 60LL * MINUTE + 1;
    assert_int_equal(find(f, token).user, 0);

    token = sign_in(f, "ann", GOOD);
    for (int i = 0; i < 24; i++) {
        f->c.now += 30LL * MINUTE;
        assert_int_equal(find(f, token).user, id_of(f, "ann"));
    }
    f->c.now += 1; /* twelve hours and a moment, never idle */
    assert_int_equal(find(f, token).user, 0);
    fixture_close(f);
}

/* That it is used is written once a minute, unless somebody else writes; but not too late. */
static void is_used_without_waiting(TestDb *t)
{
    static const char seen[] = "SELECT max(\"seen_at\") FROM qiao_session";
    Fixture *f = fixture_open(t);
    Err e = { 0 };
    Db *other = test_db_again(t);
    int64_t began = clock_steady_us(), signed_in;
    Str token;

    give_password(f, "ann", GOOD);
    token = sign_in(f, "ann", GOOD);
    signed_in = f->c.now;
    Txn theirs = txn_begin(other, &e);
    OK(db_exec(other, &e, "UPDATE qiao_session SET \"agent\" = 'Browser/2'"), e);
    for (int i = 0; i < 20; i++) {
        f->c.now += 61LL * 1000;
        assert_int_equal(find(f, token).user, id_of(f, "ann"));
    }
    assert_true(clock_steady_us() - began < 15000000); /* others wait 5 s each time */
    assert_int_equal(count(f, seen), signed_in);
    txn_rollback(&theirs);
    assert_int_equal(find(f, token).user, id_of(f, "ann"));
    assert_int_equal(count(f, seen), f->c.now);

    f->c.now += 40LL * MINUTE; /* of the sixty after which it ends */
    theirs = txn_begin(other, &e);
    OK(db_exec(other, &e, "UPDATE qiao_session SET \"agent\" = 'Browser/3'"), e);
    Session s;
    if (t->kind == DB_SQLITE)
        FAILS(session_find(&f->c, token, &s, &e), e, ERR_BUSY);
    txn_rollback(&theirs);
    assert_int_equal(find(f, token).user, id_of(f, "ann"));
    assert_int_equal(count(f, seen), f->c.now);
    db_close(other);
    fixture_close(f);
}

static void another_password_ends_the_others(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Err e = { 0 };
    Str here, there, eve;

    give_password(f, "ann", GOOD);
    give_password(f, "eve", GOOD);
    here = sign_in(f, "ann", GOOD);
    there = sign_in(f, "ann", GOOD);
    eve = sign_in(f, "eve", GOOD);
    OK(account_set_password(&f->c, id_of(f, "ann"), S(OTHER), find(f, here).id, &e), e);
    assert_int_equal(find(f, here).user, id_of(f, "ann"));
    assert_int_equal(find(f, there).user, 0);
    assert_int_equal(find(f, eve).user, id_of(f, "eve"));

    /* nobody ends another's */
    OK(session_end(&f->c, id_of(f, "ann"), find(f, eve).id, &e), e);
    assert_int_equal(find(f, eve).user, id_of(f, "eve"));
    OK(session_end(&f->c, id_of(f, "ann"), S(""), &e), e);
    assert_int_equal(find(f, here).user, 0);
    fixture_close(f);
}

static void the_oldest_of_many_goes(TestDb *t)
{
    Fixture *f = fixture_open(t);
    const Session *list;
    size_t n;
    Err e = { 0 };
    Str first, second, last;

    give_password(f, "ann", GOOD);
    first = sign_in(f, "ann", GOOD);
    f->c.now++;
    second = last = sign_in(f, "ann", GOOD);
    for (int i = 2; i <= SESSIONS_MAX; i++) {
        f->c.now++;
        last = sign_in(f, "ann", GOOD);
    }
    OK(session_list(&f->c, id_of(f, "ann"), &list, &n, &e), e);
    assert_int_equal(n, SESSIONS_MAX);
    assert_int_equal(find(f, first).user, 0);
    assert_int_equal(find(f, second).user, id_of(f, "ann"));
    assert_true(str_eq(list[0].id, find(f, last).id));
    SAYS(list[0].client, "192.0.2.7");
    fixture_close(f);
}

/* ---- what is kept of it ---- */

static void the_history_has_acts_and_no_secrets(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Err e = { 0 };
    Str token, link;

    give_password(f, "ann", GOOD);
    token = sign_in(f, "ann", GOOD);
    FAILS(try(f, "ann", OTHER, &link, &e), e, ERR_DENIED);
    FAILS(try(f, OTHER, GOOD, &link, &e), e, ERR_DENIED); /* the password where the login goes */
    OK(account_link_make(&f->c, id_of(f, "ann"), &link, &e), e);
    OK(session_end(&f->c, id_of(f, "ann"), find(f, token).id, &e), e);
    assert_int_equal(count(f, "SELECT count(*) FROM qiao_history WHERE \"act\" = 'sign'"), 6);
    AUTO(stmt_done) Stmt *q = db_query(
        f->t->db, "SELECT coalesce(\"after\", '') FROM qiao_history WHERE \"act\" = 'sign'");
    while (db_next(q, &e)) {
        const Str secrets[] = { S(GOOD), S(OTHER), token, link, S("argon2") };
        for (size_t i = 0; i < LEN(secrets); i++)
            if (str_find(db_str(q, 0), secrets[i]) >= 0)
                fail_msg("secret %zu in %.*s", i, STR(db_str(q, 0)));
    }
    assert_int_equal(e.kind, ERR_NONE);
    assert_null(registry_find(f->c.types, S("qiao_account"))); /* no type: no list, no export */
    SAYS(fixture_check(f), "");
    fixture_close(f);
}

/* One person must not be two of the three administrators. */
static void three_administrators_are_three_persons(TestDb *t)
{
    static const struct {
        const char *login, *role;
        bool good;
    } cases[] = {
        { "sysadmin", "secadmin", false },   { "sysadmin", "auditadmin", false },
        { "auditadmin", "sysadmin", false }, { "secadmin", "auditadmin", false },
        { "eve", "auditadmin", true },       { "eve", "sysadmin", false },
    };
    Fixture *f = fixture_open(t);
    const Type *grant = registry_find(f->c.types, S("grant"));

    fixture_as(f, "secadmin");
    for (size_t i = 0; i < LEN(cases); i++) {
        Record *r = record_new(f->arena, grant);
        Check k = { 0 };
        Err e = { 0 };
        rec_set_int(r, GRANT_USER, id_of(f, cases[i].login));
        fixture_set(f, r, GRANT_ROLE, cases[i].role);
        rec_set_int(r, GRANT_UNIT, f->root);
        if (store_create(&f->c, r, &k, &e) != cases[i].good)
            fail_msg("case %zu: %s as %s: %s", i, cases[i].login, cases[i].role, e.msg);
        if (!cases[i].good)
            assert_true(e.kind == ERR_INVALID || e.kind == ERR_DENIED);
    }
    fixture_close(f);
}

int main(void)
{
    static const DbCase cases[] = {
        DB_CASE(says_the_same_whatever_is_wrong), DB_CASE(locks_longer_and_longer),
        DB_CASE(is_locked_from_everywhere),       DB_CASE(passwords_have_limits),
        DB_CASE(a_link_works_once),               DB_CASE(ends_when_idle_and_at_last),
        DB_CASE(is_used_without_waiting),
    DB_CASE(another_password_ends_the_others), DB_CASE(the_oldest_of_many_goes),
        DB_CASE(the_history_has_acts_and_no_secrets),
        DB_CASE(three_administrators_are_three_persons),
        DB_CASE(a_provider_vouches_for_open_accounts),
        DB_CASE(a_lock_of_passwords_is_none_of_a_provider),
        DB_CASE(a_second_factor_is_asked_by_one_of_both),
    };
    return run_db_cases("engine/account", cases, LEN(cases));
}
