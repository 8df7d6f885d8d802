/* SPDX-License-Identifier: Apache-2.0
 * Base maps: what a map file may say, which pictures are taken, and that a chart on a map shows or
 * lists every value.
 */
#include <math.h>
#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "review/base_map.h"
#include "review/chart_draw.h"

enum { WIDTH = 442 };

typedef struct {
    Arena *a;
    Folder *folder;
    const Countries *all;
    BaseMap example; /* tests/data/map/example.txt, with its picture */
} Maps;

static Str read_data(Arena *a, const char *name)
{
    const char *root = getenv("SOURCE_ROOT"); /* NOLINT(concurrency-mt-unsafe) */
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    char room[4096];
    size_t n;
    assert_non_null(root);
    FILE *f = fopen(arena_printf(a, "%s/tests/data/map/%s", root, name).p, "rb");

    assert_non_null(f);
    while ((n = fread(room, 1, sizeof room, f)) > 0)
        buf_put(&b, (Str){ room, n });
    assert_int_equal(fclose(f), 0);
    return arena_str(a, buf_str(&b));
}

static int open_maps(void **state)
{
    Arena *a = arena_new(ARENA_COMMAND);
    Maps *m = NEW(a, Maps);
    Err e = { 0 };

    m->a = a;
    m->folder = folder_new();
    m->all = countries_load(a, m->folder);
    if (!base_map_read(a, m->all, read_data(a, "example.txt"), S("example.txt"), &m->example, &e) ||
        !base_map_picture(&m->example, read_data(a, "example.png"), &e))
        fail_msg("%s", e.msg);
    *state = m;
    return 0;
}

static int close_maps(void **state)
{
    Maps *m = *state;
    folder_free(m->folder);
    arena_free(m->a);
    return 0;
}

/* ---- map files ---- */

static void reads_what_is_said(void **state)
{
    const Maps *m = *state;
    const MapPlace *p = base_map_place(&m->example, S("MY"));
    Str notes[2];

    assert_true(str_eq(m->example.approval, S("GS(2024)0000号")));
    assert_int_equal(m->example.width, 960);
    assert_int_equal(m->example.height, 480);
    assert_non_null(p);
    assert_int_equal(p->x, 600);
    assert_int_equal(p->y, 225);
    assert_null(base_map_place(&m->example, S("VU")));
    assert_null(base_map_place(&m->example, S("")));
    assert_int_equal(base_map_notes(m->a, &m->example, LANG_EN, notes), 2);
    assert_true(str_eq(notes[0], S("Map approval number: GS(2024)0000号")));
}

/* What people write around the same three lines: the number is understood or kept as it is. */
static void takes_what_people_write(void **state)
{
    static const struct {
        const char *text, *approval;
    } cases[] = {
        { "image a.png\napproval GS（2023）0001号\nMY 1 2", "GS（2023）0001号" },
        { "\xEF\xBB\xBFimage a.png\r\napproval\t闽S〔2021〕12号\r\nMY\t1\t2\r\n", "闽S〔2021〕12号" },
        { "# a remark\n\nimage a b.png\n approval 审图号：GS(2024)0000号\nMYS 1 2", "GS(2024)0000号" },
        { "MY 1 2\nimage a.png\napproval 審圖號: GS京(2022)1号", "GS京(2022)1号" },
        { "马来西亚 1 2\nimage a.png\napproval GS[2024]1号", "GS[2024]1号" },
        { "Hong Kong 3 4\nMalaysia 1 2\nimage a.png\napproval JS(2011)01-010号", "JS(2011)01-010号" },
    };
    const Maps *m = *state;

    for (size_t i = 0; i < LEN(cases); i++) {
        Err e = { 0 };
        BaseMap map;
        if (!base_map_read(m->a, m->all, str_z(cases[i].text), S("m.txt"), &map, &e))
            fail_msg("%zu: %s", i, e.msg);
        assert_true(str_eq(map.approval, str_z(cases[i].approval)));
        assert_int_equal(base_map_place(&map, S("MY"))->x, 1);
        assert_int_equal(base_map_place(&map, S("MY"))->y, 2);
    }
}

#define HEAD "image a.png\napproval GS(2024)0000号\n"

