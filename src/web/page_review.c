/* SPDX-License-Identifier: Apache-2.0
 * The annual review of a year as it would be written today: each figure in it leads to its records.
 *
 * Reviews that were issued are records of type review; their numbers are far above any year.
 */
#include "review/template.h"
#include "web/pages.h"
#include "web/period.h"
#include "web/site.h"

enum { YEAR_MAX = 9999 };

static bool build(Request *q, const Figures *all, const FigureScope *s, Review *out, Err *e)
{
    ReviewOrder order = { 0 };

    if (!review_order(&q->c, s, q->c.lang, &order, e))
        return false;
    order.map = site_map(q->site);
    return review_build(&q->c, all, &order, out, e);
}

static void put_years(Request *q, const FigureScope *s)
{
    int year = day_year(s->from);
    html(
        &q->out,
        "<nav class=\"pager\" aria-label=\"%s\"><a href=\"/review/%d\">← %d</a>"
        "<a href=\"/figures/%d\">%s</a><a href=\"/review/%d\">%d →</a><a href=\"/review\">%s</a></nav>\n",
        say(q, N_("Years")), year - 1, year - 1, year, say(q, N_("All figures")), year + 1,
        year + 1, say(q, N_("Issued reviews")));
}

bool page_review(Request *q, Err *e)
{
    const Figures *all = figures_load(&q->c, e);
    Str year = q->args[0];
    int64_t number = 0;
    FigureScope s;
    Review review = { 0 };
    DocLinks links = { .before = "/figure/" };

    if (str_int(year, &number) && number > YEAR_MAX) {
        q->args[0] = S("review");
        q->args[1] = year;
        return page_record(q, e);
    }
    if (str_eq(year, S("newest")))
        year = (Str){ 0 };
    if (!all || !period_scope(q, all, year, &s, e) || !build(q, all, &s, &review, e))
        return false;
    review.doc.contents = true; /* beside the text, for the way around in a long page */
    links.behind = url(q->c.arena, "?period=%.*s", STR(s.text)).p;
    layout_begin(q, NAV_REVIEW,
                 arena_printf(q->c.arena, "%s · %.*s", say(q, N_("Annual review")), STR(s.text)));
    put_years(q, &s);
    doc_html_body(q->c.arena, &review.doc, &links, &q->out);
    layout_end(q);
    return true;
}
