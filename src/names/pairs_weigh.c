/* SPDX-License-Identifier: Apache-2.0
 * What the parts of a row weigh: −log2 of how common they are among the rows, with the tables of
 * names as if they were some hundred rows more.
 */
#include <math.h>

#include "base/mem.h"
#include "names/impl.h"
#include "names/pairs_impl.h"

enum { BITS_MAX = 1300, LOCAL_PRIOR = 4 };

/* P(both have the same character | one person), and P of a character and one of its sound, of its
 * initial. */
static const double KEPT = 0.96, SOUNDS = 0.012, BEGINS = 0.004;

int16_t pair_centibits(double bits)
{
    return (int16_t)lrint(fmax(fmin(bits * PAIR_UNIT, BITS_MAX), -BITS_MAX));
}

static double log2_share(double count, double all)
{
    return -log2(count / all);
}

/* ---- names ---- */

void pairs_weigh_codes(PairCode *code, const double *count, size_t from, size_t to,
                       int16_t starts[INITIALS])
{
    double *sounds = mem_zget(RECORDED_CODES, sizeof *sounds);
    double all = 1e-9, begins[INITIALS] = { 0 };

    for (size_t c = from; c < to; c++) {
        all += count[c];
        sounds[code[c].sound] += count[c];
        begins[code[c].initial] += count[c];
    }
    for (size_t c = from; c < to; c++) {
        code[c].same = pair_centibits(log2_share(count[c], all) + log2(KEPT));
        code[c].alike = pair_centibits(log2_share(sounds[code[c].sound], all) + log2(SOUNDS));
    }
    for (size_t i = 1; i < INITIALS; i++)
        starts[i] = pair_centibits(log2_share(begins[i] + 1, all) + log2(BEGINS));
    mem_give(sounds);
}

/* The sounds of the words in Latin letters. */
static void read_words(Pairs *p)
{
    AUTO(ids_done) Ids heard = { 0 };
    int64_t id, next = 0;

    p->word = NEWN(p->arena, PairCode, p->nwords + 1);
    for (size_t w = 0; w < p->nwords; w++) {
        uint64_t sound = names_sound(p->words[w]);
        if (sound == 0) /* several syllables in one: alike only if they are the same */
            sound = str_hash(p->words[w]) | (uint64_t)1 << 63;
        if (!ids_get(&heard, sound, &id))
            ids_set(&heard, sound, id = ++next);
        p->word[w].sound = (uint16_t)id;
    }
}

static void count_names(const Pairs *p, double *count[AS__N], double *words)
{
    for (size_t i = 0; i < p->nlist; i++) {
        const PairName *name = &p->list[i];
        for (size_t k = 0; k < name->n && name->script != PAIR_TITLE; k++) {
            if (name->script == PAIR_LATIN)
                words[name->c[k] - WORD_BASE]++;
            else
                count[k == 0 ? AS_SURNAME : AS_GIVEN][name->c[k]]++;
        }
    }
}

static void weigh_names(Pairs *p)
{
    const PairTables *t = p->tables;
    size_t classes = classes_all(t->names);
    double *count[AS__N], *words = mem_zget(p->nwords + 1, sizeof *words);
    int16_t none[INITIALS];

    /* A word that is met once in a few rows is not common for that. */
    for (size_t w = 0; w < p->nwords; w++)
        words[w] = 0.2;
    for (size_t s = 0; s < AS__N; s++) {
        count[s] = mem_get(WORD_BASE * sizeof(double));
        memcpy(count[s], t->count[s], WORD_BASE * sizeof(double));
    }
    count_names(p, count, words);
    for (size_t s = 0; s < AS__N; s++) {
        PairCode *code = arena_get(p->arena, WORD_BASE * sizeof *code);
        memcpy(code, t->code[s], WORD_BASE * sizeof *code);
        pairs_weigh_codes(code, count[s], 1, classes, p->starts[s]);
        p->code[s] = code;
        mem_give(count[s]);
    }
    pairs_weigh_codes(p->word, words, 0, p->nwords, none);
    mem_give(words);
}

static uint64_t joined(uint64_t a, uint64_t b, uint64_t c)
{
    uint64_t h = (a * 0x9E3779B97F4A7C15u ^ b) * 0xD6E8FEB86659FD93u;
    h = ((h ^ h >> 32) + c) * 0x9E3779B97F4A7C15u;
    return h ^ h >> 29;
}

static double count_of(const Ids *m, uint64_t key)
{
    int64_t n = 0;
    return m->n && ids_get(m, key, &n) ? (double)n : 0;
}