static void refuses_with_place_and_remedy(void **state)
{
    static const struct {
        const char *text, *says;
    } cases[] = {
        { "image a.png\nMY 1 2", "'m.txt' has no approval number (审图号)" },
        { "image a.png\nMY 1 2", "add a line such as 'approval GS(2024)0000号'" },
        { "image a.png\napproval\nMY 1 2", "m.txt:2:1: 'approval' is no line of a map file" },
        { "image a.png\napproval 审图号：\nMY 1 2", "m.txt:2:10: '审图号：' is no approval number" },
        { "image a.png\napproval pending\n", "m.txt:2:10: 'pending' is no approval number" },
        { "approval GS(24)12号", "with its year in brackets" },
        { "approval GS(2024)1号\nMY 1 2", "names no picture; add a line such as 'image world.png'" },
        { HEAD, "has no place for any country" },
        { HEAD "MY 1", "m.txt:3:1: 'MY 1' is no line of a map file" },
        { HEAD "MY", "write 'image FILE', 'approval NUMBER', 'source TEXT'" },
        { HEAD "  MY 1.5 2", "m.txt:3:6: '1.5' is no number of pixels" },
        { HEAD "MY 1 -2", "m.txt:3:6: '-2' is no number of pixels" },
        { HEAD "MY 1 99999999999999999999", "is no number of pixels" },
        { HEAD "大马国 1 2", "m.txt:3:1: '大马国' is no country or region" },
        { HEAD "MY 1 2\nSG 1 2\n马来西亚 3 4", "m.txt:5:1: MY has a place already, in line 3" },
        { HEAD "image b.png", "m.txt:3:1: 'image' stands twice" },
        { HEAD "MY 1 2\x01", "m.txt:3:1: the line holds control characters" },
        { HEAD "MY 1 2\xff", "'m.txt' is not UTF-8" },
    };
    const Maps *m = *state;

    for (size_t i = 0; i < LEN(cases); i++) {
        Err e = { 0 };
        BaseMap map;
        assert_false(base_map_read(m->a, m->all, str_z(cases[i].text), S("m.txt"), &map, &e));
        assert_int_equal(e.kind, ERR_INVALID);
        if (str_find(str_z(e.msg), str_z(cases[i].says)) < 0)
            fail_msg("'%s' instead of '%s'", e.msg, cases[i].says);
    }
}

static void limits_of_a_map_file_are_named(void **state)
{
    const Maps *m = *state;
    AUTO(buf_done) Buf lines = buf_new(BUF_LINE);
    AUTO(buf_done) Buf words = buf_new(BUF_LINE);
    BaseMap map;
    Err e = { 0 }, f = { 0 };

    for (size_t i = 0; i <= MAP_LINES_MAX; i++)
        buf_putc(&lines, '\n');
    assert_false(base_map_read(m->a, m->all, buf_str(&lines), S("m.txt"), &map, &e));
    assert_string_equal(e.msg, "'m.txt' has more than 2000 lines, which is the limit");
    buf_put(&words, S("source "));
    for (size_t i = 0; i <= MAP_WORDS_MAX; i++)
        buf_put(&words, S("图"));
    assert_false(base_map_read(m->a, m->all, buf_str(&words), S("m.txt"), &map, &f));
    assert_string_equal(f.msg,
                        "m.txt:1:8: 'source' has more than 200 characters, which is the limit");
}

/* ---- pictures ---- */

