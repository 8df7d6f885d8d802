/* SPDX-License-Identifier: Apache-2.0
 * Figures of a review as records, one for each time that it is confirmed.
 */
#include "review/confirmed.h"

#include "engine/query.h"
#include "engine/registry.h"
#include "engine/store.h"

static const Type *own_type(const Ctx *c)
{
    return registry_find(c->types, S("confirmed_figure"));
}

static Str printed(Ctx *c, const FigureValue *v)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    figure_print(c, v, &b);
    return arena_str(c->arena, buf_str(&b));
}

/* ---- keeping ---- */

/* Who confirms a figure has to be able to count it; else the error names the right. */
static bool may_count(Ctx *c, const Figures *all, const ReviewOrder *order, const FigureValue *v,
                      Err *e)
{
    FigureValue again;
    return v->standing != STANDING_UNAVAILABLE ||
           figure_value(c, all, v->def, &order->scope, &again, e);
}

static bool keep_one(Ctx *c, const Record *review, const FigureValue *v, Err *e)
{
    Record *r = record_new(c->arena, own_type(c));
    Check k = { 0 };

    r->unit = review->unit;
    rec_set_int(r, CONFIRMED_REVIEW, review->id);
    rec_set_int(r, CONFIRMED_ROUND, review->version);
    rec_set_text(r, CONFIRMED_FIGURE, v->def->name);
    rec_set_text(r, CONFIRMED_VALUE, printed(c, v));
    rec_set_int(r, CONFIRMED_RECORDS, v->records);
    return store_create(c, r, &k, e);
}

static bool keep_all(Ctx *c, const Record *review, const Review *today, Err *e)
{
    const Type *before = c->opened;
    bool ok = true;

    c->opened = own_type(c); /* the right to confirm the review is the right to this */
    for (size_t i = 0; ok && i < today->nvalues; i++)
        ok = keep_one(c, review, &today->values[i], e);
    c->opened = before;
    return ok;
}

bool confirmed_after(Ctx *c, const Record *old, const Record *now, Err *e)
{
    const Figures *all;
    Chapters chapters;
    ReviewOrder order;
    Review today = { 0 };

    if (!old || !rec_state(now, "confirmed") || rec_state(old, "confirmed") || c->importing)
        return true;
    if (!store_flush(c, e) || !review_chapters(c, now->id, &chapters, e))
        return false;
    if (!chapters.n)
        return true; /* its text was not written here */
    all = figures_load(c, e);
    if (!all || !review_ordered(c, now, &chapters, &order, e) ||
        !review_build(c, all, &order, &today, e))
        return false;
    for (size_t i = 0; i < today.nvalues; i++)
        if (!may_count(c, all, &order, &today.values[i], e))
            return false;
    return keep_all(c, now, &today, e);
}

/* ---- comparing ---- */

/* The figure's value today; empty if this user may not count it, which says nothing about it. */
static bool value_now(Ctx *c, const Figures *all, const FigureDef *d, const FigureScope *s,
                      Str *out, Err *e)
{
    FigureValue v = { 0 };
    Err own = { .lang = e->lang };

    *out = (Str){ 0 };
    if (!figure_value(c, all, d, s, &v, &own))
        return own.kind == ERR_DENIED || err_set(e, own.kind, "%s", own.msg);
    *out = printed(c, &v);
    return true;
}

/* Keeps those that differ. */
static bool keep_changed(Ctx *c, const Figures *all, const FigureScope *s, ConfirmedChange *list,
                         size_t *n, Err *e)
{
    FigureAskFor *asks = NEWN(c->arena, FigureAskFor, *n + 1);
    size_t nasks = 0, kept = 0;

    for (size_t i = 0; i < *n; i++)
        if (list[i].def)
            asks[nasks++] = (FigureAskFor){ list[i].def, *s };
    if (!figures_fetch(c, all, asks, nasks, e))
        return false;
    for (size_t i = 0; i < *n; i++) {
        ConfirmedChange *one = &list[i];
        if (one->def && !value_now(c, all, one->def, s, &one->now, e))
            return false;
        if (!one->def || (one->now.n && !str_eq(one->was, one->now)))
            list[kept++] = *one;
    }
    *n = kept;
    return true;
}

bool confirmed_changes(Ctx *c, const Figures *all, int64_t review, const FigureScope *s,
                       const ConfirmedChange **out, size_t *n, Err *e)
{
    VEC(ConfirmedChange) list = { 0 };
    const QueryParts parts = { .where = arena_printf(c->arena, "review = #%" PRId64, review),
                               .columns = S("round, figure, value"),
                               .order = S("round desc, id") };
    const Query *q = query_build(c, own_type(c), &parts, e);
    AUTO(rows_done) Rows *rows = q ? query_run(c, q, e) : NULL;
    int64_t newest = 0;

    while (rows && rows_next(rows, e)) {
        Str name = arena_str(c->arena, rows_value(rows, 1)->text);
        newest = newest ? newest : rows_value(rows, 0)->i;
        if (rows_value(rows, 0)->i == newest)
            vec_push(c->arena, &list,
                     (ConfirmedChange){ figures_find(all, name),
                                        name,
                                        arena_str(c->arena, rows_value(rows, 2)->text),
                                        { 0 } });
    }
    if (!rows || e->kind || !keep_changed(c, all, s, list.p, &list.n, e))
        return false;
    *out = list.p;
    *n = list.n;
    return true;
}
