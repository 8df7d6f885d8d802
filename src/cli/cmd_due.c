/* SPDX-License-Identifier: Apache-2.0
 * qiao due: deadlines that are over, or of which four fifths have passed.
 */
#include <stdio.h>
#include <stdlib.h>

#include "cli/cli.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/store.h"

typedef struct {
    Day due;
    const Type *type;
    int64_t id;
    const char *label;
    Str title;
} Due;

typedef VEC(Due) DueList;

static Day due_day(const Ctx *c, Day from, const Deadline *d)
{
    if (d->days == DAYS_WORK)
        return workday_add(c->facts->holidays, from, d->n);
    return d->days == DAYS_MONTHS ? day_add_months(from, d->n) : day_add(from, d->n);
}

/* From four fifths of the time on; a deadline before a date (negative) from its day on. */
static bool is_near(const Ctx *c, Day from, Day due)
{
    int64_t whole = day_number(due) - day_number(from),
            passed = day_number(c->today) - day_number(from);
    return whole > 0 ? passed * 5 >= whole * 4 : c->today >= due;
}

static bool collect(Cli *cli, const Type *t, const Deadline *d, DueList *list)
{
    QueryParts parts = { .columns = str_z(d->from),
                         .where = arena_printf(cli->arena, "(%s) and %s is not empty", d->open,
                                               d->from) };
    const Query *q = query_build(&cli->c, t, &parts, &cli->e);
    AUTO(rows_done) Rows *rows = q ? query_run(&cli->c, q, &cli->e) : NULL;

    if (!rows)
        return false;
    while (rows_next(rows, &cli->e)) {
        Day from = (Day)rows_value(rows, 0)->i, due = due_day(&cli->c, from, d);
        if (is_near(&cli->c, from, due))
            vec_push(cli->arena, list, (Due){ due, t, rows_id(rows), d->label, { 0 } });
    }
    return !cli->e.kind;
}

static int by_day(const void *a, const void *b)
{
    const Due *x = a, *y = b;
    return (x->due > y->due) - (x->due < y->due);
}

int cmd_due(Cli *cli)
{
    const Ctx *c = &cli->c;
    Str headings[] = { str_z(tr(c->lang, N_("due"))), str_z(tr(c->lang, N_("type"))), S("id"),
                       str_z(tr(c->lang, N_("record"))), str_z(tr(c->lang, N_("deadline"))) };
    DueList list = { 0 };
    Str *cells, *p;

    for (size_t i = 0; i < registry_count(c->types); i++) {
        const Type *t = registry_at(c->types, i);
        for (const Deadline *d = t->deadlines; d && d->name; d++)
            if (rights_has(c, RIGHT_READ, t, 0) && !collect(cli, t, d, &list))
                return cli_fail(cli);
    }
    if (list.n)
        qsort(list.p, list.n, sizeof *list.p, by_day);
    p = cells = NEWN(cli->arena, Str, list.n * LEN(headings) + 1);
    for (size_t i = 0; i < list.n; i++) {
        char day[11];
        day_print(list.p[i].due, day);
        *p++ = arena_printf(cli->arena, "%s%s", day, list.p[i].due < c->today ? " !" : "");
        *p++ = str_z(type_label(list.p[i].type, c->lang));
        *p++ = arena_printf(cli->arena, "%" PRId64, list.p[i].id);
        *p++ = store_title(&cli->c, list.p[i].type, list.p[i].id);
        *p++ = str_z(tr(c->lang, list.p[i].label));
    }
    table_print(headings, LEN(headings), cells, list.n, cli->arena);
    return EXIT_DONE;
}
