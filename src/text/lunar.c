/* SPDX-License-Identifier: Apache-2.0
 * A table of lunar months.
 *
 * Computed by the rules of GB/T 33661-2017 (months begin on the day of the new moon at 120° E, the
 * month without a major solar term is the leap one; until 1928 by the mean time of Beijing), from
 * an ephemeris good to a few seconds, and compared with two other computations and with the
 * published calendars. The fourth month of 1906 begins as published (24 April) and not as computed.
 * New moons within a minute of midnight: 2057-09-29, 2097-08-08; by then the length of the day may
 * have moved them, so that official calendars may yet put these two months a day earlier.
 */
#include "text/lunar.h"

/* Bits 0 to 12: the months in their order, 1 if of 30 days. 13 to 16: the leap month. 17 to 22: New
 * Year's day, counted from 20 January. */
static const uint32_t years[] = {
    0x1716D2, 0x3C0752, 0x260EA5, 0x12B64A, 0x36064B, /* 1900 */
    0x1E0A9B, 0x0A9556, 0x30056A, 0x1A0B59, 0x045752, /* 1905 */
    0x2A0752, 0x14DB25, 0x3A0B25, 0x220A4B, 0x0CB4AB, /* 1910 */
    0x3202AD, 0x1C056B, 0x064B69, 0x2C0DA9, 0x18FD92, /* 1915 */
    0x3E0E92, 0x260D25, 0x10BA4D, 0x360A56, 0x2002B6, /* 1920 */
    0x0895B5, 0x3006D4, 0x1A0EA9, 0x065E92, 0x2A0E92, /* 1925 */
    0x14CD26, 0x38052B, 0x220A57, 0x0CB2B6, 0x320B5A, /* 1930 */
    0x1E06D4, 0x086EC9, 0x2C0749, 0x16F693, 0x3C0A93, /* 1935 */
    0x26052B, 0x0ECA5B, 0x340AAD, 0x20056A, 0x0A9B55, /* 1940 */
    0x300BA4, 0x1A0B49, 0x045A93, 0x2A0A95, 0x12F52D, /* 1945 */
    0x380536, 0x220AAD, 0x0EB5AA, 0x3205B2, 0x1C0DA5, /* 1950 */
    0x087D4A, 0x2E0D4A, 0x170A95, 0x3A0A97, 0x260556, /* 1955 */
    0x10CAB5, 0x340AD5, 0x2006D2, 0x0A8EA5, 0x300EA5, /* 1960 */
    0x1A064A, 0x026C97, 0x280A9B, 0x14F55A, 0x38056A, /* 1965 */
    0x220B69, 0x0EB752, 0x340B52, 0x1C0B25, 0x06964B, /* 1970 */
    0x2C0A4B, 0x1714AB, 0x3A02AD, 0x24056D, 0x10CB69, /* 1975 */
    0x360DA9, 0x200D92, 0x0A9D25, 0x300D25, 0x1B5A4D, /* 1980 */
    0x3E0A56, 0x2802B6, 0x12C5B5, 0x3806D5, 0x220EA9, /* 1985 */
    0x0EBE92, 0x340E92, 0x1E0D26, 0x066A56, 0x2A0A57, /* 1990 */
    0x1714D6, 0x3C035A, 0x2406D5, 0x10B6C9, 0x360749, /* 1995 */
    0x200693, 0x08952B, 0x2E052B, 0x180A5B, 0x04555A, /* 2000 */
    0x28056A, 0x12FB55, 0x3A0BA4, 0x240B49, 0x0CBA93, /* 2005 */
    0x320A95, 0x1C052D, 0x068AAD, 0x2A0AB5, 0x1735AA, /* 2010 */
    0x3C05D2, 0x260DA5, 0x10DD4A, 0x360D4A, 0x200C95, /* 2015 */
    0x0A952E, 0x2E0556, 0x180AB5, 0x0455B2, 0x2A06D2, /* 2020 */
    0x12CEA5, 0x380725, 0x22064B, 0x0CAC97, 0x300CAB, /* 2025 */
    0x1C055A, 0x066AD6, 0x2C0B69, 0x177752, 0x3C0B52, /* 2030 */
    0x260B25, 0x10DA4B, 0x340A4B, 0x1E04AB, 0x08A55B, /* 2035 */
    0x2E05AD, 0x180B6A, 0x045B52, 0x2A0D92, 0x14FD25, /* 2040 */
    0x380D25, 0x220A55, 0x0CB4AD, 0x3204B6, 0x1A05B5, /* 2045 */
    0x066DAA, 0x2C0EC9, 0x191E92, 0x3C0E92, 0x260D26, /* 2050 */
    0x10CA56, 0x340A57, 0x1E04D6, 0x0886D5, 0x2E0755, /* 2055 */
    0x1A0749, 0x026E93, 0x280693, 0x12F52B, 0x38052B, /* 2060 */
    0x200A5B, 0x0CB55A, 0x32056A, 0x1C0B65, 0x06974A, /* 2065 */
    0x2C0B4A, 0x171A95, 0x3C0A95, 0x24052D, 0x0ECAAD, /* 2070 */
    0x340AB5, 0x2005AA, 0x088BA5, 0x2E0DA5, 0x1A0D4A, /* 2075 */
    0x047C95, 0x280C96, 0x12F94E, 0x380556, 0x220AB5, /* 2080 */
    0x0CB5B2, 0x3206D2, 0x1C0EA5, 0x088E4A, 0x2A068B, /* 2085 */
    0x150C97, 0x3A04AB, 0x24055B, 0x0ECAD6, 0x340B6A, /* 2090 */
    0x200752, 0x0A9725, 0x2E0B25, 0x180A8B, 0x02549B, /* 2095 */
    0x2804AB,                                         /* 2100 */
};
_Static_assert(LEN(years) == LUNAR_LAST - LUNAR_FIRST + 1, "a year for each row");

static bool in_table(int year)
{
    return year >= LUNAR_FIRST && year <= LUNAR_LAST;
}

int lunar_leap_month(int year)
{
    return in_table(year) ? (int)(years[year - LUNAR_FIRST] >> 13 & 15) : 0;
}

bool lunar_month(int year, int month, bool leap, Day *first, int *days)
{
    int leap_month = lunar_leap_month(year), index = month - 1;
    uint32_t row;
    int64_t at;

    if (!in_table(year) || month < 1 || month > 12 || (leap && month != leap_month))
        return false;
    if (leap_month && (leap || month > leap_month))
        index++;
    row = years[year - LUNAR_FIRST];
    at = day_number(day_make(year, 1, 20)) + (int64_t)(row >> 17);
    for (int i = 0; i < index; i++)
        at += (row >> i & 1) ? 30 : 29;
    *first = day_from_number(at);
    *days = (row >> index & 1) ? 30 : 29;
    return true;
}

bool lunar_day(int year, int month, bool leap, int day, Day *out)
{
    Day first;
    int days;

    if (!lunar_month(year, month, leap, &first, &days) || day < 1 || day > days)
        return false;
    *out = day_add(first, day - 1);
    return true;
}