/* The start of a PNG of that size; nothing more of it is there. */
static Str png_of(Arena *a, uint32_t width, uint32_t height)
{
    static const char start[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    char bytes[32] = { 0 };

    memcpy(bytes, start, sizeof start - 1);
    for (size_t i = 0; i < 4; i++) {
        bytes[16 + i] = (char)(width >> (24 - 8 * i));
        bytes[20 + i] = (char)(height >> (24 - 8 * i));
    }
    return arena_str(a, (Str){ bytes, sizeof bytes });
}

static void refuses_other_pictures(void **state)
{
    const Maps *m = *state;
    Str whole = m->example.png;
    Str large = { arena_get(m->a, MAP_PICTURE_MAX + 1), MAP_PICTURE_MAX + 1 };
    char *broken = arena_z(m->a, whole);
    const struct {
        Str png;
        const char *says;
    } cases[] = {
        { S(""), "example.txt:2:11: 'example.png' is no PNG picture" },
        { S("GIF89a"), "is no PNG picture; save the map as PNG" },
        { S("\xff\xd8\xff\xe0"), "is a JPEG picture; save it as PNG, in its full size" },
        { str_part(whole, 0, 20), "is no PNG picture" },
        { str_part(whole, 0, whole.n / 2), "is damaged or not whole" },
        { { broken, whole.n }, "is damaged or not whole" },
        { png_of(m->a, 8001, 10), "has 8001 × 10 pixels; a side has at most 8000" },
        { png_of(m->a, 10, UINT32_MAX), "has 10 × 4294967295 pixels" },
        { png_of(m->a, 8000, 8000), "at most 32 million in all" },
        { png_of(m->a, 0, 0), "is damaged or not whole" },
        { large, "has more than 8 MB, which is the limit" },
    };

    broken[whole.n / 2] = (char)(broken[whole.n / 2] ^ 0x55);
    for (size_t i = 0; i < LEN(cases); i++) {
        BaseMap map = m->example;
        Err e = { 0 };
        assert_false(base_map_picture(&map, cases[i].png, &e));
        assert_int_equal(e.kind, ERR_INVALID);
        if (str_find(str_z(e.msg), str_z(cases[i].says)) < 0)
            fail_msg("'%s' instead of '%s'", e.msg, cases[i].says);
    }
}

static void refuses_places_outside(void **state)
{
    const Maps *m = *state;
    BaseMap map;
    Err e = { 0 };

    assert_true(base_map_read(m->a, m->all, S(HEAD "MY 959 479\nSG 960 0"), S("m.txt"), &map, &e));
    assert_false(base_map_picture(&map, m->example.png, &e));
    assert_string_equal(e.msg,
                        "m.txt:4:1: the place 960 0 of SG lies outside of 'a.png', which has "
                        "960 × 480 pixels, counted from the upper left corner");
}

/* ---- charts ---- */

static Chart chart_of(const BaseMap *map, const ChartPoint *p, size_t n)
{
    return (Chart){ .kind = CHART_MAP, .title = S("Guests"), .p = p, .n = n, .map = map };
}

static ChartDrawing laid_out(Arena *a, const Chart *c)
{
    ChartDrawing d;
    chart_layout(a, c, LANG_EN, WIDTH, &d);
    return d;
}

/* Every country of the world has a value. */
static Chart of_all(const Maps *m, const BaseMap *map)
{
    size_t n;
    const Country *all = countries_all(m->all, &n);
    ChartPoint *p = NEWN(m->a, ChartPoint, n);

    for (size_t i = 0; i < n; i++)
        p[i] = (ChartPoint){ .label = all[i].en,
                             .code = str_z(all[i].code),
                             .value = (int64_t)(i * 37 % 1500) };
    return chart_of(map, p, n);
}

static const Mark *picture_of(const ChartDrawing *d)
{
    const Mark *found = NULL;
    for (size_t i = 0; i < d->n; i++)
        if (d->marks[i].kind == MARK_PICTURE) {
            assert_null(found);
            found = &d->marks[i];
        }
    assert_non_null(found);
    return found;
}

static const Mark *mark_of(const ChartDrawing *d, Str label)
{
    for (size_t i = 0; i < d->n; i++)
        if (d->marks[i].kind == MARK_PILL && str_eq(d->marks[i].text, label))
            return &d->marks[i];
    return NULL;
}

/* All texts below the picture, lines joined by blanks. */
static Str texts_below(Arena *a, const ChartDrawing *d, const Mark *picture)
{
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    for (size_t i = 0; i < d->n; i++)
        if (d->marks[i].kind == MARK_TEXT && d->marks[i].y > picture->y + picture->h) {
            buf_put(&b, d->marks[i].text);
            buf_putc(&b, ' ');
        }
    return arena_str(a, buf_str(&b));
}

static Str squeezed(Arena *a, Str s)
{
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != ' ')
            buf_putc(&b, s.p[i]);
    return arena_str(a, buf_str(&b));
}

/* Wherever the lines end. */
static bool holds(Arena *a, Str text, Str part)
{
    return str_find(squeezed(a, text), squeezed(a, part)) >= 0;
}

static void shows_the_picture_whole(void **state)
{
    static const struct {
        int64_t width, height;
    } sizes[] = { { 960, 480 }, { 100, 100 }, { 4000, 7000 }, { 8000, 2 } };
    const Maps *m = *state;

    for (size_t i = 0; i < LEN(sizes); i++) {
        BaseMap map = m->example;
        map.width = sizes[i].width;
        map.height = sizes[i].height;
        map.n = 0;
        Chart c = of_all(m, &map);
        ChartDrawing d = laid_out(m->a, &c);
        const Mark *p = picture_of(&d);
        double ratio = (double)map.width / (double)map.height;
        assert_true(fabs(p->w / p->h / ratio - 1) < 1e-6);
        assert_true(p->x >= -0.01 && p->x + p->w <= WIDTH + 0.01 && p->h <= 500.01);
    }
}

