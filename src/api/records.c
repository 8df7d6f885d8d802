/* SPDX-License-Identifier: Apache-2.0
 * Records: lists page by page, one record, making, changing, moving, voiding, history.
 */
#include <stdio.h>

#include "api/impl.h"
#include "base/html.h"
#include "engine/history.h"
#include "engine/query.h"
#include "engine/registry.h"
#include "engine/store.h"

/* ---- lists ---- */

static void add_name(Buf *b, const char *name)
{
    buf_printf(b, "%s%s", b->n ? ", " : "", name);
}

/* Without `columns`: what a list shows at first; '*': all that the caller may read. Number, state
 * and version come with each. */
static Str columns_of(ApiCall *a, const Type *t, Str asked)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    bool all = str_eq(asked, S("*"));

    if (asked.n && !all)
        return asked;
    add_name(&b, "key");
    if (t->states)
        add_name(&b, "state");
    add_name(&b, "version");
    for (size_t i = 0; i < t->nfields; i++) {
        const Field *f = &t->fields[i];
        bool reads = false;
        const int64_t *units;
        size_t n;
        rights_scope(a->c, RIGHT_READ, t, (int)f->level, &reads, &units, &n);
        if ((all || (f->flags & IN_LIST)) && (reads || n))
            add_name(&b, f->name);
    }
    return arena_str(a->c->arena, buf_str(&b));
}

static void put_row(ApiCall *a, const Query *q, const Rows *rows)
{
    Buf *out = a->out;
    Arena *arena = a->c->arena;

    j_open(out, NULL, '{');
    j_id(out, "id", rows_id(rows));
    j_id(out, "unit", rows_unit(rows));
    j_open(out, "values", '{');
    for (size_t i = 0; i < query_columns(q); i++) {
        const Column *col = query_column(q, i);
        j_value(out, arena_z(arena, col->name), col->field, rows_value(rows, i));
    }
    j_close(out, '}');
    j_open(out, "hidden", '[');
    for (size_t i = 0; i < query_columns(q); i++)
        if (rows_masked(rows, i))
            j_text(out, NULL, query_column(q, i)->name);
    j_close(out, ']');
    j_close(out, '}');
}

/* The address of the next page: this one, with where it goes on. */
static Str next_page(ApiCall *a, Str key)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    const DoorCall *d = a->d;

    buf_printf(&b, "%s%.*s?", d->base, STR(d->path));
    for (size_t i = 0; i < d->nquery; i++)
        if (!str_eq(d->query[i].name, S("after")))
            buf_put(&b,
                    url(a->c->arena, "%.*s=%.*s&", STR(d->query[i].name), STR(d->query[i].value)));
    buf_put(&b, url(a->c->arena, "after=%.*s", STR(key)));
    return arena_str(a->c->arena, buf_str(&b));
}

static bool put_rows(ApiCall *a, const Query *q, int64_t limit, Str *key, Err *e)
{
    AUTO(rows_done) Rows *rows = query_run(a->c, q, e);
    int64_t n = 0;

    if (!rows)
        return false;
    j_open(a->out, "items", '[');
    *key = (Str){ 0 };
    for (Str last = { 0 }; rows_next(rows, e); n++) {
        ArenaMark mark;
        if (n == limit) {
            *key = last;
            break;
        }
        if (n == limit - 1)
            last = rows_key(rows);
        mark = arena_mark(a->c->arena);
        put_row(a, q, rows);
        arena_rewind(a->c->arena, mark);
    }
    j_close(a->out, ']');
    return !e->kind;
}

bool api_list(ApiCall *a, Err *e)
{
    const Type *t = call_type(a, e);
    const DoorCall *d = a->d;
    QueryParts parts = { .where = door_query(d, "where"),
                         .search = door_query(d, "search"),
                         .order = door_query(d, "order"),
                         .after = door_query(d, "after"),
                         .with_void = call_switch(a, "void") };
    int64_t limit, total;
    const Query *q;
    Str key;

    if (!t || !call_number(a, "limit", (const int64_t[]){ 1, API_ROWS_MAX }, API_ROWS, &limit, e))
        return false;
    parts.columns = columns_of(a, t, door_query(d, "columns"));
    parts.limit = limit + 1;
    q = query_build(a->c, t, &parts, e);
    if (!q)
        return false;
    j_open(a->out, NULL, '{');
    if (call_switch(a, "total")) {
        if (!query_total(a->c, q, &total, e))
            return false;
        j_int(a->out, "total", total);
    }
    if (!put_rows(a, q, limit, &key, e))
        return false;
    j_text_or_null(a->out, "next", key.n ? next_page(a, key) : key);
    j_close(a->out, '}');
    return true;
}

/* ---- one record ---- */

static const Type *named(ApiCall *a, int64_t *id, Err *e)
{
    const Type *t = call_type(a, e);
    return t && call_id(a->args[1], id, e) ? t : NULL;
}

static bool answer_record(ApiCall *a, const Type *t, int64_t id, Err *e)
{
    const Record *r = store_get(a->c, t, id, e);
    if (!r)
        return false;
    call_record(a, r);
    return true;
}

bool api_get(ApiCall *a, Err *e)
{
    int64_t id;
    const Type *t = named(a, &id, e);
    return t && answer_record(a, t, id, e);
}

