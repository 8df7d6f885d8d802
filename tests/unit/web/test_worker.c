/* SPDX-License-Identifier: Apache-2.0
 * Workers do all they were given and no more; deadlines hold whatever a socket does.
 */
#include "web/worker.h"

#include <stdatomic.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/date.h"
#include "support.h"
#include "web/deadline.h"

typedef struct {
    _Atomic int *done;
    int ms;
    bool works;       /* all the time, instead of sleeping */
    _Atomic int nice; /* of its thread when it ended */
} Job;

static void work(void *arg)
{
    Job *j = arg;
    const struct timespec t = { .tv_nsec = (long)j->ms * 1000000 };
    int64_t until = clock_steady_us() + (int64_t)j->ms * 1000;
    while (j->works && clock_steady_us() < until)
        ;
    if (!j->works)
        nanosleep(&t, NULL);
    atomic_store(&j->nice, getpriority(PRIO_PROCESS, (id_t)gettid()));
    atomic_fetch_add(j->done, 1);
}

static void does_all(void **state)
{
    _Atomic int done = 0;
    Job j = { .done = &done };
    Workers *w =
        workers_new(&(WorkersOptions){ .run = work, .ready = 4, .slow = 2, .waiting = 1000 });
    (void)state;
    assert_non_null(w);
    for (int i = 0; i < 1000; i++)
        assert_true(workers_put(w, &j));
    workers_stop(w);
    assert_int_equal(atomic_load(&done), 1000);
    assert_false(workers_put(w, &j)); /* too late */
    workers_free(w);
    assert_int_equal(atomic_load(&done), 1000);
}

static void refuses_too_many(void **state)
{
    _Atomic int done = 0;
    Job slow = { .done = &done, .ms = 100 };
    Workers *w = workers_new(&(WorkersOptions){ .run = work, .ready = 1, .waiting = 3 });
    int taken = 0;
    (void)state;
    for (int i = 0; i < 10; i++)
        taken += workers_put(w, &slow);
    assert_in_range(taken, 3, 4); /* one may be at work already */
    workers_free(w);
    assert_int_equal(atomic_load(&done), taken);
}

static void wait_for(const _Atomic int *done, int n)
{
    const struct timespec moment = { .tv_nsec = 1000000 };
    for (int ms = 0; atomic_load(done) < n && ms < 5000; ms++)
        nanosleep(&moment, NULL);
}

/* Two threads, two slow jobs: what is quick is done long before them, at the usual priority. Who
 * only waits keeps it, too. */
static void replaces_who_is_slow(void **state)
{
    _Atomic int slow_done = 0, done = 0;
    Job slow[2] = { { .done = &slow_done, .ms = 900, .works = true },
                    { .done = &slow_done, .ms = 900 } };
    Job quick = { .done = &done };
    int nice = getpriority(PRIO_PROCESS, 0);
    Workers *w =
        workers_new(&(WorkersOptions){ .run = work, .ready = 2, .slow = 2, .waiting = 100 });
    (void)state;
    assert_true(workers_put(w, &slow[0]));
    assert_true(workers_put(w, &slow[1]));
    for (int i = 0; i < 50; i++)
        assert_true(workers_put(w, &quick));
    wait_for(&done, 50);
    assert_int_equal(atomic_load(&slow_done), 0);
    assert_int_equal(atomic_load(&quick.nice), nice);
    wait_for(&slow_done, 2);
    assert_true(atomic_load(&slow[0].nice) > nice || nice == 19);
    assert_int_equal(atomic_load(&slow[1].nice), nice);
    assert_true(workers_put(w, &quick)); /* those who took their place stay */
    wait_for(&done, 51);
    assert_int_equal(atomic_load(&quick.nice), nice);
    workers_free(w);
    assert_int_equal(atomic_load(&slow_done), 2);
    assert_int_equal(atomic_load(&done), 51);
}

/* More slow jobs than may be at once: they are done one after the other, and nothing is lost. */
static void slow_ones_are_limited(void **state)
{
    _Atomic int done = 0;
    Job slow[6];
    Workers *w =
        workers_new(&(WorkersOptions){ .run = work, .ready = 1, .slow = 1, .waiting = 100 });
    int64_t began = clock_steady_us();
    (void)state;
    for (size_t i = 0; i < LEN(slow); i++) {
        slow[i] = (Job){ .done = &done, .ms = 100 };
        assert_true(workers_put(w, &slow[i]));
    }
    workers_stop(w);
    assert_int_equal(atomic_load(&done), LEN(slow));
    assert_true(clock_steady_us() - began >= 300000); /* two at a time */
    workers_free(w);
}

static bool is_shut(int fd)
{
    char c;
    return recv(fd, &c, 1, MSG_DONTWAIT) == 0;
}

static void shuts_what_is_late(void **state)
{
    const struct timespec moment = { .tv_nsec = 30000000 };
    Deadlines *d = deadlines_new();
    Watch *w[3];
    int fds[3][2];
    (void)state;
    for (int i = 0; i < 3; i++) {
        assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fds[i]), 0);
        w[i] = watch_new(d, fds[i][0]);
    }
    watch_set(w[0], 10);
    watch_set(w[1], 60000);
    watch_set(w[2], 10);
    watch_set(w[2], 0); /* it may take its time after all */
    nanosleep(&moment, NULL);
    assert_int_equal(send(fds[0][1], "x", 1, 0), 1); /* a byte now and then does not help */
    assert_int_equal(deadlines_sweep(d), 1);
    assert_true(is_shut(fds[0][1]));
    assert_false(is_shut(fds[1][1]));
    assert_false(is_shut(fds[2][1]));
    assert_int_equal(deadlines_sweep(d), 0);
    watch_free(w[1]);
    watch_free(w[0]);
    watch_free(w[2]);
    assert_int_equal(deadlines_sweep(d), 0);
    deadlines_free(d);
    for (int i = 0; i < 3; i++) {
        close(fds[i][0]);
        close(fds[i][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(does_all),
        cmocka_unit_test(refuses_too_many),
        cmocka_unit_test(replaces_who_is_slow),
        cmocka_unit_test(slow_ones_are_limited),
        cmocka_unit_test(shuts_what_is_late),
    };
    return cmocka_run_group_tests_name("worker", tests, NULL, NULL);
}
