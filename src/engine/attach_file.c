/* SPDX-License-Identifier: Apache-2.0
 * Files under the name of their hash: written aside, synced, then put in place.
 */
#include "engine/attach_file.h"

#include <errno.h>
#include <fcntl.h>
#include <magic.h>
#include <sodium.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/attach.h"

/* Nothing that a browser would run: no HTML, no SVG, no programs, no archives. */
static const AttachKind kinds[] = {
    { "image/jpeg", N_("photographs (JPEG)"), true },
    { "image/png", "PNG", true },
    { "image/webp", "WebP", true },
    { "image/heic", "HEIC", false },
    { "image/heif", "HEIF", false },
    { "application/pdf", "PDF", false },
    { "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "DOCX", false },
    { "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX", false },
    { "application/vnd.openxmlformats-officedocument.presentationml.presentation", "PPTX", false },
    { "application/vnd.oasis.opendocument.text", "ODT", false },
    { "application/vnd.oasis.opendocument.spreadsheet", "ODS", false },
    { "application/vnd.oasis.opendocument.presentation", "ODP", false },
    { "text/plain", "TXT", false },
    { "text/csv", "CSV", false },
    { "audio/mpeg", "MP3", false },
};

const AttachKind *attach_kind(Str media)
{
    for (size_t i = 0; i < LEN(kinds); i++)
        if (str_eq(str_z(kinds[i].media), media))
            return &kinds[i];
    return NULL;
}

static const AttachKind *tell_kind(int fd, Err *e)
{
    magic_t m = magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS);
    const char *media = m && magic_load(m, NULL) == 0 ? magic_descriptor(m, fd) : NULL;
    const AttachKind *k = media ? attach_kind(str_z(media)) : NULL;

    if (!media)
        err_set(e, ERR_INTERNAL, "what the file is could not be told");
    else if (!k)
        err_set(e, ERR_INVALID,
                N_("files of the kind '%s' are not taken; photographs (JPEG, PNG, WebP, HEIC), PDF,"
                   " DOCX, XLSX, PPTX, ODF, text, CSV and MP3 are"),
                media);
    if (m)
        magic_close(m);
    return k;
}

const char *attach_path(Arena *a, Str folder, Str hash)
{
    return arena_printf(a, "%.*s/%.*s/%.*s", STR(folder), STR(str_part(hash, 0, 2)),
                        STR(str_part(hash, 2, hash.n)))
        .p;
}

bool attach_copy(int from, int to, Err *e)
{
    char piece[64 << 10];
    ssize_t n;

    while ((n = read(from, piece, sizeof piece)) > 0)
        for (ssize_t at = 0, done; at < n; at += done) {
            done = write(to, piece + at, (size_t)(n - at));
            if (done <= 0)
                return err_set(e, ERR_BUSY,
                               N_("the disk of the server is full; tell who keeps it"));
        }
    return n == 0 || err_set(e, ERR_INTERNAL, "the file could not be read");
}

Str attach_hash(Arena *a, int fd, int64_t *size)
{
    unsigned char sum[ATTACH_HASH / 2];
    unsigned char piece[64 << 10];
    char hex[ATTACH_HASH + 1];
    crypto_generichash_state state;
    ssize_t n;

    *size = 0;
    crypto_generichash_init(&state, NULL, 0, sizeof sum);
    while ((n = pread(fd, piece, sizeof piece, *size)) > 0) {
        crypto_generichash_update(&state, piece, (size_t)n);
        *size += n;
    }
    crypto_generichash_final(&state, sum, sizeof sum);
    sodium_bin2hex(hex, sizeof hex, sum, sizeof sum);
    return n < 0 ? S("") : arena_str(a, (Str){ hex, ATTACH_HASH });
}

static bool is_heic(const AttachKind *k)
{
    Str media = str_z(k->media);
    return str_eq(media, S("image/heic")) || str_eq(media, S("image/heif"));
}

