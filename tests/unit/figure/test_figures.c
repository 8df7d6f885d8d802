/* SPDX-License-Identifier: Apache-2.0
 * Figures: whatever is counted, for whichever reader and scope, the value is the sum of its
 * evidence and the number of records is the length of the list.
 */
#include "engine/fixture.h"

#include "base/rand.h"
#include "figure/figure.h"
#include "figure/impl.h"

enum { VISITS = 150 };

/* ---- random data ---- */

static const char *pick(Rand *r, const char *const *from, size_t n)
{
    return from[rand_below(r, n)];
}

#define PICK(r, ...)                                                                               \
    pick(r, (const char *const[]){ __VA_ARGS__ },                                                  \
         sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *))

/* Sets a field if there is a text for it. */
static void maybe(Fixture *f, Record *v, int field, const char *text)
{
    if (text)
        fixture_set(f, v, field, text);
}

static void fill(Fixture *f, Rand *r, const int64_t *guides, size_t nguides)
{
    const int64_t units[] = { f->root, f->district, f->street, f->other };
    for (int i = 0; i < VISITS; i++) {
        Record *v = record_new(f->arena, registry_find(f->c.types, S("visit")));
        uint64_t guide = rand_below(r, nguides + 1);
        Check k = { 0 };
        Err e = { 0 };

        fixture_set(f, v, V_TITLE, arena_printf(f->arena, "Visit %d", i).p);
        maybe(f, v, V_SIZE, PICK(r, "3", "12", "40", NULL));
        maybe(f, v, V_COST, PICK(r, "100", "2500.50 CNY", NULL, "70 USD"));
        maybe(f, v, V_RATE, PICK(r, "0.25", "3", NULL));
        maybe(f, v, V_BEGAN,
              PICK(r, "2024-03-05", "2024", "2023-12-30", "2024-02", "2025-01-01", NULL));
        maybe(f, v, V_COUNTRY, PICK(r, "SB", "MY", "HK", "CN", NULL));
        maybe(f, v, V_NAME, PICK(r, "Lim", "Tan", NULL));
        maybe(f, v, V_PHONE, PICK(r, "+6591234567", "+60123456789", NULL));
        maybe(f, v, V_MAIL, PICK(r, "a@example.org", "b@example.org", NULL));
        if (guide < nguides)
            rec_set_int(v, V_GUIDE, guides[guide]);
        v->unit = units[rand_below(r, LEN(units))];
        OK(store_create(&f->c, v, &k, &e), e);
    }
}

static const struct {
    const char *query, *of;
    CountKind count;
    PeriodKind period;
} kinds[] = {
    { "visit where began in period", NULL, COUNT_ROWS, PERIOD_IN },
    { "visit where began in period", NULL, COUNT_ROWS, PERIOD_AT },
    { "visit where began in period", "size", COUNT_SUM, PERIOD_IN },
    { "visit where began in period", "rate", COUNT_SUM, PERIOD_SINCE },
    { "visit where began in period and cost < 1000000 CNY", "cost", COUNT_SUM, PERIOD_IN },
    { "visit where began in period", "country", COUNT_DISTINCT, PERIOD_IN },
    { "visit where began in period", "guide.country", COUNT_DISTINCT, PERIOD_AT },
    { "visit where began in period", "leader", COUNT_DISTINCT, PERIOD_IN },
    { "visit where began in period", "phone", COUNT_DISTINCT, PERIOD_IN },
    { "visit where began in period and guide is not empty", "guide", COUNT_PEOPLE, PERIOD_IN },
    { "visit where began in period", "size", COUNT_MAX, PERIOD_IN },
    { "visit where began in period", "size", COUNT_LAST, PERIOD_IN },
    { "visit where began in period", "began", COUNT_FIRST, PERIOD_IN },
    { "visit where began in period", "began", COUNT_YEARS, PERIOD_AT },
};

static FigureDef definition(Fixture *f, size_t i)
{
    return (FigureDef){ .name = arena_printf(f->arena, "test.%zu", i),
                        .type = registry_find(f->c.types, S("visit")),
                        .query = str_z(kinds[i].query),
                        .of = str_z(kinds[i].of),
                        .count = kinds[i].count,
                        .period = kinds[i].period };
}

