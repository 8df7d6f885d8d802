/* SPDX-License-Identifier: Apache-2.0
 * Making an index of names: rows grow in memory of their own, and are put into one piece then.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "names/find_impl.h"

static const size_t WORDS_CAP = (size_t)8 << 30;

/* Grows by doubling; for what may become large. */
typedef struct {
    void *p;
    size_t n, room;
} Grown;

struct FindBuild {
    const Names *names;
    Arena *arena, *scratch;
    Grown list, records, ids, pool;
    Ids record_at; /* id → place in records */
    Ids unit_at;   /* unit → place in units */
    VEC(int64_t) units;
    Map word_ids;
    VEC(Str) words;
    uint32_t record; /* that names are of now */
    size_t own;      /* where its names begin */
    VEC(int) levels; /* of those names */
    uint64_t fields, kinds;
};

static void *rows_add(Grown *r, size_t each, size_t count)
{
    char *at;

    if (r->n + count > r->room) {
        r->room = (r->room + count) * 2;
        r->p = mem_resize(r->p, r->room * each);
    }
    at = (char *)r->p + r->n * each;
    r->n += count;
    return at;
}

FindBuild *find_build_new(const Names *n)
{
    FindBuild *b = mem_zget(1, sizeof *b);

    b->names = n;
    b->arena = arena_new(WORDS_CAP);
    b->scratch = arena_new(ARENA_REQUEST);
    return b;
}

void find_build_free(FindBuild *b)
{
    Grown *rows[] = { &b->list, &b->records, &b->ids, &b->pool };

    for (size_t i = 0; i < LEN(rows); i++)
        mem_give(rows[i]->p);
    ids_done(&b->record_at);
    ids_done(&b->unit_at);
    map_done(&b->word_ids);
    arena_free(b->arena);
    arena_free(b->scratch);
    mem_give(b);
}

static bool unit_place(FindBuild *b, int64_t unit, uint16_t *out, Err *e)
{
    int64_t at;

    if (!ids_get(&b->unit_at, (uint64_t)unit, &at)) {
        if (b->units.n == FIND_UNITS_MAX)
            return err_set(e, ERR_INVALID, N_("more than %d units own what is searched"),
                           FIND_UNITS_MAX);
        at = (int64_t)b->units.n;
        vec_push(b->arena, &b->units, unit);
        ids_set(&b->unit_at, (uint64_t)unit, at);
    }
    *out = (uint16_t)at;
    return true;
}

bool find_build_record(FindBuild *b, const FindRecord *r, Err *e)
{
    FindEntry entry = { .kind = r->kind };
    int64_t at;

    b->own = b->list.n;
    b->levels.n = 0;
    if (ids_get(&b->record_at, (uint64_t)r->id, &at)) {
        b->record = (uint32_t)at;
        return true;
    }
    if (b->records.n == FIND_NAMES_MAX)
        return err_set(e, ERR_INVALID, N_("more than %d records cannot be searched"),
                       FIND_NAMES_MAX);
    if (!unit_place(b, r->unit, &entry.unit, e))
        return false;
    if (r->kind >= b->kinds)
        b->kinds = (uint64_t)r->kind + 1;
    if (r->hidden)
        entry.kind |= HIDDEN_KIND;
    b->record = (uint32_t)b->records.n;
    ids_set(&b->record_at, (uint64_t)r->id, (int64_t)b->record);
    *(FindEntry *)rows_add(&b->records, sizeof entry, 1) = entry;
    *(int64_t *)rows_add(&b->ids, sizeof(int64_t), 1) = r->id;
    return true;
}

/* ---- names ---- */

static uint32_t word_unit(FindBuild *b, Str word)
{
    int64_t id;

    if (!map_get(&b->word_ids, word, &id)) {
        id = (int64_t)b->words.n;
        vec_push(b->arena, &b->words, arena_str(b->arena, word));
        map_set(&b->word_ids, word, id);
    }
    return (uint32_t)id + WORD_BASE;
}

