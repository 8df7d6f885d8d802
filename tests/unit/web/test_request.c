/* SPDX-License-Identifier: Apache-2.0
 * What a browser sends, and what others send in its name.
 */
#include "web/request.h"

#include "support.h"

static void decodes(void **state)
{
    static const struct {
        Str in;
        bool plus, ok;
        const char *out;
    } rows[] = {
        { S("abc"), false, true, "abc" },
        { S("a%20b"), false, true, "a b" },
        { S("a+b"), false, true, "a+b" },
        { S("a+b"), true, true, "a b" },
        { S("%E4%BE%a8"), false, true, "侨" },
        { S("%2e%2E"), false, true, ".." },
        { S("%0d%0a"), false, true, "\r\n" }, /* a form's text has lines */
        { S("%4"), false, false, NULL },
        { S("%"), false, false, NULL },
        { S("%zz"), false, false, NULL },
        { S("%-1"), false, false, NULL },
        { S("%00"), false, false, NULL },
        { S("%ff"), false, false, NULL },
        { S("\xE4\xBE"), false, false, NULL }, /* half a character */
        { S("%1b"), false, false, NULL },      /* a control character */
    };
    Arena *a = arena_new(ARENA_REQUEST);
    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        Str out;
        bool ok = url_decode(a, rows[i].in, rows[i].plus, &out);
        if (ok != rows[i].ok)
            fail_msg("'%.*s' was %s", STR(rows[i].in), ok ? "taken" : "refused");
        if (ok)
            assert_string_equal(out.p, rows[i].out);
    }
    arena_free(a);
}

static void reads_addresses(void **state)
{
    Request q = { .c.arena = arena_new(ARENA_REQUEST) };
    Err e = { 0 };
    (void)state;
    OK(request_read(&q, S("/a%20b/c?x=1+2&y&=z&x=3&%E4%BE%A8=%26"), &e), e);
    SAYS(q.path, "/a b/c");
    SAYS(request_query(&q, "x"), "1 2"); /* the first of that name */
    SAYS(request_query(&q, "y"), "");
    SAYS(request_query(&q, "侨"), "&");
    SAYS(request_query(&q, "none"), "");
    arena_free(q.c.arena);
}

static void refuses_addresses(void **state)
{
    static const Str rows[] = { S("*"),      S(""),     S("http://example.com/"),
                                S("/%00"),   S("/%0a"), S("/?a=%f"),
                                S("/?%ff=1") };
    AUTO(buf_done) Buf many = buf_new(BUF_LINE);
    Arena *a = arena_new(ARENA_REQUEST);
    Err e = { 0 };
    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        Request q = { .c.arena = a };
        FAILS(request_read(&q, rows[i], &e), e, ERR_INVALID);
    }
    buf_put(&many, S("/?"));
    for (int i = 0; i < PARAMS_MAX; i++)
        buf_printf(&many, "p%d=1&", i);
    {
        Request q = { .c.arena = a };
        OK(request_read(&q, buf_str(&many), &e), e);
    }
    buf_put(&many, S("more=1"));
    {
        Request q = { .c.arena = a };
        FAILS(request_read(&q, buf_str(&many), &e), e, ERR_INVALID);
    }
    arena_free(a);
}

static void chooses_the_language(void **state)
{
    static const struct {
        Str raw, cookie, accept;
        Lang want;
        bool kept;
    } rows[] = {
        { S("/"), { 0 }, { 0 }, LANG_EN, false },
        { S("/"), { 0 }, S("zh-TW"), LANG_HANT, false },
        { S("/"), { 0 }, S("fr, zh-CN;q=0.8, en;q=0.9"), LANG_EN, false },
        { S("/"), { 0 }, S("zh-CN;q=0.8,zh-HK;q=0.85"), LANG_HANT, false },
        { S("/"), { 0 }, S("en;q=0, zh;q=0.001"), LANG_HANS, false },
        { S("/"), { 0 }, S("fr, de"), LANG_EN, false },
        { S("/"), { 0 }, S(";;q=,,zh-CN;q=zz"), LANG_EN, false },
        { S("/"), S("qiao_lang=zh-Hans"), S("en"), LANG_HANS, false },
        { S("/"), S("a=b; qiao_lang=zh-Hant; c=d"), S("en"), LANG_HANT, false },
        { S("/"), S("qiao_lang=klingon"), S("zh-CN"), LANG_HANS, false },
        { S("/?lang=zh-Hant"), S("qiao_lang=zh-Hans"), S("en"), LANG_HANT, true },
        { S("/?lang=xx"), S("qiao_lang=zh-Hans"), S("en"), LANG_HANS, false },
    };
    Arena *a = arena_new(ARENA_REQUEST);
    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        const RequestHeaders h = { .cookie = rows[i].cookie, .accept_language = rows[i].accept };
        Request q = { .c = { .arena = a, .lang = LANG_EN } };
        Err e = { 0 };
        OK(request_read(&q, rows[i].raw, &e), e);
        request_language(&q, &h);
        if (q.c.lang != rows[i].want || q.set_lang != rows[i].kept)
            fail_msg("row %zu: %s, %s", i, lang_code(q.c.lang), q.set_lang ? "kept" : "not kept");
    }
    arena_free(a);
}

