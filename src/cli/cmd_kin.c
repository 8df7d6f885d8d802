/* SPDX-License-Identifier: Apache-2.0
 * qiao kin: who of the registry the sought person of a kin case may be.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "cli/cli.h"
#include "cli/kin.h"
#include "engine/registry.h"

enum { TOP_USUAL = 5 };

/* ---- the index of the store ---- */

/* The user's folder for caches, made if need be; NULL if there is none. */
static const char *cache_folder(Cli *cli)
{
    const char *own = cli_environment("QIAO_CACHE"), *all = cli_environment("XDG_CACHE_HOME"),
               *home = cli_environment("HOME");
    const char *folder = own    ? own
                         : all  ? arena_printf(cli->arena, "%s/qiao", all).p
                         : home ? arena_printf(cli->arena, "%s/.cache/qiao", home).p
                                : NULL;

    if (!own && !all && home)
        (void)mkdir(arena_printf(cli->arena, "%s/.cache", home).p, 0700);
    if (folder && mkdir(folder, 0700) != 0 && errno != EEXIST)
        return NULL;
    return folder;
}

static Str index_path(Cli *cli)
{
    return kinfolk_path(cli->arena, db_kind(cli->c.db), cli->url, cache_folder(cli));
}

Kinfolk *cli_kinfolk(Cli *cli)
{
    return kinfolk_new(index_path(cli));
}

void cli_forget_kin(Cli *cli)
{
    kinfolk_forget(index_path(cli));
}

static void remark(const Cli *cli, const Kinfolk *k)
{
    if (!cli->quiet && kinfolk_remark(k))
        (void)fprintf(stderr, "qiao: %s\n", kinfolk_remark(k));
}

/* ---- printing ---- */

static Str bits_text(Arena *a, int bits)
{
    return arena_printf(a, "%s%d.%02d", bits < 0 ? "-" : "+", abs(bits) / KIN_UNIT,
                        abs(bits) % KIN_UNIT);
}

static void print_cells(const Cli *cli, const KinFound *f)
{
    Lang lang = cli->c.lang;
    Str headings[] = { str_z(tr(lang, N_("field"))), str_z(tr(lang, N_("told"))),
                       str_z(tr(lang, N_("recorded"))), str_z(tr(lang, N_("result"))),
                       str_z(tr(lang, N_("bits"))) };
    Str cells[KIN__N * LEN(headings)], *p = cells;

    for (int i = 0; i < KIN__N; i++) {
        const KinCell *c = &f->cells[i];
        if (!c->told.n)
            continue;
        *p++ = str_z(tr(lang, kin_field_label((KinField)i)));
        *p++ = c->told;
        *p++ = c->recorded;
        *p++ = str_z(tr(lang, kin_result_label(c->result)));
        *p++ = c->result == KIN_BLANK && c->bits == 0 ? S("") : bits_text(cli->arena, c->bits);
    }
    table_print(headings, LEN(headings), cells, (size_t)(p - cells) / LEN(headings), cli->arena);
    for (int i = 0; i < KIN__N; i++)
        if (f->cells[i].how.n)
            (void)printf("%s: %.*s\n", tr(lang, kin_field_label((KinField)i)),
                         STR(f->cells[i].how));
}

static Str state_label(const Cli *cli, Str code)
{
    const Type *t = registry_find(cli->c.types, S("candidate"));
    const State *s = code.n ? type_state(t, code) : NULL;

    return s ? str_z(tr(cli->c.lang, s->label)) : S("");
}

static void print_found(const Cli *cli, size_t place, const KinFound *f)
{
    Lang lang = cli->c.lang;
    Str state = state_label(cli, f->state);

    (void)printf("%zu. %.1f %%  %.*s  %.*s  #%" PRId64 "  %s %s%s%.*s%s\n", place, f->p * 100,
                 STR(f->name), STR(f->place), f->person, bits_text(cli->arena, f->bits).p,
                 tr(lang, N_("bits")), state.n ? "  [" : "", STR(state), state.n ? "]" : "");
    if (f->masked)
        cli_say(cli, N_("perhaps living: masked until both sides have consented"));
    print_cells(cli, f);
    (void)putchar('\n');
}

static void print_answer(const Cli *cli, const KinCaseAnswer *a)
{
    for (size_t i = 0; i < a->n; i++)
        print_found(cli, i + 1, &a->p[i]);
    cli_say(cli, N_("nobody that you may see: %.1f %%"), a->nobody * 100);
    if (a->unused.n)
        cli_say(cli, N_("not used, look at them yourself: %.*s"), STR(a->unused));
}

