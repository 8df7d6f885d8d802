/* SPDX-License-Identifier: Apache-2.0
 * Charts: places of tiles, zero, gaps, and colours that can be read.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "review/chart_draw.h"
#include "text/country.h"
#include "text/tsv.h"

enum { WIDTH = 442, GRID = 64 };

static int open_arena(void **state)
{
    *state = arena_new(ARENA_REQUEST);
    return 0;
}

static int close_arena(void **state)
{
    arena_free(*state);
    return 0;
}

static ChartDrawing laid_out(Arena *a, Chart c)
{
    ChartDrawing d;
    chart_layout(a, &c, LANG_EN, WIDTH, &d);
    return d;
}

static const Mark *find_text(const ChartDrawing *d, const char *text)
{
    for (size_t i = 0; i < d->n; i++)
        if (d->marks[i].kind == MARK_TEXT && str_eq(d->marks[i].text, str_z(text)))
            return &d->marks[i];
    return NULL;
}

static const Mark *find_rect(const ChartDrawing *d, const char *text)
{
    for (size_t i = 0; i < d->n; i++)
        if (d->marks[i].kind == MARK_RECT && str_eq(d->marks[i].text, str_z(text)))
            return &d->marks[i];
    return NULL;
}

/* Column and row of each code; no two share a square. */
static size_t read_tiles(Arena *a, Str at[GRID][GRID])
{
    Str rest = tsv_table("tiles.tsv"), cells[3];
    size_t n = 0;

    for (; tsv_row(&rest, cells, LEN(cells)); n++) {
        int64_t column = -1, row = -1;
        assert_true(str_int(cells[1], &column) && str_int(cells[2], &row));
        assert_in_range(column, 0, GRID - 1);
        assert_in_range(row, 0, GRID - 1);
        assert_int_equal(at[row][column].n, 0);
        at[row][column] = arena_str(a, cells[0]);
    }
    return n;
}

static void every_country_has_a_square_of_its_own(void **state)
{
    Arena *a = *state;
    Folder *folder = folder_new();
    const Countries *all = countries_load(a, folder);
    Str at[GRID][GRID] = { 0 };
    size_t n, placed = read_tiles(a, at);

    (void)countries_all(all, &n);
    assert_int_equal(placed, n);
    for (size_t row = 0; row < GRID; row++)
        for (size_t column = 0; column < GRID; column++)
            if (at[row][column].n)
                assert_non_null(country_find(all, at[row][column]));
    folder_free(folder);
}

static void regions_of_china_touch_it(void **state)
{
    static const char *const regions[] = { "HK", "MO", "TW" };
    Str at[GRID][GRID] = { 0 };

    (void)read_tiles(*state, at);
    for (size_t i = 0; i < LEN(regions); i++) {
        bool touches = false;
        for (size_t y = 1; y + 1 < GRID; y++)
            for (size_t x = 1; x + 1 < GRID; x++)
                for (size_t k = 0; str_eq(at[y][x], S("CN")) && k < 9; k++)
                    touches =
                        touches || str_eq(at[y + k / 3 - 1][x + k % 3 - 1], str_z(regions[i]));
        assert_true(touches);
    }
}

