/* SPDX-License-Identifier: Apache-2.0
 * Signing in by pages: ways back, forms that came too late, the second factor, too many tries.
 */
#include "web/client.h"

#include <liboath/oath.h>

#include "engine/account.h"
#include "engine/setting.h"

#define GOOD "four small boats at dusk"
static const char good[] = "password=" GOOD;
/* "12345678901234567890", the secret of the vectors of RFC 6238 */
#define SECRET "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

enum { STEP = 30 * 1000 };

typedef struct {
    Client *c;
    Str cookie, location; /* of the browser; of the last answer */
    int64_t now;
    unsigned char client; /* last byte of its address */
} Browser;

static int64_t ann_of(const Client *c)
{
    Err e = { 0 };
    User *u = user_load(c->o.arena, c->o.c.db, S("ann"), c->o.c.today, &e);
    OK(u, e);
    return u->id;
}

static Browser open(TestDb *t)
{
    Browser b = { .c = client_open(t, "office") };
    Err e = { 0 };

    OK(account_set_password(&b.c->o.c, ann_of(b.c), S(GOOD), S(""), &e), e);
    client_act_as(b.c, NULL);
    b.now = b.c->o.c.now;
    return b;
}

/* csrf as that session has it, unless the pairs have one. */
static void ask(Browser *b, Method method, Str path, const char *const *pairs)
{
    Request q = request_new(b->c->site, LANG_EN, b->now);
    const RequestHeaders h = { .cookie = arena_printf(b->c->o.arena, "qiao=%.*s", STR(b->cookie)) };
    const char address[4] = { (char)192, 0, 2, (char)b->client };

    q.client = (Str){ address, 4 };
    q.form = NEWN(b->c->o.arena, WebParam, FIELDS_MAX);
    if (b->cookie.n)
        q.form[q.nform++] = (WebParam){ S("csrf"), session_form_token(b->c->o.arena, b->cookie) };
    for (; pairs && *pairs; pairs++, q.nform++)
        assert_true(str_cut(str_z(*pairs), S("="), &q.form[q.nform].name, &q.form[q.nform].value));
    if (answer_begin(&q, method, path, &h))
        answer_run(&q);
    b->c->status = q.status;
    b->location = arena_str(b->c->o.arena, q.location);
    b->c->page = arena_str(b->c->o.arena, buf_str(&q.out));
    if (q.cookie.n)
        b->cookie = str_eq(q.cookie, S("-")) ? S("") : arena_str(b->c->o.arena, q.cookie);
    request_done(&q);
}
#define SEND(b, path, ...) ask(b, METHOD_POST, S(path), (const char *const[]){ __VA_ARGS__, NULL })
#define GET(b, path) ask(b, METHOD_GET, S(path), NULL)

static void sign_in(Browser *b)
{
    SEND(b, "/sign-in", "login=ann", good, "to=/types");
    client_expect(b->c, 303, NULL);
    SAYS(b->location, "/types");
    assert_int_equal(b->cookie.n, 43);
}

/* What stands between two texts of the page. */
static const char *between(Browser *b, const char *before, const char *after)
{
    Str head, rest, found, tail;
    assert_true(str_cut(b->c->page, str_z(before), &head, &rest));
    assert_true(str_cut(rest, str_z(after), &found, &tail));
    return arena_z(b->c->o.arena, found);
}

static const char *number_at(Browser *b, int64_t now)
{
    char code[7];
    assert_int_equal(oath_hotp_generate("12345678901234567890", 20, (uint64_t)(now / STEP), 6,
                                        false, OATH_HOTP_DYNAMIC_TRUNCATION, code),
                     OATH_OK);
    return arena_printf(b->c->o.arena, "code=%s", code).p;
}

/* ---- ways in and back ---- */

