/* SPDX-License-Identifier: Apache-2.0
 * Verdicts, remarks and the sentence that would be true, on declared figures; two texts against
 * each other; limits.
 */
#include "support.h"

#include "areas/areas.h"
#include "engine/registry.h"
#include "engine/schema.h"
#include "engine/store.h"
#include "engine/units.h"
#include "figure/kinds.h"
#include "figure/verify.h"

typedef struct {
    Arena *arena;
    Facts *facts;
    Ctx c;
    const Figures *all;
    FigureScope year;
    int64_t root;
} Bench;

static void make_root(Bench *b)
{
    Record *r = record_new(b->arena, registry_find(b->c.types, S("unit")));
    Check k = { 0 };
    Err e = { 0 };
    rec_set_text(r, type_slot(r->type, S("code")), S("HQ"));
    rec_set_text(r, type_slot(r->type, S("name")), S("市侨联"));
    r->state = S("active");
    b->c.units = units_load(b->arena, b->c.db, b->c.today, &e);
    OK(store_create(&b->c, r, &k, &e), e);
    b->root = r->id;
    b->c.units = units_load(b->arena, b->c.db, b->c.today, &e);
    assert_non_null(b->c.units);
}

static void declare(Bench *b, const char *figure, const char *value)
{
    Record *r = record_new(b->arena, &declared_figure_type);
    Check k = { 0 };
    Err e = { 0 };
    r->unit = b->root;
    rec_set_text(r, DECL_FIGURE, str_z(figure));
    rec_set_text(r, DECL_SOURCE, S("a letter"));
    OK(value_parse(&b->c, &r->type->fields[DECL_PERIOD], r, S("2024"), &r->v[DECL_PERIOD], &e), e);
    OK(value_parse(&b->c, &r->type->fields[DECL_VALUE], r, str_z(value), &r->v[DECL_VALUE], &e), e);
    OK(store_create(&b->c, r, &k, &e), e);
}

static Bench bench_open(TestDb *t)
{
    Bench b = { .arena = arena_new(ARENA_COMMAND) };
    Err e = { 0 };
    b.facts = facts_load(b.arena);
    b.c = (Ctx){ .arena = b.arena, .db = t->db, .facts = b.facts, .tz = 480, .today = 20250115 };
    b.c.now = 1736899200000;
    b.c.types = registry_builtin(b.arena, area_types);
    OK(schema_update(t->db, b.c.types, &e), e);
    make_root(&b);
    declare(&b, "visit.inbound_batches", "38");
    declare(&b, "visit.inbound_persons", "432");
    declare(&b, "culture.gala_views", "4183200");
    declare(&b, "care.ningxia_value", "200000");
    declare(&b, "care.person_times", "520");
    declare(&b, "talent.seminar_edition", "10");
    OK(scope_period(&b.c, S("2024"), &b.year, &e), e);
    b.all = figures_load(&b.c, &e);
    assert_non_null(b.all);
    return b;
}

static void bench_close(Bench *b)
{
    facts_done(b->facts);
    arena_free(b->arena);
}

/* One claim of a text that is tied; its verdict, and the sentence that would be true. */
typedef struct {
    const char *text, *figure;
    Verdict verdict;
    const char *would_be, *note; /* note: a part of it */
} Row;

