/* SPDX-License-Identifier: Apache-2.0
 * Queries on a small store, on both engines: which records they find, what they count, what each
 * user sees of it, and how pages go on.
 */
#include "engine/fixture.h"

#include "base/mem.h"
#include "engine/query_kept.h"

/* ---- the records ---- */

typedef struct {
    const char *key, *began, *size, *kind, *topics, *public, *country, *division, *cost, *rate,
        *state;
    const char *guide, *hosts; /* letters of guides */
    char unit;                 /* root, district, street, other */
} Row;

static const Row rows[] = {
    { "v01", "2024-03-05", "12", "gala", "gala、talk", "yes", "SB", "350203", "20000", "12.5", "done", "A", "AB", 'r' },
    { "v02", "2024-03", "30", "talk", "talk", "no", "MY", "350206", "5000 USD", NULL, "plan", "B", "B", 'd' },
    { "v03", "2024", "5", "gala", NULL, NULL, "SG", "350200", NULL, "-1.25", "plan", "C", NULL, 's' },
    { "v04", "2023—2024", "100", NULL, NULL, NULL, "SB", "350500", NULL, NULL, "done", "A", NULL, 'o' },
    { "v05", "2023-05-01", "7", "talk", NULL, "yes", NULL, NULL, "30000", NULL, "off", NULL, "C", 'r' },
    { "v06", NULL, "9", NULL, NULL, NULL, NULL, NULL, NULL, NULL, "plan", NULL, NULL, 'r' },
    { "v07", "2024-12-31", "500", "gala", "gala", "no", "HK", "440500", NULL, NULL, "plan", NULL, NULL, 's' },
    { "v08", "2024-03-31", NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "plan", "B", "A", 'd' },
    { "v09", "2024-02-29", "2", NULL, NULL, NULL, "MY", NULL, "1000", "100", "plan", NULL, "AC", 'o' },
    { "v10", "2022", "12", "talk", "gala", NULL, "MY", "350203103", "700 USD", NULL, "done", "B", NULL, 'r' },
    { "v11", "2024-03-20", "1", "gala", NULL, NULL, "SB", NULL, NULL, NULL, "plan", NULL, NULL, 'r' }, /* voided */
};

static int64_t unit_of(const Fixture *f, char letter)
{
    return letter == 'd'   ? f->district
           : letter == 's' ? f->street
           : letter == 'o' ? f->other
                           : f->root;
}

static void set_maybe(Fixture *f, Record *r, int field, const char *text)
{
    if (text)
        fixture_set(f, r, field, text);
}

static int64_t save(Fixture *f, Record *r)
{
    Check k = { 0 };
    Err e = { 0 };
    OK(store_create(&f->c, r, &k, &e), e);
    return r->id;
}

/* Guides A (SB), B (MY, of the other district) and C, then the rows. */
static void fill(Fixture *f)
{
    static const char *const countries[] = { "SB", "MY", NULL };
    int64_t guides[3];
    Err e = { 0 };

    f->c.importing = true;
    for (int i = 0; i < 3; i++) {
        Record *g = record_new(f->arena, registry_find(f->c.types, S("guide")));
        char name[2] = { (char)('A' + i), 0 };
        fixture_set(f, g, 0, arena_printf(f->arena, "%s", name).p);
        set_maybe(f, g, 1, countries[i]);
        g->key = arena_printf(f->arena, "G-%s", name);
        g->unit = i == 1 ? f->other : f->root;
        guides[i] = save(f, g);
    }
    for (size_t i = 0; i < LEN(rows); i++) {
        const Row *row = &rows[i];
        Record *r = record_new(f->arena, registry_find(f->c.types, S("visit")));
        Str hosts = { 0 };
        r->key = str_z(row->key);
        r->unit = unit_of(f, row->unit);
        r->state = str_z(row->state);
        fixture_set(f, r, V_TITLE, arena_printf(f->arena, "Title %s", row->key).p);
        set_maybe(f, r, V_BEGAN, row->began);
        set_maybe(f, r, V_SIZE, row->size);
        set_maybe(f, r, V_KIND, row->kind);
        set_maybe(f, r, V_TOPICS, row->topics);
        set_maybe(f, r, V_PUBLIC, row->public);
        set_maybe(f, r, V_COUNTRY, row->country);
        set_maybe(f, r, V_DIVISION, row->division);
        set_maybe(f, r, V_COST, row->cost);
        set_maybe(f, r, V_RATE, row->rate);
        if (row->guide)
            rec_set_int(r, V_GUIDE, guides[row->guide[0] - 'A']);
        for (const char *p = row->hosts; p && *p; p++)
            hosts = arena_printf(f->arena, "%.*s#%" PRId64 ";", STR(hosts), guides[*p - 'A']);
        if (hosts.n)
            fixture_set(f, r, V_HOSTS, hosts.p);
        fixture_set(f, r, V_NAME, arena_printf(f->arena, "Leader %s", row->key).p);
        fixture_set(f, r, V_PASS, arena_printf(f->arena, "P %s", row->key).p);
        (void)save(f, r);
        if (i + 1 == LEN(rows))
            OK(store_void(&f->c, r->type, r->id, S("twice"), &e), e);
    }
    f->c.importing = false;
}

