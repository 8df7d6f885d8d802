/* SPDX-License-Identifier: Apache-2.0
 * A table in a file: a heading line and rows of cells, with tabs between them. What `qiao match`
 * and `qiao dedupe` read.
 */
#pragma once

#include <stdio.h>

#include "base/err.h"
#include "base/str.h"

enum { TABLE_FILE_COLUMNS = 4, TABLE_FILE_LONGEST = 4096 /* bytes of a line */ };

typedef struct {
    const char *path;
    FILE *file;
    char line[TABLE_FILE_LONGEST + 2];
    int64_t number;
    int at[TABLE_FILE_COLUMNS]; /* where the wanted columns stand, -1 for none */
    Str cells[TABLE_FILE_COLUMNS];
} TableFile;

/* Finds the columns by their headings; the first two must be there. */
MUST_USE bool table_file_open(TableFile *t, const char *path, const Str wanted[TABLE_FILE_COLUMNS],
                              Err *e);
/* The next row that is not empty, its cells as long as the next is not read. False at the end and
 * with an error. */
bool table_file_row(TableFile *t, Err *e);
void table_file_done(TableFile *t); /* for AUTO */
