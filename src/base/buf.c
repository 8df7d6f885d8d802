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

Buf buf_sized(size_t size, size_t max)
{
    return (Buf){ .p = mem_get(size), .size = size, .max = max };
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

/* Do only %s, %.*s, %d, %ld, %zu and %% stand in the format? Nearly all texts of SQL and pages. */
static bool is_simple(const char *fmt)
{
    while ((fmt = strchr(fmt, '%'))) {
        fmt++;
        if (strncmp(fmt, ".*s", 3) == 0)
            fmt += 3;
        else if (strncmp(fmt, "ld", 2) == 0 || strncmp(fmt, "zu", 2) == 0)
            fmt += 2;
        else if (*fmt == 's' || *fmt == 'd' || *fmt == '%')
            fmt++;
        else
            return false;
    }
    return true;
}

static const char *put_simple(Buf *b, const char *at, va_list *ap)
{
    if (*at == 's') {
        buf_put(b, str_z(va_arg(*ap, const char *)));
    } else if (*at == '.') {
        int n = va_arg(*ap, int);
        const char *p = va_arg(*ap, const char *);
        if (n > 0) /* a Str holds no zero bytes, but printf would stop at one */
            buf_put(b, (Str){ p, strnlen(p, (size_t)n) });
        return at + 3;
    } else if (*at == 'd') {
        buf_int(b, va_arg(*ap, int));
    } else if (*at == '%') {
        buf_putc(b, '%');
    } else {
        buf_int(b, *at == 'l' ? va_arg(*ap, long) : (int64_t)va_arg(*ap, size_t));
        return at + 2;
    }
    return at + 1;
}

PRINTF(2, 0) static void print_any(Buf *b, const char *fmt, va_list ap)
{
    va_list again;
    int n;

    va_copy(again, ap);
    n = vsnprintf(NULL, 0, fmt, ap);
    if (n > 0 && room(b, (size_t)n)) {
        (void)vsnprintf(b->p + b->n, (size_t)n + 1, fmt, again);
        b->n += (size_t)n;
    }
    va_end(again);
}

void buf_printf(Buf *b, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    if (is_simple(fmt)) {
        for (const char *at = strchr(fmt, '%'); at; at = strchr(fmt, '%')) {
            buf_put(b, (Str){ fmt, (size_t)(at - fmt) });
            fmt = put_simple(b, at + 1, &ap);
        }
        buf_put(b, str_z(fmt));
    } else {
        print_any(b, fmt, ap);
    }
    va_end(ap);
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
