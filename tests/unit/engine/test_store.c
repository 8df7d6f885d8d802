/* SPDX-License-Identifier: Apache-2.0
 * The store: making, changing, moving, voiding, restoring, erasing; rights; the chain.
 */
#include "engine/fixture.h"

static Record *made(Fixture *f, const char *title)
{
    Record *r = fixture_visit(f, title, "2024-03-05", 12);
    Check k = { 0 };
    Err e = { 0 };
    OK(store_create(&f->c, r, &k, &e), e);
    return r;
}

static void keeps_every_kind(TestDb *t)
{
    static const char *const texts[V__N] = {
        [V_TITLE] = "新春 \"gala\" \\ 'x'",
        [V_NAME] = "陈嘉庚",
        [V_SIZE] = "1,234",
        [V_RATE] = "12.5",
        [V_COST] = "20万元",
        [V_BEGAN] = "光绪三十年",
        [V_KIND] = "晚会",
        [V_TOPICS] = "talk、gala",
        [V_PUBLIC] = "是",
        [V_COUNTRY] = "所罗门群岛",
        [V_DIVISION] = "350203",
        [V_PASS] = "X 123",
        [V_PHONE] = "13800138000",
        [V_MAIL] = "a@example.org",
        [V_NOTE] = "line 1\nline 2",
    };
    Fixture *f = fixture_open(t);
    Record *r = record_new(f->arena, registry_find(f->c.types, S("visit"))), *got;
    Check k = { 0 };
    Err e = { 0 };
    int64_t a = fixture_guide(f, "A"), b = fixture_guide(f, "B");

    r->v[V_SIZE].set = false;
    for (int i = 0; i < V__N; i++)
        if (texts[i] && i != V_SIZE)
            fixture_set(f, r, i, texts[i]);
    rec_set_int(r, V_SIZE, 123);
    rec_set_int(r, V_GUIDE, a);
    fixture_set(f, r, V_HOSTS, arena_printf(f->arena, "#%" PRId64 "; #%" PRId64, b, a).p);
    r->key = S("2024-001");
    r->source = S("list.xlsx");
    OK(store_create(&f->c, r, &k, &e), e);
    got = store_get(&f->c, r->type, r->id, &e);
    assert_non_null(got);
    for (int i = 0; i < V__N; i++)
        if (!value_same(&r->type->fields[i], &r->v[i], &got->v[i]))
            fail_msg("field %s came back different", r->type->fields[i].name);
    assert_int_equal(got->v[V_COST].i, 20000000);
    assert_int_equal(got->v[V_BEGAN].i / 10000, 1904);
    SAYS(got->v[V_TOPICS].text, "|gala|talk|");
    SAYS(got->state, "plan");
    SAYS(got->key, "2024-001");
    assert_int_equal(got->version, 1);
    assert_int_equal(store_find_key(&f->c, r->type, S("2024-001"), &e), r->id);
    SAYS(fixture_check(f), "");
    fixture_close(f);
}

static void refuses_what_is_wrong(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Record *r = record_new(f->arena, registry_find(f->c.types, S("visit")));
    Check k = { 0 };
    Err e = { 0 };

    FAILS(store_create(&f->c, r, &k, &e), e, ERR_INVALID); /* no title */
    assert_int_equal(k.errors, 1);
    assert_string_equal(k.list.p[0].field, "title");
    k = (Check){ 0 };
    r = fixture_visit(f, "Big", "2024", 501);
    FAILS(store_create(&f->c, r, &k, &e), e, ERR_INVALID); /* the type's own rule */
    k = (Check){ 0 };
    r = fixture_visit(f, "Loose", "2024", 5);
    rec_set_int(r, V_GUIDE, 99);
    FAILS(store_create(&f->c, r, &k, &e), e, ERR_INVALID); /* a link to nothing */
    k = (Check){ 0 };
    r = fixture_visit(f, "Jump", "2024", 5);
    r->state = S("done");
    FAILS(store_create(&f->c, r, &k, &e), e, ERR_INVALID); /* not the first state */
    r->state = S("");
    r->key = S("K");
    k = (Check){ 0 };
    OK(store_create(&f->c, r, &k, &e), e);
    r = fixture_visit(f, "Twin", "2024", 5);
    r->key = S("K");
    FAILS(store_create(&f->c, r, &k, &e), e, ERR_CONFLICT); /* the number is taken */
    SAYS(fixture_check(f), "");
    fixture_close(f);
}

