/* SPDX-License-Identifier: Apache-2.0
 * The command line: reads words and options, does what a command needs, runs it, reports.
 */
#include "cli/cli.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "areas/areas.h"
#include "cli/main.h"
#include "engine/finder.h"
#include "engine/history.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "engine/schema.h"
#include "engine/store.h"
#include "engine/units.h"
#include "engine/workday.h"

/* A variable of the environment, NULL if unset or empty. Called before there are threads. */
const char *cli_environment(const char *name)
{
    const char *value = getenv(name); /* NOLINT(concurrency-mt-unsafe) */
    return value && *value ? value : NULL;
}

/* ---- options that every command has ---- */

static const Option common[] = {
    { "db", "STORE", N_("path or postgresql:// URL of the store; default $QIAO_DB, else qiao.db") },
    { "as", "USER", N_("act as this user; default $QIAO_USER, else office") },
    { "lang", "LANG", N_("en, zh-Hans or zh-Hant; default $QIAO_LANG, else the locale") },
    { "as-of", "DATE", N_("what 'today' means in queries and in the tree of units") },
    { "json", NULL, N_("print data as JSON") },
    { "quiet", NULL, N_("no progress and no remarks") },
    { "help", NULL, N_("this text") },
    { 0 },
};

typedef struct {
    const char *db, *as, *as_of;
    bool help;
} Common;

const char *cli_option(const Cli *cli, const char *name)
{
    for (size_t i = 0; cli->command->options && cli->command->options[i].name; i++)
        if (strcmp(cli->command->options[i].name, name) == 0)
            return cli->values[i];
    return NULL;
}

void cli_put(Str s)
{
    if (s.n)
        (void)fwrite(s.p, 1, s.n, stdout);
}

void cli_say(const Cli *cli, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    (void)vprintf(tr(cli->c.lang, fmt), ap);
    va_end(ap);
    (void)putchar('\n');
}

void json_text(Buf *out, const char *key, Str text)
{
    buf_printf(out, ",\"%s\":", key);
    if (text.n)
        buf_json(out, text);
    else
        buf_put(out, S("null"));
}

int cli_fail(Cli *cli)
{
    Err *e = &cli->e;
    if (!e->kind)
        err_set(e, ERR_INTERNAL, "the command failed without saying why");
    (void)fprintf(stderr, "qiao: %s\n", e->msg);
    if (cli->c.user && cli->c.db) {
        Err quiet = { .lang = e->lang };
        if (!history_refuse(&cli->c, e, &quiet))
            (void)fprintf(stderr, "qiao: %s\n", quiet.msg);
    }
    return err_exit_code(e->kind);
}

bool cli_number(Cli *cli, const char *text, int64_t *out)
{
    Str s = str_z(text);
    if (s.n && s.p[0] == '#')
        s = str_part(s, 1, s.n);
    return (str_int(s, out) && *out > 0) ||
           err_set(&cli->e, ERR_INVALID, "'%s' is no whole number from 1; write 123 or #123", text);
}

int64_t cli_find(Cli *cli, const Type *t, Str text)
{
    return store_find_name(&cli->c, t, text, &cli->e);
}

int64_t cli_id(Cli *cli, const Type *t, const char *text)
{
    int64_t id;
    if (text[0] != '#') {
        id = cli_find(cli, t, str_z(text));
        if (id || cli->e.kind)
            return id;
    }
    if (cli_number(cli, text, &id))
        return id;
    err_clear(&cli->e);
    err_set(&cli->e, ERR_NOT_FOUND, "there is no %s '%s'; give its number as #123 or its key",
            t->name, text);
    return 0;
}

/* ---- short forms ---- */

/* The same in every command that has the option. */
static const struct {
    const char *brief, *name;
} briefs[] = { { "-o", "out" } };

/* The short form of an option; NULL if it has none. */
static const char *brief_find(Str name)
{
    for (size_t i = 0; i < LEN(briefs); i++)
        if (str_eq(name, str_z(briefs[i].name)))
            return briefs[i].brief;
    return NULL;
}

