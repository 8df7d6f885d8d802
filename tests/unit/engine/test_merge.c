/* SPDX-License-Identifier: Apache-2.0
 * Merging two records: what is proposed, what speaks against it, what moves, what is kept aside,
 * and that an undo gives all of it back but for what was edited since.
 */
#include "engine/transfer_case.h"

#include "base/rand.h"
#include "engine/chain.h"
#include "engine/merge.h"

/* ---- records ---- */

static const Type *type_of(Fixture *f, const char *name)
{
    const Type *t = registry_find(f->c.types, str_z(name));
    assert_non_null(t);
    return t;
}

static Record *load(Fixture *f, const char *type, int64_t id)
{
    Err e = { 0 };
    Record *r = row_load(&f->c, type_of(f, type), id, &e);
    if (!r)
        fail_msg("there is no %s #%" PRId64 ": %s", type, id, e.msg);
    return r;
}

/* A record from FIELD, TEXT pairs that end with NULL. */
static int64_t made(Fixture *f, const char *type, const char *const *pairs)
{
    Record *r = record_new(f->arena, type_of(f, type));
    Check k = { 0 };
    Err e = { 0 };
    for (size_t i = 0; pairs[i]; i += 2) {
        if (str_eq(str_z(pairs[i]), S("key")))
            r->key = str_z(pairs[i + 1]);
        else
            fixture_set(f, r, type_slot(r->type, str_z(pairs[i])), pairs[i + 1]);
    }
    OK(store_create(&f->c, r, &k, &e), e);
    return r->id;
}
#define MADE(f, type, ...) made(f, type, (const char *const[]){ __VA_ARGS__, NULL })

static const char *number(Fixture *f, int64_t id)
{
    return arena_printf(f->arena, "#%" PRId64, id).p;
}

static void edit(Fixture *f, const char *type, int64_t id, int slot, const char *text)
{
    Record *r = load(f, type, id);
    Check k = { 0 };
    Err e = { 0 };
    fixture_set(f, r, slot, text);
    OK(store_update(&f->c, r, &k, &e), e);
}

static MergePlan *planned(Fixture *f, const char *type, int64_t keep, int64_t lose)
{
    Err e = { 0 };
    MergePlan *p = merge_plan(&f->c, type_of(f, type), keep, lose, &e);
    if (!p)
        fail_msg("no plan: %s", e.msg);
    return p;
}

static MergeDone merged(Fixture *f, const MergePlan *p, MergeWill will)
{
    MergeDone done;
    Err e = { 0 };
    OK(merge_run(&f->c, p, will, &done, &e), e);
    return done;
}

static UndoReport undone(Fixture *f, int64_t batch)
{
    UndoReport u;
    Err e = { 0 };
    OK(batch_undo(&f->c, batch, false, &u, &e), e);
    return u;
}

/* The text must be just these numbers between bars. */
static void numbered(Fixture *f, Str text, const int64_t *ids, size_t n)
{
    Str want = S("|");
    for (size_t i = 0; i < n; i++)
        want = arena_printf(f->arena, "%.*s%" PRId64 "|", STR(want), ids[i]);
    if (!str_eq(text, want))
        fail_msg("'%.*s' instead of '%.*s'", STR(text), STR(want));
}

static const MergeField *field_of(const MergePlan *p, const char *name)
{
    for (size_t i = 0; i < p->nfields; i++)
        if (str_eq(str_z(p->fields[i].field->name), str_z(name)))
            return &p->fields[i];
    fail_msg("the plan has no field %s", name);
    return NULL;
}

static size_t clashes_of(const MergePlan *p, ClashKind kind)
{
    size_t n = 0;
    for (size_t i = 0; i < p->nclashes; i++)
        n += p->clashes[i].kind == kind;
    return n;
}

/* ---- what is proposed ---- */

static const struct {
    const char *field, *keep, *lose; /* NULL: empty */
    MergeTake take;
    int clash; /* ClashKind; -1: none */
} proposals[] = {
    { "leader", "Tan", "Tan", TAKE_KEEP, -1 },
    { "leader", NULL, "Tan", TAKE_LOSE, -1 },
    { "leader", "Tan Kah", "Tan Kah Kee", TAKE_LOSE, CLASH_VALUE }, /* the longer one */
    { "leader", "Tan Kah Kee", "Tan Kah", TAKE_KEEP, CLASH_VALUE },
    { "leader", "Tan", "Lim", TAKE_KEEP, CLASH_VALUE },
    { "size", "12", "13", TAKE_KEEP, CLASH_VALUE },
    { "began", "2024", "2024-03-05", TAKE_LOSE, CLASH_VALUE }, /* the more certain one */
    { "began", "2024-03-05", "2024-03", TAKE_KEEP, CLASH_VALUE },
    { "began", "2024-03-05", "2023", TAKE_KEEP, CLASH_VALUE },
    { "topics", "gala", "talk", TAKE_BOTH, -1 },
    { "division", "350200", "350203", TAKE_LOSE, CLASH_VALUE }, /* the district in the city */
    { "division", "350203", "350200", TAKE_KEEP, CLASH_VALUE },
    { "division", "350203", "350211", TAKE_KEEP, CLASH_VALUE },
    { "note", "met twice", "met twice, in May and June", TAKE_LOSE, CLASH_VALUE },
};

