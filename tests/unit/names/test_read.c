/* SPDX-License-Identifier: Apache-2.0
 * How written names are read: the likeliest way, its system, what is set aside.
 */
#include "names/read.h"

#include <math.h>

#include "base/buf.h"
#include "tables.h"

/* "tan|kah kee": surname and given name of a way. */
static Str way_text(const Tables *t, const NameReading *r, const Way *way)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);

    if (way->surname != NO_TOKEN)
        buf_put(&b, r->tokens[way->surname].text);
    buf_putc(&b, '|');
    for (size_t i = 0; i < way->ngiven; i++) {
        if (i)
            buf_putc(&b, ' ');
        buf_put(&b, r->tokens[way->given[i]].text);
    }
    return arena_str(t->arena, buf_str(&b));
}

static Str aside_text(const Tables *t, const NameReading *r)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);

    for (size_t i = 0; i < r->naside; i++) {
        if (i)
            buf_putc(&b, ' ');
        buf_put(&b, r->aside[i].text);
    }
    return arena_str(t->arena, buf_str(&b));
}

typedef struct {
    const char *name, *way, *system, *aside;
} Row;

/* The system is the start of a code; where characters tell nothing of it, it is empty. */
static const Row rows[] = {
    { "Tan Kah Kee", "tan|kah kee", "hk-", "" },
    { "Tan Kah-Kee", "tan|kah kee", "hk-", "" },
    { "TAN KAH KEE", "tan|kah kee", "hk-", "" },
    { "  Tan  Kah   Kee ", "tan|kah kee", "hk-", "" },
    { "Oei Tiong Ham", "oei|tiong ham", "hk-id", "" },
    { "Tjoa Tjeng Tjoei", "tjoa|tjeng tjoei", "hk-id", "" },
    { "Ts'ai Yuan-p'ei", "tsai|yuan pei", "cm-wg", "" },
    { "Ts’ai Yuan-p’ei", "tsai|yuan pei", "cm-wg", "" },
    { "Chen Wenrui", "chen|wen rui", "cm-py", "" },
    { "Zhang Xiuying", "zhang|xiu ying", "cm-py", "" },
    { "Wong Wing Keung", "wong|wing keung", "ct-", "" },
    /* marks */
    { "Lâm Quốc Vinh", "lam|quoc vinh", "vn", "" },
    { "Tân Ka-kiⁿ", "tan|ka kin", "hk-", "" },
    { "Ｔａｎ Ｋａｈ Ｋｅｅ", "tan|kah kee", "hk-", "" },
    /* characters of both scripts, and mixed names */
    { "陳文瑞", "陳|文 瑞", "", "" },
    { "陈文瑞", "陈|文 瑞", "", "" },
    { "陳 文瑞", "陳|文 瑞", "", "" },
    { "王明", "王|明", "", "" },
    { "歐陽文", "歐陽|文", "", "" },
    { "欧阳文瑞", "欧阳|文 瑞", "", "" },
    { "陳 Kah Kee", "陳|kah kee", "hk-", "" },
    { "Tan 文瑞", "tan|文 瑞", "", "" },
    /* titles and kin */
    { "Mr Tan Kah Kee", "tan|kah kee", "hk-", "mr" },
    { "Dr. Lim Boon Keng", "lim|boon keng", "hk-", "dr" },
    { "Madam Lim Siew Eng", "lim|siew eng", "hk-", "madam" },
    { "Tan Sri Lim Goh Tong", "lim|goh tong", "hk-", "tan sri" },
    { "Haji Tan Kim Hock", "tan|kim hock", "hk-", "haji" },
    { "陳文瑞先生", "陳|文 瑞", "", "先 生" },
    { "Mrs Lim Siew Eng née Ong", "ong|", "hk-", "mrs nee lim siew eng" },
    { "Kim Sae Chua", "chua|kim", "", "sae" },
    /* "nee" that is none */
    { "Lim Nee Soon", "lim|nee soon", "hk-", "" },
    { "Tan Teck Nee", "tan|teck nee", "", "" },
    { "Madam Tan nee Lim", "lim|", "hk-", "madam nee tan" },
    { "Lim Siew Eng d/o Lim Ah Bah", "lim|siew eng", "hk-", "d o lim ah bah" },
    /* Western names and the order after them */
    { "John Tan Teck Guan", "tan|teck guan", "hk-", "john" },
    { "Mary Lim", "lim|", "hk-", "mary" },
    { "Tan, Teck Guan", "tan|teck guan", "hk-", "" },
    { "Purwadinata Lie Tek Hoen", "lie|tek hoen", "hk-id", "" }, /* of no table */
    /* several names of one person: the first of them, at least */
    { "Lim Ah Bah @ Lim Peng Koon", "lim|peng koon", "hk-", "" },
    /* initials and solid words */
    { "T. K. Lim", "lim|t k", "hk-", "" },
    { "Lim T. K.", "lim|t k", "hk-", "" },
    { "Lim S. H.", "lim|s h", "hk-", "" }, /* a degree behind a full name */
    { "Lie Tek Hoen, S.H.", "lie|tek hoen", "hk-id", "s h" },
    { "Tan Teckguan", "tan|teck guan", "hk-", "" },
    { "Tanteckguan", "tan|teck guan", "hk-", "" },
    { "Co Bunti", "co|bun ti", "hk-ph", "" },
    { "Teckguan Tan", "tan|teck guan", "hk-", "" },
    /* on readings: long vowels, and what a syllable is before the next one */
    { "Chin Tokushō", "chin|toku sho", "ja", "" },
    { "Kyo Rissei", "kyo|ris sei", "ja", "" },
    /* compound surnames in letters */
    { "Au Yong Teck Seng", "auyong|teck seng", "", "" },
    { "Ouyang Decheng", "ouyang|de cheng", "cm-", "" },
};

