/* SPDX-License-Identifier: Apache-2.0
 * Files of a form on their way to the disk.
 */
#include "web/upload.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "engine/attach.h"

enum { SPARE = 64 << 20 /* bytes that stay free on the disk */ };

typedef enum { FAULT_NONE, FAULT_SIZE, FAULT_NUMBER, FAULT_DISK } Fault;

struct Upload {
    Arena *arena;
    const char *folder;
    int64_t most, got;
    WebFile files[FILES_MAX];
    size_t n;
    int fd; /* of the file that is coming in, or -1 */
    Fault fault;
};

Upload *upload_new(const char *folder, int64_t most)
{
    Upload *u = mem_zget(1, sizeof *u);

    u->arena = arena_new(1 << 20);
    u->folder = arena_z(u->arena, str_z(folder));
    u->most = most;
    u->fd = -1;
    return u;
}

static void end_file(Upload *u)
{
    if (u->fd >= 0)
        close(u->fd);
    u->fd = -1;
}

void upload_free(Upload **u)
{
    if (!*u)
        return;
    end_file(*u);
    for (size_t i = 0; i < (*u)->n; i++)
        (void)unlink((*u)->files[i].path.p); /* gone if somebody kept it */
    arena_free((*u)->arena);
    mem_give(*u);
    *u = NULL;
}

bool upload_has_room(const Upload *u, int64_t n)
{
    struct statvfs disk;
    if (statvfs(u->folder, &disk) != 0)
        return false;
    return (uint64_t)disk.f_bavail * disk.f_frsize > (uint64_t)n + SPARE;
}

static bool fail(Upload *u, Fault f)
{
    if (!u->fault)
        u->fault = f;
    end_file(u);
    return false;
}

static bool begin_file(Upload *u, const UploadPiece *p)
{
    Str field = str_z(p->field);
    char *path;

    end_file(u);
    if (u->n == FILES_MAX)
        return fail(u, FAULT_NUMBER);
    path = arena_z(u->arena, arena_printf(u->arena, "%s/qiao-upload-XXXXXX", u->folder));
    u->fd = mkostemp(path, O_CLOEXEC);
    if (u->fd < 0) {
        log_line(LOG_ERROR, "no file could be made in '%s'", u->folder);
        return fail(u, FAULT_DISK);
    }
    u->files[u->n++] = (WebFile){
        .field = arena_str(u->arena, utf8_valid(field) ? utf8_part(field, 64) : S("?")),
        .name = attach_name(u->arena, str_z(p->file)),
        .path = str_z(path),
    };
    return true;
}

static bool put(Upload *u, const char *data, size_t n)
{
    while (n) {
        ssize_t done = write(u->fd, data, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return fail(u, FAULT_DISK);
        data += done;
        n -= (size_t)done;
    }
    return true;
}

bool upload_piece(Upload *u, const UploadPiece *p)
{
    if (u->fault)
        return false;
    if (p->at == 0 && !*p->file && !p->size)
        return true; /* nothing was chosen */
    if (p->at == 0 && !begin_file(u, p))
        return false;
    u->got += (int64_t)p->size;
    if (u->got > u->most)
        return fail(u, FAULT_SIZE);
    u->files[u->n - 1].size += (int64_t)p->size;
    return put(u, p->data, p->size);
}

bool upload_check(const Upload *u, Err *e)
{
    switch (u->fault) {
    case FAULT_NONE: return true;
    case FAULT_SIZE:
        return err_set(e, ERR_INVALID, N_("the files of this form have at most %d MB together"),
                       (int)(u->most >> 20));
    case FAULT_NUMBER:
        return err_set(e, ERR_INVALID, N_("a form takes at most %d files"), FILES_MAX);
    case FAULT_DISK:
        return err_set(e, ERR_BUSY, N_("the disk of the server is full; tell who keeps it"));
    }
    return true;
}

void upload_files(Upload *u, Arena *a, WebFile **out, size_t *n)
{
    end_file(u);
    *out = NEWN(a, WebFile, u->n + 1);
    for (size_t i = 0; i < u->n; i++)
        (*out)[i] = u->files[i];
    *n = u->n;
}
