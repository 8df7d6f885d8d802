/* SPDX-License-Identifier: Apache-2.0
 * Pairs: which rows are one person, with reasons that sum, the same in any number of threads.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/rand.h"
#include "names/pairs.h"

typedef struct {
    Folder *folder;
    Names *names;
    Gazetteer *places;
    PairTables *tables;
    Arena *arena;
} World;

static int open_world(void **state)
{
    Arena *a = arena_new(ARENA_REQUEST);
    World *w = NEW(a, World);
    w->folder = folder_new();
    w->names = names_new();
    w->places = gazetteer_new();
    w->tables = pair_tables_new(w->names, w->places, w->folder);
    w->arena = a;
    *state = w;
    return 0;
}

static int close_world(void **state)
{
    World *w = *state;
    pair_tables_free(w->tables);
    gazetteer_free(w->places);
    names_free(w->names);
    folder_free(w->folder);
    arena_free(w->arena);
    return 0;
}

/* name|born|place|sex|phone|document, as far as given; the first character of a sex and a
 * document's kind count. */
static PairRow row_of(World *w, int64_t id, const char *text)
{
    Str rest = str_z(text), cell[6] = { { 0 } };
    PairRow row = { .id = id };

    for (size_t i = 0; i < LEN(cell) && str_next(&rest, '|', &cell[i]); i++)
        cell[i] = arena_str(w->arena, cell[i]);
    for (size_t n = 0; n < PAIR_NAMES && str_next(&cell[0], '=', &row.names[n]); n++)
        ;
    row.born = cell[1];
    row.place = cell[2];
    row.sex = str_eq(cell[3], S("m")) ? PAIR_MALE : cell[3].n ? PAIR_FEMALE : PAIR_SEX_UNKNOWN;
    row.phone = cell[4].n ? str_hash(cell[4]) : 0;
    row.document =
        cell[5].n ? (str_hash(cell[5]) & ~(uint64_t)0xFF) | (unsigned char)cell[5].p[0] : 0;
    return row;
}

static Pairs *pairs_of(World *w, const char *const *rows, size_t n, int64_t population)
{
    PairsBuild *b = pairs_build_new(w->tables);
    Err e = { 0 };

    for (size_t i = 0; i < n; i++) {
        PairRow row = row_of(w, (int64_t)i, rows[i]);
        if (!pairs_build_add(b, &row, &e))
            fail_msg("%s: %s", rows[i], e.msg);
    }
    return pairs_build_end(b, population);
}

/* ---- what is one person ---- */

typedef struct {
    const char *a, *b;
    char verdict; /* y: at least 0.8; n: below 0.2; ?: between */
} Told;

static const Told told[] = {
    /* The same, in the other script, with what a machine misread. */
    { "陈文瑞|1874|厦门集美后溪镇后溪村", "陳文瑞|1874|福建省泉州府同安縣後溪", 'y' },
    { "傅己成|1931|南安", "博已成|1931|南安", 'y' },
    { "余士賢|1902|惠安", "佘土賢|1902|惠安", 'y' },
    { "蕭德荣|1951-03-02|永春", "肖德榮|1951-03-02|永春", 'y' },
    /* Age counted from the new year, and not. */
    { "吴振邦|1960|晋江", "吴振邦|1959|晋江", 'y' },
    { "吴振邦|1960|晋江", "吴振邦|1948|晋江", '?' },
    /* One character is typed for another of its sound. */
    { "陈嘉庚|1874-10-21|厦门集美", "陈家庚|1874-10-21|厦门集美", 'y' },
    { "苏焕彬|1932-05-06|", "苏奂斌|1932-05-06|", 'y' },
    /* Turned round; one character less; surname alone misread. */
    { "李国华|1955-04-01|漳浦", "李华国|1955-04-01|漳浦", 'y' },
    { "郭阿狗|1955-04-01|漳浦|m", "郭狗|1955-04-01|漳浦|m", 'y' },
    /* Brothers, cousins, and people of a common name. */
    { "陈文瑞|1874|集美大社", "陈文祥|1876|集美大社", 'n' },
    { "李国华||", "李国华||", 'n' },
    { "李国华|1955|泉州", "李国华||汕头", 'n' },
    { "王美|1970|", "王美|1971|", 'n' },
    /* A rare name needs less. */
    { "覃芎薷|1950|", "覃芎薷||", 'y' },
    /* What tells two people apart, though the name does not. */
    { "李国华|1955|漳浦|m", "李国华|1955|漳浦|m", 'y' },
    { "李国华|1955|漳浦|m", "李国华|1955|漳浦|f", '?' },
    { "李国华|1955|漳浦|m||c11", "李国华|1955|漳浦|m||c22", '?' },
    /* Papers of two kinds say nothing against each other; the same one says nearly all. */
    { "李国华|1955-04-01|漳浦|m||c11", "李国华|1955-04-01|漳浦|m||p22", 'y' },
    { "李国华|||||c11", "李华|||||c11", 'y' },
    /* Letters. */
    { "Tan Kah Kee|1874|", "TAN, Kah-kee|1874|", 'y' },
    { "Tan Kahkee|1874-10-21|", "Kah Kee Tan|1874-10-21|", 'y' },
    { "陈嘉庚|1874-10-21|", "CHEN JIAGENG|1874-10-21|", 'y' },
    { "陈嘉庚=Tan Kah Kee|1874|", "Tan Kah Kee|1874|", 'y' },
    { "Tan Kah Kee||", "Lim Boon Keng||", 'n' },
};