static int64_t visit_with(Fixture *f, const char *field, const char *text)
{
    return text ? MADE(f, "visit", "title", "Visit", field, text)
                : MADE(f, "visit", "title", "Visit");
}

static void proposes_what_says_more(TestDb *t)
{
    Fixture *f = transfer_open(t);

    for (size_t i = 0; i < LEN(proposals); i++) {
        int64_t keep = visit_with(f, proposals[i].field, proposals[i].keep);
        int64_t lose = visit_with(f, proposals[i].field, proposals[i].lose);
        const MergePlan *p = planned(f, "visit", keep, lose);
        if (field_of(p, proposals[i].field)->take != proposals[i].take)
            fail_msg("%s: '%s' and '%s': %d is taken", proposals[i].field, proposals[i].keep,
                     proposals[i].lose, (int)field_of(p, proposals[i].field)->take);
        assert_int_equal(p->nclashes, proposals[i].clash >= 0);
        if (p->nclashes)
            assert_int_equal(p->clashes[0].kind, proposals[i].clash);
    }
    fixture_close(f);
}

static void takes_what_is_chosen(TestDb *t)
{
    Fixture *f = transfer_open(t);
    int64_t keep =
        MADE(f, "visit", "title", "A", "size", "3", "hosts", number(f, fixture_guide(f, "Tan")));
    int64_t lose =
        MADE(f, "visit", "title", "B", "size", "4", "hosts", number(f, fixture_guide(f, "Lim")));
    MergePlan *p = planned(f, "visit", keep, lose);
    const Record *now;
    Err e = { 0 };

    OK(merge_take(p, S("size"), S("lose"), &e), e);
    OK(merge_take(p, S("hosts"), S("keep"), &e), e);
    FAILS(merge_take(p, S("size"), S("both"), &e), e, ERR_INVALID);
    FAILS(merge_take(p, S("size"), S("mine"), &e), e, ERR_INVALID);
    FAILS(merge_take(p, S("note"), S("keep"), &e), e, ERR_NOT_FOUND);
    (void)merged(f, p, (MergeWill){ 0 });
    now = load(f, "visit", keep);
    assert_int_equal(rec_int(now, V_SIZE), 4);
    assert_true(value_same(&now->type->fields[V_HOSTS], &now->v[V_HOSTS], &p->keep->v[V_HOSTS]));
    SAYS(rec_text(now, V_TITLE), "A");
    fixture_close(f);
}

/* ---- what speaks against it ---- */

static void says_what_tells_apart(TestDb *t)
{
    Fixture *f = transfer_open(t);
    int64_t a = MADE(f, "visit", "title", "A", "pass", "E1");
    int64_t b = MADE(f, "visit", "title", "B", "pass", "E2");
    int64_t one = MADE(f, "body", "name", "One", "code", "1");
    int64_t two = MADE(f, "body", "name", "Two", "code", "2", "parent", number(f, one));
    const MergePlan *p = planned(f, "visit", a, b);
    MergeDone done;
    Err e = { 0 };

    assert_int_equal(p->nstops, 1); /* the number of a document */
    assert_int_equal(clashes_of(p, CLASH_APART), 1);
    FAILS(merge_run(&f->c, p, (MergeWill){ 0 }, &done, &e), e, ERR_CONFLICT);
    assert_int_equal(done.batch, 0);
    assert_int_equal(load(f, "visit", b)->voided_at, 0);
    (void)merged(f, p, (MergeWill){ .insist = true });
    p = planned(f, "body", one, two);
    assert_int_equal(clashes_of(p, CLASH_APART), 1); /* a code that no two share */
    assert_int_equal(clashes_of(p, CLASH_LINKED), 1);
    (void)merged(f, p, (MergeWill){ .insist = true });
    assert_false(rec_has(load(f, "body", one), B_PARENT)); /* nothing is its own parent */
    SAYS(fixture_check(f), "");
    fixture_close(f);
}

