/* SPDX-License-Identifier: Apache-2.0
 * Tying claims to figures by their words; their values play no part in it.
 *
 * The unit of a claim says which figures it may be of. Each way of speaking of one of these gets a
 * score: how near the words stand that must, whether the topic is there, what makes it likelier and
 * what speaks against it. A sentence uses a figure once; where two claims want the same one, the
 * sum of scores decides. A claim whose best score is low, or hardly above the next, is left alone:
 * a wrong tie is worse than none.
 */
#include "figure/verify_impl.h"

#include <stdlib.h>
#include <stdio.h>

#include "figure/impl.h"

enum {
    WINDOW = 400,     /* bytes to either side of a claim that are looked at */
    NOUN = 60,        /* bytes in which an English noun ends */
    BEST = 4,         /* figures that are kept for a claim */
    SWAPS_MAX = 48,   /* claims of a sentence that are compared with each other */
    BEFORE_GAP = 26,  /* a colon or the end of a cell lies between */
    HALF = 40,        /* where a word counts half of what it does beside the number */
    TOPIC_HALF = 150, /* … a topic */
    LABEL_GAP = 30,   /* a number without a unit needs its label that near */
    BARE_GAP = 12,    /* … its word */
};

static const double GRADE_UNIT = 2, GRADE_LOOSE = 1.2, NEAR = 4, NEAR_LEAST = 0.2, TOPIC = 2,
                    AGAINST = 6, LIKELY_MOST = 1.6, THRESHOLD = 4.4, MARGIN = 0.3, PARTS = 1.5,
                    COUNTRY = 3, FALLBACK = 0.75, CLAUSE_BEFORE = 0.6, NEXT_CLAUSE = 0.4,
                    NEARER = 0.3, ELSEWHERE = 0.4;

typedef struct {
    double near[NEAR_GROUPS], topic, likely;
    uint32_t bytes; /* of the longest word near */
} WayScore;

typedef struct {
    Verifying *v;
    bool *money, *countries; /* by figure */
    double *against;         /* by figure: what speaks against it in the clause */
    double *grade;           /* by figure: of the unit, for the claim at hand; 0: not its unit */
    WayScore *ways;          /* by way */
    int32_t *touched;        /* ways that have a score */
    size_t ntouched;
    uint32_t *topic_at;   /* by way: behind the last topic word so far, 0: none */
    uint32_t *topic_head; /* by way: the end of the heading that has a topic word */
    uint32_t heading;     /* the end of the heading that was looked at */
    size_t next_topic;    /* the hit up to which topic_at is filled */
    VEC(Candidate) found; /* of the sentence */
    bool *taken;          /* by figure: some claim of the sentence has it */
    bool bare;            /* the claim at hand has no unit that is known */
    bool parts;           /* the words at hand stand behind an 其中 that follows the claim */
    const WordHit *label; /* the label that the words at hand stand in, or NULL */
} Binder;

static double closeness(uint32_t gap, double half)
{
    return half / (half + gap);
}

/* ---- units ---- */

static void grade_by_uses(Binder *b, const WordHit *h)
{
    const Wording *w = b->v->words;
    for (int32_t u = h->word; u >= 0; u = w->uses.p[u].next) {
        const WordUse *use = &w->uses.p[u];
        double grade = use->role == WORD_UNIT ? GRADE_UNIT : GRADE_LOOSE;
        if ((use->role == WORD_UNIT || use->role == WORD_LOOSE) && grade > b->grade[use->figure])
            b->grade[use->figure] = grade;
    }
}

static bool is_unit(const Verifying *v, const WordHit *h)
{
    return verify_word_is(v, h, WORD_UNIT) || verify_word_is(v, h, WORD_LOOSE);
}

/* The longest unit that stands right there; NULL if there is none. */
static const WordHit *unit_here(const Verifying *v, uint32_t at)
{
    const WordHit *best = NULL;
    for (size_t i = verify_hit(v, at); i < v->hits.n && v->hits.p[i].start == at; i++)
        if (is_unit(v, &v->hits.p[i]) && (!best || v->hits.p[i].end > best->end))
            best = &v->hits.p[i];
    return best;
}

/* English counts by the head of a noun: "14 feature articles on", "38 visiting parties". It is the
 * last unit before a preposition, a verb or a mark. */
