/* SPDX-License-Identifier: Apache-2.0
 * Signing in and out, and the link that sets a password. A form that comes when nobody is signed in
 * any more goes along (again.h).
 */
#include <arpa/inet.h>

#include "engine/rights.h"
#include "engine/setting.h"
#include "web/again.h"
#include "web/answer.h"
#include "web/layout.h"
#include "web/oidc.h"
#include "web/pages.h"
#include "web/sign.h"
#include "web/site.h"

Str sign_client(Request *q)
{
    unsigned char bytes[sizeof(struct in6_addr)] = { 0 };
    char text[INET6_ADDRSTRLEN];
    bool v6 = q->client.n == 8;

    if (q->client.n != 4 && !v6)
        return S("?");
    memcpy(bytes, q->client.p, q->client.n);
    if (!inet_ntop(v6 ? AF_INET6 : AF_INET, bytes, text, sizeof text))
        return S("?");
    return arena_str(q->c.arena, str_z(text));
}

/* Only ways within this site: what begins with one '/', and not with two. */
Str sign_way(Str to)
{
    return str_starts(to, S("/")) && !str_starts(to, S("//")) && !str_starts(to, S("/\\")) &&
                   str_plain(to, false)
               ? to
               : S("/");
}

static void put_fault(Request *q, Str fault)
{
    if (fault.n)
        html(&q->out, "<div class=\"faults\" role=\"alert\"><p>%.*s</p></div>\n", STR(fault));
}

/* Either a form that could not be taken, or one that is on its way already. */
static bool carries(const Request *q)
{
    return again_has(q) || (!str_starts(q->path, S("/sign-in")) && again_can(q));
}

/* The other way in. A form that goes along cannot go that way: another window opens, and the form
 * is sent once more afterwards, which leads to again_page. What came with a password is no such
 * form any more. */
static void put_provider(Request *q, Str to)
{
    Str label = setting_text(&q->c, SET_OIDC_LABEL);
    Buf *out = &q->out;

    if (!oidc_is_on(&q->c) || again_has(q))
        return;
    html(out,
         "<p class=\"provider\"><a class=\"button\" href=\"%s\" target=\"%s\""
         " rel=\"noopener\">%.*s</a></p>\n",
         url(q->c.arena, "/sign-in/with?to=%.*s", STR(carries(q) ? S("/") : to)).p,
         carries(q) ? "_blank" : "_self",
         STR(label.n ? label : str_z(say(q, N_("Sign in with the organization's account")))));
    if (carries(q))
        html(out, "<p class=\"hint\">%s</p>\n",
             say(q, N_("It opens another window. Sign in there, then load this page again: the form"
                       " that you sent goes on.")));
}

void sign_page(Request *q, Str to, Str fault)
{
    Buf *out = &q->out;

    layout_begin(q, NAV_NONE, str_z(say(q, N_("Sign in"))));
    html(out, "<h1>%s</h1>\n", say(q, N_("Sign in")));
    put_fault(q, fault);
    html(out,
         "<form class=\"sign\" method=\"post\" action=\"/sign-in\">"
         "<input type=\"hidden\" name=\"to\" value=\"%.*s\">\n",
         STR(to));
    if (carries(q))
        again_put(q);
    html(out,
         "<p><label for=\"login\">%s</label><input id=\"login\" name=\"login\" required"
         " maxlength=\"40\" autocomplete=\"username\" autocapitalize=\"none\" spellcheck=\"false\""
         " value=\"%.*s\"></p>\n",
         say(q, N_("Login")), STR(request_form(q, "login")));
    html(out,
         "<p><label for=\"password\">%s</label><input id=\"password\" name=\"password\""
         " type=\"password\" required autocomplete=\"current-password\"></p>\n"
         "<button type=\"submit\">%s</button></form>\n",
         say(q, N_("Password")), say(q, N_("Sign in")));
    put_provider(q, to);
    html(out, "<p class=\"note\">%s</p>\n",
         say(q, N_("Forgotten? The security administrator can give you a new link.")));
    layout_end(q);
}

bool page_sign_in(Request *q, Err *e)
{
    Str to = sign_way(request_query(q, "to"));

    (void)e;
    if (q->session.user || !site_signs_in(q->site))
        request_go(q, url(q->c.arena, "/"));
    else
        sign_page(q, to, S(""));
    return true;
}

bool sign_in_again(Request *q)
{
    if (!again_can(q))
        return false;
    q->status = 403;
    sign_page(q, sign_way(q->raw),
              str_z(say(q, N_("You are not signed in any more. Sign in, and the form that you sent"
                              " goes on; nothing of it is lost."))));
    return true;
}

/* ---- the second half ---- */

void sign_second_page(Request *q, Str to, Str half, Str fault)
{
    Buf *out = &q->out;

    layout_begin(q, NAV_NONE, str_z(say(q, N_("Sign in"))));
    html(out, "<h1>%s</h1>\n", say(q, N_("Second factor")));
    put_fault(q, fault);
    html(out,
         "<form class=\"sign\" method=\"post\" action=\"/sign-in/second\">"
         "<input type=\"hidden\" name=\"to\" value=\"%.*s\">"
         "<input type=\"hidden\" name=\"half\" value=\"%.*s\">\n",
         STR(to), STR(half));
    if (again_has(q))
        again_put(q);
    html(
        out,
        "<p><label for=\"code\">%s</label><input id=\"code\" name=\"code\" required maxlength=\"12\""
        " autocomplete=\"one-time-code\" autocapitalize=\"characters\" spellcheck=\"false\""
        " aria-describedby=\"code-help\"></p><p class=\"hint\" id=\"code-help\">%s</p>\n"
        "<button type=\"submit\">%s</button></form>\n",
        say(q, N_("The number that your telephone shows")),
        say(q, N_("Or one of your recovery codes, if the telephone is lost.")),
        say(q, N_("Sign in")));
    layout_end(q);
}

