/* SPDX-License-Identifier: Apache-2.0
 * What an index holds, and a search over it; for kin*.c only.
 */
#pragma once

#include "names/kin.h"
#include "names/read.h"
#include "names/recorded.h"

enum {
    NAME_CHARS = RECORDED_PARTS,
    TOKEN_BASE = RECORDED_WORD,
    CODES = RECORDED_CODES,
    YEAR_FIRST = 1600,
    YEARS = 512,
    VILLAGE_CHARS = 4
};

/* One name of one person: 32 bytes, since a search runs over many of them. */
typedef struct {
    uint16_t c[NAME_CHARS]; /* surname, given; 0 where there is none */
    uint16_t year;          /* since YEAR_FIRST, from 1; the middle of several; 0 unknown */
    uint16_t node;
    uint32_t village; /* 0 unknown */
    uint32_t person;  /* place in ids */
    uint32_t group;   /* place in groups */
    uint8_t ngiven, alias;
    uint8_t unused[6]; /* two rows to a cache line; zero, since rows go into a file as they are */
} KinName;
_Static_assert(sizeof(KinName) == 32, "a hot row is 32 bytes");

/* What most rows are passed over for, in the order of rows. */
typedef struct {
    uint16_t second, node, year;
} Brief;

/* Rows that share a surname and the first character of the given name. */
typedef struct {
    uint32_t row; /* the first */
    uint16_t first;
    uint16_t longest; /* characters of the longest given name */
} Run;

/* The same names by their given name, for those whose surname is not what was told. */
typedef struct {
    uint32_t row;
    uint16_t second, surname;
} ByGiven;

typedef struct {
    Str text;
    uint16_t c[VILLAGE_CHARS]; /* classes */
    uint8_t n;
    uint32_t count;
} Village;

struct Kin {
    const Names *names;
    const Gazetteer *places;
    Arena *arena;
    KinName *rows;
    Brief *briefs;
    size_t nrows;
    int64_t *ids;
    size_t nids;
    int64_t *groups;
    size_t ngroups;
    uint32_t *surname_at; /* CODES + 1: where the rows of a surname begin */
    Run *runs;            /* nruns + 1, the last behind all rows */
    uint32_t *run_at;     /* CODES + 1: where the runs of a surname begin */
    size_t nruns;
    ByGiven *by_given;
    uint32_t *given_at; /* CODES + 1 */
    Village *villages;
    size_t nvillages; /* the first is none */
    Str *latin;       /* the text of code TOKEN_BASE + i */
    size_t nlatin;
    float latin_part;    /* of all rows, those in Latin letters */
    float *share[AS__N]; /* by code */
    uint8_t *met;        /* by code: 1 << slot for each slot in which a row has it */
    float year_share[YEARS];
    float *node_share;
    size_t nplaced, nsettled; /* rows with a node, with a village */
    void *map;                /* of the file that holds the arrays; NULL: they are memory */
    size_t map_size;
};

/* Both as they stand in the rows. */
void kin_mark_met(Kin *k);
float kin_latin_part(const Kin *k);
Str kin_code_text(const Kin *k, Arena *a, uint16_t code);

/* ---- a search ---- */

/* What a token may be in one place: codes, and by code which of them it is, or their number. */
typedef struct {
    WeighedList codes;
    uint16_t *at;
} Standing;

/* What a token weighs in one system, in centibits: w[i] of the class list[i], and last, at w[n], of
 * all others. By code `at` says which, the same for all systems. */
typedef struct {
    const Weighed *list;
    int16_t *w;
    const uint16_t *at;
    size_t n;
} Weights;

/* A way of reading the name in one system, with what that costs. */
typedef struct {
    uint8_t way;
    uint8_t system;
    int16_t base;
    Weights surname, given[GIVEN_MAX];
} Combo;

enum {
    COMBOS_MAX = 24,
    KEPT_MAX = 256, LATIN_COMBOS = 4, LATIN_SYSTEM = 0xFF,
    KEPT_SPAN = 2000 /* what is this much below the best cannot matter */
};

/* How the tokens of a given name lie on the characters of a record. */
typedef struct {
    int8_t at[GIVEN_MAX]; /* the character that a token stands for, -1 for none */
    int cost;
    int bits; /* all in all, with the cost */
} Fit;

typedef struct {
    uint32_t row;
    int bits;
    uint8_t combo;
} Kept;

typedef struct {
    const Kin *k;
    Arena *a;
    const KinQuery *q;
    size_t ncodes; /* codes below this are met in the index */
    NameReading name;
    Combo combos[COMBOS_MAX + LATIN_COMBOS];
    size_t ncombos;
    int16_t *bound[TOKENS_MAX]; /* by code: the most that a given token can weigh; NULL if unused */
    int most[TOKENS_MAX];       /* of all codes */
    int context_most;           /* of year, place and village */
    int context_brief;          /* of year and place */
    float *own, *dialect;       /* rows by class, zero between uses */
    Weights *weights;           /* by token, slot and system; `at` is NULL until it is made */
    Standing *standing;         /* by token and slot; `at` is NULL until it is made */
    ClassSum *sum;
    Heard **heard;     /* by token and system, for reasons; NULL until it is asked for */
    int16_t *years;    /* by KinName.year */
    int16_t *nodes;    /* by node */
    int16_t *villages; /* by village; NULL if none was told */
    PlaceRead place;
    Kept kept[KEPT_MAX];
    size_t nkept;
    const uint8_t *gone; /* by person; NULL: nobody */
    const bool *hidden;  /* by group; NULL: none */
    size_t room;         /* how many are kept */
    int floor;           /* what a row must reach to be kept */
} Search;

/* Bits as they are kept. */
int16_t centibits(float bits);
/* Fills in where the codes stand. */
void standing_place(const Search *s, Standing *out);
/* Ways of the name against names in Latin letters: the combos without their base, and log2 of how
 * likely each is of anybody. How many; at most LATIN_COMBOS. */
size_t search_latin(Search *s, Combo combos[], float log_p[]);
/* Here, since it is done for every character of every row that is weighed. */
static inline int weigh(const Weights *w, uint16_t code)
{
    return w->w[w->at[code]];
}

/* The best way to lay n tokens on m characters, given what each weighs on each. */
Fit fit(size_t n, size_t m, int w[GIVEN_MAX][GIVEN_MAX]);
int context_bits(const Search *s, const KinName *row);
/* What the surname of a combo weighs, with its base. */
int surname_bits(const Search *s, const Combo *c, uint16_t surname);
/* What the given name weighs, and how it lies. */
Fit given_fit(const Search *s, const Combo *c, const KinName *row);

bool search_weights(Search *s, Err *e);
bool search_context(Search *s, Err *e);
void search_rows(Search *s);
void search_explain(Search *s, const Kept *kept, KinCandidate *out);
