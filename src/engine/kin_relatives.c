/* SPDX-License-Identifier: Apache-2.0
 * Names of relatives: those that the case tells against those on record for a candidate.
 *
 * The relatives on record of all candidates make a small index of their own, so that a relative's
 * name weighs as the name of a sought person does: how rare it is, in which spelling.
 */
#include "engine/kin_case_impl.h"

#include "base/map.h"
#include "engine/registry.h"
#include "engine/rights.h"

enum { OTHER_RELATIVE = -150, RELATIVE_MOST = 1200 };

typedef struct {
    size_t found; /* whose relative */
    int64_t id;
    const char *kind; /* what the relative is to the candidate */
} Tie;

typedef VEC(Tie) Ties;

/* The kind in a text that lives as long as the program; NULL for one that says little. */
static const char *kind_of(Str code)
{
    static const char *const kinds[] = { "spouse",  "parent",      "child",
                                         "sibling", "grandparent", "grandchild" };
    for (size_t i = 0; i < LEN(kinds); i++)
        if (str_eq(code, str_z(kinds[i])))
            return kinds[i];
    return NULL;
}

static bool ties_of(const Compare *m, int64_t person, size_t found, Ties *out, Err *e)
{
    const Type *t = registry_need(m->c->types, S("relation"), e);
    AUTO(stmt_done) Stmt *q = db_query(
        m->c->db,
        "/* relatives */ SELECT r.\"relative\", r.\"kind\", r.\"unit\", p.\"unit\", 0"
        " FROM \"relation\" r JOIN \"person\" p ON p.\"id\" = r.\"relative\""
        " WHERE r.\"person\" = $1 AND r.\"voided_at\" IS NULL AND p.\"voided_at\" IS NULL"
        " UNION ALL SELECT r.\"person\", r.\"kind\", r.\"unit\", p.\"unit\", 1"
        " FROM \"relation\" r JOIN \"person\" p ON p.\"id\" = r.\"person\""
        " WHERE r.\"relative\" = $1 AND r.\"voided_at\" IS NULL AND p.\"voided_at\" IS NULL",
        P(person));

    while (t && db_next(q, e)) {
        const char *kind = kind_of(db_str(q, 1));
        if (rights_level(m->c, t, db_int(q, 2)) < LEVEL_PERSONAL ||
            (m->view->shows && !m->view->shows(m->view->arg, db_int(q, 3))))
            continue;
        vec_push(m->c->arena, out,
                 (Tie){ found, db_int(q, 0), db_int(q, 4) ? relative_inverse(kind) : kind });
    }
    return !e->kind;
}

/* ---- an index of the relatives ---- */

static bool add_relative(const Compare *m, KinBuild *b, int64_t id, Person *out, Err *e)
{
    Str names[4];

    if (!kin_person_load(m, id, out, e))
        return false;
    names[0] = out->hans;
    names[1] = out->hant;
    names[2] = out->latin;
    names[3] = out->other;
    for (size_t i = 0; i < LEN(names); i++)
        if (names[i].n &&
            !kin_build_add(b, &(KinRow){ .person = id, .name = names[i], .alias = (uint8_t)i },
                           NULL))
            return err_set(e, ERR_INTERNAL, "the relatives are too many");
    return true;
}

typedef struct {
    const Compare *m;
    const Person *candidates;
    KinFound *found;
    Ties ties;
    Person *people; /* of each tie */
    Kin *kin;
} Kindred;

static void kindred_done(Kindred *k)
{
    kin_free(k->kin);
}

static bool kindred_read(Kindred *k, size_t n, Err *e)
{
    KinBuild *b = kin_build_like(k->m->view->base);
    AUTO(ids_done) Ids seen = { 0 };
    bool ok = true;

    for (size_t i = 0; ok && i < n; i++)
        ok = ties_of(k->m, k->found[i].person, i, &k->ties, e);
    k->people = NEWN(k->m->c->arena, Person, k->ties.n + 1);
    for (size_t i = 0; ok && i < k->ties.n; i++) {
        int64_t first;
        if (ids_get(&seen, (uint64_t)k->ties.p[i].id, &first)) {
            k->people[i] = k->people[first];
            continue;
        }
        ids_set(&seen, (uint64_t)k->ties.p[i].id, (int64_t)i);
        ok = add_relative(k->m, b, k->ties.p[i].id, &k->people[i], e);
    }
    k->kin = kin_build_end(b);
    return ok;
}

/* ---- comparing ---- */

