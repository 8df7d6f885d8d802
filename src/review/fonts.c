/* SPDX-License-Identifier: Apache-2.0
 * Lists of families by role, and the choice among them with fontconfig.
 */
#include "review/fonts.h"

#include <fontconfig/fontconfig.h>
#include <stdlib.h>

#include "base/vec.h"

/* For which documents a family is considered; NAMED: it is what the standard names. */
enum {
    HANS = 1 << LANG_HANS,
    HANT = 1 << LANG_HANT,
    ALL = HANS | HANT | 1 << LANG_EN,
    NAMED = 1 << LANG__N,
};

typedef struct {
    const char *family;
    int weight;
    unsigned flags;
} Family;

static const Family xiaobiaosong[] = {
    { "方正小标宋简体", 400, HANS | NAMED },
    { "FZXiaoBiaoSong-B05S", 400, HANS | NAMED },
    { "方正小标宋_GBK", 400, ALL | NAMED },
    { "FZXiaoBiaoSong-B05", 400, ALL | NAMED },
    { "方正小标宋繁体", 400, HANT | NAMED },
    { "FZXiaoBiaoSong-B05T", 400, HANT | NAMED },
    { "STZhongsong", 400, ALL },
    { "Noto Serif CJK TC", 700, HANT },
    { "Source Han Serif TC", 700, HANT },
    { "Noto Serif CJK SC", 700, ALL },
    { "Source Han Serif SC", 700, ALL },
    { "FandolSong", 700, HANS },
    { "AR PL UMing CN", 700, ALL },
    { NULL, 0, 0 },
};
static const Family fangsong[] = {
    { "仿宋_GB2312", 400, HANS | NAMED },
    { "FangSong_GB2312", 400, HANS | NAMED },
    { "仿宋", 400, ALL | NAMED },
    { "FangSong", 400, ALL | NAMED },
    { "STFangsong", 400, ALL },
    { "Zhuque Fangsong", 400, ALL },
    { "Zhuque Fangsong (technical preview)", 400, ALL },
    { "FandolFang R", 400, HANS },
    { "FandolFang", 400, HANS },
    { "cwTeXFangSong", 400, HANT },
    { "Noto Serif CJK TC", 400, HANT },
    { "Source Han Serif TC", 400, HANT },
    { "Noto Serif CJK SC", 400, ALL },
    { "Source Han Serif SC", 400, ALL },
    { "AR PL UMing CN", 400, ALL },
    { NULL, 0, 0 },
};
static const Family kaiti[] = {
    { "楷体_GB2312", 400, HANS | NAMED },
    { "KaiTi_GB2312", 400, HANS | NAMED },
    { "楷体", 400, ALL | NAMED },
    { "KaiTi", 400, ALL | NAMED },
    { "DFKai-SB", 400, HANT | NAMED },
    { "STKaiti", 400, ALL },
    { "LXGW WenKai TC", 400, HANT },
    { "LXGW WenKai", 400, ALL },
    { "AR PL UKai TW", 400, HANT },
    { "AR PL UKai CN", 400, ALL },
    { "AR PL KaitiM GB", 400, HANS },
    { "FandolKai", 400, HANS },
    { "TW-Kai", 400, HANT },
    { "Noto Serif CJK TC", 400, HANT },
    { "Noto Serif CJK SC", 400, ALL },
    { NULL, 0, 0 },
};
static const Family heiti[] = {
    { "黑体", 400, ALL | NAMED },
    { "SimHei", 400, ALL | NAMED },
    { "STHeiti", 400, ALL },
    { "Noto Sans CJK TC", 700, HANT },
    { "Source Han Sans TC", 700, HANT },
    { "Noto Sans CJK SC", 700, ALL },
    { "Source Han Sans SC", 700, ALL },
    { "FandolHei", 400, HANS },
    { "WenQuanYi Zen Hei", 400, ALL },
    { "WenQuanYi Micro Hei", 400, ALL },
    { NULL, 0, 0 },
};
static const Family song[] = {
    { "宋体", 400, ALL | NAMED },
    { "SimSun", 400, ALL | NAMED },
    { "NSimSun", 400, ALL | NAMED },
    { "STSong", 400, ALL },
    { "Noto Serif CJK TC", 400, HANT },
    { "Source Han Serif TC", 400, HANT },
    { "Noto Serif CJK SC", 400, ALL },
    { "Source Han Serif SC", 400, ALL },
    { "FandolSong", 400, HANS },
    { "AR PL UMing CN", 400, ALL },
    { NULL, 0, 0 },
};
static const Family serif[] = {
    { "Times New Roman", 400, ALL | NAMED },
    { "Liberation Serif", 400, ALL },
    { "Nimbus Roman", 400, ALL },
    { "TeX Gyre Termes", 400, ALL },
    { "DejaVu Serif", 400, ALL },
    { NULL, 0, 0 },
};
static const Family sans[] = {
    { "Arial", 400, ALL | NAMED },
    { "Liberation Sans", 400, ALL },
    { "Nimbus Sans", 400, ALL },
    { "TeX Gyre Heros", 400, ALL },
    { "DejaVu Sans", 400, ALL },
    { NULL, 0, 0 },
};

