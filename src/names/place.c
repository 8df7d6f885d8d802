/* SPDX-License-Identifier: Apache-2.0
 * The gazetteer: keys of names to nodes, and reading a text by the longest key.
 */
#include "names/place.h"

#include "base/map.h"
#include "names/plain.h"
#include "text/division.h"
#include "text/fold.h"
#include "text/tsv.h"

enum { GAZETTEER_CAP = 32 << 20, KEY_CHARS = 8, LATIN_WORDS = 4, WORDS_MAX = 24, FOUND_MAX = 8 };

typedef struct {
    Str name;
    char code[10];                 /* of today, two to nine digits; empty if it has none */
    char counties[PLACE_CODES][7]; /* the codes it lies in or consists of; prefixes if it is wide */
    uint8_t ncounties;
    uint8_t rank; /* among nodes of one key, the lowest wins */
} Node;

typedef struct {
    uint16_t node;
    uint32_t next; /* another with the same key; 0 if none */
} Link;

struct Gazetteer {
    Arena *arena;
    Folder *folder;
    VEC(Node) nodes;
    VEC(Link) links;
    Map keys;  /* folded Chinese name or joined Latin letters → the first of its links */
    Map units; /* id of county_history.tsv → node */
};

/* ---- making ---- */

/* Which of several places of one name is meant where a text does not say: a county before a
 * township (南海 in Guangdong, not in Pingtan), and in the order of the provinces that people left
 * from; in others anything comes last. */
static uint8_t rank_of(const char *code, bool old)
{
    static const char *const order[] = { "35", "44", "46", "45", "33" };
    bool township = strlen(code) > 6;
    size_t rank = 2 * LEN(order);

    for (size_t i = 0; i < LEN(order); i++)
        if (memcmp(code, order[i], 2) == 0)
            rank = township ? LEN(order) + i : i;
    return (uint8_t)(rank * 4 + (old ? 0 : township ? 2 : 1));
}

/* Adds a node to those of a key, which stand in order of rank. */
static void key_add(Gazetteer *g, Str key, uint16_t node)
{
    int64_t first = 0;
    char fold[FOLD_SHORT];
    Str folded = folder_short(g->folder, key, fold);
    uint32_t before = 0, at;

    if (folded.n == 0)
        return;
    (void)map_get(&g->keys, folded, &first);
    for (at = (uint32_t)first; at; before = at, at = g->links.p[at].next) {
        if (g->links.p[at].node == node)
            return;
        if (g->nodes.p[g->links.p[at].node].rank > g->nodes.p[node].rank)
            break;
    }
    vec_push(g->arena, &g->links, (Link){ node, at });
    if (before)
        g->links.p[before].next = (uint32_t)g->links.n - 1;
    else
        map_set(&g->keys, folded, (int64_t)g->links.n - 1);
}

static uint16_t node_new(Gazetteer *g, Str name, Str code)
{
    Node node = { .name = arena_str(g->arena, name) };

    if (code.n < sizeof node.code && code.n)
        memcpy(node.code, code.p, code.n);
    vec_push(g->arena, &g->nodes, node);
    return (uint16_t)(g->nodes.n - 1);
}

/* 350200 as 3502, the city, and 350000 as 35, the province. */
static Str bare_code(Str code)
{
    while (code.n > 2 && code.n <= 6 && str_ends(code, S("00")))
        code.n -= 2;
    return code;
}

static void county_add(Node *node, Str full)
{
    Str code = bare_code(full);
    size_t n = code.n < 6 ? code.n : 6;

    if (node->ncounties == PLACE_CODES || n < 2)
        return;
    memcpy(node->counties[node->ncounties], code.p, n);
    node->counties[node->ncounties++][n] = '\0';
}

/* Without 省 市 县 区 镇 乡 街道 and the like, if two characters are left. */
static Str short_name(Str name)
{
    static const char *const ends[] = { "街道", "自治县", "特别行政区", "自治州", "自治区", "省",
                                        "市",   "县",     "区",         "镇",     "乡",     "府",
                                        "州",   "厅",     "县城",       "都" };
    for (size_t i = 0; i < LEN(ends); i++) {
        Str end = str_z(ends[i]);
        if (str_ends(name, end) && name.n >= end.n + 6)
            return str_part(name, 0, name.n - end.n);
    }
    return name;
}

