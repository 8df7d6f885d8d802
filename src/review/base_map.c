/* SPDX-License-Identifier: Apache-2.0
 * Reading map files and checking their pictures.
 */
#include "review/base_map.h"

#include "review/chart_cairo.h"

typedef struct {
    Arena *a;
    const Countries *all;
    BaseMap *m;
    VEC(MapPlace) places;
    Str line; /* that is being read */
    size_t number;
    Err *e;
} Reading;

/* ---- errors ---- */

static MapSpot spot_of(const Reading *r, Str word)
{
    size_t before = word.p ? (size_t)(word.p - r->line.p) : 0;
    return (MapSpot){ r->number, utf8_len(str_part(r->line, 0, before)) + 1 };
}

static bool blame(const BaseMap *m, MapSpot spot, Err *e)
{
    return err_prefix(e, "%.*s:%zu:%zu: ", STR(m->name), spot.line, spot.column);
}

static bool blame_word(const Reading *r, Str word)
{
    return blame(r->m, spot_of(r, word), r->e);
}

bool base_map_blame_picture(const BaseMap *m, Err *e)
{
    return blame(m, m->image_spot, e);
}

/* ---- words of a line ---- */

static bool is_blank(char ch)
{
    return ch == ' ' || ch == '\t';
}

static Str first_word(Str *rest)
{
    size_t n = 0;
    Str word;

    while (n < rest->n && !is_blank(rest->p[n]))
        n++;
    word = str_part(*rest, 0, n);
    *rest = str_trim(str_part(*rest, n, rest->n));
    return word;
}

static Str last_word(Str *head)
{
    size_t n = head->n;
    Str word;

    while (n > 0 && !is_blank(head->p[n - 1]))
        n--;
    word = str_part(*head, n, head->n);
    *head = str_trim(str_part(*head, 0, n));
    return word;
}

/* ---- what is said of the map ---- */

/* Is there a year in brackets of some kind, as every number of approval has it? */
static bool has_year(Str s)
{
    int digits = -1;
    uint32_t ch;

    while (utf8_next(&s, &ch)) {
        if (ch == '(' || ch == '[' || ch == 0xff08 || ch == 0x3014)
            digits = 0;
        else if (digits >= 0 && ch >= '0' && ch <= '9')
            digits++;
        else if (digits == 4 && (ch == ')' || ch == ']' || ch == 0xff09 || ch == 0x3015))
            return true;
        else
            digits = -1;
    }
    return false;
}

/* The number alone, where it was copied together with its label. */
static Str without_label(Str s)
{
    static const char *const labels[] = { "审图号", "審圖號", ":", "：" };

    for (size_t i = 0; i < LEN(labels); i++)
        if (str_starts(s, str_z(labels[i])))
            s = str_trim(str_part(s, strlen(labels[i]), s.n));
    return s;
}

static bool take_approval(const Reading *r, Str value)
{
    r->m->approval = without_label(value);
    return has_year(r->m->approval) ||
           err_set(r->e, ERR_INVALID,
                   "'%.*s' is no approval number; write it as it is printed on the map, with its "
                   "year in brackets, such as GS(2024)0000号",
                   STR(value)) ||
           blame_word(r, value);
}

static bool take_image(const Reading *r, Str value)
{
    r->m->image = value;
    r->m->image_spot = spot_of(r, value);
    return true;
}

static bool take_source(const Reading *r, Str value)
{
    r->m->source = value;
    return true;
}

typedef struct {
    const char *word;
    bool (*take)(const Reading *r, Str value);
} Said;

static const Said said[] = {
    { "image", take_image },
    { "approval", take_approval },
    { "source", take_source },
};

static bool wrong_line(const Reading *r, Str line)
{
    err_set(r->e, ERR_INVALID,
            "'%.*s' is no line of a map file; write 'image FILE', 'approval NUMBER', 'source TEXT' "
            "or a country with the place of its mark, such as 'MY 770 480'",
            STR(utf8_part(line, MAP_WORDS_MAX)));
    return blame_word(r, line);
}

