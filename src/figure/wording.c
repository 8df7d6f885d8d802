/* SPDX-License-Identifier: Apache-2.0
 * The table of wording, and finding its words.
 *
 * The words are a trie over bytes, kept as pairs of node and byte, so that each place of a text
 * costs as many steps as the longest word there has bytes.
 */
#include "figure/wording.h"

#include "text/tsv.h"

enum { COLUMNS = 6, SETS = 64, LABEL_MIN = 12, ALL = -1 };

typedef struct {
    Str name, words;
} Set;

typedef struct {
    Wording *w;
    const Figures *all;
    Set sets[SETS];
    size_t nsets;
} Loading;

/* ---- adding words ---- */

static int32_t node_new(Wording *w)
{
    vec_push(w->arena, &w->nodes, -1);
    return (int32_t)w->nodes.n - 1;
}

static uint64_t step_key(int32_t node, char byte)
{
    return ((uint64_t)node << 8 | (unsigned char)byte) + 1;
}

static void add_levelled(Wording *w, Str word, WordUse use)
{
    int32_t node = 0;
    int64_t next;
    for (size_t i = 0; i < word.n; i++) {
        uint64_t key = step_key(node, word.p[i]);
        if (!ids_get(&w->steps, key, &next)) {
            next = node_new(w);
            ids_set(&w->steps, key, next);
        }
        node = (int32_t)next;
    }
    use.next = w->nodes.p[node];
    vec_push(w->arena, &w->uses, use);
    w->nodes.p[node] = (int32_t)w->uses.n - 1;
}

/* Traditional characters whose simplified form is not the one that simplified texts write: 諮詢 is
 * folded to 谘询, and written 咨询. */
static const struct {
    const char *usual, *other;
} variants[] = { { "咨", "谘" } };

static Str with_variant(Arena *a, Str word, Str usual, Str other)
{
    ptrdiff_t at = str_find(word, usual);
    if (at < 0)
        return (Str){ 0 };
    Str before = str_part(word, 0, (size_t)at);
    Str behind = str_part(word, (size_t)at + usual.n, word.n);
    return arena_printf(a, "%.*s%.*s%.*s", STR(before), STR(other), STR(behind));
}

void wording_add(Wording *w, Str word, WordUse use)
{
    word = str_trim(word);
    if (word.n == 0)
        return;
    word = level_text(w->leveller, w->arena, word).text;
    add_levelled(w, word, use);
    for (size_t i = 0; i < LEN(variants); i++) {
        Str other =
            with_variant(w->arena, word, str_z(variants[i].usual), str_z(variants[i].other));
        if (other.n)
            add_levelled(w, other, use);
    }
}

static void add_words(Loading *l, Str cell, WordUse use);

static void add_set(Loading *l, Str name, WordUse use)
{
    for (size_t i = 0; i < l->nsets; i++)
        if (str_eq(l->sets[i].name, name))
            add_words(l, l->sets[i].words, use);
}

/* "a|b|@set"; a unit that begins with '~' is a loose one. */
static void add_words(Loading *l, Str cell, WordUse use)
{
    Str word;
    while (str_next(&cell, '|', &word)) {
        WordUse each = use;
        word = str_trim(word);
        if (use.role == WORD_UNIT && str_starts(word, S("~"))) {
            each.role = WORD_LOOSE;
            word = str_part(word, 1, word.n);
        }
        if (str_starts(word, S("@")))
            add_set(l, word, each);
        else
            wording_add(l->w, word, each);
    }
}

/* ---- rows ---- */

typedef struct {
    const char *name;
    WordRole role;
} Rule;
static const Rule rules[] = {
    { "!change", WORD_CHANGE },   { "!plan", WORD_PLAN },   { "!earlier", WORD_EARLIER },
    { "!partial", WORD_PARTIAL }, { "!since", WORD_SINCE }, { "!total", WORD_TOTAL },
    { "!parts", WORD_PARTS },     { "!stop", WORD_STOP },   { "!list", WORD_LIST },
    { "!now", WORD_NOW },         { "!until", WORD_UNTIL }, { "!each", WORD_EACH },
    { "!elsewhere", WORD_ELSEWHERE }, { "!last", WORD_LAST }, { "!once", WORD_ONCE },
    { "!unclear", WORD_UNCLEAR },
};

static void add_rule(Loading *l, const Str *cells)
{
    for (size_t i = 0; i < LEN(rules); i++)
        if (str_eq(cells[0], str_z(rules[i].name)))
            add_words(l, cells[1], (WordUse){ .role = rules[i].role, .figure = ALL, .way = ALL });
}

static int32_t figure_index(const Figures *all, Str name)
{
    for (size_t i = 0; i < figures_count(all); i++)
        if (str_eq(figures_at(all, i)->name, name))
            return (int32_t)i;
    return ALL;
}

