/* SPDX-License-Identifier: Apache-2.0
 * What a page of figures is about, and how a figure looks.
 */
#include "web/period.h"

#include "engine/query.h"
#include "engine/registry.h"
#include "engine/store.h"
#include "engine/units.h"
#include "web/site.h"

enum { YEARS_BACK = 5, UNITS_LISTED = 100 };

/* ---- values ---- */

void put_decimal(Buf *out, int64_t value, int places)
{
    int64_t scale = 1, part;
    for (int i = 0; i < places; i++)
        scale *= 10;
    part = value % scale;
    if (value < 0 && value > -scale)
        buf_putc(out, '-');
    put_count(out, value / scale);
    if (part)
        buf_printf(out, ".%0*" PRId64, places, part < 0 ? -part : part);
}

void put_value(Request *q, const FigureValue *v)
{
    if (v->standing == STANDING_UNAVAILABLE) {
        html(&q->out, "<span class=\"none\">%s</span>", say(q, N_("n/a")));
        return;
    }
    put_decimal(&q->out, v->value, v->places);
    if (v->currency[0] && (!v->def->unit.n || strcmp(v->currency, "CNY") != 0))
        html(&q->out, " <span class=\"unit\">%s</span>", v->currency);
}

void put_standing(Request *q, const FigureValue *v)
{
    Buf *out = &q->out;
    if (v->standing == STANDING_UNAVAILABLE)
        html(out, "<span class=\"standing none\">%s: %.*s</span>", say(q, N_("not available")),
             STR(v->why));
    else if (v->standing == STANDING_DECLARED)
        html(out, "<span class=\"standing declared\">%s: %.*s</span>", say(q, N_("declared")),
             STR(v->source));
    else if (v->standing == STANDING_ESTIMATED)
        html(out, "<span class=\"standing declared\">%s: %.*s</span>", say(q, N_("estimate")),
             STR(v->source));
    else
        html(out, "<span class=\"standing\">%s</span>", say(q, N_("counted")));
}

/* ---- the newest year ---- */

static bool is_asked(const FigureDef *d)
{
    return d->period == PERIOD_IN && (d->count == COUNT_ROWS || d->count == COUNT_SUM);
}

static bool fetch_year(Request *q, const Figures *all, const FigureScope *s, Err *e)
{
    size_t n = 0;
    FigureAskFor *list = NEWN(q->c.arena, FigureAskFor, figures_count(all) + 1);

    for (size_t i = 0; i < figures_count(all); i++)
        if (is_asked(figures_at(all, i)))
            list[n++] = (FigureAskFor){ figures_at(all, i), *s };
    return figures_fetch(&q->c, all, list, n, e);
}

/* A few early or late records do not make a year: a quarter of the figures must count something. */
static bool has_data(Request *q, const Figures *all, int year, bool *yes, Err *e)
{
    FigureScope s = { 0 };
    size_t asked = 0, counted = 0;

    if (!scope_period(&q->c, arena_printf(q->c.arena, "%d", year), &s, e) ||
        !fetch_year(q, all, &s, e))
        return false;
    for (size_t i = 0; i < figures_count(all); i++) {
        const FigureDef *d = figures_at(all, i);
        FigureValue v = { 0 };
        if (!is_asked(d))
            continue;
        if (!figure_shown(&q->c, all, d, &s, &v, e))
            return false;
        asked++;
        counted += v.standing == STANDING_COUNTED && v.records > 0;
    }
    *yes = counted > 0 && counted * 4 >= asked;
    return true;
}

bool period_newest(Request *q, const Figures *all, int *year, Err *e)
{
    int now = day_year(q->c.today);
    bool yes = false;

    *year = site_newest_year(q);
    if (*year)
        return true;
    for (int y = now; y > now - YEARS_BACK && y > 0 && !yes; y--) {
        if (!has_data(q, all, y, &yes, e))
            return false;
        *year = y;
    }
    if (!yes)
        *year = now;
    site_keep_newest_year(q, *year);
    return true;
}

/* ---- the scope ---- */

