/* SPDX-License-Identifier: Apache-2.0
 * Type: a kind of record, described once. The table, the import, the export, the rights, the
 * history, the queries and later the pages are all made from this description.
 *
 *     const Type visit_type = { .name = "visit", .label = N_("Visit"), .area = "liaison",
 *         .fields = fields, .nfields = LEN(fields), .states = states, .check = check };
 *
 * docs/howto-add-a-type.md shows a whole one. Zero is the sensible default of every member. Tables
 * of pointers to names end with an empty row { 0 }; fields are counted, so that an enum can name
 * their slots. Names match ^[a-z][a-z0-9_]*$; labels are English and marked with N_().
 */
#pragma once

#include "base/arena.h"
#include "base/err.h"
#include "base/vec.h"
#include "text/code.h"

typedef struct Type Type;
typedef struct Field Field;
typedef struct Ctx Ctx;

/* ---- fields ---- */

typedef enum {
    T_TEXT,     /* one line */
    T_NOTE,     /* many lines */
    T_NAME,     /* a name of a person, organisation or place: found in any script */
    T_COUNT,    /* whole number from 0 */
    T_DECIMAL,  /* exact, with .scale places */
    T_MONEY,    /* amount in minor units and a currency */
    T_DATE,     /* may be partial or uncertain, text/when.h */
    T_CHOICE,   /* one of .choices */
    T_CHOICES,  /* several of .choices */
    T_BOOL,     /* yes or no */
    T_COUNTRY,  /* country or region, ISO 3166-1 alpha-2 */
    T_DIVISION, /* administrative division of China, GB/T 2260 */
    T_LINK,     /* one record of type .link */
    T_LINKS,    /* several records of type .link */
    T_DOCUMENT, /* document number of kind .code, or of the kind that choice field .code_by says */
    T_PHONE,    /* E.164 */
    T_MAIL,
    T__N
} FieldKind;

/* How far what a field holds may be seen. Each role has a level up to which it reads. */
typedef enum {
    LEVEL_PUBLIC = -1,
    LEVEL_INTERNAL = 0, /* staff: the default */
    LEVEL_PERSONAL = 1, /* identifies or describes a private person */
    LEVEL_SENSITIVE =
        2 /* document numbers, health, minors, hardship, legal cases: reads are logged */
} Level;

enum {
    REQUIRED = 1 << 0, /* must have a value */
    IN_LIST = 1 << 1,  /* a column of the list as it is first shown */
    SEARCHED = 1 << 2, /* found by the search box */
    INDEXED = 1 << 3,  /* often asked for: gets an index (links always have one) */
    UNIQUE = 1 << 4,   /* no two records of the type share it */
    FIXED = 1 << 5,    /* cannot be changed once set */
    ESTIMATE = 1 << 6, /* an estimate: never added to a count */
    /* Words about things: a document in the other Chinese script shows them converted by phrase.
     * Never on a field that may hold a person's name or quotes a person, and so never on one that
     * staff made: what has no flag stands in every document as it was recorded. */
    CONVERTED = 1 << 7,
    INDEXED_SET = 1 << 9, /* as INDEXED, but only records that have a value: for rare ones */
    /* Two records that differ in it are hardly the same thing: said before they are merged. So are,
     * without the flag, UNIQUE fields and numbers of documents. */
    TELLS_APART = 1 << 8
};

/* One value that may be chosen. `also` are other spellings in spreadsheets, separated by '|'. */
typedef struct {
    const char *code, *label, *also;
} Choice;

struct Field {
    const char *name, *label;
    const char *also; /* other column headings in spreadsheets, all scripts, separated by '|' */
    FieldKind kind;
    Level level;
    unsigned flags;
    const Choice *choices; /* T_CHOICE, T_CHOICES */
    const char *link;      /* T_LINK, T_LINKS: name of the type */
    CodeKind code;         /* T_DOCUMENT */
    const char *code_by;   /* T_DOCUMENT: the T_CHOICE field whose codes are code_name()s */
    const char *currency;  /* T_MONEY: when the cell names none; NULL is CNY */
    int scale;             /* T_DECIMAL: places behind the point */
    int64_t
        max; /* T_COUNT, T_DECIMAL (scaled): largest; text: characters; 0: the kind's own limit */
    const char *unit; /* counting unit of a number: "person-times" */
    const char *help;
    const char *labels[LANG__N]; /* of a field that staff made: they stand in for tr(label) */
    bool custom;                 /* made by staff at run time */
};

