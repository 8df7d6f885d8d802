/* SPDX-License-Identifier: Apache-2.0
 * All figures of a period: those that the reader chose as cards on top, then all by area with the
 * year before, the last years and their standing, and what they say about each other.
 */
#include "review/doc.h"
#include "web/areas.h"
#include "web/chosen.h"
#include "web/pages.h"
#include "web/period.h"
#include "web/show.h"
#include "web/trend.h"

static const FigureScope *scope_of(const TrendTable *t)
{
    return &t->years.scopes[0];
}

static bool count_all(Request *q, TrendTable *t, Err *e)
{
    t->n = figures_count(t->years.all);
    t->defs = NEWN(q->c.arena, const FigureDef *, t->n + 1);
    for (size_t i = 0; i < t->n; i++)
        t->defs[i] = figures_at(t->years.all, i);
    return trends_count(q, &t->years, t->defs, t->n, &t->trends, e);
}

/* ---- cards ---- */

static void put_card(Request *q, const TrendTable *t, size_t i)
{
    const Trend *trend = &t->trends[i];
    const FigureDef *d = t->defs[i];
    Buf *out = &q->out;

    html(out, "<li><a href=\"%s\">%.*s</a><p class=\"big\"><strong>",
         figure_url(q, d, scope_of(t)).p, STR(d->labels[q->c.lang]));
    put_value(q, &trend->at[0]);
    html(out, "</strong> <span class=\"unit\">%.*s</span></p><p class=\"change\">",
         STR(d->units[q->c.lang]));
    put_change(q, &trend->at[0], &trend->at[1]);
    buf_put(out, S("</p>"));
    put_trend(q, &t->years, trend);
    buf_put(out, S("</li>\n"));
}

/* Where nobody chose: the first figure of each area that has something to show. */
static bool is_first_of_area(const TrendTable *t, size_t i)
{
    for (size_t k = 0; k <= i; k++)
        if (strcmp(t->defs[k]->type->area, t->defs[i]->type->area) == 0 &&
            trend_known(&t->trends[k].at[0]) && trend_known(&t->trends[k].at[1]) &&
            t->trends[k].at[0].value > 0)
            return k == i;
    return false;
}

static size_t index_of(const TrendTable *t, Str name)
{
    size_t i = 0;
    while (i < t->n && !str_eq(t->defs[i]->name, name))
        i++;
    return i;
}

static void put_cards(Request *q, const TrendTable *t, const Chosen *chosen)
{
    Buf *out = &q->out;
    size_t shown = 0;

    html(out, "<section><h2>%s</h2><ul class=\"figure-cards\">\n",
         say(q, chosen->n ? N_("Chosen figures") : N_("A figure of each area")));
    for (size_t i = 0; i < chosen->n; i++)
        if (index_of(t, chosen->names[i]) < t->n)
            put_card(q, t, index_of(t, chosen->names[i]));
    for (size_t i = 0; !chosen->n && i < t->n && shown < CHOSEN_MAX; i++)
        if (t->defs[i]->type && is_first_of_area(t, i)) {
            put_card(q, t, i);
            shown++;
        }
    html(out, "</ul>\n<p class=\"hint\">%s</p></section>\n",
         say(q, N_("Which ones stand here is chosen on the page of a figure.")));
}

/* ---- countries ---- */

/* A chosen figure of countries before any other that counts something. */
static const FigureDef *country_figure(const TrendTable *t, const Chosen *chosen,
                                       bool (*counts)(const TrendTable *, size_t))
{
    for (size_t i = 0; i < chosen->n; i++)
        if (index_of(t, chosen->names[i]) < t->n && counts(t, index_of(t, chosen->names[i])))
            return t->defs[index_of(t, chosen->names[i])];
    for (size_t i = 0; i < t->n; i++)
        if (counts(t, i))
            return t->defs[i];
    return NULL;
}

static bool counts_countries(const TrendTable *t, size_t i)
{
    return t->defs[i]->count == COUNT_DISTINCT && t->trends[i].at[0].value > 1 &&
           str_ends(t->defs[i]->of, S("country"));
}

static bool put_countries(Request *q, const TrendTable *t, const Chosen *chosen, Err *e)
{
    const FigureDef *d = country_figure(t, chosen, counts_countries);
    Buf *out = &q->out;

    if (!d)
        return true;
    html(out, "<section><h2><a href=\"%s\">%.*s</a></h2>\n", figure_url(q, d, scope_of(t)).p,
         STR(d->labels[q->c.lang]));
    if (!put_countries_chart(q, t->years.all, d, scope_of(t), e))
        return false;
    html(out, "</section>\n");
    return true;
}

