/* SPDX-License-Identifier: Apache-2.0
 * What a query weighs: its name in each way and system, its year, its place.
 *
 * P(name | person) = Σ over ways and systems of P(way) P(system) Π P(token | character, system),
 * and likewise for anybody, with the shares of characters in the registry. Of a system, what it
 * costs is its part of the latter sum; what a token weighs is log2 P(token | character) / P(token).
 */
#include <math.h>

#include "names/impl.h"
#include "names/kin_impl.h"
#include "text/when.h"

/* Combos this much less likely than the best are left out. */
static const float LEFT_OUT = 10.0F;
enum { BITS_MAX = 3000 };

int16_t centibits(float bits)
{
    float c = bits * KIN_UNIT;
    /* As lrintf(), which is a call: so near to this number no float has a fraction. */
    static const float WHOLE = 12582912.0F;
    c = c > BITS_MAX ? BITS_MAX : c > -BITS_MAX ? c : -BITS_MAX;
    return (int16_t)(c + WHOLE - WHOLE);
}

/* Puts a list of classes into a row by class, or takes it out again. */
static void spread(float *row, const WeighedList *all, bool in)
{
    for (size_t i = 0; i < all->n; i++)
        row[all->p[i].cls] = in ? all->p[i].p : 0;
}

void standing_place(const Search *s, Standing *out)
{
    out->at = arena_get(s->a, s->ncodes * sizeof *out->at);
    for (size_t c = 0; c < s->ncodes; c++)
        out->at[c] = (uint16_t)out->codes.n;
    for (size_t i = 0; i < out->codes.n; i++)
        out->at[out->codes.p[i].cls] = (uint16_t)i;
}

/* What a token may be in a place, of what the index has there. */
static const Standing *standing_of(Search *s, Token *t, Slot slot)
{
    Standing *out = &s->standing[(size_t)(t - s->name.tokens) * AS__N + slot];
    const WeighedList *all;

    if (out->at)
        return out;
    all = token_mean(s->k->names, s->a, s->sum, t, slot, DIALECT__N);
    out->codes.p = arena_get(s->a, (all->n + 1) * sizeof *out->codes.p);
    for (size_t i = 0; i < all->n; i++)
        if (s->k->met[all->p[i].cls] & 1U << slot)
            out->codes.p[out->codes.n++] = all->p[i];
    standing_place(s, out);
    return out;
}

static Weights weights_make(Search *s, Token *t, Slot slot, size_t system)
{
    const Names *n = s->k->names;
    const Standing *any = standing_of(s, t, slot);
    const WeighedList *in = &t->in[slot][system].classes;
    const WeighedList *dialect =
        token_mean(n, s->a, s->sum, t, slot, names_system(n, system)->dialect);
    float all = token_p(n, t, slot, system);
    float miss = (SLIP * t->mean[slot][DIALECT__N].total + t->unheard) / all;
    Weights w = { .list = any->codes.p, .at = any->at, .n = any->codes.n };

    w.w = arena_get(s->a, (w.n + 1) * sizeof *w.w);
    spread(s->own, in, true);
    spread(s->dialect, dialect, true);
    for (size_t i = 0; i < w.n; i++) {
        uint16_t cls = w.list[i].cls;
        float p = (1 - OTHER_HABIT - OTHER_DIALECT - SLIP) * s->own[cls] +
                  OTHER_HABIT * s->dialect[cls] + OTHER_DIALECT * w.list[i].p;
        w.w[i] = centibits(log2f(p / all + miss));
    }
    w.w[w.n] = centibits(log2f(miss));
    spread(s->own, in, false);
    spread(s->dialect, dialect, false);
    return w;
}

/* Ways share their tokens, so weights are made once. */
static Weights weights_of(Search *s, uint8_t token, Slot slot, size_t system)
{
    Weights *w = &s->weights[((size_t)token * AS__N + slot) * SYSTEMS_MAX + system];

    if (!w->at)
        *w = weights_make(s, &s->name.tokens[token], slot, system);
    return *w;
}

/* ---- ways and systems ---- */

static void combo_of(Search *s, const Ranked *r, float all)
{
    const Way *way = &s->name.ways[r->way];
    Combo *c = &s->combos[s->ncombos++];

    *c = (Combo){ .way = r->way, .system = r->system, .base = centibits(r->log_p - all) };
    if (way->surname != NO_TOKEN)
        c->surname = weights_of(s, way->surname, AS_SURNAME, r->system);
    for (size_t i = 0; i < way->ngiven; i++)
        c->given[i] = weights_of(s, way->given[i], AS_GIVEN, r->system);
}

