/* SPDX-License-Identifier: Apache-2.0
 * The text of a DOCX: paragraphs, tables, pictures and the section with its grid.
 */
#include <math.h>

#include "review/docx_parts.h"

/* How much of the page number's line is below its dash. */
#define FOOTER_BELOW 0.5

/* A stop lies a little behind its character, and the next one a little more: cells are rounded to
 * twips, and what reaches beyond a stop goes on to the next one. */
#define STOP_SLACK 0.05

/* The document while its items are written. */
typedef struct {
    const Docx *d;
    Xml *x;
    const FlowItem *item;
    size_t at;        /* of the item */
    size_t bookmark;  /* the next one's number */
    size_t picture;   /* the next one */
    bool new_page;    /* the next paragraph begins one */
    bool below_block; /* a table or chart stands above */
    bool below_table;
    bool in_contents; /* the field has begun */
} Body;

/* What a paragraph has beyond its style. */
typedef struct {
    TextKind kind;
    const TextStyle *style; /* NULL: as its kind has it */
    double before;
    bool keep;
    bool auto_height;    /* the line grows with a picture */
    const double *stops; /* of tabs, in characters */
    size_t nstops;
    long right_stop; /* in twips */
} Look;

/* Names of bookmarks have letters, digits and "_", and at most 40 of them. */
static Str bookmark_name(Arena *a, size_t number, Str anchor)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    Str part = utf8_part(anchor, 24);

    for (size_t i = 0; i < part.n; i++) {
        char c = part.p[i];
        bool kept = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        buf_putc(&b, kept ? c : '_');
    }
    return arena_printf(a, "q_%.*s_%zu", STR(buf_str(&b)), number);
}

static Str target_name(const Docx *d, const FlowTarget *t)
{
    return bookmark_name(d->a, (size_t)(t - d->flow->targets), t->name);
}

static Str contents_name(const Docx *d, size_t item)
{
    return arena_printf(d->a, "_Toc%08zu", item);
}

static void border(Xml *x, const char *side, const char *size)
{
    xml_open(x, side);
    xml_attr(x, "w:val", S("single"));
    xml_attr(x, "w:sz", str_z(size));
    xml_attr(x, "w:space", S("0"));
    xml_attr(x, "w:color", S("000000"));
    xml_close(x);
}

static void tabs(Body *b, const Look *look)
{
    xml_open(b->x, "w:tabs");
    for (size_t i = 0; i < look->nstops; i++) {
        xml_open(b->x, "w:tab");
        xml_attr(b->x, "w:val", S("left"));
        xml_number(b->x, "w:pos",
                   twips((look->stops[i] + (double)(i + 1) * STOP_SLACK) * b->d->l->cell));
        xml_close(b->x);
    }
    if (look->right_stop) {
        xml_open(b->x, "w:tab");
        xml_attr(b->x, "w:val", S("right"));
        xml_number(b->x, "w:pos", look->right_stop);
        xml_close(b->x);
    }
    xml_close(b->x);
}

static void spacing(Body *b, const Look *look, const TextStyle *usual)
{
    const TextStyle *style = look->style ? look->style : usual;
    bool own_pitch = style->pitch != usual->pitch;

    if (look->before <= 0 && !look->auto_height && !own_pitch)
        return;
    xml_open(b->x, "w:spacing");
    xml_number(b->x, "w:before", twips(look->before));
    if (look->auto_height) {
        xml_number(b->x, "w:line", 240);
        xml_attr(b->x, "w:lineRule", S("auto"));
    } else if (own_pitch) {
        xml_number(b->x, "w:line", twips(style->pitch));
        xml_attr(b->x, "w:lineRule", S("exact"));
    }
    xml_close(b->x);
}

/* Opens a paragraph; elements in the order that the schema asks for. */
static void open_paragraph(Body *b, const Look *look)
{
    const TextStyle *usual = &b->d->l->text[look->kind], *style = look->style;
    Look padded = *look;

    padded.before += b->below_block ? b->d->l->pitch / 3 : 0;
    xml_open(b->x, "w:p");
    xml_open(b->x, "w:pPr");
    xml_val(b->x, "w:pStyle", style_id(look->kind));
    if (look->keep)
        xml_leaf(b->x, "w:keepNext");
    if (b->new_page)
        xml_leaf(b->x, "w:pageBreakBefore");
    if (look->nstops > 0 || look->right_stop > 0)
        tabs(b, look);
    if (look->auto_height)
        xml_val(b->x, "w:snapToGrid", "0");
    spacing(b, &padded, usual);
    if (style && (style->first != usual->first || style->left != usual->left))
        write_indent(b->d, b->x, style);
    if (style && style->align != usual->align)
        write_align(b->x, style->align);
    xml_close(b->x);
    b->new_page = b->below_block = b->below_table = false;
}

