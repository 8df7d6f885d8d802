/* SPDX-License-Identifier: Apache-2.0
 * Names and places: any bytes are read without harm, and what is said of them holds together.
 */
#include "fuzz.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>

#include "names/place.h"
#include "names/read.h"

/* The tables take longer to load than an input to read, so that they are loaded once. */
static struct {
    Names *names;
    Gazetteer *places;
} tables;

static void load(void)
{
    tables.names = names_new();
    tables.places = gazetteer_new();
}

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void check_way(const NameReading *r, const Way *way)
{
    must(way->prior <= 0 && way->ngiven <= GIVEN_MAX);
    must(way->surname == NO_TOKEN ? way->ngiven > 0 : way->surname < r->ntokens);
    for (size_t i = 0; i < way->ngiven; i++)
        must(way->given[i] < r->ntokens);
}

static void check_name(Arena *a, Str text)
{
    NameReading r;
    size_t n;
    float all;
    bool read = name_read(tables.names, a, text, NULL, &r);
    Ranked *ranked = name_rank(tables.names, a, &r, &n, &all);

    must(read == (r.nways > 0) && r.nways <= WAYS_MAX && r.ntokens <= TOKENS_MAX);
    for (size_t i = 0; i < r.nways; i++)
        check_way(&r, &r.ways[i]);
    for (size_t i = 0; i < n; i++)
        must(isfinite(ranked[i].log_p) && ranked[i].log_p <= ranked[0].log_p);
    must(n == 0 || ranked[0].log_p <= all + 1e-3F);
}

static void check_heard(Arena *a, Str text)
{
    Heard heard = { 0 };

    names_hear(tables.names, a, text, &heard);
    if (text.n)
        names_hear_initial(tables.names, a, text.p[0], &heard);
    for (size_t s = 0; s < names_systems(tables.names); s++) {
        names_hear_near(tables.names, a, s, text, &heard);
        for (size_t i = 0; i < heard.as[s].n; i++) {
            HeardAs h = heard.as[s].p[i];
            must(h.p > 0);
            must(
                names_syllable(tables.names, names_system(tables.names, s)->dialect, h.syllable).n);
        }
    }
}

static void check_place(Arena *a, Str text)
{
    PlaceRead read;

    place_read(tables.places, a, text, &read);
    must(read.node < place_nodes(tables.places));
    must(read.node == 0 || place_kinship(tables.places, read.node, read.node) != KINSHIP_OTHER);
    must(read.rest.n <= (size_t)PLACE_LONGEST * 18);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    Str text = { (const char *)data, size };
    Arena *a = arena_new(ARENA_REQUEST);

    must(pthread_once(&once, load) == 0);
    check_name(a, text);
    check_heard(a, text);
    check_place(a, text);
    (void)names_level(tables.names, a, text);
    (void)names_word(tables.names, text);
    arena_free(a);
    return 0;
}