/* The units of a text; how many. */
static size_t units_of(FindBuild *b, Str text, uint32_t units[LONGEST_NAME])
{
    Atom *atoms = arena_get(b->scratch, sizeof *atoms * PLAIN_ATOMS);
    size_t natoms = atoms_read(b->names, b->scratch, text, atoms, PLAIN_ATOMS), n = 0;
    char word[LONGEST_WORD + 4];

    for (size_t i = 0, to; i < natoms && n < LONGEST_NAME; i = to) {
        to = atoms_word(atoms, natoms, i);
        units[n++] = atoms[i].cls ? atoms[i].cls : word_unit(b, atoms_text(atoms, i, to, word));
    }
    return n;
}

/* Is the name there already: of the record, the same units, for the same readers? */
static bool is_known(const FindBuild *b, const uint32_t *units, size_t n, const FindName *name,
                     int level)
{
    const FindName *list = b->list.p;
    const uint32_t *pool = b->pool.p;

    for (size_t i = b->own; i < b->list.n; i++)
        if (list[i].unit == name->unit && level == b->levels.p[i - b->own] &&
            (list[i].field & WORDS_ONLY) == (name->field & WORDS_ONLY) &&
            n < b->pool.n - list[i].first && /* there may be fewer units behind it */
            memcmp(pool + list[i].first, units, (n + 1) * sizeof *units) == 0)
            return true;
    return false;
}

bool find_build_name(FindBuild *b, const FindText *t, Err *e)
{
    FindName name = { .record = b->record, .field = t->field, .first = (uint32_t)b->pool.n };
    uint32_t units[LONGEST_NAME + 1];
    ArenaMark mark = arena_mark(b->scratch);
    size_t n = units_of(b, t->text, units);

    arena_rewind(b->scratch, mark);
    units[n] = 0;
    if (n == 0)
        return true;
    if (b->list.n >= FIND_NAMES_MAX || b->pool.n > UINT32_MAX - LONGEST_NAME - 1)
        return err_set(e, ERR_INVALID, N_("more than %d names cannot be searched"), FIND_NAMES_MAX);
    if (!unit_place(b, t->unit, &name.unit, e))
        return false;
    if (t->field >= b->fields)
        b->fields = (uint64_t)t->field + 1;
    if (t->manner == FIND_WORDS)
        name.field |= WORDS_ONLY;
    if (is_known(b, units, n, &name, t->level))
        return true;
    memcpy(rows_add(&b->pool, sizeof *units, n + 1), units, (n + 1) * sizeof *units);
    *(FindName *)rows_add(&b->list, sizeof name, 1) = name;
    vec_push(b->arena, &b->levels, t->level);
    return true;
}

/* ---- the image ---- */

typedef struct {
    Str text;
    uint32_t id;
} SortedWord;

static int by_text(const void *x, const void *y)
{
    return str_cmp(((const SortedWord *)x)->text, ((const SortedWord *)y)->text);
}

/* Puts the words in order, and the units of the pool with them. */
static SortedWord *sort_words(FindBuild *b)
{
    SortedWord *sorted = mem_get((b->words.n + 1) * sizeof *sorted);
    uint32_t *place = mem_get((b->words.n + 1) * sizeof *place), *pool = b->pool.p;

    for (size_t i = 0; i < b->words.n; i++)
        sorted[i] = (SortedWord){ b->words.p[i], (uint32_t)i };
    qsort(sorted, b->words.n, sizeof *sorted, by_text);
    for (size_t i = 0; i < b->words.n; i++)
        place[sorted[i].id] = (uint32_t)i;
    for (size_t i = 0; i < b->pool.n; i++)
        if (pool[i] >= WORD_BASE)
            pool[i] = place[pool[i] - WORD_BASE] + WORD_BASE;
    mem_give(place);
    return sorted;
}

/* ---- order ---- */

/* A place in the pool with the units behind its first, as far as they fit. */
typedef struct {
    uint64_t key;
    uint32_t at, name;
} Place;

enum { KEY_UNITS = 3, KEY_BITS = 21 };

static uint64_t key_of(const uint32_t *units)
{
    uint64_t key = 0;
    bool over = false;

    for (size_t i = 0; i < KEY_UNITS; i++) {
        uint32_t unit = over ? 0 : units[i];
        if (unit >= (uint32_t)1 << KEY_BITS)
            unit = ((uint32_t)1 << KEY_BITS) - 1;
        key = key << KEY_BITS | unit;
        over = over || unit == 0;
    }
    return key;
}