/* Does one of the `first` best say so? */
static bool among(const Tables *t, const NameReading *r, const Ranked *ranked, size_t first,
                  const Row *row)
{
    for (size_t i = 0; i < first; i++)
        if (str_eq(way_text(t, r, &r->ways[ranked[i].way]), str_z(row->way)) &&
            str_starts(names_system(t->names, ranked[i].system)->code, str_z(row->system)))
            return true;
    return false;
}

static void names_are_read_as_people_mean_them(void **state)
{
    const Tables *t = *state;

    for (size_t i = 0; i < LEN(rows); i++) {
        ArenaMark mark = arena_mark(t->arena);
        NameReading r;
        Ranked *ranked;
        size_t n;
        float all;
        if (!name_read(t->names, t->arena, str_z(rows[i].name), NULL, &r))
            fail_msg("%s is not read", rows[i].name);
        ranked = name_rank(t->names, t->arena, &r, &n, &all);
        if (!among(t, &r, ranked, strchr(rows[i].name, '@') ? 4 : 1, &rows[i]))
            fail_msg("%s: %.*s in %.*s", rows[i].name, STR(way_text(t, &r, &r.ways[ranked[0].way])),
                     STR(names_system(t->names, ranked[0].system)->code));
        if (!str_eq(aside_text(t, &r), str_z(rows[i].aside)))
            fail_msg("%s: set aside '%.*s'", rows[i].name, STR(aside_text(t, &r)));
        arena_rewind(t->arena, mark);
    }
}

static bool read_as(const Tables *t, const NameReading *r, Str way)
{
    for (size_t i = 0; i < r->nways; i++)
        if (str_eq(way_text(t, r, &r->ways[i]), way))
            return true;
    return false;
}

/* Whose given name is in a solid name, that of the person or a forefather's, nobody can say. */
static void a_solid_name_of_a_family_is_read_as_a_surname_too(void **state)
{
    const Tables *t = *state;
    NameReading r;

    assert_true(name_read(t->names, t->arena, S("Vicente Yuchengco"), NULL, &r));
    assert_true(read_as(t, &r, S("yu|")) && read_as(t, &r, S("yu|cheng co")));
    assert_true(name_read(t->names, t->arena, S("Yuchengco"), NULL, &r));
    assert_true(!read_as(t, &r, S("yu|")) && read_as(t, &r, S("yu|cheng co")));
}

/* A particle doubles the consonant behind it, and may be none of the recorded name. */
static void a_particle_in_one_word_is_read_both_ways(void **state)
{
    const Tables *t = *state;
    NameReading r;

    assert_true(name_read(t->names, t->arena, S("Affat"), NULL, &r));
    assert_true(read_as(t, &r, S("|fat")) && read_as(t, &r, S("|a fat")));
}

static void kinds_of_ways_are_told_apart(void **state)
{
    static const struct {
        const char *name;
        WayKind kind;
    } kinds[] = {
        { "Tan Kah Kee", WAY_SURNAME_FIRST }, { "Tan Kah Kee", WAY_SURNAME_LAST },
        { "Kah Kee", WAY_NO_SURNAME },        { "Wong Lee Siew Eng", WAY_MARRIED },
        { "John Tan", WAY_SURNAME_FIRST },    { "Boon Keng Lim", WAY_SURNAME_LAST },
    };
    const Tables *t = *state;

    for (size_t i = 0; i < LEN(kinds); i++) {
        NameReading r;
        bool found = false;
        assert_true(name_read(t->names, t->arena, str_z(kinds[i].name), NULL, &r));
        for (size_t w = 0; w < r.nways; w++)
            found = found || r.ways[w].kind == kinds[i].kind;
        if (!found)
            fail_msg("%s: no way of kind %d", kinds[i].name, (int)kinds[i].kind);
    }
}