static double channel(uint32_t c)
{
    double v = (c & 255) / 255.0;
    return v <= 0.03928 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

/* Relative luminance as WCAG 2 has it. */
static double luminance(uint32_t c)
{
    return 0.2126 * channel(c >> 16) + 0.7152 * channel(c >> 8) + 0.0722 * channel(c);
}

static double contrast(uint32_t a, uint32_t b)
{
    double x = luminance(a), y = luminance(b);
    return (fmax(x, y) + 0.05) / (fmin(x, y) + 0.05);
}

/* The colour below a point: that of the last rectangle drawn before, or white. */
static uint32_t below(const ChartDrawing *d, size_t before, double x, double y)
{
    for (size_t i = before; i > 0; i--) {
        const Mark *m = &d->marks[i - 1];
        if (m->kind == MARK_RECT && x >= m->x && x < m->x + m->w && y >= m->y && y < m->y + m->h)
            return m->colour;
    }
    return 0xffffff;
}

static Chart tiles(Arena *a, size_t n)
{
    static const char *const codes[] = {
        "PH", "MY", "SG", "ID", "TH", "HK", "US", "AU", "GB", "IT"
    };
    ChartPoint *p = NEWN(a, ChartPoint, n);

    for (size_t i = 0; i < n; i++)
        p[i] = (ChartPoint){ .label = str_z(codes[i]),
                             .code = str_z(codes[i]),
                             .value = (int64_t)(i * i + 1) };
    return (
        Chart){ .kind = CHART_TILES, .title = S("Guests"), .unit = S("persons"), .p = p, .n = n };
}

static void texts_have_contrast(void **state)
{
    for (size_t n = 1; n <= 10; n++) {
        ChartDrawing d = laid_out(*state, tiles(*state, n));
        for (size_t i = 0; i < d.n; i++)
            if (d.marks[i].kind == MARK_TEXT) {
                const Mark *m = &d.marks[i];
                double got = contrast(m->colour, below(&d, i, m->x, m->y - m->size * 0.3));
                if (got < 4.5)
                    fail_msg("'%.*s': contrast %.2f", STR(m->text), got);
            }
    }
}

/* Classes of value differ in lightness, the greater the darker. */
static void shades_differ_in_grey(void **state)
{
    ChartDrawing d = laid_out(*state, tiles(*state, 10));
    static const char *const from_low[] = { "PH", "SG", "TH", "US", "IT" };

    for (size_t i = 1; i < LEN(from_low); i++) {
        double lighter = luminance(find_rect(&d, from_low[i - 1])->colour);
        double darker = luminance(find_rect(&d, from_low[i])->colour);
        assert_true((lighter + 0.05) / (darker + 0.05) > 1.4);
    }
}

static void a_tile_shows_its_value_and_the_legend_its_class(void **state)
{
    ChartDrawing d = laid_out(*state, tiles(*state, 10));

    assert_non_null(find_text(&d, "82"));
    assert_non_null(find_text(&d, "65 – 82"));
    assert_non_null(find_text(&d, "no value"));
    assert_non_null(find_text(&d, "CN")); /* pale, but there */
}

static void a_point_without_a_square_is_told(void **state)
{
    ChartPoint p[] = { { .label = S("Ruritania"), .code = S("XX"), .value = 7 },
                       { .label = S("Japan"), .code = S("JP"), .value = 3 } };
    ChartDrawing d = laid_out(*state, (Chart){ .kind = CHART_TILES, .p = p, .n = LEN(p) });

    assert_non_null(find_text(&d, "Without a place above: Ruritania 7"));
}

static void bars_begin_at_zero(void **state)
{
    ChartPoint p[] = { { .label = S("a"), .value = 250 },
                       { .label = S("b"), .value = 1000 },
                       { .label = S("c"), .missing = true, .value = 9999999 },
                       { .label = S("d"), .value = -500 },
                       { .label = S("e"), .value = 0 } };
    ChartDrawing d =
        laid_out(*state, (Chart){ .kind = CHART_BARS, .places = 1, .p = p, .n = LEN(p) });
    const Mark *a = find_rect(&d, "a"), *b = find_rect(&d, "b"), *below_zero = find_rect(&d, "d");

    assert_true(fabs(b->w - 4 * a->w) < 0.01);
    assert_true(fabs(b->w - 2 * below_zero->w) < 0.01);
    assert_true(fabs(a->x - b->x) < 0.01);
    assert_true(fabs(below_zero->x + below_zero->w - a->x) < 0.01);
    assert_null(find_rect(&d, "c")); /* missing is no zero … */
    assert_null(find_rect(&d, "e")); /* … and zero is no bar */
    assert_non_null(find_text(&d, "not available"));
    assert_non_null(find_text(&d, "100.0"));
    assert_non_null(find_text(&d, "0.0"));
}

/* The strokes between points, told from those of the axis by their thickness. */
static size_t strokes(const ChartDrawing *d)
{
    size_t n = 0;

    for (size_t i = 0; i < d->n; i++)
        n += d->marks[i].kind == MARK_LINE && d->marks[i].size > 1;
    return n;
}

static void a_line_has_a_gap_where_a_value_is_missing(void **state)
{
    ChartPoint p[6] = {
        { .label = S("2020"), .value = 4 },      { .label = S("2021"), .value = 6 },
        { .label = S("2022"), .missing = true }, { .label = S("2023"), .value = 3 },
        { .label = S("2024"), .value = 8 },      { .label = S("2025"), .value = 8 }
    };
    ChartDrawing d = laid_out(*state, (Chart){ .kind = CHART_LINE, .p = p, .n = LEN(p) });

    assert_int_equal(strokes(&d), 3);
    assert_null(find_rect(&d, "2022"));
    assert_non_null(find_rect(&d, "2023"));
    assert_non_null(find_text(&d, "2022"));
    assert_non_null(find_text(&d, "0")); /* the axis begins there */
}

/* Estimated widths may be a little off, so texts get that much. */
static void nothing_is_drawn_outside(void **state)
{
    static const Str label = { "Federation of very long names 海外侨胞联谊总会菲律宾分会", 62 };
    ChartPoint p[30];

    for (size_t i = 0; i < LEN(p); i++)
        p[i] =
            (ChartPoint){ .label = label, .code = S("PH"), .value = INT64_MAX / (int64_t)(i + 1) };
    for (int kind = CHART_BARS; kind <= CHART_TILES; kind++) {
        ChartDrawing d = laid_out(
            *state, (Chart){ .kind = (ChartKind)kind, .title = label, .p = p, .n = LEN(p) });
        for (size_t i = 0; i < d.n; i++) {
            const Mark *m = &d.marks[i];
            double right = m->kind == MARK_TEXT ? m->x : m->x + m->w;
            assert_true(m->x >= -0.01 && right <= WIDTH + 0.01);
            assert_true(m->y >= -0.01 && m->y + m->h <= d.height + 0.01);
        }
    }
}

static void charts_without_points_are_drawn(void **state)
{
    for (int kind = CHART_BARS; kind <= CHART_TILES; kind++) {
        ChartDrawing d = laid_out(*state, (Chart){ .kind = (ChartKind)kind, .title = S("Empty") });
        assert_non_null(find_text(&d, "Empty"));
        assert_true(d.height > 0 && isfinite(d.height));
    }
}

static void everything_scales_with_the_width(void **state)
{
    Chart c = tiles(*state, 10);
    ChartDrawing one = laid_out(*state, c), two;

    chart_layout(*state, &c, LANG_EN, 2 * WIDTH, &two);
    assert_int_equal(one.n, two.n);
    assert_true(fabs(two.height - 2 * one.height) < 0.01);
    for (size_t i = 0; i < one.n; i++)
        assert_true(fabs(two.marks[i].x - 2 * one.marks[i].x) < 0.01);
}

static void a_chart_is_told_in_words(void **state)
{
    ChartPoint p[] = { { .label = S("Malaysia"), .value = 125 },
                       { .label = S("Japan"), .missing = true } };
    ChartDrawing d = laid_out(*state, (Chart){ .kind = CHART_BARS,
                                               .title = S("Aid"),
                                               .unit = S("million yuan"),
                                               .places = 1,
                                               .p = p,
                                               .n = LEN(p) });

    assert_true(str_eq(d.told, S("Aid (million yuan): Malaysia 12.5; Japan –")));
}

#define CASE(fn) cmocka_unit_test_setup_teardown(fn, open_arena, close_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(every_country_has_a_square_of_its_own),
        CASE(regions_of_china_touch_it),
        CASE(texts_have_contrast),
        CASE(shades_differ_in_grey),
        CASE(a_tile_shows_its_value_and_the_legend_its_class),
        CASE(a_point_without_a_square_is_told),
        CASE(bars_begin_at_zero),
        CASE(a_line_has_a_gap_where_a_value_is_missing),
        CASE(nothing_is_drawn_outside),
        CASE(charts_without_points_are_drawn),
        CASE(everything_scales_with_the_width),
        CASE(a_chart_is_told_in_words),
    };
    return cmocka_run_group_tests_name("chart", tests, NULL, NULL);
}
