/* SPDX-License-Identifier: Apache-2.0
 * The query language against SQL that somebody wrote by hand for the same question, on a store of a
 * million persons and a hundred thousand receptions, visitors and events.
 *
 * The rows are made by SQL from their numbers, so that every run has the same. Each question is
 * asked both ways in turn and the shortest time of each counts; both answers must have as many
 * rows.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "areas/areas.h"
#include "engine/query.h"
#include "engine/registry.h"
#include "engine/schema.h"
#include "engine/units.h"

enum { ROUNDS = 5, UNITS = 200, ASSOCIATIONS = 500, LEAST_US = 4000 };
#define BUDGET 1.3

/* ---- the store ---- */

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
    "INSERT INTO person (id, key, unit, version, created_at, created_by, changed_at, changed_by, name_hans, sex,"
    " born, born_from, born_to, residence, ancestral_place)"
    " WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < $1)"
    " SELECT i, 'P' || i, 1 + {1:200}, 1, 0, 0, 0, 0, substr('陈林黄张李王吴刘蔡杨', CAST({2:10} + 1 AS INT), 1) ||"
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

static bool fill(Ctx *c, int64_t persons, Err *e)
{
    const int64_t counts[] = { UNITS,        UNITS,        ASSOCIATIONS, persons,
                               persons / 10, persons / 10, persons / 10 };
    for (size_t i = 0; i < LEN(fillers); i++) {
        Param p = P(counts[i]);
        AUTO(txn_rollback) Txn t = txn_begin(c->db, e);
        if (!t.db || !db_exec_text(c->db, filler_sql(c->arena, fillers[i]), &p, 1, NULL, e) ||
            !txn_commit(&t, e))
            return err_prefix(e, "filling %zu: ", i);
    }
    return db_analyze(c->db, e);
}

/* ---- the questions ---- */

