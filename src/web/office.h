/* SPDX-License-Identifier: Apache-2.0
 * How a federation is called on pages.
 */
#pragma once

#include "web/request.h"

/* The name of that unit, or of the one at the top (0), in the reader's language if it has one. */
MUST_USE bool office_name(Request *q, int64_t unit, Str *out, Err *e);