static const WordHit *unit_in_noun(const Verifying *v, size_t claim)
{
    const Spot *s = &v->spots[claim];
    uint32_t limit = s->clause_end < s->unit + NOUN ? s->clause_end : s->unit + NOUN;
    const WordHit *best = NULL;

    if (claim + 1 < v->claims.n && s[1].start < limit)
        limit = s[1].start;
    for (size_t i = verify_hit(v, s->unit); i < v->hits.n && v->hits.p[i].start < limit; i++) {
        const WordHit *h = &v->hits.p[i];
        bool inside = best && h->start < best->end;
        if (!level_word_char(v->level.text.p[h->start]))
            break;
        if (!inside && verify_word_is(v, h, WORD_STOP))
            break;
        if (is_unit(v, h) && (!best || h->end > best->end))
            best = h;
    }
    return best;
}

static bool count_kind_fits(const Binder *b, int32_t figure, const Claim *c)
{
    CountKind kind = figures_at(b->v->all, (size_t)figure)->count;
    if (c->kind == CLAIM_ORDINAL && kind == COUNT_FIRST)
        return c->first || b->grade[figure] > 0; /* 首家, but 第二家 too */
    if (c->kind == CLAIM_ORDINAL)
        return !c->first && (kind == COUNT_MAX || kind == COUNT_YEARS);
    if (kind == COUNT_FIRST || kind == COUNT_MAX || kind == COUNT_YEARS)
        return false;
    return b->money[figure] == (c->kind == CLAIM_MONEY);
}

/* "来访人次：432", "国家和地区25个": what is counted may stand before the number, at most so far. */
static const WordHit *unit_before(const Verifying *v, const Spot *s, uint32_t most)
{
    const WordHit *best = NULL;
    uint32_t from = s->start > s->sentence + NOUN ? s->start - NOUN : s->sentence;
    for (size_t i = verify_hit(v, from); i < v->hits.n && v->hits.p[i].end <= s->start; i++)
        if (is_unit(v, &v->hits.p[i]) && verify_gap(v, s, &v->hits.p[i]) <= most &&
            (!best || v->hits.p[i].end > best->end))
            best = &v->hits.p[i];
    return best;
}

/* 个 says nothing of what is counted. */
static bool is_plain(const Verifying *v, const WordHit *unit)
{
    return str_eq(str_part(v->level.text, unit->start, unit->end - unit->start), S("个"));
}

/* Which figures the unit of the claim allows, and how well. */
static bool grade_figures(Binder *b, size_t claim)
{
    Verifying *v = b->v;
    const Claim *c = &v->claims.p[claim];
    size_t n = figures_count(v->all);
    const WordHit *unit = unit_here(v, v->spots[claim].unit);
    bool free = c->kind == CLAIM_MONEY || c->kind == CLAIM_ORDINAL;

    memset(b->grade, 0, n * sizeof *b->grade);
    memset(b->against, 0, n * sizeof *b->against);
    if (!unit)
        unit = unit_in_noun(v, claim);
    if (!unit && c->unit.n == 0)
        unit = unit_before(v, &v->spots[claim], BEFORE_GAP);
    const WordHit *noun = unit && is_plain(v, unit) ? unit_before(v, &v->spots[claim], 0) : NULL;
    if (unit)
        grade_by_uses(b, unit);
    if (noun)
        grade_by_uses(b, noun);
    b->bare = !unit && !free && c->unit.n == 0;
    for (size_t f = 0; f < n; f++) {
        if (!count_kind_fits(b, (int32_t)f, c))
            b->grade[f] = 0;
        else if (c->kind == CLAIM_MONEY)
            b->grade[f] = GRADE_UNIT;
        else if (b->bare || (!unit && free))
            b->grade[f] = GRADE_LOOSE;
    }
    return unit || b->bare || free;
}

/* ---- words ---- */

static WayScore *way_score(Binder *b, int32_t way)
{
    WayScore *w = &b->ways[way];
    bool fresh =
        w->near[0] == 0 && w->near[1] == 0 && w->near[2] == 0 && w->topic == 0 && w->likely == 0;
    if (fresh)
        b->touched[b->ntouched++] = way;
    return w;
}

static void raise_to(double *score, double to)
{
    if (to > *score)
        *score = to;
}

static bool in_clause_of(const WordHit *h, const Spot *s)
{
    return h->start >= s->clause && h->end <= s->clause_end;
}

/* How much of a word is said of the claim: a word in another clause that has a number of its own is
 * rather said of that one, above all if it stands before it. */
