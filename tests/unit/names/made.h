/* SPDX-License-Identifier: Apache-2.0
 * Made registries and made queries: what a seed gives, names put together of common characters and
 * common spellings, with years and places or without.
 */
#pragma once

#include "base/rand.h"
#include "names/kin.h"
#include "tables.h"

enum { MADE_MAX = 2000 };

typedef struct {
    KinRow rows[MADE_MAX];
    size_t n;
} Made;

static inline Str pick(Rand *r, const char *const *of, size_t n)
{
    return str_z(of[rand_below(r, n)]);
}

static inline Str made_year(Rand *r, Arena *a)
{
    switch (rand_below(r, 5)) {
    case 0: return S("");
    case 1: return arena_printf(a, "about %d", 1850 + (int)rand_below(r, 90));
    default: return arena_printf(a, "%d", 1850 + (int)rand_below(r, 90));
    }
}

static inline Str made_name(Rand *r, Arena *a)
{
    static const char *const surnames[] = {
        "陳", "林", "黃", "王", "李", "張",   "許", "蔡", "吳",
        "鄭", "曾", "詹", "伍", "翁", "歐陽", "郭", "葉", "洪"
    };
    static const char *const given[] = {
        "文", "瑞", "德", "成", "金", "水", "福", "明", "清", "國", "志", "華", "春", "發", "美",
        "玉", "英", "秀", "蓮", "瓊", "聲", "盛", "順", "永", "榮", "川", "泉", "全", "石", "亞"
    };
    Str s = pick(r, surnames, LEN(surnames)), x = pick(r, given, LEN(given));

    static const char *const latin[] = { "Tan Boon Swee", "Lim Kim Hock", "Tan Kim", "Ong",
                                         "Wong Sau Ying" };

    switch (rand_below(r, 9)) {
    case 3: return pick(r, latin, LEN(latin));
    case 0: return arena_printf(a, "%.*s%.*s", STR(s), STR(x));
    case 1:
        return arena_printf(a, "%.*s%.*s%.*s%.*s", STR(s), STR(x), STR(pick(r, given, LEN(given))),
                            STR(pick(r, given, LEN(given))));
    case 2: return s;
    default:
        return arena_printf(a, "%.*s%.*s%.*s", STR(s), STR(x), STR(pick(r, given, LEN(given))));
    }
}

static inline void made_registry(Rand *r, Arena *a, size_t n, Made *out)
{
    static const char *const places[] = { "",           "",     "同安",   "同安集美", "晉江安海",
                                          "晋江青阳",   "廈門", "350524", "台山",     "梅縣",
                                          "福清東門村", "文昌", "惠安" };

    out->n = n;
    for (size_t i = 0; i < n; i++)
        out->rows[i] = (KinRow){
            .person = (int64_t)(rand_below(r, 8) ? i * 3 : rand_below(r, i + 1) * 3),
            .name = made_name(r, a),
            .year = made_year(r, a),
            .place = pick(r, places, LEN(places)),
            .alias = (uint8_t)rand_below(r, 3),
        };
}

static inline Str made_spelling(Rand *r, Arena *a)
{
    static const char *const surnames[] = { "Tan",  "Chan", "Lim", "Lam",  "Ng",    "Ooi",  "Ong",
                                            "Wong", "Lee",  "Teo", "Koh",  "Co",    "Chua", "Goh",
                                            "Tay",  "Chen", "Oei", "Tjoa", "Auyong" };
    static const char *const given[] = { "boon", "swee",  "teck", "seng", "kim",  "chwee", "hock",
                                         "beng", "tjeng", "kok",  "chee", "hoa",  "choon", "huat",
                                         "bee",  "geok",  "eng",  "siew", "lian", "keng",  "k",
                                         "ah",   "wen",   "guo",  "ming", "xqz" };
    Str s = pick(r, surnames, LEN(surnames)), x = pick(r, given, LEN(given)),
        y = pick(r, given, LEN(given));

    switch (rand_below(r, 14)) {
    case 0: return arena_printf(a, "%.*s %.*s", STR(s), STR(x));
    case 1: return arena_printf(a, "%.*s %.*s", STR(x), STR(y));
    case 2: return arena_printf(a, "%.*s %.*s %.*s", STR(x), STR(y), STR(s));
    case 3: return arena_printf(a, "Mary %.*s %.*s", STR(s), STR(x));
    case 4: return made_name(r, a);
    case 5: return s;
    case 6: return arena_printf(a, "%.*s %.*s-%.*s", STR(s), STR(x), STR(y));
    case 7: return arena_printf(a, "%.*s %.*s%.*s", STR(s), STR(x), STR(y));
    case 8: return arena_printf(a, "%.*s%.*s%.*s", STR(s), STR(x), STR(y));
    default: return arena_printf(a, "%.*s %.*s %.*s", STR(s), STR(x), STR(y));
    }
}

static inline KinQuery made_query(Rand *r, Arena *a)
{
    static const char *const places[] = { "",          "",        "Tong Ann", "Chip Bee",
                                          "Chin Kang", "Amoy",    "安溪",     "Toi Shan",
                                          "Hokchia",   "Bun Sio", "Sin Teng" };
    KinQuery q = { .name = made_spelling(r, a) };

    q.year = made_year(r, a);
    q.place = pick(r, places, LEN(places));
    return q;
}

static inline Kin *made_index(const Tables *t, const Made *m)
{
    KinBuild *b = kin_build_new(t->names, t->places);

    for (size_t i = 0; i < m->n; i++)
        if (!kin_build_add(b, &m->rows[i], NULL))
            fail_msg("row %zu", i);
    return kin_build_end(b);
}
