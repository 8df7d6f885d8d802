/* SPDX-License-Identifier: Apache-2.0
 * Numbers, days and periods as a text says them, in the language of the document.
 */
#include "review/template_impl.h"

#include <unicode/ucurr.h>
#include <unicode/ustring.h>

#include "text/number.h"

static const char *const months[] = {
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
};

/* ---- numbers ---- */

/* 1 to 99 in Chinese. */
static void chinese_number(int64_t n, Buf *out)
{
    static const char *const digits[] = {
        "", "一", "二", "三", "四", "五", "六", "七", "八", "九"
    };
    if (n >= 20)
        buf_printf(out, "%s", digits[n / 10]);
    if (n >= 10)
        buf_printf(out, "十");
    buf_printf(out, "%s", digits[n % 10]);
}

static void exactly(Lang lang, const FigureValue *v, Buf *out)
{
    bool kept;
    round_print(ROUND_EXACT, lang, v->value, v->places, out, &kept);
}

static void in_words(Lang lang, const FigureValue *v, Buf *out)
{
    static const char *const english[] = { "one", "two",   "three", "four", "five",
                                           "six", "seven", "eight", "nine" };
    int64_t n = v->value;
    if (v->places || n < 1 || n > (lang == LANG_EN ? 9 : 99))
        exactly(lang, v, out);
    else if (lang == LANG_EN)
        buf_printf(out, "%s", english[n - 1]);
    else if (n == 2) /* before a counting word */
        buf_printf(out, lang == LANG_HANS ? "两" : "兩");
    else
        chinese_number(n, out);
}

static void english_ordinal(int64_t n, Buf *out)
{
    static const char *const words[] = { "first", "second",  "third",  "fourth", "fifth",
                                         "sixth", "seventh", "eighth", "ninth",  "tenth" };
    static const char *const ends[] = {
        "th", "st", "nd", "rd", "th", "th", "th", "th", "th", "th"
    };
    if (n >= 1 && n <= 10)
        buf_printf(out, "%s", words[n - 1]);
    else
        buf_printf(out, "%" PRId64 "%s", n, n / 10 % 10 == 1 ? "th" : ends[n % 10]);
}

static void as_ordinal(Lang lang, const FigureValue *v, Buf *out)
{
    if (v->places || v->value < 1)
        exactly(lang, v, out);
    else if (lang == LANG_EN)
        english_ordinal(v->value, out);
    else if (v->value > 99)
        buf_printf(out, "第%" PRId64, v->value);
    else {
        buf_printf(out, "第");
        chinese_number(v->value, out);
    }
}

/* 20万, 78.12万: only where two places of 万 say it exactly. */
static void in_wan(Lang lang, const FigureValue *v, Buf *out)
{
    int64_t hundredth = 100;
    int places = 2;
    for (int i = 0; i < v->places; i++)
        hundredth *= 10;
    if (lang == LANG_EN || v->value < hundredth * 100 || v->value % hundredth) {
        exactly(lang, v, out);
        return;
    }
    hundredth = v->value / hundredth;
    for (; places && hundredth % 10 == 0; places--)
        hundredth /= 10;
    decimal_print(hundredth, places, out);
    buf_printf(out, lang == LANG_HANS ? "万" : "萬");
}

/* ---- currencies ---- */

/* Empty where it is no money. What was declared has no currency of its own. */
static Str currency_of(const FigureValue *v)
{
    if (v->currency[0])
        return str_z(v->currency);
    return v->def && str_eq(v->def->unit, S("yuan")) ? S("CNY") : (Str){ 0 };
}

/* 美元, US dollars: as ICU calls it in the plural. */
static void foreign_currency(Lang lang, Str code, Buf *out)
{
    UChar iso[4] = { (UChar)code.p[0], (UChar)code.p[1], (UChar)code.p[2], 0 };
    UErrorCode status = U_ZERO_ERROR;
    UBool choice;
    int32_t n = 0, bytes = 0;
    char text[200];
    const UChar *name = ucurr_getPluralName(iso, lang_code(lang), &choice, "other", &n, &status);
    u_strToUTF8(text, sizeof text, &bytes, name, n, &status);
    if (U_SUCCESS(status) && bytes < (int32_t)sizeof text)
        buf_put(out, (Str){ text, (size_t)bytes });
    else
        buf_put(out, code);
}

static void put_currency(Lang lang, const FigureValue *v, Buf *out)
{
    Str code = currency_of(v);
    if (code.n == 0)
        return;
    if (lang == LANG_EN)
        buf_putc(out, ' ');
    if (str_eq(code, S("CNY")))
        buf_put(out, lang == LANG_EN ? S("yuan") : S("元"));
    else
        foreign_currency(lang, code, out);
}

void unit_words(Lang lang, const FigureValue *v, Buf *out)
{
    Str code = currency_of(v);
    if (code.n && !str_eq(code, S("CNY")))
        foreign_currency(lang, code, out);
    else
        buf_put(out, v->def->units[lang]);
}

