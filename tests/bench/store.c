/* SPDX-License-Identifier: Apache-2.0
 * The store of the benchmarks: persons with a status each, and a tenth as many receptions, visitors
 * and events. The rows are made by SQL from their numbers, so that every run has the same.
 */
#include "store.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "areas/areas.h"
#include "engine/history.h"
#include "engine/registry.h"
#include "engine/schema.h"
#include "engine/units.h"

enum { UNITS = 200, ASSOCIATIONS = 500, HISTORY = 5000 };

/* $1 is how many. h(k, n) stands for a number below n that looks as if by chance. */
static const char *const fillers[] = {
    "INSERT INTO unit (id, unit, version, created_at, created_by, changed_at, changed_by, state, code, name)"
    " WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < $1)"
    " SELECT i, 1, 1, 0, 0, 0, 0, 'active', 'U' || i, 'U' || i FROM s",
    /* ten districts under the first, streets under the districts */
    "INSERT INTO unit_edge (id, unit, version, created_at, created_by, changed_at, changed_by, member, parent)"
    " WITH RECURSIVE s(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM s WHERE i < $1)"
    " SELECT i, 1, 1, 0, 0, 0, 0, i, CASE WHEN i <= 11 THEN 1 ELSE 2 + i % 10 END FROM s",
    "INSERT INTO association (id, key, unit, state, version, created_at, created_by, changed_at, changed_by,"
    " name_hans, country)"
    " WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < $1)"
    " SELECT 3000000 + i, 'A' || i, 1 + {1:200}, 'active', 1, 0, 0, 0, 0, '社团' || i,"
    " substr('SBMYSGPHIDTHUSAUCAJP', CAST({2:10} * 2 + 1 AS INT), 2) FROM s",
    "INSERT INTO person (id, key, unit, state, version, created_at, created_by, changed_at, changed_by, name_hans, sex,"
    " born, born_from, born_to, residence, ancestral_place)"
    " WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < $1)"
    " SELECT i, 'P' || i, 1 + {1:200}, 'verified', 1, 0, 0, 0, 0, substr('陈林黄张李王吴刘蔡杨', CAST({2:10} + 1 AS INT), 1) ||"
    " substr('嘉庚明华建国志强文德', CAST({3:10} + 1 AS INT), 1) || {4:1000},"
    " CASE {5:2} WHEN 0 THEN 'male' ELSE 'female' END,"
    " CASE WHEN {6:5} = 0 THEN NULL ELSE CAST(1930 + {7:80} AS TEXT) END,"
    " CASE WHEN {6:5} = 0 THEN NULL ELSE (1930 + {7:80}) * 10000 + 101 END,"
    " CASE WHEN {6:5} = 0 THEN NULL ELSE (1930 + {7:80}) * 10000 + 1231 END,"
    " substr('SBMYSGPHIDTHUSAUCAJP', CAST({8:10} * 2 + 1 AS INT), 2), '3502' || (10 + {9:14}) FROM s",
    "INSERT INTO reception (id, key, unit, state, version, created_at, created_by, changed_at, changed_by, name,"
    " direction, party, country, arrived, arrived_from, arrived_to, headcount, cost, cost_cur)"
    " WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < $1)"
    " SELECT 2000000 + i, 'R' || i, 1 + {1:200}, CASE {2:4} WHEN 0 THEN 'inquiry' WHEN 1 THEN 'closed'"
    " WHEN 2 THEN 'archived' ELSE 'cancelled' END, 1, 0, 0, 0, 0, '来访' || i,"
    " CASE {3:3} WHEN 0 THEN 'inbound' WHEN 1 THEN 'drop_in' ELSE 'online' END, 3000001 + {4:500},"
    " substr('SBMYSGPHIDTHUSAUCAJP', CAST({5:10} * 2 + 1 AS INT), 2),"
    " (2015 + {6:10}) || '-' || (10 + {7:3}) || '-' || (10 + {8:19}),"
    " (2015 + {6:10}) * 10000 + (10 + {7:3}) * 100 + 10 + {8:19},"
    " (2015 + {6:10}) * 10000 + (10 + {7:3}) * 100 + 10 + {8:19},"
    " 1 + {9:40}, {10:100000} * 100, CASE {11:10} WHEN 0 THEN 'USD' ELSE 'CNY' END FROM s",
    "INSERT INTO visitor (id, unit, version, created_at, created_by, changed_at, changed_by, reception, person,"
    " name, country)"
    " WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < $1)"
    " SELECT 4000000 + i, 1 + {1:200}, 1, 0, 0, 0, 0, 2000001 + {2:100000} % $1, 1 + {3:100000}, '访客' || i,"
    " substr('SBMYSGPHIDTHUSAUCAJP', CAST({4:10} * 2 + 1 AS INT), 2) FROM s",
    "INSERT INTO event (id, unit, state, version, created_at, created_by, changed_at, changed_by, name, kind,"
    " topics, began, began_from, began_to, participants)"
    " WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < $1)"
    " SELECT 5000000 + i, 1 + {1:200}, CASE {2:3} WHEN 0 THEN 'held' WHEN 1 THEN 'closed' ELSE 'planned' END, 1,"
    " 0, 0, 0, 0, '活动' || i, CASE {3:2} WHEN 0 THEN 'salon' ELSE 'seminar' END,"
    " CASE {4:4} WHEN 0 THEN '|talent|' WHEN 1 THEN '|talent|law|' WHEN 2 THEN NULL ELSE '|law|' END,"
    " CAST(2015 + {5:10} AS TEXT), (2015 + {5:10}) * 10000 + 101, (2015 + {5:10}) * 10000 + 1231, {6:300} FROM s",
    "INSERT INTO person_status (id, unit, version, created_at, created_by, changed_at, changed_by, person, status)"
    " WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < $1)"
    " SELECT 8000000 + i, 1 + {1:200}, 1, 0, 0, 0, 0, i, CASE {2:5} WHEN 0 THEN 'returned' WHEN 1 THEN 'relative_oc'"
    " WHEN 2 THEN 'oc_citizen' WHEN 3 THEN 'foreign_chinese' ELSE 'hkmo' END FROM s",
};

