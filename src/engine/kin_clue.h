/* SPDX-License-Identifier: Apache-2.0
 * Clues: what texts of tombstones, of relatives and of generation words say.
 *
 *     clue_born(arena, S("享壽七十有五"), 19480000 …, &year)      // born in 1874, counted the old way
 *     clue_relative(arena, S("父 陳文瑞"))                        // a parent of that name
 */
#pragma once

#include "base/arena.h"
#include "base/date.h"
#include "base/str.h"

/* When somebody was born, as text/when.h reads it: from what follows 生於 or "born", else from the
 * age at a death in the years from … to (0: not known). Chinese texts count the year of birth as
 * the first; those that add the leap months (積閏) are about. Empty if the text does not say. */
Str clue_born(Arena *a, Str text, Day from, Day to);

typedef struct {
    const char *kind; /* as the relations of the registry have it; NULL if it is not said */
    Str name;
    bool surname_only; /* 林氏 */
} Relative;

/* The relative that a text names; an empty name if it names none. */
Relative clue_relative(Arena *a, Str text);
/* What the second is to the first where the first is `kind` to the second. */
const char *relative_inverse(const char *kind);

/* The Chinese characters of a text alone, without 輩 字輩 and the like: generation words. */
Str clue_words(Arena *a, Str text);
