/* SPDX-License-Identifier: Apache-2.0
 * Rights: the ways round them that are closed.
 */
#include "engine/fixture.h"

#include "engine/transfer.h"

static const Type *type_of(const Fixture *f, const char *name)
{
    return registry_find(f->c.types, str_z(name));
}

/* Gives a role without asking who may. */
static int64_t give(Fixture *f, const char *login, const char *role, int64_t at)
{
    Record *g = record_new(f->arena, type_of(f, "grant"));
    const User *before = f->c.user;
    Check k = { 0 };
    Err e = { 0 };

    fixture_as(f, login);
    rec_set_int(g, GRANT_USER, f->c.user->id);
    f->c.user = NULL;
    g->unit = f->root;
    rec_set_text(g, GRANT_ROLE, str_z(role));
    rec_set_int(g, GRANT_UNIT, at);
    OK(store_create(&f->c, g, &k, &e), e);
    f->c.user = before;
    return g->id;
}

static Record *secret_visit(Fixture *f, int64_t unit)
{
    Record *r = fixture_visit(f, "Secret", "2024-03-05", 5);
    Check k = { 0 };
    Err e = { 0 };
    r->unit = unit;
    fixture_set(f, r, V_PASS, "E1234");
    OK(store_create(&f->c, r, &k, &e), e);
    return r;
}

/* Ann sees less at her district than at the other one: what she hands over would open itself. */
static void handing_over_opens_nothing(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Record *r = secret_visit(f, f->district), *got;
    Check k = { 0 };
    Err e = { 0 };

    give(f, "ann", "head", f->other);
    fixture_as(f, "ann");
    got = store_get(&f->c, r->type, r->id, &e);
    assert_false(rec_has(got, V_PASS));
    got->unit = f->other;
    FAILS(store_update(&f->c, got, &k, &e), e, ERR_DENIED);
    fixture_as(f, "office");
    got = store_get(&f->c, r->type, r->id, &e);
    got->unit = f->other;
    OK(store_update(&f->c, got, &k, &e), e);
    fixture_as(f, "ann");
    SAYS(rec_text(store_get(&f->c, r->type, r->id, &e), V_PASS), "E1234");
    fixture_close(f);
}

/* A version that was confirmed once does not confirm itself again, nor do hidden fields come back.
 * */
static void going_back_smuggles_nothing(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Record *r = secret_visit(f, f->district), *got;
    Check k = { 0 };
    Err e = { 0 };
    int64_t guide = fixture_guide(f, "Tan");

    rec_set_int(r, V_GUIDE, guide);
    OK(store_update(&f->c, r, &k, &e), e);
    OK(store_move(&f->c, r->type, r->id, (MoveTo){ S("review"), S(""), 0 }, &k, &e), e);
    r = store_get(&f->c, r->type, r->id, &e);
    fixture_set(f, r, V_PASS, "E9");
    rec_set_int(r, V_SIZE, 7);
    r->v[V_GUIDE] = (Value){ 0 };
    OK(store_update(&f->c, r, &k, &e), e);
    fixture_as(f, "ann");
    OK(store_restore(&f->c, r->type, r->id, 1, NULL, &e), e);
    fixture_as(f, "office");
    got = store_get(&f->c, r->type, r->id, &e);
    SAYS(got->state, "review");
    SAYS(rec_text(got, V_PASS), "E9");
    assert_int_equal(rec_int(got, V_SIZE), 5);
    OK(db_exec(t->db, &e, "DELETE FROM \"guide\""), e);
    FAILS(store_restore(&f->c, r->type, r->id, 2, NULL, &e), e, ERR_INVALID); /* a loose link */
    fixture_close(f);
}

/* Roles end at the real day, and the tree is that of the real day, whatever day is asked about. */
static void rights_follow_the_real_day(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Err e = { 0 };

    f->c.today = 20200101;
    assert_int_equal(rights_day(&f->c), 20240401);
    OK(store_reload_units(&f->c, &e), e);
    assert_true(units_under(f->c.units, f->street, f->district));
    fixture_close(f);
}

