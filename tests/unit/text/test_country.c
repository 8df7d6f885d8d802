/* SPDX-License-Identifier: Apache-2.0
 * Countries by code and by any name.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/def.h"
#include "text/country.h"

typedef struct {
    Arena *arena;
    Folder *folder;
    const Countries *all;
} Setup;

static int open_setup(void **state)
{
    static Setup s;
    s.arena = arena_new(ARENA_REQUEST);
    s.folder = folder_new();
    s.all = countries_load(s.arena, s.folder);
    *state = &s;
    return 0;
}

static int close_setup(void **state)
{
    Setup *s = *state;
    folder_free(s->folder);
    arena_free(s->arena);
    return 0;
}

static void finds_by_code_and_by_any_name(void **state)
{
    static const struct {
        const char *any, *code; /* NULL: not found */
    } rows[] = {
        /* codes in any case and width, numbers */
        { "PH", "PH" },
        { "phl", "PH" },
        { "608", "PH" },
        { "ｐｈ", "PH" },
        { "096", "BN" },
        /* three names, with blanks and in other case */
        { "菲律宾", "PH" },
        { "菲律賓", "PH" },
        { " philippines ", "PH" },
        { "The Philippines", "PH" },
        { "所罗门群岛", "SB" },
        { "纽西兰", "NZ" },
        { "紐西蘭", "NZ" },
        { "Côte d’Ivoire", "CI" },
        { "Bosnia and Herzegovina", "BA" },
        { "Bosnia & Herzegovina", "BA" },
        { "St. Lucia", "LC" },
        /* other and former names */
        { "索罗门", "SB" },
        { "索羅門", "SB" },
        { "缅甸联邦", "MM" },
        { "Burma", "MM" },
        { "暹罗", "TH" },
        { "Siam", "TH" },
        { "锡兰", "LK" },
        { "安南", "VN" },
        { "印尼", "ID" },
        { "寮国", "LA" },
        { "南韓", "KR" },
        { "朝鲜", "KP" },
        { "Turkey", "TR" },
        { "Türkiye", "TR" },
        { "Swaziland", "SZ" },
        { "Czech Republic", "CZ" },
        { "UK", "GB" },
        { "U.S.A.", "US" },
        /* Hong Kong, Macao and Taiwan by all their names */
        { "中国香港", "HK" },
        { "香港", "HK" },
        { "香港特别行政区", "HK" },
        { "Hong Kong, China", "HK" },
        { "HONGKONG", "HK" },
        { "中國澳門", "MO" },
        { "Macau", "MO" },
        { "台湾地区", "TW" },
        { "臺灣", "TW" },
        { "台灣", "TW" },
        { "中国台湾", "TW" },
        /* none */
        { "亚特兰蒂斯", NULL },
        { "", NULL },
        { "Kosovo", NULL },
    };
    const Setup *s = *state;

    for (size_t i = 0; i < LEN(rows); i++) {
        const Country *c = country_find(s->all, str_z(rows[i].any));
        if (!c != !rows[i].code || (c && !str_eq(str_z(c->code), str_z(rows[i].code))))
            fail_msg("%s: %s", rows[i].any, c ? c->code : "nothing");
    }
}

/* The list of the domain: number, name in simplified and traditional characters. */
static void has_the_usual_names(void **state)
{
    static const struct {
        const char *code;
        int numeric;
        const char *hans, *hant;
    } rows[] = {
        { "PH", 608, "菲律宾", "菲律賓" },
        { "MY", 458, "马来西亚", "馬來西亞" },
        { "ID", 360, "印度尼西亚", "印度尼西亞" },
        { "LA", 418, "老挝", "寮國" },
        { "BN", 96, "文莱", "汶萊" },
        { "KR", 410, "韩国", "韓國" },
        { "AE", 784, "阿联酋", "阿聯" },
        { "SA", 682, "沙特阿拉伯", "沙烏地阿拉伯" },
        { "TR", 792, "土耳其", "土耳其" },
        { "AU", 36, "澳大利亚", "澳洲" },
        { "NZ", 554, "新西兰", "紐西蘭" },
        { "IT", 380, "意大利", "義大利" },
        { "NG", 566, "尼日利亚", "奈及利亞" },
        { "KE", 404, "肯尼亚", "肯亞" },
        { "MU", 480, "毛里求斯", "模里西斯" },
        { "HK", 344, "中国香港", "中國香港" },
        { "MO", 446, "中国澳门", "中國澳門" },
        { "TW", 158, "中国台湾", "中國台灣" },
    };
    const Setup *s = *state;

    for (size_t i = 0; i < LEN(rows); i++) {
        const Country *c = country_find(s->all, str_z(rows[i].code));
        assert_non_null(c);
        assert_int_equal(c->numeric, rows[i].numeric);
        assert_true(str_eq(country_name(c, LANG_HANS), str_z(rows[i].hans)));
        assert_true(str_eq(country_name(c, LANG_HANT), str_z(rows[i].hant)));
        assert_true(country_name(c, LANG_EN).n > 0);
    }
}

static void only_three_are_regions(void **state)
{
    const Setup *s = *state;
    size_t n, regions = 0;
    const Country *all = countries_all(s->all, &n);

    assert_int_equal(n, 249);
    for (size_t i = 0; i < n; i++) {
        regions += all[i].region;
        assert_ptr_equal(country_find(s->all, str_z(all[i].code)), &all[i]);
        assert_ptr_equal(country_find(s->all, str_z(all[i].alpha3)), &all[i]);
        assert_ptr_equal(country_find(s->all, all[i].hans), &all[i]);
        assert_ptr_equal(country_find(s->all, all[i].hant), &all[i]);
        assert_ptr_equal(country_find(s->all, all[i].en), &all[i]);
    }
    assert_int_equal(regions, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_by_code_and_by_any_name),
        cmocka_unit_test(has_the_usual_names),
        cmocka_unit_test(only_three_are_regions),
    };
    return cmocka_run_group_tests(tests, open_setup, close_setup);
}
