/* SPDX-License-Identifier: Apache-2.0
 * Forms: what each kind of field reads of what a browser sends, and what stays when it is wrong.
 */
#include "web/client.h"
#include "web/form.h"

#define SENT(...)                                                                                  \
    (const char *const[])                                                                          \
    {                                                                                              \
        __VA_ARGS__, NULL                                                                          \
    }

static Form read_form(Request *q, const char *type)
{
    const Type *t = registry_find(q->c.types, str_z(type));
    Form f = form_new(q, record_new(q->c.arena, t));
    Err e = { 0 };

    OK(form_read(q, &f, &e), e);
    return f;
}

static Str shown(Request *q, const Form *f, const char *field)
{
    int slot = type_slot(f->type, str_z(field));
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);

    assert_true(slot >= 0);
    value_write(&f->type->fields[slot], &f->record->v[slot], &b);
    return arena_str(q->c.arena, buf_str(&b));
}

static void reads_each_kind(TestDb *t)
{
    static const struct {
        const char *sent, *field, *value;
        const char *text; /* what stays in the control */
    } rows[] = {
        { "f.name=  Party A ", "name", "Party A", "  Party A " },
        { "f.purpose=one\r\ntwo", "purpose", "one\ntwo", "one\ntwo" }, /* lines as in the store */
        { "f.direction=inbound", "direction", "inbound", "inbound" },
        { "f.country=马来西亚", "country", "MY", "马来西亚" },
        { "f.headcount=1.2万", "headcount", "", "1.2万" }, /* above the most */
        { "f.headcount=十二", "headcount", "12", "十二" },
        { "f.arrived=2024年3月", "arrived", "2024-03", "2024年3月" },
        { "f.arrived=someday", "arrived", "", "someday" },
        { "f.budget=1.2万美元", "budget", "12000.00 USD", "1.2万美元" },
        { "f.photo_consent=1", "photo_consent", "1", "1" },
        { "f.photo_consent=", "photo_consent", "", "" },
    };
    Client *c = client_open(t, "office");

    for (size_t i = 0; i < LEN(rows); i++) {
        Request q = client_enter(c, SENT(rows[i].sent));
        Form f = read_form(&q, "reception");
        size_t slot = (size_t)type_slot(f.type, str_z(rows[i].field));
        bool bad = rows[i].text[0] && !rows[i].value[0];
        if (!str_eq(shown(&q, &f, rows[i].field), str_z(rows[i].value)) ||
            !str_eq(f.cells[slot].text, str_z(rows[i].text)) || (f.faults == 1) != bad)
            fail_msg("%s: '%.*s', text '%.*s', fault '%.*s'", rows[i].sent,
                     STR(shown(&q, &f, rows[i].field)), STR(f.cells[slot].text),
                     STR(f.cells[slot].fault));
        client_leave(c, &q);
    }
    client_close(c);
}

/* How a date was read is said where it is not plain. */
static void says_how_dates_are_read(TestDb *t)
{
    static const char *const rows[][2] = {
        { "f.arrived=2024-05-06", "" },
        { "f.arrived=2024年5月6日", "" },
        { "f.arrived=农历2024年八月十五", "2024-09-17" },
        { "f.arrived=2024", "from 2024-01-01 to 2024-12-31" },
    };
    Client *c = client_open(t, "office");

    for (size_t i = 0; i < LEN(rows); i++) {
        Request q = client_enter(c, SENT(rows[i][0]));
        Form f = read_form(&q, "reception");
        Str said = f.cells[type_slot(f.type, S("arrived"))].understood;
        if (!str_eq(said, str_z(rows[i][1])))
            fail_msg("%s: '%.*s'", rows[i][0], STR(said));
        client_leave(c, &q);
    }
    client_close(c);
}

/* Boxes: none ticked empties, and no box on the page leaves what is there. */
static void reads_boxes(TestDb *t)
{
    Client *c = client_open(t, "office");
    Request q = client_enter(c, SENT("f.papers=", "f.papers=plan", "f.papers=photos"));
    Form f = read_form(&q, "reception");
    Err e = { 0 };

    SAYS(shown(&q, &f, "papers"), "|plan|photos|");
    q.nform = 0;
    OK(form_read(&q, &f, &e), e);
    SAYS(shown(&q, &f, "papers"), "|plan|photos|");
    q.form[0] = (WebParam){ S("f.papers"), S("") };
    q.nform = 1;
    OK(form_read(&q, &f, &e), e);
    SAYS(shown(&q, &f, "papers"), "");
    client_leave(c, &q);
    client_close(c);
}

/* What is shown otherwise than it is stored, and comes back untouched, stays what it was. */
static void keeps_what_was_not_touched(TestDb *t)
{
    Client *c = client_open(t, "office");
    int64_t id = OFFICE(&c->o, "person", "name_hans=陈一; ancestral_place=350203; born=约1874年");
    Request q = client_enter(c, SENT("f.ancestral_place=福建省厦门市思明区", "f.name_hans=陈一"));
    const Type *type = registry_find(q.c.types, S("person"));
    Err e = { 0 };
    Record *r = store_get(&q.c, type, id, &e);
    Form f = form_new(&q, r);
    int place = type_slot(type, S("ancestral_place")), born = type_slot(type, S("born"));

    SAYS(f.cells[place].text, "福建省厦门市思明区");
    SAYS(f.cells[born].understood, "from 1872-01-01 to 1876-12-31");
    OK(form_read(&q, &f, &e), e);
    assert_int_equal(f.faults, 0);
    SAYS(rec_text(r, place), "350203");
    client_leave(c, &q);
    client_close(c);
}

/* ---- links ---- */

typedef struct {
    Client *c;
    int64_t one, two, other;
} Linked;

