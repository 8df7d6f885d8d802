/* SPDX-License-Identifier: Apache-2.0
 * The log: one write per line, so that lines of several threads never mix.
 */
#include "base/log.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 1024 };

static _Atomic int max_level = LOG_WARN;

void log_set_level(LogLevel level)
{
    atomic_store(&max_level, (int)level);
}

void log_line(LogLevel level, const char *fmt, ...)
{
    static const char *const names[] = { "error", "warn", "info", "debug" };
    char line[LINE_MAX_BYTES];
    struct timespec t;
    struct tm utc;
    size_t n;
    int got;
    va_list ap;

    if ((int)level > atomic_load(&max_level))
        return;
    clock_gettime(CLOCK_REALTIME, &t);
    gmtime_r(&t.tv_sec, &utc);
    n = strftime(line, sizeof line, "%Y-%m-%dT%H:%M:%SZ ", &utc);
    got = snprintf(line + n, sizeof line - n, "qiao %s: ", names[level]);
    n += got > 0 ? (size_t)got : 0;
    va_start(ap, fmt);
    got = vsnprintf(line + n, sizeof line - n - 1, fmt, ap);
    va_end(ap);
    if (got > 0)
        n += (size_t)got < sizeof line - n - 1 ? (size_t)got : sizeof line - n - 2;
    line[n++] = '\n';
    if (write(STDERR_FILENO, line, n) < 0)
        return; /* nowhere left to say it */
}
