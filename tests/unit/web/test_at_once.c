/* SPDX-License-Identifier: Apache-2.0
 * Pages that are looked at once: the same page as a worker makes, and nothing written; what has to
 * be written, waited for or made first is left to a worker.
 */
#include "web/client.h"

#include "engine/account.h"

static const RequestHeaders no_headers;

/* The request of that address; *done: it was answered at once. request_done is the caller's. */
static Request look(Client *c, Str path, bool *done)
{
    Request q = request_new(c->site, LANG_EN, c->o.c.now);

    assert_true(answer_begin(&q, METHOD_GET, path, &no_headers));
    *done = answer_at_once(&q);
    return q;
}

/* Is the address answered at once? The page is in c->page then. */
static bool looks(Client *c, Str path)
{
    bool done;
    Request q = look(c, path, &done);

    c->status = q.status;
    c->page = arena_str(c->o.arena, buf_str(&q.out));
    if (!done)
        assert_int_equal(q.out.n, 0);
    assert_null(q.c.db);
    assert_null(q.held);
    request_done(&q);
    return done;
}

static int64_t number(TestDb *t, Str sql)
{
    Err e = { 0 };
    AUTO(stmt_done) Stmt *q = db_query_text(t->db, sql, NULL, 0);

    OK(db_next(q, &e), e);
    return db_int(q, 0);
}

static int64_t acts(TestDb *t, const char *act)
{
    Err e = { 0 };
    AUTO(stmt_done) Stmt *q =
        db_query(t->db, "SELECT count(*) FROM qiao_history WHERE \"act\" = $1", P(act));

    OK(db_next(q, &e), e);
    return db_int(q, 0);
}

static Str person_page(Client *c, Str values)
{
    int64_t id = office_make(&c->o, "person", c->o.root, values);
    return arena_printf(c->o.arena, "/person/%" PRId64, id);
}

static void gives_the_page_that_a_worker_gives(TestDb *t)
{
    static const char *const others[] = { "/types", "/", "/search?q=x", "/figures" };
    Client *c = client_open(t, "office");
    Str path = person_page(c, S("name_hans=陈嘉木; residence=SG")),
        paths[] = { path, S("/person") };
    bool near = t->kind == DB_SQLITE;

    assert_false(looks(c, path)); /* no connection is open yet */
    for (size_t i = 0; i < LEN(paths); i++) {
        Str page;
        (void)client_get(c, paths[i]);
        client_expect(c, 200, "陈嘉木");
        page = c->page;
        assert_int_equal(looks(c, paths[i]), near);
        if (near)
            assert_true(str_eq(c->page, page));
    }
    for (size_t i = 0; i < LEN(others); i++)
        assert_false(looks(c, str_z(others[i])));
    client_close(c);
}

static void leaves_what_is_sensitive_to_a_worker(TestDb *t)
{
    Client *c = client_open(t, "office");
    Str path =
        person_page(c, S("name_hans=陈嘉木; document_kind=passport; document_number=E12345678"));
    Str plain = person_page(c, S("name_hans=林文庆"));
    int64_t before = number(t, S("SELECT max(\"seq\") FROM qiao_history"));

    (void)client_get(c, plain);
    assert_false(looks(c, path));
    assert_int_equal(number(t, S("SELECT max(\"seq\") FROM qiao_history")), before);
    (void)client_get(c, path);
    client_expect(c, 200, "E12345678");
    assert_int_equal(acts(t, "read"), 2); /* the record and its history, as ever */
    office_user(&c->o, "hand", "handler", c->o.root);
    client_act_as(c, "hand"); /* who sees nothing of that, so that nothing is to be noted */
    (void)client_get(c, plain);
    assert_int_equal(looks(c, path), t->kind == DB_SQLITE);
    assert_true(str_find(c->page, S("E12345678")) < 0);
    assert_int_equal(acts(t, "read"), 2);
    client_close(c);
}

static void leaves_what_is_refused_to_a_worker(TestDb *t)
{
    Client *c = client_open(t, "ann");
    Str path = person_page(c, S("name_hans=陈嘉木"));
    int64_t before;

    (void)client_get(c, S("/person"));
    before = acts(t, "refuse");
    assert_false(looks(c, path)); /* it is the upper unit's */
    assert_false(looks(c, S("/person/1")));
    assert_int_equal(acts(t, "refuse"), before);
    (void)client_get(c, path);
    client_expect(c, 404, NULL);
    assert_int_equal(acts(t, "refuse"), before + 1);
    client_close(c);
}

/* Types, units and rights are read anew by a worker; before that nothing is shown by old ones. */
static void never_shows_by_old_rights(TestDb *t)
{
    Client *c = client_open(t, "ann");
    Err e = { 0 };
    int64_t id = office_make(&c->o, "person", c->o.district, S("name_hans=陈嘉木"));
    Str path = arena_printf(c->o.arena, "/person/%" PRId64, id);

    (void)client_get(c, path);
    client_expect(c, 200, "陈嘉木");
    assert_int_equal(looks(c, path), t->kind == DB_SQLITE);
    {
        Record *grant;
        AUTO(stmt_done) Stmt *q =
            db_query(t->db, "SELECT g.\"id\" FROM \"grant\" g JOIN \"user\" u ON u.\"id\" ="
                            " g.\"holder\" WHERE u.\"login\" = 'ann'");
        assert_true(db_next(q, &e));
        grant = store_get(&c->o.c, registry_find(c->o.c.types, S("grant")), db_int(q, 0), &e);
        OK(grant, e);
        stmt_done(&q);
        c->o.c.user = NULL;
        OK(store_void(&c->o.c, grant->type, grant->id, S("left"), &e), e);
    }
    assert_false(looks(c, path));
    (void)client_get(c, path);
    assert_int_not_equal(c->status, 200);
    client_close(c);
}

static const DbCase cases[] = {
    DB_CASE(gives_the_page_that_a_worker_gives),
    DB_CASE(leaves_what_is_sensitive_to_a_worker),
    DB_CASE(leaves_what_is_refused_to_a_worker),
    DB_CASE(never_shows_by_old_rights),
};

int main(void)
{
    return run_db_cases("at_once", cases, LEN(cases));
}