/* What a run has beyond the style of its paragraph. */
typedef struct {
    bool strong;
    const TextStyle *own; /* NULL: nothing */
} RunLook;

/* Chinese characters fill cells, and digits half ones. */
static void run_properties(Body *b, const RunLook *look, bool wide)
{
    const TextStyle *own = look->own;
    double size = own ? own->size : b->d->l->text[TEXT_BODY].size;

    xml_open(b->x, "w:rPr");
    if (wide || own)
        write_fonts(b->x, own ? own->font : FONT__N, b->d->flow->lang, wide);
    if (look->strong)
        xml_leaf(b->x, "w:b");
    if (b->d->flow->lang != LANG_EN && (!wide || own))
        xml_val_number(b->x, "w:spacing", cell_spacing(b->d->l, size) / (wide ? 1 : 2));
    if (own) {
        xml_val_number(b->x, "w:sz", lround(own->size * 2));
        xml_val_number(b->x, "w:szCs", lround(own->size * 2));
    }
    xml_close(b->x);
}

static void write_run(Body *b, Str text, const RunLook *look, bool wide)
{
    Str rest = text, line;
    bool first = true;

    xml_open(b->x, "w:r");
    run_properties(b, look, wide);
    for (; str_next(&rest, '\n', &line); first = false) {
        if (!first)
            xml_leaf(b->x, "w:br");
        if (line.n == 0)
            continue;
        xml_open(b->x, "w:t");
        xml_attr(b->x, "xml:space", S("preserve"));
        xml_text(b->x, line);
        xml_close(b->x);
    }
    xml_close(b->x);
}

/* A text as runs, each of them either Chinese or not. */
static void text_run(Body *b, Str text, const RunLook *look)
{
    static const RunLook plain = { 0 };
    Lang lang = b->d->flow->lang;
    Str rest = text, start = text;
    uint32_t ch;
    bool wide = false, now;

    for (Str at = rest; utf8_next(&rest, &ch); at = rest) {
        now = layout_wide(ch, lang);
        if (now == wide || lang == LANG_EN || at.n == text.n) {
            wide = at.n == text.n ? now : wide;
            continue;
        }
        write_run(b, str_part(start, 0, start.n - at.n), look ? look : &plain, wide);
        start = at;
        wide = now;
    }
    if (start.n > 0)
        write_run(b, start, look ? look : &plain, wide && lang != LANG_EN);
}

static void tab(Body *b)
{
    xml_open(b->x, "w:r");
    xml_leaf(b->x, "w:tab");
    xml_close(b->x);
}

static void open_link(Body *b, Str bookmark)
{
    xml_open(b->x, "w:hyperlink");
    xml_attr(b->x, "w:anchor", bookmark);
    xml_attr(b->x, "w:history", S("0"));
}

/* A figure leads to its row of the appendix and looks like any other text. */
static void write_runs(Body *b, const Runs *runs, const TextStyle *own)
{
    for (size_t i = 0; i < runs->n; i++) {
        const Run *run = &runs->p[i];
        const FlowTarget *to = flow_figure(b->d->flow, run->figure);
        if (run->text.n == 0)
            continue;
        if (to)
            open_link(b, target_name(b->d, to));
        text_run(b, run->text, &(RunLook){ run->strong, own });
        if (to)
            xml_close(b->x);
    }
}

static void bookmark(Body *b, Str name)
{
    xml_open(b->x, "w:bookmarkStart");
    xml_number(b->x, "w:id", (long)b->bookmark);
    xml_attr(b->x, "w:name", name);
    xml_close(b->x);
    xml_open(b->x, "w:bookmarkEnd");
    xml_number(b->x, "w:id", (long)b->bookmark++);
    xml_close(b->x);
}

