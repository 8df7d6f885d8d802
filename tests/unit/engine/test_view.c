/* SPDX-License-Identifier: Apache-2.0
 * Views: kept by name, shared downward, changed by nobody but their owner.
 */
#include "areas/office.h"

#include "engine/view.h"

static View saved(Office *o, const char *type, const char *name, ViewShare share)
{
    View v = {
        .type = str_z(type), .name = str_z(name), .where = S("country = SB"), .share = share
    };
    Err e = { 0 };
    OK(view_save(&o->c, &v, &e), e);
    return v;
}

static size_t listed(Office *o, const char *type, const View **out)
{
    Err e = { 0 };
    size_t n;
    OK(view_list(&o->c, type ? registry_find(o->c.types, str_z(type)) : NULL, out, &n, NULL, &e),
       e);
    return n;
}

static void are_kept_by_name(TestDb *t)
{
    Office o = office_open(t);
    View first = saved(&o, "reception", "Islands", VIEW_OWN), again, got;
    const View *list;
    Err e = { 0 };

    again = saved(&o, "reception", "Islands", VIEW_HERE); /* in the place of the first */
    assert_true(first.id == again.id);
    saved(&o, "person", "Islands", VIEW_OWN);
    assert_int_equal(listed(&o, "reception", &list), 1);
    assert_int_equal(listed(&o, NULL, &list), 2);
    OK(view_get(&o.c, first.id, &got, &e), e);
    SAYS(got.where, "country = SB");
    assert_int_equal(got.share, VIEW_HERE);
    OK(view_drop(&o.c, first.id, &e), e);
    assert_int_equal(listed(&o, "reception", &list), 0);
    FAILS(view_drop(&o.c, first.id, &e), e, ERR_NOT_FOUND);
    office_close(&o);
}

static void are_shared_downward_only(TestDb *t)
{
    static const struct {
        const char *owner, *reader;
        ViewShare share;
        size_t seen;
    } cases[] = {
        { "office", "ann", VIEW_OWN, 0 },   { "office", "ann", VIEW_HERE, 0 },
        { "office", "ann", VIEW_BELOW, 1 }, /* the district lies below */
        { "office", "eve", VIEW_HERE, 1 },  { "ann", "office", VIEW_BELOW, 0 },
        { "ann", "ann", VIEW_OWN, 1 },
    };
    Office o = office_open(t);
    const View *list;
    Err e = { 0 };

    for (size_t i = 0; i < LEN(cases); i++) {
        office_act_as(&o, cases[i].owner);
        View v = saved(&o, "reception", "Shared", cases[i].share), got;
        office_act_as(&o, cases[i].reader);
        if (listed(&o, "reception", &list) != cases[i].seen)
            fail_msg("case %zu: %zu views", i, listed(&o, "reception", &list));
        assert_int_equal(view_get(&o.c, v.id, &got, &e), cases[i].seen);
        e = (Err){ 0 };
        if (strcmp(cases[i].owner, cases[i].reader) != 0) /* whoever sees it, only one changes it */
            FAILS(view_drop(&o.c, v.id, &e), e, cases[i].seen ? ERR_DENIED : ERR_NOT_FOUND);
        office_act_as(&o, cases[i].owner);
        OK(view_drop(&o.c, v.id, &e), e);
    }
    office_close(&o);
}

static void have_limits(TestDb *t)
{
    Office o = office_open(t);
    char *large = arena_get(o.arena, VIEW_TEXT_MAX + 1);
    View v = { .type = S("person"), .name = S("Large") };
    Err e = { 0 };

    memset(large, 'a', VIEW_TEXT_MAX + 1);
    v.where = (Str){ large, VIEW_TEXT_MAX + 1 };
    FAILS(view_save(&o.c, &v, &e), e, ERR_INVALID);
    v.where = S("");
    v.name = (Str){ large, VIEW_NAME_MAX + 1 };
    FAILS(view_save(&o.c, &v, &e), e, ERR_INVALID);
    for (int i = 0; i < VIEWS_MAX; i++)
        saved(&o, "person", arena_printf(o.arena, "View %d", i).p, VIEW_OWN);
    v.name = S("One more");
    FAILS(view_save(&o.c, &v, &e), e, ERR_INVALID);
    saved(&o, "person", "View 0", VIEW_HERE); /* one that is there may change */
    office_close(&o);
}

/* How lists look is a view without a name: it is nobody else's, and in no list. */
static void the_look_is_ones_own(TestDb *t)
{
    Office o = office_open(t);
    const Type *person = registry_find(o.c.types, S("person"));
    View look = { .type = S("person"), .columns = S("name_hans, born"), .dense = true }, got;
    const View *list;
    size_t n;
    Err e = { 0 };

    OK(view_save(&o.c, &look, &e), e);
    OK(view_list(&o.c, person, &list, &n, &got, &e), e);
    assert_int_equal(n, 0);
    SAYS(got.columns, "name_hans, born");
    assert_true(got.dense);
    office_act_as(&o, "ann");
    OK(view_list(&o.c, person, &list, &n, &got, &e), e);
    assert_int_equal(got.columns.n, 0);
    office_close(&o);
}

static const DbCase cases[] = {
    DB_CASE(are_kept_by_name),
    DB_CASE(are_shared_downward_only),
    DB_CASE(have_limits),
    DB_CASE(the_look_is_ones_own),
};

int main(void)
{
    return run_db_cases("view", cases, LEN(cases));
}
