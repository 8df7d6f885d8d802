/* SPDX-License-Identifier: Apache-2.0
 * For tests that need a database: each case runs on SQLite, and on PostgreSQL too if QIAO_TEST_PG
 * names one, with an empty database of its own that is gone afterwards.
 *
 *     static void keeps_text(TestDb *t)
 *     {
 *         Err e = { 0 };
 *         OK(db_exec(t->db, &e, "CREATE TABLE t (a TEXT)"), e);
 *     }
 *     static const DbCase cases[] = { DB_CASE(keeps_text) };
 *     int main(void) { return run_db_cases("keep", cases, LEN(cases)); }
 */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/db.h"

typedef struct {
    DbKind kind;
    Db *db;        /* opened; closed by test_db_close if it is still there */
    char dir[64];  /* a scratch folder, removed with all in it */
    char url[512]; /* for more connections to the same database */
    char schema[32];
} TestDb;

typedef struct {
    const char *name;
    void (*run)(TestDb *t);
} DbCase;
#define DB_CASE(fn)                                                                                \
    {                                                                                              \
#fn, fn                                                                                    \
    }

/* Is there such an engine to test on? */
bool test_db_has(DbKind kind);
/* A fresh, empty database. Fails the test if it cannot be had. */
TestDb test_db_open(DbKind kind);
void test_db_close(TestDb *t);
/* One more connection, for the caller to close. */
Db *test_db_again(const TestDb *t);
/* Runs each case on each engine; what main returns. */
int run_db_cases(const char *group, const DbCase *cases, size_t n);

/* The call must do what it is asked; e is the Err that it was given. */
#define OK(call, e)                                                                                \
    do {                                                                                           \
        if (!(call))                                                                               \
            fail_msg("%s: %s", #call, (e).msg);                                                    \
    } while (0)
/* The call must fail with that kind of error, which is forgotten then. */
#define FAILS(call, e, wanted)                                                                     \
    do {                                                                                           \
        if (call)                                                                                  \
            fail_msg("%s did not fail", #call);                                                    \
        if ((e).kind != (wanted))                                                                  \
            fail_msg("%s: error kind %d instead of %s: %s", #call, (int)(e).kind, #wanted,         \
                     (e).msg);                                                                     \
        err_clear(&(e));                                                                           \
    } while (0)
/* A Str against a literal. */
#define SAYS(str, literal)                                                                         \
    do {                                                                                           \
        Str said = (str);                                                                          \
        if (!str_eq(said, S(literal)))                                                             \
            fail_msg("%s is '%.*s' instead of '%s'", #str, STR(said), literal);                    \
    } while (0)
