/* SPDX-License-Identifier: Apache-2.0
 * Map: text → number or pointer, in its own memory.
 *
 *     AUTO(map_done) Map m = { 0 };
 *     map_set(&m, S("SB"), 90);
 *     if (map_get(&m, S("SB"), &n)) …
 *
 * Ids: 64-bit number → 64-bit number, 16 bytes an entry, for sets of a million and more.
 */
#pragma once

#include "base/arena.h"
#include "base/str.h"

typedef struct {
    uint64_t hash;
    Str key; /* p is NULL in an empty slot */
    int64_t value;
} MapSlot;

typedef struct {
    Arena *keys;
    MapSlot *slots;
    size_t n, size;
} Map;

void map_done(Map *m);
/* Puts or replaces; the key is copied. */
void map_set(Map *m, Str key, int64_t value);
/* False if there is none; *out is left alone then. */
bool map_get(const Map *m, Str key, int64_t *out);

typedef struct {
    uint64_t *keys; /* 0 is an empty slot */
    int64_t *values;
    size_t n, size;
} Ids;

void ids_done(Ids *m);
/* Puts or replaces; key 0 is kept as 1. */
void ids_set(Ids *m, uint64_t key, int64_t value);
bool ids_get(const Ids *m, uint64_t key, int64_t *out);
