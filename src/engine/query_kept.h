/* SPDX-License-Identifier: Apache-2.0
 * Kept questions: those that pages ask of every record, such as its lists and deadlines. One is
 * parsed, checked and compiled once for all users who have the same rights, and then only told the
 * record; a page of a dozen lists spends more on that than on their rows.
 *
 * What they were compiled from (types, units, rights) must stay as it is while they are kept: the
 * server keeps them with its snapshot of these.
 */
#pragma once

#include "engine/query.h"

typedef struct KeptQuestions KeptQuestions;

/* May be used by several threads. */
NONNULL KeptQuestions *kept_questions_new(void);
void kept_questions_free(KeptQuestions *k);

/* The query that query_parse makes of the text with that record as `this`, those columns and that
 * limit; not one that counts. Without c->asked it is made anew. */
const Query *query_kept(Ctx *c, Str text, Str columns, int64_t limit, int64_t self, Err *e);
/* What query_parse makes of that text and these parts, kept too: for questions of pages that do not
 * end with a record, such as those of figures over a period. */
const Query *query_kept_parts(Ctx *c, Str text, const QueryParts *parts, Err *e);
