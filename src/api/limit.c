/* SPDX-License-Identifier: Apache-2.0
 * Counts stand in a fixed table by a hash of who asks, so that no flood takes memory. Two that fall
 * on one place share its limit, which is rare and does no harm; the hash is keyed, so that nobody
 * can choose to share another's.
 */
#include "api/limit.h"

#include <pthread.h>
#include <sodium.h>

#include "base/mem.h"

enum { PLACES = 8192, MINUTE_MS = 60000 };

typedef struct {
    int64_t minute, count;
} Place;

struct Limits {
    pthread_mutex_t lock;
    unsigned char key[crypto_shorthash_KEYBYTES];
    Place places[PLACES];
};

Limits *limits_new(void)
{
    Limits *l = mem_zget(1, sizeof *l);
    crypto_shorthash_keygen(l->key);
    (void)pthread_mutex_init(&l->lock, NULL);
    return l;
}

void limits_free(Limits *l)
{
    if (!l)
        return;
    (void)pthread_mutex_destroy(&l->lock);
    mem_give(l);
}

static size_t place_of(const Limits *l, Str who)
{
    unsigned char hash[crypto_shorthash_BYTES];
    uint64_t n;
    crypto_shorthash(hash, (const unsigned char *)who.p, who.n, l->key);
    memcpy(&n, hash, sizeof n);
    return n % PLACES;
}

bool limits_take(Limits *l, Str who, int64_t limit, int64_t now, LimitLeft *out)
{
    Place *p = &l->places[place_of(l, who)];
    int64_t minute = now / MINUTE_MS;

    (void)pthread_mutex_lock(&l->lock);
    if (p->minute != minute)
        *p = (Place){ .minute = minute };
    p->count++;
    *out = (LimitLeft){ .limit = limit,
                        .left = p->count < limit ? limit - p->count : 0,
                        .reset = ((minute + 1) * MINUTE_MS - now + 999) / 1000 };
    bool ok = p->count <= limit;
    (void)pthread_mutex_unlock(&l->lock);
    return ok;
}
