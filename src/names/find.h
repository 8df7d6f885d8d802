/* SPDX-License-Identifier: Apache-2.0
 * Find: names in memory, found by what somebody types of them: in any script, by sound, by
 * initials, by their beginning, with a slip.
 *
 *     FindBuild *b = find_build_new(names);
 *     find_build_record(b, &(FindRecord){ .kind = 3, .id = 77, .unit = 5 }, e);
 *     find_build_name(b, &(FindText){ .field = 12, .unit = 5, .text = S("陳嘉庚") }, e);
 *     Find *f = find_build_end(b);
 *     find_search(&(FindIn){ .find = f }, 1, speller, arena, &ask, &hits);
 *     find_free(f);
 *
 * A name is a row of units: classes of Chinese characters, words of letters or digits. What is
 * typed becomes a lattice: between any two of its places stand the units that may be written so,
 * exactly, in some system of spelling, as an initial, or as the beginning of a syllable. A search
 * runs over all names and keeps those of which a stretch of units leads through the whole lattice.
 *
 * An index never changes. It is one piece of memory, which can be written to a file and mapped.
 */
#pragma once

#include "base/err.h"
#include "base/map.h"
#include "names/names.h"

enum {
    FIND_TEXT_MAX = 600,    /* bytes of what is typed */
    FIND_TOP_MAX = 250000,  /* records that one search gives */
    FIND_NAMES_MAX = 100000000,
    FIND_UNITS_MAX = 65000, /* owners (units of the federation) of an index */
    FIND_OWN = 4            /* numbers that an index keeps for its owner */
};

typedef struct Find Find;
typedef struct FindBuild FindBuild;
typedef struct Speller Speller;

/* ---- making an index ---- */

typedef struct {
    int64_t id;   /* not shared with any other record, of whatever kind */
    int64_t unit; /* whom it belongs to */
    uint16_t kind;
    bool hidden; /* found only on demand */
} FindRecord;

typedef enum {
    FIND_NAME, /* by sound and initials too */
    FIND_WORDS /* a longer text: only by its characters and words */
} FindManner;

typedef struct {
    uint16_t field; /* below 0x8000 */
    int level;      /* the same name of a record is kept once for each level */
    int64_t unit;
    FindManner manner;
    Str text;
} FindText;

/* The tables must live as long as the index. */
NONNULL FindBuild *find_build_new(const Names *n);
void find_build_free(FindBuild *b);
/* The record that the names from here on are of; it may have been named before. ERR_INVALID if the
 * index is full. */
MUST_USE bool find_build_record(FindBuild *b, const FindRecord *r, Err *e);
MUST_USE bool find_build_name(FindBuild *b, const FindText *t, Err *e);
/* The index, with the numbers that its owner wants kept; b is gone. The caller frees it. */
NONNULL Find *find_build_end(FindBuild *b, const uint64_t own[FIND_OWN]);
void find_free(Find *f);
void find_freep(Find **f);

size_t find_names(const Find *f);
size_t find_bytes(const Find *f);
uint64_t find_own(const Find *f, size_t i);

/* ---- files ---- */

/* Writes the index to a file that only its owner reads: whole under another name, then renamed. */
MUST_USE bool find_write(const Find *f, const char *path, Err *e);
/* Maps a file; NULL without an error if there is none, it is not whole, was written by another
 * version of the tables, or belongs to somebody else. */
Find *find_map(const Names *n, const char *path);

/* ---- searching ---- */

/* All written syllables, for beginnings and slips; immutable. The caller frees it. */
NONNULL Speller *speller_new(const Names *n);
void speller_free(Speller *s);

/* An index, less the records in `gone` (NULL: none). */
typedef struct {
    const Find *find;
    const Ids *gone;
} FindIn;

typedef struct {
    Str text;
    size_t top;  /* at most so many records, up to FIND_TOP_MAX */
    int kind;    /* of records; -1: any */
    bool hidden; /* hidden records too */
    void *arg;
    /* May names of that field, records of that kind, that belong to the unit be seen? Asked once
     * for each pair; NULL: all may. */
    bool (*sees_field)(void *arg, uint16_t field, int64_t unit);
    bool (*sees_kind)(void *arg, uint16_t kind, int64_t unit);
} FindAsk;

/* How a name was found; earlier ones come first. */
typedef enum {
    FOUND_EXACT,
    FOUND_SOUND,
    FOUND_INITIALS,
    FOUND_MIXED, /* syllables and initials, syllables of several systems, or rare readings; only
                  * where nothing above is found */
    FOUND_NEAR,  /* with one slip; only where nothing else is found */
    FOUND__N
} FoundHow;

typedef struct {
    int64_t id;
    uint16_t kind, field;
    FoundHow how;
    uint32_t score; /* less is better */
} FindHit;

typedef struct {
    FindHit *p; /* best first; of equal ones the lower id first; each record once */
    size_t n;
    bool more; /* there are others beyond the top */
} FindHits;

/* ERR_INVALID if the text is too long. Nothing to look for finds nothing. */
MUST_USE bool find_search(const FindIn *in, size_t n, const Speller *s, Arena *a,
                          const FindAsk *ask, FindHits *out, Err *e);