static Fixture *filled(TestDb *t)
{
    Fixture *f = fixture_open(t);
    fill(f);
    return f;
}

/* ---- answers as text ---- */

static void put_value(Buf *out, const Value *v, const Field *f)
{
    if (!v->set)
        buf_putc(out, '-');
    else if (v->text.n && v->i && v->j == 0 && (!f || f->kind == T_MONEY))
        buf_printf(out, "%" PRId64 "%.*s", v->i, STR(v->text));
    else if (v->text.n)
        buf_put(out, v->text);
    else
        buf_int(out, v->i);
}

/* "a b; c d": the rows of a query. Masked values are '*'. */
static Str answer(Fixture *f, const Query *q)
{
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    Err e = { 0 };
    AUTO(rows_done) Rows *r = query_run(&f->c, q, &e);
    while (rows_next(r, &e)) {
        buf_put(&b, b.n ? S("; ") : S(""));
        for (size_t i = 0; i < query_columns(q); i++) {
            buf_put(&b, i ? S(" ") : S(""));
            if (rows_masked(r, i))
                buf_putc(&b, '*');
            else
                put_value(&b, rows_value(r, i), query_column(q, i)->field);
        }
    }
    if (e.kind)
        fail_msg("%s", e.msg);
    return arena_str(f->arena, buf_str(&b));
}

static Query *built(Fixture *f, const char *text, const QueryParts *parts)
{
    Err e = { 0 };
    Query *q = query_parse(&f->c, str_z(text), parts, &e);
    if (!q)
        fail_msg("%s: %s", text, e.msg);
    return q;
}

static void check_answer(Fixture *f, const char *text, const QueryParts *parts, const char *wanted)
{
    const Query *q = built(f, text, parts);
    Str got = answer(f, q);
    if (!str_eq(got, str_z(wanted)))
        fail_msg("%s:\n  %.*s\ninstead of\n  %s\n%.*s", text, STR(got), wanted, STR(query_sql(q)));
}

/* ---- which records ---- */

/* Numbers of the visits found, in the order of making. */
static const struct {
    const char *where, *found;
} finds[] = {
    /* numbers */
    { "size = 12", "01 10" },
    { "size != 12", "02 03 04 05 06 07 09" },
    { "size < 7", "03 09" },
    { "size >= 30 and size <= 100", "02 04" },
    { "size in (12, 2, 30..100)", "01 02 04 09 10" },
    { "size between 5 and 9", "03 05 06" },
    { "not (size = 12)", "02 03 04 05 06 07 08 09" },
    { "size not in (12, 2)", "02 03 04 05 06 07 08" },
    { "size is empty", "08" },
    { "size > -1 and size in (1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,30)", "01 02 03 05 06 09 10" },
    { "rate = 12.5 or rate = -1.25", "01 03" },
    { "rate >= 12.49", "01 09" },
    /* texts */
    { "title = 'Title v03'", "03" },
    { "title contains '0' and title contains v1", "10" },
    { "title starts 'Title v0'", "01 02 03 04 05 06 07 08 09" },
    { "title starts 'title'", "" },
    { "title > 'Title v08'", "09 10" },
    { "key in ('v01', \"v02\", “v03”)", "01 02 03" },
    { "key in (v01,v02,v03,v04,v05,v06,v07,v08,v10,v11,v12,v13,v14,v15,v16,v17,v18,v19)",
      "01 02 03 04 05 06 07 08 10" },
    /* dates: certain, possible, empty */
    { "began in 2024", "01 02 03 07 08 09" },
    { "began = 2024", "01 02 03 07 08 09" },
    { "began != 2024", "04 05 10" },
    { "not (began in 2024)", "04 05 06 10" },
    { "began maybe in 2024", "01 02 03 04 07 08 09" },
    { "began maybe in 2024-03", "01 02 03 04 08" },
    { "began in 2024-03", "01 02 08" },
    { "began in 2024-Q1", "01 02 08 09" },
    { "began = 2024-03-05", "01" },
    { "began < 2024", "05 10" },
    { "began before 2024-03-05", "05 09 10" },
    { "began > 2024-03-05", "07 08" },
    { "began >= 2024-03-01", "01 02 07 08" },
    { "began <= 2024-03", "01 02 05 08 09 10" },
    { "began in 2023..2024-02", "05 09" },
    { "began in (2022, 2023-05)", "05 10" },
    { "began in last 90 days", "01 02 08 09" },
    { "began in last month", "01 02 08" },
    { "began in last year", "05" },
    { "began in this year and began > today", "07" },
    { "began = yesterday", "08" },
    { "began in period", "05" },
    { "began is empty", "06" },
    { "created_at in 2024-04-01", "01 02 03 04 05 06 07 08 09 10" },
    { "created_at < 2024-04-01", "" },
    /* money */
    { "cost >= 20000", "01 05" },
    { "cost >= 700 USD", "02 10" },
    { "cost in (1000, 600 USD..800 USD)", "09 10" },
    { "cost != 1000", "01 02 05 10" },
    { "cost is empty", "03 04 06 07 08" },
    /* choices, yes and no, states */
    { "kind = gala", "01 03 07" },
    { "kind in (晚会, talk)", "01 02 03 05 07 10" },
    { "kind != gala", "02 05 10" },
    { "not kind = gala", "02 04 05 06 08 09 10" },
    { "topics has gala", "01 07 10" },
    { "topics has (gala, talk)", "01 02 07 10" },
    { "topics has gala and topics has talk", "01" },
    { "topics = talk", "01 02" },
    { "public", "01 05" },
    { "not public", "02 03 04 06 07 08 09 10" },
    { "public = no", "02 07" },
    { "state in (完成, off)", "01 04 05 10" },
    /* places */
    { "country in (SB, 马来西亚)", "01 02 04 09 10" },
    { "division under 350200", "01 02 03 10" },
    { "division under 350203", "01 10" },
    { "division under (350500, 440000)", "04 07" },
    { "division = 350200", "03" },
    /* links */
    { "guide.country = SB", "01 04" },
    { "guide.name = B and guide.unit = HL", "02 08 10" },
    { "guide = 'G-C'", "03" },
    { "guide != 'G-B'", "01 03 04" },
    { "guide in ('G-C', G-A)", "01 03 04" },
    { "not (guide.country = SB)", "02 03 05 06 07 08 09 10" },
    { "guide.country is empty", "03 05 06 07 09" },
    { "hosts has 'G-A'", "01 08 09" },
    { "hosts has (G-B, G-C)", "01 02 05 09" },
    { "hosts.country = MY", "01 02" },
    { "hosts is empty", "03 04 06 07 10" },
    { "hosts.country not in (SB)", "02 03 04 05 06 07 10" },
    { "guide = this", "02 08 10" },
    { "hosts has this or guide.country = SB", "01 02 04" },
    /* units */
    { "unit = SM", "02 08" },
    { "unit under SM", "02 03 07 08" },
    { "unit under (SM, HL)", "02 03 04 07 08 09" },
    { "unit not under SM", "01 04 05 06 09 10" },
    { "unit.code = 'SM-ZH'", "03 07" },
    { "unit.parent = SM", "03 07" },
    { "created_by = office", "01 02 03 04 05 06 07 08 09 10" },
    /* together */
    { "kind = gala and (began in 2024-03 or size > 100)", "01 07" },
    { "size > 1 and not (kind = gala or guide.country = MY)", "04 05 06 09" },
};