static void roles_stay_below_who_gives_them(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Record *g, *own;
    Check k = { 0 };
    Err e = { 0 };
    int64_t bob;

    fixture_as(f, "bob");
    bob = f->c.user->id;
    give(f, "ann", "secadmin", f->district);
    fixture_as(f, "ann");
    g = record_new(f->arena, type_of(f, "grant"));
    g->unit = f->district;
    rec_set_int(g, GRANT_USER, bob);
    rec_set_text(g, GRANT_ROLE, S("office"));
    rec_set_int(g, GRANT_UNIT, f->root);
    FAILS(store_create(&f->c, g, &k, &e), e, ERR_DENIED); /* above her */
    rec_set_int(g, GRANT_UNIT, f->street);
    OK(store_create(&f->c, g, &k, &e), e);
    rec_set_int(g, GRANT_UNIT, f->root);
    FAILS(store_update(&f->c, g, &k, &e), e, ERR_DENIED);

    fixture_as(f, "office"); /* roles are not the office's to take or to give back */
    FAILS(store_void(&f->c, g->type, g->id, S("mine"), &e), e, ERR_DENIED);
    FAILS(store_erase(&f->c, g->type, g->id, S("traces"), &e), e, ERR_INVALID);
    fixture_as(f, "secadmin");
    own = store_get(&f->c, g->type, give(f, "secadmin", "office", f->root), &e);
    OK(store_void(&f->c, g->type, own->id, S("too much"), &e), e);
    FAILS(store_unvoid(&f->c, g->type, own->id, S("give me"), &e), e, ERR_DENIED);
    SAYS(fixture_check(f), "");
    fixture_close(f);
}

static void the_tree_keeps_its_top(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Err e = { 0 };

    FAILS(store_void(&f->c, type_of(f, "unit"), f->root, S("no"), &e), e, ERR_INVALID);
    FAILS(store_void(&f->c, type_of(f, "unit"), f->district, S("no"), &e), e, ERR_INVALID);
    OK(store_void(&f->c, type_of(f, "unit"), f->other, S("an error"), &e), e);
    fixture_close(f);
}

static Record *bus_field(Fixture *f, const char *name, const char *kind, const char *level)
{
    Record *r = record_new(f->arena, type_of(f, "custom_field"));
    fixture_set(f, r, CFIELD_TYPE, "visit");
    fixture_set(f, r, CFIELD_NAME, name);
    fixture_set(f, r, CFIELD_LABEL, name);
    fixture_set(f, r, CFIELD_KIND, kind);
    fixture_set(f, r, CFIELD_LEVEL, level);
    return r;
}

/* A field that was taken away keeps its secrets: in the history, and from another of its name. */
static void a_lost_field_stays_hidden(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Record *field, *r;
    const HistoryRow *rows;
    Check k = { 0 };
    Err e = { 0 };
    size_t n;

    fixture_as(f, "sysadmin");
    field = bus_field(f, "x_ill", "text", "sensitive");
    OK(store_create(&f->c, field, &k, &e), e);
    fixture_as(f, "office");
    r = fixture_visit(f, "One", "2024", 5);
    fixture_set(f, r, type_slot(r->type, S("x_ill")), "asthma");
    OK(store_create(&f->c, r, &k, &e), e);
    fixture_as(f, "sysadmin");
    OK(store_void(&f->c, field->type, field->id, S("not needed"), &e), e);
    FAILS(store_create(&f->c, bus_field(f, "x_ill", "text", "public"), &k, &e), e, ERR_CONFLICT);
    fixture_as(f, "eve");
    OK(history_of(&f->c, type_of(f, "visit"), r->id, &rows, &n, &e), e);
    assert_true(str_find(rows[0].after, S("asthma")) < 0);
    assert_true(str_find(rows[0].after, S("One")) >= 0);
    fixture_as(f, "office");
    OK(history_of(&f->c, type_of(f, "visit"), r->id, &rows, &n, &e), e);
    assert_true(str_find(rows[0].after, S("asthma")) >= 0);
    fixture_close(f);
}

static void fields_share_no_column(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Record *scaled = NULL;
    Check k = { 0 };
    Err e = { 0 };

    fixture_as(f, "sysadmin");
    OK(store_create(&f->c, bus_field(f, "x_fee", "money", "internal"), &k, &e), e);
    FAILS(store_create(&f->c, bus_field(f, "x_fee_cur", "text", "internal"), &k, &e), e,
          ERR_INVALID);
    k = (Check){ 0 };
    OK(store_create(&f->c, bus_field(f, "x_day_to", "text", "internal"), &k, &e), e);
    FAILS(store_create(&f->c, bus_field(f, "x_day", "date", "internal"), &k, &e), e, ERR_INVALID);
    k = (Check){ 0 };
    scaled = bus_field(f, "x_rate", "decimal", "internal");
    OK(store_create(&f->c, scaled, &k, &e), e);
    rec_set_int(scaled, CFIELD_SCALE, 2); /* would make a hundredth of all that is stored */
    FAILS(store_update(&f->c, scaled, &k, &e), e, ERR_INVALID);
    fixture_close(f);
}

