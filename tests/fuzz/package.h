/* SPDX-License-Identifier: Apache-2.0
 * Files of office programs for the targets that read them: a ZIP of sound pieces, of which one is
 * what the fuzzer made.
 */
#pragma once

#include <assert.h>
#include <unistd.h>
#include <zip.h>

#include "base/str.h"

typedef struct {
    const char *name;
    Str bytes;
} Piece;

#define PIECE(name, text)                                                                          \
    {                                                                                              \
        name,                                                                                      \
        {                                                                                          \
            text, sizeof(text) - 1                                                                 \
        }                                                                                          \
    }

/* A file of the sound parts, with `bytes` in place of part `which`. */
static void write_package(int fd, const Piece *pieces, size_t npieces, size_t which, Str bytes)
{
    zip_error_t why;
    zip_source_t *source;
    zip_t *z;
    zip_int64_t n;
    static char out[1 << 20];

    zip_error_init(&why);
    source = zip_source_buffer_create(NULL, 0, 0, &why);
    assert(source);
    zip_source_keep(source);
    z = zip_open_from_source(source, ZIP_TRUNCATE, &why);
    assert(z);
    for (size_t i = 0; i < npieces; i++) {
        Str part = i == which ? bytes : pieces[i].bytes;
        zip_int64_t index =
            zip_file_add(z, pieces[i].name, zip_source_buffer(z, part.p, part.n, 0), 0);
        assert(index >= 0 &&
               zip_set_file_compression(z, (zip_uint64_t)index, ZIP_CM_STORE, 0) == 0);
    }
    assert(zip_close(z) == 0 && zip_source_open(source) == 0);
    n = zip_source_read(source, out, sizeof out);
    assert(n > 0 && write(fd, out, (size_t)n) == (ssize_t)n);
    zip_source_close(source);
    zip_source_free(source);
}
