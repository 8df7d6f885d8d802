/* SPDX-License-Identifier: Apache-2.0
 * A document as a flow of paragraphs, tables and pictures in the order of print, with the blank
 * lines, indents and page breaks that GB/T 9704-2012 asks for. DOCX and PDF print the same flow.
 *
 *     AUTO(flow_done) Flow f = { 0 };
 *     if (!flow_build(a, doc, &f, e)) return false;
 *
 * All texts are clean: control characters that XML forbids are gone, line ends are kept.
 */
#pragma once

#include "base/map.h"
#include "review/doc.h"
#include "review/layout.h"

enum {
    FLOW_TEXT_MAX = 2 << 20,        /* bytes in a document */
    FLOW_PARAGRAPH_MAX = 256 << 10, /* bytes in one of its paragraphs */
    FLOW_CELLS_MAX = 100000,        /* in its tables */
    FLOW_COLUMNS_MAX = 60,          /* in one of them; Word has 63 */
    FLOW_CHARTS_MAX = 200,
    FLOW_POINTS_MAX = 1000, /* in one of them */
};

typedef enum {
    FLOW_TEXT,
    FLOW_BLANK,  /* so many lines */
    FLOW_PAGE,   /* a new one */
    FLOW_NUMBER, /* the document's number and its signers: runs are number, label, names */
    FLOW_RULE,   /* the red one */
    FLOW_TABLE,
    FLOW_CHART,
    FLOW_IMPRINT, /* at the foot of the last page */
} FlowKind;

/* What stands before the text of a paragraph, up to a tab stop: "附件：", "1.", "·". */
typedef struct {
    Str text;
    double stop; /* in characters */
} FlowLead;

typedef struct {
    FlowKind kind;
    TextKind text;
    Runs runs;
    TextStyle style; /* of the text, with the indents of this paragraph */
    FlowLead leads[2];
    size_t nleads;
    int lines;     /* FLOW_BLANK */
    double space;  /* above, in points */
    bool keep;     /* on the page of what follows */
    int outline;   /* level of a heading, 0 for none */
    size_t target; /* TEXT_CONTENTS1 and 2: the item that the entry leads to */
    double stop;   /* FLOW_NUMBER: where the signers begin, in characters */
    const DocTable *table;
    const Chart *chart;
    Str anchor;
} FlowItem;

/* Where an anchor stands: an item, or a row of its table. */
typedef struct {
    Str name; /* with "figure-" */
    size_t item, row;
    bool in_row;
} FlowTarget;

typedef struct {
    const Doc *doc;
    const Layout *layout;
    Lang lang;
    FlowItem *p;
    size_t n;
    FlowTarget *targets;
    size_t ntargets;
    Map names; /* anchor → its place in targets */
} Flow;

/* Errors name the limit that the document passes. The flow borrows the document. */
MUST_USE bool flow_build(Arena *a, const Doc *d, Flow *out, Err *e);
void flow_done(Flow *f);
/* The target of a figure's name, or NULL if the document has none. */
const FlowTarget *flow_figure(const Flow *f, Str figure);
/* The target that the row of that table is, or NULL. */
const FlowTarget *flow_row(const Flow *f, size_t item, size_t row);
/* The text of all runs, one behind the other. */
Str flow_plain(Arena *a, const Runs *runs);
/* Without characters that XML forbids or that print as nothing; tabs become blanks. */
Str flow_clean(Arena *a, Str s);
/* "2025年1月20日印发", "Printed on 20 January 2025": the right half of the imprint. */
Str flow_printed_on(Arena *a, Day day, Lang lang);
/* The share of the table's width that a column has, 0 to 1. */
double flow_share(const DocTable *t, size_t column);