/* A unit by its record number or its code; units are no secret. */
static bool find_unit(Request *q, Str text, int64_t *id, Err *e)
{
    AUTO(stmt_done) Stmt *s = NULL;
    if (str_int(text, id) && *id > 0)
        s = db_query(q->c.db, "/* unit */ SELECT \"id\" FROM \"unit\" WHERE \"id\" = $1", P(*id));
    else
        s = db_query(q->c.db, "/* unit */ SELECT \"id\" FROM \"unit\" WHERE \"code\" = $1",
                     P(text));
    if (!db_next(s, e))
        return err_set(e, ERR_NOT_FOUND, "there is no unit '%.*s'", STR(text));
    *id = db_int(s, 0);
    return true;
}

bool period_scope(Request *q, const Figures *all, Str period, FigureScope *out, Err *e)
{
    Str unit = str_trim(request_query(q, "unit"));
    int year;

    *out = (FigureScope){ 0 };
    if (!period.n)
        period = str_trim(request_query(q, "period"));
    if (!period.n) {
        if (!period_newest(q, all, &year, e))
            return false;
        period = arena_printf(q->c.arena, "%d", year);
    }
    return scope_period(&q->c, period, out, e) && (!unit.n || find_unit(q, unit, &out->unit, e));
}

Str figure_url(const Request *q, const FigureDef *d, const FigureScope *s)
{
    if (s->unit)
        return url(q->c.arena, "/figure/%.*s?period=%.*s&unit=%" PRId64, STR(d->name), STR(s->text),
                   s->unit);
    return url(q->c.arena, "/figure/%.*s?period=%.*s", STR(d->name), STR(s->text));
}

Str figures_url(const Request *q, const FigureScope *s)
{
    if (s->unit)
        return url(q->c.arena, "/figures/%.*s?unit=%" PRId64, STR(s->text), s->unit);
    return url(q->c.arena, "/figures/%.*s", STR(s->text));
}

Str period_title(Request *q, const FigureScope *s)
{
    if (!s->unit)
        return s->text;
    return arena_printf(q->c.arena, "%.*s · %.*s", STR(s->text),
                        STR(store_title(&q->c, registry_find(q->c.types, S("unit")), s->unit)));
}

/* ---- the form ---- */

/* All units to choose from where they are few; else a box for the code of one. */
static void put_units(Request *q, const FigureScope *s)
{
    const Units *tree = q->c.units;
    size_t n;
    const int64_t *ids = units_below(tree, q->c.arena, units_root(tree), &n);
    Buf *out = &q->out;

    html(out, "<select id=\"unit\" name=\"unit\"><option value=\"\">%s</option>",
         say(q, N_("all units")));
    for (size_t i = 0; i < n; i++) {
        html(out, "<option value=\"%" PRId64 "\"", ids[i]);
        if (ids[i] == s->unit)
            html(out, " selected");
        html(out, ">%.*s</option>", STR(units_name(tree, ids[i], q->c.lang)));
    }
    html(out, "</select>");
}

void period_form(Request *q, const char *action, const FigureScope *s)
{
    Buf *out = &q->out;
    bool few = units_count(q->c.units) <= UNITS_LISTED;

    html(out, "<form class=\"scope\" method=\"get\" action=\"%s\">", action);
    html(out,
         "<div><label for=\"period\">%s</label><input id=\"period\" name=\"period\" type=\"text\""
         " size=\"12\" maxlength=\"32\" value=\"%.*s\" aria-describedby=\"period-help\"></div>",
         say(q, N_("Period")), STR(s->text));
    html(out, "<div><label for=\"unit\">%s</label>", say(q, N_("Unit")));
    if (few)
        put_units(q, s);
    else if (s->unit)
        html(out,
             "<input id=\"unit\" name=\"unit\" type=\"text\" size=\"20\" value=\"%" PRId64 "\">",
             s->unit);
    else
        html(out, "<input id=\"unit\" name=\"unit\" type=\"text\" size=\"20\">");
    html(out, "</div><button type=\"submit\">%s</button>", say(q, N_("Show these")));
    html(out, "<p class=\"hint\" id=\"period-help\">%s</p></form>\n",
         say(q, N_("2024, 2024-H1, 2024-Q3, 2024-03 or 2023..2024")));
}
