/* SPDX-License-Identifier: Apache-2.0
 * A document as slabs on pages: between pdf_compose.c, which makes and places them, and pdf.c,
 * which draws them.
 */
#pragma once

#include "review/chart_draw.h"
#include "review/pdf_text.h"

typedef enum {
    SLAB_TEXT,  /* a line */
    SLAB_SPACE, /* nothing; falls away at the top of a page */
    SLAB_PAGE,
    SLAB_RULE,
    SLAB_ROW, /* of a table */
    SLAB_CHART,
    SLAB_IMPRINT,
} SlabKind;

/* A row of a table, or as much of it as a page takes. */
typedef struct {
    const DocTable *table;
    const double *x;  /* ncols + 1 borders */
    TextLines *cells; /* ncols */
    double pitch, size;
    size_t row;
    bool heading;
} TableRow;

typedef struct {
    SlabKind kind;
    bool keep;  /* on the page of the next slab */
    bool first; /* of its item, or of its row */
    bool last;  /* line of a paragraph */
    size_t item;
    double height, size;
    TextLine line;
    const TableRow *row;
    size_t heading;            /* SLAB_ROW: the slab of its table's heading; SIZE_MAX: none */
    const ChartDrawing *chart; /* height says how it is scaled */
} Slab;

typedef struct {
    size_t slab, page;
    double y;
} Placed;

/* Where something begins; pages from 0. */
typedef struct {
    size_t page;
    double y;
} Spot;

typedef struct {
    const Flow *flow;
    Setter *setter;
    VEC(Slab) slabs;
    VEC(Placed) placed;
    size_t npages;
    Spot *items;   /* of each item of the flow */
    Spot *targets; /* of each target of the flow */
} Pages;

enum { PDF_PAGES_MAX = 20000 };

/* Sets all text and breaks it into pages. */
MUST_USE bool pages_compose(Setter *s, const Flow *f, Pages *out, Err *e);
/* Where text of that size has its baseline in a line of that height. */
double baseline(double height, double size);
