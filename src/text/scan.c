/* SPDX-License-Identifier: Apache-2.0
 * Short texts, levelled and read from left to right.
 */
#include "text/scan.h"

#include <uchar.h>

/* What is written in several ways: each character and behind it what it is read as. */
static const char16_t pairs[] =
    u"\u00A0 \u3000 \u2010-\u2011-\u2212-\u2013—\u2015—\u2500—\u223C~\u301C~"
    u"○〇零〇、,。.．.〔([(〕)](【(】)"
    u"萬万億亿兩两個个國国場场條条戶户屆届張张臺台葉叶隊队組组棟栋間间幅幅"
    u"課课時时學学對对歲岁輛辆臺台項项"
    u"約约農农曆历歷历閏闰號号後后緒绪統统豐丰順顺慶庆臘腊節节陰阴舊旧紀纪"
    u"當当數数幾几餘余來来過过達达貳贰陸陆參叁負负點点週周轉转機机"
    u"￥¥￡£圓圆幣币馬马歐欧鎊镑韓韩盧卢紐纽門门羅罗亞亚萊莱蘭兰緬缅銖铢"
    u"區区價价屬属華华廣广澤泽報报憲宪齊齐龍龙雞鸡豬猪";

static uint32_t level(uint32_t ch)
{
    if (ch < 0x80)
        return ch >= 'A' && ch <= 'Z'                   ? ch - 'A' + 'a'
               : ch == '\t' || ch == '\n' || ch == '\r' ? ' '
                                                        : ch;
    if (ch >= 0xFF01 && ch <= 0xFF5E)
        return level(ch - 0xFF01 + '!');
    for (size_t i = 0; i + 1 < LEN(pairs); i += 2)
        if (pairs[i] == ch)
            return pairs[i + 1];
    return ch;
}

bool scan_open(Scan *in, Str s)
{
    uint32_t ch;

    in->n = in->at = 0;
    s = str_trim(s);
    while (utf8_next(&s, &ch)) {
        if (ch == 0 || ch == 0xFFFD || in->n == SCAN_MAX)
            return false;
        ch = level(ch);
        if (ch != ' ' || (in->n && in->ch[in->n - 1] != ' '))
            in->ch[in->n++] = ch;
    }
    if (in->n && in->ch[in->n - 1] == ' ')
        in->n--;
    in->ch[in->n] = 0;
    return in->n > 0;
}

uint32_t scan_peek(const Scan *in, size_t ahead)
{
    return ahead < in->n - in->at ? in->ch[in->at + ahead] : 0;
}

bool scan_end(const Scan *in)
{
    return in->at >= in->n;
}

void scan_space(Scan *in)
{
    while (scan_peek(in, 0) == ' ')
        in->at++;
}

void scan_join(Scan *in)
{
    size_t n = in->at;
    for (size_t i = in->at; i < in->n; i++) {
        bool beside = (i > in->at && in->ch[i - 1] > '~') || in->ch[i + 1] > '~';
        if (in->ch[i] != ' ' || !beside)
            in->ch[n++] = in->ch[i];
    }
    in->n = n;
    in->ch[n] = 0;
}

bool scan_char(Scan *in, uint32_t ch)
{
    if (scan_end(in) || in->ch[in->at] != ch)
        return false;
    in->at++;
    return true;
}

bool scan_word(Scan *in, Str word)
{
    size_t at = in->at;
    uint32_t ch;

    while (utf8_next(&word, &ch))
        if (at >= in->n || in->ch[at++] != ch)
            return false;
    in->at = at;
    return true;
}

bool scan_tail(Scan *in, Str word)
{
    size_t n = utf8_len(word), at = in->at;

    if (n > in->n - in->at)
        return false;
    in->at = in->n - n;
    if (!scan_word(in, word)) {
        in->at = at;
        return false;
    }
    in->at = at;
    in->n -= n;
    if (in->n > in->at && in->ch[in->n - 1] == ' ')
        in->n--;
    in->ch[in->n] = 0;
    return true;
}

size_t scan_digits(Scan *in, size_t most, int64_t *value)
{
    size_t n = 0;
    for (*value = 0; n < most && n < 18 && is_digit(scan_peek(in, n)); n++)
        *value = *value * 10 + (int64_t)(scan_peek(in, n) - '0');
    in->at += n;
    return n;
}

bool is_digit(uint32_t ch)
{
    return ch >= '0' && ch <= '9';
}

bool is_letter(uint32_t ch)
{
    return ch >= 'a' && ch <= 'z';
}

Str scan_shown(Str s)
{
    enum { SHOWN = 60 };
    s = str_trim(s);
    if (s.n <= SHOWN)
        return s;
    s.n = SHOWN;
    while (s.n && ((unsigned char)s.p[s.n] & 0xC0) == 0x80)
        s.n--;
    return s;
}
