/* SPDX-License-Identifier: Apache-2.0
 * qiao serve, routes, explain GET: where the command line and the pages meet, above both floors.
 */
#include "serve/serve.h"

#include <stdio.h>

#include "api/api.h"
#include "api/hooks.h"
#include "cli/map.h"
#include "base/log.h"
#include "engine/account.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "web/answer.h"
#include "web/intake.h"
#include "web/server.h"

/* Of those that `qiao init` makes. */
#define FIRST_LOGIN "secadmin"

static SiteOptions site_options(const Cli *cli)
{
    const Ctx *c = &cli->c;
    return (SiteOptions){
        .db = cli->url,
        .login = arena_z(cli->arena, c->user->login),
        .facts = cli->facts,
        .lang = c->lang,
        .as_of = c->today != rights_day(c) ? c->today : 0, /* only --as-of makes them differ */
        .connections = 1,
    };
}

/* ---- serve ---- */

typedef struct {
    Cli *cli;
    Str link; /* that sets the first password, or empty */
    HooksOptions hook_options;
    Hooks *hooks; /* NULL where the server shows no records */
    bool tells;   /* webhooks, that is */
} Ready;

/* What links in news begin with: the name by which the server is reached, if it has one. */
static const char *base_of(const Cli *cli, const char *address)
{
    const char *host = cli_option(cli, "host");
    Str own = str_z(address);

    if (host)
        return arena_printf(cli->arena, "%s://%s", cli_option(cli, "behind-tls") ? "https" : "http",
                            host)
            .p;
    return arena_z(cli->arena, str_part(own, 0, own.n - 1)); /* without its '/' */
}

/* Signals are blocked by now, so that the thread inherits that. */
static void start_hooks(Ready *r, const char *address)
{
    Err e = { .lang = r->cli->c.lang };

    r->hook_options = (HooksOptions){ .db = r->cli->url, .base = base_of(r->cli, address) };
    r->hooks = hooks_start(&r->hook_options, &e);
    if (!r->hooks)
        log_line(LOG_ERROR, "webhooks: %s", e.msg);
}

static void say_ready(void *arg, const char *address)
{
    Ready *r = arg;
    if (r->tells)
        start_hooks(r, address);
    cli_say(r->cli, N_("Qiao is at %s; stop it with Ctrl-C"), address);
    if (r->link.n)
        cli_say(r->cli,
                N_("Nobody can sign in yet. This sets the password of '%s', works once and for a "
                   "day; then she makes such links for the others:\n%slink/%.*s"),
                FIRST_LOGIN, address, STR(r->link));
    (void)fflush(stdout);
}

/* Where nobody has a password yet: a link for the one who can make links for the others. */
static bool first_link(Cli *cli, Str *link)
{
    Ctx *c = &cli->c;
    const User *first;
    bool any;

    if (!account_any(c, &any, &cli->e))
        return false;
    if (any)
        return true;
    first = user_load(cli->arena, c->db, S(FIRST_LOGIN), rights_day(c), &cli->e);
    return first && account_link_make(c, first->id, link, &cli->e);
}

/* A server with the public form acts as somebody who may write requests and read nothing. */
static bool takes_requests(Cli *cli, SiteOptions *o)
{
    const char *limit = cli_option(cli, "requests-limit");
    const Type *t = registry_find(cli->c.types, S("kin_case"));
    int64_t each = INTAKE_USUAL;

    if (limit && (!str_int(str_z(limit), &each) || each < 1 || each > INTAKE_ALL))
        return err_set(&cli->e, ERR_INVALID, N_("--requests-limit takes a number from 1 to %d"),
                       INTAKE_ALL);
    if (!cli_option(cli, "requests"))
        return true;
    if (!rights_has(&cli->c, RIGHT_WRITE, t, 0) || rights_has(&cli->c, RIGHT_READ, NULL, 0))
        return err_set(&cli->e, ERR_DENIED,
                       N_("the public form needs a user who may write requests and read nothing, "
                          "not '%.*s'; make one with the role 'public', and name it with --as"),
                       STR(cli->c.user->login));
    o->requests = (int)each;
    return true;
}

