/* SPDX-License-Identifier: Apache-2.0
 * What waits, asked of all types at once: one branch of a UNION for each type and state.
 */
#include "engine/desk.h"

#include <stdlib.h>

#include "engine/approval.h"
#include "engine/query_impl.h"
#include "engine/query_kept.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/workday.h"

enum { SQL_MAX = 1 << 20, TOGETHER = 250 }; /* SQLite takes 500 parts of a UNION */

/* ---- many questions as one ---- */

typedef struct {
    Ctx *c;
    Buf sql;
    VEC(Param) params;
    size_t branches;
} Union;

static Union union_new(Ctx *c, const char *what)
{
    Union u = { .c = c, .sql = buf_new(SQL_MAX) };
    buf_printf(&u.sql, "/* %s */ ", what);
    return u;
}

static void union_add(Union *u, int64_t number, const Sql *q)
{
    buf_printf(&u->sql, "%sSELECT %" PRId64 " AS k, a.* FROM (", u->branches++ ? " UNION ALL " : "",
               number);
    query_renumber(&u->sql, q->sql, u->params.n);
    buf_put(&u->sql, S(") AS a"));
    for (size_t i = 0; i < q->n; i++)
        vec_push(u->c->arena, &u->params, q->params[i]);
}

static Stmt *union_run(Union *u)
{
    Str sql = arena_str(u->c->arena, buf_str(&u->sql));
    buf_done(&u->sql);
    return db_query_text(u->c->db, sql, u->params.p, u->params.n);
}

/* ---- titles ---- */

/* Does the field stand in a column of text that says it? */
static bool is_plain(const Field *f)
{
    return f->kind != T_COUNT && f->kind != T_DECIMAL && f->kind != T_MONEY && f->kind != T_BOOL &&
           f->kind != T_LINK && f->kind != T_LINKS;
}

/* A title is a field of the record, or that of the record to which its title leads. */
typedef struct {
    const Type *type; /* that the field is of */
    const Field *field, *link;
} TitleWay;

static bool title_way(const Ctx *c, const Type *t, TitleWay *out)
{
    int title = type_title(t);
    const Field *f = title >= 0 ? &t->fields[title] : NULL;
    const Type *to = f && f->kind == T_LINK ? registry_find(c->types, str_z(f->link)) : NULL;

    *out = (TitleWay){ .type = to ? to : t, .field = f, .link = to ? f : NULL };
    if (to)
        out->field = type_title(to) >= 0 ? &to->fields[type_title(to)] : NULL;
    return out->field && is_plain(out->field);
}

static void ask_title(Union *u, const Titled *t, size_t i, const TitleWay *way)
{
    const Param id = param_int(t->id);
    Arena *a = u->c->arena;
    Sql one = { .params = &id, .n = 1 };

    if (way->link)
        one.sql = arena_printf(a,
                               "SELECT t.\"unit\", t.\"key\", l.\"%s\" AS t, l.\"unit\" AS u FROM"
                               " \"%s\" AS t LEFT JOIN \"%s\" AS l ON l.\"id\" = t.\"%s\" WHERE"
                               " t.\"id\" = $1",
                               way->field->name, t->type->name, way->type->name, way->link->name);
    else
        one.sql = arena_printf(a,
                               "SELECT \"unit\", \"key\", \"%s\" AS t, \"unit\" AS u FROM \"%s\""
                               " WHERE \"id\" = $1",
                               way->field->name, t->type->name);
    union_add(u, (int64_t)i, &one);
}

static Str read_title(Ctx *c, const Titled *t, const TitleWay *way, const Stmt *q)
{
    int64_t unit = db_int(q, 1);
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    Value v = { .set = !db_null(q, 3), .text = db_str(q, 3) };
    bool seen = rights_sees(c, way->type, way->field, db_int(q, 4)) &&
                (!way->link || rights_sees(c, t->type, way->link, unit));

    if (v.set && seen && way->field->kind == T_DATE)
        buf_put(&b, v.text);
    else if (v.set && seen)
        value_show(c, way->field, &v, &b);
    if (!b.n && rights_has(c, RIGHT_READ, t->type, unit))
        buf_put(&b, db_str(q, 2));
    return arena_str(c->arena, buf_str(&b));
}

