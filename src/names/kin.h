/* SPDX-License-Identifier: Apache-2.0
 * Kin: who in a registry is the person that somebody tells of, with the reasons.
 *
 *     KinBuild *b = kin_build_new(names, gazetteer);
 *     kin_build_add(b, &(KinRow){ .person = 7, .name = S("陳文瑞"), .year = S("1874"), … });
 *     Kin *k = kin_build_end(b);                       // immutable from here on
 *     kin_match(k, arena, &(KinQuery){ .name = S("Tan Boon Swee") }, 10, &answer);
 *     kin_free(k);
 *
 * The model is that of record linkage (Fellegi and Sunter 1969) at the level of syllables: a
 * candidate's score is log2 P(told | this person) − log2 P(told | anybody), a sum of parts that are
 * each shown. How a name was spelled is one hidden choice for the whole name: the parts of a name
 * are read in one system, and its likelihood is a part of its own. What is not known adds nothing.
 */
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "names/names.h"
#include "names/place.h"

enum {
    KIN_TOP_MAX = 100,
    KIN_REASONS = 12,
    KIN_UNIT = 100,           /* scores are in hundredths of a bit */
    KIN_ROWS_MAX = 200000000, /* names in an index */
};

typedef struct Kin Kin;
typedef struct KinBuild KinBuild;

typedef struct {
    int64_t person; /* several rows of one person are several names */
    Str name;       /* Chinese characters or Latin letters */
    Str year;       /* as text/when.h reads it; empty if not known */
    Str place;      /* as names/place.h reads it */
    uint8_t alias;  /* 0 for the main name, else the kind of the other name, for the caller */
    int64_t group;  /* whose record it is, for the caller: a search can leave groups out */
} KinRow;

/* The names and the gazetteer must live as long as the index. */
NONNULL KinBuild *kin_build_new(const Names *n, const Gazetteer *g);
/* An index of what changed since `base` was made, to be searched beside it (KinView): it weighs
 * names, years and places as `base` does. `base` must outlive it. */
NONNULL KinBuild *kin_build_like(const Kin *base);
/* Keeps a row; one whose name holds nothing to match is passed over. ERR_INVALID if the year cannot
 * be read (the row is kept without it when e is NULL), or there are too many rows. */
bool kin_build_add(KinBuild *b, const KinRow *row, Err *e);
/* Sorts what was added; b is gone. The caller frees the index. */
NONNULL Kin *kin_build_end(KinBuild *b);
void kin_free(Kin *k);
void kin_freep(Kin **k);

size_t kin_rows(const Kin *k);
/* Bytes that the index takes. */
size_t kin_bytes(const Kin *k);
/* The persons of an index, by their places in it. */
size_t kin_people(const Kin *k);
int64_t kin_person(const Kin *k, size_t place);

/* What one search runs over. */
typedef struct {
    const Kin *base;
    const Kin *more; /* made by kin_build_like(base); NULL: nothing changed */
    const uint8_t
        *gone; /* by place in base: 1 where the person left, or is in `more`; NULL: nobody */
    size_t ngone;
    bool (*shows)(void *arg, int64_t group); /* is that group searched? NULL: all are */
    void *arg;
} KinView;

typedef struct {
    Str name;
    Str year; /* "about 1874", 光緒元年, 甲戌 … ; empty if not known */
    Str place;
} KinQuery;

typedef enum {
    WHY_READING, /* how the name was read: order and system */
    WHY_SURNAME,
    WHY_GIVEN,
    WHY_ORDER, /* parts left out, added or turned round */
    WHY_YEAR,
    WHY_PLACE,
    WHY_VILLAGE,
    WHY__N
} KinWhy;

/* Instead of a system. */
enum { KIN_TOLD_CHINESE = -1, KIN_RECORDED_LATIN = -2 };

typedef struct {
    KinWhy why;
    int bits;     /* in 1/KIN_UNIT bit */
    Str told;     /* of the query */
    Str recorded; /* of the registry; empty if it says nothing of it */
    Str reading;  /* the syllable by which the two meet; empty if they do not */
    int system;   /* of WHY_READING and the reading; below 0 for none */
    int detail;   /* WHY_READING: the WayKind */
} KinReason;

typedef struct {
    int64_t person;
    uint8_t alias; /* of the name that met */
    int bits;      /* the sum of the reasons */
    double p;      /* calibrated probability that it is this person */
    KinReason reasons[KIN_REASONS];
    size_t nreasons;
} KinCandidate;

typedef struct {
    KinCandidate *p; /* best first; of equal ones the lower person first */
    size_t n;
    double nobody; /* probability that the person is not in the registry */
} KinAnswer;

/* The best candidates, at most `top`, in the arena. ERR_INVALID if the name has nothing to match or
 * the year cannot be read. */
MUST_USE bool kin_match(const Kin *k, Arena *a, const KinQuery *q, size_t top, KinAnswer *out,
                        Err *e);

MUST_USE bool kin_match_in(const KinView *v, Arena *a, const KinQuery *q, size_t top,
                           KinAnswer *out, Err *e);
/* The probabilities of n candidates of one search whose bits are these, and that it is nobody. */
void kin_calibrate(const KinView *v, const int *bits, size_t n, double *p, double *nobody);
/* How common a character or a surname is in the index; the share of a whole that is 1. */
double kin_share(const Kin *k, uint16_t cls, Slot slot);

/* A reason as a sentence without a full stop; the bits are not in it. */
void kin_reason_text(const Kin *k, const KinReason *r, Lang lang, Buf *out);
