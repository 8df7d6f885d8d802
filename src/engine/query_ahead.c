/* SPDX-License-Identifier: Apache-2.0
 * What was noted, by the name of the question, and its rows.
 */
#include "engine/query_ahead.h"

#include "base/map.h"
#include "engine/query_impl.h"

typedef struct {
    const Query *q;
    size_t most; /* rows to ask for next, 0: none */
    bool full;   /* who wants more of its rows asks by himself */
    bool known;
    Fetched rows;
} Question;

struct Ahead {
    Arena *arena; /* of what is noted and its rows, whatever the context's is rewound to */
    Map names;    /* of a question → its index */
    VEC(Question) list;
    const User *user; /* whose rights are in them */
    Map keys;         /* of a query → its index */
    VEC(Query *) built;
    size_t room; /* bytes for further rows */
    size_t waiting;
    bool notes;
    int rounds;
};

void ahead_begin(Ctx *c)
{
    Arena *arena = arena_new(ARENA_REQUEST);
    c->ahead = NEW(arena, Ahead);
    *c->ahead = (Ahead){ .arena = arena, .room = AHEAD_ROOM, .notes = true, .user = c->user };
}

void ahead_again(Ctx *c)
{
    c->ahead->notes = true;
    c->ahead->rounds = 0;
}

void ahead_end(Ctx *c)
{
    map_done(&c->ahead->names);
    map_done(&c->ahead->keys);
    arena_free(c->ahead->arena);
    c->ahead = NULL;
}

bool ahead_notes(const Ctx *c)
{
    return c->ahead && c->ahead->notes;
}

bool ahead_waits(const Ctx *c)
{
    return c->ahead && c->ahead->waiting;
}

void ahead_rest(Ctx *c)
{
    c->ahead->notes = false;
}

Query *ahead_built(const Ctx *c, Str key)
{
    const Ahead *a = c->ahead;
    int64_t at;
    return c->user == a->user && map_get(&a->keys, key, &at) ? a->built.p[at] : NULL;
}

void ahead_keep(Ctx *c, Str key, Query *q)
{
    if (c->user != c->ahead->user)
        return;
    if (!q->name.n)
        q->name = query_name(c, q);
    map_set(&c->ahead->keys, key, (int64_t)c->ahead->built.n);
    vec_push(c->ahead->arena, &c->ahead->built, q);
}

/* How many rows are asked for at first. */
static size_t first_of(const Query *q, bool all)
{
    int64_t limit = q->ast.limit;
    if (query_counts(q) || all || (limit && limit <= AHEAD_FIRST))
        return AHEAD_ROWS;
    return AHEAD_FIRST;
}

static Question *find(Ctx *c, const Query *q, bool all)
{
    Ahead *a = c->ahead;
    Str name = query_name(c, q);
    int64_t at;

    if (!name.n || q->rest.sql.n)
        return NULL;
    if (map_get(&a->names, name, &at))
        return &a->list.p[at];
    if (!a->notes)
        return NULL;
    map_set(&a->names, name, (int64_t)a->list.n);
    vec_push(a->arena, &a->list, (Question){ .q = q, .most = first_of(q, all) });
    a->waiting++;
    return &a->list.p[a->list.n - 1];
}

/* A count without groups has a row, in which nothing is counted. */
static Fetched nothing(Ctx *c, const Query *q)
{
    size_t width = (size_t)q->nselected;
    return (Fetched){ .cells = NEWN(c->arena, Str, width + 1),
                      .width = width,
                      .rows = query_counts(q) && !q->ast.by.n };
}

bool ahead_ask(Ctx *c, const Query *q, bool all, Fetched *out)
{
    const Question *x = c->ahead ? find(c, q, all) : NULL;

    if (!x || (!x->known && !c->ahead->notes))
        return false;
    *out = x->known ? x->rows : nothing(c, q);
    return true;
}

bool ahead_more(Ctx *c, const Query *q)
{
    Question *x = find(c, q, true);

    if (!x || !c->ahead->notes || x->full)
        return false;
    if (!x->most) {
        x->most = AHEAD_ROWS;
        c->ahead->waiting++;
    }
    return true;
}

/* What came of one; of a list with more rows than were asked for more can be asked, unless there is
 * no more room. */
static void take(const Ahead *a, Question *x, const Fetched *rows)
{
    x->full = rows->more && (x->most == AHEAD_ROWS || !a->room);
    x->known = true;
    x->rows = *rows;
    x->most = 0;
}

bool ahead_fetch(Ctx *c, bool *asked, Err *e)
{
    Ahead *a = c->ahead;
    Ctx in = *c;
    const Query **qs = NEWN(c->arena, const Query *, a->waiting + 1);
    size_t *of = NEWN(c->arena, size_t, a->waiting + 1), n = 0;
    Fetched *rows = NEWN(c->arena, Fetched, a->waiting + 1);

    for (size_t i = 0; i < a->list.n; i++)
        if (a->list.p[i].most) {
            rows[n].most = a->list.p[i].most;
            qs[n] = a->list.p[i].q;
            of[n++] = i;
        }
    *asked = n > 0;
    a->waiting = 0;
    in.arena = a->arena;
    if (!query_fetch_many(&in, qs, n, rows, &a->room, e))
        return false;
    for (size_t i = 0; i < n; i++)
        take(a, &a->list.p[of[i]], &rows[i]);
    if (++a->rounds == AHEAD_ROUNDS)
        ahead_rest(c);
    return true;
}
