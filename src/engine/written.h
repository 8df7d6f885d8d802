/* SPDX-License-Identifier: Apache-2.0
 * Written: a text that somebody brings as a file. Its content and not its name says what it is:
 * plain text (Markdown too), DOCX or PDF.
 *
 *     Written p;
 *     if (!written_read(a, path, name, WRITTEN_PATIENCE, &p, e)) return false;
 *     claims_find(a, p.text, &claims, e) …
 *
 * A paragraph is a line of the text, whatever lines it was printed in. Of a DOCX: paragraphs in
 * their order, the row of a table as a line with tabs between its cells, text boxes behind the
 * paragraph that they hang on, footnotes and endnotes at the end; what tracked changes deleted,
 * hidden text, heads and feet of pages are left out. Of a PDF: lines as pdftotext sees them, put
 * together again (written_lines.h).
 *
 * Limits, each named in the error that it causes: 64 MB of file, 16 MB of text, 2,000 pages, and
 * for a PDF the seconds that the caller has; a DOCX also those of package.h, 256 MB a part,
 * unpacked.
 */
#pragma once

#include "base/arena.h"
#include "base/err.h"

enum {
    WRITTEN_FILE_MAX = 64 << 20, /* bytes of a file */
    WRITTEN_TEXT_MAX = 16 << 20, /* bytes of its text */
    WRITTEN_PAGES_MAX = 2000,
    WRITTEN_PATIENCE = 60, /* seconds, where nobody waits for a page */
};

typedef enum { WRITTEN_PLAIN, WRITTEN_DOCX, WRITTEN_PDF, WRITTEN__N } WrittenKind;

typedef struct {
    Str text; /* UTF-8 but for what was no text in a plain file; in the arena */
    WrittenKind kind;
    size_t pages; /* of a PDF; else 0 */
    size_t paragraphs;
} Written;

/* "plain", "docx", "pdf". */
NONNULL const char *written_kind_name(WrittenKind kind);
/* Reads a file; "-" is standard input. `name` is for messages. ERR_INVALID if it is none of these,
 * is protected, has no text or is above a limit; ERR_NOT_FOUND; ERR_INTERNAL where pdftotext is
 * not installed. */
MUST_USE bool written_read(Arena *a, const char *path, const char *name, int seconds, Written *out,
                           Err *e);
