/* SPDX-License-Identifier: Apache-2.0
 * Numbers of a running text in figures and Chinese numerals: 1,234 · 1.2万 · 3亿5000万 · 四百余万.
 *
 * A number is exact in 64 bits or it does not fit, and then it is a code and claims nothing.
 */
#include "text/claim_impl.h"
#include "text/numeral.h"

enum { NUMERAL_MAX = 24, PLACES_MAX = 9, FIGURES_MAX = 18 };

static void push(Num *n, char16_t ch)
{
    if (__builtin_mul_overflow(n->value, 10, &n->value) ||
        __builtin_add_overflow(n->value, (int64_t)(ch - '0'), &n->value))
        n->fits = false;
}

static bool three(const Plain *p, At i)
{
    return is_figure(plain_at(p, i)) && is_figure(plain_at(p, i + 1)) &&
           is_figure(plain_at(p, i + 2)) && !is_figure(plain_at(p, i + 3));
}

/* ",234" behind the figures, with commas or with blanks throughout. */
static void read_groups(const Plain *p, Num *n)
{
    char16_t sep = plain_at(p, n->end);

    if (n->figures > 3 || plain_at(p, n->start) == '0' || (sep != ',' && sep != ' '))
        return;
    while (plain_at(p, n->end) == sep && three(p, n->end + 1)) {
        for (At k = 1; k <= 3; k++)
            push(n, plain_at(p, n->end + k));
        n->end += 4;
        n->figures += 3;
        n->grouped = true;
        n->commas = sep == ',';
    }
}

/* "2.5", but not the first part of 2024.9.8 or 1.2.3, which is taken whole. */
static void read_places(const Plain *p, Num *n)
{
    At end = n->end + 1;

    if (plain_at(p, n->end) != '.' || !is_figure(plain_at(p, end)))
        return;
    while (is_figure(plain_at(p, end)))
        end++;
    if (plain_at(p, end) == '.' && is_figure(plain_at(p, end + 1))) {
        n->dotted = true;
        while (is_figure(plain_at(p, end)) || plain_at(p, end) == '.')
            end++;
        n->end = plain_at(p, end - 1) == '.' ? end - 1 : end;
        return;
    }
    if (end - n->end - 1 > PLACES_MAX)
        n->fits = false;
    for (At k = n->end + 1; k < end && n->fits; k++, n->places++)
        push(n, plain_at(p, k));
    n->end = end;
}

void num_scale(Num *n, int64_t unit)
{
    n->scaled = true;
    if (__builtin_mul_overflow(n->scale, unit, &n->scale))
        n->fits = false;
    for (; unit > 1 && n->places > 0 && unit % 10 == 0; unit /= 10)
        n->places--;
    if (__builtin_mul_overflow(n->value, unit, &n->value))
        n->fits = false;
}

static int64_t power(int places)
{
    int64_t value = 1;
    while (places-- > 0)
        value *= 10;
    return value;
}

bool num_align(Num *a, Num *b)
{
    int places = a->places > b->places ? a->places : b->places;

    return a->fits && b->fits && places <= FIGURES_MAX &&
           !__builtin_mul_overflow(a->value, power(places - a->places), &a->value) &&
           !__builtin_mul_overflow(b->value, power(places - b->places), &b->value) &&
           (a->places = b->places = places) >= 0;
}

/* 百, 千, 万 or 亿 at i, unless it begins a unit of measurement (千米, 千瓦). */
static int64_t scale_at(const Plain *p, At i)
{
    char16_t ch = plain_at(p, i), next = plain_at(p, i + 1);

    if (ch == 'w' && is_figure(plain_at(p, i - 1)) && !is_latin(next) && !is_figure(next))
        return 10000;
    if (ch == u'千' && plain_in(next, u"米克瓦卡赫伏字秋年"))
        return 0;
    if (ch == u'百' && plain_in(next, u"分年"))
        return 0;
    return ch == u'百' || ch == u'千' || ch == u'万' || ch == u'亿' ? numeral_unit(ch) : 0;
}

/* 5000万 behind 3亿, 6500 behind 4万: figures and a scale that is smaller than the last. */
static bool read_further(const Plain *p, Num *n, int64_t last)
{
    Num more = { .start = n->end, .end = n->end, .scale = 1, .fits = true };
    int64_t unit;
    At taken = 0;

    if (plain_at(p, more.end) == u'〇')
        more.end++; /* 54万零700 */
    more.start = more.end;
    while (is_figure(plain_at(p, more.end)))
        push(&more, plain_at(p, more.end++));
    more.figures = (int)(more.end - more.start);
    read_groups(p, &more);
    read_places(p, &more);
    for (unit = 1; scale_at(p, more.end + taken); taken++)
        unit *= scale_at(p, more.end + taken) <= last ? scale_at(p, more.end + taken) : 1;
    if (more.end == n->end || more.dotted || unit >= last ||
        (taken == 0 && !(last == 10000 && more.end - n->end >= 3 && more.value < last)))
        return false;
    num_scale(&more, unit);
    if (!num_align(n, &more) || __builtin_add_overflow(n->value, more.value, &n->value))
        n->fits = false;
    n->end = more.end + taken;
    return true;
}

