/* SPDX-License-Identifier: Apache-2.0
 * Names, values and conditions of a query as SQL.
 *
 * Conditions are made for indexes: ranges and equality on bare columns.
 */
#include "engine/query_gen.h"

#include <assert.h>

enum { FEW = 16 };

void gen_put(Gen *g, const char *text)
{
    buf_put(g->out, str_z(text));
}

/* ---- parameters ---- */

void gen_param(Gen *g, Param p)
{
    vec_push(g->c->arena, &g->params, p);
    buf_printf(g->out, "$%zu", g->params.n);
}

void gen_int(Gen *g, int64_t i)
{
    gen_param(g, P(i));
}

static void gen_text(Gen *g, Str s)
{
    gen_param(g, param_text((Str){ s.p ? s.p : "", s.n }));
}

/* One end of a value. */
static void put_end(Gen *g, Shape s, const Bound *v, bool high)
{
    static const bool texts[SHAPE__N] = {
        [SHAPE_TEXT] = true,  [SHAPE_CODE] = true,    [SHAPE_CHOICE] = true,
        [SHAPE_STATE] = true, [SHAPE_COUNTRY] = true, [SHAPE_DIVISION] = true,
    };
    if (texts[s])
        gen_text(g, high ? v->hi_text : v->lo_text);
    else
        gen_int(g, high ? v->hi : v->lo);
}

/* IN ($1, $2) for a few, a list in one parameter for many; one is an equality. */
static void put_int_list(Gen *g, const int64_t *ids, size_t n)
{
    AUTO(buf_done) Buf json = buf_new((size_t)SQL_MAX * 16);
    if (n <= FEW && g->params.n + n <= GEN_PARAMS_MAX / 4) {
        gen_put(g, n == 1 ? " = " : " IN (");
        for (size_t i = 0; i < n; i++) {
            gen_put(g, i ? ", " : "");
            gen_int(g, ids[i]);
        }
        gen_put(g, n == 1 ? "" : n ? ")" : "NULL)");
        return;
    }
    for (size_t i = 0; i < n; i++) {
        buf_putc(&json, i ? ',' : '[');
        buf_int(&json, ids[i]);
    }
    buf_putc(&json, ']');
    vec_push(g->c->arena, &g->params, P(arena_str(g->c->arena, buf_str(&json))));
    buf_printf(g->out, " IN (%.*s)",
               STR(db_sql_each_int(g->c->db, g->c->arena,
                                   arena_printf(g->c->arena, "$%zu", g->params.n).p)));
}

static void put_text_list(Gen *g, const Str *texts, size_t n)
{
    AUTO(buf_done) Buf json = buf_new((size_t)SQL_MAX * 16);
    if (n <= FEW && g->params.n + n <= GEN_PARAMS_MAX / 4) {
        gen_put(g, n == 1 ? " = " : " IN (");
        for (size_t i = 0; i < n; i++) {
            gen_put(g, i ? ", " : "");
            gen_text(g, texts[i]);
        }
        gen_put(g, n == 1 ? "" : n ? ")" : "NULL)");
        return;
    }
    for (size_t i = 0; i < n; i++) {
        buf_putc(&json, i ? ',' : '[');
        buf_json(&json, texts[i]);
    }
    buf_putc(&json, ']');
    vec_push(g->c->arena, &g->params, P(arena_str(g->c->arena, buf_str(&json))));
    buf_printf(g->out, " IN (%.*s)",
               STR(db_sql_each_text(g->c->db, g->c->arena,
                                    arena_printf(g->c->arena, "$%zu", g->params.n).p)));
}

/* ---- tables and columns ---- */

void gen_use(Gen *g, const Table *t)
{
    for (; t; t = t->parent) {
        assert(t->alias < ALIASES_MAX);
        g->used[t->alias] = true;
    }
}

void gen_col(Gen *g, const Ref *ref, size_t i)
{
    gen_use(g, ref->table);
    buf_printf(g->out, "t%d.\"%.*s\"", ref->table->alias, STR(ref->cols[i]));
}

void gen_std(Gen *g, const Table *t, const char *name)
{
    gen_use(g, t);
    buf_printf(g->out, "t%d.\"%s\"", t->alias, name);
}

