/* SPDX-License-Identifier: Apache-2.0
 * Makes a registry of persons who never lived, of any size, for the benchmark of the kin matcher.
 *
 *     kin_registry 1000000 --seed 7 --aliases --duplicates truth.tsv >registry.tsv
 *
 * Every person comes from a village; most bear its chief surname, and many men the character that
 * the lineage's poem has for their generation. Years and villages are missing as often as in real
 * registries, and five surnames of a hundred stand in a wrong form. The rows stream: nothing but
 * tables, and the duplicates that are still to come, is held. Same seed, same bytes.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/embed.h"
#include "base/map.h"
#include "base/rand.h"
#include "base/vec.h"
#include "kin_facts.h"

enum {
    SLOTS = 8192,  /* a weighted choice is one look into so many slots */
    VILLAGES = 12, /* of a town */
    WAITING = 4096 /* duplicates that come later */
};
enum { FIRST_YEAR = 1800, LAST_YEAR = 2010, MAX_ROWS = 100000000 };

typedef struct {
    Str items[1024];
    uint32_t n;
    uint16_t slot[SLOTS];
} Choice;

typedef struct {
    const KinCounty *county;
    Str name; /* of the town; empty if the county stands for all its towns */
} Town;

typedef struct {
    Choice surnames[REGION__N];
    Choice men_old, men_new, women_old, women_new, rare, generation, pet, villages;
    VEC(Town) towns[REGION__N];
    Map simplified, traditional, confused, variants; /* → index into pairs */
    VEC(Str) pairs;
} World;

typedef struct {
    uint64_t id;
    Str surname, given[2]; /* traditional; given[1] may be empty */
    int year;
    bool simple; /* in simplified characters */
    bool old;    /* the place of 1911 */
    bool year_known, village_known, place_known;
    const Town *town;
    Str village;
} Person;

typedef struct {
    uint64_t rows, seed;
    bool aliases;
    const char *truth;
} Options;

typedef struct {
    World *w;
    Rand r;
    Buf out;
    FILE *truth;
    uint64_t next_id;
    Person waiting[WAITING];
    size_t waiting_n;
} Run;

static bool chance(Rand *r, unsigned percent)
{
    return rand_below(r, 100) < percent;
}

static uint64_t mix(uint64_t a, uint64_t b)
{
    uint64_t z = a * 0x9E3779B97F4A7C15u + b + 0x632BE59BD9B4E019u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    return z ^ (z >> 27);
}

/* The next character of *s, as a piece of it. */
static bool next_char(Str *s, Str *ch)
{
    Str was = *s;
    uint32_t code;
    if (!utf8_next(s, &code))
        return false;
    *ch = str_part(was, 0, was.n - s->n);
    return true;
}

/* Fills the slots in proportion to the weights; each item has one at least while there are any. */
static void choice_weigh(Choice *c, const double *weight)
{
    double sum = 0, upto = 0;
    uint32_t slot = 0;
    for (uint32_t i = 0; i < c->n; i++)
        sum += weight[i];
    for (uint32_t i = 0; i < c->n; i++) {
        upto += weight[i];
        for (; slot < SLOTS && slot < upto / sum * SLOTS; slot++)
            c->slot[slot] = (uint16_t)i;
    }
    for (; slot < SLOTS; slot++)
        c->slot[slot] = 0;
}

/* Items in order of frequency: characters, or words between blanks. */
static void choice_ranked(Choice *c, const char *text, bool words)
{
    double weight[LEN(c->items)] = { 0 };
    Str rest = str_z(text), item;
    while (c->n < LEN(c->items) &&
           (words ? str_next(&rest, ' ', &item) : next_char(&rest, &item))) {
        weight[c->n] = 1.0 / (c->n + 9.0);
        c->items[c->n++] = item;
    }
    choice_weigh(c, weight);
}

static Str pick(const Choice *c, uint64_t number)
{
    return c->items[c->slot[number % SLOTS]];
}

static Str draw(const Choice *c, Rand *r)
{
    return pick(c, rand_next(r) >> 20);
}

static void add_pair(World *w, Arena *a, Map *m, Str from, Str to)
{
    map_set(m, from, (int64_t)w->pairs.n);
    vec_push(a, &w->pairs, to);
}

/* What each character of a group is taken for is the next one of the group. */
static void add_groups(World *w, Arena *a, Map *m, const char *groups)
{
    Str rest = str_z(groups), group;
    while (str_next(&rest, ' ', &group)) {
        Str ch, first = { 0 }, last = { 0 };
        while (next_char(&group, &ch)) {
            if (last.n)
                add_pair(w, a, m, last, ch);
            else
                first = ch;
            last = ch;
        }
        add_pair(w, a, m, last, first);
    }
}

