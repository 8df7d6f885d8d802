/* SPDX-License-Identifier: Apache-2.0
 * Searching for kin: the right one first, reasons that sum, the same answer every time, and nothing
 * lost for what nobody knows. All persons are invented.
 */
#include "tables.h"

#include <math.h>

#include "base/rand.h"
#include "names/kin_impl.h"

/* A Str in a table. */
#define T(literal)                                                                                 \
    {                                                                                              \
        "" literal "", sizeof(literal) - 1                                                         \
    }

static const KinRow people[] = {
    { .person = 0, .name = T("陳文瑞"), .year = T("1874"), .place = T("同安集美") },
    { .person = 1, .name = T("林秀英"), .year = T("1901"), .place = T("廈門") },
    { .person = 2, .name = T("歐陽德成"), .place = T("廣東台山") },
    { .person = 3, .name = T("陈文水"), .year = T("1903"), .place = T("南安") },
    { .person = 4, .name = T("黃德成"), .year = T("光緒十年"), .place = T("晉江") },
    { .person = 5, .name = T("王金福"), .year = T("1890"), .place = T("惠安") },
    { .person = 5, .name = T("王志明"), .alias = 2 },
    { .person = 6, .name = T("許玉蓮"), .year = T("1910"), .place = T("海澄") },
    { .person = 7, .name = T("蔡清水"), .year = T("1888"), .place = T("永春") },
    { .person = 8, .name = T("張國華"), .year = T("1920"), .place = T("梅縣") },
    { .person = 9, .name = T("李春發"), .year = T("1899"), .place = T("澄海") },
    { .person = 10, .name = T("吳美英"), .year = T("1915"), .place = T("文昌") },
    { .person = 11, .name = T("林文福"), .year = T("1874") },
    { .person = 12, .name = T("郑成"), .year = T("1874") },
};

static Kin *index_of(const Tables *t, const KinRow *rows, size_t n)
{
    KinBuild *b = kin_build_new(t->names, t->places);
    Err e = { 0 };

    for (size_t i = 0; i < n; i++)
        if (!kin_build_add(b, &rows[i], &e))
            fail_msg("row %zu: %s", i, e.msg);
    return kin_build_end(b);
}

static void match(const Kin *k, Arena *a, const KinQuery *q, size_t top, KinAnswer *out)
{
    Err e = { 0 };
    if (!kin_match(k, a, q, top, out, &e))
        fail_msg("%.*s: %s", STR(q->name), e.msg);
}

static const KinCandidate *candidate(const KinAnswer *answer, int64_t person)
{
    for (size_t i = 0; i < answer->n; i++)
        if (answer->p[i].person == person)
            return &answer->p[i];
    return NULL;
}

/* ---- the right one first ---- */

