/* SPDX-License-Identifier: Apache-2.0
 * Charts as lists of marks: bars and lines. Countries are in chart_tiles.c and
 * chart_map.c.
 *
 * Bars lie, so that labels of any length can be read; their axis begins at zero, and so does that
 * of lines. What is missing is a gap and is never drawn as zero.
 */
#include "review/chart_draw.h"

#include <math.h>

#include "review/base_map.h"
#include "review/chart_parts.h"
#include "text/number.h"

enum { TOLD_MAX = 2000 };

/* Widths in 1/100 of the size. */
static double letter_width(uint32_t ch)
{
    if (ch >= 0x2e80)
        return 100;
    if (ch == ' ' || ch == '.' || ch == ',' || ch == 'i' || ch == 'l')
        return 30;
    if (ch >= '0' && ch <= '9')
        return 56;
    return (ch >= 'A' && ch <= 'Z') || ch == 'm' || ch == 'w' ? 72 : 55;
}

double chart_text_width(Str s, double size)
{
    double sum = 0;
    uint32_t ch;

    while (utf8_next(&s, &ch))
        sum += letter_width(ch);
    return sum / 100 * size;
}

void draft_rect(Draft *d, Mark m)
{
    m.kind = MARK_RECT;
    vec_push(d->a, &d->marks, m);
}

void draft_pill(Draft *d, Mark m)
{
    m.kind = MARK_PILL;
    vec_push(d->a, &d->marks, m);
}

void draft_picture(Draft *d, Mark m)
{
    m.kind = MARK_PICTURE;
    m.map = d->c->map;
    vec_push(d->a, &d->marks, m);
}

void draft_line(Draft *d, double x1, double y1, double x2, double y2, Mark look)
{
    look.kind = MARK_LINE;
    look.x = x1;
    look.y = y1;
    look.w = x2 - x1;
    look.h = y2 - y1;
    look.size = (look.size > 0 ? look.size : 0.6) * d->unit;
    vec_push(d->a, &d->marks, look);
}

void draft_text(Draft *d, double x, double y, Str text, Mark look)
{
    look.kind = MARK_TEXT;
    look.x = x;
    look.y = y;
    look.text = text;
    look.size = (look.size > 0 ? look.size : CHART_LABEL) * d->unit;
    look.colour = look.colour ? look.colour : CHART_INK;
    vec_push(d->a, &d->marks, look);
}

Str draft_value(const Draft *d, int64_t value)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);

    decimal_print(value, d->c->places, &b);
    return arena_str(d->a, buf_str(&b));
}

typedef VEC(Str) Lines;

/* Takes off *rest what fits in `width`: at least a character, and a Latin word whole if it can. */
static Str take_line(Str *rest, double width, double size)
{
    Str s = *rest, line = *rest;
    size_t word = 0;
    uint32_t ch;
    double sum = 0;

    while (utf8_next(&s, &ch)) {
        size_t end = rest->n - s.n;
        sum += letter_width(ch) / 100 * size;
        if (sum > width && word > 0) {
            line.n = word;
            break;
        }
        if (ch == ' ' || ch == '-' || ch >= 0x2e80 || (!word && sum + size / 2 > width))
            word = end;
    }
    *rest = str_part(*rest, line.n, SIZE_MAX);
    return str_trim(line);
}

static Lines wrap(Arena *a, Str text, double width, double size)
{
    Lines lines = { 0 };
    Str rest = text;

    while (rest.n > 0)
        vec_push(a, &lines, take_line(&rest, width, size));
    return lines;
}

void draft_lines(Draft *d, Str text, Mark look)
{
    double size = (look.size > 0 ? look.size : CHART_LABEL) * d->unit;
    double at = look.anchor == ANCHOR_START    ? 0
                : look.anchor == ANCHOR_MIDDLE ? d->width / 2
                                               : d->width;
    Lines lines = wrap(d->a, text, d->width, size);

    for (size_t i = 0; i < lines.n; i++) {
        d->y += size * 1.4;
        draft_text(d, at, d->y, lines.p[i], look);
    }
}

