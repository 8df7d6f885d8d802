/* SPDX-License-Identifier: Apache-2.0
 * A chart, laid out once for every format: a list of rectangles, lines, texts and the
 * picture of a base map. SVG, PDF and PNG draw the list as it stands, in its order.
 *
 *     ChartDrawing d;
 *     chart_layout(a, chart, LANG_HANS, 442, &d);
 *     for (size_t i = 0; i < d.n; i++) draw(&d.marks[i]);
 *
 * x grows to the right and y downward; everything scales with the width that was asked for. The
 * background is white. Widths of texts are estimated, since the fonts are the renderer's.
 */
#pragma once

#include "base/arena.h"
#include "review/doc.h"

typedef enum {
    MARK_RECT,
    MARK_PILL, /* a rectangle whose shorter sides are round: a circle if it is a square */
    MARK_LINE,
    MARK_TEXT,
    MARK_PICTURE, /* a base map */
} MarkKind;
typedef enum { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END } MarkAnchor;

typedef struct {
    MarkKind kind;
    double x, y;     /* upper left; MARK_LINE: one end; MARK_TEXT: anchor on the baseline */
    double w, h;     /* its size; MARK_LINE: from one end to the other, may be negative */
    double size;     /* MARK_LINE: thickness; MARK_TEXT: of the font, sans serif */
    uint32_t colour; /* 0xRRGGBB */
    MarkAnchor anchor;
    bool strong;
    Str text; /* MARK_TEXT: one line; MARK_RECT, MARK_PILL: what it stands for, to be told to a
               * reader who cannot see it; may be empty */
    Str href; /* MARK_RECT, MARK_PILL: what it opens; may be empty */
    const BaseMap *map; /* MARK_PICTURE */
} Mark;

typedef struct {
    double width, height;
    const Mark *marks;
    size_t n;
    Str told; /* the chart in a sentence, for readers who cannot see it */
} ChartDrawing;

/* Lays out a chart of that width; the height follows. */
void chart_layout(Arena *a, const Chart *c, Lang lang, double width, ChartDrawing *out);
