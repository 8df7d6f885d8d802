/* SPDX-License-Identifier: Apache-2.0
 * Kept answers: whatever changes, a figure is what counting it anew gives; and what did not change
 * is not counted again.
 */
#include "engine/fixture.h"

#include "areas/areas.h"
#include "base/rand.h"
#include "figure/figure.h"
#include "figure/impl.h"

enum { STEPS = 160, ASKED = 12, VISITS_MAX = STEPS + 40 };

/* The store counts as a large one from now on. */
static void grow(Fixture *f, int64_t rows)
{
    Err e = { 0 };
    OK(db_exec(f->c.db, &e, "UPDATE qiao_head SET \"seq\" = \"seq\" + $1", P(rows)), e);
}

/* Statements that count, and all that ran. */
typedef struct {
    int counts, all;
} Seen;

static void see(void *arg, Str sql, const Param *params, size_t n)
{
    Seen *s = arg;
    (void)params;
    (void)n;
    s->all++;
    s->counts += str_starts(sql, S("/* query "));
}

static int64_t kept_rows(Fixture *f)
{
    AUTO(stmt_done) Stmt *q = db_query(f->c.db, "SELECT count(*) FROM qiao_kept");
    Err e = { 0 };
    assert_true(db_next(q, &e));
    return db_int(q, 0);
}

/* ---- figures to ask for ---- */

static const struct {
    const char *query, *of;
    CountKind count;
} kinds[] = {
    { "visit where began in period", NULL, COUNT_ROWS },
    { "visit where began in period and guide.country = SB", NULL, COUNT_ROWS },
    { "visit where hosts.country in (SB, MY)", NULL, COUNT_ROWS },
    { "guide where has visit by guide (began in period)", NULL, COUNT_ROWS },
    { "visit where began in period", "size", COUNT_SUM },
    { "visit where began in period", "rate", COUNT_SUM },
    { "visit where began in period", "cost", COUNT_SUM },
    { "visit where began in period", "country", COUNT_DISTINCT },
    { "visit where began in period", "guide.country", COUNT_DISTINCT },
    { "visit where began in period", "phone", COUNT_DISTINCT },
    { "visit where began in period and guide is not empty", "guide", COUNT_PEOPLE },
    { "visit where began in period", "size", COUNT_MAX },
    { "visit where began in period", "size", COUNT_LAST },
    { "guide", NULL, COUNT_ROWS },
};

static void define(Fixture *f, Figures *all)
{
    for (size_t i = 0; i < LEN(kinds); i++) {
        Str query = str_z(kinds[i].query), type, rest;
        str_cut(query, S(" "), &type, &rest);
        vec_push(f->arena, &all->list,
                 (FigureDef){ .name = arena_printf(f->arena, "test.%zu", i),
                              .type = registry_find(f->c.types, type),
                              .query = query,
                              .of = str_z(kinds[i].of),
                              .count = kinds[i].count });
    }
}

/* The figures with what this store keeps, as a new command sees them. */
static Figures open_kept(Fixture *f)
{
    Figures all = { 0 };
    Err e = { 0 };
    define(f, &all);
    all.kept = kept_open(&f->c, &e);
    OK(!e.kind, e);
    return all;
}

static FigureScope scope_of(int64_t unit)
{
    return (FigureScope){ .from = 20240101, .to = 20241231, .as_of = 20241231, .unit = unit };
}

/* False if the reader may not count it. */
static bool value_of(Fixture *f, const Figures *all, size_t figure, int64_t unit, FigureValue *v)
{
    FigureScope s = scope_of(unit);
    Err e = { 0 };
    if (figure_value(&f->c, all, &all->list.p[figure], &s, v, &e))
        return true;
    assert_int_equal(e.kind, ERR_DENIED);
    return false;
}

/* ---- random changes ---- */

typedef struct {
    Fixture *f;
    Rand r;
    int64_t guides[4], visits[VISITS_MAX];
    size_t nvisits;
    Seen seen;
    int asked, taken; /* figures; those that nothing was counted for */
} World;

static const char *pick(World *w, const char *const *from, size_t n)
{
    return from[rand_below(&w->r, n)];
}

