/* SPDX-License-Identifier: Apache-2.0
 * My account: what I may do, my password, where I am signed in.
 */
#include "engine/account.h"
#include "engine/rights.h"
#include "engine/store.h"
#include "engine/units.h"
#include "web/pages.h"
#include "web/show.h"
#include "web/site.h"

static void put_roles(Request *q)
{
    const User *u = q->c.user;
    Buf *out = &q->out;

    html(out, "<section><h2>%s</h2><ul class=\"plain\">\n", say(q, N_("What I may do")));
    for (size_t i = 0; i < u->ngrants; i++) {
        const Grant *g = &u->grants[i];
        size_t n = 0;
        html(out, "<li>%s · %.*s<br><span class=\"hint\">", say(q, g->role->label),
             STR(units_name(q->c.units, g->unit, q->c.lang)));
        for (Right r = 0; r < RIGHT__N; r++)
            if (g->role->rights & (1U << r))
                html(out, "%s%s", n++ ? say(q, N_(", ")) : "", say(q, right_label(r)));
        html(out, "</span></li>\n");
    }
    html(out, "</ul></section>\n");
}

static void put_password(Request *q, Str fault)
{
    static const struct {
        const char *name, *label, *complete;
    } rows[] = {
        { "old", N_("Present password"), "current-password" },
        { "password", N_("New password"), "new-password" },
        { "again", N_("Once more"), "new-password" },
    };
    Buf *out = &q->out;

    html(out, "<section id=\"password-part\"><h2>%s</h2>\n", say(q, N_("Change the password")));
    if (fault.n)
        html(out, "<div class=\"faults\" role=\"alert\"><p>%.*s</p></div>\n", STR(fault));
    form_begin(q, "/me/password");
    for (size_t i = 0; i < LEN(rows); i++)
        html(
            out,
            "<p><label for=\"%s\">%s</label><input id=\"%s\" name=\"%s\" type=\"password\" required"
            " autocomplete=\"%s\"></p>\n",
            rows[i].name, say(q, rows[i].label), rows[i].name, rows[i].name, rows[i].complete);
    html(out, "<button type=\"submit\">%s</button></form></section>\n",
         say(q, N_("Set the password")));
}

static void put_language(Request *q)
{
    static const char *const names[LANG__N] = { "English", "简体中文", "繁體中文" };

    html(&q->out, "<section><h2>%s</h2>\n", say(q, N_("Language")));
    form_begin(q, "/me/language");
    html(&q->out, "<p><label for=\"language\">%s</label><select id=\"language\" name=\"language\">",
         say(q, N_("Show pages to me in")));
    for (Lang l = 0; l < LANG__N; l++)
        html(&q->out, "<option value=\"%s\" lang=\"%s\"%s>%s</option>", lang_code(l), lang_code(l),
             l == q->c.lang ? " selected" : "", names[l]);
    html(&q->out, "</select></p><button type=\"submit\">%s</button></form></section>\n",
         say(q, N_("Save")));
}

static void put_session(Request *q, const Session *s)
{
    bool here = str_eq(s->id, q->session.id);
    char made[32], seen[32];
    Buf *out = &q->out;

    time_print(s->made_at, q->c.tz, made);
    time_print(s->seen_at, q->c.tz, seen);
    html(out, "<li>%.*s · %.*s · <time datetime=\"%s\">%.*s %.*s</time>", STR(s->client),
         STR(s->agent), made, 10, made, 5, made + 11);
    html(out, "<br><span class=\"hint\">%s</span>",
         here ? say(q, N_("this browser"))
              : arena_printf(q->c.arena, say(q, N_("used last %.16s")), seen).p);
    if (!here) {
        form_begin(q, "/me/session/end");
        html(out,
             "<input type=\"hidden\" name=\"id\" value=\"%.*s\"><button type=\"submit\">%s</button>"
             "</form>",
             STR(s->id), say(q, N_("End it")));
    }
    html(out, "</li>\n");
}

