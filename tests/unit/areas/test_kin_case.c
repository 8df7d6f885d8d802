/* SPDX-License-Identifier: Apache-2.0
 * Kin cases: the index follows the store; a case is compared field by field; rights and consents
 * decide what is shown; what somebody decided stands; cold cases are told of new persons.
 */
#include "areas/office.h"

#include "engine/kin_case.h"
#include "engine/kin_clue.h"
#include "engine/query.h"
#include "names/kin_file.h"

/* ---- a store ---- */

typedef struct {
    Office o;
    Ctx *c; /* of the office */
    Kinfolk *folk;
    Str path;
} Bench;

#define MAKE(b, type, ...) OFFICE(&(b)->o, type, __VA_ARGS__)

static Bench *bench_open(TestDb *t)
{
    Office o = office_open(t);
    Bench *b = NEW(o.arena, Bench);

    b->o = o;
    b->c = &b->o.c;
    b->path = arena_printf(o.arena, "%s/index.kin", t->dir);
    b->folk = kinfolk_new(b->path);
    return b;
}

static void bench_close(Bench *b)
{
    kinfolk_free(b->folk);
    office_close(&b->o);
}

/* A registry in which nobody is like the sought one, so that a match is worth something. */
static void fill_registry(Bench *b)
{
    static const char *const names[] = {
        "张志明", "李玉兰", "王建国", "吴天才", "郑成业", "许文章", "蔡水生", "杨金枝",
        "黄金山", "林国强", "陈志强", "陈国华", "林美珍", "苏永昌", "洪万里", "叶秋月",
    };
    for (size_t i = 0; i < LEN(names); i++)
        (void)MAKE(b, "person", "name_hans=%s; born=19%zu0; ancestral_place=350583", names[i],
                   i % 9);
}

static KinCaseAnswer match(Bench *b, int64_t kin_case)
{
    KinCaseAnswer answer;
    Err e = { 0 };

    OK(kin_case_match(b->folk, b->c, &(KinAsk){ kin_case, 20, NULL }, &answer, &e), e);
    for (size_t i = 0; i < answer.n; i++) {
        int sum = 0;
        for (int f = 0; f < KIN__N; f++)
            sum += answer.p[i].cells[f].bits;
        assert_int_equal(sum, answer.p[i].bits);
    }
    return answer;
}

static const KinFound *found(const KinCaseAnswer *a, int64_t person)
{
    for (size_t i = 0; i < a->n; i++)
        if (a->p[i].person == person)
            return &a->p[i];
    return NULL;
}

/* The same, of a person who must be there. */
static const KinFound *must_find(const KinCaseAnswer *a, int64_t person)
{
    static const KinFound none;
    const KinFound *f = found(a, person);

    if (!f)
        fail_msg("#%" PRId64 " is no candidate", person);
    return f ? f : &none;
}

/* ---- the index follows the store ---- */

static int64_t best(Bench *b, const char *name)
{
    const KinQuery q = { .name = str_z(name) };
    const KinView *v;
    KinAnswer answer;
    int64_t person;
    Err e = { 0 };

    OK(kinfolk_refresh(b->folk, b->c, &e), e);
    v = kinfolk_take(b->folk);
    OK(kin_match_in(v, b->o.arena, &q, 1, &answer, &e), e);
    person = answer.n && answer.p[0].bits > 5 * KIN_UNIT ? answer.p[0].person : 0;
    kinfolk_give(b->folk, v);
    return person;
}

static void rename_person(Bench *b, int64_t id, const char *name)
{
    const Type *t = registry_find(b->c->types, S("person"));
    Err e = { 0 };
    Record *r = store_get(b->c, t, id, &e);
    Check k = { 0 };

    assert_non_null(r);
    rec_set_text(r, type_slot(t, S("name_hans")), str_z(name));
    OK(store_update(b->c, r, &k, &e), e);
}

