/* SPDX-License-Identifier: Apache-2.0
 * Cache: the prepared statements of one connection by their text, the least used leaves first.
 * Private to src/db; the engine prepares and releases what an entry stands for.
 */
#pragma once

#include "db/db.h"

enum {
    CACHE_MAX = 256,
    CACHE_BUCKETS = 256,
    CACHE_LARGE = 32 << 10, /* bytes of a statement that is large: … */
    CACHE_LARGE_MOST = 12   /* … so many, for each may be megabytes when prepared */
};

typedef struct Cached Cached;
struct Cached {
    Cached *next;
    uint64_t hash;
    int64_t used;   /* clock of the last use */
    bool busy;      /* runs now: not to be given to anybody else */
    void *handle;   /* SQLite's statement */
    int64_t number; /* PostgreSQL's name for it */
    Str text;
    size_t n;
    uint8_t *types;    /* a ParamKind for each parameter */
    uint32_t *numbers; /* SQLite: which $ each of its parameters is; freed with the entry */
};

typedef struct {
    Cached *buckets[CACHE_BUCKETS];
    size_t count, large;
    int64_t clock;
} Cache;

/* An idle entry for that text whose parameters have the types of these (NULL goes with any), or
 * NULL. n is 0 where types do not matter. */
Cached *cache_find(Cache *c, Str text, const Param *params, size_t n);
/* A new entry; there must be room. */
NONNULL Cached *cache_add(Cache *c, Str text, const Param *params, size_t n);
/* Takes the entry out that is idle longest if there is no room for that text, else NULL; it becomes
 * the caller's. */
Cached *cache_make_room(Cache *c, Str text);
/* Takes any entry out; NULL when there is none. */
Cached *cache_take(Cache *c);
/* Takes out the entry with that number, or NULL. */
Cached *cache_take_number(Cache *c, int64_t number);
void cached_free(Cached *entry);
