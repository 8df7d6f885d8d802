/* SPDX-License-Identifier: Apache-2.0
 * Query, from the inside: text → tokens (query_lex.c) → tree (query_parse.c) → tree tied to types,
 * rights and values (query_bind.c, query_value.c) → SQL and parameters (query_sql.c) → rows
 * (query_run.c). Private to src/engine/query*.c.
 */
#pragma once

#include "base/vec.h"
#include "engine/query.h"
#include "engine/registry.h"

enum { QUERY_TESTS_MAX = 256, QUERY_COLUMNS_MAX = 64, QUERY_BY_MAX = 3, QUERY_ORDER_MAX = 8 };
enum { PATH_MAX = QUERY_JOINS_MAX + 1, COLS_MAX = 3 };

/* ---- tokens ---- */

/* One piece of a query: the whole text, or one of QueryParts, whose name errors give. */
typedef struct {
    Str text;
    const char *part;
} Source;

typedef struct {
    const Source *source;
    size_t at, n; /* bytes */
} Place;

typedef enum {
    TOK_END,
    TOK_WORD,
    TOK_QUOTED,
    TOK_OP,
    TOK_OPEN,
    TOK_CLOSE,
    TOK_COMMA,
    TOK_DOT,
    TOK_DOTS
} TokKind;

/* How a field is tested. */
typedef enum {
    OP_EQ,
    OP_NE,
    OP_LT,
    OP_LE,
    OP_GT,
    OP_GE,
    OP_IN,
    OP_MAYBE,
    OP_CONTAINS,
    OP_STARTS,
    OP_HAS,
    OP_UNDER,
    OP_EMPTY,
    OP_TRUE, /* a yes-or-no field by itself */
    OP__N
} Op;

typedef struct {
    TokKind kind;
    Op op;    /* TOK_OP */
    Str text; /* TOK_WORD, TOK_QUOTED: full width made ASCII in words, quotes off */
    Place place;
} Token;

/* The tokens of a text, the last one TOK_END. NULL with an error. */
const Token *query_lex(Ctx *c, const Source *source, Err *e);
/* Puts "at character 14, near 'x': " before an error that is set and names the part in e->field. */
bool query_blame(Err *e, Place place);

/* ---- tree ---- */

/* Dotted names: tokens first[0], first[2], … */
typedef struct {
    const Token *first;
    size_t n;
} Path;

typedef enum { SPAN_DAY, SPAN_WEEK, SPAN_MONTH, SPAN_QUARTER, SPAN_YEAR, SPAN__N } Span;
typedef enum { TERM_TEXT, TERM_THIS, TERM_RELATIVE } TermKind;

/* One value as written: text, `this`, or `last 90 days` (which = -1, n = 90). */
typedef struct {
    TermKind kind;
    Str text, suffix; /* "20000", "USD" */
    bool quoted;
    int which;
    int64_t n; /* 0: `last year` */
    Span span;
    Place place;
} Term;

typedef struct {
    Term from, to;
    bool range;
} Arg;

typedef struct Table Table;
typedef struct Scope Scope;
typedef struct Node Node;

/* How the values of a field are written, stored and compared. */
typedef enum {
    SHAPE_TEXT,
    SHAPE_CODE, /* documents, telephones, mail: normalised before they are compared */
    SHAPE_INT,
    SHAPE_DECIMAL,
    SHAPE_MONEY,
    SHAPE_DATE,
    SHAPE_MOMENT, /* created_at, changed_at */
    SHAPE_CHOICE,
    SHAPE_STATE,
    SHAPE_CHOICES,
    SHAPE_BOOL,
    SHAPE_COUNTRY,
    SHAPE_DIVISION,
    SHAPE_LINK,
    SHAPE_LINKS,
    SHAPE__N
} Shape;

/* A column of a table in the query. */
typedef struct {
    Table *table;
    const Field *field;
    Shape shape;
    const char *link; /* SHAPE_LINK, SHAPE_LINKS: name of the type */
    Str cols[COLS_MAX];
    size_t ncols;
} Ref;