/* One reader, one scope: the number against the list. False if the reader may not count it. */
static bool compare(Fixture *f, const Figures *all, const FigureDef *d, const FigureScope *s)
{
    FigureValue v;
    Evidence each;
    Err e = { 0 };
    int64_t sum = 0, n = 0, unknown = 0;

    if (!figure_value(&f->c, all, d, s, &v, &e)) {
        assert_int_equal(e.kind, ERR_DENIED);
        err_clear(&e);
        AUTO(evidence_done) EvidenceRows *none = evidence_open(&f->c, all, d, s, &e);
        assert_null(none);
        return false;
    }
    AUTO(evidence_done) EvidenceRows *rows = evidence_open(&f->c, all, d, s, &e);
    assert_non_null(rows);
    while (evidence_next(rows, &each, &e)) {
        n++;
        sum += each.quantity;
        unknown += each.unknown;
        assert_true(each.title.n > 0);
        assert_true(each.same == 0 || each.quantity == 0);
    }
    OK(e.kind == ERR_NONE, e);
    if (n != v.records || unknown != v.unknown)
        fail_msg("%.*s: %" PRId64 " records (%" PRId64 " unknown), the list has %" PRId64
                 " (%" PRId64 ")",
                 STR(d->name), v.records, v.unknown, n, unknown);
    if (v.standing == STANDING_COUNTED && v.value != sum)
        fail_msg("%.*s: the value is %" PRId64 ", the list adds up to %" PRId64, STR(d->name),
                 v.value, sum);
    return true;
}

static void a_value_is_the_sum_of_its_evidence(TestDb *t)
{
    Fixture *f = fixture_open(t);
    static const char *const readers[] = { "office", "ann", "bob", "eve", NULL };
    int64_t guides[3] = { fixture_guide(f, "A"), fixture_guide(f, "B"), fixture_guide(f, "C") };
    const int64_t scopes[] = { 0, f->root, f->district, f->street, f->other };
    Figures all = { 0 };
    Rand r = rand_seeded(20241231);
    int counted = 0;

    fill(f, &r, guides, LEN(guides));
    for (size_t i = 0; i < LEN(kinds); i++)
        vec_push(f->arena, &all.list, definition(f, i));
    for (size_t u = 0; u < LEN(readers); u++) {
        fixture_as(f, readers[u]);
        for (size_t i = 0; i < all.list.n; i++)
            for (size_t s = 0; s < LEN(scopes); s++) {
                FigureScope scope = {
                    .from = 20240101, .to = 20241231, .as_of = 20241231, .unit = scopes[s]
                };
                counted += compare(f, &all, &all.list.p[i], &scope);
            }
    }
    assert_true(counted > 250);
    fixture_close(f);
}

/* ---- each way of counting, by hand ---- */

static int64_t visit(Fixture *f, const char *title, const char *const *pairs)
{
    Record *v = record_new(f->arena, registry_find(f->c.types, S("visit")));
    Check k = { 0 };
    Err e = { 0 };
    fixture_set(f, v, V_TITLE, title);
    for (size_t i = 0; pairs[i]; i += 2)
        fixture_set(f, v, type_slot(v->type, str_z(pairs[i])), pairs[i + 1]);
    OK(store_create(&f->c, v, &k, &e), e);
    return v->id;
}

#define VISIT(f, title, ...) visit(f, title, (const char *const[]){ __VA_ARGS__, NULL })

static FigureValue value_of(Fixture *f, FigureDef d, const char *period)
{
    const Figures all = { 0 };
    FigureScope s = { 0 };
    FigureValue v;
    Err e = { 0 };
    d.type = registry_find(f->c.types, S("visit"));
    d.name = S("test");
    OK(scope_period(&f->c, str_z(period), &s, &e), e);
    s.as_of = s.to;
    OK(figure_value(&f->c, &all, &d, &s, &v, &e), e);
    return v;
}

static void says_what_cannot_be_counted(TestDb *t)
{
    Fixture *f = fixture_open(t);
    FigureDef cost = { .query = S("visit where began in period"),
                       .of = S("cost"),
                       .count = COUNT_SUM };
    FigureDef people = {
        .query = S("visit where began in period"), .of = S("guide"), .count = COUNT_PEOPLE
    };
    FigureDef size = { .query = S("visit where began in period"),
                       .of = S("size"),
                       .count = COUNT_SUM };
    int64_t guide = fixture_guide(f, "A");
    FigureValue v;

    VISIT(f, "a", "began", "2024-01-05", "cost", "10", "guide",
          arena_printf(f->arena, "#%" PRId64, guide).p);
    v = value_of(f, cost, "2024");
    assert_int_equal(v.value, 1000);
    assert_int_equal(v.places, 2);
    assert_string_equal(v.currency, "CNY");
    assert_int_equal(value_of(f, people, "2024").value, 1);
    assert_int_equal(value_of(f, size, "2024").standing, STANDING_UNAVAILABLE);

    VISIT(f, "b", "began", "2024-01-06", "cost", "5 USD", "size", "7");
    v = value_of(f, cost, "2024"); /* two currencies are no one number */
    assert_int_equal(v.standing, STANDING_UNAVAILABLE);
    SAYS(v.why, "in several currencies: 10.00 CNY, 5.00 USD");
    v = value_of(f, people, "2024"); /* b has no guide */
    assert_int_equal(v.standing, STANDING_UNAVAILABLE);
    SAYS(v.why, "1 of 2 entries do not say who it was");
    v = value_of(f, size, "2024"); /* a has no size: what is known is counted, and said */
    assert_int_equal(v.value, 7);
    assert_int_equal(v.unknown, 1);
    fixture_close(f);
}

