/* SPDX-License-Identifier: Apache-2.0
 * Sheets: tables read from and written to CSV and XLSX files, row by row, in bounded memory.
 *
 *     Sheets *s = sheets_open(path, e);
 *     for (size_t i = 0; s && i < sheets_count(s); i++) {
 *         if (sheets_hidden(s, i) || !sheets_start(s, i, e)) continue;
 *         for (ArenaMark m = arena_mark(a); sheets_row(s, a, &row, e); arena_rewind(a, m)) …
 *     }
 *     sheets_close(&s);
 *
 * Limits, each named in the error that it causes: a cell 1 MB, a row 16 MB, 1,024 columns,
 * 2,000,000 rows; XLSX also 2 GiB a part, unpacked, and 10,000 parts. Memory: under 24 MB of its
 * own for a file of any size, and the caller's arena must have room for one row (twice 16 MB).
 *
 * CSV: UTF-8, UTF-16 (with byte order mark) and GB18030; comma, tab and semicolon; both are found
 * by looking. A text that a spreadsheet would run as a formula is written with an apostrophe in
 * front and read without it, so that what was exported imports unchanged (csv_row, below).
 */
#pragma once

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

enum {
    SHEET_CELL_MAX = 1 << 20,
    SHEET_ROW_MAX = 16 << 20,
    SHEET_COLUMNS_MAX = 1024,
    SHEET_ROWS_MAX = 2000000
};

typedef struct Sheets Sheets; /* an opened file of one or more tables */
typedef enum { CELL_EMPTY, CELL_TEXT, CELL_NUMBER, CELL_DATE, CELL_BOOL, CELL_ERROR } CellKind;

/* The text is what a person sees, as far as that can be known. Numbers: plain decimal, 12000 and
 * not 1.2E+04, as many digits as a spreadsheet shows (15), whole ones as stored. Dates: 2024-03-05
 * or 2024-03-05 08:30:00, a bare time 08:30:00. Booleans: true, false. Errors: #N/A.
 * From CSV every cell is CELL_TEXT or CELL_EMPTY. */
typedef struct {
    CellKind kind;
    Str text;    /* in the arena that sheets_row was given */
    bool merged; /* the value comes from the top left cell of a merged range */
} Cell;

typedef struct {
    int64_t row; /* as a spreadsheet numbers it: from 1, empty rows counted */
    const Cell *cells;
    size_t n; /* up to the last cell that is not empty */
} Row;

/* Opens a file; its content, not its name, decides the format. "-" is standard input, spooled to
 * an unlinked temporary file. NULL if there is no such file, or it is neither CSV nor XLSX.
 * To be closed by the caller. */
MUST_USE Sheets *sheets_open(const char *path, Err *e);
/* Closes; *s may be NULL and becomes NULL. */
void sheets_close(Sheets **s);
/* Number of sheets, hidden ones included; 1 for CSV. */
size_t sheets_count(const Sheets *s);
/* The sheet's name; for CSV the name of the file without folder and ending. Lives as long as s. */
Str sheets_name(const Sheets *s, size_t i);
/* True for a sheet that the file's author hid; such sheets are not to be imported. */
bool sheets_hidden(const Sheets *s, size_t i);
/* Goes to the first row of sheet i. */
MUST_USE bool sheets_start(Sheets *s, size_t i, Err *e);
/* The next row that is not empty, in the arena; false at the end, and with e set on failure.
 * A row with nothing in it but copies from a merged range that begins above counts as empty. */
MUST_USE bool sheets_row(Sheets *s, Arena *a, Row *out, Err *e);
/* How much of the present sheet has been read, 0 to 1, by bytes. */
double sheets_progress(const Sheets *s);
/* A, B … Z, AA … XFD for 0, 1 …; the text is in out, zero-terminated. */
Str column_name(size_t col0, char out[8]);

/* The mark by which spreadsheets know UTF-8: the first thing in a CSV file for them. */
void csv_bom(Buf *b);
/* One row in RFC 4180 form, with CR LF. A cell that begins with = + @ tab or CR, or with a - that
 * is no number's, gets an apostrophe in front; so does one that reading would take for such a
 * guarded cell. sheets_row takes exactly that apostrophe away again. */
void csv_row(Buf *b, const Str *cells, size_t n);

typedef struct XlsxOut XlsxOut;

/* Begins a file, which appears under its name only when xlsx_close has succeeded; "-" is standard
 * output. The same calls give the same bytes. NULL on failure. */
MUST_USE XlsxOut *xlsx_new(const char *path, Err *e);
/* Begins the next sheet. What a spreadsheet refuses in a name is replaced, a name that is taken
 * gets " (2)" behind it. */
MUST_USE bool xlsx_sheet(XlsxOut *x, Str name, Err *e);
/* Width of a column of this sheet in characters of the default font. */
void xlsx_column_width(XlsxOut *x, size_t col, double chars);
/* Writes the sheet's next row. The first is its header: bold, frozen, with filter buttons. Numbers
 * of up to 15 digits, dates from March 1900 on and booleans are stored as such, all else as text,
 * never as a formula. After 1,048,576 rows a sheet "name (2)" goes on, with the same header. */
MUST_USE bool xlsx_row(XlsxOut *x, const Cell *cells, size_t n, Err *e);
/* As xlsx_row; a cell whose remark is not empty is filled red, the remark becomes its comment. */
MUST_USE bool xlsx_marked_row(XlsxOut *x, const Cell *cells, const Str *remarks, size_t n, Err *e);
/* Finishes the file and puts it in place; *x becomes NULL in any case. */
MUST_USE bool xlsx_close(XlsxOut **x, Err *e);
/* Gives the file up without a trace; *x may be NULL and becomes NULL. For AUTO. */
void xlsx_drop(XlsxOut **x);