static const Row rows[] = {
    { "接待海外来访30多批。", "visit.inbound_batches", VERDICT_AGREES, "", "" },
    { "接待海外来访38批。", "visit.inbound_batches", VERDICT_AGREES, "", "declared" },
    { "接待海外来访40多批。", "visit.inbound_batches", VERDICT_CONTRADICTS, "接待海外来访30多批", "" },
    { "接待海外来访36批。", "visit.inbound_batches", VERDICT_CONTRADICTS, "接待海外来访38批", "" },
    { "接待海外來訪近50批。", "visit.inbound_batches", VERDICT_CONTRADICTS, "接待海外來訪近40批", "" },
    { "接待海外来访500余人次。", "visit.inbound_persons", VERDICT_CONTRADICTS,
      "接待海外来访400余人次", "" },
    { "接待海外來訪約500人次。", "visit.inbound_persons", VERDICT_CONTRADICTS,
      "接待海外來訪約430人次", "" },
    { "接待海外来访400人次以上。", "visit.inbound_persons", VERDICT_AGREES, "", "" },
    { "接待海外来访450人次以上。", "visit.inbound_persons", VERDICT_CONTRADICTS,
      "接待海外来访432人次", "" },
    { "接待海外来访超300人次。", "visit.inbound_persons", VERDICT_AGREES, "", "tenth" },
    { "接待海外来访约430人次左右。", "visit.inbound_persons", VERDICT_AGREES, "", "keep one" },
    { "More than 40 parties of overseas visitors were received.", "visit.inbound_batches",
      VERDICT_CONTRADICTS,
      "more than 30 parties of overseas visitors were received", "" },
    { "Nearly 600 person-times of overseas visitors were received.", "visit.inbound_persons",
      VERDICT_CONTRADICTS, "nearly 440 person-times of overseas visitors were received", "" },
    { "More than 30 parties of overseas visitors were received.", "visit.inbound_batches",
      VERDICT_AGREES, "", "" },
    { "春晚浏览量突破400万人次。", "culture.gala_views", VERDICT_AGREES, "", "" },
    { "春晚浏览量突破500万人次。", "culture.gala_views", VERDICT_CONTRADICTS,
      "春晚浏览量超400万人次", "" },
    { "筹集资金物资30万元支援宁夏。", "care.ningxia_value", VERDICT_CONTRADICTS,
      "筹集资金物资20万元支援宁夏", "" },
    { "慈善活动累计惠及侨胞520人次。", "care.person_times", VERDICT_AGREES, "", "cumulative" },
    { "举办第九届创新创业研讨会。", "talent.seminar_edition", VERDICT_CONTRADICTS,
      "举办第10届创新创业研讨会", "" },
    { "the ninth innovation seminar", "talent.seminar_edition", VERDICT_CONTRADICTS,
      "the 10th innovation seminar", "" },
};

static const Verified *only_tied(const Verification *v)
{
    const Verified *found = NULL;
    for (size_t i = 0; i < v->n; i++)
        if (v->p[i].figure) {
            assert_null(found);
            found = &v->p[i];
        }
    return found;
}

static void judges_and_says_what_would_be_true(TestDb *t)
{
    Bench b = bench_open(t);
    for (size_t i = 0; i < LEN(rows); i++) {
        const Row *r = &rows[i];
        Verification v;
        Err e = { 0 };
        OK(verify_text(&b.c, b.all, str_z(r->text), &b.year, &v, &e), e);
        const Verified *one = only_tied(&v);
        if (!one) {
            fail_msg("%s: not tied", r->text);
            return;
        }
        if (!str_eq(one->figure->name, str_z(r->figure)) || one->verdict != r->verdict)
            fail_msg("%s: %s", r->text, verdict_name(one->verdict));
        if (!str_eq(one->would_be, str_z(r->would_be)))
            fail_msg("%s: '%.*s'", r->text, STR(one->would_be));
        if (str_find(one->note, str_z(r->note)) < 0)
            fail_msg("%s: '%.*s'", r->text, STR(one->note));
    }
    bench_close(&b);
}

static void lists_what_it_does_not_compare(TestDb *t)
{
    static const struct {
        const char *text, *note;
    } left[] = {
        { "去年接待海外来访50批。", "another year" },
        { "计划接待海外来访50批。", "planned" },
        { "上半年接待海外来访20批。", "part of the period" },
        { "接待海外来访批次增加8批。", "difference" },
        { "平均每批12人。", "average" },
        { "接待海外来访30～40批。", "range" },
        { "栽树500棵。", "" },
    };
    Bench b = bench_open(t);
    for (size_t i = 0; i < LEN(left); i++) {
        Verification v;
        Err e = { 0 };
        OK(verify_text(&b.c, b.all, str_z(left[i].text), &b.year, &v, &e), e);
        const Verified *last = &v.p[v.n - 1];
        assert_true(v.n > 0 && !last->figure && last->verdict == VERDICT_UNBOUND);
        if (str_find(last->note, str_z(left[i].note)) < 0)
            fail_msg("%s: '%.*s'", left[i].text, STR(last->note));
    }
    bench_close(&b);
}

