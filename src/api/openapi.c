/* SPDX-License-Identifier: Apache-2.0
 * The OpenAPI 3.1 document: made from the table of routes, the descriptors of the types that the
 * caller may see, and what stands in src/api/openapi.json, which no type decides.
 */
#include "api/impl.h"
#include "base/embed.h"
#include "engine/registry.h"
#include "engine/setting.h"

typedef struct {
    Ctx *c;
    Buf *out;
} Doc;

static Str format(const Doc *d, const char *fmt, const Type *t)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    Str rest = str_z(fmt), head;
    while (str_cut(rest, S("%"), &head, &rest)) {
        buf_put(&b, head);
        buf_put(&b, t ? str_z(t->name) : S(""));
    }
    buf_put(&b, head);
    return arena_str(d->c->arena, buf_str(&b));
}

static void put_ref(const Doc *d, const char *key, const char *folder, Str name)
{
    if (key)
        j_open(d->out, key, '{');
    else
        j_open(d->out, NULL, '{');
    j_text(d->out, "$ref", arena_printf(d->c->arena, "#/components/%s/%.*s", folder, STR(name)));
    j_close(d->out, '}');
}

/* ---- schemas of fields ---- */

static void put_codes(const Doc *d, const Field *f, bool with_null)
{
    j_open(d->out, "enum", '[');
    for (const Choice *p = f->choices; p && p->code; p++)
        j_text(d->out, NULL, str_z(p->code));
    if (with_null)
        j_null(d->out, NULL);
    j_close(d->out, ']');
}

/* A kind of JSON, or null: no field must be filled to be read. */
static void put_kind(const Doc *d, const char *kind)
{
    j_open(d->out, "type", '[');
    j_text(d->out, NULL, str_z(kind));
    j_text(d->out, NULL, S("null"));
    j_close(d->out, ']');
}

static void put_list_of(const Doc *d, const Field *f, bool written)
{
    put_kind(d, "array");
    if (f->kind == T_LINKS) {
        put_ref(d, "items", "schemas", written ? S("LinkWritten") : S("Id"));
        return;
    }
    j_open(d->out, "items", '{');
    j_text(d->out, "type", S("string"));
    put_codes(d, f, false);
    j_close(d->out, '}');
}

static void put_either(const Doc *d, const char *schema)
{
    j_open(d->out, "anyOf", '[');
    put_ref(d, NULL, "schemas", str_z(schema));
    j_open(d->out, NULL, '{');
    j_text(d->out, "type", S("null"));
    j_close(d->out, '}');
    j_close(d->out, ']');
}

static void put_string(const Doc *d, const Field *f)
{
    put_kind(d, "string");
    if (f->kind == T_MAIL)
        j_text(d->out, "format", S("email"));
    if (f->kind == T_COUNTRY)
        j_int(d->out, "minLength", 2);
    if ((f->kind == T_TEXT || f->kind == T_NOTE || f->kind == T_NAME) && f->max)
        j_int(d->out, "maxLength", f->max);
    if (f->kind == T_DECIMAL)
        j_text(d->out, "pattern", S("^-?[0-9]+(\\.[0-9]+)?$"));
    if (f->kind == T_DATE)
        j_text(d->out, "x-qiao-kind", S("date, which may be partial or uncertain"));
}

static void put_count_limits(const Doc *d, const Field *f)
{
    put_kind(d, "integer");
    j_int(d->out, "minimum", 0);
    if (f->max)
        j_int(d->out, "maximum", f->max);
}

static void put_field(const Doc *d, const Field *f, bool written)
{
    j_open(d->out, f->name, '{');
    j_text(d->out, "title", str_z(field_label(f, d->c->lang)));
    if (f->help)
        j_text(d->out, "description", str_z(tr(d->c->lang, f->help)));
    switch (f->kind) {
    case T_COUNT: put_count_limits(d, f); break;
    case T_BOOL: put_kind(d, "boolean"); break;
    case T_MONEY: put_either(d, "Money"); break;
    case T_LINK: put_either(d, written ? "LinkWritten" : "Id"); break;
    case T_LINKS:
    case T_CHOICES: put_list_of(d, f, written); break;
    case T_CHOICE:
        put_kind(d, "string");
        put_codes(d, f, true);
        break;
    case T_TEXT:
    case T_NOTE:
    case T_NAME:
    case T_DECIMAL:
    case T_DATE:
    case T_COUNTRY:
    case T_DIVISION:
    case T_DOCUMENT:
    case T_PHONE:
    case T_MAIL:
    case T__N: put_string(d, f); break;
    }
    j_close(d->out, '}');
}

/* ---- schemas of types ---- */

static void put_fields(const Doc *d, const Type *t, bool written)
{
    j_open(d->out, "fields", '{');
    j_text(d->out, "type", S("object"));
    j_bool(d->out, "additionalProperties", false);
    j_open(d->out, "properties", '{');
    for (size_t i = 0; i < t->nfields; i++)
        put_field(d, &t->fields[i], written);
    j_close(d->out, '}');
    j_close(d->out, '}');
}

