/* SPDX-License-Identifier: Apache-2.0
 * Signing in by the office's identity provider: the way there, and the way back.
 *
 * The cookie is sent along on the way back, which is a link from elsewhere, since it is Lax; and it
 * ties what comes back to the browser that went there.
 */
#include "base/log.h"
#include "web/layout.h"
#include "web/oidc.h"
#include "web/pages.h"
#include "web/sign.h"
#include "web/site.h"

/* Adds the cookie to the answer, or takes it away from the browser if it is empty. */
static void set_seal(Request *q, Str seal)
{
    Str name = site_seal_cookie(q->site);

    q->headers = NEW(q->c.arena, DoorPair);
    q->headers[0] = (DoorPair){
        S("Set-Cookie"),
        arena_printf(q->c.arena, "%.*s=%.*s; Path=/; Max-Age=%d; SameSite=Lax; HttpOnly%s",
                     STR(name), STR(seal), seal.n ? OIDC_SEAL_S : 0,
                     str_starts(name, S("__")) ? "; Secure" : ""),
    };
    q->nheaders = 1;
}

/* The page of signing in, whose password works whatever the provider does. A provider that is down
 * is nobody's wrong try. */
static bool refuse(Request *q, Str to, const Err *one, Err *e)
{
    static const int status[ERR__N] = {
        [ERR_INVALID] = 400, [ERR_DENIED] = 403, [ERR_NOT_FOUND] = 400, [ERR_BUSY] = 503,
    };
    if (!status[one->kind])
        return err_set(e, one->kind, "%s", one->msg);
    if (one->kind != ERR_BUSY)
        site_note_failure(q->site, q->client, q->c.now);
    q->status = status[one->kind];
    sign_page(q, to, str_z(one->msg));
    return true;
}

static bool too_many(Request *q, Str to, const Err *one)
{
    q->status = 429;
    sign_page(q, to, str_z(one->msg));
    return true;
}

/* A page at the address of the way there or back is about signing in: so lead its languages. */
static void stand_at_sign_in(Request *q, Str to)
{
    q->raw = url(q->c.arena, "/sign-in?to=%.*s", STR(to));
}

/* True if there is a provider; else the answer is written, or the error set. */
static bool is_open(Request *q, Err *e)
{
    if (!site_signs_in(q->site)) {
        request_go(q, S("/"));
        return false;
    }
    return oidc_is_on(&q->c) || err_set(e, ERR_NOT_FOUND, N_("there is no page at this address"));
}

bool page_sign_in_with(Request *q, Err *e)
{
    Str to = sign_way(request_query(q, "to")), seal, address;
    Err one = { .lang = q->c.lang };

    if (!is_open(q, e))
        return !e->kind;
    stand_at_sign_in(q, to);
    if (q->session.user) {
        request_go(q, arena_str(q->c.arena, to));
        return true;
    }
    if (!site_may_try(q->site, q->client, q->c.now, &one))
        return too_many(q, to, &one);
    if (!oidc_start(site_oidc(q->site), &q->c, site_base(q), to, &seal, &address, &one))
        return refuse(q, to, &one, e);
    set_seal(q, seal);
    request_go(q, address);
    return true;
}

/* Somebody whom the provider vouches for; the time that it took is not his. */
static bool sign_in(Request *q, Str to, const SignIn *in, Err *e)
{
    Str token;
    Session s;

    if (!db_limit(q->c.db, PAGE_MS, e) || !account_sign_in_outside(&q->c, in, &s, &token, e))
        return false;
    if (s.half) {
        sign_second_page(q, to, token, S(""));
        return true;
    }
    q->cookie = token;
    request_go(q, arena_str(q->c.arena, to));
    return true;
}

/* What the provider refused, or was not believed, is in the history too. */
static void note(Request *q, const SignIn *in, const Err *one)
{
    Err quiet = { .lang = q->c.lang };

    if (one->kind == ERR_DENIED && !account_note_outside(&q->c, 0, in, &quiet))
        log_line(LOG_ERROR, "%s", quiet.msg);
}

bool page_sign_in_back(Request *q, Err *e)
{
    const OidcBack back = { .base = site_base(q),
                            .seal = q->seal,
                            .state = request_query(q, "state"),
                            .code = request_query(q, "code"),
                            .issuer = request_query(q, "iss"),
                            .error = request_query(q, "error") };
    SignIn in = { .client = sign_client(q), .agent = q->agent, .outside = true };
    Err one = { .lang = q->c.lang };
    Oidc *o = site_oidc(q->site);
    Str to;

    if (!is_open(q, e))
        return !e->kind;
    to = sign_way(oidc_way(o, &q->c, &back));
    set_seal(q, S(""));
    stand_at_sign_in(q, to);
    if (!site_may_try(q->site, q->client, q->c.now, &one))
        return too_many(q, to, &one);
    if (!oidc_finish(o, &q->c, &back, &in.login, &one)) {
        note(q, &in, &one);
        return refuse(q, to, &one, e);
    }
    return sign_in(q, to, &in, &one) || refuse(q, to, &one, e);
}
