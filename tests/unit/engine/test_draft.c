/* SPDX-License-Identifier: Apache-2.0
 * Drafts: one for each user and address, for a while, and gone with what is erased.
 */
#include "areas/office.h"

#include "engine/draft.h"

enum { DAY_MS = 24 * 3600 * 1000 };

static void keeps_the_newest(TestDb *t)
{
    Office o = office_open(t);
    Err e = { 0 };
    Draft d;

    OK(draft_keep(&o.c, S("/person/new"), S("[1]"), &e), e);
    o.c.now += 1000;
    OK(draft_keep(&o.c, S("/person/new"), S("[2]"), &e), e);
    OK(draft_find(&o.c, S("/person/new"), &d, &e), e);
    SAYS(d.body, "[2]");
    assert_int_equal(d.at, o.c.now);
    OK(draft_find(&o.c, S("/person/1/edit"), &d, &e), e);
    assert_int_equal(d.at, 0);
    office_act_as(&o, "ann"); /* nobody sees another's */
    OK(draft_find(&o.c, S("/person/new"), &d, &e), e);
    assert_int_equal(d.at, 0);
    office_close(&o);
}

static void goes_when_old_or_too_many(TestDb *t)
{
    Office o = office_open(t);
    const Draft *list;
    Err e = { 0 };
    Draft d;
    size_t n;

    for (int i = 0; i <= DRAFTS_MAX; i++) {
        o.c.now++;
        OK(draft_keep(&o.c, arena_printf(o.arena, "/person/%d/edit", i), S("[]"), &e), e);
    }
    OK(draft_list(&o.c, &list, &n, &e), e);
    assert_int_equal(n, DRAFTS_MAX);
    SAYS(list[0].address, "/person/50/edit"); /* the newest first; /person/0/edit went */
    SAYS(list[n - 1].address, "/person/1/edit");
    OK(draft_drop(&o.c, S("/person/50/edit"), &e), e);
    OK(draft_list(&o.c, &list, &n, &e), e);
    assert_int_equal(n, DRAFTS_MAX - 1);
    o.c.now += (int64_t)31 * DAY_MS;
    OK(draft_find(&o.c, S("/person/1/edit"), &d, &e), e);
    assert_int_equal(d.at, 0);
    office_close(&o);
}

static void has_limits(TestDb *t)
{
    Office o = office_open(t);
    char *large = arena_get(o.arena, DRAFT_MAX + 1);
    Err e = { 0 };

    memset(large, 'a', DRAFT_MAX + 1);
    OK(draft_keep(&o.c, S("/a/new"), (Str){ large, DRAFT_MAX }, &e), e);
    FAILS(draft_keep(&o.c, S("/a/new"), (Str){ large, DRAFT_MAX + 1 }, &e), e, ERR_INVALID);
    FAILS(draft_keep(&o.c, (Str){ large, DRAFT_ADDRESS_MAX + 1 }, S(""), &e), e, ERR_INVALID);
    office_close(&o);
}

/* An erased record's drafts go too, whoever's they are. */
static void is_erased(TestDb *t)
{
    Office o = office_open(t);
    const Type *person = registry_find(o.c.types, S("person"));
    int64_t id = OFFICE(&o, "person", "name_hans=陈一");
    Str address = arena_printf(o.arena, "/person/%" PRId64 "/edit", id);
    Err e = { 0 };
    Draft d;

    OK(draft_keep(&o.c, address, S("[\"陈一\"]"), &e), e);
    OK(store_erase(&o.c, person, id, S("request 7"), &e), e);
    OK(draft_find(&o.c, address, &d, &e), e);
    assert_int_equal(d.at, 0);
    office_close(&o);
}

static const DbCase cases[] = {
    DB_CASE(keeps_the_newest),
    DB_CASE(goes_when_old_or_too_many),
    DB_CASE(has_limits),
    DB_CASE(is_erased),
};

int main(void)
{
    return run_db_cases("draft", cases, LEN(cases));
}