static void note_after(Num *n, At from, At to)
{
    n->after = APPROX_OVER;
    n->word = from;
    n->word_end = to;
}

/* 万 and 亿 behind figures, with the 多 or 余 of 30多万. */
static void read_scales(const Plain *p, Num *n)
{
    for (;;) {
        At i = n->chinese ? n->end : plain_skip(p, n->end), k = i;
        int64_t unit;

        if (n->after == APPROX_EXACT && plain_in(plain_at(p, k), u"多余来几") && plain_at(p, k))
            k++;
        if (k == i && plain_word(p, k, u"个亿") && !plain_in(plain_at(p, k + 2), u"万元"))
            k = ++i; /* 5个亿 */
        unit = scale_at(p, k);
        if (unit == 0 || (unit < 10000 && number_is_year(n)))
            return;
        if (k > i)
            note_after(n, i, k);
        num_scale(n, unit);
        n->end = k + 1;
        if (k == i && !n->chinese &&
            (is_figure(plain_at(p, n->end)) ||
             (plain_at(p, n->end) == u'〇' && is_figure(plain_at(p, n->end + 1)))))
            (void)read_further(p, n, unit);
    }
}

/* Is a 来 or 几 behind a number less than the number's 余, and not the start of 来访? */
static bool is_loose_word(const Plain *p, const Num *n, At i)
{
    Unit unit;
    bool tens = n->places == 0 && n->value % 10 == 0 && n->value;

    return tens && unit_at(p, plain_skip(p, i + 1), n, &unit);
}

/* 多, 余, 来, 几, 有余 or + behind the number. */
static void read_after(const Plain *p, Num *n)
{
    At i = plain_skip(p, n->end);
    char16_t ch = plain_at(p, i), next = plain_at(p, i + 1);

    bool plus = ch == '+' && i == n->end && !is_figure(next) && !is_latin(next);
    bool word = ch == u'多' || ch == u'逾' || (ch == u'余' && next != u'额' && next != u'地');
    bool two = ch == u'有' && next == u'余';
    bool loose = (ch == u'来' || ch == u'几') && is_loose_word(p, n, i);

    /* 21萬幾 */
    loose = loose || (ch == u'几' && n->scale > 1 && !is_han(next) && !is_figure(next));
    if (n->after != APPROX_EXACT || !(plus || word || two || loose))
        return;
    note_after(n, i, i + 1 + two);
    n->end = n->word_end;
}

bool number_is_year(const Num *n)
{
    return n->figures == 4 && !n->grouped && !n->scaled && n->places == 0 && n->value >= 1900 &&
           n->value <= 2099;
}

static void read_figures(const Plain *p, Num *n)
{
    while (is_figure(plain_at(p, n->end)))
        push(n, plain_at(p, n->end++));
    n->figures = (int)(n->end - n->start);
    if (n->end - n->start > FIGURES_MAX)
        n->fits = false;
    n->zero = n->figures > 1 && plain_at(p, n->start) == '0';
    read_groups(p, n);
    read_places(p, n);
}

/* ---- Chinese numerals ---- */

static char16_t plain_digit(char16_t ch)
{
    static const char16_t formal[] = u"壹一贰二叁三肆四伍五陆六柒七捌八玖九拾十佰百仟千";
    for (size_t i = 0; formal[i]; i += 2)
        if (formal[i] == ch)
            return formal[i + 1];
    return ch;
}

/* A formal figure is one beside its kind only: 伍拾, not the 陆 of 大陆. */
static bool is_formal(const Plain *p, At i)
{
    char16_t ch = plain_at(p, i);

    if (plain_in(ch, u"拾佰仟"))
        return plain_digit(plain_at(p, i - 1)) != plain_at(p, i - 1);
    return plain_in(plain_at(p, i + 1), u"拾佰仟万亿元") || plain_in(plain_at(p, i - 1), u"拾佰仟");
}

static bool is_numeral(const Plain *p, At i)
{
    char16_t ch = plain_at(p, i);

    if (plain_digit(ch) != ch)
        return is_formal(p, i);
    return numeral_digit(ch) >= 0 || numeral_unit(ch) || plain_in(ch, u"廿卅卌");
}

/* The numeral from `from` to `to` without the character `skip` (or to leave none out). */
static bool value_of(const Plain *p, At from, At to, At skip, int64_t *out)
{
    uint32_t ch[NUMERAL_MAX + 1];
    size_t n = 0;

    for (At i = from; i < to && n < NUMERAL_MAX; i++)
        if (i != skip) {
            char16_t digit = plain_digit(plain_at(p, i));
            if (n == 0 && (digit == u'百' || digit == u'千' || digit == u'万' || digit == u'亿'))
                ch[n++] = u'一';
            ch[n++] = digit;
        }
    return numeral_value(ch, n, out);
}

