/* SPDX-License-Identifier: Apache-2.0
 * The records behind a figure, one by one, with what each adds to it.
 *
 * The sum of the quantities is the value of the figure. A record that adds nothing stands in the
 * list all the same, with the record through which it is counted already.
 */
#include "base/map.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/units.h"
#include "figure/impl.h"

enum { COL_VERSION, COL_TITLE, COL_OF, SERIES_MAX = 8 };

struct EvidenceRows {
    Ctx *c;
    const FigureDef *def;
    const Field *of, *title; /* title: at the end of the way that names a record */
    const Field *of_title;   /* the same of a link that is counted; NULL: it is none */
    Span span;
    const Query *query;
    Rows *rows;
    Map seen;       /* distinct, people: value → record; last: series → record that decides */
    int64_t winner; /* the one record that decides; 0: none */
    Day began;      /* years: when it began, and the last day that may be */
    Day began_last;
    Buf title_text, value_text, key;
    const char *series[SERIES_MAX]; /* last: what makes a series */
    size_t nseries;
};

bool evidence_repeats(const FigureDef *def)
{
    return def->count != COUNT_ROWS && def->count != COUNT_SUM;
}

static bool decided_by_one(CountKind k)
{
    return k == COUNT_MAX || k == COUNT_YEARS || k == COUNT_FIRST;
}

/* A condition on the field that always holds: the same records are seen as when it is counted. */
static Str sees_field(const EvidenceRows *r)
{
    Str of = r->def->of;
    return of.n ? arena_printf(r->c->arena, "%.*s is empty or %.*s is not empty", STR(of), STR(of))
                : (Str){ 0 };
}

/* ---- which record decides ---- */

/* The first one in that order. */
static bool find_winner(EvidenceRows *r, const FigureScope *s, Err *e)
{
    Str of = r->def->of;
    bool highest = r->def->count == COUNT_MAX;
    FigureAsk ask = {
        .columns = of,
        .order = arena_printf(r->c->arena, "%.*s%s, id", STR(of), highest ? " desc" : ""),
        .more = arena_printf(r->c->arena, "%.*s is not empty", STR(of)),
        .from = r->def->count == COUNT_FIRST ? 0 : r->span.from,
        .to = r->span.to,
    };
    const Query *q = figure_query(r->c, r->def, s, &ask, e);
    AUTO(rows_done) Rows *rows = q ? query_run(r->c, q, e) : NULL;
    if (rows && rows_next(rows, e)) {
        r->winner = rows_id(rows);
        r->began = (Day)rows_value(rows, 0)->i;
        r->began_last = (Day)rows_value(rows, 0)->j;
    }
    return rows && !e->kind;
}

/* What two readings have in common if they are of one series: the type's identity but its dates. */
static Str series_columns(EvidenceRows *r, const char **date)
{
    const Type *t = r->def->type;
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    *date = NULL;
    for (size_t i = 0; i < LEN(t->identity) && t->identity[i]; i++) {
        const Field *f = type_field(t, str_z(t->identity[i]));
        if (f && f->kind == T_DATE) {
            *date = f->name;
            continue;
        }
        r->series[r->nseries++] = t->identity[i];
        buf_printf(&b, ", %s", t->identity[i]);
    }
    return arena_str(r->c->arena, buf_str(&b));
}

static void series_key(EvidenceRows *r, const Query *q, const Rows *rows, size_t first)
{
    buf_clear(&r->key);
    for (size_t i = 0; i < r->nseries; i++) {
        value_write(query_column(q, first + i)->field, rows_value(rows, first + i), &r->key);
        buf_putc(&r->key, '\x1f');
    }
}

/* Readings in order of their dates: the last of each series wins; its reading goes to `values`,
 * which may be NULL. */
static bool find_last(EvidenceRows *r, const FigureScope *s, Str series, const char *date,
                      Map *values, Err *e)
{
    FigureAsk ask = {
        .columns = arena_printf(r->c->arena, "%.*s%.*s", STR(r->def->of), STR(series)),
        .order = arena_printf(r->c->arena, "%s%sid", date ? date : "", date ? ", " : ""),
        .more = arena_printf(r->c->arena, "%.*s is not empty", STR(r->def->of)),
        .from = r->span.from,
        .to = r->span.to,
    };
    const Query *q = figure_query(r->c, r->def, s, &ask, e);
    AUTO(rows_done) Rows *rows = q ? query_run_all(r->c, q, e) : NULL;
    while (rows && rows_next(rows, e)) {
        series_key(r, q, rows, 1);
        map_set(&r->seen, buf_str(&r->key), rows_id(rows));
        if (values)
            map_set(values, buf_str(&r->key), rows_value(rows, 0)->i);
    }
    return rows && !e->kind;
}

