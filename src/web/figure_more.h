/* SPDX-License-Identifier: Apache-2.0
 * What stands below a figure's definition: the last years, countries, rules, and what was said of
 * it before.
 */
#pragma once

#include "web/trend.h"

/* The figure and those that rules compare it with: what it is a part of, what is a part of it, what
 * it is named out of. [0] is the figure. */
typedef struct {
    const Figures *all;
    Years years;
    const FigureDef **defs;
    Trend *trends;
    size_t n;
} FigureMore;

NONNULL const FigureDef **figure_relatives(Request *q, const Figures *all, const FigureDef *d,
                                           size_t *n);
void figure_put_years(Request *q, const FigureMore *m);
/* Countries, rules and history. */
MUST_USE bool figure_put_more(Request *q, const FigureMore *m, Err *e);
