/* SPDX-License-Identifier: Apache-2.0
 * qiao verify: each number of a text against the records.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/files.h"
#include "cli/scope.h"
#include "engine/registry.h"
#include "engine/store.h"
#include "figure/kinds.h"
#include "figure/verify.h"
#include "review/marked.h"
#include "text/number.h"

typedef struct {
    Cli *cli;
    const Figures *all;
    FigureScope scope;
    const char **names; /* of the files */
    Str *texts;
    Verification *done;
    size_t n;
} Report;

/* ---- reading ---- */

static bool verify_all(Report *r)
{
    Cli *cli = r->cli;
    r->n = (size_t)cli->nargs;
    r->names = cli->args;
    r->texts = NEWN(cli->arena, Str, r->n);
    r->done = NEWN(cli->arena, Verification, r->n);
    for (size_t i = 0; i < r->n; i++) {
        Written written;
        if (!files_read_paper(r->names[i], cli->arena, &written, &cli->e) ||
            !verify_text(&cli->c, r->all, written.text, &r->scope, &r->done[i], &cli->e))
            return false;
        r->texts[i] = written.text;
    }
    return true;
}

/* ---- ties by hand ---- */

static bool write_tie(Report *r, const Claims *claims, Str text, size_t claim, Str figure)
{
    Cli *cli = r->cli;
    Record *record = record_new(cli->arena, &claim_tie_type);
    Check check = { 0 };
    Str words;
    int64_t number;

    if (!verify_tie_of(&cli->c, claims, text, claim, &words, &number))
        return err_set(&cli->e, ERR_INVALID, "number %zu is a date or a code and is not tied",
                       claim + 1);
    rec_set_text(record, TIE_SENTENCE, words);
    rec_set_int(record, TIE_NUMBER, number);
    rec_set_text(record, TIE_FIGURE, figure);
    return store_create(&cli->c, record, &check, &cli->e);
}

/* One "N=FIGURE". */
static bool tie_one(Report *r, const Claims *claims, Str text, Str piece)
{
    Cli *cli = r->cli;
    Str number, figure;
    int64_t n;

    if (!str_cut(piece, S("="), &number, &figure) || !str_int(str_trim(number), &n))
        return err_set(&cli->e, ERR_INVALID, "'%.*s' is no tie; write --tie 3=FIGURE", STR(piece));
    if (n < 1 || (uint64_t)n > claims->n)
        return err_set(&cli->e, ERR_NOT_FOUND,
                       "the text has %zu numbers, there is no number %" PRId64, claims->n, n);
    figure = str_trim(figure);
    if (!str_eq(figure, S("-")) && !figures_need(r->all, figure, &cli->e))
        return false;
    return write_tie(r, claims, text, (size_t)n - 1, figure);
}

/* --tie 3=FIGURE,5=-: remembered before the text is verified. */
static bool tie_by_hand(Report *r)
{
    Cli *cli = r->cli;
    Str ties = str_z(cli_option(cli, "tie")), piece;
    Claims claims;
    Written written;

    if (!ties.n)
        return true;
    if (cli->nargs != 1 || strcmp(cli->args[0], "-") == 0)
        return err_set(&cli->e, ERR_INVALID, "--tie wants one file, which is read twice");
    if (!files_read_paper(cli->args[0], cli->arena, &written, &cli->e) ||
        !claims_find(cli->arena, written.text, &claims, &cli->e))
        return false;
    AUTO(store_rollback) StoreTxn t = store_begin(&cli->c, &cli->e);
    while (!cli->e.kind && str_next(&ties, ',', &piece))
        if (!tie_one(r, &claims, written.text, piece))
            return false;
    return store_commit(&t, &cli->e);
}

/* ---- JSON ---- */

static void put_recorded(const Verified *v, Buf *out)
{
    static const Ctx plain = { 0 };
    if (!v->figure || v->recorded.standing == STANDING_UNAVAILABLE)
        buf_put(out, S("null"));
    else
        figure_print(&plain, &v->recorded, out);
}

static void put_claim(const Report *r, size_t text, const Verified *v, Buf *b)
{
    const Claim *c = &v->claim;
    buf_put(b, S("{\"text\":"));
    buf_json(b, c->text);
    buf_printf(b, ",\"start\":%zu,\"end\":%zu,\"value\":", c->start, c->end);
    decimal_print(c->value, c->places, b);
    buf_printf(b, ",\"kind\":\"%s\",\"approximation\":\"%s\",\"unit\":", claim_kind_name(c->kind),
               approx_name(c->approx));
    buf_json(b, c->unit);
    json_text(b, "figure", v->figure ? v->figure->name : (Str){ 0 });
    buf_put(b, S(",\"recorded\":"));
    put_recorded(v, b);
    buf_printf(b, ",\"verdict\":\"%s\"", verdict_name(v->verdict));
    json_text(b, "note", v->note);
    buf_printf(b, ",\"evidence\":%" PRId64, v->figure ? v->recorded.records : 0);
    if (r->n > 1) {
        buf_put(b, S(",\"file\":"));
        buf_json(b, str_z(r->names[text]));
    }
    buf_putc(b, '}');
}

static void print_json(const Report *r)
{
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    bool more = false;
    cli_put(S("{\"claims\":["));
    for (size_t t = 0; t < r->n; t++) {
        for (size_t i = 0; i < r->done[t].n; i++) {
            buf_clear(&b);
            buf_put(&b, more ? S(",\n") : S(""));
            put_claim(r, t, &r->done[t].p[i], &b);
            cli_put(buf_str(&b));
            more = true;
        }
    }
    cli_put(S("]}\n"));
}