/* A mark stands at its place, in the scale of the picture. */
static void marks_stand_at_their_places(void **state)
{
    const Maps *m = *state;
    ChartPoint p[] = { { .label = S("Malaysia"), .code = S("MY"), .value = 1250 },
                       { .label = S("Japan"), .code = S("JP"), .value = 7 } };
    Chart c = chart_of(&m->example, p, LEN(p));
    ChartDrawing d = laid_out(m->a, &c);
    const Mark *at = picture_of(&d), *long_one = mark_of(&d, S("Malaysia")),
               *circle = mark_of(&d, S("Japan"));
    double scale = at->w / 960;

    if (!long_one || !circle) {
        fail_msg("a country has no mark");
        return;
    }
    assert_true(fabs(long_one->x + long_one->w / 2 - at->x - 600.5 * scale) < 0.01);
    assert_true(fabs(long_one->y + long_one->h / 2 - at->y - 225.5 * scale) < 0.01);
    assert_true(fabs(circle->w - circle->h) < 0.01);
    assert_true(long_one->w > long_one->h);
}

static bool overlap(const Mark *a, const Mark *b)
{
    return a->x < b->x + b->w && b->x < a->x + a->w && a->y < b->y + b->h && b->y < a->y + a->h;
}

/* Whatever is crowded: no mark covers another, and a country has a mark or stands in the list. */
static void nothing_is_dropped_or_covered(void **state)
{
    const Maps *m = *state;
    BaseMap crowded = m->example;
    MapPlace *places;
    size_t n, shown = 0;
    const Country *all = countries_all(m->all, &n);

    places = NEWN(m->a, MapPlace, n);
    for (size_t i = 0; i < n; i++)
        places[i] = (MapPlace){ .code = all[i].code, .x = 955, .y = 240 };
    crowded.places = places;
    crowded.n = n;
    Chart c = of_all(m, &crowded);
    ChartDrawing d = laid_out(m->a, &c);
    const Mark *picture = picture_of(&d);
    Str below = texts_below(m->a, &d, picture);
    for (size_t i = 0; i < n; i++) {
        const Mark *mark = mark_of(&d, all[i].en);
        Str told = arena_printf(m->a, "%.*s %" PRId64, STR(all[i].en), c.p[i].value);
        shown += mark != NULL;
        if (!mark && !holds(m->a, below, told))
            fail_msg("'%.*s' is nowhere", STR(told));
        for (size_t k = 0; mark && k < i; k++) {
            const Mark *other = mark_of(&d, all[k].en);
            assert_false(other && overlap(mark, other));
        }
        if (mark)
            assert_true(mark->x >= picture->x && mark->x + mark->w <= picture->x + picture->w);
    }
    assert_in_range(shown, 2, n - 10); /* the case has both kinds */
}

/* A mark that stands elsewhere says its country, and a line leads to its place. */
static void a_mark_that_moved_says_its_country(void **state)
{
    const Maps *m = *state;
    ChartPoint p[] = { { .label = S("Hong Kong"), .code = S("HK"), .value = 30 },
                       { .label = S("Macao"), .code = S("MO"), .value = 6 } };
    Chart c = chart_of(&m->example, p, LEN(p));
    ChartDrawing d = laid_out(m->a, &c);
    bool plain = false, named = false;
    size_t lines = 0;

    for (size_t i = 0; i < d.n; i++) {
        plain = plain || str_eq(d.marks[i].text, S("30"));
        named = named || str_eq(d.marks[i].text, S("MO 6"));
        lines += d.marks[i].kind == MARK_LINE;
    }
    assert_true(plain && named);
    assert_int_equal(lines, 2); /* dark on white */
}

static void what_has_no_place_or_no_value_is_listed(void **state)
{
    const Maps *m = *state;
    ChartPoint p[] = { { .label = S("Vanuatu"), .code = S("VU"), .value = 4 },
                       { .label = S("Japan"), .code = S("JP"), .missing = true },
                       { .label = S("Malaysia"), .code = S("MY"), .value = 3 } };
    Chart c = chart_of(&m->example, p, LEN(p));
    ChartDrawing d = laid_out(m->a, &c);
    Str below = texts_below(m->a, &d, picture_of(&d));

    assert_true(str_find(below, S("Without a place above: Vanuatu 4; Japan –")) >= 0);
    assert_true(str_find(below, S("Map approval number: GS(2024)0000号")) >= 0);
    assert_true(str_ends(d.told, S("(an example, and no map of anything)")));
    assert_true(str_find(d.told, S("Malaysia 3. Map approval number: GS(2024)0000号")) >= 0);
}

