/* SPDX-License-Identifier: Apache-2.0
 * Charts drawn by cairo: into a page of PDF, or as a picture for DOCX.
 */
#pragma once

#include "review/chart_draw.h"
#include "review/pdf_text.h"

/* Draws with the upper left corner at the origin. */
void chart_cairo(cairo_t *cr, Setter *s, const ChartDrawing *d);
/* A picture of PNG, to be destroyed; its status says whether it could be read. */
cairo_surface_t *picture_open(Str png);
/* The chart as PNG, `scale` pixels for each of its units. */
MUST_USE bool chart_png(Setter *s, const ChartDrawing *d, double scale, Buf *out, Err *e);