/* ---- states ---- */

enum {
    STATE_END = 1 << 0,
    STATE_FAILED = 1 << 1
}; /* nothing more to do; … and it came to nothing */

/* The first state of the table is that of a new record. */
typedef struct {
    const char *code, *label, *also;
    unsigned flags;
} State;

/* What may be done, and so who may do it. A role (rights.h) is a set of these. */
typedef enum {
    RIGHT_READ,
    RIGHT_WRITE,   /* make and change records: handler */
    RIGHT_CONFIRM, /* head of department, statistician */
    RIGHT_APPROVE, /* leader in charge */
    RIGHT_DECIDE,  /* principal leader, chairs' meeting */
    RIGHT_VOID,    /* void a record, with a reason */
    RIGHT_IMPORT,  /* bring in many at once */
    RIGHT_EXPORT,
    RIGHT_UNDO,   /* take a batch back that somebody else made */
    RIGHT_ERASE,  /* erase a person's data on legal request */
    RIGHT_SYSTEM, /* units, users, own fields and types: system administrator */
    RIGHT_GRANT,  /* roles of users: security administrator */
    RIGHT_AUDIT,  /* read the history of everything: audit administrator */
    RIGHT_DESK,   /* tasks, appointments, absences: everybody who works here */
    RIGHT__N
} Right;

enum {
    MOVE_REASON = 1 << 0, /* must say why (return, decline, cancel) */
    /* Not by somebody who took one of the steps since the first state: three reviews, three
     * persons. */
    MOVE_OTHER_PERSON = 1 << 1,
};

typedef struct {
    const char *from, *to; /* from "*": any state that is not an end */
    const char *label;     /* the verb on the button: N_("Approve") */
    Right by;              /* zero (RIGHT_READ) means RIGHT_WRITE */
    unsigned flags;
} Move;

/* A document that a process asks for. It is ticked in the field `papers` (T_CHOICES, made by the
 * engine for types that have papers); without it the record cannot enter state `needed_at`. */
typedef struct {
    const char *code, *label;
    const char *needed_at; /* NULL: wished for, not demanded */
} Paper;

typedef enum { DAYS_CALENDAR, DAYS_WORK, DAYS_MONTHS } DayKind;

/* A clock that runs: n days after date field `from`, while `open` holds. Negative n: before. */
typedef struct {
    const char *name, *label;
    const char *from;
    int n;
    DayKind days;
    const char *open; /* condition in the query language: "state = assigned" */
} Deadline;

/* ---- what is counted and shown ---- */

typedef enum {
    COUNT_ROWS,
    COUNT_SUM,      /* of field .of */
    COUNT_DISTINCT, /* values of .of */
    COUNT_PEOPLE,   /* distinct persons, through link .of; not available where some are unnamed */
    COUNT_MAX,      /* ordinal: edition, term */
    COUNT_LAST,     /* dated series: the last value of .of up to the cut-off in each, added up; rows
                       are of one series if all of the type's identity but its dates is the same */
    COUNT_YEARS, /* anniversary: whole years from date .of of the one record to the period's end */
    COUNT_FIRST, /* first of its kind: 1 if the earliest such record ever, by date .of, is in the
                    period; the date of the query is open to the past for that */
    COUNT__N
} CountKind;

typedef enum {
    PERIOD_IN,
    PERIOD_SINCE,
    PERIOD_AT,
    PERIOD__N
} PeriodKind; /* in the year, cumulative, at a date */

/* A query and a way of counting. Batches, person-times, people and households are different figures
 * and never stand in for each other. */
