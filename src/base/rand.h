/* SPDX-License-Identifier: Apache-2.0
 * Random numbers: seeded ones that repeat (tests, generators) and real ones from the system.
 */
#pragma once

#include "base/def.h"

typedef struct {
    uint64_t s[4];
} Rand;

/* xoshiro256** (Blackman, Vigna 2018), seeded by splitmix64: same seed, same numbers. */
Rand rand_seeded(uint64_t seed);
uint64_t rand_next(Rand *r);
/* 0 … n-1; n must be above 0. */
uint64_t rand_below(Rand *r, uint64_t n);
/* n bytes from the system; never fails, may wait at boot. */
void rand_system(void *out, size_t n);
