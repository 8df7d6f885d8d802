/* SPDX-License-Identifier: Apache-2.0
 * The levelled text of the finder of claims, and looking at it.
 *
 * Characters without width, "**" of Markdown and tags of HTML are left out, so that a number and
 * its unit stand side by side; tags that end a paragraph or a cell become the end of a line or a
 * tab.
 */
#include "text/claim_impl.h"

enum {
    LEVELS = 1 << 16,
    TAG_MAX = 300,
    ENTITY_MAX = 8,
    SKIP_MAX = 2,
    WRAP_FROM = 28,
    NOTHING = 0xFFFF
};

/* What is written in several ways: each character and behind it what it is read as. */
static const char16_t marks[] =
    u"\u00A0 \u3000 \u2009 \u202F \u2002 \u2003 \u2007 \u2028\n\u2029\n\r\n\v \f\n"
    u"\u2010-\u2011-\u2012-\u2013-\u2014-\u2015-\u2212-\u2500-\uFE63-\uFE58-"
    u"\u223C~\u301C~\u02DC~"
    u"〔[〕]【[】]﹝[﹞]﹙(﹚)\uFE50,\uFE51、\uFE52.\uFE54;\uFE55:\uFE6A%"
    u"„“‟”「“」”『“』”﹁“﹂”‘'’'‧·•·・·∙·○〇◯〇零〇￥¥￡£∶:﹤<﹥>│|┃|∣|";

/* Of the words in claim_*.c only; a new word may need its characters here. */
static const char16_t traditional[] =
    u"並并乾干亞亚佈布佔占併并來来侷局係系個个偉伟偵侦傑杰備备傢家傳传僅仅僑侨億亿優优兒儿內内兩两冊册別别則则剋克創创劃划動动務务勛勋勝胜勳勋區区協协"
    u"厤历叄叁員员啓启啟启單单噸吨噹当嚮向嚴严國国圍围園园圓圆圖图團团圜圆堅坚報报場场塊块墻墙奬奖婦妇學学實实寧宁審审將将專专對对導导屆届層层屬属崗岗"
    u"嵗岁師师帳帐帶带幀帧幣币幹干幾几廈厦張张強强彆别彈弹彔录後后徑径從从慶庆應应戰战戶户捲卷搖摇摺折撐撑撥拨擊击據据擴扩攤摊敎教數数於于旂旗昇升時时"
    u"晝昼曆历曏向書书會会東东枱台條条棊棋棟栋業业榦干構构樁桩樑梁樓楼標标樣样機机檔档檯台欄栏權权歐欧歲岁歷历歸归氣气沒没沖冲減减準准溼湿滿满漁渔濕湿"
    u"灣湾為为熱热營营爲为爾尔牀床牆墙獎奖獨独獲获環环產产産产甯宁畝亩當当發发盃杯盞盏盤盘盧卢眞真眾众確确碼码祕秘禮礼種种積积穫获筆笔箇个節节範范簡简"
    u"簽签籌筹籤签糰团紀纪約约紅红紐纽純纯級级組组結结統统綑捆經经綫线維维網网線线締缔編编緬缅緻致縣县總总績绩織织繫系續续纍累纔才羣群義义聯联職职腦脑"
    u"臨临臺台與与舉举舘馆華华萊莱萬万著着葯药蓆席藝艺藥药蘭兰處处號号衆众衕同衝冲衹只裏里裝装裡里製制見见規规親亲觀观訂订計计訪访設设許许証证試试話话"
    u"誌志認认語语說说説说課课談谈證证識识譜谱議议護护譽誉變变財财貨货貫贯貳贰費费貼贴資资賓宾質质賬账賽赛趕赶踰逾車车軍军較较載载輛辆輪轮轉转辦办迴回"
    u"這这連连週周進进過过達达違违遠远邊边郵邮鄉乡鄰邻醫医釐厘針针鈡钟鉅巨銖铢錄录錢钱錦锦録录錶表鍼针鍾钟鎊镑鎭镇鎮镇鏡镜鐘钟鐵铁長长門门閉闭開开間间"
    u"閤合闆板關关陞升陣阵陸陆隊队階阶際际隻只雙双離离難难電电鞦秋韆千韓韩頁页頂顶頃顷項项須须預预頓顿領领頭头頻频顆颗題题額额顏颜顔颜願愿類类顧顾風风"
    u"颱台餅饼餘余"
    u"侖仑劑剂壇坛壺壶擔担掛挂櫃柜濟济疊叠窩窝簍篓籃篮紙纸罈坛羅罗茲兹講讲軸轴輯辑問问麥麦釣钓鳥鸟雲云鳳凤館馆饋馈馬马驗验體体髮发鬚须麪面麫面麯曲麴曲麵面點点黨党齊齐齡龄齣出龍龙";

