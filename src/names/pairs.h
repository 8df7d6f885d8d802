/* SPDX-License-Identifier: Apache-2.0
 * Pairs: which rows of a registry are the same person, with the reasons.
 *
 *     PairTables *t = pair_tables_new(names, gazetteer, folder);
 *     PairsBuild *b = pairs_build_new(t);
 *     pairs_build_add(b, &(PairRow){ .id = 7, .names = { S("陳文瑞") }, .born = S("1874"), … }, &e);
 *     Pairs *p = pairs_build_end(b, 0);                  // immutable from here on
 *     pairs_find(p, &(PairsOptions){ .least = 0.8 }, &found, &e);
 *     pairs_explain(p, found.pairs[0].a, found.pairs[0].b, &why);
 *     pairs_found_done(&found);
 *     pairs_free(p);
 *     pair_tables_free(t);
 *
 * The model is that of record linkage (Fellegi and Sunter 1969): a pair's score is
 * log2 P(both rows | one person) − log2 P(both rows | two persons), a sum of parts that are each
 * shown. What is rare in the registry weighs more than what is common; what a row does not say adds
 * nothing. How many pairs are one person is told from the scores of this registry itself.
 *
 * Rows are compared where they share a block: the same surname, or one that is taken for it, with a
 * character of the given name; all of the given name with the village or the birthday; the sound of
 * two words of a name in Latin letters; telephone or document. A block that is too large is divided
 * by what else its names say, and how many were is in the answer.
 */
#pragma once

#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "names/names.h"
#include "names/place.h"
#include "text/fold.h"

enum {
    PAIR_NAMES = 8,             /* names of a row */
    PAIR_UNIT = 100,            /* scores are in hundredths of a bit */
    PAIR_REASONS = 12,
    PAIRS_ROWS_MAX = 50000000,  /* rows in a registry */
    PAIRS_MET_MAX = 20000000,   /* pairs that are kept of one run */
    PAIRS_THREADS_MAX = 16,
    GROUP_ROWS_MAX = 64,        /* rows in a cluster */
};

typedef struct PairTables PairTables;
typedef struct Pairs Pairs;
typedef struct PairsBuild PairsBuild;

/* What does not depend on a registry: which characters look and sound alike, and how common they
 * are where no rows say. Constant once made, so that threads may share it. What it is made of must
 * live as long. The caller frees it. */
NONNULL PairTables *pair_tables_new(const Names *n, const Gazetteer *g, const Folder *f);
void pair_tables_free(PairTables *t);
void pair_tables_freep(PairTables **t);
/* The name, and it as it may have been written instead: in the other script, in variants, with one
 * character that looks or sounds alike. The likeliest first, at most `most`, in the arena. */
size_t pair_forms(const PairTables *t, Arena *a, Str name, Str *out, size_t most);

typedef enum { PAIR_SEX_UNKNOWN, PAIR_MALE, PAIR_FEMALE } PairSex;

/* Empty and 0 are not known. */
typedef struct {
    int64_t id;
    Str names[PAIR_NAMES];  /* in Chinese characters or Latin letters; the main one first */
    Str born;               /* as text/when.h reads it; or, if it was read before, */
    Day born_from, born_to; /* the days that it may be */
    Str place;              /* as names/place.h reads it, or a code of GB/T 2260 */
    Str village;            /* more of the place, or all of it in other words */
    PairSex sex;
    bool title;      /* the names are of a body or a place and not of a person */
    char country[3]; /* alpha-2, of a body */
    /* Hashes of what is to be compared and not shown. The lowest byte of a document's is its kind:
     * numbers of different kinds say nothing against each other. */
    uint64_t phone, document, body;
} PairRow;

/* The tables must live as long as the pairs. */
NONNULL PairsBuild *pairs_build_new(const PairTables *t);
/* Keeps a row, whose number is that of the rows before it; one without a name too, though it is
 * never met by name. ERR_INVALID if the birth cannot be read or there are too many rows; with e
 * NULL the row is kept without its birth. */
bool pairs_build_add(PairsBuild *b, const PairRow *row, Err *e);
/* b is gone. `population`: of how many persons these rows were taken because they are alike; what
 * is rare is told by the tables then. 0: they are all. The caller frees the pairs. */
NONNULL Pairs *pairs_build_end(PairsBuild *b, int64_t population);
void pairs_free(Pairs *p);
void pairs_freep(Pairs **p);

