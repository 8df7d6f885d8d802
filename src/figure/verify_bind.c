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

#include "figure/impl.h"

enum {
    WINDOW = 400,     /* bytes to either side of a claim that are looked at */
    NOUN = 60,        /* bytes in which an English noun ends */
    BEST = 4,         /* figures that are kept for a claim */
    BEFORE_GAP = 26,  /* a colon or the end of a cell lies between */
    HALF = 40,        /* where a word counts half of what it does beside the number */
    TOPIC_HALF = 150, /* … a topic */
    LABEL_GAP = 30,   /* a number without a unit needs its label that near */
    BARE_GAP = 12,    /* … its word */
    LONGEST = 30,     /* bytes of a near word that add to the score */
};

/* What adds to a score, tried on tests/data/sentences.tsv. */
static const double GRADE_UNIT = 2;    /* its unit */
static const double GRADE_LOOSE = 1.2; /* a unit that is used for it */
static const double NEAR = 4;          /* a word that must stand near, beside the number */
static const double NEAR_LEAST = 0.2;  /* how much of that there must be */
static const double TOPIC = 2;         /* the topic, beside the number; where no topic is asked: */
static const double NO_TOPIC = 1;      /* both get this */
static const double PARAGRAPH = 0.5;   /* of TOPIC, if it stands earlier in the paragraph */
static const double LIST = 0.3; /* … in the item of a list before, or farther up before a label */
static const double HEADING = 0.4;     /* of TOPIC, if it stands in the heading */
static const double LIKELY = 0.8;      /* a word that makes it likelier */
static const double LIKELY_MOST = 1.6; /* all of these */
static const double LABEL = 1;         /* the near word is the figure's label */
static const double LENGTH = 0.02;     /* a byte of the longest near word */
static const double AGAINST = 6;       /* what a word against it takes off */
static const double PARTS = 1.5;     /* what 其中 takes off figures that are no part of another */
static const double COUNTRY = 3;     /* what the name of one country takes off */
static const double THRESHOLD = 4.4; /* below it a figure is no candidate */

/* What is left of a word … */
static const double CLAUSE_BEFORE = 0.6; /* in the clause before, which has a number of its own */
static const double NEXT_CLAUSE = 0.4;   /* in such a clause behind, or behind 其中 */
static const double NEARER = 0.3;        /* against it, but nearer to another number */
static const double ELSEWHERE = 0.4;     /* against it, in another clause */

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
    bool *taken;          /* by figure, for verify_choose */
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
static const WordHit *unit_in_noun(const Verifying *v, uint32_t from, uint32_t limit)
{
    bool blank = str_starts(str_part(v->level.text, from, 1), S(" "));
    const WordHit *best = unit_here(v, from + blank); /* visits, though it is a verb as well */

    for (size_t i = verify_hit(v, from); i < v->hits.n && v->hits.p[i].start < limit; i++) {
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

static const WordHit *unit_behind(const Verifying *v, size_t claim)
{
    const Spot *s = &v->spots[claim];
    uint32_t limit = s->clause_end < s->unit + NOUN ? s->clause_end : s->unit + NOUN;
    if (claim + 1 < v->claims.n && s[1].start < limit)
        limit = s[1].start;
    return unit_in_noun(v, s->unit, limit);
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

/* What the number counts, by a word behind it or before it; NULL if none is known. */
static const WordHit *unit_of(const Verifying *v, size_t claim)
{
    const Spot *s = &v->spots[claim];
    const WordHit *unit = unit_here(v, s->unit);
    if (!unit)
        unit = unit_behind(v, claim);
    if (unit || v->claims.p[claim].unit.n)
        return unit;
    if (s->label_end)
        unit = unit_in_noun(v, s->label, s->label_end);
    return unit ? unit : unit_before(v, s, BEFORE_GAP);
}

/* Which figures the unit of the claim allows, and how well. */
static bool grade_figures(Binder *b, size_t claim)
{
    Verifying *v = b->v;
    const Claim *c = &v->claims.p[claim];
    size_t n = figures_count(v->all);
    const WordHit *unit = unit_of(v, claim);
    bool free = c->kind == CLAIM_MONEY || c->kind == CLAIM_ORDINAL;

    memset(b->grade, 0, n * sizeof *b->grade);
    memset(b->against, 0, n * sizeof *b->against);
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
            b->grade[f] = b->countries[f] ? 0 : GRADE_LOOSE; /* countries are called so */
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
    case WORD_LIKELY: way_score(b, use->way)->likely += LIKELY * near; break;
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

/* What was said earlier in the paragraph; of a list only the item before counts, unless the claim
 * has a label: "Countries they came from: 25" goes on with what stands above. */
static double earlier_topic(const Spot *s, uint32_t at)
{
    if (at <= s->paragraph)
        return 0;
    if (!s->in_list || at > s->item)
        return PARAGRAPH;
    if (s->label_end)
        return at > s->before ? PARAGRAPH : LIST;
    return at > s->before ? LIST : 0;
}

static double topic_score(const Binder *b, const Spot *s, int32_t way)
{
    double topic = b->ways[way].topic;
    raise_to(&topic, earlier_topic(s, b->topic_at[way]));
    if (s->heading_end && b->topic_head[way] == s->heading_end)
        raise_to(&topic, HEADING);
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
    return b->grade[row->figure] + NEAR * near + NO_TOPIC + TOPIC * topic + likely +
           (row->label ? LABEL : 0) + (w->bytes < LONGEST ? w->bytes : LONGEST) * LENGTH -
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

/* A number of a part of the period may be of an event that the year has once, and of no other. */
static bool event_fits(const Verifying *v, const Spot *s, int32_t figure)
{
    if (s->why != WHY_PARTIAL)
        return true;
    for (int32_t u = v->hits.p[s->once - 1].word; u >= 0; u = v->words->uses.p[u].next) {
        const WordUse *use = &v->words->uses.p[u];
        if (use->figure == figure && (use->role == WORD_TOPIC || use->role == WORD_NEAR))
            return true;
    }
    return false;
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
        if (score > 0 && period_fits(v, claim, figure) && event_fits(v, s, figure))
            score -= rules_against(b, claim, figure);
        else
            score = 0;
        if (score >= THRESHOLD)
            keep(b, s->first, (Candidate){ (int32_t)claim, figure, score });
        b->ways[way] = (WayScore){ 0 };
    }
    s->candidates = (uint32_t)b->found.n - s->first;
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

static void end_sentence(Binder *b, size_t from, size_t to)
{
    Contest k = { b->v, from, to, b->found.p, b->found.n, b->taken };
    verify_choose(&k);
    b->found.n = 0;
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
            end_sentence(&b, from, i);
            from = i;
        }
        if (!s->tieable || s->by_hand)
            continue;
        verify_mood(v, i);
        if (s->why == WHY_NONE || s->why == WHY_SINCE || (s->why == WHY_PARTIAL && s->once))
            find_candidates(&b, i);
    }
    end_sentence(&b, from, v->claims.n);
}