void number_write(const Style *s, Lang lang, const FigureValue *v, Buf *out)
{
    bool kept;
    switch (s->kind) {
    case STYLE_SAY: buf_put(out, s->say); break;
    case STYLE_WORDS: in_words(lang, v, out); break;
    case STYLE_ORDINAL: as_ordinal(lang, v, out); break;
    case STYLE_MONEY:
        exactly(lang, v, out);
        put_currency(lang, v, out);
        break;
    case STYLE_WAN:
        in_wan(lang, v, out);
        put_currency(lang, v, out);
        break;
    case STYLE_ROUND:
    case STYLE_YEAR:
    case STYLE_MONTH:
    case STYLE_DAY: round_print(s->round, lang, v->value, v->places, out, &kept); break;
    }
}

/* ---- days ---- */

void day_words(Lang lang, Day d, StyleKind kind, Buf *out)
{
    const char *month = months[(day_month(d) + 11) % 12];
    bool year = kind != STYLE_MONTH && kind != STYLE_DAY;

    if (lang == LANG_EN) {
        if (kind == STYLE_YEAR)
            buf_int(out, day_year(d));
        else if (kind == STYLE_MONTH)
            buf_printf(out, "%s", month);
        else
            buf_printf(out, "%d %s", day_of(d), month);
        if (year && kind != STYLE_YEAR)
            buf_printf(out, " %d", day_year(d));
        return;
    }
    if (year)
        buf_printf(out, "%d年", day_year(d));
    if (kind != STYLE_YEAR)
        buf_printf(out, "%d月", day_month(d));
    if (kind != STYLE_YEAR && kind != STYLE_MONTH)
        buf_printf(out, "%d日", day_of(d));
}

/* ---- periods ---- */

static bool whole_months(const FigureScope *s)
{
    return day_of(s->from) == 1 &&
           day_of(s->to) == days_in_month(day_year(s->to), day_month(s->to));
}

/* A part of one year of n months that begins where such a part does: its number, else 0. */
static int part_of_year(const FigureScope *s, int n)
{
    int first = day_month(s->from), last = day_month(s->to);
    bool fits = whole_months(s) && day_year(s->from) == day_year(s->to) && (first - 1) % n == 0 &&
                last == first + n - 1;
    return fits ? (first - 1) / n + 1 : 0;
}

static void part_words(Lang lang, const FigureScope *s, Buf *out)
{
    static const char *const halves[][3] = { { "the first half of ", "上半年", "上半年" },
                                             { "the second half of ", "下半年", "下半年" } };
    static const char *const quarters[][3] = {
        { "the first quarter of ", "第一季度", "第一季度" },
        { "the second quarter of ", "第二季度", "第二季度" },
        { "the third quarter of ", "第三季度", "第三季度" },
        { "the fourth quarter of ", "第四季度", "第四季度" },
    };
    int half = part_of_year(s, 6), quarter = part_of_year(s, 3), year = day_year(s->from);
    const char *words = half ? halves[half - 1][lang] : quarters[quarter - 1][lang];
    if (lang == LANG_EN)
        buf_printf(out, "%s%d", words, year);
    else
        buf_printf(out, "%d年%s", year, words);
}

/* From one year, or one day, to another. */
static void span_words(Lang lang, const FigureScope *s, Buf *out)
{
    bool years = whole_months(s) && day_month(s->from) == 1 && day_month(s->to) == 12;
    StyleKind kind = years ? STYLE_YEAR : STYLE_ROUND;
    day_words(lang, s->from, kind, out);
    if (s->from == s->to || (years && day_year(s->from) == day_year(s->to)))
        return;
    buf_printf(out, lang == LANG_EN ? " to " : "至");
    day_words(lang, s->to, kind, out);
}

void period_words(Lang lang, const FigureScope *s, Buf *out)
{
    if (part_of_year(s, 6) || part_of_year(s, 3)) {
        part_words(lang, s, out);
    } else if (part_of_year(s, 1)) {
        if (lang != LANG_EN)
            day_words(lang, s->from, STYLE_YEAR, out);
        day_words(lang, s->from, STYLE_MONTH, out);
        if (lang == LANG_EN)
            buf_printf(out, " %d", day_year(s->from));
    } else {
        span_words(lang, s, out);
    }
}

/* ---- headings ---- */

void heading_number(Lang lang, const int *counts, int level, Buf *out)
{
    int n = counts[level];
    bool words = lang != LANG_EN && level <= 2 && n < 100;

    if (words && level == 2)
        buf_printf(out, "（");
    if (words) {
        chinese_number(n, out);
        buf_printf(out, level == 1 ? "、" : "）");
    } else if (lang != LANG_EN) {
        buf_printf(out, level == 4 ? "（%d）" : "%d. ", n);
    } else {
        for (int i = 1; i <= level; i++)
            buf_printf(out, i == 1 ? "%d" : ".%d", counts[i]);
        buf_put(out, level == 1 ? S(". ") : S(" "));
    }
}