/* The pages with the API beside them, and the news to webhooks; a server of the public form has
 * neither. */
static bool run_server(ServerOptions *o, Ready *ready)
{
    Api *api = api_new();
    const Door door = { API_PREFIX, API_BODY_MAX, api, api_answer, api_error };
    bool ok;

    ready->tells = !o->site.requests;
    o->site.door = &door;
    ok = server_run(o, &ready->cli->e);
    hooks_stop(ready->hooks);
    api_free(api);
    return ok;
}

static int cmd_serve(Cli *cli)
{
    const char *listen = cli_option(cli, "listen");
    Ready ready = { .cli = cli };
    ServerOptions o = { .site = site_options(cli),
                        .listen = listen ? listen : "127.0.0.1:8080",
                        .open = cli_option(cli, "open") != NULL,
                        .ready = say_ready,
                        .arg = &ready };
    o.site.host = cli_option(cli, "host");
    o.site.keys = cli_option(cli, "keys");
    o.site.tls = cli_option(cli, "behind-tls") != NULL;
    if (!cli_base_map(cli, &o.site.map) || !takes_requests(cli, &o.site))
        return cli_fail(cli);
    if (!o.site.requests && !cli_option(cli, "no-sign-in")) {
        o.site.login = NULL;
        if (!first_link(cli, &ready.link))
            return cli_fail(cli);
    }
    return run_server(&o, &ready) ? EXIT_DONE : cli_fail(cli);
}

/* ---- routes ---- */

static int cmd_routes(Cli *cli)
{
    const Lang lang = cli->c.lang;
    const Str headings[] = { str_z(tr(lang, N_("method"))), str_z(tr(lang, N_("address"))),
                             str_z(tr(lang, N_("function"))), str_z(tr(lang, N_("runs in"))) };
    VEC(Str) cells = { 0 };
    size_t n = 0;

    for (const Route *r = routes; r->pattern; r++, n++) {
        vec_push(cli->arena, &cells, str_z(method_name(r->method)));
        vec_push(cli->arena, &cells, str_z(r->pattern));
        vec_push(cli->arena, &cells, str_z(r->name));
        vec_push(cli->arena, &cells,
                 str_z(tr(lang, r->needs == BOUNDED ? N_("connection") : N_("worker"))));
    }
    for (size_t i = 0; i < api_route_count(); i++, n++) {
        const char *method, *pattern, *name;
        api_route_at(i, &method, &pattern, &name);
        vec_push(cli->arena, &cells, str_z(method));
        vec_push(cli->arena, &cells, str_z(pattern));
        vec_push(cli->arena, &cells, str_z(name));
        vec_push(cli->arena, &cells, str_z(tr(lang, N_("worker"))));
    }
    table_print(headings, LEN(headings), cells.p, n, cli->arena);
    return EXIT_DONE;
}

/* ---- explain ---- */

typedef struct {
    Str sql;
    const Param *params;
    size_t nparams;
    int64_t times;
} SeenSql;

typedef struct {
    Arena *arena;
    VEC(SeenSql) list;
} Seen;

/* Values are copied: what they point to may be gone when the page is done. */
static void note_sql(void *arg, Str sql, const Param *params, size_t n)
{
    Seen *seen = arg;
    Param *copy;

    for (size_t i = 0; i < seen->list.n; i++)
        if (str_eq(seen->list.p[i].sql, sql)) {
            seen->list.p[i].times++;
            return;
        }
    copy = NEWN(seen->arena, Param, n + 1);
    for (size_t i = 0; i < n; i++) {
        copy[i] = params[i];
        if (copy[i].s.p)
            copy[i].s = arena_str(seen->arena, copy[i].s);
    }
    vec_push(
        seen->arena, &seen->list,
        (SeenSql){ .sql = arena_str(seen->arena, sql), .params = copy, .nparams = n, .times = 1 });
}

static bool print_sql(Cli *cli, const SeenSql *s)
{
    Str plan;
    (void)printf("\n");
    cli_say(cli, N_("%" PRId64 " times:"), s->times);
    (void)printf("%.*s\n", STR(s->sql));
    if (str_find(s->sql, S("SELECT")) < 0)
        return true;
    if (!db_explain(cli->c.db, s->sql, s->params, s->nparams, cli->arena, &plan, &cli->e))
        return false;
    (void)printf("%.*s", STR(plan));
    return true;
}