static bool some_titles(Ctx *c, Titled *list, size_t n, Err *e)
{
    Union u = union_new(c, "titles");

    TitleWay way;

    for (size_t i = 0; i < n; i++)
        if (title_way(c, list[i].type, &way))
            ask_title(&u, &list[i], i, &way);
    if (u.branches) {
        AUTO(stmt_done) Stmt *q = union_run(&u);
        while (db_next(q, e)) {
            Titled *t = &list[db_int(q, 0)];
            if (title_way(c, t->type, &way))
                t->title = read_title(c, t, &way, q);
        }
    } else {
        buf_done(&u.sql);
    }
    for (size_t i = 0; i < n && !e->kind; i++)
        if (!list[i].title.n)
            list[i].title = arena_printf(c->arena, "#%" PRId64, list[i].id);
    return !e->kind;
}

bool desk_titles(Ctx *c, Titled *list, size_t n, Err *e)
{
    for (size_t at = 0; at < n; at += TOGETHER)
        if (!some_titles(c, list + at, n - at < TOGETHER ? n - at : TOGETHER, e))
            return false;
    return true;
}

/* ---- deadlines ---- */

typedef struct {
    const Type *type;
    const Deadline *deadline;
    const Field *from;
    size_t window;
} Clock;

static Day due_day(const Ctx *c, Day from, const Deadline *d)
{
    if (d->days == DAYS_WORK)
        return workday_add(workdays(c), from, d->n);
    return d->days == DAYS_MONTHS ? day_add_months(from, d->n) : day_add(from, d->n);
}

static bool is_near(const Ctx *c, Day from, Day due)
{
    int64_t whole = day_number(due) - day_number(from),
            passed = day_number(c->today) - day_number(from);
    return whole > 0 ? passed * 5 >= whole * 4 : c->today >= due;
}

/* The latest day from which it can be near, or due before `until`: a little too late rather than
 * too early, since working days and months are of different lengths. */
static Day latest_from(const Ctx *c, const Deadline *d, Day until)
{
    int64_t days = d->days == DAYS_MONTHS ? (int64_t)d->n * 28 : d->n;
    if (d->n < 0) /* that many days before it, or a little more */
        return day_add(until ? until : c->today, -days + (d->days == DAYS_MONTHS ? -d->n * 3 : 0));
    return until ? day_add(until, -days) : day_add(c->today, -(days * 4 / 5));
}

static bool add_clock(Union *u, const Type *t, const Deadline *d, Day until, size_t number, Err *e)
{
    char day[11];
    Err quiet = { .lang = u->c->lang };
    QueryParts parts = { .columns = str_z(d->from), .order = str_z(d->from), .limit = DESK_MOST };
    const Query *q;

    day_print(latest_from(u->c, d, until), day);
    parts.where = arena_printf(u->c->arena, "(%s) and %s <= %s", d->open, d->from, day);
    q = query_build(u->c, t, &parts, &quiet);
    if (q)
        union_add(u, (int64_t)number, &q->first);
    else if (quiet.kind != ERR_DENIED) /* who may not see the dates has no deadlines */
        return err_set(e, quiet.kind, "%s", quiet.msg);
    return true;
}

static int by_due(const void *a, const void *b)
{
    const DueItem *x = a, *y = b;
    return x->due != y->due ? (x->due > y->due) - (x->due < y->due)
                            : (x->id > y->id) - (x->id < y->id);
}

typedef VEC(DueItem) DueList;
typedef VEC(Clock) Clocks;

static bool ask_clocks(Union *u, Clocks *clocks, const DueWindow *w, size_t window, Err *e)
{
    const Ctx *c = u->c;
    for (size_t i = 0; i < registry_count(c->types); i++) {
        const Type *t = registry_at(c->types, i);
        if (!t->deadlines || !rights_has(c, RIGHT_READ, t, 0))
            continue;
        for (const Deadline *d = t->deadlines; d->name; d++) {
            if (!add_clock(u, t, d, w->until, clocks->n, e))
                return false;
            vec_push(c->arena, clocks, (Clock){ t, d, type_field(t, str_z(d->from)), window });
        }
    }
    return true;
}

static bool fits(const Ctx *c, Day from, Day due, const DueWindow *w)
{
    return w->until ? due >= w->since && due <= w->until : is_near(c, from, due);
}

