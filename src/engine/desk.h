/* SPDX-License-Identifier: Apache-2.0
 * The desk: what waits for a user, over all types: deadlines that are over or near, and records
 * that stand before a step which he may take. One statement each, whatever the number of types.
 */
#pragma once

#include "engine/ctx.h"
#include "engine/record.h"

enum { DESK_MOST = 500 }; /* rows of a deadline or a state that are looked at */

/* A deadline that runs. Near: four fifths of its time have passed; of one that stands before a
 * date, it has begun. */
typedef struct {
    Day due;
    bool over;
    const Type *type;
    const Deadline *deadline;
    int64_t id, unit;
} DueItem;

/* Those of records that the user may read, the earliest first; *more: there are so many that not
 * all were looked at. With `until` 0 those that are near; else all that fall due in since…until. */
MUST_USE bool desk_due(Ctx *c, Day since, Day until, const DueItem **out, size_t *n, bool *more,
                       Err *e);
/* The same for several of these windows, in one statement. */
typedef struct {
    Day since, until;
    const DueItem *p; /* filled in */
    size_t n;
    bool more;
} DueWindow;
MUST_USE bool desk_due_windows(Ctx *c, DueWindow *windows, size_t n, Err *e);

/* Records that stand in a calendar: from the day in one field to that in another. */
typedef struct {
    const char *type, *from, *to; /* to NULL: a single day */
} CalendarSource;
typedef struct {
    const Type *type;
    int64_t id;
    Day from, to;
} CalendarItem;
typedef struct {
    const CalendarItem *p;
    size_t n;
    bool more; /* there are so many that not all were looked at */
} CalendarList;
/* Those that the user may read and that touch since…until, by day. The sources end with { 0 }. */
MUST_USE bool desk_calendar(Ctx *c, const CalendarSource *sources, Day since, Day until,
                            CalendarList *out, Err *e);

/* All that run for one record, near or not, the earliest first. */
MUST_USE bool desk_due_of(Ctx *c, const Record *r, const DueItem **out, size_t *n, Err *e);

/* A record before a step that takes more than the right to write. */
typedef struct {
    const Type *type;
    const Move *move;        /* the first that he may take; returns stand behind */
    int64_t id, unit, since; /* in ms: when it was last changed */
    Str state;
} WaitingItem;

/* The longest waiting first. Steps that want another person than the user are left out for records
 * that he changed last. */
MUST_USE bool desk_waiting(Ctx *c, const WaitingItem **out, size_t *n, bool *more, Err *e);

/* A record on which the user worked: that he made or changed, other than by a batch; or that
 * somebody else returned to him, with his reason, and nobody touched since. */
typedef struct {
    const Type *type;
    int64_t id, at, by;
    Str why;
} RecentItem;
typedef VEC(RecentItem) RecentList;
/* The newest first, at most so many of each; the lists begin as { 0 }. Only of types of which
 * `people` says that people make them. */
MUST_USE bool desk_recent(Ctx *c, size_t most, bool (*people)(const Type *t), RecentList *recent,
                          RecentList *returned, Err *e);

/* Titles of records of several types, as store_title gives them, in few statements. */
typedef struct Titled {
    const Type *type;
    int64_t id;
    Str title; /* filled in */
} Titled;
MUST_USE bool desk_titles(Ctx *c, Titled *list, size_t n, Err *e);