/* "v01 v04" → "01 04". */
static Str numbers(Fixture *f, const char *where, const QueryParts *parts)
{
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    QueryParts p = *parts;
    const Query *q;
    Err e = { 0 };
    int64_t total = 0;

    p.where = str_z(where);
    p.columns = S("key");
    q = query_build(&f->c, registry_find(f->c.types, S("visit")), &p, &e);
    if (!q)
        fail_msg("%s: %s", where, e.msg);
    AUTO(rows_done) Rows *r = query_run(&f->c, q, &e);
    int64_t n = 0;
    for (; rows_next(r, &e); n++) {
        Str key = rows_value(r, 0)->text;
        buf_printf(&b, "%s%.*s", b.n ? " " : "", STR(str_part(key, 1, 2)));
    }
    OK(!e.kind && query_total(&f->c, q, &total, &e), e);
    assert_int_equal(total, n);
    return arena_str(f->arena, buf_str(&b));
}

static void finds_records(TestDb *t)
{
    Fixture *f = filled(t);
    Err e = { 0 };
    QueryParts parts = { .from = 20230101,
                         .to = 20231231,
                         .self = store_find_key(&f->c, registry_find(f->c.types, S("guide")),
                                                S("G-B"), &e) };
    size_t wrong = 0;
    for (size_t i = 0; i < LEN(finds); i++) {
        Str got = numbers(f, finds[i].where, &parts);
        if (str_eq(got, str_z(finds[i].found)))
            continue;
        print_error("%s: %.*s instead of %s\n", finds[i].where, STR(got), finds[i].found);
        wrong++;
    }
    assert_int_equal(wrong, 0);
    parts.with_void = true;
    SAYS(numbers(f, "began in 2024-03", &parts), "01 02 08 11");
    fixture_close(f);
}

/* ---- others than visits, lists, counts ---- */

