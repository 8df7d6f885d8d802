/* SPDX-License-Identifier: Apache-2.0
 * Names from the store into an index.
 */
#include "base/buf.h"
#include "engine/finder_impl.h"

/* ---- which fields ---- */

static bool is_searched(const Field *f)
{
    if (f->kind == T_NAME)
        return true;
    return (f->flags & SEARCHED) && (f->kind == T_TEXT || f->kind == T_NOTE);
}

static int higher(int a, int b)
{
    return a > b ? a : b;
}

/* The fields of a type that find records of `found`. */
static void add_sources(const Ctx *c, const Type *t, const Type *found, const Field *link,
                        FindSources *out)
{
    for (size_t i = 0; i < t->nfields; i++) {
        const Field *f = &t->fields[i];
        if (!is_searched(f) || (link && f->kind != T_NAME))
            continue;
        vec_push(
            c->arena, out,
            (FindSource){ .type = t,
                          .found = found,
                          .link = link,
                          .field = f,
                          .level = higher((int)f->level, link ? (int)link->level : LEVEL_PUBLIC),
                          .manner = f->kind == T_NAME ? FIND_NAME : FIND_WORDS });
    }
}

void find_sources(const Ctx *c, FindSources *out)
{
    for (size_t i = 0; i < registry_count(c->types); i++)
        add_sources(c, registry_at(c->types, i), registry_at(c->types, i), NULL, out);
    for (size_t i = 0; i < registry_count(c->types); i++) {
        const Type *t = registry_at(c->types, i);
        const Field *link = t->names ? type_field(t, str_z(t->names)) : NULL;
        const Type *found = link ? registry_find(c->types, str_z(link->link)) : NULL;
        if (found)
            add_sources(c, t, found, link, out);
    }
}

uint64_t find_sources_print(const Ctx *c)
{
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    FindSources all = { 0 };

    find_sources(c, &all);
    for (size_t i = 0; i < registry_count(c->types); i++)
        buf_printf(&b, "%s;", registry_at(c->types, i)->name);
    for (size_t i = 0; i < all.n; i++)
        buf_printf(&b, "%s.%s %s %d %d;", all.p[i].type->name, all.p[i].field->name,
                   all.p[i].found->name, all.p[i].level, (int)all.p[i].manner);
    return str_hash(buf_str(&b));
}

/* ---- reading ---- */

typedef struct {
    Ctx *c;
    FindBuild *b;
    const FindSources *sources;
    const Str *only; /* a JSON list of ids; NULL: all */
} Load;

static uint16_t kind_of(const Ctx *c, const Type *t)
{
    size_t i = 0;
    while (registry_at(c->types, i) != t)
        i++;
    return (uint16_t)i;
}

/* Sources from..to read the same tables: one statement for all. Columns: the record's id, unit and
 * whether it is voided, the unit that the names are of, the names. */
static Str load_sql(const Load *l, size_t from, size_t to)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    const FindSource *s = &l->sources->p[from];
    Arena *a = l->c->arena;

    buf_printf(&b,
               "/* names of %s */ SELECT r.\"id\", r.\"unit\","
               " CASE WHEN r.\"voided_at\" IS NULL THEN 0 ELSE 1 END, n.\"unit\"",
               s->found->name);
    for (size_t i = from; i < to; i++)
        buf_printf(&b, ", n.\"%s\"", l->sources->p[i].field->name);
    if (s->link)
        buf_printf(&b,
                   " FROM \"%s\" AS n JOIN \"%s\" AS r ON r.\"id\" = n.\"%s\""
                   " WHERE n.\"voided_at\" IS NULL",
                   s->type->name, s->found->name, s->link->name);
    else
        buf_printf(&b, " FROM \"%s\" AS n JOIN \"%s\" AS r ON r.\"id\" = n.\"id\" WHERE 1 = 1",
                   s->type->name, s->type->name);
    if (l->only)
        buf_printf(&b, " AND r.\"id\" IN (%.*s)", STR(db_sql_each_int(l->c->db, a, "$1")));
    buf_put(&b, S(" ORDER BY r.\"id\", n.\"id\""));
    return arena_str(a, buf_str(&b));
}

static bool load_row(const Load *l, const Stmt *q, size_t from, size_t to, uint16_t kind, Err *e)
{
    FindRecord r = {
        .id = db_int(q, 0), .unit = db_int(q, 1), .kind = kind, .hidden = db_int(q, 2) != 0
    };

    if (!find_build_record(l->b, &r, e))
        return false;
    for (size_t i = from; i < to; i++) {
        const FindSource *s = &l->sources->p[i];
        int col = (int)(4 + i - from);
        if (!db_null(q, col) && !find_build_name(l->b,
                                                 &(FindText){ .field = (uint16_t)i,
                                                              .level = s->level,
                                                              .unit = db_int(q, 3),
                                                              .manner = s->manner,
                                                              .text = db_str(q, col) },
                                                 e))
            return false;
    }
    return true;
}

static bool load_group(const Load *l, size_t from, size_t to, Err *e)
{
    const Param only = l->only ? param_text(*l->only) : P_NULL;
    uint16_t kind = kind_of(l->c, l->sources->p[from].found);
    AUTO(stmt_done)
    Stmt *q = db_query_text(l->c->db, load_sql(l, from, to), &only, l->only ? 1 : 0);

    while (db_next(q, e))
        if (!load_row(l, q, from, to, kind, e))
            return false;
    return !e->kind;
}

bool find_load(Ctx *c, const Names *n, const uint64_t own[FIND_OWN], const Str *only, Find **out,
               Err *e)
{
    FindSources sources = { 0 };
    Load l = { .c = c, .b = find_build_new(n), .sources = &sources, .only = only };
    bool ok = true;

    find_sources(c, &sources);
    for (size_t from = 0, to; ok && from < sources.n; from = to) {
        const FindSource *s = &sources.p[from];
        to = from + 1;
        while (to < sources.n && sources.p[to].type == s->type && sources.p[to].link == s->link)
            to++;
        ok = load_group(&l, from, to, e);
    }
    if (!ok) {
        find_build_free(l.b);
        return false;
    }
    *out = find_build_end(l.b, own);
    return true;
}
