/* SPDX-License-Identifier: Apache-2.0
 * Workers: threads for what takes longer than a connection's thread may wait.
 */
#pragma once

#include "base/def.h"

typedef struct Workers Workers;
typedef void WorkerJob(void *job);

/* n threads; up to `waiting` jobs wait for one. NULL if no thread could be started. */
Workers *workers_new(size_t n, size_t waiting, WorkerJob *run);
/* False if too many wait already: then the job is still the caller's. */
MUST_USE bool workers_put(Workers *w, void *job);
/* Finishes all that was put and ends the threads; what is put from now on is refused. */
void workers_stop(Workers *w);
/* Stops, and gives the memory back. NULL is fine. */
void workers_free(Workers *w);