/* A value that stands in SQL: lo = hi but for dates and ranges. */
typedef struct {
    int64_t lo, hi;
    Str lo_text, hi_text; /* money: the currency; link: a key, if by_key */
    bool range, by_key;
} Bound;

typedef enum { NODE_AND, NODE_OR, NODE_NOT, NODE_TEST, NODE_LINKED, NODE_THROUGH } NodeKind;

struct Node {
    NodeKind kind;
    Op op;
    bool negated; /* not in, not under …: as NODE_NOT around it */
    Place place;
    Node *kids, *next; /* first child, next child of the parent */
    Path path;         /* NODE_TEST */
    VEC(Arg) args;
    const Token *type, *by; /* NODE_LINKED: has TYPE by FIELD (…) */
    /* from here on filled by binding */
    Ref ref;            /* the field tested; NODE_LINKED, NODE_THROUGH: the link */
    const Bound *bound; /* one for each of args */
    const int64_t *ids; /* OP_UNDER on units */
    size_t nids;
    Scope *scope; /* NODE_LINKED, NODE_THROUGH: the tables inside */
    Table *outer; /* NODE_LINKED: what the link leads to */
};

typedef enum {
    AGG_NONE,
    AGG_ROWS,
    AGG_SUM,
    AGG_DISTINCT,
    AGG_FILLED, /* records in which the field is not empty */
    AGG_MIN,
    AGG_MAX,
    AGG__N
} Agg;
typedef enum { FN_NONE, FN_YEAR, FN_QUARTER, FN_MONTH, FN__N } Fn;

/* A table of a scope: the first is what the scope is about, others hang on a link of one before. */
struct Table {
    const Type *type;
    int alias;
    Table *parent, *next;
    Ref via;              /* the link in parent that leads here */
    int level;            /* the deepest level that a condition, order or count uses */
    const Field *field;   /* the field that has that level */
    bool all;             /* every unit may be read */
    const int64_t *units; /* otherwise these */
    size_t nunits;
    bool needed;  /* the condition holds only where there is such a record */
    int unit_col; /* where a listing selects the unit, -1: it does not */
};

struct Scope {
    Table *base, *last;
    Scope *next; /* all scopes of a query */
};

/* A column, a count, a grouping or an order. */
typedef struct {
    Agg agg;
    Fn fn;
    bool desc;
    bool hides; /* not everybody sees it in every record */
    Path path;
    Place place;
    Str name; /* canonical: "sum headcount", "year(arrived)", "party.country" */
    Ref ref;
    int col; /* where a listing or count selects it */
} Item;

typedef VEC(Item) Items;

typedef struct {
    Node *where;
    Items columns, counts, by, order;
    int64_t limit;
    bool has_limit;
} Parsed;

/* Reads one part of a query into *out. `part` is where, columns, count, by or order. */
bool query_read_part(Ctx *c, Str text, const char *part, Parsed *out, Err *e);
/* Reads "TYPE where … count …"; *type gets its first word. */
bool query_read_whole(Ctx *c, Str text, Parsed *out, const Token **type, Err *e);
NONNULL const char *query_agg_name(Agg agg);
/* Is it a number of records or of values, whatever the field holds? */
bool query_agg_number(Agg agg);
NONNULL const char *query_fn_name(Fn fn);
NONNULL const char *query_op_name(Op op);

/* ---- binding ---- */

typedef struct {
    Str sql;
    const Param *params;
    size_t n;
} Sql;

