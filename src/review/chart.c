/* SPDX-License-Identifier: Apache-2.0
 * Charts as SVG: the marks of chart_draw.h as elements, with attributes only, so that a page that
 * forbids styles in its markup can hold them.
 */
#include "base/html.h"
#include "review/base_map.h"
#include "review/chart_draw.h"

/* 12.5 as "12.5": html() knows no fractions, and two places are finer than any screen. */
static void put_number(Buf *out, const char *name, double x)
{
    buf_printf(out, " %s=\"%.2f\"", name, x);
}

static void put_colour(Buf *out, const char *name, uint32_t colour)
{
    buf_printf(out, " %s=\"#%06" PRIx32 "\"", name, colour);
}

static void put_box(const Mark *m, Buf *out)
{
    put_number(out, "x", m->x);
    put_number(out, "y", m->y);
    put_number(out, "width", m->w);
    put_number(out, "height", m->h);
}

static void put_rect(const Mark *m, Buf *out)
{
    if (m->href.n)
        html(out, "<a href=\"%.*s\" aria-label=\"%.*s\">", STR(m->href), STR(m->text));
    buf_put(out, S("<rect"));
    put_box(m, out);
    if (m->kind == MARK_PILL)
        put_number(out, "rx", (m->w < m->h ? m->w : m->h) / 2);
    put_colour(out, "fill", m->colour);
    if (m->text.n)
        html(out, "><title>%.*s</title></rect>", STR(m->text));
    else
        html(out, "/>");
    if (m->href.n)
        buf_put(out, S("</a>"));
}

static void put_line(const Mark *m, Buf *out)
{
    buf_put(out, S("<line"));
    put_number(out, "x1", m->x);
    put_number(out, "y1", m->y);
    put_number(out, "x2", m->x + m->w);
    put_number(out, "y2", m->y + m->h);
    put_number(out, "stroke-width", m->size);
    put_colour(out, "stroke", m->colour);
    buf_put(out, S("/>"));
}

static void put_text(const Mark *m, Buf *out)
{
    static const char *const anchors[] = {
        [ANCHOR_START] = "start", [ANCHOR_MIDDLE] = "middle", [ANCHOR_END] = "end"
    };
    buf_put(out, S("<text"));
    put_number(out, "x", m->x);
    put_number(out, "y", m->y);
    put_number(out, "font-size", m->size);
    put_colour(out, "fill", m->colour);
    html(out, " text-anchor=\"%s\"", anchors[m->anchor]);
    if (m->strong)
        html(out, " font-weight=\"bold\"");
    html(out, ">%.*s</text>", STR(m->text));
}

static void put_base64(Str s, Buf *out)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    for (size_t i = 0; i < s.n; i += 3) {
        size_t n = s.n - i < 3 ? s.n - i : 3;
        uint32_t bits = 0;
        char four[4];
        for (size_t k = 0; k < 3; k++)
            bits = bits << 8 | (k < n ? (unsigned char)s.p[i + k] : 0);
        for (size_t k = 0; k < 4; k++)
            four[k] = k <= n ? digits[bits >> (18 - 6 * k) & 63] : '=';
        buf_put(out, (Str){ four, sizeof four });
    }
}

/* The bytes of the file themselves, in the page or behind the address that a server gives. */
static void put_picture(const Mark *m, Buf *out)
{
    buf_put(out, S("<image"));
    put_box(m, out);
    if (m->map->href.n) {
        html(out, " href=\"%.*s\"/>\n", STR(m->map->href));
        return;
    }
    buf_put(out, S(" href=\"data:image/png;base64,"));
    put_base64(m->map->png, out);
    buf_put(out, S("\"/>\n"));
}

void chart_svg(Arena *a, const Chart *chart, Lang lang, int width, Buf *out)
{
    static void (*const put[])(const Mark *m, Buf *out) = {
        [MARK_RECT] = put_rect,
        [MARK_PILL] = put_rect,
        [MARK_LINE] = put_line,
        [MARK_TEXT] = put_text,
        [MARK_PICTURE] = put_picture,
    };
    static const char *const kinds[] = {
        [CHART_BARS] = "bars", [CHART_LINE] = "line", [CHART_TILES] = "tiles", [CHART_MAP] = "map"
    };
    ChartDrawing d;
    bool opens = false; /* what holds links is no picture */
    for (size_t i = 0; i < chart->n; i++)
        opens |= chart->p[i].href.n > 0;
    chart_layout(a, chart, lang, width, &d);
    html(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart %s\" role=\"%s\"",
         kinds[chart->kind], opens ? "group" : "img");
    buf_printf(out, " viewBox=\"0 0 %.2f %.2f\"", d.width, d.height);
    put_number(out, "width", d.width);
    put_number(out, "height", d.height);
    html(out, " lang=\"%s\" font-family=\"sans-serif\" aria-label=\"%.*s\">", lang_code(lang),
         STR(d.told));
    html(out, "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>\n");
    for (size_t i = 0; i < d.n; i++)
        put[d.marks[i].kind](&d.marks[i], out);
    html(out, "</svg>\n");
}