static void says_what_is_twice(TestDb *t)
{
    Fixture *f = transfer_open(t);
    int64_t tan = fixture_guide(f, "Tan"), lim = fixture_guide(f, "Lim");
    Str hosts = arena_printf(f->arena, "#%" PRId64 ";#%" PRId64, tan, lim);
    int64_t both = MADE(f, "visit", "title", "A", "hosts", hosts.p);
    int64_t one = MADE(f, "visit", "title", "B", "guide", number(f, lim), "hosts", number(f, lim));
    const MergePlan *p = planned(f, "guide", tan, lim);
    MergeDone done;

    assert_int_equal(p->nrows, 3);
    assert_int_equal(clashes_of(p, CLASH_DOUBLE), 1);
    done = merged(f, p, (MergeWill){ .insist = true });
    assert_int_equal(done.moved, 3);
    assert_int_equal(done.voided, 0);
    numbered(f, rec_text(load(f, "visit", one), V_HOSTS), &tan, 1);
    numbered(f, rec_text(load(f, "visit", both), V_HOSTS), &tan, 1);
    assert_int_equal(rec_int(load(f, "visit", one), V_GUIDE), tan);
    SAYS(fixture_check(f), "");
    fixture_close(f);
}

/* ---- what becomes of the two ---- */

static void keeps_what_loses(TestDb *t)
{
    Fixture *f = transfer_open(t);
    int64_t keep =
        MADE(f, "visit", "title", "A", "size", "3", "phone", "+6591234567", "pass", "E1");
    int64_t lose = MADE(f, "visit", "title", "B", "size", "4", "phone", "+6591234568", "pass", "E2",
                        "mail", "a@example.org", "key", "K-2");
    MergeDone done = merged(f, planned(f, "visit", keep, lose),
                            (MergeWill){ .why = S("the same trip"), .insist = true });
    const Record *now = load(f, "visit", keep), *gone = load(f, "visit", lose);
    const Alternate *list;
    int64_t into;
    size_t n;
    Err e = { 0 };

    assert_true(gone->voided_at != 0);
    SAYS(gone->key, "");
    SAYS(now->key, "K-2"); /* a number that only one may have moves on */
    SAYS(rec_text(now, V_MAIL), "a@example.org");
    SAYS(rec_text(now, V_TITLE), "A");
    OK(merged_into(&f->c, now->type, lose, &into, &e), e);
    assert_int_equal(into, keep);
    assert_int_equal(done.alternates, 4);
    OK(alternates_of(&f->c, now, &list, &n, &e), e);
    assert_int_equal(n, 4);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(list[i].from, lose);
    SAYS(list[0].value.text, "B");
    assert_int_equal(list[1].value.i, 4);
    fixture_as(f, "eve"); /* reads what is internal: neither phone nor document */
    OK(alternates_of(&f->c, now, &list, &n, &e), e);
    assert_int_equal(n, 2);
    fixture_as(f, "office");
    assert_true(history_check(&f->c, &(CheckReport){ 0 }, &e));
    SAYS(fixture_check(f), "");
    fixture_close(f);
}

/* A merged record that is merged on takes along what was kept aside for it. */
static void leads_on_to_the_last(TestDb *t)
{
    Fixture *f = transfer_open(t);
    int64_t a = fixture_guide(f, "Tan"), b = fixture_guide(f, "Lim"), c = fixture_guide(f, "Ong");
    const Type *guide = type_of(f, "guide");
    const Alternate *list;
    int64_t into, id;
    bool apart;
    size_t n;
    Err e = { 0 };

    OK(not_same_say(&f->c, guide, b, fixture_guide(f, "Goh"), S("met both"), &id, &e), e);
    (void)merged(f, planned(f, "guide", b, a), (MergeWill){ 0 });
    (void)merged(f, planned(f, "guide", c, b), (MergeWill){ 0 });
    OK(merged_into(&f->c, guide, a, &into, &e), e);
    assert_int_equal(into, c);
    OK(alternates_of(&f->c, load(f, "guide", c), &list, &n, &e), e);
    assert_int_equal(n, 2);
    SAYS(list[0].value.text, "Tan");
    SAYS(list[1].value.text, "Lim");
    OK(not_same(&f->c, guide, record_with(f, "guide", "name", "Goh")->id, c, &apart, &e), e);
    assert_true(apart);
    fixture_close(f);
}

static void pairs_apart_stay_so(TestDb *t)
{
    Fixture *f = transfer_open(t);
    int64_t a = fixture_guide(f, "Tan"), b = fixture_guide(f, "Tan Kah Kee"), id;
    const Type *guide = type_of(f, "guide");
    AUTO(ids_done) Ids all = { 0 };
    Err e = { 0 };

    FAILS(not_same_say(&f->c, guide, a, a, S("x"), &id, &e), e, ERR_INVALID);
    FAILS(not_same_say(&f->c, guide, a, b, S(" "), &id, &e), e, ERR_INVALID);
    FAILS(not_same_say(&f->c, type_of(f, "unit"), f->root, f->other, S("x"), &id, &e), e,
          ERR_INVALID);
    OK(not_same_say(&f->c, guide, b, a, S("father and son"), &id, &e), e);
    FAILS(not_same_say(&f->c, guide, a, b, S("again"), &id, &e), e, ERR_CONFLICT);
    OK(not_same_all(&f->c, guide, &all, &e), e);
    assert_int_equal(all.n, 1);
    assert_true(ids_get(&all, pair_word(a, b), &id));
    assert_null(merge_plan(&f->c, guide, a, b, &e));
    assert_int_equal(e.kind, ERR_CONFLICT);
    fixture_close(f);
}

