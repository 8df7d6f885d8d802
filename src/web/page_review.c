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

/* A template or a review that a new text may begin from. */
typedef struct {
    const char *letter; /* before its number */
    int64_t id;
    Str title;
} Source;

typedef VEC(Source) Sources;

/* What the page shows. */
typedef struct {
    Request *q;
    const Figures *all;
    const FigureScope *scope;
    ReviewOrder order;
    Review review;
    int64_t under_way; /* the review that is being written, 0: none */
    Sources templates, reviews;
    bool shows_ways, begins;
} Shown;

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
static bool load_choices(Request *q, const char *type, const QueryParts *parts, const char *letter,
                         Sources *out, Err *e)
{
    const Query *query = query_build(&q->c, registry_find(q->c.types, str_z(type)), parts, e);
    AUTO(rows_done) Rows *rows = query ? query_run(&q->c, query, e) : NULL;

    out->n = 0;
    while (rows && rows_next(rows, e))
        vec_push(q->c.arena, out,
                 (Source){ letter, rows_value(rows, 0)->i,
                           arena_str(q->c.arena, rows_value(rows, 1)->text) });
    return rows && !e->kind;
}

/* What a text may begin from: the template that Qiao brings along, one of the office, or another
 * review. */
static bool load_sources(Shown *p, Err *e)
{
    Request *q = p->q;
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

    return load_choices(q, "review_template", &own, "t", &p->templates, e) &&
           load_choices(q, "review_chapter", &others, "", &p->reviews, e);
}

/* All that is asked for the page, so that it is asked together. */
static bool gather(void *arg, Err *e)
{
    Shown *p = arg;
    Ctx *c = &p->q->c;

    if (!review_build(c, p->all, &p->order, &p->review, e))
        return false;
    if (p->shows_ways && !review_under_way(c, p->scope, c->lang, &p->under_way, e))
        return false;
    return !p->begins || load_sources(p, e);
}

static void put_choices(Request *q, const Sources *list)
{
    for (size_t i = 0; i < list->n; i++)
        html(&q->out, "<option value=\"%s%" PRId64 "\">%.*s</option>", list->p[i].letter,
             list->p[i].id, STR(list->p[i].title));
}

static void put_sources(Request *q, const Shown *p)
{
    html(&q->out,
         "<label for=\"from\">%s</label> <select id=\"from\" name=\"from\">"
         "<option value=\"\">%s</option><optgroup label=\"%s\">",
         say(q, N_("from")), say(q, N_("the template that Qiao brings along")),
         say(q, N_("Templates")));
    put_choices(q, &p->templates);
    html(&q->out, "</optgroup><optgroup label=\"%s\">", say(q, N_("Reviews")));
    put_choices(q, &p->reviews);
    html(&q->out, "</optgroup></select> ");
}

static void put_begin(Request *q, const Shown *p)
{
    form_begin(q, url(q->c.arena, "/review/%.*s/begin", STR(p->scope->text)).p);
    html(&q->out, "<input type=\"hidden\" name=\"unit\" value=\"%" PRId64 "\">", p->scope->unit);
    put_sources(q, p);
    html(&q->out, "<button type=\"submit\">%s</button></form>", say(q, N_("Begin to write it")));
}

/* The review of this period that is being written in the reader's language, or a button to begin
 * one; and the text of today as a file. */
static void put_ways(Request *q, const Shown *p)
{
    if (!p->shows_ways)
        return;
    html(&q->out, "<div class=\"ways\">");
    if (p->under_way)
        html(&q->out, "<a class=\"button\" href=\"/review/%" PRId64 "/text\">%s</a>", p->under_way,
             say(q, N_("The review that is being written")));
    else if (p->begins)
        put_begin(q, p);
    for (const ReviewFormat *f = review_formats; f->name; f++)
        html(&q->out, " <a href=\"/review/%.*s/as/%s\">%s</a>", STR(p->scope->text), f->name,
             f->name);
    html(&q->out, "</div>\n");
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
    const Type *t = registry_find(q->c.types, S("review"));
    Str year = q->args[0];
    int64_t number = 0, unit;
    FigureScope s;
    Shown p = { .q = q, .all = figures_load(&q->c, e), .scope = &s };
    DocLinks links = { .before = "/figure/" };

    if (str_int(year, &number) && number > REVIEW_YEAR_MAX) {
        q->args[0] = S("review");
        q->args[1] = year;
        return page_record(q, e);
    }
    if (str_eq(year, S("newest")))
        year = (Str){ 0 };
    if (!p.all || !period_scope(q, p.all, year, &s, e) ||
        !review_order(&q->c, &s, q->c.lang, &p.order, e))
        return false;
    unit = s.unit ? s.unit : q->c.user->home;
    p.order.map = site_map(q->site);
    p.shows_ways = rights_has(&q->c, RIGHT_READ, t, unit);
    p.begins = p.shows_ways && rights_has(&q->c, RIGHT_WRITE, t, unit);
    if (!figures_ahead(&q->c, p.all, gather, &p, e))
        return false;
    p.review.doc.contents = true; /* beside the text, for the way around in a long page */
    links.behind = url(q->c.arena, "?period=%.*s", STR(s.text)).p;
    layout_begin(q, NAV_REVIEW,
                 arena_printf(q->c.arena, "%s · %.*s", say(q, N_("Annual review")), STR(s.text)));
    put_years(q, &s);
    put_ways(q, &p);
    doc_html_body(q->c.arena, &p.review.doc, &links, &q->out);
    layout_end(q);
    return true;
}
