/* SPDX-License-Identifier: Apache-2.0
 * Matching a case: the index gives persons for each told name, and the other clues re-rank them.
 *
 * Each name is a search of its own, with the year and the place; a person's score is that of the
 * name by which it is found best. A clue that may not be of the sought person at all (certainty c)
 * weighs as the mixture c·P(told | person) + (1−c)·P(told | anybody).
 */
#include "engine/kin_case.h"

#include <math.h>
#include <stdlib.h>

#include "base/map.h"
#include "engine/kin_case_impl.h"
#include "engine/registry.h"
#include "engine/rights.h"

enum { LIVED_AT_MOST = 110, LEFT_MOST = 400 };

static const struct {
    const char *name, *label;
} fields[KIN__N] = {
    [KIN_NAME] = { "r_name", N_("Name in Chinese") },
    [KIN_LATIN] = { "r_latin", N_("Name in Latin letters") },
    [KIN_OTHER] = { "r_other", N_("Other names") },
    [KIN_BORN] = { "r_born", N_("Birth") },
    [KIN_DEPARTED] = { "r_departed", N_("Departure") },
    [KIN_PLACE] = { "r_place", N_("Ancestral place") },
    [KIN_VILLAGE] = { "r_village", N_("Village") },
    [KIN_HALL] = { "r_hall", N_("Hall or lantern name") },
    [KIN_GENERATION] = { "r_generation", N_("Generation word") },
    [KIN_RELATIVES] = { "r_kin", N_("Names of kin") },
    [KIN_LETTER] = { "r_letter", N_("Letters and photographs") },
};

static const struct {
    const char *code, *label;
} results[KIN_RESULT__N] = {
    [KIN_BLANK] = { "blank", N_("blank") },
    [KIN_MATCH] = { "match", N_("match") },
    [KIN_VARIANT] = { "variant", N_("variant") },
    [KIN_MISMATCH] = { "mismatch", N_("mismatch") },
};

const char *kin_field_name(KinField f)
{
    return fields[f].name;
}

const char *kin_field_label(KinField f)
{
    return fields[f].label;
}

const char *kin_result_code(KinResult r)
{
    return results[r].code;
}

const char *kin_result_label(KinResult r)
{
    return results[r].label;
}

int kin_bits(double ratio)
{
    return (int)lrint(log2(ratio) * KIN_UNIT);
}

int kin_unsure(int bits, double sure)
{
    return sure >= 1 ? bits : kin_bits(1 - sure + sure * exp2((double)bits / KIN_UNIT));
}

/* ---- persons ---- */

static bool has_consented(const Compare *m, int64_t person, Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query(
        m->c->db,
        "/* kin consent */ SELECT 1 FROM \"consent\" WHERE \"person\" = $1"
        " AND \"purpose\" = 'kin_disclosure' AND \"voided_at\" IS NULL"
        " AND \"withdrawn_from\" IS NULL AND \"given_from\" <= $2"
        " AND COALESCE(\"valid_until_to\", 99991231) >= $2"
        " UNION ALL SELECT 1 FROM \"candidate\" d WHERE d.\"person\" = $1 AND d.\"kin_case\" = $3"
        " AND d.\"person_consented\" IS NOT NULL AND d.\"voided_at\" IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM \"consent\" w WHERE w.\"person\" = $1"
        " AND w.\"purpose\" = 'kin_disclosure' AND w.\"voided_at\" IS NULL"
        " AND w.\"withdrawn_from\" >= d.\"person_consented_from\")",
        P(person), P((int64_t)m->c->today), P(m->told->kin_case));

    return db_next(q, e);
}

static Str first_other(const Compare *m, int64_t person, Err *e)
{
    AUTO(stmt_done) Stmt *q =
        db_query(m->c->db,
                 "/* other names */ SELECT \"name\" FROM \"person_name\" WHERE \"person\" = $1"
                 " AND \"voided_at\" IS NULL ORDER BY \"id\"",
                 P(person));
    AUTO(buf_done) Buf all = buf_new(BUF_LINE);

    while (db_next(q, e)) {
        if (all.n)
            buf_put(&all, S("、"));
        buf_put(&all, db_str(q, 0));
    }
    return arena_str(m->c->arena, buf_str(&all));
}