static void leads_back_within_this_site_alone(TestDb *t)
{
    static const struct {
        const char *to, *where;
    } cases[] = {
        { "to=/types", "/types" },      { "to=//evil.example/", "/" },
        { "to=https://evil.example", "/" }, { "to=/\\evil.example", "/" },
        { "to=", "/" },                 { "to=/a\r\nSet-Cookie: x", "/" },
    };
    Browser b = open(t);

    for (size_t i = 0; i < LEN(cases); i++) {
        b.cookie = S("");
        SEND(&b, "/sign-in", "login=ann", good, cases[i].to);
        if (b.c->status != 303 || !str_eq(b.location, str_z(cases[i].where)))
            fail_msg("case %zu: %d, '%.*s'", i, b.c->status, STR(b.location));
    }
    client_close(b.c);
}

/* A token that an attacker planted is never the one of the session. */
static void gives_a_new_session_each_time(TestDb *t)
{
    Browser b = open(t);
    Str planted = S("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), first;

    b.cookie = planted;
    SEND(&b, "/sign-in", "login=ann", good);
    assert_false(str_eq(b.cookie, planted));
    first = b.cookie;
    SEND(&b, "/sign-in", "login=ann", good);
    assert_false(str_eq(b.cookie, first));
    GET(&b, "/types");
    client_expect(b.c, 200, NULL);
    SEND(&b, "/sign-out", "x=");
    client_expect(b.c, 303, NULL);
    assert_int_equal(b.cookie.n, 0);
    GET(&b, "/types");
    SAYS(b.location, "/sign-in?to=%2Ftypes");
    client_close(b.c);
}

static void an_address_that_fails_often_has_to_wait(TestDb *t)
{
    Browser b = open(t);

    for (int i = 0; i < 50; i++) {
        SEND(&b, "/sign-in", "login=nobody", "password=x");
        client_expect(b.c, 403, "the login or the password is wrong");
    }
    SEND(&b, "/sign-in", "login=ann", good);
    client_expect(b.c, 429, "too many sign-ins failed from there");
    GET(&b, "/link/AAAA");
    client_expect(b.c, 429, "too many sign-ins failed from there");
    b.client = 9; /* others are not kept out by that */
    sign_in(&b);
    client_close(b.c);
}

/* ---- forms that came too late ---- */

static void a_form_goes_along_through_signing_in(TestDb *t)
{
    Browser b = open(t);

    sign_in(&b);
    b.now += 61LL * 60 * 1000; /* idle for too long */
    SEND(&b, "/reception/new", "name=<b>团</b>", "note=one\ntwo");
    client_expect(b.c, 403, "You are not signed in any more");
    client_expect(b.c, 403, "name=\"carried.name\" value=\"&lt;b&gt;团&lt;/b&gt;\"");
    assert_true(str_find(b.c->page, S("carried.csrf")) < 0);

    SEND(&b, "/sign-in", "login=ann", "password=wrong", "to=/reception/new",
         "carried.name=<b>团</b>", "carried.note=one\ntwo");
    client_expect(b.c, 403, "name=\"carried.name\" value=\"&lt;b&gt;团&lt;/b&gt;\"");

    b.cookie = S("");
    SEND(&b, "/sign-in", "login=ann", good, "to=/reception/new", "carried.name=<b>团</b>",
         "carried.note=one\ntwo");
    client_expect(b.c, 200, "action=\"/reception/new\"");
    client_expect(b.c, 200, "name=\"name\" value=\"&lt;b&gt;团&lt;/b&gt;\"");
    client_expect(b.c, 200, "name=\"note\">\none\ntwo</textarea>");
    client_expect(b.c, 200, session_form_token(b.c->o.arena, b.cookie).p);
    client_close(b.c);
}

/* Signed in anew in another window: the old form is shown, and nothing is done before. */
static void a_form_of_another_session_is_shown_first(TestDb *t)
{
    Browser b = open(t);

    sign_in(&b);
    SEND(&b, "/me/session/end", "id=x");
    client_expect(b.c, 303, NULL);
    b.cookie = S("");
    sign_in(&b);
    {
        Str own = b.cookie;
        Request q = request_new(b.c->site, LANG_EN, b.now);
        const RequestHeaders h = { .cookie = arena_printf(b.c->o.arena, "qiao=%.*s", STR(own)) };
        WebParam form[] = { { S("csrf"), S("0123") }, { S("name"), S("typed") } };
        q.form = form;
        q.nform = LEN(form);
        assert_true(answer_begin(&q, METHOD_POST, S("/reception/new"), &h));
        answer_run(&q);
        assert_int_equal(q.status, 403);
        assert_true(str_find(buf_str(&q.out), S("name=\"name\" value=\"typed\"")) >= 0);
        request_done(&q);
    }
    client_close(b.c);
}

/* A password is not written into a page. */
static void passwords_do_not_go_along(TestDb *t)
{
    Browser b = open(t);

    SEND(&b, "/me/password", "old=" GOOD, "password=another one of mine", "again=another");
    client_expect(b.c, 403, "sign in in another window");
    assert_true(str_find(b.c->page, S("another one of mine")) < 0);
    client_close(b.c);
}

/* ---- the second factor ---- */

static void set_up(Browser *b)
{
    SEND(b, "/me/second", "secret=" SECRET, number_at(b, b->now), good);
    client_expect(b->c, 200, "shown this once");
}

static void half_in(Browser *b)
{
    b->cookie = S("");
    SEND(b, "/sign-in", "login=ann", good, "to=/types");
    client_expect(b->c, 200, "The number that your telephone shows");
    assert_int_equal(b->cookie.n, 0); /* nobody is signed in by half */
}

static const char *half_of(Browser *b)
{
    return arena_printf(b->c->o.arena, "half=%s", between(b, "name=\"half\" value=\"", "\"")).p;
}

static void asks_for_a_number_that_is_good_once(TestDb *t)
{
    Browser b = open(t);
    const char *half, *number;

    sign_in(&b);
    SEND(&b, "/me/second", "secret=" SECRET, "code=000000", good);
    client_expect(b.c, 400, SECRET); /* the same one again, not another picture */
    SEND(&b, "/me/second", "secret=" SECRET, number_at(&b, b.now), "password=wrong");
    client_expect(b.c, 400, "the password is wrong");
    set_up(&b);

    half_in(&b);
    half = half_of(&b);
    SEND(&b, "/sign-in/second", half, number_at(&b, b.now), "to=/types");
    client_expect(b.c, 403, "was used already"); /* when it was set up */
    b.now += STEP;
    number = number_at(&b, b.now);
    SEND(&b, "/sign-in/second", half, number, "to=/types");
    client_expect(b.c, 303, NULL);
    SAYS(b.location, "/types");
    assert_int_equal(b.cookie.n, 43);
    SEND(&b, "/sign-in/second", half, number);
    client_expect(b.c, 403, "took too long"); /* that half is used up */
    half_in(&b);
    SEND(&b, "/sign-in/second", half_of(&b), number);
    client_expect(b.c, 403, "was used already");
    client_close(b.c);
}

static void half_is_over_soon_and_wrong_numbers_lock(TestDb *t)
{
    Browser b = open(t);
    const char *half;

    sign_in(&b);
    set_up(&b);
    half_in(&b);
    half = half_of(&b);
    b.now += 5LL * 60 * 1000;
    SEND(&b, "/sign-in/second", half, number_at(&b, b.now));
    client_expect(b.c, 403, "took too long");
    half_in(&b);
    half = half_of(&b);
    for (int i = 0; i < 5; i++) {
        SEND(&b, "/sign-in/second", half, "code=12345");
        client_expect(b.c, 403, "this number is wrong");
    }
    SEND(&b, "/sign-in/second", half, number_at(&b, b.now));
    client_expect(b.c, 403, "this number is wrong"); /* locked */
    b.now += (int64_t)61 * 1000;
    SEND(&b, "/sign-in/second", half, number_at(&b, b.now));
    client_expect(b.c, 303, NULL);
    client_close(b.c);
}

static void a_recovery_code_is_good_once(TestDb *t)
{
    Browser b = open(t);
    const char *code;

    sign_in(&b);
    set_up(&b);
    code = arena_printf(b.c->o.arena, "code=%s", between(&b, "<li><code>", "</code>")).p;
    half_in(&b);
    SEND(&b, "/sign-in/second", half_of(&b), code);
    client_expect(b.c, 303, NULL);
    GET(&b, "/me/second");
    client_expect(b.c, 200, "Recovery codes that are left: 9");
    half_in(&b);
    SEND(&b, "/sign-in/second", half_of(&b), code);
    client_expect(b.c, 403, "this number is wrong");
    client_close(b.c);
}

/* ---- one's own record ---- */

/* How she is reached and how she reads, and nothing else: a clerk changes no user. */
static void says_how_she_works(TestDb *t)
{
    Browser b = open(t);

    sign_in(&b);
    SEND(&b, "/me/own", "f.language=zh-Hant", "f.reading_order=pinyin", "f.text_size=125",
         "f.mail=ann@example.org", "f.login=root", "f.name=Someone else");
    client_expect(b.c, 303, NULL);
    SEND(&b, "/me/own", "f.language=tlh", "f.mail=nowhere");
    client_expect(b.c, 400, "value=\"nowhere\"");
    GET(&b, "/me");
    client_expect(b.c, 200, "<html lang=\"zh-Hant\" class=\"text-125\">");
    client_expect(b.c, 200, "value=\"ann@example.org\"");
    {
        Err e = { 0 };
        User *u = user_load(b.c->o.arena, b.c->o.c.db, S("ann"), b.c->o.c.today, &e);
        OK(u, e);
        assert_true(u->has_lang && u->lang == LANG_HANT);
        assert_int_equal(u->order, COLLATE_PINYIN);
        SAYS(u->name, "ann");
        AUTO(stmt_done) Stmt *q =
            db_query(b.c->o.c.db, "SELECT \"actor\" FROM qiao_history WHERE \"type\" ="
                                  " 'user' AND \"act\" = 'update'");
        OK(db_next(q, &e), e);
        assert_int_equal(db_int(q, 0), u->id);
    }
    GET(&b, "/user/new"); /* it gave her no right to that */
    client_expect(b.c, 403, NULL);
    client_close(b.c);
}

/* ---- who must have one ---- */

static void must_be_set_up_where_the_office_says_so(TestDb *t)
{
    static const struct {
        const char *who;
        bool ann;
    } cases[] = { { "0", false }, { "1", false }, { "2", true } };
    Browser b = open(t);
    Err e = { 0 };

    sign_in(&b);
    for (size_t i = 0; i < LEN(cases); i++) {
        OK(db_exec(b.c->o.c.db, &e, "DELETE FROM \"setting\""), e);
        b.c->o.c.user = NULL;
        (void)office_make(&b.c->o, "setting", b.c->o.root,
                          arena_printf(b.c->o.arena, "name=second_factor; value=%s", cases[i].who));
        GET(&b, "/types");
        if ((b.c->status == 303 && str_eq(b.location, S("/me/second"))) != cases[i].ann)
            fail_msg("case %zu: %d '%.*s'", i, b.c->status, STR(b.location));
    }
    SEND(&b, "/reception/new", "name=x");
    client_expect(b.c, 403, "set up a second factor first");
    set_up(&b);
    GET(&b, "/types");
    client_expect(b.c, 200, NULL);
    client_close(b.c);
}

int main(void)
{
    static const DbCase cases[] = {
        DB_CASE(leads_back_within_this_site_alone),
        DB_CASE(gives_a_new_session_each_time),
        DB_CASE(an_address_that_fails_often_has_to_wait),
        DB_CASE(a_form_goes_along_through_signing_in),
        DB_CASE(a_form_of_another_session_is_shown_first),
        DB_CASE(passwords_do_not_go_along),
        DB_CASE(asks_for_a_number_that_is_good_once),
        DB_CASE(half_is_over_soon_and_wrong_numbers_lock),
        DB_CASE(a_recovery_code_is_good_once),
        DB_CASE(says_how_she_works),
        DB_CASE(must_be_set_up_where_the_office_says_so),
    };
    return run_db_cases("web/page_sign", cases, LEN(cases));
}
