/* SPDX-License-Identifier: Apache-2.0
 * Rights: who may do what, to records of which unit, and how deep they may see.
 *
 * A grant gives a user a role at a unit, for a time; it holds for all units below. A role is a set
 * of rights, a level up to which fields are read, and the areas that it is for. The store and the
 * queries ask here; no face of Qiao needs to.
 */
#pragma once

#include "engine/ctx.h"
#include "engine/record.h"

typedef struct {
    const char *code, *label;
    uint32_t rights;      /* bits of Right */
    Level reads;          /* the deepest level that it reads and writes */
    const char *areas[6]; /* only these areas, and the desk for who has the right; none: all */
    const char *sees[2]; /* areas of which it reads besides, up to sees_to, and does nothing else */
    Level sees_to;
} Role;

extern const Role roles[]; /* ends with { 0 } */
/* NULL if there is none. */
const Role *role_find(Str code);

typedef struct {
    const Role *role;
    int64_t unit;
    Day from, to;
} Grant;

struct User {
    int64_t id;
    Str login, name;
    Lang lang; /* that he reads, if has_lang */
    bool has_lang;
    Collate order;       /* of lists that he reads; bytes: what his language has */
    int text_size;       /* of pages, per cent; 0: 100 */
    int64_t home;        /* unit that new records belong to */
    const Grant *grants; /* those that hold today */
    size_t ngrants;
};

/* The day that rights, roles and the tree behind them follow: always the real one, whatever day a
 * question is asked of (--as-of). */
Day rights_day(const Ctx *c);

/* The order in which whoever acts reads lists. */
Collate user_order(const Ctx *c);

/* The user of that login with today's grants; ERR_NOT_FOUND, or ERR_DENIED if the account is
 * closed. */
User *user_load(Arena *a, Db *db, Str login, Day today, Err *e);
User *user_load_id(Arena *a, Db *db, int64_t id, Day today, Err *e);

/* Have both users the same rights? Either may be NULL. */
bool rights_same(const User *a, const User *b);
/* May the context's user do that to a record of the type that belongs to the unit? unit 0: anywhere
 * at all. A refusal names the right and who can give it. */
MUST_USE bool rights_check(Ctx *c, Right right, const Type *t, int64_t unit, Err *e);
/* The same as a question. */
bool rights_has(const Ctx *c, Right right, const Type *t, int64_t unit);
/* Who can give roles, at most three logins, for a message. */
Str rights_givers(Ctx *c);
/* The deepest level that the user reads in records of the type at that unit; below LEVEL_PUBLIC
 * (-2) if records of it may not be read at all. */
int rights_level(const Ctx *c, const Type *t, int64_t unit);
/* The deepest level that the user writes there: as deep as it is read, but for a role that writes
 * and does not read. */
int rights_writes(const Ctx *c, const Type *t, int64_t unit);
/* May the user see that field of that record? */
bool rights_sees(const Ctx *c, const Type *t, const Field *f, int64_t unit);

/* The units whose records of the type the user may do `right` to and read up to `level`. *all is
 * true if that is every unit; otherwise a sorted list in the context's arena, which may be
 * empty. */
void rights_scope(Ctx *c, Right right, const Type *t, int level, bool *all, const int64_t **units,
                  size_t *n);
