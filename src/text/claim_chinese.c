/* SPDX-License-Identifier: Apache-2.0
 * What a number claims in Chinese text: by the unit behind it, the words around it, and, where
 * there is no unit, by what leads to it.
 */
#include "text/claim_impl.h"
#include "text/numeral.h"

enum { SHARE_MAX = 8 };

static bool is_plain_dash(const Plain *p, At i)
{
    i = plain_skip(p, i);
    return plain_at(p, i) != '-' || plain_at(p, i + 1) != '-';
}

/* From 30 to 50 is two numbers: what was and what is. */
static bool is_growth(const Plain *p, At start)
{
    start = plain_back(p, start);
    return plain_list_before(p, start,
                             u"从 由 自 从原来的 由原来的 从最初的 由最初的 从过去的 由过去的 "
                             u"from from_about from_just from_only") > 0;
}

static void join_range(const Plain *p, Num *n)
{
    Num joined = *n;
    At i = plain_skip(p, n->end);

    if (n->zero || !is_plain_dash(p, n->end) || is_growth(p, n->start) ||
        !number_range(p, &joined, u"- ~ 至 到"))
        return;
    if (joined.falling && (joined.scaled || !plain_in(plain_at(p, i), u"-~")))
        return;
    *n = joined;
}

/* 30人至50人, 63%～68%: the unit is there twice. */
static void join_units(const Plain *p, Found *out)
{
    At i = plain_skip(p, out->end), len = plain_list(p, i, u"- ~ 至 到"), end;
    Num more, low = out->n;
    Unit unit;

    if (!len || out->n.range || !is_plain_dash(p, out->end) || is_growth(p, out->start))
        return;
    if (!number_at(p, plain_skip(p, i + len), &more, &end) || more.range ||
        !unit_at(p, plain_skip(p, more.end), &more, &unit) || !str_eq(unit.name, out->unit.name) ||
        !num_align(&low, &more) || more.value <= low.value)
        return;
    low.high = more.value;
    low.range = true;
    low.end = more.end;
    out->n = low;
    out->end = unit.to;
    out->kind = CLAIM_RANGE;
}

static bool settle(Found *out, ClaimKind kind)
{
    out->kind = kind;
    if (out->n.range && (kind == CLAIM_COUNT || kind == CLAIM_MONEY || kind == CLAIM_PERCENT))
        out->kind = CLAIM_RANGE;
    return true;
}

/* The value of a figure or a Chinese digit; below 0 if it is none. */
static int figure_value(char16_t ch)
{
    return is_figure(ch) ? ch - '0' : numeral_digit(ch);
}

/* 三万元五角, 1234元5角6分: what comes behind 元. */
static void read_change(const Plain *p, Found *out)
{
    static const struct {
        char16_t mark;
        int cents;
    } coins[] = { { u'角', 10 }, { u'分', 1 } };
    Num *n = &out->n;
    int64_t value = n->value, cents = 0;
    At i = out->unit.to;

    if (out->unit.kind != UNIT_MONEY || n->places || n->range || n->after != APPROX_EXACT ||
        !plain_in(plain_at(p, i - 1), u"元圆"))
        return;
    for (size_t k = 0; k < LEN(coins); k++)
        if (figure_value(plain_at(p, i)) >= 0 && plain_at(p, i + 1) == coins[k].mark) {
            cents += (int64_t)figure_value(plain_at(p, i)) * coins[k].cents;
            i += 2;
        }
    if (i == out->unit.to || __builtin_mul_overflow(value, 100, &value) ||
        __builtin_add_overflow(value, cents, &value))
        return;
    n->value = n->high = value;
    n->places = 2;
    out->end = i + (plain_at(p, i) == u'整');
}

