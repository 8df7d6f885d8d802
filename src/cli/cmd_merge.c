/* SPDX-License-Identifier: Apache-2.0
 * qiao merge, distinct: two records that are the same thing, or are not.
 */
#include <stdio.h>

#include "cli/cli.h"
#include "cli/files.h"
#include "engine/merge.h"
#include "engine/registry.h"
#include "engine/rights.h"

enum { RULE_FILE_MAX = 1 << 20, SHOWN_PAIRS = 50, SHOWN_CLASHES = 50 };

static MergeWill will_of(const Cli *cli)
{
    const char *why = cli_option(cli, "why");
    return (MergeWill){ .why = why ? str_z(why) : (Str){ 0 },
                        .insist = cli_option(cli, "anyway") != NULL,
                        .rehearse = cli_option(cli, "rehearse") != NULL };
}

/* ---- the plan in words ---- */

static Str shown(Cli *cli, const Field *f, const Value *v)
{
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    value_show(&cli->c, f, v, &b);
    return arena_str(cli->arena, buf_str(&b));
}

static const char *take_word(MergeTake take)
{
    return take == TAKE_BOTH ? N_("both") : take == TAKE_LOSE ? N_("losing") : N_("kept");
}

/* Fields that both have alike need no look. */
static void print_fields(Cli *cli, const MergePlan *p)
{
    const Ctx *c = &cli->c;
    Str headings[] = { str_z(tr(c->lang, N_("field"))),
                       arena_printf(cli->arena, tr(c->lang, N_("kept: #%" PRId64)), p->keep->id),
                       arena_printf(cli->arena, tr(c->lang, N_("losing: #%" PRId64)), p->lose->id),
                       str_z(tr(c->lang, N_("taken"))) };
    Str *cells = NEWN(cli->arena, Str, p->nfields * LEN(headings) + 1);
    size_t n = 0;

    for (size_t i = 0; i < p->nfields; i++) {
        const MergeField *m = &p->fields[i];
        Str *row = cells + n * LEN(headings);
        if (m->keep.set && m->lose.set && !m->differ)
            continue;
        row[0] = str_z(field_label(m->field, c->lang));
        row[1] = shown(cli, m->field, &m->keep);
        row[2] = shown(cli, m->field, &m->lose);
        row[3] = str_z(tr(c->lang, take_word(m->take)));
        n++;
    }
    if (n)
        table_print(headings, LEN(headings), cells, n, cli->arena);
}

static void print_plan(Cli *cli, const MergePlan *p)
{
    Lang lang = cli->c.lang;

    print_fields(cli, p);
    for (size_t i = 0; i < p->nclashes && i < SHOWN_CLASHES; i++) {
        Str text = clash_text(&cli->c, &p->clashes[i]);
        if (p->clashes[i].kind != CLASH_VALUE)
            (void)printf("%s %.*s\n", p->clashes[i].kind >= CLASH_APART ? "✗" : "·", STR(text));
    }
    if (p->nclashes > SHOWN_CLASHES)
        cli_say(cli, N_("… and %zu more"), p->nclashes - SHOWN_CLASHES);
    for (size_t i = 0; i < p->nlinks; i++) {
        const MergeLinks *l = &p->links[i];
        cli_say(cli, N_("→ %zu of '%s' will lead to the kept record by '%s'"), l->nrows,
                type_label(l->type, lang), field_label(l->field, lang));
    }
}

/* ---- the plan as JSON ---- */

static void json_value(Buf *b, const char *key, const Field *f, const Value *v)
{
    AUTO(buf_done) Buf text = buf_new(BUF_PAGE);
    if (v->set)
        value_write(f, v, &text);
    json_text(b, key, buf_str(&text));
}