/* The bookmarks of the item that is being written. */
static void bookmarks(Body *b)
{
    int64_t at;

    if (b->item->anchor.n && map_get(&b->d->flow->names, b->item->anchor, &at) &&
        b->d->flow->targets[at].item == b->at)
        bookmark(b, target_name(b->d, &b->d->flow->targets[at]));
    if (b->item->outline > 0)
        bookmark(b, contents_name(b->d, b->at));
}

static void field(Body *b, const char *type)
{
    xml_open(b->x, "w:r");
    xml_open(b->x, "w:fldChar");
    xml_attr(b->x, "w:fldCharType", str_z(type));
    xml_close(b->x);
    xml_close(b->x);
}

static void field_code(Body *b, Str code)
{
    field(b, "begin");
    xml_open(b->x, "w:r");
    xml_open(b->x, "w:instrText");
    xml_attr(b->x, "xml:space", S("preserve"));
    xml_text(b->x, code);
    xml_close(b->x);
    xml_close(b->x);
    field(b, "separate");
}

static bool is_entry(const FlowItem *item)
{
    return item->kind == FLOW_TEXT &&
           (item->text == TEXT_CONTENTS1 || item->text == TEXT_CONTENTS2);
}

/* An entry of the contents; the first opens the field of all, the last closes it. */
static void entry(Body *b)
{
    const Flow *f = b->d->flow;
    Str name = contents_name(b->d, b->item->target);

    open_paragraph(b, &(Look){ .kind = b->item->text });
    if (!b->in_contents)
        field_code(b, S(" TOC \\o \"1-2\" \\h \\z \\u "));
    b->in_contents = true;
    open_link(b, name);
    write_runs(b, &b->item->runs, NULL);
    tab(b);
    field_code(b, arena_printf(b->d->a, " PAGEREF %.*s \\h ", STR(name)));
    text_run(b, arena_printf(b->d->a, "%zu", b->d->pages[b->item->target]), NULL);
    field(b, "end");
    xml_close(b->x);
    if (b->at + 1 >= f->n || !is_entry(&f->p[b->at + 1])) {
        field(b, "end");
        b->in_contents = false;
    }
    xml_close(b->x);
}

static void write_text(Body *b)
{
    const FlowItem *item = b->item;
    const TextStyle *usual = &b->d->l->text[item->text];
    bool low = item->text == TEXT_MARK && b->d->flow->lang == LANG_EN;
    double capitals = low ? item->style.size * 0.15 : 0; /* are lower than Chinese characters */
    double stops[2] = { item->leads[0].stop, item->leads[1].stop };

    if (is_entry(item)) {
        entry(b);
        return;
    }
    open_paragraph(b, &(Look){ .kind = item->text,
                               .style = &item->style,
                               .before = item->space - capitals,
                               .keep = item->keep,
                               .stops = stops,
                               .nstops = item->nleads });
    bookmarks(b);
    for (size_t i = 0; i < item->nleads; i++) {
        text_run(b, item->leads[i].text, NULL);
        tab(b);
    }
    write_runs(b, &item->runs, item->style.size != usual->size ? &item->style : NULL);
    xml_close(b->x);
}

static void write_blank(Body *b)
{
    for (int i = 0; i < b->item->lines; i++) {
        open_paragraph(b, &(Look){ .kind = TEXT_BODY, .keep = b->item->keep });
        if (i == 0)
            bookmarks(b);
        xml_close(b->x);
    }
}

static void write_page(Body *b)
{
    b->new_page = true;
}

static void write_number(Body *b)
{
    const FlowItem *item = b->item;
    double stops[] = { item->stop, item->leads[0].stop, item->leads[1].stop };
    TextStyle style = item->style;

    style.align = ALIGN_LEFT;
    style.first = style.left = b->d->l->edge;
    open_paragraph(b, &(Look){ .kind = item->text,
                               .style = &style,
                               .before = item->space,
                               .keep = true,
                               .stops = stops,
                               .nstops = LEN(stops) });
    text_run(b, item->runs.p[0].text, NULL);
    for (size_t i = 1; i < item->runs.n; i++) {
        tab(b);
        text_run(b, item->runs.p[i].text,
                 &(RunLook){ .own = i > 1 ? &b->d->l->text[TEXT_SIGNER] : NULL });
    }
    xml_close(b->x);
}

