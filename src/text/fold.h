/* SPDX-License-Identifier: Apache-2.0
 * Folding: one key for all the ways to write a name, so that 香港, ＨＯＮＧ ｋｏｎｇ and "Hong Kong"
 * can be looked up without regard to width, case, blanks and traditional or simplified characters.
 *
 *     Folder *f = folder_new();
 *     Str key = folder_key(f, arena, S("Côte d’Ivoire "));    // "côted’ivoire"
 *     folder_free(f);
 *
 * A key is for comparing and never shown. Personal names are not to be stored folded.
 */
#pragma once

#include "base/arena.h"
#include "base/def.h"
#include "base/str.h"

typedef struct Folder Folder;

enum {
    FOLD_SHORT = 256,
    /* Of the characters between these, the CJK Unified Ideographs and Extension A, it is known what
     * their simplified form is. */
    FOLD_FIRST = 0x3400,
    FOLD_LAST = 0x9FFF
};

/* Ready to use; immutable after that, so that threads may share it. The caller frees it. */
NONNULL Folder *folder_new(void);
/* NULL is fine. */
void folder_free(Folder *f);
void folder_freep(Folder **f);
/* NFKC, lower case, traditional to simplified, no white space. The key lives in the arena. */
Str folder_key(const Folder *f, Arena *a, Str s);
/* The same without an arena: the key stands in out. Empty when it does not fit. */
Str folder_short(const Folder *f, Str s, char out[FOLD_SHORT]);
/* The simplified form of one character; the character itself where it has no other. */
uint32_t folder_simple(uint32_t ch);
/* The table behind it; src/text/make_simple.c writes it while the program is built. */
extern const uint16_t fold_simple[FOLD_LAST - FOLD_FIRST + 1];
