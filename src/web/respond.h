/* SPDX-License-Identifier: Apache-2.0
 * From a finished page to libmicrohttpd's response: headers, compression.
 */
#pragma once

#include <microhttpd.h>

#include "web/request.h"

/* Takes what the request holds: its arena and its text are gone afterwards, its status stays. */
NONNULL struct MHD_Response *respond(Request *q, bool gzip, bool close);
/* Does that Accept-Encoding take gzip? */
bool respond_gzip(Str accept);
