/* SPDX-License-Identifier: Apache-2.0
 * The annual review of a year as it would be written today: each figure in it leads to its records.
 *
 * Reviews that were issued are records of type review; their numbers are far above any year.
 */
#include "engine/query.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/store.h"
#include "review/file.h"
#include "web/pages.h"
#include "web/period.h"
#include "web/review_page.h"
#include "web/site.h"

enum { SOURCES_MOST = 12 };

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

/* ---- writing one ---- */

/* The rows of a query as choices, each with a letter before its number. */
static bool put_choices(Request *q, const char *type, const QueryParts *parts, const char *letter,
                        Err *e)
{
    const Query *query = query_build(&q->c, registry_find(q->c.types, str_z(type)), parts, e);
    AUTO(rows_done) Rows *rows = query ? query_run(&q->c, query, e) : NULL;

    while (rows && rows_next(rows, e))
        html(&q->out, "<option value=\"%s%" PRId64 "\">%.*s</option>", letter,
             rows_value(rows, 0)->i, STR(rows_value(rows, 1)->text));
    return rows && !e->kind;
}

/* What a text may begin from: the template that Qiao brings along, one of the office, or another
 * review. */
static bool put_sources(Request *q, Err *e)
{
    const char *lang = lang_code(q->c.lang);
    const QueryParts own = { .where = arena_printf(q->c.arena, "language = '%s'", lang),
                             .columns = S("id, name"),
                             .order = S("name, id"),
                             .limit = SOURCES_MOST };
    const QueryParts others = { .where = arena_printf(
                                    q->c.arena, "number = 1 and review.language = '%s'", lang),
                                .columns = S("review, review.title"),
                                .order = S("review.covers desc, id desc"),
                                .limit = SOURCES_MOST };

    html(&q->out,
         "<label for=\"from\">%s</label> <select id=\"from\" name=\"from\">"
         "<option value=\"\">%s</option><optgroup label=\"%s\">",
         say(q, N_("from")), say(q, N_("the template that Qiao brings along")),
         say(q, N_("Templates")));
    if (!put_choices(q, "review_template", &own, "t", e))
        return false;
    html(&q->out, "</optgroup><optgroup label=\"%s\">", say(q, N_("Reviews")));
    if (!put_choices(q, "review_chapter", &others, "", e))
        return false;
    html(&q->out, "</optgroup></select> ");
    return true;
}

static bool put_begin(Request *q, const FigureScope *s, Err *e)
{
    form_begin(q, url(q->c.arena, "/review/%.*s/begin", STR(s->text)).p);
    html(&q->out, "<input type=\"hidden\" name=\"unit\" value=\"%" PRId64 "\">", s->unit);
    if (!put_sources(q, e))
        return false;
    html(&q->out, "<button type=\"submit\">%s</button></form>", say(q, N_("Begin to write it")));
    return true;
}

/* The review of this period that is being written in the reader's language, or a button to begin
 * one; and the text of today as a file. */
static bool put_ways(Request *q, const FigureScope *s, Err *e)
{
    const Type *t = registry_find(q->c.types, S("review"));
    int64_t unit = s->unit ? s->unit : q->c.user->home, id;

    if (!rights_has(&q->c, RIGHT_READ, t, unit))
        return true;
    if (!review_under_way(&q->c, s, q->c.lang, &id, e))
        return false;
    html(&q->out, "<div class=\"ways\">");
    if (id) {
        html(&q->out, "<a class=\"button\" href=\"/review/%" PRId64 "/text\">%s</a>", id,
             say(q, N_("The review that is being written")));
    } else if (rights_has(&q->c, RIGHT_WRITE, t, unit) && !put_begin(q, s, e)) {
        return false;
    }
    for (const ReviewFormat *f = review_formats; f->name; f++)
        html(&q->out, " <a href=\"/review/%.*s/as/%s\">%s</a>", STR(s->text), f->name, f->name);
    html(&q->out, "</div>\n");
    return true;
}

static bool take_template(Request *q, Str from, ReviewOrder *order, Err *e)
{
    const Record *r;
    int64_t id;

    if (!str_int(from, &id) || id < 1)
        return err_set(e, ERR_INVALID, N_("there is no template '%.*s'"), STR(from));
    r = store_get(&q->c, registry_find(q->c.types, S("review_template")), id, e);
    if (!r)
        return false;
    order->text = rec_text(r, TEMPLATE_BODY);
    order->name = rec_text(r, TEMPLATE_NAME);
    return true;
}

/* The text of another review, or a template of the office, stands in the place of that of Qiao. */
static bool take_source(Request *q, ReviewOrder *order, Err *e)
{
    Str from = request_form(q, "from");
    const Record *r;
    ReviewOrder other;
    Chapters chapters;
    int64_t id;

    if (!from.n)
        return true;
    if (str_starts(from, S("t")))
        return take_template(q, str_part(from, 1, from.n), order, e);
    if (!str_int(from, &id) || id < 1)
        return err_set(e, ERR_INVALID, N_("there is no review '%.*s'"), STR(from));
    r = store_get(&q->c, registry_find(q->c.types, S("review")), id, e);
    if (!r || !review_chapters(&q->c, id, &chapters, e) ||
        !review_ordered(&q->c, r, &chapters, &other, e))
        return false;
    order->text = other.text;
    order->name = other.name;
    return true;
}

/* The unit is that of the form; period_scope reads it behind '?'. */
bool page_review_begin(Request *q, Err *e)
{
    const Figures *all = figures_load(&q->c, e);
    ReviewOrder order = { 0 };
    FigureScope s = { 0 };
    int64_t id;

    if (!all || !scope_period(&q->c, q->args[0], &s, e))
        return false;
    if (request_form(q, "unit").n && !str_int(request_form(q, "unit"), &s.unit))
        return err_set(e, ERR_INVALID, N_("there is no unit '%.*s'"), STR(request_form(q, "unit")));
    if (!review_under_way(&q->c, &s, q->c.lang, &id, e) ||
        (!id && (!review_order(&q->c, &s, q->c.lang, &order, e) || !take_source(q, &order, e) ||
                 !review_begin(&q->c, all, &order, &id, e))))
        return false;
    request_go(q, url(q->c.arena, "/review/%" PRId64 "/text", id));
    return true;
}

/* ---- the page ---- */

bool page_review(Request *q, Err *e)
{
    const Figures *all = figures_load(&q->c, e);
    Str year = q->args[0];
    int64_t number = 0;
    FigureScope s;
    Review review = { 0 };
    DocLinks links = { .before = "/figure/" };

    if (str_int(year, &number) && number > REVIEW_YEAR_MAX) {
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
    if (!put_ways(q, &s, e))
        return false;
    doc_html_body(q->c.arena, &review.doc, &links, &q->out);
    layout_end(q);
    return true;
}