#define PICK(w, ...)                                                                               \
    pick(w, (const char *const[]){ __VA_ARGS__ },                                                  \
         sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *))

static void set_some(World *w, Record *v)
{
    Fixture *f = w->f;
    fixture_set(f, v, V_SIZE, PICK(w, "3", "12", "40"));
    fixture_set(f, v, V_RATE, PICK(w, "0.25", "3"));
    fixture_set(f, v, V_COST, PICK(w, "100", "2500.50 CNY", "70 USD"));
    fixture_set(f, v, V_BEGAN, PICK(w, "2024-03-05", "2024", "2023-12-30", "2025-01-01"));
    fixture_set(f, v, V_COUNTRY, PICK(w, "SB", "MY", "HK", "CN"));
    fixture_set(f, v, V_PHONE, PICK(w, "+6591234567", "+60123456789"));
    rec_set_int(v, V_GUIDE, w->guides[rand_below(&w->r, LEN(w->guides))]);
    if (rand_below(&w->r, 2))
        fixture_set(f, v, V_HOSTS,
                    arena_printf(f->arena, "#%" PRId64, w->guides[rand_below(&w->r, 4)]).p);
}

static void make_visit(World *w)
{
    Fixture *f = w->f;
    const int64_t units[] = { f->root, f->district, f->street, f->other };
    Record *v = record_new(f->arena, registry_find(f->c.types, S("visit")));
    Check k = { 0 };
    Err e = { 0 };
    fixture_set(f, v, V_TITLE, arena_printf(f->arena, "Visit %zu", w->nvisits).p);
    set_some(w, v);
    v->unit = units[rand_below(&w->r, LEN(units))];
    OK(store_create(&f->c, v, &k, &e), e);
    w->visits[w->nvisits++] = v->id;
}

static void change_visit(World *w, int64_t id)
{
    Err e = { 0 };
    Check k = { 0 };
    Record *v = store_get(&w->f->c, registry_find(w->f->c.types, S("visit")), id, &e);
    OK(v, e);
    set_some(w, v);
    if (!store_update(&w->f->c, v, &k, &e)) /* a voided one is not changed */
        assert_int_equal(e.kind, ERR_INVALID);
}

static void change_guide(World *w)
{
    Err e = { 0 };
    Check k = { 0 };
    Record *g = store_get(&w->f->c, registry_find(w->f->c.types, S("guide")),
                          w->guides[rand_below(&w->r, LEN(w->guides))], &e);
    OK(g, e);
    fixture_set(w->f, g, 1, PICK(w, "SB", "MY", "HK"));
    OK(store_update(&w->f->c, g, &k, &e), e);
}

/* One change of any kind, by the engine itself; or none, or rows of history that change nothing. */
static void change_something(World *w)
{
    Ctx *c = &w->f->c;
    const Type *t = registry_find(c->types, S("visit"));
    int64_t id = w->visits[rand_below(&w->r, w->nvisits)];
    Err e = { 0 };

    switch (rand_below(&w->r, 14)) {
    case 0:
    case 1: make_visit(w); return;
    case 2:
    case 3: change_visit(w, id); return;
    case 4: change_guide(w); return;
    case 5:
        if (!store_void(c, t, id, S("a test"), &e))
            OK(store_unvoid(c, t, id, S("a test"), (err_clear(&e), &e)), e);
        return;
    case 6: OK(store_erase(c, t, id, S("a request"), &e), e); return;
    case 7: OK(history_read(c, t, id, S("visit columns pass"), 1, &e), e); return;
    default: return;
    }
}

/* With what is kept and without: the same. */
static void compare(World *w, const Figures *all, size_t figure, int64_t unit)
{
    Figures plain = *all;
    int counts = w->seen.counts;
    FigureValue v, x;
    bool may = value_of(w->f, all, figure, unit, &v);

    w->asked += may;
    w->taken += may && w->seen.counts == counts;
    plain.kept = NULL;
    assert_int_equal(value_of(w->f, &plain, figure, unit, &x), may);
    if (!may)
        return;
    if (v.standing != x.standing || v.value != x.value || v.records != x.records ||
        v.unknown != x.unknown || v.places != x.places || v.regions != x.regions ||
        strcmp(v.currency, x.currency) != 0 || !str_eq(v.why, x.why))
        fail_msg("figure %zu is %" PRId64 " (%" PRId64 " records), counted anew %" PRId64
                 " (%" PRId64 ")",
                 figure, v.value, v.records, x.value, x.records);
}

