/* SPDX-License-Identifier: Apache-2.0
 * The search box on a small store, on both engines: what each user finds and counts, how the index
 * follows the history, its file, and many who search while one writes.
 */
#include "engine/fixture.h"

#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/finder.h"
#include "engine/query.h"

typedef struct {
    Fixture *f;
    Finder *finder;
    int64_t guide, at_root, at_district, at_street, at_other;
} World;

static int64_t add_visit(World *w, const char *title, const char *leader, int64_t unit)
{
    Record *r = fixture_visit(w->f, title, "2024-03-05", 3);
    Check k = { 0 };
    Err e = { 0 };

    fixture_set(w->f, r, V_NAME, leader);
    r->unit = unit;
    OK(store_create(&w->f->c, r, &k, &e), e);
    return r->id;
}

/* A guide whom all may see, and visits of four units, whose leader is personal. */
static World open_world(TestDb *t)
{
    World w = { .f = fixture_open(t), .finder = finder_new() };

    w.f->c.finder = w.finder;
    fixture_as(w.f, NULL);
    w.guide = fixture_guide(w.f, "集美导览");
    w.at_root = add_visit(&w, "root", "陈嘉庚", w.f->root);
    w.at_district = add_visit(&w, "district", "陈家庚", w.f->district);
    w.at_street = add_visit(&w, "street", "Tan Kah Kee", w.f->street);
    w.at_other = add_visit(&w, "other", "林文庆", w.f->other);
    return w;
}

static void close_world(World *w)
{
    finder_free(w->finder);
    fixture_close(w->f);
}

/* The letters of the records that are found, in their order. */
static Str found(const World *w, FinderAsk ask)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    FoundList list;
    Err e = { 0 };

    OK(finder_find(&w->f->c, &ask, &list, &e), e);
    for (size_t i = 0; i < list.n; i++) {
        int64_t id = list.p[i].id;
        buf_putc(&b, id == w->guide         ? 'g'
                     : id == w->at_root     ? 'r'
                     : id == w->at_district ? 'd'
                     : id == w->at_street   ? 's'
                     : id == w->at_other    ? 'o'
                                            : '?');
    }
    return arena_str(w->f->arena, buf_str(&b));
}

static int64_t counted(const World *w, const char *type, const char *text, const char *where)
{
    QueryParts parts = { .search = str_z(text), .where = str_z(where) };
    Err e = { 0 };
    Query *q = query_build(&w->f->c, registry_find(w->f->c.types, str_z(type)), &parts, &e);
    int64_t n = -1;

    if (!q)
        fail_msg("%s", e.msg);
    OK(query_total(&w->f->c, q, &n, &e), e);
    return n;
}

/* ---- cases ---- */

static void each_finds_what_may_be_seen(TestDb *t)
{
    static const struct {
        const char *login, *text, *found;
        int64_t visits; /* counted by the query */
    } cases[] = {
        { "office", "chenjiageng", "rd", 2 },
        { "office", "Tan Kah Kee", "srd", 3 },
        { "office", "林文庆", "o", 1 },
        { "office", "jimei", "g", 0 },
        /* a handler: only the units at and below the grant */
        { "ann", "chenjiageng", "d", 1 },
        { "ann", "kahkee", "sd", 2 },
        { "ann", "林文庆", "", 0 },
        { "bob", "chenjiageng", "", 0 },
        { "bob", "kahkee", "s", 1 },
        { "bob", "jimei", "", 0 }, /* the guide belongs to the root */
        /* a statistician sees all units, but nothing personal: nor by a slip, nor by a count */
        { "eve", "chenjiageng", "", 0 },
        { "eve", "kahkee", "", 0 },
        { "eve", "chenjiagemg", "", 0 },
        { "eve", "c", "", 0 },
        { "eve", "jimei", "g", 0 },
        /* the security administrator reads no visits at all */
        { "secadmin", "jimei", "", -1 },
    };
    World w = open_world(t);

    for (size_t i = 0; i < LEN(cases); i++) {
        Str got;
        fixture_as(w.f, cases[i].login);
        got = found(&w, (FinderAsk){ .text = str_z(cases[i].text) });
        if (!str_eq(got, str_z(cases[i].found)))
            fail_msg("%s finds '%.*s' by '%s', not '%s'", cases[i].login, STR(got), cases[i].text,
                     cases[i].found);
        if (cases[i].visits >= 0)
            assert_int_equal(counted(&w, "visit", cases[i].text, ""), cases[i].visits);
    }
    close_world(&w);
}

