/* SPDX-License-Identifier: Apache-2.0
 * Growing arrays.
 */
#include "base/vec.h"

void *vec_grow(Arena *a, const void *p, size_t n, size_t *size, size_t each)
{
    void *grown;
    *size = *size ? *size * 2 : 8;
    grown = arena_zget(a, *size, each);
    if (n)
        memcpy(grown, p, n * each);
    return grown;
}
