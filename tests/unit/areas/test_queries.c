/* SPDX-License-Identifier: Apache-2.0
 * Every query that a built-in type carries is one: those of figures with their ways of counting, of
 * panels, and of deadlines. So is every example of docs/query.md.
 */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>

#include "areas/areas.h"
#include "engine/query.h"
#include "engine/registry.h"

typedef struct {
    Ctx c;
    size_t asked, refused;
} Asking;

static void ask(Asking *a, const Type *t, const char *name, const Query *q, const Err *e)
{
    a->asked++;
    if (q)
        return;
    a->refused++;
    print_error("%s, '%s': %s\n", t->name, name, e->msg);
}

static const QueryParts parts = { .self = 5, .from = 20240101, .to = 20241231 };

static void ask_figure(Asking *a, const Type *t, const Figure *f)
{
    static const char *const counts[] = {
        [COUNT_ROWS] = "rows",       [COUNT_SUM] = "sum", [COUNT_DISTINCT] = "distinct",
        [COUNT_PEOPLE] = "distinct", [COUNT_MAX] = "max",
    };
    const char *how = (size_t)f->count < LEN(counts) ? counts[f->count] : NULL;
    QueryParts p = parts;
    Err e = { 0 };

    if (how)
        p.count =
            arena_printf(a->c.arena, "%s %s", how, f->count == COUNT_ROWS || !f->of ? "" : f->of);
    ask(a, t, f->name, query_parse(&a->c, str_z(f->query), &p, &e), &e);
}

static void ask_all(Asking *a, const Type *t)
{
    for (const Figure *f = t->figures; f && f->name; f++)
        ask_figure(a, t, f);
    for (const Panel *p = t->panels; p && p->name; p++) {
        Err e = { 0 };
        ask(a, t, p->name, query_parse(&a->c, str_z(p->query), &parts, &e), &e);
    }
    for (const Deadline *d = t->deadlines; d && d->name; d++) {
        QueryParts p = parts;
        Err e = { 0 };
        if (!d->open)
            continue;
        p.where = str_z(d->open);
        ask(a, t, d->name, query_build(&a->c, t, &p, &e), &e);
    }
}

/* Lines of blocks of code that begin with the name of a type. */
static void ask_examples(Asking *a, Str text)
{
    bool code = false;
    Str line, name, rest;
    while (str_next(&text, '\n', &line)) {
        Err e = { 0 };
        const Type *t;
        if (str_starts(line, S("```"))) {
            code = !code && line.n == 3;
            continue;
        }
        str_cut(line, S(" "), &name, &rest);
        t = code ? registry_find(a->c.types, name) : NULL;
        if (t)
            ask(a, t, "docs/query.md", query_parse(&a->c, line, &parts, &e), &e);
    }
}

static Str read_doc(Arena *a)
{
    /* One thread: nobody changes the environment. */
    const char *root = getenv("SOURCE_ROOT"); /* NOLINT(concurrency-mt-unsafe) */
    char *room = arena_get(a, 1 << 20);
    FILE *f = root ? fopen(arena_printf(a, "%s/docs/query.md", root).p, "r") : NULL;
    Str text = { room, 0 };
    if (!f)
        return text;
    text.n = fread(room, 1, 1 << 20, f);
    assert_int_equal(fclose(f), 0);
    return text;
}

static void asks_what_can_be_asked(void **state)
{
    AUTO(arena_freep) Arena *arena = arena_new(ARENA_COMMAND);
    Facts *facts = facts_load(arena);
    size_t examples;
    Asking a = {
        .c = { .arena = arena, .facts = facts, .tz = 480, .now = 1711929600000, .today = 20240401 }
    };

    (void)state;
    a.c.types = registry_builtin(arena, area_types);
    for (size_t i = 0; i < registry_count(a.c.types); i++)
        ask_all(&a, registry_at(a.c.types, i));
    assert_true(a.asked > 200);
    examples = a.asked;
    ask_examples(&a, read_doc(arena));
    assert_true(a.asked >= examples + 10);
    facts_done(facts);
    assert_int_equal(a.refused, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(asks_what_can_be_asked) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
