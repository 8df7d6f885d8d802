/* SPDX-License-Identifier: Apache-2.0
 * The words of a name, on the way to its tokens; for read*.c only.
 */
#pragma once

#include "names/read.h"

enum { WORDS_MAX = 16, LISTS_MAX = 8 };

typedef struct {
    Str text; /* small ASCII letters, or one Chinese character */
    uint16_t cls;
    bool tied;  /* a hyphen ties it to the word before */
    bool comma; /* a comma stood behind it */
} Word;

typedef struct {
    Word p[WORDS_MAX];
    size_t n;
} Words;

/* The words as they may be meant, and what that costs. */
typedef struct {
    Words words;
    float prior;
} List;

typedef struct {
    List p[LISTS_MAX];
    size_t n;
} Lists;

typedef struct {
    const Names *n;
    Arena *a;
    const Shares *shares;
    ClassSum *sum;
    NameReading *out;
    bool western; /* a Western name was set aside in front */
} Reader;

/* The next of several names of one person, which '@', '/', brackets or a word for it part. */
bool words_next_name(const Names *n, Arena *a, Str *rest, Str *name);
/* Cuts a text into words of small ASCII letters and single Chinese characters. */
void words_cut(const Names *n, Arena *a, Str text, Words *out);
/* Takes out `count` words, and lists them as set aside unless kind is WORD_NONE. */
void words_drop(NameReading *out, Words *w, size_t at, size_t count, WordKind kind);
/* Takes out what is surely no part of the name. */
void words_set_aside(Reader *r, Words *w);
/* The words as they are, and without each particle or Western name that may be none of the name. */
void words_lists(const Reader *r, const Words *w, Lists *out);
/* Is a word, whole, a syllable or a surname in some system? */
bool read_heard(const Reader *r, Str word);
/* Is the first word no syllable of any system, and the next one a surname: a name of another
 * language that no table has? */
bool words_unknown_in_front(const Reader *r, const Words *w);
