/* SPDX-License-Identifier: Apache-2.0
 * A review as the bytes of a file, and sending one.
 */
#pragma once

#include "review/template.h"
#include "web/request.h"

/* format: md, html, docx or pdf; ERR_NOT_FOUND for another. *type is its media type. */
MUST_USE bool review_file(Ctx *c, Review *r, Str format, Str *out, const char **type, Err *e);
/* Answers with a file to be kept under that name, which is plain ASCII. */
void review_send(Request *q, Str bytes, const char *type, Str name);
