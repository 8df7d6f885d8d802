/* SPDX-License-Identifier: Apache-2.0
 * Records between their table, their JSON in the history, and memory.
 */
#include <jansson.h>
#include <stdio.h>

#include "engine/chain.h"
#include "engine/registry.h"

Str row_select(Arena *a, const Type *t, const char *rest)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    buf_put(
        &b,
        S("/* row */ SELECT \"id\", \"key\", \"unit\", \"state\", \"version\", \"source\", \"evidence\","
          " \"created_at\", \"created_by\", \"changed_at\", \"changed_by\", \"voided_at\""));
    for (size_t i = 0; i < t->nfields; i++) {
        Str parts[3];
        size_t n = field_columns(&t->fields[i], a, parts);
        for (size_t k = 0; k < n; k++) {
            buf_put(&b, S(", \""));
            buf_put(&b, parts[k]);
            buf_putc(&b, '"');
        }
    }
    buf_printf(&b, " FROM \"%s\" %s", t->name, rest);
    return arena_str(a, buf_str(&b));
}

static Value read_value(const Stmt *q, Arena *a, const Field *f, int *col)
{
    Value v = { .set = !db_null(q, *col) };
    switch (f->kind) {
    case T_COUNT:
    case T_DECIMAL:
    case T_BOOL:
    case T_LINK: v.i = db_int(q, (*col)++); return v;
    case T_MONEY:
        v.i = db_int(q, (*col)++);
        v.text = db_text(q, a, (*col)++);
        return v;
    case T_DATE:
        v.text = db_text(q, a, (*col)++);
        v.i = db_int(q, (*col)++);
        v.j = db_int(q, (*col)++);
        return v;
    case T_TEXT:
    case T_NOTE:
    case T_NAME:
    case T_CHOICE:
    case T_CHOICES:
    case T_COUNTRY:
    case T_DIVISION:
    case T_LINKS:
    case T_DOCUMENT:
    case T_PHONE:
    case T_MAIL:
    case T__N: break;
    }
    v.text = db_text(q, a, (*col)++);
    return v;
}

void row_read(const Stmt *q, Arena *a, Record *out)
{
    const Type *t = out->type;
    int col = 12;

    out->id = db_int(q, 0);
    out->key = db_text(q, a, 1);
    out->unit = db_int(q, 2);
    out->state = db_text(q, a, 3);
    out->version = db_int(q, 4);
    out->source = db_text(q, a, 5);
    out->evidence = db_text(q, a, 6);
    out->created_at = db_int(q, 7);
    out->created_by = db_int(q, 8);
    out->changed_at = db_int(q, 9);
    out->changed_by = db_int(q, 10);
    out->voided_at = db_int(q, 11);
    for (size_t i = 0; i < t->nfields; i++)
        out->v[i] = read_value(q, a, &t->fields[i], &col);
}

Record *row_load(Ctx *c, const Type *t, int64_t id, Err *e)
{
    Record *r;
    const Param p = param_int(id);
    Str kept = c->types ? registry_by_id(c->types, t) : (Str){ 0 };
    if (!store_flush(c, e))
        return NULL;
    AUTO(stmt_done) Stmt *q =
        db_query_text(c->db, kept.p ? kept : row_select(c->arena, t, "WHERE \"id\" = $1"), &p, 1);
    if (!db_next(q, e))
        return NULL;
    r = record_new(c->arena, t);
    row_read(q, c->arena, r);
    return r;
}

bool row_ids(Ctx *c, Stmt *q, const int64_t **ids, size_t *n, Err *e)
{
    VEC(int64_t) list = { 0 };

    while (db_next(q, e))
        vec_push(c->arena, &list, db_int(q, 0));
    *ids = list.p;
    *n = list.n;
    return !e->kind;
}

/* ---- JSON ---- */

/* The standard fields that history keeps, as text. */
enum { H_UNIT, H_STATE, H_KEY, H_SOURCE, H_EVIDENCE, H__N };
static const char *const std_names[H__N] = { "unit", "state", "key", "source", "evidence" };

static Str std_text(const Record *r, int which, char digits[24])
{
    const Str texts[H__N] = { { 0 }, r->state, r->key, r->source, r->evidence };
    if (which != H_UNIT)
        return texts[which];
    return (Str){ digits, (size_t)snprintf(digits, 24, "%" PRId64, r->unit) };
}

static void put_pair(Buf *out, const char *name, Str value)
{
    buf_put(out, out->p[out->n - 1] == '{' ? S("\"") : S(",\""));
    buf_put(out, str_z(name));
    buf_put(out, S("\":"));
    buf_json(out, value);
}

/* The canonical text of a value as a JSON string, without a second copy of it. */
static void put_value(Buf *out, const Field *f, const Value *v)
{
    AUTO(buf_done) Buf text = buf_new(BUF_PAGE);
    if (v->text.n && f->kind != T_MONEY) {
        put_pair(out, f->name, v->text);
        return;
    }
    value_write(f, v, &text);
    put_pair(out, f->name, buf_str(&text));
}

