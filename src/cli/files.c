/* SPDX-License-Identifier: Apache-2.0
 * Reading and writing whole files.
 */
#include "cli/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"

bool files_read(const char *path, size_t max, Arena *a, Str *out, Err *e)
{
    bool input = strcmp(path, "-") == 0;
    int fd = input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    AUTO(buf_done) Buf b = buf_new(max);
    const char *name = input ? tr(e->lang, N_("standard input")) : path;
    char room[1 << 16];
    ssize_t n;

    if (fd < 0)
        return err_set(e, ERR_NOT_FOUND, "the file '%s' cannot be read: %s", name,
                       errno == ENOENT ? tr(e->lang, N_("there is no such file"))
                                       : tr(e->lang, N_("it may not be opened")));
    while ((n = read(fd, room, sizeof room)) > 0 || (n < 0 && errno == EINTR))
        if (n > 0)
            buf_put(&b, (Str){ room, (size_t)n });
    if (!input)
        (void)close(fd);
    if (n < 0)
        return err_set(e, ERR_INVALID, "the file '%s' cannot be read", name);
    if (b.failed)
        return err_set(e, ERR_INVALID, "the file '%s' has more than %zu MB, which is the limit",
                       name, max >> 20);
    *out = arena_str(a, buf_str(&b));
    return true;
}

bool files_read_paper(const char *path, Arena *a, Written *out, Err *e)
{
    const char *name = strcmp(path, "-") == 0 ? tr(e->lang, N_("standard input")) : path;
    return written_read(a, path, name, WRITTEN_PATIENCE, out, e);
}

static bool put_all(int fd, Str s)
{
    while (s.n) {
        ssize_t n = write(fd, s.p, s.n);
        if (n < 0 && errno != EINTR)
            return false;
        if (n > 0)
            s = str_part(s, (size_t)n, s.n);
    }
    return fsync(fd) == 0;
}

bool files_write(const char *path, Str bytes, Err *e)
{
    size_t n = strlen(path) + 32;
    char *other = mem_get(n);
    bool ok;
    int fd;

    (void)snprintf(other, n, "%s.%ld.new", path, (long)getpid());
    fd = open(other, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    ok = fd >= 0 && put_all(fd, bytes);
    if (fd >= 0) {
        ok = close(fd) == 0 && ok;
        ok = ok && rename(other, path) == 0;
        if (!ok)
            (void)unlink(other);
    }
    mem_give(other);
    return ok ||
           err_set(e, ERR_INVALID,
                   "the file '%s' could not be written; is there such a folder, and room?", path);
}

Str files_name(const char *path)
{
    const char *last = strrchr(path, '/');
    return str_z(last ? last + 1 : path);
}

bool files_make_folder(const char *path, Err *e)
{
    char *copy = mem_get(strlen(path) + 1);
    bool ok = true;
    memcpy(copy, path, strlen(path) + 1);
    for (char *p = copy + 1; ok && (p = strchr(p, '/')) != NULL; p++) {
        *p = '\0';
        ok = mkdir(copy, 0700) == 0 || errno == EEXIST;
        *p = '/';
    }
    mem_give(copy);
    return ok || err_set(e, ERR_INVALID, "the folder of '%s' cannot be made", path);
}
