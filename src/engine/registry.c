/* SPDX-License-Identifier: Apache-2.0
 * The registry: built-in types as they are written, plus what staff have made, as Types again.
 *
 * A type that has papers or custom fields is copied with a longer list of fields; the built-in ones
 * keep their slots, so that the enums of the areas stay true.
 */
#include "engine/registry.h"

#include "engine/chain.h"
#include "engine/core.h"

enum { CUSTOM_FIELDS_MAX = 40000, CUSTOM_TYPES_MAX = 200 };

struct Registry {
    Arena *arena;
    const Type *const *areas;
    VEC(const Type *) types;
    VEC(Str) by_id; /* of each type of a store */
};

const Field std_fields[STD__N] = {
    [STD_ID] = { .name = "id",
                 .label = N_("Record number"),
                 .also = "记录号|記錄號",
                 .kind = T_COUNT },
    [STD_KEY] = { .name = "key",
                  .label = N_("Number"),
                  .also = "编号|編號|档号|檔號",
                  .kind = T_TEXT,
                  .max = 100 },
    [STD_UNIT] = { .name = "unit",
                   .label = N_("Owning unit"),
                   .also = "归属单位|歸屬單位|填报单位|填報單位|所属侨联|所屬僑聯",
                   .kind = T_LINK,
                   .link = "unit" },
    [STD_STATE] = { .name = "state",
                    .label = N_("State"),
                    .also = "状态|狀態|办理状态|辦理狀態|进度|進度",
                    .kind = T_TEXT,
                    .max = 40 },
    [STD_VERSION] = { .name = "version", .label = N_("Version"), .also = "版本", .kind = T_COUNT },
    [STD_SOURCE] = { .name = "source",
                     .label = N_("Source"),
                     .also = "数据来源|數據來源|资料来源|資料來源",
                     .kind = T_TEXT },
    [STD_EVIDENCE] = { .name = "evidence",
                       .label = N_("Evidence"),
                       .also = "佐证|佐證|证明材料|證明材料",
                       .kind = T_NOTE,
                       .max = 2000 },
    [STD_CREATED_AT] = { .name = "created_at", .label = N_("Created"), .kind = T_DATE },
    [STD_CREATED_BY] = { .name = "created_by",
                         .label = N_("Created by"),
                         .kind = T_LINK,
                         .link = "user" },
    [STD_CHANGED_AT] = { .name = "changed_at", .label = N_("Changed"), .kind = T_DATE },
    [STD_CHANGED_BY] = { .name = "changed_by",
                         .label = N_("Changed by"),
                         .kind = T_LINK,
                         .link = "user" },
};

int std_slot(Str name)
{
    for (int i = 0; i < STD__N; i++)
        if (str_eq(str_z(std_fields[i].name), name))
            return i;
    return -1;
}

static Str with_end(Arena *a, Str name, Str end)
{
    char *p = arena_get(a, name.n + end.n + 1);
    memcpy(p, name.p, name.n);
    memcpy(p + name.n, end.p, end.n);
    p[name.n + end.n] = '\0';
    return (Str){ p, name.n + end.n };
}

size_t field_columns(const Field *f, Arena *a, Str out[3])
{
    out[0] = str_z(f->name);
    if (f->kind == T_MONEY) {
        out[1] = with_end(a, out[0], S("_cur"));
        return 2;
    }
    if (f->kind != T_DATE)
        return 1;
    out[1] = with_end(a, out[0], S("_from"));
    out[2] = with_end(a, out[0], S("_to"));
    return 3;
}

Str links_table(Arena *a, const Type *t, const Field *f)
{
    return arena_printf(a, "%s_%s", t->name, f->name);
}

/* ---- papers: a field that the engine adds ---- */

static Field papers_field(Arena *a, const Type *t)
{
    size_t n = 0;
    Choice *choices;
    while (t->papers[n].code)
        n++;
    choices = NEWN(a, Choice, n + 1);
    for (size_t i = 0; i < n; i++)
        choices[i] = (Choice){ .code = t->papers[i].code, .label = t->papers[i].label };
    return (Field){ .name = "papers",
                    .label = N_("Papers at hand"),
                    .also = "材料|已交材料",
                    .kind = T_CHOICES,
                    .choices = choices };
}

