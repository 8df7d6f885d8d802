/* SPDX-License-Identifier: Apache-2.0
 * Numbers in English words: twenty-five, one hundred and nineteen, half a million, two dozen.
 */
#include "text/claim_impl.h"

enum { HUNDRED = 100 };

typedef struct {
    int64_t total, part; /* finished thousands and millions; what is being read */
    int64_t limit;       /* the next thousand or million must be below */
    bool any, open;      /* a word was read; "and" may come next */
} Reading;

static const char16_t ones[] =
    u"one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    u"fifteen sixteen seventeen eighteen nineteen";
static const char16_t tens[] = u"ten twenty thirty forty fifty sixty seventy eighty ninety";
static const char16_t scales[] = u"thousand million billion trillion lakh lakhs crore crores";

/* The end of the word of letters that begins at i. */
static At word_end(const Plain *p, At i)
{
    while (is_latin(plain_at(p, i)))
        i++;
    return i;
}

static int64_t scale_of(const Plain *p, At from, At to)
{
    static const int64_t values[] = { 0,      1000,   1000000,  1000000000, 1000000000000,
                                      100000, 100000, 10000000, 10000000 };
    return values[plain_listed(p, from, to, scales)];
}

static bool add_small(Reading *r, int64_t value)
{
    int64_t rest = r->part % HUNDRED;
    bool fits = rest == 0 || (value < 10 && rest >= 20 && rest % 10 == 0);

    if (!fits || (r->part && r->part < HUNDRED && rest == 0))
        return false;
    r->part += value;
    return true;
}

static bool add_word(const Plain *p, At from, At to, Reading *r)
{
    int one = plain_listed(p, from, to, ones), ten = plain_listed(p, from, to, tens);
    int64_t scale = scale_of(p, from, to);

    r->open = false;
    if (one)
        return add_small(r, one);
    if (ten)
        return add_small(r, (int64_t)ten * 10);
    if (!r->any)
        return false;
    r->open = true;
    if (plain_listed(p, from, to, u"hundred") && r->part > 0 && r->part < HUNDRED) {
        r->part *= HUNDRED;
        return true;
    }
    if (plain_listed(p, from, to, u"dozen") && r->part > 0 && r->part < HUNDRED) {
        r->part *= 12;
        return true;
    }
    if (!scale || scale >= r->limit || r->part == 0)
        return false;
    r->total += r->part * scale;
    r->part = 0;
    r->limit = scale;
    return true;
}

/* a hundred, half a million, half a dozen: what stands before the first scale. */
static At read_article(const Plain *p, At i, Reading *r, bool *half)
{
    At n = plain_list(p, i, u"half_a_ half_");

    *half = n > 0;
    if (!n)
        n = plain_list(p, i, u"a_ an_");
    if (!n ||
        !plain_listed(p, i + n, word_end(p, i + n), u"hundred thousand million billion dozen"))
        return i;
    if (*half && plain_listed(p, i + n, word_end(p, i + n), u"hundred thousand"))
        return i;
    r->part = 1;
    r->any = true;
    return i + n;
}

/* Where the next word of the number begins, behind a blank, a hyphen or "and". */
static At next_word(const Plain *p, At end, const Reading *r)
{
    At i = end, n;

    if (plain_at(p, i) != '-' && plain_at(p, i) != ' ' && plain_at(p, i) != '\n')
        return -1;
    i++;
    n = plain_list(p, i, u"and_");
    if (n && !r->open)
        return -1;
    i += n;
    if (n && !plain_listed(p, i, word_end(p, i), ones) && !plain_listed(p, i, word_end(p, i), tens))
        return -1;
    return i;
}

/* "and a half million" behind a number. */
static void read_half(const Plain *p, Num *n)
{
    At len = plain_list(p, n->end, u"_and_a_half_"), end = word_end(p, n->end + len);
    int64_t scale = len ? scale_of(p, n->end + len, end) : 0;

    if (!scale || n->value > 1000)
        return;
    n->value = n->value * scale + scale / 2;
    n->end = end;
    n->scaled = true;
}

bool number_words(const Plain *p, At i, Num *out)
{
    Reading r = { .limit = INT64_MAX };
    bool half;
    At at = read_article(p, i, &r, &half), end = at;

    for (At k = at; is_latin(plain_at(p, k)); k = next_word(p, end, &r)) {
        Reading before = r;
        At stop = word_end(p, k);
        if (!add_word(p, k, stop, &r)) {
            r = before;
            break;
        }
        r.any = true;
        end = stop;
        if (r.total > INT64_MAX / 2000 || r.part > INT64_MAX / 2000)
            break;
    }
    if (end == at || r.total + r.part == 0)
        return false;
    *out = (Num){
        .start = i, .end = end, .value = r.total + r.part, .scale = 1, .fits = true, .worded = true
    };
    if (half)
        out->value /= 2;
    out->scaled = out->value >= 1000;
    out->one = out->value == 1;
    read_half(p, out);
    out->high = out->value;
    return true;
}

/* k, m, bn right behind figures. */
static int64_t letter_scale(const Plain *p, At i, At *end)
{
    static const int64_t values[] = { 0, 1000, 1000000, 1000000, 1000000, 1000000000, 1000000000 };
    At stop = word_end(p, i);
    int64_t value = values[plain_listed(p, i, stop, u"k m mn mil bn b")];

    *end = stop;
    return is_figure(plain_at(p, stop)) ? 0 : value;
}

void number_scale_words(const Plain *p, Num *n)
{
    At i = plain_at(p, n->end) == '-' ? n->end + 1 : plain_skip(p, n->end), end = word_end(p, i);
    int64_t scale = scale_of(p, i, end);

    if (n->after != APPROX_EXACT)
        return;
    if (!scale && plain_at(p, i - 1) != '-')
        scale = plain_listed(p, i, end, u"hundred") ? HUNDRED
                : plain_listed(p, i, end, u"dozen") ? 12
                                                    : 0;
    if (!scale && i == n->end && !(n->figures == 1 && plain_at(p, i) == 'k' && plain_capital(p, i)))
        scale = letter_scale(p, i, &end); /* but 4K is a format */
    if (!scale)
        return;
    num_scale(n, scale);
    n->high = n->value;
    n->end = end;
    if (plain_at(p, end) == '+') {
        n->after = APPROX_OVER;
        n->word = end;
        n->word_end = n->end = end + 1;
    }
}