static bool mapped(const World *w, const Map *m, Str ch, Str *to)
{
    int64_t i;
    if (!map_get(m, ch, &i))
        return false;
    *to = w->pairs.p[i];
    return true;
}

/* A table of data/, which the build has put in. */
static Str table(const char *name)
{
    const Embedded *file = embedded_find(name);
    return (Str){ (const char *)file->p, file->n };
}

static void load_towns(World *w, Arena *a)
{
    bool found[128] = { 0 };
    Str rest = table("divisions.tsv"), line;
    while (str_next(&rest, '\n', &line)) {
        Str code, name, gone;
        if (!str_cut(line, S("\t"), &code, &name) || code.n != 9 || code.p[6] > '2')
            continue; /* a county, or an estate, a zone, a port */
        str_cut(name, S("\t"), &name, &gone);
        for (size_t i = 0; i < kin_county_count && !gone.n; i++) {
            const KinCounty *k = &kin_counties[i];
            if (str_starts(code, str_z(k->code))) {
                vec_push(a, &w->towns[k->region], ((Town){ k, name }));
                found[i] = true;
            }
        }
    }
    for (size_t i = 0; i < kin_county_count; i++) { /* no towns on file: as large as ten */
        const KinCounty *k = &kin_counties[i];
        for (int t = 0; t < 10 && !found[i]; t++)
            vec_push(a, &w->towns[k->region], ((Town){ k, { 0 } }));
    }
}

/* A number such as 85 or 0.5; nothing is 0. */
static double per_mille(Str cell)
{
    Str whole, part;
    int64_t a = 0, b = 0;
    double scale = 1;
    str_cut(cell, S("."), &whole, &part);
    for (size_t i = 0; i < part.n; i++)
        scale /= 10;
    return (str_int(whole, &a) ? (double)a : 0) + (str_int(part, &b) ? (double)b * scale : 0);
}

static void load_surnames(World *w)
{
    double weight[REGION__N][LEN(w->surnames->items)] = { 0 };
    Str rest = table("surname_share.tsv"), line;
    while (str_next(&rest, '\n', &line)) {
        Str surname, share;
        if (str_starts(line, S("#")) || !str_next(&line, '\t', &surname))
            continue;
        for (Region g = 0; g < REGION__N && str_next(&line, '\t', &share); g++) {
            Choice *c = &w->surnames[g];
            if (c->n == LEN(c->items))
                break;
            weight[g][c->n] = per_mille(share) + 0.15; /* people move */
            c->items[c->n++] = surname;
        }
    }
    for (Region g = 0; g < REGION__N; g++)
        choice_weigh(&w->surnames[g], weight[g]);
}

static void load_world(World *w, Arena *a)
{
    static const struct {
        size_t at;
        const char *text;
        bool words;
    } choices[] = {
        { offsetof(World, men_old),    kin_men_old,    false },
        { offsetof(World, men_new),    kin_men_new,    false },
        { offsetof(World, women_old),  kin_women_old,  false },
        { offsetof(World, women_new),  kin_women_new,  false },
        { offsetof(World, rare),       kin_rare,       false },
        { offsetof(World, generation), kin_generation, false },
        { offsetof(World, pet),        kin_pet,        false },
        { offsetof(World, villages),   kin_villages,   true  },
    };
    for (size_t i = 0; i < LEN(choices); i++)
        choice_ranked((Choice *)(void *)((char *)w + choices[i].at), choices[i].text,
                      choices[i].words);
    load_surnames(w);
    Str rest = str_z(kin_scripts), t, s;
    while (next_char(&rest, &t) && next_char(&rest, &s)) {
        add_pair(w, a, &w->simplified, t, s);
        add_pair(w, a, &w->traditional, s, t);
    }
    add_groups(w, a, &w->confused, kin_confused);
    add_groups(w, a, &w->variants, kin_variants);
    load_towns(w, a);
}

static void world_done(World *w)
{
    map_done(&w->simplified);
    map_done(&w->traditional);
    map_done(&w->confused);
    map_done(&w->variants);
}

/* Of the people of a registry in Minnan, one in eight has roots elsewhere. */
static Region draw_region(Rand *r)
{
    static const unsigned char upto[REGION__N] = { 88, 92, 94, 97, 98, 100 };
    unsigned n = (unsigned)rand_below(r, 100);
    Region g = 0;
    while (n >= upto[g])
        g++;
    return g;
}

