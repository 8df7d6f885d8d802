/* SPDX-License-Identifier: Apache-2.0
 * Names of a registry are cut into a surname and a given name, and words are numbered.
 */
#include "names/recorded.h"

#include "base/buf.h"
#include "tables.h"

/* The parts as text, "/" between them: a character for its class, a compound as its characters. */
static Str parts_text(const Tables *t, const RecordedWords *words, const Recorded *r)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);

    for (size_t i = 0; i < r->n; i++) {
        uint16_t parts[2] = { r->c[i], 0 };
        if (i)
            buf_putc(&b, '/');
        if (r->c[i] >= RECORDED_WORD) {
            buf_put(&b, words->list.p[r->c[i] - RECORDED_WORD]);
            continue;
        }
        (void)names_compound_parts(t->names, r->c[i], parts);
        for (size_t k = 0; k < LEN(parts) && parts[k]; k++) {
            char ch[4];
            buf_put(&b, (Str){ ch, utf8_put(names_class_char(t->names, parts[k]), ch) });
        }
    }
    return arena_str(t->arena, buf_str(&b));
}

/* What a name is cut into; `like` is another that is cut into the same. */
static const struct {
    const char *name, *like;
    uint8_t n;
    bool latin;
} rows[] = {
    { "陈文瑞", "陳文瑞", 3, false },
    { "歐陽文", "欧阳文", 2, false },       /* a compound surname is one part */
    { "欧阳", "歐陽", 2, false },           /* alone, it is a surname and a given name */
    { "陈文瑞国民", "陈文瑞国", 4, false }, /* what is behind four parts does not count */
    { "陈 文·瑞", "陈文瑞", 3, false },
    { "陈Tan文", "陈文", 2, false }, /* letters between characters are passed over */
    { "Tan Boon Swee", "TAN BOON-SWEE", 3, true },
    { "Mr. Tan Boon Swee", "Tan Boon Swee", 3, true },
    { "Tân Bûn Suī", "Tan Bun Sui", 3, true },
    { "Tan Boon Swee Ah Kow", "Tan Boon Swee Ah", 4, true },
    { "1874", "", 0, true },
};

static void names_are_cut(void **state)
{
    const Tables *t = *state;
    RecordedWords words = { .arena = t->arena };

    for (size_t i = 0; i < LEN(rows); i++) {
        Recorded one, other;
        recorded_read(&words, t->names, t->arena, str_z(rows[i].name), &one);
        recorded_read(&words, t->names, t->arena, str_z(rows[i].like), &other);
        if (one.n != rows[i].n || one.latin != rows[i].latin)
            fail_msg("%s: %d parts: %.*s", rows[i].name, one.n, STR(parts_text(t, &words, &one)));
        if (memcmp(&one, &other, sizeof one) != 0)
            fail_msg("%s and %s: %.*s and %.*s", rows[i].name, rows[i].like,
                     STR(parts_text(t, &words, &one)), STR(parts_text(t, &words, &other)));
    }
    map_done(&words.ids);
}

static void parts_are_in_order(void **state)
{
    const Tables *t = *state;
    RecordedWords words = { .arena = t->arena };
    Recorded r;

    recorded_read(&words, t->names, t->arena, S("司徒文瑞"), &r);
    assert_string_equal(parts_text(t, &words, &r).p, "司徒/文/瑞");
    recorded_read(&words, t->names, t->arena, S("Lim Boon Keng"), &r);
    assert_string_equal(parts_text(t, &words, &r).p, "lim/boon/keng");
    map_done(&words.ids);
}

/* A word has one number, and another word another, as long as there are any. */
static void words_keep_their_number(void **state)
{
    const Tables *t = *state;
    RecordedWords words = { .arena = t->arena };
    uint16_t tan = recorded_word(&words, S("tan")), lim = recorded_word(&words, S("lim"));

    assert_true(tan >= RECORDED_WORD && lim >= RECORDED_WORD);
    assert_int_not_equal(tan, lim);
    for (int i = 0; i < RECORDED_CODES - RECORDED_WORD + 100; i++)
        assert_true(recorded_word(&words, arena_printf(t->arena, "w%d", i)) >= RECORDED_WORD);
    assert_int_equal(recorded_word(&words, S("tan")), tan);
    assert_int_equal(recorded_word(&words, S("lim")), lim);
    assert_true(words.list.n < RECORDED_CODES - RECORDED_WORD);
    map_done(&words.ids);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_cut),
        cmocka_unit_test(parts_are_in_order),
        cmocka_unit_test(words_keep_their_number),
    };
    return cmocka_run_group_tests(tests, tables_open, tables_close);
}
