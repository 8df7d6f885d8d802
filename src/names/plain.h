/* SPDX-License-Identifier: Apache-2.0
 * Plain: a text without the marks above and below its letters (Trần, Tân, Hô͘, Đỗ), for comparing.
 */
#pragma once

#include "base/arena.h"
#include "base/str.h"

enum { PLAIN_LONGEST = 4096 };

/* NFKD of the first PLAIN_LONGEST bytes, without combining marks; đ, ı, ø and ł as d, i, o and l.
 * Full-width letters come out as ASCII. It lives in the arena. */
Str names_plain(Arena *a, Str text);