static int draw_year(Rand *r)
{
    static const struct {
        unsigned upto;
        int from, years;
    } eras[] = {
        { 12,  1800, 60 },
        { 30,  1860, 40 },
        { 65,  1900, 50 },
        { 100, 1950, 61 },
    };
    unsigned n = (unsigned)rand_below(r, 100);
    size_t e = 0;
    while (n >= eras[e].upto)
        e++;
    return eras[e].from + (int)rand_below(r, (uint64_t)eras[e].years);
}

static Str draw_character(const World *w, Rand *r, bool woman, int year)
{
    bool new = year > 1945 ? !chance(r, 25) : chance(r, 5);
    if (chance(r, 8))
        return draw(&w->rare, r);
    if (woman)
        return draw(new ? &w->women_new : &w->women_old, r);
    return draw(new ? &w->men_new : &w->men_old, r);
}

/* The given name; `lineage` is the surname in its village, which has one poem. */
static void draw_given(const World *w, Rand *r, Person *p, uint64_t lineage)
{
    bool woman = chance(r, 38);
    unsigned by_poem = woman ? 6 : p->year < 1950 ? 60 : 20;
    p->given[0] = draw_character(w, r, woman, p->year);
    p->given[1] = draw_character(w, r, woman, p->year);
    if (chance(r, by_poem)) {
        uint64_t generation = ((uint64_t)p->year - 1500 + lineage % 24) / 25;
        p->given[chance(r, 15)] = pick(&w->generation, mix(lineage, generation));
        return;
    }
    if (chance(r, p->year > 1970 ? 18 : 6))
        p->given[1] = (Str){ 0 };
    else if (chance(r, 4)) {
        p->given[0] = chance(r, 50) ? S("亞") : S("阿");
        p->given[1] = draw(&w->pet, r);
    }
}

static Person draw_person(const World *w, Rand *r)
{
    Person p = { .year = draw_year(r) };
    Region g = draw_region(r);
    uint64_t town = rand_below(r, w->towns[g].n);
    uint64_t village = mix(mix((uint64_t)g, town), rand_below(r, VILLAGES));

    p.town = &w->towns[g].p[town];
    p.village = pick(&w->villages, mix(village, 1));
    p.surname = chance(r, 55) ? pick(&w->surnames[g], mix(village, 2)) : draw(&w->surnames[g], r);
    draw_given(w, r, &p, mix(village, str_hash(p.surname)));
    p.simple = p.year > 1940 ? chance(r, 85) : chance(r, 45);
    p.old = p.year < 1915 && chance(r, 45);
    p.year_known = !chance(r, 30);
    p.village_known = !chance(r, 40);
    p.place_known = p.village_known || chance(r, 75);
    if (chance(r, 5))
        mapped(w, &w->variants, p.surname, &p.surname);
    return p;
}

/* Text in the characters that the map leads to, or its own where it leads nowhere. */
static void put_mapped(Run *run, const Map *m, Str text)
{
    Str ch;
    while (next_char(&text, &ch)) {
        mapped(run->w, m, ch, &ch);
        buf_put(&run->out, ch);
    }
}

static void put_place(Run *run, const Person *p)
{
    if (!p->place_known)
        return;
    buf_put(&run->out, str_z(p->old ? p->town->county->old : p->town->county->today));
    if (!p->village_known)
        return;
    if (!p->old)
        buf_put(&run->out, p->town->name);
    if (p->old && !p->simple)
        put_mapped(run, &run->w->traditional, p->village);
    else
        buf_put(&run->out, p->village);
    if (!p->old && !str_ends(p->village, S("村")))
        buf_put(&run->out, S("村"));
}

/* A row; `given` may be another name of the person. */
static bool put_row(Run *run, const Person *p, const Str given[2])
{
    Str name[3] = { p->surname, given[0], given[1] };
    buf_putc(&run->out, 'r');
    buf_int(&run->out, (int64_t)p->id);
    buf_putc(&run->out, '\t');
    for (size_t i = 0; i < LEN(name); i++) {
        if (p->simple)
            put_mapped(run, &run->w->simplified, name[i]);
        else
            buf_put(&run->out, name[i]);
    }
    buf_putc(&run->out, '\t');
    if (p->year_known)
        buf_int(&run->out, p->year);
    buf_putc(&run->out, '\t');
    put_place(run, p);
    buf_putc(&run->out, '\n');
    if (run->out.n < (1 << 20))
        return true;
    bool ok = fwrite(run->out.p, 1, run->out.n, stdout) == run->out.n;
    buf_clear(&run->out);
    return ok;
}