static void fill(char16_t *map, const char16_t *pairs, size_t n)
{
    for (size_t i = 0; i + 1 < n; i += 2)
        map[pairs[i]] = pairs[i + 1];
}

static void fill_levels(char16_t *map)
{
    static const char16_t nothing[] = u"\u200B\u200C\u200D\u2060\uFEFF\u00AD";

    for (int i = 0; i < 26; i++)
        map['A' + i] = (char16_t)('a' + i);
    for (int ch = '!'; ch <= '~'; ch++) /* full width */
        map[0xFF01 - '!' + ch] = map[ch] ? map[ch] : (char16_t)ch;
    fill(map, marks, LEN(marks) - 1);
    fill(map, traditional, LEN(traditional) - 1);
    for (size_t i = 0; nothing[i]; i++)
        map[nothing[i]] = NOTHING;
}

/* The tag at the start of s: its bytes, and what it is read as. 0 if it is none. */
static size_t tag_at(Str s, char16_t *as)
{
    static const Str cells[] = { S("td"), S("th") };
    static const Str inline_tags[] = { S("b"),    S("i"),    S("u"), S("em"),  S("strong"),
                                       S("span"), S("font"), S("a"), S("sub"), S("mark") };
    size_t name = s.n > 1 && s.p[1] == '/' ? 2 : 1, n = name, end;

    while (n < s.n && n < name + 8 && s.p[n] >= 'a' && s.p[n] <= 'z')
        n++;
    for (end = n; end < s.n && end < TAG_MAX && s.p[end] != '>'; end++)
        if (s.p[end] == '<')
            return 0;
    if (n == name || end == s.n || end == TAG_MAX)
        return 0;
    if (!utf8_valid(str_part(s, 0, end)))
        return 0;
    *as = '\n';
    for (size_t i = 0; i < LEN(cells); i++)
        if (str_eq(str_part(s, name, n - name), cells[i]))
            *as = '\t';
    for (size_t i = 0; i < LEN(inline_tags); i++)
        if (str_eq(str_part(s, name, n - name), inline_tags[i]))
            *as = NOTHING;
    return end + 1;
}

static size_t entity_at(Str s, char16_t *as)
{
    static const struct {
        Str name;
        char16_t as;
    } known[] = {
        { S("&nbsp;"), ' ' },   { S("&ensp;"), ' ' },   { S("&emsp;"), ' ' }, { S("&ndash;"), '-' },
        { S("&mdash;"), '-' },  { S("&amp;"), '&' },    { S("&lt;"), '<' },   { S("&gt;"), '>' },
        { S("&ldquo;"), u'“' }, { S("&rdquo;"), u'”' }, { S("&yen;"), u'¥' }, { S("&pound;"), u'£' },
    };
    size_t n = 1;

    for (size_t i = 0; i < LEN(known); i++)
        if (str_starts(s, known[i].name)) {
            *as = known[i].as;
            return known[i].name.n;
        }
    if (s.n < 3 || s.p[1] != '#')
        return 0;
    for (n = 2; n < s.n && n < ENTITY_MAX && s.p[n] >= '0' && s.p[n] <= 'x'; n++)
        if (s.p[n] == ';')
            break;
    *as = 0xFFFD;
    return n < s.n && s.p[n] == ';' ? n + 1 : 0;
}

/* What the start of s is, if it is more than a character: its bytes, else 0. */
static size_t markup_at(Str s, char16_t *as)
{
    *as = NOTHING;
    if (s.p[0] == '<')
        return tag_at(s, as);
    if (s.p[0] == '&')
        return entity_at(s, as);
    return str_starts(s, S("**")) ? 2 : 0;
}

/* Is the end of the line at i only the width of a page? Then the sentence goes on behind it. */
static bool is_wrap(const Plain *p, At i, At begin)
{
    char16_t before = plain_at(p, i - 1), next = plain_at(p, i + 1);
    At k = i + 1;

    while (is_figure(plain_at(p, k)))
        k++;
    return i - begin >= WRAP_FROM &&
           (is_han(before) || (is_figure(before) && is_han(next)) || plain_in(before, u",、")) &&
           (is_han(next) || (is_figure(next) && !plain_in(plain_at(p, k), u".、)")));
}

/* Takes out the ends of lines that cut a Chinese sentence; rows of tables stay. */
static void join_lines(Plain *p)
{
    At n = 0, begin = 0;
    bool cells = false;

    for (At i = 0; i < p->n; i++) {
        char16_t ch = p->ch[i];
        bool wrap = ch == '\n' && !cells && is_wrap(p, i, begin);
        if (ch == '\n') {
            begin = i + 1;
            cells = false;
        }
        cells = cells || ch == '\t' || ch == '|';
        if (wrap)
            continue;
        p->ch[n] = ch;
        p->byte[n++] = p->byte[i];
    }
    p->n = n;
    p->byte[n] = (uint32_t)p->text.n;
}