/* Kin of the father's side have the candidate's surname anyway: it tells nothing more. */
static int shared_surname(const Kindred *k, const KinCandidate *c, size_t tie)
{
    const Tie *t = &k->ties.p[tie];

    if (k->people[tie].surname != k->candidates[t->found].surname || !t->kind ||
        str_eq(str_z(t->kind), S("spouse")))
        return 0;
    for (size_t i = 0; i < c->nreasons; i++)
        if (c->reasons[i].why == WHY_SURNAME && c->reasons[i].bits > 0)
            return c->reasons[i].bits;
    return 0;
}

/* Bits of a told relative against one of the candidate's; 0 if they do not meet. */
static int tie_bits(const Kindred *k, const ToldRelative *told, const KinAnswer *answer, size_t tie)
{
    const Person *p = &k->people[tie];
    Str name = told->who.name;
    uint32_t ch;

    if (told->who.surname_only) {
        uint16_t cls = utf8_next(&name, &ch) ? names_class(kinfolk_names(k->m->k), ch) : 0;
        return cls && cls == p->surname
                   ? kin_bits(0.95 / kin_share(k->m->view->base, cls, AS_SURNAME))
                   : 0;
    }
    for (size_t i = 0; i < answer->n; i++)
        if (answer->p[i].person == p->id) {
            int bits = answer->p[i].bits - shared_surname(k, &answer->p[i], tie);
            return bits > 0 ? bits : 0;
        }
    return 0;
}

static bool fits(const ToldRelative *told, const Tie *tie)
{
    return !told->who.kind || !tie->kind || str_eq(str_z(told->who.kind), str_z(tie->kind));
}

/* Of the ties of one candidate, from `first` on, the one that a told relative meets best. */
typedef struct {
    size_t end; /* of the candidate's ties */
    size_t tie; /* the best, or one of the kind that was told */
    int bits;   /* 0: none meets */
    bool any;   /* is there one of that kind at all? */
} Met;

static Met best_tie(const Kindred *k, const ToldRelative *told, const KinAnswer *answer,
                    size_t first)
{
    Met met = { .end = first };

    for (; met.end < k->ties.n && k->ties.p[met.end].found == k->ties.p[first].found; met.end++) {
        int bits = 0;
        if (!fits(told, &k->ties.p[met.end]))
            continue;
        bits = tie_bits(k, told, answer, met.end);
        if (bits > met.bits || !met.any)
            met.tie = met.end;
        met.bits = bits > met.bits ? bits : met.bits;
        met.any = true;
    }
    return met;
}

static void add_cell(const Kindred *k, const ToldRelative *told, const Met *met, KinCell *cell)
{
    Str name = kin_shown_name(k->m, &k->people[met->tie]);
    int bits = met->bits > RELATIVE_MOST ? RELATIVE_MOST : met->bits;

    cell->bits += kin_unsure(bits ? bits : OTHER_RELATIVE, told->sure);
    if (!cell->recorded.n)
        cell->recorded = name;
    else if (bits)
        cell->recorded = arena_printf(k->m->c->arena, "%.*s、%.*s", STR(cell->recorded), STR(name));
    if (bits)
        cell->result = KIN_MATCH;
    else if (cell->result == KIN_BLANK)
        cell->result = KIN_MISMATCH;
}

static void compare_told(const Kindred *k, const ToldRelative *told, const KinAnswer *answer)
{
    Met met;

    for (size_t i = 0; i < k->ties.n; i = met.end) {
        met = best_tie(k, told, answer, i);
        if (met.any)
            add_cell(k, told, &met, &k->found[k->ties.p[i].found].cells[KIN_RELATIVES]);
    }
}

bool kin_compare_relatives(const Compare *m, const Person *candidates, KinFound *found, size_t n,
                           Err *e)
{
    AUTO(kindred_done) Kindred k = { .m = m, .candidates = candidates, .found = found };
    Str told = S("");
    KinView view;

    if (m->told->nrelatives == 0)
        return true;
    if (!kindred_read(&k, n, e))
        return false;
    for (size_t i = 0; i < m->told->nrelatives; i++)
        told =
            i ? arena_printf(m->c->arena, "%.*s; %.*s", STR(told), STR(m->told->relatives[i].text))
              : m->told->relatives[i].text;
    for (size_t i = 0; i < n; i++)
        found[i].cells[KIN_RELATIVES].told = told;
    view = (KinView){ .base = k.kin };
    for (size_t i = 0; i < m->told->nrelatives; i++) {
        const ToldRelative *one = &m->told->relatives[i];
        const KinQuery q = { .name = one->who.name };
        KinAnswer answer = { 0 };
        Err quiet = { 0 };
        if (!one->who.surname_only && k.kin && kin_rows(k.kin) &&
            !kin_match_in(&view, m->c->arena, &q, KIN_TOP_MAX, &answer, &quiet))
            answer.n = 0; /* a text without a name tells nothing */
        compare_told(&k, one, &answer);
    }
    return true;
}