/* ---- documents ---- */

static Doc doc_of(const Maps *m, const BaseMap *map)
{
    Chart *c = NEW(m->a, Chart);
    Block *b = NEW(m->a, Block);

    *c = of_all(m, map);
    *b = (Block){ .kind = BLOCK_CHART, .chart = c };
    return (Doc){ .blocks = b, .n = 1 };
}

/* The page has the very bytes of the file inside, or leads to them. */
static void a_page_shows_the_file_unaltered(void **state)
{
    const Str start = S(" href=\"data:image/png;base64,");
    const Maps *m = *state;
    BaseMap served = m->example;
    AUTO(buf_done) Buf alone = buf_new(BUF_PAGE);
    AUTO(buf_done) Buf page = buf_new(BUF_PAGE);
    unsigned char *bytes = arena_get(m->a, m->example.png.n);
    Doc d = doc_of(m, &m->example);
    size_t n = 0;
    const char *end;

    doc_html(m->a, &d, NULL, &alone);
    ptrdiff_t at = str_find(buf_str(&alone), start);
    assert_true(at > 0);
    Str rest = str_part(buf_str(&alone), (size_t)at + start.n, alone.n);
    assert_int_equal(sodium_base642bin(bytes, m->example.png.n, rest.p, rest.n, NULL, &n, &end,
                                       sodium_base64_VARIANT_ORIGINAL),
                     0);
    assert_int_equal(*end, '"');
    assert_true(str_eq((Str){ (const char *)bytes, n }, m->example.png));

    served.href = S("/static/a&b.png");
    d = doc_of(m, &served);
    doc_html_body(m->a, &d, NULL, &page);
    assert_true(str_find(buf_str(&page), S(" href=\"/static/a&amp;b.png\"/>")) > 0);
    assert_true(str_find(buf_str(&page), S("data:")) < 0);
}

static void every_format_has_the_number(void **state)
{
    const Maps *m = *state;
    AUTO(buf_done) Buf md = buf_new(BUF_PAGE);
    AUTO(buf_done) Buf pdf = buf_new(BUF_PAGE);
    AUTO(buf_done) Buf docx = buf_new(BUF_PAGE);
    Doc d = doc_of(m, &m->example);
    Str replaced;
    Err e = { 0 };

    doc_markdown(m->a, &d, NULL, &md);
    assert_true(str_find(buf_str(&md), S("|Malaysia|")) > 0);
    assert_true(str_find(buf_str(&md), S("\n\nMap approval number: GS(2024)0000号\n\n")) > 0);
    if (!doc_pdf(m->a, &d, &pdf, &replaced, &e) || !doc_docx(m->a, &d, &docx, &e))
        fail_msg("%s", e.msg);
    /* every dot of the picture, once */
    ptrdiff_t at = str_find(buf_str(&pdf), S("/Width 960\n   /Height 480\n"));
    assert_true(at > 0);
    assert_true(str_find(buf_str(&docx), S("word/media/chart1.png")) > 0);
}

/* fontconfig keeps a pattern for the life of the process, and cairo 1.16 loses some bytes for each
 * OpenType font that it takes a subset of. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\nleak:libcairo\n";
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_is_said),
        cmocka_unit_test(takes_what_people_write),
        cmocka_unit_test(refuses_with_place_and_remedy),
        cmocka_unit_test(limits_of_a_map_file_are_named),
        cmocka_unit_test(refuses_other_pictures),
        cmocka_unit_test(refuses_places_outside),
        cmocka_unit_test(shows_the_picture_whole),
        cmocka_unit_test(marks_stand_at_their_places),
        cmocka_unit_test(nothing_is_dropped_or_covered),
        cmocka_unit_test(a_mark_that_moved_says_its_country),
        cmocka_unit_test(what_has_no_place_or_no_value_is_listed),
        cmocka_unit_test(a_page_shows_the_file_unaltered),
        cmocka_unit_test(every_format_has_the_number),
    };
    return cmocka_run_group_tests_name("base_map", tests, open_maps, close_maps);
}
