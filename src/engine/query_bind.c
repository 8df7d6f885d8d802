/* SPDX-License-Identifier: Apache-2.0
 * The tree of a query tied to types, rights and values: which table and column each name is, what
 * may be done with it, and down to which level the user must be able to read.
 */
#include "engine/query_impl.h"
#include "engine/rights.h"

/* ---- tables ---- */

static Table *new_table(Binder *b, Scope *scope, const Type *type, Err *e)
{
    Table *t;
    if (!rights_check(b->c, RIGHT_READ, type, 0, e))
        return NULL;
    t = NEW(b->c->arena, Table);
    *t = (Table){ .type = type, .alias = b->q->aliases++, .level = type->level, .unit_col = -1 };
    if (scope->last)
        scope->last->next = t;
    else
        scope->base = t;
    scope->last = t;
    return t;
}

static Scope *new_scope(Binder *b, const Type *type, Err *e)
{
    Scope *scope = NEW(b->c->arena, Scope);
    if (!new_table(b, scope, type, e))
        return NULL;
    scope->next = b->q->scopes;
    b->q->scopes = scope;
    return scope;
}

static const Type *linked_type(Binder *b, const Ref *via, Err *e)
{
    return registry_need(b->c->types, str_z(via->link), e);
}

/* The table that a link leads to; the same link twice is the same table. */
static Table *joined(Binder *b, Scope *scope, const Ref *via, Err *e)
{
    const Type *type;
    Table *t;

    for (t = scope->base; t; t = t->next)
        if (t->parent == via->table && t->via.field == via->field)
            return t;
    if (++b->q->joins > QUERY_JOINS_MAX) {
        err_set(e, ERR_INVALID, "the query follows more than %d links", (int)QUERY_JOINS_MAX);
        return NULL;
    }
    type = linked_type(b, via, e);
    t = type ? new_table(b, scope, type, e) : NULL;
    if (t) {
        t->parent = via->table;
        t->via = *via;
    }
    return t;
}

/* ---- names ---- */

static const Shape field_shapes[T__N] = {
    [T_TEXT] = SHAPE_TEXT,  [T_NOTE] = SHAPE_TEXT,       [T_NAME] = SHAPE_TEXT,
    [T_COUNT] = SHAPE_INT,  [T_DECIMAL] = SHAPE_DECIMAL, [T_MONEY] = SHAPE_MONEY,
    [T_DATE] = SHAPE_DATE,  [T_CHOICE] = SHAPE_CHOICE,   [T_CHOICES] = SHAPE_CHOICES,
    [T_BOOL] = SHAPE_BOOL,  [T_COUNTRY] = SHAPE_COUNTRY, [T_DIVISION] = SHAPE_DIVISION,
    [T_LINK] = SHAPE_LINK,  [T_LINKS] = SHAPE_LINKS,     [T_DOCUMENT] = SHAPE_CODE,
    [T_PHONE] = SHAPE_CODE, [T_MAIL] = SHAPE_CODE,
};

static const Shape std_shapes[STD__N] = {
    [STD_ID] = SHAPE_LINK,           [STD_KEY] = SHAPE_TEXT,          [STD_UNIT] = SHAPE_LINK,
    [STD_STATE] = SHAPE_STATE,       [STD_VERSION] = SHAPE_INT,       [STD_SOURCE] = SHAPE_TEXT,
    [STD_EVIDENCE] = SHAPE_TEXT,     [STD_CREATED_AT] = SHAPE_MOMENT, [STD_CREATED_BY] = SHAPE_LINK,
    [STD_CHANGED_AT] = SHAPE_MOMENT, [STD_CHANGED_BY] = SHAPE_LINK,
};

static void own_ref(Binder *b, Table *t, const Field *f, Ref *out)
{
    *out = (Ref){ .table = t, .field = f, .shape = field_shapes[f->kind], .link = f->link };
    out->ncols = field_columns(f, b->c->arena, out->cols);
}

static void std_ref(Table *t, int slot, Ref *out)
{
    const Field *f = &std_fields[slot];
    *out = (Ref){ .table = t,
                  .field = f,
                  .shape = std_shapes[slot],
                  .link = f->link,
                  .cols = { str_z(f->name) },
                  .ncols = 1 };
    if (slot == STD_ID)
        out->link = t->type->name;
}

