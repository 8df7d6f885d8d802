/* SPDX-License-Identifier: Apache-2.0
 * Workers do all they were given and no more; deadlines hold whatever a socket does.
 */
#include "web/worker.h"

#include <stdatomic.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "support.h"
#include "web/deadline.h"

typedef struct {
    _Atomic int *done;
    int ms;
} Job;

static void work(void *arg)
{
    const Job *j = arg;
    const struct timespec t = { .tv_nsec = (long)j->ms * 1000000 };
    nanosleep(&t, NULL);
    atomic_fetch_add(j->done, 1);
}

static void does_all(void **state)
{
    _Atomic int done = 0;
    Job j = { .done = &done };
    Workers *w = workers_new(4, 1000, work);
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
    Workers *w = workers_new(1, 3, work);
    int taken = 0;
    (void)state;
    for (int i = 0; i < 10; i++)
        taken += workers_put(w, &slow);
    assert_in_range(taken, 3, 4); /* one may be at work already */
    workers_free(w);
    assert_int_equal(atomic_load(&done), taken);
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
        cmocka_unit_test(shuts_what_is_late),
    };
    return cmocka_run_group_tests_name("worker", tests, NULL, NULL);
}
