/* SPDX-License-Identifier: Apache-2.0
 * Transfer from within: what the parts of an import share.
 *
 *     import.c    files, the order of sheets, the run        headings.c  what columns mean
 *     mapping.c   mappings as text, kept in the store        cells.c     cells → values
 *     links.c     names → records                            match.c     rows → records
 *     marked.c    copies with the bad cells marked      alike_import.c  rows that are like others
 *
 * Whatever lives as long as the import is in `keep`; rows live in the context's arena, which is one
 * of the import's own during the run and is emptied after each chunk of rows.
 */
#pragma once

#include "base/map.h"
#include "engine/registry.h"
#include "engine/sheet.h"
#include "engine/store.h"
#include "engine/transfer.h"

enum { CHUNK_ROWS = 1000, HEADING_ROWS = 10, CELL_SEEN_MAX = 4096, PROGRESS_ROWS = 20000 };

/* ---- mappings ---- */

typedef struct {
    Str heading, field; /* field empty: to be left out */
    Str scale;
} MapColumn;

typedef struct {
    Str field, text, code;
} MapValue;

/* A cell that is to be read as if this stood in it. */
typedef struct {
    int64_t row; /* as a spreadsheet numbers it */
    size_t col;
    Str text;
} MapCell;

/* The lines of a mapping that are for one sheet; those before the first `sheet` are for all. */
typedef struct {
    Str sheet, type;
    uint64_t headings; /* hash of the headings that it was made for, 0 if not said */
    bool skip, clear;  /* leave the sheet out; an empty cell empties the field */
    VEC(MapColumn) columns;
    VEC(MapValue) values;
    VEC(MapCell) cells;
} MapSection;

typedef struct {
    VEC(MapSection) sections; /* the first is for all sheets */
} Mapping;

/* ---- sheets ---- */

typedef enum { COL_NONE, COL_FIELD, COL_STD } ColKind;

typedef struct {
    Str heading; /* as written */
    Str folded;  /* its last part, folded, without what stands in brackets */
    Str note;    /* what stood in brackets */
    ColKind kind;
    int slot; /* of the type's fields, or a StdField */
    Str scale;
    bool counter; /* 序号: left out without a word */
    Map seen;     /* text of a cell → slot in values, for kinds with few different values */
    VEC(Value) values;
} Col;

typedef struct TypeWork TypeWork;
typedef struct AlikeRows AlikeRows;

typedef struct {
    size_t number;      /* in the import's list of plans */
    size_t file, sheet; /* which one */
    Str file_name, sheet_name;
    Str from; /* what goes into `source` of a new record, before the row's number */
    const Type *type;
    TypeWork *work;
    bool guessed, finished;
    int64_t heading_row; /* number of the last row of headings */
    Col *cols;
    size_t ncols;
    const size_t *order;             /* in which the columns are read */
    const MapSection *map, *general; /* lines for this sheet (or NULL), lines for all */
    bool clear;
    bool by_values; /* a row is known by nothing but its values */
    bool gedcom;    /* a sheet of a GEDCOM file, whose rows are lines (engine/gedcom.h) */
    bool by_id;     /* a row is known by its number alone */
    Ids met;        /* what a row is known by → its number and a hash of what it says */
    Ids times;      /* hash of values → how often met so far */
    Ids stored;     /* hash of values and occurrence → id, of the records before the import */
    bool stored_read;
    ImportSheet out;
} Plan;

/* ---- rows ---- */

typedef enum { SAID_NOTHING, SAID_VALUE, SAID_EMPTY } Said;

typedef struct {
    size_t col;
    Str text;
    int64_t id; /* 0: not found yet */
} Want;

typedef struct {
    int64_t row;
    const Cell *cells;
    size_t n;
    Record *r;
    uint8_t *said;       /* a Said for each field */
    uint8_t std[STD__N]; /* the same */
    VEC(Want) wants;
    bool bad, passed;  /* passed over: an earlier row said the same */
    bool waits;        /* for a record that a later row may bring */
    int64_t given;     /* the id that it says it has, 0 if none */
    int64_t id;        /* of the record that it is, or is to be; 0: a new one */
    bool fresh;        /* id was given out for this row before; no record has it yet */
    bool exists;       /* that record is in the store */
    const Record *old; /* that record */
    uint64_t known_by; /* hash of id, key or identity; 0 if it has none */
    uint64_t says;     /* hash of what it says */
} RowIn;

/* ---- types ---- */

enum { NAMED_TWICE = -1 };

/* What an import knows of one type: its headings, and where its records are found by name. */
struct TypeWork {
    const Type *type;
    Map heads; /* folded heading → slot, STD_BASE + StdField */
    bool heads_read;
    bool was_empty;           /* had no records before the import */
    bool linked;              /* a sheet of this import links to it */
    size_t to_come;           /* sheets of it that are not finished */
    Ids made;                 /* hash of key or identity → id, of records of this import */
    Ids exact, folded, other; /* hash of a title or another name → id, or NAMED_TWICE */
    Ids failed;               /* hash of a key or name of a row that was refused itself → 1 */
    bool names_read;
    Ids unique;       /* hash of a unique text → id, or minus the number of its row */
    Ids levels;       /* unit → 1 + whether its records may be read, 0 … */
    AlikeRows *alike; /* new rows that are compared at the end; NULL: none yet */
};

typedef struct {
    size_t plan;
    int64_t row, id;
    bool exists; /* the record of that id is stored already */
} Waiting;

typedef struct {
    Str path, name; /* to open; to show */
} File;

