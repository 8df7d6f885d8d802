/* SPDX-License-Identifier: Apache-2.0
 * Styles, fonts, settings and footers of a DOCX, from the table of measures.
 */
#include <math.h>

#include "review/docx_parts.h"

/* An id and a name of each style; the names of headings and contents are those that word
 * processors know. */
static const struct {
    const char *id, *name;
} styles[TEXT__N] = {
    [TEXT_BODY]           = { "BodyText", "Body Text" },
    [TEXT_COPY_NO]        = { "CopyNumber", "Copy number" },
    [TEXT_SECRECY]        = { "Secrecy", "Secrecy" },
    [TEXT_MARK]           = { "Issuer", "Issuer" },
    [TEXT_NUMBER]         = { "DocumentNumber", "Document number" },
    [TEXT_SIGNER]         = { "Signer", "Signer" },
    [TEXT_TITLE]          = { "Title", "Title" },
    [TEXT_CONTENTS_TITLE] = { "TOCHeading", "TOC Heading" },
    [TEXT_CONTENTS1]      = { "TOC1", "toc 1" },
    [TEXT_CONTENTS2]      = { "TOC2", "toc 2" },
    [TEXT_ADDRESSEE]      = { "Addressee", "Addressee" },
    [TEXT_HEADING1]       = { "Heading1", "heading 1" },
    [TEXT_HEADING2]       = { "Heading2", "heading 2" },
    [TEXT_HEADING3]       = { "Heading3", "heading 3" },
    [TEXT_HEADING4]       = { "Heading4", "heading 4" },
    [TEXT_ITEM]           = { "ListItem", "List item" },
    [TEXT_ATTACHMENT]     = { "Attachment", "Attachment" },
    [TEXT_SIGNATURE]      = { "Signature", "Signature" },
    [TEXT_NOTE]           = { "Note", "Note" },
    [TEXT_APPENDIX]       = { "Appendix", "Appendix" },
    [TEXT_APPENDIX_TITLE] = { "AppendixTitle", "Appendix title" },
    [TEXT_CAPTION]        = { "Caption", "caption" },
    [TEXT_TABLE_HEAD]     = { "TableHead", "Table head" },
    [TEXT_TABLE_CELL]     = { "TableCell", "Table cell" },
    [TEXT_SMALL]          = { "Remark", "Remark" },
    [TEXT_IMPRINT]        = { "Imprint", "Imprint" },
    [TEXT_PAGE_NO]        = { "Footer", "footer" },
};

long twips(double points)
{
    return lround(points * TWIPS_PER_POINT);
}

/* The size of the default style, in half points. A grid without a spacing of its own has cells of
 * that size: it goes 28 times into a line, and not 29 times. */
static long grid_size(const Layout *l)
{
    return (long)floor(l->cell * 2);
}

long cell_spacing(const Layout *l, double size)
{
    return (long)floor(size * (l->cell / l->text[TEXT_BODY].size - 1) * TWIPS_PER_POINT);
}

const char *style_id(TextKind kind)
{
    return styles[kind].id;
}

/* Chinese fonts for Chinese characters, the Latin one that goes with them for all others. */
static void font_names(Xml *x, FontRole role, Lang lang)
{
    Str latin = str_z(font_wanted(layout_latin(role), lang));
    FontRole east = role == FONT_SERIF ? FONT_SONG : role == FONT_SANS ? FONT_HEITI : role;

    xml_attr(x, "w:ascii", latin);
    xml_attr(x, "w:hAnsi", latin);
    xml_attr(x, "w:eastAsia", str_z(font_wanted(east, lang)));
    xml_attr(x, "w:cs", latin);
}

void write_fonts(Xml *x, FontRole role, Lang lang, bool hint)
{
    xml_open(x, "w:rFonts");
    if (hint)
        xml_attr(x, "w:hint", S("eastAsia"));
    if (role != FONT__N)
        font_names(x, role, lang);
    xml_close(x);
}

static void namespace(Xml *x)
{
    xml_attr(x, "xmlns:w", S("http://schemas.openxmlformats.org/wordprocessingml/2006/main"));
}

static void write_run_style(const Docx *d, Xml *x, TextKind kind)
{
    const TextStyle *style = &d->l->text[kind];

    xml_open(x, "w:rPr");
    write_fonts(x, style->font, d->flow->lang, false);
    if (style->strong)
        xml_leaf(x, "w:b");
    if (kind == TEXT_MARK)
        xml_val(x, "w:color", "C00000");
    if (d->flow->lang != LANG_EN)
        xml_val_number(x, "w:spacing", cell_spacing(d->l, style->size));
    xml_val_number(x, "w:sz", lround(style->size * 2));
    xml_val_number(x, "w:szCs", lround(style->size * 2));
    xml_close(x);
}