/* What is read once and not for each page comes before the trace: types, rights, the index of
 * names, questions of a page that are compiled once. */
static bool warm_up(Cli *cli, Site *site, const char *path)
{
    static const RequestHeaders none = { 0 };
    Request q = request_new(site, cli->c.lang, cli->c.now);
    bool ok = site_enter(site, &q, &cli->e);

    site_leave(site, &q);
    request_done(&q);
    if (!ok)
        return false;
    q = request_new(site, cli->c.lang, cli->c.now);
    if (answer_begin(&q, METHOD_GET, str_z(path), &none))
        answer_run(&q);
    request_done(&q);
    return true;
}

static void say_route(const Cli *cli, const Request *q)
{
    bool bounded = q->route && q->route->needs == BOUNDED;
    (void)printf("%s %s → %s (%s)\n", method_name(METHOD_GET),
                 q->route ? q->route->pattern : q->door->prefix, q->route ? q->route->name : "api",
                 tr(cli->c.lang, bounded ? N_("connection") : N_("worker")));
}

/* Runs the page as the server would, and prints what it asked the store. */
static int explain(Cli *cli, const SiteOptions *o, const char *path)
{
    static const RequestHeaders none = { 0 };
    Seen seen = { .arena = cli->arena };
    Site *site = site_new(o, &cli->e);
    Request q;
    bool ok = true;

    if (!site || !warm_up(cli, site, path)) {
        site_free(site);
        return cli_fail(cli);
    }
    site_trace(site, note_sql, &seen);
    q = request_new(site, cli->c.lang, cli->c.now);
    if (answer_begin(&q, METHOD_GET, str_z(path), &none)) {
        answer_run(&q);
        say_route(cli, &q);
    }
    cli_say(cli, N_("status %d, %zu bytes, %zu different statements"), q.status, q.out.n,
            seen.list.n);
    for (size_t i = 0; i < seen.list.n && ok; i++)
        ok = print_sql(cli, &seen.list.p[i]);
    ok = ok && q.status < 400;
    request_done(&q);
    site_free(site);
    return cli->e.kind ? cli_fail(cli) : ok ? EXIT_DONE : EXIT_ANSWER_NO;
}

static int explain_page(Cli *cli, const char *path)
{
    Api *api = api_new();
    const Door door = { API_PREFIX, API_BODY_MAX, api, api_answer, api_error };
    SiteOptions o = site_options(cli);
    int status;

    o.door = &door;
    status = explain(cli, &o, path);
    api_free(api);
    return status;
}

/* ---- the table ---- */

static const Option serve_options[] = {
    { "listen", "HOST:PORT", N_("where to listen; 127.0.0.1:8080 if not given, port 0: any") },
    { "host", "NAME", N_("a name by which the server is reached, beside localhost and numbers") },
    { "map", "FILE", N_("your own approved map instead of tiles; default $QIAO_MAP; docs/templates.md") },
    { "keys", "FOLDER", N_("keys that users sign reviews with, LOGIN.key each; made when first needed") },
    { "no-sign-in", NULL, N_("nobody signs in: whoever reaches the server is the user of --as") },
    { "behind-tls", NULL, N_("a proxy in front does TLS: cookies go over nothing else; docs/serve.md") },
    { "open", NULL, N_("other machines may connect, though nobody signs in or there is no TLS") },
    { "requests", NULL, N_("take requests to find kin from the public, and show nothing else") },
    { "requests-limit", "N", N_("how many of them an address may send in an hour; 5 if not given") },
    { 0 },
};

static const Command serve_commands[] = {
    { "serve", "", N_("show the store as web pages"), cmd_serve, NEEDS_STORE, 0, 0,
      serve_options },
    { "routes", "", N_("list the addresses of the pages"), cmd_routes, NEEDS_NOTHING, 0, 0, NULL },
    { 0 },
};

const CliMore serve_more = { .commands = serve_commands, .explain_page = explain_page };
