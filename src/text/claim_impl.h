/* SPDX-License-Identifier: Apache-2.0
 * Inside the finder of claims, for claim*.c only: the levelled text, numbers, units, and what the
 * parts ask each other.
 *
 * A levelled text has one element for each character that counts, with what is only another way
 * of writing taken away: full width is ASCII, capitals are small, traditional characters that the
 * tables of the finder use are simplified. Words of the tables are written in that form. A list of
 * words is one string with blanks between them; an underscore in a word stands for a blank.
 */
#pragma once

#include <uchar.h>

#include "base/vec.h"
#include "text/claim.h"

/* A place in the levelled text; signed, so that one may look back from the start. */
typedef ptrdiff_t At;

typedef struct {
    Str text;
    char16_t *ch;   /* levelled; characters beyond U+FFFF and bad bytes are U+FFFD */
    uint32_t *byte; /* where each one begins in the text */
    At n;
} Plain;

void plain_open(Arena *a, Str text, Plain *out);
/* The character at i; 0 outside the text. */
char16_t plain_at(const Plain *p, At i);
/* The byte behind the character before i. */
size_t plain_end(const Plain *p, At i);
Str plain_slice(const Plain *p, At from, At to);
/* Was the character at i a capital letter? */
bool plain_capital(const Plain *p, At i);
/* The place behind (before) at most two blanks. */
At plain_skip(const Plain *p, At i);
At plain_back(const Plain *p, At i);
bool plain_in(char16_t ch, const char16_t *set);
/* The length of the word if it comes next at i (ends at i), else 0. */
At plain_word(const Plain *p, At i, const char16_t *word);
At plain_before(const Plain *p, At i, const char16_t *word);
/* The length of the longest word of the list that comes next (ends at i), else 0. */
At plain_list(const Plain *p, At i, const char16_t *list);
At plain_list_before(const Plain *p, At i, const char16_t *list);
/* Is the text from `from` to `to` one of the words? Its place in the list from 1 on, else 0. */
int plain_listed(const Plain *p, At from, At to, const char16_t *list);
bool is_han(char16_t ch);
bool is_figure(char16_t ch); /* 0 to 9 */
bool is_latin(char16_t ch);  /* a letter: a to z, or one with an accent */
bool is_break(char16_t ch);  /* the end of a line or of the text */

typedef struct {
    At start, end; /* with 万, million and 多 */
    int64_t value, high;
    int64_t scale; /* the product of its 万, million; 1 without */
    int places;
    int figures; /* ASCII digits before the point */
    Approx after;
    At word, word_end; /* 多, 余, +: the word behind the number that makes it less than exact */
    bool fits;         /* in 64 bits */
    bool zero;         /* begins with a 0 that means nothing: 0592 */
    bool grouped;      /* 1,234 or 1 234 */
    bool commas;       /* 1,234: an amount, whatever stands around it */
    bool scaled;       /* has a 万, 百, million */
    bool dotted;       /* 2024.9.8, 1.2.3 */
    bool chinese;      /* in Chinese numerals */
    bool worded;       /* in English words */
    bool one;          /* 一, one */
    bool bare;         /* begins with 百, 千, 万 or 亿 and no digit before it */
    bool spelled;      /* digit by digit: 二〇二四 */
    bool range;
    bool falling; /* 9704-2012: two numbers with a dash that are no range */
} Num;

/* The number that begins at i in figures or Chinese numerals, with its 万 and 多. False if there
 * is none. *end is where to go on if the characters there are numerals that make no number. */
bool number_at(const Plain *p, At i, Num *out, At *end);
/* The number that begins at i in English words. */
bool number_words(const Plain *p, At i, Num *out);
/* Takes the million behind a number in figures. */
void number_scale_words(const Plain *p, Num *n);
/* Takes the second number of "10～15", "20 to 30"; `sep` is a list of separators. */
bool number_range(const Plain *p, Num *n, const char16_t *sep);
/* 1900 to 2099 in four plain figures. */
bool number_is_year(const Num *n);
void num_scale(Num *n, int64_t unit);
/* The values of both with the same number of places. False if they do not fit. */
bool num_align(Num *a, Num *b);

typedef enum {
    UNIT_NONE,
    UNIT_COUNT,
    UNIT_MONEY,
    UNIT_PERCENT,
    UNIT_DATE,
    UNIT_ORDINAL,
    UNIT_CODE
} UnitKind;