static void judges(void **state)
{
    enum { POPULATION = 100000 };
    World *w = *state;
    int wrong = 0;

    for (size_t i = 0; i < LEN(told); i++) {
        const char *rows[] = { told[i].a, told[i].b };
        AUTO(pairs_freep) Pairs *p = pairs_of(w, rows, 2, POPULATION);
        double likely = pairs_probability(pairs_prior(p), pairs_bits(p, 0, 1));
        char verdict = likely >= 0.8 ? 'y' : likely < 0.2 ? 'n' : '?';
        if (verdict != told[i].verdict) {
            print_error("%s / %s: %.3f is %c, not %c\n", told[i].a, told[i].b, likely, verdict,
                        told[i].verdict);
            wrong++;
        }
        assert_int_equal(pairs_bits(p, 0, 1), pairs_bits(p, 1, 0));
    }
    assert_int_equal(wrong, 0);
}

/* ---- a registry by chance ---- */

static const char *const surnames[] = { "陈", "林", "黃", "傅", "博", "余", "佘", "歐陽" };
static const char *const given[] = { "己", "已", "文", "國", "国", "瑞", "端", "阿", "猪", "嘉" };
static const char *const places[] = { "",
                                      "同安",
                                      "福建省泉州府同安縣後溪",
                                      "福建厦门集美区后溪镇后溪村",
                                      "晋江",
                                      "晋江池店镇",
                                      "350203",
                                      "nowhere" };
static const char *const latin[] = { "Tan Kah Kee", "Lim Boon", "CHEN Wen", "Wen Chen", "Chenwen" };

static const char *random_row(World *w, Rand *r)
{
    const char *year = "";
    Str name;

    if (rand_below(r, 8) == 0)
        name = str_z(latin[rand_below(r, LEN(latin))]);
    else
        name = arena_printf(w->arena, "%s%s%s", surnames[rand_below(r, LEN(surnames))],
                            given[rand_below(r, LEN(given))],
                            rand_below(r, 5) ? given[rand_below(r, LEN(given))] : "");
    if (rand_below(r, 3))
        year = arena_printf(w->arena, rand_below(r, 3) ? "%d" : "%d-05-0%d",
                            1900 + (int)rand_below(r, 12), 1 + (int)rand_below(r, 4))
                   .p;
    return arena_printf(w->arena, "%.*s|%s|%s|%s|%s|%s", STR(name), year,
                        places[rand_below(r, LEN(places))],
                        (const char *[]){ "", "m", "f" }[rand_below(r, 3)],
                        rand_below(r, 9) ? "" : "138", rand_below(r, 9) ? "" : "c7")
        .p;
}