static bool read_clocks(Union *u, const Clocks *clocks, DueWindow *windows, DueList *lists, Err *e)
{
    Ctx *c = u->c;
    int64_t last = -1, rows = 0;
    AUTO(stmt_done) Stmt *q = union_run(u);

    while (db_next(q, e)) {
        int64_t k = db_int(q, 0);
        const Clock *clock = &clocks->p[k];
        DueWindow *w = &windows[clock->window];
        Day from = (Day)db_int(q, 4), due = due_day(c, from, clock->deadline);
        rows = k == last ? rows + 1 : 1;
        last = k;
        w->more |= rows == DESK_MOST;
        if (fits(c, from, due, w) && rights_sees(c, clock->type, clock->from, db_int(q, 2)))
            vec_push(c->arena, &lists[clock->window],
                     (DueItem){ due, due < c->today, clock->type, clock->deadline, db_int(q, 1),
                                db_int(q, 2) });
    }
    return !e->kind;
}

bool desk_due_windows(Ctx *c, DueWindow *windows, size_t n, Err *e)
{
    Union u = union_new(c, "due");
    Clocks clocks = { 0 };
    DueList *lists = NEWN(c->arena, DueList, n + 1);

    for (size_t i = 0; i < n && !e->kind; i++) {
        windows[i] = (DueWindow){ .since = windows[i].since, .until = windows[i].until };
        (void)!ask_clocks(&u, &clocks, &windows[i], i, e);
    }
    if (e->kind || !u.branches) {
        buf_done(&u.sql);
        return !e->kind;
    }
    if (!read_clocks(&u, &clocks, windows, lists, e))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (lists[i].n)
            qsort(lists[i].p, lists[i].n, sizeof *lists[i].p, by_due);
        windows[i].p = lists[i].p;
        windows[i].n = lists[i].n;
    }
    return true;
}

bool desk_due(Ctx *c, Day since, Day until, const DueItem **out, size_t *n, bool *more, Err *e)
{
    DueWindow w = { .since = since, .until = until };
    bool ok = desk_due_windows(c, &w, 1, e);

    *out = w.p;
    *n = w.n;
    *more = w.more;
    return ok;
}

/* The branch of one deadline of a record, unless the user may not see its date. */
static bool add_own(Union *u, const Record *r, const Deadline *d, int64_t number, Err *e)
{
    Err quiet = { .lang = u->c->lang };
    Str text = arena_printf(u->c->arena, "%s where (%s) and id = this", r->type->name, d->open);
    const Query *q = query_kept(u->c, text, str_z(d->from), 0, r->id, &quiet);

    if (q)
        union_add(u, number, &q->first);
    return q || quiet.kind == ERR_DENIED || err_set(e, quiet.kind, "%s", quiet.msg);
}

bool desk_due_of(Ctx *c, const Record *r, const DueItem **out, size_t *n, Err *e)
{
    const Deadline *all = r->type->deadlines;
    Union u = union_new(c, "due of a record");
    DueList list = { 0 };

    *n = 0;
    for (size_t i = 0; all && all[i].name && add_own(&u, r, &all[i], (int64_t)i, e); i++)
        ;
    if (!all || !u.branches || e->kind) {
        buf_done(&u.sql);
        return !e->kind;
    }
    AUTO(stmt_done) Stmt *q = union_run(&u);
    while (db_next(q, e)) {
        const Deadline *d = &all[db_int(q, 0)];
        Day from = (Day)db_int(q, 4), due = due_day(c, from, d);
        if (from && rights_sees(c, r->type, type_field(r->type, str_z(d->from)), r->unit))
            vec_push(c->arena, &list, (DueItem){ due, due < c->today, r->type, d, r->id, r->unit });
    }
    if (list.n)
        qsort(list.p, list.n, sizeof *list.p, by_due);
    *out = list.p;
    *n = list.n;
    return !e->kind;
}

/* ---- what goes on ---- */

/* What came to nothing does not go on: "and state not in (cancelled)", or nothing. */
static Str not_failed(Arena *a, const Type *t)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    for (const State *s = t->states; s && s->code; s++)
        if (s->flags & STATE_FAILED)
            buf_printf(&b, "%s%s", b.n ? ", " : "", s->code);
    return b.n ? arena_printf(a, " and state not in (%.*s)", STR(buf_str(&b))) : S("");
}