static void knows_editions_firsts_and_anniversaries(TestDb *t)
{
    Fixture *f = fixture_open(t);
    FigureDef edition = { .query = S("visit where began in period"),
                          .of = S("size"),
                          .count = COUNT_MAX };
    FigureDef first = { .query = S("visit where began in period"),
                        .of = S("began"),
                        .count = COUNT_FIRST };
    FigureDef years = {
        .query = S("visit where began in period"), .of = S("began"), .count = COUNT_YEARS,
        .period = PERIOD_AT
    };

    assert_int_equal(value_of(f, years, "2024").standing, STANDING_UNAVAILABLE);
    VISIT(f, "founded", "began", "2004-11-18", "size", "2");
    VISIT(f, "later", "began", "2024-05-01", "size", "10");
    assert_int_equal(value_of(f, edition, "2024").value, 10);
    assert_int_equal(value_of(f, edition, "2004").value, 2);
    assert_int_equal(value_of(f, first, "2004").value, 1);
    assert_int_equal(value_of(f, first, "2024").value, 0); /* there was one before */
    assert_int_equal(value_of(f, years, "2024").value, 20);
    assert_int_equal(value_of(f, years, "2024-10").value, 19); /* the day is not reached */
    fixture_close(f);
}

static void countries_leave_out_china(TestDb *t)
{
    Fixture *f = fixture_open(t);
    FigureDef d = {
        .query = S("visit where began in period"), .of = S("country"), .count = COUNT_DISTINCT
    };
    VISIT(f, "a", "began", "2024-01-05", "country", "MY");
    VISIT(f, "b", "began", "2024-01-06", "country", "CN");
    assert_int_equal(value_of(f, d, "2024").value, 1);
    assert_false(value_of(f, d, "2024").regions);
    VISIT(f, "c", "began", "2024-01-07", "country", "HK");
    assert_int_equal(value_of(f, d, "2024").value, 2);
    assert_true(value_of(f, d, "2024").regions);
    fixture_close(f);
}

/* ---- periods ---- */

static const struct {
    const char *text;
    Day from, to;
} periods[] = {
    { "2024", 20240101, 20241231 },
    { "2024-H1", 20240101, 20240630 },
    { "2024-h2", 20240701, 20241231 },
    { "2024-Q3", 20240701, 20240930 },
    { "2024-02", 20240201, 20240229 },
    { "2024-02-29", 20240229, 20240229 },
    { "2023..2024", 20230101, 20241231 },
    { "2023-Q4..2024-01", 20231001, 20240131 },
    { "", 0, 0 },
    { "2024-Q5", 0, 0 },
    { "2024-H3", 0, 0 },
    { "2024-13", 0, 0 },
    { "2024..2023", 0, 0 },
    { "about 2024", 0, 0 },
    { "last year", 0, 0 },
};

static void reads_periods(void **state)
{
    AUTO(arena_freep) Arena *a = arena_new(ARENA_REQUEST);
    Ctx c = { .arena = a };
    (void)state;
    for (size_t i = 0; i < LEN(periods); i++) {
        FigureScope s = { 0 };
        Err e = { 0 };
        if (!periods[i].from) {
            FAILS(scope_period(&c, str_z(periods[i].text), &s, &e), e, ERR_INVALID);
            continue;
        }
        OK(scope_period(&c, str_z(periods[i].text), &s, &e), e);
        assert_int_equal(s.from, periods[i].from);
        assert_int_equal(s.to, periods[i].to);
    }
}

static void goes_back_a_year(void **state)
{
    const FigureScope leap = { .from = 20240201, .to = 20240229, .as_of = 20240215 };
    const FigureScope after = { .from = 20250201, .to = 20250228 };
    const FigureScope running = { .from = 20260101, .to = 20261231 };
    const Ctx c = { .today = 20260315 };
    (void)state;
    assert_int_equal(scope_year_before(&c, &leap).from, 20230201);
    assert_int_equal(scope_year_before(&c, &leap).to, 20230228);
    assert_int_equal(scope_year_before(&c, &leap).as_of, 20230215);
    assert_int_equal(scope_year_before(&c, &after).to, 20240229); /* a whole month stays whole */
    assert_int_equal(scope_year_before(&c, &after).as_of, 20240229);
    assert_int_equal(scope_year_before(&c, &running).as_of, 20250315); /* as far as this year is */
}

static const DbCase cases[] = {
    DB_CASE(a_value_is_the_sum_of_its_evidence),
    DB_CASE(says_what_cannot_be_counted),
    DB_CASE(knows_editions_firsts_and_anniversaries),
    DB_CASE(countries_leave_out_china),
};

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(reads_periods),
                                        cmocka_unit_test(goes_back_a_year) };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    return run_db_cases("figures", cases, LEN(cases)) + failed;
}
