/* SPDX-License-Identifier: Apache-2.0
 * The index of names as one file: written whole, put in place by a rename, then mapped and never
 * changed.
 *
 *     KinStamp stamp = { .seq = 812, .mark = … };
 *     if (!kin_save(k, "qiao.db.kin", &stamp, &e)) …
 *     Kin *again = kin_open("qiao.db.kin", names, gazetteer, &stamp, &e);
 *
 * A file that was made by other tables of names, in another format, or only in part, is refused
 * and made again from the store. It holds names of persons, so that only its owner reads it.
 */
#pragma once

#include "names/kin.h"

enum { KIN_MARK = 32 };

/* Of which state of the store an index was made: the newest row of its history, and its hash. */
typedef struct {
    int64_t seq;
    unsigned char mark[KIN_MARK];
} KinStamp;

/* Writes the index. Where another process writes the same file at this moment, nothing is done and
 * that is no error: *written (may be NULL) says which it was. */
MUST_USE bool kin_save(const Kin *k, const char *path, const KinStamp *stamp, bool *written,
                       Err *e);
/* Maps a file; the caller frees the index. ERR_NOT_FOUND if there is none, ERR_CONFLICT if it is of
 * another version of the tables or of the format, ERR_INVALID if it is damaged. */
Kin *kin_open(const char *path, const Names *n, const Gazetteer *g, KinStamp *stamp, Err *e);
