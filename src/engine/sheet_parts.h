/* SPDX-License-Identifier: Apache-2.0
 * What the files sheet*.c share and nobody else needs: formats, temporary files, values.
 */
#pragma once

#include "engine/sheet.h"

/* A format that can be read; `state` is what its opener returned. */
typedef struct {
    void (*close)(void *state);
    size_t (*count)(const void *state);
    Str (*name)(const void *state, size_t i);
    bool (*hidden)(const void *state, size_t i);
    bool (*start)(void *state, size_t i, Err *e);
    bool (*row)(void *state, Arena *a, Row *out, Err *e);
    double (*progress)(const void *state);
} SheetFormat;

extern const SheetFormat csv_format, xlsx_format; /* and gedcom_format, engine/gedcom.h */

/* Openers take over fd, also when they fail. `file` is the name for messages, kept by the caller
 * for as long as the state lives. */
MUST_USE void *csv_open(int fd, const char *file, Err *e);
MUST_USE void *xlsx_open(int fd, const char *file, Err *e);

/* A new temporary file that has no name any more; -1 with e set on failure. */
MUST_USE int sheet_temp_file(Err *e);
/* Fills dst from the file's byte `at` on as far as there is something; -1 on failure. */
MUST_USE ptrdiff_t sheet_read_at(int fd, uint64_t at, void *dst, size_t n);

/* Spool: bytes written once, in order, then read anywhere. The first 4 MB stay in memory, the rest
 * goes into an unlinked file and is read through a cache of 4 MB. */
typedef struct Spool Spool;
NONNULL Spool *spool_new(void);
void spool_free(Spool *s);
MUST_USE bool spool_write(Spool *s, const void *p, size_t n, Err *e);
uint64_t spool_size(const Spool *s);
/* False when at … at + n is not all there, or the temporary file cannot be read. */
MUST_USE bool spool_read(Spool *s, uint64_t at, void *dst, size_t n);

/* How a spreadsheet shows a number. */
typedef enum { SHOW_PLAIN, SHOW_DATE, SHOW_ELAPSED } ShowKind;
typedef struct {
    ShowKind kind;
    uint8_t zeros; /* digits to which a whole number is filled: 00000 */
} Show;

enum { VALUE_TEXT = 400 };

/* What a number format shows: by its code, or by its number when it is a built-in one. */
Show show_of_code(Str code);
Show show_of_builtin(int64_t id);
/* The number `raw`, as stored, in the form described at Cell; raw itself if it is no number. */
Str value_text(Str raw, Show show, bool epoch1904, CellKind *kind, char out[VALUE_TEXT]);
/* An ISO date or time as strict files store it: 2024-03-05T00:00:00Z becomes 2024-03-05. */
Str value_iso_date(Str raw, char out[VALUE_TEXT]);
/* True for numbers that a spreadsheet keeps exactly as written: up to 15 digits, no zeros in
 * front, no exponent. */
MUST_USE bool value_exact(Str text, double *out);
/* The serial number of 2024-03-05 or 2024-03-05 08:30:00, from March 1900 on. */
MUST_USE bool value_serial(Str text, double *out, bool *has_time);

/* XLSX writes the character U+000D as _x000D_: the one that stands so at the start of s, or 0. */
uint32_t value_escaped(Str s);
/* In place: puts characters where such escapes are. Returns the new length. */
size_t value_unescape(char *p, size_t n);
