/* SPDX-License-Identifier: Apache-2.0
 * Making an index: names to rows of 32 bytes, sorted by surname, and by given name.
 */
#include <math.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "base/mem.h"
#include "names/impl.h"
#include "names/kin_impl.h"
#include "text/when.h"

static const size_t INDEX_CAP = (size_t)64 << 30;
enum { VILLAGES_MAX = 1 << 24 };

struct KinBuild {
    Kin *k;
    Arena *scratch;
    size_t room;
    const Kin *like;      /* whose shares count; NULL: its own */
    Ids people;           /* person → place in ids */
    Ids groups;           /* group → place in groups */
    Map villages, places; /* place text → place in reads */
    VEC(Village) village_list;
    RecordedWords words;
    struct {
        uint16_t node;
        uint32_t village;
    } * reads;
    size_t nreads, reads_room;
};

KinBuild *kin_build_new(const Names *n, const Gazetteer *g)
{
    KinBuild *b = mem_zget(1, sizeof *b);

    b->k = mem_zget(1, sizeof *b->k);
    b->k->names = n;
    b->k->places = g;
    b->k->arena = arena_new(INDEX_CAP);
    b->scratch = arena_new(ARENA_REQUEST);
    b->words.arena = b->k->arena;
    vec_push(b->k->arena, &b->village_list, (Village){ 0 });
    return b;
}

KinBuild *kin_build_like(const Kin *base)
{
    KinBuild *b = kin_build_new(base->names, base->places);

    b->like = base;
    for (size_t i = 1; i < base->nvillages; i++) {
        vec_push(b->k->arena, &b->village_list, base->villages[i]);
        map_set(&b->villages, base->villages[i].text, (int64_t)i);
    }
    for (size_t i = 0; i < base->nlatin; i++)
        (void)recorded_word(&b->words, base->latin[i]);
    return b;
}

/* Places of a growing list double; the place of a number in it, which is added if it is new. */
static uint32_t place_in(Ids *known, int64_t **list, size_t *n, int64_t number)
{
    uint64_t key = (uint64_t)number ^ (uint64_t)1 << 63; /* Ids take 0 and 1 for the same */
    int64_t slot;

    if (ids_get(known, key, &slot))
        return (uint32_t)slot;
    if ((*n & (*n - 1)) == 0)
        *list = mem_resize(*list, (*n ? *n * 2 : 1) * sizeof **list);
    (*list)[*n] = number;
    ids_set(known, key, (int64_t)*n);
    return (uint32_t)(*n)++;
}

static uint32_t village_slot(KinBuild *b, Str text)
{
    Village village = { .n = 0 };
    int64_t slot;
    uint32_t ch;
    Str rest = text;

    if (text.n == 0 || b->village_list.n == VILLAGES_MAX)
        return 0;
    if (map_get(&b->villages, text, &slot))
        return (uint32_t)slot;
    village.text = arena_str(b->k->arena, text);
    while (village.n < VILLAGE_CHARS && utf8_next(&rest, &ch))
        if (names_class(b->k->names, ch))
            village.c[village.n++] = names_class(b->k->names, ch);
    vec_push(b->k->arena, &b->village_list, village);
    map_set(&b->villages, text, (int64_t)b->village_list.n - 1);
    return (uint32_t)(b->village_list.n - 1);
}

static void row_place(KinBuild *b, Str text, KinName *row)
{
    int64_t at;

    if (text.n == 0)
        return;
    if (!map_get(&b->places, text, &at)) {
        PlaceRead read;
        place_read(b->k->places, b->scratch, text, &read);
        if (b->nreads == b->reads_room) {
            b->reads_room = b->reads_room ? b->reads_room * 2 : 1024;
            b->reads = mem_resize(b->reads, b->reads_room * sizeof *b->reads);
        }
        at = (int64_t)b->nreads;
        b->reads[b->nreads].node = read.node;
        b->reads[b->nreads++].village = village_slot(b, read.rest);
        map_set(&b->places, text, at);
    }
    row->node = b->reads[at].node;
    row->village = b->reads[at].village;
}