/* Is the word the field's label in some language, or one of its other headings? */
static bool field_called(const Ctx *c, const Field *f, Str word)
{
    Str also = str_z(f->also), piece;
    for (int lang = 0; lang < LANG__N; lang++)
        if (query_same_word(c, str_z(field_label(f, (Lang)lang)), word))
            return true;
    while (str_next(&also, '|', &piece))
        if (query_same_word(c, piece, word))
            return true;
    return false;
}

static bool unknown_field(Table *t, Str word, Err *e)
{
    Nearest near = query_nearest(word);
    for (size_t i = 0; i < t->type->nfields; i++)
        query_offer(&near, str_z(t->type->fields[i].name));
    for (int i = 0; i < STD__N; i++)
        query_offer(&near, str_z(std_fields[i].name));
    if (near.best.n)
        return err_set(e, ERR_INVALID, "there is no field '%.*s' in %s; nearest: '%.*s'", STR(word),
                       t->type->name, STR(near.best));
    return err_set(e, ERR_INVALID, "there is no field '%.*s' in %s; `qiao fields %s` lists them",
                   STR(word), t->type->name, t->type->name);
}

/* A field by label or heading; one only. */
static bool field_by_label(Binder *b, Table *t, Str word, Ref *out, Err *e)
{
    const Field *found = NULL;
    for (size_t i = 0; i < t->type->nfields; i++) {
        const Field *f = &t->type->fields[i];
        if (!field_called(b->c, f, word))
            continue;
        if (found)
            return err_set(e, ERR_INVALID,
                           "'%.*s' may be '%s' or '%s' of %s; use one of these names", STR(word),
                           found->name, f->name, t->type->name);
        found = f;
    }
    if (found) {
        own_ref(b, t, found, out);
        return true;
    }
    for (int i = 0; i < STD__N; i++)
        if (field_called(b->c, &std_fields[i], word)) {
            std_ref(t, i, out);
            return true;
        }
    return unknown_field(t, word, e);
}

static bool bind_name(Binder *b, Table *t, const Token *name, Ref *out, Err *e)
{
    const Field *f = type_field(t->type, name->text);
    int slot = f ? -1 : std_slot(name->text);

    if (f)
        own_ref(b, t, f, out);
    else if (slot >= 0)
        std_ref(t, slot, out);
    else if (!field_by_label(b, t, name->text, out, e))
        return query_blame(e, name->place);
    return true;
}

/* The condition or order uses that field: who may not read it there does not find the record. */
static void touch(const Ref *ref)
{
    Table *t = ref->table;
    if ((int)ref->field->level > t->level) {
        t->level = ref->field->level;
        t->field = ref->field;
    }
    if (t->parent)
        touch(&t->via);
}

/* Follows n names from the base of the scope; stops at the list of links that *done names lead to,
 * if one is in the way. */
static bool bind_path(Binder *b, Scope *scope, Path path, Ref *out, size_t *done, Err *e)
{
    Table *t = scope->base;
    for (size_t i = 0; i < path.n; i++) {
        const Token *name = &path.first[2 * i];
        if (!bind_name(b, t, name, out, e))
            return false;
        *done = i + 1;
        if (i + 1 == path.n || out->shape == SHAPE_LINKS)
            return true;
        if (out->shape != SHAPE_LINK) {
            err_set(e, ERR_INVALID, "'%s' is %s; only a link can be followed by '.'",
                    out->field->name, tr(e->lang, query_shape_label(out->shape)));
            return query_blame(e, name->place);
        }
        t = joined(b, scope, out, e);
        if (!t)
            return query_blame(e, name->place);
    }
    return true;
}

/* ---- conditions ---- */

static bool bind_node(Binder *b, Scope *scope, Node *n, Err *e);

/* All operators of a shape, for a message. */
static Str possible_ops(Arena *a, const Ref *ref)
{
    Str all = { 0 };
    for (int op = 0; op < OP_TRUE; op++)
        if (query_op_fits(ref->shape, (Op)op) &&
            (op != OP_UNDER || !ref->link || str_eq(str_z(ref->link), S("unit"))))
            all = arena_printf(a, "%.*s%s%s", STR(all), all.n ? ", " : "", query_op_name((Op)op));
    return all;
}

