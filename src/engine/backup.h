/* SPDX-License-Identifier: Apache-2.0
 * Backups: copies of a whole store that is in a file, each with its files of attachments beside it.
 *
 * Those that are made from a page stand in the folder STORE.backups, which the program makes for
 * its owner alone. A store in PostgreSQL is backed up by its own means.
 */
#pragma once

#include "engine/ctx.h"

/* May the user have one made: who keeps the machine, or may take everything out anyway? */
MUST_USE bool backup_may_make(Ctx *c, Err *e);
/* May he carry it away? Only who may export everything up to what is sensitive. */
MUST_USE bool backup_may_take(Ctx *c, Err *e);
/* Copies the store and its files to the path, and notes it in the history first. */
MUST_USE bool backup_make(Ctx *c, const char *path, Err *e);

typedef struct {
    Str name;
    int64_t size, at; /* bytes; ms since 1970 */
    bool files;       /* there are files of attachments beside it */
} Backup;
/* The folder of the store's backups, in the arena; empty for a store that is in no file. */
Str backup_folder(const Ctx *c);
/* One named after the time, in that folder. */
MUST_USE bool backup_new(Ctx *c, Str *name, Err *e);
/* Those in the folder, newest first. */
MUST_USE bool backup_list(Ctx *c, const Backup **out, size_t *n, Err *e);
/* Opens one for reading, and notes in the history who took it; *fd is the caller's to close. */
MUST_USE bool backup_open(Ctx *c, Str name, int *fd, Err *e);