static void json_plan(Cli *cli, const MergePlan *p, const MergeDone *done)
{
    static const char *const takes[] = { "keep", "lose", "both" };
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);

    buf_printf(&b,
               "{\"type\":\"%s\",\"keep\":%" PRId64 ",\"lose\":%" PRId64 ",\"receipt\":%" PRId64,
               p->type->name, p->keep->id, p->lose->id, done->batch);
    buf_printf(&b,
               ",\"moved\":%" PRId64 ",\"names\":%" PRId64 ",\"alternates\":%" PRId64
               ",\"voided\":%" PRId64 ",\"fields\":[",
               done->moved, done->names, done->alternates, done->voided);
    for (size_t i = 0; i < p->nfields; i++) {
        const MergeField *m = &p->fields[i];
        buf_printf(&b, "%s{\"field\":\"%s\",\"take\":\"%s\",\"differ\":%s", i ? "," : "",
                   m->field->name, takes[m->take], m->differ ? "true" : "false");
        json_value(&b, "keep", m->field, &m->keep);
        json_value(&b, "lose", m->field, &m->lose);
        buf_putc(&b, '}');
    }
    buf_put(&b, S("],\"against\":["));
    for (size_t i = 0; i < p->nclashes; i++) {
        buf_printf(&b, "%s{\"stops\":%s,\"row\":%" PRId64 ",\"other\":%" PRId64, i ? "," : "",
                   p->clashes[i].kind >= CLASH_APART ? "true" : "false", p->clashes[i].row,
                   p->clashes[i].other);
        json_text(&b, "text", clash_text(&cli->c, &p->clashes[i]));
        buf_putc(&b, '}');
    }
    buf_put(&b, S("],\"links\":["));
    for (size_t i = 0; i < p->nlinks; i++)
        buf_printf(&b, "%s{\"type\":\"%s\",\"field\":\"%s\",\"rows\":%zu}", i ? "," : "",
                   p->links[i].type->name, p->links[i].field->name, p->links[i].nrows);
    buf_put(&b, S("]}\n"));
    cli_put(buf_str(&b));
}

/* ---- one pair ---- */

/* "FIELD=keep|lose|both", several with commas. */
static bool take_all(Cli *cli, MergePlan *p)
{
    const char *option = cli_option(cli, "take");
    Str rest = str_z(option), one, field, side;

    while (option && str_next(&rest, ',', &one)) {
        if (!str_cut(one, S("="), &field, &side))
            return err_set(&cli->e, ERR_INVALID,
                           "'%.*s' is not FIELD=keep, FIELD=lose or FIELD=both", STR(one));
        if (!merge_take(p, str_trim(field), str_trim(side), &cli->e))
            return false;
    }
    return true;
}

static void say_done(Cli *cli, const MergePlan *p, MergeWill will, const MergeDone *done)
{
    cli_say(cli, N_("%" PRId64 " links moved, %" PRId64 " names and %" PRId64 " alternates kept"),
            done->moved, done->names, done->alternates);
    if (done->voided)
        cli_say(cli, N_("%" PRId64 " records that linked the two with each other are void"),
                done->voided);
    if (will.rehearse)
        cli_say(cli, N_("Rehearsal: nothing was changed."));
    else
        cli_say(cli,
                N_("receipt %" PRId64 ": %s #%" PRId64 " is merged into #%" PRId64
                   ". Take it back with `qiao undo %" PRId64 "`."),
                done->batch, p->type->name, p->lose->id, p->keep->id, done->batch);
}

static int merge_two(Cli *cli, const Type *t)
{
    int64_t keep = cli_id(cli, t, cli->args[1]), lose = keep ? cli_id(cli, t, cli->args[2]) : 0;
    MergeWill will = will_of(cli);
    MergeDone done = { 0 };
    MergePlan *p = lose ? merge_plan(&cli->c, t, keep, lose, &cli->e) : NULL;
    bool ok;

    if (!p || !take_all(cli, p))
        return cli_fail(cli);
    if (!cli->json)
        print_plan(cli, p);
    ok = merge_run(&cli->c, p, will, &done, &cli->e);
    if (cli->json)
        json_plan(cli, p, &done);
    if (!ok)
        return cli_fail(cli);
    if (!cli->json)
        say_done(cli, p, will, &done);
    return EXIT_DONE;
}

/* ---- by rule ---- */

static const char *const results[] = { [PAIR_MERGED] = N_("merged"),
                                       [PAIR_HELD] = N_("held"),
                                       [PAIR_REFUSED] = N_("refused"),
                                       [PAIR_APART] = N_("not the same") };

