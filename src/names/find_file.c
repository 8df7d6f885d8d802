/* SPDX-License-Identifier: Apache-2.0
 * The image of an index, in memory or mapped from a file.
 *
 * A file is trusted only if its owner is who reads it, nobody else may write it, its size and sum
 * are right, and it was written by a program with the same tables.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "names/find_impl.h"
#include "names/impl.h"

/* Changes with the layout of the image. */
static const char MAGIC[8] = "QIAOFN2";

size_t image_each(ImagePart part)
{
    static const size_t sizes[IMAGE__N] = {
        [IMAGE_NAMES] = sizeof(FindName),    [IMAGE_RECORDS] = sizeof(FindEntry),
        [IMAGE_IDS] = sizeof(int64_t),       [IMAGE_POOL] = sizeof(uint32_t),
        [IMAGE_TAILS] = sizeof(uint32_t),    [IMAGE_SECONDS] = sizeof(uint16_t),
        [IMAGE_HEADS_AT] = sizeof(uint32_t), [IMAGE_TAILS_AT] = sizeof(uint32_t),
        [IMAGE_UNITS] = sizeof(int64_t),     [IMAGE_WORDS] = sizeof(uint32_t),
        [IMAGE_LETTERS] = 1,
    };
    return sizes[part];
}

static uint64_t mix(uint64_t sum, uint64_t word)
{
    sum = (sum ^ word) * 0x9E3779B97F4A7C15U;
    return sum ^ sum >> 29;
}

ImageHead image_head(const Names *n)
{
    ImageHead h = { .tables = names_classes(n) };

    memcpy(h.magic, MAGIC, sizeof h.magic);
    for (size_t c = 0; c < names_classes(n); c++)
        h.tables = mix(h.tables, names_class_char(n, (uint16_t)c));
    return h;
}

uint64_t image_sum(const ImageHead *h)
{
    ImageHead head = *h;
    const uint64_t *words = (const uint64_t *)h;
    uint64_t sum = 0, word;

    head.sum = 0;
    for (size_t i = 0; i < sizeof head / sizeof word; i++) {
        memcpy(&word, (const char *)&head + i * sizeof word, sizeof word);
        sum = mix(sum, word);
    }
    for (size_t i = sizeof head / sizeof word; i < h->size / sizeof word; i++)
        sum = mix(sum, words[i]);
    return sum;
}

static const void *part_of(const ImageHead *h, ImagePart part)
{
    return (const char *)h + h->part[part].at;
}

Find *image_open(const Names *n, const ImageHead *h, bool mapped)
{
    Find *f = mem_zget(1, sizeof *f);

    *f = (Find){
        .names = n,
        .head = h,
        .mapped = mapped,
        .list = part_of(h, IMAGE_NAMES),
        .records = part_of(h, IMAGE_RECORDS),
        .ids = part_of(h, IMAGE_IDS),
        .pool = part_of(h, IMAGE_POOL),
        .tails = part_of(h, IMAGE_TAILS),
        .seconds = part_of(h, IMAGE_SECONDS),
        .order_at = { part_of(h, IMAGE_HEADS_AT), part_of(h, IMAGE_TAILS_AT) },
        .units = part_of(h, IMAGE_UNITS),
        .words = part_of(h, IMAGE_WORDS),
        .letters = part_of(h, IMAGE_LETTERS),
        .norder = { h->part[IMAGE_NAMES].n, h->part[IMAGE_TAILS].n },
        .nnames = h->part[IMAGE_NAMES].n,
        .nrecords = h->part[IMAGE_RECORDS].n,
        .nunits = h->part[IMAGE_UNITS].n,
        .nwords = h->part[IMAGE_WORDS].n - 1,
    };
    return f;
}

void find_free(Find *f)
{
    if (!f)
        return;
    if (f->mapped)
        (void)munmap((void *)(uintptr_t)f->head, f->head->size);
    else
        mem_give((void *)(uintptr_t)f->head);
    mem_give(f);
}

void find_freep(Find **f)
{
    find_free(*f);
}

size_t find_names(const Find *f)
{
    return f->nnames;
}

size_t find_bytes(const Find *f)
{
    return f->head->size;
}

uint64_t find_own(const Find *f, size_t i)
{
    return f->head->own[i];
}

Str find_word(const Find *f, size_t i)
{
    return (Str){ f->letters + f->words[i], f->words[i + 1] - f->words[i] };
}

/* ---- files ---- */

bool find_write(const Find *f, const char *path, Err *e)
{
    AUTO(buf_done) Buf part = buf_new(BUF_LINE);
    int fd;
    bool ok;

    buf_printf(&part, "%s.%ld%c", path, (long)getpid(), '\0');
    (void)unlink(part.p);
    fd = open(part.p, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    ok = fd >= 0 && write_all(fd, f->head, f->head->size);
    if (fd >= 0 && close(fd) != 0)
        ok = false;
    if (ok && rename(part.p, path) == 0)
        return true;
    err_set(e, ERR_INTERNAL, N_("cannot write '%s': %s"), path, strerrordesc_np(errno));
    if (fd >= 0)
        (void)unlink(part.p);
    return false;
}

/* Do the parts lie in the image, one behind the other? */
static bool parts_fit(const ImageHead *h)
{
    uint64_t at = sizeof *h;

    for (size_t p = 0; p < IMAGE__N; p++) {
        if (h->part[p].at != at || h->part[p].n > h->size)
            return false;
        at += (h->part[p].n * image_each((ImagePart)p) + 7) / 8 * 8;
    }
    return at == h->size && h->part[IMAGE_WORDS].n > 0 &&
           h->part[IMAGE_HEADS_AT].n == HAN_CLASSES + 1 &&
           h->part[IMAGE_TAILS_AT].n == HAN_CLASSES + 1 &&
           h->part[IMAGE_RECORDS].n == h->part[IMAGE_IDS].n &&
           h->part[IMAGE_TAILS].n == h->part[IMAGE_SECONDS].n;
}

static bool is_whole(const Names *n, const ImageHead *h, uint64_t size)
{
    ImageHead want = image_head(n);

    return memcmp(h->magic, want.magic, sizeof want.magic) == 0 && h->tables == want.tables &&
           h->size == size && parts_fit(h) && image_sum(h) == h->sum;
}

Find *find_map(const Names *n, const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    struct stat st;
    void *p = MAP_FAILED;

    if (fd < 0)
        return NULL;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == geteuid() &&
        (st.st_mode & (S_IWGRP | S_IWOTH)) == 0 && (uint64_t)st.st_size >= sizeof(ImageHead))
        p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    (void)close(fd);
    if (p == MAP_FAILED)
        return NULL;
    if (is_whole(n, p, (uint64_t)st.st_size))
        return image_open(n, p, true);
    (void)munmap(p, (size_t)st.st_size);
    return NULL;
}
