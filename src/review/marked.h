/* SPDX-License-Identifier: Apache-2.0
 * A verified text as HTML: each number that can be tied is marked and leads to its row in a table.
 */
#pragma once

#include "figure/verify.h"
#include "review/doc.h"

/* What a verdict is called. */
NONNULL const char *verdict_label(Lang lang, Verdict v);
/* Can the claim be tied, so that it has a mark and a row? */
bool marked_shown(const Verified *v);
/* What stands inside <main>: how many agree, the text with <mark class="agrees"> and the like
 * around its numbers, and the table. `links` lead to the figures; NULL: none. */
void marked_html(Arena *a, Lang lang, Str text, const Verification *v, const DocLinks *links,
                 Buf *out);
/* A page that needs nothing else: no script, its style sheet in a <style> element. */
void marked_page(Arena *a, Lang lang, Str title, Str text, const Verification *v, Buf *out);
