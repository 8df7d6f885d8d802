/* SPDX-License-Identifier: Apache-2.0
 * A GEDCOM file, or the gedcom.ged in a GEDZIP, as a tree whose families and persons agree.
 *
 * Where only one side of a link between a person and a family is written, the other is added, with
 * a warning. Nobody is their own ancestor.
 */
#include <unistd.h>
#include <zip.h>

#include "engine/gedcom.h"

enum { LOOK = 64, GED_ARENA = 1 << 30 };

/* ---- the bytes ---- */

static bool is_zip(int fd)
{
    char start[4];
    return sheet_read_at(fd, 0, start, sizeof start) == sizeof start &&
           str_eq((Str){ start, sizeof start }, S("PK\3\4"));
}

/* The zip with a gedcom.ged in it; NULL if the file is none. The caller discards it. */
static zip_t *zip_of(int fd)
{
    int copy = is_zip(fd) ? dup(fd) : -1, why = 0;
    zip_t *z = copy >= 0 ? zip_fdopen(copy, 0, &why) : NULL;

    if (!z && copy >= 0)
        (void)close(copy);
    if (z && zip_name_locate(z, "gedcom.ged", ZIP_FL_NOCASE) < 0) {
        zip_discard(z);
        return NULL;
    }
    return z;
}

bool gedcom_is(int fd)
{
    char look[LOOK];
    ptrdiff_t n = sheet_read_at(fd, 0, look, sizeof look);
    zip_t *z;

    if (n > 0 && gedcom_looks_so((Str){ look, (size_t)n }))
        return true;
    z = zip_of(fd);
    zip_discard(z);
    return z != NULL;
}

static bool too_large(const char *file, Err *e)
{
    return err_set(e, ERR_INVALID, "'%s' has more than %d MB; split it", file,
                   GEDCOM_BYTES_MAX >> 20);
}

static bool unzip(zip_t *z, Arena *a, const char *file, Str *out, Err *e)
{
    zip_stat_t st;
    zip_int64_t at = zip_name_locate(z, "gedcom.ged", ZIP_FL_NOCASE), n;
    zip_file_t *f;
    char *p;

    if (zip_stat_index(z, (zip_uint64_t)at, 0, &st) != 0 || !(st.valid & ZIP_STAT_SIZE))
        return err_set(e, ERR_INVALID, "'%s' is damaged: its gedcom.ged cannot be read", file);
    if (st.size > GEDCOM_BYTES_MAX)
        return too_large(file, e);
    f = zip_fopen_index(z, (zip_uint64_t)at, 0);
    p = arena_get(a, st.size + 1);
    n = f ? zip_fread(f, p, st.size) : -1;
    if (f)
        (void)zip_fclose(f);
    *out = (Str){ p, n < 0 ? 0 : (size_t)n };
    return n == (zip_int64_t)st.size ||
           err_set(e, ERR_INVALID, "'%s' is damaged: its gedcom.ged cannot be read", file);
}

static bool read_bytes(int fd, Arena *a, const char *file, Str *out, Err *e)
{
    off_t size = lseek(fd, 0, SEEK_END);
    zip_t *z;
    char *p;

    if (size > GEDCOM_BYTES_MAX)
        return too_large(file, e);
    z = zip_of(fd);
    if (z) {
        bool ok = unzip(z, a, file, out, e);
        zip_discard(z);
        return ok;
    }
    p = arena_get(a, (size_t)(size < 0 ? 0 : size) + 1);
    *out = (Str){ p, size < 0 ? 0 : (size_t)size };
    return sheet_read_at(fd, 0, p, out->n) == (ptrdiff_t)out->n ||
           err_set(e, ERR_INTERNAL, "cannot read '%s'", file);
}

/* ---- persons and families agree ---- */

static void problem_at(Gedcom *g, const GedNode *n, const Err *what)
{
    GedProblem one = { .line = n->line, .tag = n->tag, .value = n->value, .what = *what };
    if (g->doc.problems.n < GEDCOM_PROBLEMS_MAX)
        vec_push(g->a, &g->doc.problems, one);
}

/* Pointers between persons and families must lead to the one or the other. */
static bool leads_to(Gedcom *g, const GedNode *n, const char *tag)
{
    Err what = { .lang = g->doc.lang };
    if (!n->target || ged_is(n->target, tag))
        return n->target != NULL;
    err_set(&what, ERR_INVALID, "this leads to a record %.*s, not to a record %s; correct the line",
            STR(n->target->tag), tag);
    problem_at(g, n, &what);
    return false;
}

static bool points_to(const GedNode *from, const char *tag, const GedNode *to)
{
    for (const GedNode *c = from->child; c; c = c->next)
        if (c->target == to && ged_is(c, tag))
            return true;
    return false;
}

static void add_pointer(Gedcom *g, GedNode *from, const char *tag, GedNode *to, uint32_t line)
{
    GedNode *n = ged_add(g->a, from, str_z(tag), to->xref);
    n->pointer = true;
    n->target = to;
    n->line = line;
}

/* As husband or wife, whichever the family has not and the person's sex allows. */
static const char *place_in(const GedNode *fam, const GedNode *indi)
{
    bool husband = ged_child(fam, "HUSB") != NULL, wife = ged_child(fam, "WIFE") != NULL;
    bool female = str_same(ged_value(indi, "SEX"), S("F"));
    if (husband && wife)
        return NULL;
    return (female || husband) && !wife ? "WIFE" : "HUSB";
}