static Pairs *random_pairs(World *w, uint64_t seed, size_t n)
{
    const char **rows = NEWN(w->arena, const char *, n);
    Rand r = rand_seeded(seed);

    for (size_t i = 0; i < n; i++)
        rows[i] = random_row(w, &r);
    return pairs_of(w, rows, n, 0);
}

/* A score is the sum of the reasons that are given for it, of any two rows. */
static void reasons_sum(void **state)
{
    enum { ROWS = 120 };
    World *w = *state;
    AUTO(pairs_freep) Pairs *p = random_pairs(w, 5, ROWS);

    for (uint32_t a = 0; a < ROWS; a++)
        for (uint32_t b = a + 1; b < ROWS; b++) {
            ArenaMark mark = arena_mark(w->arena);
            PairWhy why;
            int32_t sum = 0;
            pairs_explain(p, w->arena, a, b, &why);
            for (size_t i = 0; i < why.n; i++)
                sum += why.reasons[i].bits;
            assert_int_equal(sum, why.bits);
            assert_int_equal(sum, pairs_bits(p, a, b));
            arena_rewind(w->arena, mark);
        }
}

static bool same_found(const PairsFound *a, const PairsFound *b)
{
    if (a->npairs != b->npairs || a->ngroups != b->ngroups || a->prior != b->prior ||
        a->compared != b->compared || a->chains != b->chains)
        return false;
    for (size_t i = 0; i < a->ngroups; i++)
        if (a->groups[i].n != b->groups[i].n ||
            memcmp(a->groups[i].rows, b->groups[i].rows, a->groups[i].n * sizeof(uint32_t)) != 0)
            return false;
    return a->npairs == 0 || memcmp(a->pairs, b->pairs, a->npairs * sizeof *a->pairs) == 0;
}

/* Threads change nothing, and what blocks leave out is not what would have been listed. */
static void threads_agree(void **state)
{
    enum { ROWS = 1500 };
    World *w = *state;
    AUTO(pairs_freep) Pairs *p = random_pairs(w, 6, ROWS);
    PairsFound one, many;
    Err e = { 0 };

    assert_true(pairs_find(p, &(PairsOptions){ .threads = 1, .least = 0.5 }, &one, &e));
    assert_true(pairs_find(p, &(PairsOptions){ .threads = 7, .least = 0.5 }, &many, &e));
    assert_true(one.npairs > 0);
    assert_true(same_found(&one, &many));
    for (size_t i = 0; i < one.npairs; i++) {
        assert_int_equal(one.pairs[i].bits, pairs_bits(p, one.pairs[i].a, one.pairs[i].b));
        assert_true(i == 0 || one.pairs[i - 1].bits >= one.pairs[i].bits);
    }
    pairs_found_done(&one);
    pairs_found_done(&many);
}

/* All that is likely is found by the blocks, where the names have to do with each other. */
static void nothing_is_left_out(void **state)
{
    enum { ROWS = 400 };
    World *w = *state;
    AUTO(pairs_freep) Pairs *p = random_pairs(w, 7, ROWS);
    PairsFound found;
    size_t likely = 0, listed = 0;
    PairWhy why;
    Err e = { 0 };

    assert_true(pairs_find(p, &(PairsOptions){ .least = 0.8 }, &found, &e));
    for (uint32_t a = 0; a < ROWS; a++)
        for (uint32_t b = a + 1; b < ROWS; b++) {
            pairs_explain(p, w->arena, a, b, &why);
            likely += pairs_probability(found.prior, why.bits) >= 0.8 && why.reasons[0].bits > 0;
        }
    for (size_t i = 0; i < found.npairs; i++) {
        pairs_explain(p, w->arena, found.pairs[i].a, found.pairs[i].b, &why);
        listed += why.reasons[0].bits > 0;
    }
    assert_true(likely > 0);
    assert_int_equal(listed, likely);
    pairs_found_done(&found);
}

/* ---- groups ---- */