typedef struct {
    const char *name, *label;
    const char *unit;  /* counting unit: "batch", "person-times", "person", … */
    const char *query; /* "reception where state in (closed, archived) and arrived in period" */
    CountKind count;
    const char *of;
    PeriodKind period;
    /* Link to the record that another unit keeps of the same thing: where both are within the
     * scope, it counts once, through the record that is linked to. */
    const char *once;
    /* COUNT_PEOPLE: the figure that says how many there are, each time counted. If fewer rows than
     * that have a name, the number of people is not available. */
    const char *whole;
    const char *part_of; /* the figure of which this is a part, and which it cannot exceed */
    int32_t since;       /* PERIOD_SINCE: the first day (20020101); 0: from the first record on */
    int32_t version;     /* the day from which this definition holds; 0: from the beginning */
    const char *note;    /* what is counted and what is not, where the label does not say it */
} Figure;

/* A related list on a record's page: a query in which `this` is the record. */
typedef struct {
    const char *name, *label, *query;
} Panel;

/* Something that can be done to a record beside editing and moving it. */
typedef struct {
    const char *name, *label;
    Right by;
    bool (*run)(Ctx *c, int64_t id, Err *e);
} Action;

/* The fields that tell whether two records are one person (engine/alike.h); NULL where there is
 * none. */
typedef struct {
    const char *names[4]; /* the main one first */
    const char *born, *sex, *place, *village, *phone, *document, *document_kind, *body;
    const char *other, *other_of, *other_name; /* a type of further names: its link and its name */
} Alike;

/* ---- checks over several fields ---- */

typedef struct Record Record;

typedef struct {
    const char *field; /* NULL: the record as a whole */
    bool warning;      /* said, but does not stop */
    Str message;
} Problem;

typedef struct {
    Ctx *c;
    const Type *type;
    VEC(Problem) list; /* in the context's arena */
    size_t errors;
} Check;

/* Adds a problem at field number `field` of the type; PROBLEM_RECORD for the whole record. The
 * message is translated into the reader's language. */
enum { PROBLEM_RECORD = -1 };
void problem(Check *k, int field, const char *fmt, ...) PRINTF(3, 4);
/* The same, but it does not stop the record from being saved. */
void warning(Check *k, int field, const char *fmt, ...) PRINTF(3, 4);

/* ---- the type ---- */

struct Type {
    const char *name, *label;
    const char *also; /* other names of sheets and files that hold it, separated by '|' */
    const char *area;
    const Field *fields;
    size_t nfields;
    const State *states;
    const Move *moves;
    const Paper *papers;
    const Deadline *deadlines;
    const Figure *figures;
    const Panel *panels;
    const Action *actions;
    const char *title; /* field that names a record; NULL: the first T_NAME, else the first field */
    /* Field of kind T_LINK: the names here are further names of the record that it leads to, and
     * find that record too. */
    const char *names;
    const Alike *alike;      /* of a type whose records are persons */
    const char *identity[8]; /* fields that make two rows the same thing where no key is given */
    Level level;             /* below it a reader does not see records of this type at all */
    Right write;             /* right to make and change; zero means RIGHT_WRITE */
    void (*check)(Check *k, const Record *r);
    /* After a record was written and before it is committed; old is NULL for a new one. */
    bool (*after)(Ctx *c, const Record *old, const Record *now, Err *e);
    /* A new row, not yet written, that keeps another name of the record: `name` stood in that field
     * of a record that was merged. NULL: it is kept as an alternate (merge.h). */
    Record *(*other_name)(Ctx *c, const Record *of, int field, Str name);
    const char *labels[LANG__N]; /* of a type that staff made */
    bool custom;
};

/* The label in that language. */
NONNULL const char *field_label(const Field *f, Lang lang);
NONNULL const char *type_label(const Type *t, Lang lang);

/* NULL if it has no such field. */
const Field *type_field(const Type *t, Str name);
/* Its slot, or -1. */
int type_slot(const Type *t, Str name);
/* Slot of the field that names a record. */
int type_title(const Type *t);
/* NULL if there is none. */
const State *type_state(const Type *t, Str code);
const Choice *field_choice(const Field *f, Str code);
/* Is it text that people look for by its sound or its strokes? A code is not, nor what the store
 * finds by its bytes. */
bool field_collates(const Field *f);
NONNULL const char *field_kind_name(FieldKind kind);
NONNULL const char *right_name(Right r);
/* What it lets one do, for people; to be translated. */
NONNULL const char *right_label(Right r);
