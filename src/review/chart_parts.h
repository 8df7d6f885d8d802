/* SPDX-License-Identifier: Apache-2.0
 * What the kinds of chart share while they are laid out: chart_draw.c, chart_tiles.c and
 * chart_map.c only.
 */
#pragma once

#include "base/vec.h"
#include "review/chart_draw.h"

typedef struct {
    Arena *a;
    const Chart *c;
    Lang lang;
    double width;
    double unit; /* one point on paper: the text area is CHART_POINTS wide */
    double y;    /* what stands above is done */
    VEC(Mark) marks;
} Draft;

enum { CHART_POINTS = 442 };

#define CHART_INK 0x222222u   /* texts */
#define CHART_FAINT 0x595959u /* lesser texts */
#define CHART_RULE 0x8c8c8cu  /* axes */
#define CHART_FILL 0x2f5d8au  /* bars and lines */

#define CHART_LABEL 9.0 /* size of texts, in points on paper */
#define CHART_TITLE 10.5

/* The width of a text, as sans serif fonts have it on average. */
double chart_text_width(Str s, double size);
void draft_rect(Draft *d, Mark m);
void draft_pill(Draft *d, Mark m);
/* The base map of the chart. */
void draft_picture(Draft *d, Mark m);
/* look.size is its thickness in points. */
void draft_line(Draft *d, double x1, double y1, double x2, double y2, Mark look);
void draft_text(Draft *d, double x, double y, Str text, Mark look);
/* A paragraph over the whole width, below what there is. */
void draft_lines(Draft *d, Str text, Mark look);
/* The value of a point as digits. */
Str draft_value(const Draft *d, int64_t value);

/* The points that were not placed, in words. */
void draft_others(Draft *d, const bool *placed);

void chart_tiles(Draft *d);
void chart_map(Draft *d);