/* ---- who may ---- */

static void needs_rights_to_both_and_to_void(TestDb *t)
{
    Fixture *f = transfer_open(t);
    int64_t a = fixture_guide(f, "Tan"), b = fixture_guide(f, "Lim");
    Err e = { 0 };

    fixture_as(f, "ann"); /* a handler of a district writes there, and voids nothing */
    assert_null(merge_plan(&f->c, type_of(f, "guide"), a, b, &e));
    assert_int_equal(e.kind, ERR_NOT_FOUND); /* of another unit than hers */
    err_clear(&e);
    fixture_as(f, "office");
    assert_null(merge_plan(&f->c, type_of(f, "guide"), a, a, &e));
    assert_int_equal(e.kind, ERR_INVALID);
    err_clear(&e);
    assert_null(merge_plan(&f->c, type_of(f, "unit"), f->root, f->other, &e));
    assert_int_equal(e.kind, ERR_INVALID);
    err_clear(&e);
    (void)merged(f, planned(f, "guide", a, b), (MergeWill){ 0 });
    assert_null(merge_plan(&f->c, type_of(f, "guide"), a, b, &e)); /* gone already */
    assert_int_equal(e.kind, ERR_CONFLICT);
    fixture_close(f);
}

/* Somebody edits one of the two between the look and the merge. */
static void refuses_what_was_changed_since(TestDb *t)
{
    Fixture *f = transfer_open(t);
    int64_t a = fixture_guide(f, "Tan"), b = fixture_guide(f, "Lim");
    const MergePlan *p = planned(f, "guide", a, b);
    MergeDone done;
    Err e = { 0 };

    edit(f, "guide", b, 1, "MY");
    FAILS(merge_run(&f->c, p, (MergeWill){ 0 }, &done, &e), e, ERR_CONFLICT);
    assert_int_equal(load(f, "guide", b)->voided_at, 0);
    fixture_close(f);
}

static void a_rehearsal_changes_nothing(TestDb *t)
{
    Fixture *f = transfer_open(t);
    int64_t a = fixture_guide(f, "Tan"), b = fixture_guide(f, "Lim");
    MergeDone done = merged(f, planned(f, "guide", a, b), (MergeWill){ .rehearse = true });

    assert_int_equal(done.batch, 0);
    assert_int_equal(done.alternates, 1);
    assert_int_equal(load(f, "guide", b)->voided_at, 0);
    assert_int_equal(count_of(f, "alternate") + count_of(f, "merge"), 0);
    SAYS(fixture_check(f), "");
    fixture_close(f);
}

/* ---- taking it back ---- */

static void undo_leaves_what_was_edited(TestDb *t)
{
    Fixture *f = transfer_open(t);
    int64_t tan = fixture_guide(f, "Tan"), lim = fixture_guide(f, "Lim"),
            ong = fixture_guide(f, "Ong");
    int64_t keep = MADE(f, "visit", "title", "A", "size", "3");
    int64_t lose = MADE(f, "visit", "title", "B", "phone", "+6591234568", "mail", "a@example.org",
                        "key", "K-2");
    int64_t led = MADE(f, "visit", "title", "C", "guide", number(f, lim));
    Str hosts = arena_printf(f->arena, "#%" PRId64 ";#%" PRId64, lim, tan);
    int64_t hosted = MADE(f, "visit", "title", "D", "hosts", hosts.p);
    MergeDone visits = merged(f, planned(f, "visit", keep, lose), (MergeWill){ 0 });
    MergeDone guides = merged(f, planned(f, "guide", tan, lim), (MergeWill){ .insist = true });
    const Record *r;
    UndoReport u;

    edit(f, "visit", keep, V_PHONE, "+6591110000"); /* over what came from the losing one */
    edit(f, "visit", keep, V_NOTE, "called");
    edit(f, "visit", led, V_NOTE, "with a friend"); /* beside what the merge changed */
    edit(f, "visit", hosted, V_HOSTS, arena_printf(f->arena, "#%" PRId64 ";#%" PRId64, tan, ong).p);
    u = undone(f, guides.batch);
    assert_int_equal(u.nleft, 2);
    assert_true(u.left[0].back && u.left[1].back);
    r = load(f, "visit", led);
    assert_int_equal(rec_int(r, V_GUIDE), lim);
    SAYS(rec_text(r, V_NOTE), "with a friend");
    numbered(f, rec_text(load(f, "visit", hosted), V_HOSTS), (const int64_t[]){ tan, ong, lim }, 3);
    u = undone(f, visits.batch);
    assert_int_equal(u.nleft, 1);
    assert_true(has(u.left[0].why, "'Phone'"));
    r = load(f, "visit", keep);
    SAYS(rec_text(r, V_PHONE), "+6591110000");
    SAYS(rec_text(r, V_NOTE), "called");
    SAYS(r->key, "");
    assert_false(rec_has(r, V_MAIL));
    r = load(f, "visit", lose);
    SAYS(r->key, "K-2");
    assert_int_equal(r->voided_at, 0);
    SAYS(fixture_check(f), "");
    fixture_close(f);
}