static const struct {
    const char *text, *answer;
} answers[] = {
    /* records that others link to */
    { "guide where has visit.guide columns name", "A; B; C" },
    { "guide where has visit.guide (began in 2023) columns name", "" },
    { "guide where has visit by guide (country = MY and size > 12) columns name", "B" },
    { "guide where not has visit.guide (state = done) columns name", "C" },
    { "guide where has visit.hosts (public) columns name", "A; B; C" },
    { "guide where has visit.hosts (kind = talk) columns name", "B; C" },
    { "guide where has visit.guide (guide.country = SB) columns name", "A" },
    { "user where has grant (role = office) columns login", "office" },
    { "unit where id under SM columns code", "SM; SM-ZH" },
    /* lists: columns and order; empty ones come first, falling last */
    { "visit where size <= 9 columns key, size, began order size desc",
      "v06 9 -; v05 7 2023-05-01; v03 5 2024; v09 2 2024-02-29" },
    { "visit where unit = HQ columns key, guide.name, unit.code order key desc",
      "v10 B HQ; v06 - HQ; v05 - HQ; v01 A HQ" },
    { "visit where kind = gala columns key, began order began", "v03 2024; v01 2024-03-05; v07 2024-12-31" },
    { "visit columns key order began desc, key limit 3", "v07; v08; v01" },
    { "visit columns key order began limit 2", "v06; v10" },
    { "visit where guide.name is not empty columns key order guide.name desc, key desc limit 5",
      "v03; v10; v08; v02; v04" },
    { "visit where key in (v01, v10) columns cost, rate, public, topics, state, country",
      "2000000CNY 1250 1 |gala|talk| done SB; 70000USD - - |gala| done MY" },
    { "visit where key = v01 columns key, id.key, created_by.login, guide.unit.code", "v01 v01 office HQ" },
    { "guide order name desc", "C; B; A" },
    /* counts */
    { "visit count rows", "10" },
    { "visit where size > 1000 count rows, sum size, min began", "0 0 -" },
    { "visit count rows, sum size, distinct country, min size, max size", "10 677 4 2 500" },
    { "visit count rows, filled country, filled began, filled cost", "10 7 9 5" },
    { "visit count min began, max began, min title", "2022-01-01 2024-12-31 Title v01" },
    { "visit count rows, sum size by kind", "- 4 111; gala 3 517; talk 3 49" },
    { "visit by kind order rows desc, kind", "- 4; gala 3; talk 3" },
    { "visit count sum size by country order sum size desc limit 2", "HK 500; SB 112" },
    { "visit count rows by year(began)", "- 2; 2022 1; 2023 1; 2024 6" },
    { "visit count rows by quarter(began)", "- 4; 2023-Q2 1; 2024-Q1 4; 2024-Q4 1" },
    { "visit count rows by month(began), state where unit under HQ",
      "- done 2; - plan 2; 2023-05 off 1; 2024-02 plan 1; 2024-03 done 1; 2024-03 plan 2; 2024-12 plan 1" },
    { "visit count rows by guide.country order rows desc", "- 5; MY 3; SB 2" },
    { "visit where cost is not empty count sum cost", "5100000CNY; 570000USD" },
    { "visit count rows, sum cost by state order state",
      "done 1 -; done 1 2000000CNY; done 1 70000USD; off 1 3000000CNY; plan 4 -; plan 1 100000CNY; "
      "plan 1 500000USD" },
    { "visit count max cost, min cost where cost is not empty", "3000000CNY 100000CNY; 500000USD 70000USD" },
    { "visit count rows, distinct hosts", "10 3" },
    { "visit count distinct hosts, rows by unit.code order rows desc, unit.code",
      "HQ 3 4; HL 2 2; SM 2 2; SM-ZH 0 2" },
    { "visit count distinct guide.country, distinct began", "2 9" },
    { "visit count rows by began order began desc limit 2", "2024-12-31 1; 2024-03-31 1" },
};

static void answers_questions(TestDb *t)
{
    Fixture *f = filled(t);
    for (size_t i = 0; i < LEN(answers); i++)
        check_answer(f, answers[i].text, NULL, answers[i].answer);
    fixture_close(f);
}

static void takes_what_the_text_leaves_out(TestDb *t)
{
    Fixture *f = filled(t);
    QueryParts list = {
        .where = S("size > 5"), .columns = S("key"), .order = S("size desc"), .limit = 3
    };
    check_answer(f, "visit", &list, "v07; v04; v02");
    check_answer(f, "visit where kind = talk or kind = gala", &list, "v07; v02; v10");
    check_answer(f, "visit columns size order size limit 1", &list, "7");
    check_answer(f, "visit count rows", &list, "7");
    assert_int_equal(query_columns(built(f, "visit", NULL)), 2); /* IN_LIST: title, began */
    assert_string_equal(query_column(built(f, "visit", NULL), 1)->field->name, "began");
    assert_true(query_counts(built(f, "visit by kind", NULL)));
    fixture_close(f);
}

/* ---- the tree of a day ---- */

/* The street moves from the district to the other one on 2024-06-01. */
static void asks_the_tree_of_a_day(TestDb *t)
{
    Fixture *f = filled(t);
    Err e = { 0 };
    OK(db_exec(f->c.db, &e,
               "UPDATE \"unit_edge\" SET \"ended_from\" = 20240601, \"ended_to\" = 20240601 WHERE"
               " \"member\" = $1",
               P(f->street)),
       e);
    OK(db_exec(f->c.db, &e,
               "INSERT INTO \"unit_edge\" (\"id\", \"unit\", \"version\", \"created_at\","
               " \"created_by\", \"changed_at\", \"changed_by\", \"member\", \"parent\","
               " \"began_from\", \"began_to\") VALUES (77, $1, 1, 0, 0, 0, 0, $2, $3, 20240601,"
               " 20240601)",
               P(f->root), P(f->street), P(f->other)),
       e);
    SAYS(numbers(f, "unit under SM", &(QueryParts){ 0 }), "02 03 07 08");
    SAYS(numbers(f, "unit under SM", &(QueryParts){ .tree = 20240531 }), "02 03 07 08");
    SAYS(numbers(f, "unit under SM", &(QueryParts){ .tree = 20240601 }), "02 08");
    SAYS(numbers(f, "unit under HL", &(QueryParts){ .tree = 20240601 }), "03 04 07 09");
    f->c.today = 20240701; /* as of a later day */
    SAYS(numbers(f, "unit under HL", &(QueryParts){ 0 }), "03 04 07 09");
    SAYS(numbers(f, "unit under HL", &(QueryParts){ .tree = 20240101 }), "04 09");
    fixture_close(f);
}

