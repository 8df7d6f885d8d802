/* SPDX-License-Identifier: Apache-2.0
 * Rules that look at other records, and every query that a type carries, in a store.
 */
#include "areas/rows.h"

#include "areas/areas.h"
#include "engine/query.h"
#include "engine/registry.h"
#include "engine/schema.h"

static const CheckRow shares[] = {
    { "project", "", "name=项目甲", NULL, "p" },
    { "credit_share", "", "project=@p; sharer=@root; share=60", NULL, NULL },
    { "credit_share", "", "project=@p; sharer=@root; share=40", NULL, NULL },
    { "credit_share", "", "project=@p; sharer=@root; share=0.01",
      "!the shares of the project would be more than 100 %", NULL },
    { "project", "", "name=项目乙", NULL, "q" },
    { "credit_share", "", "project=@q; sharer=@root; share=100", NULL, NULL },
};

static const CheckRow outbound[] = {
    { "outbound_visit", "", "name=大洋洲团", NULL, "o" },
    { "outbound_stop", "", "outbound=@o; country=AU", NULL, NULL },
    { "outbound_stop", "", "outbound=@o; country=NZ", NULL, NULL },
    { "outbound_stop", "", "outbound=@o; country=FJ", NULL, NULL },
    { "outbound_stop", "", "outbound=@o; country=AU; city=悉尼", NULL, NULL },
    { "outbound_stop", "", "outbound=@o; country=PG",
      "!a group visits at most 3 countries or regions", NULL },
    { "outbound_member", "", "outbound=@o; name=甲", NULL, NULL },
    { "outbound_member", "", "outbound=@o; name=乙", NULL, NULL },
    { "outbound_member", "", "outbound=@o; name=丙", NULL, NULL },
    { "outbound_member", "", "outbound=@o; name=丁", NULL, NULL },
    { "outbound_member", "", "outbound=@o; name=戊", NULL, NULL },
    { "outbound_member", "", "outbound=@o; name=己", NULL, NULL },
    { "outbound_member", "", "outbound=@o; name=庚",
      "!a group has at most 6 people, the interpreter included", NULL },
};

static const CheckRow members[] = {
    { "association", "", "name_hans=所罗门福建总会; country=SB", NULL, "a" },
    { "membership", "import:exited",
      "association=@a; admitted=2019-05-01; ended=2021-05-01; minute_no=1", NULL, NULL },
    { "membership", "import:resident", "association=@a; admitted=2020-05-01; minute_no=2",
      "!the association is a member already at that time", NULL },
    { "membership", "import:resident", "association=@a; admitted=2024-05-01; minute_no=2", NULL,
      NULL },
    { "membership", "import:resident", "association=@a; admitted=2024-06-01; minute_no=3",
      "!the association is a member already at that time", NULL },
    { "association", "", "name_hans=赤道几内亚福建商会; country=GQ", NULL, "b" },
    { "membership", "import:resident", "association=@b; admitted=2024-06-01; minute_no=3", NULL,
      NULL },
};

static const CheckRow editions[] = {
    { "series", "", "name=侨乡春晚", NULL, "s" },
    { "event", "import:held", "name=第八届; series=@s; edition=8; began=2022-02-01", NULL, NULL },
    { "event", "import:held", "name=第十届; series=@s; edition=10; began=2024-02-01",
      "?edition 10 follows edition 8 of the series", NULL },
    { "event", "import:held", "name=第九届; series=@s; edition=9; began=2023-02-01", NULL, NULL },
    { "event", "import:held", "name=第九届补; series=@s; edition=9; began=2023-03-01",
      "?the series has an edition 9 already", NULL },
};

static const CheckRow statuses[] = {
    { "person", "", "name_hans=陈一; nationality=MY", NULL, "m" },
    { "person", "", "name_hans=陈二; nationality=CN", NULL, "c" },
    { "person_status", "", "person=@m; status=华侨",
      "?an overseas Chinese is a Chinese citizen, but the person's nationality is another", NULL },
    { "person_status", "", "person=@c; status=外籍华人", "?the person's nationality is Chinese",
      NULL },
    { "person_status", "", "person=@c; status=留学人员; held_from=2010-09-01; held_to=2014-07-01",
      NULL, NULL },
    { "person", "", "name_hans=陈三; nationality=CN", NULL, "d" },
    { "person_status", "", "person=@d; status=留学人员; held_from=2010-09-01; held_to=2014-07-01",
      NULL, NULL },
    { "person_status", "", "person=@d; status=华侨; held_from=2012-01-01",
      "?another status of the person excludes this one at that time", NULL },
    { "person_status", "", "person=@d; status=华侨; held_from=2018-01-01", NULL, NULL },
};

static const CheckRow readings[] = {
    { "event", "import:held", "name=春晚; began=2024-02-01", NULL, "e" },
    { "reach", "", "event=@e; channel=抖音; metric=views; read_on=2024-03-01; reading=300; proof=1",
      NULL, NULL },
    { "reach", "", "event=@e; channel=抖音; metric=views; read_on=2024-04-01; reading=200; proof=1",
      "?less than was read off before", NULL },
    { "reach", "", "event=@e; channel=微信; metric=views; read_on=2024-04-01; reading=200; proof=1",
      NULL, NULL },
};