void plain_open(Arena *a, Str text, Plain *out)
{
    char16_t *map = NEWN(a, char16_t, LEVELS);
    size_t room = utf8_len(text);
    Str rest = text;

    fill_levels(map);
    *out = (Plain){ .text = text,
                    .ch = NEWN(a, char16_t, room + 1),
                    .byte = NEWN(a, uint32_t, room + 1) };
    while (rest.n) {
        uint32_t ch, at = (uint32_t)(text.n - rest.n);
        char16_t level;
        size_t markup = markup_at(rest, &level);

        if (markup) {
            rest = str_part(rest, markup, rest.n);
        } else {
            (void)utf8_next(&rest, &ch);
            level = ch == 0 || ch >= LEVELS ? 0xFFFD : map[ch] ? map[ch] : (char16_t)ch;
        }
        if (level == NOTHING)
            continue;
        out->ch[out->n] = level;
        out->byte[out->n++] = at;
    }
    join_lines(out);
}

char16_t plain_at(const Plain *p, At i)
{
    return i >= 0 && i < p->n ? p->ch[i] : 0;
}

size_t plain_end(const Plain *p, At i)
{
    Str rest = str_part(p->text, i ? p->byte[i - 1] : 0, 4);
    uint32_t ch;

    if (i == 0)
        return 0;
    (void)utf8_next(&rest, &ch);
    return (size_t)(rest.p - p->text.p);
}

Str plain_slice(const Plain *p, At from, At to)
{
    return to > from ? str_part(p->text, p->byte[from], plain_end(p, to) - p->byte[from])
                     : (Str){ p->text.p, 0 };
}

bool plain_capital(const Plain *p, At i)
{
    char c = i >= 0 && i < p->n ? p->text.p[p->byte[i]] : 0;
    return c >= 'A' && c <= 'Z';
}

At plain_skip(const Plain *p, At i)
{
    for (int k = 0; k < SKIP_MAX && plain_at(p, i) == ' '; k++)
        i++;
    return i;
}

At plain_back(const Plain *p, At i)
{
    for (int k = 0; k < SKIP_MAX && plain_at(p, i - 1) == ' '; k++)
        i--;
    return i;
}

bool plain_in(char16_t ch, const char16_t *set)
{
    for (; *set; set++)
        if (*set == ch)
            return true;
    return false;
}

At plain_word(const Plain *p, At i, const char16_t *word)
{
    At n = 0;
    for (; word[n]; n++)
        if (plain_at(p, i + n) != word[n])
            return 0;
    return n;
}

At plain_before(const Plain *p, At i, const char16_t *word)
{
    At n = 0;
    while (word[n])
        n++;
    return plain_word(p, i - n, word);
}

/* The next word of the list, and the rest of the list behind it. */
static const char16_t *list_next(const char16_t *list, const char16_t **word, At *n)
{
    while (*list == ' ')
        list++;
    *word = list;
    while (*list && *list != ' ')
        list++;
    *n = list - *word;
    return list;
}

/* An underscore of the list is a blank or a single end of a line. */
static bool same(char16_t ch, char16_t wanted)
{
    return ch == wanted || (wanted == '_' && (ch == ' ' || ch == '\n'));
}

static bool matches(const Plain *p, At i, const char16_t *word, At n)
{
    for (At k = 0; k < n; k++)
        if (!same(plain_at(p, i + k), word[k]))
            return false;
    return true;
}

At plain_list(const Plain *p, At i, const char16_t *list)
{
    const char16_t *word;
    At n, best = 0;

    while (*(list = list_next(list, &word, &n)) || n)
        if (n > best && matches(p, i, word, n))
            best = n;
    return best;
}

At plain_list_before(const Plain *p, At i, const char16_t *list)
{
    const char16_t *word;
    At n, best = 0;

    while (*(list = list_next(list, &word, &n)) || n)
        if (n > best && matches(p, i - n, word, n))
            best = n;
    return best;
}

int plain_listed(const Plain *p, At from, At to, const char16_t *list)
{
    const char16_t *word;
    int place = 1;
    At n;

    for (; *(list = list_next(list, &word, &n)) || n; place++)
        if (n == to - from && matches(p, from, word, n))
            return place;
    return 0;
}

bool is_han(char16_t ch)
{
    return (ch >= 0x3400 && ch <= 0x9FFF) || ch == u'〇';
}

bool is_figure(char16_t ch)
{
    return ch >= '0' && ch <= '9';
}

bool is_latin(char16_t ch)
{
    return (ch >= 'a' && ch <= 'z') || (ch >= 0xC0 && ch <= 0x24F && ch != 0xD7 && ch != 0xF7);
}

bool is_break(char16_t ch)
{
    return ch == 0 || ch == '\n';
}
