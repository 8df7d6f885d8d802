/* SPDX-License-Identifier: Apache-2.0
 * Cache of prepared statements: a hash table of fixed size with short chains.
 */
#include "db/cache.h"

#include "base/mem.h"

/* Eight bytes at a time, as it runs for each statement over the whole text. */
static uint64_t text_hash(Str s)
{
    uint64_t h = 0x9E3779B97F4A7C15u ^ s.n, word;
    while (s.n >= sizeof word) {
        memcpy(&word, s.p, sizeof word);
        h = (h ^ word) * 0xff51afd7ed558ccdu;
        h ^= h >> 32;
        s.p += sizeof word;
        s.n -= sizeof word;
    }
    word = 0;
    if (s.n)
        memcpy(&word, s.p, s.n);
    h = (h ^ word) * 0xff51afd7ed558ccdu;
    return h ^ (h >> 32);
}

static bool is_large(Str text)
{
    return text.n > CACHE_LARGE;
}

static bool types_fit(const Cached *entry, const Param *params, size_t n)
{
    if (entry->n != n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (params[i].kind != PARAM_NULL && params[i].kind != (ParamKind)entry->types[i])
            return false;
    return true;
}

Cached *cache_find(Cache *c, Str text, const Param *params, size_t n)
{
    uint64_t hash = text_hash(text);
    for (Cached *x = c->buckets[hash % CACHE_BUCKETS]; x; x = x->next) {
        if (x->hash != hash || x->busy || !str_eq(x->text, text) || !types_fit(x, params, n))
            continue;
        x->used = ++c->clock;
        return x;
    }
    return NULL;
}

Cached *cache_add(Cache *c, Str text, const Param *params, size_t n)
{
    Cached *x = mem_zget(1, sizeof *x + n + text.n + 1);
    char *tail = (char *)(x + 1);
    Cached **bucket;

    x->types = (uint8_t *)tail;
    for (size_t i = 0; i < n; i++)
        x->types[i] = (uint8_t)params[i].kind;
    memcpy(tail + n, text.p, text.n);
    x->text = (Str){ tail + n, text.n };
    x->n = n;
    x->hash = text_hash(text);
    x->used = ++c->clock;
    bucket = &c->buckets[x->hash % CACHE_BUCKETS];
    x->next = *bucket;
    *bucket = x;
    c->count++;
    c->large += is_large(text);
    return x;
}

static Cached *unlink_at(Cache *c, Cached **at)
{
    Cached *x = *at;
    *at = x->next;
    x->next = NULL;
    c->count--;
    c->large -= is_large(x->text);
    return x;
}

Cached *cache_make_room(Cache *c, Str text)
{
    bool large = is_large(text) && c->large >= CACHE_LARGE_MOST;
    Cached **oldest = NULL;
    if (c->count < CACHE_MAX && !large)
        return NULL;
    for (size_t i = 0; i < CACHE_BUCKETS; i++)
        for (Cached **at = &c->buckets[i]; *at; at = &(*at)->next)
            if (!(*at)->busy && (!large || is_large((*at)->text)) &&
                (!oldest || (*at)->used < (*oldest)->used))
                oldest = at;
    return oldest ? unlink_at(c, oldest) : NULL;
}

Cached *cache_take(Cache *c)
{
    for (size_t i = 0; i < CACHE_BUCKETS; i++)
        if (c->buckets[i])
            return unlink_at(c, &c->buckets[i]);
    return NULL;
}

Cached *cache_take_number(Cache *c, int64_t number)
{
    for (size_t i = 0; i < CACHE_BUCKETS; i++)
        for (Cached **at = &c->buckets[i]; *at; at = &(*at)->next)
            if ((*at)->number == number)
                return unlink_at(c, at);
    return NULL;
}

void cached_free(Cached *entry)
{
    if (entry)
        mem_give(entry->numbers);
    mem_give(entry);
}
