/* SPDX-License-Identifier: Apache-2.0
 * Retention: what is due by a rule, keeping on, erasing with a receipt that cannot be taken back.
 */
#include "engine/fixture.h"

#include "engine/retention.h"
#include "engine/transfer.h"

static int64_t add(Fixture *f, const char *title, const char *began, int64_t size)
{
    Record *r = fixture_visit(f, title, began, size);
    Check k = { 0 };
    Err e = { 0 };

    fixture_set(f, r, V_PHONE, "+86 13800138000");
    OK(store_create(&f->c, r, &k, &e), e);
    return r->id;
}

static bool make_rule(Fixture *f, const char *const *pairs, Err *e)
{
    const Type *t = registry_find(f->c.types, S("retention"));
    Record *r = record_new(f->arena, t);
    Check k = { 0 };

    for (size_t i = 0; pairs[i]; i += 2)
        fixture_set(f, r, type_slot(t, str_z(pairs[i])), pairs[i + 1]);
    return store_create(&f->c, r, &k, e);
}

/* Visits of five years ago and more with over three guests; the first two of these are due. */
static RetentionRule rule(Fixture *f, int64_t ids[4])
{
    static const char *const pairs[] = { "name",  "Guests", "of_type",   "visit",    "years", "5",
                                         "since", "began",  "condition", "size > 3", NULL };
    const RetentionRule *list;
    Err e = { 0 };
    size_t n;

    ids[0] = add(f, "oldest", "2010-01-01", 5);
    ids[1] = add(f, "old", "2019-03-31", 9);
    ids[2] = add(f, "small", "2011-01-01", 3);
    ids[3] = add(f, "five years ago today", "2019-04-01", 9);
    OK(make_rule(f, pairs, &e), e);
    OK(retention_rules(&f->c, &list, &n, &e), e);
    assert_int_equal(n, 1);
    return list[0];
}

static void expect_due(Fixture *f, const RetentionRule *r, const int64_t *wanted, size_t nwanted)
{
    const int64_t *ids;
    Err e = { 0 };
    size_t n;

    OK(retention_due(&f->c, r, &ids, &n, &e), e);
    assert_int_equal(n, nwanted);
    for (size_t i = 0; i < n; i++)
        assert_true(ids[i] == wanted[i]);
}

static void keeps_on_with_a_reason(TestDb *t)
{
    Fixture *f = fixture_open(t);
    int64_t ids[4];
    RetentionRule r = rule(f, ids);
    Err e = { 0 };

    expect_due(f, &r, ids, 2);
    FAILS(retention_keep(&f->c, &r, &ids[0], 1, 20240401, S("a claim"), &e), e, ERR_INVALID);
    FAILS(retention_keep(&f->c, &r, &ids[0], 1, 20250101, S(""), &e), e, ERR_INVALID);
    FAILS(retention_keep(&f->c, &r, &ids[2], 1, 20250101, S("a claim"), &e), e, ERR_INVALID);
    OK(retention_keep(&f->c, &r, &ids[0], 1, 20250101, S("a claim"), &e), e);
    expect_due(f, &r, &ids[1], 1);
    f->c.now += (int64_t)400 * 24 * 3600 * 1000; /* the reason is over; the youngest is due too */
    expect_due(f, &r, (const int64_t[]){ ids[0], ids[1], ids[3] }, 3);
    fixture_close(f);
}

static void erases_with_a_receipt(TestDb *t)
{
    Fixture *f = fixture_open(t);
    int64_t ids[4];
    RetentionRule r = rule(f, ids);
    static const int sizes[] = { 5, 9, 3, 9 };
    RetentionReport report;
    UndoReport undo;
    Batch b;
    Err e = { 0 };

    FAILS(retention_erase(&f->c, &r, ids, 4, S(" "), &report, &e), e, ERR_INVALID);
    fixture_as(f, "ann"); /* she may not erase, and it is of another unit */
    FAILS(retention_erase(&f->c, &r, ids, 4, S("time is over"), &report, &e), e, ERR_INVALID);
    fixture_as(f, "office");
    OK(retention_erase(&f->c, &r, ids, 4, S("time is over"), &report, &e), e);
    assert_int_equal(report.erased, 2);
    assert_int_equal(report.left, 0);
    expect_due(f, &r, NULL, 0);
    for (int i = 0; i < 4; i++) {
        const Record *now = store_get(&f->c, r.of, ids[i], &e);
        OK(now, e);
        assert_int_equal(rec_has(now, V_PHONE), i > 1);
        assert_int_equal(rec_int(now, V_SIZE), sizes[i]); /* it still counts */
    }
    OK(batch_see(&f->c, report.batch, &b, &e), e);
    SAYS(b.kind, "erase");
    assert_int_equal(b.updated, 2);
    FAILS(batch_undo(&f->c, report.batch, false, &undo, &e), e, ERR_INVALID);
    SAYS(fixture_check(f), "");
    fixture_close(f);
}

static void refuses_rules_that_say_nothing(TestDb *t)
{
    static const char *const bad[][11] = {
        { "name", "a", "of_type", "user", "years", "5", NULL },
        { "name", "a", "of_type", "nothing", "years", "5", NULL },
        { "name", "a", "of_type", "visit", "years", "0", NULL },
        { "name", "a", "of_type", "visit", "years", "5", "since", "size", NULL },
        { "name", "a", "of_type", "visit", "years", "5", "condition", "sise > 3", NULL },
    };
    Fixture *f = fixture_open(t);

    for (size_t i = 0; i < LEN(bad); i++) {
        Err e = { 0 };
        FAILS(make_rule(f, bad[i], &e), e, ERR_INVALID);
    }
    fixture_close(f);
}

int main(void)
{
    static const DbCase cases[] = {
        DB_CASE(keeps_on_with_a_reason),
        DB_CASE(erases_with_a_receipt),
        DB_CASE(refuses_rules_that_say_nothing),
    };
    return run_db_cases("retention", cases, LEN(cases));
}