static void keeps_versions_apart(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Record *r = made(f, "One"), *mine, *theirs;
    Check k = { 0 };
    Err e = { 0 };

    mine = store_get(&f->c, r->type, r->id, &e);
    theirs = store_get(&f->c, r->type, r->id, &e);
    rec_set_int(theirs, V_SIZE, 20);
    OK(store_update(&f->c, theirs, &k, &e), e);
    assert_int_equal(theirs->version, 2);
    rec_set_int(mine, V_SIZE, 30);
    FAILS(store_update(&f->c, mine, &k, &e), e, ERR_CONFLICT);
    assert_int_equal(k.list.n, 1); /* exactly the field that differs */
    assert_string_equal(k.list.p[0].field, "size");
    k = (Check){ 0 };
    OK(store_update(&f->c, theirs, &k, &e), e); /* nothing changed: no version */
    assert_int_equal(store_get(&f->c, r->type, r->id, &e)->version, 2);

    OK(store_restore(&f->c, r->type, r->id, 1, NULL, &e), e);
    mine = store_get(&f->c, r->type, r->id, &e);
    assert_int_equal(mine->version, 3);
    assert_int_equal(rec_int(mine, V_SIZE), 12);
    OK(store_restore(&f->c, r->type, r->id, 2, "size", &e), e);
    assert_int_equal(rec_int(store_get(&f->c, r->type, r->id, &e), V_SIZE), 20);
    FAILS(store_restore(&f->c, r->type, r->id, 99, NULL, &e), e, ERR_NOT_FOUND);
    SAYS(fixture_check(f), "");
    fixture_close(f);
}

static void moves_along_the_moves(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Record *r = made(f, "One");
    Check k = { 0 };
    Err e = { 0 };
    const Type *v = r->type;

    FAILS(store_move(&f->c, v, r->id, (MoveTo){ S("done"), S(""), 0 }, &k, &e), e,
          ERR_INVALID); /* no such move */
    FAILS(store_move(&f->c, v, r->id, (MoveTo){ S("off"), S(" "), 0 }, &k, &e), e,
          ERR_INVALID); /* needs a reason */
    OK(store_move(&f->c, v, r->id, (MoveTo){ S("review"), S(""), 0 }, &k, &e), e);
    FAILS(store_move(&f->c, v, r->id, (MoveTo){ S("done"), S(""), 0 }, &k, &e), e,
          ERR_DENIED); /* the same person */
    fixture_as(f, "ann");
    FAILS(store_move(&f->c, v, r->id, (MoveTo){ S("done"), S(""), 0 }, &k, &e), e,
          ERR_NOT_FOUND); /* she does not even see it */
    fixture_as(f, NULL);
    FAILS(store_move(&f->c, v, r->id, (MoveTo){ S("done"), S(""), 0 }, &k, &e), e,
          ERR_INVALID); /* lacks the paper */
    fixture_as(f, "office");
    r = store_get(&f->c, v, r->id, &e);
    fixture_set(f, r, type_slot(v, S("papers")), "list");
    k = (Check){ 0 };
    OK(store_update(&f->c, r, &k, &e), e);
    fixture_as(f, NULL);
    OK(store_move(&f->c, v, r->id, (MoveTo){ S("done"), S(""), 0 }, &k, &e), e);
    FAILS(store_move(&f->c, v, r->id, (MoveTo){ S("off"), S("why"), 0 }, &k, &e), e,
          ERR_INVALID); /* it has ended */
    SAYS(fixture_check(f), "");
    fixture_close(f);
}

