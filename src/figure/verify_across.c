/* SPDX-License-Identifier: Apache-2.0
 * Two places that state different numbers for one figure: the title and the text, the text and its
 * table, or two texts. Both may be true (38批 and 30多批) and yet should not stand side by side.
 */
#include "figure/verify.h"

#include "base/map.h"
#include "base/vec.h"

typedef struct {
    size_t text;
    const Verified *claim;
} Place;

typedef struct {
    Ctx *c;
    VEC(Place) first; /* where each figure is stated for the first time */
    Map known;        /* name of a figure → index there */
    VEC(Disagreement) found;
} Across;

static bool same_number(const Claim *a, const Claim *b)
{
    return a->value == b->value && a->places == b->places && a->approx == b->approx;
}

static void compare(Across *a, const Place *first, size_t text, const Verified *second)
{
    const Claim *x = &first->claim->claim, *y = &second->claim;
    bool both = first->claim->verdict == VERDICT_AGREES && second->verdict == VERDICT_AGREES;
    if (same_number(x, y))
        return;
    Str note = arena_printf(
        a->c->arena,
        both ? tr(a->c->lang, N_("written as '%.*s' here and '%.*s' there, both true: choose one"))
             : tr(a->c->lang, N_("'%.*s' here, but '%.*s' there")),
        STR(x->text), STR(y->text));
    vec_push(a->c->arena, &a->found,
             (Disagreement){ second->figure, first->text, text, first->claim, second, note });
}

void verify_across(Ctx *c, const Verification *all, size_t n, const Disagreement **out,
                   size_t *nout)
{
    Across a = { .c = c };
    for (size_t t = 0; t < n; t++) {
        for (size_t i = 0; i < all[t].n; i++) {
            const Verified *v = &all[t].p[i];
            int64_t at;
            if (!v->figure)
                continue;
            if (map_get(&a.known, v->figure->name, &at) && (size_t)at < a.first.n) {
                compare(&a, &a.first.p[at], t, v);
                continue;
            }
            map_set(&a.known, v->figure->name, (int64_t)a.first.n);
            vec_push(c->arena, &a.first, (Place){ t, v });
        }
    }
    map_done(&a.known);
    *out = a.found.p;
    *nout = a.found.n;
}