/* Both days as columns; where there is no last day the first one twice. */
static bool add_source(Union *u, const Type *t, const CalendarSource *s, const char days[2][11],
                       size_t number, Err *e)
{
    Arena *a = u->c->arena;
    Err quiet = { .lang = u->c->lang };
    const char *to = s->to ? s->to : s->from;
    QueryParts parts = { .columns = arena_printf(a, "%s, %s", s->from, to),
                         .order = str_z(s->from),
                         .limit = DESK_MOST };
    const Query *q;

    parts.where =
        arena_printf(a, "%s <= %s and (%s >= %s or %s is empty and %s >= %s)%.*s", s->from, days[1],
                     to, days[0], to, s->from, days[0], STR(not_failed(a, t)));
    q = query_build(u->c, t, &parts, &quiet);
    if (q)
        union_add(u, (int64_t)number, &q->first);
    return q || quiet.kind == ERR_DENIED || err_set(e, quiet.kind, "%s", quiet.msg);
}

static int by_day(const void *a, const void *b)
{
    const CalendarItem *x = a, *y = b;
    return x->from != y->from ? (x->from > y->from) - (x->from < y->from)
                              : (x->id > y->id) - (x->id < y->id);
}

bool desk_calendar(Ctx *c, const CalendarSource *sources, Day since, Day until, CalendarList *out,
                   Err *e)
{
    Union u = union_new(c, "calendar");
    VEC(CalendarItem) list = { 0 };
    char days[2][11];
    int64_t last = -1, rows = 0;

    day_print(since, days[0]);
    day_print(until, days[1]);
    *out = (CalendarList){ 0 };
    for (size_t i = 0; sources[i].type; i++) {
        const Type *t = registry_find(c->types, str_z(sources[i].type));
        if (t && rights_has(c, RIGHT_READ, t, 0) && !add_source(&u, t, &sources[i], days, i, e))
            break;
    }
    if (!u.branches || e->kind) {
        buf_done(&u.sql);
        return !e->kind;
    }
    AUTO(stmt_done) Stmt *q = union_run(&u);
    while (db_next(q, e)) {
        const CalendarSource *s = &sources[db_int(q, 0)];
        const Type *t = registry_find(c->types, str_z(s->type));
        Day from = (Day)db_int(q, 4), to = db_null(q, 7) ? from : (Day)db_int(q, 8);
        rows = db_int(q, 0) == last ? rows + 1 : 1;
        last = db_int(q, 0);
        out->more |= rows == DESK_MOST;
        if (rights_sees(c, t, type_field(t, str_z(s->from)), db_int(q, 2)))
            vec_push(c->arena, &list,
                     (CalendarItem){ t, db_int(q, 1), from, to < from ? from : to });
    }
    if (list.n)
        qsort(list.p, list.n, sizeof *list.p, by_day);
    out->p = list.p;
    out->n = list.n;
    return !e->kind;
}

/* ---- steps ---- */

static bool decides(const Move *m)
{
    return m->by == RIGHT_CONFIRM || m->by == RIGHT_APPROVE || m->by == RIGHT_DECIDE;
}

static bool starts_at(const Move *m, const char *state)
{
    return strcmp(m->from, state) == 0;
}

/* A state in which somebody has to decide: it is passed on, or returned with a reason; or passed on
 * by another person. What merely goes its way waits for nobody. */
static bool is_waiting(const Type *t, const char *state)
{
    bool passes = false, other = false, returns = false;
    for (const Move *m = t->moves; m && m->to; m++) {
        if (!starts_at(m, state) || !decides(m))
            continue;
        passes |= !(m->flags & MOVE_REASON);
        other |= (m->flags & MOVE_OTHER_PERSON) != 0;
        returns |= (m->flags & MOVE_REASON) != 0;
    }
    return passes && (other || returns);
}

static bool may_any(const Ctx *c, const Type *t)
{
    return rights_has(c, RIGHT_CONFIRM, t, 0) || rights_has(c, RIGHT_APPROVE, t, 0) ||
           rights_has(c, RIGHT_DECIDE, t, 0);
}

static void ask_states(Union *u, const Type *t, size_t number)
{
    Ctx *c = u->c;
    AUTO(buf_done) Buf b = buf_new(1 << 16);
    VEC(Param) params = { 0 };

    buf_printf(&b,
               "SELECT \"id\", \"unit\", \"state\", \"changed_at\", \"changed_by\" FROM \"%s\""
               " WHERE \"voided_at\" IS NULL AND \"state\" IN (",
               t->name);
    for (const State *s = t->states; s && s->code; s++)
        if (is_waiting(t, s->code)) {
            buf_printf(&b, "%s$%zu", params.n ? ", " : "", params.n + 1);
            vec_push(c->arena, &params, param_z(s->code));
        }
    if (!params.n)
        return;
    buf_printf(&b, ") ORDER BY \"changed_at\" LIMIT %d", DESK_MOST);
    const Sql one = { .sql = buf_str(&b), .params = params.p, .n = params.n };
    union_add(u, (int64_t)number, &one);
}

