/* SPDX-License-Identifier: Apache-2.0
 * Words: cutting a written name, and setting aside what is no part of it.
 */
#include "base/buf.h"
#include "names/plain.h"
#include "names/read_impl.h"

enum { PHRASE_WORDS = 3 };

static const float COST_PARTICLE = 7.0F, COST_WESTERN_WORD = 5.0F;

/* ---- cutting ---- */

/* Signs inside a word, as in Ts'ai. */
static bool inside(uint32_t ch)
{
    return ch == 0x2019 || ch == 0x2018 || ch == '\'' || ch == 0x02BC || ch == '`';
}

static char plain_letter(uint32_t ch)
{
    if (ch >= 'a' && ch <= 'z')
        return (char)ch;
    return ch >= 'A' && ch <= 'Z' ? (char)(ch - 'A' + 'a') : 0;
}

static void word_end(Words *all, const char *start, const char *end, bool tied)
{
    if (end > start && all->n < WORDS_MAX)
        all->p[all->n++] = (Word){ .text = { start, (size_t)(end - start) }, .tied = tied };
}

void words_cut(const Names *n, Arena *a, Str text, Words *out)
{
    Str rest = names_plain(a, utf8_part(text, NAME_LONGEST));
    char *letters = arena_get(a, rest.n + 1), *start = letters, *at = letters;
    bool tied = false;
    uint32_t ch;

    while (utf8_next(&rest, &ch)) {
        char letter = plain_letter(ch);
        uint16_t cls = names_class(n, ch);
        if (letter)
            *at++ = letter;
        if (letter || inside(ch))
            continue;
        word_end(out, start, at, tied);
        tied = at > start && (ch == '-' || ch == 0x2010 || ch == 0x2011);
        start = at;
        if ((ch == ',' || ch == 0xFF0C) && out->n)
            out->p[out->n - 1].comma = true;
        if (cls && out->n < WORDS_MAX)
            out->p[out->n++] = (Word){ .text = arena_str(a, (Str){ rest.p - 3, 3 }), .cls = cls };
    }
    word_end(out, start, at, tied);
}

Str names_level(const Names *n, Arena *a, Str text)
{
    Words all = { 0 };
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);

    words_cut(n, a, text, &all);
    for (size_t i = 0; i < all.n; i++) {
        if (i && !all.p[i].cls)
            buf_putc(&b, ' ');
        buf_put(&b, all.p[i].text);
    }
    return arena_str(a, buf_str(&b));
}

/* Is this blank-bound word one for "also called"? */
static bool alias_word(const Names *n, Arena *a, Str word)
{
    return word.n && names_word(n, names_level(n, a, word)).kind == WORD_ALIAS;
}

bool words_next_name(const Names *n, Arena *a, Str *rest, Str *name)
{
    static const char signs[] = "@/()[];|";
    Str all = *rest;
    size_t i = 0, word = 0;

    if (str_trim(all).n == 0)
        return false;
    for (; i <= all.n; i++) {
        bool sign = i < all.n && memchr(signs, all.p[i], sizeof signs - 1);
        /* s/o, d/o and w/o are words */
        if (sign && all.p[i] == '/' && i + 1 < all.n && (all.p[i + 1] | 0x20) == 'o')
            sign = false;
        if (i < all.n && !sign && all.p[i] != ' ')
            continue;
        if (sign || (word > 0 && alias_word(n, a, str_part(all, word, i - word))))
            break;
        word = i + 1;
    }
    *name = str_part(all, 0,
                     i < all.n && memchr(signs, all.p[i], sizeof signs - 1) ? i
                     : i < all.n                                            ? word
                                                                            : all.n);
    *rest = str_part(all, i + 1, all.n);
    return true;
}

/* ---- setting aside ---- */

void words_drop(NameReading *out, Words *w, size_t at, size_t count, WordKind kind)
{
    for (size_t i = at; kind != WORD_NONE && i < at + count; i++)
        if (out->naside < ASIDE_MAX)
            out->aside[out->naside++] = (Aside){ w->p[i].text, kind };
    for (size_t i = at; i + count < w->n; i++)
        w->p[i] = w->p[i + count];
    w->n -= count;
}

/* The longest phrase at a word that the tables know, and how many words it has. */
static NameWord phrase_at(const Reader *r, const Words *w, size_t at, size_t *count)
{
    for (size_t n = PHRASE_WORDS < w->n - at ? PHRASE_WORDS : w->n - at; n > 0; n--) {
        AUTO(buf_done) Buf b = buf_new(BUF_LINE);
        NameWord found;
        for (size_t i = 0; i < n; i++) {
            if (i && !w->p[at + i].cls)
                buf_putc(&b, ' ');
            buf_put(&b, w->p[at + i].text);
        }
        found = names_word(r->n, buf_str(&b));
        *count = n;
        if (found.kind != WORD_NONE)
            return found;
    }
    return (NameWord){ 0 };
}

/* The surname stands behind the word, as in Kim Sae Chua: it comes to the front. */
static void surname_to_front(Words *w, size_t at)
{
    Word surname = w->p[at];

    for (size_t i = at; i > 0; i--)
        w->p[i] = w->p[i - 1];
    w->p[0] = surname;
    w->p[0].tied = false;
}