static double share_of_word(const Verifying *v, const Spot *s, const WordHit *h)
{
    size_t claim = (size_t)(s - v->spots);
    if (in_clause_of(h, s))
        return 1;
    if (h->start >= s->end)
        return claim + 1 < v->claims.n && in_clause_of(h, s + 1) ? NEXT_CLAUSE : 1;
    return claim > 0 && in_clause_of(h, s - 1) ? CLAUSE_BEFORE : 1;
}

/* Does it stand nearer to the number before or behind this one? */
static bool is_nearer_to_another(const Verifying *v, const Spot *s, const WordHit *h, uint32_t gap)
{
    size_t claim = (size_t)(s - v->spots);
    if (h->start >= s->end)
        return claim + 1 < v->claims.n && verify_gap(v, s + 1, h) < gap;
    return h->end <= s->start && claim > 0 && verify_gap(v, s - 1, h) < gap;
}

static void use_word(Binder *b, const Spot *s, const WordHit *h, const WordUse *use)
{
    uint32_t gap = verify_gap(b->v, s, h);
    double near = closeness(gap, HALF);

    if (use->way < 0 || b->grade[use->figure] == 0)
        return;
    if (use->group == 0 || h->start >= s->end)
        near *= share_of_word(b->v, s, h) * (b->parts ? NEXT_CLAUSE : 1);
    switch (use->role) {
    case WORD_NEAR:
        raise_to(&way_score(b, use->way)->near[use->group], near);
        if (gap <= LABEL_GAP && h->end - h->start > b->ways[use->way].bytes)
            b->ways[use->way].bytes = h->end - h->start;
        break;
    case WORD_TOPIC: raise_to(&way_score(b, use->way)->topic, closeness(gap, TOPIC_HALF)); break;
    case WORD_LIKELY: way_score(b, use->way)->likely += 0.8 * near; break;
    case WORD_NOT:
        raise_to(&b->against[use->figure],
                 near * (in_clause_of(h, s) ? 1 : ELSEWHERE) *
                     (is_nearer_to_another(b->v, s, h, gap) ? NEARER : 1));
        break;
    default: break;
    }
}

/* 咨询 in 咨询日 is no 咨询 to a figure that the longer word speaks against. */
static bool is_in_other_word(const Verifying *v, size_t hit, int32_t figure)
{
    const WordHit *h = &v->hits.p[hit];
    for (size_t i = hit + 1; i < v->hits.n && v->hits.p[i].start == h->start; i++)
        for (int32_t u = v->hits.p[i].word; u >= 0; u = v->words->uses.p[u].next)
            if (v->words->uses.p[u].role == WORD_NOT && v->words->uses.p[u].figure == figure)
                return true;
    return false;
}

static bool is_label(const Verifying *v, const WordHit *h)
{
    for (int32_t u = h->word; u >= 0; u = v->words->uses.p[u].next) {
        const WordUse *use = &v->words->uses.p[u];
        if (use->role == WORD_NEAR && v->words->ways.p[use->way].label)
            return true;
    }
    return false;
}

/* "Proposals handed in" inside of "Group proposals handed in" is no label. */
static bool is_in_label(const Binder *b, const WordHit *h)
{
    const WordHit *l = b->label;
    return l && h->start >= l->start && h->end <= l->end && h->end - h->start < l->end - l->start;
}

/* Keeps the label that reaches farthest; hits come by their starts, and the shorter ones first. */
static void pass_label(Binder *b, size_t hit)
{
    const Verifying *v = b->v;
    for (size_t i = hit; i < v->hits.n && v->hits.p[i].start == v->hits.p[hit].start; i++)
        if (is_label(v, &v->hits.p[i]) && (!b->label || v->hits.p[i].end > b->label->end))
            b->label = &v->hits.p[i];
}

static void use_hits(Binder *b, const Spot *s)
{
    const Verifying *v = b->v;
    uint32_t from = s->start > s->sentence + WINDOW ? s->start - WINDOW : s->sentence;
    uint32_t to = s->sentence_end > s->end + WINDOW ? s->end + WINDOW : s->sentence_end;
    b->label = NULL;
    b->parts = false;
    for (size_t i = verify_hit(v, from); i < v->hits.n && v->hits.p[i].start < to; i++) {
        const WordHit *h = &v->hits.p[i];
        pass_label(b, i);
        b->parts |= h->start >= s->end && verify_word_is(v, h, WORD_PARTS);
        if (h->end > to || (is_label(v, h) && is_in_label(b, h)))
            continue;
        for (int32_t u = h->word; u >= 0; u = v->words->uses.p[u].next)
            if (!is_in_other_word(v, i, v->words->uses.p[u].figure))
                use_word(b, s, h, &v->words->uses.p[u]);
    }
}

