/* SPDX-License-Identifier: Apache-2.0
 * The query language against SQL that somebody wrote by hand for the same question, on a store of a
 * million persons and a hundred thousand receptions, visitors and events.
 *
 * Each question is asked both ways in turn and the shortest time of each counts; both answers must
 * have as many rows.
 */
#include <stdio.h>
#include <stdlib.h>

#include "engine/query.h"
#include "store.h"

enum { ROUNDS = 5, LEAST_US = 4000 };
#define BUDGET 1.3

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
} Seen;

static bool ask_query(Ctx *c, const Query *q, Seen *out, Err *e)
{
    AUTO(rows_done) Rows *r = query_run(c, q, e);
    *out = (Seen){ 0 };
    for (; rows_next(r, e); out->rows++)
        for (size_t i = 0; i < query_columns(q); i++)
            if (!query_column(q, i)->field)
                out->sum += rows_value(r, i)->i;
    return !e->kind;
}

/* Reads every column, as whoever wrote the SQL would; adds up the last `counts` ones. */
static bool ask_sql(Ctx *c, Str sql, Seen *out, Err *e)
{
    AUTO(stmt_done) Stmt *s = db_query_text(c->db, sql, NULL, 0);
    *out = (Seen){ 0 };
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
static double timed(Pair *p, bool by_hand, Seen *answer, Err *e)
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
    Seen a = { 0 }, b = { 0 };
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
    Store s = { 0 };
    Err e = { 0 };
    bool ok = store_make(&s, url, persons, &e) && ask_all(&s.c, name);
    if (e.kind)
        fprintf(stderr, "bench_query: %s: %s\n", name, e.msg);
    store_done(&s);
    return ok;
}

int main(int argc, char **argv)
{
    return store_main(argc, argv, "query", bench);
}
