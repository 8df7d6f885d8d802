/* SPDX-License-Identifier: Apache-2.0
 * One figure: what it counts, its value, and the very records that were counted.
 */
#include "figure/figure.h"
#include "web/areas.h"
#include "web/chosen.h"
#include "web/figure_more.h"
#include "web/pages.h"
#include "web/period.h"
#include "web/show.h"
#include "web/trend.h"

enum { EVIDENCE_ROWS = 100 };

static Str day_text(const Request *q, Day d)
{
    char text[11];
    day_print(d, text);
    return arena_str(q->c.arena, str_z(text));
}

/* How it counts, in words. */
static const char *counting(const Request *q, CountKind kind)
{
    static const char *const words[COUNT__N] = {
        [COUNT_ROWS] = N_("the number of records"),
        [COUNT_SUM] = N_("the sum of a field"),
        [COUNT_DISTINCT] = N_("the different values of a field"),
        [COUNT_PEOPLE] = N_("the different persons in a field"),
        [COUNT_MAX] = N_("the highest value of a field"),
        [COUNT_LAST] = N_("the last value of a field in each series, added up"),
        [COUNT_YEARS] = N_("whole years since a date"),
        [COUNT_FIRST] = N_("whether it is the first ever, by a date"),
    };
    return say(q, words[kind]);
}

static void put_row(Request *q, const char *label, Str text)
{
    html(&q->out, "<div><dt>%s</dt><dd>%.*s</dd></div>\n", label, STR(text));
}

static void put_related(Request *q, const Figures *all, const char *label, Str name,
                        const FigureScope *s)
{
    const FigureDef *d = name.n ? figures_find(all, name) : NULL;
    if (d)
        html(&q->out, "<div><dt>%s</dt><dd><a href=\"%s\">%.*s</a></dd></div>\n", label,
             figure_url(q, d, s).p, STR(d->labels[q->c.lang]));
}

static void put_definition(Request *q, const Figures *all, const FigureValue *v,
                           const FigureScope *s)
{
    const FigureDef *d = v->def;
    const Field *of = type_field(d->type, d->of);
    Buf *out = &q->out;

    html(out, "<section><h2>%s</h2><dl class=\"fields\">\n", say(q, N_("How it is counted")));
    html(out, "<div><dt>%s</dt><dd><a href=\"/%s\">%s</a></dd></div>\n", say(q, N_("Of")),
         d->type->name, type_label(d->type, q->c.lang));
    put_row(q, say(q, N_("Counts")), str_z(counting(q, d->count)));
    if (of)
        put_row(q, say(q, N_("Field")), str_z(field_label(of, q->c.lang)));
    html(out, "<div class=\"note\"><dt>%s</dt><dd><code>%.*s</code></dd></div>\n",
         say(q, N_("Query")), STR(d->query));
    if (v->from)
        put_row(q, say(q, N_("First day counted")), day_text(q, v->from));
    put_row(q, say(q, N_("Last day counted")), day_text(q, v->to));
    put_row(q, say(q, N_("Cut-off")), day_text(q, v->as_of));
    if (d->version)
        put_row(q, say(q, N_("Definition holds from")), day_text(q, d->version));
    put_related(q, all, say(q, N_("Part of")), d->part_of, s);
    put_related(q, all, say(q, N_("Named out of")), d->whole, s);
    if (d->owner.n)
        put_row(q, say(q, N_("Who answers for it")),
                str_z(area_label(q, arena_z(q->c.arena, d->owner))));
    if (d->note.n)
        put_row(q, say(q, N_("Note")), d->note);
    html(out, "<div><dt>%s</dt><dd><code>%.*s</code></dd></div>\n</dl></section>\n",
         say(q, N_("Name of the figure")), STR(d->name));
}

static void put_card(Request *q, const FigureValue *v)
{
    Buf *out = &q->out;
    html(out, "<p class=\"big\"><strong>");
    put_value(q, v);
    html(out, "</strong> <span class=\"unit\">%.*s</span></p>\n<p>", STR(v->def->units[q->c.lang]));
    put_standing(q, v);
    html(out, "</p>\n");
    if (v->regions)
        html(out, "<p class=\"hint\">%s</p>\n",
             say(q, N_("Hong Kong, Macao or Taiwan are among them: countries and regions.")));
}

