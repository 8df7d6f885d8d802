/* SPDX-License-Identifier: Apache-2.0
 * A file that appears under its name only when all of it is on the disk.
 */
#pragma once

#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

enum { OUT_FLUSH_AT = 1 << 20 }; /* bytes that wait for out_file_flush */

typedef struct {
    const char *path; /* "-": standard output */
    Str temp;
    FILE *file;
} OutFile;

/* Is the path free, or a file that may be written over? */
MUST_USE bool out_file_may(const char *path, Err *e);
MUST_USE bool out_file_open(OutFile *o, Arena *a, const char *path, Err *e);
MUST_USE bool out_file_write(OutFile *o, Str bytes, Err *e);
/* Writes what waits in the buffer once it is OUT_FLUSH_AT bytes, at the end whatever it is. */
MUST_USE bool out_file_flush(OutFile *o, Buf *waiting, bool at_end, Err *e);
/* Makes sure that it is on the disk, then gives it its name. */
MUST_USE bool out_file_keep(OutFile *o, Err *e);
/* Takes away what was not kept; for AUTO. */
void out_file_drop(OutFile *o);
