/* SPDX-License-Identifier: Apache-2.0
 * Records that are alike, in a store: who sees what, while one is typed and on import.
 */
#include <stdio.h>

#include "engine/fixture.h"

#include "areas/areas.h"
#include "base/date.h"
#include "engine/alike.h"
#include "engine/transfer.h"

static Fixture *open_store(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Err e = { 0 };

    f->c.types = registry_builtin(f->arena, area_types);
    OK(schema_update(t->db, f->c.types, &e), e);
    return f;
}

static const Type *type_of(const Fixture *f, const char *name)
{
    return registry_find(f->c.types, str_z(name));
}

/* A record of "field=text; field=text", not stored yet. */
static Record *typed(Fixture *f, const char *type, int64_t unit, const char *fields)
{
    Record *r = record_new(f->arena, type_of(f, type));
    Str rest = str_z(fields), pair, name, text;

    r->unit = unit;
    while (str_next(&rest, ';', &pair)) {
        str_cut(str_trim(pair), S("="), &name, &text);
        int slot = type_slot(r->type, name);
        assert_true(slot >= 0);
        fixture_set(f, r, slot, arena_z(f->arena, text));
    }
    return r;
}

static int64_t stored(Fixture *f, const char *type, int64_t unit, const char *fields)
{
    Record *r = typed(f, type, unit, fields);
    Check k = { 0 };
    Err e = { 0 };
    OK(store_create(&f->c, r, &k, &e), e);
    return r->id;
}

/* How many warnings storing it gave; the first of them. */
static size_t warned(Fixture *f, Record *r, Str *first)
{
    Check k = { 0 };
    Err e = { 0 };
    size_t n = 0;

    *first = S("");
    OK(store_create(&f->c, r, &k, &e), e);
    for (size_t i = 0; i < k.list.n; i++) {
        assert_true(k.list.p[i].warning);
        if (n++ == 0)
            *first = k.list.p[i].message;
    }
    return n;
}

#define SHE "name_hans=王桂花; born=1949-12-31; sex=female; ancestral_place=350203"

/* What is typed is compared with what is there; a warning never stops it. */
static void typing_warns(TestDb *t)
{
    static const struct {
        const char *fields;
        bool warns;
    } cases[] = {
        { "name_hans=王桂花; born=1949-12-31", true },
        { "name_hans=王桂華; born=1949-12-31; sex=female", true }, /* sounds alike */
        { "name_hans=玉桂花; born=1949-12-31; sex=female", true }, /* looks alike */
        { "name_latin=WANG GUIHUA; born=1949-12-31", false },      /* no index leads there */
        { "name_hans=王桂花; born=1979-02-01", false },
        { "name_hans=王桂芳; born=1949-12-31; sex=female", false },
        { "name_hans=李四; born=1949-12-31; document_kind=passport; document_number=E12345678",
          false },
        { "name_hans=李泗; document_kind=passport; document_number=E12345678", true },
    };
    Fixture *f = open_store(t);
    int64_t id = stored(f, "person", f->root, SHE);
    char number[32];

    (void)snprintf(number, sizeof number, "#%" PRId64, id);
    for (size_t i = 0; i < LEN(cases); i++) {
        Str first;
        size_t n = warned(f, typed(f, "person", f->root, cases[i].fields), &first);
        if ((n > 0) != cases[i].warns)
            fail_msg("%s: %zu warnings: %.*s", cases[i].fields, n, STR(first));
        if (i == 0 && str_find(first, str_z(number)) < 0)
            fail_msg("'%.*s' does not name %s", STR(first), number);
    }
    SAYS(fixture_check(f), "");
    fixture_close(f);
}

/* A void record is nobody's twin. */
static void void_is_left_out(TestDb *t)
{
    Fixture *f = open_store(t);
    const Type *person = type_of(f, "person");
    int64_t id = stored(f, "person", f->root, SHE);
    AUTO(pairs_freep) Pairs *p = NULL;
    Str first;
    Err e = { 0 };

    OK(store_void(&f->c, person, id, S("entered by mistake"), &e), e);
    assert_int_equal(warned(f, typed(f, "person", f->root, SHE), &first), 0);
    p = alike_load(&f->c, person, 0, &e);
    assert_non_null(p);
    assert_int_equal(pairs_rows(p), 1);
    fixture_close(f);
}

static size_t rows_seen(Fixture *f, const char *type, int64_t unit)
{
    Err e = { 0 };
    Pairs *p = alike_load(&f->c, type_of(f, type), unit, &e);
    size_t n;

    if (!p)
        fail_msg("%s: %s", type, e.msg);
    n = pairs_rows(p);
    pairs_free(p);
    return n;
}

/* Nobody is told of a record that he may not read, nor by a field that he does not see. */
static void rights_hold(TestDb *t)
{
    Fixture *f = open_store(t);
    Str first;

    stored(f, "person", f->other, SHE);
    stored(f, "person", f->district,
           "name_hans=林美玲; born=1962-03-04; document_kind=passport; document_number=E77777777");
    assert_int_equal(rows_seen(f, "person", 0), 2);
    assert_int_equal(rows_seen(f, "person", f->district), 1);
    fixture_as(f, "ann"); /* handler at the district */
    assert_int_equal(rows_seen(f, "person", 0), 1);
    assert_int_equal(warned(f, typed(f, "person", f->district, SHE), &first), 0);
    /* Her role does not see document numbers: one of them finds nobody. */
    if (rights_level(&f->c, type_of(f, "person"), f->district) < LEVEL_SENSITIVE)
        assert_int_equal(warned(f, typed(f, "person", f->district, "name_hans=林某"), &first), 0);
    assert_int_equal(
        warned(f, typed(f, "person", f->district, "name_hans=林美玲; born=1962-03-04"), &first), 1);
    fixture_close(f);
}

