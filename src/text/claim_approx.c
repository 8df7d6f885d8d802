/* SPDX-License-Identifier: Apache-2.0
 * The words that make a number less than exact, before it and behind its unit.
 */
#include "text/claim_impl.h"

enum { NEAR_MAX = 4, FAR_MAX = 14 };

typedef struct {
    const char16_t *words;
    Approx approx;
} ApproxList;

/* An exact word is there to be longer than the one it ends with: 不超过 says nothing of 超过. */
static const ApproxList chinese_before[] = {
    { u"超 超过 超过了 超出 逾 突破 突破了 破 高于 大于 多于 远超 超逾 已超 超越 > 远远超过 大大超过 超过有", APPROX_OVER },
    { u"至少 至少有 不少于 不低于 不下 不下于 最少 最少有 起码 少说 少说也有 ≥ ≧ 不低於 不小于 至少为 至少达", APPROX_AT_LEAST },
    { u"近 将近 接近 近乎 逼近 几近 几乎 不到 不足 未满 不满 少于 低于 小于 直逼 < ≤ 将近有 已近 近有 达近 临近", APPROX_NEARLY },
    { u"约 大约 约有 约为 约合 约达 约占 约计 大约有 大概 大概有 大致 差不多 差不多有 估计 估计有 ≈ ~ 约莫 约共 预计约 约需 约需要 大约需要 约花费 约投入 约折合 约相当于 约可 约在", APPROX_ABOUT },
    { u"不超过 不超出 不超 未超过 未超 没有超过 没超过 不高于 不多于 不大于 未突破 没有突破 不逾 不会超过 不得超过", APPROX_EXACT },
};
/* Only before a 百, 千 or 万 of its own. */
static const ApproxList bare_before[] = {
    { u"过 超 破", APPROX_OVER },
    { u"上", APPROX_AT_LEAST },
};
static const ApproxList english_before[] = {
    { u"more_than over above exceeding exceeded exceeds exceed in_excess_of upwards_of upward_of greater_than "
      u"surpassing surpassed surpasses topping topped tops just_over well_over beyond passed passing crossed "
      u"> more_than_a_total_of no_less_and_over", APPROX_OVER },
    { u"at_least no_fewer_than no_less_than not_less_than not_fewer_than a_minimum_of minimum_of not_below ≥ ≧", APPROX_AT_LEAST },
    { u"nearly almost close_to approaching just_under nearing less_than fewer_than under below < near not_quite "
      u"just_short_of closer_to", APPROX_NEARLY },
    { u"about around approximately approx approx. roughly some circa c. ca. ca ~ ≈ an_estimated estimated "
      u"estimated_at in_the_region_of in_the_order_of somewhere_around or_so nearly_about", APPROX_ABOUT },
    { u"no_more_than not_more_than up_to not_exceeding at_most as_many_as no_over", APPROX_EXACT },
};
static const ApproxList behind[] = {
    { u"以上 及以上 或以上 (含)以上 之上 or_more or_above and_above and_more or_over and_over 起步", APPROX_AT_LEAST },
    { u"左右 上下 前后 或左右 or_so or_thereabouts 开外", APPROX_ABOUT },
    { u"有余 余 + 多 plus", APPROX_OVER },
};

/* 签约, 附近, 反超: the last character of another word. */
static bool is_other_word(const Plain *p, At from, At to)
{
    static const struct {
        char16_t word;
        const char16_t *before;
    } others[] = {
        { u'约', u"签续预合节履相违公邀契条解失赴特简缔" },
        { u'近', u"附邻靠最远亲就临走贴新" },
        { u'超', u"反赶" },
        { u'破', u"侦打爆冲告识看" },
        { u'过', u"通经度走渡不" },
        { u'上', u"以网线会场早晚席加台路马" },
        { u'逾', u"" },
    };
    if (to - from != 1)
        return false;
    if (plain_list_before(p, from, u"折合 共合 综合 联合 结合"))
        return false; /* 折合约15万美元 is no 合约 */
    for (size_t k = 0; k < LEN(others); k++)
        if (others[k].word == plain_at(p, from))
            return plain_in(plain_at(p, from - 1), others[k].before);
    return false;
}

/* A > at the start of a line is a quotation, -> and => are arrows. */
static bool is_arrow(const Plain *p, At i)
{
    At before = plain_back(p, i);
    return plain_in(plain_at(p, i), u"<>") &&
           (is_break(plain_at(p, before - 1)) || plain_in(plain_at(p, i - 1), u"-=<>"));
}

/* "bring about 19 contracts", "hand over 35 laptops": the word belongs to the verb. */
static bool is_of_verb(const Plain *p, At from, At to)
{
    At i = plain_back(p, from);

    if (plain_listed(p, from, to, u"about"))
        return plain_list_before(
                   p, i,
                   u"bring brought brings bringing talk talks talked learn learned learnt know") >
               0;
    return plain_listed(p, from, to, u"over") &&
           plain_list_before(
               p, i,
               u"hand handed hands handing take took taken takes turn turns turned preside presided "
               u"presides presiding looking looked") > 0;
}