/* ---- the text with its claims marked ---- */

static void put_mark(const Verified *v, bool colour)
{
    static const char *const signs[VERDICT__N] = { "✓", "✗", "?" };
    static const char *const colours[VERDICT__N] = { "\033[32m", "\033[1;31m", "\033[33m" };
    if (colour)
        (void)printf("%s%.*s\033[0m", colours[v->verdict], STR(v->claim.text));
    else
        (void)printf("[%s %.*s]", signs[v->verdict], STR(v->claim.text));
}

static void print_marked(Str text, const Verification *done, bool colour)
{
    size_t at = 0;
    for (size_t i = 0; i < done->n; i++) {
        const Verified *v = &done->p[i];
        cli_put(str_part(text, at, v->claim.start - at));
        if (marked_shown(v))
            put_mark(v, colour);
        else
            cli_put(v->claim.text);
        at = v->claim.end;
    }
    cli_put(str_part(text, at, text.n - at));
    if (!str_ends(text, S("\n")))
        cli_put(S("\n"));
}

/* ---- what is to be said of them ---- */

static Str recorded(const Report *r, const Verified *v)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    if (v->figure)
        figure_print(&r->cli->c, &v->recorded, &b);
    return arena_str(r->cli->arena, buf_str(&b));
}

/* Those that contradict, that have a note, or that were not tied: with their numbers, for --tie. */
static void print_remarks(const Report *r, const Verification *done)
{
    Lang lang = r->cli->c.lang;
    Arena *a = r->cli->arena;
    Str headings[] = { S("#"),
                       str_z(tr(lang, N_("stated"))),
                       str_z(tr(lang, N_("recorded"))),
                       str_z(tr(lang, N_("figure"))),
                       str_z(tr(lang, N_("records"))),
                       str_z(tr(lang, N_("verdict"))) };
    VEC(Str) cells = { 0 };
    size_t rows = 0;

    for (size_t i = 0; i < done->n; i++) {
        const Verified *v = &done->p[i];
        if (!marked_shown(v) || (v->verdict == VERDICT_AGREES && !v->note.n))
            continue;
        vec_push(a, &cells, arena_printf(a, "%zu", i + 1));
        vec_push(a, &cells, v->claim.text);
        vec_push(a, &cells, recorded(r, v));
        vec_push(a, &cells, v->figure ? v->figure->name : S("-"));
        vec_push(a, &cells, arena_printf(a, "%" PRId64, v->figure ? v->recorded.records : 0));
        vec_push(a, &cells, str_z(tr(lang, verdict_name(v->verdict))));
        rows++;
    }
    if (!rows)
        return;
    (void)putchar('\n');
    table_print(headings, LEN(headings), cells.p, rows, a);
}

static void print_details(const Report *r, const Verification *done)
{
    Lang lang = r->cli->c.lang;
    for (size_t i = 0; i < done->n; i++) {
        const Verified *v = &done->p[i];
        if (v->note.n)
            (void)printf("\n#%zu %.*s: %.*s\n", i + 1, STR(v->claim.text), STR(v->note));
        if (v->would_be.n)
            (void)printf(tr(lang, N_("\n#%zu true would be: %.*s\n")), i + 1, STR(v->would_be));
    }
}

static void print_across(const Report *r)
{
    const Disagreement *found;
    size_t n;
    verify_across(&r->cli->c, r->done, r->n, &found, &n);
    for (size_t i = 0; i < n; i++)
        (void)printf("\n%.*s: %.*s\n", STR(found[i].figure->labels[r->cli->c.lang]),
                     STR(found[i].note));
}

static void print_all(const Report *r)
{
    bool colour = isatty(STDOUT_FILENO) && !cli_environment("NO_COLOR");
    for (size_t i = 0; i < r->n; i++) {
        const Verification *done = &r->done[i];
        if (r->n > 1)
            (void)printf("%s==> %s <==\n", i ? "\n" : "", r->names[i]);
        if (!r->cli->quiet)
            print_marked(r->texts[i], done, colour);
        print_remarks(r, done);
        print_details(r, done);
        (void)putchar('\n');
        cli_say(r->cli, N_("%zu agree, %zu contradict, %zu not tied"), done->agrees,
                done->contradicts, done->unbound);
    }
    print_across(r);
}

/* ---- a page ---- */

static bool write_page(const Report *r)
{
    Cli *cli = r->cli;
    const char *path = cli_option(cli, "html");
    AUTO(buf_done) Buf b = buf_new(DOC_OUTPUT_MAX);

    if (!path)
        return true;
    if (r->n != 1)
        return err_set(&cli->e, ERR_INVALID, "--html wants one text");
    marked_page(cli->arena, cli->c.lang, str_z(r->names[0]), r->texts[0], &r->done[0], &b);
    if (b.failed)
        return err_set(&cli->e, ERR_INVALID, "the page would be larger than %d MB, the limit",
                       DOC_OUTPUT_MAX >> 20);
    return files_write(path, buf_str(&b), &cli->e);
}

int cmd_verify(Cli *cli)
{
    Report r = { .cli = cli };
    size_t contradicts = 0;

    if (!cli_scope(cli, &r.scope))
        return cli_fail(cli);
    r.all = figures_load(&cli->c, &cli->e);
    if (!r.all || !tie_by_hand(&r) || !verify_all(&r) || !write_page(&r))
        return cli_fail(cli);
    if (cli->json)
        print_json(&r);
    else
        print_all(&r);
    for (size_t i = 0; i < r.n; i++)
        contradicts += r.done[i].contradicts;
    return contradicts ? EXIT_ANSWER_NO : EXIT_DONE;
}