/* Three figures and more side by side are a year or a code. */
static bool is_spelled(const Plain *p, At from, At to)
{
    for (At i = from; i < to; i++)
        if (numeral_digit(plain_at(p, i)) < 0)
            return false;
    return to - from > 1;
}

/* 三四百, 五六十, 两三, 三五: two digits side by side, the second a little more. */
static bool read_estimate(const Plain *p, Num *n)
{
    for (At i = n->start; i + 1 < n->end; i++) {
        int first = numeral_digit(plain_at(p, i)), next = numeral_digit(plain_at(p, i + 1));
        bool follows = first > 0 && (next == first + 1 || (first == 3 && next == 5));

        if (follows) {
            n->range = value_of(p, n->start, n->end, i + 1, &n->value) &&
                       value_of(p, n->start, n->end, i, &n->high) && n->high > n->value;
            return n->range;
        }
    }
    return false;
}

/* 点 and digits: 三点五. */
static void read_point(const Plain *p, Num *n)
{
    At end = n->end + 1;

    if (plain_at(p, n->end) != u'点' || n->spelled)
        return;
    while (numeral_digit(plain_at(p, end)) >= 0 && end - n->end <= PLACES_MAX)
        end++;
    if (end == n->end + 1 || numeral_unit(plain_at(p, end)) == 10)
        return;
    for (At i = n->end + 1; i < end; i++, n->places++)
        push(n, (char16_t)('0' + numeral_digit(plain_at(p, i))));
    n->end = end;
}

static bool read_numeral(const Plain *p, Num *n, At *end)
{
    while (is_numeral(p, n->end))
        n->end++;
    *end = n->end;
    if (n->end - n->start > NUMERAL_MAX - 2)
        return false;
    if (n->end - n->start > 1 && plain_at(p, n->end - 1) == u'〇' && plain_at(p, n->end) == u'吉')
        n->end--; /* 五万零吉: ringgit */
    if (n->end - n->start > 1 && scale_at(p, n->end - 1) == 0 &&
        plain_in(plain_at(p, n->end - 1), u"千"))
        n->end--; /* 三十万千瓦 */
    n->chinese = true;
    n->one = n->end - n->start == 1 && plain_in(plain_at(p, n->start), u"一壹");
    n->bare = numeral_unit(plain_at(p, n->start)) > 10;
    n->spelled = is_spelled(p, n->start, n->end);
    if (!value_of(p, n->start, n->end, -1, &n->value) && !read_estimate(p, n))
        return false;
    n->scaled = n->value >= 10 && !n->spelled;
    if (numeral_unit(plain_at(p, n->end - 1)) >= 10000)
        n->scale = numeral_unit(plain_at(p, n->end - 1));
    read_point(p, n);
    return true;
}

bool number_at(const Plain *p, At i, Num *out, At *end)
{
    *out = (Num){ .start = i, .end = i, .scale = 1, .fits = true };
    if (is_figure(plain_at(p, i)))
        read_figures(p, out);
    else if (!is_numeral(p, i) || !read_numeral(p, out, end))
        return false;
    if (!out->dotted && !out->spelled && !out->range)
        read_scales(p, out);
    if (!out->dotted && !out->spelled && !out->range)
        read_after(p, out);
    if (!out->range)
        out->high = out->value;
    *end = out->end;
    return true;
}

/* The first number takes part in the 万 of the second: 3～5万. */
static void share_scale(Num *n, const Num *more)
{
    Num probe = *n, other = *more;

    if (n->scale > 1 || more->scale <= 1)
        return;
    num_scale(&probe, more->scale);
    if (num_align(&probe, &other) && probe.value < other.value) {
        n->value = probe.value;
        n->places = probe.places;
    }
}

bool number_range(const Plain *p, Num *n, const char16_t *sep)
{
    At i = plain_skip(p, n->end), len = plain_list(p, i, sep), end;
    Num more;

    if (!len || n->dotted || n->spelled || n->range || n->after != APPROX_EXACT)
        return false;
    i = plain_skip(p, i + len);
    if (n->worded ? !number_words(p, i, &more) : !number_at(p, i, &more, &end))
        return false;
    if (!n->worded && !n->chinese)
        number_scale_words(p, &more);
    if (more.chinese != n->chinese || more.dotted || more.spelled || more.range)
        return false;
    share_scale(n, &more);
    if (!num_align(n, &more))
        return false;
    n->high = more.value;
    n->falling = more.value <= n->value || (more.zero && n->figures == 4);
    n->range = true;
    n->end = more.end;
    n->after = more.after;
    n->word = more.word;
    n->word_end = more.word_end;
    n->scaled = n->scaled || more.scaled;
    return true;
}
