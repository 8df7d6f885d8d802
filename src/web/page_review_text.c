/* SPDX-License-Identifier: Apache-2.0
 * The text of a review that is being written: its chapters and what is to be looked at in each, its
 * steps and who took them, and the whole of it as it reads today.
 */
#include "engine/attach.h"
#include "engine/registry.h"
#include "review/file.h"
#include "review/issue.h"
#include "web/pages.h"
#include "web/period.h"
#include "web/record.h"
#include "web/review_page.h"
#include "web/show.h"
#include "web/site.h"

static bool is_issued(const ReviewPage *p)
{
    return str_eq(p->record->state, S("issued"));
}

/* What is to be looked at in a chapter. */
typedef struct {
    size_t bound_not, contradicts, unbound;
    int64_t comments; /* that are open */
} ToDo;

/* ---- chapters ---- */

/* The chapter in which that byte of the joined text stands. */
static size_t chapter_at(const Chapters *all, size_t at)
{
    size_t i = 0;
    while (i + 1 < all->n && at >= all->p[i].body.n + 2) {
        at -= all->p[i].body.n + 2;
        i++;
    }
    return i;
}

static void count_typed(const ReviewPage *p, const TypedNumbers *w, ToDo *todo)
{
    for (size_t i = 0; i < w->n; i++) {
        ToDo *one = &todo[chapter_at(&p->chapters, w->p[i].at)];
        one->bound_not++;
        one->contradicts += w->p[i].v.verdict == VERDICT_CONTRADICTS;
        one->unbound += w->p[i].v.verdict == VERDICT_UNBOUND;
    }
}

static bool count_comments(Request *q, const ReviewPage *p, void *arg, Err *e)
{
    ToDo *todo = arg;
    const QueryParts parts = {
        .where = arena_printf(q->c.arena, "chapter.review = #%" PRId64 " and state = open",
                              p->record->id),
        .count = S("rows"),
        .by = S("chapter"),
    };
    const Query *query =
        query_build(&q->c, registry_find(q->c.types, S("review_comment")), &parts, e);
    AUTO(rows_done) Rows *rows = query ? query_run(&q->c, query, e) : NULL;

    while (rows && rows_next(rows, e))
        for (size_t i = 0; i < p->chapters.n; i++)
            if (p->chapters.p[i].id == rows_value(rows, 0)->i)
                todo[i].comments = rows_value(rows, 1)->i;
    return rows && !e->kind;
}

static void put_number(Request *q, int64_t n, bool bad)
{
    if (n)
        html(&q->out,
             bad ? "<td class=\"number bad\">%" PRId64 "</td>"
                 : "<td class=\"number\">%" PRId64 "</td>",
             n);
    else
        html(&q->out, "<td class=\"number\"></td>");
}

static void put_chapters(Request *q, const ReviewPage *p, const ToDo *todo)
{
    static const char *const headings[] = { N_("Numbers typed by hand"), N_("contradicts"),
                                            N_("not tied to a figure"), N_("Open comments") };
    const char *title = say(q, N_("Chapters"));
    Buf *out = &q->out;

    html(out,
         "<section><h2>%s</h2>\n<div class=\"scroll\" role=\"region\" aria-label=\"%s\""
         " tabindex=\"0\"><table><thead><tr><th scope=\"col\">%s</th>",
         title, title, say(q, N_("Chapter of a review")));
    for (size_t i = 0; i < LEN(headings); i++)
        html(out, "<th scope=\"col\" class=\"number\">%s</th>", say(q, headings[i]));
    html(out, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < p->chapters.n; i++) {
        const Chapter *one = &p->chapters.p[i];
        html(out,
             "<tr><th scope=\"row\"><a href=\"/review_chapter/%" PRId64 "/edit\">%" PRId64
             " %.*s</a></th>",
             one->id, one->number, STR(one->name));
        put_number(q, (int64_t)todo[i].bound_not, false);
        put_number(q, (int64_t)todo[i].contradicts, true);
        put_number(q, (int64_t)todo[i].unbound, false);
        put_number(q, todo[i].comments, false);
        html(out, "</tr>\n");
    }
    html(out, "</tbody></table></div></section>\n");
}

