/* SPDX-License-Identifier: Apache-2.0
 * Any text as rules of a merge: it is refused in words that name a line, or it is read.
 */
#include "fuzz.h"

#include <stdlib.h>

#include "areas/areas.h"
#include "engine/merge.h"
#include "engine/registry.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const void *bytes = data;
    Err e = { 0 };
    Ctx c = { .arena = arena_new(ARENA_REQUEST) };
    bool read = merge_rules(&c, &person_type, (Str){ bytes, size }, &e) != NULL;

    if (read != (e.kind == ERR_NONE) || e.kind == ERR_INTERNAL || (!read && !e.msg[0]) ||
        !utf8_valid(str_z(e.msg)))
        abort();
    arena_free(c.arena);
    return 0;
}