static void write_spacing(const Docx *d, Xml *x, const TextStyle *style)
{
    xml_open(x, "w:spacing");
    xml_number(x, "w:before", 0);
    xml_number(x, "w:after", 0);
    /* Rounded down, so that all lines fit on a page. */
    xml_number(x, "w:line",
               (long)floor((style->pitch > 0 ? style->pitch : d->l->pitch) * TWIPS_PER_POINT));
    xml_attr(x, "w:lineRule", S("exact"));
    xml_close(x);
}

void write_indent(const Docx *d, Xml *x, const TextStyle *style)
{
    double cell = d->l->cell, hang = style->left - style->first;

    xml_open(x, "w:ind");
    xml_number(x, "w:left", twips(style->left * cell));
    xml_number(x, "w:right", twips(style->right * cell));
    if (hang > 0) {
        xml_number(x, "w:hanging", twips(hang * cell));
    } else {
        if (style->left <= 0 && d->flow->lang != LANG_EN)
            xml_number(x, "w:firstLineChars", lround(-hang * 100));
        xml_number(x, "w:firstLine", twips(-hang * cell));
    }
    xml_close(x);
}

void write_align(Xml *x, Align align)
{
    static const char *const names[] = {
        [ALIGN_BOTH] = "both", [ALIGN_LEFT] = "left", [ALIGN_CENTRE] = "center",
        [ALIGN_RIGHT] = "right",
    };
    xml_val(x, "w:jc", names[align]);
}

/* No widow control, since a page has 22 lines; no mark beyond the edge and no space between Chinese
 * and Latin letters, since a line has 28 cells. LibreOffice wants to be told in each style. */
static void write_habits(Xml *x)
{
    static const char *const off[] = { "w:overflowPunct", "w:autoSpaceDE", "w:autoSpaceDN" };

    for (size_t i = 0; i < LEN(off); i++)
        xml_val(x, off[i], "0");
}

static void write_style(const Docx *d, Xml *x, TextKind kind)
{
    const TextStyle *style = &d->l->text[kind];
    bool contents = kind == TEXT_CONTENTS1 || kind == TEXT_CONTENTS2;

    xml_open(x, "w:style");
    xml_attr(x, "w:type", S("paragraph"));
    xml_attr(x, "w:styleId", str_z(styles[kind].id));
    xml_val(x, "w:name", styles[kind].name);
    xml_val(x, "w:basedOn", "Normal");
    xml_leaf(x, "w:qFormat");
    xml_open(x, "w:pPr");
    xml_val(x, "w:widowControl", "0");
    if (contents) {
        xml_open(x, "w:tabs");
        xml_open(x, "w:tab");
        xml_attr(x, "w:val", S("right"));
        xml_attr(x, "w:leader", S("dot"));
        xml_number(x, "w:pos", twips(d->l->width));
        xml_close(x);
        xml_close(x);
    }
    write_habits(x);
    if (style->pitch > 0 || style->size > d->l->text[TEXT_BODY].size)
        xml_val(x, "w:snapToGrid", "0");
    write_spacing(d, x, style);
    write_indent(d, x,
                 contents ? &(TextStyle){ .first = style->first, .left = style->left } : style);
    write_align(x, style->align);
    if (kind >= TEXT_HEADING1 && kind <= TEXT_HEADING4)
        xml_val_number(x, "w:outlineLvl", (long)kind - TEXT_HEADING1);
    if (kind == TEXT_APPENDIX)
        xml_val_number(x, "w:outlineLvl", 0);
    xml_close(x);
    write_run_style(d, x, kind);
    xml_close(x);
}

static void write_defaults(const Docx *d, Xml *x)
{
    static const char *const tags[LANG__N] = { "zh-CN", "zh-CN", "zh-TW" };

    xml_open(x, "w:docDefaults");
    xml_open(x, "w:rPrDefault");
    xml_open(x, "w:rPr");
    write_fonts(x, d->l->text[TEXT_BODY].font, d->flow->lang, false);
    xml_val_number(x, "w:sz", grid_size(d->l));
    xml_val_number(x, "w:szCs", grid_size(d->l));
    xml_open(x, "w:lang");
    xml_attr(x, "w:val", S("en-US"));
    xml_attr(x, "w:eastAsia", str_z(tags[d->flow->lang]));
    xml_close(x);
    xml_close(x);
    xml_close(x);
    xml_close(x);
}

/* The default style only measures the grid; no paragraph has it. */
static void write_normal(const Docx *d, Xml *x)
{
    xml_open(x, "w:style");
    xml_attr(x, "w:type", S("paragraph"));
    xml_attr(x, "w:default", S("1"));
    xml_attr(x, "w:styleId", S("Normal"));
    xml_val(x, "w:name", "Normal");
    xml_open(x, "w:rPr");
    xml_val_number(x, "w:sz", grid_size(d->l));
    xml_val_number(x, "w:szCs", grid_size(d->l));
    xml_close(x);
    xml_close(x);
}

