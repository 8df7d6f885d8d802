/* SPDX-License-Identifier: Apache-2.0
 * The page of webhooks: who may see it, pausing, and sending again.
 */
#include "web/client.h"

#include "engine/webhook.h"

static int64_t one_number(Client *c, Str sql)
{
    Err e = { 0 };
    AUTO(stmt_done) Stmt *q = db_query_text(c->o.c.db, sql, NULL, 0);
    OK(db_next(q, &e), e);
    return db_int(q, 0);
}

/* A webhook, and a delivery to it that was given up. */
static int64_t fill(Client *c)
{
    Err e = { 0 };
    int64_t hook;

    office_user(&c->o, "root", "sysadmin", c->o.root);
    client_act_as(c, "root");
    POST(c, S("/webhook/new"), "f.name=Platform", "f.url=https://example.invalid/in", "f.active=1");
    client_expect(c, 303, NULL);
    hook = client_made(c);
    OK(db_exec(c->o.c.db, &e,
               "INSERT INTO qiao_delivery (\"id\", \"hook\", \"seq\", \"event\", \"type\","
               " \"record\", \"version\", \"at\", \"state\", \"tries\", \"next_at\", \"status\","
               " \"fault\") VALUES (7, $1, 1, 'create', 'unit', 5, 1, 1700000000000, 'failed', 9,"
               " 0, 502, 'Bad Gateway')",
               P(hook)),
       e);
    return hook;
}

static void shows_what_became_of_it(TestDb *t)
{
    Client *c = client_open(t, "office");
    int64_t hook;

    client_get(c, S("/admin/hooks"));
    client_expect(c, 403, NULL);
    hook = fill(c);
    client_get(c, S("/admin/hooks"));
    client_expect(c, 200, "https://example.invalid/in");
    client_expect(c, 200, "<strong>502</strong> Bad Gateway");
    client_expect(c, 200, "whpk_");
    client_get(c, arena_printf(c->o.arena, "/admin/hooks?hook=%" PRId64, hook + 1));
    client_expect(c, 200, "Nothing was delivered yet.");
    client_get(c, S("/admin/hooks?hook=x"));
    client_expect(c, 400, "no webhook");
    client_close(c);
}

static void pauses_and_sends_again(TestDb *t)
{
    Client *c = client_open(t, "office");
    int64_t hook = fill(c);
    const char *which = arena_printf(c->o.arena, "hook=%" PRId64, hook).p;

    POST(c, S("/admin/hooks"), which, "active=0");
    client_expect(c, 303, NULL);
    client_get(c, S("/admin/hooks"));
    client_expect(c, 200, "<td>paused</td>");
    POST(c, S("/admin/hooks"), which, "active=1");
    client_get(c, S("/admin/hooks"));
    client_expect(c, 200, "<td>is told</td>");
    POST(c, S("/admin/hooks/again"), "delivery=7");
    client_expect(c, 303, NULL);
    assert_int_equal(one_number(c, S("SELECT count(*) FROM qiao_delivery WHERE \"id\" = 7 AND"
                                     " \"state\" = 'waiting' AND \"tries\" = 0")),
                     1);
    POST(c, S("/admin/hooks/again"), "delivery=8");
    client_expect(c, 404, NULL);
    client_act_as(c, "office");
    POST(c, S("/admin/hooks"), which, "active=0");
    client_expect(c, 403, NULL);
    POST(c, S("/admin/hooks/again"), "delivery=7");
    client_expect(c, 403, NULL);
    client_close(c);
}

int main(void)
{
    static const DbCase cases[] = {
        DB_CASE(shows_what_became_of_it),
        DB_CASE(pauses_and_sends_again),
    };
    return run_db_cases("page_hooks", cases, LEN(cases));
}