/* ---- rights ---- */

static int64_t readings(Fixture *f)
{
    Err e = { 0 };
    AUTO(stmt_done) Stmt *q =
        db_query(f->c.db, "SELECT count(*) FROM qiao_history WHERE act = 'read'");
    OK(db_next(q, &e), e);
    return db_int(q, 0);
}

static void refused(Fixture *f, const char *text)
{
    Err e = { 0 };
    if (query_parse(&f->c, str_z(text), NULL, &e))
        fail_msg("%s was not refused", text);
    if (e.kind != ERR_DENIED)
        fail_msg("%s: %s", text, e.msg);
}

/* Users of a district and a street see their own part of the tree alone. */
static void keeps_to_the_own_units(TestDb *t)
{
    Fixture *f = filled(t);
    fixture_as(f, "ann");
    SAYS(numbers(f, "size >= 0 or size is empty", &(QueryParts){ 0 }), "02 03 07 08");
    check_answer(f, "visit count rows, sum size", NULL, "4 535");
    SAYS(numbers(f, "unit under HQ", &(QueryParts){ 0 }), "02 03 07 08");
    /* guides are of the root and the other district: hidden, so their fields are empty */
    check_answer(f, "visit where key = v02 columns key, guide.name", NULL, "v02 -");
    SAYS(numbers(f, "guide.country = MY", &(QueryParts){ 0 }), "");
    SAYS(numbers(f, "guide.country is empty", &(QueryParts){ 0 }), "02 03 07 08");
    SAYS(numbers(f, "hosts.country = MY", &(QueryParts){ 0 }), "");
    check_answer(f, "guide count rows", NULL, "0");
    fixture_as(f, "bob");
    SAYS(numbers(f, "size > 0", &(QueryParts){ 0 }), "03 07");
    fixture_close(f);
}

/* A handler reads what is personal but nothing sensitive; a statistician not even that. */
static void keeps_to_the_own_level(TestDb *t)
{
    Fixture *f = filled(t);
    fixture_as(f, "ann");
    check_answer(f, "visit where key = v02 columns key, leader", NULL, "v02 Leader v02");
    refused(f, "visit where pass = 'P v02'");
    refused(f, "visit columns key, pass");
    refused(f, "visit order pass");
    refused(f, "visit by pass");
    refused(f, "visit count distinct pass");
    fixture_as(f, "eve");
    check_answer(f, "visit where key = v02 columns key, size", NULL, "v02 30");
    refused(f, "visit where leader contains Leader");
    refused(f, "visit columns leader");
    refused(f, "guide where has visit.guide (leader contains x)");
    fixture_close(f);
}

/* One person with two roles: sees all of the district, and of the rest what is internal. */
static void masks_row_by_row(TestDb *t)
{
    Fixture *f = filled(t);
    const Grant grants[] = { { role_find(S("statistician")), f->root, 0, 99991231 },
                             { role_find(S("district")), f->district, 0, 99991231 } };
    User both = { .id = 1, .login = S("both"), .home = f->root, .grants = grants, .ngrants = 2 };
    int64_t before;

    f->c.user = &both;
    before = readings(f);
    check_answer(f, "visit where key in (v01, v02) columns key, leader, pass", NULL,
                 "v01 * *; v02 Leader v02 P v02");
    assert_int_equal(readings(f), before + 1); /* once for a run */
    check_answer(f, "visit where leader starts Leader columns key", NULL, "v02; v03; v07; v08");
    check_answer(f, "visit columns key order leader desc", NULL, "v08; v07; v03; v02");
    check_answer(f, "visit where pass is not empty or size > 0 count rows", NULL, "4");
    check_answer(f, "visit where key = v01 columns pass", NULL, "*");
    assert_int_equal(readings(f), before + 1); /* nothing sensitive was shown */
    check_answer(f, "visit count rows", NULL, "10");
    fixture_close(f);
}

static void logs_what_is_sensitive(TestDb *t)
{
    Fixture *f = filled(t);
    int64_t before = readings(f);
    Err e = { 0 };
    check_answer(f, "visit where pass = 'P v01' columns key", NULL, "v01");
    assert_int_equal(readings(f), before);
    check_answer(f, "visit where key in (v01, v02) columns pass", NULL, "P v01; P v02");
    assert_int_equal(readings(f), before + 1);
    check_answer(f, "visit where key = v01 by pass", NULL, "P v01 1");
    assert_int_equal(readings(f), before + 2);
    {
        AUTO(rows_done) Rows *r = query_run(&f->c, built(f, "visit columns pass", NULL), &e);
        assert_true(rows_next(r, &e)); /* and then no more */
    }
    assert_int_equal(readings(f), before + 3);
    SAYS(fixture_check(f), "");
    fixture_close(f);
}