static void the_index_follows_the_store(TestDb *t)
{
    Bench *b = bench_open(t);
    const Type *person = registry_find(b->c->types, S("person"));
    const Type *other = registry_find(b->c->types, S("person_name"));
    int64_t one, name;
    Err e = { 0 };

    fill_registry(b);
    assert_int_equal(best(b, "Tan Boon Swee"), 0);
    assert_int_equal(kinfolk_rebuilds(b->folk), 1);
    one = MAKE(b, "person", "name_hans=陈文瑞; born=1874");
    assert_int_equal(best(b, "Tan Boon Swee"), one); /* at once, out of memory */
    rename_person(b, one, "许水木");
    assert_int_equal(best(b, "Tan Boon Swee"), 0);
    assert_int_equal(best(b, "Khoh Chwee Bok"), one);
    name = MAKE(b, "person_name", "person=#%" PRId64 "; name=陈文瑞; kind=former", one);
    assert_int_equal(best(b, "Tan Boon Swee"), one);
    OK(store_void(b->c, other, name, S("wrong"), &e), e);
    assert_int_equal(best(b, "Tan Boon Swee"), 0);
    OK(store_unvoid(b->c, other, name, S("right"), &e), e);
    assert_int_equal(best(b, "Tan Boon Swee"), one);
    OK(store_void(b->c, person, one, S("twice"), &e), e);
    assert_int_equal(best(b, "Tan Boon Swee"), 0);
    OK(store_unvoid(b->c, person, one, S("once"), &e), e);
    assert_int_equal(kinfolk_rebuilds(b->folk), 1);
    assert_int_equal(best(b, "Tan Boon Swee"), one);
    assert_int_equal(kinfolk_changed(b->folk), 1);
    /* an erased one is out with all names, and out of the file */
    OK(store_erase(b->c, person, one, S("request 7"), &e), e);
    assert_int_equal(best(b, "Tan Boon Swee"), 0);
    assert_int_equal(best(b, "Khoh Chwee Bok"), 0);
    assert_int_equal(kinfolk_rebuilds(b->folk), 2);
    bench_close(b);
}

static void the_file_serves_the_next_one(TestDb *t)
{
    Bench *b = bench_open(t);
    KinStamp stamp;
    Err e = { 0 };
    AUTO(kinfolk_freep) Kinfolk *next = kinfolk_new(b->path), *third = kinfolk_new(b->path);
    AUTO(kin_freep) Kin *file = NULL;
    const KinView *v;

    fill_registry(b);
    OK(kinfolk_refresh(b->folk, b->c, &e), e);
    (void)MAKE(b, "person", "name_hans=陈文瑞");
    OK(kinfolk_refresh(next, b->c, &e), e);
    assert_int_equal(kinfolk_rebuilds(next), 0);
    assert_int_equal(kinfolk_changed(next), 1);
    v = kinfolk_take(next);
    assert_int_equal(kin_rows(v->base), 16);
    kinfolk_give(next, v);
    /* an index of another history: the same file, made of rows that this store does not have */
    file = kin_open(b->path.p, kinfolk_names(next), kinfolk_places(next), &stamp, &e);
    OK(file, e);
    stamp.mark[5] ^= 1;
    OK(kin_save(file, b->path.p, &stamp, NULL, &e), e);
    OK(kinfolk_refresh(third, b->c, &e), e);
    assert_int_equal(kinfolk_rebuilds(third), 1);
    kinfolk_forget(b->path);
    assert_null(kin_open(b->path.p, kinfolk_names(next), kinfolk_places(next), &stamp, &e));
    bench_close(b);
}

static void the_path_keeps_no_password(TestDb *t)
{
    Arena *a = arena_new(ARENA_REQUEST);
    Str one = kinfolk_path(a, DB_POSTGRES, "postgresql://u:secret@h/q", "/c"),
        two = kinfolk_path(a, DB_POSTGRES, "postgresql://u:other@h/q", "/c");

    (void)t;
    SAYS(kinfolk_path(a, DB_SQLITE, "/x/q.db", "/c"), "/x/q.db.kin");
    SAYS(kinfolk_path(a, DB_POSTGRES, "postgresql:///q", NULL), "");
    assert_true(str_eq(one, two));
    assert_true(str_starts(one, S("/c/")) && str_ends(one, S(".kin")));
    arena_free(a);
}

