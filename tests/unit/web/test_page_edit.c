/* SPDX-License-Identifier: Apache-2.0
 * Records made, changed, moved and voided through their pages, and what stays when that fails.
 */
#include "web/client.h"

static Str path_of(Client *c, const char *type, int64_t id, const char *more)
{
    return arena_printf(c->o.arena, "/%s/%" PRId64 "%s", type, id, more);
}

static Record *stored(Client *c, const char *type, int64_t id)
{
    Err e = { 0 };
    Record *r = store_get(&c->o.c, registry_find(c->o.c.types, str_z(type)), id, &e);

    OK(r, e);
    return r;
}

static Str text_of(Client *c, const char *type, int64_t id, const char *field)
{
    const Record *r = stored(c, type, id);
    return rec_text(r, type_slot(r->type, str_z(field)));
}

static int64_t make_party(Client *c)
{
    POST(c, S("/reception/new"), "f.name=Party", "f.direction=inbound", "f.country=MY",
         "f.arrived=2024-05-06", "f.headcount=12");
    return client_made(c);
}

/* ---- making ---- */

static void makes_a_record(TestDb *t)
{
    Client *c = client_open(t, "office");
    int64_t id;

    client_get(c, S("/reception/new?name=Given&country=Malaysia"));
    client_expect(c, 200, "value=\"Given\"");
    client_expect(c, 200, "value=\"Malaysia\"");
    id = make_party(c);
    SAYS(text_of(c, "reception", id, "country"), "MY");
    client_get(c, c->location);
    client_expect(c, 200, "The record was made.");
    client_expect(c, 200, "Undo");
    POST(c, S("/reception/new"), "f.name=Next", "f.direction=inbound", "f.headcount=3",
         "then=another");
    assert_int_equal(c->status, 303);
    assert_true(str_starts(c->location, S("/reception/new")));
    client_close(c);
}

/* One visitor after the other: each has the link that the first was given. */
static void enters_one_after_another(TestDb *t)
{
    Client *c = client_open(t, "office");
    int64_t id = make_party(c);
    Str given = arena_printf(c->o.arena, "/visitor/new?reception=%%23%" PRId64, id);
    Str link = arena_printf(c->o.arena, "f.reception.id=%" PRId64, id);

    client_get(c, given);
    client_expect(c, 200, "name=\"keep\" value=\"reception\"");
    client_expect(c, 200, link.p + strlen("f.reception.id="));
    POST(c, S("/visitor/new"), "keep=reception", "f.reception=Party", link.p, "f.name=陈一",
         "then=another");
    assert_int_equal(c->status, 303);
    assert_true(str_ends(c->location, str_part(given, strlen("/visitor/new?"), given.n)));
    client_get(c, c->location);
    client_expect(c, 200, "value=\"Party\"");
    client_expect(c, 200, "Saved.");
    client_close(c);
}

static void keeps_what_was_typed(TestDb *t)
{
    Client *c = client_open(t, "office");

    POST(c, S("/reception/new"), "f.name=Party", "f.arrived=someday", "f.headcount=many");
    client_expect(c, 400, "value=\"someday\"");
    client_expect(c, 400, "value=\"many\"");
    client_expect(c, 400, "value=\"Party\"");
    client_expect(c, 400, "href=\"#f.headcount\"");
    POST(c, S("/reception/new"), "f.name=Party"); /* of the store's own checks too */
    client_expect(c, 400, "href=\"#f.direction\"");
    client_close(c);
}

/* A party of one looks odd: that is asked once, and then saved. */
static void asks_once_about_warnings(TestDb *t)
{
    Client *c = client_open(t, "office");
    Str seen, rest;

    POST(c, S("/reception/new"), "f.name=Alone", "f.direction=inbound", "f.headcount=1");
    client_expect(c, 409, "Save all the same");
    assert_true(str_cut(c->page, S("name=\"seen\" value=\""), &seen, &rest));
    seen = arena_printf(c->o.arena, "seen=%.*s", 16, rest.p);
    POST(c, S("/reception/new"), "f.name=Alone", "f.direction=inbound", "f.headcount=1",
         "seen=0000000000000000"); /* not these warnings */
    client_expect(c, 409, "Save all the same");
    POST(c, S("/reception/new"), "f.name=Alone", "f.direction=inbound", "f.headcount=1", seen.p);
    assert_int_equal(c->status, 303);
    client_close(c);
}

static void warns_of_the_same_person(TestDb *t)
{
    Client *c = client_open(t, "office");
    int64_t id = OFFICE(&c->o, "person", "name_hans=陈嘉木; born=1950-03-04");

    POST(c, S("/person/new"), "f.name_hans=陈嘉木", "f.born=1950-03-04");
    client_expect(c, 409, "These may be the same:");
    client_expect(c, 409, path_of(c, "person", id, "").p);
    POST(c, S("/person/alike"), "f.name_hans=陈嘉木", "f.born=1950-03-04"); /* while typing */
    client_expect(c, 200, path_of(c, "person", id, "").p);
    client_close(c);
}

