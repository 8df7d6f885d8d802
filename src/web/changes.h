/* SPDX-License-Identifier: Apache-2.0
 * How a record came to be as it is: its history as a list of who, when, what and why.
 */
#pragma once

#include "engine/history.h"
#include "web/show.h"

/* What was done, in the reader's language. */
NONNULL const char *act_label(const Request *q, Act act);
/* Is it a row that changed the record, and not one that only says who looked? */
bool makes_version(const HistoryRow *row);
/* The newest changes of the record, those that the reader may see. */
MUST_USE bool put_changes(Request *q, const Record *r, Err *e);