static int by_units(const void *x, const void *y, void *arg)
{
    const Place *a = x, *b = y;
    const uint32_t *pool = arg, *p = pool + a->at, *q = pool + b->at;

    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    while (*p == *q && *p) {
        p++;
        q++;
    }
    if (*p != *q)
        return *p < *q ? -1 : 1;
    return (a->at > b->at) - (a->at < b->at);
}

/* The buckets of the first unit: one for each class, one for all words. */
static size_t bucket_of(uint32_t unit)
{
    return unit < HAN_CLASSES ? unit : HAN_CLASSES;
}

/* Where the places of a name in an order begin and end. */
static uint32_t places_from(const FindName *name, Order order)
{
    return name->first + (order == ORDER_TAILS);
}

static uint32_t places_to(const uint32_t *pool, const FindName *name, Order order)
{
    uint32_t to = name->first + 1;

    while (order == ORDER_TAILS && pool[to])
        to++;
    return to;
}

/* Counts where the places of each class begin. */
static void count_places(const FindBuild *b, Order order, uint32_t at[HAN_CLASSES + 2])
{
    const FindName *list = b->list.p;
    const uint32_t *pool = b->pool.p;

    for (size_t i = 0; i < b->list.n; i++)
        for (uint32_t k = places_from(&list[i], order), to = places_to(pool, &list[i], order);
             k < to; k++)
            at[bucket_of(pool[k]) + 1]++;
    for (size_t c = 0; c <= HAN_CLASSES; c++)
        at[c + 1] += at[c];
}

/* All places of an order, sorted class by class. */
static Place *sort_places(const FindBuild *b, Order order, const uint32_t at[HAN_CLASSES + 2])
{
    const FindName *list = b->list.p;
    const uint32_t *pool = b->pool.p;
    uint32_t *next = mem_get((HAN_CLASSES + 2) * sizeof *next);
    Place *all = mem_get(((size_t)at[HAN_CLASSES + 1] + 1) * sizeof *all);

    memcpy(next, at, (HAN_CLASSES + 2) * sizeof *next);
    for (size_t i = 0; i < b->list.n; i++)
        for (uint32_t k = places_from(&list[i], order), to = places_to(pool, &list[i], order);
             k < to; k++) {
            size_t bucket = bucket_of(pool[k]);
            all[next[bucket]++] =
                (Place){ key_of(pool + k + (bucket < HAN_CLASSES)), k, (uint32_t)i };
        }
    for (size_t c = 0; c <= HAN_CLASSES; c++)
        if (at[c + 1] - at[c] > 1)
            qsort_r(all + at[c], at[c + 1] - at[c], sizeof *all, by_units, (void *)(uintptr_t)pool);
    mem_give(next);
    return all;
}

/* Puts the names themselves in order, and the pool with them. */
static void sort_names(FindBuild *b, uint32_t at[HAN_CLASSES + 2])
{
    Place *heads;
    const FindName *list = b->list.p;
    const uint32_t *pool = b->pool.p;
    Grown names = { 0 }, units = { 0 };

    count_places(b, ORDER_HEADS, at);
    heads = sort_places(b, ORDER_HEADS, at);
    for (size_t i = 0; i < b->list.n; i++) {
        FindName name = list[heads[i].name];
        const uint32_t *from = pool + name.first;
        size_t n = 0;
        while (from[n])
            n++;
        name.first = (uint32_t)units.n;
        memcpy(rows_add(&units, sizeof *from, n + 1), from, (n + 1) * sizeof *from);
        *(FindName *)rows_add(&names, sizeof name, 1) = name;
    }
    mem_give(heads);
    mem_give(b->list.p);
    mem_give(b->pool.p);
    b->list = names;
    b->pool = units;
}

static void *part_of(ImageHead *h, ImagePart part)
{
    return (char *)h + h->part[part].at;
}

