/* SPDX-License-Identifier: Apache-2.0
 * Eras and the cycle of sixty years. The year 1984 was 甲子; a reign counts from the lunar New Year
 * after the accession (Qing) or from the day of the accession (Japan since 1912).
 */
#include "text/era.h"

#include <uchar.h>

static const Era eras[] = {
    { S("顺治"), 1644, 18, true, 0, 0 },
    { S("康熙"), 1662, 61, true, 0, 0 },
    { S("雍正"), 1723, 13, true, 0, 0 },
    { S("乾隆"), 1736, 60, true, 0, 0 },
    { S("嘉庆"), 1796, 25, true, 0, 0 },
    { S("道光"), 1821, 30, true, 0, 0 },
    { S("咸丰"), 1851, 11, true, 0, 0 },
    { S("同治"), 1862, 13, true, 0, 0 },
    { S("光绪"), 1875, 34, true, 0, 0 },
    { S("宣统"), 1909, 3, true, 0, 0 },
    { S("民国"), 1912, 0, false, 0, 0 },
    { S("明治"), 1868, 45, false, 18680101, 19120730 },
    { S("大正"), 1912, 15, false, 19120730, 19261225 },
    { S("昭和"), 1926, 64, false, 19261225, 19890107 },
    { S("平成"), 1989, 31, false, 19890108, 20190430 },
    { S("令和"), 2019, 0, false, 20190501, 0 },
};

const Era *era_read(Scan *in)
{
    static const Str before[] = { S("中华"), S("清朝"), S("大清"), S("清"), S("日本") };
    size_t start = in->at;

    for (size_t i = 0; i < LEN(before); i++)
        if (scan_word(in, before[i]))
            break;
    for (size_t i = 0; i < LEN(eras); i++)
        if (scan_word(in, eras[i].name))
            return &eras[i];
    in->at = start;
    return NULL;
}

bool cycle_read(Scan *in, int *index)
{
    static const char16_t stems[] = u"甲乙丙丁戊己庚辛壬癸";
    static const char16_t branches[] = u"子丑寅卯辰巳午未申酉戌亥";

    for (int i = 0; i < 60; i++) {
        if (stems[i % 10] != scan_peek(in, 0) || branches[i % 12] != scan_peek(in, 1))
            continue;
        in->at += 2;
        *index = i;
        return true;
    }
    return false;
}

int cycle_year(int index, int from)
{
    int at = ((from - 1984) % 60 + 60) % 60;
    return from + (index - at + 60) % 60;
}
