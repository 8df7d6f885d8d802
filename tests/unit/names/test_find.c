/* SPDX-License-Identifier: Apache-2.0
 * Finding names: what people type, and which names it finds in which order.
 */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/rand.h"
#include "names/find.h"

enum { KIND_PERSON, KIND_BODY, KIND_NOTE };
enum { FIELD_NAME, FIELD_LATIN, FIELD_SECRET, FIELD_TEXT };

typedef struct {
    int64_t id;
    const char *name, *latin;
} Row;

/* People who never lived beside the one known to all. */
static const Row people[] = {
    { 1, "陳嘉庚", "Tan Kah Kee" },
    { 2, "陈嘉华", "" },
    { 3, "陈家耿", "" },
    { 4, "林文庆", "Lim Boon Keng" },
    { 5, "歐陽秀英", "" },
    { 6, "王安", "" },
    { 7, "黄", "" },
    { 8, "吕碧城", "" },
    { 9, "Trần Văn Hùng", "" },
    { 10, "", "Mary Goh Siew Lan" },
    { 11, "蔡其矫", "" },
    { 12, "郑成功", "" },
    { 13, "タカハシ", "" },
    { 14, "𠮷田", "" },
    { 15, "吴 奕 聪", "" },
};

static const Row bodies[] = {
    { 101, "新加坡福建会馆", "Singapore Hokkien Huay Kuan" },
    { 102, "华侨大学", "Huaqiao University" },
    { 103, "集美校友总会", "" },
    { 104, "槟城第3届青年团", "" },
};

typedef struct {
    Names *names;
    Speller *speller;
    Find *find;
    Arena *arena;
} World;

static void add(FindBuild *b, int64_t id, uint16_t kind, uint16_t field, const char *text)
{
    Err e = { 0 };
    assert_true(find_build_record(b, &(FindRecord){ .id = id, .kind = kind, .unit = 7 }, &e));
    assert_true(find_build_name(b,
                                &(FindText){ .field = field,
                                             .unit = field == FIELD_SECRET ? 8 : 7,
                                             .manner = field == FIELD_TEXT ? FIND_WORDS : FIND_NAME,
                                             .text = str_z(text) },
                                &e));
}

static int set_up(void **state)
{
    static const uint64_t own[FIND_OWN] = { 4, 3, 2, 1 };
    World *w = mem_zget(1, sizeof *w);
    FindBuild *b;

    w->names = names_new();
    w->speller = speller_new(w->names);
    w->arena = arena_new(ARENA_COMMAND);
    b = find_build_new(w->names);
    for (size_t i = 0; i < LEN(people); i++) {
        add(b, people[i].id, KIND_PERSON, FIELD_NAME, people[i].name);
        add(b, people[i].id, KIND_PERSON, FIELD_LATIN, people[i].latin);
    }
    for (size_t i = 0; i < LEN(bodies); i++) {
        add(b, bodies[i].id, KIND_BODY, FIELD_NAME, bodies[i].name);
        add(b, bodies[i].id, KIND_BODY, FIELD_LATIN, bodies[i].latin);
    }
    add(b, 4, KIND_PERSON, FIELD_SECRET, "林隐名");
    add(b, 201, KIND_NOTE, FIELD_TEXT, "陪同嘉庚先生的后人回集美 with Miss Florence, 1923");
    w->find = find_build_end(b, own);
    *state = w;
    return 0;
}

static int tear_down(void **state)
{
    World *w = *state;
    find_free(w->find);
    speller_free(w->speller);
    names_free(w->names);
    arena_free(w->arena);
    mem_give(w);
    return 0;
}

/* The ids that a text finds, best first, with a blank behind each. */
static Str found_by(const World *w, const Find *f, FindAsk ask)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    FindHits hits;
    Err e = { 0 };

    if (!ask.top)
        ask.top = 50;
    assert_true(find_search(&(FindIn){ .find = f }, 1, w->speller, w->arena, &ask, &hits, &e));
    for (size_t i = 0; i < hits.n; i++)
        buf_printf(&b, "%" PRId64 " ", hits.p[i].id);
    return arena_str(w->arena, buf_str(&b));
}

