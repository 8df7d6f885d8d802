/* SPDX-License-Identifier: Apache-2.0
 * Record and Value: one thing that the office keeps, in memory.
 *
 * The values stand in the order of the type's fields. Text of a value lives in the arena of the
 * context that read or parsed it.
 */
#pragma once

#include "base/buf.h"
#include "base/date.h"
#include "engine/type.h"

/* What a Value holds, by kind of field:
 *   T_COUNT, T_BOOL      i
 *   T_DECIMAL            i, scaled by 10^scale
 *   T_MONEY              i in minor units, text the currency
 *   T_DATE               text canonical (text/when.h), i first day, j last day it may be
 *   T_LINK               i, the id
 *   T_LINKS              text "|12|34|"
 *   T_CHOICES            text "|a|b|"
 *   all others           text
 */
typedef struct {
    bool set; /* false: empty */
    Str text;
    int64_t i, j;
} Value;

struct Record {
    const Type *type;
    int64_t id;       /* 63 bits, sorts by time of making; 0 for a new one */
    int64_t promised; /* the id that a new record is to get: an import gave it out before; 0: any */
    int64_t unit;     /* id of the owning unit */
    int64_t version;  /* 1 for the first */
    Str key;          /* the office's own number, unique in the type; empty if it has none */
    Str state;        /* code; empty where the type has no states */
    Str source;       /* where this was taken from: file, list, letter */
    Str evidence;     /* what proves it */
    int64_t created_at, changed_at; /* ms since 1970 */
    int64_t created_by, changed_by; /* ids of users */
    int64_t voided_at;              /* 0: valid */
    Value *v;                       /* type->nfields of them */
};

/* An empty record of that type, in the arena. */
NONNULL Record *record_new(Arena *a, const Type *t);
NONNULL Record *record_copy(Arena *a, const Record *r);
bool rec_has(const Record *r, int field);
/* These want a value of the right kind; 0 or empty where there is none. */
int64_t rec_int(const Record *r, int field);
Str rec_text(const Record *r, int field);
Day rec_first_day(const Record *r, int field);
Day rec_last_day(const Record *r, int field);
bool rec_is(const Record *r, int field, const char *code);     /* a choice or text equals it */
bool rec_picked(const Record *r, int field, const char *code); /* one of many choices */
/* Is this the name of the record's state? */
bool rec_state(const Record *r, const char *code);

void rec_set_text(Record *r, int field, Str s);
void rec_set_int(Record *r, int field, int64_t i);

/* A number for the type's identity fields, equal for two records that are the same thing; 0 if the
 * type has none or all of them are empty. Kept in column `ident`. */
int64_t record_ident(const Record *r);

/* ---- values as text ---- */

/* Reads what a person wrote in a cell or form; empty text gives an empty value. Links are read as
 * ids here ("#123"); finding them by key or name is transfer's work. */
MUST_USE bool value_parse(Ctx *c, const Field *f, const Record *r, Str s, Value *out, Err *e);
/* The canonical text: what history keeps and compares, what value_read takes back. */
void value_write(const Field *f, const Value *v, Buf *out);
/* Takes back what value_write wrote. */
MUST_USE bool value_read(const Field *f, Str s, Value *out, Err *e);
bool value_same(const Field *f, const Value *a, const Value *b);
/* As a person reads it, in the context's language: labels of choices, names of countries; in its
 * script: words that are CONVERTED, and places. */
void value_show(Ctx *c, const Field *f, const Value *v, Buf *out);
/* Words about things in the script of the context, as those of a field that is CONVERTED. */
void words_show(const Ctx *c, Str words, Buf *out);
