/* SPDX-License-Identifier: Apache-2.0
 * A bound query as SQL: listings with their pages, counts, totals. Names of tables and columns
 * come from descriptors and stand in quotes; values are parameters. Both engines get one text.
 *
 * A page goes on by a range on the first order column, which an index serves, and where a range
 * cannot reach what follows (empty values) by a second statement; never by OFFSET.
 */
#include "engine/query_gen.h"

/* ---- pages ---- */

/* A column of the order: of the items asked for, and the id at the end. */
typedef struct {
    Ref ref;
    bool desc, text;
    bool found; /* not a column, but the rank of the search */
    bool empty; /* the value in `after` is empty */
    Collate collate;
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

static Collate key_collate(const Query *q, const Ref *ref)
{
    bool read = ref->shape == SHAPE_TEXT && ref->field != &std_fields[STD_KEY] &&
                field_collates(ref->field);
    return read ? q->parts.collate : COLLATE_BYTES;
}

static bool is_id(const Query *q, const Ref *ref)
{
    return ref->table == q->scope->base && ref->field == &std_fields[STD_ID];
}

static void make_keys(const Query *q, Keys *out)
{
    const Items *order = &q->ast.order;
    const bool back = q->parts.backward;
    bool desc = back;

    out->n = 0;
    if (q->found && !order->n) {
        out->p[out->n++] = (Key){ .found = true, .desc = back };
        return;
    }
    for (size_t i = 0; i < order->n; i++) {
        const Item *item = &order->p[i];
        desc = item->desc != back;
        out->p[out->n++] = (Key){ .ref = item->ref,
                                  .desc = desc,
                                  .text = key_is_text(&item->ref),
                                  .collate = key_collate(q, &item->ref) };
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

static void put_key(Gen *g, const Key *k)
{
    if (k->found)
        gen_put(g, "found.\"rank\"");
    else
        gen_col(g, &k->ref, gen_main_col(&k->ref));
    buf_put(g->out, db_sql_collate(g->c->arena, k->collate));
}

static void put_key_test(Gen *g, const Key *k, const char *op)
{
    put_key(g, k);
    gen_put(g, op);
    if (op[1] != 'I') /* IS NULL, IS NOT NULL */
        gen_param(g, k->value);
}

/* Rows behind the mark, by the keys from i on. Empty ones are first, or last when falling. */
static void put_behind(Gen *g, const Keys *keys, size_t i)
{
    const Key *k = &keys->p[i];
    if (i + 1 == keys->n) {
        put_key_test(g, k, k->desc ? " < " : " > ");
        return;
    }
    gen_put(g, "(");
    if (k->empty) {
        if (!k->desc)
            put_key_test(g, k, " IS NOT NULL");
        gen_put(g, k->desc ? "" : " OR ");
        put_key_test(g, k, " IS NULL");
    } else {
        put_key_test(g, k, k->desc ? " < " : " > ");
        if (k->desc) {
            gen_put(g, " OR ");
            put_key_test(g, k, " IS NULL");
        }
        gen_put(g, " OR ");
        put_key_test(g, k, " = ");
    }
    gen_put(g, " AND ");
    put_behind(g, keys, i + 1);
    gen_put(g, ")");
}

/* The first key as a range of its own, so that an index finds the place. */
static void put_page(Gen *g, const Keys *keys)
{
    const Key *k = &keys->p[0];
    gen_put(g, " AND ");
    if (keys->n == 1) {
        put_behind(g, keys, 0);
        return;
    }
    if (k->empty) {
        put_key_test(g, k, " IS NULL");
        gen_put(g, " AND ");
        put_behind(g, keys, 1);
        return;
    }
    put_key_test(g, k, k->desc ? " <= " : " >= ");
    gen_put(g, " AND (");
    put_key_test(g, k, k->desc ? " < " : " > ");
    gen_put(g, " OR ");
    put_behind(g, keys, 1);
    gen_put(g, ")");
}

/* What comes when the range of put_page is at its end; false if nothing does. */
static bool put_page_rest(Gen *g, const Keys *keys)
{
    const Key *k = &keys->p[0];
    if (keys->n == 1 || k->empty == k->desc)
        return false;
    gen_put(g, " AND ");
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
    gen_unit_scope(g, q->scope->base);
    if (q->ast.where) {
        gen_put(g, " AND ");
        gen_node(g, q->ast.where);
    }
}

/* Puts the pieces together: they were made in this order because tables are known only then. */
static Sql finish(Gen *g, Str select, Str joins, Str where, Str tail)
{
    AUTO(buf_done) Buf sql = buf_new((size_t)SQL_MAX * 4);
    g->out = &sql;
    buf_printf(&sql, "/* query %s */ SELECT %.*s", g->q->type->name, STR(select));
    gen_from(g, g->q->scope);
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
    gen_put(g, " LIMIT ");
    gen_int(g, g->q->ast.limit);
}

/* Selects a text at the end of the list; *n counts. */
static int select_more(Gen *g, int *n)
{
    gen_put(g, *n ? ", " : "");
    return (*n)++;
}

/* The units that decide what of a row may be seen. */
static void select_unit(Gen *g, Table *t, int *n)
{
    for (; t; t = t->parent)
        if (t->unit_col < 0) {
            t->unit_col = select_more(g, n);
            gen_std(g, t, "unit");
        }
}

/* Is there a record in which the user may not see the field, or a link on the way to it? */
static bool may_hide(const Ref *ref)
{
    for (; ref; ref = ref->table->parent ? &ref->table->via : NULL)
        if (!ref->table->all || (int)ref->field->level > ref->table->level)
            return true;
    return false;
}

static void select_item(Gen *g, Item *item, int *n)
{
    for (size_t i = 0; i < item->ref.ncols; i++) {
        int col = select_more(g, n);
        if (i == 0)
            item->col = col;
        gen_col(g, &item->ref, i);
    }
}

/* Id, units, columns, order: what a listing reads of each row. */
static void put_list_select(Gen *g, Query *q, const Keys *keys)
{
    int n = 0;
    (void)select_more(g, &n);
    gen_std(g, q->scope->base, "id");
    for (Scope *s = q->scopes; s; s = s->next)
        for (Table *t = s->base; t; t = t->next)
            t->unit_col = -1;
    select_unit(g, q->scope->base, &n);
    for (size_t i = 0; i < q->ast.columns.n; i++) {
        Item *item = &q->ast.columns.p[i];
        item->hides = may_hide(&item->ref);
        if (item->hides)
            select_unit(g, item->ref.table, &n);
        select_item(g, item, &n);
    }
    q->nkeys = keys->n;
    for (size_t i = 0; i < keys->n; i++) {
        q->key_text[i] = keys->p[i].text;
        q->key_col[i] = 0;
        if (!keys->p[i].found && is_id(q, &keys->p[i].ref))
            continue;
        q->key_col[i] = select_more(g, &n);
        put_key(g, &keys->p[i]);
    }
    q->nselected = n;
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
        gen_put(&g, i ? ", " : " ORDER BY ");
        put_key(&g, k);
        gen_put(&g, k->desc ? " DESC" : "");
        if (!k->found && !is_id(q, &k->ref))
            gen_put(&g, k->desc ? " NULLS LAST" : " NULLS FIRST");
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
        gen_col(g, &item->ref, i + 1);
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
                                               [AGG_FILLED] = "count(",
                                               [AGG_MIN] = "min(",
                                               [AGG_MAX] = "max(" };
    size_t col = gen_main_col(&item->ref);

    gen_put(g, calls[item->agg]);
    if (item->ref.shape == SHAPE_DATE && item->agg == AGG_MAX)
        col = 2;
    if (item->ref.shape == SHAPE_DATE && item->agg == AGG_DISTINCT)
        col = 0;
    if (item->ref.shape == SHAPE_LINKS) {
        gen_use(g, item->ref.table);
        buf_printf(g->out, "l%d.\"to_id\"", item->col);
    } else {
        gen_col(g, &item->ref, col);
    }
    gen_put(g, ")");
}

static bool adds_currency(const Item *item)
{
    return item->agg && !query_agg_number(item->agg) && item->ref.shape == SHAPE_MONEY;
}

static void put_agg(Gen *g, Item *item, int *n)
{
    item->col = select_more(g, n);
    if (item->agg == AGG_ROWS) {
        gen_put(g, g->q->spread ? "count(DISTINCT " : "count(*)");
        if (g->q->spread) {
            gen_std(g, g->q->scope->base, "id");
            gen_put(g, ")");
        }
        return;
    }
    /* PostgreSQL adds whole numbers up to a numeric; no amounts are no sum, no heads are 0 */
    if (item->agg == AGG_SUM)
        gen_put(g, adds_currency(item) ? "CAST(" : "CAST(COALESCE(");
    put_agg_call(g, item);
    if (item->agg == AGG_SUM)
        gen_put(g, adds_currency(item) ? " AS BIGINT)" : ", 0) AS BIGINT)");
    if (adds_currency(item)) {
        (void)select_more(g, n);
        gen_col(g, &item->ref, 1);
    }
}

/* The groups once more, with the currencies of sums behind them. */
static void put_group_by(Gen *g)
{
    const Items *by = &g->q->ast.by, *counts = &g->q->ast.counts;
    int n = 0;
    gen_put(g, by->n || g->q->currency ? " GROUP BY " : "");
    for (size_t i = 0; i < by->n; i++) {
        Item copy = by->p[i];
        put_group(g, &copy, &n);
    }
    for (size_t i = 0; i < counts->n; i++) {
        if (!adds_currency(&counts->p[i]))
            continue;
        (void)select_more(g, &n);
        gen_col(g, &counts->p[i].ref, 1);
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
        gen_std(g, item->ref.table, "id");
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
    q->nselected = n;
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
    if (q->total.sql.n)
        return q->total;
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
    return q->first.sql.n && q->first.n <= GEN_PARAMS_MAX
               ? true
               : err_set(e, ERR_INVALID, "the query is too large for the store");
}
