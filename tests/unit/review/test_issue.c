/* SPDX-License-Identifier: Apache-2.0
 * Issued reviews: what was frozen holds without the store, any change of it is seen, and the
 * records of a later day are compared with it by name and effect.
 */
#include "engine/fixture.h"

#include <stdio.h>
#include <unistd.h>

#include "figure/impl.h"
#include "review/issue.h"
#include "review/kinds.h"

enum { FIGURES = 3 };

typedef struct {
    Fixture *f;
    Figures all;
    FigureValue *values;
    ReviewOrder order;
    Review review;
    SigningKey key;
    int64_t record, visits[6];
} Bench;

static int64_t visit(Bench *b, int i, const char *country)
{
    Fixture *f = b->f;
    Record *r = fixture_visit(f, arena_printf(f->arena, "Visit %d", i).p, "2024-03-05", 10 + i);
    Check k = { 0 };
    Err e = { 0 };
    fixture_set(f, r, V_COUNTRY, country);
    OK(store_create(&f->c, r, &k, &e), e);
    return r->id;
}

static void define(Bench *b, const char *name, const char *of, CountKind count)
{
    FigureDef d = { .name = str_z(name),
                    .type = registry_find(b->f->c.types, S("visit")),
                    .query = S("visit where began in period"),
                    .of = str_z(of),
                    .count = count };
    for (int l = 0; l < LANG__N; l++)
        d.labels[l] = str_z(name);
    vec_push(b->f->arena, &b->all.list, d);
}

static void move(Bench *b, const char *to)
{
    Check k = { 0 };
    Err e = { 0 };
    OK(store_move(&b->f->c, registry_find(b->f->c.types, S("review")), b->record,
                  (MoveTo){ .to = str_z(to) }, &k, &e),
       e);
}

static Bench bench_open(TestDb *t)
{
    Bench b = { .f = fixture_open(t) };
    Ctx *c = &b.f->c;
    Record *r = record_new(b.f->arena, registry_find(c->types, S("review")));
    Check k = { 0 };
    Err e = { 0 };

    for (int i = 0; i < 6; i++)
        b.visits[i] = visit(&b, i, i % 2 ? "SB" : "MY");
    define(&b, "visit.rows", NULL, COUNT_ROWS);
    define(&b, "visit.size", "size", COUNT_SUM);
    define(&b, "visit.countries", "country", COUNT_DISTINCT);
    b.order = (ReviewOrder){ .text = S("a template"), .office = S("Office"), .lang = LANG_EN };
    OK(scope_period(c, S("2024"), &b.order.scope, &e), e);
    b.order.scope.as_of = b.order.scope.to;
    b.values = NEWN(b.f->arena, FigureValue, FIGURES);
    for (int i = 0; i < FIGURES; i++)
        OK(figure_value(c, &b.all, &b.all.list.p[i], &b.order.scope, &b.values[i], &e), e);
    b.review = (Review){ .doc.title = S("Review of 2024"), .values = b.values, .nvalues = FIGURES };
    fixture_set(b.f, r, REVIEW_TITLE, "Review of 2024");
    fixture_set(b.f, r, REVIEW_PERIOD, "2024");
    OK(store_create(c, r, &k, &e), e);
    b.record = r->id;
    move(&b, "filled");
    move(&b, "confirmed");
    move(&b, "approved");
    return b;
}

/* A sealed file of the bench's review, with one document. */
static Str sealed(Bench *b)
{
    const char *path = arena_printf(b->f->arena, "%s/key", b->f->t->dir).p;
    const IssuedFile file = { S("review.md"), S("six visits") };
    Freeze f = { .order = &b->order,
                 .review = &b->review,
                 .text = S("six visits\n"),
                 .files = &file,
                 .nfiles = 1,
                 .record = b->record };
    AUTO(buf_done) Buf body = buf_new(SEALED_MAX);
    AUTO(buf_done) Buf out = buf_new(SEALED_MAX);
    Err e = { 0 };

    (void)unlink(path);
    OK(key_make(path, &b->key, &e), e);
    OK(issue_body(&b->f->c, &b->all, &f, &body, &e), e);
    OK(issue_seal(buf_str(&body), &b->key, S("Lin"), &out, &e), e);
    return arena_str(b->f->arena, buf_str(&out));
}

static Issued reads(Bench *b, Str file)
{
    Issued issued;
    Str wrong;
    Err e = { 0 };
    OK(issue_read(b->f->arena, LANG_EN, file, &issued, &wrong, &e), e);
    SAYS(wrong, "");
    return issued;
}

/* For the page of a figure: the number then, though a record has changed since. */
static void says_what_was_said(Bench *b)
{
    FrozenValue then[2];
    Err e = { 0 };
    size_t n;

    (void)visit(b, 6, "SB");
    OK(issue_values(&b->f->c, S("visit.size"), then, LEN(then), &n, &e), e);
    assert_int_equal(n, 1);
    assert_int_equal(then[0].review, b->record);
    assert_int_equal(then[0].value.value, 75);
    assert_int_equal(then[0].value.records, 6);
    assert_int_equal(then[0].value.standing, STANDING_COUNTED);
    SAYS(then[0].title, "Review of 2024");
    SAYS(then[0].signer, "Lin");
    SAYS(then[0].confirmed_by, "office");
    OK(issue_values(&b->f->c, S("visit.siz"), then, LEN(then), &n, &e), e);
    assert_int_equal(n, 0);
}

