/* SPDX-License-Identifier: Apache-2.0
 * Any bytes as a GEDCOM file: a tree whose lines are in order and whose texts are UTF-8, or an
 * error; printed and read again it is the same. Its dates are read; its records become rows.
 */
#include "fuzz.h"

#include <assert.h>

#include "areas/areas.h"
#include "engine/gedcom.h"
#include "engine/registry.h"

static void check_tree(const GedNode *n, int depth)
{
    uint32_t below = 0;
    assert(depth <= GEDCOM_LEVEL_MAX && n->tag.n > 0);
    assert(utf8_valid(n->value) && utf8_valid(n->xref));
    for (const GedNode *c = n->child; c; c = c->next) {
        below++;
        check_tree(c, depth + 1);
    }
    assert(below == n->below && below <= GEDCOM_BELOW_MAX);
}

static void check_date(const GedNode *n)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    AUTO(buf_done) Buf date = buf_new(BUF_LINE);
    AUTO(buf_done) Buf phrase = buf_new(BUF_LINE);
    if (n->value.n > 4096 || !gedcom_date_read(n->value, ged_phrase(n), &b))
        return;
    assert(b.n > 0 && utf8_valid(buf_str(&b)));
    gedcom_date_write(buf_str(&b), &date, &phrase);
    assert(date.n + phrase.n > 0);
}

static void check_dates(const GedNode *n)
{
    if (ged_is(n, "DATE"))
        check_date(n);
    for (const GedNode *c = n->child; c; c = c->next)
        check_dates(c);
}

static bool same_tree(const GedNode *a, const GedNode *b)
{
    if (!str_eq(a->tag, b->tag) || !str_eq(a->value, b->value) || !str_eq(a->xref, b->xref))
        return false;
    a = a->child;
    b = b->child;
    for (; a && b; a = a->next, b = b->next)
        if (!same_tree(a, b))
            return false;
    return !a && !b;
}

/* A value that was pasted together may hold a CR, which is not written. */
static bool has_cr(const GedNode *n)
{
    if (str_find(n->value, S("\r")) >= 0)
        return true;
    for (const GedNode *c = n->child; c; c = c->next)
        if (has_cr(c))
            return true;
    return false;
}

static void print_again(Arena *a, const GedDoc *doc)
{
    AUTO(buf_done) Buf b = buf_new(64 << 20);
    GedDoc again;
    Err e = { 0 };
    bool cr = false;

    for (const GedNode *r = doc->records; r; r = r->next) {
        cr = cr || has_cr(r);
        ged_print(r, 0, GEDCOM_7, &b);
    }
    if (cr || doc->version != GEDCOM_7 || doc->problems.n)
        return;
    assert(gedcom_parse(a, arena_str(a, buf_str(&b)), &again, &e) && again.problems.n == 0);
    const GedNode *x = doc->records, *y = again.records;
    for (; x && y; x = x->next, y = y->next)
        assert(same_tree(x, y));
    assert(!x && !y);
}

/* Tables and types, made once: reading them takes longer than all else. */
static const Ctx *facts(void)
{
    static Ctx c;
    static Arena *arena;
    if (!arena) {
        arena = arena_new(ARENA_COMMAND);
        c = (Ctx){ .facts = facts_load(arena), .today = 20260101 };
        c.types = registry_builtin(arena, area_types);
    }
    return &c;
}

/* As the import sees it, without a store. */
static void read_rows(Arena *a, Str bytes)
{
    Arena *own = arena_new(ARENA_COMMAND);
    Err e = { 0 };
    Ctx c = *facts();
    Gedcom *g = gedcom_of(own, bytes, "fuzz.ged", &e);

    c.arena = a;
    assert(g || e.kind);
    if (g) {
        gedcom_study(g, &c);
        for (GedSheet s = GED_INDI; s < GED_SHEET__N; s++)
            for (size_t i = 0; i < g->rows[s].n; i++) {
                GedCells cells;
                ged_cells(g, a, s, &g->rows[s].p[i], &cells);
                for (size_t k = 0; k < ged_tables[s].n; k++)
                    assert(utf8_valid(cells.text[k]));
            }
        map_done(&g->left_at);
    }
    arena_free(own);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *a = arena_new((size_t)2 << 30);
    Str bytes = { (const char *)data, size };
    GedDoc doc;
    Err e = { 0 };

    if (size <= 1 << 16) {
        bool ok = gedcom_parse(a, bytes, &doc, &e);
        assert(ok || e.kind);
        for (const GedNode *r = ok ? doc.records : NULL; r; r = r->next) {
            check_tree(r, 0);
            check_dates(r);
        }
        if (ok) {
            print_again(a, &doc);
            read_rows(a, bytes);
        }
    }
    arena_free(a);
    return 0;
}
