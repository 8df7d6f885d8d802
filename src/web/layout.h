/* SPDX-License-Identifier: Apache-2.0
 * What all pages have around them, and the pieces that several share.
 */
#pragma once

#include "engine/record.h"
#include "web/request.h"

/* Which entry of the navigation a page belongs to. */
typedef enum {
    NAV_NONE,
    NAV_HOME,
    NAV_DESK,
    NAV_CALENDAR,
    NAV_REVIEW,
    NAV_FIGURES,
    NAV_RECORDS,
    NAV_VERIFY,
    NAV_IMPORT,
    NAV_ADMIN
} Nav;

/* Everything up to and with the opening of <main>; title is escaped. */
void layout_begin(Request *q, Nav nav, Str title);
void layout_end(Request *q);
/* The page of an error, whose status is q->status. */
void layout_error(Request *q, Str text);
/* tr() of the request's language, for brevity where markup is written. */
NONNULL const char *say(const Request *q, const char *msgid) __attribute__((format_arg(2)));
/* 1234567 as 1,234,567. */
void put_count(Buf *out, int64_t n);
/* Opens a form that is sent to that address, with what proves that it is of this session. */
void form_begin(Request *q, const char *action);
/* The same for a form with files. */
void form_begin_files(Request *q, const char *action);
/* A table that scrolls by itself, up to the first row; headings are translated. */
void table_begin(Request *q, const char *caption, const char *const *headings, size_t n);
/* The way back, above a page's heading. */
void put_crumb(Request *q, Str to, Str label);