static void person_place(const Compare *m, Person *p)
{
    const Gazetteer *g = kinfolk_places(m->k);
    PlaceRead written;

    place_read(g, m->c->arena, p->place, &p->where);
    place_read(g, m->c->arena, p->place_text, &written);
    if (!p->where.node)
        p->where.node = written.node;
    p->where.rest = written.rest;
}

/* So long that whoever did anything then is dead. */
static bool long_ago(const Compare *m, Day day)
{
    return day && day_year(day) + LIVED_AT_MOST < day_year(m->c->today);
}

bool kin_person_load(const Compare *m, int64_t id, Person *out, Err *e)
{
    Arena *a = m->c->arena;
    AUTO(stmt_done) Stmt *q = db_query(
        m->c->db,
        "/* person to compare */ SELECT \"unit\", \"name_hans\", \"name_hant\", \"name_latin\","
        " \"born\", \"born_from\", \"born_to\", \"died_from\", \"presence\", \"left_china\","
        " \"left_china_from\", \"left_china_to\", \"ancestral_place\", \"ancestral_place_text\""
        " FROM \"person\" WHERE \"id\" = $1",
        P(id));
    Str chinese;
    uint32_t ch;

    *out = (Person){ .id = id };
    if (!db_next(q, e))
        return err_set(e, ERR_NOT_FOUND, "there is no person #%" PRId64, id);
    *out = (Person){ .id = id,
                     .unit = db_int(q, 0),
                     .hans = db_text(q, a, 1),
                     .hant = db_text(q, a, 2),
                     .latin = db_text(q, a, 3),
                     .born = db_text(q, a, 4),
                     .born_from = (Day)db_int(q, 5),
                     .born_to = (Day)db_int(q, 6),
                     .left = db_text(q, a, 9),
                     .left_from = (Day)db_int(q, 10),
                     .left_to = (Day)db_int(q, 11),
                     .place = db_text(q, a, 12),
                     .place_text = db_text(q, a, 13) };
    out->dead = !db_null(q, 7) || str_eq(db_str(q, 8), S("deceased")) ||
                long_ago(m, out->born_to ? out->born_to : out->left_to);
    chinese = out->hans.n ? out->hans : out->hant;
    if (utf8_next(&chinese, &ch))
        out->surname = names_class(kinfolk_names(m->k), ch);
    person_place(m, out);
    out->other = first_other(m, id, e);
    out->consented = !e->kind && has_consented(m, id, e);
    return !e->kind;
}

/* ---- the search ---- */

/* A person and the name by which it is found best. */
typedef struct {
    KinCandidate by;
    size_t name;
    int bits;
} Scored;

typedef struct {
    Compare m;
    Scored *p;
    size_t n;
    KinAnswer *answers; /* of each told name */
} Ranking;

static bool is_name_part(KinWhy why)
{
    return why != WHY_YEAR && why != WHY_PLACE && why != WHY_VILLAGE;
}

static int part_bits(const KinCandidate *c, KinWhy why)
{
    int bits = 0;

    for (size_t i = 0; i < c->nreasons; i++)
        if (c->reasons[i].why == why)
            bits += c->reasons[i].bits;
    return bits;
}

static int name_bits(const KinCandidate *c)
{
    int bits = 0;

    for (size_t i = 0; i < c->nreasons; i++)
        if (is_name_part(c->reasons[i].why))
            bits += c->reasons[i].bits;
    return bits;
}

static int scored_bits(const Told *t, const KinCandidate *c, size_t name)
{
    return kin_unsure(name_bits(c), t->names[name].sure) +
           kin_unsure(part_bits(c, WHY_YEAR), t->born.sure) +
           kin_unsure(part_bits(c, WHY_PLACE) + part_bits(c, WHY_VILLAGE), t->place.sure);
}

