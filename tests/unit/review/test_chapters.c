/* SPDX-License-Identifier: Apache-2.0
 * A review that is being written: cut into chapters and read back, closed once it is confirmed; the
 * numbers in it that were typed by hand, and the figures that they are offered.
 */
#include "engine/fixture.h"

#include "figure/impl.h"
#include "figure/kinds.h"
#include "review/confirmed.h"
#include "review/typed.h"

static const char template[] = "= Review of {{year}}\n"
                               "\n"
                               "{{numbered}}\n"
                               "\n"
                               "Of the whole year.\n"
                               "\n"
                               "== Liaison\n"
                               "\n"
                               "We had {{visit.parties|duo}} parties.\n"
                               "\n"
                               "=== Abroad\n"
                               "\n"
                               "== Culture\n"
                               "\n"
                               "{{signature}}\n"
                               "\n"
                               "{{appendix | records 2}}\n";

typedef struct {
    Fixture *f;
    Figures all;
    ReviewOrder order;
} Bench;

static void define(Bench *b, const char *name, const char *of, CountKind count, const char *label)
{
    FigureDef d = { .name = str_z(name),
                    .type = registry_find(b->f->c.types, S("visit")),
                    .query = S("visit where began in period"),
                    .of = str_z(of),
                    .count = count };
    for (int l = 0; l < LANG__N; l++) {
        d.labels[l] = str_z(label);
        d.units[l] = S("批");
    }
    vec_push(b->f->arena, &b->all.list, d);
}

static Bench bench_open(TestDb *t)
{
    Bench b = { .f = fixture_open(t) };
    Err e = { 0 };

    for (int i = 0; i < 36; i++) {
        Record *r = fixture_visit(b.f, arena_printf(b.f->arena, "Visit %d", i).p, "2024-03-05", 10);
        Check k = { 0 };
        OK(store_create(&b.f->c, r, &k, &e), e);
    }
    define(&b, "visit.parties", NULL, COUNT_ROWS, "接待批次");
    b.order = (ReviewOrder){ .text = { template, sizeof template - 1 },
                             .name = S("test"),
                             .office = S("Office"),
                             .lang = LANG_EN };
    OK(scope_period(&b.f->c, S("2024"), &b.order.scope, &e), e);
    return b;
}

static Str dump(Bench *b, const Chapters *chapters)
{
    AUTO(buf_done) Buf out = buf_new(BUF_LINE);
    for (size_t i = 0; i < chapters->n; i++)
        buf_printf(&out, "%d %.*s (%zu)\n", (int)chapters->p[i].number, STR(chapters->p[i].name),
                   chapters->p[i].body.n);
    return arena_str(b->f->arena, buf_str(&out));
}

static int64_t begun(Bench *b)
{
    Err e = { 0 };
    int64_t id = 0;
    OK(review_begin(&b->f->c, &b->all, &b->order, &id, &e), e);
    return id;
}

static void is_cut_and_read_back(TestDb *t)
{
    Bench b = bench_open(t);
    int64_t id, found;
    Chapters chapters;
    ReviewOrder order;
    Review one, other;
    const Record *r;
    Err e = { 0 };

    OK(review_under_way(&b.f->c, &b.order.scope, LANG_EN, &found, &e), e);
    assert_int_equal(found, 0);
    id = begun(&b);
    OK(review_under_way(&b.f->c, &b.order.scope, LANG_EN, &found, &e), e);
    assert_int_equal(found, id);
    OK(review_under_way(&b.f->c, &b.order.scope, LANG_HANS, &found, &e), e);
    assert_int_equal(found, 0);
    OK(review_chapters(&b.f->c, id, &chapters, &e), e);
    SAYS(dump(&b, &chapters), "1 Opening (54)\n2 Liaison (61)\n3 Culture (10)\n4 Closing (39)\n");
    r = store_get(&b.f->c, &review_type, id, &e);
    assert_non_null(r);
    SAYS(rec_text(r, REVIEW_TITLE), "Review of 2024");
    OK(review_ordered(&b.f->c, r, &chapters, &order, &e), e);
    SAYS(order.scope.text, "2024");
    order.office = b.order.office;
    order.issued = b.order.issued;
    OK(review_build(&b.f->c, &b.all, &b.order, &one, &e), e);
    OK(review_build(&b.f->c, &b.all, &order, &other, &e), e);
    assert_int_equal(one.doc.n, other.doc.n); /* the same document as from the template */
    for (size_t i = 0; i < one.doc.n; i++)
        for (size_t k = 0; k < one.doc.blocks[i].runs.n; k++)
            assert_true(
                str_eq(one.doc.blocks[i].runs.p[k].text, other.doc.blocks[i].runs.p[k].text));
    SAYS(fixture_check(b.f), "");
    fixture_close(b.f);
}