/* A low paragraph with a red line below it. */
static void write_rule(Body *b)
{
    const Layout *l = b->d->l;
    double below = (l->text[TEXT_NUMBER].pitch - l->text[TEXT_NUMBER].size) / 2;

    xml_open(b->x, "w:p");
    xml_open(b->x, "w:pPr");
    xml_val(b->x, "w:pStyle", style_id(TEXT_COPY_NO));
    xml_leaf(b->x, "w:keepNext");
    xml_open(b->x, "w:pBdr");
    xml_open(b->x, "w:bottom");
    xml_attr(b->x, "w:val", S("single"));
    xml_number(b->x, "w:sz", lround(l->rule * 8));
    xml_attr(b->x, "w:space", S("0"));
    xml_attr(b->x, "w:color", S("C00000"));
    xml_close(b->x);
    xml_close(b->x);
    xml_val(b->x, "w:snapToGrid", "0");
    xml_open(b->x, "w:spacing");
    xml_number(b->x, "w:line", twips(l->rule_gap - below));
    xml_attr(b->x, "w:lineRule", S("exact"));
    xml_close(b->x);
    xml_close(b->x);
    xml_close(b->x);
}

static void cell_width(Xml *x, long width)
{
    xml_open(x, "w:tcPr");
    xml_open(x, "w:tcW");
    xml_number(x, "w:w", width);
    xml_attr(x, "w:type", S("dxa"));
    xml_close(x);
}

/* A table while it is written. */
typedef struct {
    const DocTable *t;
    const long *widths;
    TextStyle head, cell;
    bool small; /* letters differ from the style */
} Table;

static void table_cell(Body *b, const Table *t, const Runs *runs, size_t column, size_t row)
{
    bool heading = row == SIZE_MAX, right = t->t->numeric && t->t->numeric[column];
    TextStyle style = heading ? t->head : t->cell;
    const FlowTarget *target = heading || column > 0 ? NULL : flow_row(b->d->flow, b->at, row);

    if (!heading && right)
        style.align = ALIGN_RIGHT;
    xml_open(b->x, "w:tc");
    cell_width(b->x, t->widths[column]);
    xml_val(b->x, "w:vAlign", heading ? "center" : "top");
    xml_close(b->x);
    open_paragraph(b, &(Look){ .kind = heading ? TEXT_TABLE_HEAD : TEXT_TABLE_CELL,
                               .style = &style,
                               .keep = heading });
    if (heading && column == 0)
        bookmarks(b);
    if (target)
        bookmark(b, target_name(b->d, target));
    write_runs(b, runs, t->small ? &style : NULL);
    xml_close(b->x);
    xml_close(b->x);
}

static void table_row(Body *b, const Table *t, size_t row)
{
    bool heading = row == SIZE_MAX;

    xml_open(b->x, "w:tr");
    xml_open(b->x, "w:trPr");
    xml_leaf(b->x, "w:cantSplit");
    if (heading)
        xml_leaf(b->x, "w:tblHeader");
    xml_close(b->x);
    for (size_t i = 0; i < t->t->ncols; i++) {
        Run run = { .text = t->t->headings[i] };
        Runs runs = heading ? (Runs){ &run, 1 } : t->t->cells[row * t->t->ncols + i];
        table_cell(b, t, &runs, i, row);
    }
    xml_close(b->x);
}

static void cell_margin(Body *b, const char *side, double points)
{
    xml_open(b->x, side);
    xml_number(b->x, "w:w", twips(points));
    xml_attr(b->x, "w:type", S("dxa"));
    xml_close(b->x);
}

static void table_borders(Body *b)
{
    static const char *const sides[] = { "w:top",   "w:left",    "w:bottom",
                                         "w:right", "w:insideH", "w:insideV" };
    xml_open(b->x, "w:tblBorders");
    for (size_t i = 0; i < LEN(sides); i++)
        border(b->x, sides[i], "4");
    xml_close(b->x);
}

/* As wide as the text, and not as wide as its contents would have it. */
static void table_width(Body *b, bool borders)
{
    xml_open(b->x, "w:tblW");
    xml_number(b->x, "w:w", twips(b->d->l->width));
    xml_attr(b->x, "w:type", S("dxa"));
    xml_close(b->x);
    if (borders)
        table_borders(b);
    xml_open(b->x, "w:tblLayout");
    xml_attr(b->x, "w:type", S("fixed"));
    xml_close(b->x);
}

