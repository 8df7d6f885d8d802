/* SPDX-License-Identifier: Apache-2.0
 * Running over the names: first those of the surnames told, then those whose given name alone
 * meets.
 *
 * Each row is first held against an upper bound, the most that any system gives it; only what could
 * enter the list is weighed system by system.
 */
#include <stdlib.h>

#include "names/impl.h"
#include "names/kin_impl.h"

enum {
    COST_TURNED = -700, /* the two characters of a given name changed places */
    COST_LEFT_OUT = -330, /* a character that was not told */
    COST_ADDED = -450, /* a token that stands for none */
    GIVEN_LISTED = 120, /* classes of the first given token that are looked at without a surname */
    GIVEN_LEAST = 150, /* centibits that a character must have for that */
    FLOOR = -2000,
    SHIFT = 1 << 20, /* makes every sum of bits more than 0 */
    LIKELY = 0, /* centibits of a first character that is looked at first */
    CONFIDENT = 1700 /* a best score from which other surnames are not tried */
};

/* ---- laying tokens on characters ---- */

/* What the best way to lay n tokens on m characters in their order makes; table[i][k] is that of
 * the first i tokens and k characters. */
static int fit_bits(size_t n, size_t m, int w[GIVEN_MAX][GIVEN_MAX],
                    int table[GIVEN_MAX + 1][GIVEN_MAX + 1])
{
    for (size_t k = 0; k <= m; k++)
        table[0][k] = (int)k * COST_LEFT_OUT;
    for (size_t i = 1; i <= n; i++) {
        table[i][0] = (int)i * COST_ADDED;
        for (size_t k = 1; k <= m; k++) {
            int b = table[i - 1][k - 1] + w[i - 1][k - 1];
            int added = table[i - 1][k] + COST_ADDED, left = table[i][k - 1] + COST_LEFT_OUT;
            b = added > b ? added : b;
            table[i][k] = left > b ? left : b;
        }
    }
    return table[n][m];
}

Fit fit(size_t n, size_t m, int w[GIVEN_MAX][GIVEN_MAX])
{
    Fit best = { .at = { -1, -1, -1 } };
    int table[GIVEN_MAX + 1][GIVEN_MAX + 1];
    size_t i = n, k = m;

    best.bits = fit_bits(n, m, w, table);
    while (i || k) {
        if (i && k && table[i][k] == table[i - 1][k - 1] + w[i - 1][k - 1])
            best.at[--i] = (int8_t)--k;
        else if (i && table[i][k] == table[i - 1][k] + COST_ADDED)
            i--;
        else
            k--;
    }
    if (n == 2 && m == 2 && w[0][1] + w[1][0] + COST_TURNED > best.bits)
        best = (Fit){ .at = { 1, 0, -1 }, .bits = w[0][1] + w[1][0] + COST_TURNED };
    best.cost = best.bits;
    for (i = 0; i < n; i++)
        if (best.at[i] >= 0)
            best.cost -= w[i][best.at[i]];
    return best;
}

int surname_bits(const Search *s, const Combo *c, uint16_t surname)
{
    return c->base + (s->name.ways[c->way].surname == NO_TOKEN ? 0 : weigh(&c->surname, surname));
}

static void given_weights(const Search *s, const Combo *c, const uint16_t *given, size_t n,
                          int w[GIVEN_MAX][GIVEN_MAX])
{
    for (size_t i = 0; i < s->name.ways[c->way].ngiven; i++)
        for (size_t k = 0; k < n; k++)
            w[i][k] = weigh(&c->given[i], given[k]);
}

Fit given_fit(const Search *s, const Combo *c, const KinName *row)
{
    int w[GIVEN_MAX][GIVEN_MAX];

    given_weights(s, c, row->c + 1, row->ngiven, w);
    return fit(s->name.ways[c->way].ngiven, row->ngiven, w);
}

static int max2(int a, int b)
{
    return a > b ? a : b;
}