/* ---- what each record adds ---- */

static void take_value(EvidenceRows *r, const Value *v)
{
    size_t last = query_columns(r->query) - 1;
    const Value *name = r->of_title ? rows_value(r->rows, last) : v;

    buf_clear(&r->value_text);
    if (!v || !v->set || !r->of)
        return;
    if (name->set)
        value_show(r->c, r->of_title ? r->of_title : r->of, name, &r->value_text);
    else
        buf_printf(&r->value_text, "#%" PRId64, v->i);
}

static void add_distinct(EvidenceRows *r, const Value *v, Evidence *out)
{
    if (r->of->kind == T_COUNTRY && str_eq(v->text, S("CN")))
        return;
    buf_clear(&r->key);
    value_write(r->of, v, &r->key);
    if (map_get(&r->seen, buf_str(&r->key), &out->same))
        return;
    map_set(&r->seen, buf_str(&r->key), out->id);
    out->quantity = 1;
}

static void add_last(EvidenceRows *r, const Query *q, const Value *v, Evidence *out)
{
    int64_t last = 0;
    series_key(r, q, r->rows, COL_OF + 1);
    (void)map_get(&r->seen, buf_str(&r->key), &last);
    if (last == out->id)
        out->quantity = v->i;
    else
        out->same = last;
}

/* Whole years from a day to another. */
static int64_t whole_years(Day from, Day to)
{
    int64_t years = day_year(to) - day_year(from);
    return from % 10000 > to % 10000 ? years - 1 : years;
}

static void add_by_winner(const EvidenceRows *r, const Value *v, Evidence *out)
{
    if (out->id != r->winner) {
        out->same = r->winner;
        return;
    }
    if (r->def->count == COUNT_MAX) {
        out->quantity = v->i;
    } else if (r->def->count == COUNT_FIRST) {
        out->quantity = 1;
    } else {
        out->quantity = whole_years(r->began, r->span.to);
        out->unknown = out->quantity != whole_years(r->began_last, r->span.to);
    }
}

static void add_up(EvidenceRows *r, const Query *q, const Value *v, Evidence *out)
{
    CountKind k = r->def->count;
    if (k == COUNT_ROWS) {
        out->quantity = 1;
        return;
    }
    if (!v->set) {
        out->unknown = true;
        return;
    }
    if (k == COUNT_SUM)
        out->quantity = v->i;
    else if (k == COUNT_DISTINCT || k == COUNT_PEOPLE)
        add_distinct(r, v, out);
    else if (k == COUNT_LAST)
        add_last(r, q, v, out);
    else
        add_by_winner(r, v, out);
}

/* ---- going through ---- */

enum { NAME_STEPS = 3 };

/* The field that names a record; NULL if the reader sees it in none: the number stands in then. */
static const Field *seen_title(Ctx *c, const Type *t)
{
    const Field *f = &t->fields[type_title(t)];
    const int64_t *units;
    bool all = false;
    size_t n = 0;
    rights_scope(c, RIGHT_READ, t, f->level, &all, &units, &n);
    return all || n ? f : NULL;
}

/* A record that is called like another is asked for by the way to the other's name, so that names
 * come with the rows and not one by one. *f becomes the field at the end of the way. */
static Str way_to_name(Ctx *c, Str path, const Field **f)
{
    for (int i = 0; i < NAME_STEPS && (*f)->kind == T_LINK; i++) {
        const Type *t = registry_find(c->types, str_z((*f)->link));
        const Field *next = t ? seen_title(c, t) : NULL;
        if (!next)
            break;
        path = arena_printf(c->arena, "%.*s.%s", STR(path), next->name);
        *f = next;
    }
    return path;
}

