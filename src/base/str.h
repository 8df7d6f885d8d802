/* SPDX-License-Identifier: Apache-2.0
 * Str: a borrowed piece of text, by value, not zero-terminated. UTF-8 is checked once, where text
 * enters the program; after that it is trusted.
 *
 *     if (str_eq(word, S("draft"))) printf("%.*s", STR(word));
 */
#pragma once

#include <string.h>

#include "base/def.h"

typedef struct {
    const char *p; /* may be NULL when n is 0 */
    size_t n;      /* bytes */
} Str;

/* A Str of a string literal, and of nothing else. */
#define S(literal) ((Str){ "" literal "", sizeof(literal) - 1 })
/* The two arguments of "%.*s". */
#define STR(s) (int)(s).n, (s).p

/* A Str of a zero-terminated string; NULL gives the empty one. */
static inline Str str_z(const char *z)
{
    return z ? (Str){ z, strlen(z) } : (Str){ 0 };
}
static inline bool str_eq(Str a, Str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}
/* str_eq with a zero-terminated string, whose length is looked for only where they may be equal. */
static inline bool str_is(Str s, const char *z)
{
    if (s.n == 0 || s.p[0] != z[0])
        return s.n == 0 && z[0] == '\0';
    return strlen(z) == s.n && memcmp(z, s.p, s.n) == 0;
}
/* As str_eq, with A–Z and a–z the same. */
bool str_same(Str a, Str b);
/* Order by bytes: below, at or above 0. */
int str_cmp(Str a, Str b);
bool str_starts(Str s, Str start);
bool str_ends(Str s, Str end);
/* Byte offset of the first `what` in s, or -1. */
ptrdiff_t str_find(Str s, Str what);
/* The part of s from byte `from`, at most n bytes; both are cut to what there is. */
static inline Str str_part(Str s, size_t from, size_t n)
{
    if (from >= s.n)
        return (Str){ 0 };
    return (Str){ s.p + from, n < s.n - from ? n : s.n - from };
}
/* Without white space at both ends: ASCII, U+00A0, U+3000, U+FEFF. */
Str str_trim(Str s);
/* Splits s at its first `sep`: *head before it, *tail after; without one, head = s, false. */
bool str_cut(Str s, Str sep, Str *head, Str *tail);
/* The next piece of *rest before `sep`; false when nothing is left. "a||b" gives "a", "", "b". */
bool str_next(Str *rest, char sep, Str *piece);
uint64_t str_hash(Str s);
/* A whole decimal number, with an optional sign and nothing else; false if it is none or
 * overflows. */
MUST_USE bool str_int(Str s, int64_t *out);

MUST_USE bool utf8_valid(Str s);
/* Takes the next character off *s. Bad bytes come out as U+FFFD, one each. False at the end. */
bool utf8_next(Str *s, uint32_t *ch);
/* Writes ch as UTF-8; returns the bytes used, 1 to 4. */
size_t utf8_put(uint32_t ch, char out[4]);
/* Without control characters but for tabs, and the ends of lines if `lines`? */
MUST_USE bool str_plain(Str s, bool lines);
/* The start of s, at most n bytes and no half of a character. */
Str utf8_part(Str s, size_t n);
/* Number of characters. */
size_t utf8_len(Str s);
/* The distance in edits between two short words, at most `limit` + 1. For "did you mean". */
size_t str_distance(Str a, Str b, size_t limit);
