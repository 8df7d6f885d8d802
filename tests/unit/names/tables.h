/* SPDX-License-Identifier: Apache-2.0
 * For the tests of src/names: the tables, loaded once for a group of cases, and their state.
 */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/mem.h"
#include "names/impl.h"
#include "names/names.h"
#include "names/place.h"

typedef struct {
    Names *names;
    Gazetteer *places;
    Arena *arena; /* a case may use it; it is emptied with the group */
} Tables;

static inline int tables_open(void **state)
{
    Tables *t = mem_zget(1, sizeof *t);

    t->names = names_new();
    t->places = gazetteer_new();
    t->arena = arena_new(ARENA_COMMAND);
    *state = t;
    return 0;
}

static inline int tables_close(void **state)
{
    Tables *t = *state;

    arena_free(t->arena);
    gazetteer_free(t->places);
    names_free(t->names);
    mem_give(t);
    return 0;
}

/* The class of the first character of a text. */
static inline uint16_t class_of(const Tables *t, const char *text)
{
    Str s = str_z(text);
    uint32_t ch = 0;

    return utf8_next(&s, &ch) ? names_class(t->names, ch) : 0;
}
