/* SPDX-License-Identifier: Apache-2.0
 * The query language without a store: what is accepted, what is refused and in which words.
 */
#include "engine/fixture.h"

#include <stdio.h>

#include "engine/query.h"
#include "base/mem.h"

/* A context in which all may be read and nothing is stored. */
typedef struct {
    Arena *arena;
    Facts *facts;
    Ctx c;
} Bare;

static Bare bare_open(void)
{
    Bare b = { .arena = arena_new(ARENA_COMMAND) };
    b.facts = facts_load(b.arena);
    b.c = (Ctx){
        .arena = b.arena, .facts = b.facts, .tz = 480, .now = 1711929600000, .today = 20240401
    };
    b.c.types = registry_builtin(b.arena, test_types);
    return b;
}

static void bare_close(Bare *b)
{
    facts_done(b->facts);
    arena_free(b->arena);
}

static const char *const accepted[] = {
    /* forms of comparison */
    "visit",
    "visit where size = 12",
    "visit where size == 12 and size != 3 and size <> 4",
    "visit where size ≥ 10 and size ≤ 20 and size ≠ 15",
    "visit WHERE size > -1 AND NOT size < 3",
    "visit where size between 1 and 9",
    "visit where size in 1..9",
    "visit where size = 1..9",
    "visit where size in (1, 2, 3..5)",
    "visit where size not in (1, 2)",
    "visit where rate >= 12.5",
    "visit where title contains gala or title starts 'New Year'",
    "visit where title = 'it''s'",
    "visit where title = “新春”",
    "visit where title = 「新春」 or title = 『元宵』",
    "visit where guide is empty and began is not empty",
    "visit where public",
    "visit where not public",
    "visit where public = yes and public != 否",
    /* dates */
    "visit where began in 2024",
    "visit where began in 2024-Q3 or began in 2024-03 or began = 2024-03-05",
    "visit where began in 2023..2024-06",
    "visit where began before 2024 and began after 2020-05",
    "visit where began in last 90 days or began in next 30 days",
    "visit where began in this year or began in last month or began in next quarter or began in this week",
    "visit where began in today or began < yesterday",
    "visit where began in period",
    "visit where began maybe in 2024",
    "visit where began maybe = 2024",
    "visit where began in (2022, 2024-01..2024-03, this month)",
    "visit where began = 光绪三十年",
    "visit where created_at >= 2024-01-01 and changed_at in this year",
    /* money */
    "visit where cost >= 20000",
    "visit where cost >= 20000 USD",
    "visit where cost = USD 20000",
    "visit where cost in 10 USD..20 USD",
    "visit where cost > 2万",
    /* choices, states, countries, divisions */
    "visit where kind = gala",
    "visit where kind = 晚会 or kind = Gala",
    "visit where kind in (gala, 讲座)",
    "visit where topics has gala and topics has (gala, talk)",
    "visit where topics = gala and topics in (gala, talk) and hosts = #1",
    "visit where state = done and state in (plan, 计划, Cancelled)",
    "visit where country = SB",
    "visit where country in (SB, 马来西亚, 'Hong Kong')",
    "visit where division under 350200 and division = 350203",
    "visit where papers has list",
    /* links */
    "visit where guide = #12",
    "visit where guide = this",
    "visit where guide = 'G-1'",
    "visit where id = 12 or id in (1, 2)",
    "visit where guide.country = SB",
    "visit where guide.unit.parent.code = HQ",
    "visit where hosts has this",
    "visit where hosts has (#1, #2)",
    "visit where hosts.country = SB",
    "visit where hosts.country is not empty",
    "visit where unit under HQ",
    "visit where unit not under (HQ, SM)",
    "visit where unit = SM and unit != HL",
    "visit where created_by = ann",
    "guide where has visit by guide (country = SB)",
    "guide where has visit.hosts (began in 2024)",
    "guide where not has visit.guide",
    "user where has grant (role = office)",
    "user where has grant",
    /* names: labels and headings */
    "visit where 人数 > 3",
    "visit where Size > 3 and 'Owning unit' = HQ",
    "visit where 状态 = done",
    "visit where ＳＩＺＥ ＞ ３ and （size＝４ or size in （５，６））",
    /* brackets */
    "visit where ((size = 1) or (size = 2 and not (size = 3 or size = 4)))",
    "visit where not not size = 1",
    /* whole queries */
    "visit where size > 1 columns title, guide.name, unit.code order began desc, id limit 10",
    "visit columns id, key, state, created_at, created_by order key",
    "visit count rows",
    "visit count rows, sum size, distinct country, min began, max began, sum cost",
    "visit where size > 1 count rows by country, year(began), state order rows desc limit 5",
    "visit by kind",
    "visit count sum size by quarter(began) order quarter(began) desc, sum size",
    "visit count distinct hosts, rows by month(began)",
    "visit count rows by guide.country order guide.country",
    "guide where has visit.guide by country",
};

