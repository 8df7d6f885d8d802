/* SPDX-License-Identifier: Apache-2.0
 * What the answer of a query depends on: the statement with its values, and the types whose records
 * it reads. For whoever keeps answers.
 */
#include "engine/query_impl.h"

#include <sodium.h>

enum { NAME_SIZE = 32, NAME_TEXT_MAX = 16 << 20 };

/* A text with its length before it, so that no two questions give the same bytes. */
static void put_text(Buf *b, Str s)
{
    buf_printf(b, "%zu:", s.n);
    buf_put(b, s);
}

Str query_name(Ctx *c, const Query *q)
{
    AUTO(buf_done) Buf b = buf_new(NAME_TEXT_MAX);
    unsigned char hash[NAME_SIZE];
    char *hex;

    if (q->name.n)
        return q->name;
    hex = arena_get(c->arena, (size_t)NAME_SIZE * 2 + 1);
    put_text(&b, q->first.sql);
    for (size_t i = 0; i < q->first.n; i++) {
        const Param *p = &q->first.params[i];
        if (p->kind == PARAM_INT)
            buf_printf(&b, "i%" PRId64 ";", p->i);
        else if (p->s.p)
            put_text(&b, p->s);
        else
            buf_putc(&b, 'n');
    }
    if (b.failed)
        return (Str){ 0 };
    crypto_generichash(hash, sizeof hash, (const unsigned char *)b.p, b.n, NULL, 0);
    sodium_bin2hex(hex, (size_t)NAME_SIZE * 2 + 1, hash, sizeof hash);
    return (Str){ hex, (size_t)NAME_SIZE * 2 };
}

typedef VEC(const Type *) Types;

static void add_type(Ctx *c, Types *list, const Type *t)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->p[i] == t)
            return;
    vec_push(c->arena, list, t);
}

/* A link may be given by the number of a record, which is then looked up. */
static void add_looked_up(Ctx *c, Types *list, const Node *n)
{
    for (; n; n = n->next) {
        for (size_t i = 0; n->bound && i < n->args.n; i++)
            if (n->bound[i].by_key)
                add_type(c, list, registry_find(c->types, str_z(n->ref.link)));
        add_looked_up(c, list, n->kids);
    }
}

const Type *const *query_reads(Ctx *c, const Query *q, size_t *n)
{
    Types list = { 0 };
    for (const Scope *s = q->scopes; s; s = s->next)
        for (const Table *t = s->base; t; t = t->next)
            add_type(c, &list, t->type);
    add_looked_up(c, &list, q->ast.where);
    *n = list.n;
    return list.p;
}

bool query_is_logged(const Query *q)
{
    const Items *lists[] = { &q->ast.by, &q->ast.counts, &q->ast.columns };
    for (size_t l = 0; l < LEN(lists); l++)
        for (size_t i = 0; i < lists[l]->n; i++)
            if (query_item_sensitive(&lists[l]->p[i]))
                return true;
    return false;
}
