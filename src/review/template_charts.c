/* SPDX-License-Identifier: Apache-2.0
 * Charts of figures: months of the period, years up to it, or the records of a figure by a field.
 */
#include "review/template_impl.h"

enum { YEARS_USUAL = 5, BARS_USUAL = 12, TILES_MAX = 300, MONTHS_MAX = 36 };

typedef VEC(ChartPoint) Points;

typedef struct Kind Kind;
typedef struct {
    const Kind *kind;
    size_t slot;
    Str by;
} Drawing;

struct Kind {
    const char *name;
    ChartKind chart;
    bool by; /* wants a field */
    bool (*points)(Writer *w, const Command *k, const Drawing *d, Points *out);
};

/* ---- figures over time ---- */

static ChartPoint point_of(const FigureValue *v, Str label)
{
    return (ChartPoint){ .label = label,
                         .value = v->value,
                         .missing = v->standing == STANDING_UNAVAILABLE };
}

static bool month_points(Writer *w, const Command *k, const Drawing *d, Points *out)
{
    const FigureScope *s = &w->order->scope;
    const FigureDef *def = w->known.p[d->slot].def;
    (void)k;
    for (Day from = s->from; from <= s->to && out->n < MONTHS_MAX;
         from = day_add_months(day_make(day_year(from), day_month(from), 1), 1)) {
        FigureScope month = *s;
        FigureValue v;
        AUTO(buf_done) Buf b = buf_new(BUF_LINE);
        month.from = from;
        month.to = day_make(day_year(from), day_month(from),
                            days_in_month(day_year(from), day_month(from)));
        if (month.to > s->to)
            month.to = s->to;
        if (!figure_shown(w->c, w->all, def, &month, &v, w->e))
            return false;
        day_words(w->order->lang, from, STYLE_MONTH, &b);
        vec_push(w->c->arena, out, point_of(&v, arena_str(w->c->arena, buf_str(&b))));
    }
    return true;
}

static bool year_points(Writer *w, const Command *k, const Drawing *d, Points *out)
{
    const FigureDef *def = w->known.p[d->slot].def;
    size_t n = k->years ? (size_t)k->years : YEARS_USUAL;
    ChartPoint *points = NEWN(w->c->arena, ChartPoint, n);
    FigureScope s = w->order->scope;

    for (size_t i = n; i-- > 0; s = scope_year_before(w->c, &s)) {
        FigureValue v;
        AUTO(buf_done) Buf b = buf_new(BUF_LINE);
        if (!figure_shown(w->c, w->all, def, &s, &v, w->e))
            return false;
        day_words(w->order->lang, s.to, STYLE_YEAR, &b);
        points[i] = point_of(&v, arena_str(w->c->arena, buf_str(&b)));
    }
    out->p = points;
    out->n = n;
    return true;
}

/* ---- records by a field ---- */

static const Query *by_query(Writer *w, const Drawing *d)
{
    const FigureDef *def = w->known.p[d->slot].def;
    bool sum = def->count == COUNT_SUM;
    Str count = sum ? arena_printf(w->c->arena, "sum %.*s", STR(def->of)) : S("rows");
    QueryParts ask = { .count = count,
                       .by = d->by,
                       .order =
                           arena_printf(w->c->arena, "%.*s desc, %.*s", STR(count), STR(d->by)) };
    return figure_rows(w->c, def, &w->order->scope, &ask, w->e);
}

/* All that is beyond the longest bars is one more bar: nothing is left out of the sum. */
static void add_point(Writer *w, Points *out, size_t max, const ChartPoint *p)
{
    ChartPoint *last;
    if (out->n < max) {
        vec_push(w->c->arena, out, *p);
        return;
    }
    if (out->n == max)
        vec_push(w->c->arena, out,
                 (ChartPoint){ .label = str_z(tr(w->order->lang, N_("others"))) });
    last = &out->p[out->n - 1];
    last->value += p->value;
}

static bool by_points(Writer *w, const Command *k, const Drawing *d, Points *out)
{
    const Query *q = by_query(w, d);
    AUTO(rows_done) Rows *rows = q ? query_run(w->c, q, w->e) : NULL;
    bool tiles = d->kind->chart == CHART_TILES;
    size_t max = tiles ? TILES_MAX : k->max ? (size_t)k->max : BARS_USUAL;

    while (rows && rows_next(rows, w->e)) {
        const Value *v = rows_value(rows, 0), *n = rows_value(rows, 1);
        AUTO(buf_done) Buf b = buf_new(BUF_LINE);
        if (tiles && !v->set)
            continue;
        if (v->set)
            value_show(w->c, query_column(q, 0)->field, v, &b);
        else
            buf_printf(&b, "%s", tr(w->order->lang, N_("not stated")));
        if (!write_room(w, b.n))
            return false;
        ChartPoint p = { .label = arena_str(w->c->arena, buf_str(&b)),
                         .code = tiles ? arena_str(w->c->arena, v->text) : (Str){ 0 },
                         .value = n->i };
        add_point(w, out, max, &p);
    }
    return rows && !w->e->kind;
}

