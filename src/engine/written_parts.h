/* SPDX-License-Identifier: Apache-2.0
 * What the files written*.c share. Private to them.
 */
#pragma once

#include "base/buf.h"
#include "engine/written.h"

/* Readers take an open file and leave it open. */
MUST_USE bool written_docx(Arena *a, int fd, const char *name, Buf *out, Err *e);
/* Fills in written->pages. */
MUST_USE bool written_pdf(Arena *a, int fd, const char *name, int seconds, Written *written,
                          Buf *out, Err *e);

/* ---- lines of printed pages ---- */

/* A piece of a line between two wide gaps, in hundredths of a point from the top left corner. */
typedef struct {
    int32_t left, top, right, bottom;
    int32_t first; /* how wide its first word is */
    uint32_t page; /* from 0 */
    Str text;
} WrittenLine;

/* Puts the lines together to a text in which a paragraph is a line. They come in the order in which
 * they were found, and are moved about. */
void written_lines(Arena *a, WrittenLine *lines, size_t n, uint32_t pages, Buf *out);
/* Is it written without blanks between words? */
bool written_wide(uint32_t ch);