typedef struct {
    At from, to; /* of the words; the claim goes on to `to` */
    Str name;    /* as in Claim.unit */
    UnitKind kind;
    char currency[4];
    bool whole; /* counts things that have no half: 人, 场 */
} Unit;

/* The unit that comes next at i, behind that number. False if none does. */
bool unit_at(const Plain *p, At i, const Num *n, Unit *out);
/* The currency that ends at i: 人民币, RMB, US$. The unit begins at out->from. */
bool unit_before(const Plain *p, At i, Unit *out);
/* Makes the unit one of the money of the other. */
void unit_same_money(Unit *unit, const Unit *as);
/* A currency in English words or letters at i: yuan, US dollars, RMB. */
bool unit_currency_word(const Plain *p, At i, Unit *out);

/* The end of the word of letters at i, with hyphens and apostrophes inside it. */
At latin_end(const Plain *p, At i);
/* The next word of the same phrase: behind one blank or one end of a line; 0 if none. */
At latin_next(const Plain *p, At end);
/* The word before i, or before the comma or full stop there, and its *end. */
At latin_before(const Plain *p, At i, At *end);
/* Is it the past tense of an irregular verb, and no noun? */
bool latin_is_past(const Plain *p, At from, At to);
/* Does the word end so, and is more than that? */
bool latin_ends(const Plain *p, At from, At to, const char16_t *end);
/* Is it a function word or a verb, which ends a noun phrase? */
bool latin_stops(const Plain *p, At from, At to);

typedef struct {
    At from, to; /* the noun that is counted; from == to if there is none */
    bool plural;
    bool far; /* another number stands before it */
} Head;

/* The noun of the phrase whose first word is at i; with `singular` it need be no plural. */
Head noun_head(const Plain *p, At i, bool singular);
/* The noun that comes later: five of our members, from 64 to 91 pupils. */
Head noun_far(const Plain *p, const Num *n);

/* One claim, in the making. */
typedef struct {
    At start, end;
    Num n;
    Unit unit;
    ClaimKind kind;
    Approx approx;
    At word, word_end;
    bool stacked, first;
    bool maybe; /* 一 or "one": a count only in a list of counts */
} Found;

typedef struct {
    const Plain *p;
    At floor;       /* the end of the last claim */
    ClaimKind last; /* and its kind */
    At title_end;   /* inside a title or a short quotation until there: no counts, only dates */
    At code_end;    /* inside an address of the net until there */
    At seen;        /* quotations and addresses have been looked for until there */
} Finder;

/* Sets title_end and code_end for what begins at i. */
void region_at(Finder *f, At i);
/* The end of the fixed phrase with a number in it that begins at i, else 0. *silent if no reader
 * sees a number in it. */
At phrase_at(const Plain *p, At i, bool *silent);
/* Is the number an item of a list, a page, what follows "tel."? */
bool number_is_label(const Finder *f, const Num *n);
/* Does the number stand alone in a cell of a table or on a line? */
bool number_is_cell(const Plain *p, const Num *n);
/* Does it stand alone in brackets behind a word, in a list: Malaysia (45), Thailand (30)? */
bool number_is_bracketed(const Plain *p, const Num *n);

/* The word of approximation that ends at the start of the number or its currency; moves
 * out->start. */
void approx_before(const Finder *f, Found *out);
/* The one behind the unit: 以上, 左右, or more; moves out->end. */
void approx_behind(const Finder *f, Found *out);
/* The word of the number itself (多, 余, +) where none stands before it, then the one behind the
 * unit. */
void approx_after(const Finder *f, Found *out);

/* What the number claims. False: nothing, go on at out->end. */
bool chinese_claim(const Finder *f, Found *out);
bool english_claim(const Finder *f, Found *out);
/* An English number without a noun behind it. */
bool english_bare(const Finder *f, Found *out);
/* "Day 3", "Round 2", "press 6": with no noun directly behind it the number is a label. */
bool english_labelled(const Plain *p, const Num *n);
/* Gives the claim its kind; for a count with its unit and what stands behind that. */
bool english_settle(Found *out, ClaimKind kind);
bool english_counted(const Finder *f, Found *out, ClaimKind kind);
/* 百分之五, 三成, 三分之一 at i. */
bool portion_claim(const Finder *f, At i, Found *out);
/* 首次, 唯一, the first, third. */
bool first_claim(const Finder *f, At i, Found *out);
/* 2024-09-08, 15:14, 2023/24, 2024.9.8, ratios and fractions in figures. */
bool figures_claim(const Finder *f, Found *out);