static void count_one(Ids *m, uint64_t key)
{
    ids_set(m, key, (int64_t)count_of(m, key) + 1);
}

/* A given name and a full name, for counting. */
static uint64_t given_key(const PairName *name)
{
    return joined(name->c[1], name->c[2], (uint64_t)name->c[3] + 1);
}

static uint64_t full_key(const PairName *name)
{
    return joined(given_key(name), name->c[0], 1);
}

/* What a name weighs that is met n times among `all`, and by its characters would weigh so much. It
 * weighs less where it is met more often than that; but a rare name that is there three times is
 * rather one person three times. */
static double weigh_met(double bits, double n, double all)
{
    static const double TIMES = 3; /* bits for each doubling of n */

    return n > 2 ? fmin(bits, fmax(log2_share(n - 2, all), bits - TIMES * log2(n))) : bits;
}

/* Characters of a name go together: 阿 with the names of animals, the character of a generation with
 * its surname. So whole given names and full names are counted too; the two rows of a pair do not
 * count against it. */
static void weigh_given(Pairs *p)
{
    AUTO(ids_done) Ids m = { 0 };
    double all = (double)p->nlist + PRIOR_ROWS;

    for (size_t i = 0; i < p->nlist; i++) {
        const PairName *name = &p->list[i];
        if (name->script != PAIR_CHINESE || name->n < 2)
            continue;
        count_one(&m, given_key(name));
        count_one(&m, full_key(name));
    }
    for (size_t i = 0; i < p->nlist; i++) {
        PairName *name = &p->list[i];
        double surname, bits = 0;
        if (name->script != PAIR_CHINESE || name->n < 2)
            continue;
        surname = (double)p->code[AS_SURNAME][name->c[0]].same / PAIR_UNIT;
        for (size_t k = 1; k < name->n; k++)
            bits += (double)p->code[AS_GIVEN][name->c[k]].same / PAIR_UNIT;
        bits = weigh_met(bits, count_of(&m, given_key(name)), all);
        bits = weigh_met(surname + bits, count_of(&m, full_key(name)), all) - surname;
        name->given_bits = (int16_t)lrint(bits * PAIR_UNIT);
    }
}

/* ---- births and places ---- */

static void weigh_years(Pairs *p)
{
    double count[BORN_YEARS] = { 0 }, all = 0;

    for (size_t y = 1; y < BORN_YEARS; y++) /* as if people were born 1850 to 2009 */
        all += count[y] = y > 250 && y <= 410 ? 0.5 : 0.01;
    for (size_t i = 0; i < p->nlist && !p->sample; i++)
        if (p->list[i].year) {
            count[p->list[i].year]++;
            all++;
        }
    for (size_t y = 1; y < BORN_YEARS; y++)
        p->years[y] = pair_centibits(fmin(log2_share(count[y], all), 10));
}

/* What a place weighs depends on the surname: most of a village may share one. Keys of one table:
 * the surname; with its place; with its place and village; each of these without the surname. */
static void weigh_places(Pairs *p)
{
    AUTO(ids_done) Ids m = { 0 };
    double placed = 0, settled = 0;

    for (size_t i = 0; i < p->nlist; i++) {
        const PairName *name = &p->list[i];
        if (name->node == 0)
            continue;
        placed++;
        count_one(&m, joined(1, name->c[0], 0));
        count_one(&m, joined(2, name->c[0], name->node));
        count_one(&m, joined(3, 0, name->node));
        if (name->village == 0)
            continue;
        settled++;
        count_one(&m, joined(4, name->c[0], name->node));
        count_one(&m, joined(joined(5, name->c[0], name->node), 5, name->village));
        count_one(&m, joined(6, 0, name->village));
    }
    for (size_t i = 0; i < p->nlist; i++) {
        PairName *name = &p->list[i];
        double surname = count_of(&m, joined(1, name->c[0], 0));
        double here = count_of(&m, joined(2, name->c[0], name->node));
        double known = count_of(&m, joined(4, name->c[0], name->node));
        double village = count_of(&m, joined(joined(5, name->c[0], name->node), 5, name->village));
        if (name->node == 0)
            continue;
        here += LOCAL_PRIOR * count_of(&m, joined(3, 0, name->node)) / placed;
        name->node_bits =
            pair_centibits(fmax(0.5, fmin(log2_share(here, surname + LOCAL_PRIOR), 8)));
        if (name->village == 0)
            continue;
        village += LOCAL_PRIOR * count_of(&m, joined(6, 0, name->village)) / settled;
        name->village_bits =
            pair_centibits(fmax(0.15, fmin(log2_share(village, known + LOCAL_PRIOR), 9)));
    }
}

