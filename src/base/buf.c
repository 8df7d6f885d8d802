/* SPDX-License-Identifier: Apache-2.0
 * Growing text.
 */
#include "base/buf.h"

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

Buf buf_lent(char *p, size_t size, size_t max)
{
    return (Buf){ .p = p, .size = size, .max = max, .lent = true };
}

void buf_done(Buf *b)
{
    if (!b->lent)
        mem_give(b->p);
    *b = (Buf){ .max = b->max };
}

void buf_clear(Buf *b)
{
    b->n = 0;
    b->failed = false;
}

/* As room, where there may be none. */
static bool grow(Buf *b, size_t n)
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
    if (b->lent)
        b->p = memcpy(mem_get(size), b->p, b->n);
    else
        b->p = mem_resize(b->p, size);
    b->lent = false;
    b->size = size;
    return true;
}

/* Makes room for n more bytes and the zero of printf; false when they would pass the cap. */
static inline bool room(Buf *b, size_t n)
{
    return (!b->failed && n < b->size - b->n && n <= b->max - b->n) || grow(b, n);
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

/* The conversion behind '%' at fmt, if it is one of those of nearly all texts of SQL and pages: %s,
 * %.*s, %d, %ld, %zu, %%. Returns where the format goes on; NULL: it is another. */
static const char *put_simple(Buf *b, const char *fmt, va_list *ap)
{
    if (fmt[0] == 's') {
        buf_put(b, str_z(va_arg(*ap, const char *)));
        return fmt + 1;
    }
    if (fmt[0] == '.' && fmt[1] == '*' && fmt[2] == 's') {
        int n = va_arg(*ap, int);
        const char *p = va_arg(*ap, const char *);
        if (n > 0) /* a Str holds no zero bytes, but printf would stop at one */
            buf_put(b, (Str){ p, strnlen(p, (size_t)n) });
        return fmt + 3;
    }
    if (fmt[0] == 'd') {
        buf_int(b, va_arg(*ap, int));
        return fmt + 1;
    }
    if (fmt[0] == 'l' && fmt[1] == 'd') {
        buf_int(b, va_arg(*ap, long));
        return fmt + 2;
    }
    if (fmt[0] == 'z' && fmt[1] == 'u') {
        buf_int(b, (int64_t)va_arg(*ap, size_t));
        return fmt + 2;
    }
    if (fmt[0] != '%')
        return NULL;
    buf_putc(b, '%');
    return fmt + 1;
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

void buf_vprintf(Buf *b, const char *fmt, va_list *ap)
{
    for (;;) {
        const char *at = strchrnul(fmt, '%'), *next;
        buf_put(b, (Str){ fmt, (size_t)(at - fmt) });
        fmt = at;
        if (!*fmt)
            return;
        next = put_simple(b, fmt + 1, ap);
        if (!next) {
            print_any(b, fmt, *ap);
            return;
        }
        fmt = next;
    }
}

void buf_printf(Buf *b, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    buf_vprintf(b, fmt, &ap);
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