static bool check_op(Binder *b, const Node *n, Err *e)
{
    const Ref *ref = &n->ref;
    bool unit = !ref->link || str_eq(str_z(ref->link), S("unit"));

    if (query_op_fits(ref->shape, n->op) && (n->op != OP_UNDER || unit))
        return true;
    if (n->op == OP_TRUE)
        err_set(e, ERR_INVALID, "say what '%s' is compared with; possible are: %.*s",
                ref->field->name, STR(possible_ops(b->c->arena, ref)));
    else
        err_set(e, ERR_INVALID, "'%s' does not go with '%s', which is %s; possible are: %.*s",
                query_op_name(n->op), ref->field->name, tr(e->lang, query_shape_label(ref->shape)),
                STR(possible_ops(b->c->arena, ref)));
    return query_blame(e, n->place);
}

/* What stands in the way of every record needs the records that it looks at: these links are joined
 * from either end, while SQLite reaches a LEFT JOIN from its left side alone. */
static void mark_needed(const Node *n)
{
    bool exists = n->op != OP_EMPTY || n->kind == NODE_THROUGH;
    if (n->kind == NODE_AND)
        for (const Node *kid = n->kids; kid; kid = kid->next)
            mark_needed(kid);
    else if ((n->kind == NODE_TEST || n->kind == NODE_THROUGH) && exists != n->negated)
        for (Table *t = n->ref.table; t; t = t->parent)
            t->needed = true;
}

/* A name that leads through a list of links: some record of the list passes what remains. */
static bool bind_through(Binder *b, Node *n, size_t done, Err *e)
{
    Node *rest = NEW(b->c->arena, Node);
    const Type *type = linked_type(b, &n->ref, e);

    *rest = *n;
    rest->next = NULL;
    rest->path.first += 2 * done;
    rest->path.n -= done;
    if (++b->q->joins > QUERY_JOINS_MAX)
        err_set(e, ERR_INVALID, "the query follows more than %d links", (int)QUERY_JOINS_MAX);
    b->q->ranged = true;
    n->scope = type && !e->kind ? new_scope(b, type, e) : NULL;
    if (!n->scope)
        return query_blame(e, n->place);
    n->kind = NODE_THROUGH;
    if (n->op == OP_EMPTY) /* some record's field is not empty */
        n->negated = false;
    else
        rest->negated = false; /* no record passes */
    n->kids = rest;
    if (!bind_node(b, n->scope, rest, e))
        return false;
    mark_needed(rest);
    return true;
}

/* How many rows pass depends on the value, so that one plan does not do for all. */
static bool is_ranged(const Node *n)
{
    static const unsigned ranges =
        1 << OP_LT | 1 << OP_LE | 1 << OP_GT | 1 << OP_GE | 1 << OP_STARTS;
    Shape s = n->ref.shape;
    for (size_t i = 0; i < n->args.n; i++)
        if (n->args.p[i].range)
            return true;
    return (ranges >> n->op & 1) || s == SHAPE_DATE || s == SHAPE_MOMENT ||
           (s == SHAPE_DIVISION && n->op == OP_UNDER) || n->ref.table->parent;
}

static bool bind_test(Binder *b, Scope *scope, Node *n, Err *e)
{
    size_t done = 0;
    if (!bind_path(b, scope, n->path, &n->ref, &done, e))
        return false;
    touch(&n->ref);
    if (done < n->path.n)
        return bind_through(b, n, done, e);
    if ((n->op == OP_EQ || n->op == OP_IN) && query_op_fits(n->ref.shape, OP_HAS))
        n->op = OP_HAS; /* a list equals what is in it */
    b->q->ranged |= is_ranged(n);
    return check_op(b, n, e) && query_values(b, n, e);
}

static const Type *find_type(Binder *b, const Token *name, Err *e)
{
    const Registry *all = b->c->types;
    const Type *found = registry_find(all, name->text);
    for (size_t i = 0; i < registry_count(all) && !found; i++) {
        const Type *t = registry_at(all, i);
        for (int lang = 0; lang < LANG__N && !found; lang++)
            if (query_same_word(b->c, str_z(type_label(t, (Lang)lang)), name->text))
                found = t;
    }
    return found ? found : registry_need(all, name->text, e);
}

