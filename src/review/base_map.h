/* SPDX-License-Identifier: Apache-2.0
 * Base maps: an office's own approved map, on which charts of countries show their values instead
 * of on tiles. Qiao brings none along: to publish a map takes an approval number (审图号).
 *
 *     image     world.png
 *     approval  GS(2024)0000号
 *     source    the publisher of the map
 *     MY        770 480
 *
 * That is a map file: the picture, what must be said of it, and for each country or region the
 * place of its mark, in pixels of the picture from its upper left corner.
 */
#pragma once

#include "review/doc.h"
#include "text/country.h"

enum {
    MAP_FILE_MAX = 1 << 20,    /* bytes of a map file */
    MAP_LINES_MAX = 2000,
    MAP_WORDS_MAX = 200,       /* characters of a number of approval or a source */
    MAP_PICTURE_MAX = 8 << 20, /* bytes of the picture */
    MAP_SIDE_MAX = 8000,       /* pixels of its width and of its height */
    MAP_PIXELS_MAX = 32000000, /* pixels in all: 128 MB when it is drawn */
};

/* Where something stands in the map file, for errors. */
typedef struct {
    size_t line, column;
} MapSpot;

typedef struct {
    const char *code; /* ISO 3166-1 alpha-2 */
    int64_t x, y;
    MapSpot spot;
} MapPlace;

struct BaseMap {
    Str name;             /* of the map file */
    Str image;            /* path of the picture as the map file has it */
    Str approval, source; /* source may be empty */
    const MapPlace *places;
    size_t n;
    MapSpot image_spot;
    Str png; /* the picture, as it is in its file */
    int64_t width, height;
    Str href; /* where a page finds the picture; empty: the page has it inside */
};

/* Reads a map file, all but the picture. Errors name file, line and column. */
MUST_USE bool base_map_read(Arena *a, const Countries *all, Str text, Str name, BaseMap *out,
                            Err *e);
/* Takes the bytes of the picture that the map file names, once they are seen to be a whole PNG
 * within the limits that holds all places. They must live as long as the map. */
MUST_USE bool base_map_picture(BaseMap *m, Str png, Err *e);
/* Puts "FILE:LINE:COLUMN: " before an error about the picture's file; returns false. */
bool base_map_blame_picture(const BaseMap *m, Err *e);
/* NULL if the map has no place for that country or region. */
const MapPlace *base_map_place(const BaseMap *m, Str code);
/* What stands below the map: the number of approval, and the source if there is one. Returns how
 * many. */
size_t base_map_notes(Arena *a, const BaseMap *m, Lang lang, Str out[2]);
