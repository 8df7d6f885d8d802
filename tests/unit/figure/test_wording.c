/* SPDX-License-Identifier: Apache-2.0
 * The table of wording: a row for every figure and none for others; words are found in both
 * scripts, and English ones as words.
 */
#include "support.h"

#include "areas/areas.h"
#include "engine/registry.h"
#include "engine/schema.h"
#include "figure/wording.h"

typedef struct {
    Arena *arena;
    Facts *facts;
    Ctx c;
    const Figures *all;
    Wording *words;
} Bench;

static Bench bench_open(TestDb *t)
{
    Bench b = { .arena = arena_new(ARENA_COMMAND) };
    Err e = { 0 };
    b.facts = facts_load(b.arena);
    b.c = (Ctx){ .arena = b.arena, .db = t->db, .facts = b.facts, .today = 20250115 };
    b.c.types = registry_builtin(b.arena, area_types);
    OK(schema_update(t->db, b.c.types, &e), e);
    b.all = figures_load(&b.c, &e);
    assert_non_null(b.all);
    b.words = wording_load(b.arena, &b.c, b.all);
    return b;
}

static void bench_close(Bench *b)
{
    wording_done(&b->words);
    facts_done(b->facts);
    arena_free(b->arena);
}

static bool has_row(const Wording *w, Str figure)
{
    for (size_t i = 0; i < w->names.n; i++)
        if (str_eq(w->names.p[i], figure))
            return true;
    return false;
}

static void has_rows_for_just_the_figures(TestDb *t)
{
    Bench b = bench_open(t);
    for (size_t i = 0; i < b.words->names.n; i++)
        if (!figures_find(b.all, b.words->names.p[i]))
            fail_msg("there is no figure '%.*s'", STR(b.words->names.p[i]));
    for (size_t i = 0; i < figures_count(b.all); i++)
        if (!has_row(b.words, figures_at(b.all, i)->name))
            fail_msg("'%.*s' has no wording", STR(figures_at(b.all, i)->name));
    bench_close(&b);
}

/* How often a word of that role for that figure is found in the text. */
static size_t found(Bench *b, const char *text, WordRole role, const char *figure)
{
    WordHits hits = { 0 };
    LevelText l = level_text(b->words->leveller, b->arena, str_z(text));
    size_t n = 0;
    wording_find(b->words, b->arena, l.text, &hits);
    for (size_t i = 0; i < hits.n; i++)
        for (int32_t u = hits.p[i].word; u >= 0; u = b->words->uses.p[u].next) {
            const WordUse *use = &b->words->uses.p[u];
            n += use->role == role &&
                 (use->figure < 0 ||
                  str_eq(figures_at(b->all, (size_t)use->figure)->name, str_z(figure)));
        }
    return n;
}

static void finds_words_in_either_script_and_as_words(TestDb *t)
{
    Bench b = bench_open(t);
    assert_int_equal(found(&b, "提交小组提案", WORD_TOPIC, "proposal.group"), 1);
    assert_int_equal(found(&b, "提交小組提案", WORD_TOPIC, "proposal.group"), 1);
    assert_int_equal(found(&b, "a CAMP and two camps", WORD_NEAR, "culture.camps") > 1, 1);
    assert_int_equal(found(&b, "campus, encampment", WORD_NEAR, "culture.camps"), 0);
    assert_true(found(&b, "增加8批", WORD_CHANGE, "") > 0);
    assert_true(found(&b, "菲律宾侨团", WORD_COUNTRY, "") > 0);
    assert_int_equal(found(&b, "中国侨联", WORD_COUNTRY, ""), 0);
    bench_close(&b);
}

/* Words that staff give to a figure of their own are words like those of the table. */
static void takes_words_of_figures_of_ones_own(TestDb *t)
{
    Err e = { 0 };
    Bench b = bench_open(t);
    OK(db_exec(
           t->db, &e,
           "INSERT INTO \"figure_def\" (\"id\", \"name\", \"label\", \"unit_word\", \"words\","
           " \"unit\", \"version\", \"created_at\", \"changed_at\", \"created_by\", \"changed_by\")"
           " VALUES (1, 'x_lanterns', '灯笼', 'lantern', '花灯|lantern show', 1, 1, 0, 0, 0, 0)"),
       e);
    const Figures *all = figures_load(&b.c, &e);
    assert_non_null(all);
    assert_non_null(figures_find(all, S("x_lanterns")));
    wording_done(&b.words);
    b.all = all;
    b.words = wording_load(b.arena, &b.c, all);
    assert_int_equal(found(&b, "元宵花燈", WORD_NEAR, "x_lanterns"), 1);
    assert_int_equal(found(&b, "the lantern show", WORD_NEAR, "x_lanterns"), 1);
    assert_int_equal(found(&b, "20 lanterns", WORD_UNIT, "x_lanterns") > 0, 1);
    bench_close(&b);
}

static const DbCase cases[] = {
    DB_CASE(has_rows_for_just_the_figures),
    DB_CASE(finds_words_in_either_script_and_as_words),
    DB_CASE(takes_words_of_figures_of_ones_own),
};

int main(void)
{
    return run_db_cases("wording", cases, LEN(cases));
}
