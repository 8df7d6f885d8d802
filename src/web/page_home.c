/* SPDX-License-Identifier: Apache-2.0
 * The start page: the newest year at a glance, and the ways from there.
 */
#include "engine/units.h"
#include "figure/figure.h"
#include "web/areas.h"
#include "web/desk.h"
#include "web/list.h"
#include "web/pages.h"
#include "web/period.h"

enum { GLANCE_EACH = 2, GLANCE_RECORDS = 5 };

static void put_card(Request *q, const FigureScope *s, const FigureValue *v)
{
    Lang lang = q->c.lang;
    html(&q->out, "<li><a href=\"%s\"><strong>", figure_url(q, v->def, s).p);
    put_value(q, v);
    html(&q->out, " <span class=\"unit\">%.*s</span></strong> <span>%.*s</span></a></li>\n",
         STR(v->def->units[lang]), STR(v->def->labels[lang]));
}

/* The first figures of an area that a good number of records stand behind; else the one with most.
 * Areas list what matters first. */
typedef struct {
    FigureValue p[GLANCE_EACH];
    size_t n;
    FigureValue most;
} Glance;

static void look_at(Glance *g, const FigureValue *v)
{
    if (v->standing != STANDING_COUNTED || !v->value)
        return;
    if (v->records >= GLANCE_RECORDS && g->n < GLANCE_EACH)
        g->p[g->n++] = *v;
    if (v->records > g->most.records)
        g->most = *v;
}

/* What happened in the year, by counting: what rests on single records is no number of a glance. */
static bool is_glanced(const FigureDef *d)
{
    return d->type && d->period == PERIOD_IN && d->count != COUNT_LAST && d->count != COUNT_YEARS &&
           d->count != COUNT_FIRST;
}

static bool fetch_glance(Request *q, const Figures *all, const FigureScope *s, Err *e)
{
    FigureAskFor *list = NEWN(q->c.arena, FigureAskFor, figures_count(all) + 1);
    size_t n = 0;

    for (size_t i = 0; i < figures_count(all); i++)
        if (is_glanced(figures_at(all, i)))
            list[n++] = (FigureAskFor){ figures_at(all, i), *s };
    return figures_fetch(&q->c, all, list, n, e);
}

static bool put_area(Request *q, const Figures *all, const FigureScope *s, const char *area, Err *e)
{
    Glance g = { 0 };

    for (size_t i = 0; i < figures_count(all) && g.n < GLANCE_EACH; i++) {
        const FigureDef *d = figures_at(all, i);
        FigureValue v = { 0 };
        if (!is_glanced(d) || strcmp(d->type->area, area) != 0)
            continue;
        if (!figure_shown(&q->c, all, d, s, &v, e))
            return false;
        look_at(&g, &v);
    }
    if (!g.most.records)
        return true;
    html(&q->out, "<section><h3>%s</h3><ul class=\"cards\">\n", area_label(q, area));
    for (size_t k = 0; k < g.n; k++)
        put_card(q, s, &g.p[k]);
    if (!g.n)
        put_card(q, s, &g.most);
    html(&q->out, "</ul></section>\n");
    return true;
}

static void put_ways(Request *q, const FigureScope *s)
{
    Buf *out = &q->out;
    html(out, "<ul class=\"ways\">\n<li><a href=\"/review/%.*s\">%s</a> <span>%s</span></li>\n",
         STR(s->text), say(q, N_("Annual review")),
         say(q, N_("the year's text, in which every figure opens")));
    html(out, "<li><a href=\"%s\">%s</a> <span>%s</span></li>\n", figures_url(q, s).p,
         say(q, N_("All figures")), say(q, N_("value, year before, change, standing")));
    html(out, "<li><a href=\"/types\">%s</a> <span>%s</span></li>\n", say(q, N_("The records")),
         say(q, N_("what is kept, by area, with filters")));
    html(out, "<li><a href=\"/verify\">%s</a> <span>%s</span></li>\n</ul>\n",
         say(q, N_("Check a text")), say(q, N_("each number of a text against the records")));
}

bool page_home(Request *q, Err *e)
{
    const Figures *all = figures_load(&q->c, e);
    FigureScope s;
    Str office = units_name(q->c.units, units_root(q->c.units), q->c.lang);

    if (!all || !period_scope(q, all, (Str){ 0 }, &s, e) || !fetch_glance(q, all, &s, e))
        return false;
    layout_begin(q, NAV_HOME, office);
    html(&q->out, "<h1>%.*s</h1>\n", STR(office));
    if (!put_desk(q, e) || !views_put_home(q, e))
        return false;
    put_ways(q, &s);
    html(&q->out, "<section class=\"glance\"><h2>%s</h2><div class=\"columns\">\n",
         arena_printf(q->c.arena, say(q, N_("%s at a glance")), s.text.p).p);
    for (const AreaLabel *a = area_labels; a->code; a++)
        if (!put_area(q, all, &s, a->code, e))
            return false;
    figures_keep(&q->c, all);
    html(&q->out, "</div></section>\n");
    layout_end(q);
    return true;
}
