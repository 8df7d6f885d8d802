/* SPDX-License-Identifier: Apache-2.0
 * Issuing a review: its steps, its seal, and what is asked of it later.
 */
#include "cli/issue.h"

#include <stdio.h>

#include "cli/files.h"
#include "engine/history.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/store.h"
#include "review/chapters.h"

static const Type *review_of(const Cli *cli)
{
    return registry_find(cli->c.types, S("review"));
}

static void remark(const Cli *cli, Str line)
{
    if (!cli->quiet)
        (void)fprintf(stderr, "qiao: %.*s\n", STR(line));
}

/* ---- keys ---- */

/* $QIAO_KEY, else qiao/LOGIN.key in the user's folder for configuration; NULL if there is none. */
static const char *key_path(const Cli *cli)
{
    const char *named = cli_option(cli, "key"), *home = cli_environment("HOME");
    const char *config = cli_environment("XDG_CONFIG_HOME");
    if (named)
        return named;
    if (cli_environment("QIAO_KEY"))
        return cli_environment("QIAO_KEY");
    if (config)
        return arena_printf(cli->arena, "%s/qiao/%.*s.key", config, STR(cli->c.user->login)).p;
    return home
               ? arena_printf(cli->arena, "%s/.config/qiao/%.*s.key", home, STR(cli->c.user->login))
                     .p
               : NULL;
}

int review_key(Cli *cli, const char *path)
{
    SigningKey key;
    if (!files_make_folder(path, &cli->e) || !key_make(path, &key, &cli->e) ||
        !key_register(&cli->c, &key, &cli->e))
        return cli_fail(cli);
    cli_say(cli, N_("the key of %.*s is in '%s'; keep it to yourself. Its public half is %.*s"),
            STR(cli->c.user->login), path, STR(key_text(cli->arena, &key)));
    return EXIT_DONE;
}

/* The key to sign with; the first time one is made. */
static bool find_key(Cli *cli, SigningKey *key)
{
    const char *path = key_path(cli);
    if (!path)
        return err_set(&cli->e, ERR_INVALID,
                       "there is no place for a key; name a file with --key FILE");
    if (key_read(path, key, &cli->e))
        return key_register(&cli->c, key, &cli->e);
    if (cli->e.kind != ERR_NOT_FOUND)
        return false;
    err_clear(&cli->e);
    if (!files_make_folder(path, &cli->e) || !key_make(path, key, &cli->e))
        return false;
    remark(cli, arena_printf(cli->arena,
                             tr(cli->c.lang, N_("a key for signing was made in '%s'; keep it to "
                                                "yourself")),
                             path));
    return key_register(&cli->c, key, &cli->e);
}

/* ---- steps ---- */

static const char *const steps[] = { "draft", "filled", "confirmed", "approved" };

/* Takes the record through the steps that it has not taken yet, in the user's name. */
static bool take_steps(Cli *cli, int64_t record)
{
    size_t at = 0, taken = 0;
    const Record *r = store_get(&cli->c, review_of(cli), record, &cli->e);

    while (r && at < LEN(steps) && !str_eq(r->state, str_z(steps[at])))
        at++;
    for (at++; r && at < LEN(steps); at++, taken++) {
        Check k = { 0 };
        if (!store_move(&cli->c, review_of(cli), record, (MoveTo){ .to = str_z(steps[at]) }, &k,
                        &cli->e))
            return false;
    }
    if (r && taken)
        remark(cli, arena_printf(cli->arena,
                                 tr(cli->c.lang, N_("%zu steps before the issue were taken by "
                                                    "%.*s alone; others may take them with `qiao "
                                                    "move review`")),
                                 taken, STR(cli->c.user->login)));
    return r != NULL;
}

/* ---- issuing ---- */

static bool seal(Cli *cli, const IssueOrder *o, int64_t record, const SigningKey *key, Buf *out)
{
    AUTO(buf_done) Buf text = buf_new(DOC_OUTPUT_MAX);
    AUTO(buf_done) Buf body = buf_new(SEALED_MAX);
    const DocLinks links = { "#figure-", "" };
    const IssuedFile file = { files_name(o->path), o->document };
    const User *u = cli->c.user;
    Freeze f = {
        .order = o->order, .review = o->review, .files = &file, .nfiles = 1, .record = record
    };

    doc_markdown(cli->arena, &o->review->doc, &links, &text);
    f.text = buf_str(&text);
    return issue_body(&cli->c, o->all, &f, &body, &cli->e) &&
           issue_seal(buf_str(&body), key, u->name.n ? u->name : u->login, out, &cli->e);
}

