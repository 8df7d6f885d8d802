/* SPDX-License-Identifier: Apache-2.0
 * What stands below a figure's definition: the last years, countries, rules, and what was said of
 * it before.
 */
#pragma once

#include "web/trend.h"

/* The figure, and those that rules compare it with: what it is a part of, what is a part of it,
 * what it is named out of. [0] is the figure. */
NONNULL const FigureDef **figure_relatives(Request *q, const Figures *all, const FigureDef *d,
                                           size_t *n);
void figure_put_years(Request *q, const TrendTable *m);
/* Countries, rules and history. */
MUST_USE bool figure_put_more(Request *q, const TrendTable *m, Err *e);
