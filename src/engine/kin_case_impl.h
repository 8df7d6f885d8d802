/* SPDX-License-Identifier: Apache-2.0
 * What a case tells, and the parts of comparing it; for kin_*.c of this folder only.
 */
#pragma once

#include "engine/kin_case.h"
#include "engine/kin_clue.h"

enum {
    TOLD_NAMES = 8,
    TOLD_WORDS = 6,
    TOLD_RELATIVES = 8,
    LINEAGES_MAX = 20000,
    CLUES_MAX = 200 /* of one case */
};

/* Something told, and how likely it is that it is of the sought person at all. */
typedef struct {
    Str text;
    double sure;
} ToldText;

typedef struct {
    Str text;
    double sure;
    KinField field;
} ToldName;

typedef struct {
    Str text;
    double sure;
    Relative who;
} ToldRelative;

typedef struct {
    int64_t kin_case;
    ToldName names[TOLD_NAMES];
    size_t nnames;
    ToldText born, departed, place, letter;
    Str place_shown, village_shown; /* as told */
    ToldText halls[TOLD_WORDS];     /* hall names, lantern names */
    size_t nhalls;
    ToldText words[TOLD_WORDS]; /* generation words: one, or a poem */
    size_t nwords;
    ToldRelative relatives[TOLD_RELATIVES];
    size_t nrelatives;
    bool seeker_consented;
    Str unused;
} Told;

bool kin_told(Kinfolk *k, Ctx *c, int64_t kin_case, Told *out, Err *e);

/* A lineage as a genealogy, a hall or a record of its own describes it. */
typedef struct {
    uint16_t surname; /* class; 0: not said */
    uint16_t node;
    Str village; /* simplified characters; may be empty */
    Str hall, lantern, poem, name;
    int64_t first_generation; /* which generation the first word of the poem is for; 0: not said */
} Lineage;

typedef struct {
    Lineage *p;
    size_t n;
} Lineages;

/* Those that the user may see. */
bool kin_lineages(Kinfolk *k, Ctx *c, Lineages *out, Err *e);

/* A person of the registry, as far as a comparison needs it. */
typedef struct {
    int64_t id, unit;
    Str hans, hant, latin, other, born, place, place_text, left;
    Day born_from, born_to, left_from, left_to;
    uint16_t surname; /* class of the first character; 0: no Chinese name */
    PlaceRead where;
    bool dead, consented;
} Person;

typedef struct {
    Kinfolk *k;
    Ctx *c;
    const KinView *view;
    const Told *told;
    const Lineages *lineages;
} Compare;

bool kin_person_load(const Compare *m, int64_t id, Person *out, Err *e);
/* A name of the person, masked if that one may be living and not both sides have consented. */
Str kin_shown_name(const Compare *m, const Person *p);
/* 陈＊＊, or "T. B. S.": enough to tell two candidates apart. Of a masked name the same. */
Str kin_masked_name(Arena *a, Str name);

/* Bits of something that is told with that certainty: of the mixture of what was told and of
 * anything. */
int kin_unsure(int bits, double sure);
/* Bits of a ratio of probabilities. */
int kin_bits(double ratio);

/* Fills the cells of hall and generation; `by` says how the name met. */
void kin_compare_lineage(const Compare *m, const Person *p, const KinCandidate *by, KinFound *f);
/* Fills the cell of relatives for all that were found. */
bool kin_compare_relatives(const Compare *m, const Person *candidates, KinFound *found, size_t n,
                           Err *e);

bool kin_has_han(Str s);