/* Puts the arithmetic in for {k:n}. */
static Str filler_sql(Arena *a, const char *text)
{
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    Str rest = str_z(text), head, inner, k, n;
    while (str_cut(rest, S("{"), &head, &rest)) {
        buf_put(&b, head);
        str_cut(rest, S("}"), &inner, &rest);
        str_cut(inner, S(":"), &k, &n);
        buf_printf(&b, "((i * 2654435761 + %.*s * 97003) %% 4294967291 / 4099 %% %.*s)", STR(k),
                   STR(n));
    }
    buf_put(&b, head);
    return arena_str(a, buf_str(&b));
}

/* The newest changes, such as a year of work leaves behind, and the head of the history. */
static bool fill_history(Ctx *c, int64_t head, Err *e)
{
    static const unsigned char bytes[HASH_SIZE] = { 1 };
    const Str columns[] = { S("seq"),  S("at"),      S("actor"),   S("act"),
                            S("type"), S("record"),  S("version"), S("after"),
                            S("salt"), S("payload"), S("hash") };
    Str after = S("{\"name\":\"来访考察接待洽谈\",\"arrived\":\"2024-03-05\",\"headcount\":\"12\","
                  "\"note\":\"座谈，参观，走访侨企，洽谈合作，午餐后返程\"}");
    AUTO(txn_rollback) Txn t = txn_begin(c->db, e);
    AUTO(bulk_free) Bulk *b = bulk_new(c->db, S("qiao_history"), columns, LEN(columns));

    for (int64_t i = 1; t.db && i <= HISTORY; i++) {
        const Param row[] = { P(head - HISTORY + i),
                              P(c->now),
                              P(0),
                              P("update"),
                              P(i % 2 ? "reception" : "person"),
                              P(1 + i),
                              P(1),
                              P(after),
                              param_blob(bytes, SALT_SIZE),
                              param_blob(bytes, HASH_SIZE),
                              param_blob(bytes, HASH_SIZE) };
        if (!bulk_row(b, row, e))
            return false;
    }
    return t.db && bulk_flush(b, e) &&
           db_exec(c->db, e,
                   "INSERT INTO qiao_head (\"one\", \"seq\", \"hash\", \"last_id\")"
                   " VALUES (1, $1, $2, $3)",
                   P(head), param_blob(bytes, HASH_SIZE), P((int64_t)1 << 50)) &&
           txn_commit(&t, e);
}

static bool fill(Ctx *c, int64_t persons, Err *e)
{
    const int64_t counts[] = { UNITS,        UNITS,        ASSOCIATIONS, persons,
                               persons / 10, persons / 10, persons / 10, persons };
    for (size_t i = 0; i < LEN(fillers); i++) {
        Param p = P(counts[i]);
        AUTO(txn_rollback) Txn t = txn_begin(c->db, e);
        if (!t.db || !db_exec_text(c->db, filler_sql(c->arena, fillers[i]), &p, 1, NULL, e) ||
            !txn_commit(&t, e))
            return err_prefix(e, "filling %zu: ", i);
    }
    return fill_history(c, persons * 3 + HISTORY, e) && db_analyze(c->db, e);
}

bool store_make(Store *s, const char *url, int64_t persons, Err *e)
{
    bool ok;
    s->arena = arena_new(ARENA_COMMAND);
    s->facts = facts_load(s->arena);
    s->c = (Ctx){
        .arena = s->arena, .facts = s->facts, .tz = 480, .now = 1735689600000, .today = 20250101
    };
    s->c.types = registry_builtin(s->arena, area_types);
    s->c.db = db_open(url, true, e);
    ok = s->c.db && schema_update(s->c.db, s->c.types, e) && fill(&s->c, persons, e);
    s->c.units = ok ? units_load(s->arena, s->c.db, s->c.today, e) : NULL;
    return s->c.units != NULL;
}

void store_done(Store *s)
{
    db_close(s->c.db);
    facts_done(s->facts);
    arena_free(s->arena);
}

int store_main(int argc, char **argv, const char *name,
               bool (*bench)(const char *name, const char *url, int64_t persons))
{
    char dir[] = "bench-XXXXXX", path[64], title[64];
    const char *pg = getenv("QIAO_TEST_PG"); /* NOLINT(concurrency-mt-unsafe): read only */
    int64_t persons = 1000000;
    bool ok;

    if ((argc > 1 && (!str_int(str_z(argv[1]), &persons) || persons < 1000)) || !mkdtemp(dir)) {
        fprintf(stderr, "usage: %s [PERSONS, 1000 or more]\n", argv[0]);
        return 2;
    }
    (void)snprintf(path, sizeof path, "%s/bench.db", dir);
    (void)snprintf(title, sizeof title, "%s-sqlite", name);
    ok = bench(title, path, persons);
    for (int i = 0; i < 3; i++) {
        static const char *const ends[] = { "", "-wal", "-shm" };
        (void)snprintf(path, sizeof path, "%s/bench.db%s", dir, ends[i]);
        (void)unlink(path);
    }
    (void)rmdir(dir);
    (void)snprintf(title, sizeof title, "%s-postgres", name);
    if (pg && pg[0])
        ok = bench(title, pg, persons) && ok;
    return ok ? 0 : 1;
}
