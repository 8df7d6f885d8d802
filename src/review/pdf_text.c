/* SPDX-License-Identifier: Apache-2.0
 * Setting of paragraphs: shaping, breaking, justifying.
 */
#include "review/pdf_text.h"

#include <math.h>

#define UNITS ((double)PANGO_SCALE)

/* Blanks are stretched so many times as much as the gaps between Chinese characters. */
enum { BLANK_GAP = 3 };
enum { SCRATCH_MAX = 256 << 20 }; /* a paragraph has at most FLOW_PARAGRAPH_MAX bytes */

/* A cluster of glyphs that no line breaks. */
typedef struct {
    size_t start, end; /* bytes of the text */
    uint32_t ch, last; /* its first and its last character */
    double width;
    bool wide, space;
    bool may_begin; /* may a line begin here? */
    int gap;        /* how readily it is set apart from what stands before it; 0: not at all */
} Cluster;

/* A paragraph between two line ends while it is set. */
typedef struct {
    Setter *s;
    const Paragraph *para;
    const char *text;
    size_t n;
    const Run **runs; /* that of each byte */
    VEC(PangoGlyphItem *) items;
    VEC(Cluster) clusters;
} Setting;

/* Characters of Chinese lines that may not begin one, and such that may not end one. */
static const char no_begin[] = "。，、；：？！）》”’」』】〕〉…—·～％‰℃°々ー)]},.;:?!%";
static const char no_end[] = "（《“‘「『【〔〈￥＄([{$#";