typedef struct {
    const char *label; /* what a reader calls it; NULL for Latin fonts, whose stand-ins fit */
    const char *wanted[LANG__N];
    const Family *families;
} Role;

static const Role roles[FONT__N] = {
    [FONT_XIAOBIAOSONG] = { "小标宋", { "方正小标宋_GBK", "方正小标宋简体", "方正小标宋_GBK" }, xiaobiaosong },
    [FONT_FANGSONG]     = { "仿宋", { "仿宋", "仿宋_GB2312", "仿宋" }, fangsong },
    [FONT_KAITI]        = { "楷体", { "楷体", "楷体_GB2312", "楷体" }, kaiti },
    [FONT_HEITI]        = { "黑体", { "黑体", "黑体", "黑体" }, heiti },
    [FONT_SONG]         = { "宋体", { "宋体", "宋体", "宋体" }, song },
    [FONT_SERIF] = { NULL, { "Times New Roman", "Times New Roman", "Times New Roman" }, serif },
    [FONT_SANS]  = { NULL, { "Arial", "Arial", "Arial" }, sans },
};

const char *font_wanted(FontRole role, Lang lang)
{
    return roles[role].wanted[lang];
}

static bool fits(const Family *family, Lang lang)
{
    return (family->flags & (1u << lang)) != 0;
}

Str font_others(Arena *a, FontRole role, Lang lang)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);

    for (const Family *f = roles[role].families; f->family; f++)
        if (fits(f, lang) && !str_eq(str_z(f->family), str_z(roles[role].wanted[lang])))
            buf_printf(&b, "%s%s", b.n ? "," : "", f->family);
    return arena_str(a, buf_str(&b));
}

/* The characters that each font has to show. */
typedef struct {
    FcCharSet *chars[FONT__N];
} Needs;

static void needs_done(Needs *n)
{
    for (size_t i = 0; i < FONT__N; i++)
        if (n->chars[i])
            FcCharSetDestroy(n->chars[i]);
}

static void need(Needs *n, FontRole role, Str s, Lang lang)
{
    uint32_t ch;

    while (utf8_next(&s, &ch)) {
        FontRole r = layout_wide(ch, lang) && role < FONT_SERIF ? role : layout_latin(role);
        if (layout_wide(ch, lang) && role >= FONT_SERIF)
            r = role == FONT_SANS ? FONT_HEITI : FONT_SONG;
        if (ch > ' ')
            FcCharSetAddChar(n->chars[r], ch);
    }
}

static void need_runs(Needs *n, FontRole role, const Runs *runs, Lang lang)
{
    for (size_t i = 0; i < runs->n; i++)
        need(n, role, runs->p[i].text, lang);
}

