/* SPDX-License-Identifier: Apache-2.0
 * What the files of src/figure share: the query behind a figure. Private to them.
 */
#pragma once

#include "engine/query.h"
#include "figure/figure.h"
#include "figure/kept.h"

/* What somebody declared without records. */
typedef struct {
    Str figure, source;
    Day from, to;
    int64_t value; /* with two places */
    int64_t id, unit;
    bool estimate;
} Declared;

struct Figures {
    VEC(FigureDef) list;
    VEC(Declared) declared; /* the newest first */
    Kept *kept;             /* NULL: everything is counted */
};

/* The declaration for exactly that period and unit; NULL if there is none. */
const Declared *figures_declared(const Ctx *c, const Figures *all, const FigureDef *def,
                                 const FigureScope *s);

/* A definition from a record of type figure_def; texts are borrowed from the record. */
void def_from_record(const Record *r, FigureDef *out);
/* Can the query of the definition be asked, with its way of counting? */
bool figure_query_check(Ctx *c, const FigureDef *def, Err *e);

/* The days that a figure counts in that scope, both included. */
typedef struct {
    Day from, to, as_of;
} Span;
Span figure_span(const Ctx *c, const FigureDef *def, const FigureScope *s);

/* The query of the figure over that span and scope, each thing once: `count`, `by`, `columns` and
 * `order` are added to it; `more` is one more condition. */
typedef struct {
    Str count, by, columns, order, more;
    Day from, to; /* what `period` means */
} FigureAsk;
const Query *figure_query(Ctx *c, const FigureDef *def, const FigureScope *s, const FigureAsk *ask,
                          Err *e);
/* The sum of the evidence of a figure whose value one record decides by its date, or the last ones
 * of series: without a list of the records. *unknown: the date does not say for sure. */
bool evidence_sum(Ctx *c, const FigureDef *def, const FigureScope *s, int64_t *sum, bool *unknown,
                  Err *e);
/* The field that `.of` leads to; NULL if there is none or the way is wrong. */
const Field *figure_field(const Ctx *c, const FigureDef *def);
/* Is it a number of countries and regions? China itself is none of them then. */
bool figure_of_countries(const Ctx *c, const FigureDef *def);
