/* SPDX-License-Identifier: Apache-2.0
 * What changed since a review was issued: the frozen evidence against that of today, by the
 * definitions and the cut-off of then, and who changed which record.
 */
#include <jansson.h>
#include <stdlib.h>

#include "base/map.h"
#include "engine/core.h"
#include "engine/history.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/store.h"
#include "review/issue.h"

enum { CHANGES_MAX = 20000 };

typedef struct {
    Ctx *c;
    const Figures *all;
    const Issued *issued;
    Map known; /* "type id" → index of changes */
    VEC(RecordChange) changes;
    VEC(FigureChange) figures;
} Diffing;

/* ---- records ---- */

static bool add_change(Diffing *d, ChangeHow how, const Type *t, int64_t id, FigureChange *f,
                       Err *e)
{
    Arena *a = d->c->arena;
    Str key = arena_printf(a, "%s %" PRId64, t->name, id), name = f->frozen->def.name;
    int64_t at = 0;

    f->added += how == CHANGE_ADDED;
    f->removed += how == CHANGE_REMOVED;
    f->altered += how == CHANGE_ALTERED;
    if (map_get(&d->known, key, &at) && (size_t)at < d->changes.n) {
        RecordChange *r = &d->changes.p[at];
        r->figures = arena_printf(a, "%.*s, %.*s", STR(r->figures), STR(name));
        if (r->how == CHANGE_ALTERED)
            r->how = how; /* out of one figure and still in another: the stronger word */
        return true;
    }
    if (d->changes.n == CHANGES_MAX)
        return err_set(e, ERR_INVALID,
                       "more than %d records changed since; compare a shorter period", CHANGES_MAX);
    map_set(&d->known, key, (int64_t)d->changes.n);
    vec_push(a, &d->changes, (RecordChange){ .how = how, .type = t, .id = id, .figures = name });
    return true;
}

static void put_field(const Diffing *d, const Type *t, const char *name, Buf *out)
{
    const Field *f = type_field(t, str_z(name));
    int std = f ? -1 : std_slot(str_z(name));
    Str label = str_z(f          ? field_label(f, d->c->lang)
                      : std >= 0 ? field_label(&std_fields[std], d->c->lang)
                                 : name);
    if (out->n && str_find(buf_str(out), label) >= 0)
        return;
    buf_put(out, out->n ? S(", ") : S(""));
    buf_put(out, label);
}

static void put_fields(const Diffing *d, const Type *t, const HistoryRow *row, Buf *out)
{
    json_t *after = row->after.p ? json_loadb(row->after.p, row->after.n, 0, NULL) : NULL;
    const char *name;
    json_t *value;
    if (row->act == ACT_UPDATE)
        json_object_foreach(after, name, value) put_field(d, t, name, out);
    json_decref(after);
}

/* Who changed the record since, as its history says. A reader without the right sees no more than
 * that it changed. */
static void describe(const Diffing *d, RecordChange *r)
{
    AUTO(buf_done) Buf fields = buf_new(BUF_LINE);
    const Type *users = registry_find(d->c->types, S("user"));
    const HistoryRow *rows;
    Err quiet = { .lang = d->c->lang };
    size_t n;

    r->title = store_title(d->c, r->type, r->id);
    if (!history_of(d->c, r->type, r->id, &rows, &n, &quiet))
        return;
    for (size_t i = 0; i < n; i++) {
        char at[32];
        if (rows[i].seq <= d->issued->seq || rows[i].act == ACT_READ || rows[i].act == ACT_EXPORT ||
            rows[i].act == ACT_REFUSE || rows[i].act == ACT_SIGN)
            continue;
        time_print(rows[i].at, d->c->tz, at);
        r->at = arena_str(d->c->arena, str_z(at));
        r->by = store_title(d->c, users, rows[i].by);
        r->why = rows[i].why;
        put_fields(d, r->type, &rows[i], &fields);
    }
    r->fields = arena_str(d->c->arena, buf_str(&fields));
}

/* ---- evidence ---- */

