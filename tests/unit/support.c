/* SPDX-License-Identifier: Apache-2.0
 * Fresh databases for tests.
 */
#include "support.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"

static const char *setting(const char *name)
{
    return getenv(name); /* NOLINT(concurrency-mt-unsafe): nothing here sets any */
}

bool test_db_has(DbKind kind)
{
    const char *pg = setting("QIAO_TEST_PG"), *only = setting("QIAO_TEST_ONLY_POSTGRES");
    bool has_pg = pg && pg[0];
    return kind == DB_POSTGRES ? has_pg : !(has_pg && only && only[0]);
}

/* Runs "VERB SCHEMA name" on a connection of its own. */
static bool schema(const char *format, const char *name, Err *e)
{
    AUTO(db_closep) Db *db = db_open(setting("QIAO_TEST_PG"), false, e);
    Arena *a = arena_new(ARENA_REQUEST);
    Str sql = arena_printf(a, "%s", format);
    bool ok;

    sql = arena_printf(a, "%.*s%s%s", STR(sql), name, str_starts(sql, S("DROP")) ? " CASCADE" : "");
    ok = db && db_exec_text(db, sql, NULL, 0, NULL, e);
    arena_free(a);
    return ok;
}

TestDb test_db_open(DbKind kind)
{
    static int count;
    const char *tmp = setting("TMPDIR"), *pg = setting("QIAO_TEST_PG");
    TestDb t = { .kind = kind };
    Err e = { 0 };

    snprintf(t.dir, sizeof t.dir, "%s/qiao-test-XXXXXX", tmp && strlen(tmp) < 32 ? tmp : "/tmp");
    if (!mkdtemp(t.dir))
        fail_msg("cannot make %s", t.dir);
    if (kind == DB_SQLITE) {
        snprintf(t.url, sizeof t.url, "%s/test.db", t.dir);
    } else {
        snprintf(t.schema, sizeof t.schema, "t_%d_%d", (int)getpid(), ++count);
        snprintf(t.url, sizeof t.url, "%s%coptions=-csearch_path%%3D%s", pg,
                 str_find(str_z(pg), S("?")) < 0 ? '?' : '&', t.schema);
        OK(schema("CREATE SCHEMA ", t.schema, &e), e);
    }
    t.db = db_open(t.url, true, &e);
    OK(t.db, e);
    return t;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st;
    (void)type;
    (void)ftw;
    return remove(path);
}

void test_db_close(TestDb *t)
{
    Err e = { 0 };
    db_closep(&t->db);
    if (t->schema[0] && !schema("DROP SCHEMA ", t->schema, &e))
        print_error("%s\n", e.msg);
    if (t->dir[0]) /* NOLINTNEXTLINE(concurrency-mt-unsafe): one thread only */
        nftw(t->dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    *t = (TestDb){ 0 };
}

Db *test_db_again(const TestDb *t)
{
    Err e = { 0 };
    Db *db = db_open(t->url, false, &e);
    OK(db, e);
    return db;
}

typedef struct {
    const DbCase *test;
    DbKind kind;
    TestDb db;
} Run;

static int open_run(void **state)
{
    Run *r = *state;
    r->db = test_db_open(r->kind);
    return 0;
}

static int close_run(void **state)
{
    test_db_close(&((Run *)*state)->db);
    return 0;
}

static void do_run(void **state)
{
    Run *r = *state;
    r->test->run(&r->db);
}

int run_db_cases(const char *group, const DbCase *cases, size_t n)
{
    static const char *const names[] = { [DB_SQLITE] = "SQLite", [DB_POSTGRES] = "PostgreSQL" };
    Arena *a = arena_new(ARENA_REQUEST);
    struct CMUnitTest *tests = NEWN(a, struct CMUnitTest, n * LEN(names));
    size_t count = 0;
    int failed;

    for (size_t kind = 0; kind < LEN(names); kind++) {
        for (size_t i = 0; test_db_has((DbKind)kind) && i < n; i++) {
            Run *r = NEW(a, Run);
            *r = (Run){ .test = &cases[i], .kind = (DbKind)kind };
            tests[count++] =
                (struct CMUnitTest){ arena_printf(a, "%s on %s", cases[i].name, names[kind]).p,
                                     do_run, open_run, close_run, r };
        }
    }
    failed = _cmocka_run_group_tests(group, tests, count, NULL, NULL);
    arena_free(a);
    return failed;
}