/* ---- pages ---- */

/* A thousand visits with few sizes and dates, some empty, by SQL. Among the titles are two that an
 * order does not tell apart: one has a joiner that nobody sees. */
static void add_thousand(Fixture *f)
{
    static const char *const titles[13] = { "0%", "1%", "a",  "B",    "王", "王\xE2\x80\x8D",
                                            "李", "张", "阿", "王安", "一", "Z",
                                            "，" };
    Err e = { 0 };
    AUTO(txn_rollback) Txn txn = txn_begin(f->c.db, &e);
    for (int i = 0; i < 1000; i++) {
        int64_t day = 20240101 + i % 7;
        Param p[] = { P((int64_t)(1000000 + i)), P(f->root), i % 5 ? P((int64_t)(i % 11)) : P_NULL,
                      i % 3 ? P(day) : P_NULL, P(arena_printf(f->arena, "t,%s", titles[i % 13])) };
        OK(db_exec_text(
               f->c.db,
               S("INSERT INTO \"visit\" (\"id\", \"unit\", \"version\", \"created_at\","
                 " \"created_by\", \"changed_at\", \"changed_by\", \"size\", \"began_from\","
                 " \"began_to\", \"title\") VALUES ($1, $2, 1, 0, 0, 0, 0, $3, $4, $4, $5)"),
               p, LEN(p), NULL, &e),
           e);
    }
    OK(txn_commit(&txn, &e), e);
}

/* The next page of `all`, which stands at row *at; goes on behind it, or in front of it. */
static bool turn_page(Fixture *f, QueryParts *parts, const int64_t *all, size_t *at)
{
    Err e = { 0 };
    const Query *q = query_build(&f->c, registry_find(f->c.types, S("visit")), parts, &e);
    OK(q, e);
    AUTO(rows_done) Rows *r = query_run(&f->c, q, &e);
    int64_t n = 0;

    for (; rows_next(r, &e); n++) {
        size_t i = parts->backward ? --*at : (*at)++;
        if (!all || i >= 1000 || all[i] != rows_id(r))
            fail_msg("order %.*s: row %zu is another one", STR(parts->order), i);
        parts->after = rows_key(r);
    }
    OK(!e.kind, e);
    return n == parts->limit;
}

/* Goes through in pages; each row must come once and in the order of the whole. Then back again. */
static void page_through(Fixture *f, const char *order, int64_t size, Collate collate)
{
    const Type *visit = registry_find(f->c.types, S("visit"));
    QueryParts parts = { .where = S("title starts 't,'"),
                         .columns = S("size"),
                         .order = str_z(order),
                         .collate = collate };
    Err e = { 0 };
    VEC(int64_t) all = { 0 };
    size_t at = 0;

    {
        const Query *q = query_build(&f->c, visit, &parts, &e);
        OK(q, e);
        AUTO(rows_done) Rows *r = query_run(&f->c, q, &e);
        while (rows_next(r, &e))
            vec_push(f->arena, &all, rows_id(r));
    }
    assert_int_equal(all.n, 1000);
    parts.limit = size;
    while (turn_page(f, &parts, all.p, &at))
        ;
    assert_int_equal(at, 1000);
    parts.backward = true;
    at--; /* the last row, whose key is the mark */
    while (turn_page(f, &parts, all.p, &at))
        ;
    assert_int_equal(at, 0);
}

static void pages_through_everything(TestDb *t)
{
    static const char *const orders[] = {
        "", "id desc", "size", "size desc", "began desc, size", "began, title desc, size desc", "title",
        "unit.code, size desc", "guide.name, began", "state desc, title desc, began desc", "size, id desc",
    };
    Fixture *f = fixture_open(t);
    Err e = { 0 };
    add_thousand(f);
    for (size_t i = 0; i < LEN(orders); i++)
        page_through(f, orders[i], i % 2 ? 97 : 250, (Collate)(i % COLLATE__N));
    for (Collate c = COLLATE_BYTES; c < COLLATE__N; c++) {
        page_through(f, "title", 97, c);
        page_through(f, "title desc, began", 97, c);
    }
    page_through(f, "size desc, began", 1, COLLATE_BYTES);
    assert_null(query_build(&f->c, registry_find(f->c.types, S("visit")),
                            &(QueryParts){ .after = S("5"), .order = S("size") }, &e));
    assert_string_equal(e.msg,
                        "the page mark '5' does not belong to this order; begin at the first page");
    fixture_close(f);
}

/* ---- the orders of Chinese ---- */