static void makes_a_link_in_place(TestDb *t)
{
    Client *c = client_open(t, "office");
    int64_t id, person;

    POST(c, S("/reception/new"), "f.name=Party", "f.direction=inbound",
         "f.leader_person=Lim Ah Peng");
    client_expect(c, 400, "make a new record of that name");
    POST(c, S("/reception/new"), "f.name=Party", "f.direction=nowhere",
         "f.leader_person=Lim Ah Peng", "f.leader_person.for=Lim Ah Peng",
         "f.leader_person.pick=new");
    client_expect(c, 400, "href=\"#f.direction\""); /* and no person was made */
    POST(c, S("/reception/new"), "f.name=Party", "f.direction=inbound",
         "f.leader_person=Lim Ah Peng", "f.leader_person.for=Lim Ah Peng",
         "f.leader_person.pick=new");
    id = client_made(c);
    person = rec_int(stored(c, "reception", id), 9);
    assert_true(person > 0);
    SAYS(text_of(c, "person", person, "name_hans"), "Lim Ah Peng");
    client_get(c, S("/person"));
    client_expect(c, 200, "1 record");
    client_close(c);
}

/* ---- changing ---- */

static void changes_and_takes_back(TestDb *t)
{
    Client *c = client_open(t, "office");
    int64_t id = make_party(c);

    POST(c, path_of(c, "reception", id, "/edit"), "version=1", "f.name=Party B", "why=misread");
    assert_int_equal(c->status, 303);
    SAYS(text_of(c, "reception", id, "name"), "Party B");
    assert_int_equal(rec_int(stored(c, "reception", id), 6), 12); /* what was not sent stays */
    client_get(c, c->location);
    client_expect(c, 200, "Saved.");
    client_expect(c, 200, "misread");
    POST(c, path_of(c, "reception", id, "/restore"), "version=2", "to=1");
    SAYS(text_of(c, "reception", id, "name"), "Party");
    POST(c, path_of(c, "reception", id, "/edit"), "version=3", "f.name=Party");
    assert_true(str_ends(c->location, S("?done=same")));
    client_close(c);
}

/* Two people edit: the second sees both sides, and chooses by field. */
static void shows_both_sides(TestDb *t)
{
    Client *c = client_open(t, "office");
    int64_t id = make_party(c);
    Str edit = path_of(c, "reception", id, "/edit");

    POST(c, edit, "version=1", "f.name=Theirs", "f.headcount=20");
    assert_int_equal(c->status, 303);
    POST(c, edit, "version=1", "f.name=Mine", "f.headcount=12", "f.lodging=Hotel");
    client_expect(c, 409, "name=\"take.name\" value=\"mine\" checked");
    client_expect(c, 409, "name=\"take.headcount\" value=\"theirs\" checked"); /* only they did */
    client_expect(c, 409, "name=\"f.lodging\" value=\"Hotel\"");
    client_expect(c, 409, "name=\"version\" value=\"2\"");
    POST(c, edit, "version=2", "f.name=Mine", "f.headcount=12", "f.lodging=Hotel", "take.name=mine",
         "take.headcount=theirs", "take.lodging=mine");
    assert_int_equal(c->status, 303);
    SAYS(text_of(c, "reception", id, "name"), "Mine");
    SAYS(text_of(c, "reception", id, "lodging"), "Hotel");
    assert_int_equal(rec_int(stored(c, "reception", id), 6), 20);
    client_close(c);
}

/* What a user does not see is neither shown nor emptied. */
static void keeps_hidden_fields(TestDb *t)
{
    Client *c = client_open(t, "office");
    int64_t id;

    office_user(&c->o, "hal", "handler", c->o.root);
    id = OFFICE(&c->o, "person",
                "name_hans=陈三; document_kind=citizen_id; document_number=11010519491231002X");
    client_act_as(c, "hal");
    client_get(c, path_of(c, "person", id, "/edit"));
    client_expect(c, 200, "f.name_hans");
    assert_true(str_find(c->page, S("document_number")) < 0);
    assert_true(str_find(c->page, S("11010519491231002X")) < 0);
    POST(c, path_of(c, "person", id, "/edit"), "version=1", "f.name_hans=陈四",
         "f.document_number=110101199003070000");
    assert_int_equal(c->status, 303);
    SAYS(text_of(c, "person", id, "document_number"), "11010519491231002X");
    SAYS(text_of(c, "person", id, "name_hans"), "陈四");
    client_close(c);
}

/* ---- steps, voiding, erasing ---- */

