/* SPDX-License-Identifier: Apache-2.0
 * The table of receipts, which two pages show.
 */
#pragma once

#include "engine/desk.h"
#include "web/layout.h"

/* Those that the reader may see and whose number is less than `before`, the newest first, at most
 * so many; *next is where those after them begin, 0 if there are none. */
MUST_USE bool put_receipts(Request *q, int64_t before, int64_t most, int64_t *next, Err *e);