/* What stands beside a record in the list of evidence. */
typedef struct {
    bool value;   /* what is distinct */
    bool through; /* another record that counts for it */
} EvidenceColumns;

static EvidenceColumns columns_of(const FigureDef *d)
{
    bool distinct = d->count == COUNT_DISTINCT || d->count == COUNT_PEOPLE;
    return (EvidenceColumns){ .value = distinct, .through = distinct || d->once.n };
}

static void put_evidence_row(Request *q, const Evidence *one, const FigureValue *v)
{
    const EvidenceColumns cols = columns_of(v->def);
    Buf *out = &q->out;

    html(out, "<tr><th scope=\"row\"><a href=\"%s\">%.*s</a></th>",
         record_url(q, one->type->name, one->id).p, STR(one->title));
    if (cols.value)
        html(out, "<td>%.*s</td>", STR(one->value));
    html(out, "<td class=\"number\">");
    if (one->unknown)
        html(out, "<span class=\"none\">%s</span>", say(q, N_("not known")));
    else
        put_decimal(out, one->quantity, v->places);
    html(out, "</td>");
    if (cols.through && one->same)
        html(out, "<td class=\"through\"><a href=\"%s\">%s</a></td>",
             record_url(q, one->type->name, one->same).p,
             arena_printf(q->c.arena, say(q, N_("counted through #%" PRId64)), one->same).p);
    else if (cols.through)
        html(out, "<td></td>");
    html(out, "</tr>\n");
}

static void put_evidence_head(Request *q, const FigureValue *v)
{
    AUTO(buf_done) Buf n = buf_new(BUF_LINE);
    const EvidenceColumns cols = columns_of(v->def);
    const char *title = say(q, N_("The records behind it"));
    Buf *out = &q->out;

    put_count(&n, v->records);
    html(out, "<section id=\"evidence\"><h2>%s <span class=\"count\">%.*s</span></h2>\n", title,
         STR(buf_str(&n)));
    html(out,
         "<div class=\"scroll\" role=\"region\" aria-label=\"%s\" tabindex=\"0\"><table><thead><tr>"
         "<th scope=\"col\">%s</th>",
         title, say(q, N_("Record")));
    if (cols.value)
        html(out, "<th scope=\"col\">%s</th>", say(q, N_("What differs")));
    html(out, "<th scope=\"col\" class=\"number\">%s</th>", say(q, N_("Adds")));
    if (cols.through)
        html(out, "<th scope=\"col\">%s</th>", say(q, N_("Through")));
    html(out, "</tr></thead><tbody>\n");
}

/* The page of the evidence behind record `after`; the rows come in the order of their numbers. */
static bool put_evidence(Request *q, const Figures *all, const FigureValue *v, const FigureScope *s,
                         Err *e)
{
    AUTO(evidence_done) EvidenceRows *rows = evidence_open(&q->c, all, v->def, s, e);
    Evidence one;
    int64_t after = 0, last = 0;
    size_t n = 0;

    if (!rows)
        return false;
    if (request_query(q, "after").n && !str_int(request_query(q, "after"), &after))
        return err_set(e, ERR_INVALID, "'%.*s' is no number of a record",
                       STR(request_query(q, "after")));
    put_evidence_head(q, v);
    while (n <= EVIDENCE_ROWS && evidence_next(rows, &one, e)) {
        if (one.id <= after)
            continue;
        if (n++ == EVIDENCE_ROWS)
            break;
        last = one.id;
        put_evidence_row(q, &one, v);
    }
    html(&q->out, "</tbody></table></div>\n");
    if (after || n > EVIDENCE_ROWS)
        html(&q->out, "<nav class=\"pager\" aria-label=\"%s\">", say(q, N_("Pages")));
    if (after)
        html(&q->out, "<a href=\"%s#evidence\">%s</a>", figure_url(q, v->def, s).p,
             say(q, N_("First page")));
    if (n > EVIDENCE_ROWS)
        html(&q->out, "<a rel=\"next\" href=\"%s&amp;after=%" PRId64 "#evidence\">%s</a>",
             figure_url(q, v->def, s).p, last, say(q, N_("Next page")));
    if (after || n > EVIDENCE_ROWS)
        html(&q->out, "</nav>\n");
    html(&q->out, "</section>\n");
    return !e->kind;
}

