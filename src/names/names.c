/* SPDX-License-Identifier: Apache-2.0
 * Loading: systems, classes of characters, and the words that are set aside.
 */
#include "names/names.h"

#include <stdlib.h>

#include "base/log.h"
#include "names/impl.h"
#include "text/tsv.h"

static const char *const dialect_words[DIALECT__N] = {
    [DIALECT_HOKKIEN] = "hokkien",       [DIALECT_TEOCHEW] = "teochew",
    [DIALECT_HAKKA] = "hakka",           [DIALECT_CANTONESE] = "cantonese",
    [DIALECT_HAINAN] = "hainan",         [DIALECT_FOOCHOW] = "foochow",
    [DIALECT_MANDARIN] = "mandarin",     [DIALECT_VIETNAMESE] = "vietnamese",
    [DIALECT_JAPANESE] = "japanese",
};

DialectId dialect_of(Str word)
{
    for (size_t d = 0; d < DIALECT__N; d++)
        if (str_eq(word, str_z(dialect_words[d])))
            return (DialectId)d;
    return DIALECT__N;
}

Str weight_cut(Str word, float usual, float *weight)
{
    Str head = word, tail = S("");
    int64_t number;

    *weight = usual;
    if (str_cut(word, S(":"), &head, &tail) && str_int(tail, &number) && number >= 0)
        *weight = (float)number;
    return head;
}

/* ---- systems ---- */

void load_systems(Names *n)
{
    Str rest = tsv_table("systems.tsv"), cells[7];
    float total = 0;

    while (n->nsystems < SYSTEMS_MAX && tsv_row(&rest, cells, LEN(cells))) {
        System *s = &n->systems[n->nsystems];
        int64_t prior = 0;
        s->code = cells[0];
        s->dialect = dialect_of(cells[1]);
        s->name[LANG_HANS] = cells[2];
        s->name[LANG_HANT] = cells[3];
        s->name[LANG_EN] = cells[4];
        if (s->dialect == DIALECT__N || !str_int(cells[6], &prior) || prior <= 0)
            continue;
        s->prior = (float)prior;
        total += s->prior;
        n->nsystems++;
    }
    for (size_t i = 0; i < n->nsystems; i++)
        n->systems[i].prior /= total;
}

size_t names_systems(const Names *n)
{
    return n->nsystems;
}

const System *names_system(const Names *n, size_t s)
{
    return &n->systems[s];
}

int names_system_find(const Names *n, Str code)
{
    for (size_t i = 0; i < n->nsystems; i++)
        if (str_eq(n->systems[i].code, code))
            return (int)i;
    return -1;
}

/* ---- classes ---- */

static bool one_char(Str text, uint32_t *ch)
{
    return utf8_next(&text, ch) && text.n == 0;
}

static uint16_t class_new(Names *n, Arena *a, uint32_t ch)
{
    uint16_t *slot = &n->cls[ch - HAN_FIRST];

    if (*slot == 0) {
        vec_push(a, &n->class_char, ch);
        *slot = (uint16_t)(n->class_char.n - 1);
    }
    return *slot;
}

static bool han(uint32_t ch)
{
    return ch >= HAN_FIRST && ch <= HAN_LAST;
}

void load_classes(Names *n, Arena *a)
{
    Str rest = tsv_table("unihan.tsv"), cells[2];

    vec_push(a, &n->class_char, 0);
    while (tsv_row(&rest, cells, LEN(cells))) {
        uint32_t ch, same;
        if (!one_char(cells[0], &ch) || !one_char(cells[1], &same) || !han(ch) || !han(same))
            continue;
        n->cls[ch - HAN_FIRST] = class_new(n, a, same);
    }
}

uint16_t names_class(const Names *n, uint32_t ch)
{
    return han(ch) ? n->cls[ch - HAN_FIRST] : 0;
}

uint16_t class_of_text(const Names *n, Str text)
{
    uint32_t ch;
    return one_char(text, &ch) ? names_class(n, ch) : 0;
}

uint32_t names_class_char(const Names *n, uint16_t cls)
{
    return cls < n->class_char.n ? n->class_char.p[cls] : 0;
}

size_t names_classes(const Names *n)
{
    return n->class_char.n;
}

size_t classes_all(const Names *n)
{
    return n->class_char.n + n->ncompounds;
}

float names_share(const Names *n, uint16_t cls, Slot slot)
{
    return cls < classes_all(n) ? n->share[slot][cls] : 0;
}

/* ---- words set aside ---- */

static const char *const word_kinds[] = {
    [WORD_TITLE] = "title",   [WORD_KIN] = "kin",       [WORD_NEE] = "nee",
    [WORD_SAE] = "sae",       [WORD_PREFIX] = "prefix", [WORD_SUFFIX] = "suffix",
    [WORD_WESTERN] = "honorific",
};

static WordKind kind_of(Str word)
{
    for (size_t k = WORD_TITLE; k < LEN(word_kinds); k++)
        if (str_eq(word, str_z(word_kinds[k])))
            return k == WORD_WESTERN ? WORD_TITLE : (WordKind)k;
    return WORD_NONE;
}

void load_words(Names *n)
{
    Str rest = tsv_table("western.tsv"), cells[4];

    while (tsv_row(&rest, cells, LEN(cells)))
        map_set(&n->words, cells[0],
                str_eq(cells[3], S("amb")) ? WORD_MAYBE_WESTERN : WORD_WESTERN);
    rest = tsv_table("words.tsv");
    while (tsv_row(&rest, cells, 3))
        if (kind_of(cells[1]) != WORD_NONE)
            map_set(&n->words, cells[0], kind_of(cells[1]));
}

WordKind names_word(const Names *n, Str token)
{
    int64_t kind = WORD_NONE;
    (void)map_get(&n->words, token, &kind);
    return (WordKind)kind;
}

Names *names_new(void)
{
    Arena *a = arena_new(NAMES_CAP);
    Names *n = NEW(a, Names);

    n->arena = a;
    load_systems(n);
    load_classes(n, a);
    load_readings(n, a);
    load_rules(n, a);
    load_surnames(n, a);
    load_words(n);
    return n;
}

void names_free(Names *n)
{
    if (!n)
        return;
    for (size_t d = 0; d < DIALECT__N; d++) {
        map_done(&n->dialects[d].syllable_ids);
        map_done(&n->dialects[d].unit_ids[0]);
        map_done(&n->dialects[d].unit_ids[1]);
    }
    map_done(&n->form_ids);
    map_done(&n->surname_ids);
    map_done(&n->words);
    arena_free(n->arena);
}

void names_freep(Names **n)
{
    names_free(*n);
}
