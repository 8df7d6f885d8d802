/* SPDX-License-Identifier: Apache-2.0
 * Conversion by phrase between the scripts, both ways, and from several threads.
 */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/embed.h"
#include "text/script.h"

typedef struct {
    const char *hans, *hant;
} Row;

static const Row rows[] = {
    /* one simplified character, several traditional ones: the phrase decides */
    { "发展", "發展" }, { "头发", "頭髮" }, { "理发", "理髮" }, { "发布", "發佈" },
    { "后来", "後來" }, { "皇后", "皇后" },
    { "干部", "幹部" }, { "干净", "乾淨" },
    { "里程", "里程" }, { "公里", "公里" }, { "这里", "這裡" },
    { "台风", "颱風" }, { "舞台", "舞臺" },
    { "面粉", "麵粉" }, { "方面", "方面" },
    /* terms of the field, alone and next to each other */
    { "全国侨联系统", "全國僑聯系統" }, { "联络总部", "聯絡總部" }, { "联系侨企", "聯繫僑企" },
    { "征集答卷", "徵集答卷" }, { "中国台湾", "中國台灣" }, { "香港回归", "香港回歸" },
    { "“寻根之旅”夏令营", "「尋根之旅」夏令營" },
    /* traditional characters decide, though 后, 里 and 于 are of both scripts */
    { "天后宫", "天后宮" }, { "里约热内卢", "里約熱內盧" },
    /* a clan keeps its surname, where the character is no other word */
    { "新加坡范氏宗亲会", "新加坡范氏宗親會" }, { "由于氏族", "由於氏族" },
    { "里约热内卢余氏公会", "里約熱內盧余氏公會" },
    /* places of the city */
    { "厦门市湖里区", "廈門市湖里區" }, { "乾县", "乾縣" }, { "筼筜街道", "篔簹街道" }, { "后溪镇", "後溪鎮" },
    /* what is of neither script */
    { "Côte d’Ivoire 2024", "Côte d’Ivoire 2024" }, { "𠮷野", "𠮷野" },
    { "ｶﾀｶﾅ 한글", "ｶﾀｶﾅ 한글" }, { "", "" },
    { "第24届投洽会（厦门）", "第24屆投洽會（廈門）" },
};

static const Converter *find(Scripts *s, Lang lang)
{
    const Converter *c;
    Err e = { 0 };
    if (!scripts_find(s, lang, &c, &e))
        fail_msg("%s", e.msg);
    return c;
}

static void expect(const Converter *c, const char *text, const char *wanted)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    Err e = { 0 };
    if (!script_convert(c, str_z(text), &b, &e))
        fail_msg("%s: %s", text, e.msg);
    if (!str_eq(buf_str(&b), str_z(wanted)))
        fail_msg("%s became '%.*s' instead of '%s'", text, STR(buf_str(&b)), wanted);
}

static void converts_by_phrase_both_ways(void **state)
{
    AUTO(scripts_freep) Scripts *s = scripts_new();
    const Converter *hant = find(s, LANG_HANT), *hans = find(s, LANG_HANS);

    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        expect(hant, rows[i].hans, rows[i].hant);
        expect(hans, rows[i].hant, rows[i].hans);
        expect(hans, rows[i].hans, rows[i].hans);
        expect(hant, rows[i].hant, rows[i].hant); /* what is converted already stays */
    }
    assert_null(find(s, LANG_EN));
    assert_ptr_equal(find(s, LANG_HANT), hant);
}

/* The reason why a name of a person is never given to it. */
static void a_name_would_be_another(void **state)
{
    AUTO(scripts_freep) Scripts *s = scripts_new();
    (void)state;
    expect(find(s, LANG_HANT), "范仲云", "範仲雲");
    expect(find(s, LANG_HANS), "鍾曉於", "钟晓于");
}

/* All but one: OpenCC writes 傢俱 for 家具. */
static void knows_the_phrases_of_a_list(void **state)
{
    AUTO(scripts_freep) Scripts *s = scripts_new();
    const Converter *c = find(s, LANG_HANT);
    const char *root = getenv("SOURCE_ROOT"); /* NOLINT(concurrency-mt-unsafe) */
    size_t words = 0, missed = 0;
    char path[4096], line[256];
    FILE *f;

    (void)state;
    (void)snprintf(path, sizeof path, "%s/tests/data/script-words.tsv", root ? root : ".");
    f = fopen(path, "r");
    assert_non_null(f);
    while (fgets(line, sizeof line, f)) {
        AUTO(buf_done) Buf b = buf_new(BUF_LINE);
        Str hans, hant;
        Err e = { 0 };
        if (line[0] == '#' || !str_cut(str_trim(str_z(line)), S("\t"), &hans, &hant))
            continue;
        assert_true(script_convert(c, hans, &b, &e));
        missed += !str_eq(buf_str(&b), hant);
        words++;
    }
    assert_int_equal(fclose(f), 0);
    assert_int_equal(words, 125);
    assert_int_equal(missed, 1);
}

