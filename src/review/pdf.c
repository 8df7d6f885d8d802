/* SPDX-License-Identifier: Apache-2.0
 * PDF by cairo: draws the pages that pdf_compose.c has made, with links, outline and page numbers.
 *
 * The same document gives the same bytes: the dates in it are that of its imprint, or a fixed one.
 */
#include <cairo-pdf.h>
#include <math.h>

#include "review/chart_cairo.h"
#include "review/doc.h"
#include "review/pdf_parts.h"

typedef struct {
    cairo_t *cr;
    cairo_surface_t *surface;
    const Pages *pages;
    const Layout *l;
    Setter *s;
} Drawing;

static void ink(Drawing *d, uint32_t colour)
{
    cairo_set_source_rgb(d->cr, (colour >> 16 & 255) / 255.0, (colour >> 8 & 255) / 255.0,
                         (colour & 255) / 255.0);
}

static void rule(Drawing *d, double x1, double x2, double y, double thickness)
{
    cairo_set_line_width(d->cr, thickness);
    cairo_move_to(d->cr, x1, y);
    cairo_line_to(d->cr, x2, y);
    cairo_stroke(d->cr);
}

/* Opens a link over a rectangle of the text area; coordinates of links are those of the paper. */
static void begin_link(Drawing *d, const double rect[4], const Spot *to)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);

    buf_printf(&b, "rect=[%d %d %d %d] page=%zu pos=[%d %d]", (int)(d->l->left + rect[0]),
               (int)(d->l->top + rect[1]), (int)ceil(rect[2]), (int)ceil(rect[3]), to->page + 1,
               (int)d->l->left, (int)(d->l->top + to->y));
    buf_putc(&b, '\0');
    cairo_tag_begin(d->cr, CAIRO_TAG_LINK, b.p);
}

static const Spot *spot_of(const Drawing *d, Str figure)
{
    const FlowTarget *t = flow_figure(d->pages->flow, figure);
    return t ? &d->pages->targets[t - d->pages->flow->targets] : NULL;
}

static void draw_line(Drawing *d, const TextLine *line, double y, double height, double size)
{
    double base = y + baseline(height, size);

    for (size_t i = 0; i < line->n; i++) {
        const Piece *p = &line->p[i];
        double x = line->x + p->x;
        const Spot *to = spot_of(d, p->figure);
        if (to)
            begin_link(d, (double[]){ x, base - size, p->width, size * 1.2 }, to);
        cairo_move_to(d->cr, x, base);
        pango_cairo_show_glyph_item(d->cr, p->text, p->glyphs);
        if (to)
            cairo_tag_end(d->cr, CAIRO_TAG_LINK);
    }
}

static void draw_at(Drawing *d, Str text, const TextStyle *style, double x, double base)
{
    TextLine line = set_line(d->s, text, style);

    for (size_t i = 0; i < line.n; i++) {
        cairo_move_to(d->cr, x + line.p[i].x, base);
        pango_cairo_show_glyph_item(d->cr, line.p[i].text, line.p[i].glyphs);
    }
}

/* The upper edge of the ink stands at y. */
static void draw_mark(Drawing *d, const Slab *slab, double y)
{
    double ascent = 0;

    for (size_t i = 0; i < slab->line.n; i++) {
        PangoRectangle r;
        const PangoGlyphItem *g = slab->line.p[i].glyphs;
        pango_glyph_string_extents(g->glyphs, g->item->analysis.font, &r, NULL);
        ascent = fmax(ascent, -r.y / (double)PANGO_SCALE);
    }
    ink(d, RED_INK);
    draw_line(d, &slab->line, y + ascent - baseline(slab->height, slab->size), slab->height,
              slab->size);
    ink(d, 0);
}

/* Dots to the right edge and the page, behind the last line of an entry. */
static void draw_leader(Drawing *d, const Slab *slab, const FlowItem *item, double y)
{
    double base = y + baseline(slab->height, slab->size), dot = slab->size / 2;
    Str number = arena_printf(d->s->a, "%zu", d->pages->items[item->target].page + 1);
    TextLine line = set_line(d->s, number, &item->style);
    double right = d->l->width - line.width, x = slab->line.x + slab->line.width + dot;

    draw_at(d, number, &item->style, right, base);
    for (x = ceil(x / dot) * dot; x + dot < right; x += dot) {
        cairo_arc(d->cr, x + dot / 2, base - slab->size * 0.25, 0.6, 0, 2 * G_PI);
        cairo_fill(d->cr);
    }
}

