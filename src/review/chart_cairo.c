/* SPDX-License-Identifier: Apache-2.0
 * Marks of a chart with cairo.
 */
#include "review/chart_cairo.h"

#include <math.h>

#include "review/base_map.h"

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

static void draw_pill(cairo_t *cr, const Mark *m)
{
    double r = fmin(m->w, m->h) / 2, right = m->x + m->w - r, bottom = m->y + m->h - r;

    cairo_new_sub_path(cr);
    cairo_arc(cr, m->x + r, m->y + r, r, M_PI, 1.5 * M_PI);
    cairo_arc(cr, right, m->y + r, r, 1.5 * M_PI, 2 * M_PI);
    cairo_arc(cr, right, bottom, r, 0, 0.5 * M_PI);
    cairo_arc(cr, m->x + r, bottom, r, 0.5 * M_PI, M_PI);
    cairo_close_path(cr);
    cairo_fill(cr);
}

typedef struct {
    Str rest;
} Source;

static cairo_status_t read_png(void *from, unsigned char *p, unsigned n)
{
    Source *s = from;
    if (s->rest.n < n)
        return CAIRO_STATUS_READ_ERROR;
    memcpy(p, s->rest.p, n);
    s->rest = str_part(s->rest, n, s->rest.n);
    return CAIRO_STATUS_SUCCESS;
}

cairo_surface_t *picture_open(Str png)
{
    Source s = { png };
    return cairo_image_surface_create_from_png_stream(read_png, &s);
}

/* A picture that several charts show is unpacked once, and stands in a PDF once. */
static void draw_picture(cairo_t *cr, Setter *s, const Mark *m)
{
    if (s->map != m->map) {
        cairo_surface_destroy(s->picture);
        s->map = m->map;
        s->picture = picture_open(m->map->png);
    }
    cairo_save(cr);
    cairo_translate(cr, m->x, m->y);
    cairo_scale(cr, m->w / (double)m->map->width, m->h / (double)m->map->height);
    cairo_set_source_surface(cr, s->picture, 0, 0);
    cairo_rectangle(cr, 0, 0, (double)m->map->width, (double)m->map->height);
    cairo_fill(cr);
    cairo_restore(cr);
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
        case MARK_PILL: draw_pill(cr, m); break;
        case MARK_PICTURE: draw_picture(cr, s, m); break;
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