/* A number that moved on is given to a third record before the merge is taken back. */
static void undo_leaves_a_record_whose_number_is_taken(TestDb *t)
{
    Fixture *f = transfer_open(t);
    int64_t keep = MADE(f, "visit", "title", "A"),
            lose = MADE(f, "visit", "title", "B", "key", "K-2");
    MergeDone done = merged(f, planned(f, "visit", keep, lose), (MergeWill){ 0 });
    Record *now = load(f, "visit", keep);
    Check k = { 0 };
    Err e = { 0 };
    UndoReport u;

    now->key = S("K-1");
    OK(store_update(&f->c, now, &k, &e), e);
    (void)MADE(f, "visit", "title", "C", "key", "K-2");
    u = undone(f, done.batch);
    assert_int_equal(u.nleft, 2);
    assert_true(u.left[0].back);
    assert_false(u.left[1].back);
    assert_true(has(u.left[1].why, "'K-2' is taken"));
    assert_true(load(f, "visit", lose)->voided_at != 0);
    SAYS(load(f, "visit", keep)->key, "K-1");
    SAYS(fixture_check(f), "");
    fixture_close(f);
}

static void an_undo_of_a_merge_can_be_taken_back(TestDb *t)
{
    Fixture *f = transfer_open(t);
    int64_t keep = MADE(f, "visit", "title", "A", "size", "3");
    int64_t lose = MADE(f, "visit", "title", "B", "mail", "a@example.org", "key", "K-2");
    MergeDone done = merged(f, planned(f, "visit", keep, lose), (MergeWill){ 0 });
    UndoReport u = undone(f, done.batch), again;

    SAYS(load(f, "visit", lose)->key, "K-2");
    again = undone(f, u.batch);
    assert_int_equal(again.nleft, 0);
    assert_true(load(f, "visit", lose)->voided_at != 0);
    SAYS(load(f, "visit", keep)->key, "K-2");
    SAYS(rec_text(load(f, "visit", keep), V_MAIL), "a@example.org");
    assert_int_equal(count_of(f, "merge"), 1);
    SAYS(fixture_check(f), "");
    (void)undone(f, again.batch);
    assert_int_equal(load(f, "visit", lose)->voided_at, 0);
    SAYS(fixture_check(f), "");
    fixture_close(f);
}

/* Whatever call fails, all of the merge is taken back, and so is all of its undo. */
static void every_call_may_fail(TestDb *t)
{
    Fixture *f = transfer_open(t);
    int64_t tan = fixture_guide(f, "Tan"), lim = fixture_guide(f, "Lim");
    int64_t led = MADE(f, "visit", "title", "A", "guide", number(f, lim), "hosts", number(f, lim));
    const MergePlan *p = planned(f, "guide", tan, lim);
    bool merging = true, done = false;
    MergeDone merge;
    UndoReport u;

    for (int64_t n = 1; !done; n++) {
        Err e = { 0 };
        db_fail_at(t->db, n);
        done = merging ? merge_run(&f->c, p, (MergeWill){ 0 }, &merge, &e)
                       : batch_undo(&f->c, merge.batch, false, &u, &e);
        db_fail_at(t->db, 0);
        assert_null(f->c.chain);
        assert_int_equal(f->c.batch, 0);
        if (!done && e.kind != ERR_INTERNAL)
            fail_msg("call %" PRId64 ": error kind %d: %s", n, (int)e.kind, e.msg);
        assert_int_equal(load(f, "guide", lim)->voided_at != 0, merging == done);
        assert_int_equal(rec_int(load(f, "visit", led), V_GUIDE), merging == done ? tan : lim);
        if (done || n % 10 == 0)
            SAYS(fixture_check(f), "");
        if (done && merging) {
            merging = done = false;
            n = 0;
        }
        assert_true(n < 2000);
    }
    fixture_close(f);
}

/* ---- any records, any edits ---- */

enum { GUIDES = 8, BODIES = 8, VISITS = 40, ROUNDS = 40, EDITS = 8 };

/* Everything that there is, as it would be if nothing had been merged. */
typedef struct {
    const char *type;
    int64_t id;
    Record *should; /* as it was, with the edits on it */
    bool edited[V__N];
} Twin;

typedef struct {
    Fixture *f;
    Rand *rand;
    Twin twins[GUIDES + BODIES + VISITS];
    size_t n;
} World;