static const struct {
    const char *text, *first; /* the ids, or the first of them before "…" */
} typed[] = {
    /* either script; a beginning; the given name */
    { "陳嘉庚", "1 " },
    { "陈嘉庚", "1 " },
    { "陈嘉", "1 2 " },
    { "嘉庚", "1 201 " },
    { "庚", "1 201 " },
    { "陈", "1 2 3 " },
    /* pinyin: solid, apart, with marks, with digits */
    { "chenjiageng", "1 3 " },
    { "chen jia geng", "1 3 " },
    { "chén jiā gēng", "1 3 " },
    { "chen2 jia1 geng1", "1 3 " },
    { "CHEN2JIA1GENG1", "1 3 " },
    { "Chen Jiageng", "1 3 " },
    { "jiageng", "1 3 " },
    /* as it is typed */
    { "chenj", "1 2 3 " },
    { "chenjiag", "1 3 " },
    { "chenjiah", "2 …" },
    /* initials, of two letters too */
    { "cjg", "1 3 " },
    { "zhcg", "12 " },
    { "zcg", "12 " },
    { "wa", "6 …" },
    /* syllables and initials mixed, only where nothing else is found */
    { "chenjgeng", "1 3 " },
    /* dialects; whole and solid */
    { "Tan Kah Kee", "1 " },
    { "kahkee", "1 …" },
    { "tankahkee", "1 …" },
    { "Kah Kee Tan", "1 " },
    { "Tan, Kah-Kee", "1 " },
    { "tan ka keng", "1 3 " },
    { "lim boon keng", "4 " },
    { "Lim B", "4 …" },
    { "auyong", "5 " },
    { "ouyang xiuying", "5 " },
    { "tjoa", "11 …" },
    /* scripts mixed */
    { "陈jiageng", "1 3 " },
    { "陈jg", "1 3 " },
    { "陳 Kah K", "1 3 …" },
    /* names of one character and of two */
    { "黄", "7 " },
    { "huang", "7 …" },
    { "wangan", "6 " },
    { "wang an", "6 " },
    /* ü in any way of typing it */
    { "lvbicheng", "8 " },
    { "lubicheng", "8 " },
    { "lü bicheng", "8 " },
    /* Latin names, marks or not, by a word or its beginning, in any case */
    { "tran van hung", "9 " },
    { "Trần", "9 …" },
    { "goh siew", "10 " },
    { "siewlan", "10 " },
    { "MARY", "10 " },
    { "Florence", "201 " },
    { "flor", "201 " },
    /* one letter wrong, missing, too many, or two that changed places */
    { "chenjiagemg", "1 3 " },
    { "chwnjiageng", "1 3 " },
    { "Tan Kah Kwe", "1 …" },
    { "Tan Kha Kee", "1 …" },
    { "singapere", "101 " },
    { "florense", "" }, /* in a longer text only what is there */
    { "huaqioa university", "102 " },
    /* a character of the same sound, or one that is wrong among three */
    { "陈加庚", "1 …" },
    { "陈嘉东", "1 2 " },
    /* organisations and places; a part of the name, initials */
    { "福建会馆", "101 " },
    { "福建會館", "101 " },
    { "hqdx", "102 " },
    { "huaqiaodaxue", "102 " },
    { "校友", "103 " },
    { "hokkien huay kuan", "101 " },
    { "第3届", "104 " },
    { "1923", "201 " },
    /* other scripts by their own characters */
    { "タカ", "13 " },
    { "𠮷田", "14 " },
    { "吴奕聪", "15 " },
    { "wuyicong", "15 " },
    /* nothing */
    { "", "" },
    { " ·-", "" },
    { "孙悟空", "" },
    { "zzzzzz", "" },
};

static void finds_what_people_type(void **state)
{
    const World *w = *state;
    size_t bad = 0;

    for (size_t i = 0; i < LEN(typed); i++) {
        Str got = found_by(w, w->find, (FindAsk){ .text = str_z(typed[i].text), .kind = -1 });
        Str want = str_z(typed[i].first), rest;
        bool open = str_cut(want, S("…"), &want, &rest);
        if (open ? str_starts(got, want) : str_eq(got, want))
            continue;
        print_error("'%s' finds %.*s, not %s\n", typed[i].text, STR(got), typed[i].first);
        bad++;
    }
    assert_int_equal(bad, 0);
}

/* ---- whatever a name is, its own text finds it ---- */

static void put_some(Rand *r, Buf *b)
{
    static const char *const pieces[] = {
        "陈", "嘉", "庚", "歐", "陽", "𠮷", "ン", "한", "ปู", "Tan", "Kah", "O'Neil", "Ó", "ß", "é",
        " ", "-", "·", "，", "3", "2024", "a", "zh", "Xi'an", "上官", "（", "(", "?", "Ng", "İ", "ﬁ",
    };
    size_t n = 1 + rand_below(r, 9);

    buf_clear(b);
    for (size_t i = 0; i < n; i++)
        buf_put(b, str_z(pieces[rand_below(r, LEN(pieces))]));
}

