/* SPDX-License-Identifier: Apache-2.0
 * Templates: the texts of a review with bound figures, as plain text that an office can edit.
 *
 *     = {{year}}年{{office}}工作回顾
 *     == 以侨为桥　深化联谊联络
 *     {{office}}共接待{{visit.inbound_batches|duo}}批{{visit.inbound_persons|duo}}人次海外侨胞来访。
 *
 * docs/templates.md has the language: figures with a style of rounding, values of the report (year,
 * office, issued), sentences that vanish where their figure is not available or 0 ([[ … ]]), lists
 * of records by a query, tables, charts, an appendix. Names of persons are never converted.
 */
#pragma once

#include "figure/figure.h"
#include "review/doc.h"

enum { TEMPLATE_MAX = 1 << 20, TEMPLATE_DEPTH_MAX = 16, TEMPLATE_ROWS_MAX = 2000 };

/* What a review was made of. */
typedef struct {
    Doc doc;
    const FigureValue *values; /* each figure that was used, once, in order of first use */
    size_t nvalues;
    Findings findings;              /* rules between figures that do not hold */
    const FigureValue *year_before; /* nvalues of them */
} Review;

typedef struct {
    Str text; /* the template */
    Str name; /* of its file, for errors */
    FigureScope scope;
    Lang lang;
    Str office;         /* name of the federation in that language */
    Str office_short;   /* how the text calls it; empty: as office */
    Day issued;         /* date below the text; 0: none */
    const BaseMap *map; /* what charts of countries are drawn on; NULL: on tiles */
} ReviewOrder;

/* Reads the template, counts its figures and writes the document, in the context's arena. Errors
 * name file, line and column of the template. */
MUST_USE bool review_build(Ctx *c, const Figures *all, const ReviewOrder *order, Review *out,
                           Err *e);
/* Can that text be read as a template? Names of figures and queries are not looked up. Errors as
 * those of review_build. */
MUST_USE bool template_sound(Arena *a, Str text, Str name, Err *e);
/* The template that Qiao brings along for that language. */
Str review_template(Lang lang);
/* An order for that template, with the names of the federation that the scope is of and issued on
 * the context's today. */
MUST_USE bool review_order(Ctx *c, const FigureScope *s, Lang lang, ReviewOrder *out, Err *e);