/* Other names of a person count, and names of associations. */
static void all_names_count(TestDb *t)
{
    Fixture *f = open_store(t);
    int64_t id = stored(f, "person", f->root, "name_hans=陈文瑞; born=1901-02-03");
    AUTO(pairs_freep) Pairs *p = NULL;
    PairsFound found;
    Err e = { 0 };

    stored(f, "person_name", f->root,
           arena_printf(f->arena, "person=#%" PRId64 "; name=陈蕤暹; kind=former", id).p);
    stored(f, "person", f->root, "name_hans=陈蕤暹; born=1901-02-03");
    stored(f, "person", f->root, "name_hans=周某某; born=1921-07-09");
    p = alike_load(&f->c, type_of(f, "person"), 0, &e);
    assert_non_null(p);
    OK(pairs_find(p, &(PairsOptions){ 0 }, &found, &e), e);
    assert_int_equal(found.ngroups, 1);
    assert_int_equal(pairs_id(p, found.groups[0].rows[0]), id);
    pairs_found_done(&found);
    stored(f, "association", f->root, "name_hans=槟城漳州会馆; country=MY");
    assert_int_equal(rows_seen(f, "association", 0), 1);
    assert_null(alike_load(&f->c, type_of(f, "relation"), 0, &e));
    assert_int_equal(e.kind, ERR_INVALID);
    fixture_close(f);
}

/* ---- import ---- */

static Receipt imported(Fixture *f, const char *text, bool rehearse)
{
    const char *path = arena_printf(f->arena, "%s/people.csv", f->t->dir).p;
    FILE *out = fopen(path, "wb");
    Receipt r;
    Err e = { 0 };

    assert_non_null(out);
    assert_int_equal(fwrite(text, 1, str_z(text).n, out), str_z(text).n);
    assert_int_equal(fclose(out), 0);
    OK(import_path(&f->c, path, &(ImportOptions){ .type = "person", .rehearse = rehearse }, &r, &e),
       e);
    return r;
}

static size_t likenesses(const Receipt *r, int64_t row)
{
    size_t n = 0;
    for (size_t i = 0; i < r->nlisted; i++)
        n += r->bad[i].warning && r->bad[i].row == row &&
             str_starts(r->bad[i].message, S("very like"));
    return n;
}

/* Rows are compared with each other and with the store; the rehearsal says the same. */
static void imports_say(TestDb *t)
{
    static const char text[] = "姓名,出生日期\n"
                               "傅己成,1931-02-03\n"
                               "博已成,1931-02-03\n"
                               "王桂花,1949-12\n"
                               "林文庆,1869-10-18\n";
    Fixture *f = open_store(t);
    Receipt r;

    stored(f, "person", f->root, SHE);
    r = imported(f, text, true);
    assert_int_equal(likenesses(&r, 3), 1);
    assert_int_equal(likenesses(&r, 4), 1);
    assert_int_equal(likenesses(&r, 2) + likenesses(&r, 5), 0);
    r = imported(f, text, false);
    assert_int_equal(r.created, 4);
    assert_int_equal(likenesses(&r, 3), 1);
    assert_int_equal(likenesses(&r, 4), 1);
    r = imported(f, text, false); /* the same again is the same records */
    assert_int_equal(r.same, 4);
    assert_int_equal(likenesses(&r, 3) + likenesses(&r, 4), 0);
    fixture_as(f, "ann");
    SAYS(fixture_check(f), "");
    fixture_close(f);
}

/* A look-up takes few statements, and none that reads the whole table. */
static void looking_up_is_bounded(TestDb *t)
{
    enum { PEOPLE = 3000, STATEMENTS = 8 };
    Fixture *f = open_store(t);
    Buf b = buf_new(1 << 20);
    int64_t before;
    AlikeFound found[ALIKE_MOST];
    size_t n;
    Err e = { 0 };

    buf_put(&b, S("姓名,出生日期\n"));
    for (int i = 0; i < PEOPLE; i++) {
        char ch[4], last[4];
        buf_put(&b, S("王"));
        buf_put(&b, (Str){ ch, utf8_put((uint32_t)(0x5100 + i / 40), ch) });
        buf_put(&b, (Str){ last, utf8_put((uint32_t)(0x6100 + i % 40), last) });
        buf_printf(&b, ",%d-0%d-1%d\n", 1920 + i % 60, 1 + i % 9, i % 10);
    }
    buf_putc(&b, 0);
    assert_int_equal(imported(f, b.p, false).created, PEOPLE);
    buf_done(&b);
    stored(f, "person", f->root, SHE);
    before = db_statements(t->db);
    OK(alike_find(&f->c, typed(f, "person", f->root, SHE), 0.8, found, &n, &e), e);
    assert_int_equal(n, 1);
    assert_true(db_statements(t->db) - before <= STATEMENTS);
    SAYS(found[0].title, "王桂花");
    assert_true(found[0].why.n > 0);
    fixture_close(f);
}

static const DbCase cases[] = {
    DB_CASE(typing_warns),    DB_CASE(void_is_left_out), DB_CASE(rights_hold),
    DB_CASE(all_names_count), DB_CASE(imports_say),      DB_CASE(looking_up_is_bounded),
};

int main(void)
{
    return run_db_cases("alike", cases, LEN(cases));
}