/* Raises the bound of a token to what it weighs in one more combo; that of a miss is kept at 0. */
static void bound_raise(Search *s, int16_t **bound, const Weights *w)
{
    if (!*bound) {
        *bound = arena_get(s->a, s->ncodes * sizeof **bound);
        for (size_t c = 0; c < s->ncodes; c++)
            (*bound)[c] = -BITS_MAX;
    }
    for (size_t c = 0; c < w->n; c++)
        if ((*bound)[w->list[c].cls] < w->w[c])
            (*bound)[w->list[c].cls] = w->w[c];
    if ((*bound)[0] < w->w[w->n])
        (*bound)[0] = w->w[w->n];
}

/* For each token that stands in a given name, the most it can weigh in any combo, by code. */
static void bounds(Search *s)
{
    for (size_t i = 0; i < s->ncombos; i++) {
        const Way *way = &s->name.ways[s->combos[i].way];
        for (size_t g = 0; g < way->ngiven; g++)
            bound_raise(s, &s->bound[way->given[g]], &s->combos[i].given[g]);
    }
    for (size_t t = 0; t < s->name.ntokens; t++) {
        s->most[t] = s->bound[t] ? s->bound[t][0] : 0;
        for (size_t c = 1; s->bound[t] && c < s->ncodes; c++) {
            if (s->bound[t][c] < s->bound[t][0])
                s->bound[t][c] = s->bound[t][0];
            if (s->bound[t][c] > s->most[t])
                s->most[t] = s->bound[t][c];
        }
    }
}

bool search_weights(Search *s, Err *e)
{
    Shares shares = { { s->k->share[AS_SURNAME], s->k->share[AS_GIVEN] } };
    Combo latin[LATIN_COMBOS];
    float latin_p[LATIN_COMBOS], all;
    Ranked *ranked;
    size_t n, nlatin;

    if (!name_read(s->k->names, s->a, s->q->name, &shares, &s->name))
        return err_set(e, ERR_INVALID,
                       N_("'%.*s' holds no name; give it in Chinese characters or "
                          "in Latin letters"),
                       STR(utf8_part(s->q->name, 60)));
    s->own = NEWN(s->a, float, classes_all(s->k->names));
    s->dialect = NEWN(s->a, float, classes_all(s->k->names));
    s->weights = NEWN(s->a, Weights, s->name.ntokens * AS__N * SYSTEMS_MAX);
    s->standing = NEWN(s->a, Standing, s->name.ntokens * AS__N);
    s->sum = class_sum_new(s->k->names, s->a);
    ranked = name_rank(s->k->names, s->a, &s->name, &n, &all);
    nlatin = search_latin(s, latin, latin_p);
    for (size_t i = 0; i < nlatin; i++)
        all = fmaxf(all, latin_p[i]) + log2f(1 + exp2f(-fabsf(all - latin_p[i])));
    for (size_t i = 0; i < n && s->ncombos < COMBOS_MAX; i++)
        if (ranked[i].log_p > ranked[0].log_p - LEFT_OUT)
            combo_of(s, &ranked[i], all);
    for (size_t i = 0; i < nlatin; i++) {
        latin[i].base = centibits(latin_p[i] - all);
        s->combos[s->ncombos++] = latin[i];
    }
    bounds(s);
    return true;
}

/* ---- the year ---- */

/* P(told | born in that year): people err by a year or two, the old way of counting ages by one,
 * and now and then wholly. */
static float year_p(int born, int born_to, int from, int to, float spread)
{
    static const float WRONG = 0.06F, ANY = 1.0F / 150;
    float q = expf(-1 / spread);
    int far = born_to < from ? from - born_to : born > to ? born - to : 0;

    return (1 - WRONG) * (1 - q) / (1 + q) * powf(q, (float)far) / (float)(to - from + 1) +
           WRONG * ANY;
}

static bool search_year(Search *s, Err *e)
{
    float all = 0, p[YEARS];
    float spread = 1.3F;
    int from, to;
    When when;

    if (str_trim(s->q->year).n == 0)
        return true;
    if (!when_parse(s->q->year, &when, e))
        return false;
    from = day_year(when.from);
    to = day_year(when.to);
    if (when.about) {
        /* The reader widens by two years; here nearness counts instead. */
        from = to = (from + to) / 2;
        spread = 2.2F;
    }
    for (int y = 1; y < YEARS; y++) {
        p[y] = year_p(YEAR_FIRST + y - 1, YEAR_FIRST + y - 1, from, to, spread);
        all += s->k->year_share[y] * p[y];
    }
    for (int y = 1; y < YEARS; y++)
        s->years[y] = centibits(log2f(p[y] / all));
    return true;
}

/* ---- the place ---- */