/* ---- comparing ---- */

typedef struct {
    int64_t sought, wife, father, kin_case;
} Story;

/* 陈文瑞 of 后溪, who was Tan Boon Swee, and what the family in Penang still knows of him. */
static Story tell(Bench *b, const char *born)
{
    Story s;

    fill_registry(b);
    s.sought = MAKE(b, "person",
                    "name_hans=陈文瑞; born=%s; ancestral_place=350211; "
                    "ancestral_place_text=后溪镇崎沟村; left_china=1895",
                    born);
    s.wife = MAKE(b, "person", "name_hans=林美玉; died=1960");
    s.father = MAKE(b, "person", "name_hans=陈大明; presence=deceased");
    (void)MAKE(b, "relation", "person=#%" PRId64 "; relative=#%" PRId64 "; kind=spouse", s.sought,
               s.wife);
    (void)MAKE(b, "relation", "person=#%" PRId64 "; relative=#%" PRId64 "; kind=child", s.father,
               s.sought); /* what the son is to the father */
    (void)MAKE(b, "hall", "name=颍川陈氏宗祠; surname=陈; hall_name=颍川堂; place=350211");
    (void)MAKE(b, "lineage",
               "name=崎沟陈氏; surname=陈; place=350211; village=崎沟; "
               "poem=志成文章华国大; first_generation=12");
    s.kin_case = MAKE(b, "kin_case",
                      "seeker=Tan Ah Kow; sought_latin=Tan Boon Swee; place_old=Tong Ann; "
                      "departed=1895; seeker_country=MY; received=2024-03-01");
    return s;
}

static void clue(Bench *b, const Story *s, const char *kind, const char *more)
{
    (void)MAKE(b, "clue", "kin_case=#%" PRId64 "; kind=%s; %s", s->kin_case, kind, more);
}

static void a_case_is_compared_field_by_field(TestDb *t)
{
    static const struct {
        KinField field;
        KinResult result;
        const char *recorded;
    } wanted[] = {
        { KIN_LATIN, KIN_VARIANT, "陈文瑞" },
        { KIN_BORN, KIN_MATCH, "1874" },
        { KIN_DEPARTED, KIN_MATCH, "1895" },
        { KIN_HALL, KIN_MATCH, "颍川堂" },
        { KIN_GENERATION, KIN_MATCH, "文" },
        { KIN_RELATIVES, KIN_MATCH, "林美玉、陈大明" },
        { KIN_LETTER, KIN_BLANK, "" },
        { KIN_NAME, KIN_BLANK, "" },
    };
    Bench *b = bench_open(t);
    Story s = tell(b, "1874");
    KinCaseAnswer a;
    const KinFound *f;

    clue(b, &s, "tombstone", "text=顯考陳公 享壽七十有五歲; dated=1948");
    clue(b, &s, "hall_name", "text=穎川堂");
    clue(b, &s, "generation", "text=志成文章華國大");
    clue(b, &s, "relative", "text=妻 林氏；父 Tan Tai Beng");
    clue(b, &s, "letter", "text=a letter of 1932");
    a = match(b, s.kin_case);
    assert_true(a.n > 0);
    f = &a.p[0];
    assert_int_equal(f->person, s.sought);
    assert_true(f->p > 0.95);
    assert_false(f->living); /* nobody born in 1874 lives */
    for (size_t i = 0; i < LEN(wanted); i++) {
        const KinCell *cell = &f->cells[wanted[i].field];
        if (cell->result != wanted[i].result || !str_eq(cell->recorded, str_z(wanted[i].recorded)))
            fail_msg("%s: %s '%.*s'", kin_field_label(wanted[i].field),
                     kin_result_code(cell->result), STR(cell->recorded));
        if (wanted[i].result == KIN_BLANK)
            assert_int_equal(cell->bits, 0);
        else
            assert_true(cell->bits > 0);
    }
    assert_true(str_find(f->cells[KIN_GENERATION].how, S("generation 14")) >= 0);
    assert_true(str_find(a.unused, S("a letter of 1932")) >= 0);
    bench_close(b);
}

