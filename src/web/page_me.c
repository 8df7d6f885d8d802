/* SPDX-License-Identifier: Apache-2.0
 * My account: how I am reached and read, my password, where I am signed in, what is kept about me,
 * what I may do.
 */
#include "engine/account.h"
#include "engine/core.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/store.h"
#include "engine/units.h"
#include "web/form.h"
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

/* How he is reached and how he reads: of his record, what is his to change. */
static void put_own(Request *q, Form *f)
{
    html(&q->out, "<section id=\"own-part\" class=\"edit\"><h2>%s</h2>\n",
         say(q, N_("How I work")));
    form_put_faults(q, f);
    form_begin(q, "/me/own");
    html(&q->out, "<fieldset class=\"section\"><legend class=\"quiet\">%s</legend>",
         say(q, N_("How I work")));
    for (size_t i = 0; i < OWN__N; i++)
        form_put(q, f, (size_t)own_slots[i]);
    html(&q->out, "</fieldset><button type=\"submit\">%s</button></form></section>\n",
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

/* What the program keeps about him, each with the way to see it whole and to take it back. */
static void put_held(Request *q)
{
    static const struct {
        const char *href, *label, *what;
    } ways[] = {
        { "/me/second", N_("Second factor"), N_("a secret that the telephone knows too") },
        { "/me/tokens", N_("Programs of mine"), N_("what they may do; ended there") },
        { "/calendar/feed", N_("My calendar elsewhere"), N_("its key; taken back there") },
        { "/drafts", N_("My drafts"), N_("forms that I began; thrown away there") },
    };
    bool reads =
        rights_level(&q->c, registry_find(q->c.types, S("user")), q->c.user->home) >= LEVEL_PUBLIC;

    html(&q->out, "<section><h2>%s</h2>\n<ul class=\"ways\">\n",
         say(q, N_("What is kept about me")));
    if (reads)
        html(&q->out,
             "<li><a href=\"%s\">%s</a> <span>%s</span></li>\n"
             "<li><a href=\"%s/history\">%s</a> <span>%s</span></li>\n",
             record_url(q, "user", q->c.user->id).p, say(q, N_("My record")),
             say(q, N_("login, name, unit; a system administrator corrects them")),
             record_url(q, "user", q->c.user->id).p, say(q, N_("Its history")),
             say(q, N_("who changed it, and when")));
    for (size_t i = 0; i < LEN(ways); i++)
        html(&q->out, "<li><a href=\"%s\">%s</a> <span>%s</span></li>\n", ways[i].href,
             say(q, ways[i].label), say(q, ways[i].what));
    html(&q->out, "</ul>\n<p class=\"hint\">%s</p></section>\n",
         say(q, N_("Beside these: where I am signed in, above, and what I changed, signed in, read "
                   "and exported, in the history of everything, which nobody can change.")));
}

typedef struct {
    Form *own;
    Str password; /* what is wrong with the new one */
} Wrong;

static bool put_me(Request *q, const Wrong *wrong, Err *e)
{
    Buf *out = &q->out;
    Record *own = wrong->own ? NULL : account_own(&q->c, e);
    Form form;

    if (!wrong->own && !own)
        return false;
    form = wrong->own ? *wrong->own : form_of(q, own, own_slots, OWN__N);
    layout_begin(q, NAV_NONE, q->c.user->name);
    html(out, "<h1>%.*s</h1>\n<p class=\"about\">%.*s · %.*s</p>\n", STR(q->c.user->name),
         STR(q->c.user->login), STR(units_name(q->c.units, q->c.user->home, q->c.lang)));
    if (q->session.user) {
        html(out, "<p class=\"ways\"><a href=\"/me/second\">%s</a> %s</p>\n",
             say(q, N_("Second factor")),
             say(q, q->session.second ? N_("is set up") : N_("is not set up")));
        put_own(q, &form);
        put_password(q, wrong->password);
        if (!put_sessions(q, e))
            return false;
    }
    put_held(q);
    put_roles(q);
    layout_end(q);
    return true;
}

bool page_me(Request *q, Err *e)
{
    return put_me(q, &(Wrong){ 0 }, e);
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
    return put_me(q, &(Wrong){ .password = str_z(one.msg) }, e);
}

/* What the browser was told of the language before is told anew, or it would win. */
bool page_me_own(Request *q, Err *e)
{
    Check k = { 0 };
    Record *r;
    Form form;
    Lang lang;

    if (!has_session(q, e) || !(r = account_own(&q->c, e)))
        return false;
    form = form_of(q, r, own_slots, OWN__N);
    if (!form_read(q, &form, e))
        return false;
    if (form.faults) {
        q->status = 400;
        return put_me(q, &(Wrong){ .own = &form }, e);
    }
    if (!account_save_own(&q->c, r, &k, e))
        return false;
    if (lang_parse(rec_text(r, USER_LANG), &lang)) {
        q->c.lang = lang;
        q->set_lang = true;
    }
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
