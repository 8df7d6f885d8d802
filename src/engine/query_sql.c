/* SPDX-License-Identifier: Apache-2.0
 * A bound query as SQL. Names of tables and columns come from descriptors and stand in quotes;
 * values are parameters. The text is the same on both engines.
 *
 * SQL is made for indexes: ranges and equality on bare columns, page keys as a range on the first
 * order column, and a second statement for the rows that a range cannot reach (empty values).
 */
#include <assert.h>

#include "engine/query_impl.h"

enum { SQL_MAX = 1 << 20, FEW = 16, ALIASES_MAX = 1 + QUERY_JOINS_MAX + QUERY_TESTS_MAX + 1 };

typedef struct {
    Ctx *c;
    const Query *q;
    Buf *out;
    VEC(Param) params;
    bool used[ALIASES_MAX]; /* tables that the text names so far */
} Gen;

static void put_node(Gen *g, const Node *n);

static void put(Gen *g, const char *text)
{
    buf_put(g->out, str_z(text));
}

/* ---- parameters ---- */

static void put_param(Gen *g, Param p)
{
    vec_push(g->c->arena, &g->params, p);
    buf_printf(g->out, "$%zu", g->params.n);
}

static void put_int(Gen *g, int64_t i)
{
    put_param(g, P(i));
}

static void put_text(Gen *g, Str s)
{
    put_param(g, param_text((Str){ s.p ? s.p : "", s.n }));
}

/* One end of a value. */
static void put_end(Gen *g, Shape s, const Bound *v, bool high)
{
    static const bool texts[SHAPE__N] = {
        [SHAPE_TEXT] = true,  [SHAPE_CODE] = true,    [SHAPE_CHOICE] = true,
        [SHAPE_STATE] = true, [SHAPE_COUNTRY] = true, [SHAPE_DIVISION] = true,
    };
    if (texts[s])
        put_text(g, high ? v->hi_text : v->lo_text);
    else
        put_int(g, high ? v->hi : v->lo);
}

