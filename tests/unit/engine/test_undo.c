/* SPDX-License-Identifier: Apache-2.0
 * Batches: taking an import back, what is left, and taking that back again.
 */
#include "engine/transfer_case.h"

static UndoReport undone(Fixture *f, int64_t batch, bool rehearse)
{
    UndoReport u;
    Err e = { 0 };
    OK(batch_undo(&f->c, batch, rehearse, &u, &e), e);
    return u;
}

static Batch batch_of(Fixture *f, int64_t id)
{
    Batch b;
    Err e = { 0 };
    OK(batch_see(&f->c, id, &b, &e), e);
    return b;
}

static void takes_back_what_was_made_and_changed(TestDb *t)
{
    Fixture *f = transfer_open(t);
    Receipt first, second;
    UndoReport u;
    Batch b;

    first =
        imported(f, sheet(f, "visits.csv", "Title,Size,note\nA,1,x\nB,2,\n"), (ImportOptions){ 0 });
    second =
        imported(f, sheet(f, "visits.csv", "Title,Size\nA,5\nB,2\nC,3\n"), (ImportOptions){ 0 });
    b = batch_of(f, second.batch);
    SAYS(b.kind, "import");
    assert_true(str_ends(b.what, S("visits.csv")));
    assert_int_equal(b.created, 1);
    assert_int_equal(b.updated, 1);
    assert_int_equal(b.undone_by, 0);
    u = undone(f, second.batch, true); /* a rehearsal */
    assert_int_equal(u.batch, 0);
    assert_int_equal(u.removed, 1);
    assert_int_equal(count_of(f, "visit"), 3);
    u = undone(f, second.batch, false);
    assert_int_equal(u.removed, 1);
    assert_int_equal(u.restored, 1);
    assert_int_equal(u.nleft, 0);
    assert_int_equal(count_of(f, "visit"), 2);
    assert_int_equal(rec_int(record_with(f, "visit", "title", "A"), V_SIZE), 1);
    assert_int_equal(batch_of(f, second.batch).undone_by, u.batch);
    SAYS(batch_of(f, u.batch).kind, "undo");
    SAYS(fixture_check(f), "");
    u = undone(f, first.batch, false);
    assert_int_equal(u.nleft, 1); /* A was edited since, if only there and back */
    assert_int_equal(u.removed, 1);
    assert_int_equal(count_of(f, "visit"), 1);
    fixture_close(f);
}

static void an_undo_can_be_taken_back(TestDb *t)
{
    Fixture *f = transfer_open(t);
    Receipt r = imported(f, sheet(f, "visits.csv", "编号,Title,Guide,Hosts\n1,A,Tan,Tan;Lim\n"),
                         (ImportOptions){ .create_links = true });
    int64_t id = record_with(f, "visit", "title", "A")->id;
    UndoReport u = undone(f, r.batch, false), redo, again;
    const Record *a;

    assert_int_equal(u.removed, 3);
    assert_int_equal(count_of(f, "visit") + count_of(f, "guide"), 0);
    redo = undone(f, u.batch, false);
    assert_int_equal(redo.restored, 3);
    a = record_with(f, "visit", "title", "A");
    assert_int_equal(a->id, id);
    SAYS(a->key, "1");
    assert_true(rec_has(a, V_HOSTS));
    SAYS(fixture_check(f), "");
    again = undone(f, redo.batch, false);
    assert_int_equal(again.removed, 3);
    SAYS(fixture_check(f), "");
    fixture_close(f);
}

static void leaves_what_was_edited_since(TestDb *t)
{
    Fixture *f = transfer_open(t);
    Receipt r = imported(f, sheet(f, "visits.csv", "Title,Size\nA,1\nB,2\n"), (ImportOptions){ 0 });
    Record *a = record_with(f, "visit", "title", "A");
    Check k = { 0 };
    Err e = { 0 };
    UndoReport u;

    rec_set_int(a, V_SIZE, 9);
    OK(store_update(&f->c, a, &k, &e), e);
    u = undone(f, r.batch, false);
    assert_int_equal(u.removed, 1);
    assert_int_equal(u.nleft, 1);
    assert_int_equal(u.left[0].id, a->id);
    SAYS(u.left[0].title, "A");
    assert_true(has(u.left[0].why, "edited since by office"));
    assert_int_equal(rec_int(record_with(f, "visit", "title", "A"), V_SIZE), 9);
    FAILS(batch_undo(&f->c, r.batch, false, &u, &e), e, ERR_CONFLICT);
    SAYS(fixture_check(f), "");
    fixture_close(f);
}

