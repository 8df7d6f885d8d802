/* SPDX-License-Identifier: Apache-2.0
 * Divisions by code, path and name.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/division.h"

typedef struct {
    Arena *arena;
    Folder *folder;
    const Divisions *all;
} Setup;

static int open_setup(void **state)
{
    static Setup s;
    s.arena = arena_new(ARENA_REQUEST);
    s.folder = folder_new();
    s.all = divisions_load(s.arena, s.folder);
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

static void finds_by_code_path_and_name(void **state)
{
    static const struct {
        const char *any, *code;
    } rows[] = {
        /* codes, also with the zeros of the statistical office */
        { "350203", "350203" },
        { "３５０２０３", "350203" },
        { "350203000000", "350203" },
        { "350203001000", "350203001" },
        { "350000", "350000" },
        /* full and short paths, both scripts, with marks between */
        { "福建省厦门市思明区", "350203" },
        { "福建省廈門市思明區", "350203" },
        { "福建厦门思明", "350203" },
        { "厦门思明", "350203" },
        { "福建思明区", "350203" },
        { "福建省-厦门市-思明区", "350203" },
        { "福建 / 厦门 / 思明", "350203" },
        { "中国福建省厦门市", "350200" },
        { "思明区厦港街道", "350203001" },
        { "厦门市思明区厦港街道", "350203001" },
        { "泉州南安石井镇", "350583120" },
        { "广东省潮州市潮安区庵埠镇", "445103110" },
        /* names that are unique */
        { "思明区", "350203" },
        { "思明", "350203" },
        { "厦门", "350200" },
        { "晋江", "350582" },
        { "内蒙古", "150000" },
        { "恩施州", NULL },
        { "恩施土家族苗族自治州", "422800" },
        { "台湾省", "710000" },
        { "香港特别行政区", "810000" },
        { "香港", "810000" },
        /* a county without a city, a city without counties */
        { "海南省文昌市", "469005" },
        { "广东省东莞市", "441900" },
        { "北京市东城区", "110101" },
        { "北京朝阳", "110105" },
        /* a province before a city or district of the same short name */
        { "吉林", "220000" },
        { "吉林市", "220200" },
        { "海南", "460000" },
        /* retired ones, by name, path and code; a new one that took the code comes first */
        { "鼓浪屿区", "350202" },
        { "厦门市开元区", "350204" },
        { "350221", "350221" },
        { "杏林区", "350205" },
        { "同安", "350212" },
        { "同安县", "350221" },
        { "龙海市", "350681" },
        { "龙海", "350604" },
    };
    const Setup *s = *state;

    for (size_t i = 0; i < LEN(rows); i++) {
        Err e = { 0 };
        const Division *d = division_find(s->all, str_z(rows[i].any), &e);
        if (!d != !rows[i].code || (d && !str_eq(str_z(d->code), str_z(rows[i].code))))
            fail_msg("%s: %s %s", rows[i].any, d ? d->code : "nothing", e.msg);
    }
}

static void refuses_with_the_candidates(void **state)
{
    static const struct {
        const char *any, *says;
    } rows[] = {
        { "鼓楼区", "福建省福州市鼓楼区" },
        { "鼓楼", "江苏省南京市鼓楼区" },
        { "朝阳区", "write the city or province in front" },
        { "福建省思明县", "there is no division" },
        { "泉州市思明区", "there is no division" },
        { "浙江厦门", "there is no division" },
        { "", "there is no division" },
        { "123456", "is not known" },
        { "3502", "is not known" },
    };
    const Setup *s = *state;

    for (size_t i = 0; i < LEN(rows); i++) {
        Err e = { 0 };
        assert_null(division_find(s->all, str_z(rows[i].any), &e));
        if (e.kind != ERR_INVALID || str_find(str_z(e.msg), str_z(rows[i].says)) < 0)
            fail_msg("%s: %s", rows[i].any, e.msg);
    }
}

static void keeps_well_formed_codes_that_it_does_not_know(void **state)
{
    static const struct {
        const char *any, *code; /* NULL: refused */
        bool known;
    } rows[] = {
        { "厦门思明", "350203", true },
        { "350203", "350203", true },
        { "350299", "350299", false },
        { "350203099", "350203099", false },
        { "350203001002", "350203001002", false },
        { "350203000000", "350203", true },
        { "990101", NULL, false },
        { "35020", NULL, false },
        { "nowhere", NULL, false },
    };
    const Setup *s = *state;

    for (size_t i = 0; i < LEN(rows); i++) {
        AUTO(buf_done) Buf code = buf_new(BUF_LINE);
        Err e = { 0 };
        bool known = false, done = division_normal(s->all, str_z(rows[i].any), &code, &known, &e);
        if (done != (rows[i].code != NULL) || known != rows[i].known)
            fail_msg("%s: %.*s %s", rows[i].any, STR(buf_str(&code)), e.msg);
        if (done)
            assert_true(str_eq(buf_str(&code), str_z(rows[i].code)));
    }
}

/* Each living county is found by its own path, and lies in something. */
static void finds_each_by_its_path(void **state)
{
    const Setup *s = *state;
    size_t n;
    const Division *all = divisions_all(s->all, &n);

    assert_true(n > 4000);
    for (size_t i = 0; i < n; i++) {
        AUTO(buf_done) Buf path = buf_new(BUF_LINE);
        const Division *d = &all[i], *found;
        Err e = { 0 };
        assert_true((division_parent(s->all, d) == NULL) == (d->level == DIVISION_PROVINCE));
        if (d->retired || d->level == DIVISION_TOWN)
            continue;
        division_path(s->all, d, &path);
        found = division_find(s->all, buf_str(&path), &e);
        if (found != d)
            fail_msg("%s %.*s: %s", d->code, STR(buf_str(&path)), e.msg);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_by_code_path_and_name),
        cmocka_unit_test(refuses_with_the_candidates),
        cmocka_unit_test(keeps_well_formed_codes_that_it_does_not_know),
        cmocka_unit_test(finds_each_by_its_path),
    };
    return cmocka_run_group_tests(tests, open_setup, close_setup);
}
