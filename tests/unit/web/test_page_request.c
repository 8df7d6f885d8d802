/* SPDX-License-Identifier: Apache-2.0
 * The public form without sockets: what a server with it shows, what it takes, what it writes.
 */
#include "areas/office.h"

#include "engine/query.h"
#include "web/answer.h"
#include "web/intake.h"

static const RequestHeaders no_headers;

enum { LATER = 60 * 1000 };

typedef struct {
    Office o;
    SiteOptions options;
    Site *site;
    int64_t now;
} Public;

static Public *public_open(TestDb *t)
{
    Office o = office_open(t);
    Public *p = NEW(o.arena, Public);
    Err e = { 0 };

    p->o = o;
    office_user(&p->o, "public", "public", p->o.root);
    p->now = 1711929600000;
    p->options = (SiteOptions){
        .db = t->url, .login = "public", .facts = p->o.facts, .connections = 1, .requests = 3
    };
    p->site = site_new(&p->options, &e);
    OK(p->site, e);
    return p;
}

static void public_close(Public *p)
{
    site_free(p->site);
    office_close(&p->o);
}

/* "name=text; name=text" as a form; the status, and the page in *page. */
static int send(Public *p, Method method, const char *path, Str form, Str *page)
{
    Request q = request_new(p->site, LANG_EN, p->now);
    Str one;
    int status;

    q.client = S("10.0.0.1");
    q.form = NEWN(p->o.arena, WebParam, FIELDS_MAX);
    while (form.n) {
        if (!str_cut(form, S("; "), &one, &form))
            form = S("");
        assert_true(str_cut(one, S("="), &q.form[q.nform].name, &q.form[q.nform].value));
        q.nform++;
    }
    if (answer_begin(&q, method, str_z(path), &no_headers))
        answer_run(&q);
    *page = arena_str(p->o.arena, buf_str(&q.out));
    status = q.status;
    request_done(&q);
    return status;
}

static void expect(Public *p, Method method, const char *path, Str form, int status,
                   const char *text)
{
    Str page;
    int got = send(p, method, path, form, &page);

    if (got != status || str_find(page, str_z(text)) < 0)
        fail_msg("%s %.*s: status %d, not '%s':\n%.*s", path, STR(form), got, text, STR(page));
}

/* A form with a token of a minute ago. */
static Str with_token(Public *p, const char *form)
{
    Str token = intake_token(site_intake(p->site), p->o.arena, p->now - LATER);

    return arena_printf(p->o.arena, "%s; token=%.*s", form, STR(token));
}

static int64_t count(Public *p, const char *query)
{
    Err e = { 0 };
    const QueryParts none = { .limit = 0 };
    Query *q = query_parse(&p->o.c, str_z(query), &none, &e);
    int64_t n = -1;

    OK(q && query_total(&p->o.c, q, &n, &e), e);
    return n;
}

#define GOOD "seeker=Tan Ah Kow; mail=a@example.org; latin=Tan Boon Swee; consent=yes"

static void shows_nothing_else(TestDb *t)
{
    static const char *const hidden[] = { "/",       "/kin_case",    "/person",
                                          "/types",  "/review/2024", "/figures",
                                          "/verify", "/user/1" };
    Public *p = public_open(t);
    SiteOptions office = p->options;
    Err e = { 0 };
    Site *reader;
    Request q;

    for (size_t i = 0; i < LEN(hidden); i++)
        expect(p, METHOD_GET, hidden[i], S(""), 404, "there is no page");
    expect(p, METHOD_GET, "/kin/request", S(""), 200, "Ancestral place, as the family says it");
    expect(p, METHOD_GET, "/kin/request?lang=zh-Hans", S(""), 200, "lang=\"zh-Hans\"");
    expect(p, METHOD_GET, "/healthz", S(""), 200, "ok");
    /* and the office's server has no form */
    office.requests = 0;
    office.login = "office";
    reader = site_new(&office, &e);
    q = request_new(reader, LANG_EN, p->now);
    assert_false(answer_begin(&q, METHOD_GET, S("/kin/request/x"), &no_headers));
    request_done(&q);
    q = request_new(reader, LANG_EN, p->now);
    if (answer_begin(&q, METHOD_GET, S("/kin/request"), &no_headers))
        answer_run(&q);
    assert_int_equal(q.status, 404);
    request_done(&q);
    site_free(reader);
    public_close(p);
}

