/* SPDX-License-Identifier: Apache-2.0
 * The sentences of tests/data/sentences.tsv, each alone: which figures their numbers are tied to.
 * The store is empty, so that no value can help.
 */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>

#include "areas/areas.h"
#include "engine/registry.h"
#include "engine/schema.h"
#include "engine/store.h"
#include "engine/units.h"
#include "figure/verify.h"

enum { FILE_MAX = 1 << 20, ROWS_LEAST = 150 };

typedef struct {
    Arena *arena;
    Facts *facts;
    Ctx c;
    const Figures *all;
    FigureScope year;
} Bench;

static void make_unit(Bench *b, const char *code, const char *name, const char *brief)
{
    const Type *t = registry_find(b->c.types, S("unit"));
    Record *r = record_new(b->arena, t);
    Check k = { 0 };
    Err e = { 0 };
    rec_set_text(r, type_slot(t, S("code")), str_z(code));
    rec_set_text(r, type_slot(t, S("name")), str_z(name));
    rec_set_text(r, type_slot(t, S("short")), str_z(brief));
    rec_set_text(r, type_slot(t, S("kind")), S("region"));
    if (units_count(b->c.units))
        rec_set_int(r, type_slot(t, S("parent")), units_root(b->c.units));
    r->unit = units_root(b->c.units);
    r->state = S("active");
    OK(store_create(&b->c, r, &k, &e), e);
    b->c.units = units_load(b->arena, b->c.db, b->c.today, &e);
    assert_non_null(b->c.units);
}

/* A city federation and one of its districts. */
static Bench bench_open(TestDb *t)
{
    Bench b = { .arena = arena_new(ARENA_COMMAND) };
    Err e = { 0 };
    b.facts = facts_load(b.arena);
    b.c = (Ctx){ .arena = b.arena, .db = t->db, .facts = b.facts, .tz = 480, .today = 20250115 };
    b.c.now = 1736899200000;
    b.c.types = registry_builtin(b.arena, area_types);
    OK(schema_update(t->db, b.c.types, &e), e);
    b.c.units = units_load(b.arena, t->db, b.c.today, &e);
    make_unit(&b, "HQ", "厦门市归国华侨联合会", "市侨联");
    make_unit(&b, "SM", "思明区归国华侨联合会", "思明区侨联");
    b.all = figures_load(&b.c, &e);
    assert_non_null(b.all);
    OK(scope_period(&b.c, S("2024"), &b.year, &e), e);
    return b;
}

static void bench_close(Bench *b)
{
    facts_done(b->facts);
    arena_free(b->arena);
}

static bool can_be_tied(ClaimKind k)
{
    return k == CLAIM_COUNT || k == CLAIM_MONEY || k == CLAIM_PERCENT || k == CLAIM_ORDINAL;
}

/* The names of the figures in the order of the claims, as the table has them. */
static void tied(Bench *b, Str text, Buf *out)
{
    Verification v;
    Err e = { 0 };
    OK(verify_text(&b->c, b->all, text, &b->year, &v, &e), e);
    for (size_t i = 0; i < v.n; i++) {
        if (!can_be_tied(v.p[i].claim.kind))
            continue;
        buf_put(out, out->n ? S(" ") : S(""));
        buf_put(out, v.p[i].figure ? v.p[i].figure->name : S("-"));
    }
}

static Str read_sentences(Arena *a)
{
    char path[512];
    FILE *f;
    char *p = arena_get(a, FILE_MAX);
    size_t n;
    /* One thread: nobody changes the environment. */
    const char *root = getenv("SOURCE_ROOT"); /* NOLINT(concurrency-mt-unsafe) */
    (void)snprintf(path, sizeof path, "%s/tests/data/sentences.tsv", root);
    f = fopen(path, "rb");
    assert_non_null(f);
    n = fread(p, 1, FILE_MAX, f);
    (void)fclose(f);
    return (Str){ p, n };
}

static void ties_numbers_by_their_words(TestDb *t)
{
    Bench b = bench_open(t);
    Str rest = read_sentences(b.arena), line;
    size_t rows = 0, wrong = 0;

    while (str_next(&rest, '\n', &line)) {
        AUTO(buf_done) Buf got = buf_new(BUF_LINE);
        ArenaMark mark = arena_mark(b.arena);
        Str text, wanted;
        if (str_starts(line, S("#")) || !str_cut(line, S("\t"), &text, &wanted))
            continue;
        tied(&b, text, &got);
        rows++;
        if (!str_eq(buf_str(&got), wanted)) {
            print_message("%.*s\n    '%.*s' instead of '%.*s'\n", STR(text), STR(buf_str(&got)),
                          STR(wanted));
            wrong++;
        }
        arena_rewind(b.arena, mark);
    }
    assert_true(rows >= ROWS_LEAST);
    assert_int_equal(wrong, 0);
    bench_close(&b);
}

static const DbCase cases[] = {
    DB_CASE(ties_numbers_by_their_words),
};

int main(void)
{
    return run_db_cases("bind", cases, LEN(cases));
}
