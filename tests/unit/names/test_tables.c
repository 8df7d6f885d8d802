/* SPDX-License-Identifier: Apache-2.0
 * The tables of names hold together: whatever one of them says, another can use.
 */
#include "tables.h"

#include <math.h>

#include "text/tsv.h"

static const char *const rule_files[] = {
    "rules.hokkien.tsv",   "rules.teochew.tsv", "rules.hakka.tsv",    "rules.cantonese.tsv",
    "rules.hainan.tsv",    "rules.foochow.tsv", "rules.mandarin.tsv", "rules.japanese.tsv",
};

static const char *const hand_files[] = { "hokkien.tsv", "teochew.tsv", "hakka.tsv", "hainan.tsv",
                                          "foochow.tsv" };

static void near_one(double sum, double slack, const char *of, size_t at)
{
    if (fabs(sum - 1) > slack)
        fail_msg("%s %zu: the shares make %.4f", of, at, sum);
}

static size_t table_rows(const char *name)
{
    Str rest = tsv_table(name), cell;
    size_t n = 0;

    while (tsv_row(&rest, &cell, 1))
        n++;
    return n;
}

static void systems_are_whole(void **state)
{
    const Tables *t = *state;
    double prior = 0;

    assert_int_equal(names_systems(t->names), table_rows("systems.tsv"));
    for (size_t s = 0; s < names_systems(t->names); s++) {
        const System *system = names_system(t->names, s);
        prior += (double)system->prior;
        assert_int_equal(names_system_find(t->names, system->code), s);
        assert_true(system->prior > 0);
        for (size_t lang = 0; lang < LANG__N; lang++)
            assert_true(system->name[lang].n > 0);
    }
    near_one(prior, 1e-4, "prior of systems", 0);
    assert_int_equal(names_system_find(t->names, S("no-such")), -1);
}

/* A list of forms with weights; 0 is the empty form. */
static void check_forms(const char *file, Str forms)
{
    Str word;

    assert_true(forms.n > 0);
    while (str_next(&forms, ' ', &word)) {
        float weight;
        Str form = weight_cut(word, -1, &weight);
        bool right = form.n > 0 && weight > 0;
        for (size_t i = 0; i < form.n; i++)
            right = right && ((form.p[i] >= 'a' && form.p[i] <= 'z') || str_eq(form, S("0")));
        if (!right)
            fail_msg("%s: form '%.*s'", file, STR(word));
    }
}

static void rules_name_known_systems(void **state)
{
    const Tables *t = *state;

    for (size_t f = 0; f < LEN(rule_files); f++) {
        Str rest = tsv_table(rule_files[f]), cells[4];
        while (tsv_row(&rest, cells, LEN(cells))) {
            bool inherits = str_eq(cells[1], S("inherits"));
            if (names_system_find(t->names, cells[0]) < 0 ||
                (inherits && names_system_find(t->names, cells[2]) < 0))
                fail_msg("%s: no system '%.*s'", rule_files[f], STR(cells[0]));
            if (inherits)
                continue;
            assert_true(str_eq(cells[1], S("initial")) || str_eq(cells[1], S("final")) ||
                        str_eq(cells[1], S("syllable")));
            check_forms(rule_files[f], cells[3]);
        }
    }
}

static void tables_stay_below_their_limits(void **state)
{
    const Tables *t = *state;

    assert_true(names_classes(t->names) + COMPOUNDS_MAX < CLASS_MAX);
    assert_true(t->names->ncompounds > 20 && t->names->ncompounds < COMPOUNDS_MAX);
    for (size_t d = 0; d < DIALECT__N; d++) {
        const Dialect *dialect = &t->names->dialects[d];
        assert_true(dialect->syllables.n < SYLLABLES_MAX);
        assert_true(dialect->nreadings > 500);
        for (size_t part = 0; part < 2; part++)
            assert_true(dialect->units[part].n < UNITS_MAX);
    }
}

static void shares_of_readings_make_one(void **state)
{
    const Tables *t = *state;

    for (size_t d = 0; d < DIALECT__N; d++) {
        const Dialect *dialect = &t->names->dialects[d];
        for (size_t c = 1; c < names_classes(t->names); c++)
            for (size_t slot = 0; slot < AS__N; slot++) {
                double sum = 0;
                for (uint32_t r = dialect->class_at[c]; r < dialect->class_at[c + 1]; r++)
                    sum += (double)dialect->by_class[r].p[slot];
                if (dialect->class_at[c] < dialect->class_at[c + 1])
                    near_one(sum, 1e-3, "readings of class", c);
            }
    }
}

