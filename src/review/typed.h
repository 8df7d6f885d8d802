/* SPDX-License-Identifier: Apache-2.0
 * Numbers that somebody types into a chapter, looked at while he writes. Those in double braces are
 * bound to a figure and true by construction; those that were typed by hand are checked as in any
 * text (verify.h), and each is offered the figure that it speaks of.
 *
 *     TypedNumbers w;
 *     if (!typed_look(c, all, &order, &w, e)) return false;
 *     for (size_t i = 0; i < w.n; i++) offers = typed_offers(c, &w.p[i], order.lang, &n);
 */
#pragma once

#include "figure/verify.h"
#include "review/template.h"

enum { OFFERS_MAX = 8 };

/* A number that was typed by hand. */
typedef struct {
    Verified v;     /* places in it are those of the text as it reads, below */
    size_t at, end; /* bytes of the template: the number with its words and its unit */
} Typed;

typedef struct {
    const Typed *p;
    size_t n;
    size_t bound; /* numbers that are bound to a figure */
    Str text;     /* as it reads: commands gone, bound numbers written out */
} TypedNumbers;

/* A way to write the number of a figure that is true of it. */
typedef struct {
    Str put;   /* for the template, in the place of the typed number: "{{visit.all|duo}}批" */
    Str shown; /* how that reads: "30多批" */
} Offer;

/* order->text is the chapter. Errors are those of review_build; names of figures that do not exist
 * are among them. */
MUST_USE bool typed_look(Ctx *c, const Figures *all, const ReviewOrder *order, TypedNumbers *out,
                         Err *e);
/* The two halves of it: the text as it reads, for which figures are counted, and its numbers. The
 * text lasts as long as `order`. */
typedef struct TypedText TypedText;
const TypedText *typed_read(Ctx *c, const Figures *all, const ReviewOrder *order, Err *e);
MUST_USE bool typed_check(Ctx *c, const Figures *all, const TypedText *t, TypedNumbers *out,
                          Err *e);
/* The ways to bind the number to a figure, the one that is nearest to what was typed first; none
 * if the figure's value is not available. In the arena. */
const Offer *typed_offers(Arena *a, const Typed *t, const FigureValue *v, Lang lang, size_t *n);
/* The template with `with` in the place of what was typed there. */
Str typed_bind(Arena *a, Str text, const Typed *t, Str with);
