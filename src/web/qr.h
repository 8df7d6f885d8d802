/* SPDX-License-Identifier: Apache-2.0
 * A text as a picture that a telephone reads.
 */
#pragma once

#include "base/html.h"

/* An SVG of a QR code; nothing if the text is too long for one. */
void qr_put(Buf *out, const char *text, const char *label);
