/* SPDX-License-Identifier: Apache-2.0
 * The figures of a store: those beside the types, those that staff define, and what is declared.
 */
#include "figure/figure.h"

#include <pthread.h>

#include "base/mem.h"
#include "engine/query_ahead.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/units.h"
#include "figure/impl.h"
#include "figure/kinds.h"
#include "text/number.h"

enum { CUSTOM_MAX = 2000, DECLARED_MAX = 20000 };

static const char *const count_names[COUNT__N] = {
    [COUNT_ROWS] = "rows", [COUNT_SUM] = "sum",   [COUNT_DISTINCT] = "distinct",
    [COUNT_PEOPLE] = "people", [COUNT_MAX] = "max", [COUNT_LAST] = "last",
    [COUNT_YEARS] = "years",   [COUNT_FIRST] = "first",
};
static const char *const period_names[PERIOD__N] = {
    [PERIOD_IN] = "in", [PERIOD_SINCE] = "since", [PERIOD_AT] = "at"
};

const char *count_kind_name(CountKind kind)
{
    return count_names[kind];
}

/* The slot of a name in a table of names, 0 if it is none. */
static int name_slot(const char *const *names, int n, Str name)
{
    for (int i = 0; i < n; i++)
        if (str_eq(str_z(names[i]), name))
            return i;
    return 0;
}

/* The type that a query is about: its first word. */
static const Type *type_of_query(const Ctx *c, Str query)
{
    Str word, rest;
    str_cut(str_trim(query), S(" "), &word, &rest);
    return word.n ? registry_find(c->types, word) : NULL;
}

/* ---- built-in ones ---- */

static void add_builtin(Ctx *c, Figures *all, const Type *t, const Figure *f)
{
    FigureDef d = { .name = str_z(f->name),
                    .unit = str_z(f->unit),
                    .type = type_of_query(c, str_z(f->query)),
                    .query = str_z(f->query),
                    .of = str_z(f->of),
                    .once = str_z(f->once),
                    .whole = str_z(f->whole),
                    .part_of = str_z(f->part_of),
                    .count = f->count,
                    .period = f->period,
                    .since = f->since,
                    .version = f->version,
                    .owner = str_z(t->area) };
    for (int l = 0; l < LANG__N; l++) {
        d.labels[l] = str_z(tr((Lang)l, f->label));
        d.units[l] = f->unit ? str_z(tr((Lang)l, f->unit)) : (Str){ 0 };
    }
    if (f->note)
        d.note = str_z(tr(c->lang, f->note));
    vec_push(c->arena, &all->list, d);
}

/* ---- those of staff ---- */

void def_from_record(const Record *r, FigureDef *out)
{
    const int labels[LANG__N] = { FDEF_LABEL_EN, FDEF_LABEL, FDEF_LABEL_HANT };
    *out = (FigureDef){
        .name = rec_text(r, FDEF_NAME),
        .unit = rec_text(r, FDEF_UNIT_WORD),
        .query = rec_text(r, FDEF_QUERY),
        .of = rec_text(r, FDEF_OF),
        .once = rec_text(r, FDEF_ONCE),
        .whole = rec_text(r, FDEF_WHOLE),
        .part_of = rec_text(r, FDEF_PART_OF),
        .count = (CountKind)name_slot(count_names, COUNT__N, rec_text(r, FDEF_COUNT)),
        .period = (PeriodKind)name_slot(period_names, PERIOD__N, rec_text(r, FDEF_PERIOD)),
        .since = rec_first_day(r, FDEF_SINCE),
        .version = rec_first_day(r, FDEF_VERSION),
        .note = rec_text(r, FDEF_NOTE),
        .owner = rec_text(r, FDEF_OWNER),
        .words = rec_text(r, FDEF_WORDS),
        .id = r->id,
    };
    for (int l = 0; l < LANG__N; l++) {
        out->labels[l] = rec_has(r, labels[l]) ? rec_text(r, labels[l]) : rec_text(r, FDEF_LABEL);
        out->units[l] = out->unit;
    }
}

/* Fields of figure_def that a definition needs, in the order of load_custom's columns. */
static const int def_slots[] = {
    FDEF_NAME,  FDEF_LABEL,  FDEF_LABEL_HANT, FDEF_LABEL_EN, FDEF_QUERY,   FDEF_COUNT,
    FDEF_OF,    FDEF_PERIOD, FDEF_UNIT_WORD,  FDEF_ONCE,     FDEF_WHOLE,   FDEF_PART_OF,
    FDEF_WORDS, FDEF_OWNER,  FDEF_NOTE,
};

