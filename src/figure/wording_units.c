/* SPDX-License-Identifier: Apache-2.0
 * Names of federations: those of the store, and those that a text names by their place.
 *
 * 漳州市侨联 is another federation, though no record knows it: its name is that of a division of
 * China, or a capitalised word before "Federation", that is not of the unit in question.
 */
#include "figure/wording.h"

#include "engine/units.h"

enum {
    UNITS_MAX = 5000,
    UNIT_NAME_MIN = 9,
    PLACE_MIN = 6,  /* bytes of the shortest place, two characters */
    PLACE_MAX = 45, /* … of the longest */
    PATH_MAX = 4,   /* places in a row: 福建省厦门市思明区 */
};

static const char *const bodies[] = { "归国华侨联合会", "侨联" };

/* ---- places ---- */

static Str stem_of(Str place)
{
    static const char *const ends[] = { "特别行政区", "自治区", "自治州", "自治县", "地区", "街道",
                                        "市",         "省",     "区",     "县",     "镇",   "乡" };
    for (size_t i = 0; i < LEN(ends); i++)
        if (str_ends(place, str_z(ends[i])) && place.n >= strlen(ends[i]) + PLACE_MIN)
            return str_part(place, 0, place.n - strlen(ends[i]));
    return place;
}

static void know_divisions(Map *places, const Divisions *all)
{
    size_t n;
    const Division *d = divisions_all(all, &n);
    for (size_t i = 0; i < n; i++) {
        if (d[i].name.n >= PLACE_MIN)
            map_set(places, d[i].name, 1);
        map_set(places, stem_of(d[i].name), 1);
    }
}

/* The longest place of those that ends at the end of the text; empty if there is none. */
static Str place_before(const Map *places, Str text)
{
    int64_t known;
    for (size_t n = text.n < PLACE_MAX ? text.n : PLACE_MAX; n >= PLACE_MIN; n--) {
        Str last = str_part(text, text.n - n, n);
        if (map_get(places, last, &known))
            return last;
    }
    return (Str){ 0 };
}

/* 思明 of 厦门市思明 */
static Str inner_of(Str place)
{
    static const char *const ends[] = { "省", "市" };
    for (size_t i = 0; i < LEN(ends); i++) {
        ptrdiff_t at = str_find(place, str_z(ends[i]));
        size_t behind = (size_t)at + strlen(ends[i]);
        if (at > 0 && place.n >= behind + PLACE_MIN)
            place = str_part(place, behind, place.n);
    }
    return place;
}

/* ---- of the store ---- */

/* 厦门 of 厦门市归国华侨联合会, xiamen of "Xiamen Federation of …". */
static void know_place(Wording *w, Str name, WordRole role)
{
    int64_t had;
    Str level = level_text(w->leveller, w->arena, name).text;
    ptrdiff_t at = -1;
    for (size_t i = 0; i < LEN(bodies) && at < 0; i++)
        at = str_find(level, str_z(bodies[i]));
    if (at < 0)
        at = str_find(level, S(" federation"));
    if (at <= 0)
        return;
    Str stem = inner_of(stem_of(str_part(level, 0, (size_t)at)));
    if (role == WORD_OWN_UNIT || !map_get(&w->places, stem, &had))
        map_set(&w->places, stem, role);
}

static void add_name(Wording *w, Str name, WordRole role)
{
    wording_add(w, name, (WordUse){ role, -1, -1, 0, -1 });
    know_place(w, name, role);
}

/* Bodies that a federation keeps do what they do for it. */
static bool is_federation(Str kind)
{
    static const char *const kinds[] = { "region", "sector", "university", "enterprise" };
    for (size_t i = 0; i < LEN(kinds); i++)
        if (str_eq(kind, str_z(kinds[i])))
            return true;
    return false;
}

void wording_add_units(Wording *w, const Ctx *c, int64_t unit)
{
    int64_t own = unit ? unit : units_root(c->units);
    size_t n = 0;

    for (size_t i = 0; i < units_count(c->units) && n < UNITS_MAX; i++) {
        UnitNames u = units_at(c->units, i);
        const Str names[] = { u.names[LANG_HANS], u.names[LANG_HANT], u.names[LANG_EN], u.brief };
        WordRole role = units_under(c->units, own, u.id) ? WORD_OWN_UNIT : WORD_OTHER_UNIT;
        if (!is_federation(u.kind))
            continue;
        for (size_t k = 0; k < LEN(names); k++)
            if (names[k].n >= UNIT_NAME_MIN)
                add_name(w, names[k], role);
        n++;
    }
}

/* ---- of the text ---- */

typedef struct {
    Wording *w;
    Str text;
    const LevelText *level;
    Map divisions; /* by name, whole and without 市 */
    Map added;
} Naming;

/* What a text names often is one word of the table. */
static void add_once(Naming *n, Str word, Str place)
{
    int64_t role;
    if (map_get(&n->added, word, &role))
        return;
    map_set(&n->added, word, 1);
    if (!map_get(&n->w->places, place, &role))
        role = WORD_OTHER_UNIT;
    wording_add(n->w, word, (WordUse){ (WordRole)role, -1, -1, 0, -1 });
}

/* 福建省漳州市侨联 with the name of the body at `at`. */
static void add_chinese(Naming *n, size_t at, size_t end)
{
    Str text = n->level->text;
    size_t from = at;
    Str inner = place_before(&n->divisions, str_part(text, 0, at)), outer = inner;
    for (int i = 0; i < PATH_MAX && outer.n; i++) {
        from -= outer.n;
        outer = place_before(&n->divisions, str_part(text, 0, from));
    }
    if (inner.n)
        add_once(n, str_part(text, from, end - from), stem_of(inner));
}

static bool is_capital(const Naming *n, size_t at)
{
    char c = n->text.p[n->level->from[at]];
    return c >= 'A' && c <= 'Z';
}

/* "The Zhangzhou Federation" with the blank before "federation" at `at`. */
static void add_english(Naming *n, size_t at)
{
    static const char *const common[] = { "the",  "our",   "this",      "its",      "a",     "each",
                                          "city", "every", "municipal", "district", "sector" };
    Str t = n->level->text;
    size_t from = at, end = at + strlen(" federation");
    while (from > 0 && (level_word_char(t.p[from - 1]) || t.p[from - 1] == '-'))
        from--;
    Str place = str_part(t, from, at - from);
    bool article = str_ends(str_part(t, 0, from), S("the "));
    bool named = place.n > 0 && is_capital(n, from) && (article || is_capital(n, at + 1));
    for (size_t i = 0; i < LEN(common); i++)
        named &= !str_eq(place, str_z(common[i]));
    if (!named)
        return;
    add_once(n, str_part(t, from, end - from), place);
    if (article)
        add_once(n, str_part(t, from - strlen("the "), end - from + strlen("the ")), place);
}

void wording_add_federations(Wording *w, const Ctx *c, Str text, const LevelText *level)
{
    Naming n = { .w = w, .text = text, .level = level };
    Str t = level->text;
    know_divisions(&n.divisions, c->facts->divisions);
    for (size_t i = 0; i < t.n; i++) {
        Str rest = str_part(t, i, t.n - i);
        for (size_t k = 0; k < LEN(bodies); k++)
            if (str_starts(rest, str_z(bodies[k])))
                add_chinese(&n, i, i + strlen(bodies[k]));
        if (str_starts(rest, S(" federation")))
            add_english(&n, i);
    }
    map_done(&n.divisions);
    map_done(&n.added);
}
