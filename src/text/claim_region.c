/* SPDX-License-Identifier: Apache-2.0
 * Where numbers claim nothing: titles, short quotations, addresses of the net, fixed phrases,
 * numbers of lists, pages and telephones.
 */
#include "text/claim_impl.h"

enum {
    TITLE_MAX = 120,
    QUOTE_MAX = 32, /* of Chinese; English takes twice the room */
    TOKEN_MAX = 2000
};

/* Numbered slogans and names that every reader of such texts knows. */
static const char16_t slogans[] =
    u"三个代表 两个确立 两个维护 两个结合 两个一百年 两个毫不动摇 两个健康 两个大局 两个先行 两个不动摇 四个自信 "
    u"四个意识 四个全面 四个服务 四个伟大 四个面向 四个最严 四个铁一般 四个善于 四个坚持 四个特色 四个敢 五个认同 "
    u"五个统筹 五个必由之路 五个坚持 六个坚持 六个必须坚持 六个一批 七个着力 八个明确 十个明确 十四个坚持 三个务必 "
    u"三个区分开来 三个离不开 三个倡议 三个年 三个导向 三个全面 三个转变 三个必须 四个建设 八项规定 五项原则 四项基本原则 "
    u"三会一课 三重一大 两学一做 三严三实 三支一扶 三部曲 四部曲 五位一体 三位一体 四位一体 四套班子 四套领导班子 五套领导班子 六套领导班子 三件套 "
    u"三次产业 三次分配 二次元 二次创业 二次开发 二次供水 三步走 三点一线 二人转 十项全能 三番五次 两弹一星 "
    u"二十四节气 二十四节令鼓 廿四节令鼓 廿四节气 二十四孝 三十六计 三十六行 七十二变 一百单八将 三百六十行 "
    u"一带一路 一国两制 一区一侨情 一老一小 五好 五有 四有 十佳 三审三校 双招双引 三侨生 五侨 四梁八柱 四下基层 "
    u"九八投洽会 五四 三八妇女节 三八节 五一 六一 七一 八一 十一国庆 九三学社 四史 百强 世界五百强 五百强 "
    u"两件大事 一件事 四件套 三条保障线 三张清单 千人计划 万人计划 百人计划 百人会 千村万 百侨助 百企 千企 "
    u"百花齐放 千家万户 两岸四地 五套班子 三元区 三元里 两个文明 三个世界 八个民主党派 三人行 七八十年代 "
    u"三个面向 三个有利于 四个统一 三亲 三胞 三老 两代表一委员 两委员 两代表";
/* Words without a number for any reader, although they begin with one. */
static const char16_t idioms[] =
    u"一些 一定 一系列 一批 一般 一样 一起 一直 一切 一致 一同 一贯 一旦 一流 一线 一体 一律 一部分 一方面 一对一 "
    u"一点 一站式 一道 一并 一向 一行 一时 一面 一心 一如 千方百计 万众一心 百年大计 四面八方 五湖四海 千千万万 "
    u"十分 万分 百般 百姓 一度 一番 一经 一举 一手 一味 一则 一概 一连 一再 一家亲 一家人 一条心 一条龙 一股脑 "
    u"一段时间 一期一会 三三两两 两口子 万水千山 千山万水 三言两语 一代 两代 三代 一夜之间 一路 一站 一张网 "
    u"一盘棋 一把手 一张图 一本账 一刻 一席之地 一份力 一层楼 一块儿 一回事 一团 一笔账 一件小事 一个个 一批批 "
    u"一次次 一场场 一次性 一名名 一位位 一项项 一条条 一件件 一家家 一座座 一张张 一幅幅 一首首 一把把 一步步 "
    u"七上八下 五颜六色 百里挑一 千载难逢 成千上万 千万不 万万不 三心二意 九牛一毛 十全十美 两全其美 百战百胜 "
    u"一样样 一堂 千万千万 万一 百分百 一式两份 一式二份 一式三份 一式四份 一式五份 一式六份 一分为二 一而再 "
    u"合二为一 三天两头 两步走 两头 三五成群 三令五申 三顾茅庐 三下五除二 四通八达 四平八稳 五花八门 五光十色 六神无主 七嘴八舌 七手八脚 "
    u"八仙过海 九死一生 九九归一 十有八九 十之八九 十拿九稳 十万火急 百尺竿头 百感交集 百折不挠 百家争鸣 百废待兴 百年树人 "
    u"百年老店 百年好合 千里之行 千里迢迢 千言万语 千辛万苦 千头万绪 千篇一律 千军万马 千丝万缕 千变万化 千秋万代 万里长城 "
    u"万家灯火 万象更新 万古长青 万紫千红 万无一失 一心一意 一朝一夕 一草一木 一砖一瓦 一言一行 一点一滴 一针一线 一笔一划 一举两得 "
    u"一石二鸟 一箭双雕 一来二去 一五一十 一清二楚 一目了然 一言九鼎 一诺千金 一脉相承 一衣带水 一马当先 一帆风顺 一言为定 一本万利 "
    u"两面三刀 两袖清风 两肋插刀 三头六臂 三长两短 三教九流 三句话不离 三年五载 三岁看大 四世同堂 四季如春 四书五经 四大发明 五大洲 五洲 四大洋 五谷丰登 "
    u"六畜兴旺 五福临门 五湖 十里洋场 十年树木 十年寒窗 十年磨一剑 十面埋伏 八两 成百上千 三百六十度 百八十度 一百八十度 三生有幸 三分钟热度 "
    u"百闻不如 百年好 一个巴掌 一岗双责 一票否决 一碗水端平 一步一个脚印 一个脚印 一把尺子 一块石头 一声令下 一门心思 一口气 一头雾水 "
    u"一网打尽 一网通办 一码通 一卡通 一窗受理 一件事一次办 一线串珠 一日游 一家之言 两条腿走路 二话不说 二人世界 二十四小时";