static void draw_text(Drawing *d, const Slab *slab, double y)
{
    const FlowItem *item = &d->pages->flow->p[slab->item];
    bool entry = item->text == TEXT_CONTENTS1 || item->text == TEXT_CONTENTS2;
    const Spot *to = entry ? &d->pages->items[item->target] : NULL;

    if (item->text == TEXT_MARK) {
        draw_mark(d, slab, y);
        return;
    }
    if (to)
        begin_link(d, (double[]){ 0, y, d->l->width, slab->height }, to);
    draw_line(d, &slab->line, y, slab->height, slab->size);
    if (entry && slab->last)
        draw_leader(d, slab, item, y);
    if (to)
        cairo_tag_end(d->cr, CAIRO_TAG_LINK);
}

static void draw_row(Drawing *d, const Slab *slab, double y)
{
    const TableRow *row = slab->row;
    size_t ncols = row->table->ncols;
    double lines = floor((slab->height - 2 * d->l->row_pad) / row->pitch);

    cairo_set_line_width(d->cr, d->l->frame);
    for (size_t i = 0; i < ncols; i++) {
        double spare = row->heading ? (lines - (double)row->cells[i].n) / 2 * row->pitch : 0;
        cairo_rectangle(d->cr, row->x[i], y, row->x[i + 1] - row->x[i], slab->height);
        cairo_stroke(d->cr);
        for (size_t k = 0; k < row->cells[i].n; k++)
            draw_line(d, &row->cells[i].p[k], y + d->l->row_pad + spare + (double)k * row->pitch,
                      row->pitch, row->size);
    }
}

static void draw_chart(Drawing *d, const Slab *slab, double y)
{
    double scale = slab->height / slab->chart->height, width = slab->chart->width * scale;
    double x = (d->l->width - width) / 2;
    const Spot *to = spot_of(d, d->pages->flow->p[slab->item].chart->figure);

    if (to)
        begin_link(d, (double[]){ x, y, width, slab->height }, to);
    cairo_save(d->cr);
    cairo_translate(d->cr, x, y);
    cairo_scale(d->cr, scale, scale);
    chart_cairo(d->cr, d->s, slab->chart);
    cairo_restore(d->cr);
    if (to)
        cairo_tag_end(d->cr, CAIRO_TAG_LINK);
    ink(d, 0);
}

/* Thick lines above and below, a thin one between; the last is the edge of the text area. */
static void draw_imprint(Drawing *d, const Slab *slab, double y)
{
    const TableRow *row = slab->row;
    double width = d->l->width, at = y + d->l->row_pad;

    rule(d, 0, width, y, d->l->thick);
    for (size_t part = 0; part < 2; part++) {
        if (part == 1 && row->cells[0].n > 0 && row->cells[1].n > 0)
            rule(d, 0, width, at, d->l->thin);
        for (size_t i = 0; i < row->cells[part].n; i++, at += row->pitch)
            draw_line(d, &row->cells[part].p[i], at, row->pitch, row->size);
    }
    rule(d, 0, width, d->l->height, d->l->thick);
}

static void draw_slab(Drawing *d, const Slab *slab, double y)
{
    switch (slab->kind) {
    case SLAB_TEXT: draw_text(d, slab, y); break;
    case SLAB_ROW: draw_row(d, slab, y); break;
    case SLAB_CHART: draw_chart(d, slab, y); break;
    case SLAB_IMPRINT: draw_imprint(d, slab, y); break;
    case SLAB_RULE:
        ink(d, RED_INK);
        rule(d, 0, d->l->width, y + slab->height - d->l->rule / 2, d->l->rule);
        ink(d, 0);
        break;
    case SLAB_SPACE:
    case SLAB_PAGE: break;
    }
}

/* "— 1 —": its dash 7 mm below the text; odd pages at the right, even ones at the left. */
static void draw_page_no(Drawing *d, size_t page)
{
    const TextStyle *style = &d->l->text[TEXT_PAGE_NO];
    double edge = d->l->edge * style->size;
    Str text = arena_printf(d->s->a, "— %zu —", page + 1);
    TextLine line = set_line(d->s, text, style);
    double base = d->l->height + d->l->page_no_gap + style->size * 0.35;

    draw_at(d, text, style, page % 2 == 0 ? d->l->width - edge - line.width : edge, base);
}

static void draw_pages(Drawing *d)
{
    const Pages *pages = d->pages;
    size_t at = 0;

    for (size_t page = 0; page < pages->npages; page++) {
        cairo_save(d->cr);
        cairo_translate(d->cr, d->l->left, d->l->top);
        for (; at < pages->placed.n && pages->placed.p[at].page == page; at++)
            draw_slab(d, &pages->slabs.p[pages->placed.p[at].slab], pages->placed.p[at].y);
        draw_page_no(d, page);
        cairo_restore(d->cr);
        cairo_show_page(d->cr);
    }
}

