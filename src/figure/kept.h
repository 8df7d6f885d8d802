/* SPDX-License-Identifier: Apache-2.0
 * Kept: answers of counts, kept in the store for as long as they are true. Private to src/figure.
 *
 * An answer is kept under the name of its question (query_name) with the number of the newest row
 * of the history before it was counted. It holds while no row above that number changes a record of
 * a type that the question reads; every change of a record has its row in the same transaction, so
 * that nothing has to be told that something changed. Writers do nothing for it.
 *
 *     Kept *k = kept_open(c, e);
 *     kept_ask(c, k, q, &answer, e) …
 *     kept_save(c, k);
 *
 * Nothing is kept in a small store, where counting is faster than writing; nothing is taken or kept
 * in a transaction; an answer whose reading is logged is always read.
 */
#pragma once

#include "engine/query.h"

enum {
    KEPT_FROM_ROWS = 20000, /* of history: a smaller store keeps nothing */
    KEPT_WINDOW = 5000,     /* rows of history that are looked through; an older answer is none */
    KEPT_MAX = 10000        /* answers in a store; when it is full all are dropped */
};

typedef struct Kept Kept;

/* Lives in the context's arena. */
Kept *kept_open(Ctx *c, Err *e);
/* From here on kept_ask only notes what it does not know, and answers with one row of nothing;
 * until kept_fetch finds all answers in few statements, which kept_ask gives from then on, as of
 * that moment. What was fetched before is forgotten, or still known. */
void kept_collect(Kept *k);
void kept_collect_more(Kept *k);
MUST_USE bool kept_fetch(Ctx *c, Kept *k, Err *e);
/* Does the store keep answers? Else there is nothing to look up before counting. */
bool kept_keeps(const Kept *k);
/* Was something noted that is not fetched yet? */
bool kept_waits(const Kept *k);
/* The answer, kept or counted; k may be NULL. In the context's arena. */
MUST_USE bool kept_ask(Ctx *c, Kept *k, const Query *q, Answer *out, Err *e);
/* Writes down what was counted since, unless somebody else is writing: then it is counted again
 * another time. k may be NULL. */
void kept_save(Ctx *c, Kept *k);
