/* SPDX-License-Identifier: Apache-2.0
 * Setting of paragraphs: runs of text → lines of glyphs with their places, by pango.
 *
 * Lines are broken here and not by PangoLayout, because that justifies a Chinese line with a
 * single blank in it by that blank alone, and never breaks beside quotation marks. The rules: no
 * closing mark at the begin of a line, no opening one at its end, —— and …… whole, and numbers and
 * Latin words whole where they fit into a line at all. What is left over is spread between Chinese
 * characters.
 */
#pragma once

#include <pango/pangocairo.h>

#include "base/vec.h"
#include "review/fonts.h"

/* Glyphs that belong together: one font, one run. */
typedef struct {
    PangoGlyphItem *glyphs;
    const char *text; /* the paragraph's, into which the glyphs point */
    double x;         /* from the begin of its line */
    double width;
    Str figure; /* of the run */
} Piece;

typedef struct {
    Piece *p;
    size_t n;
    double x, width; /* from the left of the text area; what the pieces cover */
} TextLine;

typedef VEC(TextLine) TextLines;

/* What setting needs, and the glyphs to be freed at its end. */
typedef struct {
    Arena *a;       /* of lines and their texts */
    Arena *scratch; /* of one paragraph while it is set */
    PangoContext *context;
    const Fonts *fonts;
    const Layout *layout;
    Lang lang;
    VEC(PangoGlyphItem *) glyphs;
    const BaseMap *map; /* whose picture is kept */
    cairo_surface_t *picture;
} Setter;

/* A paragraph and the room that it has. */
typedef struct {
    Runs runs;
    const TextStyle *style;
    double first, left; /* where its first line begins, and the others */
    double width;       /* where they end */
} Paragraph;

void setter_init(Setter *s, Arena *a, const Fonts *fonts, Lang lang);
void setter_done(Setter *s);
/* The lines of a paragraph: at least one, which may be empty. */
TextLines set_text(Setter *s, const Paragraph *p);
/* One line, as wide as it comes, from x = 0. */
TextLine set_line(Setter *s, Str text, const TextStyle *style);