size_t gen_main_col(const Ref *ref)
{
    return ref->shape == SHAPE_DATE ? 1 : 0;
}

void gen_unit_scope(Gen *g, const Table *t)
{
    if (t->all)
        return;
    gen_put(g, " AND ");
    gen_std(g, t, "unit");
    put_int_list(g, t->units, t->nunits);
}

/* Joins what the search found, with its rank. */
static void put_found(Gen *g, const Table *base)
{
    AUTO(buf_done) Buf json = buf_new((size_t)SQL_MAX * 16);

    for (size_t i = 0; i < g->q->nfound; i++) {
        buf_putc(&json, i ? ',' : '[');
        buf_int(&json, g->q->found[i]);
    }
    buf_put(&json, g->q->nfound ? S("]") : S("[]"));
    vec_push(g->c->arena, &g->params, P(arena_str(g->c->arena, buf_str(&json))));
    buf_printf(
        g->out, " JOIN (%.*s) AS found ON found.\"id\" = t%d.\"id\"",
        STR(db_sql_ranked(g->c->db, g->c->arena, arena_printf(g->c->arena, "$%zu", g->params.n).p)),
        base->alias);
}

void gen_from(Gen *g, const Scope *s)
{
    buf_printf(g->out, " FROM \"%s\" AS t%d", s->base->type->name, s->base->alias);
    if (g->q->found && s == g->q->scope)
        put_found(g, s->base);
    for (const Table *t = s->base->next; t; t = t->next) {
        if (!g->used[t->alias])
            continue;
        buf_printf(g->out, " %s \"%s\" AS t%d ON t%d.\"id\" = ", t->needed ? "JOIN" : "LEFT JOIN",
                   t->type->name, t->alias, t->alias);
        gen_col(g, &t->via, 0);
        gen_unit_scope(g, t);
    }
}

/* ---- tests ---- */

static const char *const sql_ops[] = { [OP_EQ] = " = ",  [OP_NE] = " <> ", [OP_LT] = " < ",
                                       [OP_LE] = " <= ", [OP_GT] = " > ",  [OP_GE] = " >= " };

/* Ids of records of a type by their number: a subquery, since the key may be of none. */
static void put_key_ids(Gen *g, const char *link, Str key)
{
    const Type *t = registry_find(g->c->types, str_z(link));
    buf_printf(g->out, "(SELECT \"id\" FROM \"%s\" WHERE \"key\" = ", link);
    gen_text(g, key);
    for (size_t i = 0; t && i < t->nfields; i++) {
        const Field *f = &t->fields[i];
        if (!(f->flags & UNIQUE) || (f->kind != T_TEXT && f->kind != T_NAME) ||
            f->level > LEVEL_INTERNAL)
            continue;
        buf_printf(g->out, " OR \"%s\" = ", f->name);
        gen_text(g, key);
    }
    gen_put(g, ")");
}

static void put_between(Gen *g, const Ref *ref, const Bound *v)
{
    gen_col(g, ref, 0);
    gen_put(g, " BETWEEN ");
    put_end(g, ref->shape, v, false);
    gen_put(g, " AND ");
    put_end(g, ref->shape, v, true);
}

/* The least text above all that begin with the prefix; false if there is none. */
static bool text_above(Arena *a, Str prefix, Str *out)
{
    while (prefix.n) {
        size_t n = prefix.n - 1;
        Str last;
        uint32_t ch = 0;
        char *copy;
        while (n && ((unsigned char)prefix.p[n] & 0xC0) == 0x80)
            n--;
        last = str_part(prefix, n, prefix.n);
        (void)utf8_next(&last, &ch);
        prefix.n = n;
        if (ch >= 0x10FFFF)
            continue;
        copy = arena_get(a, n + 5);
        if (n)
            memcpy(copy, prefix.p, n);
        *out = (Str){ copy, n + utf8_put(ch == 0xD7FF ? 0xE000 : ch + 1, copy + n) };
        return true;
    }
    return false;
}

