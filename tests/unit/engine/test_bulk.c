/* SPDX-License-Identifier: Apache-2.0
 * Changing many records at once: a rehearsal that is true, a change that undo takes back, and what
 * is left for a reason.
 */
#include "areas/office.h"

#include "engine/bulk.h"
#include "engine/transfer.h"

enum { MADE = 5 };

typedef struct {
    Office o;
    const Type *t;
    int64_t ids[MADE]; /* the last is the district's */
} Halls;

static Halls halls(TestDb *t)
{
    Halls h = { .o = office_open(t) };

    h.t = registry_find(h.o.c.types, S("hall"));
    for (int i = 0; i < MADE; i++)
        h.ids[i] = office_make(&h.o, "hall", i == MADE - 1 ? h.o.district : h.o.root,
                               arena_printf(h.o.arena, "name=宗祠%d; village=村%d", i, i % 2));
    return h;
}

static BulkEdit to_village(const Halls *h, const char *text)
{
    return (BulkEdit){ .type = h->t,
                       .ids = h->ids,
                       .n = MADE,
                       .field = type_slot(h->t, S("village")),
                       .value = { .set = true, .text = str_z(text) } };
}

static Str village(Halls *h, int i)
{
    Err e = { 0 };
    const Record *r = store_get(&h->o.c, h->t, h->ids[i], &e);
    OK(r, e);
    return rec_text(r, type_slot(h->t, S("village")));
}

static void rehearses_changes_and_takes_back(TestDb *t)
{
    Halls h = halls(t);
    BulkEdit b = to_village(&h, "村1");
    BulkReport look, done;
    UndoReport undo;
    Batch batch;
    Err e = { 0 };

    OK(bulk_run(&h.o.c, &b, true, &look, &e), e);
    assert_int_equal(look.batch, 0);
    assert_int_equal(look.changed, 3); /* 村0 of 0, 2 and 4 */
    assert_int_equal(look.same, 2);
    assert_int_equal(look.nlines, 3);
    SAYS(look.lines[0].title, "宗祠0");
    SAYS(look.lines[0].before, "村0");
    SAYS(look.lines[0].after, "村1");
    SAYS(village(&h, 0), "村0"); /* nothing happened */
    b.stamp = look.stamp;
    OK(bulk_run(&h.o.c, &b, false, &done, &e), e);
    assert_true(done.batch > 0);
    assert_int_equal(done.changed, 3);
    SAYS(village(&h, 4), "村1");
    OK(batch_see(&h.o.c, done.batch, &batch, &e), e);
    SAYS(batch.kind, "bulk");
    assert_int_equal(batch.updated, 3);
    OK(batch_undo(&h.o.c, done.batch, false, &undo, &e), e);
    assert_int_equal(undo.restored, 3);
    SAYS(village(&h, 0), "村0");
    SAYS(village(&h, 1), "村1");
    office_close(&h.o);
}

/* What was looked at must be what is there, whoever changed it meanwhile. */
static void refuses_what_was_not_looked_at(TestDb *t)
{
    Halls h = halls(t);
    BulkEdit b = to_village(&h, "村1");
    BulkReport look, done;
    Record *r;
    Check k = { 0 };
    Err e = { 0 };

    OK(bulk_run(&h.o.c, &b, true, &look, &e), e);
    r = store_get(&h.o.c, h.t, h.ids[2], &e);
    OK(r, e);
    rec_set_text(r, type_slot(h.t, S("village")), S("别村"));
    OK(store_update(&h.o.c, r, &k, &e), e);
    b.stamp = look.stamp;
    FAILS(bulk_run(&h.o.c, &b, false, &done, &e), e, ERR_CONFLICT);
    assert_int_equal(done.batch, 0);
    SAYS(village(&h, 0), "村0");
    SAYS(village(&h, 2), "别村");
    office_close(&h.o);
}

static void leaves_what_may_not_be_changed(TestDb *t)
{
    Halls h = halls(t);
    BulkEdit b = to_village(&h, "新村");
    BulkReport done;
    Err e = { 0 };

    office_act_as(&h.o, "ann"); /* of the district: one hall is hers */
    OK(bulk_run(&h.o.c, &b, false, &done, &e), e);
    assert_int_equal(done.changed, 1);
    assert_int_equal(done.left, MADE - 1);
    assert_int_equal(done.nrefused, MADE - 1);
    assert_true(done.refused[0].why.n > 0);
    assert_int_equal(done.refused[0].title.n, 0); /* not even its name */
    office_act_as(&h.o, "office");
    SAYS(village(&h, 0), "村0");
    SAYS(village(&h, 4), "新村");
    office_close(&h.o);
}

static void moves_with_a_reason(TestDb *t)
{
    Office o = office_open(t);
    const Type *reception = registry_find(o.c.types, S("reception"));
    const int64_t ids[] = {
        OFFICE(&o, "reception", "name=访问团一; direction=inbound; arrived=2024-01-05; headcount=5"),
        OFFICE(&o, "reception", "name=访问团二; direction=inbound; arrived=2024-01-06; headcount=6"),
    };
    BulkEdit b = {
        .type = reception, .ids = ids, .n = LEN(ids), .field = -1, .to = S("cancelled")
    };
    BulkReport r;
    UndoReport undo;
    const Record *now;
    Err e = { 0 };

    OK(bulk_run(&o.c, &b, false, &r, &e), e); /* without a reason none may go */
    assert_int_equal(r.batch, 0);
    assert_int_equal(r.left, 2);
    b.why = S("the flight was cancelled");
    OK(bulk_run(&o.c, &b, false, &r, &e), e);
    assert_int_equal(r.changed, 2);
    now = store_get(&o.c, reception, ids[1], &e);
    OK(now, e);
    SAYS(now->state, "cancelled");
    OK(batch_undo(&o.c, r.batch, false, &undo, &e), e);
    now = store_get(&o.c, reception, ids[1], &e);
    OK(now, e);
    SAYS(now->state, "inquiry");
    office_close(&o);
}

static void has_limits(TestDb *t)
{
    Halls h = halls(t);
    BulkEdit b = to_village(&h, "村1");
    QueryParts parts = { .where = S("village = 村0") };
    const int64_t *ids;
    BulkReport r;
    size_t n;
    Err e = { 0 };

    OK(bulk_ids(&h.o.c, h.t, &parts, &ids, &n, &e), e);
    assert_int_equal(n, 3);
    b.n = BULK_MAX + 1;
    FAILS(bulk_run(&h.o.c, &b, true, &r, &e), e, ERR_INVALID);
    b.n = MADE;
    b.type = registry_find(h.o.c.types, S("unit"));
    FAILS(bulk_run(&h.o.c, &b, true, &r, &e), e, ERR_INVALID);
    office_close(&h.o);
}

static const DbCase cases[] = {
    DB_CASE(rehearses_changes_and_takes_back),
    DB_CASE(refuses_what_was_not_looked_at),
    DB_CASE(leaves_what_may_not_be_changed),
    DB_CASE(moves_with_a_reason),
    DB_CASE(has_limits),
};

int main(void)
{
    return run_db_cases("bulk", cases, LEN(cases));
}