/* The longest word of the lists that ends at i and begins at or behind `floor`; its length. */
static At longest_before(const Plain *p, At i, At floor, const ApproxList *lists, size_t n,
                         Approx *approx)
{
    At best = 0;

    for (size_t k = 0; k < n; k++) {
        At len = plain_list_before(p, i, lists[k].words);
        bool inside = is_latin(plain_at(p, i - len)) && is_latin(plain_at(p, i - len - 1));
        if (len > best && i - len >= floor && !inside && !is_other_word(p, i - len, i) &&
            !is_arrow(p, i - len) && !is_of_verb(p, i - len, i)) {
            best = len;
            *approx = lists[k].approx;
        }
    }
    return best;
}

/* 达, 有, 为 and a blank may stand between the word and the number. */
static At over_filler(const Plain *p, At i)
{
    i = plain_back(p, i);
    if (plain_at(p, i - 1) == '\n' && is_latin(plain_at(p, i - 2)))
        i = plain_back(p, i - 1);
    return i;
}

static At find_before(const Finder *f, const Found *out, At i, Approx *approx)
{
    const Plain *p = f->p;
    At len = 0;

    if (out->n.bare)
        len = longest_before(p, i, f->floor, bare_before, LEN(bare_before), approx);
    if (!len && (out->n.chinese || out->n.figures))
        len = longest_before(p, i, f->floor, chinese_before, LEN(chinese_before), approx);
    if (!len && (out->n.worded || out->n.figures))
        len = longest_before(p, i, f->floor, english_before, LEN(english_before), approx);
    return len;
}

/* 至少培育1个, 约为目标的六成: a verb or a noun stands between. Not over other numbers or marks. */
static At far_before(const Finder *f, const Found *out, Approx *approx)
{
    const Plain *p = f->p;
    At i = plain_back(p, out->start), least = i - FAR_MAX > f->floor ? i - FAR_MAX : f->floor;
    bool of = plain_at(p, i - 1) == u'的';

    for (At k = i; k > least && is_han(plain_at(p, k - 1)); k--) {
        if (i - k <= NEAR_MAX && plain_list_before(p, k, u"至少 起码 最少")) {
            *approx = APPROX_AT_LEAST;
            return k - 2;
        }
        if (of && plain_list_before(p, k, u"约占 约为 约是")) {
            *approx = APPROX_ABOUT;
            return k - 2;
        }
    }
    return i;
}

void approx_before(const Finder *f, Found *out)
{
    Approx approx = APPROX_EXACT;
    At i = over_filler(f->p, out->start), len;

    if (i < f->floor)
        return;
    len = find_before(f, out, i, &approx);
    if (!len && (out->n.chinese || out->n.figures))
        len = i - far_before(f, out, &approx);
    if (!len && plain_list_before(f->p, i, u"a an a_total_of")) /* over a thousand */
        return;
    if (!len || approx == APPROX_EXACT)
        return;
    out->approx = approx;
    out->word = i - len;
    out->word_end = i;
    out->start = i - len;
}

/* "£300 plus tax", "12 plus 3" */
static bool is_sum(const Plain *p, At i, At len)
{
    return plain_list(p, i, u"plus_") &&
           (latin_next(p, i + len) || is_figure(plain_at(p, i + len + 1)));
}

/* 14 teams and over 300 performers: the words belong to the number that follows. */
static bool before_number(const Plain *p, At i)
{
    char16_t ch = plain_at(p, plain_skip(p, i));
    return (ch >= '0' && ch <= '9') || plain_in(ch, u"$£€¥");
}

void approx_behind(const Finder *f, Found *out)
{
    const Plain *p = f->p;
    At i = plain_skip(p, out->end);

    for (size_t k = 0; k < LEN(behind); k++) {
        At len = plain_list(p, i, behind[k].words);
        char16_t next = plain_at(p, i + len);
        bool latin = len && is_latin(plain_at(p, i));

        if (!len || plain_list(p, i + len, u"_than") || is_sum(p, i, len) ||
            (latin && (is_latin(next) || i == out->end || before_number(p, i + len))) ||
            plain_in(next, u"述") || (plain_in(plain_at(p, i), u"余多") && out->unit.whole))
            continue;
        if (out->approx == APPROX_EXACT) {
            out->approx = behind[k].approx;
            out->word = i;
            out->word_end = i + len;
        } else {
            out->stacked = true;
        }
        out->end = i + len;
        return;
    }
}

void approx_after(const Finder *f, Found *out)
{
    const Num *n = &out->n;
    if (n->after != APPROX_EXACT && out->approx == APPROX_EXACT) {
        out->approx = n->after;
        out->word = n->word;
        out->word_end = n->word_end;
    }
    approx_behind(f, out);
}
