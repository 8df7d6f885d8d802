/* SPDX-License-Identifier: Apache-2.0
 * For the calls that end the process: does fn(arg) do so in a child?
 */
#pragma once

#include <fcntl.h>
#include <stdbool.h>
#include <sys/wait.h>
#include <unistd.h>

static inline bool dies(void (*fn)(void *arg), void *arg)
{
    int status, quiet;
    pid_t child = fork();
    if (child == 0) {
        quiet = open("/dev/null", O_WRONLY);
        dup2(quiet, STDERR_FILENO);
        fn(arg);
        _exit(0);
    }
    return child > 0 && waitpid(child, &status, 0) == child && status != 0;
}
