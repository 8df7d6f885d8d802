/* SPDX-License-Identifier: Apache-2.0
 * What the generator of registries knows of southern China: characters of names, counties of today
 * and of 1911, villages, and what clerks and scanners take for one another.
 *
 * From common knowledge, rounded, so that the crowd looks like a crowd; nothing here is counted.
 */
#pragma once

#include "base/str.h"

/* In the order of the columns of data/names/surname_share.tsv. */
typedef enum { MINNAN, CHAOSHAN, HAKKA, CANTON, HAINAN, FOOCHOW, REGION__N } Region;

typedef struct {
    const char *code;  /* GB/T 2260, of today */
    const char *today; /* as a form of today has it */
    const char *old;   /* as a genealogy of 1911 has it */
    Region region;
} KinCounty;

extern const KinCounty kin_counties[];
extern const size_t kin_county_count;

/* Characters in order of frequency; what stands twice counts where it stands first. */
extern const char kin_men_old[], kin_men_new[], kin_women_old[], kin_women_new[];
/* Characters that stand in few names. */
extern const char kin_rare[];
/* Words of generation poems, and pet names. */
extern const char kin_generation[], kin_pet[];
/* Base names of villages, by blanks, in order of frequency. */
extern const char kin_villages[];
/* Pairs: traditional and simplified. */
extern const char kin_scripts[];
/* Groups by blanks: characters that are read for one another, and other forms of a surname. */
extern const char kin_confused[], kin_variants[];