/* Takes "--name", "--name=value", "-o" or "-ovalue" apart. */
static bool split_option(Str word, Str *name, Str *value)
{
    if (str_starts(word, S("--")))
        return str_cut(str_part(word, 2, word.n), S("="), name, value);
    *name = word;
    *value = str_part(word, 2, word.n);
    for (size_t i = 0; i < LEN(briefs); i++)
        if (str_starts(word, str_z(briefs[i].brief)))
            *name = str_z(briefs[i].name);
    return value->n > 0;
}

/* A word that begins with '-' and a letter; "-" alone and "-5" are plain words. */
static bool is_option(Str word)
{
    return word.n > 1 && word.p[0] == '-' &&
           (word.p[1] == '-' || (word.p[1] >= 'a' && word.p[1] <= 'z'));
}

/* ---- help ---- */

/* Command number i: those of this folder, then those that the program adds; NULL behind all. */
static const Command *command_at(const Cli *cli, size_t i)
{
    const Command *const sets[] = { commands, cli->more ? cli->more->commands : NULL };
    for (size_t k = 0; k < LEN(sets); k++)
        for (const Command *c = sets[k]; c && c->name; c++)
            if (i-- == 0)
                return c;
    return NULL;
}

static void print_options(Lang lang, const Option *options)
{
    for (const Option *o = options; o && o->name; o++) {
        const char *brief = brief_find(str_z(o->name));
        int n = printf("  %s%s--%s%s%s", brief ? brief : "", brief ? ", " : "", o->name,
                       o->value ? " " : "", o->value ? o->value : "");
        (void)printf("%*s%s\n", n < 24 ? 24 - n : 1, "", tr(lang, o->help));
    }
}

static Str usage_of(const Cli *cli)
{
    const Command *c = cli->command;
    return arena_printf(cli->arena, "qiao %s%s%s", c->name, c->args[0] ? " " : "", c->args);
}

static int print_command_help(const Cli *cli)
{
    const Command *c = cli->command;
    Lang lang = cli->c.lang;
    (void)printf("%s\n\n%s\n\n", usage_of(cli).p, tr(lang, c->summary));
    print_options(lang, c->options);
    print_options(lang, common);
    return EXIT_DONE;
}

static int print_help(const Cli *cli, FILE *out)
{
    Lang lang = cli->c.lang;
    (void)fprintf(out, "%s\n\n",
                  tr(lang, N_("usage: qiao COMMAND [OPTIONS] …; `qiao COMMAND --help` says more")));
    const Command *c;
    for (size_t i = 0; (c = command_at(cli, i)); i++)
        (void)fprintf(out, "  %-10s %s\n", c->name, tr(lang, c->summary));
    return out == stdout ? EXIT_DONE : EXIT_WRONG;
}

/* ---- reading the words ---- */

static bool set_common(Cli *cli, Common *o, const char *name, const char *value)
{
    if (strcmp(name, "db") == 0)
        o->db = value;
    else if (strcmp(name, "as") == 0)
        o->as = value;
    else if (strcmp(name, "as-of") == 0)
        o->as_of = value;
    else if (strcmp(name, "json") == 0)
        cli->json = true;
    else if (strcmp(name, "quiet") == 0)
        cli->quiet = true;
    else if (strcmp(name, "help") == 0)
        o->help = true;
    else if (!lang_parse(str_z(value), &cli->c.lang))
        return err_set(&cli->e, ERR_INVALID,
                       "'%s' is no language of Qiao; use en, zh-Hans or zh-Hant", value);
    cli->e.lang = cli->c.lang;
    return true;
}

static const Option *find_option(const Option *list, Str name, size_t *at)
{
    for (*at = 0; list && list[*at].name; (*at)++)
        if (str_eq(str_z(list[*at].name), name))
            return &list[*at];
    return NULL;
}