/* 第三次, 第2、3期, 前10名, 三届二次 */
static bool is_ordinal(const Finder *f, Found *out)
{
    const Plain *p = f->p;
    At i = plain_back(p, out->n.start);
    char16_t before = plain_at(p, i - 1);
    Str unit = out->unit.name;

    if ((before == u'第' || before == u'首') && i > f->floor) {
        out->start = i - 1;
        return true;
    }
    if (f->last == CLAIM_ORDINAL && i - 1 == f->floor && plain_in(before, u"、和至-~及") &&
        (out->unit.kind == UNIT_ORDINAL || figure_value(plain_at(p, i - 2)) >= 0 ||
         numeral_unit(plain_at(p, i - 2)))) /* not 一等奖、3个 */
        return true;
    if (before == u'前' && !plain_in(plain_at(p, i - 2), u"此目以之日当年会节提空生月从先") &&
        (!unit.n || plain_list(p, out->unit.from, u"名 位 强 甲 批 届 期")))
        return true;
    return before == u'届' && plain_list(p, out->unit.from, u"次 中");
}

/* 数百, 几十: no number is stated. But in 人数百余 the 数 belongs to the noun. */
static bool is_vague(const Plain *p, const Num *n)
{
    At i = plain_back(p, n->start);
    char16_t before = plain_at(p, i - 1);
    bool ten = n->chinese && plain_in(plain_at(p, n->start), u"十百千万亿");

    if (!ten)
        return false;
    if (before == u'几' || (before == u'成' && n->bare))
        return true;
    return before == u'数' && !plain_in(plain_at(p, i - 2), u"人总户件次家票点额篇批场名");
}

static bool is_lone(const Num *n)
{
    return n->bare &&
           (n->value == 100 || n->value == 1000 || n->value == 10000 || n->value == 100000000);
}

/* 一 is an article, unless a word before it counts, or it stands behind its noun: 银奖一项。 */
static bool one_counts(const Finder *f, Found *out)
{
    const Plain *p = f->p;
    At i = plain_back(p, out->n.start), end = plain_skip(p, out->end);
    char16_t next = plain_at(p, end);

    if ((f->last == CLAIM_MONEY && f->floor == i) || plain_at(p, i - 1) == u'的') /* 120元一人 */
        return false;

    if (plain_list_before(p, i, u"牌 旗 镜 鼓 井 钟 锣") &&
        plain_list(p, out->unit.from, u"面 口")) /* 金牌一面 */
        return true;
    if (plain_listed(p, out->unit.from, out->unit.to,
                     u"批 起 面 点 路 站 团 把 头 道 回 样 层 门 口 段 字 步 分 里 种 类 班 轮 路"))
        return false;
    if (plain_list(p, out->unit.from, u"倍"))
        return true;
    if (plain_list_before(
            p, i,
            u"重 共 仅 各 达 共有 其中 新增 只有 仅有 总计 共计 合计 累计 另有 增设 获得金奖"))
        return true;
    out->maybe = true;
    if (!plain_in(next, u"、,。;)及和与") && !is_break(next))
        return true;
    if (plain_in(plain_at(p, i - 1),
                 u"每又再这那上下同另任某哪唯进如为岸海后一首头第统任 \"“,、。;:") ||
        is_break(plain_at(p, i - 1)))
        return true;
    for (At k = i - 1; k > i - 6; k--)
        if (plain_at(p, k) == u'每')
            return true;
    out->maybe = false;
    return true;
}

/* Does 以上 or the like stand behind it? */
static bool has_behind(const Finder *f, const Found *out)
{
    Found probe = *out;
    approx_behind(f, &probe);
    return probe.end > out->end;
}

