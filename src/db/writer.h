/* SPDX-License-Identifier: Apache-2.0
 * Writer: one thread that does all durable writes of a process, many to a commit.
 *
 * Each job runs in a savepoint of its own, so that one that fails does not take others with it. A
 * job is acknowledged (writer_do returns) only after the commit that holds it is on the disk.
 *
 *     Writer *w = writer_new(url, &e);
 *     if (!writer_do(w, save_visit, &visit, &e)) …
 */
#pragma once

#include "db/db.h"

typedef struct Writer Writer;
/* Runs in the writer's thread, on its connection, inside a transaction. */
typedef bool WriteJob(Db *db, void *arg, Err *e);

/* NULL on failure. The caller frees it. */
Writer *writer_new(const char *url, Err *e);
/* Waits until the job is durable or has failed; any thread. */
MUST_USE bool writer_do(Writer *w, WriteJob *job, void *arg, Err *e);
/* Jobs done and commits made so far. */
void writer_counts(Writer *w, int64_t *jobs, int64_t *commits);
/* Finishes what is queued and stops; NULL is fine. */
void writer_free(Writer *w);
