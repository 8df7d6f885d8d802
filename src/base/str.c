/* SPDX-License-Identifier: Apache-2.0
 * Pieces of text.
 */
#include "base/str.h"

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool str_same(Str a, Str b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++)
        if (lower(a.p[i]) != lower(b.p[i]))
            return false;
    return true;
}

int str_cmp(Str a, Str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.p, b.p, n) : 0;
    if (order)
        return order;
    return (a.n > b.n) - (a.n < b.n);
}

bool str_starts(Str s, Str start)
{
    return s.n >= start.n && str_eq((Str){ s.p, start.n }, start);
}

bool str_ends(Str s, Str end)
{
    return s.n >= end.n && str_eq(str_part(s, s.n - end.n, end.n), end);
}

ptrdiff_t str_find(Str s, Str what)
{
    const char *at;
    if (what.n == 0)
        return 0;
    if (s.n < what.n)
        return -1;
    at = memmem(s.p, s.n, what.p, what.n);
    return at ? at - s.p : -1;
}

/* Bytes of white space at the start of s, 0 if there is none. */
static size_t space_at(Str s)
{
    if (s.n == 0)
        return 0;
    if (s.p[0] == ' ' || (s.p[0] >= '\t' && s.p[0] <= '\r'))
        return 1;
    if (str_starts(s, S("\xC2\xA0")))
        return 2;
    return str_starts(s, S("\xE3\x80\x80")) || str_starts(s, S("\xEF\xBB\xBF")) ? 3 : 0;
}

Str str_trim(Str s)
{
    for (size_t n = space_at(s); n; n = space_at(s))
        s = str_part(s, n, s.n);
    while (s.n) {
        size_t n = 1;
        while (n < 3 && n < s.n && ((unsigned char)s.p[s.n - n] & 0xC0) == 0x80)
            n++;
        if (space_at((Str){ s.p + s.n - n, n }) != n)
            break;
        s.n -= n;
    }
    return s;
}

bool str_cut(Str s, Str sep, Str *head, Str *tail)
{
    ptrdiff_t at = str_find(s, sep);
    if (at < 0) {
        *head = s;
        *tail = (Str){ 0 };
        return false;
    }
    *head = str_part(s, 0, (size_t)at);
    *tail = str_part(s, (size_t)at + sep.n, s.n);
    return true;
}

bool str_next(Str *rest, char sep, Str *piece)
{
    const char *at;
    if (!rest->p)
        return false;
    at = rest->n ? memchr(rest->p, sep, rest->n) : NULL;
    if (!at) {
        *piece = *rest;
        *rest = (Str){ 0 };
        return true;
    }
    *piece = (Str){ rest->p, (size_t)(at - rest->p) };
    *rest = (Str){ at + 1, rest->n - piece->n - 1 };
    return true;
}

uint64_t str_hash(Str s)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * 0x100000001b3u;
    return h ^ (h >> 32);
}

bool str_int(Str s, int64_t *out)
{
    bool negative = s.n && s.p[0] == '-';
    int64_t value = 0;

    if (s.n && (s.p[0] == '-' || s.p[0] == '+'))
        s = str_part(s, 1, s.n);
    if (s.n == 0)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        if (__builtin_mul_overflow(value, 10, &value) ||
            __builtin_sub_overflow(value, s.p[i] - '0', &value))
            return false;
    }
    if (!negative && value == INT64_MIN)
        return false;
    *out = negative ? value : -value;
    return true;
}

/* Reads one character; returns its bytes, or 0 if they are not UTF-8. */
static size_t utf8_read(Str s, uint32_t *ch)
{
    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    unsigned char c = (unsigned char)s.p[0];
    size_t n = c < 0x80 ? 1 : c >= 0xF5 ? 0 : c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC2 ? 2 : 0;
    uint32_t v;

    if (n == 0 || n > s.n)
        return 0;
    v = n == 1 ? c : c & (0x7Fu >> n);
    for (size_t i = 1; i < n; i++) {
        unsigned char next = (unsigned char)s.p[i];
        if ((next & 0xC0) != 0x80)
            return 0;
        v = v << 6 | (next & 0x3F);
    }
    if (v < least[n] || v > 0x10FFFF || (v >= 0xD800 && v <= 0xDFFF))
        return 0;
    *ch = v;
    return n;
}

bool utf8_valid(Str s)
{
    uint32_t ch;
    while (s.n) {
        size_t n = utf8_read(s, &ch);
        if (n == 0)
            return false;
        s.p += n;
        s.n -= n;
    }
    return true;
}

bool utf8_next(Str *s, uint32_t *ch)
{
    size_t n;
    if (s->n == 0)
        return false;
    n = utf8_read(*s, ch);
    if (n == 0) {
        *ch = 0xFFFD;
        n = 1;
    }
    s->p += n;
    s->n -= n;
    return true;
}

size_t utf8_put(uint32_t ch, char out[4])
{
    if (ch < 0x80) {
        out[0] = (char)ch;
        return 1;
    }
    if (ch < 0x800) {
        out[0] = (char)(0xC0 | ch >> 6);
        out[1] = (char)(0x80 | (ch & 0x3F));
        return 2;
    }
    if (ch < 0x10000) {
        out[0] = (char)(0xE0 | ch >> 12);
        out[1] = (char)(0x80 | (ch >> 6 & 0x3F));
        out[2] = (char)(0x80 | (ch & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | ch >> 18);
    out[1] = (char)(0x80 | (ch >> 12 & 0x3F));
    out[2] = (char)(0x80 | (ch >> 6 & 0x3F));
    out[3] = (char)(0x80 | (ch & 0x3F));
    return 4;
}

bool str_plain(Str s, bool lines)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool end = c == '\n' || c == '\r';
        if ((c < 0x20 && c != '\t' && !(lines && end)) || c == 0x7F)
            return false;
    }
    return true;
}

Str utf8_part(Str s, size_t n)
{
    if (n >= s.n)
        return s;
    while (n > 0 && ((unsigned char)s.p[n] & 0xC0) == 0x80)
        n--;
    return str_part(s, 0, n);
}

size_t utf8_len(Str s)
{
    size_t n = 0;
    for (uint32_t ch; utf8_next(&s, &ch);)
        n++;
    return n;
}

size_t str_distance(Str a, Str b, size_t limit)
{
    enum { LONGEST = 64 };
    size_t row[LONGEST + 1];

    if (a.n > LONGEST || b.n > LONGEST)
        return limit + 1;
    for (size_t j = 0; j <= b.n; j++)
        row[j] = j;
    for (size_t i = 1; i <= a.n; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b.n; j++) {
            size_t best = corner + (lower(a.p[i - 1]) != lower(b.p[j - 1]));
            corner = row[j];
            if (row[j] + 1 < best)
                best = row[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            row[j] = best;
        }
    }
    return row[b.n] > limit ? limit + 1 : row[b.n];
}
