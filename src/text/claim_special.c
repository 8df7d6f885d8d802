/* SPDX-License-Identifier: Apache-2.0
 * Numbers that are known by their form alone: portions (百分之五, 三成), firsts (首次), dates, times,
 * ratios and codes in figures (2024-09-08, 15:14, 7×24, 0592-1234567).
 */
#include "text/claim_impl.h"
#include "text/numeral.h"

enum { HALF_TENTH = 5 };

/* ---- portions ---- */

/* The number behind 百分之, times 1 or (千分之) 0.1. */
static bool read_hundredths(const Finder *f, At i, Found *out)
{
    const Plain *p = f->p;
    bool thousandths = plain_word(p, i, u"千分之");
    At end;

    if (!thousandths && !plain_word(p, i, u"百分之"))
        return false;
    if (!number_at(p, plain_skip(p, i + 3), &out->n, &end) || out->n.dotted)
        return false;
    (void)number_range(p, &out->n, u"- ~ 至 到");
    out->end = out->n.end;
    out->n.start = i;
    out->n.places += thousandths;
    return true;
}

/* Is 成 behind the number a tenth, and not the start of 成立, 成员 or 成为? */
static bool is_tenth(const Plain *p, At i, bool estimated)
{
    char16_t next = plain_at(p, i);

    if (plain_list_before(p, i - 2, u"其中 当中 有 占") && next == u'为')
        return true;
    if (estimated && plain_in(next, u"为员"))
        return true;
    return !plain_in(next,
                     u"立员为功果效长都就本语熟绩份品交批吉因套堆型双活不千百团群片书渝渔人才");
}

/* 1 to 9 for a figure or a Chinese digit, else 0. */
static int digit_at(const Plain *p, At i)
{
    char16_t ch = plain_at(p, i);
    int digit = is_figure(ch) ? ch - '0' : numeral_digit(ch);
    return digit > 0 ? digit : 0;
}

/* Where "七成五" (or 七成半) ends that begins at i, and its 75. 0 if none does. */
static At tenth_at(const Plain *p, At i, int64_t *value)
{
    At end = i + 2;

    if (digit_at(p, i) == 0 || plain_at(p, i + 1) != u'成')
        return 0;
    *value = (int64_t)digit_at(p, i) * 10;
    if (digit_at(p, end) && !numeral_unit(plain_at(p, end + 1)) && plain_at(p, end + 1) != u'成')
        *value += digit_at(p, end++);
    else if (plain_at(p, end) == u'半' && !plain_in(plain_at(p, end + 1), u"数年月天")) {
        *value += HALF_TENTH;
        end++;
    }
    return end;
}

/* The second number of 三成至四成. */
static At second_tenth(const Plain *p, At i, Num *n)
{
    At len = plain_list(p, i, u"至 到 - ~"), end;
    int64_t value;

    if (!len || n->range || (end = tenth_at(p, i + len, &value)) == 0 || value <= n->value)
        return i;
    n->range = true;
    n->high = value;
    return end;
}

/* 三成, 七成五, 近九成, 三四成. */
static bool read_tenths(const Finder *f, At i, Found *out)
{
    const Plain *p = f->p;
    Found probe = { .start = i, .end = i, .n = { .chinese = true } };
    bool pair = digit_at(p, i) && digit_at(p, i + 1) > digit_at(p, i);
    int64_t high = 0;
    At end = tenth_at(p, i + pair, &high);
    bool spelled = high % 10;

    if (!end || is_figure(plain_at(p, i - 1)))
        return false;
    approx_before(f, &probe);
    if (!spelled && !is_tenth(p, end, probe.approx != APPROX_EXACT))
        return false;
    if (high == 10 && probe.approx == APPROX_EXACT &&
        !plain_list(p, end, u"以上 左右 多 余 。 , 、"))
        return false; /* 一成不变 */
    out->n = (Num){ .start = i,
                    .value = pair ? (int64_t)digit_at(p, i) * 10 : high,
                    .high = high,
                    .scale = 1,
                    .fits = true,
                    .chinese = true,
                    .range = pair };
    end = second_tenth(p, end, &out->n);
    if (plain_in(plain_at(p, end), u"多余")) {
        out->n.after = APPROX_OVER;
        out->n.word = end;
        out->n.word_end = ++end;
    }
    out->n.end = out->end = end;
    return true;
}

