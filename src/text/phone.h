/* SPDX-License-Identifier: Apache-2.0
 * Telephone numbers (ITU-T E.164) and addresses of electronic mail.
 *
 *     if (!phone_normal(S("0592-5055123-12"), "CN", &out, &e)) return false;
 *     // "+865925055123;ext=12"
 */
#pragma once

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

/* Appends +, country, number, and ";ext=" with the extension. `country` is the alpha-2 code taken
 * for a number without one, or NULL: then a number without + or 00 is refused. */
MUST_USE bool phone_normal(Str s, const char *country, Buf *out, Err *e);
/* "+86138****8000": the middle of a normalised number hidden. */
Str phone_mask(Str normal, Arena *a);
/* Appends the address with its domain in lower case. */
MUST_USE bool mail_normal(Str s, Buf *out, Err *e);
