/* SPDX-License-Identifier: Apache-2.0
 * Any text as a query over the built-in types: it is refused in words, or its SQL runs on an empty
 * store. Never does the database see something that it does not understand.
 *
 * Types, facts and store are made once, since that takes far longer than a query.
 */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>

#include "areas/areas.h"
#include "engine/query.h"
#include "engine/registry.h"
#include "engine/schema.h"
#include "engine/units.h"

static void must(bool ok, Str text, const Err *e)
{
    if (ok)
        return;
    fprintf(stderr, "%.*s: %s\n", STR(text), e->msg);
    abort();
}

static Ctx open_store(void)
{
    Arena *a = arena_new(ARENA_COMMAND);
    Ctx c = { .facts = facts_load(a), .tz = 480, .now = 1711929600000, .today = 20240401 };
    Err e = { 0 };
    c.db = db_open(":memory:", true, &e);
    must(c.db, S("open"), &e);
    c.types = registry_builtin(a, area_types);
    must(schema_update(c.db, c.types, &e), S("schema"), &e);
    must(db_exec(c.db, &e,
                 "INSERT INTO \"unit\" (\"id\", \"unit\", \"version\", \"created_at\","
                 " \"created_by\", \"changed_at\", \"changed_by\", \"code\", \"name\")"
                 " VALUES (1, 1, 1, 0, 0, 0, 0, 'HQ', 'HQ')"),
         S("unit"), &e);
    c.units = units_load(a, c.db, c.today, &e);
    must(c.units, S("units"), &e);
    return c;
}

static void run(Ctx *c, Str text, const QueryParts *parts, Str *mark)
{
    Err e = { 0 };
    const Query *q = query_parse(c, text, parts, &e);
    int64_t total;

    must(q || (e.kind != ERR_NONE && e.kind != ERR_INTERNAL && e.msg[0]), text, &e);
    must(!q || utf8_valid(str_z(e.msg)), text, &e);
    if (!q)
        return;
    AUTO(rows_done) Rows *r = query_run(c, q, &e);
    while (rows_next(r, &e))
        *mark = rows_key(r);
    must(e.kind == ERR_NONE && query_total(c, q, &total, &e), query_sql(q), &e);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Ctx store;
    const void *bytes = data;
    Str text = { bytes, size }, mark = { 0 };
    QueryParts parts = { .self = 5, .from = 20240101, .to = 20241231 };
    Ctx c;

    if (!store.db)
        store = open_store();
    c = store;
    c.arena = arena_new(ARENA_REQUEST);
    run(&c, text, &parts, &mark);
    if (mark.n) { /* and the page behind the last row */
        parts.after = mark;
        run(&c, text, &parts, &mark);
    }
    arena_free(c.arena);
    return 0;
}
