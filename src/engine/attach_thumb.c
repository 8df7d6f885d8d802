/* SPDX-License-Identifier: Apache-2.0
 * Small pictures of photographs, made by a program of gdk-pixbuf behind a fence (fenced.h):
 * whatever a hostile picture does to its decoder, the server goes on.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/attach_file.h"
#include "engine/fenced.h"

#define MAKER "/usr/bin/gdk-pixbuf-thumbnailer"
#define SIDE "320"

enum { MEMORY = 768 << 20, CPU_S = 5, WALL_S = 10, FILE_MOST = 4 << 20 };

static bool run_maker(const char *from, const char *to)
{
    const char *const args[] = { MAKER, "-s", SIDE, from, to, NULL };
    const Fenced how = {
        .args = args,
        .in = -1,
        .memory = MEMORY,
        .cpu_s = CPU_S,
        .wall_s = WALL_S,
        .file_most = FILE_MOST,
        .may_read = from,
        .may_write = to,
    };
    return fenced_run(&how, NULL, NULL) == FENCED_DONE;
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
    ok = attach_clean(S("image/png"), (Str){ p, (size_t)st.st_size }, false, to, &quiet);
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