/* All figures of both units at once: what is asked for next needs no statement. */
static void fetch_all(World *w, const Figures *all, const int64_t units[2])
{
    FigureAskFor list[2 * LEN(kinds)];
    Err e = { 0 };

    for (size_t i = 0; i < LEN(list); i++)
        list[i] = (FigureAskFor){ &all->list.p[i / 2], scope_of(units[i % 2]) };
    OK(figures_fetch(&w->f->c, all, list, LEN(list), &e), e);
}

static void ask_some(World *w, const Figures *all, bool save)
{
    bool together = rand_below(&w->r, 2);
    Err e = { 0 };
    static const char *const readers[] = { "office", "ann", "bob", NULL };
    Fixture *f = w->f;
    const int64_t units[] = { 0, f->district };

    fixture_as(f, readers[rand_below(&w->r, LEN(readers))]);
    if (together)
        fetch_all(w, all, units);
    for (int i = 0; i < ASKED; i++)
        compare(w, all, rand_below(&w->r, LEN(kinds)), units[rand_below(&w->r, LEN(units))]);
    kept_collect(all->kept);
    OK(kept_fetch(&f->c, all->kept, &e), e);
    if (save)
        figures_keep(&f->c, all);
    fixture_as(f, NULL);
}

/* One reader that has been there all the time, one that comes anew each time, on two connections;
 * what one keeps the other takes. */
static void is_what_counting_anew_gives(TestDb *t)
{
    Fixture *f = fixture_open(t);
    World w = { .f = f, .r = rand_seeded(20241231) };
    Db *first = f->c.db, *second = test_db_again(t);
    Figures old;

    for (size_t i = 0; i < LEN(w.guides); i++)
        w.guides[i] = fixture_guide(f, arena_printf(f->arena, "Guide %zu", i).p);
    fixture_as(f, NULL);
    for (int i = 0; i < 30; i++)
        make_visit(&w);
    grow(f, KEPT_FROM_ROWS);
    old = open_kept(f);
    assert_non_null(old.kept);
    db_trace(first, see, &w.seen);
    db_trace(second, see, &w.seen);
    for (int i = 0; i < STEPS; i++) {
        Figures new;
        change_something(&w);
        f->c.db = second;
        new = open_kept(f);
        ask_some(&w, &new, rand_below(&w.r, 3) > 0);
        f->c.db = first;
        ask_some(&w, &old, rand_below(&w.r, 3) > 0);
    }
    assert_true(w.taken > w.asked / 5 && w.asked - w.taken > w.asked / 5); /* both often */
    db_trace(first, NULL, NULL);
    db_close(second);
    fixture_close(f);
}

/* ---- one by one ---- */

/* A large store with a few visits and guides. */
static World small_world(TestDb *t)
{
    World w = { .f = fixture_open(t), .r = rand_seeded(7) };
    for (size_t i = 0; i < LEN(w.guides); i++)
        w.guides[i] = fixture_guide(w.f, arena_printf(w.f->arena, "Guide %zu", i).p);
    fixture_as(w.f, NULL);
    for (int i = 0; i < 10; i++)
        make_visit(&w);
    grow(w.f, KEPT_FROM_ROWS);
    return w;
}

/* Asks for all that are kept, as a new reader; what that took. */
static Seen ask_all(World *w, bool save)
{
    Figures all;
    Seen seen = { 0 };
    db_trace(w->f->c.db, see, &seen);
    all = open_kept(w->f);
    for (size_t i = 0; i < LEN(kinds); i++) {
        FigureValue v;
        if (kinds[i].count != COUNT_LAST) /* which is the sum of its evidence */
            assert_true(value_of(w->f, &all, i, 0, &v));
    }
    if (save)
        figures_keep(&w->f->c, &all);
    db_trace(w->f->c.db, NULL, NULL);
    return seen;
}

