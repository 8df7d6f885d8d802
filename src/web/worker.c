/* SPDX-License-Identifier: Apache-2.0
 * A ring of jobs, the threads that take from it, and one more that watches them.
 *
 * A thread may lower its priority but never raise it again, unless the process has a right that a
 * server should not have. So a thread that was slow ends with its job.
 */
#include "web/worker.h"

#include <pthread.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "base/date.h"
#include "base/mem.h"

enum {
    LOOK_MS = 5,
    STEP_BACK = 10, /* steps of priority */
    SLICE_US = 300, /* of a core at a time */
    KEEP_POLICY = 8, /* SCHED_FLAG_KEEP_POLICY, which glibc does not name yet */
};

typedef enum { PLACE_FREE, PLACE_READY, PLACE_BUSY, PLACE_SLOW, PLACE_OVER } PlaceState;

/* Of one thread. */
typedef struct {
    Workers *all;
    PlaceState state;
    pthread_t thread; /* to be joined, unless the place is free */
    pid_t number;     /* of the thread */
    int64_t began;    /* its job, in us */
    int64_t worked;   /* what it had used of a core then, in us */
    bool back;        /* it stepped back */
} Place;

struct Workers {
    WorkersOptions o;
    pthread_mutex_t lock;
    pthread_cond_t more; /* jobs, or the end */
    pthread_cond_t busy; /* there is something to watch, or the end */
    void **ring;
    size_t first, waiting, nbusy, nslow;
    bool stop, watched;
    pthread_t watch;
    size_t nplaces;
    Place places[];
};

/* ---- the threads ---- */

static void step_back(pid_t thread)
{
    (void)setpriority(PRIO_PROCESS, (id_t)thread,
                      getpriority(PRIO_PROCESS, (id_t)thread) + STEP_BACK);
}

/* How the kernel is told of slices; before 6.12 it does not listen. */
typedef struct {
    uint32_t size, policy;
    uint64_t flags;
    int32_t nice;
    uint32_t priority;
    uint64_t slice_ns, deadline, period;
} Schedule;

void worker_take_short_turns(void)
{
    Schedule s = { .size = sizeof s,
                   .flags = KEEP_POLICY,
                   .nice = getpriority(PRIO_PROCESS, 0),
                   .slice_ns = (uint64_t)SLICE_US * 1000 };
    (void)syscall(SYS_sched_setattr, 0, &s, 0);
}

void worker_step_back(void)
{
    step_back(gettid());
}