static const struct {
    const char *text, *message;
    ErrKind kind;
} refused[] = {
    { "", "at the end: a query begins with the name of a record type; `qiao types` lists them", ERR_INVALID },
    { "vizit", "at character 1, near 'vizit': there is no record type 'vizit'; the nearest is 'visit'",
      ERR_NOT_FOUND },
    { "visit size = 1",
      "at character 7, near 'size': here comes where, columns, count, by, order or limit; conditions are joined "
      "by 'and' or 'or', and text of several words needs 'quotes'",
      ERR_INVALID },
    { "visit where", "at the end: the name of a field is missing here", ERR_INVALID },
    { "visit where begann in 2024",
      "at character 13, near 'begann': there is no field 'begann' in visit; nearest: 'began'", ERR_INVALID },
    { "visit where 大小大小大小 = 1",
      "at character 13, near '大小大小大小': there is no field '大小大小大小' in visit; `qiao fields visit` lists them",
      ERR_INVALID },
    { "visit where title = '新春' and siez = 1",
      "at character 30, near 'siez': there is no field 'siez' in visit; nearest: 'size'", ERR_INVALID },
    { "visit where size", "at character 13, near 'size': say what 'size' is compared with; possible are: =, !=, <, "
                          "<=, >, >=, in, is empty",
      ERR_INVALID },
    { "visit where size =", "at the end: a value is missing here", ERR_INVALID },
    { "visit where size = many",
      NULL, ERR_INVALID },
    { "visit where size contains 1",
      "at character 13, near 'size': 'contains' does not go with 'size', which is a whole number; possible are: "
      "=, !=, <, <=, >, >=, in, is empty",
      ERR_INVALID },
    { "visit where title = New Year",
      "at character 25, near 'Year': here comes where, columns, count, by, order or limit; conditions are joined "
      "by 'and' or 'or', and text of several words needs 'quotes'",
      ERR_INVALID },
    { "visit where title = 'open", "at character 21, near ''': the quotation is not closed", ERR_INVALID },
    { "visit where (size = 1",
      "at the end: the bracket is not closed: here the condition should go on with 'and' or 'or', or end with ')'",
      ERR_INVALID },
    { "visit where size in (1, 2",
      "at the end: the list should go on with ',' or end with ')'", ERR_INVALID },
    { "visit where size = 1 ; drop table visit",
      "at character 22, near ';': this sign means nothing here; put text into 'quotes'", ERR_INVALID },
    { "visit where size between 1 or 2",
      "at character 28, near 'or': 'between' needs two values: between 1 and 9", ERR_INVALID },
    { "visit where size in 9..1", "at character 24, near '1': the range ends before it begins", ERR_INVALID },
    { "visit where kind in a..b", NULL, ERR_INVALID },
    { "visit where size is 3",
      "at character 21, near '3': after 'is' comes 'empty' or 'not empty'; to compare use '='", ERR_INVALID },
    { "visit where kind = gale", NULL, ERR_INVALID },
    { "visit where state = dome",
      "at character 21, near 'dome': visit has no state 'dome'; the nearest is 'done'", ERR_INVALID },
    { "guide where state = done",
      "at character 21, near 'done': records of type guide have no states", ERR_INVALID },
    { "visit where country = Atlantis",
      "at character 23, near 'Atlantis': there is no country or region 'Atlantis'; write its name or its ISO "
      "code, e.g. MY",
      ERR_INVALID },
    { "visit where began = 2024-13", NULL, ERR_INVALID },
    { "visit where began = this", "at character 21, near 'this': 'this' goes only with a link", ERR_INVALID },
    { "visit where size = last 3 days",
      "at character 20, near 'last 3 days': a span of time goes only with a date", ERR_INVALID },
    { "visit where size = 3 USD",
      "at character 20, near '3': a currency goes only with an amount of money", ERR_INVALID },
    { "visit where cost in 10 USD..20 CNY",
      "at character 29, near '20': both ends of the range must be in one currency, e.g. 10 USD..20 USD",
      ERR_INVALID },
    { "visit where size.x = 1",
      "at character 13, near 'size': 'size' is a whole number; only a link can be followed by '.'", ERR_INVALID },
    { "visit where guide.nam = A",
      "at character 19, near 'nam': there is no field 'nam' in guide; nearest: 'name'", ERR_INVALID },
    { "visit where guide under HQ",
      "at character 13, near 'guide': 'under' does not go with 'guide', which is a link to a record; possible are: "
      "=, !=, in, is empty",
      ERR_INVALID },
    { "guide where has visit",
      "at character 17, near 'visit': visit has several links to guide; say which: 'has visit.guide' or "
      "'has visit.hosts'",
      ERR_INVALID },
    { "visit where has guide", "at character 17, near 'guide': guide has no link to visit", ERR_INVALID },
    { "guide where has visit.size", "at character 23, near 'size': 'size' of visit is no link to guide", ERR_INVALID },
    { "guide where has vist", "at character 17, near 'vist': there is no record type 'vist'; the nearest is 'visit'",
      ERR_NOT_FOUND },
    { "visit limit 0", "at character 13, near '0': 'limit' needs a whole number from 1", ERR_INVALID },
    { "visit limit 1 limit 2", "at character 15, near 'limit': 'limit' is there twice", ERR_INVALID },
    { "visit count size",
      "at character 13, near 'size': what to count is missing here; possible are rows, sum FIELD, distinct FIELD, filled FIELD, "
      "min FIELD and max FIELD",
      ERR_INVALID },
    { "visit count sum title", "at character 13, near 'sum title': 'sum' does not go with 'title', which is a text",
      ERR_INVALID },
    { "visit count rows by topics",
      "at character 21, near 'topics': 'by' does not go with 'topics', which is a list of choices", ERR_INVALID },
    { "visit by title, kind, size, country", "at character 29, near 'country': the list has more than 3 entries",
      ERR_INVALID },
    { "visit count rows by year(size)",
      "at character 21, near 'year(size)': 'year' goes only with a date; 'size' is a whole number", ERR_INVALID },
    { "visit count rows by kind order size",
      "at character 32, near 'size': a count is ordered by what is counted or grouped; 'size' is neither",
      ERR_INVALID },
    { "visit order sum size", "at character 13, near 'sum size': 'sum size' goes only with 'count'", ERR_INVALID },
    { "visit order hosts", "at character 13, near 'hosts': 'hosts' is a list of links, which has no order",
      ERR_INVALID },
    { "visit count rows columns title", "at character 26, near 'title': a count has no columns; group it with 'by'",
      ERR_INVALID },
    { "visit columns hosts.name",
      "at character 15, near 'hosts.name': 'hosts' holds several records; only a condition can look into them",
      ERR_INVALID },
    { "visit count sum size, distinct hosts",
      "at character 13, near 'sum size': a sum and a count of different linked records need two queries",
      ERR_INVALID },
    { "visit where topics != gala",
      "at character 13, near 'topics': '!=' does not go with 'topics', which is a list of choices; "
      "possible are: has, is empty", ERR_INVALID },
    { "visit where guide.unit.parent.parent.parent.parent.parent.parent.parent.code = HQ",
      NULL, ERR_INVALID },
};