static void json_cells(const KinFound *f, Buf *b)
{
    buf_put(b, S(",\"fields\":{"));
    for (int i = 0, n = 0; i < KIN__N; i++) {
        const KinCell *c = &f->cells[i];
        if (!c->told.n)
            continue;
        buf_printf(b, "%s\"%s\":{\"result\":\"%s\",\"bits\":%s%d.%02d", n++ ? "," : "",
                   kin_field_name((KinField)i), kin_result_code(c->result), c->bits < 0 ? "-" : "",
                   abs(c->bits) / KIN_UNIT, abs(c->bits) % KIN_UNIT);
        json_text(b, "told", c->told);
        json_text(b, "recorded", c->recorded);
        json_text(b, "how", c->how);
        buf_putc(b, '}');
    }
    buf_putc(b, '}');
}

static void print_json(const KinCaseAnswer *a)
{
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);

    buf_put(&b, S("{\"candidates\":["));
    for (size_t i = 0; i < a->n; i++) {
        const KinFound *f = &a->p[i];
        buf_printf(&b, "%s{\"person\":%" PRId64 ",\"score\":%.6g,\"bits\":%s%d.%02d,\"masked\":%s",
                   i ? "," : "", f->person, f->p, f->bits < 0 ? "-" : "", abs(f->bits) / KIN_UNIT,
                   abs(f->bits) % KIN_UNIT, f->masked ? "true" : "false");
        json_text(&b, "name", f->name);
        json_text(&b, "place", f->place);
        json_text(&b, "state", f->state);
        json_cells(f, &b);
        buf_putc(&b, '}');
    }
    buf_printf(&b, "],\"nobody\":%.6g", a->nobody);
    json_text(&b, "unused", a->unused);
    buf_put(&b, S("}\n"));
    cli_put(buf_str(&b));
}

/* ---- the command ---- */

static bool one_case(Cli *cli, Kinfolk *k, size_t top)
{
    const Type *t = registry_need(cli->c.types, S("kin_case"), &cli->e);
    KinCaseAnswer answer;
    KinKept kept;
    int64_t id = t ? cli_id(cli, t, cli->args[0]) : 0;

    if (!id || !kin_case_match(k, &cli->c, &(KinAsk){ id, top, NULL }, &answer, &cli->e))
        return false;
    if (cli->json)
        print_json(&answer);
    else
        print_answer(cli, &answer);
    if (!cli_option(cli, "keep"))
        return true;
    if (!kin_keep(&cli->c, id, &answer, KIN_KEEP_LEAST, &kept, &cli->e))
        return false;
    if (cli->json)
        return true;
    cli_say(cli, N_("candidates: %zu new, %zu changed, %zu left as somebody decided"), kept.made,
            kept.changed, kept.left);
    if (kept.batch)
        cli_say(cli, N_("receipt %" PRId64), kept.batch);
    return true;
}

static bool cold_cases(Cli *cli, Kinfolk *k)
{
    KinCold cold;

    if (!kin_cold(k, &cli->c, 0, 0, &cold, &cli->e))
        return false;
    if (cli->json)
        (void)printf("{\"cases\":%zu,\"with_new\":%zu,\"made\":%zu}\n", cold.cases, cold.with_new,
                     cold.made);
    else
        cli_say(cli,
                N_("%zu cold cases looked at; %zu have new candidates (`qiao due` lists them)"),
                cold.cases, cold.with_new);
    return true;
}

int cmd_kin(Cli *cli)
{
    AUTO(kinfolk_freep) Kinfolk *k = NULL;
    const char *top = cli_option(cli, "top");
    int64_t number = TOP_USUAL;
    bool cold = cli_option(cli, "cold") != NULL, ok;

    if (top && (!str_int(str_z(top), &number) || number < 1 || number > KIN_TOP_MAX))
        err_set(&cli->e, ERR_INVALID, N_("--top takes a number from 1 to %d, not '%s'"),
                KIN_TOP_MAX, top);
    else if (cold == (cli->nargs == 1))
        err_set(&cli->e, ERR_INVALID, N_("name one case, or give --cold for all cold cases"));
    if (cli->e.kind)
        return cli_fail(cli);
    k = cli_kinfolk(cli);
    ok = cold ? cold_cases(cli, k) : one_case(cli, k, (size_t)number);
    remark(cli, k);
    return ok ? EXIT_DONE : cli_fail(cli);
}

size_t cli_kin_after_import(Cli *cli, int64_t since, int64_t receipt)
{
    AUTO(kinfolk_freep) Kinfolk *k = NULL;
    KinCold cold = { 0 };
    Err e = { .lang = cli->c.lang };
    bool any = false, ok = kin_has_cold(&cli->c, &any, &e);

    if (ok && any) {
        k = cli_kinfolk(cli);
        ok = kin_cold(k, &cli->c, since, receipt, &cold, &e);
        remark(cli, k);
    }
    if (!ok)
        (void)fprintf(stderr, "qiao: %s\n", e.msg);
    return cold.with_new;
}