static void voids_and_erases(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Record *r = made(f, "One"), *got;
    const HistoryRow *rows;
    Check k = { 0 };
    Err e = { 0 };
    size_t n;

    FAILS(store_void(&f->c, r->type, r->id, S(""), &e), e, ERR_INVALID);
    OK(store_void(&f->c, r->type, r->id, S("entered twice"), &e), e);
    FAILS(store_void(&f->c, r->type, r->id, S("again"), &e), e, ERR_CONFLICT);
    assert_int_not_equal(store_get(&f->c, r->type, r->id, &e)->voided_at, 0);
    OK(store_unvoid(&f->c, r->type, r->id, S("it was not"), &e), e);
    SAYS(fixture_check(f), "");

    got = store_get(&f->c, r->type, r->id, &e);
    fixture_set(f, got, V_NAME, "Secret Name");
    fixture_set(f, got, V_PASS, "E1234");
    OK(store_update(&f->c, got, &k, &e), e);
    fixture_as(f, "ann");
    FAILS(store_erase(&f->c, r->type, r->id, S("request 7"), &e), e, ERR_NOT_FOUND);
    fixture_as(f, "office");
    OK(store_erase(&f->c, r->type, r->id, S("request 7"), &e), e);
    got = store_get(&f->c, r->type, r->id, &e);
    assert_false(rec_has(got, V_NAME) || rec_has(got, V_PASS));
    assert_int_equal(rec_int(got, V_SIZE), 12); /* what counts stays */
    OK(history_of(&f->c, r->type, r->id, &rows, &n, &e), e);
    for (size_t i = 0; i < n; i++)
        assert_true(str_find(rows[i].after.p ? rows[i].after : S("x"), S("Secret")) < 0);
    SAYS(fixture_check(f), "");
    fixture_close(f);
}

static void rights_follow_the_tree(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Record *r = fixture_visit(f, "Theirs", "2024-03-05", 5), *got;
    Check k = { 0 };
    Err e = { 0 };

    r->unit = f->other;
    fixture_set(f, r, V_PASS, "E1234");
    OK(store_create(&f->c, r, &k, &e), e);
    fixture_as(f, "ann");
    assert_null(store_get(&f->c, r->type, r->id, &e));
    assert_int_equal(e.kind, ERR_NOT_FOUND);
    assert_non_null(strstr(e.msg, "read"));
    assert_non_null(strstr(e.msg, "secadmin")); /* who can give it */
    err_clear(&e);
    got = fixture_visit(f, "Mine", "2024-03-05", 5);
    got->unit = f->street;
    OK(store_create(&f->c, got, &k, &e), e); /* below her district */
    fixture_set(f, got, V_PASS, "E1");
    FAILS(store_update(&f->c, got, &k, &e), e, ERR_DENIED); /* above her level */
    fixture_as(f, "bob");
    assert_non_null(store_get(&f->c, got->type, got->id, &e));
    got = fixture_visit(f, "Up", "2024-03-05", 5);
    got->unit = f->district;
    FAILS(store_create(&f->c, got, &k, &e), e, ERR_DENIED); /* above his unit */
    fixture_as(f, "eve");
    got = store_get(&f->c, r->type, r->id, &e);
    assert_non_null(got);
    assert_false(rec_has(got, V_PASS)); /* masked */
    FAILS(store_create(&f->c, fixture_visit(f, "No", "2024", 1), &k, &e), e, ERR_DENIED);
    SAYS(fixture_check(f), "");
    fixture_close(f);
}

