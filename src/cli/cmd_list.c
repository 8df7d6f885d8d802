/* SPDX-License-Identifier: Apache-2.0
 * qiao list, explain, export.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/cli.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/transfer.h"

enum { TABLE_ROWS = 1000 };

static Str option_text(const Cli *cli, const char *name)
{
    return str_z(cli_option(cli, name));
}

static bool parts_from_options(Cli *cli, QueryParts *p)
{
    Str limit = option_text(cli, "limit"), tree = option_text(cli, "tree");
    *p = (QueryParts){
        .where = option_text(cli, "where"),
        .search = option_text(cli, "search"),
        .columns = option_text(cli, "columns"),
        .order = option_text(cli, "order"),
        .count = option_text(cli, "count"),
        .by = option_text(cli, "by"),
        .after = option_text(cli, "after"),
        .collate = user_order(&cli->c),
        .with_void = cli_option(cli, "void") != NULL,
    };
    if (limit.n && (!str_int(limit, &p->limit) || p->limit < 1))
        return err_set(&cli->e, ERR_INVALID,
                       "'%.*s' is no number of rows; --limit takes a whole number from 1",
                       STR(limit));
    if (tree.n && !day_parse(tree, &p->tree))
        return err_set(&cli->e, ERR_INVALID, "'%.*s' is no date; write it as 2024-12-31",
                       STR(tree));
    return true;
}

/* Counts have no field; a sum, a least or a most is shown like the values that it is of. */
static Str cell(Cli *cli, const Rows *rows, const Query *q, size_t col)
{
    const Column *column = query_column(q, col);
    const Field *field = column->field ? column->field : column->counted;
    const Value *v = rows_value(rows, col);
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    if (rows_masked(rows, col))
        return S("***");
    if (field)
        value_show(&cli->c, field, v, &b);
    else if (v->set)
        buf_int(&b, v->i);
    return arena_str(cli->arena, buf_str(&b));
}

static int print_table(Cli *cli, const Query *q, int64_t limit)
{
    AUTO(rows_done) Rows *rows = query_run(&cli->c, q, &cli->e);
    size_t ncols = query_columns(q), nrows = 0;
    bool ids = !query_counts(q);
    VEC(Str) cells = { 0 };
    VEC(Str) headings = { 0 };
    Str key = { 0 };
    bool more = false;

    if (!rows)
        return cli_fail(cli);
    if (ids)
        vec_push(cli->arena, &headings, S("id"));
    for (size_t i = 0; i < ncols; i++)
        vec_push(cli->arena, &headings, query_column(q, i)->name);
    while (rows_next(rows, &cli->e)) {
        more = nrows == TABLE_ROWS;
        if (more)
            break;
        if (ids)
            vec_push(cli->arena, &cells, arena_printf(cli->arena, "%" PRId64, rows_id(rows)));
        for (size_t i = 0; i < ncols; i++)
            vec_push(cli->arena, &cells, cell(cli, rows, q, i));
        nrows++;
        if (limit && nrows == (size_t)limit)
            key = rows_key(rows);
    }
    if (cli->e.kind)
        return cli_fail(cli);
    table_print(headings.p, headings.n, cells.p, nrows, cli->arena);
    if (!cli->quiet && ids)
        cli_say(cli, N_("%zu rows"), nrows);
    if (more)
        cli_say(cli,
                N_("… there are more; use --format csv for all of them, or --limit and --after"));
    if (key.n && ids)
        cli_say(cli, N_("next page: --after '%.*s'"), STR(key));
    return EXIT_DONE;
}

static bool format_of(Cli *cli, ExportFormat *f)
{
    static const struct {
        const char *name;
        ExportFormat format;
    } formats[] = { { "csv", EXPORT_CSV }, { "xlsx", EXPORT_XLSX }, { "json", EXPORT_JSON } };
    const char *name = cli_option(cli, "format");
    *f = EXPORT_CSV;
    for (size_t i = 0; name && i < LEN(formats); i++) {
        *f = formats[i].format;
        if (strcmp(formats[i].name, name) == 0)
            return true;
    }
    return !name ||
           err_set(&cli->e, ERR_INVALID, "'%s' is no format; use table, csv, json or xlsx", name);
}

/* What an export left out, on standard error. */
static void remark(const Cli *cli, const ExportReport *r)
{
    for (size_t i = 0; i < r->nmasked && !cli->quiet; i++)
        (void)fprintf(stderr,
                      tr(cli->c.lang, N_("qiao: '%.*s' was left empty where you may not see it\n")),
                      STR(r->masked[i]));
    for (size_t i = 0; i < r->nrefused && !cli->quiet; i++)
        (void)fprintf(stderr,
                      tr(cli->c.lang, N_("qiao: '%.*s' was left out, you may not export it\n")),
                      STR(r->refused[i]));
}

