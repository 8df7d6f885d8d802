/* SPDX-License-Identifier: Apache-2.0
 * A text as it counts for finding: its characters by class, its letters small and without marks.
 */
#include "names/find_impl.h"
#include "names/plain.h"

AtomKind atom_kind(const Atom *a)
{
    if (a->cls)
        return ATOM_HAN;
    if (a->ch >= 'a' && a->ch <= 'z')
        return ATOM_LETTER;
    return a->ch >= '0' && a->ch <= '9' ? ATOM_DIGIT : ATOM_OTHER;
}

/* Is the text made of ASCII and of characters with a class? Then nothing has to be levelled. */
static bool is_level(const Names *n, Str text)
{
    uint32_t ch;
    while (utf8_next(&text, &ch))
        if (ch >= 0x80 && !names_class(n, ch))
            return false;
    return true;
}

/* Signs inside a word, as in Ts'ai. */
static bool inside_word(uint32_t ch)
{
    return ch == 0x2019 || ch == 0x2018 || ch == '\'' || ch == 0x02BC || ch == '`';
}

/* Signs and blanks, that only part words; what is none of these is a character of some script. */
static bool parts_words(uint32_t ch)
{
    if (ch < 0x80)
        return !((ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || (ch >= '0' && ch <= '9'));
    return ch < 0xAA || ch == 0xAB || ch == 0xB7 || ch == 0xBB || (ch >= 0x2000 && ch < 0x2070) ||
           (ch >= 0x3000 && ch < 0x3005) || (ch >= 0x3008 && ch < 0x3020) || ch == 0x30FB ||
           (ch >= 0xFE30 && ch < 0xFE50) || ch == 0xFFFD;
}

size_t atoms_read(const Names *n, Arena *a, Str text, Atom *out, size_t max)
{
    Str rest = is_level(n, text) ? text : names_plain(a, text);
    bool gap = false;
    size_t count = 0;
    uint32_t ch;

    while (count < max && utf8_next(&rest, &ch)) {
        if (inside_word(ch))
            continue;
        if (parts_words(ch)) {
            gap = count > 0;
            continue;
        }
        if (ch >= 'A' && ch <= 'Z')
            ch += 'a' - 'A';
        out[count++] = (Atom){ ch, names_class(n, ch), gap };
        gap = false;
    }
    return count;
}

size_t atoms_word(const Atom *all, size_t n, size_t from)
{
    AtomKind kind = atom_kind(&all[from]);
    size_t to = from + 1;

    if (kind == ATOM_HAN || kind == ATOM_OTHER)
        return to;
    while (to < n && !all[to].gap && atom_kind(&all[to]) == kind && to - from < LONGEST_WORD)
        to++;
    return to;
}

Str atoms_text(const Atom *all, size_t from, size_t to, char *out)
{
    size_t n = 0;

    if (to == from + 1 && all[from].ch >= 0x80)
        return (Str){ out, utf8_put(all[from].ch, out) };
    for (; from < to && n < LONGEST_WORD && all[from].ch < 0x80; from++)
        out[n++] = (char)all[from].ch;
    return (Str){ out, n };
}
