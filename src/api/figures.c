/* SPDX-License-Identifier: Apache-2.0
 * Figures with their evidence, the search box, and checking the numbers of a text.
 */
#include "figure/figure.h"

#include "api/impl.h"
#include "engine/finder.h"
#include "engine/registry.h"
#include "engine/store.h"
#include "figure/verify.h"

enum { EVIDENCE_MAX = 1000 };

/* ---- scope ---- */

static bool read_scope(ApiCall *a, Str period, Str unit, FigureScope *out, Err *e)
{
    const Type *units = registry_find(a->c->types, S("unit"));

    *out = (FigureScope){ 0 };
    if (!period.n)
        return err_field(e, "period", ERR_INVALID,
                         N_("say in 'period' for when: 2024, 2024-H1, 2024-Q3, 2024-03"));
    if (!scope_period(a->c, period, out, e))
        return false;
    if (unit.n)
        out->unit = store_find_name(a->c, units, unit, e);
    return !unit.n || out->unit ||
           err_field(e, "unit", ERR_NOT_FOUND, N_("there is no unit '%.*s'"), STR(unit));
}

/* ---- values ---- */

static const char *standing_name(Standing s)
{
    static const char *const names[STANDING__N] = { [STANDING_COUNTED] = "counted",
                                                    [STANDING_DECLARED] = "declared",
                                                    [STANDING_ESTIMATED] = "estimated",
                                                    [STANDING_UNAVAILABLE] = "unavailable" };
    return names[s];
}

static void put_value(ApiCall *a, const FigureValue *v, Str period)
{
    Buf *out = a->out;

    j_text(out, "name", v->def->name);
    j_text(out, "label", v->def->labels[a->c->lang]);
    if (v->standing == STANDING_UNAVAILABLE)
        j_null(out, "value");
    else
        j_places(out, "value", v->value, v->places);
    j_text_or_null(out, "unit", v->def->units[a->c->lang]);
    j_text_or_null(out, "currency", str_z(v->currency));
    j_text(out, "standing", str_z(standing_name(v->standing)));
    j_text(out, "period", period);
    j_day(out, "from", v->from);
    j_day(out, "to", v->to);
    j_day(out, "as_of", v->as_of);
    j_int(out, "records", v->records);
    j_int(out, "unknown", v->unknown);
    j_text_or_null(out, "why", v->why);
    j_text_or_null(out, "source", v->source);
}

bool api_figures(ApiCall *a, Err *e)
{
    const Figures *all = figures_load(a->c, e);
    FigureScope s;
    FigureValue v;

    if (!all || !read_scope(a, door_query(a->d, "period"), door_query(a->d, "unit"), &s, e))
        return false;
    j_open(a->out, NULL, '{');
    j_text(a->out, "period", s.text);
    j_open(a->out, "figures", '[');
    for (size_t i = 0; i < figures_count(all); i++) {
        if (!figure_shown(a->c, all, figures_at(all, i), &s, &v, e))
            return false;
        j_open(a->out, NULL, '{');
        put_value(a, &v, s.text);
        j_close(a->out, '}');
    }
    j_close(a->out, ']');
    j_close(a->out, '}');
    figures_keep(a->c, all);
    return true;
}

static const FigureDef *figure_of(ApiCall *a, const Figures **all, FigureScope *s, Err *e)
{
    *all = figures_load(a->c, e);
    if (!*all || !read_scope(a, door_query(a->d, "period"), door_query(a->d, "unit"), s, e))
        return NULL;
    return figures_need(*all, a->args[0], e);
}

bool api_figure(ApiCall *a, Err *e)
{
    const Figures *all;
    FigureScope s;
    const FigureDef *d = figure_of(a, &all, &s, e);
    FigureValue v;

    if (!d || !figure_value(a->c, all, d, &s, &v, e))
        return false;
    j_open(a->out, NULL, '{');
    put_value(a, &v, s.text);
    j_text(a->out, "query", d->query);
    j_text(a->out, "counts", str_z(count_kind_name(d->count)));
    j_text_or_null(a->out, "note", d->note);
    j_close(a->out, '}');
    return true;
}

static void put_evidence(ApiCall *a, const Evidence *one, int places)
{
    Buf *out = a->out;

    j_open(out, NULL, '{');
    j_text(out, "type", str_z(one->type->name));
    j_id(out, "id", one->id);
    j_int(out, "version", one->version);
    j_text(out, "title", one->title);
    if (one->unknown)
        j_null(out, "quantity");
    else
        j_places(out, "quantity", one->quantity, places);
    j_id_or_null(out, "counted_through", one->same);
    j_close(out, '}');
}

/* In order of number, so that a page goes on behind the last one of the page before. */
static bool put_pieces(ApiCall *a, EvidenceRows *rows, int places, const int64_t between[2],
                       int64_t *next, Err *e)
{
    int64_t n = 0, last = 0, after = between[0], limit = between[1];
    Evidence one;

    *next = 0;
    while (evidence_next(rows, &one, e)) {
        if (one.id <= after)
            continue;
        if (n++ == limit) {
            *next = last;
            return true;
        }
        put_evidence(a, &one, places);
        last = one.id;
    }
    return !e->kind;
}

