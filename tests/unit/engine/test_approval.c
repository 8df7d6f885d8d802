/* SPDX-License-Identifier: Apache-2.0
 * Steps of approval: who must agree, how many, who stands in, and what waits for whom.
 */
#include "engine/approval.h"
#include "engine/desk.h"
#include "engine/fixture.h"

static int64_t save(Fixture *f, const char *type, const char *const *pairs, Err *e)
{
    const User *before = f->c.user;
    Record *r = record_new(f->arena, registry_find(f->c.types, str_z(type)));
    Check k = { 0 };
    bool ok;

    f->c.user = NULL; /* who may write these is another test's */
    r->unit = f->root;
    for (size_t i = 0; pairs[i]; i += 2)
        fixture_set(f, r, type_slot(r->type, str_z(pairs[i])), pairs[i + 1]);
    ok = store_create(&f->c, r, &k, e);
    f->c.user = before;
    return ok ? r->id : 0;
}

static const char *number(Fixture *f, int64_t id)
{
    return arena_printf(f->arena, "#%" PRId64, id).p;
}

static int64_t user_id(Fixture *f, const char *login)
{
    Err e = { 0 };
    const User *u = user_load(f->arena, f->t->db, str_z(login), f->c.today, &e);
    OK(u, e);
    return u->id;
}

static void add_user(Fixture *f, const char *login, const char *role)
{
    const char *user[] = { "login", login, "name", login, "home", number(f, f->root), NULL };
    Err e = { 0 };
    int64_t id = save(f, "user", user, &e);
    const char *grant[] = { "holder", number(f, id), "role", role, "at", number(f, f->root), NULL };
    assert_true(id && save(f, "grant", grant, &e));
}

/* Steps of the move to `done`; pairs beyond that end with NULL. */
static void add_step(Fixture *f, const char *const *more)
{
    const char *pairs[24] = { "of_type", "visit", "to_state", "done" };
    size_t n = 4;
    Err e = { 0 };
    for (; more && *more; more++)
        pairs[n++] = *more;
    if (!save(f, "approval_step", pairs, &e))
        fail_msg("%s", e.msg);
}

/* A visit that the office handed in; ready to be confirmed. */
static int64_t handed_in(Fixture *f, const char *title, int64_t size)
{
    Record *r = fixture_visit(f, title, "2024-03-05", size);
    Check k = { 0 };
    Err e = { 0 };

    fixture_as(f, "office");
    fixture_set(f, r, type_slot(r->type, S("papers")), "list");
    OK(store_create(&f->c, r, &k, &e), e);
    OK(store_move(&f->c, r->type, r->id, (MoveTo){ S("review"), S(""), 0 }, &k, &e), e);
    return r->id;
}

/* What comes of it when that user confirms: the kind of the error, and the state after it. */
static ErrKind confirm(Fixture *f, const char *login, int64_t id, const char *state)
{
    const Type *v = registry_find(f->c.types, S("visit"));
    Check k = { 0 };
    Err e = { 0 }, none = { 0 };

    fixture_as(f, login);
    (void)!store_move(&f->c, v, id, (MoveTo){ S("done"), S("seen"), 0 }, &k, &e);
    fixture_as(f, NULL);
    assert_string_equal(arena_z(f->arena, store_get(&f->c, v, id, &none)->state), state);
    return e.kind;
}

static size_t waits(Fixture *f, const char *login)
{
    const WaitingItem *list;
    size_t n;
    bool more;
    Err e = { 0 };

    fixture_as(f, login);
    OK(desk_waiting(&f->c, &list, &n, &more, &e), e);
    assert_false(more);
    return n;
}

static void takes_the_right_where_nothing_is_said(TestDb *t)
{
    Fixture *f = fixture_open(t);
    int64_t id = handed_in(f, "One", 12);

    assert_int_equal(confirm(f, "ann", id, "review"), ERR_NOT_FOUND); /* she does not even see it */
    assert_int_equal(confirm(f, "office", id, "review"), ERR_DENIED); /* handed it in */
    assert_int_equal(confirm(f, "eve", id, "done"), ERR_NONE);
    SAYS(fixture_check(f), "");
    fixture_close(f);
}

