/* SPDX-License-Identifier: Apache-2.0
 * What the parts of a DOCX share: a writer of XML, and the document while it is written. For the
 * docx*.c files only.
 */
#pragma once

#include <libxml/xmlwriter.h>

#include "base/vec.h"
#include "review/fonts.h"

/* XML in memory. Values are escaped; what fails is told once, at the end. */
typedef struct {
    xmlBufferPtr buffer;
    xmlTextWriterPtr w;
    bool failed;
} Xml;

void xml_init(Xml *x);
void xml_done(Xml *x);
void xml_open(Xml *x, const char *name);
void xml_close(Xml *x);
void xml_attr(Xml *x, const char *name, Str value);
void xml_number(Xml *x, const char *name, long value);
void xml_text(Xml *x, Str text);
/* <name/> */
void xml_leaf(Xml *x, const char *name);
/* <name w:val="value"/> */
void xml_val(Xml *x, const char *name, const char *value);
void xml_val_number(Xml *x, const char *name, long value);
/* <name>text</name> */
void xml_element(Xml *x, const char *name, Str text);

/* A chart: PNG, its size in points, and what it shows in words. */
typedef struct {
    Str png;
    double width, height;
    Str told;
} DocxPicture;

typedef struct {
    Arena *a;
    const Flow *flow;
    const Layout *l;
    const size_t *pages;         /* of each item of the flow, from 1; for the table of contents */
    const DocxPicture *pictures; /* in the order of the flow's charts */
    size_t npictures;
} Docx;

long twips(double points);
NONNULL const char *style_id(TextKind kind);
/* The fonts of a role, or none for FONT__N; `hint`: quotation marks and dashes are Chinese. */
void write_fonts(Xml *x, FontRole role, Lang lang, bool hint);
/* What a Chinese character of that size is set closer, in twips, to stand in its cell. */
long cell_spacing(const Layout *l, double size);
void write_indent(const Docx *d, Xml *x, const TextStyle *style);
void write_align(Xml *x, Align align);

void write_document(const Docx *d, Xml *x);
void write_styles(const Docx *d, Xml *x);
void write_font_table(const Docx *d, Xml *x);
void write_settings(const Docx *d, Xml *x);
/* The page number of odd or of even pages. */
void write_footer(const Docx *d, Xml *x, bool even);
void write_core(const Docx *d, Xml *x);
