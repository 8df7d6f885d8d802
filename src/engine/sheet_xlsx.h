/* SPDX-License-Identifier: Apache-2.0
 * What the files that read XLSX share.
 */
#pragma once

#include "engine/package.h"
#include "engine/sheet_parts.h"

/* The cells first_row … last_row × first … last (columns from 0, rows from 1). */
typedef struct {
    uint32_t first_row, last_row;
    uint16_t first, last;
} Range;

typedef struct {
    Str name;         /* zero-terminated */
    const char *part; /* its place in the zip; NULL if the package does not say */
    Str relation;
    bool hidden, ranges_known;
    Range *ranges; /* merged ones, sorted by first_row */
    size_t nranges;
} SheetInfo;

typedef struct XlsxRows XlsxRows;

typedef struct {
    Package package;
    Arena *arena; /* names and the like; what goes in is limited by its readers */
    SheetInfo *sheets;
    size_t nsheets;
    const char *strings_part, *styles_part;
    bool strings_loaded, epoch1904;
    Spool *texts, *offsets; /* shared strings: text i lies at offsets i … i + 1 */
    uint64_t ntexts;
    Show *styles;
    size_t nstyles;
    XlsxRows *rows;
} Xlsx;

/* Shared strings, read when the first sheet is started. */
MUST_USE bool xlsx_load_strings(Xlsx *x, Err *e);

/* The rows of sheet i, from the first. Takes the place of the rows that were read before. */
MUST_USE bool xlsx_rows_start(Xlsx *x, size_t i, Err *e);
MUST_USE bool xlsx_rows_next(XlsxRows *r, Arena *a, Row *out, Err *e);
double xlsx_rows_progress(const XlsxRows *r);
void xlsx_rows_free(XlsxRows *r);