/* The converted templates too: converting one once more changes nothing, though it is long. */
static void a_text_in_the_script_stays(void **state)
{
    AUTO(scripts_freep) Scripts *s = scripts_new();
    const Embedded *file = embedded_find("zh-Hant.txt");
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    Str text;
    Err e = { 0 };

    (void)state;
    assert_non_null(file);
    text = (Str){ (const char *)file->p, file->n };
    assert_true(script_convert(find(s, LANG_HANT), text, &b, &e));
    assert_true(str_eq(buf_str(&b), text));
}

static void refuses_what_is_no_text(void **state)
{
    static char large[SCRIPT_TEXT_MAX + 1];
    AUTO(scripts_freep) Scripts *s = scripts_new();
    const Converter *c = find(s, LANG_HANT);
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    Err e = { 0 };

    (void)state;
    memset(large, 'x', sizeof large);
    assert_true(script_convert(c, (Str){ large, SCRIPT_TEXT_MAX }, &b, &e));
    assert_int_equal(b.n, SCRIPT_TEXT_MAX);
    buf_clear(&b);
    assert_false(script_convert(c, (Str){ large, sizeof large }, &b, &e));
    assert_string_equal(e.msg,
                        "a text of more than 1048576 bytes is not converted to other characters");
    err_clear(&e);
    assert_false(script_convert(c, S("a\xFF"), &b, &e));
    err_clear(&e);
    assert_false(script_convert(c, S("a\0b"), &b, &e));
    assert_int_equal(b.n, 0);
}

/* Tables that cannot be read are told with the package that has them, and asked for again the next
 * time. OpenCC looks into the working directory first, where a list stands without its words. */
static void says_which_package_is_missing(void **state)
{
    AUTO(scripts_freep) Scripts *s = scripts_new();
    char dir[] = "/tmp/script-XXXXXX", back[4096];
    const Converter *c;
    Err e = { 0 };
    FILE *f;

    (void)state;
    assert_non_null(getcwd(back, sizeof back));
    assert_non_null(mkdtemp(dir));
    assert_int_equal(chdir(dir), 0);
    f = fopen("s2tw.json", "w");
    assert_non_null(f);
    (void)fputs("{\"segmentation\": {\"type\": \"mmseg\", \"dict\": {\"type\": \"ocd2\", "
                "\"file\": \"none.ocd2\"}}, \"conversion_chain\": []}",
                f);
    assert_int_equal(fclose(f), 0);
    assert_false(scripts_find(s, LANG_HANT, &c, &e));
    assert_null(c);
    assert_int_equal(e.kind, ERR_INTERNAL);
    assert_non_null(strstr(e.msg, "none.ocd2"));
    assert_non_null(strstr(e.msg, "libopencc-data"));
    assert_int_equal(unlink("s2tw.json"), 0);
    assert_int_equal(chdir(back), 0);
    assert_int_equal(rmdir(dir), 0);
    expect(find(s, LANG_HANT), "侨乡", "僑鄉");
}

/* Each finds its converter itself: the first one to come reads the tables. */
static void *convert_often(void *scripts)
{
    for (size_t n = 0; n < 600; n++) {
        const Row *row = &rows[n % LEN(rows)];
        AUTO(buf_done) Buf b = buf_new(BUF_LINE);
        const Converter *c;
        Err e = { 0 };
        bool hans = n / LEN(rows) % 2;
        if (!scripts_find(scripts, hans ? LANG_HANS : LANG_HANT, &c, &e) ||
            !script_convert(c, str_z(hans ? row->hant : row->hans), &b, &e) ||
            !str_eq(buf_str(&b), str_z(hans ? row->hans : row->hant)))
            abort();
    }
    return NULL;
}

static void may_be_shared_by_threads(void **state)
{
    AUTO(scripts_freep) Scripts *s = scripts_new();
    pthread_t threads[4];

    (void)state;
    for (size_t i = 0; i < LEN(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, convert_often, s), 0);
    for (size_t i = 0; i < LEN(threads); i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(converts_by_phrase_both_ways),
        cmocka_unit_test(a_name_would_be_another),
        cmocka_unit_test(knows_the_phrases_of_a_list),
        cmocka_unit_test(a_text_in_the_script_stays),
        cmocka_unit_test(refuses_what_is_no_text),
        cmocka_unit_test(says_which_package_is_missing),
        cmocka_unit_test(may_be_shared_by_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