static void put_part(ImageHead *h, ImagePart part, const void *p)
{
    if (p && h->part[part].n)
        memcpy(part_of(h, part), p, h->part[part].n * image_each(part));
}

static void put_words(ImageHead *h, const SortedWord *sorted, size_t n)
{
    uint32_t *words = part_of(h, IMAGE_WORDS), at = 0;
    char *letters = part_of(h, IMAGE_LETTERS);

    for (size_t i = 0; i < n; i++) {
        words[i] = at;
        memcpy(letters + at, sorted[i].text.p, sorted[i].text.n);
        at += (uint32_t)sorted[i].text.n;
    }
    words[n] = at;
}

/* An image with room for all parts; how many places each order has is behind its classes. */
static ImageHead *image_new(const FindBuild *b, uint32_t at[ORDER__N][HAN_CLASSES + 2])
{
    ImageHead head = image_head(b->names), *h;
    size_t letters = 0;

    for (size_t i = 0; i < b->words.n; i++)
        letters += b->words.p[i].n;
    const size_t counts[IMAGE__N] = {
        [IMAGE_NAMES] = b->list.n,
        [IMAGE_RECORDS] = b->records.n,
        [IMAGE_IDS] = b->ids.n,
        [IMAGE_POOL] = b->pool.n,
        [IMAGE_SECONDS] = at[ORDER_TAILS][HAN_CLASSES + 1],
        [IMAGE_TAILS] = at[ORDER_TAILS][HAN_CLASSES + 1],
        [IMAGE_HEADS_AT] = HAN_CLASSES + 1,
        [IMAGE_TAILS_AT] = HAN_CLASSES + 1,
        [IMAGE_UNITS] = b->units.n,
        [IMAGE_WORDS] = b->words.n + 1,
        [IMAGE_LETTERS] = letters,
    };
    head.fields = b->fields;
    head.kinds = b->kinds;
    head.size = sizeof head;
    for (size_t p = 0; p < IMAGE__N; p++) {
        head.part[p].at = head.size;
        head.part[p].n = counts[p];
        head.size += (counts[p] * image_each((ImagePart)p) + 7) / 8 * 8;
    }
    h = mem_zget(1, head.size);
    *h = head;
    return h;
}

static void put_tails(const FindBuild *b, ImageHead *h, const uint32_t at[HAN_CLASSES + 2])
{
    Place *tails = sort_places(b, ORDER_TAILS, at);
    uint32_t *places = part_of(h, IMAGE_TAILS);
    uint16_t *seconds = part_of(h, IMAGE_SECONDS);
    const uint32_t *pool = b->pool.p;

    for (size_t i = 0; pool && i < at[HAN_CLASSES + 1]; i++) {
        uint32_t second = pool[tails[i].at + 1];
        places[i] = tails[i].at;
        seconds[i] = second < WORD_BASE ? (uint16_t)second : NO_SECOND;
    }
    mem_give(tails);
}

Find *find_build_end(FindBuild *b, const uint64_t own[FIND_OWN])
{
    uint32_t(*at)[HAN_CLASSES + 2] = mem_zget(ORDER__N, sizeof *at);
    SortedWord *sorted = sort_words(b);
    const Names *n = b->names;
    ImageHead *h;

    sort_names(b, at[ORDER_HEADS]);
    count_places(b, ORDER_TAILS, at[ORDER_TAILS]);
    h = image_new(b, at);
    memcpy(h->own, own, sizeof h->own);
    put_part(h, IMAGE_NAMES, b->list.p);
    put_part(h, IMAGE_RECORDS, b->records.p);
    put_part(h, IMAGE_IDS, b->ids.p);
    put_part(h, IMAGE_POOL, b->pool.p);
    put_part(h, IMAGE_UNITS, b->units.p);
    put_part(h, IMAGE_HEADS_AT, at[ORDER_HEADS]);
    put_part(h, IMAGE_TAILS_AT, at[ORDER_TAILS]);
    put_words(h, sorted, b->words.n);
    put_tails(b, h, at[ORDER_TAILS]);
    h->sum = image_sum(h);
    mem_give(sorted);
    mem_give(at);
    find_build_free(b);
    return image_open(n, h, false);
}