static const struct {
    const char *query, *sql;
} questions[] = {
    { "person where id = #4711 columns name_hans",
      "SELECT id, name_hans FROM person WHERE id = 4711 AND voided_at IS NULL" },
    { "person where key = P99 columns name_hans",
      "SELECT id, name_hans FROM person WHERE key = 'P99' AND voided_at IS NULL" },
    { "person where residence = SB columns name_hans, residence limit 50",
      "SELECT id, name_hans, residence FROM person WHERE residence = 'SB' AND voided_at IS NULL ORDER BY id LIMIT 50" },
    { "person where residence = SB count rows",
      "SELECT count(*) FROM person WHERE residence = 'SB' AND voided_at IS NULL" },
    { "person where residence in (SB, MY, SG) count rows",
      "SELECT count(*) FROM person WHERE residence IN ('SB', 'MY', 'SG') AND voided_at IS NULL" },
    { "person where ancestral_place = 350211 count rows",
      "SELECT count(*) FROM person WHERE ancestral_place = '350211' AND voided_at IS NULL" },
    { "person where ancestral_place under 350200 and residence = MY count rows",
      "SELECT count(*) FROM person WHERE ancestral_place >= '3502' AND ancestral_place < '3503' AND residence = 'MY'"
      " AND voided_at IS NULL" },
    { "person where unit = U7 columns name_hans limit 100",
      "SELECT id, name_hans FROM person WHERE unit = 7 AND voided_at IS NULL ORDER BY id LIMIT 100" },
    { "person where unit under U3 count rows",
      "SELECT count(*) FROM person WHERE unit IN (WITH RECURSIVE d(id) AS (SELECT CAST(3 AS BIGINT) UNION ALL"
      " SELECT member FROM unit_edge e JOIN d ON e.parent = d.id) SELECT id FROM d) AND voided_at IS NULL" },
    { "person where name_hans starts 陈嘉 count rows",
      "SELECT count(*) FROM person WHERE name_hans >= '陈嘉' AND name_hans < '陈嘊' AND voided_at IS NULL" },
    { "person where born in 1950 count rows",
      "SELECT count(*) FROM person WHERE born_from >= 19500101 AND born_to <= 19501231 AND voided_at IS NULL" },
    { "person where born before 1940 and sex = male count rows",
      "SELECT count(*) FROM person WHERE born_to < 19400101 AND sex = 'male' AND voided_at IS NULL" },
    { "person where not (sex = male) count rows",
      "SELECT count(*) FROM person WHERE (sex <> 'male' OR sex IS NULL) AND voided_at IS NULL" },
    { "person where born is empty count rows",
      "SELECT count(*) FROM person WHERE born_from IS NULL AND voided_at IS NULL" },
    { "person count rows by residence",
      "SELECT residence, count(*) FROM person WHERE voided_at IS NULL GROUP BY residence ORDER BY 1 NULLS FIRST" },
    { "person count rows by residence, sex order rows desc",
      "SELECT residence, sex, count(*) FROM person WHERE voided_at IS NULL GROUP BY residence, sex"
      " ORDER BY 3 DESC, 1 NULLS FIRST, 2 NULLS FIRST" },
    { "person columns name_hans, sex, residence limit 1000",
      "SELECT id, name_hans, sex, residence FROM person WHERE voided_at IS NULL ORDER BY id LIMIT 1000" },
    { "person where has visitor (country = SB) count rows",
      "SELECT count(*) FROM person WHERE id IN (SELECT person FROM visitor WHERE country = 'SB' AND voided_at IS NULL)"
      " AND voided_at IS NULL" },
    { "reception where arrived in 2024 count rows",
      "SELECT count(*) FROM reception WHERE arrived_from BETWEEN 20240101 AND 20241231 AND arrived_to <= 20241231"
      " AND voided_at IS NULL" },
    { "reception where arrived in 2024-11 columns name, arrived, headcount",
      "SELECT id, name, arrived, arrived_from, arrived_to, headcount FROM reception WHERE arrived_from BETWEEN"
      " 20241101 AND 20241130 AND arrived_to <= 20241130 AND voided_at IS NULL ORDER BY id" },
    { "reception where state in (closed, archived) and arrived in 2024 count rows, sum headcount",
      "SELECT count(*), sum(headcount) FROM reception WHERE state IN ('closed', 'archived') AND arrived_from BETWEEN"
      " 20240101 AND 20241231 AND arrived_to <= 20241231 AND voided_at IS NULL" },
    { "reception where direction in (inbound, drop_in) and arrived in 2023..2024 count distinct country",
      "SELECT count(DISTINCT country) FROM reception WHERE direction IN ('inbound', 'drop_in') AND arrived_from"
      " BETWEEN 20230101 AND 20241231 AND arrived_to <= 20241231 AND voided_at IS NULL" },
    { "reception where arrived in 2024 count rows, sum headcount by country order rows desc",
      "SELECT country, count(*), sum(headcount) FROM reception WHERE arrived_from BETWEEN 20240101 AND 20241231 AND"
      " arrived_to <= 20241231 AND voided_at IS NULL GROUP BY country ORDER BY 2 DESC, 1" },
    { "reception count rows by year(arrived)",
      "SELECT CASE WHEN arrived_from / 10000 = arrived_to / 10000 THEN arrived_from / 10000 END, count(*)"
      " FROM reception WHERE voided_at IS NULL GROUP BY 1 ORDER BY 1 NULLS FIRST" },
    { "reception count sum cost where arrived in 2024",
      "SELECT sum(cost), cost_cur FROM reception WHERE arrived_from BETWEEN 20240101 AND 20241231 AND arrived_to <="
      " 20241231 AND voided_at IS NULL GROUP BY cost_cur ORDER BY 2" },
    { "reception where cost >= 90000 USD columns name, cost",
      "SELECT id, name, cost, cost_cur FROM reception WHERE cost_cur = 'USD' AND cost >= 9000000 AND voided_at IS NULL"
      " ORDER BY id" },
    { "reception columns name, arrived order arrived desc limit 50",
      "SELECT id, name, arrived, arrived_from, arrived_to FROM reception WHERE voided_at IS NULL"
      " ORDER BY arrived_from DESC NULLS LAST, id DESC LIMIT 50" },
    { "reception where country = SB columns name, arrived order arrived desc limit 50",
      "SELECT id, name, arrived, arrived_from, arrived_to FROM reception WHERE country = 'SB' AND voided_at IS NULL"
      " ORDER BY arrived_from DESC NULLS LAST, id DESC LIMIT 50" },
    { "reception columns name, party.name_hans, country limit 500",
      "SELECT r.id, r.name, a.name_hans, r.country FROM reception r LEFT JOIN association a ON a.id = r.party"
      " WHERE r.voided_at IS NULL ORDER BY r.id LIMIT 500" },
    { "reception where party.country = SB count rows",
      "SELECT count(*) FROM reception r JOIN association a ON a.id = r.party WHERE a.country = 'SB' AND"
      " r.voided_at IS NULL" },
    { "reception where party.country = SB and arrived in 2024 count rows, sum headcount",
      "SELECT count(*), sum(headcount) FROM reception r JOIN association a ON a.id = r.party WHERE a.country = 'SB'"
      " AND r.arrived_from BETWEEN 20240101 AND 20241231 AND r.arrived_to <= 20241231 AND r.voided_at IS NULL" },
    { "reception where party = 'A77' count rows",
      "SELECT count(*) FROM reception WHERE party = 3000077 AND voided_at IS NULL" },
    { "reception where has visitor (country = SB) and arrived in 2024 count rows",
      "SELECT count(*) FROM reception WHERE id IN (SELECT reception FROM visitor WHERE country = 'SB' AND"
      " voided_at IS NULL) AND arrived_from BETWEEN 20240101 AND 20241231 AND arrived_to <= 20241231 AND"
      " voided_at IS NULL" },
    { "reception where not has visitor count rows",
      "SELECT count(*) FROM reception WHERE id NOT IN (SELECT reception FROM visitor WHERE reception IS NOT NULL AND"
      " voided_at IS NULL) AND voided_at IS NULL" },
    { "visitor where reception.arrived in 2024 and reception.state in (closed, archived) count rows, distinct country",
      "SELECT count(*), count(DISTINCT v.country) FROM visitor v JOIN reception r ON r.id = v.reception WHERE"
      " r.arrived_from BETWEEN 20240101 AND 20241231 AND r.arrived_to <= 20241231 AND r.state IN ('closed',"
      " 'archived') AND v.voided_at IS NULL" },
    { "visitor where reception.party.country = SB count rows",
      "SELECT count(*) FROM visitor v JOIN reception r ON r.id = v.reception JOIN association a ON a.id = r.party"
      " WHERE a.country = 'SB' AND v.voided_at IS NULL" },
    { "visitor count distinct person by country",
      "SELECT country, count(DISTINCT person) FROM visitor WHERE voided_at IS NULL GROUP BY country ORDER BY 1" },
    { "event where topics has talent and began in 2024 count rows, sum participants",
      "SELECT count(*), sum(participants) FROM event WHERE {topics} AND began_from BETWEEN 20240101 AND 20241231 AND"
      " began_to <= 20241231 AND voided_at IS NULL" },
    { "event where state = held and unit under U5 and began in 2024 count rows",
      "SELECT count(*) FROM event WHERE state = 'held' AND unit IN (WITH RECURSIVE d(id) AS (SELECT CAST(5 AS BIGINT)"
      " UNION ALL SELECT member FROM unit_edge e JOIN d ON e.parent = d.id) SELECT id FROM d) AND began_from BETWEEN"
      " 20240101 AND 20241231 AND began_to <= 20241231 AND voided_at IS NULL" },
    { "event count rows, max participants by kind, state",
      "SELECT kind, state, count(*), max(participants) FROM event WHERE voided_at IS NULL GROUP BY kind, state"
      " ORDER BY 1, 2" },
};