static void sex_is_told_by_titles(void **state)
{
    const Tables *t = *state;
    NameReading r;

    assert_true(name_read(t->names, t->arena, S("Madam Lim Siew Eng"), NULL, &r));
    assert_true(r.female);
    assert_true(name_read(t->names, t->arena, S("Mr Lim Siew Eng"), NULL, &r));
    assert_false(r.female);
}

/* What holds of every reading, of sense or nonsense. */
static void check_whole(const Tables *t, const NameReading *r)
{
    size_t n;
    float all;
    Ranked *ranked = name_rank(t->names, t->arena, r, &n, &all);
    double sum = 0;

    assert_true(r->ntokens <= TOKENS_MAX && r->nways <= WAYS_MAX && r->naside <= ASIDE_MAX);
    assert_int_equal(n, r->nways * (r->chinese ? 1 : names_systems(t->names)));
    for (size_t w = 0; w < r->nways; w++) {
        const Way *way = &r->ways[w];
        assert_true(way->prior <= 0 && way->ngiven <= GIVEN_MAX);
        assert_true(way->surname != NO_TOKEN || way->ngiven > 0);
        assert_true(way->surname == NO_TOKEN || way->surname < r->ntokens);
        for (size_t i = 0; i < way->ngiven; i++)
            assert_true(way->given[i] < r->ntokens);
    }
    for (size_t i = 0; i < n; i++) {
        assert_true(isfinite(ranked[i].log_p));
        assert_true(i == 0 || ranked[i].log_p <= ranked[i - 1].log_p);
        sum += exp2((double)(ranked[i].log_p - all));
    }
    assert_true(n == 0 || fabs(sum - 1) < 1e-3);
}

static void rubbish_is_survived(void **state)
{
    static const char *const texts[] = {
        "",          " ",         "123",      "。，",      "@@@",        "née",      "Mrs",
        "'",         "-",         "a",        "Q",         "q w e r t",  "@ Tan",    "Tan @",
        "Mrs née",   "d/o",       "Sae",      "(Tan)",     "Tan (",      "あいう",   "Müller",
        "한국",      "😀",        "Tan\tA",   "\xFF\xFE",  "陳",         "歐陽",     "欧",
        "bcdfghjkl", "aeiouaeio", "Lim Lim Lim Lim Lim Lim Lim Lim Lim Lim Lim Lim Lim Lim Lim Lim Lim",
        "Supercalifragilisticexpialidocious", "Tan-Tan-Tan-Tan-Tan-Tan-Tan",
    };
    const Tables *t = *state;

    for (size_t i = 0; i < LEN(texts); i++) {
        ArenaMark mark = arena_mark(t->arena);
        NameReading r;
        bool read = name_read(t->names, t->arena, str_z(texts[i]), NULL, &r);
        assert_int_equal(read, r.nways > 0);
        check_whole(t, &r);
        arena_rewind(t->arena, mark);
    }
}

static void long_names_are_cut(void **state)
{
    static const char *const pieces[] = { "陳", "tan ", "a-", "@", "née ", "xyz", "Mrs Lim ", "é" };
    enum { LONG = 10000 };
    const Tables *t = *state;
    char *text = arena_get(t->arena, LONG);

    for (size_t p = 0; p < LEN(pieces); p++) {
        ArenaMark mark = arena_mark(t->arena);
        size_t n = 0, piece = strlen(pieces[p]), used = arena_used(t->arena);
        NameReading r;
        for (; n + piece <= LONG; n += piece)
            memcpy(text + n, pieces[p], piece);
        (void)name_read(t->names, t->arena, (Str){ text, n }, NULL, &r);
        check_whole(t, &r);
        assert_true(arena_used(t->arena) - used < 32 << 20);
        arena_rewind(t->arena, mark);
    }
}

/* A registry's own shares take the place of the tables': who is common there is likelier. */
static void shares_of_a_registry_count(void **state)
{
    const Tables *t = *state;
    size_t n = classes_all(t->names);
    float *surnames = NEWN(t->arena, float, n), *given = NEWN(t->arena, float, n);
    Shares shares = { { surnames, given } };
    NameReading plain, own;
    size_t system = (size_t)names_system_find(t->names, S("hk-sg"));

    for (size_t c = 0; c < n; c++)
        surnames[c] = given[c] = 1e-6F;
    surnames[class_of(t, "陳")] = 0.9F;
    assert_true(name_read(t->names, t->arena, S("Tan Kah Kee"), NULL, &plain));
    assert_true(name_read(t->names, t->arena, S("Tan Kah Kee"), &shares, &own));
    assert_true(own.tokens[own.ways[0].surname].in[AS_SURNAME][system].total >
                plain.tokens[plain.ways[0].surname].in[AS_SURNAME][system].total);
}

