/* SPDX-License-Identifier: Apache-2.0
 * Checking a text: pasted, or as a file, it comes back with each number marked, and what the
 * records say of it.
 *
 * Nothing is written, so the form needs no token; the dispatcher refuses it from other sites.
 */
#include "engine/written.h"
#include "figure/verify.h"
#include "review/marked.h"
#include "web/pages.h"
#include "web/period.h"

enum {
    CLAIMS_SHOWN = 5000,       /* of a text; larger ones are for the command line */
    CLAIMS_MEMORY = 256 << 20, /* for counting them, whatever the text is */
    READ_SECONDS = 8,          /* for a file; a page has ten */
    SUGGESTED_ROWS = 14,
};

/* What somebody wants to have checked. */
typedef struct {
    Str text, period;
    Str file;        /* its name; empty: the text was pasted */
    Written written; /* how it was read */
} Asked;

/* ---- the form ---- */

static void put_form(Request *q, Str text, Str period)
{
    Buf *out = &q->out;
    html(out,
         "<form class=\"verify\" method=\"post\" action=\"/verify\""
         " enctype=\"multipart/form-data\">\n"
         "<label for=\"file\">%s</label><input id=\"file\" name=\"file\" type=\"file\""
         " accept=\".docx,.pdf,.txt,.md\">\n",
         say(q, N_("A file: DOCX, PDF or plain text")));
    html(out,
         "<label for=\"text\">%s</label><textarea id=\"text\" name=\"text\" rows=\"%d\">\n"
         "%.*s</textarea>\n",
         say(q, N_("Or the text itself")), SUGGESTED_ROWS, STR(text));
    html(out,
         "<div class=\"row\"><div><label for=\"period\">%s</label>"
         "<input id=\"period\" name=\"period\" type=\"text\" size=\"12\" maxlength=\"32\""
         " value=\"%.*s\"></div><button type=\"submit\">%s</button></div></form>\n",
         say(q, N_("Period")), STR(period), say(q, N_("Check this text")));
}

static bool put_page(Request *q, Str fault, Str text, Str period)
{
    layout_begin(q, NAV_VERIFY, str_z(say(q, N_("Check a text"))));
    html(&q->out, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n", say(q, N_("Check a text")),
         say(q, N_("Each number of the text is compared with the records of the period.")));
    if (fault.n)
        html(&q->out, "<div class=\"faults\" role=\"alert\"><p>%.*s</p></div>\n", STR(fault));
    put_form(q, text, period);
    html(&q->out, "<p class=\"hint\">%s</p>\n",
         say(q, N_("Neither text nor file is kept. Up to 32 MB of file and 1 MB of text.")));
    layout_end(q);
    return true;
}

bool page_verify(Request *q, Err *e)
{
    const Figures *all = figures_load(&q->c, e);
    FigureScope s;

    return all && period_scope(q, all, (Str){ 0 }, &s, e) &&
           put_page(q, (Str){ 0 }, (Str){ 0 }, s.text);
}

/* ---- what was sent ---- */

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

/* In memory of its own: a long text is refused, and fills nothing. */
static bool read_file(Request *q, const WebFile *file, Asked *ask, Err *e)
{
    Arena *a = arena_new(ARENA_REQUEST);
    bool ok = written_read(a, file->path.p, arena_z(q->c.arena, file->name), READ_SECONDS,
                           &ask->written, e);
    Str text = ask->written.text;

    if (ok && text.n > FORM_MAX)
        ok = err_set(e, ERR_INVALID,
                     "the text of '%.*s' has more than %d KB; `qiao verify` takes more",
                     STR(file->name), FORM_MAX >> 10);
    if (ok && !utf8_valid(text))
        ok = err_set(e, ERR_INVALID, "'%.*s' is no text: plain text, DOCX and PDF are read",
                     STR(file->name));
    ask->file = file->name;
    ask->text = ok ? plain_lines(q->c.arena, text) : (Str){ 0 };
    arena_free(a);
    return ok;
}

static bool read_asked(Request *q, Asked *ask, Err *e)
{
    ask->period = str_trim(request_form(q, "period"));
    if (q->nfiles)
        return read_file(q, &q->files[0], ask, e) && few_claims(ask->text, e);
    ask->text = plain_lines(q->c.arena, request_form(q, "text"));
    if (!str_trim(ask->text).n)
        return err_set(e, ERR_INVALID, "choose a file, or paste a text");
    if (ask->text.n > FORM_MAX)
        return err_set(e, ERR_INVALID, "a text has at most %d KB here", FORM_MAX >> 10);
    return few_claims(ask->text, e);
}

/* ---- the answer ---- */

/* "2024 · review.docx · DOCX · 120 paragraphs" */
static void put_about(Request *q, const Asked *ask, const FigureScope *s)
{
    static const char *const kinds[WRITTEN__N] = { N_("plain text"), "DOCX", "PDF" };
    const Written *w = &ask->written;
    Buf *out = &q->out;

    html(out, "<p class=\"about\">%.*s", STR(s->text));
    if (ask->file.n) {
        html(out, " · %.*s · %s", STR(ask->file), say(q, kinds[w->kind]));
        if (w->pages)
            html(out, " · %s", arena_printf(q->c.arena, say(q, N_("%zu pages")), w->pages).p);
        html(out, " · %s", arena_printf(q->c.arena, say(q, N_("%zu paragraphs")), w->paragraphs).p);
    }
    html(out, "</p>\n");
}

static void put_answer(Request *q, const Asked *ask, const FigureScope *s, const Verification *v)
{
    const DocLinks links = { .before = "/figure/",
                             .behind = url(q->c.arena, "?period=%.*s", STR(s->text)).p };

    layout_begin(q, NAV_VERIFY, str_z(say(q, N_("Check a text"))));
    html(&q->out, "<h1>%s</h1>\n", say(q, N_("Check a text")));
    put_about(q, ask, s);
    marked_html(q->c.arena, q->c.lang, ask->text, v, &links, &q->out);
    html(&q->out, "<details><summary>%s</summary>\n", say(q, N_("Change the text")));
    put_form(q, ask->text, s->text);
    html(&q->out, "</details>\n");
    layout_end(q);
}

bool page_verify_text(Request *q, Err *e)
{
    const Figures *all = figures_load(&q->c, e);
    Err own = { .lang = e->lang };
    Verification v = { 0 };
    Asked ask = { 0 };
    FigureScope s;

    if (!all)
        return false;
    if (read_asked(q, &ask, &own) && period_scope(q, all, ask.period, &s, &own) &&
        verify_text(&q->c, all, ask.text, &s, &v, &own)) {
        put_answer(q, &ask, &s, &v);
        return true;
    }
    if (own.kind != ERR_INVALID)
        return err_set(e, own.kind, "%s", own.msg);
    q->status = 400;
    return put_page(q, str_z(own.msg), ask.text, ask.period);
}
