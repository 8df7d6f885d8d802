/* SPDX-License-Identifier: Apache-2.0
 * The only place that asks the system for memory. Never returns NULL: when there is no memory left
 * the process logs one line and aborts, since nothing useful can be done about it.
 */
#pragma once

#include "base/def.h"

/* n bytes, not cleared. */
NONNULL void *mem_get(size_t n);
/* count × size bytes, cleared; a product that overflows aborts. */
NONNULL void *mem_zget(size_t count, size_t size);
/* Grows or shrinks p (or NULL) to n bytes. */
NONNULL void *mem_resize(void *p, size_t n);
/* Gives p (or NULL) back. */
void mem_give(void *p);
