/* SPDX-License-Identifier: Apache-2.0
 * A chart of tiles: a square for each country or region, placed by data/tiles.tsv, shaded by value,
 * with its code and its value in it. Points that have no square are listed below.
 *
 * The classes of shade hold about as many squares each, and equal values share a class; the legend
 * says from which value to which one each goes. Shades differ in lightness, so that they can be
 * told apart in grey.
 */
#include <stdlib.h>

#include "review/chart_parts.h"
#include "text/tsv.h"

enum { CLASSES = 5, COLUMNS = 31, ROWS = 21, CODES = 26 * 26 };

#define PALE 0xededebu

static const uint32_t shades[CLASSES] = { 0xd3e3f1u, 0x9fc1dfu, 0x5d93c4u, 0x2a6096u, 0x0c2c4fu };
/* A text on a shade; contrast of at least 4.5. */
static const uint32_t inks[CLASSES] = { CHART_INK, CHART_INK, 0x000000u, 0xffffffu, 0xffffffu };

typedef struct {
    int64_t from[CLASSES], to[CLASSES];
    size_t n;
} Classes;

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* Starts a class where the values pass another fifth of their number. */
static Classes classes_of(Arena *a, const Chart *c)
{
    Classes k = { 0 };
    int64_t *v = NEWN(a, int64_t, c->n + 1);
    size_t n = 0, distinct = 0, wanted, seen = 0;

    for (size_t i = 0; i < c->n; i++)
        if (!c->p[i].missing)
            v[n++] = c->p[i].value;
    qsort(v, n, sizeof *v, by_value);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || v[i] != v[i - 1])
            v[distinct++] = v[i];
    wanted = distinct < CLASSES ? distinct : CLASSES;
    for (; seen < distinct; seen++) {
        if (seen == k.n * distinct / (wanted ? wanted : 1))
            k.from[k.n++] = v[seen];
        k.to[k.n - 1] = v[seen];
    }
    return k;
}

static size_t class_of(const Classes *k, int64_t value)
{
    size_t i = 0;

    while (i + 1 < k->n && value >= k->from[i + 1])
        i++;
    return i;
}

/* The shade of a class: few classes take shades that lie far apart. */
static size_t shade_of(const Classes *k, size_t class)
{
    return k->n > 1 ? class * (CLASSES - 1) / (k->n - 1) : CLASSES / 2;
}

/* The place of a code in a table; -1 if it is none. */
static int code_index(Str code)
{
    if (code.n != 2 || code.p[0] < 'A' || code.p[0] > 'Z' || code.p[1] < 'A' || code.p[1] > 'Z')
        return -1;
    return (code.p[0] - 'A') * 26 + code.p[1] - 'A';
}

static void tile(Draft *d, Mark square, Str code, const ChartPoint *p, const Classes *k)
{
    bool known = p && !p->missing;
    size_t shade = known ? shade_of(k, class_of(k, p->value)) : 0;
    double middle = square.x + square.w / 2, side = square.h / d->unit;
    Mark text = { .anchor = ANCHOR_MIDDLE, .colour = known ? inks[shade] : CHART_FAINT };

    square.colour = known ? shades[shade] : PALE;
    square.text = p ? p->label : code;
    square.href = p ? p->href : (Str){ 0 };
    draft_rect(d, square);
    text.size = side * 0.36;
    draft_text(d, middle, square.y + square.h * (known ? 0.4 : 0.63), code, text);
    if (!known)
        return;
    Str value = draft_value(d, p->value);
    double wide = chart_text_width(value, 1) * 1.05;
    text.strong = true;
    text.size = wide * side * 0.45 > side ? side / wide : side * 0.45;
    draft_text(d, middle, square.y + square.h * 0.86, value, text);
}

static void legend_box(Draft *d, double *x, uint32_t colour, Str text)
{
    double box = CHART_LABEL * d->unit, wide = box * 3.2 + chart_text_width(text, box);

    if (*x > 0 && *x + wide > d->width + box) {
        *x = 0;
        d->y += box * 1.5;
    }
    draft_rect(d, (Mark){ .x = *x, .y = d->y, .w = box * 1.6, .h = box, .colour = colour });
    draft_text(d, *x + box * 2, d->y + box * 0.85, text, (Mark){ 0 });
    *x += wide;
}

static void legend(Draft *d, const Classes *k)
{
    double x = 0;

    d->y += 6 * d->unit;
    legend_box(d, &x, PALE, str_z(tr(d->lang, "no value")));
    for (size_t i = 0; i < k->n; i++) {
        Str from = draft_value(d, k->from[i]), to = draft_value(d, k->to[i]);
        Str range =
            k->from[i] == k->to[i] ? from : arena_printf(d->a, "%.*s – %.*s", STR(from), STR(to));
        legend_box(d, &x, shades[shade_of(k, i)], range);
    }
    d->y += CHART_LABEL * d->unit;
}

void chart_tiles(Draft *d)
{
    const ChartPoint *points[CODES] = { 0 };
    bool *placed = NEWN(d->a, bool, d->c->n + 1);
    Classes k = classes_of(d->a, d->c);
    Str rest = tsv_table("tiles.tsv"), cells[3];
    double side = d->width / COLUMNS;

    for (size_t i = 0; i < d->c->n; i++) {
        int at = code_index(d->c->p[i].code);
        if (at >= 0 && !points[at])
            points[at] = &d->c->p[i];
    }
    while (tsv_row(&rest, cells, LEN(cells))) {
        int64_t column, row;
        int at = code_index(cells[0]);
        const ChartPoint *p = at >= 0 ? points[at] : NULL;
        if (!str_int(cells[1], &column) || !str_int(cells[2], &row))
            continue;
        if (p)
            placed[p - d->c->p] = true;
        tile(d,
             (Mark){ .x = (double)column * side,
                     .y = d->y + (double)row * side,
                     .w = side * 0.94,
                     .h = side * 0.94 },
             cells[0], p, &k);
    }
    d->y += ROWS * side;
    legend(d, &k);
    draft_others(d, placed);
}
