/* SPDX-License-Identifier: Apache-2.0
 * Simplified and traditional characters, converted by phrase with OpenCC: 发展 and 头发 become 發展
 * and 頭髮. Terms of data/script.tsv come out as that table says.
 *
 *     const Converter *hant;
 *     if (!scripts_find(scripts, LANG_HANT, &hant, e) || !script_convert(hant, text, &b, e)) …
 *
 * Never for the name of a person: 范仲云 would become 範仲雲. What may be converted is the caller's
 * to know (engine/type.h: CONVERTED).
 */
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "base/lang.h"
#include "text/fold.h"

typedef struct Scripts Scripts;
typedef struct Converter Converter;

enum { SCRIPT_TEXT_MAX = 1 << 20 };

/* Both directions. The tables of OpenCC are read when a converter is first asked for. */
NONNULL Scripts *scripts_new(void);
/* NULL is fine. */
void scripts_free(Scripts *s);
void scripts_freep(Scripts **s);
/* What converts to the characters of that language; NULL for English, which has none. Threads may
 * share it; it lives as long as s. ERR_INTERNAL if the tables of OpenCC are not installed. */
MUST_USE bool scripts_find(Scripts *s, Lang lang, const Converter **out, Err *e);
/* Appends the text in that script. One that is in it already is left alone, since some of its
 * characters would be taken for others; what most of those say that are of one script only decides.
 * ERR_INVALID, and nothing appended, above SCRIPT_TEXT_MAX bytes and for bytes that are no text. */
MUST_USE bool script_convert(const Converter *c, Str text, Buf *out, Err *e);
