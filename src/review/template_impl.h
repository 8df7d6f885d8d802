/* SPDX-License-Identifier: Apache-2.0
 * What the files of the template language share: the tree that a template is read into, and the
 * writer that goes through it. template_parse.c and template_command.c make the tree; template.c
 * ties its names to figures and writes the document; the other template_*.c files write one kind of
 * part each.
 */
#pragma once

#include "base/map.h"
#include "engine/query.h"
#include "figure/rounding.h"
#include "review/template.h"

enum {
    TEMPLATE_PARTS_MAX = 20000,    /* parts of a template */
    TEMPLATE_ITEM_MAX = 64,        /* parts of the text of one record of a list */
    TEMPLATE_COMMANDS_MAX = 200,   /* lists, tables and charts, each of which asks the store */
    TEMPLATE_NAMES_MAX = 200,      /* figures that one command names */
    TEMPLATE_OUT_MAX = 4 << 20,    /* bytes of text of the document */
    TEMPLATE_YEARS_MAX = 20,       /* of a chart of years */
    TEMPLATE_COLUMNS_MAX = 12,     /* of a table */
};

/* ---- the tree ---- */

typedef enum {
    PART_TEXT,        /* .text */
    PART_VALUE,       /* {{year}}: .value */
    PART_FIGURE,      /* {{visit.inbound_batches|duo}} */
    PART_FIELD,       /* {{holder}} of the record of a list, by name */
    PART_NEEDS,       /* {{if a, b}} and {{any a, b}}: shows nothing, decides about the piece */
    PART_PLURAL,      /* {{plural a "class" "classes"}} */
    PART_PIECE,       /* [[ … || … ]]: .kids are its alternatives */
    PART_ALTERNATIVE, /* .kids */
    PART_LIST,        /* {{list …}}: .command */
} PartKind;

typedef enum {
    VALUE_PERIOD,
    VALUE_YEAR,
    VALUE_LAST_YEAR,
    VALUE_NEXT_YEAR,
    VALUE_OFFICE,
    VALUE_SHORT,
    VALUE_ISSUED,
    VALUE_UNTIL,
    VALUE__N
} ValueName;

/* How a number or a date is written. */
typedef enum {
    STYLE_ROUND,   /* with a word of approximation, or exactly: .round */
    STYLE_WORDS,   /* 两 三, two three, up to ten */
    STYLE_ORDINAL, /* 第三, third */
    STYLE_MONEY,   /* 20万元, 200,000 yuan, 3 million US dollars */
    STYLE_WAN,     /* the same in 万, however large: 12000万元 */
    STYLE_YEAR,    /* dates: 2024年, 2024 */
    STYLE_MONTH,   /* 2024年3月, March 2024 */
    STYLE_DAY,     /* 3月5日, 5 March */
    STYLE_SAY,     /* other words instead of the number: .text */
} StyleKind;

typedef struct {
    StyleKind kind;
    RoundStyle round;
    Str say;
} Style;

typedef struct Command Command;
typedef struct Part Part;
struct Part {
    PartKind kind;
    size_t at, end; /* bytes of the template: where it begins, and behind it */
    Str text;       /* words; name of a figure or field */
    ValueName value;
    Style style;
    Str one, many;    /* PART_PLURAL */
    const Str *names; /* PART_NEEDS: figures */
    size_t nnames;
    bool any;         /* PART_NEEDS: one of them is enough */
    Command *command; /* PART_LIST */
    Part *kids, *next;
    size_t *known; /* slots of its figures, once tied */
};

typedef enum {
    COMMAND_LIST,
    COMMAND_TABLE,
    COMMAND_CHART,
    COMMAND_APPENDIX,
    COMMAND_FINDINGS,
    COMMAND_SIGNATURE,
    COMMAND_ATTACHMENTS,
    COMMAND_CONTENTS,
    COMMAND_NUMBERED,
    COMMAND__N
} CommandKind;

struct Command {
    CommandKind kind;
    size_t at;                     /* byte of its name */
    Str what;                      /* what follows the name, up to the first '|' */
    Part *item;                    /* list: how a record is written */
    Part *title;                   /* of a table, a chart, an appendix */
    Part *more;                    /* list: what is said if there are more than max */
    Str sep, last;                 /* list: between records; before the last one */
    Str where, columns, by, order; /* of a query, for a list or table of a figure's records */
    Str headings[TEMPLATE_COLUMNS_MAX];
    size_t nheadings;
    int64_t max, years, records; /* 0: as usual */
    bool says_more;              /* there is a `more`, if only an empty one */
    bool all;                    /* from the beginning, not only in the period */
};

typedef enum { LINE_TITLE, LINE_HEADING, LINE_TEXT, LINE_ITEM, LINE_COMMAND } LineKind;

typedef struct Line Line;
struct Line {
    LineKind kind;
    int level; /* LINE_HEADING */
    size_t at;
    Part *parts;
    Command *command; /* LINE_COMMAND */
    Line *next;
};

typedef struct {
    Str text, name;
    Line *lines;
    size_t nparts, ncommands;
} Template;

/* Reads the text into a tree; needs no store. Names of figures and queries are not looked at. */
MUST_USE bool template_parse(Arena *a, Str text, Str name, Template *out, Err *e);
/* Fetches every figure that the text names, of its period and, if wanted, of the year before. */
MUST_USE bool figures_named(Ctx *c, const Figures *all, const ReviewOrder *order, bool before,
                            Err *e);