/* Does a Chinese numeral with that unit count at all? */
static bool numeral_counts(const Finder *f, Found *out)
{
    const Plain *p = f->p;
    const Num *n = &out->n;
    char16_t first = plain_at(p, n->start);

    if (is_vague(p, n))
        return false;
    if (plain_in(plain_at(p, n->start - 1), u"初高") && n->value < 4 && first != u'两' &&
        out->unit.kind != UNIT_PERCENT &&
        !plain_list_before(p, n->start, u"提高 增高 升高 最高 当初"))
        return false; /* 初三: a school year */
    if (n->one)
        return one_counts(f, out);
    /* 二 counts no things, 两 does: 二期, 二组 are the second. */
    if (first == u'二' && n->value == 2 &&
        !plain_list(p, out->unit.from, u"人 百分点 倍 钱 斤 亩 尺 寸 丈 里 公里 公斤 吨"))
        return false;
    /* A 百 or 千 without a digit counts with an approximation; 百名 and 百万元 do without one. */
    if (!n->bare || out->approx != APPROX_EXACT || n->after != APPROX_EXACT ||
        (has_behind(f, out) && out->unit.kind != UNIT_MONEY))
        return true;
    if (is_lone(n))
        return plain_list(p, out->unit.from, u"名 场 位 幅 件");
    return !is_han(plain_at(p, out->unit.from + 1)) || out->unit.kind == UNIT_MONEY ||
           plain_list(p, out->unit.from, u"人次 个 名 位");
}

/* 二期工程, 三期项目; 一期、二期、三期 */
static bool is_stage(const Plain *p, const Found *out)
{
    At i = out->n.start, end = out->end;

    if (!out->n.chinese || !plain_list(p, out->unit.from, u"期"))
        return false;
    if (plain_list(p, end, u"工程 项目 建设 扩建 改造"))
        return true;
    if (out->n.value >= 10)
        return false;
    end += plain_list(p, end, u"、 和 及 与");
    return (end > out->end && is_han(plain_at(p, end)) && plain_at(p, end + 1) == u'期') ||
           plain_list_before(p, i, u"期、 期和 期及 期与") > 0;
}

static void note_approx(const Finder *f, Found *out)
{
    out->stacked = out->stacked || (out->n.after != APPROX_EXACT && out->approx != APPROX_EXACT);
    approx_after(f, out);
}

/* 两亩半, 七本半: a half behind the unit. */
static void take_half(const Plain *p, Found *out)
{
    Num *n = &out->n;

    if (out->unit.kind != UNIT_COUNT || plain_at(p, out->end) != u'半' || n->places || n->range ||
        n->after != APPROX_EXACT || !n->fits || n->value > 1000 ||
        plain_in(plain_at(p, out->end + 1), u"年月天数价路决程夜工日小导自个公径壁岛点场生"))
        return;
    n->value = n->value * 10 + 5;
    n->high = n->value;
    n->places = 1;
    out->end++;
}

/* A fall of 3.2% may be written as -3.2%. */
static void take_sign(const Plain *p, Found *out)
{
    char16_t before = plain_at(p, out->start - 2);

    if (out->start != out->n.start || out->kind != CLAIM_PERCENT ||
        plain_at(p, out->start - 1) != '-' || is_latin(before) || is_figure(before) ||
        plain_in(before, u"-)%”"))
        return;
    out->start--;
    out->n.value = -out->n.value;
    out->n.high = out->n.value;
}

static bool count_claim(const Finder *f, Found *out)
{
    static const ClaimKind kinds[] = {
        [UNIT_COUNT] = CLAIM_COUNT, [UNIT_MONEY] = CLAIM_MONEY, [UNIT_PERCENT] = CLAIM_PERCENT
    };
    const Plain *p = f->p;

    if (is_ordinal(f, out) || is_stage(p, out))
        return settle(out, CLAIM_ORDINAL);
    approx_before(f, out);
    if (out->n.chinese && !numeral_counts(f, out))
        return false;
    settle(out, kinds[out->unit.kind]);
    if (plain_listed(p, out->unit.from, out->unit.to, u"分") &&
        plain_in(plain_at(p, out->n.start - 1), u"时点"))
        return settle(out, CLAIM_DATE);
    take_half(p, out);
    join_units(p, out);
    note_approx(f, out);
    take_sign(p, out);
    return true;
}

