/* SPDX-License-Identifier: Apache-2.0
 * Checking a text: it comes back with each number marked, and what the records say of it.
 *
 * Nothing is written, so the form needs no token; the dispatcher refuses it from other sites.
 */
#include "figure/verify.h"
#include "review/marked.h"
#include "web/pages.h"
#include "web/period.h"

enum {
    CLAIMS_SHOWN = 5000,         /* of a text; larger ones are for the command line */
    CLAIMS_MEMORY = 256 << 20,   /* for counting them, whatever the text is */
    SUGGESTED_ROWS = 14,
};

/* ---- the form ---- */

static void put_form(Request *q, Str text, Str period)
{
    Buf *out = &q->out;
    html(out,
         "<form class=\"verify\" method=\"post\" action=\"/verify\""
         " enctype=\"multipart/form-data\">\n"
         "<label for=\"text\">%s</label><textarea id=\"text\" name=\"text\" rows=\"%d\""
         " required>\n%.*s</textarea>\n",
         say(q, N_("The text")), SUGGESTED_ROWS, STR(text));
    html(out,
         "<div class=\"row\"><div><label for=\"period\">%s</label>"
         "<input id=\"period\" name=\"period\" type=\"text\" size=\"12\" maxlength=\"32\""
         " value=\"%.*s\"></div><button type=\"submit\">%s</button></div></form>\n",
         say(q, N_("Period")), STR(period), say(q, N_("Check this text")));
}

bool page_verify(Request *q, Err *e)
{
    const Figures *all = figures_load(&q->c, e);
    FigureScope s;

    if (!all || !period_scope(q, all, (Str){ 0 }, &s, e))
        return false;
    layout_begin(q, NAV_VERIFY, str_z(say(q, N_("Check a text"))));
    html(&q->out, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n", say(q, N_("Check a text")),
         say(q, N_("Each number of the text is compared with the records of the period.")));
    put_form(q, (Str){ 0 }, s.text);
    html(&q->out, "<p class=\"hint\">%s</p>\n",
         say(q, N_("The text is not kept. Up to 1 MB of plain text.")));
    layout_end(q);
    return true;
}

/* ---- the answer ---- */

/* Lines end in one way, as browsers send two signs for each. */
static Str plain_lines(Arena *a, Str s)
{
    char *p = arena_get(a, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != '\r')
            p[n++] = s.p[i];
    return (Str){ p, n };
}

/* A hostile text may hold so many numbers that they would not fit into a request's memory; they are
 * counted in memory of their own first. */
static bool few_claims(Str text, Err *e)
{
    Arena *a = arena_new(CLAIMS_MEMORY);
    Claims found = { 0 };
    bool ok = claims_find(a, text, &found, e);
    size_t n = found.n;
    arena_free(a);
    return ok &&
           (n <= CLAIMS_SHOWN ||
            err_set(e, ERR_INVALID,
                    "the text holds %zu numbers; here it may hold %d, `qiao verify` takes more", n,
                    CLAIMS_SHOWN));
}

bool page_verify_text(Request *q, Err *e)
{
    const Figures *all = figures_load(&q->c, e);
    Str text = plain_lines(q->c.arena, request_form(q, "text"));
    DocLinks links = { .before = "/figure/" };
    Verification v = { 0 };
    FigureScope s;

    if (text.n > FORM_MAX)
        return err_set(e, ERR_INVALID, "a text has at most %d KB here", FORM_MAX >> 10);
    if (!all || !period_scope(q, all, str_trim(request_form(q, "period")), &s, e) ||
        !few_claims(text, e) || !verify_text(&q->c, all, text, &s, &v, e))
        return false;
    links.behind = url(q->c.arena, "?period=%.*s", STR(s.text)).p;
    layout_begin(q, NAV_VERIFY, str_z(say(q, N_("Check a text"))));
    html(&q->out, "<h1>%s</h1>\n<p class=\"about\">%.*s</p>\n", say(q, N_("Check a text")),
         STR(s.text));
    marked_html(q->c.arena, q->c.lang, text, &v, &links, &q->out);
    html(&q->out, "<details><summary>%s</summary>\n", say(q, N_("Change the text")));
    put_form(q, text, s.text);
    html(&q->out, "</details>\n");
    layout_end(q);
    return true;
}
