/* SPDX-License-Identifier: Apache-2.0
 * Upload: the files of a form, written to the disk as they come in and never held in memory.
 *
 * What is wrong with one is remembered and said once the form is complete, so that the browser gets
 * a page and not a closed connection. Files that nobody renamed go with upload_free.
 */
#pragma once

#include "web/request.h"

typedef struct Upload Upload;

/* One call of the library: a piece of a file at that offset. */
typedef struct {
    const char *field, *file, *data;
    uint64_t at;
    size_t size;
} UploadPiece;

/* Files go to the folder, `most` bytes of them together. */
NONNULL Upload *upload_new(const char *folder, int64_t most);
/* *u may be NULL and becomes NULL. */
void upload_free(Upload **u);
/* Is there room on the disk for so many bytes, and some to spare? */
bool upload_has_room(const Upload *u, int64_t n);
/* False if it was refused; upload_check says why. */
bool upload_piece(Upload *u, const UploadPiece *p);
/* ERR_INVALID: too large or too many; ERR_BUSY: the disk is full. */
MUST_USE bool upload_check(const Upload *u, Err *e);
/* What has come in, in the arena; lives until upload_free. */
void upload_files(Upload *u, Arena *a, WebFile **out, size_t *n);