static void compares_texts_with_each_other(TestDb *t)
{
    Bench b = bench_open(t);
    Verification v[2];
    const Disagreement *found;
    size_t n;
    Err e = { 0 };
    OK(verify_text(&b.c, b.all, S("全年接待海外来访38批\n\n接待海外来访30多批。"), &b.year, &v[0],
                   &e),
       e);
    OK(verify_text(&b.c, b.all, S("接待海外来访36批432人次。接待海外来访38批。"), &b.year, &v[1],
                   &e),
       e);
    verify_across(&b.c, v, 2, &found, &n);
    assert_int_equal(n, 2);
    SAYS(found[0].figure->name, "visit.inbound_batches");
    assert_true(str_find(found[0].note, S("both true")) >= 0);
    assert_int_equal(found[0].second_text, 0);
    assert_int_equal(found[1].second_text, 1);
    SAYS(found[1].second->claim.text, "36批");
    bench_close(&b);
}

/* A tie by hand goes before words, stays with its sentence when the number changes, and '-' ties
 * to none. */
static void remembers_ties_by_hand(TestDb *t)
{
    static const char *const texts[] = { "迎来友人38批。", "迎来友人41批。", "迎來友人４１批。" };
    Bench b = bench_open(t);
    Record *r = record_new(b.arena, &claim_tie_type);
    Claims claims;
    Check k = { 0 };
    Err e = { 0 };
    Str words;
    int64_t number;

    OK(claims_find(b.arena, str_z(texts[0]), &claims, &e), e);
    assert_true(verify_tie_of(&b.c, &claims, str_z(texts[0]), 0, &words, &number));
    rec_set_text(r, TIE_SENTENCE, words);
    rec_set_int(r, TIE_NUMBER, number);
    rec_set_text(r, TIE_FIGURE, S("visit.inbound_batches"));
    r->unit = b.root;
    OK(store_create(&b.c, r, &k, &e), e);
    for (size_t i = 0; i < LEN(texts); i++) {
        Verification v;
        OK(verify_text(&b.c, b.all, str_z(texts[i]), &b.year, &v, &e), e);
        assert_int_equal(v.n, 1);
        assert_true(v.p[0].by_hand && v.p[0].figure);
        assert_int_equal(v.p[0].verdict, i ? VERDICT_CONTRADICTS : VERDICT_AGREES);
    }
    bench_close(&b);
}

static void names_its_limits(TestDb *t)
{
    Bench b = bench_open(t);
    Verification v;
    Err e = { 0 };
    size_t n = VERIFY_CLAIMS_MAX + 1;
    Str piece = S("接待5批；");
    char *p = arena_get(b.arena, n * piece.n);
    for (size_t i = 0; i < n; i++)
        memcpy(p + i * piece.n, piece.p, piece.n);
    FAILS(verify_text(&b.c, b.all, (Str){ p, n * piece.n }, &b.year, &v, &e), e, ERR_INVALID);
    OK(verify_text(&b.c, b.all, (Str){ p, (n - 1) * piece.n }, &b.year, &v, &e), e);
    assert_int_equal(v.n, n - 1);
    bench_close(&b);
}

static const DbCase cases[] = {
    DB_CASE(judges_and_says_what_would_be_true),
    DB_CASE(lists_what_it_does_not_compare),
    DB_CASE(compares_texts_with_each_other),
    DB_CASE(remembers_ties_by_hand),
    DB_CASE(names_its_limits),
};

int main(void)
{
    return run_db_cases("verify", cases, LEN(cases));
}
