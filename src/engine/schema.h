/* SPDX-License-Identifier: Apache-2.0
 * Schema: the tables of a store, derived from the types.
 *
 * New types, fields and indexes are added by themselves when a store is opened for writing;
 * anything else (renaming, moving, dropping) is a numbered step in schema.c. docs/schema.md
 * describes the engine's own tables.
 */
#pragma once

#include "engine/ctx.h"

/* A change that cannot be derived: renaming, moving, dropping. Steps are numbered from 2 on
 * (version 1 is that of Qiao 0.1.0); the number of the last one is the schema version of this
 * program. */
typedef struct {
    int number;
    const char *what; /* for the error that it may end in */
    const char *sql;  /* one statement that both engines know */
} SchemaStep;
/* Runs the steps (the list ends with { 0 }) whose number is above `from`, in their order. */
MUST_USE bool schema_steps(Db *db, const SchemaStep *steps, int64_t from, Err *e);

/* Makes what is missing and runs the steps that this store has not seen. Newer than this program:
 * ERR_INVALID, and nothing is touched. */
MUST_USE bool schema_update(Db *db, const Registry *types, Err *e);
/* Is the store complete for these types? ERR_INVALID naming the first thing that is missing. */
MUST_USE bool schema_check(Db *db, const Registry *types, Arena *a, Err *e);
/* 0 for a store that was never made. */
MUST_USE bool schema_version(Db *db, int64_t *out, Err *e);