static void accepts(void **state)
{
    Bare b = bare_open();
    (void)state;
    for (size_t i = 0; i < LEN(accepted); i++) {
        QueryParts parts = { .self = 5, .from = 20240101, .to = 20241231 };
        Err e = { 0 };
        if (!query_parse(&b.c, str_z(accepted[i]), &parts, &e))
            fail_msg("%s: %s", accepted[i], e.msg);
    }
    bare_close(&b);
}

static void refuses(void **state)
{
    Bare b = bare_open();
    size_t wrong = 0;
    (void)state;
    for (size_t i = 0; i < LEN(refused); i++) {
        Err e = { 0 };
        if (query_parse(&b.c, str_z(refused[i].text), NULL, &e))
            print_error("%s: was accepted\n", refused[i].text);
        else if (e.kind != refused[i].kind ||
                 (refused[i].message && !str_eq(str_z(e.msg), str_z(refused[i].message))))
            print_error("%s:\n  %s\n", refused[i].text, e.msg);
        else
            continue;
        wrong++;
    }
    assert_int_equal(wrong, 0);
    bare_close(&b);
}

/* Fills b with n times a text. */
static Str many(Bare *b, const char *start, const char *each, size_t n, const char *end)
{
    AUTO(buf_done) Buf out = buf_new(BUF_PAGE);
    buf_printf(&out, "%s", start);
    for (size_t i = 0; i < n; i++)
        buf_printf(&out, "%s", each);
    buf_printf(&out, "%s", end);
    return arena_str(b->arena, buf_str(&out));
}

