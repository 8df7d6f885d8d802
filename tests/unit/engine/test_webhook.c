/* SPDX-License-Identifier: Apache-2.0
 * Webhooks: which news become deliveries, and how often they are tried.
 */
#include "engine/fixture.h"

#include "engine/webhook.h"

static Record *hook(Fixture *f, const char *name, const char *types, const char *events)
{
    const char *const texts[HOOK__N] = { name, "https://example.org/", types, events, "yes" };
    Record *r = record_new(f->arena, registry_find(f->c.types, S("webhook")));
    Check k = { 0 };
    Err e = { 0 };

    for (int i = 0; i < HOOK__N; i++)
        fixture_set(f, r, i, texts[i]);
    fixture_as(f, "sysadmin");
    OK(store_create(&f->c, r, &k, &e), e);
    fixture_as(f, "office");
    return r;
}

static void follow(Fixture *f)
{
    bool more = true;
    Err e = { 0 };
    while (more)
        OK(hooks_follow(&f->c, &more, &e), e);
}

/* "create visit, move visit": the deliveries of a webhook (NULL: of all), the oldest first. */
static Str told(Fixture *f, const Record *h)
{
    const DeliveryAsk ask = { .hook = h ? h->id : 0, .limit = 100 };
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    const User *before = f->c.user;
    const Delivery *list;
    Err e = { 0 };
    size_t n;

    fixture_as(f, "sysadmin");
    OK(delivery_list(&f->c, &ask, &list, &n, &e), e);
    f->c.user = before;
    while (n--)
        buf_printf(&b, "%s%.*s %.*s", b.n ? ", " : "", STR(list[n].event), STR(list[n].type));
    return arena_str(f->arena, buf_str(&b));
}

/* A visit is made, edited, moved and made void; and a guide is made. */
static void live(Fixture *f)
{
    Record *r = fixture_visit(f, "Visit", "2024-03-05", 5);
    Check k = { 0 };
    Err e = { 0 };

    OK(store_create(&f->c, r, &k, &e), e);
    rec_set_int(r, V_SIZE, 6);
    OK(store_update(&f->c, r, &k, &e), e);
    OK(store_move(&f->c, r->type, r->id, (MoveTo){ str_z(r->type->moves[0].to), S("so"), 0 }, &k,
                  &e),
       e);
    OK(store_void(&f->c, r->type, r->id, S("twice"), &e), e);
    (void)fixture_guide(f, "Guide");
}

static void are_told_what_they_want(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Record *all, *visits, *moves;

    live(f); /* before there was a webhook: nobody is told */
    f->c.now++;
    all = hook(f, "all", "", "");
    visits = hook(f, "visits", "visit, unit", "");
    moves = hook(f, "moves", "", "move; void");
    live(f);
    follow(f);
    SAYS(told(f, all), "create webhook, create webhook, create webhook, create visit, update visit,"
                       " move visit, void visit, create guide");
    SAYS(told(f, visits), "create visit, update visit, move visit, void visit");
    SAYS(told(f, moves), "move visit, void visit");
    follow(f); /* nothing is told twice */
    SAYS(told(f, visits), "create visit, update visit, move visit, void visit");
    fixture_close(f);
}

/* What was rolled back never was. */
static void are_not_told_what_was_taken_back(TestDb *t)
{
    Fixture *f = fixture_open(t);
    Record *h = hook(f, "guides", "guide", "");
    Err e = { 0 };

    {
        AUTO(store_rollback) StoreTxn txn = store_begin(&f->c, &e);
        assert_non_null(txn.c);
        (void)fixture_guide(f, "Nobody");
    }
    follow(f);
    SAYS(told(f, h), "");
    (void)fixture_guide(f, "Somebody");
    follow(f);
    SAYS(told(f, h), "create guide");
    fixture_close(f);
}

static void are_tried_again_and_given_up(TestDb *t)
{
    static const int64_t waits[] = { 2, 15, 60, 300, 1800, 7200, 21600, 43200, 86400 };
    Fixture *f = fixture_open(t);
    Record *h = hook(f, "guides", "guide", "");
    Delivery d, none;
    Err e = { 0 };
    Str url;

    (void)fixture_guide(f, "Guide");
    follow(f);
    for (size_t i = 0; i < LEN(waits); i++) {
        OK(hooks_claim(&f->c, &d, &url, &e), e);
        assert_int_equal(d.hook, h->id);
        assert_int_equal(d.tries, (int)i + 1);
        SAYS(url, "https://example.org/");
        OK(hooks_claim(&f->c, &none, &url, &e), e); /* nobody else gets it meanwhile */
        assert_int_equal(none.id, 0);
        OK(hooks_note(&f->c, &d, 500, S("broken"), &e), e);
        f->c.now += waits[i] * 1000 - 1;
        OK(hooks_claim(&f->c, &none, &url, &e), e);
        assert_int_equal(none.id, 0);
        f->c.now++;
    }
    OK(hooks_claim(&f->c, &d, &url, &e), e);
    OK(hooks_note(&f->c, &d, 0, S("broken"), &e), e);
    f->c.now += 1000LL * 86400 * 30;
    OK(hooks_claim(&f->c, &none, &url, &e), e);
    assert_int_equal(none.id, 0);

    fixture_as(f, "ann");
    FAILS(delivery_resend(&f->c, d.id, &e), e, ERR_DENIED);
    fixture_as(f, "sysadmin");
    FAILS(delivery_resend(&f->c, d.id + 1, &e), e, ERR_NOT_FOUND);
    OK(delivery_resend(&f->c, d.id, &e), e);
    OK(hooks_claim(&f->c, &d, &url, &e), e);
    OK(hooks_note(&f->c, &d, 204, S(""), &e), e);
    f->c.now += 1000LL * 86400;
    OK(hooks_claim(&f->c, &none, &url, &e), e);
    assert_int_equal(none.id, 0);
    fixture_close(f);
}

static void wants_an_address_with_tls(TestDb *t)
{
    static const char *const bad[] = { "http://example.org/", "ftp://example.org/", "example.org",
                                       "file:///etc/passwd", "HTTPS//x" };
    Fixture *f = fixture_open(t);
    Record *h = hook(f, "good", "", "");

    fixture_as(f, "sysadmin");
    for (size_t i = 0; i < LEN(bad); i++) {
        Check k = { 0 };
        Err e = { 0 };
        fixture_set(f, h, HOOK_URL, bad[i]);
        assert_false(store_update(&f->c, h, &k, &e));
        assert_string_equal(e.field, "url");
    }
    fixture_close(f);
}

static void the_key_stays(TestDb *t)
{
    Fixture *f = fixture_open(t);
    unsigned char one[HOOK_SEED_BYTES] = { 0 }, two[HOOK_SEED_BYTES] = { 0 },
                  none[HOOK_SEED_BYTES] = { 0 };
    Err e = { 0 };

    OK(hooks_seed(&f->c, one, &e), e);
    OK(hooks_seed(&f->c, two, &e), e);
    assert_memory_equal(one, two, sizeof one);
    assert_memory_not_equal(one, none, sizeof one);
    fixture_close(f);
}

int main(void)
{
    static const DbCase cases[] = {
        DB_CASE(are_told_what_they_want),      DB_CASE(are_not_told_what_was_taken_back),
        DB_CASE(are_tried_again_and_given_up), DB_CASE(wants_an_address_with_tls),
        DB_CASE(the_key_stays),
    };
    return run_db_cases("engine/webhook", cases, LEN(cases));
}