static bool clean(const AttachKept *kept, int from, int to, size_t n, Err *e)
{
    void *p = mmap(NULL, n, PROT_READ, MAP_PRIVATE, from, 0);
    bool ok;

    if (p == MAP_FAILED)
        return err_set(e, ERR_INTERNAL, "the file could not be read");
    ok = attach_clean(str_z(kept->kind->media), (Str){ p, n }, kept->made_jpeg, to, e);
    (void)munmap(p, n);
    return ok;
}

static bool sync_folder(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool ok = fd >= 0 && fsync(fd) == 0;

    if (fd >= 0)
        close(fd);
    return ok;
}

/* Puts the file that was written aside in its place. */
static bool settle(Arena *a, Str folder, const char *aside, Str hash, Err *e)
{
    const char *path = attach_path(a, folder, hash);
    const char *below = arena_printf(a, "%.*s/%.2s", STR(folder), hash.p).p;

    if (mkdir(below, 0700) != 0 && errno != EEXIST)
        return err_set(e, ERR_INTERNAL, "the folder '%s' cannot be made", below);
    if (rename(aside, path) != 0 || !sync_folder(below))
        return err_set(e, ERR_INTERNAL, "the file cannot be kept in '%s'", below);
    return true;
}

static bool keep(Arena *a, int from, int to, bool whole, AttachKept *out, Err *e)
{
    struct stat st;

    if (fstat(from, &st) != 0 || st.st_size == 0)
        return err_set(e, ERR_INVALID, N_("the file is empty"));
    if (st.st_size > ATTACH_FILE_MAX)
        return err_set(e, ERR_INVALID, N_("an attachment has at most %d MB"),
                       ATTACH_FILE_MAX >> 20);
    if (out->kind->picture && !whole ? !clean(out, from, to, (size_t)st.st_size, e)
                                     : !attach_copy(from, to, e))
        return false;
    out->hash = attach_hash(a, to, &out->size);
    return (out->hash.n && fsync(to) == 0) ||
           err_set(e, ERR_BUSY, N_("the disk of the server is full; tell who keeps it"));
}

/* Tells what the file is, and puts a JPEG in the place of a HEIC. The descriptor to read from, or
 * -1 with the error; `from` is that, or closed. */
static int look(Arena *a, Str folder, const char *path, bool whole, int from, AttachKept *out,
                Err *e)
{
    int made = -1;

    *out = (AttachKept){ .kind = tell_kind(from, e) };
    if (out->kind && mkdir(arena_z(a, folder), 0700) != 0 && errno != EEXIST)
        err_set(e, ERR_INTERNAL, "the folder '%.*s' cannot be written to", STR(folder));
    out->made_jpeg = out->kind && !e->kind && !whole && is_heic(out->kind);
    if (!out->made_jpeg && !e->kind)
        return from;
    if (out->made_jpeg) {
        made = attach_from_heic(a, folder, path, e);
        out->kind = attach_kind(S("image/jpeg"));
    }
    close(from);
    return made;
}

bool attach_keep(Arena *a, Str folder, const char *path, bool keep_place, AttachKept *out, Err *e)
{
    char *aside = arena_z(a, arena_printf(a, "%.*s/aside-XXXXXX", STR(folder)));
    int from = open(path, O_RDONLY | O_CLOEXEC), to = -1;
    bool ok = false;

    if (from < 0)
        return err_set(e, ERR_NOT_FOUND, "the file '%s' cannot be read", path);
    from = look(a, folder, path, keep_place, from, out, e);
    if (from < 0)
        return false;
    to = mkostemp(aside, O_CLOEXEC);
    if (to < 0) {
        err_set(e, ERR_INTERNAL, "the folder '%.*s' cannot be written to", STR(folder));
    } else {
        (void)lseek(from, 0, SEEK_SET);
        ok = keep(a, from, to, keep_place, out, e) && settle(a, folder, aside, out->hash, e);
        close(to);
        if (!ok)
            (void)unlink(aside);
    }
    close(from);
    return ok;
}
