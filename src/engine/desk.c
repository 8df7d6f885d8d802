/* SPDX-License-Identifier: Apache-2.0
 * What waits, asked of all types at once: one branch of a UNION for each type and state.
 */
#include "engine/desk.h"

#include <stdlib.h>

#include "engine/approval.h"
#include "engine/query_impl.h"
#include "engine/registry.h"
#include "engine/rights.h"

enum { SQL_MAX = 1 << 20 };

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

/* Does the field stand in one column of text? */
static bool is_plain(const Field *f)
{
    return f->kind != T_COUNT && f->kind != T_DECIMAL && f->kind != T_MONEY && f->kind != T_DATE &&
           f->kind != T_BOOL && f->kind != T_LINK;
}

static void ask_title(Union *u, const Titled *t, size_t i, const Field *f)
{
    const Param id = param_int(t->id);
    const Sql one = { .sql = arena_printf(u->c->arena,
                                          "SELECT \"unit\", \"key\", \"%s\" AS t FROM \"%s\" WHERE"
                                          " \"id\" = $1",
                                          f->name, t->type->name),
                      .params = &id,
                      .n = 1 };
    union_add(u, (int64_t)i, &one);
}

static Str read_title(Ctx *c, const Titled *t, const Field *f, const Stmt *q)
{
    int64_t unit = db_int(q, 1);
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    Value v = { .set = !db_null(q, 3), .text = db_str(q, 3) };

    if (v.set && rights_sees(c, t->type, f, unit))
        value_show(c, f, &v, &b);
    if (!b.n && rights_has(c, RIGHT_READ, t->type, unit))
        buf_put(&b, db_str(q, 2));
    return arena_str(c->arena, buf_str(&b));
}

bool desk_titles(Ctx *c, Titled *list, size_t n, Err *e)
{
    Union u = union_new(c, "titles");

    for (size_t i = 0; i < n; i++) {
        int title = type_title(list[i].type);
        if (title >= 0 && is_plain(&list[i].type->fields[title]))
            ask_title(&u, &list[i], i, &list[i].type->fields[title]);
    }
    if (u.branches) {
        AUTO(stmt_done) Stmt *q = union_run(&u);
        while (db_next(q, e)) {
            Titled *t = &list[db_int(q, 0)];
            t->title = read_title(c, t, &t->type->fields[type_title(t->type)], q);
        }
    } else {
        buf_done(&u.sql);
    }
    for (size_t i = 0; i < n && !e->kind; i++)
        if (!list[i].title.n)
            list[i].title = arena_printf(c->arena, "#%" PRId64, list[i].id);
    return !e->kind;
}

/* ---- deadlines ---- */

typedef struct {
    const Type *type;
    const Deadline *deadline;
    const Field *from;
} Clock;

static Day due_day(const Ctx *c, Day from, const Deadline *d)
{
    if (d->days == DAYS_WORK)
        return workday_add(c->facts->holidays, from, d->n);
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
    return x->due != y->due ? (x->due > y->due) - (x->due < y->due) : (x->id > y->id) - (x->id < y->id);
}

typedef VEC(DueItem) DueList;
typedef VEC(Clock) Clocks;

static bool ask_clocks(Union *u, Clocks *clocks, Day until, Err *e)
{
    const Ctx *c = u->c;
    for (size_t i = 0; i < registry_count(c->types); i++) {
        const Type *t = registry_at(c->types, i);
        if (!t->deadlines || !rights_has(c, RIGHT_READ, t, 0))
            continue;
        for (const Deadline *d = t->deadlines; d->name; d++) {
            if (!add_clock(u, t, d, until, clocks->n, e))
                return false;
            vec_push(c->arena, clocks, (Clock){ t, d, type_field(t, str_z(d->from)) });
        }
    }
    return true;
}

static bool fits(const Ctx *c, Day from, Day due, Day since, Day until)
{
    return until ? due >= since && due <= until : is_near(c, from, due);
}

static bool read_clocks(Union *u, const Clocks *clocks, Day since, Day until, DueList *list,
                        bool *more, Err *e)
{
    Ctx *c = u->c;
    int64_t last = -1, rows = 0;
    AUTO(stmt_done) Stmt *q = union_run(u);

    while (db_next(q, e)) {
        int64_t k = db_int(q, 0);
        const Clock *clock = &clocks->p[k];
        Day from = (Day)db_int(q, 4), due = due_day(c, from, clock->deadline);
        rows = k == last ? rows + 1 : 1;
        last = k;
        *more |= rows == DESK_MOST;
        if (fits(c, from, due, since, until) &&
            rights_sees(c, clock->type, clock->from, db_int(q, 2)))
            vec_push(c->arena, list,
                     (DueItem){ due, due < c->today, clock->type, clock->deadline, db_int(q, 1),
                                db_int(q, 2) });
    }
    return !e->kind;
}

bool desk_due(Ctx *c, Day since, Day until, const DueItem **out, size_t *n, bool *more, Err *e)
{
    Union u = union_new(c, "due");
    Clocks clocks = { 0 };
    DueList list = { 0 };

    *more = false;
    *n = 0;
    if (!ask_clocks(&u, &clocks, until, e) || !u.branches) {
        buf_done(&u.sql);
        return !e->kind;
    }
    if (!read_clocks(&u, &clocks, since, until, &list, more, e))
        return false;
    if (list.n)
        qsort(list.p, list.n, sizeof *list.p, by_due);
    *out = list.p;
    *n = list.n;
    return true;
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

static bool load_named(Ctx *c, NamedList *out, Err *e)
{
    AUTO(stmt_done) Stmt *q =
        db_query(c->db, "/* who agrees */ SELECT \"of_type\", \"to_state\", \"approvers\","
                        " \"instead\" FROM \"approval_step\" WHERE \"voided_at\" IS NULL AND"
                        " \"approvers\" IS NOT NULL");
    while (db_next(q, e))
        vec_push(c->arena, out,
                 (Named){ db_text(q, c->arena, 0), db_text(q, c->arena, 1),
                          db_text(q, c->arena, 2), db_int(q, 3) });
    return !e->kind;
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
            !(mine && (m->flags & MOVE_OTHER_PERSON)) &&
            rights_has(c, m->by, t, db_int(q, 2)) && !for_others(c, named, t, m))
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
    for (size_t i = 0; i < registry_count(c->types); i++)
        if (may_any(c, registry_at(c->types, i)))
            ask_states(&u, registry_at(c->types, i), i);
    if (!u.branches || !load_named(c, &named, e)) {
        buf_done(&u.sql);
        return !e->kind;
    }
    AUTO(stmt_done) Stmt *q = union_run(&u);
    while (db_next(q, e)) {
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
