/* SPDX-License-Identifier: Apache-2.0
 * Tokens of programs: which ones I have, a new one, shown once, and the end of one.
 */
#include <stdio.h>

#include "engine/api_token.h"
#include "web/layout.h"
#include "web/pages.h"

enum { SHOWN_ID = 12 };

static Str day_text(const Request *q, int64_t ms)
{
    char text[11];
    if (!ms)
        return str_z(say(q, N_("never")));
    day_print(day_at(ms, q->c.tz), text);
    return arena_str(q->c.arena, str_z(text));
}

static void put_token(Request *q, const ApiToken *t)
{
    Buf *out = &q->out;

    html(out,
         "<tr><th scope=\"row\">%.*s</th><td><code>%.*s</code></td><td>%.*s</td><td>%.*s</td><td>",
         STR(t->name), STR(t->scope), STR(day_text(q, t->until)), STR(day_text(q, t->used_at)));
    form_begin(q, "/me/tokens/end");
    html(out,
         "<input type=\"hidden\" name=\"id\" value=\"%.*s\"><button type=\"submit\""
         " aria-label=\"%s\">%s</button></form></td></tr>\n",
         STR(str_part(t->id, 0, SHOWN_ID)),
         arena_printf(q->c.arena, say(q, N_("End the token '%.*s'")), STR(t->name)).p,
         say(q, N_("End it")));
}

static bool put_list(Request *q, Err *e)
{
    const ApiToken *list;
    Buf *out = &q->out;
    size_t n;

    if (!api_token_list(&q->c, &list, &n, e))
        return false;
    if (!n) {
        html(out, "<p>%s</p>\n", say(q, N_("You have no token.")));
        return true;
    }
    html(
        out,
        "<div class=\"scroll\" role=\"region\" aria-label=\"%s\" tabindex=\"0\"><table class=\"tokens\">"
        "<caption class=\"quiet\">%s</caption><thead><tr>",
        say(q, N_("Your tokens")), say(q, N_("Your tokens")));
    html(out,
         "<th scope=\"col\">%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s</th>"
         "<th scope=\"col\">%s</th><td></td></tr></thead><tbody>\n",
         say(q, N_("For what")), say(q, N_("It may")), say(q, N_("Good until")),
         say(q, N_("Last used")));
    for (size_t i = 0; i < n; i++)
        put_token(q, &list[i]);
    html(out, "</tbody></table></div>\n");
    return true;
}

/* What was typed, or what a new form proposes. */
static Str typed(const Request *q, const char *name, const char *usual)
{
    return q->method == METHOD_POST ? request_form(q, name) : str_z(usual);
}

static void put_fault(Request *q, const Err *fault, const char *field)
{
    if (fault && strcmp(fault->field, field) == 0)
        html(&q->out, "<span class=\"problem\" id=\"%s-fault\">%s</span>", field, fault->msg);
}

static void put_form(Request *q, const Err *fault)
{
    Buf *out = &q->out;
    char usual[8];

    (void)snprintf(usual, sizeof usual, "%d", API_DAYS_USUAL);
    html(out, "<h2>%s</h2>\n", say(q, N_("A new token")));
    if (fault)
        html(out, "<div class=\"faults\" role=\"alert\"><p>%s</p></div>\n", fault->msg);
    form_begin(q, "/me/tokens");
    html(out,
         "<p><label for=\"name\">%s</label><input id=\"name\" name=\"name\" required"
         " maxlength=\"%d\" autocomplete=\"off\" value=\"%.*s\">",
         say(q, N_("For what")), API_NAME_MAX, STR(typed(q, "name", "")));
    put_fault(q, fault, "name");
    html(out,
         "</p>\n<p><label for=\"scope\">%s</label><input id=\"scope\" name=\"scope\" required"
         " maxlength=\"400\" autocomplete=\"off\" spellcheck=\"false\""
         " aria-describedby=\"scope-help\" value=\"%.*s\">",
         say(q, N_("It may")), STR(typed(q, "scope", "read")));
    put_fault(q, fault, "scope");
    html(out, "</p>\n<p class=\"hint\" id=\"scope-help\">%s</p>\n",
         say(q, N_("read, write, export or system between commas; with :AREA for one area alone,"
                   " such as read,write:liaison. Never more than you may yourself.")));
    html(out,
         "<p><label for=\"days\">%s</label><input id=\"days\" name=\"days\" type=\"number\""
         " min=\"1\" max=\"%d\" required value=\"%.*s\">",
         say(q, N_("Good for how many days")), API_DAYS_MAX, STR(typed(q, "days", usual)));
    put_fault(q, fault, "days");
    html(out, "</p>\n<button type=\"submit\">%s</button></form>\n", say(q, N_("Make the token")));
}

static void put_head(Request *q)
{
    layout_begin(q, NAV_NONE, str_z(say(q, N_("Tokens of programs"))));
    html(&q->out, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n", say(q, N_("Tokens of programs")),
         say(q, N_("A program that works for you shows a token instead of your password. What it"
                   " does is done in your name.")));
}

static bool put_page(Request *q, const Err *fault, Err *e)
{
    put_head(q);
    if (!put_list(q, e))
        return false;
    put_form(q, fault);
    layout_end(q);
    return true;
}

bool page_tokens(Request *q, Err *e)
{
    return put_page(q, NULL, e);
}

/* The one page that shows the token is the answer to its form: it stands in no address. */
bool page_tokens_make(Request *q, Err *e)
{
    Err fault = { .lang = q->c.lang };
    int64_t days = 0;
    Str text;

    (void)!str_int(request_form(q, "days"), &days); /* 0 is refused below */
    if (!api_token_new(&q->c, request_form(q, "name"), request_form(q, "scope"), days, &text,
                       &fault)) {
        if (fault.kind != ERR_INVALID && fault.kind != ERR_CONFLICT)
            return err_set(e, fault.kind, "%s", fault.msg);
        q->status = fault.kind == ERR_CONFLICT ? 409 : 400;
        return put_page(q, &fault, e);
    }
    put_head(q);
    html(&q->out,
         "<h2>%s</h2>\n<p>%s</p>\n<p><code class=\"token\">%.*s</code></p>\n"
         "<p><a href=\"/me/tokens\">%s</a></p>\n",
         say(q, N_("The new token")),
         say(q, N_("Copy it now: it is shown once and stored nowhere.")), STR(text),
         say(q, N_("Your tokens")));
    layout_end(q);
    return true;
}

bool page_tokens_end(Request *q, Err *e)
{
    if (!api_token_revoke(&q->c, request_form(q, "id"), e))
        return false;
    request_go(q, S("/me/tokens"));
    return true;
}