static void words_are_of_a_kind(void **state)
{
    static const struct {
        const char *word;
        WordKind kind;
        unsigned flags;
    } words[] = {
        { "mrs", WORD_TITLE, WORD_FEMALE },
        { "nee", WORD_NEE, 0 },
        { "sae", WORD_SAE, 0 },
        { "d o", WORD_KIN, WORD_OF },
        { "mary", WORD_WESTERN, 0 },
        { "kah", WORD_NONE, 0 },
        { "", WORD_NONE, 0 },
        { "a word much longer than any that a table holds, so that no key is made of it at all, ever",
          WORD_NONE, 0 },
    };
    const Tables *t = *state;

    for (size_t i = 0; i < LEN(words); i++) {
        NameWord got = names_word(t->names, str_z(words[i].word));
        if (got.kind != words[i].kind || (got.flags & words[i].flags) != words[i].flags)
            fail_msg("%s: kind %d, flags %u", words[i].word, (int)got.kind, got.flags);
    }
}

static void texts_are_levelled(void **state)
{
    static const char *const texts[][2] = {
        { "Tân  Ka-kiⁿ", "tan ka kin" }, { "O'Ts'ai", "otsai" }, { "Đỗ", "do" },
        { "陳 Kah", "陳 kah" },          { "", "" },             { "12 ?", "" },
    };
    const Tables *t = *state;

    for (size_t i = 0; i < LEN(texts); i++) {
        Str got = names_level(t->names, t->arena, str_z(texts[i][0]));
        if (!str_eq(got, str_z(texts[i][1])))
            fail_msg("%s: '%.*s'", texts[i][0], STR(got));
    }
}

static float p_of(const Heard *heard, const Tables *t, const char *system, const char *syllable)
{
    size_t s = (size_t)names_system_find(t->names, str_z(system));
    DialectId d = names_system(t->names, s)->dialect;

    for (size_t i = 0; i < heard->as[s].n; i++)
        if (str_eq(names_syllable(t->names, d, heard->as[s].p[i].syllable), str_z(syllable)))
            return heard->as[s].p[i].p;
    return 0;
}

static void tokens_are_heard_in_their_system(void **state)
{
    const Tables *t = *state;
    Heard tan = { 0 }, tjoa = { 0 }, none = { 0 }, t_only = { 0 };

    names_hear(t->names, t->arena, S("tan"), &tan);
    assert_true(p_of(&tan, t, "hk-sg", "tan") > 0.5F);
    names_hear(t->names, t->arena, S("tjoe"), &tjoa);
    assert_true(p_of(&tjoa, t, "hk-id", "chu") > p_of(&tjoa, t, "hk-sg", "chu"));
    names_hear(t->names, t->arena, S("abcdefghijklmnopqrstuvwxyz"), &none);
    for (size_t s = 0; s < names_systems(t->names); s++)
        assert_int_equal(none.as[s].n, 0);
    names_hear_initial(t->names, t->arena, 't', &t_only);
    assert_true(t_only.common);
    assert_true(p_of(&t_only, t, "hk-sg", "tan") > 0.3F);
    assert_true(p_of(&t_only, t, "hk-sg", "lim") <= 0);
}

/* A slip is heard too, and less than what was meant. */
static void likeness_is_heard_less(void **state)
{
    const Tables *t = *state;
    size_t system = (size_t)names_system_find(t->names, S("hk-sg"));
    Heard right = { 0 }, slip = { 0 };

    names_hear(t->names, t->arena, S("teck"), &right);
    names_hear_near(t->names, t->arena, system, S("dheck"), &slip);
    assert_true(p_of(&slip, t, "hk-sg", "tek") > 0);
    assert_true(p_of(&slip, t, "hk-sg", "tek") < p_of(&right, t, "hk-sg", "tek"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_read_as_people_mean_them),
        cmocka_unit_test(a_solid_name_of_a_family_is_read_as_a_surname_too),
        cmocka_unit_test(a_particle_in_one_word_is_read_both_ways),
        cmocka_unit_test(kinds_of_ways_are_told_apart),
        cmocka_unit_test(sex_is_told_by_titles),
        cmocka_unit_test(rubbish_is_survived),
        cmocka_unit_test(long_names_are_cut),
        cmocka_unit_test(shares_of_a_registry_count),
        cmocka_unit_test(words_are_of_a_kind),
        cmocka_unit_test(texts_are_levelled),
        cmocka_unit_test(tokens_are_heard_in_their_system),
        cmocka_unit_test(likeness_is_heard_less),
    };
    return cmocka_run_group_tests(tests, tables_open, tables_close);
}
