/* SPDX-License-Identifier: Apache-2.0
 * Rules that several areas share.
 */
#pragma once

#include "engine/ctx.h"
#include "engine/record.h"

/* A rule about the way that a case has to take. It stops whoever makes or moves a case by hand; of
 * old cases that are read in from a spreadsheet it is only said, since they are past. */
#define gate(k, field, ...)                                                                        \
    ((k)->c->importing ? warning(k, field, __VA_ARGS__) : problem(k, field, __VA_ARGS__))

/* Are both dates there, and does the second one certainly lie before the first? */
bool rule_backwards(const Record *r, int from, int to);
/* Is there more than this many days from the first date to the second? False if one is missing. */
bool rule_longer(const Record *r, int from, int to, int64_t days);
/* Is the record in one of these states, "|a|b|"? */
bool rule_state_in(const Record *r, Str states);
/* Working days from the first date to the second, both counted. Without a table of holidays these
 * are Mondays to Fridays. */
int64_t rule_working_days(const Check *k, const Record *r, int from, int to);
/* Can the check ask the store? Not where a type is looked at alone. Sends what bulk writing still
 * holds, so that the query sees it: ask this last. */
bool rule_has_store(const Check *k);