static void print_pairs(Cli *cli, const BulkDone *done)
{
    const Ctx *c = &cli->c;
    Str headings[] = { str_z(tr(c->lang, N_("line"))),  str_z(tr(c->lang, N_("keep"))),
                       str_z(tr(c->lang, N_("lose"))),  str_z(tr(c->lang, N_("result"))),
                       str_z(tr(c->lang, N_("links"))), str_z(tr(c->lang, N_("why"))) };
    size_t n = done->npairs < SHOWN_PAIRS ? done->npairs : SHOWN_PAIRS;
    Str *cells = NEWN(cli->arena, Str, n * LEN(headings) + 1), *p = cells;

    for (size_t i = 0; i < n; i++) {
        const MergePair *pair = &done->pairs[i];
        *p++ = arena_printf(cli->arena, "%d", pair->line);
        *p++ = arena_printf(cli->arena, "#%" PRId64, pair->keep);
        *p++ = arena_printf(cli->arena, "#%" PRId64, pair->lose);
        *p++ = str_z(tr(c->lang, results[pair->result]));
        *p++ = arena_printf(cli->arena, "%zu", pair->nrows);
        *p++ = pair->why;
    }
    if (n)
        table_print(headings, LEN(headings), cells, n, cli->arena);
    if (n < done->npairs)
        cli_say(cli, N_("… and %zu more; --json lists them all"), done->npairs - n);
}

static void json_pairs(const BulkDone *done)
{
    static const char *const words[] = { "merged", "held", "refused", "not the same" };
    AUTO(buf_done) Buf b = buf_new((size_t)256 << 20);

    buf_printf(&b,
               "{\"receipt\":%" PRId64
               ",\"merged\":%zu,\"held\":%zu,\"refused\":%zu,\"apart\":%zu,\"pairs\":[",
               done->batch, done->merged, done->held, done->refused, done->apart);
    for (size_t i = 0; i < done->npairs; i++) {
        const MergePair *pair = &done->pairs[i];
        buf_printf(&b,
                   "%s{\"line\":%d,\"keep\":%" PRId64 ",\"lose\":%" PRId64
                   ",\"result\":\"%s\",\"links\":%zu,\"clashes\":%zu",
                   i ? "," : "", pair->line, pair->keep, pair->lose, words[pair->result],
                   pair->nrows, pair->nclashes);
        json_text(&b, "why", pair->why);
        buf_putc(&b, '}');
    }
    buf_put(&b, S("]}\n"));
    cli_put(buf_str(&b));
}

static int merge_many(Cli *cli, const Type *t)
{
    const char *path = cli_option(cli, "rule");
    MergeWill will = will_of(cli);
    BulkDone done;
    MergeRules *rules;
    Str text;

    if (!files_read(path, RULE_FILE_MAX, cli->arena, &text, &cli->e))
        return cli_fail(cli);
    rules = merge_rules(&cli->c, t, text, &cli->e);
    if (!rules) {
        err_prefix(&cli->e, "%s: ", path);
        return cli_fail(cli);
    }
    if (!merge_bulk(&cli->c, rules, will, &done, &cli->e))
        return cli_fail(cli);
    if (cli->json) {
        json_pairs(&done);
        return EXIT_DONE;
    }
    print_pairs(cli, &done);
    cli_say(cli, N_("%zu pairs: %zu merged, %zu held, %zu refused, %zu not the same"), done.npairs,
            done.merged, done.held, done.refused, done.apart);
    if (will.rehearse)
        cli_say(cli, N_("Rehearsal: nothing was changed."));
    else if (done.batch)
        cli_say(cli, N_("receipt %" PRId64 ". Take it back with `qiao undo %" PRId64 "`."),
                done.batch, done.batch);
    return EXIT_DONE;
}

int cmd_merge(Cli *cli)
{
    const Type *t = registry_need(cli->c.types, str_z(cli->args[0]), &cli->e);
    bool by_rule = cli_option(cli, "rule") != NULL;

    if (!t)
        return cli_fail(cli);
    if (cli->nargs != (by_rule ? 1 : 3) || (by_rule && cli_option(cli, "take"))) {
        err_set(&cli->e, ERR_INVALID,
                "name the record to keep and the one that goes, or a file of rules with --rule");
        return cli_fail(cli);
    }
    return by_rule ? merge_many(cli, t) : merge_two(cli, t);
}

/* ---- not the same ---- */

int cmd_distinct(Cli *cli)
{
    const Type *t = registry_need(cli->c.types, str_z(cli->args[0]), &cli->e);
    const char *why = cli_option(cli, "why");
    int64_t a = t ? cli_id(cli, t, cli->args[1]) : 0, b = a ? cli_id(cli, t, cli->args[2]) : 0, id;

    if (!b || !not_same_say(&cli->c, t, a, b, why ? str_z(why) : (Str){ 0 }, &id, &cli->e))
        return cli_fail(cli);
    cli_say(cli, N_("%s #%" PRId64 " and #%" PRId64 " are not the same (not_same #%" PRId64 ")"),
            t->name, a, b, id);
    return EXIT_DONE;
}
