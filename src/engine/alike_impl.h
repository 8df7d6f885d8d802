/* SPDX-License-Identifier: Apache-2.0
 * Reading what is compared; for alike*.c only.
 */
#pragma once

#include "engine/alike.h"

/* The id, the unit and the fields of a form, of the rows that `rest` says. */
Stmt *alike_select(Ctx *c, const AlikeForm *form, const char *rest, const Param *params, size_t n);
void alike_read(const Stmt *q, Arena *a, const AlikeForm *form, Record *out);
/* What speaks most for two rows being the same, in words; in the context's arena. */
Str alike_reasons(Ctx *c, const Pairs *p, uint32_t row, uint32_t other);
/* A probability for people: nothing is said to be certain. */
double alike_percent(double p);