static void edits_keep_what_is_hidden(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Record *r = fixture_visit(f, "One", "2024-03-05", 5), *got;
    Check k = { 0 };
    Err e = { 0 };

    r->unit = f->district;
    fixture_set(f, r, V_PASS, "E1234");
    OK(store_create(&f->c, r, &k, &e), e);
    fixture_as(f, "ann");
    got = store_get(&f->c, r->type, r->id, &e);
    rec_set_int(got, V_SIZE, 6);
    OK(store_update(&f->c, got, &k, &e), e);
    fixture_as(f, "office");
    SAYS(rec_text(store_get(&f->c, r->type, r->id, &e), V_PASS), "E1234");
    fixture_close(f);
}

static void three_administrators(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Record *g = record_new(f->arena, registry_find(f->c.types, S("grant")));
    Check k = { 0 };
    Err e = { 0 };
    const User *sys;

    fixture_as(f, "sysadmin");
    sys = f->c.user;
    rec_set_int(g, GRANT_USER, sys->id);
    rec_set_text(g, GRANT_ROLE, S("auditadmin"));
    rec_set_int(g, GRANT_UNIT, f->root);
    FAILS(store_create(&f->c, g, &k, &e), e, ERR_DENIED); /* he gives no roles at all */
    fixture_as(f, "secadmin");
    FAILS(store_create(&f->c, g, &k, &e), e, ERR_INVALID); /* two of the three in one hand */
    rec_set_int(g, GRANT_USER, f->c.user->id);
    rec_set_text(g, GRANT_ROLE, S("office"));
    FAILS(store_create(&f->c, g, &k, &e), e, ERR_INVALID); /* a role for himself */
    SAYS(fixture_check(f), "");
    fixture_close(f);
}

static void reads_of_the_sensitive_are_logged(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Record *r = fixture_visit(f, "One", "2024-03-05", 5);
    const HistoryRow *rows;
    Check k = { 0 };
    Err e = { 0 };
    size_t n;

    fixture_set(f, r, V_PASS, "E1234");
    OK(store_create(&f->c, r, &k, &e), e);
    assert_non_null(store_get(&f->c, r->type, r->id, &e));
    OK(history_of(&f->c, r->type, r->id, &rows, &n, &e), e);
    assert_int_equal(n, 2);
    assert_int_equal(rows[1].act, ACT_READ);
    assert_int_equal(rows[1].by, f->c.user->id);
    fixture_as(f, "eve");
    assert_non_null(store_get(&f->c, r->type, r->id, &e)); /* sees nothing sensitive */
    OK(history_of(&f->c, r->type, r->id, &rows, &n, &e), e);
    assert_int_equal(n, 3); /* the office's look at the history was logged, eve's was not */
    assert_true(str_find(rows[0].after, S("E1234")) < 0);
    assert_true(str_find(rows[0].after, S("One")) >= 0);
    fixture_close(f);
}

static void tree_of_then_and_of_today(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Record *edge = record_new(f->arena, registry_find(f->c.types, S("unit_edge"))), *change;
    const Units *then, *now;
    Check k = { 0 };
    Err e = { 0 };
    AUTO(stmt_done) Stmt *q =
        db_query(t->db, "SELECT \"id\" FROM \"unit_edge\" WHERE \"member\" = $1", P(f->street));

    /* The street moves to the other district on 1 January 2024. */
    assert_true(db_next(q, &e));
    change = store_get(&f->c, edge->type, db_int(q, 0), &e);
    fixture_set(f, change, EDGE_TO, "2024-01-01");
    OK(store_update(&f->c, change, &k, &e), e);
    rec_set_int(edge, EDGE_UNIT, f->street);
    rec_set_int(edge, EDGE_PARENT, f->other);
    fixture_set(f, edge, EDGE_FROM, "2023-06-01");
    FAILS(store_create(&f->c, edge, &k, &e), e, ERR_INVALID); /* in two places at once */
    fixture_set(f, edge, EDGE_FROM, "2024-01-01");
    OK(store_create(&f->c, edge, &k, &e), e);
    then = units_load(f->arena, t->db, 20230701, &e);
    now = units_load(f->arena, t->db, 20240401, &e);
    assert_true(units_under(then, f->street, f->district));
    assert_false(units_under(now, f->street, f->district));
    assert_true(units_under(now, f->street, f->other));
    edge = record_new(f->arena, edge->type);
    rec_set_int(edge, EDGE_UNIT, f->root);
    rec_set_int(edge, EDGE_PARENT, f->street);
    FAILS(store_create(&f->c, edge, &k, &e), e, ERR_INVALID); /* below itself */
    SAYS(fixture_check(f), "");
    fixture_close(f);
}

