/* SPDX-License-Identifier: Apache-2.0
 * DOCX: the parts of the package and the archive around them.
 *
 * The same document gives the same bytes: no random ids, and every part has the date of 1980-01-01,
 * the first that an archive can have. The page numbers of the table of contents are those of our
 * own PDF, since only a word processor could tell them better; it renews them when it is asked to.
 */
#include <math.h>
#include <zip.h>

#include "review/chart_cairo.h"
#include "review/doc.h"
#include "review/docx_parts.h"
#include "review/pdf_parts.h"

/* Pixels for a point: 200 for an inch. */
#define PIXELS (200.0 / 72)
#define MAP_PIXELS (300.0 / 72) /* of a base map, with its small texts */

enum { DOS_DATE = (1 << 5) + 1 };

/* A part and what writes it. */
typedef struct {
    const char *name, *type; /* of its content */
    const char *id, *relation;
    void (*write)(const Docx *d, Xml *x);
} Part;

static void footer_odd(const Docx *d, Xml *x)
{
    write_footer(d, x, false);
}

static void footer_even(const Docx *d, Xml *x)
{
    write_footer(d, x, true);
}

#define MAIN_TYPE "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define RELATION "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define RELATIONS_NS "http://schemas.openxmlformats.org/package/2006/relationships"

/* Parts of word/ that the document refers to by their ids. */
static const Part parts[] = {
    { "styles.xml", MAIN_TYPE "styles+xml", "styles", "styles", write_styles },
    { "settings.xml", MAIN_TYPE "settings+xml", "settings", "settings", write_settings },
    { "fontTable.xml", MAIN_TYPE "fontTable+xml", "fonts", "fontTable", write_font_table },
    { "footer1.xml", MAIN_TYPE "footer+xml", "footer1", "footer", footer_odd },
    { "footer2.xml", MAIN_TYPE "footer+xml", "footer2", "footer", footer_even },
};

static void override(Xml *x, Str name, const char *type)
{
    xml_open(x, "Override");
    xml_attr(x, "PartName", name);
    xml_attr(x, "ContentType", str_z(type));
    xml_close(x);
}

static void by_ending(Xml *x, const char *ending, const char *type)
{
    xml_open(x, "Default");
    xml_attr(x, "Extension", str_z(ending));
    xml_attr(x, "ContentType", str_z(type));
    xml_close(x);
}

static void write_types(const Docx *d, Xml *x)
{
    xml_open(x, "Types");
    xml_attr(x, "xmlns", S("http://schemas.openxmlformats.org/package/2006/content-types"));
    by_ending(x, "rels", "application/vnd.openxmlformats-package.relationships+xml");
    by_ending(x, "xml", "application/xml");
    by_ending(x, "png", "image/png");
    override(x, S("/word/document.xml"), MAIN_TYPE "document.main+xml");
    override(x, S("/docProps/core.xml"),
             "application/vnd.openxmlformats-package.core-properties+xml");
    for (size_t i = 0; i < LEN(parts); i++)
        override(x, arena_printf(d->a, "/word/%s", parts[i].name), parts[i].type);
    xml_close(x);
}

static void relation(Xml *x, Str id, Str type, Str target)
{
    xml_open(x, "Relationship");
    xml_attr(x, "Id", id);
    xml_attr(x, "Type", type);
    xml_attr(x, "Target", target);
    xml_close(x);
}

static void write_package(const Docx *d UNUSED, Xml *x)
{
    xml_open(x, "Relationships");
    xml_attr(x, "xmlns", S(RELATIONS_NS));
    relation(x, S("document"), S(RELATION "officeDocument"), S("word/document.xml"));
    relation(x, S("core"),
             S("http://schemas.openxmlformats.org/package/2006/relationships/metadata/"
               "core-properties"),
             S("docProps/core.xml"));
    xml_close(x);
}

static void write_relations(const Docx *d, Xml *x)
{
    xml_open(x, "Relationships");
    xml_attr(x, "xmlns", S(RELATIONS_NS));
    for (size_t i = 0; i < LEN(parts); i++)
        relation(x, str_z(parts[i].id), arena_printf(d->a, RELATION "%s", parts[i].relation),
                 str_z(parts[i].name));
    for (size_t i = 0; i < d->npictures; i++)
        relation(x, arena_printf(d->a, "chart%zu", i + 1), S(RELATION "image"),
                 arena_printf(d->a, "media/chart%zu.png", i + 1));
    xml_close(x);
}

/* Adds a file to the archive; the bytes must live until it is closed. */
static bool add_file(zip_t *zip, const char *name, Str bytes)
{
    zip_source_t *source = zip_source_buffer(zip, bytes.p, bytes.n, 0);
    zip_int64_t index = source ? zip_file_add(zip, name, source, ZIP_FL_ENC_UTF_8) : -1;

    if (index < 0) {
        zip_source_free(source);
        return false;
    }
    return zip_file_set_dostime(zip, (zip_uint64_t)index, 0, DOS_DATE, 0) == 0;
}

