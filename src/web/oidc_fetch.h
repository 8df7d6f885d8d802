/* SPDX-License-Identifier: Apache-2.0
 * Fetch: one question to an identity provider. No redirects, no proxy, TLS unless the provider is
 * on this very machine, limits of time and size.
 */
#pragma once

#include "base/arena.h"

enum { FETCH_BYTES = 256 << 10 };

typedef struct {
    Str url;
    Str form;          /* sent by POST; empty: GET */
    Str authorization; /* of the header, or empty */
    int64_t until;     /* by clock_steady_us */
} Fetch;

typedef struct {
    const char *fault; /* NULL: something was answered */
    long status;
    Str body;
} Fetched;

/* Does it begin with https, or with http at a loopback address? */
bool fetch_may(Str url);
Fetched fetch(Arena *a, const Fetch *f);
