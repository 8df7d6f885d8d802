/* SPDX-License-Identifier: Apache-2.0
 * Names: how Chinese names were and are written, as tables in memory.
 *
 *     Names *n = names_new();
 *     uint16_t c = names_class(n, 0x9673);      // 陳; the same as for 陈
 *     Heard h = { 0 };
 *     names_hear(n, arena, S("tan"), &h);       // syllables of each spelling system that "tan" may be
 *     names_free(n);
 *
 * A character is met as its class, which it shares with its variants. A dialect has syllables, and
 * each class has readings among them; a system is one habit of spelling the syllables of a dialect
 * (hk-id is Hokkien as the Dutch Indies wrote it). Everything is immutable once loaded, so that
 * threads may share it. Sources of the tables: their heads in data/names, and tools/make-unihan.
 */
#pragma once

#include "base/arena.h"
#include "base/err.h"
#include "base/lang.h"
#include "base/vec.h"

enum { SYSTEMS_MAX = 48, CLASS_MAX = 0x7FFF, TOKEN_LONGEST = 24 };

typedef enum {
    DIALECT_HOKKIEN,
    DIALECT_TEOCHEW,
    DIALECT_HAKKA,
    DIALECT_CANTONESE,
    DIALECT_HAINAN,
    DIALECT_FOOCHOW,
    DIALECT_MANDARIN,
    DIALECT_VIETNAMESE,
    DIALECT_JAPANESE,
    DIALECT__N
} DialectId;

typedef struct {
    Str code; /* "hk-id" */
    DialectId dialect;
    Str name[LANG__N];
    float prior; /* share of the names met abroad; those of all systems make 1 */
    char region; /* whose readings it follows, as in the tables; 0 if none */
} System;

/* Where in a name a character stands: readings differ. */
typedef enum { AS_SURNAME, AS_GIVEN, AS__N } Slot;

typedef struct Names Names;

/* Reads the embedded tables; aborts if the program was built without one. The caller frees it. */
NONNULL Names *names_new(void);
/* NULL is fine. */
void names_free(Names *n);
void names_freep(Names **n);

size_t names_systems(const Names *n);
const System *names_system(const Names *n, size_t s);
/* By code; -1 if there is none. */
int names_system_find(const Names *n, Str code);

/* The class of a character, from 1; 0 if it is not a Chinese one. */
uint16_t names_class(const Names *n, uint32_t ch);
/* The character that stands for a class. */
uint32_t names_class_char(const Names *n, uint16_t cls);
size_t names_classes(const Names *n);

/* A class, and how likely it is or what it weighs. */
typedef struct {
    uint16_t cls;
    float p;
} Weighed;

typedef VEC(Weighed) WeighedList;

/* A syllable that a written token may be, and P(token | syllable). */
typedef struct {
    uint16_t syllable;
    float p;
} HeardAs;

typedef struct {
    VEC(HeardAs) as[SYSTEMS_MAX];
    bool common; /* only characters that the tables by hand have are meant: those of names */
} Heard;

/* What a token (small ASCII letters, at most TOKEN_LONGEST) may be in each system, by its rules. */
void names_hear(const Names *n, Arena *a, Str token, Heard *out);
/* The syllables whose written form may begin with that letter, and how likely. */
void names_hear_initial(const Names *n, Arena *a, char letter, Heard *out);
/* Adds the syllables of one system that sound much like the token, for slips and rare habits. */
void names_hear_near(const Names *n, Arena *a, size_t system, Str token, Heard *out);
/* The sound of a written token, packed: initial, vowels without repeats, and how it ends. 0 if it
 * is more than one syllable. */
uint32_t names_sound(Str token);
/* The written form of a syllable: POJ, Jyutping, pinyin … without tones. */
Str names_syllable(const Names *n, DialectId d, uint16_t syllable);
/* Room for adding up by class, for one thread; lives in the arena. */
typedef struct ClassSum ClassSum;
NONNULL ClassSum *class_sum_new(const Names *n, Arena *a);
/* Puts what was added behind `out`, in no order, and leaves the sum empty. */
void class_sum_take(ClassSum *sum, Arena *a, WeighedList *out);
/* Adds P(token | class, system) for each class that may be written so. For a surname the table of
 * surnames comes first and rules fill what it lacks. */
void names_classes_of(const Names *n, ClassSum *sum, size_t system, Str token, Slot slot,
                      const Heard *heard);
/* The readings of a class in a dialect, likeliest first, as text; empty if none is known. */
Str names_reading(const Names *n, DialectId d, uint16_t cls, Slot slot);
/* How often a class is met where no registry says, so that all classes make 1. */
float names_share(const Names *n, uint16_t cls, Slot slot);

/* Does a token stand for some surname in some system? */
bool names_is_surname(const Names *n, Str token);
/* Does it, written in one piece, stand for a compound one? */
bool names_is_compound(const Names *n, Str token);
/* The compound surname (歐陽) that begins with these two characters; 0 if none does. */
uint16_t names_compound(const Names *n, uint16_t first, uint16_t second);
/* The characters of a compound surname's class; false if it is that of a single character. */
bool names_compound_parts(const Names *n, uint16_t cls, uint16_t parts[2]);

/* Words that stand beside a name and are none: data/names/words.tsv, western.tsv. */
typedef enum {
    WORD_NONE,
    WORD_TITLE,  /* titles, honorifics, labels */
    WORD_KIN,    /* a relation */
    WORD_NEE,    /* the name of birth follows */
    WORD_SAE,    /* the surname follows */
    WORD_ALIAS,  /* another name of the same person follows */
    WORD_PREFIX, /* particles before and behind a name, and of families and shops */
    WORD_SUFFIX,
    WORD_WESTERN /* a given name of Western languages */
} WordKind;

enum {
    WORD_AMBIGUOUS = 1 << 0, /* also a syllable or a character of names */
    WORD_FEMALE = 1 << 1,
    WORD_OF = 1 << 2 /* a relation whose other person's name follows */
};

typedef struct {
    WordKind kind;
    unsigned flags;
} NameWord;

/* A word, or several with blanks between, in small letters or Chinese characters. */
NameWord names_word(const Names *n, Str word);

/* Small ASCII letters of a Latin text: marks dropped, `'` dropped, other signs as blanks. */
Str names_level(const Names *n, Arena *a, Str text);