/* All forms of a unit; of a syllable, those beside what its initial and final make. */
static void shares_of_forms_make_one(void **state)
{
    const Tables *t = *state;
    const Names *n = t->names;
    double *sums = mem_zget((size_t)SYSTEMS_MAX * PART__N * SYLLABLES_MAX, sizeof *sums);

    for (size_t i = 0; i < n->forms.n; i++) {
        const Form *f = &n->forms.p[i];
        sums[((size_t)f->system * PART__N + f->part) * SYLLABLES_MAX + f->unit] += (double)f->p;
    }
    for (size_t s = 0; s < n->nsystems; s++) {
        const Dialect *d = &n->dialects[n->systems[s].dialect];
        const double *of = sums + s * PART__N * SYLLABLES_MAX;
        for (size_t part = 0; part < 2; part++)
            for (size_t u = 0; u < d->units[part].n; u++)
                near_one(of[part * SYLLABLES_MAX + u], 1e-3, "forms of unit", u);
        for (size_t y = 0; y < d->syllables.n; y++)
            if (n->whole[s][y] < 1)
                near_one(of[(size_t)PART_SYLLABLE * SYLLABLES_MAX + y] + (double)n->whole[s][y],
                         1e-3, "forms of syllable", y);
    }
    mem_give(sums);
}

static void shares_of_characters_make_one(void **state)
{
    const Tables *t = *state;

    for (size_t slot = 0; slot < AS__N; slot++) {
        double sum = 0;
        for (size_t c = 1; c < classes_all(t->names); c++)
            sum += (double)names_share(t->names, (uint16_t)c, (Slot)slot);
        /* A surname that no table counts has a little, on top. */
        near_one(sum, 0.02, "characters in slot", slot);
    }
}

/* ---- every reading is written in every system ---- */

typedef Str Usual[2][UNITS_MAX];

static void usual_of(const Names *n, size_t system, Usual usual)
{
    float best[2][UNITS_MAX] = { 0 };

    for (size_t l = 0; l < n->form_lists.n; l++) {
        const FormList *list = &n->form_lists.p[l];
        for (uint32_t i = 0; i < list->n[PART_INITIAL] + list->n[PART_FINAL]; i++) {
            const Form *f = &n->forms.p[list->first + i];
            if (f->system != system || f->p <= best[f->part][f->unit])
                continue;
            best[f->part][f->unit] = f->p;
            usual[f->part][f->unit] = n->form_texts.p[l];
        }
    }
}

static float heard_as(const Heard *heard, size_t system, uint16_t syllable)
{
    for (size_t i = 0; i < heard->as[system].n; i++)
        if (heard->as[system].p[i].syllable == syllable)
            return heard->as[system].p[i].p;
    return 0;
}

static void check_system(const Tables *t, size_t system)
{
    const Names *n = t->names;
    const Dialect *d = &n->dialects[n->systems[system].dialect];
    Usual usual = { 0 };
    ArenaMark mark = arena_mark(t->arena);
    bool *cut = NEWN(t->arena, bool, d->syllables.n + 1);

    usual_of(n, system, usual);
    for (size_t i = 0; i < d->units[0].n; i++)
        for (size_t f = 0; f < d->units[1].n; f++) {
            uint16_t s = d->of_units[i * UNITS_MAX + f];
            Heard heard = { 0 };
            Str text = s == NO_SYLLABLE
                           ? S("")
                           : arena_printf(t->arena, "%.*s%.*s", STR(usual[0][i]), STR(usual[1][f]));
            if (s == NO_SYLLABLE)
                continue;
            cut[s] = true;
            names_hear(n, t->arena, text, &heard);
            if (heard_as(&heard, system, s) <= 0)
                fail_msg("%.*s: '%.*s' is not heard as %.*s", STR(n->systems[system].code),
                         STR(text), STR(d->syllables.p[s]));
        }
    for (uint16_t s = 0; s < d->syllables.n; s++) {
        Heard heard = { 0 };
        if (cut[s])
            continue;
        names_hear(n, t->arena, d->syllables.p[s], &heard);
        if (heard_as(&heard, system, s) <= 0)
            fail_msg("%.*s: %.*s has no form", STR(n->systems[system].code),
                     STR(d->syllables.p[s]));
    }
    arena_rewind(t->arena, mark);
}

static void every_reading_is_written_in_every_system(void **state)
{
    const Tables *t = *state;

    for (size_t s = 0; s < names_systems(t->names); s++)
        check_system(t, s);
}

/* ---- surnames ---- */

static uint16_t surname_of(const Tables *t, Str text)
{
    uint32_t ch[2] = { 0 };
    size_t n = 0;

    while (n < 2 && utf8_next(&text, &ch[n]))
        n++;
    if (text.n || n == 0)
        return 0;
    return n == 1 ? names_class(t->names, ch[0])
                  : names_compound(t->names, names_class(t->names, ch[0]),
                                   names_class(t->names, ch[1]));
}