/* Both lists are sorted by id. */
static bool compare_records(Diffing *d, const FigureDef *def, FigureChange *f, Err *e)
{
    const FrozenFigure *was = f->frozen;
    AUTO(evidence_done)
    EvidenceRows *rows = evidence_open(d->c, d->all, def, &d->issued->scope, e);
    size_t i = 0;
    Evidence each;
    bool ok = rows != NULL;

    while (ok && evidence_next(rows, &each, e)) {
        if (figures_wait(d->c, d->all))
            continue; /* all are compared in the run that knows all */
        for (; ok && i < was->nrecords && was->records[i].id < each.id; i++)
            ok = add_change(d, CHANGE_REMOVED, def->type, was->records[i].id, f, e);
        if (ok && (i == was->nrecords || was->records[i].id > each.id))
            ok = add_change(d, CHANGE_ADDED, def->type, each.id, f, e);
        else if (ok && was->records[i++].version != each.version)
            ok = add_change(d, CHANGE_ALTERED, def->type, each.id, f, e);
    }
    for (; ok && !e->kind && i < was->nrecords && !figures_wait(d->c, d->all); i++)
        ok = add_change(d, CHANGE_REMOVED, def->type, was->records[i].id, f, e);
    return ok && !e->kind;
}

/* Evidence too large to freeze row by row: what the history says of records of that type. */
static bool compare_history(Diffing *d, const FigureDef *def, FigureChange *f, Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query(
        d->c->db,
        "/* changed since */ SELECT \"record\", min(\"act\") FROM \"qiao_history\" WHERE \"type\" = $1"
        " AND \"seq\" > $2 AND \"act\" IN ('create', 'update', 'remove', 'void', 'unvoid', 'erase')"
        " GROUP BY \"record\" ORDER BY \"record\"",
        P(def->type->name), P(d->issued->seq));
    while (db_next(q, e)) {
        Str act = db_str(q, 1);
        ChangeHow how = str_eq(act, S("create"))   ? CHANGE_ADDED
                        : str_eq(act, S("remove")) ? CHANGE_REMOVED
                                                   : CHANGE_ALTERED;
        if (!add_change(d, how, def->type, db_int(q, 0), f, e))
            return false;
    }
    return !e->kind;
}

/* ---- figures ---- */

static bool redefined(const FigureDef *was, const FigureDef *now)
{
    return !now || !str_eq(was->query, now->query) || !str_eq(was->of, now->of) ||
           !str_eq(was->once, now->once) || !str_eq(was->whole, now->whole) ||
           was->count != now->count || was->period != now->period || was->since != now->since;
}

static bool same_value(const FigureValue *a, const FigureValue *b)
{
    return a->standing == b->standing && a->value == b->value && a->places == b->places &&
           a->records == b->records && strcmp(a->currency, b->currency) == 0;
}

static bool compare_figure(Diffing *d, const FrozenFigure *was, Err *e)
{
    FigureDef *def = NEW(d->c->arena, FigureDef);
    FigureChange f = { .frozen = was,
                       .redefined = redefined(&was->def, figures_find(d->all, was->def.name)) };

    *def = was->def;
    def->type = was->type.n ? registry_need(d->c->types, was->type, e) : NULL;
    if (was->type.n && !def->type)
        return false;
    if (!figure_value(d->c, d->all, def, &d->issued->scope, &f.now, e))
        return false;
    if (def->type && !(was->whole ? compare_records : compare_history)(d, def, &f, e))
        return false;
    if (f.added || f.removed || f.altered || f.redefined || !same_value(&was->value, &f.now))
        vec_push(d->c->arena, &d->figures, f);
    return true;
}

static bool compare_all(void *arg, Err *e)
{
    Diffing *d = arg;
    const Issued *issued = d->issued;
    bool ok = true;

    d->changes.n = d->figures.n = 0;
    for (size_t i = 0; ok && i < issued->nfigures; i++)
        ok = compare_figure(d, &issued->figures[i], e);
    map_done(&d->known);
    d->known = (Map){ 0 };
    return ok;
}

bool issue_diff(Ctx *c, const Figures *all, const Issued *issued, IssueDiff *out, Err *e)
{
    Diffing d = { .c = c, .all = all, .issued = issued };

    if (!figures_ahead(c, all, compare_all, &d, e))
        return false;
    for (size_t i = 0; i < d.changes.n; i++)
        describe(&d, &d.changes.p[i]);
    *out = (IssueDiff){ d.changes.p, d.changes.n, d.figures.p, d.figures.n };
    return true;
}