void setter_init(Setter *s, Arena *a, const Fonts *fonts, Lang lang)
{
    PangoFontMap *map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    cairo_font_options_t *options = cairo_font_options_create();

    *s = (Setter){ .a = a, .fonts = fonts, .layout = layout_of(lang), .lang = lang };
    s->scratch = arena_new(SCRATCH_MAX);
    pango_cairo_font_map_set_resolution((PangoCairoFontMap *)map, 72);
    s->context = pango_font_map_create_context(map);
    g_object_unref(map);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(s->context, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(s->context, FALSE);
    pango_context_set_language(s->context, pango_language_from_string(lang_code(lang)));
}

void setter_done(Setter *s)
{
    for (size_t i = 0; i < s->glyphs.n; i++)
        pango_glyph_item_free(s->glyphs.p[i]);
    if (s->context)
        g_object_unref(s->context);
    cairo_surface_destroy(s->picture);
    arena_free(s->scratch);
}

static bool is_in(const char *set, uint32_t ch)
{
    char utf8[4];
    Str one = { utf8, utf8_put(ch, utf8) };
    return str_find(str_z(set), one) >= 0;
}

/* The font of a character: Chinese characters have that of the style, others the Latin one. */
static FontRole role_of(FontRole style, bool wide)
{
    if (!wide)
        return layout_latin(style);
    return style == FONT_SERIF ? FONT_SONG : style == FONT_SANS ? FONT_HEITI : style;
}

static void add_attribute(PangoAttrList *list, PangoAttribute *attribute, size_t from, size_t to)
{
    attribute->start_index = (guint)from;
    attribute->end_index = (guint)to;
    pango_attr_list_insert(list, attribute);
}

static void add_font(const Setting *t, PangoAttrList *list, bool wide, size_t from, size_t to)
{
    const TextStyle *style = t->para->style;
    Font font = t->s->fonts->of[role_of(style->font, wide)];
    PangoFontDescription *d = pango_font_description_new();

    font.weight = t->s->fonts->of[role_of(style->font, true)].weight; /* Latin letters follow */
    pango_font_description_set_family_static(d, font.family);
    pango_font_description_set_absolute_size(d, style->size * UNITS);
    if (style->light)
        font.weight = 400;
    if (style->strong || t->runs[from]->strong)
        font.weight = font.weight < 700 ? 700 : 900;
    pango_font_description_set_weight(d, (PangoWeight)font.weight);
    add_attribute(list, pango_attr_font_desc_new(d), from, to);
    pango_font_description_free(d);
}

/* A range of bytes of one run and one kind of font. Blanks and marks go with what is before. */
static size_t same_font(const Setting *t, size_t from, bool *wide)
{
    Str rest = { t->text + from, t->n - from };
    uint32_t ch;
    size_t end = from;

    (void)utf8_next(&rest, &ch);
    *wide = layout_wide(ch, t->s->lang);
    do {
        end = t->n - rest.n;
        if (end >= t->n || t->runs[end] != t->runs[from])
            break;
        (void)utf8_next(&rest, &ch);
    } while (layout_wide(ch, t->s->lang) == *wide);
    return end;
}

static PangoAttrList *attributes(const Setting *t)
{
    PangoAttrList *list = pango_attr_list_new();
    bool wide;

    for (size_t from = 0, to; from < t->n; from = to) {
        to = same_font(t, from, &wide);
        add_font(t, list, wide, from, to);
    }
    return list;
}

/* The step of a Chinese character: 16 points stand in cells of 15.79. */
static double cell_of(const Setting *t)
{
    const Layout *l = t->s->layout;
    double size = t->para->style->size;
    return t->s->lang == LANG_EN ? size : size * l->cell / l->text[TEXT_BODY].size;
}

/* Half a cell for a digit: Latin letters are set closer by the same part as Chinese ones. */
static double fill_half(const Setting *t, PangoGlyphItemIter *i)
{
    PangoGlyphInfo *glyph = &i->glyph_item->glyphs->glyphs[i->start_glyph];

    glyph->geometry.width = (int)round(glyph->geometry.width * cell_of(t) / t->para->style->size);
    return glyph->geometry.width / UNITS;
}

/* Gives a Chinese character its whole cell, in which marks keep to their side. A font may have one
 * glyph for two of them (——). */
static double fill_cell(const Setting *t, PangoGlyphItemIter *i, uint32_t ch)
{
    PangoGlyphInfo *glyph = &i->glyph_item->glyphs->glyphs[i->start_glyph];
    int count = i->end_char - i->start_char;
    int cell = (int)round(cell_of(t) * count * UNITS), spare = cell - glyph->geometry.width;

    if (i->end_glyph - i->start_glyph != 1)
        return -1;
    if (glyph->geometry.width < cell * 3 / 4)
        glyph->geometry.x_offset += is_in(no_end, ch)                    ? spare
                                    : ch == 0xb7 || !is_in(no_begin, ch) ? spare / 2
                                                                         : 0;
    else
        glyph->geometry.x_offset += spare / 2;
    glyph->geometry.width = cell;
    return cell / UNITS;
}

static double cluster_width(const PangoGlyphItemIter *i)
{
    int low = i->start_glyph, high = i->end_glyph;
    double sum = 0;

    if (low > high) { /* from right to left */
        low = i->end_glyph + 1;
        high = i->start_glyph + 1;
    }
    for (; low < high; low++)
        sum += i->glyph_item->glyphs->glyphs[low].geometry.width;
    return sum / UNITS;
}

static void add_clusters(Setting *t, PangoGlyphItem *item)
{
    PangoGlyphItemIter i;

    for (gboolean more = pango_glyph_item_iter_init_start(&i, item, t->text); more;
         more = pango_glyph_item_iter_next_cluster(&i)) {
        Cluster c = { .start = (uint32_t)i.start_index, .end = (uint32_t)i.end_index };
        Str s = { t->text + c.start, c.end - c.start };
        double cell = -1;
        (void)utf8_next(&s, &c.ch);
        for (c.last = c.ch; utf8_next(&s, &c.last);)
            ;
        c.wide = layout_wide(c.ch, t->s->lang);
        c.space = c.ch == ' ' || c.ch == 0x3000;
        if (c.wide && i.start_glyph < i.end_glyph)
            cell = fill_cell(t, &i, c.ch);
        else if (c.ch < 0x80 && i.end_glyph - i.start_glyph == 1)
            cell = fill_half(t, &i);
        c.width = cell >= 0 ? cell : cluster_width(&i);
        vec_push(t->s->scratch, &t->clusters, c);
    }
}

static void shape(Setting *t)
{
    PangoAttrList *list = attributes(t);
    GList *items = pango_itemize(t->s->context, t->text, 0, (int)t->n, list, NULL);

    pango_attr_list_unref(list);
    for (GList *l = items; l; l = l->next) {
        PangoGlyphItem *g = g_slice_new0(PangoGlyphItem);
        g->item = l->data;
        g->glyphs = pango_glyph_string_new();
        pango_shape_full(t->text + g->item->offset, g->item->length, t->text, (int)t->n,
                         &g->item->analysis, g->glyphs);
        vec_push(t->s->scratch, &t->items, g);
        add_clusters(t, g);
    }
    g_list_free(items);
}

/* May a line begin with c, after b? */
static bool may_break(const Cluster *b, const Cluster *c, bool by_unicode)
{
    if (c->space)
        return false;
    if (b->space)
        return !is_in(no_begin, c->ch) || !c->wide;
    if (!b->wide && !c->wide)
        return by_unicode;
    if (is_in(no_begin, c->ch) || is_in(no_end, b->last))
        return false;
    return !(c->ch == b->last && (c->ch == 0x2014 || c->ch == 0x2026));
}

static void mark_breaks(Setting *t)
{
    long chars = g_utf8_strlen(t->text, (gssize)t->n);
    PangoLogAttr *log = NEWN(t->s->scratch, PangoLogAttr, (size_t)chars + 1);
    size_t byte = 0, at = 0;

    pango_get_log_attrs(t->text, (int)t->n, -1, pango_context_get_language(t->s->context), log,
                        (int)chars + 1);
    for (size_t i = 1; i < t->clusters.n; i++) {
        Cluster *c = &t->clusters.p[i], *b = c - 1;
        for (; byte < c->start; at++)
            byte += (size_t)g_utf8_skip[(unsigned char)t->text[byte]];
        c->may_begin = may_break(b, c, log[at].is_line_break);
        c->gap = b->space ? BLANK_GAP : b->wide || c->wide;
    }
}

/* One past the last cluster of the line that begins at `from`. Blanks at its end do not count. */
static size_t line_end(const Setting *t, size_t from, double room)
{
    double sum = 0;
    size_t last = from;

    for (size_t i = from; i < t->clusters.n; i++) {
        const Cluster *c = &t->clusters.p[i];
        if (i > from && c->may_begin)
            last = i;
        sum += c->width;
        if (sum > room + 0.05 && !c->space)
            return last > from ? last : i > from ? i : from + 1;
    }
    return t->clusters.n;
}

/* How much wider a gap between Chinese characters of the line becomes. */
static double stretch(const Setting *t, size_t from, size_t to, double room)
{
    double sum = 0;
    int gaps = 0;

    while (to > from && t->clusters.p[to - 1].space)
        to--;
    for (size_t i = from; i < to; i++) {
        sum += t->clusters.p[i].width;
        gaps += i > from ? t->clusters.p[i].gap : 0;
    }
    return gaps > 0 && room > sum ? (room - sum) / (double)gaps : 0;
}

/* Adds `extra` before each cluster of the item that has a gap, but not at the begin of a line. */
static void spread(const Setting *t, PangoGlyphItem *item, size_t *cluster, size_t from,
                   double extra)
{
    PangoGlyphItemIter i;

    for (gboolean more = pango_glyph_item_iter_init_start(&i, item, t->text); more;
         more = pango_glyph_item_iter_next_cluster(&i), ++*cluster) {
        PangoGlyphInfo *glyph = &item->glyphs->glyphs[i.start_glyph];
        if (extra <= 0 || *cluster == from || t->clusters.p[*cluster].gap == 0)
            continue;
        int wider = (int)(extra * t->clusters.p[*cluster].gap * UNITS);
        glyph->geometry.width += wider;
        glyph->geometry.x_offset += wider;
    }
}

static double item_width(PangoGlyphItem *g)
{
    return pango_glyph_string_get_width(g->glyphs) / UNITS;
}

/* Pieces from left to right: those of scripts that run the other way are put in their order. */
static void place(Setting *t, TextLine *line)
{
    GList *logical = NULL, *visual;
    Piece *ordered = NEWN(t->s->a, Piece, line->n + 1);
    size_t n = 0;

    for (size_t i = line->n; i > 0; i--)
        logical = g_list_prepend(logical, line->p[i - 1].glyphs->item);
    visual = pango_reorder_items(logical);
    for (GList *l = visual; l; l = l->next)
        for (size_t i = 0; i < line->n; i++)
            if (line->p[i].glyphs->item == l->data)
                ordered[n++] = line->p[i];
    g_list_free(logical);
    g_list_free(visual);
    line->width = 0;
    for (size_t i = 0; i < n; i++) {
        ordered[i].x = line->width;
        line->width += ordered[i].width;
    }
    line->p = ordered;
    line->n = n;
}

/* Takes the glyphs of clusters from … to - 1 off the items; `at` is the first item left. */
static TextLine cut_line(Setting *t, size_t *at, size_t from, size_t to, double extra)
{
    VEC(Piece) pieces = { 0 };
    TextLine line = { 0 };
    size_t end = to > from ? t->clusters.p[to - 1].end : 0, cluster = from;

    while (*at < t->items.n && cluster < to) {
        PangoGlyphItem *g = t->items.p[*at];
        size_t start = (size_t)g->item->offset, stop = start + (size_t)g->item->length;
        if (stop > end)
            g = pango_glyph_item_split(g, t->text, (int)(end - start));
        else
            ++*at;
        spread(t, g, &cluster, from, extra);
        vec_push(t->s->a, &t->s->glyphs, g);
        vec_push(t->s->a, &pieces,
                 (Piece){ .glyphs = g,
                          .text = t->text,
                          .width = item_width(g),
                          .figure = t->runs[g->item->offset]->figure });
    }
    line.p = pieces.p;
    line.n = pieces.n;
    place(t, &line);
    return line;
}

static void align(TextLine *line, const Paragraph *p, double left)
{
    double spare = p->width - left - line->width;

    line->x = left;
    if (p->style->align == ALIGN_CENTRE)
        line->x += spare / 2;
    else if (p->style->align == ALIGN_RIGHT)
        line->x += spare;
}

/* The width of blanks at the end, which must not move a centred line. */
static void drop_blanks(TextLine *line, const Setting *t, size_t from, size_t to)
{
    while (to > from && t->clusters.p[to - 1].space)
        line->width -= t->clusters.p[--to].width;
}

static void set_part(Setting *t, TextLines *out)
{
    const Paragraph *p = t->para;
    size_t at = 0, from = 0;
    bool first = out->n == 0;

    shape(t);
    mark_breaks(t);
    do {
        double left = first ? p->first : p->left, room = p->width - left;
        size_t to = line_end(t, from, room);
        bool justify = p->style->align == ALIGN_BOTH && to < t->clusters.n;
        TextLine line = cut_line(t, &at, from, to, justify ? stretch(t, from, to, room) : 0);
        drop_blanks(&line, t, from, to);
        align(&line, p, left);
        vec_push(t->s->a, out, line);
        from = to;
        first = false;
    } while (from < t->clusters.n);
}

/* The text of all runs, and the run that each byte is of. */
static Str join(Setter *s, const Runs *runs, const Run ***run_of)
{
    size_t n = 0;
    char *text;

    for (size_t i = 0; i < runs->n; i++)
        n += runs->p[i].text.n;
    text = arena_get(s->a, n + 1);
    *run_of = NEWN(s->scratch, const Run *, n + 1);
    n = 0;
    for (size_t i = 0; i < runs->n; i++)
        for (size_t k = 0; k < runs->p[i].text.n; k++) {
            (*run_of)[n] = &runs->p[i];
            text[n++] = runs->p[i].text.p[k];
        }
    text[n] = '\0';
    return (Str){ text, n };
}

TextLines set_text(Setter *s, const Paragraph *p)
{
    ArenaMark mark = arena_mark(s->scratch);
    TextLines lines = { 0 };
    const Run **run_of;
    Str text = join(s, &p->runs, &run_of), rest = text, part;

    while (str_next(&rest, '\n', &part)) {
        Setting t = { .s = s, .para = p, .text = part.p, .n = part.n };
        t.runs = run_of + (part.p - text.p);
        set_part(&t, &lines);
    }
    if (lines.n == 0)
        vec_push(s->a, &lines, (TextLine){ .x = p->first });
    arena_rewind(s->scratch, mark);
    return lines;
}

TextLine set_line(Setter *s, Str text, const TextStyle *style)
{
    Run run = { .text = text };
    Run *kept = NEW(s->a, Run);
    TextStyle look = *style;

    *kept = run;
    look.align = ALIGN_LEFT;
    return set_text(s, &(Paragraph){ .runs = { kept, 1 }, .style = &look, .width = 1e6 }).p[0];
}