static void a_search_is_a_condition_more(TestDb *t)
{
    World w = open_world(t);
    Err e = { 0 };
    QueryParts parts = { .search = S("Tan Kah Kee"), .limit = 2, .columns = S("title") };
    const Type *visit = registry_find(w.f->c.types, S("visit"));
    Query *q;

    fixture_as(w.f, "office");
    assert_int_equal(counted(&w, "visit", "kahkee", "title = street"), 1);
    assert_int_equal(counted(&w, "visit", "kahkee", "title = other"), 0);
    assert_int_equal(counted(&w, "visit", "no such name", ""), 0);
    /* the best first, page by page */
    q = query_build(&w.f->c, visit, &parts, &e);
    assert_non_null(q);
    {
        AUTO(rows_done) Rows *rows = query_run(&w.f->c, q, &e);
        assert_true(rows_next(rows, &e));
        assert_int_equal(rows_id(rows), w.at_street);
        assert_true(rows_next(rows, &e));
        assert_int_equal(rows_id(rows), w.at_root);
        parts.after = rows_key(rows);
    }
    q = query_build(&w.f->c, visit, &parts, &e);
    assert_non_null(q);
    {
        AUTO(rows_done) Rows *rows = query_run(&w.f->c, q, &e);
        assert_true(rows_next(rows, &e));
        assert_int_equal(rows_id(rows), w.at_district);
        assert_false(rows_next(rows, &e));
    }
    /* another order if one is asked for */
    parts.after = (Str){ 0 };
    parts.order = S("title");
    q = query_build(&w.f->c, visit, &parts, &e);
    assert_non_null(q);
    {
        AUTO(rows_done) Rows *rows = query_run(&w.f->c, q, &e);
        assert_true(rows_next(rows, &e));
        assert_int_equal(rows_id(rows), w.at_district);
    }
    close_world(&w);
}

/* The same by an index that followed and by one that is made anew. */
static void both_find(World *w, FinderAsk ask, const char *want)
{
    Finder *fresh = finder_new(), *before = w->f->c.finder;
    Str got = found(w, ask), anew;

    w->f->c.finder = fresh;
    anew = found(w, ask);
    w->f->c.finder = before;
    finder_free(fresh);
    if (!str_eq(got, str_z(want)) || !str_eq(anew, got))
        fail_msg("'%.*s' finds '%.*s', anew '%.*s', not '%s'", STR(ask.text), STR(got), STR(anew),
                 want);
}

static void follows_the_history(TestDb *t)
{
    World w = open_world(t);
    Finder *within = finder_new();
    const Type *visit = registry_find(w.f->c.types, S("visit"));
    Check k = { 0 };
    Err e = { 0 };
    Record *r;

    fixture_as(w.f, "office");
    both_find(&w, (FinderAsk){ .text = S("陈嘉庚") }, "r");
    /* another name */
    r = store_get(&w.f->c, visit, w.at_root, &e);
    assert_non_null(r);
    fixture_set(w.f, r, V_NAME, "黄乃裳");
    OK(store_update(&w.f->c, r, &k, &e), e);
    both_find(&w, (FinderAsk){ .text = S("黄乃裳") }, "r");
    both_find(&w, (FinderAsk){ .text = S("嘉庚") },
              "d"); /* of the same sound, now that it is none's */
    /* voided, found on demand, and back */
    OK(store_void(&w.f->c, visit, w.at_other, S("twice"), &e), e);
    both_find(&w, (FinderAsk){ .text = S("lwq") }, "");
    both_find(&w, (FinderAsk){ .text = S("lwq"), .with_void = true }, "o");
    OK(store_unvoid(&w.f->c, visit, w.at_other, S("not twice"), &e), e);
    both_find(&w, (FinderAsk){ .text = S("lwq") }, "o");
    /* one more, which a transaction that is rolled back does not leave behind */
    {
        AUTO(store_rollback) StoreTxn txn = store_begin(&w.f->c, &e);
        (void)add_visit(&w, "gone", "林文庆", w.f->root);
        w.f->c.finder = within;
        SAYS(found(&w, (FinderAsk){ .text = S("lwq") }), "o?");
        (void)txn;
    }
    SAYS(found(&w, (FinderAsk){ .text = S("lwq") }), "o");
    w.f->c.finder = w.finder;
    finder_free(within);
    both_find(&w, (FinderAsk){ .text = S("lwq") }, "o");
    /* erased */
    OK(store_erase(&w.f->c, visit, w.at_district, S("request 7"), &e), e);
    both_find(&w, (FinderAsk){ .text = S("jiageng") }, "");
    close_world(&w);
}

