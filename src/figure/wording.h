/* SPDX-License-Identifier: Apache-2.0
 * Wording: how texts speak of each figure, from data/wording.tsv, from the labels of the figures
 * and from what staff wrote into figures of their own.
 *
 * Each row of the table is one way of speaking of a figure. All words are found in one pass over a
 * levelled text (text/level.h); what they mean for a number that stands near is verify_bind.c's.
 */
#pragma once

#include "base/map.h"
#include "base/vec.h"
#include "figure/figure.h"
#include "text/level.h"

typedef enum {
    WORD_UNIT,      /* what the figure is counted in */
    WORD_LOOSE,     /* a unit that is used for it, though it says something else (人 for 人次) */
    WORD_NEAR,      /* one word of each group must stand near */
    WORD_TOPIC,     /* one of these must stand in the sentence, the paragraph or the heading */
    WORD_LIKELY,    /* makes it likelier */
    WORD_NOT,       /* in the same clause, speaks against it */
    WORD_CHANGE,    /* just before a number: a difference, not a count (增加) */
    WORD_PLAN,      /* the sentence speaks of what is to come */
    WORD_EARLIER,   /* the clause speaks of an earlier year */
    WORD_PARTIAL,   /* … of a part of the year */
    WORD_SINCE,     /* … of everything since some date */
    WORD_TOTAL,     /* 累计: a total, of the year or since a date */
    WORD_PARTS,     /* 其中: what follows are parts of what came before */
    WORD_STOP,      /* ends the noun that an English number counts */
    WORD_COUNTRY,   /* a country by name: the number is of that country alone */
    WORD_LIST,      /* 等: what came before are examples */
    WORD_NOW,       /* 今年: the sentence speaks of the year itself */
    WORD_UNTIL,     /* 截至: a date behind it ends the period */
    WORD_LAST,      /* 去年: the year before the text was written */
    WORD_ONCE,      /* an event that a year has once: a month beside it is its date */
    WORD_UNCLEAR,   /* what may mean one of several figures */
    WORD_EACH,      /* 每批: a number just behind is an average */
    WORD_ELSEWHERE, /* the sentence speaks of more than the federation */
    WORD_OTHER_UNIT, /* a unit that is not the one in question, by name */
    WORD_OWN_UNIT,   /* the unit in question, or one above it */
    WORD__N
} WordRole;

/* What a word is to one way of speaking (or, units, to a figure; or to all). */
typedef struct {
    WordRole role;
    int32_t figure, way; /* -1: all */
    int32_t group;       /* WORD_NEAR */
    int32_t next;        /* the next use of the same word, -1 at the end */
} WordUse;

typedef struct {
    int32_t figure, groups; /* groups of words that must stand near */
    bool topic;             /* has words that must be what it is about */
    bool label;             /* is made of the labels */
} Way;

enum { NEAR_GROUPS = 3 };

/* A word at bytes start to end of the levelled text. */
typedef struct {
    uint32_t start, end;
    int32_t word; /* first use of it */
} WordHit;
typedef VEC(WordHit) WordHits;

typedef struct {
    Arena *arena;
    Leveller *leveller;
    Ids steps;          /* trie: (node, byte) → node */
    VEC(int32_t) nodes; /* first use of the word that ends there, -1 */
    VEC(WordUse) uses;
    VEC(Way) ways;
    VEC(Str) names; /* of the figures that the table has rows for */
    Map places;     /* of the units, 厦门 or xiamen → role */
} Wording;

/* Reads the table for these figures; rows of figures that the store does not have are passed over.
 * In the arena, but for what wording_done gives back. */
NONNULL Wording *wording_load(Arena *a, const Ctx *c, const Figures *all);
/* Adds the names of the federation's units: `unit` is the one in question, 0 the one at the top. */
void wording_add_units(Wording *w, const Ctx *c, int64_t unit);
/* Adds the federations of cities and provinces that the text names; level is of that text. After
 * wording_add_units, before wording_find. */
void wording_add_federations(Wording *w, const Ctx *c, Str text, const LevelText *level);
/* Adds one word. */
void wording_add(Wording *w, Str word, WordUse use);
void wording_done(Wording **w);
/* All words in that levelled text, by their starts. */
void wording_find(const Wording *w, Arena *a, Str text, WordHits *out);
