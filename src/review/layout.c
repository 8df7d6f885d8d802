/* SPDX-License-Identifier: Apache-2.0
 * The measures of GB/T 9704-2012. Sizes of type by name: 2号 is 22 points, 3号 16, 4号 14, 小四 12,
 * 五号 10.5.
 *
 * A line of 28 characters of 3号 would be 448 points, and the text area has 442.2: a cell is 15.79
 * points wide, so that letters of 16 points stand a fifth of a point closer than they are cast.
 */
#include "review/layout.h"

#include <math.h>
#include <unicode/uchar.h>

#define MM(n) ((n)*POINTS_PER_MM)

/* What both have: A4, margins 37 mm above and 28 mm at the binding, 156 × 225 mm of text. */
#define PAGE                                                                                       \
    .paper_width = MM(210), .paper_height = MM(297), .top = MM(37), .left = MM(28),                \
    .width = MM(156), .height = MM(225), .mark_top = MM(35), .mark_gap = 2, .rule_gap = MM(4),     \
    .rule = 1.5, .rule_below = 2, .title_gap = 1, .page_no_gap = MM(7), .edge = 1,                 \
    .thick = MM(0.35), .thin = MM(0.25), .frame = 0.5, .cell_pad = 4, .row_pad = 2.5,              \
    .many_columns = 6

static const Layout chinese = {
    PAGE,
    .lines = 22,
    .chars = 28,
    .pitch = MM(225) / 22,
    .cell = MM(156) / 28,
    .mark_max = 48,
    .mark_min = 26,
    .small_table = 10.5,
    .text = {
        [TEXT_BODY]           = { FONT_FANGSONG,     16, .first = 2 },
        [TEXT_COPY_NO]        = { FONT_FANGSONG,     16, .align = ALIGN_LEFT },
        [TEXT_SECRECY]        = { FONT_HEITI,        16, .align = ALIGN_LEFT },
        [TEXT_MARK]           = { FONT_XIAOBIAOSONG, 48, .align = ALIGN_CENTRE },
        [TEXT_NUMBER]         = { FONT_FANGSONG,     16, .align = ALIGN_CENTRE, .pitch = 18 },
        [TEXT_SIGNER]         = { FONT_KAITI,        16, .align = ALIGN_LEFT },
        [TEXT_TITLE]          = { FONT_XIAOBIAOSONG, 22, .align = ALIGN_CENTRE },
        [TEXT_CONTENTS_TITLE] = { FONT_HEITI,        16, .align = ALIGN_CENTRE },
        [TEXT_CONTENTS1]      = { FONT_FANGSONG,     14, .align = ALIGN_LEFT, .right = 2 },
        [TEXT_CONTENTS2]      = { FONT_FANGSONG,     14, .align = ALIGN_LEFT, .first = 2,
                                  .left = 2, .right = 2 },
        [TEXT_ADDRESSEE]      = { FONT_FANGSONG,     16, .align = ALIGN_BOTH },
        [TEXT_HEADING1]       = { FONT_HEITI,        16, .first = 2 },
        [TEXT_HEADING2]       = { FONT_KAITI,        16, .first = 2 },
        [TEXT_HEADING3]       = { FONT_FANGSONG,     16, .first = 2 },
        [TEXT_HEADING4]       = { FONT_FANGSONG,     16, .first = 2 },
        [TEXT_ITEM]           = { FONT_FANGSONG,     16, .first = 2, .left = 3 },
        [TEXT_ATTACHMENT]     = { FONT_FANGSONG,     16, .first = 2 },
        [TEXT_SIGNATURE]      = { FONT_FANGSONG,     16, .align = ALIGN_LEFT },
        [TEXT_NOTE]           = { FONT_FANGSONG,     16, .first = 2 },
        [TEXT_APPENDIX]       = { FONT_HEITI,        16, .align = ALIGN_LEFT },
        [TEXT_APPENDIX_TITLE] = { FONT_XIAOBIAOSONG, 22, .align = ALIGN_CENTRE },
        [TEXT_CAPTION]        = { FONT_HEITI,        12, .align = ALIGN_CENTRE },
        [TEXT_TABLE_HEAD]     = { FONT_HEITI,        12, .align = ALIGN_CENTRE, .pitch = 17 },
        [TEXT_TABLE_CELL]     = { FONT_FANGSONG,     12, .align = ALIGN_LEFT, .pitch = 17 },
        [TEXT_SMALL]          = { FONT_FANGSONG,     12, .pitch = 18 },
        [TEXT_IMPRINT]        = { FONT_FANGSONG,     14, .align = ALIGN_LEFT, .left = 1,
                                  .first = 1, .right = 1, .pitch = 21 },
        [TEXT_PAGE_NO]        = { FONT_SONG,         14, .align = ALIGN_LEFT, .pitch = 18 },
    },
};