/* A copy of the type with room for n more fields. */
static Type *longer_type(Arena *a, const Type *t, size_t n, Field **fields)
{
    Type *copy = NEW(a, Type);
    *fields = NEWN(a, Field, t->nfields + n);
    if (t->nfields)
        memcpy(*fields, t->fields, t->nfields * sizeof **fields);
    *copy = *t;
    copy->fields = *fields;
    return copy;
}

static void add_builtin(Registry *r, const Type *t)
{
    Field *fields;
    Type *copy;
    if (!t->papers) {
        vec_push(r->arena, &r->types, t);
        return;
    }
    copy = longer_type(r->arena, t, 1, &fields);
    fields[copy->nfields++] = papers_field(r->arena, t);
    vec_push(r->arena, &r->types, copy);
}

Registry *registry_builtin(Arena *a, const Type *const *areas)
{
    Registry *r = NEW(a, Registry);
    r->arena = a;
    r->areas = areas;
    for (size_t i = 0; core_types[i]; i++)
        add_builtin(r, core_types[i]);
    for (size_t i = 0; areas && areas[i]; i++)
        add_builtin(r, areas[i]);
    return r;
}

/* ---- what staff have made ---- */

/* The text of a column, or NULL where it is empty. */
static const char *label_or_null(Arena *a, const Stmt *q, int col)
{
    return db_str(q, col).n ? arena_z(a, db_str(q, col)) : NULL;
}

/* "a=Label|b=Other" as a table of choices. */
static const Choice *read_choices(Arena *a, Str text)
{
    VEC(Choice) list = { 0 };
    Str piece, code, label;

    if (text.n == 0)
        return NULL;
    while (str_next(&text, '|', &piece)) {
        if (!str_cut(piece, S("="), &code, &label))
            label = code;
        if (code.n)
            vec_push(a, &list,
                     (Choice){ .code = arena_z(a, str_trim(code)),
                               .label = arena_z(a, str_trim(label)) });
    }
    vec_push(a, &list, (Choice){ 0 });
    return list.p;
}

static FieldKind kind_by_name(Str name)
{
    for (int i = 0; i < T__N; i++)
        if (str_eq(str_z(field_kind_name((FieldKind)i)), name))
            return (FieldKind)i;
    return T_TEXT;
}

static Level level_by_name(Str name)
{
    return str_eq(name, S("public"))      ? LEVEL_PUBLIC
           : str_eq(name, S("personal"))  ? LEVEL_PERSONAL
           : str_eq(name, S("sensitive")) ? LEVEL_SENSITIVE
                                          : LEVEL_INTERNAL;
}

static Field read_custom_field(Arena *a, const Stmt *q)
{
    enum {
        C_NAME = 1,
        C_LABEL,
        C_HANT,
        C_EN,
        C_KIND,
        C_CHOICES,
        C_LINK,
        C_LEVEL,
        C_REQUIRED,
        C_IN_LIST,
        C_SCALE
    };
    Field f = {
        .name = arena_z(a, db_str(q, C_NAME)),
        .label = arena_z(a, db_str(q, C_LABEL)),
        .labels = { [LANG_EN] = label_or_null(a, q, C_EN),
                    [LANG_HANS] = label_or_null(a, q, C_LABEL),
                    [LANG_HANT] = label_or_null(a, q, C_HANT) },
        .kind = kind_by_name(db_str(q, C_KIND)),
        .choices = read_choices(a, db_text(q, a, C_CHOICES)),
        .link = label_or_null(a, q, C_LINK),
        .level = level_by_name(db_str(q, C_LEVEL)),
        .scale = (int)db_int(q, C_SCALE),
        .custom = true,
    };
    if (db_int(q, C_REQUIRED))
        f.flags |= REQUIRED;
    if (db_int(q, C_IN_LIST))
        f.flags |= IN_LIST;
    return f;
}