static void leaves_what_others_link_to(TestDb *t)
{
    Fixture *f = transfer_open(t);
    Receipt r = imported(f, sheet(f, "guides.csv", "Name\nTan\nLim\n"), (ImportOptions){ 0 });
    Record *v = fixture_visit(f, "A", "2024", 1);
    Check k = { 0 };
    Err e = { 0 };
    UndoReport u;

    rec_set_int(v, V_GUIDE, record_with(f, "guide", "name", "Tan")->id);
    OK(store_create(&f->c, v, &k, &e), e);
    u = undone(f, r.batch, false);
    assert_int_equal(u.removed, 1);
    assert_int_equal(u.nleft, 1);
    SAYS(u.left[0].title, "Tan");
    assert_true(has(u.left[0].why, "links to it"));
    SAYS(fixture_check(f), "");
    fixture_close(f);
}

static void nothing_to_take_back_is_no_batch(TestDb *t)
{
    Fixture *f = transfer_open(t);
    Receipt r = imported(f, sheet(f, "guides.csv", "Name\nTan\n"), (ImportOptions){ 0 });
    Record *g = record_with(f, "guide", "name", "Tan");
    Check k = { 0 };
    Err e = { 0 };
    UndoReport u;

    rec_set_text(g, 1, S("MY"));
    OK(store_update(&f->c, g, &k, &e), e);
    u = undone(f, r.batch, false);
    assert_int_equal(u.batch, 0);
    assert_int_equal(u.nleft, 1);
    assert_int_equal(batch_of(f, r.batch).undone_by, 0);
    FAILS(batch_undo(&f->c, 99, false, &u, &e), e, ERR_NOT_FOUND);
    fixture_close(f);
}

static void circles_go_too(TestDb *t)
{
    Fixture *f = transfer_open(t);
    Receipt r = imported(
        f, sheet(f, "body.csv", "Body name,Parent body,Friends\nA,B,\nB,A,C\nC,,A\nD,D,D\n"),
        (ImportOptions){ 0 });
    UndoReport u = undone(f, r.batch, false);

    assert_int_equal(u.nleft, 0);
    assert_int_equal(u.removed, 4);
    assert_int_equal(count_of(f, "body"), 0);
    SAYS(fixture_check(f), "");
    u = undone(f, u.batch, false);
    assert_int_equal(u.restored, 4);
    assert_int_equal(count_of(f, "body"), 4);
    assert_int_equal(rec_int(record_with(f, "body", "name", "A"), B_PARENT),
                     record_with(f, "body", "name", "B")->id);
    SAYS(fixture_check(f), "");
    fixture_close(f);
}

static void units_can_be_taken_back(TestDb *t)
{
    Fixture *f = transfer_open(t);
    Receipt r = imported(
        f, sheet(f, "unit.csv", "Unit code,Unit name,Founded under\nJM,Jimei,HQ\nJM-1,One,JM\n"),
        (ImportOptions){ 0 });
    UndoReport u;

    assert_int_equal(units_count(f->c.units), 6);
    u = undone(f, r.batch, true);
    assert_int_equal(u.removed, 4); /* two units, an edge each */
    assert_int_equal(units_count(f->c.units), 6);
    u = undone(f, r.batch, false);
    assert_int_equal(u.nleft, 0);
    assert_int_equal(units_count(f->c.units), 4);
    SAYS(fixture_check(f), "");
    fixture_close(f);
}