static int64_t used_us(pthread_t thread)
{
    struct timespec t = { 0 };
    clockid_t clock;
    if (pthread_getcpuclockid(thread, &clock) == 0)
        (void)clock_gettime(clock, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* Under the lock, as all of this part: the next job. NULL: the thread is to end. */
static void *take(Workers *w, Place *p)
{
    void *job;

    if (p->state == PLACE_SLOW) {
        p->state = PLACE_OVER;
        w->nslow--;
        return NULL;
    }
    w->nbusy -= p->state == PLACE_BUSY;
    p->state = PLACE_READY;
    while (!w->waiting && !w->stop)
        pthread_cond_wait(&w->more, &w->lock);
    if (!w->waiting)
        return NULL;
    job = w->ring[w->first];
    w->first = (w->first + 1) % w->o.waiting;
    w->waiting--;
    if (!w->nbusy++)
        pthread_cond_signal(&w->busy);
    p->state = PLACE_BUSY;
    p->began = clock_steady_us();
    p->worked = used_us(p->thread);
    return job;
}

static void *work(void *arg)
{
    Place *p = arg;
    Workers *w = p->all;
    void *job;

    pthread_mutex_lock(&w->lock);
    p->number = gettid();
    while ((job = take(w, p))) {
        pthread_mutex_unlock(&w->lock);
        w->o.run(job);
        pthread_mutex_lock(&w->lock);
    }
    pthread_mutex_unlock(&w->lock);
    return NULL;
}

static bool add_thread(Workers *w)
{
    Place *p = w->places;

    while (p < w->places + w->nplaces && p->state != PLACE_FREE && p->state != PLACE_OVER)
        p++;
    if (p == w->places + w->nplaces)
        return false;
    if (p->state == PLACE_OVER) /* it holds the lock no more */
        pthread_join(p->thread, NULL);
    *p = (Place){ .all = w };
    if (pthread_create(&p->thread, NULL, work, p) != 0)
        return false;
    p->state = PLACE_READY;
    return true;
}

/* ---- what takes long ---- */

/* Who is kept waiting by others is not to wait longer for that: what counts is work. */
static void look_at_slow(Place *p)
{
    if (p->back || used_us(p->thread) - p->worked <= INT64_C(1000) * WORK_MS)
        return;
    step_back(p->number);
    p->back = true;
}

static void look(Workers *w)
{
    int64_t since = clock_steady_us() - INT64_C(1000) * SLOW_MS;

    for (size_t i = 0; i < w->nplaces; i++) {
        Place *p = &w->places[i];
        if (p->state == PLACE_BUSY && p->began <= since && w->nslow < w->o.slow && add_thread(w)) {
            p->state = PLACE_SLOW;
            w->nbusy--;
            w->nslow++;
        }
        if (p->state == PLACE_SLOW)
            look_at_slow(p);
    }
}

static void *watch(void *arg)
{
    const struct timespec moment = { .tv_nsec = 1000000L * LOOK_MS };
    Workers *w = arg;

    pthread_mutex_lock(&w->lock);
    while (!w->stop) {
        if (!w->nbusy && !w->nslow) {
            pthread_cond_wait(&w->busy, &w->lock);
            continue;
        }
        pthread_mutex_unlock(&w->lock);
        nanosleep(&moment, NULL);
        pthread_mutex_lock(&w->lock);
        if (!w->stop)
            look(w);
    }
    pthread_mutex_unlock(&w->lock);
    return NULL;
}

/* ---- for the others ---- */

Workers *workers_new(const WorkersOptions *o)
{
    size_t places = o->ready + o->slow, started = 0;
    Workers *w = mem_zget(1, sizeof *w + places * sizeof(Place));

    w->o = *o;
    w->nplaces = places;
    w->ring = mem_zget(o->waiting, sizeof *w->ring);
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->more, NULL);
    pthread_cond_init(&w->busy, NULL);
    pthread_mutex_lock(&w->lock);
    while (started < o->ready && add_thread(w))
        started++;
    pthread_mutex_unlock(&w->lock);
    w->watched = pthread_create(&w->watch, NULL, watch, w) == 0;
    if (started && w->watched)
        return w;
    workers_free(w);
    return NULL;
}

bool workers_put(Workers *w, void *job)
{
    bool room;
    pthread_mutex_lock(&w->lock);
    room = w->waiting < w->o.waiting && !w->stop;
    if (room) {
        w->ring[(w->first + w->waiting++) % w->o.waiting] = job;
        pthread_cond_signal(&w->more);
    }
    pthread_mutex_unlock(&w->lock);
    return room;
}

static void end_thread(Workers *w, Place *p)
{
    bool taken;
    pthread_mutex_lock(&w->lock);
    taken = p->state != PLACE_FREE;
    pthread_mutex_unlock(&w->lock);
    if (taken)
        pthread_join(p->thread, NULL);
    p->state = PLACE_FREE;
}

void workers_stop(Workers *w)
{
    pthread_mutex_lock(&w->lock);
    w->stop = true;
    pthread_cond_broadcast(&w->more);
    pthread_cond_signal(&w->busy);
    pthread_mutex_unlock(&w->lock);
    if (w->watched)
        pthread_join(w->watch, NULL);
    w->watched = false;
    for (size_t i = 0; i < w->nplaces; i++) /* nobody adds one any more */
        end_thread(w, &w->places[i]);
}

void workers_free(Workers *w)
{
    if (!w)
        return;
    workers_stop(w);
    pthread_cond_destroy(&w->more);
    pthread_cond_destroy(&w->busy);
    pthread_mutex_destroy(&w->lock);
    mem_give(w->ring);
    mem_give(w);
}
