/* SPDX-License-Identifier: Apache-2.0
 * FAM and ASSO: relations between two persons.
 *
 * Husband and wife are spouses; each of them is a parent of each child. What the family itself says
 * (marriage, notes) belongs to the relation of the spouses, or to that with the first child where
 * there is only one parent; how a child belongs to it (FAMC) to both of its relations.
 */
#include <stdlib.h>

#include "engine/gedcom.h"

/* ---- rows ---- */

static uint32_t person_at(const Gedcom *g, const GedNode *n)
{
    return n && n->pointer ? ged_person(g, n->target) : 0;
}

static void add_row(Gedcom *g, GedRow row)
{
    vec_push(g->a, &g->rows[GED_FAM], row);
}

/* The FAMC by which the child points to the family. */
static GedNode *link_of(const Gedcom *g, uint32_t child, const GedNode *fam)
{
    for (GedNode *c = g->persons.p[child - 1].node->child; c; c = c->next)
        if (ged_is(c, "FAMC") && c->target == fam)
            return c;
    return NULL;
}

static bool is_parent(const GedNode *n)
{
    return ged_is(n, "HUSB") || ged_is(n, "WIFE");
}

/* The first husband and the first wife, else the first two of either. */
static void parents_of(const Gedcom *g, const GedNode *fam, uint32_t out[2])
{
    uint32_t husband = person_at(g, ged_child(fam, "HUSB")),
             wife = person_at(g, ged_child(fam, "WIFE"));

    out[0] = husband ? husband : wife;
    out[1] = husband ? wife : 0;
    for (const GedNode *n = fam->child; n && !out[1]; n = n->next)
        if (is_parent(n) && person_at(g, n) != out[0])
            out[1] = person_at(g, n);
}

static void family_rows(Gedcom *g, GedNode *fam)
{
    uint32_t parents[2];
    bool couple, first;

    parents_of(g, fam, parents);
    couple = parents[0] && parents[1];
    first = !couple;
    if (couple)
        add_row(g, (GedRow){ .node = fam,
                             .line = fam->line,
                             .person = parents[0],
                             .relative = parents[1],
                             .kind = REL_SPOUSES });
    for (GedNode *c = fam->child; c; c = c->next) {
        uint32_t child = ged_is(c, "CHIL") ? person_at(g, c) : 0;
        for (int i = 0; child && i < 2; i++) {
            if (!parents[i])
                continue;
            add_row(g, (GedRow){ .node = fam,
                                 .line = c->line,
                                 .person = parents[i],
                                 .relative = child,
                                 .detail = link_of(g, child, fam),
                                 .kind = REL_CHILD,
                                 .first = first });
            first = false;
        }
    }
    fam->used = couple || !first;
}

static void other_rows(Gedcom *g, uint32_t person)
{
    for (GedNode *c = g->persons.p[person - 1].node->child; c; c = c->next)
        if (ged_is(c, "ASSO") && person_at(g, c))
            add_row(g, (GedRow){ .node = c,
                                 .line = c->line,
                                 .person = person,
                                 .relative = person_at(g, c),
                                 .kind = REL_ASSO });
}

static int by_line(const void *a, const void *b)
{
    const GedRow *x = a, *y = b;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    return (x->person > y->person) - (x->person < y->person);
}

void relation_rows(Gedcom *g)
{
    for (GedNode *r = g->doc.records; r; r = r->next)
        if (ged_is(r, "FAM"))
            family_rows(g, r);
    for (uint32_t i = 1; i <= g->persons.n; i++)
        other_rows(g, i);
    if (g->rows[GED_FAM].n)
        qsort(g->rows[GED_FAM].p, g->rows[GED_FAM].n, sizeof(GedRow), by_line);
}

/* ---- what a family says ---- */

typedef struct {
    GedCells *out;
    Buf note, evidence;
    Kept kept;
} Telling;

static void add_text(Buf *b, Str text)
{
    if (text.n && b->n)
        buf_putc(b, '\n');
    buf_put(b, text);
}

static void said_note(Telling *s, GedNode *n)
{
    ged_use_note(s->out->g, "FAM.NOTE", n);
    add_text(&s->note, str_trim(ged_note(n)));
}

enum { EVIDENCE_MAX = 2000 };

/* A citation in words, unless it says more than words. */
static bool said_source(Telling *s, GedNode *n)
{
    bool rest;
    Str text = ged_source(s->out->a, n, &rest);
    if (rest || text.n == 0 || s->evidence.n + text.n >= EVIDENCE_MAX)
        return false;
    add_text(&s->evidence, text);
    s->out->line[GR_EVIDENCE] = n->line;
    return true;
}

/* A link to somebody of whom no relation is made, and what stands below any, is listed. */
static void said_link(Telling *s, const GedNode *fam, const GedNode *n)
{
    Gedcom *g = s->out->g;
    uint32_t person = person_at(g, n), parents[2];

    parents_of(g, fam, parents);
    if (!person || (is_parent(n) && person != parents[0] && person != parents[1]))
        ged_drop(g, "FAM", n);
    for (const GedNode *c = n->child; c; c = c->next)
        ged_drop(g, ged_is(n, "CHIL") ? "FAM.CHIL" : "FAM.HUSB", c);
}

/* Marriage and divorce belong to spouses only; without a couple they are kept as they are. */
static bool said_event(Telling *s, GedNode *n, bool couple)
{
    int col = ged_is(n, "MARR") ? GR_BEGAN : ged_is(n, "DIV") ? GR_ENDED : -1;
    if (col < 0 || !couple || s->out->text[col].n || !ged_child(n, "DATE"))
        return false;
    ged_event(s->out, n, col, -1, &s->kept);
    return true;
}