static const char *any_of(World *w, const char *const *from, size_t n)
{
    return from[rand_below(w->rand, n)];
}
#define ANY(w, ...)                                                                                \
    any_of(w, (const char *const[]){ __VA_ARGS__ },                                                \
           sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *))

static int64_t any_id(World *w, const char *type)
{
    for (;;) {
        const Twin *twin = &w->twins[rand_below(w->rand, w->n)];
        if (str_eq(str_z(twin->type), str_z(type)))
            return twin->id;
    }
}

static Str any_ids(World *w, const char *type)
{
    int64_t one = any_id(w, type), other = any_id(w, type);
    return one == other ? str_z(number(w->f, one))
                        : arena_printf(w->f->arena, "#%" PRId64 ";#%" PRId64, one, other);
}

/* A value for a field of a visit; NULL: none that fits. */
static const char *any_value(World *w, int slot)
{
    switch (slot) {
    case V_NAME: return ANY(w, "Tan", "Lim", "Tan Kah Kee");
    case V_SIZE: return ANY(w, "1", "2", "300");
    case V_COST: return ANY(w, "5", "USD 7.50");
    case V_BEGAN: return ANY(w, "2024", "2024-03", "2024-03-05", "about 1874");
    case V_TOPICS: return ANY(w, "gala", "talk", "gala;talk");
    case V_COUNTRY: return ANY(w, "SB", "MY", "HK");
    case V_DIVISION: return ANY(w, "350200", "350203");
    case V_GUIDE: return number(w->f, any_id(w, "guide"));
    case V_HOSTS: return any_ids(w, "guide").p;
    case V_PHONE: return ANY(w, "+6591234567", "+60123456789");
    case V_MAIL: return ANY(w, "a@example.org", "b@example.org");
    case V_NOTE: return ANY(w, "x", "y", "x and y");
    default: return NULL;
    }
}

static void add_twin(World *w, const char *type, int64_t id)
{
    w->twins[w->n++] = (Twin){ .type = type, .id = id };
}

static void populate(World *w)
{
    Fixture *f = w->f;
    for (int i = 0; i < GUIDES; i++)
        add_twin(w, "guide", fixture_guide(f, ANY(w, "Tan", "Lim", "Ong", "Goh")));
    for (int i = 0; i < BODIES; i++) {
        Str code = arena_printf(f->arena, "C%d", i);
        add_twin(w, "body",
                 i ? MADE(f, "body", "name", "Body", "code", code.p, "parent",
                          number(f, any_id(w, "body")), "friends", any_ids(w, "body").p)
                   : MADE(f, "body", "name", "Body"));
    }
    for (int i = 0; i < VISITS; i++) {
        const char *pairs[2 * V__N + 1] = { "title", "Visit" };
        size_t n = 2;
        for (int slot = 0; slot < V__N; slot++) {
            const char *text = rand_below(w->rand, 2) ? any_value(w, slot) : NULL;
            if (!text)
                continue;
            pairs[n++] = test_visit_type.fields[slot].name;
            pairs[n++] = text;
        }
        pairs[n] = NULL;
        add_twin(w, "visit", made(f, "visit", pairs));
    }
}

static void remember(World *w)
{
    for (size_t i = 0; i < w->n; i++) {
        w->twins[i].should = load(w->f, w->twins[i].type, w->twins[i].id);
        memset(w->twins[i].edited, 0, sizeof w->twins[i].edited);
    }
}

/* Any record, and often one that stands in the merge. */
static Twin *any_twin(World *w, int64_t keep, int64_t lose)
{
    for (size_t i = rand_below(w->rand, 2) ? 0 : w->n; i < w->n; i++)
        if (w->twins[i].id == (rand_below(w->rand, 4) ? keep : lose))
            return &w->twins[i];
    return &w->twins[rand_below(w->rand, w->n)];
}

/* Changes a field of a record, each at most once, in the store and on its twin. */
static void edit_any(World *w, int64_t keep, int64_t lose)
{
    Fixture *f = w->f;
    Twin *twin = any_twin(w, keep, lose);
    int slot = (int)rand_below(w->rand, V__N);
    const char *text = any_value(w, slot);
    Record *now = load(f, twin->type, twin->id);
    const Field *field = &test_visit_type.fields[slot];
    Value v;
    Check k = { 0 };
    Err e = { 0 };

    if (!text || !str_eq(str_z(twin->type), S("visit")) || twin->edited[slot] ||
        field->kind == T_CHOICES || field->kind == T_LINKS)
        return; /* several values are put together: undo_leaves_what_was_edited */
    OK(value_parse(&f->c, field, now, str_z(text), &v, &e), e);
    if (value_same(field, &v, &now->v[slot]) || (field->kind == T_LINK && v.i == lose))
        return;
    now->v[slot] = twin->should->v[slot] = v;
    twin->edited[slot] = true;
    OK(store_update(&f->c, now, &k, &e), e);
}