static void moves_along(TestDb *t)
{
    Client *c = client_open(t, "office");
    int64_t id = make_party(c);
    Str page = path_of(c, "reception", id, ""), move = path_of(c, "reception", id, "/move");

    client_get(c, page);
    client_expect(c, 200, "Draft a plan");
    POST(c, move, "to=plan_draft", "version=1");
    assert_int_equal(c->status, 303);
    SAYS(stored(c, "reception", id)->state, "plan_draft");
    client_get(c, page);
    client_expect(c, 200, "needs the paper: Reception plan");
    POST(c, move, "to=plan_checked", "version=2"); /* a paper is missing */
    client_expect(c, 400, "Reception plan");
    POST(c, move, "to=cancelled", "version=2", "why= "); /* a reason is needed */
    client_expect(c, 400, "needs a reason");
    POST(c, move, "to=cancelled", "version=1", "why=ill");
    client_expect(c, 409, "was changed since you saw it");
    client_expect(c, 409, "ill</textarea>"); /* the reason stays */
    office_user(&c->o, "hal", "handler", c->o.root);
    client_act_as(c, "hal");
    client_get(c, page);
    client_expect(c, 200, "Head of department"); /* who checks */
    assert_true(str_find(c->page, S("value=\"plan_checked\"")) < 0);
    POST(c, move, "to=plan_checked", "version=2"); /* and hiding is not all */
    assert_int_equal(c->status, 403);
    client_close(c);
}

static void voids_and_erases(TestDb *t)
{
    Client *c = client_open(t, "office");
    int64_t id = OFFICE(&c->o, "person", "name_hans=陈五");

    POST(c, path_of(c, "person", id, "/void"), "why=");
    client_expect(c, 400, "needs a reason");
    POST(c, path_of(c, "person", id, "/void"), "why=twice");
    assert_int_equal(c->status, 303);
    assert_true(stored(c, "person", id)->voided_at != 0);
    POST(c, path_of(c, "person", id, "/unvoid"), "why=not twice");
    assert_true(stored(c, "person", id)->voided_at == 0);
    POST(c, path_of(c, "person", id, "/erase"), "why=request 7");
    client_expect(c, 400, "request 7</textarea>"); /* the box was not ticked */
    POST(c, path_of(c, "person", id, "/erase"), "why=request 7", "sure=yes");
    assert_int_equal(c->status, 303);
    client_get(c, path_of(c, "person", id, "/history?a=1"));
    client_expect(c, 200, "erased on a legal request");
    assert_true(str_find(c->page, S("陈五")) < 0);
    client_close(c);
}

static void restores_one_field(TestDb *t)
{
    Client *c = client_open(t, "office");
    int64_t id = make_party(c);

    POST(c, path_of(c, "reception", id, "/edit"), "version=1", "f.name=B", "f.headcount=20");
    client_get(c, path_of(c, "reception", id, "/history?a=1&b=2"));
    client_expect(c, 200, "name=\"field\" value=\"headcount\"");
    POST(c, path_of(c, "reception", id, "/restore"), "version=2", "to=1", "field=headcount");
    assert_int_equal(rec_int(stored(c, "reception", id), 6), 12);
    SAYS(text_of(c, "reception", id, "name"), "B");
    POST(c, path_of(c, "reception", id, "/restore"), "version=2", "to=1");
    client_expect(c, 409, "somebody changed the record"); /* not what was looked at */
    client_get(c, path_of(c, "reception", id, "/history?a=1&b=99"));
    client_expect(c, 200, "there is no version 99");
    client_close(c);
}

/* ---- drafts ---- */

static void goes_on_with_a_draft(TestDb *t)
{
    Client *c = client_open(t, "office");

    POST(c, S("/reception/new"), "f.name=Half", "f.arrived=someday", "draft=1");
    assert_int_equal(c->status, 303);
    client_get(c, S("/reception/new"));
    client_expect(c, 200, "You have a draft of");
    client_get(c, S("/reception/new?draft=1"));
    client_expect(c, 200, "value=\"Half\"");
    client_expect(c, 200, "value=\"someday\"");
    assert_true(str_find(c->page, S("csrf\" value=\"\"")) < 0);
    make_party(c); /* the form was sent: the draft is done */
    client_get(c, S("/reception/new"));
    assert_true(str_find(c->page, S("You have a draft of")) < 0);
    client_close(c);
}

static const DbCase cases[] = {
    DB_CASE(enters_one_after_another),
    DB_CASE(makes_a_record),
    DB_CASE(keeps_what_was_typed),
    DB_CASE(asks_once_about_warnings),
    DB_CASE(warns_of_the_same_person),
    DB_CASE(makes_a_link_in_place),
    DB_CASE(changes_and_takes_back),
    DB_CASE(shows_both_sides),
    DB_CASE(keeps_hidden_fields),
    DB_CASE(moves_along),
    DB_CASE(voids_and_erases),
    DB_CASE(restores_one_field),
    DB_CASE(goes_on_with_a_draft),
};

int main(void)
{
    return run_db_cases("page_edit", cases, LEN(cases));
}