static bool date_claim(const Finder *f, Found *out)
{
    At i = plain_back(f->p, out->n.start);

    if (out->n.one && plain_list(f->p, out->unit.from, u"时 点 日 夜 旬 晚 刻"))
        return false;
    if (is_vague(f->p, &out->n))
        return false;
    if (plain_at(f->p, i - 1) == u'第' && i > f->floor)
        out->start = i - 1;
    else
        approx_before(f, out);
    return settle(out, CLAIM_DATE);
}

/* ---- without a unit ---- */

/* 12、15和20人: the unit of the last one is meant with each. */
static bool shared_unit(const Plain *p, const Num *n, Unit *out)
{
    Num next = *n;
    At end = n->end;

    if (n->chinese ||
        (!is_han(plain_at(p, n->start - 1)) && !plain_in(plain_at(p, n->start - 1), u"、")))
        return false;
    for (int k = 0; k < SHARE_MAX; k++) {
        At len = plain_list(p, next.end, u"、 和 及 与 以及 ,");
        if (!len || !number_at(p, next.end + len, &next, &end) || next.chinese)
            return false;
        if (unit_at(p, plain_skip(p, next.end), &next, out)) {
            out->from = out->to = n->end;
            return out->kind != UNIT_CODE;
        }
    }
    return false;
}

/* | 来访 | 32 | 批 | */
static bool unit_in_next_cell(const Plain *p, const Num *n, Unit *out)
{
    At i = plain_skip(p, n->end), end;

    if (!plain_in(plain_at(p, i), u"\t|"))
        return false;
    i = plain_skip(p, i + 1);
    if (!unit_at(p, i, n, out))
        return false;
    end = plain_skip(p, out->to);
    return plain_in(plain_at(p, end), u"\t|\n") || end >= p->n;
}

/* Is what follows no word that the number would belong to (10强, 三千里)? */
static bool ends_well(const Plain *p, const Num *n)
{
    At i = plain_skip(p, n->end);
    char16_t next = plain_at(p, i);

    if (plain_in(next, u"+-/~#·×=@_*"))
        return false;
    return !is_han(next) || plain_in(next, u"的以左上和及与其并比较增减升降涨") ||
           plain_list(p, i, u"大关 关口 之众 之多 之巨 之谱 之数");
}

static bool leads_to_count(const Plain *p, const Num *n)
{
    static const char16_t cues[] =
        u"由 从 款 助 拨 捐 筹 筹得 得 达 为 是 共 计 数 量 额 至 到 了 有 占 过 : = 增 减 累计 总 分 率 值 人 次 户";

    return ends_well(p, n) && plain_list_before(p, plain_back(p, n->start), cues);
}

/* May these figures be an amount at all, and no year, telephone or code? */
static bool is_amount(const Num *n)
{
    return n->fits && !n->zero && !n->falling &&
           (n->figures < 7 || n->grouped || n->scaled || n->places);
}

static bool ends_clause(const Plain *p, const Num *n)
{
    At next = plain_skip(p, n->end);
    return plain_in(plain_at(p, next), u"，,。;、.)") || is_break(plain_at(p, next));
}

/* 合共八十二。 */
static bool is_total(const Plain *p, const Num *n)
{
    At i = plain_back(p, n->start);

    return !n->bare && ends_clause(p, n) &&
           plain_list_before(
               p, i,
               u"合共 共计 总计 合计 总共 小计 共有 共达 总数为 总数达 任者 为者 者有 者共 男 女") >
               0;
}

/* May a numeral without a unit be an amount? 年逾八十 is an age. */
static bool may_count(const Plain *p, const Found *out)
{
    const Num *n = &out->n;

    if (!n->chinese)
        return true;
    if (is_total(p, n) && !is_vague(p, n))
        return true;
    if (!n->scaled || is_vague(p, n))
        return false;
    return n->value >= 100 || is_total(p, n) ||
           (out->approx != APPROX_EXACT && n->value > 10 && !is_han(plain_at(p, n->end)) &&
            !plain_in(plain_at(p, out->start - 1), u"年龄岁已人时"));
}