static void compare(World *w, int round)
{
    for (size_t i = 0; i < w->n; i++) {
        const Twin *twin = &w->twins[i];
        const Record *is = load(w->f, twin->type, twin->id);
        AUTO(buf_done) Buf have = buf_new(BUF_PAGE);
        AUTO(buf_done) Buf want = buf_new(BUF_PAGE);
        row_json(is, &have);
        row_json(twin->should, &want);
        if (!str_eq(buf_str(&have), buf_str(&want)) || is->voided_at != twin->should->voided_at)
            fail_msg("round %d, %s #%" PRId64 ": %.*s instead of %.*s", round, twin->type, twin->id,
                     STR(buf_str(&have)), STR(buf_str(&want)));
    }
    assert_int_equal(count_of(w->f, "merge") + count_of(w->f, "alternate"), 0);
}

static void undo_gives_back_all_but_the_edits(TestDb *t)
{
    Rand rand = rand_seeded(20261125);
    World w = { .rand = &rand };

    w.f = transfer_open(t);
    populate(&w);
    for (int round = 0; round < ROUNDS; round++) {
        const Twin *twin = &w.twins[rand_below(w.rand, w.n)];
        int64_t keep = twin->id, lose = any_id(&w, twin->type);
        MergeDone done;
        if (lose == keep)
            continue;
        remember(&w);
        done = merged(w.f, planned(w.f, twin->type, keep, lose), (MergeWill){ .insist = true });
        assert_true(load(w.f, twin->type, lose)->voided_at != 0);
        for (int i = 0; i < EDITS * (round % 4); i++)
            edit_any(&w, keep, lose);
        (void)undone(w.f, done.batch);
        compare(&w, round);
    }
    SAYS(fixture_check(w.f), "");
    fixture_close(w.f);
}

/* ---- erasing ---- */

/* Who asks for an erasure means also what was merged into the record. */
static void erasing_takes_what_was_merged(TestDb *t)
{
    Fixture *f = transfer_open(t);
    int64_t keep = MADE(f, "visit", "title", "A", "phone", "+6591234567", "note", "x");
    int64_t lose = MADE(f, "visit", "title", "B", "phone", "+6591234568", "note", "y");
    const Alternate *list;
    const Record *now;
    size_t n;
    Err e = { 0 };

    (void)merged(f, planned(f, "visit", keep, lose), (MergeWill){ 0 });
    OK(store_erase(&f->c, type_of(f, "visit"), keep, S("letter 9"), &e), e);
    now = load(f, "visit", lose);
    assert_false(rec_has(now, V_PHONE) || rec_has(now, V_NOTE));
    OK(alternates_of(&f->c, load(f, "visit", keep), &list, &n, &e), e);
    for (size_t i = 0; i < n; i++)
        assert_true(!list[i].value.set || str_eq(str_z(list[i].field->name), S("title")));
    SAYS(fixture_check(f), "");
    fixture_close(f);
}

/* ---- by rule ---- */

static BulkDone by_rule(Fixture *f, const char *type, const char *rules, MergeWill will)
{
    BulkDone done;
    Err e = { 0 };
    MergeRules *m = merge_rules(&f->c, type_of(f, type), str_z(rules), &e);
    if (!m)
        fail_msg("the rules are refused: %s", e.msg);
    OK(merge_bulk(&f->c, m, will, &done, &e), e);
    return done;
}

static const struct {
    const char *rules, *said;
} bad_rules[] = {
    { "", "there is no rule" },
    { "if same name", "line 1: 'if'" },
    { "# x\nwhen same nonsense", "line 2: visit has no field 'nonsense'" },
    { "when alike title", "line 1: 'alike'" },
    { "when", "line 1: '': a condition is" },
    { "when same title and", "line 1: '': a condition is" },
    { "when same", "a condition names a field" },
    { "when same unit", "besides unit" },
    { "when different title", "besides unit" },
    { "when same title or same size", "'or'" },
    { "when same title\nkeep mine", "line 2: 'mine'" },
    { "when same title\ntake size", "line 2: take names" },
    { "when same title\ntake size both", "'size' has one value" },
    { "when same title\ntake nonsense keep", "line 2: visit has no field" },
};

static void reads_rules(TestDb *t)
{
    Fixture *f = transfer_open(t);
    for (size_t i = 0; i < LEN(bad_rules); i++) {
        Err e = { 0 };
        if (merge_rules(&f->c, type_of(f, "visit"), str_z(bad_rules[i].rules), &e))
            fail_msg("'%s' was read", bad_rules[i].rules);
        if (!has(str_z(e.msg), bad_rules[i].said))
            fail_msg("'%s': %s", bad_rules[i].rules, e.msg);
    }
    fixture_close(f);
}

