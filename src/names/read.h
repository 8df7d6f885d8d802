/* SPDX-License-Identifier: Apache-2.0
 * How a name that somebody wrote can be read: in which order, cut in which way, in which system.
 *
 *     NameReading r;
 *     name_read(n, arena, S("Tan Kah-Kee"), NULL, &r);
 *     // r.ways[0]: surname "tan", given "kah" "kee", prior 0; r.tokens[…] what each may be
 *
 * A token is a syllable in Latin letters, a Chinese character, or an initial. A way says which
 * token is the surname and which are the given name, with the bits that this order costs. Western
 * names, titles and kin words are set aside and listed.
 */
#pragma once

#include "names/names.h"

enum {
    NAME_LONGEST = 200, /* bytes */
    TOKENS_MAX = 24,    /* different ones in all ways of a name */
    WAYS_MAX = 16,
    GIVEN_MAX = 3,
    ASIDE_MAX = 8,
    NO_TOKEN = 0xFF
};

typedef enum { TOKEN_LATIN, TOKEN_HAN, TOKEN_INITIAL } TokenKind;

/* What a token may be in one system and place. */
typedef struct {
    WeighedList classes; /* P(token | class), in no order */
    float total;         /* P(token): the sum over classes by their shares */
} TokenIn;

typedef struct {
    TokenKind kind;
    Str text;
    uint16_t cls;       /* of a TOKEN_HAN */
    float unheard;      /* P of it where no rule makes it: the less, the longer it is */
    bool filled[AS__N]; /* which of `in` is there: those that a way asks for */
    TokenIn in[AS__N][SYSTEMS_MAX];
    /* The mean over the systems of a dialect, and (at DIALECT__N) over all: people mix habits. The
     * classes only once token_mean() was asked for them. */
    TokenIn mean[AS__N][DIALECT__N + 1];
    Heard *heard;
} Token;

typedef enum {
    WAY_SURNAME_FIRST,
    WAY_SURNAME_LAST,
    WAY_NO_SURNAME,
    WAY_MARRIED, /* a husband's surname stands before, and is passed over */
    WAY__N
} WayKind;

typedef struct {
    WayKind kind;
    uint8_t surname; /* a token, or NO_TOKEN */
    uint8_t husband; /* of WAY_MARRIED: the surname that is passed over */
    uint8_t given[GIVEN_MAX];
    uint8_t ngiven;
    float prior; /* log2, at most 0 */
} Way;

typedef struct {
    Str text;
    WordKind kind;
} Aside;

typedef struct {
    Token *tokens;
    size_t ntokens;
    Way ways[WAYS_MAX];
    size_t nways;
    Aside aside[ASIDE_MAX];
    size_t naside;
    bool female; /* a kin word or title says so */
    bool
        chinese; /* nothing but Chinese characters: no system has a part in it, and the first stands
                   * for all */
} NameReading;

/* How common a class is in a place, where a registry knows better than the tables. */
typedef struct {
    const float *p[AS__N]; /* by class, adding up to 1; NULL for the tables' */
} Shares;

/* Reads a name. False, with nothing read, if it holds no letter and no Chinese character. */
bool name_read(const Names *n, Arena *a, Str name, const Shares *shares, NameReading *out);

/* A way in one system, and log2 of how likely it made the name. */
typedef struct {
    float log_p;
    uint8_t way, system;
} Ranked;

/* What a token is where it is not as its system writes: as another of the dialect does, as any
 * does, and anything at all. */
#define OTHER_HABIT 0.06F
#define OTHER_DIALECT 0.04F
#define SLIP 0.02F

/* P(token | class), the mean over the systems of a dialect or (DIALECT__N) over all; made when it
 * is first asked for. */
const WeighedList *token_mean(const Names *n, Arena *a, ClassSum *sum, Token *t, Slot slot,
                              DialectId d);
/* P(token) in that place and system, slips included. */
float token_p(const Names *n, const Token *t, Slot slot, size_t system);
/* All ways in all systems, likeliest first, in the arena; *all is log2 of their sum. */
Ranked *name_rank(const Names *n, Arena *a, const NameReading *r, size_t *count, float *all);
