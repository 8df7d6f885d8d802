/* SPDX-License-Identifier: Apache-2.0
 * Embedded files by name.
 */
#include "base/embed.h"

#include <string.h>

const Embedded *embedded_find(const char *name)
{
    size_t low = 0, high = embedded_count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int order = strcmp(name, embedded_files[mid].name);
        if (order == 0)
            return &embedded_files[mid];
        if (order < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return NULL;
}
