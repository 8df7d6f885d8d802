/* SPDX-License-Identifier: Apache-2.0
 * Random numbers.
 */
#include "base/rand.h"

#include <stdlib.h>
#include <sys/random.h>

#include "base/log.h"

Rand rand_seeded(uint64_t seed)
{
    Rand r;
    for (size_t i = 0; i < LEN(r.s); i++) {
        uint64_t z = (seed += 0x9E3779B97F4A7C15u);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        r.s[i] = z ^ (z >> 31);
    }
    return r;
}

static uint64_t rotate(uint64_t x, int k)
{
    return x << k | x >> (64 - k);
}

uint64_t rand_next(Rand *r)
{
    uint64_t *s = r->s;
    uint64_t out = rotate(s[1] * 5, 7) * 9;
    uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return out;
}

uint64_t rand_below(Rand *r, uint64_t n)
{
    return (uint64_t)(((unsigned __int128)rand_next(r) * n) >> 64);
}

void rand_system(void *out, size_t n)
{
    char *p = out;
    while (n) {
        ssize_t got = getrandom(p, n, 0);
        if (got <= 0) {
            log_line(LOG_ERROR, "the system gave no random bytes");
            abort();
        }
        p += got;
        n -= (size_t)got;
    }
}
