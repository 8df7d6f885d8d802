/* SPDX-License-Identifier: Apache-2.0
 * Maps by open addressing with linear probing, at most two thirds full; nothing is ever removed.
 */
#include "base/map.h"

#include "base/mem.h"

enum { FIRST_SIZE = 64 };
static const size_t KEYS_CAP = (size_t)1 << 30;

void map_done(Map *m)
{
    arena_free(m->keys);
    mem_give(m->slots);
    *m = (Map){ 0 };
}

static MapSlot *slot_of(MapSlot *slots, size_t size, Str key, uint64_t hash)
{
    size_t i = hash & (size - 1);
    while (slots[i].key.p && !(slots[i].hash == hash && str_eq(slots[i].key, key)))
        i = (i + 1) & (size - 1);
    return &slots[i];
}

static void map_grow(Map *m)
{
    size_t size = m->size ? m->size * 2 : FIRST_SIZE;
    MapSlot *slots = mem_zget(size, sizeof *slots);
    for (size_t i = 0; i < m->size; i++)
        if (m->slots[i].key.p)
            *slot_of(slots, size, m->slots[i].key, m->slots[i].hash) = m->slots[i];
    mem_give(m->slots);
    m->slots = slots;
    m->size = size;
}

void map_set(Map *m, Str key, int64_t value)
{
    uint64_t hash = str_hash(key);
    MapSlot *slot;

    if ((m->n + 1) * 3 > m->size * 2)
        map_grow(m);
    if (!m->keys)
        m->keys = arena_new(KEYS_CAP);
    slot = slot_of(m->slots, m->size, key, hash);
    if (!slot->key.p) {
        *slot = (MapSlot){ .hash = hash, .key = arena_str(m->keys, key) };
        m->n++;
    }
    slot->value = value;
}

bool map_get(const Map *m, Str key, int64_t *out)
{
    const MapSlot *slot;
    if (m->n == 0)
        return false;
    slot = slot_of(m->slots, m->size, key, str_hash(key));
    if (!slot->key.p)
        return false;
    *out = slot->value;
    return true;
}

void ids_done(Ids *m)
{
    mem_give(m->keys);
    mem_give(m->values);
    *m = (Ids){ 0 };
}

static size_t ids_slot(const Ids *m, uint64_t key)
{
    size_t i = (size_t)((key * 0x9E3779B97F4A7C15u) >> 20) & (m->size - 1);
    while (m->keys[i] && m->keys[i] != key)
        i = (i + 1) & (m->size - 1);
    return i;
}

static void ids_grow(Ids *m)
{
    Ids old = *m;
    m->size = old.size ? old.size * 2 : FIRST_SIZE;
    m->keys = mem_zget(m->size, sizeof *m->keys);
    m->values = mem_zget(m->size, sizeof *m->values);
    for (size_t i = 0; i < old.size; i++) {
        if (old.keys[i]) {
            size_t at = ids_slot(m, old.keys[i]);
            m->keys[at] = old.keys[i];
            m->values[at] = old.values[i];
        }
    }
    mem_give(old.keys);
    mem_give(old.values);
}

void ids_set(Ids *m, uint64_t key, int64_t value)
{
    size_t at;
    if (key == 0)
        key = 1;
    if ((m->n + 1) * 3 > m->size * 2)
        ids_grow(m);
    at = ids_slot(m, key);
    m->n += m->keys[at] == 0;
    m->keys[at] = key;
    m->values[at] = value;
}

bool ids_get(const Ids *m, uint64_t key, int64_t *out)
{
    size_t at;
    if (m->n == 0)
        return false;
    at = ids_slot(m, key ? key : 1);
    if (!m->keys[at])
        return false;
    *out = m->values[at];
    return true;
}
