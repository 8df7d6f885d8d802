/* SPDX-License-Identifier: Apache-2.0
 * The history of everything: who sees it, what is in it, and what is not.
 */
#include "web/client.h"

#include "engine/account.h"

static Client *open(TestDb *t)
{
    Client *c = client_open(t, "ann");
    office_user(&c->o, "auditor", "auditadmin", c->o.root);
    office_user(&c->o, "local", "auditadmin", c->o.district);
    return c;
}

static void is_for_the_audit_administrator_alone(TestDb *t)
{
    static const struct {
        const char *login;
        int status;
    } cases[] = {
        { "ann", 403 }, { "eve", 403 }, { "office", 403 }, { "local", 403 }, /* not for all units */
        { "auditor", 200 },
    };
    Client *c = open(t);

    for (size_t i = 0; i < LEN(cases); i++) {
        client_act_as(c, cases[i].login);
        (void)client_get(c, S("/audit"));
        client_expect(c, cases[i].status, NULL);
        (void)client_get(c, S("/audit.csv"));
        client_expect(c, cases[i].status, NULL);
    }
    client_close(c);
}

static void shows_refusals_reads_exports_and_sign_ins(TestDb *t)
{
    Client *c = open(t);
    const SignIn in = { S("ann"), S("no password at all"), S("192.0.2.7"), S("Browser/1"), false };
    Session s;
    Str token;
    Err e = { 0 };

    (void)client_get(c, S("/audit")); /* ann is refused */
    FAILS(account_sign_in(&c->o.c, &in, &s, &token, &e), e, ERR_DENIED);
    client_act_as(c, "auditor");
    (void)client_get(c, S("/audit?act=refuse&user=ann"));
    client_expect(c, 200, "lacks the right");
    (void)client_get(c, S("/audit?act=sign&user=ann"));
    client_expect(c, 200, "failed from 192.0.2.7");
    (void)client_get(c, S("/audit?act=sign&user=eve"));
    client_expect(c, 200, "Nothing of that kind was done.");
    (void)client_get(c, S("/audit.csv?act=sign"));
    client_expect(c, 200, "failed from 192.0.2.7");
    (void)client_get(c, S("/audit?act=export")); /* that of the file itself */
    client_expect(c, 200, "/audit.csv?act=sign");
    client_close(c);
}

static void says_which_fields_and_not_what_they_held(TestDb *t)
{
    Client *c = open(t);
    int64_t id = OFFICE(&c->o, "person", "name_hans=陈嘉木; phone=13800001111");

    client_act_as(c, "auditor");
    (void)client_get(c, arena_printf(c->o.arena, "/audit?type=person&record=%" PRId64, id));
    client_expect(c, 200, "phone");
    assert_true(str_find(c->page, S("13800001111")) < 0);
    assert_true(str_find(c->page, S("陈嘉木")) < 0);
    (void)client_get(c, S("/audit.csv?type=person"));
    assert_true(str_find(c->page, S("phone")) >= 0);
    assert_true(str_find(c->page, S("13800001111")) < 0);
    client_close(c);
}

/* The rows are of 1 April 2024 in China. */
static void asks_by_days_and_goes_on(TestDb *t)
{
    static const struct {
        const char *question;
        int status;
        const char *text;
    } cases[] = {
        { "from=2024-04-01&to=2024-04-01&act=create", 200, "#" },
        { "to=2024-03-31", 200, "Nothing of that kind was done." },
        { "from=2024-04-02&act=create", 200, "Nothing of that kind was done." },
        { "before=1", 200, "Nothing of that kind was done." },
        { "from=yesterday", 400, "&#39;yesterday&#39; is no day" },
        { "user=nobody", 400, "there is no user" },
        { "act=dance", 400, "there is no act" },
        { "record=P-1", 400, "choose the type" },
        { "type=person&record=P-1", 400, "there is no person" },
        { "before=x", 400, "is no row of the history" },
        { "user=%3Cb%3E", 400, "&lt;b&gt;" },
    };
    Client *c = open(t);

    for (int i = 0; i < 101; i++)
        (void)OFFICE(&c->o, "person", "name_hans=陈%d", i);
    client_act_as(c, "auditor");
    for (size_t i = 0; i < LEN(cases); i++) {
        (void)client_get(c, arena_printf(c->o.arena, "/audit?%s", cases[i].question));
        client_expect(c, cases[i].status, cases[i].text);
    }
    (void)client_get(c, S("/audit?type=person"));
    client_expect(c, 200, "/audit?type=person&amp;before=");
    (void)client_get(c, S("/audit?user=ann"));
    assert_true(str_find(c->page, S("before=")) < 0);
    client_close(c);
}

int main(void)
{
    static const DbCase cases[] = {
        DB_CASE(is_for_the_audit_administrator_alone),
        DB_CASE(shows_refusals_reads_exports_and_sign_ins),
        DB_CASE(says_which_fields_and_not_what_they_held),
        DB_CASE(asks_by_days_and_goes_on),
    };
    return run_db_cases("web/page_audit", cases, LEN(cases));
}