static bool has_unit(Str text)
{
    uint32_t ch;
    while (utf8_next(&text, &ch))
        if (ch > 0x3100 || (ch >= 'a' && ch <= 'z') || (ch >= '0' && ch <= '9'))
            return ch != 0xFF0C && ch != 0xFF08;
    return false;
}

static void its_own_text_finds_a_name(void **state)
{
    enum { NAMES = 3000 };
    const World *w = *state;
    static const uint64_t own[FIND_OWN] = { 0 };
    FindBuild *b = find_build_new(w->names);
    Str *texts = mem_zget(NAMES, sizeof *texts);
    AUTO(buf_done) Buf text = buf_new(BUF_LINE);
    Rand r = rand_seeded(5);
    Find *f;

    for (int64_t i = 0; i < NAMES; i++) {
        put_some(&r, &text);
        texts[i] = arena_str(w->arena, buf_str(&text));
        add(b, i + 1, KIND_PERSON, i % 2 ? FIELD_NAME : FIELD_TEXT, texts[i].p);
    }
    f = find_build_end(b, own);
    for (int64_t i = 0; i < NAMES; i++) {
        FindAsk ask = { .text = texts[i], .top = NAMES, .kind = -1 };
        FindHits hits;
        Err e = { 0 };
        bool met = false;
        assert_true(find_search(&(FindIn){ .find = f }, 1, w->speller, w->arena, &ask, &hits, &e));
        for (size_t k = 0; k < hits.n; k++)
            met |= hits.p[k].id == i + 1 && hits.p[k].how == FOUND_EXACT;
        if (!met && has_unit(texts[i]))
            fail_msg("'%.*s' does not find itself", STR(texts[i]));
    }
    find_free(f);
    mem_give(texts);
}

/* Texts of bytes from anywhere: nothing breaks, whatever is asked. */
static void any_text_may_be_asked(void **state)
{
    const World *w = *state;
    Rand r = rand_seeded(6);

    for (int i = 0; i < 3000; i++) {
        char bytes[FIND_TEXT_MAX];
        size_t n = 1 + rand_below(&r, i % 10 ? 24 : FIND_TEXT_MAX - 1);
        ArenaMark mark = arena_mark(w->arena);
        for (size_t k = 0; k < n; k++)
            bytes[k] = (char)(i % 3 ? 'a' + (int)rand_below(&r, 26) : (int)rand_below(&r, 256));
        (void)found_by(w, w->find, (FindAsk){ .text = { bytes, n }, .kind = -1 });
        arena_rewind(w->arena, mark);
    }
}

/* ---- what is seen, what is gone ---- */

static bool not_unit_8(void *arg, uint16_t field, int64_t unit)
{
    (void)arg;
    (void)field;
    return unit != 8;
}

static bool no_bodies(void *arg, uint16_t kind, int64_t unit)
{
    (void)arg;
    (void)unit;
    return kind != KIND_BODY;
}

static void only_what_may_be_seen_is_found(void **state)
{
    const World *w = *state;
    FindAsk ask = { .text = S("林隐名"), .kind = -1 };

    SAYS(found_by(w, w->find, ask), "4 ");
    ask.sees_field = not_unit_8;
    SAYS(found_by(w, w->find, ask), "");
    ask.text = S("linwen"); /* by the name that all may see */
    SAYS(found_by(w, w->find, ask), "4 ");
    ask.text = S("福建会馆");
    SAYS(found_by(w, w->find, ask), "101 ");
    ask.sees_kind = no_bodies;
    SAYS(found_by(w, w->find, ask), "");
    /* what is not seen does not keep a slip from being looked for */
    ask.text = S("华侨大学");
    SAYS(found_by(w, w->find, ask), "");
    /* one kind, and what is hidden */
    ask = (FindAsk){ .text = S("集美"), .kind = KIND_BODY };
    SAYS(found_by(w, w->find, ask), "103 ");
    ask.kind = KIND_NOTE;
    SAYS(found_by(w, w->find, ask), "201 ");
}

static void changes_stand_beside_the_index(void **state)
{
    const World *w = *state;
    static const uint64_t own[FIND_OWN] = { 0 };
    FindBuild *b = find_build_new(w->names);
    AUTO(ids_done) Ids gone = { 0 };
    FindAsk ask = { .text = S("chenjiageng"), .top = 10, .kind = -1 };
    FindIn in[2] = { { .find = w->find, .gone = &gone } };
    FindHits hits;
    Err e = { 0 };

    add(b, 1, KIND_PERSON, FIELD_NAME, "陳敬賢"); /* another name now */
    add(b, 301, KIND_PERSON, FIELD_NAME, "陈佳庚");
    ids_set(&gone, 1, 0);
    in[1].find = find_build_end(b, own);
    assert_true(find_search(in, 2, w->speller, w->arena, &ask, &hits, &e));
    assert_int_equal(hits.n, 2);
    assert_int_equal(hits.p[0].id + hits.p[1].id, 3 + 301);
    ask.text = S("陈敬贤");
    assert_true(find_search(in, 2, w->speller, w->arena, &ask, &hits, &e));
    assert_int_equal(hits.n, 1);
    assert_int_equal(hits.p[0].id, 1);
    find_free((Find *)(uintptr_t)in[1].find);
}