static void table_properties(Body *b)
{
    const Layout *l = b->d->l;

    xml_open(b->x, "w:tblPr");
    table_width(b, true);
    xml_open(b->x, "w:tblCellMar");
    cell_margin(b, "w:top", l->row_pad);
    cell_margin(b, "w:left", l->cell_pad);
    cell_margin(b, "w:bottom", l->row_pad);
    cell_margin(b, "w:right", l->cell_pad);
    xml_close(b->x);
    xml_close(b->x);
}

static void small_letters(const Layout *l, Table *t)
{
    double part = l->small_table / t->cell.size;

    t->small = true;
    t->head.size = t->cell.size = l->small_table;
    t->head.pitch *= part;
    t->cell.pitch *= part;
}

static void write_table(Body *b)
{
    const Layout *l = b->d->l;
    Table t = { .t = b->item->table,
                .head = l->text[TEXT_TABLE_HEAD],
                .cell = l->text[TEXT_TABLE_CELL] };
    long *widths = NEWN(b->d->a, long, t.t->ncols + 1);

    if (t.t->ncols == 0)
        return;
    if (b->below_table) { /* or the two would grow together */
        open_paragraph(b, &(Look){ .kind = TEXT_SMALL });
        xml_close(b->x);
    }
    if (t.t->ncols >= (size_t)l->many_columns)
        small_letters(l, &t);
    t.widths = widths;
    xml_open(b->x, "w:tbl");
    table_properties(b);
    xml_open(b->x, "w:tblGrid");
    for (size_t i = 0; i < t.t->ncols; i++) {
        widths[i] = twips(l->width * flow_share(t.t, i));
        xml_open(b->x, "w:gridCol");
        xml_number(b->x, "w:w", widths[i]);
        xml_close(b->x);
    }
    xml_close(b->x);
    b->below_block = false;
    table_row(b, &t, SIZE_MAX);
    for (size_t row = 0; row < t.t->nrows; row++)
        table_row(b, &t, row);
    xml_close(b->x);
    b->below_block = b->below_table = true;
}

enum { EMU_PER_POINT = 12700 };

static void extent(Body *b, const char *name, double width, double height)
{
    xml_open(b->x, name);
    xml_number(b->x, "cx", lround(width * EMU_PER_POINT));
    xml_number(b->x, "cy", lround(height * EMU_PER_POINT));
    xml_close(b->x);
}

/* What a picture is called, and in words what it shows. */
static void picture_name(Body *b, const char *element, const DocxPicture *p)
{
    xml_open(b->x, element);
    xml_number(b->x, "id", (long)b->picture + 1);
    xml_attr(b->x, "name", arena_printf(b->d->a, "Chart %zu", b->picture + 1));
    xml_attr(b->x, "descr", p->told);
    xml_close(b->x);
}

static void picture(Body *b, const DocxPicture *p)
{
    xml_open(b->x, "pic:pic");
    xml_attr(b->x, "xmlns:pic", S("http://schemas.openxmlformats.org/drawingml/2006/picture"));
    xml_open(b->x, "pic:nvPicPr");
    picture_name(b, "pic:cNvPr", p);
    xml_leaf(b->x, "pic:cNvPicPr");
    xml_close(b->x);
    xml_open(b->x, "pic:blipFill");
    xml_open(b->x, "a:blip");
    xml_attr(b->x, "r:embed", arena_printf(b->d->a, "chart%zu", b->picture + 1));
    xml_close(b->x);
    xml_open(b->x, "a:stretch");
    xml_leaf(b->x, "a:fillRect");
    xml_close(b->x);
    xml_close(b->x);
    xml_open(b->x, "pic:spPr");
    xml_open(b->x, "a:xfrm");
    xml_open(b->x, "a:off");
    xml_number(b->x, "x", 0);
    xml_number(b->x, "y", 0);
    xml_close(b->x);
    extent(b, "a:ext", p->width, p->height);
    xml_close(b->x);
    xml_open(b->x, "a:prstGeom");
    xml_attr(b->x, "prst", S("rect"));
    xml_leaf(b->x, "a:avLst");
    xml_close(b->x);
    xml_close(b->x);
    xml_close(b->x);
}