static const CheckRow sheets[] = {
    { "district_sheet", "", "district=@root; as_of=2023-12-31; method=普查; returned=120", NULL,
      NULL },
    { "district_sheet", "", "district=@root; as_of=2024-12-31; method=普查; returned=110",
      "?less than on the sheet before; say why in 'Why numbers fell'", NULL },
    { "district_sheet", "",
      "district=@root; as_of=2025-01-10; method=普查; returned=100; "
      "explanation=自然减员",
      NULL, NULL },
};

static const CheckRow relays[] = {
    { "kin_case", "", "seeker=甲; sought=陈木", NULL, "n" },
    { "kin_case", "", "seeker=乙; sought=陈木; seeker_consented=2024-05-01", NULL, "s" },
    { "kin_case", "",
      "seeker=丙; sought=陈木; seeker_consented=2024-05-01; found_consented=2024-05-02", NULL,
      "b" },
    { "relay", "", "kin_case=@n; to_body=村委会; asked_on=2024-06-01", NULL, NULL },
    { "relay", "", "kin_case=@n; to_body=村委会; asked_on=2024-06-02; discloses=seeker",
      "!the seeker has not consented in the case; pass on nothing of them yet", NULL },
    { "relay", "", "kin_case=@s; to_body=村委会; asked_on=2024-06-02; discloses=seeker", NULL,
      NULL },
    { "relay", "", "kin_case=@s; to_body=村委会; asked_on=2024-06-03; discloses=seeker,kin",
      "!the kin here have not consented in the case; pass on nothing of them yet", NULL },
    { "relay", "", "kin_case=@b; to_body=村委会; asked_on=2024-06-03; discloses=seeker,kin", NULL,
      NULL },
};

static const CheckRow branches[] = {
    { "lineage", "", "name=后溪陈氏; surname=陈", NULL, "l" },
    { "lineage", "", "name=马巷林氏; surname=林", NULL, "m" },
    { "branch", "", "lineage=@l; name=长房", NULL, "b" },
    { "branch", "", "lineage=@l; name=长房槟城支; above=@b; country=MY", NULL, NULL },
    { "branch", "", "lineage=@m; name=二房; above=@b",
      "!the branch that it came from is of another lineage", NULL },
};

#define STORED(name)                                                                               \
    static void name##_look_at_others(TestDb *t)                                                   \
    {                                                                                              \
        check_stored_rows(t, name, LEN(name));                                                     \
    }
STORED(shares)
STORED(outbound)
STORED(members)
STORED(editions)
STORED(statuses)
STORED(readings)
STORED(sheets)
STORED(relays)
STORED(branches)

/* ---- queries ---- */

static void try_query(Ctx *c, const char *whose, const char *text)
{
    const QueryParts parts = { .self = 1, .from = 20240101, .to = 20241231 };
    Err e = { 0 };
    Query *q = query_parse(c, str_z(text), &parts, &e);
    AUTO(rows_done) Rows *rows = q ? query_run(c, q, &e) : NULL;
    while (rows && rows_next(rows, &e))
        continue;
    if (e.kind)
        fail_msg("%s: '%s': %s", whose, text, e.msg);
}

static const char *count_words(Arena *a, const Figure *f)
{
    static const char *const words[] = {
        [COUNT_ROWS] = "rows",        [COUNT_SUM] = "sum ", [COUNT_DISTINCT] = "distinct ",
        [COUNT_PEOPLE] = "distinct ", [COUNT_MAX] = "max ", [COUNT_LAST] = "max ",
        [COUNT_YEARS] = "max ",       [COUNT_FIRST] = "min ",
    };
    return arena_printf(a, "%s count %s%s", f->query, words[f->count], f->of ? f->of : "").p;
}

static void every_query_runs(TestDb *t)
{
    Arena *a = arena_new(ARENA_COMMAND);
    Facts *facts = facts_load(a);
    Ctx c = { .arena = a, .db = t->db, .facts = facts, .tz = 480, .today = 20250115 };
    Err e = { 0 };

    c.now = 1736899200000;
    c.types = registry_builtin(a, area_types);
    OK(schema_update(t->db, c.types, &e), e);
    for (size_t i = 0; i < registry_count(c.types); i++) {
        const Type *type = registry_at(c.types, i);
        for (const Figure *f = type->figures; f && f->name; f++)
            try_query(&c, f->name, count_words(a, f));
        for (const Panel *p = type->panels; p && p->name; p++)
            try_query(&c, p->name, p->query);
        for (const Deadline *d = type->deadlines; d && d->name; d++)
            try_query(&c, d->name, arena_printf(a, "%s where %s", type->name, d->open).p);
    }
    facts_done(facts);
    arena_free(a);
}

static const DbCase cases[] = {
    DB_CASE(shares_look_at_others),   DB_CASE(outbound_look_at_others),
    DB_CASE(members_look_at_others),  DB_CASE(editions_look_at_others),
    DB_CASE(statuses_look_at_others), DB_CASE(readings_look_at_others),
    DB_CASE(sheets_look_at_others),   DB_CASE(relays_look_at_others),
    DB_CASE(branches_look_at_others), DB_CASE(every_query_runs),
};

int main(void)
{
    return run_db_cases("stored_rules", cases, LEN(cases));
}