/* A second name: a pet name, or one that keeps a character of the first. */
static bool put_alias(Run *run, const Person *p)
{
    Rand *r = &run->r;
    Str given[2] = { S("亞"), draw(&run->w->pet, r) };
    if (chance(r, 70)) {
        given[0] = p->given[0];
        given[1] = draw(&run->w->men_old, r);
    }
    return put_row(run, p, given);
}

/* The person once more, as another hand wrote him: one difference to three. */
static void spoil(const World *w, Rand *r, Person *p)
{
    for (unsigned n = 1 + (unsigned)rand_below(r, 3); n; n--) {
        switch (rand_below(r, 5)) {
        case 0: p->simple = !p->simple; break;
        case 1: p->year += chance(r, 50) ? -1 : 1; break; /* counted in sui */
        case 2: {
            Str *ch = &p->given[p->given[1].n ? rand_below(r, 2) : 0];
            if (!mapped(w, &w->confused, *ch, ch))
                mapped(w, &w->variants, p->surname, &p->surname);
            break;
        }
        case 3: p->old = !p->old; break;
        case 4: p->village_known = false; break;
        }
    }
}

static bool put_person(Run *run, Person *p, const Options *o)
{
    p->id = ++run->next_id;
    return put_row(run, p, p->given) && (!o->aliases || !chance(&run->r, 15) || put_alias(run, p));
}

/* One that waits comes, and goes into the truth; its id is still that of the first. */
static bool put_waiting(Run *run, const Options *o)
{
    size_t i = (size_t)rand_below(&run->r, run->waiting_n);
    Person p = run->waiting[i];
    uint64_t first = p.id;
    run->waiting[i] = run->waiting[--run->waiting_n];
    spoil(run->w, &run->r, &p);
    return put_person(run, &p, o) &&
           fprintf(run->truth, "r%" PRIu64 "\tr%" PRIu64 "\n", first, p.id) > 0;
}

static bool generate(Run *run, const Options *o)
{
    buf_put(&run->out, S("id\thanzi\tbirth_year\tancestral_place\n"));
    while (run->next_id < o->rows) {
        if (run->waiting_n && (run->waiting_n == WAITING || chance(&run->r, 5))) {
            if (!put_waiting(run, o))
                return false;
            continue;
        }
        Person p = draw_person(run->w, &run->r);
        if (!put_person(run, &p, o))
            return false;
        if (run->truth && run->waiting_n < WAITING && chance(&run->r, 5))
            run->waiting[run->waiting_n++] = p;
    }
    return fwrite(run->out.p, 1, run->out.n, stdout) == run->out.n && !fflush(stdout);
}

static bool parse_number(const char *text, int64_t max, uint64_t *out)
{
    int64_t n;
    if (!text || !str_int(str_z(text), &n) || n < 0 || n > max)
        return false;
    *out = (uint64_t)n;
    return true;
}

static bool parse_options(int argc, char **argv, Options *o)
{
    if (argc < 2 || !parse_number(argv[1], MAX_ROWS, &o->rows))
        return false;
    for (int i = 2; i < argc; i++) {
        Str word = str_z(argv[i]);
        if (str_eq(word, S("--aliases")))
            o->aliases = true;
        else if (str_eq(word, S("--seed")) && parse_number(argv[i + 1], INT64_MAX, &o->seed))
            i++;
        else if (str_eq(word, S("--duplicates")) && argv[i + 1])
            o->truth = argv[++i];
        else
            return false;
    }
    return true;
}

int main(int argc, char **argv)
{
    Options o = { .seed = 1 };
    if (!parse_options(argc, argv, &o)) {
        fprintf(
            stderr,
            "usage: kin_registry ROWS [--seed N] [--aliases] [--duplicates FILE]\n\n"
            "Writes ROWS (up to %d) invented persons as id, hanzi, birth_year and\n"
            "ancestral_place; with --aliases a second row for the other name of some, and with\n"
            "--duplicates some persons twice, the pairs of ids in FILE.\n",
            MAX_ROWS);
        return 2;
    }
    Arena *a = arena_new(ARENA_REQUEST);
    Run *run = NEW(a, Run);
    run->w = NEW(a, World);
    run->r = rand_seeded(o.seed);
    run->out = buf_new(2 << 20);
    load_world(run->w, a);
    if (o.truth)
        run->truth = fopen(o.truth, "w");
    bool ok = (!o.truth || run->truth) && generate(run, &o);
    if (run->truth)
        ok = !fclose(run->truth) && ok;
    if (!ok)
        perror("kin_registry");
    buf_done(&run->out);
    world_done(run->w);
    arena_free(a);
    return ok ? 0 : 2;
}
