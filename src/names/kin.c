/* SPDX-License-Identifier: Apache-2.0
 * A search: its candidates, their probabilities and the reasons.
 */
#include "names/kin.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "names/impl.h"
#include "names/kin_impl.h"

/* How often the person that somebody looks for is in the registry at all: with this prior the model
 * needs no further calibration on tests/data/kin (error 0.02 in `script/bench kin`). */
static const double IN_REGISTRY = 0.8;

/* More rows are kept than are shown: several may be of one person, and the others count in the
 * probabilities. */
enum { ROOM_MORE = 60 };

static int best_first(const void *x, const void *y)
{
    const Kept *a = x, *b = y;
    if (a->bits != b->bits)
        return a->bits > b->bits ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

/* One row a person, the best. Names of a person are few, and the list is short. */
static void one_a_person(Search *s)
{
    size_t kept = 0;
    AUTO(ids_done) Ids seen = { 0 };

    qsort(s->kept, s->nkept, sizeof *s->kept, best_first);
    for (size_t i = 0; i < s->nkept; i++) {
        uint32_t person = s->k->rows[s->kept[i].row].person;
        int64_t before;
        if (ids_get(&seen, person + 1, &before))
            continue;
        ids_set(&seen, person + 1, 1);
        s->kept[kept++] = s->kept[i];
    }
    s->nkept = kept;
}

/* Of equal candidates the lower person comes first, whatever the order of the rows. */
static int by_person(const void *x, const void *y)
{
    const KinCandidate *a = x, *b = y;
    if (a->bits != b->bits)
        return a->bits > b->bits ? -1 : 1;
    return (a->person > b->person) - (a->person < b->person);
}

/* How likely the told is of that candidate, where it is 1 - IN_REGISTRY of nobody. */
static double odds_of(double people, int bits)
{
    return IN_REGISTRY / (people > 1 ? people : 1) * exp2((double)bits / KIN_UNIT);
}

static double people_of(const KinView *v)
{
    assert(v->base);
    return (double)(v->base->nids - v->ngone + (v->more ? v->more->nids : 0));
}

void kin_calibrate(const KinView *v, const int *bits, size_t n, double *p, double *nobody)
{
    double total = 1 - IN_REGISTRY, people = people_of(v);

    for (size_t i = 0; i < n; i++)
        total += p[i] = odds_of(people, bits[i]);
    for (size_t i = 0; i < n; i++)
        p[i] /= total;
    *nobody = (1 - IN_REGISTRY) / total;
}

static const bool *hidden_groups(const KinView *v, const Kin *k, Arena *a)
{
    bool *hidden;

    if (!v->shows)
        return NULL;
    hidden = NEWN(a, bool, k->ngroups + 1);
    for (size_t i = 0; i < k->ngroups; i++)
        hidden[i] = !v->shows(v->arg, k->groups[i]);
    return hidden;
}

static bool search_run(Search *s, Err *e)
{
    if (!search_weights(s, e) || !search_context(s, e))
        return false;
    search_rows(s);
    one_a_person(s);
    return true;
}

/* Takes out of both searches what is too far below the best of them. */
static void drop_low(Search *const s[2])
{
    int best = INT32_MIN;

    for (size_t k = 0; k < 2; k++)
        if (s[k] && s[k]->nkept && s[k]->kept[0].bits > best)
            best = s[k]->kept[0].bits;
    for (size_t k = 0; k < 2; k++)
        while (s[k] && s[k]->nkept && s[k]->kept[s[k]->nkept - 1].bits <= best - KEPT_SPAN)
            s[k]->nkept--;
}

/* The kept rows of both searches with their reasons, the best `top` of each. */
static void answer(const KinView *v, Search *const s[2], size_t top, KinAnswer *out)
{
    double total = 1 - IN_REGISTRY, people = people_of(v);
    size_t room = 0;

    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; s[k] && i < s[k]->nkept; i++, room++)
            total += odds_of(people, s[k]->kept[i].bits);
    out->nobody = (1 - IN_REGISTRY) / total;
    assert(s[0]);
    out->p = NEWN(s[0]->a, KinCandidate, room + 1);
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; s[k] && i < s[k]->nkept && i < top; i++) {
            const KinName *row = &s[k]->k->rows[s[k]->kept[i].row];
            KinCandidate *c = &out->p[out->n++];
            c->person = s[k]->k->ids[row->person];
            c->alias = row->alias;
            c->p = odds_of(people, s[k]->kept[i].bits) / total;
            search_explain(s[k], &s[k]->kept[i], c);
        }
    if (out->n)
        qsort(out->p, out->n, sizeof *out->p, by_person);
    out->n = out->n < top ? out->n : top;
}

bool kin_match_in(const KinView *v, Arena *a, const KinQuery *q, size_t top, KinAnswer *out, Err *e)
{
    Search *s[2] = { NULL, NULL };
    const Kin *over[2] = { v->base, v->more };

    *out = (KinAnswer){ .nobody = 1 };
    if (top > KIN_TOP_MAX)
        return err_set(e, ERR_INVALID, N_("at most %d candidates can be asked for"), KIN_TOP_MAX);
    for (size_t k = 0; k < 2; k++) {
        if (!over[k] || (k && over[k]->nrows == 0))
            continue;
        s[k] = NEW(a, Search);
        s[k]->k = over[k];
        s[k]->a = a;
        s[k]->q = q;
        s[k]->gone = k == 0 ? v->gone : NULL;
        s[k]->ncodes = over[k]->nlatin ? TOKEN_BASE + over[k]->nlatin : classes_all(over[k]->names);
        s[k]->hidden = hidden_groups(v, over[k], a);
        s[k]->room = top + ROOM_MORE < KEPT_MAX ? top + ROOM_MORE : KEPT_MAX;
        if (!search_run(s[k], e))
            return false;
    }
    drop_low(s);
    answer(v, s, top, out);
    return true;
}

