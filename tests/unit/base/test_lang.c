/* SPDX-License-Identifier: Apache-2.0
 * The reader of .mo files, on catalogues made here. This program has an embedded table of its own;
 * it stands in for the one that the build makes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/embed.h"
#include "base/lang.h"

enum { ROOM = 4096 };

static unsigned char hans[ROOM], hant[ROOM];

const Embedded embedded_files[] = {
    { "countries.tsv", (const unsigned char *)"SB\n", 3 },
    { "zh_Hans.mo", hans, ROOM },
    { "zh_Hant.mo", hant, 27 }, /* shorter than a header */
};
const size_t embedded_count = LEN(embedded_files);

static const struct {
    const char *msgid, *text;
} messages[] = {
    { "", "Content-Type: text/plain; charset=UTF-8\n" },
    { "%d rows", "%d 行" },
    { "Approve", "批准" },
    { "a", "甲" },
    { "ab", "乙" },
    { "zz", "末" },
};

static void put_word(unsigned char *p, size_t at, uint32_t w)
{
    memcpy(p + at, &w, sizeof w);
}

static uint32_t put_text(unsigned char *p, size_t entry, uint32_t end, const char *text)
{
    size_t n = str_z(text).n;
    put_word(p, entry, (uint32_t)n);
    put_word(p, entry + 4, end);
    memcpy(p + end, text, n + 1);
    return end + (uint32_t)n + 1;
}

/* The first n messages as a .mo file. */
static void make_catalogue(unsigned char *p, uint32_t n)
{
    uint32_t end = 28 + n * 16;
    memset(p, 0, ROOM);
    put_word(p, 0, 0x950412de);
    put_word(p, 8, n);
    put_word(p, 12, 28);
    put_word(p, 16, 28 + n * 8);
    for (uint32_t i = 0; i < n; i++) {
        end = put_text(p, 28 + i * 8, end, messages[i].msgid);
        end = put_text(p, 28 + n * 8 + i * 8, end, messages[i].text);
    }
}

static const char *look_up(Lang lang, const char *msgid)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    return tr(lang, msgid);
#pragma GCC diagnostic pop
}

static void finds_each_message_in_catalogues_of_any_size(void **state)
{
    (void)state;
    for (uint32_t n = 0; n <= LEN(messages); n++) {
        make_catalogue(hans, n);
        for (uint32_t i = 1; i < LEN(messages); i++)
            assert_string_equal(look_up(LANG_HANS, messages[i].msgid),
                                i < n ? messages[i].text : messages[i].msgid);
        assert_string_equal(look_up(LANG_HANS, "A"), "A");
        assert_string_equal(look_up(LANG_HANS, "zzz"), "zzz");
    }
}

static uint32_t hash(const char *s)
{
    uint64_t h = 0;
    for (; *s; s++) {
        uint64_t high;
        h = (h << 4) + (unsigned char)*s;
        high = h & 0xf0000000;
        h ^= high >> 24;
        h ^= high;
    }
    return (uint32_t)h;
}

/* Its table of hashes, as msgfmt makes one, without the last `missing` messages. */
static void add_hashes(unsigned char *p, uint32_t n, uint32_t size, uint32_t missing)
{
    enum { AT = 3000 };

    put_word(p, 20, size);
    put_word(p, 24, AT);
    for (uint32_t i = 0; i < n - missing; i++) {
        uint32_t h = hash(messages[i].msgid), at = h % size, taken;
        for (;; at = (at + 1 + h % (size - 2)) % size) {
            memcpy(&taken, p + AT + (size_t)at * 4, sizeof taken);
            if (!taken)
                break;
        }
        put_word(p, AT + (size_t)at * 4, i + 1);
    }
}