/* ---- sending ---- */

static SignIn sign_in_of(Request *q, const char *secret)
{
    return (SignIn){ .login = request_form(q, "login"),
                     .password = request_form(q, secret),
                     .client = sign_client(q),
                     .agent = q->agent };
}

/* Somebody is signed in now: on to where he was going, or to the form that goes along. */
static bool signed_in(Request *q, const Session *s, Str token, Err *e)
{
    Str to = sign_way(request_form(q, "to"));

    q->cookie = token;
    if (!again_has(q)) {
        request_go(q, arena_str(q->c.arena, to));
        return true;
    }
    q->c.user = user_load_id(q->c.arena, q->c.db, s->user, rights_day(&q->c), e);
    q->session = *s;
    q->token = token;
    if (q->c.user)
        again_page(q, to);
    return q->c.user != NULL;
}

/* What can be put right is said over the form; *status is that of the page then. */
static bool is_fault(Request *q, const Err *one, Err *e)
{
    if (one->kind == ERR_INTERNAL)
        return err_set(e, one->kind, "%s", one->msg);
    site_note_failure(q->site, q->client, q->c.now);
    q->status = one->kind == ERR_BUSY ? 429 : 403;
    return true;
}

bool page_sign_in_send(Request *q, Err *e)
{
    const SignIn in = sign_in_of(q, "password");
    Str to = sign_way(request_form(q, "to")), token;
    Err one = { .lang = q->c.lang };
    Session s;

    if (site_may_try(q->site, q->client, q->c.now, &one) &&
        account_sign_in(&q->c, &in, &s, &token, &one)) {
        if (!s.half)
            return signed_in(q, &s, token, e);
        sign_second_page(q, to, token, S(""));
        return true;
    }
    if (!is_fault(q, &one, e))
        return false;
    sign_page(q, to, str_z(one.msg));
    return true;
}

bool page_sign_in_second(Request *q, Err *e)
{
    const SignIn in = sign_in_of(q, "code");
    Str to = sign_way(request_form(q, "to")), half = request_form(q, "half"), token;
    Err one = { .lang = q->c.lang };
    Session s;

    if (site_may_try(q->site, q->client, q->c.now, &one) &&
        account_sign_in_second(&q->c, half, &in, &s, &token, &one))
        return signed_in(q, &s, token, e);
    if (!is_fault(q, &one, e))
        return false;
    if (one.kind == ERR_NOT_FOUND) /* too late: from the beginning */
        sign_page(q, to, str_z(one.msg));
    else
        sign_second_page(q, to, half, str_z(one.msg));
    return true;
}

bool page_sign_out(Request *q, Err *e)
{
    if (q->session.user && !session_end(&q->c, q->session.user, q->session.id, e))
        return false;
    q->cookie = S("-");
    request_go(q, S("/sign-in"));
    return true;
}

/* ---- the link ---- */

static bool too_many(Request *q, const Err *e)
{
    answer_error(q, 429, e);
    return true;
}

static void put_link(Request *q, Str fault)
{
    Buf *out = &q->out;

    layout_begin(q, NAV_NONE, str_z(say(q, N_("Set your password"))));
    html(out, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n", say(q, N_("Set your password")),
         say(q, N_("Longer is better than complicated: a few words that belong together for you "
                   "alone.")));
    put_fault(q, fault);
    html(out, "<form class=\"sign\" method=\"post\" action=\"%.*s\">", STR(q->path));
    html(out,
         "<p><label for=\"password\">%s</label><input id=\"password\" name=\"password\""
         " type=\"password\" required autocomplete=\"new-password\"></p>\n",
         say(q, N_("New password")));
    html(
        out,
        "<p><label for=\"again\">%s</label><input id=\"again\" name=\"again\" type=\"password\""
        " required autocomplete=\"new-password\"></p>\n<button type=\"submit\">%s</button></form>\n",
        say(q, N_("Once more")), say(q, N_("Set the password")));
    layout_end(q);
}

bool page_link(Request *q, Err *e)
{
    int64_t user;

    if (!site_may_try(q->site, q->client, q->c.now, e))
        return too_many(q, e);
    if (!account_link_find(&q->c, q->args[0], &user, e)) {
        site_note_failure(q->site, q->client, q->c.now);
        return false;
    }
    put_link(q, S(""));
    return true;
}

bool page_link_send(Request *q, Err *e)
{
    Str password = request_form(q, "password");
    Err one = { .lang = q->c.lang };

    if (!site_may_try(q->site, q->client, q->c.now, e))
        return too_many(q, e);
    if (!str_eq(password, request_form(q, "again")))
        err_set(&one, ERR_INVALID, N_("the two passwords differ"));
    if (!one.kind && account_link_use(&q->c, q->args[0], password, &one)) {
        q->cookie = S("-");
        request_go(q, S("/sign-in"));
        return true;
    }
    if (one.kind != ERR_INVALID)
        return err_set(e, one.kind, "%s", one.msg);
    q->status = 400;
    put_link(q, str_z(one.msg));
    return true;
}
