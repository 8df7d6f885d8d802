/* SPDX-License-Identifier: Apache-2.0
 * The worked examples of counting, with every sentence that may and may not be printed of them:
 * five receptions of a year, one of them shared with a district,
 * with a guest from another place than the party and guests who came twice.
 */
#include "areas/rows.h"

#include "areas/areas.h"
#include "engine/registry.h"
#include "engine/units.h"
#include "figure/verify.h"

enum { ROWS_MAX = 100 };

typedef struct {
    Arena *a;
    CheckRow p[ROWS_MAX];
    size_t n;
} CountedRows;

static void add(CountedRows *r, const char *type, const char *state, Str values, const char *as)
{
    assert_true(r->n < ROWS_MAX);
    r->p[r->n++] = (CheckRow){ type, state, values.p, NULL, as };
}

/* Guests number `first` to `last` of a country came to a reception. */
static void guests(CountedRows *r, const char *reception, int first, int last, const char *country)
{
    for (int i = first; i <= last; i++)
        add(r, "visitor", "",
            arena_printf(r->a, "reception=@%s; person=@g%d; name=客%d; country=%s", reception, i, i,
                         country),
            NULL);
}

static void party(CountedRows *r, const char *as, const char *name, const char *values)
{
    add(r, "reception", "import:closed", arena_printf(r->a, "name=%s; direction=%s", name, values),
        as);
}

/* `named`: the second stay of the Philippine party has the names of its members. */
static void example(CountedRows *r, bool named)
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
    if (named) {
        guests(r, "r3", 1, 7, "PH");
        guests(r, "r3", 21, 22, "PH");
    }
    guests(r, "r4", 23, 23, "IT");
}

/* ---- the example ---- */

typedef struct {
    Ctx c;
    Facts *facts;
    const Figures *all;
    FigureScope scope;
} Year;

/* A store with these rows, and its figures of 2026. */
static Year year_open(TestDb *t, const CountedRows *rows)
{
    Arena *a = rows->a;
    Year y = { .facts = facts_load(a) };
    Err e = { 0 };

    check_stored_rows(t, rows->p, rows->n);
    y.c = (Ctx){ .arena = a, .db = t->db, .facts = y.facts, .tz = 480, .today = 20261231 };
    y.c.types = registry_builtin(a, area_types);
    y.c.units = units_load(a, t->db, y.c.today, &e);
    assert_non_null(y.c.units);
    y.all = figures_load(&y.c, &e);
    assert_non_null(y.all);
    OK(scope_period(&y.c, S("2026"), &y.scope, &e), e);
    return y;
}

static void year_close(Year *y)
{
    facts_done(y->facts);
    arena_free(y->c.arena);
}

static int64_t unit_of(const Year *y, const char *code)
{
    Err e = { 0 };
    AUTO(stmt_done) Stmt *q =
        db_query(y->c.db, "SELECT \"id\" FROM \"unit\" WHERE \"code\" = $1", P(code));
    assert_true(db_next(q, &e));
    return db_int(q, 0);
}

static FigureValue value_of(Year *y, const char *name, const char *unit)
{
    FigureScope s = y->scope;
    FigureValue v;
    Err e = { 0 };
    const FigureDef *d = figures_need(y->all, str_z(name), &e);
    if (!d)
        fail_msg("%s", e.msg);
    s.unit = unit ? unit_of(y, unit) : 0;
    OK(figure_value(&y->c, y->all, d, &s, &v, &e), e);
    return v;
}

static const struct {
    const char *figure, *unit;
    int64_t value;
} expected[] = {
    { "visit.inbound_batches", NULL, 4 }, /* the shared stay once */
    { "visit.inbound_batches", "HQ", 4 },
    { "visit.inbound_batches", "SM", 1 },     /* and it counts for the district as well */
    { "visit.inbound_own_batches", NULL, 5 }, /* the sum over levels, not to be printed */
    { "visit.inbound_persons", NULL, 30 },
    { "visit.inbound_persons", "SM", 12 },
    { "visit.inbound_people", NULL, 23 },
    { "visit.inbound_countries", NULL, 4 },
    { "visit.inbound_party_countries", NULL, 3 },
    { "visit.online", NULL, 1 },
};

