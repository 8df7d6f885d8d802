/* SPDX-License-Identifier: Apache-2.0
 * Administrative divisions of China (GB/T 2260 and town codes), by code, path or unique name.
 *
 *     const Divisions *all = divisions_load(arena, folder);
 *     const Division *d = division_find(all, S("厦门思明"), &e);    // 350203
 *
 * Immutable once loaded. All of China down to counties; towns for Fujian and for Chaozhou, Shantou
 * and Jieyang. Retired divisions are kept, since old cards carry their codes.
 */
#pragma once

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "text/fold.h"

typedef enum { DIVISION_PROVINCE, DIVISION_CITY, DIVISION_COUNTY, DIVISION_TOWN } DivisionLevel;

typedef struct {
    char code[10]; /* six digits, nine for a town */
    Str name;
    DivisionLevel level;
    int retired; /* the year of its end, 0 while it exists */
} Division;

typedef struct Divisions Divisions;

/* Reads the embedded divisions.tsv. The folder must live as long as the result. */
NONNULL const Divisions *divisions_load(Arena *a, const Folder *f);
/* By code (6 or 9 digits), path (福建省厦门市思明区, 厦门思明) or name (思明区) in either script. NULL with
 * an error if there is none, or if a name has several: they are named. */
const Division *division_find(const Divisions *all, Str any, Err *e);
/* As division_find, and appends the code. A well-formed code of 6, 9 or 12 digits that is not in
 * the table is kept as it is, with *known false. */
MUST_USE bool division_normal(const Divisions *all, Str any, Buf *code, bool *known, Err *e);
/* The division that has this one in it; NULL for a province. */
const Division *division_parent(const Divisions *all, const Division *d);
/* 福建省厦门市思明区 */
void division_path(const Divisions *all, const Division *d, Buf *out);
/* All of them, by code. */
const Division *divisions_all(const Divisions *all, size_t *n);
