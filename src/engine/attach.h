/* SPDX-License-Identifier: Apache-2.0
 * Attachments: photographs and documents that hang on a record.
 *
 * Each is a record of type `attachment`, with history and voiding like any other; its bytes stand
 * in a folder beside the store under the name of their hash (decision 0029). Who may see or change
 * one follows from the record that it hangs on, and is checked here; the type itself is open to
 * nobody who does not read everything.
 */
#pragma once

#include "base/vec.h"
#include "engine/ctx.h"
#include "engine/record.h"

enum {
    ATTACH_FILE_MAX = 128 << 20, /* bytes of one */
    ATTACH_MOST = 500,           /* of one record */
    ATTACH_NAME_MAX = 120,       /* bytes of a name */
};
enum {
    ATT_TYPE,
    ATT_RECORD,
    ATT_NAME,
    ATT_MEDIA,
    ATT_SIZE,
    ATT_HASH,
    ATT_LEVEL,
    ATT_NOTE,
    ATT__N
};
extern const Type attachment_type;

typedef struct {
    Str name;
    const char *path;
    Str note;
    Level level;     /* if it is to be seen by fewer than the record is */
    bool keep_place; /* leave in a photograph where and with what it was taken */
} AttachFile;

typedef struct {
    int64_t id, size, at, by;
    Str name, media, note, hash;
    Level level;
} Attachment;

/* A name for a file without folders, control characters and marks that turn the direction of
 * reading; never empty. Zero-terminated. */
Str attach_name(Arena *a, Str sent);
/* Hangs a copy of the file on the record. ERR_INVALID if it is of a kind that is not taken. */
MUST_USE bool attach_add(Ctx *c, const Type *t, int64_t id, const AttachFile *f, int64_t *out,
                         Err *e);
/* Those of a record that the reader may see, oldest first. */
MUST_USE bool attach_list(Ctx *c, const Type *t, int64_t id, Attachment **out, size_t *n, Err *e);
/* The same of a record that was just read. */
MUST_USE bool attach_list_of(Ctx *c, const Record *r, Attachment **out, size_t *n, Err *e);
/* Finds one for reading; *fd is the caller's to close. `small`: a small picture of a photograph,
 * which is a PNG; where none can be made, *fd is -1. */
MUST_USE bool attach_open(Ctx *c, int64_t id, bool small, Attachment *out, int *fd, Err *e);
/* Takes one from its record, with a reason; says which record that was. */
MUST_USE bool attach_void(Ctx *c, int64_t id, Str why, const Type **t, int64_t *of, Err *e);
/* May a browser show it in a page? Photographs alone. */
bool attach_is_picture(Str media);

/* ---- for the store, check and backup ---- */

typedef VEC(Str) AttachGone;
/* Within the erasure of a record: erases what hangs on it, and adds the hashes of what is to go. */
MUST_USE bool attach_erase(Ctx *c, const Record *r, Str why, AttachGone *gone, Err *e);
/* After it: removes the files that no attachment has any more. */
MUST_USE bool attach_remove(Ctx *c, const AttachGone *gone, Err *e);
/* What there is, told by names and sizes. */
typedef struct {
    int64_t records, missing, first_missing; /* without their file; the id of one */
    int64_t files, bytes, stray;             /* stray: that no record has */
    Str first_stray;                         /* its path */
    bool more; /* there are more records than were looked at, and files were not */
} AttachSurvey;
MUST_USE bool attach_survey(Ctx *c, int64_t most, AttachSurvey *out, Err *e);
/* Are all files there and as they were, byte by byte, and none that no record has? *finding says
 * what is not, else it is empty. */
MUST_USE bool attach_check(Ctx *c, int64_t *files, Str *finding, Err *e);
/* The folder of a store's files in the arena; empty if it has none. */
Str attach_folder(const Ctx *c);
/* Copies all files from one folder to another; fine if there is no such folder. */
MUST_USE bool attach_copy_all(Arena *a, const char *from, const char *to, Err *e);
