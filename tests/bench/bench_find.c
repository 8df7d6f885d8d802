/* SPDX-License-Identifier: Apache-2.0
 * As-you-type search over a registry of kin_registry: what each key costs.
 *
 *     bench_find REGISTRY KEYS NAMES
 *
 * Types the names of some persons in five ways, and writes each text that stood in the box to KEYS,
 * with the person who is meant where it is the whole, and each name with its pinyin to NAMES, for
 * whoever is compared. Prints the time of a key (of the clock, and of the processor alone), the
 * memory of the index, and whether a whole name finds its person.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/rand.h"
#include "names/find.h"

enum { PERSONS = 200, TOP = 10, KEYS_MAX = 40000, LINE_LONGEST = 4096 };

typedef enum { WAY_HAN, WAY_PINYIN, WAY_INITIALS, WAY_HOKKIEN, WAY_SLIP, WAY__N } WayTyped;

static const char *const ways[WAY__N] = { "characters", "pinyin", "initials", "hokkien", "slip" };

typedef struct {
    Names *names;
    Speller *speller;
    Find *find;
    Arena *arena, *samples;
    FILE *keys, *pinyin;
    Rand rand;
    int64_t us[KEYS_MAX], cpu[KEYS_MAX];
    WayTyped way[KEYS_MAX];
    size_t n;
    size_t typed[WAY__N], met[WAY__N];
    Str sample[PERSONS];
    int64_t sample_id[PERSONS];
    size_t seen;
} Bench;

static void put_reading(const Bench *b, Str name, DialectId d, bool initials, Buf *out)
{
    uint32_t ch;
    bool first = true;

    while (utf8_next(&name, &ch)) {
        uint16_t cls = names_class(b->names, ch);
        Str reading = names_reading(b->names, d, cls, first ? AS_SURNAME : AS_GIVEN);
        buf_put(out, initials ? str_part(reading, 0, 1) : reading);
        first = false;
    }
}

static void read_registry(Bench *b, const char *path)
{
    FILE *f = fopen(path, "re");
    char line[LINE_LONGEST];
    FindBuild *build = find_build_new(b->names);
    AUTO(buf_done) Buf pinyin = buf_new(BUF_LINE);
    Err e = { 0 };
    static const uint64_t own[FIND_OWN] = { 0 };

    if (!f || !fgets(line, sizeof line, f))
        _Exit(2);
    while (fgets(line, sizeof line, f)) {
        Str rest = str_z(line), id, name;
        int64_t number;
        (void)str_next(&rest, '\t', &id);
        (void)str_next(&rest, '\t', &name);
        if (!str_int(str_part(id, 1, id.n), &number))
            continue;
        if (!find_build_record(build, &(FindRecord){ .id = number, .unit = 1 }, &e) ||
            !find_build_name(build, &(FindText){ .unit = 1, .text = name }, &e))
            _Exit(2);
        buf_clear(&pinyin);
        put_reading(b, name, DIALECT_MANDARIN, false, &pinyin);
        (void)fprintf(b->pinyin, "%" PRId64 "\t%.*s\t%.*s\n", number, STR(name),
                      STR(buf_str(&pinyin)));
        b->seen++;
        /* each with the same chance to be among the sample */
        size_t at = b->seen <= PERSONS ? b->seen - 1 : (size_t)rand_below(&b->rand, b->seen);
        if (at < PERSONS) {
            b->sample[at] = arena_str(b->samples, name);
            b->sample_id[at] = number;
        }
    }
    (void)fclose(f);
    b->find = find_build_end(build, own);
}

