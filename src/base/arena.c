/* SPDX-License-Identifier: Apache-2.0
 * Arenas: a list of blocks, the newest first; memory is taken from the end of the newest.
 */
#include "base/arena.h"

#include <limits.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/mem.h"

#if defined(__SANITIZE_ADDRESS__)
#define POISONS 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define POISONS 1
#endif
#endif
#ifdef POISONS
#include <sanitizer/asan_interface.h>
#define POISON(p, n) __asan_poison_memory_region(p, n)
#define UNPOISON(p, n) __asan_unpoison_memory_region(p, n)
#else
#define POISON(p, n) ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
#endif

enum { ALIGN = 16, FIRST_BLOCK = 16 << 10, LARGEST_BLOCK = 1 << 20 };

typedef struct Block Block;
struct Block {
    Block *before;
    size_t used, size;
    _Alignas(ALIGN) char bytes[];
};

struct Arena {
    Block *top;
    Block *spare;      /* a large one that a rewind left, for the next that is wanted; NULL */
    size_t cap, total; /* bytes in all blocks */
};

/* The spare block if it is large enough. */
static Block *take_spare(Arena *a, size_t at_least)
{
    Block *b = a->spare;

    if (!b || b->size < at_least || b->size > a->cap - a->total)
        return NULL;
    a->spare = NULL;
    return b;
}

static Block *add_block(Arena *a, size_t at_least)
{
    size_t size = a->top ? a->top->size * 2 : FIRST_BLOCK;
    Block *b;

    if (size > LARGEST_BLOCK)
        size = LARGEST_BLOCK;
    if (size > a->cap - a->total)
        size = a->cap - a->total;
    if (size < at_least)
        size = at_least;
    if (size > a->cap - a->total) {
        log_line(LOG_ERROR, "an arena of %zu bytes is full: %zu more were asked for", a->cap,
                 at_least);
        abort();
    }
    b = take_spare(a, at_least);
    if (b)
        size = b->size;
    else
        b = mem_get(sizeof *b + size);
    *b = (Block){ .before = a->top, .size = size };
    POISON(b->bytes, size);
    a->top = b;
    a->total += size;
    return b;
}

Arena *arena_new(size_t cap)
{
    Arena *a = mem_zget(1, sizeof *a);
    a->cap = cap < FIRST_BLOCK ? FIRST_BLOCK : cap;
    return a;
}

static void drop_block(Arena *a)
{
    Block *b = a->top;
    a->top = b->before;
    a->total -= b->size;
    if (!a->spare && b->size >= LARGEST_BLOCK) {
        POISON(b->bytes, b->size);
        a->spare = b;
        return;
    }
    UNPOISON(b->bytes, b->size);
    mem_give(b);
}

void arena_free(Arena *a)
{
    if (!a)
        return;
    while (a->top)
        drop_block(a);
    if (a->spare)
        UNPOISON(a->spare->bytes, a->spare->size);
    mem_give(a->spare);
    mem_give(a);
}

void arena_freep(Arena **a)
{
    arena_free(*a);
    *a = NULL;
}

void *arena_get(Arena *a, size_t n)
{
    Block *b = a->top;
    size_t need = (n + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    void *p;

    if (need < n)
        need = n; /* too large for any block: refused by the cap */
    if (!b || need > b->size - b->used)
        b = add_block(a, need);
    p = b->bytes + b->used;
    b->used += need;
    UNPOISON(p, n);
    return p;
}

void *arena_zget(Arena *a, size_t count, size_t size)
{
    size_t n;
    void *p;
    if (__builtin_mul_overflow(count, size, &n))
        n = SIZE_MAX;
    p = arena_get(a, n);
    return memset(p, 0, n);
}

Str arena_str(Arena *a, Str s)
{
    return (Str){ arena_z(a, s), s.n };
}

char *arena_z(Arena *a, Str s)
{
    char *p = arena_get(a, s.n + 1);
    if (s.n)
        memcpy(p, s.p, s.n);
    p[s.n] = '\0';
    return p;
}

Str arena_printf(Arena *a, const char *fmt, ...)
{
    char small[256]; /* where most fit */
    AUTO(buf_done) Buf b = buf_lent(small, sizeof small, INT_MAX);
    va_list ap;

    va_start(ap, fmt);
    buf_vprintf(&b, fmt, &ap);
    va_end(ap);
    return arena_str(a, buf_str(&b));
}

ArenaMark arena_mark(const Arena *a)
{
    return (ArenaMark){ a->top, a->top ? a->top->used : 0 };
}

void arena_rewind(Arena *a, ArenaMark mark)
{
    while (a->top && a->top != mark.block)
        drop_block(a);
    if (!a->top)
        return;
    POISON(a->top->bytes + mark.used, a->top->used - mark.used);
    a->top->used = mark.used;
}

size_t arena_used(const Arena *a)
{
    size_t n = 0;
    for (const Block *b = a->top; b; b = b->before)
        n += b->used;
    return n;
}