static void clear_used(GedNode *n)
{
    for (GedNode *c = n->child; c; c = c->next) {
        c->used = false;
        clear_used(c);
    }
}

static void said_of_family(Telling *s, GedNode *fam, bool couple)
{
    for (GedNode *n = fam->child; n; n = n->next) {
        Gedcom *g = s->out->g;
        clear_used(n);
        if (is_parent(n) || ged_is(n, "CHIL")) {
            said_link(s, fam, n);
            continue;
        }
        if (ged_is(n, "NOTE") || ged_is(n, "SNOTE"))
            said_note(s, n);
        else if (ged_is(n, "CHAN") || ged_is(n, "CREA") || ged_is_ours(g, n))
            ged_drop(g, "FAM", n);
        else if (!(ged_is(n, "SOUR") && couple && said_source(s, n)) && !said_event(s, n, couple))
            keep(g, "FAM", n, false, &s->kept);
    }
}

/* ---- how a child belongs to a family ---- */

static const struct {
    const char *said, *code;
} descents[] = {
    { "birth", "birth" }, { "adopted", "adopted" }, { "foster", "foster" },
    { "step", "step" },   { "heir", "heir" },
};

static bool said_descent(Telling *s, const GedNode *n)
{
    Str said = str_trim(n->value), phrase = str_trim(ged_value(n, "PHRASE"));
    if (phrase.n && str_same(said, S("OTHER")))
        said = phrase;
    for (size_t i = 0; i < LEN(descents); i++)
        if (str_same(said, str_z(descents[i].said)))
            return ged_put(s->out, GR_DESCENT, str_z(descents[i].code), n->line);
    return ged_means(s->out->g, "relation", "descent", said) &&
           ged_put(s->out, GR_DESCENT, said, n->line);
}

static bool said_certainty(Telling *s, const GedNode *n)
{
    static const char *const states[] = { "proven", "challenged", "disproven" };
    for (size_t i = 0; !n->child && i < LEN(states); i++)
        if (str_same(str_trim(n->value), str_z(states[i])))
            return ged_put(s->out, GR_CERTAINTY, str_z(states[i]), n->line);
    return false;
}

static void said_of_child(Telling *s, GedNode *famc)
{
    for (GedNode *n = famc ? famc->child : NULL; n; n = n->next) {
        bool done = false;
        clear_used(n);
        if (ged_is(n, "PEDI") || ged_is(n, "_PEDI"))
            done = said_descent(s, n);
        else if (ged_is(n, "STAT"))
            done = said_certainty(s, n);
        else if (ged_is(n, "_SOUR") || ged_is(n, "SOUR"))
            done = said_source(s, n);
        else if (ged_is(n, "NOTE") || ged_is(n, "SNOTE")) {
            said_note(s, n);
            done = true;
        }
        n->used = done;
    }
    if (famc)
        keep(s->out->g, "INDI", famc, true, &s->kept);
}

/* ---- other kin ---- */

/* Who the associate is to the person: a kind of relation, else "other" with the words as note. */
static void said_of_other(Telling *s, GedNode *asso)
{
    GedCells *o = s->out;
    GedNode *role = ged_child(asso, "ROLE");
    Str said;

    role = role ? role : ged_child(asso, "RELA");
    said = role ? str_trim(role->value) : (Str){ 0 };
    if (str_same(said, S("OTHER")) && ged_child(role, "PHRASE"))
        said = str_trim(ged_value(role, "PHRASE"));
    if (ged_means(o->g, "relation", "kind", said)) {
        ged_put(o, GR_KIND, said, role->line);
    } else {
        ged_put(o, GR_KIND, S("other"), asso->line);
        add_text(&s->note, said);
    }
    for (GedNode *n = asso->child; n; n = n->next) {
        clear_used(n);
        if (n == role)
            continue;
        if (ged_is(n, "NOTE") || ged_is(n, "SNOTE"))
            said_note(s, n);
        else if (!(ged_is(n, "SOUR") && said_source(s, n)))
            keep(o->g, "ASSO", n, false, &s->kept);
    }
}

static void said_kind(GedCells *o, const GedRow *row)
{
    const char *kind = row->kind == REL_SPOUSES ? "spouse" : row->turned ? "parent" : "child";
    if (row->kind != REL_ASSO)
        ged_put(o, GR_KIND, str_z(kind), row->line);
}

void relation_cells(GedCells *o, const GedRow *row)
{
    Telling s = { .out = o,
                  .note = buf_new(GEDCOM_VALUE_MAX),
                  .evidence = buf_new(GEDCOM_VALUE_MAX) };
    const GedPerson *persons = o->g->persons.p;
    int64_t a = persons[row->person - 1].id, b = persons[row->relative - 1].id;

    o->of = row->kind == REL_ASSO ? "ASSO" : "FAM";
    o->line[GR_NOTE] = row->line;
    o->text[GR_PERSON] = arena_printf(o->a, "#%" PRId64, row->turned ? b : a);
    o->text[GR_RELATIVE] = arena_printf(o->a, "#%" PRId64, row->turned ? a : b);
    if (row->kind == REL_ASSO)
        said_of_other(&s, row->node);
    said_kind(o, row);
    if (row->kind == REL_SPOUSES || row->first)
        said_of_family(&s, row->node, row->kind == REL_SPOUSES);
    if (row->kind == REL_CHILD)
        said_of_child(&s, row->detail);
    o->text[GR_EVIDENCE] = arena_str(o->a, buf_str(&s.evidence));
    o->text[GR_NOTE] = keep_join(o->a, buf_str(&s.note), &s.kept);
    buf_done(&s.note);
    kept_done(&s.kept);
    buf_done(&s.evidence);
}