/* The bits of fit(), the shapes that nearly all names have by hand. */
static int laid(size_t n, size_t m, int w[GIVEN_MAX][GIVEN_MAX])
{
    int apart = COST_LEFT_OUT + COST_ADDED, table[GIVEN_MAX + 1][GIVEN_MAX + 1];

    if (n == 2 && m == 2)
        return max2(max2(w[0][0] + w[1][1], w[0][1] + w[1][0] + COST_TURNED),
                    max2(max2(max2(w[0][0], w[1][1]), max2(w[0][1], w[1][0])), apart) + apart);
    if (n == 2 && m == 1)
        return max2(max2(w[0][0], w[1][0]), apart) + COST_ADDED;
    if (n == 1 && m == 2)
        return max2(max2(w[0][0], w[0][1]), apart) + COST_LEFT_OUT;
    return fit_bits(n, m, w, table);
}

/* ---- keeping the best ---- */

/* A heap with the worst on top. */
static bool worse(const Kept *a, const Kept *b)
{
    return a->bits != b->bits ? a->bits < b->bits : a->row > b->row;
}

static void sift(Search *s, size_t at)
{
    for (;;) {
        size_t low = at, left = 2 * at + 1;
        Kept swap;
        if (left < s->nkept && worse(&s->kept[left], &s->kept[low]))
            low = left;
        if (left + 1 < s->nkept && worse(&s->kept[left + 1], &s->kept[low]))
            low = left + 1;
        if (low == at)
            return;
        swap = s->kept[at];
        s->kept[at] = s->kept[low];
        s->kept[low] = swap;
        at = low;
    }
}

static void keep(Search *s, Kept kept)
{
    if (kept.bits - KEPT_SPAN > s->floor)
        s->floor = kept.bits - KEPT_SPAN;
    if (s->nkept < s->room) {
        s->kept[s->nkept++] = kept;
        for (size_t i = s->nkept / 2; s->nkept == s->room && i-- > 0;)
            sift(s, i);
    } else if (worse(&s->kept[0], &kept)) {
        s->kept[0] = kept;
        sift(s, 0);
    }
    if (s->nkept == s->room && s->kept[0].bits > s->floor)
        s->floor = s->kept[0].bits;
}

/* The combos of a way, with what they give to one surname; the most first. */
typedef struct {
    int bits;
    uint8_t combo;
} Head;

typedef struct {
    Head p[COMBOS_MAX + LATIN_COMBOS];
    size_t n;
} Heads;

static Heads heads_of(const Search *s, size_t way, uint16_t surname)
{
    Heads all = { .n = 0 };

    for (size_t i = 0; i < s->ncombos; i++) {
        Head head = { 0, (uint8_t)i };
        size_t at = all.n;
        if (s->combos[i].way != way)
            continue;
        head.bits = surname_bits(s, &s->combos[i], surname);
        for (; at > 0 && all.p[at - 1].bits < head.bits; at--)
            all.p[at] = all.p[at - 1];
        all.p[at] = head;
        all.n++;
    }
    return all;
}

/* The most that a given name makes in any combo, with its head and without a context. `most` is the
 * most that the given name can weigh; what is not above `least` is not told apart. */
static Head name_best(const Search *s, const Heads *heads, const uint16_t *given, size_t n,
                      int most, int least)
{
    Head best = { .bits = least };

    for (size_t i = 0; i < heads->n && heads->p[i].bits + most > best.bits; i++) {
        const Combo *c = &s->combos[heads->p[i].combo];
        int w[GIVEN_MAX][GIVEN_MAX], bits;
        given_weights(s, c, given, n, w);
        bits = heads->p[i].bits + laid(s->name.ways[c->way].ngiven, n, w);
        if (bits > best.bits)
            best = (Head){ bits, heads->p[i].combo };
    }
    return best;
}

static void offer(Search *s, uint32_t row, Head name, int context)
{
    const KinName *r = &s->k->rows[row];

    if (name.bits + context > s->floor && !(s->gone && s->gone[r->person]) &&
        !(s->hidden && s->hidden[r->group]))
        keep(s, (Kept){ row, name.bits + context, name.combo });
}

/* ---- by surname ---- */

