/* SPDX-License-Identifier: Apache-2.0
 * Deadlines: closes connections that take too long over a request or an answer, however busily they
 * drip. The idle timeout of the HTTP library begins anew at each byte; this does not.
 */
#pragma once

#include "base/def.h"

typedef struct Deadlines Deadlines;
typedef struct Watch Watch;

NONNULL Deadlines *deadlines_new(void);
void deadlines_free(Deadlines *d);
/* Watches a socket from now on. */
NONNULL Watch *watch_new(Deadlines *d, int fd);
/* Before the socket is closed. */
void watch_free(Watch *w);
/* The connection must be done with what it does in `ms`; 0: it may take as long as it wants. */
void watch_set(Watch *w, int64_t ms);
/* Shuts down what is beyond its time; returns how many. To be called about once a second. */
size_t deadlines_sweep(Deadlines *d);