bool kin_match(const Kin *k, Arena *a, const KinQuery *q, size_t top, KinAnswer *out, Err *e)
{
    return kin_match_in(&(KinView){ .base = k }, a, q, top, out, e);
}

/* ---- reasons ---- */

static void reason(KinCandidate *out, KinReason r)
{
    if (out->nreasons < KIN_REASONS) {
        out->reasons[out->nreasons++] = r;
        out->bits += r.bits;
    }
}

/* What a token sounds like in a system; many candidates ask for the same. */
static const Heard *heard_of(Search *s, const Token *t, size_t system)
{
    size_t at = (size_t)(t - s->name.tokens) * SYSTEMS_MAX + system;

    if (!s->heard)
        s->heard = NEWN(s->a, Heard *, s->name.ntokens * SYSTEMS_MAX);
    if (!s->heard[at]) {
        s->heard[at] = NEW(s->a, Heard);
        names_hear(s->k->names, s->a, t->text, s->heard[at]);
        names_hear_near(s->k->names, s->a, system, t->text, s->heard[at]);
    }
    return s->heard[at];
}

/* The reading of a character that a token most likely stands for. */
static Str reading_met(Search *s, const Combo *c, const Token *t, uint16_t cls, Slot slot)
{
    const Names *n = s->k->names;
    const System *system = names_system(n, c->system);
    const Dialect *d = &n->dialects[system->dialect];
    const Heard *heard;
    Str best = S("");
    float most = 0;

    if (cls >= names_classes(n))
        return best;
    heard = heard_of(s, t, c->system);
    for (size_t i = 0; i < heard->as[c->system].n; i++)
        for (uint32_t r = d->class_at[cls]; r < d->class_at[cls + 1]; r++) {
            float p = heard->as[c->system].p[i].p * d->by_class[r].p[slot];
            if (d->by_class[r].syllable == heard->as[c->system].p[i].syllable && p > most) {
                most = p;
                best = d->syllables.p[d->by_class[r].syllable];
            }
        }
    return best.n ? best : names_reading(n, system->dialect, cls, slot);
}

/* None where the name was told in Chinese characters, or is recorded in Latin letters. */
static int system_of(const Search *s, const Combo *c)
{
    if (c->system == LATIN_SYSTEM)
        return KIN_RECORDED_LATIN;
    return s->name.chinese ? KIN_TOLD_CHINESE : c->system;
}

static void explain_token(Search *s, const Combo *c, const Token *t, uint16_t code, Slot slot,
                          const Weights *w, KinCandidate *out)
{
    KinReason r = { .why = slot == AS_SURNAME ? WHY_SURNAME : WHY_GIVEN,
                    .bits = weigh(w, code),
                    .told = t->text,
                    .recorded = kin_code_text(s->k, s->a, code),
                    .reading = S(""),
                    .system = system_of(s, c) };

    if (t->kind == TOKEN_LATIN && r.bits > w->w[w->n] && c->system != LATIN_SYSTEM)
        r.reading = reading_met(s, c, t, code, slot);
    reason(out, r);
}

static void explain_name(Search *s, const Combo *c, const KinName *row, KinCandidate *out)
{
    const Way *way = &s->name.ways[c->way];
    Fit how = given_fit(s, c, row);

    reason(out, (KinReason){ .why = WHY_READING,
                             .bits = c->base,
                             .told = s->q->name,
                             .recorded = S(""),
                             .reading = S(""),
                             .system = system_of(s, c),
                             .detail = (int)way->kind });
    if (way->surname != NO_TOKEN)
        explain_token(s, c, &s->name.tokens[way->surname], row->c[0], AS_SURNAME, &c->surname, out);
    for (size_t i = 0; i < way->ngiven; i++)
        if (how.at[i] >= 0)
            explain_token(s, c, &s->name.tokens[way->given[i]], row->c[1 + how.at[i]], AS_GIVEN,
                          &c->given[i], out);
    if (how.cost)
        reason(out, (KinReason){ .why = WHY_ORDER,
                                 .bits = how.cost,
                                 .told = S(""),
                                 .recorded = S(""),
                                 .reading = S(""),
                                 .system = -1 });
}

void search_explain(Search *s, const Kept *kept, KinCandidate *out)
{
    const KinName *row = &s->k->rows[kept->row];

    explain_name(s, &s->combos[kept->combo], row, out);
    if (row->year && str_trim(s->q->year).n)
        reason(out, (KinReason){ .why = WHY_YEAR,
                                 .bits = s->years[row->year],
                                 .told = str_trim(s->q->year),
                                 .recorded = arena_printf(s->a, "%d", YEAR_FIRST + row->year - 1),
                                 .reading = S(""),
                                 .system = -1 });
    if (row->node && s->place.node)
        reason(out, (KinReason){ .why = WHY_PLACE,
                                 .bits = s->nodes[row->node],
                                 .told = place_name(s->k->places, s->place.node),
                                 .recorded = place_name(s->k->places, row->node),
                                 .reading = S(""),
                                 .system = -1 });
    if (row->village && s->villages)
        reason(out, (KinReason){ .why = WHY_VILLAGE,
                                 .bits = s->villages[row->village],
                                 .told = s->place.rest,
                                 .recorded = s->k->villages[row->village].text,
                                 .reading = S(""),
                                 .system = -1 });
}
