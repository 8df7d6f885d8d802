/* SPDX-License-Identifier: Apache-2.0
 * Chosen: the figures that a reader wants on top of his page of figures, and charts that several
 * pages of figures share.
 */
#pragma once

#include "figure/figure.h"
#include "web/request.h"

enum { CHOSEN_MAX = 12 };

typedef struct {
    Str names[CHOSEN_MAX]; /* of figures, in the order in which they were chosen */
    size_t n;
} Chosen;

MUST_USE bool chosen_read(Request *q, Chosen *out, Err *e);
bool chosen_has(const Chosen *c, Str name);
/* Adds the figure or takes it away. ERR_INVALID above CHOSEN_MAX. */
MUST_USE bool chosen_set(Request *q, Str name, bool wanted, Err *e);
/* The countries and regions of a figure, on tiles or the office's own map; nothing for another
 * figure. */
MUST_USE bool put_countries_chart(Request *q, const Figures *all, const FigureDef *d,
                                  const FigureScope *s, Err *e);
