/* SPDX-License-Identifier: Apache-2.0
 * Memory from the system: malloc that cannot fail quietly.
 */
#include "base/mem.h"

#include <stdlib.h>

#include "base/log.h"

static _Noreturn void out_of_memory(size_t n)
{
    log_line(LOG_ERROR, "out of memory: %zu bytes were asked for", n);
    abort();
}

void *mem_get(size_t n)
{
    void *p = malloc(n ? n : 1);
    if (!p)
        out_of_memory(n);
    return p;
}

void *mem_zget(size_t count, size_t size)
{
    void *p = calloc(count ? count : 1, size ? size : 1);
    if (!p)
        out_of_memory(count);
    return p;
}

void *mem_resize(void *p, size_t n)
{
    void *grown = realloc(p, n ? n : 1);
    if (!grown)
        out_of_memory(n);
    return grown;
}

void mem_give(void *p)
{
    free(p);
}
