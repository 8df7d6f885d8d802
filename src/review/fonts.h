/* SPDX-License-Identifier: Apache-2.0
 * The fonts that the standard names, and what this machine has in their place.
 *
 * GB/T 9704-2012 asks for 小标宋, 仿宋, 楷体, 黑体 and 宋体, which are not free. For each of them there
 * is an ordered list of families; the first that is installed and has the characters of the
 * document is taken.
 */
#pragma once

#include "review/flow.h"

typedef struct {
    const char *family;
    int weight; /* as in CSS: 400, 700 */
} Font;

typedef struct {
    Font of[FONT__N];
    bool none;    /* this machine has no font for Chinese text that the document has */
    Str replaced; /* a line for each font of the standard that the document uses and lacks */
} Fonts;

/* Chooses for a flow; what was replaced is told in that language. */
void fonts_choose(Arena *a, const Flow *f, Lang reader, Fonts *out);
/* The name by which a word processor is asked for the font. */
NONNULL const char *font_wanted(FontRole role, Lang lang);
/* Other names of it and what may stand in for it, with commas between them. */
Str font_others(Arena *a, FontRole role, Lang lang);
