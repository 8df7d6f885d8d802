/* SPDX-License-Identifier: Apache-2.0
 * Fenced: another program works on a file that may be hostile, in a process of its own with little
 * memory and time, without network and, where the kernel can do that (Landlock), without any file
 * but those of the system. Whatever the file does to it, we go on.
 *
 * It begins with an empty environment, reads `in` as its standard input and writes into `out`.
 */
#pragma once

#include "base/buf.h"

typedef struct {
    const char *const *args; /* args[0] is the program's path; ends with NULL */
    int in;                  /* an open file; -1: nothing */
    size_t memory;           /* bytes */
    unsigned cpu_s, wall_s;
    size_t file_most;      /* bytes of a file that it writes; 0: it may write none */
    const char *may_write; /* the one file or folder that it may write to, NULL: none */
    const char *may_read;  /* the one file that it may read, NULL: none but those of the system */
} Fenced;

typedef enum {
    FENCED_DONE,
    FENCED_FAILED,  /* it ended with an error, or was ended by the kernel */
    FENCED_SLOW,    /* it took longer than it may */
    FENCED_MUCH,    /* `out` is full */
    FENCED_MISSING, /* the program is not there, or cannot be run */
} FencedEnd;

/* Waits for it to end. What it writes goes to `out`, what it complains of to `complaint`; both may
 * be NULL: thrown away. */
FencedEnd fenced_run(const Fenced *f, Buf *out, Buf *complaint);
