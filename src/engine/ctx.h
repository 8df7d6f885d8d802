/* SPDX-License-Identifier: Apache-2.0
 * Ctx: what one request or one command works with.
 */
#pragma once

#include "base/arena.h"
#include "base/date.h"
#include "base/lang.h"
#include "db/db.h"
#include "engine/type.h"
#include "text/country.h"
#include "text/division.h"
#include "text/fold.h"
#include "text/holiday.h"
#include "text/script.h"

typedef struct Registry Registry;
typedef struct User User;
typedef struct Units Units;
typedef struct Chain Chain;
typedef struct Finder Finder;
typedef struct AlikeFacts AlikeFacts;
typedef struct Settings Settings;
typedef struct KeptQuestions KeptQuestions;
typedef struct Readings Readings;
typedef struct Ahead Ahead;
typedef struct KnownFigures KnownFigures;

/* Tables of facts, loaded once per process, then constant; the scripts and alike read theirs when
 * needed. */
typedef struct {
    Folder *folder;
    const Countries *countries;
    const Divisions *divisions;
    const Holidays *holidays;
    Scripts *scripts;
    AlikeFacts *alike; /* engine/alike.h */
} Facts;

struct Ctx {
    Arena *arena;
    Db *db;
    const Registry *types;
    const Facts *facts;
    const User *user;         /* who acts; NULL only while a store is being made */
    const Units *units;       /* the tree of the real day, for rights */
    const Settings *settings; /* engine/setting.h; NULL: the defaults */
    const Holidays *holidays; /* engine/workday.h; NULL: those that were announced */
    KeptQuestions *asked;     /* engine/query_kept.h; NULL: each question is compiled anew */
    KnownFigures *known;      /* figure/figure.h; NULL: figures are loaded anew */
    int64_t seq;              /* the history goes at least so far; 0: nobody looked */
    Finder *finder;           /* of the process; NULL where nobody searches */
    Chain *chain;             /* the open end of the history in a transaction of the store */
    Readings *readings;       /* engine/history.h; NULL: each reading is written down at once */
    Ahead *ahead;             /* engine/query_ahead.h; NULL: each question is asked at once */
    Lang lang;
    const Converter *script; /* of a document: values are shown in it; NULL: as they are recorded */
    int tz;                  /* minutes east of UTC; China is 480 */
    int64_t now;             /* ms since 1970 */
    Day today;     /* of now in tz, or what --as-of says: what questions refer to, never rights */
    int64_t batch; /* batch that the writes belong to; 0: single writes */
    Str why;       /* reason that goes into the history */
    /* A type that is open whatever the user's rights to it: what is done with it was allowed by
     * those to another record (engine/attach.h). NULL: none. */
    const Type *opened;
    /* What was refused in words that do not tell whether there is such a thing: for the history. */
    Str refused;
    bool importing; /* any state that one could move to may be set; links were checked */
};

/* In the arena; the folder inside is the caller's to free with facts_done. */
NONNULL Facts *facts_load(Arena *a);
void facts_done(Facts *f);