/* A type that fields link to stays. */
static void types_that_are_linked_to_stay(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Record *type = record_new(f->arena, type_of(f, "custom_type")), *field, *link;
    Check k = { 0 };
    Err e = { 0 };

    fixture_as(f, "sysadmin");
    fixture_set(f, type, CTYPE_NAME, "x_hall");
    fixture_set(f, type, CTYPE_LABEL, "Hall");
    OK(store_create(&f->c, type, &k, &e), e);
    field = bus_field(f, "x_name", "name", "internal");
    fixture_set(f, field, CFIELD_TYPE, "x_hall");
    OK(store_create(&f->c, field, &k, &e), e);
    link = bus_field(f, "x_in", "link", "internal");
    fixture_set(f, link, CFIELD_LINK, "x_hall");
    OK(store_create(&f->c, link, &k, &e), e);
    FAILS(store_void(&f->c, type->type, type->id, S("x"), &e), e, ERR_CONFLICT);
    FAILS(store_void(&f->c, field->type, field->id, S("its only field"), &e), e, ERR_CONFLICT);
    OK(store_void(&f->c, link->type, link->id, S("x"), &e), e);
    OK(store_void(&f->c, type->type, type->id, S("x"), &e), e);
    SAYS(fixture_check(f), "");
    fixture_close(f);
}

/* What a transaction changed of types and tree is gone with it. */
static void a_rollback_takes_types_back(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Check k = { 0 };
    Err e = { 0 };

    fixture_as(f, "sysadmin");
    {
        AUTO(store_rollback) StoreTxn txn = store_begin(&f->c, &e);
        assert_non_null(txn.c);
        OK(store_create(&f->c, bus_field(f, "x_bus", "text", "internal"), &k, &e), e);
        assert_true(type_slot(type_of(f, "visit"), S("x_bus")) > 0);
    }
    assert_int_equal(type_slot(type_of(f, "visit"), S("x_bus")), -1);
    fixture_as(f, "office");
    OK(store_create(&f->c, fixture_visit(f, "One", "2024", 5), &k, &e), e);
    fixture_close(f);
}

/* A link to what may not be read shows neither its name nor its key. */
static void links_name_nothing_hidden(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Record *r = fixture_visit(f, "Theirs", "2024-03-05", 5);
    Check k = { 0 };
    Err e = { 0 };
    Str title;

    r->unit = f->other;
    r->key = S("K-1");
    OK(store_create(&f->c, r, &k, &e), e);
    fixture_as(f, "ann");
    title = store_title(&f->c, r->type, r->id);
    assert_true(str_starts(title, S("#")));
    fixture_close(f);
}

/* An import is no way round the moves. */
static void imports_enter_no_state_that_moves_refuse(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Record *r = fixture_visit(f, "New", "2024-03-05", 5), *old = secret_visit(f, f->street);
    Check k = { 0 };
    Err e = { 0 };

    fixture_as(f, "ann");
    f->c.importing = true;
    r->state = S("done");
    FAILS(store_create(&f->c, r, &k, &e), e, ERR_DENIED);
    r->state = S("review"); /* a handler submits */
    OK(store_create(&f->c, r, &k, &e), e);
    old = store_get(&f->c, old->type, old->id, &e);
    old->state = S("done");
    FAILS(store_update(&f->c, old, &k, &e), e, ERR_DENIED);
    fixture_as(f, "office");
    old = store_get(&f->c, old->type, old->id, &e);
    old->state = S("done");
    OK(store_update(&f->c, old, &k, &e), e);
    fixture_close(f);
}

/* A right guess of what is hidden is refused just as a wrong one. */
static void guesses_tell_nothing(TestDb *t)
{
    static const char *const guesses[] = { "E1234", "E9" };
    Fixture *f = fixture_open(t);
    Record *r = secret_visit(f, f->street), *got;
    Check k = { 0 };
    Err e = { 0 };

    fixture_as(f, "ann");
    for (size_t i = 0; i < LEN(guesses); i++) {
        got = store_get(&f->c, r->type, r->id, &e);
        fixture_set(f, got, V_PASS, guesses[i]);
        FAILS(store_update(&f->c, got, &k, &e), e, ERR_DENIED);
    }
    fixture_close(f);
}

static void refusals_tell_nothing(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Record *r = secret_visit(f, f->other);
    Check k = { 0 };
    Err e = { 0 };

    fixture_as(f, "ann");
    FAILS(store_move(&f->c, r->type, r->id, (MoveTo){ S("nowhere"), S(""), 0 }, &k, &e), e,
          ERR_NOT_FOUND); /* not: "cannot go from 'plan'" */
    FAILS(store_restore(&f->c, r->type, r->id, 7, NULL, &e), e, ERR_NOT_FOUND);
    fixture_close(f);
}

/* Whatever is done with a record that may not be read, the answer is that to one that is not there;
 * who tried is on record in both cases. */
