/* SPDX-License-Identifier: Apache-2.0
 * Questions that are compiled once, with a number that no record has for `this`.
 */
#include "engine/query_kept.h"

#include <pthread.h>

#include "base/mem.h"
#include "engine/query_impl.h"
#include "engine/rights.h"

enum { KEPT_MOST = 4000, PARTS_MOST = 4000, BUCKETS = 2048 };

/* Stands for the record in what is kept; as text too, since `this` goes with texts as well. */
#define SELF INT64_C(9223372036854775001)
#define SELF_TEXT "9223372036854775001"

typedef struct Kept Kept;
typedef struct Totals Totals;

/* The statement that counts several at once, kept with the first of them. */
struct Totals {
    Totals *next;
    const Kept **of;
    size_t n;
    Str sql;
};

struct Kept {
    Kept *next;
    Totals *totals;
    Str text, columns;
    int64_t limit;
    Day today;
    const User *user;   /* one who has these rights */
    const Query *query; /* NULL: who has these rights may not ask it */
    Sql total;
};

struct KeptQuestions {
    pthread_mutex_t lock;
    Arena *arena;
    Kept *buckets[BUCKETS];
    size_t n, nparts; /* of query_kept, of query_kept_parts */
};

KeptQuestions *kept_questions_new(void)
{
    KeptQuestions *k = mem_zget(1, sizeof *k);
    (void)pthread_mutex_init(&k->lock, NULL);
    k->arena = arena_new(ARENA_COMMAND);
    return k;
}

void kept_questions_free(KeptQuestions *k)
{
    if (!k)
        return;
    (void)pthread_mutex_destroy(&k->lock);
    arena_free(k->arena);
    mem_give(k);
}

/* ---- finding ---- */

static Kept **bucket(KeptQuestions *k, Str text)
{
    return &k->buckets[str_hash(text) % BUCKETS];
}

static Kept *find(const Ctx *c, Str text, Str columns, int64_t limit)
{
    for (Kept *x = *bucket(c->asked, text); x; x = x->next)
        if (x->limit == limit && x->today == c->today && str_eq(x->text, text) &&
            str_eq(x->columns, columns) && rights_same(x->user, c->user))
            return x;
    return NULL;
}

static Query *parse(Ctx *c, Str text, Str columns, int64_t limit, int64_t self, Err *e)
{
    const QueryParts parts = { .self = self, .columns = columns, .limit = limit };
    return query_parse(c, text, &parts, e);
}

/* What is kept lives longer than who asks. */
static Ctx lasting(const Ctx *c)
{
    Ctx in = *c;
    in.arena = c->asked->arena;
    in.ahead = NULL;
    return in;
}

static Kept *keep(KeptQuestions *k, const Ctx *c, Str text, const Query *q)
{
    Kept *x = NEW(k->arena, Kept);
    *x = (Kept){ .next = *bucket(k, text),
                 .text = arena_str(k->arena, text),
                 .today = c->today,
                 .user = c->user,
                 .query = q };
    *bucket(k, text) = x;
    return x;
}

/* Under the lock. NULL with an error, other than that of who may not ask. */
static Kept *make(Ctx *c, Str text, Str columns, int64_t limit, Err *e)
{
    KeptQuestions *k = c->asked;
    Ctx in = lasting(c);
    Query *q = parse(&in, text, columns, limit, SELF, e);
    Kept *x;

    if (!q && e->kind != ERR_DENIED)
        return NULL;
    x = keep(k, c, text, q);
    x->columns = arena_str(k->arena, columns);
    x->limit = limit;
    if (q)
        x->total = query_total_sql(&in, q);
    k->n++;
    return x;
}

/* Under the lock; the same. */
static const Kept *make_parts(Ctx *c, Str key, Str text, const QueryParts *parts, Err *e)
{
    KeptQuestions *k = c->asked;
    Ctx in = lasting(c);
    QueryParts own = *parts;
    Query *q;

    own.where = arena_str(k->arena, parts->where);
    own.columns = arena_str(k->arena, parts->columns);
    own.count = arena_str(k->arena, parts->count);
    own.by = arena_str(k->arena, parts->by);
    own.order = arena_str(k->arena, parts->order);
    q = query_parse(&in, arena_str(k->arena, text), &own, e);
    if (!q && e->kind != ERR_DENIED)
        return NULL;
    if (q)
        q->name = query_name(&in, q);
    k->nparts++;
    return keep(k, c, key, q);
}

