/* SPDX-License-Identifier: Apache-2.0
 * Show: values and lists of records as markup.
 */
#pragma once

#include "engine/query.h"
#include "web/layout.h"

/* The value as a person reads it; a link to a record is one to its page, an empty value a dash. */
void show_value(Request *q, const Field *f, const Value *v);
/* What stands where the reader may not see. */
void show_masked(Request *q);
/* Is such a value set in figures and to the right? */
bool shows_number(const Field *f);
/* What a record is called; from q->titles if it is there. */
Str show_title(Request *q, const Type *t, int64_t id);
/* The address of a record's page. */
Str record_url(const Request *q, const char *type, int64_t id);
/* A table of records, each row a way to its record. */
typedef struct {
    const char *caption; /* in the reader's language */
    Str sort_base;       /* address to which "order=…" is added; empty: headings sort nothing */
    Str order;           /* the order as it is now */
    Str skip;            /* a column that says the same in all rows; empty: none */
    size_t limit, shown; /* at most; so many there were */
    bool choose;         /* each row has a box, named id */
    bool backward;       /* the query goes backward; the rows stand in their order all the same */
    Str first;           /* key of the first row shown */
    Str next;            /* key behind the last row if there are more, else empty */
    bool more;           /* backward: there are rows further in front */
} RecordTable;
/* The query lists, and has a limit above t->limit. */
MUST_USE bool show_records(Request *q, const Query *query, RecordTable *t, Err *e);
/* The same of rows that were read before; titles of what they link to are in q->titles. */
void show_rows(Request *q, const Query *query, const RowList *rows, RecordTable *t);
/* Looks up the names of all that the rows of n lists link to, in few statements, for show_rows. */
MUST_USE bool show_fetch_titles(Request *q, const Query *const *queries, const RowList *lists,
                                size_t n, Err *e);
/* Looks up what n records are called, their units, and all that they link to; NULLs are passed
 * over. */
MUST_USE bool show_fetch_names(Request *q, const Record *const *list, size_t n, Err *e);
/* "1,234 records" in the reader's language. */
void show_total(Request *q, int64_t n);
/* A moment to the minute: "2024-03-05 14:30". */
Str clock_text(const Request *q, int64_t at);
