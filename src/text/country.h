/* SPDX-License-Identifier: Apache-2.0
 * Countries and regions of ISO 3166-1, by code or by any name in use.
 *
 *     const Countries *all = countries_load(arena, folder);
 *     const Country *c = country_find(all, S("索罗门"));    // SB
 *
 * Immutable once loaded, so that threads may share it. Hong Kong, Macao and Taiwan are regions, are
 * shown with 中国 before their names, and are never counted as countries.
 */
#pragma once

#include "base/arena.h"
#include "base/lang.h"
#include "text/fold.h"

typedef struct {
    char code[3];
    char alpha3[4];
    int numeric;
    bool region;
    Str hans, hant, en;
    Str also; /* other names, separated by "|" */
} Country;

typedef struct Countries Countries;

/* Reads the embedded countries.tsv. The folder must live as long as the result. */
NONNULL const Countries *countries_load(Arena *a, const Folder *f);
/* By alpha-2, alpha-3, numeric code, or any name in either script; NULL if there is none. */
const Country *country_find(const Countries *all, Str any);
/* All of them, by alpha-2. */
const Country *countries_all(const Countries *all, size_t *n);
Str country_name(const Country *c, Lang lang);
