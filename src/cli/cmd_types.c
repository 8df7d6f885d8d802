/* SPDX-License-Identifier: Apache-2.0
 * qiao types, fields, roles: what there is.
 */
#include <stdio.h>

#include "areas/areas.h"
#include "cli/cli.h"
#include "engine/registry.h"
#include "engine/rights.h"

/* The store's own types too, if a store is there. */
static void load_custom(Cli *cli)
{
    Err quiet = { 0 };
    const Registry *types;
    cli->c.db = db_open(cli->url, false, &quiet);
    types = cli->c.db ? registry_load(cli->arena, cli->c.db, area_types, &quiet) : NULL;
    if (types)
        cli->c.types = types;
}

int cmd_types(Cli *cli)
{
    const Ctx *c = &cli->c;
    Str headings[] = { str_z(tr(c->lang, N_("area"))), str_z(tr(c->lang, N_("type"))),
                       str_z(tr(c->lang, N_("label"))), str_z(tr(c->lang, N_("fields"))) };
    Str *cells, *p;
    size_t n;

    load_custom(cli);
    n = registry_count(c->types);
    p = cells = NEWN(cli->arena, Str, n * LEN(headings) + 1);
    for (size_t i = 0; i < n; i++) {
        const Type *t = registry_at(c->types, i);
        *p++ = str_z(t->area);
        *p++ = str_z(t->name);
        *p++ = str_z(type_label(t, c->lang));
        *p++ = arena_printf(cli->arena, "%zu", t->nfields);
    }
    table_print(headings, LEN(headings), cells, n, cli->arena);
    return EXIT_DONE;
}

static Str field_detail(Cli *cli, const Field *f)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    if (f->link)
        buf_printf(&b, "→ %s", f->link);
    for (const Choice *c = f->choices; c && c->code; c++)
        buf_printf(&b, "%s%s", b.n ? " " : "", c->code);
    return arena_str(cli->arena, buf_str(&b));
}

static void print_states(Cli *cli, const Type *t)
{
    for (const State *s = t->states; s && s->code; s++)
        (void)printf("\n  %-22s %s", s->code, tr(cli->c.lang, s->label));
    if (t->states)
        (void)putchar('\n');
    for (const Move *m = t->moves; m && m->to; m++)
        (void)printf("  %s → %s: %s (%s)\n", m->from, m->to, tr(cli->c.lang, m->label),
                     right_name(m->by ? m->by : RIGHT_WRITE));
}

/* By which fields two rows of a spreadsheet are the same thing. */
static void print_identity(Cli *cli, const Type *t)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    for (size_t i = 0; i < LEN(t->identity) && t->identity[i]; i++)
        buf_printf(&b, "%s%s", i ? ", " : "", t->identity[i]);
    if (b.n)
        cli_say(cli, N_("known again by: %.*s"), STR(buf_str(&b)));
}

int cmd_fields(Cli *cli)
{
    static const char *const levels[] = { "public", "internal", "personal", "sensitive" };
    const Ctx *c = &cli->c;
    Str headings[] = { str_z(tr(c->lang, N_("field"))),    str_z(tr(c->lang, N_("kind"))),
                       str_z(tr(c->lang, N_("label"))),    str_z(tr(c->lang, N_("seen by"))),
                       str_z(tr(c->lang, N_("required"))), str_z(tr(c->lang, N_("of"))) };
    const Type *t;
    Str *cells, *p;

    load_custom(cli);
    t = registry_need(c->types, str_z(cli->args[0]), &cli->e);
    if (!t)
        return cli_fail(cli);
    p = cells = NEWN(cli->arena, Str, t->nfields * LEN(headings) + 1);
    for (size_t i = 0; i < t->nfields; i++) {
        const Field *f = &t->fields[i];
        *p++ = str_z(f->name);
        *p++ = str_z(field_kind_name(f->kind));
        *p++ = str_z(field_label(f, c->lang));
        *p++ = str_z(levels[f->level - LEVEL_PUBLIC]);
        *p++ = f->flags & REQUIRED ? S("✓") : S("");
        *p++ = field_detail(cli, f);
    }
    table_print(headings, LEN(headings), cells, t->nfields, cli->arena);
    print_identity(cli, t);
    print_states(cli, t);
    return EXIT_DONE;
}

int cmd_roles(Cli *cli)
{
    for (const Role *r = roles; r->code; r++) {
        (void)printf("%-14s %s:", r->code, tr(cli->c.lang, r->label));
        for (int i = 0; i < RIGHT__N; i++)
            if (r->rights >> i & 1)
                (void)printf(" %s", right_name((Right)i));
        for (size_t i = 0; i < LEN(r->areas) && r->areas[i]; i++)
            (void)printf("%s%s", i ? ", " : " — ", r->areas[i]);
        for (size_t i = 0; i < LEN(r->sees) && r->sees[i]; i++)
            (void)printf("%s%s", i ? ", " : tr(cli->c.lang, N_("; sees ")), r->sees[i]);
        (void)putchar('\n');
    }
    return EXIT_DONE;
}
