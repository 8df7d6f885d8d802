/* SPDX-License-Identifier: Apache-2.0
 * What a registry of pairs holds; for pairs*.c only.
 */
#pragma once

#include "base/map.h"
#include "names/pairs.h"
#include "names/recorded.h"
#include "text/fold.h"

enum {
    WORDS = RECORDED_PARTS,
    WORD_BASE = RECORDED_WORD,
    INITIALS = 32,
    PRIOR_ROWS = 500,
    MISTAKEN_SLOTS = 4096,
    BLOCK_MAX = 20000,   /* names of a block that are all compared */
    BORN_FIRST = 1600,
    BORN_YEARS = 512,
    KINSHIP_NODES = 2048, /* places of a registry whose kinship is looked up in a table */
    DOCUMENT_KIND = 0xFF /* the part of a document's hash that is its kind */
};

typedef enum { PAIR_CHINESE, PAIR_LATIN, PAIR_TITLE } PairScript;

/* One name of one row, with what the row says besides: all that most comparisons need. */
typedef struct {
    uint16_t c[WORDS];
    uint32_t row, fused;           /* fused: hash of the name in letters without blanks; 0 none */
    uint32_t village, town, title; /* places in `spots`; 0 none */
    uint16_t year;                 /* since BORN_FIRST, from 1; 0 unknown */
    uint16_t day;                  /* month × 32 + day, either may be 0 */
    uint16_t node;
    int16_t given_bits, node_bits, village_bits; /* what it weighs if another row says the same */
    uint16_t phone, document;                    /* parts of their hashes, 0 none */
    int16_t most;                                /* what all beside the name may weigh for it */
    int16_t reach;    /* the same, with a name that shares but one character of the given one */
    uint16_t country; /* its two letters; of a title only */
    uint8_t n, years, sex, script;
} PairName;
_Static_assert(sizeof(PairName) == 56, "many of them are held and copied");

typedef struct {
    int64_t id;
    uint32_t first; /* of its names */
    uint32_t text;  /* of its main name, in `texts` */
    uint32_t place; /* in `places` */
} PairRec;

typedef struct {
    uint64_t phone, document, body;
} PairMarks;

typedef struct {
    uint16_t node;
    uint32_t village, town;
    Str text;
} PairPlace;

/* A character, or a word in Latin letters, in its place of a name. */
typedef struct {
    int16_t same;    /* what it weighs if it stands in both */
    int16_t alike;   /* if it stands in one and another of its sound in the other */
    uint16_t sound;  /* number of its Mandarin syllable, or of a word's sound; 0 none */
    uint8_t initial; /* letter that its Mandarin syllable begins with */
    bool mistaken;   /* is there any that it is taken for? */
} PairCode;

/* Two characters that are taken for one another. */
typedef struct {
    uint32_t both; /* the lower class × 65536 + the higher; 0: empty slot */
    uint8_t how;
} Mistaken;

struct PairTables {
    const Names *names;
    const Gazetteer *gazetteer;
    const Folder *folder;
    Arena *arena;
    uint16_t *group;       /* class → the class that stands for all it is taken for */
    PairCode *code[AS__N]; /* by class */
    double *count[AS__N];  /* by class: as if met so often in PRIOR_ROWS rows */
    int16_t starts[AS__N][INITIALS];
    Mistaken mistaken[MISTAKEN_SLOTS];
    uint32_t *forms,
        *form_at; /* the characters of a class, from form_at[class] to that of the next */
};

struct Pairs {
    const PairTables *tables;
    bool sample; /* rows that were taken because they are alike: what is rare the tables say */
    Arena *arena;
    PairRec *rows;
    size_t nrows;
    PairName *list; /* by row */
    size_t nlist;
    PairMarks *marks; /* by row; NULL if no row has any */
    Ids bodies;       /* hash → how many rows have it */
    char *texts;      /* main names, each behind its length */
    PairPlace *places;
    Str *spots; /* villages, towns and keys of titles by number */
    Str *words; /* of WORD_BASE + i */
    size_t nwords, nspots, nlatin, ntitles;
    int64_t population;

