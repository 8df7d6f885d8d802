/* SPDX-License-Identifier: Apache-2.0
 * What the files that read XLSX share: the package (a zip of XML parts) and its parts as streams.
 */
#pragma once

#include <expat.h>
#include <zip.h>

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
    zip_t *zip;
    const char *file;
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

typedef struct Part Part;

/* What is called for a part's elements; names come without their namespace prefix. */
typedef struct {
    void (*start)(Part *p, const char *name, const char **attributes);
    void (*end)(Part *p, const char *name);
    void (*text)(Part *p, Str s);
} PartHandlers;

/* A part that is being read. The caller keeps it where it is until part_done. */
struct Part {
    const char *file, *name;
    const PartHandlers *handlers;
    void *user;
    zip_file_t *zip;
    XML_Parser parser;
    uint64_t size, read;
    int depth;
    bool last, paused;
    Err *e;
};

typedef enum { PART_END, PART_PAUSED, PART_FAILED } PartResult;

MUST_USE bool part_open(Part *p, const Xlsx *x, const char *name, const PartHandlers *handlers,
                        void *user, Err *e);
void part_done(Part *p);
/* Reads on until the end, or until a handler calls part_pause or part_stop, or fails. */
MUST_USE PartResult part_run(Part *p, Err *e);
/* For handlers: to come back out of part_run after this element; to be done with the part. */
void part_pause(Part *p);
void part_stop(Part *p);
/* The value of an attribute, NULL if it is not there. */
const char *part_attribute(const char *const *attributes, const char *name);
/* Reads all of a part; false on failure. */
MUST_USE bool part_read(const Xlsx *x, const char *name, const PartHandlers *handlers, void *user,
                        Err *e);
/* Errors: there is more than the zip's folder says; the zip cannot be unpacked. Return false. */
bool part_too_large(const Part *p, Err *e);
bool part_unreadable(const Part *p, Err *e);
/* The whole number in an attribute; `otherwise` if it is none. */
int64_t part_number(const char *value, int64_t otherwise);

/* Shared strings, read when the first sheet is started. */
MUST_USE bool xlsx_load_strings(Xlsx *x, Err *e);

/* The rows of sheet i, from the first. Takes the place of the rows that were read before. */
MUST_USE bool xlsx_rows_start(Xlsx *x, size_t i, Err *e);
MUST_USE bool xlsx_rows_next(XlsxRows *r, Arena *a, Row *out, Err *e);
double xlsx_rows_progress(const XlsxRows *r);
void xlsx_rows_free(XlsxRows *r);