static void finds_the_right_one_first(void **state)
{
    static const struct {
        const char *name, *year, *place;
        int64_t person;
        uint8_t alias;
    } rows[] = {
        { "Tan Boon Swee", "", "", 0, 0 },
        { "Tan Boon Swee", "about 1874", "Chip Bee", 0, 0 },
        { "陈文瑞", "", "", 0, 0 },
        { "陳 Boon Swee", "", "", 0, 0 },
        { "Boon Swee Tan", "", "", 0, 0 },
        { "Chen Wenrui", "", "", 0, 0 },
        { "Chan Man Sui", "1874", "", 0, 0 },
        { "Lim Siew Eng", "", "", 1, 0 },
        { "Mrs Lim Siew Eng", "", "", 1, 0 },
        { "Lam Sau Ying", "", "", 1, 0 },
        { "Mary Lim", "1901", "Amoy", 1, 0 },
        { "Au Yong Teck Seng", "", "", 2, 0 },
        { "Auyong Tak Shing", "", "Toi Shan", 2, 0 },
        { "Ouyang Decheng", "", "", 2, 0 },
        { "Tan Boon Chwee", "1903", "Lam Ann", 3, 0 },
        { "Ng Teck Seng", "1884", "", 4, 0 },
        { "Oei Tek Seng", "光绪十年", "Chin Kang", 4, 0 },
        { "Wong Tak Shing", "1884", "", 4, 0 },
        { "Ong Kim Hock", "", "", 5, 0 },
        { "Ong Chee Beng", "", "", 5, 2 },
        { "Koh Geok Lian", "", "", 6, 0 },
        { "Khouw Giok Lian", "1910", "", 6, 0 },
        { "Chua Cheng Chwee", "", "", 7, 0 },
        { "Tjoa Tjeng Tjoei", "", "", 7, 0 },
        { "Chong Kok Fah", "1920", "Kia Ying", 8, 0 },
        { "Lee Choon Huat", "", "", 9, 0 },
        { "Goh Bee Eng", "", "", 10, 0 },
        { "Tay Seng", "", "", 12, 0 },
    };
    const Tables *t = *state;
    Kin *k = index_of(t, people, LEN(people));

    for (size_t i = 0; i < LEN(rows); i++) {
        ArenaMark mark = arena_mark(t->arena);
        KinQuery q = { str_z(rows[i].name), str_z(rows[i].year), str_z(rows[i].place) };
        KinAnswer answer;
        match(k, t->arena, &q, 5, &answer);
        if (answer.n == 0 || answer.p[0].person != rows[i].person ||
            answer.p[0].alias != rows[i].alias)
            fail_msg("%s: %d of %zu", rows[i].name, answer.n ? (int)answer.p[0].person : -1,
                     answer.n);
        arena_rewind(t->arena, mark);
    }
    kin_free(k);
}

/* A person who is not there is nobody, or nobody sure. */
static void says_when_nobody_fits(void **state)
{
    const Tables *t = *state;
    Kin *k = index_of(t, people, LEN(people)), *empty = index_of(t, people, 0);
    KinAnswer answer;

    match(k, t->arena, &(KinQuery){ .name = S("Phua Hong Thye"), .year = S("1850") }, 10, &answer);
    assert_true(answer.n == 0 || answer.p[0].p < 0.5);
    assert_true(answer.nobody > 0.5);
    match(empty, t->arena, &(KinQuery){ .name = S("Tan Boon Swee") }, 10, &answer);
    assert_int_equal(answer.n, 0);
    assert_true(answer.nobody > 0.99);
    assert_int_equal(kin_rows(empty), 0);
    kin_free(empty);
    kin_free(k);
}

/* One person with several names is one candidate, by the name that meets best. */
static void a_person_comes_once(void **state)
{
    const Tables *t = *state;
    Kin *k = index_of(t, people, LEN(people));
    KinAnswer answer;
    size_t met = 0;

    match(k, t->arena, &(KinQuery){ .name = S("Ong") }, 50, &answer);
    for (size_t i = 0; i < answer.n; i++)
        met += answer.p[i].person == 5;
    assert_int_equal(met, 1);
    assert_int_equal(kin_rows(k), LEN(people));
    assert_true(kin_bytes(k) > LEN(people) * sizeof(KinName));
    kin_free(k);
}

/* ---- names recorded in Latin letters ---- */

static void latin_names_are_met_as_written_and_by_sound(void **state)
{
    static const KinRow rows[] = {
        { .person = 1, .name = T("陳文瑞"), .year = T("1874") },
        { .person = 2, .name = T("Tan Boon Swee"), .year = T("1874") },
        { .person = 3, .name = T("Lim Kim Hock") },
        { .person = 4, .name = T("林金福") },
        { .person = 5, .name = T("Dato' Ong Teck Seng") },
    };
    static const struct {
        const char *told;
        int64_t first;
    } cases[] = {
        { "Tan Boon Swee", 2 }, { "Lim Kim Hock", 3 }, { "Ong Tek Seng", 5 },
        { "陳文瑞", 1 },        { "林金福", 4 },
    };
    const Tables *t = *state;
    Kin *k = index_of(t, rows, LEN(rows));

    for (size_t i = 0; i < LEN(cases); i++) {
        KinAnswer answer;
        match(k, t->arena, &(KinQuery){ .name = str_z(cases[i].told) }, 5, &answer);
        if (answer.n == 0 || answer.p[0].person != cases[i].first)
            fail_msg("%s: not %d", cases[i].told, (int)cases[i].first);
    }
    kin_free(k);
}