/* 三分之一, 2/3: no percentage that anybody stated. */
static bool read_fraction(const Plain *p, At i, Found *out)
{
    Num low, high;
    At end;

    if (!number_at(p, i, &low, &end) || !plain_word(p, low.end, u"分之") ||
        !number_at(p, low.end + 2, &high, &end))
        return false;
    out->n = high;
    out->n.start = out->start = i;
    out->end = high.end;
    out->kind = CLAIM_CODE;
    return true;
}

bool portion_claim(const Finder *f, At i, Found *out)
{
    *out = (Found){ .start = i };
    if (!read_hundredths(f, i, out) && !read_tenths(f, i, out))
        return read_fraction(f->p, i, out);
    out->start = i;
    out->unit = (Unit){ .from = out->end, .to = out->end, .name = S("%"), .kind = UNIT_PERCENT };
    out->kind = out->n.range ? CLAIM_RANGE : CLAIM_PERCENT;
    approx_before(f, out);
    approx_after(f, out);
    return true;
}

/* ---- firsts ---- */

static bool first_word(const Plain *p, At i, At *end)
{
    static const char16_t chinese[] =
        u"首次 首家 首个 首届 首创 首批 首例 首部 首支 首条 首位 首座 首场 首期 首张 "
        u"首单 首所 首本 首台 首项 首份 首套 首款 首组 唯一 第一次";
    static const char16_t words[] =
        u"the_first first-ever first_ever the_first-ever for_the_first_time "
        u"the_only the_very_first its_first their_first";
    bool latin = is_latin(plain_at(p, i));
    At n = plain_list(p, i, latin ? words : chinese);

    if (latin && (is_latin(plain_at(p, i + n)) || plain_at(p, i + n) == '-'))
        n = 0;
    *end = i + n;
    return n > 0;
}

/* Third is 3. */
static int ordinal_word(const Plain *p, At i, At *end)
{
    static const char16_t ordinals[] =
        u"first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
        u"fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth";

    *end = i;
    if (!is_latin(plain_at(p, i)) || is_latin(plain_at(p, i - 1)) || plain_at(p, i - 1) == '-')
        return 0;
    while (is_latin(plain_at(p, *end)))
        ++*end;
    return plain_at(p, *end) == '-' ? 0 : plain_listed(p, i, *end, ordinals);
}

bool first_claim(const Finder *f, At i, Found *out)
{
    At end;
    bool first = first_word(f->p, i, &end);
    int number = first ? 1 : ordinal_word(f->p, i, &end);

    *out = (Found){ .start = i,
                    .end = end,
                    .kind = CLAIM_ORDINAL,
                    .first = first,
                    .n = { .start = i, .end = end, .value = number, .high = number, .fits = true },
                    .unit = { .from = end, .to = end } };
    return number > 0;
}

/* ---- forms in figures ---- */

static int figures_at(const Plain *p, At i)
{
    int n = 0;
    while (n < 32 && is_figure(plain_at(p, i + n)))
        n++;
    return n;
}

static bool done(Found *out, At end, ClaimKind kind)
{
    out->kind = kind;
    out->start = out->n.start;
    out->end = end;
    return true;
}

/* 2024-09-08, 2024/9/8, 2024-09, 2023-24, 2023/2024. */
static At year_form(const Plain *p, const Num *n)
{
    char16_t sep = plain_at(p, n->end);
    int second = figures_at(p, n->end + 1), third;
    At end = n->end + 1 + second;

    if (!number_is_year(n) || !plain_in(sep, u"-/.") || second == 0 || (second != 4 && second > 2))
        return 0;
    third = plain_at(p, end) == sep ? figures_at(p, end + 1) : 0;
    if (third)
        return end + 1 + third;
    if (second == 4)
        return plain_at(p, n->end + 1) == '1' || plain_at(p, n->end + 1) == '2' ? end : 0;
    return second == 2 && is_break(plain_at(p, end)) == false && is_han(plain_at(p, end)) &&
                   !plain_in(plain_at(p, end), u"年学财赛季")
               ? 0
               : end;
}