/* IN ($1, $2) for a few, a list in one parameter for many; one is an equality. */
static void put_int_list(Gen *g, const int64_t *ids, size_t n)
{
    AUTO(buf_done) Buf json = buf_new(SQL_MAX * 16);
    if (n <= FEW) {
        put(g, n == 1 ? " = " : " IN (");
        for (size_t i = 0; i < n; i++) {
            put(g, i ? ", " : "");
            put_int(g, ids[i]);
        }
        put(g, n == 1 ? "" : n ? ")" : "NULL)");
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
    AUTO(buf_done) Buf json = buf_new(SQL_MAX * 16);
    if (n <= FEW) {
        put(g, n == 1 ? " = " : " IN (");
        for (size_t i = 0; i < n; i++) {
            put(g, i ? ", " : "");
            put_text(g, texts[i]);
        }
        put(g, n == 1 ? "" : n ? ")" : "NULL)");
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

static void use(Gen *g, const Table *t)
{
    for (; t; t = t->parent) {
        assert(t->alias < ALIASES_MAX);
        g->used[t->alias] = true;
    }
}

static void put_col(Gen *g, const Ref *ref, size_t i)
{
    use(g, ref->table);
    buf_printf(g->out, "t%d.\"%.*s\"", ref->table->alias, STR(ref->cols[i]));
}

static void put_std(Gen *g, const Table *t, const char *name)
{
    use(g, t);
    buf_printf(g->out, "t%d.\"%s\"", t->alias, name);
}

/* The column that a field is ordered and compared by. */
static size_t main_col(const Ref *ref)
{
    return ref->shape == SHAPE_DATE ? 1 : 0;
}

static void put_unit_scope(Gen *g, const Table *t)
{
    if (t->all)
        return;
    put(g, " AND ");
    put_std(g, t, "unit");
    put_int_list(g, t->units, t->nunits);
}

/* FROM with the tables that were used so far; of those that hang on a link only what may be read. */
static void put_from(Gen *g, const Scope *s)
{
    buf_printf(g->out, " FROM \"%s\" AS t%d", s->base->type->name, s->base->alias);
    for (const Table *t = s->base->next; t; t = t->next) {
        if (!g->used[t->alias])
            continue;
        buf_printf(g->out, " LEFT JOIN \"%s\" AS t%d ON t%d.\"id\" = ", t->type->name, t->alias,
                   t->alias);
        put_col(g, &t->via, 0);
        put_unit_scope(g, t);
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
    put_text(g, key);
    for (size_t i = 0; t && i < t->nfields; i++) {
        const Field *f = &t->fields[i];
        if (!(f->flags & UNIQUE) || (f->kind != T_TEXT && f->kind != T_NAME) ||
            f->level > LEVEL_INTERNAL)
            continue;
        buf_printf(g->out, " OR \"%s\" = ", f->name);
        put_text(g, key);
    }
    put(g, ")");
}

static void put_between(Gen *g, const Ref *ref, const Bound *v)
{
    put_col(g, ref, 0);
    put(g, " BETWEEN ");
    put_end(g, ref->shape, v, false);
    put(g, " AND ");
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
    put(g, "(");
    put_col(g, ref, 0);
    put(g, " >= ");
    put_text(g, prefix);
    if (text_above(g->c->arena, prefix, &above)) {
        put(g, " AND ");
        put_col(g, ref, 0);
        put(g, " < ");
        put_text(g, above);
    }
    put(g, ")");
}

/* in (…): plain values in one list, ranges and keys one by one. */
static void put_in(Gen *g, const Node *n)
{
    const Ref *ref = &n->ref;
    VEC(Str) texts = { 0 };
    VEC(int64_t) ids = { 0 };
    bool text = false, more = false;

    put(g, "(");
    for (size_t i = 0; i < n->args.n; i++) {
        const Bound *v = &n->bound[i];
        if (!v->range && !v->by_key) {
            text |= v->lo_text.p != NULL;
            vec_push(g->c->arena, &texts, v->lo_text);
            vec_push(g->c->arena, &ids, v->lo);
            continue;
        }
        put(g, more ? " OR " : "");
        more = true;
        if (v->range) {
            put_between(g, ref, v);
        } else {
            put_col(g, ref, 0);
            put(g, " IN ");
            put_key_ids(g, ref->link, v->lo_text);
        }
    }
    if (ids.n) {
        put(g, more ? " OR " : "");
        put_col(g, ref, 0);
        if (text)
            put_text_list(g, texts.p, texts.n);
        else
            put_int_list(g, ids.p, ids.n);
    }
    put(g, ")");
}

static void put_under(Gen *g, const Node *n)
{
    if (n->ref.shape == SHAPE_LINK) {
        put_col(g, &n->ref, 0);
        put_int_list(g, n->ids, n->nids);
        return;
    }
    put(g, "(");
    for (size_t i = 0; i < n->args.n; i++) {
        put(g, i ? " OR " : "");
        put_prefix(g, &n->ref, n->bound[i].lo_text);
    }
    put(g, ")");
}

static void put_compare(Gen *g, const Node *n)
{
    const Ref *ref = &n->ref;
    const Bound *v = n->bound;

    if (v->range) {
        put(g, n->op == OP_NE ? "NOT " : "");
        put_between(g, ref, v);
        return;
    }
    if (v->by_key && n->op == OP_NE) {
        put(g, "(");
        put_col(g, ref, 0);
        put(g, " IS NOT NULL AND ");
    }
    put_col(g, ref, 0);
    if (!v->by_key) {
        put(g, sql_ops[n->op]);
        put_end(g, ref->shape, v, false);
        return;
    }
    put(g, n->op == OP_NE ? " NOT IN " : " IN ");
    put_key_ids(g, ref->link, v->lo_text);
    put(g, n->op == OP_NE ? ")" : "");
}

static void put_contains(Gen *g, const Node *n, Str what)
{
    Str hay = arena_printf(g->c->arena, "t%d.\"%.*s\"", n->ref.table->alias, STR(n->ref.cols[0]));
    use(g, n->ref.table);
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
        put_col(g, &n->ref, 0);
        put(g, " = 1");
    } else
        put_compare(g, n);
}

/* An amount is comparable in its own currency alone. */
static void put_money(Gen *g, const Node *n)
{
    const Ref *ref = &n->ref;
    bool unlike = n->op == OP_NE;
    put(g, "(");
    for (size_t i = 0; i < n->args.n; i++) {
        const Bound *v = &n->bound[i];
        put(g, i ? " OR (" : "(");
        put_col(g, ref, 1);
        put(g, unlike ? " <> " : " = ");
        put_text(g, v->lo_text);
        put(g, unlike ? " OR " : " AND ");
        if (v->range) {
            put(g, unlike ? "NOT " : "");
            put_between(g, ref, v);
        } else {
            put_col(g, ref, 0);
            put(g, sql_ops[n->op == OP_IN ? OP_EQ : n->op]);
            put_int(g, v->lo);
        }
        put(g, ")");
    }
    put(g, ")");
}

/* column OP value */
static void put_day(Gen *g, const char *before, const Ref *ref, size_t col, const char *op,
                    int64_t v)
{
    put(g, before);
    put_col(g, ref, col);
    put(g, op);
    put_int(g, v);
}

/* A date is a span of days; a test holds when it holds for each of them, `maybe` when it does for
 * some. What follows from the last day for the first is said too: indexes are on the first. */
static void put_span(Gen *g, const Ref *ref, Op op, const Bound *v)
{
    size_t from = main_col(ref), to = ref->shape == SHAPE_DATE ? 2 : from;
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
    put(g, "(");
    for (size_t i = 0; i < n->args.n; i++) {
        put(g, n->args.n == 1 ? "" : i ? " OR (" : "(");
        put_span(g, &n->ref, n->op, &n->bound[i]);
        put(g, n->args.n == 1 ? "" : ")");
    }
    put(g, ")");
}

static void put_choices(Gen *g, const Node *n)
{
    put(g, "(");
    for (size_t i = 0; i < n->args.n; i++) {
        put(g, i ? " OR " : "");
        put_contains(g, n, arena_printf(g->c->arena, "|%.*s|", STR(n->bound[i].lo_text)));
    }
    put(g, ")");
}

/* t0."id" IN (SELECT "id" FROM "reception_guests" WHERE "to_id" …) */
static void put_links(Gen *g, const Node *n)
{
    Str table = links_table(g->c->arena, n->ref.table->type, n->ref.field);
    VEC(int64_t) ids = { 0 };
    bool more = false;

    put_std(g, n->ref.table, "id");
    buf_printf(g->out, " IN (SELECT \"id\" FROM \"%.*s\" WHERE ", STR(table));
    for (size_t i = 0; i < n->args.n && n->op == OP_HAS; i++) {
        if (!n->bound[i].by_key) {
            vec_push(g->c->arena, &ids, n->bound[i].lo);
            continue;
        }
        put(g, more ? " OR \"to_id\" IN " : "\"to_id\" IN ");
        put_key_ids(g, n->ref.link, n->bound[i].lo_text);
        more = true;
    }
    if (ids.n || n->op == OP_UNDER) {
        put(g, more ? " OR \"to_id\"" : "\"to_id\"");
        put_int_list(g, ids.n ? ids.p : n->ids, ids.n ? ids.n : n->nids);
    }
    put(g, ")");
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
        put(g, " AND ");
        put_node(g, where);
    }
    if (valid)
        buf_printf(g->out, " AND t%d.\"voided_at\" IS NULL", s->base->alias);
    put_unit_scope(g, s->base);
    g->out = out;
    put_from(g, s);
    if (test.failed)
        out->failed = true;
    if (test.n)
        buf_printf(out, " WHERE %.*s", STR(str_part(buf_str(&test), 5, test.n)));
}

/* has TYPE (…): the ids that records of that type link to. */
static void put_linked(Gen *g, const Node *n, const Table *outer)
{
    const Table *inner = n->scope->base;
    put_std(g, outer, "id");
    if (n->ref.shape == SHAPE_LINK) {
        put(g, " IN (SELECT ");
        put_col(g, &n->ref, 0);
        put_inner(g, n->scope, n->kids, true);
        put(g, ")");
        return;
    }
    buf_printf(g->out, " IN (SELECT \"to_id\" FROM \"%.*s\" WHERE \"id\" IN (SELECT ",
               STR(links_table(g->c->arena, inner->type, n->ref.field)));
    put_std(g, inner, "id");
    put_inner(g, n->scope, n->kids, true);
    put(g, "))");
}

/* guests.country = SB: some record of the list passes. */
static void put_through(Gen *g, const Node *n)
{
    put_std(g, n->ref.table, "id");
    buf_printf(g->out, " IN (SELECT \"id\" FROM \"%.*s\" WHERE \"to_id\" IN (SELECT ",
               STR(links_table(g->c->arena, n->ref.table->type, n->ref.field)));
    put_std(g, n->scope->base, "id");
    put_inner(g, n->scope, n->kids, false);
    put(g, "))");
}

static void put_empty(Gen *g, const Node *n)
{
    put_col(g, &n->ref, main_col(&n->ref));
    put(g, n->negated ? " IS NOT NULL" : " IS NULL");
}

static void put_kids(Gen *g, const Node *n)
{
    put(g, "(");
    for (const Node *kid = n->kids; kid; kid = kid->next) {
        put_node(g, kid);
        put(g, !kid->next ? "" : n->kind == NODE_AND ? " AND " : " OR ");
    }
    put(g, ")");
}

/* Of a comparison with something empty SQL knows neither yes nor no; here it is no, and IS NOT TRUE
 * makes its opposite yes on both engines. */
static void put_node(Gen *g, const Node *n)
{
    bool not = n->kind == NODE_NOT || (n->negated && n->op != OP_EMPTY);
    put(g, not ? "((" : "");
    switch (n->kind) {
    case NODE_AND:
    case NODE_OR: put_kids(g, n); break;
    case NODE_NOT: put_node(g, n->kids); break;
    case NODE_LINKED: put_linked(g, n, n->outer); break;
    case NODE_THROUGH: put_through(g, n); break;
    case NODE_TEST:
        if (n->op == OP_EMPTY)
            put_empty(g, n);
        else
            put_test(g, n);
    }
    put(g, not ? ") IS NOT TRUE)" : "");
}

/* ---- pages ---- */

/* A column of the order: of the items asked for, and the id at the end. */
typedef struct {
    Ref ref;
    bool desc, text;
    bool empty; /* the value in `after` is empty */
    Param value;
} Key;

typedef struct {
    Key p[QUERY_ORDER_MAX + 1];
    size_t n;
} Keys;

static bool key_is_text(const Ref *ref)
{
    static const bool numbers[SHAPE__N] = {
        [SHAPE_INT] = true,    [SHAPE_DECIMAL] = true, [SHAPE_MONEY] = true, [SHAPE_DATE] = true,
        [SHAPE_MOMENT] = true, [SHAPE_BOOL] = true,    [SHAPE_LINK] = true,
    };
    return !numbers[ref->shape];
}

static bool is_id(const Query *q, const Ref *ref)
{
    return ref->table == q->scope->base && ref->field == &std_fields[STD_ID];
}

static void make_keys(const Query *q, Keys *out)
{
    const Items *order = &q->ast.order;
    bool desc = false;

    out->n = 0;
    for (size_t i = 0; i < order->n; i++) {
        const Item *item = &order->p[i];
        desc = item->desc;
        out->p[out->n++] = (Key){ .ref = item->ref, .desc = desc, .text = key_is_text(&item->ref) };
        if (is_id(q, &item->ref))
            return;
    }
    out->p[out->n++] = (Key){ .ref = { .table = q->scope->base,
                                       .field = &std_fields[STD_ID],
                                       .shape = SHAPE_LINK,
                                       .cols = { S("id") },
                                       .ncols = 1 },
                              .desc = desc };
}

/* Values of a page key: "20240310,=abc%2Cd,~,77". */
static bool read_key(Ctx *c, Str s, Keys *keys, Err *e)
{
    Str rest = s, piece;
    size_t n = 0;

    for (; n < keys->n && str_next(&rest, ',', &piece); n++) {
        Key *k = &keys->p[n];
        int64_t i = 0;
        k->empty = str_eq(piece, S("~"));
        if (k->empty)
            continue;
        if (k->text ? !str_starts(piece, S("=")) : !str_int(piece, &i))
            break;
        k->value = k->text ? P(query_unescape(c->arena, str_part(piece, 1, piece.n))) : P(i);
        if (k->text && !k->value.s.p)
            k->value = P(S(""));
    }
    if (n == keys->n && !rest.p && !keys->p[n - 1].empty)
        return true;
    return err_set(e, ERR_INVALID,
                   "the page mark '%.*s' does not belong to this order; begin at the first page",
                   STR(str_part(s, 0, 60)));
}

static void put_key_test(Gen *g, const Key *k, const char *op)
{
    put_col(g, &k->ref, main_col(&k->ref));
    put(g, op);
    if (op[1] != 'I') /* IS NULL, IS NOT NULL */
        put_param(g, k->value);
}

/* Rows behind the mark, by the keys from number i on. Empty ones are first, or last when falling. */
static void put_behind(Gen *g, const Keys *keys, size_t i)
{
    const Key *k = &keys->p[i];
    if (i + 1 == keys->n) {
        put_key_test(g, k, k->desc ? " < " : " > ");
        return;
    }
    put(g, "(");
    if (k->empty) {
        if (!k->desc)
            put_key_test(g, k, " IS NOT NULL");
        put(g, k->desc ? "" : " OR ");
        put_key_test(g, k, " IS NULL");
    } else {
        put_key_test(g, k, k->desc ? " < " : " > ");
        if (k->desc) {
            put(g, " OR ");
            put_key_test(g, k, " IS NULL");
        }
        put(g, " OR ");
        put_key_test(g, k, " = ");
    }
    put(g, " AND ");
    put_behind(g, keys, i + 1);
    put(g, ")");
}

/* The first key as a range of its own, so that an index finds the place. */
static void put_page(Gen *g, const Keys *keys)
{
    const Key *k = &keys->p[0];
    put(g, " AND ");
    if (keys->n == 1) {
        put_behind(g, keys, 0);
        return;
    }
    if (k->empty) {
        put_key_test(g, k, " IS NULL");
        put(g, " AND ");
        put_behind(g, keys, 1);
        return;
    }
    put_key_test(g, k, k->desc ? " <= " : " >= ");
    put(g, " AND (");
    put_key_test(g, k, k->desc ? " < " : " > ");
    put(g, " OR ");
    put_behind(g, keys, 1);
    put(g, ")");
}

/* What comes when the range of put_page is at its end; false if nothing does. */
static bool put_page_rest(Gen *g, const Keys *keys)
{
    const Key *k = &keys->p[0];
    if (keys->n == 1 || k->empty == k->desc)
        return false;
    put(g, " AND ");
    put_key_test(g, k, k->empty ? " IS NOT NULL" : " IS NULL");
    return true;
}

/* ---- statements ---- */

/* The condition of the whole query, each part with " AND " before it. */
static void put_where(Gen *g)
{
    const Query *q = g->q;
    if (!q->parts.with_void)
        buf_printf(g->out, " AND t%d.\"voided_at\" IS NULL", q->scope->base->alias);
    put_unit_scope(g, q->scope->base);
    if (q->ast.where) {
        put(g, " AND ");
        put_node(g, q->ast.where);
    }
}

/* Puts the pieces together: they were made in this order because tables are known only then. */
static Sql finish(Gen *g, Str select, Str joins, Str where, Str tail)
{
    AUTO(buf_done) Buf sql = buf_new(SQL_MAX * 4);
    g->out = &sql;
    buf_printf(&sql, "/* query %s */ SELECT %.*s", g->q->type->name, STR(select));
    put_from(g, g->q->scope);
    buf_put(&sql, joins);
    if (where.n)
        buf_printf(&sql, " WHERE %.*s", STR(str_part(where, 5, where.n)));
    buf_put(&sql, tail);
    return (Sql){ sql.failed ? (Str){ 0 } : arena_str(g->c->arena, buf_str(&sql)), g->params.p,
                  g->params.n };
}

static void put_limit(Gen *g)
{
    if (!g->q->ast.limit)
        return;
    put(g, " LIMIT ");
    put_int(g, g->q->ast.limit);
}

/* Selects a text at the end of the list; *n counts. */
static int select_more(Gen *g, int *n)
{
    put(g, *n ? ", " : "");
    return (*n)++;
}

/* The units that decide what of a row may be seen. */
static void select_unit(Gen *g, Table *t, int *n)
{
    for (; t; t = t->parent)
        if (t->unit_col < 0) {
            t->unit_col = select_more(g, n);
            put_std(g, t, "unit");
        }
}

static void select_item(Gen *g, Item *item, int *n)
{
    for (size_t i = 0; i < item->ref.ncols; i++) {
        int col = select_more(g, n);
        if (i == 0)
            item->col = col;
        put_col(g, &item->ref, i);
    }
}

/* Id, units, columns, order: what a listing reads of each row. */
static void put_list_select(Gen *g, Query *q, const Keys *keys)
{
    int n = 0;
    (void)select_more(g, &n);
    put_std(g, q->scope->base, "id");
    for (Scope *s = q->scopes; s; s = s->next)
        for (Table *t = s->base; t; t = t->next)
            t->unit_col = -1;
    select_unit(g, q->scope->base, &n);
    for (size_t i = 0; i < q->ast.columns.n; i++) {
        select_unit(g, q->ast.columns.p[i].ref.table, &n);
        select_item(g, &q->ast.columns.p[i], &n);
    }
    q->key_col = n;
    q->nkeys = keys->n;
    for (size_t i = 0; i < keys->n; i++) {
        (void)select_more(g, &n);
        q->key_text[i] = keys->p[i].text;
        put_col(g, &keys->p[i].ref, main_col(&keys->p[i].ref));
    }
}

static Sql list_sql(Ctx *c, Query *q, const Keys *keys, bool (*page)(Gen *, const Keys *))
{
    AUTO(buf_done) Buf select = buf_new(SQL_MAX);
    AUTO(buf_done) Buf where = buf_new(SQL_MAX);
    AUTO(buf_done) Buf tail = buf_new(SQL_MAX);
    Gen g = { .c = c, .q = q, .out = &select };

    put_list_select(&g, q, keys);
    g.out = &where;
    put_where(&g);
    if (page && !page(&g, keys))
        return (Sql){ 0 };
    g.out = &tail;
    for (size_t i = 0; i < keys->n; i++) {
        const Key *k = &keys->p[i];
        put(&g, i ? ", " : " ORDER BY ");
        put_col(&g, &k->ref, main_col(&k->ref));
        put(&g, k->desc ? " DESC" : "");
        if (!is_id(q, &k->ref))
            put(&g, k->desc ? " NULLS LAST" : " NULLS FIRST");
    }
    put_limit(&g);
    return finish(&g, buf_str(&select), (Str){ 0 }, where.failed ? (Str){ 0 } : buf_str(&where),
                  buf_str(&tail));
}

static bool first_page(Gen *g, const Keys *keys)
{
    put_page(g, keys);
    return true;
}

/* ---- counts ---- */

/* year(f): only where all days that the date may be are in one. */
static void put_fn(Gen *g, const Item *item)
{
    static const int divisor[FN__N] = { [FN_YEAR] = 10000, [FN_QUARTER] = 100, [FN_MONTH] = 100 };
    int d = divisor[item->fn];
    const char *name[2];
    Str cols[2];

    for (size_t i = 0; i < 2; i++) {
        AUTO(buf_done) Buf b = buf_new(BUF_LINE);
        Buf *out = g->out;
        g->out = &b;
        put_col(g, &item->ref, i + 1);
        g->out = out;
        if (item->fn == FN_QUARTER) /* 20240310 → 20241: the year, then the quarter */
            cols[i] = arena_printf(g->c->arena, "(%.*s / 10000 * 10 + (%.*s / 100 %% 100 + 2) / 3)",
                                   STR(buf_str(&b)), STR(buf_str(&b)));
        else
            cols[i] = arena_printf(g->c->arena, "(%.*s / %d)", STR(buf_str(&b)), d);
        name[i] = cols[i].p;
    }
    buf_printf(g->out, "CASE WHEN %s = %s THEN %s END", name[0], name[1], name[0]);
}

/* The columns of a group; into SELECT and GROUP BY alike. */
static void put_group(Gen *g, Item *item, int *n)
{
    if (!item->fn) {
        select_item(g, item, n);
        return;
    }
    item->col = select_more(g, n);
    put_fn(g, item);
}

static void put_agg_call(Gen *g, const Item *item)
{
    static const char *const calls[AGG__N] = { [AGG_SUM] = "sum(",
                                               [AGG_DISTINCT] = "count(DISTINCT ",
                                               [AGG_MIN] = "min(",
                                               [AGG_MAX] = "max(" };
    size_t col = main_col(&item->ref);

    put(g, calls[item->agg]);
    if (item->ref.shape == SHAPE_DATE && item->agg == AGG_MAX)
        col = 2;
    if (item->ref.shape == SHAPE_DATE && item->agg == AGG_DISTINCT)
        col = 0;
    if (item->ref.shape == SHAPE_LINKS) {
        use(g, item->ref.table);
        buf_printf(g->out, "l%d.\"to_id\"", item->col);
    } else {
        put_col(g, &item->ref, col);
    }
    put(g, ")");
}

static bool adds_currency(const Item *item)
{
    return item->agg && item->agg != AGG_DISTINCT && item->ref.shape == SHAPE_MONEY;
}

static void put_agg(Gen *g, Item *item, int *n)
{
    item->col = select_more(g, n);
    if (item->agg == AGG_ROWS) {
        put(g, g->q->spread ? "count(DISTINCT " : "count(*)");
        if (g->q->spread) {
            put_std(g, g->q->scope->base, "id");
            put(g, ")");
        }
        return;
    }
    /* PostgreSQL adds whole numbers up to a numeric; no amounts are no sum, no heads are 0 */
    if (item->agg == AGG_SUM)
        put(g, adds_currency(item) ? "CAST(" : "CAST(COALESCE(");
    put_agg_call(g, item);
    if (item->agg == AGG_SUM)
        put(g, adds_currency(item) ? " AS BIGINT)" : ", 0) AS BIGINT)");
    if (adds_currency(item)) {
        (void)select_more(g, n);
        put_col(g, &item->ref, 1);
    }
}

/* The groups once more, with the currencies of sums behind them. */
static void put_group_by(Gen *g)
{
    const Items *by = &g->q->ast.by, *counts = &g->q->ast.counts;
    int n = 0;
    put(g, by->n || g->q->currency ? " GROUP BY " : "");
    for (size_t i = 0; i < by->n; i++) {
        Item copy = by->p[i];
        put_group(g, &copy, &n);
    }
    for (size_t i = 0; i < counts->n; i++) {
        if (!adds_currency(&counts->p[i]))
            continue;
        (void)select_more(g, &n);
        put_col(g, &counts->p[i].ref, 1);
    }
}

/* Orders by number of column: what was asked, then the groups, then the currencies. */
static void put_count_order(Gen *g)
{
    const Query *q = g->q;
    const Items *by = &q->ast.by, *counts = &q->ast.counts;
    int n = 0;

    for (size_t i = 0; i < q->ast.order.n; i++) {
        const Item *o = &q->ast.order.p[i];
        size_t at = (size_t)o->col;
        const Item *what = at < by->n ? &by->p[at] : &counts->p[at - by->n];
        bool date = at < by->n && !what->fn && what->ref.shape == SHAPE_DATE;
        buf_printf(g->out, "%s%d%s", n++ ? ", " : " ORDER BY ", what->col + 1 + date,
                   o->desc ? " DESC NULLS LAST" : " NULLS FIRST");
    }
    for (size_t i = 0; i < by->n; i++)
        buf_printf(g->out, "%s%d NULLS FIRST", n++ ? ", " : " ORDER BY ",
                   by->p[i].col + 1 + (!by->p[i].fn && by->p[i].ref.shape == SHAPE_DATE));
    for (size_t i = 0; i < counts->n; i++)
        if (adds_currency(&counts->p[i]))
            buf_printf(g->out, "%s%d NULLS FIRST", n++ ? ", " : " ORDER BY ", counts->p[i].col + 2);
}

/* The tables of links whose records are counted. */
static void put_spread(Gen *g)
{
    const Items *counts = &g->q->ast.counts;
    for (size_t i = 0; i < counts->n; i++) {
        const Item *item = &counts->p[i];
        if (item->ref.shape != SHAPE_LINKS)
            continue;
        buf_printf(g->out, " LEFT JOIN \"%.*s\" AS l%d ON l%d.\"id\" = ",
                   STR(links_table(g->c->arena, item->ref.table->type, item->ref.field)), item->col,
                   item->col);
        put_std(g, item->ref.table, "id");
    }
}

static Sql count_sql(Ctx *c, Query *q)
{
    AUTO(buf_done) Buf select = buf_new(SQL_MAX);
    AUTO(buf_done) Buf joins = buf_new(SQL_MAX);
    AUTO(buf_done) Buf where = buf_new(SQL_MAX);
    AUTO(buf_done) Buf tail = buf_new(SQL_MAX);
    Gen g = { .c = c, .q = q, .out = &select };
    int n = 0;

    for (size_t i = 0; i < q->ast.by.n; i++)
        put_group(&g, &q->ast.by.p[i], &n);
    for (size_t i = 0; i < q->ast.counts.n; i++)
        put_agg(&g, &q->ast.counts.p[i], &n);
    g.out = &joins;
    put_spread(&g);
    g.out = &where;
    put_where(&g);
    g.out = &tail;
    put_group_by(&g);
    put_count_order(&g);
    put_limit(&g);
    return finish(&g, buf_str(&select), buf_str(&joins),
                  where.failed ? (Str){ 0 } : buf_str(&where), buf_str(&tail));
}

Sql query_total_sql(Ctx *c, const Query *q)
{
    AUTO(buf_done) Buf where = buf_new(SQL_MAX);
    Gen g = { .c = c, .q = q, .out = &where };
    put_where(&g);
    return finish(&g, S("count(*)"), (Str){ 0 }, buf_str(&where), (Str){ 0 });
}

bool query_compile(Ctx *c, Query *q, Err *e)
{
    Keys keys;
    bool after = q->parts.after.n > 0;

    if (query_counts(q)) {
        if (after)
            return err_set(e, ERR_INVALID, "a count has no pages");
        q->first = count_sql(c, q);
    } else {
        make_keys(q, &keys);
        if (after && !read_key(c, q->parts.after, &keys, e))
            return false;
        if (after)
            q->rest = list_sql(c, q, &keys, put_page_rest);
        q->first = list_sql(c, q, &keys, after ? first_page : NULL);
    }
    return q->first.sql.n ? true : err_set(e, ERR_INVALID, "the query is too large for the store");
}