/* ---- the tables ---- */

static void put_figure(Request *q, const TrendTable *t, size_t i)
{
    const FigureValue *v = &t->trends[i].at[0], *before = &t->trends[i].at[1];
    Lang lang = q->c.lang;
    Buf *out = &q->out;

    html(out, "<tr><th scope=\"row\"><a href=\"%s\">%.*s</a></th><td class=\"number\">",
         figure_url(q, v->def, scope_of(t)).p, STR(v->def->labels[lang]));
    put_value(q, v);
    html(out, "</td><td>%.*s</td><td class=\"number\">", STR(v->def->units[lang]));
    put_value(q, before);
    html(out, "</td><td class=\"number change\">");
    put_change(q, v, before);
    html(out, "</td><td>");
    put_trend(q, &t->years, &t->trends[i]);
    html(out, "</td><td>");
    put_standing(q, v);
    html(out, "</td></tr>\n");
}

static void put_head(Request *q, const TrendTable *t, const char *area)
{
    html(
        &q->out,
        "<section><h2>%s</h2><div class=\"scroll\" role=\"region\" aria-label=\"%s\" tabindex=\"0\">"
        "<table class=\"figures\"><thead><tr><th scope=\"col\">%s</th>"
        "<th scope=\"col\" class=\"number\">%s</th><th scope=\"col\">%s</th>",
        area_label(q, area), area_label(q, area), say(q, N_("Figure")), say(q, N_("Value")),
        say(q, N_("Counting unit")));
    html(&q->out,
         "<th scope=\"col\" class=\"number\">%s</th><th scope=\"col\" class=\"number\">%s</th>"
         "<th scope=\"col\">%d–%d</th><th scope=\"col\">%s</th></tr></thead><tbody>\n",
         say(q, N_("Year before")), say(q, N_("Change")), trend_year(&t->years, TREND_YEARS - 1),
         trend_year(&t->years, 0), say(q, N_("Standing")));
}

static void put_area(Request *q, const TrendTable *t, const char *area)
{
    bool begun = false;
    for (size_t i = 0; i < t->n; i++) {
        if (strcmp(t->defs[i]->type->area, area) != 0)
            continue;
        if (!begun)
            put_head(q, t, area);
        begun = true;
        put_figure(q, t, i);
    }
    if (begun)
        html(&q->out, "</tbody></table></div></section>\n");
}

static void put_findings(Request *q, const TrendTable *t)
{
    FigureValue *now = NEWN(q->c.arena, FigureValue, t->n + 1),
                *before = NEWN(q->c.arena, FigureValue, t->n + 1);
    Findings found;

    for (size_t i = 0; i < t->n; i++) {
        now[i] = t->trends[i].at[0];
        before[i] = t->trends[i].at[1];
    }
    found = figures_compare(&q->c, t->years.all, scope_of(t), now, before, t->n);
    if (!found.n)
        return;
    html(&q->out, "<details class=\"findings\"><summary>%s (%zu)</summary><ul>\n",
         say(q, N_("What these figures say about each other")), found.n);
    for (size_t i = 0; i < found.n; i++)
        html(&q->out, "<li class=\"%s\"><a href=\"%s\">%.*s</a></li>\n",
             found.p[i].wrong ? "wrong" : "odd", figure_url(q, found.p[i].figure, scope_of(t)).p,
             STR(found.p[i].text));
    html(&q->out, "</ul></details>\n");
}

bool page_figures(Request *q, Err *e)
{
    const Figures *all = figures_load(&q->c, e);
    TrendTable t = { 0 };
    FigureScope s;
    Chosen chosen;
    Str title;

    if (!all || !period_scope(q, all, q->args[0], &s, e) || !chosen_read(q, &chosen, e))
        return false;
    t.years = years_of(q, all, &s);
    if (!count_all(q, &t, e))
        return false;
    title = arena_printf(q->c.arena, "%s · %.*s", say(q, N_("Figures")), STR(period_title(q, &s)));
    layout_begin(q, NAV_FIGURES, title);
    html(&q->out, "<h1>%.*s</h1>\n", STR(title));
    period_form(q, "/figures", &s);
    put_cards(q, &t, &chosen);
    put_findings(q, &t);
    if (!put_countries(q, &t, &chosen, e))
        return false;
    for (const AreaLabel *a = area_labels; a->code; a++)
        put_area(q, &t, a->code);
    layout_end(q);
    return true;
}