/* ---- measuring ---- */

typedef struct {
    int64_t rows, sum; /* of the answer, to see that both are the same */
} Answer;

static bool ask_query(Ctx *c, const Query *q, Answer *out, Err *e)
{
    AUTO(rows_done) Rows *r = query_run(c, q, e);
    *out = (Answer){ 0 };
    for (; rows_next(r, e); out->rows++)
        for (size_t i = 0; i < query_columns(q); i++)
            if (!query_column(q, i)->field)
                out->sum += rows_value(r, i)->i;
    return !e->kind;
}

/* Reads every column, as whoever wrote the SQL would; adds up the last `counts` ones. */
static bool ask_sql(Ctx *c, Str sql, Answer *out, Err *e)
{
    AUTO(stmt_done) Stmt *s = db_query_text(c->db, sql, NULL, 0);
    *out = (Answer){ 0 };
    for (; db_next(s, e); out->rows++)
        for (int i = 0; i < db_cols(s); i++)
            if (!db_null(s, i))
                out->sum += (int64_t)db_str(s, i).n;
    return !e->kind;
}

typedef struct {
    Ctx c;
    const Query *q;
    Str sql;
    int64_t repeats;
} Pair;

/* Microseconds for one answer. */
static double timed(Pair *p, bool by_hand, Answer *answer, Err *e)
{
    int64_t from = clock_steady_us();
    for (int64_t i = 0; i < p->repeats && !e->kind; i++) {
        ArenaMark mark = arena_mark(p->c.arena);
        (void)(by_hand ? ask_sql(&p->c, p->sql, answer, e) : ask_query(&p->c, p->q, answer, e));
        arena_rewind(p->c.arena, mark);
    }
    return (double)(clock_steady_us() - from) / (double)p->repeats;
}