/* The most that the given name of a row can weigh. */
static int given_bound(const Search *s, const Way *way, const KinName *r)
{
    int w[GIVEN_MAX][GIVEN_MAX];

    for (size_t i = 0; i < way->ngiven; i++)
        for (size_t k = 0; k < r->ngiven; k++)
            w[i][k] = s->bound[way->given[i]][r->c[1 + k]];
    return laid(way->ngiven, r->ngiven, w);
}

/* A way on its run over the rows, with what is the same for all of them. */
typedef struct {
    const Way *way;
    uint8_t id;
    /* The most that tokens make beside a first character that stands for token t (t = ngiven: for
     * none), where the longest name has so many characters behind it. */
    int rest[GIVEN_MAX + 1][GIVEN_MAX];
} Scan;

/* As many others weigh their most as there are more characters, and the rest are added. */
static int rest_of(const Search *s, const Way *way, size_t taken, size_t more)
{
    int left[GIVEN_MAX], bits = taken < way->ngiven ? 0 : COST_LEFT_OUT;
    size_t n = 0;

    for (size_t k = 0; k < way->ngiven; k++) {
        int m = s->most[way->given[k]];
        size_t at = n;
        if (k == taken)
            continue;
        for (; at > 0 && left[at - 1] < m; at--)
            left[at] = left[at - 1];
        left[at] = m;
        n++;
    }
    for (size_t k = 0; k < n; k++)
        bits += k < more ? max2(left[k], COST_ADDED) : COST_ADDED;
    return bits;
}

static Scan scan_of(const Search *s, size_t way)
{
    Scan scan = { .way = &s->name.ways[way], .id = (uint8_t)way };

    for (size_t t = 0; t <= scan.way->ngiven; t++)
        for (size_t more = 0; more < GIVEN_MAX; more++)
            scan.rest[t][more] = rest_of(s, scan.way, t, more);
    return scan;
}

/* The most that given names can weigh that begin with a character: it stands for one of the tokens,
 * or was left out. */
static int run_bound(const Search *s, const Scan *scan, const Run *run)
{
    const Way *way = scan->way;
    size_t more = run->longest > 0 ? run->longest - 1U : 0;
    int best;

    if (run->first == 0) /* names without a given name */
        return way->ngiven * COST_ADDED;
    if (way->ngiven == 0)
        return 0;
    best = scan->rest[way->ngiven][more];
    for (size_t t = 0; t < way->ngiven; t++)
        best = max2(best, s->bound[way->given[t]][run->first] + scan->rest[t][more]);
    return best;
}

static void weigh_if(Search *s, const Heads *heads, const Way *way, uint32_t row)
{
    const KinName *r = &s->k->rows[row];
    int context = context_bits(s, r), most = given_bound(s, way, r);

    if (heads->p[0].bits + context + most > s->floor)
        offer(s, row, name_best(s, heads, r->c + 1, r->ngiven, most, s->floor - context), context);
}

/* given_bound() of the names of a run, in a look-up a token: what the second characters may add,
 * each token's with what it needs, or `least`; and `alone` for those that have no second one. */
typedef struct {
    const int16_t *by[GIVEN_MAX];
    int with[GIVEN_MAX];
    int least, alone;
    uint16_t first; /* character of the run */
} Brisk;

static Brisk brisk_of(const Search *s, const Way *w, const Run *run)
{
    int apart = COST_LEFT_OUT + COST_ADDED, most = apart;
    int others = ((int)w->ngiven - 1) * COST_ADDED;
    Brisk b = { .by = { NULL }, .first = run->first };

    /* The second character stands for token t, the first for one before it or for none. */
    for (size_t t = 0; t < w->ngiven; t++) {
        b.by[t] = s->bound[w->given[t]];
        b.with[t] = most + others - COST_ADDED;
        most = max2(most, b.by[t][run->first]);
    }
    if (w->ngiven)
        b.with[0] = others + COST_LEFT_OUT;
    if (w->ngiven == 2)
        b.with[0] = max2(b.with[0], b.by[1][run->first] + COST_TURNED);
    b.alone = most + others;
    b.least = b.alone + COST_LEFT_OUT;
    return b;
}

/* Most rows need no more than their brief: six bytes, one behind the other. Rows of one name stand
 * together, so it is weighed once. These are names of n characters from row i on. */