static void asks_those_who_are_named(TestDb *t)
{
    Fixture *f = fixture_open(t);
    int64_t id;

    add_user(f, "lea", "leader");
    add_step(f, (const char *[]){ "approvers", number(f, user_id(f, "lea")), NULL });
    id = handed_in(f, "One", 12);
    assert_int_equal(waits(f, "eve"), 0); /* has the right, and is not named */
    assert_int_equal(waits(f, "lea"), 1);
    assert_int_equal(confirm(f, "eve", id, "review"), ERR_DENIED);
    assert_int_equal(confirm(f, "lea", id, "done"), ERR_NONE);
    assert_int_equal(waits(f, "lea"), 0);
    fixture_close(f);
}

static void wants_as_many_as_are_needed(TestDb *t)
{
    Fixture *f = fixture_open(t);
    const Type *v = registry_find(f->c.types, S("visit"));
    Check k = { 0 };
    Err e = { 0 };
    Record *r;
    int64_t id;

    add_user(f, "lea", "leader");
    add_user(f, "max", "principal");
    add_step(f, (const char *[]){ "needed", "2", NULL });
    id = handed_in(f, "One", 12);
    assert_int_equal(confirm(f, "eve", id, "review"), ERR_NONE);     /* one of two */
    assert_int_equal(confirm(f, "eve", id, "review"), ERR_CONFLICT); /* not twice */
    fixture_as(f, "office");
    r = store_get(&f->c, v, id, &e);
    rec_set_int(r, V_SIZE, 13);
    OK(store_update(&f->c, r, &k, &e), e);
    assert_int_equal(confirm(f, "lea", id, "review"),
                     ERR_NONE); /* of the new version: one of two */
    assert_int_equal(confirm(f, "max", id, "done"), ERR_NONE);
    SAYS(fixture_check(f), "");
    fixture_close(f);
}

static void holds_where_its_condition_does(TestDb *t)
{
    Fixture *f = fixture_open(t);
    int64_t small, large;

    add_user(f, "max", "principal");
    add_step(f, (const char *[]){ "holds_where", "size > 100", "approvers",
                                  number(f, user_id(f, "max")), NULL });
    small = handed_in(f, "Small", 12);
    large = handed_in(f, "Large", 120);
    assert_int_equal(confirm(f, "eve", small, "done"), ERR_NONE);
    assert_int_equal(confirm(f, "eve", large, "review"), ERR_DENIED);
    assert_int_equal(confirm(f, "max", large, "done"), ERR_NONE);
    fixture_close(f);
}

static void lets_a_stand_in_act_while_somebody_is_away(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Err e = { 0 };

    add_user(f, "zoe", "handler");
    const char *away[] = { "who",      number(f, user_id(f, "eve")),
                           "stand_in", number(f, user_id(f, "zoe")),
                           "began",    "2024-04-01",
                           "ended",    "2024-04-02",
                           NULL };
    int64_t id = handed_in(f, "One", 12), next = handed_in(f, "Two", 12);

    assert_int_equal(confirm(f, "zoe", id, "review"), ERR_DENIED);
    assert_true(save(f, "absence", away, &e));
    assert_int_equal(confirm(f, "zoe", id, "done"), ERR_NONE);
    f->c.now += (int64_t)3 * 24 * 3600 * 1000; /* the absence is over */
    assert_int_equal(confirm(f, "zoe", next, "review"), ERR_DENIED);
    fixture_close(f);
}