enum { COUNTED = LEN(kinds) - 1 };

static void counts_nothing_twice(TestDb *t)
{
    World w = small_world(t);
    Seen again;
    assert_int_equal(ask_all(&w, true).counts, COUNTED);
    assert_int_equal(kept_rows(w.f), COUNTED);
    again = ask_all(&w, true);
    assert_int_equal(again.counts, 0);
    assert_int_equal(again.all, COUNTED + 1); /* one each; is it large. Nothing is newer */
    fixture_close(w.f);
}

/* Of 13 questions four read guides, one of them nothing else; all but that one read visits. */
static void counts_again_what_a_change_touches(TestDb *t)
{
    World w = small_world(t);
    const Type *visit = registry_find(w.f->c.types, S("visit"));
    Err e = { 0 };
    (void)ask_all(&w, true);
    make_visit(&w);
    assert_int_equal(ask_all(&w, true).counts, COUNTED - 1);
    (void)fixture_guide(w.f, "One more");
    assert_int_equal(ask_all(&w, true).counts, 5);
    OK(history_read(&w.f->c, visit, w.visits[0], S("visit columns pass"), 1, &e), e);
    assert_int_equal(ask_all(&w, true).counts, 0);
    fixture_close(w.f);
}

static void forgets_what_is_old(TestDb *t)
{
    World w = small_world(t);
    Err e = { 0 };
    (void)ask_all(&w, true);
    grow(w.f, KEPT_WINDOW);
    assert_int_equal(ask_all(&w, false).counts, 0);
    grow(w.f, 1);
    assert_int_equal(ask_all(&w, true).counts, COUNTED);
    assert_int_equal(kept_rows(w.f), COUNTED); /* the old ones are gone */

    OK(store_erase(&w.f->c, registry_find(w.f->c.types, S("visit")), w.visits[0], S("a request"),
                   &e),
       e);
    assert_int_equal(kept_rows(w.f), 0); /* a sum may tell what one person's record held */
    fixture_close(w.f);
}

static void has_a_limit(TestDb *t)
{
    World w = small_world(t);
    Err e = { 0 };
    OK(db_exec(t->db, &e,
               "INSERT INTO qiao_kept (\"key\", \"seq\", \"answer\") WITH RECURSIVE n(i) AS"
               " (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1)"
               " SELECT 'k' || i, 1000000, '1' FROM n",
               P((int64_t)KEPT_MAX - COUNTED)),
       e);
    (void)ask_all(&w, true);
    assert_int_equal(kept_rows(w.f), KEPT_MAX);
    make_visit(&w);
    (void)ask_all(&w, true);
    assert_int_equal(kept_rows(w.f), COUNTED - 1);
    fixture_close(w.f);
}

static void keeps_nothing_in_a_small_store(TestDb *t)
{
    Fixture *f = fixture_open(t);
    World w = { .f = f };
    assert_non_null(open_kept(f).kept);
    assert_int_equal(ask_all(&w, true).counts, COUNTED);
    assert_int_equal(kept_rows(f), 0);
    fixture_close(f);
}

/* The number of a list: counted once, again after a change, and always what counting gives. */
static void keeps_the_number_of_a_list(TestDb *t)
{
    static const QueryParts lists[] = {
        { .where = { 0 } },
        { .where = S("size > 3") },
        { .where = S("size > 3"), .order = S("began") },
    };
    Fixture *f = fixture_open(t);
    const Type *visit = registry_find(f->c.types, S("visit"));
    Err e = { 0 };

    grow(f, KEPT_FROM_ROWS);
    for (int round = 0; round < 6; round++) {
        Check k = { 0 };
        Record *r = fixture_visit(f, arena_printf(f->arena, "V%d", round).p, "2024-03-05", round);
        for (size_t i = 0; i < LEN(lists); i++) {
            const Query *q = query_build(&f->c, visit, &lists[i], &e);
            int64_t kept, again, counted;
            OK(q, e);
            OK(figures_total(&f->c, q, &lists[i], &kept, &e), e);
            OK(figures_total(&f->c, q, &lists[i], &again, &e), e);
            OK(query_total(&f->c, q, &counted, &e), e);
            assert_int_equal(kept, counted);
            assert_int_equal(again, counted);
        }
        OK(store_create(&f->c, r, &k, &e), e);
    }
    assert_int_equal(kept_rows(f), 2); /* with an order it is counted each time */
    fixture_close(f);
}