static inline void scan_brisk(Search *s, const Heads *heads, const Brisk *b, size_t n,
                              size_t ngiven, uint32_t i, uint32_t end)
{
    const uint16_t first = b->first;
    const Brief *briefs = s->k->briefs;
    const int16_t *nodes = s->nodes, *years = s->years;
    int head = heads->p[0].bits + s->context_most - s->context_brief, floor = s->floor - head;
    uint16_t name[2] = { 0 };
    Head best = { 0 };

    for (; i < end; i++) {
        int given = n == 1 ? b->alone : b->least;
        int context = nodes[briefs[i].node] + years[briefs[i].year];
        for (size_t t = 0; n == 2 && t < ngiven; t++)
            given = max2(given, b->by[t][briefs[i].second] + b->with[t]);
        if (given + context <= floor)
            continue;
        if (name[0] == 0 || name[1] != briefs[i].second) {
            name[0] = first;
            name[1] = briefs[i].second;
            best = name_best(s, heads, name, n, given, s->floor - s->context_most);
        }
        if (s->villages)
            context += s->villages[s->k->rows[i].village];
        offer(s, i, best, context);
        floor = s->floor - head;
    }
}

static void scan_run(Search *s, const Heads *heads, const Way *way, const Run *run)
{
    const Brief *briefs = s->k->briefs;
    uint32_t i = run->row, end = run[1].row, pair = i;
    Brisk b;

    if (run->first == 0 || run->longest > 2) {
        for (; i < end; i++)
            weigh_if(s, heads, way, i);
        return;
    }
    b = brisk_of(s, way, run);
    while (pair < end && briefs[pair].second == 0)
        pair++;
    scan_brisk(s, heads, &b, 1, 0, i, pair);
    if (way->ngiven == 0)
        scan_brisk(s, heads, &b, 2, 0, pair, end);
    else if (way->ngiven == 1)
        scan_brisk(s, heads, &b, 2, 1, pair, end);
    else if (way->ngiven == 2)
        scan_brisk(s, heads, &b, 2, 2, pair, end);
    else
        scan_brisk(s, heads, &b, 2, 3, pair, end);
}

/* Rows of a surname, run by run: in the first pass those whose first character is likely, so that
 * the floor has risen when the others come up. */
static void scan_surname(Search *s, const Scan *scan, uint16_t surname, bool likely)
{
    const Way *w = scan->way;
    Heads heads = heads_of(s, scan->id, surname);
    int most = heads.p[0].bits + s->context_most;

    for (size_t i = 0; i < w->ngiven; i++)
        most += max2(s->most[w->given[i]], COST_ADDED);
    if (most <= s->floor)
        return;
    for (uint32_t i = s->k->run_at[surname]; i < s->k->run_at[surname + 1]; i++) {
        const Run *run = &s->k->runs[i];
        bool is_likely = w->ngiven == 0 || s->bound[w->given[0]][run->first] >= LIKELY;
        if (is_likely == likely &&
            heads.p[0].bits + s->context_most + run_bound(s, scan, run) > s->floor)
            scan_run(s, &heads, w, run);
    }
}

/* The surnames that a way may mean, with the most that each weighs, its base included. */
typedef struct {
    uint16_t cls;
    int bits;
} Surname;

typedef VEC(Surname) Surnames;

static int by_bits(const void *x, const void *y)
{
    const Surname *a = x, *b = y;
    return a->bits != b->bits ? (a->bits > b->bits ? -1 : 1)
                              : (a->cls > b->cls) - (a->cls < b->cls);
}

/* `best` has room for all codes, and is zero before and after. */
static Surnames surnames_of(Search *s, size_t way, int32_t *best)
{
    Surnames all = { 0 };

    for (size_t i = 0; i < s->ncombos; i++) {
        const Combo *c = &s->combos[i];
        for (size_t k = 0; c->way == way && k < c->surname.n; k++) {
            uint16_t cls = c->surname.list[k].cls;
            int bits = c->base + c->surname.w[k];
            if (s->k->run_at[cls] == s->k->run_at[cls + 1])
                continue;
            if (best[cls] == 0)
                vec_push(s->a, &all, (Surname){ cls, 0 });
            if (best[cls] == 0 || bits + SHIFT > best[cls])
                best[cls] = bits + SHIFT;
        }
    }
    for (size_t i = 0; i < all.n; i++) {
        all.p[i].bits = best[all.p[i].cls] - SHIFT;
        best[all.p[i].cls] = 0;
    }
    if (all.n)
        qsort(all.p, all.n, sizeof *all.p, by_bits);
    return all;
}

