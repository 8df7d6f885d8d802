/* SPDX-License-Identifier: Apache-2.0
 * Carrying a form through signing in.
 */
#include "web/again.h"

#include "web/layout.h"

enum { CARRIED_MAX = 256 << 10, CARRIED_FIELDS = FIELDS_MAX - 20, SHOWN_MAX = 200 };

#define PREFIX "carried."

static bool is_carried(Str name)
{
    return str_starts(name, S(PREFIX));
}

bool again_has(const Request *q)
{
    for (size_t i = 0; i < q->nform; i++)
        if (is_carried(q->form[i].name))
            return true;
    return false;
}

/* Of the form of signing in only what it carries, else all but the proof of the old session. */
static bool goes_on(const Request *q, const WebParam *p, Str *name)
{
    bool through = again_has(q);

    *name = through ? str_part(p->name, strlen(PREFIX), p->name.n) : p->name;
    return through ? is_carried(p->name) : !str_eq(p->name, S("csrf"));
}

bool again_can(const Request *q)
{
    size_t bytes = 0;

    for (size_t i = 0; i < q->nform; i++) {
        bytes += q->form[i].name.n + q->form[i].value.n;
        if (str_eq(q->form[i].name, S("password")))
            return false;
    }
    return q->nform && q->nform <= CARRIED_FIELDS && bytes <= CARRIED_MAX;
}

/* A text of several lines stays one: an input would make a line of it. */
static void put_hidden(Request *q, const char *prefix, Str name, Str value)
{
    bool lines = str_find(value, S("\n")) >= 0;

    if (lines)
        html(&q->out, "<textarea hidden aria-label=\"%.*s\" name=\"%s%.*s\">\n%.*s</textarea>",
             STR(name), prefix, STR(name), STR(value));
    else
        html(&q->out, "<input type=\"hidden\" name=\"%s%.*s\" value=\"%.*s\">", prefix, STR(name),
             STR(value));
}

static void put_all(Request *q, const char *prefix)
{
    Str name;

    for (size_t i = 0; i < q->nform; i++)
        if (goes_on(q, &q->form[i], &name))
            put_hidden(q, prefix, name, q->form[i].value);
}

void again_put(Request *q)
{
    put_all(q, PREFIX);
}

static void show_all(Request *q)
{
    Str name;

    html(&q->out, "<dl class=\"fields\">\n");
    for (size_t i = 0; i < q->nform; i++)
        if (goes_on(q, &q->form[i], &name) && q->form[i].value.n)
            html(&q->out, "<div><dt>%.*s</dt><dd>%.*s</dd></div>\n", STR(name),
                 STR(utf8_part(q->form[i].value, SHOWN_MAX)));
    html(&q->out, "</dl>\n");
}

void again_page(Request *q, Str to)
{
    layout_begin(q, NAV_NONE, str_z(say(q, N_("Send it now"))));
    html(&q->out, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n", say(q, N_("Send it now")),
         say(q, N_("This form was filled in before you signed in. Nothing of it was kept yet, and "
                   "nothing is lost:")));
    show_all(q);
    form_begin(q, arena_z(q->c.arena, to));
    put_all(q, "");
    html(&q->out, "<button type=\"submit\">%s</button></form>\n", say(q, N_("Send it")));
    layout_end(q);
}