/* Who makes a record that he may not read is told its number alone. */
bool api_create(ApiCall *a, Err *e)
{
    const Type *t = call_type(a, e);
    Err quiet = { .lang = e->lang };
    Check k = { 0 };
    Record *r;
    Str why;

    if (!t || !body_known(a->body, "fields key unit source evidence why", e) ||
        !body_text(a->body, "why", &why, e))
        return false;
    r = record_new(a->c->arena, t);
    if (!call_apply(a, a->body, r, e))
        return false;
    call_reason(a, why);
    bool ok = store_create(a->c, r, &k, e);
    call_faults(a, &k);
    if (!ok)
        return false;
    a->d->status = 201;
    door_header(a->d, "Location",
                arena_printf(a->c->arena, "%s/api/v1/%s/%" PRId64, a->d->base, t->name, r->id));
    a->d->if_none_match = S("");
    if (answer_record(a, t, r->id, &quiet))
        return true;
    j_open(a->out, NULL, '{');
    j_text(a->out, "type", str_z(t->name));
    j_id(a->out, "id", r->id);
    j_int(a->out, "version", r->version);
    j_close(a->out, '}');
    return true;
}

/* What was seen is not what is there: 412, with what differs noted. */
static bool stale(ApiCall *a, const Record *r, int64_t version, Err *e)
{
    a->status = 412;
    return err_set(
        e, ERR_CONFLICT,
        N_("%s #%" PRId64 " is at version %" PRId64 ", you saw %" PRId64 "; read it again"),
        r->type->name, r->id, r->version, version);
}

bool api_change(ApiCall *a, Err *e)
{
    int64_t id, version;
    const Type *t = named(a, &id, e);
    Check k = { 0 };
    Record *r;
    bool is_stale, ok;
    Str why;

    if (!t || !body_known(a->body, "fields key unit source evidence why", e) ||
        !body_text(a->body, "why", &why, e) || !call_version(a, &version, e))
        return false;
    r = store_get(a->c, t, id, e);
    if (!r || !call_apply(a, a->body, r, e))
        return false;
    is_stale = r->version != version;
    r->version = version;
    call_reason(a, why);
    ok = store_update(a->c, r, &k, e);
    call_faults(a, &k);
    if (!ok) {
        a->status = is_stale && e->kind == ERR_CONFLICT ? 412 : a->status;
        return false;
    }
    a->d->if_none_match = S("");
    return answer_record(a, t, id, e);
}

bool api_void(ApiCall *a, Err *e)
{
    int64_t id, version;
    const Type *t = named(a, &id, e);
    const Record *r;
    Str why = door_query(a->d, "why");

    if (!t || !call_version(a, &version, e))
        return false;
    if (!str_trim(why).n)
        return err_field(e, "why", ERR_INVALID, N_("to void a record needs a reason: ?why="));
    {
        AUTO(store_rollback) StoreTxn txn = store_begin(a->c, e);
        r = e->kind ? NULL : store_get(a->c, t, id, e);
        if (!r)
            return false;
        if (r->version != version)
            return stale(a, r, version, e);
        if (!store_void(a->c, t, id, call_reason_text(a, why), e) || !store_commit(&txn, e))
            return false;
    }
    a->d->status = 204;
    return true;
}

bool api_move(ApiCall *a, Err *e)
{
    int64_t id, version;
    const Type *t = named(a, &id, e);
    const Record *r;
    Check k = { 0 };
    Str to, why;

    if (!t || !body_known(a->body, "to why", e) || !body_text(a->body, "to", &to, e) ||
        !body_text(a->body, "why", &why, e) || !call_version(a, &version, e))
        return false;
    if (!to.n)
        return err_field(e, "to", ERR_INVALID, N_("say in 'to' to which state"));
    r = store_get(a->c, t, id, e);
    if (!r)
        return false;
    if (r->version != version)
        return stale(a, r, version, e);
    bool ok =
        store_move(a->c, t, id, (MoveTo){ to, call_move_reason(a, r, to, why), version }, &k, e);
    call_faults(a, &k);
    if (!ok)
        return false;
    a->d->if_none_match = S("");
    return answer_record(a, t, id, e);
}

/* ---- history ---- */

/* before and after are JSON already. */
static void put_json(Buf *out, const char *key, Str json)
{
    if (!json.n) {
        j_null(out, key);
        return;
    }
    buf_printf(out, ",\"%s\":%.*s", key, STR(json));
}

static void put_history(ApiCall *a, const HistoryRow *row)
{
    Buf *out = a->out;
    j_open(out, NULL, '{');
    j_id(out, "seq", row->seq);
    j_time(out, "at", row->at);
    j_id_or_null(out, "by", row->by);
    j_text(out, "act", str_z(act_code(row->act)));
    j_int(out, "version", row->version);
    j_id_or_null(out, "receipt", row->batch);
    j_text_or_null(out, "why", row->why);
    put_json(out, "before", row->before);
    put_json(out, "after", row->after);
    j_close(out, '}');
}

bool api_history(ApiCall *a, Err *e)
{
    int64_t id;
    const Type *t = named(a, &id, e);
    const HistoryRow *rows;
    size_t n;

    if (!t || !history_of(a->c, t, id, &rows, &n, e))
        return false;
    j_open(a->out, NULL, '{');
    j_open(a->out, "items", '[');
    for (size_t i = 0; i < n; i++)
        put_history(a, &rows[i]);
    j_close(a->out, ']');
    j_close(a->out, '}');
    return true;
}