static bool open_rows(EvidenceRows *r, const FigureScope *s, Err *e)
{
    const char *date = NULL;
    Str series = r->def->count == COUNT_LAST ? series_columns(r, &date) : (Str){ 0 };
    Str title = r->title ? way_to_name(r->c, str_z(r->title->name), &r->title) : S("id");
    const Field *named = r->of;
    Str of = r->of ? way_to_name(r->c, r->def->of, &named) : S("");
    bool through = named != r->of; /* what is counted is called by something else */
    FigureAsk ask = {
        .columns = arena_printf(r->c->arena, "version, %.*s%s%.*s%.*s%s%.*s", STR(title),
                                r->def->of.n ? ", " : "", STR(r->def->of), STR(series),
                                through ? ", " : "", STR(through ? of : S(""))),
        .order = S("id"),
        .more = sees_field(r),
        .from = r->span.from,
        .to = r->span.to,
    };
    const Query *q;

    r->of_title = through ? named : NULL;
    if (r->def->count == COUNT_LAST && !find_last(r, s, series, date, NULL, e))
        return false;
    if (decided_by_one(r->def->count) && !find_winner(r, s, e))
        return false;
    q = figure_query(r->c, r->def, s, &ask, e);
    r->rows = q ? (evidence_repeats(r->def) ? query_run_all : query_run)(r->c, q, e) : NULL;
    r->query = q;
    return r->rows != NULL;
}

EvidenceRows *evidence_open(Ctx *c, const Figures *all, const FigureDef *def, const FigureScope *s,
                            Err *e)
{
    EvidenceRows *r = NEW(c->arena, EvidenceRows);
    (void)all;
    *r = (EvidenceRows){ .c = c,
                         .def = def,
                         .of = def->of.n ? figure_field(c, def) : NULL,
                         .span = figure_span(c, def, s),
                         .title_text = buf_new(BUF_LINE),
                         .value_text = buf_new(BUF_LINE),
                         .key = buf_new(BUF_LINE) };
    if (!def->type || r->span.to < r->span.from || s->from > r->span.as_of)
        return r; /* nothing to list */
    r->title = seen_title(c, def->type);
    if (!open_rows(r, s, e)) {
        evidence_done(&r);
        return NULL;
    }
    return r;
}

static void take_title(EvidenceRows *r, Evidence *out)
{
    buf_clear(&r->title_text);
    if (r->title && !rows_masked(r->rows, COL_TITLE) && rows_value(r->rows, COL_TITLE)->set)
        value_show(r->c, r->title, rows_value(r->rows, COL_TITLE), &r->title_text);
    if (r->title_text.n == 0)
        buf_printf(&r->title_text, "#%" PRId64, out->id);
    out->title = buf_str(&r->title_text);
}

/* The sum of the last readings. */
static bool add_last_up(EvidenceRows *r, const FigureScope *s, int64_t *sum, Err *e)
{
    AUTO(map_done) Map values = { 0 };
    const char *date = NULL;
    Str series = series_columns(r, &date);

    if (!find_last(r, s, series, date, &values, e))
        return false;
    for (size_t i = 0; i < values.size; i++)
        if (values.slots[i].key.p)
            *sum += values.slots[i].value;
    return true;
}

bool evidence_sum(Ctx *c, const FigureDef *def, const FigureScope *s, int64_t *sum, bool *unknown,
                  Err *e)
{
    EvidenceRows r = { .c = c,
                       .def = def,
                       .of = figure_field(c, def),
                       .span = figure_span(c, def, s),
                       .key = buf_new(BUF_LINE) };
    Evidence one = { 0 };
    Value v = { .set = true };
    bool ok;

    *sum = 0;
    *unknown = false;
    if (def->count == COUNT_LAST) {
        ok = add_last_up(&r, s, sum, e);
    } else {
        ok = find_winner(&r, s, e);
        one.id = r.winner;
        if (ok && r.winner)
            add_by_winner(&r, &v, &one);
        *sum = one.quantity;
        *unknown = one.unknown;
    }
    map_done(&r.seen);
    buf_done(&r.key);
    return ok;
}

bool evidence_next(EvidenceRows *r, Evidence *out, Err *e)
{
    static const Value none;
    const Value *v;
    ArenaMark mark;

    if (!r->rows || !rows_next(r->rows, e))
        return false;
    mark = arena_mark(r->c->arena); /* showing a link reads its title */
    *out = (Evidence){ .type = r->def->type,
                       .id = rows_id(r->rows),
                       .unit = rows_unit(r->rows),
                       .version = rows_value(r->rows, COL_VERSION)->i };
    v = r->def->of.n ? rows_value(r->rows, COL_OF) : &none;
    take_title(r, out);
    take_value(r, v);
    out->value = buf_str(&r->value_text);
    add_up(r, r->query, v, out);
    arena_rewind(r->c->arena, mark);
    return true;
}

void evidence_done(EvidenceRows **r)
{
    if (!*r)
        return;
    rows_done(&(*r)->rows);
    map_done(&(*r)->seen);
    buf_done(&(*r)->title_text);
    buf_done(&(*r)->value_text);
    buf_done(&(*r)->key);
    *r = NULL;
}
