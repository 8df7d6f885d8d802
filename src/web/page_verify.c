/* SPDX-License-Identifier: Apache-2.0
 * Checking a text: it comes back with each number marked, and what the records say of it.
 *
 * Nothing is written, so the form needs no token; the dispatcher refuses it from other sites.
 */
#include "figure/verify.h"
#include "web/pages.h"
#include "web/period.h"

enum {
    CLAIMS_SHOWN = 5000,         /* of a text; larger ones are for the command line */
    CLAIMS_MEMORY = 256 << 20,   /* for counting them, whatever the text is */
    SUGGESTED_ROWS = 14,
};

static const char *verdict_label(const Request *q, Verdict v)
{
    static const char *const labels[VERDICT__N] = {
        [VERDICT_AGREES] = N_("agrees"),
        [VERDICT_CONTRADICTS] = N_("contradicts"),
        [VERDICT_UNBOUND] = N_("not tied to a figure"),
    };
    return say(q, labels[v]);
}

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
         say(q, N_("Period")), STR(period), say(q, N_("Check")));
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

static bool is_listed(const Verified *v)
{
    ClaimKind kind = v->claim.kind;
    return v->figure || kind == CLAIM_COUNT || kind == CLAIM_MONEY || kind == CLAIM_PERCENT ||
           kind == CLAIM_ORDINAL;
}

static void put_summary(Request *q, const Verification *v)
{
    const size_t counts[VERDICT__N] = { [VERDICT_AGREES] = v->agrees,
                                        [VERDICT_CONTRADICTS] = v->contradicts,
                                        [VERDICT_UNBOUND] = v->unbound };
    html(&q->out, "<ul class=\"verdicts\">\n");
    for (Verdict i = 0; i < VERDICT__N; i++)
        html(&q->out, "<li class=\"%s\"><strong>%zu</strong> %s</li>\n", verdict_name(i), counts[i],
             verdict_label(q, i));
    html(&q->out, "</ul>\n");
}

/* The text as it is, with each number that could be compared marked and leading to its row. */
static void put_marked(Request *q, Str text, const Verification *v)
{
    Buf *out = &q->out;
    size_t at = 0;
    html(out, "<section><h2>%s</h2><div class=\"marked\">", say(q, N_("The text")));
    for (size_t i = 0; i < v->n; i++) {
        const Verified *one = &v->p[i];
        if (!is_listed(one))
            continue;
        html_text(out, str_part(text, at, one->claim.start - at));
        html(out, "<mark class=\"%s\"><a href=\"#claim-%zu\">%.*s</a></mark>",
             verdict_name(one->verdict), i + 1, STR(one->claim.text));
        at = one->claim.end;
    }
    html_text(out, str_part(text, at, text.n));
    html(out, "</div></section>\n");
}

static void put_note(Request *q, const Verified *one)
{
    if (one->note.n)
        html(&q->out, "<p>%.*s</p>", STR(one->note));
    if (one->figure && one->recorded.standing == STANDING_UNAVAILABLE)
        html(&q->out, "<p>%.*s</p>", STR(one->recorded.why));
    if (one->would_be.n)
        html(&q->out, "<p>%s: <ins>%.*s</ins></p>", say(q, N_("This would be true")),
             STR(one->would_be));
}

static void put_row(Request *q, const Verified *one, size_t i, const FigureScope *s)
{
    Buf *out = &q->out;
    html(
        out,
        "<tr id=\"claim-%zu\"><th scope=\"row\">%.*s</th><td><span class=\"verdict %s\">%s</span></td>",
        i + 1, STR(one->claim.text), verdict_name(one->verdict), verdict_label(q, one->verdict));
    html(out, "<td class=\"number\">");
    if (one->figure)
        put_value(q, &one->recorded);
    html(out, "</td><td>");
    if (one->figure)
        html(out, "<a href=\"%s\">%.*s</a>", figure_url(q, one->figure, s).p,
             STR(one->figure->labels[q->c.lang]));
    html(out, "</td><td>");
    put_note(q, one);
    html(out, "</td></tr>\n");
}

static void put_table(Request *q, const Verification *v, const FigureScope *s)
{
    const char *title = say(q, N_("The numbers"));
    html(
        &q->out,
        "<section><h2>%s</h2><div class=\"scroll\" role=\"region\" aria-label=\"%s\" tabindex=\"0\">"
        "<table><thead><tr><th scope=\"col\">%s</th><th scope=\"col\">%s</th>",
        title, title, say(q, N_("As written")), say(q, N_("Verdict")));
    html(
        &q->out,
        "<th scope=\"col\" class=\"number\">%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s</th>"
        "</tr></thead><tbody>\n",
        say(q, N_("Recorded")), say(q, N_("Figure")), say(q, N_("Note")));
    for (size_t i = 0; i < v->n; i++)
        if (is_listed(&v->p[i]))
            put_row(q, &v->p[i], i, s);
    html(&q->out, "</tbody></table></div></section>\n");
}

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
    Verification v = { 0 };
    FigureScope s;

    if (text.n > FORM_MAX)
        return err_set(e, ERR_INVALID, "a text has at most %d KB here", FORM_MAX >> 10);
    if (!all || !period_scope(q, all, str_trim(request_form(q, "period")), &s, e) ||
        !few_claims(text, e) || !verify_text(&q->c, all, text, &s, &v, e))
        return false;
    layout_begin(q, NAV_VERIFY, str_z(say(q, N_("Check a text"))));
    html(&q->out, "<h1>%s</h1>\n<p class=\"about\">%.*s</p>\n", say(q, N_("Check a text")),
         STR(s.text));
    put_summary(q, &v);
    put_marked(q, text, &v);
    put_table(q, &v, &s);
    html(&q->out, "<details><summary>%s</summary>\n", say(q, N_("Change the text")));
    put_form(q, text, s.text);
    html(&q->out, "</details>\n");
    layout_end(q);
    return true;
}
