/* SPDX-License-Identifier: Apache-2.0
 * Alike: records that may be one person or one thing, for the whole of a type, while one is typed,
 * and for what an import brings. names/pairs.h says how they are compared.
 *
 * Only records that the user may see are compared, and of these only the fields that he may see, so
 * that no answer tells what he could not read himself.
 */
#pragma once

#include "base/map.h"
#include "engine/ctx.h"
#include "engine/record.h"
#include "names/pairs.h"

/* What comparing needs to know, read when it is first needed; threads may share it. */
NONNULL AlikeFacts *alike_facts_new(const Folder *folder);
void alike_facts_free(AlikeFacts *f);
NONNULL const PairTables *alike_tables(const Facts *f);

typedef enum {
    ALIKE_NAME, /* the first of ALIKE_NAMES */
    ALIKE_NAMES = 4,
    ALIKE_BORN = ALIKE_NAMES,
    ALIKE_SEX,
    ALIKE_PLACE,
    ALIKE_VILLAGE,
    ALIKE_PHONE,
    ALIKE_DOCUMENT,
    ALIKE_DOCUMENT_KIND,
    ALIKE_BODY,
    ALIKE_COUNTRY,
    ALIKE__N
} AlikeWhat;

/* Which fields of a type are compared: those of its Alike; of other types the name, the country,
 * the division, the telephone. */
typedef struct {
    const Type *type;
    bool title;         /* the names are of bodies or places */
    int slot[ALIKE__N]; /* -1 for none */
} AlikeForm;

/* ERR_INVALID if the type has no name to go by. */
MUST_USE bool alike_form(const Type *t, AlikeForm *out, Err *e);
/* A record as a row, with the fields up to that level; texts are borrowed from it. */
PairRow alike_row(const AlikeForm *form, const Record *r, int level);

/* ---- a whole type ---- */

/* All records of the type that are not void, at and below the unit (0: all), ready for pairs_find;
 * their ids are those of the records. Comparing document numbers is logged as reading them. The
 * caller frees the pairs. */
Pairs *alike_load(Ctx *c, const Type *t, int64_t unit, Err *e);

/* ---- one record ---- */

typedef struct {
    int64_t id;
    double p;  /* probability that it is the same */
    Str title; /* in the context's arena, as all text here */
    Str why;   /* what speaks for it, in the context's language */
} AlikeFound;

enum { ALIKE_MOST = 5 };

/* Stored records that may be the one that is to be made, from `least` on, the likeliest first.
 * Found by names and the document number in their indexes, never by reading the table. */
MUST_USE bool alike_find(Ctx *c, const Record *r, double least, AlikeFound out[ALIKE_MOST],
                         size_t *n, Err *e);
/* Warns of them; for a type that has an Alike, and nothing for others. */
MUST_USE bool alike_warn(Ctx *c, const Record *r, Check *k, Err *e);