void draft_others(Draft *d, const bool *placed)
{
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);

    for (size_t i = 0; i < d->c->n; i++) {
        const ChartPoint *p = &d->c->p[i];
        if (placed[i])
            continue;
        buf_put(&b, b.n == 0 ? S("") : d->lang == LANG_EN ? S("; ") : S("；"));
        buf_put(&b, p->label);
        buf_putc(&b, ' ');
        buf_put(&b, p->missing ? S("–") : draft_value(d, p->value));
    }
    if (b.n > 0)
        draft_lines(
            d, arena_printf(d->a, tr(d->lang, "Without a place above: %.*s"), STR(buf_str(&b))),
            (Mark){ 0 });
}

static void draft_head(Draft *d)
{
    const Chart *c = d->c;

    if (c->title.n)
        draft_lines(d, c->title,
                    (Mark){ .size = CHART_TITLE, .anchor = ANCHOR_MIDDLE, .strong = true });
    if (c->unit.n)
        draft_lines(d, arena_printf(d->a, tr(d->lang, "Unit: %.*s"), STR(c->unit)),
                    (Mark){ .anchor = ANCHOR_END, .colour = CHART_FAINT });
    d->y += 6 * d->unit;
}

/* The least and the greatest value, and zero. */
static void span(const Chart *c, double *low, double *high)
{
    *low = *high = 0;
    for (size_t i = 0; i < c->n; i++) {
        if (c->p[i].missing)
            continue;
        *low = fmin(*low, (double)c->p[i].value);
        *high = fmax(*high, (double)c->p[i].value);
    }
    if (*low == *high)
        *high = 1;
}

/* Where bars stand: label | values below zero | bars | values. */
typedef struct {
    double left, right, zero, scale; /* of one unit of value */
    double label;                    /* width of the labels */
} BarFrame;

static BarFrame bar_frame(const Draft *d)
{
    double size = CHART_LABEL * d->unit, label = 0, value = 0, low, high;
    BarFrame f;

    for (size_t i = 0; i < d->c->n; i++) {
        const ChartPoint *p = &d->c->p[i];
        label = fmax(label, chart_text_width(p->label, size));
        if (!p->missing)
            value = fmax(value, chart_text_width(draft_value(d, p->value), size));
    }
    span(d->c, &low, &high);
    f.label = fmin(label + size / 2, d->width * 0.4);
    f.left = f.label + size / 2 + (low < 0 ? value + size / 2 : 0);
    f.right = d->width - value - size / 2;
    f.scale = (f.right - f.left) / (high - low);
    f.zero = f.left - low * f.scale;
    return f;
}

static void bar_value(Draft *d, const BarFrame *f, const ChartPoint *p, double base)
{
    double gap = 3 * d->unit, end = f->zero + (double)p->value * f->scale;

    if (p->missing)
        draft_text(d, f->zero + gap, base, str_z(tr(d->lang, "not available")),
                   (Mark){ .colour = CHART_FAINT });
    else if (p->value < 0)
        draft_text(d, end - gap, base, draft_value(d, p->value), (Mark){ .anchor = ANCHOR_END });
    else
        draft_text(d, end + gap, base, draft_value(d, p->value), (Mark){ 0 });
}

static void bar(Draft *d, const BarFrame *f, const ChartPoint *p)
{
    double size = CHART_LABEL * d->unit, thick = 11 * d->unit;
    Lines lines = wrap(d->a, p->label, f->label, size);
    double height = fmax(thick, (double)lines.n * size * 1.2) + 5 * d->unit;
    double middle = d->y + height / 2, length = fabs((double)p->value) * f->scale;
    double first = middle + size * 0.35 - (double)(lines.n ? lines.n - 1 : 0) * size * 0.6;

    for (size_t i = 0; i < lines.n; i++)
        draft_text(d, f->label, first + (double)i * size * 1.2, lines.p[i],
                   (Mark){ .anchor = ANCHOR_END });
    if (!p->missing && length > 0)
        draft_rect(d, (Mark){ .x = p->value < 0 ? f->zero - length : f->zero,
                              .y = middle - thick / 2,
                              .w = length,
                              .h = thick,
                              .colour = CHART_FILL,
                              .text = p->label,
                              .href = p->href });
    bar_value(d, f, p, middle + size * 0.35);
    d->y += height;
}

