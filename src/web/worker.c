/* SPDX-License-Identifier: Apache-2.0
 * A ring of jobs and the threads that take from it.
 */
#include "web/worker.h"

#include <pthread.h>

#include "base/mem.h"

struct Workers {
    pthread_mutex_t lock;
    pthread_cond_t more;
    WorkerJob *run;
    void **ring;
    size_t size, first, waiting;
    bool stop;
    size_t nthreads;
    pthread_t threads[];
};

static void *take(Workers *w)
{
    void *job = NULL;
    pthread_mutex_lock(&w->lock);
    while (!w->waiting && !w->stop)
        pthread_cond_wait(&w->more, &w->lock);
    if (w->waiting) {
        job = w->ring[w->first];
        w->first = (w->first + 1) % w->size;
        w->waiting--;
    }
    pthread_mutex_unlock(&w->lock);
    return job;
}

static void *work(void *arg)
{
    Workers *w = arg;
    void *job;
    while ((job = take(w)))
        w->run(job);
    return NULL;
}

Workers *workers_new(size_t n, size_t waiting, WorkerJob *run)
{
    Workers *w = mem_zget(1, sizeof *w + n * sizeof(pthread_t));
    w->run = run;
    w->size = waiting;
    w->ring = mem_zget(waiting, sizeof *w->ring);
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->more, NULL);
    while (w->nthreads < n && pthread_create(&w->threads[w->nthreads], NULL, work, w) == 0)
        w->nthreads++;
    if (w->nthreads)
        return w;
    workers_free(w);
    return NULL;
}

bool workers_put(Workers *w, void *job)
{
    bool room;
    pthread_mutex_lock(&w->lock);
    room = w->waiting < w->size && !w->stop;
    if (room) {
        w->ring[(w->first + w->waiting++) % w->size] = job;
        pthread_cond_signal(&w->more);
    }
    pthread_mutex_unlock(&w->lock);
    return room;
}

void workers_stop(Workers *w)
{
    pthread_mutex_lock(&w->lock);
    w->stop = true;
    pthread_cond_broadcast(&w->more);
    pthread_mutex_unlock(&w->lock);
    while (w->nthreads)
        pthread_join(w->threads[--w->nthreads], NULL);
}

void workers_free(Workers *w)
{
    if (!w)
        return;
    workers_stop(w);
    pthread_cond_destroy(&w->more);
    pthread_mutex_destroy(&w->lock);
    mem_give(w->ring);
    mem_give(w);
}
