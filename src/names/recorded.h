/* SPDX-License-Identifier: Apache-2.0
 * Recorded: a name as a registry has it, cut into a surname and a given name of numbered parts.
 *
 * A registry writes the surname first. A part is the class of a Chinese character, or of a compound
 * surname; in Latin letters it is a word, which is numbered as it comes.
 */
#pragma once

#include "base/map.h"
#include "names/names.h"

enum {
    RECORDED_PARTS = 4,     /* a surname and up to three of the given name */
    RECORDED_WORD = 0x8000, /* from here on a part is a word in Latin letters, below a class */
    RECORDED_CODES = 0x10000
};

/* The words of a registry, in the arena; the last numbers are shared where there are too many. */
typedef struct {
    Arena *arena;
    Map ids;
    VEC(Str) list; /* the text of part RECORDED_WORD + i */
} RecordedWords;

typedef struct {
    uint16_t c[RECORDED_PARTS]; /* the surname, then the given name; 0 where there is none */
    uint8_t n;                  /* 0 if the name holds nothing to match */
    bool latin;
} Recorded;

/* The part that stands for the word. */
uint16_t recorded_word(RecordedWords *words, Str word);
/* Cuts a name. Titles in Latin letters are passed over. */
void recorded_read(RecordedWords *words, const Names *n, Arena *scratch, Str name, Recorded *out);
