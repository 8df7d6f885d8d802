/* SPDX-License-Identifier: Apache-2.0
 * Names of a registry, cut into parts.
 */
#include "names/recorded.h"

enum { WORDS_MAX = RECORDED_CODES - RECORDED_WORD - 1 };

uint16_t recorded_word(RecordedWords *words, Str word)
{
    int64_t id;

    if (map_get(&words->ids, word, &id))
        return (uint16_t)(RECORDED_WORD + id);
    if (words->list.n == WORDS_MAX)
        return (uint16_t)(RECORDED_WORD + str_hash(word) % WORDS_MAX);
    id = (int64_t)words->list.n;
    vec_push(words->arena, &words->list, arena_str(words->arena, word));
    map_set(&words->ids, words->list.p[id], id);
    return (uint16_t)(RECORDED_WORD + id);
}

/* Of Chinese characters, the first or a compound surname, then the given name. */
static void read_chinese(const Names *n, Str name, Recorded *out)
{
    uint16_t c[8], compound;
    size_t count = 0, at = 1;
    uint32_t ch;

    while (count < LEN(c) && utf8_next(&name, &ch))
        if (names_class(n, ch))
            c[count++] = names_class(n, ch);
    if (count == 0)
        return;
    compound = count > 2 ? names_compound(n, c[0], c[1]) : 0;
    at += compound != 0;
    out->c[out->n++] = compound ? compound : c[0];
    for (; at < count && out->n < RECORDED_PARTS; at++)
        out->c[out->n++] = c[at];
}

static void read_latin(RecordedWords *words, const Names *n, Arena *scratch, Str name,
                       Recorded *out)
{
    Str rest = names_level(n, scratch, name), word;

    out->latin = true;
    while (out->n < RECORDED_PARTS && str_next(&rest, ' ', &word)) {
        NameWord known = names_word(n, word);
        bool aside = known.kind == WORD_TITLE || known.kind == WORD_SAE;
        if (word.n && (!aside || known.flags & WORD_AMBIGUOUS))
            out->c[out->n++] = recorded_word(words, word);
    }
}

void recorded_read(RecordedWords *words, const Names *n, Arena *scratch, Str name, Recorded *out)
{
    *out = (Recorded){ .n = 0 };
    read_chinese(n, name, out);
    if (out->n == 0)
        read_latin(words, n, scratch, name, out);
}