At phrase_at(const Plain *p, At i, bool *silent)
{
    bool thing = plain_word(p, i, u"一面") && plain_list_before(p, i, u"牌 旗 镜 鼓");
    At slogan = plain_list(p, i, slogans), idiom = plain_list(p, i, idioms), n = i;

    *silent = idiom > slogan;
    if (thing) /* 金牌一面 */
        return 0;
    if (idiom || slogan)
        return i + (idiom > slogan ? idiom : slogan);
    /* 一人一票, 一村一品 */
    if (plain_at(p, i) == u'一' && plain_at(p, i + 2) == u'一' && is_han(plain_at(p, i + 1)) &&
        is_han(plain_at(p, i + 3)) && !plain_in(plain_at(p, i + 3), u"十百千万亿")) {
        *silent = true;
        return i + 4;
    }
    /* 十个一, 六个一 and the like. */
    if (plain_in(plain_at(p, n), u"两三四五六七八九十百") && plain_at(p, n + 1) == u'个' &&
        plain_at(p, n + 2) == u'一' && !plain_in(plain_at(p, n + 3), u"等流级"))
        return n + 3;
    return 0;
}

/* ---- titles and quotations ---- */

static At closing(const Plain *p, At i, char16_t open, char16_t close, At most)
{
    int depth = 0;

    for (At k = i; k < i + most && !is_break(plain_at(p, k)); k++) {
        if (plain_at(p, k) == open && (k == i || open != close))
            depth++;
        else if (plain_at(p, k) == close && --depth == 0)
            return k;
    }
    return -1;
}

/* Does every word begin with a capital, but for the smallest? */
static bool is_headline(const Plain *p, At from, At to)
{
    for (At k = from; k < to; k++) {
        At end = latin_end(p, k);
        if (end == k)
            continue;
        if (!plain_capital(p, k) &&
            !plain_listed(p, k, end, u"a an the of and or in on at to for from with by"))
            return false;
        k = end;
    }
    return is_latin(plain_at(p, from)) || is_figure(plain_at(p, from));
}

/* Words that somebody says hold numbers as any others do; a name has no full stop in it. */
static bool is_speech(const Plain *p, At from, At to)
{
    if (is_headline(p, from, to))
        return false;
    if (plain_in(plain_at(p, plain_back(p, from - 1) - 1), u":,"))
        return true;
    for (At k = from; k < to; k++)
        if (plain_in(plain_at(p, k), u"。,;！？!?"))
            return true;
    return false;
}

static void title_at(Finder *f, At i)
{
    const Plain *p = f->p;
    char16_t ch = plain_at(p, i);
    At most = is_latin(plain_at(p, i + 1)) ? 2 * QUOTE_MAX : QUOTE_MAX, end;

    if (ch == u'《') {
        end = closing(p, i, u'《', u'》', TITLE_MAX);
        if (end > f->title_end)
            f->title_end = end;
        return;
    }
    end = closing(p, i, ch, ch == u'“' ? u'”' : ch, most);
    if (end > f->title_end && !is_speech(p, i + 1, end))
        f->title_end = end;
    if (ch == '"' && end > f->seen)
        f->seen = end + 1;
}

/* ---- addresses ---- */

static bool is_token(char16_t ch)
{
    return ch > ' ' && ch < 0x7F && !plain_in(ch, u"()[]{}<>\"|,;");
}

static bool is_address(const Plain *p, At from, At to)
{
    static const char16_t ends[] =
        u".com .cn .org .net .gov .edu .my .sg .hk .tw .html .htm .shtml .jpg .png .pdf .docx .xlsx";

    if (plain_list(p, from, u"www. http:// https:// ftp:// mailto:"))
        return true;
    for (At k = from; k < to; k++)
        if (plain_at(p, k) == '@' || plain_word(p, k, u"://") ||
            (plain_at(p, k) == '.' && k > from && plain_list(p, k, ends)))
            return true;
    return false;
}

static void address_at(Finder *f, At i)
{
    At end = i;

    while (end < i + TOKEN_MAX && is_token(plain_at(f->p, end)))
        end++;
    if (is_address(f->p, i, end))
        f->code_end = end;
    if (end > f->seen)
        f->seen = end;
}

