/* SPDX-License-Identifier: Apache-2.0
 * XML for the parts of a DOCX, by the writer of libxml2.
 */
#include "review/docx_parts.h"

void xml_init(Xml *x)
{
    x->buffer = xmlBufferCreate();
    x->w = x->buffer ? xmlNewTextWriterMemory(x->buffer, 0) : NULL;
    x->failed = !x->w || xmlTextWriterStartDocument(x->w, NULL, "UTF-8", "yes") < 0;
}

void xml_done(Xml *x)
{
    if (x->w)
        xmlFreeTextWriter(x->w);
    if (x->buffer)
        xmlBufferFree(x->buffer);
}

static void check(Xml *x, int result)
{
    x->failed = x->failed || result < 0;
}

void xml_open(Xml *x, const char *name)
{
    check(x, xmlTextWriterStartElement(x->w, (const xmlChar *)name));
}

void xml_close(Xml *x)
{
    check(x, xmlTextWriterEndElement(x->w));
}

void xml_attr(Xml *x, const char *name, Str value)
{
    check(x, xmlTextWriterWriteFormatAttribute(x->w, (const xmlChar *)name, "%.*s", STR(value)));
}

void xml_number(Xml *x, const char *name, long value)
{
    check(x, xmlTextWriterWriteFormatAttribute(x->w, (const xmlChar *)name, "%ld", value));
}

void xml_text(Xml *x, Str text)
{
    if (text.n > 0)
        check(x, xmlTextWriterWriteFormatString(x->w, "%.*s", STR(text)));
}

void xml_leaf(Xml *x, const char *name)
{
    xml_open(x, name);
    xml_close(x);
}

void xml_val(Xml *x, const char *name, const char *value)
{
    xml_open(x, name);
    xml_attr(x, "w:val", str_z(value));
    xml_close(x);
}

void xml_val_number(Xml *x, const char *name, long value)
{
    xml_open(x, name);
    xml_number(x, "w:val", value);
    xml_close(x);
}

void xml_element(Xml *x, const char *name, Str text)
{
    xml_open(x, name);
    xml_text(x, text);
    xml_close(x);
}
