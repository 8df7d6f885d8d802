/* SPDX-License-Identifier: Apache-2.0
 * qiao review: the annual review, or what another template makes of a period; and what is asked of
 * one that was issued.
 */
#include <stdio.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/files.h"
#include "cli/issue.h"
#include "cli/map.h"
#include "cli/scope.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/store.h"
#include "review/base_map.h"
#include "review/chapters.h"
#include "review/file.h"

typedef struct {
    Cli *cli;
    const Figures *all;
    ReviewOrder order;
    Review review;
    Str replaced; /* fonts, a line each */
} Job;

/* ---- formats ---- */

static const ReviewFormat *format_by_ending(Str path)
{
    for (const ReviewFormat *f = review_formats; f->name; f++)
        for (size_t k = 0; k < LEN(f->endings); k++) {
            Str ending = str_z(f->endings[k]);
            if (ending.n && path.n > ending.n &&
                str_same(str_part(path, path.n - ending.n, ending.n), ending))
                return f;
        }
    return NULL;
}

/* What --format says, else the ending of the file, else Markdown. */
static const ReviewFormat *choose_format(Cli *cli, Str path)
{
    const char *name = cli_option(cli, "format");
    const ReviewFormat *f;

    if (!name && !path.n)
        return &review_formats[0];
    f = name ? review_format(str_z(name)) : format_by_ending(path);
    if (!f && name)
        err_set(&cli->e, ERR_INVALID, "'%s' is no format; use html, docx, pdf or md", name);
    else if (!f)
        err_set(&cli->e, ERR_INVALID,
                "the name '%.*s' does not say which format; add --format html, docx, pdf or md",
                STR(path));
    if (f && f->binary && !path.n && isatty(STDOUT_FILENO)) {
        err_set(&cli->e, ERR_INVALID, "a %s file is not for a terminal; name a file with --out",
                f->name);
        return NULL;
    }
    return f;
}

/* ---- remarks, on standard error ---- */

static void remark(const Cli *cli, const char *fmt, ...) PRINTF(2, 3);

static void remark(const Cli *cli, const char *fmt, ...)
{
    va_list ap;
    if (cli->quiet)
        return;
    va_start(ap, fmt);
    (void)fputs("qiao: ", stderr);
    (void)vfprintf(stderr, tr(cli->c.lang, fmt), ap);
    (void)fputc('\n', stderr);
    va_end(ap);
}

static void remarks(const Job *j)
{
    const Cli *cli = j->cli;
    Str rest = j->replaced, line;
    size_t explain = 0;

    for (size_t i = 0; i < j->review.nvalues; i++) {
        const FigureValue *v = &j->review.values[i];
        if (v->standing == STANDING_UNAVAILABLE)
            remark(cli, N_("not available: %.*s (%.*s): %.*s"), STR(v->def->labels[cli->c.lang]),
                   STR(v->def->name), STR(v->why));
    }
    for (size_t i = 0; i < j->review.findings.n; i++)
        if (j->review.findings.p[i].wrong)
            remark(cli, N_("wrong: %.*s"), STR(j->review.findings.p[i].text));
        else
            explain++;
    if (explain)
        remark(cli, N_("%zu figures want an explanation; `qiao figure` lists them"), explain);
    while (str_next(&rest, '\n', &line))
        if (line.n)
            remark(cli, N_("another font: %.*s"), STR(line));
}

/* Countries that have a value and no place on the map stand below it; the office is to know. */
static void put_missing(Arena *a, const Chart *c, Buf *out)
{
    for (size_t i = 0; i < c->n; i++) {
        const ChartPoint *p = &c->p[i];
        Str code = arena_printf(a, "(%.*s)", STR(p->code));
        if (!base_map_place(c->map, p->code) && str_find(buf_str(out), code) < 0)
            buf_printf(out, "%s%.*s %.*s", out->n ? ", " : "", STR(p->label), STR(code));
    }
}

static void map_remarks(const Job *j)
{
    const BaseMap *m = j->order.map;
    AUTO(buf_done) Buf missing = buf_new(BUF_LINE);
    size_t charts = 0;

    for (size_t i = 0; i < j->review.doc.n; i++) {
        const Chart *c = j->review.doc.blocks[i].chart;
        if (!c || !c->map)
            continue;
        charts++;
        put_missing(j->cli->arena, c, &missing);
    }
    if (missing.n)
        remark(j->cli, N_("the map file '%.*s' has no place for %.*s: listed below the map"),
               STR(m->name), STR(buf_str(&missing)));
    if (m && !charts)
        remark(j->cli, N_("the map file '%.*s' was not used: the text has no chart of countries"),
               STR(m->name));
}

