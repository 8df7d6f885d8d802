/* SPDX-License-Identifier: Apache-2.0
 * Doc: a document before it has a format: blocks of runs, tables and charts, and what an official
 * document has around them. Made by template.c, shown by html.c, markdown.c, docx.c and pdf.c.
 *
 * All of it lives in one arena. Numbers of headings (一、 （一） 1.) are part of their text.
 */
#pragma once

#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/lang.h"
#include "base/vec.h"

/* A piece of text. Where a figure stands behind it, its name is here and the reader may open it. */
typedef struct {
    Str text;
    Str figure; /* empty: plain text */
    bool strong;
} Run;

typedef struct {
    Run *p;
    size_t n;
} Runs;

typedef enum {
    BLOCK_HEADING,   /* level 1 一、(Heiti) 2 （一）(Kaiti) 3 1. and 4 （1）(Fangsong) */
    BLOCK_TEXT,      /* a paragraph, its first line indented by two characters */
    BLOCK_ADDRESSEE, /* flush left, ends with a full-width colon */
    BLOCK_ITEM,      /* of a list that is not part of a sentence */
    BLOCK_TABLE,
    BLOCK_CHART,
    BLOCK_ATTACHMENTS, /* "附件：1.…": one attachment a run */
    BLOCK_SIGNATURE,   /* who signs (first run) and the date (second run), without a seal */
    BLOCK_NOTE,        /* in brackets, below the date */
    BLOCK_APPENDIX,    /* begins on a new page: "附件1" (first run), its title (second run) */
    BLOCK__N
} BlockKind;

/* Rows of cells; the first row is the heading. Numbers stand to the right. */
typedef struct {
    Str caption;
    size_t ncols, nrows; /* nrows without the heading */
    const Str *headings; /* ncols */
    const Runs *cells;   /* nrows × ncols */
    const bool *numeric; /* ncols */
    const int *widths;   /* ncols shares of the width; NULL: all the same */
} DocTable;

typedef enum {
    CHART_BARS,  /* one bar a point */
    CHART_LINE,  /* a trend over points in their order */
    CHART_TILES, /* countries and regions on a grid of tiles: .code of each point; no borders */
    CHART_MAP,   /* the same on the office's own base map: .map */
} ChartKind;

typedef struct {
    Str label;
    Str code;      /* CHART_TILES, CHART_MAP: ISO 3166-1 alpha-2 */
    int64_t value; /* in 10^-places of the chart */
    bool missing;  /* not available: a gap, never a zero */
    Str href;      /* in HTML: what its bar or tile opens; may be empty */
} ChartPoint;

typedef struct BaseMap BaseMap; /* review/base_map.h */

typedef struct {
    ChartKind kind;
    Str title, unit;
    int places;
    const ChartPoint *p;
    size_t n;
    Str figure;         /* what opens when it is clicked; may be empty */
    const BaseMap *map; /* CHART_MAP */
} Chart;

typedef struct {
    BlockKind kind;
    int level; /* BLOCK_HEADING: 1 to 4 */
    Runs runs;
    const DocTable *table;
    const Chart *chart;
    Str anchor; /* letters, digits, '-', '.', '_'; may be empty; unique in the document */
} Block;

/* What stands above and below an official document; whatever is empty is left out. */
typedef struct {
    Str copy_no, secrecy, urgency;
    Str issuer; /* 发文机关标志, in red; without it there is no head and no red rule */
    Str number; /* 发文字号: 厦侨联〔2025〕3号 */
    const Str *signers; /* 签发人, of a document that goes upward */
    size_t nsigners;
    Str copies_to;  /* 抄送 */
    Str printed_by; /* 印发机关 */
    Day printed_on;
} DocFrame;

typedef struct {
    Lang lang;
    Str title; /* may hold line ends where it is to be broken */
    DocFrame frame;
    const Block *blocks;
    size_t n;
    bool contents;     /* with a table of contents */
    Str language_note; /* said at the end, about fonts and conversion; may be empty */
} Doc;

enum { DOC_BLOCKS_MAX = 20000, DOC_OUTPUT_MAX = 64 << 20 };

/* What a figure in the text leads to: "#figure-visit.inbound_batches" or a page of the server. */
typedef struct {
    const char *before, *behind; /* around the figure's name, which is a path segment */
} DocLinks;

/* A whole page of HTML that needs nothing else: no script, styles from the embedded review.css in
 * a <style> element, charts as inline SVG without style attributes. */
void doc_html(Arena *a, const Doc *d, const DocLinks *links, Buf *out);
/* Only what belongs into <main>: for the server, which has its own head and stylesheet. */
void doc_html_body(Arena *a, const Doc *d, const DocLinks *links, Buf *out);
void doc_markdown(Arena *a, const Doc *d, const DocLinks *links, Buf *out);
/* After GB/T 9704-2012. The fonts that the standard names are asked for by name in DOCX; what the
 * reader's machine lacks, its table of substitutes names. */
MUST_USE bool doc_docx(Arena *a, const Doc *d, Buf *out, Err *e);
/* After GB/T 9704-2012: 22 lines of 28 characters. Fonts that are not installed are replaced by
 * free ones of this machine; *replaced says which, a line each, and is empty if none was. */
MUST_USE bool doc_pdf(Arena *a, const Doc *d, Buf *out, Str *replaced, Err *e);

/* The chart as an SVG element of that width; heights follow. Text is escaped. */
void chart_svg(Arena *a, const Chart *chart, Lang lang, int width, Buf *out);
