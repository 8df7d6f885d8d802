/* SPDX-License-Identifier: Apache-2.0
 * Cli: what every command of the command line gets, and the table of commands.
 *
 * A command is one row of `commands` in cli.c: its words, its options, what it needs. The
 * dispatcher reads the options, opens the store, finds the user, and reports the error at the end;
 * the command itself is a function in a cmd_*.c file.
 */
#pragma once

#include "base/buf.h"
#include "cli/main.h"
#include "engine/ctx.h"
#include "engine/query.h"

enum { OPTIONS_MAX = 24, ARGS_MAX = 256 };

/* An option of a command; value NULL is a switch without a value. */
typedef struct {
    const char *name, *value, *help;
} Option;

enum {
    NEEDS_NOTHING = 0,
    NEEDS_TYPES = 1 << 0, /* built-in types, no store */
    NEEDS_STORE = 1 << 1, /* an opened store and a user */
};

typedef struct Cli Cli;
typedef struct {
    const char *name, *args, *summary;
    int (*run)(Cli *cli);
    unsigned needs;
    int min_args, max_args;
    const Option *options; /* ends with { 0 } */
} Command;
extern const Command commands[]; /* ends with { 0 } */

/* What the program adds from folders that the command line may not know of (src/serve). */
struct CliMore {
    const Command *commands; /* ends with { 0 } */
    /* `qiao explain GET PATH`; NULL where there are no pages. */
    int (*explain_page)(Cli *cli, const char *path);
};

struct Cli {
    const Command *command;
    const CliMore *more;
    const char *program; /* where the program file is, for finding examples */
    Arena *arena;
    Ctx c;
    Err e;
    Facts *facts;
    Finder *finder;
    const char *url; /* --db */
    const char *as;  /* --as, or who acts if nobody is named */
    bool json, quiet;
    const char *values[OPTIONS_MAX]; /* of the command's options, in their order; "" for a switch */
    const char *args[ARGS_MAX];
    int nargs;
};

/* Exit statuses: done; the answer is no; wrong use or bad input. */
enum { EXIT_DONE = 0, EXIT_ANSWER_NO = 1, EXIT_WRONG = 2 };

/* A variable of the environment, NULL if it is unset or empty. */
const char *cli_environment(const char *name);
/* The value of an option of the command, NULL if it was not given. */
const char *cli_option(const Cli *cli, const char *name);
/* Reports cli->e on standard error and gives its exit status. */
int cli_fail(Cli *cli);
/* A line on standard output, translated. */
void cli_say(const Cli *cli, const char *fmt, ...) PRINTF(2, 3);
/* Writes to standard output. */
void cli_put(Str s);
/* The record of that type with that key, or with that text in a field that no two records share
 * (the code of a unit, the login of a user). 0 without an error if there is none. */
int64_t cli_find(Cli *cli, const Type *t, Str text);
/* Reads "#123" or "123", or what cli_find takes. 0 with the error set. */
int64_t cli_id(Cli *cli, const Type *t, const char *text);
/* "#123" or digits as a number. False with the error set. */
bool cli_number(Cli *cli, const char *text, int64_t *out);
/* Opens (or makes) the store named by --db and loads its types. */
bool cli_open(Cli *cli, bool create);
/* The store as it may be shown: a URL without user, password and parameters. */
const char *cli_store_name(const Cli *cli);
/* Opens the store of --db and acts as the user of --as: what the dispatcher does for commands with
 * NEEDS_STORE, for those that need it in some of their uses only. */
bool cli_enter(Cli *cli);
/* Lets the context act as that user. */
bool cli_act_as(Cli *cli, const char *login);

/* A member of a JSON object behind others: ,"key":"text", or null for an empty text. */
void json_text(Buf *out, const char *key, Str text);

/* ---- tables on a terminal ---- */

/* Columns a text takes on a terminal: two for a wide character. */
size_t text_width(Str s);
/* Prints rows of cells (ncols each) below headings, columns aligned; cells are cut at 40
 * columns. */
void table_print(const Str *headings, size_t ncols, const Str *cells, size_t nrows, Arena *a);
/* A progress bar with the time left, on standard error if that is a terminal. */
void progress_show(const Cli *cli, int64_t started_us, double part, int64_t rows);
void progress_end(void);

int cmd_attach(Cli *cli);
int cmd_backup(Cli *cli);
int cmd_check(Cli *cli);
int cmd_claims(Cli *cli);
int cmd_dedupe(Cli *cli);
int cmd_deliveries(Cli *cli);
int cmd_distinct(Cli *cli);
int cmd_due(Cli *cli);
int cmd_edit(Cli *cli);
int cmd_erase(Cli *cli);
int cmd_explain(Cli *cli);
int cmd_export(Cli *cli);
int cmd_fields(Cli *cli);
int cmd_figure(Cli *cli);
int cmd_help(Cli *cli);
int cmd_history(Cli *cli);
int cmd_import(Cli *cli);
int cmd_init(Cli *cli);
int cmd_invite(Cli *cli);
int cmd_kin(Cli *cli);
int cmd_list(Cli *cli);
int cmd_log(Cli *cli);
int cmd_match(Cli *cli);
int cmd_merge(Cli *cli);
int cmd_move(Cli *cli);
int cmd_names(Cli *cli);
int cmd_new(Cli *cli);
int cmd_receipts(Cli *cli);
int cmd_restore(Cli *cli);
int cmd_revert(Cli *cli);
int cmd_review(Cli *cli);
int cmd_roles(Cli *cli);
int cmd_show(Cli *cli);
int cmd_token(Cli *cli);
int cmd_types(Cli *cli);
int cmd_undo(Cli *cli);
int cmd_unvoid(Cli *cli);
int cmd_verify(Cli *cli);
int cmd_void(Cli *cli);
