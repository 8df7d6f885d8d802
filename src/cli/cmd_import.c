/* SPDX-License-Identifier: Apache-2.0
 * qiao import, undo, receipts.
 */
#include <stdio.h>

#include "cli/cli.h"
#include "cli/kin.h"
#include "engine/rights.h"
#include "engine/transfer.h"

enum { SHOWN_ERRORS = 200, MAP_MAX = 1 << 20 };

/* ---- reading a mapping file ---- */

static bool read_file(Cli *cli, const char *path, Str *out)
{
    FILE *f = fopen(path, "rb");
    char *text;
    size_t n;

    if (!f)
        return err_set(&cli->e, ERR_NOT_FOUND, "the mapping file '%s' cannot be read", path);
    text = arena_get(cli->arena, MAP_MAX + 1);
    n = fread(text, 1, MAP_MAX + 1, f);
    (void)fclose(f);
    *out = (Str){ text, n };
    if (n > MAP_MAX)
        return err_set(&cli->e, ERR_INVALID, "the mapping file '%s' has more than 1 MB", path);
    return utf8_valid(*out) ||
           err_set(&cli->e, ERR_INVALID, "the mapping file '%s' is not UTF-8", path);
}

static bool unit_by_code(Cli *cli, const char *code, int64_t *out)
{
    AUTO(stmt_done) Stmt *q = db_query(
        cli->c.db, "/* unit by code */ SELECT \"id\" FROM \"unit\" WHERE \"code\" = $1", P(code));
    *out = db_next(q, &cli->e) ? db_int(q, 0) : 0;
    return *out || err_set(&cli->e, ERR_NOT_FOUND,
                           "there is no unit with code '%s'; `qiao list unit` shows them", code);
}

/* ---- printing ---- */

static void print_sheets(const Cli *cli, const Receipt *r)
{
    const Ctx *c = &cli->c;
    Str headings[] = { str_z(tr(c->lang, N_("file"))),     str_z(tr(c->lang, N_("worksheet"))),
                       str_z(tr(c->lang, N_("type"))),     str_z(tr(c->lang, N_("rows"))),
                       str_z(tr(c->lang, N_("new"))),      str_z(tr(c->lang, N_("changed"))),
                       str_z(tr(c->lang, N_("the same"))), str_z(tr(c->lang, N_("bad"))) };
    Str *cells = NEWN(cli->arena, Str, r->nsheets * LEN(headings));
    Str *p = cells;

    for (size_t i = 0; i < r->nsheets; i++) {
        const ImportSheet *s = &r->sheets[i];
        *p++ = s->file;
        *p++ = s->sheet;
        *p++ = s->type ? str_z(s->type->name) : S("-");
        *p++ = arena_printf(cli->arena, "%" PRId64, s->rows);
        *p++ = arena_printf(cli->arena, "%" PRId64, s->created);
        *p++ = arena_printf(cli->arena, "%" PRId64, s->updated);
        *p++ = arena_printf(cli->arena, "%" PRId64, s->same);
        *p++ = arena_printf(cli->arena, "%" PRId64, s->bad);
    }
    table_print(headings, LEN(headings), cells, r->nsheets, cli->arena);
}

/* How headings were read, for sheets whose reading was guessed. */
static void print_guesses(const Receipt *r)
{
    for (size_t i = 0; i < r->nsheets; i++) {
        const ImportSheet *s = &r->sheets[i];
        if (!s->guessed)
            continue;
        (void)printf("%.*s:", STR(s->sheet));
        for (size_t k = 0; k < s->ncolumns; k++)
            (void)printf(" %.*s→%s", STR(s->columns[k].heading),
                         s->columns[k].field ? s->columns[k].field->name : "—");
        (void)putchar('\n');
    }
}

static void print_bad(const Cli *cli, const Receipt *r)
{
    size_t n = r->nlisted < SHOWN_ERRORS ? r->nlisted : SHOWN_ERRORS;

    for (size_t i = 0; i < n; i++) {
        const BadCell *b = &r->bad[i];
        (void)printf("%s %.*s / %.*s", b->warning ? "·" : "✗", STR(b->file), STR(b->sheet));
        if (b->row)
            (void)printf(" : %" PRId64, b->row);
        if (b->column.n)
            (void)printf(" : %.*s", STR(b->column));
        if (b->value.n)
            (void)printf(" = '%.*s'", STR(b->value));
        (void)printf("\n    %.*s%s%.*s\n", STR(b->message), b->remedy.n ? "; " : "",
                     STR(b->remedy));
    }
    if (n < r->nbad + r->nwarnings)
        cli_say(
            cli,
            N_("… and %zu more; --json lists up to %d, --marked writes them into copies of the sheets"),
            r->nbad + r->nwarnings - n, IMPORT_ERRORS_MAX);
}

