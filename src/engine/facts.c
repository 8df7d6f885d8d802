/* SPDX-License-Identifier: Apache-2.0
 * Tables of facts that values are checked against.
 */
#include "engine/alike.h"
#include "engine/ctx.h"

Facts *facts_load(Arena *a)
{
    Facts *f = NEW(a, Facts);
    f->folder = folder_new();
    f->countries = countries_load(a, f->folder);
    f->divisions = divisions_load(a, f->folder);
    f->holidays = holidays_load(a);
    f->scripts = scripts_new();
    f->alike = alike_facts_new(f->folder);
    return f;
}

void facts_done(Facts *f)
{
    if (!f)
        return;
    alike_facts_free(f->alike);
    scripts_freep(&f->scripts);
    folder_freep(&f->folder);
    f->countries = NULL;
    f->divisions = NULL;
    f->holidays = NULL;
    f->scripts = NULL;
    f->alike = NULL;
}
