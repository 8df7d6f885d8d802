/* SPDX-License-Identifier: Apache-2.0
 * What the pages of a review that is being written share.
 */
#pragma once

#include "review/confirmed.h"
#include "review/typed.h"
#include "web/edit.h"

enum { REVIEW_YEAR_MAX = 9999 }; /* in an address; above it stands the number of a review */

/* The record of type review that the address names, with its chapters and what it orders. */
typedef struct {
    const Record *record;
    Chapters chapters;
    ReviewOrder order;
    const Figures *all;
    bool open;   /* its text may be changed in this state */
    bool writes; /* … and by this user */
} ReviewPage;

/* What is counted and listed for the text of a review. */
typedef struct {
    Review review;
    TypedNumbers typed;
    const ConfirmedChange *changes; /* since its figures were confirmed */
    size_t nchanges;
} ReviewText;
/* All of it in few statements, with what `more` asks, which is run first and may run more than
 * once; NULL: nothing. What is wrong with the text itself is ERR_INVALID or ERR_NOT_FOUND. */
typedef bool ReviewMore(Request *q, const ReviewPage *p, void *arg, Err *e);
MUST_USE bool review_page_read(Request *q, const ReviewPage *p, ReviewMore *more, void *arg,
                               ReviewText *out, Err *e);

MUST_USE bool review_page_load(Request *q, Str id, ReviewPage *out, Err *e);
/* Where the pages of figures are, for that period and unit. */
DocLinks review_links(const Request *q, const FigureScope *s);
/* The address of a page of the review: "" is that of its record, else "/text" and the like. */
Str review_url(const Request *q, const ReviewPage *p, const char *page);
/* The numbers that were typed in a text, each with its verdict; for those that a figure may stand
 * behind the buttons that bind them, if `offers`. In a form whose field "bind" they are. */
void put_typed(Request *q, const TypedNumbers *w, Lang lang, const DocLinks *links, bool offers);
/* What the figures say about each other, as a list. */
void put_findings(Request *q, const Findings *f);
/* What differs from the figures as they were confirmed, if the review is between that and its issue
 * and anything does. */
void put_confirmed(Request *q, const ReviewPage *p, const ReviewText *t);
/* A fault on top of the page. */
void put_fault(Request *q, Str text);