static Linked linked_open(TestDb *t)
{
    Linked l = { .c = client_open(t, "office") };

    l.one = OFFICE(&l.c->o, "association", "name_hans=泰国同乡会; country=TH");
    l.two = OFFICE(&l.c->o, "association", "name_hans=泰国青年会; country=TH");
    l.other = OFFICE(&l.c->o, "association", "name_hans=印尼商会; country=ID");
    return l;
}

static void finds_links_by_name(TestDb *t)
{
    static const struct {
        const char *sent;
        int which; /* 1, 2, 3; 0: none */
        size_t candidates;
        bool make;
    } rows[] = {
        { "印尼商会", 3, 0, false },
        { "印尼商會", 3, 0, false }, /* in the other script */
        { "泰国同乡会", 1, 0, false },
        { "泰国", 0, 2, false },
        { "nobody knows", 0, 0, false }, /* an association needs more than a name */
        { "#12", 0, 0, false },
        { "", 0, 0, false },
    };
    Linked l = linked_open(t);
    const int64_t ids[] = { 0, l.one, l.two, l.other };

    for (size_t i = 0; i < LEN(rows); i++) {
        Str sent = arena_printf(l.c->o.arena, "f.party=%s", rows[i].sent);
        Request q = client_enter(l.c, SENT(sent.p));
        Form f = read_form(&q, "reception");
        int slot = type_slot(f.type, S("party"));
        const FormCell *cell = &f.cells[slot];
        if (rec_int(f.record, slot) != ids[rows[i].which] || cell->nfound != rows[i].candidates ||
            (f.faults > 0) != (rows[i].sent[0] && !rows[i].which) || cell->may_make != rows[i].make)
            fail_msg("'%s': #%" PRId64 ", %zu candidates, '%.*s'", rows[i].sent,
                     rec_int(f.record, slot), cell->nfound, STR(cell->fault));
        client_leave(l.c, &q);
    }
    client_close(l.c);
}

/* A choice among candidates holds as long as the name beside it is the one that it was made for. */
static void takes_a_choice(TestDb *t)
{
    Linked l = linked_open(t);
    Str pick = arena_printf(l.c->o.arena, "f.party.pick=%" PRId64, l.two);
    Request q = client_enter(l.c, SENT("f.party=泰国", "f.party.for=泰国", pick.p));
    Form f = read_form(&q, "reception");
    int slot = type_slot(f.type, S("party"));

    assert_int_equal(rec_int(f.record, slot), l.two);
    SAYS(f.cells[slot].text, "泰国青年会");
    client_leave(l.c, &q);
    q = client_enter(l.c, SENT("f.party=印尼商会", "f.party.for=泰国", pick.p));
    f = read_form(&q, "reception");
    assert_int_equal(rec_int(f.record, slot), l.other);
    client_leave(l.c, &q);
    client_close(l.c);
}

static void adds_to_several(TestDb *t)
{
    Linked l = linked_open(t);
    Str tick = arena_printf(l.c->o.arena, "f.partners.id=%" PRId64, l.one);
    Request q = client_enter(l.c, SENT(tick.p, "f.partners=印尼商会; 泰国"));
    Form f = read_form(&q, "camp");
    int slot = type_slot(f.type, S("partners"));
    Str want = arena_printf(l.c->o.arena, "|%" PRId64 "|%" PRId64 "|", l.one, l.other);

    assert_true(str_eq(rec_text(f.record, slot), want));
    assert_int_equal(f.cells[slot].nfound, 2); /* what is not clear is asked */
    assert_int_equal(f.faults, 1);
    client_leave(l.c, &q);
    client_close(l.c);
}

/* ---- what may not be seen ---- */

/* The statistician sees no personal fields: they have no input, and what is sent of them is
 * nothing. */
static void leaves_hidden_fields_out(TestDb *t)
{
    Client *c = client_open(t, "eve");
    Request q = client_enter(c, SENT("f.born=1950", "f.name_hans=陈二"));
    Form f = read_form(&q, "person");
    int born = type_slot(f.type, S("born"));

    assert_false(f.cells[born].shown);
    assert_false(rec_has(f.record, born));
    form_put_all(&q, &f);
    assert_true(str_find(buf_str(&q.out), S("f.born")) < 0);
    assert_true(str_find(buf_str(&q.out), S("f.name_hans")) >= 0);
    client_leave(c, &q);
    client_close(c);
}

static void says_what_is_wrong_twice(TestDb *t)
{
    Client *c = client_open(t, "office");
    Request q = client_enter(c, SENT("f.arrived=someday <b>"));
    Form f = read_form(&q, "reception");
    Str page;

    form_put_faults(&q, &f);
    form_put_all(&q, &f);
    page = buf_str(&q.out);
    assert_true(str_find(page, S("<li><a href=\"#f.arrived\">Arrived: ")) >= 0);
    assert_true(str_find(page, S("aria-describedby=\"f.arrived-hint f.arrived-said\"")) >= 0);
    assert_true(str_find(page, S("value=\"someday &lt;b&gt;\"")) >= 0);
    assert_true(str_find(page, S("<b>")) < 0);
    client_leave(c, &q);
    client_close(c);
}

static const DbCase cases[] = {
    DB_CASE(reads_each_kind),          DB_CASE(reads_boxes), DB_CASE(says_how_dates_are_read),
    DB_CASE(keeps_what_was_not_touched), DB_CASE(finds_links_by_name),
    DB_CASE(takes_a_choice),           DB_CASE(adds_to_several),
    DB_CASE(leaves_hidden_fields_out), DB_CASE(says_what_is_wrong_twice),
};

int main(void)
{
    return run_db_cases("form", cases, LEN(cases));
}