/* The ratio of the shortest times; below 0 on failure. */
static double measure(Pair *p, double *hand, double *ours, Err *e)
{
    Answer a = { 0 }, b = { 0 };
    double once;

    p->repeats = 1;
    *ours = timed(p, false, &a, e); /* both are warm then */
    once = timed(p, true, &b, e);
    *hand = once;
    p->repeats = once < LEAST_US ? 1 + (int64_t)(LEAST_US / (once + 1)) : 1;
    for (int i = 0; i < ROUNDS && !e->kind; i++) {
        double x = timed(p, false, &a, e), y = timed(p, true, &b, e);
        *ours = x < *ours ? x : *ours;
        *hand = y < *hand ? y : *hand;
    }
    if (!e->kind && a.rows != b.rows)
        err_set(e, ERR_INTERNAL, "%" PRId64 " rows, by hand %" PRId64, a.rows, b.rows);
    return e->kind ? -1 : *ours / *hand;
}

static Str hand_sql(Ctx *c, const char *sql)
{
    Str head, tail;
    if (!str_cut(str_z(sql), S("{topics}"), &head, &tail))
        return head;
    return arena_printf(c->arena, "%.*s%.*s%.*s", STR(head),
                        STR(db_sql_contains(c->db, c->arena, S("topics"), S("'|talent|'"))),
                        STR(tail));
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static bool ask_all(Ctx *c, const char *name)
{
    double ratios[LEN(questions)], compile = 0;
    bool ok = true;

    const size_t asked = LEN(questions);
    for (size_t i = 0; i < asked; i++) {
        Err e = { 0 };
        int64_t from = clock_steady_us();
        Pair p = { .c = *c,
                   .q = query_parse(c, str_z(questions[i].query), NULL, &e),
                   .sql = hand_sql(c, questions[i].sql) };
        double hand = 0, ours = 0;
        compile += (double)(clock_steady_us() - from) / (double)asked;
        ratios[i] = p.q ? measure(&p, &hand, &ours, &e) : -1;
        if (ratios[i] < 0) {
            fprintf(stderr, "bench_query: %s: %s\n", questions[i].query, e.msg);
            ok = false;
            ratios[i] = 99;
        }
        printf("%6.2f  %10.0f us  by hand %10.0f us  %s\n", ratios[i], ours, hand,
               questions[i].query);
    }
    qsort(ratios, LEN(ratios), sizeof *ratios, by_size);
    printf("%s: %zu questions, largest ratio %.2f, %.0f us to parse and compile one\n", name,
           LEN(questions), ratios[LEN(ratios) - 1], compile);
    printf("%s ratio %.2f budget %.2f\n", name, ratios[LEN(ratios) / 2], BUDGET);
    return ok && ratios[LEN(ratios) / 2] <= BUDGET;
}

static bool bench(const char *name, const char *url, int64_t persons)
{
    AUTO(arena_freep) Arena *arena = arena_new(ARENA_COMMAND);
    Facts *facts = facts_load(arena);
    Ctx c = { .arena = arena, .facts = facts, .tz = 480, .now = 1735689600000, .today = 20250101 };
    Err e = { 0 };
    bool ok;

    c.types = registry_builtin(arena, area_types);
    c.db = db_open(url, true, &e);
    ok = c.db && schema_update(c.db, c.types, &e) && fill(&c, persons, &e);
    c.units = ok ? units_load(arena, c.db, c.today, &e) : NULL;
    ok = c.units && ask_all(&c, name);
    if (e.kind)
        fprintf(stderr, "bench_query: %s: %s\n", name, e.msg);
    db_close(c.db);
    facts_done(facts);
    return ok;
}

int main(int argc, char **argv)
{
    char dir[] = "bench-query-XXXXXX", path[64];
    const char *pg = getenv("QIAO_TEST_PG"); /* NOLINT(concurrency-mt-unsafe): read only */
    int64_t persons = 1000000;
    bool ok;

    if ((argc > 1 && (!str_int(str_z(argv[1]), &persons) || persons < 1000)) || !mkdtemp(dir)) {
        fprintf(stderr, "usage: bench_query [PERSONS, 1000 or more]\n");
        return 2;
    }
    (void)snprintf(path, sizeof path, "%s/bench.db", dir);
    ok = bench("query-sqlite", path, persons);
    for (int i = 0; i < 3; i++) {
        static const char *const ends[] = { "", "-wal", "-shm" };
        (void)snprintf(path, sizeof path, "%s/bench.db%s", dir, ends[i]);
        (void)unlink(path);
    }
    (void)rmdir(dir);
    if (pg && pg[0])
        ok = bench("query-postgres", pg, persons) && ok;
    return ok ? 0 : 1;
}
