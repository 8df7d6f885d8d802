/* SPDX-License-Identifier: Apache-2.0
 * Marks of a chart with cairo.
 */
#include "review/chart_cairo.h"

#include <math.h>

static void ink(cairo_t *cr, uint32_t colour)
{
    cairo_set_source_rgb(cr, (colour >> 16 & 255) / 255.0, (colour >> 8 & 255) / 255.0,
                         (colour & 255) / 255.0);
}

static void draw_text(cairo_t *cr, Setter *s, const Mark *m)
{
    TextStyle style = { .font = FONT_HEITI, .size = m->size, .strong = m->strong, .light = true };
    TextLine line = set_line(s, m->text, &style);
    double x = m->anchor == ANCHOR_START    ? m->x
               : m->anchor == ANCHOR_MIDDLE ? m->x - line.width / 2
                                            : m->x - line.width;

    for (size_t i = 0; i < line.n; i++) {
        cairo_move_to(cr, x + line.p[i].x, m->y);
        pango_cairo_show_glyph_item(cr, line.p[i].text, line.p[i].glyphs);
    }
}

void chart_cairo(cairo_t *cr, Setter *s, const ChartDrawing *d)
{
    for (size_t i = 0; i < d->n; i++) {
        const Mark *m = &d->marks[i];
        ink(cr, m->colour);
        switch (m->kind) {
        case MARK_RECT:
            cairo_rectangle(cr, m->x, m->y, m->w, m->h);
            cairo_fill(cr);
            break;
        case MARK_LINE:
            cairo_set_line_width(cr, m->size);
            cairo_move_to(cr, m->x, m->y);
            cairo_rel_line_to(cr, m->w, m->h);
            cairo_stroke(cr);
            break;
        case MARK_TEXT: draw_text(cr, s, m); break;
        }
    }
}

static cairo_status_t write_png(void *to, const unsigned char *p, unsigned n)
{
    Buf *b = to;
    buf_put(b, (Str){ (const char *)p, n });
    return b->failed ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

bool chart_png(Setter *s, const ChartDrawing *d, double scale, Buf *out, Err *e)
{
    cairo_surface_t *surface = cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, (int)ceil(d->width * scale), (int)ceil(d->height * scale));
    cairo_t *cr = cairo_create(surface);
    cairo_status_t status;

    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_scale(cr, scale, scale);
    chart_cairo(cr, s, d);
    cairo_destroy(cr);
    status = cairo_surface_write_to_png_stream(surface, write_png, out);
    cairo_surface_destroy(surface);
    return status == CAIRO_STATUS_SUCCESS ||
           err_set(e, ERR_INTERNAL, "a chart could not be drawn: %s",
                   cairo_status_to_string(status));
}