struct Query {
    const Type *type;
    QueryParts parts;
    Parsed ast;
    Scope *scope, *scopes;
    const Units *tree;         /* loaded when `under` first needs it */
    int aliases, joins, tests; /* tests: single comparisons that lists and ranges make */
    Column *columns;
    size_t ncolumns;
    Str text;             /* the query as asked, for the log */
    Str name;             /* query_name, where it was asked for before; else empty */
    bool currency;        /* a sum of money adds its currency to the grouping */
    bool ranged;          /* values decide how it is best answered: ranges, other tables */
    bool spread;          /* linked records are counted, so that a record stands in several rows */
    const int64_t *found; /* by the search, best first */
    size_t nfound;
    Sql first,
        rest;  /* rest: where a page goes on behind the empty ones; sql.n is 0 if it does not */
    Sql total; /* of a kept question: the SQL that counts its records */
    struct Kept *kept; /* that it is; NULL: it is none */
    size_t nkeys;
    int key_col[QUERY_ORDER_MAX + 1]; /* where a listing selects its order */
    bool key_text[QUERY_ORDER_MAX + 1];
    int nselected;
};

typedef struct {
    Ctx *c;
    Query *q;
} Binder;

/* Ties the tree to types and rights. */
bool query_bind(Ctx *c, Query *q, Err *e);
/* Reads the values of a test. */
bool query_values(Binder *b, Node *n, Err *e);
/* May that operator be used with that shape? */
bool query_op_fits(Shape s, Op op);
/* What a shape is called in messages. */
NONNULL const char *query_shape_label(Shape s);
/* What `nearest` offers: the closest of several words. */
typedef struct {
    Str word, best;
    size_t far;
} Nearest;
Nearest query_nearest(Str word);
void query_offer(Nearest *n, Str candidate);
/* Do the words mean the same, in any width, case and script? */
bool query_same_word(const Ctx *c, Str a, Str b);

/* ---- SQL ---- */

/* Does the value show something that is logged when it is read? */
bool query_item_sensitive(const Item *item);

/* Makes q->first and q->rest. */
bool query_compile(Ctx *c, Query *q, Err *e);
/* The SQL that counts the matching records. */
Sql query_total_sql(Ctx *c, const Query *q);
/* Writes a statement whose parameters are numbered on by so many. A value is never in its text, so
 * each '$' begins a parameter. */
void query_renumber(Buf *out, Str sql, size_t by);
/* The text that query_keep_totals was given for the same questions in the same order; p NULL: there
 * is none. */
Str query_kept_totals(const Ctx *c, const Query *const *qs, size_t n);
void query_keep_totals(const Ctx *c, const Query *const *qs, size_t n, Str sql);
/* Rows of a query that stand in somebody else's statement, in the same columns; rows_read takes the
 * statement's row. */
NONNULL Rows *rows_over(Ctx *c, const Query *q, Stmt *s);
void rows_read(Rows *r);
/* Writes down that they were read, if something sensitive was, once. */
MUST_USE bool rows_log(Rows *r, Err *e);

/* What makes a query of that text and these parts: two of one key are one, for the same types,
 * units, rights (with none opened) and day. Empty if there is none. */
Str query_key(Arena *a, Str text, const QueryParts *parts);
/* One that was built before for what is being made; NULL if there is none. */
Query *ahead_built(const Ctx *c, Str key);
void ahead_keep(Ctx *c, Str key, Query *q);

/* ---- rows that were fetched before they are read ---- */

typedef struct {
    size_t most;      /* fetch no more than these of a list */
    const Str *cells; /* by row and column as selected, as text; p is NULL in an empty one */
    size_t rows, width;
    bool more; /* there are more than these */
} Fetched;
/* The rows of many queries in few statements; n, whose `most` is set. They take *room bytes at
 * most, which is less by them then; beyond that there are more. */
MUST_USE bool query_fetch_many(Ctx *c, const Query *const *qs, size_t n, Fetched *out, size_t *room,
                               Err *e);
/* The rows of a query that was asked ahead, or nothing if it is noted; false: ask it. All: the
 * reader wants all of them. */
bool ahead_ask(Ctx *c, const Query *q, bool all, Fetched *out);
/* The reader wants more of these rows than there are: true if that is noted, so that they end. */
bool ahead_more(Ctx *c, const Query *q);
/* A text as a part of a page mark, without ',' and '%'; and back. */
void query_escape(Buf *out, Str s);
Str query_unescape(Arena *a, Str s);