static void holds_without_the_store(TestDb *t)
{
    Bench b = bench_open(t);
    Str file = sealed(&b), again;
    Issued issued = reads(&b, file);
    Err e = { 0 };

    SAYS(issued.title, "Review of 2024");
    SAYS(issued.signer, "Lin");
    assert_true(str_eq(issued.key, key_text(b.f->arena, &b.key)));
    assert_int_equal(issued.nfigures, FIGURES);
    assert_int_equal(issued.figures[1].value.value, 10 + 11 + 12 + 13 + 14 + 15);
    assert_int_equal(issued.figures[1].nrecords, 6);
    assert_true(str_eq(issued.files[0].bytes, issue_hash(b.f->arena, S("six visits"))));
    OK(issue_keep(&b.f->c, b.record, file, &e), e);
    OK(issue_kept(&b.f->c, b.record, &again, &e), e);
    assert_true(str_eq(file, again));
    says_what_was_said(&b);
    SAYS(fixture_check(b.f), "");
    fixture_close(b.f);
}

/* A flipped bit anywhere is either no sealed file any more or is named. */
static void sees_every_change(TestDb *t)
{
    Bench b = bench_open(t);
    Str file = sealed(&b);
    char *copy = arena_get(b.f->arena, file.n);

    for (size_t i = 0; i < file.n - 1; i += 7) {
        ArenaMark mark = arena_mark(b.f->arena);
        Issued issued;
        Str wrong = { 0 };
        Err e = { 0 };
        memcpy(copy, file.p, file.n);
        copy[i] = (char)(copy[i] ^ 1);
        if (issue_read(b.f->arena, LANG_EN, (Str){ copy, file.n }, &issued, &wrong, &e) &&
            wrong.n == 0)
            fail_msg("byte %zu was changed and nobody saw it", i);
        arena_rewind(b.f->arena, mark);
    }
    fixture_close(b.f);
}

static void names_what_changed(TestDb *t)
{
    Bench b = bench_open(t);
    Ctx *c = &b.f->c;
    Issued issued = reads(&b, sealed(&b));
    const Type *visits = registry_find(c->types, S("visit"));
    IssueDiff diff;
    Record *r;
    int64_t added;
    Check k = { 0 };
    Err e = { 0 };

    OK(issue_diff(c, &b.all, &issued, &diff, &e), e);
    assert_int_equal(diff.nrecords, 0);
    assert_int_equal(diff.nfigures, 0);

    r = store_get(c, visits, b.visits[0], &e);
    rec_set_int(r, V_SIZE, 40);
    c->why = S("counted again");
    OK(store_update(c, r, &k, &e), e);
    c->why = (Str){ 0 };
    OK(store_void(c, visits, b.visits[1], S("entered twice"), &e), e);
    added = visit(&b, 9, "PH");

    OK(issue_diff(c, &b.all, &issued, &diff, &e), e);
    assert_int_equal(diff.nrecords, 3);
    for (size_t i = 0; i < 3; i++) {
        const RecordChange *ch = &diff.records[i];
        SAYS(ch->by, "office");
        SAYS(ch->figures, "visit.rows, visit.size, visit.countries");
        if (ch->id == b.visits[0]) {
            assert_int_equal(ch->how, CHANGE_ALTERED);
            SAYS(ch->fields, "Size");
            SAYS(ch->why, "counted again");
        } else if (ch->id == b.visits[1]) {
            assert_int_equal(ch->how, CHANGE_REMOVED);
            SAYS(ch->why, "entered twice");
        } else {
            assert_int_equal(ch->id, added);
            assert_int_equal(ch->how, CHANGE_ADDED);
        }
    }
    assert_int_equal(diff.nfigures, FIGURES);
    assert_int_equal(diff.figures[0].now.value, 6);
    assert_int_equal(diff.figures[1].now.value, 75 + 30 - 11 + 19);
    assert_int_equal(diff.figures[2].now.value, 3); /* the Philippines are new */
    fixture_close(b.f);
}

static void keys_are_private(TestDb *t)
{
    AUTO(arena_freep) Arena *a = arena_new(ARENA_REQUEST);
    const char *path = arena_printf(a, "%s/k", t->dir).p;
    SigningKey made, read;
    Err e = { 0 };

    FAILS(key_read(path, &read, &e), e, ERR_NOT_FOUND);
    OK(key_make(path, &made, &e), e);
    OK(key_read(path, &read, &e), e);
    assert_memory_equal(made.open, read.open, sizeof made.open);
    FAILS(key_make(path, &made, &e), e, ERR_CONFLICT);
}

static const DbCase cases[] = {
    DB_CASE(holds_without_the_store),
    DB_CASE(sees_every_change),
    DB_CASE(names_what_changed),
    DB_CASE(keys_are_private),
};

int main(void)
{
    return run_db_cases("issue", cases, LEN(cases));
}