static bool read_said(const Reading *r, const Said *s, bool *seen, Str word, Str value)
{
    if (!value.n)
        return wrong_line(r, word);
    if (*seen) {
        err_set(r->e, ERR_INVALID, "'%s' stands twice in the map file; delete one of the lines",
                s->word);
        return blame_word(r, word);
    }
    *seen = true;
    if (utf8_len(value) > MAP_WORDS_MAX) {
        err_set(r->e, ERR_INVALID, "'%s' has more than %d characters, which is the limit", s->word,
                MAP_WORDS_MAX);
        return blame_word(r, value);
    }
    return s->take(r, value);
}

/* ---- places ---- */

static bool read_pixels(const Reading *r, Str word, int64_t *out)
{
    if (str_int(word, out) && *out >= 0)
        return true;
    err_set(r->e, ERR_INVALID,
            "'%.*s' is no number of pixels; write two whole numbers: how far the mark is from the "
            "left edge and from the upper edge of the picture",
            STR(utf8_part(word, MAP_WORDS_MAX)));
    return blame_word(r, word);
}

static bool read_place(Reading *r, Str line)
{
    Str name = line, y = last_word(&name), x = last_word(&name);
    MapPlace p = { .spot = spot_of(r, line) };
    const Country *country;

    if (!name.n)
        return wrong_line(r, line);
    if (!read_pixels(r, x, &p.x) || !read_pixels(r, y, &p.y))
        return false;
    country = country_find(r->all, name);
    if (!country) {
        err_set(r->e, ERR_INVALID,
                "'%.*s' is no country or region; write its code of two letters, such as MY",
                STR(utf8_part(name, MAP_WORDS_MAX)));
        return blame_word(r, name);
    }
    p.code = country->code;
    for (size_t i = 0; i < r->places.n; i++)
        if (strcmp(r->places.p[i].code, p.code) == 0) {
            err_set(r->e, ERR_INVALID, "%s has a place already, in line %zu; delete one of them",
                    p.code, r->places.p[i].spot.line);
            return blame_word(r, name);
        }
    vec_push(r->a, &r->places, p);
    return true;
}

/* ---- the file ---- */

static bool read_line(Reading *r, bool *seen)
{
    Str line = str_trim(r->line), value = line, word = first_word(&value);

    if (!line.n || line.p[0] == '#')
        return true;
    if (!str_plain(line, false)) {
        err_set(r->e, ERR_INVALID, "the line holds control characters; save it as plain text");
        return blame_word(r, line);
    }
    for (size_t i = 0; i < LEN(said); i++)
        if (str_eq(word, str_z(said[i].word)))
            return read_said(r, &said[i], &seen[i], word, value);
    return read_place(r, line);
}

static bool is_complete(const Reading *r)
{
    const BaseMap *m = r->m;

    if (!m->approval.n)
        return err_set(r->e, ERR_INVALID,
                       "'%.*s' has no approval number (审图号), which must be shown with every "
                       "published map; add a line such as 'approval GS(2024)0000号' with the "
                       "number that is printed on the map",
                       STR(m->name));
    if (!m->image.n)
        return err_set(r->e, ERR_INVALID,
                       "'%.*s' names no picture; add a line such as 'image world.png'",
                       STR(m->name));
    return r->places.n ||
           err_set(r->e, ERR_INVALID,
                   "'%.*s' has no place for any country; add lines such as 'MY 770 480'",
                   STR(m->name));
}

bool base_map_read(Arena *a, const Countries *all, Str text, Str name, BaseMap *out, Err *e)
{
    Reading r = { .a = a, .all = all, .m = out, .e = e };
    bool seen[LEN(said)] = { false };
    Str rest = text;

    *out = (BaseMap){ .name = name };
    if (!utf8_valid(text))
        return err_set(e, ERR_INVALID, "'%.*s' is not UTF-8; save it as text in UTF-8", STR(name));
    if (str_starts(rest, S("\xEF\xBB\xBF")))
        rest = str_part(rest, 3, rest.n);
    while (str_next(&rest, '\n', &r.line)) {
        if (++r.number > MAP_LINES_MAX)
            return err_set(e, ERR_INVALID, "'%.*s' has more than %d lines, which is the limit",
                           STR(name), MAP_LINES_MAX);
        if (!read_line(&r, seen))
            return false;
    }
    out->places = r.places.p;
    out->n = r.places.n;
    return is_complete(&r);
}