static void the_best_are_given_once(void **state)
{
    const World *w = *state;
    FindAsk ask = { .text = S("陈"), .top = 2, .kind = -1 };
    FindHits hits;
    Err e = { 0 };

    assert_true(
        find_search(&(FindIn){ .find = w->find }, 1, w->speller, w->arena, &ask, &hits, &e));
    assert_int_equal(hits.n, 2);
    assert_true(hits.more);
    ask.top = 3;
    assert_true(
        find_search(&(FindIn){ .find = w->find }, 1, w->speller, w->arena, &ask, &hits, &e));
    assert_int_equal(hits.n, 3);
    assert_false(hits.more);
    ask.top = 0;
    FAILS(find_search(&(FindIn){ .find = w->find }, 1, w->speller, w->arena, &ask, &hits, &e), e,
          ERR_INVALID);
}

/* ---- files ---- */

static void write_bytes(const char *path, long at, const char *bytes, size_t n)
{
    FILE *f = fopen(path, "r+e");
    assert_non_null(f);
    assert_int_equal(fseek(f, at, SEEK_SET), 0);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

static void a_file_is_the_index(void **state)
{
    const World *w = *state;
    char dir[] = "/tmp/qiao-find-XXXXXX";
    const char *path;
    struct stat st;
    Err e = { 0 };
    Find *f;

    assert_non_null(mkdtemp(dir));
    path = arena_printf(w->arena, "%s/names.find", dir).p;
    assert_null(find_map(w->names, path));
    OK(find_write(w->find, path, &e), e);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(st.st_size, find_bytes(w->find));
    f = find_map(w->names, path);
    assert_non_null(f);
    assert_int_equal(find_names(f), find_names(w->find));
    assert_int_equal(find_own(f, 0), 4);
    SAYS(found_by(w, f, (FindAsk){ .text = S("Tan Kah Kee"), .kind = -1 }), "1 ");
    find_free(f);
    /* of another layout, changed, writable by others, cut */
    write_bytes(path, 0, "QIAOFN0", 7);
    assert_null(find_map(w->names, path));
    OK(find_write(w->find, path, &e), e);
    write_bytes(path, st.st_size / 2, "x", 1);
    assert_null(find_map(w->names, path));
    OK(find_write(w->find, path, &e), e);
    assert_int_equal(chmod(path, 0666), 0);
    assert_null(find_map(w->names, path));
    OK(find_write(w->find, path, &e), e);
    assert_int_equal(truncate(path, st.st_size - 8), 0);
    assert_null(find_map(w->names, path));
    assert_int_equal(truncate(path, 10), 0);
    assert_null(find_map(w->names, path));
    /* a folder that is not there */
    FAILS(find_write(w->find, arena_printf(w->arena, "%s/no/names.find", dir).p, &e), e,
          ERR_INTERNAL);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(rmdir(dir), 0);
}

/* A longer name of the same record is not compared beyond what is there of the shorter one. */
static void a_long_name_follows_a_short_one(void **state)
{
    const World *w = *state;
    FindBuild *b = find_build_new(w->names);
    Err e = { 0 };

    add(b, 1, KIND_PERSON, FIELD_NAME, "陈");
    assert_true(find_build_name(
        b,
        &(FindText){ .field = FIELD_NAME,
                     .unit = 7,
                     .manner = FIND_NAME,
                     .text = S("陈嘉庚陈嘉庚陈嘉庚陈嘉庚陈嘉庚陈嘉庚陈嘉庚陈嘉庚陈嘉庚") },
        &e));
    find_build_free(b);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_people_type),
        cmocka_unit_test(a_long_name_follows_a_short_one),
        cmocka_unit_test(its_own_text_finds_a_name),
        cmocka_unit_test(any_text_may_be_asked),
        cmocka_unit_test(only_what_may_be_seen_is_found),
        cmocka_unit_test(changes_stand_beside_the_index),
        cmocka_unit_test(the_best_are_given_once),
        cmocka_unit_test(a_file_is_the_index),
    };
    return cmocka_run_group_tests_name("find", tests, set_up, tear_down);
}
