/* SPDX-License-Identifier: Apache-2.0
 * What the files of verify share: a text with its claims, its words and where they stand. For
 * verify*.c only.
 *
 * Places are bytes of the levelled text. How far two places are from each other is not their
 * distance alone: each comma, each other number and each end of a sentence between them adds to it.
 */
#pragma once

#include "figure/verify.h"
#include "figure/wording.h"

/* Why a number was not tied. */
typedef enum {
    WHY_NONE,
    WHY_CHANGE,    /* it is a difference to another number */
    WHY_PLAN,      /* of what is to come */
    WHY_YEAR,      /* of another year */
    WHY_PARTIAL,   /* of a part of the period */
    WHY_SINCE,     /* of more than the period */
    WHY_EACH,      /* it is an average */
    WHY_ELSEWHERE, /* of another unit, or of more than the federation */
    WHY_UNCLEAR,   /* what it counts may be one of several figures */
    WHY__N
} Why;

/* A claim where it stands. */
typedef struct {
    uint32_t start, end, unit; /* of the claim; where its unit begins */
    uint32_t sentence, sentence_end, clause, clause_end;
    uint32_t paragraph, heading, heading_end; /* where they begin; no heading: both ends are 0 */
    bool in_list;                             /* the line is an item of a list, … */
    uint32_t item, before;                    /* … begins there, and the item before there */
    uint32_t label, label_end;                /* "Label: 25": the label; else both are 0 */
    bool tieable;
    bool by_hand;
    int32_t figure; /* -1: none */
    Why why;
    bool total;  /* 累计 stands before it */
    size_t once; /* WHY_PARTIAL: one more than the hit of an event that a year has once, 0: none */
    uint32_t first, candidates; /* of it, in the list of its sentence */
} Spot;

/* A figure that a claim may speak of. */
typedef struct {
    int32_t spot, figure;
    double score;
} Candidate;

typedef struct {
    Ctx *c;
    const Figures *all;
    const FigureScope *scope;
    Arena *arena; /* of this verification alone */
    Wording *words;
    Str text;
    LevelText level;
    Claims claims;
    Spot *spots; /* one a claim */
    WordHits hits;
    bool traditional; /* the text is in traditional characters */
    bool year_after;  /* it was written the year after, so that 去年 is the period */
    uint32_t *far;    /* what lies between the start of the text and each place */
} Verifying;

/* Finds where the claims stand: sentences, clauses, paragraphs, headings. */
void verify_place(Verifying *v);
/* How far a hit is from a claim; 0 if they touch. */
uint32_t verify_gap(const Verifying *v, const Spot *s, const WordHit *h);
/* The first hit that starts at or behind the place. */
size_t verify_hit(const Verifying *v, uint32_t place);
/* Does that word have a use in this role? */
bool verify_word_is(const Verifying *v, const WordHit *h, WordRole role);

/* Ties claims to figures by their words. */
void verify_bind(Verifying *v);
/* The claims of a sentence and what they may be of. */
typedef struct {
    Verifying *v;
    size_t from, to;        /* claims */
    const Candidate *found; /* those of each claim stand together, Spot.first and .candidates */
    size_t n;
    bool *taken; /* by figure: room for marks */
} Contest;
/* Sets the figures of the claims. */
void verify_choose(Contest *k);
/* Sets .why, .total, .once of a claim by what its sentence says before it. */
void verify_mood(const Verifying *v, size_t claim);
/* Was the text written the year after the period, by its own date or by 去年（2024年）? */
bool verify_year_after(const Verifying *v);

/* The ties that people made, for the claims of the text. */
MUST_USE bool verify_by_hand(Verifying *v, Err *e);
/* The words by which a tie by hand is found again, and which number of them the claim is. */
Str verify_tie_words(const Verifying *v, size_t claim, int64_t *number);

/* What is stated and what is recorded, in the same unit. False if they have none. */
bool verify_align(const Claim *c, const FigureValue *r, int64_t *stated, int64_t *actual);

/* Remarks on a claim that is tied and counted, or not tied; in the context's arena. */
Str verify_note(const Verifying *v, size_t claim, const Verified *done);
/* The sentence of the text with the true number in the place of the claim. */
Str verify_would_be(const Verifying *v, const Verified *done);