/* What is only doubtful weighs less, for and against; what nobody recorded weighs nothing. */
static void clues_weigh_as_they_are_sure(TestDb *t)
{
    static const char *const sure[] = { "certain", "likely", "doubtful" };
    Bench *b = bench_open(t);
    Story s = tell(b, "1874");
    int bits[3], wrong[3];

    for (size_t i = 0; i < 3; i++) {
        s.kin_case = MAKE(b, "kin_case", "seeker=A; sought_latin=Tan Boon Swee; place_old=%zu", i);
        clue(b, &s, "tombstone",
             arena_printf(b->o.arena, "text=born 1874; certainty=%s", sure[i]).p);
        KinCaseAnswer a = match(b, s.kin_case);
        bits[i] = must_find(&a, s.sought)->cells[KIN_BORN].bits;
        s.kin_case = MAKE(b, "kin_case", "seeker=B; sought_latin=Tan Boon Swee; place_old=%zu", i);
        clue(b, &s, "tombstone",
             arena_printf(b->o.arena, "text=生于1904; certainty=%s", sure[i]).p);
        a = match(b, s.kin_case);
        wrong[i] = must_find(&a, s.sought)->cells[KIN_BORN].bits;
    }
    assert_true(bits[0] > bits[1] && bits[1] > bits[2] && bits[2] > 0);
    assert_true(wrong[0] < wrong[1] && wrong[1] < wrong[2] && wrong[2] < 0);
    bench_close(b);
}

static void several_names_count_by_the_best(TestDb *t)
{
    Bench *b = bench_open(t);
    Story s = tell(b, "1874");
    KinCaseAnswer a;
    const KinFound *f;

    s.kin_case = MAKE(b, "kin_case",
                      "seeker=A; sought=陳文瑞; sought_latin=Lim Kim Seng; sought_other=友三");
    a = match(b, s.kin_case);
    f = must_find(&a, s.sought);
    assert_ptr_equal(f, &a.p[0]);
    assert_int_equal(f->cells[KIN_NAME].result, KIN_MATCH);
    assert_true(f->cells[KIN_NAME].bits > 0);
    assert_int_equal(f->cells[KIN_LATIN].bits, 0);
    assert_int_equal(f->cells[KIN_LATIN].result, KIN_BLANK); /* no Latin name on record */
    bench_close(b);
}

static void a_case_without_a_name_says_so(TestDb *t)
{
    Bench *b = bench_open(t);
    int64_t id = MAKE(b, "kin_case", "seeker=A; place_old=马巷");
    KinCaseAnswer a;
    Err e = { 0 };

    FAILS(kin_case_match(b->folk, b->c, &(KinAsk){ id, 5, NULL }, &a, &e), e, ERR_INVALID);
    bench_close(b);
}

/* ---- rights and consents ---- */

static void candidates_are_those_that_one_may_see(TestDb *t)
{
    Bench *b = bench_open(t);
    int64_t there, here, kin_case;
    KinCaseAnswer a;
    Err e = { 0 };

    fill_registry(b);
    there = MAKE(b, "person", "name_hans=陈文瑞; born=1874");
    here = office_make(&b->o, "person", b->o.district, S("name_hans=陈文水; born=1874"));
    kin_case = office_make(&b->o, "kin_case", b->o.district,
                           S("seeker=A; sought_latin=Tan Boon Swee; sought_born=1874"));
    a = match(b, kin_case);
    assert_int_equal(a.p[0].person, there);
    assert_non_null(found(&a, here));
    office_act_as(&b->o, "ann"); /* of the district */
    a = match(b, kin_case);
    assert_null(found(&a, there));
    assert_int_equal(a.p[0].person, here);
    office_act_as(&b->o, "eve"); /* may not read clues */
    FAILS(kin_case_match(b->folk, b->c, &(KinAsk){ kin_case, 5, NULL }, &a, &e), e, ERR_DENIED);
    bench_close(b);
}

