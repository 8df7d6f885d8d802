/* SPDX-License-Identifier: Apache-2.0
 * A chart on the office's own base map: the picture whole and as it is, and on it for each country
 * or region a mark with its value.
 *
 * The greatest values are placed first. A mark that would cover another, or leave the picture,
 * moves aside: a line leads back to its place, and it says the code of its country too. What finds
 * no room within a short way, or has no place in the map file, is listed below. Marks are dark with
 * a white rim, so that they are read on any ground and without colour.
 */
#include <math.h>
#include <stdlib.h>

#include "review/base_map.h"
#include "review/chart_parts.h"

/* In points on paper. */
#define MARK_SIZE 7.5    /* of the numbers */
#define MARK_HEIGHT 10.5 /* of the dark part; a mark of one digit is a circle */
#define RIM 1.0
#define STEP 3.0      /* from ring to ring, where a free spot is looked for */
#define HIGHEST 500.0 /* of the picture; a higher one is drawn narrower */

enum { RINGS = 20, ANGLES = 16 };

#define MARK_FILL 0x16324fu
#define MARK_RIM 0xffffffu

typedef struct {
    const ChartPoint *point;
    Str text;
    double x, y;      /* its place */
    double left, top; /* the mark with its rim */
    double width, height;
    bool moved;
} Pin;

typedef struct {
    Draft *d;
    double x, y, width, height; /* of the picture */
    Pin *pins;                  /* those that stand already */
    size_t n;
} Board;

/* The picture over the whole width, unless it is too high for that. */
static Board board_of(Draft *d)
{
    const BaseMap *m = d->c->map;
    double scale = fmin(d->width / (double)m->width, HIGHEST * d->unit / (double)m->height);
    Board b = { .d = d, .y = d->y };

    b.width = scale * (double)m->width;
    b.height = scale * (double)m->height;
    b.x = (d->width - b.width) / 2;
    b.pins = NEWN(d->a, Pin, d->c->n + 1);
    return b;
}

static bool is_free(const Board *b, const Pin *p)
{
    if (p->left < b->x || p->left + p->width > b->x + b->width || p->top < b->y ||
        p->top + p->height > b->y + b->height)
        return false;
    for (size_t i = 0; i < b->n; i++) {
        const Pin *q = &b->pins[i];
        if (p->left < q->left + q->width && q->left < p->left + p->width &&
            p->top < q->top + q->height && q->top < p->top + p->height)
            return false;
    }
    return true;
}

static void label(const Draft *d, Pin *p, Str text)
{
    p->text = text;
    p->height = (MARK_HEIGHT + 2 * RIM) * d->unit;
    p->width = fmax(p->height, chart_text_width(text, MARK_SIZE * d->unit) * 1.1 +
                                   (MARK_HEIGHT / 2 + 2 * RIM) * d->unit);
}

/* At its place, else on the nearest ring around it that has room: first to the right. */
static bool find_room(const Board *b, Pin *p)
{
    Str value = draft_value(b->d, p->point->value);

    label(b->d, p, value);
    for (int ring = 0; ring <= RINGS; ring++) {
        if (ring == 1)
            label(b->d, p, arena_printf(b->d->a, "%.*s %.*s", STR(p->point->code), STR(value)));
        for (int i = 0; i < (ring ? ANGLES : 1); i++) {
            double angle = 2 * M_PI * i / ANGLES, far = ring * STEP * b->d->unit;
            p->left = p->x + far * cos(angle) - p->width / 2;
            p->top = p->y + far * sin(angle) - p->height / 2;
            p->moved = ring > 0;
            if (is_free(b, p))
                return true;
        }
    }
    return false;
}

static bool place(Board *b, const ChartPoint *point)
{
    const BaseMap *m = b->d->c->map;
    const MapPlace *at = base_map_place(m, point->code);
    double scale = b->width / (double)m->width;
    Pin p = { .point = point };

    if (!at || point->missing)
        return false;
    p.x = b->x + ((double)at->x + 0.5) * scale;
    p.y = b->y + ((double)at->y + 0.5) * scale;
    if (!find_room(b, &p))
        return false;
    b->pins[b->n++] = p;
    return true;
}

/* From the place to the middle of the mark, which covers its end. */
static void draw_line_to(Draft *d, const Pin *p)
{
    double dot = 3 * d->unit, x = p->left + p->width / 2, y = p->top + p->height / 2;

    draft_line(d, p->x, p->y, x, y, (Mark){ .colour = MARK_RIM, .size = 2.4 });
    draft_line(d, p->x, p->y, x, y, (Mark){ .colour = MARK_FILL, .size = 0.8 });
    draft_pill(d, (Mark){ .x = p->x - dot / 2 - d->unit * 0.6,
                          .y = p->y - dot / 2 - d->unit * 0.6,
                          .w = dot + d->unit * 1.2,
                          .h = dot + d->unit * 1.2,
                          .colour = MARK_RIM });
    draft_pill(
        d, (Mark){
               .x = p->x - dot / 2, .y = p->y - dot / 2, .w = dot, .h = dot, .colour = MARK_FILL });
}

static void draw_pin(Draft *d, const Pin *p)
{
    double rim = RIM * d->unit;
    Mark inner = { .x = p->left + rim,
                   .y = p->top + rim,
                   .w = p->width - 2 * rim,
                   .h = p->height - 2 * rim,
                   .colour = MARK_FILL,
                   .text = p->point->label };

    draft_pill(
        d, (Mark){ .x = p->left, .y = p->top, .w = p->width, .h = p->height, .colour = MARK_RIM });
    draft_pill(d, inner);
    draft_text(
        d, p->left + p->width / 2, p->top + p->height / 2 + MARK_SIZE * 0.36 * d->unit, p->text,
        (Mark){ .anchor = ANCHOR_MIDDLE, .size = MARK_SIZE, .colour = MARK_RIM, .strong = true });
}

static int by_value(const void *a, const void *b)
{
    const ChartPoint *x = *(const ChartPoint *const *)a, *y = *(const ChartPoint *const *)b;
    if (x->value != y->value)
        return x->value < y->value ? 1 : -1;
    return (x > y) - (x < y);
}

void chart_map(Draft *d)
{
    Board b = board_of(d);
    const ChartPoint **order = NEWN(d->a, const ChartPoint *, d->c->n + 1);
    bool *placed = NEWN(d->a, bool, d->c->n + 1);
    Str notes[2];
    size_t nnotes = base_map_notes(d->a, d->c->map, d->lang, notes);

    for (size_t i = 0; i < d->c->n; i++)
        order[i] = &d->c->p[i];
    if (d->c->n)
        qsort(order, d->c->n, sizeof *order, by_value);
    for (size_t i = 0; i < d->c->n; i++)
        placed[order[i] - d->c->p] = place(&b, order[i]);
    draft_picture(d, (Mark){ .x = b.x, .y = b.y, .w = b.width, .h = b.height });
    for (size_t i = 0; i < b.n; i++)
        if (b.pins[i].moved)
            draw_line_to(d, &b.pins[i]);
    for (size_t i = 0; i < b.n; i++)
        draw_pin(d, &b.pins[i]);
    d->y += b.height;
    for (size_t i = 0; i < nnotes; i++)
        draft_lines(d, notes[i], (Mark){ 0 });
    draft_others(d, placed);
}
