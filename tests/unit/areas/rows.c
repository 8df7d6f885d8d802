/* SPDX-License-Identifier: Apache-2.0
 * The runner of tables of rows.
 */
#include "areas/rows.h"

#include <stdio.h>

#include "areas/areas.h"
#include "base/map.h"
#include "engine/registry.h"
#include "engine/schema.h"
#include "engine/store.h"
#include "engine/units.h"

typedef struct {
    Arena *arena;
    Facts *facts;
    Ctx c;
    Map names; /* of stored rows */
} Bench;

static Bench bench_open(Db *db)
{
    Bench b = { .arena = arena_new(ARENA_COMMAND) };
    b.facts = facts_load(b.arena);
    b.c = (Ctx){ .arena = b.arena, .db = db, .facts = b.facts, .tz = 480 };
    b.c.today = 20250115;
    b.c.now = 1736899200000;
    b.c.types = registry_builtin(b.arena, area_types);
    return b;
}

static void bench_close(Bench *b)
{
    map_done(&b->names);
    facts_done(b->facts);
    arena_free(b->arena);
}

/* "@p" becomes "#17". */
static Str resolved(Bench *b, Str text)
{
    int64_t id;
    if (!str_starts(text, S("@")))
        return text;
    if (!map_get(&b->names, str_part(text, 1, text.n), &id))
        fail_msg("no row is called '%.*s'", STR(text));
    return arena_printf(b->arena, "#%" PRId64, id);
}

static void set_value(Bench *b, Record *r, Str name, Str text)
{
    Err e = { 0 };
    int slot = type_slot(r->type, name);
    if (str_eq(name, S("id")))
        assert_true(str_int(text, &r->id));
    else if (str_eq(name, S("unit")))
        assert_true(str_int(str_part(resolved(b, text), 1, text.n + 20), &r->unit));
    else if (str_eq(name, S("source")))
        r->source = text;
    else if (str_eq(name, S("evidence")))
        r->evidence = text;
    else if (slot < 0)
        fail_msg("%s has no field '%.*s'", r->type->name, STR(name));
    else
        OK(value_parse(&b->c, &r->type->fields[slot], r, resolved(b, text), &r->v[slot], &e), e);
}

static Record *row_record(Bench *b, const CheckRow *row)
{
    const Type *t = registry_find(b->c.types, str_z(row->type));
    Str rest = str_z(row->values), one, name, text, state = str_z(row->state);
    Record *r;

    if (!t) {
        fail_msg("there is no type '%s'", row->type);
        return NULL;
    }
    r = record_new(b->arena, t);
    b->c.importing = str_starts(state, S("import:"));
    if (b->c.importing)
        state = str_part(state, 7, state.n);
    r->state = state.n || !t->states ? state : str_z(t->states[0].code);
    if (t->states && !type_state(t, r->state))
        fail_msg("%s has no state '%.*s'", row->type, STR(r->state));
    while (rest.n) {
        if (!str_cut(rest, S("; "), &one, &rest))
            rest = (Str){ 0 };
        if (!str_cut(one, S("="), &name, &text))
            fail_msg("'%.*s' is no FIELD=TEXT", STR(one));
        set_value(b, r, name, text);
    }
    return r;
}

/* Was just that said, among what the check found? */
static void compare(const CheckRow *row, const Check *k)
{
    if (!row->said) {
        if (k->list.n)
            fail_msg("%s with '%s': said '%.*s'", row->type, row->values,
                     STR(k->list.p[0].message));
        return;
    }
    for (size_t i = 0; i < k->list.n; i++)
        if (str_eq(k->list.p[i].message, str_z(row->said + 1)) &&
            k->list.p[i].warning == (row->said[0] == '?'))
            return;
    fail_msg("%s with '%s': did not say '%s', but '%.*s'", row->type, row->values, row->said,
             k->list.n ? (int)k->list.p[0].message.n : 0, k->list.n ? k->list.p[0].message.p : "");
}

void rows_hold(const CheckRow *rows, size_t n)
{
    Bench b = bench_open(NULL);
    for (size_t i = 0; i < n; i++) {
        Record *r = row_record(&b, &rows[i]);
        Check k = { .c = &b.c, .type = r->type };
        r->type->check(&k, r);
        compare(&rows[i], &k);
    }
    bench_close(&b);
}

static void make_root(Bench *b)
{
    const CheckRow row = { "unit", "", "code=HQ; name=市侨联", NULL, NULL };
    Check k = { 0 };
    Err e = { 0 };
    Record *r;

    b->c.units = units_load(b->arena, b->c.db, b->c.today, &e);
    assert_non_null(b->c.units);
    r = row_record(b, &row);
    OK(store_create(&b->c, r, &k, &e), e);
    map_set(&b->names, S("root"), r->id);
}

void check_stored_rows(TestDb *t, const CheckRow *rows, size_t n)
{
    Bench b = bench_open(t->db);
    Err e = { 0 };

    OK(schema_update(t->db, b.c.types, &e), e);
    make_root(&b);
    for (size_t i = 0; i < n; i++) {
        Record *r = row_record(&b, &rows[i]);
        Check k = { 0 };
        bool refused = rows[i].said && rows[i].said[0] == '!';
        int64_t root = 0;
        assert_true(map_get(&b.names, S("root"), &root));
        r->unit = r->unit ? r->unit : root;
        if (store_create(&b.c, r, &k, &e) == refused)
            fail_msg("%s with '%s': %s", rows[i].type, rows[i].values, e.msg);
        err_clear(&e);
        compare(&rows[i], &k);
        if (rows[i].as)
            map_set(&b.names, str_z(rows[i].as), r->id);
    }
    bench_close(&b);
}

void check_rows_cover(const CheckRow *rows, size_t n, const char *const *type_names)
{
    for (size_t i = 0; type_names[i]; i++) {
        bool accepted = false, refused = false;
        for (size_t j = 0; j < n; j++) {
            bool same = str_eq(str_z(rows[j].type), str_z(type_names[i]));
            accepted |= same && !rows[j].said;
            refused |= same && rows[j].said;
        }
        if (!accepted || !refused)
            fail_msg("the check of '%s' has no %s row", type_names[i],
                     accepted ? "refused" : "accepted");
    }
}
