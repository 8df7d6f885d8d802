/* SPDX-License-Identifier: Apache-2.0
 * What several routes need: reading what was sent, and a record as JSON.
 */
#include <stdio.h>

#include "api/impl.h"
#include "engine/registry.h"
#include "engine/store.h"

/* ---- addresses ---- */

const Type *call_type(ApiCall *a, Err *e)
{
    return registry_need(a->c->types, a->args[0], e);
}

bool call_id(Str text, int64_t *id, Err *e)
{
    return (str_int(text, id) && *id > 0) ||
           err_set(e, ERR_NOT_FOUND, N_("'%.*s' is not the number of a record"), STR(text));
}

bool call_number(const ApiCall *a, const char *name, const int64_t between[2], int64_t usual,
                 int64_t *out, Err *e)
{
    Str text = door_query(a->d, name);
    *out = usual;
    if (!text.n || (str_int(text, out) && *out >= between[0] && *out <= between[1]))
        return true;
    return err_field(e, name, ERR_INVALID, N_("'%s' takes a whole number from %lld to %lld"), name,
                     (long long)between[0], (long long)between[1]);
}

bool call_switch(const ApiCall *a, const char *name)
{
    Str text = door_query(a->d, name);
    return str_eq(text, S("1")) || str_eq(text, S("true"));
}

/* ---- versions ---- */

bool call_version(ApiCall *a, int64_t *version, Err *e)
{
    Str tag = str_trim(a->d->if_match);

    if (!tag.n) {
        a->status = 428;
        return err_set(e, ERR_INVALID,
                       N_("say in If-Match which version you saw: the ETag of the record, such as"
                          " \"3\""));
    }
    if (tag.n > 2 && tag.p[0] == '"' && tag.p[tag.n - 1] == '"' &&
        str_int(str_part(tag, 1, tag.n - 2), version) && *version > 0)
        return true;
    a->status = 412;
    return err_set(e, ERR_CONFLICT, N_("'%.*s' in If-Match is no ETag of a record"), STR(tag));
}

bool call_etag(ApiCall *a, Str tag)
{
    Str rest = a->d->if_none_match, one;
    door_header(a->d, "ETag", tag);
    while (str_next(&rest, ',', &one)) {
        one = str_trim(one);
        if (str_starts(one, S("W/")))
            one = str_part(one, 2, one.n);
        if (!str_eq(one, tag) && !str_eq(one, S("*")))
            continue;
        buf_clear(a->out);
        a->d->status = 304;
        return false;
    }
    return true;
}

/* ---- reasons and faults ---- */

Str call_reason_text(ApiCall *a, Str why)
{
    const ApiToken *t = a->d->token;
    if (!t)
        return why;
    return arena_printf(a->c->arena, "%.*s%s(token %.*s)", STR(why), why.n ? " " : "",
                        STR(t->name));
}

Str call_move_reason(ApiCall *a, const Record *r, Str to, Str why)
{
    for (const Move *m = r->type->moves; m && m->to; m++) {
        bool here = str_eq(str_z(m->from), r->state) || str_eq(str_z(m->from), S("*"));
        if ((m->flags & MOVE_REASON) && here && str_eq(str_z(m->to), to) && !str_trim(why).n)
            return why;
    }
    return call_reason_text(a, why);
}

void call_reason(ApiCall *a, Str why)
{
    a->c->why = call_reason_text(a, why);
}

static bool is_full(const ApiCall *a)
{
    return a->faults.n >= API_FAULTS_MAX;
}

static void add_fault(ApiCall *a, Str field, Str message, bool is_warning)
{
    if (is_full(a))
        return;
    vec_push(a->c->arena, &a->faults,
             (Fault){ arena_str(a->c->arena, field), arena_str(a->c->arena, message), is_warning });
}

void call_faults(ApiCall *a, const Check *k)
{
    for (size_t i = 0; i < k->list.n; i++)
        add_fault(a, str_z(k->list.p[i].field), k->list.p[i].message, k->list.p[i].warning);
}

/* ---- members of the body ---- */