static int best_first(const void *x, const void *y)
{
    const Scored *a = x, *b = y;
    if (a->bits != b->bits)
        return a->bits > b->bits ? -1 : 1;
    return (a->by.person > b->by.person) - (a->by.person < b->by.person);
}

static void merge(Ranking *r, Ids *seen, size_t name)
{
    const KinAnswer *answer = &r->answers[name];

    for (size_t i = 0; i < answer->n; i++) {
        int bits = scored_bits(r->m.told, &answer->p[i], name);
        uint64_t person = (uint64_t)answer->p[i].person;
        int64_t at;
        if (!ids_get(seen, person, &at)) {
            at = (int64_t)r->n++;
            ids_set(seen, person, at);
            r->p[at].bits = INT32_MIN;
        }
        if (bits > r->p[at].bits)
            r->p[at] = (Scored){ answer->p[i], name, bits };
    }
}

/* A year or a name that cannot be read is said; other names may still be looked for. */
static bool search_name(Ranking *r, size_t name, Err *e)
{
    const Told *t = r->m.told;
    const KinQuery q = { .name = t->names[name].text,
                         .year = t->born.text,
                         .place = t->place.text };

    return kin_match_in(r->m.view, r->m.c->arena, &q, KIN_TOP_MAX, &r->answers[name], e);
}

static bool rank(Ranking *r, Err *e)
{
    const Told *t = r->m.told;
    AUTO(ids_done) Ids seen = { 0 };

    r->p = NEWN(r->m.c->arena, Scored, t->nnames * KIN_TOP_MAX + 1);
    r->answers = NEWN(r->m.c->arena, KinAnswer, t->nnames + 1);
    for (size_t i = 0; i < t->nnames; i++) {
        Err one = { .lang = e->lang };
        if (search_name(r, i, &one))
            merge(r, &seen, i);
        else if (t->nnames == 1)
            return err_set(e, one.kind, "%s", one.msg);
    }
    if (r->n)
        qsort(r->p, r->n, sizeof *r->p, best_first);
    r->n = r->n < KIN_TOP_MAX ? r->n : KIN_TOP_MAX;
    return true;
}

/* ---- cells ---- */

static Str recorded_name(const Person *p, KinField f)
{
    return f == KIN_NAME ? (p->hans.n ? p->hans : p->hant) : f == KIN_LATIN ? p->latin : p->other;
}

/* The name of the person by which an answer met, by the kind of its row. */
static Str met_name(const Person *p, uint8_t alias)
{
    switch (alias) {
    case KINFOLK_HANS: return p->hans;
    case KINFOLK_HANT: return p->hant;
    case KINFOLK_LATIN: return p->latin;
    default: return p->other;
    }
}

/* The same characters or letters, by sound, or not. */
static KinResult name_result(const KinCandidate *c)
{
    bool same = true;

    if (name_bits(c) <= 0 || part_bits(c, WHY_SURNAME) < 0)
        return KIN_MISMATCH;
    for (size_t i = 0; i < c->nreasons; i++) {
        const KinReason *r = &c->reasons[i];
        if (r->why == WHY_ORDER ||
            ((r->why == WHY_SURNAME || r->why == WHY_GIVEN) &&
             (r->bits < 0 || kin_has_han(r->told) != kin_has_han(r->recorded))))
            same = false;
    }
    return same ? KIN_MATCH : KIN_VARIANT;
}

/* "Hokkien of the Indies: tan → 陈 (tân)", where they meet by sound. */
static Str how_read(const Compare *m, const KinCandidate *c)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);

    for (size_t i = 0; i < c->nreasons; i++) {
        const KinReason *r = &c->reasons[i];
        if (r->why == WHY_READING)
            kin_reason_text(m->view->base, r, m->c->lang, &b);
        else if ((r->why == WHY_SURNAME || r->why == WHY_GIVEN) && r->reading.n)
            buf_printf(&b, " · %.*s → %.*s (%.*s)", STR(r->told), STR(r->recorded),
                       STR(r->reading));
    }
    return arena_str(m->c->arena, buf_str(&b));
}

