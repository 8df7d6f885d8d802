/* SPDX-License-Identifier: Apache-2.0
 * Questions asked ahead: what is made of hundreds of small questions is made more than once. The
 * first time each question is only noted, and answered with nothing; then all of them are asked in
 * few statements, and it is made again with their answers, until it asks nothing new.
 *
 *     ahead_begin(c);
 *     do
 *         make(…);
 *     while (ahead_fetch(c, …) && asked);
 *     ahead_end(c);
 *
 * What is made must come out the same each time, and write nothing but readings, which whoever does
 * this takes back before it is made again.
 */
#pragma once

#include "engine/query.h"

enum {
    AHEAD_FIRST = 12,      /* rows of a list that are asked at first: many readers want no more */
    AHEAD_ROWS = 2000,     /* rows of a list that are asked then; a longer one is asked by itself */
    AHEAD_ROOM = 24 << 20, /* bytes of all rows */
    AHEAD_ROUNDS = 6       /* then each question is asked at once */
};

void ahead_begin(Ctx *c);
void ahead_end(Ctx *c);
/* Are questions noted now? */
bool ahead_notes(const Ctx *c);
/* Was something noted that is not asked yet? */
bool ahead_waits(const Ctx *c);
/* Asks what was noted; *asked: was there anything? */
MUST_USE bool ahead_fetch(Ctx *c, bool *asked, Err *e);
/* From here on what is not known is asked at once; until it is noted again. */
void ahead_rest(Ctx *c);
void ahead_again(Ctx *c);
