/* SPDX-License-Identifier: Apache-2.0
 * The store of the benchmarks, and the way through a benchmark on both engines.
 */
#pragma once

#include "engine/ctx.h"

typedef struct {
    Arena *arena;
    Facts *facts;
    Ctx c;
} Store;

/* Makes and fills a store of that many persons; the context acts for the engine itself. */
bool store_make(Store *s, const char *url, int64_t persons, Err *e);
void store_done(Store *s);
/* Runs the benchmark on SQLite in the current folder and on the PostgreSQL of QIAO_TEST_PG. */
int store_main(int argc, char **argv, const char *name,
               bool (*bench)(const char *name, const char *url, int64_t persons));
