/* SPDX-License-Identifier: Apache-2.0
 * How a record came to be as it is: its history as a list of who, when, what and why.
 */
#pragma once

#include "web/show.h"

/* The newest changes of the record, those that the reader may see. */
MUST_USE bool put_changes(Request *q, const Record *r, Err *e);
