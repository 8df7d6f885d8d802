/* SPDX-License-Identifier: Apache-2.0
 * Confirmed figures: what the figures of a review were when a section confirmed them. What is
 * entered later does not change them in silence: the difference is shown until the review is issued
 * or returned.
 */
#pragma once

#include "review/chapters.h"

typedef struct {
    const FigureDef *def; /* NULL: there is no such figure any more */
    Str name, was, now;   /* values as figure_print writes them */
} ConfirmedChange;

/* The `after` of type review: keeps the figures of its text as it comes to be confirmed. */
MUST_USE bool confirmed_after(Ctx *c, const Record *old, const Record *now, Err *e);
/* Which figures of the newest confirmation of that review come to something else today. Those that
 * the user may not count are left out. */
MUST_USE bool confirmed_changes(Ctx *c, const Figures *all, int64_t review, const FigureScope *s,
                                const ConfirmedChange **out, size_t *n, Err *e);
