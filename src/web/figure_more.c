/* SPDX-License-Identifier: Apache-2.0
 * Sections of a figure's page.
 */
#include "web/figure_more.h"

#include "base/vec.h"
#include "review/doc.h"
#include "review/issue.h"
#include "web/chosen.h"
#include "web/layout.h"
#include "web/period.h"
#include "web/show.h"

enum { CHART_WIDE = 560, REVIEWS_LOOKED_AT = 3 };

const FigureDef **figure_relatives(Request *q, const Figures *all, const FigureDef *d, size_t *n)
{
    VEC(const FigureDef *) list = { 0 };

    vec_push(q->c.arena, &list, d);
    for (size_t i = 0; i < figures_count(all); i++) {
        const FigureDef *other = figures_at(all, i);
        if (other != d && (str_eq(other->part_of, d->name) || str_eq(other->name, d->part_of) ||
                           str_eq(other->name, d->whole)))
            vec_push(q->c.arena, &list, other);
    }
    *n = list.n;
    return list.p;
}

/* Wide tables scroll by themselves. */
static void begin_table(Request *q, const char *label)
{
    html(
        &q->out,
        "<div class=\"scroll\" role=\"region\" aria-label=\"%s\" tabindex=\"0\"><table><thead><tr>",
        label);
}

static void end_table(Request *q)
{
    html(&q->out, "</tbody></table></div>\n");
}

/* ---- the last years ---- */

static void put_years_chart(Request *q, const TrendTable *m)
{
    const FigureValue *at = m->trends[0].at;
    ChartPoint points[TREND_YEARS];
    Chart chart = { .kind = CHART_BARS,
                    .title = at[0].def->labels[q->c.lang],
                    .unit = at[0].def->units[q->c.lang],
                    .places = at[0].places,
                    .p = points,
                    .n = TREND_YEARS };

    for (size_t k = 0; k < TREND_YEARS; k++) {
        const FigureValue *v = &at[TREND_YEARS - 1 - k];
        int year = trend_year(&m->years, TREND_YEARS - 1 - k);
        points[k] = (ChartPoint){ .label = arena_printf(q->c.arena, "%d", year),
                                  .value = v->value,
                                  .missing = !trend_known(v) || v->places != at[0].places };
    }
    html(&q->out, "<div class=\"picture\">");
    chart_svg(q->c.arena, &chart, q->c.lang, CHART_WIDE, &q->out);
    html(&q->out, "</div>\n");
}

/* The same days of an earlier year. */
static Str scope_text(Request *q, const TrendTable *m, size_t k)
{
    const FigureScope *s = &m->years.scopes[k];
    FigureScope named = { 0 };
    Err own = { 0 };

    if (!k)
        return s->text;
    return scope_days(&q->c, s->from, s->to, &named, &own) ? named.text : S("");
}

static void put_years_table(Request *q, const TrendTable *m)
{
    const FigureValue *at = m->trends[0].at;
    Buf *out = &q->out;

    begin_table(q, say(q, N_("The last years")));
    html(out,
         "<th scope=\"col\">%s</th>"
         "<th scope=\"col\" class=\"number\">%s</th><th scope=\"col\" class=\"number\">%s</th>"
         "<th scope=\"col\">%s</th></tr></thead><tbody>\n",
         say(q, N_("Period")), say(q, N_("Value")), say(q, N_("Change")), say(q, N_("Standing")));
    for (size_t k = 0; k < TREND_YEARS; k++) {
        FigureScope s = m->years.scopes[k];
        if (!at[k].why.n && !trend_known(&at[k]))
            continue; /* not asked for */
        s.text = scope_text(q, m, k);
        html(out, "<tr><th scope=\"row\"><a href=\"%s\">%.*s</a></th><td class=\"number\">",
             figure_url(q, at[0].def, &s).p, STR(s.text));
        put_value(q, &at[k]);
        html(out, "</td><td class=\"number change\">");
        if (k + 1 < TREND_YEARS)
            put_change(q, &at[k], &at[k + 1]);
        html(out, "</td><td>");
        put_standing(q, &at[k]);
        html(out, "</td></tr>\n");
    }
    end_table(q);
}

void figure_put_years(Request *q, const TrendTable *m)
{
    size_t known = 0;
    for (size_t k = 0; k < TREND_YEARS; k++)
        known += trend_known(&m->trends[0].at[k]);
    html(&q->out, "<section id=\"years\"><h2>%s</h2><div class=\"beside\">\n",
         say(q, N_("The last years")));
    if (known > 1)
        put_years_chart(q, m);
    put_years_table(q, m);
    html(&q->out, "</div></section>\n");
}

/* ---- rules ---- */

/* A figure that it is compared with, and what is compared. */
static void put_rule(Request *q, const TrendTable *m, const char *what, const FigureDef *other,
                     const FigureValue *number)
{
    Buf *out = &q->out;

    html(out, "<tr><th scope=\"row\">%s</th><td><a href=\"%s\">%.*s</a></td><td class=\"number\">",
         what, figure_url(q, other, &m->years.scopes[0]).p, STR(other->labels[q->c.lang]));
    put_value(q, number);
    html(out, "</td></tr>\n");
}

