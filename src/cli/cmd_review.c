/* SPDX-License-Identifier: Apache-2.0
 * qiao review: the annual review, or what another template makes of a period.
 */
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/scope.h"
#include "review/template.h"

typedef struct {
    Cli *cli;
    Review review;
    Str replaced; /* fonts, a line each */
} Job;

/* ---- formats ---- */

static bool write_html(Job *j, Buf *out)
{
    static const DocLinks links = { "#figure-", "" };
    bool annex = false;
    for (size_t i = 0; i < j->review.doc.n; i++)
        annex = annex || j->review.doc.blocks[i].kind == BLOCK_APPENDIX;
    doc_html(j->cli->arena, &j->review.doc, annex ? &links : NULL, out);
    return true;
}

static bool write_markdown(Job *j, Buf *out)
{
    doc_markdown(j->cli->arena, &j->review.doc, NULL, out);
    return true;
}

static bool write_pdf(Job *j, Buf *out)
{
    return doc_pdf(j->cli->arena, &j->review.doc, out, &j->replaced, &j->cli->e);
}

typedef struct {
    const char *name;
    const char *endings[2];
    bool binary;
    bool (*write)(Job *j, Buf *out);
} Format;

static const Format formats[] = {
    { "md", { ".md", ".markdown" }, false, write_markdown },
    { "html", { ".html", ".htm" }, false, write_html },
    { "pdf", { ".pdf", NULL }, true, write_pdf },
};

static const Format *format_by_ending(Str path)
{
    for (size_t i = 0; i < LEN(formats); i++)
        for (size_t k = 0; k < LEN(formats[i].endings); k++) {
            Str ending = str_z(formats[i].endings[k]);
            if (ending.n && path.n > ending.n &&
                str_same(str_part(path, path.n - ending.n, ending.n), ending))
                return &formats[i];
        }
    return NULL;
}

/* What --format says, else the ending of the file, else Markdown. */
static const Format *choose_format(Cli *cli, Str path)
{
    const char *name = cli_option(cli, "format");
    const Format *f = NULL;

    if (!name && !path.n)
        return &formats[0];
    for (size_t i = 0; name && i < LEN(formats); i++)
        if (strcmp(formats[i].name, name) == 0)
            f = &formats[i];
    if (!name)
        f = format_by_ending(path);
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

/* ---- files ---- */

static bool read_template(Cli *cli, const char *path, Str *out)
{
    FILE *f = fopen(path, "rbe");
    char *text = arena_get(cli->arena, TEMPLATE_MAX + 1);
    size_t n;
    bool ok;

    if (!f)
        return err_set(&cli->e, ERR_NOT_FOUND, "the template '%s' cannot be read: %s", path,
                       strerrordesc_np(errno));
    n = fread(text, 1, TEMPLATE_MAX + 1, f);
    ok = ferror(f) == 0;
    (void)fclose(f);
    *out = (Str){ text, n };
    return ok || err_set(&cli->e, ERR_INTERNAL, "the template '%s' cannot be read", path);
}

/* All of the bytes under that name, or what was there before. */
static bool write_file(Cli *cli, const char *path, Str bytes)
{
    const char *part = arena_printf(cli->arena, "%s.%ld.part", path, (long)getpid()).p;
    FILE *f = fopen(part, "wbxe");
    bool ok =
        f && fwrite(bytes.p, 1, bytes.n, f) == bytes.n && fflush(f) == 0 && fsync(fileno(f)) == 0;
    int why = errno;

    if (f && fclose(f) != 0)
        ok = false;
    if (ok && rename(part, path) == 0)
        return true;
    if (ok)
        why = errno;
    if (f)
        (void)unlink(part);
    return err_set(&cli->e, ERR_INTERNAL, "'%s' could not be written: %s", path,
                   strerrordesc_np(why));
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

    for (size_t i = 0; i < j->review.nvalues; i++) {
        const FigureValue *v = &j->review.values[i];
        if (v->standing == STANDING_UNAVAILABLE)
            remark(cli, N_("not available: %.*s (%.*s): %.*s"), STR(v->def->labels[cli->c.lang]),
                   STR(v->def->name), STR(v->why));
    }
    for (size_t i = 0; i < j->review.nfindings; i++)
        remark(cli, j->review.findings[i].wrong ? N_("contradiction: %.*s") : N_("finding: %.*s"),
               STR(j->review.findings[i].text));
    while (str_next(&rest, '\n', &line))
        if (line.n)
            remark(cli, N_("another font: %.*s"), STR(line));
}

/* ---- the command ---- */

static bool build(Job *j)
{
    Cli *cli = j->cli;
    const char *path = cli_option(cli, "template");
    const Figures *all = figures_load(&cli->c, &cli->e);
    FigureScope scope;
    ReviewOrder order;

    if (!all || !cli_scope(cli, &scope) ||
        !review_order(&cli->c, &scope, cli->c.lang, &order, &cli->e))
        return false;
    if (path && !read_template(cli, path, &order.text))
        return false;
    if (path)
        order.name = str_z(path);
    return review_build(&cli->c, all, &order, &j->review, &cli->e);
}

int cmd_review(Cli *cli)
{
    Job j = { .cli = cli };
    AUTO(buf_done) Buf out = buf_new(DOC_OUTPUT_MAX);
    const char *path = cli_option(cli, "out");
    Str name = path && strcmp(path, "-") != 0 ? str_z(path) : (Str){ 0 };
    const Format *f = choose_format(cli, name);

    if (!f || !build(&j) || !f->write(&j, &out))
        return cli_fail(cli);
    if (out.failed) {
        err_set(&cli->e, ERR_INVALID, "the document would be larger than %d MB",
                DOC_OUTPUT_MAX >> 20);
        return cli_fail(cli);
    }
    if (!name.n)
        cli_put(buf_str(&out));
    else if (!write_file(cli, path, buf_str(&out)))
        return cli_fail(cli);
    remarks(&j);
    return EXIT_DONE;
}
