/* SPDX-License-Identifier: Apache-2.0
 * The table of receipts, which two pages show.
 */
#pragma once

#include "engine/desk.h"
#include "web/layout.h"

/* The newest ones that the reader may see, at most so many. */
MUST_USE bool put_receipts(Request *q, size_t most, Err *e);