static bool links_to(const Field *f, const Type *t)
{
    return (f->kind == T_LINK || f->kind == T_LINKS) && f->link &&
           str_eq(str_z(f->link), str_z(t->name));
}

/* The one field of `inner` that links to `outer`. */
static bool only_link(Binder *b, Table *inner, const Type *outer, Ref *out, Err *e)
{
    const Field *found = NULL;
    for (size_t i = 0; i < inner->type->nfields; i++) {
        const Field *f = &inner->type->fields[i];
        if (!links_to(f, outer))
            continue;
        if (found)
            return err_set(e, ERR_INVALID,
                           "%s has several links to %s; say which: 'has %s.%s' or 'has %s.%s'",
                           inner->type->name, outer->name, inner->type->name, found->name,
                           inner->type->name, f->name);
        found = f;
    }
    if (!found)
        return err_set(e, ERR_INVALID, "%s has no link to %s", inner->type->name, outer->name);
    own_ref(b, inner, found, out);
    return true;
}

static bool bind_linked(Binder *b, Scope *scope, Node *n, Err *e)
{
    const Type *outer = scope->base->type, *type = find_type(b, n->type, e);
    Table *inner;

    n->scope = type ? new_scope(b, type, e) : NULL;
    if (!n->scope)
        return query_blame(e, n->type->place);
    b->q->ranged = true;
    inner = n->scope->base;
    n->outer = scope->base;
    if (!n->by) {
        if (!only_link(b, inner, outer, &n->ref, e))
            return query_blame(e, n->type->place);
    } else {
        if (!bind_name(b, inner, n->by, &n->ref, e))
            return false;
        if (!n->ref.link || !str_eq(str_z(n->ref.link), str_z(outer->name))) {
            err_set(e, ERR_INVALID, "'%s' of %s is no link to %s", n->ref.field->name, type->name,
                    outer->name);
            return query_blame(e, n->by->place);
        }
    }
    touch(&n->ref);
    if (n->kids && !bind_node(b, n->scope, n->kids, e))
        return false;
    if (n->kids)
        mark_needed(n->kids);
    return true;
}

static bool bind_node(Binder *b, Scope *scope, Node *n, Err *e)
{
    if (n->kind == NODE_TEST)
        return bind_test(b, scope, n, e);
    if (n->kind == NODE_LINKED)
        return bind_linked(b, scope, n, e);
    for (Node *kid = n->kids; kid; kid = kid->next)
        if (!bind_node(b, scope, kid, e))
            return false;
    return true;
}

/* ---- columns, counts, groups, orders ---- */

static bool bind_item(Binder *b, Item *item, Err *e)
{
    size_t done = 0;
    if (item->agg == AGG_ROWS)
        return true;
    if (!bind_path(b, b->q->scope, item->path, &item->ref, &done, e))
        return false;
    if (done < item->path.n) {
        err_set(e, ERR_INVALID, "'%s' holds several records; only a condition can look into them",
                item->ref.field->name);
        return query_blame(e, item->place);
    }
    if (item->fn && item->ref.shape != SHAPE_DATE) {
        err_set(e, ERR_INVALID, "'%s' goes only with a date; '%s' is %s", query_fn_name(item->fn),
                item->ref.field->name, tr(e->lang, query_shape_label(item->ref.shape)));
        return query_blame(e, item->place);
    }
    return true;
}

static bool default_columns(Binder *b)
{
    const Type *t = b->q->type;
    Items *out = &b->q->ast.columns;
    for (size_t i = 0; i < t->nfields && out->n < QUERY_COLUMNS_MAX; i++) {
        Item item = { .name = str_z(t->fields[i].name) };
        if (!(t->fields[i].flags & IN_LIST))
            continue;
        own_ref(b, b->q->scope->base, &t->fields[i], &item.ref);
        vec_push(b->c->arena, out, item);
    }
    if (out->n == 0 && t->nfields) {
        Item item = { .name = str_z(t->fields[type_title(t)].name) };
        own_ref(b, b->q->scope->base, &t->fields[type_title(t)], &item.ref);
        vec_push(b->c->arena, out, item);
    }
    return true;
}