/* A range that an index serves: from the prefix to before the next one. */
static void put_prefix(Gen *g, const Ref *ref, Str prefix)
{
    Str above;
    gen_put(g, "(");
    gen_col(g, ref, 0);
    gen_put(g, " >= ");
    gen_text(g, prefix);
    if (text_above(g->c->arena, prefix, &above)) {
        gen_put(g, " AND ");
        gen_col(g, ref, 0);
        gen_put(g, " < ");
        gen_text(g, above);
    }
    gen_put(g, ")");
}

/* in (…): plain values in one list, ranges and keys one by one. */
static void put_in(Gen *g, const Node *n)
{
    const Ref *ref = &n->ref;
    VEC(Str) texts = { 0 };
    VEC(int64_t) ids = { 0 };
    bool text = false, more = false;

    gen_put(g, "(");
    for (size_t i = 0; i < n->args.n; i++) {
        const Bound *v = &n->bound[i];
        if (!v->range && !v->by_key) {
            text |= v->lo_text.p != NULL;
            vec_push(g->c->arena, &texts, v->lo_text);
            vec_push(g->c->arena, &ids, v->lo);
            continue;
        }
        gen_put(g, more ? " OR " : "");
        more = true;
        if (v->range) {
            put_between(g, ref, v);
        } else {
            gen_col(g, ref, 0);
            gen_put(g, " IN ");
            put_key_ids(g, ref->link, v->lo_text);
        }
    }
    if (ids.n) {
        gen_put(g, more ? " OR " : "");
        gen_col(g, ref, 0);
        if (text)
            put_text_list(g, texts.p, texts.n);
        else
            put_int_list(g, ids.p, ids.n);
    }
    gen_put(g, ")");
}

static void put_under(Gen *g, const Node *n)
{
    if (n->ref.shape == SHAPE_LINK) {
        gen_col(g, &n->ref, 0);
        put_int_list(g, n->ids, n->nids);
        return;
    }
    gen_put(g, "(");
    for (size_t i = 0; i < n->args.n; i++) {
        gen_put(g, i ? " OR " : "");
        put_prefix(g, &n->ref, n->bound[i].lo_text);
    }
    gen_put(g, ")");
}

static void put_compare(Gen *g, const Node *n)
{
    const Ref *ref = &n->ref;
    const Bound *v = n->bound;

    if (v->range) {
        gen_put(g, n->op == OP_NE ? "NOT " : "");
        put_between(g, ref, v);
        return;
    }
    if (v->by_key && n->op == OP_NE) {
        gen_put(g, "(");
        gen_col(g, ref, 0);
        gen_put(g, " IS NOT NULL AND ");
    }
    gen_col(g, ref, 0);
    if (!v->by_key) {
        gen_put(g, sql_ops[n->op]);
        put_end(g, ref->shape, v, false);
        return;
    }
    gen_put(g, n->op == OP_NE ? " NOT IN " : " IN ");
    put_key_ids(g, ref->link, v->lo_text);
    gen_put(g, n->op == OP_NE ? ")" : "");
}

static void put_contains(Gen *g, const Node *n, Str what)
{
    Str hay = arena_printf(g->c->arena, "t%d.\"%.*s\"", n->ref.table->alias, STR(n->ref.cols[0]));
    gen_use(g, n->ref.table);
    vec_push(g->c->arena, &g->params, P(what));
    buf_put(g->out, db_sql_contains(g->c->db, g->c->arena, hay,
                                    arena_printf(g->c->arena, "$%zu", g->params.n)));
}

static void put_scalar(Gen *g, const Node *n)
{
    if (n->op == OP_IN)
        put_in(g, n);
    else if (n->op == OP_UNDER)
        put_under(g, n);
    else if (n->op == OP_CONTAINS)
        put_contains(g, n, n->bound[0].lo_text);
    else if (n->op == OP_STARTS)
        put_prefix(g, &n->ref, n->bound[0].lo_text);
    else if (n->op == OP_TRUE) {
        gen_col(g, &n->ref, 0);
        gen_put(g, " = 1");
    } else
        put_compare(g, n);
}