static void chart_bars(Draft *d)
{
    BarFrame f = bar_frame(d);
    double top = d->y;

    for (size_t i = 0; i < d->c->n; i++)
        bar(d, &f, &d->c->p[i]);
    draft_line(d, f.zero, top, f.zero, d->y, (Mark){ .colour = CHART_RULE });
}

typedef struct {
    double left, top, bottom, step; /* of the area, and from point to point */
    double low, scale;
    size_t each; /* of so many points one has its texts */
} LineFrame;

/* 1, 2 or 5 times a power of ten, so that about four steps make up the height. */
static double nice_step(double height)
{
    double ten = pow(10, floor(log10(height / 4))), times = height / 4 / ten;
    return fmax(1, ten * (times > 5 ? 10 : times > 2 ? 5 : times > 1 ? 2 : 1));
}

static double line_y(const LineFrame *f, double value)
{
    return f->bottom - (value - f->low) * f->scale;
}

static double line_x(const LineFrame *f, size_t i)
{
    return f->left + f->step * ((double)i + 0.5);
}

/* The number of a line across; those beyond what fits into 64 bits are the greatest. */
static Str tick(const Draft *d, double value)
{
    const double most = 9.2e18;
    return draft_value(d, (int64_t)fmax(-most, fmin(most, value)));
}

/* The lines across with their numbers; sets the frame's left and scale. */
static void line_axis(Draft *d, LineFrame *f)
{
    double low, high, step, widest = 0, size = CHART_LABEL * d->unit;
    int n;

    span(d->c, &low, &high);
    step = nice_step(high - low);
    f->low = floor(low / step) * step;
    n = (int)(ceil(high / step) - floor(low / step));
    f->scale = (f->bottom - f->top) / (n * step);
    for (int i = 0; i <= n; i++)
        widest = fmax(widest, chart_text_width(tick(d, f->low + i * step), size));
    f->left = widest + size / 2;
    for (int i = 0; i <= n; i++) {
        double value = f->low + i * step, y = line_y(f, value);
        bool zero = fabs(value) < step / 2;
        draft_line(d, f->left, y, d->width, y,
                   (Mark){ .colour = zero ? CHART_RULE : 0xd9d9d9u, .size = zero ? 0.8 : 0.4 });
        draft_text(d, f->left - size / 3, y + size * 0.35, tick(d, value),
                   (Mark){ .anchor = ANCHOR_END, .colour = CHART_FAINT });
    }
}

static size_t texts_each(const Draft *d, double step)
{
    double size = CHART_LABEL * d->unit, widest = 1;

    for (size_t i = 0; i < d->c->n; i++) {
        widest = fmax(widest, chart_text_width(d->c->p[i].label, size));
        widest = fmax(widest, chart_text_width(draft_value(d, d->c->p[i].value), size));
    }
    return (size_t)fmax(1, ceil((widest + size / 2) / step));
}

/* Above the point, or below where both its neighbours are higher. */
static double value_y(const Draft *d, const LineFrame *f, size_t i)
{
    const ChartPoint *p = d->c->p;
    double y = line_y(f, (double)p[i].value), size = CHART_LABEL * d->unit;
    bool inner = i > 0 && i + 1 < d->c->n && !p[i - 1].missing && !p[i + 1].missing;
    bool valley = inner && p[i - 1].value > p[i].value && p[i + 1].value > p[i].value;

    return valley && y + size * 1.5 < f->bottom ? y + size * 1.2 : y - size * 0.5;
}