/* The states that a record of the type may have; "state": null where it has none. */
static void put_state(const Doc *d, const Type *t)
{
    j_open(d->out, "state", '{');
    j_bool(d->out, "readOnly", true);
    j_open(d->out, "enum", '[');
    for (const State *s = t->states; s && s->code; s++)
        j_text(d->out, NULL, str_z(s->code));
    if (!t->states)
        j_null(d->out, NULL);
    j_close(d->out, ']');
    j_close(d->out, '}');
}

static void put_read(const Doc *d, const Type *t)
{
    j_open(d->out, format(d, "%", t).p, '{');
    j_text(d->out, "title", str_z(type_label(t, d->c->lang)));
    j_open(d->out, "allOf", '[');
    put_ref(d, NULL, "schemas", S("Record"));
    j_close(d->out, ']');
    j_text(d->out, "type", S("object"));
    j_open(d->out, "properties", '{');
    j_open(d->out, "type", '{');
    j_text(d->out, "const", str_z(t->name));
    j_close(d->out, '}');
    put_state(d, t);
    put_fields(d, t, false);
    j_close(d->out, '}');
    j_close(d->out, '}');
}

static void put_written(const Doc *d, const Type *t)
{
    j_open(d->out, format(d, "%_write", t).p, '{');
    j_text(d->out, "type", S("object"));
    j_bool(d->out, "additionalProperties", false);
    j_open(d->out, "properties", '{');
    put_fields(d, t, true);
    put_ref(d, "unit", "schemas", S("LinkWritten"));
    put_ref(d, "key", "schemas", S("TextOrNull"));
    put_ref(d, "source", "schemas", S("TextOrNull"));
    put_ref(d, "evidence", "schemas", S("TextOrNull"));
    put_ref(d, "why", "schemas", S("TextOrNull"));
    j_close(d->out, '}');
    j_close(d->out, '}');
}

/* ---- operations ---- */

static void put_parameters(const Doc *d, const ApiRoute *r, const Type *t)
{
    Str rest = str_z(r->pattern), word;

    j_open(d->out, "parameters", '[');
    while (str_next(&rest, '/', &word))
        if (str_starts(word, S(":")) && !(t && str_eq(word, S(":type"))))
            put_ref(d, NULL, "parameters",
                    arena_printf(d->c->arena, "path_%.*s", STR(str_part(word, 1, word.n))));
    rest = str_z(r->query);
    while (str_next(&rest, ' ', &word))
        if (word.n)
            put_ref(d, NULL, "parameters",
                    str_ends(word, S("!")) ? arena_printf(d->c->arena, "%.*s_needed",
                                                          STR(str_part(word, 0, word.n - 1)))
                                           : word);
    if (r->flags & WITH_VERSION)
        put_ref(d, NULL, "parameters", S("If-Match"));
    j_close(d->out, ']');
}

static void put_content(const Doc *d, Str schema)
{
    j_open(d->out, "content", '{');
    j_open(d->out, "application/json", '{');
    put_ref(d, "schema", "schemas", schema);
    j_close(d->out, '}');
    j_close(d->out, '}');
}

static Str request_schema(const Doc *d, const ApiRoute *r, const Type *t)
{
    return r->request ? str_z(r->request) : format(d, "%_write", t);
}

/* The schema of the answer; empty where it is none (204, this document). */
static Str answer_schema(const Doc *d, const ApiRoute *r, const Type *t)
{
    if (r->answer)
        return str_z(r->answer);
    if (!t || r->run == api_void)
        return S("");
    return r->run == api_list ? S("List") : format(d, "%", t);
}

static void put_answers(const Doc *d, const ApiRoute *r, const Type *t)
{
    const char *status = r->run == api_create   ? "201"
                         : r->run == api_void   ? "204"
                         : r->run == api_resend ? "202"
                                                : "200";
    Str schema = answer_schema(d, r, t);

    j_open(d->out, "responses", '{');
    j_open(d->out, status, '{');
    j_text(d->out, "description", str_z(r->summary));
    if (schema.n)
        put_content(d, schema);
    j_close(d->out, '}');
    put_ref(d, "default", "responses", S("Problem"));
    j_close(d->out, '}');
}