const char *nearest_word(Arena *a, Str name, const char *words)
{
    Str rest = str_z(words), word, found = { 0 };
    size_t third = name.n / 3 + 2, best = third < 4 ? third : 4;

    while (str_next(&rest, ' ', &word)) {
        size_t far = word.n ? str_distance(name, word, best) : best;
        if (far < best) {
            best = far;
            found = word;
        }
    }
    return found.p ? arena_z(a, found) : NULL;
}

static bool has_word(const char *words, Str name)
{
    Str rest = str_z(words), word;
    while (str_next(&rest, ' ', &word))
        if (str_eq(word, name))
            return true;
    return false;
}

bool body_known(json_t *object, const char *known, Err *e)
{
    const char *name;
    json_t *value;

    json_object_foreach(object, name, value)
    {
        Arena *a;
        const char *near;
        if (has_word(known, str_z(name)))
            continue;
        a = arena_new(BUF_LINE);
        near = nearest_word(a, utf8_part(str_z(name), 60), known);
        if (near)
            err_set(e, ERR_INVALID, N_("there is no member '%.60s' here; the nearest is '%s'"),
                    name, near);
        else
            err_set(e, ERR_INVALID, N_("there is no member '%.60s' here; there are: %s"), name,
                    known);
        arena_free(a);
        return false;
    }
    return true;
}

bool body_text(json_t *object, const char *name, Str *out, Err *e)
{
    const json_t *v = json_object_get(object, name);
    *out = S("");
    if (!v || json_is_null(v))
        return true;
    if (!json_is_string(v))
        return err_field(e, name, ERR_INVALID, N_("'%s' is to be text"), name);
    *out = (Str){ json_string_value(v), json_string_length(v) };
    return true;
}

bool body_bool(json_t *object, const char *name, bool *out, Err *e)
{
    const json_t *v = json_object_get(object, name);
    *out = json_is_true(v);
    return !v || json_is_boolean(v) ||
           err_field(e, name, ERR_INVALID, N_("'%s' is to be true or false"), name);
}

/* ---- values from JSON ---- */

/* "123", or { "key": "P-017" }. */
static bool link_id(ApiCall *a, const Field *f, const json_t *v, int64_t *id, Err *e)
{
    const json_t *key = json_object_get(v, "key");
    const Type *t;

    if (json_is_string(v))
        return call_id((Str){ json_string_value(v), json_string_length(v) }, id, e);
    if (!json_is_string(key) || json_object_size(v) != 1)
        return err_field(e, f->name, ERR_INVALID,
                         N_("'%s' is to be the number of a record as text, or {\"key\": \"…\"}"),
                         f->name);
    t = registry_need(a->c->types, str_z(f->link), e);
    if (!t || !rights_check(a->c, RIGHT_READ, t, 0, e))
        return false;
    *id = store_find_name(a->c, t, (Str){ json_string_value(key), json_string_length(key) }, e);
    if (*id && store_knows(a->c, t, *id, e))
        return true;
    return !e->kind && err_field(e, f->name, ERR_NOT_FOUND, N_("there is no %s '%.60s'"), t->name,
                                 json_string_value(key));
}

static bool links_text(ApiCall *a, const Field *f, const json_t *v, Buf *out, Err *e)
{
    size_t n = json_array_size(v);
    int64_t id = 0;

    if (f->kind == T_LINK) {
        if (!link_id(a, f, v, &id, e))
            return false;
        buf_printf(out, "#%" PRId64, id);
        return true;
    }
    if (!json_is_array(v))
        return err_field(e, f->name, ERR_INVALID, N_("'%s' is to be a list of numbers of records"),
                         f->name);
    if (n > API_LINKS_MAX)
        return err_field(e, f->name, ERR_INVALID, N_("'%s' links to at most %d records"), f->name,
                         API_LINKS_MAX);
    for (size_t i = 0; i < n; i++) {
        if (!link_id(a, f, json_array_get(v, i), &id, e))
            return false;
        buf_printf(out, "%s#%" PRId64, i ? ";" : "", id);
    }
    return true;
}

static bool choices_text(const Field *f, const json_t *v, Buf *out, Err *e)
{
    if (!json_is_array(v))
        return err_field(e, f->name, ERR_INVALID, N_("'%s' is to be a list of codes"), f->name);
    for (size_t i = 0; i < json_array_size(v); i++) {
        const json_t *one = json_array_get(v, i);
        if (!json_is_string(one) ||
            !field_choice(f, (Str){ json_string_value(one), json_string_length(one) }))
            return err_field(e, f->name, ERR_INVALID,
                             N_("one of the list is none of the codes of '%s'"), f->name);
        buf_printf(out, "%s%s", i ? ";" : "", json_string_value(one));
    }
    return true;
}

