/* SPDX-License-Identifier: Apache-2.0
 * Files that the build puts into the program: translations and tables of data/.
 */
#pragma once

#include "base/def.h"

typedef struct {
    const char *name; /* file name without folder: "zh_Hans.mo", "countries.tsv" */
    const unsigned char *p;
    size_t n;
} Embedded;

extern const Embedded embedded_files[]; /* made by tools/embed, sorted by name */
extern const size_t embedded_count;

/* NULL if no such file was put in. */
const Embedded *embedded_find(const char *name);
