/* SPDX-License-Identifier: Apache-2.0
 * Level: a whole text folded for comparing, with the place that each byte came from.
 *
 *     Leveller *all = leveller_new(arena, folder);
 *     LevelText l = level_text(all, arena, text);
 *     // l.text.p[i] was made of the character at text.p[l.from[i]]
 *
 * Characters are folded one by one (NFKC, small letters, traditional to simplified), so that a word
 * folded alone is found in a text that was folded whole. Ends of lines stay; other blanks stay, as
 * one, between characters that are not Chinese, where they part words. A line of such a text that
 * was only wrapped goes on behind a blank.
 */
#pragma once

#include "base/arena.h"
#include "text/fold.h"

typedef struct {
    Str text;
    const uint32_t *from; /* text.n + 1 of them; the last is the length of the original */
} LevelText;

/* Remembers the folds of characters, for one text or for many; a megabyte of the arena. */
typedef struct Leveller Leveller;
NONNULL Leveller *leveller_new(Arena *a, const Folder *f);

LevelText level_text(Leveller *all, Arena *a, Str text);
/* The first byte of the level text that was made at or behind byte `at` of the original. */
size_t level_place(const LevelText *l, size_t at);
/* Is that byte a letter or a digit of ASCII? */
bool level_word_char(char c);