static void orders_names_as_they_are_read(TestDb *t)
{
    static const char *const names[] = { "张三", "Zoe", "李四", "王五", "阿明", "王一", "丁二" };
    static const struct {
        Collate order;
        const char *up, *down;
    } cases[] = {
        { COLLATE_BYTES, "Zoe; 丁二; 张三; 李四; 王一; 王五; 阿明",
          "阿明; 王五; 王一; 李四; 张三; 丁二; Zoe" },
        { COLLATE_PINYIN, "阿明; 丁二; 李四; 王五; 王一; 张三; Zoe",
          "Zoe; 张三; 王一; 王五; 李四; 丁二; 阿明" },
        /* 2, 4 and 7 strokes; those of 7 by their radicals, 弓, 木, 阜 */
        { COLLATE_STROKES, "丁二; 王一; 王五; 张三; 李四; 阿明; Zoe",
          "Zoe; 阿明; 李四; 张三; 王五; 王一; 丁二" },
    };
    Fixture *f = fixture_open(t);

    for (size_t i = 0; i < LEN(names); i++)
        (void)fixture_guide(f, names[i]);
    for (size_t i = 0; i < LEN(cases); i++) {
        QueryParts parts = { .collate = cases[i].order, .columns = S("name") };
        check_answer(f, "guide order name", &parts, cases[i].up);
        check_answer(f, "guide order name desc", &parts, cases[i].down);
    }
    fixture_close(f);
}

/* ---- what staff have made ---- */

static void knows_own_fields_and_types(TestDb *t)
{
    static const char *const definitions[][2][12] = {
        { { "custom_field" }, { "type", "visit", "name", "x_mood", "label", "气氛", "kind", "text", NULL } },
        { { "custom_type" }, { "name", "x_song", "label", "歌曲", NULL } },
        { { "custom_field" }, { "type", "x_song", "name", "x_tune", "label", "曲名", "kind", "text", NULL } },
        { { "custom_field" }, { "type", "x_song", "name", "x_sung_at", "label", "活动", "kind", "link", "link", "visit", NULL } },
    };
    Fixture *f = fixture_open(t);
    Err e = { 0 };
    Record *r;

    fixture_as(f, NULL);
    for (size_t i = 0; i < LEN(definitions); i++) {
        r = record_new(f->arena, registry_find(f->c.types, str_z(definitions[i][0][0])));
        for (size_t j = 0; definitions[i][1][j]; j += 2)
            fixture_set(f, r, type_slot(r->type, str_z(definitions[i][1][j])),
                        definitions[i][1][j + 1]);
        r->unit = f->root;
        (void)save(f, r);
    }
    f->c.types = registry_load(f->arena, t->db, test_types, &e);
    assert_non_null(f->c.types);
    OK(schema_update(t->db, f->c.types, &e), e);
    fixture_as(f, "office");
    r = fixture_visit(f, "One", "2024-03-05", 12);
    fixture_set(f, r, type_slot(r->type, S("x_mood")), "merry");
    (void)save(f, r);
    Record *song = record_new(f->arena, registry_find(f->c.types, S("x_song")));
    fixture_set(f, song, 0, "鼓浪屿之波");
    rec_set_int(song, 1, r->id);
    (void)save(f, song);
    check_answer(f, "visit where x_mood starts mer columns title, x_mood", NULL, "One merry");
    check_answer(f, "visit where 气氛 = merry count rows by x_mood", NULL, "merry 1");
    check_answer(f, "x_song where x_sung_at.x_mood = merry columns x_tune, x_sung_at.title", NULL,
                 "鼓浪屿之波 One");
    check_answer(f, "visit where has x_song (曲名 contains 屿) columns title", NULL, "One");
    fixture_close(f);
}

static void explains_itself(TestDb *t)
{
    Fixture *f = filled(t);
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    Err e = { 0 };
    OK(query_explain(&f->c, built(f, "visit where title = 'x; DROP TABLE visit' columns key", NULL),
                     &b, &e),
       e);
    assert_true(str_find(buf_str(&b), S("$1 = 'x; DROP TABLE visit'")) > 0);
    assert_true(str_find(buf_str(&b), S("t0.\"title\" = $1")) > 0);
    assert_true(
        str_find(query_sql(built(f, "visit where key = v01 columns title", NULL)), S("began")) < 0);
    fixture_close(f);
}

/* As many conditions as are possible, with as many parameters, on a real store. */
static void runs_at_its_limits(TestDb *t)
{
    static const struct {
        const char *each;
        int n;
    } longest[] = {
        { "began in 2024", 256 },
        { "size in (1,2,3,4,5,6,7,8)", 256 },
        { "unit under SM", 256 },
        { "cost in 1..2", 256 },
        { "not began maybe in 2024", 256 },
        { "guide = 'G-A'", 256 },
        { "has visit.guide", 256 },
    };
    Fixture *f = filled(t);
    for (size_t i = 0; i < LEN(longest); i++) {
        AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
        const Type *type =
            registry_find(f->c.types, i == LEN(longest) - 1 ? S("guide") : S("visit"));
        QueryParts parts = { 0 };
        Err e = { 0 };
        const Query *q;
        int64_t total;
        for (int n = 0; n < longest[i].n; n++)
            buf_printf(&b, "%s%s", n ? " or " : "", longest[i].each);
        parts.where = buf_str(&b);
        q = query_build(&f->c, type, &parts, &e);
        OK(q, e);
        OK(query_total(&f->c, q, &total, &e), e);
        assert_true(total > 0 || i == 3);
    }
    fixture_close(f);
}