static void keys_add(Gazetteer *g, Str name, uint16_t node)
{
    char fold[FOLD_SHORT];
    Str folded = folder_short(g->folder, name, fold);

    key_add(g, folded, node);
    if (short_name(folded).n < folded.n)
        key_add(g, short_name(folded), node);
}

static void load_divisions(Gazetteer *g)
{
    const Divisions *all = divisions_load(g->arena, g->folder);
    size_t n;
    const Division *d = divisions_all(all, &n);

    for (size_t i = 0; i < n; i++) {
        Str code = bare_code(str_z(d[i].code));
        uint16_t node = node_new(g, d[i].name, code);
        county_add(&g->nodes.p[node], code);
        g->nodes.p[node].rank = (uint8_t)(rank_of(d[i].code, false) + (d[i].retired ? 1 : 0));
        keys_add(g, d[i].name, node);
    }
}

static void load_history(Gazetteer *g)
{
    Str rest = tsv_table("county_history.tsv"), cells[4], code, all;

    while (tsv_row(&rest, cells, LEN(cells))) {
        Str unit = S(""), superior = S("");
        uint16_t node;
        Node *made;
        (void)str_cut(cells[0], S(";"), &unit, &superior);
        node = node_new(g, unit, S(""));
        made = &g->nodes.p[node];
        all = cells[2].n ? cells[2] : cells[3];
        while (str_next(&all, ' ', &code))
            if (code.n >= 2 && code.p[0] >= '0' && code.p[0] <= '9')
                county_add(made, code);
        if (made->ncounties)
            made->rank = rank_of(made->counties[0], true);
        keys_add(g, unit, node);
        map_set(&g->units, cells[0], node);
    }
}

/* "amoy@postal": the letters alone, the tag aside. */
static Str letters(Arena *a, Str text)
{
    char *out = arena_get(a, text.n + 1);
    size_t n = 0;

    for (size_t i = 0; i < text.n && text.p[i] != '@'; i++)
        if (text.p[i] >= 'a' && text.p[i] <= 'z')
            out[n++] = text.p[i];
    return (Str){ out, n };
}

/* The node of today that has a code; 0 if none. */
static uint16_t node_of_code(const Gazetteer *g, Str full)
{
    Str code = bare_code(full);

    for (size_t i = 1; i < g->nodes.n; i++)
        if (str_eq(str_z(g->nodes.p[i].code), code))
            return (uint16_t)i;
    return 0;
}

/* Is a node, or what came out of it, at a code? */
static bool lies_at(const Node *node, Str full)
{
    Str code = bare_code(full);

    if (code.n > 6)
        return str_eq(str_z(node->code), code);
    for (size_t i = 0; i < node->ncounties; i++)
        if (str_eq(str_z(node->counties[i]), code))
            return true;
    return false;
}

/* The node of that name at that code; 0 if none. */
static uint16_t node_named(const Gazetteer *g, Str key, Str code)
{
    int64_t first = 0;

    (void)map_get(&g->keys, key, &first);
    for (uint32_t at = (uint32_t)first; at; at = g->links.p[at].next)
        if (lies_at(&g->nodes.p[g->links.p[at].node], code))
            return g->links.p[at].node;
    return 0;
}

/* What a row of place_old.tsv is about: a unit of county_history.tsv, the node of its name at its
 * code, or else what that code is. *named says whether the name is known already. */
static uint16_t node_of_row(const Gazetteer *g, Str name, Str code, bool *named)
{
    char fold[FOLD_SHORT];
    Str key = folder_short(g->folder, name, fold);
    int64_t unit = 0;
    uint16_t node;

    *named = true;
    if (str_starts(code, S("p:"))) {
        (void)map_get(&g->units, str_part(code, 2, code.n), &unit);
        return (uint16_t)unit;
    }
    node = node_named(g, key, code);
    if (!node)
        node = node_named(g, short_name(key), code);
    if (node)
        return node;
    *named = false;
    return node_of_code(g, code);
}

static void load_old_names(Gazetteer *g)
{
    Str rest = tsv_table("place_old.tsv"), cells[4], form;

    while (tsv_row(&rest, cells, LEN(cells))) {
        bool named;
        uint16_t node = node_of_row(g, cells[1], cells[0], &named);
        if (!node) {
            node = node_new(g, cells[1], S(""));
            county_add(&g->nodes.p[node], cells[0]);
        }
        if (!named)
            keys_add(g, cells[1], node);
        while (str_next(&cells[3], ';', &form))
            key_add(g, letters(g->arena, form), node);
    }
}

