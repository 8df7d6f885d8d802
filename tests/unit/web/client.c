/* SPDX-License-Identifier: Apache-2.0
 * The browser of tests.
 */
#include "web/client.h"

static const RequestHeaders no_headers;

static void start(Client *c, const char *login)
{
    Err e = { 0 };

    c->options =
        (SiteOptions){ .db = c->options.db, .login = login, .facts = c->o.facts, .connections = 1 };
    c->site = site_new(&c->options, &e);
    OK(c->site, e);
}

Client *client_open(TestDb *t, const char *login)
{
    Office o = office_open(t);
    Client *c = NEW(o.arena, Client);

    c->o = o;
    c->options.db = t->url;
    start(c, login);
    return c;
}

void client_close(Client *c)
{
    site_free(c->site);
    office_close(&c->o);
}

void client_act_as(Client *c, const char *login)
{
    site_free(c->site);
    start(c, login);
}

static void put_form(Client *c, Request *q, const char *const *pairs)
{
    q->form = NEWN(c->o.arena, WebParam, FIELDS_MAX);
    q->form[q->nform++] = (WebParam){ S("csrf"), request_form_token(q) };
    for (; *pairs; pairs++) {
        WebParam *p = &q->form[q->nform++];
        assert_true(str_cut(str_z(*pairs), S("="), &p->name, &p->value));
    }
}

static void ask(Client *c, Method method, Str path, const char *const *pairs)
{
    Request q = request_new(c->site, LANG_EN, c->o.c.now);

    if (pairs)
        put_form(c, &q, pairs);
    if (answer_begin(&q, method, path, &no_headers))
        answer_run(&q);
    c->status = q.status;
    c->location = arena_str(c->o.arena, q.location);
    c->page = arena_str(c->o.arena, buf_str(&q.out));
    request_done(&q);
}

Str client_get(Client *c, Str path)
{
    ask(c, METHOD_GET, path, NULL);
    return c->page;
}

int client_post(Client *c, Str path, const char *const *pairs)
{
    ask(c, METHOD_POST, path, pairs);
    return c->status;
}

void client_expect(const Client *c, int status, const char *text)
{
    if (c->status != status || (text && str_find(c->page, str_z(text)) < 0))
        fail_msg("status %d, not '%s':\n%.*s", c->status, text ? text : "", STR(c->page));
}

int64_t client_made(const Client *c)
{
    Str path, rest, type, id;
    int64_t n = 0;

    if (!str_cut(c->location, S("?"), &path, &rest))
        path = c->location;
    str_cut(str_part(path, 1, path.n), S("/"), &type, &id);
    if (c->status != 303 || !str_int(id, &n))
        fail_msg("status %d, to '%.*s':\n%.*s", c->status, STR(c->location), STR(c->page));
    return n;
}

Request client_enter(Client *c, const char *const *pairs)
{
    Request q = request_new(c->site, LANG_EN, c->o.c.now);
    Err e = { 0 };

    assert_true(answer_begin(&q, METHOD_GET, S("/types"), &no_headers));
    OK(site_enter(c->site, &q, &e), e);
    put_form(c, &q, pairs);
    return q;
}

void client_leave(Client *c, Request *q)
{
    site_leave(c->site, q);
    request_done(q);
}