static bool refuse_field(Binder *b, const Type *t, const Field *f, Err *e)
{
    static const char *const levels[] = { N_("public"), N_("internal"), N_("personal"),
                                          N_("sensitive") };
    return err_set(
        e, ERR_DENIED,
        "'%.*s' may not read '%s' of %s, which is %s; a security administrator can give a role "
        "that may",
        STR(b->c->user ? b->c->user->login : (Str){ 0 }), f->name, t->name,
        tr(e->lang, levels[f->level - LEVEL_PUBLIC]));
}

/* May the user read that field anywhere? */
static bool somewhere(Binder *b, const Type *t, const Field *f, Err *e)
{
    const int64_t *units;
    size_t n;
    bool all;
    rights_scope(b->c, RIGHT_READ, t, f->level, &all, &units, &n);
    return all || n || refuse_field(b, t, f, e);
}

static bool bind_columns(Binder *b, Err *e)
{
    Items *columns = &b->q->ast.columns;
    if (columns->n == 0)
        return default_columns(b);
    for (size_t i = 0; i < columns->n; i++) {
        Item *item = &columns->p[i];
        const Ref *ref = &item->ref;
        if (!bind_item(b, item, e))
            return false;
        if (!somewhere(b, ref->table->type, ref->field, e))
            return query_blame(e, item->place);
        for (; ref->table->parent; ref = &ref->table->via)
            if (!somewhere(b, ref->table->parent->type, ref->table->via.field, e))
                return query_blame(e, item->place);
    }
    return true;
}

/* What may be counted: shapes that go with a way of counting. */
static bool agg_fits(Agg agg, Shape s)
{
    enum {
        NUMBERS = 1 << SHAPE_INT | 1 << SHAPE_DECIMAL | 1 << SHAPE_MONEY,
        PLACED = NUMBERS | 1 << SHAPE_DATE | 1 << SHAPE_TEXT,
        GROUPED = ((1 << SHAPE__N) - 1) & ~(1 << SHAPE_MOMENT | 1 << SHAPE_CHOICES),
    };
    static const unsigned fits[AGG__N] = {
        [AGG_NONE] = GROUPED & ~(1 << SHAPE_LINKS),
        [AGG_SUM] = NUMBERS,
        [AGG_DISTINCT] = GROUPED & ~(1 << SHAPE_MONEY),
        [AGG_FILLED] = ((1 << SHAPE__N) - 1) & ~(1 << SHAPE_LINKS),
        [AGG_MIN] = PLACED,
        [AGG_MAX] = PLACED,
    };
    return fits[agg] >> s & 1;
}

static bool bind_count(Binder *b, Item *item, Err *e)
{
    if (!bind_item(b, item, e))
        return false;
    if (item->agg == AGG_ROWS)
        return true;
    touch(&item->ref);
    if (!agg_fits(item->agg, item->ref.shape))
        err_set(e, ERR_INVALID, "'%s' does not go with '%s', which is %s",
                item->agg ? query_agg_name(item->agg) : "by", item->ref.field->name,
                tr(e->lang, query_shape_label(item->ref.shape)));
    else if (item->agg == AGG_SUM && (item->ref.field->flags & ESTIMATE))
        err_set(e, ERR_INVALID, "'%s' is an estimate; estimates are not added up",
                item->ref.field->name);
    if (e->kind)
        return query_blame(e, item->place);
    if (item->agg && !query_agg_number(item->agg) && item->ref.shape == SHAPE_MONEY)
        b->q->currency = true;
    if (item->ref.shape == SHAPE_LINKS)
        b->q->spread = true;
    return true;
}

static bool bind_counts(Binder *b, Err *e)
{
    Items *counts = &b->q->ast.counts, *by = &b->q->ast.by;

    for (size_t i = 0; i < by->n; i++)
        if (!bind_count(b, &by->p[i], e))
            return false;
    for (size_t i = 0; i < counts->n; i++)
        if (!bind_count(b, &counts->p[i], e))
            return false;
    for (size_t i = 0; i < counts->n && b->q->spread; i++)
        if (counts->p[i].agg == AGG_SUM) {
            err_set(e, ERR_INVALID,
                    "a sum and a count of different linked records need two queries");
            return query_blame(e, counts->p[i].place);
        }
    return true;
}

