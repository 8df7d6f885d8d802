/* SPDX-License-Identifier: Apache-2.0
 * Workers: threads for what takes longer than a connection's thread may wait.
 *
 * A job that takes longer than SLOW_MS is slow: another thread takes the place of its own, so that
 * what is quick finds one that is ready. Once it has used WORK_MS of a core, its thread steps back
 * behind all others, so that what is quick finds a core as well. Decision 0039.
 */
#pragma once

#include "base/def.h"

enum { SLOW_MS = 10, WORK_MS = 40 };

typedef struct Workers Workers;
typedef void WorkerJob(void *job);

typedef struct {
    WorkerJob *run;
    size_t ready;   /* threads for jobs that are not slow */
    size_t slow;    /* slow jobs at once; with more, jobs wait for one of the threads */
    size_t waiting; /* jobs that may wait */
} WorkersOptions;

/* NULL if no thread could be started. */
Workers *workers_new(const WorkersOptions *o);
/* False if too many wait already: then the job is still the caller's. */
MUST_USE bool workers_put(Workers *w, void *job);
/* Finishes all that was put and ends the threads; what is put from now on is refused. */
void workers_stop(Workers *w);
/* Stops, and gives the memory back. NULL is fine. */
void workers_free(Workers *w);

/* This thread, and those that it begins, are let in at once and for a moment each time, so that
 * none keeps another waiting for long. */
void worker_take_short_turns(void);
/* This thread works behind all others from now on: for long work that nobody waits for. */
void worker_step_back(void);
