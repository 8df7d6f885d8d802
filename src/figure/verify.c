/* SPDX-License-Identifier: Apache-2.0
 * Verify: find the claims, tie them, count, compare.
 */
#include "figure/verify.h"

#include "figure/rounding.h"
#include "figure/verify_impl.h"

NONNULL const char *verdict_name(Verdict v)
{
    static const char *const names[VERDICT__N] = { [VERDICT_AGREES] = "agrees",
                                                   [VERDICT_CONTRADICTS] = "contradicts",
                                                   [VERDICT_UNBOUND] = "unbound" };
    return names[v];
}

/* ---- comparing ---- */

static bool scale_up(int64_t *n, int places)
{
    for (; places > 0; places--)
        if (__builtin_mul_overflow(*n, (int64_t)10, n))
            return false;
    return true;
}

bool verify_align(const Claim *c, const FigureValue *r, int64_t *stated, int64_t *actual)
{
    *stated = c->value;
    *actual = r->value;
    return scale_up(stated, r->places - c->places) && scale_up(actual, c->places - r->places);
}

/* An amount in another currency is no amount of the figure. */
static bool same_currency(const Verifying *v, Verified *done)
{
    const FigureValue *r = &done->recorded;
    if (!r->currency[0] || !done->claim.currency[0] ||
        strcmp(r->currency, done->claim.currency) == 0)
        return true;
    done->recorded.why = arena_printf(
        v->c->arena, tr(v->c->lang, N_("not compared: the records are in %s")), r->currency);
    return false;
}

static Verdict judge(const Verifying *v, Verified *done)
{
    int64_t stated, actual;
    if (!done->figure || done->recorded.standing == STANDING_UNAVAILABLE || !same_currency(v, done))
        return VERDICT_UNBOUND;
    if (!verify_align(&done->claim, &done->recorded, &stated, &actual))
        return VERDICT_CONTRADICTS; /* one of them is too large to be the other */
    return approx_true(done->claim.approx, done->claim.word, stated, actual) ? VERDICT_AGREES
                                                                             : VERDICT_CONTRADICTS;
}

/* Counts a figure once; what the user may not count is not available to him. */
static bool value_of(const Verifying *v, int32_t figure, FigureValue *values, Err *e)
{
    FigureValue *r = &values[figure];
    return r->def || figure_shown(v->c, v->all, figures_at(v->all, (size_t)figure), v->scope, r, e);
}

/* ---- all ---- */

static void tally(Verification *out, const Verified *done, bool tieable)
{
    if (!tieable)
        return;
    out->agrees += done->verdict == VERDICT_AGREES;
    out->contradicts += done->verdict == VERDICT_CONTRADICTS;
    out->unbound += done->verdict == VERDICT_UNBOUND;
}

static bool fetch(const Verifying *v, Err *e)
{
    if (!v->c->ahead) /* figures are asked for as they come, over many texts */
        return true;
    bool *asked = NEWN(v->arena, bool, figures_count(v->all) + 1);
    FigureAskFor *list = NEWN(v->arena, FigureAskFor, v->claims.n + 1);
    size_t n = 0;

    for (size_t i = 0; i < v->claims.n; i++) {
        int32_t figure = v->spots[i].figure;
        if (figure < 0 || asked[figure])
            continue;
        asked[figure] = true;
        list[n++] = (FigureAskFor){ figures_at(v->all, (size_t)figure), *v->scope };
    }
    return figures_fetch(v->c, v->all, list, n, e);
}

static bool compare(const Verifying *v, Verification *out, Err *e)
{
    Ctx *c = v->c;
    FigureValue *values = NEWN(v->arena, FigureValue, figures_count(v->all) + 1);
    *out = (Verification){ .p = NEWN(c->arena, Verified, v->claims.n + 1), .n = v->claims.n };
    for (size_t i = 0; i < v->claims.n; i++) {
        const Spot *s = &v->spots[i];
        Verified *done = &out->p[i];
        *done = (Verified){ .claim = v->claims.p[i],
                            .by_hand = s->by_hand,
                            .sentence = v->level.from[s->sentence],
                            .sentence_end = v->level.from[s->sentence_end] };
        if (s->figure >= 0) {
            if (!value_of(v, s->figure, values, e))
                return false;
            done->figure = figures_at(v->all, (size_t)s->figure);
            done->recorded = values[s->figure];
        }
        done->verdict = judge(v, done);
        done->note = verify_note(v, i, done);
        if (done->verdict == VERDICT_CONTRADICTS)
            done->would_be = verify_would_be(v, done);
        tally(out, done, s->tieable);
    }
    return true;
}

/* One Chinese character in twenty that folding changes. */
static bool is_traditional(const Verifying *v)
{
    Str rest = v->text, level = v->level.text;
    size_t han = 0, changed = 0, k = 0;
    uint32_t ch;
    while (rest.n) {
        size_t at = v->text.n - rest.n;
        (void)utf8_next(&rest, &ch);
        if (ch < 0x3400 || ch > 0x9FFF)
            continue;
        han++;
        while (k < level.n && v->level.from[k] < at)
            k++;
        changed += !str_starts(str_part(level, k, 4), str_part(v->text, at, 3));
    }
    return changed * 20 > han;
}

static bool open_text(Verifying *v, Err *e)
{
    if (v->text.n > VERIFY_TEXT_MAX)
        return err_set(e, ERR_INVALID, "a text to verify has at most %d MB", VERIFY_TEXT_MAX >> 20);
    if (!claims_find(v->c->arena, v->text, &v->claims, e))
        return false;
    if (v->claims.n > VERIFY_CLAIMS_MAX)
        return err_set(e, ERR_INVALID, "a text to verify has at most %d numbers",
                       VERIFY_CLAIMS_MAX);
    v->level = level_text(v->words->leveller, v->arena, v->text);
    v->traditional = is_traditional(v);
    verify_place(v);
    return true;
}

bool verify_text(Ctx *c, const Figures *all, Str text, const FigureScope *s, Verification *out,
                 Err *e)
{
    AUTO(arena_freep) Arena *work = arena_new(ARENA_COMMAND);
    AUTO(wording_done) Wording *words = wording_load(work, c, all);
    Verifying v = {
        .c = c, .all = all, .scope = s, .arena = work, .words = words, .text = text
    };
    wording_add_units(words, c, s->unit);
    if (!open_text(&v, e))
        return false;
    wording_add_federations(words, c, text, &v.level);
    wording_find(words, work, v.level.text, &v.hits);
    v.year_after = verify_year_after(&v);
    if (!verify_by_hand(&v, e))
        return false;
    verify_bind(&v);
    if (!fetch(&v, e) || !compare(&v, out, e))
        return false;
    figures_keep(c, all);
    return true;
}

bool verify_tie_of(Ctx *c, const Claims *claims, Str text, size_t claim, Str *words,
                   int64_t *number)
{
    AUTO(arena_freep) Arena *work = arena_new(ARENA_COMMAND);
    Verifying v = { .c = c, .arena = work, .text = text, .claims = *claims };
    v.level = level_text(leveller_new(work, c->facts->folder), work, text);
    verify_place(&v);
    *words = arena_str(c->arena, verify_tie_words(&v, claim, number));
    return claim < claims->n && v.spots[claim].tieable;
}