/* What a town weighs among the rows of its place. */
static void weigh_towns(Pairs *p)
{
    uint32_t *places = mem_zget(place_nodes(p->tables->gazetteer) + 1, sizeof *places);
    uint32_t *towns = mem_zget(p->nspots + 1, sizeof *towns);

    p->town_bits = NEWN(p->arena, int16_t, p->nspots + 1);
    for (size_t i = 0; i < p->nlist; i++)
        if (p->list[i].town) {
            places[p->list[i].node]++;
            towns[p->list[i].town]++;
        }
    for (size_t i = 0; i < p->nlist; i++) {
        const PairName *name = &p->list[i];
        if (name->town)
            p->town_bits[name->town] = pair_centibits(
                fmax(0, fmin(log2_share(towns[name->town], places[name->node] + 2), 6)));
    }
    mem_give(places);
    mem_give(towns);
}

/* What a place weighs where two rows name different ones, of which one overlaps or holds the other:
 * how many rows name any such. */
static void weigh_near(Pairs *p)
{
    double *rows = mem_zget(p->ndense + 1, sizeof *rows), placed = 1;

    p->near_bits = NEWN(p->arena, int16_t, p->ndense + 1);
    for (size_t i = 0; i < p->nlist; i++)
        if (p->list[i].node) {
            rows[p->dense[p->list[i].node] - 1]++;
            placed++;
        }
    for (size_t a = 0; p->kinship && a < p->ndense; a++) {
        double near = 1;
        for (size_t b = 0; b < p->ndense; b++)
            if (p->kinship[a * p->ndense + b] >= KINSHIP_WIDER)
                near += rows[b];
        p->near_bits[a] = pair_centibits(log2_share(near, placed));
    }
    mem_give(rows);
}

/* How near the places of this registry are to one another, as a table if they are not too many. */
static void table_kinship(Pairs *p)
{
    uint16_t *nodes = mem_get((KINSHIP_NODES + 1) * sizeof *nodes);

    p->dense = NEWN(p->arena, uint16_t, place_nodes(p->tables->gazetteer) + 1);
    for (size_t i = 0; i < p->nlist; i++) {
        uint16_t node = p->list[i].node;
        if (node == 0 || p->dense[node])
            continue;
        p->dense[node] = (uint16_t)++p->ndense;
        if (p->ndense <= KINSHIP_NODES)
            nodes[p->ndense - 1] = node;
    }
    if (p->ndense <= KINSHIP_NODES) {
        p->kinship = mem_get(p->ndense * p->ndense + 1);
        for (size_t a = 0; a < p->ndense; a++)
            for (size_t b = 0; b < p->ndense; b++)
                p->kinship[a * p->ndense + b] =
                    (uint8_t)place_kinship(p->tables->gazetteer, nodes[a], nodes[b]);
    }
    mem_give(nodes);
}

Kinship pairs_kinship(const Pairs *p, uint16_t a, uint16_t b)
{
    if (!p->kinship)
        return place_kinship(p->tables->gazetteer, a, b);
    return (Kinship)p->kinship[(size_t)(p->dense[a] - 1) * p->ndense + p->dense[b] - 1];
}

/* ---- names in letters ---- */

bool pair_fused(const Pairs *p, const PairName *name, Buf *out)
{
    for (size_t i = 0; i < name->n; i++) {
        uint16_t code = name->c[i], parts[2] = { code, 0 };
        if (name->script == PAIR_LATIN) {
            buf_put(out, p->words[code - WORD_BASE]);
            continue;
        }
        (void)names_compound_parts(p->tables->names, code, parts);
        for (size_t k = 0; k < LEN(parts) && parts[k]; k++) {
            Str syllable = names_reading(p->tables->names, DIALECT_MANDARIN, parts[k],
                                         i == 0 ? AS_SURNAME : AS_GIVEN);
            if (syllable.n == 0)
                return false;
            buf_put(out, syllable);
        }
    }
    return out->n > 0;
}