/* A database that fails gives an error and no wrong answer. */
static void passes_failures_on(TestDb *t)
{
    Fixture *f = filled(t);
    Err e = { 0 };
    for (int64_t n = 1; n <= 3; n++) {
        const Query *q = built(f, "visit columns key", NULL);
        db_fail_at(f->c.db, n);
        AUTO(rows_done) Rows *r = query_run(&f->c, q, &e);
        while (rows_next(r, &e))
            ;
        db_fail_at(f->c.db, 0);
        assert_int_equal(e.kind, ERR_INTERNAL);
        err_clear(&e);
    }
    fixture_close(f);
}

/* ---- many at once, and kept ---- */

static Str keys_of(Fixture *f, const RowList *list)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    for (size_t i = 0; i < list->n; i++)
        buf_printf(&b, "%s%.*s", i ? " " : "", STR(list->p[i].values[0].text));
    return arena_str(f->arena, buf_str(&b));
}

static int64_t guide(Fixture *f, const char *key)
{
    Err e = { 0 };
    return store_find_key(&f->c, registry_find(f->c.types, S("guide")), str_z(key), &e);
}

/* Kept or not, alone or in one statement with others: the same rows, for whoever asks. */
static void asks_again_with_another_record(TestDb *t)
{
    static const struct {
        const char *guide, *as, *keys;
        int64_t total;
    } all[] = {
        { "G-A", "office", "v01 v04", 2 },        { "G-B", "office", "v02 v08", 3 },
        { "G-C", "office", "v03", 1 },            { "G-A", "ann", "", 0 },
        { "G-B", "ann", "v02 v08", 2 },           { "G-C", "ann", "v03", 1 },
        { "G-B", "eve", "v02 v08", 3 },
    };
    const Str text = S("visit where guide = this"), columns = S("key");
    Fixture *f = filled(t);
    KeptQuestions *kept = kept_questions_new();

    for (size_t i = 0; i < 2 * LEN(all); i++) { /* the second time all are kept */
        const size_t k = i % LEN(all);
        const Query *qs[2];
        RowList lists[2], one;
        int64_t totals[2];
        Err e = { 0 };

        fixture_as(f, "office");
        int64_t this = guide(f, all[k].guide), other = guide(f, "G-C");
        fixture_as(f, all[k].as);
        f->c.asked = kept;
        qs[0] = query_kept(&f->c, text, columns, 2, this, &e);
        OK(qs[0], e);
        qs[1] = query_kept(&f->c, text, columns, 2, other, &e);
        OK(qs[1], e);
        OK(query_list_many(&f->c, qs, 2, lists, &e), e);
        OK(query_total_many(&f->c, qs, 2, totals, &e), e);
        OK(query_list(&f->c, qs[0], &one, &e), e);
        assert_true(str_eq(keys_of(f, &lists[0]), str_z(all[k].keys)));
        assert_true(str_eq(keys_of(f, &one), str_z(all[k].keys)));
        assert_true(str_eq(keys_of(f, &lists[1]), S("v03")));
        assert_int_equal(totals[0], all[k].total);
        assert_int_equal(totals[1], 1);
        qs[1] = qs[0]; /* others at once are another statement */
        OK(query_total_many(&f->c, qs, 2, totals, &e), e);
        assert_int_equal(totals[0], all[k].total);
        assert_int_equal(totals[1], all[k].total);
        OK(query_total_many(&f->c, qs, 1, totals, &e), e);
        assert_int_equal(totals[0], all[k].total);
        qs[0] = query_kept(&f->c, text, columns, 2, other, &e);
        OK(qs[0], e);
        OK(query_total_many(&f->c, qs, 2, totals, &e), e);
        assert_int_equal(totals[0], 1);
        assert_int_equal(totals[1], all[k].total);
        f->c.asked = NULL;
    }
    kept_questions_free(kept);
    fixture_close(f);
}

/* Who may not ask is told so, also when that is kept. */
static void refuses_again_what_it_keeps(TestDb *t)
{
    Fixture *f = filled(t);
    KeptQuestions *kept = kept_questions_new();

    for (int i = 0; i < 2; i++) {
        Err e = { 0 };
        fixture_as(f, "eve");
        f->c.asked = kept;
        assert_null(query_kept(&f->c, S("visit where pass = 'P v01' and guide = this"), S("key"), 2,
                               1, &e));
        assert_int_equal(e.kind, ERR_DENIED);
        f->c.asked = NULL;
    }
    kept_questions_free(kept);
    fixture_close(f);
}

int main(void)
{
    static const DbCase cases[] = {
        DB_CASE(asks_again_with_another_record),
        DB_CASE(refuses_again_what_it_keeps),
        DB_CASE(finds_records),
        DB_CASE(answers_questions),
        DB_CASE(takes_what_the_text_leaves_out),
        DB_CASE(asks_the_tree_of_a_day),
        DB_CASE(keeps_to_the_own_units),
        DB_CASE(keeps_to_the_own_level),
        DB_CASE(masks_row_by_row),
        DB_CASE(logs_what_is_sensitive),
        DB_CASE(pages_through_everything),
        DB_CASE(orders_names_as_they_are_read),
        DB_CASE(knows_own_fields_and_types),
        DB_CASE(explains_itself),
        DB_CASE(passes_failures_on),
        DB_CASE(runs_at_its_limits),
    };
    return run_db_cases("query", cases, LEN(cases));
}