/* ---- what the words ask for ---- */

static const Kind kinds[] = {
    { "months", CHART_BARS, false, month_points },
    { "years", CHART_LINE, false, year_points },
    { "bars", CHART_BARS, true, by_points },
    { "tiles", CHART_TILES, true, by_points },
};

static Str take_word(Str *rest)
{
    size_t n = 0;
    Str word;
    *rest = str_trim(*rest);
    while (n < rest->n && rest->p[n] != ' ' && rest->p[n] != '\n')
        n++;
    word = str_part(*rest, 0, n);
    *rest = str_trim(str_part(*rest, n, rest->n));
    return word;
}

static bool wrong_words(Writer *w)
{
    return err_set(w->e, ERR_INVALID,
                   "a chart is 'months FIGURE', 'years FIGURE', 'bars FIGURE by FIELD' or "
                   "'tiles FIGURE by COUNTRY'");
}

static bool read_drawing(Writer *w, const Command *k, Drawing *out)
{
    Str rest = k->what, word = take_word(&rest), name = take_word(&rest);

    *out = (Drawing){ 0 };
    for (size_t i = 0; i < LEN(kinds); i++)
        if (str_eq(word, str_z(kinds[i].name)))
            out->kind = &kinds[i];
    if (!out->kind || !name.n)
        return wrong_words(w);
    if (!known_slot(w, name, &out->slot))
        return false;
    if (out->kind->by && str_eq(take_word(&rest), S("by")))
        out->by = rest;
    return (out->kind->by ? out->by.n > 0 : rest.n == 0) || wrong_words(w);
}

bool check_chart(Writer *w, const Command *k)
{
    Drawing d;
    const FigureDef *def;
    const Query *q;

    if (!read_drawing(w, k, &d))
        return false;
    if (!d.by.n)
        return true;
    def = w->known.p[d.slot].def;
    if (def->count != COUNT_ROWS && def->count != COUNT_SUM)
        return err_set(w->e, ERR_INVALID,
                       "the figure %.*s is no number of records and no sum, so it cannot be drawn "
                       "by a field",
                       STR(def->name));
    q = by_query(w, &d);
    if (!q)
        return kept_from(w);
    if (!query_column(q, 0)->field ||
        (d.kind->chart == CHART_TILES && query_column(q, 0)->field->kind != T_COUNTRY))
        return err_set(w->e, ERR_INVALID, "'%.*s' is no country, so it has no place on the tiles",
                       STR(d.by));
    return true;
}

static bool has_content(const Points *p)
{
    for (size_t i = 0; i < p->n; i++)
        if (!p->p[i].missing && p->p[i].value)
            return true;
    return false;
}

bool write_chart(Writer *w, const Command *k)
{
    Drawing d;
    Points points = { 0 };
    Chart *chart = NEW(w->c->arena, Chart);
    AUTO(buf_done) Buf unit = buf_new(BUF_LINE);
    const FigureValue *v;
    const FigureDef *def;

    if (!read_drawing(w, k, &d))
        return false;
    v = known_now(w, d.slot);
    if (!v || !write_plain(w, k->title, &chart->title))
        return false;
    if (v->standing == STANDING_UNAVAILABLE)
        return true;
    if (!d.kind->points(w, k, &d, &points))
        return kept_from(w);
    if (!has_content(&points))
        return true;
    def = v->def;
    known_use(w, d.slot);
    chart->kind = d.kind->chart;
    if (chart->kind == CHART_TILES && w->order->map) {
        chart->kind = CHART_MAP;
        chart->map = w->order->map;
    }
    chart->title = chart->title.n ? chart->title : def->labels[w->order->lang];
    unit_words(w->order->lang, v, &unit);
    chart->unit = arena_str(w->c->arena, buf_str(&unit));
    chart->places = v->places;
    chart->p = points.p;
    chart->n = points.n;
    chart->figure = def->name;
    return write_block(w, &(Block){ .kind = BLOCK_CHART, .chart = chart });
}