static void drawing(Body *b, const DocxPicture *p)
{
    static const char *const sides[] = { "distT", "distB", "distL", "distR" };

    xml_open(b->x, "w:r");
    xml_open(b->x, "w:drawing");
    xml_open(b->x, "wp:inline");
    for (size_t i = 0; i < LEN(sides); i++)
        xml_number(b->x, sides[i], 0);
    extent(b, "wp:extent", p->width, p->height);
    picture_name(b, "wp:docPr", p);
    xml_open(b->x, "a:graphic");
    xml_open(b->x, "a:graphicData");
    xml_attr(b->x, "uri", S("http://schemas.openxmlformats.org/drawingml/2006/picture"));
    picture(b, p);
    xml_close(b->x);
    xml_close(b->x);
    xml_close(b->x);
    xml_close(b->x);
    xml_close(b->x);
}

static void write_chart(Body *b)
{
    const FlowTarget *to = flow_figure(b->d->flow, b->item->chart->figure);
    TextStyle style = b->d->l->text[TEXT_COPY_NO];

    style.align = ALIGN_CENTRE;
    open_paragraph(b, &(Look){ .kind = TEXT_COPY_NO, .style = &style, .auto_height = true });
    bookmarks(b);
    if (to)
        open_link(b, target_name(b->d, to));
    drawing(b, &b->d->pictures[b->picture]);
    b->picture++;
    if (to)
        xml_close(b->x);
    xml_close(b->x);
    b->below_block = true;
}

/* The least paragraph that there is: a table that floats belongs to the paragraph behind it. */
static void write_anchor(Body *b)
{
    TextStyle style = b->d->l->text[TEXT_SMALL];

    style.pitch = 1;
    open_paragraph(b, &(Look){ .kind = TEXT_SMALL, .style = &style });
    xml_close(b->x);
}

/* A row of the imprint with its lines, in eighths of a point. */
static void open_imprint_row(Body *b, const char *above, const char *below)
{
    xml_open(b->x, "w:tr");
    xml_open(b->x, "w:trPr");
    xml_leaf(b->x, "w:cantSplit");
    xml_close(b->x);
    xml_open(b->x, "w:tc");
    cell_width(b->x, twips(b->d->l->width));
    xml_open(b->x, "w:tcBorders");
    border(b->x, "w:top", above);
    border(b->x, "w:bottom", below);
    xml_close(b->x);
    xml_close(b->x);
    open_paragraph(b,
                   &(Look){ .kind = TEXT_IMPRINT,
                            .right_stop = twips(b->d->l->width - b->d->l->edge * b->d->l->cell) });
}

static void close_imprint_row(Body *b)
{
    xml_close(b->x);
    xml_close(b->x);
    xml_close(b->x);
}

/* Stands on the lower edge of the text area. LibreOffice lets a table float only if its place is
 * told from the edge of the paper. */
static void imprint_properties(Body *b)
{
    const Layout *l = b->d->l;

    xml_open(b->x, "w:tblPr");
    xml_open(b->x, "w:tblpPr");
    xml_attr(b->x, "w:vertAnchor", S("margin"));
    xml_attr(b->x, "w:horzAnchor", S("page"));
    xml_number(b->x, "w:tblpX", twips(l->left));
    xml_attr(b->x, "w:tblpYSpec", S("bottom"));
    xml_close(b->x);
    table_width(b, false);
    xml_open(b->x, "w:tblCellMar");
    cell_margin(b, "w:left", 0);
    cell_margin(b, "w:right", 0);
    xml_close(b->x);
    xml_close(b->x);
    xml_open(b->x, "w:tblGrid");
    xml_open(b->x, "w:gridCol");
    xml_number(b->x, "w:w", twips(l->width));
    xml_close(b->x);
    xml_close(b->x);
}