/* ---- topics ---- */

static void note_topic(const Binder *b, const WordHit *h, uint32_t *at, uint32_t value)
{
    const Wording *w = b->v->words;
    for (int32_t u = h->word; u >= 0; u = w->uses.p[u].next)
        if (w->uses.p[u].role == WORD_TOPIC)
            at[w->uses.p[u].way] = value;
}

/* Takes in what was said before the sentence, and what its heading says. */
static void read_topics(Binder *b, const Spot *s)
{
    const Verifying *v = b->v;
    for (; b->next_topic < v->hits.n && v->hits.p[b->next_topic].start < s->sentence;
         b->next_topic++) {
        const WordHit *h = &v->hits.p[b->next_topic];
        note_topic(b, h, b->topic_at, h->end);
    }
    if (s->heading_end == b->heading)
        return;
    b->heading = s->heading_end;
    for (size_t i = verify_hit(v, s->heading); i < v->hits.n && v->hits.p[i].start < s->heading_end;
         i++)
        note_topic(b, &v->hits.p[i], b->topic_head, s->heading_end);
}

static double topic_score(const Binder *b, const Spot *s, int32_t way)
{
    double topic = b->ways[way].topic;
    if (b->topic_at[way] > s->paragraph)
        raise_to(&topic, 0.5);
    if (s->heading_end && b->topic_head[way] == s->heading_end)
        raise_to(&topic, 0.4);
    return topic;
}

/* ---- scores ---- */

/* The score of a way of speaking; 0 if a word that it needs is missing. */
static double score_way(const Binder *b, const Spot *s, int32_t way)
{
    const Way *row = &b->v->words->ways.p[way];
    const WayScore *w = &b->ways[way];
    double near = 0, topic = row->topic ? topic_score(b, s, way) : 0;
    double likely = w->likely < LIKELY_MOST ? w->likely : LIKELY_MOST;

    if (b->bare && !row->label && !row->topic && row->groups < 2)
        return 0;
    for (int32_t g = 0; g < row->groups; g++) {
        if (w->near[g] < (!b->bare     ? NEAR_LEAST
                          : row->label ? closeness(LABEL_GAP, HALF)
                                       : closeness(BARE_GAP, HALF)))
            return 0;
        near += w->near[g] / row->groups;
    }
    if (row->topic && topic < NEAR_LEAST)
        return 0;
    return b->grade[row->figure] + NEAR * near + 1 + (row->topic ? TOPIC * topic : 0) + likely +
           (row->label ? 1 : 0) + (w->bytes < 30 ? w->bytes : 30) * 0.02 -
           AGAINST * b->against[row->figure];
}

/* Is a country named before the number, and not as an example of more? Then it is a part. */
static bool of_one_country(const Verifying *v, const Spot *s)
{
    bool named = false, listed = false;
    for (size_t i = verify_hit(v, s->clause); i < v->hits.n && v->hits.p[i].end <= s->start; i++) {
        if (verify_word_is(v, &v->hits.p[i], WORD_COUNTRY))
            named = true;
        else if (verify_word_is(v, &v->hits.p[i], WORD_LIST))
            listed = true;
        if (v->hits.p[i].start > s->clause + WINDOW)
            break;
    }
    return named && !listed;
}

static bool behind_parts(const Verifying *v, const Spot *s)
{
    for (size_t i = verify_hit(v, s->sentence); i < v->hits.n && v->hits.p[i].end <= s->start;
         i++) {
        if (v->hits.p[i].start > s->sentence + WINDOW)
            break;
        if (verify_word_is(v, &v->hits.p[i], WORD_PARTS))
            return true;
    }
    return false;
}

/* What the rules for all figures take off. */
static double rules_against(const Binder *b, size_t claim, int32_t figure)
{
    const Spot *s = &b->v->spots[claim];
    const FigureDef *d = figures_at(b->v->all, (size_t)figure);
    double against = 0;
    if (d->part_of.n == 0 && behind_parts(b->v, s))
        against += PARTS;
    if (!b->countries[figure] && of_one_country(b->v, s))
        against += COUNTRY;
    return against;
}