/* ---- the command ---- */

/* Where a review of that period is being written, its text is the one that counts. */
static bool take_written(Job *j)
{
    Cli *cli = j->cli;
    const Type *t = registry_find(cli->c.types, S("review"));
    bool named = cli_option(cli, "template") != NULL;
    Chapters chapters = { 0 };
    ReviewOrder written;
    int64_t id;

    if ((named && !cli_option(cli, "issue")) || !rights_has(&cli->c, RIGHT_READ, t, 0))
        return true;
    if (!review_under_way(&cli->c, &j->order.scope, j->order.lang, &id, &cli->e) ||
        (id && !review_chapters(&cli->c, id, &chapters, &cli->e)))
        return false;
    if (!chapters.n)
        return true;
    const Record *r = store_get(&cli->c, t, id, &cli->e);
    if (!r || !review_ordered(&cli->c, r, &chapters, &written, &cli->e))
        return false;
    if (named && !str_eq(written.text, j->order.text))
        return err_set(&cli->e, ERR_CONFLICT,
                       "review #%" PRId64 " of this period is being written, with a text of its "
                       "own; issue it without --template, or withdraw it first",
                       id);
    remark(cli, N_("the text is that of review #%" PRId64 ", which is being written"), id);
    j->order.text = written.text;
    j->order.name = written.name;
    return true;
}

static bool build(Job *j)
{
    Cli *cli = j->cli;
    const char *path = cli_option(cli, "template");
    FigureScope scope;

    j->all = (cli_option(cli, "issue") ? figures_load_anew : figures_load)(&cli->c, &cli->e);
    if (!j->all || !cli_scope(cli, &scope) ||
        !review_order(&cli->c, &scope, cli->c.lang, &j->order, &cli->e))
        return false;
    if (path && !files_read(path, TEMPLATE_MAX, cli->arena, &j->order.text, &cli->e))
        return false;
    if (path)
        j->order.name = str_z(path);
    if (!take_written(j))
        return false;
    if (!cli_base_map(cli, &j->order.map))
        return false;
    return review_build(&cli->c, j->all, &j->order, &j->review, &cli->e);
}

/* To the terminal, to a file, or sealed and issued. */
static int deliver(Job *j, const char *path, Str bytes)
{
    Cli *cli = j->cli;
    const IssueOrder order = { j->all, &j->order, &j->review, path, bytes };

    if (cli_option(cli, "issue"))
        return review_issue(cli, &order);
    if (!path)
        cli_put(bytes);
    else if (!files_write(path, bytes, &cli->e))
        return cli_fail(cli);
    return EXIT_DONE;
}

static int write_review(Cli *cli)
{
    Job j = { .cli = cli };
    AUTO(buf_done) Buf out = buf_new(DOC_OUTPUT_MAX);
    const char *path = cli_option(cli, "out");
    const ReviewFormat *f;
    int status;

    if (path && strcmp(path, "-") == 0)
        path = NULL;
    if (cli_option(cli, "issue") && !path) {
        err_set(&cli->e, ERR_INVALID,
                "say which file is issued: --out review.docx (or .pdf, .html, .md)");
        return cli_fail(cli);
    }
    f = choose_format(cli, str_z(path));
    if (!f || !build(&j) || !review_write(cli->arena, &j.review, f, &out, &j.replaced, &cli->e))
        return cli_fail(cli);
    status = deliver(&j, path, buf_str(&out));
    if (status == EXIT_DONE) {
        remarks(&j);
        map_remarks(&j);
    }
    return status;
}

/* Whether a sealed file holds is asked without a store. */
int cmd_review(Cli *cli)
{
    const char *word = cli->nargs ? cli->args[0] : "", *file = cli->nargs > 1 ? cli->args[1] : NULL;

    if (strcmp(word, "check") == 0 && file)
        return review_check_file(cli, file);
    if (!cli_enter(cli))
        return cli_fail(cli);
    if (strcmp(word, "diff") == 0)
        return review_diff(cli, file);
    if (strcmp(word, "key") == 0 && file)
        return review_key(cli, file);
    if (cli->nargs == 0)
        return write_review(cli);
    err_set(&cli->e, ERR_INVALID,
            "'%s' is no word of review; there are `review`, `review check FILE`, `review diff "
            "[FILE]` and `review key FILE`",
            word);
    return cli_fail(cli);
}