/* A table at the foot of the page on which the document ends. */
static void write_imprint(Body *b)
{
    const DocFrame *f = &b->d->flow->doc->frame;
    const char *thick = "8", *thin = "6"; /* 0.35 and 0.25 mm, nearly */
    Str by = flow_clean(b->d->a, f->printed_by);
    Str on = flow_printed_on(b->d->a, f->printed_on, b->d->flow->lang);
    bool first = f->copies_to.n > 0, second = by.n > 0 || on.n > 0;

    if (b->below_table) /* or the two would be one */
        write_anchor(b);
    b->new_page = b->below_block = false;
    xml_open(b->x, "w:tbl");
    imprint_properties(b);
    if (first) {
        open_imprint_row(b, thick, second ? thin : thick);
        text_run(b, str_z(tr(b->d->flow->lang, "Copies to: ")), NULL);
        text_run(b, flow_clean(b->d->a, f->copies_to), NULL);
        close_imprint_row(b);
    }
    if (second) {
        open_imprint_row(b, first ? thin : thick, thick);
        text_run(b, by, NULL);
        tab(b);
        text_run(b, on, NULL);
        close_imprint_row(b);
    }
    xml_close(b->x);
    write_anchor(b);
}

static void footer_reference(Xml *x, const char *type, const char *id)
{
    xml_open(x, "w:footerReference");
    xml_attr(x, "w:type", str_z(type));
    xml_attr(x, "r:id", str_z(id));
    xml_close(x);
}

/* The dash of the page number is 7 mm below the text: the line of the footer has it in its middle.
 */
static void margins(const Docx *d, Xml *x)
{
    const Layout *l = d->l;
    const TextStyle *number = &l->text[TEXT_PAGE_NO];
    double bottom = l->paper_height - l->top - l->height;
    double footer = bottom - l->page_no_gap - number->pitch * FOOTER_BELOW;

    xml_open(x, "w:pgMar");
    xml_number(x, "w:top", twips(l->top));
    xml_number(x, "w:right", (long)floor((l->paper_width - l->left - l->width) * TWIPS_PER_POINT));
    xml_number(x, "w:bottom", (long)floor(bottom * TWIPS_PER_POINT));
    xml_number(x, "w:left", twips(l->left));
    xml_number(x, "w:header", twips(l->top / 2));
    xml_number(x, "w:footer", twips(footer));
    xml_number(x, "w:gutter", 0);
    xml_close(x);
}

/* The grid has no charSpace: Word would add it to each character, and LibreOffice 7.4 then counts
 * only half of the characters into a line. The styles set characters into their cells instead. */
static void section(const Docx *d, Xml *x)
{
    const Layout *l = d->l;

    xml_open(x, "w:sectPr");
    footer_reference(x, "default", "footer1");
    footer_reference(x, "even", "footer2");
    xml_open(x, "w:pgSz");
    xml_number(x, "w:w", twips(l->paper_width));
    xml_number(x, "w:h", twips(l->paper_height));
    xml_close(x);
    margins(d, x);
    if (d->flow->lang != LANG_EN) {
        xml_open(x, "w:docGrid");
        xml_attr(x, "w:type", S("linesAndChars"));
        xml_number(x, "w:linePitch", (long)floor(l->pitch * TWIPS_PER_POINT));
        xml_close(x);
    }
    xml_close(x);
}

static void namespaces(Xml *x)
{
    static const struct {
        const char *name, *uri;
    } spaces[] = {
        { "xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main" },
        { "xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships" },
        { "xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" },
        { "xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main" },
    };
    for (size_t i = 0; i < LEN(spaces); i++)
        xml_attr(x, spaces[i].name, str_z(spaces[i].uri));
}

void write_document(const Docx *d, Xml *x)
{
    static void (*const writers[])(Body *) = {
        [FLOW_TEXT] = write_text,     [FLOW_BLANK] = write_blank, [FLOW_PAGE] = write_page,
        [FLOW_NUMBER] = write_number, [FLOW_RULE] = write_rule,   [FLOW_TABLE] = write_table,
        [FLOW_CHART] = write_chart,   [FLOW_IMPRINT] = write_imprint,
    };
    Body b = { .d = d, .x = x };

    xml_open(x, "w:document");
    namespaces(x);
    xml_open(x, "w:body");
    for (; b.at < d->flow->n; b.at++) {
        b.item = &d->flow->p[b.at];
        writers[b.item->kind](&b);
    }
    if (b.below_table || d->flow->n == 0) { /* a body does not end with a table */
        open_paragraph(&b, &(Look){ .kind = TEXT_SMALL });
        xml_close(x);
    }
    section(d, x);
    xml_close(x);
    xml_close(x);
}