static void merges_by_rule(TestDb *t)
{
    Fixture *f = transfer_open(t);
    const char *rules = "# the same trip\nwhen same name and no different began\nkeep older\n"
                        "take note lose\n";
    int64_t first =
        MADE(f, "visit", "title", "A", "leader", "陳嘉庚", "began", "2024", "note", "old");
    int64_t other =
        MADE(f, "visit", "title", "B", "leader", "陈嘉庚", "began", "2024-03", "note", "new");
    int64_t third = MADE(f, "visit", "title", "C", "leader", "陈嘉庚", "began", "2024-03-05");
    int64_t late = MADE(f, "visit", "title", "D", "leader", "陈嘉庚", "began", "2025");
    BulkDone done = by_rule(f, "visit", rules, (MergeWill){ .rehearse = true });

    assert_int_equal(done.npairs, 3);
    assert_int_equal(done.merged, 3);
    assert_int_equal(done.batch, 0);
    assert_int_equal(load(f, "visit", other)->voided_at, 0);
    done = by_rule(f, "visit", rules, (MergeWill){ .why = S("one trip") });
    assert_int_equal(done.merged, 3);
    assert_true(load(f, "visit", other)->voided_at && load(f, "visit", third)->voided_at);
    assert_int_equal(load(f, "visit", late)->voided_at, 0);
    SAYS(rec_text(load(f, "visit", first), V_NOTE), "new");
    SAYS(rec_text(load(f, "visit", first), V_BEGAN), "2024-03-05");
    assert_int_equal(by_rule(f, "visit", rules, (MergeWill){ 0 }).npairs, 0);
    (void)undone(f, done.batch);
    SAYS(rec_text(load(f, "visit", first), V_NOTE), "old");
    assert_int_equal(count_of(f, "visit"), 4);
    SAYS(fixture_check(f), "");
    fixture_close(f);
}

static void rules_stop_at_what_speaks_against(TestDb *t)
{
    Fixture *f = transfer_open(t);
    const char *rules = "when same title and same size";
    int64_t a = MADE(f, "visit", "title", "A", "size", "1", "pass", "E1");
    int64_t b = MADE(f, "visit", "title", "A", "size", "1", "pass", "E2");
    int64_t c = MADE(f, "visit", "title", "B", "size", "1");
    int64_t d = MADE(f, "visit", "title", "B", "size", "1"), id;
    BulkDone done;
    Err e = { 0 };

    OK(not_same_say(&f->c, type_of(f, "visit"), c, d, S("two buses"), &id, &e), e);
    done = by_rule(f, "visit", rules, (MergeWill){ 0 });
    assert_int_equal(done.npairs, 2);
    assert_int_equal(done.held, 1);
    assert_int_equal(done.apart, 1);
    assert_int_equal(done.batch, 0);
    assert_true(has(done.pairs[0].why, "'Document'"));
    done = by_rule(f, "visit", rules, (MergeWill){ .insist = true });
    assert_int_equal(done.merged, 1);
    assert_true((load(f, "visit", a)->voided_at != 0) != (load(f, "visit", b)->voided_at != 0));
    assert_int_equal(load(f, "visit", c)->voided_at + load(f, "visit", d)->voided_at, 0);
    fixture_close(f);
}

/* Pairs are found only among records that the user may write and see. */
static void rules_see_what_the_user_sees(TestDb *t)
{
    Fixture *f = transfer_open(t);
    (void)MADE(f, "visit", "title", "A", "pass", "E1");
    (void)MADE(f, "visit", "title", "B", "pass", "E1");
    fixture_as(f, "ann");
    assert_int_equal(by_rule(f, "visit", "when same pass", (MergeWill){ 0 }).npairs, 0);
    fixture_as(f, "office");
    assert_int_equal(by_rule(f, "visit", "when same pass", (MergeWill){ .rehearse = true }).npairs,
                     1);
    fixture_close(f);
}

int main(void)
{
    static const DbCase cases[] = {
        DB_CASE(proposes_what_says_more),
        DB_CASE(takes_what_is_chosen),
        DB_CASE(says_what_tells_apart),
        DB_CASE(says_what_is_twice),
        DB_CASE(keeps_what_loses),
        DB_CASE(leads_on_to_the_last),
        DB_CASE(pairs_apart_stay_so),
        DB_CASE(needs_rights_to_both_and_to_void),
        DB_CASE(refuses_what_was_changed_since),
        DB_CASE(a_rehearsal_changes_nothing),
        DB_CASE(undo_leaves_what_was_edited),
        DB_CASE(undo_leaves_a_record_whose_number_is_taken),
        DB_CASE(an_undo_of_a_merge_can_be_taken_back),
        DB_CASE(every_call_may_fail),
        DB_CASE(undo_gives_back_all_but_the_edits),
        DB_CASE(erasing_takes_what_was_merged),
        DB_CASE(reads_rules),
        DB_CASE(merges_by_rule),
        DB_CASE(rules_stop_at_what_speaks_against),
        DB_CASE(rules_see_what_the_user_sees),
    };
    return run_db_cases("merge", cases, LEN(cases));
}