/* One option; *i moves on if the next word is its value. */
static bool read_option(Cli *cli, Common *o, int argc, char *const *argv, int *i)
{
    Str name, value;
    bool has_value = split_option(str_z(argv[*i]), &name, &value);
    size_t at = 0;
    const Option *own = find_option(cli->command->options, name, &at), *found = own;
    size_t common_at;
    const char *text = "";

    if (!found)
        found = find_option(common, name, &common_at);
    if (!found && str_starts(name, S("-")))
        return err_set(&cli->e, ERR_INVALID,
                       "there is no option '%.*s'; `qiao %s --help` lists them", STR(name),
                       cli->command->name);
    if (!found)
        return err_set(&cli->e, ERR_INVALID,
                       "there is no option '--%.*s'; `qiao %s --help` lists them", STR(name),
                       cli->command->name);
    if (found->value && has_value)
        text = value.p;
    else if (found->value && *i + 1 < argc)
        text = argv[++*i];
    else if (found->value)
        return err_set(&cli->e, ERR_INVALID, "the option '--%s' needs a value: %s", found->name,
                       found->value);
    else if (has_value)
        return err_set(&cli->e, ERR_INVALID, "the option '--%s' takes no value", found->name);
    if (!own)
        return set_common(cli, o, found->name, text);
    cli->values[at] = text;
    return true;
}

static bool read_words(Cli *cli, Common *o, int argc, char *const *argv)
{
    bool options = true;
    for (int i = 0; i < argc; i++)
        if (!utf8_valid(str_z(argv[i])))
            return err_set(&cli->e, ERR_INVALID, "word %d of the command is not UTF-8", i + 2);
    for (int i = 0; i < argc; i++) {
        if (options && strcmp(argv[i], "--") == 0) {
            options = false;
        } else if (options && is_option(str_z(argv[i]))) {
            if (!read_option(cli, o, argc, argv, &i))
                return false;
        } else if (cli->nargs == ARGS_MAX) {
            return err_set(&cli->e, ERR_INVALID, "a command has at most %d words", ARGS_MAX);
        } else {
            cli->args[cli->nargs++] = argv[i];
        }
    }
    if (o->help)
        return true;
    if (cli->nargs < cli->command->min_args)
        return err_set(&cli->e, ERR_INVALID, "too few words; usage: %s", usage_of(cli).p);
    if (cli->nargs > cli->command->max_args)
        return err_set(&cli->e, ERR_INVALID, "too many words from '%s' on; usage: %s",
                       cli->args[cli->command->max_args], usage_of(cli).p);
    return true;
}

/* ---- the store ---- */

const char *cli_store_name(const Cli *cli)
{
    Str url = str_z(cli->url), head, tail, secret, host;
    if (!str_starts(url, S("postgres")) || !str_cut(url, S("//"), &head, &tail))
        return cli->url;
    str_cut(tail, S("?"), &tail, &secret); /* parameters may hold a password too */
    if (str_cut(tail, S("@"), &secret, &host))
        tail = host;
    return arena_printf(cli->arena, "%.*s//%.*s", STR(head), STR(tail)).p;
}

bool cli_open(Cli *cli, bool create)
{
    Ctx *c = &cli->c;
    c->db = db_open(cli->url, create, &cli->e);
    if (!c->db)
        return false;
    if (!create) {
        int64_t version;
        if (!schema_version(c->db, &version, &cli->e))
            return false;
        if (version == 0)
            return err_set(&cli->e, ERR_NOT_FOUND,
                           "there is no store in '%s' yet; make one with `qiao init`",
                           cli_store_name(cli));
    }
    c->types = registry_load(cli->arena, c->db, area_types, &cli->e);
    if (!c->types || !schema_update(c->db, c->types, &cli->e))
        return false;
    c->units = units_load(cli->arena, c->db, rights_day(c), &cli->e);
    c->holidays = workdays_load(cli->arena, c->db, c->facts->holidays, &cli->e);
    return c->units && c->holidays;
}

bool cli_act_as(Cli *cli, const char *login)
{
    cli->c.user = user_load(cli->arena, cli->c.db, str_z(login), rights_day(&cli->c), &cli->e);
    return cli->c.user != NULL;
}

bool cli_enter(Cli *cli)
{
    return cli_open(cli, false) && cli_act_as(cli, cli->as ? cli->as : "office");
}

static bool prepare(Cli *cli, const Common *o)
{
    Ctx *c = &cli->c;

    cli->as = o->as ? o->as : cli_environment("QIAO_USER");
    if (o->as_of && !day_parse(str_z(o->as_of), &c->today))
        return err_set(&cli->e, ERR_INVALID, "'%s' is no date; write it as 2024-12-31", o->as_of);
    if (cli->command->needs & (NEEDS_TYPES | NEEDS_STORE)) {
        cli->facts = facts_load(cli->arena);
        c->facts = cli->facts;
        c->finder = cli->finder = finder_new();
        c->types = registry_builtin(cli->arena, area_types);
    }
    return !(cli->command->needs & NEEDS_STORE) || cli_enter(cli);
}