static void counts_as_the_example_says(TestDb *t)
{
    CountedRows rows = { .a = arena_new(ARENA_COMMAND) };
    Year y;

    example(&rows, true);
    y = year_open(t, &rows);
    for (size_t i = 0; i < LEN(expected); i++) {
        FigureValue v = value_of(&y, expected[i].figure, expected[i].unit);
        if (v.standing != STANDING_COUNTED || v.value != expected[i].value)
            fail_msg("%s of %s is %" PRId64 " instead of %" PRId64, expected[i].figure,
                     expected[i].unit ? expected[i].unit : "all", v.value, expected[i].value);
    }
    /* Hong Kong is among them: 国家和地区, not 国家 */
    assert_true(value_of(&y, "visit.inbound_countries", NULL).regions);
    assert_false(value_of(&y, "visit.inbound_party_countries", NULL).regions);
    year_close(&y);
}

/* A party whose members have no names: how many people came is not known, and never the number of
 * person-times. */
static void people_without_names_are_not_available(TestDb *t)
{
    CountedRows rows = { .a = arena_new(ARENA_COMMAND) };
    FigureValue v;
    Year y;

    example(&rows, false);
    y = year_open(t, &rows);
    v = value_of(&y, "visit.inbound_people", NULL);
    assert_int_equal(v.standing, STANDING_UNAVAILABLE);
    SAYS(v.why, "names are recorded for 21 of 30 person-times");
    assert_int_equal(value_of(&y, "visit.inbound_persons", NULL).value, 30);
    year_close(&y);
}

/* ---- what may be printed of it ---- */

typedef struct {
    const char *text, *claim, *figure;
    Verdict verdict;
    const char *note; /* part of the remark; NULL: none is owed */
} Sentence;

static const Sentence sentences[] = {
    { "全年接待海外侨胞来访4批30人次。", "4批", "visit.inbound_batches", VERDICT_AGREES, NULL },
    { "全年接待海外侨胞来访4批30人次。", "30人次", "visit.inbound_persons", VERDICT_AGREES, NULL },
    /* the sum over city and district */
    { "全年接待海外侨胞来访5批。", "5批", "visit.inbound_batches", VERDICT_CONTRADICTS, NULL },
    { "全年接待海外侨胞来访近30人次。", "近30人次", "visit.inbound_persons", VERDICT_CONTRADICTS, NULL },
    { "全年接待海外侨胞来访30多人次。", "30多人次", "visit.inbound_persons", VERDICT_CONTRADICTS, NULL },
    { "全年接待来访海外侨胞20多人。", "20多人", "visit.inbound_people", VERDICT_AGREES, NULL },
    { "全年接待的海外来访侨胞来自4个国家和地区。", "4个国家和地区", "visit.inbound_countries",
      VERDICT_AGREES, NULL },
    { "全年接待的海外来访侨胞来自4个国家。", "4个国家", "visit.inbound_countries", VERDICT_AGREES,
      "countries and regions" },
    { "累计接待海外侨胞来访30人次。", "30人次", "visit.inbound_persons", VERDICT_AGREES, "cumulative" },
};