Gazetteer *gazetteer_new(void)
{
    Arena *a = arena_new(GAZETTEER_CAP);
    Gazetteer *g = NEW(a, Gazetteer);

    g->arena = a;
    g->folder = folder_new();
    (void)node_new(g, S(""), S(""));
    vec_push(a, &g->links, (Link){ 0 });
    load_history(g);
    load_divisions(g);
    load_old_names(g);
    return g;
}

void gazetteer_free(Gazetteer *g)
{
    if (!g)
        return;
    map_done(&g->keys);
    map_done(&g->units);
    folder_free(g->folder);
    arena_free(g->arena);
}

void gazetteer_freep(Gazetteer **g)
{
    gazetteer_free(*g);
}

size_t place_nodes(const Gazetteer *g)
{
    return g->nodes.n;
}

Str place_name(const Gazetteer *g, uint16_t node)
{
    return node < g->nodes.n ? g->nodes.p[node].name : S("");
}

/* ---- how near ---- */

static bool wide(const Node *n)
{
    return strlen(n->counties[0]) < 6;
}

/* How near the k-th code of one node and the i-th of another are. */
static Kinship code_kinship(const Node *x, size_t i, const Node *y, size_t k)
{
    const char *p = x->counties[i], *q = y->counties[k];
    size_t n = strlen(p), m = strlen(q);

    if (memcmp(p, q, n < m ? n : m) == 0) {
        if (n != m)
            return KINSHIP_WIDER;
        return x->ncounties == 1 && y->ncounties == 1 ? KINSHIP_SAME : KINSHIP_OVERLAP;
    }
    if (memcmp(p, q, 4) == 0)
        return KINSHIP_CITY;
    return memcmp(p, q, 2) == 0 ? KINSHIP_PROVINCE : KINSHIP_OTHER;
}

Kinship place_kinship(const Gazetteer *g, uint16_t a, uint16_t b)
{
    const Node *x = &g->nodes.p[a], *y = &g->nodes.p[b];
    Kinship best = KINSHIP_OTHER;

    if (a == 0 || b == 0 || x->ncounties == 0 || y->ncounties == 0)
        return KINSHIP_NONE;
    if (a == b)
        return KINSHIP_SAME;
    for (size_t i = 0; i < x->ncounties; i++)
        for (size_t k = 0; k < y->ncounties; k++) {
            Kinship found = code_kinship(x, i, y, k);
            best = found > best ? found : best;
        }
    return best;
}

/* ---- reading ---- */

/* Does a node lie in one of those that were named before it? */
static bool fits(const Gazetteer *g, uint16_t node, const uint16_t *before, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (place_kinship(g, node, before[i]) < KINSHIP_CITY)
            return false;
    return n > 0;
}

/* Of the nodes of a key the one that fits those before it, else the first. */
static uint16_t choose(const Gazetteer *g, uint32_t first, const uint16_t *before, size_t n)
{
    for (uint32_t at = first; at; at = g->links.p[at].next)
        if (fits(g, g->links.p[at].node, before, n))
            return g->links.p[at].node;
    return g->links.p[first].node;
}

/* The longest key at the start of a folded text, and its bytes; 0 if none. */
static uint32_t longest(const Gazetteer *g, Str text, size_t *bytes)
{
    size_t ends[KEY_CHARS], n = 0;
    Str rest = text;
    uint32_t ch;

    while (n < KEY_CHARS && utf8_next(&rest, &ch) && ch >= 0x3400)
        ends[n++] = (size_t)(rest.p - text.p);
    for (; n > 1; n--) {
        int64_t link;
        if (map_get(&g->keys, str_part(text, 0, ends[n - 1]), &link)) {
            *bytes = ends[n - 1];
            return (uint32_t)link;
        }
    }
    return 0;
}

/* What ends a name of a place and is no name: 村 社 里 人 乡 县 … */
static bool idle(uint32_t ch)
{
    static const uint32_t idles[] = { 0x6751, 0x793E, 0x4EBA, 0x4E61, 0x53BF, 0x5E02, 0x533A,
                                      0x7701, 0x9547, 0x5E9C, 0x7C4D, 0x7956, 0x5C45 };
    for (size_t i = 0; i < LEN(idles); i++)
        if (ch == idles[i])
            return true;
    return false;
}

