/* SPDX-License-Identifier: Apache-2.0
 * Names of years: reigns of the Qing, the Republic, modern Japan, and the cycle of sixty.
 *
 * For when.c only.
 */
#pragma once

#include "base/date.h"
#include "text/scan.h"

typedef struct {
    Str name;   /* levelled (simplified) */
    int first;  /* the civil year of its year 1 */
    int years;  /* how many it had; 0 while it goes on */
    bool lunar; /* its months are those of the Chinese calendar */
    Day from, to;
} Era;

/* Takes the name of an era; NULL if none comes next. */
const Era *era_read(Scan *in);
/* Takes two characters of the cycle of sixty (甲子 is 0); false if none come next. */
bool cycle_read(Scan *in, int *index);
/* The next year of that place in the cycle, `from` or later. */
int cycle_year(int index, int from);
