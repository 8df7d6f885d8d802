/* SPDX-License-Identifier: Apache-2.0
 * For tests of import, undo and export: sheets written in the test, and types that need little.
 */
#pragma once

#include <stdio.h>
#include <sys/stat.h>

#include "engine/fixture.h"

#include "engine/sheet.h"
#include "engine/transfer.h"

/* A diary has no identity; a body links to its own type and has a code of its own. */
enum { D_DAY, D_TEXT, D_PEOPLE, D__N };
static const Field diary_fields[D__N] = {
    [D_DAY] = { .name = "day", .label = "Day", .also = "日期", .kind = T_DATE, .flags = IN_LIST },
    [D_TEXT] = { .name = "text", .label = "What happened", .also = "事项", .kind = T_TEXT, .flags = IN_LIST },
    [D_PEOPLE] = { .name = "people", .label = "People", .also = "人次", .kind = T_COUNT },
};
static const Type diary_type = {
    .name = "diary", .label = "Diary", .also = "日志|大事记", .area = "culture",
    .fields = diary_fields, .nfields = D__N, .title = "text",
};

enum { B_NAME, B_CODE, B_PARENT, B_FRIENDS, B_VISIT, B__N };
static const Field body_fields[B__N] = {
    [B_NAME] = { .name = "name", .label = "Body name", .also = "社团名称", .kind = T_NAME, .flags = REQUIRED },
    [B_CODE] = { .name = "code", .label = "Body code", .kind = T_TEXT, .flags = UNIQUE },
    [B_PARENT] = { .name = "parent", .label = "Parent body", .kind = T_LINK, .link = "body" },
    [B_FRIENDS] = { .name = "friends", .label = "Friends", .kind = T_LINKS, .link = "body" },
    [B_VISIT] = { .name = "visit", .label = "First visit", .kind = T_LINK, .link = "visit" },
};
static const Type body_type = {
    .name = "body", .label = "Body", .also = "社团", .area = "liaison",
    .fields = body_fields, .nfields = B__N, .title = "name", .identity = { "name" },
};

static const Type *const transfer_types[] = { &test_visit_type, &test_guide_type, &diary_type,
                                              &body_type, NULL };

/* A fixture that has those types too. */
static UNUSED Fixture *transfer_open(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Err e = { 0 };
    f->c.types = registry_builtin(f->arena, transfer_types);
    OK(schema_update(t->db, f->c.types, &e), e);
    return f;
}

/* A file in the test's folder; its path. */
static UNUSED const char *sheet(Fixture *f, const char *name, const char *text)
{
    const char *path = arena_printf(f->arena, "%s/%s", f->t->dir, name).p;
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(text, 1, str_z(text).n, out), str_z(text).n);
    assert_int_equal(fclose(out), 0);
    return path;
}

static UNUSED void print_bad(const Receipt *r)
{
    for (size_t i = 0; i < r->nlisted && i < 20; i++)
        print_message("  %s row %" PRId64 " %.*s '%.*s': %.*s; %.*s\n",
                      r->bad[i].warning ? "warning" : "error", r->bad[i].row, STR(r->bad[i].column),
                      STR(r->bad[i].value), STR(r->bad[i].message), STR(r->bad[i].remedy));
}

/* Imports a file; it must work. */
static UNUSED Receipt imported(Fixture *f, const char *path, ImportOptions o)
{
    Receipt r;
    Err e = { 0 };
    if (!import_path(&f->c, path, &o, &r, &e)) {
        print_bad(&r);
        fail_msg("the import of %s failed: %s", path, e.msg);
    }
    return r;
}

/* Imports a file; it must be refused for bad cells. */
static UNUSED Receipt refused(Fixture *f, const char *path, ImportOptions o)
{
    Receipt r;
    Err e = { 0 };
    if (import_path(&f->c, path, &o, &r, &e))
        fail_msg("the import of %s was not refused", path);
    if (e.kind != ERR_INVALID)
        fail_msg("the import of %s failed otherwise: %s", path, e.msg);
    assert_int_equal(r.batch, 0);
    return r;
}

static UNUSED int64_t count_of(Fixture *f, const char *table)
{
    Err e = { 0 };
    int64_t n = -1;
    AUTO(stmt_done)
    Stmt *q = db_query_text(
        f->t->db,
        arena_printf(f->arena, "SELECT count(*) FROM \"%s\" WHERE \"voided_at\" IS NULL", table),
        NULL, 0);
    if (db_next(q, &e))
        n = db_int(q, 0);
    return n;
}

/* The only record of a type whose text field has that value. */
static UNUSED Record *record_with(Fixture *f, const char *type, const char *field, const char *text)
{
    const Type *t = registry_find(f->c.types, str_z(type));
    const Param p = param_z(text);
    Err e = { 0 };
    int64_t id = 0;
    {
        AUTO(stmt_done)
        Stmt *q = db_query_text(
            f->t->db,
            arena_printf(f->arena, "SELECT \"id\" FROM \"%s\" WHERE \"%s\" = $1", type, field), &p,
            1);
        while (db_next(q, &e)) {
            if (id)
                fail_msg("there is more than one %s with %s = %s", type, field, text);
            id = db_int(q, 0);
        }
    }
    if (!id)
        fail_msg("there is no %s with %s = %s", type, field, text);
    return store_get(&f->c, t, id, &e);
}

/* What was said about a row and a column ("" for the whole row); fails if nothing was. */
static UNUSED const BadCell *about(const Receipt *r, int64_t row, const char *column, bool warning)
{
    for (size_t i = 0; i < r->nlisted; i++)
        if (r->bad[i].row == row && r->bad[i].warning == warning &&
            str_eq(r->bad[i].column, str_z(column)))
            return &r->bad[i];
    print_bad(r);
    fail_msg("nothing was said about row %" PRId64 ", column '%s'", row, column);
    return NULL;
}

static UNUSED bool has(Str text, const char *part)
{
    return str_find(text, str_z(part)) >= 0;
}