static void put_rules_table(Request *q, const TrendTable *m)
{
    const FigureDef *d = m->defs[0];
    Buf *out = &q->out;

    begin_table(q, say(q, N_("What rules compare")));
    html(out,
         "<th scope=\"col\">%s</th><th scope=\"col\">%s</th>"
         "<th scope=\"col\" class=\"number\">%s</th></tr></thead><tbody>\n",
         say(q, N_("Compared with")), say(q, N_("Figure")), say(q, N_("Value")));
    put_rule(q, m, say(q, N_("The figure itself")), d, &m->trends[0].at[0]);
    for (size_t i = 1; i < m->n; i++) {
        const FigureDef *other = m->defs[i];
        const char *what = str_eq(other->name, d->part_of)   ? say(q, N_("It is a part of"))
                           : str_eq(other->part_of, d->name) ? say(q, N_("A part of it"))
                                                             : say(q, N_("Named out of"));
        put_rule(q, m, what, other, &m->trends[i].at[0]);
    }
    if (trend_known(&m->trends[0].at[1]))
        put_rule(q, m, say(q, N_("A year before")), d, &m->trends[0].at[1]);
    end_table(q);
}

static bool is_about(const Finding *f, const FigureDef *d)
{
    return f->figure == d || f->other == d;
}

static void put_rules(Request *q, const TrendTable *m)
{
    FigureValue *now = NEWN(q->c.arena, FigureValue, m->n + 1),
                *before = NEWN(q->c.arena, FigureValue, m->n + 1);
    Buf *out = &q->out;
    Findings found;
    size_t said = 0;

    for (size_t i = 0; i < m->n; i++) {
        now[i] = m->trends[i].at[0];
        before[i] = m->trends[i].at[1];
    }
    found = figures_compare(&q->c, m->years.all, &m->years.scopes[0], now, before, m->n);
    html(out, "<section id=\"rules\"><h2>%s</h2>\n", say(q, N_("What rules compare")));
    put_rules_table(q, m);
    html(out, "<ul class=\"findings\">\n");
    for (size_t i = 0; i < found.n; i++)
        if (is_about(&found.p[i], m->defs[0])) {
            html(out, "<li class=\"%s\">%.*s</li>\n", found.p[i].wrong ? "wrong" : "odd",
                 STR(found.p[i].text));
            said++;
        }
    if (!said)
        html(out, "<li>%s</li>\n", say(q, N_("No rule has anything to say.")));
    html(out, "</ul></section>\n");
}

/* ---- what was said before ---- */

static void put_frozen(Request *q, const TrendTable *m, FrozenValue *f)
{
    Buf *out = &q->out;
    char day[11];

    f->value.def = m->defs[0];
    day_print(f->issued_on, day);
    html(out, "<tr><th scope=\"row\"><a href=\"%s\">%.*s</a></th><td>%.*s</td><td>%s</td>",
         record_url(q, "review", f->review).p, STR(f->title), STR(f->period), day);
    html(out, "<td class=\"number\">");
    put_value(q, &f->value);
    html(out, "</td><td>%.*s</td><td>%.*s</td></tr>\n", STR(f->confirmed_by), STR(f->signer));
}

static bool put_history(Request *q, const TrendTable *m, Err *e)
{
    const FigureValue *v = &m->trends[0].at[0];
    FrozenValue list[REVIEWS_LOOKED_AT];
    Buf *out = &q->out;
    size_t n;

    if (!issue_values(&q->c, m->defs[0]->name, list, REVIEWS_LOOKED_AT, &n, e))
        return false;
    html(out, "<section id=\"history\"><h2>%s</h2>\n", say(q, N_("What was said of it")));
    if (v->declared)
        html(out, "<p>%s: <a href=\"%s\">%.*s</a></p>\n", say(q, N_("Declared")),
             record_url(q, "declared_figure", v->declared).p, STR(v->source));
    if (!n)
        html(out, "<p>%s</p>\n", say(q, N_("None of the last issued reviews has it.")));
    if (n) {
        begin_table(q, say(q, N_("Issued review")));
        html(out, "<th scope=\"col\">%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s</th>",
             say(q, N_("Issued review")), say(q, N_("Period")), say(q, N_("Issued on")));
        html(out,
             "<th scope=\"col\" class=\"number\">%s</th><th scope=\"col\">%s</th>"
             "<th scope=\"col\">%s</th></tr></thead><tbody>\n",
             say(q, N_("Value then")), say(q, N_("Confirmed by")), say(q, N_("Signed by")));
        for (size_t i = 0; i < n; i++)
            put_frozen(q, m, &list[i]);
        end_table(q);
    }
    html(out, "</section>\n");
    return true;
}

bool figure_put_more(Request *q, const TrendTable *m, Err *e)
{
    if (!put_countries_chart(q, m->years.all, m->defs[0], &m->years.scopes[0], e))
        return false;
    put_rules(q, m);
    return put_history(q, m, e);
}