int review_issue(Cli *cli, const IssueOrder *o)
{
    AUTO(buf_done) Buf sealed = buf_new(SEALED_MAX);
    const char *path = arena_printf(cli->arena, "%s.seal", o->path).p;
    SigningKey key;
    int64_t record;

    if (!find_key(cli, &key))
        return cli_fail(cli);
    {
        AUTO(store_rollback) StoreTxn t = store_begin(&cli->c, &cli->e);
        if (cli->e.kind ||
            !review_under_way(&cli->c, &o->order->scope, o->order->lang, &record, &cli->e) ||
            (!record && !review_begin(&cli->c, o->all, o->order, &record, &cli->e)) ||
            !take_steps(cli, record) || !store_flush(&cli->c, &cli->e) ||
            !seal(cli, o, record, &key, &sealed) ||
            !issue_keep(&cli->c, record, buf_str(&sealed), &cli->e) ||
            !files_write(o->path, o->document, &cli->e) ||
            !files_write(path, buf_str(&sealed), &cli->e) || !store_commit(&t, &cli->e))
            return cli_fail(cli);
    }
    cli_say(cli, N_("issued as review #%" PRId64 ": '%s' and its seal '%s'"), record, o->path,
            path);
    return EXIT_DONE;
}

/* ---- checking ---- */

/* The sealed file that a path names: itself, or PATH.seal beside a document. */
static bool read_seal(Cli *cli, const char *path, Str *out, Str *document)
{
    Str file;
    if (!files_read(path, SEALED_MAX, cli->arena, &file, &cli->e))
        return false;
    *document = (Str){ 0 };
    if (str_starts(file, S("{\"qiao\":\"review\""))) {
        *out = file;
        return true;
    }
    *document = file;
    return files_read(arena_printf(cli->arena, "%s.seal", path).p, SEALED_MAX, cli->arena, out,
                      &cli->e);
}

/* Is the document one that the seal names? */
static void check_document(const Cli *cli, const Issued *issued, Str document, bool *holds)
{
    Str hash = issue_hash(cli->arena, document);
    for (size_t i = 0; i < issued->nfiles; i++)
        if (str_eq(issued->files[i].bytes, hash)) {
            cli_say(cli, N_("the document is '%.*s' as it was issued"), STR(issued->files[i].name));
            return;
        }
    *holds = false;
    cli_say(cli, N_("the document is not the one that was issued: it was changed, or the seal "
                    "belongs to another"));
}

int review_check_file(Cli *cli, const char *path)
{
    Str sealed, document, wrong, line;
    Issued issued;
    bool holds;
    char day[11];

    if (!read_seal(cli, path, &sealed, &document) ||
        !issue_read(cli->arena, cli->c.lang, sealed, &issued, &wrong, &cli->e))
        return cli_fail(cli);
    day_print(issued.issued_on, day);
    cli_say(cli, N_("%.*s, issued on %s"), STR(issued.title), day);
    cli_say(cli, N_("%zu figures; hash %.*s"), issued.nfigures, STR(issued.hash));
    cli_say(cli, N_("signed by %.*s with the key %.*s"), STR(issued.signer), STR(issued.key));
    holds = wrong.n == 0;
    while (!holds && str_next(&wrong, '\n', &line))
        cli_say(cli, "✗ %.*s", STR(line));
    if (document.n)
        check_document(cli, &issued, document, &holds);
    if (holds)
        cli_say(cli, N_("all of it holds; compare the key with the one that the signer gives you"));
    return holds ? EXIT_DONE : EXIT_ANSWER_NO;
}

/* ---- what changed since ---- */

static int64_t newest_issued(Cli *cli)
{
    const QueryParts parts = {
        .where = S("state = issued"), .order = S("id desc"), .limit = 1
    };
    const Query *q = query_build(&cli->c, review_of(cli), &parts, &cli->e);
    AUTO(rows_done) Rows *rows = q ? query_run(&cli->c, q, &cli->e) : NULL;
    if (rows && rows_next(rows, &cli->e))
        return rows_id(rows);
    if (!cli->e.kind)
        err_set(&cli->e, ERR_NOT_FOUND,
                "no review was issued yet; `qiao review --year 2024 --issue` issues one");
    return 0;
}

static Str shown(const Cli *cli, const FigureValue *v)
{
    AUTO(buf_done) Buf b = buf_new(BUF_LINE);
    figure_print(&cli->c, v, &b);
    return arena_str(cli->arena, buf_str(&b));
}

static void print_records(const Cli *cli, const IssueDiff *d)
{
    static const char *const hows[] = { [CHANGE_ADDED] = N_("added"),
                                        [CHANGE_REMOVED] = N_("removed"),
                                        [CHANGE_ALTERED] = N_("altered") };
    Lang lang = cli->c.lang;
    Str headings[] = {
        str_z(tr(lang, N_("change"))), str_z(tr(lang, N_("type"))), S("id"),
        str_z(tr(lang, N_("record"))), str_z(tr(lang, N_("by"))),   str_z(tr(lang, N_("when"))),
        str_z(tr(lang, N_("what"))),   str_z(tr(lang, N_("why"))),  str_z(tr(lang, N_("figures")))
    };
    Str *cells = NEWN(cli->arena, Str, d->nrecords * LEN(headings) + 1), *p = cells;

    for (size_t i = 0; i < d->nrecords; i++) {
        const RecordChange *r = &d->records[i];
        *p++ = str_z(tr(lang, hows[r->how]));
        *p++ = str_z(r->type->name);
        *p++ = arena_printf(cli->arena, "%" PRId64, r->id);
        *p++ = r->title;
        *p++ = r->by.n ? r->by : S("-");
        *p++ = str_part(r->at, 0, 16);
        *p++ = r->fields;
        *p++ = r->why;
        *p++ = r->figures;
    }
    table_print(headings, LEN(headings), cells, d->nrecords, cli->arena);
}