void row_json(const Record *r, Buf *out)
{
    char digits[24];
    buf_putc(out, '{');
    for (int i = 0; i < H__N; i++) {
        Str text = std_text(r, i, digits);
        if (text.n)
            put_pair(out, std_names[i], text);
    }
    for (size_t i = 0; i < r->type->nfields; i++)
        if (r->v[i].set)
            put_value(out, &r->type->fields[i], &r->v[i]);
    buf_putc(out, '}');
}

static void put_side(Buf *out, const Field *f, const Value *v)
{
    if (v->set) {
        put_value(out, f, v);
        return;
    }
    buf_printf(out, "%s\"%s\":null", out->p[out->n - 1] == '{' ? "" : ",", f->name);
}

bool row_difference(const Record *old, const Record *now, Buf *before, Buf *after)
{
    bool any = false;
    buf_putc(before, '{');
    buf_putc(after, '{');
    for (int i = 0; i < H__N; i++) {
        char one[24], two[24];
        Str was = std_text(old, i, one), is = std_text(now, i, two);
        if (str_eq(was, is))
            continue;
        put_pair(before, std_names[i], was);
        put_pair(after, std_names[i], is);
        any = true;
    }
    for (size_t i = 0; i < now->type->nfields; i++) {
        const Field *f = &now->type->fields[i];
        if (value_same(f, &old->v[i], &now->v[i]))
            continue;
        put_side(before, f, &old->v[i]);
        put_side(after, f, &now->v[i]);
        any = true;
    }
    buf_putc(before, '}');
    buf_putc(after, '}');
    return any;
}

static bool apply_std(Record *r, Arena *a, Str name, Str text)
{
    Str *const slots[H__N] = { NULL, &r->state, &r->key, &r->source, &r->evidence };
    for (int i = 0; i < H__N; i++) {
        if (!str_eq(str_z(std_names[i]), name))
            continue;
        if (i == H_UNIT)
            return str_int(text, &r->unit);
        *slots[i] = arena_str(a, text);
        return true;
    }
    return false;
}

bool row_apply(Record *r, Arena *a, Str json, Err *e)
{
    json_error_t bad;
    json_t *object = json_loadb(json.p, json.n, 0, &bad), *value;
    const char *name;
    bool ok = true;

    if (!json_is_object(object)) {
        json_decref(object);
        return err_set(e, ERR_INTERNAL, "a row of the history holds no readable values");
    }
    json_object_foreach(object, name, value)
    {
        int slot = type_slot(r->type, str_z(name));
        Str text = { json_string_value(value), json_string_length(value) };
        if (slot < 0)
            (void)apply_std(r, a, str_z(name), text); /* or a field that is no more */
        else
            ok = ok && value_read(&r->type->fields[slot], arena_str(a, text), &r->v[slot], e);
    }
    json_decref(object);
    return ok;
}

bool row_replay(Record *r, bool *alive, const HistoryRow *row, Arena *a, Err *e)
{
    bool whole = row->act == ACT_CREATE || row->act == ACT_ERASE;

    if (whole) {
        memset(r->v, 0, r->type->nfields * sizeof *r->v);
        r->state = r->key = r->source = r->evidence = (Str){ 0 };
    }
    if (row->act == ACT_CREATE || row->act == ACT_REMOVE)
        *alive = row->act == ACT_CREATE;
    if (row->act == ACT_CREATE) {
        r->created_at = row->at;
        r->created_by = row->by;
    }
    if (row->version) {
        r->changed_at = row->at;
        r->changed_by = row->by;
    }
    if (row->act == ACT_CREATE || row->act == ACT_UNVOID)
        r->voided_at = 0;
    if (row->act == ACT_VOID)
        r->voided_at = row->at;
    if (row->version)
        r->version = row->version;
    r->id = row->record;
    if ((!whole && row->act != ACT_UPDATE) || !row->after.p)
        return true;
    return row_apply(r, a, row->after, e);
}

Record *row_at_version(Ctx *c, const Type *t, int64_t id, int64_t version, Err *e)
{
    const HistoryRow *rows;
    Record *r = record_new(c->arena, t);
    bool alive = false;
    size_t n;

    if (!history_rows(c, t, id, &rows, &n, e))
        return NULL;
    for (size_t i = 0; i < n; i++) {
        const HistoryRow *row = &rows[i];
        bool writes = row->act == ACT_CREATE || row->act == ACT_UPDATE || row->act == ACT_ERASE;
        if (!row_replay(r, &alive, row, c->arena, e))
            return NULL;
        if (row->version != version || row->act == ACT_READ || row->act == ACT_SIGN)
            continue;
        if (!writes || row->after.p)
            return r;
        err_set(e, ERR_NOT_FOUND,
                "that version was erased on a legal request and cannot be shown again");
        return NULL;
    }
    err_set(e, ERR_NOT_FOUND, "there is no version %" PRId64 " of %s #%" PRId64, version, t->name,
            id);
    return NULL;
}