static bool put_sessions(Request *q, Err *e)
{
    const Session *list;
    size_t n;

    if (!session_list(&q->c, q->c.user->id, &list, &n, e))
        return false;
    html(&q->out, "<section><h2>%s</h2><ul class=\"plain sessions\">\n",
         say(q, N_("Where I am signed in")));
    for (size_t i = 0; i < n; i++)
        put_session(q, &list[i]);
    html(&q->out, "</ul>\n");
    form_begin(q, "/me/session/end");
    html(&q->out, "<button type=\"submit\">%s</button></form></section>\n",
         say(q, N_("Sign out everywhere")));
    return true;
}

static bool put_me(Request *q, Str fault, Err *e)
{
    Buf *out = &q->out;

    layout_begin(q, NAV_NONE, q->c.user->name);
    html(out, "<h1>%.*s</h1>\n<p class=\"about\">%.*s · %.*s</p>\n", STR(q->c.user->name),
         STR(q->c.user->login), STR(units_name(q->c.units, q->c.user->home, q->c.lang)));
    html(out,
         "<p class=\"ways\"><a href=\"/drafts\">%s</a> <a href=\"/calendar/feed\">%s</a>"
         " <a href=\"/me/tokens\">%s</a></p>\n",
         say(q, N_("My drafts")), say(q, N_("My calendar elsewhere")),
         say(q, N_("Programs of mine")));
    if (q->session.user) {
        html(out, "<p class=\"ways\"><a href=\"/me/second\">%s</a> %s</p>\n",
             say(q, N_("Second factor")),
             say(q, q->session.second ? N_("is set up") : N_("is not set up")));
        put_language(q);
        put_password(q, fault);
        if (!put_sessions(q, e))
            return false;
    }
    put_roles(q);
    layout_end(q);
    return true;
}

bool page_me(Request *q, Err *e)
{
    return put_me(q, S(""), e);
}

/* Where nobody signs in there is no password to change. */
static bool has_session(const Request *q, Err *e)
{
    return q->session.user || err_set(e, ERR_DENIED, N_("nobody signs in to this server"));
}

bool page_me_password(Request *q, Err *e)
{
    Str password = request_form(q, "password");
    Err one = { .lang = q->c.lang };

    if (!has_session(q, e) || !site_may_try(q->site, q->client, q->c.now, e))
        return false;
    if (!str_eq(password, request_form(q, "again")))
        err_set(&one, ERR_INVALID, N_("the two passwords differ"));
    else if (account_confirm(&q->c, q->session.user, request_form(q, "old"), &one) &&
             account_set_password(&q->c, q->session.user, password, q->session.id, &one)) {
        request_go(q, S("/me"));
        return true;
    }
    if (one.kind == ERR_DENIED)
        site_note_failure(q->site, q->client, q->c.now);
    if (one.kind != ERR_INVALID && one.kind != ERR_DENIED)
        return err_set(e, one.kind, "%s", one.msg);
    q->status = 400;
    return put_me(q, str_z(one.msg), e);
}

/* What the browser was told before is told anew, or it would win. */
bool page_me_language(Request *q, Err *e)
{
    Lang lang;

    if (!has_session(q, e))
        return false;
    if (!lang_parse(request_form(q, "language"), &lang))
        return err_set(e, ERR_INVALID, N_("there is no such language"));
    if (!account_set_language(&q->c, str_z(lang_code(lang)), e))
        return false;
    q->c.lang = lang;
    q->set_lang = true;
    request_go(q, S("/me"));
    return true;
}

/* All of them, this one too, if none is named. */
bool page_me_session_end(Request *q, Err *e)
{
    Str id = request_form(q, "id");

    if (!has_session(q, e) || !session_end(&q->c, q->session.user, id, e))
        return false;
    if (!id.n)
        q->cookie = S("-");
    request_go(q, id.n ? S("/me") : S("/sign-in"));
    return true;
}
