/* SPDX-License-Identifier: Apache-2.0
 * What is made of many figures and lists: its questions are noted first and then asked together.
 */
#include "engine/history.h"
#include "engine/query_ahead.h"
#include "figure/impl.h"

/* Asks what the last run noted; *asked: was there anything? */
static bool fetch(Ctx *c, const Figures *all, bool *asked, Err *e)
{
    bool counts = all->kept && kept_waits(all->kept);

    if ((all->kept && !kept_fetch(c, all->kept, e)) || !ahead_fetch(c, asked, e))
        return false;
    *asked |= counts;
    return true;
}

/* What a run that lacked answers says is wrong need not be. */
static bool run(Ctx *c, const Figures *all, FigureMake *make, void *arg, Err *e)
{
    size_t mark = readings_mark(c);
    Str refused = c->refused;
    bool asked = true, notes = true, ok = false;

    while (asked && notes) {
        Err own = { .lang = e->lang };
        readings_rewind(c, mark);
        c->refused = refused;
        notes = ahead_notes(c);
        if (all->kept && notes && kept_keeps(all->kept)) /* else they are noted like lists */
            kept_collect_more(all->kept);
        ok = make(arg, &own);
        if (notes && !fetch(c, all, &asked, e))
            return false;
        if (!ok && (!asked || !notes))
            *e = own;
    }
    return ok;
}

/* Where the context gathers no readings, those of the runs are gathered here. */
static bool run_logged(Ctx *c, const Figures *all, FigureMake *make, void *arg, Err *e)
{
    Err own = { .lang = e->lang };
    bool ok, written;

    if (c->readings)
        return run(c, all, make, arg, e);
    c->readings = readings_new(c->arena);
    ok = run(c, all, make, arg, e);
    written = readings_write(c, &own);
    c->readings = NULL;
    return ok && !written ? err_set(e, own.kind, "%s", own.msg) : ok;
}

bool figures_ahead(Ctx *c, const Figures *all, FigureMake *make, void *arg, Err *e)
{
    bool held = c->ahead != NULL, ok;

    if (ahead_notes(c) || c->chain || db_in_txn(c->db))
        return make(arg, e);
    if (held)
        ahead_again(c);
    else
        ahead_begin(c);
    ok = run_logged(c, all, make, arg, e);
    if (held)
        ahead_rest(c);
    else
        ahead_end(c);
    return ok;
}

Ctx *figures_hold(Ctx *c)
{
    if (c->ahead || c->chain || db_in_txn(c->db))
        return NULL;
    ahead_begin(c);
    ahead_rest(c);
    return c;
}

void figures_release(Ctx **c)
{
    if (*c)
        ahead_end(*c);
}

bool figures_wait(const Ctx *c, const Figures *all)
{
    return ahead_waits(c) || (c->ahead && all->kept && kept_waits(all->kept));
}