void write_styles(const Docx *d, Xml *x)
{
    xml_open(x, "w:styles");
    namespace(x);
    write_defaults(d, x);
    write_normal(d, x);
    for (size_t i = 0; i < TEXT__N; i++)
        write_style(d, x, (TextKind)i);
    xml_close(x);
}

void write_font_table(const Docx *d, Xml *x)
{
    static const char *const families[FONT__N] = {
        [FONT_XIAOBIAOSONG] = "roman", [FONT_FANGSONG] = "modern", [FONT_KAITI] = "modern",
        [FONT_HEITI] = "swiss",        [FONT_SONG] = "roman",      [FONT_SERIF] = "roman",
        [FONT_SANS] = "swiss",
    };
    xml_open(x, "w:fonts");
    namespace(x);
    for (size_t i = 0; i < FONT__N; i++) {
        FontRole role = (FontRole)i;
        xml_open(x, "w:font");
        xml_attr(x, "w:name", str_z(font_wanted(role, d->flow->lang)));
        xml_open(x, "w:altName");
        xml_attr(x, "w:val", font_others(d->a, role, d->flow->lang));
        xml_close(x);
        xml_val(x, "w:charset",
                role >= FONT_SERIF           ? "00"
                : d->flow->lang == LANG_HANT ? "88"
                                             : "86");
        xml_val(x, "w:family", families[i]);
        xml_val(x, "w:pitch", "variable");
        xml_close(x);
    }
    xml_close(x);
}

void write_settings(const Docx *d UNUSED, Xml *x)
{
    xml_open(x, "w:settings");
    namespace(x);
    xml_leaf(x, "w:evenAndOddHeaders");
    xml_val(x, "w:characterSpacingControl", "doNotCompress");
    xml_open(x, "w:compat");
    xml_leaf(x, "w:doNotExpandShiftReturn");
    xml_leaf(x, "w:useFELayout");
    xml_open(x, "w:compatSetting");
    xml_attr(x, "w:name", S("compatibilityMode"));
    xml_attr(x, "w:uri", S("http://schemas.microsoft.com/office/word"));
    xml_attr(x, "w:val", S("15"));
    xml_close(x);
    xml_close(x);
    xml_close(x);
}

static void write_text_run(Xml *x, Str text)
{
    xml_open(x, "w:r");
    xml_open(x, "w:t");
    xml_attr(x, "xml:space", S("preserve"));
    xml_text(x, text);
    xml_close(x);
    xml_close(x);
}

void write_footer(const Docx *d, Xml *x, bool even)
{
    const TextStyle *style = &d->l->text[TEXT_PAGE_NO];
    long edge = twips(d->l->edge * style->size);

    xml_open(x, "w:ftr");
    namespace(x);
    xml_open(x, "w:p");
    xml_open(x, "w:pPr");
    xml_val(x, "w:pStyle", style_id(TEXT_PAGE_NO));
    xml_open(x, "w:ind");
    xml_number(x, even ? "w:left" : "w:right", edge);
    xml_close(x);
    write_align(x, even ? ALIGN_LEFT : ALIGN_RIGHT);
    xml_close(x);
    write_text_run(x, S("— "));
    xml_open(x, "w:fldSimple");
    xml_attr(x, "w:instr", S(" PAGE "));
    write_text_run(x, even ? S("2") : S("1"));
    xml_close(x);
    write_text_run(x, S(" —"));
    xml_close(x);
    xml_close(x);
}

void write_core(const Docx *d, Xml *x)
{
    const DocFrame *f = &d->flow->doc->frame;
    AUTO(buf_done) Buf title = buf_new(FLOW_TEXT_MAX);
    Str rest = flow_clean(d->a, d->flow->doc->title), line;
    char day[11] = "2000-01-01";

    while (str_next(&rest, '\n', &line))
        buf_put(&title, line);
    if (f->printed_on > 0)
        day_print(f->printed_on, day);
    xml_open(x, "cp:coreProperties");
    xml_attr(x, "xmlns:cp",
             S("http://schemas.openxmlformats.org/package/2006/metadata/core-properties"));
    xml_attr(x, "xmlns:dc", S("http://purl.org/dc/elements/1.1/"));
    xml_attr(x, "xmlns:dcterms", S("http://purl.org/dc/terms/"));
    xml_attr(x, "xmlns:xsi", S("http://www.w3.org/2001/XMLSchema-instance"));
    xml_element(x, "dc:title", buf_str(&title));
    xml_element(x, "dc:creator", flow_clean(d->a, f->printed_by));
    xml_element(x, "dc:language", str_z(lang_code(d->flow->lang)));
    xml_open(x, "dcterms:created");
    xml_attr(x, "xsi:type", S("dcterms:W3CDTF"));
    xml_text(x, arena_printf(d->a, "%sT00:00:00Z", day));
    xml_close(x);
    xml_close(x);
}