static const Layout english = {
    PAGE,
    .lines = 36,
    .chars = 36,
    .pitch = MM(225) / 36,
    .cell = MM(156) / 36,
    .mark_max = 36,
    .mark_min = 18,
    .small_table = 9,
    .text = {
        [TEXT_BODY]           = { FONT_SERIF, 12, .align = ALIGN_LEFT, .first = 2 },
        [TEXT_COPY_NO]        = { FONT_SERIF, 12, .align = ALIGN_LEFT },
        [TEXT_SECRECY]        = { FONT_SERIF, 12, .strong = true, .align = ALIGN_LEFT },
        [TEXT_MARK]           = { FONT_SERIF, 36, .strong = true, .align = ALIGN_CENTRE },
        [TEXT_NUMBER]         = { FONT_SERIF, 12, .align = ALIGN_CENTRE, .pitch = 14 },
        [TEXT_SIGNER]         = { FONT_SERIF, 12, .align = ALIGN_LEFT },
        [TEXT_TITLE]          = { FONT_SERIF, 18, .strong = true, .align = ALIGN_CENTRE,
                                  .pitch = MM(225) / 24 },
        [TEXT_CONTENTS_TITLE] = { FONT_SERIF, 14, .strong = true, .align = ALIGN_CENTRE },
        [TEXT_CONTENTS1]      = { FONT_SERIF, 12, .align = ALIGN_LEFT, .right = 2 },
        [TEXT_CONTENTS2]      = { FONT_SERIF, 12, .align = ALIGN_LEFT, .first = 2, .left = 2,
                                  .right = 2 },
        [TEXT_ADDRESSEE]      = { FONT_SERIF, 12, .align = ALIGN_LEFT },
        [TEXT_HEADING1]       = { FONT_SERIF, 14, .strong = true, .align = ALIGN_LEFT },
        [TEXT_HEADING2]       = { FONT_SERIF, 12, .strong = true, .align = ALIGN_LEFT },
        [TEXT_HEADING3]       = { FONT_SERIF, 12, .strong = true, .align = ALIGN_LEFT,
                                  .first = 2, .left = 2 },
        [TEXT_HEADING4]       = { FONT_SERIF, 12, .align = ALIGN_LEFT, .first = 2, .left = 2 },
        [TEXT_ITEM]           = { FONT_SERIF, 12, .align = ALIGN_LEFT, .first = 2, .left = 3 },
        [TEXT_ATTACHMENT]     = { FONT_SERIF, 12, .align = ALIGN_LEFT, .first = 2 },
        [TEXT_SIGNATURE]      = { FONT_SERIF, 12, .align = ALIGN_RIGHT, .right = 2 },
        [TEXT_NOTE]           = { FONT_SERIF, 12, .align = ALIGN_LEFT, .first = 2, .left = 2 },
        [TEXT_APPENDIX]       = { FONT_SERIF, 12, .strong = true, .align = ALIGN_LEFT },
        [TEXT_APPENDIX_TITLE] = { FONT_SERIF, 16, .strong = true, .align = ALIGN_CENTRE,
                                  .pitch = MM(225) / 24 },
        [TEXT_CAPTION]        = { FONT_SERIF, 11, .strong = true, .align = ALIGN_CENTRE },
        [TEXT_TABLE_HEAD]     = { FONT_SERIF, 10.5, .strong = true, .align = ALIGN_CENTRE,
                                  .pitch = 14 },
        [TEXT_TABLE_CELL]     = { FONT_SERIF, 10.5, .align = ALIGN_LEFT, .pitch = 14 },
        [TEXT_SMALL]          = { FONT_SERIF, 10, .align = ALIGN_LEFT, .pitch = 14 },
        [TEXT_IMPRINT]        = { FONT_SERIF, 11, .align = ALIGN_LEFT, .left = 1, .first = 1,
                                  .right = 1, .pitch = 16 },
        [TEXT_PAGE_NO]        = { FONT_SERIF, 14, .align = ALIGN_LEFT, .pitch = 18 },
    },
};

const Layout *layout_of(Lang lang)
{
    return lang == LANG_EN ? &english : &chinese;
}

bool layout_wide(uint32_t ch, Lang lang)
{
    if (ch < 0xb7)
        return false;
    switch (u_getIntPropertyValue((UChar32)ch, UCHAR_EAST_ASIAN_WIDTH)) {
    case U_EA_FULLWIDTH:
    case U_EA_WIDE: return true;
    case U_EA_AMBIGUOUS:
        return lang != LANG_EN && (ch == 0xb7 || (ch >= 0x2010 && !u_isalpha((UChar32)ch)));
    default: return false;
    }
}

double layout_chars(Str s, Lang lang)
{
    double sum = 0;
    uint32_t ch;

    while (utf8_next(&s, &ch))
        sum += layout_wide(ch, lang) ? 1 : 0.5;
    return sum;
}

double layout_mark_size(const Layout *l, Str issuer, Lang lang)
{
    double share = lang == LANG_EN ? 0.8 : 0.98; /* capitals are wider than half a cell */
    double fits = floor(l->width * share / fmax(1, layout_chars(issuer, lang)));
    return fmin(l->mark_max, fmax(l->mark_min, fits));
}

FontRole layout_latin(FontRole role)
{
    return role == FONT_HEITI || role == FONT_SANS ? FONT_SANS : FONT_SERIF;
}
