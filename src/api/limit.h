/* SPDX-License-Identifier: Apache-2.0
 * Limits of how often somebody may ask within a minute.
 */
#pragma once

#include "base/str.h"

typedef struct Limits Limits;

/* What is left to somebody. */
typedef struct {
    int64_t limit, left, reset; /* reset: seconds until the minute is over */
} LimitLeft;

NONNULL Limits *limits_new(void);
void limits_free(Limits *l);
/* Counts one of `limit` in this minute; false if they are used up. */
MUST_USE bool limits_take(Limits *l, Str who, int64_t limit, int64_t now, LimitLeft *out);