static void keep(Binder *b, size_t first, Candidate c)
{
    for (size_t i = first; i < b->found.n; i++) {
        if (b->found.p[i].figure != c.figure)
            continue;
        raise_to(&b->found.p[i].score, c.score);
        return;
    }
    if (b->found.n - first < BEST) {
        vec_push(b->v->arena, &b->found, c);
        return;
    }
    Candidate *least = &b->found.p[first];
    for (size_t i = first; i < b->found.n; i++)
        if (b->found.p[i].score < least->score)
            least = &b->found.p[i];
    if (c.score > least->score)
        *least = c;
}

/* A figure of all time wants 以来, and the others do not. */
static bool period_fits(const Verifying *v, size_t claim, int32_t figure)
{
    PeriodKind kind = figures_at(v->all, (size_t)figure)->period;
    return (kind == PERIOD_SINCE) == (v->spots[claim].why == WHY_SINCE) || kind == PERIOD_AT;
}

static void find_candidates(Binder *b, size_t claim)
{
    const Verifying *v = b->v;
    Spot *s = &v->spots[claim];

    s->first = (uint32_t)b->found.n;
    read_topics(b, s);
    if (!grade_figures(b, claim))
        return;
    b->ntouched = 0;
    use_hits(b, s);
    for (size_t i = 0; i < b->ntouched; i++) {
        int32_t way = b->touched[i], figure = v->words->ways.p[way].figure;
        double score = score_way(b, s, way);
        if (getenv("DBG"))
            fprintf(
                stderr,
                "%.*s %.*s grade %.1f near %.2f %.2f topic %.2f likely %.2f against %.2f score %.2f rules %.2f why %d\n",
                STR(v->claims.p[claim].text), STR(figures_at(v->all, (size_t)figure)->name),
                b->grade[figure], b->ways[way].near[0], b->ways[way].near[1],
                topic_score(b, s, way), b->ways[way].likely, b->against[figure], score,
                rules_against(b, claim, figure), s->why);
        if (score > 0 && period_fits(v, claim, figure))
            score -= rules_against(b, claim, figure);
        else
            score = 0;
        if (score >= THRESHOLD)
            keep(b, s->first, (Candidate){ (int32_t)claim, figure, score });
        b->ways[way] = (WayScore){ 0 };
    }
    s->candidates = (uint32_t)b->found.n - s->first;
}

/* ---- choosing ---- */

static int by_score(const void *x, const void *y)
{
    const Candidate *a = x, *b = y;
    if (a->score != b->score)
        return a->score < b->score ? 1 : -1;
    if (a->spot != b->spot)
        return a->spot < b->spot ? -1 : 1;
    return (a->figure > b->figure) - (a->figure < b->figure);
}

/* The candidates of a claim stand together in the list of its sentence. */
static const Candidate *candidates(const Binder *b, size_t claim, size_t *n)
{
    const Spot *s = &b->v->spots[claim];
    *n = s->candidates;
    return b->found.p + s->first;
}

/* 0 for no figure, below 0 for one that is no candidate of the claim. */
static double score_of(const Binder *b, size_t claim, int32_t figure)
{
    size_t n;
    const Candidate *list = candidates(b, claim, &n);
    for (size_t i = 0; figure >= 0 && i < n; i++)
        if (list[i].figure == figure)
            return list[i].score;
    return figure < 0 ? 0 : -1;
}

/* What is left to a claim that gives its figure away, if another one lets go of `freed`. */
static const Candidate *second_choice(const Binder *b, size_t claim, int32_t freed)
{
    size_t n;
    const Candidate *list = candidates(b, claim, &n), *best = NULL;
    for (size_t i = 0; i < n; i++) {
        bool is_free = list[i].figure == freed || !b->taken[list[i].figure];
        if (list[i].figure != b->v->spots[claim].figure && is_free &&
            (!best || list[i].score > best->score))
            best = &list[i];
    }
    return best;
}

