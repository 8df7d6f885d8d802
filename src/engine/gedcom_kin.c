/* SPDX-License-Identifier: Apache-2.0
 * Families out of relations, and who of a kindred may be living.
 *
 * A couple, or the two persons who are parents of a child in the same way (by birth, by adoption
 * …), is a family. Of three and more parents those who are a couple go together. Couples are known
 * before any child is put into a family, so that the same families come out of a store into which
 * the file was read: there each family with two parents is a couple.
 */
#include <stdlib.h>

#include "engine/gedcom.h"

enum { LIFE = 110, YOUNGEST = 12, OLDEST = 90, APART = 80, MARRIED_FROM = 10, ROUNDS = 64 };

/* ---- texts of two rows ---- */

Str kindred_join(Arena *a, Str one, Str other)
{
    if (other.n == 0 || str_find(one, other) >= 0)
        return one;
    if (one.n == 0 || str_find(other, one) >= 0)
        return other;
    return arena_printf(a, "%.*s\n%.*s", STR(one), STR(other));
}

static Str first_of(Str one, Str other)
{
    return one.n ? one : other;
}

static int order(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int by_child(const void *x, const void *y)
{
    const Descent *a = x, *b = y;
    int c = order(a->child, b->child);
    if (c == 0)
        c = order(a->parent, b->parent);
    return c ? c : str_cmp(a->descent, b->descent);
}

static int by_descent(const void *x, const void *y)
{
    const Descent *a = x, *b = y;
    int c = order(a->child, b->child);
    if (c == 0)
        c = str_cmp(a->descent, b->descent);
    return c ? c : order(a->parent, b->parent);
}

/* The same child and parent may stand in two rows, one from each side. */
static void merge_descents(Kindred *k)
{
    size_t n = 0;
    Descent *p = k->descents.p;

    if (k->descents.n == 0)
        return;
    qsort(p, k->descents.n, sizeof *p, by_child);
    for (size_t i = 1; i < k->descents.n; i++) {
        if (p[i].child != p[n].child || p[i].parent != p[n].parent) {
            p[++n] = p[i];
            continue;
        }
        p[n].descent = first_of(p[n].descent, p[i].descent);
        p[n].certainty = first_of(p[n].certainty, p[i].certainty);
        p[n].note = kindred_join(k->a, p[n].note, p[i].note);
        p[n].evidence = kindred_join(k->a, p[n].evidence, p[i].evidence);
    }
    k->descents.n = n + 1;
    qsort(p, k->descents.n, sizeof *p, by_descent);
}

static int by_pair(const void *x, const void *y)
{
    const Couple *a = x, *b = y;
    int c = order(a->a, b->a);
    return c ? c : order(a->b, b->b);
}

static void merge_couples(Kindred *k)
{
    size_t n = 0;
    Couple *p = k->couples.p;

    if (k->couples.n == 0)
        return;
    qsort(p, k->couples.n, sizeof *p, by_pair);
    for (size_t i = 1; i < k->couples.n; i++) {
        if (by_pair(&p[i], &p[n]) != 0) {
            p[++n] = p[i];
            continue;
        }
        p[n].began = first_of(p[n].began, p[i].began);
        p[n].ended = first_of(p[n].ended, p[i].ended);
        p[n].year = p[n].year < p[i].year ? p[n].year : p[i].year;
        p[n].note = kindred_join(k->a, p[n].note, p[i].note);
        p[n].evidence = kindred_join(k->a, p[n].evidence, p[i].evidence);
    }
    k->couples.n = n + 1;
}

static int by_person(const void *x, const void *y)
{
    const Other *a = x, *b = y;
    int c = order(a->person, b->person);
    if (c == 0)
        c = order(a->relative, b->relative);
    return c ? c : str_cmp(a->kind, b->kind);
}

/* ---- who may be living ---- */

/* Born by that year, as the dates of kin tell: never against a date of one's own. */
static bool lower(Kinsman *p, int year)
{
    if (year >= p->latest || p->dated)
        return false;
    p->latest = year < 1 ? 1 : year;
    return true;
}

/* Parents are older than their children, and not older than parents can be. */
static bool bound_descents(Kindred *k)
{
    bool any = false;
    for (size_t i = 0; i < k->descents.n; i++) {
        const Descent *d = &k->descents.p[i];
        Kinsman *child = &k->people.p[d->child - 1], *parent = &k->people.p[d->parent - 1];
        if ((d->descent.n && !str_eq(d->descent, S("birth"))) ||
            str_eq(d->certainty, S("disproven")))
            continue;
        any |= child->latest < YEAR_UNKNOWN && lower(parent, child->latest - YOUNGEST);
        any |= parent->latest < YEAR_UNKNOWN && lower(child, parent->latest + OLDEST);
        any |= parent->died < YEAR_UNKNOWN && lower(child, parent->died + 1);
    }
    return any;
}

static bool bound_couples(Kindred *k)
{
    bool any = false;
    for (size_t i = 0; i < k->couples.n; i++) {
        const Couple *c = &k->couples.p[i];
        Kinsman *a = &k->people.p[c->a - 1], *b = &k->people.p[c->b - 1];
        for (int turn = 0; turn < 2; turn++) {
            Kinsman *x = turn ? b : a, *y = turn ? a : b;
            any |= y->latest < YEAR_UNKNOWN && lower(x, y->latest + APART);
            any |= c->year < YEAR_UNKNOWN && lower(x, c->year - MARRIED_FROM);
        }
    }
    return any;
}

/* ROUNDS is more generations than a file has dates missing in a row, and ends circles. */
static void find_living(Kindred *k, Day today)
{
    for (int i = 0; i < ROUNDS; i++) {
        bool any = bound_descents(k);
        if (!bound_couples(k) && !any)
            break;
    }
    for (size_t i = 0; i < k->people.n; i++) {
        Kinsman *p = &k->people.p[i];
        p->living = !p->dead && (p->alive || p->latest > day_year(today) - LIFE);
    }
}

/* ---- families ---- */

static uint64_t pair(uint32_t a, uint32_t b)
{
    return a < b ? (uint64_t)a << 32 | b : (uint64_t)b << 32 | a;
}

/* How many rows from there on are of the same child, in the same way. */
static size_t group_at(const Kindred *k, size_t at)
{
    size_t n = 1;
    const Descent *p = &k->descents.p[at];
    while (at + n < k->descents.n && p[n].child == p->child && str_eq(p[n].descent, p->descent))
        n++;
    return n;
}

typedef struct {
    uint64_t parents; /* of which family */
    Member member;
} Place;

typedef VEC(Place) Places;

static void put_child(Kindred *k, const Descent *a, const Descent *b, Places *out)
{
    Place one = { .parents = pair(a->parent, b ? b->parent : 0),
                  .member = { .child = a->child, .of = { a, b } } };
    vec_push(k->a, out, one);
}

/* The first two of a group that are a couple; false if none are. */
static bool find_couple(const Descent *p, size_t n, const bool *taken, const Ids *couples,
                        size_t found[2])
{
    int64_t is;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++)
            if (!taken[i] && !taken[j] && ids_get(couples, pair(p[i].parent, p[j].parent), &is)) {
                found[0] = i;
                found[1] = j;
                return true;
            }
    return false;
}