/* ---- what is not known costs nothing ---- */

static int bits_of(const Tables *t, const Kin *k, const KinQuery *q, int64_t person)
{
    KinAnswer answer;
    const KinCandidate *c;

    match(k, t->arena, q, 50, &answer);
    c = candidate(&answer, person);
    if (c)
        return c->bits;
    fail_msg("%.*s: person %d is not there", STR(q->name), (int)person);
    return 0;
}

static void missing_parts_cost_nothing(void **state)
{
    static const struct {
        const char *name;
        int64_t person;
    } rows[] = { { "Au Yong Teck Seng", 2 }, { "Tan Boon Swee", 0 }, { "Lim Boon Hock", 11 } };
    const Tables *t = *state;
    Kin *k = index_of(t, people, LEN(people));

    for (size_t i = 0; i < LEN(rows); i++) {
        KinQuery bare = { .name = str_z(rows[i].name) }, blank = bare;
        blank.year = S("  ");
        blank.place = S(" ");
        assert_int_equal(bits_of(t, k, &bare, rows[i].person),
                         bits_of(t, k, &blank, rows[i].person));
    }
    /* no year in the row of 2, no place in that of 11 */
    assert_int_equal(bits_of(t, k, &(KinQuery){ .name = S("Au Yong Teck Seng") }, 2),
                     bits_of(t, k, &(KinQuery){ S("Au Yong Teck Seng"), S("1850"), S("") }, 2));
    assert_int_equal(bits_of(t, k, &(KinQuery){ .name = S("Lim Boon Hock") }, 11),
                     bits_of(t, k, &(KinQuery){ S("Lim Boon Hock"), S(""), S("Amoy") }, 11));
    kin_free(k);
}

static void what_agrees_adds_and_what_does_not_takes(void **state)
{
    const Tables *t = *state;
    Kin *k = index_of(t, people, LEN(people));
    KinQuery q = { .name = S("Tan Boon Swee") };
    int bare = bits_of(t, k, &q, 0);

    q.year = S("1874");
    assert_true(bits_of(t, k, &q, 0) > bare);
    q.year = S("1875");
    assert_true(bits_of(t, k, &q, 0) > bare);
    q.year = S("1920");
    assert_true(bits_of(t, k, &q, 0) < bare);
    q.year = S("");
    q.place = S("Chip Bee");
    assert_true(bits_of(t, k, &q, 0) > bare);
    q.place = S("Toi Shan");
    assert_true(bits_of(t, k, &q, 0) < bare);
    kin_free(k);
}

/* A surname alone finds all its bearers alike, the lower number first. */
static void equal_ones_stand_by_number(void **state)
{
    enum { SAME = 90 };
    const Tables *t = *state;
    KinRow rows[SAME];
    KinAnswer answer;
    Kin *k;

    for (size_t i = 0; i < SAME; i++)
        rows[i] = (KinRow){ .person = (int64_t)(i * 37 % SAME) - 40, .name = S("陳文瑞") };
    k = index_of(t, rows, SAME);
    match(k, t->arena, &(KinQuery){ .name = S("Tan Boon Swee") }, 20, &answer);
    assert_int_equal(answer.n, 20);
    for (size_t i = 0; i < answer.n; i++)
        assert_int_equal(answer.p[i].person, (int64_t)i - 40);
    kin_free(k);
}

/* ---- errors and limits ---- */

