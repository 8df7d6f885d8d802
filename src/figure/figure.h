/* SPDX-License-Identifier: Apache-2.0
 * Figures: numbers that carry their evidence. A figure is a query and a way of counting; it yields
 * its value, its unit, its cut-off and the very records that it counted.
 *
 *     const Figures *all = figures_load(c, e);
 *     const FigureDef *d = figures_need(all, S("visit.inbound_batches"), e);
 *     FigureScope in = { 0 };
 *     if (!d || !scope_period(c, S("2024"), &in, e) || !figure_value(c, d, &in, &value, e)) …
 *
 * Built-in figures stand beside their types in src/areas; staff make theirs as records of type
 * figure_def, in the same words. What cannot be counted is not available and says why; it is never
 * guessed. A figure that staff declare without records (declared_figure) names its document and is
 * shown as declared; an estimate is marked and never added to a count.
 */
#pragma once

#include "engine/ctx.h"
#include "engine/query.h"
#include "engine/record.h"

/* ---- definitions ---- */

typedef struct {
    Str name;
    Str labels[LANG__N]; /* by language, never empty */
    Str unit;            /* counting unit in English, the key of its translation; may be empty */
    Str units[LANG__N];
    const Type *type; /* what is counted */
    Str query, of, once, whole, part_of;
    CountKind count;
    PeriodKind period;
    Day since, version;
    Str note;   /* in the language of the context that loaded it */
    Str owner;  /* who answers for it: an area, or what the record of a custom one says */
    Str words;  /* custom ones: how texts speak of it, pieces between '|'; else empty */
    int64_t id; /* record of a custom one, 0 for a built-in one */
} FigureDef;

typedef struct Figures Figures;

/* All figures of the store in the order of areas, in the context's arena. Reading the custom ones
 * needs no right; counting does. */
const Figures *figures_load(Ctx *c, Err *e);
/* Figures that were loaded, for users who have the same rights: the server keeps them with its
 * snapshot, which ends when one is defined or declared. May be used by several threads. */
NONNULL KnownFigures *figures_known_new(void);
void figures_known_free(KnownFigures *k);
/* The same, for what must not rest on answers that were kept: every figure is counted. */
const Figures *figures_load_anew(Ctx *c, Err *e);
/* After counting: what took counting is kept in the store for whoever asks next, until records that
 * it was counted from change (kept.h). Where it cannot be written nothing is lost but time. */
void figures_keep(Ctx *c, const Figures *all);
/* How many records the list of these parts finds, exactly; in a large store kept like a figure for
 * as long as it is true. A list with an order is always counted: its records are those in which the
 * reader sees what they are ordered by, which a count alone does not say. */
MUST_USE bool figures_total(Ctx *c, const Query *list, const QueryParts *parts, int64_t *out,
                            Err *e);
size_t figures_count(const Figures *all);
const FigureDef *figures_at(const Figures *all, size_t i);
/* NULL if there is none. */
const FigureDef *figures_find(const Figures *all, Str name);
/* As figures_find, but ERR_NOT_FOUND names the nearest one. */
const FigureDef *figures_need(const Figures *all, Str name, Err *e);
/* How it counts, as a code: rows sum distinct people max last years first. */
NONNULL const char *count_kind_name(CountKind kind);

/* ---- scope ---- */

typedef struct {
    Day from, to; /* the period */
    Day as_of;    /* the cut-off: nothing later counts; 0: the period's end, or today if earlier */
    int64_t unit; /* that unit and all below it; 0: everything */
    bool tree_then; /* the tree of units as it was at the cut-off; else the context's today */
    Str text;       /* the period as written: "2024", "2024-Q3" */
} FigureScope;

/* Reads 2024 · 2024-H1 · 2024-Q3 · 2024-03 · 2024-03-05 · 2023..2024. */
MUST_USE bool scope_period(Ctx *c, Str text, FigureScope *out, Err *e);
/* The same from days: in the shortest of these ways, or as DAY..DAY. ERR_INVALID if they are no
 * days, or the wrong way round. */
MUST_USE bool scope_days(Ctx *c, Day from, Day to, FigureScope *out, Err *e);
/* The same scope one year earlier; cut off a year earlier too where the period is not over. */
FigureScope scope_year_before(const Ctx *c, const FigureScope *s);

/* ---- values ---- */

typedef enum {
    STANDING_COUNTED,
    STANDING_DECLARED,  /* without records; .source names the document */
    STANDING_ESTIMATED, /* declared, and an estimate */
    STANDING_UNAVAILABLE,
    STANDING__N
} Standing;

