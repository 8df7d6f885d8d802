/* SPDX-License-Identifier: Apache-2.0
 * Answers without sockets: what a request sees of the store, and what changes meanwhile.
 */
#include "engine/fixture.h"
#include "web/answer.h"

static const RequestHeaders no_headers;

/* Asks for a page; the caller gives the request back. */
static Request ask(Site *s, Str raw, const RequestHeaders *h)
{
    Request q = request_new(s, LANG_EN, clock_ms());
    if (answer_begin(&q, METHOD_GET, raw, h))
        answer_run(&q);
    return q;
}

static void expect(Site *s, const char *raw, int status, const char *text)
{
    Request q = ask(s, str_z(raw), &no_headers);
    if (q.status != status || (text && str_find(buf_str(&q.out), str_z(text)) < 0))
        fail_msg("%s: status %d\n%.*s", raw, q.status, STR(buf_str(&q.out)));
    request_done(&q);
}

typedef struct {
    Fixture *f;
    SiteOptions o;
    Site *site;
} Served;

static Served serve(TestDb *t, const char *login)
{
    Served s = { .f = fixture_open(t) };
    s.o = (SiteOptions){ .db = t->url, .login = login, .facts = s.f->facts, .connections = 2 };
    return s;
}

static void start(Served *s)
{
    Err e = { 0 };
    s->site = site_new(&s->o, &e);
    if (!s->site)
        fail_msg("%s", e.msg);
}

static void stop(Served *s)
{
    site_free(s->site);
    fixture_close(s->f);
}

static void answers(TestDb *t)
{
    Served s = serve(t, "office");
    start(&s);
    expect(s.site, "/healthz", 200, "ok\n");
    expect(s.site, "/unit", 200, "4 records");
    expect(s.site, "/unit?where=nonsense", 400, "nonsense");
    expect(s.site, "/unit?where=%3Cb%3E", 400, "&lt;b&gt;");
    expect(s.site, "/unti", 404, "the nearest is &#39;unit&#39;");
    expect(s.site, "/unit/1", 404, NULL);
    expect(s.site, "/%ff", 400, NULL);
    expect(s.site, "/a/b/c", 404, NULL);
    stop(&s);
}

/* A user that was closed, by another process, sees nothing from the next request on. */
static void sees_changes_of_rights(TestDb *t)
{
    Served s = serve(t, "ann");
    Err e = { 0 };
    Check k = { 0 };
    Record *r;
    start(&s);
    expect(s.site, "/unit", 200, NULL);
    fixture_as(s.f, "sysadmin");
    {
        AUTO(stmt_done) Stmt *q =
            db_query(t->db, "SELECT \"id\" FROM \"user\" WHERE \"login\" = $1", P("ann"));
        assert_true(db_next(q, &e));
        r = store_get(&s.f->c, &user_type, db_int(q, 0), &e);
    }
    assert_non_null(r);
    fixture_set(s.f, r, USER_CLOSED, "2020-01-01");
    OK(store_update(&s.f->c, r, &k, &e), e);
    expect(s.site, "/unit", 403, "ann");
    stop(&s);
}

static void knows_its_names(TestDb *t)
{
    static const struct {
        Str host;
        int status;
    } rows[] = {
        { S("localhost"), 200 },     { S("localhost:8080"), 200 },   { S("127.0.0.1:1"), 200 },
        { S("192.168.1.7"), 200 },   { S("[::1]:8080"), 200 },       { S("qiao.test:80"), 200 },
        { S("example.com"), 421 },   { S("localhost.example"), 421 }, { S(""), 421 },
        { S("1.2.3.4.example"), 421 }, { S(":80"), 421 },
    };
    Served s = serve(t, "office");
    s.o.host = "Qiao.test";
    start(&s);
    for (size_t i = 0; i < LEN(rows); i++) {
        const RequestHeaders h = { .host = rows[i].host };
        Request q = ask(s.site, S("/healthz"), &h);
        if (q.status != rows[i].status)
            fail_msg("'%.*s': status %d", STR(rows[i].host), q.status);
        request_done(&q);
    }
    stop(&s);
}

static void count_statement(void *arg, Str sql, const Param *params, size_t n)
{
    (void)sql;
    (void)params;
    (void)n;
    ++*(int *)arg;
}

/* A list costs the same number of statements however long it is. */
static void lists_in_few_statements(TestDb *t)
{
    Served s = serve(t, "office");
    int n = 0;
    start(&s);
    expect(s.site, "/unit", 200, NULL); /* types, units and user are read once */
    site_trace(s.site, count_statement, &n);
    expect(s.site, "/grant?columns=role", 200, NULL);
    assert_in_range(n, 1, 6);
    stop(&s);
}

static const DbCase cases[] = {
    DB_CASE(answers),
    DB_CASE(sees_changes_of_rights),
    DB_CASE(knows_its_names),
    DB_CASE(lists_in_few_statements),
};

int main(void)
{
    return run_db_cases("site", cases, LEN(cases));
}
