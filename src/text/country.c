/* SPDX-License-Identifier: Apache-2.0
 * Countries from data/countries.tsv.
 */
#include "text/country.h"

#include "text/tsv.h"

enum { C_ALPHA2, C_ALPHA3, C_NUMBER, C_KIND, C_HANS, C_HANT, C_EN, C_ALSO, C__N };

struct Countries {
    const Folder *folder;
    VEC(Country) rows;
    Keys keys;
};

static void add_key(Countries *all, Arena *a, Str name, size_t row)
{
    Str key = folder_key(all->folder, a, name);
    if (key.n)
        vec_push(a, &all->keys, (Key){ key, (int32_t)row });
}

static void add_row(Countries *all, Arena *a, const Str cells[C__N])
{
    size_t row = all->rows.n;
    Country c = {
        .hans = cells[C_HANS], .hant = cells[C_HANT], .en = cells[C_EN], .also = cells[C_ALSO]
    };
    Str also = cells[C_ALSO], name;
    int64_t number;

    memcpy(c.code, cells[C_ALPHA2].p, 2);
    memcpy(c.alpha3, cells[C_ALPHA3].p, 3);
    c.numeric = str_int(cells[C_NUMBER], &number) ? (int)number : 0;
    c.region = str_eq(cells[C_KIND], S("region"));
    vec_push(a, &all->rows, c);
    for (int i = C_ALPHA2; i <= C_EN; i++)
        if (i != C_KIND)
            add_key(all, a, cells[i], row);
    while (str_next(&also, '|', &name))
        add_key(all, a, name, row);
}

const Countries *countries_load(Arena *a, const Folder *f)
{
    Countries *all = NEW(a, Countries);
    Str rest = tsv_table("countries.tsv"), cells[C__N];

    all->folder = f;
    while (tsv_row(&rest, cells, C__N))
        if (cells[C_ALPHA2].n == 2 && cells[C_ALPHA3].n == 3)
            add_row(all, a, cells);
    keys_sort(&all->keys);
    return all;
}

const Country *country_find(const Countries *all, Str any)
{
    char space[FOLD_SHORT];
    size_t count;
    const Key *key = keys_find(&all->keys, folder_short(all->folder, any, space), &count);
    return key ? &all->rows.p[key->row] : NULL;
}

const Country *countries_all(const Countries *all, size_t *n)
{
    *n = all->rows.n;
    return all->rows.p;
}

Str country_name(const Country *c, Lang lang)
{
    return lang == LANG_HANS ? c->hans : lang == LANG_HANT ? c->hant : c->en;
}