/* What is sealed rests on records alone. */
static void can_be_left_aside(TestDb *t)
{
    World w = small_world(t);
    Err e = { 0 };
    const Figures *all = figures_load(&w.f->c, &e), *anew = figures_load_anew(&w.f->c, &e);
    OK(all && anew, e);
    assert_non_null(all->kept);
    assert_null(anew->kept);
    fixture_close(w.f);
}

/* A step of the schema may move what was counted without a row in the history. */
static void forgets_when_tables_change(TestDb *t)
{
    World w = small_world(t);
    Err e = { 0 };
    (void)ask_all(&w, true);
    OK(schema_update(t->db, w.f->c.types, &e), e);
    assert_int_equal(kept_rows(w.f), COUNTED); /* nothing changed */
    w.f->c.types = registry_builtin(w.f->arena, area_types);
    OK(schema_update(t->db, w.f->c.types, &e), e);
    assert_int_equal(kept_rows(w.f), 0);
    fixture_close(w.f);
}

/* What a transaction wrote is counted in it, and forgotten with it. */
static void takes_nothing_in_a_transaction(TestDb *t)
{
    World w = small_world(t);
    Figures all = open_kept(w.f);
    FigureValue before, within, after;
    Err e = { 0 };

    (void)ask_all(&w, true);
    assert_true(value_of(w.f, &all, COUNTED, 0, &before));
    {
        AUTO(store_rollback) StoreTxn txn = store_begin(&w.f->c, &e);
        OK(txn.txn.db, e);
        (void)fixture_guide(w.f, "Rehearsed");
        OK(store_flush(&w.f->c, &e), e);
        assert_true(value_of(w.f, &all, COUNTED, 0, &within));
        figures_keep(&w.f->c, &all);
    }
    assert_int_equal(within.value, before.value + 1);
    assert_true(value_of(w.f, &all, COUNTED, 0, &after));
    assert_int_equal(after.value, before.value);
    fixture_close(w.f);
}

/* Nothing is lost but the keeping. */
static void leaves_it_when_somebody_writes(TestDb *t)
{
    World w = small_world(t);
    Db *other = test_db_again(t);
    Err e = { 0 };
    {
        AUTO(txn_rollback) Txn txn = txn_begin(other, &e);
        OK(txn.db, e);
        OK(db_exec(other, &e,
                   "INSERT INTO qiao_kept (\"key\", \"seq\", \"answer\")"
                   " VALUES ('theirs', 1, '1')"),
           e);
        assert_int_equal(ask_all(&w, true).counts, COUNTED);
        assert_int_equal(kept_rows(w.f), t->kind == DB_SQLITE ? 0 : COUNTED);
    }
    (void)ask_all(&w, true);
    assert_int_equal(kept_rows(w.f), COUNTED);
    db_close(other);
    fixture_close(w.f);
}

/* What is in the table and no answer is counted. */
static void reads_no_nonsense(TestDb *t)
{
    static const char *const answers[] = { "", "x", "1,2,3,4", "1=", "~~", "1;2;", ",", "-1-" };
    World w = small_world(t);
    Err e = { 0 };
    for (size_t i = 0; i < LEN(answers); i++) {
        (void)ask_all(&w, true);
        OK(db_exec(t->db, &e, "UPDATE qiao_kept SET \"answer\" = $1", P(answers[i])), e);
        assert_in_range(ask_all(&w, false).counts, 1, COUNTED);
        for (size_t k = 0; k < COUNTED; k++) {
            Figures all = open_kept(w.f);
            if (!str_eq(str_z(answers[i]), S("1=")) && kinds[k].count != COUNT_LAST)
                compare(&w, &all, k, 0);
        }
        OK(db_exec(t->db, &e, "DELETE FROM qiao_kept"), e);
    }
    fixture_close(w.f);
}

/* ---- what an answer depends on ---- */