static void put_group(Kindred *k, size_t at, size_t n, const Ids *couples, Places *out)
{
    enum { MOST = 64 };
    const Descent *p = &k->descents.p[at];
    bool taken[MOST] = { false };
    size_t found[2], searched = n < MOST ? n : MOST;

    while (n > 1 && find_couple(p, searched, taken, couples, found)) {
        put_child(k, &p[found[0]], &p[found[1]], out);
        taken[found[0]] = taken[found[1]] = true;
    }
    for (size_t i = 0; i < n; i++)
        if (i >= MOST || !taken[i])
            put_child(k, &p[i], NULL, out);
}

static int by_parents(const void *x, const void *y)
{
    const Place *a = x, *b = y;
    if (a->parents != b->parents)
        return a->parents < b->parents ? -1 : 1;
    return order(a->member.child, b->member.child);
}

static int by_child_family(const void *x, const void *y)
{
    const Member *a = x, *b = y;
    int c = order(a->child, b->child);
    return c ? c : order(a->family, b->family);
}

static void know_couples(Kindred *k, Ids *couples, Places *out)
{
    for (size_t i = 0; i < k->couples.n; i++) {
        const Couple *c = &k->couples.p[i];
        ids_set(couples, pair(c->a, c->b), (int64_t)i + 1);
        vec_push(k->a, out, (Place){ .parents = pair(c->a, c->b) });
    }
    for (size_t i = 0, n; i < k->descents.n; i += n) {
        int64_t is;
        const Descent *p = &k->descents.p[i];
        n = group_at(k, i);
        if (n == 2 && !ids_get(couples, pair(p[0].parent, p[1].parent), &is))
            ids_set(couples, pair(p[0].parent, p[1].parent), 0);
    }
}

static void add_parents(Kindred *k, const Family *f)
{
    const uint32_t parents[2] = { f->a, f->b };
    for (int i = 0; i < 2; i++)
        if (parents[i])
            vec_push(k->a, &k->by_parent,
                     (Member){ .family = (uint32_t)k->families.n, .child = parents[i] });
}

static void make_families(Kindred *k, const Ids *couples, Places *places)
{
    if (places->n)
        qsort(places->p, places->n, sizeof *places->p, by_parents);
    for (size_t i = 0; i < places->n; i++) {
        Place *one = &places->p[i];
        int64_t couple = 0;
        if (i == 0 || one->parents != places->p[i - 1].parents) {
            Family f = { .a = (uint32_t)(one->parents >> 32), .b = (uint32_t)one->parents };
            if (ids_get(couples, one->parents, &couple) && couple)
                f.couple = &k->couples.p[couple - 1];
            vec_push(k->a, &k->families, f);
            add_parents(k, &f);
        }
        one->member.family = (uint32_t)k->families.n;
        if (one->member.child) {
            vec_push(k->a, &k->members, one->member);
            vec_push(k->a, &k->by_child, one->member);
        }
    }
    if (k->by_child.n)
        qsort(k->by_child.p, k->by_child.n, sizeof *k->by_child.p, by_child_family);
    if (k->by_parent.n)
        qsort(k->by_parent.p, k->by_parent.n, sizeof *k->by_parent.p, by_child_family);
}

void kindred_settle(Kindred *k, Day today)
{
    AUTO(ids_done) Ids couples = { 0 };
    Places places = { 0 };

    merge_descents(k);
    merge_couples(k);
    if (k->others.n)
        qsort(k->others.p, k->others.n, sizeof *k->others.p, by_person);
    find_living(k, today);
    know_couples(k, &couples, &places);
    for (size_t i = 0, n; i < k->descents.n; i += n) {
        n = group_at(k, i);
        put_group(k, i, n, &couples, &places);
    }
    make_families(k, &couples, &places);
}