static bool load_custom(Ctx *c, Figures *all, Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query(
        c->db,
        "/* figures of our own */ SELECT \"name\", \"label\", \"label_hant\", \"label_en\","
        " \"query\", \"counting\", \"of\", \"period_kind\", \"unit_word\", \"once\", \"whole\", \"part_of\","
        " \"words\", \"owner\", \"note\", \"id\", COALESCE(\"since_from\", 0),"
        " COALESCE(\"defined_on_from\", 0)"
        " FROM \"figure_def\" WHERE \"voided_at\" IS NULL ORDER BY \"name\" LIMIT $1",
        P((int64_t)CUSTOM_MAX));
    while (db_next(q, e)) {
        Record *r = record_new(c->arena, &figure_def_type);
        FigureDef d;
        for (size_t i = 0; i < LEN(def_slots); i++)
            if (!db_null(q, (int)i))
                r->v[def_slots[i]] = (Value){ .set = true, .text = db_text(q, c->arena, (int)i) };
        r->id = db_int(q, LEN(def_slots));
        def_from_record(r, &d);
        d.since = (Day)db_int(q, LEN(def_slots) + 1);
        d.version = (Day)db_int(q, LEN(def_slots) + 2);
        d.type = type_of_query(c, d.query);
        vec_push(c->arena, &all->list, d);
    }
    return !e->kind;
}

/* ---- what is declared ---- */

static bool load_declared(Ctx *c, Figures *all, Err *e)
{
    const Type *t = registry_find(c->types, S("declared_figure"));
    const QueryParts parts = { .columns = S("figure, covers, value, estimate, document"),
                               .order = S("id desc"),
                               .limit = DECLARED_MAX };
    Err refused = { .lang = e->lang };
    if (!t || !rights_has(c, RIGHT_READ, t, 0))
        return true;
    const Query *q = query_build(c, t, &parts, &refused);
    AUTO(rows_done) Rows *rows = q ? query_run(c, q, e) : NULL;
    if (!rows)
        return true; /* a reader without the right sees none */
    while (rows_next(rows, e)) {
        const Value *period = rows_value(rows, 1);
        vec_push(c->arena, &all->declared,
                 (Declared){ .figure = arena_str(c->arena, rows_value(rows, 0)->text),
                             .from = (Day)period->i,
                             .to = (Day)period->j,
                             .value = rows_value(rows, 2)->i,
                             .estimate = rows_value(rows, 3)->i != 0,
                             .source = arena_str(c->arena, rows_value(rows, 4)->text),
                             .id = rows_id(rows),
                             .unit = rows_unit(rows) });
    }
    return !e->kind;
}

const Declared *figures_declared(const Ctx *c, const Figures *all, const FigureDef *def,
                                 const FigureScope *s)
{
    int64_t unit = s->unit ? s->unit : units_root(c->units);
    for (size_t i = 0; i < all->declared.n; i++) {
        const Declared *d = &all->declared.p[i];
        if (str_eq(d->figure, def->name) && d->from == s->from && d->to == s->to && d->unit == unit)
            return d;
    }
    return NULL;
}

/* ---- all ---- */

static Figures *load(Ctx *c, Err *e)
{
    Figures *all = NEW(c->arena, Figures);
    for (size_t i = 0; i < registry_count(c->types); i++) {
        const Type *t = registry_at(c->types, i);
        for (const Figure *f = t->figures; f && f->name; f++)
            add_builtin(c, all, t, f);
    }
    return load_custom(c, all, e) && load_declared(c, all, e) ? all : NULL;
}

/* ---- those that were loaded before ---- */

enum { KNOWN_MOST = 200 };

typedef struct {
    Lang lang;
    const User *user; /* one who has these rights */
    const Figures *all;
} Known;

struct KnownFigures {
    pthread_mutex_t lock;
    Arena *arena;
    Known list[KNOWN_MOST];
    size_t n;
};

KnownFigures *figures_known_new(void)
{
    KnownFigures *k = mem_zget(1, sizeof *k);
    (void)pthread_mutex_init(&k->lock, NULL);
    k->arena = arena_new(ARENA_COMMAND);
    return k;
}

void figures_known_free(KnownFigures *k)
{
    if (!k)
        return;
    (void)pthread_mutex_destroy(&k->lock);
    arena_free(k->arena);
    mem_give(k);
}

