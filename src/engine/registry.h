/* SPDX-License-Identifier: Apache-2.0
 * Registry: all types of a store, the built-in ones and those that staff have made, with the fields
 * that staff have added to either.
 *
 * It is made once after opening a store and again when a definition changes; afterwards it is
 * constant, and every part of Qiao asks it instead of a list of its own.
 */
#pragma once

#include "db/db.h"
#include "engine/type.h"

typedef struct Registry Registry;

/* Built-in types alone: no store is needed. Adds the engine's own types (core.h) to `areas`, a list
 * that ends with NULL. Lives in the arena. */
NONNULL Registry *registry_builtin(Arena *a, const Type *const *areas);
/* With the fields and types that staff have made in this store. */
Registry *registry_load(Arena *a, Db *db, const Type *const *areas, Err *e);
/* The same again, after staff changed a definition. */
Registry *registry_reload(const Registry *old, Arena *a, Db *db, Err *e);
size_t registry_count(const Registry *r);
const Type *registry_at(const Registry *r, size_t i);
/* NULL if there is no such type. */
const Type *registry_find(const Registry *r, Str name);
/* As registry_find, but unknown names are ERR_NOT_FOUND with the nearest one. */
const Type *registry_need(const Registry *r, Str name, Err *e);

/* The statement that reads one row of the type for row_read, made once; p NULL for a type that is
 * not of this registry or has no store. */
Str registry_by_id(const Registry *r, const Type *t);

/* The fields that every record has: id, key, unit, state, version, source, evidence, created_at,
 * created_by, changed_at, changed_by. state and unit get their meaning from the type. */
typedef enum {
    STD_ID,
    STD_KEY,
    STD_UNIT,
    STD_STATE,
    STD_VERSION,
    STD_SOURCE,
    STD_EVIDENCE,
    STD_CREATED_AT,
    STD_CREATED_BY,
    STD_CHANGED_AT,
    STD_CHANGED_BY,
    STD__N
} StdField;
extern const Field std_fields[STD__N];
/* -1 if it is none. */
int std_slot(Str name);

/* ---- names in the store ---- */

/* Table of a type: its name. Columns of a field: T_MONEY has name and name_cur, T_DATE has name,
 * name_from and name_to, all others name. Each T_LINKS field has a table TYPE_FIELD(id, to_id). */
size_t field_columns(const Field *f, Arena *a, Str out[3]);
Str links_table(Arena *a, const Type *t, const Field *f);
