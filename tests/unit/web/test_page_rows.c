/* SPDX-License-Identifier: Apache-2.0
 * Several records at once: a pasted block becomes a table, its red cells are put right, all of it
 * is saved together and taken back together.
 */
#include "web/client.h"

typedef struct {
    Client *c;
    int64_t party;
    const char *with; /* the field that all rows have */
} Party;

static Party party_open(TestDb *t)
{
    Party p = { .c = client_open(t, "office") };

    p.party = OFFICE(&p.c->o, "reception", "name=Party; direction=inbound; headcount=12");
    p.with = arena_printf(p.c->o.arena, "with.reception=#%" PRId64, p.party).p;
    return p;
}

static int64_t visitors(Party *p)
{
    Str where = arena_printf(p->c->o.arena, "/visitor?where=reception+%%3D+%%23%" PRId64, p->party);
    Str rest, number;
    int64_t n = 0;

    client_get(p->c, where);
    assert_true(str_cut(p->c->page, S("<p class=\"total\">"), &number, &rest));
    str_cut(rest, S(" "), &number, &rest);
    assert_true(str_int(number, &n));
    return n;
}

static void shows_a_block_as_a_table(TestDb *t)
{
    static const struct {
        const char *text;
        int status;
        const char *expect[4];
    } rows[] = {
        /* headings of a list as offices write them */
        { "text=姓名\t英文姓名\t国家\t职务\n陈一\tTan It\t马来西亚\t会长\n李二\t\t泰国\t\n",
          200,
          { "value=\"陈一\"", "<option value=\"country\" selected>", "value=\"泰国\"", NULL } },
        /* none: the usual columns in their order */
        { "text=陈一\t马来西亚\n李二\t泰国\n",
          200,
          { "<option value=\"name\" selected>", "<option value=\"country\" selected>", NULL } },
        /* what is wrong is red in its cell, and what is left out is said */
        { "text=姓名\t国家\t星座\n陈一\t泰兰\t马\n",
          400,
          { "aria-invalid=\"true\"", "there is no country or region", "choose what they are: 星座",
            NULL } },
        /* a row of nothing but a sum is no visitor */
        { "text=姓名\t国家\n陈一\t泰国\n合计\t1\n", 200, { "passed over", NULL } },
        { "text=", 400, { "the table is not whole", NULL } },
    };
    Party p = party_open(t);

    for (size_t i = 0; i < LEN(rows); i++) {
        POST(p.c, S("/visitor/rows"), p.with, "act=paste", rows[i].text);
        for (size_t k = 0; rows[i].expect[k]; k++)
            client_expect(p.c, rows[i].status, rows[i].expect[k]);
    }
    assert_int_equal(visitors(&p), 0); /* nothing was saved */
    client_close(p.c);
}

static void saves_together_and_takes_back(TestDb *t)
{
    Party p = party_open(t);
    Str batch, rest, undo, page;

    POST(p.c, S("/visitor/rows"), p.with, "act=save", "width=3",
         "head=", "head=", "head=", "col=name", "col=country", "col=", "cell=陈一", "cell=MY",
         "cell=x", "cell=李二", "cell=泰兰", "cell=", "cell=", "cell=", "cell=");
    client_expect(p.c, 400, "aria-invalid=\"true\"");
    assert_int_equal(visitors(&p), 0); /* all or nothing */
    POST(p.c, S("/visitor/rows"), p.with, "act=save", "width=3",
         "head=", "head=", "head=", "col=name", "col=country", "col=", "cell=陈一", "cell=MY",
         "cell=x", "cell=李二", "cell=泰国", "cell=", "cell=", "cell=", "cell=");
    assert_int_equal(client_made(p.c), p.party); /* back to the reception */
    page = client_get(p.c, p.c->location);
    client_expect(p.c, 200, "Records made: 2; changed: 0.");
    assert_int_equal(visitors(&p), 2);
    assert_true(str_cut(page, S("name=\"batch\" value=\""), &batch, &rest));
    str_cut(rest, S("\""), &batch, &rest);
    undo = arena_printf(p.c->o.arena, "batch=%.*s", STR(batch));
    POST(p.c, S("/reception/rows/undo"), undo.p, "back=//elsewhere.example");
    assert_true(str_starts(p.c->location, S("/types?"))); /* only to pages of ours */
    assert_int_equal(visitors(&p), 0);
    POST(p.c, S("/reception/rows/undo"), undo.p, "back=/types");
    assert_int_equal(p.c->status, 409); /* only once */
    client_close(p.c);
}

static void has_room_for_so_much(TestDb *t)
{
    Party p = party_open(t);
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);

    buf_put(&b, S("text="));
    for (int i = 0; i < 1000; i++)
        buf_printf(&b, "name %d\tMY\n", i);
    POST(p.c, S("/visitor/rows"), p.with, "act=paste", arena_z(p.c->o.arena, buf_str(&b)));
    client_expect(p.c, 400, "cells are too many for this page");
    client_expect(p.c, 400, "name 999"); /* and what was pasted is still there */
    POST(p.c, S("/visitor/rows"), p.with, "act=more", "width=2", "col=name", "col=country",
         "head=", "head=", "cell=陈一", "cell=MY");
    client_expect(p.c, 200, ", 4\""); /* three more rows */
    client_close(p.c);
}

static void needs_the_right(TestDb *t)
{
    Party p = party_open(t);

    client_act_as(p.c, "eve");
    client_get(p.c, S("/visitor/rows"));
    assert_int_equal(p.c->status, 403);
    POST(p.c, S("/visitor/rows"), p.with, "act=paste", "text=陈一\tMY");
    assert_int_equal(p.c->status, 403);
    client_close(p.c);
}

static const DbCase cases[] = {
    DB_CASE(shows_a_block_as_a_table),
    DB_CASE(saves_together_and_takes_back),
    DB_CASE(has_room_for_so_much),
    DB_CASE(needs_the_right),
};

int main(void)
{
    return run_db_cases("page_rows", cases, LEN(cases));
}
