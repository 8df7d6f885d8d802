/* SPDX-License-Identifier: Apache-2.0
 * Rows that wait: each is its length in bytes, then for each value its length (-1 for NULL) and
 * its bytes.
 */
#include "db/spill.h"

#include "base/mem.h"

Spill *spill_new(void)
{
    Spill *r = mem_get(sizeof *r);
    *r = (Spill){ .memory = buf_new(ROWS_IN_MEMORY), .row = buf_new(SIZE_MAX / 2) };
    return r;
}

void spill_free(Spill *r)
{
    if (!r)
        return;
    if (r->spill && fclose(r->spill))
        r->spill = NULL; /* the file is gone already, there is nothing to lose */
    buf_done(&r->memory);
    buf_done(&r->row);
    mem_give(r);
}

static void put_number(Buf *b, int64_t n)
{
    char bytes[sizeof n];
    memcpy(bytes, &n, sizeof n);
    buf_put(b, (Str){ bytes, sizeof bytes });
}

static int64_t number_at(const char *p)
{
    int64_t n;
    memcpy(&n, p, sizeof n);
    return n;
}

bool spill_put(Spill *r, const Str *values, size_t n)
{
    size_t size = n * sizeof(int64_t);
    Buf *b;

    for (size_t i = 0; i < n; i++)
        size += values[i].n;
    if (!r->spill && size + sizeof(int64_t) > ROWS_IN_MEMORY - r->memory.n) {
        r->spill = tmpfile();
        if (!r->spill)
            return false;
    }
    b = r->spill ? &r->row : &r->memory;
    if (r->spill)
        buf_clear(b);
    put_number(b, (int64_t)size);
    for (size_t i = 0; i < n; i++) {
        put_number(b, values[i].p ? (int64_t)values[i].n : -1);
        buf_put(b, values[i]);
    }
    return !b->failed && (!r->spill || fwrite(b->p, 1, b->n, r->spill) == b->n);
}

static void split(const char *p, Str *values, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        int64_t len = number_at(p);
        p += sizeof len;
        values[i] = len < 0 ? (Str){ 0 } : (Str){ p, (size_t)len };
        p += values[i].n;
    }
}

/* The next row of the file goes to r->row. */
static bool read_spilled(Spill *r, bool *ok)
{
    char head[sizeof(int64_t)];
    size_t got;

    if (!r->rewound) {
        r->rewound = true;
        *ok = fflush(r->spill) == 0 && fseek(r->spill, 0, SEEK_SET) == 0;
        if (!*ok)
            return false;
    }
    got = fread(head, 1, sizeof head, r->spill);
    if (got == 0 && !ferror(r->spill))
        return false;
    buf_clear(&r->row);
    for (size_t left = got == sizeof head ? (size_t)number_at(head) : 0; left;) {
        char piece[4096];
        got = fread(piece, 1, left < sizeof piece ? left : sizeof piece, r->spill);
        if (got == 0)
            break;
        buf_put(&r->row, (Str){ piece, got });
        left -= got;
        if (left == 0)
            return true;
    }
    *ok = false;
    return false;
}

bool spill_next(Spill *r, Str *values, size_t n, bool *ok)
{
    const char *p;

    *ok = true;
    if (r->read < r->memory.n) {
        p = r->memory.p + r->read;
        r->read += (size_t)number_at(p) + sizeof(int64_t);
        split(p + sizeof(int64_t), values, n);
        return true;
    }
    if (!r->spill || !read_spilled(r, ok))
        return false;
    split(r->row.p, values, n);
    return true;
}