static void write_body(Bench *b, const Chapter *chapter, const char *body, ErrKind wanted)
{
    Record *r;
    Check k = { 0 };
    Err e = { 0 };

    r = store_get(&b->f->c, &review_chapter_type, chapter->id, &e);
    assert_non_null(r);
    rec_set_text(r, CHAPTER_BODY, str_z(body));
    if (wanted)
        FAILS(store_update(&b->f->c, r, &k, &e), e, wanted);
    else
        OK(store_update(&b->f->c, r, &k, &e), e);
}

static void move(Bench *b, int64_t id, const char *to, const char *why)
{
    Check k = { 0 };
    Err e = { 0 };
    OK(store_move(&b->f->c, &review_type, id, (MoveTo){ .to = str_z(to), .why = str_z(why) }, &k,
                  &e),
       e);
}

/* What cannot be read is not saved, and what was confirmed is not changed. */
static void is_closed_once_confirmed(TestDb *t)
{
    Bench b = bench_open(t);
    int64_t id;
    Chapters chapters;
    Err e = { 0 };

    b.order.text = S("= Review\n\n== Liaison\n\n== Culture\n\nNothing yet.");
    id = begun(&b);
    OK(review_chapters(&b.f->c, id, &chapters, &e), e);
    write_body(&b, &chapters.p[1], "== Liaison\n\nWe had [[nothing.", ERR_INVALID);
    write_body(&b, &chapters.p[1], "== Liaison\n\nWe had guests.", ERR_NONE);
    move(&b, id, "filled", "");
    write_body(&b, &chapters.p[2], "== Culture\n\nOne gala.", ERR_NONE);
    move(&b, id, "confirmed", "");
    write_body(&b, &chapters.p[1], "== Liaison\n\nWe had many guests.", ERR_INVALID);
    move(&b, id, "draft", "a party is missing");
    write_body(&b, &chapters.p[1], "== Liaison\n\nWe had many guests.", ERR_NONE);
    fixture_close(b.f);
}

/* What is entered after the figures were confirmed is told apart from what was confirmed; a text
 * whose figures cannot be counted cannot be confirmed. */
static void later_entries_are_told(TestDb *t)
{
    Bench b = bench_open(t);
    const ConfirmedChange *list;
    Chapters chapters;
    Record *r;
    Check k = { 0 };
    Err e = { 0 };
    size_t n;
    int64_t id;

    b.order.text = S("= Review\n\nSome {{size.visits}} visits.");
    b.all.list.p[0].name = S("size.visits"); /* the store itself has no such figure */
    id = begun(&b);
    move(&b, id, "filled", "");
    FAILS(store_move(&b.f->c, &review_type, id, (MoveTo){ .to = S("confirmed") }, &k, &e), e,
          ERR_NOT_FOUND);
    OK(review_chapters(&b.f->c, id, &chapters, &e), e);
    write_body(&b, &chapters.p[0], "= Review\n\nNo number.", ERR_NONE);
    move(&b, id, "confirmed", "");
    OK(confirmed_changes(&b.f->c, &b.all, id, &b.order.scope, &list, &n, &e), e);
    assert_int_equal(n, 0);
    r = record_new(b.f->arena, &confirmed_figure_type);
    rec_set_int(r, CONFIRMED_REVIEW, id);
    rec_set_int(r, CONFIRMED_ROUND, 9);
    rec_set_text(r, CONFIRMED_FIGURE, S("size.visits"));
    rec_set_text(r, CONFIRMED_VALUE, S("35"));
    FAILS(store_create(&b.f->c, r, &k, &e), e, ERR_INVALID); /* not one by one */
    k = (Check){ 0 };
    b.f->c.opened = registry_find(b.f->c.types, S("confirmed_figure"));
    OK(store_create(&b.f->c, r, &k, &e), e);
    b.f->c.opened = NULL;
    OK(confirmed_changes(&b.f->c, &b.all, id, &b.order.scope, &list, &n, &e), e);
    assert_int_equal(n, 1);
    SAYS(list[0].was, "35");
    SAYS(list[0].now, "36");
    fixture_close(b.f);
}

