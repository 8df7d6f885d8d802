/* SPDX-License-Identifier: Apache-2.0
 * All figures of a period: value, the year before, change, standing, and what they say about each
 * other.
 */
#include "figure/figure.h"
#include "web/areas.h"
#include "web/pages.h"
#include "web/period.h"

typedef struct {
    const Figures *all;
    FigureScope scope, before_scope;
    FigureValue *now, *before;
    size_t n;
} FigureTable;

static bool fetch_all(Request *q, const FigureTable *t, Err *e)
{
    FigureAskFor *list = NEWN(q->c.arena, FigureAskFor, 2 * t->n + 1);

    for (size_t i = 0; i < t->n; i++) {
        list[2 * i] = (FigureAskFor){ figures_at(t->all, i), t->scope };
        list[2 * i + 1] = (FigureAskFor){ figures_at(t->all, i), t->before_scope };
    }
    return figures_fetch(&q->c, t->all, list, 2 * t->n, e);
}

static bool count_all(Request *q, FigureTable *t, Err *e)
{
    t->n = figures_count(t->all);
    t->now = NEWN(q->c.arena, FigureValue, t->n + 1);
    t->before = NEWN(q->c.arena, FigureValue, t->n + 1);
    t->before_scope = scope_year_before(&q->c, &t->scope);
    if (!fetch_all(q, t, e))
        return false;
    for (size_t i = 0; i < t->n; i++) {
        const FigureDef *d = figures_at(t->all, i);
        if (!figure_shown(&q->c, t->all, d, &t->scope, &t->now[i], e) ||
            !figure_shown(&q->c, t->all, d, &t->before_scope, &t->before[i], e))
            return false;
    }
    figures_keep(&q->c, t->all);
    return true;
}

/* "+12 (+34 %)"; nothing where either is not known or they are not of one kind. */
static void put_change(Request *q, const FigureValue *now, const FigureValue *before)
{
    Buf *out = &q->out;
    int64_t by;
    if (now->standing == STANDING_UNAVAILABLE || before->standing == STANDING_UNAVAILABLE ||
        now->places != before->places || strcmp(now->currency, before->currency) != 0)
        return;
    if (__builtin_sub_overflow(now->value, before->value, &by) || by == 0)
        return;
    buf_put(out, by > 0 ? S("+") : S("−"));
    put_decimal(out, by > 0 ? by : -by, now->places);
    if (before->value > 0) {
        double part = (double)by * 100 / (double)before->value;
        buf_printf(out, " (%+.0f %%)", part);
    }
}

static void put_figure(Request *q, const FigureTable *t, size_t i)
{
    const FigureValue *v = &t->now[i];
    Lang lang = q->c.lang;
    Buf *out = &q->out;

    html(out, "<tr><th scope=\"row\"><a href=\"%s\">%.*s</a></th><td class=\"number\">",
         figure_url(q, v->def, &t->scope).p, STR(v->def->labels[lang]));
    put_value(q, v);
    html(out, "</td><td>%.*s</td><td class=\"number\">", STR(v->def->units[lang]));
    put_value(q, &t->before[i]);
    html(out, "</td><td class=\"number change\">");
    put_change(q, v, &t->before[i]);
    html(out, "</td><td>");
    put_standing(q, v);
    html(out, "</td></tr>\n");
}

static void put_head(Request *q, const char *area)
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
         "<th scope=\"col\">%s</th></tr></thead><tbody>\n",
         say(q, N_("Year before")), say(q, N_("Change")), say(q, N_("Standing")));
}

static void put_area(Request *q, const FigureTable *t, const char *area)
{
    bool begun = false;
    for (size_t i = 0; i < t->n; i++) {
        if (strcmp(t->now[i].def->type->area, area) != 0)
            continue;
        if (!begun)
            put_head(q, area);
        begun = true;
        put_figure(q, t, i);
    }
    if (begun)
        html(&q->out, "</tbody></table></div></section>\n");
}

static void put_findings(Request *q, const FigureTable *t)
{
    Findings found = figures_compare(&q->c, t->all, &t->scope, t->now, t->before, t->n);
    if (!found.n)
        return;
    html(&q->out, "<details class=\"findings\"><summary>%s (%zu)</summary><ul>\n",
         say(q, N_("What these figures say about each other")), found.n);
    for (size_t i = 0; i < found.n; i++)
        html(&q->out, "<li class=\"%s\"><a href=\"%s\">%.*s</a></li>\n",
             found.p[i].wrong ? "wrong" : "odd", figure_url(q, found.p[i].figure, &t->scope).p,
             STR(found.p[i].text));
    html(&q->out, "</ul></details>\n");
}

bool page_figures(Request *q, Err *e)
{
    FigureTable t = { .all = figures_load(&q->c, e) };
    Str title;

    if (!t.all || !period_scope(q, t.all, q->args[0], &t.scope, e) || !count_all(q, &t, e))
        return false;
    title = arena_printf(q->c.arena, "%s · %.*s", say(q, N_("Figures")),
                         STR(period_title(q, &t.scope)));
    layout_begin(q, NAV_FIGURES, title);
    html(&q->out, "<h1>%.*s</h1>\n", STR(title));
    if (!period_form(q, "/figures", &t.scope, e))
        return false;
    put_findings(q, &t);
    for (const AreaLabel *a = area_labels; a->code; a++)
        put_area(q, &t, a->code);
    layout_end(q);
    return true;
}
