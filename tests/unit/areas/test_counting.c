/* SPDX-License-Identifier: Apache-2.0
 * The worked example of counting: five receptions of a year, one of them shared with a district,
 * with a guest from another place than the party and guests who came twice.
 */
#include "areas/rows.h"

#include "areas/areas.h"
#include "engine/query.h"
#include "engine/registry.h"

enum { ROWS_MAX = 100 };

typedef struct {
    Arena *a;
    CheckRow p[ROWS_MAX];
    size_t n;
} RowList;

static void add(RowList *r, const char *type, const char *state, Str values, const char *as)
{
    assert_true(r->n < ROWS_MAX);
    r->p[r->n++] = (CheckRow){ type, state, values.p, NULL, as };
}

/* Guests number `first` to `last` of a country came to a reception. */
static void guests(RowList *r, const char *reception, int first, int last, const char *country)
{
    for (int i = first; i <= last; i++)
        add(r, "visitor", "",
            arena_printf(r->a, "reception=@%s; person=@g%d; name=客%d; country=%s", reception, i, i,
                         country),
            NULL);
}

static void party(RowList *r, const char *as, const char *name, const char *values)
{
    add(r, "reception", "import:closed", arena_printf(r->a, "name=%s; direction=%s", name, values),
        as);
}

static void example(RowList *r)
{
    add(r, "unit", "", S("code=SM; name=思明区侨联; parent=@root"), "district");
    for (int i = 1; i <= 23; i++)
        add(r, "person", "", arena_printf(r->a, "name_hans=客%d", i),
            arena_printf(r->a, "g%d", i).p);
    party(r, "r1", "菲律宾总会", "inbound; country=PH; arrived=2026-03-10; headcount=12");
    party(r, "r1s", "菲律宾总会",
          "inbound; country=PH; arrived=2026-03-10; headcount=12; "
          "shared_with=@r1; unit=@district");
    party(r, "r2", "马来西亚公会", "inbound; country=MY; arrived=2026-06-05; headcount=8");
    party(r, "r3", "菲律宾总会", "inbound; country=PH; arrived=2026-09-08; headcount=9");
    party(r, "r4", "林先生", "drop_in; country=IT; arrived=2026-10-02; headcount=1");
    party(r, "r5", "英国侨胞", "online; country=GB; arrived=2026-11-02; headcount=20");
    guests(r, "r1", 1, 11, "PH");
    guests(r, "r1", 12, 12, "HK");
    guests(r, "r2", 13, 20, "MY");
    guests(r, "r3", 1, 7, "PH");
    guests(r, "r3", 21, 22, "PH");
    guests(r, "r4", 23, 23, "IT");
}

static const char *query_of(const Registry *types, const char *figure)
{
    for (size_t i = 0; i < registry_count(types); i++)
        for (const Figure *f = registry_at(types, i)->figures; f && f->name; f++)
            if (str_eq(str_z(f->name), str_z(figure)))
                return f->query;
    fail_msg("there is no figure '%s'", figure);
    return NULL;
}

static const struct {
    const char *figure, *where, *count;
    int64_t value;
} expected[] = {
    { "visit.inbound_batches", "", "rows", 4 },
    { "visit.inbound_own_batches", " and unit = HQ", "rows", 4 },
    { "visit.inbound_own_batches", " and unit = SM", "rows", 1 },
    { "visit.inbound_own_batches", "", "rows", 5 }, /* the sum over levels, not to be printed */
    { "visit.inbound_persons", "", "sum headcount", 30 },
    { "visit.inbound_people", "", "distinct person", 23 },
    { "visit.inbound_countries", "", "distinct country", 4 },
    { "visit.inbound_party_countries", "", "distinct country", 3 },
    { "visit.online", "", "rows", 1 },
};

static void counts_as_the_example_says(TestDb *t)
{
    Arena *a = arena_new(ARENA_COMMAND);
    Facts *facts = facts_load(a);
    Ctx c = { .arena = a, .db = t->db, .facts = facts, .tz = 480, .today = 20261231 };
    const QueryParts parts = { .from = 20260101, .to = 20261231 };
    RowList rows = { .a = a };

    example(&rows);
    check_stored_rows(t, rows.p, rows.n);
    c.types = registry_builtin(a, area_types);
    for (size_t i = 0; i < LEN(expected); i++) {
        Err e = { 0 };
        Str text = arena_printf(a, "%s%s count %s", query_of(c.types, expected[i].figure),
                                expected[i].where, expected[i].count);
        Query *q = query_parse(&c, text, &parts, &e);
        AUTO(rows_done) Rows *found = q ? query_run(&c, q, &e) : NULL;
        if (!found || !rows_next(found, &e))
            fail_msg("%s: %s", expected[i].figure, e.msg);
        if (rows_value(found, 0)->i != expected[i].value)
            fail_msg("%s%s is %" PRId64 " instead of %" PRId64, expected[i].figure,
                     expected[i].where, rows_value(found, 0)->i, expected[i].value);
    }
    facts_done(facts);
    arena_free(a);
}

static const DbCase cases[] = { DB_CASE(counts_as_the_example_says) };

int main(void)
{
    return run_db_cases("counting", cases, LEN(cases));
}