static const KinCandidate *in_answer(const KinAnswer *answer, int64_t person)
{
    for (size_t i = 0; i < answer->n; i++)
        if (answer->p[i].person == person)
            return &answer->p[i];
    return NULL;
}

/* The told names. The bits stand with the one by which the person was found. */
static void name_cells(const Ranking *r, const Scored *s, const Person *p, KinFound *f)
{
    const Told *t = r->m.told;

    for (size_t i = 0; i < t->nnames; i++) {
        KinCell *cell = &f->cells[t->names[i].field];
        const KinCandidate *c = i == s->name ? &s->by : in_answer(&r->answers[i], p->id);
        Str recorded = c ? met_name(p, c->alias) : recorded_name(p, t->names[i].field);
        KinCell one = { .told = t->names[i].text,
                        .recorded = recorded,
                        .result = !recorded.n ? KIN_BLANK
                                  : c         ? name_result(c)
                                              : KIN_MISMATCH };
        if (i == s->name) {
            one.bits = kin_unsure(name_bits(&s->by), t->names[i].sure);
            one.how = how_read(&r->m, &s->by);
        }
        if (!cell->told.n || i == s->name)
            *cell = one;
    }
}

static void context_cell(KinCell *cell, Str told, Str recorded, int bits)
{
    cell->told = told;
    if (!told.n || !recorded.n)
        return;
    cell->recorded = recorded;
    cell->bits = bits;
    cell->result = bits > 0 ? KIN_MATCH : bits < 0 ? KIN_MISMATCH : KIN_BLANK;
}

/* A copy, since the index may be gone before the answer is. */
static Str recorded_by(const Compare *m, const KinCandidate *c, KinWhy why)
{
    for (size_t i = 0; i < c->nreasons; i++)
        if (c->reasons[i].why == why)
            return arena_str(m->c->arena, c->reasons[i].recorded);
    return S("");
}

static void birth_cell(const Compare *m, const Scored *s, const Person *p, KinFound *f)
{
    const Told *t = m->told;

    context_cell(&f->cells[KIN_BORN], t->born.text,
                 recorded_by(m, &s->by, WHY_YEAR).n ? p->born : S(""),
                 kin_unsure(part_bits(&s->by, WHY_YEAR), t->born.sure));
}

/* Both together are as sure as the clue is; what the place does not take is the village's. */
static void place_cells(const Compare *m, const Scored *s, KinFound *f)
{
    const Told *t = m->told;
    Str place = recorded_by(m, &s->by, WHY_PLACE), village = recorded_by(m, &s->by, WHY_VILLAGE);
    int near = part_bits(&s->by, WHY_PLACE);
    int both = kin_unsure(near + part_bits(&s->by, WHY_VILLAGE), t->place.sure);
    int alone = !place.n ? 0 : village.n ? kin_unsure(near, t->place.sure) : both;

    context_cell(&f->cells[KIN_PLACE], t->place_shown.n ? t->place_shown : t->place.text, place,
                 alone);
    context_cell(&f->cells[KIN_VILLAGE], t->village_shown, S(""), 0);
    if (village.n)
        context_cell(&f->cells[KIN_VILLAGE], t->village_shown.n ? t->village_shown : t->place.text,
                     village, both - alone);
}

/* Years between two spans; 0 where they overlap. */
static int years_apart(Day from, Day to, Day from2, Day to2)
{
    int gap = 0;

    if (to < from2)
        gap = day_year(from2) - day_year(to);
    else if (to2 < from)
        gap = day_year(from) - day_year(to2);
    return gap;
}