/* 15:14, 9：30; 2:1 is a ratio. */
static bool colon_form(const Plain *p, Found *out)
{
    At end = out->n.end, until;
    int minutes = figures_at(p, end + 1);

    if (plain_at(p, end) != ':' || minutes == 0)
        return false;
    end += 1 + minutes;
    if (minutes == 2 && out->n.value < 25 && plain_at(p, end) == ':' && figures_at(p, end + 1) == 2)
        end += 3;
    until = end + 1 + figures_at(p, end + 1);
    if (minutes == 2 && plain_in(plain_at(p, end), u"-~") && figures_at(p, end + 1) &&
        plain_at(p, until) == ':' && figures_at(p, until + 1) == 2)
        end = until + 3; /* 8:30-11:30 */
    return done(out, end, minutes == 2 && out->n.value < 25 ? CLAIM_DATE : CLAIM_CODE);
}

/* Figures, letters and signs that go on without a blank: 0592-1234567, 7×24, 1+6+n, 9·8, 5g. */
static At run_end(const Plain *p, At i)
{
    while (is_figure(plain_at(p, i)) || is_latin(plain_at(p, i)) ||
           (plain_in(plain_at(p, i), u"-+/.×·_*") &&
            (is_figure(plain_at(p, i + 1)) || is_latin(plain_at(p, i + 1)))))
        i++;
    return i;
}

/* +65 6123 4567 */
static bool is_dialled(const Plain *p, const Num *n)
{
    At i = plain_skip(p, n->end);

    return n->figures > 6 || ((i > n->end || plain_in(plain_at(p, i), u"-(")) &&
                              (is_figure(plain_at(p, i)) || is_figure(plain_at(p, i + 1))));
}

static bool is_letter_before(const Finder *f, const Num *n)
{
    const Plain *p = f->p;
    char16_t before = plain_at(p, n->start - 1), second = plain_at(p, n->start - 2);
    Unit money;

    if (unit_before(p, n->start, &money) && money.from >= f->floor)
        return false;
    return is_latin(before) || plain_in(before, u"_#") ||
           (plain_in(before, u"-/.&") && (is_latin(second) || is_figure(second))) ||
           (before == '+' && (is_figure(second) || is_dialled(p, n))) || plain_in(before, u"×·");
}

static bool is_code_form(const Plain *p, const Num *n)
{
    char16_t next = plain_at(p, n->end), second = plain_at(p, n->end + 1);
    At end = n->end + 1 + figures_at(p, n->end + 1);

    if (plain_in(next, u"×·/+*") && is_figure(second))
        return next != u'·' || n->places == 0;
    if (next == '+' && is_latin(second) && n->after == APPROX_EXACT)
        return true;
    if ((n->value == 985 || n->value == 211) && plain_list(p, n->end, u"高校 工程 院校 大学"))
        return true; /* two lists of universities */
    if (next == '-' && is_figure(second))
        return n->zero || (plain_at(p, end) == '-' && is_figure(plain_at(p, end + 1)));
    return (n->zero && !plain_in(plain_at(p, plain_skip(p, n->end)), u"年月日时点分")) ||
           plain_in(next, u"℃°′″_");
}

bool figures_claim(const Finder *f, Found *out)
{
    const Plain *p = f->p;
    const Num *n = &out->n;
    At end = year_form(p, n);

    if (is_letter_before(f, n))
        return done(out, run_end(p, n->end), CLAIM_CODE);
    if (n->dotted)
        return done(out, n->end, n->value >= 1900 && n->value < 2100 ? CLAIM_DATE : CLAIM_CODE);
    if (end)
        return done(out, end, CLAIM_DATE);
    if (colon_form(p, out))
        return true;
    if (is_code_form(p, n))
        return done(out, run_end(p, n->end), CLAIM_CODE);
    if (plain_at(p, n->end) == u'·' && number_is_year(n))
        return done(out, n->end, CLAIM_DATE);
    return false;
}