static void need_table(Needs *n, const Flow *f, const DocTable *t)
{
    for (size_t i = 0; i < t->ncols; i++)
        need(n, f->layout->text[TEXT_TABLE_HEAD].font, t->headings[i], f->lang);
    for (size_t i = 0; i < t->ncols * t->nrows; i++)
        need_runs(n, f->layout->text[TEXT_TABLE_CELL].font, &t->cells[i], f->lang);
}

static void need_chart(Needs *n, const Flow *f, const Chart *c)
{
    need(n, FONT_HEITI, c->title, f->lang);
    need(n, FONT_HEITI, c->unit, f->lang);
    for (size_t i = 0; i < c->n; i++)
        need(n, FONT_HEITI, c->p[i].label, f->lang);
}

static void need_imprint(Needs *n, const Flow *f)
{
    const DocFrame *frame = &f->doc->frame;
    FontRole role = f->layout->text[TEXT_IMPRINT].font;

    need(n, role, frame->copies_to, f->lang);
    need(n, role, frame->printed_by, f->lang);
}

static Needs needs_of(const Flow *f)
{
    Needs n = { 0 };

    for (size_t i = 0; i < FONT__N; i++)
        n.chars[i] = FcCharSetCreate();
    need(&n, f->layout->text[TEXT_PAGE_NO].font, S("0123456789—"), f->lang);
    for (size_t i = 0; i < f->n; i++) {
        const FlowItem *item = &f->p[i];
        need_runs(&n, item->style.font, &item->runs, f->lang);
        if (item->table)
            need_table(&n, f, item->table);
        if (item->chart)
            need_chart(&n, f, item->chart);
    }
    need_imprint(&n, f);
    return n;
}

/* How many of the characters the family lacks; all of them and one more if it is not installed. */
static FcChar32 missing(const char *family, const FcCharSet *chars)
{
    FcPattern *pattern = FcPatternCreate();
    FcObjectSet *wanted = FcObjectSetBuild(FC_FAMILY, FC_CHARSET, (char *)NULL);
    FcChar32 least = FcCharSetCount(chars) + 1;
    FcFontSet *found;

    FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)family);
    found = FcFontList(NULL, pattern, wanted);
    for (int i = 0; found && i < found->nfont; i++) {
        FcCharSet *has;
        if (FcPatternGetCharSet(found->fonts[i], FC_CHARSET, 0, &has) != FcResultMatch)
            continue;
        FcChar32 lacks = FcCharSetSubtractCount(chars, has);
        least = lacks < least ? lacks : least;
    }
    if (found)
        FcFontSetDestroy(found);
    FcObjectSetDestroy(wanted);
    FcPatternDestroy(pattern);
    return least;
}

/* The first family that lacks no more than one character in fifty (those are taken from another
 * font, one by one), or else the one that lacks fewest. NULL if none is installed. */
static const Family *choose(const Role *role, const FcCharSet *chars, Lang lang)
{
    const Family *best = NULL;
    FcChar32 all = FcCharSetCount(chars), least = all + 1;

    for (const Family *f = role->families; f->family; f++) {
        FcChar32 lacks = fits(f, lang) ? missing(f->family, chars) : all + 1;
        if (lacks >= least)
            continue;
        least = lacks;
        best = f;
        if (lacks * 50 <= all)
            break;
    }
    return best;
}

void fonts_choose(Arena *a, const Flow *f, Lang reader, Fonts *out)
{
    AUTO(needs_done) Needs n = needs_of(f);
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);

    *out = (Fonts){ 0 };
    for (size_t i = 0; i < FONT__N; i++) {
        const Family *best = choose(&roles[i], n.chars[i], f->lang);
        bool used = FcCharSetCount(n.chars[i]) > 0;
        out->none = out->none || (!best && used && roles[i].label);
        out->of[i].family = best ? best->family : i == FONT_SANS ? "Sans" : "Serif";
        out->of[i].weight = best ? best->weight : 400;
        if (best && used && !(best->flags & NAMED) && roles[i].label) {
            buf_printf(&b, tr(reader, "%s is not installed; %s stands in for it"), roles[i].label,
                       best->family);
            buf_putc(&b, '\n');
        }
    }
    out->replaced = arena_str(a, buf_str(&b));
}
