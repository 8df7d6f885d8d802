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
    Str rest = tsv_table("systems.tsv"), cells[8];
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
        s->region = cells[7].n ? cells[7].p[0] : 0;
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

enum { WORD_LONGEST = 96, FLAG_SHIFT = 8 };

static const struct {
    const char *word;
    WordKind kind;
} word_kinds[] = {
    { "title", WORD_TITLE },   { "honorific", WORD_TITLE }, { "label", WORD_TITLE },
    { "kin", WORD_KIN },       { "nee", WORD_NEE },         { "sae", WORD_SAE },
    { "prefix", WORD_PREFIX }, { "suffix", WORD_SUFFIX },
};

/* What the column of meanings says, as flags; an alias is a kind of its own. */
static NameWord word_of(Str kind, Str means)
{
    static const struct {
        const char *word;
        unsigned flag;
    } flags[] = { { "amb", WORD_AMBIGUOUS }, { "female", WORD_FEMALE }, { "of", WORD_OF } };
    NameWord out = { 0 };
    Str word;

    for (size_t k = 0; k < LEN(word_kinds); k++)
        if (str_eq(kind, str_z(word_kinds[k].word)))
            out.kind = word_kinds[k].kind;
    while (str_next(&means, ' ', &word)) {
        if (out.kind == WORD_PREFIX && str_eq(word, S("alias")))
            out.kind = WORD_ALIAS;
        for (size_t f = 0; f < LEN(flags); f++)
            if (str_eq(word, str_z(flags[f].word)))
                out.flags |= flags[f].flag;
    }
    return out;
}

/* The word with each Chinese character as that of its class; empty if it is too long. */
static Str word_key(const Names *n, Str word, char out[WORD_LONGEST])
{
    size_t used = 0;
    uint32_t ch;

    while (utf8_next(&word, &ch)) {
        uint16_t cls = names_class(n, ch);
        if (used + 4 > WORD_LONGEST)
            return S("");
        used += utf8_put(cls ? names_class_char(n, cls) : ch, out + used);
    }
    return (Str){ out, used };
}

/* "d/o" as "d o", "a.k.a." as "a k a": as the words of a name are cut. Empty for one letter with a
 * point, which is an initial before it is a title, and for signs. */
static Str letters_apart(Str word, char out[WORD_LONGEST])
{
    size_t n = 0;

    for (size_t i = 0; i < word.n && n < WORD_LONGEST; i++) {
        char c = word.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
        if (letter)
            out[n++] = c;
        else if (n && out[n - 1] != ' ')
            out[n++] = ' ';
    }
    return word.n > 1 && n == 2 && out[1] == ' ' ? S("") : str_trim((Str){ out, n });
}

void load_words(Names *n)
{
    Str rest = tsv_table("western.tsv"), cells[4];
    char key[WORD_LONGEST], letters[WORD_LONGEST];

    while (tsv_row(&rest, cells, LEN(cells)))
        map_set(&n->words, cells[0],
                WORD_WESTERN | (str_eq(cells[3], S("amb")) ? WORD_AMBIGUOUS << FLAG_SHIFT : 0));
    rest = tsv_table("words.tsv");
    while (tsv_row(&rest, cells, 3)) {
        NameWord word = word_of(cells[1], cells[2]);
        Str text = word_key(n, letters_apart(cells[0], letters), key);
        if (word.kind != WORD_NONE && text.n)
            map_set(&n->words, text, word.kind | (int64_t)word.flags << FLAG_SHIFT);
    }
}

NameWord names_word(const Names *n, Str word)
{
    int64_t value = WORD_NONE;
    char key[WORD_LONGEST];

    (void)map_get(&n->words, word_key(n, word, key), &value);
    return (NameWord){ (WordKind)(value & 0xFF), (unsigned)(value >> FLAG_SHIFT) };
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