/* May the one word beside a Western name be all of a family's? A surname, or what has more than
 * one syllable, as Yuchengco. */
static bool family_name(const Reader *r, Str word)
{
    enum { SOLID_SHORTEST = 5 };
    return word.n >= SOLID_SHORTEST || names_is_surname(r->n, word);
}

/* "Nee" is a syllable too, and a surname: where no name of birth follows, nobody's stands before,
 * or it is the middle of three words and nothing tells of a woman (Lim Nee Soon). */
static bool nee_is_syllable(const Reader *r, const Words *w, size_t at, size_t count)
{
    bool middle = at == 1 && count == 1 && w->n == 3;

    return at == 0 || at + count == w->n ||
           (middle && !r->western && !r->out->female && read_heard(r, w->p[at].text));
}

/* What a sure word does to the words; false if it stays. */
static bool apply(Reader *r, Words *w, size_t at, size_t count, NameWord word)
{
    size_t others = w->n - count;

    if (word.flags & WORD_FEMALE)
        r->out->female = true;
    if (others == 0)
        return false;
    switch (word.kind) {
    case WORD_KIN:
        if ((word.flags & WORD_OF) && at > 0)
            words_drop(r->out, w, at, w->n - at, word.kind);
        else
            words_drop(r->out, w, at, count, word.kind);
        return true;
    case WORD_NEE:
        if (nee_is_syllable(r, w, at, count))
            return false;
        words_drop(r->out, w, at, count, word.kind);
        if (at < w->n)
            words_drop(r->out, w, 0, at, WORD_NEE);
        return true;
    case WORD_SAE:
        words_drop(r->out, w, at, count, word.kind);
        if (at > 0 && at < w->n)
            surname_to_front(w, at);
        return true;
    case WORD_WESTERN:
        if (others == 1 && !family_name(r, w->p[at == 0 ? count : 0].text))
            return false;
        r->western = r->western || at == 0;
        words_drop(r->out, w, at, count, word.kind);
        return true;
    case WORD_TITLE:
    case WORD_PREFIX:
    case WORD_SUFFIX: words_drop(r->out, w, at, count, word.kind); return true;
    case WORD_ALIAS:
    case WORD_NONE: break;
    }
    return false;
}

/* Short words that are syllables too (Ah, Ing, Kong) may be of the name, however sure the table
 * is. */
static bool syllable_too(const Reader *r, const Word *word, size_t count, NameWord known)
{
    enum { SHORT = 4 };
    Heard heard = { 0 };
    bool particle = known.kind == WORD_TITLE || known.kind == WORD_KIN ||
                    known.kind == WORD_PREFIX || known.kind == WORD_SUFFIX;

    if (!particle || count > 1 || word->cls || word->text.n > SHORT)
        return false;
    names_hear(r->n, r->a, word->text, &heard);
    for (size_t s = 0; s < names_systems(r->n); s++)
        if (heard.as[s].n)
            return true;
    return false;
}

/* Letters of a degree behind one word are the initials of a given name: How S.H. */
static bool initials_of_one(const Words *w, size_t at, size_t count)
{
    if (w->n - count > 1)
        return false;
    for (size_t i = at; i < at + count; i++)
        if (w->p[i].cls || w->p[i].text.n > 1)
            return false;
    return true;
}

void words_set_aside(Reader *r, Words *w)
{
    for (size_t i = 0; i < w->n;) {
        size_t count = 1;
        NameWord word = phrase_at(r, w, i, &count);
        bool sure = !(word.flags & WORD_AMBIGUOUS) && !initials_of_one(w, i, count) &&
                    !syllable_too(r, &w->p[i], count, word);
        if (word.kind == WORD_NONE || !sure || !apply(r, w, i, count, word))
            i++;
        else if (word.kind == WORD_NEE)
            i = 0;
    }
}

bool words_unknown_in_front(const Reader *r, const Words *w)
{
    enum { SHORTEST = 4 };
    return w->n > 1 && !w->p[0].cls && w->p[0].text.n >= SHORTEST && !w->p[1].cls &&
           !read_heard(r, w->p[0].text) && family_name(r, w->p[1].text);
}

void words_lists(const Reader *r, const Words *w, Lists *out)
{
    out->p[0] = (List){ .words = *w };
    out->n = 1;
    for (size_t i = 0; i < w->n && out->n < LISTS_MAX / 2; i++) {
        size_t count = 1;
        NameWord word = phrase_at(r, w, i, &count);
        bool particle =
            (word.kind == WORD_PREFIX && i < w->n - count) || (word.kind == WORD_SUFFIX && i > 0);
        List *list = &out->p[out->n];
        if (!particle && !(word.kind == WORD_WESTERN && w->n > 3) &&
            !(word.kind == WORD_TITLE && i == 0))
            continue;
        if (w->n - count < 2)
            continue;
        *list = (List){ .words = *w,
                        .prior = word.kind == WORD_WESTERN ? -COST_WESTERN_WORD : -COST_PARTICLE };
        words_drop(r->out, &list->words, i, count, WORD_NONE);
        out->n++;
    }
}
