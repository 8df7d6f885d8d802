/* SPDX-License-Identifier: Apache-2.0
 * Files that commands read and write whole.
 */
#pragma once

#include "base/arena.h"
#include "base/err.h"
#include "engine/written.h"

/* The bytes of a file ("-": standard input), at most max of them. ERR_NOT_FOUND, ERR_INVALID with the
 * limit. */
MUST_USE bool files_read(const char *path, size_t max, Arena *a, Str *out, Err *e);
/* A text as a file, of whatever kind; "-": standard input. */
MUST_USE bool files_read_paper(const char *path, Arena *a, Written *out, Err *e);
/* Writes the file whole or not at all: under another name first, then renamed. */
MUST_USE bool files_write(const char *path, Str bytes, Err *e);
/* The last part of a path. */
Str files_name(const char *path);
/* Makes the folder that the file is to stand in, and those above it; only for its owner. */
MUST_USE bool files_make_folder(const char *path, Err *e);
