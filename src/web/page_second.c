/* SPDX-License-Identifier: Apache-2.0
 * The second factor of one's own account: set up, with a picture for the telephone, and taken away.
 */
#include "engine/account.h"
#include "engine/rights.h"
#include "web/layout.h"
#include "web/pages.h"
#include "web/qr.h"
#include "web/site.h"

static void begin(Request *q, Str fault)
{
    layout_begin(q, NAV_NONE, str_z(say(q, N_("Second factor"))));
    put_crumb(q, S("/me"), str_z(say(q, N_("My account"))));
    html(&q->out, "<h1>%s</h1>\n", say(q, N_("Second factor")));
    if (fault.n)
        html(&q->out, "<div class=\"faults\" role=\"alert\"><p>%.*s</p></div>\n", STR(fault));
}

static void put_password(Request *q)
{
    html(&q->out,
         "<p><label for=\"password\">%s</label><input id=\"password\" name=\"password\""
         " type=\"password\" required autocomplete=\"current-password\"></p>\n",
         say(q, N_("Present password")));
}

/* The secret is in the form until the number proves that the telephone has it; it is of no use to
 * anybody before. */
static void put_setting_up(Request *q)
{
    Str typed = request_form(q, "secret");
    Str secret = typed.n == SECOND_SECRET ? typed : second_secret(q->c.arena);
    Str address = url(q->c.arena, "otpauth://totp/Qiao:%.*s?secret=%.*s&issuer=Qiao",
                      STR(q->c.user->login), STR(secret));
    Buf *out = &q->out;

    html(out, "<p class=\"lead\">%s</p>\n",
         say(q, N_("An application on your telephone shows a number that changes every half minute;"
                   " signing in asks for it after the password.")));
    qr_put(out, address.p, say(q, N_("QR code for the application")));
    html(out, "<p>%s <code>%.*s</code></p>\n",
         say(q, N_("Let the application read the picture, or type this into it:")), STR(secret));
    html(out, "<div class=\"sign\">");
    form_begin(q, "/me/second");
    html(out,
         "<input type=\"hidden\" name=\"secret\" value=\"%.*s\">"
         "<p><label for=\"code\">%s</label><input id=\"code\" name=\"code\" required"
         " inputmode=\"numeric\" maxlength=\"12\" autocomplete=\"one-time-code\"></p>\n",
         STR(secret), say(q, N_("The number that it shows now")));
    put_password(q);
    html(out, "<button type=\"submit\">%s</button></form></div>\n", say(q, N_("Set it up")));
}

static void put_taking_away(Request *q, int codes)
{
    Buf *out = &q->out;

    html(out, "<p class=\"lead\">%s</p>\n<p>", say(q, N_("Signing in asks for your number.")));
    html_text(out, arena_printf(q->c.arena, say(q, N_("Recovery codes that are left: %d")), codes));
    html(out, "</p>\n<div class=\"sign\">");
    form_begin(q, "/me/second");
    html(out, "<input type=\"hidden\" name=\"away\" value=\"1\">");
    put_password(q);
    html(out, "<button type=\"submit\">%s</button></form></div>\n", say(q, N_("Take it away")));
    html(out, "<p class=\"hint\">%s</p>\n",
         say(q,
             N_("For another telephone, or new recovery codes, take it away and set it up anew.")));
}

static bool put_page(Request *q, Str fault, Err *e)
{
    bool on;
    int codes;

    if (!second_left(&q->c, q->session.user, &on, &codes, e))
        return false;
    begin(q, fault);
    if (on)
        put_taking_away(q, codes);
    else
        put_setting_up(q);
    layout_end(q);
    return true;
}

static bool has_session(const Request *q, Err *e)
{
    return q->session.user || err_set(e, ERR_DENIED, N_("nobody signs in to this server"));
}

bool page_second(Request *q, Err *e)
{
    return has_session(q, e) && put_page(q, S(""), e);
}

/* They stand in the answer itself, since they must not be kept for another page. */
static void put_codes(Request *q, const Str codes[RECOVERY_CODES])
{
    begin(q, S(""));
    html(
        &q->out, "<div role=\"status\"><p>%s</p><ul class=\"codes\">\n",
        say(q, N_("It is set up. If the telephone is lost, each of these codes signs you in once in"
                  " place of the number. Write them down now; they are shown this once:")));
    for (size_t i = 0; i < RECOVERY_CODES; i++)
        html(&q->out, "<li><code>%.*s-%.*s</code></li>\n", STR(str_part(codes[i], 0, 5)),
             STR(str_part(codes[i], 5, 10)));
    html(&q->out, "</ul></div>\n");
    layout_end(q);
}

bool page_second_send(Request *q, Err *e)
{
    bool away = request_form(q, "away").n > 0, on;
    Err one = { .lang = q->c.lang };
    Str codes[RECOVERY_CODES];
    int left;

    if (!has_session(q, e) || !site_may_try(q->site, q->client, q->c.now, e) ||
        !second_left(&q->c, q->session.user, &on, &left, e))
        return false;
    if (on != away) { /* done already, in another window */
        request_go(q, S("/me/second"));
        return true;
    }
    if (account_confirm(&q->c, q->session.user, request_form(q, "password"), &one) &&
        (away ? second_drop(&q->c, q->session.user, &one)
              : second_set(&q->c, q->session.user, request_form(q, "secret"),
                           request_form(q, "code"), codes, &one))) {
        if (away)
            request_go(q, S("/me/second"));
        else
            put_codes(q, codes);
        return true;
    }
    if (one.kind == ERR_DENIED)
        site_note_failure(q->site, q->client, q->c.now);
    if (one.kind != ERR_INVALID && one.kind != ERR_DENIED)
        return err_set(e, one.kind, "%s", one.msg);
    q->status = 400;
    return put_page(q, str_z(one.msg), e);
}