size_t pairs_rows(const Pairs *p);
int64_t pairs_id(const Pairs *p, uint32_t row);
/* The main name as it was written, and the birth and place likewise. */
Str pairs_name(const Pairs *p, uint32_t row);

typedef struct {
    uint32_t a, b; /* rows, a before b */
    int32_t bits;  /* in 1/PAIR_UNIT bit */
} Pair;

/* Rows that are one person, as far as can be told. */
typedef struct {
    const uint32_t *rows; /* in their order */
    size_t n;
    Pair strongest, weakest; /* of all pairs in it, met in a block or not */
} PairGroup;

typedef struct {
    double least;     /* probability from which a pair is listed; 0.8 if 0 */
    unsigned threads; /* 0: as many as there are processors */
    bool quick;       /* only where all of the name sounds alike, or more than it; and no groups */
    /* Is it known that the rows of these ids are two? They are not listed then, nor put into one
     * group. NULL: of none. */
    bool (*apart)(const void *arg, int64_t a, int64_t b);
    const void *apart_arg;
} PairsOptions;

typedef struct {
    Pair *pairs; /* of at least that probability; the strongest first, then by row */
    size_t npairs;
    PairGroup *groups; /* the one with the strongest pair first, then by row */
    size_t ngroups;
    int32_t prior;       /* what a pair of the registry weighs before it is looked at */
    int64_t compared;    /* pairs of names */
    int64_t compared_us; /* how long that took, of all that was done */
    int64_t blocks;      /* with two names and more */
    int64_t divided;     /* of these, too large and compared in parts only */
    int64_t largest;     /* names in the largest of these */
    int64_t chains;      /* pairs that were listed but join no groups: others in these say no */
    uint32_t *group_rows;
} PairsFound;

/* Finds the pairs and groups of the whole registry: the same for any number of threads. ERR_INVALID
 * if there are more than PAIRS_MET_MAX. */
MUST_USE bool pairs_find(const Pairs *p, const PairsOptions *o, PairsFound *out, Err *e);
void pairs_found_done(PairsFound *f);

/* The probability of a score where a pair weighs that much before. */
double pairs_probability(int32_t prior, int32_t bits);
/* What a pair weighs before anything is known of it, of rows that are a part of a population. */
int32_t pairs_prior(const Pairs *p);

typedef enum {
    PAIR_BY_SURNAME,
    PAIR_BY_GIVEN,
    PAIR_BY_LATIN, /* names in Latin letters, or one of each kind by sound */
    PAIR_BY_TITLE, /* name of a body or a place */
    PAIR_BY_COUNTRY,
    PAIR_BY_SEX,
    PAIR_BY_YEAR,
    PAIR_BY_DAY, /* month and day of birth */
    PAIR_BY_PLACE,
    PAIR_BY_TOWN,
    PAIR_BY_VILLAGE,
    PAIR_BY_PHONE,
    PAIR_BY_DOCUMENT,
    PAIR_BY_BODY, /* employer, association */
    PAIR_BY__N
} PairBy;

/* How two values stand to each other; what they are of says in which words. */
typedef enum {
    PAIR_SAME,
    PAIR_VARIANT,  /* two ways to write one surname */
    PAIR_CONFUSED, /* look alike */
    PAIR_SOUND,    /* sound alike */
    PAIR_INITIAL,  /* begin alike in pinyin */
    PAIR_TURNED,   /* characters stand the other way round */
    PAIR_PART,     /* one of them has less */
    PAIR_NEAR,
    PAIR_OTHER,
    PAIR_HOW__N
} PairHow;

typedef struct {
    PairBy by;
    PairHow how;
    int32_t bits;
    Str a, b; /* in the arena; empty where they are not to be shown */
} PairReason;

typedef struct {
    int32_t bits; /* the sum of the reasons */
    PairReason reasons[PAIR_REASONS];
    size_t n;
} PairWhy;

/* Any two rows. */
int32_t pairs_bits(const Pairs *p, uint32_t a, uint32_t b);
void pairs_explain(const Pairs *p, Arena *a, uint32_t row, uint32_t other, PairWhy *out);
/* A reason as a sentence without a full stop; the bits are not in it. */
void pair_reason_text(const PairReason *r, Lang lang, Buf *out);
