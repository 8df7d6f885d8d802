/* SPDX-License-Identifier: Apache-2.0
 * One reader of formats, two ways of writing the texts in them.
 */
#include "base/html.h"

#include <assert.h>
#include <stdarg.h>

typedef void PutText(Buf *out, Str s);

/* What stands for a character that markup needs for itself. */
static Str escape_of(char ch)
{
    switch (ch) {
    case '&': return S("&amp;");
    case '<': return S("&lt;");
    case '>': return S("&gt;");
    case '"': return S("&quot;");
    default: return S("&#39;");
    }
}

void html_text(Buf *out, Str s)
{
    static const bool special[256] = {
        ['&'] = true, ['<'] = true, ['>'] = true, ['"'] = true, ['\''] = true,
    };
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (!special[(unsigned char)s.p[i]])
            continue;
        buf_put(out, str_part(s, from, i - from));
        buf_put(out, escape_of(s.p[i]));
        from = i + 1;
    }
    buf_put(out, str_part(s, from, s.n));
}

static bool is_plain(unsigned char ch)
{
    return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || (ch >= '0' && ch <= '9') ||
           ch == '-' || ch == '.' || ch == '_' || ch == '~';
}

static void url_text(Buf *out, Str s)
{
    static const char hex[] = "0123456789ABCDEF";
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char ch = (unsigned char)s.p[i];
        if (is_plain(ch))
            continue;
        buf_put(out, str_part(s, from, i - from));
        buf_putc(out, '%');
        buf_putc(out, hex[ch >> 4]);
        buf_putc(out, hex[ch & 15]);
        from = i + 1;
    }
    buf_put(out, str_part(s, from, s.n));
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
        const char *at = strchrnul(from, '%');
        buf_put(out, (Str){ from, (size_t)(at - from) });
        if (!*at)
            return;
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
    char small[256];
    AUTO(buf_done) Buf b = buf_lent(small, sizeof small, BUF_LINE);
    va_list ap;
    va_start(ap, fmt);
    put_format(&b, url_text, fmt, &ap);
    va_end(ap);
    return arena_str(a, buf_str(&b));
}