static void fails(const Kin *k, Arena *a, KinQuery q, size_t top, const char *says)
{
    Err e = { 0 };
    KinAnswer answer;

    if (kin_match(k, a, &q, top, &answer, &e))
        fail_msg("%.*s did not fail", STR(q.name));
    assert_int_equal(e.kind, ERR_INVALID);
    if (str_find(str_z(e.msg), str_z(says)) < 0)
        fail_msg("'%s' does not say '%s'", e.msg, says);
    assert_int_equal(answer.n, 0);
}

static void errors_name_what_is_wrong(void **state)
{
    const Tables *t = *state;
    Kin *k = index_of(t, people, LEN(people));

    fails(k, t->arena, (KinQuery){ .name = S("") }, 5, "holds no name");
    fails(k, t->arena, (KinQuery){ .name = S(" 123 …") }, 5, "holds no name");
    fails(k, t->arena, (KinQuery){ .name = S("Tan Ah Kow"), .year = S("never") }, 5, "never");
    fails(k, t->arena, (KinQuery){ .name = S("Tan Ah Kow") }, KIN_TOP_MAX + 1, "100");
    kin_free(k);
}

static void a_row_of_an_unreadable_year_is_refused_or_kept(void **state)
{
    const Tables *t = *state;
    KinBuild *b = kin_build_new(t->names, t->places);
    KinRow row = { .person = 1, .name = S("陳文瑞"), .year = S("soon") };
    KinAnswer answer;
    Err e = { 0 };
    Kin *k;

    assert_false(kin_build_add(b, &row, &e));
    assert_int_equal(e.kind, ERR_INVALID);
    assert_true(kin_build_add(b, &row, NULL));
    /* nothing to match: passed over */
    err_clear(&e);
    assert_true(kin_build_add(b, &(KinRow){ .person = 2, .name = S("。") }, &e));
    assert_true(kin_build_add(b, &(KinRow){ .person = 3 }, &e));
    k = kin_build_end(b);
    assert_int_equal(kin_rows(k), 1);
    match(k, t->arena, &(KinQuery){ .name = S("Tan Boon Swee"), .year = S("1874") }, 5, &answer);
    assert_int_equal(answer.n, 1);
    for (size_t i = 0; i < answer.p[0].nreasons; i++)
        assert_int_not_equal(answer.p[0].reasons[i].why, WHY_YEAR);
    kin_free(k);
}

static void top_is_the_most_that_come(void **state)
{
    const Tables *t = *state;
    Kin *k = index_of(t, people, LEN(people));
    KinAnswer all, some;

    match(k, t->arena, &(KinQuery){ .name = S("Tan Boon Swee") }, KIN_TOP_MAX, &all);
    assert_true(all.n > 1);
    for (size_t top = 0; top < all.n; top++) {
        match(k, t->arena, &(KinQuery){ .name = S("Tan Boon Swee") }, top, &some);
        assert_int_equal(some.n, top);
        for (size_t i = 0; i < top; i++)
            assert_int_equal(some.p[i].person, all.p[i].person);
    }
    kin_free(k);
}

/* Long names of all kinds are cut, not refused, and do not hurt. */
static void long_input_does_no_harm(void **state)
{
    static const char *const pieces[] = { "陳", "tan ", "a-", "@", "née ", "x", "，", "Mrs " };
    const Tables *t = *state;
    char *text = arena_get(t->arena, 10000);

    for (size_t p = 0; p < LEN(pieces); p++) {
        size_t n = 0, piece = strlen(pieces[p]);
        KinRow row = { .person = 1 };
        KinAnswer answer;
        Err e = { 0 };
        Kin *k;
        for (; n + piece <= 10000; n += piece)
            memcpy(text + n, pieces[p], piece);
        row.name = row.place = (Str){ text, n };
        k = index_of(t, &row, 1);
        if (!kin_match(k, t->arena, &(KinQuery){ .name = row.name, .place = row.name }, 5, &answer,
                       &e))
            assert_int_equal(e.kind, ERR_INVALID);
        kin_free(k);
    }
    kin_free(NULL);
}

/* ---- laying tokens on characters ---- */