static void put_sections(Request *q, const FigureValue *v)
{
    Buf *out = &q->out;

    html(out, "<nav class=\"sections\" aria-label=\"%s\"><ul>", say(q, N_("On this page")));
    if (v->standing == STANDING_COUNTED)
        html(out, "<li><a href=\"#evidence\">%s</a></li>", say(q, N_("The records behind it")));
    html(out,
         "<li><a href=\"#years\">%s</a></li><li><a href=\"#rules\">%s</a></li>"
         "<li><a href=\"#history\">%s</a></li></ul></nav>\n",
         say(q, N_("The last years")), say(q, N_("What rules compare")),
         say(q, N_("What was said of it")));
}

/* Puts it among the cards of the page of figures, or takes it away. */
static void put_choice(Request *q, const FigureDef *d, const FigureScope *s, const Chosen *chosen)
{
    bool has = chosen_has(chosen, d->name);

    form_begin(q, url(q->c.arena, "/figure/%.*s/chosen", STR(d->name)).p);
    html(&q->out,
         "<input type=\"hidden\" name=\"period\" value=\"%.*s\">"
         "<input type=\"hidden\" name=\"unit\" value=\"%" PRId64 "\">"
         "<button class=\"plain\" name=\"on\" value=\"%d\">%s</button></form>\n",
         STR(s->text), s->unit, !has,
         has ? say(q, N_("Take it from the top of the figures"))
             : say(q, N_("Show it on top of the figures")));
}

bool page_figure_chosen(Request *q, Err *e)
{
    const Figures *all = figures_load(&q->c, e);
    const FigureDef *d = all ? figures_need(all, q->args[0], e) : NULL;
    FigureScope s;

    if (!d || !scope_period(&q->c, request_form(q, "period"), &s, e) ||
        !chosen_set(q, d->name, str_eq(request_form(q, "on"), S("1")), e))
        return false;
    if (!str_int(request_form(q, "unit"), &s.unit))
        s.unit = 0;
    request_go(q, figure_url(q, d, &s));
    return true;
}

static bool count(Request *q, const Figures *all, const FigureDef *d, TrendTable *more, Err *e)
{
    FigureScope s;

    if (!period_scope(q, all, (Str){ 0 }, &s, e))
        return false;
    more->years = years_of(q, all, &s);
    more->defs = figure_relatives(q, all, d, &more->n);
    return trends_count(q, &more->years, more->defs, more->n, &more->trends, e) &&
           figure_value(&q->c, all, d, &s, &more->trends[0].at[0], e); /* refused, it says so */
}

bool page_figure(Request *q, Err *e)
{
    const Figures *all = figures_load(&q->c, e);
    const FigureDef *d = all ? figures_need(all, q->args[0], e) : NULL;
    TrendTable more;
    Chosen chosen;
    Str label;

    if (!d || !count(q, all, d, &more, e) || !chosen_read(q, &chosen, e))
        return false;
    const FigureScope *s = &more.years.scopes[0];
    const FigureValue *v = &more.trends[0].at[0];
    label = d->labels[q->c.lang];
    layout_begin(q, NAV_FIGURES, arena_printf(q->c.arena, "%.*s · %.*s", STR(label), STR(s->text)));
    put_crumb(
        q, figures_url(q, s),
        arena_printf(q->c.arena, "%s · %.*s", say(q, N_("Figures")), STR(period_title(q, s))));
    html(&q->out, "<h1>%.*s</h1>\n", STR(label));
    put_card(q, v);
    put_choice(q, d, s, &chosen);
    period_form(q, url(q->c.arena, "/figure/%.*s", STR(d->name)).p, s);
    put_sections(q, v);
    put_definition(q, all, v, s);
    figure_put_years(q, &more);
    if (v->standing == STANDING_COUNTED && !put_evidence(q, all, v, s, e))
        return false;
    if (!figure_put_more(q, &more, e))
        return false;
    layout_end(q);
    return true;
}