/* ---- by given name ---- */

/* The codes that a given token may well be, by what they weigh. */
static Surnames given_of(Search *s, uint8_t token)
{
    Surnames all = { 0 };

    for (size_t c = 1; c < s->ncodes; c++)
        if (s->bound[token][c] >= GIVEN_LEAST && s->k->given_at[c + 1] > s->k->given_at[c])
            vec_push(s->a, &all, (Surname){ (uint16_t)c, s->bound[token][c] });
    if (all.n)
        qsort(all.p, all.n, sizeof *all.p, by_bits);
    if (all.n > GIVEN_LISTED)
        all.n = GIVEN_LISTED;
    return all;
}

/* Rows whose given name begins with a likely character for the first token and goes on with one for
 * the second, whatever their surname. */
static void scan_given(Search *s, size_t way)
{
    const Way *w = &s->name.ways[way];
    const int16_t *second = w->ngiven > 1 ? s->bound[w->given[1]] : NULL;
    Heads heads = heads_of(s, way, 0);
    int villages = s->context_most - s->context_brief;
    Surnames firsts = { 0 };

    if (heads.n == 0)
        return;
    firsts = given_of(s, w->given[0]);
    for (size_t i = 0; i < firsts.n; i++) {
        uint16_t c = firsts.p[i].cls, name[GIVEN_MAX] = { 0 };
        int head = heads.p[0].bits + firsts.p[i].bits;
        Head best = { 0 };
        for (uint32_t at = s->k->given_at[c]; at < s->k->given_at[c + 1]; at++) {
            const ByGiven *g = &s->k->by_given[at];
            const Brief *brief = &s->k->briefs[g->row];
            const KinName *r = &s->k->rows[g->row];
            int bits = head + (second ? second[g->second] : g->second ? COST_LEFT_OUT : 0);
            if (bits + s->context_most <= s->floor ||
                bits + villages + s->nodes[brief->node] + s->years[brief->year] <= s->floor ||
                bits + context_bits(s, r) <= s->floor)
                continue;
            if (memcmp(name, r->c + 1, sizeof name) != 0) {
                memcpy(name, r->c + 1, sizeof name);
                best = name_best(s, &heads, name, r->ngiven, given_bound(s, w, r),
                                 s->floor - s->context_most);
            }
            offer(s, g->row, best, context_bits(s, r));
        }
    }
}

static int best_kept(const Search *s)
{
    int best = INT32_MIN;

    for (size_t i = 0; i < s->nkept; i++)
        best = s->kept[i].bits > best ? s->kept[i].bits : best;
    return best;
}

void search_rows(Search *s)
{
    Surnames surnames[WAYS_MAX];
    Scan scans[WAYS_MAX];
    int32_t *best = NEWN(s->a, int32_t, s->ncodes);

    s->floor = FLOOR;
    for (size_t way = 0; way < s->name.nways; way++) {
        scans[way] = scan_of(s, way);
        surnames[way] = surnames_of(s, way, best);
        for (size_t i = 0; i < surnames[way].n; i++)
            scan_surname(s, &scans[way], surnames[way].p[i].cls, true);
    }
    for (size_t way = 0; way < s->name.nways; way++)
        for (size_t i = 0; i < surnames[way].n; i++)
            scan_surname(s, &scans[way], surnames[way].p[i].cls, false);
    for (size_t way = 0; way < s->name.nways; way++) {
        const Way *w = &s->name.ways[way];
        if (w->ngiven && (w->ngiven > 1 || w->surname == NO_TOKEN) && best_kept(s) < CONFIDENT)
            scan_given(s, way);
    }
}