static bool read_types(Registry *r, Db *db, Err *e)
{
    AUTO(stmt_done) Stmt *q =
        db_query(db, "/* registry types */ SELECT \"name\", \"label\", \"label_hant\","
                     " \"label_en\", \"title\" FROM \"custom_type\""
                     " WHERE \"voided_at\" IS NULL ORDER BY \"id\"");
    size_t n = 0;
    while (db_next(q, e) && n++ < CUSTOM_TYPES_MAX) {
        Type *t = NEW(r->arena, Type);
        *t = (Type){
            .name = arena_z(r->arena, db_str(q, 0)),
            .label = arena_z(r->arena, db_str(q, 1)),
            .labels = { [LANG_EN] = label_or_null(r->arena, q, 3),
                        [LANG_HANS] = label_or_null(r->arena, q, 1),
                        [LANG_HANT] = label_or_null(r->arena, q, 2) },
            .title = label_or_null(r->arena, q, 4),
            .area = "custom",
            .custom = true,
        };
        vec_push(r->arena, &r->types, t);
    }
    return !e->kind;
}

/* Puts a field behind those that its type has. */
static void add_field(Registry *r, Str type, const Field *f)
{
    for (size_t i = 0; i < r->types.n; i++) {
        const Type *t = r->types.p[i];
        Field *fields;
        Type *copy;
        if (!str_eq(str_z(t->name), type) || type_field(t, str_z(f->name)))
            continue;
        copy = longer_type(r->arena, t, 1, &fields);
        fields[copy->nfields++] = *f;
        r->types.p[i] = copy;
    }
}

static bool read_fields(Registry *r, Db *db, Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query(
        db,
        "/* registry fields */ SELECT \"type\", \"name\", \"label\", \"label_hant\", \"label_en\", \"kind\","
        " \"choices\", \"link\", \"level\", \"required\", \"in_list\", \"scale\""
        " FROM \"custom_field\" WHERE \"voided_at\" IS NULL ORDER BY \"id\"");
    size_t n = 0;
    while (db_next(q, e) && n++ < CUSTOM_FIELDS_MAX) {
        Field f = read_custom_field(r->arena, q);
        add_field(r, db_str(q, 0), &f);
    }
    return !e->kind;
}

/* A custom type without a field of its own has no table yet and cannot be shown. */
static void drop_empty_types(Registry *r)
{
    size_t kept = 0;
    for (size_t i = 0; i < r->types.n; i++)
        if (r->types.p[i]->nfields)
            r->types.p[kept++] = r->types.p[i];
    r->types.n = kept;
}

static void keep_selects(Registry *r)
{
    for (size_t i = 0; i < r->types.n; i++)
        vec_push(r->arena, &r->by_id, row_select(r->arena, r->types.p[i], "WHERE \"id\" = $1"));
}

Str registry_by_id(const Registry *r, const Type *t)
{
    for (size_t i = 0; i < r->by_id.n; i++)
        if (r->types.p[i] == t)
            return r->by_id.p[i];
    return (Str){ 0 };
}

Registry *registry_load(Arena *a, Db *db, const Type *const *areas, Err *e)
{
    Registry *r = registry_builtin(a, areas);
    Str *columns;
    size_t n;

    if (!db_columns(db, S("custom_field"), a, &columns, &n, e))
        return NULL;
    if (n == 0) {
        keep_selects(r);
        return r;
    }
    if (!read_types(r, db, e) || !read_fields(r, db, e))
        return NULL;
    drop_empty_types(r);
    keep_selects(r);
    return r;
}

Registry *registry_reload(const Registry *old, Arena *a, Db *db, Err *e)
{
    return registry_load(a, db, old->areas, e);
}

size_t registry_count(const Registry *r)
{
    return r->types.n;
}

const Type *registry_at(const Registry *r, size_t i)
{
    return r->types.p[i];
}

const Type *registry_find(const Registry *r, Str name)
{
    for (size_t i = 0; i < r->types.n; i++)
        if (str_is(name, r->types.p[i]->name))
            return r->types.p[i];
    return NULL;
}

const Type *registry_need(const Registry *r, Str name, Err *e)
{
    const Type *found = registry_find(r, name);
    size_t best = 4;
    const char *nearest = NULL;

    if (found)
        return found;
    for (size_t i = 0; i < r->types.n; i++) {
        size_t far = str_distance(name, str_z(r->types.p[i]->name), best);
        if (far < best) {
            best = far;
            nearest = r->types.p[i]->name;
        }
    }
    if (nearest)
        err_set(e, ERR_NOT_FOUND, "there is no record type '%.*s'; the nearest is '%s'", STR(name),
                nearest);
    else
        err_set(e, ERR_NOT_FOUND, "there is no record type '%.*s'; `qiao types` lists them",
                STR(name));
    return NULL;
}
