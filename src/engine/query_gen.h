/* SPDX-License-Identifier: Apache-2.0
 * Gen: SQL of a query while it is being made. query_gen.c makes names and conditions, query_sql.c
 * whole statements of them. Private to these two.
 */
#pragma once

#include "engine/query_impl.h"

enum { SQL_MAX = 1 << 20, ALIASES_MAX = 1 + QUERY_JOINS_MAX + QUERY_TESTS_MAX + 1 };
/* What a statement may have; PostgreSQL's driver takes as many. */
enum { GEN_PARAMS_MAX = 1200 };

typedef struct {
    Ctx *c;
    const Query *q;
    Buf *out; /* the piece that is being written */
    VEC(Param) params;
    bool used[ALIASES_MAX]; /* tables that the text names so far, by alias */
} Gen;

void gen_put(Gen *g, const char *text);
/* A parameter and its place in the text: $7. */
void gen_param(Gen *g, Param p);
void gen_int(Gen *g, int64_t i);
/* The table and those that lead to it will be in FROM. */
void gen_use(Gen *g, const Table *t);
/* Column number i of a field; a standard column of a table. */
void gen_col(Gen *g, const Ref *ref, size_t i);
void gen_std(Gen *g, const Table *t, const char *name);
/* The column that a field is ordered and compared by. */
size_t gen_main_col(const Ref *ref);
/* " AND unit in what may be read", unless that is all. */
void gen_unit_scope(Gen *g, const Table *t);
/* FROM with the tables used so far; of those that hang on a link only what may be read. */
void gen_from(Gen *g, const Scope *s);
/* A condition. */
void gen_node(Gen *g, const Node *n);
