/* SPDX-License-Identifier: Apache-2.0
 * Any bytes as a template: it is read into a tree whose parts lie within the text and within the
 * limits, or it is refused in words.
 */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>

#include "review/template_impl.h"

static void must(bool ok, const char *what)
{
    if (ok)
        return;
    fprintf(stderr, "%s\n", what);
    abort();
}

static size_t walk(const Template *t, const Part *p, int depth)
{
    size_t n = 0;
    must(depth <= TEMPLATE_DEPTH_MAX * 4 + 2, "the tree is too deep");
    for (; p; p = p->next) {
        must(p->at <= t->text.n, "a part lies outside of the text");
        n += 1 + walk(t, p->kids, depth + 1);
        if (p->command)
            n += walk(t, p->command->item, depth + 1) + walk(t, p->command->title, depth + 1) +
                 walk(t, p->command->more, depth + 1);
    }
    return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena_freep) Arena *a = arena_new(ARENA_REQUEST);
    const void *bytes = data;
    Template t;
    Err e = { 0 };
    size_t parts = 0;

    if (!template_parse(a, (Str){ bytes, size }, S("fuzz"), &t, &e)) {
        must(e.kind == ERR_INVALID && e.msg[0] && utf8_valid(str_z(e.msg)),
             "refused without words");
        return 0;
    }
    for (const Line *l = t.lines; l; l = l->next)
        parts += walk(&t, l->parts, 0);
    must(parts <= t.nparts, "parts that were not counted");
    return 0;
}
