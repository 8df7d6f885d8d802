/* SPDX-License-Identifier: Apache-2.0
 * An office for tests of whole areas: a store with all types, two units, an office user and one of
 * the district, and records made out of words.
 */
#pragma once

#include "support.h"

#include "areas/areas.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/store.h"

typedef struct {
    Arena *arena;
    Facts *facts;
    Ctx c; /* on 2024-04-01, acting as office */
    int64_t root, district;
} Office;

/* Users: office, ann (district user of the district), eve (statistician). */
Office office_open(TestDb *t);
void office_close(Office *o);
void office_act_as(Office *o, const char *login);
void office_user(Office *o, const char *login, const char *role, int64_t at);
/* A record of "field=value; field=value" in that unit; its id. */
int64_t office_make(Office *o, const char *type, int64_t unit, Str values);
/* The same in the upper unit, of a format. */
#define OFFICE(o, type, ...) office_make(o, type, (o)->root, arena_printf((o)->arena, __VA_ARGS__))