static void fields_and_types_of_our_own(TestDb *t)
{
    static const char *const field[] = { "type", "visit", "name", "x_bus", "label",
                                         "车号", "kind",  "text", NULL };
    Fixture *f = fixture_open(t);
    Record *r = record_new(f->arena, registry_find(f->c.types, S("custom_field"))), *got;
    Check k = { 0 };
    Err e = { 0 };
    int slot;

    for (size_t i = 0; field[i]; i += 2)
        fixture_set(f, r, type_slot(r->type, str_z(field[i])), field[i + 1]);
    FAILS(store_create(&f->c, r, &k, &e), e, ERR_DENIED); /* the system administrator's work */
    fixture_as(f, "sysadmin");
    OK(store_create(&f->c, r, &k, &e), e);
    fixture_as(f, "office");
    slot = type_slot(registry_find(f->c.types, S("visit")), S("x_bus"));
    assert_true(slot > V_NOTE);
    r = fixture_visit(f, "By bus", "2024", 5);
    fixture_set(f, r, slot, "闽D 12345");
    OK(store_create(&f->c, r, &k, &e), e);
    f->c.types = registry_load(f->arena, t->db, test_types, &e); /* as after a restart */
    got = store_get(&f->c, registry_find(f->c.types, S("visit")), r->id, &e);
    SAYS(rec_text(got, slot), "闽D 12345");
    SAYS(fixture_check(f), "");
    fixture_close(f);
}

/* Terminals obey control characters, and nobody sees them in a list. */
static void refuses_control_characters(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Record *r = fixture_visit(f, "One", "2024", 5);
    Value v = { 0 };
    Check k = { 0 };
    Err e = { 0 };

    FAILS(value_parse(&f->c, &r->type->fields[V_TITLE], r, S("a\033[2Jb"), &v, &e), e, ERR_INVALID);
    FAILS(value_parse(&f->c, &r->type->fields[V_NOTE], r, S("a\001b"), &v, &e), e, ERR_INVALID);
    OK(value_parse(&f->c, &r->type->fields[V_NOTE], r, S("a\r\n\tb"), &v, &e), e);
    r->key = S("1\n2");
    FAILS(store_create(&f->c, r, &k, &e), e, ERR_INVALID);
    k = (Check){ 0 };
    r->key = arena_printf(f->arena, "%0101d", 7);
    FAILS(store_create(&f->c, r, &k, &e), e, ERR_INVALID);
    k = (Check){ 0 };
    r->key = S("1");
    r->evidence = S("one\ntwo");
    OK(store_create(&f->c, r, &k, &e), e);
    fixture_close(f);
}

int main(void)
{
    static const DbCase cases[] = {
        DB_CASE(keeps_every_kind),
        DB_CASE(refuses_what_is_wrong),
        DB_CASE(keeps_versions_apart),
        DB_CASE(moves_along_the_moves),
        DB_CASE(voids_and_erases),
        DB_CASE(rights_follow_the_tree),
        DB_CASE(edits_keep_what_is_hidden),
        DB_CASE(three_administrators),
        DB_CASE(reads_of_the_sensitive_are_logged),
        DB_CASE(tree_of_then_and_of_today),
        DB_CASE(fields_and_types_of_our_own),
        DB_CASE(refuses_control_characters),
    };
    return run_db_cases("store", cases, LEN(cases));
}
