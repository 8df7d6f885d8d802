/* SPDX-License-Identifier: Apache-2.0
 * Photographs of the kind HEIC, as telephones take them: made into JPEG by a program of libheif
 * behind a fence (fenced.h), since browsers do not show them and what they tell of the place cannot
 * be cut out of them as it can be of a JPEG.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "engine/attach_file.h"
#include "engine/fenced.h"

#define MAKER "/usr/bin/heif-convert"

/* One of 48 million pixels takes some 600 MB. */
enum { MEMORY = 1536 << 20, CPU_S = 20, WALL_S = 20, FILE_MOST = 64 << 20 };

static FencedEnd run_maker(const char *from, const char *to)
{
    const char *const args[] = { MAKER, "--quiet", "-q", "92", from, to, NULL };
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
    return fenced_run(&how, NULL, NULL);
}

static int refuse(FencedEnd end, Err *e)
{
    if (end == FENCED_MISSING)
        err_set(e, ERR_INVALID,
                N_("photographs of the kind HEIC cannot be read here; send a JPEG, or tell who "
                   "keeps the server that the package libheif-examples is missing"));
    else
        err_set(e, ERR_INVALID, N_("the picture is damaged; save it anew and send that"));
    return -1;
}

int attach_from_heic(Arena *a, Str folder, const char *path, Err *e)
{
    char *made = arena_z(a, arena_printf(a, "%.*s/heic-XXXXXX.jpg", STR(folder)));
    int fd = mkostemps(made, 4, O_CLOEXEC);
    FencedEnd end;

    if (fd < 0) {
        err_set(e, ERR_INTERNAL, "the folder '%.*s' cannot be written to", STR(folder));
        return -1;
    }
    end = run_maker(path, made);
    (void)unlink(made);
    if (end == FENCED_DONE)
        return fd;
    close(fd);
    return refuse(end, e);
}
