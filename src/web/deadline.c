/* SPDX-License-Identifier: Apache-2.0
 * A list of sockets with the moment of each. A socket is shut down, not closed: its owner notices,
 * cleans up and closes it, so that no number of a socket is used twice at a time.
 */
#include "web/deadline.h"

#include <pthread.h>
#include <sys/socket.h>

#include "base/date.h"
#include "base/mem.h"

struct Watch {
    Deadlines *all;
    Watch *next, **back;
    int fd;
    int64_t until; /* steady, in us; 0: none */
};

struct Deadlines {
    pthread_mutex_t lock;
    Watch *first;
};

Deadlines *deadlines_new(void)
{
    Deadlines *d = mem_zget(1, sizeof *d);
    pthread_mutex_init(&d->lock, NULL);
    return d;
}

void deadlines_free(Deadlines *d)
{
    pthread_mutex_destroy(&d->lock);
    mem_give(d);
}

Watch *watch_new(Deadlines *d, int fd)
{
    Watch *w = mem_zget(1, sizeof *w);
    w->all = d;
    w->fd = fd;
    pthread_mutex_lock(&d->lock);
    w->next = d->first;
    w->back = &d->first;
    if (d->first)
        d->first->back = &w->next;
    d->first = w;
    pthread_mutex_unlock(&d->lock);
    return w;
}

void watch_free(Watch *w)
{
    Deadlines *d = w->all;
    pthread_mutex_lock(&d->lock);
    *w->back = w->next;
    if (w->next)
        w->next->back = w->back;
    pthread_mutex_unlock(&d->lock);
    mem_give(w);
}

void watch_set(Watch *w, int64_t ms)
{
    pthread_mutex_lock(&w->all->lock);
    w->until = ms ? clock_steady_us() + ms * 1000 : 0;
    pthread_mutex_unlock(&w->all->lock);
}

size_t deadlines_sweep(Deadlines *d)
{
    int64_t now = clock_steady_us();
    size_t n = 0;
    pthread_mutex_lock(&d->lock);
    for (Watch *w = d->first; w; w = w->next) {
        if (!w->until || w->until > now)
            continue;
        shutdown(w->fd, SHUT_RDWR);
        w->until = 0;
        n++;
    }
    pthread_mutex_unlock(&d->lock);
    return n;
}