/* Of this thread: what others do on the machine does not count. */
static int64_t cpu_us(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* One key: what stands in the box now. True if the person is among the first. */
static bool key(Bench *b, Str text, int64_t id, WayTyped way, bool whole)
{
    FindAsk ask = { .text = text, .top = TOP, .kind = -1 };
    ArenaMark mark = arena_mark(b->arena);
    int64_t started = clock_steady_us(), cpu = cpu_us();
    FindHits hits;
    Err e = { 0 };
    bool met = false;

    if (!find_search(&(FindIn){ .find = b->find }, 1, b->speller, b->arena, &ask, &hits, &e))
        _Exit(2);
    if (b->n < KEYS_MAX) {
        b->us[b->n] = clock_steady_us() - started;
        b->cpu[b->n] = cpu_us() - cpu;
        b->way[b->n++] = way;
        (void)fprintf(b->keys, "%s\t%.*s\t%" PRId64 "\n", ways[way], STR(text), whole ? id : 0);
    }
    for (size_t i = 0; i < hits.n; i++)
        met = met || hits.p[i].id == id;
    arena_rewind(b->arena, mark);
    return met;
}

static void type(Bench *b, Str text, int64_t id, WayTyped way)
{
    Str rest = text;
    uint32_t ch;
    bool met = false;

    while (utf8_next(&rest, &ch))
        met = key(b, (Str){ text.p, (size_t)(rest.p - text.p) }, id, way, rest.n == 0);
    b->typed[way]++;
    b->met[way] += met;
}

static void type_person(Bench *b, size_t i)
{
    Str name = b->sample[i];
    AUTO(buf_done) Buf text = buf_new(BUF_LINE);

    type(b, name, b->sample_id[i], WAY_HAN);
    put_reading(b, name, DIALECT_MANDARIN, false, &text);
    type(b, buf_str(&text), b->sample_id[i], WAY_PINYIN);
    if (text.n > 4) {
        size_t at = 1 + (size_t)rand_below(&b->rand, text.n - 1);
        text.p[at] = (char)('a' + rand_below(&b->rand, 26));
        type(b, buf_str(&text), b->sample_id[i], WAY_SLIP);
    }
    buf_clear(&text);
    put_reading(b, name, DIALECT_MANDARIN, true, &text);
    type(b, buf_str(&text), b->sample_id[i], WAY_INITIALS);
    buf_clear(&text);
    put_reading(b, name, DIALECT_HOKKIEN, false, &text);
    type(b, buf_str(&text), b->sample_id[i], WAY_HOKKIEN);
}

static int by_number(const void *x, const void *y)
{
    int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
    return (a > b) - (a < b);
}

static double part_of(int64_t *us, size_t n, size_t percent)
{
    size_t at = (n - 1) * percent / 100;

    qsort(us, n, sizeof *us, by_number);
    return (double)us[at] / 1000;
}

static void report(const Bench *b, const char *label, int way)
{
    int64_t *us = mem_get((b->n + 1) * sizeof *us), *cpu = mem_get((b->n + 1) * sizeof *cpu);
    size_t n = 0;

    for (size_t i = 0; i < b->n; i++)
        if (way < 0 || b->way[i] == (WayTyped)way) {
            us[n] = b->us[i];
            cpu[n++] = b->cpu[i];
        }
    if (n)
        printf("%-10s %6zu keys  p50 %.2f ms  p99 %.2f ms  most %.2f ms"
               "  (processor: p50 %.2f, p99 %.2f, most %.2f)\n",
               label, n, part_of(us, n, 50), part_of(us, n, 99), part_of(us, n, 100),
               part_of(cpu, n, 50), part_of(cpu, n, 99), part_of(cpu, n, 100));
    mem_give(us);
    mem_give(cpu);
}

int main(int argc, char **argv)
{
    Bench *b = mem_zget(1, sizeof *b);
    int64_t started;

    if (argc != 4 || !(b->keys = fopen(argv[2], "we")) || !(b->pinyin = fopen(argv[3], "we")))
        return 2;
    b->names = names_new();
    b->rand = rand_seeded(11);
    b->arena = arena_new(ARENA_REQUEST);
    b->samples = arena_new(ARENA_REQUEST);
    started = clock_steady_us();
    b->speller = speller_new(b->names);
    printf("speller %.1f ms\n", (double)(clock_steady_us() - started) / 1000);
    started = clock_steady_us();
    read_registry(b, argv[1]);
    printf("%zu names, %.1f MB, read and built in %.1f s\n", find_names(b->find),
           (double)find_bytes(b->find) / 1e6, (double)(clock_steady_us() - started) / 1e6);
    for (size_t i = 0; i < PERSONS && i < b->seen; i++)
        type_person(b, i);
    for (int way = 0; way < WAY__N; way++) {
        report(b, ways[way], way);
        printf("           found among the first %d: %zu of %zu\n", TOP, b->met[way],
               b->typed[way]);
    }
    report(b, "all", -1);
    (void)fclose(b->keys);
    (void)fclose(b->pinyin);
    find_free(b->find);
    speller_free(b->speller);
    names_free(b->names);
    arena_free(b->arena);
    arena_free(b->samples);
    mem_give(b);
    return 0;
}