static void join_family(Gedcom *g, GedNode *indi, GedNode *n)
{
    const char *place;
    Err what = { .lang = g->doc.lang };

    if (!leads_to(g, n, "FAM"))
        return;
    if (ged_is(n, "FAMC")) {
        if (!points_to(n->target, "CHIL", indi))
            add_pointer(g, n->target, "CHIL", indi, n->line);
        return;
    }
    if (points_to(n->target, "HUSB", indi) || points_to(n->target, "WIFE", indi))
        return;
    place = place_in(n->target, indi);
    if (place) {
        add_pointer(g, n->target, place, indi, n->line);
        return;
    }
    err_set(&what, ERR_INVALID,
            "the family has another husband and another wife already; correct one of the two");
    problem_at(g, n, &what);
}

static void agree(Gedcom *g)
{
    for (size_t i = 0; i < g->persons.n; i++)
        for (GedNode *n = g->persons.p[i].node->child; n; n = n->next)
            if (n->pointer && (ged_is(n, "FAMC") || ged_is(n, "FAMS")))
                join_family(g, g->persons.p[i].node, n);
    for (GedNode *f = g->doc.records; f; f = f->next)
        for (GedNode *n = ged_is(f, "FAM") ? f->child : NULL; n; n = n->next)
            if (n->pointer && (ged_is(n, "HUSB") || ged_is(n, "WIFE") || ged_is(n, "CHIL")))
                (void)leads_to(g, n, "INDI");
}

/* ---- circles ---- */

enum { WHITE, GREY, BLACK };

typedef struct {
    GedNode *famc, *parent; /* where the search goes on */
    uint32_t person;
} Step;

/* The next parent of a person, through its FAMC and their HUSB and WIFE. */
static GedNode *next_parent(Step *s)
{
    while (s->famc) {
        for (; s->parent; s->parent = s->parent->next) {
            GedNode *p = s->parent;
            if ((ged_is(p, "HUSB") || ged_is(p, "WIFE")) && p->target &&
                ged_is(p->target, "INDI")) {
                s->parent = p->next;
                return p;
            }
        }
        do
            s->famc = s->famc->next;
        while (s->famc && !(ged_is(s->famc, "FAMC") && s->famc->target));
        s->parent = s->famc ? s->famc->target->child : NULL;
    }
    return NULL;
}

static Step first_step(const Gedcom *g, uint32_t person)
{
    GedNode *c = g->persons.p[person - 1].node->child;
    while (c && !(ged_is(c, "FAMC") && c->target))
        c = c->next;
    return (Step){ .famc = c, .parent = c ? c->target->child : NULL, .person = person };
}

static void find_circles_from(Gedcom *g, uint32_t start, Step *steps)
{
    size_t n = 0;
    Err what = { .lang = g->doc.lang };

    g->persons.p[start - 1].colour = GREY;
    steps[n++] = first_step(g, start);
    while (n) {
        GedNode *parent = next_parent(&steps[n - 1]);
        uint32_t person = parent ? ged_person(g, parent->target) : 0;
        if (!parent) {
            g->persons.p[steps[--n].person - 1].colour = BLACK;
        } else if (g->persons.p[person - 1].colour == GREY) {
            err_set(&what, ERR_INVALID,
                    "by this line %.*s is an ancestor of themselves; take one of the links out",
                    STR(parent->value));
            problem_at(g, parent, &what);
            err_clear(&what);
        } else if (g->persons.p[person - 1].colour == WHITE) {
            g->persons.p[person - 1].colour = GREY;
            steps[n++] = first_step(g, person);
        }
    }
}

/* Along parents, without recursion: a line of ancestors may be long. */
static void find_circles(Gedcom *g)
{
    Step *steps = NEWN(g->a, Step, g->persons.n + 1);
    for (uint32_t i = 1; i <= g->persons.n; i++)
        if (g->persons.p[i - 1].colour == WHITE)
            find_circles_from(g, i, steps);
}

/* ---- opening ---- */

uint32_t ged_person(const Gedcom *g, const GedNode *n)
{
    (void)g;
    return n && ged_is(n, "INDI") ? n->number : 0;
}

static void number_persons(Gedcom *g)
{
    for (GedNode *r = g->doc.records; r; r = r->next) {
        GedPerson one = { .node = r };
        if (!ged_is(r, "INDI"))
            continue;
        one.withheld = g->ours && str_eq(str_trim(ged_value(r, "NAME")), S("Living")) &&
                       str_same(ged_value(r, "RESN"), S("PRIVACY"));
        vec_push(g->a, &g->persons, one);
        r->number = (uint32_t)g->persons.n;
    }
}

Gedcom *gedcom_of(Arena *a, Str bytes, const char *file, Err *e)
{
    Gedcom *g = NEW(a, Gedcom);

    g->a = a;
    g->file = arena_str(a, str_z(file));
    if (!gedcom_parse(a, bytes, &g->doc, e))
        return NULL;
    g->ours = str_eq(ged_value(g->doc.records, "SOUR"), S("QIAO"));
    number_persons(g);
    agree(g);
    find_circles(g);
    return g;
}

void *gedcom_open(int fd, const char *file, Err *e)
{
    Arena *a = arena_new(GED_ARENA);
    Str bytes;
    Gedcom *g = read_bytes(fd, a, file, &bytes, e) ? gedcom_of(a, bytes, file, e) : NULL;

    (void)close(fd);
    if (!g)
        arena_free(a);
    return g;
}