/* Departures lie in about sixty years; one told is right within a year or two in most cases. */
static void departed_cell(const Compare *m, const Person *p, KinFound *f)
{
    static const double near[] = { 0.45, 0.18, 0.08, 0.03 };
    const ToldText *t = &m->told->departed;
    KinCell *cell = &f->cells[KIN_DEPARTED];
    Value told = { .set = false };
    Err quiet = { 0 };
    size_t gap;
    int bits;

    cell->told = t->text;
    if (!t->text.n || !p->left_from ||
        !value_read(&(Field){ .name = "departed", .kind = T_DATE }, t->text, &told, &quiet))
        return;
    gap = (size_t)years_apart((Day)told.i, (Day)told.j, p->left_from, p->left_to);
    bits = kin_bits((gap < LEN(near) ? near[gap] : 0.004) * 60);
    cell->recorded = p->left;
    cell->bits = kin_unsure(bits > LEFT_MOST ? LEFT_MOST : bits, t->sure);
    cell->result = gap <= 1 ? KIN_MATCH : gap < LEN(near) ? KIN_VARIANT : KIN_MISMATCH;
}

/* ---- what may be shown ---- */

Str kin_masked_name(Arena *a, Str name)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    bool han = kin_has_han(name), start = true;
    uint32_t ch;

    for (Str before = name; utf8_next(&name, &ch); before = name) {
        if (han && start)
            buf_put(&b, str_part(before, 0, before.n - name.n));
        else if (han)
            buf_put(&b, S("＊"));
        else if (start && ch != ' ' && ch != '-')
            buf_printf(&b, "%s%.*s.", b.n ? " " : "", STR(str_part(before, 0, before.n - name.n)));
        start = !han && (ch == ' ' || ch == '-');
    }
    return arena_str(a, buf_str(&b));
}

/* The county or city district, and nothing below it. */
static Str county_of(const Compare *m, const Person *p)
{
    const Divisions *all = m->c->facts->divisions;
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    Err quiet = { 0 };
    const Division *d = p->place.n ? division_find(all, p->place, &quiet) : NULL;

    while (d && d->level == DIVISION_TOWN)
        d = division_parent(all, d);
    if (!d)
        return place_name(kinfolk_places(m->k), p->where.node);
    division_path(all, d, &b);
    return arena_str(m->c->arena, buf_str(&b));
}

static Str decade_of(const Compare *m, const Person *p)
{
    return p->born_from ? arena_printf(m->c->arena, "%ds", day_year(p->born_from) / 10 * 10)
                        : S("");
}

static void mask(const Compare *m, const Person *p, KinFound *f)
{
    for (int i = 0; i < KIN__N; i++) {
        KinCell *cell = &f->cells[i];
        cell->how = S("");
        if (!cell->recorded.n)
            continue;
        cell->recorded = i <= KIN_OTHER   ? kin_masked_name(m->c->arena, cell->recorded)
                         : i == KIN_BORN  ? decade_of(m, p)
                         : i == KIN_PLACE ? county_of(m, p)
                         : i == KIN_HALL  ? cell->recorded
                                          : S("＊");
    }
}

static bool is_masked(const Compare *m, const Person *p)
{
    return !p->dead && !(p->consented && m->told->seeker_consented);
}

Str kin_shown_name(const Compare *m, const Person *p)
{
    Str name = p->hans.n ? p->hans : p->hant.n ? p->hant : p->latin;

    return is_masked(m, p) ? kin_masked_name(m->c->arena, name) : name;
}

static void show(const Compare *m, const Person *p, KinFound *f)
{
    f->living = !p->dead;
    f->masked = is_masked(m, p);
    f->name = kin_shown_name(m, p);
    f->place = county_of(m, p);
    if (f->masked)
        mask(m, p, f);
    else if (p->place_text.n)
        f->place = p->place_text;
}

static bool candidate_state(const Compare *m, KinFound *f, Err *e)
{
    AUTO(stmt_done) Stmt *q = db_query(
        m->c->db,
        "/* candidate of a case */ SELECT \"state\" FROM \"candidate\" WHERE \"kin_case\" = $1"
        " AND \"person\" = $2 AND \"voided_at\" IS NULL ORDER BY \"id\" DESC LIMIT 1",
        P(m->told->kin_case), P(f->person));

    f->state = db_next(q, e) ? db_text(q, m->c->arena, 0) : S("");
    return !e->kind;
}