/* An amount is comparable in its own currency alone. */
static void put_money(Gen *g, const Node *n)
{
    const Ref *ref = &n->ref;
    bool unlike = n->op == OP_NE;
    gen_put(g, "(");
    for (size_t i = 0; i < n->args.n; i++) {
        const Bound *v = &n->bound[i];
        gen_put(g, i ? " OR (" : "(");
        gen_col(g, ref, 1);
        gen_put(g, unlike ? " <> " : " = ");
        gen_text(g, v->lo_text);
        gen_put(g, unlike ? " OR " : " AND ");
        if (v->range) {
            gen_put(g, unlike ? "NOT " : "");
            put_between(g, ref, v);
        } else {
            gen_col(g, ref, 0);
            gen_put(g, sql_ops[n->op == OP_IN ? OP_EQ : n->op]);
            gen_int(g, v->lo);
        }
        gen_put(g, ")");
    }
    gen_put(g, ")");
}

/* column OP value */
static void put_day(Gen *g, const char *before, const Ref *ref, size_t col, const char *op,
                    int64_t v)
{
    gen_put(g, before);
    gen_col(g, ref, col);
    gen_put(g, op);
    gen_int(g, v);
}

/* A date is a span of days; a test holds when it holds for each of them, `maybe` when it does for
 * some. What follows from the last day for the first is said too: indexes are on the first. */
static void put_span(Gen *g, const Ref *ref, Op op, const Bound *v)
{
    size_t from = gen_main_col(ref), to = ref->shape == SHAPE_DATE ? 2 : from;
    switch (op) {
    case OP_NE:
        put_day(g, "", ref, from, " < ", v->lo);
        put_day(g, " OR ", ref, to, " > ", v->hi);
        return;
    case OP_LT:
        put_day(g, "", ref, from, " < ", v->lo);
        if (to != from)
            put_day(g, " AND ", ref, to, " < ", v->lo);
        return;
    case OP_LE:
        put_day(g, "", ref, from, " <= ", v->hi);
        if (to != from)
            put_day(g, " AND ", ref, to, " <= ", v->hi);
        return;
    case OP_GT: put_day(g, "", ref, from, " > ", v->hi); return;
    case OP_GE: put_day(g, "", ref, from, " >= ", v->lo); return;
    case OP_MAYBE:
        put_day(g, "", ref, from, " <= ", v->hi);
        put_day(g, " AND ", ref, to, " >= ", v->lo);
        return;
    default:
        put_day(g, "", ref, from, " >= ", v->lo);
        put_day(g, " AND ", ref, from, " <= ", v->hi);
        if (to != from)
            put_day(g, " AND ", ref, to, " <= ", v->hi);
    }
}

static void put_date(Gen *g, const Node *n)
{
    gen_put(g, "(");
    for (size_t i = 0; i < n->args.n; i++) {
        gen_put(g, n->args.n == 1 ? "" : i ? " OR (" : "(");
        put_span(g, &n->ref, n->op, &n->bound[i]);
        gen_put(g, n->args.n == 1 ? "" : ")");
    }
    gen_put(g, ")");
}

static void put_choices(Gen *g, const Node *n)
{
    gen_put(g, "(");
    for (size_t i = 0; i < n->args.n; i++) {
        gen_put(g, i ? " OR " : "");
        put_contains(g, n, arena_printf(g->c->arena, "|%.*s|", STR(n->bound[i].lo_text)));
    }
    gen_put(g, ")");
}

/* t0."id" IN (SELECT "id" FROM "reception_guests" WHERE "to_id" …) */
static void put_links(Gen *g, const Node *n)
{
    Str table = links_table(g->c->arena, n->ref.table->type, n->ref.field);
    VEC(int64_t) ids = { 0 };
    bool more = false;

    gen_std(g, n->ref.table, "id");
    buf_printf(g->out, " IN (SELECT \"id\" FROM \"%.*s\" WHERE ", STR(table));
    for (size_t i = 0; i < n->args.n && n->op == OP_HAS; i++) {
        if (!n->bound[i].by_key) {
            vec_push(g->c->arena, &ids, n->bound[i].lo);
            continue;
        }
        gen_put(g, more ? " OR \"to_id\" IN " : "\"to_id\" IN ");
        put_key_ids(g, n->ref.link, n->bound[i].lo_text);
        more = true;
    }
    if (ids.n || n->op == OP_UNDER) {
        gen_put(g, more ? " OR \"to_id\"" : "\"to_id\"");
        put_int_list(g, ids.n ? ids.p : n->ids, ids.n ? ids.n : n->nids);
    }
    gen_put(g, ")");
}