/* Every way in turn, without a table. */
static int fit_slow(size_t i, size_t n, size_t k, size_t m, int w[GIVEN_MAX][GIVEN_MAX], int added,
                    int left_out)
{
    int best = INT32_MIN;

    if (i == n)
        return (int)(m - k) * left_out;
    if (k == m)
        return (int)(n - i) * added;
    best = w[i][k] + fit_slow(i + 1, n, k + 1, m, w, added, left_out);
    best = (int)fmax(best, added + fit_slow(i + 1, n, k, m, w, added, left_out));
    return (int)fmax(best, left_out + fit_slow(i, n, k + 1, m, w, added, left_out));
}

static void tokens_lie_where_they_weigh_most(void **state)
{
    int none[GIVEN_MAX][GIVEN_MAX] = { { 0 } };
    int crossed[GIVEN_MAX][GIVEN_MAX] = { { -9000, 0 }, { 0, -9000 } };
    int added = fit(1, 0, none).bits, left_out = fit(0, 1, none).bits;
    int turned = fit(2, 2, crossed).bits;
    Rand r = rand_seeded(3);

    (void)state;
    assert_true(added < 0 && left_out < 0 && turned < 0);
    for (int trial = 0; trial < 5000; trial++) {
        size_t n = (size_t)rand_below(&r, GIVEN_MAX + 1), m = (size_t)rand_below(&r, GIVEN_MAX + 1);
        int w[GIVEN_MAX][GIVEN_MAX], best, sum;
        Fit how;
        for (size_t i = 0; i < GIVEN_MAX; i++)
            for (size_t k = 0; k < GIVEN_MAX; k++)
                w[i][k] = (int)rand_below(&r, 2000) - 1000;
        best = fit_slow(0, n, 0, m, w, added, left_out);
        if (n == 2 && m == 2 && w[0][1] + w[1][0] + turned > best)
            best = w[0][1] + w[1][0] + turned;
        how = fit(n, m, w);
        assert_int_equal(how.bits, best);
        sum = how.cost;
        for (size_t i = 0; i < n; i++)
            if (how.at[i] >= 0)
                sum += w[i][how.at[i]];
        assert_int_equal(sum, best);
    }
}

/* ---- reasons in words ---- */

static void reasons_have_words_in_every_language(void **state)
{
    const Tables *t = *state;
    Kin *k = index_of(t, people, LEN(people));
    KinAnswer answer;

    match(k, t->arena, &(KinQuery){ S("Swee Boon Tan"), S("1874"), S("Chip Bee, Tong Ann") }, 5,
          &answer);
    for (size_t i = 0; i < answer.n; i++)
        for (size_t w = 0; w < answer.p[i].nreasons; w++)
            for (Lang lang = 0; lang < LANG__N; lang++) {
                AUTO(buf_done) Buf b = buf_new(BUF_LINE);
                kin_reason_text(k, &answer.p[i].reasons[w], lang, &b);
                assert_true(b.n > 0 && !b.failed && utf8_valid(buf_str(&b)));
            }
    kin_free(k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_right_one_first),
        cmocka_unit_test(says_when_nobody_fits),
        cmocka_unit_test(a_person_comes_once),
        cmocka_unit_test(latin_names_are_met_as_written_and_by_sound),
        cmocka_unit_test(missing_parts_cost_nothing),
        cmocka_unit_test(what_agrees_adds_and_what_does_not_takes),
        cmocka_unit_test(equal_ones_stand_by_number),
        cmocka_unit_test(errors_name_what_is_wrong),
        cmocka_unit_test(a_row_of_an_unreadable_year_is_refused_or_kept),
        cmocka_unit_test(top_is_the_most_that_come),
        cmocka_unit_test(long_input_does_no_harm),
        cmocka_unit_test(tokens_lie_where_they_weigh_most),
        cmocka_unit_test(reasons_have_words_in_every_language),
    };
    return cmocka_run_group_tests(tests, tables_open, tables_close);
}
