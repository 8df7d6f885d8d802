/* SPDX-License-Identifier: Apache-2.0
 * Transfer: spreadsheets in and out.
 *
 * An import runs in one transaction; a rehearsal is the very same run, rolled back. What was read
 * is a batch with a receipt, which undo takes back except for what was edited since.
 */
#pragma once

#include "engine/ctx.h"
#include "engine/query.h"
#include "engine/record.h"

/* ---- import ---- */

enum { IMPORT_ERRORS_MAX = 10000, IMPORT_FILES_MAX = 1000 };

typedef struct {
    Str file, sheet;
    int64_t row; /* as the spreadsheet shows it; 0: the whole sheet */
    Str column;  /* heading as written, with its letter: "C 抵达日期" */
    Str value, message, remedy;
    bool warning;
} BadCell;

typedef struct {
    const char *type;    /* NULL: guessed from file, sheet and headings */
    const char *mapping; /* name of a saved mapping, or NULL */
    Str mapping_text;    /* a mapping as text (--map FILE), or empty; docs/import.md */
    const char *called;  /* what the file is called in receipts and sources; NULL: its path */
    const char *save_as; /* keep the mapping that was used under this name, or NULL */
    bool rehearse;
    bool create_links;  /* make records that links name and that do not exist */
    const char *marked; /* file or folder for a copy with the bad cells marked, or NULL */
    int64_t unit;       /* owning unit of new rows that name none; 0: the user's own */
    void (*progress)(void *arg, double part, int64_t rows); /* called now and then; may be NULL */
    void *progress_arg;
} ImportOptions;

typedef struct {
    Str heading;        /* as written; a group above it comes first: "contact·telephone" */
    const Field *field; /* of the type or one of std_fields; NULL: left out */
    Str scale;          /* what a bare number counts by its heading: "万元"; or empty */
} ImportColumn;

typedef struct {
    Str file, sheet;
    const Type *type; /* NULL: it could not be told */
    bool guessed;     /* type told by the headings alone */
    const ImportColumn *columns;
    size_t ncolumns;
    int64_t rows, created, updated, same, bad, skipped;
} ImportSheet;

typedef struct {
    int64_t batch; /* the receipt's number; 0 for a rehearsal or a failed import */
    int64_t rows, created, updated, same;
    int64_t made; /* records that links named and that were made, besides the rows */
    const ImportSheet *sheets;
    size_t nsheets;
    const BadCell
        *bad; /* at most IMPORT_ERRORS_MAX; nbad counts all errors, nwarnings all warnings */
    size_t nbad, nlisted, nwarnings;
    Str mapping; /* what was used, as a mapping that can be given again */
} Receipt;

/* Reads a file, a folder of files or "-". False with ERR_INVALID if any cell was bad: nothing was
 * kept then, and *out lists what was wrong. *out is filled as far as the run came in every case. */
MUST_USE bool import_path(Ctx *c, const char *path, const ImportOptions *o, Receipt *out, Err *e);

/* The field that each heading is read into, of the type or one of std_fields; NULL for none. */
void import_headings(Ctx *c, const Type *t, const Str *headings, size_t n, const Field **out);

/* ---- batches ---- */

typedef struct {
    int64_t id, at, by;
    Str kind, what;           /* "import", path as given */
    int64_t created, updated; /* of an undo: removed, restored */
    int64_t undone_by;        /* batch that took it back, 0 */
} Batch;

/* The kind of a batch that was made because of another, such as candidates after an import; its
 * `what` is "receipt N". Taking back receipt N takes it back first. */
#define BATCH_FOLLOWS "follows"

/* Opens a batch within a transaction of the store: the context's writes belong to it from here on.
 * batch_end closes it; the caller puts c->batch back. */
MUST_USE bool batch_begin(Ctx *c, const char *kind, Str what, Err *e);
MUST_USE bool batch_end(Ctx *c, int64_t created, int64_t updated, Err *e);
/* One, for whoever may see its receipt: one's own, or any if one may undo or audit at the top
 * of the tree. ERR_NOT_FOUND otherwise, as if there were none. */
MUST_USE bool batch_see(Ctx *c, int64_t id, Batch *out, Err *e);
/* Those that one may see and whose number is less than `before`, the newest first, at most so many.
 * INT64_MAX: from the newest, all. */
MUST_USE bool batch_list(Ctx *c, int64_t before, int64_t limit, const Batch **out, size_t *n,
                         Err *e);

typedef struct {
    const Type *type;
    int64_t id;
    Str title, why; /* why it was left: "edited since by …", "linked from …" */
    bool back;      /* it was put back, but for what was edited since */
} LeftBehind;
typedef struct {
    int64_t batch; /* the batch that the undo itself is */
    int64_t removed, restored;
    const LeftBehind *left;
    size_t nleft;
} UndoReport;
/* Takes a batch back; one's own with RIGHT_IMPORT (a merge, a bulk edit: RIGHT_WRITE), another's
 * with RIGHT_UNDO. What was edited since, or is linked from records that stay, is left and listed:
 * of an import the whole record, of a merge only the fields that were edited; if that is all,
 * nothing is done and out->batch is 0, as in a rehearsal. Taking back an undo does the batch again.
 * Batches that followed from it are taken back before it.
 * ERR_NOT_FOUND, ERR_CONFLICT if it was taken back already. */
MUST_USE bool batch_undo(Ctx *c, int64_t batch, bool rehearse, UndoReport *out, Err *e);

/* ---- export ---- */

typedef enum { EXPORT_CSV, EXPORT_XLSX, EXPORT_JSON } ExportFormat;
typedef struct {
    int64_t rows;
    const Str *masked; /* columns of which values were left empty, since they may not be seen */
    size_t nmasked;
    const Str *refused; /* types that have records which may not be exported */
    size_t nrefused;
    int64_t withheld; /* export_gedcom: persons who may be living, written as "Living" */
} ExportReport;
/* What QueryParts.columns should be for an export: `columns` with the key in front, or all that
 * a list shows if it is empty. In the context's arena. */
Str export_columns(Ctx *c, const Type *t, Str columns);
/* Writes a query's rows to a path ("-": standard output). Headings are labels in the context's
 * language; the id comes first unless the query counts. What it writes imports again unchanged.
 * Logged; needs RIGHT_EXPORT. */
MUST_USE bool export_query(Ctx *c, const Query *q, ExportFormat f, const char *path,
                           ExportReport *out, Err *e);
/* Every type with records, one file each into a folder, all columns with keys and ids, in a fixed
 * order: two equal stores give equal bytes. Voided records are left out. */
MUST_USE bool export_all(Ctx *c, ExportFormat f, const char *folder, ExportReport *out, Err *e);

typedef struct {
    bool old;         /* GEDCOM 5.5.1 instead of 7 */
    bool with_living; /* persons who may be living too, as far as personal fields may be read */
} GedcomOptions;
/* Persons with their names and relations, genealogies and halls as one GEDCOM file; docs/gedcom.md.
 * A folder gets a file kin.ged. Logged; needs RIGHT_EXPORT. */
MUST_USE bool export_gedcom(Ctx *c, const GedcomOptions *o, const char *path, ExportReport *out,
                            Err *e);