/* Gives claim y's figure to x and the best one left to y, if the sum gains by it. */
static bool swap_gains(Binder *b, size_t x, size_t y)
{
    Spot *spots = b->v->spots;
    int32_t had = spots[x].figure, wanted = spots[y].figure;
    if (wanted < 0 || spots[x].by_hand || spots[y].by_hand || score_of(b, x, wanted) < 0)
        return false;
    const Candidate *second = second_choice(b, y, had);
    double now = score_of(b, x, had) + score_of(b, y, wanted),
           then = score_of(b, x, wanted) + (second ? second->score : 0);
    if (then <= now + 1e-9)
        return false;
    if (had >= 0)
        b->taken[had] = false;
    spots[x].figure = wanted;
    spots[y].figure = second ? second->figure : -1;
    if (second)
        b->taken[second->figure] = true;
    return true;
}

static void improve(Binder *b, size_t from, size_t to)
{
    bool again = to - from <= SWAPS_MAX;
    for (size_t round = 0; again && round < to - from; round++) {
        again = false;
        for (size_t x = from; x < to; x++)
            for (size_t y = from; y < to; y++)
                again |= x != y && swap_gains(b, x, y);
    }
}

/* Is the figure hardly better than another one would be, or a poor second choice? */
static bool is_doubtful(const Binder *b, size_t claim)
{
    size_t n;
    const Candidate *list = candidates(b, claim, &n);
    int32_t figure = b->v->spots[claim].figure;
    double own = score_of(b, claim, figure);
    for (size_t i = 0; i < n; i++)
        if (list[i].figure != figure && (b->taken[list[i].figure] ? own < FALLBACK * list[i].score
                                                                  : own < list[i].score + MARGIN))
            return true;
    return false;
}

static void choose(Binder *b, size_t from, size_t to)
{
    Spot *spots = b->v->spots;
    size_t n = b->found.n;
    Candidate *order = arena_get(b->v->arena, (n + 1) * sizeof *order);
    memset(b->taken, 0, figures_count(b->v->all) * sizeof *b->taken);
    for (size_t i = from; i < to; i++)
        if (spots[i].figure >= 0)
            b->taken[spots[i].figure] = true;
    for (size_t i = 0; i < n; i++)
        order[i] = b->found.p[i];
    qsort(order, n, sizeof *order, by_score);
    for (size_t i = 0; i < n; i++) {
        if (spots[order[i].spot].figure >= 0 || b->taken[order[i].figure])
            continue;
        spots[order[i].spot].figure = order[i].figure;
        b->taken[order[i].figure] = true;
    }
    improve(b, from, to);
    for (size_t i = from; i < to; i++)
        if (spots[i].figure >= 0 && !spots[i].by_hand && is_doubtful(b, i))
            spots[i].figure = -1;
}

/* ---- all ---- */

static void know_figures(Binder *b)
{
    const Verifying *v = b->v;
    for (size_t i = 0; i < figures_count(v->all); i++) {
        const FigureDef *d = figures_at(v->all, i);
        const Field *of = d->of.n && d->type ? figure_field(v->c, d) : NULL;
        b->money[i] = of && of->kind == T_MONEY && d->count != COUNT_DISTINCT;
        b->countries[i] = d->type && figure_of_countries(v->c, d);
    }
}

void verify_bind(Verifying *v)
{
    size_t n = figures_count(v->all), nways = v->words->ways.n;
    Binder b = { .v = v,
                 .money = NEWN(v->arena, bool, n + 1),
                 .countries = NEWN(v->arena, bool, n + 1),
                 .against = NEWN(v->arena, double, n + 1),
                 .grade = NEWN(v->arena, double, n + 1),
                 .ways = NEWN(v->arena, WayScore, nways + 1),
                 .touched = NEWN(v->arena, int32_t, nways + 1),
                 .topic_at = NEWN(v->arena, uint32_t, nways + 1),
                 .topic_head = NEWN(v->arena, uint32_t, nways + 1),
                 .taken = NEWN(v->arena, bool, n + 1) };
    size_t from = 0;

    know_figures(&b);
    for (size_t i = 0; i < v->claims.n; i++) {
        Spot *s = &v->spots[i];
        if (s->sentence != v->spots[from].sentence) {
            choose(&b, from, i);
            b.found.n = 0;
            from = i;
        }
        if (!s->tieable || s->by_hand)
            continue;
        verify_mood(v, i);
        if (getenv("DBG"))
            fprintf(stderr, "why %d unit %u score\n", s->why, s->unit);
        if (s->why == WHY_NONE || s->why == WHY_SINCE)
            find_candidates(&b, i);
    }
    choose(&b, from, v->claims.n);
}