static void print_figures(const Cli *cli, const IssueDiff *d)
{
    Lang lang = cli->c.lang;
    Str headings[] = { str_z(tr(lang, N_("figure"))),  str_z(tr(lang, N_("label"))),
                       str_z(tr(lang, N_("issued"))),  str_z(tr(lang, N_("now"))),
                       str_z(tr(lang, N_("added"))),   str_z(tr(lang, N_("removed"))),
                       str_z(tr(lang, N_("altered"))), str_z(tr(lang, N_("remark"))) };
    Str *cells = NEWN(cli->arena, Str, d->nfigures * LEN(headings) + 1), *p = cells;

    for (size_t i = 0; i < d->nfigures; i++) {
        const FigureChange *f = &d->figures[i];
        *p++ = f->frozen->def.name;
        *p++ = f->frozen->def.labels[lang];
        *p++ = shown(cli, &f->frozen->value);
        *p++ = shown(cli, &f->now);
        *p++ = arena_printf(cli->arena, "%zu", f->added);
        *p++ = arena_printf(cli->arena, "%zu", f->removed);
        *p++ = arena_printf(cli->arena, "%zu", f->altered);
        *p++ =
            f->redefined ? str_z(tr(lang, N_("its definition is another one today"))) : (Str){ 0 };
    }
    table_print(headings, LEN(headings), cells, d->nfigures, cli->arena);
}

/* ---- the same as JSON ---- */

static void put_text(Buf *b, const char *key, Str s)
{
    buf_printf(b, ",\"%s\":", key);
    buf_json(b, s);
}

static void print_json(const Cli *cli, const IssueDiff *d)
{
    static const char *const hows[] = { "added", "removed", "altered" };
    AUTO(buf_done) Buf b = buf_new(SEALED_MAX);

    buf_put(&b, S("{\"records\":["));
    for (size_t i = 0; i < d->nrecords; i++) {
        const RecordChange *r = &d->records[i];
        buf_printf(&b, "%s{\"change\":\"%s\",\"type\":\"%s\",\"id\":%" PRId64, i ? ",\n" : "",
                   hows[r->how], r->type->name, r->id);
        put_text(&b, "title", r->title);
        put_text(&b, "by", r->by);
        put_text(&b, "at", r->at);
        put_text(&b, "why", r->why);
        put_text(&b, "fields", r->fields);
        put_text(&b, "figures", r->figures);
        buf_putc(&b, '}');
    }
    buf_put(&b, S("],\"figures\":["));
    for (size_t i = 0; i < d->nfigures; i++) {
        const FigureChange *f = &d->figures[i];
        buf_put(&b, i ? S(",\n{\"name\":") : S("{\"name\":"));
        buf_json(&b, f->frozen->def.name);
        put_text(&b, "issued", shown(cli, &f->frozen->value));
        put_text(&b, "now", shown(cli, &f->now));
        buf_printf(&b, ",\"added\":%zu,\"removed\":%zu,\"altered\":%zu,\"redefined\":%s}", f->added,
                   f->removed, f->altered, f->redefined ? "true" : "false");
    }
    buf_put(&b, S("]}\n"));
    cli_put(buf_str(&b));
}

int review_diff(Cli *cli, const char *path)
{
    int64_t record = path ? 0 : newest_issued(cli);
    const Figures *all = cli->e.kind ? NULL : figures_load(&cli->c, &cli->e);
    Str sealed, document, wrong;
    Issued issued;
    IssueDiff d;

    if (!all || !(path ? read_seal(cli, path, &sealed, &document)
                       : issue_kept(&cli->c, record, &sealed, &cli->e)))
        return cli_fail(cli);
    if (!issue_read(cli->arena, cli->c.lang, sealed, &issued, &wrong, &cli->e))
        return cli_fail(cli);
    if (wrong.n) {
        err_set(&cli->e, ERR_INVALID, "the seal does not hold: %.*s", STR(wrong));
        return cli_fail(cli);
    }
    if (!issue_diff(&cli->c, all, &issued, &d, &cli->e))
        return cli_fail(cli);
    if (cli->json) {
        print_json(cli, &d);
    } else if (d.nrecords == 0 && d.nfigures == 0) {
        cli_say(cli, N_("nothing behind the %zu figures has changed since"), issued.nfigures);
    } else {
        print_records(cli, &d);
        (void)putchar('\n');
        print_figures(cli, &d);
    }
    return d.nrecords || d.nfigures ? EXIT_ANSWER_NO : EXIT_DONE;
}
