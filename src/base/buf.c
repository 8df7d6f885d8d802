/* SPDX-License-Identifier: Apache-2.0
 * Growing text.
 */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/mem.h"

Buf buf_new(size_t max)
{
    return (Buf){ .max = max };
}

void buf_done(Buf *b)
{
    mem_give(b->p);
    *b = (Buf){ .max = b->max };
}

void buf_clear(Buf *b)
{
    b->n = 0;
    b->failed = false;
}

/* Makes room for n more bytes and the zero of printf; false when they would pass the cap. */
static bool room(Buf *b, size_t n)
{
    size_t size = b->size ? b->size : 256;
    if (b->failed || n > b->max - b->n) {
        b->failed = true;
        return false;
    }
    if (n < b->size - b->n)
        return true;
    while (size - b->n <= n)
        size *= 2;
    b->p = mem_resize(b->p, size);
    b->size = size;
    return true;
}

void buf_put(Buf *b, Str s)
{
    if (s.n == 0 || !room(b, s.n))
        return;
    memcpy(b->p + b->n, s.p, s.n);
    b->n += s.n;
}

void buf_putc(Buf *b, char c)
{
    if (!room(b, 1))
        return;
    b->p[b->n++] = c;
}

void buf_int(Buf *b, int64_t i)
{
    char digits[24];
    size_t n = sizeof digits;
    uint64_t v = i < 0 ? 0 - (uint64_t)i : (uint64_t)i;
    do
        digits[--n] = (char)('0' + v % 10);
    while (v /= 10);
    if (i < 0)
        digits[--n] = '-';
    buf_put(b, (Str){ digits + n, sizeof digits - n });
}

void buf_printf(Buf *b, const char *fmt, ...)
{
    va_list ap, again;
    int n;

    va_start(ap, fmt);
    va_copy(again, ap);
    n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (n > 0 && room(b, (size_t)n)) {
        (void)vsnprintf(b->p + b->n, (size_t)n + 1, fmt, again);
        b->n += (size_t)n;
    }
    va_end(again);
}

Str buf_str(const Buf *b)
{
    return (Str){ b->p, b->n };
}

void buf_json(Buf *b, Str s)
{
    size_t from = 0;
    buf_putc(b, '"');
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        buf_put(b, str_part(s, from, i - from));
        if (c == '"' || c == '\\')
            buf_printf(b, "\\%c", c);
        else if (c == '\n')
            buf_put(b, S("\\n"));
        else
            buf_printf(b, "\\u%04x", c);
        from = i + 1;
    }
    buf_put(b, str_part(s, from, s.n));
    buf_putc(b, '"');
}