static void check_heard(const Tables *t, ClassSum *sum, size_t system, uint16_t cls, Str form)
{
    Heard heard = { 0 };
    WeighedList all = { 0 };
    float p = 0;

    names_hear(t->names, t->arena, form, &heard);
    names_classes_of(t->names, sum, system, form, AS_SURNAME, &heard);
    class_sum_take(sum, t->arena, &all);
    for (size_t i = 0; i < all.n; i++)
        p = all.p[i].cls == cls ? all.p[i].p : p;
    if (p <= 0 || p > 1.001F || !names_is_surname(t->names, form))
        fail_msg("%.*s in %.*s as a surname of class %u: %g", STR(form),
                 STR(names_system(t->names, system)->code), (unsigned)cls, (double)p);
}

static Str letters_of(Arena *a, Str text)
{
    char *out = arena_get(a, text.n + 1);
    size_t n = 0;

    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] >= 'a' && text.p[i] <= 'z')
            out[n++] = text.p[i];
    return (Str){ out, n };
}

/* A form may hold a blank; each ends at its weight. */
static void check_spellings(const Tables *t, ClassSum *sum, size_t system, uint16_t cls, Str cell)
{
    Str form, weight;

    while (str_cut(cell, S(":"), &form, &weight)) {
        check_heard(t, sum, system, cls, letters_of(t->arena, form));
        if (!str_cut(weight, S(" "), &form, &cell))
            return;
    }
    if (str_trim(cell).n)
        check_heard(t, sum, system, cls, letters_of(t->arena, cell));
}

static void every_spelling_of_a_surname_is_heard(void **state)
{
    const Tables *t = *state;
    ClassSum *sum = class_sum_new(t->names, t->arena);
    Str rest = tsv_table("surnames.tsv"), cells[3];

    while (tsv_row(&rest, cells, LEN(cells))) {
        ArenaMark mark = arena_mark(t->arena);
        int system = names_system_find(t->names, cells[1]);
        uint16_t cls = surname_of(t, cells[0]);
        if (system < 0 || cls == 0)
            fail_msg("surnames.tsv: '%.*s' in '%.*s'", STR(cells[0]), STR(cells[1]));
        check_spellings(t, sum, (size_t)system, cls, cells[2]);
        arena_rewind(t->arena, mark);
    }
}

/* ---- words ---- */

static void words_are_met_as_a_name_is_cut(void **state)
{
    const Tables *t = *state;
    Str rest = tsv_table("words.tsv"), cells[3];
    size_t n = 0;

    while (tsv_row(&rest, cells, LEN(cells))) {
        Str word = names_level(t->names, t->arena, cells[0]);
        /* One letter with a point is an initial, and a sign parts names before it is a word. */
        if (word.n < 2)
            continue;
        if (names_word(t->names, word).kind == WORD_NONE)
            fail_msg("words.tsv: '%.*s' is never met", STR(cells[0]));
        n++;
    }
    assert_true(n > 800);
}

static void western_names_are_known(void **state)
{
    const Tables *t = *state;
    Str rest = tsv_table("western.tsv"), name;

    while (tsv_row(&rest, &name, 1)) {
        NameWord word = names_word(t->names, name);
        if (word.kind == WORD_NONE || str_find(name, S(" ")) >= 0)
            fail_msg("western.tsv: '%.*s'", STR(name));
    }
    assert_int_equal(names_word(t->names, S("mary")).kind, WORD_WESTERN);
    assert_int_equal(names_word(t->names, S("kah")).kind, WORD_NONE);
}

/* Tables hold characters, surnames and words; nobody's name. */
static void no_row_holds_a_person(void **state)
{
    const Tables *t = *state;
    Str cells[3];

    for (size_t f = 0; f < LEN(hand_files); f++)
        for (Str rest = tsv_table(hand_files[f]); tsv_row(&rest, cells, 1);)
            if (utf8_len(cells[0]) != 1 || class_of_text(t->names, cells[0]) == 0)
                fail_msg("%s: '%.*s' is not one character", hand_files[f], STR(cells[0]));
    for (Str rest = tsv_table("surnames.tsv"); tsv_row(&rest, cells, 1);)
        assert_true(utf8_len(cells[0]) <= 2);
    for (Str rest = tsv_table("surname_share.tsv"); tsv_row(&rest, cells, 1);)
        assert_true(utf8_len(cells[0]) <= 2 && surname_of(t, cells[0]));
    /* Only kinship and titles are as long as a name and begin with what is a surname too. */
    for (Str rest = tsv_table("words.tsv"); tsv_row(&rest, cells, 3);) {
        bool long_one = str_eq(cells[1], S("kin")) || str_eq(cells[1], S("title")) ||
                        str_eq(cells[1], S("honorific")) || str_eq(cells[1], S("label"));
        Str first = utf8_part(cells[0], 3);
        if (!long_one && utf8_len(cells[0]) == 3 && first.n == 3 &&
            names_share(t->names, class_of_text(t->names, first), AS_SURNAME) > 0.001F)
            fail_msg("words.tsv: '%.*s' looks like a name", STR(cells[0]));
    }
}

