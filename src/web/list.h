/* SPDX-License-Identifier: Apache-2.0
 * List: which records a page is about, as its address says it, for all pages of a list: the list
 * itself, its look, its groups, its export, the change of many.
 */
#pragma once

#include "engine/view.h"
#include "web/show.h"

typedef struct {
    const Type *t;
    Str search, where, columns, order; /* as the address says, else the view, else the look */
    View look;                         /* the user's own for this type */
    const View *views;                 /* that he may open */
    size_t nviews;
    const View *view; /* that was asked for; NULL */
} List;

/* Where a page of a list finds what it is about: behind '?', or in its form. */
typedef Str Given(const Request *q, const char *name);

/* Reads type and question from the request. */
MUST_USE bool list_read(Request *q, Given *given, List *out, Err *e);
QueryParts list_parts(const Request *q, const List *l);
/* Its address, or of a page below it ("/groups"), ready for one more name: it ends with '?' or '&'.
 * Without its order if !ordered. */
Str list_address(const Request *q, const List *l, const char *below, bool ordered);
/* The same for hidden inputs of a form. */
void list_put_hidden(Request *q, const List *l);
/* The head of a page below the list: title, way back, what it is about. */
void list_begin(Request *q, const List *l, const char *title);
/* How deep the user reads, or writes, at any unit: what a list of fields offers. */
int list_level(const Request *q, const Type *t, bool writes);
/* The script of lists. */
void list_put_script(Request *q);

/* page_list_filter.c */
/* The box of the question and what builds one. */
void list_put_filter(Request *q, const List *l);
/* If a condition was built, sets *to to the list that has it too. */
MUST_USE bool list_add_condition(Request *q, const List *l, Str *to, Err *e);
/* A value as the query language reads it; in quotes where it needs them. */
void list_put_text(Buf *out, Str text);

/* page_views.c */
/* The user's views and those shared with him, above a list. */
void views_put(Request *q, const List *l);
/* The same of all types, on the start page. */
MUST_USE bool views_put_home(Request *q, Err *e);