/* The same page in another language, wherever its old one stood. */
static void changes_the_language(void **state)
{
    static const struct {
        const char *raw, *want;
    } rows[] = {
        { "/types", "/types?lang=zh-Hans" },
        { "/a?b=1", "/a?b=1&lang=zh-Hans" },
        { "/a?lang=en&b=%26", "/a?b=%26&lang=zh-Hans" },
        { "/a?b=1&lang=en", "/a?b=1&lang=zh-Hans" },
    };
    Arena *a = arena_new(ARENA_REQUEST);
    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        Request q = { .c.arena = a };
        Err e = { 0 };
        OK(request_read(&q, str_z(rows[i].raw), &e), e);
        assert_string_equal(request_in_language(&q, LANG_HANS).p, rows[i].want);
    }
    arena_free(a);
}

static void knows_its_own_forms(void **state)
{
    static const struct {
        RequestHeaders h;
        bool own;
    } rows[] = {
        { { .host = S("localhost:8080") }, true }, /* no browser */
        { { .host = S("localhost:8080"), .origin = S("http://localhost:8080") }, true },
        { { .host = S("localhost:8080"), .origin = S("http://localhost:9090") }, false },
        { { .host = S("localhost:8080"), .origin = S("http://example.com") }, false },
        { { .host = S("localhost:8080"), .origin = S("null") }, false },
        { { .host = S("a"), .origin = S("http://a"), .fetch_site = S("cross-site") }, false },
        { { .host = S("a"), .origin = S("http://a"), .fetch_site = S("same-site") }, false },
        { { .host = S("a"), .fetch_site = S("same-origin") }, true },
    };
    (void)state;
    for (size_t i = 0; i < LEN(rows); i++)
        if (request_same_origin(&rows[i].h) != rows[i].own)
            fail_msg("row %zu", i);
}

/* What came with the request is believed no further than its last word. */
static void finds_the_client_behind_a_proxy(void **state)
{
    static const struct {
        const char *header;
        Str client;
    } rows[] = {
        { "192.0.2.7", { "\xC0\x00\x02\x07", 4 } },
        { "203.0.113.9, 192.0.2.7", { "\xC0\x00\x02\x07", 4 } },
        { "evil,,  192.0.2.7 ", { "\xC0\x00\x02\x07", 4 } },
        { "2001:db8:1:2:3::4", { "\x20\x01\x0D\xB8\x00\x01\x00\x02", 8 } },
        { "192.0.2.7, unknown", { "", 0 } },
        { "192.0.2.7:443", { "", 0 } },
        { "", { "", 0 } },
    };
    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        Request q = { .c = { .arena = arena_new(ARENA_REQUEST) } };
        if (!str_eq(request_forwarded(&q, str_z(rows[i].header)), rows[i].client))
            fail_msg("row %zu", i);
        arena_free(q.c.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes),
        cmocka_unit_test(reads_addresses),
        cmocka_unit_test(refuses_addresses),
        cmocka_unit_test(chooses_the_language),
        cmocka_unit_test(changes_the_language),
        cmocka_unit_test(knows_its_own_forms),
        cmocka_unit_test(finds_the_client_behind_a_proxy),
    };
    return cmocka_run_group_tests_name("request", tests, NULL, NULL);
}