/* Who may not count a figure of the text cannot confirm it. */
static void is_confirmed_by_who_may_count(TestDb *t)
{
    Bench b = bench_open(t);
    Record *r = record_new(b.f->arena, registry_find(b.f->c.types, S("figure_def")));
    const Figures *all;
    Check k = { 0 };
    Err e = { 0 };
    int64_t id;

    fixture_set(b.f, r, FDEF_NAME, "x_own.papers");
    fixture_set(b.f, r, FDEF_LABEL, "papers");
    fixture_set(b.f, r, FDEF_QUERY, "visit where began in period");
    fixture_set(b.f, r, FDEF_COUNT, "distinct");
    fixture_set(b.f, r, FDEF_OF, "pass");
    OK(store_create(&b.f->c, r, &k, &e), e);
    all = figures_load(&b.f->c, &e);
    assert_non_null(all);
    b.order.text = S("= Review\n\n{{x_own.papers}} papers.");
    OK(review_begin(&b.f->c, all, &b.order, &id, &e), e);
    move(&b, id, "filled", "");
    fixture_as(b.f, "eve"); /* confirms, and reads what is internal */
    FAILS(store_move(&b.f->c, &review_type, id, (MoveTo){ .to = S("confirmed") }, &k, &e), e,
          ERR_DENIED);
    fixture_as(b.f, "office");
    move(&b, id, "confirmed", "");
    fixture_close(b.f);
}

/* ---- typed numbers ---- */

static Str looked_at(Bench *b, const char *text)
{
    AUTO(buf_done) Buf out = buf_new(BUF_LINE);
    ReviewOrder order = b->order;
    TypedNumbers w;
    Err e = { 0 };

    order.text = str_z(text);
    order.lang = LANG_HANS;
    OK(typed_look(&b->f->c, &b->all, &order, &w, &e), e);
    buf_printf(&out, "%zu bound", w.bound);
    for (size_t i = 0; i < w.n; i++) {
        const Typed *one = &w.p[i];
        size_t n = 0;
        const Offer *offers =
            one->v.figure ? typed_offers(b->f->arena, one, &one->v.recorded, LANG_HANS, &n) : NULL;
        Str typed = str_part(order.text, one->at, one->end - one->at);
        buf_printf(&out, "; %.*s %s", STR(typed), verdict_name(one->v.verdict));
        for (size_t k = 0; k < n; k++)
            buf_printf(&out, " <%.*s %.*s>", STR(offers[k].shown), STR(offers[k].put));
    }
    return arena_str(b->f->arena, buf_str(&out));
}

static void typed_numbers_are_offered_figures(TestDb *t)
{
    Bench b = bench_open(t);

    SAYS(looked_at(&b, "全年{{visit.parties|duo}}批。"), "1 bound");
    /* a true rounding comes first in the way that it was typed, then the others that are true */
    SAYS(looked_at(&b, "全年接待批次30多批。"),
         "0 bound; 30多批 agrees <30多批 {{visit.parties|duo}}批> <36批 {{visit.parties}}批>"
         " <30余批 {{visit.parties|yu}}批>");
    SAYS(looked_at(&b, "[[{{year}}年，||]]接待批次为41批，\\[另有{{visit.parties}}批。"),
         "1 bound; 41批 contradicts <36批 {{visit.parties}}批> <30多批 {{visit.parties|duo}}批>"
         " <30余批 {{visit.parties|yu}}批>");
    fixture_close(b.f);
}

static void binding_puts_the_figure_in_its_place(TestDb *t)
{
    Bench b = bench_open(t);
    ReviewOrder order = b.order;
    TypedNumbers w;
    Err e = { 0 };

    order.text = S("[[甲||乙]]接待批次30多批，\n// 说明\n又及。");
    OK(typed_look(&b.f->c, &b.all, &order, &w, &e), e);
    assert_int_equal(w.n, 1);
    SAYS(typed_bind(b.f->arena, order.text, &w.p[0], S("{{visit.parties|duo}}批")),
         "[[甲||乙]]接待批次{{visit.parties|duo}}批，\n// 说明\n又及。");
    order.text = S("{{visit.partes}}批");
    assert_false(typed_look(&b.f->c, &b.all, &order, &w, &e));
    assert_int_equal(e.kind, ERR_NOT_FOUND);
    assert_true(str_starts(str_z(e.msg), S("test:1:1: ")));
    fixture_close(b.f);
}

static const DbCase cases[] = {
    DB_CASE(is_cut_and_read_back),
    DB_CASE(is_closed_once_confirmed),
    DB_CASE(later_entries_are_told),
    DB_CASE(is_confirmed_by_who_may_count),
    DB_CASE(typed_numbers_are_offered_figures),
    DB_CASE(binding_puts_the_figure_in_its_place),
};

int main(void)
{
    return run_db_cases("chapters", cases, LEN(cases));
}
