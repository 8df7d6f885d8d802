/* SPDX-License-Identifier: Apache-2.0
 * The page of a record and its parts.
 */
#pragma once

#include "web/edit.h"

/* What came of something that was tried with a record. */
typedef struct {
    const Str *p;
    size_t n;
} RecordFaults;

/* The whole page; what went wrong stands on top, and q->status says how. */
MUST_USE bool record_page(Request *q, const Type *t, int64_t id, RecordFaults faults, Err *e);
/* After something was done to it: what, and a way to take it back. */
void put_receipt(Request *q, const Record *r);
/* The same after several were made that link to it (page_rows.c). `back` is the address to return
 * to when that is taken back. */
MUST_USE bool put_rows_receipt(Request *q, Str back, Err *e);
/* The steps from its state, for those who may a button, for others who does it. */
MUST_USE bool put_next(Request *q, const Record *r, Err *e);
/* Above a list: the ways to make such a record, and several, for those who may. */
void put_new_ways(Request *q, const Type *t);
/* The clocks that run for it. */
MUST_USE bool put_deadlines(Request *q, const Record *r, Err *e);
/* Voiding it, taking it back in, erasing it: what the user may of this. */
void put_acts(Request *q, const Record *r);
