/* SPDX-License-Identifier: Apache-2.0
 * Addresses and the functions behind them.
 */
#include "web/routes.h"

#include "areas/areas.h"
#include "engine/registry.h"
#include "support.h"

static void finds_pages(void **state)
{
    static const struct {
        Method method;
        const char *path, *name, *first, *second;
        unsigned allowed;
    } rows[] = {
        { METHOD_GET, "/", "page_home", NULL, NULL, 0 },
        { METHOD_GET, "/types", "page_types", NULL, NULL, 0 },
        { METHOD_GET, "/static/qiao-1.css", "page_static", "qiao-1.css", NULL, 0 },
        { METHOD_GET, "/person", "page_list", "person", NULL, 0 },
        { METHOD_GET, "/person/12", "page_record", "person", "12", 0 },
        { METHOD_GET, "/review/2024", "page_review", "2024", NULL, 0 },
        { METHOD_GET, "/figure/visit.inbound_batches", "page_figure", "visit.inbound_batches",
          NULL, 0 },
        { METHOD_POST, "/verify", "page_verify_text", NULL, NULL, 0 },
        { METHOD_GET, "/verify", "page_verify", NULL, NULL, 0 },
        { METHOD_GET, "/person/", NULL, NULL, NULL, 0 },
        { METHOD_GET, "/person/12/", NULL, NULL, NULL, 0 },
        { METHOD_GET, "/person//edit", NULL, NULL, NULL, 0 },
        { METHOD_GET, "/types/", NULL, NULL, NULL, 0 },
        { METHOD_GET, "/typesx", "page_list", "typesx", NULL, 0 },
        { METHOD_GET, "person", NULL, NULL, NULL, 0 },
        { METHOD_GET, "/person/12/edit", "page_edit", "person", "12", 0 },
        { METHOD_GET, "/person/new", "page_new", "person", NULL, 0 },
        { METHOD_POST, "/person/rows", "page_rows_send", "person", NULL, 0 },
        { METHOD_GET, "/figures", "page_figures", NULL, NULL, 0 },
        { METHOD_GET, "/review/new", "page_new", "review", NULL, 0 },
        { METHOD_GET, "/person/12/nothing", NULL, NULL, NULL, 0 },
        { METHOD_GET, "//", NULL, NULL, NULL, 0 },
        { METHOD_GET, "", NULL, NULL, NULL, 0 },
        { METHOD_POST, "/person", NULL, NULL, NULL, 1U << METHOD_GET },
        { METHOD_POST, "/nothing/at/all", NULL, NULL, NULL, 0 },
    };
    (void)state;
    for (size_t i = 0; i < LEN(rows); i++) {
        Request q = { .method = rows[i].method, .path = str_z(rows[i].path) };
        unsigned allowed;
        const Route *r = route_find(&q, &allowed);
        if (!r != !rows[i].name || (r && strcmp(r->name, rows[i].name) != 0))
            fail_msg("'%s' leads to %s", rows[i].path, r ? r->name : "nothing");
        if (r && rows[i].first && !str_eq(q.args[0], str_z(rows[i].first)))
            fail_msg("'%s': first word '%.*s'", rows[i].path, STR(q.args[0]));
        if (r && !rows[i].first && q.args[0].n)
            fail_msg("'%s': a word '%.*s' from nowhere", rows[i].path, STR(q.args[0]));
        if (r && rows[i].second && !str_eq(q.args[1], str_z(rows[i].second)))
            fail_msg("'%s': second word '%.*s'", rows[i].path, STR(q.args[1]));
        if (!r)
            assert_int_equal(allowed, rows[i].allowed);
    }
}

/* The list and the records of every type can be reached: no fixed address hides them, but for
 * /review/2024, whose page passes numbers of records on. */
static void hides_no_type(void **state)
{
    Arena *a = arena_new(ARENA_COMMAND);
    const Registry *types = registry_builtin(a, area_types);
    (void)state;
    for (size_t i = 0; i < registry_count(types); i++) {
        const char *name = registry_at(types, i)->name;
        Request list = { .path = arena_printf(a, "/%s", name) };
        Request record = { .path = arena_printf(a, "/%s/1", name) };
        unsigned allowed;
        const Route *r = route_find(&list, &allowed);
        assert_non_null(r);
        assert_string_equal(r->name, "page_list");
        r = route_find(&record, &allowed);
        assert_non_null(r);
        if (strcmp(name, "review") != 0)
            assert_string_equal(r->name, "page_record");
    }
    arena_free(a);
}

/* Types that staff make are called x_…, so that no fixed address can hide one of them either. */
static void leaves_names_to_staff(void **state)
{
    (void)state;
    for (const Route *r = routes; r->pattern; r++)
        if (str_starts(str_z(r->pattern), S("/x_")))
            fail_msg("%s may hide a type that staff made", r->pattern);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_pages),
        cmocka_unit_test(hides_no_type),
        cmocka_unit_test(leaves_names_to_staff),
    };
    return cmocka_run_group_tests_name("routes", tests, NULL, NULL);
}