static bool same_item(const Item *a, const Item *b)
{
    return a->agg == b->agg && a->fn == b->fn && a->ref.table == b->ref.table &&
           a->ref.field == b->ref.field;
}

/* The order of a count names one of its columns. */
static bool order_of_count(Binder *b, Item *item, Err *e)
{
    const Items *lists[] = { &b->q->ast.by, &b->q->ast.counts };
    for (size_t l = 0; l < LEN(lists); l++)
        for (size_t i = 0; i < lists[l]->n; i++)
            if (same_item(item, &lists[l]->p[i])) {
                item->col = (int)(i + (l ? b->q->ast.by.n : 0));
                return true;
            }
    err_set(e, ERR_INVALID, "a count is ordered by what is counted or grouped; '%.*s' is neither",
            STR(item->name));
    return query_blame(e, item->place);
}

static bool order_of_list(Item *item, Err *e)
{
    if (item->agg || item->fn)
        err_set(e, ERR_INVALID, "'%.*s' goes only with 'count'", STR(item->name));
    else if (item->ref.shape == SHAPE_LINKS || item->ref.shape == SHAPE_CHOICES)
        err_set(e, ERR_INVALID, "'%s' is %s, which has no order", item->ref.field->name,
                tr(e->lang, query_shape_label(item->ref.shape)));
    if (e->kind)
        return query_blame(e, item->place);
    touch(&item->ref);
    return true;
}

static bool bind_orders(Binder *b, Err *e)
{
    Items *order = &b->q->ast.order;
    for (size_t i = 0; i < order->n; i++) {
        Item *item = &order->p[i];
        if (!bind_item(b, item, e))
            return false;
        if (!(query_counts(b->q) ? order_of_count(b, item, e) : order_of_list(item, e)))
            return false;
    }
    return true;
}

/* ---- rights ---- */

static bool bind_rights(Binder *b, Err *e)
{
    for (Scope *s = b->q->scopes; s; s = s->next)
        for (Table *t = s->base; t; t = t->next) {
            rights_scope(b->c, RIGHT_READ, t->type, t->level, &t->all, &t->units, &t->nunits);
            if (t->all || t->nunits)
                continue;
            if (t->field)
                return refuse_field(b, t->type, t->field, e);
            return rights_check(b->c, RIGHT_READ, t->type, 0, e) ||
                   err_set(e, ERR_DENIED, "no records of %s may be read", t->type->name);
        }
    return true;
}

static void name_columns(Binder *b)
{
    const Query *q = b->q;
    const Items *lists[] = { &q->ast.by, query_counts(q) ? &q->ast.counts : &q->ast.columns };
    size_t n = lists[0]->n + lists[1]->n;
    Column *out = NEWN(b->c->arena, Column, n + 1);

    b->q->columns = out;
    b->q->ncolumns = n;
    for (size_t l = 0; l < LEN(lists); l++)
        for (size_t i = 0; i < lists[l]->n; i++, out++) {
            const Item *item = &lists[l]->p[i];
            bool number = query_agg_number(item->agg);
            *out = (Column){ .name = item->name,
                             .field = item->agg ? NULL : item->ref.field,
                             .type = item->agg ? NULL : item->ref.table->type,
                             .counted = item->agg && !number ? item->ref.field : NULL };
        }
}

bool query_bind(Ctx *c, Query *q, Err *e)
{
    Binder b = { .c = c, .q = q };

    q->scope = new_scope(&b, q->type, e);
    if (!q->scope)
        return false;
    if (q->ast.where && !bind_node(&b, q->scope, q->ast.where, e))
        return false;
    if (q->ast.where)
        mark_needed(q->ast.where);
    if (!(query_counts(q) ? bind_counts(&b, e) : bind_columns(&b, e)))
        return false;
    if (!bind_orders(&b, e) || !bind_rights(&b, e))
        return false;
    name_columns(&b);
    return true;
}
