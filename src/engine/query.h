/* SPDX-License-Identifier: Apache-2.0
 * Query: one language for list filters, saved views, audiences, figures and ?where=.
 *
 *     reception where direction = inbound and arrived in 2024 and country = SB
 *         count rows, sum headcount by country order rows desc
 *
 * A text is parsed once, checked against the types and the user's rights, and compiled to bound
 * SQL. The grammar is docs/query.md. Errors point at the place in the text and offer the nearest
 * name.
 */
#pragma once

#include "engine/ctx.h"
#include "engine/record.h"

typedef struct Query Query;

/* Pieces of a query as a command line or a form has them; any may be empty. */
typedef struct {
    Str where;    /* condition */
    Str search;   /* a name as somebody types it (finder.h): only records that it finds */
    int64_t best; /* of what the search finds only so many, the best; 0: all, or none if too many */
    const int64_t *found; /* what the search found of the type already, best first; NULL: nobody
                             searched yet */
    size_t nfound;
    Str columns;     /* "arrived, party.name_hans, country"; empty: the fields with IN_LIST */
    Str count;       /* "rows, sum headcount, distinct country" */
    Str by;          /* up to three fields */
    Str order;       /* "arrived desc, id" */
    Collate collate; /* how a listing orders texts; bytes: as the store does */
    int64_t limit;   /* 0: none */
    Str after;       /* key of the last row of the page before, from rows_key */
    bool backward;   /* the rows in front of `after` instead, the nearest first */
    int64_t self;    /* what `this` means, 0 if nothing */
    Day from, to;    /* what `period` means; 0 if nothing */
    Day tree;        /* the day of the tree that `under` refers to; 0: today */
    bool with_void;  /* voided records too */
} QueryParts;

enum { QUERY_TEXT_MAX = 8192, QUERY_DEPTH_MAX = 32, QUERY_JOINS_MAX = 8, QUERY_IN_MAX = 1000 };

/* A query over one type. Lives in the context's arena. ERR_INVALID, ERR_NOT_FOUND (unknown type) or
 * ERR_DENIED (a field that the user may not read cannot be asked for either). */
Query *query_build(Ctx *c, const Type *t, const QueryParts *parts, Err *e);
/* A whole query as text: TYPE [where …] [count …] [by …] [order …] [limit N]. */
Query *query_parse(Ctx *c, Str text, const QueryParts *defaults, Err *e);

const Type *query_type(const Query *q);
/* True if the query counts instead of listing. */
bool query_counts(const Query *q);
/* What its columns are. */
size_t query_columns(const Query *q);
typedef struct {
    Str name;             /* as asked for: "party.name_hans", "sum headcount" */
    const Field *field;   /* NULL for counts */
    const Type *type;     /* the type that the field is of */
    const Field *counted; /* whose values a sum, min or max is of and is shown like; else NULL */
} Column;
const Column *query_column(const Query *q, size_t i);
/* SQL and parameters, for explain. */
Str query_sql(const Query *q);
/* SQL with the engine's plan below it, as text. */
MUST_USE bool query_explain(Ctx *c, const Query *q, Buf *out, Err *e);

/* Rows of a query. Reading a sensitive field is logged, once for each run (rows_done).
 *     AUTO(rows_done) Rows *rows = query_run(c, q, e);
 *     while (rows_next(rows, e)) …
 */
typedef struct Rows Rows;
Rows *query_run(Ctx *c, const Query *q, Err *e);
/* The same for who will read all of them, for what is asked ahead (query_ahead.h). */
Rows *query_run_all(Ctx *c, const Query *q, Err *e);
MUST_USE bool rows_next(Rows *r, Err *e);
/* Value of a column; a number (i) for counts. Masked values are empty and rows_masked is true. */
const Value *rows_value(const Rows *r, size_t col);
bool rows_masked(const Rows *r, size_t col);
int64_t rows_id(const Rows *r);   /* of the record; 0 when counting */
int64_t rows_unit(const Rows *r); /* its owning unit */
/* A row of a listing that outlives its statement, in the context's arena. */
typedef struct {
    int64_t id;
    const Value *values; /* by column, like rows_value and rows_masked */
    const bool *masked;
    Str key; /* rows_key */
} ListRow;
typedef struct {
    const ListRow *p;
    size_t n;
} RowList;
/* All rows of a query that lists, which should have a limit. */
MUST_USE bool query_list(Ctx *c, const Query *q, RowList *out, Err *e);
/* Those of many in one statement; n lists. At most 250 queries. What is sensitive in one is logged
 * as if it were run. */
MUST_USE bool query_list_many(Ctx *c, const Query *const *qs, size_t n, RowList *out, Err *e);
/* How many records match each of them, whatever their limits, in one statement. */
MUST_USE bool query_total_many(Ctx *c, const Query *const *qs, size_t n, int64_t *out, Err *e);
/* All rows of a count. */
typedef struct {
    const Value *cells; /* rows × columns of them, in the context's arena */
    size_t rows, columns;
} Answer;
/* Many counts in few statements; none of them may be logged (query_is_logged). n answers. */
MUST_USE bool query_count_many(Ctx *c, const Query *const *qs, size_t n, Answer *out, Err *e);
/* Where the next page goes on: for QueryParts.after. In the context's arena. */
Str rows_key(const Rows *r);
void rows_done(Rows **r);

/* ---- what an answer depends on ---- */

/* Names the question as the store is asked it: SQL with all values, and so rights, units and days.
 * As long as no record of query_reads changes, two with one name have one answer. */
Str query_name(Ctx *c, const Query *q);
/* The types whose records decide the answer, each once, in the context's arena. */
const Type *const *query_reads(Ctx *c, const Query *q, size_t *n);
/* Is reading its answer logged? */
bool query_is_logged(const Query *q);

/* Number of records that match, exact. */
MUST_USE bool query_total(Ctx *c, const Query *q, int64_t *out, Err *e);
