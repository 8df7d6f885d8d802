/* SPDX-License-Identifier: Apache-2.0
 * Values over the years, and their bars.
 */
#include "web/trend.h"

#include "web/layout.h"
#include "web/period.h"

enum { BAR = 11, GAP = 2, HEIGHT = 20, WIDTH = TREND_YEARS * (BAR + GAP) - GAP };

Years years_of(const Request *q, const Figures *all, const FigureScope *s)
{
    Years y = { .all = all, .scopes[0] = *s };
    for (size_t k = 1; k < TREND_YEARS; k++)
        y.scopes[k] = scope_year_before(&q->c, &y.scopes[k - 1]);
    return y;
}

int trend_year(const Years *y, size_t k)
{
    return day_year(y->scopes[k].from);
}

bool trend_known(const FigureValue *v)
{
    return v->standing != STANDING_UNAVAILABLE;
}

/* How many years of it are asked for. */
static size_t years_asked(const FigureDef *d)
{
    if (d->count == COUNT_YEARS || d->count == COUNT_FIRST)
        return 1;
    return d->count == COUNT_LAST ? 2 : TREND_YEARS;
}

static bool fetch(Request *q, const Years *y, const FigureDef *const *defs, size_t n, Err *e)
{
    FigureAskFor *list = NEWN(q->c.arena, FigureAskFor, n * TREND_YEARS + 1);
    size_t asked = 0;

    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < years_asked(defs[i]); k++)
            list[asked++] = (FigureAskFor){ defs[i], y->scopes[k] };
    return figures_fetch(&q->c, y->all, list, asked, e);
}

bool trends_count(Request *q, const Years *y, const FigureDef *const *defs, size_t n, Trend **out,
                  Err *e)
{
    *out = NEWN(q->c.arena, Trend, n + 1);
    if (!fetch(q, y, defs, n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < TREND_YEARS; k++) {
            FigureValue *v = &(*out)[i].at[k];
            *v = (FigureValue){ .def = defs[i], .standing = STANDING_UNAVAILABLE };
            if (k < years_asked(defs[i]) &&
                !figure_shown(&q->c, y->all, defs[i], &y->scopes[k], v, e))
                return false;
        }
    figures_keep(&q->c, y->all);
    return true;
}

void put_change(Request *q, const FigureValue *now, const FigureValue *before)
{
    Buf *out = &q->out;
    int64_t by;
    if (!trend_known(now) || !trend_known(before) || now->places != before->places ||
        strcmp(now->currency, before->currency) != 0)
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

/* ---- bars ---- */

/* In whole units: a declared value has places that a count lacks. */
static double plain(const FigureValue *v)
{
    double x = (double)v->value;
    for (int i = 0; i < v->places; i++)
        x /= 10;
    return x > 0 ? x : 0;
}

static void put_told(Request *q, const Years *y, const Trend *t)
{
    for (size_t k = TREND_YEARS; k-- > 0;) {
        const FigureValue *v = &t->at[k];
        buf_printf(&q->out, "%d: ", trend_year(y, k));
        if (trend_known(v))
            put_decimal(&q->out, v->value, v->places);
        else
            html(&q->out, "%s", say(q, N_("n/a")));
        buf_put(&q->out, k ? S("; ") : S(""));
    }
}

/* One bar as a piece of a path; what is not known is a gap, what is 0 a line. */
static void put_bar(Buf *out, const FigureValue *v, size_t k, double most)
{
    size_t left = (TREND_YEARS - 1 - k) * (BAR + GAP);
    double high = most > 0 ? plain(v) / most * HEIGHT : 0;

    if (trend_known(v))
        buf_printf(out, "M%zu %dv-%.1fh%dv%.1fz", left, HEIGHT, high < 1 ? 1 : high, BAR,
                   high < 1 ? 1 : high);
}

void put_trend(Request *q, const Years *y, const Trend *t)
{
    double most = 0;
    size_t known = 0;
    Buf *out = &q->out;

    for (size_t k = 0; k < TREND_YEARS; k++) {
        known += trend_known(&t->at[k]);
        if (trend_known(&t->at[k]) && plain(&t->at[k]) > most)
            most = plain(&t->at[k]);
    }
    if (known < 2)
        return;
    html(out, "<svg class=\"trend\" viewBox=\"0 0 %d %d\" role=\"img\"><title>", WIDTH, HEIGHT);
    put_told(q, y, t);
    buf_put(out, S("</title><path d=\""));
    for (size_t k = TREND_YEARS - 1; k > 0; k--)
        put_bar(out, &t->at[k], k, most);
    buf_put(out, S("\"/><path class=\"now\" d=\""));
    put_bar(out, &t->at[0], 0, most);
    buf_put(out, S("\"/></svg>"));
}
