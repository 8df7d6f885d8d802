/* SPDX-License-Identifier: Apache-2.0
 * Places of origin: old names and new ones, in characters and in letters, and how near two are.
 */
#include "tables.h"

#include "text/tsv.h"

static PlaceRead read_place(const Tables *t, const char *text)
{
    PlaceRead read;
    place_read(t->places, t->arena, str_z(text), &read);
    return read;
}

static void texts_are_read_as_places(void **state)
{
    static const struct {
        const char *text, *name, *rest;
    } rows[] = {
        /* of today, in both scripts, with what they lie in before or behind */
        { "厦门市", "厦门市", "" },
        { "廈門市", "厦门市", "" },
        { "福建省廈門市集美區", "集美区", "" },
        { "集美區，福建", "集美区", "" },
        { "台山", "台山市", "" },
        { "汕頭", "汕头市", "" },
        /* a county, though townships of Fujian have the name too */
        { "南海", "南海縣", "" },
        { "中山", "中山市", "" },
        { "海口", "海口市", "" },
        /* codes */
        { "350212", "同安区", "" },
        { "350200", "厦门市", "" },
        { "35", "福建省", "" },
        { "999999", "", "" },
        /* counties of 1911, which come before those of today */
        { "同安", "同安縣", "" },
        { "同安縣", "同安縣", "" },
        { "南安", "南安縣", "" },
        { "晋江", "晉江縣", "" },
        { "海澄", "海澄縣", "" },
        { "龍溪", "龍溪縣", "" },
        { "新寧縣", "新寧縣", "" },
        { "馬巷", "馬巷廳", "" },
        { "福州府", "福州府", "" },
        { "興化", "興化府", "" },
        { "思明縣", "思明縣", "" },
        /* as clan associations, the post office and missionaries wrote them */
        { "Tong Ann", "同安縣", "" },
        { "tong-ann", "同安縣", "" },
        { "TONGANN", "同安縣", "" },
        { "Lam Ann", "南安縣", "" },
        { "Chin Kang", "晉江縣", "" },
        { "Tsinkiang", "晉江縣", "" },
        { "Hokchia", "福清縣", "" },
        { "Futsing", "福清縣", "" },
        { "Hin Hua", "興化府", "" },
        { "Swatow", "汕头市", "" },
        { "Sunning", "新寧縣", "" },
        { "Toi Shan", "台山市", "" },
        { "Bun Sio", "文昌縣", "" },
        { "Moi Yan", "梅縣", "" },
        { "Kulangsu", "鼓浪屿街道", "" },
        { "Quemoy", "金门县", "" },
        { "Tông-an", "同安縣", "" },
        /* the place itself before what it lies in, and words that say nothing */
        { "Chip Bee, Tong Ann", "集美街道", "" },
        { "Chip Bee village, Tong Ann district, Fukien, China", "集美街道", "" },
        /* a village that no table has */
        { "Sin Teng, Tong Ann", "同安縣", "sin teng" },
        { "同安縣新亭村", "同安縣", "新亭" },
        { "Nowhere", "", "nowhere" },
        { "", "", "" },
        { " ， ", "", "" },
    };
    const Tables *t = *state;

    for (size_t i = 0; i < LEN(rows); i++) {
        PlaceRead read = read_place(t, rows[i].text);
        Str name = place_name(t->places, read.node);
        if (!str_eq(name, str_z(rows[i].name)) || !str_eq(read.rest, str_z(rows[i].rest)))
            fail_msg("%s: '%.*s', rest '%.*s'", rows[i].text, STR(name), STR(read.rest));
    }
}

/* What a name means depends on the place that it is said to lie in. */
static void company_decides_between_places_of_one_name(void **state)
{
    static const struct {
        const char *text, *in, *not_in;
    } rows[] = {
        { "浙江太平", "浙江省", "福建省" },
        { "廣東太平", "广东省", "福建省" },
        { "廣西永福", "广西壮族自治区", "福建省" },
        { "福建永福", "福建省", "广西壮族自治区" },
    };
    const Tables *t = *state;

    for (size_t i = 0; i < LEN(rows); i++) {
        uint16_t node = read_place(t, rows[i].text).node;
        Kinship in = place_kinship(t->places, node, read_place(t, rows[i].in).node);
        Kinship out = place_kinship(t->places, node, read_place(t, rows[i].not_in).node);
        if (node == 0 || in != KINSHIP_WIDER || out != KINSHIP_OTHER)
            fail_msg("%s: %d and %d", rows[i].text, (int)in, (int)out);
    }
}

