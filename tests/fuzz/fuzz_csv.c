/* SPDX-License-Identifier: Apache-2.0
 * Any bytes as a CSV file: rows are in order and UTF-8, or an error says why not; and the rows,
 * written again, read the same.
 */
#include "fuzz.h"

#include <assert.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "engine/sheet.h"

/* Opens bytes as a file without a name. */
static Sheets *open_bytes(const void *bytes, size_t n, Err *e)
{
    char path[32];
    int fd = memfd_create("fuzz", MFD_CLOEXEC);
    Sheets *s;
    assert(fd >= 0 && write(fd, bytes, n) == (ssize_t)n);
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    s = sheets_open(path, e);
    close(fd);
    return s;
}

static void check_row(const Row *r, int64_t before)
{
    assert(r->row > before && r->n > 0 && r->n <= SHEET_COLUMNS_MAX);
    assert(r->cells[r->n - 1].text.n > 0);
    for (size_t i = 0; i < r->n; i++) {
        assert(utf8_valid(r->cells[i].text) && r->cells[i].text.n <= SHEET_CELL_MAX);
        assert(r->cells[i].kind == (r->cells[i].text.n ? CELL_TEXT : CELL_EMPTY));
    }
}

/* Reads all rows and writes them to `out`, behind a header. False if the file is in error. */
static bool rewrite(Sheets *s, Buf *out)
{
    static const Str header[] = { { "h", 1 } };
    Arena *a = arena_new(ARENA_REQUEST);
    ArenaMark mark = arena_mark(a);
    Err e = { 0 };
    int64_t before = 0;

    csv_bom(out);
    csv_row(out, header, 1);
    if (sheets_start(s, 0, &e))
        for (Row r; sheets_row(s, a, &r, &e); arena_rewind(a, mark)) {
            Str *texts = NEWN(a, Str, r.n);
            check_row(&r, before);
            before = r.row;
            for (size_t i = 0; i < r.n; i++)
                texts[i] = r.cells[i].text;
            csv_row(out, texts, r.n);
        }
    arena_free(a);
    return !e.kind && !out->failed;
}

static void same_rows(Sheets *one, Sheets *two)
{
    Arena *a = arena_new(ARENA_REQUEST);
    ArenaMark mark = arena_mark(a);
    Err e = { 0 };
    Row r, q;

    assert(sheets_start(one, 0, &e) && sheets_start(two, 0, &e) && sheets_row(two, a, &q, &e));
    for (; sheets_row(one, a, &r, &e); arena_rewind(a, mark)) {
        assert(sheets_row(two, a, &q, &e) && q.n == r.n);
        for (size_t i = 0; i < r.n; i++)
            assert(str_eq(r.cells[i].text, q.cells[i].text));
    }
    assert(!sheets_row(two, a, &q, &e) && !e.kind);
    arena_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(buf_done) Buf b = buf_new(16 << 20);
    Err e = { 0 };
    Sheets *s = open_bytes(data, size, &e), *again;

    assert(s || e.kind);
    if (s && sheets_count(s) == 1 && !str_starts((Str){ (const char *)data, size }, S("PK")) &&
        rewrite(s, &b)) {
        again = open_bytes(b.p, b.n, &e);
        assert(again);
        same_rows(s, again);
        sheets_close(&again);
    }
    sheets_close(&s);
    return 0;
}