static void names_its_limits(void **state)
{
    Bare b = bare_open();
    const struct {
        Str within, above;
        const char *message;
    } limits[] = {
        { many(&b, "visit where title = '", "x", 8000, "'"), many(&b, "visit where title = '", "x", 8192, "'"),
          "8192 are possible" },
        { many(&b, "visit where ", "not ", 32, "public"), many(&b, "visit where ", "not ", 33, "public"),
          "more than 32 deep" },
        { many(&b, "visit where ", "(", 32, many(&b, "size=1", ")", 32, "").p),
          many(&b, "visit where ", "(", 33, many(&b, "size=1", ")", 33, "").p), "more than 32 deep" },
        { many(&b, "visit where size in (1", ",1", 999, ")"), many(&b, "visit where size in (1", ",1", 1000, ")"),
          "more than 1000 values" },
        { many(&b, "visit where size=1", " or size=1", 255, ""), many(&b, "visit where size=1", " or size=1", 256, ""),
          "more than 256 conditions" },
        { many(&b, "visit where began in (2024", ",2024", 255, ")"),
          many(&b, "visit where began in (2024", ",2024", 256, ")"), "more than 256 conditions" },
        { many(&b, "visit columns id", ",id", 63, ""), many(&b, "visit columns id", ",id", 64, ""),
          "more than 64 entries" },
        { many(&b, "visit where guide.unit", ".parent", 6, ".code=HQ"),
          many(&b, "visit where guide.unit", ".parent", 7, ".code=HQ"), "" },
    };
    (void)state;
    for (size_t i = 0; i < LEN(limits); i++) {
        Err e = { 0 };
        OK(query_parse(&b.c, limits[i].within, NULL, &e), e);
        assert_null(query_parse(&b.c, limits[i].above, NULL, &e));
        if (str_find(str_z(e.msg), str_z(limits[i].message)) < 0)
            fail_msg("limit %zu: %s", i, e.msg);
    }
    bare_close(&b);
}

static void says_which_part(void **state)
{
    Bare b = bare_open();
    Err e = { 0 };
    const Type *visit = registry_find(b.c.types, S("visit"));
    (void)state;
    assert_null(query_build(&b.c, visit, &(QueryParts){ .order = S("sise") }, &e));
    assert_string_equal(e.field, "order");
    assert_string_equal(
        e.msg, "at character 1, near 'sise': there is no field 'sise' in visit; nearest: 'size'");
    err_clear(&e);
    assert_null(query_build(&b.c, visit, &(QueryParts){ .where = S("began in period") }, &e));
    assert_string_equal(e.field, "where");
    err_clear(&e);
    assert_null(query_build(&b.c, visit, &(QueryParts){ .where = S("guide = this") }, &e));
    assert_string_equal(
        e.msg,
        "at character 9, near 'this': 'this' means nothing here: the query is not asked of a "
        "record");
    err_clear(&e);
    assert_null(query_build(&b.c, visit, &(QueryParts){ .where = S("size = 1 order size") }, &e));
    err_clear(&e);
    assert_null(query_build(&b.c, visit, &(QueryParts){ .where = (Str){ "size = \xFF", 8 } }, &e));
    assert_string_equal(e.msg, "the query is not UTF-8 text");
    err_clear(&e);
    assert_null(
        query_build(&b.c, visit, &(QueryParts){ .where = (Str){ "title = '\0'", 11 } }, &e));
    assert_string_equal(e.msg, "the query is not UTF-8 text");
    bare_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accepts),
        cmocka_unit_test(refuses),
        cmocka_unit_test(names_its_limits),
        cmocka_unit_test(says_which_part),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