static Lang lang_of_environment(void)
{
    static const char *const names[] = { "QIAO_LANG", "LC_ALL", "LC_MESSAGES", "LANG" };
    Lang lang;
    for (size_t i = 0; i < LEN(names); i++) {
        const char *value = cli_environment(names[i]);
        if (value && lang_parse(str_z(value), &lang))
            return lang;
    }
    return LANG_EN;
}

static const Command *find_command(const Cli *cli, const char *name)
{
    const Command *c = NULL;
    for (size_t i = 0; (c = command_at(cli, i)) && strcmp(c->name, name) != 0; i++)
        ;
    return c;
}

static int unknown_command(Cli *cli, const char *name)
{
    const char *nearest = NULL;
    size_t third = str_z(name).n / 3 + 2, best = third < 4 ? third : 4; /* not all letters new */
    const Command *c;
    for (size_t i = 0; (c = command_at(cli, i)); i++) {
        size_t far = str_distance(str_z(name), str_z(c->name), best);
        if (far < best) {
            best = far;
            nearest = c->name;
        }
    }
    if (nearest)
        err_set(&cli->e, ERR_INVALID, "there is no command '%s'; did you mean '%s'?", name,
                nearest);
    else
        err_set(&cli->e, ERR_INVALID, "there is no command '%s'; `qiao help` lists them", name);
    return cli_fail(cli);
}

int cmd_help(Cli *cli)
{
    if (cli->nargs == 0)
        return print_help(cli, stdout);
    cli->command = find_command(cli, cli->args[0]);
    return cli->command ? print_command_help(cli) : unknown_command(cli, cli->args[0]);
}

/* --lang is looked for first, so that whatever is wrong with the rest is said in that language. */
static void find_language(Cli *cli, int argc, char *const *argv)
{
    for (int i = 1; i < argc; i++) {
        Str word = str_z(argv[i]);
        if (str_eq(word, S("--lang")) && i + 1 < argc)
            (void)lang_parse(str_z(argv[i + 1]), &cli->c.lang);
        else if (str_starts(word, S("--lang=")))
            (void)lang_parse(str_part(word, 7, word.n), &cli->c.lang);
    }
    cli->e.lang = cli->c.lang;
}

static int run(Cli *cli, int argc, char *const *argv)
{
    Common o = { 0 };
    const char *url = cli_environment("QIAO_DB");

    if (argc < 2)
        return print_help(cli, stderr);
    if (strcmp(argv[1], "--version") == 0) {
        (void)puts("qiao " QIAO_VERSION);
        return EXIT_DONE;
    }
    cli->command = find_command(cli, strcmp(argv[1], "--help") == 0 ? "help" : argv[1]);
    if (!cli->command)
        return unknown_command(cli, argv[1]);
    if (!read_words(cli, &o, argc - 2, argv + 2))
        return cli_fail(cli);
    if (o.help)
        return print_command_help(cli);
    cli->url = o.db ? o.db : url ? url : "qiao.db";
    if (!prepare(cli, &o))
        return cli_fail(cli);
    return cli->command->run(cli);
}

int cli_main(int argc, char *const *argv, const CliMore *more)
{
    Cli cli = { .program = argv[0], .more = more, .arena = arena_new(ARENA_COMMAND) };
    int status;

    (void)signal(SIGXFSZ, SIG_IGN); /* a limit on files is an error of the write, not a death */
    cli.c =
        (Ctx){ .arena = cli.arena, .lang = lang_of_environment(), .tz = 480, .now = clock_ms() };
    cli.c.today = day_at(cli.c.now, cli.c.tz);
    find_language(&cli, argc, argv);
    status = run(&cli, argc, argv);
    db_close(cli.c.db);
    finder_free(cli.finder);
    facts_done(cli.facts);
    arena_free(cli.arena);
    if (fflush(stdout) != 0 && status == EXIT_DONE) {
        (void)fputs("qiao: the output could not be written\n", stderr);
        status = EXIT_WRONG;
    }
    return status;
}
