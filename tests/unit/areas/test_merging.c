/* SPDX-License-Identifier: Apache-2.0
 * Merging people: their names, documents and relatives, and what it does to figures.
 */
#include "areas/rows.h"

#include "areas/areas.h"
#include "engine/merge.h"
#include "engine/registry.h"
#include "engine/transfer.h"
#include "engine/units.h"
#include "figure/figure.h"

/* Two records of one guest, the second out of a spreadsheet, so that nobody was asked; he stands
 * under both in the list of one party and under one in that of another. */
static const CheckRow rows[] = {
    { "person", "", "name_hans=陈嘉庚; name_latin=Tan Kah Kee; sex=male; born=1974; residence=SG; "
      "document_kind=passport; document_number=E1234567; document_expires=2030-01-01",
      NULL, "tan" },
    { "person", "import:", "name_hans=陈甲庚; name_hant=陳甲庚; born=1974-10-21; residence=SG; "
      "document_country=MY",
      NULL, "same" },
    { "person", "", "name_hans=张宝果; sex=female", NULL, "wife" },
    { "person_name", "", "person=@same; name=Chen Chia-keng; kind=variant", NULL, NULL },
    { "person_status", "", "person=@tan; status=oc_citizen; held_from=1999", NULL, NULL },
    { "person_status", "", "person=@same; status=oc_citizen; held_from=1999", NULL, NULL },
    { "relation", "", "person=@same; relative=@wife; kind=spouse", NULL, NULL },
    { "reception", "import:closed", "name=A; direction=inbound; country=SG; arrived=2026-03-10; "
      "headcount=2",
      NULL, "first" },
    { "reception", "import:closed", "name=B; direction=inbound; country=SG; arrived=2026-09-10; "
      "headcount=2",
      NULL, "second" },
    { "visitor", "", "reception=@first; person=@tan; name=陈嘉庚; country=SG", NULL, NULL },
    { "visitor", "", "reception=@first; person=@same; name=陈甲庚; country=SG", NULL, NULL },
    { "visitor", "", "reception=@second; person=@same; name=陈甲庚; country=SG", NULL, NULL },
    { "visitor", "", "reception=@second; person=@wife; name=张宝果; country=SG", NULL, NULL },
};

typedef struct {
    Arena *a;
    Facts *facts;
    Ctx c;
    const Type *person;
    int64_t tan, same, wife;
} Book;

static int64_t person_called(Book *b, const char *name)
{
    Err e = { 0 };
    AUTO(stmt_done) Stmt *q =
        db_query(b->c.db, "SELECT \"id\" FROM \"person\" WHERE \"name_hans\" = $1", P(name));
    if (!db_next(q, &e))
        fail_msg("nobody is called %s", name);
    return db_int(q, 0);
}

static Book book_open(TestDb *t)
{
    Book b = { .a = arena_new(ARENA_COMMAND) };
    Err e = { 0 };

    check_stored_rows(t, rows, LEN(rows));
    b.facts = facts_load(b.a);
    b.c = (Ctx){ .arena = b.a,
                 .db = t->db,
                 .facts = b.facts,
                 .tz = 480,
                 .now = 1798675200000,
                 .today = 20261231 };
    b.c.types = registry_builtin(b.a, area_types);
    b.c.units = units_load(b.a, t->db, b.c.today, &e);
    assert_non_null(b.c.units);
    b.person = registry_find(b.c.types, S("person"));
    b.tan = person_called(&b, "陈嘉庚");
    b.same = person_called(&b, "陈甲庚");
    b.wife = person_called(&b, "张宝果");
    return b;
}

static void book_close(Book *b)
{
    facts_done(b->facts);
    arena_free(b->a);
}

static MergePlan *planned(Book *b, int64_t keep, int64_t lose)
{
    Err e = { 0 };
    MergePlan *p = merge_plan(&b->c, b->person, keep, lose, &e);
    if (!p)
        fail_msg("no plan: %s", e.msg);
    return p;
}

static int64_t merged(Book *b, int64_t keep, int64_t lose)
{
    MergeDone done;
    Err e = { 0 };
    OK(merge_run(&b->c, planned(b, keep, lose), (MergeWill){ .insist = true }, &done, &e), e);
    return done.batch;
}

static int64_t number_of(Book *b, const char *sql, int64_t id)
{
    const Param p = param_int(id);
    Err e = { 0 };
    AUTO(stmt_done) Stmt *q = db_query_text(b->c.db, str_z(sql), &p, 1);
    OK(db_next(q, &e), e);
    return db_int(q, 0);
}

static int64_t figure_of(Book *b, const char *name)
{
    Err e = { 0 };
    FigureScope s;
    FigureValue v;
    const Figures *all = figures_load(&b->c, &e);
    const FigureDef *d = all ? figures_need(all, str_z(name), &e) : NULL;
    if (!d)
        fail_msg("%s", e.msg);
    OK(scope_period(&b->c, S("2026"), &s, &e), e);
    OK(figure_value(&b->c, all, d, &s, &v, &e), e);
    assert_int_equal(v.standing, STANDING_COUNTED);
    return v.value;
}

static size_t clashes_of(const MergePlan *p, ClashKind kind)
{
    size_t n = 0;
    for (size_t i = 0; i < p->nclashes; i++)
        n += p->clashes[i].kind == kind;
    return n;
}

static MergeTake take_of(const MergePlan *p, const char *name)
{
    for (size_t i = 0; i < p->nfields; i++)
        if (str_eq(str_z(p->fields[i].field->name), str_z(name)))
            return p->fields[i].take;
    fail_msg("the plan has no field %s", name);
    return TAKE_BOTH;
}

