/* SPDX-License-Identifier: Apache-2.0
 * From an address to a page.
 */
#include "web/answer.h"

#include <sodium.h>
#include <stdio.h>
#include <unistd.h>

#include "base/log.h"
#include "engine/history.h"
#include "engine/rights.h"
#include "web/again.h"
#include "web/layout.h"
#include "web/pages.h"

enum { PAGE_USUAL = 32 << 10 };

Request request_new(Site *s, Lang lang, int64_t now)
{
    Request q = { .site = s, .status = 200, .out = buf_sized(PAGE_USUAL, BUF_PAGE) };
    q.c = (Ctx){ .arena = arena_new(ARENA_REQUEST), .lang = lang, .tz = 480, .now = now };
    q.c.today = day_at(now, q.c.tz);
    return q;
}

void request_done(Request *q)
{
    buf_done(&q->out);
    if (q->file.is)
        (void)close(q->file.fd);
    arena_free(q->c.arena);
    q->c.arena = NULL;
}

/* ---- another door ---- */

static DoorCall door_call(Request *q)
{
    bool program = q->program.user != 0;
    return (DoorCall){
        .c = &q->c,
        .method = str_z(method_name(q->method)),
        .path = q->path,
        .base = site_base(q),
        .query = q->query,
        .nquery = q->nquery,
        .body = q->body,
        .content_type = q->content_type,
        .if_match = q->if_match,
        .if_none_match = q->if_none_match,
        .client = q->client,
        .token = program ? &q->program : NULL,
        .wrong_token = q->bearer.n && !program,
        .status = 200,
        .out = &q->out,
    };
}

static void take_answer(Request *q, const DoorCall *d)
{
    q->status = d->status;
    q->type = d->type;
    q->headers = NEWN(q->c.arena, DoorPair, d->nheaders + 1);
    for (size_t i = 0; i < d->nheaders; i++)
        q->headers[i] = d->headers[i];
    q->nheaders = d->nheaders;
}

static void door_error(Request *q, int status, const Err *e)
{
    DoorCall d = door_call(q);
    q->door->error(&d, status, e);
    take_answer(q, &d);
}

/* ---- errors ---- */

void answer_error(Request *q, int status, const Err *e)
{
    Str text = str_z(e->msg);
    q->status = status ? status : http_status(e->kind);
    if (e->kind == ERR_INTERNAL || e->kind == ERR_NONE) {
        log_line(LOG_ERROR, "%.*s: %s", STR(q->path), e->msg);
        text = str_z(tr(q->c.lang, N_("something went wrong in the server; its log says what")));
    }
    buf_clear(&q->out);
    if (q->file.is)
        (void)close(q->file.fd);
    q->file.is = false;
    q->csp = NULL;
    if (q->door) {
        Err said = *e;
        (void)snprintf(said.msg, sizeof said.msg, "%.*s", STR(text));
        door_error(q, q->status, &said);
        return;
    }
    q->type = NULL;
    q->etag = S("");
    layout_error(q, text);
}

static bool refuse(Request *q, int status, ErrKind kind, const char *msg)
{
    Err e = { .lang = q->c.lang };
    err_set(&e, kind, "%s", tr(e.lang, msg));
    answer_error(q, status, &e);
    return false;
}

static bool check_sender(Request *q, const RequestHeaders *h)
{
    if (h->host.p && !site_knows_host(q->site, h->host))
        return refuse(q, 421, ERR_DENIED,
                      N_("this server does not know itself by that name; `qiao serve --host NAME`"
                         " tells it"));
    if (q->method != METHOD_GET && !request_same_origin(h))
        return refuse(q, 403, ERR_DENIED, N_("the form was sent from a page of another site"));
    return true;
}

/* "Bearer TOKEN", for a door alone: pages know people, not programs. */
static Str bearer_of(Request *q, Str authorization)
{
    Str word, rest;
    if (!q->door || !str_cut(authorization, S(" "), &word, &rest) || !str_same(word, S("Bearer")))
        return S("");
    rest = str_trim(rest);
    return utf8_valid(rest) && rest.n ? arena_str(q->c.arena, rest) : S("?");
}

bool answer_begin(Request *q, Method method, Str raw, const RequestHeaders *h)
{
    Err e = { .lang = q->c.lang };
    unsigned allowed;
    bool ok = request_read(q, raw, &e);

    q->method = method;
    request_language(q, h);
    q->door = site_door(q->site, raw);
    q->host = arena_str(q->c.arena, utf8_valid(h->host) ? h->host : S(""));
    q->bearer = bearer_of(q, h->authorization);
    q->token = arena_str(q->c.arena, request_cookie(h->cookie, site_cookie(q->site)));
    q->seal = arena_str(q->c.arena, request_cookie(h->cookie, site_seal_cookie(q->site)));
    q->agent = arena_str(q->c.arena, utf8_valid(h->agent) ? h->agent : S("?"));
    if (!ok) {
        e = (Err){ .lang = q->c.lang }; /* once more, in the language that is known now */
        q->nquery = 0;
        if (!request_read(q, raw, &e))
            answer_error(q, 0, &e);
        return false;
    }
    if (!check_sender(q, h))
        return false;
    if (q->door)
        return true;
    q->route = route_find(q, &allowed);
    q->allowed = allowed;
    if (!q->route && allowed)
        return refuse(q, 405, ERR_INVALID, N_("this address does not take that method"));
    if (!q->route)
        return refuse(q, 404, ERR_NOT_FOUND, N_("there is no page at this address"));
    return true;
}