static void read_chinese(const Gazetteer *g, Arena *a, Str text, PlaceRead *out)
{
    uint16_t found[FOUND_MAX];
    size_t n = 0, kept = 0;
    char *rest = arena_get(a, text.n + 1);

    while (text.n) {
        size_t bytes = 0;
        uint32_t link = longest(g, text, &bytes);
        Str before = text;
        uint32_t ch;
        if (link && n < FOUND_MAX) {
            found[n] = choose(g, link, found, n);
            n++;
            text = str_part(text, bytes, text.n);
            continue;
        }
        if (!utf8_next(&text, &ch))
            break;
        if (ch >= 0x3400 && !(idle(ch) && (kept == 0 || text.n == 0))) {
            memcpy(rest + kept, before.p, before.n - text.n);
            kept += before.n - text.n;
        }
    }
    out->rest = (Str){ rest, kept };
    if (n)
        out->node = found[n - 1];
    /* A wide node behind a narrow one (集美，福建) does not take its place. */
    for (size_t i = 0; i < n; i++)
        if (wide(&g->nodes.p[out->node]) && !wide(&g->nodes.p[found[i]]))
            out->node = found[i];
}

static size_t words_of(Arena *a, Str text, Str *words)
{
    char *at = arena_get(a, text.n + 1), *start = at;
    size_t n = 0;

    for (size_t i = 0; i <= text.n && n < WORDS_MAX; i++) {
        char c = i < text.n ? text.p[i] : ' ';
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (c >= 'a' && c <= 'z') {
            *at++ = c;
        } else if (c != '\'' && at > start) {
            words[n++] = (Str){ start, (size_t)(at - start) };
            start = at;
        }
    }
    return n;
}

/* Words that say what a place is or where it lies, and are no name of it. */
static bool empty_word(Str word)
{
    static const char *const words[] = {
        "village", "county", "district", "prefecture", "province",  "city",     "near",
        "of",      "in",     "the",      "china",      "hsien",     "xian",     "koan",
        "town",    "fukien", "fujian",   "hokkien",    "kwangtung", "guangdong"
    };
    for (size_t i = 0; i < LEN(words); i++)
        if (str_eq(word, str_z(words[i])))
            return true;
    return false;
}

/* The longest key that begins at the first of n words, and how many words it has; 0 if none. The
 * words stand one behind the other, so joined they are one piece. */
static uint32_t longest_latin(const Gazetteer *g, const Str *words, size_t n, size_t *count)
{
    for (size_t take = LATIN_WORDS < n ? LATIN_WORDS : n; take > 0; take--) {
        Str last = words[take - 1];
        Str joined = { words[0].p, (size_t)(last.p + last.n - words[0].p) };
        int64_t link;
        *count = take;
        if (joined.n > 2 && map_get(&g->keys, joined, &link))
            return (uint32_t)link;
    }
    return 0;
}

static void read_latin(const Gazetteer *g, Arena *a, Str text, PlaceRead *out)
{
    Str words[WORDS_MAX];
    size_t n = words_of(a, text, words), kept = 0;
    uint32_t found[FOUND_MAX];
    size_t nfound = 0;
    char *rest = arena_get(a, text.n + 2);

    for (size_t i = 0; i < n;) {
        size_t take = 1;
        uint32_t link = longest_latin(g, words + i, n - i, &take);
        if (link && nfound < FOUND_MAX)
            found[nfound++] = link;
        if (!link && !empty_word(words[i])) {
            if (kept)
                rest[kept++] = ' ';
            memcpy(rest + kept, words[i].p, words[i].n);
            kept += words[i].n;
        }
        i += link ? take : 1;
    }
    out->rest = (Str){ rest, kept };
    /* The place itself stands before what it lies in. */
    for (size_t i = nfound; i-- > 0;) {
        uint16_t node = choose(g, found[i], &out->node, out->node ? 1 : 0);
        if (!out->node || wide(&g->nodes.p[out->node]) || !wide(&g->nodes.p[node]))
            out->node = node;
    }
}

void place_read(const Gazetteer *g, Arena *a, Str text, PlaceRead *out)
{
    Str plain = names_plain(a, utf8_part(str_trim(text), PLACE_LONGEST));
    Str rest = plain;
    int64_t code;
    uint32_t ch;

    *out = (PlaceRead){ 0 };
    if (plain.n == 0)
        return;
    if (str_int(plain, &code)) {
        out->node = node_of_code(g, plain);
        return;
    }
    while (utf8_next(&rest, &ch))
        if (ch >= 0x3400) {
            read_chinese(g, a, folder_key(g->folder, a, plain), out);
            return;
        }
    read_latin(g, a, plain, out);
}
