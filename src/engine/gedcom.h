/* SPDX-License-Identifier: Apache-2.0
 * Families as GEDCOM, from within: what the parts of reading and writing share.
 *
 *     gedcom_open.c    a file → tree, checked      gedcom_person.c  INDI → cells of a person
 *     gedcom_family.c  FAM → cells of relations    gedcom_sheet.c   the tree as sheets
 *     gedcom_import.c  plans, and which records    gedcom_keep.c    what has no field, in the note
 *     gedcom_kin.c     relations → families        gedcom_write.c   records → structures
 *     gedcom_export.c  the store → a file
 *
 * A file is read as a workbook: its sheets INDI, NAME, FAM, SOUR and REPO hold persons, their other
 * names, relations, genealogies and halls, so that checks, rights, receipts and undo are those of
 * every import. A row is known by its line. docs/gedcom.md has the mapping.
 */
#pragma once

#include "base/map.h"
#include "engine/sheet_parts.h"
#include "engine/transfer_impl.h"
#include "text/gedcom.h"

typedef enum { GED_INDI, GED_NAME, GED_FAM, GED_SOUR, GED_REPO, GED_SHEET__N } GedSheet;

/* The columns of the sheets; the table of their fields is ged_columns. */
enum {
    GP_ID, GP_KEY, GP_HANS, GP_HANT, GP_LATIN, GP_SEX, GP_BORN, GP_BIRTHPLACE, GP_DIED, GP_PRESENCE,
    GP_LEFT, GP_RETURNED, GP_RESIDENCE, GP_NATIONALITY, GP_ANCESTRAL, GP_ANCESTRAL_TEXT,
    GP_EVIDENCE, GP_NOTE, GP__N
};
enum { GN_PERSON, GN_NAME, GN_KIND, GN_SYSTEM, GN_FROM, GN_TO, GN_DOCUMENT, GN__N };
enum {
    GR_PERSON, GR_RELATIVE, GR_KIND, GR_DESCENT, GR_BEGAN, GR_ENDED, GR_CERTAINTY, GR_EVIDENCE,
    GR_NOTE, GR__N
};
enum { GED_COLUMNS_MAX = 20 };

typedef struct {
    const char *tag, *field; /* heading; field of the type or one that every record has */
} GedColumn;

typedef struct {
    const char *name, *type; /* of the sheet; of its records */
    const GedColumn *columns;
    size_t n;
} GedTable;
extern const GedTable ged_tables[GED_SHEET__N];

typedef struct {
    GedNode *node;
    int64_t id;     /* of the record that it is or will be; 0 until gedcom_identify */
    bool withheld;  /* "Living" in a file of ours */
    bool skip;      /* withheld, and the record is there: nothing is laid over it */
    uint8_t colour; /* while circles are looked for */
} GedPerson;

/* How a row of relations came about. */
typedef enum { REL_SPOUSES, REL_CHILD, REL_ASSO } RelKind;

typedef struct {
    GedNode *node;                   /* INDI, NAME …, FAM or ASSO, SOUR, REPO */
    uint32_t line, person, relative; /* persons count from 1 */
    GedNode *detail;                 /* FAMC of the child */
    RelKind kind;
    bool first;  /* of a family without a couple: it keeps what the family says */
    bool turned; /* the store has the relation from the other side */
} GedRow;

/* A structure that no field takes. */
typedef struct {
    Str path; /* "INDI.OCCU" */
    uint32_t line;
    size_t times;
    bool kept;
} GedLeft;

typedef struct {
    Arena *a;
    Str file;
    GedDoc doc;
    bool ours; /* written by Qiao: record numbers and keys in it are those of a store */
    VEC(GedPerson) persons;
    VEC(GedRow) rows[GED_SHEET__N];
    VEC(GedLeft) left;
    Map left_at;
    Ctx *c;        /* since gedcom_study */
    bool counting; /* what is left is being listed */
    size_t sheet, at;
} Gedcom;

/* What a row says: texts of cells, and the lines where they stand. */
typedef struct {
    Gedcom *g;
    Arena *a;
    const char *of; /* tag of the record that is read */
    Str text[GED_COLUMNS_MAX];
    uint32_t line[GED_COLUMNS_MAX];
} GedCells;

/* What is being kept of a record: additions to structures that the fields make, in the order in
 * which these are written, so that the same note comes out of what was written; then all others. */
enum { KEPT_PARTS = 10 };
typedef struct {
    Buf of[KEPT_PARTS];
} Kept;

/* ---- reading ---- */

extern const SheetFormat gedcom_format;
/* Is the file GEDCOM, or a zip with a gedcom.ged in it? */
bool gedcom_is(int fd);
MUST_USE void *gedcom_open(int fd, const char *file, Err *e);
/* The same of bytes, in an arena of its own. */
Gedcom *gedcom_of(Arena *a, Str bytes, const char *file, Err *e);
/* The sheets' state if the file is GEDCOM, else NULL. */
Gedcom *sheets_gedcom(Sheets *s);

