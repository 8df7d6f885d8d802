/* SPDX-License-Identifier: Apache-2.0
 * The log, and memory that cannot be had.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/log.h"
#include "base/mem.h"
#include "dies.h"

static char logged[8192];

/* Standard error goes into a pipe from here on; returns where it went before. */
static int catch_log(int pipe_ends[2])
{
    int before = dup(STDERR_FILENO);
    assert_int_equal(pipe(pipe_ends), 0);
    dup2(pipe_ends[1], STDERR_FILENO);
    close(pipe_ends[1]);
    return before;
}

static void read_log(int before, const int pipe_ends[2])
{
    size_t n = 0;
    ssize_t got;
    dup2(before, STDERR_FILENO);
    close(before);
    while ((got = read(pipe_ends[0], logged + n, sizeof logged - 1 - n)) > 0)
        n += (size_t)got;
    logged[n] = '\0';
    close(pipe_ends[0]);
}

static void writes_one_line_with_time_and_level(void **state)
{
    int ends[2], before = catch_log(ends);

    (void)state;
    log_line(LOG_WARN, "%d rows of '%s'", 3, "x");
    read_log(before, ends);
    assert_int_equal(logged[4], '-');
    assert_int_equal(logged[10], 'T');
    assert_int_equal(logged[19], 'Z');
    assert_string_equal(logged + 20, " qiao warn: 3 rows of 'x'\n");
}

static void drops_what_is_above_its_level(void **state)
{
    static const char *const names[] = { "error", "warn", "info", "debug" };

    (void)state;
    for (int level = LOG_ERROR; level <= LOG_DEBUG; level++) {
        int ends[2], before = catch_log(ends);
        size_t lines = 0;
        log_set_level((LogLevel)level);
        for (int i = LOG_ERROR; i <= LOG_DEBUG; i++)
            log_line((LogLevel)i, "line");
        read_log(before, ends);
        for (const char *p = logged; *p; p++)
            lines += *p == '\n';
        assert_int_equal(lines, level + 1);
        assert_non_null(strstr(logged, names[level]));
    }
    log_set_level(LOG_WARN);
}

static void cuts_a_long_line(void **state)
{
    int ends[2], before = catch_log(ends);

    (void)state;
    log_line(LOG_ERROR, "%3000d", 1);
    log_line(LOG_ERROR, "%s", "");
    read_log(before, ends);
    assert_true(strchr(logged, '\n') - logged < 1024);
    assert_non_null(strstr(logged, "qiao error: \n"));
}

static void log_to_nowhere(void *arg)
{
    (void)arg;
    close(STDERR_FILENO);
    log_line(LOG_ERROR, "nobody reads this");
}

static void survives_a_closed_standard_error(void **state)
{
    (void)state;
    assert_false(dies(log_to_nowhere, NULL));
}

static void gives_memory(void **state)
{
    char *p = mem_get(0);
    unsigned char *zeros;

    (void)state;
    p = mem_resize(p, 10);
    memcpy(p, "123456789", 10);
    p = mem_resize(p, 100000);
    assert_string_equal(p, "123456789");
    p = mem_resize(p, 0);
    mem_give(p);
    mem_give(NULL);
    mem_give(mem_zget(0, 5));
    mem_give(mem_zget(5, 0));
    zeros = mem_zget(1000, 3);
    for (size_t i = 0; i < 3000; i++)
        assert_int_equal(zeros[i], 0);
    mem_give(zeros);
    mem_give(mem_resize(NULL, 1));
}

static void ask_too_much(void *arg)
{
    mem_give(mem_get(*(size_t *)arg));
}

static void ask_too_many(void *arg)
{
    mem_give(mem_zget(*(size_t *)arg, 2));
}

static void grow_too_much(void *arg)
{
    mem_give(mem_resize(mem_get(1), *(size_t *)arg));
}

static void ends_when_there_is_no_memory(void **state)
{
    size_t much = SIZE_MAX - 100000;
    (void)state;
    assert_true(dies(ask_too_much, &much));
    assert_true(dies(ask_too_many, &much));
    assert_true(dies(grow_too_much, &much));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_one_line_with_time_and_level),
        cmocka_unit_test(drops_what_is_above_its_level),
        cmocka_unit_test(cuts_a_long_line),
        cmocka_unit_test(survives_a_closed_standard_error),
        cmocka_unit_test(gives_memory),
        cmocka_unit_test(ends_when_there_is_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
