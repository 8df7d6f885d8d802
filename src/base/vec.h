/* SPDX-License-Identifier: Apache-2.0
 * Growing arrays that live in an arena.
 *
 *     VEC(Str) words = { 0 };
 *     vec_push(arena, &words, word);
 *     for (size_t i = 0; i < words.n; i++) use(words.p[i]);
 */
#pragma once

#include "base/arena.h"

#define VEC(T)                                                                                     \
    struct {                                                                                       \
        T *p;                                                                                      \
        size_t n, size;                                                                            \
    }
#define vec_push(a, v, ...)                                                                        \
    ((v)->n < (v)->size                                                                            \
         ? (void)0                                                                                 \
         : (void)((v)->p = vec_grow(a, (v)->p, (v)->n, &(v)->size, sizeof *(v)->p)),               \
     (v)->p[(v)->n++] = (__VA_ARGS__))

/* Twice the room, with the old contents; for vec_push only. */
NONNULL void *vec_grow(Arena *a, const void *p, size_t n, size_t *size, size_t each);
