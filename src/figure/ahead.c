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
        if (all->kept && notes)
            kept_collect_more(all->kept);
        ok = make(arg, &own);
        if (notes && !fetch(c, all, &asked, e))
            return false;
        if (!ok && (!asked || !notes))
            *e = own;
    }
    return ok;
}

bool figures_ahead(Ctx *c, const Figures *all, FigureMake *make, void *arg, Err *e)
{
    Readings *readings = c->readings;
    bool ok;

    if (c->ahead || c->chain || db_in_txn(c->db))
        return make(arg, e);
    if (!readings)
        c->readings = readings_new(c->arena);
    ahead_begin(c);
    ok = run(c, all, make, arg, e);
    ahead_end(c);
    if (!readings) {
        Err own = { .lang = e->lang };
        bool written = readings_write(c, &own);
        c->readings = NULL;
        if (ok && !written)
            return err_set(e, own.kind, "%s", own.msg);
    }
    return ok;
}

bool figures_wait(const Ctx *c, const Figures *all)
{
    return ahead_waits(c) || (c->ahead && all->kept && kept_waits(all->kept));
}