static void set_date(Bench *b, const char *type, int64_t id, const char *field, const char *day)
{
    const Type *t = registry_find(b->c->types, str_z(type));
    int slot = type_slot(t, str_z(field));
    Err e = { 0 };
    Record *r = store_get(b->c, t, id, &e);
    Check k = { 0 };

    assert_non_null(r);
    OK(value_parse(b->c, &t->fields[slot], r, str_z(day), &r->v[slot], &e), e);
    OK(store_update(b->c, r, &k, &e), e);
}

static void the_living_are_masked_until_both_consent(TestDb *t)
{
    Bench *b = bench_open(t);
    Story s = tell(b, "1951");
    KinCaseAnswer a = match(b, s.kin_case);
    const KinFound *f = must_find(&a, s.sought);
    int64_t consent;

    assert_true(f->living && f->masked);
    SAYS(f->name, "陈＊＊");
    SAYS(f->place, "福建省厦门市集美区"); /* and no village */
    SAYS(f->cells[KIN_LATIN].recorded, "陈＊＊");
    SAYS(f->cells[KIN_LATIN].how, "");
    set_date(b, "kin_case", s.kin_case, "seeker_consented", "2024-03-02");
    a = match(b, s.kin_case);
    assert_true(must_find(&a, s.sought)->masked); /* one side is not both */
    (void)MAKE(b, "consent", "person=#%" PRId64 "; purpose=contact; given=2024-03-03", s.sought);
    a = match(b, s.kin_case);
    assert_true(must_find(&a, s.sought)->masked); /* another purpose */
    consent = MAKE(b, "consent", "person=#%" PRId64 "; purpose=kin_disclosure; given=2024-03-03",
                   s.sought);
    a = match(b, s.kin_case);
    assert_false(must_find(&a, s.sought)->masked);
    SAYS(must_find(&a, s.sought)->name, "陈文瑞");
    SAYS(must_find(&a, s.sought)->place, "后溪镇崎沟村");
    set_date(b, "consent", consent, "withdrawn", "2024-03-20");
    a = match(b, s.kin_case);
    assert_true(must_find(&a, s.sought)->masked);
    bench_close(b);
}

/* A candidate who is dead is shown; a child who may be living is not. */
static void living_relatives_are_masked_too(TestDb *t)
{
    Bench *b = bench_open(t);
    Story s = tell(b, "1874");
    int64_t son = MAKE(b, "person", "name_hans=陈国强; born=1941");
    KinCaseAnswer a;
    const KinFound *f;

    (void)MAKE(b, "relation", "person=#%" PRId64 "; relative=#%" PRId64 "; kind=child", s.sought,
               son);
    clue(b, &s, "relative", "text=son Tan Kok Kiong");
    a = match(b, s.kin_case);
    f = must_find(&a, s.sought);
    SAYS(f->name, "陈文瑞");
    assert_int_equal(f->cells[KIN_RELATIVES].result, KIN_MATCH);
    SAYS(f->cells[KIN_RELATIVES].recorded, "陈＊＊");
    bench_close(b);
}

/* ---- keeping ---- */

static KinKept keep(Bench *b, int64_t kin_case)
{
    KinCaseAnswer a = match(b, kin_case);
    KinKept kept;
    Err e = { 0 };

    OK(kin_keep(b->c, kin_case, &a, KIN_KEEP_LEAST, &kept, &e), e);
    return kept;
}

static int64_t count(Bench *b, const char *type, const char *where)
{
    const QueryParts parts = { .where = str_z(where) };
    Err e = { 0 };
    int64_t n = -1;
    Query *q = query_build(b->c, registry_find(b->c->types, str_z(type)), &parts, &e);

    OK(q && query_total(b->c, q, &n, &e), e);
    return n;
}

