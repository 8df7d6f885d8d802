/* SPDX-License-Identifier: Apache-2.0
 * What finder.c and finder_load.c share.
 */
#pragma once

#include "engine/finder.h"
#include "engine/registry.h"

/* A field whose texts find records. */
typedef struct {
    const Type *type;  /* that has the field */
    const Type *found; /* whose records it finds: the type itself, or what .names leads to */
    const Field *link; /* then the field that leads there */
    const Field *field;
    int level; /* what a reader must see */
    FindManner manner;
} FindSource;

typedef VEC(FindSource) FindSources;

/* All of them, by the types of the context; a source's number is that of its field in the index,
 * the number of a type in the registry its kind. */
void find_sources(const Ctx *c, FindSources *out);
/* A number that changes with what find_sources gives. */
uint64_t find_sources_print(const Ctx *c);
/* Reads names into an index: all, or those of some records (ids as a JSON list). */
MUST_USE bool find_load(Ctx *c, const Names *n, const uint64_t own[FIND_OWN], const Str *only,
                        Find **out, Err *e);
