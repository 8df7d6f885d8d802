/* SPDX-License-Identifier: Apache-2.0
 * Temporary files without a name, and the spool that is written once and read at random.
 */
#include "engine/sheet_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"

enum { HEAD = 4 << 20, BLOCK = 4096, BLOCKS = 1024, PENDING = 256 << 10 };

struct Spool {
    char *head; /* the first bytes, up to HEAD */
    size_t head_n, head_size;
    int fd;        /* the bytes behind them; -1 until there are any */
    char *pending; /* not yet in the file */
    size_t pending_n;
    uint64_t filed; /* bytes in the file */
    char *cache;    /* BLOCKS blocks of the file, block b at slot b % BLOCKS */
    uint64_t *held; /* which block a slot holds, plus 1 */
};

int sheet_temp_file(Err *e)
{
    const char *dir = secure_getenv("TMPDIR");
    AUTO(buf_done) Buf path = buf_new(BUF_LINE);
    int fd;

    buf_put(&path, dir && dir[0] ? str_z(dir) : S("/var/tmp"));
    buf_put(&path, S("/qiao-XXXXXX"));
    buf_putc(&path, '\0');
    fd = path.failed ? -1 : mkostemp(path.p, O_CLOEXEC);
    if (fd < 0) {
        err_set(e, ERR_INTERNAL, "cannot make a temporary file in '%s': %s",
                dir && dir[0] ? dir : "/var/tmp", strerrordesc_np(errno));
        return -1;
    }
    (void)unlink(path.p);
    return fd;
}

ptrdiff_t sheet_read_at(int fd, uint64_t at, void *dst, size_t n)
{
    size_t done = 0;
    while (done < n) {
        ssize_t got = pread(fd, (char *)dst + done, n - done, (off_t)(at + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        done += (size_t)got;
    }
    return (ptrdiff_t)done;
}

Spool *spool_new(void)
{
    Spool *s = mem_zget(1, sizeof *s);
    s->fd = -1;
    return s;
}

void spool_free(Spool *s)
{
    if (!s)
        return;
    if (s->fd >= 0)
        (void)close(s->fd);
    mem_give(s->head);
    mem_give(s->pending);
    mem_give(s->cache);
    mem_give(s->held);
    mem_give(s);
}

static bool write_all(int fd, const char *p, size_t n, Err *e)
{
    while (n) {
        ssize_t put = write(fd, p, n);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return err_set(e, ERR_INTERNAL, "cannot write a temporary file: %s",
                           strerrordesc_np(errno));
        p += put;
        n -= (size_t)put;
    }
    return true;
}

static bool flush(Spool *s, Err *e)
{
    if (!write_all(s->fd, s->pending, s->pending_n, e))
        return false;
    s->filed += s->pending_n;
    s->pending_n = 0;
    return true;
}

static size_t put_head(Spool *s, const char *p, size_t n)
{
    if (n > HEAD - s->head_n)
        n = HEAD - s->head_n;
    if (n > s->head_size - s->head_n) {
        size_t size = s->head_size ? s->head_size : BLOCK;
        while (size - s->head_n < n)
            size *= 2;
        s->head = mem_resize(s->head, size);
        s->head_size = size;
    }
    if (n)
        memcpy(s->head + s->head_n, p, n);
    s->head_n += n;
    return n;
}

bool spool_write(Spool *s, const void *bytes, size_t n, Err *e)
{
    const char *p = bytes;
    size_t put;

    if (n == 0)
        return true;
    put = put_head(s, p, n);
    p += put;
    n -= put;
    if (n && s->fd < 0) {
        s->fd = sheet_temp_file(e);
        if (s->fd < 0)
            return false;
        s->pending = mem_get(PENDING);
    }
    while (n) {
        size_t part = n < PENDING - s->pending_n ? n : PENDING - s->pending_n;
        memcpy(s->pending + s->pending_n, p, part);
        s->pending_n += part;
        p += part;
        n -= part;
        if (s->pending_n == PENDING && !flush(s, e))
            return false;
    }
    return true;
}

uint64_t spool_size(const Spool *s)
{
    return s->head_n + s->filed + s->pending_n;
}

/* The block of the file, out of the cache; NULL if it cannot be read. */
static const char *block(Spool *s, uint64_t number)
{
    size_t slot = number % BLOCKS;
    if (!s->cache) {
        s->cache = mem_get((size_t)BLOCKS * BLOCK);
        s->held = mem_zget(BLOCKS, sizeof *s->held);
    }
    if (s->held[slot] != number + 1) {
        s->held[slot] = 0;
        if (sheet_read_at(s->fd, number * BLOCK, s->cache + slot * BLOCK, BLOCK) <= 0)
            return NULL;
        s->held[slot] = number + 1;
    }
    return s->cache + slot * BLOCK;
}

bool spool_read(Spool *s, uint64_t at, void *dst, size_t n)
{
    char *to = dst;
    uint64_t size = spool_size(s);
    Err ignored = { 0 };

    if (at > size || n > size - at)
        return false;
    if (s->pending_n && !flush(s, &ignored))
        return false;
    while (n) {
        size_t part, from;
        const char *source;
        if (at < s->head_n) {
            source = s->head + at;
            part = s->head_n - (size_t)at;
        } else {
            from = (size_t)((at - s->head_n) % BLOCK);
            source = block(s, (at - s->head_n) / BLOCK);
            if (!source)
                return false;
            source += from;
            part = BLOCK - from;
        }
        if (part > n)
            part = n;
        memcpy(to, source, part);
        to += part;
        at += part;
        n -= part;
    }
    return true;
}