static int64_t candidate_of(Bench *b, int64_t person)
{
    Err e = { 0 };
    AUTO(stmt_done) Stmt *q =
        db_query(b->c->db, "SELECT id FROM candidate WHERE person = $1", P(person));

    OK(db_next(q, &e), e);
    return db_int(q, 0);
}

static void decisions_stand(TestDb *t)
{
    Bench *b = bench_open(t);
    Story s = tell(b, "1874");
    const Type *candidate = registry_find(b->c->types, S("candidate"));
    KinKept kept = keep(b, s.kin_case);
    Check k = { 0 };
    int64_t id;
    Err e = { 0 };

    assert_int_equal(kept.made, 1);
    assert_true(kept.batch > 0);
    id = candidate_of(b, s.sought);
    assert_int_equal(count(b, "candidate", "state = proposed and r_departed = match"), 1);
    /* nothing new: nothing is written */
    kept = keep(b, s.kin_case);
    assert_int_equal(kept.made + kept.changed + kept.left, 0);
    assert_int_equal(kept.batch, 0);
    /* a further clue: the program's own record takes it */
    clue(b, &s, "hall_name", "text=颍川");
    kept = keep(b, s.kin_case);
    assert_int_equal(kept.changed, 1);
    assert_int_equal(count(b, "candidate", "r_hall = match"), 1);
    /* somebody edits it: from now on it is theirs */
    set_date(b, "candidate", id, "seeker_consented", "2024-03-02");
    clue(b, &s, "relative", "text=妻 林氏");
    kept = keep(b, s.kin_case);
    assert_int_equal(kept.left, 1);
    assert_int_equal(kept.changed + kept.made, 0);
    assert_int_equal(count(b, "candidate", "r_kin = match"), 0);
    OK(store_move(b->c, candidate, id, (MoveTo){ S("ruled_out"), S("another man"), 0 }, &k, &e), e);
    kept = keep(b, s.kin_case);
    assert_int_equal(kept.made, 0);
    assert_int_equal(count(b, "candidate", "state = ruled_out"), 1);
    /* nor does one come back that was voided */
    OK(store_void(b->c, candidate, id, S("in error"), &e), e);
    kept = keep(b, s.kin_case);
    assert_int_equal(kept.made, 0);
    bench_close(b);
}

static KinCold cold(Bench *b, int64_t since)
{
    KinCold out;
    Err e = { 0 };

    OK(kin_cold(b->folk, b->c, since, 0, &out, &e), e);
    return out;
}

static void move_to(Bench *b, int64_t id, const char *state)
{
    Check k = { 0 };
    Err e = { 0 };

    OK(store_move(b->c, registry_find(b->c->types, S("kin_case")), id,
                  (MoveTo){ str_z(state), S("x"), 0 }, &k, &e),
       e);
}

static void cold_cases_hear_of_new_persons(TestDb *t)
{
    Bench *b = bench_open(t);
    int64_t kin_case, person, before;
    bool any;
    KinCold c;
    Err e = { 0 };

    fill_registry(b);
    OK(kin_has_cold(b->c, &any, &e), e);
    assert_false(any);
    kin_case = MAKE(b, "kin_case",
                    "seeker=A; sought_latin=Tan Boon Swee; sought_born=1874; review_on=2025-01-01");
    c = cold(b, 0);
    assert_int_equal(c.cases, 0); /* it is being worked on */
    move_to(b, kin_case, "dormant");
    c = cold(b, 0);
    assert_int_equal(c.cases, 1);
    assert_int_equal(c.made, 0);
    OK(kin_history_seq(b->c, &before, &e), e);
    (void)MAKE(b, "person", "name_hans=郭大山");
    c = cold(b, before);
    assert_int_equal(c.with_new, 0);
    person = MAKE(b, "person", "name_hans=陈文瑞; born=1874");
    OK(kin_has_cold(b->c, &any, &e), e);
    assert_true(any);
    c = cold(b, before);
    assert_int_equal(c.with_new, 1);
    assert_int_equal(c.made, 1);
    assert_int_equal(count(b, "candidate", "state = proposed and proposed = 2024-04-01"), 1);
    (void)candidate_of(b, person);
    c = cold(b, 0); /* told once */
    assert_int_equal(c.with_new, 0);
    office_act_as(&b->o, "eve"); /* may not write candidates */
    OK(kin_has_cold(b->c, &any, &e), e);
    assert_false(any);
    bench_close(b);
}