static bool money_text(const Field *f, const json_t *v, Buf *out, Err *e)
{
    const json_t *amount = json_object_get(v, "amount"), *currency = json_object_get(v, "currency");
    if (!json_is_string(amount) || (currency && !json_is_string(currency)))
        return err_field(e, f->name, ERR_INVALID,
                         N_("'%s' is to be {\"amount\": \"1200.00\", \"currency\": \"CNY\"}"),
                         f->name);
    buf_printf(out, "%s %s", json_string_value(amount),
               currency ? json_string_value(currency) : "");
    return true;
}

/* The value as a person would write it, for value_parse. */
static bool value_text(ApiCall *a, const Field *f, const json_t *v, Buf *out, Err *e)
{
    switch (f->kind) {
    case T_COUNT:
        if (!json_is_integer(v))
            return err_field(e, f->name, ERR_INVALID, N_("'%s' is to be a whole number"), f->name);
        buf_int(out, json_integer_value(v));
        return true;
    case T_BOOL:
        if (!json_is_boolean(v))
            return err_field(e, f->name, ERR_INVALID, N_("'%s' is to be true or false"), f->name);
        buf_put(out, json_is_true(v) ? S("yes") : S("no"));
        return true;
    case T_LINK:
    case T_LINKS: return links_text(a, f, v, out, e);
    case T_CHOICES: return choices_text(f, v, out, e);
    case T_MONEY: return money_text(f, v, out, e);
    case T_TEXT:
    case T_NOTE:
    case T_NAME:
    case T_DECIMAL:
    case T_DATE:
    case T_CHOICE:
    case T_COUNTRY:
    case T_DIVISION:
    case T_DOCUMENT:
    case T_PHONE:
    case T_MAIL:
    case T__N: break;
    }
    if (!json_is_string(v))
        return err_field(e, f->name, ERR_INVALID, N_("'%s' is to be text"), f->name);
    buf_put(out, (Str){ json_string_value(v), json_string_length(v) });
    return true;
}

static bool set_value(ApiCall *a, Record *r, size_t slot, const json_t *v, Err *e)
{
    AUTO(buf_done) Buf text = buf_new(API_BODY_MAX);
    const Field *f = &r->type->fields[slot];

    if (json_is_null(v)) {
        r->v[slot] = (Value){ 0 };
        return true;
    }
    return value_text(a, f, v, &text, e) &&
           value_parse(a->c, f, r, arena_str(a->c->arena, buf_str(&text)), &r->v[slot], e);
}

/* ---- records from JSON ---- */

static Str no_field(ApiCall *a, const Type *t, Str name)
{
    AUTO(buf_done) Buf words = buf_new(BUF_LINE);
    const char *near;

    for (size_t i = 0; i < t->nfields; i++)
        buf_printf(&words, "%s ", t->fields[i].name);
    near = nearest_word(a->c->arena, utf8_part(name, 60), arena_z(a->c->arena, buf_str(&words)));
    if (near)
        return arena_printf(a->c->arena,
                            tr(a->c->lang, N_("%s has no field '%.*s'; the nearest is '%s'")),
                            t->name, STR(utf8_part(name, 60)), near);
    return arena_printf(a->c->arena,
                        tr(a->c->lang, N_("%s has no field '%.*s'; /api/v1/types/%s lists them")),
                        t->name, STR(utf8_part(name, 60)), t->name);
}

/* The fields in the order of the type, as one may depend on another (a number on its kind). */
static void apply_fields(ApiCall *a, json_t *fields, Record *r)
{
    const Type *t = r->type;
    const char *name;
    json_t *v;

    json_object_foreach(fields, name, v)
    {
        if (type_slot(t, str_z(name)) < 0 && !is_full(a))
            add_fault(a, str_z(name), no_field(a, t, str_z(name)), false);
    }
    for (size_t i = 0; i < t->nfields; i++) {
        Err one = { .lang = a->c->lang };
        v = json_object_get(fields, t->fields[i].name);
        if (v && !set_value(a, r, i, v, &one))
            add_fault(a, str_z(t->fields[i].name), str_z(one.msg), false);
    }
}