/* ---- all together ---- */

static int sum(const KinFound *f)
{
    int bits = 0;

    for (int i = 0; i < KIN__N; i++)
        bits += f->cells[i].bits;
    return bits;
}

static int found_first(const void *x, const void *y)
{
    const KinFound *a = x, *b = y;
    if (a->bits != b->bits)
        return a->bits > b->bits ? -1 : 1;
    return (a->person > b->person) - (a->person < b->person);
}

static void chances(const Compare *m, KinCaseAnswer *out)
{
    int *bits = NEWN(m->c->arena, int, out->n + 1);
    double *p = NEWN(m->c->arena, double, out->n + 1);

    for (size_t i = 0; i < out->n; i++)
        bits[i] = out->p[i].bits;
    kin_calibrate(m->view, bits, out->n, p, &out->nobody);
    for (size_t i = 0; i < out->n; i++)
        out->p[i].p = p[i];
}

static bool compare_all(const Ranking *r, KinCaseAnswer *out, Err *e)
{
    const Compare *m = &r->m;
    Person *people = NEWN(m->c->arena, Person, r->n + 1);

    out->n = r->n;
    out->p = NEWN(m->c->arena, KinFound, r->n + 1);
    for (size_t i = 0; i < r->n; i++) {
        KinFound *f = &out->p[i];
        if (!kin_person_load(m, r->p[i].by.person, &people[i], e))
            return false;
        f->person = people[i].id;
        f->unit = people[i].unit;
        name_cells(r, &r->p[i], &people[i], f);
        birth_cell(m, &r->p[i], &people[i], f);
        place_cells(m, &r->p[i], f);
        departed_cell(m, &people[i], f);
        kin_compare_lineage(m, &people[i], &r->p[i].by, f);
        f->cells[KIN_LETTER].told = m->told->letter.text;
    }
    if (!kin_compare_relatives(m, people, out->p, out->n, e))
        return false;
    for (size_t i = 0; i < r->n; i++) {
        out->p[i].bits = sum(&out->p[i]);
        show(m, &people[i], &out->p[i]);
        if (!candidate_state(m, &out->p[i], e))
            return false;
    }
    return true;
}

static bool sees_group(void *arg, int64_t unit)
{
    const Ctx *c = arg;
    const Type *t = registry_find(c->types, S("person"));

    return t && rights_level(c, t, unit) >= LEVEL_PERSONAL;
}

/* Is one of those persons among the ranked ones? */
static bool concerns(const Ranking *r, const Ids *persons)
{
    int64_t one;

    for (size_t i = 0; persons && i < r->n; i++)
        if (ids_get(persons, (uint64_t)r->p[i].by.person, &one))
            return true;
    return !persons;
}

bool kin_case_match(Kinfolk *k, Ctx *c, const KinAsk *ask, KinCaseAnswer *out, Err *e)
{
    Told told;
    Lineages lineages = { 0 };
    const KinView *taken;
    KinView view;
    Ranking r = { .m = { .k = k, .c = c, .view = &view, .told = &told, .lineages = &lineages } };
    bool ok;

    *out = (KinCaseAnswer){ .nobody = 1 };
    if (!kin_told(k, c, ask->kin_case, &told, e) ||
        ((told.nhalls || told.nwords) && !kin_lineages(k, c, &lineages, e)) ||
        !kinfolk_refresh(k, c, e))
        return false;
    out->unused = told.unused;
    taken = kinfolk_take(k);
    view = *taken;
    view.shows = sees_group;
    view.arg = c;
    ok = rank(&r, e) && (!concerns(&r, ask->only) || compare_all(&r, out, e));
    if (ok) {
        if (out->n)
            qsort(out->p, out->n, sizeof *out->p, found_first);
        chances(&r.m, out);
        out->n = out->n < ask->top ? out->n : ask->top;
    }
    kinfolk_give(k, taken);
    return ok;
}