/* ---- clues ---- */

static void tombstones_and_relatives_are_read(TestDb *t)
{
    static const struct {
        const char *text;
        Day from, to;
        const char *born;
    } tombs[] = {
        { "享壽七十有五歲", 19480101, 19481231, "1874" }, /* counted from the year of birth */
        { "积闰享寿八十", 19300101, 19301231, "1852~" },  /* leap months are added */
        { "aged 75", 19480101, 19481231, "1872/1873" },
        { "Born 1874, died 1948", 0, 0, "1874" },
        { "生於光緒三年 卒於民國二十年", 0, 0, "光緒三年" },
        { "享壽七十有五歲", 0, 0, "" }, /* of whichever year */
        { "顯考陳公之墓", 19480101, 19481231, "" },
        { "享年一百五十歲", 19480101, 19481231, "" }, /* nobody is */
    };
    static const struct {
        const char *text, *kind, *name;
        bool surname_only;
    } kin[] = {
        { "父 陳文瑞", "parent", "陳文瑞", false },
        { "妻：林氏", "spouse", "林", true },
        { "Tan Boon Swee (father)", "parent", "Tan Boon Swee", false },
        { "brother Tan Ah Bak", "sibling", "Tan Ah Bak", false },
        { "陈大明（祖父）", "grandparent", "陈大明", false },
        { "Sonny Lim", NULL, "Sonny Lim", false }, /* no son */
        { "陈大明", NULL, "陈大明", false },
    };
    Arena *a = arena_new(ARENA_REQUEST);

    (void)t;
    for (size_t i = 0; i < LEN(tombs); i++) {
        Str born = clue_born(a, str_z(tombs[i].text), tombs[i].from, tombs[i].to);
        if (!str_eq(born, str_z(tombs[i].born)))
            fail_msg("%s: '%.*s'", tombs[i].text, STR(born));
    }
    for (size_t i = 0; i < LEN(kin); i++) {
        Relative r = clue_relative(a, str_z(kin[i].text));
        if (!str_eq(r.name, str_z(kin[i].name)) || r.surname_only != kin[i].surname_only ||
            !str_eq(str_z(r.kind), str_z(kin[i].kind)))
            fail_msg("%s: %s '%.*s'", kin[i].text, r.kind ? r.kind : "-", STR(r.name));
    }
    SAYS(clue_words(a, S("文字輩 (12th)")), "文");
    SAYS(clue_words(a, S("昭穆：志、成、文、章")), "志成文章");
    arena_free(a);
}

static const DbCase cases[] = {
    DB_CASE(the_index_follows_the_store),
    DB_CASE(the_file_serves_the_next_one),
    DB_CASE(the_path_keeps_no_password),
    DB_CASE(a_case_is_compared_field_by_field),
    DB_CASE(clues_weigh_as_they_are_sure),
    DB_CASE(several_names_count_by_the_best),
    DB_CASE(a_case_without_a_name_says_so),
    DB_CASE(candidates_are_those_that_one_may_see),
    DB_CASE(the_living_are_masked_until_both_consent),
    DB_CASE(living_relatives_are_masked_too),
    DB_CASE(decisions_stand),
    DB_CASE(cold_cases_hear_of_new_persons),
    DB_CASE(tombstones_and_relatives_are_read),
};

int main(void)
{
    return run_db_cases("kin cases", cases, LEN(cases));
}
