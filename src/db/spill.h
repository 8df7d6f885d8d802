/* SPDX-License-Identifier: Apache-2.0
 * Spill: rows of a result that had to leave the wire before they were asked for, first in first
 * out. The first 16 MiB stay in memory, what is more goes to a temporary file. Private to src/db.
 */
#pragma once

#include <stdio.h>

#include "base/buf.h"

enum { ROWS_IN_MEMORY = 16 << 20 };

typedef struct {
    Buf memory;
    size_t read; /* bytes of memory that were read */
    FILE *spill;
    bool rewound; /* the file is being read now; nothing is added any more */
    Buf row;      /* the row that was read from the file */
} Spill;

Spill *spill_new(void);
void spill_free(Spill *r);
/* Adds a row of n values; a value with p == NULL is NULL. False when the file fails. */
MUST_USE bool spill_put(Spill *r, const Str *values, size_t n);
/* The next row, borrowed until the next call; false at the end, and *ok is false on failure. */
MUST_USE bool spill_next(Spill *r, Str *values, size_t n, bool *ok);