int cmd_list(Cli *cli)
{
    const Type *t = registry_need(cli->c.types, str_z(cli->args[0]), &cli->e);
    const char *format = cli_option(cli, "format"), *out = cli_option(cli, "out");
    bool table = !cli->json && !out && (!format || strcmp(format, "table") == 0);
    ExportFormat f = EXPORT_JSON;
    ExportReport report = { 0 };
    QueryParts parts;
    const Query *q;

    if (!t || !parts_from_options(cli, &parts))
        return cli_fail(cli);
    if (!table && !parts.count.n)
        parts.columns = export_columns(&cli->c, t, parts.columns);
    q = query_build(&cli->c, t, &parts, &cli->e);
    if (!q)
        return cli_fail(cli);
    if (table)
        return print_table(cli, q, parts.limit);
    if (!(cli->json && !format) && !format_of(cli, &f))
        return cli_fail(cli);
    if (f == EXPORT_XLSX && !out && isatty(STDOUT_FILENO)) {
        err_set(&cli->e, ERR_INVALID, "an XLSX file is not for a terminal; name a file with --out");
        return cli_fail(cli);
    }
    if (!export_query(&cli->c, q, f, out ? out : "-", &report, &cli->e))
        return cli_fail(cli);
    remark(cli, &report);
    return EXIT_DONE;
}

int cmd_explain(Cli *cli)
{
    AUTO(buf_done) Buf b = buf_new(BUF_PAGE);
    const Type *t;
    QueryParts parts;
    const Query *q;

    if (cli->more && cli->more->explain_page && strcmp(cli->args[0], "GET") == 0)
        return cli->more->explain_page(cli, cli->args[1]);
    if (strcmp(cli->args[0], "list") != 0) {
        err_set(&cli->e, ERR_INVALID,
                "'%s' cannot be explained; use `qiao explain list TYPE --where …` or `qiao"
                " explain GET /PATH`",
                cli->args[0]);
        return cli_fail(cli);
    }
    t = registry_need(cli->c.types, str_z(cli->args[1]), &cli->e);
    if (!t || !parts_from_options(cli, &parts))
        return cli_fail(cli);
    q = query_build(&cli->c, t, &parts, &cli->e);
    if (!q || !query_explain(&cli->c, q, &b, &cli->e))
        return cli_fail(cli);
    cli_put(buf_str(&b));
    return EXIT_DONE;
}

/* Is it to be GEDCOM? Said, or by the name of the file. */
static bool wants_gedcom(const Cli *cli, GedcomOptions *o)
{
    const char *format = cli_option(cli, "format");
    *o = (GedcomOptions){
        .old = format && strcmp(format, "gedcom-5.5.1") == 0,
        .with_living = cli_option(cli, "with-living") != NULL,
    };
    if (!format)
        return str_ends(str_z(cli->args[0]), S(".ged"));
    return o->old || strcmp(format, "gedcom") == 0;
}

static int run_gedcom(Cli *cli, const GedcomOptions *o)
{
    ExportReport report = { 0 };
    bool file = strcmp(cli->args[0], "-") != 0;

    if (!export_gedcom(&cli->c, o, cli->args[0], &report, &cli->e))
        return cli_fail(cli);
    remark(cli, &report);
    if (report.withheld && !cli->quiet)
        (void)fprintf(stderr,
                      tr(cli->c.lang, N_("qiao: %" PRId64 " persons who may be living, or whom you"
                                         " may not see, were written as 'Living'\n")),
                      report.withheld);
    if (file && !cli->quiet)
        cli_say(cli, N_("%" PRId64 " records written to '%s'"), report.rows, cli->args[0]);
    return EXIT_DONE;
}

int cmd_export(Cli *cli)
{
    ExportFormat f;
    ExportReport report = { 0 };
    GedcomOptions gedcom;

    if (wants_gedcom(cli, &gedcom))
        return run_gedcom(cli, &gedcom);
    if (gedcom.with_living) {
        err_set(&cli->e, ERR_INVALID, "--with-living is for GEDCOM; give --format gedcom");
        return cli_fail(cli);
    }
    if (!format_of(cli, &f) || !export_all(&cli->c, f, cli->args[0], &report, &cli->e))
        return cli_fail(cli);
    remark(cli, &report);
    if (!cli->quiet)
        cli_say(cli, N_("%" PRId64 " rows written to '%s'"), report.rows, cli->args[0]);
    return EXIT_DONE;
}