/* ---- telling it the record ---- */

static Sql told(Arena *a, const Sql *sql, int64_t self)
{
    Param *params = NEWN(a, Param, sql->n + 1);

    for (size_t i = 0; i < sql->n; i++) {
        params[i] = sql->params[i];
        if (params[i].kind == PARAM_INT && params[i].i == SELF)
            params[i].i = self;
        else if (params[i].kind == PARAM_TEXT && str_eq(params[i].s, S(SELF_TEXT)))
            params[i].s = arena_printf(a, "%" PRId64, self);
    }
    return (Sql){ sql->sql, params, sql->n };
}

static const Query *instance(Arena *a, Kept *x, int64_t self)
{
    Query *q = NEW(a, Query);
    *q = *x->query;
    q->kept = x;
    q->parts.self = self;
    q->first = told(a, &x->query->first, self);
    q->total = told(a, &x->total, self);
    return q;
}

const Query *query_kept(Ctx *c, Str text, Str columns, int64_t limit, int64_t self, Err *e)
{
    Kept *x = NULL;
    bool full = true;

    if (c->asked) {
        (void)pthread_mutex_lock(&c->asked->lock);
        full = c->asked->n >= KEPT_MOST;
        x = find(c, text, columns, limit);
        if (!x && !full)
            x = make(c, text, columns, limit, e);
        (void)pthread_mutex_unlock(&c->asked->lock);
    }
    if (x && x->query)
        return instance(c->arena, x, self);
    /* once more where it may not be asked: the error says so in the reader's words */
    return x || full ? parse(c, text, columns, limit, self, e) : NULL;
}

const Query *query_kept_parts(Ctx *c, Str text, const QueryParts *parts, Err *e)
{
    bool keeps = c->asked && !c->opened && !c->chain;
    Str key = keeps ? query_key(c->arena, text, parts) : (Str){ 0 };
    const Kept *x = NULL;
    bool full = true;

    if (key.n) {
        (void)pthread_mutex_lock(&c->asked->lock);
        full = c->asked->nparts >= PARTS_MOST;
        x = find(c, key, S(""), 0);
        if (!x && !full)
            x = make_parts(c, key, text, parts, e);
        (void)pthread_mutex_unlock(&c->asked->lock);
    }
    if (x && x->query)
        return x->query;
    return x || full ? query_parse(c, text, parts, e) : NULL;
}

/* ---- several at once ---- */

static bool all_kept(const Ctx *c, const Query *const *qs, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!qs[i]->kept)
            return false;
    return c->asked && n;
}

static bool same_questions(const Totals *t, const Query *const *qs, size_t n)
{
    if (t->n != n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (t->of[i] != qs[i]->kept)
            return false;
    return true;
}

/* Under the lock. */
static const Totals *find_totals(const Query *const *qs, size_t n)
{
    for (const Totals *t = qs[0]->kept->totals; t; t = t->next)
        if (same_questions(t, qs, n))
            return t;
    return NULL;
}

Str query_kept_totals(const Ctx *c, const Query *const *qs, size_t n)
{
    const Totals *t;

    if (!all_kept(c, qs, n))
        return (Str){ 0 };
    (void)pthread_mutex_lock(&c->asked->lock);
    t = find_totals(qs, n);
    (void)pthread_mutex_unlock(&c->asked->lock);
    return t ? t->sql : (Str){ 0 };
}

void query_keep_totals(const Ctx *c, const Query *const *qs, size_t n, Str sql)
{
    KeptQuestions *k = c->asked;
    Totals *t;

    if (!all_kept(c, qs, n))
        return;
    (void)pthread_mutex_lock(&k->lock);
    if (k->n < KEPT_MOST && !find_totals(qs, n)) {
        t = NEW(k->arena, Totals);
        *t = (Totals){ qs[0]->kept->totals, NEWN(k->arena, const Kept *, n), n,
                       arena_str(k->arena, sql) };
        for (size_t i = 0; i < n; i++)
            t->of[i] = qs[i]->kept;
        qs[0]->kept->totals = t;
        k->n++;
    }
    (void)pthread_mutex_unlock(&k->lock);
}