/* ---- the cases ---- */

static void says_who_was_counted_twice(TestDb *t)
{
    Book b = book_open(t);
    const MergePlan *p = planned(&b, b.tan, b.same);

    assert_int_equal(clashes_of(p, CLASH_DOUBLE), 1);   /* two visitors of one party */
    assert_int_equal(clashes_of(p, CLASH_SAME_ROW), 1); /* the status will be said twice */
    assert_int_equal(p->nstops, 1);
    p = planned(&b, b.wife, b.same); /* and two who are married are not one */
    assert_int_equal(clashes_of(p, CLASH_LINKED), 1);
    book_close(&b);
}

static void losing_names_become_other_names(TestDb *t)
{
    Book b = book_open(t);
    (void)merged(&b, b.tan, b.same);
    assert_int_equal(number_of(&b, "SELECT count(*) FROM person_name WHERE person = $1", b.tan), 3);
    assert_int_equal(number_of(&b,
                               "SELECT count(*) FROM person_name WHERE person = $1 AND name ="
                               " '陈甲庚' AND kind = 'alias' AND system = 'hans'",
                               b.tan),
                     1);
    assert_int_equal(number_of(&b, "SELECT count(*) FROM relation WHERE person = $1", b.tan), 1);
    book_close(&b);
}

/* A name in traditional characters does not end up beside another one in simplified ones. */
static void names_in_characters_stay_together(TestDb *t)
{
    Book b = book_open(t);
    MergePlan *p = planned(&b, b.tan, b.same);
    Err e = { 0 };

    assert_int_equal(take_of(p, "name_hans"), TAKE_KEEP);
    assert_int_equal(take_of(p, "name_hant"), TAKE_KEEP); /* of which there is none */
    OK(merge_take(p, S("name_hans"), S("lose"), &e), e);
    assert_int_equal(take_of(p, "name_hant"), TAKE_LOSE);
    assert_int_equal(take_of(p, "name_latin"), TAKE_KEEP);
    p = planned(&b, b.wife, b.tan);
    assert_int_equal(take_of(p, "name_latin"), TAKE_LOSE); /* which speaks against no other */
    book_close(&b);
}

/* The number of a passport never ends up under the country of another one. */
static void a_document_stays_whole(TestDb *t)
{
    Book b = book_open(t);
    const MergePlan *p = planned(&b, b.same, b.tan);
    for (size_t i = 0; i < p->nfields; i++) {
        const MergeField *m = &p->fields[i];
        if (str_starts(str_z(m->field->name), S("document_")))
            assert_int_equal(m->take, TAKE_LOSE);
    }
    book_close(&b);
}

/* Whoever is merged counts as one wherever both stood; person-times stay what they were. */
static void counts_of_people_fall_by_one(TestDb *t)
{
    static const struct {
        const char *figure;
        int64_t before, after;
    } counts[] = {
        { "registry.people", 3, 2 },
        { "registry.overseas", 2, 1 },
        { "visit.inbound_people", 3, 2 },
        { "visit.inbound_persons", 4, 4 },
        { "visit.inbound_batches", 2, 2 },
    };
    Book b = book_open(t);
    UndoReport u;
    Err e = { 0 };
    int64_t batch;

    for (size_t i = 0; i < LEN(counts); i++)
        assert_int_equal(figure_of(&b, counts[i].figure), counts[i].before);
    batch = merged(&b, b.tan, b.same);
    for (size_t i = 0; i < LEN(counts); i++)
        assert_int_equal(figure_of(&b, counts[i].figure), counts[i].after);
    OK(batch_undo(&b.c, batch, false, &u, &e), e);
    for (size_t i = 0; i < LEN(counts); i++)
        assert_int_equal(figure_of(&b, counts[i].figure), counts[i].before);
    book_close(&b);
}

/* A record that made two persons relatives of each other makes no sense of one: it is void. */
static void what_linked_the_two_is_void(TestDb *t)
{
    Book b = book_open(t);
    UndoReport u;
    Err e = { 0 };
    int64_t batch = merged(&b, b.wife, b.same);
    const char *valid = "SELECT count(*) FROM relation WHERE voided_at IS NULL AND person = $1";

    assert_int_equal(number_of(&b, valid, b.same) + number_of(&b, valid, b.wife), 0);
    OK(batch_undo(&b.c, batch, false, &u, &e), e);
    assert_int_equal(number_of(&b, valid, b.same), 1);
    book_close(&b);
}

/* Every type of the program can be merged, or says why not. */
static void every_type_can_be_asked(TestDb *t)
{
    Book b = book_open(t);
    size_t open = 0, closed = 0;
    for (size_t i = 0; i < registry_count(b.c.types); i++) {
        Err e = { 0 };
        if (merge_allowed(registry_at(b.c.types, i), &e))
            open++;
        else
            closed += e.kind == ERR_INVALID;
    }
    assert_int_equal(open + closed, registry_count(b.c.types));
    assert_true(open > 60);
    book_close(&b);
}

int main(void)
{
    static const DbCase cases[] = {
        DB_CASE(says_who_was_counted_twice),
        DB_CASE(losing_names_become_other_names),
        DB_CASE(names_in_characters_stay_together),
        DB_CASE(a_document_stays_whole),
        DB_CASE(counts_of_people_fall_by_one),
        DB_CASE(what_linked_the_two_is_void),
        DB_CASE(every_type_can_be_asked),
    };
    return run_db_cases("merging", cases, LEN(cases));
}
