/* SPDX-License-Identifier: Apache-2.0
 * Small pictures of photographs, made by a program of gdk-pixbuf in a process of its own, with
 * little memory and time: whatever a hostile picture does to its decoder, the server goes on.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/attach_file.h"

#define MAKER "/usr/bin/gdk-pixbuf-thumbnailer"
#define SIDE "320"

enum { MEMORY = 768 << 20, CPU_S = 5, WALL_S = 10, FILE_MOST = 4 << 20 };

/* Between fork and exec nothing is called that other threads could hold a lock of. */
static _Noreturn void become_maker(const char *from, const char *to)
{
    const struct rlimit memory = { MEMORY, MEMORY }, seconds = { CPU_S, CPU_S };
    const struct rlimit bytes = { FILE_MOST, FILE_MOST }, none = { 0, 0 };
    char *const env[] = { NULL };
    const char *const args[] = { MAKER, "-s", SIDE, from, to, NULL };

    if (setrlimit(RLIMIT_AS, &memory) != 0 || setrlimit(RLIMIT_CPU, &seconds) != 0 ||
        setrlimit(RLIMIT_FSIZE, &bytes) != 0 || setrlimit(RLIMIT_CORE, &none) != 0)
        _exit(126);
    (void)alarm(WALL_S);
    if (close_range(3, ~0U, 0) == 0)
        (void)execve(MAKER, (char *const *)(const void *)args, env);
    _exit(127);
}

static bool run_maker(const char *from, const char *to)
{
    pid_t child = fork();
    int status = -1;

    if (child == 0)
        become_maker(from, to);
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    return child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* The program writes into its picture where it found the original: that is taken out. */
static bool without_marks(const char *made, int to)
{
    int fd = open(made, O_RDONLY | O_CLOEXEC);
    Err quiet = { 0 };
    struct stat st;
    void *p = MAP_FAILED;
    bool ok;

    if (fd >= 0 && fstat(fd, &st) == 0 && st.st_size > 0)
        p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (fd >= 0)
        close(fd);
    if (p == MAP_FAILED)
        return false;
    ok = attach_clean(S("image/png"), (Str){ p, (size_t)st.st_size }, to, &quiet);
    (void)munmap(p, (size_t)st.st_size);
    return ok;
}

const char *attach_thumb_path(Arena *a, Str folder, Str hash)
{
    return arena_printf(a, "%.*s/small/%.*s.png", STR(folder), STR(hash)).p;
}

static void make(Arena *a, Str folder, const char *from, const char *to)
{
    char *made = arena_z(a, arena_printf(a, "%.*s/small/made-XXXXXX", STR(folder)));
    char *aside = arena_z(a, arena_printf(a, "%.*s/small/aside-XXXXXX", STR(folder)));
    int fd = mkostemp(made, O_CLOEXEC), out = -1;

    if (fd < 0)
        return;
    close(fd);
    if (run_maker(from, made))
        out = mkostemp(aside, O_CLOEXEC);
    if (out >= 0 && (!without_marks(made, out) || rename(aside, to) != 0))
        (void)unlink(aside);
    if (out >= 0)
        close(out);
    (void)unlink(made);
}

int attach_thumb(Arena *a, Str folder, Str hash)
{
    const char *path = attach_thumb_path(a, folder, hash);
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

    if (fd >= 0)
        return fd;
    (void)mkdir(arena_printf(a, "%.*s/small", STR(folder)).p, 0700);
    make(a, folder, attach_path(a, folder, hash), path);
    return open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
}
