/* SPDX-License-Identifier: Apache-2.0
 * The measures of official documents after GB/T 9704-2012, in one table for all formats on paper.
 *
 * Points, where nothing else is said; indents are in characters of the body ("characters" are its
 * cells: 28 make up a line). English documents have the same paper and the same parts, with the
 * sizes that Latin letters need.
 */
#pragma once

#include "base/def.h"
#include "base/lang.h"
#include "base/str.h"

#define POINTS_PER_MM (72 / 25.4)
#define TWIPS_PER_POINT 20

/* The kinds of font that the standard names, and the two Latin ones that go with them. */
typedef enum {
    FONT_XIAOBIAOSONG,
    FONT_FANGSONG,
    FONT_KAITI,
    FONT_HEITI,
    FONT_SONG,
    FONT_SERIF,
    FONT_SANS,
    FONT__N
} FontRole;

typedef enum {
    TEXT_BODY,
    TEXT_COPY_NO,
    TEXT_SECRECY, /* and urgency */
    TEXT_MARK,    /* whose document it is, in red */
    TEXT_NUMBER,
    TEXT_SIGNER,
    TEXT_TITLE,
    TEXT_CONTENTS_TITLE,
    TEXT_CONTENTS1,
    TEXT_CONTENTS2,
    TEXT_ADDRESSEE,
    TEXT_HEADING1,
    TEXT_HEADING2,
    TEXT_HEADING3,
    TEXT_HEADING4,
    TEXT_ITEM,
    TEXT_ATTACHMENT,
    TEXT_SIGNATURE,
    TEXT_NOTE,
    TEXT_APPENDIX,
    TEXT_APPENDIX_TITLE,
    TEXT_CAPTION,
    TEXT_TABLE_HEAD,
    TEXT_TABLE_CELL,
    TEXT_SMALL, /* remarks at the end */
    TEXT_IMPRINT,
    TEXT_PAGE_NO,
    TEXT__N
} TextKind;

typedef enum { ALIGN_BOTH, ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT } Align;

typedef struct {
    FontRole font;
    double size;
    bool strong;
    bool light; /* the regular weight, where the font stands in with a bold one */
    Align align;
    double first, left, right; /* indents in characters: of the first line, the others, all */
    double pitch;              /* from line to line; 0: that of the body */
} TextStyle;

typedef struct {
    double paper_width, paper_height;
    double top, left;          /* margins */
    double width, height;      /* of the text area */
    int lines, chars;          /* in it */
    double pitch, cell;        /* of a line, of a character */
    double mark_top;           /* upper edge of the mark, below the top of the text area */
    double mark_max, mark_min; /* its size */
    int mark_gap;              /* lines between the mark and the number */
    double rule_gap;           /* from the number to the red rule */
    double rule;               /* thickness */
    int rule_below, title_gap; /* lines between rule and title, title and text */
    double page_no_gap;        /* from the text area to the dash of the page number */
    double edge;               /* indent of page numbers, signers and imprint, in characters */
    double thick, thin;        /* lines of the imprint */
    double frame;              /* lines of tables */
    double cell_pad, row_pad;  /* in the cells of a table */
    double small_table;        /* size of letters in tables of many columns */
    int many_columns;
    TextStyle text[TEXT__N];
} Layout;

#define RED_INK 0xc00000u

NONNULL const Layout *layout_of(Lang lang);
/* Does the character take a whole cell? Quotation marks, dashes and dots do in Chinese. */
bool layout_wide(uint32_t ch, Lang lang);
/* The width of a text in characters, where a Latin one is half of a cell. */
double layout_chars(Str s, Lang lang);
/* The size in which the mark of an issuer fits into one line, if it can. */
double layout_mark_size(const Layout *l, Str issuer, Lang lang);
/* The Latin font that goes with a Chinese one. */
FontRole layout_latin(FontRole role);
