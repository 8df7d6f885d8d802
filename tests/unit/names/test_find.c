/* SPDX-License-Identifier: Apache-2.0
 * Finding names: what people type, and which names it finds in which order.
 */
#include "support.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
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
    World *w = calloc(1, sizeof *w);
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
    free(w);
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

static void finds_what_people_type(void **state)
{
    static const struct {
        const char *text, *first; /* the ids, or the first of them before "…" */
    } cases[] = {
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
    const World *w = *state;
    size_t bad = 0;

    for (size_t i = 0; i < LEN(cases); i++) {
        Str got = found_by(w, w->find, (FindAsk){ .text = str_z(cases[i].text), .kind = -1 });
        Str want = str_z(cases[i].first), rest;
        bool open = str_cut(want, S("…"), &want, &rest);
        if (open ? str_starts(got, want) : str_eq(got, want))
            continue;
        print_error("'%s' finds %.*s, not %s\n", cases[i].text, STR(got), cases[i].first);
        bad++;
    }
    assert_int_equal(bad, 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_people_type),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