static void add_way(Loading *l, const Str *cells)
{
    Wording *w = l->w;
    int32_t figure = figure_index(l->all, cells[0]), way = (int32_t)w->ways.n;
    Str groups = cells[2], group;

    if (w->names.n == 0 || !str_eq(w->names.p[w->names.n - 1], cells[0]))
        vec_push(w->arena, &w->names, cells[0]);
    if (figure == ALL)
        return;
    Way row = { .figure = figure, .topic = cells[3].n > 0 };
    while (row.groups < NEAR_GROUPS && str_next(&groups, '&', &group))
        add_words(l, group, (WordUse){ WORD_NEAR, figure, way, row.groups++, -1 });
    vec_push(w->arena, &w->ways, row);
    add_words(l, cells[1], (WordUse){ WORD_UNIT, figure, way, 0, -1 });
    add_words(l, cells[3], (WordUse){ WORD_TOPIC, figure, way, 0, -1 });
    add_words(l, cells[4], (WordUse){ WORD_LIKELY, figure, way, 0, -1 });
    add_words(l, cells[5], (WordUse){ WORD_NOT, figure, way, 0, -1 });
}

static void read_table(Loading *l)
{
    Str rest = tsv_table("wording.tsv"), cells[COLUMNS];
    while (tsv_row(&rest, cells, COLUMNS)) {
        if (str_starts(cells[0], S("!")))
            add_rule(l, cells);
        else if (!str_starts(cells[0], S("@")))
            add_way(l, cells);
        else if (l->nsets < SETS)
            l->sets[l->nsets++] = (Set){ cells[0], cells[1] };
    }
}

/* A label in the text is the plainest way to speak of a figure; and what staff wrote. */
static void add_own_words(Loading *l, int32_t figure)
{
    Wording *w = l->w;
    const FigureDef *d = figures_at(l->all, (size_t)figure);
    WordUse near = { WORD_NEAR, figure, (int32_t)w->ways.n, 0, -1 };
    WordUse unit = { WORD_UNIT, figure, (int32_t)w->ways.n, 0, -1 };

    vec_push(w->arena, &w->ways, (Way){ .figure = figure, .groups = 1, .label = true });
    for (int lang = 0; lang < LANG__N; lang++) {
        if (d->labels[lang].n >= LABEL_MIN)
            wording_add(w, d->labels[lang], near);
        wording_add(w, d->units[lang], unit);
    }
    if (d->words.n == 0)
        return;
    near.way = (int32_t)w->ways.n;
    vec_push(w->arena, &w->ways, (Way){ .figure = figure, .groups = 1 });
    add_words(l, d->words, near);
}

/* China itself and names of one character say nothing. */
static void add_countries(Loading *l, const Countries *countries)
{
    WordUse use = { WORD_COUNTRY, ALL, ALL, 0, -1 };
    size_t n;
    const Country *all = countries_all(countries, &n);
    for (size_t i = 0; i < n; i++) {
        if (strcmp(all[i].code, "CN") == 0)
            continue;
        for (int lang = 0; lang < LANG__N; lang++)
            if (country_name(&all[i], (Lang)lang).n >= strlen("法国"))
                wording_add(l->w, country_name(&all[i], (Lang)lang), use);
    }
}

Wording *wording_load(Arena *a, const Ctx *c, const Figures *all)
{
    Wording *w = NEW(a, Wording);
    Loading *l = NEW(a, Loading);

    w->arena = a;
    w->leveller = leveller_new(a, c->facts->folder);
    l->w = w;
    l->all = all;
    (void)node_new(w);
    read_table(l);
    for (size_t i = 0; i < figures_count(all); i++)
        add_own_words(l, (int32_t)i);
    add_countries(l, c->facts->countries);
    return w;
}

void wording_done(Wording **w)
{
    if (!*w)
        return;
    ids_done(&(*w)->steps);
    map_done(&(*w)->places);
}

/* ---- finding ---- */

/* English words begin and end where words do; one that is found may have an s behind it. */
static bool begins_word(Str text, size_t i)
{
    return i == 0 || !level_word_char(text.p[i]) || !level_word_char(text.p[i - 1]);
}

static bool ends_word(Str text, size_t end)
{
    if (end >= text.n || !level_word_char(text.p[end - 1]) || !level_word_char(text.p[end]))
        return true;
    return text.p[end] == 's' && (end + 1 >= text.n || !level_word_char(text.p[end + 1]));
}

void wording_find(const Wording *w, Arena *a, Str text, WordHits *out)
{
    for (size_t i = 0; i < text.n; i++) {
        int64_t node = 0;
        if ((text.p[i] & 0xC0) == 0x80 || !begins_word(text, i))
            continue;
        for (size_t k = i; k < text.n; k++) {
            if (!ids_get(&w->steps, step_key((int32_t)node, text.p[k]), &node))
                break;
            if (w->nodes.p[node] >= 0 && ends_word(text, k + 1))
                vec_push(a, out, (WordHit){ (uint32_t)i, (uint32_t)k + 1, w->nodes.p[node] });
        }
    }
}
