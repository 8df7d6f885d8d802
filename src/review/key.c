/* SPDX-License-Identifier: Apache-2.0
 * Keys that persons sign with: Ed25519, kept in a file of 64 hexadecimal digits (the seed) that
 * only its owner may read.
 */
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "review/issue.h"

enum { SEED = crypto_sign_SEEDBYTES, DIGITS = 2 * SEED };

static void from_seed(const unsigned char *seed, SigningKey *out)
{
    (void)crypto_sign_seed_keypair(out->open, out->secret, seed);
}

static bool write_all(int fd, const char *p, size_t n)
{
    while (n > 0) {
        ssize_t done = write(fd, p, n);
        if (done < 0 && errno != EINTR)
            return false;
        if (done > 0) {
            p += done;
            n -= (size_t)done;
        }
    }
    return fsync(fd) == 0;
}

bool key_make(const char *path, SigningKey *out, Err *e)
{
    unsigned char seed[SEED];
    char text[DIGITS + 2];
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool ok;

    if (fd < 0 && errno == EEXIST)
        return err_set(e, ERR_CONFLICT, "there is a file '%s' already; name another one", path);
    if (fd < 0)
        return err_set(e, ERR_INVALID, "the key cannot be written to '%s'", path);
    randombytes_buf(seed, sizeof seed);
    from_seed(seed, out);
    (void)sodium_bin2hex(text, sizeof text, seed, sizeof seed);
    text[DIGITS] = '\n';
    ok = write_all(fd, text, DIGITS + 1);
    ok = close(fd) == 0 && ok;
    sodium_memzero(seed, sizeof seed);
    sodium_memzero(text, sizeof text);
    if (!ok)
        (void)unlink(path);
    return ok || err_set(e, ERR_INTERNAL, "the key could not be written to '%s'", path);
}

bool key_read(const char *path, SigningKey *out, Err *e)
{
    unsigned char seed[SEED];
    char text[DIGITS + 2];
    struct stat st;
    size_t n = 0;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got;

    if (fd < 0)
        return err_set(e, ERR_NOT_FOUND, "there is no key in '%s'; make one with `qiao review key`",
                       path);
    if (fstat(fd, &st) != 0 || (st.st_mode & 077) != 0) {
        (void)close(fd);
        return err_set(e, ERR_INVALID,
                       "others may read the key in '%s'; take that away with chmod 600", path);
    }
    while (n < sizeof text && (got = read(fd, text + n, sizeof text - n)) > 0)
        n += (size_t)got;
    (void)close(fd);
    if (n < DIGITS || n > DIGITS + 1 || sodium_hex2bin(seed, SEED, text, DIGITS, NULL, &n, NULL) ||
        n != SEED)
        return err_set(e, ERR_INVALID, "'%s' is no key: it has not 64 digits of 0-9 and a-f", path);
    from_seed(seed, out);
    sodium_memzero(seed, sizeof seed);
    sodium_memzero(text, sizeof text);
    return true;
}

Str key_text(Arena *a, const SigningKey *k)
{
    char *text = arena_get(a, DIGITS + 1);
    (void)sodium_bin2hex(text, DIGITS + 1, k->open, sizeof k->open);
    return (Str){ text, DIGITS };
}
