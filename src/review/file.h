/* SPDX-License-Identifier: Apache-2.0
 * A review as the bytes of a file, in each format that there is.
 */
#pragma once

#include "review/template.h"

typedef struct {
    const char *name, *media; /* "docx", its media type */
    const char *endings[2];   /* of names of files, with the point */
    bool binary;              /* not for a terminal */
} ReviewFormat;

extern const ReviewFormat review_formats[]; /* md, html, docx, pdf; ends with { 0 } */
/* NULL if there is none of that name. */
const ReviewFormat *review_format(Str name);
/* *replaced names the fonts that others stand in for, a line each; only a PDF has any. ERR_INVALID
 * if it would be too large. */
MUST_USE bool review_write(Arena *a, const Review *r, const ReviewFormat *f, Buf *out,
                           Str *replaced, Err *e);