/* Makes the rows, and lists what no field takes; once, before rows are read. */
void gedcom_study(Gedcom *g, Ctx *c);
/* The person that an INDI is, from 1; 0 if the node is none. */
uint32_t ged_person(const Gedcom *g, const GedNode *n);
/* The cells of a row. */
void ged_cells(Gedcom *g, Arena *a, GedSheet sheet, const GedRow *row, GedCells *out);
void person_cells(GedCells *o, const GedRow *row);
void name_cells(GedCells *o, const GedRow *row);
void relation_cells(GedCells *o, const GedRow *row);
/* Rows for the names of a person that its record has no field for. */
void name_rows(Gedcom *g, uint32_t person);
void relation_rows(Gedcom *g);
/* Puts a text into a cell that is still empty; false if it is not. */
bool ged_put(GedCells *o, int col, Str text, uint32_t line);
/* Is this REFN, RIN or EXID the key or the number of a record of ours? */
#define GED_KEY_TYPE "qiao"
#define GED_ID_TYPE "tag:qiao,2026:record"
bool ged_is_ours(const Gedcom *g, const GedNode *n);
/* Does the text mean something to that field? */
bool ged_means(const Gedcom *g, const char *type, const char *field, Str text);
/* What a citation of a source says in words; *rest: has it more than words? */
Str ged_source(Arena *a, const GedNode *n, bool *rest);
/* The text of a NOTE, its own or that of the record that it points to. */
Str ged_note(const GedNode *n);
/* Marks that record as used, and lists what stands below the NOTE. */
void ged_use_note(Gedcom *g, const char *of, const GedNode *n);
/* A name without the slashes around the surname, and with the surname in front if it is Chinese. */
Str ged_name(Arena *a, const GedNode *n);
bool ged_is_han(Str s);
/* Bytes of the surname that a name in Chinese characters is taken to begin with. */
size_t ged_surname(Str name);
/* The column of a name by its characters: GP_HANS, GP_HANT or GP_LATIN. */
int ged_script(Str name);
/* Is the child the date or place that a column takes? Used up then. */
void ged_event(GedCells *o, const GedNode *n, int date, int place, Kept *kept);

/* ---- what has no field ---- */

#define KEEP_MARK "[GEDCOM]"
/* Appends the structure to what a note keeps, pointers put into words, and lists it as kept. `of`
 * is the tag of its record. With `only`, no more than its children that are not marked used. */
void keep(Gedcom *g, const char *of, const GedNode *n, bool only, Kept *kept);
/* Lists a structure that is not kept. */
void ged_drop(Gedcom *g, const char *of, const GedNode *n);
void kept_done(Kept *k);
/* A note of its free text and what is kept; in the arena. */
Str keep_join(Arena *a, Str text, const Kept *kept);
/* Takes a note apart again; *kept gets the children of a root, without any if there are none. */
Str keep_split(Arena *a, Str note, GedNode **kept);
/* Hangs what is kept of one structure into it. */
void keep_add(Arena *a, GedNode *ours, GedNode *kept, GedVersion v);
/* Hangs the kept structures below `to`, into those that are there where they fit. */
void keep_merge(Arena *a, GedNode *to, GedNode *kept, GedVersion v);

/* ---- the import ---- */

/* A plan for each sheet that has rows; problems of the file become those of the import. */
MUST_USE bool gedcom_plans(Import *im, Sheets *s, size_t file, Err *e);
/* Finds the records that the persons are; gives ids to the others. Within the transaction. */
MUST_USE bool gedcom_identify(Import *im, Gedcom *g, size_t file, Err *e);
/* The line of a cell. */
int64_t gedcom_line(Gedcom *g, GedSheet sheet, int64_t row, int col);
/* The value of a cell as the file says it: for "#12" the xref of the person. */
Str gedcom_said(const Gedcom *g, GedSheet sheet, int64_t row, int col, Str value);
/* What a new record's source is: "family.ged @I1@". */
Str gedcom_source(Gedcom *g, Arena *a, GedSheet sheet, int64_t row);

/* ---- families ---- */

enum { YEAR_UNKNOWN = 10000 };

typedef struct {
    int64_t id;
    int latest; /* year by which the person was born at the latest; YEAR_UNKNOWN */
    int died;   /* year of death at the latest; YEAR_UNKNOWN */
    bool dead;  /* known to be */
    bool dated; /* the birth is recorded: kin tell nothing better */
    bool alive; /* recorded as present, abroad or moved out */
    bool shown; /* may personal fields be read? */
    bool male, female;
    bool living; /* may be living, or may not be read: withheld */
} Kinsman;

/* Persons are counted from 1, in the order of their numbers; 0 is nobody. */
typedef struct {
    uint32_t child, parent;
    Str descent, certainty, note, evidence;
} Descent;

typedef struct {
    uint32_t a, b; /* a < b */
    Str began, ended, note, evidence;
    int year; /* of the marriage at the latest */
} Couple;

typedef struct {
    uint32_t person, relative;
    Str kind, note, evidence;
} Other;

typedef struct {
    uint32_t a, b;        /* parents, a < b; a is 0 for one alone */
    const Couple *couple; /* as recorded; NULL: they are parents of the same child */
} Family;

/* A child in a family, with what is said of it and its parents. */
typedef struct {
    uint32_t family, child; /* families count from 1 */
    const Descent *of[2];
} Member;

typedef struct {
    Arena *a;
    VEC(Kinsman) people;
    Ids numbers; /* id → number */
    VEC(Descent) descents;
    VEC(Couple) couples;
    VEC(Other) others;     /* in order of person, relative, kind */
    VEC(Family) families;  /* in order of a, b */
    VEC(Member) members;   /* in order of family, child */
    VEC(Member) by_child;  /* the same in order of child, family */
    VEC(Member) by_parent; /* the same of parents, which stand in `child` */
} Kindred;

/* Makes families of descents and couples, and finds out who may be living: who is not known to be
 * dead and was not born, as far as the dates of all kin tell, 110 years ago. */
void kindred_settle(Kindred *k, Day today);
/* What two rows say of the same, one below the other; once if they say the same. */
Str kindred_join(Arena *a, Str one, Str other);
