/* SPDX-License-Identifier: Apache-2.0
 * Places of origin: the counties of 1911 and of today, by any name that they had.
 *
 *     Gazetteer *g = gazetteer_new();
 *     PlaceRead p;
 *     place_read(g, arena, S("Chip Bee, Tong Ann"), &p);   // p.node is 集美, p.rest is empty
 *     place_kinship(g, p.node, other);                     // how near two places are
 *     gazetteer_free(g);
 *
 * A node is a division of today (data/divisions.tsv), an old unit with those that succeeded it
 * (data/names/county_history.tsv), or a place with an old name of its own (place_old.tsv). What a
 * text says beyond the nodes, mostly a village, is its rest.
 */
#pragma once

#include "base/arena.h"
#include "base/str.h"

enum { PLACE_LONGEST = 200, PLACE_CODES = 6 };

typedef struct Gazetteer Gazetteer;

typedef struct {
    uint16_t node; /* the deepest that the text names; 0 if none */
    Str rest;      /* Chinese characters (simplified) or words of small letters; may be empty */
} PlaceRead;

/* How near two nodes are, from the farthest. */
typedef enum {
    KINSHIP_NONE, /* one of them is not known */
    KINSHIP_OTHER,
    KINSHIP_PROVINCE,
    KINSHIP_CITY,    /* the same prefecture of today */
    KINSHIP_WIDER,   /* one lies in the other, which is a prefecture or a province */
    KINSHIP_OVERLAP, /* counties, one of which came out of the other */
    KINSHIP_SAME,
    KINSHIP__N
} Kinship;

/* Reads the embedded tables; the caller frees it. */
NONNULL Gazetteer *gazetteer_new(void);
void gazetteer_free(Gazetteer *g);
void gazetteer_freep(Gazetteer **g);

/* Reads a place in Chinese characters, in Latin letters, or as a code of GB/T 2260. */
void place_read(const Gazetteer *g, Arena *a, Str text, PlaceRead *out);
size_t place_nodes(const Gazetteer *g);
/* The name of a node, as it is today or was; empty for 0. */
Str place_name(const Gazetteer *g, uint16_t node);
Kinship place_kinship(const Gazetteer *g, uint16_t a, uint16_t b);