typedef struct {
    size_t plan;
    int64_t row;
    int col; /* or COL_ROW */
    BadCell cell;
} BadAt;

typedef struct {
    Ctx *c;
    const ImportOptions *o;
    Arena *keep;
    Arena *rows; /* the context's arena while rows are read */
    VEC(File) files;
    VEC(Plan *) plans;
    TypeWork *works; /* one for each type of the registry */
    size_t nworks;
    Mapping given; /* by the options */
    Mapping saved; /* all that the store keeps; sections with `headings` only */
    VEC(BadAt) bad;
    size_t nbad, nwarnings;
    size_t suggested; /* cells for which names that are near were looked for */
    VEC(Waiting) waiting;
    Ids refused;      /* unit and type → 1 may, 2 may not */
    Ids gedcom_ids;   /* hash of file and person → id */
    int64_t first_id; /* ids below it were there before the import */
    int64_t rows_done, rows_told, created, updated, same, made;
    size_t plans_done;
    bool system;  /* units or types were read: the context may point into `rows` */
    Sheets *open; /* the file read last, kept open */
    size_t open_file;
} Import;

/* Says what is wrong with a cell (col from 0; COL_ROW: the row). row 0 is the whole sheet. The
 * message of e is cut in two at its last "; ". */
enum { COL_ROW = -1 };
void bad_cell(Import *im, const Plan *p, int64_t row, int col, Str value, const Err *e);
void warn_cell(Import *im, const Plan *p, int64_t row, int col, Str value, const char *fmt, ...)
    PRINTF(6, 7);
/* The same of a line of a GEDCOM file and its tag; a warning has no remedy. */
void bad_line(Import *im, const Plan *p, int64_t line, Str tag, Str value, const Err *e,
              bool is_warning);
/* A plan for a sheet of a file, added to those of the import. */
NONNULL Plan *import_plan(Import *im, Sheets *s, size_t file, size_t sheet);
/* The field that a column goes into, NULL if it is left out. */
const Field *col_field(const Plan *p, const Col *col);
/* A hash of several words. */
uint64_t hash_add(uint64_t h, uint64_t more);
TypeWork *work_of(Import *im, const Type *t);
/* Opens the file of a plan, or the one that is open already, at its sheet. */
MUST_USE Sheets *plan_open(Import *im, const Plan *p, Err *e);

/* mapping.c */
MUST_USE bool mapping_parse(Arena *a, Str text, Mapping *out, Err *e);
MUST_USE bool mapping_load(Ctx *c, Str name, Mapping *out, Err *e);
MUST_USE bool mapping_load_all(Ctx *c, Mapping *out, Err *e);
MUST_USE bool mapping_save(Ctx *c, Str name, Str text, Err *e);
Str mapping_text(Import *im);

/* headings.c */
/* Finds type, headings and columns of a sheet from its first rows. False with a bad cell noted if
 * that cannot be; *skip if the sheet is to be left out. */
MUST_USE bool plan_sheet(Import *im, Plan *p, const Row *rows, size_t n, bool *skip);
uint64_t headings_hash(Import *im, const Plan *p);
/* The order in which columns are read: those that depend on another come last. */
const size_t *columns_order(Import *im, const Plan *p);
/* Gathers the headings that the type knows: names before labels before `also`, and its own fields
 * before those that all types have. */
void headings_know(Ctx *c, TypeWork *w);
/* Is a column with that heading read into that field? */
bool heading_means(Ctx *c, const TypeWork *w, Str heading, const Field *f);

/* cells.c */
/* The row with the cells that the mapping corrects; in the context's arena if there are any. */
void row_correct(Import *im, const Plan *p, Row *row);
/* Is the row to be passed over (a sum, the headings again)? Says so. */
bool row_passed_over(Import *im, Plan *p, const Row *row);
/* What a row of cells says; bad cells are noted and in->bad set. */
void cells_read(Import *im, Plan *p, const Row *row, RowIn *in);
/* The heading of a column with its letter: "C 抵达日期". */
Str col_title(Import *im, const Plan *p, int col);

/* links.c */
/* Finds the records that the rows name, in the store and among those of this import. */
MUST_USE bool links_find(Import *im, Plan *p, RowIn *rows, size_t n, Err *e);
/* Is one of them not found yet? */
bool links_open(const RowIn *in);
/* Looks once more among the records of this import, then puts the links into the record. What is
 * not found makes the row wait if it may still come (unless this is the last chance), is made, or
 * is noted as bad. */
void links_settle(Import *im, Plan *p, RowIn *in, bool last);
/* A record of this import can be linked to from now on. */
void links_add(Import *im, TypeWork *w, const Record *r);
/* Remembers how a refused row is called, so that rows that name it are not blamed for it. */
void links_failed(Import *im, TypeWork *w, const Record *r);
void work_done(TypeWork *w);

/* match.c */
/* Finds the records that the rows are. */
MUST_USE bool rows_match(Import *im, Plan *p, RowIn *rows, size_t n, Err *e);
MUST_USE bool rows_write(Import *im, Plan *p, RowIn *rows, size_t n, Err *e);

/* alike_import.c */
/* A row made a new record, which is compared with others at the end. */
void alike_row_made(Import *im, const Plan *p, int64_t row, const Record *r);
/* Says which new rows are like one another, or like what is stored. */
MUST_USE bool alike_say(Import *im, Err *e);
void alike_rows_free(AlikeRows *a);

/* marked.c */
/* Puts what is wrong into the order of the sheets, rows and columns. */
void bad_sort(Import *im);
MUST_USE bool marked_write(Import *im, Err *e);
