/* SPDX-License-Identifier: Apache-2.0
 * Chosen figures are kept like the look of a list, under a word that no type has.
 */
#include "web/chosen.h"

#include "base/vec.h"
#include "engine/view.h"
#include "review/doc.h"
#include "web/layout.h"
#include "web/pages.h"
#include "web/site.h"

enum { MAP_WIDE = 760 };

#define WORD S("figures")

bool chosen_read(Request *q, Chosen *out, Err *e)
{
    View look;
    Str name;

    *out = (Chosen){ .n = 0 };
    if (!view_look(&q->c, WORD, &look, e))
        return false;
    while (out->n < CHOSEN_MAX && str_next(&look.columns, ',', &name))
        if (name.n)
            out->names[out->n++] = name;
    return true;
}

bool chosen_has(const Chosen *c, Str name)
{
    for (size_t i = 0; i < c->n; i++)
        if (str_eq(c->names[i], name))
            return true;
    return false;
}

bool chosen_set(Request *q, Str name, bool wanted, Err *e)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    View look = { .type = WORD };
    Chosen c;

    if (!chosen_read(q, &c, e))
        return false;
    if (wanted && !chosen_has(&c, name) && c.n == CHOSEN_MAX)
        return err_set(e, ERR_INVALID,
                       "at most %d figures stand on top; take one of them away first", CHOSEN_MAX);
    for (size_t i = 0; i < c.n; i++)
        if (!str_eq(c.names[i], name))
            buf_printf(&b, "%s%.*s", b.n ? "," : "", STR(c.names[i]));
    if (wanted)
        buf_printf(&b, "%s%.*s", b.n ? "," : "", STR(name));
    look.columns = buf_str(&b);
    return view_save(&q->c, &look, e);
}

bool put_countries_chart(Request *q, const Figures *all, const FigureDef *d, const FigureScope *s,
                         Err *e)
{
    const BaseMap *map = site_map(q->site);
    Chart chart = { .kind = map ? CHART_MAP : CHART_TILES,
                    .title = d->labels[q->c.lang],
                    .unit = str_z(say(q, N_("records"))),
                    .map = map };
    VEC(ChartPoint) points = { 0 };
    const FigureCountry *found;
    size_t n;

    if (!figure_by_country(&q->c, all, d, s, &found, &n, e))
        return false;
    for (size_t i = 0; i < n; i++) {
        const Country *c = country_find(q->c.facts->countries, found[i].code);
        vec_push(q->c.arena, &points,
                 (ChartPoint){ .label = c ? country_name(c, q->c.lang) : found[i].code,
                               .code = found[i].code,
                               .value = found[i].records });
    }
    if (!points.n)
        return true;
    chart.p = points.p;
    chart.n = points.n;
    html(&q->out,
         "<div class=\"picture scroll\" role=\"region\" aria-label=\"%.*s\" tabindex=\"0\">",
         STR(chart.title));
    chart_svg(q->c.arena, &chart, q->c.lang, MAP_WIDE, &q->out);
    html(&q->out, "</div>\n");
    return true;
}