static const float kinship_p[KINSHIP__N] = {
    [KINSHIP_OTHER] = 0.004F, [KINSHIP_PROVINCE] = 0.012F, [KINSHIP_CITY] = 0.05F,
    [KINSHIP_WIDER] = 0.5F,   [KINSHIP_OVERLAP] = 0.6F,    [KINSHIP_SAME] = 0.85F,
};

static void search_node(Search *s)
{
    const Gazetteer *g = s->k->places;
    size_t n = place_nodes(g);
    float all = 0, *p = NEWN(s->a, float, n);

    if (s->place.node == 0)
        return;
    for (size_t i = 1; i < n; i++) {
        if (s->k->node_share[i] * (float)s->k->nplaced < 0.5F)
            continue;
        p[i] = kinship_p[place_kinship(g, s->place.node, (uint16_t)i)];
        all += p[i] * s->k->node_share[i];
    }
    for (size_t i = 1; i < n; i++)
        if (p[i] > 0 && all > 0)
            s->nodes[i] = centibits(fminf(log2f(p[i] / all), 7.0F));
}

/* How well a village's characters are what was told: 1 the same, less for a part, by sound. */
typedef struct {
    Str text;
    NameReading sound;
    const Names *names;
} ToldVillage;

static float village_by_sound(const ToldVillage *told, const Village *v)
{
    const Way *way = &told->sound.ways[0];
    float best = 0;

    if (way->ngiven == 0 || v->n < way->ngiven)
        return 0;
    for (size_t y = 0; y < names_systems(told->names); y++) {
        float p = 1;
        for (size_t i = 0; i < way->ngiven && p > 0; i++) {
            const WeighedList *all = &told->sound.tokens[way->given[i]].in[AS_GIVEN][y].classes;
            float found = 0;
            for (size_t c = 0; c < all->n; c++)
                if (all->p[c].cls == v->c[i])
                    found = all->p[c].p;
            p *= found;
        }
        best = fmaxf(best, p);
    }
    return best > 0.002F ? 0.3F : 0;
}

static float village_p(const ToldVillage *told, const Village *v)
{
    static const float OTHER = 0.004F;

    if (str_eq(told->text, v->text))
        return 0.8F;
    if (told->text.n >= 6 && v->text.n >= 6 &&
        (str_find(told->text, v->text) >= 0 || str_find(v->text, told->text) >= 0))
        return 0.4F;
    return fmaxf(OTHER, told->sound.nways ? village_by_sound(told, v) : 0);
}

/* The rest of the place as a given name without surname, so that its tokens are weighed alike. */
static void village_sound(Search *s, ToldVillage *told)
{
    NameReading read;

    if (told->text.n == 0 || (unsigned char)told->text.p[0] >= 0x80)
        return;
    if (!name_read(s->k->names, s->a, told->text, NULL, &read))
        return;
    for (size_t i = 0; i < read.nways; i++)
        if (read.ways[i].kind == WAY_NO_SURNAME && told->sound.nways == 0) {
            told->sound = read;
            told->sound.ways[0] = read.ways[i];
        }
}

static void search_village(Search *s)
{
    ToldVillage told = { .text = s->place.rest, .names = s->k->names };
    float all = 0, *p;

    if (told.text.n == 0 || s->k->nsettled == 0)
        return;
    village_sound(s, &told);
    p = NEWN(s->a, float, s->k->nvillages);
    for (size_t i = 1; i < s->k->nvillages; i++) {
        p[i] = village_p(&told, &s->k->villages[i]);
        all += p[i] * (float)s->k->villages[i].count;
    }
    all /= (float)s->k->nsettled;
    s->villages = NEWN(s->a, int16_t, s->k->nvillages);
    for (size_t i = 1; i < s->k->nvillages; i++)
        s->villages[i] = centibits(fmaxf(fminf(log2f(p[i] / all), 7.0F), -1.5F));
}

static int most_of(const int16_t *bits, size_t n)
{
    int most = 0;

    for (size_t i = 0; i < n; i++)
        most = bits[i] > most ? bits[i] : most;
    return most;
}

bool search_context(Search *s, Err *e)
{
    s->years = NEWN(s->a, int16_t, YEARS);
    s->nodes = NEWN(s->a, int16_t, place_nodes(s->k->places));
    if (!search_year(s, e))
        return false;
    place_read(s->k->places, s->a, s->q->place, &s->place);
    search_node(s);
    search_village(s);
    s->context_brief = most_of(s->years, YEARS) + most_of(s->nodes, place_nodes(s->k->places));
    s->context_most = s->context_brief + (s->villages ? most_of(s->villages, s->k->nvillages) : 0);
    return true;
}

int context_bits(const Search *s, const KinName *row)
{
    int bits = s->years[row->year] + s->nodes[row->node];
    return s->villages ? bits + s->villages[row->village] : bits;
}