typedef struct {
    const FigureDef *def;
    Standing standing;
    Day from, to;     /* what was counted, both included; from is 0 where it has no beginning */
    Day as_of;        /* the cut-off that was used */
    int64_t value;    /* in 10^-places */
    int places;       /* 0 for counts; 2 for yuan */
    char currency[4]; /* money only */
    int64_t records;  /* how many stand behind it: the length of the evidence */
    int64_t unknown;  /* of these, how many have no quantity (a party without a headcount) */
    bool regions;     /* countries: is Hong Kong, Macao or Taiwan among them? */
    Str why;          /* unavailable: the reason, in the reader's language */
    Str source;       /* declared: the document */
    int64_t declared; /* record of the declaration */
} FigureValue;

/* Counts, for the rights of the context's user. ERR_DENIED if he may not read what is counted. */
MUST_USE bool figure_value(Ctx *c, const Figures *all, const FigureDef *def, const FigureScope *s,
                           FigureValue *out, Err *e);
/* Before many figures are counted: finds what they need in few statements, so that figure_value and
 * figure_shown of the same figures and scopes need none of their own. What was fetched before is
 * forgotten, but within figures_ahead and figures_hold. */
typedef struct {
    const FigureDef *def;
    FigureScope scope;
} FigureAskFor;
MUST_USE bool figures_fetch(Ctx *c, const Figures *all, const FigureAskFor *list, size_t n, Err *e);
/* Makes something of many figures, their records and other lists in few statements: `make` is run
 * until it asks nothing that was not fetched. What it makes is that of its last run, and its
 * readings are logged once. It must write nothing else. */
typedef bool FigureMake(void *arg, Err *e);
MUST_USE bool figures_ahead(Ctx *c, const Figures *all, FigureMake *make, void *arg, Err *e);
/* For several of these in a row: what one fetched is known to the others, and to what is asked
 * between them, until it is let go. AUTO(figures_release) Ctx *held = figures_hold(c); */
Ctx *figures_hold(Ctx *c);
void figures_release(Ctx **c);
/* Did this run ask what is not known yet, so that there will be another? */
bool figures_wait(const Ctx *c, const Figures *all);
/* The same among others: a figure that the user may not count is not available, and says so. */
MUST_USE bool figure_shown(Ctx *c, const Figures *all, const FigureDef *def, const FigureScope *s,
                           FigureValue *out, Err *e);
/* Of a figure that counts countries and regions: how many records each one has; none for another
 * figure. For the same rights, in the context's arena. */
typedef struct {
    Str code;
    int64_t records;
} FigureCountry;
MUST_USE bool figure_by_country(Ctx *c, const Figures *all, const FigureDef *def,
                                const FigureScope *s, const FigureCountry **out, size_t *n, Err *e);
/* "1234", "200000", "1234.50": the value as plain digits with its places, which are left out
 * where they are all zeros; "n/a" in the reader's language where it is not available. */
void figure_print(const Ctx *c, const FigureValue *v, Buf *out);

/* ---- evidence ---- */

/* One record that was counted. */
typedef struct {
    const Type *type;
    int64_t id, unit, version;
    Str title;        /* how it is called; valid until the next one */
    int64_t quantity; /* what it adds to the value, in 10^-places; the sum of all is the value */
    bool unknown;     /* it has no quantity */
    int64_t same;     /* the record through which it is counted already, 0 if it counts itself */
    Str value; /* what is distinct (a country, a person), as shown; valid until the next one */
} Evidence;

/* May many of its records add nothing, so that who wants a few that do reads many? */
bool evidence_repeats(const FigureDef *def);

typedef struct EvidenceRows EvidenceRows;
/* The records that figure_value counted, in order of id, for the same rights. */
EvidenceRows *evidence_open(Ctx *c, const Figures *all, const FigureDef *def, const FigureScope *s,
                            Err *e);
MUST_USE bool evidence_next(EvidenceRows *r, Evidence *out, Err *e);
void evidence_done(EvidenceRows **r);

/* The records that it counts, as a query to list, to order or to group: where, columns, count, by
 * and order of `ask` are added to its own. For the same rights; NULL with the error set. */
const Query *figure_rows(Ctx *c, const FigureDef *def, const FigureScope *s, const QueryParts *ask,
                         Err *e);

/* ---- rules between figures ---- */

typedef enum {
    RULE_PART,       /* a part is above its whole */
    RULE_LAST_YEAR,  /* 30 % or more away from last year */
    RULE_UNKNOWN,    /* records without a quantity */
    RULE_DECLARED,   /* declared, though records say something else */
    RULE_DEFINITION, /* the definition changed after the period began */
    RULE__N
} RuleKind;

typedef struct {
    RuleKind kind;
    bool wrong; /* cannot be; otherwise to be explained */
    const FigureDef *figure, *other;
    Str text; /* the finding with both numbers, in the reader's language */
} Finding;

typedef struct {
    const Finding *p;
    size_t n;
} Findings;

/* What the values of a period say about each other; `before` are those of the year before, n each
 * in the same order, or NULL. In the context's arena. */
Findings figures_compare(Ctx *c, const Figures *all, const FigureScope *s, const FigureValue *now,
                         const FigureValue *before, size_t n);
