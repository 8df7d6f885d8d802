/* SPDX-License-Identifier: Apache-2.0
 * Reading clues.
 */
#include "engine/kin_clue.h"

#include "base/buf.h"
#include "text/numeral.h"
#include "text/when.h"

/* ---- birth ---- */

enum { AGE_MAX = 120, YEAR_CHARS = 24 };

/* Words before an age; those of Chinese texts count the year of birth as the first. */
static const struct {
    Str word;
    bool old_way;
} age_words[] = {
    { S("享年"), true },  { S("享寿"), true }, { S("享壽"), true },   { S("享陽"), true },
    { S("春秋"), true },  { S("年登"), true }, { S("终年"), true },   { S("終年"), true },
    { S("卒年"), true },  { S("得年"), true }, { S("aged "), false }, { S("age "), false },
    { S("Aged "), false }, { S("Age "), false },
};

static const Str birth_words[] = { S("生於"),     S("生于"),  S("born in "),
                                   S("born on "), S("born "), S("Born ") };
static const Str birth_ends[] = { S("卒"), S("終"), S("终"), S("歿"), S("殁"), S("死"), S("，"),
                                  S(","),  S("；"), S(";"),  S("。"), S("、"), S(" d") };

/* "七十有五" without its 有, as it was counted of old. */
static Str without_and(Arena *a, Str s)
{
    AUTO(buf_done) Buf out = buf_new(BUF_LINE);
    ptrdiff_t at;

    while ((at = str_find(s, S("有"))) >= 0) {
        buf_put(&out, str_part(s, 0, (size_t)at));
        s = str_part(s, (size_t)at + 3, s.n);
    }
    buf_put(&out, s);
    return arena_str(a, buf_str(&out));
}

/* The number at the start of a text; 0 if there is none. */
static int64_t number_at(Arena *a, Str s)
{
    int64_t value = 0;
    size_t n;
    Scan in;

    if (!scan_open(&in, utf8_part(without_and(a, str_trim(s)), 40)))
        return 0;
    if (scan_digits(&in, 3, &value))
        return value;
    n = numeral_length(&in);
    return n && numeral_value(in.ch + in.at, n, &value) ? value : 0;
}

static Str born_by_age(Arena *a, Str text, Day from, Day to)
{
    for (size_t i = 0; from && i < LEN(age_words); i++) {
        ptrdiff_t at = str_find(text, age_words[i].word);
        int64_t age =
            at < 0 ? 0 : number_at(a, str_part(text, (size_t)at + age_words[i].word.n, 60));
        int first, last;
        if (age < 1 || age > AGE_MAX)
            continue;
        first = day_year(from) - (int)age + (age_words[i].old_way ? 1 : -1);
        last = day_year(to) - (int)age + (age_words[i].old_way ? 1 : 0);
        if (str_find(text, S("積閏")) >= 0 || str_find(text, S("积闰")) >= 0)
            return arena_printf(a, "%d~", (first + last) / 2 + 1);
        return first == last ? arena_printf(a, "%d", first) : arena_printf(a, "%d/%d", first, last);
    }
    return S("");
}

static Str born_by_word(Arena *a, Str text)
{
    for (size_t i = 0; i < LEN(birth_words); i++) {
        ptrdiff_t at = str_find(text, birth_words[i]);
        Str rest = at < 0 ? S("") : str_part(text, (size_t)at + birth_words[i].n, text.n);
        Err quiet = { 0 };
        When when;
        for (size_t k = 0; k < LEN(birth_ends); k++)
            if (str_find(rest, birth_ends[k]) >= 0)
                rest = str_part(rest, 0, (size_t)str_find(rest, birth_ends[k]));
        rest = str_trim(rest);
        if (rest.n && when_parse(rest, &when, &quiet))
            return arena_str(a, rest);
    }
    return S("");
}

Str clue_born(Arena *a, Str text, Day from, Day to)
{
    Str born = born_by_word(a, text);

    return born.n ? born : born_by_age(a, text, from, to);
}

/* ---- relatives ---- */