/* The rows, and behind them people who are like nobody. */
static Pairs *among_others(World *w, const char *const *rows, size_t n)
{
    enum { OTHERS = 600 };
    PairsBuild *b = pairs_build_new(w->tables);
    Err e = { 0 };

    for (size_t i = 0; i < n + OTHERS; i++) {
        char name[16] = "何";
        PairRow row = { .id = (int64_t)i, .names = { { name, 3 } } };
        if (i < n) {
            row = row_of(w, (int64_t)i, rows[i]);
        } else {
            row.names[0].n += utf8_put((uint32_t)(0x5000 + i * 3), name + 3);
            row.names[0].n += utf8_put((uint32_t)(0x6000 + i * 7), name + row.names[0].n);
        }
        assert_true(pairs_build_add(b, &row, &e));
    }
    return pairs_build_end(b, 0);
}

static void groups_say_their_weakest(void **state)
{
    static const char *const rows[] = {
        "覃芎薷|1950-02-03|漳浦|m", "覃芎薷|1950|漳浦|m",       "覃芎薷|1951|漳浦",
        "卜蕤暹|1922-01-09|同安|f", "卜蕤暹|1922-01-09|同安|f", "李国华|1955|",
    };
    World *w = *state;
    AUTO(pairs_freep) Pairs *p = among_others(w, rows, LEN(rows));
    const PairGroup *g;
    PairsFound found;
    Err e = { 0 };

    assert_true(pairs_find(p, &(PairsOptions){ 0 }, &found, &e));
    assert_int_equal(found.ngroups, 2);
    g = &found.groups[found.groups[0].n == 3 ? 0 : 1];
    assert_int_equal(g->n, 3);
    assert_int_equal(g->rows[0], 0);
    assert_int_equal(g->rows[2], 2);
    assert_int_equal(g->strongest.a, 0);
    assert_int_equal(g->strongest.b, 1);
    assert_int_equal(g->weakest.b, 2);
    assert_true(g->weakest.bits < g->strongest.bits);
    pairs_found_done(&found);
}

/* A row that says little is like two that are not like each other: it does not make them one. */
static void chains_are_broken(void **state)
{
    static const char *const rows[] = {
        "覃芎薷|1950-02-03|漳浦|m||c1",
        "覃芎薷||",
        "覃芎薷|1911-08-09|汕头|f||c2",
    };
    World *w = *state;
    AUTO(pairs_freep) Pairs *p = among_others(w, rows, LEN(rows));
    PairsFound found;
    Err e = { 0 };

    assert_true(pairs_find(p, &(PairsOptions){ .least = 0.5 }, &found, &e));
    assert_int_equal(found.npairs, 2);
    assert_int_equal(found.ngroups, 1);
    assert_int_equal(found.groups[0].n, 2);
    assert_int_equal(found.chains, 1);
    pairs_found_done(&found);
}

/* A block beyond the limit, of people with the telephone of the office, is divided, and the answer
 * says so; those of one name still meet in it. */
static void large_blocks_are_divided(void **state)
{
    enum { ROWS = 20500 };
    World *w = *state;
    PairsBuild *b = pairs_build_new(w->tables);
    AUTO(pairs_freep) Pairs *p = NULL;
    PairsFound found;
    Err e = { 0 };

    for (int i = 0; i < ROWS; i++) {
        char name[16] = "何";
        PairRow row = { .id = i, .names = { { name, 3 } }, .phone = 77 };
        row.names[0].n += utf8_put((uint32_t)(0x5100 + i / 80), name + 3);
        row.names[0].n += utf8_put((uint32_t)(0x6100 + i % 80), name + 6);
        assert_true(pairs_build_add(b, &row, &e));
    }
    p = pairs_build_end(b, 0);
    assert_true(pairs_find(p, &(PairsOptions){ 0 }, &found, &e));
    assert_int_equal(found.divided, 1);
    assert_int_equal(found.largest, ROWS);
    assert_true(found.compared < (int64_t)ROWS * ROWS / 20);
    pairs_found_done(&found);
}

/* ---- names of bodies, and forms ---- */