static void is_limited(TestDb *t)
{
    World w = open_world(t);
    Err e = { 0 };
    FoundList list;
    Str longest = { arena_zget(w.f->arena, 1, FIND_TEXT_MAX + 1), FIND_TEXT_MAX + 1 };

    memset((char *)(uintptr_t)longest.p, 'a', longest.n);
    FAILS(finder_find(&w.f->c, &(FinderAsk){ .text = longest }, &list, &e), e, ERR_INVALID);
    longest.n--;
    OK(finder_find(&w.f->c, &(FinderAsk){ .text = longest }, &list, &e), e);
    assert_int_equal(list.n, 0);
    OK(finder_find(&w.f->c, &(FinderAsk){ .text = S("kahkee"), .top = 1 }, &list, &e), e);
    assert_int_equal(list.n, 1);
    assert_true(list.more);
    close_world(&w);
}

/* Enough guides that a file is worth it. */
static void add_many(World *w)
{
    Err e = { 0 };
    OK(db_exec(
           w->f->t->db, &e,
           "INSERT INTO guide (id, unit, version, created_at, created_by, changed_at,"
           " changed_by, name) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
           " WHERE i < 25000) SELECT i, $1, 1, 0, 0, 0, 0, '王' || char(19968 + i % 5000) FROM n",
           P(w->f->root)),
       e);
}

static bool has_file(const World *w, struct stat *st)
{
    Str path = arena_printf(w->f->arena, "%.*s.find", STR(db_file(w->f->t->db, w->f->arena)));
    return stat(path.p, st) == 0;
}

static void keeps_a_file(TestDb *t)
{
    World w;
    struct stat st;
    const Type *visit;
    Err e = { 0 };
    const char *path;

    if (t->kind != DB_SQLITE)
        return; /* PostgreSQL has no folder that would be ours */
    w = open_world(t);
    fixture_as(w.f, "office");
    both_find(&w, (FinderAsk){ .text = S("林文庆") }, "o");
    assert_false(has_file(&w, &st)); /* few names are read again as fast */
    add_many(&w);
    finder_free(w.finder);
    w.f->c.finder = w.finder = finder_new();
    both_find(&w, (FinderAsk){ .text = S("林文庆") }, "o");
    assert_true(has_file(&w, &st));
    assert_int_equal(st.st_mode & 0777, 0600);
    /* what changed since is found beside it */
    w.guide = fixture_guide(w.f, "鼓浪屿");
    both_find(&w, (FinderAsk){ .text = S("gulangyu") }, "g");
    /* one that is broken, or is none, is made again */
    path = arena_printf(w.f->arena, "%.*s.find", STR(db_file(t->db, w.f->arena))).p;
    assert_int_equal(truncate(path, 5000), 0);
    both_find(&w, (FinderAsk){ .text = S("gulangyu") }, "g");
    assert_true(has_file(&w, &st));
    assert_true(st.st_size > 5000);
    /* what is erased does not stay in it */
    visit = registry_find(w.f->c.types, S("visit"));
    OK(store_erase(&w.f->c, visit, w.at_other, S("request 8"), &e), e);
    assert_false(has_file(&w, &st));
    both_find(&w, (FinderAsk){ .text = S("林文庆") }, "");
    close_world(&w);
}

/* ---- threads ---- */

enum { THREADS = 3, ROUNDS = 40 };

typedef struct {
    Ctx c; /* a copy: the writer changes its own */
    int64_t wanted;
    bool ok;
} Searcher;

static void *search_often(void *arg)
{
    Searcher *s = arg;

    s->ok = true;
    for (int i = 0; i < ROUNDS && s->ok; i++) {
        Ctx c = s->c;
        FoundList list;
        Err e = { 0 };
        c.arena = arena_new(ARENA_REQUEST);
        s->ok = finder_find(&c, &(FinderAsk){ .text = S("陈嘉庚") }, &list, &e) && list.n == 1 &&
                list.p[0].id == s->wanted;
        arena_free(c.arena);
    }
    return NULL;
}

static void many_search_while_one_writes(TestDb *t)
{
    World w = open_world(t);
    pthread_t threads[THREADS];
    Searcher searchers[THREADS];

    fixture_as(w.f, NULL);
    for (int i = 0; i < THREADS; i++) {
        searchers[i] = (Searcher){ .c = w.f->c, .wanted = w.at_root };
        searchers[i].c.db = test_db_again(t);
    }
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, search_often, &searchers[i]), 0);
    for (int i = 0; i < ROUNDS; i++)
        (void)fixture_guide(w.f, arena_printf(w.f->arena, "导游%d", i).p);
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_true(searchers[i].ok);
        db_close(searchers[i].c.db);
    }
    close_world(&w);
}

int main(void)
{
    static const DbCase cases[] = {
        DB_CASE(each_finds_what_may_be_seen), DB_CASE(a_search_is_a_condition_more),
        DB_CASE(follows_the_history),         DB_CASE(is_limited),
        DB_CASE(keeps_a_file),                DB_CASE(many_search_while_one_writes),
    };
    return run_db_cases("finder", cases, LEN(cases));
}
