/* SPDX-License-Identifier: Apache-2.0
 * The tables of data/: rows of cells with tabs between them, comments behind #; and the sorted keys
 * by which their rows are found. For the readers of src/text only.
 */
#pragma once

#include "base/arena.h"
#include "base/vec.h"

/* The table of that name, which the build has put into the program; aborts if it has not. */
Str tsv_table(const char *name);
/* The next row of *rest: the first n cells, empty where it has fewer. False at the end. */
bool tsv_row(Str *rest, Str *cells, size_t n);

typedef struct {
    Str key;
    int32_t row;
} Key;

typedef VEC(Key) Keys;

/* Sorts by key and row. */
void keys_sort(Keys *keys);
/* The first entry with that key and how many there are; NULL and 0 if none. */
const Key *keys_find(const Keys *keys, Str key, size_t *count);
