/* SPDX-License-Identifier: Apache-2.0
 * One reader of formats, two ways of writing the texts in them.
 */
#include "base/html.h"

#include <assert.h>
#include <stdarg.h>

typedef void PutText(Buf *out, Str s);

void html_text(Buf *out, Str s)
{
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        Str with;
        switch (s.p[i]) {
        case '&': with = S("&amp;"); break;
        case '<': with = S("&lt;"); break;
        case '>': with = S("&gt;"); break;
        case '"': with = S("&quot;"); break;
        case '\'': with = S("&#39;"); break;
        default: continue;
        }
        buf_put(out, str_part(s, from, i - from));
        buf_put(out, with);
        from = i + 1;
    }
    buf_put(out, str_part(s, from, s.n));
}

static void url_text(Buf *out, Str s)
{
    static const char hex[] = "0123456789ABCDEF";
    for (size_t i = 0; i < s.n; i++) {
        unsigned char ch = (unsigned char)s.p[i];
        bool plain = (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') ||
                     (ch >= '0' && ch <= '9') || ch == '-' || ch == '.' || ch == '_' || ch == '~';
        if (plain) {
            buf_putc(out, (char)ch);
            continue;
        }
        buf_putc(out, '%');
        buf_putc(out, hex[ch >> 4]);
        buf_putc(out, hex[ch & 15]);
    }
}

/* Numbers hold nothing that would have to be escaped. */
static void put_unsigned(Buf *out, uint64_t u)
{
    char digits[24];
    size_t n = sizeof digits;
    do {
        digits[--n] = (char)('0' + u % 10);
        u /= 10;
    } while (u);
    buf_put(out, (Str){ digits + n, sizeof digits - n });
}

/* The conversion behind '%' at fmt; returns where the format goes on. va_list by pointer, since it
 * moves on here. */
static const char *put_one(Buf *out, PutText *put, const char *fmt, va_list *ap)
{
    bool wide = *fmt == 'l' || *fmt == 'z';
    if (wide)
        fmt++;
    if (*fmt == '%') {
        buf_putc(out, '%');
    } else if (*fmt == 's' && !wide) {
        put(out, str_z(va_arg(*ap, const char *)));
    } else if (*fmt == '.' && fmt[1] == '*' && fmt[2] == 's' && !wide) {
        int n = va_arg(*ap, int);
        const char *p = va_arg(*ap, const char *);
        put(out, (Str){ p, n > 0 ? (size_t)n : 0 });
        fmt += 2;
    } else if (*fmt == 'd') {
        buf_int(out, wide ? va_arg(*ap, long) : va_arg(*ap, int));
    } else if (*fmt == 'u') {
        put_unsigned(out, wide ? va_arg(*ap, unsigned long) : va_arg(*ap, unsigned));
    } else {
        assert(false && "a conversion that html() and url() do not know");
    }
    return fmt + 1;
}

static void put_format(Buf *out, PutText *put, const char *fmt, va_list *ap)
{
    for (const char *from = fmt;;) {
        const char *at = strchr(from, '%');
        if (!at) {
            buf_put(out, str_z(from));
            return;
        }
        buf_put(out, (Str){ from, (size_t)(at - from) });
        from = put_one(out, put, at + 1, ap);
    }
}

void html(Buf *out, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    put_format(out, html_text, fmt, &ap);
    va_end(ap);
}

Str url(Arena *a, const char *fmt, ...)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    va_list ap;
    va_start(ap, fmt);
    put_format(&b, url_text, fmt, &ap);
    va_end(ap);
    return arena_str(a, buf_str(&b));
}
