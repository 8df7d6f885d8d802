/* SPDX-License-Identifier: Apache-2.0
 * Any request to the API: "METHOD PATH?QUERY" in the first line, the body behind it; {id} in the
 * path stands for a record. It is answered, or refused in words, never with "something went wrong";
 * what comes out is JSON. What was written is rolled back, so that each request meets one store.
 */
#include "fuzz.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "api/api.h"
#include "areas/areas.h"
#include "engine/finder.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/schema.h"
#include "engine/store.h"
#include "engine/units.h"

typedef struct {
    Ctx c;
    Api *api;
    int64_t record;
} Store;

static void must(bool ok, const char *what, Str text)
{
    if (ok)
        return;
    fprintf(stderr, "%s: %.*s\n", what, STR(text));
    abort();
}

static void must_do(bool ok, const char *what, const Err *e)
{
    must(ok, what, ok ? S("") : str_z(e->msg));
}

static int64_t make_record(Ctx *c)
{
    Record *r = record_new(c->arena, registry_find(c->types, S("reception")));
    Check k = { 0 };
    Err e = { 0 };
    rec_set_text(r, type_slot(r->type, S("direction")), S("inbound"));
    rec_set_text(r, type_slot(r->type, S("name")), S("Party"));
    must_do(store_create(c, r, &k, &e), "record", &e);
    return r->id;
}

static Store open_store(void)
{
    static User user = { .id = 2, .login = { "fuzz", 4 }, .name = { "fuzz", 4 }, .home = 1 };
    Arena *a = arena_new(ARENA_COMMAND);
    Store s = { .api = api_new() };
    Grant *g = NEW(a, Grant);
    Err e = { 0 };

    s.c = (Ctx){ .arena = a,
                 .facts = facts_load(a),
                 .tz = 480,
                 .now = 1711929600000,
                 .today = 20240401,
                 .finder = finder_new() };
    s.c.db = db_open(":memory:", true, &e);
    must_do(s.c.db != NULL, "open", &e);
    s.c.types = registry_builtin(a, area_types);
    must_do(schema_update(s.c.db, s.c.types, &e), "schema", &e);
    must_do(db_exec(s.c.db, &e,
                    "INSERT INTO \"unit\" (\"id\", \"unit\", \"version\", \"created_at\","
                    " \"created_by\", \"changed_at\", \"changed_by\", \"code\", \"name\")"
                    " VALUES (1, 1, 1, 0, 0, 0, 0, 'HQ', 'HQ')"),
            "unit", &e);
    s.c.units = units_load(a, s.c.db, s.c.today, &e);
    must_do(s.c.units != NULL, "units", &e);
    *g = (Grant){ role_find(S("office")), 1, 0, DAY_MAX };
    user.grants = g;
    user.ngrants = 1;
    s.c.user = &user;
    s.record = make_record(&s.c);
    return s;
}

/* PATH?A=B&C=D, not percent-encoded: the server has decoded it by then. */
static void read_path(Store *s, DoorCall *d, Str text, DoorPair pairs[8])
{
    Arena *a = s->c.arena;
    Str head, tail, query, piece;

    if (!str_cut(text, S("?"), &d->path, &query))
        query = S("");
    if (str_cut(d->path, S("{id}"), &head, &tail))
        d->path = arena_printf(a, "%.*s%" PRId64 "%.*s", STR(head), s->record, STR(tail));
    d->query = pairs;
    while (d->nquery < 8 && str_next(&query, '&', &piece))
        if (str_cut(piece, S("="), &pairs[d->nquery].name, &pairs[d->nquery].value))
            d->nquery++;
}

static void look_at(const DoorCall *d)
{
    Str out = buf_str(d->out);
    json_error_t bad;
    json_t *read;

    must(d->status >= 200 && d->status < 600 && d->status != 500, "status", out);
    must(utf8_valid(out) || !strstr(d->type, "json"), "UTF-8", out);
    if (!out.n || !strstr(d->type, "json"))
        return;
    read = json_loadb(out.p, out.n, JSON_REJECT_DUPLICATES, &bad);
    must(read, bad.text, out);
    json_decref(read);
}

static void run(Store *s, Str head, Str body)
{
    AUTO(buf_done) Buf out = buf_new(BUF_PAGE);
    DoorPair pairs[8];
    DoorCall d = { .c = &s->c,
                   .base = "",
                   .body = body,
                   .content_type = S("application/json"),
                   .if_match = S("\"1\""),
                   .client = S("1"),
                   .status = 200,
                   .out = &out };
    Err e = { 0 };
    AUTO(txn_rollback) Txn t = txn_begin(s->c.db, &e);
    Str path;

    must_do(t.db != NULL, "transaction", &e);
    if (!str_cut(head, S(" "), &d.method, &path) || !utf8_valid(path) || !str_plain(path, false))
        return;
    read_path(s, &d, path, pairs);
    api_answer(s->api, &d);
    look_at(&d);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Store store;
    const void *bytes = data;
    Str head, body;
    Store s;

    if (!store.c.db)
        store = open_store();
    if (!str_cut((Str){ bytes, size }, S("\n"), &head, &body))
        return 0;
    store.c.now += 60000; /* else the limit of a minute is all that is tried */
    s = store;
    s.c.arena = arena_new(ARENA_REQUEST);
    run(&s, head, body);
    arena_free(s.c.arena);
    return 0;
}