void region_at(Finder *f, At i)
{
    char16_t ch = plain_at(f->p, i);

    if (ch == u'《' || ch == u'“' || (ch == '"' && i >= f->seen))
        title_at(f, i);
    else if (i >= f->seen && is_token(ch))
        address_at(f, i);
}

/* ---- labels ---- */

static bool at_line(const Plain *p, At i)
{
    while (plain_in(plain_at(p, i - 1), u" \t#>-*•●◆■·("))
        i--;
    return is_break(plain_at(p, i - 1));
}

/* 1. 2、 (3) 4) at the start of a line, of a sentence or of an item. */
static bool is_numbering(const Plain *p, const Num *n)
{
    At before = plain_back(p, n->start);
    char16_t next = plain_at(p, n->end), prev = plain_at(p, before - 1);
    bool begins;

    if (n->figures > 3 || n->scaled || n->places || n->chinese || n->worded || n->grouped ||
        n->after != APPROX_EXACT)
        return false;
    if (next == ')')
        return (prev == '(' && !number_is_bracketed(p, n)) || at_line(p, before);
    begins = at_line(p, before) || plain_in(prev, u"。;") || (prev == ':' && n->value == 1);
    return begins && ((next == '.' && !is_figure(plain_at(p, n->end + 1))) ||
                      (next == u'、' && !is_figure(plain_at(p, n->end + 1))));
}

/* "2.3 Associations" at the start of a line: the number of a section. */
static bool is_section(const Plain *p, const Num *n)
{
    return n->places >= 1 && n->places <= 2 && n->figures <= 2 && !n->scaled && !n->chinese &&
           !n->worded && plain_at(p, n->end) == ' ' && plain_capital(p, n->end + 1) &&
           at_line(p, plain_back(p, n->start));
}

/* "the members number 312", "they now number 90". */
static bool is_number_verb(const Plain *p, At i)
{
    At len = plain_list_before(p, i, u"_number"), end, from;

    if (!len)
        return false;
    from = latin_before(p, i - len, &end);
    return plain_listed(p, from, end,
                        u"now people chinese who which they members still also together city") >
               0 ||
           (latin_ends(p, from, end, u"s") && !latin_ends(p, from, end, u"ss"));
}

bool number_is_label(const Finder *f, const Num *n)
{
    static const char16_t labels[] =
        u"电话 传真 手机 邮编 邮政编码 邮箱 编号 账号 帐号 热线 微信 qq 号码 代码 证号 证书号 字号 序号 房号 门牌 "
        u"专线 群号 工号 学号 货号 车牌 开户行 信用代码 备案号 准字 许可证 "
        u"tel telephone phone fax mobile postcode postal_code zip no room page p. pp vol vol. issue article "
        u"section chapter figure fig. table phase version hall gate level suite unit block flat apt route "
        u"highway line flight top fortune part step item number nos no. #  id ref iso iec gb gb/t "
        u"db act rule annex appendix schedule grade class tier type model channel stage category "
        u"account code apollo windows covid form question";
    const Plain *p = f->p;
    At i = plain_back(p, n->start), len;

    if (is_numbering(p, n) || is_section(p, n))
        return true;
    if (n->scale > 1 || n->commas || is_number_verb(p, i))
        return false;
    if (plain_in(plain_at(p, i - 1), u":."))
        i = plain_back(p, i - 1);
    len = plain_list_before(p, i, labels);
    return len && (!is_latin(plain_at(p, i - len)) || !is_latin(plain_at(p, i - len - 1)));
}

static bool is_cell_edge(char16_t ch)
{
    return is_break(ch) || ch == '\t' || ch == '|';
}

/* The first cell of a row whose next cell is a text numbers the rows. */
static bool is_row_number(const Plain *p, At from, At to)
{
    char16_t left = plain_at(p, from - 1), right = plain_at(p, to);

    if (left == '|')
        left = plain_at(p, plain_back(p, from - 1) - 1);
    if (!is_break(left) || is_break(right))
        return false;
    to = plain_skip(p, to + 1);
    return is_han(plain_at(p, to)) || is_latin(plain_at(p, to));
}

bool number_is_cell(const Plain *p, const Num *n)
{
    At from = n->start, to = n->end;

    while (plain_at(p, from - 1) == ' ')
        from--;
    while (plain_at(p, to) == ' ')
        to++;
    return is_cell_edge(plain_at(p, from - 1)) && is_cell_edge(plain_at(p, to)) &&
           !is_row_number(p, from, to);
}

bool number_is_bracketed(const Plain *p, const Num *n)
{
    At from = plain_back(p, n->start) - 1, to = plain_skip(p, n->end);
    char16_t word = plain_at(p, plain_back(p, from) - 1), next = plain_at(p, to + 1);

    return plain_at(p, from) == '(' && plain_at(p, to) == ')' && (is_latin(word) || is_han(word)) &&
           (plain_in(next, u",;、。.和及") || plain_list(p, to + 1, u"_and_"));
}