static void says_what_is_wrong_and_keeps_what_was_typed(TestDb *t)
{
    static const struct {
        const char *form, *says;
    } rows[] = {
        { "mail=a@example.org; latin=Tan; consent=yes", "Your name: this is needed" },
        { "seeker=A; latin=Tan; consent=yes", "give an e-mail or a telephone" },
        { "seeker=A; mail=a@example.org; consent=yes", "give a name, or the ancestral place" },
        { "seeker=A; mail=a@example.org; latin=Tan", "without your agreement" },
        { "seeker=A; mail=nowhere; latin=Tan; consent=yes", "nowhere" },
        { "seeker=A; mail=a@example.org; latin=Tan; consent=yes; born=long ago", "long ago" },
        { "seeker=A; mail=a@example.org; latin=Tan; consent=yes; country=Atlantis", "Atlantis" },
        { "seeker=<b>&\"; latin=Tan; consent=yes", "value=\"&lt;b&gt;&amp;&quot;\"" },
    };
    Public *p = public_open(t);
    AUTO(buf_done) Buf longer = buf_new(BUF_LINE);

    for (size_t i = 0; i < LEN(rows); i++)
        expect(p, METHOD_POST, "/kin/request", with_token(p, rows[i].form), 400, rows[i].says);
    buf_put(&longer, S(GOOD "; hall="));
    for (int i = 0; i < 101; i++)
        buf_put(&longer, S("堂"));
    expect(p, METHOD_POST, "/kin/request", with_token(p, arena_z(p->o.arena, buf_str(&longer))),
           400, "at most 100 characters");
    expect(p, METHOD_POST, "/kin/request", with_token(p, GOOD "; website=buy"), 400,
           "not filled in by a person");
    expect(p, METHOD_POST, "/kin/request", S(GOOD), 400, "not one that this server gave out");
    assert_int_equal(count(p, "kin_case"), 0);
    public_close(p);
}

static Str between(Str page, const char *before, const char *behind)
{
    ptrdiff_t at = str_find(page, str_z(before));

    assert_true(at >= 0);
    page = str_part(page, (size_t)at + strlen(before), page.n);
    at = str_find(page, str_z(behind));
    assert_true(at >= 0);
    return str_part(page, 0, (size_t)at);
}

static void a_request_becomes_a_case_and_can_be_withdrawn(TestDb *t)
{
    Public *p = public_open(t);
    Str form = with_token(p, GOOD "; born=about 1874; relatives=father Tan Tai Beng; hall=颍川"),
        page, number, code;

    assert_int_equal(send(p, METHOD_POST, "/kin/request", form, &page), 200);
    number = between(page, "Number of the request</dt><dd>", "</dd>");
    code = between(page, "Withdrawal code</dt><dd>", "</dd>");
    assert_int_equal(count(p, "kin_case where state = received and seeker = 'Tan Ah Kow' and "
                              "sought_born in 1872..1876 and received is not empty"),
                     1);
    assert_int_equal(count(p, "clue where kind = relative or kind = hall_name"), 2);
    /* the seal is no code */
    assert_int_equal(
        count(p, arena_printf(p->o.arena, "kin_case where withdrawal_code = '%.*s'", STR(code)).p),
        0);
    expect(p, METHOD_POST, "/kin/request", form, 409, "sent already");
    expect(p, METHOD_POST, "/kin/withdraw",
           with_token(p, arena_printf(p->o.arena, "number=%.*s; code=AAAAA-AAAAA", STR(number)).p),
           404, "no request with that number");
    p->now += (int64_t)3600 * 1000; /* the hour's three are used up */
    expect(
        p, METHOD_POST, "/kin/withdraw",
        with_token(p, arena_printf(p->o.arena, "number=%.*s; code=%.*s", STR(number), STR(code)).p),
        200, "The request is withdrawn");
    assert_int_equal(count(p, "kin_case where state = withdrawn and withdrawn_on is not empty"), 1);
    expect(
        p, METHOD_POST, "/kin/withdraw",
        with_token(p, arena_printf(p->o.arena, "number=%.*s; code=%.*s", STR(number), STR(code)).p),
        404, "closed already");
    public_close(p);
}

static void an_address_is_held_back(TestDb *t)
{
    Public *p = public_open(t);

    for (int i = 0; i < 3; i++)
        expect(p, METHOD_POST, "/kin/request", with_token(p, GOOD), 200, "Your request is here");
    expect(p, METHOD_POST, "/kin/request", with_token(p, GOOD), 503, "too many requests");
    assert_int_equal(count(p, "kin_case"), 3);
    public_close(p);
}

/* Whoever got hold of the user could still read nothing. */
static void its_user_reads_nothing(TestDb *t)
{
    Public *p = public_open(t);
    const QueryParts none = { .limit = 0 };
    Query *q;
    Err e = { 0 };
    int64_t n = 0;

    expect(p, METHOD_POST, "/kin/request", with_token(p, GOOD), 200, "Your request is here");
    office_act_as(&p->o, "public");
    q = query_parse(&p->o.c, S("kin_case"), &none, &e);
    if (q)
        OK(query_total(&p->o.c, q, &n, &e), e);
    assert_int_equal(n, 0);
    assert_false(rights_has(&p->o.c, RIGHT_READ, NULL, 0));
    public_close(p);
}

static const DbCase cases[] = {
    DB_CASE(shows_nothing_else),
    DB_CASE(says_what_is_wrong_and_keeps_what_was_typed),
    DB_CASE(a_request_becomes_a_case_and_can_be_withdrawn),
    DB_CASE(an_address_is_held_back),
    DB_CASE(its_user_reads_nothing),
};

int main(void)
{
    return run_db_cases("public requests", cases, LEN(cases));
}
