/* SPDX-License-Identifier: Apache-2.0
 * Making a registry of pairs: rows to names of 56 bytes, places and villages to numbers.
 */
#include "names/pairs.h"

#include "base/mem.h"
#include "names/pairs_impl.h"
#include "text/when.h"

static const size_t PAIRS_CAP = (size_t)64 << 30;
enum { NAME_MAX = 200, YEARS_WIDE = 60 };

struct PairsBuild {
    Pairs *p;
    Arena *scratch;
    size_t rows_room, list_room, marks_room, places_room, texts_n, texts_room;
    bool any_marks;
    Map places, spots;
    RecordedWords words;
    VEC(PairPlace) place_list;
    VEC(Str) spot_list;
};

PairsBuild *pairs_build_new(const PairTables *t)
{
    PairsBuild *b = mem_zget(1, sizeof *b);

    b->p = mem_zget(1, sizeof *b->p);
    b->p->tables = t;
    b->p->arena = arena_new(PAIRS_CAP);
    b->scratch = arena_new(ARENA_REQUEST);
    b->words.arena = b->p->arena;
    vec_push(b->p->arena, &b->place_list, (PairPlace){ 0 });
    vec_push(b->p->arena, &b->spot_list, S(""));
    return b;
}

/* Room for one more of `each` bytes in an array of n. */
static void *grown(void *p, size_t n, size_t *room, size_t each)
{
    if (n < *room)
        return p;
    *room = *room ? *room * 2 : 256;
    return mem_resize(p, *room * each);
}

/* ---- places ---- */

static uint32_t spot_of(PairsBuild *b, Str text)
{
    int64_t at;

    if (text.n == 0)
        return 0;
    if (map_get(&b->spots, text, &at))
        return (uint32_t)at;
    vec_push(b->p->arena, &b->spot_list, arena_str(b->p->arena, text));
    map_set(&b->spots, text, (int64_t)b->spot_list.n - 1);
    return (uint32_t)b->spot_list.n - 1;
}

/* "灌口镇后溪" → the town 灌口, the village 后溪. */
static void cut_town(Str rest, Str *town, Str *village)
{
    static const char *const ends[] = { "镇", "乡", "街道", "公社" };

    *town = S("");
    *village = rest;
    for (size_t i = 0; i < LEN(ends); i++) {
        Str end = str_z(ends[i]);
        ptrdiff_t at = str_find(rest, end);
        if (at <= 0 || (size_t)at + end.n >= rest.n)
            continue;
        *town = str_part(rest, 0, (size_t)at);
        *village = str_part(rest, (size_t)at + end.n, rest.n);
        return;
    }
}

/* The place as it is read first; a second text says more of it. */
static uint32_t place_of(PairsBuild *b, Str place, Str village)
{
    PairPlace out = { 0 };
    PlaceRead read = { 0 }, more = { 0 };
    Str key = place, town, spot;
    int64_t at;

    if (place.n == 0 && village.n == 0)
        return 0;
    if (village.n)
        key = arena_printf(b->scratch, "%.*s\t%.*s", STR(place), STR(village));
    if (map_get(&b->places, key, &at))
        return (uint32_t)at;
    place_read(b->p->tables->gazetteer, b->scratch, place, &read);
    place_read(b->p->tables->gazetteer, b->scratch, village, &more);
    out.node = read.node ? read.node : more.node;
    cut_town(more.rest.n ? more.rest : read.rest, &town, &spot);
    out.village = spot_of(b, spot);
    out.town = spot_of(b, town);
    out.text = arena_str(b->p->arena, village.n ? village : place);
    vec_push(b->p->arena, &b->place_list, out);
    map_set(&b->places, key, (int64_t)b->place_list.n - 1);
    return (uint32_t)b->place_list.n - 1;
}

/* ---- births ---- */

static void set_born(PairName *row, Day from, Day to)
{
    int first = day_year(from), last = day_year(to);

    if (first < BORN_FIRST || first >= BORN_FIRST + BORN_YEARS - 1 || last < first)
        return;
    row->year = (uint16_t)(first - BORN_FIRST + 1);
    row->years = (uint8_t)(last - first > YEARS_WIDE ? YEARS_WIDE : last - first);
    if (from == to)
        row->day = (uint16_t)(day_month(from) * 32 + day_of(from));
    else if (first == last && day_month(from) == day_month(to))
        row->day = (uint16_t)(day_month(from) * 32);
}

static bool read_born(const PairRow *in, PairName *row, Err *e)
{
    int64_t year;
    When when = { .from = in->born_from, .to = in->born_to };

    if (in->born.n == 4 && str_int(in->born, &year) && year > 0)
        when = (When){ .from = (Day)year * 10000 + 101, .to = (Day)year * 10000 + 1231 };
    else if (in->born.n && !when_parse(in->born, &when, e))
        return false;
    if (when.from)
        set_born(row, when.from, when.to);
    return true;
}

/* ---- names ---- */

static bool same_name(const PairName *a, const PairName *b)
{
    return a->n == b->n && a->script == b->script && a->title == b->title &&
           memcmp(a->c, b->c, sizeof a->c) == 0;
}