/* The letters of a name in no order, so that neither blanks nor the place of the surname matter. */
static uint32_t fused_hash(const Pairs *p, const PairName *name, Buf *text)
{
    enum { LETTERS_LEAST = 6 };
    uint64_t h = 0;

    buf_clear(text);
    if (name->n < 2 || !pair_fused(p, name, text) || text->n < LETTERS_LEAST)
        return 0;
    for (size_t i = 0; i < text->n; i++)
        h += joined(7, (unsigned char)text->p[i], 0) >> 8;
    h = joined(7, h, text->n);
    return (uint32_t)(h >> 32) | 1;
}

static void fuse_names(Pairs *p)
{
    AUTO(buf_done) Buf text = buf_new(BUF_LINE);

    if (p->nlatin == 0)
        return;
    for (size_t i = 0; i < p->nlist; i++)
        if (p->list[i].script != PAIR_TITLE)
            p->list[i].fused = fused_hash(p, &p->list[i], &text);
}

/* The most that a name weighs together with one that shares its surname and only one character of
 * the given name, or has a character less. */
static int one_shared(const Pairs *p, const PairName *name)
{
    int best = 0;

    for (size_t k = 1; k < name->n; k++) {
        int bits = p->code[AS_GIVEN][name->c[k]].same, other = PART_BITS;
        for (size_t i = 1; i < name->n; i++)
            if (i != k && p->starts[AS_GIVEN][p->code[AS_GIVEN][name->c[i]].initial] > other)
                other = p->starts[AS_GIVEN][p->code[AS_GIVEN][name->c[i]].initial];
        best = bits + other > best ? bits + other : best;
    }
    return best + p->code[AS_SURNAME][name->c[0]].same;
}

/* The most that the parts beside a name can weigh: of two rows no more than the mean, since each
 * part weighs the mean of both or the same for both. */
static void weigh_most(Pairs *p)
{
    enum { VILLAGE_PART = 100 };

    for (size_t i = 0; i < p->nlist; i++) {
        PairName *name = &p->list[i];
        int near = name->node ? p->near_bits[p->dense[name->node] - 1] : 0;
        int most = (name->sex ? SEX_SAME_BITS : 0) + (name->day ? DAY_SAME_BITS : 0) +
                   (name->year ? p->years[name->year] : 0) + p->town_bits[name->town] +
                   (name->village ? VILLAGE_PART + name->village_bits : 0) +
                   (near > name->node_bits ? near : name->node_bits);
        name->most = (int16_t)most;
        name->reach = INT16_MAX;
        if (name->script == PAIR_CHINESE && (name->n == 2 || name->n == 3))
            name->reach = (int16_t)(most + one_shared(p, name));
    }
}

/* Rows that were taken because they are alike say nothing of what is rare; a place, a village and a
 * word in Latin letters weigh what they weigh in most registries. */
static void weigh_sample(Pairs *p)
{
    enum { PLACE = 450, NEAR = 400, VILLAGE = 600, TOWN = 300, WORD = 650, WORD_ALIKE = 200 };

    for (size_t s = 0; s < AS__N; s++) {
        p->code[s] = p->tables->code[s];
        memcpy(p->starts[s], p->tables->starts[s], sizeof p->starts[s]);
    }
    for (size_t w = 0; w < p->nwords; w++) {
        p->word[w].same = WORD;
        p->word[w].alike = WORD_ALIKE;
    }
    p->town_bits = NEWN(p->arena, int16_t, p->nspots + 1);
    for (size_t i = 1; i < p->nspots; i++)
        p->town_bits[i] = TOWN;
    p->near_bits = NEWN(p->arena, int16_t, p->ndense + 1);
    for (size_t i = 0; i < p->ndense; i++)
        p->near_bits[i] = NEAR;
    for (size_t i = 0; i < p->nlist; i++) {
        PairName *name = &p->list[i];
        name->node_bits = name->node ? PLACE : 0;
        name->village_bits = name->village ? VILLAGE : 0;
        for (size_t k = 1; k < name->n && name->script == PAIR_CHINESE; k++)
            name->given_bits = (int16_t)(name->given_bits + p->code[AS_GIVEN][name->c[k]].same);
    }
}

void pairs_weigh(Pairs *p)
{
    read_words(p);
    table_kinship(p);
    weigh_years(p);
    if (p->sample) {
        weigh_sample(p);
    } else {
        weigh_names(p);
        weigh_given(p);
        weigh_places(p);
        weigh_towns(p);
        weigh_near(p);
    }
    pairs_weigh_titles(p);
    weigh_most(p);
    fuse_names(p);
    for (size_t i = 0; p->marks && i < p->nrows; i++)
        if (p->marks[i].body)
            count_one(&p->bodies, p->marks[i].body);
}