static void finds_messages_by_their_hashes_or_without(void **state)
{
    static const uint32_t sizes[] = { 7, 11, 101 };
    uint32_t n = LEN(messages);

    (void)state;
    for (size_t k = 0; k < LEN(sizes); k++)
        for (uint32_t missing = 0; missing <= n; missing++) {
            make_catalogue(hans, n);
            add_hashes(hans, n, sizes[k], missing);
            for (uint32_t i = 1; i < n; i++)
                assert_string_equal(look_up(LANG_HANS, messages[i].msgid), messages[i].text);
            assert_string_equal(look_up(LANG_HANS, "A"), "A");
            assert_string_equal(look_up(LANG_HANS, "zzz"), "zzz");
        }
}

static void leaves_english_and_the_empty_text_alone(void **state)
{
    (void)state;
    make_catalogue(hans, LEN(messages));
    assert_string_equal(look_up(LANG_EN, "Approve"), "Approve");
    assert_string_equal(look_up(LANG_HANS, ""), "");
}

static void does_without_a_damaged_catalogue(void **state)
{
    (void)state;
    make_catalogue(hant, LEN(messages));
    assert_string_equal(look_up(LANG_HANT, "Approve"), "Approve");
    make_catalogue(hans, LEN(messages));
    hans[0] ^= 1;
    assert_string_equal(look_up(LANG_HANS, "Approve"), "Approve");
}

static void finds_embedded_files_by_name(void **state)
{
    (void)state;
    for (size_t i = 0; i < embedded_count; i++)
        assert_ptr_equal(embedded_find(embedded_files[i].name), &embedded_files[i]);
    assert_null(embedded_find("zz"));
    assert_null(embedded_find("countries"));
    assert_null(embedded_find(""));
}

static void reads_language_tags(void **state)
{
    static const struct {
        const char *tag;
        int lang; /* -1: none of ours */
    } rows[] = {
        { "en", LANG_EN },
        { "EN", LANG_EN },
        { "en_US.UTF-8", LANG_EN },
        { "C", LANG_EN },
        { "C.UTF-8", LANG_EN },
        { "zh", LANG_HANS },
        { "zh-CN", LANG_HANS },
        { "zh_CN.UTF-8", LANG_HANS },
        { "zh-Hans", LANG_HANS },
        { "zh_Hans_HK", LANG_HANS },
        { "zh_SG", LANG_HANS },
        { "zh@pinyin", LANG_HANS },
        { "zh-Hant", LANG_HANT },
        { "zh_hant", LANG_HANT },
        { "zh-TW", LANG_HANT },
        { "zh_TW.UTF-8", LANG_HANT },
        { "zh-HK", LANG_HANT },
        { "zh_HK", LANG_HANT },
        { "zh-MO", LANG_HANT },
        { "zh_MO", LANG_HANT },
        { "zh-Hant-HK", LANG_HANT },
        { "", -1 },
        { "z", -1 },
        { "zhx", -1 },
        { "english", -1 },
        { "ca", -1 },
        { "fr_FR", -1 },
        { "POSIX", -1 },
    };

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        Lang lang = LANG__N;
        bool ok = lang_parse(str_z(rows[i].tag), &lang);
        if (ok != (rows[i].lang >= 0) || (int)lang != (ok ? rows[i].lang : (int)LANG__N))
            fail_msg("'%s'", rows[i].tag);
    }
}

static void writes_language_tags_that_it_reads(void **state)
{
    (void)state;
    for (int i = 0; i < LANG__N; i++) {
        Lang lang = LANG__N;
        assert_true(lang_parse(str_z(lang_code((Lang)i)), &lang));
        assert_int_equal(lang, i);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_each_message_in_catalogues_of_any_size),
        cmocka_unit_test(finds_messages_by_their_hashes_or_without),
        cmocka_unit_test(leaves_english_and_the_empty_text_alone),
        cmocka_unit_test(does_without_a_damaged_catalogue),
        cmocka_unit_test(finds_embedded_files_by_name),
        cmocka_unit_test(reads_language_tags),
        cmocka_unit_test(writes_language_tags_that_it_reads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
