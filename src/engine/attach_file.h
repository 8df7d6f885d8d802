/* SPDX-License-Identifier: Apache-2.0
 * The bytes of attachments: what they are, what is taken out of them, where they stand. For
 * attach.c.
 */
#pragma once

#include "base/arena.h"
#include "base/err.h"

enum { ATTACH_HASH = 64 /* hexadecimal digits */ };

/* What a file is, told by its content. */
typedef struct {
    const char *media, *label;
    bool picture; /* shown in pages, and cleaned */
} AttachKind;

typedef struct {
    const AttachKind *kind;
    Str hash;
    int64_t size;
    bool made_jpeg; /* it was sent as HEIC */
} AttachKept;

/* NULL if files of that kind are not taken. */
const AttachKind *attach_kind(Str media);
/* Puts a copy into the folder, without what tells of a photograph's place unless `keep_place`; a
 * HEIC becomes a JPEG for that. */
MUST_USE bool attach_keep(Arena *a, Str folder, const char *path, bool keep_place, AttachKept *out,
                          Err *e);
/* The path of a file in the folder. */
NONNULL const char *attach_path(Arena *a, Str folder, Str hash);
/* The hash of an open file, in the arena; empty if it cannot be read. */
Str attach_hash(Arena *a, int fd, int64_t *size);
/* Copies bytes between open files. */
MUST_USE bool attach_copy(int from, int to, Err *e);

/* attach_thumb.c */
/* Opens a small picture (PNG) of a photograph in the folder, which is made if there is none yet. -1
 * if none can be made. */
int attach_thumb(Arena *a, Str folder, Str hash);
NONNULL const char *attach_thumb_path(Arena *a, Str folder, Str hash);

/* attach_scan.c */
/* Does the scanner at that socket let the file pass? ERR_INVALID if not, ERR_BUSY if it cannot be
 * asked. */
MUST_USE bool attach_scan(Str scanner, const char *path, Err *e);

/* attach_clean.c */
/* Writes a JPEG, PNG or WebP picture without what describes it; how a JPEG is turned stays, unless
 * it stands `upright` whatever it says. ERR_INVALID if it is damaged. */
MUST_USE bool attach_clean(Str media, Str bytes, bool upright, int to, Err *e);

/* attach_heic.c */
/* The photograph as a JPEG that stands upright, whatever it says, in an open file without a name,
 * the caller's to close; -1 with the error. */
int attach_from_heic(Arena *a, Str folder, const char *path, Err *e);