static void put_operation(const Doc *d, const ApiRoute *r, const Type *t)
{
    static const char *const methods[][2] = {
        { "GET", "get" }, { "POST", "post" }, { "PATCH", "patch" }, { "DELETE", "delete" }
    };
    for (size_t i = 0; i < LEN(methods); i++)
        if (strcmp(methods[i][0], r->method) == 0)
            j_open(d->out, methods[i][1], '{');
    j_text(d->out, "operationId",
           t ? arena_printf(d->c->arena, "%s_%s", r->name, t->name) : str_z(r->name));
    j_text(d->out, "summary",
           t ? arena_printf(d->c->arena, "%s: %s", type_label(t, LANG_EN), r->summary)
             : str_z(r->summary));
    j_open(d->out, "tags", '[');
    j_text(d->out, NULL, t ? str_z(t->name) : S("qiao"));
    j_close(d->out, ']');
    put_parameters(d, r, t);
    if (r->flags & WITH_BODY) {
        j_open(d->out, "requestBody", '{');
        j_bool(d->out, "required", true);
        put_content(d, request_schema(d, r, t));
        j_close(d->out, '}');
    }
    put_answers(d, r, t);
    j_close(d->out, '}');
}

/* "/api/v1/:type/:id" as "/api/v1/reception/{id}". */
static const char *path_of(const Doc *d, const char *pattern, const Type *t)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    Str rest = str_part(str_z(pattern), 1, strlen(pattern)), word;

    while (str_next(&rest, '/', &word)) {
        if (t && str_eq(word, S(":type")))
            buf_printf(&b, "/%s", t->name);
        else if (str_starts(word, S(":")))
            buf_printf(&b, "/{%.*s}", STR(str_part(word, 1, word.n)));
        else
            buf_printf(&b, "/%.*s", STR(word));
    }
    return arena_z(d->c->arena, buf_str(&b));
}

/* Routes of one pattern stand side by side in the table. */
static void put_paths(const Doc *d, const Type *t)
{
    for (const ApiRoute *r = api_routes, *end; r->pattern; r = end) {
        bool of_type = str_starts(str_z(r->pattern), S("/api/v1/:type"));
        end = r + 1;
        while (end->pattern && strcmp(end->pattern, r->pattern) == 0)
            end++;
        if (of_type != (t != NULL))
            continue;
        j_open(d->out, path_of(d, r->pattern, t), '{');
        for (const ApiRoute *one = r; one < end; one++)
            if (one->run != api_move || (t && t->states))
                put_operation(d, one, t);
        j_close(d->out, '}');
    }
}

/* ---- the document ---- */

static bool is_shown(const Ctx *c, const Type *t)
{
    return rights_has(c, RIGHT_READ, t, 0) || rights_has(c, RIGHT_WRITE, t, 0);
}

static void put_info(const Doc *d, const char *base)
{
    Buf *out = d->out;

    j_text(out, "openapi", S("3.1.0"));
    j_open(out, "info", '{');
    j_text(out, "title", S("Qiao"));
    j_text(out, "version", S("1"));
    j_text(out, "description",
           arena_printf(d->c->arena,
                        "Bodies hold at most %d KB and are at most %d deep; a page has at most %d"
                        " rows, a batch at most %d writes; an address has at most 16 KB. A token"
                        " may ask %" PRId64 " times in a minute, an address %" PRId64 " times.",
                        API_BODY_MAX >> 10, API_DEPTH_MAX, API_ROWS_MAX, API_BATCH_MAX,
                        setting_number(d->c, SET_API_TOKEN_MINUTE),
                        setting_number(d->c, SET_API_ADDRESS_MINUTE)));
    j_close(out, '}');
    j_open(out, "servers", '[');
    j_open(out, NULL, '{');
    j_text(out, "url", base[0] ? str_z(base) : S("/"));
    j_close(out, '}');
    j_close(out, ']');
    j_open(out, "security", '[');
    j_open(out, NULL, '{');
    j_open(out, "token", '[');
    j_close(out, ']');
    j_close(out, '}');
    j_close(out, ']');
}

/* The fixed part ends with its schemas, behind which those of the types go on. */
static void put_components(const Doc *d)
{
    const Embedded *fixed = embedded_find("openapi.json");
    Str text = str_trim((Str){ (const char *)fixed->p, fixed->n });

    for (int brackets = 0; brackets < 2; brackets++)
        text = str_trim(str_part(text, 0, text.n - 1));
    j_open(d->out, "components", '{');
    buf_put(d->out, str_part(text, 1, text.n));
    for (size_t i = 0; i < registry_count(d->c->types); i++) {
        const Type *t = registry_at(d->c->types, i);
        if (!is_shown(d->c, t))
            continue;
        put_read(d, t);
        put_written(d, t);
    }
    j_close(d->out, '}');
    j_close(d->out, '}');
}

void api_openapi(Ctx *c, const char *base, Buf *out)
{
    const Doc d = { c, out };

    j_open(out, NULL, '{');
    put_info(&d, base);
    j_open(out, "paths", '{');
    put_paths(&d, NULL);
    for (size_t i = 0; i < registry_count(c->types); i++)
        if (is_shown(c, registry_at(c->types, i)))
            put_paths(&d, registry_at(c->types, i));
    j_close(out, '}');
    put_components(&d);
    j_close(out, '}');
}

bool api_document(ApiCall *a, Err *e)
{
    (void)e;
    api_openapi(a->c, a->d->base, a->out);
    return true;
}
