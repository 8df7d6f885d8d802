/* SPDX-License-Identifier: Apache-2.0
 * For the tests of sheets: scratch files, and a sheet as text that can be compared.
 *
 * A row is written as "3 a|b|c", its number first. With kinds a cell has a letter in front: t text,
 * n number, d date, b boolean, e error, - empty; a capital letter stands for a merged cell.
 */
#pragma once

#include "support.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "engine/sheet.h"

typedef struct {
    char path[64];
} Scratch;

/* A file with those bytes, in a folder of its own. */
static inline Scratch scratch_file(Str name, Str bytes)
{
    Scratch s;
    int fd;
    (void)snprintf(s.path, sizeof s.path, "/tmp/qiao-sheet-XXXXXX");
    assert_non_null(mkdtemp(s.path));
    (void)snprintf(s.path + strlen(s.path), 32, "/%.*s", STR(name));
    fd = open(s.path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(fd >= 0);
    for (size_t done = 0; done < bytes.n;) {
        ssize_t n = write(fd, bytes.p + done, bytes.n - done);
        assert_true(n > 0);
        done += (size_t)n;
    }
    close(fd);
    return s;
}

static inline void scratch_done(Scratch *s)
{
    size_t n = strlen(s->path);
    (void)unlink(s->path);
    while (n && s->path[n - 1] != '/')
        n--;
    s->path[n - 1] = '\0';
    (void)rmdir(s->path);
}

static inline void put_row_text(Buf *b, const Row *r, bool kinds)
{
    static const char small[] = "-tndbe", large[] = "-TNDBE";
    buf_int(b, r->row);
    buf_putc(b, ' ');
    for (size_t i = 0; i < r->n; i++) {
        const Cell *c = &r->cells[i];
        if (i)
            buf_putc(b, '|');
        if (kinds)
            buf_putc(b, (c->merged ? large : small)[c->kind]);
        assert_true(c->kind == CELL_EMPTY ? c->text.n == 0 : c->text.n > 0);
        buf_put(b, c->text);
    }
    buf_putc(b, '\n');
}

/* The rows of sheet i; false with e set if one cannot be read. */
static inline bool sheet_text(Sheets *s, size_t i, bool kinds, Buf *out, Err *e)
{
    Arena *a = arena_new(ARENA_REQUEST);
    ArenaMark mark = arena_mark(a);
    bool ok = sheets_start(s, i, e);
    for (Row r; ok && sheets_row(s, a, &r, e); arena_rewind(a, mark))
        put_row_text(out, &r, kinds);
    arena_free(a);
    return !e->kind;
}

/* All sheets of a file, one after the other. */
static inline bool file_text(const char *path, bool kinds, Buf *out, Err *e)
{
    Sheets *s = sheets_open(path, e);
    for (size_t i = 0; s && i < sheets_count(s) && !e->kind; i++)
        (void)sheet_text(s, i, kinds, out, e);
    sheets_close(&s);
    return !e->kind;
}