static void kinship_follows_both_trees(void **state)
{
    static const struct {
        const char *a, *b;
        Kinship kinship;
    } rows[] = {
        { "同安", "Tong Ann", KINSHIP_SAME },
        { "安溪", "350524", KINSHIP_SAME },
        { "Chip Bee", "集美區", KINSHIP_SAME },
        /* 集美 and 馬巷 lay in the county of 1911 */
        { "Chip Bee", "同安縣", KINSHIP_OVERLAP },
        { "同安縣", "同安区", KINSHIP_OVERLAP },
        { "新寧縣", "台山", KINSHIP_SAME },
        { "嘉應州", "梅縣", KINSHIP_WIDER },
        { "350212", "350211", KINSHIP_CITY },
        { "厦门市", "集美區", KINSHIP_WIDER },
        { "福建省", "Chip Bee", KINSHIP_WIDER },
        { "福州府", "福建省", KINSHIP_WIDER },
        { "同安", "Futsing", KINSHIP_PROVINCE },
        { "同安", "Toi Shan", KINSHIP_OTHER },
        { "同安", "Nowhere", KINSHIP_NONE },
        { "", "", KINSHIP_NONE },
    };
    const Tables *t = *state;

    for (size_t i = 0; i < LEN(rows); i++) {
        uint16_t a = read_place(t, rows[i].a).node, b = read_place(t, rows[i].b).node;
        Kinship there = place_kinship(t->places, a, b), back = place_kinship(t->places, b, a);
        if (there != rows[i].kinship || back != there)
            fail_msg("%s, %s: %d and back %d", rows[i].a, rows[i].b, (int)there, (int)back);
    }
}

/* Each unit that ended is met by its name, and each form of place_old.tsv by its letters. */
static void every_row_is_met(void **state)
{
    const Tables *t = *state;
    Str rest = tsv_table("county_history.tsv"), cells[4], unit, superior, form;

    while (tsv_row(&rest, cells, LEN(cells))) {
        PlaceRead read;
        assert_true(str_cut(cells[0], S(";"), &unit, &superior));
        place_read(t->places, t->arena, unit, &read);
        if (read.node == 0 || read.rest.n)
            fail_msg("county_history.tsv: %.*s", STR(unit));
    }
    rest = tsv_table("place_old.tsv");
    while (tsv_row(&rest, cells, LEN(cells)))
        while (str_next(&cells[3], ';', &form)) {
            ArenaMark mark = arena_mark(t->arena);
            PlaceRead read;
            Str letters = S(""), tag;
            (void)str_cut(form, S("@"), &letters, &tag);
            place_read(t->places, t->arena, letters, &read);
            if (read.node == 0)
                fail_msg("place_old.tsv: '%.*s' of %.*s", STR(form), STR(cells[1]));
            arena_rewind(t->arena, mark);
        }
}

/* All pairs of nodes, a step apart: as near one way as the other, and each the same as itself. */
static void kinship_is_even(void **state)
{
    const Tables *t = *state;
    size_t n = place_nodes(t->places);

    assert_true(n > 3000 && n < UINT16_MAX);
    for (size_t a = 1; a < n; a++) {
        size_t b = 1 + (a * 7919) % (n - 1);
        Kinship there = place_kinship(t->places, (uint16_t)a, (uint16_t)b);
        assert_int_equal(there, place_kinship(t->places, (uint16_t)b, (uint16_t)a));
        assert_int_equal(place_kinship(t->places, (uint16_t)a, (uint16_t)a), KINSHIP_SAME);
        assert_true(place_name(t->places, (uint16_t)a).n > 0);
    }
    assert_int_equal(place_name(t->places, UINT16_MAX).n, 0);
}

static void long_texts_are_cut(void **state)
{
    static const char *const pieces[] = { "厦门", "tong ann ", "é", "\xFF", "1" };
    const Tables *t = *state;
    char *text = arena_get(t->arena, 10000);

    for (size_t p = 0; p < LEN(pieces); p++) {
        size_t n = 0, piece = strlen(pieces[p]);
        PlaceRead read;
        for (; n + piece <= 10000; n += piece)
            memcpy(text + n, pieces[p], piece);
        place_read(t->places, t->arena, (Str){ text, n }, &read);
        assert_true(read.rest.n <= (size_t)PLACE_LONGEST * 3); /* a bad byte becomes U+FFFD */
        assert_true(read.node < place_nodes(t->places));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_read_as_places),
        cmocka_unit_test(company_decides_between_places_of_one_name),
        cmocka_unit_test(kinship_follows_both_trees),
        cmocka_unit_test(every_row_is_met),
        cmocka_unit_test(kinship_is_even),
        cmocka_unit_test(long_texts_are_cut),
    };
    return cmocka_run_group_tests(tests, tables_open, tables_close);
}