/* What the office says of steps: of_type, to_state, who agrees, who instead. */
typedef struct {
    Str type, to, who;
    int64_t instead;
} Named;
typedef VEC(Named) NamedList;
enum { NAMED = -1 };

/* They come along with the records, in the columns of the other branches. */
static void ask_named(Union *u)
{
    const Sql q = {
        .sql = S("SELECT \"id\", \"unit\", \"of_type\" || ' ' || \"to_state\" || ' ' || \"approvers\","
                 " COALESCE(\"instead\", 0), 0 FROM \"approval_step\" WHERE \"voided_at\" IS NULL AND"
                 " \"approvers\" IS NOT NULL"),
    };
    union_add(u, NAMED, &q);
}

static void take_named(Ctx *c, const Stmt *q, NamedList *out)
{
    Str words = db_text(q, c->arena, 3);
    Named n = { .instead = db_int(q, 4) };

    if (str_cut(words, S(" "), &n.type, &words) && str_cut(words, S(" "), &n.to, &n.who))
        vec_push(c->arena, out, n);
}

/* Is the step for others, by name? */
static bool for_others(const Ctx *c, const NamedList *named, const Type *t, const Move *m)
{
    Str me = arena_printf(c->arena, "|%" PRId64 "|", c->user ? c->user->id : 0);
    for (size_t i = 0; i < named->n; i++) {
        const Named *n = &named->p[i];
        if (str_eq(n->type, str_z(t->name)) && str_eq(n->to, str_z(m->to)) &&
            str_find(n->who, me) < 0 && (!c->user || n->instead != c->user->id))
            return true;
    }
    return false;
}

static const Move *step_of(const Ctx *c, const NamedList *named, const Type *t, const Stmt *q)
{
    Str state = db_str(q, 3);
    bool mine = c->user && db_int(q, 5) == c->user->id;

    for (const Move *m = t->moves; m && m->to; m++)
        if (str_eq(str_z(m->from), state) && decides(m) && !(m->flags & MOVE_REASON) &&
            !(mine && (m->flags & MOVE_OTHER_PERSON)) && rights_has(c, m->by, t, db_int(q, 2)) &&
            !for_others(c, named, t, m))
            return m;
    return NULL;
}

static int by_since(const void *a, const void *b)
{
    const WaitingItem *x = a, *y = b;
    return x->since != y->since ? (x->since > y->since) - (x->since < y->since)
                                : (x->id > y->id) - (x->id < y->id);
}

bool desk_waiting(Ctx *c, const WaitingItem **out, size_t *n, bool *more, Err *e)
{
    Union u = union_new(c, "waiting");
    VEC(WaitingItem) list = { 0 };
    NamedList named = { 0 };
    int64_t last = -1, rows = 0;

    *more = false;
    *n = 0;
    ask_named(&u); /* first, since the others are judged by them */
    for (size_t i = 0; i < registry_count(c->types); i++)
        if (may_any(c, registry_at(c->types, i)))
            ask_states(&u, registry_at(c->types, i), i);
    if (!u.branches) {
        buf_done(&u.sql);
        return true;
    }
    AUTO(stmt_done) Stmt *q = union_run(&u);
    while (db_next(q, e)) {
        if (db_int(q, 0) == NAMED) {
            take_named(c, q, &named);
            continue;
        }
        const Type *t = registry_at(c->types, (size_t)db_int(q, 0));
        const Move *m = step_of(c, &named, t, q);
        rows = db_int(q, 0) == last ? rows + 1 : 1;
        last = db_int(q, 0);
        *more |= rows == DESK_MOST;
        if (m)
            vec_push(c->arena, &list,
                     (WaitingItem){ t, m, db_int(q, 1), db_int(q, 2), db_int(q, 4),
                                    db_text(q, c->arena, 3) });
    }
    if (list.n)
        qsort(list.p, list.n, sizeof *list.p, by_since);
    *out = list.p;
    *n = list.n;
    return !e->kind;
}