    const PairCode *code[AS__N];     /* by class */
    PairCode *word;                  /* by code − WORD_BASE */
    int16_t starts[AS__N][INITIALS]; /* initial → bits of two characters that begin with it */
    int16_t years[BORN_YEARS];       /* −log2 of the share of a year */
    int16_t *town_bits;              /* by spot */
    uint16_t *dense;                 /* node → place in the table of kinship, from 1 */
    uint8_t *kinship;                /* ndense × ndense */
    size_t ndense;
    int16_t
        *near_bits; /* by dense − 1: what a place that overlaps, holds or is part of it weighs */
};

int16_t pair_centibits(double bits);
/* Weighs the codes from..to of a place among one another by how often they were met. */
void pairs_weigh_codes(PairCode *code, const double *count, size_t from, size_t to,
                       int16_t starts[INITIALS]);
/* Fills the tables of weights from the rows. */
void pairs_weigh(Pairs *p);
void pairs_weigh_titles(Pairs *p);
/* Reads a name as that of a body or a place; false if it has no letter. The key is in the arena. */
bool pair_read_title(const PairTables *t, Arena *a, Str text, PairName *name, Str *key);
Kinship pairs_kinship(const Pairs *p, uint16_t a, uint16_t b);

/* ---- comparing ---- */

/* Of two names, with what stands beside them; without what only the rows say. */
int32_t pair_names_bits(const Pairs *p, const PairName *a, const PairName *b);
/* What the hashes of two rows say. */
int32_t pair_marks_bits(const Pairs *p, uint32_t a, uint32_t b);
/* The names by which two rows are compared. */
void pair_best_names(const Pairs *p, uint32_t a, uint32_t b, const PairName **x,
                     const PairName **y);
/* The Mandarin syllables of a name in Chinese characters, or the letters of one in Latin, as one
 * word; false if there are none. */
bool pair_fused(const Pairs *p, const PairName *name, Buf *out);

/* In hundredths of a bit: parts that also bound what a pair can come to. */
enum {
    PART_BITS = -450, /* a character is left out */
    SEX_SAME_BITS = 98,
    DAY_SAME_BITS = 820,
};

/* One part of a comparison. */
typedef struct {
    int32_t bits;
    PairHow how;
} PairPart;

PairPart pair_surname(const Pairs *p, const PairName *a, const PairName *b);
PairPart pair_given(const Pairs *p, const PairName *a, const PairName *b);
PairPart pair_latin(const Pairs *p, const PairName *a, const PairName *b);
PairPart pair_title(const Pairs *p, const PairName *a, const PairName *b);
PairPart pair_country(const PairName *a, const PairName *b);
PairPart pair_sex(const PairName *a, const PairName *b);
PairPart pair_year(const Pairs *p, const PairName *a, const PairName *b);
PairPart pair_day(const PairName *a, const PairName *b);
PairPart pair_node(const Pairs *p, const PairName *a, const PairName *b);
PairPart pair_town(const Pairs *p, const PairName *a, const PairName *b);
PairPart pair_village(const PairName *a, const PairName *b);
PairPart pair_phone(const PairMarks *a, const PairMarks *b);
PairPart pair_document(const PairMarks *a, const PairMarks *b);
PairPart pair_body(const Pairs *p, const PairMarks *a, const PairMarks *b);

/* ---- blocks ---- */

/* A name and the block that it stands in: the block's hash above, the name's place below. The
 * lowest bit of the hash says that names of the block may differ in a character: LOOSE. */
#define LOOSE ((uint64_t)1 << 32)

typedef struct {
    uint64_t *p;
    size_t n;
} Places;

typedef struct {
    Pair *p;
    size_t n, room;
    int64_t compared, divided, largest;
    bool full;
} Met;

/* All names in all their blocks, in order of block, and in each of year. */
void pairs_places(const Pairs *p, bool quick, Places *out);
/* Compares the n names of a block; pairs of `floor` bits and more are kept. */
void pairs_block(const Pairs *p, const uint64_t *places, size_t n, int32_t floor, PairName *room,
                 Met *out);