static void json_sheets(const Receipt *r, Buf *b)
{
    buf_put(b, S(",\"sheets\":["));
    for (size_t i = 0; i < r->nsheets; i++) {
        const ImportSheet *s = &r->sheets[i];
        buf_put(b, i ? S(",{\"file\":") : S("{\"file\":"));
        buf_json(b, s->file);
        buf_put(b, S(",\"sheet\":"));
        buf_json(b, s->sheet);
        buf_put(b, S(",\"type\":"));
        buf_json(b, s->type ? str_z(s->type->name) : S(""));
        buf_printf(b,
                   ",\"rows\":%" PRId64 ",\"created\":%" PRId64 ",\"updated\":%" PRId64
                   ",\"same\":%" PRId64 ",\"bad\":%" PRId64 ",\"columns\":{",
                   s->rows, s->created, s->updated, s->same, s->bad);
        for (size_t k = 0; k < s->ncolumns; k++) {
            buf_put(b, k ? S(",") : S(""));
            buf_json(b, s->columns[k].heading);
            buf_put(b, S(":"));
            buf_json(b, s->columns[k].field ? str_z(s->columns[k].field->name) : S(""));
        }
        buf_put(b, S("}}"));
    }
    buf_put(b, S("]"));
}

static void json_bad(const Receipt *r, Buf *b)
{
    buf_put(b, S(",\"bad\":["));
    for (size_t i = 0; i < r->nlisted; i++) {
        const BadCell *bad = &r->bad[i];
        const struct {
            const char *name;
            Str value;
        } parts[] = { { "file", bad->file },       { "sheet", bad->sheet },
                      { "column", bad->column },   { "value", bad->value },
                      { "message", bad->message }, { "remedy", bad->remedy } };
        buf_printf(b, "%s{\"row\":%" PRId64 ",\"warning\":%s", i ? "," : "", bad->row,
                   bad->warning ? "true" : "false");
        for (size_t k = 0; k < LEN(parts); k++) {
            buf_printf(b, ",\"%s\":", parts[k].name);
            buf_json(b, parts[k].value);
        }
        buf_putc(b, '}');
    }
    buf_put(b, S("]"));
}

static void print_json(const Receipt *r, bool done, size_t cases)
{
    AUTO(buf_done) Buf b = buf_new((size_t)256 << 20);
    buf_printf(&b,
               "{\"receipt\":%" PRId64 ",\"ok\":%s,\"rows\":%" PRId64 ",\"created\":%" PRId64
               ",\"updated\":%" PRId64 ",\"same\":%" PRId64 ",\"errors\":%zu,\"warnings\":%zu",
               r->batch, done ? "true" : "false", r->rows, r->created, r->updated, r->same, r->nbad,
               r->nwarnings);
    json_sheets(r, &b);
    json_bad(r, &b);
    if (cases)
        buf_printf(&b, ",\"kin_cases\":%zu", cases);
    buf_put(&b, S("}\n"));
    cli_put(buf_str(&b));
}

typedef struct {
    const Cli *cli;
    int64_t started_us;
} Watch;

static void on_progress(void *arg, double part, int64_t rows)
{
    const Watch *watch = arg;
    progress_show(watch->cli, watch->started_us, part, rows);
}

static bool import_options(Cli *cli, ImportOptions *o)
{
    const char *map = cli_option(cli, "map"), *unit = cli_option(cli, "unit"),
               *why = cli_option(cli, "why");
    *o = (ImportOptions){
        .type = cli_option(cli, "type"),
        .mapping = cli_option(cli, "mapping"),
        .save_as = cli_option(cli, "save-mapping"),
        .rehearse = cli_option(cli, "rehearse") != NULL,
        .create_links = cli_option(cli, "create-links") != NULL,
        .marked = cli_option(cli, "marked"),
    };
    if (why)
        cli->c.why = str_z(why);
    if (map && !read_file(cli, map, &o->mapping_text))
        return false;
    return !unit || unit_by_code(cli, unit, &o->unit);
}