/* One of the texts that every record has. */
static void apply_text(ApiCall *a, json_t *object, const char *name, Str *into)
{
    Err one = { .lang = a->c->lang };
    Str text;

    if (!json_object_get(object, name))
        return;
    if (!body_text(object, name, &text, &one))
        add_fault(a, str_z(name), str_z(one.msg), false);
    else
        *into = arena_str(a->c->arena, str_trim(text));
}

static void apply_unit(ApiCall *a, const json_t *v, Record *r)
{
    static const Field unit = { .name = "unit", .link = "unit", .kind = T_LINK };
    Err one = { .lang = a->c->lang };

    if (v && !link_id(a, &unit, v, &r->unit, &one))
        add_fault(a, S("unit"), str_z(one.msg), false);
}

bool call_apply(ApiCall *a, json_t *object, Record *r, Err *e)
{
    json_t *fields = json_object_get(object, "fields");
    size_t before = a->faults.n;

    if (fields && !json_is_object(fields))
        return err_field(e, "fields", ERR_INVALID, N_("'%s' is to be an object"), "fields");
    apply_text(a, object, "key", &r->key);
    apply_text(a, object, "source", &r->source);
    apply_text(a, object, "evidence", &r->evidence);
    apply_unit(a, json_object_get(object, "unit"), r);
    if (fields)
        apply_fields(a, fields, r);
    if (a->faults.n > before)
        return err_set(e, ERR_INVALID, "%.*s", STR(a->faults.p[before].message));
    return !is_full(a) || err_set(e, ERR_INVALID, N_("too much is wrong to go on"));
}

/* ---- records as JSON ---- */

static void put_fields(ApiCall *a, const Record *r)
{
    const Type *t = r->type;
    int level = rights_level(a->c, t, r->unit);

    j_open(a->out, "fields", '{');
    for (size_t i = 0; i < t->nfields; i++)
        if ((int)t->fields[i].level <= level)
            j_value(a->out, t->fields[i].name, &t->fields[i], &r->v[i]);
    j_close(a->out, '}');
    j_open(a->out, "hidden", '[');
    for (size_t i = 0; i < t->nfields; i++)
        if ((int)t->fields[i].level > level)
            j_text(a->out, NULL, str_z(t->fields[i].name));
    j_close(a->out, ']');
}

static void put_links(ApiCall *a, const Record *r)
{
    const char *base = a->d->base;
    j_open(a->out, "links", '{');
    j_text(a->out, "self",
           arena_printf(a->c->arena, "%s/api/v1/%s/%" PRId64, base, r->type->name, r->id));
    j_text(a->out, "page", arena_printf(a->c->arena, "%s/%s/%" PRId64, base, r->type->name, r->id));
    j_close(a->out, '}');
}

void call_record(ApiCall *a, const Record *r)
{
    Buf *out = a->out;

    if (!call_etag(a, arena_printf(a->c->arena, "\"%" PRId64 "\"", r->version)))
        return;
    j_open(out, NULL, '{');
    j_text(out, "type", str_z(r->type->name));
    j_id(out, "id", r->id);
    j_int(out, "version", r->version);
    j_id(out, "unit", r->unit);
    j_text_or_null(out, "key", r->key);
    j_text_or_null(out, "state", r->state);
    j_text_or_null(out, "source", r->source);
    j_text_or_null(out, "evidence", r->evidence);
    j_bool(out, "void", r->voided_at != 0);
    j_time(out, "created_at", r->created_at);
    j_id_or_null(out, "created_by", r->created_by);
    j_time(out, "changed_at", r->changed_at);
    j_id_or_null(out, "changed_by", r->changed_by);
    put_fields(a, r);
    put_links(a, r);
    j_open(out, "warnings", '[');
    for (size_t i = 0; i < a->faults.n; i++) {
        j_open(out, NULL, '{');
        j_text_or_null(out, "field", a->faults.p[i].field);
        j_text(out, "message", a->faults.p[i].message);
        j_close(out, '}');
    }
    j_close(out, ']');
    j_close(out, '}');
}