/* ---- the picture ---- */

#define PNG_START "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"

static int64_t big_endian(const char *p)
{
    int64_t n = 0;
    for (size_t i = 0; i < 4; i++)
        n = n << 8 | (unsigned char)p[i];
    return n;
}

/* The size stands at the begin, so that nothing too large is ever unpacked. */
static bool read_size(BaseMap *m, Str png, Err *e)
{
    const Str start = { PNG_START, sizeof PNG_START - 1 };

    if (str_starts(png, S("\xff\xd8\xff")))
        return err_set(e, ERR_INVALID, "'%.*s' is a JPEG picture; save it as PNG, in its full size",
                       STR(m->image));
    if (!str_starts(png, start) || png.n < start.n + 8)
        return err_set(e, ERR_INVALID, "'%.*s' is no PNG picture; save the map as PNG",
                       STR(m->image));
    m->width = big_endian(png.p + start.n);
    m->height = big_endian(png.p + start.n + 4);
    if (m->width > MAP_SIDE_MAX || m->height > MAP_SIDE_MAX)
        return err_set(e, ERR_INVALID,
                       "'%.*s' has %" PRId64 " × %" PRId64 " pixels; a side has at most %d",
                       STR(m->image), m->width, m->height, MAP_SIDE_MAX);
    return m->width * m->height <= MAP_PIXELS_MAX ||
           err_set(e, ERR_INVALID,
                   "'%.*s' has %" PRId64 " × %" PRId64 " pixels; at most %d million in all are "
                   "possible",
                   STR(m->image), m->width, m->height, MAP_PIXELS_MAX / 1000000);
}

static bool unpack(const BaseMap *m, Str png, Err *e)
{
    cairo_surface_t *picture = picture_open(png);
    cairo_status_t status = cairo_surface_status(picture);

    cairo_surface_destroy(picture);
    return status == CAIRO_STATUS_SUCCESS ||
           err_set(e, ERR_INVALID,
                   "'%.*s' is damaged or not whole; get the file again from where it came",
                   STR(m->image));
}

static bool holds_places(const BaseMap *m, Err *e)
{
    for (size_t i = 0; i < m->n; i++) {
        const MapPlace *p = &m->places[i];
        if (p->x < m->width && p->y < m->height)
            continue;
        err_set(e, ERR_INVALID,
                "the place %" PRId64 " %" PRId64 " of %s lies outside of '%.*s', which has %" PRId64
                " × %" PRId64 " pixels, counted from the upper left corner",
                p->x, p->y, p->code, STR(m->image), m->width, m->height);
        return blame(m, p->spot, e);
    }
    return true;
}

bool base_map_picture(BaseMap *m, Str png, Err *e)
{
    if (png.n > MAP_PICTURE_MAX)
        err_set(e, ERR_INVALID, "'%.*s' has more than %d MB, which is the limit", STR(m->image),
                MAP_PICTURE_MAX >> 20);
    if (e->kind || !read_size(m, png, e) || !unpack(m, png, e))
        return base_map_blame_picture(m, e);
    m->png = png;
    return holds_places(m, e);
}

/* ---- for charts ---- */

const MapPlace *base_map_place(const BaseMap *m, Str code)
{
    for (size_t i = 0; i < m->n; i++)
        if (str_eq(code, str_z(m->places[i].code)))
            return &m->places[i];
    return NULL;
}

size_t base_map_notes(Arena *a, const BaseMap *m, Lang lang, Str out[2])
{
    size_t n = 0;

    out[n++] = arena_printf(a, tr(lang, N_("Map approval number: %.*s")), STR(m->approval));
    if (m->source.n)
        out[n++] = arena_printf(a, tr(lang, N_("Base map: %.*s")), STR(m->source));
    return n;
}
