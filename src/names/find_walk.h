/* SPDX-License-Identifier: Apache-2.0
 * Stretches of units that lead through a lattice; between find_walk.c and find.c.
 */
#pragma once

#include "names/find_impl.h"

enum { HOW_SHIFT = 28, PART_SHIFT = 24, SPANS_MAX = 200000 };

/* Where in the name a match lies. */
enum { PART_WHOLE, PART_BEGINNING, PART_INSIDE };

/* Places lo ≤ p < hi of an order, all of which match with that score. */
typedef struct {
    uint32_t lo, hi, score;
    uint16_t order, index; /* of the searched ones */
} Span;

typedef VEC(Span) Spans;

/* Adds the stretches that match, in no order. */
void find_walk(const Lattice *l, Order order, uint16_t index, Spans *out);
