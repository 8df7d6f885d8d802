/* SPDX-License-Identifier: Apache-2.0
 * Rows: a small table of new records, as a browser sends it. It becomes a sheet, which the import
 * reads, so that a cell means here what it means in a file.
 */
#pragma once

#include "engine/transfer.h"
#include "web/record.h"

/* Cells of one table: a form has FIELDS_MAX values, some for other things. */
enum { ROWS_CELLS_MAX = FIELDS_MAX - 200, ROWS_BLANK = 3, ROWS_WITH_MAX = 4 };

/* A field that is the same in all rows: a link to the record that one came from. */
typedef struct {
    const Field *field;
    Str text;
} RowsWith;

typedef struct {
    const Type *t;
    size_t width, n;
    Str *heads;         /* as they were pasted; empty: none */
    const Field **cols; /* NULL: to be left out */
    Str *cells;         /* n × width */
    RowsWith with[ROWS_WITH_MAX];
    size_t nwith;
    bool make_links; /* records that links name and that are not there */

    Str *faults;     /* of the cells, after a try */
    Str *row_faults; /* n of them */
    VEC(Str) whole, warnings;
    size_t nbad;
    int64_t skipped; /* rows that the import passes over: sums, headings */
} RowsTable;

/* An empty table with the columns that such a record has first. */
void rows_blank(Request *q, RowsTable *r);
/* Reads a block of cells from a spreadsheet, with headings or without. ERR_INVALID if it is too
 * large. */
MUST_USE bool rows_paste(Request *q, RowsTable *r, Str text, Err *e);
/* Reads the table that the browser sent. */
MUST_USE bool rows_sent(Request *q, RowsTable *r, Err *e);
/* Rows that are blank, behind the others, as far as there is room. */
void rows_more(Request *q, RowsTable *r);
/* Imports them, or tries to: what is wrong is in the table. *batch: 0 if nothing was kept. False if
 * the user may not, or the store failed. */
MUST_USE bool rows_run(Request *q, RowsTable *r, bool rehearse, int64_t *batch, Err *e);