static void titles_meet(void **state)
{
    static const struct {
        const char *a, *b, *country_b;
        char verdict;
    } cases[] = {
        { "新加坡福建会馆", "新加坡福建會館", "SG", 'y' },
        { "Hong Leong Trading Sdn. Bhd.", "HONG LEONG TRADING", "SG", 'y' },
        { "厦门海燕实业股份有限公司", "厦门海燕实业公司", "SG", 'y' },
        { "菲律宾宿务福建总商会", "菲律宾宿务福建商会", "SG", 'n' },
        { "新加坡福建会馆", "新加坡潮州会馆", "SG", 'n' },
        { "华侨总会", "华侨总会", "SB", 'n' },
    };
    World *w = *state;

    for (size_t i = 0; i < LEN(cases); i++) {
        PairsBuild *b = pairs_build_new(w->tables);
        AUTO(pairs_freep) Pairs *p = NULL;
        double likely;
        Err e = { 0 };
        PairRow x = { .id = 1, .title = true, .names = { str_z(cases[i].a) }, .country = "SG" };
        PairRow y = { .id = 2, .title = true, .names = { str_z(cases[i].b) } };
        memcpy(y.country, cases[i].country_b, 3);
        assert_true(pairs_build_add(b, &x, &e) && pairs_build_add(b, &y, &e));
        p = pairs_build_end(b, 1000);
        likely = pairs_probability(pairs_prior(p), pairs_bits(p, 0, 1));
        if ((likely >= 0.8 ? 'y' : likely < 0.2 ? 'n' : '?') != cases[i].verdict)
            fail_msg("%s / %s: %.3f, not %c", cases[i].a, cases[i].b, likely, cases[i].verdict);
    }
}

static void forms_hold(void **state)
{
    static const struct {
        const char *name, *form;
    } cases[] = {
        { "陳嘉庚", "陈嘉庚" }, { "陈嘉庚", "陳嘉庚" }, { "陈嘉庚", "陈家庚" },
        { "傅己成", "博己成" }, { "傅己成", "傅已成" }, { "陈家庚", "陈嘉庚" },
        { "Tan Kah Kee", "Tan Kah Kee" },
    };
    World *w = *state;

    for (size_t i = 0; i < LEN(cases); i++) {
        Str forms[300];
        size_t n = pair_forms(w->tables, w->arena, str_z(cases[i].name), forms, LEN(forms));
        bool found = false;
        for (size_t k = 0; k < n; k++)
            found |= str_eq(forms[k], str_z(cases[i].form));
        assert_true(n > 0 && n <= LEN(forms));
        assert_true(str_eq(forms[0], str_z(cases[i].name)));
        if (!found)
            fail_msg("%s: no form %s", cases[i].name, cases[i].form);
    }
    assert_int_equal(pair_forms(w->tables, w->arena, S("陳嘉庚"), (Str[2]){ { 0 } }, 2), 2);
    assert_int_equal(pair_forms(w->tables, w->arena, S(""), (Str[2]){ { 0 } }, 2), 0);
}

static void says_what_it_cannot_read(void **state)
{
    World *w = *state;
    PairsBuild *b = pairs_build_new(w->tables);
    PairRow row = { .id = 1, .names = { S("陈") }, .born = S("yesterday, perhaps") };
    Err e = { 0 };
    Pairs *p;

    assert_false(pairs_build_add(b, &row, &e));
    assert_int_equal(e.kind, ERR_INVALID);
    assert_true(pairs_build_add(b, &row, NULL));
    p = pairs_build_end(b, 0);
    assert_int_equal(pairs_rows(p), 1);
    assert_true(str_eq(pairs_name(p, 0), S("陈")));
    pairs_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(judges),
        cmocka_unit_test(reasons_sum),
        cmocka_unit_test(threads_agree),
        cmocka_unit_test(nothing_is_left_out),
        cmocka_unit_test(groups_say_their_weakest),
        cmocka_unit_test(chains_are_broken),
        cmocka_unit_test(large_blocks_are_divided),
        cmocka_unit_test(titles_meet),
        cmocka_unit_test(forms_hold),
        cmocka_unit_test(says_what_it_cannot_read),
    };
    return cmocka_run_group_tests_name("pairs", tests, open_world, close_world);
}