static bool row_year(Str text, KinName *row, Err *e)
{
    int64_t year;
    When when;

    if (text.n == 0)
        return true;
    if (text.n == 4 && str_int(text, &year)) {
        if (year >= YEAR_FIRST && year < YEAR_FIRST + YEARS - 1)
            row->year = (uint16_t)(year - YEAR_FIRST + 1);
        return true;
    }
    if (!when_parse(text, &when, e))
        return false;
    year = (day_year(when.from) + day_year(when.to)) / 2;
    if (year >= YEAR_FIRST && year < YEAR_FIRST + YEARS - 1)
        row->year = (uint16_t)(year - YEAR_FIRST + 1);
    return true;
}

bool kin_build_add(KinBuild *b, const KinRow *in, Err *e)
{
    Kin *k = b->k;
    KinName row = { .alias = in->alias };
    ArenaMark mark = arena_mark(b->scratch);
    Err ignored = { 0 };
    Recorded name;

    if (k->nrows >= KIN_ROWS_MAX)
        return err_set(e, ERR_INVALID, N_("more than %d names; split the registry"), KIN_ROWS_MAX);
    if (!row_year(in->year, &row, e ? e : &ignored) && e)
        return false;
    recorded_read(&b->words, k->names, b->scratch, in->name, &name);
    memcpy(row.c, name.c, sizeof row.c);
    row.ngiven = name.n > 1 ? name.n - 1 : 0;
    row_place(b, in->place, &row);
    arena_rewind(b->scratch, mark);
    if (name.n == 0)
        return true;
    row.person = place_in(&b->people, &k->ids, &k->nids, in->person);
    row.group = place_in(&b->groups, &k->groups, &k->ngroups, in->group);
    if (k->nrows == b->room) {
        b->room = b->room ? b->room * 2 : 1024;
        k->rows = mem_resize(k->rows, b->room * sizeof *k->rows);
    }
    k->rows[k->nrows++] = row;
    return true;
}

/* ---- sorting and counting ---- */

static int by_id(const void *x, const void *y)
{
    const int64_t *a = x, *b = y;
    return (*a > *b) - (*a < *b);
}

/* Puts persons in the order of their numbers, so that rows are in one order however they came. */
static void order_people(KinBuild *b)
{
    Kin *k = b->k;
    int64_t *came;
    uint32_t *place;
    size_t i = 1;

    while (i < k->nids && k->ids[i - 1] < k->ids[i])
        i++;
    if (i >= k->nids)
        return;
    came = mem_get(k->nids * sizeof *came);
    place = mem_get(k->nids * sizeof *place);
    memcpy(came, k->ids, k->nids * sizeof *came);
    qsort(k->ids, k->nids, sizeof *k->ids, by_id);
    for (i = 0; i < k->nids; i++) {
        const int64_t *at = bsearch(&came[i], k->ids, k->nids, sizeof *k->ids, by_id);
        place[i] = (uint32_t)(at - k->ids);
    }
    for (i = 0; i < k->nrows; i++)
        k->rows[i].person = place[k->rows[i].person];
    mem_give(came);
    mem_give(place);
}

static int by_name(const void *x, const void *y)
{
    const KinName *a = x, *b = y;
    for (size_t i = 0; i < NAME_CHARS; i++)
        if (a->c[i] != b->c[i])
            return a->c[i] < b->c[i] ? -1 : 1;
    if (a->person != b->person)
        return a->person < b->person ? -1 : 1;
    return (a->alias > b->alias) - (a->alias < b->alias);
}

