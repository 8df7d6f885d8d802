/* SPDX-License-Identifier: Apache-2.0
 * GEDCOM 5.5.1 and 7.0, the format in which genealogy programs hand families on: a file of lines
 * "level [@xref@] TAG [value]" as a tree in memory, and its dates.
 *
 *     GedDoc doc;
 *     if (gedcom_parse(arena, bytes, &doc, e))
 *         for (const GedNode *r = doc.records; r; r = r->next) …
 *
 * What is wrong with single lines is gathered in doc.problems; doc.records is whatever could be
 * read nevertheless. Limits: 64 MB, 2,000,000 lines, levels up to 40, 2,000
 * lines directly below one, 1 MB a value.
 */
#pragma once

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/vec.h"

enum {
    GEDCOM_BYTES_MAX = 64 << 20,
    GEDCOM_LINES_MAX = 2000000,
    GEDCOM_LEVEL_MAX = 40,
    GEDCOM_BELOW_MAX = 2000, /* lines directly below one */
    GEDCOM_VALUE_MAX = 1 << 20,
    GEDCOM_PROBLEMS_MAX = 1000
};

typedef enum { GEDCOM_551, GEDCOM_7 } GedVersion;

typedef struct GedNode GedNode;
struct GedNode {
    Str tag;
    Str xref;             /* "@I1@"; empty for what is no record */
    Str value;            /* continued lines joined by line ends, doubled @ made single */
    uint32_t line, below; /* number of children */
    bool pointer;         /* the value is an xref */
    bool used;            /* these two are for the reader of the tree */
    uint32_t number;
    GedNode *target; /* record that the pointer leads to; NULL: to none, @VOID@ */
    GedNode *child, *last, *next;
};

typedef struct {
    uint32_t line;
    Str tag, value;
    Err what;
} GedProblem;

typedef struct {
    GedVersion version;
    Lang lang;    /* of the problems */
    Str encoding; /* what the bytes were */
    GedNode *records;
    size_t nlines;
    VEC(GedProblem) problems; /* at most GEDCOM_PROBLEMS_MAX */
} GedDoc;

/* Does a file that begins with these bytes look like GEDCOM, in any encoding? */
bool gedcom_looks_so(Str start);
/* Reads a whole file. False with ERR_INVALID if nothing can be made of it: an encoding that is not
 * read (ANSEL), no head, a limit. The tree lives in the arena, its texts there or in the bytes. */
MUST_USE bool gedcom_parse(Arena *a, Str bytes, GedDoc *out, Err *e);
/* The bytes as UTF-8, by their mark, else by what the head says. ERR_INVALID with a remedy. */
MUST_USE bool gedcom_decode(Arena *a, Str bytes, Str *text, Str *encoding, Err *e);

/* The first child with that tag; NULL if there is none. */
GedNode *ged_child(const GedNode *n, const char *tag);
/* Its value; empty if there is none. */
Str ged_value(const GedNode *n, const char *tag);
bool ged_is(const GedNode *n, const char *tag);
/* Hangs a new node below another. */
NONNULL GedNode *ged_add(Arena *a, GedNode *parent, Str tag, Str value);
/* The node and all below it as lines from that level on, in the form of that version. */
void ged_print(const GedNode *n, int level, GedVersion v, Buf *out);

/* ---- dates ---- */

/* A date of either version, with its phrase, as text/when.h reads it: BEF and AFT become a hundred
 * years, a Julian date the Gregorian one. False if it cannot be told. */
MUST_USE bool gedcom_date_read(Str date, Str phrase, Buf *out);
/* A date as text/when.h has it, with the days that it may be, as a date of GEDCOM; *phrase gets
 * what that cannot say: a lunar date, the year of a reign. */
void gedcom_date_write(Str text, Buf *date, Buf *phrase);
/* Would gedcom_date_write make this date and phrase of that text? */
bool gedcom_date_same(Str text, Str date, Str phrase);
/* The phrase of a DATE: its PHRASE, or _PHRASE, which we write in 5.5.1. */
Str ged_phrase(const GedNode *date);
bool ged_is_phrase(const GedNode *n);
/* Puts a date into the form of that version: 7 has no @#DJULIAN@, 5.5.1 a phrase only in brackets
 * behind a single date. */
void gedcom_date_print(Str date, Str phrase, GedVersion v, GedNode *out, Arena *a);
