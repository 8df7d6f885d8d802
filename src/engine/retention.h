/* SPDX-License-Identifier: Apache-2.0
 * Retention: how long records that hold something of a person are kept, as the office says in
 * records of type `retention`. What is past that is due; somebody erases it, or keeps it on with a
 * reason. Nothing is ever erased by itself. docs/decisions/0036-retention.md
 */
#pragma once

#include "engine/ctx.h"
#include "engine/record.h"

extern const Type retention_type, retention_hold_type;

typedef struct {
    int64_t id, years;
    Str name, where, since, basis; /* since: the date field that it counts from */
    const Type *of;
} RetentionRule;

enum { RETENTION_MOST = 5000 /* that are looked at of what one rule makes due */ };

/* All rules whose type there still is. */
MUST_USE bool retention_rules(Ctx *c, const RetentionRule **out, size_t *n, Err *e);
/* Up to the day before this one, what began then is due by the rule. */
Day retention_day(const Ctx *c, const RetentionRule *rule);
/* The records that are due, the oldest first, as far as the user may read them; of at most
 * RETENTION_MOST the rule finds. What was erased, or is kept on, is not among them. */
MUST_USE bool retention_due(Ctx *c, const RetentionRule *rule, const int64_t **ids, size_t *n,
                            Err *e);

typedef struct {
    int64_t batch; /* the receipt; 0 if nothing was erased */
    size_t erased, left;
    Str why; /* the first one was left */
} RetentionReport;
/* Erases those of the ids that are due by the rule, each as store_erase does, and notes all in one
 * receipt. */
MUST_USE bool retention_erase(Ctx *c, const RetentionRule *rule, const int64_t *ids, size_t n,
                              Str why, RetentionReport *out, Err *e);
/* Keeps records on until that day. */
MUST_USE bool retention_keep(Ctx *c, const RetentionRule *rule, const int64_t *ids, size_t n,
                             Day until, Str why, Err *e);
