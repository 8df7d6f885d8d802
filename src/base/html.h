/* SPDX-License-Identifier: Apache-2.0
 * Markup by a function like printf that always escapes (docs/decisions/0005-html-as-printf.md).
 *
 *     html(out, "<a href=\"%s\">%.*s</a>", url(a, "/person/%" PRId64, id).p, STR(name));
 *
 * The markup is the literal; every %s and %.*s is escaped for text and for attributes in double
 * quotes, and nothing inserts raw text. Conversions: %s %.*s %d %u, with l or z, and %%.
 */
#pragma once

#include "base/arena.h"
#include "base/buf.h"

void html(Buf *out, const char *fmt, ...) PRINTF(2, 3);
/* The text escaped, as %.*s does it. */
void html_text(Buf *out, Str s);
/* The same with every %s and %.*s percent-encoded, for a segment of a path or a value behind '?'.
 * Zero-terminated behind its end. */
Str url(Arena *a, const char *fmt, ...) PRINTF(2, 3);