static void goes_on_when_it_takes_too_long(TestDb *t)
{
    Fixture *f = fixture_open(t);
    int64_t id;

    add_user(f, "lea", "leader");
    add_step(f, (const char *[]){ "approvers", number(f, user_id(f, "lea")), "days", "2", "instead",
                                  number(f, user_id(f, "eve")), NULL });
    id = handed_in(f, "One", 12);
    assert_int_equal(confirm(f, "eve", id, "review"), ERR_DENIED);
    f->c.now += (int64_t)10 * 24 * 3600 * 1000;
    assert_int_equal(confirm(f, "eve", id, "done"), ERR_NONE);
    fixture_close(f);
}

static void cannot_be_forged(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Record *r = record_new(f->arena, registry_find(f->c.types, S("approval")));
    Check k = { 0 };
    Err e = { 0 };

    fixture_as(f, "office");
    rec_set_text(r, APPROVAL_TYPE, S("visit"));
    rec_set_int(r, APPROVAL_RECORD, 1);
    rec_set_int(r, APPROVAL_SEEN, 1);
    rec_set_text(r, APPROVAL_TO, S("done"));
    FAILS(store_create(&f->c, r, &k, &e), e, ERR_DENIED);
    fixture_close(f);
}

static void says_what_is_wrong_with_a_step(TestDb *t)
{
    static const char *const wrong[][7] = {
        { "of_type", "visitt", "to_state", "done" },
        { "of_type", "visit", "to_state", "gone" },
        { "of_type", "visit", "to_state", "done", "holds_where", "sise > 3" },
        { "of_type", "visit", "to_state", "done", "days", "3" }, /* and who then? */
    };
    Fixture *f = fixture_open(t);

    for (size_t i = 0; i < LEN(wrong); i++) {
        Err e = { 0 };
        assert_int_equal(save(f, "approval_step", wrong[i], &e), 0);
        assert_int_equal(e.kind, ERR_INVALID);
    }
    fixture_close(f);
}

/* ---- the desk ---- */

static bool not_guides(const Type *t)
{
    return strcmp(t->name, "guide") != 0;
}

static void shows_what_one_may_read(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Titled titles[2];
    RecentList recent = { 0 }, returned = { 0 };
    Err e = { 0 };
    int64_t id = handed_in(f, "One", 12);

    assert_int_equal(waits(f, "eve"), 1);
    assert_int_equal(waits(f, "office"), 0); /* changed it last, and another person is wanted */
    assert_int_equal(waits(f, "ann"), 0);
    titles[0] = (Titled){ .type = registry_find(f->c.types, S("visit")), .id = id };
    titles[1] = (Titled){ .type = registry_find(f->c.types, S("guide")), .id = 7 }; /* is none */
    fixture_as(f, "eve");
    OK(desk_titles(&f->c, titles, 2, &e), e);
    SAYS(titles[0].title, "One");
    SAYS(titles[1].title, "#7");
    fixture_as(f, "bob"); /* of another street */
    OK(desk_titles(&f->c, titles, 1, &e), e);
    assert_false(str_eq(titles[0].title, S("One")));
    fixture_as(f, "office");
    (void)fixture_guide(f, "Lim"); /* of a type that people do not make */
    OK(desk_recent(&f->c, 10, not_guides, &recent, &returned, &e), e);
    assert_int_equal(recent.n, 1);
    assert_int_equal(recent.p[0].id, id);
    assert_int_equal(returned.n, 0);
    fixture_close(f);
}

int main(void)
{
    static const DbCase cases[] = {
        DB_CASE(takes_the_right_where_nothing_is_said),
        DB_CASE(asks_those_who_are_named),
        DB_CASE(wants_as_many_as_are_needed),
        DB_CASE(holds_where_its_condition_does),
        DB_CASE(lets_a_stand_in_act_while_somebody_is_away),
        DB_CASE(goes_on_when_it_takes_too_long),
        DB_CASE(cannot_be_forged),
        DB_CASE(says_what_is_wrong_with_a_step),
        DB_CASE(shows_what_one_may_read),
    };
    return run_db_cases("approval", cases, LEN(cases));
}