/* Puts "FILE:LINE:COLUMN: " before the error that is set, unless it stands there; returns false. */
bool template_blame(const Template *t, size_t at, Err *e);

/* ---- the reader: for template_parse.c and template_command.c ---- */

/* Where a text stands decides what its names mean. */
typedef enum {
    IN_TEXT, /* figures and values */
    IN_ITEM, /* fields of a record */
} Inside;

typedef struct {
    Arena *a;
    Template *t;
    size_t at, end; /* bytes of the template */
    Inside inside;
    bool one_line; /* a heading */
    bool quoted;   /* the text of a string: line marks mean nothing */
    int depth;
    Err *e;
} Reader;

/* Parts up to the end of the block, or to "||" or "]]" of the piece that they are in. */
MUST_USE bool read_parts(Reader *r, Part **out);
/* Is the "{{" at the cursor that of a command which is a block of its own? */
bool at_block(const Reader *r);
/* A "{{ … }}" at the cursor, as a part of a line or as a block. */
MUST_USE bool read_inline(Reader *r, Part **out);
MUST_USE bool read_block(Reader *r, Command **out);
NONNULL Part *part_new(Reader *r, PartKind kind, size_t at);
/* Sets the error and its place. */
bool read_fail(Reader *r, size_t at, const char *fmt, ...) PRINTF(3, 4);

/* ---- the writer ---- */

/* A figure of the template and what it came to. */
typedef struct {
    const FigureDef *def;
    FigureValue now, before;
    bool counted, counted_before, used;
} Known;

/* A run that is being made; a seam is the place where a piece vanished. */
typedef struct {
    Str text, figure;
    bool seam;
} Snippet;
typedef VEC(Snippet) Snippets;

typedef struct {
    Ctx *c;
    const Figures *all;
    const ReviewOrder *order;
    const Template *t;
    VEC(Known) known;
    Map slots;        /* name of a figure → its place in `known` */
    VEC(size_t) used; /* slots in order of first use */
    VEC(Block) blocks;
    VEC(const Command *) later; /* commands that wait for the body */
    const Review *review;       /* its values and findings, once the body is written */
    Day until;                  /* the cut-off: nothing later counts */
    size_t bytes;               /* of text so far */
    Str title;
    bool numbered, contents;
    const Query *query; /* of the list whose record is being written; NULL: its `more` is */
    const Rows *row;
    int64_t total, rest; /* for `more`: how many records it has, and how many are not shown */
    Err *e;
} Writer;

/* The figure in that slot, counted for the period; NULL with the error set. */
const FigureValue *known_now(Writer *w, size_t slot);
/* … and for the year before. */
const FigureValue *known_before(Writer *w, size_t slot);
/* The slot of a figure; false with the error set if there is no such figure. */
MUST_USE bool known_slot(Writer *w, Str name, size_t *slot);
void known_use(Writer *w, size_t slot);
/* Counts it and is it more than nothing? */
bool value_counts(const FigureValue *v);

/* Writes parts; *kept says whether anything is left of them. */
MUST_USE bool write_parts(Writer *w, const Part *parts, Snippets *out, bool *kept);
/* Parts as plain text: titles of charts and tables. */
MUST_USE bool write_plain(Writer *w, const Part *parts, Str *out);
/* Adds a block; ERR_INVALID at the limits. The figures of its runs count as used. */
MUST_USE bool write_block(Writer *w, const Block *block);
/* Text of the document, so that its size has a limit. */
MUST_USE bool write_room(Writer *w, size_t bytes);
/* After a query that failed: what the reader may not read is left out, as what is not recorded is.
 * False for every other error. */
MUST_USE bool kept_from(Writer *w);

/* Snippets as runs: blanks and punctuation mended where pieces vanished. */
Runs snippets_runs(Arena *a, const Snippets *s, bool sentence);
/* One plain run. */
Runs text_runs(Arena *a, Str text);

/* A number in that style; exactly where the style is not true of it. */
void number_write(const Style *s, Lang lang, const FigureValue *v, Buf *out);
/* What it is counted in: the unit of its definition, or the currency if that is another one than
 * yuan. */
void unit_words(Lang lang, const FigureValue *v, Buf *out);
void day_words(Lang lang, Day d, StyleKind kind, Buf *out);
void period_words(Lang lang, const FigureScope *s, Buf *out);
/* 一、 （一） 1. （1） before a heading of that level; "1. ", "1.2 " … in English. counts[1] to
 * counts[level] are the numbers of the headings that it stands below, and its own. */
void heading_number(Lang lang, const int *counts, int level, Buf *out);

/* Records that a list or a table names: can they be asked for? */
MUST_USE bool check_rows(Writer *w, const Command *k);
/* The records of a list, as one text; empty if there are none. */
MUST_USE bool write_list(Writer *w, const Command *k, Str *out);
/* A field of the record that is being written. */
void write_field(const Writer *w, const Part *p, Buf *out);
MUST_USE bool write_table(Writer *w, const Command *k);
MUST_USE bool check_chart(Writer *w, const Command *k);
MUST_USE bool write_chart(Writer *w, const Command *k);
/* What speaks of the whole body: the appendix, the list of attachments, the findings. */
MUST_USE bool write_summary(Writer *w, const Command *k);