static bool bare_claim(const Finder *f, Found *out)
{
    const Plain *p = f->p;
    const Num *n = &out->n;
    Found probe = *out;

    approx_before(f, &probe);
    if (!may_count(p, &probe))
        return false;
    if (is_ordinal(f, out))
        return settle(out, CLAIM_ORDINAL);
    approx_before(f, out);
    if (number_is_label(f, n))
        return settle(out, CLAIM_CODE);
    if (number_is_year(n) && (out->approx == APPROX_EXACT || n->range) && n->after == APPROX_EXACT)
        return settle(out, CLAIM_DATE);
    if (!is_amount(n))
        return n->chinese ? false : settle(out, CLAIM_CODE);
    if (n->chinese ? (out->approx != APPROX_EXACT && (!is_lone(n) || ends_clause(p, n)) &&
                      ends_well(p, n)) ||
                         (!n->bare && (leads_to_count(p, n) || is_total(p, n)))
                   : out->approx != APPROX_EXACT || n->after != APPROX_EXACT || n->scale > 1 ||
                         n->commas || number_is_bracketed(p, n) || number_is_cell(p, n) ||
                         leads_to_count(p, n) || has_behind(f, out)) {
        settle(out, CLAIM_COUNT);
        note_approx(f, out);
        return true;
    }
    return n->chinese ? false : settle(out, CLAIM_CODE);
}

/* The currency before the number; with a currency behind it, that one names the unit. */
static bool money_before(const Finder *f, Found *out)
{
    Unit before;

    if (!unit_before(f->p, out->n.start, &before) || before.from < f->floor)
        return false;
    if (out->unit.kind == UNIT_PERCENT ||
        (out->unit.kind != UNIT_NONE && out->unit.kind != UNIT_MONEY &&
         is_han(plain_at(f->p, before.from))))
        return false;
    out->start = before.from;
    if (out->unit.kind != UNIT_MONEY) { /* $3,915後 */
        out->unit = before;
        out->end = out->n.end;
    } else if (out->unit.to - out->unit.from == 1) /* 美金350元 */
        unit_same_money(&out->unit, &before);
    return true;
}

/* 2024多元文化节: a year and a word that begins with 多. */
static void drop_after(Num *n)
{
    if (n->word_end == n->end)
        n->end = n->word;
    n->after = APPROX_EXACT;
}

static bool by_unit(const Finder *f, Found *out)
{
    switch (out->unit.kind) {
    case UNIT_COUNT:
    case UNIT_MONEY:
    case UNIT_PERCENT: return count_claim(f, out);
    case UNIT_DATE: return date_claim(f, out);
    case UNIT_ORDINAL: (void)is_ordinal(f, out); return settle(out, CLAIM_ORDINAL);
    case UNIT_CODE: return out->n.chinese ? false : settle(out, CLAIM_CODE);
    case UNIT_NONE: break;
    }
    return bare_claim(f, out);
}

bool chinese_claim(const Finder *f, Found *out)
{
    const Plain *p = f->p;
    Num *n = &out->n;
    bool unit;

    if (!n->dotted && !n->spelled)
        join_range(p, n);
    out->start = n->start;
    unit = unit_at(p, plain_skip(p, n->end), n, &out->unit);
    if (!unit && n->after != APPROX_EXACT && number_is_year(n))
        drop_after(n);
    out->end = n->end;
    if (!unit && n->chinese && !n->scaled && !plain_in(plain_at(p, n->end), u"\t|") &&
        !is_total(p, n))
        return false; /* most of them: 三、 of a list, 五 of a name */
    if (n->spelled && (!unit || out->unit.kind != UNIT_DATE))
        return false;
    if (!n->fits || (n->range && n->falling && !number_is_year(n)))
        return settle(out, CLAIM_CODE);
    if (!unit)
        unit = unit_in_next_cell(p, n, &out->unit) || shared_unit(p, n, &out->unit);
    if (unit)
        out->end = out->unit.to;
    else
        out->unit = (Unit){ 0 };
    read_change(p, out);
    if (money_before(f, out) && !unit)
        out->end = n->end;
    return by_unit(f, out);
}