/* A name with what its row says; one that the row has already is passed over. */
static void add_name(PairsBuild *b, Str text, const PairName *row, size_t first)
{
    Pairs *p = b->p;
    PairName name = *row;
    Recorded read;
    Str key;

    if (row->script == PAIR_TITLE) {
        if (pair_read_title(p->tables, b->scratch, text, &name, &key))
            name.title = spot_of(b, key);
    } else {
        recorded_read(&b->words, p->tables->names, b->scratch, text, &read);
        memcpy(name.c, read.c, sizeof name.c);
        name.n = read.n;
        if (read.latin)
            name.script = PAIR_LATIN;
    }
    if (name.n == 0)
        return;
    for (size_t i = first; i < p->nlist; i++)
        if (same_name(&p->list[i], &name))
            return;
    p->list = grown(p->list, p->nlist, &b->list_room, sizeof *p->list);
    p->nlatin += name.script == PAIR_LATIN;
    p->ntitles += name.script == PAIR_TITLE;
    p->list[p->nlist++] = name;
}

static uint32_t keep_text(PairsBuild *b, Str text)
{
    Pairs *p = b->p;
    uint32_t at = (uint32_t)b->texts_n;

    text = utf8_part(text, NAME_MAX);
    while (b->texts_n + text.n + 1 > b->texts_room)
        p->texts = grown(p->texts, b->texts_room, &b->texts_room, 1);
    p->texts[b->texts_n++] = (char)(unsigned char)text.n;
    if (text.n)
        memcpy(p->texts + b->texts_n, text.p, text.n);
    b->texts_n += text.n;
    return at;
}

static uint16_t mark_of(uint64_t hash)
{
    return hash ? (uint16_t)(hash >> 48 | 1) : 0;
}

bool pairs_build_add(PairsBuild *b, const PairRow *in, Err *e)
{
    Pairs *p = b->p;
    ArenaMark mark = arena_mark(b->scratch);
    PairName row = { .row = (uint32_t)p->nrows,
                     .sex = (uint8_t)in->sex,
                     .script = in->title ? PAIR_TITLE : PAIR_CHINESE,
                     .country = (uint16_t)((unsigned char)in->country[0] << 8 |
                                           (unsigned char)in->country[1]),
                     .phone = mark_of(in->phone),
                     .document = mark_of(in->document) };
    size_t first = p->nlist;
    uint32_t place;
    Err ignored = { 0 };

    if (p->nrows >= PAIRS_ROWS_MAX || b->texts_n > UINT32_MAX - 256)
        return err_set(e ? e : &ignored, ERR_INVALID,
                       N_("more than %d rows cannot be compared at once; take a part of them"),
                       PAIRS_ROWS_MAX);
    if (!read_born(in, &row, e ? e : &ignored) && e)
        return false;
    place = place_of(b, in->place, in->village);
    row.node = b->place_list.p[place].node;
    row.village = b->place_list.p[place].village;
    row.town = b->place_list.p[place].town;
    for (size_t i = 0; i < PAIR_NAMES; i++)
        if (in->names[i].n)
            add_name(b, in->names[i], &row, first);
    if (p->nlist == first) { /* met by its marks alone */
        p->list = grown(p->list, p->nlist, &b->list_room, sizeof *p->list);
        p->list[p->nlist++] = row;
    }
    arena_rewind(b->scratch, mark);
    p->rows = grown(p->rows, p->nrows, &b->rows_room, sizeof *p->rows);
    p->marks = grown(p->marks, p->nrows, &b->marks_room, sizeof *p->marks);
    p->marks[p->nrows] = (PairMarks){ in->phone, in->document, in->body };
    b->any_marks |= in->phone || in->document || in->body;
    p->rows[p->nrows++] = (PairRec){ in->id, (uint32_t)first, keep_text(b, in->names[0]), place };
    return true;
}

Pairs *pairs_build_end(PairsBuild *b, int64_t population)
{
    Pairs *p = b->p;

    if (!b->any_marks) {
        mem_give(p->marks);
        p->marks = NULL;
    }
    p->places = b->place_list.p;
    p->spots = b->spot_list.p;
    p->nspots = b->spot_list.n;
    p->words = b->words.list.p;
    p->nwords = b->words.list.n;
    p->sample = population > 0;
    p->population = population > (int64_t)p->nrows ? population : (int64_t)p->nrows;
    map_done(&b->places);
    map_done(&b->spots);
    map_done(&b->words.ids);
    arena_free(b->scratch);
    mem_give(b);
    pairs_weigh(p);
    return p;
}

void pairs_free(Pairs *p)
{
    if (!p)
        return;
    mem_give(p->rows);
    mem_give(p->list);
    mem_give(p->marks);
    mem_give(p->texts);
    mem_give(p->kinship);
    ids_done(&p->bodies);
    arena_free(p->arena);
    mem_give(p);
}

void pairs_freep(Pairs **p)
{
    pairs_free(*p);
}

size_t pairs_rows(const Pairs *p)
{
    return p->nrows;
}

int64_t pairs_id(const Pairs *p, uint32_t row)
{
    return p->rows[row].id;
}

Str pairs_name(const Pairs *p, uint32_t row)
{
    const char *text = p->texts + p->rows[row].text;
    return (Str){ text + 1, (unsigned char)text[0] };
}
