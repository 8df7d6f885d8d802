/* SPDX-License-Identifier: Apache-2.0
 * Embedded tables and sorted keys.
 */
#include "text/tsv.h"

#include <stdlib.h>

#include "base/embed.h"
#include "base/log.h"

Str tsv_table(const char *name)
{
    const Embedded *file = embedded_find(name);
    if (file)
        return (Str){ (const char *)file->p, file->n };
    log_line(LOG_ERROR, "the program was built without %s", name);
    abort();
}

bool tsv_row(Str *rest, Str *cells, size_t n)
{
    Str line;

    while (str_next(rest, '\n', &line)) {
        if (line.n == 0 || line.p[0] == '#')
            continue;
        for (size_t i = 0; i < n; i++)
            if (!str_next(&line, '\t', &cells[i]))
                cells[i] = (Str){ 0 };
        return true;
    }
    return false;
}

static int by_key(const void *a, const void *b)
{
    const Key *x = a, *y = b;
    int order = str_cmp(x->key, y->key);
    return order ? order : (x->row > y->row) - (x->row < y->row);
}

void keys_sort(Keys *keys)
{
    if (keys->n)
        qsort(keys->p, keys->n, sizeof *keys->p, by_key);
}

const Key *keys_find(const Keys *keys, Str key, size_t *count)
{
    size_t low = 0, high = keys->n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_cmp(keys->p[middle].key, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    *count = 0;
    while (low + *count < keys->n && str_eq(keys->p[low + *count].key, key))
        ++*count;
    return *count ? &keys->p[low] : NULL;
}
