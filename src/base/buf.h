/* SPDX-License-Identifier: Apache-2.0
 * Buf: text that grows. It has a cap; once that is passed the Buf has failed, ignores what follows
 * and says so in buf.failed, which is looked at once, at the end.
 *
 *     AUTO(buf_done) Buf b = buf_new(1 << 20);
 *     buf_printf(&b, "%d rows", n);
 */
#pragma once

#include <stdarg.h>

#include "base/def.h"
#include "base/str.h"

typedef struct {
    char *p;
    size_t n, size, max;
    bool failed;
    bool lent; /* p is somebody else's, and left when it is too small */
} Buf;

enum { BUF_LINE = 64 << 10, BUF_PAGE = 16 << 20 };

/* An empty Buf that may grow to max bytes. */
Buf buf_new(size_t max);
/* The same with memory for `size` bytes from the beginning. */
Buf buf_sized(size_t size, size_t max);
/* The same with memory that outlives it, for what mostly fits into an array on the stack. */
Buf buf_lent(char *p, size_t size, size_t max);
void buf_done(Buf *b);
/* Empties b and keeps its memory. */
void buf_clear(Buf *b);
void buf_put(Buf *b, Str s);
void buf_putc(Buf *b, char c);
void buf_int(Buf *b, int64_t i);
void buf_printf(Buf *b, const char *fmt, ...) PRINTF(2, 3);
void buf_vprintf(Buf *b, const char *fmt, va_list *ap) PRINTF(2, 0);
/* Borrowed: valid until b is written to again. */
Str buf_str(const Buf *b);

/* s as a JSON string with its quotes; s must be UTF-8. */
void buf_json(Buf *b, Str s);