static int by_second(const void *x, const void *y)
{
    const ByGiven *a = x, *b = y;
    if (a->second != b->second)
        return a->second < b->second ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

/* Rows to the places of their surname (which = 0) or first given character (1). */
static uint32_t *starts(const Kin *k, size_t which)
{
    uint32_t *at = mem_zget(CODES + 1, sizeof *at);

    for (size_t i = 0; i < k->nrows; i++)
        at[k->rows[i].c[which] + 1]++;
    for (size_t c = 0; c < CODES; c++)
        at[c + 1] += at[c];
    return at;
}

/* A radix step by surname, then each surname's rows alone, which are few enough for the cache. */
static void sort_rows(Kin *k)
{
    uint32_t *next = mem_get((CODES + 1) * sizeof *next);
    KinName *sorted = mem_get((k->nrows + 1) * sizeof *sorted);

    k->surname_at = starts(k, 0);
    memcpy(next, k->surname_at, (CODES + 1) * sizeof *next);
    for (size_t i = 0; i < k->nrows; i++)
        sorted[next[k->rows[i].c[0]]++] = k->rows[i];
    for (size_t c = 0; c < CODES; c++)
        if (k->surname_at[c + 1] - k->surname_at[c] > 1)
            qsort(sorted + k->surname_at[c], k->surname_at[c + 1] - k->surname_at[c],
                  sizeof *sorted, by_name);
    mem_give(k->rows);
    mem_give(next);
    k->rows = sorted;
}

static void find_runs(Kin *k)
{
    size_t n = 0;

    k->briefs = mem_get((k->nrows + 1) * sizeof *k->briefs);
    for (size_t i = 0; i < k->nrows; i++)
        k->briefs[i] = (Brief){ k->rows[i].c[2], k->rows[i].node, k->rows[i].year };
    k->runs = mem_get((k->nrows + 1) * sizeof *k->runs);
    k->run_at = mem_zget(CODES + 1, sizeof *k->run_at);
    for (size_t i = 0; i < k->nrows; i++) {
        const KinName *r = &k->rows[i];
        if (i == 0 || r->c[0] != k->rows[i - 1].c[0] || r->c[1] != k->rows[i - 1].c[1]) {
            k->runs[n++] = (Run){ (uint32_t)i, r->c[1], 0 };
            k->run_at[r->c[0] + 1]++;
        }
        if (r->ngiven > k->runs[n - 1].longest)
            k->runs[n - 1].longest = r->ngiven;
    }
    for (size_t c = 0; c < CODES; c++)
        k->run_at[c + 1] += k->run_at[c];
    k->runs[n] = (Run){ (uint32_t)k->nrows, 0, 0 };
    k->runs = mem_resize(k->runs, (n + 1) * sizeof *k->runs);
    k->nruns = n;
}

static void sort_given(Kin *k)
{
    uint32_t *next = mem_get((CODES + 1) * sizeof *next);

    k->given_at = starts(k, 1);
    k->by_given = mem_get((k->nrows + 1) * sizeof *k->by_given);
    memcpy(next, k->given_at, (CODES + 1) * sizeof *next);
    for (size_t i = 0; i < k->nrows; i++) {
        const KinName *r = &k->rows[i];
        k->by_given[next[r->c[1]]++] = (ByGiven){ (uint32_t)i, r->c[2], r->c[0] };
    }
    for (size_t c = 1; c < CODES; c++)
        if (k->given_at[c + 1] - k->given_at[c] > 1)
            qsort(k->by_given + k->given_at[c], k->given_at[c + 1] - k->given_at[c],
                  sizeof *k->by_given, by_second);
    mem_give(next);
}

/* Shares with a little for what was never met, so that nothing is impossible. */
static void to_shares(float *p, size_t n, const float *prior, float weight)
{
    float total = 0;

    for (size_t i = 0; i < n; i++)
        total += p[i] += prior ? prior[i] * weight : weight / (float)n;
    for (size_t i = 0; i < n && total > 0; i++)
        p[i] /= total;
}

/* The shares of another index, for names that are few. Codes that only these have are rare. */
static void take_shares(Kin *k, const Kin *like)
{
    for (size_t p = 0; p < AS__N; p++) {
        float rare = 1 / ((float)like->nrows + 20);
        k->share[p] = mem_get(CODES * sizeof(float));
        memcpy(k->share[p], like->share[p], CODES * sizeof(float));
        for (size_t i = like->nlatin; i < k->nlatin; i++)
            k->share[p][TOKEN_BASE + i] = rare;
    }
    k->node_share = mem_get(place_nodes(k->places) * sizeof(float));
    memcpy(k->node_share, like->node_share, place_nodes(k->places) * sizeof(float));
    memcpy(k->year_share, like->year_share, sizeof k->year_share);
    k->nplaced = like->nplaced;
    k->latin_part = like->latin_part;
    k->nsettled = like->nsettled;
    for (size_t i = like->nvillages; i < k->nvillages; i++)
        k->villages[i].count = 1;
}

static void count_shares(Kin *k)
{
    enum { PRIOR_ROWS = 500 };
    size_t classes = classes_all(k->names);

    for (size_t p = 0; p < AS__N; p++)
        k->share[p] = mem_zget(CODES, sizeof(float));
    k->node_share = mem_zget(place_nodes(k->places), sizeof(float));
    k->latin_part = kin_latin_part(k);
    for (size_t i = 0; i < k->nrows; i++) {
        const KinName *r = &k->rows[i];
        k->share[AS_SURNAME][r->c[0]]++;
        for (size_t g = 1; g <= r->ngiven; g++)
            k->share[AS_GIVEN][r->c[g]]++;
        if (r->year)
            k->year_share[r->year]++;
        if (r->node) {
            k->node_share[r->node]++;
            k->nplaced++;
        }
        if (r->village) {
            k->villages[r->village].count++;
            k->nsettled++;
        }
    }
    for (size_t p = 0; p < AS__N; p++) {
        to_shares(k->share[p], classes, k->names->share[p], PRIOR_ROWS);
        to_shares(k->share[p] + TOKEN_BASE, k->nlatin, NULL, 20);
    }
    to_shares(k->year_share, YEARS, NULL, 20);
    to_shares(k->node_share, place_nodes(k->places), NULL, 1);
}

void kin_mark_met(Kin *k)
{
    k->met = NEWN(k->arena, uint8_t, CODES);
    for (size_t i = 0; i < k->nrows; i++) {
        const KinName *r = &k->rows[i];
        k->met[r->c[0]] |= 1U << AS_SURNAME;
        for (size_t g = 1; g < NAME_CHARS; g++)
            k->met[r->c[g]] |= 1U << AS_GIVEN;
    }
}

Kin *kin_build_end(KinBuild *b)
{
    Kin *k = b->k;

    k->villages = b->village_list.p;
    k->nvillages = b->village_list.n;
    k->latin = b->words.list.p;
    k->nlatin = b->words.list.n;
    order_people(b);
    sort_rows(k);
    find_runs(k);
    sort_given(k);
    kin_mark_met(k);
    if (b->like)
        take_shares(k, b->like);
    else
        count_shares(k);
    ids_done(&b->people);
    ids_done(&b->groups);
    map_done(&b->villages);
    map_done(&b->places);
    map_done(&b->words.ids);
    mem_give(b->reads);
    arena_free(b->scratch);
    mem_give(b);
    return k;
}

void kin_free(Kin *k)
{
    if (!k)
        return;
    if (k->map) {
        (void)munmap(k->map, k->map_size);
    } else {
        mem_give(k->rows);
        mem_give(k->ids);
        mem_give(k->groups);
        mem_give(k->surname_at);
        mem_give(k->runs);
        mem_give(k->run_at);
        mem_give(k->briefs);
        mem_give(k->by_given);
        mem_give(k->given_at);
        mem_give(k->node_share);
        for (size_t p = 0; p < AS__N; p++)
            mem_give(k->share[p]);
    }
    arena_free(k->arena);
    mem_give(k);
}

void kin_freep(Kin **k)
{
    kin_free(*k);
}

size_t kin_rows(const Kin *k)
{
    return k->nrows;
}

size_t kin_people(const Kin *k)
{
    return k->nids;
}

int64_t kin_person(const Kin *k, size_t place)
{
    return k->ids[place];
}

double kin_share(const Kin *k, uint16_t cls, Slot slot)
{
    return (double)k->share[slot][cls];
}

size_t kin_bytes(const Kin *k)
{
    return k->nrows * (sizeof *k->rows + sizeof *k->briefs + sizeof *k->by_given) +
           k->nids * sizeof *k->ids + k->nruns * sizeof *k->runs +
           3 * ((size_t)CODES + 1) * sizeof(uint32_t) + (size_t)AS__N * CODES * sizeof(float) +
           arena_used(k->arena);
}

Str kin_code_text(const Kin *k, Arena *a, uint16_t code)
{
    char out[8];
    uint16_t parts[2] = { code, 0 };
    size_t n;

    if (code >= TOKEN_BASE)
        return (size_t)(code - TOKEN_BASE) < k->nlatin ? k->latin[code - TOKEN_BASE] : S("");
    if (code == 0)
        return S("");
    (void)names_compound_parts(k->names, code, parts);
    n = utf8_put(names_class_char(k->names, parts[0]), out);
    if (parts[1])
        n += utf8_put(names_class_char(k->names, parts[1]), out + n);
    return arena_str(a, (Str){ out, n });
}