static void line_point(Draft *d, const LineFrame *f, size_t i)
{
    const ChartPoint *p = &d->c->p[i];
    double x = line_x(f, i), y = line_y(f, (double)p->value), dot = 4 * d->unit;

    if (i % f->each == 0)
        draft_text(d, x, f->bottom + CHART_LABEL * 1.4 * d->unit, p->label,
                   (Mark){ .anchor = ANCHOR_MIDDLE });
    if (p->missing)
        return;
    draft_rect(d, (Mark){ .x = x - dot / 2,
                          .y = y - dot / 2,
                          .w = dot,
                          .h = dot,
                          .colour = CHART_FILL,
                          .text = p->label });
    if (i % f->each == 0)
        draft_text(d, x, value_y(d, f, i), draft_value(d, p->value),
                   (Mark){ .anchor = ANCHOR_MIDDLE });
}

static void chart_line(Draft *d)
{
    const Chart *c = d->c;
    LineFrame f = { .top = d->y + 12 * d->unit };

    f.bottom = f.top + 150 * d->unit;
    line_axis(d, &f);
    f.step = (d->width - f.left) / (double)(c->n ? c->n : 1);
    f.each = texts_each(d, f.step);
    for (size_t i = 1; i < c->n; i++)
        if (!c->p[i].missing && !c->p[i - 1].missing)
            draft_line(d, line_x(&f, i - 1), line_y(&f, (double)c->p[i - 1].value), line_x(&f, i),
                       line_y(&f, (double)c->p[i].value),
                       (Mark){ .colour = CHART_FILL, .size = 1.6 });
    for (size_t i = 0; i < c->n; i++)
        line_point(d, &f, i);
    d->y = f.bottom + CHART_LABEL * 1.4 * d->unit;
}

/* What must be said of a base map is never cut off. */
static Str told_with_notes(const Draft *d, Str values)
{
    Str notes[2];
    size_t n = d->c->map ? base_map_notes(d->a, d->c->map, d->lang, notes) : 0;
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);

    buf_put(&b, values);
    for (size_t i = 0; i < n; i++) {
        buf_put(&b, d->lang == LANG_EN ? S(". ") : S("。"));
        buf_put(&b, notes[i]);
    }
    return arena_str(d->a, buf_str(&b));
}

/* "Guests (persons): Malaysia 12; Japan –", in the punctuation of the language. */
static Str told(const Draft *d)
{
    const Chart *c = d->c;
    bool en = d->lang == LANG_EN;
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);

    buf_put(&b, c->title);
    if (c->unit.n)
        buf_printf(&b, en ? " (%.*s)" : "（%.*s）", STR(c->unit));
    for (size_t i = 0; i < c->n && b.n < TOLD_MAX; i++) {
        buf_put(&b, i == 0 ? (en ? S(": ") : S("：")) : en ? S("; ") : S("；"));
        buf_put(&b, c->p[i].label);
        buf_putc(&b, ' ');
        buf_put(&b, c->p[i].missing ? S("–") : draft_value(d, c->p[i].value));
    }
    return told_with_notes(d, utf8_part(buf_str(&b), TOLD_MAX));
}

void chart_layout(Arena *a, const Chart *c, Lang lang, double width, ChartDrawing *out)
{
    static void (*const kinds[])(Draft *) = {
        [CHART_BARS] = chart_bars,
        [CHART_LINE] = chart_line,
        [CHART_TILES] = chart_tiles,
        [CHART_MAP] = chart_map,
    };
    Draft d = { .a = a, .c = c, .lang = lang, .width = width, .unit = width / CHART_POINTS };

    draft_head(&d);
    kinds[c->kind](&d);
    *out = (ChartDrawing){
        .width = width,
        .height = d.y + 4 * d.unit,
        .marks = d.marks.p,
        .n = d.marks.n,
        .told = told(&d),
    };
}
