/* SPDX-License-Identifier: Apache-2.0
 * Embedded files by name.
 */
#include "base/embed.h"

#include <string.h>

const Embedded *embedded_find(const char *name)
{
    for (size_t i = 0; i < embedded_count; i++)
        if (strcmp(embedded_files[i].name, name) == 0)
            return &embedded_files[i];
    return NULL;
}