/* ---- single facts ---- */

static void variants_share_a_class(void **state)
{
    static const char *const same[][2] = { { "陳", "陈" }, { "黃", "黄" }, { "鍾", "钟" },
                                           { "蕭", "萧" }, { "劉", "刘" }, { "峰", "峯" },
                                           { "葉", "叶" } };
    const Tables *t = *state;

    for (size_t i = 0; i < LEN(same); i++) {
        uint16_t cls = class_of(t, same[i][0]);
        assert_true(cls > 0);
        assert_int_equal(cls, class_of(t, same[i][1]));
        assert_int_equal(names_class(t->names, names_class_char(t->names, cls)), cls);
    }
    assert_int_not_equal(class_of(t, "王"), class_of(t, "汪"));
    assert_int_equal(names_class(t->names, 'a'), 0);
    assert_int_equal(names_class(t->names, 0x3042), 0);  /* あ */
    assert_int_equal(names_class(t->names, 0x20BB7), 0); /* beyond the plane of names */
    assert_int_equal(names_class_char(t->names, CLASS_MAX), 0);
}

static void compounds_are_surnames_of_two(void **state)
{
    const Tables *t = *state;
    uint16_t parts[2], cls = names_compound(t->names, class_of(t, "欧"), class_of(t, "阳"));

    assert_true(cls >= names_classes(t->names));
    assert_true(names_compound_parts(t->names, cls, parts));
    assert_int_equal(parts[0], class_of(t, "歐"));
    assert_int_equal(parts[1], class_of(t, "陽"));
    assert_false(names_compound_parts(t->names, class_of(t, "陳"), parts));
    assert_false(names_compound_parts(t->names, UINT16_MAX, parts));
    assert_int_equal(names_compound(t->names, class_of(t, "陳"), class_of(t, "文")), 0);
    assert_true(names_share(t->names, cls, AS_SURNAME) > 0);
}

static void readings_are_those_of_the_dialect(void **state)
{
    static const struct {
        const char *text;
        DialectId dialect;
        Slot slot;
        const char *reading;
    } rows[] = {
        { "陳", DIALECT_HOKKIEN, AS_SURNAME, "tan" },
        { "黃", DIALECT_HOKKIEN, AS_SURNAME, "ng" },
        { "林", DIALECT_TEOCHEW, AS_SURNAME, "lim" },
        { "陳", DIALECT_CANTONESE, AS_SURNAME, "can" },
        { "陈", DIALECT_MANDARIN, AS_SURNAME, "chen" },
        { "文", DIALECT_HOKKIEN, AS_GIVEN, "bun" },
        { "文", DIALECT_MANDARIN, AS_GIVEN, "wen" },
        { "文", DIALECT_HAKKA, AS_GIVEN, "vun" },
    };
    const Tables *t = *state;

    for (size_t i = 0; i < LEN(rows); i++) {
        Str got = names_reading(t->names, rows[i].dialect, class_of(t, rows[i].text), rows[i].slot);
        if (!str_eq(got, str_z(rows[i].reading)))
            fail_msg("%s: %.*s", rows[i].text, STR(got));
    }
    assert_int_equal(names_reading(t->names, DIALECT_HOKKIEN, CLASS_MAX, AS_GIVEN).n, 0);
    assert_int_equal(names_syllable(t->names, DIALECT_HOKKIEN, NO_SYLLABLE).n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(systems_are_whole),
        cmocka_unit_test(rules_name_known_systems),
        cmocka_unit_test(tables_stay_below_their_limits),
        cmocka_unit_test(shares_of_readings_make_one),
        cmocka_unit_test(shares_of_forms_make_one),
        cmocka_unit_test(shares_of_characters_make_one),
        cmocka_unit_test(every_reading_is_written_in_every_system),
        cmocka_unit_test(every_spelling_of_a_surname_is_heard),
        cmocka_unit_test(words_are_met_as_a_name_is_cut),
        cmocka_unit_test(western_names_are_known),
        cmocka_unit_test(no_row_holds_a_person),
        cmocka_unit_test(variants_share_a_class),
        cmocka_unit_test(compounds_are_surnames_of_two),
        cmocka_unit_test(readings_are_those_of_the_dialect),
    };
    return cmocka_run_group_tests(tests, tables_open, tables_close);
}