static bool add_xml(const Docx *d, zip_t *zip, Str name, void (*write)(const Docx *, Xml *))
{
    AUTO(xml_done) Xml x;
    Str bytes;

    xml_init(&x);
    if (x.failed)
        return false;
    write(d, &x);
    if (x.failed || xmlTextWriterEndDocument(x.w) < 0)
        return false;
    bytes = (Str){ (const char *)xmlBufferContent(x.buffer), (size_t)xmlBufferLength(x.buffer) };
    return add_file(zip, arena_z(d->a, name), arena_str(d->a, bytes));
}

static bool add_parts(const Docx *d, zip_t *zip)
{
    bool good = add_xml(d, zip, S("[Content_Types].xml"), write_types) &&
                add_xml(d, zip, S("_rels/.rels"), write_package) &&
                add_xml(d, zip, S("docProps/core.xml"), write_core) &&
                add_xml(d, zip, S("word/document.xml"), write_document) &&
                add_xml(d, zip, S("word/_rels/document.xml.rels"), write_relations);

    for (size_t i = 0; good && i < LEN(parts); i++)
        good = add_xml(d, zip, arena_printf(d->a, "word/%s", parts[i].name), parts[i].write);
    for (size_t i = 0; good && i < d->npictures; i++)
        good = add_file(zip, arena_printf(d->a, "word/media/chart%zu.png", i + 1).p,
                        d->pictures[i].png);
    return good;
}

/* Appends what the closed archive has left in its source. */
static bool copy_out(zip_source_t *source, Buf *out)
{
    char block[16384];
    zip_int64_t n;

    if (zip_source_open(source) != 0)
        return false;
    while ((n = zip_source_read(source, block, sizeof block)) > 0)
        buf_put(out, (Str){ block, (size_t)n });
    (void)zip_source_close(source);
    return n == 0;
}

static bool archive(const Docx *d, Buf *out, Err *e)
{
    zip_error_t why;
    zip_error_init(&why);
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &why);
    zip_t *zip = source ? zip_open_from_source(source, ZIP_TRUNCATE, &why) : NULL;
    bool good = false;

    if (zip) {
        zip_source_keep(source);
        good = add_parts(d, zip) && zip_close(zip) == 0;
        if (!good)
            zip_discard(zip);
        good = good && copy_out(source, out);
    }
    zip_source_free(source);
    zip_error_fini(&why);
    if (!good)
        return err_set(e, ERR_INTERNAL, "DOCX was not written");
    return (!out->failed && out->n <= DOC_OUTPUT_MAX) ||
           err_set(e, ERR_INVALID, "the document would be larger than %d MB", DOC_OUTPUT_MAX >> 20);
}

/* A chart in its place is never higher than a page. */
static bool draw_chart(Setter *s, const Chart *c, DocxPicture *out, Err *e)
{
    AUTO(buf_done) Buf png = buf_new(DOC_OUTPUT_MAX);
    ChartDrawing drawing;
    double scale;

    chart_layout(s->a, c, s->lang, s->layout->width, &drawing);
    scale = fmin(1, s->layout->height * 0.95 / drawing.height);
    if (!chart_png(s, &drawing, scale * (c->map ? MAP_PIXELS : PIXELS), &png, e))
        return false;
    *out = (DocxPicture){ .png = arena_str(s->a, buf_str(&png)),
                          .width = drawing.width * scale,
                          .height = drawing.height * scale,
                          .told = drawing.told };
    return true;
}

static bool draw_charts(Setter *s, const Flow *f, Docx *d, Err *e)
{
    VEC(DocxPicture) pictures = { 0 };

    for (size_t i = 0; i < f->n; i++) {
        DocxPicture p;
        if (f->p[i].kind != FLOW_CHART)
            continue;
        if (!draw_chart(s, f->p[i].chart, &p, e))
            return false;
        vec_push(s->a, &pictures, p);
    }
    d->pictures = pictures.p;
    d->npictures = pictures.n;
    return true;
}

static bool count_pages(Setter *s, const Flow *f, Docx *d, Err *e)
{
    size_t *numbers = NEWN(s->a, size_t, f->n + 1);
    Pages pages;

    if (!pages_compose(s, f, &pages, e))
        return false;
    for (size_t i = 0; i < f->n; i++)
        numbers[i] = pages.items[i].page + 1;
    d->pages = numbers;
    return true;
}

/* The parts take more memory than the archive, so they have an arena of their own. */
bool doc_docx(Arena *a UNUSED, const Doc *doc, Buf *out, Err *e)
{
    AUTO(arena_freep) Arena *own = arena_new(ARENA_COMMAND);
    AUTO(flow_done) Flow flow = { 0 };
    AUTO(setter_done) Setter setter = { 0 };
    Docx d = { .a = own, .flow = &flow, .l = layout_of(doc->lang) };
    Fonts fonts;

    if (!flow_build(own, doc, &flow, e))
        return false;
    fonts_choose(own, &flow, e->lang, &fonts);
    setter_init(&setter, own, &fonts, doc->lang);
    return (!doc->contents || count_pages(&setter, &flow, &d, e)) &&
           draw_charts(&setter, &flow, &d, e) && archive(&d, out, e);
}
