/* SPDX-License-Identifier: Apache-2.0
 * Workdays of the office: what the State Council announced (text/holiday.h), with the office's own
 * records of type `holiday` over it. Deadlines, approvals and the calendar count by them.
 */
#pragma once

#include "engine/ctx.h"

extern const Type holiday_type;

/* Those of the store over the announced ones, in the arena; NULL on failure. */
const Holidays *workdays_load(Arena *a, Db *db, const Holidays *announced, Err *e);
/* Those of the context; the announced ones where no store was asked. */
const Holidays *workdays(const Ctx *c);
