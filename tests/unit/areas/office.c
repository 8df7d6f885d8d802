/* SPDX-License-Identifier: Apache-2.0
 * The office of tests.
 */
#include "areas/office.h"

#include "engine/schema.h"
#include "engine/units.h"

int64_t office_make(Office *o, const char *type, int64_t unit, Str values)
{
    const Type *t = registry_find(o->c.types, str_z(type));
    Record *r = record_new(o->arena, t);
    Str one, name, text;
    Check k = { 0 };
    Err e = { 0 };

    while (values.n) {
        int slot;
        if (!str_cut(values, S("; "), &one, &values))
            values = S("");
        assert_true(str_cut(one, S("="), &name, &text));
        slot = type_slot(t, name);
        if (slot < 0)
            fail_msg("%s has no field %.*s", type, STR(name));
        OK(value_parse(&o->c, &t->fields[slot], r, text, &r->v[slot], &e), e);
    }
    r->unit = unit;
    OK(store_create(&o->c, r, &k, &e), e);
    return r->id;
}

void office_act_as(Office *o, const char *login)
{
    Err e = { 0 };

    o->c.user = user_load(o->arena, o->c.db, str_z(login), o->c.today, &e);
    OK(o->c.user, e);
}

void office_user(Office *o, const char *login, const char *role, int64_t at)
{
    const User *before = o->c.user;
    int64_t id;

    o->c.user = NULL;
    id = OFFICE(o, "user", "login=%s; name=%s; home=#%" PRId64, login, login, at);
    (void)OFFICE(o, "grant", "holder=#%" PRId64 "; role=%s; at=#%" PRId64, id, role, at);
    o->c.user = before;
}

Office office_open(TestDb *t)
{
    Office o = { .arena = arena_new(ARENA_COMMAND) };
    Err e = { 0 };

    o.facts = facts_load(o.arena);
    o.c = (Ctx){ .arena = o.arena,
                 .db = t->db,
                 .facts = o.facts,
                 .tz = 480,
                 .now = 1711929600000,
                 .today = 20240401 };
    o.c.types = registry_builtin(o.arena, area_types);
    OK(schema_update(t->db, o.c.types, &e), e);
    o.c.units = units_load(o.arena, t->db, o.c.today, &e);
    assert_non_null(o.c.units);
    o.root = office_make(&o, "unit", 0, S("code=HQ; name=HQ"));
    o.district = OFFICE(&o, "unit", "code=SM; name=SM; parent=#%" PRId64, o.root);
    office_user(&o, "office", "office", o.root);
    office_user(&o, "ann", "district", o.district);
    office_user(&o, "eve", "statistician", o.root);
    office_act_as(&o, "office");
    return o;
}

void office_close(Office *o)
{
    facts_done(o->facts);
    arena_free(o->arena);
}