int cmd_import(Cli *cli)
{
    ImportOptions o;
    Receipt r = { 0 };
    Watch watch = { cli, clock_steady_us() };
    int64_t before;
    size_t cases = 0;
    bool done;

    if (!import_options(cli, &o) || !kin_history_seq(&cli->c, &before, &cli->e))
        return cli_fail(cli);
    if (!cli->quiet) {
        o.progress = on_progress;
        o.progress_arg = &watch;
    }
    done = import_path(&cli->c, cli->args[0], &o, &r, &cli->e);
    progress_end();
    if (done && r.batch)
        cases = cli_kin_after_import(cli, before, r.batch);
    if (cli->json) {
        print_json(&r, done, cases);
        return done ? EXIT_DONE : cli_fail(cli);
    }
    if (r.nsheets)
        print_sheets(cli, &r);
    if (!cli->quiet)
        print_guesses(&r);
    print_bad(cli, &r);
    if (!done)
        return cli_fail(cli);
    if (o.rehearse)
        cli_say(cli, N_("Rehearsal: %" PRId64 " rows would import; nothing was changed."), r.rows);
    else
        cli_say(cli,
                N_("receipt %" PRId64 ": %" PRId64 " new, %" PRId64 " changed, %" PRId64
                   " the same. Take it back with `qiao undo %" PRId64 "`."),
                r.batch, r.created, r.updated, r.same, r.batch);
    if (cases)
        cli_say(cli, N_("%zu kin cases have new candidates; `qiao due` lists them."), cases);
    return EXIT_DONE;
}

/* ---- undo and receipts ---- */

static size_t left_whole(const UndoReport *r)
{
    size_t n = 0;
    for (size_t i = 0; i < r->nleft; i++)
        n += !r->left[i].back;
    return n;
}

int cmd_undo(Cli *cli)
{
    UndoReport r = { 0 };
    int64_t batch;
    const char *why = cli_option(cli, "why");

    if (why)
        cli->c.why = str_z(why);
    if (!cli_number(cli, cli->args[0], &batch) ||
        !batch_undo(&cli->c, batch, cli_option(cli, "rehearse") != NULL, &r, &cli->e))
        return cli_fail(cli);
    cli_say(cli, N_("%" PRId64 " removed, %" PRId64 " put back, %zu left as they are"), r.removed,
            r.restored, left_whole(&r));
    for (size_t i = 0; i < r.nleft; i++)
        (void)printf("· %s #%" PRId64 " %.*s: %.*s\n", r.left[i].type->name, r.left[i].id,
                     STR(r.left[i].title), STR(r.left[i].why));
    if (r.batch)
        cli_say(cli, N_("receipt %" PRId64), r.batch);
    return EXIT_DONE;
}

int cmd_receipts(Cli *cli)
{
    const Ctx *c = &cli->c;
    Str headings[] = { str_z(tr(c->lang, N_("receipt"))),      str_z(tr(c->lang, N_("kind"))),
                       str_z(tr(c->lang, N_("what"))),         str_z(tr(c->lang, N_("at"))),
                       str_z(tr(c->lang, N_("new"))),          str_z(tr(c->lang, N_("changed"))),
                       str_z(tr(c->lang, N_("taken back by"))) };
    const Batch *list;
    Str *cells, *p;
    size_t n;

    if (!batch_list(&cli->c, INT64_MAX, INT64_MAX, &list, &n, &cli->e))
        return cli_fail(cli);
    p = cells = NEWN(cli->arena, Str, n * LEN(headings) + 1);
    for (size_t i = 0; i < n; i++) {
        char at[32];
        time_print(list[i].at, c->tz, at);
        *p++ = arena_printf(cli->arena, "%" PRId64, list[i].id);
        *p++ = list[i].kind;
        *p++ = list[i].what;
        *p++ = arena_printf(cli->arena, "%s", at);
        *p++ = arena_printf(cli->arena, "%" PRId64, list[i].created);
        *p++ = arena_printf(cli->arena, "%" PRId64, list[i].updated);
        *p++ = list[i].undone_by ? arena_printf(cli->arena, "%" PRId64, list[i].undone_by) : S("");
    }
    table_print(headings, LEN(headings), cells, n, cli->arena);
    return EXIT_DONE;
}
