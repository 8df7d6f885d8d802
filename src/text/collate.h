/* SPDX-License-Identifier: Apache-2.0
 * The orders in which a list of Chinese names is read: by sound (pinyin) or by strokes. Bytes are
 * the order of the store, which no reader knows his way in, but which nothing ever changes.
 *
 * Equal in an order are only equal texts: two that it does not tell apart follow by their bytes, so
 * that a page of a list ends at one place.
 */
#pragma once

#include "base/arena.h"
#include "base/lang.h"
#include "base/str.h"

typedef enum { COLLATE_BYTES, COLLATE_PINYIN, COLLATE_STROKES, COLLATE__N } Collate;

/* What it is called in settings and in SQL: "qiao_pinyin"; "" for bytes. */
NONNULL const char *collate_name(Collate order);
/* The locale of ICU that has this order; "" for bytes. */
NONNULL const char *collate_locale(Collate order);
/* What readers of that language expect: strokes for Traditional Chinese, pinyin for others. */
Collate collate_default(Lang lang);

/* Compares; made for one thread, to be closed with collator_close. NULL if this ICU has no such
 * order, or for bytes. */
typedef struct Collator Collator;
Collator *collator_open(Collate order);
void collator_close(Collator *c);
/* Below, at or above 0. */
int collator_compare(Collator *c, Str a, Str b);
/* Changes whenever an order may have changed, with a new ICU. In the arena. */
Str collate_version(Arena *a);