/* Longer words before those that they begin with. */
static const struct {
    Str word;
    const char *kind;
} kin_words[] = {
    { S("祖父"), "grandparent" },        { S("祖母"), "grandparent" },
    { S("外祖父"), "grandparent" },      { S("外祖母"), "grandparent" },
    { S("爷爷"), "grandparent" },        { S("爺爺"), "grandparent" },
    { S("grandfather"), "grandparent" }, { S("grandmother"), "grandparent" },
    { S("grandson"), "grandchild" },     { S("granddaughter"), "grandchild" },
    { S("孙女"), "grandchild" },         { S("孫女"), "grandchild" },
    { S("孙子"), "grandchild" },         { S("孫子"), "grandchild" },
    { S("父亲"), "parent" },             { S("父親"), "parent" },
    { S("母亲"), "parent" },             { S("母親"), "parent" },
    { S("父"), "parent" },               { S("母"), "parent" },
    { S("father"), "parent" },           { S("mother"), "parent" },
    { S("妻子"), "spouse" },             { S("丈夫"), "spouse" },
    { S("元配"), "spouse" },             { S("配偶"), "spouse" },
    { S("妻"), "spouse" },               { S("夫"), "spouse" },
    { S("配"), "spouse" },               { S("wife"), "spouse" },
    { S("husband"), "spouse" },          { S("spouse"), "spouse" },
    { S("兄弟"), "sibling" },            { S("哥哥"), "sibling" },
    { S("弟弟"), "sibling" },            { S("姐姐"), "sibling" },
    { S("妹妹"), "sibling" },            { S("胞兄"), "sibling" },
    { S("胞弟"), "sibling" },            { S("长兄"), "sibling" },
    { S("長兄"), "sibling" },            { S("兄"), "sibling" },
    { S("弟"), "sibling" },              { S("姐"), "sibling" },
    { S("姊"), "sibling" },              { S("妹"), "sibling" },
    { S("brother"), "sibling" },         { S("sister"), "sibling" },
    { S("儿子"), "child" },              { S("兒子"), "child" },
    { S("女儿"), "child" },              { S("女兒"), "child" },
    { S("长子"), "child" },              { S("長子"), "child" },
    { S("次子"), "child" },              { S("子"), "child" },
    { S("女"), "child" },                { S("son"), "child" },
    { S("daughter"), "child" },
};

static bool starts_same(Str s, Str start)
{
    return s.n >= start.n && str_same(str_part(s, 0, start.n), start);
}

/* Cuts a kin word off the start; a Latin one must end there, and a Chinese one must leave a name of
 * two characters. */
static const char *cut_kin(Str *s)
{
    for (size_t i = 0; i < LEN(kin_words); i++) {
        Str word = kin_words[i].word, rest;
        if (!starts_same(*s, word))
            continue;
        rest = str_part(*s, word.n, s->n);
        if ((unsigned char)word.p[0] < 0x80 && rest.n && rest.p[0] != ' ' && rest.p[0] != ':' &&
            rest.p[0] != ',')
            continue;
        *s = rest;
        return kin_words[i].kind;
    }
    return NULL;
}

/* Without blanks, colons and brackets at both ends. */
static Str bare(Str s)
{
    static const Str marks[] = { S(":"), S("："), S("("), S(")"), S("（"), S("）"), S(",") };
    for (size_t i = 0; i < LEN(marks);) {
        s = str_trim(s);
        if (str_starts(s, marks[i]))
            s = str_part(s, marks[i].n, s.n);
        else if (str_ends(s, marks[i]))
            s = str_part(s, 0, s.n - marks[i].n);
        else {
            i++;
            continue;
        }
        i = 0;
    }
    return s;
}

Relative clue_relative(Arena *a, Str text)
{
    Relative out = { .name = bare(text) };
    ptrdiff_t at = str_find(out.name, S("("));
    size_t width = 1;

    if (at < 0 && (at = str_find(out.name, S("（"))) >= 0)
        width = 3;
    if (at > 0) {
        Str inside = bare(str_part(out.name, (size_t)at + width, out.name.n));
        out.kind = cut_kin(&inside);
        if (out.kind)
            out.name = bare(str_part(out.name, 0, (size_t)at));
    }
    if (!out.kind) {
        Str rest = out.name;
        const char *kind = cut_kin(&rest);
        if (kind && bare(rest).n) {
            out.kind = kind;
            out.name = bare(rest);
        }
    }
    if (str_ends(out.name, S("氏")) && utf8_len(out.name) <= 3) {
        out.surname_only = true;
        out.name = str_part(out.name, 0, out.name.n - 3);
    }
    out.name = arena_str(a, out.name);
    return out;
}

const char *relative_inverse(const char *kind)
{
    static const char *const pairs[][2] = { { "parent", "child" },
                                            { "child", "parent" },
                                            { "grandparent", "grandchild" },
                                            { "grandchild", "grandparent" } };
    for (size_t i = 0; kind && i < LEN(pairs); i++)
        if (str_eq(str_z(kind), str_z(pairs[i][0])))
            return pairs[i][1];
    return kind;
}

/* ---- generation words ---- */

Str clue_words(Arena *a, Str text)
{
    static const Str aside[] = { S("字辈"), S("字輩"), S("昭穆"), S("辈序"), S("輩序"),
                                 S("班辈"), S("班輩"), S("辈"),   S("輩") };
    char *out = arena_get(a, text.n + 1);
    size_t n = 0;

    while (text.n) {
        Str before = text;
        uint32_t ch;
        bool cut = false;
        for (size_t i = 0; i < LEN(aside) && !cut; i++)
            if (str_starts(text, aside[i])) {
                text = str_part(text, aside[i].n, text.n);
                cut = true;
            }
        if (cut || !utf8_next(&text, &ch) || ch < 0x3400 || ch > 0x3FFFF ||
            (ch > 0x9FFF && ch < 0x20000))
            continue;
        memcpy(out + n, before.p, before.n - text.n);
        n += before.n - text.n;
    }
    return (Str){ out, n };
}