static void the_hidden_is_as_the_missing(TestDb *t)
{
    enum { GET, VERSION, MOVE, VOID, UNVOID, RESTORE, ERASE, UPDATE, HISTORY, DOINGS };
    Fixture *f = fixture_open(t);
    Record *theirs = secret_visit(f, f->other), *r;
    const int64_t ids[] = { theirs->id, theirs->id + 1 };
    const HistoryRow *rows;
    size_t n;

    fixture_as(f, "ann");
    for (int what = 0; what < DOINGS; what++)
        for (size_t i = 0; i < LEN(ids); i++) {
            Check k = { 0 };
            Err e = { 0 }, quiet = { 0 };
            Str want =
                arena_printf(f->arena,
                             "there is no visit #%" PRId64 ", or you may not read it; secadmin"
                             " can give a role that may",
                             ids[i]);
            f->c.refused = S("");
            r = record_new(f->arena, theirs->type);
            r->id = ids[i];
            r->version = 1;
            if (what == GET)
                assert_null(store_get(&f->c, r->type, r->id, &e));
            else if (what == VERSION)
                assert_null(store_get_version(&f->c, r->type, r->id, 1, &e));
            else if (what == MOVE)
                assert_false(
                    store_move(&f->c, r->type, r->id, (MoveTo){ S("done"), S(""), 1 }, &k, &e));
            else if (what == VOID || what == UNVOID)
                assert_false(
                    (what == VOID ? store_void : store_unvoid)(&f->c, r->type, r->id, S("x"), &e));
            else if (what == RESTORE)
                assert_false(store_restore(&f->c, r->type, r->id, 1, NULL, &e));
            else if (what == ERASE)
                assert_false(store_erase(&f->c, r->type, r->id, S("x"), &e));
            else if (what == UPDATE)
                assert_false(store_update(&f->c, r, &k, &e));
            else
                assert_false(history_of(&f->c, r->type, r->id, &rows, &n, &e));
            assert_int_equal(e.kind, ERR_NOT_FOUND);
            assert_string_equal(e.msg, want.p);
            assert_true(f->c.refused.n > 0 && history_refuse(&f->c, &e, &quiet));
        }
    fixture_close(f);
}

/* Of types about private persons not even that there is a record is told by a link to it. */
static void links_lead_to_nothing_hidden(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Type personal = test_guide_type;
    const Type *types[] = { &test_visit_type, &personal, NULL };
    int64_t theirs = fixture_guide(f, "Tan");
    Record *r = fixture_visit(f, "Ours", "2024-03-05", 5);
    Check k = { 0 };
    Err e = { 0 };

    personal.level = LEVEL_PERSONAL;
    f->c.types = registry_load(f->arena, t->db, types, &e);
    assert_non_null(f->c.types);
    fixture_as(f, "ann");
    r->unit = f->district;
    rec_set_int(r, V_GUIDE, theirs);
    FAILS(store_create(&f->c, r, &k, &e), e, ERR_INVALID);
    fixture_as(f, "office");
    OK(store_create(&f->c, r, &k, &e), e);
    fixture_close(f);
}

/* An audit administrator of a district audits the district. */
static void audits_stay_in_their_unit(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Record *theirs = secret_visit(f, f->other), *ours = secret_visit(f, f->street);
    const HistoryRow *rows;
    Err e = { 0 };
    size_t n;

    give(f, "bob", "auditadmin", f->district);
    fixture_as(f, "bob");
    FAILS(history_of(&f->c, theirs->type, theirs->id, &rows, &n, &e), e, ERR_NOT_FOUND);
    OK(history_of(&f->c, ours->type, ours->id, &rows, &n, &e), e);
    assert_true(str_find(rows[0].after, S("E1234")) >= 0);
    fixture_close(f);
}

int main(void)
{
    static const DbCase cases[] = {
        DB_CASE(handing_over_opens_nothing),    DB_CASE(going_back_smuggles_nothing),
        DB_CASE(rights_follow_the_real_day),    DB_CASE(roles_stay_below_who_gives_them),
        DB_CASE(the_tree_keeps_its_top),        DB_CASE(a_lost_field_stays_hidden),
        DB_CASE(fields_share_no_column),        DB_CASE(a_rollback_takes_types_back),
        DB_CASE(guesses_tell_nothing),          DB_CASE(imports_enter_no_state_that_moves_refuse),
        DB_CASE(types_that_are_linked_to_stay), DB_CASE(refusals_tell_nothing),
        DB_CASE(links_name_nothing_hidden),     DB_CASE(audits_stay_in_their_unit),
        DB_CASE(the_hidden_is_as_the_missing),  DB_CASE(links_lead_to_nothing_hidden),
    };
    return run_db_cases("engine/rights", cases, LEN(cases));
}
