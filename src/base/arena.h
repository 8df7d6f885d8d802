/* SPDX-License-Identifier: Apache-2.0
 * Arena: all memory of one request or one command, given back at once.
 *
 *     Arena *a = arena_new(ARENA_REQUEST);
 *     Record *r = NEW(a, Record);          // cleared
 *     arena_free(a);
 *
 * An arena has a cap. What a user controls is limited before it gets here, so that a full arena is
 * a programmer's mistake: it logs a line and aborts. Long loops take a mark and rewind to it.
 */
#pragma once

#include <stdarg.h>

#include "base/def.h"
#include "base/str.h"

typedef struct Arena Arena;
typedef struct {
    void *block;
    size_t used;
} ArenaMark;

enum { ARENA_REQUEST = 64 << 20, ARENA_COMMAND = 1 << 30 };

/* An arena that may hold up to cap bytes. The caller frees it. */
NONNULL Arena *arena_new(size_t cap);
/* Frees the arena and all that is in it; NULL is fine. */
void arena_free(Arena *a);
void arena_freep(Arena **a);
/* n bytes, aligned for any type, not cleared. */
NONNULL void *arena_get(Arena *a, size_t n);
/* count × size bytes, cleared. */
NONNULL void *arena_zget(Arena *a, size_t count, size_t size);
#define NEW(a, T) ((T *)arena_zget(a, 1, sizeof(T)))
#define NEWN(a, T, count) ((T *)arena_zget(a, count, sizeof(T)))
/* A copy of s, zero-terminated behind its end. */
Str arena_str(Arena *a, Str s);
NONNULL char *arena_z(Arena *a, Str s);
/* A formatted text, zero-terminated behind its end. */
Str arena_printf(Arena *a, const char *fmt, ...) PRINTF(2, 3);

/* Everything taken after the mark is given back by the rewind. */
ArenaMark arena_mark(const Arena *a);
void arena_rewind(Arena *a, ArenaMark mark);
/* Bytes in use now. */
size_t arena_used(const Arena *a);