/* Headings as the tree of bookmarks that readers of PDF show beside the pages. */
static void outline(Drawing *d)
{
    const Flow *f = d->pages->flow;
    int parents[6] = { 0 }; /* of each level, the last entry above it */

    for (size_t i = 0; i < f->n; i++) {
        const FlowItem *item = &f->p[i];
        const Spot *spot = &d->pages->items[i];
        if (item->outline == 0)
            continue;
        Str name = flow_plain(d->s->a, &item->runs);
        Str where = arena_printf(d->s->a, "page=%zu pos=[%d %d]", spot->page + 1, (int)d->l->left,
                                 (int)(d->l->top + spot->y));
        int id = cairo_pdf_surface_add_outline(d->surface, parents[item->outline],
                                               arena_z(d->s->a, name), arena_z(d->s->a, where), 0);
        for (size_t k = (size_t)item->outline + 1; k < LEN(parents); k++)
            parents[k] = id;
    }
}

static void describe(Drawing *d)
{
    const Doc *doc = d->pages->flow->doc;
    AUTO(buf_done) Buf title = buf_new(FLOW_TEXT_MAX);
    char day[11] = "2000-01-01";
    Str rest = flow_clean(d->s->a, doc->title), line, date;

    while (str_next(&rest, '\n', &line))
        buf_put(&title, line);
    if (doc->frame.printed_on > 0)
        day_print(doc->frame.printed_on, day);
    date = arena_printf(d->s->a, "%sT00:00:00Z", day);
    cairo_pdf_surface_set_metadata(d->surface, CAIRO_PDF_METADATA_TITLE,
                                   arena_z(d->s->a, buf_str(&title)));
    cairo_pdf_surface_set_metadata(d->surface, CAIRO_PDF_METADATA_CREATOR, "Qiao");
    cairo_pdf_surface_set_metadata(d->surface, CAIRO_PDF_METADATA_CREATE_DATE, date.p);
    cairo_pdf_surface_set_metadata(d->surface, CAIRO_PDF_METADATA_MOD_DATE, date.p);
}

static cairo_status_t write_pdf(void *to, const unsigned char *p, unsigned n)
{
    Buf *b = to;

    if (b->n + n > DOC_OUTPUT_MAX)
        return CAIRO_STATUS_WRITE_ERROR;
    buf_put(b, (Str){ (const char *)p, n });
    return b->failed ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

static bool draw(const Pages *pages, Buf *out, Err *e)
{
    const Layout *l = pages->flow->layout;
    cairo_surface_t *surface =
        cairo_pdf_surface_create_for_stream(write_pdf, out, l->paper_width, l->paper_height);
    Drawing d = { .surface = surface, .pages = pages, .l = l, .s = pages->setter };
    cairo_status_t status;

    d.cr = cairo_create(surface);
    describe(&d);
    outline(&d);
    draw_pages(&d);
    status = cairo_status(d.cr);
    cairo_destroy(d.cr);
    cairo_surface_finish(surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    if (status == CAIRO_STATUS_WRITE_ERROR)
        return err_set(e, ERR_INVALID, "the document would be larger than %d MB",
                       DOC_OUTPUT_MAX >> 20);
    return status == CAIRO_STATUS_SUCCESS ||
           err_set(e, ERR_INTERNAL, "PDF was not written: %s", cairo_status_to_string(status));
}

/* Setting takes far more memory than the result, so it has an arena of its own. */
bool doc_pdf(Arena *a, const Doc *d, Buf *out, Str *replaced, Err *e)
{
    AUTO(arena_freep) Arena *own = arena_new(ARENA_COMMAND);
    AUTO(flow_done) Flow flow = { 0 };
    AUTO(setter_done) Setter setter = { 0 };
    Fonts fonts;
    Pages pages;

    if (!flow_build(own, d, &flow, e))
        return false;
    fonts_choose(own, &flow, e->lang, &fonts);
    if (fonts.none)
        return err_set(e, ERR_INTERNAL,
                       "this machine has no font for Chinese text; install one, for example the "
                       "package fonts-noto-cjk");
    *replaced = arena_str(a, fonts.replaced);
    setter_init(&setter, own, &fonts, d->lang);
    return pages_compose(&setter, &flow, &pages, e) && draw(&pages, out, e);
}