/* ---- steps ---- */

static bool put_taken(Request *q, const ReviewPage *p, Err *e)
{
    const ReviewStep *steps;
    size_t n;

    if (!review_steps_of(&q->c, p->record, &steps, &n, e))
        return false;
    html(&q->out, "<section><h2>%s</h2>\n<ol class=\"steps\">\n",
         say(q, N_("Who took which step")));
    for (size_t i = 0; i < n; i++) {
        const State *state = type_state(p->record->type, steps[i].state);
        html(&q->out, "<li><span class=\"state\">%s</span> %.*s <span class=\"hint\">%.*s</span>",
             state ? say(q, state->label) : "", STR(site_user_name(q, steps[i].by)),
             STR(clock_text(q, steps[i].at)));
        if (steps[i].why.n)
            html(&q->out, " <q>%.*s</q>", STR(steps[i].why));
        html(&q->out, "</li>\n");
    }
    html(&q->out, "</ol></section>\n");
    return true;
}

static void put_ways(Request *q, const ReviewPage *p)
{
    bool issued = is_issued(p);

    html(&q->out, "<p class=\"ways\"><a href=\"%.*s\">%s</a> ", STR(review_url(q, p, "")),
         say(q, N_("Its record")));
    if (issued)
        html(&q->out, "<a href=\"%.*s\">%s</a> <a href=\"%.*s\">%s</a> ",
             STR(review_url(q, p, "/changes")), say(q, N_("What changed since")),
             STR(review_url(q, p, "/seal")), say(q, N_("The seal")));
    for (const ReviewFormat *f = review_formats; f->name && !issued; f++)
        html(&q->out, "<a href=\"%.*s/%s\">%s</a> ", STR(review_url(q, p, "/as")), f->name,
             f->name);
    html(&q->out, "</p>\n");
}

/* ---- the text ---- */

/* Which chapter cannot be read, and why. */
static void put_broken(Request *q, const ReviewPage *p, const Err *whole)
{
    for (size_t i = 0; i < p->chapters.n; i++) {
        const ReviewOrder one = review_ordered_one(&p->order, &p->chapters.p[i]);
        Err own = { .lang = q->c.lang };
        Review review = { 0 };
        if (review_build(&q->c, p->all, &one, &review, &own))
            continue;
        html(&q->out,
             "<div class=\"faults\" role=\"alert\"><h2>%s</h2><ul><li>"
             "<a href=\"/review_chapter/%" PRId64 "/edit\">%s</a></li></ul></div>\n",
             say(q, N_("Something is to be put right first")), p->chapters.p[i].id, own.msg);
        return;
    }
    put_fault(q, str_z(whole->msg));
}

static bool put_written(Request *q, const ReviewPage *p, Err *e)
{
    ToDo *todo = NEWN(q->c.arena, ToDo, p->chapters.n + 1);
    const DocLinks links = review_links(q, &p->order.scope);
    Err own = { .lang = e->lang };
    ReviewText text;
    Review *review = &text.review;
    bool reads = review_page_read(q, p, count_comments, todo, &text, &own);

    if (!reads && own.kind != ERR_INVALID && own.kind != ERR_NOT_FOUND)
        return err_set(e, own.kind, "%s", own.msg);
    if (!reads)
        put_broken(q, p, &own);
    else
        count_typed(p, &text.typed, todo);
    if (p->chapters.n)
        put_chapters(q, p, todo);
    if (!reads)
        return true;
    put_confirmed(q, p, &text);
    if (review->findings.n) {
        html(&q->out, "<details><summary>%s <span class=\"count\">%zu</span></summary>\n",
             say(q, N_("To be explained")), review->findings.n);
        put_findings(q, &review->findings);
        html(&q->out, "</details>\n");
    }
    html(&q->out, "<section class=\"reading\"><h2>%s</h2>\n", say(q, N_("As it reads today")));
    if (review->doc.title.n)
        html(&q->out, "<p class=\"title\">%.*s</p>\n", STR(review->doc.title));
    review->doc.title = (Str){ 0 };
    doc_html_body(q->c.arena, &review->doc, &links, &q->out);
    html(&q->out, "</section>\n");
    return true;
}