static void needs_the_right(TestDb *t)
{
    Fixture *f = transfer_open(t);
    Receipt mine, theirs;
    UndoReport u;
    Err e = { 0 };

    theirs = imported(f, sheet(f, "visits.csv", "Title,单位\nA,SM\nB,HL\n"), (ImportOptions){ 0 });
    fixture_as(f, "ann");
    mine = imported(f, sheet(f, "visits.csv", "Title\nC\n"), (ImportOptions){ 0 });
    u = undone(f, mine.batch, false);
    assert_int_equal(u.removed, 1);
    FAILS(batch_undo(&f->c, theirs.batch, false, &u, &e), e, ERR_NOT_FOUND);
    fixture_as(f, "eve");
    FAILS(batch_undo(&f->c, theirs.batch, false, &u, &e), e, ERR_NOT_FOUND);
    assert_null(f->c.chain);
    fixture_close(f);
}

static void batches_are_listed(TestDb *t)
{
    Fixture *f = transfer_open(t);
    const Batch *list;
    Batch one;
    size_t n;
    Err e = { 0 };
    Receipt a = imported(f, sheet(f, "guides.csv", "Name\nTan\n"), (ImportOptions){ 0 });
    Receipt b = imported(f, sheet(f, "guides.csv", "Name\nLim\n"), (ImportOptions){ 0 });

    OK(batch_list(&f->c, INT64_MAX, INT64_MAX, &list, &n, &e), e);
    assert_int_equal(n, 2);
    assert_int_equal(list[0].id, b.batch);
    assert_int_equal(list[1].id, a.batch);
    assert_int_equal(list[0].by, f->c.user->id);
    OK(batch_list(&f->c, INT64_MAX, 1, &list, &n, &e), e);
    assert_int_equal(n, 1);
    assert_int_equal(list[0].id, b.batch);
    OK(batch_list(&f->c, b.batch, 10, &list, &n, &e), e);
    assert_int_equal(n, 1);
    assert_int_equal(list[0].id, a.batch);
    OK(batch_see(&f->c, a.batch, &one, &e), e);
    assert_int_equal(one.created, 1);
    fixture_as(f, "eve"); /* reads, and undoes nothing of others */
    OK(batch_list(&f->c, INT64_MAX, INT64_MAX, &list, &n, &e), e);
    assert_int_equal(n, 0);
    FAILS(batch_see(&f->c, a.batch, &one, &e), e, ERR_NOT_FOUND);
    FAILS(batch_see(&f->c, 99, &one, &e), e, ERR_NOT_FOUND);
    fixture_close(f);
}

static void every_call_may_fail(TestDb *t)
{
    Fixture *f = transfer_open(t);
    Receipt r;
    UndoReport u;
    bool done = false;

    imported(f, sheet(f, "visits.csv", "Title,Size\nA,1\n"), (ImportOptions){ 0 });
    r = imported(f, sheet(f, "visits.csv", "Title,Size,Guide\nA,2,Tan\nB,2,Tan\n"),
                 (ImportOptions){ .create_links = true });
    for (int64_t n = 1; !done; n++) {
        Err e = { 0 };
        db_fail_at(t->db, n);
        done = batch_undo(&f->c, r.batch, false, &u, &e);
        db_fail_at(t->db, 0);
        assert_null(f->c.chain);
        if (done)
            break;
        if (e.kind != ERR_INTERNAL)
            fail_msg("call %" PRId64 ": error kind %d: %s", n, (int)e.kind, e.msg);
        assert_int_equal(count_of(f, "visit"), 2);
        assert_int_equal(count_of(f, "guide"), 1);
        if (n % 10 == 0)
            SAYS(fixture_check(f), "");
        assert_true(n < 2000);
    }
    assert_int_equal(u.removed, 2);
    assert_int_equal(u.restored, 1);
    assert_int_equal(count_of(f, "visit"), 1);
    SAYS(fixture_check(f), "");
    fixture_close(f);
}

int main(void)
{
    static const DbCase cases[] = {
        DB_CASE(takes_back_what_was_made_and_changed),
        DB_CASE(an_undo_can_be_taken_back),
        DB_CASE(leaves_what_was_edited_since),
        DB_CASE(leaves_what_others_link_to),
        DB_CASE(nothing_to_take_back_is_no_batch),
        DB_CASE(circles_go_too),
        DB_CASE(units_can_be_taken_back),
        DB_CASE(needs_the_right),
        DB_CASE(batches_are_listed),
        DB_CASE(every_call_may_fail),
    };
    return run_db_cases("undo", cases, LEN(cases));
}