static void put_test(Gen *g, const Node *n)
{
    switch (n->ref.shape) {
    case SHAPE_MONEY: put_money(g, n); return;
    case SHAPE_DATE:
    case SHAPE_MOMENT: put_date(g, n); return;
    case SHAPE_CHOICES: put_choices(g, n); return;
    case SHAPE_LINKS: put_links(g, n); return;
    default: put_scalar(g, n);
    }
}

/* ---- conditions ---- */

/* FROM and WHERE of a scope within a condition. `valid` leaves voided records out. */
static void put_inner(Gen *g, const Scope *s, const Node *where, bool valid)
{
    AUTO(buf_done) Buf test = buf_new(SQL_MAX);
    Buf *out = g->out;

    g->out = &test;
    if (where) {
        gen_put(g, " AND ");
        gen_node(g, where);
    }
    if (valid)
        buf_printf(g->out, " AND t%d.\"voided_at\" IS NULL", s->base->alias);
    gen_unit_scope(g, s->base);
    g->out = out;
    gen_from(g, s);
    if (test.failed)
        out->failed = true;
    if (test.n)
        buf_printf(out, " WHERE %.*s", STR(str_part(buf_str(&test), 5, test.n)));
}

/* has TYPE (…): the ids that records of that type link to. */
static void put_linked(Gen *g, const Node *n, const Table *outer)
{
    const Table *inner = n->scope->base;
    gen_std(g, outer, "id");
    if (n->ref.shape == SHAPE_LINK) {
        gen_put(g, " IN (SELECT ");
        gen_col(g, &n->ref, 0);
        put_inner(g, n->scope, n->kids, true);
        gen_put(g, ")");
        return;
    }
    buf_printf(g->out, " IN (SELECT \"to_id\" FROM \"%.*s\" WHERE \"id\" IN (SELECT ",
               STR(links_table(g->c->arena, inner->type, n->ref.field)));
    gen_std(g, inner, "id");
    put_inner(g, n->scope, n->kids, true);
    gen_put(g, "))");
}

/* guests.country = SB: some record of the list passes. */
static void put_through(Gen *g, const Node *n)
{
    gen_std(g, n->ref.table, "id");
    buf_printf(g->out, " IN (SELECT \"id\" FROM \"%.*s\" WHERE \"to_id\" IN (SELECT ",
               STR(links_table(g->c->arena, n->ref.table->type, n->ref.field)));
    gen_std(g, n->scope->base, "id");
    put_inner(g, n->scope, n->kids, false);
    gen_put(g, "))");
}

static void put_empty(Gen *g, const Node *n)
{
    gen_col(g, &n->ref, gen_main_col(&n->ref));
    gen_put(g, n->negated ? " IS NOT NULL" : " IS NULL");
}

static void put_kids(Gen *g, const Node *n)
{
    gen_put(g, "(");
    for (const Node *kid = n->kids; kid; kid = kid->next) {
        gen_node(g, kid);
        gen_put(g, !kid->next ? "" : n->kind == NODE_AND ? " AND " : " OR ");
    }
    gen_put(g, ")");
}

/* Of a comparison with something empty SQL knows neither yes nor no; here it is no, and IS NOT TRUE
 * makes its opposite yes on both engines. */
void gen_node(Gen *g, const Node *n)
{
    bool not = n->kind == NODE_NOT || (n->negated && n->op != OP_EMPTY);
    gen_put(g, not ? "((" : "");
    switch (n->kind) {
    case NODE_AND:
    case NODE_OR: put_kids(g, n); break;
    case NODE_NOT: gen_node(g, n->kids); break;
    case NODE_LINKED: put_linked(g, n, n->outer); break;
    case NODE_THROUGH: put_through(g, n); break;
    case NODE_TEST:
        if (n->op == OP_EMPTY)
            put_empty(g, n);
        else
            put_test(g, n);
    }
    gen_put(g, not ? ") IS NOT TRUE)" : "");
}
