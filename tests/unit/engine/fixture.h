/* SPDX-License-Identifier: Apache-2.0
 * A small store for tests of the engine: one city federation with a district and two streets, users
 * with roles, and a type `visit` that uses every kind of field.
 */
#pragma once

#include "support.h"

#include "engine/core.h"
#include "engine/ctx.h"
#include "engine/history.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/schema.h"
#include "engine/store.h"
#include "engine/units.h"

enum {
    V_TITLE,
    V_NAME,
    V_SIZE,
    V_RATE,
    V_COST,
    V_BEGAN,
    V_KIND,
    V_TOPICS,
    V_PUBLIC,
    V_COUNTRY,
    V_DIVISION,
    V_GUIDE,
    V_HOSTS,
    V_PASS,
    V_PHONE,
    V_MAIL,
    V_NOTE,
    V__N
};
extern const Type test_visit_type, test_guide_type;
extern const Type *const test_types[];

typedef struct {
    TestDb *t;
    Arena *arena;
    Facts *facts;
    Ctx c;
    int64_t root, district, street, other;
} Fixture;

/* An open store with its units and users: office, sysadmin, secadmin, auditadmin at the root, ann
 * (handler at the district), bob (street liaison), eve (statistician at the root). */
Fixture *fixture_open(TestDb *t);
void fixture_close(Fixture *f);
/* From now on the context acts as that user; NULL is the engine itself. */
void fixture_as(Fixture *f, const char *login);
/* A guide or a visit with a few fields; returns its id. */
int64_t fixture_guide(Fixture *f, const char *name);
Record *fixture_visit(Fixture *f, const char *title, const char *began, int64_t size);
/* Sets a field from text as a person writes it. */
void fixture_set(Fixture *f, Record *r, int field, const char *text);
/* What `qiao check` finds; empty if all is well. */
Str fixture_check(Fixture *f);