static void check_sentence(Year *y, const Sentence *s)
{
    Verification v;
    Err e = { 0 };
    OK(verify_text(&y->c, y->all, str_z(s->text), &y->scope, &v, &e), e);
    for (size_t i = 0; i < v.n; i++) {
        const Verified *p = &v.p[i];
        if (!str_eq(p->claim.text, str_z(s->claim)))
            continue;
        if (!p->figure || !str_eq(p->figure->name, str_z(s->figure)))
            fail_msg("%s: %s is tied to %s", s->text, s->claim,
                     p->figure ? p->figure->name.p : "nothing");
        if (p->verdict != s->verdict)
            fail_msg("%s: %s %s", s->text, s->claim, verdict_name(p->verdict));
        if (s->note ? str_find(p->note, str_z(s->note)) < 0 : p->note.n > 0)
            fail_msg("%s: the remark on %s is '%.*s'", s->text, s->claim, STR(p->note));
        return;
    }
    fail_msg("%s: %s was not found", s->text, s->claim);
}

static void sentences_of_the_example(TestDb *t)
{
    CountedRows rows = { .a = arena_new(ARENA_COMMAND) };
    Year y;

    example(&rows, true);
    y = year_open(t, &rows);
    for (size_t i = 0; i < LEN(sentences); i++)
        check_sentence(&y, &sentences[i]);
    year_close(&y);
}

/* ---- the second example: a fair ---- */

/* 38 delegations with that many guests from 25 countries and regions, Hong Kong among them. */
static void fair(CountedRows *r, int guests)
{
    static const char codes[] = "HKPHMYIDSGTHMMVNKHLABNJPKRUSCABRARPECLAUNZGBFRDEIT";
    add(r, "fair", "", S("name=第26届投洽会; kind=investment_fair; opened=2026-09-08; edition=26"),
        "fair");
    for (int i = 0; i < 38; i++)
        add(r, "delegation", "import:attended",
            arena_printf(r->a, "fair=@fair; name=团组%d; country=%.2s; headcount=%d", i,
                         codes + (ptrdiff_t)(i % 25) * 2, i ? 5 : guests - 37 * 5),
            NULL);
}

static const struct {
    int guests;
    Sentence says;
} fairs[] = {
    { 216, { "来自25个国家和地区的38个团组200多名客商参加投洽会。", "25个国家和地区", "fair.countries",
             VERDICT_AGREES, NULL } },
    { 216, { "来自25个国家和地区的38个团组200多名客商参加投洽会。", "38个团组", "fair.delegations",
             VERDICT_AGREES, NULL } },
    { 216, { "来自25个国家和地区的38个团组200多名客商参加投洽会。", "200多名", "fair.merchants",
             VERDICT_AGREES, NULL } },
    { 199, { "来自25个国家和地区的38个团组近200名客商参加投洽会。", "近200名", "fair.merchants",
             VERDICT_AGREES, NULL } },
    { 199, { "来自25个国家和地区的38个团组200多名客商参加投洽会。", "200多名", "fair.merchants",
             VERDICT_CONTRADICTS, NULL } },
    { 300, { "来自25个国家和地区的38个团组200多名客商参加投洽会。", "200多名", "fair.merchants",
             VERDICT_CONTRADICTS, NULL } },
};

static void check_fair(TestDb *t, int guests)
{
    CountedRows rows = { .a = arena_new(ARENA_COMMAND) };
    Year y;

    fair(&rows, guests);
    y = year_open(t, &rows);
    for (size_t i = 0; i < LEN(fairs); i++)
        if (fairs[i].guests == guests)
            check_sentence(&y, &fairs[i].says);
    year_close(&y);
}

static void a_fair_of_216_guests(TestDb *t)
{
    check_fair(t, 216);
}

static void a_fair_of_199_guests(TestDb *t)
{
    check_fair(t, 199);
}

static void a_fair_of_300_guests(TestDb *t)
{
    check_fair(t, 300);
}

static const DbCase cases[] = {
    DB_CASE(counts_as_the_example_says),
    DB_CASE(people_without_names_are_not_available),
    DB_CASE(sentences_of_the_example),
    DB_CASE(a_fair_of_216_guests),
    DB_CASE(a_fair_of_199_guests),
    DB_CASE(a_fair_of_300_guests),
};

int main(void)
{
    return run_db_cases("counting", cases, LEN(cases));
}