/* As on the command line, what was refused is written down. */
static void note_refusal(Request *q, const Err *e)
{
    Err quiet = { .lang = e->lang };
    if (q->c.db && q->c.user && q->c.user->id && !history_refuse(&q->c, e, &quiet))
        log_line(LOG_ERROR, "%s", quiet.msg);
}

/* ---- who may ---- */

/* Nobody is signed in: a page leads to the page for that and back again, a form goes along. */
static bool ask_to_sign_in(Request *q, Err *e)
{
    if (q->method != METHOD_GET && sign_in_again(q))
        return true;
    if (q->method != METHOD_GET)
        return err_set(e, ERR_DENIED,
                       N_("you are not signed in any more; sign in in another window, then send"
                          " this form again"));
    request_go(q, url(q->c.arena, "/sign-in?to=%s", q->raw.p));
    return true;
}

/* A form is taken from somebody only if it was made for the session that he has now. */
static bool is_own_form(Request *q)
{
    Str want = request_form_token(q), have = request_form(q, "csrf");
    return have.n == want.n && sodium_memcmp(have.p, want.p, want.n) == 0;
}

/* He may have signed in anew meanwhile: he looks at it and sends it again, so that nobody else's
 * form is taken for his. */
static bool ask_again(Request *q, Err *e)
{
    if (!q->session.user || !again_can(q))
        return err_set(e, ERR_DENIED,
                       N_("this form was made for another session; open its page anew and send it"
                          " again"));
    q->status = 403;
    again_page(q, q->raw);
    return true;
}

/* Who must have a second factor and has none sets it up before anything else. */
static bool lacks_second(const Request *q)
{
    return q->session.user && !q->session.second && !q->session.vouched &&
           second_wanted(&q->c, q->c.user) && q->route->page != page_second &&
           q->route->page != page_second_send && q->route->page != page_sign_out;
}

static bool ask_for_second(Request *q, Err *e)
{
    if (q->method != METHOD_GET)
        return err_set(e, ERR_DENIED, N_("set up a second factor first, at /me/second"));
    request_go(q, S("/me/second"));
    return true;
}

/* What a door answers is complete; only that there is no connection is left to be said here. */
static bool run_door(Request *q, Err *e)
{
    DoorCall d;
    if (!site_enter(q->site, q, e))
        return false;
    d = door_call(q);
    q->door->answer(q->door->arg, &d);
    take_answer(q, &d);
    return true;
}

/* What was read is written down before it is told. If it cannot be, nothing is told; a page that
 * was late is given its time again for that. */
static bool write_readings(Request *q, bool ok, Err *e)
{
    Err own = { .lang = e->lang };

    if (!q->c.readings || !readings_mark(&q->c))
        return ok;
    if ((ok || db_limit(q->c.db, PAGE_MS, &own)) && readings_write(&q->c, &own))
        return ok;
    if (!ok)
        log_line(LOG_ERROR, "a reading was not logged: %s", own.msg);
    q->nheaders = 0;
    return ok ? err_set(e, own.kind, "%s", own.msg) : false;
}

static bool run_page(Request *q, Err *e)
{
    if (q->door)
        return run_door(q, e);
    q->c.readings = readings_new(q->c.arena);
    if (q->route->needs != BOUNDED && !site_enter(q->site, q, e))
        return false;
    if (q->route->needs != BOUNDED && q->route->access != ANYBODY && !q->c.user->id)
        return ask_to_sign_in(q, e);
    if (q->route->access != ANYBODY && lacks_second(q))
        return ask_for_second(q, e);
    if (q->route->access == SIGNED && q->method == METHOD_POST && !is_own_form(q))
        return ask_again(q, e);
    return q->route->page(q, e);
}

/* As it was before the page began, but for the memory that is used. */
static void begin_anew(Request *q, const Request *was)
{
    Buf out = q->out;

    if (q->file.is)
        (void)close(q->file.fd);
    *q = *was;
    q->out = out;
    buf_clear(&q->out);
}

bool answer_at_once(Request *q)
{
    Err e = { .lang = q->c.lang };
    Request was;
    bool ok;

    if (q->door || q->route->needs != QUICK || !site_looks(q->site))
        return false;
    was = *q;
    q->at_once = true;
    ok = run_page(q, &e) && !q->out.failed;
    ok = ok && !readings_mark(&q->c); /* they are written down by a worker */
    ok = site_look_end(q->site, q) && ok;
    site_leave(q->site, q);
    q->at_once = false;
    if (!ok)
        begin_anew(q, &was);
    return ok;
}

void answer_run(Request *q)
{
    Err e = { .lang = q->c.lang };
    bool ok = run_page(q, &e);

    if (ok && q->out.failed) {
        err_set(&e, ERR_INVALID, "the page would be larger than %d MB", BUF_PAGE >> 20);
        ok = false;
    }
    if (!write_readings(q, ok, &e)) {
        note_refusal(q, &e);
        answer_error(q, 0, &e);
    }
    if (q->door || q->route->needs != BOUNDED)
        site_leave(q->site, q);
}
