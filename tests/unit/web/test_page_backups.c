/* SPDX-License-Identifier: Apache-2.0
 * Backups from a page: who makes one, who carries it away, and that no name leads elsewhere.
 */
#include "web/client.h"

#include <unistd.h>

#include "engine/backup.h"
#include "engine/history.h"

static int64_t exports(Client *c)
{
    Err e = { 0 };
    AUTO(stmt_done) Stmt *q =
        db_query(c->o.c.db, "SELECT count(*) FROM qiao_history WHERE \"act\" = 'export'");
    OK(db_next(q, &e), e);
    return db_int(q, 0);
}

static Str made(Client *c)
{
    Str head, rest, name;

    client_get(c, S("/admin/backups"));
    assert_true(str_cut(c->page, S("download>"), &head, &rest));
    assert_true(str_cut(rest, S("<"), &name, &rest));
    return name;
}

static void makes_and_gives_one(TestDb *t)
{
    Client *c = client_open(t, "office");
    int64_t before = exports(c);
    Str name;

    client_get(c, S("/admin/backups"));
    if (!backup_folder(&c->o.c).n) {
        client_expect(c, 200, "pg_dump");
        POST(c, S("/admin/backups"), NULL);
        client_expect(c, 400, "pg_dump");
        client_close(c);
        return;
    }
    client_expect(c, 200, "None was made here yet.");
    POST(c, S("/admin/backups"), NULL);
    client_expect(c, 303, NULL);
    assert_int_equal(exports(c), before + 1);
    name = made(c);
    client_get(c, arena_printf(c->o.arena, "/admin/backups/%.*s", STR(name)));
    client_expect(c, 200, NULL);
    assert_int_equal(exports(c), before + 2);
    {
        Err e = { 0 };
        AUTO(db_closep) Db *copy =
            db_open(arena_printf(c->o.arena, "%.*s/%.*s", STR(backup_folder(&c->o.c)), STR(name)).p,
                    false, &e);
        AUTO(stmt_done) Stmt *q = copy ? db_query(copy, "SELECT count(*) FROM \"user\"") : NULL;
        OK(copy && db_next(q, &e), e);
        assert_true(db_int(q, 0) > 0);
    }
    client_close(c);
}

static void leads_nowhere_else(TestDb *t)
{
    static const char *const names[] = { "test.db", "..%2Ftest.db", "qiao-.db", "qiao-1.db.files",
                                         "qiao-9999-01-01-000000.db" };
    Client *c = client_open(t, "office");

    for (size_t i = 0; i < LEN(names) && backup_folder(&c->o.c).n; i++) {
        client_get(c, arena_printf(c->o.arena, "/admin/backups/%s", names[i]));
        client_expect(c, 404, NULL);
    }
    client_close(c);
}

static void is_not_for_everybody(TestDb *t)
{
    Client *c = client_open(t, "office");

    office_user(&c->o, "root", "sysadmin", c->o.root);
    office_user(&c->o, "hal", "handler", c->o.root);
    client_act_as(c, "root"); /* keeps the machine, and reads no records */
    client_get(c, S("/admin/backups"));
    client_expect(c, 200, NULL);
    client_get(c, S("/admin/backups/qiao-2024-01-01-000000.db"));
    client_expect(c, 403, "holds everything");
    client_act_as(c, "hal");
    client_get(c, S("/admin/backups"));
    client_expect(c, 403, NULL);
    POST(c, S("/admin/backups"), NULL);
    client_expect(c, 403, NULL);
    client_close(c);
}

int main(void)
{
    static const DbCase cases[] = {
        DB_CASE(makes_and_gives_one),
        DB_CASE(leads_nowhere_else),
        DB_CASE(is_not_for_everybody),
    };
    return run_db_cases("page_backups", cases, LEN(cases));
}