/* Under the lock; NULL with an error, or if no more are kept. */
static const Figures *find_known(KnownFigures *k, const Ctx *c, Err *e)
{
    Ctx in = *c;
    const Figures *all;

    for (size_t i = 0; i < k->n; i++)
        if (k->list[i].lang == c->lang && rights_same(k->list[i].user, c->user))
            return k->list[i].all;
    if (k->n == KNOWN_MOST)
        return NULL;
    in.arena = k->arena; /* what is kept lives longer than who asks */
    in.ahead = NULL;
    all = load(&in, e);
    if (all)
        k->list[k->n++] = (Known){ c->lang, c->user, all };
    return all;
}

static Figures *load_known(Ctx *c, Err *e)
{
    Figures *mine = NEW(c->arena, Figures);
    const Figures *all;

    if (!c->known || c->opened || c->chain)
        return load(c, e);
    (void)pthread_mutex_lock(&c->known->lock);
    all = find_known(c->known, c, e);
    (void)pthread_mutex_unlock(&c->known->lock);
    if (!all)
        return e->kind ? NULL : load(c, e);
    mine->list = all->list;
    mine->declared = all->declared;
    return mine;
}

const Figures *figures_load(Ctx *c, Err *e)
{
    Figures *all = load_known(c, e);
    if (all)
        all->kept = kept_open(c, e);
    return e->kind ? NULL : all;
}

bool figures_fetch(Ctx *c, const Figures *all, const FigureAskFor *list, size_t n, Err *e)
{
    Err refused = { .lang = e->lang };
    FigureValue nothing;

    if (!all->kept)
        return true;
    (c->ahead ? kept_collect_more : kept_collect)(all->kept);
    for (size_t i = 0; i < n; i++)
        if (!figure_value(c, all, list[i].def, &list[i].scope, &nothing, &refused))
            err_clear(&refused); /* whoever asks for it is told */
    if (!kept_fetch(c, all->kept, e))
        return false;
    if (ahead_notes(c) && kept_keeps(all->kept))
        kept_collect_more(all->kept);
    return true;
}

const Figures *figures_load_anew(Ctx *c, Err *e)
{
    return load(c, e);
}

void figures_keep(Ctx *c, const Figures *all)
{
    kept_save(c, all->kept);
}

bool figures_total(Ctx *c, const Query *list, const QueryParts *parts, int64_t *out, Err *e)
{
    const QueryParts counted = {
        .where = parts->where, .search = parts->search, .count = S("rows"), .with_void = parts->with_void
    };
    const Query *q;
    Answer answer;
    Kept *kept;

    if (parts->order.n)
        return query_total(c, list, out, e);
    kept = kept_open(c, e);
    q = kept ? query_build(c, query_type(list), &counted, e) : NULL;
    if (!q || !kept_ask(c, kept, q, &answer, e))
        return false;
    *out = answer.rows ? answer.cells[0].i : 0;
    kept_save(c, kept);
    return true;
}

size_t figures_count(const Figures *all)
{
    return all->list.n;
}

const FigureDef *figures_at(const Figures *all, size_t i)
{
    return &all->list.p[i];
}

const FigureDef *figures_find(const Figures *all, Str name)
{
    for (size_t i = 0; i < all->list.n; i++)
        if (str_eq(all->list.p[i].name, name))
            return &all->list.p[i];
    return NULL;
}

const FigureDef *figures_need(const Figures *all, Str name, Err *e)
{
    const FigureDef *found = figures_find(all, name);
    size_t best = name.n / 3 + 2;
    Str nearest = { 0 };

    if (found)
        return found;
    for (size_t i = 0; i < all->list.n; i++) {
        size_t far = str_distance(name, all->list.p[i].name, best);
        if (far < best) {
            best = far;
            nearest = all->list.p[i].name;
        }
    }
    if (nearest.n)
        err_set(e, ERR_NOT_FOUND, "there is no figure '%.*s'; nearest: '%.*s'", STR(name),
                STR(nearest));
    else
        err_set(e, ERR_NOT_FOUND, "there is no figure '%.*s'; `qiao figure` lists them", STR(name));
    return NULL;
}

void figure_print(const Ctx *c, const FigureValue *v, Buf *out)
{
    int64_t value = v->value;
    int places = v->places;

    if (v->standing == STANDING_UNAVAILABLE) {
        buf_put(out, str_z(tr(c->lang, N_("n/a"))));
        return;
    }
    for (int64_t one = 1; places > 0; places--) {
        one *= 10;
        if (value % one)
            break;
    }
    if (places == 0)
        for (int i = 0; i < v->places; i++)
            value /= 10;
    decimal_print(value, places ? v->places : 0, out);
}