/* ---- as issued ---- */

/* The text that was signed: "[36](<#figure-visit.all>)" is a figure, which leads to its page. */
static void put_signed(Request *q, const ReviewPage *p, Str text)
{
    const DocLinks links = review_links(q, &p->order.scope);
    Str before, rest, name, number, after;

    while (str_cut(text, S("](<#figure-"), &before, &rest) &&
           str_cut(rest, S(">)"), &name, &after)) {
        size_t n = before.n;
        while (n && before.p[n - 1] != '[')
            n--;
        number = str_part(before, n, before.n);
        html_text(&q->out, str_part(before, 0, n ? n - 1 : 0));
        html(&q->out, "<a class=\"figure\" href=\"%s%s%s\">%.*s</a>", links.before,
             url(q->c.arena, "%.*s", STR(name)).p, links.behind, STR(number));
        text = after;
    }
    html_text(&q->out, text);
}

/* The documents that went out, and the text that was signed. */
static bool put_issued(Request *q, const ReviewPage *p, Err *e)
{
    Attachment *files;
    Issued issued;
    Str sealed, wrong;
    size_t n;

    if (!issue_kept(&q->c, p->record->id, &sealed, e) ||
        !issue_read(q->c.arena, q->c.lang, sealed, &issued, &wrong, e) ||
        !attach_list(&q->c, p->record->type, p->record->id, &files, &n, e))
        return false;
    if (wrong.n)
        put_fault(q, wrong);
    html(&q->out, "<p>%s <strong>%.*s</strong> <code class=\"hash\">%.*s</code></p>\n<ul>\n",
         say(q, N_("Signed by")), STR(issued.signer), STR(issued.hash));
    for (size_t i = 0; i < n; i++)
        html(&q->out, "<li><a href=\"%.*s\">%.*s</a></li>\n",
             STR(url(q->c.arena, "/attachment/%" PRId64 "/%.*s", files[i].id, STR(files[i].name))),
             STR(files[i].name));
    html(&q->out, "</ul>\n<section><h2>%s</h2><div class=\"marked\">", say(q, N_("As issued")));
    put_signed(q, p, issued.text);
    html(&q->out, "</div></section>\n");
    return true;
}

bool page_review_text(Request *q, Err *e)
{
    ReviewPage p;
    const State *state;

    if (!review_page_load(q, q->args[0], &p, e))
        return false;
    state = type_state(p.record->type, p.record->state);
    layout_begin(q, NAV_REVIEW, rec_text(p.record, REVIEW_TITLE));
    put_crumb(q, url(q->c.arena, "/review/%.*s", STR(p.order.scope.text)),
              arena_printf(q->c.arena, "%s · %.*s", say(q, N_("Annual review")),
                           STR(period_title(q, &p.order.scope))));
    html(&q->out, "<h1>%.*s</h1>\n<p class=\"about\"><span class=\"state\">%s</span> · %.*s</p>\n",
         STR(rec_text(p.record, REVIEW_TITLE)), state ? say(q, state->label) : "",
         STR(period_title(q, &p.order.scope)));
    put_ways(q, &p);
    if (!put_next(q, p.record, e) || !put_taken(q, &p, e) ||
        !(is_issued(&p) ? put_issued : put_written)(q, &p, e))
        return false;
    layout_end(q);
    return true;
}