bool api_evidence(ApiCall *a, Err *e)
{
    const Figures *all;
    FigureScope s;
    const FigureDef *d = figure_of(a, &all, &s, e);
    FigureValue v;
    int64_t between[2], next;

    if (!d || !call_number(a, "after", (const int64_t[]){ 0, INT64_MAX }, 0, &between[0], e) ||
        !call_number(a, "limit", (const int64_t[]){ 1, EVIDENCE_MAX }, API_ROWS, &between[1], e) ||
        !figure_value(a->c, all, d, &s, &v, e))
        return false;
    AUTO(evidence_done) EvidenceRows *rows = evidence_open(a->c, all, d, &s, e);
    if (!rows)
        return false;
    j_open(a->out, NULL, '{');
    put_value(a, &v, s.text);
    j_open(a->out, "evidence", '[');
    if (!put_pieces(a, rows, v.places, between, &next, e))
        return false;
    j_close(a->out, ']');
    j_id_or_null(a->out, "next_after", next);
    j_close(a->out, '}');
    return true;
}

/* ---- search ---- */

static const char *how_name(FoundHow how)
{
    static const char *const names[FOUND__N] = { [FOUND_EXACT] = "exact",
                                                 [FOUND_SOUND] = "sound",
                                                 [FOUND_INITIALS] = "initials",
                                                 [FOUND_MIXED] = "mixed",
                                                 [FOUND_NEAR] = "near" };
    return names[how];
}

bool api_search(ApiCall *a, Err *e)
{
    Str type = door_query(a->d, "type");
    FinderAsk ask = { .text = door_query(a->d, "q") };
    FoundList list;
    int64_t limit;

    if (!call_number(a, "limit", (const int64_t[]){ 1, API_SEARCH_MAX }, 20, &limit, e))
        return false;
    if (!str_trim(ask.text).n)
        return err_field(e, "q", ERR_INVALID, N_("say in 'q' what to look for"));
    ask.top = (size_t)limit;
    if (type.n && !(ask.type = registry_need(a->c->types, type, e)))
        return false;
    if (!finder_find(a->c, &ask, &list, e))
        return false;
    j_open(a->out, NULL, '{');
    j_open(a->out, "items", '[');
    for (size_t i = 0; i < list.n; i++) {
        const Found *f = &list.p[i];
        j_open(a->out, NULL, '{');
        j_text(a->out, "type", str_z(f->type->name));
        j_id(a->out, "id", f->id);
        j_text(a->out, "title", store_title(a->c, f->type, f->id));
        j_text(a->out, "field", str_z(f->field->name));
        j_text(a->out, "how", str_z(how_name(f->how)));
        j_close(a->out, '}');
    }
    j_close(a->out, ']');
    j_bool(a->out, "more", list.more);
    j_close(a->out, '}');
    return true;
}

/* ---- verify ---- */

static void put_claim(ApiCall *a, const Verified *v)
{
    Buf *out = a->out;
    const Claim *claim = &v->claim;

    j_open(out, NULL, '{');
    j_text(out, "text", claim->text);
    j_int(out, "start", (int64_t)claim->start);
    j_int(out, "end", (int64_t)claim->end);
    j_text(out, "kind", str_z(claim_kind_name(claim->kind)));
    j_text(out, "approx", str_z(approx_name(claim->approx)));
    j_places(out, "value", claim->value, claim->places);
    j_text(out, "verdict", str_z(verdict_name(v->verdict)));
    j_text_or_null(out, "figure", v->figure ? v->figure->name : (Str){ 0 });
    if (v->figure && v->recorded.standing != STANDING_UNAVAILABLE)
        j_places(out, "recorded", v->recorded.value, v->recorded.places);
    else
        j_null(out, "recorded");
    j_text_or_null(out, "note", v->note);
    j_text_or_null(out, "would_be", v->would_be);
    j_close(out, '}');
}

bool api_verify(ApiCall *a, Err *e)
{
    const Figures *all = figures_load(a->c, e);
    Verification v = { 0 };
    Claims found = { 0 };
    FigureScope s;
    Str text, period, unit;

    if (!all || !body_known(a->body, "text period unit", e) ||
        !body_text(a->body, "text", &text, e) || !body_text(a->body, "period", &period, e) ||
        !body_text(a->body, "unit", &unit, e) || !read_scope(a, period, unit, &s, e) ||
        !claims_find(a->c->arena, text, &found, e))
        return false;
    if (found.n > API_CLAIMS_MAX)
        return err_field(e, "text", ERR_INVALID, N_("a text may hold %d numbers here, not %zu"),
                         API_CLAIMS_MAX, found.n);
    if (!verify_text(a->c, all, text, &s, &v, e))
        return false;
    j_open(a->out, NULL, '{');
    j_text(a->out, "period", s.text);
    j_int(a->out, "agrees", (int64_t)v.agrees);
    j_int(a->out, "contradicts", (int64_t)v.contradicts);
    j_int(a->out, "unbound", (int64_t)v.unbound);
    j_open(a->out, "claims", '[');
    for (size_t i = 0; i < v.n; i++)
        put_claim(a, &v.p[i]);
    j_close(a->out, ']');
    j_close(a->out, '}');
    return true;
}