/* Is the table that of one of the types, or of links of one of them? */
static bool is_read(Str table, const Type *const *reads, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        Str name = str_z(reads[i]->name);
        if (str_eq(table, name) || (str_starts(table, name) && table.p[name.n] == '_'))
            return true;
    }
    return false;
}

/* Every table that a built-in figure's statement names is among those that it says it reads. */
static void names_all_that_is_read(TestDb *t)
{
    static const char *const before[] = { "FROM \"", "JOIN \"" };
    Fixture *f = fixture_open(t);
    FigureScope s = { .from = 20240101, .to = 20241231 };
    size_t tables = 0;
    Err e = { 0 };
    f->c.types = registry_builtin(f->arena, area_types);
    OK(schema_update(t->db, f->c.types, &e), e);
    fixture_as(f, NULL);
    const Figures *all = figures_load(&f->c, &e);
    for (size_t i = 0; i < figures_count(all); i++) {
        const FigureDef *d = figures_at(all, i);
        FigureAsk ask = { .count = S("rows"), .from = s.from, .to = s.to };
        const Query *q = figure_query(&f->c, d, &s, &ask, &e);
        size_t n;
        OK(q, e);
        const Type *const *reads = query_reads(&f->c, q, &n);
        for (size_t k = 0; k < LEN(before); k++) {
            Str rest = query_sql(q), head, table;
            while (str_cut(rest, str_z(before[k]), &head, &rest)) {
                str_cut(rest, S("\""), &table, &rest);
                if (!is_read(table, reads, n))
                    fail_msg("%.*s reads %.*s", STR(d->name), STR(table));
                tables++;
            }
        }
    }
    assert_true(tables > figures_count(all));
    fixture_close(f);
}

static Query *build(Fixture *f, const char *where, const char *by)
{
    const QueryParts parts = { .where = str_z(where), .count = S("rows"), .by = str_z(by) };
    Err e = { 0 };
    Query *q = query_build(&f->c, registry_find(f->c.types, S("visit")), &parts, &e);
    OK(q, e);
    return q;
}

/* One question, one name: by value, by reader. */
static void names_questions(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Str names[5];
    size_t n;

    names[0] = query_name(&f->c, build(f, "size > 12", NULL));
    names[1] = query_name(&f->c, build(f, "size > 13", NULL));
    names[2] = query_name(&f->c, build(f, "title = '12'", NULL));
    names[3] = query_name(&f->c, build(f, "title = '13'", NULL));
    fixture_as(f, "ann");
    names[4] = query_name(&f->c, build(f, "size > 12", NULL));
    for (size_t i = 0; i < LEN(names); i++) {
        assert_int_equal(names[i].n, 64);
        for (size_t k = 0; k < i; k++)
            assert_false(str_eq(names[i], names[k]));
    }
    fixture_as(f, "office");
    assert_true(str_eq(names[0], query_name(&f->c, build(f, "size > 12", NULL))));
    /* a guide that is named by its number is looked up */
    (void)query_reads(&f->c, build(f, "guide = G1", NULL), &n);
    assert_int_equal(n, 2);
    fixture_as(f, NULL);
    assert_true(query_is_logged(build(f, "size > 12", "pass")));
    assert_false(query_is_logged(build(f, "pass is not empty", "country")));
    fixture_close(f);
}

static const DbCase cases[] = {
    DB_CASE(is_what_counting_anew_gives),
    DB_CASE(counts_nothing_twice),
    DB_CASE(counts_again_what_a_change_touches),
    DB_CASE(forgets_what_is_old),
    DB_CASE(has_a_limit),
    DB_CASE(keeps_nothing_in_a_small_store),
    DB_CASE(keeps_the_number_of_a_list),
    DB_CASE(can_be_left_aside),
    DB_CASE(forgets_when_tables_change),
    DB_CASE(takes_nothing_in_a_transaction),
    DB_CASE(leaves_it_when_somebody_writes),
    DB_CASE(reads_no_nonsense),
    DB_CASE(names_all_that_is_read),
    DB_CASE(names_questions),
};

int main(void)
{
    return run_db_cases("kept", cases, LEN(cases));
}
